/* florin import: bank files into the ledger. */
#include "finance/import/import.h"

#include "app/app.h"
#include "app/react.h"
#include "app/terminal.h"
#include "matching/duplicates.h"
#include "store/entity/household.h"

#include <unistd.h>

static const struct command_option options[] = {
    {"yes", 'y', NULL, "commit without showing the preview first"},
    {"dry-run", 'n', NULL, "show what would happen, change nothing"},
    {"rules", 0, "FILE",
     "rules for this run, before your own: lines of pattern TAB category, or whole rules"},
    {"only-rules", 0, NULL, "no classifier, no pairing of transfers; the rest is Expenses:Uncategorised"},
    {"currency", 0, "CODE", "for files that name none"},
    {"account", 0, "NAME", "for files that name no account"},
    {"format", 0, "NAME", "read as this format instead of detecting it"},
    {"mapping", 0, "TEXT", "how to read a CSV file; remembered for the next file of this bank"},
    {"encoding", 0, "NAME", "an encoding such as WINDOWS-1252 instead of detecting it"},
    {"unreconciled", 0, NULL, "take statements whose balances disagree as well"},
    {"quiet", 'q', NULL, "no progress, no summary"},
    {0},
};

struct importer {
    const struct invocation *inv;
    struct import_options how;
    struct store *
        store; /* NULL while a person is asked: each step opens its own, so that others can write in between */
    bool asks, quiet;
    int64_t read, added, duplicates, settled, suggested, paired, refused;
    struct buf files; /* JSON of each file */
    struct json files_json;
};

static void show_progress(void *self, int64_t bytes, int64_t bytes_all, int64_t entries)
{
    enum { WIDTH = 30 };
    const struct importer *im = self;
    char count[40], bar[WIDTH + 1];
    if (im->quiet || !isatty(STDERR_FILENO))
        return;
    int done = bytes_all > 0 ? (int)(bytes * WIDTH / bytes_all) : 0;
    for (int i = 0; i < WIDTH; i++)
        bar[i] = i < done ? '#' : '.';
    bar[WIDTH] = '\0';
    fprintf(stderr, "\r  [%s] %s entries", bar, app_count(entries, count));
    if (bytes_all > 0 && bytes >= bytes_all)
        fprintf(stderr, "\r%*s\r", WIDTH + 40, "");
}

static void json_accounts(struct json *j, const struct import_result *r)
{
    char money[MONEY_TEXT_MAX];
    json_key(j, "accounts");
    json_array(j);
    for (size_t i = 0; i < r->account_count; i++) {
        const struct import_account *a = &r->accounts[i];
        json_object(j);
        json_key_text(j, "account", a->name);
        json_key_z(j, "currency", currency_code(a->currency));
        json_key_bool(j, "created", a->created);
        json_key_int(j, "read", a->read);
        json_key_int(j, "added", a->added);
        json_key_int(j, "duplicates", a->duplicates);
        json_key_int(j, "settled", a->settled);
        json_key_int(j, "suggested", a->suggested);
        if (a->has_closing) {
            json_key_z(j, "bank_balance", money_format(a->closing, a->currency, money));
            json_key_z(j, "balance", money_format(a->balance, a->currency, money));
            json_key(j, "balance_date");
            json_date(j, a->closing_date);
        }
        json_object_end(j);
    }
    json_array_end(j);
}

static void json_file(struct importer *im, const char *path, enum err e, const struct ctx *c,
                      const struct import_result *r)
{
    struct json *j = &im->files_json;
    json_object(j);
    json_key_z(j, "file", path);
    json_key_z(j, "format", r->report.format);
    if (e != OK) {
        json_key(j, "error");
        json_object(j);
        json_key(j, "line");
        if (r->report.line > 0)
            json_int(j, (int64_t)r->report.line);
        else
            json_null(j);
        json_key_z(j, "what", r->report.what[0] != '\0' ? r->report.what : c->why);
        json_object_end(j);
    } else {
        json_key_int(j, "import", r->import);
        json_key_int(j, "read", r->read);
        json_key_int(j, "added", r->added);
        json_key_int(j, "duplicates", r->duplicates + r->settled);
        json_key_int(j, "settled", r->settled);
        json_key_int(j, "suggested", r->suggested);
        json_key_int(j, "paired", r->paired);
        json_key_int(j, "statements", r->statements);
        json_key_int(j, "reconciled", r->statements_reconciled);
        json_accounts(j, r);
    }
    json_object_end(j);
}

