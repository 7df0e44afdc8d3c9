/* The hub on a real store, with real sockets: everything once, in order, to the right people. */
#include "api/live/live.h"
#include "http/live/websocket.h"
#include "servers/any_store.h"
#include "store/entity/event.h"
#include "store/entity/household.h"
#include "store/migrate.h"
#include "unit/http/client.h"
#include "unit/store/places.h"

#include <cjson/cJSON.h>
#include <pthread.h>
#include <stdatomic.h>

enum { USER = 3, SESSION = 11 };

struct hub {
    struct ctx c;
    char *place;
    struct store *store;
    struct live *live;
    int64_t other; /* a second household */
    atomic_int troubles;
};

static void trouble(void *self, const char *why)
{
    (void)why;
    atomic_fetch_add(&((struct hub *)self)->troubles, 1);
}

static void insert_household(struct hub *hub)
{
    struct store_tx *tx;
    struct household row = {.name = TEXT("Neighbours")};
    assert_ok(&hub->c, store_begin(&hub->c, hub->store, &tx));
    assert_ok(&hub->c, household_insert(&hub->c, tx, &row));
    assert_ok(&hub->c, store_commit(&hub->c, tx));
    hub->other = row.seq;
}

static struct hub *hub_new(struct live_options options)
{
    struct hub *hub = calloc(1, sizeof *hub);
    assert_non_null(hub);
    hub->c = test_ctx();
    hub->place = place_fresh();
    assert_ok(&hub->c,
              store_open(&hub->c, any_store_driver(), any_store_place(hub->place), true, &hub->store));
    assert_ok(&hub->c, migrate_up(&hub->c, hub->store));
    insert_household(hub);
    options.trouble = trouble;
    options.self = hub;
    assert_ok(&hub->c, live_open(&hub->c, hub->store, &options, &hub->live));
    return hub;
}

static void hub_free(struct hub *hub)
{
    live_close(hub->live);
    assert_int_equal(0, atomic_load(&hub->troubles));
    assert_int_equal(0, message_bytes_alive());
    test_ctx_end(&hub->c);
    store_close(hub->store);
    place_drop(hub->place);
    free(hub);
}

/* Writes `count` events in one transaction and tells nobody; returns the last one's number. */
static int64_t append_quietly(struct hub *hub, int64_t household, int count)
{
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    struct store_tx *tx;
    struct event_row row = {0};
    assert_ok(&c, store_begin(&c, hub->store, &tx));
    for (int i = 0; i < count; i++) {
        row = (struct event_row){.household = household,
                                 .type = TEXT("budget.warning"),
                                 .subject = TEXT("budget/Food/2026-11"),
                                 .data = TEXT("{\"spent\":\"12.50\",\n\"of\":\"20.00\"}")};
        assert_ok(&c, event_append(&c, tx, &row));
    }
    assert_ok(&c, store_commit(&c, tx));
    arena_free(c.arena);
    return row.seq;
}

static int64_t append(struct hub *hub, int64_t household, int count)
{
    int64_t last = append_quietly(hub, household, count);
    live_wake(hub->live);
    return last;
}

static struct live_person somebody(int64_t household, int64_t user, int64_t session)
{
    return (struct live_person){
        .household = household, .user = user, .session = session, .authenticated_us = time_now_us()};
}

static int join(struct hub *hub, enum socket_kind kind, struct live_person person, int64_t after)
{
    int ends[2];
    assert_int_equal(0, socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends));
    live_join(hub->live, kind, &(struct socket_handle){.fd = ends[0]}, &person, after);
    return ends[1];
}

static int join_home(struct hub *hub, int64_t after)
{
    return join(hub, SOCKET_WEBSOCKET, somebody(HOUSEHOLD_FIRST, USER, SESSION), after);
}

/* The next message's type, and its number in the log (0: none). */
static int64_t next(int fd, char type[64])
{
    struct buf text = {0};
    if (!client_text(fd, &text)) {
        buf_free(&text);
        snprintf(type, 64, "end");
        return -1;
    }
    cJSON *message = cJSON_Parse(text.at);
    assert_non_null(message);
    const char *id = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(message, "id"));
    snprintf(type, 64, "%s", cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(message, "type")));
    int64_t number = id == NULL ? 0 : strtoll(id, NULL, 10);
    cJSON_Delete(message);
    buf_free(&text);
    return number;
}

static int64_t assert_next(int fd, const char *expected)
{
    char type[64];
    int64_t number = next(fd, type);
    assert_string_equal(expected, type);
    return number;
}

