#include "app/chores/watch.h"

#include "base/date.h"

#include <stdio.h>

/* -- What is told */

/* Where these words stand, or else the ones that were told longest ago. */
static struct watch_word *word_of(struct watch_log *log, const char *why)
{
    struct watch_word *oldest = &log->words[0];
    for (size_t i = 0; i < sizeof log->words / sizeof *log->words; i++) {
        struct watch_word *word = &log->words[i];
        if (word->told_us != 0 && strcmp(word->why, why) == 0)
            return word;
        oldest = word->told_us < oldest->told_us ? word : oldest;
    }
    snprintf(oldest->why, sizeof oldest->why, "%s", why);
    oldest->told_us = oldest->again = 0;
    return oldest;
}

void watch_tell(void *self, const char *why)
{
    const int64_t minute_us = 60000000;
    struct watch_log *log = self;
    int64_t now_us = time_steady_us();
    pthread_mutex_lock(&log->lock);
    struct watch_word *word = word_of(log, why);
    if (word->told_us != 0 && now_us - word->told_us < minute_us) {
        word->again++;
    } else {
        if (word->again == 0)
            fprintf(stderr, "florin: %s\n", why);
        else
            fprintf(stderr, "florin: %s (the same %lld times more before)\n", why, (long long)word->again);
        word->told_us = now_us;
        word->again = 0;
    }
    pthread_mutex_unlock(&log->lock);
}

/* -- What is looked at */

/* A moment is no absence: it is told at the second look in a row. */
static void note(int *missed, bool well, const char *what, const char *why, const char *effect)
{
    enum { TOLD_AT = 2 };
    if (well && *missed >= TOLD_AT)
        fprintf(stderr, "florin: %s answers again\n", what);
    *missed = well ? 0 : *missed < TOLD_AT ? *missed + 1 : TOLD_AT + 1;
    if (*missed == TOLD_AT)
        fprintf(stderr, "florin: %s does not answer, so %s: %s\n", what, effect, why);
}

static void look_at_store(struct ctx *c, struct watch *watch)
{
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    enum err e = store_begin_read(c, watch->store, &tx);
    if (e == OK)
        e = store_query(c, tx, "SELECT 1", &q);
    if (e == OK)
        e = store_next(c, q, &row);
    note(&watch->store_missed, e == OK, "the store", c->why, "nothing can be read or written");
}

enum err watch_run(struct ctx *c, void *self, int64_t *next_us)
{
    const int64_t look_us = 2000000;
    struct watch *watch = self;
    struct bus_health bus;
    struct cache_health cache;
    bus_health(watch->sharing->bus, &bus);
    note(&watch->bus_missed, bus.well, "the bus", bus.why, "events wait in the log");
    cache_health(watch->sharing->cache, &cache);
    note(&watch->cache_missed, cache.well, "the cache", cache.why, "everything is computed anew");
    if (store_is_shared(watch->store))
        look_at_store(c, watch);
    *next_us = c->now_us + look_us;
    return OK;
}

void watch_metrics(const void *self, struct buf *out)
{
    const struct sharing *sharing = self;
    struct bus_health health;
    if (!bus_carries(sharing->bus))
        return;
    bus_health(sharing->bus, &health);
    const struct {
        const char *name, *kind;
        int64_t value;
    } rows[] = {{"up", "gauge", health.well},
                {"published_total", "counter", health.published},
                {"received_total", "counter", health.received},
                {"settled_total", "counter", health.settled},
                {"dead_total", "counter", health.dead},
                {"reconnects_total", "counter", health.reconnects}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        buf_printf(out, "# TYPE florin_bus_%s %s\nflorin_bus_%s{bus=\"%s\"} %lld\n", rows[i].name,
                   rows[i].kind, rows[i].name, bus_name(sharing->bus), (long long)rows[i].value);
}
