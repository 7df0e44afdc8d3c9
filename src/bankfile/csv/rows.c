#include "bankfile/csv/values.h"
#include "bankfile/lines.h"

struct csv_rows {
    struct lines *lines;
    char delimiter, quote;
    size_t count;
    struct text cells[LIMIT_COLUMNS];
    const char *problem;
    /* A record with quotes is unquoted into `joined`; cells are offsets there until it is complete. */
    struct buf *joined;
    size_t cell_start;
    bool in_quotes;
    uint64_t quote_line;
};

static const char too_many[] = "more columns than a bank file has";
static const char never_closed[] = "the quote that begins here is never closed";
static const char too_long[] = "a field is longer than 65536 bytes";
_Static_assert(LIMIT_FIELD_BYTES == 65536, "too_long says so");

struct csv_rows *csv_rows_open(struct ctx *c, struct bankfile_reader *r, struct source *utf8, char delimiter,
                               char quote)
{
    struct csv_rows *rows = ARENA_NEW(c->arena, struct csv_rows);
    rows->lines = lines_open(c, r, utf8);
    rows->delimiter = delimiter;
    rows->quote = quote;
    rows->joined = buf_in_arena(c->arena);
    return rows;
}

static bool is_blank(const struct csv_rows *rows, char ch)
{
    return (ch == ' ' || ch == '\t') && ch != rows->delimiter;
}

static struct text trim(struct text t)
{
    while (t.len > 0 && ascii_space(t.at[0]))
        t = text_from(t, 1);
    while (t.len > 0 && ascii_space(t.at[t.len - 1]))
        t.len--;
    bool marked = t.len > 0 && ((unsigned char)t.at[0] == 0xC2 || (unsigned char)t.at[t.len - 1] == 0xA0);
    return marked ? text_trim(t) : t;
}

static void add_cell(struct csv_rows *rows, struct text cell)
{
    if (rows->count == LIMIT_COLUMNS)
        rows->problem = too_many;
    else if (cell.len > LIMIT_FIELD_BYTES)
        rows->problem = too_long;
    else
        rows->cells[rows->count++] = cell;
}

/* A line without a quote in it. */
static void split_plain(struct csv_rows *rows, struct text line)
{
    const char *at = line.at, *end = line.at + line.len;
    while (rows->problem == NULL) {
        const char *stop = at == end ? NULL : memchr(at, rows->delimiter, (size_t)(end - at));
        if (stop == NULL) {
            add_cell(rows, trim((struct text){at, (size_t)(end - at)}));
            return;
        }
        add_cell(rows, trim((struct text){at, (size_t)(stop - at)}));
        at = stop + 1;
    }
}

static void close_cell(struct csv_rows *rows)
{
    /* The pointer is set when the record is complete: the buffer may still move. */
    add_cell(rows, (struct text){NULL, rows->joined->len - rows->cell_start});
    rows->cell_start = rows->joined->len;
}

/* Copies from within a quoted field up to its closing quote; *at is then behind it and the blanks that
 * follow. False when the field goes on in the next line. Only a quote before a delimiter or the line's end
 * closes: the others were not doubled. */
static bool copy_quoted(struct csv_rows *rows, struct text line, size_t *at)
{
    bool first_line = rows->quote_line == rows->lines->number;
    for (;;) {
        const char *found = *at < line.len ? memchr(line.at + *at, rows->quote, line.len - *at) : NULL;
        size_t stop = found == NULL ? line.len : (size_t)(found - line.at);
        buf_add(rows->joined, line.at + *at, stop - *at);
        *at = stop;
        if (found == NULL)
            return false;
        size_t next = stop + 1;
        if (next < line.len && line.at[next] == rows->quote) {
            buf_char(rows->joined, rows->quote);
            *at = next + 1;
            continue;
        }
        while (next < line.len && is_blank(rows, line.at[next]))
            next++;
        if (next == line.len || line.at[next] == rows->delimiter) {
            *at = next;
            return true;
        }
        /* Lines below the opening one that begin a quoted field of their own: the first quote was never
         * closed. */
        if (!first_line && (stop == 0 || line.at[stop - 1] == rows->delimiter))
            rows->problem = never_closed;
        buf_char(rows->joined, rows->quote);
        *at = stop + 1;
    }
}

