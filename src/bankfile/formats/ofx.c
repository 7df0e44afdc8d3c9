/* Open Financial Exchange: 1.x (SGML) and 2.x (XML), Quicken's QFX among them. Bank and card accounts, loans,
 * and the cash of investment accounts. The file gives closing balances only. How the pieces work together:
 * bankfile/ofx/README.md. */
#include "bankfile/encoding.h"
#include "bankfile/ofx/header.h"
#include "bankfile/ofx/markup.h"
#include "bankfile/ofx/statement.h"
#include "base/limits.h"

struct open_box {
    const struct ofx_word *word;
    enum ofx_box box; /* mostly what the word opens; the account in an entry is another party's */
    uint64_t line;
};

struct ofx {
    struct bankfile_reader *reader;
    const struct vocabulary *vocabulary;
    struct ofx_values *values;
    struct ofx_statement statement;
    struct ofx_server_error error;
    struct open_box boxes[LIMIT_XML_DEPTH];
    size_t depth;
    uint64_t root_line, last_line;
    uint64_t listed_accounts, listed_line; /* accounts outside statements */
};

static int ofx_detect(struct text head, const char *name)
{
    (void)name;
    struct ofx_header header;
    ofx_header_read(head, &header);
    if (header.has_root)
        return header.has_header ? 98 : 90;
    return header.has_header ? 80 : 0;
}

static bool is_transaction(enum ofx_box box)
{
    return box == BOX_ENTRY || box == BOX_ACTION;
}

/* Boxes whose end may be missing, or which stand empty like a value: others shine through them. */
static bool is_loose(enum ofx_box box)
{
    return box == BOX_PAYEE || box == BOX_OTHER_ACCOUNT || box == BOX_CURRENCY ||
           box == BOX_ORIGINAL_CURRENCY;
}

/* The innermost open statement or transaction, or NULL. */
static const struct open_box *innermost(const struct ofx *o)
{
    for (size_t i = o->depth; i > 0; i--)
        if (is_transaction(o->boxes[i - 1].box) || o->boxes[i - 1].box == BOX_STATEMENT)
            return &o->boxes[i - 1];
    return NULL;
}

static enum err refuse_inside(struct ctx *c, struct ofx *o, const char *name, const struct open_box *outer)
{
    return bankfile_refuse(c, o->reader, "%s begins inside the %s of line %llu, which is not closed", name,
                           outer->word->name, (unsigned long long)outer->line);
}

/* What a box's end means. */
static enum err finish_box(struct ctx *c, struct ofx *o, const struct open_box *b)
{
    if (b->box == BOX_STATUS)
        ofx_status_finish(o->reader, o->values, b->line, &o->error);
    if (is_transaction(b->box))
        return ofx_statement_entry(c, o->reader, &o->statement, o->values, b->word, b->line);
    if (b->box == BOX_STATEMENT)
        return ofx_statement_finish(c, o->reader, &o->statement, o->values);
    return OK;
}

/* Closes what stands in the statement and was not closed: balances and the like, never a transaction. */
static enum err drop_to_statement(struct ctx *c, struct ofx *o, const struct ofx_word *for_word)
{
    const struct open_box *outer = innermost(o);
    if (outer == NULL)
        return bankfile_refuse(c, o->reader, "%s stands outside any statement", for_word->name);
    if (is_transaction(outer->box))
        return refuse_inside(c, o, for_word->name, outer);
    o->depth = (size_t)(outer - o->boxes) + 1;
    return OK;
}

static enum err push(struct ctx *c, struct ofx *o, const struct ofx_word *word, enum ofx_box box,
                     uint64_t line)
{
    if (o->depth == LIMIT_XML_DEPTH)
        return bankfile_refuse(c, o->reader, "elements nest deeper than %d", LIMIT_XML_DEPTH);
    o->boxes[o->depth++] = (struct open_box){word, box, line};
    return OK;
}

/* An account belongs to the statement, to a transaction (the other party's), or to a list of accounts. */
static enum err open_account(struct ctx *c, struct ofx *o, const struct ofx_word *word, uint64_t line)
{
    const struct open_box *outer = innermost(o);
    if (outer == NULL) {
        if (o->listed_accounts++ == 0)
            o->listed_line = line;
        return push(c, o, word, BOX_OTHER_ACCOUNT, line);
    }
    if (is_transaction(outer->box))
        return push(c, o, word, BOX_OTHER_ACCOUNT, line);
    if (o->statement.begun)
        return bankfile_refuse(c, o->reader, "%s stands behind the statement's first entry", word->name);
    TRY(drop_to_statement(c, o, word));
    return push(c, o, word, BOX_ACCOUNT, line);
}

static enum err open_box(struct ctx *c, struct ofx *o, const struct ofx_word *word, uint64_t line)
{
    enum ofx_box box = word->opens;
    if (o->depth == 0 && box != BOX_OFX)
        return bankfile_refuse(c, o->reader, "%s stands outside OFX", word->name);
    switch (box) {
    case BOX_OFX:
        if (o->depth > 0)
            return refuse_inside(c, o, word->name, &o->boxes[o->depth - 1]);
        o->root_line = line;
        break;
    case BOX_STATUS:
        values_clear(o->values, SLOT_STATUS_FIRST, SLOT_STATEMENT_FIRST);
        break;
    case BOX_STATEMENT:
        if (innermost(o) != NULL)
            return refuse_inside(c, o, word->name, innermost(o));
        ofx_statement_reset(&o->statement, o->values, word, line);
        break;
    case BOX_ACCOUNT:
        return open_account(c, o, word, line);
    case BOX_ENTRY:
    case BOX_ACTION:
        TRY(drop_to_statement(c, o, word));
        values_clear(o->values, SLOT_ENTRY_FIRST, SLOT_COUNT);
        break;
    case BOX_LEDGER_BALANCE:
    case BOX_CASH_BALANCE:
    case BOX_OTHER_BALANCE:
        if (innermost(o) != NULL)
            TRY(drop_to_statement(c, o, word));
        break;
    default:
        break;
    }
    return push(c, o, word, box, line);
}

