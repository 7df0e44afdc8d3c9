#include "base/date.h"
#include "base/hash.h"
#include "events/lease.h"
#include "events/relay_inner.h"

#include <assert.h>
#include <stdlib.h>

enum { IDLE_US = 1000000, TROUBLE_US = 2000000 };

int64_t relay_now(const struct relay *relay)
{
    return relay->options.now_us == NULL ? time_now_us() : relay->options.now_us(relay->options.self);
}

struct ctx relay_unit(const struct relay *relay)
{
    return (struct ctx){.arena = arena_new(), .now_us = relay_now(relay)};
}

struct relay_event event_from_row(const struct event_row *row)
{
    return (struct relay_event){.place = row->seq,
                                .id = row->id,
                                .household = row->household,
                                .type = row->type,
                                .subject = row->subject,
                                .time_us = row->time_us,
                                .correlation = row->correlation,
                                .causation = row->causation,
                                .txn_first = row->txn_first,
                                .txn_last = row->txn_last,
                                .data = row->data};
}

enum err relay_open(struct ctx *c, struct store *store, const struct relay_options *options,
                    struct relay **out)
{
    (void)c;
    struct relay *relay = calloc(1, sizeof *relay);
    if (relay == NULL)
        die("out of memory");
    relay->store = store;
    relay->options = *options;
    *out = relay;
    return OK;
}

void relay_close(struct relay *relay)
{
    if (relay == NULL)
        return;
    assert(!relay->running);
    free(relay);
}

enum err relay_add(struct ctx *c, struct relay *relay, const struct relay_consumer *consumer)
{
    if (relay->member_count == RELAY_CONSUMERS_MAX)
        return fail(c, ERR_LIMIT, "more than %d consumers of events", RELAY_CONSUMERS_MAX);
    if (relay_member(relay, text_of(consumer->bus.name)) != NULL)
        return fail(c, ERR_CONFLICT, "two consumers are named \"%s\"", consumer->bus.name);
    struct member *member = &relay->members[relay->member_count];
    *member = (struct member){.consumer = *consumer};
    if (bus_carries(relay->options.bus))
        TRY(bus_subscribe(c, relay->options.bus, &member->consumer.bus, &member->subscription));
    relay->member_count++;
    return OK;
}

enum err relay_add_chore(struct ctx *c, struct relay *relay, const struct relay_chore *chore)
{
    if (relay->chore_count == CHORES_MAX)
        return fail(c, ERR_LIMIT, "more than %d chores", CHORES_MAX);
    relay->chores[relay->chore_count++] = *chore;
    return OK;
}

struct member *relay_member(struct relay *relay, struct text name)
{
    for (size_t i = 0; i < relay->member_count; i++)
        if (text_is(name, relay->members[i].consumer.bus.name))
            return &relay->members[i];
    return NULL;
}

void relay_wake(struct relay *relay)
{
    bus_wake(relay->options.bus);
}

void relay_stop(struct relay *relay)
{
    relay->stopping = true;
    bus_wake(relay->options.bus);
}

enum err relay_places(struct ctx *c, const struct relay *relay, struct relay_place *places, size_t *count)
{
    struct store_tx *tx;
    int64_t newest;
    TRY(store_begin_read(c, relay->store, &tx));
    TRY(event_newest(c, tx, &newest));
    for (*count = 0; *count < relay->member_count; ++*count) {
        struct consumer_row row;
        TRY(consumer_get(c, tx, relay->members[*count].consumer.bus.name, &row));
        places[*count] = (struct relay_place){relay->members[*count].consumer.bus.name, row.event,
                                              newest - row.event, row.tries, row.next_try_us};
    }
    store_rollback(tx);
    return OK;
}

int64_t relay_backoff_us(const char *consumer, int64_t event, int64_t tries)
{
    const int64_t first_us = 100000, most_us = INT64_C(300000000);
    int64_t wait = first_us;
    for (int64_t i = 1; i < tries && wait < most_us; i++)
        wait *= 4;
    wait = wait > most_us ? most_us : wait;
    uint64_t h = hash_mix(hash_mix(hash_text(text_of(consumer)), (uint64_t)event), (uint64_t)tries);
    return wait - wait / 5 + (int64_t)(h % (uint64_t)(wait / 5 * 2 + 1));
}

bool relay_is_hopeless(const struct ctx *c, enum err code)
{
    bool stays = code == ERR_INPUT || code == ERR_USAGE || code == ERR_DENIED || code == ERR_LIMIT ||
                 code == ERR_CORRUPT;
    return stays && !c->retriable;
}

