/* The end of an import: opening balances, statements, kept sums, the import's own row, its events. */
#include "base/json.h"
#include "finance/import/parts.h"
#include "sorting/categories.h"
#include "store/entity/event.h"
#include "store/entity/sorting.h"
#include "store/entity/total.h"

/* The day a statement begins. */
static date begins(const struct open_statement *s)
{
    return s->opening_date != DATE_NONE ? s->opening_date : s->first_date;
}

/* The day a statement ends. */
static date ends(const struct open_statement *s)
{
    return s->closing_date != DATE_NONE ? s->closing_date : s->last_date;
}

/* The earliest statement of an account that gives its opening balance, or the latest that gives its closing
 * balance; NULL: none. */
static const struct open_statement *find_statement(const struct open_statement *ended, const struct target *t,
                                                   bool opening)
{
    const struct open_statement *best = NULL;
    for (const struct open_statement *s = ended; s != NULL; s = s->next_ended) {
        if (s->target != t || !(opening ? s->has_opening : s->has_closing))
            continue;
        bool better = best == NULL;
        if (!better && opening)
            better = begins(s) < begins(best) ||
                     (begins(s) == begins(best) && s->number_in_file < best->number_in_file);
        else if (!better)
            better =
                ends(s) > ends(best) || (ends(s) == ends(best) && s->number_in_file > best->number_in_file);
        if (better)
            best = s;
    }
    return best;
}

static enum err insert_opening(struct ctx *c, struct importing *im, const struct target *t, int64_t amount,
                               date day, const char *memo)
{
    struct txn_row row = {.id = id_new(c->now_us),
                          .account = t->seq,
                          .date = day,
                          .amount = amount,
                          .state = TXN_POSTED,
                          .flags = TXN_OPENING,
                          .sorted_by = SORTED_USER,
                          .import = im->row.seq,
                          .text = TEXT("Opening balance"),
                          .memo = text_of(memo)};
    struct txn_part part = {.amount = amount};
    struct txn_lines lines = {0};
    if (amount == 0)
        return OK;
    TRY(put_numbers(c, im, 1, &row.seq));
    TRY(put_category(c, im, TEXT(CATEGORY_OPENING), &part.category));
    TRY(txn_book(c, &lines, t->seq, amount, t->currency, day, LINE_POSTED, &part, 1));
    im->row.txn_first = im->row.txn_first == 0 ? row.seq : im->row.txn_first;
    im->row.txn_last = row.seq;
    return put_txn(c, im, &row, &lines);
}

static enum err posted_before(struct ctx *c, struct importing *im, const struct target *t, date day,
                              int64_t *sum)
{
    struct store_query *q;
    bool row;
    /* A preview's own entries are not in the store. */
    TRY(store_query(c, im->tx,
                    "SELECT coalesce(sum(amount), 0) FROM txn WHERE account = ?1 AND date < ?2 AND state = 2",
                    &q));
    store_bind_int(q, 1, t->seq);
    store_bind_int(q, 2, day);
    TRY(store_next(c, q, &row));
    *sum = (row ? store_int(q, 0) : 0) + preview_booked_before(im, t->seq, day);
    store_reset(q);
    return OK;
}

/* The day from which the opening balance is known, DATE_NONE when it is not, and its transaction: 0 when it
 * was zero. */
static enum err find_opening(struct ctx *c, struct importing *im, const struct target *t, int64_t *seq,
                             date *day)
{
    struct store_query *q;
    bool row;
    *seq = 0;
    *day = DATE_NONE;
    TRY(store_query(c, im->tx,
                    "SELECT seq, date FROM txn WHERE account = ?1 AND flags & 8 <> 0 AND state <> 3", &q));
    store_bind_int(q, 1, t->seq);
    TRY(store_next(c, q, &row));
    if (row) {
        *seq = store_int(q, 0);
        *day = (date)store_int(q, 1);
        store_reset(q);
        return OK;
    }
    TRY(store_query(
        c, im->tx,
        "SELECT min(coalesce(s.opening_date, ?2)) FROM statement s JOIN import i ON i.seq = s.import "
        "WHERE s.account = ?1 AND s.opening = 0 AND i.state = 1",
        &q));
    store_bind_int(q, 1, t->seq);
    store_bind_int(q, 2, t->live_from);
    TRY(store_next(c, q, &row));
    if (row && !store_is_null(q, 0))
        *day = (date)store_int(q, 0);
    store_reset(q);
    return OK;
}

