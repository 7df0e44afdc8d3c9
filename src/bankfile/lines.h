/* Lines of a source of UTF-8, one at a time, in bounded memory. LF, CRLF and lone CR end a line. */
#ifndef BANKFILE_LINES_H
#define BANKFILE_LINES_H

#include "bankfile/format.h"

struct lines {
    struct bankfile_reader *reader; /* its `line` is set to the number of the line handed out last */
    struct source *source;
    char *bytes; /* a window over the source */
    size_t size, start, end;
    bool at_eof, peeked;
    bool unended; /* the line handed out last is the file's last and has no end */
    struct text peek;
    uint64_t number; /* of the line handed out last, 1-based */
};

/* Begins at the source's current place; the window lives in c->arena. */
struct lines *lines_open(struct ctx *c, struct bankfile_reader *r, struct source *utf8);
/* The next line without its end; *more is false behind the last. The text lives until the next call. A line
 * longer than LIMIT_RECORD_BYTES refuses the file. NUL bytes refuse it too. */
enum err lines_next(struct ctx *c, struct lines *l, struct text *line, bool *more) MUST_USE;
/* The same line will be handed out again by the next call. */
void lines_unread(struct lines *l, struct text line);

#endif
