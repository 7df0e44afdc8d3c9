#include "sorting/payee.h"

#include "base/hash.h"
#include "base/limits.h"
#include "sorting/payee_inner.h"

#include <stdlib.h>

static bool is_core(unsigned char ch)
{
    return ch >= 0x80 || ascii_digit((char)ch) || ascii_alpha((char)ch) || ch == '&' || ch == '+';
}

void word_measure(const struct line *l, struct word *w)
{
    uint32_t start = w->start, end = w->start + w->len;
    /* "'s-Hertogenbosch" is the one name that begins with an apostrophe; it is in the table. */
    while (start < end && !is_core((unsigned char)l->plain[start]) && l->plain[start] != '\'')
        start++;
    while (end > start && !is_core((unsigned char)l->plain[end - 1]))
        end--;
    w->core_start = start;
    w->core_len = end - start;
    w->digits = w->letters = w->uppers = w->lowers = 0;
    w->caseless = false;
    uint32_t marks = 0;
    for (uint32_t i = start; i < end; i++) {
        char ch = l->plain[i];
        if (ascii_digit(ch))
            w->digits++;
        else if (ascii_alpha(ch) || (unsigned char)ch >= 0x80)
            w->letters++;
        else
            marks++;
        w->caseless |= (unsigned char)ch >= 0xE3 && (unsigned char)ch <= 0xF4;
        w->uppers = (uint16_t)(w->uppers + (ch >= 'A' && ch <= 'Z'));
        w->lowers = (uint16_t)(w->lowers + (ch >= 'a' && ch <= 'z'));
    }
    w->separated = w->letters == 0 && w->digits > 0 && marks > 0;
    w->hash = word_hash(word_core(l, w));
    w->roles = word_roles(word_core(l, w), w->hash);
}

/* A copy without control characters and no-break spaces; '*' stays to be seen by line_split. */
static char *flatten(struct arena *arena, struct text raw)
{
    char *out = arena_copy(arena, raw.at, raw.len);
    for (size_t i = 0; i < raw.len; i++) {
        if ((unsigned char)out[i] < ' ' || out[i] == 0x7F)
            out[i] = ' ';
        if (out[i] == '\xC2' && i + 1 < raw.len && out[i + 1] == '\xA0')
            out[i] = out[i + 1] = ' ';
    }
    return out;
}

/* Does a word end between these two characters though there is no blank? */
static bool breaks_after(char ch, char before, char next)
{
    if (ch == ';' || ch == '|')
        return true;
    if (ch == ',')
        return !ascii_digit(before) || !ascii_digit(next);
    return ch == ':' && !ascii_digit(before) && next != '/';
}

/* "LIDL SAGT DANKE//KOELN/DE 2025-…", "BANK>AMSTERDAM": what follows is about the place and the time. */
static bool ends_line(const struct line *l, size_t i)
{
    if (l->plain[i] == '>')
        return true;
    return l->plain[i] == '/' && i + 1 < l->len && l->plain[i + 1] == '/' &&
           (i == 0 || l->plain[i - 1] != ':');
}

static void line_add(struct line *l, size_t start, size_t end, size_t gap, bool star)
{
    struct word *w = &l->words[l->last++];
    *w = (struct word){
        .start = (uint32_t)start, .len = (uint32_t)(end - start), .gap = (uint16_t)gap, .star = star};
    word_measure(l, w);
}

/* Blanks between the words may make a text longer; then the last words go, before anything else is decided.
 */
static void line_split(struct line *l)
{
    size_t i = 0, out_len = 0;
    while (i < l->len && l->last < PAYEE_WORDS_MAX) {
        size_t gap = 0;
        bool star = false;
        for (; i < l->len && (l->plain[i] == ' ' || l->plain[i] == '*'); i++) {
            gap++;
            star |= l->plain[i] == '*';
        }
        size_t start = i;
        bool cut = false;
        for (; i < l->len && l->plain[i] != ' ' && l->plain[i] != '*' && !cut; i++) {
            cut = ends_line(l, i);
            if (!cut && i > start && i + 1 < l->len &&
                breaks_after(l->plain[i], l->plain[i - 1], l->plain[i + 1])) {
                i++;
                break;
            }
        }
        size_t end = cut ? i - 1 : i;
        out_len += end - start + 1;
        if (out_len > LIMIT_PAYEE_TEXT + 1)
            return;
        if (end > start)
            line_add(l, start, end, gap, star);
        if (cut && l->last > 0) {
            l->is_card = true;
            return;
        }
    }
}

/* All in capitals, and not only in abbreviations: those stay so in a clean name, where capitals mean nothing.
 */
