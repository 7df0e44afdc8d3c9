#include "bankfile/csv/values.h"
#include "bankfile/csv/words/words.h"

/* Names of months as csv_normalise writes them: words in full, so that any prefix of three letters or more is
 * known too. English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian, Czech, Hungarian,
 * Nordic, Romanian, Turkish. */
static const char *const months[12] = {
    "january|januar|jaenner|janner|janvier|enero|janeiro|gennaio|januari|stycznia|styczen|января|январь|"
    "leden|ledna|tammikuu|ianuarie|ocak",
    "february|februar|fevrier|febrero|fevereiro|febbraio|februari|lutego|luty|февраля|февраль|unora|unor|"
    "helmikuu|februarie|subat|fev",
    "march|maerz|marz|mars|marzo|marco|maart|mrt|marca|marzec|марта|март|brezna|brezen|marcius|maaliskuu|"
    "martie|mart|mrz",
    "april|avril|abril|aprile|kwietnia|kwiecien|апреля|апрель|dubna|duben|aprilis|huhtikuu|aprilie|nisan",
    "may|mai|mayo|maio|maggio|mei|maja|maj|мая|май|kvetna|kveten|majus|toukokuu|mayis",
    "june|juni|juin|junio|junho|giugno|czerwca|czerwiec|июня|июнь|cervna|cerven|junius|kesakuu|iunie|haziran",
    "july|juli|juillet|julio|julho|luglio|lipca|lipiec|июля|июль|cervence|cervenec|julius|heinakuu|iulie|"
    "temmuz",
    "august|aout|agosto|augustus|sierpnia|sierpien|августа|август|srpna|srpen|augusztus|elokuu|agustos",
    "september|septembre|septiembre|setembro|settembre|wrzesnia|wrzesien|сентября|сентябрь|zari|szeptember|"
    "syyskuu|septembrie|eylul",
    "october|oktober|octobre|octubre|outubro|ottobre|pazdziernika|pazdziernik|октября|октябрь|rijna|rijen|"
    "lokakuu|octombrie|ekim",
    "november|novembre|noviembre|novembro|listopada|listopad|ноября|ноябрь|marraskuu|noiembrie|kasim",
    "december|dezember|decembre|diciembre|dezembro|dicembre|grudnia|grudzien|декабря|декабрь|prosince|"
    "prosinec|joulukuu|decembrie|aralik",
};

/* 1..12, or 0. Three letters are enough ("juin" and "juil" need their fourth, "мая" is whole). */
static int32_t month_named(struct text name)
{
    char key[CSV_KEY_MAX];
    struct text word = csv_normalise(name, key);
    size_t least = (unsigned char)(word.len == 0 ? 0 : word.at[0]) >= 0x80 ? 6 : 3;
    if (word.len < least || text_is(word, "jui"))
        return 0;
    for (int32_t month = 0; month < 12; month++) {
        for (const char *at = months[month]; *at != '\0';) {
            size_t len = strcspn(at, "|");
            if (len >= word.len && memcmp(at, word.at, word.len) == 0)
                return month + 1;
            at += len + (at[len] == '|');
        }
    }
    return 0;
}

static size_t letters_at(struct text t, size_t from)
{
    size_t i = from;
    while (i < t.len && (ascii_alpha(t.at[i]) || (unsigned char)t.at[i] >= 0x80))
        i++;
    return i - from;
}

/* A number or a month's name; moves *at behind it. */
static bool take_part(struct text t, size_t *at, int index, struct csv_date *d)
{
    size_t start = *at;
    int32_t value = 0;
    while (*at < t.len && ascii_digit(t.at[*at]) && *at - start < 8)
        value = value * 10 + (t.at[(*at)++] - '0');
    d->digits[index] = (uint8_t)(*at - start);
    d->part[index] = value;
    if (*at > start)
        return true;
    size_t len = letters_at(t, start);
    if (len == 0 || d->named >= 0)
        return false;
    d->part[index] = month_named((struct text){t.at + start, len});
    d->named = (int8_t)index;
    *at = start + len;
    return d->part[index] > 0;
}

