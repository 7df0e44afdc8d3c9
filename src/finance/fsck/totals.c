/* The kept sums against the recomputed ones, and that nothing arises or is lost in any currency. */
#include "finance/fsck/parts.h"

static const char *cell_name(struct ctx *c, const struct checking *k, const struct month_total *cell)
{
    char month[DATE_TEXT_MAX];
    const struct account_row *account = fsck_account(k, cell->account);
    struct text name = account == NULL ? TEXT("?") : account->name;
    return arena_printf(c->arena, "%.*s, %s, %s", TEXT_ARGS(name), currency_code(cell->currency),
                        month_format(cell->month, month));
}

static void compare_cell(struct ctx *c, struct checking *k, const struct month_total *kept,
                         const struct month_total *real)
{
    const struct {
        const char *what;
        int64_t kept, real;
    } sums[] = {{"debits", kept->debit, real->debit},
                {"credits", kept->credit, real->credit},
                {"pending debits", kept->pending_debit, real->pending_debit},
                {"pending credits", kept->pending_credit, real->pending_credit},
                {"number of lines", kept->lines, real->lines}};
    k->result->looked_at[FSCK_TOTALS]++;
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (sums[i].kept != sums[i].real)
            fsck_tell_numbers(c, k, FSCK_TOTALS, cell_name(c, k, kept),
                              arena_printf(c->arena, "the kept %s are not those of its lines", sums[i].what),
                              sums[i].real, sums[i].kept);
}

/* Marks the recomputed cells that were compared. */
static enum err compare_kept(struct ctx *c, struct checking *k, bool *seen)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, k->tx,
                    "SELECT account, currency, month, debit, credit, pending_debit, pending_credit, lines "
                    "FROM month_total "
                    "ORDER BY account, currency, month",
                    &q));
    size_t recomputed = k->totals.count;
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        struct month_total kept = {.account = store_int(q, 0),
                                   .currency = (currency)store_int(q, 1),
                                   .month = (int32_t)store_int(q, 2),
                                   .debit = store_int(q, 3),
                                   .credit = store_int(q, 4),
                                   .pending_debit = store_int(q, 5),
                                   .pending_credit = store_int(q, 6),
                                   .lines = store_int(q, 7)};
        const struct month_total *real = totals_cell(&k->totals, kept.account, kept.currency, kept.month);
        size_t index = (size_t)(real - k->totals.cells);
        if (index < recomputed)
            seen[index] = true;
        if (index >= recomputed || real->lines == 0)
            fsck_tell(k, FSCK_TOTALS, cell_name(c, k, &kept), "a sum is kept where no line is in force", "",
                      "");
        compare_cell(c, k, &kept, real);
    }
}

struct currency_sum {
    currency currency;
    __int128 debit, credit, pending_debit, pending_credit;
};

static struct currency_sum *sum_of(struct currency_sum *sums, size_t *count, currency cur)
{
    for (size_t i = 0; i < *count; i++)
        if (sums[i].currency == cur)
            return &sums[i];
    sums[*count] = (struct currency_sum){.currency = cur};
    return &sums[(*count)++];
}

static void check_conservation(struct ctx *c, struct checking *k)
{
    struct currency_sum *sums = ARENA_ARRAY(c->arena, struct currency_sum, k->totals.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < k->totals.count; i++) {
        const struct month_total *cell = &k->totals.cells[i];
        struct currency_sum *sum = sum_of(sums, &count, cell->currency);
        sum->debit += cell->debit;
        sum->credit += cell->credit;
        sum->pending_debit += cell->pending_debit;
        sum->pending_credit += cell->pending_credit;
    }
    for (size_t i = 0; i < count; i++) {
        const char *code = currency_code(sums[i].currency);
        if (sums[i].debit != sums[i].credit)
            fsck_tell_numbers(c, k, FSCK_CURRENCIES, code, "debits are not credits", (int64_t)sums[i].debit,
                              (int64_t)sums[i].credit);
        if (sums[i].pending_debit != sums[i].pending_credit)
            fsck_tell_numbers(c, k, FSCK_CURRENCIES, code, "pending debits are not pending credits",
                              (int64_t)sums[i].pending_debit, (int64_t)sums[i].pending_credit);
    }
    k->result->looked_at[FSCK_CURRENCIES] = (int64_t)count;
}

enum err fsck_totals(struct ctx *c, struct checking *k)
{
    size_t recomputed = k->totals.count;
    bool *seen = ARENA_ARRAY(c->arena, bool, recomputed + 1);
    check_conservation(c, k);
    TRY(compare_kept(c, k, seen));
    for (size_t i = 0; i < recomputed; i++)
        if (!seen[i] && k->totals.cells[i].lines != 0)
            fsck_tell_numbers(c, k, FSCK_TOTALS, cell_name(c, k, &k->totals.cells[i]), "the sum is not kept",
                              k->totals.cells[i].lines, 0);
    return OK;
}
