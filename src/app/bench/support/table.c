#include "app/bench/support/table.h"

#include "base/limits.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

/* A field between quotes: doubled ones stand for one. Gives where it ends, behind the closing quote; NULL without one. */
static char *unquote(struct table_lines *lines, char *at, struct text *out)
{
    char *to = at;
    out->at = to;
    for (; at < lines->end; at++) {
        if (*at == '"' && at + 1 < lines->end && at[1] == '"')
            at++;
        else if (*at == '"')
            break;
        lines->lines_read += *at == '\n';
        *to++ = *at;
    }
    out->len = (size_t)(to - out->at);
    return at == lines->end ? NULL : at + 1;
}

/* One field, and where its mark stands: a comma, a line end or the end of the text. */
static enum err take_field(struct ctx *c, struct table_lines *lines, char *at, char **mark)
{
    struct text *field = &lines->at[lines->count];
    if (lines->count == LIMIT_TABLE_COLUMNS)
        return fail(c, ERR_LIMIT, "%s, line %zu has more than %d columns", lines->file, lines->line,
                    LIMIT_TABLE_COLUMNS);
    if (*at == '"') {
        char *behind = unquote(lines, at + 1, field);
        if (behind == NULL)
            return fail(c, ERR_INPUT, "%s, line %zu, column %zu: the quotes do not end", lines->file,
                        lines->line, lines->count + 1);
        at = behind;
        if (*at == '\r' && at[1] == '\n')
            at++;
        if (at < lines->end && *at != lines->separator && *at != '\n')
            return fail(c, ERR_INPUT, "%s, line %zu, column %zu: something follows the closing quote",
                        lines->file, lines->line, lines->count + 1);
    } else {
        char *begin = at;
        while (at < lines->end && *at != lines->separator && *at != '\n')
            at++;
        *field = (struct text){begin, (size_t)(at - begin)};
        if (field->len > 0 && *at != lines->separator && at[-1] == '\r')
            field->len--;
    }
    lines->count++;
    *mark = at;
    return OK;
}

static bool is_empty(const struct table_lines *lines)
{
    return lines->count == 1 && lines->at[0].len == 0;
}

enum err table_lines_next(struct ctx *c, struct table_lines *lines, bool *more)
{
    *more = true;
    while (lines->next < lines->end) {
        char *mark = lines->next, last;
        lines->line = lines->lines_read + 1;
        lines->count = 0;
        do {
            TRY(take_field(c, lines, lines->next, &mark));
            last = mark == lines->end ? '\n' : *mark;
            lines->next = mark == lines->end ? mark : mark + 1;
            *(char *)(lines->at[lines->count - 1].at + lines->at[lines->count - 1].len) = '\0';
        } while (last == lines->separator && lines->next <= lines->end);
        lines->lines_read++;
        if (!is_empty(lines))
            return OK;
    }
    *more = false;
    return OK;
}

/* Semicolons when the first line has some and no comma. */
static char separator_of(struct text text)
{
    ptrdiff_t end = text_find(text, TEXT("\n"));
    struct text line = end < 0 ? text : (struct text){text.at, (size_t)end};
    return text_find(line, TEXT(";")) >= 0 && text_find(line, TEXT(",")) < 0 ? ';' : ',';
}

void table_lines_begin(struct ctx *c, const char *file, struct buf *text, struct table_lines *out)
{
    static const struct text mark = {"\xEF\xBB\xBF", 3};
    *buf_room(text, 1) = '\0';
    *out = (struct table_lines){.file = file, .next = text->at, .end = text->at + text->len};
    out->separator = separator_of(buf_view(text));
    out->at = ARENA_ARRAY(c->arena, struct text, LIMIT_TABLE_COLUMNS);
    if (text_starts(buf_view(text), mark))
        out->next += mark.len;
}

static enum err read_header(struct ctx *c, struct table_lines *lines)
{
    bool more;
    TRY(table_lines_next(c, lines, &more));
    return more ? OK : fail(c, ERR_INPUT, "%s is empty: a header line is needed", lines->file);
}

enum err table_lines_open(struct ctx *c, const char *file, struct table_lines *out)
{
    struct buf *text;
    TRY(table_load(c, file, &text));
    table_lines_begin(c, file, text, out);
    return read_header(c, out);
}

enum err table_column(struct ctx *c, const struct table_lines *header, const char *name, size_t *out)
{
    for (*out = 0; *out < header->count; ++*out)
        if (text_is(header->at[*out], name))
            return OK;
    return fail(c, ERR_INPUT, "%s has no column %s", header->file, name);
}

