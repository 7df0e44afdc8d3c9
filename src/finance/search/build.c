/* Building a slice: transactions come by number; when all are there they are put in order of date, and what was
 * noted of each is turned round, from "its words" to "each word's transactions". */
#include "base/hash.h"
#include "base/text_map.h"
#include "finance/search/slice.h"

#include <stdlib.h>

enum { WORD_BYTES_MAX = 8 << 20 }; /* of a slice's different words: its build stays within some 50 MiB */

struct term {
    uint64_t key;   /* of a key; of a word: where it begins */
    uint32_t count; /* transactions it stands in */
    uint32_t last;  /* the newest of them + 1, by order of arrival */
};

/* Words, or keys: numbered in order of first use, and which transaction uses which. */
struct lexicon {
    struct text_map numbers;
    struct term *terms;
    size_t count, size;
    uint32_t *uses; /* terms, transaction after transaction */
    size_t use_count, use_size;
    size_t starts[SLICE_TXNS + 1]; /* where the uses of each transaction begin */
};

struct entry {
    date date;
    uint32_t arrival;
    int64_t txn, amount;
};

struct slice_build {
    int64_t household;
    struct entry entries[SLICE_TXNS];
    uint32_t count;
    struct lexicon words, keys;
    struct buf text; /* PIECE_WORDS */
    struct buf scratch;
};

struct slice_build *slice_build_new(int64_t household)
{
    struct slice_build *build = calloc(1, sizeof *build);
    if (build == NULL)
        die("out of memory");
    build->household = household;
    return build;
}

static void lexicon_release(struct lexicon *lexicon)
{
    text_map_free(&lexicon->numbers);
    free(lexicon->terms);
    free(lexicon->uses);
}

void slice_build_free(struct slice_build *build)
{
    if (build == NULL)
        return;
    lexicon_release(&build->words);
    lexicon_release(&build->keys);
    buf_free(&build->text);
    buf_free(&build->scratch);
    free(build);
}

bool slice_build_is_full(const struct slice_build *build)
{
    return build->count == SLICE_TXNS || build->text.len > WORD_BYTES_MAX;
}

bool slice_build_is_empty(const struct slice_build *build)
{
    return build->count == 0;
}

/* -- What a transaction is found by -- */

static void *grown(void *at, size_t *size, size_t each)
{
    *size = *size == 0 ? 1024 : *size * 2;
    void *more = realloc(at, *size * each);
    if (more == NULL)
        die("out of memory");
    return more;
}

/* The term's number; *fresh tells that it is new. */
static uint32_t number_of(struct lexicon *lexicon, struct text name, bool *fresh)
{
    const int64_t *known = text_map_get(&lexicon->numbers, name);
    *fresh = known == NULL;
    if (known != NULL)
        return (uint32_t)*known;
    if (lexicon->count == lexicon->size)
        lexicon->terms = grown(lexicon->terms, &lexicon->size, sizeof *lexicon->terms);
    lexicon->terms[lexicon->count] = (struct term){0};
    text_map_put(&lexicon->numbers, name, (int64_t)lexicon->count);
    return (uint32_t)lexicon->count++;
}

/* Once for each transaction, however often the word stands in it. */
static void use(struct lexicon *lexicon, uint32_t term, uint32_t arrival)
{
    struct term *t = &lexicon->terms[term];
    if (t->last == arrival + 1)
        return;
    t->last = arrival + 1;
    t->count++;
    if (lexicon->use_count == lexicon->use_size)
        lexicon->uses = grown(lexicon->uses, &lexicon->use_size, sizeof *lexicon->uses);
    lexicon->uses[lexicon->use_count++] = term;
}

static void use_key(struct slice_build *build, uint64_t key)
{
    bool fresh;
    uint32_t term = number_of(&build->keys, (struct text){(const char *)&key, sizeof key}, &fresh);
    build->keys.terms[term].key = key;
    use(&build->keys, term, build->count);
}

static void use_words(struct slice_build *build, const struct walk_txn *txn)
{
    const struct text fields[] = {txn->payee, txn->row.text, txn->row.memo, txn->row.tags, txn->row.notes};
    struct buf *folded = &build->scratch;
    struct text rest, word;
    buf_clear(folded);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        buf_text(folded, fields[i]);
        buf_char(folded, '\n');
    }
    text_fold_in_place(folded->at, folded->len);
    for (rest = buf_view(folded); word_next(&rest, &word);) {
        bool fresh;
        uint32_t term = number_of(&build->words, word, &fresh);
        if (fresh) {
            build->words.terms[term].key = build->text.len;
            buf_text(&build->text, word);
            buf_char(&build->text, '\n');
        }
        use(&build->words, term, build->count);
    }
}

uint64_t slice_key_tag(struct text folded)
{
    return slice_key(KEY_TAG, hash_text(folded));
}

static void use_tags(struct ctx *c, struct slice_build *build, struct text tags)
{
    struct text rest = text_fold(c->arena, tags), tag;
    while (tag_next(&rest, &tag))
        use_key(build, slice_key_tag(tag));
}

