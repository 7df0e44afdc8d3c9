#include "bankfile/csv/values.h"
#include "bankfile/csv/words/words.h"

/* Signs and abbreviations of money that stand beside numbers. "" as code: it is money, but whose is not said.
 */
static const struct {
    const char *mark;
    const char code[4];
} money_marks[] = {
    {"$", ""},       {"US$", "USD"}, {"$US", "USD"}, {"R$", "BRL"},  {"C$", "CAD"},   {"CA$", "CAD"},
    {"A$", "AUD"},   {"AU$", "AUD"}, {"NZ$", "NZD"}, {"S$", "SGD"},  {"HK$", "HKD"},  {"€", "EUR"},
    {"£", "GBP"},    {"¥", ""},      {"₹", "INR"},   {"₽", "RUB"}, {"₴", "UAH"},    {"₺", "TRY"},
    {"₪", "ILS"},    {"₩", "KRW"},   {"₫", "VND"},   {"₱", "PHP"},   {"₦", "NGN"},    {"₸", "KZT"},
    {"zł", "PLN"},   {"zl", "PLN"},  {"Kč", "CZK"},  {"Ft", "HUF"},  {"kr", ""},      {"kr.", ""},
    {"Kr", ""},      {"lei", "RON"}, {"лв", "BGN"},  {"лв.", "BGN"}, {"руб", "RUB"},  {"руб.", "RUB"},
    {"р.", "RUB"},   {"р", "RUB"},   {"Fr.", "CHF"}, {"Fr", "CHF"},  {"SFr.", "CHF"}, {"RUR", "RUB"},
    {"Rs.", "INR"},  {"Rs", "INR"},  {"TL", "TRY"},  {"грн", "UAH"}, {"грн.", "UAH"}, {"Euro", "EUR"},
    {"euro", "EUR"},
};

/* Blanks and minus signs beyond ASCII. */
static const struct {
    const char *bytes;
    char as;
} wide_signs[] = {
    {"\xC2\xA0", ' '},      {"\xE2\x80\xAF", ' '}, {"\xE2\x80\x89", ' '}, {"\xE2\x80\x87", ' '},
    {"\xE2\x80\x99", '\''}, {"\xE2\x88\x92", '-'}, {"\xE2\x80\x93", '-'}, {"\xE2\x80\x90", '-'},
    {"\xE2\x80\x91", '-'},  {"\xEF\xBC\x8D", '-'},
};

/* The sign at `at` as one ASCII character, and its length in bytes; 0 when it is none of those. */
static char sign_at(struct text t, size_t at, size_t *len)
{
    *len = 1;
    if ((unsigned char)t.at[at] < 0x80)
        return t.at[at];
    for (size_t i = 0; i < sizeof wide_signs / sizeof *wide_signs; i++) {
        *len = strlen(wide_signs[i].bytes);
        if (t.len - at >= *len && memcmp(t.at + at, wide_signs[i].bytes, *len) == 0)
            return wide_signs[i].as;
    }
    return 0;
}

struct number_scan {
    struct text t;
    size_t at;
    bool core_ended, open_bracket, sign_seen;
    struct csv_number *n;
};

static bool add_core(struct csv_number *n, char ch)
{
    if (n->len == CSV_NUMBER_MAX)
        return false;
    n->core[n->len++] = ch;
    return true;
}

static bool set_sign(struct number_scan *s, bool negative)
{
    if (s->sign_seen)
        return false;
    s->sign_seen = true;
    s->n->is_signed = true;
    s->n->negative = negative;
    return true;
}

/* D, DR, S (Soll) and their opposites; false when the word is none. */
static bool take_marker(struct number_scan *s, struct text word)
{
    static const char *const debits[] = {"D", "DR", "DB", "S", "DR."};
    static const char *const credits[] = {"C", "CR", "H", "CR."};
    for (size_t i = 0; i < sizeof debits / sizeof *debits; i++)
        if (text_equal_nocase(word, text_of(debits[i])))
            return set_sign(s, true);
    for (size_t i = 0; i < sizeof credits / sizeof *credits; i++)
        if (text_equal_nocase(word, text_of(credits[i])))
            return set_sign(s, false);
    return false;
}

/* A run of letters and money signs: a currency or a D/C marker. */
static bool take_word(struct number_scan *s)
{
    size_t start = s->at, len;
    while (s->at < s->t.len) {
        char ch = s->t.at[s->at];
        bool inner = ascii_alpha(ch) || ch == '$' || (ch == '.' && s->at > start);
        bool wide = (unsigned char)ch >= 0x80 && sign_at(s->t, s->at, &len) == 0;
        if (!inner && !wide)
            break;
        s->at++;
    }
    struct text word = {s->t.at + start, s->at - start};
    if (word.len == 0)
        return false;
    if (s->n->len > 0)
        s->core_ended = true;
    s->n->decorated = true;
    for (size_t i = 0; i < sizeof money_marks / sizeof *money_marks; i++) {
        if (text_is(word, money_marks[i].mark)) {
            memcpy(s->n->currency, money_marks[i].code, 4);
            return true;
        }
    }
    return take_marker(s, word) || (word.len == 3 && csv_word_currency(word, s->n->currency));
}

