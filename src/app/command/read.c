/* florin read: parse files and show what is in them; nothing is stored. */
#include "app/app.h"
#include "app/terminal.h"
#include "bankfile/bankfile.h"

#include <stdlib.h>

static const struct command_option options[] = {
    {"format", 0, "NAME", "read as this format instead of detecting it"},
    {"mapping", 0, "TEXT", "how to read a CSV file (shown without --json; see docs/guides/importing.md)"},
    {"encoding", 0, "NAME", "an encoding such as WINDOWS-1252 instead of detecting it"},
    {0},
};

/* Entries of a statement as JSON. Statements of a file may be open side by side, so each has its own; what grows large goes to a
 * temporary file. */
enum { SPOOL_MEMORY = 256 << 10 };

struct spool {
    struct spool *next;
    const struct bankfile_statement *statement;
    struct buf head, entries;
    FILE *file;
    bool any;
};

struct reading {
    struct spool *first, **last;
    FILE *out;
};

static enum err spill(struct ctx *c, struct spool *s)
{
    if (s->file == NULL)
        s->file = tmpfile();
    if (s->file == NULL || fwrite(s->entries.at, 1, s->entries.len, s->file) != s->entries.len)
        return fail(c, ERR_IO, "no room for a temporary file");
    buf_clear(&s->entries);
    return OK;
}

static void spool_release(void *thing)
{
    struct spool *s = thing;
    buf_free(&s->head);
    buf_free(&s->entries);
    if (s->file != NULL)
        fclose(s->file);
}

static enum err json_begin(struct ctx *c, void *self, struct bankfile_statement *statement)
{
    struct reading *r = self;
    struct spool *s = ARENA_NEW(c->arena, struct spool);
    arena_defer(c->arena, spool_release, s);
    s->statement = statement;
    statement->user = s;
    *r->last = s;
    r->last = &s->next;
    return OK;
}

static void optional(struct json *j, const char *key, struct text t)
{
    if (t.len > 0)
        json_key_text(j, key, t);
}

static enum err json_entry(struct ctx *c, void *self, struct bankfile_statement *statement,
                           const struct bankfile_entry *e)
{
    (void)self;
    struct spool *s = statement->user;
    struct json j = {&s->entries, s->any};
    json_object(&j);
    json_key(&j, "date");
    json_date(&j, e->date);
    json_key(&j, "amount");
    json_decimal(&j, e->amount);
    json_key_text(&j, "payee", e->payee);
    json_key_text(&j, "memo", e->memo);
    json_key_text(&j, "id", e->id);
    json_key_bool(&j, "pending", e->pending);
    json_key_int(&j, "line", (int64_t)e->line);
    if (e->value_date != DATE_NONE) {
        json_key(&j, "value_date");
        json_date(&j, e->value_date);
    }
    if (e->currency[0] != '\0')
        json_key_z(&j, "currency", e->currency);
    optional(&j, "counter_account", e->counter_account);
    optional(&j, "category", e->category);
    optional(&j, "tags", e->tags);
    optional(&j, "number", e->number);
    optional(&j, "code", e->code);
    if (e->has_balance) {
        json_key(&j, "balance");
        json_decimal(&j, e->balance);
    }
    if (e->split_count > 0) {
        json_key(&j, "splits");
        json_array(&j);
        for (size_t i = 0; i < e->split_count; i++) {
            json_object(&j);
            json_key_text(&j, "category", e->splits[i].category);
            json_key_text(&j, "memo", e->splits[i].memo);
            json_key(&j, "amount");
            json_decimal(&j, e->splits[i].amount);
            json_object_end(&j);
        }
        json_array_end(&j);
    }
    json_object_end(&j);
    s->any = true;
    return s->entries.len > SPOOL_MEMORY ? spill(c, s) : OK;
}

static void balance(struct json *j, const char *key, bool has, struct decimal d)
{
    json_key(j, key);
    if (has)
        json_decimal(j, d);
    else
        json_null(j);
}

