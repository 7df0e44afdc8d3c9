/* What stands before <OFX>: the "KEY:VALUE" lines of OFX 1.x (on one line, in a comment or missing, too) and
 * the processing instructions of 2.x. */
#ifndef BANKFILE_OFX_HEADER_H
#define BANKFILE_OFX_HEADER_H

#include "base/text.h"

enum { HEADER_TEXT_MAX = 48 };

struct ofx_header {
    bool has_header;                /* "OFXHEADER" stands there */
    bool has_root;                  /* "<OFX>" stands in the head */
    char version[HEADER_TEXT_MAX];  /* "102", "211"; "" when missing */
    char declared[HEADER_TEXT_MAX]; /* as the file names its encoding; "" when it does not, or says ASCII */
    const char *encoding;           /* the same as iconv knows it, or NULL */
};

/* Reads the header from a file's first bytes, in whatever encoding they are. `out->encoding` points into
 * *out. */
void ofx_header_read(struct text head, struct ofx_header *out);

#endif
