/* Tells whoever runs the server, on its log, when something that it needs goes away and when it is there again: the store, the bus, the cache. */
#ifndef APP_WATCH_H
#define APP_WATCH_H

#include "app/sharing.h"

#include <pthread.h>

struct watch_word {
    char why[sizeof((struct ctx *)NULL)->why];
    int64_t told_us; /* steady; 0: nothing stands here */
    int64_t again;   /* how often it came since */
};

/* What is wrong, without flooding the log while it stays wrong: the same words are written once a minute. */
struct watch_log {
    pthread_mutex_t lock;
    struct watch_word words[8];
};
/* `self` is a watch_log. From any thread. */
void watch_tell(void *self, const char *why);

/* A chore. What it sees change it writes to standard error, each time. */
struct watch {
    const struct sharing *sharing;
    struct store *store; /* looked at where processes share it: another program keeps it */
    int store_missed, bus_missed, cache_missed; /* looks in a row */
};
enum err watch_run(struct ctx *c, void *self, int64_t *next_us) MUST_USE;

/* The bus as Prometheus takes it. `self` is a struct sharing. */
void watch_metrics(const void *self, struct buf *out);

#endif