static enum err void_opening(struct ctx *c, struct importing *im, int64_t seq)
{
    struct txn_row row;
    struct txn_lines lines;
    TRY(txn_by_seq(c, im->tx, seq, &row));
    TRY(txn_read_lines(c, im->tx, seq, &lines));
    int32_t before = lines.count;
    TRY(txn_void(c, &lines));
    row.state = TXN_VOID;
    TRY(put_touch(c, im, seq, TOUCH_REPLACED));
    return put_change(c, im, &row, &lines, before, -row.amount);
}

/* A fresh account opens with what the bank says it held before the first entry. When only a closing balance
 * is known, the opening one follows from it, unless it is zero: many banks leave a zero where they know
 * nothing. */
static enum err open_fresh(struct ctx *c, struct importing *im, const struct target *t,
                           const struct open_statement *ended)
{
    const struct open_statement *first = find_statement(ended, t, true),
                                *last = find_statement(ended, t, false);
    if (first != NULL)
        return insert_opening(c, im, t, first->opening,
                              begins(first) == DATE_NONE ? time_date(c->now_us) : begins(first),
                              "the bank's opening balance");
    if (last == NULL || last->closing == 0 || t->first_date == DATE_NONE ||
        (last->closing_date != DATE_NONE && last->last_date != DATE_NONE &&
         last->closing_date < last->last_date))
        return OK;
    int64_t opening;
    if (__builtin_sub_overflow(last->closing, t->booked, &opening))
        return fail(c, ERR_LIMIT, "the opening balance of %.*s does not fit in 64 bits", TEXT_ARGS(t->name));
    return insert_opening(c, im, t, opening, t->first_date, "worked out from the bank's closing balance");
}

/* An account with history: an earlier statement moves its opening balance back; when none is known yet, the
 * statement's fixes what came before it. A later statement that does not continue is no new opening:
 * compare_closing tells of it. */
static enum err open_known(struct ctx *c, struct importing *im, const struct target *t,
                           const struct open_statement *ended)
{
    const struct open_statement *first = find_statement(ended, t, true);
    int64_t seq, before;
    date day;
    if (first == NULL || begins(first) == DATE_NONE)
        return OK;
    TRY(find_opening(c, im, t, &seq, &day));
    if (day != DATE_NONE && begins(first) >= day)
        return OK;
    if (seq != 0)
        TRY(void_opening(c, im, seq));
    TRY(posted_before(c, im, t, begins(first), &before));
    if (__builtin_sub_overflow(first->opening, before, &before))
        return fail(c, ERR_LIMIT, "the opening balance of %.*s does not fit in 64 bits", TEXT_ARGS(t->name));
    return insert_opening(c, im, t, before, t->live_from < begins(first) ? t->live_from : begins(first),
                          "the bank's opening balance");
}

/* What the bank's newest balance says about ours: a difference means that entries are missing. */
static enum err compare_closing(struct ctx *c, struct importing *im, struct target *t,
                                const struct open_statement *ended)
{
    const struct open_statement *last = find_statement(ended, t, false);
    t->sums.name = t->name;
    t->sums.currency = t->currency;
    if (last == NULL)
        return OK;
    date day = ends(last);
    t->sums.has_closing = day != DATE_NONE;
    t->sums.closing = last->closing;
    t->sums.closing_date = day;
    if (day == DATE_NONE)
        return OK;
    return posted_before(c, im, t, day + 1, &t->sums.balance);
}

static enum err write_statements(struct ctx *c, struct importing *im, const struct open_statement *ended)
{
    for (const struct open_statement *s = ended; s != NULL; s = s->next_ended) {
        struct statement_row row = {.import = im->row.seq,
                                    .line = s->number_in_file,
                                    .account = s->target->seq,
                                    .number = s->number,
                                    .has_opening = s->has_opening,
                                    .has_closing = s->has_closing,
                                    .opening = s->opening,
                                    .closing = s->closing,
                                    .opening_date = s->opening_date,
                                    .closing_date = s->closing_date,
                                    .entries = s->entries,
                                    .reconciles = (int)s->reconciles};
        TRY(statement_insert(c, im->tx, &row));
    }
    return OK;
}

