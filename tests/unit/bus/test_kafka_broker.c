/* What only Kafka does, on the broker that ctest's tests share: places after a death, rebalances, partitions, retries, passwords, dead messages.
 *
 * Called with words, the program is a consumer that another process can kill: consume URL PREFIX MOST. */
#include "base/date.h"
#include "bus/bus_driver.h"
#include "bus/kafka.h"
#include "bus/kafka/inner.h"
#include "servers/kafka.h"

#include <dirent.h>
#include <librdkafka/rdkafka_mock.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <time.h>

enum { PATIENCE_S = 60, WRITTEN = 20480 };

static const char *const everything[] = {"*", NULL};
static const struct bus_consumer consumer = {"agent/test", everything};
static struct kafka_broker *broker;

/* -- Small words */

static void moment(void)
{
    struct timespec some = {0, 2000000};
    nanosleep(&some, NULL);
}

static void bear(int64_t *until_us, const char *what)
{
    if (*until_us == 0)
        *until_us = time_steady_us() + PATIENCE_S * INT64_C(1000000);
    if (time_steady_us() > *until_us)
        fail_msg("%s: it did not come", what);
    moment();
}

static struct ctx now_ctx(void)
{
    return (struct ctx){.arena = arena_new(), .now_us = time_now_us()};
}

static const char *fresh_prefix(void)
{
    static char prefix[40];
    static int count;
    snprintf(prefix, sizeof prefix, "broker-%d-%d", (int)getpid(), count++);
    return prefix;
}

static struct bus *open_at(struct ctx *c, const char *url, const char *prefix, const char *process)
{
    struct bus *bus;
    struct bus_options options = {.url = url, .prefix = prefix, .process = process};
    assert_ok(c, bus_open(c, &bus_kafka, &options, &bus));
    return bus;
}

static enum err publish(struct ctx *c, struct bus *bus, int64_t first, int64_t last)
{
    enum { MOST = 512 };
    static struct bus_message messages[MOST];
    for (size_t count = 0; first <= last; count = 0) {
        for (; first <= last && count < MOST; first++, count++)
            messages[count] = (struct bus_message){.number = first,
                                                   .household = first % 20 + 1,
                                                   .id = TEXT("id"),
                                                   .type = TEXT("transaction.created"),
                                                   .body = TEXT("{\"specversion\":\"1.0\"}")};
        TRY(bus_publish(c, bus, messages, count));
    }
    return OK;
}

/* A URL whose consumers are taken for dead soon. */
static const char *hasty_url(struct ctx *c)
{
    return arena_printf(c->arena, "%s?session=2", broker->url);
}

/* -- A consumer that is another process */

/* Settles what it gets, and writes each number down before; the last ten it keeps. */
static int consume(char **words)
{
    struct ctx c = now_ctx();
    struct bus *bus;
    struct bus_subscription *subscription;
    struct bus_options options = {.url = words[0], .prefix = words[1], .process = "child"};
    int64_t most = strtoll(words[2], NULL, 10), done = 0;
    if (bus_open(&c, &bus_kafka, &options, &bus) != OK ||
        bus_subscribe(&c, bus, &consumer, &subscription) != OK)
        return 1;
    printf("ready\n");
    for (;;) {
        struct bus_delivery got[8];
        size_t count = bus_fetch(subscription, got, 8);
        for (size_t i = 0; i < count; i++)
            printf("%s %lld\n", done + (int64_t)i < most ? "done" : "held", (long long)got[i].number);
        fflush(stdout);
        bus_settle(subscription, got, done < most ? count : 0, BUS_DONE);
        done += (int64_t)count;
        bus_wait(bus, 10000);
    }
}

static pid_t start_child(const char *url, const char *prefix, int most, FILE **out)
{
    char number[16], self[] = "/proc/self/exe", word[] = "consume";
    int ends[2];
    pid_t pid;
    posix_spawn_file_actions_t actions;
    snprintf(number, sizeof number, "%d", most);
    char *words[] = {self, word, (char *)(uintptr_t)url, (char *)(uintptr_t)prefix, number, NULL};
    assert_int_equal(0, pipe(ends));
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    assert_int_equal(0, posix_spawn(&pid, self, &actions, NULL, words, environ));
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    *out = fdopen(ends[0], "r");
    assert_non_null(*out);
    return pid;
}

