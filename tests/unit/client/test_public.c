/* Addresses that users give: none leads to this machine or its network, however it is written and whatever the name service says. The
 * name service is this file's own: libcurl asks the getaddrinfo below. */
#include "client/client.h"
#include "servers/server.h"
#include "support.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <sys/socket.h>

static struct server web;

/* -- A name service that lies */

static const char *answer[4]; /* what every name has, one after the other; NULL ends */
static _Atomic int lookups;

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **out);
void freeaddrinfo(struct addrinfo *list);

static struct addrinfo *one_address(const char *text, const char *service)
{
    struct addrinfo *info = calloc(1, sizeof *info + sizeof(struct sockaddr_in6));
    struct sockaddr_in *four = (struct sockaddr_in *)(void *)(info + 1);
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)(void *)(info + 1);
    in_port_t port = htons((uint16_t)(service == NULL ? 0 : strtol(service, NULL, 10)));
    info->ai_socktype = SOCK_STREAM;
    info->ai_protocol = IPPROTO_TCP;
    info->ai_addr = (struct sockaddr *)(void *)(info + 1);
    if (inet_pton(AF_INET, text, &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = port;
        info->ai_addrlen = sizeof *four;
    } else if (inet_pton(AF_INET6, text, &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        six->sin6_port = port;
        info->ai_addrlen = sizeof *six;
    } else {
        free(info);
        return NULL;
    }
    info->ai_family = info->ai_addr->sa_family;
    return info;
}

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
    struct addrinfo **end = out;
    (void)hints;
    *out = NULL;
    atomic_fetch_add(&lookups, 1);
    struct in_addr number; /* as the real one reads numbers: 127.1, 0x7f000001, 017700000001 */
    if (inet_aton(name, &number) != 0) {
        *out = one_address(inet_ntoa(number), service);
        return 0;
    }
    *out = one_address(name, service);
    for (int i = 0; (i > 0 || *out == NULL) && i < 4 && answer[i] != NULL; i++) {
        *end = one_address(answer[i], service);
        end = &(*end)->ai_next;
    }
    return *out == NULL ? EAI_NONAME : 0;
}

void freeaddrinfo(struct addrinfo *list)
{
    while (list != NULL) {
        struct addrinfo *next = list->ai_next;
        free(list);
        list = next;
    }
}

static void names_mean(const char *first, const char *second)
{
    answer[0] = first;
    answer[1] = second;
    answer[2] = NULL;
}

/* -- The list of addresses */

static bool is_public(const char *text)
{
    struct addrinfo *one = one_address(text, NULL);
    if (one == NULL)
        fail_msg("\"%s\" is no address", text);
    bool is = client_address_is_public(one->ai_addr);
    free(one);
    return is;
}

/* The first and last address of each block, and those on either side where they are public. */
static const char *const never[] = {"0.0.0.0",
                                    "0.255.255.255",
                                    "10.0.0.0",
                                    "10.255.255.255",
                                    "100.64.0.0",
                                    "100.127.255.255",
                                    "127.0.0.0",
                                    "127.0.0.1",
                                    "127.255.255.255",
                                    "169.254.0.0",
                                    "169.254.169.254",
                                    "169.254.255.255",
                                    "172.16.0.0",
                                    "172.31.255.255",
                                    "192.0.0.0",
                                    "192.0.0.255",
                                    "192.0.2.0",
                                    "192.0.2.255",
                                    "192.88.99.0",
                                    "192.88.99.255",
                                    "192.168.0.0",
                                    "192.168.255.255",
                                    "198.18.0.0",
                                    "198.19.255.255",
                                    "198.51.100.0",
                                    "198.51.100.255",
                                    "203.0.113.0",
                                    "203.0.113.255",
                                    "224.0.0.0",
                                    "239.255.255.255",
                                    "240.0.0.0",
                                    "255.255.255.255",
                                    "::",
                                    "::1",
                                    "::2",
                                    "::7f00:1",
                                    "::ffff:0.0.0.0",
                                    "::ffff:127.0.0.1",
                                    "::ffff:10.1.2.3",
                                    "::ffff:169.254.169.254",
                                    "64:ff9b::127.0.0.1",
                                    "64:ff9b::10.0.0.1",
                                    "64:ff9b:1::1",
                                    "100::1",
                                    "2001::1",
                                    "2001:0:1::1",
                                    "2001:1ff:ffff::1",
                                    "2001:db8::1",
                                    "2001:db8:ffff::1",
                                    "2002:7f00:1::",
                                    "2002:808:808::1",
                                    "3fff::1",
                                    "3fff:fff::1",
                                    "4000::1",
                                    "5f00::1",
                                    "fc00::1",
                                    "fd00::1",
                                    "fdff::1",
                                    "fe80::1",
                                    "febf::1",
                                    "fec0::1",
                                    "ff02::1",
                                    "ff0e::1"};
