/* The port by which texts become vectors: texts that mean the same lie near each other. Every vector is finite and has length 1, so the inner
 * product of two is their cosine; but of a text in which the built-in model finds neither letter nor digit it is all zeros.
 *
 * Vectors of one model say nothing about those of another. embedding_name tells models apart: whoever stores vectors stores the name
 * beside them, and compares only what has the same. */
#ifndef EMBEDDING_EMBEDDING_H
#define EMBEDDING_EMBEDDING_H

#include "base/text.h"

struct embedding;
struct embedding_driver;

enum {
    EMBEDDING_DIMS = 384, /* what is asked for where a model has the choice, and what the built-in one has */
    EMBEDDING_DIMS_MOST = 4096,   /* a model with more is refused */
    EMBEDDING_TEXTS_MOST = 65536, /* of one call */
    EMBEDDING_TEXT_MAX = 8192,    /* bytes; of longer ones the beginning counts, up to a whole character */
    EMBEDDING_NAME_MAX = 160,     /* with its NUL */
};

/* All texts are copied. The local drivers are builtin and minilm; the others ask a service. */
struct embedding_options {
    /* minilm: where the model's files are. */
    const char *folder;
    /* Of a service: the model's name there; NULL: the driver's usual one. */
    const char *model;
    /* Of a service: up to the version, "https://api.openai.com/v1"; NULL: its own. */
    const char *url;
    /* Of a service: never in a message, wiped when closed; NULL: none is sent. */
    const char *key;
    const char *ca_file; /* as in client_options */
    /* Of a service: what to ask for; 0: EMBEDDING_DIMS. */
    size_t dims;
    /* Of a local one: how many work for one call; 0: 1. The vectors are the same at any number. */
    unsigned threads;
    int timeout_ms; /* of one request; 0: 30 s */
    int tries;      /* of one request that fails for the time being; 0: 3 */
    size_t batch;   /* texts of one request, or worked on together; 0: the driver's choice */
};

/* Neither asks nor waits for a service. ERR_USAGE for options that cannot be meant; ERR_INPUT, ERR_LIMIT, ERR_NOT_FOUND or ERR_IO for a
 * model's files, with the file's name. */
enum err embedding_open(struct ctx *c, const struct embedding_driver *driver,
                        const struct embedding_options *options, struct embedding **out) MUST_USE;
/* No call is under way. NULL is allowed. */
void embedding_close(struct embedding *e);

/* How many numbers a vector has. */
size_t embedding_dims(const struct embedding *e);
/* Which model this is: "builtin:…", "minilm:4f0c…" (a hash over all that decides a vector: weights, vocabulary, settings), "openai:HOST:MODEL:384".
 * One line without blanks, below EMBEDDING_NAME_MAX bytes; the same in every process. */
const char *embedding_name(const struct embedding *e);
/* Do texts leave this machine's program? True for services, whoever runs them. */
bool embedding_is_remote(const struct embedding *e);

/* One vector for each text, in their order: `out` has room for count x embedding_dims(e) floats. Made from any thread; a service is asked by
 * one at a time, the others wait. Bytes that are not UTF-8 count as U+FFFD; an empty text is one, too. Nothing is kept.
 *   ERR_BUSY    a service answers not or not now: try again, after embedding_wait_us. c->retriable
 *   ERR_DENIED  a service does not take the key, or the model is not for it
 *   ERR_INPUT   a service refuses what was asked (its model, its text)
 *   ERR_IO      what a service answered is no vectors, or of another length, or not finite
 *   ERR_LIMIT   more than EMBEDDING_TEXTS_MOST texts
 * When it fails, what `out` holds means nothing. */
enum err embedding_make(struct ctx *c, struct embedding *e, const struct text *texts, size_t count,
                        float *out) MUST_USE;
/* After ERR_BUSY: how long the service asked to wait, microseconds; 0 when it did not say. */
int64_t embedding_wait_us(const struct embedding *e);

/* Since it was opened. Tokens are those of the model; 0 where it does not count in them. */
struct embedding_usage {
    int64_t texts, tokens, requests;
};
void embedding_usage(const struct embedding *e, struct embedding_usage *out);

#endif