/* Notes what the child says until it was heard to hold something; kills it when what it settled is committed. */
static size_t kill_child(pid_t pid, FILE *out, const char *prefix, bool *settled)
{
    char group[80], topic[80];
    char line[40];
    size_t count = 0, held = 0;
    while (held == 0 && fgets(line, sizeof line, out) != NULL) {
        int64_t number = strtoll(line + 5, NULL, 10);
        if (strncmp(line, "done ", 5) == 0) {
            settled[number] = true;
            count++;
        }
        held += strncmp(line, "held ", 5) == 0;
    }
    snprintf(group, sizeof group, "%s.agent.test", prefix);
    snprintf(topic, sizeof topic, "%s.finance.transaction.created", prefix);
    for (int64_t until_us = 0; kafka_committed_sum(broker, group, topic, KAFKA_PARTITIONS) < (int64_t)count;)
        bear(&until_us, "what the child settled is committed");
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    fclose(out);
    return count;
}

/* What a killed process had settled stays so; what it held comes to the next. */
static void a_killed_process_leaves_its_places(void **state)
{
    enum { EVENTS = 400, SETTLED = 200 };
    (void)state;
    static bool settled[EVENTS + 1], seen[EVENTS + 1];
    struct ctx c = now_ctx();
    const char *prefix = fresh_prefix(), *url = hasty_url(&c);
    struct bus *bus = open_at(&c, url, prefix, "parent");
    struct bus_subscription *subscription;
    FILE *out;
    char line[40];
    pid_t pid = start_child(url, prefix, SETTLED, &out);
    assert_non_null(fgets(line, sizeof line, out));
    assert_ok(&c, publish(&c, bus, 1, EVENTS));
    size_t done = kill_child(pid, out, prefix, settled);
    assert_true(done >= SETTLED && done < EVENTS);
    assert_ok(&c, bus_subscribe(&c, bus, &consumer, &subscription));
    size_t left = EVENTS - done, again = 0;
    for (int64_t until_us = 0; left > 0; bear(&until_us, "what the dead held")) {
        struct bus_delivery got[64];
        size_t count = bus_fetch(subscription, got, 64);
        for (size_t i = 0; i < count; i++) {
            again += settled[got[i].number];
            left -= !settled[got[i].number] && !seen[got[i].number];
            seen[got[i].number] = true;
        }
        bus_settle(subscription, got, count, BUS_DONE);
    }
    assert_int_equal(0, again);
    bus_close(bus);
    arena_free(c.arena);
}

/* -- Rebalances */

struct taker {
    struct bus *bus;
    struct bus_subscription *subscription;
    struct bus_delivery held[64];
    size_t count;
};

static void take(struct taker *t, int *times, size_t *seen)
{
    bus_settle(t->subscription, t->held, t->count, BUS_DONE);
    t->count = bus_fetch(t->subscription, t->held, 64);
    for (size_t i = 0; i < t->count; i++)
        *seen += times[t->held[i].number]++ == 0;
}

/* Processes come and go while batches are under way: nothing is lost, and little comes twice. */
static void batches_survive_rebalances(void **state)
{
    enum { EVENTS = 6000, TAKERS = 3 };
    (void)state;
    static int times[EVENTS + 1];
    struct ctx c = now_ctx();
    const char *prefix = fresh_prefix();
    struct bus *feed = open_at(&c, broker->url, prefix, "feed");
    struct taker takers[TAKERS] = {{0}};
    size_t seen = 0, twice = 0;
    int64_t published = 0, until_us = 0;
    memset(times, 0, sizeof times);
    for (; seen < EVENTS; bear(&until_us, "every event")) {
        for (int i = 0; i < TAKERS; i++) {
            bool present = published / 500 % (i + 2) != 0 || i == 0; /* the others come and go */
            if (present && takers[i].bus == NULL) {
                takers[i].bus = open_at(&c, broker->url, prefix, "taker");
                assert_ok(&c, bus_subscribe(&c, takers[i].bus, &consumer, &takers[i].subscription));
            } else if (!present && takers[i].bus != NULL) {
                bus_close(takers[i].bus);
                takers[i] = (struct taker){0};
            }
            if (takers[i].bus != NULL)
                take(&takers[i], times, &seen);
        }
        if (published < EVENTS) { /* the group is there before the first event */
            assert_ok(&c, publish(&c, feed, published + 1, published + 100));
            published += 100;
        }
    }
    for (int i = 1; i <= EVENTS; i++)
        twice += times[i] > 1;
    print_message("%zu of %d came more than once\n", twice, EVENTS);
    assert_true(twice < EVENTS / 2);
    for (int i = 0; i < TAKERS; i++)
        bus_close(takers[i].bus);
    bus_close(feed);
    arena_free(c.arena);
}

