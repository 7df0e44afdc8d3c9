/* What the drivers that ask a service over HTTP share: tries, waits, one deadline over all of them, what its answers mean. */
#ifndef LLM_SERVICE_H
#define LLM_SERVICE_H

#include "client/client.h"
#include "client/service.h"
#include "llm/llm_driver.h"

#include <pthread.h>

enum {
    SERVICE_TRIES = 3,
    SERVICE_TRIES_MOST = 10,
    SERVICE_BACK_OFF_MS = 250, /* before the second try, twice that before the third, … */
    SERVICE_REPLY_BYTES = 256 << 10,
    SERVICE_MODEL_MOST = 80, /* bytes of a model's name */
    SERVICE_TIMEOUT_MOST_MS = 300000,
};

struct service;

/* How one kind of service speaks. */
struct protocol {
    const char *who;                      /* for messages */
    const char *url;                      /* the usual one */
    const char *path;                     /* "/chat/completions" */
    const char *key_header;               /* "Authorization" */
    const char *key_prefix;               /* "Bearer " */
    const char *version_header, *version; /* NULL: none */
    void (*write)(const struct service *s, const struct llm_question *question, struct json *j);
    /* The answer's object in a reply. ERR_IO when there is none: refused, cut off, of another kind. */
    enum err (*read)(struct ctx *c, const struct service *s, const struct json_value *reply,
                     const struct json_value **out);
    const char *tokens_in, *tokens_out; /* their names in "usage" */
};

struct service {
    struct llm llm;
    const struct protocol *protocol;
    struct client *client;
    pthread_mutex_t lock; /* one request at a time */
    char *url, *model, *origin;
    char *key; /* as the header says it; NULL: none */
    int timeout_ms, tries;
};

/* A service as the options say; ERR_USAGE when they are wrong: a key goes over TLS, or to this machine, and nowhere else. */
enum err llm_service_open(struct ctx *c, const struct protocol *protocol, const struct llm_options *options,
                          struct llm **out) MUST_USE;
void llm_service_close(struct llm *llm);
enum err llm_service_ask(struct ctx *c, struct llm *llm, const struct llm_question *question,
                         const struct json_value **out, struct llm_spent *spent) MUST_USE;
/* An answer in a text. ERR_IO: it is no JSON. */
enum err llm_service_read_text(struct ctx *c, const struct service *s, struct text t,
                               const struct json_value **out) MUST_USE;

#endif