static const char *const yes[] = {
    "1.0.0.0",         "9.255.255.255",   "11.0.0.0",       "100.63.255.255",
    "100.128.0.0",     "126.255.255.255", "128.0.0.0",      "169.253.255.255",
    "169.255.0.0",     "172.15.255.255",  "172.32.0.0",     "191.255.255.255",
    "192.0.1.0",       "192.0.3.0",       "192.88.98.255",  "192.88.100.0",
    "192.167.255.255", "192.169.0.0",     "198.17.255.255", "198.20.0.0",
    "198.51.99.255",   "198.51.101.0",    "203.0.112.255",  "203.0.114.0",
    "223.255.255.255", "8.8.8.8",         "2001:200::1",    "2001:4860:4860::8888",
    "2001:db7::1",     "2001:db9::1",     "2000::1",        "2003::1",
    "2606:4700::1",    "3ffe::1",         "3fff:1000::1",   "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8"};

static void knows_the_public_internet(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (is_public(never[i]))
            fail_msg("%s is taken for public", never[i]);
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (!is_public(yes[i]))
            fail_msg("%s is not taken for public", yes[i]);
    assert_false(client_address_is_public(&(struct sockaddr){.sa_family = AF_UNIX}));
}

/* -- Requests */

static struct client *public_client(struct ctx *c, int redirects)
{
    struct client *client;
    assert_ok(c,
              client_open(c, &(struct client_options){.public_only = true, .redirects = redirects}, &client));
    server_tell(&web, "forget");
    return client;
}

static int connections(void)
{
    return (int)strtol(server_tell(&web, "connections"), NULL, 10);
}

static enum err ask(struct ctx *c, struct client *client, const char *host)
{
    struct client_reply reply;
    char url[256];
    snprintf(url, sizeof url, "http://%s:%d/hello", host, web.port);
    return client_send(c, client,
                       &(struct client_request){.url = url, .connect_timeout_ms = 2000, .timeout_ms = 4000},
                       &reply);
}

static void every_spelling_is_refused(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct client *client = public_client(&c, 0);
    static const char *const spellings[] = {"127.0.0.1",
                                            "127.1",
                                            "127.0.1",
                                            "0x7f.1",
                                            "0x7f000001",
                                            "0X7F000001",
                                            "2130706433",
                                            "017700000001",
                                            "0177.0.0.1",
                                            "0177.0x0.0.01",
                                            "127.000.000.001",
                                            "127.0.0.1.",
                                            "0",
                                            "0.0.0.0",
                                            "0x0",
                                            "127.255.255.254",
                                            "10.0.0.1",
                                            "0xa000001",
                                            "167772161",
                                            "012.0.0.1",
                                            "172.16.0.1",
                                            "172.31.255.255",
                                            "192.168.1.1",
                                            "0xc0a80101",
                                            "3232235777",
                                            "169.254.169.254",
                                            "0xa9fea9fe",
                                            "2852039166",
                                            "0251.0376.0251.0376",
                                            "100.64.0.1",
                                            "[::1]",
                                            "[::]",
                                            "[0:0:0:0:0:0:0:1]",
                                            "[0000:0000:0000:0000:0000:0000:0000:0001]",
                                            "[::ffff:127.0.0.1]",
                                            "[::ffff:7f00:1]",
                                            "[::FFFF:7F00:0001]",
                                            "[::ffff:10.0.0.1]",
                                            "[::ffff:169.254.169.254]",
                                            "[64:ff9b::7f00:1]",
                                            "[64:ff9b::a00:1]",
                                            "[fe80::1]",
                                            "[fd00::1]",
                                            "[fc00::1]",
                                            "[2002:7f00:1::]",
                                            "[2001::1]",
                                            "[ff02::1]",
                                            "user@127.0.0.1",
                                            "8.8.8.8@127.0.0.1",
                                            "u:p@127.1",
                                            "%31%32%37.0.0.1",
                                            "①②⑦.0.0.1",
                                            "255.255.255.255",
                                            "224.0.0.1",
                                            "198.18.0.1",
                                            "240.0.0.1"};
    names_mean("127.0.0.1", NULL); /* what is no number is a name, and names lie */
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        enum err e = ask(&c, client, spellings[i]);
        if (e != ERR_DENIED && e != ERR_INPUT)
            fail_msg("%s: %s, %s", spellings[i], err_name(e), c.why);
    }
    assert_int_equal(0, connections());
    client_close(client);
    test_ctx_end(&c);
}

