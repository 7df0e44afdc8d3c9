/* Whatever encoding a bank used, formats read UTF-8. */
#ifndef BANKFILE_ENCODING_H
#define BANKFILE_ENCODING_H

#include "bankfile/format.h"

/* A source of UTF-8 over r->source, without byte order mark, from its start; r->report->encoding is set.
 * Decided in this order: options.encoding; a byte order mark; NUL bytes of UTF-16 without one; well-formed UTF-8 all
 * through; `declared` by the file itself (NULL when it does not); statistics (uchardet); Windows-1252.
 * Bytes that do not decode become U+FFFD and a note. Reads the source once to decide, and rewinds it. */
enum err encoding_open(struct ctx *c, struct bankfile_reader *r, const char *declared,
                       struct source **out) MUST_USE;

#endif
