/* Tables that benchmarks are given: what is read, and how a refusal names the place. */
#include "app/bench/support/table.h"
#include "base/limits.h"
#include "support.h"

#include <unistd.h>

static int begin(void **state)
{
    struct ctx *c = calloc(1, sizeof *c);
    *c = test_ctx();
    *state = c;
    return 0;
}

static int end(void **state)
{
    test_ctx_end(*state);
    free(*state);
    return 0;
}

static enum err parse(struct ctx *c, const char *text, enum table_shape shape, struct table *t)
{
    struct buf *all = buf_in_arena(c->arena);
    buf_z(all, text);
    return table_parse(c, "t.csv", all, shape, t);
}

static void numbers_and_labels_are_read(void **state)
{
    struct ctx *c = *state;
    struct table t;
    assert_ok(c, parse(c, "\xEF\xBB\xBF\"x,1\",x2,label\r\n1,-2.5e3,0\r\n\n\"4\",+.5,1\n-0,7.,1.0",
                       TABLE_LABELLED, &t));
    assert_int_equal(t.rows, 3);
    assert_int_equal(t.columns, 2);
    assert_int_equal(t.labelled, 2);
    assert_string_equal(t.names[0], "x,1");
    static const double expected[] = {1, -2500, 4, 0.5, 0, 7};
    for (size_t i = 0; i < 6; i++)
        assert_true(t.values[i] == expected[i]);
    assert_int_equal(t.labels[0], 0);
    assert_int_equal(t.labels[2], 1);
    assert_ok(c, parse(c, "a,b\n1,2\n", TABLE_PLAIN, &t));
    assert_int_equal(t.columns, 2);
    assert_null(t.labels);
}

static void words_are_unquoted_in_their_place(void **state)
{
    struct ctx *c = *state;
    struct table_lines lines;
    bool more;
    struct buf *all = buf_in_arena(c->arena);
    buf_z(all, "id,note\n1,\"say \"\"hi\"\",\nthere\"\n2,\n3,\"\"\n");
    table_lines_begin(c, "t.csv", all, &lines);
    assert_ok(c, table_lines_next(c, &lines, &more));
    size_t note;
    assert_ok(c, table_column(c, &lines, "note", &note));
    assert_err(ERR_INPUT, table_column(c, &lines, "amount", &note));
    assert_string_equal(c->why, "t.csv has no column amount");
    assert_ok(c, table_lines_next(c, &lines, &more));
    assert_text("say \"hi\",\nthere", lines.at[1]);
    assert_ok(c, table_lines_next(c, &lines, &more));
    assert_int_equal(lines.line, 4);
    assert_int_equal(lines.count, 2);
    assert_text("", lines.at[1]);
    assert_ok(c, table_lines_next(c, &lines, &more));
    assert_true(more);
    assert_text("", lines.at[1]);
    assert_ok(c, table_lines_next(c, &lines, &more));
    assert_false(more);
}

static void refusals_name_file_line_and_column(void **state)
{
    struct ctx *c = *state;
    struct table t;
    static const struct {
        const char *text, *why;
    } cases[] = {
        {"", "t.csv is empty: a header line is needed"},
        {"a,label\n", "t.csv has a header and no rows"},
        {"label\n1\n", "t.csv has a label and no other column"},
        {"a,label\n1,0\n1,2\n", "t.csv, line 3, column 2: \"2\" is no label (0 or 1)"},
        {"a,label\n\n1,0,1\n", "t.csv, line 3 has 3 columns, the header 2"},
        {"a,label\n1\n", "t.csv, line 2 has 1 columns, the header 2"},
        {"a,label\nnan,0\n", "t.csv, line 2, column 1: \"nan\" is no finite number"},
        {"a,label\n1e999,0\n", "t.csv, line 2, column 1: \"1e999\" is no finite number"},
        {"a,label\n0x10,0\n", "t.csv, line 2, column 1: \"0x10\" is no finite number"},
        {"a,label\n,0\n", "t.csv, line 2, column 1: \"\" is no finite number"},
        {"a,label\n1-2,0\n", "t.csv, line 2, column 1: \"1-2\" is no finite number"},
        {"a,label\n\"1,0\n", "t.csv, line 2, column 1: the quotes do not end"},
        {"a,label\n\"1\"2,0\n", "t.csv, line 2, column 1: something follows the closing quote"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_err(ERR_INPUT, parse(c, cases[i].text, TABLE_LABELLED, &t));
        assert_string_equal(c->why, cases[i].why);
    }
    struct buf *wide = buf_in_arena(c->arena);
    for (int i = 0; i <= LIMIT_TABLE_COLUMNS; i++)
        buf_z(wide, "a,");
    assert_err(ERR_LIMIT, table_parse(c, "t.csv", wide, TABLE_PLAIN, &t));
}

/* printf 'a,label\n1,0\n2,1\n' | gzip -n */
static const unsigned char zipped[] = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
                                       0x03, 0x4b, 0xd4, 0xc9, 0x49, 0x4c, 0x4a, 0xcd, 0xe1,
                                       0x32, 0xd4, 0x31, 0xe0, 0x32, 0xd2, 0x31, 0xe4, 0x02,
                                       0x00, 0x6e, 0x05, 0xbd, 0x3a, 0x10, 0x00, 0x00, 0x00};

static void write_file(const char *path, const void *at, size_t len)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(at, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
}

static void gzipped_files_are_unpacked(void **state)
{
    struct ctx *c = *state;
    struct table t;
    char path[] = "/tmp/florin-table-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    write_file(path, zipped, sizeof zipped);
    assert_ok(c, table_read(c, path, TABLE_LABELLED, &t));
    assert_int_equal(t.rows, 2);
    assert_true(t.values[1] == 2);
    write_file(path, zipped, sizeof zipped - 12);
    assert_err(ERR_INPUT, table_read(c, path, TABLE_LABELLED, &t));
    write_file(path, "a\n5\n", 4);
    assert_ok(c, table_read(c, path, TABLE_PLAIN, &t));
    assert_true(t.values[0] == 5);
    unlink(path);
    assert_err(ERR_INPUT, table_read(c, path, TABLE_PLAIN, &t));
    assert_non_null(strstr(c->why, "No such file"));
    assert_err(ERR_INPUT, table_read(c, "/tmp", TABLE_PLAIN, &t));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(numbers_and_labels_are_read, begin, end),
        cmocka_unit_test_setup_teardown(words_are_unquoted_in_their_place, begin, end),
        cmocka_unit_test_setup_teardown(refusals_name_file_line_and_column, begin, end),
        cmocka_unit_test_setup_teardown(gzipped_files_are_unpacked, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
