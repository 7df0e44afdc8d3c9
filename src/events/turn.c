/* One transaction's worth of deliveries. */
#include "base/date.h"
#include "base/hash.h"
#include "events/relay_inner.h"

enum { TURN_BYTES = 4 << 20 };

void settle(const struct member *member, const struct bus_event *event, enum relay_outcome outcome,
            int64_t took_us, const char *why)
{
    if (member->consumer.settled != NULL)
        member->consumer.settled(member->consumer.self, event, outcome, took_us, why);
}

/* Marks events that are followed by one of the same household, in this turn or right behind it. From the last one back, each household that
 * was met is kept in a table. */
static void mark_followed(struct ctx *c, struct turn *turn, const struct bus_event *behind)
{
    size_t size = 4;
    while (size < (turn->count + 1) * 2)
        size *= 2;
    int64_t *met = ARENA_ARRAY(c->arena, int64_t, size); /* 0: free; households count from 1 */
    for (size_t i = turn->count + 1; i-- > 0;) {
        const struct bus_event *event = i == turn->count ? behind : &turn->at[i].event;
        if (event == NULL)
            continue;
        size_t slot = (size_t)hash_mix(0, (uint64_t)event->household) & (size - 1);
        while (met[slot] != 0 && met[slot] != event->household)
            slot = (slot + 1) & (size - 1);
        if (i < turn->count)
            turn->at[i].event.followed = met[slot] != 0;
        met[slot] = event->household;
    }
}

/* The next event is fetched as well, so that the last of the turn knows whether it is followed. */
static enum err fetch(struct ctx *c, struct turn *turn)
{
    size_t bytes = 0;
    turn->at = ARENA_ARRAY(c->arena, struct delivery, turn->most);
    turn->scanned = turn->place.event;
    for (;;) {
        struct bus_event event;
        bool found;
        int64_t place = turn->scanned;
        TRY(bus_fetch(c, turn->member->subscription, &place, &event, &found));
        bool full =
            found && (turn->count == turn->most || (turn->count > 0 && bytes + event.data.len > TURN_BYTES));
        if (!full)
            turn->scanned = place;
        if (!found || full) {
            mark_followed(c, turn, full ? &event : NULL);
            return OK;
        }
        bytes += event.data.len;
        turn->at[turn->count++].event = event;
    }
}

static enum err prepare(struct ctx *c, struct turn *turn, struct store_tx *snapshot)
{
    const struct relay_consumer *consumer = &turn->member->consumer;
    for (size_t i = 0; i < turn->count && consumer->prepare != NULL; i++) {
        struct delivery *d = &turn->at[i];
        int64_t start_us = time_steady_us();
        turn->failed = i;
        TRY(consumer->prepare(c, consumer->self, snapshot, &d->event, &d->event.prepared));
        d->took_us = time_steady_us() - start_us;
        turn->prepared_us += d->took_us;
    }
    return OK;
}

static size_t most_events(const struct member *member, const struct consumer_row *place)
{
    if (place->tries > 0 || place->event < member->single_until)
        return 1;
    return member->most == 0 || place->event < member->few_until ? TURN_EVENTS : member->most;
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
    turn->most = most_events(member, &turn->place);
    relay->reading = tx;
    enum err e = fetch(c, turn);
    relay->reading = NULL;
    if (e == OK)
        turn->unprepared = prepare(c, turn, tx);
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
        struct delivery *d = &turn->at[i];
        int64_t took_us;
        turn->failed = i;
        enum err e = relay_enter(c, turn->member, tx, &d->event, &d->fresh, &took_us);
        d->took_us += took_us;
        TRY(e);
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
    enum err e = turn->unprepared != OK ? turn->unprepared : effects_or_nothing(c, relay, turn);
    if (e != OK) {
        turn->place = before;
        return e;
    }
    for (size_t i = 0; i < turn->count; i++)
        settle(turn->member, &turn->at[i].event, turn->at[i].fresh ? RELAY_DONE : RELAY_KNOWN,
               turn->at[i].took_us, "");
    return OK;
}