/* 20231231, or 20231231102030 with its time. */
static bool take_compact(struct text t, size_t *at, struct csv_date *d)
{
    static const uint8_t widths[2][3] = {{4, 2, 2}, {2, 2, 4}};
    bool year_first = t.at[0] == '1' ? t.at[1] == '9' : t.at[0] == '2' && (t.at[1] == '0' || t.at[1] == '1');
    /* 20122023 is the twentieth of December: the year of 2012-20-23 has no twentieth month. */
    if (year_first && (t.at[4] > '1' || (t.at[4] == '1' && t.at[5] > '2')))
        year_first = false;
    const uint8_t *width = widths[year_first ? 0 : 1];
    size_t i = 0;
    for (int p = 0; p < 3; p++) {
        d->part[p] = 0;
        d->digits[p] = width[p];
        for (size_t stop = i + width[p]; i < stop; i++)
            d->part[p] = d->part[p] * 10 + (t.at[i] - '0');
    }
    *at = 8;
    return true;
}

/* Between two parts: . / - or blanks, also ". " and ", " as in "17. April 2023" and "April 17, 2023". */
static bool take_separator(struct text t, size_t *at, struct csv_date *d)
{
    size_t start = *at;
    char kind = 0;
    while (*at < t.len && *at - start < 3 && strchr("./- ,'", t.at[*at]) != NULL && t.at[*at] != '\0') {
        if (kind == 0 || kind == ' ')
            kind = t.at[*at];
        (*at)++;
    }
    /* "17 de abril de 2023" */
    if (*at + 3 < t.len && *at > start && memcmp(t.at + *at, "de ", 3) == 0)
        *at += 3;
    if (d->separator == 0)
        d->separator = kind;
    return *at > start || (*at < t.len && d->named >= 0) || letters_at(t, *at) > 0;
}

/* "Mon 17.04.2023", "Montag, 17. April": a word before the first digit that is no month. */
static size_t weekday_length(struct text t)
{
    size_t len = letters_at(t, 0);
    if (len == 0 || len > 24 || month_named((struct text){t.at, len}) > 0)
        return 0;
    size_t i = len;
    while (i < t.len && i < len + 2 && (t.at[i] == ' ' || t.at[i] == ',' || t.at[i] == '.'))
        i++;
    return i > len && i < t.len && (ascii_digit(t.at[i]) || letters_at(t, i) > 0) ? i : 0;
}

/* Two digits up to `most` that no third follows; moves *at behind them. */
static bool take_two(struct text t, size_t *at, int most)
{
    if (*at + 2 > t.len || !ascii_digit(t.at[*at]) || !ascii_digit(t.at[*at + 1]))
        return false;
    int value = (t.at[*at] - '0') * 10 + (t.at[*at + 1] - '0');
    *at += 2;
    return value <= most && (*at == t.len || !ascii_digit(t.at[*at]));
}

/* What stands behind a date may be a time of day and its zone. */
static bool is_time(struct text rest)
{
    rest = text_trim(rest);
    static const struct text leads[] = {{"T", 1}, {",", 1}, {"at ", 3}, {"um ", 3}, {"kl. ", 4}, {"- ", 2}};
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (text_starts_nocase(rest, leads[i]))
            rest = text_trim(text_from(rest, leads[i].len));
    if (rest.len < 4 || rest.len > 40 || !ascii_digit(rest.at[0]))
        return false;
    size_t at = 1;
    if (ascii_digit(rest.at[1])) {
        at = 0;
        if (!take_two(rest, &at, 24))
            return false;
    }
    char mark = rest.at[at];
    if (mark != ':' && mark != '.' && mark != 'h' && mark != 'H')
        return false;
    at++;
    if (!take_two(rest, &at, 59))
        return false;
    if (at < rest.len && rest.at[at] == mark && (at++, !take_two(rest, &at, 60)))
        return false;
    for (size_t i = at; i < rest.len; i++)
        if (!ascii_digit(rest.at[i]) && !ascii_alpha(rest.at[i]) && strchr(":.,+-/ ()_", rest.at[i]) == NULL)
            return false;
    return true;
}