static void copy_plain(struct csv_rows *rows, struct text line, size_t *at)
{
    const char *found = *at < line.len ? memchr(line.at + *at, rows->delimiter, line.len - *at) : NULL;
    size_t stop = found == NULL ? line.len : (size_t)(found - line.at);
    buf_add(rows->joined, line.at + *at, stop - *at);
    *at = stop;
}

/* Takes one physical line of a record that has quotes; true when the record is complete. */
static bool take_line(struct csv_rows *rows, struct text line)
{
    size_t at = 0;
    for (;;) {
        if (!rows->in_quotes) {
            size_t start = at;
            while (start < line.len && is_blank(rows, line.at[start]))
                start++;
            if (start + 1 < line.len && line.at[start] == '=' && line.at[start + 1] == rows->quote)
                start++;
            if (start < line.len && line.at[start] == rows->quote) {
                rows->in_quotes = true;
                rows->quote_line = rows->lines->number;
                at = start + 1;
            }
        }
        if (rows->in_quotes && !copy_quoted(rows, line, &at)) {
            buf_char(rows->joined, '\n');
            return false;
        }
        if (!rows->in_quotes)
            copy_plain(rows, line, &at);
        rows->in_quotes = false;
        close_cell(rows);
        if (at >= line.len || rows->problem != NULL)
            return true;
        at++;
    }
}

static enum err take_quoted(struct ctx *c, struct csv_rows *rows, struct text line)
{
    buf_clear(rows->joined);
    rows->cell_start = 0;
    rows->in_quotes = false;
    while (!take_line(rows, line)) {
        bool more = rows->joined->len <= LIMIT_RECORD_BYTES && rows->problem == NULL;
        if (more)
            TRY(lines_next(c, rows->lines, &line, &more));
        if (!more) {
            rows->problem = never_closed;
            return OK;
        }
    }
    size_t start = 0;
    for (size_t i = 0; i < rows->count; i++) {
        size_t len = rows->cells[i].len;
        rows->cells[i] = trim((struct text){rows->joined->at + start, len});
        start += len;
    }
    return OK;
}

enum err csv_rows_next(struct ctx *c, struct csv_rows *rows, struct csv_row *row, bool *more)
{
    struct text line;
    TRY(lines_next(c, rows->lines, &line, more));
    *row = (struct csv_row){.line = rows->lines->number, .cells = rows->cells};
    rows->count = 0;
    rows->problem = NULL;
    if (!*more)
        return OK;
    if (rows->quote != 0 && line.len > 0 && memchr(line.at, rows->quote, line.len) != NULL)
        TRY(take_quoted(c, rows, line));
    else if (trim(line).len > 0)
        split_plain(rows, line);
    row->count = rows->count;
    row->problem = rows->problem;
    row->unended = rows->lines->unended;
    if (rows->problem == never_closed)
        row->line = rows->quote_line;
    rows->lines->reader->line = row->line;
    return OK;
}

enum err csv_rows_good(struct ctx *c, struct csv_rows *rows, struct csv_row *row, bool *more)
{
    TRY(csv_rows_next(c, rows, row, more));
    if (*more && row->problem != NULL)
        return bankfile_refuse(c, rows->lines->reader, "%s", row->problem);
    return OK;
}

bool csv_row_is_rule(const struct csv_row *row)
{
    bool any = false;
    for (size_t i = 0; i < row->count; i++) {
        for (size_t k = 0; k < row->cells[i].len; k++)
            if (memchr("*-=_#~", row->cells[i].at[k], 6) == NULL)
                return false;
        any |= row->cells[i].len >= 3;
    }
    return any;
}

size_t csv_row_filled(const struct csv_row *row)
{
    size_t filled = 0;
    for (size_t i = 0; i < row->count; i++)
        filled += row->cells[i].len > 0;
    return filled;
}
