/* One transaction's worth of deliveries. */
#include "base/date.h"
#include "base/hash.h"
#include "events/relay_inner.h"

/* What a turn looks at, wanted or not: it is in memory while the turn lasts. */
enum { TURN_BYTES = 4 << 20, TURN_ROWS = 16384 };

void settle(const struct member *member, const struct relay_event *event, enum relay_outcome outcome,
            int64_t took_us, const char *why)
{
    if (member->consumer.settled != NULL)
        member->consumer.settled(member->consumer.self, event, outcome, took_us, why);
}

/* Marks events that are followed by one of the same household, in this turn or right behind it. From the last one back, each household that
 * was met is kept in a table. */
void mark_followed(struct ctx *c, struct turn *turn, const struct relay_event *behind)
{
    size_t size = 4;
    while (size < (turn->count + 1) * 2)
        size *= 2;
    int64_t *met = ARENA_ARRAY(c->arena, int64_t, size); /* 0: free; households count from 1 */
    for (size_t i = turn->count + 1; i-- > 0;) {
        const struct relay_event *event = i == turn->count ? behind : &turn->at[i].event;
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

/* -- Reading the log */

/* Looks through the log behind a consumer's place, a few rows at a time. */
struct reader {
    struct store_tx *tx;
    struct event_row *rows;
    size_t count, at;
    const char *consumer;
    int64_t place;  /* of the row that was looked at last */
    int64_t *known; /* by the inbox, from here on */
    size_t known_count;
};

enum { READ_ROWS = TURN_EVENTS + 1 };

static enum err reader_next(struct ctx *c, struct reader *r, struct event_row *out, bool *found)
{
    if (r->at == r->count) {
        TRY(event_read(c, r->tx, r->place, READ_ROWS, &r->rows, &r->count));
        r->at = 0;
        if (r->count > 0)
            TRY(inbox_list(c, r->tx, r->consumer, r->place, r->rows[r->count - 1].seq, &r->known,
                           &r->known_count));
    }
    *found = r->count > 0;
    if (*found) {
        *out = r->rows[r->at++];
        r->place = out->seq;
    }
    return OK;
}

static bool is_known(struct reader *r, int64_t number)
{
    for (; r->known_count > 0 && r->known[0] < number; r->known_count--)
        r->known++;
    return r->known_count > 0 && r->known[0] == number;
}

/* An event of a time that is still to come was written before a clock was set back, or by a machine whose clock is ahead: it does not wait
 * for it. */
static bool is_left_to_bus(const struct turn *turn, const struct event_row *row)
{
    return row->time_us >= turn->before_us && row->time_us <= turn->ahead_us;
}

/* The next event is read as well, so that the last of the turn knows whether it is followed. *later_us: when the first one that is left to
 * the bus may be taken. */
static enum err fetch(struct ctx *c, struct turn *turn, struct store_tx *tx, int64_t *later_us)
{
    const struct bus_consumer *consumer = &turn->member->consumer.bus;
    struct reader r = {.tx = tx, .consumer = consumer->name, .place = turn->place.event};
    size_t bytes = 0, looked = 0;
    turn->at = ARENA_ARRAY(c->arena, struct delivery, turn->most);
    turn->scanned = turn->place.event;
    for (;;) {
        struct event_row row;
        bool found;
        TRY(reader_next(c, &r, &row, &found));
        bool known = found && is_known(&r, row.seq);
        bool later = found && !known && is_left_to_bus(turn, &row);
        bool wanted = found && !known && bus_type_matches(consumer->types, row.type);
        bool full = found && ((wanted && turn->count == turn->most) || looked == TURN_ROWS ||
                              (looked > 0 && bytes + row.data.len > TURN_BYTES));
        if (!found || later || full) {
            struct relay_event behind = wanted ? event_from_row(&row) : (struct relay_event){0};
            mark_followed(c, turn, wanted ? &behind : NULL);
            *later_us = later ? row.time_us : INT64_MAX;
            return OK;
        }
        turn->scanned = row.seq;
        turn->passes_known = turn->passes_known || known;
        bytes += row.data.len;
        looked++;
        if (!wanted)
            continue;
        turn->at[turn->count++].event = event_from_row(&row);
    }
}

enum err turn_prepare(struct ctx *c, struct turn *turn, struct store_tx *snapshot)
{
    const struct relay_consumer *consumer = &turn->member->consumer;
    for (size_t i = 0; i < turn->count && consumer->prepare != NULL; i++) {
        struct delivery *d = &turn->at[i];
        int64_t start_us = time_steady_us();
        turn->failed = i;
        TRY(store_act_for(c, snapshot, d->event.household));
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

static int64_t relay_grace(const struct relay *relay)
{
    return relay->options.grace_us > 0 ? relay->options.grace_us : RELAY_GRACE_US;
}

/* While the bus brings events, the log is behind it: it looks for what the bus lost. */
static int64_t leave_to_bus_from(const struct ctx *c, const struct relay *relay, const struct member *member,
                                 const struct consumer_row *place)
{
    struct bus_health health;
    if (member->subscription == NULL || place->tries > 0 || place->event < member->log_until)
        return INT64_MAX;
    bus_health(relay->options.bus, &health);
    return health.well ? c->now_us - relay_grace(relay) : INT64_MAX;
}

/* A time that is further away than any wait was written before a clock was set back. */
static bool waits_for_next_try(const struct ctx *c, const struct consumer_row *place)
{
    return place->next_try_us > c->now_us && place->next_try_us <= c->now_us + RETRY_MOST_US;
}

enum err turn_read(struct ctx *c, struct relay *relay, struct turn *turn, int64_t *due_us)
{
    struct store_tx *tx;
    struct member *member = turn->member;
    int64_t later_us = INT64_MAX;
    *due_us = INT64_MAX;
    TRY(store_begin_read(c, relay->store, &tx));
    TRY(consumer_get(c, tx, member->consumer.bus.name, &turn->place));
    member->outdated = !version_fits(member, &turn->place); /* a newer program came */
    if (member->outdated) {
        turn->scanned = turn->place.event;
        store_rollback(tx);
        return OK;
    }
    if (turn->place.tries > 0 && waits_for_next_try(c, &turn->place)) {
        *due_us = turn->place.next_try_us;
        turn->scanned = turn->place.event;
        store_rollback(tx);
        return OK;
    }
    turn->most = most_events(member, &turn->place);
    turn->before_us = leave_to_bus_from(c, relay, member, &turn->place);
    turn->ahead_us = c->now_us + relay_grace(relay);
    enum err e = fetch(c, turn, tx, &later_us);
    if (e == OK)
        turn->unprepared = turn_prepare(c, turn, tx);
    if (later_us != INT64_MAX)
        *due_us = later_us + relay_grace(relay);
    store_rollback(tx);
    return e;
}

/* -- Effects */

bool consumer_same(const struct consumer_row *a, const struct consumer_row *b)
{
    return a->event == b->event && a->tries == b->tries && a->next_try_us == b->next_try_us &&
           text_equal(a->types, b->types);
}

/* What another process, or the bus, brought to effect since the turn was read. */
static enum err note_known(struct ctx *c, struct turn *turn, struct store_tx *tx)
{
    int64_t *known;
    size_t count, at = 0;
    TRY(inbox_list(c, tx, turn->member->consumer.bus.name, turn->place.event, turn->scanned, &known, &count));
    turn->passes_known = count > 0;
    for (size_t i = 0; i < turn->count; i++) {
        int64_t number = turn->at[i].event.place;
        while (at < count && known[at] < number)
            at++;
        turn->at[i].fresh = at == count || known[at] != number;
    }
    return OK;
}

/* Of what the bus brought, each is noted by itself. */
static enum err enter_carried(struct ctx *c, struct turn *turn, struct store_tx *tx,
                              const struct consumer_row *now)
{
    for (size_t i = 0; i < turn->count; i++) {
        struct delivery *d = &turn->at[i];
        d->fresh = false;
        if (d->event.place > now->event)
            TRY(inbox_enter(c, tx, turn->member->consumer.bus.name, d->event.place, &d->fresh));
    }
    return OK;
}

static enum err handle_all(struct ctx *c, struct turn *turn, struct store_tx *tx)
{
    const struct relay_consumer *consumer = &turn->member->consumer;
    for (size_t i = 0; i < turn->count; i++) {
        struct delivery *d = &turn->at[i];
        int64_t start_us = time_steady_us();
        turn->failed = i;
        enum err e = d->fresh ? store_act_for(c, tx, d->event.household) : OK;
        if (e == OK && d->fresh)
            e = consumer->handle(c, consumer->self, tx, &d->event);
        d->took_us += time_steady_us() - start_us;
        TRY(e);
    }
    return store_act_for(c, tx, 0);
}

static enum err pass(struct ctx *c, struct turn *turn, struct store_tx *tx)
{
    turn->place.event = turn->scanned;
    turn->place.tries = 0;
    turn->place.next_try_us = 0;
    if (turn->passes_known)
        TRY(inbox_forget(c, tx, turn->member->consumer.bus.name, turn->scanned));
    return consumer_put(c, tx, &turn->place);
}

/* The place is looked at again now that nobody else writes: another process may have moved it, and then this turn is nobody's. */
static enum err effects(struct ctx *c, struct turn *turn, struct store_tx *tx)
{
    struct consumer_row now;
    TRY(consumer_get(c, tx, turn->member->consumer.bus.name, &now));
    if (turn->carried ? now.tries > 0 : !consumer_same(&now, &turn->place)) {
        turn->count = 0;
        return OK;
    }
    TRY(turn->carried ? enter_carried(c, turn, tx, &now) : note_known(c, turn, tx));
    TRY(handle_all(c, turn, tx));
    return turn->carried ? OK : pass(c, turn, tx);
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
