#include "finance/transactions.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/text_map.h"
#include "finance/import/parts.h"
#include "finance/limits.h"
#include "sorting/categories.h"
#include "sorting/payee.h"
#include "store/entity/account.h"
#include "store/entity/event.h"
#include "store/entity/import.h"
#include "store/entity/payee.h"
#include "store/entity/sorting.h"
#include "store/entity/total.h"

/* One transaction that is being changed. */
struct change {
    struct store_tx *tx;
    int64_t household;
    struct txn_row row;
    struct account_row account;
    struct txn_lines lines;
    int32_t lines_before;
    struct totals totals;
    struct text_map categories;
};

static void change_release(void *thing)
{
    struct change *change = thing;
    totals_free(&change->totals);
    text_map_free(&change->categories);
}

/* Begins a store transaction and loads one transaction of the household into it. */
static enum err change_begin(struct ctx *c, struct store *store, int64_t household, int64_t txn,
                             struct change **out)
{
    struct change *change = ARENA_NEW(c->arena, struct change);
    arena_defer(c->arena, change_release, change);
    change->household = household;
    TRY(store_begin(c, store, &change->tx));
    TRY(txn_by_seq(c, change->tx, txn, &change->row));
    TRY(account_by_seq(c, change->tx, change->row.account, &change->account));
    if (change->account.household != household)
        return fail(c, ERR_NOT_FOUND, "there is no such transaction");
    if (change->row.state == TXN_VOID)
        return fail(c, ERR_CONFLICT, "transaction %lld is void", (long long)txn);
    TRY(txn_read_lines(c, change->tx, txn, &change->lines));
    change->lines_before = change->lines.count;
    *out = change;
    return OK;
}

static enum err append_event(struct ctx *c, const struct change *change, struct text type)
{
    char id[ID_TEXT_MAX];
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    json_object(&j);
    json_key_int(&j, "transaction", change->row.seq);
    json_key_text(&j, "account", change->account.name);
    json_object_end(&j);
    struct event_row event = {
        .household = change->household,
        .type = type,
        .subject = text_of(arena_printf(c->arena, "transaction/%s", id_format(change->row.id, id))),
        .data = buf_view(data)};
    return event_append(c, change->tx, &event);
}

static enum err change_commit(struct ctx *c, struct change *change, struct text event)
{
    TRY(txn_insert_lines(c, change->tx, change->row.seq, &change->lines, change->lines_before,
                         &change->totals));
    TRY(txn_update(c, change->tx, &change->row));
    TRY(total_add(c, change->tx, &change->totals));
    TRY(append_event(c, change, event));
    return store_commit(c, change->tx);
}

/* A correction is remembered for the payee as the bank writes it, so that it holds for the next statement
 * too. */
static enum err teach(struct ctx *c, const struct change *change, int64_t category)
{
    struct text raw = change->row.text.len > 0 ? change->row.text : change->row.memo;
    struct text key = payee_key(c->arena, payee_clean(c->arena, raw));
    if (key.len == 0)
        return OK;
    return label_add(c, change->tx, change->household, key, change->row.amount < 0, category);
}

/* The other side of a transfer stands alone again. */
static enum err unpair(struct ctx *c, struct change *change)
{
    struct txn_row other;
    if (change->row.pair == 0)
        return OK;
    TRY(txn_by_seq(c, change->tx, change->row.pair, &other));
    other.pair = 0;
    change->row.pair = 0;
    return txn_update(c, change->tx, &other);
}

static enum err set_category(struct ctx *c, struct change *change, const struct txn_edit *edit)
{
    size_t count = edit->part_count == 0 ? 1 : edit->part_count;
    struct txn_part *parts = ARENA_ARRAY(c->arena, struct txn_part, count);
    if (count > LIMIT_SPLITS)
        return fail(c, ERR_LIMIT, "a split has at most %d parts", LIMIT_SPLITS);
    for (size_t i = 0; i < count; i++) {
        struct text path = edit->part_count == 0 ? edit->category : edit->parts[i].category;
        parts[i].amount = edit->part_count == 0 ? change->row.amount : edit->parts[i].amount;
        TRY(category_seq(c, change->tx, change->household, &change->categories, path, &parts[i].category));
    }
    change->row.sorted_by = SORTED_USER;
    if (change->lines.count == 0)
        return OK; /* a zero amount moves nothing */
    TRY(txn_resort(c, &change->lines, change->row.account, parts, count));
    if (count > 1 || !text_is(edit->category, CATEGORY_TRANSFERS))
        TRY(unpair(c, change));
    return count == 1 ? teach(c, change, parts[0].category) : OK;
}

static enum err check_text(struct ctx *c, const char *what, struct text t, size_t limit)
{
    if (t.len > limit)
        return fail(c, ERR_LIMIT, "%s: longer than %zu bytes", what, limit);
    return text_is_utf8(t) ? OK : fail(c, ERR_INPUT, "%s: not UTF-8", what);
}

