/* What comes in from a sidecar: topics, events and their verdicts, requests; and the driver's address. Nobody is at the other end here. */
#include "base/date.h"
#include "bus/dapr/envelope.h"
#include "bus/dapr/inner.h"
#include "support.h"

struct world {
    struct ctx c;
    struct bus *bus;
    int answers, status;
    struct buf said;
};

static int set_up(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    w->c = test_ctx();
    struct bus_options options = {.url = "dapr://127.0.0.1:1?bulk=32"};
    assert_ok(&w->c, bus_open(&w->c, &bus_dapr, &options, &w->bus));
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    struct world *w = *state;
    bus_close(w->bus);
    buf_free(&w->said);
    test_ctx_end(&w->c);
    free(w);
    return 0;
}

static void hear(void *self, const struct dapr_reply *reply)
{
    struct world *w = self;
    w->answers++;
    w->status = reply->status;
    buf_clear(&w->said);
    buf_text(&w->said, reply->body);
}

static struct bus_subscription *subscribe(struct world *w, const struct bus_consumer *consumer)
{
    struct bus_subscription *out;
    assert_ok(&w->c, bus_subscribe(&w->c, w->bus, consumer, &out));
    return out;
}

static enum err bring(struct world *w, const char *route, const char *body)
{
    return dapr_event(&w->c, w->bus, text_of(route), text_of(body), hear, w);
}

static size_t fetch(struct bus_subscription *s, struct bus_delivery *out)
{
    return bus_fetch(s, out, 16);
}

static const char *const goals[] = {"goal.*", NULL}, *const everything[] = {"*", NULL};
static const struct bus_consumer some = {"agent/some", goals}, all = {"agent/all", everything};
#define EVENT(number, type)                                                                                  \
    "{\"specversion\":\"1.0\",\"type\":\"" type "\",\"florinnumber\":\"" number "\",\"data\":{}}"

/* -- Topics and addresses */

/* Each type that Florin writes has a topic; this reads the header that lists them. */
static void every_type_has_a_topic(void **state)
{
    (void)state;
    char path[512], line[512], type[128];
    int types = 0;
    snprintf(path, sizeof path, "%s/../../src/bus/types.h", getenv("FLORIN_VECTORS"));
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    bool goes_on = false; /* a long definition has its text on the next line */
    while (fgets(line, sizeof line, f) != NULL) {
        const char *quote = strchr(line, '"');
        bool defines = strncmp(line, "#define EVENT_", 14) == 0;
        if ((defines || goes_on) && quote != NULL && sscanf(quote, "\"%127[^\"]\"", type) == 1) {
            if (topic_of(text_of(type)) == TOPIC_COUNT - 1)
                fail_msg("%s has no topic: src/bus/dapr/topics.c", type);
            types++;
        }
        goes_on = defines && quote == NULL;
    }
    fclose(f);
    assert_int_equal(TOPIC_COUNT - 1, types);
}

static void topics_follow_the_patterns(void **state)
{
    struct world *w = *state;
    static const char *const odd[] = {"probe.ready", NULL}, *const exact[] = {"goal.created", NULL};
    int wanted = 0;
    struct buf said = {0};
    for (int i = 0; i < TOPIC_COUNT; i++)
        wanted += topic_is_wanted(goals, i);
    assert_int_equal(5, wanted); /* four of goals, and the rest's */
    assert_false(topic_is_wanted(exact, TOPIC_COUNT - 1));
    assert_true(topic_is_wanted(odd, TOPIC_COUNT - 1));
    dapr_subscriptions(w->bus, &said);
    assert_text("[]", buf_view(&said));
    buf_clear(&said);
    struct bus_consumer one = {"agent/one", exact};
    subscribe(w, &one);
    dapr_subscriptions(w->bus, &said);
    assert_text(
        "[{\"pubsubname\":\"florin-pubsub\",\"topic\":\"finance.goal.created\",\"routes\":{\"default\":"
        "\"/dapr/events/goal.created\"},\"deadLetterTopic\":\"florin.dead\",\"bulkSubscribe\":{\"enabled\":"
        "true,\"maxMessagesCount\":32,\"maxAwaitDurationMs\":10}}]",
        buf_view(&said));
    buf_free(&said);
}

static void addresses_are_read(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "dapr://",
                                        "redis://h:1",
                                        "dapr:///p",
                                        "dapr://h:1/p/q",
                                        "dapr://h:1/p?x=1",
                                        "dapr://h:1?answers=",
                                        "dapr://h:1?bulk=65",
                                        "dapr://h:1?bulk=-1",
                                        "dapr://u:secret@h:1",
                                        "dapr://h:99999",
                                        "dapr://h:1/a%20b",
                                        "dapr://h:1#x"};
    struct ctx c = test_ctx();
    struct dapr_url url;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_err(ERR_USAGE, dapr_url_read(&c, wrong[i], &url));
        assert_null(strstr(c.why, "secret"));
    }
    assert_ok(&c, dapr_url_read(&c, "dapr://[::1]:3500/my-bus?answers=florin-agents&bulk=64", &url));
    assert_string_equal("http://[::1]:3500", url.origin);
    assert_string_equal("my-bus", url.pubsub);
    assert_string_equal("florin-agents", url.answers);
    assert_int_equal(DAPR_BULK_MOST, url.bulk);
    assert_ok(&c, dapr_url_read(&c, "dapr://localhost:3500/", &url));
    assert_string_equal("florin-pubsub", url.pubsub);
    assert_int_equal(0, url.bulk);
    test_ctx_end(&c);
}

