/* What the security agent reads out of a bank's words, and what it makes of payments: hours and currencies are some or none, scores are numbers with reasons in
 * words, the same twice, and a larger amount never scores less. */
#include "insight/suspicion/suspicion.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PAYMENT_BYTES = 8, PAYMENTS_MOST = 400, DAY_ONE = 20000 };

static bool upper(uint32_t c)
{
    return c >= 'A' && c <= 'Z';
}

static void read_words(struct text words, struct suspect *p)
{
    static const char *const codes[] = {"EUR", "USD"};
    for (size_t i = 0; i < 2; i++) {
        const char *own = codes[i];
        suspect_read_text(p, words, own);
        if (p->hour < -1 || p->hour > 23)
            __builtin_trap();
        if (p->foreign == 0)
            continue;
        if (!upper(p->foreign >> 16) || !upper(p->foreign >> 8 & 0xFF) || !upper(p->foreign & 0xFF))
            __builtin_trap();
        if (p->foreign == ((uint32_t)own[0] << 16 | (uint32_t)own[1] << 8 | (uint32_t)own[2]))
            __builtin_trap();
    }
}

/* Amounts are even, so that an odd one repeats none. */
static struct suspect payment(const uint8_t *at, int64_t number)
{
    return (struct suspect){.number = number,
                            .account = at[0] % 3 + 1,
                            .amount = ((int64_t)at[1] << (at[2] % 40) | 1) * 2,
                            .payee = at[3] % 16,
                            .date = DAY_ONE + at[4],
                            .at_us = at[5] == 0 ? 0 : ((int64_t)DAY_ONE * 86400 + at[5]) * 1000000,
                            .hour = at[6] % 25 - 1,
                            .foreign = at[7] % 4 == 0 ? 0x555344 : 0,
                            .blocked = at[7] % 32 == 1,
                            .known = at[7] % 32 == 2};
}

static double judge(const struct past *past, const struct suspect *p)
{
    struct suspicion s, again;
    double sum = 0;
    past_judge(past, p, &s);
    past_judge(past, p, &again);
    if (s.count > SUSPICION_REASONS || !isfinite(s.score) || s.score != again.score)
        __builtin_trap();
    for (size_t i = 0; i < s.count; i++) {
        sum += s.why[i].weight;
        if (!(s.why[i].weight > 0) || s.why[i].words[0] == '\0' || !text_is_utf8(text_of(s.why[i].words)))
            __builtin_trap();
    }
    for (size_t i = 0; i < SUSPICION_FEATURES; i++)
        if (!isfinite(s.features[i]))
            __builtin_trap();
    if (fabs(sum - s.score) > 1e-9)
        __builtin_trap();
    return s.score;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct suspect p = {.number = INT32_MAX};
    struct past *past = past_new();
    size_t count = size / PAYMENT_BYTES < PAYMENTS_MOST ? size / PAYMENT_BYTES : PAYMENTS_MOST;
    int64_t similar[8];
    for (size_t i = 0; i < count; i++) {
        struct suspect one = payment(data + i * PAYMENT_BYTES, (int64_t)i + 1);
        (void)judge(past, &one);
        past_add(past, &one, data[i * PAYMENT_BYTES] % 5 != 0);
    }
    if (count > 0)
        p = payment(data + (count - 1) * PAYMENT_BYTES, INT32_MAX);
    read_words((struct text){(const char *)data, size}, &p);
    if (past_similar(past, &p, similar, 8) > 8)
        __builtin_trap();
    double last = 0;
    for (int bits = 0; bits < 45; bits++) {
        p.amount = (INT64_C(1) << bits) | 1;
        double score = judge(past, &p);
        if (score < last - 1e-9)
            __builtin_trap();
        last = score;
    }
    past_free(past);
    return 0;
}
