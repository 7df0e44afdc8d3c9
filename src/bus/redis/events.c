/* Subscriptions: a thread reads what comes for the consumer's group into slots, from where it is fetched; settled slots are the clerk's. */
#include "base/date.h"
#include "bus/redis/inner.h"

#include <stdio.h>
#include <stdlib.h>

enum { READ_ROOM = 512 /* a read waits for room for as many */, BLOCK_MS = 2000, AGAIN_MS = 1000 };
#define FIRST_TRY_US INT64_C(3000000)

/* -- Slots */

uint32_t ring_pop(struct slot_ring *ring)
{
    uint32_t index = ring->at[ring->first];
    ring->first = (ring->first + 1) % SLOTS;
    ring->count--;
    return index;
}

void ring_push(struct slot_ring *ring, uint32_t index)
{
    ring->at[(ring->first + ring->count++) % SLOTS] = index;
}

void slot_release(struct ticket *ticket, uint32_t index)
{
    ticket->slots[index].state = SLOT_FREE;
    ticket->slots[index].generation++;
    ring_push(&ticket->free, index);
}

static bool is_here(const struct ticket *ticket, struct entry_id id)
{
    for (size_t i = 0; i < SLOTS; i++)
        if (ticket->slots[i].state != SLOT_FREE && entry_id_equal(ticket->slots[i].id, id))
            return true;
    return false;
}

static void keep(struct redis_bus *bus, struct ticket *ticket, const struct entry *entry)
{
    uint32_t index = ring_pop(&ticket->free);
    struct slot *slot = &ticket->slots[index];
    slot->id = entry->id;
    slot->number = entry->number;
    slot->seen_us = time_steady_us();
    slot->reason = entry->message ? NULL : "no message of Florin";
    slot->state = entry->message ? SLOT_QUEUED : SLOT_DEAD;
    ring_push(entry->message ? &ticket->queued : &ticket->dead, index);
    bus->counts.received += entry->message;
    bus->counts.dead += !entry->message;
}

void ticket_receive(struct redis_bus *bus, struct ticket *ticket, const struct redis_value *entries,
                    bool claimed, struct buf *unwanted, size_t *unwanted_count)
{
    char id[ENTRY_ID_MAX];
    for (size_t i = 0; entries->kind == REDIS_ARRAY && i < entries->count; i++) {
        struct entry entry;
        if (!entry_read(entries->items[i], &entry) || (claimed && is_here(ticket, entry.id)))
            continue;
        bool wanted = !entry.gone &&
                      (!entry.message || bus_type_matches((const char *const *)ticket->types, entry.type));
        if (wanted && ticket->free.count > 0) {
            keep(bus, ticket, &entry);
        } else if (!wanted) {
            buf_printf(unwanted, "%s ", entry_id_format(entry.id, id));
            ++*unwanted_count;
        }
    }
}

/* -- The thread that receives */

/* A group that is lost is made again a little before the last entry that came: ids follow Redis' clock, and in a new stream they may begin
 * within the same moment. What comes twice by that is known. */
static void begin_at(struct ticket *ticket, uint64_t ms)
{
    entry_id_format((struct entry_id){ms > AGAIN_MS ? ms - AGAIN_MS : 0, 0}, ticket->from);
}

static enum err make_group(struct ctx *c, struct ticket *ticket)
{
    struct redis_bus *bus = ticket->worker.bus;
    struct redis_link *link = ticket->worker.link;
    const struct redis_value **replies;
    int64_t seconds, us;
    redis_say(link, "TIME", NULL);
    redis_say(link, "XGROUP", "CREATE", bus->stream, ticket->name,
              ticket->from[0] == '\0' ? "$" : ticket->from, "MKSTREAM", NULL);
    TRY(redis_exchange(c, link, REDIS_TIMEOUT_US, &replies));
    TRY(redis_refusal(c, link, replies[0]));
    if (!redis_is_error(replies[1], "BUSYGROUP"))
        TRY(redis_refusal(c, link, replies[1]));
    if (ticket->from[0] == '\0' && redis_as_int(redis_item(replies[0], 0), &seconds) &&
        redis_as_int(redis_item(replies[0], 1), &us) && seconds > 0 && us >= 0)
        begin_at(ticket, (uint64_t)(seconds * 1000 + us / 1000));
    pthread_mutex_lock(&bus->lock);
    ticket->made = true;
    pthread_mutex_unlock(&bus->lock);
    return OK;
}

