/* Edits by people that can be taken back within an hour: of one transaction, or of many at once. All of one call is one store
 * transaction. Whatever is refused stays as it was. */
#ifndef FINANCE_EDIT_EDITS_H
#define FINANCE_EDIT_EDITS_H

#include "finance/transactions.h"

enum { EDITS_MOST = 500, EDITS_UNDO_MINUTES = 60 };

/* Who edits; only the same may take it back. person 0: a command. */
struct editor {
    int64_t household, person;
};

/* What to do to each of several transactions. At least one thing; `approve` and `make_void` stand alone. */
struct edits {
    struct txn_edit edit; /* its tags replace; one category for all, or parts for one transaction */
    struct text tags_add, tags_remove; /* separated by ','; on top of what each has */
    bool approve;                      /* what is held is booked */
    bool make_void;
};

struct edit_refusal {
    struct id id;
    struct text why;
};

struct edits_result {
    int64_t changed;
    struct edit_refusal *refused;
    size_t refused_count;
    struct id undo; /* the token for edits_undo; zero when nothing was changed */
};

/* Edits up to EDITS_MOST transactions; ids that come twice count once. */
enum err edits_apply(struct ctx *c, struct store *store, struct editor who, const struct id *ids,
                     size_t count, const struct edits *edits, struct edits_result *result) MUST_USE;

/* The same for one, whose refusal is an error. *undo is the token. */
enum err edit_one(struct ctx *c, struct store *store, struct editor who, struct id id,
                  const struct edits *edits, struct id *undo) MUST_USE;
/* `id` is the same payment as `with`: it becomes void, and its bank id stands for the other from now on. ERR_CONFLICT when
 * they are of two accounts, or one moves money in and the other out. */
enum err edit_merge(struct ctx *c, struct store *store, struct editor who, struct id id, struct id with,
                    struct id *undo) MUST_USE;
/* Answers a suggestion, as transaction_review. */
enum err edit_review(struct ctx *c, struct store *store, struct editor who, struct id id, bool same,
                     struct id *undo) MUST_USE;

/* Takes an edit back, all of it: categories and parts, payee, tags, notes, state, the other side of transfers, what was
 * learnt, questions that were answered. *changed counts the transactions. ERR_NOT_FOUND when there is no such token any more;
 * ERR_CONFLICT, and nothing happens, when one of them was changed since by something else. */
enum err edits_undo(struct ctx *c, struct store *store, struct editor who, struct id token,
                    int64_t *changed) MUST_USE;

#endif
