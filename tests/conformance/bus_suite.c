#include "conformance/bus_suite.h"

#include "conformance/bus_place.h"

static const char *const everything[] = {"*", NULL};
static const char *const budgets[] = {"budget.*", "probe.ready", NULL};

static void hear_until(struct ear *ear, size_t count, const char *what)
{
    struct patience patience = patience_for(what);
    for (ear_listen(ear); ear->count < count; ear_listen(ear))
        patience_wait(&patience);
}

/* Once more what comes by itself would have come. */
static void hear_a_while(struct ear *ear)
{
    for (int i = 0; i < 50; i++) {
        bus_wait(ear->bus, 4000);
        ear_listen(ear);
    }
}

/* Each household's events of a type in their order. */
static void assert_in_order(const struct ear *ear)
{
    int64_t last[8][4] = {{0}};
    for (size_t i = 0; i < ear->count; i++) {
        int64_t *before = &last[household_of(ear->heard[i])][ear->heard[i] / 7 % 3];
        if (ear->heard[i] <= *before)
            fail_msg("event %lld came after %lld", (long long)ear->heard[i], (long long)*before);
        *before = ear->heard[i];
    }
}

/* -- On one bus */

static void brings_events_in_order(void **state)
{
    struct bus_place *p = *state;
    struct ear *all = ear_new(p, p->bus, "agent/all", everything);
    struct ear *some = ear_new(p, p->bus, "agent/some", budgets);
    ears_warm(p, (struct ear *[]){all, some}, 2);
    size_t wanted = 0;
    for (int64_t n = 1; n <= 1000; n++)
        wanted += strcmp(type_of(n), "budget.warning") == 0;
    for (int64_t n = 1; n <= 1000; n += 125) {
        assert_ok(&p->c, publish_range(p, n, n + 124));
        ear_listen(all);
        ear_listen(some);
    }
    /* Both by turns: what one of them leaves waiting may hold up what comes to the other. */
    struct patience patience = patience_for("all events, and the wanted ones");
    for (; all->count < 1000 || some->count < wanted; patience_wait(&patience)) {
        ear_listen(all);
        ear_listen(some);
    }
    hear_a_while(some);
    assert_int_equal(1000, all->count);
    assert_int_equal(wanted, some->count);
    for (size_t i = 0; i < some->count; i++)
        assert_string_equal("budget.warning", type_of(some->heard[i]));
    assert_in_order(all);
    assert_in_order(some);
    free(all);
    free(some);
}

static void refuses_a_name_twice(void **state)
{
    struct bus_place *p = *state;
    struct ear *ear = ear_new(p, p->bus, "agent/same", everything);
    struct bus_subscription *second;
    assert_err(ERR_CONFLICT, bus_subscribe(&p->c, p->bus, &ear->consumer, &second));
    free(ear);
}

static void again_comes_again(void **state)
{
    struct bus_place *p = *state;
    struct ear *ear = ear_new(p, p->bus, "agent/again", everything);
    ears_warm(p, &ear, 1);
    ear->holds = true;
    assert_ok(&p->c, publish_range(p, 1, 3));
    hear_until(ear, 3, "three events");
    for (int round = 1; round <= 3; round++) {
        size_t count = ear->count;
        ear_settle(ear, BUS_AGAIN);
        hear_until(ear, count + 3, "them again");
        for (int64_t n = 1; n <= 3; n++)
            assert_int_equal(round + 1, ear_times(ear, n));
    }
    ear_settle(ear, BUS_DONE);
    hear_a_while(ear);
    assert_int_equal(12, ear->count);
    free(ear);
}

static void await_dead(struct bus_place *p, int64_t count)
{
    struct patience patience = patience_for("the dead message");
    struct bus_health health;
    bus_health(p->bus, &health);
    while (health.dead < count ||
           (bus_suite->dead != NULL && bus_suite->dead(bus_broker, p->prefix) < count)) {
        patience_wait(&patience);
        bus_health(p->bus, &health);
    }
}