static void text_accounts(struct arena *arena, const struct import_result *r)
{
    char a1[40], a2[40], day[DATE_TEXT_MAX];
    for (size_t i = 0; i < r->account_count; i++) {
        const struct import_account *a = &r->accounts[i];
        printf("    %s (%s)%s: %s new, %s known", terminal_field(arena, a->name, 0),
               currency_code(a->currency), a->created ? ", new account" : "", app_count(a->added, a1),
               app_count(a->duplicates, a2));
        if (a->settled > 0)
            printf(", %s pending now booked", app_count(a->settled, a1));
        if (a->suggested > 0)
            printf(", %s to review", app_count(a->suggested, a1));
        putchar('\n');
        if (a->has_closing && a->closing != a->balance)
            printf("      ! the bank says %s on %s, here it is %s: entries are missing or wait for review\n",
                   app_money(a->closing, a->currency, a1), date_format(a->closing_date, day),
                   app_money(a->balance, a->currency, a2));
    }
}

static void text_samples(struct arena *arena, const struct import_result *r)
{
    static const char *const verdicts[] = {"new", "known", "booked", "review"};
    char day[DATE_TEXT_MAX], money[40];
    for (int i = 0; i < r->sample_count; i++) {
        const struct import_sample *s = &r->samples[i];
        printf("    %-7s %s %14s %s  %s %s\n", verdicts[s->verdict], date_format(s->date, day),
               app_money(s->amount, s->currency, money), currency_code(s->currency),
               terminal_field(arena, s->payee, 32), terminal_field(arena, s->category, 0));
    }
}

static void text_file(const struct importer *im, const char *path, enum err e, const struct ctx *c,
                      const struct import_result *r, bool preview)
{
    char n1[40], n2[40];
    if (im->quiet)
        return;
    if (e != OK) {
        printf("%s\n  REFUSED: %s\n", path, terminal_field(c->arena, text_of(c->why), 0));
        return;
    }
    printf("%s\n  %s: %s entries, %s new", path, r->report.format, app_count(r->read, n1),
           app_count(r->added, n2));
    printf(", %s known", app_count(r->duplicates + r->settled, n1));
    if (r->suggested > 0)
        printf(", %s to review", app_count(r->suggested, n1));
    if (r->paired > 0)
        printf(", %s transfers paired", app_count(r->paired, n1));
    if (r->statements > 1 || r->statements_reconciled > 0)
        printf("; %lld of %lld statements reconcile", (long long)r->statements_reconciled,
               (long long)r->statements);
    if (preview)
        printf(" (preview)");
    else if (r->import > 0)
        printf("  [import %lld, %.2f s]", (long long)r->import, (double)r->took_us / 1e6);
    putchar('\n');
    text_accounts(c->arena, r);
    if (preview)
        text_samples(c->arena, r);
    for (int i = 0; i < r->report.note_count; i++) {
        const struct bankfile_note *note = &r->report.notes[i];
        const char *what = terminal_field(c->arena, text_of(note->text), 0);
        if (note->line > 0)
            printf("    note: line %llu: %s\n", (unsigned long long)note->line, what);
        else
            printf("    note: %s\n", what);
    }
}

static enum err one_run(struct ctx *c, struct importer *im, const char *path, bool dry,
                        struct import_result *r)
{
    struct source *source;
    struct store *store = im->store;
    *r = (struct import_result){0};
    im->how.dry_run = dry;
    TRY(source_open(c, path, &source));
    if (store == NULL)
        TRY(app_open(c, im->inv, &store));
    return import_file(c, store, source, &im->how, r);
}

/* In a unit of its own: the store is closed when a person has to decide. */
static enum err preview(struct ctx *c, struct importer *im, const char *path, struct import_result *r)
{
    struct ctx own = {.arena = arena_new(), .now_us = time_now_us(), .household = c->household};
    enum err e = one_run(&own, im, path, true, r);
    text_file(im, path, e, &own, r, true);
    memcpy(c->why, own.why, sizeof c->why);
    arena_free(own.arena);
    return e;
}

/* Failures that are about this one file; anything else ends the run. */
static bool is_refusal(enum err e)
{
    return e == ERR_INPUT || e == ERR_LIMIT || e == ERR_NOT_FOUND;
}

