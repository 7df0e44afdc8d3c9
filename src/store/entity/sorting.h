/* What the user taught Florin: rules, corrections, budgets, CSV mappings. */
#ifndef STORE_ENTITY_SORTING_H
#define STORE_ENTITY_SORTING_H

#include "ledger/currency.h"
#include "store/store.h"

struct rule_row {
    int64_t seq;
    struct id id;
    int64_t position;
    struct text text; /* sorting/rules.h */
};

enum err rule_insert(struct ctx *c, struct store_tx *tx, int64_t household, struct text text,
                     int64_t *seq) MUST_USE;
/* ERR_NOT_FOUND when the household has none with this id. */
enum err rule_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                    struct rule_row *out) MUST_USE;
enum err rule_set_text(struct ctx *c, struct store_tx *tx, int64_t household, int64_t seq,
                       struct text text) MUST_USE;
enum err rule_delete(struct ctx *c, struct store_tx *tx, int64_t household, int64_t seq) MUST_USE;
enum err rule_delete_all(struct ctx *c, struct store_tx *tx, int64_t household) MUST_USE;
/* Gives a rule another place in the order; positions need not be dense. */
enum err rule_move(struct ctx *c, struct store_tx *tx, int64_t household, int64_t seq,
                   int64_t position) MUST_USE;
/* In order, into c->arena; at most LIMIT_RULES. */
enum err rule_list(struct ctx *c, struct store_tx *tx, int64_t household, struct rule_row **out,
                   size_t *count) MUST_USE;

/* Counts one correction: this payee, in this direction, belongs to that category. */
enum err label_add(struct ctx *c, struct store_tx *tx, int64_t household, struct text payee_key,
                   bool outgoing, int64_t category) MUST_USE;
/* Each correction, oldest first: each(self, payee key, outgoing, category's name, times). */
enum err label_each(struct ctx *c, struct store_tx *tx, int64_t household,
                    void (*each)(void *self, struct text payee_key, bool outgoing, struct text category,
                                 int64_t times),
                    void *self) MUST_USE;

struct budget_row {
    int64_t seq;
    struct id id;
    int64_t category; /* account */
    currency currency;
    int32_t month_from; /* base/date.h; holds until a later row of the same category */
    int64_t amount;     /* minor units a month; 0 ends the budget */
    bool rollover;
};

/* Sets a budget from a month on; the same category, currency and month again replaces it. */
enum err budget_put(struct ctx *c, struct store_tx *tx, int64_t household, struct budget_row *row) MUST_USE;
/* All rows by category, currency, month_from, into c->arena. ERR_LIMIT above LIMIT_BUDGET_STEPS. */
enum err budget_list(struct ctx *c, struct store_tx *tx, int64_t household, struct budget_row **out,
                     size_t *count) MUST_USE;

/* The mappings remembered for CSV files: each(self, fingerprint of the header, mapping); both texts until it
 * returns. */
enum err csv_mapping_each(struct ctx *c, struct store_tx *tx, int64_t household,
                          void (*each)(void *self, struct text fingerprint, struct text mapping),
                          void *self) MUST_USE;
/* Remembers one; what the user edited is not replaced by what was guessed. */
enum err csv_mapping_put(struct ctx *c, struct store_tx *tx, int64_t household, struct text fingerprint,
                         struct text mapping, bool edited) MUST_USE;

#endif