static void every_name_is_refused(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct client *client = public_client(&c, 0);
    static const char *const names[] = {"localhost",
                                        "LOCALHOST",
                                        "localhost.",
                                        "a.localhost",
                                        "localtest.example",
                                        "kubernetes.default.svc",
                                        "metadata.google.internal",
                                        "127.0.0.1.nip.example",
                                        "127-0-0-1.example",
                                        "xn--bcher-kva.example"};
    static const char *const answers[] = {"127.0.0.1",       "::1",           "10.1.2.3",
                                          "169.254.169.254", "192.168.0.1",   "172.20.0.1",
                                          "100.100.100.200", "fd00:ec2::254", "::ffff:127.0.0.1",
                                          "64:ff9b::7f00:1", "0.0.0.0",       "::",
                                          "198.51.100.7",    "fe80::1",       "2002:a00:1::"};
    int tried = 0;
    for (size_t k = 0; k < sizeof answers / sizeof *answers; k++)
        for (size_t i = 0; i < sizeof names / sizeof *names; i++, tried++) {
            char name[96];
            snprintf(name, sizeof name, "%s%s", i < 4 ? "" : k % 2 == 0 ? "a." : "b.", names[i]);
            names_mean(answers[k], k % 3 == 0 ? "127.0.0.1" : NULL);
            assert_err(ERR_DENIED, ask(&c, client, name));
            assert_non_null(strstr(c.why, "public internet"));
            assert_false(c.retriable);
            client_close(client); /* nothing remembers a name */
            client = public_client(&c, 0);
        }
    assert_true(tried >= 150);
    assert_true(atomic_load(&lookups) > 0); /* it was this file that was asked */
    assert_int_equal(0, connections());
    client_close(client);
    test_ctx_end(&c);
}

/* Between one request and the next the name changes its mind: it is the connection that is looked at. */
static void a_name_that_changes_its_mind_is_refused(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct client *trusting, *client = public_client(&c, 0);
    names_mean("127.0.0.1", NULL);
    assert_ok(&c, client_open(&c, NULL, &trusting));
    assert_ok(&c, ask(&c, trusting,
                      "rebinding.example")); /* a client without the rule gets there: the service is up */
    server_tell(&web, "forget");
    for (int i = 0; i < 20; i++) {
        names_mean(i % 2 == 0 ? "::1" : "127.0.0.1", i % 3 == 0 ? "10.0.0.1" : NULL);
        assert_err(ERR_DENIED, ask(&c, client, "rebinding.example"));
    }
    assert_int_equal(0, connections());
    client_close(trusting);
    client_close(client);
    test_ctx_end(&c);
}

static void options_that_go_round_it_are_refused(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct client *client;
    assert_err(ERR_USAGE,
               client_open(&c, &(struct client_options){.public_only = true, .unix_socket = "/x"}, &client));
    assert_err(ERR_USAGE,
               client_open(&c, &(struct client_options){.public_only = true, .proxy = "http://x"}, &client));
    assert_err(ERR_USAGE, client_open(&c, &(struct client_options){.redirects = -1}, &client));
    client_close(NULL);
    setenv("http_proxy", "http://127.0.0.1:1", 1); /* a proxy of the environment would hide where it goes */
    client = public_client(&c, 3);
    names_mean("127.0.0.1", NULL);
    assert_err(ERR_DENIED, ask(&c, client, "hook.example"));
    unsetenv("http_proxy");
    client_close(client);
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_the_public_internet),
        cmocka_unit_test(every_spelling_is_refused),
        cmocka_unit_test(every_name_is_refused),
        cmocka_unit_test(a_name_that_changes_its_mind_is_refused),
        cmocka_unit_test(options_that_go_round_it_are_refused),
    };
    server_start(&web, "web.py", NULL);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    server_stop(&web);
    return failed;
}
