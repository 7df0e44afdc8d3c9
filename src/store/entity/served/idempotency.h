/* Writes that were answered, by the key that their client gave them. */
#ifndef STORE_ENTITY_SERVED_IDEMPOTENCY_H
#define STORE_ENTITY_SERVED_IDEMPOTENCY_H

#include "store/store.h"

struct idempotency_row {
    int64_t household, user;
    struct text key;
    struct text route; /* method, path and query */
    struct text body;  /* as it came, or "#" and its hash */
    int64_t status;
    struct text headers; /* "Name: value" lines */
    struct text reply;
    int64_t created_us;
};

/* ERR_NOT_FOUND when it is unknown. Texts into c->arena. */
enum err idempotency_find(struct ctx *c, struct store_tx *tx, int64_t household, int64_t user,
                          struct text key, struct idempotency_row *out) MUST_USE;
/* Created now. */
enum err idempotency_insert(struct ctx *c, struct store_tx *tx, const struct idempotency_row *row) MUST_USE;
enum err idempotency_delete_before(struct ctx *c, struct store_tx *tx, int64_t before_us) MUST_USE;

#endif