static enum err import_one(struct ctx *c, struct importer *im, const char *path)
{
    struct import_result r;
    bool dry = invocation_has(im->inv, "dry-run"), shown = false;
    enum err e = OK;
    if (im->asks) {
        e = preview(c, im, path, &r);
        shown = e != OK;
        if (e == OK && !app_confirm("Take it?"))
            return OK;
    }
    if (e == OK)
        e = one_run(c, im, path, dry, &r);
    if (e != OK && !is_refusal(e)) {
        if (im->inv->json)
            json_file(im, path, e, c, &r);
        return e;
    }
    if (im->inv->json)
        json_file(im, path, e, c, &r);
    else if (!shown)
        text_file(im, path, e, c, &r, dry);
    im->refused += e != OK;
    im->read += r.read;
    im->added += e == OK ? r.added : 0;
    im->duplicates += e == OK ? r.duplicates + r.settled : 0;
    im->settled += e == OK ? r.settled : 0;
    im->suggested += e == OK ? r.suggested : 0;
    im->paired += e == OK ? r.paired : 0;
    return OK;
}

static void print_json(struct importer *im, int64_t started)
{
    struct buf out = {0};
    struct json j = json_into(&out);
    json_object(&j);
    json_key_int(&j, "read", im->read);
    json_key_int(&j, "added", im->added);
    json_key_int(&j, "duplicates", im->duplicates);
    json_key_int(&j, "settled", im->settled);
    json_key_int(&j, "suggested", im->suggested);
    json_key_int(&j, "paired", im->paired);
    json_key_int(&j, "refused", im->refused);
    json_key(&j, "seconds");
    json_double(&j, (double)(time_steady_us() - started) / 1e6);
    json_key(&j, "files");
    json_raw(&j, buf_view(&im->files));
    json_object_end(&j);
    app_print_json(&out);
    buf_free(&out);
}

/* Keeps what a failed file left in c->why. */
static enum err react_after(struct ctx *c, struct importer *im, enum err failed)
{
    struct ctx own = {.arena = arena_new(), .now_us = time_now_us()};
    struct store *store = im->store;
    enum err e = store == NULL ? app_open(&own, im->inv, &store) : OK;
    if (e == OK)
        e = react(&own, im->inv, store, im->quiet ? NULL : stdout);
    if (e == ERR_BUSY && store == NULL)
        e = OK; /* whoever writes now lets the agents react as well */
    if (e != OK && failed == OK)
        memcpy(c->why, own.why, sizeof c->why);
    arena_free(own.arena);
    return failed == OK ? e : OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    int64_t started = time_steady_us();
    struct importer im = {.inv = inv, .quiet = inv->json || invocation_has(inv, "quiet")};
    const char *rules = invocation_value(inv, "rules");
    if (inv->count == 0)
        return usage_error(c, inv, "which file?");
    im.how = (struct import_options){.household = HOUSEHOLD_FIRST,
                                     .only_rules = invocation_has(inv, "only-rules"),
                                     .account = invocation_value(inv, "account"),
                                     .format = invocation_value(inv, "format"),
                                     .mapping = invocation_value(inv, "mapping"),
                                     .encoding = invocation_value(inv, "encoding"),
                                     .unreconciled = invocation_has(inv, "unreconciled"),
                                     .progress = show_progress,
                                     .progress_self = &im};
    TRY(app_currency(c, inv, "currency", &im.how.currency));
    if (rules != NULL)
        TRY(app_read_file(c, rules, &im.how.rules_file));
    im.asks = !inv->json && !invocation_has(inv, "yes") && !invocation_has(inv, "dry-run") &&
              isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    if (!im.asks)
        TRY(app_open(c, inv, &im.store));
    struct buf *files = &im.files;
    im.files_json = json_into(files);
    json_array(&im.files_json);
    enum err e = OK;
    for (int i = 0; i < inv->count && e == OK; i++) {
        /* Each file is a unit of work of its own. */
        struct ctx own = {.arena = arena_new(), .now_us = time_now_us(), .household = c->household};
        e = import_one(&own, &im, inv->words[i]);
        if (e != OK)
            memcpy(c->why, own.why, sizeof c->why);
        arena_free(own.arena);
    }
    json_array_end(&im.files_json);
    /* Files that were committed before one that failed are reported and reacted to all the same. */
    if (!invocation_has(inv, "dry-run") && im.added + im.suggested + im.settled > 0)
        TRY(react_after(c, &im, e));
    if (inv->json)
        print_json(&im, started);
    buf_free(files);
    inv->exit_code = im.refused > 0 ? 3 : 0;
    return e;
}

const struct command command_import = {
    .name = "import",
    .summary = "Take bank files into the ledger",
    .usage = "[OPTIONS] FILE...",
    .details = "Each file is matched against what is known, sorted and committed whole, or refused whole "
               "with line and reason;\n"
               "`florin undo` takes it back. On a terminal a preview comes first, unless --yes is given. "
               "Entries that are perhaps\n"
               "known already are held and wait in `florin review`.",
    .options = options,
    .run = run,
};
