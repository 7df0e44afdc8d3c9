/* ISO 20022 cash management: camt.052 (report during the day), camt.053 (statement), camt.054 (notification),
 * versions 1 to 13. This file walks the XML; bankfile/camt/ knows what the elements mean. */
#include "bankfile/camt/reading.h"
#include "base/limits.h"

#include <expat.h>
#include <iconv.h>

enum { PART = 64 << 10, NEWEST_VERSION = 13 };

/* An element that is open. */
struct frame {
    const struct camt_element *element; /* NULL: its contents do not matter */
    enum camt_scope scope;              /* of the record that values inside go to */
    uint64_t line;
    uint64_t seen; /* children seen, by their place in element->inside */
};

struct walk {
    struct ctx *c;
    struct bankfile_reader *r;
    XML_Parser parser;
    struct camt_reading *reading;
    enum err failed;
    struct frame frames[LIMIT_XML_DEPTH];
    unsigned depth;
    unsigned message_depth; /* of the message's element; 0: outside of one */
    bool found;
    int version; /* of the message; 0: not said */
    struct buf *text;
    char currency[8];
    size_t currency_len;
};

/* Banks write UTF-8 mostly; UTF-16 has a NUL in every pair. */
static bool holds(struct text head, const char *needle)
{
    if (text_find(head, text_of(needle)) >= 0)
        return true;
    size_t len = strlen(needle);
    for (size_t i = 0; i + 2 * len <= head.len; i++) {
        size_t k = 0;
        while (k < len && head.at[i + 2 * k] == needle[k] && head.at[i + 2 * k + 1] == '\0')
            k++;
        if (k == len)
            return true;
    }
    return false;
}

static int detect(struct text head, const char *name)
{
    (void)name;
    size_t start = text_starts(head, TEXT("\xEF\xBB\xBF")) ? 3 : 0;
    if (text_starts(head, TEXT("PK")))
        return 0; /* an archive may hold its first member as it is */
    while (start < head.len && start < 64 && head.at[start] != '<')
        start++;
    if (start == head.len || head.at[start] != '<')
        return 0;
    if (holds(head, "BkToCstmrStmt") || holds(head, "BkToCstmrAcctRpt") ||
        holds(head, "BkToCstmrDbtCdtNtfctn"))
        return 100;
    return holds(head, ":camt.052") || holds(head, ":camt.053") || holds(head, ":camt.054") ? 90 : 0;
}

static uint64_t current_line(const struct walk *w)
{
    return XML_GetCurrentLineNumber(w->parser);
}

/* Expat's handlers cannot fail: the first failure is kept and ends the parse. */
static void stop(struct walk *w, enum err e)
{
    if (e == OK || w->failed != OK)
        return;
    w->failed = e;
    XML_StopParser(w->parser, XML_FALSE);
}

#define REFUSE(w, at_line, ...)                                                                              \
    ((w)->r->line = (at_line), stop((w), bankfile_refuse((w)->c, (w)->r, __VA_ARGS__)))

/* The name behind its prefix. */
static struct text local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return text_of(colon == NULL ? name : colon + 1);
}

/* "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08" says version 8. */
static void read_namespace(struct walk *w, const char **attributes)
{
    for (; attributes[0] != NULL; attributes += 2) {
        const char *camt = strstr(attributes[1], ":camt.05");
        if (strncmp(attributes[0], "xmlns", 5) != 0 || camt == NULL)
            continue;
        const char *version = strrchr(camt, '.');
        int64_t number;
        if (text_to_int(text_of(version + 1), &number) && number > 0 && number < 100)
            w->version = (int)number;
    }
}

/* An element outside of the message: an envelope, or the message itself. */
static const struct camt_element *enter(struct walk *w, struct text name, const char **attributes)
{
    read_namespace(w, attributes);
    const struct camt_message *message = camt_message_named(name);
    if (message == NULL)
        return NULL;
    w->message_depth = w->depth;
    w->found = true;
    w->r->report->format = message->format;
    w->reading->intraday = strcmp(message->format, "camt.052") == 0;
    return &message->element;
}

