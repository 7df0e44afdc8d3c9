/* The configuration as the program uses it: typed, checked, with secrets in place. */
#ifndef APP_CONFIGURATION_H
#define APP_CONFIGURATION_H

#include "config/config.h"

struct invocation;

/* Texts are never NULL: "" is none. They live as long as the command. */
struct configuration {
    const char *data; /* the folder */
    const char *store; /* "": SQLite in the data folder; else sqlite:PATH, postgres://… or postgresql://… */
    const char *bus, *bus_group; /* embedded, redis://…, rediss://…, kafka://…, dapr://… */
    const char *cache;           /* embedded, redis://…, rediss://… */
    const char
        *secrets; /* environment, file:DIR, kubernetes:DIR, keyvault:https://…, dapr://HOST:PORT/STORE */
    const char *dapr_token;
    const char *role; /* all, api, agents, gateway */
    const char *listen, *metrics_listen;
    const char *hosts, *proxies, *origins; /* comma separated, no blanks */
    int64_t rate, store_pool, cache_ttl_us;
    struct configuration_embedding {
        const char *driver, *folder, *url, *model, *key; /* builtin, minilm, openai, gemini */
        int64_t dims;
    } embedding;
    struct configuration_llm {
        const char *driver, *url, *model, *key, *file, *price_in,
            *price_out;                           /* none, openai, anthropic, replay */
        int64_t timeout_us, calls, tokens, cents; /* the latter three of a household and day */
    } llm;
    const char *page_url; /* without a / at its end */
    struct {
        const char *url, *user, *password, *from, *ca;
        bool plain;
    } smtp;
    bool webhooks_private;
    struct {
        const char *provider, *folder, *name, *url, *key, *ca; /* ledger, pain001, openbanking */
    } payment;
    struct {
        const char *url, *key, *ca;
    } bureau;
    const struct config *all; /* for what shows it */
};

/* Reads all sources for this invocation (inv->configuration, inv->data). When it fails, what is wrong has been printed to standard error, one
 * line each. Secrets are fetched when a value that the command needs names one. */
enum err configuration_load(struct ctx *c, struct invocation *inv) MUST_USE;
/* Only reads: neither fetches secrets nor prints. `file`: as --config; NULL: as the invocation says. */
enum err configuration_read(struct ctx *c, const struct invocation *inv, const char *file,
                            struct config **out) MUST_USE;
/* Reads all sources for a part of a command that reads itself, with secrets, and prints nothing: its first problem is the reason. */
enum err configuration_take(struct ctx *c, const struct invocation *inv,
                            const struct configuration **out) MUST_USE;
/* Prints the problems, one line each. */
void configuration_complain(struct ctx *c, const struct config *config);
/* Can a server of this role work on this store? ERR_USAGE says what does not fit. */
enum err configuration_check_role(struct ctx *c, const struct config *config) MUST_USE;
/* Fetches the secrets that keys of `needed_by` (CONFIG_FOR_...) name. */
enum err configuration_resolve(struct ctx *c, struct config *config, unsigned needed_by) MUST_USE;

#endif