void slice_build_add(struct ctx *c, struct slice_build *build, const struct walk_txn *txn)
{
    const struct txn_row *row = &txn->row;
    struct txn_part *parts;
    build->entries[build->count] = (struct entry){row->date, build->count, row->seq, row->amount};
    build->words.starts[build->count] = build->words.use_count;
    build->keys.starts[build->count] = build->keys.use_count;
    use_words(build, txn);
    use_key(build, slice_key(KEY_ACCOUNT, (uint64_t)row->account));
    use_key(build, slice_key(KEY_STATE, row->state));
    if (row->payee != 0)
        use_key(build, slice_key(KEY_PAYEE, (uint64_t)row->payee));
    if (row->import != 0)
        use_key(build, slice_key(KEY_IMPORT, (uint64_t)row->import));
    if (row->flags & TXN_MAYBE_KNOWN)
        use_key(build, slice_key(KEY_REVIEW, 0));
    if (row->tags.len > 0)
        use_tags(c, build, row->tags);
    size_t count = txn_parts(c->arena, &txn->lines, row->account, &parts);
    for (size_t i = 0; i < count; i++)
        use_key(build, slice_key(KEY_CATEGORY, (uint64_t)parts[i].category));
    build->count++;
    build->words.starts[build->count] = build->words.use_count;
    build->keys.starts[build->count] = build->keys.use_count;
}

/* -- From transactions' words to words' transactions -- */

/* The transactions of each term, ascending: those of term t are txns[ends[t - 1]] .. txns[ends[t] - 1]. */
struct turned {
    uint16_t *txns;
    size_t *ends;
};

static struct turned turn_round(struct arena *arena, const struct slice_build *build,
                                const struct lexicon *lexicon)
{
    struct turned out = {ARENA_ARRAY(arena, uint16_t, lexicon->use_count + 1),
                         ARENA_ARRAY(arena, size_t, lexicon->count + 1)};
    for (size_t t = 1; t < lexicon->count; t++)
        out.ends[t] = out.ends[t - 1] + lexicon->terms[t - 1].count; /* its start, until it is filled */
    for (uint32_t i = 0; i < build->count; i++) {
        uint32_t arrival = build->entries[i].arrival;
        for (size_t k = lexicon->starts[arrival]; k < lexicon->starts[arrival + 1]; k++)
            out.txns[out.ends[lexicon->uses[k]]++] = (uint16_t)i;
    }
    return out;
}

static void pack_posting(struct buf *out, const struct lexicon *lexicon, const struct turned *turned,
                         size_t t)
{
    size_t count = lexicon->terms[t].count;
    posting_pack(out, turned->txns + turned->ends[t] - count, count);
}

/* -- Pieces -- */

struct finishing {
    struct slice_build *build;
    struct slice_image *image;
    size_t piece_size, piece_start;
    struct arena *arena; /* until the image is done */
    struct arena *kept;
};

static void piece_end(struct finishing *f, enum slice_piece kind, int64_t part)
{
    struct slice_image *image = f->image;
    if (image->piece_count == f->piece_size) {
        f->piece_size = f->piece_size == 0 ? 64 : f->piece_size * 2;
        struct slice_image_piece *pieces = ARENA_ARRAY(f->kept, struct slice_image_piece, f->piece_size);
        if (image->piece_count > 0)
            memcpy(pieces, image->pieces, image->piece_count * sizeof *pieces);
        image->pieces = pieces;
    }
    image->pieces[image->piece_count++] =
        (struct slice_image_piece){kind, part, f->piece_start, image->bytes->len - f->piece_start};
    f->piece_start = image->bytes->len;
}

static uint32_t block_end(const struct slice_build *build, uint32_t block)
{
    uint32_t end = (block + 1) * SLICE_BLOCK;
    return end < build->count ? end : build->count;
}

static void pack_blocks(struct finishing *f, size_t postings_len)
{
    const struct entry *entries = f->build->entries;
    struct buf *out = f->image->bytes;
    uint32_t blocks = (f->build->count + SLICE_BLOCK - 1) / SLICE_BLOCK;
    pack_u32(out, (uint32_t)postings_len);
    for (uint32_t b = 0; b < blocks; b++) {
        pack_u32(out, (uint32_t)entries[b * SLICE_BLOCK].date);
        pack_u32(out, (uint32_t)entries[block_end(f->build, b) - 1].date);
    }
    piece_end(f, PIECE_BLOCKS, 0);
    for (uint32_t b = 0; b < blocks; b++) {
        struct entry before = {0};
        for (uint32_t i = b * SLICE_BLOCK; i < block_end(f->build, b); i++) {
            pack_signed(out, entries[i].date - before.date);
            pack_signed(out, entries[i].txn - before.txn);
            before = entries[i];
        }
        piece_end(f, PIECE_ORDER, b);
        for (uint32_t i = b * SLICE_BLOCK; i < block_end(f->build, b); i++)
            pack_signed(out, entries[i].amount);
        piece_end(f, PIECE_AMOUNTS, b);
    }
}

