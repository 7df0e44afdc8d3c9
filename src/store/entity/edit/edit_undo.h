/* What the latest edits changed, so that they can be taken back. */
#ifndef STORE_ENTITY_EDIT_EDIT_UNDO_H
#define STORE_ENTITY_EDIT_EDIT_UNDO_H

#include "ledger/transaction.h"
#include "store/store.h"

struct edit_undo_row {
    struct id id;              /* the token */
    int64_t household, person; /* person 0: nobody, a command */
    int64_t created_us;
};

/* A transaction as it stood before the edit. */
struct edit_undo_txn {
    int64_t txn;
    int32_t lines; /* how many it had */
    enum txn_state state;
    int flags; /* enum txn_flags */
    enum sorted_by sorted_by;
    int64_t pair;      /* 0: none */
    struct text payee; /* its name; empty: none */
    struct text tags, notes;
    int64_t taught; /* a correction towards this category was counted; 0: none */
    bool side;      /* only what it is tied to was edited: its other side, or what was merged into it */
    bool gave_bank_id;
    int64_t after; /* a hash of what the edit left */
};

enum err edit_undo_insert(struct ctx *c, struct store_tx *tx, const struct edit_undo_row *row) MUST_USE;
enum err edit_undo_insert_txn(struct ctx *c, struct store_tx *tx, struct id undo,
                              const struct edit_undo_txn *row) MUST_USE;
/* ERR_NOT_FOUND when there is none of this household and person. */
enum err edit_undo_get(struct ctx *c, struct store_tx *tx, int64_t household, int64_t person, struct id id,
                       struct edit_undo_row *out) MUST_USE;
/* Its transactions by number, into c->arena. */
enum err edit_undo_txns(struct ctx *c, struct store_tx *tx, struct id undo, struct edit_undo_txn **out,
                        size_t *count) MUST_USE;
enum err edit_undo_delete(struct ctx *c, struct store_tx *tx, struct id id) MUST_USE;
/* Drops all that were made before. */
enum err edit_undo_prune(struct ctx *c, struct store_tx *tx, int64_t before_us) MUST_USE;

#endif
