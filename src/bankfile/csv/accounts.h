/* The open statements of one file: one per account and currency, several at once. */
#ifndef BANKFILE_CSV_ACCOUNTS_H
#define BANKFILE_CSV_ACCOUNTS_H

#include "bankfile/csv/table.h"

struct csv_account {
    struct bankfile_statement statement;
    struct csv_chain chain;
    date first_day, last_day;
    struct text opening, closing; /* of columns that state them; the first and the last seen */
    uint64_t hash;
    struct csv_account *next; /* in the order of the file */
};

struct csv_accounts {
    struct csv_account *slots[2048]; /* open addressing; LIMIT_FILE_ACCOUNTS fill less than half */
    struct csv_account *first, *newest, *recent;
    size_t count;
};

/* The statement of this account and currency. It is begun when it is new; `name` and `kind` are for that. */
enum err csv_accounts_find(struct ctx *c, struct bankfile_reader *r, struct csv_accounts *accounts,
                           struct text account, const char currency[4], struct text name,
                           const struct csv_table *table, struct csv_account **out) MUST_USE;
/* Works out balances and ends every statement. */
enum err csv_accounts_end(struct ctx *c, struct bankfile_reader *r, struct csv_accounts *accounts,
                          const struct csv_table *table, const struct csv_mapping *m) MUST_USE;

#endif
