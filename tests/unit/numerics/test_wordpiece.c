/* Texts cut into tokens, by a small vocabulary. What the reference tokeniser says of a real one is in tests/embedding/reference.py. */
#include "numerics/transformer/characters.h"
#include "numerics/transformer/wordpiece.h"
#include "support.h"

static const char vocabulary[] =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ncaf\n##e\ncafe\nmiete\nun\n##aff\n##able\n"
    "!\n,\n-\n京\n都\n\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab\nstrasse\na\n##a\n##"
    "\xc3\x9f\nstra\nCafé\nM\n##x\n€\n##1\n1\nσ\n\nlast";

struct world {
    struct ctx c;
    struct wordpiece *w;
};

static void begin(struct world *w, bool uncased)
{
    w->c = test_ctx();
    assert_ok(&w->c, wordpiece_new(&w->c, text_of(vocabulary), uncased, &w->w));
}

/* Tokens without [CLS] and [SEP], by their lines in the vocabulary. */
static void check(struct world *w, struct text t, const char *wanted)
{
    enum { ROOM = 300 };
    int32_t ids[ROOM];
    char got[4096] = "";
    size_t count = wordpiece_encode(w->w, t, ids, ROOM), len = 0;
    assert_true(count >= 2 && ids[0] == wordpiece_id(w->w, TEXT("[CLS]")) &&
                ids[count - 1] == wordpiece_id(w->w, TEXT("[SEP]")));
    for (size_t i = 1; i + 1 < count; i++) {
        const char *line = vocabulary;
        for (int32_t skip = ids[i]; skip > 0; skip--)
            line = strchr(line, '\n') + 1;
        len += (size_t)snprintf(got + len, sizeof got - len, "%s%.*s", i > 1 ? " " : "",
                                (int)strcspn(line, "\n"), line);
    }
    if (strcmp(got, wanted) != 0)
        fail_msg("\"%.*s\" is \"%s\", not \"%s\"", TEXT_ARGS(t), got, wanted);
}

static void words_are_the_longest_pieces(void **state)
{
    (void)state;
    struct world w;
    begin(&w, true);
    check(&w, TEXT("cafe"), "cafe");
    check(&w, TEXT("unaffable"), "un ##aff ##able");
    check(&w, TEXT("unaffa"), "un ##aff ##a");
    check(&w, TEXT("unaffq cafe"), "[UNK] cafe"); /* the whole word, though its beginning is known */
    check(&w, TEXT("aaa"), "a ##a ##a");
    check(&w, TEXT("cafe,miete!"), "cafe , miete !");
    check(&w, TEXT(" \t\r\n miete\n"), "miete");
    check(&w, TEXT(""), "");
    check(&w, TEXT("last"), "last"); /* no line end behind it */
    test_ctx_end(&w.c);
}

static void case_and_accents_go_where_the_model_has_none(void **state)
{
    (void)state;
    struct world w;
    begin(&w, true);
    check(&w, TEXT("CAFÉ Cafe\xcc\x81"), "cafe cafe");
    check(&w, TEXT("STRAßE"), "stra ##ß ##e");
    check(&w, TEXT("straß"), "stra ##ß");
    check(&w, TEXT("한"), "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab"); /* into its letters */
    check(&w, TEXT("Σ"), "σ");
    test_ctx_end(&w.c);
    begin(&w, false);
    check(&w, TEXT("Café"), "Café");
    check(&w, TEXT("café MIETE"), "[UNK] [UNK]");
    check(&w, TEXT("Mx"), "M ##x");
    test_ctx_end(&w.c);
}

static void signs_and_chinese_stand_alone(void **state)
{
    (void)state;
    struct world w;
    begin(&w, true);
    check(&w, TEXT("京都a"), "京 都 a");
    check(&w, TEXT("a-a"), "a - a");
    check(&w, TEXT("€1"), "€ ##1"); /* a symbol is no punctuation */
    check(&w,
          TEXT("ca\xc2\xad"
               "fe ca\xe2\x80\x8b"
               "fe c\x01"
               "af\x7f"
               "e ca\xef\xbf\xbd"
               "fe"),
          "cafe cafe cafe cafe");
    check(&w,
          TEXT("cafe\xc2\xa0miete\xe2\x80\xa9"
               "a\xe3\x80\x80"
               "a"),
          "cafe miete a a");
    check(&w, (struct text){"ca\0fe", 5}, "cafe");
    check(&w,
          TEXT("ca\xff"
               "fe\xc3"),
          "cafe");
    check(&w,
          TEXT("\xed\xa0\x80"
               "a\xf4\x90\x80\x80"),
          "a");
    test_ctx_end(&w.c);
}

