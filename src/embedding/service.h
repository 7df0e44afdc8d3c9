/* What the drivers that ask a service over HTTP share: batches, tries, waits, what its answers mean. */
#ifndef EMBEDDING_SERVICE_H
#define EMBEDDING_SERVICE_H

#include "base/json_in.h"
#include "client/client.h"
#include "client/service.h"
#include "embedding/embedding_driver.h"

#include <pthread.h>

enum {
    SERVICE_TIMEOUT_MS = 30000,
    SERVICE_TRIES = 3,
    SERVICE_TRIES_MOST = 10,
    SERVICE_WAIT_MOST_MS = 10000, /* between two tries; who is asked to wait longer leaves it to the caller */
    SERVICE_BACK_OFF_MS = 250,    /* before the second try, twice that before the third, … */
    SERVICE_REPLY_BYTES = 8 << 20,
    SERVICE_MODEL_MOST = 80, /* bytes of a model's name */
};

struct service;

/* How one kind of service speaks. */
struct protocol {
    const char *who;               /* for messages */
    const char *url, *model;       /* the usual ones */
    const char *key_header;        /* "Authorization" */
    const char *key_prefix;        /* "Bearer " */
    size_t texts_most, bytes_most; /* of one request; a token has a byte at least */
    /* The address of a request, and what is sent. An empty text is never asked. */
    const char *(*address)(struct ctx *c, const struct service *s, size_t count);
    void (*write)(const struct service *s, const struct text *texts, size_t count, struct json *j);
    /* The vectors of a reply, in the order of the texts. service_numbers reads one. */
    enum err (*read)(struct ctx *c, struct service *s, const struct json_value *reply, size_t count,
                     float *out);
    /* Does what came with a status of 400 speak of the key? NULL: never. */
    bool (*is_key)(const struct json_value *reply);
    /* How long a reply's body asks to wait; -1: it does not say. NULL: never. */
    int64_t (*wait_us)(const struct json_value *reply);
};

struct service {
    struct embedding embedding;
    const struct protocol *protocol;
    struct client *client;
    pthread_mutex_t lock; /* one request at a time */
    char *url, *model, *origin;
    char *key; /* as the header says it; NULL: none */
    int timeout_ms, tries;
    size_t batch;
};

/* A service as the options say; ERR_USAGE when they are wrong: a key goes over TLS, or to this machine, and nowhere else. */
enum err service_open(struct ctx *c, const struct protocol *protocol, const struct embedding_options *options,
                      struct embedding **out) MUST_USE;
void service_close(struct embedding *e);
enum err service_make(struct ctx *c, struct embedding *e, const struct text *texts, size_t count,
                      float *out) MUST_USE;

/* A vector of as many finite numbers as it must have. */
enum err service_numbers(struct ctx *c, const struct service *s, const struct json_value *list,
                         float *out) MUST_USE;

#endif
