#include "bankfile/ofx/markup.h"
#include "base/limits.h"
#include "support.h"

/* Writes the tags of `file` as "NAME=value@line", "/NAME@line", one blank between them. */
static enum err tags_of(struct ctx *c, struct text file, struct buf *out, struct bankfile_report *report)
{
    struct source *source = source_memory(c->arena, "file", file);
    struct bankfile_reader r = {.source = source, .report = report};
    struct markup *m = markup_open(c, &r, source);
    for (;;) {
        struct markup_tag tag;
        bool more;
        TRY(markup_next(c, m, &tag, &more));
        if (!more)
            return OK;
        if (out->len > 0)
            buf_char(out, ' ');
        buf_printf(out, "%s%.*s%s", tag.closing ? "/" : "", TEXT_ARGS(tag.name), tag.empty ? "/" : "");
        if (tag.value.len > 0)
            buf_printf(out, "=%.*s", TEXT_ARGS(tag.value));
        buf_printf(out, "@%llu", (unsigned long long)tag.line);
    }
}

static void check(const char *file, const char *expected)
{
    struct ctx c = test_ctx();
    struct bankfile_report report = {0};
    struct buf *out = buf_in_arena(c.arena);
    assert_ok(&c, tags_of(&c, text_of(file), out, &report));
    assert_string_equal(expected, out->at == NULL ? "" : out->at);
    test_ctx_end(&c);
}

static void refused(struct text file, uint64_t line, const char *what)
{
    struct ctx c = test_ctx();
    struct bankfile_report report = {0};
    assert_err(ERR_INPUT, tags_of(&c, file, buf_in_arena(c.arena), &report));
    assert_string_equal(what, report.what);
    assert_int_equal(line, report.line);
    test_ctx_end(&c);
}

static void a_value_runs_to_the_next_tag(void **state)
{
    (void)state;
    check("HEADER:1\n\n<A><B>one<C>\n two \n</A>", "A@3 B=one@3 C=two@3 /A@5");
    check("<B>one\n  more\r\n of it</B>", "B=one more of it@1 /B@3");
    check("<A><B></B><C/><D /></A>", "A@1 B@1 /B@1 C/@1 D/@1 /A@1");
    check("no tag at all", "");
    check("", "");
}

static void names_are_upper_case_and_may_have_dots(void **state)
{
    (void)state;
    check("<StmtTrn><START.TIME>5<intu.bid>7</stmttrn >", "STMTTRN@1 START.TIME=5@1 INTU.BID=7@1 /STMTTRN@1");
    check("<ofx:OFX xmlns:ofx=\"http://x/?a>b\"><ofx:A>1</ofx:A>", "OFX@1 A=1@1 /A@1");
}

static void lines_end_in_every_way(void **state)
{
    (void)state;
    check("<A>\n<B>1\n<C>2", "A@1 B=1@2 C=2@3");
    check("<A>\r\n<B>1\r\n<C>2", "A@1 B=1@2 C=2@3");
    check("<A>\r<B>1\r<C>2", "A@1 B=1@2 C=2@3");
    check("<A>\r\r\n<B>1\r\r\n<C>2", "A@1 B=1@2 C=2@3");
    check("<A>\n\n\n<B>1", "A@1 B=1@4");
}

static void characters_are_decoded(void **state)
{
    (void)state;
    check("<A>Marks &amp; Spencer<B>a&lt;b&gt;c<C>caf&#233; &#xE9;<D>AT&T<E>&nbsp;x&nbsp;",
          "A=Marks & Spencer@1 B=a<b>c@1 "
          "C=caf\xC3\xA9 \xC3\xA9@1 D=AT&T@1 E=x@1");
    check("<A>it&#146;s &quot;1&quot; &apos;&#8364;&#x1F600;",
          "A=it\xE2\x80\x99s \"1\" '\xE2\x82\xAC\xF0\x9F\x98\x80@1");
    check("<A>&unknown; &#xD800; &#0; &#99999999; &; &", "A=&unknown; &#xD800; &#0; &#99999999; &; &@1");
    check("<A>&amp;lt;", "A=&lt;@1"); /* once, not twice */
}

