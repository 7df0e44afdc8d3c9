/* What an embedding driver provides. Only drivers, embedding.c and the wiring include this. */
#ifndef EMBEDDING_EMBEDDING_DRIVER_H
#define EMBEDDING_EMBEDDING_DRIVER_H

#include "embedding/embedding.h"

#include <stdatomic.h>

struct embedding {
    const struct embedding_driver *driver;
    size_t dims;                   /* set by open */
    char name[EMBEDDING_NAME_MAX]; /* likewise */
    atomic_llong wait_us;          /* after ERR_BUSY */
    atomic_llong texts, tokens, requests;
    /* The driver's own fields follow: it allocates a struct that begins with this one, zeroed. */
};

/* As the functions of embedding.h with the same names. Texts given to `make` are UTF-8 without NUL, at most EMBEDDING_TEXT_MAX bytes, at
 * least one, in c->arena. embedding.c looks afterwards whether the vectors are finite, and gives them their length of 1. */
struct embedding_driver {
    const char *name; /* the word in the configuration */
    bool is_remote;
    enum err (*open)(struct ctx *c, const struct embedding_options *options, struct embedding **out);
    void (*close)(struct embedding *e);
    enum err (*make)(struct ctx *c, struct embedding *e, const struct text *texts, size_t count, float *out);
};

extern const struct embedding_driver embedding_builtin, embedding_minilm, embedding_openai, embedding_gemini;

#endif