/* The element's part in the shape, or NULL when it has none. Checks that it may be here. */
static const struct camt_element *child_of(struct walk *w, struct frame *parent, struct text name)
{
    unsigned index;
    const struct camt_element *e = camt_child(parent->element, name, &index);
    if (e == NULL) {
        if ((parent->element->flags & CAMT_CLOSED) && w->version <= NEWEST_VERSION)
            REFUSE(w, current_line(w), "<%.*s> does not belong in <%s>", TEXT_ARGS(name),
                   parent->element->name);
        return NULL;
    }
    uint64_t bit = UINT64_C(1) << index;
    if ((e->flags & CAMT_ONCE) && (parent->seen & bit) != 0)
        REFUSE(w, current_line(w), "a second <%s> in <%s>", e->name, parent->element->name);
    parent->seen |= bit;
    return e;
}

static void read_currency(struct walk *w, const char **attributes)
{
    w->currency_len = 0;
    for (; attributes[0] != NULL; attributes += 2) {
        size_t len = strlen(attributes[1]);
        if (strcmp(attributes[0], "Ccy") != 0 || len > sizeof w->currency)
            continue;
        memcpy(w->currency, attributes[1], len);
        w->currency_len = len;
    }
}

static void on_start(void *self, const char *name, const char **attributes)
{
    struct walk *w = self;
    if (w->failed != OK)
        return;
    if (w->depth == LIMIT_XML_DEPTH) {
        REFUSE(w, current_line(w), "more than %d elements are nested", LIMIT_XML_DEPTH);
        return;
    }
    struct frame *parent = w->depth == 0 ? NULL : &w->frames[w->depth - 1];
    struct frame *f = &w->frames[w->depth++];
    *f = (struct frame){.scope = parent == NULL ? CAMT_SAME : parent->scope};
    if (w->message_depth == 0)
        f->element = enter(w, local_name(name), attributes);
    else if (parent != NULL && parent->element != NULL)
        f->element = child_of(w, parent, local_name(name));
    buf_clear(w->text);
    if (f->element == NULL)
        return;
    if (f->element->kind == CAMT_GROUP)
        f->line = current_line(w);
    if (f->element->kind == CAMT_AMOUNT)
        read_currency(w, attributes);
    if (f->element->scope != CAMT_SAME) {
        f->scope = f->element->scope;
        camt_record_begin(w->reading, f->scope, f->line);
    }
}

static bool holds_value(const struct camt_element *e)
{
    return e != NULL && e->kind != CAMT_GROUP && e->kind != CAMT_SKIP;
}

/* The first required child that the element lacks. */
static const char *lacks(const struct frame *f)
{
    unsigned index = 0;
    for (const struct camt_element *e = f->element->inside; e != NULL && e->name != NULL; e++, index++)
        if ((e->flags & CAMT_REQUIRED) && (f->seen & (UINT64_C(1) << index)) == 0)
            return e->name;
    return NULL;
}

static void on_end(void *self, const char *name)
{
    (void)name;
    struct walk *w = self;
    if (w->failed != OK)
        return;
    const struct frame *f = &w->frames[--w->depth];
    if (w->depth < w->message_depth)
        w->message_depth = 0;
    const struct camt_element *e = f->element;
    if (e == NULL)
        return;
    const char *missing = lacks(f);
    if (missing != NULL) {
        REFUSE(w, f->line, "<%s> lacks <%s>, which the standard requires", e->name, missing);
        return;
    }
    if (holds_value(e)) {
        w->r->line = current_line(w);
        stop(w, camt_store(w->c, w->reading, f->scope, e, text_trim(buf_view(w->text)),
                           (struct text){w->currency, w->currency_len}));
    }
    if (e->scope != CAMT_SAME) {
        w->r->line = f->line;
        stop(w, camt_record_end(w->c, w->reading, f->scope));
    }
    buf_clear(w->text);
}

static void on_text(void *self, const char *at, int len)
{
    struct walk *w = self;
    if (w->failed != OK || w->depth == 0 || !holds_value(w->frames[w->depth - 1].element))
        return;
    if (w->text->len + (size_t)len > LIMIT_FIELD_BYTES) {
        REFUSE(w, current_line(w), "the text of <%s> is longer than %d bytes",
               w->frames[w->depth - 1].element->name, LIMIT_FIELD_BYTES);
        return;
    }
    buf_add(w->text, at, (size_t)len);
}

/* Entities can grow without bound and read other files; no bank sends a document type. */
static void on_doctype(void *self, const char *name, const char *system, const char *public, int internal)
{
    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    struct walk *w = self;
    REFUSE(w, current_line(w), "a document type (DOCTYPE) stands in the file: that is not allowed");
}

