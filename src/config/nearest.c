/* The word that was meant: the nearest by edits (insert, remove, replace, swap neighbours). */
#include "config/inner.h"

enum { WORD = 40 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t distance(struct text a, struct text b)
{
    size_t rows[3][WORD + 1], *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= b.len; j++)
        last[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            char x = ascii_lower(a.at[i - 1]), y = ascii_lower(b.at[j - 1]);
            now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + (x == y ? 0 : 1));
            if (i > 1 && j > 1 && x == ascii_lower(b.at[j - 2]) && y == ascii_lower(a.at[i - 2]))
                now[j] = least(now[j], before[j - 2] + 1);
        }
        size_t *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[b.len];
}

const char *config_nearest(struct text word, const char *const *words)
{
    const char *best = NULL;
    size_t most = word.len <= 3 ? 1 : word.len <= 8 ? 2 : 3;
    if (word.len == 0 || word.len > WORD)
        return NULL;
    for (; *words != NULL; words++) {
        struct text other = text_of(*words);
        if (other.len > WORD)
            continue;
        size_t far = distance(word, other);
        if (far <= most && far < least(word.len, other.len)) {
            best = *words;
            most = far == 0 ? 0 : far - 1;
            if (far == 0)
                break;
        }
    }
    return best;
}
