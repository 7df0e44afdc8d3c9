#include "sorting/lexicon.h"

#include "base/hash.h"
#include "sorting/automaton.h"
#include "sorting/categories.h"

#include <stdlib.h>
#include <threads.h>

/* Phrases of whole words, nearly all, are looked up word by word in a hash table. Those that stand within words are found by an automaton. */
enum { OPEN_START = 1, OPEN_END = 2 /* letters may stand there */, WHOLE = 4 /* nothing else may */ };

struct entry {
    uint64_t hash; /* of the phrase, taken for the phrase; 0: none is here */
    float strength;
    int16_t category; /* in category_defaults */
    uint16_t flags;
};

struct open_phrase {
    uint32_t entry;
    uint32_t len;
};

static struct {
    struct arena *arena;
    struct entry *entries; /* by hash */
    uint32_t mask;
    size_t words_most; /* of a phrase that is looked up by words */
    struct automaton *automaton;
    struct open_phrase *open; /* by the automaton's literal */
} lexicon;
static once_flag built = ONCE_FLAG_INIT;

/* The tables in the order in which their phrases count. */
static const struct {
    const struct lexicon_list *lists;
    const size_t *count;
} tables[] = {
    {lexicon_lists, &lexicon_list_count},
    {lexicon_brands, &lexicon_brands_count},
    {lexicon_brands_more, &lexicon_brands_more_count},
    {lexicon_usa_food, &lexicon_usa_food_count},
    {lexicon_usa_money, &lexicon_usa_money_count},
    {lexicon_usa_shops, &lexicon_usa_shops_count},
    {lexicon_usa_life, &lexicon_usa_life_count},
    {lexicon_canada, &lexicon_canada_count},
    {lexicon_latin_america, &lexicon_latin_america_count},
    {lexicon_latin_more, &lexicon_latin_more_count},
    {lexicon_brazil, &lexicon_brazil_count},
    {lexicon_britain, &lexicon_britain_count},
    {lexicon_britain_shops, &lexicon_britain_shops_count},
    {lexicon_britain_life, &lexicon_britain_life_count},
    {lexicon_france, &lexicon_france_count},
    {lexicon_france_more, &lexicon_france_more_count},
    {lexicon_benelux, &lexicon_benelux_count},
    {lexicon_german, &lexicon_german_count},
    {lexicon_german_shops, &lexicon_german_shops_count},
    {lexicon_german_life, &lexicon_german_life_count},
    {lexicon_italy, &lexicon_italy_count},
    {lexicon_iberia, &lexicon_iberia_count},
    {lexicon_nordic, &lexicon_nordic_count},
    {lexicon_africa, &lexicon_africa_count},
    {lexicon_oceania, &lexicon_oceania_count},
    {lexicon_trade_words, &lexicon_trade_words_count},
    {lexicon_world_words, &lexicon_world_words_count},
    {lexicon_world_words_more, &lexicon_world_words_more_count},
    {lexicon_world_words_other, &lexicon_world_words_other_count},
    {lexicon_world_japan, &lexicon_world_japan_count},
    {lexicon_world_japan_money, &lexicon_world_japan_money_count},
    {lexicon_world_japan_shops, &lexicon_world_japan_shops_count},
    {lexicon_world_japan_services, &lexicon_world_japan_services_count},
    {lexicon_world_russia, &lexicon_world_russia_count},
    {lexicon_world_russia_more, &lexicon_world_russia_more_count},
    {lexicon_world_china, &lexicon_world_china_count},
    {lexicon_world_china_more, &lexicon_world_china_more_count},
    {lexicon_world_taiwan, &lexicon_world_taiwan_count},
    {lexicon_world_taiwan_more, &lexicon_world_taiwan_more_count},
    {lexicon_world_korea, &lexicon_world_korea_count},
    {lexicon_world_poland, &lexicon_world_poland_count},
    {lexicon_world_ukraine_belarus, &lexicon_world_ukraine_belarus_count},
    {lexicon_world_caucasus_central_asia, &lexicon_world_caucasus_central_asia_count},
    {lexicon_world_czech_slovak_hungary, &lexicon_world_czech_slovak_hungary_count},
    {lexicon_world_balkans, &lexicon_world_balkans_count},
    {lexicon_world_greece_turkey, &lexicon_world_greece_turkey_count},
    {lexicon_world_israel_arab_iran, &lexicon_world_israel_arab_iran_count},
    {lexicon_world_south_asia_baltics, &lexicon_world_south_asia_baltics_count},
};
enum { TABLES = sizeof tables / sizeof tables[0] };

