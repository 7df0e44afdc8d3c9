#include "bankfile/mt940/fields.h"

#include "base/limits.h"

struct mt_fields mt_fields_over(struct ctx *c, struct lines *lines)
{
    return (struct mt_fields){.lines = lines, .value = buf_in_arena(c->arena)};
}

size_t mt_tag_length(struct text line)
{
    /* Only tags that statements have: a line of free text may begin with ":15:30". */
    static const char tags[][4] = {"20",  "25",  "28",  "28C", "60F", "60M", "61",  "86",
                                   "62F", "62M", "64",  "65",  "NS",  "21",  "25P", "13",
                                   "13D", "34F", "90D", "90C", "12",  "72",  "79"};
    if (line.len < 4 || line.at[0] != ':')
        return 0;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        size_t len = strlen(tags[i]);
        if (line.len >= len + 2 && memcmp(line.at + 1, tags[i], len) == 0 && line.at[len + 1] == ':')
            return len + 2;
    }
    return 0;
}

/* "{1:F01…}" and the like, or ":940:" and ":9401:" as Dutch banks write them. */
static bool is_head(struct text line)
{
    if (line.len >= 3 && line.at[0] == '{' && ascii_digit(line.at[1]) && line.at[2] == ':')
        return true;
    return text_starts(line, TEXT(":940")) || text_starts(line, TEXT(":942"));
}

static bool is_bank_code(struct text line)
{
    if (line.len != 8 && line.len != 11 && line.len != 12)
        return false;
    for (size_t i = 0; i < line.len; i++)
        if (!(line.at[i] >= 'A' && line.at[i] <= 'Z') && !(i >= 6 && ascii_digit(line.at[i])))
            return false;
    return true;
}

/* May a new message begin with this line? */
static bool begins_message(struct text line)
{
    return is_head(line) || text_starts(line, TEXT(":20:")) || text_starts(line, TEXT("0000 01")) ||
           text_starts(line, TEXT("940")) || text_starts(line, TEXT("942")) || is_bank_code(line);
}

/* SOH, STX, ETX and EOT stand around messages of some transports. */
static struct text strip_controls(struct text line)
{
    while (line.len > 0 && line.at[0] >= 1 && line.at[0] <= 4)
        line = text_from(line, 1);
    while (line.len > 0 && line.at[line.len - 1] >= 1 && line.at[line.len - 1] <= 4)
        line.len--;
    return line;
}

static enum err next_line(struct ctx *c, struct mt_fields *f, struct text *line, bool *more)
{
    TRY(lines_next(c, f->lines, line, more));
    *line = strip_controls(*line);
    return OK;
}

static bool is_dash(struct text line)
{
    return text_is(text_trim(line), "-") || text_starts(line, TEXT("-XXX"));
}

static bool is_end(struct text line)
{
    return text_starts(line, TEXT("-}")) || is_dash(line);
}

/* A "-" by itself ends a message, but wrapped texts contain such lines too: then a message would have to
 * begin behind it. Adds the dash to the field when it is only text. */
static enum err settle_dash(struct ctx *c, struct mt_fields *f)
{
    f->ended = f->closed;
    size_t blank_lines = 0;
    while (!f->ended) {
        struct text line;
        bool more;
        TRY(next_line(c, f, &line, &more));
        if (!more) {
            f->ended = true;
            return OK;
        }
        if (text_trim(line).len == 0) {
            blank_lines++;
            continue;
        }
        lines_unread(f->lines, line);
        f->ended = begins_message(line);
        break;
    }
    if (!f->ended) {
        buf_z(f->value, "\n-");
        while (blank_lines-- > 0 && f->value->len <= LIMIT_FIELD_BYTES)
            buf_char(f->value, '\n');
    }
    return OK;
}

/* ":61", and no colon behind it: an entry that is cut off or garbled, not text. */
static bool is_broken_entry(struct text line)
{
    return text_is(line, ":6") || (text_starts(line, TEXT(":61")) && mt_tag_length(line) == 0);
}

/* The lines of a field behind its first. */
static enum err collect(struct ctx *c, struct mt_fields *f)
{
    while (!f->ended) {
        struct text line;
        bool more;
        TRY(next_line(c, f, &line, &more));
        if (!more)
            return OK;
        if (mt_tag_length(line) > 0 || is_head(line) || text_starts(line, TEXT("-}"))) {
            lines_unread(f->lines, line);
            return OK;
        }
        if (is_dash(line)) {
            TRY(settle_dash(c, f));
            continue;
        }
        if (is_broken_entry(line))
            return bankfile_refuse(c, f->lines->reader, "the field :61: is broken off");
        if (f->value->len + line.len > LIMIT_FIELD_BYTES)
            return bankfile_refuse(c, f->lines->reader, "the field is longer than %d bytes",
                                   LIMIT_FIELD_BYTES);
        buf_char(f->value, '\n');
        buf_text(f->value, line);
    }
    return OK;
}

static enum err read_field(struct ctx *c, struct mt_fields *f, struct text line, struct mt_field *field)
{
    size_t tag = mt_tag_length(line);
    memset(field->tag, 0, sizeof field->tag);
    memcpy(field->tag, line.at + 1, tag - 2);
    field->line = f->lines->number;
    if (line.len > LIMIT_FIELD_BYTES)
        return bankfile_refuse(c, f->lines->reader, "the field is longer than %d bytes", LIMIT_FIELD_BYTES);
    buf_clear(f->value);
    buf_text(f->value, text_from(line, tag));
    f->in_message = true;
    static const char closing[][4] = {"62F", "62M", "64", "65", "90D", "90C"};
    if (strcmp(field->tag, "20") == 0 || strcmp(field->tag, "61") == 0)
        f->closed = false;
    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
        f->closed |= strcmp(field->tag, closing[i]) == 0;
    TRY(collect(c, f));
    field->value = buf_view(f->value);
    return OK;
}

enum err mt_fields_next(struct ctx *c, struct mt_fields *f, struct mt_field *field, enum mt_event *event)
{
    while (!f->ended) {
        struct text line;
        bool more;
        TRY(next_line(c, f, &line, &more));
        if (!more) {
            *event = MT_FILE_END;
            return OK;
        }
        if (mt_tag_length(line) > 0) {
            *event = MT_FIELD;
            return read_field(c, f, line, field);
        }
        f->ended = f->in_message && (is_end(line) || is_head(line));
    }
    *event = MT_MESSAGE_END;
    f->ended = f->in_message = f->closed = false;
    return OK;
}
