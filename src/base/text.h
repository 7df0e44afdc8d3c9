/* Slices of text that somebody else owns, and a growing buffer that owns its own. Text is UTF-8 unless said. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/arena.h"

#include <string.h>

/* A slice: not NUL-terminated, not owned. `at` may be NULL only when `len` is 0. */
struct text {
    const char *at;
    size_t len;
};

#define TEXT(literal) ((struct text){(literal), sizeof(literal) - 1})
#define TEXT_ARGS(t)  (int)(t).len, (t).at == NULL ? "" : (t).at /* for "%.*s" */

static inline struct text text_of(const char *z)
{
    return (struct text){z, z == NULL ? 0 : strlen(z)};
}

static inline bool text_equal(struct text a, struct text b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static inline bool text_is(struct text a, const char *z)
{
    return text_equal(a, text_of(z));
}

static inline struct text text_from(struct text t, size_t start)
{
    return start >= t.len ? (struct text){t.at + t.len, 0} : (struct text){t.at + start, t.len - start};
}

static inline char ascii_lower(char ch)
{
    return ch >= 'A' && ch <= 'Z' ? (char)(ch + 32) : ch;
}

static inline bool ascii_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

static inline bool ascii_alpha(char ch)
{
    char low = ascii_lower(ch);
    return low >= 'a' && low <= 'z';
}

static inline bool ascii_space(char ch)
{
    return ch == ' ' || (ch >= '\t' && ch <= '\r');
}

/* Without white space at both ends (ASCII blanks and the no-break space U+00A0). */
struct text text_trim(struct text t);
/* Compares bytes like strcmp: negative, 0 or positive. */
int text_compare(struct text a, struct text b);
/* ASCII case does not count. */
bool text_equal_nocase(struct text a, struct text b);
bool text_starts(struct text t, struct text prefix);
bool text_starts_nocase(struct text t, struct text prefix);
/* The first place of `needle`, or -1. The second form ignores ASCII case. */
ptrdiff_t text_find(struct text hay, struct text needle);
ptrdiff_t text_find_nocase(struct text hay, struct text needle);
/* Is it well-formed UTF-8 without NUL? */
bool text_is_utf8(struct text t);
/* Lower case of the letters of Latin, Greek and Cyrillic scripts (simple case folding), into the arena. Bytes that are not
 * UTF-8 stay. */
struct text text_fold(struct arena *arena, struct text t);
/* The same where the bytes lie: folding never changes the length. */
void text_fold_in_place(char *at, size_t len);
/* A copy in the arena; NUL-terminated behind its end. */
struct text text_copy(struct arena *arena, struct text t);
const char *text_z(struct arena *arena, struct text t);
/* As much of a text from outside as a message to a person shows: up to 64 bytes of its first line, not cut within a character. */
struct text text_glimpse(struct text t);
/* Its characters (code points); of bytes that are not UTF-8, those that begin one. */
size_t text_length(struct text t);
/* A whole decimal integer with an optional sign, and nothing else. */
bool text_to_int(struct text t, int64_t *out);

/* A growing buffer. Zero it to begin; buf_free when done (or buf_in_arena). Ends the process without memory;
 * callers check limits on outside sizes before adding. */
struct buf {
    char *at; /* NUL-terminated once anything was added */
    size_t len;
    size_t size;
};

void buf_add(struct buf *b, const char *at, size_t len);
void buf_text(struct buf *b, struct text t);
void buf_z(struct buf *b, const char *z);
void buf_char(struct buf *b, char ch);
/* Room for `more` bytes at the end, to be written and then counted: `b->len += written`. */
char *buf_room(struct buf *b, size_t more);
void buf_printf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);
void buf_clear(struct buf *b);
void buf_free(struct buf *b);
/* An empty buffer that the arena frees. */
struct buf *buf_in_arena(struct arena *arena);

static inline struct text buf_view(const struct buf *b)
{
    return (struct text){b->at, b->len};
}

#endif
