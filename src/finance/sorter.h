/* What an entry is: payee, category, tags. Runs the household's rules, then what it taught, then what the
 * file says, then the classifier. Touches no store once it is loaded, so a reading thread may use it; one
 * thread at a time. */
#ifndef FINANCE_SORTER_H
#define FINANCE_SORTER_H

#include "ledger/transaction.h"
#include "sorting/rules.h"
#include "store/store.h"

struct sorter;

struct sorter_options {
    int64_t household;
    struct text rules_file; /* rules for this run that come before the household's; empty: none */
    bool only_file;         /* rules_file stands in the place of the household's */
    bool only_rules; /* no classifier, no file categories: what no rule sorts is Expenses:Uncategorised */
};

/* Loads rules and corrections. Released with c->arena. A broken rule is an error that names its line. */
enum err sorter_load(struct ctx *c, struct store_tx *tx, const struct sorter_options *options,
                     struct sorter **out) MUST_USE;

struct sorter_subject {
    struct text text; /* the bank's description */
    struct text memo;
    struct text account;       /* name */
    struct text file_category; /* from the file; empty: none */
    struct text code;
    struct decimal amount;
    currency currency;
    date date;
};

struct sorter_decision {
    struct text payee; /* cleaned or set by a rule; empty when the bank wrote nothing */
    bool payee_by_rule;
    struct text category; /* never empty, unless parts are given */
    const struct rule_part *parts;
    size_t part_count;
    enum sorted_by sorted_by;
    struct text tags; /* separated by ',' */
    bool not_transfer;
    bool hinted;  /* reads like a transfer between accounts */
    int32_t rule; /* index of the deciding rule, -1: none */
};

/* Texts of the decision live in `arena`, in the sorter, or are constants. */
void sorter_decide(struct sorter *s, struct arena *arena, const struct sorter_subject *subject,
                   struct sorter_decision *out);
/* A key under which payees are the same. */
struct text sorter_payee_key(struct sorter *s, struct arena *arena, struct text raw);
/* The rules of this run in their order, for showing which one decided. */
const struct rules *sorter_rules(const struct sorter *s);

#endif
