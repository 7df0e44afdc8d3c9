/* Values from environment variables. Others that begin with FLORIN_ are refused, because nothing is worse than a setting that is not taken:
 * but for those of tests and tools, of the environment as a store of secrets, and those that Kubernetes makes for a service called florin. */
#include "config/inner.h"

static const char *const known[] = {"FLORIN_CONFIG",
                                    /* tests and tools */
                                    "FLORIN_BANK_FILES", "FLORIN_CONTRACT", "FLORIN_EXAMPLES", "FLORIN_KEY",
                                    "FLORIN_KILL_ROUNDS", "FLORIN_KILLS", "FLORIN_KILL_ROWS",
                                    "FLORIN_LEDGER_COUNT", "FLORIN_LEDGER_OPS", "FLORIN_LEDGER_STEPS",
                                    "FLORIN_PEERS", "FLORIN_SEED", "FLORIN_VECTORS", NULL};
static const char *const known_starts[] = {"FLORIN_SECRET_", "FLORIN_TEST_", "FLORIN_BENCH_", NULL};

const char *config_variable(const char *const *environment, const char *name)
{
    size_t len = strlen(name);
    for (; environment != NULL && *environment != NULL; environment++)
        if (strncmp(*environment, name, len) == 0 && (*environment)[len] == '=' &&
            (*environment)[len + 1] != '\0')
            return *environment + len + 1;
    return NULL;
}

static bool ends(struct text t, struct text with)
{
    return t.len >= with.len && text_equal(text_from(t, t.len - with.len), with);
}

/* FLORIN_SERVICE_HOST, FLORIN_API_SERVICE_PORT_HTTP, FLORIN_PORT, FLORIN_PORT_8787_TCP_ADDR: links to services, as Kubernetes and Docker
 * make them. No key's variable looks like that. */
static bool is_service_link(struct text name, struct text value)
{
    ptrdiff_t port = text_find(name, TEXT("_PORT_"));
    if (ends(name, TEXT("_SERVICE_HOST")) || ends(name, TEXT("_SERVICE_PORT")) ||
        text_find(name, TEXT("_SERVICE_PORT_")) >= 0)
        return true;
    if (ends(name, TEXT("_PORT")))
        return text_starts(value, TEXT("tcp://")) || text_starts(value, TEXT("udp://"));
    struct text rest = port < 0 ? (struct text){0} : text_from(name, (size_t)port + 6);
    return rest.len > 0 && ascii_digit(rest.at[0]) &&
           (text_find(rest, TEXT("_TCP")) > 0 || text_find(rest, TEXT("_UDP")) > 0);
}

static bool is_known(struct text name, struct text value)
{
    for (size_t i = 0; known[i] != NULL; i++)
        if (text_is(name, known[i]))
            return true;
    for (size_t i = 0; known_starts[i] != NULL; i++)
        if (text_starts(name, text_of(known_starts[i])))
            return true;
    return is_service_link(name, value);
}

enum { START = sizeof "FLORIN_" - 1 }; /* all share it, so it says nothing about what was meant */

static const char *meant(struct text name)
{
    const char *words[CONFIG_KEYS + 2] = {[CONFIG_KEYS] = "CONFIG"};
    for (enum config_key key = 0; key < CONFIG_KEYS; key++)
        words[key] = config_rows[key].env + START;
    return config_nearest(text_from(name, START), words);
}

static void take_variable(struct ctx *c, struct config *config, const char *variable)
{
    const char *equals = strchr(variable, '=');
    struct text name = text_copy(c->arena, (struct text){variable, (size_t)(equals - variable)});
    struct text value = text_of(equals + 1);
    struct config_origin origin = {CONFIG_FROM_ENVIRONMENT, name.at, 0, 0};
    if (value.len == 0)
        return;
    for (enum config_key key = 0; key < CONFIG_KEYS; key++) {
        if (text_is(name, config_rows[key].env)) {
            config_take(c, config, key, value, &origin);
            return;
        }
    }
    if (is_known(name, value))
        return;
    const char *near = meant(name);
    origin.name = text_z(c->arena, text_glimpse(name));
    config_complain(c, config, origin.name, &origin, " is no environment variable of Florin%s%s%s",
                    near == NULL ? "" : "; did you mean FLORIN_", near == NULL ? "" : near,
                    near == NULL ? "" : "?");
}

void config_environment_take(struct ctx *c, struct config *config, const char *const *environment)
{
    for (; environment != NULL && *environment != NULL; environment++)
        if (strncmp(*environment, "FLORIN_", START) == 0 && strchr(*environment, '=') != NULL)
            take_variable(c, config, *environment);
}
