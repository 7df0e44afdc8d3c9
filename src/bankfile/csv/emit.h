/* The state of handing entries on (emit.c), and what becomes of rows that are none (others.c). */
#ifndef BANKFILE_CSV_EMIT_H
#define BANKFILE_CSV_EMIT_H

#include "bankfile/csv/accounts.h"

struct csv_emission {
    struct ctx *c;
    struct arena *scratch; /* texts of one row */
    struct bankfile_reader *r;
    struct csv_table *table; /* a copy: footers add to its facts */
    const struct csv_profile *profile;
    const struct csv_mapping *m;
    struct csv_accounts *accounts;
    struct csv_recall recall;
    char currency[4];              /* of rows that name none */
    uint8_t always[LIMIT_COLUMNS]; /* columns filled in every good row so far */
    uint64_t good;
    size_t narrowest; /* the fewest cells of a good row */
    struct {          /* how the last good row begins */
        size_t len;
        char text[64];
    } begin;
    uint64_t others, others_line; /* rows that are no entries */
    uint64_t never, never_line;   /* entries that never took place */
    uint64_t unbooked, unbooked_line;
    bool summed; /* a sum or a balance stood behind the last good row */
    /* A row that is a footer if no good row follows. */
    struct {
        uint64_t line;
        char why[200];
    } doubt;
};

/* A row that is no entry. */
void csv_skip(struct csv_emission *e, uint64_t line);
/* Why a row is no good entry, in words for the user; in e->c->arena. */
const char *csv_reason(const struct csv_emission *e, const struct csv_row *row,
                       const struct csv_record *record);
/* Remembers the first row that is no entry only if none follows. */
void csv_doubt(struct csv_emission *e, uint64_t line, const char *why);
/* Is the file's last row the begin of an entry whose rest is missing? */
bool csv_is_cut_off(const struct csv_emission *e, const struct csv_row *row);
/* Remembers what good rows have in common. */
void csv_note_filled(struct csv_emission *e, const struct csv_row *row);
/* A row without an entry's date or amount: skipped when it surely is none, kept in doubt when it may be the
 * first of a footer, and the reason to refuse the file otherwise. */
enum err csv_take_other(struct csv_emission *e, const struct csv_row *row,
                        const struct csv_record *record) MUST_USE;

#endif
