/* Zip archives: every file in them is read as a file of its own, as a stream. Nothing is unpacked to disk. */
#include "bankfile/format.h"
#include "base/limits.h"

#include <zip.h>

enum {
    SMALL_BYTES = 1 << 20,   /* unpacked sizes up to here are never taken for a bomb */
    TAIL_BYTES = 22 + 65535, /* the end of the central directory, with the longest comment */
    END_SIGNATURE_BYTES = 4,
    END_COUNT_AT = 10,
    END_BYTES = 22,
    NAME_SHOWN_MAX = 100,
};

/* The packed bytes, for libzip: a source that can go anywhere. */
struct archive {
    struct ctx *c;
    struct source *source;
    int64_t size, at;
    zip_error_t error;
    enum err failed; /* of the source itself */
    zip_t *zip;
};

/* One file in it. */
struct member {
    struct archive *archive;
    zip_uint64_t index;
    zip_uint64_t size; /* as the directory says */
    zip_file_t *file;  /* NULL: not open */
    zip_uint64_t given;
};

static int detect(struct text head, const char *name)
{
    (void)name;
    return text_starts(head, TEXT("PK\x03\x04")) || text_starts(head, TEXT("PK\x05\x06")) ? 100 : 0;
}

static zip_int64_t archive_read(struct archive *a, void *to, zip_uint64_t size)
{
    size_t got;
    a->failed = source_move(a->c, a->source, a->at);
    if (a->failed == OK)
        a->failed = source_fill(a->c, a->source, to, (size_t)size, &got);
    if (a->failed != OK) {
        zip_error_set(&a->error, ZIP_ER_READ, 0);
        return -1;
    }
    a->at += (int64_t)got;
    return (zip_int64_t)got;
}

static zip_int64_t archive_stat(struct archive *a, void *to)
{
    zip_stat_t *st = to;
    zip_stat_init(st);
    st->size = (zip_uint64_t)a->size;
    st->valid = ZIP_STAT_SIZE;
    return sizeof *st;
}

