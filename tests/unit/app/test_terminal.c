/* What stands on a terminal: widths, cuts, bars, tables, and nothing that a bank file could smuggle in. */
#include "app/terminal.h"
#include "support.h"

static const struct terminal fine = {.colour = false, .unicode = true, .columns = 0};
static const struct terminal plain = {.colour = false, .unicode = false, .columns = 0};

static void widths_are_columns(void **state)
{
    (void)state;
    assert_int_equal(0, terminal_width(TEXT("")));
    assert_int_equal(4, terminal_width(TEXT("Caf\xC3\xA9")));
    assert_int_equal(4, terminal_width(TEXT("Cafe\xCC\x81"))); /* a combining accent */
    assert_int_equal(6, terminal_width(TEXT("東京都")));
    assert_int_equal(2, terminal_width(TEXT("ｆ"))); /* full width */
    assert_int_equal(2, terminal_width(TEXT("🙂")));
    assert_int_equal(3, terminal_width(TEXT("\xFF\xFE"
                                            "a"))); /* a column for each broken byte */
}

static void text_from_outside_is_harmless(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    assert_text("?[31mred?[0m", terminal_clean(c.arena, TEXT("\033[31mred\033[0m")));
    assert_text("a b c?", terminal_clean(c.arena, TEXT("a\tb\nc\x07")));
    assert_text("?x", terminal_clean(c.arena, TEXT("\xC2\x9Bx"))); /* CSI of C1 */
    assert_text("a?b", terminal_clean(c.arena, TEXT("a\xE2\x80\xAE"
                                                    "b"))); /* right-to-left override */
    assert_text("a?b?", terminal_clean(c.arena, TEXT("a\xFF"
                                                     "b\xC3")));
    assert_text("Grüße 東京", terminal_clean(c.arena, TEXT("Grüße 東京")));
    test_ctx_end(&c);
}

static void long_text_is_cut_at_characters(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    assert_text("abcd", terminal_cut(c.arena, &fine, TEXT("abcd"), 4));
    assert_text("abc…", terminal_cut(c.arena, &fine, TEXT("abcde"), 4));
    assert_text("abc~", terminal_cut(c.arena, &plain, TEXT("abcde"), 4));
    assert_text("東…",
                terminal_cut(c.arena, &fine, TEXT("東京都"), 4)); /* half a character cannot be shown */
    assert_text("éé…", terminal_cut(c.arena, &fine, TEXT("éééé"), 3));
    test_ctx_end(&c);
}

static void bars_are_in_eighths(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    assert_text("████", terminal_bar(c.arena, &fine, 100, 100, 4));
    assert_text("██", terminal_bar(c.arena, &fine, 50, 100, 4));
    assert_text("█▌", terminal_bar(c.arena, &fine, 375, 1000, 4));
    assert_text("▏", terminal_bar(c.arena, &fine, 1, 1000000, 4));
    assert_text("", terminal_bar(c.arena, &fine, 0, 100, 4));
    assert_text("", terminal_bar(c.arena, &fine, -5, 100, 4));
    assert_text("", terminal_bar(c.arena, &fine, 5, 0, 4));
    assert_text("████", terminal_bar(c.arena, &fine, 500, 100, 4)); /* never wider than asked */
    assert_text("████", terminal_bar(c.arena, &fine, INT64_MAX, INT64_MAX, 4));
    assert_text("##", terminal_bar(c.arena, &plain, 55, 100, 4));
    assert_text("#", terminal_bar(c.arena, &plain, 1, 100, 4));
    test_ctx_end(&c);
}

static void sparklines_span_the_values(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const int64_t values[] = {0, 50, 100}, far[] = {INT64_MIN, 0, INT64_MAX}, flat[] = {7, 7};
    assert_text("▁▄█", terminal_spark(c.arena, &fine, values, 3, false));
    assert_text("_~#", terminal_spark(c.arena, &plain, values, 3, false));
    assert_text("▁▄█", terminal_spark(c.arena, &fine, far, 3, false));
    assert_text("▁▁", terminal_spark(c.arena, &fine, flat, 2, false));
    assert_text("██", terminal_spark(c.arena, &fine, flat, 2, true));
    assert_text("", terminal_spark(c.arena, &fine, NULL, 0, true));
    test_ctx_end(&c);
}

