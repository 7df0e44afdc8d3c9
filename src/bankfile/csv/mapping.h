/* Which column means what. As text it is what users edit and what is remembered per bank: see README.md. */
#ifndef BANKFILE_CSV_MAPPING_H
#define BANKFILE_CSV_MAPPING_H

#include "bankfile/csv/values.h"
#include "bankfile/csv/words/words.h"

enum { CSV_JOIN_MAX = 8 };

/* How the numbers of a column become amounts of the account's owner. */
enum csv_sense { CSV_PLAIN, CSV_FLIPPED, CSV_IN, CSV_OUT, CSV_SENSES };
/* What a column of debit/credit words does to the number: gives it its sign, turns debits round, or nothing.
 */
enum csv_use { CSV_DECIDES, CSV_MULTIPLIES, CSV_IGNORED, CSV_USES };
/* What a running balance is: the account's behind the entry, or before it, or what is owed behind it. */
enum csv_standing { CSV_AFTER, CSV_BEFORE, CSV_OWED, CSV_STANDINGS };

struct csv_columns {
    uint8_t count;
    uint16_t at[CSV_JOIN_MAX]; /* from 0 */
};

struct csv_senses {
    uint8_t amount, debit, credit; /* enum csv_sense */
    uint8_t fee;                   /* CSV_PLAIN adds it, CSV_FLIPPED subtracts it; CSV_SENSES: not counted */
    uint8_t direction;             /* enum csv_use */
    uint8_t balance;               /* enum csv_standing */
    bool pending_booked;           /* the running balance moves with pending entries: they are booked */
    bool pending_bare;             /* rows without a running balance are pending */
};

struct csv_mapping {
    char delimiter;
    char quote;           /* 0: none */
    uint64_t header_line; /* 0: no header */
    enum csv_order order;
    char mark; /* the decimal mark */
    struct csv_columns columns[CSV_ROLES];
    struct csv_senses senses;
};

/* The names of a file's columns; empty texts in a file without header. */
struct csv_header {
    size_t width;
    struct text *names;
};

static inline bool csv_maps(const struct csv_mapping *m, enum csv_role role)
{
    return m->columns[role].count > 0;
}

static inline struct text csv_value(const struct csv_mapping *m, enum csv_role role,
                                    const struct csv_row *row)
{
    return m->columns[role].count == 0 ? (struct text){NULL, 0} : csv_cell(row, m->columns[role].at[0]);
}

const char *csv_role_name(enum csv_role role);
/* The mapping as text, complete, in c->arena. */
const char *csv_mapping_format(struct ctx *c, const struct csv_mapping *m, const struct csv_header *header);
/* Which settings a text gives. */
struct csv_given {
    bool delimiter, quote, header, order, mark, roles, senses;
};

/* Reads the settings of the dialect only (delimiter, quote, header), which must be known before columns have
 * names. */
enum err csv_mapping_dialect(struct ctx *c, const char *text, struct csv_mapping *m,
                             struct csv_given *given) MUST_USE;
/* Reads all of a text over *m. When it names any column, the columns *m had are forgotten. A wrong word fails
 * with ERR_INPUT and names it. */
enum err csv_mapping_parse(struct ctx *c, const char *text, const struct csv_header *header,
                           struct csv_mapping *m, struct csv_given *given) MUST_USE;

#endif