static void dropped_is_dead(void **state)
{
    struct bus_place *p = *state;
    struct bus_health health;
    struct ear *ear = ear_new(p, p->bus, "agent/drop", everything);
    ears_warm(p, &ear, 1);
    ear->holds = true;
    assert_ok(&p->c, publish_range(p, 1, 2));
    hear_until(ear, 2, "two events");
    ear_settle(ear, BUS_DROP);
    await_dead(p, 2);
    hear_a_while(ear);
    assert_int_equal(2, ear->count);
    bus_health(p->bus, &health);
    assert_int_equal(2, health.dead);
    if (bus_suite->dead != NULL)
        assert_int_equal(2, bus_suite->dead(bus_broker, p->prefix));
    free(ear);
}

static void limits_are_kept(void **state)
{
    struct bus_place *p = *state;
    struct buf body = {0};
    struct ear *ear = ear_new(p, p->bus, "agent/large", everything);
    struct bus_message large = {
        .number = 1, .household = 1, .id = TEXT("id"), .type = TEXT("budget.warning")};
    ears_warm(p, &ear, 1);
    buf_z(&body, "{\"data\":\"");
    while (body.len < BUS_MESSAGE_MAX - 2)
        buf_char(&body, 'x');
    buf_z(&body, "\"}");
    large.body = buf_view(&body);
    assert_ok(&p->c, bus_publish(&p->c, p->bus, &large, 1));
    hear_until(ear, 1, "a large event");
    buf_char(&body, ' ');
    large.body = buf_view(&body);
    assert_err(ERR_LIMIT, bus_publish(&p->c, p->bus, &large, 1));
    assert_ok(&p->c, bus_publish(&p->c, p->bus, NULL, 0));
    buf_free(&body);
    free(ear);
}

struct speaker {
    struct bus_place *p;
    int64_t number;
    enum err e;
};

static void *speak(void *self)
{
    struct speaker *speaker = self;
    struct timespec moment = {0, 30000000};
    nanosleep(&moment, NULL);
    speaker->e = publish_range(speaker->p, speaker->number, speaker->number);
    return NULL;
}

/* Nothing but the wake ends a wait of a minute, three times. */
static void arrival_wakes(void **state)
{
    struct bus_place *p = *state;
    struct ear *ear = ear_new(p, p->bus, "agent/sleeper", everything);
    ears_warm(p, &ear, 1);
    hear_a_while(ear);
    for (int64_t n = 1; n <= 3; n++) {
        pthread_t thread;
        struct speaker speaker = {p, n, OK};
        int64_t start_us = time_steady_us();
        assert_int_equal(0, pthread_create(&thread, NULL, speak, &speaker));
        while (ear->count < (size_t)n && time_steady_us() - start_us < 60000000) {
            bus_wait(p->bus, 60000000);
            ear_listen(ear);
        }
        pthread_join(thread, NULL);
        assert_int_equal(OK, speaker.e);
        assert_int_equal(n, ear->count);
        assert_true(time_steady_us() - start_us < 60000000);
    }
    free(ear);
}

static void await_depth(struct bus_place *p, struct ear *ear, int64_t depth, const char *what)
{
    struct patience patience = patience_for(what);
    int64_t now = -1;
    while (bus_depth(&p->c, ear->subscription, &now) != OK || now != depth)
        patience_wait(&patience);
}

static void tells_how_it_does(void **state)
{
    struct bus_place *p = *state;
    struct bus_health before, after;
    struct ear *ear = ear_new(p, p->bus, "agent/counted", everything);
    ears_warm(p, &ear, 1);
    hear_a_while(ear);
    await_depth(p, ear, 0, "depth 0");
    ear->holds = true;
    bus_health(p->bus, &before);
    assert_true(before.well);
    assert_string_equal("", before.why);
    assert_ok(&p->c, publish_range(p, 1, 10));
    hear_until(ear, 10, "ten events");
    await_depth(p, ear, 10, "depth 10");
    ear_settle(ear, BUS_DONE);
    await_depth(p, ear, 0, "depth 0 again");
    struct patience patience = patience_for("settled events in health");
    do {
        patience_wait(&patience);
        bus_health(p->bus, &after);
    } while (after.settled < before.settled + 10);
    assert_int_equal(10, after.published - before.published);
    assert_int_equal(10, after.received - before.received);
    assert_int_equal(10, after.settled - before.settled);
    assert_int_equal(0, after.dead);
    free(ear);
}

