#include "sorting/classifier_features.h"

#include "base/hash.h"

#include <math.h>

enum { MEMO_WORDS_MAX = 12, GRAM_MIN = 3, GRAM_MAX = 5 };

/* How much a feature of each kind says, before all are scaled to length 1. */
static const float weight_word = 1.0F, weight_pair = 0.7F, weight_gram = 0.45F, weight_memo = 0.5F,
                   weight_bank = 0.7F, weight_mcc = 1.5F, weight_direction = 0.5F, weight_bucket = 0.2F,
                   weight_country = 0.7F, weight_find = 1.0F;

static uint64_t gram_hash(uint64_t h, char ch)
{
    return (h ^ (unsigned char)ch) * UINT64_C(0x100000001B3);
}

static struct text cut(struct text t, size_t max)
{
    if (t.len <= max)
        return t;
    while (max > 0 && ((unsigned char)t.at[max] & 0xC0) == 0x80)
        max--;
    return (struct text){t.at, max};
}

static bool is_word(unsigned char ch)
{
    return ch >= 0x80 || ascii_alpha((char)ch) || ascii_digit((char)ch);
}

/* payee_key, into a room that is there. */
static struct text key_into(char *room, struct text t)
{
    size_t len = t.len;
    if (len > 0)
        memcpy(room, t.at, len);
    text_fold_in_place(room, len);
    size_t out = 0;
    bool blank = false;
    for (size_t i = 0; i < len; i++) {
        if (is_word((unsigned char)room[i])) {
            if (blank && out > 0)
                room[out++] = ' ';
            room[out++] = room[i];
            blank = false;
        } else if (room[i] != '\'' && room[i] != '.') {
            blank = true;
        }
    }
    return (struct text){room, out};
}

/* Words with more than two digits are numbers of orders and customers: they say nothing about the next
 * payment. */
static struct text drop_numbers(char *room, struct text key)
{
    size_t out = 0;
    for (size_t i = 0; i < key.len;) {
        size_t end = i, digits = 0;
        for (; end < key.len && key.at[end] != ' '; end++)
            digits += ascii_digit(key.at[end]);
        if (digits <= 2) {
            if (out > 0)
                room[out++] = ' ';
            memmove(room + out, key.at + i, end - i);
            out += end - i;
        }
        i = end + 1;
    }
    return (struct text){room, out};
}

static int bucket_of(struct decimal amount)
{
    uint64_t units = amount.digits < 0 ? 0 - (uint64_t)amount.digits : (uint64_t)amount.digits;
    for (int32_t scale = amount.scale; scale > 0; scale--)
        units /= 10;
    int bucket = 0;
    for (; units > 0; units /= 2)
        bucket++;
    return bucket;
}

void feature_texts_make(const struct classifier_features *from, struct feature_texts *out)
{
    struct text payee = cut(from->payee, FEATURE_TEXT_MAX), memo = cut(from->memo, FEATURE_TEXT_MAX);
    struct text payee_key = key_into(out->payee_room, payee);
    uint64_t id = hash_bytes(payee_key.at, payee_key.len, 21) | 1;
    bool nameless = payee_key.len == 0;
    out->payee = drop_numbers(out->payee_room, payee_key);
    out->memo = drop_numbers(out->memo_room, key_into(out->memo_room, memo));
    if (nameless)
        id = out->memo.len == 0 ? 0 : hash_bytes(out->memo.at, out->memo.len, 22) | 1;
    out->payee_id = id;
    out->outgoing = from->amount.digits < 0;
    out->bucket = bucket_of(from->amount);
    out->hash = hash_bytes(out->payee.at, out->payee.len, 1);
    out->hash = hash_mix(out->hash, hash_bytes(out->memo.at, out->memo.len, 2));
    out->hash = hash_mix(out->hash, hash_bytes(from->bank_code.at, from->bank_code.len, 3));
    out->hash = hash_mix(out->hash, hash_bytes(from->country.at, from->country.len, 4));
    out->hash = hash_mix(out->hash, (uint64_t)(uint32_t)from->mcc << 16 |
                                        (uint64_t)(unsigned)out->bucket << 1 | out->outgoing);
}

void feature_texts_search(struct feature_texts *texts)
{
    texts->payee_finds = lexicon_search(texts->payee, texts->finds);
    texts->find_count =
        texts->payee_finds + lexicon_search_memo(texts->memo, texts->finds + texts->payee_finds);
}

