/* The loop with real sockets: order, slow readers, silence, noise, farewells, pipes. */
#include "base/date.h"
#include "http/live/sockets.h"
#include "http/live/websocket.h"
#include "unit/http/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>

enum { HOUSEHOLD = 7, USER = 3, SESSION = 11 };

struct rig {
    struct ctx c;
    struct sockets *sockets;
    atomic_int closed, heard, given_back;
};

static void on_message(void *self, uint64_t id, struct text text)
{
    struct rig *rig = self;
    atomic_fetch_add(&rig->heard, 1);
    if (text_is(text, "echo")) {
        struct message *message = message_of(0, TEXT("echo"), TEXT("\"echo\""));
        sockets_send(rig->sockets, id, message);
        message_release(message);
    }
}

static void on_closed(void *self, uint64_t id)
{
    (void)id;
    atomic_fetch_add(&((struct rig *)self)->closed, 1);
}

static struct rig *rig_new(struct sockets_limits limits)
{
    struct rig *rig = calloc(1, sizeof *rig);
    assert_non_null(rig);
    rig->c = test_ctx();
    struct sockets_callbacks callbacks = {.self = rig, .message = on_message, .closed = on_closed};
    assert_ok(&rig->c, sockets_open(&rig->c, &limits, &callbacks, &rig->sockets));
    return rig;
}

static void rig_free(struct rig *rig)
{
    sockets_close(rig->sockets);
    assert_int_equal(0, message_bytes_alive());
    test_ctx_end(&rig->c);
    free(rig);
}

static struct socket_owner owner_of(int64_t household, int64_t user, int64_t session)
{
    return (struct socket_owner){.household = household, .user = user, .session = session};
}

/* A connected client that hears broadcasts; returns its end. */
static int join(struct rig *rig, enum socket_kind kind, struct socket_owner owner, uint64_t *id)
{
    int ends[2];
    assert_int_equal(0, socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends));
    *id = sockets_next_id(rig->sockets);
    sockets_adopt(rig->sockets, *id, kind, &(struct socket_handle){.fd = ends[0]}, &owner);
    sockets_listen(rig->sockets, *id);
    return ends[1];
}

static int join_home(struct rig *rig, uint64_t *id)
{
    return join(rig, SOCKET_WEBSOCKET, owner_of(HOUSEHOLD, USER, SESSION), id);
}

static void broadcast(struct rig *rig, int64_t household, int64_t id, const char *body)
{
    struct message *message = message_of(id, TEXT("test.event"), text_of(body));
    sockets_broadcast(rig->sockets, (struct socket_audience){.household = household}, message);
    message_release(message);
}

static void assert_hears(int fd, const char *expected)
{
    struct buf text = {0};
    assert_true(client_text(fd, &text));
    assert_string_equal(expected, text.at);
    buf_free(&text);
}

/* Until a number of the loop is reached; others tell of it only when it is. */
static void await(const atomic_int *number, int least)
{
    for (int i = 0; i < CLIENT_WAIT_MS && atomic_load(number) < least; i++)
        usleep(1000);
    assert_true(atomic_load(number) >= least);
}

/* Everything after `fd`'s last message up to its end. */
static void assert_ends(int fd)
{
    char rest[256];
    while (client_read(fd, rest, 1))
        ;
}

