/* florin bench payments: many planned payments that are due in the same minute. Each is decided upon by the policy with the facts of then, held, counted
 * for limits and booked, once. */
#include "app/bench/support/measure.h"
#include "app/benchmark.h"
#include "base/date.h"
#include "finance/accounts.h"
#include "finance/payment/pay.h"
#include "store/entity/agency/standing.h"
#include "store/entity/household.h"
#include "store/entity/total.h"
#include "store/migrate.h"
#include "store/store_driver.h"

enum { COUNT_MAX = 10000000, PAYEES = 5000, PLAN_BATCH = 1000, GOAL_S = 60 };

static const char *const options[] = {"count", NULL};

static const char policy[] =
    "version: 1\nrules:\n  - name: known payees\n    verdict: allow\n    kind: payment\n    amount-up-to: "
    "1000 EUR\n  - name: a lot in one day\n    verdict: ask\n    kind: payment\n    total-today-above: "
    "1000000000 EUR\n  - name: not into the red\n    verdict: ask\n    kind: payment\n    balance-below: 0\n";

struct run {
    struct store *store;
    int64_t account, count, cents;
};

static int64_t cents_of(int64_t i)
{
    return 100 + i * 7919 % 9900;
}

static enum err set_up(struct ctx *c, struct run *r)
{
    struct store_tx *tx;
    struct account_row row;
    int64_t seq, version;
    struct account_new fresh = {.name = TEXT("Checking"),
                                .kind = ACCOUNT_ASSET,
                                .currency = CURRENCY_EUR,
                                .opening = INT64_C(100000000000),
                                .opening_date = time_date(c->now_us) - 1};
    TRY(accounts_add(c, r->store, HOUSEHOLD_FIRST, &fresh, &seq));
    TRY(store_begin(c, r->store, &tx));
    TRY(account_by_name(c, tx, HOUSEHOLD_FIRST, fresh.name, &row));
    r->account = row.seq;
    TRY(household_policy_set(c, tx, HOUSEHOLD_FIRST, 0, text_of(policy), &version));
    return store_commit(c, tx);
}

static enum err plan_one(struct ctx *c, struct store_tx *tx, struct run *r, int64_t i, date due)
{
    struct payment_row row = {.id = id_new(c->now_us),
                              .household = HOUSEHOLD_FIRST,
                              .kind = PAYMENT_TO_PAYEE,
                              .account = r->account,
                              .payee = text_of(arena_printf(c->arena, "Payee %lld", (long long)(i % PAYEES))),
                              .amount = cents_of(i),
                              .currency = CURRENCY_EUR,
                              .due = due,
                              .agent = TEXT("payment"),
                              .occurrence = DATE_NONE};
    row.payee_key = proposal_payee_key(c->arena, row.payee, TEXT(""));
    r->cents += row.amount;
    return pay_plan(c, tx, &row);
}

static enum err plan_all(struct ctx *c, struct run *r, date due)
{
    for (int64_t i = 0; i < r->count;) {
        struct store_tx *tx;
        struct arena_mark mark = arena_mark(c->arena);
        TRY(store_begin(c, r->store, &tx));
        for (int64_t end = i + PLAN_BATCH; i < end && i < r->count; i++)
            TRY(plan_one(c, tx, r, i, due));
        TRY(store_commit(c, tx));
        arena_rewind(c->arena, mark);
    }
    return OK;
}

static enum err ask_number(struct ctx *c, struct store_query *q, int64_t *out)
{
    bool row;
    TRY(store_next(c, q, &row));
    *out = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

/* Each once, and every sum the same: payments, transactions, the account, what limits count. */
static enum err verify(struct ctx *c, struct bench *b, const struct run *r, date due)
{
    struct store_tx *tx;
    struct store_query *q;
    struct account_sums sums;
    struct outlay_sums outlay;
    int64_t paid, doubles, moved;
    TRY(store_begin_read(c, r->store, &tx));
    TRY(store_query(c, tx, "SELECT count(*) FROM payment WHERE state = 4", &q));
    TRY(ask_number(c, q, &paid));
    TRY(store_query(c, tx, "SELECT count(*) - count(DISTINCT txn) FROM payment WHERE txn IS NOT NULL", &q));
    TRY(ask_number(c, q, &doubles));
    TRY(store_query(c, tx, "SELECT sum(-amount) FROM txn WHERE amount < 0", &q));
    TRY(ask_number(c, q, &moved));
    TRY(total_sums(c, tx, r->account, &sums));
    TRY(outlay_sum(c, tx, HOUSEHOLD_FIRST, CURRENCY_EUR, TEXT(""), due, due, &outlay));
    TRY(store_commit(c, tx));
    bool equal = moved == r->cents && sums.credit == r->cents && outlay.amount == r->cents &&
                 outlay.count == r->count && sums.pending_credit == 0;
    bench_count(b, "paid", paid);
    bench_count(b, "duplicates", doubles);
    bench_words(b, "sums", equal ? "equal" : "different");
    return paid == r->count && doubles == 0 && equal
               ? OK
               : fail(c, ERR_CORRUPT, "payments are missing or doubled");
}

static void close_store(void *thing)
{
    store_close(thing);
}

static void close_judge(void *thing)
{
    judge_free(thing);
}

static void close_provider(void *thing)
{
    payment_provider_close(thing);
}

static enum err run(struct ctx *c, struct bench *b)
{
    struct run *r = ARENA_NEW(c->arena, struct run);
    struct judge *judge = judge_new();
    struct pay_desk *desk = ARENA_NEW(c->arena, struct pay_desk);
    int64_t next_us;
    bool did;
    *r = (struct run){0};
    arena_defer(c->arena, close_judge, judge);
    TRY(invocation_int(c, b->inv, "count", 1, COUNT_MAX, 100000, &r->count));
    TRY(store_open(c, &store_sqlite, arena_printf(c->arena, "%s/data", b->folder), true, &r->store));
    arena_defer(c->arena, close_store, r->store);
    memset(desk, 0, sizeof *desk);
    desk->provider = payment_ledger_new();
    arena_defer(c->arena, close_provider, desk->provider);
    TRY(migrate_up(c, r->store));
    TRY(set_up(c, r));
    date due = time_date(c->now_us) + 1;
    TRY(plan_all(c, r, due));
    struct ctx then = {.arena = c->arena, .now_us = (due + INT64_C(0)) * INT64_C(86400000000)};
    double used = seconds_cpu(), began = seconds_now();
    enum err e = pay_work(&then, r->store, judge, desk, &next_us, &did);
    if (e != OK)
        return fail(c, e, "%s", then.why);
    double took = seconds_now() - began;
    bench_section(b, "due_at_once");
    bench_count(b, "payments", r->count);
    bench_goal(b, "took_s", took, (double)GOAL_S * (double)r->count / 100000);
    bench_number(b, "payments_per_s", (double)r->count / took);
    bench_number(b, "cpu_per_payment_us", (seconds_cpu() - used) * 1e6 / (double)r->count);
    return verify(c, b, r, due);
}

const struct benchmark benchmark_payments = {
    .name = "payments",
    .summary =
        "--count planned payments due in the same minute: decided, held, counted and booked, each once",
    .options = options,
    .run = run,
};