static bool take_rest(struct text rest, struct csv_date *d)
{
    if (rest.len == 0 || text_is(rest, ".") || text_is(rest, " г.") || text_is(rest, "г."))
        return true;
    if (text_starts_nocase(rest, TEXT(" as of "))) {
        d->as_of = text_trim(text_from(rest, 7));
        return true;
    }
    /* 20231231102030 */
    if (d->separator == 0 && rest.len == 6 && d->named < 0) {
        for (size_t i = 0; i < 6; i++)
            if (!ascii_digit(rest.at[i]))
                return false;
        return true;
    }
    return is_time(rest);
}

static bool all_digits(struct text t, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (i >= t.len || !ascii_digit(t.at[i]))
            return false;
    return true;
}

/* Years have two or four digits, days and months one or two. */
static bool plausible(const struct csv_date *d)
{
    int years = 0;
    for (int i = 0; i < 3; i++) {
        if (i == d->named)
            continue;
        if (d->digits[i] == 4)
            years++;
        else if (d->digits[i] > 2)
            return false;
    }
    if (years > 1 || (d->digits[1] == 4 && d->named != 1))
        return false;
    return years == 1 || d->digits[2] == 2 || (d->digits[0] == 2 && d->named == 1);
}

bool csv_date_look(struct text t, struct csv_date *d)
{
    *d = (struct csv_date){.named = -1};
    if (t.len < 6 || t.len > 80)
        return false;
    if (!ascii_digit(t.at[0]))
        t = text_from(t, weekday_length(t));
    size_t at = 0;
    if (all_digits(t, 8) && (t.len == 8 || !ascii_digit(t.at[8]) || (t.len == 14 && all_digits(t, 14)))) {
        take_compact(t, &at, d);
    } else {
        for (int i = 0; i < 3; i++)
            if ((i > 0 && !take_separator(t, &at, d)) || !take_part(t, &at, i, d))
                return false;
        if (!plausible(d))
            return false;
    }
    return take_rest(text_from(t, at), d);
}

static int32_t whole_year(int32_t year, uint8_t digits)
{
    return digits == 4 ? year : year < 70 ? 2000 + year : 1900 + year;
}

bool csv_date_resolve(const struct csv_date *d, enum csv_order order, date *out)
{
    int day = 0, month = 1, year = 2;
    if (d->named == 0) {
        month = 0;
        day = 1;
    } else if (d->digits[0] == 4 || (d->named < 0 && order == CSV_YMD && d->digits[2] != 4)) {
        year = 0;
        day = 2;
    } else if (d->named < 0 && order == CSV_MDY) {
        month = 0;
        day = 1;
    } else if (d->named < 0 && order != CSV_DMY) {
        return false;
    }
    return date_from_civil(whole_year(d->part[year], d->digits[year]), d->part[month], d->part[day], out);
}

/* "2023-04-17", "17.04.2023" and their like, all of the text: by far the most dates are one of these. */
static bool parse_plain(struct text t, enum csv_order order, date *out)
{
    const char *s = t.at;
    int32_t value[4] = {0};
    if (t.len != 10)
        return false;
    bool year_first = s[4] == '-' || s[4] == '/' || s[4] == '.';
    if (!year_first && order == CSV_YMD)
        return false;
    size_t gap1 = year_first ? 4 : 2, gap2 = year_first ? 7 : 5;
    if (s[gap1] != s[gap2] || (s[gap1] != '-' && s[gap1] != '/' && s[gap1] != '.'))
        return false;
    int part = 0;
    for (size_t i = 0; i < 10; i++) {
        if (i == gap1 || i == gap2)
            part++;
        else if (ascii_digit(s[i]))
            value[part] = value[part] * 10 + (s[i] - '0');
        else
            return false;
    }
    if (year_first)
        return date_from_civil(value[0], value[1], value[2], out);
    bool month_first = order == CSV_MDY;
    return date_from_civil(value[2], value[month_first ? 0 : 1], value[month_first ? 1 : 0], out);
}

bool csv_date_parse(struct text t, enum csv_order order, date *out)
{
    struct csv_date look;
    return parse_plain(t, order, out) || (csv_date_look(t, &look) && csv_date_resolve(&look, order, out));
}
