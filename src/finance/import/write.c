/* Writing the entries of a chunk: new ones, doubtful ones held, pending ones settled. */
#include "finance/import/parts.h"
#include "sorting/categories.h"

/* A split that the file gives: signed amounts, categories in the file's words. */
static enum err file_parts(struct ctx *c, struct importing *im, const struct chunk_entry *e,
                           struct txn_part *parts, size_t *count)
{
    const struct sorter_decision *d = &e->decision;
    *count = 0;
    for (size_t i = 0; i < d->part_count; i++) {
        struct txn_part *part = &parts[*count];
        bool transfer = text_starts(d->parts[i].category, TEXT("["));
        bool out = decimal_sign(d->parts[i].value) < 0;
        struct text path =
            transfer ? TEXT(CATEGORY_TRANSFERS) : category_from_foreign(c->arena, d->parts[i].category, out);
        if (!money_from_decimal(d->parts[i].value, e->statement->target->currency, &part->amount))
            return fail(c, ERR_INPUT, "a split has more places than %s",
                        currency_code(e->statement->target->currency));
        TRY(put_category(c, im, path, &part->category));
        *count += part->amount != 0;
    }
    return OK;
}

static enum err rule_parts(struct ctx *c, struct importing *im, const struct chunk_entry *e,
                           struct txn_part *parts, size_t *count)
{
    const struct sorter_decision *d = &e->decision;
    int64_t *amounts = ARENA_ARRAY(c->arena, int64_t, d->part_count);
    *count = 0;
    if (!rule_parts_divide(d->parts, d->part_count, e->amount,
                           currency_places(e->statement->target->currency), amounts)) {
        /* The rule's fixed amounts do not fit this entry: it stays visible as uncategorised. */
        parts[0].amount = e->amount;
        *count = 1;
        return put_category(c, im, category_unknown(e->amount < 0), &parts[0].category);
    }
    for (size_t i = 0; i < d->part_count; i++) {
        if (amounts[i] == 0)
            continue;
        parts[*count].amount = amounts[i];
        TRY(put_category(c, im, d->parts[i].category, &parts[*count].category));
        ++*count;
    }
    return OK;
}

static enum err decide_parts(struct ctx *c, struct importing *im, const struct chunk_entry *e,
                             struct txn_part *parts, size_t *count)
{
    if (e->decision.part_count > 0 && e->amount != 0)
        return e->decision.sorted_by == SORTED_FILE ? file_parts(c, im, e, parts, count)
                                                    : rule_parts(c, im, e, parts, count);
    parts[0].amount = e->amount;
    *count = 1;
    struct text path = e->decision.category.len > 0 ? e->decision.category : category_unknown(e->amount < 0);
    return put_category(c, im, path, &parts[0].category);
}

/* The first few of each verdict. */
static void sample(struct ctx *c, struct importing *im, const struct chunk_entry *e)
{
    struct import_result *r = im->result;
    if (im->sampled[e->verdict] == IMPORT_SAMPLES_EACH)
        return;
    im->sampled[e->verdict]++;
    struct text cat = e->decision.part_count > 0 ? TEXT("(split)") : e->decision.category;
    r->samples[r->sample_count++] = (struct import_sample){.account = e->statement->target->name,
                                                           .payee = text_copy(c->arena, e->decision.payee),
                                                           .category = text_copy(c->arena, cat),
                                                           .date = e->date,
                                                           .amount = e->amount,
                                                           .currency = e->statement->target->currency,
                                                           .verdict = (int)e->verdict};
}

/* A pending row that a newer one takes the place of. */
struct replaced {
    struct txn_row row;
    struct txn_part *parts;
    size_t part_count;
};

/* The old parts for a new amount: the last one takes the difference, if that leaves it something in the same
 * direction. */
static void fit_parts(const struct replaced *was, int64_t amount, struct txn_part *parts, size_t *count)
{
    int64_t rest = amount;
    bool fits = true;
    for (size_t i = 0; i + 1 < was->part_count; i++)
        fits = fits && !__builtin_sub_overflow(rest, was->parts[i].amount, &rest);
    if (!fits || rest == 0 || (rest < 0) != (amount < 0)) {
        parts[0] = (struct txn_part){was->parts[0].category, amount};
        *count = 1;
        return;
    }
    memcpy(parts, was->parts, was->part_count * sizeof *parts);
    parts[was->part_count - 1].amount = rest;
    *count = was->part_count;
}

/* What the user said about the pending row holds for the one that takes its place. */
static void carry_over(const struct replaced *was, struct txn_row *row, struct txn_part *parts, size_t *count)
{
    if (was->row.sorted_by == SORTED_USER && was->part_count > 0 && row->amount != 0) {
        fit_parts(was, row->amount, parts, count);
        row->sorted_by = SORTED_USER;
    }
    if (was->row.flags & TXN_PAYEE_EDITED)
        row->payee = was->row.payee;
    if (was->row.flags & TXN_TAGS_EDITED)
        row->tags = was->row.tags;
    row->notes = was->row.notes;
    row->flags |= was->row.flags & (TXN_PAYEE_EDITED | TXN_TAGS_EDITED);
}

static enum err suggest(struct ctx *c, struct importing *im, const struct chunk_entry *e, int64_t seq)
{
    const char *reason =
        arena_printf(c->arena, "same amount, %d day%s apart", (int)e->days, e->days == 1 ? "" : "s");
    struct suggestion_row suggestion = {seq, e->known, SUGGESTION_OPEN, text_of(reason)};
    return put_suggestion(c, im, &suggestion);
}

