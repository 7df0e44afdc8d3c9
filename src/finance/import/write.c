/* Writing the entries of a chunk: new ones, doubtful ones held, pending ones settled, transfers paired. */
#include "base/hash.h"
#include "finance/import/parts.h"
#include "sorting/categories.h"
#include "store/entity/payee.h"

enum err category_seq(struct ctx *c, struct store_tx *tx, int64_t household, struct text_map *cache, struct text path,
                      int64_t *seq)
{
    const int64_t *known = text_map_get(cache, path);
    if (known != NULL) {
        *seq = *known;
        return OK;
    }
    struct account_row row;
    enum err e = account_by_name(c, tx, household, path, &row);
    if (e == ERR_NOT_FOUND) {
        row = (struct account_row){.household = household, .name = path};
        if (!category_kind(path, &row.kind) || account_is_own(row.kind))
            return fail(c, ERR_INPUT,
                        "\"%.*s\" is no category: it begins with Expenses:, Income: or Equity: and has no empty level",
                        TEXT_ARGS(path));
        e = account_insert(c, tx, &row);
    }
    TRY(e);
    if (account_is_own(row.kind))
        return fail(c, ERR_INPUT, "\"%.*s\" is an account, not a category", TEXT_ARGS(path));
    *seq = row.seq;
    text_map_put(cache, path, row.seq);
    return OK;
}

static enum err category(struct ctx *c, struct importing *im, struct text path, int64_t *seq)
{
    return category_seq(c, im->tx, im->options->household, &im->categories, path, seq);
}

static enum err payee(struct ctx *c, struct importing *im, struct text name, int64_t *seq)
{
    *seq = 0;
    if (name.len == 0)
        return OK;
    const int64_t *known = text_map_get(&im->payees, name);
    if (known != NULL) {
        *seq = *known;
        return OK;
    }
    TRY(payee_intern(c, im->tx, im->options->household, name, seq));
    text_map_put(&im->payees, name, *seq);
    return OK;
}

/* A split that the file gives: signed amounts, categories in the file's words. */
static enum err file_parts(struct ctx *c, struct importing *im, const struct chunk_entry *e, struct txn_part *parts,
                           size_t *count)
{
    const struct sorter_decision *d = &e->decision;
    *count = 0;
    for (size_t i = 0; i < d->part_count; i++) {
        struct txn_part *part = &parts[*count];
        bool transfer = text_starts(d->parts[i].category, TEXT("["));
        bool out = decimal_sign(d->parts[i].value) < 0;
        struct text path = transfer ? TEXT(CATEGORY_TRANSFERS) : category_from_foreign(c->arena, d->parts[i].category, out);
        if (!money_from_decimal(d->parts[i].value, e->statement->target->currency, &part->amount))
            return fail(c, ERR_INPUT, "a split has more places than %s", currency_code(e->statement->target->currency));
        TRY(category(c, im, path, &part->category));
        *count += part->amount != 0;
    }
    return OK;
}

static enum err rule_parts(struct ctx *c, struct importing *im, const struct chunk_entry *e, struct txn_part *parts,
                           size_t *count)
{
    const struct sorter_decision *d = &e->decision;
    int64_t *amounts = ARENA_ARRAY(c->arena, int64_t, d->part_count);
    *count = 0;
    if (!rule_parts_divide(d->parts, d->part_count, e->amount, currency_places(e->statement->target->currency), amounts)) {
        /* The rule's fixed amounts do not fit this entry: it stays visible as uncategorised. */
        parts[0].amount = e->amount;
        *count = 1;
        return category(c, im, category_unknown(e->amount < 0), &parts[0].category);
    }
    for (size_t i = 0; i < d->part_count; i++) {
        if (amounts[i] == 0)
            continue;
        parts[*count].amount = amounts[i];
        TRY(category(c, im, d->parts[i].category, &parts[*count].category));
        ++*count;
    }
    return OK;
}