/* The statement's texts end with it, so its head is written now. */
static enum err json_end(struct ctx *c, void *self, struct bankfile_statement *statement)
{
    static const char *const kinds[] = {"bank", "card", "cash", "loan", "investment"};
    (void)c;
    (void)self;
    struct spool *s = statement->user;
    struct json j = json_into(&s->head);
    json_key_text(&j, "account", statement->account.len > 0 ? statement->account : statement->account_name);
    j.more = true;
    optional(&j, "account_name", statement->account_name);
    optional(&j, "bank", statement->bank);
    json_key_z(&j, "kind", kinds[statement->kind]);
    json_key_z(&j, "currency", statement->currency);
    optional(&j, "number", statement->number);
    balance(&j, "opening", statement->has_opening, statement->opening);
    balance(&j, "closing", statement->has_closing, statement->closing);
    json_key(&j, "reconciles");
    if (statement->reconciles == RECONCILES_UNKNOWN)
        json_null(&j);
    else
        json_bool(&j, statement->reconciles == RECONCILES_YES);
    json_key_int(&j, "count", (int64_t)statement->entry_count);
    return OK;
}

static enum err copy_spool(struct ctx *c, const struct spool *s, FILE *out)
{
    char part[16384];
    if (s->file != NULL) {
        rewind(s->file);
        for (size_t n; (n = fread(part, 1, sizeof part, s->file)) > 0;)
            fwrite(part, 1, n, out);
        if (ferror(s->file))
            return fail(c, ERR_IO, "a temporary file could not be read");
    }
    fwrite(s->entries.at, 1, s->entries.len, out);
    return OK;
}

static void json_notes(struct json *j, const struct bankfile_report *report)
{
    if (report->encoding != NULL)
        json_key_z(j, "encoding", report->encoding);
    if (report->mapping != NULL)
        json_key_z(j, "mapping", report->mapping);
    json_key(j, "notes");
    json_array(j);
    for (int i = 0; i < report->note_count; i++) {
        json_object(j);
        json_key_int(j, "line", (int64_t)report->notes[i].line);
        json_key_z(j, "what", report->notes[i].text);
        json_object_end(j);
    }
    json_array_end(j);
}

static enum err json_file(struct ctx *c, const char *path, const struct bankfile_options *how, bool first,
                          bool *good)
{
    struct reading r = {.last = &r.first, .out = stdout};
    struct bankfile_sink sink = {&r, json_begin, json_entry, json_end};
    struct bankfile_report report = {0};
    struct source *source;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = {out, !first};
    enum err e = source_open(c, path, &source);
    if (e == OK)
        e = bankfile_read(c, source, how, &sink, &report);
    json_object(&j);
    json_key_z(&j, "file", path);
    json_key_z(&j, "format", report.format);
    *good = e == OK;
    if (e != OK) {
        json_key(&j, "error");
        json_object(&j);
        json_key(&j, "line");
        if (report.line > 0)
            json_int(&j, (int64_t)report.line);
        else
            json_null(&j);
        json_key_z(&j, "what", report.what[0] != '\0' ? report.what : c->why);
        json_object_end(&j);
        json_object_end(&j);
        app_print(out);
        return OK;
    }
    json_notes(&j, &report);
    buf_z(out, ",\"statements\":[");
    app_print(out);
    for (const struct spool *s = r.first; s != NULL; s = s->next) {
        printf("%s{%s,\"entries\":[", s == r.first ? "" : ",", s->head.at);
        TRY(copy_spool(c, s, stdout));
        fputs("]}", stdout);
    }
    fputs("]}", stdout);
    return OK;
}

static enum err text_begin(struct ctx *c, void *self, struct bankfile_statement *s)
{
    (void)c;
    (void)self;
    (void)s;
    return OK;
}

