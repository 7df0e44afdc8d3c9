#include "bankfile/amount.h"

enum { AMOUNT_TEXT_MAX = 64, GROUPS_MAX = 16 };

/* An amount without its sign, cut at its marks. */
struct parts {
    bool negative;
    size_t count;                       /* of digit groups; marks[i] stands behind group i */
    struct text groups[GROUPS_MAX + 1]; /* the first and the last may be empty */
    char marks[GROUPS_MAX];             /* '.', ',' or '\'' for every other grouping mark */
};

/* The length of a blank or apostrophe that groups digits, or 0. */
static size_t other_mark(struct text t)
{
    static const char *const marks[] = {"'", " ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x99"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_starts(t, text_of(marks[i])))
            return strlen(marks[i]);
    return 0;
}

static void take_sign(struct text *t, bool *negative)
{
    char first = t->len > 0 ? t->at[0] : '\0', last = t->len > 0 ? t->at[t->len - 1] : '\0';
    bool typographer = text_starts(*t, TEXT("\xE2\x88\x92")); /* U+2212 */
    if (first == '-' || first == '+' || typographer) {
        *negative = first != '+';
        *t = text_trim(text_from(*t, typographer ? 3 : 1));
    } else if (last == '-' || last == '+') {
        *negative = last == '-';
        *t = text_trim((struct text){t->at, t->len - 1});
    }
}

static bool cut_parts(struct text t, struct parts *p)
{
    *p = (struct parts){0};
    t = text_trim(t);
    take_sign(&t, &p->negative);
    if (t.len == 0 || t.len > AMOUNT_TEXT_MAX)
        return false;
    bool any_digit = false;
    size_t start = 0;
    for (size_t i = 0; i < t.len;) {
        if (ascii_digit(t.at[i])) {
            any_digit = true;
            i++;
            continue;
        }
        bool decimal_mark = t.at[i] == '.' || t.at[i] == ',';
        size_t len = decimal_mark ? 1 : other_mark(text_from(t, i));
        if (len == 0 || p->count == GROUPS_MAX)
            return false;
        p->groups[p->count] = (struct text){t.at + start, i - start};
        p->marks[p->count++] = decimal_mark ? t.at[i] : '\'';
        start = i += len;
    }
    p->groups[p->count++] = text_from(t, start);
    return any_digit;
}

/* Are the groups before group `last`, and it, thousands under one mark? Indian grouping (12,34,567) counts.
 */
static bool is_grouped(const struct parts *p, size_t last)
{
    if (last == 0)
        return true;
    if (p->groups[0].len < 1 || p->groups[0].len > 3 || p->groups[last].len != 3)
        return false;
    for (size_t i = 1; i < last; i++)
        if (p->groups[i].len < 2 || p->groups[i].len > 3 || p->marks[i] != p->marks[0])
            return false;
    return true;
}

/* Can it be read with `mark` before the decimals? *whole_groups is how many groups then stand before it. */
static bool reads_with(const struct parts *p, char mark, size_t *whole_groups)
{
    size_t marks = p->count - 1;
    bool has_decimals = marks > 0 && p->marks[marks - 1] == mark;
    size_t groups = has_decimals ? marks : p->count;
    for (size_t i = 0; i + 1 < groups; i++)
        if (p->marks[i] == mark)
            return false;
    *whole_groups = groups;
    return is_grouped(p, groups - 1);
}

static size_t mark_count(const struct parts *p, char mark)
{
    size_t count = 0;
    for (size_t i = 0; i + 1 < p->count; i++)
        count += p->marks[i] == mark;
    return count;
}

char amount_mark(struct text t)
{
    struct parts p;
    if (!cut_parts(t, &p) || mark_count(&p, '.') + mark_count(&p, ',') == 0)
        return '\0';
    size_t groups;
    bool point = reads_with(&p, '.', &groups), comma = reads_with(&p, ',', &groups);
    if (point == comma)
        return '\0';
    return point ? '.' : ',';
}

/* The decimal mark of an amount that stands alone. "1.234.56" has thousands and decimals under one mark: two
 * digits are no group. */
static bool decide(const struct parts *p, size_t *whole_groups)
{
    size_t points = mark_count(p, '.'), commas = mark_count(p, ',');
    if (points + commas == 0)
        return reads_with(p, '.', whole_groups);
    char last = points == 0 ? ',' : '.';
    for (size_t i = p->count - 1; i > 0; i--) {
        if (p->marks[i - 1] != '\'') {
            last = p->marks[i - 1];
            break;
        }
    }
    char other = last == '.' ? ',' : '.';
    if (reads_with(p, last, whole_groups))
        return true;
    if (reads_with(p, other, whole_groups))
        return true;
    *whole_groups = p->count - 1;
    return (points == 0 || commas == 0) && p->groups[p->count - 1].len < 3 && p->count > 2 &&
           is_grouped(p, p->count - 2);
}

bool amount_parse(struct text t, char mark, struct decimal *out)
{
    struct parts p;
    size_t whole_groups;
    if (!cut_parts(t, &p))
        return false;
    if (mark != '\0' ? !reads_with(&p, mark, &whole_groups) : !decide(&p, &whole_groups))
        return false;
    char plain[AMOUNT_TEXT_MAX + 4];
    size_t len = 0;
    plain[len++] = p.negative ? '-' : '+';
    plain[len++] = '0'; /* ".5" has no digit before its mark */
    for (size_t i = 0; i < p.count; i++) {
        if (i == whole_groups && p.groups[i].len > 0)
            plain[len++] = '.';
        memcpy(plain + len, p.groups[i].at, p.groups[i].len);
        len += p.groups[i].len;
    }
    return decimal_parse((struct text){plain, len}, '.', out);
}
