/* Deciding which column means what: by names (guess.c), and where names leave something open by contents
 * (complete.c). */
#ifndef BANKFILE_CSV_GUESS_H
#define BANKFILE_CSV_GUESS_H

#include "bankfile/csv/table.h"

struct csv_guess {
    const struct csv_table *table;
    const struct csv_profile *profile;
    struct csv_mapping *m;
    bool taken[LIMIT_COLUMNS];
    uint8_t score[CSV_WORD_ROLES][LIMIT_COLUMNS]; /* by name and contents; 0: not this role */
};

/* Do the contents of a column allow this role? */
bool csv_guess_allows(const struct csv_guess *g, size_t column, enum csv_role role);
bool csv_guess_holds_money(const struct csv_column *col);
void csv_guess_assign(struct csv_guess *g, enum csv_role role, size_t column);
void csv_guess_drop(struct csv_guess *g, enum csv_role role);
/* Settles columns that stand for the same thing, and finds by contents what no name told. Texts are left for
 * csv_guess_parties. */
void csv_guess_complete(struct csv_guess *g);
/* Who and what, when the columns of memos are known. */
void csv_guess_parties(struct csv_guess *g);

#endif
