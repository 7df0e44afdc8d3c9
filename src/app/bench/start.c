/* florin bench start: from nothing to the first answer, what waiting costs, how large the program is. */
#include "app/bench/support/household.h"
#include "app/bench/support/measure.h"
#include "app/benchmark.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ROWS = 1000, RUNS = 21, SERVER_RUNS = 5, IDLE_S = 2, TRIES_S = 10 };

static const char *const options[] = {NULL};

static void pause_ms(long ms)
{
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

static enum err time_command(struct ctx *c, struct bench *b, const struct household_files *files)
{
    const char *words[] = {"report", "balances", "--json", "--data", files->data, NULL};
    double times[RUNS];
    struct cost cost;
    for (int i = 0; i < RUNS; i++) {
        TRY(child_run(c, words, NULL, &cost));
        times[i] = cost.wall_s * 1e3;
    }
    bench_section(b, "command");
    bench_count(b, "runs", RUNS);
    bench_goal(b, "balances_p50_ms", percentile(times, RUNS, 50), 50);
    bench_number(b, "balances_max_ms", percentile(times, RUNS, 100));
    bench_number(b, "peak_mib", cost.peak_mib);
    return OK;
}

/* "Florin listens on http://127.0.0.1:40123" */
static int port_of(const char *line)
{
    const char *colon = strrchr(line, ':');
    return colon == NULL ? 0 : (int)strtol(colon + 1, NULL, 10);
}

/* One question over a connection of its own; true when the answer is 200. */
static bool ask_ready(int port)
{
    static const char request[] = "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    char answer[64] = "";
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return false;
    bool told = connect(fd, (const struct sockaddr *)&address, sizeof address) == 0 &&
                send(fd, request, sizeof request - 1, MSG_NOSIGNAL) == (ssize_t)sizeof request - 1 &&
                recv(fd, answer, sizeof answer - 1, 0) > 0;
    close(fd);
    return told && text_starts(text_of(answer), TEXT("HTTP/1.1 200"));
}

static enum err await_ready(struct ctx *c, const struct server *server, double started)
{
    int port = port_of(server->line);
    while (!ask_ready(port)) {
        if (seconds_now() - started > TRIES_S)
            return fail(c, ERR_IO, "florin serve said \"%s\" and did not get ready in %d s", server->line,
                        TRIES_S);
        pause_ms(1);
    }
    return OK;
}

static enum err time_server(struct ctx *c, struct bench *b, const struct household_files *files)
{
    const char *words[] = {"serve", "--listen", "127.0.0.1:0", "--data", files->data, NULL};
    double times[SERVER_RUNS], resident = 0;
    for (int i = 0; i < SERVER_RUNS; i++) {
        double started = seconds_now();
        struct server *server;
        TRY(child_start(c, words, &server));
        TRY(await_ready(c, server, started));
        times[i] = (seconds_now() - started) * 1e3;
        if (i + 1 == SERVER_RUNS) {
            pause_ms(IDLE_S * 1000);
            resident = memory_resident_mib(server->pid);
        }
        child_stop(server);
    }
    bench_section(b, "server");
    bench_count(b, "runs", SERVER_RUNS);
    bench_goal(b, "ready_p50_ms", percentile(times, SERVER_RUNS, 50), 50);
    bench_number(b, "ready_max_ms", percentile(times, SERVER_RUNS, 100));
    bench_goal(b, "idle_mib", resident, 20);
    return OK;
}

static enum err size_program(struct ctx *c, struct bench *b)
{
    struct stat facts;
    if (stat("/proc/self/exe", &facts) != 0)
        return fail(c, ERR_IO, "the program does not find itself: %s", strerror(errno));
    bench_section(b, "program");
    bench_goal(b, "size_mib", (double)facts.st_size / (1 << 20), 10);
    return OK;
}

static enum err run(struct ctx *c, struct bench *b)
{
    struct household_files *files = ARENA_NEW(c->arena, struct household_files);
    struct cost cost;
    TRY(household_write(c, b->folder, ROWS, "csv", files));
    TRY(household_import(c, files, false, &cost));
    bench_section(b, "workload");
    bench_count(b, "rows", ROWS);
    TRY(time_command(c, b, files));
    TRY(time_server(c, b, files));
    return size_program(c, b);
}

const struct benchmark benchmark_start = {
    .name = "start",
    .summary = "cold start of a command and of the server, idle memory, size of the program",
    .options = options,
    .run = run,
};
