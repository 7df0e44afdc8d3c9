/* Takes the payment's own words off a description. Every step only removes, so the loop ends; every step
 * depends on what is there and on evidence that removing never adds to, so a clean name stays as it is. */
#include "sorting/payee_inner.h"

/* Is there a word with a letter among [first, last)? A step that would leave none is not taken. */
static bool has_name(const struct line *l, int first, int last)
{
    for (int i = first; i < last; i++)
        if (l->words[i].letters > 0)
            return true;
    return false;
}

static int lettered_words(const struct line *l, int first, int last)
{
    int count = 0;
    for (int i = first; i < last; i++)
        count += l->words[i].letters > 1;
    return count;
}

static bool is_number(const struct word *w)
{
    return w->digits > 0 && w->letters == 0;
}

/* "XXXX1234", "XXXXXX": a card number that the bank has hidden. */
static bool is_masked(const struct line *l, const struct word *w)
{
    if (w->letters < 1 || (w->digits == 0 && w->letters < 4))
        return false;
    for (uint32_t i = 0; i < w->core_len; i++) {
        char ch = l->folded[w->core_start + i];
        if (ch != 'x' && !ascii_digit(ch) && ch != '-')
            return false;
    }
    return w->letters > 1 || w->digits > 2;
}

/* Letters and digits mixed as nobody would in a name: "B07", "2X4T6", "04MAR"; not "Studio54" or "H2O". */
static bool is_reference(const struct line *l, const struct word *w)
{
    if (w->digits == 0 || w->letters == 0 || (w->roles & ROLE_ABBREVIATION) != 0)
        return false;
    if (w->digits == 1)
        return l->is_card && l->shouting && w->letters <= 2;
    return w->digits * 2 >= w->letters;
}

static bool is_domain(const struct line *l, const struct word *w, uint32_t *host_len)
{
    struct text core = word_core(l, w);
    uint32_t len = 0;
    while (len < core.len && core.at[len] != '/' && core.at[len] != '?')
        len++;
    for (uint32_t i = 1; i + 2 < len; i++) {
        struct text end = {core.at + i + 1, len - i - 1};
        if (core.at[i] == '.' && (word_roles(end, word_hash(end)) & ROLE_DOMAIN) != 0) {
            *host_len = i;
            return true;
        }
    }
    return false;
}

static bool drop_first(struct line *l, int count)
{
    l->first += count;
    l->is_card = true;
    return true;
}

/* "store 123", "card 4417", "ref 9A12": a word that announces a number, and the number. */
static bool is_labelled(const struct line *l, int i)
{
    if (i + 1 >= l->last || (l->words[i].roles & ROLE_LABEL) == 0)
        return false;
    const struct word *next = &l->words[i + 1];
    return is_masked(l, next) || (next->digits >= 2 && (is_number(next) || is_reference(l, next)));
}

static bool strip_processor(struct line *l)
{
    const struct word *w = &l->words[l->first], *next = w + 1;
    if (l->first + 1 >= l->last || !next->star || next->letters == 0 || next->digits > next->letters)
        return false;
    bool known = (w->roles & ROLE_PROCESSOR) != 0;
    bool short_code =
        w->letters == w->core_len && w->letters <= 3 && w->lowers == 0 && (w->roles & ROLE_ABBREVIATION) == 0;
    return (known || short_code) && drop_first(l, 1);
}

static bool strip_head(struct line *l)
{
    const struct word *w = &l->words[l->first];
    if (w->core_len == 0 && has_name(l, l->first + 1, l->last)) {
        l->first++;
        return true;
    }
    if (strip_processor(l))
        return true;
    int left = l->last - l->first;
    for (int n = left < PHRASE_WORDS_MAX ? left : PHRASE_WORDS_MAX; n > 0; n--) {
        if ((phrase_roles(l, l->first, n) & ROLE_HEAD) == 0)
            continue;
        /* A kind of payment without a payee is its own name. */
        if (!has_name(l, l->first + n, l->last))
            return false;
        return drop_first(l, n);
    }
    if (!has_name(l, l->first + 1, l->last))
        return false;
    if (is_masked(l, w))
        return drop_first(l, 1);
    if (is_number(w) && (w->digits >= 6 || (w->digits >= 4 && w->separated) ||
                         (l->is_card && (w->digits >= 3 || w->separated))))
        return drop_first(l, 1);
    /* "NR:12AB34 01.02.24 Albert Heijn": the reference may come first. */
    bool labelled = is_labelled(l, l->first) && w[1].digits >= 3;
    return labelled && has_name(l, l->first + 2, l->last) && drop_first(l, 2);
}

