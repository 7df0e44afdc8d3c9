/* The program's configuration. One schema (schema.c: a row for each key) drives the file, the environment, the flags, `--help`, the annotated
 * example and the documentation. A value comes from a flag, else the environment, else the file, else the default.
 *
 * The file is YAML: --config FILE, else $FLORIN_CONFIG, else florin.yaml in the data folder, else /etc/florin/florin.yaml. A key with a dot may be
 * written as it is (`bus.group: x`) or nested (`bus: {group: x}`); beside others, a key that has parts below it is called url (`bus: {url: x}`). */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include "base/json.h"

enum config_key {
    CONFIG_DATA,
    CONFIG_STORE,
    CONFIG_STORE_POOL,
    CONFIG_BUS,
    CONFIG_BUS_GROUP,
    CONFIG_CACHE,
    CONFIG_CACHE_TTL,
    CONFIG_SECRETS,
    CONFIG_DAPR_TOKEN,
    CONFIG_ROLE,
    CONFIG_LISTEN,
    CONFIG_METRICS_LISTEN,
    CONFIG_HOSTS,
    CONFIG_PROXIES,
    CONFIG_ORIGINS,
    CONFIG_RATE,
    CONFIG_EMBEDDING,
    CONFIG_EMBEDDING_FOLDER,
    CONFIG_EMBEDDING_URL,
    CONFIG_EMBEDDING_MODEL,
    CONFIG_EMBEDDING_KEY,
    CONFIG_EMBEDDING_DIMS,
    CONFIG_LLM,
    CONFIG_LLM_URL,
    CONFIG_LLM_MODEL,
    CONFIG_LLM_KEY,
    CONFIG_LLM_FILE,
    CONFIG_LLM_TIMEOUT,
    CONFIG_LLM_PRICE_IN,
    CONFIG_LLM_PRICE_OUT,
    CONFIG_LLM_CALLS,
    CONFIG_LLM_TOKENS,
    CONFIG_LLM_CENTS,
    CONFIG_PAGE_URL,
    CONFIG_SMTP_URL,
    CONFIG_SMTP_USER,
    CONFIG_SMTP_PASSWORD,
    CONFIG_SMTP_FROM,
    CONFIG_SMTP_TLS,
    CONFIG_SMTP_CA,
    CONFIG_WEBHOOKS_PRIVATE,
    CONFIG_PAYMENT_PROVIDER,
    CONFIG_PAYMENT_FOLDER,
    CONFIG_PAYMENT_NAME,
    CONFIG_PAYMENT_URL,
    CONFIG_PAYMENT_KEY,
    CONFIG_PAYMENT_CA,
    CONFIG_BUREAU_URL,
    CONFIG_BUREAU_KEY,
    CONFIG_BUREAU_CA,
    CONFIG_KEYS
};

enum config_kind {
    CONFIG_TEXT,    /* a name: letters, digits and ._-, and what `allowed` has besides */
    CONFIG_URL,     /* one of the forms that `allowed` lists */
    CONFIG_PATH,    /* ~/ is the home folder; in the file, a relative one begins at the file's folder */
    CONFIG_ADDRESS, /* ADDRESS:PORT to listen on */
    CONFIG_NUMBER,  /* a whole one, from `low` to `high` */
    CONFIG_DURATION, /* "300 s", "5 min", "1 h"; without a unit: seconds. Its number is in microseconds, as `low` and `high` are */
    CONFIG_CHOICE,  /* one of the words that `allowed` lists */
    CONFIG_BOOLEAN, /* true or false */
    CONFIG_LIST,    /* separated by commas, or a list in the file; `item` checks each */
    CONFIG_LINE,    /* any text of one line */
    CONFIG_SECRET,  /* never shown */
};

/* Who needs a key: the commands that work once, and the roles of `serve`. */
enum {
    CONFIG_FOR_COMMANDS = 1,
    CONFIG_FOR_API = 2,
    CONFIG_FOR_AGENTS = 4,
    CONFIG_FOR_GATEWAY = 8,
    CONFIG_FOR_SERVE = CONFIG_FOR_API | CONFIG_FOR_AGENTS | CONFIG_FOR_GATEWAY,
    CONFIG_FOR_ALL = CONFIG_FOR_COMMANDS | CONFIG_FOR_SERVE,
};