static bool line_shouts(const struct line *l)
{
    bool word = false;
    for (int i = l->first; i < l->last; i++) {
        const struct word *w = &l->words[i];
        word |= w->uppers >= 4 && w->letters == w->core_len && !w->caseless &&
                (w->roles & ROLE_ABBREVIATION) == 0;
        if (w->lowers > 0)
            return false;
    }
    return word;
}

/* The longest start of at most `max` bytes that does not end inside a character. */
static struct text cut_at_character(struct text t, size_t max)
{
    if (t.len <= max)
        return t;
    while (max > 0 && ((unsigned char)t.at[max] & 0xC0) == 0x80)
        max--;
    return text_trim((struct text){t.at, max});
}

/* --- readable case: a name with both cases keeps them, because somebody chose them --- */

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

static size_t payee_render(const struct line *l, char *out)
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

struct text payee_clean(struct arena *arena, struct text raw)
{
    raw = cut_at_character(text_trim(raw), LIMIT_PAYEE_TEXT);
    if (raw.len == 0)
        return raw;
    struct line l = {.plain = flatten(arena, raw), .len = raw.len};
    l.folded = text_fold(arena, (struct text){l.plain, l.len}).at;
    line_split(&l);
    l.shouting = line_shouts(&l);
    struct text name = alias_find(&l);
    if (name.len == 0) {
        payee_strip(&l);
        name = alias_find(&l);
    }
    if (name.len > 0)
        return name;
    char *out = arena_alloc(arena, raw.len + PAYEE_WORDS_MAX + 1);
    size_t len = payee_render(&l, out);
    name = text_trim((struct text){out, len});
    return name.len == 0 ? text_copy(arena, raw) : name;
}

struct text payee_key(struct arena *arena, struct text payee)
{
    char *out = arena_copy(arena, payee.at, payee.len);
    text_fold_in_place(out, payee.len);
    size_t len = 0;
    bool blank = false;
    for (size_t i = 0; i < payee.len; i++) {
        char ch = out[i];
        if ((unsigned char)ch >= 0x80 || ascii_alpha(ch) || ascii_digit(ch)) {
            if (blank && len > 0)
                out[len++] = ' ';
            out[len++] = ch;
            blank = false;
        } else if (ch != '\'' && ch != '.') {
            blank = true; /* "Joe's" is "joes", "C&A" is "c a" */
        }
    }
    out[len] = '\0';
    return (struct text){out, len};
}

struct payee_cache {
    struct arena *arena;
    struct entry {
        uint64_t hash; /* 0: empty */
        struct text raw;
        struct payee_names names;
    } * entries;
    uint32_t mask, count, count_max;
};

struct payee_cache *payee_cache_new(uint32_t entries_max)
{
    struct payee_cache *cache = calloc(1, sizeof *cache);
    if (cache == NULL)
        die("out of memory");
    uint32_t size = 16;
    while (size / 2 < entries_max && size < UINT32_C(1) << 30)
        size *= 2;
    *cache = (struct payee_cache){arena_new(), calloc(size, sizeof(struct entry)), size - 1, 0, size / 2};
    if (cache->entries == NULL)
        die("out of memory for %u payees", entries_max);
    return cache;
}

void payee_cache_free(struct payee_cache *cache)
{
    if (cache == NULL)
        return;
    arena_free(cache->arena);
    free(cache->entries);
    free(cache);
}

static struct payee_names names_make(struct arena *arena, struct text raw)
{
    struct text name = payee_clean(arena, raw);
    return (struct payee_names){name, payee_key(arena, name)};
}

struct payee_names payee_cache_names(struct payee_cache *cache, struct arena *arena, struct text raw)
{
    uint64_t hash = hash_text(raw) | 1;
    uint32_t at = (uint32_t)(hash >> 32) & cache->mask;
    for (; cache->entries[at].hash != 0; at = (at + 1) & cache->mask)
        if (cache->entries[at].hash == hash && text_equal(cache->entries[at].raw, raw))
            return cache->entries[at].names;
    if (cache->count >= cache->count_max || raw.len > LIMIT_MEMO_TEXT)
        return names_make(arena, raw);
    /* The copies lie in the cache; the work is done in the caller's arena, which is rewound. */
    struct arena_mark mark = arena_mark(arena);
    struct payee_names names = names_make(arena, raw);
    struct entry entry = {hash,
                          text_copy(cache->arena, raw),
                          {text_copy(cache->arena, names.name), text_copy(cache->arena, names.key)}};
    arena_rewind(arena, mark);
    cache->entries[at] = entry;
    cache->count++;
    return entry.names;
}
