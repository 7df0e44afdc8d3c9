/* One column of words of a table. */
#ifndef APP_BENCH_SUPPORT_PAYEES_COLUMN_H
#define APP_BENCH_SUPPORT_PAYEES_COLUMN_H

#include "base/text.h"

struct text_column {
    struct text *at; /* trimmed, not empty, in the file's order */
    size_t *lines;   /* where in the file, from 1 */
    size_t count;
};

/* The column with this name; for NULL the first that is called description, payee, merchant, name or text, else the first of all. Lives in
 * c->arena. ERR_INPUT when there is none, or nothing in it. */
enum err text_column_read(struct ctx *c, const char *file, const char *name,
                          struct text_column *out) MUST_USE;

#endif
