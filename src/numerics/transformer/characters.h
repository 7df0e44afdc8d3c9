/* What BERT's basic tokeniser asks of a character. Unicode 14 (characters_table.h). */
#ifndef NUMERICS_TRANSFORMER_CHARACTERS_H
#define NUMERICS_TRANSFORMER_CHARACTERS_H

#include <stddef.h>
#include <stdint.h>

enum character_kind {
    CHARACTER_WORD, /* a part of a word: letters, digits, symbols, whatever is not known */
    CHARACTER_BLANK,
    CHARACTER_PUNCTUATION, /* stands alone: category P, and every sign of ASCII */
    CHARACTER_IDEOGRAPH,   /* of Chinese: stands alone */
    CHARACTER_ACCENT,      /* a mark without width (Mn) */
    CHARACTER_CONTROL,     /* is not there: Cc, Cf, Co, NUL and U+FFFD, but not tab, return and line feed */
};
enum character_kind character_kind(uint32_t ch);

enum { CHARACTER_PLAIN_MOST = 3 };
/* Decomposed (NFD), without accents, in lower case: how many characters, at least 1 where `ch` is no accent itself. */
size_t character_plain(uint32_t ch, uint32_t out[CHARACTER_PLAIN_MOST]);

/* The character that begins at `at`, and its bytes; U+FFFD and 1 where there is none (RFC 3629). */
uint32_t character_read(const char *at, size_t left, size_t *bytes);
/* Writes it as UTF-8; gives the bytes, at most 4. */
size_t character_write(uint32_t ch, char out[4]);

#endif