/* -- Order */

static void a_household_stays_in_one_partition(void **state)
{
    enum { EVENTS = 5000, HOUSEHOLDS = 20 };
    (void)state;
    struct ctx c = now_ctx();
    const char *prefix = fresh_prefix();
    struct bus *bus = open_at(&c, broker->url, prefix, "one");
    struct bus_subscription *subscription;
    int64_t last[HOUSEHOLDS + 1] = {0};
    size_t seen = 0, out_of_turn = 0;
    int64_t newest = 0, until_us = 0;
    assert_ok(&c, bus_subscribe(&c, bus, &consumer, &subscription));
    assert_ok(&c, publish(&c, bus, 1, EVENTS));
    for (; seen < EVENTS; bear(&until_us, "every event")) {
        struct bus_delivery got[100];
        size_t count = bus_fetch(subscription, got, 100);
        for (size_t i = 0; i < count; i++) {
            int64_t household = got[i].number % HOUSEHOLDS + 1;
            assert_true(got[i].number > last[household]);
            last[household] = got[i].number;
            out_of_turn += got[i].number < newest;
            newest = got[i].number > newest ? got[i].number : newest;
        }
        seen += count;
        bus_settle(subscription, got, count, BUS_DONE);
    }
    assert_true(out_of_turn > 0 || !kafka_broker_is_real(broker)); /* there were several partitions */
    bus_close(bus);
    arena_free(c.arena);
}

/* -- Retries */

/* Cuts every connection of this process to the broker: what was sent may have arrived, and is sent again. */
static int cut_connections(void)
{
    DIR *folder = opendir("/proc/self/fd");
    int cut = 0, port = (int)strtol(strrchr(broker->url, ':') + 1, NULL, 10);
    assert_non_null(folder);
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        struct sockaddr_in peer;
        socklen_t size = sizeof peer;
        int fd = (int)strtol(entry->d_name, NULL, 10);
        if (getpeername(fd, (struct sockaddr *)&peer, &size) == 0 && peer.sin_family == AF_INET &&
            ntohs(peer.sin_port) == port)
            cut += shutdown(fd, SHUT_RDWR) == 0;
    }
    closedir(folder);
    return cut;
}

enum { CUTS = 6 };

struct writer {
    struct bus *bus;
    int64_t written, failed;
    atomic_int cut;
    atomic_bool over;
};

static void *write_much(void *self)
{
    struct writer *writer = self;
    while (writer->written < WRITTEN || atomic_load(&writer->cut) < CUTS) {
        struct ctx c = now_ctx();
        while (publish(&c, writer->bus, writer->written + 1, writer->written + 512) != OK)
            writer->failed++;
        writer->written += 512;
        arena_free(c.arena);
    }
    atomic_store(&writer->over, true);
    return NULL;
}

static void retries_do_not_double(void **state)
{
    (void)state;
    struct ctx c = now_ctx();
    const char *prefix = fresh_prefix();
    struct writer writer = {.bus = open_at(&c, broker->url, prefix, "writer")};
    pthread_t thread;
    char topic[80];
    if (!kafka_broker_is_real(broker)) {
        print_message("NOT TESTED: the mock cluster does not know what came twice\n");
        bus_close(writer.bus);
        arena_free(c.arena);
        return;
    }
    assert_int_equal(0, pthread_create(&thread, NULL, write_much, &writer));
    while (!atomic_load(&writer.over)) {
        struct timespec some = {0, 60000000};
        nanosleep(&some, NULL);
        atomic_fetch_add(&writer.cut, cut_connections());
    }
    pthread_join(thread, NULL);
    snprintf(topic, sizeof topic, "%s.finance.transaction.created", prefix);
    print_message("%d connections cut, %lld batches had to be published again\n", atomic_load(&writer.cut),
                  (long long)writer.failed);
    int64_t there = kafka_count(broker, topic);
    assert_true(there >= writer.written && there <= writer.written + writer.failed * 512);
    bus_close(writer.bus);
    arena_free(c.arena);
}

