#include "ledger/currency.h"

struct currency_row {
    char code[4];
    int16_t number;
    int8_t places;
};

#include "ledger/currency_table.h"

enum { ROWS = sizeof currency_rows / sizeof *currency_rows };

static const struct currency_row *find(currency cur)
{
    static const struct currency_row *last; /* nearly every household has one currency */
    const struct currency_row *hint = __atomic_load_n(&last, __ATOMIC_RELAXED);
    if (hint != NULL && hint->number == cur)
        return hint;
    for (size_t i = 0; i < ROWS; i++) {
        if (currency_rows[i].number == cur) {
            __atomic_store_n(&last, &currency_rows[i], __ATOMIC_RELAXED);
            return &currency_rows[i];
        }
    }
    return NULL;
}

bool currency_from_code(struct text code, currency *out)
{
    if (code.len != 3)
        return false;
    /* Russian banks still write the rouble's code of before 1998. */
    if (text_equal_nocase(code, TEXT("RUR")))
        code = TEXT("RUB");
    for (size_t i = 0; i < ROWS; i++) {
        if (text_equal_nocase(code, (struct text){currency_rows[i].code, 3})) {
            *out = currency_rows[i].number;
            return currency_rows[i].places >= 0;
        }
    }
    return false;
}

const char *currency_code(currency cur)
{
    const struct currency_row *row = find(cur);
    return row == NULL ? "" : row->code;
}

bool currency_is_known(currency cur)
{
    const struct currency_row *row = find(cur);
    return row != NULL && row->places >= 0;
}

int32_t currency_places(currency cur)
{
    const struct currency_row *row = find(cur);
    return row == NULL || row->places < 0 ? 2 : row->places;
}

bool money_from_decimal(struct decimal d, currency cur, int64_t *minor)
{
    struct decimal scaled;
    if (!decimal_rescale(d, currency_places(cur), &scaled))
        return false;
    *minor = scaled.digits;
    return true;
}

struct decimal money_to_decimal(int64_t minor, currency cur)
{
    return (struct decimal){minor, currency_places(cur)};
}

char *money_format(int64_t minor, currency cur, char out[MONEY_TEXT_MAX])
{
    return decimal_format(money_to_decimal(minor, cur), out);
}

bool money_convert(int64_t minor, currency from, struct decimal rate, currency to, int64_t *out)
{
    __int128 value = (__int128)minor * rate.digits;
    int32_t shift = currency_places(to) - currency_places(from) - rate.scale;
    __int128 divisor = 1;
    for (; shift > 0; shift--)
        if (__builtin_mul_overflow(value, 10, &value))
            return false;
    for (; shift < 0; shift++)
        divisor *= 10;
    __int128 quotient = value / divisor, rest = value % divisor;
    __int128 twice = (rest < 0 ? -rest : rest) * 2;
    if (twice > divisor || (twice == divisor && quotient % 2 != 0))
        quotient += value < 0 ? -1 : 1;
    if (quotient > INT64_MAX || quotient < INT64_MIN)
        return false;
    *out = (int64_t)quotient;
    return true;
}
