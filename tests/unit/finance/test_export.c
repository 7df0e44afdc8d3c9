/* Exports: what spreadsheets, programs, hledger and ledger read is what is in the ledger. */
#include "book.h"
#include "finance/export/export.h"
#include "finance/report.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* A household whose words are as nasty as a bank's. */
static struct book *nasty(void)
{
    struct book *b = book_new();
    int64_t giro = book_account(b, "Giro; main", ACCOUNT_ASSET, "EUR"),
            card = book_account(b, "Card", ACCOUNT_LIABILITY, "EUR");
    int64_t yen = book_account(b, "Tokyo", ACCOUNT_ASSET, "JPY"),
            dinar = book_account(b, "Kuwait 1", ACCOUNT_ASSET, "KWD");
    int64_t food = book_category(b, "Expenses:Food & Drink"), fun = book_category(b, "Expenses:Fun"),
            opening = book_category(b, "Equity:Opening balances");
    book_entry(
        b,
        (struct entry){.account = giro, .day = "2025-12-31", .text = "Opening balance", .flags = TXN_OPENING},
        opening, 123450);
    const struct txn_part split[] = {{food, -8612}, {fun, -6223}};
    book_parts(b,
               (struct entry){.account = giro,
                              .day = "2026-02-01",
                              .text = "Hyper",
                              .payee = "Hyper, \"le grand\"",
                              .memo = "a,b\nc"},
               split, 2);
    book_entry(b,
               (struct entry){.account = giro,
                              .day = "2026-01-05",
                              .text = "=HYPERLINK(\"http://x\")",
                              .memo = "+1;2|3",
                              .bank_id = "A(1)-2;3"},
               food, -1250);
    book_entry(b,
               (struct entry){.account = card,
                              .day = "2026-01-06",
                              .text = "*! (x) [2026/99/99] Caf\xC3\xA9",
                              .memo = "date:2026-99-99, [2026/13/40] key:: (1/0) @cmd"},
               food, -75);
    book_entry(b, (struct entry){.account = card, .day = "2026-01-06", .text = "", .bank_id = "@2"}, fun, 25);
    book_entry(b,
               (struct entry){
                   .account = card, .day = "2026-01-07", .text = "Refund  ; of 5 EUR", .memo = "; a\ttab"},
               food, 500);
    book_entry(b, (struct entry){.account = yen, .day = "2026-01-08", .text = "Noodles"}, food, -1200);
    book_entry(b, (struct entry){.account = dinar, .day = "2026-01-08", .text = "Tea"}, food, -1234);
    book_entry(b, (struct entry){.account = giro, .day = "2026-01-09", .text = "Held", .state = TXN_PENDING},
               food, -9999);
    book_entry(b, (struct entry){.account = giro, .day = "2026-01-09", .text = "Void", .state = TXN_VOID},
               food, -8888);
    book_entry(b, (struct entry){.account = giro, .day = "2026-01-10", .text = "Nothing"}, food, 0);
    book_keep(b);
    return b;
}

static struct text export(struct book *b, const char *format, struct export_options options, int64_t *count)
{
    struct store_tx *tx = book_read(b);
    char *at = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&at, &len);
    options.household = HOUSEHOLD_FIRST;
    options.format = format;
    assert_ok(&b->c, export_write(&b->c, tx, &options, out, count));
    fclose(out);
    store_rollback(tx);
    struct text copy = text_copy(b->c.arena, (struct text){at, len});
    free(at);
    return copy;
}

static const struct export_options everything = {.from = DATE_NONE, .to = DATE_NONE};

static void assert_has(struct text all, const char *part)
{
    if (text_find(all, text_of(part)) < 0)
        fail_msg("\"%s\" is not in\n%.*s", part, TEXT_ARGS(all));
}

static void csv_is_safe_and_whole(void **state)
{
    (void)state;
    struct book *b = nasty();
    int64_t count;
    struct text csv = export(b, "csv", everything, &count);
    assert_int_equal(10, count);
    assert_true(text_starts(
        csv,
        TEXT("id,date,account,amount,currency,payee,category,state,text,memo,tags,notes,bank_id,part\r\n")));
    assert_has(csv,
               ",2025-12-31,Giro; main,1234.50,EUR,,Equity:Opening balances,posted,Opening balance,,,,,\r\n");
    assert_has(csv, ",Giro; main,-86.12,EUR,\"Hyper, \"\"le grand\"\"\",Expenses:Food & "
                    "Drink,posted,Hyper,\"a,b\nc\",,,,1/2\r\n");
    assert_has(
        csv,
        ",Giro; main,-62.23,EUR,\"Hyper, \"\"le grand\"\"\",Expenses:Fun,posted,Hyper,\"a,b\nc\",,,,2/2\r\n");
    assert_has(csv, ",\"'=HYPERLINK(\"\"http://x\"\")\",'+1;2|3,,,A(1)-2;3,\r\n");
    assert_has(csv, ",'@2,\r\n");
    assert_has(csv, ",Tokyo,-1200,JPY,");
    assert_has(csv, ",Kuwait 1,-1.234,KWD,");
    assert_has(csv, ",-99.99,EUR,,Expenses:Food & Drink,pending,Held,");
    assert_has(csv, ",0.00,EUR,,,posted,Nothing,");
    assert_true(text_find(csv, TEXT("Void")) < 0);
    book_free(b);
}