/* How many may be read now; 0: the bus closes. */
static size_t await_room(struct redis_bus *bus, struct ticket *ticket)
{
    pthread_mutex_lock(&bus->lock);
    while (!bus->stopping && ticket->free.count < READ_ROOM)
        redis_await_news(bus, time_steady_us() + 1000000);
    size_t room = bus->stopping ? 0 : READ_MOST;
    pthread_mutex_unlock(&bus->lock);
    return room;
}

void say_ack(struct redis_bus *bus, struct redis_link *link, const char *group, struct text ids, size_t count)
{
    redis_command(link, 3 + count);
    redis_word_z(link, "XACK");
    redis_word_z(link, bus->stream);
    redis_word_z(link, group);
    for (; count > 0; count--) {
        size_t len = (size_t)text_find(ids, TEXT(" "));
        redis_word(link, (struct text){ids.at, len});
        ids = text_from(ids, len + 1);
    }
}

static void say_read(struct redis_bus *bus, struct ticket *ticket, size_t most)
{
    struct redis_link *link = ticket->worker.link;
    if (ticket->unwanted_count > 0)
        say_ack(bus, link, ticket->name, buf_view(&ticket->unwanted), ticket->unwanted_count);
    redis_command(link, 11);
    redis_word_z(link, "XREADGROUP");
    redis_word_z(link, "GROUP");
    redis_word_z(link, ticket->name);
    redis_word_z(link, bus->process);
    redis_word_z(link, "COUNT");
    redis_word_int(link, (int64_t)most);
    redis_word_z(link, "BLOCK");
    redis_word_int(link, BLOCK_MS);
    redis_word_z(link, "STREAMS");
    redis_word_z(link, bus->stream);
    redis_word_z(link, ">");
}

static void take_in(struct redis_bus *bus, struct ticket *ticket, const struct redis_value *entries)
{
    struct entry last;
    pthread_mutex_lock(&bus->lock);
    ticket_receive(bus, ticket, entries, false, &ticket->unwanted, &ticket->unwanted_count);
    bool news = ticket->queued.count > 0, dead = ticket->dead.count > 0;
    pthread_mutex_unlock(&bus->lock);
    if (entries->count > 0 && entry_read(entries->items[entries->count - 1], &last))
        begin_at(ticket, last.id.ms);
    if (news)
        bus_wake(&bus->bus);
    if (dead)
        clerk_wake(bus);
}

static enum err read_some(struct ctx *c, struct redis_bus *bus, struct ticket *ticket)
{
    const struct redis_value **replies;
    size_t most = await_room(bus, ticket);
    if (most == 0)
        return OK;
    say_read(bus, ticket, most);
    size_t last = redis_waiting(ticket->worker.link) - 1;
    TRY(redis_exchange(c, ticket->worker.link, BLOCK_MS * 1000 + REDIS_TIMEOUT_US, &replies));
    buf_clear(&ticket->unwanted);
    ticket->unwanted_count = 0;
    if (redis_is_error(replies[last], "NOGROUP") || redis_is_error(replies[last], "UNBLOCKED"))
        return make_group(c, ticket);
    TRY(redis_refusal(c, ticket->worker.link, replies[last]));
    const struct redis_value *entries = redis_item(redis_item(replies[last], 0), 1);
    if (entries->kind == REDIS_ARRAY)
        take_in(bus, ticket, entries);
    return OK;
}

static enum err receive_round(struct ctx *c, struct redis_bus *bus, struct ticket *ticket)
{
    TRY(worker_open(c, &ticket->worker));
    enum err e = ticket->worker.fresh ? make_group(c, ticket) : read_some(c, bus, ticket);
    if (e == ERR_CANCELLED)
        return e;
    bool changed = e != OK || !ticket->worker.well;
    if (changed)
        worker_note(&ticket->worker, e, c->why);
    if (e != OK) /* it refuses: no hurry */
        redis_link_close(ticket->worker.link);
    return e;
}

static void *receive(void *self)
{
    struct ticket *ticket = self;
    struct redis_bus *bus = ticket->worker.bus;
    int failed = 0;
    while (!redis_is_stopping(bus)) {
        struct ctx c = redis_unit();
        enum err e = receive_round(&c, bus, ticket);
        arena_free(c.arena);
        failed = e == OK ? 0 : failed + 1;
        if (failed > 0)
            worker_rest(&ticket->worker, failed);
    }
    return NULL;
}

/* -- The port */

