/* For the tests of CSV: a file against what it says, written down in lines.
 *     2 2024-01-31 -3.50 EUR Mill: bread    an entry: line, day, amount, currency, payee, memo ("!" before a pending amount)
 *     = 100.00 96.50 yes                    a statement's end: opening, closing ("-": none), reconciles
 * Entries of the second and later statements are indented by one blank each. */
#ifndef TESTS_BANKFILE_CSV_RENDER_H
#define TESTS_BANKFILE_CSV_RENDER_H

#include "support.h"
#include "unit/bankfile/reading.h"

static inline struct seen *see_csv(struct text file, const struct bankfile_options *options)
{
    struct seen *seen = calloc(1, sizeof *seen);
    seen->c = test_ctx();
    struct bankfile_sink sink = {seen, seen_begin, seen_entry, seen_end};
    struct source *source = source_memory(seen->c.arena, "file", file);
    seen->err = bankfile_read(&seen->c, source, options, &sink, &seen->report);
    return seen;
}

static inline const char *render(struct seen *seen)
{
    static const char *const reconciled[] = {"unknown", "yes", "no"};
    struct buf *out = buf_in_arena(seen->c.arena);
    char day[DATE_TEXT_MAX], amount[DECIMAL_TEXT_MAX], closing[DECIMAL_TEXT_MAX];
    for (size_t i = 0; i < seen->entry_count; i++) {
        const struct bankfile_entry *e = &seen->entries[i];
        for (size_t k = 0; k < seen->statement_of[i]; k++)
            buf_char(out, ' ');
        buf_printf(out, "%llu %s %s%s%s%s %.*s", (unsigned long long)e->line, date_format(e->date, day),
                   e->pending ? "!" : "", decimal_format(e->amount, amount),
                   e->currency[0] != '\0' ? " " : "", e->currency, TEXT_ARGS(e->payee));
        if (e->memo.len > 0)
            buf_printf(out, ": %.*s", TEXT_ARGS(e->memo));
        buf_char(out, '\n');
    }
    for (size_t i = 0; i < seen->statement_count; i++) {
        const struct bankfile_statement *s = &seen->statements[i];
        buf_printf(out, "= %s %s %s\n", s->has_opening ? decimal_format(s->opening, amount) : "-",
                   s->has_closing ? decimal_format(s->closing, closing) : "-", reconciled[s->reconciles]);
    }
    return out->at == NULL ? "" : out->at;
}

/* The file must be read as CSV and say exactly this. */
static inline struct seen *expect_csv(const char *file, const char *expected)
{
    struct bankfile_options options = {0};
    struct seen *seen = see_csv(text_of(file), &options);
    if (seen->err != OK)
        fail_msg("refused: %s\n(mapping %s)", seen->c.why,
                 seen->report.mapping == NULL ? "none" : seen->report.mapping);
    assert_string_equal("csv", seen->report.format);
    assert_string_equal(expected, render(seen));
    return seen;
}

static inline void check_csv(const char *file, const char *expected)
{
    seen_free(expect_csv(file, expected));
}

/* The file must be read and the mapping hold this text. */
static inline void check_mapping(const char *file, const char *part)
{
    struct bankfile_options options = {.format = "csv"};
    struct seen *seen = see_csv(text_of(file), &options);
    if (seen->err != OK)
        fail_msg("refused: %s", seen->c.why);
    if (strstr(seen->report.mapping, part) == NULL)
        fail_msg("the mapping is %s", seen->report.mapping);
    seen_free(seen);
}

#endif