static enum err set_words(struct ctx *c, struct change *change, const struct txn_edit *edit)
{
    if (edit->set_payee) {
        TRY(check_text(c, "payee", edit->payee, LIMIT_PAYEE_TEXT));
        change->row.payee = 0;
        if (edit->payee.len > 0)
            TRY(payee_intern(c, change->tx, change->household, edit->payee, &change->row.payee));
        change->row.flags |= TXN_PAYEE_EDITED;
    }
    if (edit->set_tags) {
        TRY(check_text(c, "tags", edit->tags, LIMIT_MEMO_TEXT));
        change->row.tags = edit->tags;
        change->row.flags |= TXN_TAGS_EDITED;
    }
    if (edit->set_notes) {
        TRY(check_text(c, "notes", edit->notes, LIMIT_MEMO_TEXT));
        change->row.notes = edit->notes;
        change->row.flags |= TXN_NOTES_EDITED;
    }
    return OK;
}

enum err transaction_edit(struct ctx *c, struct store *store, int64_t household, int64_t txn,
                          const struct txn_edit *edit)
{
    struct change *change;
    TRY(change_begin(c, store, household, txn, &change));
    bool unlocks = edit->set_reconciled && !edit->reconciled;
    if ((change->row.flags & TXN_RECONCILED) && !unlocks)
        return fail(c, ERR_CONFLICT, "transaction %lld is reconciled: unlock it first", (long long)txn);
    if (edit->set_category)
        TRY(set_category(c, change, edit));
    TRY(set_words(c, change, edit));
    if (edit->set_reconciled)
        change->row.flags =
            edit->reconciled ? change->row.flags | TXN_RECONCILED : change->row.flags & ~TXN_RECONCILED;
    return change_commit(c, change, TEXT("transaction.updated"));
}

static enum err void_change(struct ctx *c, struct change *change)
{
    if (change->row.flags & TXN_RECONCILED)
        return fail(c, ERR_CONFLICT, "transaction %lld is reconciled: unlock it first",
                    (long long)change->row.seq);
    if (change->lines.count > 0)
        TRY(txn_void(c, &change->lines));
    change->row.state = TXN_VOID;
    return unpair(c, change);
}

enum err transaction_void(struct ctx *c, struct store *store, int64_t household, int64_t txn)
{
    struct change *change;
    TRY(change_begin(c, store, household, txn, &change));
    if (change->row.state == TXN_POSTED && change->row.amount > 0)
        TRY(account_admits(c, change->tx, &change->account, -change->row.amount));
    TRY(void_change(c, change));
    if (change->row.flags & TXN_MAYBE_KNOWN)
        TRY(suggestion_resolve(c, change->tx, txn, SUGGESTION_SAME));
    change->row.flags &= ~TXN_MAYBE_KNOWN;
    return change_commit(c, change, TEXT("transaction.deleted"));
}

enum err transaction_post(struct ctx *c, struct store *store, int64_t household, int64_t txn)
{
    struct change *change;
    TRY(change_begin(c, store, household, txn, &change));
    if (change->row.state != TXN_PENDING)
        return fail(c, ERR_CONFLICT, "transaction %lld is not pending", (long long)txn);
    if (change->row.flags & TXN_MAYBE_KNOWN)
        return fail(c, ERR_CONFLICT, "transaction %lld waits for review", (long long)txn);
    if (change->lines.count > 0)
        TRY(txn_post(c, &change->lines));
    change->row.state = TXN_POSTED;
    change->row.flags &= ~TXN_BANK_PENDING;
    return change_commit(c, change, TEXT("transaction.updated"));
}

/* The known row takes the bank's id, so that the same file finds it at once next time. */
static enum err merge(struct ctx *c, struct change *change, int64_t candidate)
{
    struct txn_row known;
    TRY(txn_by_seq(c, change->tx, candidate, &known));
    if (known.state == TXN_VOID)
        return fail(c, ERR_CONFLICT, "transaction %lld, which it would be the same as, is void",
                    (long long)candidate);
    if (known.bank_id.len == 0)
        known.bank_id = change->row.bank_id;
    TRY(txn_update(c, change->tx, &known));
    return void_change(c, change);
}

enum err transaction_review(struct ctx *c, struct store *store, int64_t household, int64_t txn, bool same)
{
    struct change *change;
    struct suggestion_row suggestion;
    TRY(change_begin(c, store, household, txn, &change));
    TRY(suggestion_by_txn(c, change->tx, txn, &suggestion));
    TRY(suggestion_resolve(c, change->tx, txn, same ? SUGGESTION_SAME : SUGGESTION_DIFFERENT));
    change->row.flags &= ~TXN_MAYBE_KNOWN;
    if (same) {
        TRY(merge(c, change, suggestion.candidate));
    } else if (!(change->row.flags & TXN_BANK_PENDING)) {
        if (change->lines.count > 0)
            TRY(txn_post(c, &change->lines));
        change->row.state = TXN_POSTED;
    }
    return change_commit(c, change, same ? TEXT("transaction.deleted") : TEXT("transaction.updated"));
}