static void on_declaration(void *self, const char *version, const char *encoding, int standalone)
{
    (void)version;
    (void)standalone;
    struct walk *w = self;
    if (encoding != NULL && w->r->options->encoding == NULL)
        w->r->report->encoding = text_z(w->c->arena, text_of(encoding));
}

/* Encodings of one byte that expat does not know itself: windows-1252, ISO-8859-15 … */
static int on_unknown_encoding(void *self, const char *name, XML_Encoding *out)
{
    (void)self;
    iconv_t conversion = iconv_open("UTF-32LE", name);
    if (conversion == (iconv_t)-1)
        return XML_STATUS_ERROR;
    for (int i = 0; i < 256; i++) {
        char byte = (char)i, *in = &byte;
        unsigned char wide[8];
        char *to = (char *)wide;
        size_t left = 1, room = sizeof wide;
        iconv(conversion, NULL, NULL, NULL, NULL);
        bool good = iconv(conversion, &in, &left, &to, &room) != (size_t)-1 && room == sizeof wide - 4;
        out->map[i] = good ? wide[0] | wide[1] << 8 | wide[2] << 16 : -1;
    }
    iconv_close(conversion);
    return out->map['A'] == 'A' ? XML_STATUS_OK : XML_STATUS_ERROR;
}

static void free_parser(void *thing)
{
    XML_ParserFree(thing);
}

static enum err feed(struct walk *w, size_t len, bool last)
{
    enum XML_Status status = XML_ParseBuffer(w->parser, (int)len, last);
    if (w->failed != OK)
        return w->failed;
    if (status == XML_STATUS_OK)
        return OK;
    w->r->line = current_line(w);
    return bankfile_refuse(w->c, w->r, "the XML is broken: %s", XML_ErrorString(XML_GetErrorCode(w->parser)));
}

static enum err parse(struct walk *w)
{
    int64_t fed = 0;
    for (;;) {
        void *part = XML_GetBuffer(w->parser, PART);
        size_t got;
        if (part == NULL)
            return fail(w->c, ERR_MEMORY, "no memory for XML");
        TRY(source_read(w->c, w->r->source, part, PART, &got));
        TRY(feed(w, got, got == 0));
        if (got == 0)
            return OK;
        fed += (int64_t)got;
        /* Expat keeps a tag or comment whole: a token without end would fill the memory. */
        if (fed - (int64_t)XML_GetCurrentByteIndex(w->parser) > LIMIT_RECORD_BYTES) {
            w->r->line = current_line(w);
            return bankfile_refuse(w->c, w->r, "a tag or comment is longer than %d bytes",
                                   LIMIT_RECORD_BYTES);
        }
    }
}

static enum err read(struct ctx *c, struct bankfile_reader *r)
{
    struct walk *w = ARENA_NEW(c->arena, struct walk);
    *w = (struct walk){.c = c, .r = r, .text = buf_in_arena(c->arena), .reading = camt_reading_new(c, r)};
    w->parser = XML_ParserCreate(r->options->encoding);
    if (w->parser == NULL)
        return fail(c, ERR_MEMORY, "no memory for XML");
    arena_defer(c->arena, free_parser, w->parser);
    r->report->encoding = r->options->encoding != NULL ? r->options->encoding : "UTF-8";
    XML_SetUserData(w->parser, w);
    XML_SetElementHandler(w->parser, on_start, on_end);
    XML_SetCharacterDataHandler(w->parser, on_text);
    XML_SetStartDoctypeDeclHandler(w->parser, on_doctype);
    XML_SetXmlDeclHandler(w->parser, on_declaration);
    XML_SetUnknownEncodingHandler(w->parser, on_unknown_encoding, NULL);
    TRY(parse(w));
    r->line = 0;
    if (!w->found)
        return bankfile_refuse(c, r,
                               "not a CAMT statement: neither <BkToCstmrStmt> nor <BkToCstmrAcctRpt> nor "
                               "<BkToCstmrDbtCdtNtfctn> is in it");
    return OK;
}

const struct bankfile_format bankfile_format_camt = {
    .name = "camt",
    .title = "ISO 20022 camt.052, camt.053 and camt.054 (.xml)",
    .detect = detect,
    .read = read,
};
