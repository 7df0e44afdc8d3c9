/* For the tests of statement formats: reads a text as a format and keeps what comes out. */
#ifndef TESTS_BANKFILE_READING_H
#define TESTS_BANKFILE_READING_H

#include "bankfile/bankfile.h"
#include "support.h"

enum { SEEN_MAX = 32 };

struct seen {
    struct ctx c;
    enum err err;
    struct bankfile_report report;
    size_t statement_count, entry_count;
    struct bankfile_statement statements[SEEN_MAX]; /* as they are at their end */
    struct bankfile_entry entries[SEEN_MAX];
    size_t statement_of[SEEN_MAX]; /* of each entry */
};

static inline enum err seen_begin(struct ctx *c, void *self, struct bankfile_statement *s)
{
    (void)c;
    struct seen *seen = self;
    assert_true(seen->statement_count < SEEN_MAX);
    s->user = &seen->statements[seen->statement_count++];
    return OK;
}

static inline enum err seen_entry(struct ctx *c, void *self, struct bankfile_statement *s,
                                  const struct bankfile_entry *e)
{
    struct seen *seen = self;
    assert_true(seen->entry_count < SEEN_MAX);
    struct bankfile_entry *kept = &seen->entries[seen->entry_count];
    seen->statement_of[seen->entry_count++] =
        (size_t)((struct bankfile_statement *)s->user - seen->statements);
    *kept = *e;
    struct text *texts[] = {&kept->payee,    &kept->memo, &kept->id,     &kept->counter_account,
                            &kept->category, &kept->tags, &kept->number, &kept->code};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = text_copy(c->arena, *texts[i]);
    struct bankfile_split *splits = ARENA_ARRAY(c->arena, struct bankfile_split, e->split_count + 1);
    for (size_t i = 0; i < e->split_count; i++)
        splits[i] = (struct bankfile_split){text_copy(c->arena, e->splits[i].category),
                                            text_copy(c->arena, e->splits[i].memo), e->splits[i].amount};
    kept->splits = splits;
    return OK;
}

static inline enum err seen_end(struct ctx *c, void *self, struct bankfile_statement *s)
{
    (void)self;
    struct bankfile_statement *kept = s->user;
    *kept = *s;
    kept->account = text_copy(c->arena, s->account);
    kept->account_name = text_copy(c->arena, s->account_name);
    kept->bank = text_copy(c->arena, s->bank);
    kept->number = text_copy(c->arena, s->number);
    return OK;
}

/* Reads `file`; format NULL: detects it. Give it back with seen_free. */
static inline struct seen *see(const char *format, struct text file, const char *currency)
{
    struct seen *seen = calloc(1, sizeof *seen);
    seen->c = test_ctx();
    struct bankfile_options options = {.format = format, .default_currency = currency};
    struct bankfile_sink sink = {seen, seen_begin, seen_entry, seen_end};
    struct source *source = source_memory(seen->c.arena, "file", file);
    seen->err = bankfile_read(&seen->c, source, &options, &sink, &seen->report);
    return seen;
}

static inline void seen_free(struct seen *seen)
{
    test_ctx_end(&seen->c);
    free(seen);
}

/* The file must be read. */
static inline struct seen *see_good(const char *format, const char *file)
{
    struct seen *seen = see(format, text_of(file), NULL);
    if (seen->err != OK)
        fail_msg("refused: %s", seen->c.why);
    return seen;
}

/* The file must be refused at this line, for this reason. */
static inline void see_refused(const char *format, const char *file, uint64_t line, const char *what)
{
    struct seen *seen = see(format, text_of(file), NULL);
    assert_int_equal(ERR_INPUT, seen->err);
    assert_string_equal(what, seen->report.what);
    assert_int_equal(line, seen->report.line);
    seen_free(seen);
}

#define assert_amount(expected, decimal)                                                                     \
    do {                                                                                                     \
        char got_amount_[DECIMAL_TEXT_MAX];                                                                  \
        assert_string_equal((expected), decimal_format((decimal), got_amount_));                             \
    } while (0)

#define assert_date(expected, day)                                                                           \
    do {                                                                                                     \
        char got_date_[DATE_TEXT_MAX];                                                                       \
        assert_string_equal((expected), date_format((day), got_date_));                                      \
    } while (0)

/* Some note says this (a part of it), at this line. */
static inline void assert_note(const struct seen *seen, uint64_t line, const char *part)
{
    for (int i = 0; i < seen->report.note_count; i++)
        if (seen->report.notes[i].line == line && strstr(seen->report.notes[i].text, part) != NULL)
            return;
    fail_msg("no note on line %llu says \"%s\"", (unsigned long long)line, part);
}

#endif
