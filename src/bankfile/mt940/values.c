#include "bankfile/mt940/values.h"

/* What is left of a field while it is read from its front. */
static char first(struct text t)
{
    return t.len > 0 ? t.at[0] : '\0';
}

static bool upper(char ch)
{
    return ch >= 'A' && ch <= 'Z';
}

/* Takes `count` digits as a number. */
static bool take_digits(struct text *t, size_t count, int32_t *out)
{
    int32_t value = 0;
    if (t->len < count)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!ascii_digit(t->at[i]))
            return false;
        value = value * 10 + (t->at[i] - '0');
    }
    *t = text_from(*t, count);
    *out = value;
    return true;
}

/* Where interest counts 30 days to a month, banks write 30 February: its last day is meant. */
static bool day_of(int32_t year, int32_t month, int32_t day, date *out)
{
    if (month == 2 && (day == 29 || day == 30)) {
        bool known = date_from_civil(year, 3, 1, out);
        *out -= known;
        return known;
    }
    return date_from_civil(year, month, day, out);
}

/* YYMMDD. Statements are not older than the format: 80..99 are 1980..1999. */
static bool take_date(struct text *t, date *out)
{
    int32_t year, month, day;
    if (!take_digits(t, 2, &year) || !take_digits(t, 2, &month) || !take_digits(t, 2, &day))
        return false;
    return day_of(year < 80 ? 2000 + year : 1900 + year, month, day, out);
}

/* Digits with a decimal comma: "1234,", "1234,5"; some banks leave the comma out or write a point. */
static bool take_amount(struct text *t, struct decimal *out)
{
    size_t n = 0;
    char mark = ',';
    for (; n < t->len && (ascii_digit(t->at[n]) || t->at[n] == ',' || t->at[n] == '.'); n++)
        if (t->at[n] == '.')
            mark = '.';
    bool good = decimal_parse((struct text){t->at, n}, mark, out);
    *t = text_from(*t, n);
    return good;
}

static bool take_currency(struct text *t, char out[4])
{
    if (t->len < 3 || !upper(t->at[0]) || !upper(t->at[1]) || !upper(t->at[2]))
        return false;
    memcpy(out, t->at, 3);
    out[3] = '\0';
    *t = text_from(*t, 3);
    return true;
}

/* MMDD belongs to the year that brings it nearest to the value date: 31 December may be booked with value 2
 * January. */
static bool take_entry_date(struct text *t, date value_date, date *out)
{
    int32_t month, day;
    if (!take_digits(t, 2, &month) || !take_digits(t, 2, &day))
        return false;
    int32_t year = date_to_civil(value_date).year;
    int32_t nearest = INT32_MAX;
    for (int32_t y = year - 1; y <= year + 1; y++) {
        date d;
        if (!day_of(y, month, day, &d))
            continue;
        int32_t distance = d > value_date ? d - value_date : value_date - d;
        if (distance < nearest) {
            nearest = distance;
            *out = d;
        }
    }
    return nearest != INT32_MAX;
}

/* C, D, RC (takes back a credit), RD, EC, ED (expected), and the funds code behind. */
static bool take_mark(struct text *t, struct mt_entry *out, bool *incoming)
{
    out->reversal = first(*t) == 'R';
    out->expected = first(*t) == 'E';
    if (out->reversal || out->expected)
        *t = text_from(*t, 1);
    char mark = first(*t);
    if (mark != 'C' && mark != 'D')
        return false;
    *incoming = (mark == 'C') != out->reversal;
    *t = text_from(*t, 1);
    if (upper(first(*t)))
        *t = text_from(*t, 1);
    /* Some banks break the line or leave a blank before the amount. */
    while (ascii_space(first(*t)))
        *t = text_from(*t, 1);
    return true;
}

/* NTRF: a letter and three more. */
static struct text take_code(struct text *t)
{
    if (t->len < 4 || !upper(t->at[0]))
        return (struct text){t->at, 0};
    for (size_t i = 1; i < 4; i++)
        if (!upper(t->at[i]) && !ascii_digit(t->at[i]) && t->at[i] != ' ')
            return (struct text){t->at, 0};
    struct text code = {t->at, 4};
    *t = text_from(*t, 4);
    return text_trim(code);
}

