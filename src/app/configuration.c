#include "app/configuration.h"

#include "app/command.h"
#include "app/terminal.h"

#include <stdlib.h>
#include <unistd.h>

/* -- Secrets */

/* FLORIN_SECRET_NAME, "-" and "." as "_", in capitals. */
static enum err from_environment(struct ctx *c, void *self, struct text name, struct text *out)
{
    char *variable = arena_printf(c->arena, "FLORIN_SECRET_%.*s", TEXT_ARGS(name));
    (void)self;
    for (char *at = variable; *at != '\0'; at++)
        *at = ascii_alpha(*at) ? (char)(ascii_lower(*at) - 32) : ascii_digit(*at) ? *at : '_';
    const char *value = getenv(variable);
    if (value == NULL || value[0] == '\0')
        return fail(c, ERR_USAGE, "there is no secret %.*s: set %s", TEXT_ARGS(name), variable);
    *out = text_of(value);
    return OK;
}

enum err configuration_resolve(struct ctx *c, struct config *config, unsigned needed_by)
{
    struct config_resolver resolver = {.get = from_environment};
    if (!config_has_secrets(config, needed_by))
        return OK;
    if (strcmp(config_text(config, CONFIG_SECRETS), "environment") != 0)
        return fail(c, ERR_USAGE, "secrets: \"%s\" is not built into this program yet",
                    config_text(config, CONFIG_SECRETS));
    return config_resolve(c, config, needed_by, &resolver);
}

/* -- Loading */

enum err configuration_read(struct ctx *c, const struct invocation *inv, const char *file,
                            struct config **out)
{
    struct config_sources sources = {.environment = (const char *const *)environ,
                                     .file = file == NULL ? inv->config : file};
    memcpy(sources.flags, inv->flags, sizeof sources.flags);
    return config_load(c, &sources, out);
}

void configuration_complain(struct ctx *c, const struct config *config)
{
    size_t count, shown = 0;
    for (const struct config_problem *p = config_problems(config, &count); p != NULL; p = p->next, shown++)
        fprintf(stderr, "florin: %s\n", terminal_field(c->arena, text_of(p->text), 0));
    if (shown < count)
        fprintf(stderr, "florin: and %zu more problems\n", count - shown);
}

static void take(struct configuration *out, const struct config *config)
{
    *out = (struct configuration){.data = config_text(config, CONFIG_DATA),
                                  .store = config_text(config, CONFIG_STORE),
                                  .bus = config_text(config, CONFIG_BUS),
                                  .bus_group = config_text(config, CONFIG_BUS_GROUP),
                                  .cache = config_text(config, CONFIG_CACHE),
                                  .secrets = config_text(config, CONFIG_SECRETS),
                                  .dapr_token = config_text(config, CONFIG_DAPR_TOKEN),
                                  .role = config_text(config, CONFIG_ROLE),
                                  .listen = config_text(config, CONFIG_LISTEN),
                                  .metrics_listen = config_text(config, CONFIG_METRICS_LISTEN),
                                  .hosts = config_text(config, CONFIG_HOSTS),
                                  .proxies = config_text(config, CONFIG_PROXIES),
                                  .origins = config_text(config, CONFIG_ORIGINS),
                                  .rate = config_int(config, CONFIG_RATE),
                                  .store_pool = config_int(config, CONFIG_STORE_POOL),
                                  .cache_ttl_us = config_int(config, CONFIG_CACHE_TTL),
                                  .all = config};
}

/* A server of one role fetches no other's secrets. */
static unsigned needs(const struct command *command, const struct config *config)
{
    static const struct {
        const char *role;
        unsigned needs;
    } roles[] = {{"api", CONFIG_FOR_API}, {"agents", CONFIG_FOR_AGENTS}, {"gateway", CONFIG_FOR_GATEWAY}};
    const char *role = config_text(config, CONFIG_ROLE);
    for (size_t i = 0; command->needs != 0 && i < sizeof roles / sizeof *roles; i++)
        if (strcmp(role, roles[i].role) == 0)
            return roles[i].needs;
    return command->needs == 0 ? CONFIG_FOR_COMMANDS : command->needs;
}

enum err configuration_load(struct ctx *c, struct invocation *inv)
{
    struct config *config;
    struct configuration *configuration = ARENA_NEW(c->arena, struct configuration);
    enum err e = configuration_read(c, inv, NULL, &config);
    if (e != OK) {
        configuration_complain(c, config);
        return e;
    }
    e = configuration_resolve(c, config, needs(inv->command, config));
    if (e != OK) {
        fprintf(stderr, "florin: %s\n", terminal_field(c->arena, text_of(c->why), 0));
        return e;
    }
    take(configuration, config);
    inv->configuration = configuration;
    inv->data = configuration->data;
    return OK;
}
