/* One transaction's worth of deliveries. */
#include "base/date.h"
#include "events/relay_inner.h"

enum { TURN_BYTES = 4 << 20 };

void settle(const struct member *member, const struct bus_event *event, enum relay_outcome outcome,
            int64_t took_us, const char *why)
{
    if (member->consumer.settled != NULL)
        member->consumer.settled(member->consumer.self, event, outcome, took_us, why);
}

/* The next event is fetched as well, so that the last of the turn knows whether it is followed. */
static enum err fetch(struct ctx *c, struct turn *turn, size_t most)
{
    size_t bytes = 0;
    turn->scanned = turn->place.event;
    for (;;) {
        struct bus_event event;
        bool found;
        int64_t place = turn->scanned;
        TRY(bus_fetch(c, turn->member->subscription, &place, &event, &found));
        if (turn->count > 0 && found)
            turn->events[turn->count - 1].followed = true;
        if (found && (turn->count == most || (turn->count > 0 && bytes + event.data.len > TURN_BYTES)))
            return OK;
        turn->scanned = place;
        if (!found)
            return OK;
        bytes += event.data.len;
        turn->events[turn->count++] = event;
    }
}

enum err turn_read(struct ctx *c, struct relay *relay, struct turn *turn, int64_t *due_us)
{
    struct store_tx *tx;
    struct member *member = turn->member;
    *due_us = INT64_MAX;
    TRY(store_begin_read(c, relay->store, &tx));
    TRY(consumer_get(c, tx, member->consumer.bus.name, &turn->place));
    if (turn->place.tries > 0 && turn->place.next_try_us > c->now_us) {
        *due_us = turn->place.next_try_us;
        turn->scanned = turn->place.event;
        store_rollback(tx);
        return OK;
    }
    bool single = turn->place.tries > 0 || turn->place.event < member->single_until;
    relay->reading = tx;
    enum err e = fetch(c, turn, single ? 1 : TURN_EVENTS);
    relay->reading = NULL;
    store_rollback(tx);
    return e;
}

enum err relay_enter(struct ctx *c, struct member *member, struct store_tx *tx, const struct bus_event *event,
                     bool *fresh, int64_t *took_us)
{
    int64_t start_us = time_steady_us();
    enum err e = inbox_enter(c, tx, member->consumer.bus.name, event->wire_id, fresh);
    if (e == OK && *fresh)
        e = member->consumer.handle(c, member->consumer.self, tx, event);
    *took_us = time_steady_us() - start_us;
    return e;
}

static enum err effects(struct ctx *c, struct turn *turn, struct store_tx *tx)
{
    for (size_t i = 0; i < turn->count; i++) {
        turn->failed = i;
        TRY(relay_enter(c, turn->member, tx, &turn->events[i], &turn->fresh[i], &turn->took_us[i]));
    }
    turn->place.event = turn->scanned;
    turn->place.tries = 0;
    turn->place.next_try_us = 0;
    return consumer_put(c, tx, &turn->place);
}

/* However it fails, its transaction has ended when this returns: noting the failure needs the turn to write,
 * and would wait for itself. */
static enum err effects_or_nothing(struct ctx *c, struct relay *relay, struct turn *turn)
{
    struct store_tx *tx;
    TRY(store_begin(c, relay->store, &tx));
    enum err e = effects(c, turn, tx);
    if (e == OK)
        return store_commit(c, tx);
    store_rollback(tx);
    return e;
}

enum err turn_deliver(struct ctx *c, struct relay *relay, struct turn *turn)
{
    struct consumer_row before = turn->place;
    enum err e = effects_or_nothing(c, relay, turn);
    if (e != OK) {
        turn->place = before;
        return e;
    }
    for (size_t i = 0; i < turn->count; i++)
        settle(turn->member, &turn->events[i], turn->fresh[i] ? RELAY_DONE : RELAY_KNOWN, turn->took_us[i],
               "");
    return OK;
}