static struct ticket *ticket_new(struct redis_bus *bus, const struct bus_consumer *consumer)
{
    size_t count = 0;
    struct ticket *ticket = calloc(1, sizeof *ticket);
    while (consumer->types[count] != NULL)
        count++;
    if (ticket == NULL || (ticket->types = calloc(count + 1, sizeof *ticket->types)) == NULL)
        die("out of memory");
    ticket->subscription = (struct bus_subscription){&bus->bus, consumer};
    ticket->name = redis_copy(consumer->name);
    for (size_t i = 0; i < count; i++)
        ticket->types[i] = redis_copy(consumer->types[i]);
    for (uint32_t i = 0; i < SLOTS; i++)
        ring_push(&ticket->free, i);
    snprintf(ticket->cursor, sizeof ticket->cursor, "0-0");
    return ticket;
}

void ticket_free(struct ticket *ticket)
{
    for (char **type = ticket->types; *type != NULL; type++)
        free(*type);
    free(ticket->types);
    free(ticket->name);
    buf_free(&ticket->unwanted);
    redis_link_free(ticket->worker.link);
    free(ticket);
}

/* So that what is published from now on comes, unless the broker is known to be away. */
static void await_first_try(struct redis_bus *bus, const struct ticket *ticket)
{
    int64_t until_us = time_steady_us() + FIRST_TRY_US;
    pthread_mutex_lock(&bus->lock);
    char why[160];
    bool away = redis_is_away(bus, why);
    while (!away && !ticket->worker.tried && time_steady_us() < until_us)
        redis_await_news(bus, until_us);
    pthread_mutex_unlock(&bus->lock);
}

enum err redis_subscribe(struct ctx *c, struct bus *base, const struct bus_consumer *consumer,
                         struct bus_subscription **out)
{
    struct redis_bus *bus = redis_bus_of(base);
    for (const struct ticket *t = bus->tickets; t != NULL; t = t->next)
        if (strcmp(t->name, consumer->name) == 0)
            return fail(c, ERR_CONFLICT, "two consumers are named \"%s\"", consumer->name);
    struct ticket *ticket = ticket_new(bus, consumer);
    worker_init(bus, &ticket->worker, bus->stop_fd);
    pthread_mutex_lock(&bus->lock);
    ticket->next = bus->tickets;
    bus->tickets = ticket;
    clerk_start(bus);
    pthread_mutex_unlock(&bus->lock);
    worker_start(&ticket->worker, receive, ticket);
    await_first_try(bus, ticket);
    *out = &ticket->subscription;
    return OK;
}

size_t redis_fetch(struct bus_subscription *subscription, struct bus_delivery *out, size_t most)
{
    struct redis_bus *bus = redis_bus_of(subscription->bus);
    struct ticket *ticket = (struct ticket *)subscription;
    size_t count = 0;
    pthread_mutex_lock(&bus->lock);
    for (; count < most && ticket->queued.count > 0; count++) {
        uint32_t index = ring_pop(&ticket->queued);
        struct slot *slot = &ticket->slots[index];
        slot->state = SLOT_HELD;
        out[count] = (struct bus_delivery){slot->number, (uint64_t)slot->generation << 32 | index};
    }
    pthread_mutex_unlock(&bus->lock);
    return count;
}

static void settle_one(struct ticket *ticket, uint64_t tag, enum bus_verdict verdict)
{
    uint32_t index = (uint32_t)tag;
    struct slot *slot = &ticket->slots[index % SLOTS];
    if (index >= SLOTS || slot->generation != tag >> 32 || slot->state != SLOT_HELD)
        return;
    slot->reason = "it makes no sense to its consumer";
    slot->state = verdict == BUS_DONE ? SLOT_DONE : verdict == BUS_DROP ? SLOT_DEAD : SLOT_QUEUED;
    ring_push(verdict == BUS_DONE   ? &ticket->done
              : verdict == BUS_DROP ? &ticket->dead
                                    : &ticket->queued,
              index);
}

void redis_settle(struct bus_subscription *subscription, const struct bus_delivery *deliveries, size_t count,
                  enum bus_verdict verdict)
{
    struct redis_bus *bus = redis_bus_of(subscription->bus);
    struct ticket *ticket = (struct ticket *)subscription;
    pthread_mutex_lock(&bus->lock);
    for (size_t i = 0; i < count; i++)
        settle_one(ticket, deliveries[i].tag, verdict);
    bus->counts.dead += verdict == BUS_DROP ? (int64_t)count : 0;
    bus->counts.settled += verdict == BUS_AGAIN ? 0 : (int64_t)count;
    pthread_mutex_unlock(&bus->lock);
    if (verdict != BUS_AGAIN)
        clerk_wake(bus);
}