static void each_hears_what_is_meant_for_it_in_order(void **state)
{
    (void)state;
    struct rig *rig = rig_new((struct sockets_limits){0});
    uint64_t a, b, c;
    int at_home = join_home(rig, &a);
    int by_sse = join(rig, SOCKET_SSE, owner_of(HOUSEHOLD, USER + 1, SESSION + 1), &b);
    int neighbour = join(rig, SOCKET_WEBSOCKET, owner_of(HOUSEHOLD + 1, USER + 2, 0), &c);
    char body[32], sse[80], got[80] = "";
    for (int i = 1; i <= 500; i++) {
        snprintf(body, sizeof body, "{\"n\":\n%d}", i);
        broadcast(rig, HOUSEHOLD, i, body);
    }
    broadcast(rig, 0, 0, "\"to all\"");
    for (int i = 1; i <= 500; i++) {
        snprintf(body, sizeof body, "{\"n\":\n%d}", i);
        assert_hears(at_home, body);
        int len = snprintf(sse, sizeof sse, "id: %d\nevent: test.event\ndata: {\"n\": %d}\n\n", i, i);
        assert_true(client_read(by_sse, got, (size_t)len));
        assert_memory_equal(sse, got, (size_t)len);
    }
    assert_hears(at_home, "\"to all\"");
    assert_hears(neighbour, "\"to all\"");
    struct message *message = message_of(0, TEXT("x"), TEXT("\"for one\""));
    sockets_send(rig->sockets, c, message);
    sockets_send(rig->sockets, c + 1000, message); /* nobody */
    message_release(message);
    assert_hears(neighbour, "\"for one\"");
    client_say(at_home, "echo");
    assert_hears(at_home, "\"echo\"");
    struct sockets_counts counts = sockets_counts(rig->sockets);
    assert_int_equal(2, counts.open[SOCKET_WEBSOCKET]);
    assert_int_equal(1, counts.open[SOCKET_SSE]);
    close(at_home);
    close(by_sse);
    close(neighbour);
    await(&rig->closed, 3);
    rig_free(rig);
}

/* What came behind the request's head is read first, and the server is told when its socket is free. */
static void give_back(void *self)
{
    atomic_fetch_add(&((struct rig *)self)->given_back, 1);
}

