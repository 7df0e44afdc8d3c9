/* Amounts and dates as people of a locale write them. */
#include "notice/inner.h"

/* The first whose tag the wanted one begins with: longer ones stand before shorter ones. */
static const struct notice_locale locales[] = {
    {"de-CH", &notice_words_de, '.', "’", DATE_DAY_DOT_MONTH, true},
    {"de-LI", &notice_words_de, '.', "’", DATE_DAY_DOT_MONTH, true},
    {"de-AT", &notice_words_de, ',', "\xC2\xA0", DATE_DAY_DOT_MONTH, true},
    {"de", &notice_words_de, ',', ".", DATE_DAY_DOT_MONTH, false},
    {"en-US", &notice_words_en, '.', ",", DATE_MONTH_DAY, true},
    {"en", &notice_words_en, '.', ",", DATE_DAY_MONTH, true},
};
const char *const notice_languages[] = {"en", "de", NULL};

enum { LOCALES = sizeof locales / sizeof *locales };

const struct notice_locale *notice_locale(struct text tag)
{
    for (int i = 0; i < LOCALES; i++) {
        struct text known = text_of(locales[i].tag);
        bool ends = tag.len == known.len || (tag.len > known.len && tag.at[known.len] == '-');
        if (ends && text_starts_nocase(tag, known))
            return &locales[i];
    }
    return &locales[LOCALES - 1];
}

const char *notice_language(const struct notice_locale *locale)
{
    return locale->words->language;
}

static const char *symbol(struct text code)
{
    static const struct {
        const char *code, *symbol;
    } symbols[] = {{"EUR", "€"}, {"USD", "$"}, {"GBP", "£"}, {"JPY", "¥"}};
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        if (text_is(code, symbols[i].code))
            return symbols[i].symbol;
    return NULL;
}

/* "-1234.50" with the locale's marks. */
static void write_number(struct buf *out, const struct notice_locale *locale, const char *plain)
{
    const char *point = strchr(plain, '.');
    size_t whole = point == NULL ? strlen(plain) : (size_t)(point - plain);
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            buf_z(out, locale->group);
        buf_char(out, plain[i]);
    }
    if (point != NULL) {
        buf_char(out, locale->point);
        buf_z(out, point + 1);
    }
}

struct text notice_money(struct ctx *c, const struct notice_locale *locale, struct decimal amount,
                         struct text code)
{
    char digits[DECIMAL_TEXT_MAX];
    int64_t minor;
    currency cur = CURRENCY_NONE;
    struct buf *out = buf_in_arena(c->arena);
    bool known = currency_from_code(code, &cur) && money_from_decimal(amount, cur, &minor);
    const char *number = known ? money_format(minor, cur, digits) : decimal_format(amount, digits);
    const char *mark = known ? symbol(text_of(currency_code(cur))) : NULL;
    const char *word = mark != NULL ? mark : cur != CURRENCY_NONE ? currency_code(cur) : "";
    if (number[0] == '-') {
        buf_char(out, '-');
        number++;
    }
    if (locale->symbol_first && word[0] != '\0') {
        buf_z(out, word);
        if (mark == NULL || locale->words != &notice_words_en)
            buf_z(out, "\xC2\xA0");
    }
    write_number(out, locale, number);
    if (!locale->symbol_first && word[0] != '\0') {
        buf_z(out, "\xC2\xA0");
        buf_z(out, word);
    }
    return buf_view(out);
}

struct text notice_date(struct ctx *c, const struct notice_locale *locale, date d)
{
    struct civil day = date_to_civil(d);
    const char *month = locale->words->months[day.month - 1];
    const char *written = locale->order == DATE_MONTH_DAY
                              ? arena_printf(c->arena, "%s %d, %d", month, day.day, day.year)
                          : locale->order == DATE_DAY_DOT_MONTH
                              ? arena_printf(c->arena, "%d.\xC2\xA0%s %d", day.day, month, day.year)
                              : arena_printf(c->arena, "%d\xC2\xA0%s %d", day.day, month, day.year);
    return text_of(written);
}

struct text notice_month(struct ctx *c, const struct notice_locale *locale, int32_t month)
{
    return text_of(arena_printf(c->arena, "%s %d", locale->words->months[month % 12], month / 12));
}

/* -- Texts from outside */

/* The bytes of one character; 0: none that is well-formed begins here. */
static size_t character(struct text t)
{
    unsigned char first = (unsigned char)t.at[0];
    size_t len = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    return len <= t.len && text_is_utf8((struct text){t.at, len}) ? len : 0;
}

/* Controls, and what turns the direction of text around or hides in it: U+200B..200F, U+2028..202E, U+2060..2069, U+FEFF. */
static bool is_hidden(const unsigned char *at, size_t len)
{
    if (len == 1)
        return at[0] < ' ' || at[0] == 0x7F;
    if (len == 2)
        return at[0] == 0xC2 && at[1] < 0xA0;
    if (len != 3)
        return false;
    unsigned point = (at[0] & 0x0FU) << 12 | (at[1] & 0x3FU) << 6 | (at[2] & 0x3FU);
    return (point >= 0x200B && point <= 0x200F) || (point >= 0x2028 && point <= 0x202E) ||
           (point >= 0x2060 && point <= 0x2069) || point == 0xFEFF;
}

struct text notice_plain(struct ctx *c, struct text t, bool lines, size_t bytes_max)
{
    struct buf *out = buf_in_arena(c->arena);
    for (size_t i = 0; i < t.len;) {
        size_t len = character(text_from(t, i));
        size_t step = len == 0 ? 1 : len;
        if (out->len + step > bytes_max)
            break;
        if (len == 0)
            buf_char(out, '?');
        else if (len == 1 && t.at[i] == '\n' && lines)
            buf_char(out, '\n');
        else if (is_hidden((const unsigned char *)t.at + i, len))
            buf_char(out, ' ');
        else
            buf_add(out, t.at + i, len);
        i += step;
    }
    return text_trim(out->len == 0 ? TEXT("") : buf_view(out));
}
