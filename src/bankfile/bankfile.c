#include "bankfile/format.h"
#include "base/limits.h"

#include <stdarg.h>
#include <stdio.h>

static const struct bankfile_format *detect(struct text head, const char *name)
{
    const struct bankfile_format *best = NULL;
    int best_score = 0;
    for (const struct bankfile_format *const *f = bankfile_formats; *f != NULL; f++) {
        int score = (*f)->detect(head, name);
        if (score > best_score) {
            best = *f;
            best_score = score;
        }
    }
    return best;
}

static const struct bankfile_format *by_name(const char *name)
{
    for (const struct bankfile_format *const *f = bankfile_formats; *f != NULL; f++)
        if (strcmp((*f)->name, name) == 0)
            return *f;
    return NULL;
}

const char *const *bankfile_format_names(void)
{
    static const char *names[64];
    if (names[0] == NULL)
        for (size_t i = 0; bankfile_formats[i] != NULL && i + 1 < sizeof names / sizeof *names; i++)
            names[i] = bankfile_formats[i]->name;
    return names;
}

static bool only_blanks(struct text head)
{
    for (size_t i = 0; i < head.len; i++)
        if (!ascii_space(head.at[i]))
            return false;
    return true;
}

static enum err choose(struct ctx *c, struct bankfile_reader *r, const struct bankfile_format **out)
{
    const char *forced = r->options->format;
    *out = forced != NULL ? by_name(forced) : detect(r->head, r->source->name);
    if (*out != NULL)
        return OK;
    if (forced != NULL)
        return bankfile_refuse(c, r, "there is no format \"%s\"", forced);
    return bankfile_refuse(c, r, "not a bank file that Florin knows");
}

static enum err read_file(struct ctx *c, struct bankfile_reader *r)
{
    char *head = arena_alloc(c->arena, BANKFILE_HEAD_BYTES);
    uint64_t before = r->report->statement_count;
    TRY(source_rewind(c, r->source));
    TRY(source_fill(c, r->source, head, BANKFILE_HEAD_BYTES, &r->head.len));
    r->head.at = head;
    TRY(source_rewind(c, r->source));
    if (only_blanks(r->head) && r->head.len < BANKFILE_HEAD_BYTES)
        return bankfile_refuse(c, r, "the file is empty");
    const struct bankfile_format *format;
    TRY(choose(c, r, &format));
    r->report->format = format->name;
    TRY(format->read(c, r));
    if (r->report->statement_count == before) {
        r->line = 0;
        return bankfile_refuse(c, r, "the file holds no statement");
    }
    return OK;
}

enum err bankfile_read(struct ctx *c, struct source *source, const struct bankfile_options *options,
                       const struct bankfile_sink *sink, struct bankfile_report *report)
{
    *report = (struct bankfile_report){0};
    struct bankfile_reader r = {.source = source, .options = options, .sink = sink, .report = report};
    enum err e = read_file(c, &r);
    if (e != OK && report->what[0] == '\0') {
        /* The sink's or the disk's own failure: it names itself. */
        report->line = r.line;
        snprintf(report->what, sizeof report->what, "%s", c->why);
    }
    return e;
}

/* A member's reading has an arena of its own; the sink is called with the unit of work that it knows. */
struct relay {
    struct ctx *outer;
    const struct bankfile_sink *sink;
};

static enum err relay_result(struct ctx *inner, const struct relay *relay, enum err e)
{
    if (e != OK) {
        memcpy(inner->why, relay->outer->why, sizeof inner->why);
        inner->retriable = relay->outer->retriable;
    }
    return e;
}

static enum err relay_begin(struct ctx *c, void *self, struct bankfile_statement *s)
{
    const struct relay *relay = self;
    return relay_result(c, relay, relay->sink->begin(relay->outer, relay->sink->self, s));
}

static enum err relay_entry(struct ctx *c, void *self, struct bankfile_statement *s,
                            const struct bankfile_entry *e)
{
    const struct relay *relay = self;
    return relay_result(c, relay, relay->sink->entry(relay->outer, relay->sink->self, s, e));
}

static enum err relay_end(struct ctx *c, void *self, struct bankfile_statement *s)
{
    const struct relay *relay = self;
    return relay_result(c, relay, relay->sink->end(relay->outer, relay->sink->self, s));
}

/* Keeps a text of the report beyond the member's arena. */
static void keep(struct ctx *c, const char **text)
{
    if (*text != NULL)
        *text = arena_copy(c->arena, *text, strlen(*text));
}

/* The reason with the member's name and line before it. */
static enum err member_failed(struct ctx *c, const struct bankfile_reader *outer, const struct source *member,
                              const struct ctx *inner, enum err e)
{
    struct bankfile_report *report = outer->report;
    char what[BANKFILE_WHAT_MAX];
    snprintf(what, sizeof what, "%s", report->what[0] != '\0' ? report->what : inner->why);
    char line[24] = "";
    if (report->line > 0)
        snprintf(line, sizeof line, "%llu:", (unsigned long long)report->line);
    snprintf(report->what, sizeof report->what, "%.100s:%s %.180s", member->name, line, what);
    return fail(c, e, "%s: %s", outer->source->name, report->what);
}

