/* The server and its lanes, over real connections. */
#include "client.h"
#include "http/inner.h"
#include "http/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

/* -- A road: the path says what is done. */

struct scene {
    struct http_server *server;
    atomic_bool working;
};

static const struct http_lane last_lane = {.name = "last", .threads = 1, .queue_most = 8, .batch_most = 1};
static const struct http_lane first_lane = {.name = "first", .threads = 1, .queue_most = 8, .batch_most = 1};
/* The lane that work goes on to is stopped before the one that it comes from. */
static const struct http_lane *const lanes[] = {&last_lane, &first_lane, NULL};

static enum err say_client(struct http_exchange *x)
{
    buf_text(x->reply.body, x->request.client);
    return OK;
}

static enum err fail_with_a_file(struct http_exchange *x)
{
    x->reply.fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    return (fail)(&x->c, ERR_CONFLICT, "not now"); /* cmocka has one, too */
}

static enum err say_done(struct http_exchange *x)
{
    buf_z(x->reply.body, "done");
    return OK;
}

static enum err work_long(struct http_exchange *x)
{
    struct scene *scene = x->self;
    atomic_store(&scene->working, true);
    usleep(300000);
    http_go_on(x, &last_lane, say_done);
    return OK;
}

static enum err route(struct http_exchange *x, enum http_then *then)
{
    struct http_plan plan = {.work = say_client, .body_most = 1024};
    (void)then;
    if (text_is(x->request.path, "/file"))
        plan.work = fail_with_a_file;
    if (text_is(x->request.path, "/upload"))
        plan = (struct http_plan){.work = say_done, .body_most = 8 << 20, .body_to_file = true};
    if (text_is(x->request.path, "/long"))
        plan = (struct http_plan){.work = work_long, .lane = &first_lane};
    http_set_plan(x, &plan);
    return OK;
}

static const struct http_step road[] = {{"route", HTTP_ON_HEADERS, route}, {0}};

static void begin(struct scene *scene, const char *proxies)
{
    struct ctx c = {.arena = arena_new()};
    struct http_options options = {.listen = "127.0.0.1:0",
                                   .listen_fd = -1,
                                   .proxies = proxies,
                                   .road = road,
                                   .lanes = lanes,
                                   .self = scene};
    *scene = (struct scene){.server = NULL};
    if (http_server_open(&c, &options, &scene->server) != OK)
        fail_msg("%s", c.why);
    arena_free(c.arena);
}

static int connect_to(const struct scene *scene)
{
    const char *url = http_server_url(scene->server);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)strtol(strrchr(url, ':') + 1, NULL, 10)),
                                  .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(0, connect(fd, (struct sockaddr *)&address, sizeof address));
    return fd;
}

/* Everything that comes until the server hangs up. */
static void read_all(int fd, struct buf *out)
{
    char byte;
    buf_clear(out);
    while (client_read(fd, &byte, 1))
        buf_char(out, byte);
    close(fd);
}

