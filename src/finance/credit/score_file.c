/* A file of scores: "date,score" or "date,score,source" in each line. */
#include "finance/credit/credit.h"

enum { FIELDS = 3 };

/* Unquoted: sources have no line ends and no marks in them. */
static struct text field_of(struct text t)
{
    t = text_trim(t);
    if (t.len >= 2 && t.at[0] == '"' && t.at[t.len - 1] == '"')
        t = text_trim((struct text){t.at + 1, t.len - 2});
    return t;
}

static size_t split(struct text line, char mark, struct text fields[FIELDS])
{
    size_t count = 0, from = 0;
    for (size_t i = 0; i <= line.len; i++)
        if (i == line.len || line.at[i] == mark) {
            if (count == FIELDS)
                return FIELDS + 1;
            fields[count++] = field_of((struct text){line.at + from, i - from});
            from = i + 1;
        }
    return count;
}

static char mark_of(struct text line)
{
    static const char marks[] = {';', '\t', ','};
    for (size_t m = 0; m < sizeof marks; m++)
        if (memchr(line.at, marks[m], line.len) != NULL)
            return marks[m];
    return ',';
}

static bool read_number(struct text t, int64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < t.len; i++) {
        if (!ascii_digit(t.at[i]) || *out > CREDIT_SCORE_MOST)
            return false;
        *out = *out * 10 + (t.at[i] - '0');
    }
    return t.len > 0;
}

static enum err read_line(struct ctx *c, struct text line, size_t number, struct score_new *out)
{
    struct text fields[FIELDS] = {{NULL, 0}};
    size_t count = split(line, mark_of(line), fields);
    *out = (struct score_new){.day = DATE_NONE, .source = TEXT("")};
    if (count < 2 || count > FIELDS)
        return fail(c, ERR_INPUT, "line %zu: not \"date,score\" or \"date,score,source\"", number);
    if (!date_parse(fields[0], &out->day))
        return fail(c, ERR_INPUT, "line %zu: no day as 2026-11-21", number);
    if (!read_number(fields[1], &out->score) || out->score < 1 || out->score > CREDIT_SCORE_MOST)
        return fail(c, ERR_INPUT, "line %zu: a score is 1 to %d", number, CREDIT_SCORE_MOST);
    if (count == FIELDS)
        out->source = fields[2];
    if (out->source.len > CREDIT_SOURCE_BYTES || !text_is_utf8(out->source))
        return fail(c, ERR_INPUT, "line %zu: a source has at most %d bytes of UTF-8", number,
                    CREDIT_SOURCE_BYTES);
    return OK;
}

/* Names above the columns: a first line without any digit. */
static bool is_heading(struct text line)
{
    for (size_t i = 0; i < line.len; i++)
        if (ascii_digit(line.at[i]))
            return false;
    return true;
}

enum err score_file_read(struct ctx *c, struct text all, struct score_new **out, size_t *count)
{
    struct buf *rows = buf_in_arena(c->arena);
    size_t number = 0, from = 0;
    *count = 0;
    if (all.len >= 3 && memcmp(all.at, "\xEF\xBB\xBF", 3) == 0)
        from = 3;
    for (size_t i = from; i <= all.len; i++) {
        if (i < all.len && all.at[i] != '\n')
            continue;
        struct score_new score;
        struct text line = text_trim((struct text){all.at + from, i - from});
        from = i + 1;
        number++;
        if (line.len == 0 || (number == 1 && is_heading(line)))
            continue;
        if (*count == SCORE_FILE_LINES)
            return fail(c, ERR_LIMIT, "more than %d scores", SCORE_FILE_LINES);
        TRY(read_line(c, line, number, &score));
        buf_add(rows, (const char *)&score, sizeof score);
        ++*count;
    }
    if (*count == 0)
        return fail(c, ERR_INPUT, "there is no score in it");
    *out = (struct score_new *)(void *)rows->at;
    return OK;
}
