#include "app/bench/support/measure.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

enum { PAGE_BYTES = 4096 };

double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double seconds_of(const struct rusage *usage)
{
    return (double)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) +
           (double)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1e6;
}

double seconds_cpu(void)
{
    struct rusage own, children;
    getrusage(RUSAGE_SELF, &own);
    getrusage(RUSAGE_CHILDREN, &children);
    return seconds_of(&own) + seconds_of(&children);
}

/* Not getrusage: that one counts what the parent held before this program was started. */
double memory_peak_mib(void)
{
    char line[256];
    long long kib = 0;
    FILE *f = fopen("/proc/self/status", "re");
    while (f != NULL && kib == 0 && fgets(line, sizeof line, f) != NULL)
        if (sscanf(line, "VmHWM: %lld", &kib) != 1)
            kib = 0;
    if (f != NULL)
        fclose(f);
    return (double)kib / 1024;
}

double memory_resident_mib(int64_t pid)
{
    char path[64];
    long pages = 0;
    snprintf(path, sizeof path, "/proc/%lld/statm", (long long)pid);
    FILE *f = fopen(path, "re");
    if (f == NULL)
        return 0;
    if (fscanf(f, "%*s %ld", &pages) != 1)
        pages = 0;
    fclose(f);
    return (double)pages * (double)sysconf(_SC_PAGESIZE) / (1 << 20);
}

static int by_value(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

double percentile(double *values, size_t count, int percent)
{
    if (count == 0)
        return 0;
    qsort(values, count, sizeof *values, by_value);
    size_t rank = (count * (size_t)percent + 99) / 100;
    return values[rank == 0 ? 0 : rank - 1];
}

/* "model name : Intel(R) …"; processors that do not say are called by their architecture. */
static void read_cpu(char *out, size_t size)
{
    struct utsname name;
    char line[512];
    uname(&name);
    snprintf(out, size, "%s", name.machine);
    FILE *f = fopen("/proc/cpuinfo", "re");
    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        struct text t = text_of(line);
        ptrdiff_t colon = text_find(t, TEXT(":"));
        if (colon < 0 || !text_starts(t, TEXT("model name")))
            continue;
        struct text model = text_trim(text_from(t, (size_t)colon + 1));
        snprintf(out, size, "%.*s", TEXT_ARGS(model));
        break;
    }
    if (f != NULL)
        fclose(f);
}

void machine_read(struct machine *out)
{
    struct utsname name;
    struct sysinfo facts;
    *out = (struct machine){.cores = sysconf(_SC_NPROCESSORS_ONLN)};
    read_cpu(out->cpu, sizeof out->cpu);
    uname(&name);
    snprintf(out->kernel, sizeof out->kernel, "%s %s", name.sysname, name.release);
    if (sysinfo(&facts) == 0) {
        out->memory_mib = (int64_t)((uint64_t)facts.totalram * facts.mem_unit >> 20);
        out->load = (double)facts.loads[0] / (1 << SI_LOAD_SHIFT);
    }
}

/* The magic numbers of statfs(2). */
static void name_file_system(const char *folder, struct disk *out)
{
    static const struct {
        long type;
        const char *name;
    } known[] = {{0xEF53, "ext4"},      {0x58465342, "xfs"},     {0x9123683E, "btrfs"},
                 {0x01021994, "tmpfs"}, {0x794C7630, "overlay"}, {0x2FC12FC1, "zfs"},
                 {0xF2F52010, "f2fs"},  {0x6969, "nfs"},         {0x65735546, "fuse"},
                 {0xFF534D42, "cifs"},  {0x01021997, "9p"},      {0x52654973, "reiserfs"}};
    struct statfs facts;
    out->file_system = "unknown";
    if (statfs(folder, &facts) != 0)
        return;
    snprintf(out->unknown, sizeof out->unknown, "0x%lx", (unsigned long)facts.f_type);
    out->file_system = out->unknown;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].type == (long)facts.f_type)
            out->file_system = known[i].name;
}

static bool time_writes(int fd, double *times, int64_t writes)
{
    static const char page[PAGE_BYTES] = "a page";
    for (int64_t i = 0; i < writes; i++) {
        double start = seconds_now();
        if (write(fd, page, sizeof page) != (ssize_t)sizeof page || fdatasync(fd) != 0)
            return false;
        times[i] = (seconds_now() - start) * 1e3;
    }
    return true;
}

enum err disk_measure(struct ctx *c, const char *folder, int64_t writes, struct disk *out)
{
    const char *path = arena_printf(c->arena, "%s/fsync.tmp", folder);
    double *times = ARENA_ARRAY(c->arena, double, writes);
    *out = (struct disk){.file_system = NULL};
    name_file_system(folder, out);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(c, ERR_IO, "%s: %s", path, strerror(errno));
    bool good = time_writes(fd, times, writes);
    int error = errno;
    close(fd);
    unlink(path);
    if (!good)
        return fail(c, ERR_IO, "%s: %s", path, strerror(error));
    out->p50_ms = percentile(times, (size_t)writes, 50);
    out->p99_ms = percentile(times, (size_t)writes, 99);
    out->max_ms = percentile(times, (size_t)writes, 100);
    return OK;
}