static void count_statements(struct importing *im, const struct open_statement *ended)
{
    for (const struct open_statement *s = ended; s != NULL; s = s->next_ended) {
        im->result->statements++;
        im->result->statements_reconciled += s->reconciles == RECONCILES_YES;
    }
}

static enum err append_events(struct ctx *c, struct importing *im)
{
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    json_object(&j);
    json_key_int(&j, "import", im->row.seq);
    json_key_text(&j, "file", im->row.name);
    json_key_text(&j, "format", im->row.format);
    json_key_int(&j, "read", im->result->read);
    json_key_int(&j, "added", im->result->added);
    json_key_int(&j, "duplicates", im->result->duplicates);
    json_key_int(&j, "settled", im->result->settled);
    json_key_int(&j, "suggested", im->result->suggested);
    json_object_end(&j);
    struct event_row committed = {.household = im->options->household,
                                  .type = TEXT("import.committed"),
                                  .subject =
                                      text_of(arena_printf(c->arena, "import/%lld", (long long)im->row.seq)),
                                  .data = buf_view(data)};
    TRY(event_append(c, im->tx, &committed));
    if (im->row.txn_first == 0)
        return OK;
    struct event_row created = {.household = im->options->household,
                                .type = TEXT("transaction.created"),
                                .subject = committed.subject,
                                .correlation = committed.correlation,
                                .causation = committed.id,
                                .txn_first = im->row.txn_first,
                                .txn_last = im->row.txn_last,
                                .data = TEXT("{}")};
    return event_append(c, im->tx, &created);
}

static enum err remember_mapping(struct ctx *c, struct importing *im)
{
    const struct bankfile_report *report = &im->result->report;
    if (report->fingerprint == NULL || report->mapping == NULL)
        return OK;
    return csv_mapping_put(c, im->tx, im->options->household, text_of(report->fingerprint),
                           text_of(report->mapping), im->options->mapping != NULL);
}

static void list_accounts(struct ctx *c, struct importing *im)
{
    size_t count = 0;
    for (const struct target *t = im->targets; t != NULL; t = t->next)
        count++;
    im->result->accounts = ARENA_ARRAY(c->arena, struct import_account, count + 1);
    /* Targets are newest first. */
    for (const struct target *t = im->targets; t != NULL; t = t->next)
        if (t->sums.read > 0 || t->sums.has_closing)
            im->result->accounts[im->result->account_count++] = t->sums;
    for (size_t i = 0, k = im->result->account_count; i + 1 < k; i++, k--) {
        struct import_account swap = im->result->accounts[i];
        im->result->accounts[i] = im->result->accounts[k - 1];
        im->result->accounts[k - 1] = swap;
    }
}

/* What an import writes besides transactions. */
static enum err write_end(struct ctx *c, struct importing *im, const struct open_statement *ended)
{
    TRY(write_statements(c, im, ended));
    TRY(payee_numbers_give_back(c, im->tx, &im->payee_numbers));
    TRY(total_add(c, im->tx, &im->totals));
    im->row.format = text_of(im->result->report.format);
    im->row.entries = im->result->read;
    im->row.added = im->result->added;
    im->row.duplicates = im->result->duplicates + im->result->settled;
    im->row.suggested = im->result->suggested;
    TRY(import_finish(c, im->tx, &im->row));
    TRY(remember_mapping(c, im));
    return append_events(c, im);
}

enum err finish_import(struct ctx *c, struct importing *im, struct open_statement *ended)
{
    for (struct target *t = im->targets; t != NULL; t = t->next) {
        TRY(t->live_from != DATE_NONE ? open_known(c, im, t, ended) : open_fresh(c, im, t, ended));
        TRY(compare_closing(c, im, t, ended));
    }
    count_statements(im, ended);
    list_accounts(c, im);
    return im->preview == NULL ? write_end(c, im, ended) : OK;
}