static uint32_t count_phrases(void)
{
    uint32_t count = 0;
    for (size_t t = 0; t < TABLES; t++)
        for (size_t i = 0; i < *tables[t].count; i++) {
            count++;
            for (const char *p = tables[t].lists[i].phrases; *p != '\0'; p++)
                count += *p == '|';
        }
    return count;
}

static int32_t category_index(const char *path)
{
    for (size_t i = 0; i < category_default_count; i++)
        if (strcmp(category_defaults[i], path) == 0)
            return (int32_t)i;
    die("the lexicon names \"%s\", which is no default category", path);
}

/* Kana, Chinese characters, Hangul: scripts that set no blanks within a name. */
static bool is_dense(char lead)
{
    return (unsigned char)lead >= 0xE3 && (unsigned char)lead <= 0xED;
}

/* A branch follows such a name without a blank, a kind of shop precedes it: the longer the name, the surer
 * that it is no part of another word. */
static unsigned open_dense(struct text phrase)
{
    enum { CHARACTER = 3, OPEN_END_MIN = 4 * CHARACTER, OPEN_START_MIN = 5 * CHARACTER };
    if (phrase.len < OPEN_END_MIN)
        return 0;
    return (is_dense(phrase.at[phrase.len - CHARACTER]) ? OPEN_END : 0) |
           (phrase.len >= OPEN_START_MIN && is_dense(phrase.at[0]) ? OPEN_START : 0);
}

static uint64_t hash_of(struct text phrase)
{
    return hash_bytes(phrase.at, phrase.len, 41) | 1;
}

/* Its place, or the empty one where it would be. */
static struct entry *place_of(uint64_t hash)
{
    uint32_t at = (uint32_t)(hash >> 32) & lexicon.mask;
    while (lexicon.entries[at].hash != 0 && lexicon.entries[at].hash != hash)
        at = (at + 1) & lexicon.mask;
    return &lexicon.entries[at];
}

/* What the marks say; `phrase` loses them. */
static unsigned take_marks(struct text *phrase)
{
    unsigned flags = phrase->at[0] == '*' ? OPEN_START : phrase->at[0] == '=' ? WHOLE : 0;
    flags |= phrase->at[phrase->len - 1] == '*' ? OPEN_END : 0;
    *phrase = text_from(*phrase, (flags & (OPEN_START | WHOLE)) != 0);
    phrase->len -= (flags & OPEN_END) != 0;
    return flags & WHOLE ? flags : flags | open_dense(*phrase);
}

static size_t count_words(struct text phrase)
{
    size_t words = 1;
    for (size_t i = 0; i < phrase.len; i++)
        words += phrase.at[i] == ' ';
    return words;
}

struct building {
    struct text *literals; /* of the automaton */
    uint32_t literal_count;
};

/* The first of two equal phrases counts. */
static void add_phrase(struct building *b, struct text phrase, int32_t category, float strength)
{
    unsigned flags = take_marks(&phrase);
    uint64_t hash = hash_of(phrase);
    struct entry *place = place_of(hash);
    if (place->hash != 0)
        return;
    *place = (struct entry){hash, strength, (int16_t)category, (uint16_t)flags};
    if ((flags & (OPEN_START | OPEN_END)) != 0) {
        lexicon.open[b->literal_count] =
            (struct open_phrase){(uint32_t)(place - lexicon.entries), (uint32_t)phrase.len};
        b->literals[b->literal_count++] = phrase;
    } else if ((flags & WHOLE) == 0 && count_words(phrase) > lexicon.words_most) {
        lexicon.words_most = count_words(phrase);
    }
}

/* Calls back for each phrase of all tables, marks and all, in their order. */
static void each_phrase(void (*each)(void *self, struct text phrase, int32_t category, float strength),
                        void *self)
{
    for (size_t t = 0; t < TABLES; t++)
        for (size_t i = 0; i < *tables[t].count; i++) {
            const struct lexicon_list *list = &tables[t].lists[i];
            int32_t category = category_index(list->category);
            struct text rest = text_of(list->phrases);
            while (rest.len > 0) {
                const char *bar = memchr(rest.at, '|', rest.len);
                struct text phrase = {rest.at, bar == NULL ? rest.len : (size_t)(bar - rest.at)};
                rest = text_from(rest, phrase.len + (bar != NULL));
                each(self, phrase, category, list->strength);
            }
        }
}

