/* "BLUE BOTTLE COFFEE" -> "Blue Bottle Coffee". A name with both cases keeps them: somebody chose them. */
#include "sorting/payee_inner.h"

static bool is_letter(char ch)
{
    return ascii_alpha(ch) || (unsigned char)ch >= 0x80;
}

static bool has_vowel(struct text folded)
{
    for (size_t i = 0; i < folded.len; i++)
        if ((unsigned char)folded.at[i] >= 0x80 || strchr("aeiou", folded.at[i]) != NULL)
            return true;
    return false;
}

static bool is_abbreviation(struct text folded, uint32_t roles)
{
    if ((roles & ROLE_ABBREVIATION) != 0)
        return true;
    if ((roles & ROLE_TITLE) != 0)
        return false;
    return folded.len <= 3 && !has_vowel(folded);
}

/* The capital of a letter of two bytes: the inverse of text_fold for Latin, Greek and Cyrillic. */
static unsigned raise_point(unsigned p)
{
    if (p >= 0xE0 && p <= 0xFE && p != 0xF7)
        return p - 0x20;
    if ((p >= 0x101 && p <= 0x137 && p != 0x131) || (p >= 0x14B && p <= 0x177))
        return p & ~1U;
    if ((p >= 0x13A && p <= 0x148) || (p >= 0x17A && p <= 0x17E))
        return p - 1 + (p & 1);
    if ((p >= 0x3B1 && p <= 0x3C9 && p != 0x3C2) || (p >= 0x430 && p <= 0x44F))
        return p - 0x20;
    if (p >= 0x450 && p <= 0x45F)
        return p - 0x50;
    return p;
}

static void raise_letter(char *out, size_t len)
{
    unsigned char lead = (unsigned char)out[0];
    if (out[0] >= 'a' && out[0] <= 'z') {
        out[0] = (char)(out[0] - 32);
    } else if (len > 1 && lead >= 0xC3 && lead <= 0xD1 && ((unsigned char)out[1] & 0xC0) == 0x80) {
        unsigned p = raise_point((unsigned)(lead & 0x1F) << 6 | ((unsigned char)out[1] & 0x3F));
        out[0] = (char)(0xC0 | p >> 6);
        out[1] = (char)(0x80 | (p & 0x3F));
    }
}

static void raise_all(char *out, size_t len)
{
    for (size_t i = 0; i < len; i++)
        raise_letter(out + i, len - i);
}

/* Capitals for one run of letters. `before` is the character ahead of it in the word, or 0. */
static void run_render(char *out, size_t len, char before)
{
    struct text folded = {out, len};
    bool after_digit = ascii_digit(before);
    bool possessive = before == '\'' && len <= 2; /* "Joe's", "we'll"; but "O'Brien" */
    if (after_digit && len > 1)
        return; /* "2nd", "24h" */
    if (possessive)
        return;
    if (is_abbreviation(folded, word_roles(folded, word_hash(folded))))
        raise_all(out, len);
    else
        raise_letter(out, len);
}

static void word_render(const struct line *l, const struct word *w, bool is_first, char *out)
{
    struct text folded = {l->folded + w->start, w->len};
    memcpy(out, folded.at, folded.len);
    if ((w->roles & ROLE_SMALL) != 0 && !is_first)
        return;
    if (w->caseless) {
        memcpy(out, l->plain + w->start, w->len);
        return;
    }
    if (text_is(word_core(l, w), "gmbh")) {
        memcpy(out + (w->core_start - w->start), "GmbH", 4);
        return;
    }
    if ((w->roles & ROLE_ABBREVIATION) != 0) {
        raise_all(out, w->len);
        return;
    }
    for (size_t i = 0; i < w->len;) {
        size_t end = i;
        while (end < w->len && is_letter(out[end]))
            end++;
        if (end > i)
            run_render(out + i, end - i, i == 0 ? '\0' : out[i - 1]);
        i = end + 1;
    }
}

static bool is_one_case(const struct line *l)
{
    bool upper = false, lower = false;
    for (int i = l->first; i < l->last; i++) {
        upper |= l->words[i].uppers > 0;
        lower |= l->words[i].lowers > 0;
    }
    return upper != lower;
}

size_t payee_render(const struct line *l, char *out)
{
    bool recase = is_one_case(l);
    size_t len = 0;
    for (int i = l->first; i < l->last; i++) {
        const struct word *w = &l->words[i];
        if (len > 0)
            out[len++] = ' ';
        if (recase)
            word_render(l, w, len == 0, out + len);
        else
            memcpy(out + len, l->plain + w->start, w->len);
        len += w->len;
    }
    /* What joined the name to words that are gone. */
    while (len > 0 && strchr(" ,;:-_/|.", out[len - 1]) != NULL)
        len--;
    size_t start = 0;
    while (start < len && strchr(" ,;:-_/|.#", out[start]) != NULL)
        start++;
    memmove(out, out + start, len - start);
    return len - start;
}