static void pack_words(struct finishing *f, struct buf *postings)
{
    const struct lexicon *words = &f->build->words;
    struct buf *out = f->image->bytes;
    struct turned turned = turn_round(f->arena, f->build, words);
    buf_text(out, buf_view(&f->build->text));
    piece_end(f, PIECE_WORDS, 0);
    for (size_t t = 0; t < words->count; t++) {
        pack_u32(out, (uint32_t)words->terms[t].key);
        pack_u32(out, (uint32_t)postings->len);
        pack_posting(postings, words, &turned, t);
    }
    pack_u32(out, (uint32_t)f->build->text.len);
    pack_u32(out, (uint32_t)postings->len);
    piece_end(f, PIECE_LOOKUP, 0);
}

static int by_key(const void *a, const void *b)
{
    const struct term *left = *(const struct term *const *)a, *right = *(const struct term *const *)b;
    return left->key < right->key ? -1 : left->key > right->key;
}

static void pack_keys(struct finishing *f, struct buf *postings)
{
    const struct lexicon *keys = &f->build->keys;
    struct buf *out = f->image->bytes;
    struct turned turned = turn_round(f->arena, f->build, keys);
    const struct term **sorted = ARENA_ARRAY(f->arena, const struct term *, keys->count);
    for (size_t t = 0; t < keys->count; t++)
        sorted[t] = &keys->terms[t];
    qsort(sorted, keys->count, sizeof(const struct term *), by_key);
    for (size_t i = 0; i < keys->count; i++) {
        size_t start = postings->len;
        pack_posting(postings, keys, &turned, (size_t)(sorted[i] - keys->terms));
        pack_u64(out, sorted[i]->key);
        pack_u32(out, (uint32_t)start);
        pack_u32(out, (uint32_t)(postings->len - start));
    }
    piece_end(f, PIECE_KEYS, 0);
}

static void pack_postings(struct finishing *f, const struct buf *postings)
{
    struct text rest = buf_view(postings);
    for (int64_t part = 0; rest.len > 0; part++) {
        size_t len = rest.len < SLICE_POSTINGS_PART ? rest.len : SLICE_POSTINGS_PART;
        buf_add(f->image->bytes, rest.at, len);
        piece_end(f, PIECE_POSTINGS, part);
        rest = text_from(rest, len);
    }
}

/* -- The end -- */

static int by_date(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    if (left->date != right->date)
        return left->date < right->date ? -1 : 1;
    return left->txn < right->txn ? -1 : left->txn > right->txn;
}

static void lexicon_empty(struct lexicon *lexicon)
{
    text_map_free(&lexicon->numbers);
    lexicon->numbers = (struct text_map){0};
    lexicon->count = lexicon->use_count = 0;
}

/* The build begins anew, with the memory it has. */
static void empty(struct slice_build *build)
{
    lexicon_empty(&build->words);
    lexicon_empty(&build->keys);
    buf_clear(&build->text);
    build->count = 0;
}

static void note_range(struct slice_image *image, const struct slice_build *build)
{
    const struct entry *entries = build->entries; /* by number still */
    image->row = (struct search_slice_row){.household = build->household,
                                           .txn_first = entries[0].txn,
                                           .txn_last = entries[build->count - 1].txn,
                                           .txns = build->count};
    for (uint32_t i = 0; i < build->count; i++)
        image->txns[i] = entries[i].txn;
}

void slice_build_finish(struct ctx *c, struct slice_build *build, struct slice_image **out)
{
    struct finishing f = {.build = build, .arena = arena_new(), .kept = c->arena};
    struct buf postings = {0};
    f.image = *out = ARENA_NEW(c->arena, struct slice_image);
    f.image->bytes = buf_in_arena(c->arena);
    f.image->txns = ARENA_ARRAY(c->arena, int64_t, build->count);
    note_range(f.image, build);
    qsort(build->entries, build->count, sizeof *build->entries, by_date);
    f.image->row.date_first = build->entries[0].date;
    f.image->row.date_last = build->entries[build->count - 1].date;
    pack_words(&f, &postings);
    pack_keys(&f, &postings);
    pack_postings(&f, &postings);
    pack_blocks(&f, postings.len);
    buf_free(&postings);
    arena_free(f.arena);
    empty(build);
}

enum err slice_image_write(struct ctx *c, struct store_tx *tx, struct slice_image *image)
{
    TRY(search_slice_insert(c, tx, &image->row));
    for (size_t i = 0; i < image->piece_count; i++) {
        const struct slice_image_piece *piece = &image->pieces[i];
        struct text bytes = {image->bytes->at + piece->start, piece->len};
        TRY(search_piece_insert(c, tx, image->row.seq, (int)piece->kind, piece->part, bytes));
    }
    return OK;
}
