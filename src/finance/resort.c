/* Sorting again: new rules and what was learnt since, applied to what is stored. What the user decided stays.
 */
#include "bus/types.h"
#include "finance/import/parts.h"
#include "finance/transactions.h"
#include "sorting/categories.h"
#include "store/entity/event.h"
#include "store/entity/payee.h"
#include "store/entity/total.h"

struct resorting {
    struct store_tx *tx;
    const struct resort_options *options;
    struct resort_result *result;
    struct sorter *sorter;
    struct account_row *accounts;
    size_t account_count;
    struct text_map categories, probed; /* path -> number; of a run that writes nothing: category_probe */
    struct totals totals;
    bool writes;
};

static void release(void *thing)
{
    struct resorting *r = thing;
    text_map_free(&r->categories);
    text_map_free(&r->probed);
    totals_free(&r->totals);
}

static const struct account_row *find(const struct resorting *r, int64_t seq)
{
    for (size_t i = 0; i < r->account_count; i++)
        if (r->accounts[i].seq == seq)
            return &r->accounts[i];
    return NULL;
}

static bool is_unsorted(struct text path)
{
    return text_is(path, CATEGORY_EXPENSES_UNKNOWN) || text_is(path, CATEGORY_INCOME_UNKNOWN);
}

static void split_amounts(const struct sorter_decision *d, int64_t amount, currency cur, int64_t *amounts,
                          bool *fits)
{
    *fits = rule_parts_divide(d->parts, d->part_count, amount, currency_places(cur), amounts);
}

static enum err category(struct ctx *c, struct resorting *r, struct text path, int64_t *seq)
{
    int64_t household = r->options->household;
    return r->writes ? category_seq(c, r->tx, household, &r->categories, path, seq)
                     : category_probe(c, r->tx, household, &r->probed, path, seq);
}

/* The parts a decision asks for; a split that does not fit leaves things as they are (count 0). */
static enum err decision_parts(struct ctx *c, struct resorting *r, const struct sorter_decision *d,
                               int64_t amount, currency cur, struct txn_part *parts, size_t *count)
{
    *count = 0;
    if (d->part_count == 0) {
        parts[0].amount = amount;
        *count = 1;
        return category(c, r, d->category, &parts[0].category);
    }
    bool fits;
    int64_t *amounts = ARENA_ARRAY(c->arena, int64_t, d->part_count);
    split_amounts(d, amount, cur, amounts, &fits);
    for (size_t i = 0; i < d->part_count && fits; i++) {
        if (amounts[i] == 0)
            continue;
        parts[*count].amount = amounts[i];
        TRY(category(c, r, d->parts[i].category, &parts[*count].category));
        ++*count;
    }
    return OK;
}

/* Does a rule want another payee, or other tags, than the row has? The user's own stay. */
static enum err wants_words(struct ctx *c, struct resorting *r, const struct txn_row *row,
                            const struct sorter_decision *d, bool *wants)
{
    struct text payee;
    *wants = !(row->flags & TXN_TAGS_EDITED) && d->tags.len > 0 && !text_equal(d->tags, row->tags);
    if (*wants || !d->payee_by_rule || (row->flags & TXN_PAYEE_EDITED))
        return OK;
    TRY(payee_name(c, r->tx, row->payee, &payee));
    *wants = !text_equal(payee, d->payee);
    return OK;
}

static enum err apply_words(struct ctx *c, struct resorting *r, struct txn_row *row,
                            const struct sorter_decision *d)
{
    if (!(row->flags & TXN_PAYEE_EDITED) && d->payee.len > 0)
        TRY(payee_intern(c, r->tx, r->options->household, d->payee, &row->payee));
    if (!(row->flags & TXN_TAGS_EDITED) && d->tags.len > 0)
        row->tags = d->tags;
    return txn_update(c, r->tx, row);
}

static enum err apply_parts(struct ctx *c, struct resorting *r, struct txn_row *row, struct txn_lines *lines,
                            const struct txn_part *parts, size_t count, const struct sorter_decision *d)
{
    int32_t before = lines->count;
    TRY(txn_resort(c, lines, row->account, parts, count));
    TRY(txn_insert_lines(c, r->tx, row->seq, lines, before, &r->totals));
    row->sorted_by = d->sorted_by;
    return OK;
}

static enum err resort_one(struct ctx *c, struct resorting *r, struct txn_row *row)
{
    const struct account_row *account = find(r, row->account), *now;
    struct txn_lines lines;
    struct txn_part *present, *wanted;
    struct sorter_decision d;
    size_t present_count, count;
    TRY(txn_read_lines(c, r->tx, row->seq, &lines));
    present_count = txn_parts(c->arena, &lines, row->account, &present);
    if (account == NULL || present_count == 0 || (now = find(r, present[0].category)) == NULL)
        return OK;
    bool unsorted = present_count == 1 && is_unsorted(now->name);
    if (!r->options->all && !unsorted)
        return OK;
    r->result->looked_at++;
    struct sorter_subject subject = {.text = row->text,
                                     .memo = row->memo,
                                     .account = account->name,
                                     .amount = money_to_decimal(row->amount, account->currency),
                                     .currency = account->currency,
                                     .date = row->date};
    sorter_decide(r->sorter, c->arena, &subject, &d);
    r->result->unsorted += unsorted && d.part_count == 0 && is_unsorted(d.category);
    bool words, parts = d.sorted_by >= row->sorted_by || unsorted;
    TRY(wants_words(c, r, row, &d, &words));
    wanted = ARENA_ARRAY(c->arena, struct txn_part, d.part_count + 1);
    /* A weaker voice does not change what a stronger one said. */
    if (parts)
        TRY(decision_parts(c, r, &d, row->amount, account->currency, wanted, &count));
    parts = parts && count > 0 && !txn_parts_equal(present, present_count, wanted, count);
    if (!parts && !words)
        return OK;
    struct text from = present_count > 1 ? TEXT("(split)") : now->name;
    struct text to = !parts ? from : d.part_count > 0 ? TEXT("(split)") : d.category;
    r->result->changed++;
    if (r->options->changed != NULL && r->writes != r->options->dry_run)
        r->options->changed(r->options->self, row, account->currency, d.payee, from, to);
    if (!r->writes)
        return OK;
    if (parts)
        TRY(apply_parts(c, r, row, &lines, wanted, count, &d));
    return apply_words(c, r, row, &d);
}

