#include "base/decimal.h"

static const int64_t powers[19] = {1,
                                   10,
                                   100,
                                   1000,
                                   10000,
                                   100000,
                                   1000000,
                                   10000000,
                                   100000000,
                                   1000000000,
                                   10000000000,
                                   100000000000,
                                   1000000000000,
                                   10000000000000,
                                   100000000000000,
                                   1000000000000000,
                                   10000000000000000,
                                   100000000000000000,
                                   1000000000000000000};

bool decimal_parse(struct text t, char mark, struct decimal *out)
{
    size_t i = 0;
    bool negative = false, seen_mark = false;
    if (t.len > 0 && (t.at[0] == '-' || t.at[0] == '+'))
        negative = t.at[i++] == '-';
    int64_t digits = 0;
    int32_t scale = 0;
    size_t count = 0;
    for (; i < t.len; i++) {
        char ch = t.at[i];
        if (ch == mark && !seen_mark) {
            seen_mark = true;
            continue;
        }
        if (!ascii_digit(ch))
            return false;
        count++;
        if (seen_mark && scale == DECIMAL_SCALE_MAX) {
            if (ch != '0')
                return false;
            continue;
        }
        if (__builtin_mul_overflow(digits, 10, &digits) || __builtin_add_overflow(digits, ch - '0', &digits))
            return false;
        scale += seen_mark;
    }
    if (count == 0)
        return false;
    *out = (struct decimal){negative ? -digits : digits, scale};
    return true;
}

char *decimal_format(struct decimal d, char out[DECIMAL_TEXT_MAX])
{
    char reversed[DECIMAL_TEXT_MAX];
    int n = 0;
    uint64_t rest = d.digits < 0 ? 0 - (uint64_t)d.digits : (uint64_t)d.digits;
    for (int32_t place = 0; rest > 0 || place <= d.scale; place++) {
        if (place == d.scale && place > 0)
            reversed[n++] = '.';
        reversed[n++] = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (d.digits < 0)
        reversed[n++] = '-';
    for (int i = 0; i < n; i++)
        out[i] = reversed[n - 1 - i];
    out[n] = '\0';
    return out;
}

bool decimal_rescale(struct decimal a, int32_t scale, struct decimal *out)
{
    int64_t digits = a.digits;
    if (scale < 0 || scale > DECIMAL_SCALE_MAX)
        return false;
    if (scale > a.scale) {
        if (__builtin_mul_overflow(digits, powers[scale - a.scale], &digits))
            return false;
    } else if (digits % powers[a.scale - scale] != 0) {
        return false;
    } else {
        digits /= powers[a.scale - scale];
    }
    *out = (struct decimal){digits, scale};
    return true;
}

bool decimal_add(struct decimal a, struct decimal b, struct decimal *out)
{
    int32_t scale = a.scale > b.scale ? a.scale : b.scale;
    struct decimal x, y;
    int64_t digits;
    if (!decimal_rescale(a, scale, &x) || !decimal_rescale(b, scale, &y) ||
        __builtin_add_overflow(x.digits, y.digits, &digits))
        return false;
    *out = (struct decimal){digits, scale};
    return true;
}

bool decimal_negate(struct decimal a, struct decimal *out)
{
    if (a.digits == INT64_MIN)
        return false;
    *out = (struct decimal){-a.digits, a.scale};
    return true;
}

bool decimal_equal(struct decimal a, struct decimal b)
{
    int32_t scale = a.scale > b.scale ? a.scale : b.scale;
    struct decimal x, y;
    /* A value that does not fit at the larger scale is larger than any that does. */
    return decimal_rescale(a, scale, &x) && decimal_rescale(b, scale, &y) && x.digits == y.digits;
}

int decimal_sign(struct decimal a)
{
    return a.digits < 0 ? -1 : a.digits > 0;
}
