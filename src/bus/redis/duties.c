/* What the clerk does for each subscription: acknowledges, buries what is dead, takes over what silent processes left, tells that what
 * is held here is not left, and forgets processes that are gone. */
#include "base/date.h"
#include "bus/redis/inner.h"

#include <stdio.h>

enum { ACKS_MOST = 2000, DEAD_AT_ONCE = 50, CLAIM_MOST = 100, LEAVE_MOST = 1000 };
#define SWEEP_US     INT64_C(60000000)
#define GONE_MS      INT64_C(600000) /* a process that asked for nothing as long, and holds nothing, is gone */
#define IDLE_LONG_MS INT64_C(1000000000)

struct duty {
    struct job job;
    struct ticket *ticket;
    uint32_t *slots;
    size_t count;
    struct text *ids; /* of entries, or names */
    const struct redis_value *entry;
};

static struct duty *duty_new(struct redis_bus *bus, struct ticket *ticket,
                             void (*say)(struct redis_bus *, struct job *, struct redis_link *),
                             void (*replied)(struct redis_bus *, struct job *, const struct redis_value **,
                                             enum err, const char *))
{
    struct duty *duty = ARENA_NEW(bus->round, struct duty);
    *duty = (struct duty){.job = {.say = say, .replied = replied}, .ticket = ticket};
    return duty;
}

static void add(struct job ***end, struct duty *duty)
{
    **end = &duty->job;
    *end = &duty->job.next;
}

static void nothing_follows(struct redis_bus *bus, struct job *job, const struct redis_value **replies,
                            enum err e, const char *why)
{
    (void)bus;
    (void)job;
    (void)replies;
    (void)e;
    (void)why;
}

/* "XACK stream group", and so on: a command on the group, of `more` words after these. */
static void say_on_group(struct redis_bus *bus, const struct duty *duty, struct redis_link *link,
                         const char *command, const char *verb, size_t more)
{
    redis_command(link, (verb == NULL ? 3U : 4U) + more);
    redis_word_z(link, command);
    if (verb != NULL)
        redis_word_z(link, verb);
    redis_word_z(link, bus->stream);
    redis_word_z(link, duty->ticket->name);
}

static void take_slots(struct redis_bus *bus, struct duty *duty, struct slot_ring *ring, size_t most)
{
    duty->count = ring->count < most ? ring->count : most;
    duty->slots = ARENA_ARRAY(bus->round, uint32_t, duty->count);
    for (size_t i = 0; i < duty->count; i++)
        duty->slots[i] = ring_pop(ring);
}

static void say_slot(const struct duty *duty, struct redis_link *link, size_t at)
{
    char id[ENTRY_ID_MAX];
    redis_word_z(link, entry_id_format(duty->ticket->slots[duty->slots[at]].id, id));
}

/* -- Acknowledgements */

static void say_acks(struct redis_bus *bus, struct job *job, struct redis_link *link)
{
    const struct duty *duty = (const struct duty *)job;
    say_on_group(bus, duty, link, "XACK", NULL, duty->count);
    for (size_t i = 0; i < duty->count; i++)
        say_slot(duty, link, i);
}

/* What was not heard is said again, when it can be. */
static void acks_replied(struct redis_bus *bus, struct job *job, const struct redis_value **replies,
                         enum err e, const char *why)
{
    struct duty *duty = (struct duty *)job;
    (void)bus;
    (void)replies;
    (void)why;
    for (size_t i = 0; i < duty->count; i++) {
        if (e == OK)
            slot_release(duty->ticket, duty->slots[i]);
        else
            ring_push(&duty->ticket->done, duty->slots[i]);
    }
}

/* -- The dead: what they were is read, written down, and acknowledged */

