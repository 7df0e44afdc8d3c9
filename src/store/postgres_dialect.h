/* The program's SQL, written once in SQLite's words, as PostgreSQL wants it. Text in, text out: nothing here needs a server.
 *
 *   ?1                     $1
 *   INTEGER, BLOB, TEXT    bigint, bytea, text COLLATE "C": texts compare byte by byte, whatever the database's own order is
 *   X'00ff'                '\x00ff'::bytea
 *   WITHOUT ROWID          left out
 *   sum(x)                 sum(x)::bigint: a sum that does not fit is an error, as in SQLite, not a longer number
 *   substr(x, 1, ?2)       substr(x, 1, $2::int)
 *   only                   "only": a name that PostgreSQL keeps for itself */
#ifndef STORE_POSTGRES_DIALECT_H
#define STORE_POSTGRES_DIALECT_H

#include "base/text.h"

#include <stdbool.h>

struct postgres_dialect {
    char *sql;      /* from the heap */
    int parameters; /* the highest ?N */
    bool one;       /* one statement; what follows its ';' is white space */
    bool walks;     /* a SELECT of whole tables in order: no values, no LIMIT */
    /* INSERT INTO table (columns) VALUES (?…) and nothing else: its rows can be copied. */
    char *copy;           /* "COPY table (columns) FROM STDIN (FORMAT binary)", or NULL; from the heap */
    unsigned char *order; /* which ?N each column takes; from the heap */
    int columns;
    struct text table; /* within `copy` */
};

/* `sql` may be several statements. */
void postgres_dialect_init(struct postgres_dialect *out, const char *sql);
void postgres_dialect_release(struct postgres_dialect *dialect);
/* Does the (rewritten) text speak of this table? Words in strings do not count. */
bool postgres_dialect_names(const struct postgres_dialect *dialect, struct text table);

#endif