/* A key. Whatever has an empty default may be empty. */
struct config_row {
    const char *name;  /* "bus.group" */
    const char *env;   /* "FLORIN_BUS_GROUP" */
    const char *flag;  /* "bus-group"; NULL: no flag */
    const char *value; /* what stands behind the flag: "NAME" */
    enum config_kind kind;
    /* Alternatives, separated by " | ". CONFIG_URL: up to the first capital letter or bracket as it is written, then placeholders: HOST stands
     * for host[:port], what is in [] may be left out, HOST:PORT needs a port, ",..." means several. CONFIG_LIST: in words. */
    const char *allowed;
    bool (*item)(struct text item); /* CONFIG_LIST */
    int64_t low, high;
    const char *unit; /* of a number: "requests/s" */
    const char *fallback, *example, *help;
    unsigned needed_by; /* CONFIG_FOR_...; flags of keys that commands need are understood by all */
};
extern const struct config_row config_rows[CONFIG_KEYS];

/* Where values are looked for. */
struct config_sources {
    const char *const *environment; /* "NAME=value", ended by NULL; an empty value counts as none */
    const char *flags[CONFIG_KEYS]; /* NULL: not given */
    const char *file;               /* --config; NULL: not given; "": read no file */
    const char *system_file;        /* NULL: /etc/florin/florin.yaml */
};

enum config_source { CONFIG_FROM_DEFAULT, CONFIG_FROM_FILE, CONFIG_FROM_ENVIRONMENT, CONFIG_FROM_FLAG };
struct config_origin {
    enum config_source source;
    const char *name; /* of the file, the variable, or the flag (without dashes); NULL: default */
    int line, column; /* in the file, from 1 */
};
enum { CONFIG_ORIGIN_MAX = 320 };
/* "florin.yaml:3:8", "FLORIN_BUS", "--bus", "default" */
const char *config_origin_text(const struct config_origin *origin, char out[CONFIG_ORIGIN_MAX]);

struct config;

/* What is wrong with it, one line each: "bus: "redi://x" (florin.yaml:3:6) is …". Never shows a secret. */
struct config_problem {
    const char *key; /* as it was written; "" when it is about a whole file */
    struct config_origin origin;
    const char *text;
    struct config_problem *next;
};

/* Reads everything. ERR_USAGE when anything is wrong: *out is there all the same, holds all problems, and the default in place of each wrong
 * value. Lives in c->arena; reads nothing of `sources` later. */
enum err config_load(struct ctx *c, const struct config_sources *sources, struct config **out) MUST_USE;
const struct config_problem *config_problems(const struct config *config, size_t *count);

/* The file that was read; NULL: none. */
const char *config_file(const struct config *config);
/* The value, "" when there is none. What refers to secrets is "" until config_resolve. */
const char *config_text(const struct config *config, enum config_key key);
/* Of a number or a boolean; a duration in microseconds. */
int64_t config_int(const struct config *config, enum config_key key);
const struct config_origin *config_origin(const struct config *config, enum config_key key);

/* -- Secrets: `secret:NAME` as the whole value, or ${secret:NAME} as a part of it */

struct config_resolver {
    /* The secret's bytes; OK or an error whose words name no value. */
    enum err (*get)(struct ctx *c, void *self, struct text name, struct text *out);
    void *self;
};
/* Does a key that `needed_by` has (CONFIG_FOR_...) refer to a secret? The key `secrets` itself never does. */
bool config_has_secrets(const struct config *config, unsigned needed_by);
/* Puts secrets where they are named; within a URL they are percent-encoded. Resolved values are wiped with c->arena. ERR_USAGE when a value
 * is wrong then; otherwise in the resolver's words, with the key before them. */
enum err config_resolve(struct ctx *c, struct config *config, unsigned needed_by,
                        const struct config_resolver *resolver) MUST_USE;

/* -- Writers */

/* The value as people may see it: passwords and secrets are "(set)", references stay. */
const char *config_shown(struct ctx *c, const struct config *config, enum config_key key);
/* What a value may be, in words: "a whole number from 1 to 8 (connections)". */
const char *config_allowed(struct ctx *c, enum config_key key);
/* All values, and where they come from. */
void config_write_json(struct ctx *c, const struct config *config, struct json *j);
void config_write_lines(struct ctx *c, const struct config *config, struct buf *out);
/* The annotated example: a file with every key at its default. */
void config_write_example(struct ctx *c, struct buf *out);
/* The table of keys for the guide, in Markdown. */
void config_write_table(struct ctx *c, struct buf *out);
/* The key of that flag (without dashes); CONFIG_KEYS: none. */
enum config_key config_flag(struct text flag);
/* Its help in one line, with the default: `out` is the writer's scratch. */
const char *config_help(struct ctx *c, enum config_key key);

/* The word that was probably meant; NULL when none is near. `words` is ended by NULL. */
const char *config_nearest(struct text word, const char *const *words);

#endif
