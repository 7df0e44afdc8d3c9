/* How a slice packs numbers. All fixed-width ones are little-endian, so that a store can move to another machine;
 * whoever reads checks every bound, because a disk may have changed what was written. */
#ifndef FINANCE_SEARCH_PACK_H
#define FINANCE_SEARCH_PACK_H

#include "base/text.h"

enum {
    SLICE_TXNS = 65536, /* transactions of one slice, so that two bytes number them */
    SLICE_BITS_BYTES = SLICE_TXNS / 8,
};

/* A set of a slice's transactions. */
struct bits {
    uint64_t at[SLICE_TXNS / 64];
};

void bits_clear(struct bits *bits);
void bits_or(struct bits *bits, const struct bits *other);
/* *any tells whether one is left. */
void bits_and(struct bits *bits, const struct bits *other, bool *any);
void bits_fill(struct bits *bits, uint32_t from, uint32_t to); /* from..to-1 */
bool bits_any(const struct bits *bits, uint32_t from, uint32_t to);

static inline void bits_set(struct bits *bits, uint32_t i)
{
    bits->at[i / 64] |= UINT64_C(1) << (i % 64);
}

static inline bool bits_have(const struct bits *bits, uint32_t i)
{
    return bits->at[i / 64] >> (i % 64) & 1;
}

/* LEB128; signed ones in zigzag order: 0, -1, 1, -2 … */
void pack_number(struct buf *out, uint64_t value);
void pack_signed(struct buf *out, int64_t value);
void pack_u32(struct buf *out, uint32_t value);
void pack_u64(struct buf *out, uint64_t value);

struct unpack {
    const unsigned char *at, *end;
    bool damaged; /* it ended within a number, or a number is too long */
};
struct unpack unpack_of(struct text bytes);
uint64_t unpack_long(struct unpack *u); /* unpack_number of more than one byte */

/* 0 when damaged. */
static inline uint64_t unpack_number(struct unpack *u)
{
    return u->at < u->end && *u->at < 0x80 ? *u->at++ : unpack_long(u);
}

static inline int64_t unpack_signed(struct unpack *u)
{
    uint64_t value = unpack_number(u);
    return (int64_t)(value >> 1 ^ (0 - (value & 1)));
}

uint32_t unpack_u32(const char *at);
uint64_t unpack_u64(const char *at);

/* A posting: ascending numbers of transactions, as differences, or as a bit map where that is not longer. */
void posting_pack(struct buf *out, const uint16_t *txns, size_t count);
/* Adds them to a set. False when the bytes are damaged. */
bool posting_unpack(struct text bytes, struct bits *bits) MUST_USE;

#endif
