/* The benchmarks' bank rows: made up, the same on every machine, any row on its own from its number.
 *
 * Five years from 2021-01-01, six accounts, 400 payees with the clutter banks print around them (processors,
 * shop numbers, places, dates, upper and lower case), 50 rules `pattern TAB category` of which the first
 * match wins and which sort about two rows in three. Some rows are twins: the same account, day, amount and
 * text as the row before and only another bank id; two coffees are two coffees, and losing one is losing
 * money. */
#ifndef APP_BENCH_SUPPORT_WORKLOAD_H
#define APP_BENCH_SUPPORT_WORKLOAD_H

#include "base/date.h"
#include "base/text.h"

enum {
    WORKLOAD_ACCOUNTS = 6,
    WORKLOAD_PAYEES = 400,
    WORKLOAD_RULES = 50,
    WORKLOAD_MONTHS = 60,
    WORKLOAD_TEXT_MAX = 128,
    WORKLOAD_ID_MAX = 24,
};

struct workload_row {
    int64_t index;
    int account; /* 0..WORKLOAD_ACCOUNTS-1 */
    date date;
    int64_t cents;
    int rule; /* the one that sorts it, WORKLOAD_RULES: none */
    bool twin;
    char text[WORKLOAD_TEXT_MAX];
    char id[WORKLOAD_ID_MAX]; /* letters and digits */
};

/* Row `index` of a workload of `rows`. Rows are in the order of their days. */
void workload_row(int64_t rows, int64_t index, struct workload_row *out);
/* Its account alone, which is quicker. */
int workload_row_account(int64_t rows, int64_t index);
/* An account's number: ten digits. */
const char *workload_account(int account);
const char *workload_pattern(int rule);
/* Of a rule; with WORKLOAD_RULES, of what no rule sorts. */
const char *workload_category(int rule);
date workload_first_day(void);

/* What every answer is checked against. Cents. */
struct workload_sums {
    int64_t bytes; /* of the file */
    int64_t twins, ruled;
    int64_t balances[WORKLOAD_ACCOUNTS];
    int64_t cells[WORKLOAD_MONTHS]
                 [WORKLOAD_RULES + 1]; /* month since 2021-01, rule: what came in less what went out */
};

/* The formats a workload can be written in, ended by NULL: csv ofx qif camt053 mt940 n43. */
extern const char *const workload_formats[];
bool workload_has_format(const char *format);
/* Writes a bank file; *sums is filled in. One of workload_formats. n43 counts in few digits: at most a
 * million rows fit. */
enum err workload_write(struct ctx *c, int64_t rows, const char *format, const char *path,
                        struct workload_sums *sums) MUST_USE;
/* Writes the rules, one a line. */
enum err workload_write_rules(struct ctx *c, const char *path) MUST_USE;

#endif
