/* florin numerics loan PRINCIPAL RATE PAYMENTS: how a loan is repaid, to the cent. */
#include "app/app.h"
#include "app/numeric.h"
#include "base/json.h"
#include "numerics/money/amortise.h"

#include <stdio.h>

enum { PLACES = 2 };

static const char *const options[] = {"per-year", "payment", "extra", NULL};

static enum err read_money(struct ctx *c, const struct invocation *inv, const char *what, const char *value,
                           int64_t *out)
{
    struct decimal d;
    if (!decimal_parse(text_of(value), '.', &d) || !decimal_rescale(d, PLACES, &d) || d.digits < 0)
        return usage_error(c, inv, "%s: \"%s\" is no amount like 250000.00", what, value);
    *out = d.digits;
    return OK;
}

static enum err read_loan(struct ctx *c, const struct invocation *inv, struct loan *loan)
{
    const char *rate = inv->words[2], *payment = invocation_value(inv, "payment"),
               *extra = invocation_value(inv, "extra");
    int64_t payments, per_year;
    *loan = (struct loan){.rounding = AMORTISE_HALF_EVEN};
    TRY(read_money(c, inv, "PRINCIPAL", inv->words[1], &loan->principal));
    struct text percent = text_of(rate);
    percent.len -= percent.len > 0 && percent.at[percent.len - 1] == '%';
    if (!decimal_parse(percent, '.', &loan->yearly_rate) || loan->yearly_rate.scale > DECIMAL_SCALE_MAX - 2)
        return usage_error(c, inv, "RATE: \"%s\" is no yearly rate in per cent like 4.25", rate);
    loan->yearly_rate.scale += 2;
    if (!text_to_int(text_of(inv->words[3]), &payments) || payments < 1 || payments > AMORTISE_PERIODS_MAX)
        return usage_error(c, inv, "PAYMENTS: \"%s\" is no number from 1 to %d", inv->words[3],
                           AMORTISE_PERIODS_MAX);
    TRY(invocation_int(c, inv, "per-year", 1, AMORTISE_PER_YEAR_MAX, 12, &per_year));
    loan->periods = (int32_t)payments;
    loan->per_year = (int32_t)per_year;
    if (payment != NULL)
        TRY(read_money(c, inv, "--payment", payment, &loan->payment));
    if (extra != NULL)
        TRY(read_money(c, inv, "--extra", extra, &loan->extra));
    return OK;
}

static const char *money(struct arena *arena, int64_t minor)
{
    char text[DECIMAL_TEXT_MAX];
    return arena_printf(arena, "%s", decimal_format((struct decimal){minor, PLACES}, text));
}

static void print_json(struct ctx *c, const struct instalment *rows, size_t count, int64_t interest)
{
    struct buf out = {0};
    struct json j = json_into(&out);
    json_object(&j);
    json_key_z(&j, "interest", money(c->arena, interest));
    json_key(&j, "payments");
    json_array(&j);
    for (size_t i = 0; i < count; i++) {
        json_object(&j);
        json_key_z(&j, "payment", money(c->arena, rows[i].payment));
        json_key_z(&j, "interest", money(c->arena, rows[i].interest));
        json_key_z(&j, "principal", money(c->arena, rows[i].principal));
        json_key_z(&j, "balance", money(c->arena, rows[i].balance));
        json_object_end(&j);
    }
    json_array_end(&j);
    json_object_end(&j);
    app_print_json(&out);
    buf_free(&out);
}

static enum err run(struct ctx *c, const struct invocation *inv)
{
    struct loan loan;
    struct instalment *rows;
    size_t count;
    int64_t interest = 0;
    TRY(read_loan(c, inv, &loan));
    TRY(amortise(c, &loan, &rows, &count));
    for (size_t i = 0; i < count; i++)
        if (__builtin_add_overflow(interest, rows[i].interest, &interest))
            return fail(c, ERR_INPUT, "the interest does not fit in 64 bits");
    if (inv->json) {
        print_json(c, rows, count, interest);
        return OK;
    }
    puts("number,payment,interest,principal,balance");
    for (size_t i = 0; i < count; i++)
        printf("%zu,%s,%s,%s,%s\n", i + 1, money(c->arena, rows[i].payment),
               money(c->arena, rows[i].interest), money(c->arena, rows[i].principal),
               money(c->arena, rows[i].balance));
    return OK;
}

const struct numeric numeric_loan = {
    .name = "loan",
    .summary = "how a loan is repaid, payment by payment, to the cent",
    .usage = "PRINCIPAL RATE PAYMENTS [--per-year N] [--payment AMOUNT] [--extra AMOUNT]",
    .options = options,
    .words_min = 3,
    .words_max = 3,
    .run = run,
};
