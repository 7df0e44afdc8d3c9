/* Matching the entries of a chunk against what the store knows. */
#include "base/hash.h"
#include "finance/import/parts.h"

#include <stdlib.h>

/* Rows that earlier chunks of this file claimed: a growing set of seqs. */
struct claimed_set {
    int64_t *slots; /* 0: empty */
    size_t count, size;
};

static void claimed_free(void *thing)
{
    struct claimed_set *set = thing;
    free(set->slots);
}

static bool claimed_has(const struct claimed_set *set, int64_t seq)
{
    if (set->size == 0)
        return false;
    size_t at = hash_mix(0, (uint64_t)seq) & (set->size - 1);
    while (set->slots[at] != 0 && set->slots[at] != seq)
        at = (at + 1) & (set->size - 1);
    return set->slots[at] == seq;
}

static void claimed_add(struct claimed_set *set, int64_t seq)
{
    if (set->count * 2 >= set->size) {
        struct claimed_set old = *set;
        set->size = old.size == 0 ? 1024 : old.size * 2;
        set->count = 0;
        set->slots = calloc(set->size, sizeof *set->slots);
        if (set->slots == NULL)
            die("out of memory for %zu claims", set->size);
        for (size_t i = 0; i < old.size; i++)
            if (old.slots[i] != 0)
                claimed_add(set, old.slots[i]);
        free(old.slots);
    }
    size_t at = hash_mix(0, (uint64_t)seq) & (set->size - 1);
    while (set->slots[at] != 0)
        at = (at + 1) & (set->size - 1);
    set->slots[at] = seq;
    set->count++;
}

/* Known rows of one account around the chunk's dates, growing in the arena. */
struct known_list {
    struct match_known *at;
    size_t count, size;
};

static void known_add(struct arena *arena, struct known_list *list, const struct match_known *row)
{
    if (list->count == list->size) {
        size_t size = list->size == 0 ? 256 : list->size * 2;
        struct match_known *at = ARENA_ARRAY(arena, struct match_known, size);
        if (list->count > 0)
            memcpy(at, list->at, list->count * sizeof *at);
        list->at = at;
        list->size = size;
    }
    list->at[list->count++] = *row;
}

enum { SOURCE_UNDONE = -1 };

/* The format an import was read from, as a positive number; 0 for entries by hand, SOURCE_UNDONE when the
 * import is. */
static enum err source_of(struct ctx *c, struct importing *im, int64_t import, int64_t *out)
{
    struct import_row row;
    struct text key = {(const char *)&import, sizeof import};
    const int64_t *known = text_map_get(&im->sources, key);
    *out = known == NULL ? 0 : *known;
    if (import == 0 || known != NULL)
        return OK;
    TRY(import_by_seq(c, im->tx, im->options->household, import, &row));
    *out = row.state == IMPORT_UNDONE ? SOURCE_UNDONE : (int64_t)source_hash(row.format);
    text_map_put(&im->sources, key, *out);
    return OK;
}

/* Was this void row merged with one that is void by now, too? Then nothing stands for it any more. */
static enum err lost_its_like(struct ctx *c, struct importing *im, int64_t txn, bool *lost)
{
    struct store_query *q;
    TRY(store_query(c, im->tx,
                    "SELECT 1 FROM suggestion s JOIN txn k ON k.seq = s.candidate WHERE s.txn = ?1 AND "
                    "s.state = 2 AND k.state = 3",
                    &q));
    store_bind_int(q, 1, txn);
    TRY(store_next(c, q, lost));
    store_reset(q);
    return OK;
}