/* Its numbers and the broker's do not fit any more: another producer takes over. */
static void a_producer_that_cannot_go_on_is_replaced(void **state)
{
    (void)state;
    struct ctx c = now_ctx();
    struct bus *bus = open_at(&c, broker->url, fresh_prefix(), "spent");
    rd_kafka_t *rk;
    assert_ok(&c, publish(&c, bus, 1, 10));
    assert_ok(&c, kafka_borrow(&c, kafka_of(bus), &rk));
    rd_kafka_test_fatal_error(rk, RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER, "for the test");
    kafka_give_back(kafka_of(bus));
    assert_ok(&c, publish(&c, bus, 11, 20));
    struct bus_health health;
    bus_health(bus, &health);
    assert_int_equal(20, health.published);
    bus_close(bus);
    arena_free(c.arena);
}

/* A partition that the broker is not ready for yet refuses a message, and takes the next one, which was sent after it: both are there in the end. (A mock
 * cluster, because it refuses when it is told to, and answers slowly.) */
static void what_was_refused_is_sent_again(void **state)
{
    enum { PRODUCE = 0, ANSWER_MS = 200 };
    (void)state;
    struct ctx c = now_ctx();
    rd_kafka_t *host = kafka_client_new(broker, RD_KAFKA_PRODUCER);
    rd_kafka_mock_cluster_t *cluster = rd_kafka_mock_cluster_new(host, 1);
    assert_non_null(cluster);
    const char *servers = rd_kafka_mock_cluster_bootstraps(cluster);
    struct kafka_broker mock = {.url = arena_printf(c.arena, "kafka://%s", servers)};
    struct bus *bus = open_at(&c, mock.url, "refused", "one");
    struct kafka_letter letter = {.topic = "refused.topic", .partition = 0, .body = TEXT("{}")};
    int64_t until_us = time_steady_us() + PATIENCE_S * INT64_C(1000000);
    assert_ok(&c, kafka_write_through(&c, kafka_of(bus), &letter, until_us)); /* it knows the topic */
    rd_kafka_mock_broker_set_rtt(cluster, 1, ANSWER_MS);
    rd_kafka_mock_push_request_errors(cluster, PRODUCE, 1, RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION);
    assert_ok(&c, kafka_write(&c, kafka_of(bus), &letter, NULL, until_us));
    struct timespec some = {0, ANSWER_MS / 4 * 1000000};
    nanosleep(&some, NULL);
    assert_ok(&c, kafka_write_through(&c, kafka_of(bus), &letter, until_us));
    rd_kafka_mock_broker_set_rtt(cluster, 1, 0);
    assert_int_equal(3, kafka_count(&mock, letter.topic));
    bus_close(bus);
    rd_kafka_mock_cluster_destroy(cluster);
    rd_kafka_destroy(host);
    arena_free(c.arena);
}

/* -- Who may */

