/* What people read: aligned tables, bars and sparklines, in colour where that is wanted. Text from bank files
 * is made harmless first: nothing in it can move the cursor or reverse the line. */
#ifndef APP_TERMINAL_H
#define APP_TERMINAL_H

#include "base/text.h"

#include <stdio.h>

struct terminal {
    bool colour;  /* on a terminal, unless NO_COLOR is set or TERM is "dumb" */
    bool unicode; /* the locale says UTF-8: bars of blocks, an ellipsis of one column */
    int columns;  /* that fit; 0: nothing limits */
};

enum terminal_style {
    STYLE_PLAIN,
    STYLE_BOLD,
    STYLE_DIM,
    STYLE_RED,
    STYLE_GREEN,
    STYLE_YELLOW,
    STYLE_COUNT,
};

/* Finds out where `out` leads: ioctl, COLUMNS, NO_COLOR, TERM, the locale's variables. */
struct terminal terminal_of(FILE *out);

/* Columns that clean text takes: combining marks none, East Asian wide characters two. */
int terminal_width(struct text t);
/* Without control characters, bidirectional overrides and bytes that are not UTF-8. */
struct text terminal_clean(struct arena *arena, struct text t);
/* Clean text cut to `columns`, with an ellipsis when something is left out. */
struct text terminal_cut(struct arena *arena, const struct terminal *t, struct text clean, int columns);
/* For a line that printf writes: cleaned, cut to `columns` and filled up with blanks to them (0: neither).
 * NUL-terminated, in the arena. */
const char *terminal_field(struct arena *arena, struct text t, int columns);
/* Clean text in a style. */
void terminal_put(struct buf *out, const struct terminal *t, enum terminal_style style, struct text clean);
/* A heading: bold, followed by a line end. */
void terminal_heading(struct buf *out, const struct terminal *t, const char *text);

/* A bar of value : of x columns, at most `columns` wide; empty for nothing or less. In eighths of a column
 * where the locale allows. */
struct text terminal_bar(struct arena *arena, const struct terminal *t, int64_t value, int64_t of,
                         int columns);
/* A line of small columns between the smallest value, or zero, and the largest. */
struct text terminal_spark(struct arena *arena, const struct terminal *t, const int64_t *values, size_t count,
                           bool from_zero);

/* A table is filled cell by cell, row by row, and written at once. */
struct terminal_table;

enum terminal_align { ALIGN_LEFT, ALIGN_RIGHT };

struct terminal_table *terminal_table_new(struct arena *arena, const struct terminal *t);
/* Adds a column, before the first cell. A flexible one is cut when the table is too wide. */
void terminal_column(struct terminal_table *table, const char *header, enum terminal_align align,
                     bool flexible);
void terminal_cell(struct terminal_table *table, enum terminal_style style, struct text t);
void terminal_cell_z(struct terminal_table *table, enum terminal_style style, const char *z);
/* A line across, before totals. The current row must be complete. */
void terminal_rule(struct terminal_table *table);
void terminal_table_write(const struct terminal_table *table, struct buf *out);

#endif
