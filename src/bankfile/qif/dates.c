#include "bankfile/qif/dates.h"

/* A date's three numbers as they stand. */
struct parts {
    int32_t numbers[3];
    size_t digits[3];
    bool apostrophe, dotted;
};

static bool is_separator(char ch)
{
    return ch == '/' || ch == '-' || ch == '.' || ch == '\'' || ch == ' ' || ch == ',';
}

/* "T10:11:12", " 10:11", or nothing. */
static bool is_time(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (!ascii_digit(t.at[i]) && strchr(" :.TZ", t.at[i]) == NULL)
            return false;
    return t.len == 0 || t.at[0] == ' ' || t.at[0] == 'T';
}

static size_t take_number(struct text t, size_t at, int32_t *number, size_t *digits)
{
    *number = 0;
    *digits = 0;
    while (at < t.len && ascii_digit(t.at[at]) && *digits < 8) {
        *number = *number * 10 + (t.at[at++] - '0');
        ++*digits;
    }
    return at;
}

static bool cut(struct text t, struct parts *p)
{
    *p = (struct parts){0};
    t = text_trim(t);
    size_t at = 0;
    for (size_t i = 0; i < 3; i++) {
        at = take_number(t, at, &p->numbers[i], &p->digits[i]);
        if (i == 0 && p->digits[0] == 8) { /* 20001231 */
            int32_t all = p->numbers[0];
            *p = (struct parts){{all / 10000, all / 100 % 100, all % 100}, {4, 2, 2}, false, false};
            break;
        }
        if (p->digits[i] == 0 || p->digits[i] == 3 || p->digits[i] > 4)
            return false;
        size_t start = at;
        while (i < 2 && at < t.len && is_separator(t.at[at])) {
            p->apostrophe |= t.at[at] == '\'';
            p->dotted |= t.at[at] == '.';
            at++;
        }
        if (i < 2 && at == start)
            return false;
    }
    if (p->digits[1] > 2 || (p->digits[0] > 2 && p->digits[2] > 2))
        return false;
    return is_time(text_from(t, at));
}

static bool read_as(const struct parts *p, enum qif_order order, date *out)
{
    static const struct {
        size_t year, month, day;
    } places[QIF_ORDER_COUNT] = {{2, 0, 1}, {2, 1, 0}, {0, 1, 2}};
    size_t at = places[order].year;
    int32_t year = p->numbers[at];
    if (p->digits[places[order].month] > 2 || p->digits[places[order].day] > 2)
        return false;
    if (p->digits[at] <= 2)
        year += year < 70 ? 2000 : 1900;
    return date_from_civil(year, p->numbers[places[order].month], p->numbers[places[order].day], out);
}

void qif_dates_init(struct qif_dates *d)
{
    *d = (struct qif_dates){.order = QIF_MDY};
    qif_dates_interrupt(d);
    for (size_t i = 0; i < 2; i++)
        d->sequences[i].first = d->sequences[i].latest = DATE_NONE;
}

void qif_dates_interrupt(struct qif_dates *d)
{
    d->sequences[0].last = d->sequences[1].last = DATE_NONE;
}

static void follow(struct qif_dates *d, enum qif_order order, date day)
{
    date last = d->sequences[order].last;
    if (last != DATE_NONE) {
        d->sequences[order].rises += day > last;
        d->sequences[order].falls += day < last;
    }
    d->sequences[order].last = day;
    if (d->sequences[order].first == DATE_NONE || day < d->sequences[order].first)
        d->sequences[order].first = day;
    if (day > d->sequences[order].latest)
        d->sequences[order].latest = day;
}

void qif_dates_survey(struct qif_dates *d, struct text t, uint64_t line)
{
    struct parts p;
    if (!cut(t, &p) || p.digits[0] == 4)
        return;
    d->apostrophe |= p.apostrophe;
    d->dotted |= p.dotted;
    date days[QIF_ORDER_COUNT];
    bool possible[QIF_ORDER_COUNT];
    for (size_t i = 0; i < QIF_ORDER_COUNT; i++)
        possible[i] = read_as(&p, (enum qif_order)i, &days[i]);
    /* A year of two digits in front is rare: only a number that cannot be a day or month shows it. */
    possible[QIF_YMD] = possible[QIF_YMD] && !possible[QIF_MDY] && !possible[QIF_DMY];
    for (size_t i = 0; i < QIF_ORDER_COUNT; i++)
        if (possible[i] && possible[QIF_MDY] + possible[QIF_DMY] + possible[QIF_YMD] == 1 &&
            d->proof_lines[i] == 0)
            d->proof_lines[i] = line;
    if (!possible[QIF_MDY] || !possible[QIF_DMY])
        return;
    if (days[QIF_MDY] != days[QIF_DMY] && d->ambiguous_line == 0)
        d->ambiguous_line = line;
    follow(d, QIF_MDY, days[QIF_MDY]);
    follow(d, QIF_DMY, days[QIF_DMY]);
}

/* Exports stand in order, newest first or oldest first: how often would they not? */
static uint64_t disorder(const struct qif_dates *d, enum qif_order order)
{
    uint64_t rises = d->sequences[order].rises, falls = d->sequences[order].falls;
    return rises < falls ? rises : falls;
}

static enum qif_order likelier(const struct qif_dates *d)
{
    uint64_t mdy = disorder(d, QIF_MDY), dmy = disorder(d, QIF_DMY);
    if (mdy != dmy)
        return mdy < dmy ? QIF_MDY : QIF_DMY;
    if (d->apostrophe || d->dotted)
        return d->apostrophe ? QIF_MDY : QIF_DMY; /* American Quicken; the German-speaking world */
    date span_mdy = d->sequences[QIF_MDY].latest - d->sequences[QIF_MDY].first;
    date span_dmy = d->sequences[QIF_DMY].latest - d->sequences[QIF_DMY].first;
    return span_dmy < span_mdy ? QIF_DMY : QIF_MDY;
}

enum err qif_dates_decide(struct ctx *c, struct bankfile_reader *r, struct qif_dates *d)
{
    static const char *const names[QIF_ORDER_COUNT] = {"month/day/year", "day/month/year", "year/month/day"};
    int proven = -1;
    for (int i = 0; i < QIF_ORDER_COUNT; i++) {
        if (d->proof_lines[i] == 0)
            continue;
        if (proven >= 0) {
            bool later = d->proof_lines[i] > d->proof_lines[proven];
            int second = later ? i : proven, first = later ? proven : i;
            r->line = d->proof_lines[second];
            return bankfile_refuse(c, r, "the date can only be %s, the one on line %llu only %s",
                                   names[second], (unsigned long long)d->proof_lines[first], names[first]);
        }
        proven = i;
    }
    if (proven >= 0) {
        d->order = (enum qif_order)proven;
        return OK;
    }
    d->order = likelier(d);
    if (d->ambiguous_line != 0)
        bankfile_note(r, d->ambiguous_line, "no date tells day from month; %s is assumed", names[d->order]);
    return OK;
}

bool qif_date_read(const struct qif_dates *d, struct text t, date *out)
{
    struct parts p;
    if (!cut(t, &p))
        return false;
    return read_as(&p, p.digits[0] == 4 ? QIF_YMD : d->order, out);
}
