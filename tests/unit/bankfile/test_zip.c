/* Zip archives and gzip. The archives are made here. */
#include "reading.h"

#include <zip.h>
#include <zlib.h>

#define MESSAGE(account)                                                                                     \
    ":20:A\n:25:" account "\n:28:1\n:60F:C240101EUR0,\n:61:240101C5,NTRFNONREF\n:62F:C240101EUR5,\n-\n"

struct file {
    const char *name, *text;
    size_t len; /* 0: of the text */
};

/* An archive of these files, ended by one without name, in the arena. */
static struct text pack(struct arena *arena, const struct file *files, zip_uint16_t encryption)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_source_keep(to);
    zip_t *zip = zip_open_from_source(to, ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    for (const struct file *f = files; f->name != NULL; f++) {
        size_t len = f->len > 0 ? f->len : strlen(f->text);
        zip_int64_t i = f->name[strlen(f->name) - 1] == '/'
                            ? zip_dir_add(zip, f->name, 0)
                            : zip_file_add(zip, f->name, zip_source_buffer(zip, f->text, len, 0), 0);
        assert_true(i >= 0);
        if (encryption != ZIP_EM_NONE)
            assert_int_equal(0, zip_file_set_encryption(zip, (zip_uint64_t)i, encryption, "secret"));
    }
    assert_int_equal(0, zip_close(zip));
    zip_stat_t st;
    zip_source_stat(to, &st);
    char *bytes = arena_alloc(arena, st.size + 1);
    zip_source_open(to);
    assert_int_equal(st.size, zip_source_read(to, bytes, st.size));
    zip_source_close(to);
    zip_source_free(to);
    zip_error_fini(&error);
    return (struct text){bytes, st.size};
}

static void see_bytes_refused(struct text bytes, uint64_t line, const char *what)
{
    struct seen *seen = see(NULL, bytes, NULL);
    assert_int_equal(ERR_INPUT, seen->err);
    assert_string_equal(what, seen->report.what);
    assert_int_equal(line, seen->report.line);
    seen_free(seen);
}

static void see_pack_refused(const struct file *files, uint64_t line, const char *what)
{
    struct ctx c = test_ctx();
    see_bytes_refused(pack(c.arena, files, ZIP_EM_NONE), line, what);
    test_ctx_end(&c);
}

static void reads_all_files(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const struct file files[] = {{"2024/", "", 0},
                                 {"2024/one.sta", MESSAGE("111"), 0},
                                 {"__MACOSX/2024/._one.sta", "x", 0},
                                 {"2024/.DS_Store", "x", 0},
                                 {"Thumbs.db", "x", 0},
                                 {"two.sta", MESSAGE("222") MESSAGE("333"), 0},
                                 {NULL, NULL, 0}};
    struct seen *seen = see(NULL, pack(c.arena, files, ZIP_EM_NONE), NULL);
    assert_ok(&seen->c, seen->err);
    assert_string_equal("zip", seen->report.format);
    assert_string_equal("UTF-8", seen->report.encoding);
    assert_int_equal(3, seen->report.statement_count);
    assert_int_equal(3, seen->report.entry_count);
    assert_text("111", seen->statements[0].account);
    assert_text("333", seen->statements[2].account);
    assert_int_equal(RECONCILES_YES, seen->statements[1].reconciles);
    seen_free(seen);
    test_ctx_end(&c);
}

static void names_the_file_that_is_broken(void **state)
{
    (void)state;
    const struct file broken[] = {{"one.sta", MESSAGE("111"), 0},
                                  {"b/two.sta", ":20:A\n:25:1\n:60F:C240101EUR0,\n:61:240101X5,\n", 0},
                                  {NULL, NULL, 0}};
    see_pack_refused(broken, 4,
                     "b/two.sta:4: \":61:240101X5,\" is no entry: neither C nor D follows the date");
    const struct file unknown[] = {
        {"one.sta", MESSAGE("111"), 0}, {"photo.jpg", "\xFF\xD8\xFF\xE0 JFIF", 0}, {NULL, NULL, 0}};
    see_pack_refused(unknown, 0, "photo.jpg: not a bank file that Florin knows");
    const struct file nothing[] = {{"one.sta", MESSAGE("111"), 0}, {"two.sta", "", 0}, {NULL, NULL, 0}};
    see_pack_refused(nothing, 0, "two.sta: the file is empty");
    /* Names cannot steer a terminal. */
    const struct file steering[] = {{"a\x1B[2J.sta", "x", 0}, {NULL, NULL, 0}};
    struct ctx c = test_ctx();
    struct seen *seen = see(NULL, pack(c.arena, steering, ZIP_EM_NONE), NULL);
    assert_int_equal(ERR_INPUT, seen->err);
    assert_null(strchr(seen->report.what, '\x1B'));
    seen_free(seen);
    test_ctx_end(&c);
}

