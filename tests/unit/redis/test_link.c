/* Connections to a real Redis, to one that does not answer, and to somebody who is none. */
#include "base/date.h"
#include "redis/redis.h"
#include "servers/redis.h"

#include <pthread.h>
#include <sys/eventfd.h>

static struct redis_place *place_of(struct ctx *c, const char *url)
{
    struct redis_place *place;
    assert_ok(c, redis_place_new(c, url, &place));
    return place;
}

/* One question of a new connection; how it ended, with what in c->why. */
static enum err try_place(struct ctx *c, const char *url)
{
    const struct redis_value **replies;
    struct redis_place *place = place_of(c, url);
    struct redis_link *link = redis_link_new(place, -1);
    enum err e = redis_link_open(c, link, REDIS_CONNECT_US);
    if (e == OK) {
        redis_say(link, "SET", "x", "1", NULL);
        redis_say(link, "GET", "x", NULL);
        e = redis_exchange(c, link, REDIS_TIMEOUT_US, &replies);
    }
    if (e == OK)
        e = redis_refusal(c, link, replies[0]);
    if (e == OK)
        assert_text("1", replies[1]->text);
    redis_link_free(link);
    redis_place_free(place);
    return e;
}

static void assert_refused(const char *url, const char *why)
{
    struct ctx c = test_ctx();
    assert_err(ERR_BUSY, try_place(&c, url));
    assert_true(c.retriable);
    if (strstr(c.why, why) == NULL)
        fail_msg("expected \"%s\", got \"%s\"", why, c.why);
    assert_null(strstr(c.why, "geheim"));
    test_ctx_end(&c);
}

static void assert_works(const char *url)
{
    struct ctx c = test_ctx();
    assert_ok(&c, try_place(&c, url));
    test_ctx_end(&c);
}

/* `user`: "anna:geheim@" */
static const char *with_user(const struct redis_server *s, const char *user, char out[256])
{
    snprintf(out, 256, "redis+unix://%s%.60s/s", user, s->folder);
    return out;
}

/* -- Who may, and what it refuses */

static void says_who_it_is(void **state)
{
    (void)state;
    char url[256];
    struct redis_server *s = redis_new(
        "user anna on >geheim ~* +@all\nuser bert on >geheim ~* +@all -set\nuser default off\n", "");
    assert_works(with_user(s, "anna:geheim@", url));
    assert_refused(with_user(s, "anna:geheim2@", url), "does not accept this user and password");
    assert_refused(with_user(s, "", url), "wants a password");
    assert_refused(with_user(s, "bert:geheim@", url), "does not allow this user");
    redis_free(s);
}

static void tells_what_is_wrong(void **state)
{
    (void)state;
    struct redis_server *full = redis_new("maxmemory 1\n", "");
    assert_refused(full->url, "no memory left");
    redis_free(full);
    struct redis_server *replica = redis_new("replicaof 127.0.0.1 1\n", "");
    assert_refused(replica->url, "is a replica");
    redis_free(replica);
    struct redis_server *s = redis_new("", "");
    assert_works(s->url);
    redis_end(s, SIGTERM);
    assert_refused(s->url, "redis+unix://");
    redis_free(s);
    assert_refused("redis://no-such-host.invalid", "redis://no-such-host.invalid:6379/0: ");
}

/* What Redis repeats of a command stays out of the reason. */
static void repeats_no_arguments(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const struct redis_value **replies;
    struct redis_server *s = redis_new("", "");
    struct redis_place *place = place_of(&c, s->url);
    struct redis_link *link = redis_link_new(place, -1);
    assert_ok(&c, redis_link_open(&c, link, REDIS_CONNECT_US));
    redis_say(link, "NOSUCHCOMMAND", "geheim", NULL);
    redis_say(link, "INCRBY", "x", "geheim", NULL);
    assert_ok(&c, redis_exchange(&c, link, REDIS_TIMEOUT_US, &replies));
    for (int i = 0; i < 2; i++) {
        assert_err(ERR_BUSY, redis_refusal(&c, link, replies[i]));
        assert_non_null(strstr(c.why, "it refuses: ERR"));
        assert_null(strstr(c.why, "geheim"));
    }
    redis_link_free(link);
    redis_link_free(NULL);
    redis_place_free(place);
    redis_free(s);
    test_ctx_end(&c);
}

