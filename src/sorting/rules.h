/* A household's own sorting rules. One rule per line:
 *
 *     payee contains "netflix" and amount < 0 -> category "Expenses:Subscriptions", tag "fun"
 *     text matches "\brent\b" or memo is "rent" -> category "Expenses:Housing:Rent", stop
 *     payee is "Costco" -> split "Expenses:Groceries" 60%, "Expenses:Home" rest
 *     blue bottle<TAB>Expenses:Coffee
 *
 * CONDITION: `always`, or tests joined by `and`, `or`, `not` and parentheses.
 *     payee, text, memo, account     contains | is | starts | ends | matches "…"
 *     currency                       is "EUR"
 *     amount, abs-amount             = != < <= > >= N, between N and N    (signed: money out is negative)
 *     date                           = != < <= > >= YYYY-MM-DD, between … and …
 *     day, month                     = != < <= > >= N, between N and N
 *     weekday                        is monday … sunday
 * payee is the cleaned name; text is the bank's own description and the memo, with a blank between. Case never counts.
 * matches takes a PCRE2 pattern. In quotes \" is a quote and \\ a backslash; any other \x stays as it is.
 *
 * ACTIONS: category "…", payee "…", tag "…", split "…" N% | N | rest, …, not-transfer, stop, continue.
 * For each kind of action the first matching rule that has it decides; category and split are one kind. Tags add up. `stop`
 * ends the run; `continue`, the default, says that it does not. The parts of a split make 100% or end with `rest`.
 *
 * SIMPLE LINE: pattern TAB category: the text contains the pattern, blanks and all. Blank lines and lines that begin with #
 * are skipped. */
#ifndef SORTING_RULES_H
#define SORTING_RULES_H

#include "base/date.h"
#include "base/decimal.h"
#include "base/text.h"

enum {
    RULE_TAGS_MAX = 16,    /* of one rule */
    RULE_PARTS_MAX = 32,   /* of one split */
    OUTCOME_TAGS_MAX = 64, /* of one transaction; further ones are dropped */
};

struct rules;
struct rules_scratch;

/* Reads a whole file of rules. Everything lives in c->arena. An error names the line, the column and what was
 * expected there. The set is constant from then on and may be shared by threads. */
enum err rules_parse(struct ctx *c, struct text all, struct rules **out) MUST_USE;
size_t rules_count(const struct rules *rules);
/* The line a rule was read from, from 1. */
size_t rules_line(const struct rules *rules, size_t index);
/* Writes one rule, or all, one per line, in the form that parses to the same rules. */
void rules_print_one(const struct rules *rules, size_t index, struct buf *out);
void rules_print(const struct rules *rules, struct buf *out);

/* The same rules with a category, and all below it, under another path; everything else stays as it is written, remarks
 * too. *changed is false, and *out is `all`, when none names it. Into c->arena. */
enum err rules_rename_category(struct ctx *c, struct text all, struct text from, struct text to,
                               struct text *out, bool *changed) MUST_USE;

/* What one thread needs to apply a set. Lives in `arena`, no longer than the set. */
struct rules_scratch *rules_scratch_new(struct arena *arena, const struct rules *rules);

struct rule_subject {
    struct text payee;    /* cleaned: payee_clean */
    struct text raw;      /* the bank's description as it came */
    struct text memo;     /* empty when there is none */
    struct text account;  /* the name the user gave it */
    struct text currency; /* "EUR" */
    struct decimal amount;
    date date;
};

enum rule_part_kind { RULE_PART_PERCENT, RULE_PART_AMOUNT, RULE_PART_REST };

struct rule_part {
    struct text category;
    enum rule_part_kind kind;
    struct decimal value; /* a percentage, or an amount without sign; not of `rest` */
};

struct rule_outcome {
    struct text category; /* empty: no rule decides */
    struct text payee;    /* likewise */
    const struct rule_part *parts;
    size_t part_count; /* when not 0, `category` is empty */
    struct text tags[OUTCOME_TAGS_MAX];
    size_t tag_count;
    bool not_transfer; /* must not be paired as a transfer between own accounts */
    /* Why: the indexes of the rules that decided, -1 for none. */
    int32_t category_rule; /* of category and parts */
    int32_t payee_rule;
    int32_t not_transfer_rule;
    int32_t tag_rules[OUTCOME_TAGS_MAX];
    int32_t stop_rule;
    /* The first rule whose pattern was given up as too costly for this text (it counts as no match). To be
     * shown. */
    int32_t costly_rule;
};

/* Runs the rules over one transaction; changes nothing, so it is the dry run too. Texts of the outcome belong
 * to the rules. Deterministic. */
void rules_apply(const struct rules *rules, struct rules_scratch *scratch, const struct rule_subject *subject,
                 struct rule_outcome *out);

/* The amounts of a split of `total` (minor units of `exponent` decimal places), in the sign of the total;
 * they add up to it exactly: `rest`, or else the last part, takes what rounding (half away from zero) leaves.
 * False when the fixed amounts do not fit into the total, or have more places than the currency. */
bool rule_parts_divide(const struct rule_part *parts, size_t count, int64_t total, int32_t exponent,
                       int64_t *out) MUST_USE;

#endif
