/* Tables that benchmarks and `florin numerics` are given: CSV (RFC 4180; also with semicolons) with a header line, plain or gzipped. Every refusal
 * names file, line and column. */
#ifndef APP_BENCH_SUPPORT_TABLE_H
#define APP_BENCH_SUPPORT_TABLE_H

#include "base/text.h"

/* A whole file in memory, unpacked when it is gzipped; NUL-terminated behind its end, in c->arena, and the caller's to
 * change. ERR_INPUT when it cannot be read or is damaged, ERR_LIMIT above LIMIT_TABLE_BYTES. */
enum err table_load(struct ctx *c, const char *file, struct buf **out) MUST_USE;

/* Records one after the other: for tables with words and dates in them. */
struct table_lines {
    const char *file; /* for messages */
    char *next, *end;
    char separator;
    size_t line;       /* where the record began, from 1 */
    size_t lines_read; /* up to the end of the record */
    size_t count;      /* fields of the record */
    struct text *at;   /* [LIMIT_TABLE_COLUMNS]: unquoted, NUL-terminated, valid as long as the text */
};

/* Begins with the first record of `text`, whose bytes are changed: fields are unquoted where they lie. A byte order
 * mark is passed over. */
void table_lines_begin(struct ctx *c, const char *file, struct buf *text, struct table_lines *out);
/* The next record that is no empty line; *more is false at the end. ERR_INPUT for quotes that do not end,
 * ERR_LIMIT above LIMIT_TABLE_COLUMNS. */
enum err table_lines_next(struct ctx *c, struct table_lines *lines, bool *more) MUST_USE;
/* Both at once for a file, and its header, which must be there: left in lines->at. */
enum err table_lines_open(struct ctx *c, const char *file, struct table_lines *out) MUST_USE;
/* Which column of the record read last has this name; ERR_INPUT when there is none. */
enum err table_column(struct ctx *c, const struct table_lines *header, const char *name,
                      size_t *out) MUST_USE;
/* The same for several names, ended by NULL; out[] in their order. */
enum err table_columns(struct ctx *c, const struct table_lines *header, const char *const *names,
                       size_t *out) MUST_USE;
/* The field's finite number; refused with file, line and `column` (from 0). Fields that the record lacks are refused too. */
enum err table_number(struct ctx *c, const struct table_lines *lines, size_t column, double *out) MUST_USE;
enum err table_int(struct ctx *c, const struct table_lines *lines, size_t column, int64_t *out) MUST_USE;

/* A table of numbers. */
enum table_shape {
    TABLE_LABELLED, /* the last column is a label: 0 or 1 */
    TABLE_PLAIN     /* every column is a number like the others */
};

struct table {
    const char *file;
    size_t rows, columns;     /* without the label */
    const char *const *names; /* [columns] */
    double *values;           /* [rows][columns], row after row */
    uint8_t *labels;          /* [rows]; NULL: TABLE_PLAIN */
    size_t labelled;          /* rows whose label is 1 */
};

/* Reads all of it into c->arena: every record has as many fields as the header, every field a finite number. ERR_LIMIT
 * above LIMIT_TABLE_CELLS; ERR_INPUT without rows or without columns. */
enum err table_read(struct ctx *c, const char *file, enum table_shape shape, struct table *out) MUST_USE;
/* The same from bytes in memory, which are changed. */
enum err table_parse(struct ctx *c, const char *file, struct buf *text, enum table_shape shape,
                     struct table *out) MUST_USE;

#endif