/* "PAS123", "REF9912", "FIL.1234", "ECH/120325": label and number in one. */
static bool is_label_with_number(const struct line *l, const struct word *w)
{
    struct text core = word_core(l, w);
    size_t letters = 0;
    while (letters < core.len && ascii_alpha(core.at[letters]))
        letters++;
    if (letters < 2 || w->digits < 2 || w->digits > core.len - letters)
        return false;
    bool joined = letters + w->digits == core.len;
    if (!joined && strchr("./:-_", core.at[letters]) == NULL)
        return false;
    struct text label = {core.at, letters};
    return (word_roles(label, word_hash(label)) & (ROLE_CUT | ROLE_LABEL)) != 0;
}

static bool is_cut_phrase(const struct line *l, int i)
{
    for (int n = l->last - i < 3 ? l->last - i : 3; n > 0; n--) {
        if ((phrase_roles(l, i, n) & ROLE_CUT) == 0)
            continue;
        const struct word *end = &l->words[i + n - 1];
        char mark = l->plain[end->start + end->len - 1];
        if (n > 1 || mark == ':' || mark == '.' || mark == '+' || (i + n < l->last && end[1].digits > 0))
            return true;
    }
    return false;
}

/* "… on 03/04", "… am 12.05.": the day of the purchase. */
static bool is_dated(const struct line *l, int i)
{
    static const char *const words[] = {"on", "am", "vom", "le", "du", "op", "del", "dnia", "den"};
    if (i + 1 >= l->last || !is_number(&l->words[i + 1]))
        return false;
    bool month = i + 2 < l->last && (l->words[i + 2].roles & ROLE_MONTH) != 0;
    if (!month && !(l->words[i + 1].separated && l->words[i + 1].digits >= 3))
        return false;
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++)
        if (text_is(word_core(l, &l->words[i]), words[k]))
            return true;
    return false;
}

/* Card networks pad the name to a fixed width and put the place behind it. */
static bool is_padded_place(const struct line *l, int i)
{
    if (!l->shouting || l->words[i].gap < 3 || l->last - i > 3)
        return false;
    for (int k = i; k < l->last; k++)
        if (l->words[k].digits > 0 || l->words[k].star)
            return false;
    return true;
}

static bool strip_cut(struct line *l)
{
    for (int i = l->first + 1; i < l->last; i++) {
        const struct word *w = &l->words[i];
        if (!has_name(l, l->first, i))
            continue;
        bool store = l->plain[w->start] == '#' && w->digits > 0;
        bool starred = w->star && w->digits > 0;
        bool long_number = is_number(w) && w->digits >= 5;
        if (store || starred || long_number || is_masked(l, w) || is_labelled(l, i) ||
            is_label_with_number(l, w) || is_cut_phrase(l, i) || is_dated(l, i) || is_padded_place(l, i)) {
            l->is_card |= l->shouting;
            l->last = i;
            return true;
        }
    }
    return false;
}

static bool drop_last(struct line *l, int count, bool evidence)
{
    l->last -= count;
    l->is_card |= evidence;
    return true;
}

/* Codes are written in capitals, where there are any. */
static bool is_code(const struct line *l, const struct word *w)
{
    if (w->uppers == w->letters)
        return true;
    for (int i = l->first; i < l->last; i++)
        if (l->words[i].uppers > 0)
            return false;
    return (w->roles & ROLE_SMALL) == 0;
}

/* "… 12 APR", "… APR 12" */
static bool strip_month(struct line *l)
{
    if (l->last - l->first < 3 || !has_name(l, l->first, l->last - 2))
        return false;
    const struct word *a = &l->words[l->last - 2], *b = a + 1;
    bool day_first = is_number(a) && a->digits <= 2 && (b->roles & ROLE_MONTH) != 0;
    bool month_first = (a->roles & ROLE_MONTH) != 0 && is_number(b) && b->digits <= 2;
    return (day_first || month_first) && drop_last(l, 2, l->shouting);
}

static bool strip_number(struct line *l, const struct word *w)
{
    if (is_masked(l, w))
        return drop_last(l, 1, true);
    if (is_reference(l, w))
        return drop_last(l, 1, l->shouting);
    if (!is_number(w))
        return false;
    bool padded = l->plain[w->core_start] == '0' && w->digits > 1;
    bool always_open = text_is(word_core(l, w), "24/7");
    return (w->digits >= 3 || padded || l->is_card) && !always_open && drop_last(l, 1, l->shouting);
}