static void an_event_is_pushed_as_a_cloudevent(void **state)
{
    (void)state;
    struct hub *hub = hub_new((struct live_options){0});
    int64_t before = append(hub, HOUSEHOLD_FIRST, 3);
    int fd = join_home(hub, LIVE_FROM_NOW);
    assert_int_equal(before, assert_next(fd, "ready"));
    int64_t seq = append(hub, HOUSEHOLD_FIRST, 1);
    struct buf text = {0};
    assert_true(client_text(fd, &text));
    cJSON *message = cJSON_Parse(text.at);
    const cJSON *event = cJSON_GetObjectItemCaseSensitive(message, "event");
    const cJSON *data = cJSON_GetObjectItemCaseSensitive(event, "data");
    assert_int_equal(
        seq, strtoll(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(message, "id")), NULL, 10));
    assert_string_equal("1.0", cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(event, "specversion")));
    assert_string_equal("budget.warning",
                        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(event, "type")));
    assert_string_equal("12.50", cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(data, "spent")));
    cJSON_Delete(message);
    buf_free(&text);
    close(fd);
    hub_free(hub);
}

static void households_hear_nothing_of_each_other(void **state)
{
    (void)state;
    struct hub *hub = hub_new((struct live_options){0});
    int64_t from = append(hub, HOUSEHOLD_FIRST, 1);
    append(hub, hub->other, 5);
    int home = join_home(hub, from);
    assert_next(home, "ready"); /* what the others did was not missed */
    int away = join(hub, SOCKET_WEBSOCKET, somebody(hub->other, USER + 1, SESSION + 1), LIVE_FROM_NOW);
    assert_next(away, "ready");
    for (int i = 0; i < 20; i++) {
        int64_t ours = append(hub, HOUSEHOLD_FIRST, 1), theirs = append(hub, hub->other, 1);
        assert_int_equal(ours, assert_next(home, "budget.warning"));
        assert_int_equal(theirs, assert_next(away, "budget.warning"));
    }
    live_tell(hub->live, hub->other, 0, TEXT("import.progress"), TEXT("{\"rows\":7}"));
    live_tell(hub->live, HOUSEHOLD_FIRST, USER + 1, TEXT("nobody.hears"), TEXT("{}"));
    live_tell(hub->live, HOUSEHOLD_FIRST, USER, TEXT("for.one"), TEXT("{}"));
    assert_int_equal(0, assert_next(away, "import.progress"));
    assert_int_equal(0, assert_next(home, "for.one"));
    close(home);
    close(away);
    hub_free(hub);
}

static void who_missed_too_much_loads_again(void **state)
{
    (void)state;
    struct hub *hub = hub_new((struct live_options){0});
    int64_t first = append(hub, HOUSEHOLD_FIRST, 1);
    int64_t last = append(hub, HOUSEHOLD_FIRST, LIVE_RESUME_EVENTS);
    int all = join_home(hub, first);
    for (int64_t seq = first + 1; seq <= last; seq++)
        assert_int_equal(seq, assert_next(all, "budget.warning"));
    assert_int_equal(last, assert_next(all, "ready"));
    const int64_t lost[] = {first - 1, last + 1, INT64_MAX};
    for (size_t i = 0; i < 3; i++) {
        int fd = join_home(hub, lost[i]);
        assert_int_equal(last, assert_next(fd, "reset"));
        assert_int_equal(last, assert_next(fd, "ready"));
        close(fd);
    }
    int fd = join_home(hub, last);
    assert_next(fd, "ready");
    last = append(hub, HOUSEHOLD_FIRST, 1);
    assert_int_equal(last, assert_next(fd, "budget.warning"));
    assert_int_equal(last, assert_next(all, "budget.warning"));
    close(all);
    close(fd);
    hub_free(hub);
}

/* More is new than is read at once, and somebody comes in the middle of it. */
static void who_comes_amid_a_long_batch_misses_nothing(void **state)
{
    (void)state;
    enum { EVENTS = 2 * LIVE_BATCH_EVENTS - 100 };
    struct hub *hub = hub_new((struct live_options){.sockets.queue_bytes = 4 << 20});
    int64_t first = append(hub, HOUSEHOLD_FIRST, 1);
    int there = join_home(hub, first);
    assert_next(there, "ready");
    int64_t last = append_quietly(hub, HOUSEHOLD_FIRST, EVENTS);
    int comes = join_home(hub, first);
    char type[64];
    for (int64_t seq = first + 1; seq <= last; seq++) {
        int64_t number = next(comes, type);
        if (strcmp(type, "ready") == 0) {
            assert_int_equal(seq - 1, number);
            number = next(comes, type);
        }
        assert_int_equal(seq, number);
        assert_int_equal(seq, assert_next(there, "budget.warning"));
    }
    close(there);
    close(comes);
    hub_free(hub);
}