static void add_each(void *self, struct text phrase, int32_t category, float strength)
{
    add_phrase(self, phrase, category, strength);
}

/* Lives as long as the process. */
static void build(void)
{
    struct ctx c = {.arena = arena_new()}, temporary = {.arena = arena_new()};
    uint32_t all = count_phrases(), size = 1024;
    while (size < all + all / 2)
        size *= 2;
    lexicon.mask = size - 1;
    lexicon.entries = ARENA_ARRAY(c.arena, struct entry, size);
    lexicon.open = ARENA_ARRAY(temporary.arena, struct open_phrase, all);
    struct building b = {.literals = ARENA_ARRAY(temporary.arena, struct text, all)};
    each_phrase(add_each, &b);
    struct open_phrase *open = ARENA_ARRAY(c.arena, struct open_phrase, b.literal_count + 1);
    memcpy(open, lexicon.open, b.literal_count * sizeof *open);
    lexicon.open = open;
    if (automaton_new(&c, b.literals, b.literal_count, &lexicon.automaton) != OK)
        die("lexicon: %s", c.why);
    lexicon.arena = c.arena;
    arena_free(temporary.arena);
}

/* -- Looking */

enum { MATCHES_MOST = 64 };

struct match {
    size_t start, end;
    const struct entry *entry;
};

struct search {
    struct text key;
    bool is_memo;
    struct match matches[MATCHES_MOST];
    size_t count;
};

static bool is_edge(struct text key, size_t at)
{
    return at == 0 || at == key.len || key.at[at] == ' ' || key.at[at - 1] == ' ';
}

static void add_match(struct search *s, size_t start, size_t end, const struct entry *entry)
{
    if (s->count < MATCHES_MOST)
        s->matches[s->count++] = (struct match){start, end, entry};
}

static void found(void *self, uint32_t literal, size_t end)
{
    struct search *s = self;
    const struct open_phrase *open = &lexicon.open[literal];
    const struct entry *e = &lexicon.entries[open->entry];
    size_t start = end - open->len;
    if (((e->flags & OPEN_START) != 0 || is_edge(s->key, start)) &&
        ((e->flags & OPEN_END) != 0 || is_edge(s->key, end)))
        add_match(s, start, end, e);
}

static void look_up(struct search *s, size_t start, size_t end)
{
    const struct entry *e = place_of(hash_of((struct text){s->key.at + start, end - start}));
    if (e->hash == 0 || (e->flags & (OPEN_START | OPEN_END)) != 0)
        return;
    bool alone = start == 0 && end == s->key.len && !(s->is_memo && e->strength >= LEXICON_BRAND);
    if ((e->flags & WHOLE) == 0 || alone)
        add_match(s, start, end, e);
}

/* Each row of words, from each word on. */
static void look_up_words(struct search *s)
{
    size_t len = s->key.len;
    for (size_t start = 0; start < len;) {
        size_t words = 0, next = len;
        for (size_t end = start + 1; end <= len && words < lexicon.words_most; end++)
            if (end == len || s->key.at[end] == ' ') {
                look_up(s, start, end);
                if (words++ == 0)
                    next = end + 1;
            }
        if (start == 0 && words == lexicon.words_most)
            look_up(s, 0, len); /* a long name that counts only alone */
        start = next;
    }
}

/* By their ends; of those that end together the longest first. */
static void sort_matches(struct search *s)
{
    for (size_t i = 1; i < s->count; i++) {
        struct match m = s->matches[i];
        size_t k = i;
        for (; k > 0 && (s->matches[k - 1].end > m.end ||
                         (s->matches[k - 1].end == m.end && s->matches[k - 1].start > m.start));
             k--)
            s->matches[k] = s->matches[k - 1];
        s->matches[k] = m;
    }
}

