/* What an entry would be sorted into, asked for without entering it. */
#ifndef FINANCE_EDIT_SORT_ASKED_H
#define FINANCE_EDIT_SORT_ASKED_H

#include "finance/desk.h"

struct sort_answer {
    struct sorter_decision decision; /* texts live as long as the desk's place */
    struct id rule;                  /* the rule that decided the category; zero: none */
    const int64_t *amounts; /* of the decision's parts, minor units; NULL when they do not fit the amount */
};

/* Answers each subject as transaction_create_at would sort it now. Changes nothing. */
enum err sort_asked(struct ctx *c, struct desk_place *place, struct store_tx *tx, int64_t household,
                    const struct sorter_subject *subjects, size_t count, struct sort_answer *out) MUST_USE;

#endif
