/* Lines, whatever ends them and wherever a window ends. */
#include "bankfile/lines.h"
#include "base/limits.h"
#include "support.h"

/* A source that hands out `step` bytes at a time. */
struct drip {
    struct text bytes;
    size_t at, step;
};

static enum err drip_read(struct ctx *c, struct source *s, char *to, size_t size, size_t *got)
{
    (void)c;
    struct drip *d = s->self;
    size_t left = d->bytes.len - d->at;
    *got = left < d->step ? left : d->step;
    *got = *got < size ? *got : size;
    memcpy(to, d->bytes.at + d->at, *got);
    d->at += *got;
    return OK;
}

struct fixture {
    struct ctx c;
    struct drip drip;
    struct source source;
    struct bankfile_report report;
    struct bankfile_reader reader;
    struct lines *lines;
};

static void open_lines(struct fixture *f, struct text bytes, size_t step)
{
    *f = (struct fixture){.c = test_ctx(), .drip = {.bytes = bytes, .step = step}};
    f->source = (struct source){.name = "file", .size = -1, .self = &f->drip, .read = drip_read};
    f->reader = (struct bankfile_reader){.source = &f->source, .report = &f->report};
    f->lines = lines_open(&f->c, &f->reader, &f->source);
}

static void expect_line(struct fixture *f, const char *expected, uint64_t number)
{
    struct text line;
    bool more;
    assert_ok(&f->c, lines_next(&f->c, f->lines, &line, &more));
    assert_true(more);
    assert_text(expected, line);
    assert_int_equal(number, f->reader.line);
}

static void expect_end(struct fixture *f, uint64_t last)
{
    struct text line;
    bool more;
    for (int i = 0; i < 2; i++) {
        assert_ok(&f->c, lines_next(&f->c, f->lines, &line, &more));
        assert_false(more);
        assert_int_equal(last, f->reader.line);
    }
    test_ctx_end(&f->c);
}

static void every_line_end_in_every_step(void **state)
{
    (void)state;
    for (size_t step = 1; step < 12; step++) {
        struct fixture f;
        open_lines(&f, TEXT("one\r\ntwo\nthree\rfour\r\n\r\n\n\rlast"), step);
        expect_line(&f, "one", 1);
        expect_line(&f, "two", 2);
        expect_line(&f, "three", 3);
        expect_line(&f, "four", 4);
        expect_line(&f, "", 5);
        expect_line(&f, "", 6);
        expect_line(&f, "", 7);
        expect_line(&f, "last", 8);
        expect_end(&f, 8);
    }
}

static void ends_of_files(void **state)
{
    (void)state;
    static const char *const files[] = {"a\nb\n", "a\nb", "a\rb\r", "a\r\nb\r\n"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct fixture f;
        open_lines(&f, text_of(files[i]), 2);
        expect_line(&f, "a", 1);
        expect_line(&f, "b", 2);
        expect_end(&f, 2);
    }
    struct fixture empty;
    open_lines(&empty, TEXT(""), 1);
    expect_end(&empty, 0);
}

/* A CRLF, a lone CR and a lone LF at every place around the first window's end (64 KiB). */
static void line_ends_at_the_windows_edge(void **state)
{
    (void)state;
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    for (size_t len = (64 << 10) - 4; len < (64 << 10) + 4; len++) {
        for (size_t i = 0; i < 3; i++) {
            struct buf file = {0};
            for (size_t k = 0; k < len; k++)
                buf_char(&file, 'x');
            buf_z(&file, ends[i]);
            buf_z(&file, "next");
            struct fixture f;
            open_lines(&f, buf_view(&file), 4096);
            struct text line;
            bool more;
            assert_ok(&f.c, lines_next(&f.c, f.lines, &line, &more));
            assert_int_equal(len, line.len);
            expect_line(&f, "next", 2);
            expect_end(&f, 2);
            buf_free(&file);
        }
    }
}

static void lines_come_back(void **state)
{
    (void)state;
    struct fixture f;
    open_lines(&f, TEXT("a\nb\n"), 1);
    expect_line(&f, "a", 1);
    lines_unread(f.lines, TEXT("a"));
    expect_line(&f, "a", 1);
    expect_line(&f, "b", 2);
    expect_end(&f, 2);
}

static void the_longest_line(void **state)
{
    (void)state;
    for (size_t over = 0; over < 2; over++) {
        struct buf file = {0};
        buf_z(&file, "first\n");
        for (size_t i = 0; i < LIMIT_RECORD_BYTES + over; i++)
            buf_char(&file, 'x');
        buf_z(&file, "\nend");
        struct fixture f;
        open_lines(&f, buf_view(&file), 100000);
        expect_line(&f, "first", 1);
        struct text line;
        bool more;
        enum err e = lines_next(&f.c, f.lines, &line, &more);
        assert_int_equal(over == 0 ? OK : ERR_INPUT, e);
        if (over > 0)
            assert_int_equal(2, f.report.line);
        test_ctx_end(&f.c);
        buf_free(&file);
    }
}

static void nul_bytes_are_refused_where_they_stand(void **state)
{
    (void)state;
    struct fixture f;
    open_lines(&f, TEXT("a\nb\0c\n"), 3);
    expect_line(&f, "a", 1);
    struct text line;
    bool more;
    assert_err(ERR_INPUT, lines_next(&f.c, f.lines, &line, &more));
    assert_int_equal(2, f.report.line);
    assert_string_equal("a NUL byte: this is not a text file", f.report.what);
    test_ctx_end(&f.c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_line_end_in_every_step),
        cmocka_unit_test(ends_of_files),
        cmocka_unit_test(line_ends_at_the_windows_edge),
        cmocka_unit_test(lines_come_back),
        cmocka_unit_test(the_longest_line),
        cmocka_unit_test(nul_bytes_are_refused_where_they_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
