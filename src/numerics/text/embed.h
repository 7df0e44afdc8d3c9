/* Texts as directions, without a model file: texts that share words or pieces of words point the same way, whatever their language.
 *
 * Each word and each of its pieces (3 to 5 characters with a mark at both ends, as in fastText: Bojanowski, Grave, Joulin and Mikolov,
 * "Enriching Word Vectors with Subword Information", TACL 2017) is hashed to a few places and signs among the dimensions (feature hashing:
 * Weinberger, Dasgupta, Langford, Smola and Attenberg, ICML 2009), which keeps inner products on average. It knows spellings, not meanings:
 * "bakery" and "boulangerie" are strangers to it.
 *
 * All sums are whole numbers until the one division at the end: the same text gives the same bits on every machine. */
#ifndef NUMERICS_TEXT_EMBED_H
#define NUMERICS_TEXT_EMBED_H

#include "base/text.h"

enum {
    EMBED_DIMS = 384,
    EMBED_TEXT_MOST = 1 << 16, /* bytes; what is beyond is not read */
    EMBED_WORD_MOST = 48       /* characters of a word; what is beyond is not read */
};

/* What made the vectors, to be stored beside them: vectors of different names are not comparable. Changes whenever the vectors do. */
#define EMBED_NAME "florin-subword-1"

/* The direction of a text, of length 1. Case, accents of Latin letters, punctuation and blanks beyond the first do not count; payees are
 * best cleaned before (sorting/payee.h). A text without a letter or digit has none: all zeros, and false. Bytes that are not
 * UTF-8 are letters like others. Allocates nothing. */
bool embed_text(struct text t, float out[EMBED_DIMS]);

#endif
