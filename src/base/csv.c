#include "base/csv.h"

#include <stdio.h>

/* [+-]digits[.digits] */
static bool is_plain_number(struct text t)
{
    size_t i = t.len > 0 && (t.at[0] == '-' || t.at[0] == '+'), digits = 0, points = 0;
    for (; i < t.len; i++) {
        if (t.at[i] == '.' && digits > 0 && points == 0)
            points++;
        else if (ascii_digit(t.at[i]))
            digits++;
        else
            return false;
    }
    return digits > 0 && ascii_digit(t.at[t.len - 1]);
}

static bool looks_like_formula(struct text t)
{
    return t.len > 0 && memchr("=+-@\t\r", t.at[0], 6) != NULL && !is_plain_number(t);
}

static bool needs_quotes(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (t.at[i] == ',' || t.at[i] == '"' || t.at[i] == '\n' || t.at[i] == '\r' || t.at[i] == '\t')
            return true;
    return t.len > 0 && (t.at[0] == ' ' || t.at[t.len - 1] == ' ');
}

void csv_text(struct csv *csv, struct text t)
{
    bool quoted = needs_quotes(t);
    if (csv->more)
        buf_char(csv->out, ',');
    csv->more = true;
    if (quoted)
        buf_char(csv->out, '"');
    if (looks_like_formula(t))
        buf_char(csv->out, '\'');
    for (size_t i = 0, start = 0; i <= t.len; i++) {
        if (i < t.len && t.at[i] != '"')
            continue;
        buf_add(csv->out, t.at + start, i - start);
        if (i < t.len)
            buf_z(csv->out, "\"\"");
        start = i + 1;
    }
    if (quoted)
        buf_char(csv->out, '"');
}

void csv_z(struct csv *csv, const char *z)
{
    csv_text(csv, text_of(z));
}

void csv_int(struct csv *csv, int64_t value)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)value);
    csv_z(csv, digits);
}

void csv_end(struct csv *csv)
{
    buf_z(csv->out, "\r\n");
    csv->more = false;
}

void csv_header(struct csv *csv, const char *const *names)
{
    for (; *names != NULL; names++)
        csv_z(csv, *names);
    csv_end(csv);
}
