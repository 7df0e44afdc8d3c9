/* Asking one slice: a set of its transactions, narrowed by each condition, then offered in the order of the list. */
#include "finance/search/slice.h"

#include <stdlib.h>

/* A slice that is open. Everything lives in c->arena until slice_offer rewinds it. */
struct reading {
    struct ctx *c;
    struct store_tx *tx;
    const struct search_slice_row *row;
    const struct search_query *q;
    struct text blocks, keys, words, lookup; /* words and lookup are empty until they are needed */
    struct text *parts;                      /* of the postings; those that were needed */
    uint32_t postings_len;
    struct bits set;          /* what is left */
    struct bits found, other; /* for narrowing it */
};

static enum err damaged(const struct reading *r)
{
    return fail(r->c, ERR_CORRUPT, "slice %lld of the search index is damaged", (long long)r->row->seq);
}

static enum err piece(struct reading *r, enum slice_piece kind, int64_t part, struct text *out)
{
    return search_piece_read(r->c, r->tx, r->row->seq, (int)kind, part, out);
}

bool stale_has(const struct stale *stale, int64_t txn)
{
    size_t low = 0, high = stale->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (stale->rows[middle].block < txn / SEARCH_BLOCK)
            low = middle + 1;
        else
            high = middle;
    }
    return low < stale->count && stale->rows[low].block == txn / SEARCH_BLOCK &&
           stale->rows[low].bits >> (txn % SEARCH_BLOCK) & 1;
}

/* -- Blocks -- */

static uint32_t block_count(const struct reading *r)
{
    return (uint32_t)((r->row->txns + SLICE_BLOCK - 1) / SLICE_BLOCK);
}

static uint32_t block_end(const struct reading *r, uint32_t block)
{
    uint32_t end = (block + 1) * SLICE_BLOCK;
    return end < r->row->txns ? end : (uint32_t)r->row->txns;
}

static bool block_is_wanted(const struct reading *r, const struct shortlist *s, uint32_t block)
{
    const char *at = r->blocks.at + 4 + block * 8;
    return shortlist_wants(s, (date)unpack_u32(at), (date)unpack_u32(at + 4));
}

static enum err open(struct reading *r, const struct shortlist *s)
{
    if (r->row->txns < 1 || r->row->txns > SLICE_TXNS)
        return damaged(r);
    TRY(piece(r, PIECE_BLOCKS, 0, &r->blocks));
    TRY(piece(r, PIECE_KEYS, 0, &r->keys));
    if (r->blocks.len != 4 + block_count(r) * 8 || r->keys.len % 16 != 0)
        return damaged(r);
    r->postings_len = unpack_u32(r->blocks.at);
    r->parts = ARENA_ARRAY(r->c->arena, struct text, r->postings_len / SLICE_POSTINGS_PART + 1);
    for (uint32_t b = 0; b < block_count(r); b++)
        if (block_is_wanted(r, s, b))
            bits_fill(&r->set, b * SLICE_BLOCK, block_end(r, b));
    return OK;
}

static void narrow(struct reading *r, bool *any)
{
    bits_and(&r->set, &r->found, any);
}

/* -- Postings -- */

/* Adds the posting at start..end-1 to a set. It may go on in the next part. */
static enum err add_posting(struct reading *r, uint32_t start, uint32_t end, struct bits *to)
{
    char joined[SLICE_BITS_BYTES];
    size_t len = 0;
    if (end <= start || end - start > SLICE_BITS_BYTES || end > r->postings_len)
        return damaged(r);
    for (uint32_t at = start; at < end;) {
        uint32_t offset = at % SLICE_POSTINGS_PART, rest = SLICE_POSTINGS_PART - offset;
        uint32_t take = end - at < rest ? end - at : rest;
        struct text *part = &r->parts[at / SLICE_POSTINGS_PART];
        if (part->at == NULL)
            TRY(piece(r, PIECE_POSTINGS, at / SLICE_POSTINGS_PART, part));
        if (offset + take > part->len)
            return damaged(r);
        if (take == end - start)
            return posting_unpack((struct text){part->at + offset, take}, to) ? OK : damaged(r);
        memcpy(joined + len, part->at + offset, take);
        len += take;
        at += take;
    }
    return posting_unpack((struct text){joined, len}, to) ? OK : damaged(r);
}

/* -- Keys -- */