static void special_tokens_are_themselves(void **state)
{
    (void)state;
    struct world w;
    begin(&w, true);
    check(&w, TEXT("a[SEP]a"), "a [SEP] a");
    check(&w, TEXT("[MASK][PAD]"), "[MASK] [PAD]");
    check(&w, TEXT("[mask]"), "[UNK] [UNK] [UNK]");
    test_ctx_end(&w.c);
}

static void long_words_and_texts_have_an_end(void **state)
{
    (void)state;
    struct world w;
    char word[WORDPIECE_WORD_MOST + 2], wanted[4096] = "a";
    int32_t ids[16];
    begin(&w, true);
    memset(word, 'a', sizeof word);
    for (size_t i = 1; i < WORDPIECE_WORD_MOST; i++)
        memcpy(wanted + 1 + (i - 1) * 4, " ##a", 5);
    check(&w, (struct text){word, WORDPIECE_WORD_MOST}, wanted);
    check(&w, (struct text){word, WORDPIECE_WORD_MOST + 1}, "[UNK]");
    for (size_t room = 2; room < 8; room++) {
        assert_int_equal(room, wordpiece_encode(w.w, TEXT("unaffable cafe miete a a"), ids, room));
        assert_int_equal(3, ids[room - 1]);
    }
    assert_int_equal(
        3, wordpiece_encode(w.w, TEXT("unaffq"), ids, 3)); /* what has no room still makes it unknown */
    assert_int_equal(1, ids[1]);
    test_ctx_end(&w.c);
}

static void vocabularies_that_are_none_are_refused(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct wordpiece *w;
    assert_err(ERR_INPUT, wordpiece_new(&c, TEXT(""), true, &w));
    assert_err(ERR_INPUT, wordpiece_new(&c, TEXT("[UNK]\n[CLS]\n"), true, &w));
    assert_non_null(strstr(c.why, "[SEP]"));
    assert_err(ERR_INPUT, wordpiece_new(&c, TEXT("[UNK]\n[CLS]\n[SEP]\n\xff\n"), true, &w));
    char *lines = arena_alloc(c.arena, WORDPIECE_TOKENS_MOST + 2);
    memset(lines, '\n', WORDPIECE_TOKENS_MOST + 1);
    assert_err(ERR_LIMIT, wordpiece_new(&c, (struct text){lines, WORDPIECE_TOKENS_MOST + 1}, true, &w));
    assert_ok(&c, wordpiece_new(&c, TEXT("[UNK]\r\n[CLS]\r\n[SEP]\r\nx\r\n"), true, &w));
    assert_int_equal(4, wordpiece_count(w));
    assert_int_equal(3, wordpiece_id(w, TEXT("x")));
    assert_int_equal(-1, wordpiece_id(w, TEXT("##x")));
    test_ctx_end(&c);
}

static void characters_are_read_as_they_are_written(void **state)
{
    (void)state;
    for (uint32_t ch = 0; ch<0x110000; ch += ch> 0x3000 ? 7 : 1) {
        char out[4];
        size_t bytes, len = character_write(ch, out);
        bool surrogate = ch >= 0xd800 && ch < 0xe000;
        assert_int_equal(surrogate ? 0xfffd : ch, character_read(out, len, &bytes));
        assert_int_equal(surrogate ? 1 : len, bytes);
        assert_true(len == 1 || character_read(out, len - 1, &bytes) == 0xfffd);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_the_longest_pieces),
        cmocka_unit_test(case_and_accents_go_where_the_model_has_none),
        cmocka_unit_test(signs_and_chinese_stand_alone),
        cmocka_unit_test(special_tokens_are_themselves),
        cmocka_unit_test(long_words_and_texts_have_an_end),
        cmocka_unit_test(vocabularies_that_are_none_are_refused),
        cmocka_unit_test(characters_are_read_as_they_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
