#include "store/entity/agency/payment.h"

#include "base/limits.h"
#include "store/entity/household.h"

#define COLUMNS                                                                                              \
    "seq, id, household, kind, account, target, payee, number, payee_key, amount, currency, due, "           \
    "reference, "                                                                                            \
    "category, agent, mandate, occurrence, state, proposal, asked, txn, other_txn, outlay_day, provider, "   \
    "provider_ref, tries, next_us, claim_us, told, why, created_us, changed_us"

static void bind_date(struct store_query *q, int at, date d)
{
    if (d == DATE_NONE)
        store_bind_null(q, at);
    else
        store_bind_int(q, at, d);
}

static date read_date(struct store_query *q, int column)
{
    return store_is_null(q, column) ? DATE_NONE : (date)store_int(q, column);
}

static void bind_what(struct store_query *q, const struct payment_row *row)
{
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->household);
    store_bind_int(q, 4, row->kind);
    store_bind_int(q, 5, row->account);
    store_bind_ref(q, 6, row->target);
    store_bind_text(q, 7, row->payee);
    store_bind_optional(q, 8, row->number);
    store_bind_text(q, 9, row->payee_key);
    store_bind_int(q, 10, row->amount);
    store_bind_int(q, 11, row->currency);
    store_bind_int(q, 12, row->due);
    store_bind_optional(q, 13, row->reference);
    store_bind_ref(q, 14, row->category);
    store_bind_text(q, 15, row->agent.at == NULL ? TEXT("") : row->agent);
    store_bind_ref(q, 16, row->mandate);
    bind_date(q, 17, row->occurrence);
}

/* From the 18th column on; `at` is the first. */
static void bind_course(struct store_query *q, int at, const struct payment_row *row)
{
    store_bind_int(q, at, row->state);
    store_bind_ref(q, at + 1, row->proposal);
    store_bind_ref(q, at + 2, row->asked);
    store_bind_ref(q, at + 3, row->txn);
    store_bind_ref(q, at + 4, row->other_txn);
    bind_date(q, at + 5, row->outlay_day);
    store_bind_optional(q, at + 6, row->provider);
    store_bind_optional(q, at + 7, row->provider_ref);
    store_bind_int(q, at + 8, row->tries);
    store_bind_int(q, at + 9, row->next_us);
    store_bind_ref(q, at + 10, row->claim_us);
    store_bind_int(q, at + 11, row->told);
    store_bind_optional(q, at + 12, row->why);
}

enum err payment_insert(struct ctx *c, struct store_tx *tx, struct payment_row *row)
{
    struct store_query *q;
    int64_t changed;
    row->created_us = row->changed_us = c->now_us;
    TRY(counter_take(c, tx, "payment", 1, &row->seq));
    TRY(store_query(c, tx,
                    "INSERT INTO payment (" COLUMNS
                    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, "
                    "?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32) ON CONFLICT "
                    "DO NOTHING",
                    &q));
    bind_what(q, row);
    bind_course(q, 18, row);
    store_bind_int(q, 31, row->created_us);
    store_bind_int(q, 32, row->changed_us);
    TRY(store_run(c, q, &changed));
    return changed == 1 ? OK : fail(c, ERR_CONFLICT, "this payment of the mandate was planned before");
}

enum err payment_update(struct ctx *c, struct store_tx *tx, struct payment_row *row)
{
    struct store_query *q;
    row->changed_us = c->now_us;
    TRY(store_query(
        c, tx,
        "UPDATE payment SET due = ?2, state = ?3, proposal = ?4, asked = ?5, txn = ?6, other_txn = ?7, "
        "outlay_day = ?8, provider = ?9, provider_ref = ?10, tries = ?11, next_us = ?12, claim_us = ?13, "
        "told = ?14, why = ?15, changed_us = ?16 WHERE seq = ?1",
        &q));
    store_bind_int(q, 1, row->seq);
    store_bind_int(q, 2, row->due);
    bind_course(q, 3, row);
    store_bind_int(q, 16, row->changed_us);
    return store_run(c, q, NULL);
}

