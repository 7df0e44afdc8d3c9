#include "sorting/payee.h"

#include "base/hash.h"
#include "base/limits.h"
#include "sorting/fold.h"
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

static void line_split(struct line *l)
{
    size_t i = 0;
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

struct text payee_clean(struct arena *arena, struct text raw)
{
    raw = cut_at_character(text_trim(raw), LIMIT_PAYEE_TEXT);
    if (raw.len == 0)
        return raw;
    struct line l = {.plain = flatten(arena, raw), .len = raw.len};
    char *folded = arena_alloc(arena, raw.len + 1);
    fold_into(arena, (struct text){l.plain, l.len}, folded);
    l.folded = folded;
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
    name = text_trim(cut_at_character((struct text){out, len}, LIMIT_PAYEE_TEXT));
    return name.len == 0 ? text_copy(arena, raw) : name;
}

struct text payee_key(struct arena *arena, struct text payee)
{
    char *out = arena_alloc(arena, payee.len + 1);
    fold_into(arena, payee, out);
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