/* -- Everything once and in order, whatever happens: writers write, clients come and go. */

struct writer {
    struct hub *hub;
    int64_t household;
    unsigned random;
    int events;
};

static unsigned next_random(unsigned *random)
{
    *random = *random * 1103515245 + 12345;
    return *random >> 16 & 0x7fff;
}

static void *write_events(void *self)
{
    struct writer *w = self;
    while (w->events > 0) {
        int count = 1 + (int)(next_random(&w->random) % 4);
        count = count < w->events ? count : w->events;
        append(w->hub, w->household, count);
        w->events -= count;
        usleep(next_random(&w->random) % 800);
    }
    return NULL;
}

/* Reads with as many interruptions as chance wants, until `count` events were seen. */
struct reader {
    struct hub *hub;
    unsigned random;
    int count;
    int64_t *seen;
};

static void *read_events(void *self)
{
    struct reader *r = self;
    int64_t last = 0;
    char type[64];
    for (int got = 0; got < r->count;) {
        int fd = join_home(r->hub, last);
        for (unsigned patience = next_random(&r->random) % 60; patience > 0 && got < r->count; patience--) {
            int64_t number = next(fd, type);
            if (strcmp(type, "ready") == 0) {
                last = number;
                continue;
            }
            assert_string_equal("budget.warning", type);
            r->seen[got++] = last = number;
        }
        close(fd);
    }
    return NULL;
}

static void everything_comes_once_and_in_order(void **state)
{
    (void)state;
    enum { EVENTS = 900, READERS = 4 };
    struct hub *hub = hub_new((struct live_options){0});
    struct writer writers[2] = {{hub, HOUSEHOLD_FIRST, 17, EVENTS}, {hub, hub->other, 23, EVENTS}};
    struct reader readers[READERS];
    pthread_t threads[READERS + 2];
    for (int i = 0; i < 2; i++)
        assert_int_equal(0, pthread_create(&threads[i], NULL, write_events, &writers[i]));
    for (int i = 0; i < READERS; i++) {
        readers[i] = (struct reader){hub, (unsigned)i + 99, EVENTS, calloc(EVENTS, sizeof(int64_t))};
        assert_int_equal(0, pthread_create(&threads[2 + i], NULL, read_events, &readers[i]));
    }
    for (int i = 0; i < READERS + 2; i++)
        pthread_join(threads[i], NULL);
    struct store_tx *tx;
    struct event_row row;
    bool found = true;
    int at = 0;
    int64_t seq = 0;
    assert_ok(&hub->c, store_begin_read(&hub->c, hub->store, &tx));
    for (;;) {
        assert_ok(&hub->c, event_after(&hub->c, tx, seq, &row, &found));
        if (!found)
            break;
        seq = row.seq;
        for (int i = 0; i < READERS && row.household == HOUSEHOLD_FIRST; i++)
            assert_int_equal(seq, readers[i].seen[at]);
        at += row.household == HOUSEHOLD_FIRST;
    }
    assert_int_equal(EVENTS, at);
    store_rollback(tx);
    for (int i = 0; i < READERS; i++)
        free(readers[i].seen);
    hub_free(hub);
}

/* -- Server-sent events. */

static void sse_clients_resume_too(void **state)
{
    (void)state;
    struct hub *hub = hub_new((struct live_options){0});
    int64_t first = append(hub, HOUSEHOLD_FIRST, 1), last = append(hub, HOUSEHOLD_FIRST, 2);
    int fd = join(hub, SOCKET_SSE, somebody(HOUSEHOLD_FIRST, USER, SESSION), first);
    char head[200], got[200];
    struct buf line = {0};
    for (int64_t seq = first + 1; seq <= last + 1; seq++) {
        int len = snprintf(head, sizeof head, "id: %lld\nevent: %s\ndata: {\"id\":\"%lld\",\"type\":",
                           (long long)(seq > last ? last : seq), seq > last ? "ready" : "budget.warning",
                           (long long)(seq > last ? last : seq));
        assert_true(client_read(fd, got, (size_t)len));
        got[len] = '\0';
        assert_string_equal(head, got);
        buf_clear(&line);
        do { /* the rest of its one data line, then an empty one */
            assert_true(client_read(fd, got, 1));
            buf_char(&line, got[0]);
        } while (got[0] != '\n');
        assert_true(client_read(fd, got, 1));
        assert_int_equal('\n', got[0]);
    }
    buf_free(&line);
    close(fd);
    hub_free(hub);
}