static void add(struct sparse *f, uint64_t hash, float value)
{
    if (f->count == FEATURES_MAX)
        return;
    f->hashes[f->count] = hash | 1; /* 0 marks an empty place */
    f->values[f->count++] = value;
}

/* The n-grams of one word with a mark at each end: "_rewe_" has "_re", "rew", … */
static void add_grams(struct sparse *f, struct text word)
{
    char marked[64];
    size_t len = word.len < sizeof marked - 2 ? word.len : sizeof marked - 2;
    marked[0] = '_';
    memcpy(marked + 1, word.at, len);
    marked[len + 1] = '_';
    for (size_t i = 0; i + GRAM_MIN <= len + 2; i++) {
        uint64_t h = UINT64_C(0xCBF29CE484222325);
        for (size_t n = 0; n < GRAM_MAX && i + n < len + 2; n++) {
            h = gram_hash(h, marked[i + n]);
            if (n + 1 >= GRAM_MIN)
                add(f, hash_mix(h, 11), weight_gram);
        }
    }
}

static bool next_word(struct text *rest, struct text *word)
{
    if (rest->len == 0)
        return false;
    const char *blank = memchr(rest->at, ' ', rest->len);
    size_t len = blank == NULL ? rest->len : (size_t)(blank - rest->at);
    *word = (struct text){rest->at, len};
    *rest = text_from(*rest, len + (blank != NULL));
    return true;
}

/* All countries together weigh as much as one does. */
static void add_countries(struct sparse *f, struct text all)
{
    size_t count = 1;
    for (size_t i = 0; i < all.len; i++)
        count += all.at[i] == '|';
    uint64_t before = 0;
    float each = weight_country / sqrtf((float)count);
    add(f, hash_mix(count < 6 ? count : 6, 9), each);
    for (size_t start = 0; start < all.len;) {
        size_t end = start, stop;
        while (end < all.len && all.at[end] != '|')
            end++;
        for (stop = start; stop < end && all.at[stop] != '-';)
            stop++;
        uint64_t h = hash_bytes(all.at + start, stop - start, 8) | 1;
        if (h != before)
            add(f, h, each);
        before = h;
        start = end + 1;
    }
}

static void scale_to_one(struct sparse *f)
{
    float sum = 0;
    for (int i = 0; i < f->count; i++)
        sum += f->values[i] * f->values[i];
    float scale = sum > 0 ? 1.0F / sqrtf(sum) : 0;
    for (int i = 0; i < f->count; i++)
        f->values[i] *= scale;
}

void features_make(const struct classifier_features *from, const struct feature_texts *texts,
                   struct sparse *out)
{
    out->count = 0;
    uint64_t direction = texts->outgoing ? 1 : 2;
    add(out, hash_mix(direction, 1), weight_direction);
    add(out, hash_mix((uint64_t)(unsigned)texts->bucket * 4 + direction, 2), weight_bucket);
    if (from->bank_code.len > 0)
        add(out, hash_mix(hash_text(from->bank_code), 3), weight_bank);
    if (from->mcc > 0)
        add(out, hash_mix((uint64_t)from->mcc, 4), weight_mcc);
    if (from->country.len > 0)
        add_countries(out, from->country);
    struct text rest = texts->payee, word;
    uint64_t before = 0;
    while (next_word(&rest, &word)) {
        uint64_t h = hash_text(word);
        add(out, hash_mix(h, 5), weight_word);
        if (before != 0)
            add(out, hash_mix(hash_mix(before, h), 6), weight_pair);
        before = h;
    }
    rest = texts->memo;
    for (int i = 0; i < MEMO_WORDS_MAX && next_word(&rest, &word); i++)
        add(out, hash_mix(hash_text(word), 7), weight_memo);
    rest = texts->payee;
    while (next_word(&rest, &word))
        add_grams(out, word);
    for (size_t i = 0; i < texts->find_count; i++)
        add(out, hash_mix((uint64_t)(unsigned)texts->finds[i].category, 12), weight_find);
    scale_to_one(out);
}

size_t feature_keys(struct text key, uint64_t out[NEIGHBOURS_KEYS_MOST])
{
    enum { PIECE = 4 };
    size_t count = 0;
    struct text rest = key, word;
    while (count < NEIGHBOURS_KEYS_MOST && next_word(&rest, &word))
        out[count++] = hash_bytes(word.at, word.len, 31) | 1;
    for (size_t i = 0; count < NEIGHBOURS_KEYS_MOST && i + PIECE <= key.len; i++)
        out[count++] = hash_bytes(key.at + i, PIECE, 32) | 1;
    return count;
}