/* Pages by seq, so that writing does not disturb the reading cursor. */
static enum err next_page(struct ctx *c, struct resorting *r, int64_t after, struct txn_row *page,
                          size_t size, size_t *count)
{
    struct store_query *q;
    bool more;
    *count = 0;
    TRY(store_query(c, r->tx,
                    "SELECT " TXN_COLUMNS
                    " FROM txn WHERE seq > ?1 AND state <> 3 AND sorted_by <> 5 AND pair IS NULL "
                    "AND flags & 10 = 0 ORDER BY seq LIMIT ?2",
                    &q));
    store_bind_int(q, 1, after);
    store_bind_int(q, 2, (int64_t)size);
    for (;;) {
        TRY(store_next(c, q, &more));
        if (!more)
            return OK;
        if (!txn_from_query(q, &page[*count]))
            return fail(c, ERR_CORRUPT, "transaction %lld on disk is not what was written",
                        (long long)page[*count].seq);
        txn_keep(c->arena, &page[(*count)++]);
    }
}

/* One page; *after moves behind it. */
static enum err resort_page(struct ctx *c, struct resorting *r, size_t size, int64_t *after, bool *more)
{
    size_t count;
    struct arena_mark mark = arena_mark(c->arena);
    struct txn_row *page = ARENA_ARRAY(c->arena, struct txn_row, size);
    TRY(next_page(c, r, *after, page, size, &count));
    for (size_t i = 0; i < count; i++) {
        struct arena_mark one = arena_mark(c->arena);
        TRY(resort_one(c, r, &page[i]));
        arena_rewind(c->arena, one);
    }
    *more = count == size;
    *after = count == 0 ? *after : page[count - 1].seq;
    arena_rewind(c->arena, mark);
    return OK;
}

static enum err resort_all(struct ctx *c, struct resorting *r)
{
    enum { PAGE = 512 };
    int64_t after = 0;
    for (bool more = true; more;)
        TRY(resort_page(c, r, PAGE, &after, &more));
    return OK;
}

/* What a unit that changed something ends with. */
static enum err finish(struct ctx *c, struct resorting *r, int64_t changed)
{
    TRY(total_add(c, r->tx, &r->totals));
    totals_free(&r->totals);
    struct event_row event = {.household = r->options->household,
                              .type = TEXT(EVENT_TRANSACTION_UPDATED),
                              .subject = TEXT("sorting"),
                              .data =
                                  text_of(arena_printf(c->arena, "{\"changed\":%lld}", (long long)changed))};
    if (changed > 0)
        TRY(event_append(c, r->tx, &event));
    return store_commit(c, r->tx);
}

/* A page is looked at in a snapshot first: the writer is asked for only where something changes, and then looked at again. */
static enum err resort_unit(struct ctx *c, struct store *store, struct resorting *r, int64_t *after,
                            bool *more)
{
    struct resort_result before = *r->result;
    int64_t from = *after;
    r->writes = false;
    TRY(store_begin_read(c, store, &r->tx));
    TRY(resort_page(c, r, r->options->unit, after, more));
    store_rollback(r->tx);
    if (r->result->changed == before.changed)
        return OK;
    *r->result = before;
    *after = from;
    r->writes = true;
    TRY(store_begin_bulk(c, store, &r->tx));
    TRY(resort_page(c, r, r->options->unit, after, more));
    return finish(c, r, r->result->changed - before.changed);
}

static enum err resort_units(struct ctx *c, struct store *store, struct resorting *r)
{
    int64_t after = 0;
    for (bool more = true; more;)
        TRY(resort_unit(c, store, r, &after, &more));
    return OK;
}

static enum err load(struct ctx *c, struct resorting *r)
{
    const struct resort_options *o = r->options;
    struct sorter_options sorting = {
        .household = o->household, .rules_file = o->rules_file, .only_file = o->only_file};
    TRY(sorter_load(c, r->tx, &sorting, &r->sorter));
    return account_list(c, r->tx, o->household, &r->accounts, &r->account_count);
}

enum err transactions_resort(struct ctx *c, struct store *store, const struct resort_options *options,
                             struct resort_result *result)
{
    struct resorting *r = ARENA_NEW(c->arena, struct resorting);
    *result = (struct resort_result){0};
    *r = (struct resorting){.options = options, .result = result};
    arena_defer(c->arena, release, r);
    if (options->dry_run) {
        TRY(store_begin_read(c, store, &r->tx));
        TRY(load(c, r));
        TRY(resort_all(c, r));
        store_rollback(r->tx);
        return OK;
    }
    if (options->unit > 0) {
        TRY(store_begin_read(c, store, &r->tx));
        TRY(load(c, r));
        store_rollback(r->tx);
        return resort_units(c, store, r);
    }
    r->writes = true;
    TRY(store_begin_bulk(c, store, &r->tx));
    TRY(load(c, r));
    TRY(resort_all(c, r));
    return finish(c, r, result->changed);
}
