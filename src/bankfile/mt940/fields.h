/* The frame of SWIFT text: fields such as ":61:" and the ends of messages, whatever a bank puts around them:
 * blocks
 * "{1:…}{4:", lines "ABNANL2A" or ":940:", control characters. Format: SWIFT User Handbook, category 9. */
#ifndef BANKFILE_MT940_FIELDS_H
#define BANKFILE_MT940_FIELDS_H

#include "bankfile/lines.h"

enum mt_event {
    MT_FIELD,
    MT_MESSAGE_END, /* "-}", "-" or the head of the next message */
    MT_FILE_END,
};

struct mt_field {
    char tag[4];       /* "61", "60F", "NS" */
    uint64_t line;     /* where it begins */
    struct text value; /* its lines, with '\n' between them; lives until the next call */
};

struct mt_fields {
    struct lines *lines;
    struct buf *value;
    bool in_message; /* a field was handed out since the last end */
    bool closed;     /* the closing balance was seen: what may follow is short */
    bool ended;      /* a lone "-" was found to be the end */
};

struct mt_fields mt_fields_over(struct ctx *c, struct lines *lines);
/* The next field or end. A field longer than LIMIT_FIELD_BYTES refuses the file. */
enum err mt_fields_next(struct ctx *c, struct mt_fields *f, struct mt_field *field,
                        enum mt_event *event) MUST_USE;

/* The length of the tag that a line begins with, colons included: 4 for ":61:"; 0 when it begins with none.
 */
size_t mt_tag_length(struct text line);

#endif