static enum err known_from_row(struct ctx *c, struct importing *im, struct store_query *q,
                               struct match_known *out, bool *wanted)
{
    int64_t import = store_int(q, 6), flags = store_int(q, 7), source;
    enum txn_state state = (enum txn_state)store_int(q, 3);
    struct text id = store_text(q, 4);
    TRY(source_of(c, im, import, &source));
    /* What an undone import brought may come again; what the user called void, or known, stays so. */
    *wanted = state != TXN_VOID || source > 0;
    if (state == TXN_VOID && *wanted) {
        bool lost;
        TRY(lost_its_like(c, im, store_int(q, 0), &lost));
        *wanted = !lost;
    }
    /* A row that waits for an answer is not an announcement of the bank. */
    bool announced = (flags & TXN_MAYBE_KNOWN) == 0 && state == TXN_PENDING;
    *out = (struct match_known){.ref = store_int(q, 0),
                                .date = (date)store_int(q, 1),
                                .amount = store_int(q, 2),
                                .pending = announced || (flags & TXN_BANK_PENDING) != 0,
                                .gone = state == TXN_VOID,
                                .source = source < 0 ? 0 : (uint64_t)source,
                                .id = id.len == 0 ? 0 : hash_text(id),
                                .text = hash_text(store_text(q, 5))};
    return OK;
}

static enum err read_known(struct ctx *c, struct importing *im, struct store_query *q,
                           struct known_list *list)
{
    struct match_known row;
    bool more, wanted;
    for (;;) {
        TRY(store_next(c, q, &more));
        if (!more)
            return OK;
        if (store_int(q, 6) == im->row.seq || claimed_has(im->claimed, store_int(q, 0)))
            continue;
        TRY(known_from_row(c, im, q, &row, &wanted));
        if (wanted)
            known_add(c->arena, list, &row);
    }
}

#define KNOWN_COLUMNS "seq, date, amount, state, bank_id, text, import, flags"

static enum err load_window(struct ctx *c, struct importing *im, const struct target *t, date from, date to,
                            struct known_list *list)
{
    struct store_query *q;
    TRY(store_query(c, im->tx,
                    "SELECT " KNOWN_COLUMNS " FROM txn WHERE account = ?1 AND date BETWEEN ?2 AND ?3 "
                    "AND flags & 8 = 0",
                    &q));
    store_bind_int(q, 1, t->seq);
    store_bind_int(q, 2, from);
    store_bind_int(q, 3, to);
    return read_known(c, im, q, list);
}

struct id_hash {
    uint64_t hash;
    int64_t ref;
};