static void say_burial(struct redis_bus *bus, struct job *job, struct redis_link *link)
{
    const struct duty *duty = (const struct duty *)job;
    for (size_t i = 0; i < duty->count; i++) {
        const struct slot *slot = &duty->ticket->slots[duty->slots[i]];
        const struct redis_value *fields = redis_item(redis_item(redis_item(duty->entry, i), 0), 1);
        redis_command(link, 12 + fields->count);
        redis_word_z(link, "XADD");
        redis_word_z(link, bus->dead_stream);
        redis_word_z(link, "MAXLEN");
        redis_word_z(link, "~");
        redis_word_int(link, DEAD_MOST);
        redis_word_z(link, "*");
        redis_word_z(link, "consumer");
        redis_word_z(link, duty->ticket->name);
        redis_word_z(link, "entry");
        say_slot(duty, link, i);
        redis_word_z(link, "reason");
        redis_word_z(link, slot->reason);
        for (size_t k = 0; k < fields->count; k++)
            redis_word(link, fields->items[k]->text);
    }
    say_on_group(bus, duty, link, "XACK", NULL, duty->count);
    for (size_t i = 0; i < duty->count; i++)
        say_slot(duty, link, i);
}

static void burial_replied(struct redis_bus *bus, struct job *job, const struct redis_value **replies,
                           enum err e, const char *why)
{
    struct duty *duty = (struct duty *)job;
    (void)bus;
    (void)replies;
    (void)why;
    for (size_t i = 0; i < duty->count; i++) {
        if (e == OK)
            slot_release(duty->ticket, duty->slots[i]);
        else
            ring_push(&duty->ticket->dead, duty->slots[i]);
    }
}

static void say_look_up(struct redis_bus *bus, struct job *job, struct redis_link *link)
{
    const struct duty *duty = (const struct duty *)job;
    for (size_t i = 0; i < duty->count; i++) {
        redis_command(link, 4);
        redis_word_z(link, "XRANGE");
        redis_word_z(link, bus->stream);
        say_slot(duty, link, i);
        say_slot(duty, link, i);
    }
}

static void look_up_replied(struct redis_bus *bus, struct job *job, const struct redis_value **replies,
                            enum err e, const char *why)
{
    struct duty *duty = (struct duty *)job;
    if (e != OK) {
        burial_replied(bus, job, replies, e, why);
        return;
    }
    struct duty *burial = duty_new(bus, duty->ticket, say_burial, burial_replied);
    struct redis_value *entries = ARENA_NEW(bus->round, struct redis_value);
    *entries = (struct redis_value){.kind = REDIS_ARRAY, .items = replies, .count = duty->count};
    burial->slots = duty->slots;
    burial->count = duty->count;
    burial->entry = entries;
    clerk_again(bus, &burial->job);
}

/* -- What silent processes left */

static void say_unwanted(struct redis_bus *bus, struct job *job, struct redis_link *link)
{
    const struct duty *duty = (const struct duty *)job;
    say_ack(bus, link, duty->ticket->name, duty->ids[0], duty->count);
}

static void say_claim(struct redis_bus *bus, struct job *job, struct redis_link *link)
{
    const struct duty *duty = (const struct duty *)job;
    say_on_group(bus, duty, link, "XAUTOCLAIM", NULL, 5);
    redis_word_z(link, bus->process);
    redis_word_int(link, bus->claim_us / 1000);
    redis_word_z(link, duty->ticket->cursor);
    redis_word_z(link, "COUNT");
    redis_word_int(link, (int64_t)duty->count);
}

static void claim_replied(struct redis_bus *bus, struct job *job, const struct redis_value **replies,
                          enum err e, const char *why)
{
    struct duty *duty = (struct duty *)job;
    struct ticket *ticket = duty->ticket;
    struct entry_id cursor;
    (void)why;
    snprintf(ticket->cursor, sizeof ticket->cursor, "0-0");
    if (e != OK || replies[0]->kind != REDIS_ARRAY)
        return;
    struct buf *unwanted = buf_in_arena(bus->round);
    size_t unwanted_count = 0, before = ticket->queued.count;
    ticket_receive(bus, ticket, redis_item(replies[0], 1), true, unwanted, &unwanted_count);
    if (ticket->queued.count > before)
        bus_wake(&bus->bus);
    if (unwanted_count > 0) {
        struct duty *acks = duty_new(bus, ticket, say_unwanted, nothing_follows);
        acks->ids = ARENA_NEW(bus->round, struct text);
        acks->ids[0] = buf_view(unwanted);
        acks->count = unwanted_count;
        clerk_again(bus, &acks->job);
    }
    if (entry_id_parse(redis_item(replies[0], 0)->text, &cursor) && (cursor.ms > 0 || cursor.seq > 0)) {
        entry_id_format(cursor, ticket->cursor); /* there may be more */
        ticket->claim_us = 0;
    }
}