/* The next try, or the dead letter. Another process may have brought it to effect meanwhile, or moved the place: then nothing failed. */
static enum err write_failure(struct ctx *c, struct relay *relay, const struct turn *turn,
                              const struct dead_letter_row *letter, bool dead)
{
    struct store_tx *tx;
    const struct consumer_row *before = &turn->place;
    const char *name = turn->member->consumer.bus.name;
    struct consumer_row place = {.name = before->name, .event = before->event, .tries = letter->tries}, now;
    int64_t *known;
    size_t known_count;
    if (dead)
        place = (struct consumer_row){.name = before->name, .event = letter->event};
    else
        place.next_try_us = c->now_us + relay_backoff_us(name, letter->event, letter->tries);
    TRY(store_begin(c, relay->store, &tx));
    TRY(consumer_get(c, tx, name, &now));
    TRY(inbox_list(c, tx, name, letter->event - 1, letter->event, &known, &known_count));
    if (!consumer_same(&now, before) || known_count > 0)
        return store_commit(c, tx);
    if (dead) {
        TRY(dead_letter_put(c, tx, letter));
        TRY(inbox_forget(c, tx, name, place.event));
    }
    TRY(consumer_put(c, tx, &place));
    return store_commit(c, tx);
}

/* `why` and `hopeless` are the handler's. */
static enum err note_failure(struct relay *relay, const struct turn *turn, const char *why, bool hopeless,
                             bool *dead)
{
    struct ctx c = relay_unit(relay);
    struct dead_letter_row letter = {.consumer = text_of(turn->member->consumer.bus.name),
                                     .event = turn->at[turn->failed].event.place,
                                     .tries = turn->place.tries + 1,
                                     .why = text_of(why),
                                     .state = DEAD_LETTER_WAITING};
    *dead = hopeless || letter.tries >= RELAY_TRIES;
    enum err e = write_failure(&c, relay, turn, &letter, *dead);
    if (e != OK && relay->options.trouble != NULL)
        relay->options.trouble(relay->options.self, c.why);
    arena_free(c.arena);
    return e;
}

/* What follows a failed delivery. The unit that failed has ended. What the bus brought is left to the log, which has patience. */
static enum err after_failure(struct relay *relay, struct turn *turn, const struct ctx *failed, enum err code)
{
    bool dead;
    struct member *member = turn->member;
    int64_t last = turn->at[turn->count - 1].event.place;
    member->most = TURN_EVENTS;
    if (turn->carried) {
        member->log_until = last > member->log_until ? last : member->log_until;
        return OK;
    }
    if (turn->count > 1) {
        *(turn->count > TURN_EVENTS ? &member->few_until : &member->single_until) = last;
        return OK;
    }
    TRY(note_failure(relay, turn, failed->why, relay_is_hopeless(failed, code), &dead));
    settle(member, &turn->at[0].event, dead ? RELAY_DEAD : RELAY_FAILED, turn->at[0].took_us, failed->why);
    return OK;
}

int64_t relay_rest_until(int64_t prepared_us)
{
    int64_t rest_us = REST_TIMES * prepared_us;
    return time_steady_us() + (rest_us < REST_MOST_US ? rest_us : REST_MOST_US);
}

/* What is far behind takes more at once; what prepares for long rests, so that it takes a twentieth of a processor. */
static void pace(struct relay *relay, struct turn *turn)
{
    struct member *member = turn->member;
    bool full = turn->count == turn->most && turn->most >= TURN_EVENTS;
    member->most = !full                                 ? TURN_EVENTS
                   : turn->most * 4 < TURN_EVENTS_BEHIND ? turn->most * 4
                                                         : TURN_EVENTS_BEHIND;
    if (relay->rests && !member->consumer.urgent && turn->prepared_us > REST_FROM_US)
        member->rest_until_us = relay_rest_until(turn->prepared_us);
}

bool relay_rests(const struct relay *relay, int64_t until_us, int64_t *due_us)
{
    int64_t left_us = until_us - time_steady_us();
    if (!relay->rests || left_us <= 0)
        return false;
    *due_us = relay_now(relay) + left_us;
    return true;
}

/* The effects of a turn that was read, and what follows. */
static enum err finish_turn(struct ctx *unit, struct relay *relay, struct turn *turn, int64_t *due_us)
{
    enum err e = turn_deliver(unit, relay, turn);
    if (e == OK)
        pace(relay, turn);
    if (e == OK && relay->options.committed != NULL)
        relay->options.committed(relay->options.self);
    if (e == OK || turn->count == 0)
        return e;
    /* The delivery's transaction has ended; the turn's texts stay until its arena goes. */
    struct ctx failed = *unit;
    *due_us = 0;
    return after_failure(relay, turn, &failed, e);
}

static enum err take_carried(struct ctx *unit, struct relay *relay, struct turn *turn, bool *worked,
                             int64_t *due_us)
{
    turn->carried = true;
    TRY(carried_read(unit, relay, turn));
    *worked = turn->count > 0;
    enum err e = *worked ? finish_turn(unit, relay, turn, due_us) : OK;
    carried_settle(turn);
    return e;
}

static enum err take_from_log(struct ctx *unit, struct relay *relay, struct turn *turn, bool *worked,
                              int64_t *due_us)
{
    bool ours = true;
    TRY(version_look(unit, relay, turn->member, due_us));
    if (turn->member->outdated)
        return OK;
    if (relay->options.leases != NULL)
        TRY(leases_hold(unit, relay->options.leases, turn->member->consumer.bus.name, &ours));
    if (!ours)
        return OK;
    TRY(turn_read(unit, relay, turn, due_us));
    if (turn->member->outdated)
        return version_leave(unit, relay, turn->member);
    *worked = turn->count > 0 || turn->scanned > turn->place.event;
    return *worked ? finish_turn(unit, relay, turn, due_us) : OK;
}

