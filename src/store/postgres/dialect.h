/* The program's SQL, written once in SQLite's words, as PostgreSQL wants it. Text in, text out: nothing here needs a server.
 *
 *   ?1                     $1
 *   INTEGER, BLOB, TEXT    bigint, bytea, text COLLATE "C": texts compare byte by byte, whatever the database's own order is
 *   X'00ff'                '\x00ff'::bytea
 *   WITHOUT ROWID          left out
 *   sum(x)                 sum(x)::bigint: a sum that does not fit is an error, as in SQLite, not a longer number
 *   substr(x, 1, ?2)       substr(x, 1, $2::int)
 *   only                   "only": a name that PostgreSQL keeps for itself
 *   REFERENCES             of the large tables: triggers (references.c) */
#ifndef STORE_POSTGRES_DIALECT_H
#define STORE_POSTGRES_DIALECT_H

#include "base/text.h"

#include <stdbool.h>

struct postgres_dialect {
    char *sql;      /* from the heap */
    int parameters; /* the highest ?N */
    bool one;       /* one statement; what follows its ';' is white space */
    bool walks;     /* a SELECT of whole tables in order: no values, no LIMIT */
    /* INSERT INTO table (columns) VALUES (?…) and nothing else: many rows can go in one statement. */
    char *into;           /* "table (columns)", or NULL; from the heap */
    unsigned char *order; /* which ?N each column takes; from the heap */
    int columns;
    struct text table; /* within `into` */
};

/* `sql` may be several statements. */
void postgres_dialect_init(struct postgres_dialect *out, const char *sql);
void postgres_dialect_release(struct postgres_dialect *dialect);
/* Does the (rewritten) text speak of this table? Words in strings do not count. */
bool postgres_dialect_names(const struct postgres_dialect *dialect, struct text table);

/* -- references.c: tables that imports fill by the million, in the order in which their rows must come -- */

enum { POSTGRES_LARGE_COUNT = 2, POSTGRES_REFERENCES_MAX = 8 };
extern const char *const postgres_large[POSTGRES_LARGE_COUNT];
bool postgres_is_large(struct text table);

struct postgres_reference {
    struct text column, parent, key;
};
/* The statements that check them, each with a ';' before it. */
void postgres_references_write(struct buf *to, struct text table, const struct postgres_reference *references,
                               int count);

#endif
