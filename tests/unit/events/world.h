/* A store in memory, a relay and a clock that tests move. */
#ifndef TESTS_UNIT_EVENTS_WORLD_H
#define TESTS_UNIT_EVENTS_WORLD_H

#include "bus/bus_driver.h"
#include "bus/types.h"
#include "events/relay.h"
#include "servers/any_store.h"
#include "store/entity/household.h"
#include "store/migrate.h"
#include "support.h"

struct world {
    struct ctx c;
    struct store *store;
    struct bus *bus;
    struct relay *relay;
    int64_t now_us;
    int troubles;
};

static int64_t world_clock(void *self)
{
    return ((const struct world *)self)->now_us;
}

static void world_trouble(void *self, const char *why)
{
    (void)why;
    ((struct world *)self)->troubles++;
}

static inline void world_open_relay(struct world *w)
{
    if (w->bus == NULL)
        assert_ok(&w->c, bus_open(&w->c, &bus_embedded, &(struct bus_options){0}, &w->bus));
    struct relay_options options = {
        .bus = w->bus, .now_us = world_clock, .trouble = world_trouble, .self = w};
    assert_ok(&w->c, relay_open(&w->c, w->store, &options, &w->relay));
}

static inline struct world *world_new(void)
{
    struct world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    w->c = test_ctx();
    w->now_us = w->c.now_us;
    assert_ok(&w->c, store_open(&w->c, any_store_driver(), any_store_place(":memory:"), true, &w->store));
    assert_ok(&w->c, migrate_up(&w->c, w->store));
    world_open_relay(w);
    return w;
}

static inline void world_free(struct world *w)
{
    relay_close(w->relay);
    bus_close(w->bus);
    test_ctx_end(&w->c);
    store_close(w->store);
    free(w);
}

static inline struct store_tx *world_begin(struct world *w)
{
    struct store_tx *tx;
    assert_ok(&w->c, store_begin(&w->c, w->store, &tx));
    return tx;
}

static inline void world_commit(struct world *w, struct store_tx *tx)
{
    assert_ok(&w->c, store_commit(&w->c, tx));
}

/* Appends one event and returns its number. */
static inline int64_t world_append(struct world *w, const char *type, const char *data)
{
    struct store_tx *tx = world_begin(w);
    struct event_row row = {
        .household = HOUSEHOLD_FIRST, .type = text_of(type), .subject = TEXT("test"), .data = text_of(data)};
    assert_ok(&w->c, event_append(&w->c, tx, &row));
    world_commit(w, tx);
    return row.seq;
}

static inline void world_drain(struct world *w)
{
    assert_ok(&w->c, relay_run(&w->c, w->relay, RELAY_DRAINED));
}

/* The one number that a query gives. */
#define world_number(w, sql)                                                                                 \
    __extension__({                                                                                          \
        struct store_tx *tx_;                                                                                \
        struct store_query *q_;                                                                              \
        bool row_;                                                                                           \
        assert_ok(&(w)->c, store_begin_read(&(w)->c, (w)->store, &tx_));                                     \
        assert_ok(&(w)->c, store_query(&(w)->c, tx_, sql, &q_));                                             \
        assert_ok(&(w)->c, store_next(&(w)->c, q_, &row_));                                                  \
        int64_t number_ = row_ ? store_int(q_, 0) : -1;                                                      \
        store_rollback(tx_);                                                                                 \
        number_;                                                                                             \
    })

static inline void world_script(struct world *w, const char *sql)
{
    struct store_tx *tx;
    assert_ok(&w->c, store_begin_bulk(&w->c, w->store, &tx));
    assert_ok(&w->c, store_script(&w->c, tx, sql));
    assert_ok(&w->c, store_commit(&w->c, tx));
}

#endif