const char *mt_entry_parse(struct text value, struct mt_entry *out)
{
    *out = (struct mt_entry){0};
    if (!take_date(&value, &out->value_date))
        return "the value date is none";
    out->entry_date = out->value_date;
    if (ascii_digit(first(value)) && !take_entry_date(&value, out->value_date, &out->entry_date))
        return "the entry date is none";
    bool incoming;
    if (!take_mark(&value, out, &incoming))
        return "neither C nor D follows the date";
    if (!take_amount(&value, &out->amount))
        return "the amount is no number";
    /* A type (N, F, S), a reference or the line's end; else the amount goes on in a way that was not read. */
    if (value.len > 0 && !upper(first(value)) && first(value) != '/' && !ascii_space(first(value)))
        return "something follows the amount";
    if (!incoming)
        out->amount.digits = -out->amount.digits;
    out->code = take_code(&value);
    ptrdiff_t line_end = text_find(value, TEXT("\n"));
    struct text refs = line_end < 0 ? value : (struct text){value.at, (size_t)line_end};
    out->supplement =
        line_end < 0 ? (struct text){value.at, 0} : text_trim(text_from(value, (size_t)line_end + 1));
    ptrdiff_t slashes = text_find(refs, TEXT("//"));
    if (slashes >= 0) {
        out->bank_ref = text_trim(text_from(refs, (size_t)slashes + 2));
        refs.len = (size_t)slashes;
    }
    out->customer_ref = text_trim(refs);
    return NULL;
}

const char *mt_balance_parse(struct text value, struct mt_balance *out)
{
    *out = (struct mt_balance){0};
    value = text_trim(value);
    char mark = first(value);
    if (mark != 'C' && mark != 'D')
        return "it begins with neither C nor D";
    value = text_from(value, 1);
    if (!take_date(&value, &out->date))
        return "its date is none";
    if (!take_currency(&value, out->currency))
        return "its currency is none";
    if (!take_amount(&value, &out->amount))
        return "its amount is no number";
    if (mark == 'D')
        out->amount.digits = -out->amount.digits;
    /* Lines of the next message's head may hang on; on the line itself nothing may. */
    return first(value) == '\0' || ascii_space(first(value)) ? NULL : "something follows its amount";
}

const char *mt_count_parse(struct text value, struct mt_count *out)
{
    *out = (struct mt_count){.given = true};
    size_t digits = 0;
    while (digits < value.len && digits < 9 && ascii_digit(value.at[digits]))
        digits++;
    if (digits == 0 || !text_to_int((struct text){value.at, digits}, &out->count))
        return "it begins with no count";
    value = text_from(value, digits);
    if (!take_currency(&value, out->currency))
        return "its currency is none";
    return take_amount(&value, &out->sum) ? NULL : "its sum is no number";
}

bool mt_is_iban(struct text t)
{
    /* Country and length, from the IBAN registry (SWIFT, ISO 13616). */
    static const char lengths[] = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK"
                                  "18DO28EE20EG29ES24FI18FK18FO18FR27"
                                  "GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI"
                                  "21LT20LU20LV21LY25MC27MD24ME22"
                                  "MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC"
                                  "31SD18SE24SI19SK24SM27SO23ST25"
                                  "SV28TL23TN24TR26UA29VA22VG24XK20YE30";
    if (t.len < 15 || t.len > 34 || !ascii_digit(t.at[2]) || !ascii_digit(t.at[3]))
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (!upper(t.at[i]) && !ascii_digit(t.at[i]))
            return false;
    for (size_t i = 0; i + 4 < sizeof lengths; i += 4)
        if (memcmp(lengths + i, t.at, 2) == 0)
            return t.len == (size_t)(lengths[i + 2] - '0') * 10 + (size_t)(lengths[i + 3] - '0');
    return false;
}

bool mt_is_no_reference(struct text t)
{
    static const char *const none[] = {"",     "NONREF", "NONE",    "NOTPROVIDED", "NOT PROVIDED",
                                       "EREF", "EREF+",  "KREF",    "KREF+",       "PREF",
                                       "MARF", "MREF+",  "STARTUMS"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (text_is(t, none[i]))
            return true;
    return false;
}

bool mt_is_telling_reference(struct text t)
{
    bool digit = false;
    for (size_t i = 0; i < t.len; i++)
        digit |= ascii_digit(t.at[i]);
    return digit && t.len >= 8 && !mt_is_no_reference(t) && !mt_is_iban(t);
}