enum err bankfile_read_member(struct ctx *c, struct bankfile_reader *outer, struct source *member)
{
    struct bankfile_options options = *outer->options;
    options.format = NULL;
    options.archive_depth++;
    struct relay relay = {c, outer->sink};
    struct bankfile_sink sink = {&relay, relay_begin, relay_entry, relay_end};
    struct bankfile_reader r = {
        .source = member, .options = &options, .sink = &sink, .report = outer->report};
    struct ctx inner = {.arena = arena_new(), .now_us = c->now_us};
    const char *format = outer->report->format;
    enum err e = read_file(&inner, &r);
    outer->report->format = format;
    if (e != OK && outer->report->what[0] == '\0')
        outer->report->line = r.line;
    keep(c, &outer->report->encoding);
    keep(c, &outer->report->mapping);
    keep(c, &outer->report->fingerprint);
    if (e != OK)
        e = member_failed(c, outer, member, &inner, e);
    arena_free(inner.arena);
    return e;
}

enum err bankfile_refuse(struct ctx *c, struct bankfile_reader *r, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(r->report->what, sizeof r->report->what, format, args);
    va_end(args);
    r->report->line = r->line;
    if (r->line == 0)
        return fail(c, ERR_INPUT, "%s: %s", r->source->name, r->report->what);
    return fail(c, ERR_INPUT, "%s:%llu: %s", r->source->name, (unsigned long long)r->line, r->report->what);
}

void bankfile_note(struct bankfile_reader *r, uint64_t line, const char *format, ...)
{
    if (r->report->note_count == BANKFILE_NOTES_MAX)
        return;
    struct bankfile_note *note = &r->report->notes[r->report->note_count++];
    note->line = line;
    va_list args;
    va_start(args, format);
    vsnprintf(note->text, sizeof note->text, format, args);
    va_end(args);
}

enum err bankfile_begin(struct ctx *c, struct bankfile_reader *r, struct bankfile_statement *s)
{
    if (++r->report->statement_count > LIMIT_STATEMENTS)
        return bankfile_refuse(c, r, "more than %d statements in one file", LIMIT_STATEMENTS);
    if (s->account.len > LIMIT_ACCOUNT_TEXT || s->account_name.len > LIMIT_ACCOUNT_TEXT)
        return bankfile_refuse(c, r, "the account's name is longer than %d bytes", LIMIT_ACCOUNT_TEXT);
    s->sum = (struct decimal){0, 0};
    s->entry_count = 0;
    return r->sink->begin(c, r->sink->self, s);
}

/* At most `limit` bytes, cut between characters. */
static struct text cut(struct text t, size_t limit)
{
    if (t.len <= limit)
        return t;
    while (limit > 0 && ((unsigned char)t.at[limit] & 0xC0) == 0x80)
        limit--;
    return (struct text){t.at, limit};
}

static enum err check_splits(struct ctx *c, struct bankfile_reader *r, const struct bankfile_entry *e)
{
    if (e->split_count == 0)
        return OK;
    if (e->split_count > LIMIT_SPLITS)
        return bankfile_refuse(c, r, "more than %d splits in one entry", LIMIT_SPLITS);
    struct decimal sum = {0, 0};
    for (size_t i = 0; i < e->split_count; i++)
        if (!decimal_add(sum, e->splits[i].amount, &sum))
            return bankfile_refuse(c, r, "the splits' amounts are too large");
    char all[DECIMAL_TEXT_MAX], whole[DECIMAL_TEXT_MAX];
    if (!decimal_equal(sum, e->amount))
        return bankfile_refuse(c, r, "the splits add up to %s, the entry says %s", decimal_format(sum, all),
                               decimal_format(e->amount, whole));
    return OK;
}

enum err bankfile_entry(struct ctx *c, struct bankfile_reader *r, struct bankfile_statement *s,
                        const struct bankfile_entry *e)
{
    if (e->date < DATE_FIRST || e->date > DATE_LAST)
        return bankfile_refuse(c, r, "the entry has no date");
    if (e->id.len > LIMIT_BANK_ID)
        return bankfile_refuse(c, r, "the entry's id is longer than %d bytes", LIMIT_BANK_ID);
    TRY(check_splits(c, r, e));
    if (!e->pending && !decimal_add(s->sum, e->amount, &s->sum))
        return bankfile_refuse(c, r, "the amounts of this statement do not fit in 64 bits");
    struct bankfile_entry checked = *e;
    checked.payee = cut(e->payee, LIMIT_PAYEE_TEXT);
    checked.memo = cut(e->memo, LIMIT_MEMO_TEXT);
    s->entry_count++;
    r->report->entry_count++;
    return r->sink->entry(c, r->sink->self, s, &checked);
}

enum err bankfile_end(struct ctx *c, struct bankfile_reader *r, struct bankfile_statement *s)
{
    if (s->has_opening && s->has_closing && s->reconciles != RECONCILES_NO) {
        struct decimal closing;
        bool agrees = decimal_add(s->opening, s->sum, &closing) && decimal_equal(closing, s->closing);
        s->reconciles = agrees ? RECONCILES_YES : RECONCILES_NO;
    }
    return r->sink->end(c, r->sink->self, s);
}
