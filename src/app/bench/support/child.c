#include "app/bench/support/child.h"

#include "app/bench/support/measure.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MAX = 32, OUTPUT_MAX = 4 << 20 };

extern char **environ;

/* Starts florin with its standard output in a pipe; *fd is our end of it. */
static enum err start(struct ctx *c, const char *const *words, pid_t *pid, int *fd)
{
    char *argv[WORDS_MAX] = {arena_copy(c->arena, "florin", 6)};
    int ends[2];
    for (int i = 0; words[i] != NULL && i + 2 < WORDS_MAX; i++)
        argv[i + 1] = arena_copy(c->arena, words[i], strlen(words[i]));
    if (pipe2(ends, O_CLOEXEC) != 0)
        return fail(c, ERR_IO, "no pipe: %s", strerror(errno));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    int error = posix_spawn(pid, "/proc/self/exe", &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    *fd = ends[0];
    if (error == 0)
        return OK;
    close(ends[0]);
    return fail(c, ERR_IO, "florin %s cannot be started: %s", words[0], strerror(error));
}

/* Reads a pipe to its end; what does not fit is dropped, so that the writer never waits. */
static void drain(int fd, struct buf *out)
{
    char part[16384];
    for (;;) {
        ssize_t n = read(fd, part, sizeof part);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        if (out != NULL && out->len + (size_t)n <= OUTPUT_MAX)
            buf_add(out, part, (size_t)n);
    }
}

static enum err await(struct ctx *c, pid_t pid, const char *name, double started, struct cost *cost)
{
    struct rusage usage;
    int status;
    while (wait4(pid, &status, 0, &usage) < 0)
        if (errno != EINTR)
            return fail(c, ERR_IO, "florin %s is lost: %s", name, strerror(errno));
    *cost = (struct cost){
        .wall_s = seconds_now() - started,
        .cpu_s = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                 (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
        .peak_mib = (double)usage.ru_maxrss / 1024,
    };
    if (WIFSIGNALED(status))
        return fail(c, ERR_IO, "florin %s was ended by signal %d", name, WTERMSIG(status));
    if (WEXITSTATUS(status) != 0)
        return fail(c, ERR_IO, "florin %s ended with code %d", name, WEXITSTATUS(status));
    return OK;
}

enum err child_run(struct ctx *c, const char *const *words, struct text *out, struct cost *cost)
{
    struct buf *all = out == NULL ? NULL : buf_in_arena(c->arena);
    double started = seconds_now();
    pid_t pid;
    int fd;
    TRY(start(c, words, &pid, &fd));
    drain(fd, all);
    close(fd);
    if (out != NULL)
        *out = buf_view(all);
    return await(c, pid, words[0], started, cost);
}

/* In the forked process: the failure's code, or its words and the result, go through the pipe. */
static _Noreturn void work_apart(struct ctx *c, enum err (*work)(struct ctx *c, void *self, void *result),
                                 void *self, void *result, size_t size, int fd)
{
    enum err e = work(c, self, result);
    bool told = write(fd, c->why, sizeof c->why) == (ssize_t)sizeof c->why &&
                write(fd, result, size) == (ssize_t)size;
    /* No hooks and no buffers of the parent: this ends here. */
    _exit(told ? (int)e : 100);
}

enum err child_fork(struct ctx *c, enum err (*work)(struct ctx *c, void *self, void *result), void *self,
                    void *result, size_t result_size, struct cost *cost)
{
    int ends[2];
    double started = seconds_now();
    fflush(NULL);
    if (pipe2(ends, O_CLOEXEC) != 0)
        return fail(c, ERR_IO, "no pipe: %s", strerror(errno));
    pid_t pid = fork();
    if (pid == 0)
        work_apart(c, work, self, result, result_size, ends[1]);
    close(ends[1]);
    struct buf *told = buf_in_arena(c->arena);
    if (pid > 0)
        drain(ends[0], told);
    close(ends[0]);
    if (pid < 0)
        return fail(c, ERR_IO, "no process: %s", strerror(errno));
    enum err e = await(c, pid, "bench", started, cost);
    if (told->len != sizeof c->why + result_size)
        return e != OK ? e : fail(c, ERR_IO, "a part of the benchmark said nothing");
    if (e != OK) {
        memcpy(c->why, told->at, sizeof c->why);
        return e;
    }
    memcpy(result, told->at + sizeof c->why, result_size);
    return OK;
}

static void stop(void *thing)
{
    child_stop(thing);
}

void child_stop(struct server *server)
{
    if (server->pid <= 0)
        return;
    kill(server->pid, SIGTERM);
    while (waitpid(server->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    close(server->out); /* not before: what it says at its end goes there */
    server->pid = 0;
}

static bool read_line(int fd, char *line, size_t size)
{
    for (size_t len = 0; len + 1 < size;) {
        ssize_t n = read(fd, line + len, 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        if (line[len] == '\n') {
            line[len] = '\0';
            return true;
        }
        len++;
    }
    return false;
}

enum err child_start(struct ctx *c, const char *const *words, struct server **out)
{
    struct server *server = ARENA_NEW(c->arena, struct server);
    TRY(start(c, words, &server->pid, &server->out));
    arena_defer(c->arena, stop, server);
    if (!read_line(server->out, server->line, sizeof server->line))
        return fail(c, ERR_IO, "florin %s ended before it was ready", words[0]);
    *out = server;
    return OK;
}

enum err child_number(struct ctx *c, struct text json, const char *key, int64_t *out)
{
    const char *quoted = arena_printf(c->arena, "\"%s\":", key);
    ptrdiff_t at = text_find(json, text_of(quoted));
    if (at >= 0) {
        struct text rest = text_from(json, (size_t)at + strlen(quoted));
        size_t len = 0;
        while (len < rest.len && (ascii_digit(rest.at[len]) || rest.at[len] == '-'))
            len++;
        if (text_to_int((struct text){rest.at, len}, out))
            return OK;
    }
    return fail(c, ERR_IO, "there is no number \"%s\" in what was printed", key);
}
