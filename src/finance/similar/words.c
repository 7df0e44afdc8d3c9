#include "finance/similar/words.h"

#include "finance/search/words.h"

static bool tells(struct text word, struct text payee)
{
    bool letter = false;
    for (size_t i = 0; i < word.len; i++) {
        if (ascii_digit(word.at[i]))
            return false;
        letter = letter || ascii_alpha(word.at[i]) || (unsigned char)word.at[i] >= 0x80;
    }
    return letter && text_find(payee, word) < 0;
}

struct text similar_memo(struct arena *arena, struct text memo, struct text payee)
{
    struct text rest = text_fold(arena, memo), name = text_fold(arena, payee), word;
    struct buf *out = buf_in_arena(arena);
    for (int words = 0; words < SIMILAR_MEMO_WORDS && word_next(&rest, &word);) {
        if (!tells(word, name) || out->len + 1 + word.len > SIMILAR_MEMO_BYTES)
            continue;
        if (out->len > 0)
            buf_char(out, ' ');
        buf_text(out, word);
        words++;
    }
    return out->len == 0 ? TEXT("") : buf_view(out);
}

struct text similar_text(struct arena *arena, struct text payee, struct text memo)
{
    struct buf *out = buf_in_arena(arena);
    buf_text(out, payee);
    if (memo.len > 0) {
        buf_char(out, ' ');
        buf_text(out, payee);
        buf_char(out, ' ');
        buf_text(out, memo);
    }
    return out->len == 0 ? TEXT("") : buf_view(out);
}
