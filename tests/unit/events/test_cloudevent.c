/* CloudEvents 1.0 conformance of everything that is written out; listings; the feed. */
#include "events/cloudevent.h"
#include "events/data.h"
#include "events/feed.h"
#include "events/listing.h"
#include "store/entity/insight.h"
#include "unit/agents/household.h"

#include <cjson/cJSON.h>

static const char *text_in(const cJSON *object, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
}

static void assert_time(const char *text)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:dd.ddddddZ";
    assert_non_null(text);
    assert_int_equal(sizeof shape - 1, strlen(text));
    for (size_t i = 0; i < sizeof shape - 1; i++)
        assert_true(shape[i] == 'd' ? ascii_digit(text[i]) : text[i] == shape[i]);
}

/* Sections 2 and 3 of the specification: required attributes, names of lower-case letters and digits, no
 * empty strings. */
static void assert_conforms(const cJSON *event)
{
    assert_string_equal("1.0", text_in(event, "specversion"));
    assert_true(strlen(text_in(event, "id")) > 0);
    assert_true(strlen(text_in(event, "type")) > 0);
    assert_string_equal("florin/household/1", text_in(event, "source"));
    assert_string_equal("application/json", text_in(event, "datacontenttype"));
    assert_time(text_in(event, "time"));
    struct id id;
    assert_true(id_parse(text_of(text_in(event, "correlationid")), &id));
    assert_true(cJSON_IsObject(cJSON_GetObjectItem(event, "data")));
    for (const cJSON *item = event->child; item != NULL; item = item->next) {
        for (const char *ch = item->string; *ch != '\0'; ch++)
            assert_true((*ch >= 'a' && *ch <= 'z') || ascii_digit(*ch));
        assert_true(cJSON_IsObject(item) || strlen(cJSON_GetStringValue(item)) > 0);
    }
}

static void rows_become_cloudevents(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct event_row row = {.id = id_seeded(c.now_us, 1),
                            .household = 1,
                            .type = TEXT(EVENT_INSIGHT_GENERATED),
                            .subject = TEXT("insight/\"7\"\n"),
                            .time_us = c.now_us,
                            .correlation = id_seeded(c.now_us, 2),
                            .causation = id_seeded(c.now_us, 3),
                            .data = TEXT("{\"a\":[1,2]}")};
    for (int round = 0; round < 2; round++) {
        struct buf *out = buf_in_arena(c.arena);
        struct json j = json_into(out);
        cloudevent_write(&j, &row);
        cJSON *event = cJSON_Parse(out->at);
        assert_conforms(event);
        assert_true((text_in(event, "causationid") != NULL) == (round == 0));
        assert_true((text_in(event, "subject") != NULL) == (round == 0));
        cJSON_Delete(event);
        row.causation =
            (struct id){{0}}; /* from outside, about nothing: the attributes are absent, not empty */
        row.subject = TEXT("");
    }
    test_ctx_end(&c);
}

static void a_batch_is_one_event_per_transaction(void **state)
{
    (void)state;
    struct household_test *h = household_new();
    struct world *w = h->w;
    int64_t food = open_account(h, "Expenses:Food", ACCOUNT_EXPENSE);
    for (int i = 0; i < 25; i++)
        entry(h, i == 3 ? "Caf\xC3\xA9 \"7\"" : "Market", food, day_of(2026, 10, 1 + i), -1000 - i);
    int64_t number = history_commit(h);
    world_script(w, "UPDATE txn SET state = 3 WHERE seq = 5");
    struct store_tx *tx;
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    struct buf *out = buf_in_arena(w->c.arena), *again = buf_in_arena(w->c.arena);
    int64_t cursor = 0;
    int pages = 0, count = 0;
    char first_id[80] = "";
    do {
        buf_clear(out);
        struct json j = json_into(out);
        assert_ok(&w->c, events_show_json(&w->c, tx, HOUSEHOLD_FIRST, number, 10, &cursor, &j));
        cJSON *list = cJSON_Parse(out->at);
        const cJSON *event;
        cJSON_ArrayForEach(event, list)
        {
            assert_conforms(event);
            assert_string_equal(EVENT_TRANSACTION_CREATED, text_in(event, "type"));
            assert_true(strncmp("transaction/", text_in(event, "subject"), 12) == 0);
            const cJSON *data = cJSON_GetObjectItem(event, "data");
            assert_string_equal("EUR", text_in(data, "currency"));
            assert_int_not_equal(5, (int)cJSON_GetObjectItem(data, "transaction")->valuedouble);
            if (count == 0) {
                snprintf(first_id, sizeof first_id, "%s", text_in(event, "id"));
                assert_string_equal("-10.00", text_in(data, "amount"));
                assert_string_equal("2026-10-01", text_in(data, "date"));
            }
            count++;
        }
        cJSON_Delete(list);
        pages++;
    } while (cursor != 0);
    assert_int_equal(24, count);
    assert_int_equal(3, pages);
    struct json j = json_into(again);
    assert_ok(&w->c, events_show_json(&w->c, tx, HOUSEHOLD_FIRST, number, 1000, &cursor, &j));
    assert_int_equal(0, cursor);
    assert_non_null(strstr(again->at, first_id)); /* ids are the same on every rendering */
    assert_err(ERR_NOT_FOUND, events_show_json(&w->c, tx, 2, number, 10, &cursor, &j));
    household_free(h);
}