/* -- Time */

static void does_not_wait_for_ever(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const struct redis_value **replies;
    struct redis_server *s = redis_new("", "");
    struct redis_place *place = place_of(&c, s->url);
    struct redis_link *link = redis_link_new(place, -1);
    assert_ok(&c, redis_link_open(&c, link, REDIS_CONNECT_US));
    kill(s->pid, SIGSTOP);
    redis_say(link, "PING", NULL);
    assert_err(ERR_BUSY, redis_exchange(&c, link, 50000, &replies));
    assert_non_null(strstr(c.why, "does not answer in time"));
    assert_false(redis_link_is_open(link));
    assert_err(ERR_BUSY, redis_link_open(&c, link, 50000)); /* it listens, and says nothing */
    assert_err(ERR_BUSY, redis_exchange(&c, link, 50000, &replies));
    kill(s->pid, SIGCONT);
    assert_ok(&c, redis_link_open(&c, link, REDIS_CONNECT_US));
    redis_link_free(link);
    redis_place_free(place);
    redis_free(s);
    test_ctx_end(&c);
}

static void *ring(void *fd)
{
    static const uint64_t one = 1;
    redis_moment();
    assert_int_equal(sizeof one, write(*(int *)fd, &one, sizeof one));
    return NULL;
}

static void stops_when_asked(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const struct redis_value **replies;
    struct redis_server *s = redis_new("", "");
    struct redis_place *place = place_of(&c, s->url);
    int stop = eventfd(0, EFD_CLOEXEC);
    struct redis_link *link = redis_link_new(place, stop);
    pthread_t thread;
    assert_ok(&c, redis_link_open(&c, link, REDIS_CONNECT_US));
    assert_int_equal(0, pthread_create(&thread, NULL, ring, &stop));
    redis_say(link, "BLPOP", "nothing", "0", NULL);
    assert_err(ERR_CANCELLED, redis_exchange(&c, link, INT64_C(600000000), &replies));
    pthread_join(thread, NULL);
    assert_false(redis_link_is_open(link));
    redis_link_free(link);
    redis_place_free(place);
    close(stop);
    redis_free(s);
    test_ctx_end(&c);
}

/* Larger than any buffer, both ways. */
static void carries_much_at_once(void **state)
{
    (void)state;
    enum { COUNT = 200, BYTES = 100000 };
    struct ctx c = test_ctx();
    const struct redis_value **replies;
    static char bytes[BYTES];
    struct redis_server *s = redis_new("", "");
    struct redis_place *place = place_of(&c, s->url);
    struct redis_link *link = redis_link_new(place, -1);
    for (size_t i = 0; i < BYTES; i++)
        bytes[i] = (char)(i * 31);
    assert_ok(&c, redis_link_open(&c, link, REDIS_CONNECT_US));
    for (int i = 0; i < COUNT; i++) {
        redis_command(link, 2);
        redis_word_z(link, "ECHO");
        redis_word(link, (struct text){bytes, BYTES - (size_t)i});
    }
    assert_int_equal(COUNT, redis_waiting(link));
    assert_ok(&c, redis_exchange(&c, link, INT64_C(60000000), &replies));
    for (int i = 0; i < COUNT; i++)
        assert_true(text_equal((struct text){bytes, BYTES - (size_t)i}, replies[i]->text));
    assert_int_equal(0, redis_waiting_bytes(link));
    redis_link_free(link);
    redis_place_free(place);
    redis_free(s);
    test_ctx_end(&c);
}

/* -- Somebody who is no Redis */

struct impostor {
    int fd;
    struct text says;
};

static void *pretend(void *self)
{
    const struct impostor *im = self;
    char heard[512];
    int fd = accept(im->fd, NULL, NULL);
    if (recv(fd, heard, sizeof heard, 0) > 0 && im->says.len > 0)
        (void)!send(fd, im->says.at, im->says.len, MSG_NOSIGNAL);
    shutdown(fd, SHUT_WR);
    while (recv(fd, heard, sizeof heard, 0) > 0)
        ;
    close(fd);
    return NULL;
}

