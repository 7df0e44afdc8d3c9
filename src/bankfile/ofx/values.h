/* The values of an OFX file that wait until their element is closed. Their memory is used again and again. */
#ifndef BANKFILE_OFX_VALUES_H
#define BANKFILE_OFX_VALUES_H

#include "bankfile/ofx/vocabulary.h"

struct ofx_values {
    struct buf texts[SLOT_COUNT];
    uint64_t lines[SLOT_COUNT]; /* 0: the element did not come */
};

/* In the arena, which frees the texts. */
struct ofx_values *values_new(struct arena *arena);
/* Forgets the slots first..last-1. */
void values_clear(struct ofx_values *v, enum ofx_slot first, enum ofx_slot last);
/* Keeps a value. The first one that is not empty stays; further memos are joined to it. False when a second
 * date or amount comes, which can only mean that the end of an entry is missing. */
bool values_put(struct ofx_values *v, enum ofx_slot slot, struct text value, uint64_t line);

static inline struct text values_text(const struct ofx_values *v, enum ofx_slot slot)
{
    return buf_view(&v->texts[slot]);
}

/* So much of a value as a message quotes, cut between characters. */
struct text values_quoted(struct text t);
/* YYYYMMDD[HH[MM[SS[.mmm]]]][ [offset:zone]], OFX 2.3, 3.2.8. The day is the one that is written: banks book
 * on local days. */
bool ofx_date(struct text t, date *out);
/* Three letters, in upper case. */
bool ofx_currency(struct text t, char out[4]);

#endif
