#include "embedding/minilm_files.h"

#include "base/json_in.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* -- Files */

static enum err read_all(struct ctx *c, int fd, const char *path, size_t most, struct text *out)
{
    struct stat is;
    void *room;
    size_t len = 0;
    if (fstat(fd, &is) != 0 || !S_ISREG(is.st_mode))
        return fail(c, ERR_INPUT, "%s is no file", path);
    if ((uintmax_t)is.st_size > most)
        return fail(c, ERR_LIMIT, "%s has more than %zu bytes", path, most);
    size_t size = (size_t)is.st_size;
    TRY(arena_alloc_outside(c, size + 1, &room));
    char *at = room;
    while (len < size) {
        ssize_t got = read(fd, at + len, size - len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return fail(c, ERR_IO, "%s cannot be read: %s", path,
                        got == 0 ? "it became shorter" : strerror(errno));
        len += (size_t)got;
    }
    at[len] = '\0';
    *out = (struct text){at, len};
    return OK;
}

enum err minilm_file_read(struct ctx *c, const char *folder, const char *name, size_t most, struct text *out)
{
    const char *path = arena_printf(c->arena, "%s/%s", folder, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        int why = errno;
        return fail(c, why == ENOENT || why == ENOTDIR ? ERR_NOT_FOUND : err_of_errno(why),
                    "%s cannot be opened: %s", path, strerror(why));
    }
    enum err e = read_all(c, fd, path, most, out);
    close(fd);
    return e;
}

/* *out is NULL when the file is not there and need not be. */
static enum err read_json(struct ctx *c, const char *folder, const char *name, bool must,
                          const struct json_value **out)
{
    struct text all;
    *out = NULL;
    enum err e = minilm_file_read(c, folder, name, MINILM_JSON_MOST, &all);
    if (e == ERR_NOT_FOUND && !must)
        return OK;
    TRY(e);
    e = json_read(c, all, out);
    if (e == OK && json_kind(*out) != JSON_OBJECT && json_kind(*out) != JSON_ARRAY)
        e = fail(c, ERR_INPUT, "neither an object nor a list");
    return e == OK ? OK : fail_within(c, e, "%s/%s", folder, name);
}

/* -- Settings */

static enum err read_size(struct ctx *c, const struct json_value *config, const char *key, size_t *out)
{
    int64_t number;
    if (!json_as_int(json_member(config, key), &number) || number < 1 || number > 1 << 30)
        return fail(c, ERR_INPUT, "config.json: %s is no count", key);
    *out = (size_t)number;
    return OK;
}

/* A text that has one value here; not there is the same. */
static enum err check_word(struct ctx *c, const struct json_value *config, const char *key, const char *value)
{
    struct text word = json_as_text(json_member(config, key));
    return word.len == 0 || text_is(word, value)
               ? OK
               : fail(c, ERR_INPUT, "config.json: %s is \"%.*s\"; only \"%s\" is known", key,
                      TEXT_ARGS(text_glimpse(word)), value);
}

static enum err read_config(struct ctx *c, const char *folder, struct encoder_shape *s)
{
    const struct json_value *config;
    double epsilon = 1e-12;
    TRY(read_json(c, folder, "config.json", true, &config));
    TRY(check_word(c, config, "model_type", "bert"));
    TRY(check_word(c, config, "hidden_act", "gelu"));
    TRY(check_word(c, config, "position_embedding_type", "absolute"));
    TRY(read_size(c, config, "vocab_size", &s->vocabulary));
    TRY(read_size(c, config, "max_position_embeddings", &s->positions));
    TRY(read_size(c, config, "hidden_size", &s->dims));
    TRY(read_size(c, config, "intermediate_size", &s->inner));
    TRY(read_size(c, config, "num_hidden_layers", &s->layers));
    TRY(read_size(c, config, "num_attention_heads", &s->heads));
    if (json_member(config, "layer_norm_eps") != NULL &&
        !json_as_double(json_member(config, "layer_norm_eps"), &epsilon))
        return fail(c, ERR_INPUT, "config.json: layer_norm_eps is no number");
    s->epsilon = (float)epsilon;
    return OK;
}

/* `lower` decides; accents go with it unless `accents` says otherwise, which nothing here does. */
static enum err take_case(struct ctx *c, const char *file, const struct json_value *lower,
                          const struct json_value *accents, bool *uncased)
{
    if (lower != NULL && json_kind(lower) == JSON_BOOL)
        *uncased = json_as_bool(lower);
    if (accents != NULL && json_kind(accents) == JSON_BOOL && json_as_bool(accents) != *uncased)
        return fail(c, ERR_INPUT, "%s: strip_accents must be as lower case is", file);
    return OK;
}

static enum err read_case(struct ctx *c, const char *folder, bool *uncased)
{
    const struct json_value *config, *normalizer;
    *uncased = true;
    TRY(read_json(c, folder, "tokenizer_config.json", false, &config));
    const struct json_value *lower = json_member(config, "do_lower_case");
    if (lower != NULL && json_kind(lower) == JSON_BOOL)
        return take_case(c, "tokenizer_config.json", lower, json_member(config, "strip_accents"), uncased);
    TRY(read_json(c, folder, "tokenizer.json", false, &config));
    normalizer = json_member(config, "normalizer");
    if (config != NULL && !text_is(json_as_text(json_member(normalizer, "type")), "BertNormalizer"))
        return fail(c, ERR_INPUT, "tokenizer.json: the normalizer is not BERT's");
    return take_case(c, "tokenizer.json", json_member(normalizer, "lowercase"),
                     json_member(normalizer, "strip_accents"), uncased);
}

static enum err read_tokens_most(struct ctx *c, const char *folder, struct minilm_settings *out)
{
    const struct json_value *config;
    int64_t most = MINILM_TOKENS_USUAL;
    TRY(read_json(c, folder, "sentence_bert_config.json", false, &config));
    const struct json_value *said = json_member(config, "max_seq_length");
    if (said != NULL && json_kind(said) != JSON_NULL && (!json_as_int(said, &most) || most < 3))
        return fail(c, ERR_INPUT, "sentence_bert_config.json: max_seq_length is no count from 3");
    out->tokens_most = (uint64_t)most < out->shape.positions ? (size_t)most : out->shape.positions;
    return out->tokens_most >= 3 ? OK : fail(c, ERR_INPUT, "config.json: max_position_embeddings is below 3");
}

/* What is done with the tokens' vectors: by several flags, one of them true. */
static enum err read_pooling(struct ctx *c, const char *folder, enum encoder_pooling *out)
{
    const struct json_value *config;
    *out = ENCODER_MEAN;
    TRY(read_json(c, folder, "1_Pooling/config.json", false, &config));
    if (config == NULL)
        return OK;
    bool mean = json_as_bool(json_member(config, "pooling_mode_mean_tokens")),
         first = json_as_bool(json_member(config, "pooling_mode_cls_token")), other = false;
    struct text word = json_as_text(json_member(config, "pooling_mode"));
    static const char *const others[] = {"pooling_mode_max_tokens", "pooling_mode_mean_sqrt_len_tokens",
                                         "pooling_mode_weightedmean_tokens", "pooling_mode_lasttoken"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        other = other || json_as_bool(json_member(config, others[i]));
    mean = mean || text_is(word, "mean");
    first = first || text_is(word, "cls");
    if (other || mean == first)
        return fail(c, ERR_INPUT,
                    "1_Pooling/config.json: only the mean of the tokens, or the first one, is known");
    *out = mean ? ENCODER_MEAN : ENCODER_FIRST;
    return OK;
}

/* Nothing may come between or behind: a dense layer, for one. */
static enum err check_modules(struct ctx *c, const char *folder)
{
    static const char *const known[] = {"Transformer", "Pooling", "Normalize"};
    const struct json_value *modules;
    TRY(read_json(c, folder, "modules.json", false, &modules));
    for (const struct json_value *m = json_first(modules); m != NULL; m = json_next(m)) {
        struct text type = json_as_text(json_member(m, "type"));
        bool is_known = false;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
            size_t len = strlen(known[i]);
            is_known = is_known || (type.len > len && type.at[type.len - len - 1] == '.' &&
                                    text_is(text_from(type, type.len - len), known[i]));
        }
        if (!is_known)
            return fail(c, ERR_INPUT, "modules.json: \"%.*s\" is not known", TEXT_ARGS(text_glimpse(type)));
    }
    return OK;
}

enum err minilm_settings_read(struct ctx *c, const char *folder, struct minilm_settings *out)
{
    *out = (struct minilm_settings){0};
    TRY(read_config(c, folder, &out->shape));
    TRY(read_case(c, folder, &out->uncased));
    TRY(read_tokens_most(c, folder, out));
    TRY(check_modules(c, folder));
    return read_pooling(c, folder, &out->shape.pooling);
}
