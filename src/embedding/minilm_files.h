/* A model's folder, as sentence-transformers saves it: config.json, vocab.txt and model.safetensors; and, where they are there, tokenizer_config.json or
 * tokenizer.json, sentence_bert_config.json, modules.json and 1_Pooling/config.json. What they ask for and this program does not do is refused. */
#ifndef EMBEDDING_MINILM_FILES_H
#define EMBEDDING_MINILM_FILES_H

#include "numerics/transformer/encoder.h"

enum {
    MINILM_JSON_MOST = 64 << 20, /* bytes of a file of settings */
    MINILM_TOKENS_USUAL = 512,   /* of a text, where the model does not say */
};
#define MINILM_WEIGHTS_MOST ((size_t)4 << 30) /* bytes */

struct minilm_settings {
    struct encoder_shape shape;
    bool uncased;
    size_t tokens_most; /* of a text, with [CLS] and [SEP] */
};

/* Every file that is there. ERR_NOT_FOUND for a folder, or a file that must be, that is not. */
enum err minilm_settings_read(struct ctx *c, const char *folder, struct minilm_settings *out) MUST_USE;

/* A whole file in c->arena, NUL-terminated behind its end; ERR_NOT_FOUND when it is not there, ERR_LIMIT above `most` bytes. */
enum err minilm_file_read(struct ctx *c, const char *folder, const char *name, size_t most,
                          struct text *out) MUST_USE;

#endif
