/* Entering a transaction by hand or by program: idempotent by id, within the account's limit, sorted like any
 * other. */
#include "base/limits.h"
#include "finance/desk.h"
#include "finance/limits.h"
#include "sorting/categories.h"
#include "store/entity/event.h"
#include "store/entity/household.h"
#include "store/entity/payee.h"
#include "store/entity/total.h"

struct creating {
    struct store_tx *tx;
    int64_t household;
    const struct txn_new *fresh;
    struct desk_place *place;
    const struct account_row *account;
    struct txn_row row;
    struct txn_part *parts;
    size_t part_count;
    struct txn_lines lines;
    struct totals totals;
};

static void release(void *thing)
{
    struct creating *n = thing;
    totals_free(&n->totals);
}

static enum err check(struct ctx *c, const struct txn_new *fresh)
{
    if (fresh->date < DATE_FIRST || fresh->date > DATE_LAST)
        return fail(c, ERR_INPUT, "date: outside 1900 to 2199");
    if (fresh->payee.len > LIMIT_PAYEE_TEXT)
        return fail(c, ERR_LIMIT, "payee: longer than %d bytes", LIMIT_PAYEE_TEXT);
    if (fresh->memo.len > LIMIT_MEMO_TEXT || fresh->notes.len > LIMIT_MEMO_TEXT)
        return fail(c, ERR_LIMIT, "memo: longer than %d bytes", LIMIT_MEMO_TEXT);
    if (fresh->part_count > LIMIT_SPLITS)
        return fail(c, ERR_LIMIT, "parts: more than %d", LIMIT_SPLITS);
    if (!text_is_utf8(fresh->payee) || !text_is_utf8(fresh->memo) || !text_is_utf8(fresh->notes))
        return fail(c, ERR_INPUT, "a text is not UTF-8");
    return OK;
}

/* The first booking stands in the lines before any that reverses another. */
static int32_t first_booking(const struct txn_lines *lines)
{
    int32_t count = 0;
    while (count < lines->count && lines->at[count].reverses == LINE_NONE)
        count++;
    return count;
}

/* By its id as text, or by its path. */
static bool names(struct text category, const struct account_row *row)
{
    struct id id;
    return text_equal(category, row->name) || (id_parse(category, &id) && id_equal(id, row->id));
}

/* Were these the categories it was entered with? Without one in the request it was sorted, and may sort
 * otherwise today. */
static enum err same_parts(struct ctx *c, struct creating *n, const struct txn_row *known,
                           const struct txn_lines *lines, const char **differs)
{
    const struct txn_new *fresh = n->fresh;
    const struct txn_edit_part whole = {fresh->category, fresh->amount};
    const struct txn_edit_part *parts = fresh->part_count > 0 ? fresh->parts : &whole;
    size_t count = fresh->part_count > 0 ? fresh->part_count : 1;
    if ((fresh->part_count == 0 && fresh->category.len == 0) || known->amount == 0)
        return OK;
    bool same = (size_t)first_booking(lines) == count;
    for (size_t i = 0; i < count && same; i++) {
        const struct transfer_line *line = &lines->at[i];
        bool in = line->debit == known->account;
        struct account_row category;
        TRY(account_by_seq(c, n->tx, in ? line->credit : line->debit, &category));
        same = names(parts[i].category, &category) && parts[i].amount == (in ? line->amount : -line->amount);
    }
    if (!same)
        *differs = fresh->part_count > 0 ? "parts" : "category";
    return OK;
}

/* The body that an id stands for, compared field by field. What was edited since is compared with what was
 * first booked. */
static enum err same_body(struct ctx *c, struct creating *n, const struct txn_row *known)
{
    const struct txn_new *fresh = n->fresh;
    struct txn_lines lines;
    TRY(txn_read_lines(c, n->tx, known->seq, &lines));
    bool was_pending = lines.count == 0 ? known->state == TXN_PENDING : lines.at[0].phase == LINE_PENDING;
    bool notes_edited = (known->flags & TXN_NOTES_EDITED) != 0;
    const char *differs = known->account != n->account->seq                          ? "account"
                          : known->date != fresh->date                               ? "date"
                          : known->amount != fresh->amount                           ? "amount"
                          : !text_equal(known->text, fresh->payee)                   ? "payee"
                          : !text_equal(known->memo, fresh->memo)                    ? "memo"
                          : !notes_edited && !text_equal(known->notes, fresh->notes) ? "notes"
                          : known->amount != 0 && was_pending != fresh->pending      ? "pending"
                                                                                     : NULL;
    if (differs == NULL)
        TRY(same_parts(c, n, known, &lines, &differs));
    if (differs != NULL)
        return fail(c, ERR_CONFLICT, "this id stands for another transaction: %s differs", differs);
    return OK;
}

/* Sorted by its words when nobody named a category. */
static enum err sort(struct ctx *c, struct creating *n, struct sorter_decision *d)
{
    struct sorter *sorter;
    struct sorter_subject subject = {.text = n->fresh->payee,
                                     .memo = n->fresh->memo,
                                     .account = n->account->name,
                                     .amount = money_to_decimal(n->fresh->amount, n->account->currency),
                                     .currency = n->account->currency,
                                     .date = n->fresh->date};
    TRY(desk_sorter(c, n->place, &sorter));
    sorter_decide(sorter, c->arena, &subject, d);
    return OK;
}