/* One transaction's worth for one consumer. *worked is false when nothing was due. */
static enum err take_turn(struct ctx *c, struct relay *relay, struct member *member, bool carried,
                          bool *worked, int64_t *due_us)
{
    *worked = false;
    if (relay_rests(relay, member->rest_until_us, due_us))
        return OK;
    *due_us = INT64_MAX;
    struct ctx unit = relay_unit(relay);
    struct turn *turn = ARENA_NEW(unit.arena, struct turn);
    turn->member = member;
    enum err e = carried ? take_carried(&unit, relay, turn, worked, due_us)
                         : take_from_log(&unit, relay, turn, worked, due_us);
    if (e != OK)
        memcpy(c->why, unit.why, sizeof c->why);
    c->retriable = unit.retriable;
    arena_free(unit.arena);
    return e;
}

/* What the bus brought, then what the log holds. */
static enum err take_turns(struct ctx *c, struct relay *relay, struct member *member, bool *worked,
                           int64_t *due_us)
{
    bool by_bus = false, by_log;
    int64_t later = INT64_MAX;
    *worked = false;
    *due_us = INT64_MAX;
    if (member->consumer.pauses != NULL && member->consumer.pauses(member->consumer.self))
        return OK;
    if (member->subscription != NULL)
        TRY(take_turn(c, relay, member, true, &by_bus, &later));
    TRY(take_turn(c, relay, member, false, &by_log, due_us));
    *due_us = later < *due_us ? later : *due_us;
    *worked = by_bus || by_log;
    return OK;
}

static enum err run_chores(struct ctx *c, struct relay *relay, int64_t *due_us)
{
    for (size_t i = 0; i < relay->chore_count; i++) {
        const struct relay_chore *chore = &relay->chores[i];
        struct ctx unit = relay_unit(relay);
        int64_t next_us = INT64_MAX;
        bool ours = true;
        enum err e = OK;
        if (relay->options.leases != NULL && chore->lease != NULL)
            e = leases_hold(&unit, relay->options.leases, chore->lease, &ours);
        if (e == OK && ours)
            e = chore->run(&unit, chore->self, &next_us);
        if (e != OK)
            memcpy(c->why, unit.why, sizeof c->why);
        arena_free(unit.arena);
        TRY(e);
        *due_us = next_us < *due_us ? next_us : *due_us;
    }
    return OK;
}

/* One task of each queue; the events have their turn before the next. */
static enum err take_tasks(struct ctx *c, struct relay *relay, bool *any, int64_t *due_us)
{
    for (size_t i = 0; i < relay->queue_count && !relay->stopping; i++) {
        const struct task_worker *worker = &relay->queues[i].worker;
        bool worked;
        int64_t due = INT64_MAX;
        if (worker->pauses != NULL && worker->pauses(worker->self))
            continue;
        TRY(work_take(c, relay, &relay->queues[i], &worked, &due));
        *any = *any || worked;
        *due_us = due < *due_us ? due : *due_us;
    }
    return OK;
}

/* Everything that is due. Consumers take turns, so that a long queue of one does not keep the others waiting.
 */
static enum err drain(struct ctx *c, struct relay *relay, int64_t *due_us)
{
    for (bool any = true; any && !relay->stopping;) {
        any = false;
        *due_us = INT64_MAX;
        for (size_t i = 0; i < relay->member_count && !relay->stopping; i++) {
            bool worked;
            int64_t due = INT64_MAX;
            TRY(take_turns(c, relay, &relay->members[i], &worked, &due));
            any = any || worked;
            *due_us = due < *due_us ? due : *due_us;
        }
        TRY(take_tasks(c, relay, &any, due_us));
    }
    if (!relay->stopping)
        TRY(replay_asked(c, relay));
    return run_chores(c, relay, due_us);
}

static enum err run_until_stopped(struct ctx *c, struct relay *relay)
{
    while (!relay->stopping) {
        int64_t due_us = INT64_MAX;
        enum err e = drain(c, relay, &due_us);
        if (e != OK && relay->options.trouble != NULL)
            relay->options.trouble(relay->options.self, c->why);
        int64_t wait_us = due_us == INT64_MAX ? IDLE_US : due_us - relay_now(relay);
        wait_us = e != OK ? TROUBLE_US : wait_us > IDLE_US ? IDLE_US : wait_us;
        if (!relay->stopping && wait_us > 0)
            bus_wait(relay->options.bus, wait_us);
    }
    return OK;
}

enum err relay_run(struct ctx *c, struct relay *relay, enum relay_until until)
{
    bool busy = atomic_exchange(&relay->running, true);
    assert(!busy); /* one owner of the consumers' places */
    (void)busy;
    int64_t due_us = INT64_MAX;
    relay->rests = until == RELAY_STOPPED;
    enum err e = until == RELAY_STOPPED ? run_until_stopped(c, relay) : drain(c, relay, &due_us);
    relay->stopping = false;
    relay->running = false;
    return e;
}