static void send_get(int fd, const char *path, const char *headers)
{
    struct buf request = {0};
    buf_printf(&request, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n", path, headers);
    client_write(fd, buf_view(&request));
    buf_free(&request);
}

static void get(const struct scene *scene, const char *path, const char *headers, struct buf *reply)
{
    int fd = connect_to(scene);
    send_get(fd, path, headers);
    read_all(fd, reply);
}

static void assert_ends(const struct buf *reply, const char *end)
{
    struct text all = buf_view(reply), wanted = text_of(end);
    if (all.len < wanted.len || !text_equal(text_from(all, all.len - wanted.len), wanted))
        fail_msg("\"%.*s\" does not end with \"%s\"", TEXT_ARGS(all), end);
}

/* -- Who it comes from. */

static void only_a_whole_address_is_a_trusted_proxy(void **state)
{
    struct scene scene;
    struct buf reply = {0};
    (void)state;
    begin(&scene, "127.0.0.10, 127.0.0.11"); /* of which 127.0.0.1 is a part */
    get(&scene, "/", "X-Forwarded-For: 192.0.2.7\r\n", &reply);
    assert_ends(&reply, "\r\n\r\n127.0.0.1");
    http_server_close(scene.server);
    buf_free(&reply);
}

static void a_client_cannot_speak_for_its_proxy(void **state)
{
    struct scene scene;
    struct buf reply = {0};
    (void)state;
    begin(&scene, "127.0.0.1, 198.51.100.2");
    get(&scene, "/", "X-Forwarded-For: 203.0.113.1, 192.0.2.7\r\n", &reply);
    assert_ends(&reply, "\r\n\r\n192.0.2.7");
    get(&scene, "/", "X-Forwarded-For: 203.0.113.1\r\nX-Forwarded-For: 192.0.2.7\r\n", &reply);
    assert_ends(&reply, "\r\n\r\n192.0.2.7");
    get(&scene, "/", "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-For: 198.51.100.2\r\n", &reply);
    assert_ends(&reply, "\r\n\r\n192.0.2.7");
    http_server_close(scene.server);
    buf_free(&reply);
}

/* -- Work. */

static void failed_work_gives_no_file(void **state)
{
    struct scene scene;
    struct buf reply = {0};
    (void)state;
    begin(&scene, NULL);
    get(&scene, "/file", "", &reply);
    assert_true(text_starts(buf_view(&reply), TEXT("HTTP/1.1 409 ")));
    assert_true(text_find(buf_view(&reply), TEXT("\"detail\":\"not now\"")) > 0);
    http_server_close(scene.server);
    buf_free(&reply);
}

enum { UPLOAD_BYTES = 1 << 20 }; /* more than stays in memory */

/* All of it, or all but the last byte. */
static void send_upload(int fd, bool whole)
{
    struct buf request = {0};
    buf_printf(&request,
               "POST /upload HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n",
               UPLOAD_BYTES);
    for (size_t i = whole ? 0 : 1; i < UPLOAD_BYTES; i++)
        buf_char(&request, 'x');
    client_write(fd, buf_view(&request));
    buf_free(&request);
}

static void await_spools(const struct scene *scene, long long count)
{
    for (int i = 0; i < 5000 && atomic_load(&scene->server->spools) != count; i++)
        usleep(1000);
    assert_int_equal(count, atomic_load(&scene->server->spools));
}

static void only_so_many_large_files_are_sent_at_once(void **state)
{
    struct scene scene;
    struct buf reply = {0};
    int under_way[SPOOLS_MAX], fd;
    (void)state;
    begin(&scene, NULL);
    for (int i = 0; i < SPOOLS_MAX; i++) {
        send_upload(under_way[i] = connect_to(&scene), false);
        await_spools(&scene, i + 1);
    }
    send_upload(fd = connect_to(&scene), true);
    read_all(fd, &reply);
    assert_true(text_starts(buf_view(&reply), TEXT("HTTP/1.1 503 ")));
    client_write(under_way[0], TEXT("x"));
    read_all(under_way[0], &reply);
    assert_ends(&reply, "done");
    await_spools(&scene, SPOOLS_MAX - 1);
    send_upload(fd = connect_to(&scene), true);
    read_all(fd, &reply);
    assert_ends(&reply, "done");
    for (int i = 1; i < SPOOLS_MAX; i++)
        close(under_way[i]);
    await_spools(&scene, 0);
    http_server_close(scene.server);
    buf_free(&reply);
}

static void *close_at_once(void *thing)
{
    struct scene *scene = thing;
    close(http_server_drain(scene->server, 0));
    http_server_close(scene->server);
    return NULL;
}

static void work_that_goes_on_while_the_server_closes_is_answered(void **state)
{
    struct scene scene;
    struct buf reply = {0};
    pthread_t closing;
    (void)state;
    begin(&scene, NULL);
    int fd = connect_to(&scene);
    send_get(fd, "/long", "");
    while (!atomic_load(&scene.working))
        usleep(1000);
    assert_int_equal(0, pthread_create(&closing, NULL, close_at_once, &scene));
    read_all(fd, &reply);
    pthread_join(closing, NULL);
    /* Nobody is left to do the rest. */
    if (reply.len > 0)
        assert_true(text_starts(buf_view(&reply), TEXT("HTTP/1.1 503 ")));
    buf_free(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_whole_address_is_a_trusted_proxy),
        cmocka_unit_test(a_client_cannot_speak_for_its_proxy),
        cmocka_unit_test(failed_work_gives_no_file),
        cmocka_unit_test(only_so_many_large_files_are_sent_at_once),
        cmocka_unit_test(work_that_goes_on_while_the_server_closes_is_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
