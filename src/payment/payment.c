#include "payment/payment_driver.h"

#include <stdarg.h>
#include <stdio.h>

enum { IBAN_LEAST = 15, IBAN_MOST = 34 };

const char *payment_provider_name(const struct payment_provider *provider)
{
    return provider->driver->name;
}

bool payment_provider_is_immediate(const struct payment_provider *provider)
{
    return provider->driver->immediate;
}

bool payment_provider_tells(const struct payment_provider *provider)
{
    return provider->driver->tells;
}

void payment_submit(struct ctx *c, struct payment_provider *provider, const struct payment_order *order,
                    struct payment_receipt *out)
{
    *out = (struct payment_receipt){.outcome = PAYMENT_UNKNOWN};
    provider->driver->submit(c, provider, order, out);
}

void payment_inquire(struct ctx *c, struct payment_provider *provider, const struct payment_order *order,
                     struct payment_receipt *out)
{
    *out = (struct payment_receipt){.outcome = PAYMENT_UNKNOWN};
    provider->driver->inquire(c, provider, order, out);
}

void payment_provider_close(struct payment_provider *provider)
{
    if (provider != NULL)
        provider->driver->close(provider);
}

void receipt_say(struct payment_receipt *out, enum payment_outcome outcome, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    out->outcome = outcome;
    vsnprintf(out->why, sizeof out->why, format, args);
    va_end(args);
}

/* -- Account numbers */

struct text iban_clean(struct arena *arena, struct text number)
{
    struct buf *out = buf_in_arena(arena);
    for (size_t i = 0; i < number.len; i++)
        if (!ascii_space(number.at[i]))
            buf_char(out, ascii_lower(number.at[i]) != number.at[i] || !ascii_alpha(number.at[i])
                              ? number.at[i]
                              : (char)(number.at[i] - 32));
    return buf_view(out);
}

/* The letters and digits of a number, blanks left out; false when there is anything else, or too much. */
static bool squeeze(struct text number, char out[IBAN_MOST], size_t *len)
{
    *len = 0;
    for (size_t i = 0; i < number.len; i++) {
        char ch = number.at[i];
        if (ch == ' ')
            continue;
        if (*len == IBAN_MOST || (!ascii_digit(ch) && !ascii_alpha(ch)))
            return false;
        out[(*len)++] = ascii_lower(ch);
    }
    return true;
}

bool iban_is_like(struct text number)
{
    char begin[4];
    size_t len = 0;
    for (size_t i = 0; i < number.len && len < sizeof begin; i++)
        if (number.at[i] != ' ')
            begin[len++] = number.at[i];
    return len == sizeof begin && ascii_alpha(begin[0]) && ascii_alpha(begin[1]) && ascii_digit(begin[2]) &&
           ascii_digit(begin[3]);
}

/* ISO 7064, MOD 97-10: the first four go to the end, letters are 10 to 35. */
bool iban_is_valid(struct text number)
{
    char at[IBAN_MOST];
    size_t len;
    int rest = 0;
    if (!iban_is_like(number) || !squeeze(number, at, &len) || len < IBAN_LEAST)
        return false;
    for (size_t i = 0; i < len; i++) {
        char ch = at[(i + 4) % len];
        int value = ascii_digit(ch) ? ch - '0' : ch - 'a' + 10;
        rest = (rest * (value < 10 ? 10 : 100) + value) % 97;
    }
    return rest == 1;
}