static void believes_no_impostor(void **state)
{
    (void)state;
    static const struct {
        struct text says;
        const char *why;
    } rows[] = {{{"", 0}, "the connection broke"},
                {{"HTTP/1.1 400 Bad Request\r\n\r\n", 28}, "not the protocol of Redis"},
                {{"*99999999\r\n", 11}, "not the protocol of Redis"},
                {{"$5\r\nab", 6}, "the connection broke"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        socklen_t size = sizeof address;
        struct impostor im = {socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), rows[i].says};
        pthread_t thread;
        char url[64];
        assert_int_equal(0, bind(im.fd, (const struct sockaddr *)&address, size));
        assert_int_equal(0, getsockname(im.fd, (struct sockaddr *)&address, &size));
        assert_int_equal(0, listen(im.fd, 1));
        snprintf(url, sizeof url, "redis://127.0.0.1:%d", ntohs(address.sin_port));
        assert_int_equal(0, pthread_create(&thread, NULL, pretend, &im));
        assert_refused(url, rows[i].why);
        pthread_join(thread, NULL);
        close(im.fd);
    }
}

/* -- TLS */

static void make_certificate(const char *folder, const char *name)
{
    char key[128], certificate[128], subject[64], names[64];
    snprintf(key, sizeof key, "%s/%s.key", folder, name);
    snprintf(certificate, sizeof certificate, "%s/%s.pem", folder, name);
    snprintf(subject, sizeof subject, "/CN=%s", name);
    snprintf(names, sizeof names, "subjectAltName=%s",
             strcmp(name, "right") == 0 ? "IP:127.0.0.1" : "DNS:elsewhere.example");
    pid_t pid = fork();
    if (pid == 0) {
        int nowhere = open("/dev/null", O_RDWR);
        dup2(nowhere, 2);
        execlp("openssl", "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout",
               key, "-out", certificate, "-subj", subject, "-addext", names, (char *)NULL);
        _exit(127);
    }
    int status = 1;
    assert_true(pid > 0 && waitpid(pid, &status, 0) == pid);
    assert_int_equal(0, status);
}

static void speaks_tls(void **state)
{
    (void)state;
    char url[512], more[512];
    struct redis_server *s = redis_new("", "");
    redis_end(s, SIGTERM);
    for (int right = 1; right >= 0; right--) {
        const char *name = right ? "right" : "wrong";
        int port = redis_free_port();
        make_certificate(s->folder, name);
        snprintf(more, sizeof more,
                 "tls-port %d\nbind 127.0.0.1\ntls-auth-clients no\ntls-cert-file %s/%s.pem\ntls-key-file "
                 "%s/%s.key\n",
                 port, s->folder, name, s->folder, name);
        snprintf(s->more, sizeof s->more, "%s", more);
        redis_start(s);
        snprintf(url, sizeof url, "rediss://127.0.0.1:%d?ca=%s/%s.pem", port, s->folder, name);
        if (right)
            assert_works(url);
        else
            assert_refused(url, "IP address mismatch");
        snprintf(url, sizeof url, "rediss://127.0.0.1:%d", port);
        assert_refused(url, "self-signed certificate"); /* the system knows no such authority */
        snprintf(url, sizeof url, "rediss://127.0.0.1:%d?ca=%s/none.pem", port, s->folder);
        assert_refused(url, "authorities cannot be read");
        snprintf(url, sizeof url, "redis://127.0.0.1:%d", port);
        assert_refused(url, "127.0.0.1");
        redis_end(s, SIGTERM);
    }
    redis_free(s);
}

static void connects_by_tcp(void **state)
{
    (void)state;
    char url[64], more[64];
    int port = redis_free_port();
    snprintf(more, sizeof more, "port %d\nbind 127.0.0.1\n", port);
    struct redis_server *s = redis_new(more, "");
    snprintf(url, sizeof url, "redis://127.0.0.1:%d/3", port);
    assert_works(url);
    snprintf(url, sizeof url, "redis://localhost:%d", port);
    assert_works(url);
    snprintf(url, sizeof url, "redis://127.0.0.1:%d/99", port);
    assert_refused(url, "out of range");
    redis_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_who_it_is),       cmocka_unit_test(tells_what_is_wrong),
        cmocka_unit_test(repeats_no_arguments), cmocka_unit_test(does_not_wait_for_ever),
        cmocka_unit_test(stops_when_asked),     cmocka_unit_test(carries_much_at_once),
        cmocka_unit_test(believes_no_impostor), cmocka_unit_test(connects_by_tcp),
        cmocka_unit_test(speaks_tls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