/* -- Events */

static void an_event_is_answered_when_all_consumers_settled(void **state)
{
    struct world *w = *state;
    struct bus_delivery got[16];
    struct bus_subscription *first = subscribe(w, &some), *second = subscribe(w, &all);
    assert_ok(&w->c, bring(w, "goal.created", EVENT("7", "x")));
    assert_int_equal(1, fetch(first, got));
    assert_int_equal(7, got[0].number);
    bus_settle(first, got, 1, BUS_AGAIN);
    assert_int_equal(1, fetch(first, got)); /* here again */
    bus_settle(first, got, 1, BUS_DONE);
    assert_int_equal(0, w->answers);
    assert_int_equal(1, fetch(second, got));
    bus_settle(second, got, 1, BUS_DONE);
    assert_int_equal(1, w->answers);
    assert_text("{\"status\":\"SUCCESS\"}", buf_view(&w->said));
    assert_ok(&w->c, bring(w, "import.undone", EVENT("8", "x"))); /* only one of them wants it */
    assert_int_equal(0, fetch(first, got));
    assert_int_equal(1, fetch(second, got));
    bus_settle(second, got, 1, BUS_DROP);
    assert_text("{\"status\":\"DROP\"}", buf_view(&w->said));
    bus_settle(second, got, 1, BUS_DONE); /* it was settled: nothing happens */
    assert_int_equal(2, w->answers);
}

static void of_the_rest_the_type_decides(void **state)
{
    struct world *w = *state;
    struct bus_delivery got[16];
    struct bus_subscription *first = subscribe(w, &some);
    assert_ok(&w->c, bring(w, "other", EVENT("1", "goal.postponed")));
    assert_ok(&w->c, bring(w, "other", EVENT("2", "weather.changed")));
    assert_text("{\"status\":\"SUCCESS\"}", buf_view(&w->said)); /* nobody wants it */
    assert_int_equal(1, w->answers);
    assert_int_equal(1, fetch(first, got));
    assert_int_equal(1, got[0].number);
}

static void a_bulk_is_answered_entry_by_entry(void **state)
{
    struct world *w = *state;
    struct bus_delivery got[16];
    struct bus_subscription *first = subscribe(w, &some);
    assert_ok(
        &w->c,
        bring(
            w, "goal.created",
            "{\"id\":\"x\",\"entries\":[{\"entryId\":\"a\",\"event\":" EVENT(
                "1", "t") "}, "
                          "{\"event\":" EVENT(
                              "9",
                              "t") "},"
                                   "{\"entryId\":\"b\",\"event\":{\"florinnumber\":\"2\",\"x\":\"\\u0000\"}},"
                                   "{\"entryId\":\"c\",\"event\":\"no object\"},"
                                   "{\"event\":" EVENT("3", "t") ",\"entryId\":\"d\"}],\"topic\":\"t\"}"));
    assert_int_equal(2, fetch(first, got));
    assert_int_equal(1, got[0].number);
    assert_int_equal(3, got[1].number);
    bus_settle(first, got, 1, BUS_DONE);
    assert_int_equal(0, w->answers);
    bus_settle(first, got + 1, 1, BUS_DROP);
    assert_text(
        "{\"statuses\":[{\"entryId\":\"a\",\"status\":\"SUCCESS\"},{\"entryId\":\"b\",\"status\":\"DROP\"},{"
        "\"entryId\":\"c\",\"status\":\"DROP\"},{\"entryId\":\"d\",\"status\":\"DROP\"}]}",
        buf_view(&w->said));
    struct bus_health health;
    bus_health(w->bus, &health);
    assert_int_equal(3, health.dead);
    assert_ok(&w->c, bring(w, "goal.created", "{\"entries\":[]}"));
    assert_text("{\"statuses\":[]}", buf_view(&w->said));
}

static void what_is_no_message_is_dropped(void **state)
{
    struct world *w = *state;
    static const char *const bodies[] = {"",
                                         "{",
                                         "[]",
                                         "null",
                                         "\"x\"",
                                         "{}",
                                         "{\"florinnumber\":7}",
                                         EVENT("0", "t"),
                                         EVENT("-1", "t"),
                                         EVENT("1x", "t"),
                                         EVENT("99999999999999999999", "t"),
                                         "{\"entries\":{}}",
                                         "{\"entries\":[1],\"specversion\":\"1.0\"}",
                                         "\xff\xfe"};
    subscribe(w, &all);
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        assert_ok(&w->c, bring(w, "goal.created", bodies[i]));
        assert_int_equal(i + 1, w->answers);
        assert_text("{\"status\":\"DROP\"}", buf_view(&w->said));
    }
}