static void listings_read_like_the_log(void **state)
{
    (void)state;
    struct world *w = world_new();
    world_append(w, "a.b", "{\"x\":1}");
    world_append(w, "c.d", "{}");
    struct store_tx *tx = world_begin(w);
    struct dead_letter_row letter = {.consumer = TEXT("agent/x"),
                                     .event = 1,
                                     .tries = 8,
                                     .why = TEXT("no \"good\""),
                                     .state = DEAD_LETTER_WAITING};
    assert_ok(&w->c, dead_letter_put(&w->c, tx, &letter));
    world_commit(w, tx);
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    struct buf *out = buf_in_arena(w->c.arena);
    struct json j = json_into(out);
    assert_ok(&w->c, events_list_json(&w->c, tx, HOUSEHOLD_FIRST, 10, &j));
    cJSON *list = cJSON_Parse(out->at);
    assert_int_equal(2, cJSON_GetArraySize(list));
    assert_string_equal("c.d", text_in(cJSON_GetArrayItem(list, 0), "type"));
    assert_conforms(cJSON_GetArrayItem(list, 1));
    cJSON_Delete(list);
    buf_clear(out);
    assert_ok(&w->c, events_list_lines(&w->c, tx, HOUSEHOLD_FIRST, 1, out));
    assert_non_null(strstr(out->at, "     2  2026-01-01T00:00:00Z  c.d"));
    buf_clear(out);
    j = json_into(out);
    assert_ok(&w->c, dead_letters_json(&w->c, tx, &j));
    list = cJSON_Parse(out->at);
    assert_string_equal("no \"good\"", text_in(cJSON_GetArrayItem(list, 0), "why"));
    assert_string_equal("a.b", text_in(cJSON_GetArrayItem(list, 0), "type"));
    cJSON_Delete(list);
    buf_clear(out);
    assert_ok(&w->c, dead_letters_lines(&w->c, tx, out));
    assert_non_null(strstr(out->at, "agent/x after 8 tries: no \"good\""));
    store_rollback(tx);
    assert_ok(&w->c, dead_letter_drop(&w->c, w->store, TEXT("agent/x"), 1));
    assert_err(ERR_NOT_FOUND, dead_letter_drop(&w->c, w->store, TEXT("agent/x"), 1));
    world_free(w);
}

static void fields_of_data(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct text text;
    struct id id;
    assert_ok(&c, event_data_text(&c, TEXT("{\"a\":\"\\u00e9\",\"b\":1}"), "a", &text));
    assert_text("\xC3\xA9", text);
    assert_ok(&c, event_data_text(&c, TEXT("{\"a\":\"x\",\"b\":1}"), "b", &text));
    assert_int_equal(0, text.len);
    assert_err(ERR_INPUT, event_data_text(&c, TEXT("[]"), "a", &text));
    assert_err(ERR_INPUT, event_data_text(&c, TEXT("{\"a\":"), "a", &text));
    assert_err(ERR_INPUT, event_data_text(&c, TEXT(""), "a", &text));
    assert_err(ERR_INPUT, event_data_id(&c, TEXT("{\"a\":\"x\"}"), "a", &id));
    test_ctx_end(&c);
}

static void the_feed_is_atom(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct store_tx *tx = world_begin(w);
    for (int i = 0; i < 3; i++) {
        bool fresh;
        struct notification_row row = {.household = HOUSEHOLD_FIRST,
                                       .channel = i == 2 ? TEXT("terminal") : TEXT(NOTIFICATION_INAPP),
                                       .severity = SEVERITY_ALERT,
                                       .title =
                                           i == 0 ? TEXT("<b> & \"c\" \x01\xEF\xBF\xBF") : TEXT("second"),
                                       .body = TEXT("]]> <script>"),
                                       .state = NOTIFICATION_DELIVERED};
        assert_ok(&w->c, notification_insert(&w->c, tx, &row, &fresh));
    }
    world_commit(w, tx);
    struct buf *out = buf_in_arena(w->c.arena);
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, notification_feed(&w->c, tx, HOUSEHOLD_FIRST, 10,
                                       "http://localhost:8080/feed.atom?a=1&b=2", out));
    assert_non_null(strstr(out->at, "<title>&lt;b&gt; &amp; &quot;c&quot; \xEF\xBF\xBD\xEF\xBF\xBD</title>"));
    assert_non_null(strstr(out->at, "href=\"http://localhost:8080/feed.atom?a=1&amp;b=2\""));
    assert_non_null(strstr(out->at, "<content type=\"text\">]]&gt; &lt;script&gt;</content>"));
    assert_non_null(strstr(out->at, "<updated>2026-01-01T00:00:00.000000Z</updated>"));
    assert_true(strstr(out->at, "second") < strstr(out->at, "&lt;b&gt;")); /* newest first */
    const char *entry = out->at;
    int entries = 0;
    for (; (entry = strstr(entry, "<entry>")) != NULL; entry++)
        entries++;
    assert_int_equal(2, entries); /* other channels are not the feed's */
    assert_err(ERR_NOT_FOUND, notification_feed(&w->c, tx, 77, 10, NULL, out));
    world_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_become_cloudevents),    cmocka_unit_test(a_batch_is_one_event_per_transaction),
        cmocka_unit_test(listings_read_like_the_log), cmocka_unit_test(fields_of_data),
        cmocka_unit_test(the_feed_is_atom),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
