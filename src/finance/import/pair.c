/* Pairing transfers between own accounts: this file's entries with each other and with what the store holds.
 */
#include "finance/import/parts.h"
#include "sorting/categories.h"

static enum err transfers_seq(struct ctx *c, struct importing *im, int64_t *seq)
{
    return put_category(c, im, TEXT(CATEGORY_TRANSFERS), seq);
}

static struct pair_side side_of(const struct chunk_entry *e, const struct txn_row *row)
{
    const struct target *t = e->statement->target;
    bool transfer = text_is(e->decision.category, CATEGORY_TRANSFERS);
    return (struct pair_side){.ref = row->seq,
                              .account = t->seq,
                              .amount = e->amount,
                              .own_number = t->number_hash,
                              .other_number = e->other_number,
                              .date = row->date,
                              .currency = t->currency,
                              .hinted = e->decision.hinted,
                              .open = e->decision.sorted_by == SORTED_NONE,
                              .firm = row->sorted_by == SORTED_USER ||
                                      (row->sorted_by == SORTED_RULE && !transfer)};
}

/* The other side of a transfer turns to Equity:Transfers, unless the user sorted it. */
static enum err turn_to_transfer(struct ctx *c, struct importing *im, int64_t other, int64_t pair,
                                 int64_t transfers)
{
    struct txn_row row;
    struct txn_lines lines;
    struct txn_part *parts;
    if (im->preview != NULL)
        return OK; /* the other side may be one that the preview did not write */
    TRY(txn_by_seq(c, im->tx, other, &row));
    TRY(txn_read_lines(c, im->tx, other, &lines));
    int32_t before = lines.count;
    size_t count = txn_parts(c->arena, &lines, row.account, &parts);
    if (row.sorted_by != SORTED_USER && (count != 1 || parts[0].category != transfers)) {
        struct txn_part all = {transfers, row.amount};
        TRY(txn_resort(c, &lines, row.account, &all, 1));
        row.sorted_by = SORTED_PAIRING;
    }
    row.pair = pair;
    return put_change(c, im, &row, &lines, before, 0);
}

enum err pair_entry(struct ctx *c, struct importing *im, const struct chunk_entry *e, struct txn_row *row,
                    struct txn_part *parts, size_t *count)
{
    struct pair_side side = side_of(e, row), other;
    int64_t transfers;
    if (im->options->only_rules || e->decision.not_transfer || e->pending || e->amount == 0 || *count != 1)
        return OK;
    if (!pair_offer(im->pool, &side, &other))
        return OK;
    TRY(transfers_seq(c, im, &transfers));
    row->pair = other.ref;
    if (parts[0].category != transfers) {
        parts[0].category = transfers;
        row->sorted_by = SORTED_PAIRING;
    }
    im->result->paired++;
    return turn_to_transfer(c, im, other.ref, row->seq, transfers);
}

/* Does a rule say that this row of the store is no transfer? */
static bool rule_forbids(struct ctx *c, struct importing *im, const struct target *t,
                         const struct txn_row *row)
{
    const struct rules *rules = sorter_rules(im->sorter);
    struct arena_mark mark = arena_mark(c->arena);
    if (rules_count(rules) == 0)
        return false;
    struct text raw = text_trim(row->text).len > 0 ? row->text : row->memo;
    struct rule_subject about = {.payee = payee_cache_names(im->payee_cache, c->arena, raw).name,
                                 .raw = row->text,
                                 .memo = row->memo,
                                 .account = t->name,
                                 .currency = text_of(currency_code(t->currency)),
                                 .amount = money_to_decimal(row->amount, t->currency),
                                 .date = row->date};
    struct rule_outcome o;
    rules_apply(rules, im->rules_scratch, &about, &o);
    arena_rewind(c->arena, mark);
    return o.not_transfer;
}

/* Unpaired rows of the store that may be the other side of this chunk's entries. */
static enum err load_sides(struct ctx *c, struct importing *im, const struct target *t, date from, date to)
{
    struct store_query *q;
    int64_t transfers;
    bool more;
    TRY(transfers_seq(c, im, &transfers));
    TRY(store_query(
        c, im->tx,
        "SELECT t.seq, t.date, t.amount, t.sorted_by, t.text, t.memo, EXISTS (SELECT 1 FROM transfer x "
        "WHERE x.txn = t.seq AND x.phase <> 3 AND (x.debit = ?4 OR x.credit = ?4) AND NOT EXISTS "
        "(SELECT 1 FROM transfer y WHERE y.txn = x.txn AND y.reverses = x.line)) FROM txn t WHERE t.account "
        "= ?1 "
        "AND t.date BETWEEN ?2 AND ?3 AND t.state = 2 AND t.pair IS NULL AND t.amount <> 0 AND t.flags & 10 "
        "= 0 "
        "AND coalesce(t.import, 0) <> ?5",
        &q));
    store_bind_int(q, 1, t->seq);
    store_bind_int(q, 2, from);
    store_bind_int(q, 3, to);
    store_bind_int(q, 4, transfers);
    store_bind_int(q, 5, im->row.seq);
    for (;;) {
        TRY(store_next(c, q, &more));
        if (!more)
            return OK;
        struct txn_row row = {.date = (date)store_int(q, 1),
                              .amount = store_int(q, 2),
                              .sorted_by = (enum sorted_by)store_int(q, 3),
                              .text = store_text(q, 4),
                              .memo = store_text(q, 5)};
        bool transfer = store_int(q, 6) != 0;
        struct pair_side side = {.ref = store_int(q, 0),
                                 .date = row.date,
                                 .amount = row.amount,
                                 .account = t->seq,
                                 .own_number = t->number_hash,
                                 .currency = t->currency,
                                 .open = row.sorted_by == SORTED_NONE,
                                 .hinted = transfer || pair_words(row.text) || pair_words(row.memo),
                                 .firm = row.sorted_by >= SORTED_RULE && !transfer};
        if (!side.firm && !rule_forbids(c, im, t, &row))
            pair_keep(im->pool, &side);
    }
}

static enum err load_all_sides(struct ctx *c, struct importing *im, date from, date to)
{
    for (const struct target *t = im->targets; t != NULL && from <= to; t = t->next)
        if (t->live_from != DATE_NONE)
            TRY(load_sides(c, im, t, from, to));
    return OK;
}

enum err pairs_widen(struct ctx *c, struct importing *im, date from, date to)
{
    from -= PAIR_DAYS;
    to += PAIR_DAYS;
    if (!im->paired_store) {
        im->paired_store = true;
        im->pairs_from = from;
        im->pairs_to = to;
        return load_all_sides(c, im, from, to);
    }
    if (to > im->pairs_to)
        TRY(load_all_sides(c, im, im->pairs_to + 1, to));
    if (from < im->pairs_from)
        TRY(load_all_sides(c, im, from, im->pairs_from - 1));
    im->pairs_to = to > im->pairs_to ? to : im->pairs_to;
    im->pairs_from = from < im->pairs_from ? from : im->pairs_from;
    return OK;
}
