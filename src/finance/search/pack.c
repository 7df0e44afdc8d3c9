#include "finance/search/pack.h"

#include <endian.h>

/* -- Sets -- */

void bits_clear(struct bits *bits)
{
    memset(bits, 0, sizeof *bits);
}

void bits_or(struct bits *bits, const struct bits *other)
{
    for (size_t i = 0; i < SLICE_TXNS / 64; i++)
        bits->at[i] |= other->at[i];
}

void bits_and(struct bits *bits, const struct bits *other, bool *any)
{
    uint64_t seen = 0;
    for (size_t i = 0; i < SLICE_TXNS / 64; i++)
        seen |= bits->at[i] &= other->at[i];
    *any = seen != 0;
}

void bits_fill(struct bits *bits, uint32_t from, uint32_t to)
{
    for (; from < to && from % 64 != 0; from++)
        bits_set(bits, from);
    for (; from + 64 <= to; from += 64)
        bits->at[from / 64] = UINT64_MAX;
    for (; from < to; from++)
        bits_set(bits, from);
}

bool bits_any(const struct bits *bits, uint32_t from, uint32_t to)
{
    for (; from < to && from % 64 != 0; from++)
        if (bits_have(bits, from))
            return true;
    for (; from + 64 <= to; from += 64)
        if (bits->at[from / 64] != 0)
            return true;
    for (; from < to; from++)
        if (bits_have(bits, from))
            return true;
    return false;
}

/* -- Numbers -- */

void pack_number(struct buf *out, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        buf_char(out, (char)(value | 0x80));
    buf_char(out, (char)value);
}

void pack_signed(struct buf *out, int64_t value)
{
    pack_number(out, (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0));
}

void pack_u32(struct buf *out, uint32_t value)
{
    value = htole32(value);
    buf_add(out, (const char *)&value, sizeof value);
}

void pack_u64(struct buf *out, uint64_t value)
{
    value = htole64(value);
    buf_add(out, (const char *)&value, sizeof value);
}

struct unpack unpack_of(struct text bytes)
{
    const unsigned char *at = (const unsigned char *)bytes.at;
    return (struct unpack){at, at + bytes.len, false};
}

uint64_t unpack_long(struct unpack *u)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && u->at < u->end; shift += 7) {
        unsigned char byte = *u->at++;
        value |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return value;
    }
    u->damaged = true;
    return 0;
}

uint32_t unpack_u32(const char *at)
{
    uint32_t value;
    memcpy(&value, at, sizeof value);
    return le32toh(value);
}

uint64_t unpack_u64(const char *at)
{
    uint64_t value;
    memcpy(&value, at, sizeof value);
    return le64toh(value);
}

/* -- Postings -- */

static void pack_bits(struct buf *out, const uint16_t *txns, size_t count)
{
    struct bits bits = {{0}};
    for (size_t i = 0; i < count; i++)
        bits_set(&bits, txns[i]);
    for (size_t i = 0; i < SLICE_TXNS / 64; i++)
        pack_u64(out, bits.at[i]);
}

void posting_pack(struct buf *out, const uint16_t *txns, size_t count)
{
    size_t start = out->len;
    uint32_t next = 0;
    for (size_t i = 0; i < count && out->len - start < SLICE_BITS_BYTES; i++) {
        pack_number(out, txns[i] - next);
        next = txns[i] + 1u;
    }
    if (out->len - start < SLICE_BITS_BYTES)
        return;
    out->len = start;
    pack_bits(out, txns, count);
}

bool posting_unpack(struct text bytes, struct bits *bits)
{
    if (bytes.len == SLICE_BITS_BYTES) { /* differences are always shorter */
        for (size_t i = 0; i < SLICE_TXNS / 64; i++)
            bits->at[i] |= unpack_u64(bytes.at + i * 8);
        return true;
    }
    struct unpack u = unpack_of(bytes);
    for (uint64_t next = 0; u.at < u.end; next++) {
        next += unpack_number(&u);
        if (next >= SLICE_TXNS)
            return false;
        bits_set(bits, (uint32_t)next);
    }
    return !u.damaged;
}