static void bytes_behind_the_head_are_read_first(void **state)
{
    (void)state;
    struct rig *rig = rig_new((struct sockets_limits){0});
    struct buf early = {0};
    int ends[2];
    for (int i = 0; i < 50; i++)
        client_frame(&early, 0x81, TEXT("echo"));
    size_t half = early.len / 2 + 3;
    assert_int_equal(0, socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
    client_write(ends[1], text_from(buf_view(&early), half));
    struct socket_owner owner = owner_of(HOUSEHOLD, USER, SESSION);
    struct socket_handle handle = {.fd = ends[0], .extra = {early.at, half}, .close = give_back, .self = rig};
    sockets_adopt(rig->sockets, sockets_next_id(rig->sockets), SOCKET_WEBSOCKET, &handle, &owner);
    buf_free(&early);
    for (int i = 0; i < 50; i++)
        assert_hears(ends[1], "\"echo\"");
    close(ends[1]);
    await(&rig->given_back, 1);
    close(ends[0]);
    await(&rig->closed, 1);
    assert_int_equal(1, atomic_load(&rig->given_back));
    rig_free(rig);
}

/* One does not read: it alone is closed, and told to come back; nobody else waits for it. */
static void a_slow_reader_is_dropped_alone(void **state)
{
    (void)state;
    struct rig *rig = rig_new((struct sockets_limits){.queue_bytes = 512 << 10});
    enum { READERS = 8, MESSAGES = 60, LENGTH = 100000 };
    uint64_t id;
    int slow = join_home(rig, &id), readers[READERS];
    char body[LENGTH + 1];
    struct buf text = {0};
    for (int i = 0; i < READERS; i++)
        readers[i] = join_home(rig, &id);
    memset(body, 'm', LENGTH);
    body[LENGTH] = '\0';
    for (int n = 0; n < MESSAGES; n++) {
        broadcast(rig, HOUSEHOLD, n + 1, body);
        for (int i = 0; i < READERS; i++)
            assert_true(client_text(readers[i], &text));
    }
    assert_int_equal(1, sockets_counts(rig->sockets).closed_slow);
    assert_int_equal(WEBSOCKET_TRY_LATER, client_close_code(slow));
    for (int i = 0; i < READERS; i++) {
        client_say(readers[i], "echo");
        assert_hears(readers[i], "\"echo\"");
        close(readers[i]);
    }
    close(slow);
    buf_free(&text);
    rig_free(rig);
}

/* A single message larger than the queue has room in an empty one. */
static void one_large_message_always_fits(void **state)
{
    (void)state;
    struct rig *rig = rig_new((struct sockets_limits){.queue_bytes = 1000});
    enum { LENGTH = 3 << 20 };
    char *body = malloc(LENGTH + 1);
    assert_non_null(body);
    memset(body, 'L', LENGTH);
    body[LENGTH] = '\0';
    uint64_t id;
    int fd = join_home(rig, &id);
    broadcast(rig, HOUSEHOLD, 1, body);
    broadcast(rig, HOUSEHOLD, 2, "\"small\"");
    struct buf text = {0};
    assert_true(client_text(fd, &text));
    assert_int_equal(LENGTH, text.len);
    assert_hears(fd, "\"small\"");
    buf_free(&text);
    free(body);
    close(fd);
    rig_free(rig);
}

/* Who answers pings stays; who does not is cut off. */
static void the_silent_are_found(void **state)
{
    (void)state;
    struct rig *rig = rig_new((struct sockets_limits){.ping_ms = 150});
    uint64_t id;
    int silent = join_home(rig, &id), alive = join_home(rig, &id);
    int by_sse = join(rig, SOCKET_SSE, owner_of(HOUSEHOLD, USER, SESSION), &id);
    struct buf payload = {0};
    for (int i = 0; i < 5; i++) {
        struct buf pong = {0};
        assert_int_equal(9, client_next(alive, &payload));
        client_frame(&pong, 0x8a, buf_view(&payload));
        client_write(alive, buf_view(&pong));
        buf_free(&pong);
    }
    assert_int_equal(-1, client_close_code(silent));
    assert_int_equal(1, sockets_counts(rig->sockets).closed_silent);
    char comments[9];
    assert_true(client_read(by_sse, comments, sizeof comments));
    assert_memory_equal(":\n\n:\n\n:\n\n", comments, sizeof comments);
    client_say(alive, "echo");
    assert_hears(alive, "\"echo\"");
    buf_free(&payload);
    close(silent);
    close(alive);
    close(by_sse);
    rig_free(rig);
}

static void a_credential_runs_out(void **state)
{
    (void)state;
    struct rig *rig = rig_new((struct sockets_limits){.ping_ms = 20});
    uint64_t id;
    struct socket_owner owner = owner_of(HOUSEHOLD, USER, SESSION);
    owner.until_us = time_now_us();
    int fd = join(rig, SOCKET_WEBSOCKET, owner, &id);
    assert_int_equal(WEBSOCKET_POLICY, client_close_code(fd));
    close(fd);
    rig_free(rig);
}

/* Noise ends its own connection and no other. */
static void noise_ends_its_own_connection(void **state)
{
    (void)state;
    struct rig *rig = rig_new((struct sockets_limits){.messages_per_minute = 20, .close_ms = 300});
    uint64_t id;
    unsigned random = 12345;
    int calm = join_home(rig, &id);
    for (int round = 0; round < 40; round++) {
        int fd = join_home(rig, &id);
        char noise[300];
        for (size_t i = 0; i < sizeof noise; i++) {
            random = random * 1103515245 + 12345;
            noise[i] = (char)(random >> 16);
        }
        noise[0] = (char)(noise[0] | 0x70); /* reserved bits: surely no frame */
        client_write(fd, (struct text){noise, sizeof noise});
        assert_int_equal(WEBSOCKET_PROTOCOL, client_close_code(fd));
        close(fd);
    }
    int chatty = join_home(rig, &id);
    for (int i = 0; i < 21; i++)
        client_say(chatty, "blah");
    assert_int_equal(WEBSOCKET_POLICY, client_close_code(chatty));
    close(chatty);
    int large = join_home(rig, &id);
    char payload[SOCKET_MESSAGE_BYTES + 2];
    memset(payload, 'p', sizeof payload - 1);
    payload[sizeof payload - 1] = '\0';
    client_say(large, payload);
    assert_int_equal(WEBSOCKET_TOO_BIG, client_close_code(large));
    close(large);
    client_say(calm, "echo");
    assert_hears(calm, "\"echo\"");
    assert_int_equal(42, sockets_counts(rig->sockets).closed_unruly);
    close(calm);
    rig_free(rig);
}

/* A client that floods with pings and reads no answer has no memory of ours for it. */
static void pings_without_end_are_cut_off(void **state)
{
    (void)state;
    struct rig *rig = rig_new((struct sockets_limits){.queue_bytes = 8 << 10});
    uint64_t id;
    char payload[125] = {0};
    int fd = join_home(rig, &id);
    struct buf pings = {0};
    for (int i = 0; i < 100; i++)
        client_frame(&pings, 0x89, (struct text){payload, sizeof payload});
    for (int i = 0; i < 100 && atomic_load(&rig->closed) == 0; i++)
        client_write(fd, buf_view(&pings));
    await(&rig->closed, 1);
    buf_free(&pings);
    close(fd);
    rig_free(rig);
}

static void the_revoked_are_dropped_at_once(void **state)
{
    (void)state;
    struct rig *rig = rig_new((struct sockets_limits){.close_ms = 200});
    uint64_t id;
    int phone = join(rig, SOCKET_WEBSOCKET, owner_of(HOUSEHOLD, USER, 1), &id);
    int laptop = join(rig, SOCKET_WEBSOCKET, owner_of(HOUSEHOLD, USER, 2), &id);
    int spouse = join(rig, SOCKET_SSE, owner_of(HOUSEHOLD, USER + 1, 3), &id);
    sockets_drop(rig->sockets, (struct socket_audience){.session = 1}, WEBSOCKET_POLICY, "ended");
    broadcast(rig, HOUSEHOLD, 1, "1");
    assert_int_equal(WEBSOCKET_POLICY, client_close_code(phone));
    assert_hears(laptop, "1");
    sockets_drop(rig->sockets, (struct socket_audience){.user = USER + 1}, WEBSOCKET_POLICY, "ended");
    assert_ends(spouse);
    broadcast(rig, HOUSEHOLD, 2, "2");
    assert_hears(laptop, "2");
    assert_ends(phone); /* it never said farewell itself: cut off after a while */
    close(phone);
    close(laptop);
    close(spouse);
    rig_free(rig);
}

static void one_too_many_is_told_so(void **state)
{
    (void)state;
    struct rig *rig = rig_new((struct sockets_limits){.sockets = 2, .close_ms = 200});
    uint64_t id;
    int first = join_home(rig, &id), second = join_home(rig, &id), third = join_home(rig, &id);
    assert_int_equal(WEBSOCKET_TRY_LATER, client_close_code(third));
    broadcast(rig, HOUSEHOLD, 1, "1");
    assert_hears(first, "1");
    assert_hears(second, "1");
    close(first);
    close(second);
    close(third);
    rig_free(rig);
}

/* Stopping: what was queued arrives, then 1001; who does not answer is not waited for for long. */
static void all_are_told_that_the_server_stops(void **state)
{
    (void)state;
    struct rig *rig = rig_new((struct sockets_limits){.close_ms = 300});
    uint64_t id;
    int polite = join_home(rig, &id), rude = join_home(rig, &id);
    int by_sse = join(rig, SOCKET_SSE, owner_of(HOUSEHOLD, USER, SESSION), &id);
    broadcast(rig, HOUSEHOLD, 9, "\"last\"");
    struct buf bye = {0};
    client_frame(&bye, 0x88, TEXT("\x03\xe9"));
    client_write(polite, buf_view(&bye)); /* as if it had known */
    sockets_close(rig->sockets);
    assert_int_equal(3, atomic_load(&rig->closed));
    assert_hears(rude, "\"last\"");
    assert_int_equal(WEBSOCKET_GOING_AWAY, client_close_code(rude));
    assert_ends(by_sse);
    assert_int_equal(0, message_bytes_alive());
    close(polite);
    close(rude);
    close(by_sse);
    buf_free(&bye);
    test_ctx_end(&rig->c);
    free(rig);
}

struct insisting {
    struct rig *rig;
    atomic_bool enough;
};

static void *come_back(void *self)
{
    struct insisting *who = self;
    while (!atomic_load(&who->enough)) {
        uint64_t id;
        int fd = join_home(who->rig, &id); /* nobody reads it: what it is told stays unread */
        usleep(1000);
        close(fd);
    }
    return NULL;
}

/* Those who come back whenever they are sent away cannot hold up the stop. */
static void stopping_ends_whoever_still_comes(void **state)
{
    (void)state;
    struct rig *rig = rig_new((struct sockets_limits){.close_ms = 200});
    struct insisting who = {.rig = rig};
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        assert_int_equal(0, pthread_create(&threads[i], NULL, come_back, &who));
    usleep(50000);
    int64_t began_us = time_steady_us();
    sockets_stop(rig->sockets);
    assert_true(time_steady_us() - began_us < INT64_C(3000000));
    atomic_store(&who.enough, true);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    rig_free(rig);
}

/* -- Pipes. */

static void wake(void *self)
{
    atomic_fetch_add((atomic_int *)self, 1);
}

static void join_pipe(struct rig *rig, struct pipe *pipe, atomic_int *woken, uint64_t *id)
{
    struct socket_owner owner = owner_of(HOUSEHOLD, USER, SESSION);
    pipe_on_readable(pipe, wake, woken);
    *id = sockets_next_id(rig->sockets);
    sockets_adopt(rig->sockets, *id, SOCKET_SSE, &(struct socket_handle){.fd = -1, .pipe = pipe}, &owner);
    sockets_listen(rig->sockets, *id);
}

/* Pulls until `len` bytes came. */
static void pull(struct pipe *pipe, char *to, size_t len)
{
    for (int idle = 0; len > 0;) {
        ptrdiff_t got = pipe_pull(pipe, to, len < 700 ? len : 700);
        assert_true(got >= 0 && idle < CLIENT_WAIT_MS);
        to += got;
        len -= (size_t)got;
        if (got == 0) {
            usleep(1000);
            idle++;
        }
    }
}

static void a_pipe_hears_what_a_socket_hears(void **state)
{
    (void)state;
    struct rig *rig = rig_new((struct sockets_limits){0});
    enum { MESSAGES = 300, LENGTH = 500 };
    struct pipe *pipe = pipe_new();
    atomic_int woken = 0;
    uint64_t id;
    char body[LENGTH + 1], expected[LENGTH + 80], got[LENGTH + 80];
    memset(body, 'b', LENGTH);
    body[LENGTH] = '\0';
    join_pipe(rig, pipe, &woken, &id);
    for (int i = 1; i <= MESSAGES; i++) /* several times what a pipe holds */
        broadcast(rig, HOUSEHOLD, i, body);
    await(&woken, 1);
    for (int i = 1; i <= MESSAGES; i++) {
        int len = snprintf(expected, sizeof expected, "id: %d\nevent: test.event\ndata: %s\n\n", i, body);
        pull(pipe, got, (size_t)len);
        assert_memory_equal(expected, got, (size_t)len);
    }
    assert_int_equal(0, pipe_pull(pipe, got, sizeof got));
    sockets_end(rig->sockets, id, WEBSOCKET_NORMAL, "");
    await(&rig->closed, 1);
    assert_int_equal(-1, pipe_pull(pipe, got, sizeof got));
    pipe_pull_end(pipe);
    rig_free(rig);
}

static void a_pipe_ends_from_either_side(void **state)
{
    (void)state;
    struct rig *rig = rig_new((struct sockets_limits){.queue_bytes = 4000});
    struct pipe *gone = pipe_new(), *left = pipe_new(), *early = pipe_new(), *stuck = pipe_new();
    atomic_int woken = 0;
    uint64_t id;
    char got[100], body[2000];
    pipe_pull_end(early); /* the client was gone before the loop had it */
    join_pipe(rig, early, &woken, &id);
    await(&rig->closed, 1);
    join_pipe(rig, gone, &woken, &id);
    broadcast(rig, HOUSEHOLD, 1, "1");
    await(&woken, 1);
    pipe_pull_end(gone);
    await(&rig->closed, 2);
    /* Nobody pulls: the pipe is full, then the queue, then it is over, without a rest that could be pulled. */
    join_pipe(rig, stuck, &woken, &id);
    memset(body, 's', sizeof body);
    body[sizeof body - 1] = '\0';
    for (int i = 0; i < 100; i++)
        broadcast(rig, HOUSEHOLD, i + 1, body);
    for (int i = 0; i < CLIENT_WAIT_MS && sockets_counts(rig->sockets).closed_slow == 0; i++)
        usleep(1000);
    assert_int_equal(1, sockets_counts(rig->sockets).closed_slow);
    join_pipe(rig, left, &woken, &id);
    rig_free(rig); /* the loop stops first */
    while (pipe_pull(left, got, sizeof got) > 0)
        ;
    assert_int_equal(-1, pipe_pull(left, got, sizeof got));
    assert_int_equal(-1, pipe_pull(stuck, got, sizeof got));
    pipe_pull_end(left);
    pipe_pull_end(stuck);
}

/* -- Over TCP, as a browser comes: a client that vanishes in the middle of a frame. */

static void tcp_clients_come_and_vanish(void **state)
{
    (void)state;
    struct rig *rig = rig_new((struct sockets_limits){0});
    enum { CLIENTS = 20 };
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(0, bind(listener, (struct sockaddr *)&address, sizeof address));
    assert_int_equal(0, listen(listener, CLIENTS));
    assert_int_equal(0, getsockname(listener, (struct sockaddr *)&address, &len));
    for (int i = 0; i < CLIENTS; i++) {
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        assert_int_equal(0, connect(fd, (struct sockaddr *)&address, sizeof address));
        struct socket_handle handle = {.fd = accept(listener, NULL, NULL)};
        struct socket_owner owner = owner_of(HOUSEHOLD, USER, SESSION);
        uint64_t id = sockets_next_id(rig->sockets);
        sockets_adopt(rig->sockets, id, SOCKET_WEBSOCKET, &handle, &owner);
        sockets_listen(rig->sockets, id);
        client_say(fd, "echo");
        assert_hears(fd, "\"echo\"");
        client_write(fd, (struct text){"\x81\x85\x01\x02", 4}); /* a frame that never ends */
        if (i % 2 == 0) {                                       /* with a reset */
            struct linger linger = {.l_onoff = 1};
            setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
        }
        close(fd);
    }
    await(&rig->closed, CLIENTS);
    close(listener);
    rig_free(rig);
}

/* -- Many threads speak at once. */

static void *speak(void *self)
{
    struct rig *rig = self;
    for (int i = 0; i < 500; i++)
        broadcast(rig, HOUSEHOLD, i + 1, "\"from a thread\"");
    return NULL;
}

static void many_threads_speak_at_once(void **state)
{
    (void)state;
    struct rig *rig = rig_new((struct sockets_limits){.queue_bytes = 16 << 20});
    enum { SPEAKERS = 4, CLIENTS = 10 };
    pthread_t threads[SPEAKERS];
    int clients[CLIENTS];
    uint64_t id;
    struct buf text = {0};
    for (int i = 0; i < CLIENTS; i++)
        clients[i] = join_home(rig, &id);
    for (int i = 0; i < SPEAKERS; i++)
        assert_int_equal(0, pthread_create(&threads[i], NULL, speak, rig));
    for (int i = 0; i < CLIENTS; i++)
        for (int n = 0; n < SPEAKERS * 500; n++)
            assert_true(client_text(clients[i], &text));
    for (int i = 0; i < SPEAKERS; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < CLIENTS; i++)
        close(clients[i]);
    buf_free(&text);
    rig_free(rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_hears_what_is_meant_for_it_in_order),
        cmocka_unit_test(bytes_behind_the_head_are_read_first),
        cmocka_unit_test(a_slow_reader_is_dropped_alone),
        cmocka_unit_test(one_large_message_always_fits),
        cmocka_unit_test(the_silent_are_found),
        cmocka_unit_test(a_credential_runs_out),
        cmocka_unit_test(noise_ends_its_own_connection),
        cmocka_unit_test(pings_without_end_are_cut_off),
        cmocka_unit_test(the_revoked_are_dropped_at_once),
        cmocka_unit_test(one_too_many_is_told_so),
        cmocka_unit_test(all_are_told_that_the_server_stops),
        cmocka_unit_test(stopping_ends_whoever_still_comes),
        cmocka_unit_test(a_pipe_hears_what_a_socket_hears),
        cmocka_unit_test(a_pipe_ends_from_either_side),
        cmocka_unit_test(tcp_clients_come_and_vanish),
        cmocka_unit_test(many_threads_speak_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