static enum err decide_parts(struct ctx *c, struct importing *im, const struct chunk_entry *e, struct txn_part *parts,
                             size_t *count)
{
    if (e->decision.part_count > 0 && e->amount != 0)
        return e->decision.sorted_by == SORTED_FILE ? file_parts(c, im, e, parts, count) : rule_parts(c, im, e, parts, count);
    parts[0].amount = e->amount;
    *count = 1;
    struct text path = e->decision.category.len > 0 ? e->decision.category : category_unknown(e->amount < 0);
    return category(c, im, path, &parts[0].category);
}

static void sample(struct ctx *c, struct importing *im, const struct chunk_entry *e)
{
    struct import_result *r = im->result;
    int kind_max = e->verdict == MATCH_NEW ? IMPORT_SAMPLES_MAX / 2 : IMPORT_SAMPLES_MAX;
    if (r->sample_count >= kind_max)
        return;
    struct text cat = e->decision.part_count > 0 ? TEXT("(split)") : e->decision.category;
    r->samples[r->sample_count++] = (struct import_sample){.account = e->statement->target->name,
                                                           .payee = text_copy(c->arena, e->decision.payee),
                                                           .category = text_copy(c->arena, cat),
                                                           .date = e->date,
                                                           .amount = e->amount,
                                                           .currency = e->statement->target->currency,
                                                           .verdict = (int)e->verdict};
}

static struct pair_side side_of(const struct chunk_entry *e, int64_t seq)
{
    const struct target *t = e->statement->target;
    bool decided = e->decision.sorted_by >= SORTED_FILE && !e->decision.hinted;
    return (struct pair_side){.ref = seq,
                              .account = t->seq,
                              .amount = e->amount,
                              .own_number = t->number_hash,
                              .other_number = decided ? 0 : e->other_number,
                              .date = e->date,
                              .currency = t->currency,
                              .hinted = e->decision.hinted,
                              .open = e->decision.sorted_by == SORTED_NONE};
}

/* The other side of a transfer turns to Equity:Transfers, unless the user sorted it. */
static enum err turn_to_transfer(struct ctx *c, struct importing *im, int64_t other, int64_t pair, int64_t transfers)
{
    struct txn_row row;
    struct txn_lines lines;
    struct txn_part *parts;
    TRY(txn_by_seq(c, im->tx, other, &row));
    TRY(txn_read_lines(c, im->tx, other, &lines));
    int32_t before = lines.count;
    size_t count = txn_parts(c->arena, &lines, row.account, &parts);
    if (row.sorted_by != SORTED_USER && (count != 1 || parts[0].category != transfers)) {
        struct txn_part all = {transfers, row.amount};
        TRY(txn_resort(c, &lines, row.account, &all, 1));
        TRY(txn_insert_lines(c, im->tx, other, &lines, before, &im->totals));
        row.sorted_by = SORTED_PAIRING;
    }
    row.pair = pair;
    return txn_update(c, im->tx, &row);
}

static enum err pair(struct ctx *c, struct importing *im, const struct chunk_entry *e, struct txn_row *row,
                     struct txn_part *parts, size_t *count)
{
    struct pair_side side = side_of(e, row->seq), other;
    int64_t transfers;
    if (im->options->only_rules || e->decision.not_transfer || e->pending || e->amount == 0 || *count != 1)
        return OK;
    if (!pair_offer(im->pool, &side, &other))
        return OK;
    TRY(category(c, im, TEXT(CATEGORY_TRANSFERS), &transfers));
    row->pair = other.ref;
    if (parts[0].category != transfers) {
        parts[0].category = transfers;
        row->sorted_by = SORTED_PAIRING;
    }
    im->result->paired++;
    return turn_to_transfer(c, im, other.ref, row->seq, transfers);
}

