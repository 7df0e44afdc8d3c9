/* Transactions and their lines, in the order of their numbers: two cursors that move side by side. */
#include "finance/fsck/parts.h"

enum { PROGRESS_EVERY = 16384 };

struct side_by_side {
    struct checking *k;
    struct store_query *txns, *lines;
    bool has_line;         /* the lines' cursor stands on a row */
    struct arena *arena;   /* of the next two, whose memory is used again */
    struct txn_lines read; /* of the current transaction */
    bool *live;            /* for each of them */
    int32_t live_size;
    int64_t all; /* the newest number, for progress */
};

static struct transfer_line line_under_cursor(struct store_query *q)
{
    return (struct transfer_line){.debit = store_int(q, 2),
                                  .credit = store_int(q, 3),
                                  .amount = store_int(q, 4),
                                  .currency = (currency)store_int(q, 5),
                                  .date = (date)store_int(q, 6),
                                  .phase = (enum line_phase)store_int(q, 7),
                                  .reverses = store_is_null(q, 8) ? LINE_NONE : (int32_t)store_int(q, 8)};
}

/* Lines of numbers below `txn` belong to nothing; those of `txn` are gathered. */
static enum err gather_lines(struct ctx *c, struct side_by_side *s, int64_t txn)
{
    s->read.count = 0;
    for (; s->has_line && store_int(s->lines, 0) <= txn;) {
        int64_t owner = store_int(s->lines, 0), number = store_int(s->lines, 1);
        s->k->result->looked_at[FSCK_LINES]++;
        if (owner < txn)
            fsck_tell(s->k, FSCK_LINES, arena_printf(c->arena, "line %lld", (long long)number),
                      "its transaction does not exist", "", arena_printf(c->arena, "%lld", (long long)owner));
        else if (number != s->read.count)
            fsck_tell_numbers(c, s->k, FSCK_LINES, arena_printf(c->arena, "transaction %lld", (long long)txn),
                              "a line is missing", s->read.count, number);
        if (owner == txn)
            txn_lines_add(s->arena, &s->read, line_under_cursor(s->lines));
        TRY(store_next(c, s->lines, &s->has_line));
    }
    return OK;
}

/* What line i settles or takes back must be there, live, and alike. */
static const char *check_reverses(struct side_by_side *s, int32_t i)
{
    const struct transfer_line *line = &s->read.at[i];
    if (line->reverses == LINE_NONE)
        return line->phase == LINE_VOID ? "it is void but takes nothing back" : NULL;
    if (line->reverses < 0 || line->reverses >= i)
        return "it names a line that does not come before it";
    const struct transfer_line *other = &s->read.at[line->reverses];
    if (!s->live[line->reverses])
        return "it names a line that is not in force";
    if (other->debit != line->debit || other->credit != line->credit || other->currency != line->currency)
        return "it names a line between other accounts";
    if (line->phase == LINE_PENDING || (line->phase == LINE_POSTED && other->phase != LINE_PENDING))
        return "only a pending line can be posted";
    if (line->phase == LINE_VOID ? line->amount != other->amount : line->amount > other->amount)
        return "it takes another amount than the line it names has";
    return NULL;
}

static const char *check_line(struct side_by_side *s, int32_t i, const struct txn_row *txn)
{
    const struct transfer_line *line = &s->read.at[i];
    const struct account_row *debit = fsck_account(s->k, line->debit),
                             *credit = fsck_account(s->k, line->credit),
                             *own = fsck_account(s->k, txn->account);
    if (line->amount <= 0)
        return "the amount is not above zero";
    if (line->debit == line->credit)
        return "both sides are the same account";
    if (debit == NULL || credit == NULL)
        return "an account does not exist";
    if (line->debit != txn->account && line->credit != txn->account)
        return "neither side is the transaction's account";
    if (debit->household != credit->household)
        return "the sides belong to two households";
    if (own != NULL && line->currency != own->currency)
        return "the currency is not the account's";
    if (line->date != txn->date)
        return "the date is not the transaction's";
    if (line->phase < LINE_PENDING || line->phase > LINE_VOID)
        return "the phase is none of pending, posted, void";
    return check_reverses(s, i);
}

