/* WordPiece, as BERT cuts texts into tokens: Devlin, Chang, Lee and Toutanova, "BERT: Pre-training of Deep Bidirectional Transformers", NAACL
 * 2019, 3; Wu et al., "Google's Neural Machine Translation System", 2016, 4.1. Blanks, punctuation and Chinese characters part words; an uncased
 * vocabulary has them in lower case without accents; each word is cut into the longest pieces that the vocabulary has, from its beginning,
 * and one that cannot be is [UNK] as a whole. */
#ifndef NUMERICS_TRANSFORMER_WORDPIECE_H
#define NUMERICS_TRANSFORMER_WORDPIECE_H

#include "base/text.h"

enum {
    WORDPIECE_BYTES_MOST = 32 << 20, /* of a vocabulary */
    WORDPIECE_TOKENS_MOST = 1 << 20, /* in it */
    WORDPIECE_WORD_MOST = 100,       /* characters; a longer word is [UNK] */
};

struct wordpiece;

/* `vocabulary` is one token a line, numbered from 0, "##" before those that go on with a word. `uncased`: lower case, no accents. Lives in c->arena
 * and keeps a copy. ERR_LIMIT above the limits; ERR_INPUT without [UNK], [CLS] and [SEP], or when it is not UTF-8. */
enum err wordpiece_new(struct ctx *c, struct text vocabulary, bool uncased, struct wordpiece **out) MUST_USE;

/* How many tokens the vocabulary has. */
size_t wordpiece_count(const struct wordpiece *w);
/* The number of a whole token; -1 when it is none. */
int32_t wordpiece_id(const struct wordpiece *w, struct text token);

/* [CLS], the text's tokens, [SEP]: at most `room` of them (2 at least), the text's last ones are left out. Gives how many. Bytes that are not
 * UTF-8 are not there; [UNK], [CLS], [SEP], [PAD] and [MASK] in a text are those tokens. Allocates nothing; from any thread. */
size_t wordpiece_encode(const struct wordpiece *w, struct text t, int32_t *out, size_t room);

#endif