enum err table_columns(struct ctx *c, const struct table_lines *header, const char *const *names, size_t *out)
{
    for (size_t i = 0; names[i] != NULL; i++)
        TRY(table_column(c, header, names[i], &out[i]));
    return OK;
}

static enum err refuse_field(struct ctx *c, const struct table_lines *lines, size_t column, const char *what)
{
    if (column >= lines->count)
        return fail(c, ERR_INPUT, "%s, line %zu has %zu columns, not %zu", lines->file, lines->line,
                    lines->count, column + 1);
    struct text shown = text_glimpse(lines->at[column]);
    return fail(c, ERR_INPUT, "%s, line %zu, column %zu: \"%.*s\" is no %s", lines->file, lines->line,
                column + 1, TEXT_ARGS(shown), what);
}

/* Decimal digits with sign, point and exponent: strtod alone would take "nan", "0x1p3" and blanks as well. */
static bool number_of(struct text t, double *out)
{
    char *end;
    for (size_t i = 0; i < t.len; i++)
        if (!ascii_digit(t.at[i]) && memchr("+-.eE", t.at[i], 5) == NULL)
            return false;
    if (t.len == 0)
        return false;
    *out = strtod(t.at, &end);
    return end == t.at + t.len && isfinite(*out);
}

enum err table_number(struct ctx *c, const struct table_lines *lines, size_t column, double *out)
{
    if (column < lines->count && number_of(text_trim(lines->at[column]), out))
        return OK;
    return refuse_field(c, lines, column, "finite number");
}

enum err table_int(struct ctx *c, const struct table_lines *lines, size_t column, int64_t *out)
{
    if (column < lines->count && text_to_int(lines->at[column], out))
        return OK;
    return refuse_field(c, lines, column, "whole number");
}

/* As many records as lines at most: the sizes are known before anything is taken. */
static enum err make_room(struct ctx *c, const struct table_lines *lines, enum table_shape shape,
                          struct table *t)
{
    size_t most = 1, columns = t->columns == 0 ? 1 : t->columns;
    for (const char *at = lines->next; (at = memchr(at, '\n', (size_t)(lines->end - at))) != NULL; at++)
        most++;
    if (most > LIMIT_TABLE_CELLS / columns)
        return fail(c, ERR_LIMIT, "%s has more than %d numbers", t->file, LIMIT_TABLE_CELLS);
    void *values, *labels = NULL;
    TRY(arena_alloc_outside(c, most * columns * sizeof(double), &values));
    if (shape == TABLE_LABELLED)
        TRY(arena_alloc_outside(c, most, &labels));
    t->values = values;
    t->labels = labels;
    return OK;
}

static enum err take_row(struct ctx *c, const struct table_lines *lines, size_t fields, struct table *t)
{
    double label, *row = t->values + t->rows * t->columns;
    if (lines->count != fields)
        return fail(c, ERR_INPUT, "%s, line %zu has %zu columns, the header %zu", t->file, lines->line,
                    lines->count, fields);
    for (size_t i = 0; i < t->columns; i++)
        TRY(table_number(c, lines, i, &row[i]));
    if (t->labels != NULL) {
        TRY(table_number(c, lines, t->columns, &label));
        if (label != 0 && label != 1)
            return refuse_field(c, lines, t->columns, "label (0 or 1)");
        t->labels[t->rows] = label != 0;
        t->labelled += label != 0;
    }
    t->rows++;
    return OK;
}

enum err table_parse(struct ctx *c, const char *file, struct buf *text, enum table_shape shape,
                     struct table *out)
{
    struct table_lines lines;
    bool more;
    table_lines_begin(c, file, text, &lines);
    TRY(read_header(c, &lines));
    size_t fields = lines.count;
    *out = (struct table){.file = file, .columns = fields - (shape == TABLE_LABELLED)};
    const char **names = ARENA_ARRAY(c->arena, const char *, fields + 1);
    for (size_t i = 0; i < out->columns; i++)
        names[i] = lines.at[i].at;
    out->names = names;
    if (out->columns == 0)
        return fail(c, ERR_INPUT, "%s has a label and no other column", file);
    TRY(make_room(c, &lines, shape, out));
    for (;;) {
        TRY(table_lines_next(c, &lines, &more));
        if (!more)
            break;
        TRY(take_row(c, &lines, fields, out));
    }
    return out->rows > 0 ? OK : fail(c, ERR_INPUT, "%s has a header and no rows", file);
}

enum err table_read(struct ctx *c, const char *file, enum table_shape shape, struct table *out)
{
    struct buf *text;
    TRY(table_load(c, file, &text));
    return table_parse(c, file, text, shape, out);
}
