/* State behind a sidecar, under what every driver promises, and what only a sidecar can do wrong. FLORIN_TEST_DAPRD_STATE names the store of a
 * running sidecar to be used instead, for the suite alone. */
#include "conformance/state_suite.h"
#include "servers/server.h"

static struct server daprd;
static int port;

static struct state *open_it(struct ctx *c, const char *store, const char *token)
{
    struct state *state;
    struct state_options options = {.url = arena_printf(c->arena, "dapr://127.0.0.1:%d/%s", port, store),
                                    .token = token};
    assert_ok(c, state_open(c, &state_dapr, &options, &state));
    return state;
}

static void addresses_are_checked(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "dapr://",
                                        "dapr://host",
                                        "dapr://host:1/",
                                        "dapr:///store",
                                        "http://host/store",
                                        "dapr://user:secret@host/store",
                                        "dapr://host/store/more",
                                        "dapr://host/store?x=1",
                                        "dapr://host:99999/store"};
    struct ctx c = test_ctx();
    struct state *opened;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_err(ERR_USAGE, state_open(&c, &state_dapr, &(struct state_options){.url = wrong[i]}, &opened));
        assert_null(strstr(c.why, "secret"));
    }
    test_ctx_end(&c);
}

static enum err try_get(struct ctx *c, struct state *s)
{
    struct state_value value;
    bool found;
    return state_get(c, s, TEXT("k"), &found, &value);
}

static enum err try_put(struct ctx *c, struct state *s)
{
    struct state_change change = {STATE_PUT, STATE_ANYWAY, TEXT("k"), TEXT("v"), {NULL, 0}};
    return state_apply(c, s, &change, 1);
}

static void refusals_have_their_names(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct state *none = open_it(&c, "no-such-store", NULL), *s = open_it(&c, "florin-state", "sesame");
    assert_err(ERR_DENIED, try_get(&c, none));
    assert_err(ERR_DENIED, try_put(&c, none));
    server_tell(&daprd, "set token sesame");
    assert_ok(&c, try_put(&c, s));
    assert_err(ERR_DENIED, try_put(&c, none));
    server_tell(&daprd, "set token other");
    assert_err(ERR_DENIED, try_get(&c, s));
    assert_null(strstr(c.why, "sesame"));
    server_tell(&daprd, "set token");
    server_tell(&daprd, "stop");
    assert_err(ERR_BUSY, try_get(&c, s));
    assert_true(c.retriable);
    assert_err(ERR_BUSY, try_put(&c, s));
    server_tell(&daprd, "start");
    assert_ok(&c, try_get(&c, s));
    state_close(none);
    state_close(s);
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_checked),
        cmocka_unit_test(refusals_have_their_names),
    };
    const char *real = getenv("FLORIN_TEST_DAPRD_STATE");
    struct state_suite suite = {.name = "dapr", .driver = &state_dapr, .url = real};
    char url[64];
    if (real != NULL)
        return state_suite_run(&suite);
    server_start(&daprd, "daprd.py", "");
    const char *reply = server_tell(&daprd, "sidecar florin 1");
    port = (int)strtol(strchr(reply, ':') + 1, NULL, 10);
    snprintf(url, sizeof url, "dapr://127.0.0.1:%d/florin-state", port);
    suite.url = url;
    int failed = cmocka_run_group_tests(tests, NULL, NULL) + state_suite_run(&suite);
    server_stop(&daprd);
    return failed;
}
