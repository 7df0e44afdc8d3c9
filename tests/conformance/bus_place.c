#include "conformance/bus_place.h"

#include <stdatomic.h>
#include <unistd.h>

const struct bus_suite *bus_suite;
void *bus_broker;
bool bus_hasty;

static struct bus *open_bus(struct bus_place *p, const char *process)
{
    struct bus *bus;
    bool hasty = bus_hasty && bus_suite->hasty_url != NULL;
    struct bus_options options = {.url = bus_broker == NULL ? NULL
                                         : hasty            ? bus_suite->hasty_url(bus_broker)
                                                            : bus_suite->url(bus_broker),
                                  .prefix = p->prefix,
                                  .process = process,
                                  .token = bus_suite->token};
    assert_ok(&p->c, bus_open(&p->c, bus_suite->driver, &options, &bus));
    return bus;
}

int bus_set_up(void **state)
{
    static atomic_int runs;
    struct bus_place *p = calloc(1, sizeof *p);
    p->c = (struct ctx){.arena = arena_new(), .now_us = time_now_us()};
    snprintf(p->prefix, sizeof p->prefix, "suite-%d-%d", (int)getpid(), atomic_fetch_add(&runs, 1));
    p->bus = open_bus(p, "one");
    *state = p;
    return 0;
}

int bus_tear_down(void **state)
{
    struct bus_place *p = *state;
    bus_close(p->bus);
    arena_free(p->c.arena);
    free(p);
    return 0;
}

struct bus *bus_second(struct bus_place *p, const char *process)
{
    return open_bus(p, process);
}

/* -- Patience */

struct patience patience_for(const char *what)
{
    int64_t ms = bus_suite->patience_ms == 0 ? 60000 : bus_suite->patience_ms;
    return (struct patience){time_steady_us() + ms * 1000, what};
}

void patience_wait(const struct patience *patience)
{
    struct timespec moment = {0, 2000000};
    if (time_steady_us() > patience->until_us)
        fail_msg("%s: it did not come", patience->what);
    nanosleep(&moment, NULL);
}

/* -- Ears */

struct ear *ear_new(struct bus_place *p, struct bus *bus, const char *name, const char *const *types)
{
    struct ear *ear = calloc(1, sizeof *ear);
    assert_non_null(ear);
    ear->bus = bus;
    ear->consumer = (struct bus_consumer){name, types};
    assert_ok(&p->c, bus_subscribe(&p->c, bus, &ear->consumer, &ear->subscription));
    assert_ptr_equal(bus, ear->subscription->bus);
    assert_ptr_not_equal(&ear->consumer, ear->subscription->consumer); /* a copy: we may end before the bus */
    assert_string_equal(name, ear->subscription->consumer->name);
    return ear;
}

void ear_listen(struct ear *ear)
{
    struct bus_delivery got[64];
    size_t count;
    while ((count = bus_fetch(ear->subscription, got, 64)) > 0) {
        assert_true(count <= 64);
        for (size_t i = 0; i < count; i++) {
            if (got[i].number >= PROBE_FIRST) {
                ear->ready = true;
                bus_settle(ear->subscription, &got[i], 1, BUS_DONE);
                continue;
            }
            assert_true(ear->count < EAR_MOST && ear->held_count < HELD_MOST);
            ear->heard[ear->count++] = got[i].number;
            ear->held[ear->held_count++] = got[i];
        }
        if (!ear->holds)
            ear_settle(ear, BUS_DONE);
    }
}

void ear_settle(struct ear *ear, enum bus_verdict verdict)
{
    bus_settle(ear->subscription, ear->held, ear->held_count, verdict);
    ear->held_count = 0;
}

size_t ear_times(const struct ear *ear, int64_t number)
{
    size_t times = 0;
    for (size_t i = 0; i < ear->count; i++)
        times += ear->heard[i] == number;
    return times;
}

static bool all_ready(struct ear *const *ears, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!ears[i]->ready)
            return false;
    return true;
}

void ears_warm(struct bus_place *p, struct ear *const *ears, size_t count)
{
    struct patience patience = patience_for("a first message");
    for (int round = 0; !all_ready(ears, count); round++) {
        int64_t number = PROBE_FIRST + p->probe;
        if (round % 25 == 0 && publish_range(p, number, number) == OK)
            p->probe++;
        for (size_t i = 0; i < count; i++)
            ear_listen(ears[i]);
        if (!all_ready(ears, count))
            patience_wait(&patience);
    }
}

/* -- Publishing */

enum err publish_range(struct bus_place *p, int64_t first, int64_t last)
{
    enum { MOST = 64 };
    struct bus_message messages[MOST];
    struct arena_mark mark = arena_mark(p->c.arena);
    enum err e = OK;
    while (e == OK && first <= last) {
        size_t count = 0;
        for (; first <= last && count < MOST; first++, count++) {
            char id[ID_TEXT_MAX];
            id_format(id_seeded(1, (uint64_t)first), id);
            const char *body = arena_printf(
                p->c.arena, "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/florin\",\"type\":\"%s\"}",
                id, type_of(first));
            messages[count] = (struct bus_message){.number = first,
                                                   .household = household_of(first),
                                                   .id = text_copy(p->c.arena, text_of(id)),
                                                   .type = text_of(type_of(first)),
                                                   .body = text_of(body)};
        }
        e = bus_publish(&p->c, p->bus, messages, count);
    }
    arena_rewind(p->c.arena, mark);
    return e;
}
