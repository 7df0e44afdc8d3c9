/* Account numbers and orders from outside: whatever is in them, a file is well-formed or refused. */
#include "payment/payment.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)t.at[i] < ' ' && t.at[i] != '\n')
            abort();
    if (!text_is_utf8(t))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = {.arena = arena_new(), .now_us = INT64_C(1767225600000000)};
    struct text all = {(const char *)data, size};
    size_t third = size / 3;
    struct payment_order order = {.debtor = TEXT("x"),
                                  .debtor_number = TEXT("DE02120300000000202051"),
                                  .payee = {all.at, third},
                                  .reference = {all.at + third, third},
                                  .number = text_from(all, 2 * third),
                                  .amount = 1,
                                  .currency = CURRENCY_EUR};
    struct buf *out = buf_in_arena(c.arena);
    bool valid = iban_is_valid(order.number);
    if (valid && iban_clean(c.arena, order.number).len > 34)
        abort();
    if (payment_pain001_write(&c, &order, "x", out) == OK && !valid)
        abort();
    order.number = TEXT("DE89370400440532013000");
    buf_clear(out);
    if (payment_pain001_write(&c, &order, "x", out) == OK)
        check_text(buf_view(out));
    arena_free(c.arena);
    return 0;
}
