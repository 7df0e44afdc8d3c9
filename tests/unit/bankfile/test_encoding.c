/* Whatever bytes come in, UTF-8 comes out. */
#include "bankfile/encoding.h"
#include "support.h"

#include <iconv.h>

struct opened {
    struct ctx c;
    struct bankfile_report report;
    struct bankfile_reader reader;
    struct bankfile_options options;
    struct source *utf8;
};

static void open_as(struct opened *o, struct text bytes, const char *forced, const char *declared)
{
    *o = (struct opened){.c = test_ctx(), .options = {.encoding = forced}};
    struct text head = bytes;
    head.len = head.len > BANKFILE_HEAD_BYTES ? BANKFILE_HEAD_BYTES : head.len;
    o->reader = (struct bankfile_reader){.source = source_memory(o->c.arena, "file", bytes),
                                         .head = head,
                                         .options = &o->options,
                                         .report = &o->report};
    assert_ok(&o->c, encoding_open(&o->c, &o->reader, declared, &o->utf8));
}

/* Everything, read in pieces of `step` bytes. */
static struct text all(struct opened *o, size_t step)
{
    struct buf *out = buf_in_arena(o->c.arena);
    char part[4096];
    size_t got;
    assert_ok(&o->c, source_rewind(&o->c, o->utf8));
    do {
        assert_ok(&o->c, source_read(&o->c, o->utf8, part, step, &got));
        assert_true(got <= step);
        buf_add(out, part, got);
    } while (got > 0);
    return out->at == NULL ? TEXT("") : buf_view(out);
}

static void expect(struct text bytes, const char *encoding, const char *decoded)
{
    static const size_t steps[] = {1, 2, 3, 7, 8, 15, 16, 17, 64, 4096};
    struct opened o;
    open_as(&o, bytes, NULL, NULL);
    assert_string_equal(encoding, o.report.encoding);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        assert_text(decoded, all(&o, steps[i]));
    assert_int_equal(0, o.report.note_count);
    test_ctx_end(&o.c);
}

/* `utf8` in another encoding. */
static struct text encode(struct arena *arena, const char *utf8, const char *encoding)
{
    iconv_t conversion = iconv_open(encoding, "UTF-8");
    assert_true(conversion != (iconv_t)-1);
    size_t left = strlen(utf8), room = left * 4 + 8, size = room;
    char *in = arena_copy(arena, utf8, left), *out = arena_alloc(arena, room), *at = out;
    assert_int_equal(0, iconv(conversion, &in, &left, &at, &room));
    iconv_close(conversion);
    return (struct text){out, size - room};
}

static void marks(void **state)
{
    (void)state;
    expect(TEXT("\xEF\xBB\xBF"
                "a;\xC3\xA4\n"),
           "UTF-8", "a;ä\n");
    expect(TEXT("\xFF\xFE"
                "a\0;\0\xE4\0\n\0"),
           "UTF-16LE", "a;ä\n");
    expect(TEXT("\xFE\xFF\0a\0;\0\xE4\0\n"), "UTF-16BE", "a;ä\n");
    expect(TEXT("\xFF\xFE\0\0a\0\0\0\xE4\0\0\0"), "UTF-32LE", "aä");
    expect(TEXT("\0\0\xFE\xFF\0\0\0a\0\0\0\xE4"), "UTF-32BE", "aä");
    expect(TEXT("\xEF\xBB\xBF"), "UTF-8", "");
    expect(TEXT("plain"), "UTF-8", "plain");
}

static void utf16_without_mark(void **state)
{
    (void)state;
    static const char *const texts[] = {"Datum;Betrag\n01.02.2024;12,50\n",
                                        "Дата;Сумма\n01.02.2024;12,50;Магазин\n"};
    struct arena *arena = arena_new();
    for (size_t i = 0; i < 2; i++) {
        expect(encode(arena, texts[i], "UTF-16LE"), "UTF-16LE", texts[i]);
        expect(encode(arena, texts[i], "UTF-16BE"), "UTF-16BE", texts[i]);
    }
    arena_free(arena);
}

