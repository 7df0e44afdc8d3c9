#include "app/bench/support/payments.h"

#include "app/bench/support/table.h"
#include "base/hash.h"

enum { NO_COLUMN = -1 };

struct columns {
    size_t date, amount;
    ptrdiff_t payee, account;
};

static ptrdiff_t find_column(const struct table_lines *header, const char *const *names)
{
    for (; *names != NULL; names++)
        for (size_t i = 0; i < header->count; i++)
            if (text_equal_nocase(text_trim(header->at[i]), text_of(*names)))
                return (ptrdiff_t)i;
    return NO_COLUMN;
}

static enum err find_columns(struct ctx *c, const struct table_lines *header, struct columns *out)
{
    static const char *const dates[] = {"date", NULL}, *const amounts[] = {"amount", NULL},
                             *const payees[] = {"payee", "party",       "counterparty",
                                                "name",  "description", NULL},
                             *const accounts[] = {"account", "account_id", NULL};
    ptrdiff_t day = find_column(header, dates), amount = find_column(header, amounts);
    if (day < 0 || amount < 0)
        return fail(c, ERR_INPUT, "%s has no column %s", header->file, day < 0 ? "date" : "amount");
    *out = (struct columns){(size_t)day, (size_t)amount, find_column(header, payees),
                            find_column(header, accounts)};
    return OK;
}

static struct text field(const struct table_lines *lines, ptrdiff_t column)
{
    return column < 0 || (size_t)column >= lines->count ? TEXT("") : text_trim(lines->at[column]);
}

static enum err read_line(struct ctx *c, const struct table_lines *lines, const struct columns *k,
                          struct recurring_payment *out, struct text *payee)
{
    struct text day = field(lines, (ptrdiff_t)k->date), amount = field(lines, (ptrdiff_t)k->amount);
    struct decimal value;
    if (!date_parse(day, &out->date))
        return fail(c, ERR_INPUT, "%s, line %zu, column date: \"%.*s\" is no date like 2026-11-21",
                    lines->file, lines->line, (int)(day.len < 40 ? day.len : 40), day.at);
    if (!decimal_parse(amount, '.', &value) || !decimal_rescale(value, PAYMENT_PLACES, &value))
        return fail(c, ERR_INPUT, "%s, line %zu, column amount: \"%.*s\" is no amount like -12.50",
                    lines->file, lines->line, (int)(amount.len < 40 ? amount.len : 40), amount.at);
    *payee = field(lines, k->payee);
    out->amount = value.digits;
    out->party = (int64_t)(hash_mix(hash_text(field(lines, k->account)), hash_text(*payee)) >> 1);
    return OK;
}

enum err payment_list_read(struct ctx *c, const char *file, struct payment_list *out)
{
    struct table_lines lines;
    struct columns k = {.payee = NO_COLUMN, .account = NO_COLUMN};
    struct buf *payments = buf_in_arena(c->arena), *payees = buf_in_arena(c->arena);
    TRY(table_lines_open(c, file, &lines));
    TRY(find_columns(c, &lines, &k));
    for (;;) {
        bool more;
        struct recurring_payment payment;
        struct text payee;
        TRY(table_lines_next(c, &lines, &more));
        if (!more)
            break;
        TRY(read_line(c, &lines, &k, &payment, &payee));
        buf_add(payments, (const char *)&payment, sizeof payment);
        buf_add(payees, (const char *)&payee, sizeof payee);
    }
    *out = (struct payment_list){.payments = (struct recurring_payment *)(void *)payments->at,
                                 .payees = (struct text *)(void *)payees->at,
                                 .count = payments->len / sizeof *out->payments,
                                 .parties_known = k.payee >= 0};
    return OK;
}

const char *payment_amount(struct arena *arena, int64_t amount)
{
    char text[DECIMAL_TEXT_MAX];
    struct decimal d = {amount, PAYMENT_PLACES}, shorter;
    decimal_format(decimal_rescale(d, 2, &shorter) ? shorter : d, text);
    return arena_printf(arena, "%s", text);
}

const char *payment_estimate(struct arena *arena, int64_t amount)
{
    enum { CENT = 100 };
    return payment_amount(arena, (amount + (amount < 0 ? -CENT / 2 : CENT / 2)) / CENT * CENT);
}

const char *payment_day(struct arena *arena, date day)
{
    char text[DATE_TEXT_MAX];
    return arena_printf(arena, "%s", date_format(day, text));
}