static void names_the_archive(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const struct file files[] = {{"one.sta", "x", 0}, {NULL, NULL, 0}};
    struct seen *seen = see(NULL, pack(c.arena, files, ZIP_EM_NONE), NULL);
    assert_string_equal("file: one.sta: not a bank file that Florin knows", seen->c.why);
    seen_free(seen);
    test_ctx_end(&c);
}

static void refuses_archives_without_use(void **state)
{
    (void)state;
    const struct file litter[] = {{"a/", "", 0}, {".DS_Store", "x", 0}, {NULL, NULL, 0}};
    see_pack_refused(litter, 0, "the archive holds no file");
    see_bytes_refused((struct text){"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22}, 0,
                      "the archive holds no file");
    const struct file office[] = {{"[Content_Types].xml", "<Types/>", 0}, {NULL, NULL, 0}};
    see_pack_refused(office, 0, "an office document (XLSX or the like): save the sheet as CSV");
}

static void refuses_what_hides(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const struct file files[] = {{"one.sta", MESSAGE("111"), 0}, {NULL, NULL, 0}};
    see_bytes_refused(pack(c.arena, files, ZIP_EM_AES_256), 0,
                      "one.sta: it is encrypted: unpack it with its password first");
    struct text inner = pack(c.arena, files, ZIP_EM_NONE);
    const struct file nested[] = {{"in.zip", inner.at, inner.len}, {NULL, NULL, 0}};
    see_pack_refused(nested, 0, "in.zip: an archive within an archive");
    test_ctx_end(&c);
}

static void refuses_bombs(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    size_t len = 8 << 20;
    char *blanks = arena_alloc(c.arena, len);
    memset(blanks, ' ', len);
    const struct file bomb[] = {{"a.sta", blanks, len}, {NULL, NULL, 0}};
    see_pack_refused(bomb, 0, "a.sta: it unpacks to more than 200 times its size");
    struct file *many = ARENA_ARRAY(c.arena, struct file, 1002);
    for (int i = 0; i < 1001; i++)
        many[i] = (struct file){arena_printf(c.arena, "%d.sta", i), "x", 0};
    see_pack_refused(many, 0, "the archive holds more than 1000 files");
    test_ctx_end(&c);
}

static void refuses_what_is_damaged(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct buf *text = buf_in_arena(c.arena);
    for (int i = 0; i < 200; i++)
        buf_printf(text, MESSAGE("%d"), i * 7919);
    const struct file files[] = {{"one.sta", text->at, 0}, {NULL, NULL, 0}};
    struct text whole = pack(c.arena, files, ZIP_EM_NONE);
    see_bytes_refused((struct text){whole.at, whole.len - 30}, 0,
                      "the archive is damaged: Not a zip archive");
    char *flipped = arena_copy(c.arena, whole.at, whole.len);
    for (size_t i = 60; i < 80; i++)
        flipped[i] = (char)~flipped[i];
    struct seen *seen = see(NULL, (struct text){flipped, whole.len}, NULL);
    assert_int_equal(ERR_INPUT, seen->err);
    assert_non_null(strstr(seen->report.what, "one.sta: the archive is damaged: "));
    seen_free(seen);
    test_ctx_end(&c);
}

/* A source that can only be read on and rewound: as a pipe that was kept. */
static void reads_without_seeking(void **state)
{
    (void)state;
    struct seen seen = {.c = test_ctx()};
    const struct file files[] = {
        {"one.sta", MESSAGE("111"), 0}, {"two.sta", MESSAGE("222"), 0}, {NULL, NULL, 0}};
    struct source *source = source_memory(seen.c.arena, "file", pack(seen.c.arena, files, ZIP_EM_NONE));
    source->seek = NULL;
    source->size = -1;
    struct bankfile_options options = {0};
    struct bankfile_sink sink = {&seen, seen_begin, seen_entry, seen_end};
    assert_ok(&seen.c, bankfile_read(&seen.c, source, &options, &sink, &seen.report));
    assert_int_equal(2, seen.statement_count);
    test_ctx_end(&seen.c);
}

static enum err gives_up(struct ctx *c, void *self, struct bankfile_statement *s,
                         const struct bankfile_entry *e)
{
    (void)self;
    (void)s;
    (void)e;
    return (fail)(c, ERR_CANCELLED, "enough"); /* cmocka has a macro of that name */
}

/* The sink sees its own unit of work, and its failure keeps its code. */
static void hands_the_sinks_failure_on(void **state)
{
    (void)state;
    struct seen seen = {.c = test_ctx()};
    const struct file files[] = {{"one.sta", MESSAGE("111"), 0}, {NULL, NULL, 0}};
    struct source *source = source_memory(seen.c.arena, "file", pack(seen.c.arena, files, ZIP_EM_NONE));
    struct bankfile_options options = {0};
    struct bankfile_sink sink = {&seen, seen_begin, gives_up, seen_end};
    assert_err(ERR_CANCELLED, bankfile_read(&seen.c, source, &options, &sink, &seen.report));
    assert_string_equal("one.sta:5: enough", seen.report.what);
    test_ctx_end(&seen.c);
}

static struct text gzip(struct arena *arena, struct text t)
{
    size_t room = compressBound(t.len) + 32;
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)t.at,
                  .avail_in = (unsigned)t.len,
                  .next_out = arena_alloc(arena, room),
                  .avail_out = (unsigned)room};
    unsigned char *start = z.next_out;
    assert_int_equal(Z_OK, deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY));
    assert_int_equal(Z_STREAM_END, deflate(&z, Z_FINISH));
    struct text out = {(char *)start, z.total_out};
    deflateEnd(&z);
    return out;
}

