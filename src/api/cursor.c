/* Cursors: the numbers by which a list goes on, with a check, as base64url (RFC 4648, section 5). The check is no secret:
 * a cursor opens nothing that its caller could not list anyway. It tells a cursor of this list from one of
 * another and from what was cut off on its way. */
#include "api/call.h"
#include "api/table/types.h"
#include "base/hash.h"

#include <assert.h>

enum { CHECK_BYTES = 4, CURSOR_BYTES_MAX = API_CURSOR_NUMBERS * 8 + CHECK_BYTES };

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static size_t encode(const uint8_t *bytes, size_t len, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i += 3) {
        uint32_t group = (uint32_t)bytes[i] << 16;
        size_t have = len - i < 3 ? len - i : 3;
        group |= have > 1 ? (uint32_t)bytes[i + 1] << 8 : 0;
        group |= have > 2 ? bytes[i + 2] : 0;
        for (size_t k = 0; k <= have; k++)
            out[n++] = letters[group >> (18 - 6 * k) & 63];
    }
    return n;
}

static size_t write_bytes(const struct api_call *call, const int64_t *numbers, int count, uint8_t *out)
{
    size_t len = 0;
    for (int i = 0; i < count; i++)
        for (int shift = 56; shift >= 0; shift -= 8)
            out[len++] = (uint8_t)((uint64_t)numbers[i] >> shift);
    uint64_t check = hash_bytes(out, len, hash_text(text_of(call->route->id)));
    for (int shift = 8 * CHECK_BYTES - 8; shift >= 0; shift -= 8)
        out[len++] = (uint8_t)(check >> shift);
    return len;
}

struct text api_cursor_make(const struct api_call *call, const int64_t *numbers, int count)
{
    uint8_t bytes[CURSOR_BYTES_MAX];
    char text[CURSOR_BYTES_MAX * 2];
    assert(count > 0 && count <= API_CURSOR_NUMBERS);
    size_t len = encode(bytes, write_bytes(call, numbers, count, bytes), text);
    return text_copy(call->c->arena, (struct text){text, len});
}

/* The bytes of a text, all of them meant: false for other letters and bits that are left over. */
static bool decode(struct text t, uint8_t *out, size_t size)
{
    size_t n = 0, have = 0;
    uint32_t bits = 0;
    if (t.len != (size * 8 + 5) / 6)
        return false;
    for (size_t i = 0; i < t.len; i++) {
        const char *letter = memchr(letters, t.at[i], 64);
        if (letter == NULL)
            return false;
        bits = bits << 6 | (uint32_t)(letter - letters);
        have += 6;
        if (have < 8)
            continue;
        have -= 8;
        out[n++] = (uint8_t)(bits >> have);
        bits &= (1U << have) - 1;
    }
    return bits == 0;
}

enum err api_cursor_read(const struct api_call *call, int64_t *numbers, int count, bool *given)
{
    uint8_t bytes[CURSOR_BYTES_MAX], again[CURSOR_BYTES_MAX];
    struct text cursor = api_cursor(call);
    assert(count > 0 && count <= API_CURSOR_NUMBERS);
    size_t len = (size_t)count * 8 + CHECK_BYTES;
    *given = cursor.len > 0;
    if (!*given)
        return OK;
    bool whole = decode(cursor, bytes, len);
    for (int i = 0; whole && i < count; i++) {
        uint64_t number = 0;
        for (int k = 0; k < 8; k++)
            number = number << 8 | bytes[i * 8 + k];
        numbers[i] = (int64_t)number;
    }
    if (!whole || write_bytes(call, numbers, count, again) != len || memcmp(bytes, again, len) != 0)
        return fail(call->c, ERR_INPUT, "cursor: is none that this list gave");
    return OK;
}