static void grow_live(struct side_by_side *s)
{
    if (s->read.count <= s->live_size)
        return;
    s->live_size = s->read.size;
    s->live = ARENA_ARRAY(s->arena, bool, s->live_size);
}

/* Adds a line to the recomputed sums, unless it is too broken to be added. */
static void add_line(struct ctx *c, struct side_by_side *s, int32_t i)
{
    const struct transfer_line *line = &s->read.at[i];
    bool names = line->reverses != LINE_NONE;
    if (line->amount <= 0 ||
        (names && (line->reverses < 0 || line->reverses >= i || s->read.at[line->reverses].amount <= 0)))
        return;
    if (totals_add_line(c, &s->k->totals, &s->read, i) != OK)
        fsck_tell(s->k, FSCK_CURRENCIES, currency_code(line->currency), "a sum does not fit in 64 bits", "",
                  "");
}

/* Looks at each line and adds it to the recomputed sums. *sum is what the lines in force move on the own
 * account; *phase is theirs. */
static void check_lines(struct ctx *c, struct side_by_side *s, const struct txn_row *txn, __int128 *sum,
                        enum line_phase *phase)
{
    *sum = 0;
    *phase = 0;
    grow_live(s);
    for (int32_t i = 0; i < s->read.count; i++) {
        const struct transfer_line *line = &s->read.at[i];
        const char *what = check_line(s, i, txn);
        s->live[i] = line->phase != LINE_VOID;
        if (what != NULL)
            fsck_tell(s->k, FSCK_LINES,
                      arena_printf(c->arena, "transaction %lld, line %d", (long long)txn->seq, (int)i), what,
                      "", "");
        if (line->reverses >= 0 && line->reverses < i)
            s->live[line->reverses] = false;
        add_line(c, s, i);
    }
    for (int32_t i = 0; i < s->read.count; i++) {
        const struct transfer_line *line = &s->read.at[i];
        if (!s->live[i])
            continue;
        *sum += line->debit == txn->account ? line->amount : -line->amount;
        *phase =
            *phase == 0 || *phase == line->phase ? line->phase : LINE_VOID; /* VOID here: they disagree */
    }
}

static void tell_txn(struct ctx *c, struct side_by_side *s, const struct txn_row *txn, const char *what,
                     int64_t expected, int64_t found)
{
    fsck_tell_numbers(c, s->k, FSCK_TRANSACTIONS,
                      arena_printf(c->arena, "transaction %lld", (long long)txn->seq), what, expected, found);
}

/* The state and the sum that the lines add up to. */
static void check_sum(struct ctx *c, struct side_by_side *s, const struct txn_row *txn)
{
    __int128 sum;
    enum line_phase phase;
    check_lines(c, s, txn, &sum, &phase);
    if (txn->state == TXN_VOID && phase != 0)
        tell_txn(c, s, txn, "it is void, but lines are in force", 0, (int64_t)sum);
    if (txn->state != TXN_VOID && sum != txn->amount)
        tell_txn(c, s, txn, "the lines in force do not add up to its amount", txn->amount, (int64_t)sum);
    enum txn_state state = phase == LINE_PENDING  ? TXN_PENDING
                           : phase == LINE_POSTED ? TXN_POSTED
                           : s->read.count == 0   ? txn->state
                                                  : TXN_VOID;
    if (state != txn->state && (phase != 0 || txn->amount != 0))
        tell_txn(c, s, txn, "the state is not that of its lines", state, txn->state);
}

static void tally_import(struct ctx *c, struct side_by_side *s, const struct txn_row *txn)
{
    struct import_tally *import = fsck_import(s->k, txn->import);
    if (txn->import == 0)
        return;
    if (import == NULL) {
        tell_txn(c, s, txn, "its import does not exist", 0, txn->import);
        return;
    }
    import->txns++;
    import->alive += txn->state != TXN_VOID;
    import->openings += (txn->flags & TXN_OPENING) != 0;
    import->outside += txn->seq< import->txn_first || txn->seq > import->txn_last;
}

