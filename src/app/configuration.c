#include "app/configuration.h"

#include "app/command.h"
#include "app/terminal.h"
#include "secret/secret.h"

#include <unistd.h>

/* -- Secrets */

static enum err get_secret(struct ctx *c, void *self, struct text name, struct text *out)
{
    return secret_get(c, self, name, out);
}

static void close_secrets(void *thing)
{
    secret_close(thing);
}

enum err configuration_resolve(struct ctx *c, struct config *config, unsigned needed_by)
{
    struct secrets *secrets;
    if (!config_has_secrets(config, needed_by))
        return OK;
    enum err e = secret_open(c, config_text(config, CONFIG_SECRETS), &secrets);
    if (e != OK)
        return fail_within(c, e, "secrets");
    arena_defer(c->arena, close_secrets, secrets);
    return config_resolve(c, config, needed_by,
                          &(struct config_resolver){.get = get_secret, .self = secrets});
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
    *out =
        (struct configuration){.data = config_text(config, CONFIG_DATA),
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
                               .page_url = config_text(config, CONFIG_PAGE_URL),
                               .smtp = {.url = config_text(config, CONFIG_SMTP_URL),
                                        .user = config_text(config, CONFIG_SMTP_USER),
                                        .password = config_text(config, CONFIG_SMTP_PASSWORD),
                                        .from = config_text(config, CONFIG_SMTP_FROM),
                                        .ca = config_text(config, CONFIG_SMTP_CA),
                                        .plain = strcmp(config_text(config, CONFIG_SMTP_TLS), "never") == 0},
                               .webhooks_private = config_int(config, CONFIG_WEBHOOKS_PRIVATE) != 0,
                               .payment = {.provider = config_text(config, CONFIG_PAYMENT_PROVIDER),
                                           .folder = config_text(config, CONFIG_PAYMENT_FOLDER),
                                           .name = config_text(config, CONFIG_PAYMENT_NAME),
                                           .url = config_text(config, CONFIG_PAYMENT_URL),
                                           .key = config_text(config, CONFIG_PAYMENT_KEY),
                                           .ca = config_text(config, CONFIG_PAYMENT_CA)},
                               .embedding = {.driver = config_text(config, CONFIG_EMBEDDING),
                                             .folder = config_text(config, CONFIG_EMBEDDING_FOLDER),
                                             .url = config_text(config, CONFIG_EMBEDDING_URL),
                                             .model = config_text(config, CONFIG_EMBEDDING_MODEL),
                                             .key = config_text(config, CONFIG_EMBEDDING_KEY),
                                             .dims = config_int(config, CONFIG_EMBEDDING_DIMS)},
                               .llm = {.driver = config_text(config, CONFIG_LLM),
                                       .url = config_text(config, CONFIG_LLM_URL),
                                       .model = config_text(config, CONFIG_LLM_MODEL),
                                       .key = config_text(config, CONFIG_LLM_KEY),
                                       .file = config_text(config, CONFIG_LLM_FILE),
                                       .price_in = config_text(config, CONFIG_LLM_PRICE_IN),
                                       .price_out = config_text(config, CONFIG_LLM_PRICE_OUT),
                                       .timeout_us = config_int(config, CONFIG_LLM_TIMEOUT),
                                       .calls = config_int(config, CONFIG_LLM_CALLS),
                                       .tokens = config_int(config, CONFIG_LLM_TOKENS),
                                       .cents = config_int(config, CONFIG_LLM_CENTS)},
                               .bureau = {.url = config_text(config, CONFIG_BUREAU_URL),
                                          .key = config_text(config, CONFIG_BUREAU_KEY),
                                          .ca = config_text(config, CONFIG_BUREAU_CA)},
                               .all = config};
    if (out->smtp.from[0] == '\0')
        out->smtp.from = out->smtp.user;
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

/* A part of the server finds nothing to do, or does it for nobody, where it has the store for itself. */
enum err configuration_check_role(struct ctx *c, const struct config *config)
{
    char where[CONFIG_ORIGIN_MAX];
    const char *role = config_text(config, CONFIG_ROLE);
    struct text store = text_of(config_shown(c, config, CONFIG_STORE));
    bool shared = text_starts(store, TEXT("postgres")) || text_starts(store, TEXT("secret:"));
    if (strcmp(role, "all") == 0 || shared)
        return OK;
    return fail(c, ERR_USAGE,
                "role (%s): \"%s\" needs a store that processes share (store: postgres://…); with SQLite "
                "one process does all",
                config_origin_text(config_origin(config, CONFIG_ROLE), where), role);
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
    if (inv->command->needs != 0)
        e = configuration_check_role(c, config);
    if (e == OK)
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

enum err configuration_take(struct ctx *c, const struct invocation *inv, const struct configuration **out)
{
    struct config *config;
    size_t count;
    struct configuration *configuration = ARENA_NEW(c->arena, struct configuration);
    enum err e = configuration_read(c, inv, NULL, &config);
    if (e != OK)
        return fail(c, e, "%s", config_problems(config, &count)->text);
    TRY(configuration_resolve(c, config, CONFIG_FOR_COMMANDS));
    take(configuration, config);
    *out = configuration;
    return OK;
}
