/* florin bench search: a page of every kind of question over a household's transactions, from the index and, for
 * comparison, from the ledger alone; what the index costs. */
#include "finance/search/search.h"

#include "app/bench/support/household.h"
#include "app/bench/support/measure.h"
#include "app/benchmark.h"
#include "store/entity/household.h"
#include "store/store_driver.h"

#include <unistd.h>

enum { RUNS = 101, PAGE = 50, ROWS_MAX = 100000000 };

static const char *const options[] = {"rows", NULL};

/* What a person asks. Days are counted from the workload's first; 0: open. */
struct question {
    const char *name, *search, *category;
    int from_day, to_day, behind_day;
    int64_t amount_min, amount_max; /* whole units; 0: none */
    enum txn_direction direction;
    bool one_account, oldest_first, review;
};

static const struct question questions[] = {
    {.name = "newest"},
    {.name = "deep page", .behind_day = 300},
    {.name = "frequent word", .search = "rewe"},
    {.name = "frequent word, deep page", .search = "rewe", .behind_day = 300},
    {.name = "rare words", .search = "moebelhaus #0417 turin"},
    {.name = "no hit", .search = "zqxwv"},
    {.name = "several words", .search = "rewe koeln visa"},
    {.name = "words never together", .search = "streamflix edeka"},
    {.name = "part of a word", .search = "ebelha"},
    {.name = "one letter", .search = "e"},
    {.name = "letters without hit", .search = "e a i 9z"},
    {.name = "quoted", .search = "\"aldi west\""},
    {.name = "quoted, never side by side", .search = "\"turin rewe\""},
    {.name = "category's name", .search = "groceries malaga"},
    {.name = "category", .category = "Expenses:Eating out"},
    {.name = "category and word", .category = "Expenses:Travel", .search = "turin"},
    {.name = "account and word", .search = "hostel", .one_account = true},
    {.name = "days and word", .search = "edeka", .from_day = 700, .to_day = 730},
    {.name = "amount", .search = "12.50"},
    {.name = "large amounts", .search = ">880"},
    {.name = "amounts and word", .search = "moebelhaus", .amount_min = 300, .amount_max = 301},
    {.name = "income and word", .search = "basel", .direction = TXN_INCOMING},
    {.name = "to review", .review = true},
    {.name = "oldest first", .search = "rewe leeds", .oldest_first = true},
};
enum { QUESTIONS = sizeof questions / sizeof *questions };

struct answers {
    int64_t txns[QUESTIONS][PAGE];
    size_t counts[QUESTIONS];
};

static enum err first_account(struct ctx *c, struct store_tx *tx, int64_t *seq)
{
    struct account_row *rows;
    size_t count;
    TRY(account_list(c, tx, HOUSEHOLD_FIRST, &rows, &count));
    for (size_t i = count; i > 0; i--)
        if (account_is_own(rows[i - 1].kind))
            *seq = rows[i - 1].seq;
    return OK;
}

static date day_after(int days)
{
    return days == 0 ? DATE_NONE : workload_first_day() + days;
}

static enum err ask(struct ctx *c, struct store *store, const struct question *question,
                    struct txn_view **rows, size_t *count)
{
    struct store_tx *tx;
    struct txn_filter filter = {
        .search = text_of(question->search),
        .category = text_of(question->category),
        .from = day_after(question->from_day),
        .to = day_after(question->to_day),
        .has_amount_min = question->amount_min != 0,
        .has_amount_max = question->amount_max != 0,
        .amount_min = {question->amount_min, 0},
        .amount_max = {question->amount_max, 0},
        .direction = question->direction,
        .review = question->review,
        .oldest_first = question->oldest_first,
        .account_count = question->one_account,
        .limit = PAGE,
    };
    if (question->behind_day != 0)
        filter.behind = (struct txn_cursor){day_after(question->behind_day), 1};
    TRY(store_begin_read(c, store, &tx));
    TRY(first_account(c, tx, &filter.accounts[0]));
    TRY(transaction_list(c, tx, HOUSEHOLD_FIRST, &filter, rows, count));
    return store_commit(c, tx);
}

