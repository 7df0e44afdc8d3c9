/* florin bench recurring DIR [--hard]: standing orders of the Berka bank (PKDD'99) found again in its transactions.
 *
 * DIR has trans_*.asc (or trans.asc, trans.csv; gzipped or not) and recurring_ground_truth.csv, whose orders are exact. Looked at are transfers
 * to other banks: whoever pays bills has no use for the rhythm of cash, fees and interest. A found group is right when its amount is that of an
 * order of the account (and of the counterparty, unless --hard: then bank and account of the other side are hidden); an order that came
 * at least three times is found when a group has it. */
#include "numerics/recurring/recurring.h"

#include "app/bench/support/measure.h"
#include "app/bench/support/table.h"
#include "app/benchmark.h"
#include "base/hash.h"

#include <glob.h>
#include <math.h>
#include <stdlib.h>

enum { SEEN_LEAST = 3 };

static const char *const options[] = {"hard", NULL};

/* An order, or a found group: who, and how much. */
struct bill {
    int64_t party, amount;
    bool often; /* an order that came at least SEEN_LEAST times */
};

struct bills {
    struct bill *at;
    size_t count;
};

struct run {
    bool hard;
    struct recurring_payment *payments;
    size_t count, passed_over;
    struct bills orders;
};

static int64_t party_of(const struct run *r, struct text account, struct text bank, struct text other)
{
    uint64_t h = hash_text(account);
    if (!r->hard)
        h = hash_mix(hash_mix(h, hash_text(bank)), hash_text(other));
    return (int64_t)(h >> 1);
}

/* YYMMDD, of the last century. */
static enum err read_date(struct ctx *c, const struct table_lines *lines, size_t column, date *out)
{
    int64_t n;
    TRY(table_int(c, lines, column, &n));
    if (n >= 0 && n <= 991231 &&
        date_from_civil(1900 + (int32_t)(n / 10000), (int32_t)(n / 100 % 100), (int32_t)(n % 100), out))
        return OK;
    return fail(c, ERR_INPUT, "%s, line %zu: %lld is no date YYMMDD", lines->file, lines->line, (long long)n);
}

static enum err read_amount(struct ctx *c, const struct table_lines *lines, size_t column, int64_t *out)
{
    double amount;
    TRY(table_number(c, lines, column, &amount));
    if (!(fabs(amount) < 1e12))
        return fail(c, ERR_INPUT, "%s, line %zu: an amount beyond measure", lines->file, lines->line);
    *out = llround(amount * 100);
    return OK;
}

static enum err read_transactions(struct ctx *c, struct run *r, const char *file)
{
    static const char *const names[] = {"account_id", "date", "type",    "operation",
                                        "amount",     "bank", "account", NULL};
    enum { ACCOUNT, DATE, TYPE, OPERATION, AMOUNT, BANK, OTHER, COLUMNS };
    struct table_lines lines;
    size_t k[COLUMNS];
    struct buf *all = buf_in_arena(c->arena);
    TRY(table_lines_open(c, file, &lines));
    TRY(table_columns(c, &lines, names, k));
    size_t width = lines.count;
    for (bool more = true; more;) {
        struct recurring_payment p;
        TRY(table_lines_next(c, &lines, &more));
        if (!more)
            break;
        if (lines.count != width)
            return fail(c, ERR_INPUT, "%s, line %zu: %zu fields instead of %zu", file, lines.line,
                        lines.count, width);
        if (!text_is(lines.at[k[TYPE]], "VYDAJ") || !text_is(lines.at[k[OPERATION]], "PREVOD NA UCET")) {
            r->passed_over++;
            continue;
        }
        TRY(read_date(c, &lines, k[DATE], &p.date));
        TRY(read_amount(c, &lines, k[AMOUNT], &p.amount));
        p.amount = -p.amount;
        p.party = party_of(r, lines.at[k[ACCOUNT]], lines.at[k[BANK]], lines.at[k[OTHER]]);
        buf_add(all, (const char *)&p, sizeof p);
    }
    r->payments = (struct recurring_payment *)(void *)all->at;
    r->count = all->len / sizeof *r->payments;
    return r->count > 0 ? OK : fail(c, ERR_INPUT, "%s has no transfer to another bank", file);
}