static enum err text_entry(struct ctx *c, void *self, struct bankfile_statement *s,
                           const struct bankfile_entry *e)
{
    enum { SHOWN = 10, PAYEE_COLUMNS = 60 };
    char day[DATE_TEXT_MAX], amount[DECIMAL_TEXT_MAX];
    (void)self;
    if (s->entry_count == SHOWN + 1)
        printf("    …\n");
    if (s->entry_count > SHOWN)
        return OK;
    struct arena_mark mark = arena_mark(c->arena);
    struct terminal terminal = terminal_of(stdout);
    struct text payee = terminal_cut(c->arena, &terminal, terminal_clean(c->arena, e->payee), PAYEE_COLUMNS);
    printf("    %s %14s  %.*s%s\n", date_format(e->date, day), decimal_format(e->amount, amount),
           TEXT_ARGS(payee), e->pending ? "  (pending)" : "");
    arena_rewind(c->arena, mark);
    return OK;
}

static enum err text_end(struct ctx *c, void *self, struct bankfile_statement *s)
{
    static const char *const words[] = {"balances not given", "reconciles", "DOES NOT RECONCILE"};
    char opening[DECIMAL_TEXT_MAX] = "?", closing[DECIMAL_TEXT_MAX] = "?";
    (void)self;
    if (s->has_opening)
        decimal_format(s->opening, opening);
    if (s->has_closing)
        decimal_format(s->closing, closing);
    struct text name = s->account.len > 0 ? s->account : s->account_name;
    struct arena_mark mark = arena_mark(c->arena);
    printf("  account %s %s: %llu entries, %s -> %s, %s\n", terminal_field(c->arena, name, 0), s->currency,
           (unsigned long long)s->entry_count, opening, closing, words[s->reconciles]);
    arena_rewind(c->arena, mark);
    return OK;
}

static void text_file(struct ctx *c, const char *path, const struct bankfile_options *how, bool *good)
{
    struct bankfile_sink sink = {NULL, text_begin, text_entry, text_end};
    struct bankfile_report report = {0};
    struct source *source;
    printf("%s\n", path);
    enum err e = source_open(c, path, &source);
    if (e == OK)
        e = bankfile_read(c, source, how, &sink, &report);
    *good = e == OK;
    if (e != OK) {
        printf("  refused: %s\n", terminal_field(c->arena, text_of(c->why), 0));
        return;
    }
    printf("  %s, %llu statements, %llu entries%s%s\n", report.format,
           (unsigned long long)report.statement_count, (unsigned long long)report.entry_count,
           report.encoding == NULL ? "" : ", ", report.encoding == NULL ? "" : report.encoding);
    if (report.mapping != NULL)
        printf("  mapping: %s\n", terminal_field(c->arena, text_of(report.mapping), 0));
    for (int i = 0; i < report.note_count; i++) {
        const char *what = terminal_field(c->arena, text_of(report.notes[i].text), 0);
        if (report.notes[i].line > 0)
            printf("  note: line %llu: %s\n", (unsigned long long)report.notes[i].line, what);
        else
            printf("  note: %s\n", what);
    }
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct bankfile_options how = {.format = invocation_value(inv, "format"),
                                   .mapping = invocation_value(inv, "mapping"),
                                   .encoding = invocation_value(inv, "encoding")};
    if (inv->count == 0)
        return usage_error(c, inv, "which file?");
    /* One file is one object; several are an array. */
    bool list = inv->count > 1;
    if (inv->json && list)
        putchar('[');
    for (int i = 0; i < inv->count; i++) {
        struct arena_mark mark = arena_mark(c->arena);
        bool good = true;
        if (inv->json)
            TRY(json_file(c, inv->words[i], &how, i == 0, &good));
        else
            text_file(c, inv->words[i], &how, &good);
        inv->exit_code = good ? inv->exit_code : 3;
        arena_rewind(c->arena, mark);
    }
    if (inv->json)
        fputs(list ? "]\n" : "\n", stdout);
    return OK;
}

const struct command command_read = {
    .name = "read",
    .summary = "Show what bank files hold; store nothing",
    .usage = "[OPTIONS] FILE...",
    .details = "Formats: csv, ofx (qfx), qif, camt.052/053/054, mt940/mt942, n43, zip. A file is read whole "
               "or refused with line\n"
               "and reason. Ends with 0 only when all files were read.",
    .options = options,
    .run = run,
};
