/* Tags and the text behind them, one at a time, in bounded memory: the SGML of OFX 1.x, the XML of 2.x, and
 * the mixtures that banks send. Comments, processing instructions and document types are passed over; the
 * only entities are the predefined ones and numbered characters, so nothing ever expands. */
#ifndef BANKFILE_OFX_MARKUP_H
#define BANKFILE_OFX_MARKUP_H

#include "bankfile/format.h"

enum { MARKUP_NAME_MAX = 64, MARKUP_TAG_MAX = 1024 };

struct markup {
    struct bankfile_reader *reader; /* its `line` is set to the line of the tag handed out last */
    struct source *source;
    char *bytes; /* a window over the source */
    size_t at, end;
    bool at_eof;
    uint64_t line; /* of the byte at `at`, 1-based */
    uint64_t
        returns; /* CRs just before `at`: with an LF behind them they are one line's end, alone each is one */
    struct buf *value;
    char name[MARKUP_NAME_MAX];
};

struct markup_tag {
    struct text name;  /* in upper case, without a namespace; lives until the next call */
    struct text value; /* of an opening tag: the text up to the next tag, decoded and trimmed, a line break as
                          one blank */
    uint64_t line;     /* where the tag stands */
    bool closing;      /* </NAME> */
    bool empty;        /* <NAME/> */
};

/* Begins at the source's current place. */
struct markup *markup_open(struct ctx *c, struct bankfile_reader *r, struct source *utf8);
/* The next tag; *more is false behind the last. A value longer than LIMIT_FIELD_BYTES, a NUL byte and a
 * comment without an end refuse the file. */
enum err markup_next(struct ctx *c, struct markup *m, struct markup_tag *tag, bool *more) MUST_USE;

#endif