/* -- What is held here */

static void say_keep(struct redis_bus *bus, struct job *job, struct redis_link *link)
{
    const struct duty *duty = (const struct duty *)job;
    say_on_group(bus, duty, link, "XCLAIM", NULL, 3 + duty->count);
    redis_word_z(link, bus->process);
    redis_word_int(link, 0);
    for (size_t i = 0; i < duty->count; i++)
        say_slot(duty, link, i);
    redis_word_z(link, "JUSTID");
}

static void gather_keep(struct redis_bus *bus, struct ticket *ticket, int64_t now_us, struct job ***end)
{
    struct duty *duty = NULL;
    for (uint32_t i = 0; i < SLOTS; i++) {
        struct slot *slot = &ticket->slots[i];
        bool old = slot->state != SLOT_FREE && slot->seen_us <= now_us - bus->claim_us / 4;
        if (!old)
            continue;
        if (duty == NULL) {
            duty = duty_new(bus, ticket, say_keep, nothing_follows);
            duty->slots = ARENA_ARRAY(bus->round, uint32_t, SLOTS);
            add(end, duty);
        }
        slot->seen_us = now_us;
        duty->slots[duty->count++] = i;
    }
}

/* -- Processes that are gone */

static void say_forget(struct redis_bus *bus, struct job *job, struct redis_link *link)
{
    const struct duty *duty = (const struct duty *)job;
    say_on_group(bus, duty, link, "XGROUP", "DELCONSUMER", 1);
    redis_word(link, duty->ids[0]);
}

static void say_sweep(struct redis_bus *bus, struct job *job, struct redis_link *link)
{
    say_on_group(bus, (const struct duty *)job, link, "XINFO", "CONSUMERS", 0);
}

static void forget(struct redis_bus *bus, struct ticket *ticket, struct text name)
{
    struct duty *duty = duty_new(bus, ticket, say_forget, nothing_follows);
    duty->ids = ARENA_NEW(bus->round, struct text);
    duty->ids[0] = name;
    clerk_again(bus, &duty->job);
}

static void sweep_replied(struct redis_bus *bus, struct job *job, const struct redis_value **replies,
                          enum err e, const char *why)
{
    (void)why;
    for (size_t i = 0; e == OK && replies[0]->kind == REDIS_ARRAY && i < replies[0]->count; i++) {
        const struct redis_value *consumer = replies[0]->items[i];
        struct text name = redis_member(consumer, "name")->text;
        int64_t pending, idle_ms;
        if (redis_as_int(redis_member(consumer, "pending"), &pending) && pending == 0 &&
            redis_as_int(redis_member(consumer, "idle"), &idle_ms) && idle_ms > GONE_MS &&
            !text_is(name, bus->process))
            forget(bus, ((struct duty *)job)->ticket, name);
    }
}

/* -- The end: what is still ours becomes old enough to be claimed, or there is nothing, and we are forgotten */

static void say_release(struct redis_bus *bus, struct job *job, struct redis_link *link)
{
    const struct duty *duty = (const struct duty *)job;
    say_on_group(bus, duty, link, "XCLAIM", NULL, 5 + duty->count);
    redis_word_z(link, bus->process);
    redis_word_int(link, 0);
    for (size_t i = 0; i < duty->count; i++)
        redis_word(link, duty->ids[i]);
    redis_word_z(link, "IDLE");
    redis_word_int(link, IDLE_LONG_MS);
    redis_word_z(link, "JUSTID");
}

static void say_ours(struct redis_bus *bus, struct job *job, struct redis_link *link)
{
    say_on_group(bus, (const struct duty *)job, link, "XPENDING", NULL, 4);
    redis_word_z(link, ((const struct duty *)job)->ids[0].at);
    redis_word_z(link, "+");
    redis_word_int(link, LEAVE_MOST);
    redis_word_z(link, bus->process);
}