static void passwords_are_told_over_tls_and_nowhere_else(void **state)
{
    (void)state;
    struct ctx c = now_ctx();
    struct bus_health health;
    char *secure = kafka_broker_read(broker, "secure");
    if (secure == NULL) {
        print_message("NOT TESTED: the mock cluster knows neither TLS nor passwords\n");
        arena_free(c.arena);
        return;
    }
    const char *scram = arena_printf(c.arena, "%s&mechanism=SCRAM-SHA-512", secure);
    const char *right[] = {secure, scram};
    for (int i = 0; i < 2; i++) {
        struct bus *bus = open_at(&c, right[i], fresh_prefix(), "secure");
        assert_ok(&c, publish(&c, bus, 1, 5));
        bus_close(bus);
    }
    const char *host = strchr(secure, '@') + 1;
    const char *wrong[] = {
        arena_printf(c.arena, "kafka://florin:geheim@%s&patience=2", host),
        arena_printf(c.arena, "kafka://florin:geheim@%s&patience=2&mechanism=SCRAM-SHA-512", host),
        arena_printf(c.arena, "kafka://florin:geheim@%.*s?patience=2", (int)strcspn(host, "?"), host)};
    for (int i = 0; i < 3; i++) { /* the last one believes no such authority */
        struct bus *bus = open_at(&c, wrong[i], fresh_prefix(), "wrong");
        assert_int_equal(ERR_BUSY, publish(&c, bus, 1, 1));
        bus_health(bus, &health);
        assert_false(health.well);
        print_message("%s\n", health.why);
        assert_non_null(strstr(health.why, "refuses"));
        assert_null(strstr(health.why, "geheim"));
        assert_null(strstr(c.why, "geheim"));
        bus_close(bus);
    }
    free(secure);
    arena_free(c.arena);
}

/* -- Dead messages */

/* The value of a header of the first dead message. */
static char *dead_header(const char *topic, const char *name)
{
    char why[200];
    const void *value = NULL;
    size_t size = 0;
    rd_kafka_headers_t *headers;
    rd_kafka_t *rk = kafka_client_new(broker, RD_KAFKA_CONSUMER);
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(list, topic, 0)->offset = 0;
    if (rd_kafka_assign(rk, list) != RD_KAFKA_RESP_ERR_NO_ERROR)
        fail_msg("%s cannot be read", topic);
    rd_kafka_topic_partition_list_destroy(list);
    rd_kafka_message_t *message = rd_kafka_consumer_poll(rk, 30000);
    assert_non_null(message);
    if (rd_kafka_message_headers(message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR)
        (void)!rd_kafka_header_get_last(headers, name, &value, &size);
    snprintf(why, sizeof why, "%.*s", (int)size, value == NULL ? "" : (const char *)value);
    rd_kafka_message_destroy(message);
    rd_kafka_consumer_close(rk);
    rd_kafka_destroy(rk);
    return strdup(why);
}

static void the_dead_tell_why(void **state)
{
    (void)state;
    struct ctx c = now_ctx();
    const char *prefix = fresh_prefix();
    struct bus *bus = open_at(&c, broker->url, prefix, "one");
    struct bus_subscription *subscription;
    struct bus_health health;
    char topic[80], from[120];
    int64_t until_us = 0;
    assert_ok(&c, bus_subscribe(&c, bus, &consumer, &subscription));
    assert_ok(&c, publish(&c, bus, 1, 1));
    snprintf(topic, sizeof topic, "%s.finance.transaction.created", prefix);
    kafka_write_raw(broker, topic, "7", TEXT("no JSON"));
    for (bus_health(bus, &health); health.dead == 0; bus_health(bus, &health))
        bear(&until_us, "the dead message");
    snprintf(from, sizeof from, "%s/", topic);
    snprintf(topic, sizeof topic, "%s.dead", prefix);
    char *why = dead_header(topic, "florin-why"), *where = dead_header(topic, "florin-from"),
         *group = dead_header(topic, "florin-group");
    assert_string_equal("its value is no JSON object", why);
    assert_true(text_starts(text_of(where), text_of(from)));
    assert_string_equal(strrchr(group, '.'), ".test");
    free(why);
    free(where);
    free(group);
    bus_close(bus);
    arena_free(c.arena);
}

int main(int count, char **words)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_process_leaves_its_places),
        cmocka_unit_test(batches_survive_rebalances),
        cmocka_unit_test(a_household_stays_in_one_partition),
        cmocka_unit_test(retries_do_not_double),
        cmocka_unit_test(a_producer_that_cannot_go_on_is_replaced),
        cmocka_unit_test(what_was_refused_is_sent_again),
        cmocka_unit_test(passwords_are_told_over_tls_and_nowhere_else),
        cmocka_unit_test(the_dead_tell_why),
    };
    if (count == 5 && strcmp(words[1], "consume") == 0)
        return consume(words + 2);
    broker = kafka_broker_shared();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    kafka_broker_forget(broker);
    return failed;
}