/* What is under way when a bus is closed is nobody's trouble. */
static void closes_with_things_under_way(void **state)
{
    struct bus_place *p = *state;
    struct ear *ear = ear_new(p, p->bus, "agent/closed", everything);
    struct bus_desk *desk;
    ears_warm(p, &ear, 1);
    assert_ok(&p->c, bus_attend(&p->c, p->bus, "agent/closed", &desk));
    ear->holds = true;
    assert_ok(&p->c, publish_range(p, 1, 300));
    hear_until(ear, 100, "some events");
    bus_close(p->bus);
    p->bus = NULL;
    free(ear);
}

/* -- Several processes, and a broker */

/* One ear, or two that share what comes; gives how much has come. */
static size_t listen_to(struct ear *ear, struct ear *other)
{
    ear_listen(ear);
    if (other != NULL)
        ear_listen(other);
    return ear->count + (other == NULL ? 0 : other->count);
}

static void processes_share_a_name(void **state)
{
    struct bus_place *p = *state;
    struct bus *other = bus_second(p, "two");
    struct ear *one = ear_new(p, p->bus, "agent/shared", everything);
    struct ear *two = ear_new(p, other, "agent/shared", everything);
    struct ear *apart = ear_new(p, other, "agent/apart", everything);
    struct ear *too = bus_suite->shares_as_a_whole ? ear_new(p, p->bus, "agent/apart", everything) : NULL;
    ears_warm(p, (struct ear *[]){one, two, apart, too}, too == NULL ? 3 : 4);
    int64_t last = 0;
    struct patience patience = patience_for("every event, and some at each process");
    while (last < 500 || (last < EAR_MOST - 20 && (one->count == 0 || two->count == 0))) {
        assert_ok(&p->c, publish_range(p, last + 1, last + 20));
        last += 20;
        ear_listen(one);
        ear_listen(two);
        listen_to(apart, too);
        patience_wait(&patience);
    }
    while (one->count + two->count < (size_t)last || listen_to(apart, too) < (size_t)last) {
        ear_listen(one);
        ear_listen(two);
        patience_wait(&patience);
    }
    assert_true(one->count > 0 && two->count > 0);
    assert_int_equal(last, listen_to(apart, too));
    for (int64_t n = 1; n <= last; n++)
        assert_int_equal(1, ear_times(one, n) + ear_times(two, n));
    assert_in_order(one);
    assert_in_order(two);
    assert_in_order(apart);
    bus_close(other);
    free(one);
    free(two);
    free(apart);
    free(too);
}

static void what_a_closed_bus_held_goes_to_another(void **state)
{
    struct bus_place *p = *state;
    struct bus *other = bus_second(p, "two");
    struct ear *stays = ear_new(p, p->bus, "agent/heir", everything);
    struct ear *goes = ear_new(p, other, "agent/heir", everything);
    struct patience patience = patience_for("what the closed bus held");
    ears_warm(p, (struct ear *[]){stays, goes}, 2);
    goes->holds = true;
    int64_t last = 0;
    while (goes->count == 0) {
        assert_ok(&p->c, publish_range(p, last + 1, last + 20));
        last += 20;
        ear_listen(stays);
        ear_listen(goes);
        patience_wait(&patience);
    }
    while (stays->count + goes->count < (size_t)last) {
        ear_listen(stays);
        ear_listen(goes);
        patience_wait(&patience);
    }
    bus_close(other);
    for (size_t i = 0; i < goes->count; i++)
        while (ear_times(stays, goes->heard[i]) == 0) {
            ear_listen(stays);
            patience_wait(&patience);
        }
    free(stays);
    free(goes);
}