static void where_to_go_on_is_a_number(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    int64_t from;
    assert_ok(&c, live_resume_from(&c, TEXT(""), TEXT(""), &from));
    assert_int_equal(LIVE_FROM_NOW, from);
    assert_ok(&c, live_resume_from(&c, TEXT(""), TEXT("0"), &from));
    assert_int_equal(0, from);
    assert_ok(&c,
              live_resume_from(&c, TEXT("18"), TEXT("7"), &from)); /* a browser repeats its first address */
    assert_int_equal(18, from);
    assert_err(ERR_INPUT, live_resume_from(&c, TEXT(""), TEXT("-1"), &from));
    assert_err(ERR_INPUT, live_resume_from(&c, TEXT(""), TEXT("yesterday"), &from));
    assert_err(ERR_INPUT, live_resume_from(&c, TEXT("99999999999999999999"), TEXT(""), &from));
    test_ctx_end(&c);
}

/* -- Who may listen, and for how long. */

static void revoked_people_hear_nothing_more(void **state)
{
    (void)state;
    struct hub *hub = hub_new((struct live_options){.sockets.close_ms = 200});
    struct live_person phone = somebody(HOUSEHOLD_FIRST, USER, SESSION);
    struct live_person laptop = somebody(HOUSEHOLD_FIRST, USER, SESSION + 1);
    int lost = join(hub, SOCKET_WEBSOCKET, phone, LIVE_FROM_NOW);
    int kept = join(hub, SOCKET_WEBSOCKET, laptop, LIVE_FROM_NOW);
    assert_next(lost, "ready");
    assert_next(kept, "ready");
    live_drop(hub->live, (struct socket_audience){.session = SESSION});
    append(hub, HOUSEHOLD_FIRST, 1);
    assert_int_equal(WEBSOCKET_POLICY, client_close_code(lost));
    assert_next(kept, "budget.warning");
    /* Its request was let in before, its socket comes after. */
    int late = join(hub, SOCKET_WEBSOCKET, phone, 0);
    assert_int_equal(WEBSOCKET_POLICY, client_close_code(late));
    live_drop(hub->live, (struct socket_audience){.user = USER});
    assert_int_equal(WEBSOCKET_POLICY, client_close_code(kept));
    /* Who logs in again is welcome. */
    int again = join_home(hub, LIVE_FROM_NOW);
    assert_next(again, "ready");
    close(lost);
    close(kept);
    close(late);
    close(again);
    hub_free(hub);
}

static void nobody_holds_too_many(void **state)
{
    (void)state;
    struct hub *hub = hub_new((struct live_options){.sockets_per_user = 2, .sockets = {.sockets = 3}});
    struct live_person one = somebody(HOUSEHOLD_FIRST, USER, SESSION);
    struct live_person two = somebody(HOUSEHOLD_FIRST, USER + 1, SESSION + 1);
    struct ctx *c = &hub->c;
    int fds[5];
    fds[0] = join(hub, SOCKET_WEBSOCKET, one, LIVE_FROM_NOW);
    assert_ok(c, live_has_room(c, hub->live, &one));
    fds[1] = join(hub, SOCKET_SSE, one, LIVE_FROM_NOW);
    assert_err(ERR_LIMIT, live_has_room(c, hub->live, &one));
    fds[2] = join(hub, SOCKET_WEBSOCKET, one, LIVE_FROM_NOW); /* without asking */
    assert_int_equal(WEBSOCKET_TRY_LATER, client_close_code(fds[2]));
    close(fds[2]);
    for (int i = 0; i < CLIENT_WAIT_MS && live_has_room(c, hub->live, &two) != OK; i++)
        usleep(1000);
    fds[3] = join(hub, SOCKET_WEBSOCKET, two, LIVE_FROM_NOW);
    assert_next(fds[3], "ready");
    assert_err(ERR_LIMIT, live_has_room(c, hub->live, &two));
    close(fds[0]); /* makes room */
    for (int i = 0; i < CLIENT_WAIT_MS && live_has_room(c, hub->live, &one) != OK; i++)
        usleep(1000);
    fds[4] = join(hub, SOCKET_WEBSOCKET, one, LIVE_FROM_NOW);
    assert_next(fds[4], "ready");
    close(fds[1]);
    close(fds[3]);
    close(fds[4]);
    hub_free(hub);
}

