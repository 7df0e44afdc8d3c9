/* Changing one transaction, in a store transaction of its own. What it means is in finance/edit/change.c. */
#include "finance/transactions.h"

#include "bus/types.h"
#include "finance/edit/change.h"

static enum err begin(struct ctx *c, struct store *store, int64_t household, int64_t txn, struct change *out)
{
    struct changing *in;
    TRY(changing_begin(c, store, household, false, &in));
    return change_load(c, in, txn, out);
}

static enum err end(struct ctx *c, struct change *change, const char *event)
{
    TRY(change_write(c, change, event));
    return changing_commit(c, change->in);
}

enum err transaction_edit(struct ctx *c, struct store *store, int64_t household, int64_t txn,
                          const struct txn_edit *edit)
{
    struct change change;
    TRY(begin(c, store, household, txn, &change));
    TRY(change_edit(c, &change, edit));
    return end(c, &change, EVENT_TRANSACTION_UPDATED);
}

enum err transaction_void(struct ctx *c, struct store *store, int64_t household, int64_t txn)
{
    struct change change;
    TRY(begin(c, store, household, txn, &change));
    TRY(change_void(c, &change));
    return end(c, &change, EVENT_TRANSACTION_DELETED);
}

enum err transaction_post(struct ctx *c, struct store *store, int64_t household, int64_t txn)
{
    struct change change;
    TRY(begin(c, store, household, txn, &change));
    TRY(change_post(c, &change));
    return end(c, &change, EVENT_TRANSACTION_UPDATED);
}

enum err transaction_review(struct ctx *c, struct store *store, int64_t household, int64_t txn, bool same)
{
    struct change change;
    TRY(begin(c, store, household, txn, &change));
    TRY(change_review(c, &change, same));
    return end(c, &change, same ? EVENT_TRANSACTION_DELETED : EVENT_TRANSACTION_UPDATED);
}