/* Notes the answers the first time, and holds the second against them. */
static enum err check(struct ctx *c, struct answers *answers, size_t i, bool again,
                      const struct txn_view *rows, size_t count)
{
    bool same = !again || answers->counts[i] == count;
    for (size_t k = 0; k < count; k++) {
        same = same && (!again || answers->txns[i][k] == rows[k].row.seq);
        answers->txns[i][k] = rows[k].row.seq;
    }
    answers->counts[i] = count;
    return same ? OK : fail(c, ERR_CORRUPT, "%s: the index answers something else", questions[i].name);
}

static enum err time_questions(struct ctx *c, struct bench *b, struct store *store, struct answers *answers,
                               bool indexed)
{
    if (!indexed)
        bench_section(b, "without index");
    for (size_t i = 0; i < QUESTIONS; i++) {
        double times[RUNS];
        int runs = indexed ? RUNS : 1;
        for (int run = 0; run < runs; run++) {
            struct arena_mark mark = arena_mark(c->arena);
            struct txn_view *rows;
            size_t count;
            double started = seconds_now();
            TRY(ask(c, store, &questions[i], &rows, &count));
            times[run] = (seconds_now() - started) * 1e3;
            TRY(check(c, answers, i, indexed, rows, count));
            arena_rewind(c->arena, mark);
        }
        if (indexed) {
            bench_section(b, questions[i].name);
            bench_count(b, "hits", (int64_t)answers->counts[i]);
            bench_number(b, "p50_ms", percentile(times, RUNS, 50));
            bench_goal(b, "p99_ms", percentile(times, RUNS, 99), 50);
        } else {
            bench_number(b, arena_printf(c->arena, "%s_ms", questions[i].name), times[0]);
        }
    }
    return OK;
}

static enum err time_build(struct ctx *c, struct bench *b, struct store *store, int64_t rows)
{
    int64_t before = store_size_bytes(store);
    double started = seconds_now(), used = seconds_cpu();
    TRY(search_catch_up(c, store));
    double took = seconds_now() - started;
    bench_section(b, "index");
    bench_number(b, "build_s", took);
    bench_number(b, "build_cpu_s", seconds_cpu() - used);
    bench_number(b, "build_rows_per_s", (double)rows / took);
    bench_number(b, "row_bytes", (double)(store_size_bytes(store) - before) / (double)rows);
    bench_number(b, "resident_mib", memory_resident_mib(getpid()));
    return OK;
}

static void close_store(void *thing)
{
    store_close(thing);
}

static enum err run(struct ctx *c, struct bench *b)
{
    struct household_files *files = ARENA_NEW(c->arena, struct household_files);
    struct answers *answers = ARENA_NEW(c->arena, struct answers);
    struct store *store;
    struct cost cost;
    int64_t rows;
    TRY(invocation_int(c, b->inv, "rows", 1, ROWS_MAX, 100000, &rows));
    TRY(household_write(c, b->folder, rows, "csv", files));
    TRY(household_import(c, files, false, &cost));
    bench_section(b, "workload");
    bench_count(b, "rows", rows);
    bench_number(b, "import_s", cost.wall_s);
    TRY(store_open(c, &store_sqlite, files->data, true, &store));
    arena_defer(c->arena, close_store, store);
    TRY(time_questions(c, b, store, answers, false));
    TRY(time_build(c, b, store, rows));
    TRY(time_questions(c, b, store, answers, true));
    bench_section(b, "afterwards");
    bench_number(b, "resident_mib", memory_resident_mib(getpid()));
    bench_number(b, "peak_mib", memory_peak_mib());
    return OK;
}

const struct benchmark benchmark_search = {
    .name = "search",
    .summary = "pages of every kind of question, with the index and without; what the index costs",
    .options = options,
    .run = run,
};