static void a_new_process_goes_on_where_the_last_ended(void **state)
{
    struct bus_place *p = *state;
    struct bus *first = bus_second(p, "first");
    struct ear *ear = ear_new(p, first, "agent/later", everything);
    ears_warm(p, &ear, 1);
    assert_ok(&p->c, publish_range(p, 1, 20));
    hear_until(ear, 20, "the first events");
    bus_close(first);
    free(ear);
    assert_ok(&p->c, publish_range(p, 21, 40)); /* while nobody listens */
    struct bus *second = bus_second(p, "second");
    ear = ear_new(p, second, "agent/later", everything);
    hear_until(ear, 20, "what was published meanwhile");
    hear_a_while(ear);
    assert_int_equal(20, ear->count); /* what was settled does not come again */
    for (int64_t n = 21; n <= 40; n++)
        assert_int_equal(1, ear_times(ear, n));
    bus_close(second);
    free(ear);
}

static void garbage_goes_to_the_dead(void **state)
{
    struct bus_place *p = *state;
    static const struct text raw[] = {{"", 0},        {"not a message", 13},   {"{\"number\":", 10},
                                      {"[1,2,3]", 7}, {"\xFF\xFE\x00\x01", 4}, {"{}", 2}};
    if (bus_suite->garbage == NULL) {
        print_message("garbage cannot be put on this wire\n");
        return;
    }
    struct ear *ear = ear_new(p, p->bus, "agent/poisoned", everything);
    ears_warm(p, &ear, 1);
    for (size_t i = 0; i < sizeof raw / sizeof *raw; i++) {
        bus_suite->garbage(bus_broker, p->prefix, raw[i]);
        assert_ok(&p->c, publish_range(p, (int64_t)i + 1, (int64_t)i + 1));
    }
    hear_until(ear, sizeof raw / sizeof *raw, "what follows garbage");
    await_dead(p, sizeof raw / sizeof *raw);
    for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
        assert_int_equal(1, ear_times(ear, (int64_t)i + 1));
    free(ear);
}

static void await_well(struct bus_place *p, bool well)
{
    struct patience patience =
        patience_for(well ? "the broker is back" : "health tells that the broker is away");
    struct bus_health health;
    for (bus_health(p->bus, &health); health.well != well; bus_health(p->bus, &health))
        patience_wait(&patience);
    assert_true(well ? health.why[0] == '\0' : health.why[0] != '\0');
}

/* Publishes until the broker takes it. */
static void publish_in_the_end(struct bus_place *p, int64_t first, int64_t last)
{
    struct patience patience = patience_for("the broker takes events again");
    enum err e;
    while ((e = publish_range(p, first, last)) != OK) {
        assert_err(ERR_BUSY, e);
        assert_true(p->c.retriable);
        patience_wait(&patience);
    }
}

static void while_away(struct bus_place *p)
{
    struct text answer;
    struct bus_request request = {
        .address = TEXT("agent/away"), .deadline_us = time_now_us() + 1000000, .body = TEXT("{}")};
    assert_err(ERR_BUSY, publish_range(p, 900, 900));
    assert_true(p->c.retriable && p->c.why[0] != '\0');
    assert_err(ERR_BUSY, bus_ask(&p->c, p->bus, &request, &answer));
    assert_true(p->c.retriable);
    await_well(p, false);
}

static void goes_on_after_the_broker_was_away(void **state)
{
    struct bus_place *p = *state;
    int64_t depth;
    struct ear *ear = ear_new(p, p->bus, "agent/patient", everything);
    ears_warm(p, &ear, 1);
    for (int64_t round = 0; round < 2; round++) {
        int64_t first = round * 100 + 1;
        size_t before = ear->count;
        assert_ok(&p->c, publish_range(p, first, first + 19));
        hear_until(ear, before + 20, "events before the stop");
        await_depth(p, ear, 0, "all is settled");
        bus_suite->stop(bus_broker);
        while_away(p);
        assert_err(ERR_BUSY, bus_depth(&p->c, ear->subscription, &depth));
        bus_suite->start(bus_broker);
        publish_in_the_end(p, first + 20, first + 39);
        struct patience patience = patience_for("events after the stop");
        for (int64_t n = first; n < first + 40; n++)
            while (ear_times(ear, n) == 0) {
                ear_listen(ear);
                patience_wait(&patience);
            }
        hear_a_while(ear);
        for (int64_t n = first; n < first + 20; n++)
            assert_int_equal(1, ear_times(ear, n)); /* settled before a clean stop */
        await_well(p, true);
    }
    struct bus_health health;
    bus_health(p->bus, &health);
    assert_true(health.reconnects > 0);
    free(ear);
}

