/* Events to a sidecar that refuses, is slow, or is old. */
#include "servers/dapr_world.h"

static struct bus *open_bus(struct ctx *c, const struct bus_driver *driver, const char *token)
{
    struct bus *bus;
    struct bus_options options = {.process = "one", .token = token};
    assert_ok(c, bus_open(c, driver, &options, &bus));
    return bus;
}

/* Of `households` households in turn, numbers from 1 on. */
static struct bus_message *messages(struct ctx *c, size_t count, int64_t households)
{
    struct bus_message *all = ARENA_ARRAY(c->arena, struct bus_message, count);
    for (size_t i = 0; i < count; i++)
        all[i] = (struct bus_message){.number = (int64_t)i + 1,
                                      .household = (int64_t)i % households + 1,
                                      .id = TEXT("id"),
                                      .type = TEXT("goal.created"),
                                      .body = TEXT(" { \"type\": \"goal.created\" } ")};
    return all;
}

static int64_t published(void)
{
    return daprd_number(server_tell(&daprd, "count finance.goal.created"));
}

static void refusals_have_their_names(void **state)
{
    const struct bus_driver *driver = *state;
    struct ctx c = test_ctx();
    struct bus *bus = open_bus(&c, driver, "sesame");
    struct bus_message *all = messages(&c, 3, 3);
    struct bus_health health;
    server_tell(&daprd, "set token sesame");
    assert_ok(&c, bus_publish(&c, bus, all, 3));
    server_tell(&daprd, "set token other");
    assert_err(ERR_DENIED, bus_publish(&c, bus, all, 3));
    assert_null(strstr(c.why, "sesame"));
    server_tell(&daprd, "set token");
    server_tell(&daprd, "set forbid finance.goal.created");
    assert_err(ERR_DENIED, bus_publish(&c, bus, all, 3));
    bus_health(bus, &health);
    assert_false(health.well);
    assert_string_equal(c.why, health.why);
    server_tell(&daprd, "set forbid");
    server_tell(&daprd, "set fail 1");
    assert_err(ERR_BUSY, bus_publish(&c, bus, all, 1));
    assert_true(c.retriable);
    assert_ok(&c, bus_publish(&c, bus, all, 1));
    bus_health(bus, &health);
    assert_true(health.well);
    all[0].body = TEXT("[1]");
    assert_err(ERR_INPUT, bus_publish(&c, bus, all, 1));
    bus_close(bus);
    test_ctx_end(&c);
}

static void an_old_sidecar_gets_one_after_another(void **state)
{
    const struct bus_driver *driver = *state;
    struct ctx c = test_ctx();
    struct bus *bus = open_bus(&c, driver, NULL);
    int64_t before = published();
    server_tell(&daprd, "set bulk 0");
    assert_ok(&c, bus_publish(&c, bus, messages(&c, 20, 5), 20));
    assert_int_equal(before + 20, published());
    server_tell(&daprd, "set bulk 1");
    bus_close(bus);
    test_ctx_end(&c);
}

/* What is there already is not sent again, so that each try gets further. */
static void a_try_goes_on_where_the_last_one_failed(void **state)
{
    const struct bus_driver *driver = *state;
    struct ctx c = test_ctx();
    struct bus *bus = open_bus(&c, driver, NULL);
    struct bus_message *all = messages(&c, 10, 1);
    int64_t before = published();
    server_tell(&daprd, "set room 4");
    assert_err(ERR_BUSY, bus_publish(&c, bus, all, 10));
    assert_int_equal(before + 4, published());
    server_tell(&daprd, "set room 4");
    assert_err(ERR_BUSY, bus_publish(&c, bus, all, 10));
    assert_int_equal(before + 8, published());
    server_tell(&daprd, "set room -1");
    assert_ok(&c, bus_publish(&c, bus, all, 10));
    assert_int_equal(before + 10, published());
    assert_ok(&c, bus_publish(&c, bus, all, 10)); /* asked for anew */
    assert_int_equal(before + 20, published());
    bus_close(bus);
    test_ctx_end(&c);
}

int main(void)
{
    struct bus_driver driver = dapr_world_driver();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(refusals_have_their_names, &driver),
        cmocka_unit_test_prestate(an_old_sidecar_gets_one_after_another, &driver),
        cmocka_unit_test_prestate(a_try_goes_on_where_the_last_one_failed, &driver),
    };
    server_start(&daprd, "daprd.py", "");
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    server_stop(&daprd);
    return failed;
}
