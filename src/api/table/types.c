#include "api/table/types.h"

#include "base/date.h"
#include "base/id.h"
#include "base/limits.h"
#include "ledger/currency.h"

static bool is_any(struct text t)
{
    (void)t;
    return true;
}

bool api_text_is_visible(struct text t)
{
    for (size_t i = 0; i < t.len; i++) {
        unsigned char ch = (unsigned char)t.at[i];
        if (ch == 0xC2 && i + 1 < t.len && (unsigned char)t.at[i + 1] == 0xA0)
            i++; /* U+00A0, the no-break space */
        else if (ch > ' ')
            return true;
    }
    return false;
}

static bool is_id(struct text t)
{
    struct id id;
    return id_parse(t, &id);
}

static bool is_date(struct text t)
{
    date day;
    return date_parse(t, &day);
}

static bool is_month(struct text t)
{
    int32_t month;
    return month_parse(t, &month) && month >= 1900 * 12 && month < 2200 * 12;
}

static bool is_time(struct text t)
{
    int64_t us;
    return time_parse(t, &us);
}

static bool is_currency(struct text t)
{
    currency cur;
    return currency_from_code(t, &cur) && text_is(t, currency_code(cur));
}

/* -?(0|[1-9][0-9]{0,13})(\.[0-9]{1,4})? */
static bool is_amount(struct text t)
{
    size_t i = t.len > 0 && t.at[0] == '-', start = i;
    while (i < t.len && ascii_digit(t.at[i]))
        i++;
    if (i == start || i - start > API_AMOUNT_DIGITS || (t.at[start] == '0' && i - start > 1))
        return false;
    if (i == t.len)
        return true;
    size_t point = i++;
    while (i < t.len && ascii_digit(t.at[i]))
        i++;
    return t.at[point] == '.' && i == t.len && i - point > 1 && i - point - 1 <= API_AMOUNT_PLACES;
}

static bool is_label(struct text t)
{
    if (t.len == 0 || t.len > 63 || t.at[0] == '-' || t.at[t.len - 1] == '-')
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (!ascii_alpha(t.at[i]) && !ascii_digit(t.at[i]) && t.at[i] != '-')
            return false;
    return true;
}

/* What the HTML standard calls a valid e-mail address (4.10.5.1.5), with the lengths of RFC 5321. */
static bool is_email(struct text t)
{
    const char *at = t.len == 0 ? NULL : memchr(t.at, '@', t.len);
    if (at == NULL || at == t.at || at - t.at > 64)
        return false;
    for (const char *p = t.at; p < at; p++)
        if (!ascii_alpha(*p) && !ascii_digit(*p) &&
            (*p == '\0' || strchr(".!#$%&'*+/=?^_`{|}~-", *p) == NULL))
            return false;
    struct text rest = text_from(t, (size_t)(at - t.at) + 1);
    for (;;) {
        const char *dot = rest.len == 0 ? NULL : memchr(rest.at, '.', rest.len);
        size_t len = dot == NULL ? rest.len : (size_t)(dot - rest.at);
        if (!is_label((struct text){rest.at, len}))
            return false;
        if (dot == NULL)
            return true;
        rest = text_from(rest, len + 1);
    }
}

#define HEX       "[0-9a-fA-F]"
#define YEAR      "(19|20|21)[0-9]{2}"
#define LEAP_YEAR "((19|20|21)(0[48]|[2468][048]|[13579][26])|2000)"
#define DAY                                                                                                  \
    "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])" \
    ")"
#define DATE  "(" YEAR "-" DAY "|" LEAP_YEAR "-02-29)"
#define LABEL "[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"

static const struct api_text_type types[] = {
    [API_TEXT] = {NULL, NULL, "a text", "text", 0, API_TEXT_MOST, is_any},
    [API_REF] = {NULL, API_PATTERN_VISIBLE, "an id or a name", "Checking", 1, LIMIT_ACCOUNT_TEXT,
                 api_text_is_visible},
    [API_ID] = {"uuid", "^" HEX "{8}-" HEX "{4}-" HEX "{4}-" HEX "{4}-" HEX "{12}$",
                "an id, for example 0197a1b2-c3d4-7e5f-8a6b-0123456789ab",
                "0197a1b2-c3d4-7e5f-8a6b-0123456789ab", 36, 36, is_id},
    [API_DATE] = {"date", "^" DATE "$", "a day as YYYY-MM-DD, for example 2026-01-31", "2026-01-31", 10, 10,
                  is_date},
    [API_MONTH] = {NULL, "^" YEAR "-(0[1-9]|1[0-2])$", "a month as YYYY-MM, for example 2026-01", "2026-01",
                   7, 7, is_month},
    [API_TIME] = {"date-time", "^" DATE "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?Z$",
                  "a time in UTC, for example 2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z", 20, 27, is_time},
    [API_AMOUNT] = {NULL, "^-?(0|[1-9][0-9]{0,13})(\\.[0-9]{1,4})?$", "an amount, for example \"-12.50\"",
                    "-12.50", 1, 20, is_amount},
    [API_CURRENCY] = {NULL, NULL, "a currency's code of ISO 4217, for example EUR", "EUR", 3, 3, is_currency},
    [API_EMAIL] = {"email", "^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@" LABEL "(\\." LABEL ")*$",
                   "an e-mail address", "ada@example.org", 3, 254, is_email},
};

const struct api_text_type *api_text_type(enum api_type type)
{
    size_t count = sizeof types / sizeof *types;
    return (size_t)type < count && types[type].is != NULL ? &types[type] : NULL;
}

static int64_t count_words(const char *const *words)
{
    int64_t count = 0;
    while (words[count] != NULL)
        count++;
    return count;
}

bool api_word_among(struct text list, struct text word)
{
    for (size_t start = 0; start < list.len;) {
        struct text one = text_from(list, start);
        ptrdiff_t comma = text_find(one, TEXT(","));
        one.len = comma < 0 ? one.len : (size_t)comma;
        if (text_equal(one, word))
            return true;
        start += one.len + 1;
    }
    return false;
}

struct api_range api_range_of(const struct api_field *field)
{
    const struct api_text_type *text = api_text_type(field->type);
    if (field->most != 0)
        return (struct api_range){field->least, field->most};
    if (text != NULL)
        return (struct api_range){field->least > text->least ? field->least : text->least, text->most};
    switch (field->type) {
    case API_INT:
    case API_NUMBER:
        return (struct api_range){field->least == 0 ? API_INT_LEAST : field->least, API_INT_MOST};
    case API_WORDS:
        return (struct api_range){field->least, count_words(field->words)};
    case API_LIST:
        return (struct api_range){field->least, API_LIST_MOST};
    default:
        return (struct api_range){field->least, INT64_MAX};
    }
}
