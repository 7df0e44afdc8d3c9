/* How reports look: on a terminal, as JSON, as CSV. One file per report; `florin report` chooses. */
#ifndef APP_REPORT_VIEW_H
#define APP_REPORT_VIEW_H

#include "app/app.h"
#include "app/terminal.h"
#include "base/csv.h"
#include "finance/report.h"

/* One report that was asked for. */
struct view {
    struct store_tx *tx;
    int64_t household;
    int64_t account; /* only this own account; 0: all */
    struct report_book book;
    struct report_filter filter;
    enum report_by by;
    int32_t month; /* for reports about one month; REPORT_OPEN: there is no data */
    struct terminal terminal;
    struct buf *out;
    struct json json; /* into out */
    struct csv csv;   /* into out */
};

struct report_kind {
    const char *name;
    enum err (*text)(struct ctx *c, struct view *v);
    enum err (*json)(struct ctx *c, struct view *v); /* the rows' array */
    enum err (*csv)(struct ctx *c, struct view *v);
};

extern const struct report_kind report_kind_spending, report_kind_cashflow, report_kind_balances,
    report_kind_networth, report_kind_budgets;
/* A short summary; its JSON is an object of the other reports' rows, and it has no CSV. */
extern const struct report_kind report_kind_overview;

enum { VIEW_BAR_COLUMNS = 16, VIEW_MONTHS_DEFAULT = 12 };

/* "1,234.56" for people, into c->arena. */
const char *view_money(struct ctx *c, int64_t minor, currency cur);
/* "key":"1234.56" */
void view_json_money(struct json *j, const char *key, int64_t minor, currency cur);
void view_csv_money(struct csv *csv, int64_t minor, currency cur);
void view_json_month(struct json *j, int32_t month);
void view_csv_month(struct csv *csv, int32_t month);
/* Red below zero. */
void view_money_cell(struct ctx *c, struct terminal_table *table, int64_t minor, currency cur);
void view_month_cell(struct terminal_table *table, int32_t month);
/* "Spending in EUR, 2025-11 to 2026-10", bold, after a blank line unless it is the first. */
void view_heading(struct ctx *c, struct view *v, const char *what, currency cur, int32_t from, int32_t to);
/* Says that there is nothing to show. */
void view_nothing(struct view *v, const char *what);

/* The next currency after *cur among `count` of them in order of code; begin with CURRENCY_NONE. False at the
 * end. */
bool view_next_currency(const void *rows, size_t count, size_t row_size, size_t currency_offset,
                        currency *cur);
#define VIEW_NEXT_CURRENCY(rows, count, cur)                                                                 \
    view_next_currency((rows), (count), sizeof *(rows), offsetof(__typeof__(*(rows)), currency), (cur))

/* Pieces that the overview shows as well. */
enum err view_balances_table(struct ctx *c, struct view *v) MUST_USE;
/* Only budgets of which at least `percent_min` is spent. */
enum err view_budgets_table(struct ctx *c, struct view *v, int32_t percent_min) MUST_USE;
/* The `most` categories with the greatest sums in a currency. */
enum err view_top_categories(struct ctx *c, struct view *v, currency cur, size_t most) MUST_USE;

#endif
