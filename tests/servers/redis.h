/* A Redis of Debian's package redis-server, for one test program: in a temporary folder, on a socket of its own (and a free port of this machine
 * when asked for), ended with the program however that ends. It keeps an append-only file with fsync every second, as the guide says. */
#ifndef TESTS_SERVERS_REDIS_H
#define TESTS_SERVERS_REDIS_H

#include "support.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct redis_server {
    struct redis_server *next; /* of those that are not freed */
    pid_t pid;
    char folder[64];
    char url[256];   /* of the socket */
    char more[1024]; /* lines of its configuration */
    char query[128]; /* of the URL */
};

static inline void redis_moment(void)
{
    struct timespec moment = {0, 5000000};
    nanosleep(&moment, NULL);
}

static inline int redis_connect(const struct redis_server *s)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s/s", s->folder);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

/* Says commands in the wire's form and reads until `lines` lines of replies have come; `out` (may be NULL) gets them, NUL-terminated. False: it did
 * not answer. */
static inline bool redis_tell(const struct redis_server *s, struct text commands, int lines, char *out,
                              size_t size)
{
    char chunk[4096];
    size_t used = 0;
    int fd = redis_connect(s), seen = 0;
    if (fd < 0)
        return false;
    bool sent = send(fd, commands.at, commands.len, MSG_NOSIGNAL) == (ssize_t)commands.len;
    while (sent && seen < lines) {
        ssize_t got = recv(fd, chunk, sizeof chunk, 0);
        if (got <= 0)
            break;
        for (ssize_t i = 0; i < got; i++) {
            seen += chunk[i] == '\n';
            if (out != NULL && used + 1 < size)
                out[used++] = chunk[i];
        }
    }
    if (out != NULL)
        out[used] = '\0';
    close(fd);
    return seen >= lines;
}

/* A command of plain words, whose reply is a number. */
static inline int64_t redis_number(const struct redis_server *s, const char *command)
{
    char line[256], reply[256] = "";
    int len = snprintf(line, sizeof line, "%s\r\n", command);
    assert_true(len > 0 && redis_tell(s, (struct text){line, (size_t)len}, 1, reply, sizeof reply));
    if (reply[0] != ':')
        fail_msg("%s: %s", command, reply);
    return strtoll(reply + 1, NULL, 10);
}

/* Waits until it answers, its data loaded. */
static inline void redis_await(struct redis_server *s)
{
    char reply[64] = "";
    for (int i = 0; i < 6000; i++) {
        if (redis_tell(s, TEXT("PING\r\n"), 1, reply, sizeof reply) &&
            (strncmp(reply, "+PONG", 5) == 0 || strncmp(reply, "-NOAUTH", 7) == 0))
            return;
        if (waitpid(s->pid, NULL, WNOHANG) == s->pid)
            fail_msg("redis-server ended; is Debian's package redis-server installed?");
        redis_moment();
    }
    fail_msg("redis-server does not answer");
}

static inline void redis_start(struct redis_server *s)
{
    char path[96];
    snprintf(path, sizeof path, "%s/redis.conf", s->folder);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fprintf(f,
            "unixsocket %s/s\nunixsocketperm 700\nport 0\ndir %s\nappendonly yes\nappendfsync everysec\nsave "
            "\"\"\n"
            "auto-aof-rewrite-percentage 0\nlogfile %s/log\ndaemonize no\n%s",
            s->folder, s->folder, s->folder, s->more);
    fclose(f);
    s->pid = fork();
    assert_true(s->pid >= 0);
    if (s->pid == 0) {
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        execlp("redis-server", "redis-server", path, (char *)NULL);
        _exit(127);
    }
    redis_await(s);
}

static inline void redis_end(struct redis_server *s, int how)
{
    if (s->pid <= 0)
        return;
    kill(s->pid, how);
    if (how == SIGKILL)
        kill(s->pid, SIGCONT);
    while (waitpid(s->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    s->pid = 0;
}

static inline void redis_clear(const char *folder)
{
    DIR *dir = opendir(folder);
    for (const struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;) {
        char *path;
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        if (asprintf(&path, "%s/%s", folder, e->d_name) < 0)
            break;
        if (unlink(path) != 0)
            redis_clear(path);
        free(path);
    }
    if (dir != NULL)
        closedir(dir);
    rmdir(folder);
}

static struct redis_server *redis_servers;

static inline void redis_remove(struct redis_server *s)
{
    struct redis_server **link = &redis_servers;
    while (*link != NULL && *link != s)
        link = &(*link)->next;
    if (*link != NULL)
        *link = s->next;
    redis_end(s, SIGKILL);
    redis_clear(s->folder);
    free(s);
}

/* Of a test that failed. */
static inline void redis_remove_all(void)
{
    while (redis_servers != NULL)
        redis_remove(redis_servers);
}

/* `more`: lines of configuration; `query`: of the URL ("?claim=500"). Both may be "". */
static inline struct redis_server *redis_new(const char *more, const char *query)
{
    struct redis_server *s = calloc(1, sizeof *s);
    assert_non_null(s);
    snprintf(s->folder, sizeof s->folder, "/tmp/florin-redis-XXXXXX");
    assert_non_null(mkdtemp(s->folder));
    snprintf(s->more, sizeof s->more, "%s", more);
    snprintf(s->query, sizeof s->query, "%s", query);
    snprintf(s->url, sizeof s->url, "redis+unix://%s/s%s", s->folder, s->query);
    if (redis_servers == NULL)
        assert_int_equal(0, atexit(redis_remove_all));
    s->next = redis_servers;
    redis_servers = s;
    redis_start(s);
    return s;
}

static inline void redis_free(struct redis_server *s)
{
    redis_remove(s);
}

/* A port of this machine that nobody uses now. */
static inline int redis_free_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0 && bind(fd, (const struct sockaddr *)&address, size) == 0 &&
                getsockname(fd, (struct sockaddr *)&address, &size) == 0);
    close(fd);
    return ntohs(address.sin_port);
}

#endif
