/* The Dapr driver under what every driver promises, through sidecars and HTTP servers. */
#include "conformance/bus_suite.h"
#include "servers/dapr_world.h"

static void *begin(void)
{
    server_start(&daprd, "daprd.py", "");
    return &daprd;
}

static void end(void *broker)
{
    server_stop(broker);
}

static const char *url(void *broker)
{
    (void)broker;
    return "dapr://127.0.0.1:3500"; /* each bus finds its own sidecar */
}

static void stop(void *broker)
{
    server_tell(broker, "stop");
}

static void start(void *broker)
{
    server_tell(broker, "start");
}

static void kill_it(void *broker)
{
    server_tell(broker, "kill");
}

static void garbage(void *broker, const char *prefix, struct text raw)
{
    struct buf hex = {0};
    buf_z(&hex, "");
    for (size_t i = 0; i < raw.len; i++)
        buf_printf(&hex, "%02x", (unsigned char)raw.at[i]);
    server_tell(broker, "publish %s.finance.budget.warning %s", prefix, hex.at == NULL ? "" : hex.at);
    buf_free(&hex);
}

static int64_t dead(void *broker, const char *prefix)
{
    return daprd_number(server_tell(broker, "count %s.dead", prefix));
}

int main(void)
{
    struct bus_driver driver = dapr_world_driver();
    struct bus_suite suite = {.name = "dapr",
                              .driver = &driver,
                              .shares_as_a_whole = true,
                              .begin = begin,
                              .end = end,
                              .url = url,
                              .stop = stop,
                              .start = start,
                              .kill = kill_it,
                              .garbage = garbage,
                              .dead = dead};
    return bus_suite_run(&suite);
}
