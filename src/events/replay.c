/* Dead letters, delivered again when a person asks for it. */
#include "base/date.h"
#include "events/relay_inner.h"

/* The effect and the letter's end in one transaction. */
static enum err deliver(struct ctx *c, struct relay *relay, struct member *member,
                        const struct relay_event *event, int64_t *took_us)
{
    struct store_tx *tx;
    int64_t start_us = time_steady_us();
    TRY(store_begin(c, relay->store, &tx));
    TRY(store_act_for(c, tx, event->household));
    TRY(member->consumer.handle(c, member->consumer.self, tx, event));
    TRY(store_act_for(c, tx, 0));
    *took_us = time_steady_us() - start_us;
    TRY(dead_letter_resolve(c, tx, text_of(member->consumer.bus.name), event->place, DEAD_LETTER_REPLAYED));
    return store_commit(c, tx);
}

static enum err renew_reason(struct ctx *c, struct relay *relay, struct dead_letter_row letter,
                             const char *why)
{
    struct store_tx *tx;
    struct dead_letter_row now;
    TRY(store_begin(c, relay->store, &tx));
    TRY(dead_letter_get(c, tx, letter.consumer, letter.event, &now));
    if (now.state != DEAD_LETTER_WAITING && now.state != DEAD_LETTER_ASKED) {
        store_rollback(tx); /* somebody dropped it meanwhile */
        return OK;
    }
    letter.tries++;
    letter.state = DEAD_LETTER_WAITING;
    letter.why = text_of(why);
    TRY(dead_letter_put(c, tx, &letter));
    return store_commit(c, tx);
}

static enum err find(struct ctx *c, struct relay *relay, struct text consumer, int64_t event,
                     struct dead_letter_row *letter, struct event_row *row)
{
    struct store_tx *tx;
    TRY(store_begin_read(c, relay->store, &tx));
    TRY(dead_letter_get(c, tx, consumer, event, letter));
    if (letter->state != DEAD_LETTER_WAITING && letter->state != DEAD_LETTER_ASKED)
        return fail(c, ERR_CONFLICT, "the dead letter of %.*s for event %lld was %s already",
                    TEXT_ARGS(consumer), (long long)event,
                    letter->state == DEAD_LETTER_REPLAYED ? "replayed" : "dropped");
    TRY(event_by_seq(c, tx, event, row));
    store_rollback(tx);
    return OK;
}

static enum err replay(struct ctx *c, struct relay *relay, struct text consumer, int64_t number)
{
    struct dead_letter_row letter;
    struct event_row row;
    struct relay_event event;
    int64_t took_us = 0;
    TRY(find(c, relay, consumer, number, &letter, &row));
    struct member *member = relay_member(relay, consumer);
    if (member == NULL)
        return fail(c, ERR_NOT_FOUND, "there is no consumer %.*s in this program", TEXT_ARGS(consumer));
    event = event_from_row(&row);
    struct ctx unit = relay_unit(relay);
    enum err e = deliver(&unit, relay, member, &event, &took_us);
    settle(member, &event, e == OK ? RELAY_DONE : RELAY_DEAD, took_us, e == OK ? "" : unit.why);
    if (e != OK)
        memcpy(c->why, unit.why, sizeof c->why);
    arena_free(unit.arena); /* rolls back */
    if (e == OK)
        return OK;
    char why[sizeof c->why];
    memcpy(why, c->why, sizeof why);
    TRY(renew_reason(c, relay, letter, why));
    memcpy(c->why, why, sizeof why);
    return e;
}

enum err relay_replay(struct ctx *c, struct relay *relay, struct text consumer, int64_t event)
{
    struct ctx unit = relay_unit(relay);
    enum err e = replay(&unit, relay, consumer, event);
    memcpy(c->why, unit.why, sizeof c->why);
    arena_free(unit.arena);
    return e;
}

enum err dead_letter_ask(struct ctx *c, struct store *store, int64_t household, struct text consumer,
                         int64_t event)
{
    struct store_tx *tx;
    struct event_row row;
    TRY(store_begin(c, store, &tx));
    enum err e = event_by_seq(c, tx, event, &row);
    if (e == ERR_NOT_FOUND || (e == OK && row.household != household))
        return fail(c, ERR_NOT_FOUND, "there is no such dead letter");
    TRY(e);
    TRY(dead_letter_resolve(c, tx, consumer, event, DEAD_LETTER_ASKED));
    return store_commit(c, tx);
}

/* Of our consumers. Where processes share the store, another consumer's letters are for a process that has it. */
static enum err next_asked(struct ctx *c, struct relay *relay, struct dead_letter_row *letter, bool *found)
{
    struct store_tx *tx;
    *found = false;
    TRY(store_begin_read(c, relay->store, &tx));
    for (size_t i = 0; i < relay->member_count && !*found; i++)
        TRY(dead_letter_asked(c, tx, text_of(relay->members[i].consumer.bus.name), letter, found));
    if (!*found && relay->options.leases == NULL)
        TRY(dead_letter_asked(c, tx, TEXT(""), letter, found));
    store_rollback(tx);
    return OK;
}

/* One that fails waits again, with its new reason: it is not asked for any more. */
static enum err replay_next(struct ctx *c, struct relay *relay, bool *more)
{
    struct dead_letter_row letter, still;
    bool again;
    TRY(next_asked(c, relay, &letter, more));
    if (!*more)
        return OK;
    if (relay_member(relay, letter.consumer) == NULL)
        return renew_reason(c, relay, letter, "there is no such consumer in this program");
    enum err e = relay_replay(c, relay, letter.consumer, letter.event);
    if (relay->options.committed != NULL)
        relay->options.committed(relay->options.self);
    if (e == OK)
        return OK;
    TRY(next_asked(c, relay, &still, &again));
    bool same = again && still.event == letter.event && text_equal(still.consumer, letter.consumer);
    return same ? e : OK; /* the store took neither the effect nor the reason */
}

enum err replay_asked(struct ctx *c, struct relay *relay)
{
    for (bool more = true; more && !relay->stopping;) {
        struct ctx unit = relay_unit(relay);
        enum err e = replay_next(&unit, relay, &more);
        memcpy(c->why, unit.why, sizeof c->why);
        arena_free(unit.arena);
        TRY(e);
    }
    return OK;
}

enum err relay_replay_all(struct ctx *c, struct relay *relay, int64_t *replayed, int64_t *failed)
{
    struct ctx unit = relay_unit(relay);
    struct store_tx *tx;
    struct dead_letter_row *letters = NULL;
    size_t count = 0;
    *replayed = *failed = 0;
    enum err e = store_begin_read(&unit, relay->store, &tx);
    if (e == OK)
        e = dead_letter_list(&unit, tx, &letters, &count);
    if (e == OK)
        store_rollback(tx);
    for (size_t i = 0; e == OK && i < count; i++) {
        if (relay_replay(c, relay, letters[i].consumer, letters[i].event) == OK)
            ++*replayed;
        else
            ++*failed;
    }
    if (e != OK)
        memcpy(c->why, unit.why, sizeof c->why);
    arena_free(unit.arena);
    return e;
}