static enum err insert(struct ctx *c, struct importing *im, const struct chunk_entry *e, int64_t seq)
{
    struct target *t = e->statement->target;
    bool doubtful = e->verdict == MATCH_MAYBE, held = doubtful || e->pending;
    struct txn_row row = {.seq = seq,
                          .id = id_new(c->now_us),
                          .account = t->seq,
                          .date = e->date,
                          .amount = e->amount,
                          .state = held ? TXN_PENDING : TXN_POSTED,
                          .flags = (doubtful ? TXN_MAYBE_KNOWN : 0) | (e->pending ? TXN_BANK_PENDING : 0),
                          .sorted_by = e->decision.sorted_by,
                          .import = im->row.seq,
                          .text = e->text,
                          .memo = e->memo,
                          .bank_id = e->id,
                          .tags = e->decision.tags};
    struct txn_part one, *parts = &one;
    size_t count;
    struct txn_lines lines = {0};
    if (e->decision.part_count > 1)
        parts = ARENA_ARRAY(c->arena, struct txn_part, e->decision.part_count);
    TRY(payee(c, im, e->decision.payee, &row.payee));
    TRY(decide_parts(c, im, e, parts, &count));
    if (!doubtful)
        TRY(pair(c, im, e, &row, parts, &count));
    TRY(txn_book(c, &lines, t->seq, e->amount, t->currency, e->date, held ? LINE_PENDING : LINE_POSTED, parts, count));
    TRY(txn_insert(c, im->tx, &row));
    TRY(txn_insert_lines(c, im->tx, seq, &lines, 0, &im->totals));
    if (!held && __builtin_add_overflow(t->booked, e->amount, &t->booked))
        return fail(c, ERR_LIMIT, "the balance of %.*s does not fit in 64 bits", TEXT_ARGS(t->name));
    if (doubtful) {
        struct suggestion_row suggestion = {
            seq, e->known, SUGGESTION_OPEN,
            text_of(arena_printf(c->arena, "same amount, %d day%s apart", (int)e->days, e->days == 1 ? "" : "s"))};
        TRY(suggestion_insert(c, im->tx, &suggestion));
        t->sums.suggested++;
        im->result->suggested++;
    } else {
        t->sums.added++;
        im->result->added++;
    }
    return OK;
}

/* The booked form of a pending row. With the same amount it is posted; with another it is void and the new entry takes its place. */
static enum err settle(struct ctx *c, struct importing *im, const struct chunk_entry *e, int64_t seq)
{
    struct target *t = e->statement->target;
    struct txn_row row;
    struct txn_lines lines;
    TRY(txn_by_seq(c, im->tx, e->known, &row));
    TRY(txn_read_lines(c, im->tx, e->known, &lines));
    int32_t before = lines.count;
    bool same_amount = row.amount == e->amount;
    if (same_amount && lines.count > 0)
        TRY(txn_post(c, &lines));
    else if (lines.count > 0)
        TRY(txn_void(c, &lines));
    TRY(txn_insert_lines(c, im->tx, row.seq, &lines, before, &im->totals));
    row.state = same_amount ? TXN_POSTED : TXN_VOID;
    row.flags &= ~(TXN_BANK_PENDING | TXN_MAYBE_KNOWN);
    row.bank_id = e->id;
    TRY(txn_update(c, im->tx, &row));
    TRY(import_touch(c, im->tx, im->row.seq, row.seq, same_amount ? TOUCH_SETTLED : TOUCH_REPLACED));
    t->sums.settled++;
    im->result->settled++;
    if (!same_amount) {
        /* Counted once, as settled. */
        t->sums.added--;
        im->result->added--;
        return insert(c, im, e, seq);
    }
    return __builtin_add_overflow(t->booked, e->amount, &t->booked) ? fail(c, ERR_LIMIT, "a balance does not fit in 64 bits")
                                                                   : OK;
}

static enum err create_accounts(struct ctx *c, struct importing *im, struct target *targets)
{
    for (struct target *t = targets; t != NULL && t->seq == 0; t = t->next) {
        struct account_row row = {.household = im->options->household,
                                  .kind = t->kind,
                                  .currency = t->currency,
                                  .name = t->name,
                                  .number = t->number,
                                  .bank = t->bank};
        TRY(account_insert(c, im->tx, &row));
        t->seq = row.seq;
        t->sums = (struct import_account){.name = t->name, .currency = t->currency, .created = true};
        if (im->household.currency == CURRENCY_NONE) {
            im->household.currency = t->currency;
            TRY(household_set_currency(c, im->tx, im->options->household, t->currency));
        }
    }
    im->targets = targets;
    return OK;
}

