/* Exchanges that are held: somebody else lets them go, before or after the work has returned, and no worker waits for it. */
#include "client.h"
#include "http/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>

enum { HELD = 40 };

struct scene {
    struct http_server *server;
    pthread_mutex_t lock;
    struct http_exchange *held[HELD];
    int count;
};

static const struct http_lane one_lane = {.name = "one", .threads = 1, .queue_most = 64, .batch_most = 1};
static const struct http_lane *const lanes[] = {&one_lane, NULL};

static void *let_go_at_once(void *exchange)
{
    struct http_exchange *x = exchange;
    buf_z(x->reply.body, "at once");
    http_let_go(x);
    return NULL;
}

/* Another thread has let it go before this one returns. */
static enum err hold_and_lose(struct http_exchange *x)
{
    pthread_t thread;
    http_hold(x);
    assert_int_equal(0, pthread_create(&thread, NULL, let_go_at_once, x));
    pthread_join(thread, NULL);
    return OK;
}

static enum err hold(struct http_exchange *x)
{
    struct scene *scene = x->self;
    http_hold(x);
    pthread_mutex_lock(&scene->lock);
    scene->held[scene->count++] = x;
    pthread_mutex_unlock(&scene->lock);
    return OK;
}

static enum err route(struct http_exchange *x, enum http_then *then)
{
    bool loses = text_is(x->request.path, "/at-once");
    (void)then;
    http_set_plan(
        x, &(struct http_plan){.lane = &one_lane, .work = loses ? hold_and_lose : hold, .body_most = 1024});
    return OK;
}

static const struct http_step road[] = {{"route", HTTP_ON_HEADERS, route}, {0}};

static int set_up(void **state)
{
    static struct scene scene;
    struct ctx c = {.arena = arena_new()};
    scene = (struct scene){.lock = PTHREAD_MUTEX_INITIALIZER};
    struct http_options options = {
        .listen = "127.0.0.1:0", .listen_fd = -1, .road = road, .lanes = lanes, .self = &scene};
    assert_ok(&c, http_server_open(&c, &options, &scene.server));
    arena_free(c.arena);
    *state = &scene;
    return 0;
}

static int tear_down(void **state)
{
    http_server_close(((struct scene *)*state)->server);
    return 0;
}

static int ask(const struct scene *scene, const char *path)
{
    const char *url = http_server_url(scene->server);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)strtol(strrchr(url, ':') + 1, NULL, 10)),
                                  .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct buf request = {0};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(0, connect(fd, (struct sockaddr *)&address, sizeof address));
    buf_printf(&request, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", path);
    client_write(fd, buf_view(&request));
    buf_free(&request);
    return fd;
}

static void assert_answer(int fd, const char *body)
{
    struct buf reply = {0};
    char byte;
    while (client_read(fd, &byte, 1))
        buf_char(&reply, byte);
    assert_non_null(strstr(reply.at, "HTTP/1.1 200 OK\r\n"));
    assert_string_equal(body, strstr(reply.at, "\r\n\r\n") + 4);
    buf_free(&reply);
    close(fd);
}

static int count_of(struct scene *scene)
{
    pthread_mutex_lock(&scene->lock);
    int count = scene->count;
    pthread_mutex_unlock(&scene->lock);
    return count;
}

static void the_work_may_return_last(void **state)
{
    struct scene *scene = *state;
    for (int i = 0; i < 20; i++)
        assert_answer(ask(scene, "/at-once"), "at once");
}

/* One worker holds them all, and does other things meanwhile; the last one is let go first. */
static void no_worker_waits(void **state)
{
    struct scene *scene = *state;
    struct http_counts counts;
    int fds[HELD];
    for (int i = 0; i < HELD; i++) {
        char path[24];
        snprintf(path, sizeof path, "/%d", i);
        fds[i] = ask(scene, path);
        while (count_of(scene) < i + 1)
            usleep(1000);
    }
    assert_answer(ask(scene, "/at-once"), "at once");
    http_server_counts(scene->server, &counts);
    assert_int_equal(HELD, counts.parked);
    for (int i = HELD - 1; i >= 0; i--) {
        struct http_exchange *x = scene->held[i];
        char path[24];
        snprintf(path, sizeof path, "/%d", i);
        assert_text(path, x->request.path);
        buf_text(x->reply.body, x->request.path);
        http_let_go(x);
        assert_answer(fds[i], path);
    }
    http_server_counts(scene->server, &counts);
    assert_int_equal(0, counts.parked);
}

/* Whoever asked has hung up: the reply goes to nobody. */
static void nobody_listens_any_more(void **state)
{
    struct scene *scene = *state;
    close(ask(scene, "/0"));
    while (count_of(scene) < 1)
        usleep(1000);
    buf_z(scene->held[0]->reply.body, "too late");
    http_let_go(scene->held[0]);
    assert_answer(ask(scene, "/at-once"), "at once");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_work_may_return_last, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_worker_waits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nobody_listens_any_more, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
