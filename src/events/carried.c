/* What the bus brings: numbers of events, which are read from the log and take effect ahead of the consumer's place. */
#include "events/relay_inner.h"

#include <stdlib.h>

static int by_number(const void *a, const void *b)
{
    int64_t x = ((const struct bus_delivery *)a)->number, y = ((const struct bus_delivery *)b)->number;
    return x < y ? -1 : x > y;
}

/* Everything is taken from the log, in order, while an event of it fails: up to what was brought, or where the log ends, because numbers can be
 * made up. */
static enum err is_left_to_log(struct ctx *c, struct store_tx *tx, struct member *member,
                               const struct consumer_row *place, int64_t brought, bool *left)
{
    int64_t newest;
    *left = place->tries > 0 || place->event < member->log_until;
    if (!*left)
        return OK;
    TRY(event_newest(c, tx, &newest));
    brought = brought < newest ? brought : newest;
    member->log_until = brought > member->log_until ? brought : member->log_until;
    return OK;
}

/* What was fetched, by what becomes of it. */
struct piles {
    struct bus_delivery *at, *done, *drop;
    size_t count, done_count, drop_count;
};

/* Numbers that are behind the place were passed, and ones that the log has not are nobody's. */
static enum err look_up(struct ctx *c, struct turn *turn, struct store_tx *tx, struct piles *piles)
{
    const struct bus_consumer *consumer = &turn->member->consumer.bus;
    struct event_row *rows = NULL;
    size_t row_count = 0, at = 0;
    for (size_t i = 0; i < piles->count; i++) {
        int64_t number = piles->at[i].number;
        if (number <= turn->place.event || (i > 0 && piles->at[i - 1].number == number)) {
            piles->done[piles->done_count++] = piles->at[i];
            continue;
        }
        while (at < row_count && rows[at].seq < number)
            at++;
        if (at == row_count) {
            TRY(event_read(c, tx, number - 1, TURN_EVENTS, &rows, &row_count));
            at = 0;
        }
        bool there = row_count > 0 && rows[at].seq == number;
        if (!there) {
            piles->drop[piles->drop_count++] = piles->at[i];
        } else {
            piles->done[piles->done_count++] = piles->at[i];
            if (bus_type_matches(consumer->types, rows[at].type))
                turn->at[turn->count++].event = event_from_row(&rows[at]);
        }
    }
    return OK;
}

static enum err read_snapshot(struct ctx *c, struct relay *relay, struct turn *turn, struct piles *piles)
{
    struct store_tx *tx;
    struct member *member = turn->member;
    bool left;
    TRY(store_begin_read(c, relay->store, &tx));
    TRY(consumer_get(c, tx, member->consumer.bus.name, &turn->place));
    TRY(is_left_to_log(c, tx, member, &turn->place, piles->at[piles->count - 1].number, &left));
    if (left) {
        memcpy(piles->done, piles->at, piles->count * sizeof *piles->at);
        piles->done_count = piles->count;
    } else {
        TRY(look_up(c, turn, tx, piles));
        mark_followed(c, turn, NULL);
        turn->unprepared = turn_prepare(c, turn, tx);
    }
    store_rollback(tx);
    return OK;
}

enum err carried_read(struct ctx *c, struct relay *relay, struct turn *turn)
{
    struct piles piles = {.at = ARENA_ARRAY(c->arena, struct bus_delivery, TURN_EVENTS_BEHIND),
                          .done = ARENA_ARRAY(c->arena, struct bus_delivery, TURN_EVENTS_BEHIND),
                          .drop = ARENA_ARRAY(c->arena, struct bus_delivery, TURN_EVENTS_BEHIND)};
    struct bus_subscription *subscription = turn->member->subscription;
    piles.count = bus_fetch(subscription, piles.at, TURN_EVENTS_BEHIND);
    if (piles.count == 0)
        return OK;
    qsort(piles.at, piles.count, sizeof *piles.at, by_number);
    turn->at = ARENA_ARRAY(c->arena, struct delivery, piles.count);
    enum err e = read_snapshot(c, relay, turn, &piles);
    if (e != OK) { /* the store cannot be read: the log has them when it can */
        bus_settle(subscription, piles.at, piles.count, BUS_AGAIN);
        turn->count = 0;
        return e;
    }
    bus_settle(subscription, piles.drop, piles.drop_count, BUS_DROP);
    turn->carried_at = piles.done;
    turn->carried_count = piles.done_count;
    return OK;
}

void carried_settle(struct turn *turn)
{
    if (turn->carried_count > 0)
        bus_settle(turn->member->subscription, turn->carried_at, turn->carried_count, BUS_DONE);
}
