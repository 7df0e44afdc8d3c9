/* People in the store. Their passwords' hashes are asked for by themselves, so that no list ever carries one. */
#ifndef STORE_ENTITY_PEOPLE_PERSON_H
#define STORE_ENTITY_PEOPLE_PERSON_H

#include "store/store.h"

struct person_row {
    int64_t seq;
    struct id id;
    struct text email; /* normalised: identity/inner/names.h */
    struct text name;
    struct text locale; /* BCP 47 */
    struct text zone;   /* IANA */
    int64_t created_us;
};

/* Inserts and fills in seq, id and created_us; *fresh is false, and nothing is done, when the e-mail is taken. An empty `hash` is no
 * password. */
enum err person_insert(struct ctx *c, struct store_tx *tx, struct person_row *row, struct text hash,
                       bool *fresh) MUST_USE;
/* ERR_NOT_FOUND when there is none. Texts go into c->arena. */
enum err person_by_email(struct ctx *c, struct store_tx *tx, struct text email,
                         struct person_row *out) MUST_USE;
enum err person_by_seq(struct ctx *c, struct store_tx *tx, int64_t seq, struct person_row *out) MUST_USE;
enum err person_by_id(struct ctx *c, struct store_tx *tx, struct id id, struct person_row *out) MUST_USE;
/* By e-mail, at most LIMIT_PAGE after the e-mail `after`. */
enum err person_list(struct ctx *c, struct store_tx *tx, struct text after, struct person_row **out,
                     size_t *count) MUST_USE;
enum err person_update(struct ctx *c, struct store_tx *tx, const struct person_row *row) MUST_USE;
/* With memberships, sessions, keys. */
enum err person_delete(struct ctx *c, struct store_tx *tx, int64_t seq) MUST_USE;
/* Was there ever one? Stays true when all are gone. */
enum err person_ever(struct ctx *c, struct store_tx *tx, bool *ever) MUST_USE;

/* The hash of the password, empty when there is none, and when it was set. *seq 0: no such e-mail, which is no error. */
struct person_password {
    int64_t seq;
    struct text hash;
    int64_t set_us;
};
enum err person_password(struct ctx *c, struct store_tx *tx, struct text email,
                         struct person_password *out) MUST_USE;
/* When the password was set; -1: no such person. */
enum err person_password_us(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t *set_us) MUST_USE;
enum err person_set_password(struct ctx *c, struct store_tx *tx, int64_t seq, struct text hash) MUST_USE;

/* Failed log-ins by a keyed hash of the e-mail, whether it has an account or not. */
struct failure_row {
    int64_t failures;
    int64_t failed_us; /* the last one */
};
/* Zeroes when there was none. */
enum err failure_get(struct ctx *c, struct store_tx *tx, const uint8_t key[32],
                     struct failure_row *out) MUST_USE;
/* One more, counted from zero again when the last one was before `since_us`. The table keeps the `keep` ones with most failures. */
enum err failure_add(struct ctx *c, struct store_tx *tx, const uint8_t key[32], int64_t since_us,
                     int64_t keep) MUST_USE;
enum err failure_clear(struct ctx *c, struct store_tx *tx, const uint8_t key[32]) MUST_USE;

#endif