/* One step of the scan; false when the text is no number. */
static bool take_sign(struct number_scan *s)
{
    size_t len;
    char ch = sign_at(s->t, s->at, &len);
    struct csv_number *n = s->n;
    bool digit_next = s->at + len < s->t.len && ascii_digit(s->t.at[s->at + len]);
    bool digit_before = n->len > 0 && ascii_digit(n->core[n->len - 1]) && !s->core_ended;
    switch (ch) {
    case ' ':
    case '\t':
    case '\'':
    case '`':
        s->at += len;
        if (!digit_before || !digit_next)
            return ch != '`' || digit_before;
        return add_core(n, '\'');
    case '+':
    case '-':
        s->at += len;
        if (n->len > 0)
            s->core_ended = true;
        return set_sign(s, ch == '-');
    case '(':
        s->at += len;
        s->open_bracket = n->decorated = true;
        return n->len == 0 && set_sign(s, true);
    case ')':
        s->at += len;
        s->core_ended = true;
        if (!s->open_bracket || n->len == 0)
            return false;
        s->open_bracket = false;
        return true;
    default:
        if (!ascii_digit(ch) && ch != '.' && ch != ',')
            return take_word(s);
        s->at += len;
        return !s->core_ended && add_core(n, ch);
    }
}

/* "12,-" and "12.--" are whole amounts, not negative ones. */
static struct text without_dashes(struct text t)
{
    for (size_t dashes = 1; dashes <= 2; dashes++) {
        if (t.len < dashes + 2)
            break;
        char mark = t.at[t.len - dashes - 1];
        bool all = t.at[t.len - 1] == '-' && t.at[t.len - dashes] == '-';
        if (all && (mark == ',' || mark == '.') && ascii_digit(t.at[t.len - dashes - 2]))
            return (struct text){t.at, t.len - dashes - 1};
    }
    return t;
}

bool csv_number_look(struct text t, struct csv_number *n)
{
    *n = (struct csv_number){.len = 0};
    if (t.len == 0 || t.len > 64)
        return false;
    struct number_scan s = {.t = without_dashes(t), .n = n};
    while (s.at < s.t.len)
        if (!take_sign(&s))
            return false;
    for (uint8_t i = 0; i < n->len; i++)
        if (ascii_digit(n->core[i]))
            return !s.open_bracket;
    return false;
}

enum csv_vote csv_number_vote(const struct csv_number *n)
{
    int dots = 0, commas = 0, groups = 0;
    uint8_t last = 0;
    for (uint8_t i = 0; i < n->len; i++) {
        dots += n->core[i] == '.';
        commas += n->core[i] == ',';
        groups += n->core[i] == '\'';
        if (n->core[i] == '.' || n->core[i] == ',')
            last = i;
    }
    if (dots + commas == 0)
        return CSV_VOTE_NONE;
    bool dot_last = n->core[last] == '.';
    if (dots > 0 && commas > 0) {
        if ((dot_last ? dots : commas) > 1)
            return CSV_VOTE_BAD;
        return dot_last ? CSV_VOTE_DOT : CSV_VOTE_COMMA;
    }
    if (dots + commas > 1)
        return dot_last ? CSV_VOTE_COMMA : CSV_VOTE_DOT;
    bool thousands = n->len - last - 1 == 3 && last >= 1 && last <= 3 && groups == 0 && n->core[0] != '0';
    if (thousands)
        return dot_last ? CSV_VOTE_ONE_DOT : CSV_VOTE_ONE_COMMA;
    return dot_last ? CSV_VOTE_DOT : CSV_VOTE_COMMA;
}

/* Digits in groups of three; Indian numbers group two by two before the last three. */
static bool grouped(const char *core, size_t len, char group)
{
    size_t run = 0, runs = 0;
    for (size_t i = 0; i < len; i++) {
        if (ascii_digit(core[i])) {
            run++;
            continue;
        }
        if (core[i] != group && core[i] != '\'')
            return false;
        bool good = runs == 0 ? run >= 1 && run <= 3 : run == 3 || run == 2;
        if (!good)
            return false;
        runs++;
        run = 0;
    }
    return runs == 0 || run == 3;
}

bool csv_number_value(const struct csv_number *n, char mark, struct decimal *out)
{
    size_t whole = 0;
    while (whole < n->len && n->core[whole] != mark)
        whole++;
    if (!grouped(n->core, whole, mark == '.' ? ',' : '.'))
        return false;
    char plain[CSV_NUMBER_MAX];
    size_t len = 0;
    for (size_t i = 0; i < n->len; i++)
        if (ascii_digit(n->core[i]) || i >= whole)
            plain[len++] = n->core[i];
    struct decimal value;
    if (!decimal_parse((struct text){plain, len}, mark, &value))
        return false;
    *out = (struct decimal){n->negative ? -value.digits : value.digits, value.scale};
    return true;
}

/* [-]digits[mark digits] of at most 17 characters: no overflow to think of, and all but a few amounts in the
 * world. */
static bool parse_plain(struct text t, char mark, struct decimal *out)
{
    size_t i = t.len > 0 && (t.at[0] == '-' || t.at[0] == '+'), start = i;
    int64_t digits = 0;
    int32_t scale = -1;
    if (t.len == 0 || t.len > 17)
        return false;
    for (; i < t.len; i++) {
        unsigned digit = (unsigned)(unsigned char)t.at[i] - '0';
        if (digit <= 9) {
            digits = digits * 10 + (int64_t)digit;
            scale += scale >= 0;
        } else if (t.at[i] == mark && scale < 0 && i > start) {
            scale = 0;
        } else {
            return false;
        }
    }
    if (i == start || scale > DECIMAL_SCALE_MAX)
        return false;
    *out = (struct decimal){t.at[0] == '-' ? -digits : digits, scale < 0 ? 0 : scale};
    return true;
}

bool csv_amount_parse(struct text t, char mark, struct decimal *out, char currency[4])
{
    if (parse_plain(t, mark, out))
        return true;
    struct csv_number n;
    if (!csv_number_look(t, &n) || !csv_number_value(&n, mark, out))
        return false;
    if (currency != NULL && n.currency[0] != '\0')
        memcpy(currency, n.currency, 4);
    return true;
}
