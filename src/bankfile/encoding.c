#include "bankfile/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <uchardet/uchardet.h>

/* ---- what the first bytes say ---- */

/* Iconv name of the encoding that a byte order mark tells, and the mark's length. */
static const char *mark_of(struct text head, size_t *len)
{
    static const struct {
        struct text mark;
        const char *name;
    } marks[] = {
        {{"\xEF\xBB\xBF", 3}, "UTF-8"}, {{"\xFF\xFE\0\0", 4}, "UTF-32LE"}, {{"\0\0\xFE\xFF", 4}, "UTF-32BE"},
        {{"\xFF\xFE", 2}, "UTF-16LE"},  {{"\xFE\xFF", 2}, "UTF-16BE"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (text_starts(head, marks[i].mark)) {
            *len = marks[i].mark.len;
            return marks[i].name;
        }
    }
    *len = 0;
    return NULL;
}

/* In UTF-16 every delimiter, digit and blank has a NUL beside it, always on the same side, whatever the
 * script. */
static const char *utf16_without_mark(struct text head)
{
    size_t pairs = head.len / 2, high = 0, low = 0;
    for (size_t i = 0; i < pairs; i++) {
        high += head.at[2 * i] == 0 && head.at[2 * i + 1] != 0;
        low += head.at[2 * i + 1] == 0 && head.at[2 * i] != 0;
    }
    if (pairs < 8)
        return NULL;
    if (low * 8 > pairs && high * 16 < low)
        return "UTF-16LE";
    return high * 8 > pairs && low * 16 < high ? "UTF-16BE" : NULL;
}

/* ---- what all bytes say ---- */

/* Counted over the whole file. "High" bytes are those above 127. */
struct evidence {
    uchardet_t detector;
    size_t fed;
    uint64_t valid, invalid; /* well-formed UTF-8 sequences, and high bytes outside of them */
    uint64_t high, isolated; /* isolated: between two ASCII bytes, as in Latin scripts */
    uint64_t controls;       /* 0x80..0x9F, empty in ISO encodings */
    uint64_t dos;            /* controls between letters that are umlauts in IBM850 */
    uint64_t boxes;          /* between letters, where IBM850 and IBM852 draw lines */
    uint64_t signs_1250;     /* between letters, where Windows-1250 has signs and ISO-8859-2 has letters */
    uint64_t signs_1252;     /* between letters, where Windows-1252 has signs and Windows-1250 has letters */
    uint64_t euro_8859_15;   /* 0xA4 */
};

static void delete_detector(void *thing)
{
    uchardet_delete(thing);
}

static bool is_high(char ch)
{
    return (unsigned char)ch >= 0x80;
}

static bool all_ascii(const char *at, size_t len)
{
    uint64_t any = 0;
    size_t i = 0;
    for (; i + 8 <= len; i += 8) {
        uint64_t word;
        memcpy(&word, at + i, 8);
        any |= word;
    }
    for (; i < len; i++)
        any |= (uint64_t)(unsigned char)at[i];
    return (any & UINT64_C(0x8080808080808080)) == 0;
}

/* Feeds the statistics with lines that have bytes above 127, as the others say nothing, until they have seen
 * enough. */
static void feed(struct evidence *e, const char *at, size_t len)
{
    enum { ENOUGH = 512 << 10 };
    for (size_t start = 0; start < len && e->fed < ENOUGH;) {
        const char *lf = memchr(at + start, '\n', len - start);
        size_t stop = lf == NULL ? len : (size_t)(lf - at) + 1;
        if (!all_ascii(at + start, stop - start)) {
            uchardet_handle_data(e->detector, at + start, stop - start);
            e->fed += stop - start;
        }
        start = stop;
    }
}

static void count_byte(struct evidence *e, unsigned char before, unsigned char ch, unsigned char after)
{
    bool in_word =
        (before >= 0x80 || ascii_alpha((char)before)) && (after >= 0x80 || ascii_alpha((char)after));
    e->high++;
    e->isolated += before < 0x80 && after < 0x80;
    e->controls += ch < 0xA0;
    e->euro_8859_15 += ch == 0xA4;
    if (!in_word)
        return;
    e->dos += ch == 0x81 || ch == 0x84 || ch == 0x94 || ch == 0x8E || ch == 0x99;
    e->boxes += (ch >= 0xB3 && ch <= 0xB4) || (ch >= 0xB9 && ch <= 0xBC) || (ch >= 0xBF && ch <= 0xC5) ||
                (ch >= 0xC8 && ch <= 0xCE) || (ch >= 0xD9 && ch <= 0xDC);
    e->signs_1250 += memchr("\xA6\xA9\xAB\xAC\xAE\xB1\xB6\xBB", ch, 8) != NULL;
    e->signs_1252 += memchr("\xA3\xA5\xAF\xB3\xB9\xBC\xBE\xBF", ch, 8) != NULL;
}

/* The length of the sequence at `at` if it is well-formed UTF-8; 0 if not. */
static size_t sequence(const char *at, size_t left)
{
    unsigned char lead = (unsigned char)*at;
    size_t len = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    return len > 0 && len <= left && text_is_utf8((struct text){at, len}) ? len : 0;
}

/* Counts one part of the file. Its last bytes may be the begin of a sequence that ends in the next part: they
 * are left over, unless it is the last part. Returns how many bytes were counted. */
static size_t count_part(struct evidence *e, const char *at, size_t len, bool last)
{
    size_t stop = last || len < 4 ? (last ? len : 0) : len - 3;
    size_t i = 0, valid_until = 0;
    for (; i < stop; i++) {
        if (!is_high(at[i]))
            continue;
        count_byte(e, i == 0 ? '\n' : (unsigned char)at[i - 1], (unsigned char)at[i],
                   i + 1 == len ? '\n' : (unsigned char)at[i + 1]);
        if (i < valid_until)
            continue;
        size_t sequence_len = sequence(at + i, len - i);
        e->valid += sequence_len > 0;
        e->invalid += sequence_len == 0;
        valid_until = sequence_len > 0 ? i + sequence_len : valid_until;
    }
    return valid_until > stop ? valid_until : stop;
}

static enum err collect(struct ctx *c, struct bankfile_reader *r, struct evidence *e)
{
    enum { PART = 64 << 10 };
    char *part = arena_alloc(c->arena, PART);
    size_t kept = 0, got;
    *e = (struct evidence){.detector = uchardet_new()};
    arena_defer(c->arena, delete_detector, e->detector);
    TRY(source_rewind(c, r->source));
    do {
        TRY(source_read(c, r->source, part + kept, PART - kept, &got));
        size_t len = kept + got, counted = len;
        if (!all_ascii(part, len)) {
            feed(e, part + kept, got);
            counted = count_part(e, part, len, got == 0);
        }
        kept = len - counted;
        memmove(part, part + counted, kept);
    } while (got > 0);
    uchardet_data_end(e->detector);
    return OK;
}

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names != NULL; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

/* Encodings of Western Europe are one family: which member it is, bytes say better than statistics of short
 * texts. */
static const char *western(const struct evidence *e)
{
    if (e->dos > 0 && e->dos * 2 >= e->controls)
        return "IBM850";
    if (e->signs_1252 > 0 && e->boxes > 0)
        return "WINDOWS-1250"; /* "z³oty": Polish, and no line that is drawn within a word */
    return e->controls == 0 && e->euro_8859_15 > 0 ? "ISO-8859-15" : "WINDOWS-1252";
}

static const char *central(const struct evidence *e, const char *guess)
{
    if (e->controls > 0)
        return "WINDOWS-1250";
    if (e->euro_8859_15 > 0)
        return "ISO-8859-15"; /* nobody writes a currency sign in ISO-8859-2 */
    return e->signs_1250 > 0 ? "ISO-8859-2" : guess;
}

/* The Windows code page that an ISO encoding is a part of, when bytes stand where ISO has nothing. */
static const char *windows_page(const char *iso)
{
    static const char *const pages[][2] = {{"ISO-8859-4", "WINDOWS-1257"},  {"ISO-8859-7", "WINDOWS-1253"},
                                           {"ISO-8859-8", "WINDOWS-1255"},  {"ISO-8859-9", "WINDOWS-1254"},
                                           {"ISO-8859-13", "WINDOWS-1257"}, {"ISO-8859-5", "WINDOWS-1251"}};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (strcmp(pages[i][0], iso) == 0)
            return pages[i][1];
    return iso;
}

/* The statistics' guess, corrected by what they do not look at. */
static const char *settle(const struct evidence *e, const char *guess)
{
    static const char *const westerns[] = {
        "", "ASCII", "UTF-8", "ISO-8859-1", "ISO-8859-15", "WINDOWS-1252", "ISO-8859-3", "ISO-8859-10", NULL};
    static const char *const centrals[] = {"WINDOWS-1250", "ISO-8859-2", "ISO-8859-16", NULL};
    static const char *const latins[] = {"WINDOWS-1254", "WINDOWS-1257", "ISO-8859-4",   "ISO-8859-9",
                                         "ISO-8859-13",  "IBM852",       "WINDOWS-1258", NULL};
    if (guess == NULL || is_one_of(guess, westerns))
        return western(e);
    if (is_one_of(guess, centrals))
        return central(e, guess);
    if (text_starts(text_of(guess), TEXT("IBM8")) && e->boxes > 0)
        return western(e);
    /* Other scripts write whole words above 127; single bytes there are the accents of Latin ones. */
    if (!is_one_of(guess, latins) && e->isolated * 2 > e->high)
        return western(e);
    guess = e->controls > 0 ? windows_page(guess) : guess;
    iconv_t probe = iconv_open("UTF-8", guess);
    if (probe == (iconv_t)-1)
        return western(e);
    iconv_close(probe);
    return guess;
}

/* A file of UTF-8 in which banks cut texts in the middle of a letter is still UTF-8. */
static bool mostly_utf8(const struct evidence *e)
{
    return e->invalid == 0 || (e->valid >= 8 && e->valid / 8 >= e->invalid);
}

static const char *decide(struct ctx *c, const struct evidence *e, const char *declared)
{
    if (mostly_utf8(e))
        return "UTF-8";
    if (declared != NULL)
        return declared;
    return arena_printf(c->arena, "%s", settle(e, uchardet_get_charset(e->detector)));
}

/* ---- decoding ---- */

enum { ROOM_MIN = 16 };

struct decoder {
    struct bankfile_reader *reader;
    struct source *raw;
    iconv_t conversion; /* (iconv_t)-1: the bytes are UTF-8 already */
    size_t skip;        /* length of the byte order mark */
    size_t unit;        /* bytes to pass over where nothing can be decoded */
    char in[16 << 10];
    size_t in_start, in_end;
    char spill[64]; /* for readers that ask for less than a letter may need */
    size_t spill_start, spill_end;
    bool raw_ended, noted;
};

static void decoder_close(void *thing)
{
    struct decoder *d = thing;
    if (d->conversion != (iconv_t)-1)
        iconv_close(d->conversion);
}

static enum err decoder_rewind(struct ctx *c, struct source *s)
{
    struct decoder *d = s->self;
    size_t got;
    char mark[4];
    TRY(source_rewind(c, d->raw));
    d->in_start = d->in_end = d->spill_start = d->spill_end = 0;
    d->raw_ended = false;
    if (d->conversion != (iconv_t)-1)
        iconv(d->conversion, NULL, NULL, NULL, NULL);
    return d->skip == 0 ? OK : source_fill(c, d->raw, mark, d->skip, &got);
}

static void undecodable(struct decoder *d, char **to, size_t *room)
{
    if (!d->noted)
        bankfile_note(d->reader, 0, "some bytes are not %s and stand as U+FFFD", d->reader->report->encoding);
    d->noted = true;
    memcpy(*to, "\xEF\xBF\xBD", 3);
    *to += 3;
    *room -= 3;
    size_t left = d->in_end - d->in_start;
    d->in_start += left < d->unit ? left : d->unit;
}

static enum err refill(struct ctx *c, struct decoder *d)
{
    size_t got;
    memmove(d->in, d->in + d->in_start, d->in_end - d->in_start);
    d->in_end -= d->in_start;
    d->in_start = 0;
    TRY(source_read(c, d->raw, d->in + d->in_end, sizeof d->in - d->in_end, &got));
    d->in_end += got;
    d->raw_ended = got == 0;
    return OK;
}

/* Decodes at least one letter into `to`, which has ROOM_MIN bytes or more; *got is 0 at the end only. */
static enum err decode(struct ctx *c, struct decoder *d, char *to, size_t room, size_t *got)
{
    char *start = to;
    while (to == start) {
        if (d->in_end - d->in_start < 8 && !d->raw_ended)
            TRY(refill(c, d));
        if (d->in_start == d->in_end && d->raw_ended)
            break;
        char *in = d->in + d->in_start;
        size_t left = d->in_end - d->in_start;
        size_t done = iconv(d->conversion, &in, &left, &to, &room);
        d->in_start = d->in_end - left;
        if (done == (size_t)-1 && room >= 3 && (errno == EILSEQ || (errno == EINVAL && d->raw_ended)))
            undecodable(d, &to, &room);
    }
    *got = (size_t)(to - start);
    return OK;
}

static enum err decoder_read(struct ctx *c, struct source *s, char *to, size_t size, size_t *got)
{
    struct decoder *d = s->self;
    if (d->conversion == (iconv_t)-1)
        return source_read(c, d->raw, to, size, got);
    if (size >= ROOM_MIN && d->spill_start == d->spill_end)
        return decode(c, d, to, size, got);
    if (d->spill_start == d->spill_end) {
        d->spill_start = 0;
        TRY(decode(c, d, d->spill, sizeof d->spill, &d->spill_end));
    }
    size_t left = d->spill_end - d->spill_start;
    *got = left < size ? left : size;
    memcpy(to, d->spill + d->spill_start, *got);
    d->spill_start += *got;
    return OK;
}

static bool is_utf8_name(const char *name)
{
    return text_equal_nocase(text_of(name), TEXT("UTF-8")) || text_equal_nocase(text_of(name), TEXT("UTF8"));
}

/* The encoding by force, by its mark, by its NULs or by all bytes. `clean` means that the bytes can pass as
 * they are. */
static enum err choose(struct ctx *c, struct bankfile_reader *r, const char *declared, struct decoder *d,
                       const char **name, bool *clean)
{
    const char *forced = r->options->encoding, *marked = mark_of(r->head, &d->skip);
    *name = forced != NULL ? forced : marked != NULL ? marked : utf16_without_mark(r->head);
    /* "UTF-16" alone does not say which; the mark does. */
    if (forced != NULL && text_equal_nocase(text_of(forced), TEXT("UTF-16"))) {
        *name = marked != NULL ? marked : utf16_without_mark(r->head);
        *name = *name != NULL ? *name : "UTF-16LE";
    }
    *clean = false;
    if (*name != NULL && !is_utf8_name(*name))
        return OK;
    struct evidence e;
    TRY(collect(c, r, &e));
    *clean = e.invalid == 0;
    *name = *name != NULL ? "UTF-8" : decide(c, &e, declared);
    return OK;
}

enum err encoding_open(struct ctx *c, struct bankfile_reader *r, const char *declared, struct source **out)
{
    struct decoder *d = ARENA_NEW(c->arena, struct decoder);
    *d = (struct decoder){.reader = r, .raw = r->source, .conversion = (iconv_t)-1, .unit = 1};
    const char *name;
    bool clean;
    TRY(choose(c, r, declared, d, &name, &clean));
    if (!is_utf8_name(name) || !clean) {
        d->conversion = iconv_open("UTF-8", name);
        if (d->conversion == (iconv_t)-1)
            return bankfile_refuse(c, r, "the encoding \"%s\" is not known here", name);
        arena_defer(c->arena, decoder_close, d);
    }
    if (text_starts_nocase(text_of(name), TEXT("UTF-16")) || text_starts_nocase(text_of(name), TEXT("UCS-2")))
        d->unit = 2;
    else if (text_starts_nocase(text_of(name), TEXT("UTF-32")))
        d->unit = 4;
    r->report->encoding = name;
    struct source *utf8 = ARENA_NEW(c->arena, struct source);
    *utf8 = (struct source){
        .name = r->source->name, .size = -1, .self = d, .read = decoder_read, .rewind = decoder_rewind};
    *out = utf8;
    return source_rewind(c, utf8);
}