static void csv_is_by_date_and_limited(void **state)
{
    (void)state;
    struct book *b = nasty();
    int64_t count;
    struct export_options options = {.account = 2, .from = DATE_NONE, .to = DATE_NONE};
    export(b, "csv", options, &count);
    assert_int_equal(3, count);
    options = (struct export_options){.from = day("2026-01-08"), .to = day("2026-01-31")};
    struct text csv = export(b, "csv", options, &count);
    assert_int_equal(4, count);
    assert_true(text_find(csv, TEXT("2026-01-08")) < text_find(csv, TEXT("2026-01-10")));
    assert_true(text_find(csv, TEXT("2026-02")) < 0);
    book_free(b);
}

static void json_has_parts(void **state)
{
    (void)state;
    struct book *b = nasty();
    int64_t count;
    struct text json = export(b, "json", everything, &count);
    assert_true(text_starts(json, TEXT("{\"rows\":[\n{\"id\":\"")));
    assert_has(json, "\"amount\":\"-148.35\",\"currency\":\"EUR\",\"state\":\"posted\",\"payee\":\"Hyper, "
                     "\\\"le grand\\\"\",\"parts\":["
                     "{\"category\":\"Expenses:Food & "
                     "Drink\",\"amount\":\"-86.12\"},{\"category\":\"Expenses:Fun\",\"amount\":\"-62.23\"}],"
                     "\"text\":\"Hyper\",\"memo\":\"a,b\\nc\"}");
    assert_has(json, "\"parts\":[],\"text\":\"Nothing\"}");
    assert_true(text_equal(text_from(json, json.len - 4), TEXT("\n]}\n")));
    book_free(b);
}

static void an_empty_ledger_exports(void **state)
{
    (void)state;
    struct book *b = book_new();
    int64_t count;
    book_keep(b);
    assert_text("{\"rows\":[\n]}\n", export(b, "json", everything, &count));
    assert_int_equal(0, count);
    assert_true(export(b, "csv", everything, &count).len > 0);
    assert_true(export(b, "journal", everything, &count).len > 0);
    book_free(b);
}

static void the_journal_is_plain(void **state)
{
    (void)state;
    struct book *b = nasty();
    int64_t count;
    struct text journal = export(b, "journal", everything, &count);
    assert_has(journal, "commodity EUR\n    format 1000.00 EUR\n");
    assert_has(journal, "commodity JPY\n");
    assert_has(journal, "commodity KWD\n    format 1000.000 KWD\n");
    assert_has(journal, "\n2026-01-05 * (A 1 -2 3) HYPERLINK(\"http://x\")\n");
    assert_has(journal, "\n2026-01-06 * x) [2026/99/99] Caf\xC3\xA9\n");
    assert_has(journal, "\n2026-01-09 ! Held\n    Equity:Pending:Giro main  -99.99 EUR\n    "
                        "Equity:Pending:Food & Drink  99.99 EUR\n");
    assert_has(journal, "    Assets:Giro main  -148.35 EUR\n    Expenses:Food & Drink  86.12 EUR\n    "
                        "Expenses:Fun  62.23 EUR\n");
    assert_true(text_find(journal, TEXT("Void")) < 0);
    book_free(b);
}

/* Runs a program with its output in a file; false when there is no such program. */
static bool run(char *const argv[], const char *out, int *status)
{
    posix_spawn_file_actions_t actions;
    pid_t pid;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, out, O_WRONLY | O_CREAT | O_APPEND, 0600);
    int rc = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (rc != 0)
        return false;
    assert_int_equal(pid, waitpid(pid, status, 0));
    return !WIFEXITED(*status) || WEXITSTATUS(*status) != 127;
}

static struct text read_file(struct book *b, const char *path)
{
    enum { SIZE = 1 << 16 };
    char *at = arena_alloc(b->c.arena, SIZE);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t len = fread(at, 1, SIZE, file);
    fclose(file);
    return (struct text){at, len};
}

