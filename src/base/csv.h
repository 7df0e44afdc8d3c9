/* CSV out (RFC 4180): quotes and line ends are its business, and that no spreadsheet takes a field for a
 * formula. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/text.h"

struct csv {
    struct buf *out;
    bool more; /* a field stands before this one: a comma comes first */
};

static inline struct csv csv_into(struct buf *out)
{
    return (struct csv){out, false};
}

/* One field. Text that begins with = + - @, a tab or a return is led by an apostrophe, unless it is a plain
 * number. */
void csv_text(struct csv *csv, struct text t);
void csv_z(struct csv *csv, const char *z);
void csv_int(struct csv *csv, int64_t value);
/* Ends the record with CR LF. */
void csv_end(struct csv *csv);
/* A record of names, ended by NULL. */
void csv_header(struct csv *csv, const char *const *names);

#endif
