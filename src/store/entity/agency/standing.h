/* What limits and lists are about: the household's policy, who is known or blocked, and what was paid. */
#ifndef STORE_ENTITY_AGENCY_STANDING_H
#define STORE_ENTITY_AGENCY_STANDING_H

#include "base/date.h"
#include "ledger/currency.h"
#include "store/store.h"

/* The household's newest policy; version 0 and an empty text when it wrote none. */
enum err household_policy(struct ctx *c, struct store_tx *tx, int64_t household, int64_t *version,
                          struct text *out) MUST_USE;
/* The newest version's number alone: whoever kept what it read. */
enum err household_policy_version(struct ctx *c, struct store_tx *tx, int64_t household,
                                  int64_t *version) MUST_USE;
/* The next version. person 0: at the terminal. */
enum err household_policy_put(struct ctx *c, struct store_tx *tx, int64_t household, int64_t person,
                              struct text text, int64_t *version) MUST_USE;

struct payee_standing {
    struct text payee; /* a key (sorting/payee.h), or '#' and an account's number */
    struct text name;  /* as people read it */
    int64_t known_us;  /* 0: no */
    int64_t blocked_us;
    struct text why; /* it is blocked */
};
/* All zero when nothing is known of it. */
enum err standing_get(struct ctx *c, struct store_tx *tx, int64_t household, struct text payee,
                      struct payee_standing *out) MUST_USE;
enum err standing_put(struct ctx *c, struct store_tx *tx, int64_t household,
                      const struct payee_standing *row) MUST_USE;
/* Blocked ones by name, at most LIMIT_PAGE. */
enum err standing_blocked(struct ctx *c, struct store_tx *tx, int64_t household, struct payee_standing **out,
                          size_t *count) MUST_USE;

struct outlay_sums {
    int64_t amount, count;
};
/* Adds to a day (amount and count may be negative: it did not happen after all), in all and for the payee, when it is named. */
enum err outlay_add(struct ctx *c, struct store_tx *tx, int64_t household, currency cur, struct text payee,
                    date day, struct outlay_sums change) MUST_USE;
/* From `from` to `to`, both included; payee empty: in all. */
enum err outlay_sum(struct ctx *c, struct store_tx *tx, int64_t household, currency cur, struct text payee,
                    date from, date to, struct outlay_sums *out) MUST_USE;
/* The same of all other currencies: `count` alone means something. */
enum err outlay_others(struct ctx *c, struct store_tx *tx, int64_t household, currency cur, struct text payee,
                       date from, date to, struct outlay_sums *out) MUST_USE;

#endif