static zip_int64_t archive_command(void *self, void *data, zip_uint64_t size, zip_source_cmd_t command)
{
    struct archive *a = self;
    switch (command) {
    case ZIP_SOURCE_OPEN:
        a->at = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return archive_read(a, data, size);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_STAT:
        return archive_stat(a, data);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&a->error, data, size);
    case ZIP_SOURCE_SEEK: {
        zip_int64_t to =
            zip_source_seek_compute_offset((zip_uint64_t)a->at, (zip_uint64_t)a->size, data, size, &a->error);
        a->at = to < 0 ? a->at : to;
        return to < 0 ? -1 : 0;
    }
    case ZIP_SOURCE_TELL:
        return a->at;
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                              ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                              ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS, -1);
    default:
        zip_error_set(&a->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

static enum err too_many(struct ctx *c, struct bankfile_reader *r)
{
    return bankfile_refuse(c, r, "the archive holds more than %d files", LIMIT_ARCHIVE_MEMBERS);
}

static unsigned little_endian_16(const char *at)
{
    return (unsigned)(unsigned char)at[0] | (unsigned)(unsigned char)at[1] << 8;
}

/* libzip holds the whole directory in memory: its length is looked at before. */
static enum err check_count(struct ctx *c, struct bankfile_reader *r, struct archive *a)
{
    char *tail = arena_alloc(c->arena, TAIL_BYTES);
    size_t got;
    TRY(source_move(c, a->source, a->size > TAIL_BYTES ? a->size - TAIL_BYTES : 0));
    TRY(source_fill(c, a->source, tail, TAIL_BYTES, &got));
    struct text rest = {tail, got};
    for (;;) {
        ptrdiff_t at = text_find(rest, TEXT("PK\x05\x06"));
        if (at < 0)
            return OK;
        rest = text_from(rest, (size_t)at);
        /* 0xFFFF sends the reader on to a longer count. */
        if (rest.len >= END_BYTES && little_endian_16(rest.at + END_COUNT_AT) > LIMIT_ARCHIVE_MEMBERS)
            return too_many(c, r);
        rest = text_from(rest, END_SIGNATURE_BYTES);
    }
}

static void discard(void *thing)
{
    struct archive *a = thing;
    if (a->zip != NULL)
        zip_discard(a->zip);
    zip_error_fini(&a->error);
}

static enum err find_size(struct ctx *c, struct source *s, int64_t *out)
{
    if (s->size < 0)
        TRY(source_move(c, s, INT64_MAX));
    *out = s->size < 0 ? s->read_so_far : s->size;
    return OK;
}

static enum err open_archive(struct ctx *c, struct bankfile_reader *r, struct archive **out)
{
    struct archive *a = ARENA_NEW(c->arena, struct archive);
    *a = (struct archive){.c = c, .source = r->source};
    *out = a;
    TRY(find_size(c, r->source, &a->size));
    TRY(check_count(c, r, a));
    zip_error_init(&a->error);
    arena_defer(c->arena, discard, a);
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_function_create(archive_command, a, &error);
    if (source != NULL) {
        a->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
        if (a->zip == NULL)
            zip_source_free(source);
    }
    char why[120];
    snprintf(why, sizeof why, "%s", zip_error_strerror(&error));
    zip_error_fini(&error);
    if (a->failed != OK)
        return a->failed;
    return a->zip != NULL ? OK : bankfile_refuse(c, r, "the archive is damaged: %s", why);
}

/* libzip's message, or the source's own failure. */
static enum err damaged(struct ctx *c, const struct archive *a, const char *why)
{
    return a->failed != OK ? a->failed : fail(c, ERR_INPUT, "the archive is damaged: %s", why);
}

static enum err member_read(struct ctx *c, struct source *s, char *to, size_t size, size_t *got)
{
    struct member *m = s->self;
    struct archive *a = m->archive;
    if (m->file == NULL)
        m->file = zip_fopen_index(a->zip, m->index, 0);
    if (m->file == NULL)
        return damaged(c, a, zip_strerror(a->zip));
    zip_int64_t n = zip_fread(m->file, to, size);
    if (n < 0)
        return damaged(c, a, zip_file_strerror(m->file));
    m->given += (zip_uint64_t)n;
    if (m->given > m->size)
        return damaged(c, a, "a file is larger than the directory says");
    *got = (size_t)n;
    return OK;
}

static void member_close(struct member *m)
{
    if (m->file != NULL)
        zip_fclose(m->file);
    m->file = NULL;
    m->given = 0;
}

static enum err member_rewind(struct ctx *c, struct source *s)
{
    (void)c;
    member_close(s->self);
    return OK;
}

/* What operating systems leave in archives. */
static bool is_litter(const char *name)
{
    size_t len = strlen(name);
    const char *slash = strrchr(name, '/');
    const char *last = slash == NULL ? name : slash + 1;
    return len == 0 || name[len - 1] == '/' || strncmp(name, "__MACOSX/", 9) == 0 ||
           strncmp(last, "._", 2) == 0 || strcmp(last, ".DS_Store") == 0 || strcmp(last, "Thumbs.db") == 0 ||
           strcmp(last, "desktop.ini") == 0;
}

/* A name for messages: short, and without characters that steer a terminal. */
static const char *shown_name(struct arena *arena, const char *name)
{
    size_t len = strlen(name);
    size_t start = len > NAME_SHOWN_MAX ? len - NAME_SHOWN_MAX : 0;
    while (start < len && ((unsigned char)name[start] & 0xC0) == 0x80)
        start++;
    char *shown = arena_copy(arena, name + start, len - start);
    for (char *at = shown; *at != '\0'; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7F)
            *at = '?';
    return shown;
}

/* Looks at the whole directory before the first file is read. */
static enum err check_members(struct ctx *c, struct bankfile_reader *r, struct archive *a, zip_int64_t count)
{
    zip_uint64_t most = (zip_uint64_t)a->size * LIMIT_ARCHIVE_RATIO + SMALL_BYTES, total = 0;
    int files = 0;
    for (zip_int64_t i = 0; i < count; i++) {
        zip_stat_t st;
        if (zip_stat_index(a->zip, (zip_uint64_t)i, 0, &st) != 0)
            return bankfile_refuse(c, r, "the archive is damaged: %s", zip_strerror(a->zip));
        if (is_litter(st.name))
            continue;
        const char *name = shown_name(c->arena, st.name);
        files++;
        if (strcmp(st.name, "[Content_Types].xml") == 0)
            return bankfile_refuse(c, r, "an office document (XLSX or the like): save the sheet as CSV");
        if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE)
            return bankfile_refuse(c, r, "%s: it is encrypted: unpack it with its password first", name);
        if (st.size > st.comp_size * LIMIT_ARCHIVE_RATIO + SMALL_BYTES || st.size > most - total)
            return bankfile_refuse(c, r, "%s: it unpacks to more than %d times its size", name,
                                   LIMIT_ARCHIVE_RATIO);
        total += st.size;
    }
    return files > 0 ? OK : bankfile_refuse(c, r, "the archive holds no file");
}

static enum err read_member(struct ctx *c, struct bankfile_reader *r, struct archive *a, zip_int64_t index)
{
    zip_stat_t st;
    if (zip_stat_index(a->zip, (zip_uint64_t)index, 0, &st) != 0)
        return bankfile_refuse(c, r, "the archive is damaged: %s", zip_strerror(a->zip));
    if (is_litter(st.name))
        return OK;
    struct member *m = ARENA_NEW(c->arena, struct member);
    *m = (struct member){.archive = a, .index = (zip_uint64_t)index, .size = st.size};
    struct source *s = ARENA_NEW(c->arena, struct source);
    *s = (struct source){.name = shown_name(c->arena, st.name),
                         .size = (int64_t)st.size,
                         .self = m,
                         .read = member_read,
                         .rewind = member_rewind};
    enum err e = bankfile_read_member(c, r, s);
    member_close(m);
    return e;
}

static enum err read(struct ctx *c, struct bankfile_reader *r)
{
    if (r->options->archive_depth > 0)
        return bankfile_refuse(c, r, "an archive within an archive");
    struct archive *a;
    TRY(open_archive(c, r, &a));
    zip_int64_t count = zip_get_num_entries(a->zip, 0);
    if (count > LIMIT_ARCHIVE_MEMBERS)
        return too_many(c, r);
    TRY(check_members(c, r, a, count));
    for (zip_int64_t i = 0; i < count; i++)
        TRY(read_member(c, r, a, i));
    return OK;
}

const struct bankfile_format bankfile_format_zip = {
    .name = "zip",
    .title = "Zip archives of any of these",
    .detect = detect,
    .read = read,
};
