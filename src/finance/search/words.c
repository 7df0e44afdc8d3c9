/* Reading what a person types: words, quotes, amounts. */
#include "finance/search/words.h"

bool word_next(struct text *rest, struct text *word)
{
    size_t start = 0, end;
    while (start < rest->len && ascii_space(rest->at[start]))
        start++;
    for (end = start; end < rest->len && !ascii_space(rest->at[end]);)
        end++;
    *word = (struct text){rest->at + start, end - start};
    *rest = text_from(*rest, end);
    return word->len > 0;
}

bool tag_next(struct text *rest, struct text *tag)
{
    while (rest->len > 0) {
        ptrdiff_t comma = text_find(*rest, TEXT(","));
        size_t end = comma < 0 ? rest->len : (size_t)comma;
        *tag = text_trim((struct text){rest->at, end});
        *rest = text_from(*rest, end + 1);
        if (tag->len > 0)
            return true;
    }
    return false;
}

bool needle_next(struct text *rest, struct text *needle)
{
    for (;;) {
        while (rest->len > 0 && ascii_space(rest->at[0]))
            *rest = text_from(*rest, 1);
        if (rest->len == 0 || rest->at[0] != '"')
            return word_next(rest, needle);
        *rest = text_from(*rest, 1);
        ptrdiff_t quote = text_find(*rest, TEXT("\""));
        size_t end = quote < 0 ? rest->len : (size_t)quote;
        *needle = (struct text){rest->at, end};
        *rest = text_from(*rest, end + 1);
        if (text_trim(*needle).len > 0)
            return true;
    }
}

/* -- Amounts -- */

/* |d| in minor units of a currency with `places`, rounded down; *exact tells whether nothing was lost. What is
 * more than any amount stays so. */
static uint64_t minor_below(struct decimal d, int32_t places, bool *exact)
{
    uint64_t digits = d.digits < 0 ? 0 - (uint64_t)d.digits : (uint64_t)d.digits;
    *exact = true;
    for (; d.scale > places; d.scale--) {
        *exact = *exact && digits % 10 == 0;
        digits /= 10;
    }
    for (; d.scale < places; d.scale++)
        if (__builtin_mul_overflow(digits, 10, &digits))
            digits = UINT64_MAX / 10;
    return digits;
}

struct amount_range amount_range_all(void)
{
    struct amount_range range = {.sign = 0};
    for (int32_t i = 0; i < AMOUNT_PLACES; i++)
        range.most[i] = UINT64_MAX;
    return range;
}

void amount_range_cut(struct amount_range *range, enum amount_compare how, struct decimal d)
{
    for (int32_t i = 0; i < AMOUNT_PLACES; i++) {
        bool exact;
        uint64_t below = minor_below(d, i, &exact), above = exact ? below : below + 1;
        uint64_t least = 0, most = UINT64_MAX;
        if (how == AMOUNT_ABOVE)
            least = below + 1;
        if (how == AMOUNT_FROM || how == AMOUNT_IS)
            least = above;
        if (how == AMOUNT_UP_TO || how == AMOUNT_IS)
            most = below;
        if (how == AMOUNT_UNDER) {
            least = above == 0 ? 1 : 0; /* nothing is less than nothing */
            most = above == 0 ? 0 : above - 1;
        }
        range->least[i] = least > range->least[i] ? least : range->least[i];
        range->most[i] = most < range->most[i] ? most : range->most[i];
    }
}

static enum amount_compare compare_take(struct text *word)
{
    static const struct {
        struct text sign;
        enum amount_compare how;
    } signs[] = {{{">=", 2}, AMOUNT_FROM},
                 {{"<=", 2}, AMOUNT_UP_TO},
                 {{">", 1}, AMOUNT_ABOVE},
                 {{"<", 1}, AMOUNT_UNDER},
                 {{"=", 1}, AMOUNT_IS}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (text_starts(*word, signs[i].sign)) {
            *word = text_from(*word, signs[i].sign.len);
            return signs[i].how;
        }
    return AMOUNT_IS;
}

bool amount_word(struct text word, struct amount_range *out)
{
    struct decimal d;
    enum amount_compare how = compare_take(&word);
    if (word.len == 0 || (!decimal_parse(word, '.', &d) && !decimal_parse(word, ',', &d)))
        return false;
    *out = amount_range_all();
    out->sign = word.at[0] == '-' ? -1 : word.at[0] == '+' ? 1 : 0;
    amount_range_cut(out, how, d);
    return true;
}