static struct duty *ours_from(struct redis_bus *bus, struct ticket *ticket, const char *first);

static void ours_replied(struct redis_bus *bus, struct job *job, const struct redis_value **replies,
                         enum err e, const char *why)
{
    struct ticket *ticket = ((struct duty *)job)->ticket;
    (void)why;
    if (e != OK || replies[0]->kind != REDIS_ARRAY)
        return;
    size_t count = replies[0]->count;
    bool first = text_is(((struct duty *)job)->ids[0], "-");
    if (count == 0) {
        if (first)
            forget(bus, ticket, text_of(bus->process));
        return;
    }
    struct duty *release = duty_new(bus, ticket, say_release, nothing_follows);
    release->ids = ARENA_ARRAY(bus->round, struct text, count);
    release->count = count;
    for (size_t i = 0; i < count; i++)
        release->ids[i] = redis_item(replies[0]->items[i], 0)->text;
    clerk_again(bus, &release->job);
    if (count == LEAVE_MOST)
        clerk_again(
            bus, &ours_from(bus, ticket, arena_printf(bus->round, "(%s", release->ids[count - 1].at))->job);
}

static struct duty *ours_from(struct redis_bus *bus, struct ticket *ticket, const char *first)
{
    struct duty *duty = duty_new(bus, ticket, say_ours, ours_replied);
    duty->ids = ARENA_NEW(bus->round, struct text);
    duty->ids[0] = text_of(first);
    return duty;
}

void duties_leave(struct redis_bus *bus, struct job ***end)
{
    for (struct ticket *t = bus->tickets; t != NULL; t = t->next)
        if (t->made)
            add(end, ours_from(bus, t, "-"));
}

/* -- What is due */

static void gather_slots(struct redis_bus *bus, struct ticket *ticket, struct job ***end)
{
    if (ticket->done.count > 0) {
        struct duty *duty = duty_new(bus, ticket, say_acks, acks_replied);
        take_slots(bus, duty, &ticket->done, ACKS_MOST);
        add(end, duty);
    }
    if (ticket->dead.count > 0) {
        struct duty *duty = duty_new(bus, ticket, say_look_up, look_up_replied);
        take_slots(bus, duty, &ticket->dead, DEAD_AT_ONCE);
        add(end, duty);
    }
}

static void gather_clock(struct redis_bus *bus, struct ticket *ticket, int64_t now_us, struct job ***end)
{
    if (now_us >= ticket->claim_us && ticket->free.count > 0) {
        /* Processes that began together do not ask together. */
        ticket->claim_us = now_us + bus->claim_us / 8 + (now_us % 97) * bus->claim_us / 97 / 16;
        struct duty *claim = duty_new(bus, ticket, say_claim, claim_replied);
        claim->count = ticket->free.count < CLAIM_MOST ? ticket->free.count : CLAIM_MOST;
        add(end, claim);
    }
    if (now_us >= ticket->keep_us) {
        ticket->keep_us = now_us + bus->claim_us / 4;
        gather_keep(bus, ticket, now_us, end);
    }
    if (now_us >= ticket->sweep_us) {
        ticket->sweep_us = now_us + SWEEP_US;
        add(end, duty_new(bus, ticket, say_sweep, sweep_replied));
    }
}

void duties_gather(struct redis_bus *bus, struct job ***end)
{
    int64_t now_us = time_steady_us();
    for (struct ticket *t = bus->tickets; t != NULL; t = t->next) {
        gather_slots(bus, t, end);
        if (t->made && !bus->leaving)
            gather_clock(bus, t, now_us, end);
    }
}

int64_t duties_due_us(struct redis_bus *bus)
{
    int64_t due_us = INT64_MAX;
    for (const struct ticket *t = bus->tickets; t != NULL; t = t->next) {
        if (t->done.count > 0 || t->dead.count > 0)
            return 0;
        if (!t->made)
            continue;
        due_us = t->claim_us < due_us ? t->claim_us : due_us;
        due_us = t->keep_us < due_us ? t->keep_us : due_us;
    }
    return due_us;
}