static enum err check_txn(struct ctx *c, struct side_by_side *s)
{
    struct txn_row txn;
    bool good = txn_from_query(s->txns, &txn);
    const struct account_row *account = fsck_account(s->k, txn.account);
    const char *where = "";
    s->k->result->looked_at[FSCK_TRANSACTIONS]++;
    if (!good || account == NULL || !account_is_own(account->kind))
        where = arena_printf(c->arena, "transaction %lld", (long long)txn.seq);
    if (!good)
        fsck_tell(s->k, FSCK_TRANSACTIONS, where, "its row on disk is not what was written", "", "");
    if (account == NULL)
        fsck_tell_numbers(c, s->k, FSCK_TRANSACTIONS, where, "its account does not exist", 0, txn.account);
    else if (!account_is_own(account->kind))
        fsck_tell(s->k, FSCK_TRANSACTIONS, where, "its account is a category", "", "");
    if (txn.state < TXN_PENDING || txn.state > TXN_VOID)
        tell_txn(c, s, &txn, "the state is none of pending, posted, void", TXN_POSTED, txn.state);
    if (txn.date < DATE_FIRST || txn.date > DATE_LAST)
        tell_txn(c, s, &txn, "the date lies outside 1900 to 2199", DATE_FIRST, txn.date);
    if (txn.payee != 0 && store_is_null(s->txns, TXN_COLUMN_COUNT))
        tell_txn(c, s, &txn, "its payee does not exist", 0, txn.payee);
    if ((txn.flags & TXN_MAYBE_KNOWN) && txn.state != TXN_PENDING)
        tell_txn(c, s, &txn, "it waits for an answer but is not held", TXN_PENDING, txn.state);
    fsck_add_lookups(&s->k->lookups, &txn);
    s->k->doubtful += (txn.flags & TXN_MAYBE_KNOWN) != 0;
    tally_import(c, s, &txn);
    TRY(gather_lines(c, s, txn.seq));
    check_sum(c, s, &txn);
    return OK;
}

static enum err begin(struct ctx *c, struct side_by_side *s)
{
    struct store_query *newest;
    bool row;
    TRY(store_query(c, s->k->tx, "SELECT max(seq) FROM txn", &newest));
    TRY(store_next(c, newest, &row));
    s->all = row ? store_int(newest, 0) : 0;
    store_reset(newest);
    TRY(store_query(c, s->k->tx,
                    "SELECT t.seq, t.id, t.account, t.date, t.amount, t.state, t.flags, t.sorted_by, "
                    "t.import, t.payee, t.pair, "
                    "t.row_check, t.text, t.bank_id, t.memo, t.tags, t.notes, p.seq FROM txn t "
                    "LEFT JOIN payee p ON p.seq = t.payee ORDER BY t.seq",
                    &s->txns));
    TRY(store_query(c, s->k->tx,
                    "SELECT txn, line, debit, credit, amount, currency, date, phase, reverses FROM transfer "
                    "ORDER BY txn, line",
                    &s->lines));
    return store_next(c, s->lines, &s->has_line);
}

static void release(void *thing)
{
    arena_free(thing);
}

enum err fsck_transactions(struct ctx *c, struct checking *k)
{
    struct side_by_side s = {.k = k, .arena = arena_new()};
    int64_t done = 0;
    bool row;
    arena_defer(c->arena, release, s.arena);
    TRY(begin(c, &s));
    for (;; done++) {
        struct arena_mark mark = arena_mark(c->arena);
        TRY(store_next(c, s.txns, &row));
        if (!row)
            break;
        if (k->options->progress != NULL && done % PROGRESS_EVERY == 0)
            k->options->progress(k->options->self, store_int(s.txns, 0), s.all);
        TRY(check_txn(c, &s));
        arena_rewind(c->arena, mark); /* the words of its problems */
    }
    if (k->options->progress != NULL)
        k->options->progress(k->options->self, s.all, s.all);
    return gather_lines(c, &s, INT64_MAX);
}