static int by_hash(const void *left, const void *right)
{
    const struct id_hash *a = left, *b = right;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

/* Pending rows with one of the chunk's bank ids that lie outside the window (they may be booked weeks later);
 * ids that the window holds are not looked up. */
static enum err load_by_ids(struct ctx *c, struct importing *im, const struct target *t,
                            const struct match_entry *entries, size_t count, const struct chunk *chunk,
                            date from, date to, struct known_list *list)
{
    if (t->known_from >= from && t->known_to <= to)
        return OK;
    size_t held = 0, wanted = 0;
    struct id_hash *in_window = ARENA_ARRAY(c->arena, struct id_hash, list->count + 1);
    struct id_hash *ids = ARENA_ARRAY(c->arena, struct id_hash, count);
    for (size_t i = 0; i < list->count; i++)
        if (list->at[i].id != 0)
            in_window[held++] = (struct id_hash){list->at[i].id, 0};
    qsort(in_window, held, sizeof *in_window, by_hash);
    for (size_t i = 0; i < count; i++) {
        struct id_hash id = {entries[i].id, entries[i].ref};
        if (id.hash != 0 && bsearch(&id, in_window, held, sizeof id, by_hash) == NULL)
            ids[wanted++] = id;
    }
    qsort(ids, wanted, sizeof *ids, by_hash);
    for (size_t i = 0; i < wanted; i++) {
        struct store_query *q;
        if (i > 0 && ids[i].hash == ids[i - 1].hash)
            continue;
        TRY(store_query(c, im->tx,
                        "SELECT " KNOWN_COLUMNS " FROM txn WHERE account = ?1 AND bank_id = ?2 AND state = 1 "
                        "AND date NOT BETWEEN ?3 AND ?4",
                        &q));
        store_bind_int(q, 1, t->seq);
        store_bind_text(q, 2, chunk->entries[ids[i].ref].id);
        store_bind_int(q, 3, from);
        store_bind_int(q, 4, to);
        TRY(read_known(c, im, q, list));
    }
    return OK;
}

struct payee_question {
    struct ctx *c;
    struct importing *im;
    const struct chunk *chunk;
};

static bool same_payee(void *self, int64_t known_ref, int64_t entry_ref)
{
    const struct payee_question *ask = self;
    struct txn_row row;
    struct arena_mark mark = arena_mark(ask->c->arena);
    bool same = false;
    if (txn_by_seq(ask->c, ask->im->tx, known_ref, &row) == OK) {
        const struct chunk_entry *e = &ask->chunk->entries[entry_ref];
        struct arena *arena = ask->c->arena;
        struct payee_cache *cache = ask->im->payee_cache;
        struct text a = payee_cache_names(cache, arena, row.text.len > 0 ? row.text : row.memo).key;
        struct text b = payee_cache_names(cache, arena, e->text.len > 0 ? e->text : e->memo).key;
        same =
            a.len > 0 && b.len > 0 &&
            (text_equal(a, b) || (a.len > 4 && b.len > 4 && (text_find(a, b) >= 0 || text_find(b, a) >= 0)));
    }
    arena_rewind(ask->c->arena, mark);
    return same;
}

static enum err match_target(struct ctx *c, struct importing *im, struct chunk *chunk, struct target *t,
                             struct match_entry *entries, size_t count)
{
    date from = entries[0].date, to = entries[0].date;
    for (size_t i = 1; i < count; i++) {
        from = entries[i].date < from ? entries[i].date : from;
        to = entries[i].date > to ? entries[i].date : to;
    }
    from -= MATCH_DAYS;
    to += MATCH_DAYS;
    struct known_list list = {0};
    struct payee_question ask = {c, im, chunk};
    struct match_payees payees = {&ask, same_payee};
    if (t->known_from <= to && t->known_to >= from)
        TRY(load_window(c, im, t, from, to, &list));
    TRY(load_by_ids(c, im, t, entries, count, chunk, from, to, &list));
    match_entries(c->arena, list.at, list.count, entries, count, &payees);
    for (size_t i = 0; i < count; i++) {
        struct chunk_entry *e = &chunk->entries[entries[i].ref];
        e->verdict = entries[i].verdict;
        e->known = entries[i].known;
        e->days = entries[i].days;
        if (e->verdict != MATCH_NEW)
            claimed_add(im->claimed, e->known);
    }
    return OK;
}

enum err match_chunk(struct ctx *c, struct importing *im, struct chunk *chunk)
{
    if (im->claimed == NULL) {
        im->claimed = ARENA_NEW(c->arena, struct claimed_set);
        arena_defer(c->arena, claimed_free, im->claimed);
    }
    struct arena_mark mark = arena_mark(c->arena);
    struct match_entry *entries = ARENA_ARRAY(c->arena, struct match_entry, chunk->count + 1);
    enum err e = OK;
    for (struct target *t = chunk->targets; t != NULL && e == OK; t = t->next) {
        size_t count = 0;
        for (size_t i = 0; i < chunk->count && t->known_from != DATE_NONE; i++) {
            const struct chunk_entry *in = &chunk->entries[i];
            if (in->statement->target != t)
                continue;
            entries[count++] = (struct match_entry){.ref = (int64_t)i,
                                                    .date = in->date,
                                                    .amount = in->amount,
                                                    .id = in->id.len == 0 ? 0 : hash_text(in->id),
                                                    .text = hash_text(in->text),
                                                    .source = source_hash(text_of(chunk->format)),
                                                    .pending = in->pending};
        }
        if (count > 0)
            e = match_target(c, im, chunk, t, entries, count);
    }
    arena_rewind(c->arena, mark);
    return e;
}
