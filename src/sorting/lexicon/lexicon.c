#include "sorting/lexicon.h"

#include "sorting/automaton.h"
#include "sorting/categories.h"

#include <stdlib.h>
#include <threads.h>

struct entry {
    struct text literal;
    uint64_t head;    /* the first eight bytes as a number: nearly all comparisons need no more */
    int32_t category; /* in category_defaults */
    float strength;
    bool open_start, open_end; /* letters may stand there */
    bool whole;                /* nothing else may */
    uint32_t order;            /* the earlier of two equal phrases counts */
};

static struct {
    struct arena *arena;
    struct automaton *automaton;
    struct entry *entries; /* by literal */
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

static int by_literal(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->head != y->head)
        return x->head < y->head ? -1 : 1;
    int order = text_compare(x->literal, y->literal);
    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
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
static void open_dense(struct entry *e)
{
    enum { CHARACTER = 3, OPEN_END_MIN = 4 * CHARACTER, OPEN_START_MIN = 5 * CHARACTER };
    size_t len = e->literal.len;
    if (e->whole || len < OPEN_END_MIN)
        return;
    e->open_end |= is_dense(e->literal.at[len - CHARACTER]);
    e->open_start |= len >= OPEN_START_MIN && is_dense(e->literal.at[0]);
}

static uint64_t head_of(struct text literal)
{
    uint64_t head = 0;
    for (size_t i = 0; i < sizeof head; i++)
        head = head << 8 | (i < literal.len ? (unsigned char)literal.at[i] : 0);
    return head;
}

static void add_list(const struct lexicon_list *list, struct entry *entries, uint32_t *count)
{
    int32_t category = category_index(list->category);
    struct text rest = text_of(list->phrases);
    while (rest.len > 0) {
        ptrdiff_t bar = text_find(rest, TEXT("|"));
        struct text phrase = {rest.at, bar < 0 ? rest.len : (size_t)bar};
        rest = text_from(rest, phrase.len + (bar >= 0));
        struct entry e = {.category = category, .strength = list->strength, .order = *count};
        e.open_start = phrase.at[0] == '*';
        e.open_end = phrase.at[phrase.len - 1] == '*';
        e.whole = phrase.at[0] == '=';
        phrase = text_from(phrase, e.open_start || e.whole);
        phrase.len -= e.open_end;
        e.literal = phrase;
        e.head = head_of(phrase);
        open_dense(&e);
        entries[(*count)++] = e;
    }
}

/* Lives as long as the process: a table that had to be sorted first. */
static void build(void)
{
    struct ctx c = {.arena = arena_new()};
    uint32_t all = 0, count = 0;
    struct entry *entries = ARENA_ARRAY(c.arena, struct entry, count_phrases());
    for (size_t t = 0; t < TABLES; t++)
        for (size_t i = 0; i < *tables[t].count; i++)
            add_list(&tables[t].lists[i], entries, &all);
    qsort(entries, all, sizeof *entries, by_literal);
    struct text *literals = ARENA_ARRAY(c.arena, struct text, all);
    for (uint32_t i = 0; i < all; i++) {
        if (count > 0 && text_equal(entries[count - 1].literal, entries[i].literal))
            continue;
        entries[count] = entries[i];
        literals[count++] = entries[i].literal;
    }
    if (automaton_new(&c, literals, count, &lexicon.automaton) != OK)
        die("lexicon: %s", c.why);
    lexicon.entries = entries;
    lexicon.arena = c.arena;
}

struct search {
    struct text key;
    bool is_memo;
    struct lexicon_find *out;
    struct {
        size_t start, end;
    } spans[LEXICON_FINDS_MAX];
    size_t count;
};

static bool is_edge(struct text key, size_t at)
{
    return at == 0 || at == key.len || key.at[at] == ' ' || key.at[at - 1] == ' ';
}

static void found(void *self, uint32_t literal, size_t end)
{
    struct search *s = self;
    const struct entry *e = &lexicon.entries[literal];
    size_t start = end - e->literal.len;
    if ((!e->open_start && !is_edge(s->key, start)) || (!e->open_end && !is_edge(s->key, end)))
        return;
    if (e->whole && (start > 0 || end < s->key.len || (s->is_memo && e->strength >= LEXICON_BRAND)))
        return;
    /* Ends only rise: an earlier find may be hidden by this longer one, or hide it. */
    size_t kept = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (s->spans[i].start <= start && s->spans[i].end == end)
            return;
        if (s->spans[i].start >= start)
            continue;
        s->spans[kept] = s->spans[i];
        s->out[kept++] = s->out[i];
    }
    s->count = kept;
    if (s->count == LEXICON_FINDS_MAX)
        return;
    s->spans[s->count].start = start;
    s->spans[s->count].end = end;
    s->out[s->count++] = (struct lexicon_find){e->category, e->strength};
}

static size_t search(struct text key, bool is_memo, struct lexicon_find *out)
{
    call_once(&built, build);
    struct search s = {.key = key, .is_memo = is_memo, .out = out};
    automaton_scan(lexicon.automaton, key, found, &s);
    return s.count;
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

void lexicon_each_name(void (*each)(void *self, struct text name, int32_t category), void *self)
{
    call_once(&built, build);
    for (size_t t = 0; t < TABLES; t++)
        for (size_t i = 0; i < *tables[t].count; i++) {
            const struct lexicon_list *list = &tables[t].lists[i];
            struct text rest = text_of(list->phrases);
            while (rest.len > 0) {
                ptrdiff_t bar = text_find(rest, TEXT("|"));
                struct text phrase = {rest.at, bar < 0 ? rest.len : (size_t)bar};
                rest = text_from(rest, phrase.len + (bar >= 0));
                if (phrase.at[0] != '*' && phrase.at[phrase.len - 1] != '*')
                    each(self, text_from(phrase, phrase.at[0] == '='), category_index(list->category));
            }
        }
}