static enum err read_orders(struct ctx *c, struct run *r, const char *file)
{
    static const char *const names[] = {
        "account_id", "bank_to", "account_to", "amount", "occurrences_in_window", NULL};
    struct table_lines lines;
    size_t k[5];
    struct buf *all = buf_in_arena(c->arena);
    TRY(table_lines_open(c, file, &lines));
    TRY(table_columns(c, &lines, names, k));
    for (bool more = true; more;) {
        struct bill order;
        int64_t times;
        TRY(table_lines_next(c, &lines, &more));
        if (!more)
            break;
        TRY(read_amount(c, &lines, k[3], &order.amount));
        TRY(table_int(c, &lines, k[4], &times));
        order.amount = -order.amount;
        order.often = times >= SEEN_LEAST;
        order.party = party_of(r, lines.at[k[0]], lines.at[k[1]], lines.at[k[2]]);
        buf_add(all, (const char *)&order, sizeof order);
    }
    r->orders = (struct bills){(struct bill *)(void *)all->at, all->len / sizeof(struct bill)};
    return r->orders.count > 0 ? OK : fail(c, ERR_INPUT, "%s has no orders", file);
}

static int by_bill(const void *a, const void *b)
{
    const struct bill *x = a, *y = b;
    if (x->party != y->party)
        return x->party < y->party ? -1 : 1;
    return (x->amount > y->amount) - (x->amount < y->amount);
}

static bool has(const struct bills *bills, const struct bill *bill)
{
    return bsearch(bill, bills->at, bills->count, sizeof *bills->at, by_bill) != NULL;
}

/* Each amount of a group is one: an order's amount does not change. */
static struct bills bills_of(struct ctx *c, const struct run *r, const struct recurring *groups, size_t count)
{
    struct buf *all = buf_in_arena(c->arena);
    for (size_t i = 0; i < count; i++)
        for (size_t m = 0; m < groups[i].count; m++) {
            struct bill bill = {groups[i].party, r->payments[groups[i].members[m]].amount, true};
            if (m == 0 || bill.amount != r->payments[groups[i].members[m - 1]].amount)
                buf_add(all, (const char *)&bill, sizeof bill);
        }
    struct bills out = {(struct bill *)(void *)all->at, all->len / sizeof(struct bill)};
    if (out.count > 1)
        qsort(out.at, out.count, sizeof *out.at, by_bill);
    return out;
}

static void judge(struct ctx *c, struct bench *b, struct run *r, const struct recurring *groups, size_t count)
{
    struct bills found = bills_of(c, r, groups, count);
    size_t right = 0, often = 0, seen = 0;
    qsort(r->orders.at, r->orders.count, sizeof *r->orders.at, by_bill);
    for (size_t i = 0; i < found.count; i++)
        right += has(&r->orders, &found.at[i]);
    for (size_t i = 0; i < r->orders.count; i++) {
        often += r->orders.at[i].often;
        seen += r->orders.at[i].often && has(&found, &r->orders.at[i]);
    }
    bench_count(b, "orders_seen_three_times", (int64_t)often);
    bench_count(b, "groups", (int64_t)found.count);
    bench_number(b, "precision", found.count == 0 ? 0 : (double)right / (double)found.count);
    bench_number(b, "recall", often == 0 ? 0 : (double)seen / (double)often);
}

static enum err find_file(struct ctx *c, const char *folder, const char *pattern, const char **out)
{
    glob_t found;
    *out = NULL;
    if (glob(arena_printf(c->arena, "%s/%s", folder, pattern), 0, NULL, &found) == 0) {
        *out = arena_printf(c->arena, "%s", found.gl_pathv[0]);
        globfree(&found);
    }
    return *out != NULL ? OK : fail(c, ERR_NOT_FOUND, "%s has no file %s", folder, pattern);
}

static enum err run(struct ctx *c, struct bench *b)
{
    struct run r = {.hard = invocation_has(b->inv, "hard")};
    const char *transactions, *truth;
    struct recurring *groups;
    size_t count;
    TRY(find_file(c, b->files[0], "trans*", &transactions));
    TRY(find_file(c, b->files[0], "recurring_ground_truth.csv*", &truth));
    TRY(read_transactions(c, &r, transactions));
    TRY(read_orders(c, &r, truth));
    bench_section(b, r.hard ? "recurring_hard" : "recurring");
    struct recurring_options how = {.today = DATE_NONE, .parties_known = !r.hard};
    double started = seconds_now();
    TRY(recurring_find(c, r.payments, r.count, &how, &groups, &count));
    double took = seconds_now() - started;
    bench_count(b, "transfers", (int64_t)r.count);
    bench_count(b, "others_passed_over", (int64_t)r.passed_over);
    judge(c, b, &r, groups, count);
    bench_number(b, "time_ms", took * 1e3);
    bench_number(b, "payments_per_s", (double)r.count / took);
    return OK;
}

const struct benchmark benchmark_recurring = {
    .name = "recurring",
    .summary = "standing orders found again in a bank's transactions: precision and recall",
    .options = options,
    .run = run,
    .files = "DIR",
    .files_min = 1,
    .files_max = 1,
};