/* Two lines of a statement must be enough. */
static void short_texts_of_eight_bits(void **state)
{
    (void)state;
    static const struct {
        const char *text, *encoding;
    } cases[] = {
        {"Buchungstag;Empfänger;Betrag\n01.02.2024;Müller Straße Überweisung;-12,50\n", "WINDOWS-1252"},
        {"Buchungstag;Empfänger;Betrag\n01.02.2024;Bäckerei – 50 €;-12,50\n", "WINDOWS-1252"},
        {"Buchungstag;Empfänger;Betrag\n01.02.2024;Größe 5 €;-12,50\n", "ISO-8859-15"},
        {"Buchungstag;Empfänger;Betrag\n01.02.2024;Müller Straße Überweisung;-12,50\n", "IBM850"},
        {"Date;Libellé;Débit\n01/02/2024;Prélèvement électricité à Nîmes;12,50\n", "WINDOWS-1252"},
        {"Fecha;Descripción;Importe\n01/02/2024;Compañía de teléfono;-12,50\n", "WINDOWS-1252"},
        {"Data;Opis;Kwota\n2024-01-02;Zakupy w sklepie spożywczym Łódź;-12,50\n", "WINDOWS-1250"},
        {"Data;Opis;Kwota\n2024-01-02;Płatność kartą w sklepie spożywczym Łódź;-12,50\n", "ISO-8859-2"},
        {"Дата;Описание;Сумма\n02.01.2024;Перевод средств за квартиру;-12,50\n", "WINDOWS-1251"},
        {"Дата;Описание;Сумма\n02.01.2024;Перевод средств за квартиру;-12,50\n", "KOI8-R"},
        {"Dato;Tekst;Beløb\n2024-01-02;Overførsel Sørensen Købmand;-12,50\n", "WINDOWS-1252"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(encode(arena, cases[i].text, cases[i].encoding), cases[i].encoding, cases[i].text);
    /* Whichever of the two it is called, the letters are right. */
    const char *czech = "Datum;Popis;Částka\n2.1.2024;Příkaz k úhradě Plzeň;-12,50\n";
    struct opened o;
    open_as(&o, encode(arena, czech, "ISO-8859-2"), NULL, NULL);
    assert_text(czech, all(&o, 100));
    test_ctx_end(&o.c);
    arena_free(arena);
}

/* A sequence of each length across every place of the reader's parts (64 KiB) is not mistaken. */
static void utf8_across_parts(void **state)
{
    (void)state;
    static const char *const letters[] = {"ä", "€", "𝄞"};
    for (size_t pad = (64 << 10) - 6; pad < (64 << 10) + 2; pad++) {
        for (size_t i = 0; i < 3; i++) {
            struct buf file = {0};
            for (size_t k = 0; k < pad; k++)
                buf_char(&file, 'x');
            buf_z(&file, letters[i]);
            buf_z(&file, "\n");
            struct opened o;
            open_as(&o, buf_view(&file), NULL, NULL);
            assert_string_equal("UTF-8", o.report.encoding);
            test_ctx_end(&o.c);
            buf_free(&file);
        }
    }
}

/* Texts that a bank cut in the middle of a letter do not make a file Windows-1252. */
static void utf8_with_a_cut_letter(void **state)
{
    (void)state;
    struct opened o;
    open_as(&o, TEXT("ä ö ü ß é è ê ç à\nMüller M\xC3;1\nend"), NULL, NULL);
    assert_string_equal("UTF-8", o.report.encoding);
    assert_text("ä ö ü ß é è ê ç à\nMüller M\xEF\xBF\xBD;1\nend", all(&o, 5));
    assert_int_equal(1, o.report.note_count);
    assert_non_null(strstr(o.report.notes[0].text, "U+FFFD"));
    test_ctx_end(&o.c);
}

static void broken_bytes_behind_a_mark(void **state)
{
    (void)state;
    struct opened o;
    open_as(&o,
            TEXT("\xEF\xBB\xBF"
                 "a\xFFz"),
            NULL, NULL);
    assert_text("a\xEF\xBF\xBDz", all(&o, 3));
    test_ctx_end(&o.c);
    /* An unpaired surrogate does not shift what follows it, and a last half unit is one broken letter. */
    open_as(&o,
            TEXT("\xFF\xFE"
                 "a\0\x00\xDC"
                 "b\0c"),
            NULL, NULL);
    assert_text("a\xEF\xBF\xBD"
                "b\xEF\xBF\xBD",
                all(&o, 4096));
    test_ctx_end(&o.c);
    open_as(&o, TEXT("a\x81z"), "WINDOWS-1252", NULL);
    assert_text("a\xEF\xBF\xBDz", all(&o, 1));
    test_ctx_end(&o.c);
}

static void force_and_declaration(void **state)
{
    (void)state;
    struct opened o;
    open_as(&o, TEXT("\xB9"), "ISO-8859-2", "WINDOWS-1250");
    assert_text("š", all(&o, 9));
    test_ctx_end(&o.c);
    open_as(&o, TEXT("\xB9"), NULL, "WINDOWS-1250");
    assert_text("ą", all(&o, 9));
    test_ctx_end(&o.c);
    /* Bytes that are UTF-8 are, whatever the file declares. */
    open_as(&o, TEXT("\xC4\x85"), NULL, "WINDOWS-1250");
    assert_text("ą", all(&o, 9));
    test_ctx_end(&o.c);
    open_as(&o, TEXT("\xFE\xFF\0a\0b"), "UTF-16", NULL);
    assert_text("ab", all(&o, 9));
    test_ctx_end(&o.c);
    open_as(&o, TEXT("\xC3\xA4"), "utf-8", NULL);
    assert_text("ä", all(&o, 9));
    test_ctx_end(&o.c);
}

static void an_unknown_encoding_is_refused(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct bankfile_options options = {.encoding = "KLINGON-1"};
    struct bankfile_report report = {0};
    struct bankfile_reader r = {.source = source_memory(c.arena, "file", TEXT("a")),
                                .head = TEXT("a"),
                                .options = &options,
                                .report = &report};
    struct source *out;
    assert_err(ERR_INPUT, encoding_open(&c, &r, NULL, &out));
    assert_string_equal("the encoding \"KLINGON-1\" is not known here", report.what);
    test_ctx_end(&c);
}

/* Long texts come through whole at every size of read: nothing is lost where buffers end. */
static void long_texts_in_odd_pieces(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct buf *file = buf_in_arena(arena);
    for (int i = 0; i < 3000; i++)
        buf_printf(file, "%d;Größe;€\n", i);
    static const char *const encodings[] = {"WINDOWS-1252", "UTF-16LE", "UTF-16BE"};
    static const size_t steps[] = {1, 5, 7, 9, 31, 1000, 4095};
    for (size_t e = 0; e < 3; e++) {
        struct opened o;
        open_as(&o, encode(arena, file->at, encodings[e]), NULL, NULL);
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
            assert_true(text_equal(buf_view(file), all(&o, steps[i])));
        test_ctx_end(&o.c);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks),
        cmocka_unit_test(utf16_without_mark),
        cmocka_unit_test(short_texts_of_eight_bits),
        cmocka_unit_test(utf8_across_parts),
        cmocka_unit_test(utf8_with_a_cut_letter),
        cmocka_unit_test(broken_bytes_behind_a_mark),
        cmocka_unit_test(force_and_declaration),
        cmocka_unit_test(an_unknown_encoding_is_refused),
        cmocka_unit_test(long_texts_in_odd_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