static void read_course(struct ctx *c, struct store_query *q, struct payment_row *row)
{
    row->state = (enum payment_state)store_int(q, 17);
    row->proposal = store_int(q, 18);
    row->asked = store_int(q, 19);
    row->txn = store_int(q, 20);
    row->other_txn = store_int(q, 21);
    row->outlay_day = read_date(q, 22);
    row->provider = text_copy(c->arena, store_text(q, 23));
    row->provider_ref = text_copy(c->arena, store_text(q, 24));
    row->tries = store_int(q, 25);
    row->next_us = store_int(q, 26);
    row->claim_us = store_int(q, 27);
    row->told = store_int(q, 28) != 0;
    row->why = text_copy(c->arena, store_text(q, 29));
    row->created_us = store_int(q, 30);
    row->changed_us = store_int(q, 31);
}

static struct payment_row read_row(struct ctx *c, struct store_query *q)
{
    struct payment_row row = {.seq = store_int(q, 0),
                              .id = store_get_id(q, 1),
                              .household = store_int(q, 2),
                              .kind = (enum payment_kind)store_int(q, 3),
                              .account = store_int(q, 4),
                              .target = store_int(q, 5),
                              .payee = text_copy(c->arena, store_text(q, 6)),
                              .number = text_copy(c->arena, store_text(q, 7)),
                              .payee_key = text_copy(c->arena, store_text(q, 8)),
                              .amount = store_int(q, 9),
                              .currency = (currency)store_int(q, 10),
                              .due = (date)store_int(q, 11),
                              .reference = text_copy(c->arena, store_text(q, 12)),
                              .category = store_int(q, 13),
                              .agent = text_copy(c->arena, store_text(q, 14)),
                              .mandate = store_int(q, 15),
                              .occurrence = read_date(q, 16)};
    read_course(c, q, &row);
    return row;
}

static enum err read_rows(struct ctx *c, struct store_query *q, size_t most, struct payment_row **out,
                          size_t *count)
{
    bool row;
    *out = ARENA_ARRAY(c->arena, struct payment_row, most);
    *count = 0;
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_row(c, q);
    }
}

static enum err read_one(struct ctx *c, struct store_query *q, struct payment_row *out, bool *found)
{
    TRY(store_next(c, q, found));
    if (*found)
        *out = read_row(c, q);
    store_reset(q);
    return OK;
}

static enum err need_one(struct ctx *c, struct store_query *q, struct payment_row *out)
{
    bool found;
    TRY(read_one(c, q, out, &found));
    return found ? OK : fail(c, ERR_NOT_FOUND, "there is no such payment");
}

enum err payment_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                       struct payment_row *out)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM payment WHERE id = ?1 AND household = ?2", &q));
    store_bind_id(q, 1, id);
    store_bind_int(q, 2, household);
    return need_one(c, q, out);
}

enum err payment_by_seq(struct ctx *c, struct store_tx *tx, int64_t seq, struct payment_row *out)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM payment WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    return need_one(c, q, out);
}

enum err payment_by_txn(struct ctx *c, struct store_tx *tx, int64_t txn, struct payment_row *out, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM payment WHERE txn = ?1 ORDER BY seq LIMIT 1", &q));
    store_bind_int(q, 1, txn);
    return read_one(c, q, out, found);
}

enum err payment_page(struct ctx *c, struct store_tx *tx, int64_t household, const struct payment_span *span,
                      int64_t limit, struct payment_row **out, size_t *count)
{
    struct store_query *q;
    limit = limit < LIMIT_PAGE ? limit : LIMIT_PAGE;
    TRY(store_query(c, tx,
                    "SELECT " COLUMNS
                    " FROM payment WHERE household = ?1 AND seq < ?2 AND (?3 = 0 OR state = ?3) "
                    "ORDER BY seq DESC LIMIT ?4",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, span->before == 0 ? INT64_MAX : span->before);
    store_bind_int(q, 3, span->state);
    store_bind_int(q, 4, limit);
    return read_rows(c, q, (size_t)limit, out, count);
}

enum err payment_between(struct ctx *c, struct store_tx *tx, int64_t household, date from, date to,
                         size_t most, struct payment_row **out, size_t *count)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "SELECT " COLUMNS
                    " FROM payment WHERE household = ?1 AND due BETWEEN ?2 AND ?3 ORDER BY due, seq LIMIT ?4",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, from);
    store_bind_int(q, 3, to);
    store_bind_int(q, 4, (int64_t)most + 1);
    return read_rows(c, q, most + 1, out, count);
}