static enum err add_key(struct reading *r, uint64_t key, struct bits *to)
{
    size_t low = 0, count = r->keys.len / 16, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (unpack_u64(r->keys.at + middle * 16) < key)
            low = middle + 1;
        else
            high = middle;
    }
    const char *at = r->keys.at + low * 16;
    if (low == count || unpack_u64(at) != key)
        return OK;
    uint32_t start = unpack_u32(at + 8), len = unpack_u32(at + 12);
    return len > UINT32_MAX - start ? damaged(r) : add_posting(r, start, start + len, to);
}

static enum err add_keys(struct reading *r, enum slice_key kind, const struct numbers *numbers,
                         struct bits *to)
{
    for (size_t i = 0; i < numbers->count; i++)
        TRY(add_key(r, slice_key(kind, (uint64_t)numbers->at[i]), to));
    return OK;
}

static enum err narrow_by_keys(struct reading *r, enum slice_key kind, const struct numbers *numbers,
                               bool *any)
{
    if (!*any)
        return OK;
    bits_clear(&r->found);
    TRY(add_keys(r, kind, numbers, &r->found));
    narrow(r, any);
    return OK;
}

static enum err narrow_by_key(struct reading *r, enum slice_key kind, int64_t number, bool *any)
{
    return number == 0 ? OK : narrow_by_keys(r, kind, &(struct numbers){&number, 1}, any);
}

/* Nearly all are posted, so what is not wanted is taken off. */
static enum err narrow_by_state(struct reading *r, bool *any)
{
    static const enum txn_state states[] = {TXN_PENDING, TXN_POSTED, TXN_VOID};
    if (!*any)
        return OK;
    bits_clear(&r->found);
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (!(r->q->states & 1u << states[i]))
            TRY(add_key(r, slice_key(KEY_STATE, states[i]), &r->found));
    for (size_t i = 0; i < SLICE_TXNS / 64; i++)
        r->found.at[i] = ~r->found.at[i];
    narrow(r, any);
    return OK;
}

static enum err narrow_by_tag(struct reading *r, bool *any)
{
    if (!*any || r->q->tag.len == 0)
        return OK;
    bits_clear(&r->found);
    TRY(add_key(r, slice_key_tag(r->q->tag), &r->found));
    narrow(r, any);
    return OK;
}

static enum err narrow_by_all_keys(struct reading *r, bool *any)
{
    const struct txn_filter *f = r->q->filter;
    const struct numbers review = {&(int64_t){0}, 1};
    TRY(narrow_by_key(r, KEY_PAYEE, f->payee, any));
    TRY(narrow_by_tag(r, any));
    TRY(narrow_by_key(r, KEY_IMPORT, f->import, any));
    if (f->review)
        TRY(narrow_by_keys(r, KEY_REVIEW, &review, any));
    if (r->q->by_category)
        TRY(narrow_by_keys(r, KEY_CATEGORY, &r->q->categories, any));
    if (!r->q->own_all)
        TRY(narrow_by_keys(r, KEY_ACCOUNT, &r->q->own, any));
    return narrow_by_state(r, any);
}

/* -- Amounts -- */

/* In one of the currencies there are; the row itself says in which. */
static bool amount_is_possible(const struct search_query *q, const struct amount_range *range, int64_t amount)
{
    for (int32_t places = 0; places < AMOUNT_PLACES; places++)
        if (q->places[places] && amount_within(range, places, amount))
            return true;
    return false;
}

/* Adds those of what is left that have such an amount. */
static enum err add_amounts(struct reading *r, const struct amount_range *range, struct bits *to)
{
    for (uint32_t b = 0; b < block_count(r); b++) {
        struct text bytes;
        if (!bits_any(&r->set, b * SLICE_BLOCK, block_end(r, b)))
            continue;
        struct arena_mark mark = arena_mark(r->c->arena);
        TRY(piece(r, PIECE_AMOUNTS, b, &bytes));
        struct unpack u = unpack_of(bytes);
        for (uint32_t i = b * SLICE_BLOCK; i < block_end(r, b); i++) {
            int64_t amount = unpack_signed(&u);
            if (bits_have(&r->set, i) && amount_is_possible(r->q, range, amount))
                bits_set(to, i);
        }
        if (u.damaged)
            return damaged(r);
        arena_rewind(r->c->arena, mark);
    }
    return OK;
}

/* -- Words -- */

