#include "store/entity/payee.h"

#include "store/entity/household.h"
#include "store/entity/search.h"

enum err payee_find(struct ctx *c, struct store_tx *tx, int64_t household, struct text name, int64_t *seq)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT seq FROM payee WHERE household = ?1 AND name = ?2", &q));
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, name);
    TRY(store_next(c, q, &row));
    *seq = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum { NUMBERS_MAX = 1024 };

static enum err number_take(struct ctx *c, struct store_tx *tx, struct payee_numbers *numbers, int64_t *seq)
{
    if (numbers == NULL)
        return counter_take(c, tx, "payee", 1, seq);
    if (numbers->left == 0) {
        int64_t count = numbers->taken == 0 ? 1 : numbers->taken * 2;
        numbers->taken = count < NUMBERS_MAX ? count : NUMBERS_MAX;
        TRY(counter_take(c, tx, "payee", numbers->taken, &numbers->next));
        numbers->left = numbers->taken;
    }
    numbers->left--;
    *seq = numbers->next++;
    return OK;
}

enum err payee_numbers_give_back(struct ctx *c, struct store_tx *tx, struct payee_numbers *numbers)
{
    int64_t first;
    if (numbers->left > 0)
        TRY(counter_take(c, tx, "payee", -numbers->left, &first));
    *numbers = (struct payee_numbers){0};
    return OK;
}

enum err payee_intern(struct ctx *c, struct store_tx *tx, int64_t household, struct text name, int64_t *seq)
{
    return payee_intern_from(c, tx, household, name, NULL, seq);
}

enum err payee_intern_from(struct ctx *c, struct store_tx *tx, int64_t household, struct text name,
                           struct payee_numbers *numbers, int64_t *seq)
{
    struct store_query *q;
    TRY(payee_find(c, tx, household, name, seq));
    if (*seq != 0)
        return OK;
    TRY(number_take(c, tx, numbers, seq));
    TRY(store_query(c, tx, "INSERT INTO payee (seq, household, name) VALUES (?1, ?2, ?3)", &q));
    store_bind_int(q, 1, *seq);
    store_bind_int(q, 2, household);
    store_bind_text(q, 3, name);
    return store_run(c, q, NULL);
}

enum err payee_name(struct ctx *c, struct store_tx *tx, int64_t seq, struct text *out)
{
    struct store_query *q;
    bool row;
    *out = (struct text){NULL, 0};
    if (seq == 0)
        return OK;
    TRY(store_query(c, tx, "SELECT name FROM payee WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    TRY(store_next(c, q, &row));
    if (row)
        *out = text_copy(c->arena, store_text(q, 0));
    store_reset(q);
    return OK;
}

enum err payee_by_seq(struct ctx *c, struct store_tx *tx, int64_t seq, struct payee_row *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT household, name FROM payee WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "there is no such payee");
    *out = (struct payee_row){seq, store_int(q, 0), text_copy(c->arena, store_text(q, 1))};
    store_reset(q);
    return OK;
}

enum err payee_each(struct ctx *c, struct store_tx *tx, int64_t household, struct text behind,
                    bool (*each)(void *self, int64_t seq, struct text name), void *self)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT seq, name FROM payee WHERE household = ?1 AND name > ?2 ORDER BY name",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, behind.at == NULL ? TEXT("") : behind);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        if (!each(self, store_int(q, 0), store_text(q, 1)))
            break;
    }
    store_reset(q);
    return OK;
}

enum err payee_rename(struct ctx *c, struct store_tx *tx, int64_t seq, struct text name)
{
    struct store_query *q;
    TRY(store_query(c, tx, "UPDATE payee SET name = ?2 WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    store_bind_text(q, 2, name);
    return store_run(c, q, NULL);
}

enum err payee_delete(struct ctx *c, struct store_tx *tx, int64_t seq)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM payee WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    return store_run(c, q, NULL);
}

enum err payee_count(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t *transactions)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx,
                    "SELECT (SELECT count(*) FROM txn WHERE payee = ?1) - "
                    "(SELECT count(*) FROM txn WHERE payee = ?1 AND state = 3)",
                    &q));
    store_bind_int(q, 1, seq);
    TRY(store_next(c, q, &row));
    *transactions = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err payee_category(struct ctx *c, struct store_tx *tx, int64_t seq, int sample, struct text *out)
{
    struct store_query *q;
    bool row;
    *out = (struct text){NULL, 0};
    TRY(store_query(
        c, tx,
        "SELECT a.name FROM (SELECT seq, account FROM txn WHERE payee = ?1 AND state <> 3 ORDER BY seq DESC "
        "LIMIT ?2) t JOIN transfer l ON l.txn = t.seq AND l.phase <> 3 JOIN account a ON a.seq = "
        "CASE WHEN l.debit = t.account THEN l.credit ELSE l.debit END WHERE NOT EXISTS (SELECT 1 FROM "
        "transfer r WHERE r.txn = l.txn AND r.reverses = l.line) GROUP BY a.seq, a.name "
        "ORDER BY count(*) DESC, a.name LIMIT 1",
        &q));
    store_bind_int(q, 1, seq);
    store_bind_int(q, 2, sample);
    TRY(store_next(c, q, &row));
    if (row)
        *out = text_copy(c->arena, store_text(q, 0));
    store_reset(q);
    return OK;
}

/* Transactions of a payee by number, so many at once: the search index is told of each. */
static enum err next_txns(struct ctx *c, struct store_tx *tx, int64_t payee, int64_t after, int64_t *seqs,
                          size_t size, size_t *count)
{
    struct store_query *q;
    bool row;
    *count = 0;
    TRY(store_query(c, tx, "SELECT seq FROM txn WHERE payee = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3", &q));
    store_bind_int(q, 1, payee);
    store_bind_int(q, 2, after);
    store_bind_int(q, 3, (int64_t)size);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        seqs[(*count)++] = store_int(q, 0);
    }
}

static enum err claim_one(struct ctx *c, struct store_tx *tx, int64_t txn, int64_t payee)
{
    struct store_query *q;
    /* 1: TXN_PAYEE_EDITED */
    TRY(store_query(c, tx, "UPDATE txn SET payee = ?2, flags = flags | 1 WHERE seq = ?1", &q));
    store_bind_int(q, 1, txn);
    store_bind_int(q, 2, payee);
    TRY(store_run(c, q, NULL));
    return search_touch(c, tx, txn);
}

enum err payee_claim(struct ctx *c, struct store_tx *tx, int64_t from, int64_t to)
{
    enum { AT_ONCE = 512 };
    int64_t *seqs = ARENA_ARRAY(c->arena, int64_t, AT_ONCE), after = 0;
    for (size_t count = AT_ONCE; count == AT_ONCE;) {
        TRY(next_txns(c, tx, from, after, seqs, AT_ONCE, &count));
        for (size_t i = 0; i < count; i++)
            TRY(claim_one(c, tx, seqs[i], to));
        after = count == 0 ? after : seqs[count - 1];
    }
    return OK;
}
