/* This program run once more as a process of its own, timed from outside as a user would: start, work, end.
 */
#ifndef APP_BENCH_SUPPORT_CHILD_H
#define APP_BENCH_SUPPORT_CHILD_H

#include "base/text.h"

#include <sys/types.h>

/* What a process cost. Its peak is at least what this process held when it was started: keep that small. */
struct cost {
    double wall_s, cpu_s, peak_mib;
};

/* Runs `florin WORDS…` (ended by NULL) to its end. What it prints goes to *out (up to 4 MiB, in c->arena), or
 * nowhere when `out` is NULL. ERR_IO when it cannot be run or does not end with 0. */
enum err child_run(struct ctx *c, const char *const *words, struct text *out, struct cost *cost) MUST_USE;

/* Runs work(c, self, result) in a forked process, so that its memory is counted apart. `result` is copied
 * back. No other thread may run now. */
enum err child_fork(struct ctx *c, enum err (*work)(struct ctx *c, void *self, void *result), void *self,
                    void *result, size_t result_size, struct cost *cost) MUST_USE;

/* One that goes on running. Its first line of output has come when child_start returns; it is ended with the
 * arena. */
struct server {
    pid_t pid;
    int out;        /* its standard output */
    char line[256]; /* the first line, without its end */
};
enum err child_start(struct ctx *c, const char *const *words, struct server **out) MUST_USE;
/* Asks it to end and waits until it has. */
void child_stop(struct server *server);

/* The number behind "key": in JSON that one of our own commands printed; the first one there is. */
enum err child_number(struct ctx *c, struct text json, const char *key, int64_t *out) MUST_USE;

#endif