static void clients_may_ask_whether_anybody_is_there(void **state)
{
    (void)state;
    struct hub *hub = hub_new((struct live_options){0});
    int fd = join_home(hub, LIVE_FROM_NOW);
    assert_next(fd, "ready");
    client_say(fd, "{\"type\":\"subscribe\",\"to\":[1,2]}"); /* passed over, as all of these */
    client_say(fd, "[]");
    client_say(fd, "{\"type\":7}");
    client_say(fd, "no JSON");
    client_say(fd, "");
    client_say(fd, "{ \"n\": 1, \"type\": \"ping\" }");
    assert_next(fd, "pong");
    struct buf metrics = {0};
    live_metrics(hub->live, &metrics);
    assert_non_null(strstr(metrics.at, "florin_live_connections{kind=\"websocket\"} 1\n"));
    assert_non_null(strstr(metrics.at, "florin_live_messages_received_total 6\n"));
    buf_free(&metrics);
    close(fd);
    hub_free(hub);
}

/* While nobody listens the store is not touched: here there is none. */
static void alone_it_reads_nothing(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct live *live;
    struct live_options options = {0};
    assert_ok(&c, live_open(&c, NULL, &options, &live));
    for (int i = 0; i < 20; i++)
        live_wake(live);
    live_tell(live, HOUSEHOLD_FIRST, 0, TEXT("x"), TEXT("{}"));
    usleep((LIVE_IDLE_MS + 200) * 1000);
    live_close(live);
    test_ctx_end(&c);
}

/* What still comes while the program stops finds nobody, and harms nothing. */
static void after_draining_calls_do_nothing(void **state)
{
    (void)state;
    struct hub *hub = hub_new((struct live_options){.sockets.close_ms = 100});
    int fd = join_home(hub, LIVE_FROM_NOW);
    assert_next(fd, "ready");
    live_drain(hub->live);
    assert_int_equal(WEBSOCKET_GOING_AWAY, client_close_code(fd));
    assert_int_equal(ERR_BUSY, live_has_room(&hub->c, hub->live, &(struct live_person){.user = USER}));
    int late = join_home(hub, 0);
    assert_int_equal(-1, client_close_code(late));
    append(hub, HOUSEHOLD_FIRST, 1);
    live_tell(hub->live, HOUSEHOLD_FIRST, 0, TEXT("x"), TEXT("{}"));
    live_drop(hub->live, (struct socket_audience){.user = USER});
    struct buf metrics = {0};
    live_metrics(hub->live, &metrics);
    assert_non_null(strstr(metrics.at, "florin_live_connections{kind=\"websocket\"} 0\n"));
    buf_free(&metrics);
    close(fd);
    close(late);
    hub_free(hub);
}

static void a_thousand_hear_it(void **state)
{
    (void)state;
    enum { PEOPLE = 1000 };
    struct hub *hub = hub_new((struct live_options){0});
    static int fds[PEOPLE];
    for (int i = 0; i < PEOPLE; i++)
        fds[i] = join(hub, SOCKET_WEBSOCKET, somebody(HOUSEHOLD_FIRST, 100 + i, 100 + i), LIVE_FROM_NOW);
    for (int i = 0; i < PEOPLE; i++)
        assert_next(fds[i], "ready");
    int64_t last = append(hub, HOUSEHOLD_FIRST, 3);
    for (int i = 0; i < PEOPLE; i++)
        for (int64_t seq = last - 2; seq <= last; seq++)
            assert_int_equal(seq, assert_next(fds[i], "budget.warning"));
    for (int i = 0; i < PEOPLE; i++)
        close(fds[i]);
    hub_free(hub);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_is_pushed_as_a_cloudevent),
        cmocka_unit_test(households_hear_nothing_of_each_other),
        cmocka_unit_test(who_missed_too_much_loads_again),
        cmocka_unit_test(who_comes_amid_a_long_batch_misses_nothing),
        cmocka_unit_test(everything_comes_once_and_in_order),
        cmocka_unit_test(sse_clients_resume_too),
        cmocka_unit_test(where_to_go_on_is_a_number),
        cmocka_unit_test(revoked_people_hear_nothing_more),
        cmocka_unit_test(nobody_holds_too_many),
        cmocka_unit_test(clients_may_ask_whether_anybody_is_there),
        cmocka_unit_test(alone_it_reads_nothing),
        cmocka_unit_test(after_draining_calls_do_nothing),
        cmocka_unit_test(a_thousand_hear_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