static enum err insert(struct ctx *c, struct importing *im, const struct chunk_entry *e, int64_t seq,
                       const struct replaced *was)
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
    size_t count = was == NULL ? 0 : was->part_count;
    struct txn_part *parts = ARENA_ARRAY(c->arena, struct txn_part, 1 + e->decision.part_count + count);
    struct txn_lines lines = {0};
    TRY(put_payee(c, im, e->decision.payee, &row.payee));
    TRY(decide_parts(c, im, e, parts, &count));
    if (was != NULL)
        carry_over(was, &row, parts, &count);
    if (!doubtful)
        TRY(pair_entry(c, im, e, &row, parts, &count));
    TRY(txn_book(c, &lines, t->seq, e->amount, t->currency, e->date, held ? LINE_PENDING : LINE_POSTED, parts,
                 count));
    TRY(put_txn(c, im, &row, &lines));
    if (!held && __builtin_add_overflow(t->booked, e->amount, &t->booked))
        return fail(c, ERR_LIMIT, "the balance of %.*s does not fit in 64 bits", TEXT_ARGS(t->name));
    return doubtful ? suggest(c, im, e, seq) : OK;
}

/* The booked form says what the pending one said: it is posted. */
static enum err settle(struct ctx *c, struct importing *im, const struct chunk_entry *e, struct replaced *was,
                       struct txn_lines *lines)
{
    struct txn_row *row = &was->row;
    int32_t before = lines->count;
    int64_t category = was->part_count == 1 ? was->parts[0].category : 0;
    if (before > 0)
        TRY(txn_post(c, lines));
    TRY(pair_entry(c, im, e, row, was->parts, &was->part_count));
    if (was->part_count == 1 && was->parts[0].category != category)
        TRY(txn_resort(c, lines, row->account, was->parts, 1));
    row->state = TXN_POSTED;
    row->flags &= ~TXN_BANK_PENDING;
    row->bank_id = e->id;
    TRY(put_change(c, im, row, lines, before, e->amount));
    TRY(put_touch(c, im, row->seq, TOUCH_SETTLED));
    int64_t *booked = &e->statement->target->booked;
    return __builtin_add_overflow(*booked, e->amount, booked)
               ? fail(c, ERR_LIMIT, "a balance does not fit in 64 bits")
               : OK;
}

/* What the bank says now differs from what it announced: the pending row is void, the new one takes its
 * place. */
static enum err replace(struct ctx *c, struct importing *im, const struct chunk_entry *e, int64_t seq,
                        struct replaced *was, struct txn_lines *lines)
{
    struct chunk_entry now = *e;
    struct txn_row *row = &was->row;
    int32_t before = lines->count;
    int64_t booked = row->state == TXN_POSTED ? -row->amount : 0;
    now.verdict = MATCH_NEW;
    if (before > 0)
        TRY(txn_void(c, lines));
    if (row->flags & TXN_MAYBE_KNOWN) {
        /* The question goes on about the new row, unless its amount answers it. */
        struct suggestion_row asked;
        TRY(suggestion_by_txn(c, im->tx, row->seq, &asked));
        TRY(put_answer(c, im, row->seq, SUGGESTION_DIFFERENT));
        now.known = asked.candidate;
        now.verdict = row->amount == e->amount ? MATCH_MAYBE : MATCH_NEW;
    }
    row->state = TXN_VOID;
    row->flags &= ~TXN_MAYBE_KNOWN;
    TRY(put_change(c, im, row, lines, before, booked));
    TRY(put_touch(c, im, row->seq, TOUCH_REPLACED));
    return insert(c, im, &now, seq, was);
}

/* The booked form, or a newer form, of a pending row. */
static enum err resolve_pending(struct ctx *c, struct importing *im, const struct chunk_entry *e, int64_t seq)
{
    struct replaced *was = ARENA_NEW(c->arena, struct replaced);
    struct txn_lines lines;
    TRY(txn_by_seq(c, im->tx, e->known, &was->row));
    TRY(txn_read_lines(c, im->tx, e->known, &lines));
    was->part_count = txn_parts(c->arena, &lines, was->row.account, &was->parts);
    /* A payment of ours is booked before the bank says so: its row is replaced. */
    bool as_announced = was->row.state == TXN_PENDING && was->row.amount == e->amount &&
                        was->row.date == e->date && text_equal(was->row.text, e->text) && !e->pending &&
                        (was->row.flags & TXN_MAYBE_KNOWN) == 0;
    return as_announced ? settle(c, im, e, was, &lines) : replace(c, im, e, seq, was, &lines);
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
        TRY(put_account(c, im, &row));
        t->seq = row.seq;
        t->sums = (struct import_account){.name = t->name, .currency = t->currency, .created = true};
    }
    im->targets = targets;
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
        t->sums.settled++;
        im->result->settled++;
        return resolve_pending(c, im, e, (*seq)++);
    case MATCH_MAYBE:
        t->sums.suggested++;
        im->result->suggested++;
        break;
    case MATCH_NEW:
        t->sums.added++;
        im->result->added++;
        break;
    }
    return insert(c, im, e, (*seq)++, NULL);
}

enum err write_chunk(struct ctx *c, struct importing *im, struct chunk *chunk)
{
    date from = DATE_NONE, to = DATE_NONE;
    int64_t seq = 0, fresh = survey(chunk, &from, &to);
    TRY(create_accounts(c, im, chunk->targets));
    if (fresh > 0) {
        TRY(put_numbers(c, im, fresh, &seq));
        if (!im->options->only_rules)
            TRY(pairs_widen(c, im, from, to));
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
