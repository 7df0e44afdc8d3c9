/* Payees in the store. */
#ifndef STORE_ENTITY_PAYEE_H
#define STORE_ENTITY_PAYEE_H

#include "store/store.h"

/* The payee with exactly this name, made when it is new. */
enum err payee_intern(struct ctx *c, struct store_tx *tx, int64_t household, struct text name,
                      int64_t *seq) MUST_USE;
/* Numbers for a unit that makes many: in PostgreSQL a row that one transaction changes ten thousand times is slow to find again. Zero to
 * begin; what is left is given back before the unit's commit. */
struct payee_numbers {
    int64_t next, left, taken;
};
enum err payee_intern_from(struct ctx *c, struct store_tx *tx, int64_t household, struct text name,
                           struct payee_numbers *numbers, int64_t *seq) MUST_USE;
enum err payee_numbers_give_back(struct ctx *c, struct store_tx *tx, struct payee_numbers *numbers) MUST_USE;
/* *seq is 0 when there is none of exactly this name. */
enum err payee_find(struct ctx *c, struct store_tx *tx, int64_t household, struct text name,
                    int64_t *seq) MUST_USE;
/* Its name, into c->arena; empty for seq 0. */
enum err payee_name(struct ctx *c, struct store_tx *tx, int64_t seq, struct text *out) MUST_USE;

struct payee_row {
    int64_t seq;
    int64_t household;
    struct text name;
};

/* ERR_NOT_FOUND "there is no such payee". Into c->arena. */
enum err payee_by_seq(struct ctx *c, struct store_tx *tx, int64_t seq, struct payee_row *out) MUST_USE;
/* A household's payees behind a name, in the order of their names: each() until it returns false; the name until it returns. */
enum err payee_each(struct ctx *c, struct store_tx *tx, int64_t household, struct text behind,
                    bool (*each)(void *self, int64_t seq, struct text name), void *self) MUST_USE;
enum err payee_rename(struct ctx *c, struct store_tx *tx, int64_t seq, struct text name) MUST_USE;
/* Nothing may name it any more. */
enum err payee_delete(struct ctx *c, struct store_tx *tx, int64_t seq) MUST_USE;

/* Its transactions that are not void. */
enum err payee_count(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t *transactions) MUST_USE;
/* The category that most parts of its newest transactions are sorted into, `sample` of them looked at; empty: none. Into c->arena. */
enum err payee_category(struct ctx *c, struct store_tx *tx, int64_t seq, int sample,
                        struct text *out) MUST_USE;
/* All its transactions, void ones too, become another payee's (or stay, `to` being the same); no import or rule renames them
 * any more. */
enum err payee_claim(struct ctx *c, struct store_tx *tx, int64_t from, int64_t to) MUST_USE;

#endif