/* "<amount> <currency>  <account>" on a line of its own, however it is indented. */
static bool has_balance(struct text out, const char *amount, const char *account)
{
    while (out.len > 0) {
        ptrdiff_t end = text_find(out, TEXT("\n"));
        struct text line = text_trim((struct text){out.at, end < 0 ? out.len : (size_t)end});
        size_t name = strlen(account);
        if (line.len > name && text_starts(line, text_of(amount)) &&
            text_is(text_from(line, line.len - name), account) &&
            text_trim((struct text){line.at, line.len - name}).len == strlen(amount))
            return true;
        out = text_from(out, end < 0 ? out.len : (size_t)end + 1);
    }
    return false;
}

/* Every own account's balance, as report_balances has it, stands in the program's answer. */
static void compare_balances(struct book *b, struct text answer, const char *program)
{
    struct report_book report;
    struct report_filter filter = {.month_from = REPORT_OPEN, .month_to = REPORT_OPEN};
    struct report_balance *rows;
    size_t count;
    struct store_tx *tx = book_read(b);
    assert_ok(&b->c, report_load(&b->c, tx, HOUSEHOLD_FIRST, 0, &report));
    assert_ok(&b->c, report_balances(&b->c, &report, &filter, &rows, &count));
    assert_int_equal(4, count);
    for (size_t i = 0; i < count; i++) {
        const struct account_row *account = rows[i].account;
        char money[MONEY_TEXT_MAX];
        const char *expected =
            arena_printf(b->c.arena, "%s %s", money_format(rows[i].balance, account->currency, money),
                         currency_code(account->currency));
        const char *name = account_journal_name(b->c.arena, account->kind, account->name);
        if (!has_balance(answer, expected, name))
            fail_msg("%s does not say \"%s  %s\":\n%.*s", program, expected, name, TEXT_ARGS(answer));
    }
    store_rollback(tx);
}

static void reads_the_journal(const char *program)
{
    struct book *b = nasty();
    int64_t count;
    int status;
    struct text journal = export(b, "journal", everything, &count);
    char folder[] = "/tmp/florin-export-XXXXXX";
    assert_non_null(mkdtemp(folder));
    char *file = arena_printf(b->c.arena, "%s/j", folder), *out = arena_printf(b->c.arena, "%s/out", folder);
    FILE *to = fopen(file, "w");
    assert_int_equal(journal.len, fwrite(journal.at, 1, journal.len, to));
    fclose(to);
    char *name = arena_printf(b->c.arena, "%s", program);
    char *argv[] = {name, "-f", file, "balance", "--flat", NULL};
    bool ran = run(argv, out, &status);
    struct text answer = ran ? read_file(b, out) : TEXT("");
    unlink(out);
    unlink(file);
    rmdir(folder);
    if (ran) {
        if (status != 0)
            fail_msg("%s refuses the journal:\n%.*s\n%.*s", program, TEXT_ARGS(answer), TEXT_ARGS(journal));
        compare_balances(b, answer, program);
    }
    book_free(b);
    if (!ran)
        skip(); /* not installed here */
}

static void hledger_reads_the_journal(void **state)
{
    (void)state;
    reads_the_journal("hledger");
}

static void ledger_reads_the_journal(void **state)
{
    (void)state;
    reads_the_journal("ledger");
}

static void unknown_formats_are_refused(void **state)
{
    (void)state;
    struct book *b = book_new();
    int64_t count;
    book_keep(b);
    struct store_tx *tx = book_read(b);
    struct export_options options = {.household = HOUSEHOLD_FIRST, .format = "pdf"};
    assert_false(export_knows("pdf"));
    assert_true(export_knows("journal"));
    assert_err(ERR_INPUT, export_write(&b->c, tx, &options, stdout, &count));
    book_free(b);
}

static void a_full_disk_is_told(void **state)
{
    (void)state;
    struct book *b = nasty();
    int64_t count;
    struct store_tx *tx = book_read(b);
    struct export_options options = {
        .household = HOUSEHOLD_FIRST, .format = "csv", .from = DATE_NONE, .to = DATE_NONE};
    FILE *full = fopen("/dev/full", "w");
    if (full != NULL) {
        assert_err(ERR_FULL, export_write(&b->c, tx, &options, full, &count));
        fclose(full);
    }
    book_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_is_safe_and_whole),    cmocka_unit_test(csv_is_by_date_and_limited),
        cmocka_unit_test(json_has_parts),           cmocka_unit_test(an_empty_ledger_exports),
        cmocka_unit_test(the_journal_is_plain),     cmocka_unit_test(hledger_reads_the_journal),
        cmocka_unit_test(ledger_reads_the_journal), cmocka_unit_test(unknown_formats_are_refused),
        cmocka_unit_test(a_full_disk_is_told),
    };
    return cmocka_run_group_tests_name("finance/export", tests, NULL, NULL);
}