/* A closing tag. Banks forget those of small elements and confuse those of values; a transaction, a statement
 * and the file itself must be whole. */
static enum err close_box(struct ctx *c, struct ofx *o, const struct ofx_word *word)
{
    size_t at = o->depth;
    while (at > 0 && o->boxes[at - 1].word != word)
        at--;
    bool strict = is_transaction(word->opens) || word->opens == BOX_STATEMENT || word->opens == BOX_OFX;
    if (at == 0)
        return strict ? bankfile_refuse(c, o->reader, "</%s> closes what is not open", word->name) : OK;
    while (o->depth > at) {
        const struct open_box *above = &o->boxes[o->depth - 1];
        if (is_transaction(above->box) || above->box == BOX_STATEMENT)
            return bankfile_refuse(c, o->reader, "</%s> comes before the end of the %s of line %llu",
                                   word->name, above->word->name, (unsigned long long)above->line);
        TRY(finish_box(c, o, above));
        o->depth--;
    }
    o->depth--;
    return finish_box(c, o, &o->boxes[o->depth]);
}

/* Puts a value where its box keeps it. */
static enum err take_value(struct ctx *c, struct ofx *o, const struct markup_tag *tag)
{
    for (size_t i = o->depth; i > 0; i--) {
        const struct open_box *b = &o->boxes[i - 1];
        const struct ofx_word *word = vocabulary_value(o->vocabulary, tag->name, b->box);
        if (word != NULL) {
            if (values_put(o->values, word->slot, tag->value, tag->line))
                return OK;
            return bankfile_refuse(c, o->reader, "a second %s in the %s of line %llu: its end is missing",
                                   word->name, b->word->name, (unsigned long long)b->line);
        }
        if (!is_loose(b->box))
            break;
    }
    return OK;
}

static enum err take_tag(struct ctx *c, struct ofx *o, const struct markup_tag *tag)
{
    const struct ofx_word *word = vocabulary_box(o->vocabulary, tag->name);
    o->last_line = tag->line;
    if (tag->closing)
        return word == NULL ? OK : close_box(c, o, word);
    bool holds_value = tag->value.len > 0 && o->depth > 0 &&
                       vocabulary_value(o->vocabulary, tag->name, o->boxes[o->depth - 1].box) != NULL;
    if (word == NULL || holds_value)
        return take_value(c, o, tag);
    TRY(open_box(c, o, word, tag->line));
    return tag->empty ? close_box(c, o, word) : OK;
}

/* The file is at its end: is it whole, and did it hold anything? */
static enum err finish(struct ctx *c, struct ofx *o)
{
    struct bankfile_reader *r = o->reader;
    r->line = o->last_line;
    if (o->root_line == 0)
        return bankfile_refuse(c, r, "there is no element <OFX>");
    if (o->depth > 0) {
        const struct open_box *open = innermost(o);
        open = open != NULL ? open : &o->boxes[0];
        return bankfile_refuse(c, r, "the file ends inside the %s of line %llu", open->word->name,
                               (unsigned long long)open->line);
    }
    if (r->report->statement_count > 0)
        return OK;
    if (o->error.line != 0) {
        r->line = o->error.line;
        return bankfile_refuse(c, r, "%s", o->error.what);
    }
    if (o->listed_accounts > 0) {
        r->line = o->listed_line;
        return bankfile_refuse(c, r, "the file lists %llu account%s but holds no statement",
                               (unsigned long long)o->listed_accounts, o->listed_accounts == 1 ? "" : "s");
    }
    r->line = o->root_line;
    return bankfile_refuse(c, r, "the file is a server's answer without any statement");
}

static void note_header(struct bankfile_reader *r, const struct ofx_header *header)
{
    if (header->version[0] != '\0' && header->version[0] != '1' && header->version[0] != '2')
        bankfile_note(r, 0, "there is no OFX version %.20s; it was read like the others", header->version);
    if (header->declared[0] != '\0' && header->encoding == NULL)
        bankfile_note(r, 0, "the declared encoding \"%s\" is not known; it was detected", header->declared);
}

static enum err ofx_read(struct ctx *c, struct bankfile_reader *r)
{
    struct ofx *o = ARENA_NEW(c->arena, struct ofx);
    struct ofx_header *header = ARENA_NEW(c->arena, struct ofx_header);
    ofx_header_read(r->head, header);
    note_header(r, header);
    struct source *utf8;
    TRY(encoding_open(c, r, header->encoding, &utf8));
    o->reader = r;
    o->vocabulary = vocabulary_new(c->arena);
    o->values = values_new(c->arena);
    struct markup *m = markup_open(c, r, utf8);
    for (;;) {
        struct markup_tag tag;
        bool more;
        TRY(markup_next(c, m, &tag, &more));
        if (!more)
            return finish(c, o);
        TRY(take_tag(c, o, &tag));
    }
}

const struct bankfile_format bankfile_format_ofx = {
    .name = "ofx",
    .title = "Open Financial Exchange 1.x and 2.x (OFX, QFX)",
    .detect = ofx_detect,
    .read = ofx_read,
};