static void opens_while_the_broker_is_away(void **state)
{
    struct bus_place *p = *state;
    bus_suite->stop(bus_broker);
    struct bus *bus = p->bus;
    p->bus = bus_second(p, "early");
    bus_close(bus);
    struct ear *ear = ear_new(p, p->bus, "agent/early", everything);
    struct bus_desk *desk;
    assert_ok(&p->c, bus_attend(&p->c, p->bus, "agent/early", &desk));
    ear_listen(ear);
    assert_int_equal(0, ear->count);
    assert_err(ERR_BUSY, publish_range(p, 1, 1));
    bus_suite->start(bus_broker);
    ears_warm(p, &ear, 1);
    assert_ok(&p->c, publish_range(p, 1, 20));
    hear_until(ear, 20, "events");
    free(ear);
}

static void goes_on_after_the_broker_was_killed(void **state)
{
    struct bus_place *p = *state;
    if (bus_suite->kill == NULL) {
        print_message("this broker cannot be killed\n");
        return;
    }
    struct ear *ear = ear_new(p, p->bus, "agent/tough", everything);
    ears_warm(p, &ear, 1);
    assert_ok(&p->c, publish_range(p, 1, 100));
    bus_suite->kill(bus_broker);
    while_away(p);
    bus_suite->start(bus_broker);
    ear->ready = false; /* whatever the broker forgot, it hears again */
    ears_warm(p, &ear, 1);
    publish_in_the_end(p, 101, 120);
    struct patience patience = patience_for("events after the kill");
    for (int64_t n = 101; n <= 120; n++)
        while (ear_times(ear, n) == 0) {
            ear_listen(ear);
            patience_wait(&patience);
        }
    free(ear);
}

/* -- The run */

static int run_with_broker(const char *name)
{
    const struct CMUnitTest tests[] = {
        ON_A_FRESH_BUS(processes_share_a_name),
        ON_A_FRESH_BUS(what_a_closed_bus_held_goes_to_another),
        ON_A_FRESH_BUS(a_new_process_goes_on_where_the_last_ended),
        ON_A_FRESH_BUS(garbage_goes_to_the_dead),
    };
    const struct CMUnitTest away[] = {
        ON_A_FRESH_BUS(goes_on_after_the_broker_was_away),
        ON_A_FRESH_BUS(opens_while_the_broker_is_away),
        ON_A_FRESH_BUS(goes_on_after_the_broker_was_killed),
    };
    int failed = cmocka_run_group_tests_name(name, tests, NULL, NULL);
    bus_hasty = true;
    if (bus_suite->stop != NULL)
        failed += cmocka_run_group_tests_name(name, away, NULL, NULL);
    else
        print_message("%s: this broker cannot be stopped\n", name);
    bus_hasty = false;
    return failed;
}

int bus_suite_run(const struct bus_suite *which)
{
    const struct CMUnitTest tests[] = {
        ON_A_FRESH_BUS(brings_events_in_order), ON_A_FRESH_BUS(refuses_a_name_twice),
        ON_A_FRESH_BUS(again_comes_again),      ON_A_FRESH_BUS(dropped_is_dead),
        ON_A_FRESH_BUS(limits_are_kept),        ON_A_FRESH_BUS(arrival_wakes),
        ON_A_FRESH_BUS(tells_how_it_does),      ON_A_FRESH_BUS(closes_with_things_under_way),
    };
    bus_suite = which;
    bus_broker = which->begin == NULL ? NULL : which->begin();
    int failed = cmocka_run_group_tests_name(which->name, tests, NULL, NULL) + bus_requests_run();
    if (bus_broker != NULL) {
        failed += run_with_broker(which->name);
        which->end(bus_broker);
        bus_broker = NULL;
    }
    return failed;
}