static void a_lone_angle_is_text(void **state)
{
    (void)state;
    check("<A>3 < 4 <b@c.org> <smith and sons> x</A>", "A=3 < 4 <b@c.org> <smith and sons> x@1 /A@1");
    check("<A>ends with <", "A=ends with <@1");
    check("<A>ends with </", "A=ends with </@1");
}

static void comments_and_instructions_are_passed_over(void **state)
{
    (void)state;
    check("<?xml version=\"1.0\"?>\n<!-- <A>no</A>\n --><!DOCTYPE ofx [ <!ENTITY e \"boom\"> ]>\n<A>a<!-- b "
          "-->c&e;<B>2",
          "A=ac&e;@4 B=2@4");
    check("<A><![CDATA[x < y &amp; z]]> &amp; w</A>", "A=x < y &amp; z & w@1 /A@1");
}

static void what_does_not_end_is_refused(void **state)
{
    (void)state;
    refused(TEXT("<A>\n<B>x<!-- never"), 2, "the file ends inside a comment");
    refused(TEXT("<A>\n\n<![CDATA[never"), 3, "the file ends inside a CDATA section");
    refused(TEXT("<!DOCTYPE x [ > "), 1, "the file ends inside a declaration");
    refused(TEXT("<A>x\n<B>\0"), 1, "a NUL byte stands behind this line: this is not a text file");
}

static void a_value_has_a_limit(void **state)
{
    (void)state;
    struct buf file = {0};
    buf_z(&file, "<A>\n<MEMO>");
    for (int i = 0; i < LIMIT_FIELD_BYTES; i++)
        buf_char(&file, 'x');
    buf_z(&file, "</MEMO>");
    struct ctx c = test_ctx();
    struct bankfile_report report = {0};
    assert_ok(&c, tags_of(&c, buf_view(&file), buf_in_arena(c.arena), &report));
    test_ctx_end(&c);
    file.len -= 7;
    buf_z(&file, "x</MEMO>");
    refused(buf_view(&file), 2, "the text of MEMO is longer than 65536 bytes");
    buf_free(&file);
}

/* Tags and values that lie across the window's border come out whole. */
static void the_window_does_not_show(void **state)
{
    (void)state;
    enum { TAGS = 20000 };
    struct buf file = {0};
    for (int i = 0; i < TAGS; i++)
        buf_printf(&file, "<NAME>value &amp; %d\n", i);
    struct ctx c = test_ctx();
    struct bankfile_report report = {0};
    struct bankfile_reader r = {.source = source_memory(c.arena, "file", buf_view(&file)), .report = &report};
    struct markup *m = markup_open(&c, &r, r.source);
    for (int i = 0; i < TAGS; i++) {
        struct markup_tag tag;
        bool more;
        char expected[32];
        assert_ok(&c, markup_next(&c, m, &tag, &more));
        assert_true(more);
        snprintf(expected, sizeof expected, "value & %d", i);
        assert_text("NAME", tag.name);
        assert_text(expected, tag.value);
        assert_int_equal(i + 1, tag.line);
    }
    test_ctx_end(&c);
    buf_free(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_runs_to_the_next_tag),
        cmocka_unit_test(names_are_upper_case_and_may_have_dots),
        cmocka_unit_test(lines_end_in_every_way),
        cmocka_unit_test(characters_are_decoded),
        cmocka_unit_test(a_lone_angle_is_text),
        cmocka_unit_test(comments_and_instructions_are_passed_over),
        cmocka_unit_test(what_does_not_end_is_refused),
        cmocka_unit_test(a_value_has_a_limit),
        cmocka_unit_test(the_window_does_not_show),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