static int city_words(const struct line *l, int end)
{
    for (int n = end - l->first - 1 < 3 ? end - l->first - 1 : 3; n > 0; n--)
        if ((phrase_roles(l, end - n, n) & ROLE_CITY) != 0 && has_name(l, l->first, end - n))
            return n;
    return 0;
}

/* Behind a state that is known, an unknown word is most likely its town: "SMALLVILLE TX". */
static bool is_town(const struct line *l, int i)
{
    const struct word *w = &l->words[i];
    return l->shouting && lettered_words(l, l->first, i) >= 2 && w->letters >= 4 && w->digits == 0 &&
           (w->roles & (ROLE_TRADE | ROLE_ABBREVIATION | ROLE_TITLE)) == 0;
}

static bool strip_code(struct line *l, const struct word *w)
{
    bool region = (w->roles & ROLE_REGION) != 0, country = (w->roles & ROLE_COUNTRY) != 0;
    if (!region && !country)
        return false;
    bool city = city_words(l, l->last - 1) > 0;
    bool number = l->last - l->first > 2 && w[-1].digits > 1;
    bool sure = city || number || l->is_card;
    if (w->letters > 3)
        return sure && drop_last(l, 1, true);
    if (!is_code(l, w) || (!sure && (w->roles & ROLE_AMBIGUOUS) != 0))
        return false;
    if (region && !sure && !l->shouting)
        return false;
    bool town = region && !city && (w->roles & ROLE_AMBIGUOUS) == 0 && is_town(l, l->last - 2);
    return drop_last(l, town ? 2 : 1, true);
}

static bool strip_city(struct line *l)
{
    int n = city_words(l, l->last);
    if (n == 0)
        return false;
    bool sure = l->is_card || (l->shouting && lettered_words(l, l->first, l->last - n) >= 2);
    return sure && drop_last(l, n, l->shouting);
}

/* "KOELN/DE" */
static bool strip_slash_country(struct line *l, struct word *w)
{
    struct text core = word_core(l, w);
    for (size_t i = 2; i + 2 < core.len + 1 && i < core.len; i++) {
        struct text code = text_from(core, i + 1);
        if (core.at[i] != '/' || code.len < 2 || code.len > 3 ||
            (word_roles(code, word_hash(code)) & ROLE_COUNTRY) == 0)
            continue;
        w->len = w->core_start + (uint32_t)i - w->start;
        word_measure(l, w);
        l->is_card = true;
        return true;
    }
    return false;
}

static bool strip_tail(struct line *l)
{
    struct word *w = &l->words[l->last - 1];
    if (l->last - l->first < 2 || !has_name(l, l->first, l->last - 1))
        return false;
    if (w->core_len == 0)
        return drop_last(l, 1, false);
    if (strip_month(l) || strip_number(l, w) || strip_code(l, w) || strip_city(l) ||
        strip_slash_country(l, w))
        return true;
    for (int n = l->last - l->first - 1 < 3 ? l->last - l->first - 1 : 3; n > 0; n--)
        if ((phrase_roles(l, l->last - n, n) & ROLE_TAIL) != 0 && has_name(l, l->first, l->last - n))
            return drop_last(l, n, l->shouting);
    uint32_t host_len;
    return is_domain(l, w, &host_len) && drop_last(l, 1, l->shouting);
}

/* A name that is a web address loses "https://", "www.", the end of the host and the path. */
static bool strip_address(struct line *l)
{
    static const char *const starts[] = {"https://", "http://", "www."};
    struct word *w = &l->words[l->first];
    struct text core = word_core(l, w);
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        size_t len = strlen(starts[i]);
        if (!text_starts(core, text_of(starts[i])) || core.len < len + 3)
            continue;
        w->start = w->core_start + (uint32_t)len;
        w->len = w->core_len - (uint32_t)len;
        word_measure(l, w);
        return true;
    }
    uint32_t host_len;
    if (!is_domain(l, w, &host_len) || host_len < 2)
        return false;
    w->start = w->core_start;
    w->len = host_len;
    word_measure(l, w);
    return true;
}

void payee_strip(struct line *l)
{
    bool more = l->last > l->first;
    while (more) {
        more = false;
        while (strip_head(l)) {
            more = true;
            if (alias_find(l).len > 0)
                return;
        }
        while (strip_cut(l))
            more = true;
        while (strip_tail(l))
            more = true;
        while (strip_address(l))
            more = true;
    }
}