static void reads_gzip(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct text one = gzip(c.arena, TEXT(MESSAGE("111"))), two = gzip(c.arena, TEXT(MESSAGE("222")));
    struct buf *both = buf_in_arena(c.arena);
    buf_text(both, one);
    buf_text(both, two);
    struct seen *seen = see(NULL, buf_view(both), NULL);
    assert_ok(&seen->c, seen->err);
    assert_string_equal("gzip", seen->report.format);
    assert_int_equal(2, seen->statement_count);
    seen_free(seen);
    see_bytes_refused((struct text){one.at, one.len - 3}, 0, "file: the compressed data is cut off");
    char *flipped = arena_copy(c.arena, one.at, one.len);
    flipped[one.len - 6] = (char)~flipped[one.len - 6];
    see_bytes_refused((struct text){flipped, one.len}, 0,
                      "file: the compressed data is damaged: incorrect data check");
    see_bytes_refused(gzip(c.arena, one), 0, "file: an archive within an archive");
    test_ctx_end(&c);
}

static void refuses_a_gzip_bomb(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct buf *file = buf_in_arena(c.arena);
    buf_z(file, ":20:A\n:25:1\n:60F:C240101EUR0,\n");
    for (int i = 0; i < 200000; i++)
        buf_z(file, "                                         \n");
    see_bytes_refused(gzip(c.arena, buf_view(file)), 0, "file: it unpacks to more than 200 times its size");
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_all_files),
        cmocka_unit_test(names_the_file_that_is_broken),
        cmocka_unit_test(names_the_archive),
        cmocka_unit_test(refuses_archives_without_use),
        cmocka_unit_test(refuses_what_hides),
        cmocka_unit_test(refuses_bombs),
        cmocka_unit_test(refuses_what_is_damaged),
        cmocka_unit_test(reads_without_seeking),
        cmocka_unit_test(hands_the_sinks_failure_on),
        cmocka_unit_test(reads_gzip),
        cmocka_unit_test(refuses_a_gzip_bomb),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
