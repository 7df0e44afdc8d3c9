#include "ledger/transaction.h"

#include "base/limits.h"

void txn_lines_add(struct arena *arena, struct txn_lines *lines, struct transfer_line line)
{
    if (lines->count == lines->size) {
        int32_t size = lines->size == 0 ? 4 : lines->size * 2;
        struct transfer_line *at = ARENA_ARRAY(arena, struct transfer_line, size);
        if (lines->count > 0)
            memcpy(at, lines->at, (size_t)lines->count * sizeof *at);
        lines->at = at;
        lines->size = size;
    }
    lines->at[lines->count++] = line;
}

bool txn_line_is_live(const struct txn_lines *lines, int32_t i)
{
    if (lines->at[i].phase == LINE_VOID)
        return false;
    for (int32_t k = i + 1; k < lines->count; k++)
        if (lines->at[k].reverses == i)
            return false;
    return true;
}

static enum err check_parts(struct ctx *c, int64_t own, int64_t amount, const struct txn_part *parts,
                            size_t count)
{
    int64_t sum = 0;
    if (count == 0 || count > LIMIT_SPLITS)
        return fail(c, ERR_INPUT, "a transaction has 1 to %d parts, not %zu", LIMIT_SPLITS, count);
    for (size_t i = 0; i < count; i++) {
        if (parts[i].category == own)
            return fail(c, ERR_INPUT, "a transfer needs two different accounts");
        if (parts[i].amount == 0 && (amount != 0 || count > 1))
            return fail(c, ERR_INPUT, "part %zu has no amount", i + 1);
        if (parts[i].amount == INT64_MIN || __builtin_add_overflow(sum, parts[i].amount, &sum))
            return fail(c, ERR_INPUT, "the amounts do not fit in 64 bits");
    }
    if (sum != amount)
        return fail(c, ERR_INPUT, "the parts add up to %lld, not to %lld", (long long)sum, (long long)amount);
    return OK;
}

enum err txn_book(struct ctx *c, struct txn_lines *lines, int64_t own, int64_t amount, currency cur, date day,
                  enum line_phase phase, const struct txn_part *parts, size_t part_count)
{
    TRY(check_parts(c, own, amount, parts, part_count));
    for (size_t i = 0; i < part_count && amount != 0; i++) {
        bool in = parts[i].amount > 0;
        txn_lines_add(c->arena, lines,
                      (struct transfer_line){.debit = in ? own : parts[i].category,
                                             .credit = in ? parts[i].category : own,
                                             .amount = in ? parts[i].amount : -parts[i].amount,
                                             .currency = cur,
                                             .date = day,
                                             .phase = phase,
                                             .reverses = LINE_NONE});
    }
    return OK;
}

/* Appends a line that names each live line, in another phase. */
static int32_t close_live(struct ctx *c, struct txn_lines *lines, enum line_phase only, enum line_phase into)
{
    int32_t count = lines->count, closed = 0;
    for (int32_t i = 0; i < count; i++) {
        if (!txn_line_is_live(lines, i) || (only != 0 && lines->at[i].phase != only))
            continue;
        struct transfer_line line = lines->at[i];
        line.phase = into;
        line.reverses = i;
        txn_lines_add(c->arena, lines, line);
        closed++;
    }
    return closed;
}

enum err txn_post(struct ctx *c, struct txn_lines *lines)
{
    if (close_live(c, lines, LINE_PENDING, LINE_POSTED) == 0)
        return fail(c, ERR_CONFLICT, "the transaction is not pending");
    return OK;
}

enum err txn_void(struct ctx *c, struct txn_lines *lines)
{
    if (close_live(c, lines, 0, LINE_VOID) == 0)
        return fail(c, ERR_CONFLICT, "the transaction is void already");
    return OK;
}

enum err txn_resort(struct ctx *c, struct txn_lines *lines, int64_t own, const struct txn_part *parts,
                    size_t part_count)
{
    struct transfer_line kept = {0};
    int64_t amount = 0;
    for (int32_t i = 0; i < lines->count; i++) {
        if (!txn_line_is_live(lines, i))
            continue;
        kept = lines->at[i];
        int64_t signed_amount = kept.debit == own ? kept.amount : -kept.amount;
        if (__builtin_add_overflow(amount, signed_amount, &amount))
            return fail(c, ERR_CORRUPT, "the amounts do not fit in 64 bits");
    }
    if (kept.phase == 0)
        return fail(c, ERR_CONFLICT, "a void transaction cannot be sorted");
    TRY(check_parts(c, own, amount, parts, part_count));
    close_live(c, lines, 0, LINE_VOID);
    return txn_book(c, lines, own, amount, kept.currency, kept.date, kept.phase, parts, part_count);
}

enum err txn_rebook(struct ctx *c, struct txn_lines *lines, int64_t own, int64_t amount,
                    enum line_phase phase, const struct txn_part *parts, size_t part_count)
{
    if (lines->count == 0)
        return OK;
    struct transfer_line first = lines->at[0];
    TRY(check_parts(c, own, amount, parts, part_count));
    close_live(c, lines, 0, LINE_VOID);
    return txn_book(c, lines, own, amount, first.currency, first.date, phase, parts, part_count);
}

enum txn_state txn_state_of(const struct txn_lines *lines, enum txn_state otherwise)
{
    if (lines->count == 0)
        return otherwise;
    for (int32_t i = 0; i < lines->count; i++)
        if (txn_line_is_live(lines, i))
            return lines->at[i].phase == LINE_PENDING ? TXN_PENDING : TXN_POSTED;
    return TXN_VOID;
}

size_t txn_parts(struct arena *arena, const struct txn_lines *lines, int64_t own, struct txn_part **out)
{
    struct txn_part *parts = ARENA_ARRAY(arena, struct txn_part, lines->count + 1);
    size_t count = 0;
    for (int32_t i = 0; i < lines->count; i++) {
        if (!txn_line_is_live(lines, i))
            continue;
        const struct transfer_line *line = &lines->at[i];
        bool in = line->debit == own;
        parts[count++] =
            (struct txn_part){in ? line->credit : line->debit, in ? line->amount : -line->amount};
    }
    *out = parts;
    return count;
}

bool txn_parts_equal(const struct txn_part *a, size_t a_count, const struct txn_part *b, size_t b_count)
{
    if (a_count != b_count)
        return false;
    for (size_t i = 0; i < a_count; i++)
        if (a[i].category != b[i].category || a[i].amount != b[i].amount)
            return false;
    return true;
}