/* Unpaired rows of the store that may be the other side of this chunk's entries. */
static enum err load_sides(struct ctx *c, struct importing *im, const struct target *t, date from, date to)
{
    struct store_query *q;
    int64_t transfers;
    bool more;
    TRY(category(c, im, TEXT(CATEGORY_TRANSFERS), &transfers));
    TRY(store_query(c, im->tx,
                    "SELECT t.seq, t.date, t.amount, t.sorted_by, t.text, t.memo, EXISTS (SELECT 1 FROM transfer x "
                    "WHERE x.txn = t.seq AND (x.debit = ?4 OR x.credit = ?4)) FROM txn t WHERE t.account = ?1 "
                    "AND t.date BETWEEN ?2 AND ?3 AND t.state = 2 AND t.pair IS NULL AND t.amount <> 0 AND t.flags & 8 = 0 "
                    "AND t.sorted_by <> 5 AND coalesce(t.import, 0) <> ?5",
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
        enum sorted_by by = (enum sorted_by)store_int(q, 3);
        struct pair_side side = {.ref = store_int(q, 0),
                                 .date = (date)store_int(q, 1),
                                 .amount = store_int(q, 2),
                                 .account = t->seq,
                                 .own_number = t->number_hash,
                                 .currency = t->currency,
                                 .open = by == SORTED_NONE,
                                 .hinted = store_int(q, 6) != 0 || (by < SORTED_FILE && (pair_words(store_text(q, 4)) ||
                                                                                        pair_words(store_text(q, 5))))};
        pair_keep(im->pool, &side);
    }
}

static enum err load_all_sides(struct ctx *c, struct importing *im, date from, date to)
{
    for (const struct target *t = im->targets; t != NULL && from <= to; t = t->next)
        if (t->had_rows)
            TRY(load_sides(c, im, t, from, to));
    return OK;
}

static enum err widen_sides(struct ctx *c, struct importing *im, date from, date to)
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

/* How many rows the chunk adds, and over which days. */
static int64_t survey(const struct chunk *chunk, date *from, date *to)
{
    int64_t fresh = 0;
    for (size_t i = 0; i < chunk->count; i++) {
        const struct chunk_entry *e = &chunk->entries[i];
        if (e->verdict == MATCH_KNOWN)
            continue;
        *from = fresh == 0 || e->date < *from ? e->date : *from;
        *to = fresh == 0 || e->date > *to ? e->date : *to;
        fresh++;
    }
    return fresh;
}

static enum err write_entry(struct ctx *c, struct importing *im, const struct chunk_entry *e, int64_t *seq)
{
    struct target *t = e->statement->target;
    t->sums.read++;
    im->result->read++;
    if (t->first_date == DATE_NONE || e->date < t->first_date)
        t->first_date = e->date;
    switch (e->verdict) {
    case MATCH_KNOWN:
        t->sums.duplicates++;
        im->result->duplicates++;
        return OK;
    case MATCH_SETTLES:
        return settle(c, im, e, (*seq)++);
    case MATCH_MAYBE:
    case MATCH_NEW:
        break;
    }
    return insert(c, im, e, (*seq)++);
}

enum err write_chunk(struct ctx *c, struct importing *im, struct chunk *chunk)
{
    date from = DATE_NONE, to = DATE_NONE;
    int64_t seq = 0, fresh = survey(chunk, &from, &to);
    TRY(create_accounts(c, im, chunk->targets));
    if (fresh > 0) {
        TRY(counter_take(c, im->tx, "txn", fresh, &seq));
        if (!im->options->only_rules)
            TRY(widen_sides(c, im, from, to));
        if (im->row.txn_first == 0)
            im->row.txn_first = seq;
    }
    for (size_t i = 0; i < chunk->count; i++) {
        const struct chunk_entry *e = &chunk->entries[i];
        sample(c, im, e);
        struct arena_mark mark = arena_mark(c->arena);
        TRY(write_entry(c, im, e, &seq));
        arena_rewind(c->arena, mark);
    }
    if (fresh > 0)
        im->row.txn_last = seq - 1;
    return OK;
}
