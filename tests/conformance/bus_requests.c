/* Requests and answers: bus_ask, bus_attend, bus_take, bus_answer. Askers are threads; desks are on another bus where there is a broker. */
#include "conformance/bus_place.h"

#include <stdatomic.h>

/* -- Askers and a desk */

struct asker {
    struct bus *bus;
    const char *address;
    int priority;
    int64_t within_ms;
    struct text body;
    pthread_t thread;
    atomic_bool over;
    enum err e;
    bool retriable;
    struct buf answer;
};

static struct id correlation_of(struct text body)
{
    uint64_t seed = body.len;
    for (size_t i = 0; i < body.len && i < 64; i++)
        seed = seed * 131 + (unsigned char)body.at[i];
    return id_seeded(1, seed);
}

static void *ask(void *self)
{
    struct asker *a = self;
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    struct text answer = {0};
    struct bus_request request = {.address = text_of(a->address),
                                  .correlation = correlation_of(a->body),
                                  .priority = a->priority,
                                  .deadline_us = c.now_us + a->within_ms * 1000,
                                  .body = a->body};
    a->e = bus_ask(&c, a->bus, &request, &answer);
    a->retriable = c.retriable;
    buf_clear(&a->answer);
    if (a->e == OK)
        buf_text(&a->answer, answer);
    arena_free(c.arena);
    atomic_store(&a->over, true);
    return NULL;
}

static void asker_start(struct asker *a)
{
    atomic_store(&a->over, false);
    assert_int_equal(0, pthread_create(&a->thread, NULL, ask, a));
}

static void asker_end(struct asker *a)
{
    pthread_join(a->thread, NULL);
}

/* A desk that answers with what it was asked, in brackets. */
struct clerk {
    struct bus *bus;
    struct bus_desk *desk;
    int taken;
    int priorities[256];
};

static bool clerk_serve(struct clerk *clerk)
{
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    struct bus_request request;
    struct buf answer = {0};
    bool found;
    assert_ok(&c, bus_take(&c, clerk->desk, &request, &found));
    if (found) {
        assert_true(text_is(request.address, clerk->desk->address));
        assert_true(id_equal(request.correlation, correlation_of(request.body)));
        assert_true(request.deadline_us > 0 && clerk->taken < 256);
        clerk->priorities[clerk->taken++] = request.priority;
        buf_char(&answer, '[');
        buf_text(&answer, request.body);
        buf_char(&answer, ']');
        assert_ok(&c, bus_answer(&c, clerk->desk, &request, buf_view(&answer)));
    }
    buf_free(&answer);
    arena_free(c.arena);
    return found;
}

static void serve_until_over(struct clerk *clerk, struct asker *a)
{
    while (!atomic_load(&a->over))
        if (!clerk_serve(clerk))
            bus_wait(clerk->bus, 5000);
    asker_end(a);
}

/* The desk, on a bus of its own where that is possible, and heard of. */
static struct clerk clerk_open(struct bus_place *p, const char *address)
{
    struct clerk clerk = {.bus = bus_broker == NULL ? p->bus : bus_second(p, "desk")};
    struct asker first = {.bus = p->bus, .address = address, .within_ms = 1000, .body = TEXT("ready?")};
    struct patience patience = patience_for("a first answer");
    assert_ok(&p->c, bus_attend(&p->c, clerk.bus, address, &clerk.desk));
    assert_ptr_equal(clerk.bus, clerk.desk->bus);
    do {
        asker_start(&first);
        serve_until_over(&clerk, &first);
        if (first.e != OK)
            patience_wait(&patience);
    } while (first.e != OK);
    buf_free(&first.answer);
    clerk.taken = 0;
    return clerk;
}

static void clerk_close(struct bus_place *p, struct clerk *clerk)
{
    if (clerk->bus != p->bus)
        bus_close(clerk->bus);
}

/* -- Tests */

static void answers(void **state)
{
    struct bus_place *p = *state;
    struct clerk clerk = clerk_open(p, "agent/echo");
    for (int i = 0; i < 20; i++) {
        char body[40];
        snprintf(body, sizeof body, "question %d", i);
        struct asker a = {.bus = p->bus, .address = "agent/echo", .within_ms = 30000, .body = text_of(body)};
        asker_start(&a);
        serve_until_over(&clerk, &a);
        assert_int_equal(OK, a.e);
        assert_int_equal('[', a.answer.at[0]);
        assert_text(body, ((struct text){a.answer.at + 1, a.answer.len - 2}));
        buf_free(&a.answer);
    }
    assert_int_equal(20, clerk.taken);
    clerk_close(p, &clerk);
}