static void who_waits_too_long_gets_it_again(void **state)
{
    struct world *w = *state;
    struct bus_delivery got[16];
    struct dapr *dapr = dapr_of(w->bus);
    struct parcel *over = NULL;
    struct bus_subscription *first = subscribe(w, &some), *second = subscribe(w, &all);
    assert_ok(&w->c, bring(w, "goal.created", EVENT("1", "t")));
    assert_int_equal(1, fetch(first, got)); /* taken by one, not looked at by the other */
    pthread_mutex_lock(&dapr->lock);
    parcels_expire(dapr, time_steady_us() + (int64_t)DAPR_HOLD_MS * 500, &over);
    assert_null(over);
    parcels_expire(dapr, time_steady_us() + (int64_t)DAPR_HOLD_MS * 1001, &over);
    pthread_mutex_unlock(&dapr->lock);
    assert_non_null(over);
    parcels_answer(over);
    assert_text("{\"status\":\"RETRY\"}", buf_view(&w->said));
    bus_settle(first, got, 1, BUS_AGAIN); /* it comes by the sidecar, not from here */
    assert_int_equal(0, fetch(first, got));
    assert_int_equal(0, fetch(second, got));
    assert_int_equal(1, w->answers);
    assert_int_equal(0, dapr->item_count);
}

static void at_the_end_nothing_is_kept_waiting(void **state)
{
    struct world *w = *state;
    struct bus_desk *desk;
    struct bus_delivery got[16];
    struct bus_subscription *first = subscribe(w, &some);
    char deadline[24];
    snprintf(deadline, sizeof deadline, "%lld", (long long)time_now_us() + 60000000);
    struct dapr_question question = {.address = TEXT("agent/x"),
                                     .correlation = TEXT("01900000-0000-7000-8000-000000000001"),
                                     .priority = TEXT("3"),
                                     .deadline = text_of(deadline),
                                     .body = TEXT("hello")};
    assert_ok(&w->c, bus_attend(&w->c, w->bus, "agent/x", &desk));
    assert_ok(&w->c, bring(w, "goal.created", EVENT("1", "t")));
    assert_int_equal(1, fetch(first, got));
    assert_ok(&w->c, dapr_ask(&w->c, w->bus, &question, hear, w));
    dapr_inbound_end(w->bus);
    assert_int_equal(2, w->answers);
    bus_settle(first, got, 1, BUS_DONE);
    assert_err(ERR_BUSY, bring(w, "goal.created", EVENT("1", "t")));
    assert_err(ERR_BUSY, dapr_ask(&w->c, w->bus, &question, hear, w));
    assert_int_equal(2, w->answers);
}

/* -- Requests */

static void a_request_is_what_its_headers_say(void **state)
{
    struct world *w = *state;
    struct bus_desk *desk;
    struct bus_request request;
    bool found;
    char deadline[24];
    snprintf(deadline, sizeof deadline, "%lld", (long long)time_now_us() + 60000000);
    struct dapr_question right = {.address = TEXT("agent/x"),
                                  .correlation = TEXT("01900000-0000-7000-8000-000000000001"),
                                  .priority = TEXT("3"),
                                  .deadline = text_of(deadline),
                                  .body = {"a\0b", 3}};
    assert_err(ERR_NOT_FOUND, dapr_ask(&w->c, w->bus, &right, hear, w));
    assert_ok(&w->c, bus_attend(&w->c, w->bus, "agent/x", &desk));
    struct dapr_question wrong[] = {right, right, right, right, right};
    wrong[0].address = TEXT("");
    wrong[1].correlation = TEXT("7");
    wrong[2].priority = TEXT("10");
    wrong[3].priority = (struct text){NULL, 0};
    wrong[4].deadline = TEXT("soon");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_err(ERR_INPUT, dapr_ask(&w->c, w->bus, &wrong[i], hear, w));
    assert_ok(&w->c, dapr_ask(&w->c, w->bus, &right, hear, w));
    assert_ok(&w->c, bus_take(&w->c, desk, &request, &found));
    assert_true(found && request.priority == 3 && request.body.len == 3);
    assert_ok(&w->c, bus_answer(&w->c, desk, &request, TEXT("good")));
    assert_ok(&w->c, bus_answer(&w->c, desk, &request, TEXT("twice")));
    assert_int_equal(1, w->answers);
    assert_int_equal(200, w->status);
    assert_text("good", buf_view(&w->said));
}

#define IN_A_WORLD(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_has_a_topic),
        IN_A_WORLD(topics_follow_the_patterns),
        cmocka_unit_test(addresses_are_read),
        IN_A_WORLD(an_event_is_answered_when_all_consumers_settled),
        IN_A_WORLD(of_the_rest_the_type_decides),
        IN_A_WORLD(a_bulk_is_answered_entry_by_entry),
        IN_A_WORLD(what_is_no_message_is_dropped),
        IN_A_WORLD(who_waits_too_long_gets_it_again),
        IN_A_WORLD(at_the_end_nothing_is_kept_waiting),
        IN_A_WORLD(a_request_is_what_its_headers_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