static struct terminal_table *sample(struct ctx *c, const struct terminal *t)
{
    struct terminal_table *table = terminal_table_new(c->arena, t);
    terminal_column(table, "Category", ALIGN_LEFT, true);
    terminal_column(table, "Spent", ALIGN_RIGHT, false);
    terminal_column(table, "", ALIGN_LEFT, false);
    terminal_cell_z(table, STYLE_PLAIN, "Expenses:Food:Groceries");
    terminal_cell_z(table, STYLE_RED, "1,234.50");
    terminal_cell_z(table, STYLE_PLAIN, "");
    terminal_cell_z(table, STYLE_PLAIN, "東京");
    terminal_cell_z(table, STYLE_PLAIN, "-5.00");
    terminal_cell_z(table, STYLE_PLAIN, "#");
    terminal_rule(table);
    terminal_cell_z(table, STYLE_PLAIN, "Total");
    terminal_cell_z(table, STYLE_PLAIN, "");
    terminal_cell_z(table, STYLE_PLAIN, "end");
    return table;
}

static void tables_are_aligned(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct buf *out = buf_in_arena(c.arena);
    terminal_table_write(sample(&c, &plain), out);
    assert_string_equal("Category                    Spent\n"
                        "Expenses:Food:Groceries  1,234.50\n"
                        "東京                        -5.00  #\n"
                        "--------------------------------------\n"
                        "Total                              end\n",
                        out->at);
    test_ctx_end(&c);
}

static void tables_fit_the_terminal(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct buf *out = buf_in_arena(c.arena);
    struct terminal narrow = {.unicode = true, .columns = 30};
    terminal_table_write(sample(&c, &narrow), out);
    assert_string_equal("Category            Spent\n"
                        "Expenses:Food:…  1,234.50\n"
                        "東京                -5.00  #\n"
                        "──────────────────────────────\n"
                        "Total                      end\n",
                        out->at);
    test_ctx_end(&c);
}

static void colours_only_where_wanted(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct buf *out = buf_in_arena(c.arena);
    struct terminal colourful = {.colour = true};
    terminal_put(out, &colourful, STYLE_RED, TEXT("x"));
    terminal_put(out, &colourful, STYLE_RED, TEXT(""));
    terminal_put(out, &fine, STYLE_RED, TEXT("y"));
    assert_string_equal("\033[31mx\033[0my", out->at);
    test_ctx_end(&c);
}

static void the_environment_decides(void **state)
{
    (void)state;
    FILE *file = tmpfile();
    unsetenv("LC_ALL");
    unsetenv("LC_CTYPE");
    unsetenv("COLUMNS");
    setenv("LANG", "de_DE.utf8", 1);
    struct terminal t = terminal_of(file);
    assert_false(t.colour); /* no terminal */
    assert_true(t.unicode);
    assert_int_equal(0, t.columns);
    setenv("LC_ALL", "C", 1);
    setenv("COLUMNS", "72", 1);
    t = terminal_of(file);
    assert_false(t.unicode);
    assert_int_equal(72, t.columns);
    setenv("COLUMNS", "3", 1);
    assert_int_equal(40, terminal_of(file).columns);
    fclose(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(widths_are_columns),
        cmocka_unit_test(text_from_outside_is_harmless),
        cmocka_unit_test(long_text_is_cut_at_characters),
        cmocka_unit_test(bars_are_in_eighths),
        cmocka_unit_test(sparklines_span_the_values),
        cmocka_unit_test(tables_are_aligned),
        cmocka_unit_test(tables_fit_the_terminal),
        cmocka_unit_test(colours_only_where_wanted),
        cmocka_unit_test(the_environment_decides),
    };
    return cmocka_run_group_tests_name("app/terminal", tests, NULL, NULL);
}