static void any_bytes_are_asked_and_answered(void **state)
{
    struct bus_place *p = *state;
    struct clerk clerk = clerk_open(p, "agent/echo");
    static char bytes[BUS_REQUEST_MAX - 2];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 7 + i / 256);
    for (int large = 0; large < 2; large++) {
        struct text body = {bytes, large ? sizeof bytes : 0};
        struct asker a = {.bus = p->bus, .address = "agent/echo", .within_ms = 30000, .body = body};
        asker_start(&a);
        serve_until_over(&clerk, &a);
        assert_int_equal(OK, a.e);
        assert_int_equal(body.len + 2, a.answer.len);
        assert_true(body.len == 0 || memcmp(body.at, a.answer.at + 1, body.len) == 0);
        buf_free(&a.answer);
    }
    clerk_close(p, &clerk);
}

static void requests_have_limits(void **state)
{
    struct bus_place *p = *state;
    struct buf large = {0};
    struct text answer;
    struct bus_desk *desk;
    buf_room(&large, BUS_REQUEST_MAX + 1);
    memset(large.at, 'x', BUS_REQUEST_MAX + 1);
    large.len = BUS_REQUEST_MAX + 1;
    struct bus_request request = {
        .address = TEXT("agent/limits"), .deadline_us = time_now_us() + 1000000, .body = buf_view(&large)};
    assert_err(ERR_LIMIT, bus_ask(&p->c, p->bus, &request, &answer));
    assert_ok(&p->c, bus_attend(&p->c, p->bus, "agent/limits", &desk));
    assert_err(ERR_LIMIT, bus_answer(&p->c, desk, &request, buf_view(&large)));
    request.body = TEXT("{}");
    request.priority = BUS_PRIORITIES;
    assert_err(ERR_INPUT, bus_ask(&p->c, p->bus, &request, &answer));
    request.priority = -1;
    assert_err(ERR_INPUT, bus_ask(&p->c, p->bus, &request, &answer));
    buf_free(&large);
}

/* Requests that all wait are taken by urgency. That they all wait cannot be seen from outside: when some came late, once more, with more time. */
static bool takes_by_urgency(struct bus_place *p, struct clerk *clerk, int round)
{
    static const int priorities[] = {5, 9, 0, 7, 3, 1};
    enum { COUNT = sizeof priorities / sizeof *priorities };
    struct asker askers[COUNT];
    struct timespec moment = {round / 4, 250000000 * (round % 4)};
    bool sorted = true;
    for (int i = 0; i < COUNT; i++) {
        askers[i] = (struct asker){.bus = p->bus,
                                   .address = "agent/urgent",
                                   .priority = priorities[i],
                                   .within_ms = 60000,
                                   .body = TEXT("now")};
        asker_start(&askers[i]);
    }
    nanosleep(&moment, NULL);
    for (clerk->taken = 0; clerk->taken < COUNT;)
        if (!clerk_serve(clerk))
            bus_wait(clerk->bus, 5000);
    for (int i = 0; i < COUNT; i++) {
        asker_end(&askers[i]);
        assert_int_equal(OK, askers[i].e);
        buf_free(&askers[i].answer);
        sorted = sorted && (i == 0 || clerk->priorities[i - 1] < clerk->priorities[i]);
    }
    return sorted;
}

static void urgent_ones_are_taken_first(void **state)
{
    struct bus_place *p = *state;
    struct clerk clerk = clerk_open(p, "agent/urgent");
    bool sorted = false;
    for (int round = 1; !sorted && round <= 8; round++)
        sorted = takes_by_urgency(p, &clerk, round);
    assert_true(sorted);
    clerk_close(p, &clerk);
}

static void nobody_answers(void **state)
{
    struct bus_place *p = *state;
    struct asker a = {.bus = p->bus, .address = "agent/nobody", .within_ms = 200, .body = TEXT("hello?")};
    int64_t start_us = time_steady_us();
    asker_start(&a);
    asker_end(&a);
    assert_int_equal(ERR_BUSY, a.e);
    assert_true(a.retriable);
    assert_true(time_steady_us() - start_us >= 190000); /* two clocks */
    a.within_ms = -1000;
    asker_start(&a);
    asker_end(&a);
    assert_int_equal(ERR_BUSY, a.e);
    buf_free(&a.answer);
}