/* Where they overlap the longest stays. */
static size_t choose(const struct search *s, struct lexicon_find *out)
{
    struct match kept[LEXICON_FINDS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < s->count; i++) {
        struct match m = s->matches[i];
        bool hidden = false;
        size_t stay = 0;
        for (size_t k = 0; k < count && !hidden; k++)
            hidden = kept[k].start <= m.start && kept[k].end == m.end;
        if (hidden)
            continue;
        for (size_t k = 0; k < count; k++)
            if (kept[k].start < m.start)
                kept[stay++] = kept[k];
        count = stay;
        if (count < LEXICON_FINDS_MAX)
            kept[count++] = m;
    }
    for (size_t i = 0; i < count; i++)
        out[i] = (struct lexicon_find){kept[i].entry->category, kept[i].entry->strength};
    return count;
}

static size_t search(struct text key, bool is_memo, struct lexicon_find *out)
{
    struct search s;
    call_once(&built, build);
    s.key = key;
    s.is_memo = is_memo;
    s.count = 0;
    look_up_words(&s);
    automaton_scan(lexicon.automaton, key, found, &s);
    sort_matches(&s);
    return choose(&s, out);
}

size_t lexicon_search(struct text key, struct lexicon_find out[LEXICON_FINDS_MAX])
{
    return search(key, false, out);
}

size_t lexicon_search_memo(struct text key, struct lexicon_find out[LEXICON_FINDS_MAX])
{
    return search(key, true, out);
}

/* OFX TRNTYPE, MT940 transaction types, ISO 20022 purposes, German GVC. */
static const struct {
    const char *code;
    const char *category;
} bank_codes[] = {
    {"int", "Income:Interest"},
    {"inte", "Income:Interest"},
    {"nint", "Income:Interest"},
    {"814", "Income:Interest"},
    {"div", "Income:Dividends"},
    {"divi", "Income:Dividends"},
    {"divd", "Income:Dividends"},
    {"ndiv", "Income:Dividends"},
    {"fee", "Expenses:Fees"},
    {"srvchg", "Expenses:Fees"},
    {"nchg", "Expenses:Fees"},
    {"chrg", "Expenses:Fees"},
    {"808", "Expenses:Fees"},
    {"805", "Expenses:Fees"},
    {"atm", "Expenses:Cash"},
    {"cash", "Expenses:Cash"},
    {"cwdl", "Expenses:Cash"},
    {"083", "Expenses:Cash"},
    {"xfer", CATEGORY_TRANSFERS},
    {"intc", CATEGORY_TRANSFERS},
    {"directdep", "Income:Salary"},
    {"sala", "Income:Salary"},
    {"payroll", "Income:Salary"},
    {"153", "Income:Salary"},
    {"053", "Income:Salary"},
    {"pens", "Income:Pension"},
    {"ssbe", "Income:Benefits"},
    {"bene", "Income:Benefits"},
    {"156", "Income:Benefits"},
    {"taxs", "Expenses:Taxes"},
    {"rent", "Expenses:Housing:Rent"},
    {"insu", "Expenses:Insurance"},
    {"elec", "Expenses:Utilities:Electricity and gas"},
    {"gasb", "Expenses:Utilities:Electricity and gas"},
    {"phon", "Expenses:Phone"},
    {"char", "Expenses:Gifts:Donations"},
    {"loan", "Expenses:Debt"},
    {"secu", "Expenses:Savings and investments"},
};

int32_t lexicon_bank_code(struct text folded)
{
    for (size_t start = 0; start < folded.len;) {
        size_t end = start;
        while (end < folded.len && (ascii_alpha(folded.at[end]) || ascii_digit(folded.at[end])))
            end++;
        struct text word = {folded.at + start, end - start};
        for (size_t i = 0; i < sizeof bank_codes / sizeof bank_codes[0]; i++)
            if (text_is(word, bank_codes[i].code))
                return category_index(bank_codes[i].category);
        start = end + 1;
    }
    return -1;
}

struct naming {
    void (*each)(void *self, struct text name, int32_t category);
    void *self;
};

static void name_each(void *self, struct text phrase, int32_t category, float strength)
{
    const struct naming *naming = self;
    (void)strength;
    if (phrase.at[0] != '*' && phrase.at[phrase.len - 1] != '*')
        naming->each(naming->self, text_from(phrase, phrase.at[0] == '='), category);
}

void lexicon_each_name(void (*each)(void *self, struct text name, int32_t category), void *self)
{
    struct naming naming = {each, self};
    each_phrase(name_each, &naming);
}
