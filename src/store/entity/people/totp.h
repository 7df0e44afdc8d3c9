/* What codes of a person's app are made from. */
#ifndef STORE_ENTITY_PEOPLE_TOTP_H
#define STORE_ENTITY_PEOPLE_TOTP_H

#include "store/store.h"

struct totp_row {
    int64_t person;
    struct text secret;   /* sealed: identity/step_up.c; empty: none that counts yet */
    struct text next;     /* of another app, whose first code is waited for; empty: none */
    int64_t confirmed_us; /* since when codes of `secret` count; 0: there is none */
    int64_t last_step;    /* of the last code that was taken */
    int64_t failures;     /* wrong ones since */
    int64_t failed_us;
    int64_t created_us;
};

/* *found is false when the person has none. */
enum err totp_get(struct ctx *c, struct store_tx *tx, int64_t person, struct totp_row *out,
                  bool *found) MUST_USE;
/* In place of what the person had. */
enum err totp_put(struct ctx *c, struct store_tx *tx, const struct totp_row *row) MUST_USE;
enum err totp_delete(struct ctx *c, struct store_tx *tx, int64_t person) MUST_USE;

#endif