static enum err open_words(struct reading *r)
{
    if (r->lookup.len > 0)
        return OK;
    TRY(piece(r, PIECE_WORDS, 0, &r->words));
    TRY(piece(r, PIECE_LOOKUP, 0, &r->lookup));
    return r->lookup.len % 8 == 0 && r->lookup.len > 0 ? OK : damaged(r);
}

/* The word that covers a byte of `words`: the last that begins at or before it. */
static size_t word_at(const struct reading *r, size_t low, size_t byte)
{
    size_t high = r->lookup.len / 8 - 1;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (unpack_u32(r->lookup.at + middle * 8) <= byte)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The words that contain one part of a needle, by their numbers. A quoted text has several parts; whether they
 * stand side by side is for the row to say. */
struct part_words {
    uint32_t *at;
    size_t count, size;
    struct part_words *next;
};

/* A word of the question, before its postings are read. */
struct looked_up {
    const struct search_word *word;
    struct part_words *parts;
    uint64_t cost;   /* bytes to be unpacked */
    bool impossible; /* nothing in this slice has it */
};

static void push_word(struct reading *r, struct part_words *part, uint32_t word)
{
    if (part->count == part->size) {
        part->size = part->size == 0 ? 16 : part->size * 2;
        uint32_t *at = ARENA_ARRAY(r->c->arena, uint32_t, part->size);
        if (part->count > 0)
            memcpy(at, part->at, part->count * sizeof *at);
        part->at = at;
    }
    part->at[part->count++] = word;
}

static enum err find_words(struct reading *r, struct text needle, struct part_words *part, uint64_t *cost)
{
    size_t word = 0, from = 0, words = r->lookup.len / 8 - 1;
    while (words > 0) {
        ptrdiff_t found = text_find(text_from(r->words, from), needle);
        if (found < 0)
            return OK;
        word = word_at(r, word, from + (size_t)found);
        const char *at = r->lookup.at + word * 8;
        push_word(r, part, (uint32_t)word);
        *cost += unpack_u32(at + 12) - unpack_u32(at + 4);
        size_t next = unpack_u32(at + 8);
        if (next <= from || next > r->words.len)
            return damaged(r);
        from = next;
    }
    return OK;
}

static enum err look_up(struct reading *r, const struct search_word *word, struct looked_up *out)
{
    struct text rest = word->needle, needle;
    *out = (struct looked_up){.word = word, .cost = word->is_amount ? (uint64_t)r->row->txns : 0};
    while (word_next(&rest, &needle)) {
        struct part_words *part = ARENA_NEW(r->c->arena, struct part_words);
        TRY(find_words(r, needle, part, &out->cost));
        part->next = out->parts;
        out->parts = part;
        out->impossible = out->impossible || part->count == 0;
    }
    out->impossible = out->impossible && word->named.count == 0 && !word->is_amount;
    return OK;
}

static enum err add_part(struct reading *r, const struct part_words *part, struct bits *to)
{
    for (size_t i = 0; i < part->count; i++) {
        const char *at = r->lookup.at + (size_t)part->at[i] * 8;
        TRY(add_posting(r, unpack_u32(at + 4), unpack_u32(at + 12), to));
    }
    return OK;
}

static enum err narrow_by_word(struct reading *r, const struct looked_up *l, bool *any)
{
    bool some;
    bits_clear(&r->found);
    for (const struct part_words *part = l->parts; part != NULL; part = part->next) {
        bool first = part == l->parts;
        bits_clear(&r->other);
        TRY(add_part(r, part, first ? &r->found : &r->other));
        if (!first)
            bits_and(&r->found, &r->other, &some);
    }
    TRY(add_keys(r, KEY_ACCOUNT, &l->word->named, &r->found));
    TRY(add_keys(r, KEY_CATEGORY, &l->word->named, &r->found));
    if (l->word->is_amount)
        TRY(add_amounts(r, &l->word->amount, &r->found));
    narrow(r, any);
    return OK;
}

static int cheapest_first(const void *a, const void *b)
{
    const struct looked_up *left = a, *right = b;
    return left->cost < right->cost ? -1 : left->cost > right->cost;
}

/* The rarest first: often nothing is left for the others. */
static enum err narrow_by_words(struct reading *r, bool *any)
{
    struct looked_up words[TXN_SEARCH_WORDS];
    const size_t count = r->q->word_count;
    if (!*any || count == 0)
        return OK;
    TRY(open_words(r));
    for (size_t i = 0; i < count && *any; i++) {
        TRY(look_up(r, &r->q->words[i], &words[i]));
        *any = !words[i].impossible;
    }
    if (!*any)
        return OK;
    qsort(words, count, sizeof *words, cheapest_first);
    for (size_t i = 0; i < count && *any; i++)
        TRY(narrow_by_word(r, &words[i], any));
    return OK;
}

/* -- Offering -- */

/* The places of a block's transactions. */
static enum err read_order(struct reading *r, uint32_t block, struct txn_cursor *out)
{
    struct text bytes;
    struct txn_cursor last = {0};
    TRY(piece(r, PIECE_ORDER, block, &bytes));
    struct unpack u = unpack_of(bytes);
    for (uint32_t i = 0; i < block_end(r, block) - block * SLICE_BLOCK; i++) {
        int64_t day = unpack_signed(&u) + last.date;
        last.seq = (int64_t)((uint64_t)last.seq + (uint64_t)unpack_signed(&u));
        if (u.damaged || day < DATE_FIRST || day > DATE_LAST)
            return damaged(r);
        last.date = (date)day;
        out[i] = last;
    }
    return OK;
}

static enum err offer_block(struct reading *r, uint32_t block, const struct stale *stale, struct shortlist *s)
{
    const uint32_t start = block * SLICE_BLOCK, count = block_end(r, block) - start;
    if (!bits_any(&r->set, start, start + count) || !block_is_wanted(r, s, block))
        return OK;
    struct arena_mark mark = arena_mark(r->c->arena);
    struct txn_cursor *order = ARENA_ARRAY(r->c->arena, struct txn_cursor, SLICE_BLOCK);
    TRY(read_order(r, block, order));
    for (uint32_t k = 0; k < count; k++) {
        uint32_t i = s->oldest_first ? k : count - 1 - k;
        if (bits_have(&r->set, start + i) && !stale_has(stale, order[i].seq) && !shortlist_offer(s, order[i]))
            break;
    }
    arena_rewind(r->c->arena, mark);
    return OK;
}

static enum err ask(struct reading *r, const struct stale *stale, struct shortlist *s)
{
    bool any = true;
    TRY(open(r, s));
    TRY(narrow_by_all_keys(r, &any));
    TRY(narrow_by_words(r, &any));
    if (any && r->q->by_amount) {
        bits_clear(&r->found);
        TRY(add_amounts(r, &r->q->amount, &r->found));
        narrow(r, &any);
    }
    for (uint32_t k = 0; any && k < block_count(r); k++)
        TRY(offer_block(r, s->oldest_first ? k : block_count(r) - 1 - k, stale, s));
    shortlist_trim(s);
    return OK;
}

enum err slice_offer(struct ctx *c, struct store_tx *tx, const struct search_slice_row *row,
                     const struct search_query *q, const struct stale *stale, struct shortlist *s)
{
    if (!shortlist_wants(s, row->date_first, row->date_last))
        return OK;
    struct arena_mark mark = arena_mark(c->arena);
    struct reading *r = ARENA_NEW(c->arena, struct reading);
    *r = (struct reading){.c = c, .tx = tx, .row = row, .q = q};
    TRY(ask(r, stale, s));
    arena_rewind(c->arena, mark);
    return OK;
}

/* -- Its transactions -- */

static int ascending(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return left < right ? -1 : left > right;
}

enum err slice_txns(struct ctx *c, struct store_tx *tx, const struct search_slice_row *row, int64_t **out)
{
    struct reading *r = ARENA_NEW(c->arena, struct reading);
    *r = (struct reading){.c = c, .tx = tx, .row = row};
    struct txn_cursor *order = ARENA_ARRAY(c->arena, struct txn_cursor, SLICE_BLOCK);
    if (row->txns < 1 || row->txns > SLICE_TXNS)
        return damaged(r);
    *out = ARENA_ARRAY(c->arena, int64_t, row->txns);
    for (uint32_t b = 0; b < block_count(r); b++) {
        TRY(read_order(r, b, order));
        for (uint32_t i = b * SLICE_BLOCK; i < block_end(r, b); i++)
            (*out)[i] = order[i - b * SLICE_BLOCK].seq;
    }
    qsort(*out, (size_t)row->txns, sizeof **out, ascending);
    return OK;
}
