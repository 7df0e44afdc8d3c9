/* Starts a server of this folder for a test, gives it commands, and ends it. It also ends by itself when the test does. */
#ifndef TESTS_SERVERS_SERVER_H
#define TESTS_SERVERS_SERVER_H

#include "support.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

struct server {
    pid_t pid;
    FILE *to, *from;
    int port;
    char ca_file[256]; /* "-": it speaks without TLS */
    char line[4096];   /* its last answer */
};

static inline void server_start(struct server *s, const char *name, const char *option)
{
    int in[2], out[2];
    char path[512];
    const char *vectors = getenv("FLORIN_VECTORS");
    assert_non_null(vectors);
    snprintf(path, sizeof path, "%s/../servers/%s", vectors, name);
    signal(SIGPIPE, SIG_IGN);
    assert_true(pipe2(in, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0);
    s->pid = fork();
    if (s->pid == 0) {
        dup2(in[0], 0);
        dup2(out[1], 1);
        execlp("python3", "python3", path, option, (char *)NULL);
        _exit(127);
    }
    assert_true(s->pid > 0);
    close(in[0]);
    close(out[1]);
    s->to = fdopen(in[1], "w");
    s->from = fdopen(out[0], "r");
    if (fgets(s->line, sizeof s->line, s->from) == NULL ||
        sscanf(s->line, "%d %255s", &s->port, s->ca_file) != 2)
        fail_msg("%s does not start", path);
}

/* One command; gives its answer, a line of JSON. */
static inline const char *server_tell(struct server *s, const char *format, ...) PRINTF_LIKE(2, 3);
static inline const char *server_tell(struct server *s, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vfprintf(s->to, format, args);
    va_end(args);
    fputc('\n', s->to);
    fflush(s->to);
    if (fgets(s->line, sizeof s->line, s->from) == NULL)
        fail_msg("the server is gone");
    if (strstr(s->line, "problem") != NULL)
        fail_msg("the server says %s", s->line);
    return s->line;
}

static inline void server_stop(struct server *s)
{
    fclose(s->to);
    fclose(s->from);
    waitpid(s->pid, NULL, 0);
}

#endif