/* What nobody wants any more is not taken, and a late answer goes to nobody. */
static void deadlines_pass(void **state)
{
    struct bus_place *p = *state;
    struct clerk clerk = clerk_open(p, "agent/slow");
    struct asker a = {.bus = p->bus, .address = "agent/slow", .within_ms = 300, .body = TEXT("too late")};
    asker_start(&a);
    asker_end(&a);
    assert_int_equal(ERR_BUSY, a.e);
    for (int i = 0; i < 50; i++) {
        assert_false(clerk_serve(&clerk));
        bus_wait(clerk.bus, 4000);
    }
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    struct bus_request request;
    struct patience patience = patience_for("a request");
    bool found = false;
    a.within_ms = 1500;
    asker_start(&a);
    while (!found) {
        assert_ok(&c, bus_take(&c, clerk.desk, &request, &found));
        if (!found && atomic_load(&a.over)) { /* a slow machine: it was too late already */
            asker_end(&a);
            a.within_ms *= 2;
            asker_start(&a);
        }
        patience_wait(&patience);
    }
    asker_end(&a);
    assert_int_equal(ERR_BUSY, a.e);
    assert_ok(&c, bus_answer(&c, clerk.desk, &request, TEXT("here it is")));
    arena_free(c.arena);
    a.within_ms = 30000;
    a.body = TEXT("in time");
    asker_start(&a);
    serve_until_over(&clerk, &a);
    assert_int_equal(OK, a.e);
    assert_text("[in time]", buf_view(&a.answer));
    buf_free(&a.answer);
    clerk_close(p, &clerk);
}

/* -- Many at once */

enum { ASKERS = 8, ASKS = 25 };

struct crowd {
    struct bus *bus;
    int number;
    atomic_int *over;
    int right;
};

static void *ask_often(void *self)
{
    struct crowd *crowd = self;
    for (int i = 0; i < ASKS; i++) {
        char body[40], expected[48];
        snprintf(body, sizeof body, "asker %d, question %d", crowd->number, i);
        snprintf(expected, sizeof expected, "[%s]", body);
        struct asker a = {.bus = crowd->bus,
                          .address = "agent/crowded",
                          .priority = i % BUS_PRIORITIES,
                          .within_ms = 60000,
                          .body = text_of(body)};
        ask(&a);
        crowd->right += a.e == OK && text_is(buf_view(&a.answer), expected);
        buf_free(&a.answer);
    }
    atomic_fetch_add(crowd->over, 1);
    return NULL;
}

static void crowds_get_their_own_answers(void **state)
{
    struct bus_place *p = *state;
    struct clerk one = clerk_open(p, "agent/crowded"), two = clerk_open(p, "agent/crowded");
    struct crowd crowd[ASKERS];
    pthread_t threads[ASKERS];
    atomic_int over = 0;
    one.taken = 0;
    for (int i = 0; i < ASKERS; i++) {
        crowd[i] = (struct crowd){.bus = p->bus, .number = i, .over = &over};
        assert_int_equal(0, pthread_create(&threads[i], NULL, ask_often, &crowd[i]));
    }
    while (atomic_load(&over) < ASKERS) {
        bool first = clerk_serve(&one), second = clerk_serve(&two);
        if (!first && !second)
            bus_wait(two.bus, 1000);
    }
    for (int i = 0; i < ASKERS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(ASKS, crowd[i].right);
    }
    assert_int_equal(ASKERS * ASKS, one.taken + two.taken); /* each request at one desk, once */
    clerk_close(p, &one);
    clerk_close(p, &two);
}

/* Goes on until each of two desks was asked. */
static void desks_share_an_address(void **state)
{
    struct bus_place *p = *state;
    struct clerk one = clerk_open(p, "agent/shared"), two = clerk_open(p, "agent/shared");
    struct patience patience = patience_for("a request at each desk");
    int asked = 0;
    one.taken = two.taken = 0;
    while (one.taken == 0 || two.taken == 0) {
        struct asker askers[4];
        for (int i = 0; i < 4; i++, asked++) {
            askers[i] = (struct asker){
                .bus = p->bus, .address = "agent/shared", .within_ms = 30000, .body = TEXT("who?")};
            asker_start(&askers[i]);
        }
        for (int i = 0; i < 4; i++) {
            while (!atomic_load(&askers[i].over)) {
                if (!clerk_serve(asked % 8 == 0 ? &one : &two) && !clerk_serve(asked % 8 == 0 ? &two : &one))
                    bus_wait(one.bus, 1000);
            }
            asker_end(&askers[i]);
            assert_int_equal(OK, askers[i].e);
            buf_free(&askers[i].answer);
        }
        patience_wait(&patience);
    }
    assert_int_equal(asked, one.taken + two.taken);
    clerk_close(p, &one);
    clerk_close(p, &two);
}

int bus_requests_run(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_FRESH_BUS(answers),
        ON_A_FRESH_BUS(any_bytes_are_asked_and_answered),
        ON_A_FRESH_BUS(requests_have_limits),
        ON_A_FRESH_BUS(urgent_ones_are_taken_first),
        ON_A_FRESH_BUS(nobody_answers),
        ON_A_FRESH_BUS(deadlines_pass),
        ON_A_FRESH_BUS(crowds_get_their_own_answers),
        ON_A_FRESH_BUS(desks_share_an_address),
    };
    return cmocka_run_group_tests_name(bus_suite->name, tests, NULL, NULL);
}
