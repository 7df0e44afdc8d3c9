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

struct txn_entering {
    struct store *store;
    struct desk *desk;
    struct store_tx *tx;
    int64_t household;
    const struct txn_new *fresh;
    struct desk_place *place;
    const struct account_row *account;
    struct txn_row row;
    struct text payee; /* its name */
    struct txn_part *parts;
    struct text *categories; /* the parts' paths */
    size_t part_count;
    struct txn_lines lines;
    struct totals totals;
};

static void release(void *thing)
{
    struct txn_entering *n = thing;
    totals_free(&n->totals);
}

static enum err check(struct ctx *c, const struct txn_new *fresh)
{
    if (fresh->date < DATE_FIRST || fresh->date > DATE_LAST)
        return fail(c, ERR_INPUT, "date: outside 1900 to 2199");
    if (fresh->payee.len > LIMIT_PAYEE_TEXT)
        return fail(c, ERR_LIMIT, "payee: longer than %d bytes", LIMIT_PAYEE_TEXT);
    if (fresh->memo.len > LIMIT_MEMO_TEXT || fresh->notes.len > LIMIT_MEMO_TEXT ||
        fresh->tags.len > LIMIT_MEMO_TEXT)
        return fail(c, ERR_LIMIT, "memo, notes, tags: one is longer than %d bytes", LIMIT_MEMO_TEXT);
    if (fresh->part_count > LIMIT_SPLITS)
        return fail(c, ERR_LIMIT, "parts: more than %d", LIMIT_SPLITS);
    if (!text_is_utf8(fresh->payee) || !text_is_utf8(fresh->memo) || !text_is_utf8(fresh->notes) ||
        !text_is_utf8(fresh->tags))
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
static enum err same_parts(struct ctx *c, struct txn_entering *n, const struct txn_row *known,
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
static enum err same_body(struct ctx *c, struct txn_entering *n, const struct txn_row *known)
{
    const struct txn_new *fresh = n->fresh;
    struct txn_lines lines;
    TRY(txn_read_lines(c, n->tx, known->seq, &lines));
    bool was_pending = lines.count == 0 ? known->state == TXN_PENDING : lines.at[0].phase == LINE_PENDING;
    bool notes_edited = (known->flags & TXN_NOTES_EDITED) != 0;
    /* Tags that were entered count as edited, so that no rule changes them: what they were at first is not known any more. */
    bool tags_edited = (known->flags & TXN_TAGS_EDITED) != 0;
    const char *differs = known->account != n->account->seq                          ? "account"
                          : known->date != fresh->date                               ? "date"
                          : known->amount != fresh->amount                           ? "amount"
                          : !text_equal(known->text, fresh->payee)                   ? "payee"
                          : !text_equal(known->memo, fresh->memo)                    ? "memo"
                          : !notes_edited && !text_equal(known->notes, fresh->notes) ? "notes"
                          : !tags_edited && fresh->tags.len > 0                      ? "tags"
                          : known->amount != 0 && was_pending != fresh->pending      ? "pending"
                                                                                     : NULL;
    if (differs == NULL)
        TRY(same_parts(c, n, known, &lines, &differs));
    if (differs != NULL)
        return fail(c, ERR_CONFLICT, "id: stands for another transaction: %s differs", differs);
    return OK;
}

/* Sorted by its words when nobody named a category. */
static enum err sort(struct ctx *c, struct txn_entering *n, struct sorter_decision *d)
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

/* What was asked for, or what the rules make of it; a rule's split that does not fit leaves it uncategorised. */
static void name_parts(struct txn_entering *n, const struct sorter_decision *d, int64_t *amounts)
{
    const struct txn_new *fresh = n->fresh;
    bool splits = fresh->part_count == 0 && d->part_count > 0 &&
                  rule_parts_divide(d->parts, d->part_count, fresh->amount,
                                    currency_places(n->account->currency), amounts);
    size_t count = splits ? d->part_count : fresh->part_count;
    for (size_t i = 0; i < count; i++) {
        int64_t amount = splits ? amounts[i] : fresh->parts[i].amount;
        if (splits && amount == 0)
            continue;
        n->parts[n->part_count].amount = amount;
        n->categories[n->part_count++] = splits ? d->parts[i].category : fresh->parts[i].category;
    }
    if (n->part_count > 0)
        return;
    n->parts[0].amount = fresh->amount;
    n->categories[0] = d->category.len > 0 ? d->category : category_unknown(fresh->amount < 0);
    n->part_count = 1;
}

/* Named by an id, it is told by its path. */
static enum err find_category(struct ctx *c, struct txn_entering *n, size_t i)
{
    struct id id;
    struct account_row row;
    TRY(desk_category(c, n->place, n->categories[i], &n->parts[i].category));
    if (!id_parse(n->categories[i], &id))
        return OK;
    TRY(account_by_seq(c, n->tx, n->parts[i].category, &row));
    n->categories[i] = row.name;
    return OK;
}

static enum err decide_parts(struct ctx *c, struct txn_entering *n)
{
    const struct txn_new *fresh = n->fresh;
    struct sorter_decision d = {.payee = fresh->payee, .category = fresh->category, .sorted_by = SORTED_USER};
    if (fresh->category.len == 0 && fresh->part_count == 0)
        TRY(sort(c, n, &d));
    size_t most = 1 + fresh->part_count + d.part_count;
    n->parts = ARENA_ARRAY(c->arena, struct txn_part, most);
    n->categories = ARENA_ARRAY(c->arena, struct text, most);
    name_parts(n, &d, ARENA_ARRAY(c->arena, int64_t, most));
    for (size_t i = 0; i < n->part_count; i++)
        TRY(find_category(c, n, i));
    n->row.sorted_by = d.sorted_by;
    n->row.tags = fresh->tags.len > 0 ? fresh->tags : d.tags;
    n->row.flags = fresh->tags.len > 0 ? TXN_TAGS_EDITED : 0;
    n->payee = d.payee;
    return d.payee.len == 0 ? OK : payee_intern(c, n->tx, n->household, d.payee, &n->row.payee);
}

static enum err append_event(struct ctx *c, const struct txn_entering *n)
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

static enum err book(struct ctx *c, struct txn_entering *n)
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
static enum err compare(struct ctx *c, struct txn_entering *n, bool *again)
{
    struct txn_row known;
    TRY(store_begin_read(c, n->store, &n->tx));
    TRY(txn_by_id(c, n->tx, n->fresh->id, &known));
    n->row.seq = known.seq;
    *again = true;
    TRY(desk_open(c, n->desk, n->tx, n->household, &n->place));
    TRY(desk_account(c, n->place, n->fresh->account, &n->account));
    return same_body(c, n, &known);
}

enum err transaction_enter_begin(struct ctx *c, struct store *store, struct desk *desk, int64_t household,
                                 struct text account, struct txn_entering **out,
                                 const struct account_row **found)
{
    struct txn_entering *n = ARENA_NEW(c->arena, struct txn_entering);
    *n = (struct txn_entering){.store = store, .desk = desk, .household = household};
    arena_defer(c->arena, release, n);
    TRY(store_begin(c, store, &n->tx));
    TRY(desk_open(c, desk, n->tx, household, &n->place));
    TRY(desk_account(c, n->place, account, &n->account));
    *found = n->account;
    *out = n;
    return OK;
}

/* An id is seldom there already, so nobody looks before it is entered: when that fails, for whatever reason, it may be because it was entered
 * before. */
enum err transaction_enter(struct ctx *c, struct txn_entering *n, const struct txn_new *fresh,
                           struct txn_entered *out)
{
    *out = (struct txn_entered){0};
    TRY(check(c, fresh));
    n->fresh = fresh;
    n->row.id = id_is_zero(fresh->id) ? id_new(c->now_us) : fresh->id;
    enum err e = book(c, n);
    if (e == OK) {
        *out = (struct txn_entered){.row = n->row,
                                    .account = *n->account,
                                    .payee = n->payee,
                                    .parts = n->parts,
                                    .categories = n->categories,
                                    .part_count = n->part_count};
        return store_commit(c, n->tx);
    }
    store_rollback(n->tx);
    if (id_is_zero(fresh->id))
        return e;
    struct ctx why = *c;
    enum err compared = compare(c, n, &out->again);
    out->row.seq = n->row.seq;
    if (out->again || compared != ERR_NOT_FOUND)
        return compared;
    *c = why;
    return e;
}

enum err transaction_create_at(struct ctx *c, struct store *store, struct desk *desk, int64_t household,
                               const struct txn_new *fresh, int64_t *seq, bool *again)
{
    struct txn_entering *n;
    const struct account_row *account;
    struct txn_entered entered;
    *again = false;
    TRY(check(c, fresh));
    TRY(transaction_enter_begin(c, store, desk, household, fresh->account, &n, &account));
    enum err e = transaction_enter(c, n, fresh, &entered);
    *seq = entered.row.seq;
    *again = entered.again;
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