static enum err decide_parts(struct ctx *c, struct creating *n)
{
    const struct txn_new *fresh = n->fresh;
    struct sorter_decision d = {.payee = fresh->payee, .category = fresh->category, .sorted_by = SORTED_USER};
    if (fresh->category.len == 0 && fresh->part_count == 0)
        TRY(sort(c, n, &d));
    size_t count = fresh->part_count == 0 ? 1 : fresh->part_count;
    n->parts = ARENA_ARRAY(c->arena, struct txn_part, count);
    n->part_count = count;
    for (size_t i = 0; i < count; i++) {
        /* A rule's split is left to `categorize`: here it stands as uncategorised. */
        struct text path = fresh->part_count > 0 ? fresh->parts[i].category
                           : d.category.len > 0  ? d.category
                                                 : category_unknown(fresh->amount < 0);
        n->parts[i].amount = fresh->part_count > 0 ? fresh->parts[i].amount : fresh->amount;
        TRY(desk_category(c, n->place, path, &n->parts[i].category));
    }
    n->row.sorted_by = d.sorted_by;
    return d.payee.len == 0 ? OK : payee_intern(c, n->tx, n->household, d.payee, &n->row.payee);
}

static enum err append_event(struct ctx *c, const struct creating *n)
{
    char id[ID_TEXT_MAX];
    struct event_row event = {.household = n->household,
                              .type = TEXT("transaction.created"),
                              .subject =
                                  text_of(arena_printf(c->arena, "transaction/%s", id_format(n->row.id, id))),
                              .txn_first = n->row.seq,
                              .txn_last = n->row.seq,
                              .data = TEXT("{}")};
    return event_append(c, n->tx, &event);
}

static enum err book(struct ctx *c, struct creating *n)
{
    const struct txn_new *fresh = n->fresh;
    if (n->account->closed_us != 0)
        return fail(c, ERR_CONFLICT, "account %.*s is closed", TEXT_ARGS(n->account->name));
    TRY(account_admits(c, n->tx, n->account, fresh->amount));
    TRY(decide_parts(c, n));
    TRY(txn_book(c, &n->lines, n->account->seq, fresh->amount, n->account->currency, fresh->date,
                 fresh->pending ? LINE_PENDING : LINE_POSTED, n->parts, n->part_count));
    TRY(counter_take(c, n->tx, "txn", 1, &n->row.seq));
    n->row.account = n->account->seq;
    n->row.date = fresh->date;
    n->row.amount = fresh->amount;
    n->row.state = fresh->pending ? TXN_PENDING : TXN_POSTED;
    n->row.text = fresh->payee;
    n->row.memo = fresh->memo;
    n->row.notes = fresh->notes;
    TRY(txn_insert(c, n->tx, &n->row));
    TRY(txn_insert_lines(c, n->tx, n->row.seq, &n->lines, 0, &n->totals));
    TRY(total_add(c, n->tx, &n->totals));
    return append_event(c, n);
}

/* Was it entered before? Then it was all done then, whatever would stop it today. */
static enum err compare(struct ctx *c, struct creating *n, struct desk *desk, struct store *store,
                        bool *again)
{
    struct txn_row known;
    TRY(store_begin_read(c, store, &n->tx));
    TRY(txn_by_id(c, n->tx, n->fresh->id, &known));
    n->row.seq = known.seq;
    *again = true;
    TRY(desk_open(c, desk, n->tx, n->household, &n->place));
    TRY(desk_account(c, n->place, n->fresh->account, &n->account));
    return same_body(c, n, &known);
}

static enum err enter(struct ctx *c, struct creating *n, struct desk *desk, struct store *store)
{
    TRY(store_begin(c, store, &n->tx));
    TRY(desk_open(c, desk, n->tx, n->household, &n->place));
    TRY(desk_account(c, n->place, n->fresh->account, &n->account));
    n->row.id = id_is_zero(n->fresh->id) ? id_new(c->now_us) : n->fresh->id;
    return book(c, n);
}

/* An id is seldom there already, so nobody looks before it is entered: when that fails, for whatever reason, it may be because it was entered
 * before. */
enum err transaction_create_at(struct ctx *c, struct store *store, struct desk *desk, int64_t household,
                               const struct txn_new *fresh, int64_t *seq, bool *again)
{
    struct creating *n = ARENA_NEW(c->arena, struct creating);
    *n = (struct creating){.household = household, .fresh = fresh};
    arena_defer(c->arena, release, n);
    *again = false;
    TRY(check(c, fresh));
    enum err e = enter(c, n, desk, store);
    if (e == OK) {
        *seq = n->row.seq;
        return store_commit(c, n->tx);
    }
    if (n->tx != NULL)
        store_rollback(n->tx);
    if (id_is_zero(fresh->id))
        return e;
    struct ctx why = *c;
    enum err compared = compare(c, n, desk, store, again);
    *seq = n->row.seq;
    if (*again || compared != ERR_NOT_FOUND)
        return compared;
    *c = why;
    return e;
}

static void release_desk(void *thing)
{
    desk_free(thing);
}

enum err transaction_create(struct ctx *c, struct store *store, int64_t household,
                            const struct txn_new *fresh, int64_t *seq, bool *again)
{
    struct desk *desk = desk_new(1);
    arena_defer(c->arena, release_desk, desk);
    return transaction_create_at(c, store, desk, household, fresh, seq, again);
}