enum err payment_planned_of(struct ctx *c, struct store_tx *tx, int64_t mandate, struct payment_row **out,
                            size_t *count)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "SELECT " COLUMNS " FROM payment WHERE mandate = ?1 AND state = 1 ORDER BY occurrence LIMIT ?2", &q));
    store_bind_int(q, 1, mandate);
    store_bind_int(q, 2, LIMIT_PAGE);
    return read_rows(c, q, LIMIT_PAGE, out, count);
}

/* -- What is to be done. A literal for each state: their indexes are of one state each. */

#define READY(state)                                                                                         \
    "SELECT " COLUMNS " FROM payment WHERE state = " state                                                   \
    " AND next_us <= ?1 AND (claim_us IS NULL OR claim_us <= ?2) ORDER BY next_us, seq LIMIT ?3"

enum err payment_ready(struct ctx *c, struct store_tx *tx, enum payment_state state, int64_t now_us,
                       int64_t stale_us, int64_t limit, struct payment_row **out, size_t *count)
{
    struct store_query *q;
    if (state == PAYMENT_PLANNED)
        TRY(store_query(c, tx, READY("1"), &q));
    else if (state == PAYMENT_HELD)
        TRY(store_query(c, tx, READY("2"), &q));
    else
        TRY(store_query(c, tx, READY("3"), &q));
    store_bind_int(q, 1, now_us);
    store_bind_int(q, 2, stale_us);
    store_bind_int(q, 3, limit);
    return read_rows(c, q, (size_t)limit, out, count);
}

enum err payment_next(struct ctx *c, struct store_tx *tx, enum payment_state state, int64_t *next_us)
{
    struct store_query *q;
    bool row;
    if (state == PAYMENT_PLANNED)
        TRY(store_query(c, tx, "SELECT min(next_us) FROM payment WHERE state = 1", &q));
    else if (state == PAYMENT_HELD)
        TRY(store_query(c, tx, "SELECT min(next_us) FROM payment WHERE state = 2", &q));
    else
        TRY(store_query(c, tx, "SELECT min(next_us) FROM payment WHERE state = 3", &q));
    TRY(store_next(c, q, &row));
    *next_us = !row || store_is_null(q, 0) ? INT64_MAX : store_int(q, 0);
    store_reset(q);
    return OK;
}

enum err payment_overtaken(struct ctx *c, struct store_tx *tx, int64_t limit, struct payment_row **out,
                           size_t *count)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "SELECT " COLUMNS " FROM payment p WHERE state IN (2, 3) AND EXISTS (SELECT 1 FROM txn t "
        "WHERE t.seq = p.txn AND (t.state = 2 OR (t.state = 3 AND (p.state = 2 OR EXISTS (SELECT 1 "
        "FROM import_touch i WHERE i.txn = t.seq))))) ORDER BY seq LIMIT ?1",
        &q));
    store_bind_int(q, 1, limit);
    return read_rows(c, q, (size_t)limit, out, count);
}

enum err payment_txn_replaced(struct ctx *c, struct store_tx *tx, int64_t txn, bool *was)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT 1 FROM import_touch WHERE txn = ?1", &q));
    store_bind_int(q, 1, txn);
    TRY(store_next(c, q, was));
    store_reset(q);
    return OK;
}

enum err payment_unclaim(struct ctx *c, struct store_tx *tx)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "UPDATE payment SET claim_us = NULL WHERE state IN (2, 3) AND claim_us IS NOT NULL", &q));
    return store_run(c, q, NULL);
}
