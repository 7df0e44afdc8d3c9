#include "store/copy/copy.h"

#include "store/entity/search.h"
#include "store/entity/served/embedding.h"

/* -- Walking a table -- */

typedef enum err (*each_row)(struct ctx *c, void *self, struct store_query *q);

/* Where a page begins: behind this key. Texts and blobs are kept here, because a row goes with the next one. */
struct place {
    int64_t numbers[COPY_KEYS_MAX];
    struct buf bytes[COPY_KEYS_MAX];
};

/* A page reads its own place until it ends, so the last row's is put beside it. */
struct places {
    struct place of[2];
};

static void places_release(void *thing)
{
    struct places *places = thing;
    for (int i = 0; i < COPY_KEYS_MAX; i++) {
        buf_free(&places->of[0].bytes[i]);
        buf_free(&places->of[1].bytes[i]);
    }
}

/* Before the first row: no number is as small, no text or blob shorter. A row that has such a key alone would not be found; copy_rows
 * notices. */
static void place_before_all(struct place *place)
{
    for (int i = 0; i < COPY_KEYS_MAX; i++) {
        place->numbers[i] = INT64_MIN;
        buf_z(&place->bytes[i], "");
    }
}

static void place_keep(struct place *place, const struct copy_table *table, struct store_query *q)
{
    for (int i = 0; i < table->keys; i++) {
        buf_clear(&place->bytes[i]);
        if (table->kinds[i] == 'i')
            place->numbers[i] = store_int(q, i);
        else
            buf_text(&place->bytes[i], table->kinds[i] == 't' ? store_text(q, i) : store_blob(q, i));
    }
}

static void place_bind(const struct place *place, const struct copy_table *table, struct store_query *q)
{
    for (int i = 0; i < table->keys; i++) {
        const struct buf *bytes = &place->bytes[i];
        if (table->kinds[i] == 'i')
            store_bind_int(q, i + 1, place->numbers[i]);
        else if (table->kinds[i] == 't')
            store_bind_text(q, i + 1, buf_view(bytes));
        else
            store_bind_blob(q, i + 1, bytes->at, bytes->len);
    }
}

struct walk {
    const struct copy_table *table;
    const struct copy_listener *listener;
    each_row each;
    void *self;
};

static enum err walk_page(struct ctx *c, struct store_tx *tx, const struct walk *walk,
                          const struct place *behind, struct place *last, int64_t *rows)
{
    struct store_query *q;
    bool row;
    *rows = 0;
    TRY(store_query(c, tx, walk->table->page, &q));
    place_bind(behind, walk->table, q);
    TRY(store_next(c, q, &row));
    while (row) {
        TRY(walk->each(c, walk->self, q));
        place_keep(last, walk->table, q);
        ++*rows;
        TRY(store_next(c, q, &row));
    }
    return OK;
}

/* A page is bounded by its literal, so what a driver holds of it in memory is, too. */
static enum err walk_table(struct ctx *c, struct store_tx *tx, const struct walk *walk)
{
    struct arena_mark mark = arena_mark(c->arena);
    struct places *places = ARENA_NEW(c->arena, struct places);
    arena_defer(c->arena, places_release, places);
    place_before_all(&places->of[0]);
    int64_t rows;
    int at = 0;
    do {
        TRY(walk_page(c, tx, walk, &places->of[at], &places->of[1 - at], &rows));
        at = 1 - at;
        if (walk->listener != NULL && walk->listener->passed != NULL)
            TRY(walk->listener->passed(c, walk->listener->self, walk->table, rows));
    } while (rows > 0);
    arena_rewind(c->arena, mark);
    return OK;
}

/* -- Digests -- */

struct digesting {
    struct copy_digest *digest;
    struct buf form; /* of one row, behind the hash of all before it */
};

static void digesting_release(void *thing)
{
    buf_free(&((struct digesting *)thing)->form);
}

static struct digesting *digesting_new(struct ctx *c, struct copy_digest *digest)
{
    struct digesting *d = ARENA_NEW(c->arena, struct digesting);
    arena_defer(c->arena, digesting_release, d);
    *digest = (struct copy_digest){0};
    d->digest = digest;
    return d;
}

static void put_number(struct buf *out, uint64_t value)
{
    /* Little-endian on every machine. */
    char *at = buf_room(out, 8);
    for (int i = 0; i < 8; i++)
        at[i] = (char)(value >> (8 * i));
    out->len += 8;
}

/* Kind and length first: no two different rows have the same form, and NULL is no empty text. */
static void digest_row(struct digesting *d, const char *kinds, struct store_query *q)
{
    buf_clear(&d->form);
    put_number(&d->form, d->digest->hash.high);
    put_number(&d->form, d->digest->hash.low);
    for (int i = 0; kinds[i] != '\0'; i++) {
        if (store_is_null(q, i)) {
            buf_char(&d->form, '-');
            continue;
        }
        buf_char(&d->form, kinds[i]);
        if (kinds[i] == 'i') {
            put_number(&d->form, (uint64_t)store_int(q, i));
            continue;
        }
        struct text value = kinds[i] == 't' ? store_text(q, i) : store_blob(q, i);
        put_number(&d->form, value.len);
        buf_text(&d->form, value);
    }
    d->digest->hash = hash_bytes_128(d->form.at, d->form.len);
    d->digest->rows++;
}

/* -- Copying -- */

static enum err count_rows(struct ctx *c, struct store_tx *tx, const char *sql, int64_t *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, sql, &q));
    TRY(store_next(c, q, &row));
    *out = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

struct copying {
    const struct copy_table *table;
    struct store_tx *to;
    struct digesting *digest;
};

/* An empty text or blob may have no address; to bind none means NULL. */
static void bind_column(struct store_query *to, const char *kinds, int i, struct store_query *from)
{
    struct text value;
    if (store_is_null(from, i)) {
        store_bind_null(to, i + 1);
    } else if (kinds[i] == 'i') {
        store_bind_int(to, i + 1, store_int(from, i));
    } else if (kinds[i] == 't') {
        value = store_text(from, i);
        store_bind_text(to, i + 1, value.at == NULL ? TEXT("") : value);
    } else {
        value = store_blob(from, i);
        store_bind_blob(to, i + 1, value.at == NULL ? "" : value.at, value.len);
    }
}

static enum err copy_row(struct ctx *c, void *self, struct store_query *from)
{
    const struct copying *copying = self;
    struct store_query *to;
    TRY(store_query(c, copying->to, copying->table->insert, &to));
    for (int i = 0; copying->table->kinds[i] != '\0'; i++)
        bind_column(to, copying->table->kinds, i, from);
    digest_row(copying->digest, copying->table->kinds, from);
    return store_run(c, to, NULL);
}

static enum err copy_rows(struct ctx *c, struct store_tx *from, struct store_tx *to,
                          const struct copy_table *table, const struct copy_listener *listener,
                          struct copy_digest *read)
{
    struct arena_mark mark = arena_mark(c->arena);
    struct copying copying = {table, to, digesting_new(c, read)};
    const struct walk walk = {table, listener, copy_row, &copying};
    int64_t all;
    TRY(walk_table(c, from, &walk));
    TRY(count_rows(c, from, table->count, &all));
    arena_rewind(c->arena, mark);
    return read->rows == all ? OK
                             : fail(c, ERR_CORRUPT, "%lld of %lld rows can be read in order",
                                    (long long)read->rows, (long long)all);
}

/* What an empty store has goes, those first that refer to others. */
static enum err clear_target(struct ctx *c, struct store_tx *to)
{
    size_t count = 0;
    struct store_query *q;
    while (copy_tables[count].name != NULL)
        count++;
    while (count-- > 0) {
        if (copy_tables[count].clear == NULL)
            continue;
        TRY(store_query(c, to, copy_tables[count].clear, &q));
        TRY(store_run(c, q, NULL));
    }
    TRY(embedding_clear(c, to));
    return search_clear(c, to);
}

enum err copy_run(struct ctx *c, struct store_tx *from, struct store_tx *to,
                  const struct copy_listener *listener, struct copy_digests *read)
{
    TRY(clear_target(c, to));
    for (size_t i = 0; copy_tables[i].name != NULL; i++) {
        enum err e = copy_rows(c, from, to, &copy_tables[i], listener, &read->of[i]);
        if (e != OK)
            return fail_within(c, e, "table %s", copy_tables[i].name);
    }
    return OK;
}

/* -- Counting -- */

enum err copy_count_rows(struct ctx *c, struct store_tx *tx, int64_t *out)
{
    *out = 0;
    for (const struct copy_table *table = copy_tables; table->name != NULL; table++) {
        int64_t rows;
        TRY(count_rows(c, tx, table->count, &rows));
        *out += rows;
    }
    return OK;
}

enum err copy_find_content(struct ctx *c, struct store_tx *tx, struct text *out)
{
    struct buf *said = buf_in_arena(c->arena);
    for (const struct copy_table *table = copy_tables; table->name != NULL; table++) {
        const char *sql = table->clear == NULL ? table->count : table->content;
        int64_t rows = 0;
        if (sql != NULL)
            TRY(count_rows(c, tx, sql, &rows));
        if (rows > 0)
            buf_printf(said, "%s%s %lld", said->len > 0 ? ", " : "", table->name, (long long)rows);
    }
    *out = buf_view(said);
    return OK;
}

/* -- Comparing -- */

static enum err check_row(struct ctx *c, void *self, struct store_query *q)
{
    (void)c;
    struct copying *copying = self;
    digest_row(copying->digest, copying->table->kinds, q);
    return OK;
}

static enum err check_table(struct ctx *c, struct store_tx *to, const struct copy_table *table,
                            const struct copy_listener *listener, const struct copy_digest *read)
{
    struct arena_mark mark = arena_mark(c->arena);
    struct copy_digest found;
    struct copying copying = {table, NULL, digesting_new(c, &found)};
    const struct walk walk = {table, listener, check_row, &copying};
    int64_t all;
    TRY(walk_table(c, to, &walk));
    TRY(count_rows(c, to, table->count, &all));
    arena_rewind(c->arena, mark);
    if (all != read->rows || found.rows != read->rows)
        return fail(c, ERR_CORRUPT, "table %s: %lld rows were read and %lld are there", table->name,
                    (long long)read->rows, (long long)all);
    if (found.hash.high != read->hash.high || found.hash.low != read->hash.low)
        return fail(c, ERR_CORRUPT, "table %s: the target does not hold what was read", table->name);
    return OK;
}

enum err copy_check_rows(struct ctx *c, struct store_tx *to, const struct copy_listener *listener,
                         const struct copy_digests *read)
{
    for (size_t i = 0; copy_tables[i].name != NULL; i++)
        TRY(check_table(c, to, &copy_tables[i], listener, &read->of[i]));
    return OK;
}

static const char balances[] =
    "SELECT account, currency, sum(debit), sum(credit), sum(pending_debit), sum(pending_credit) "
    "FROM month_total GROUP BY account, currency ORDER BY account, currency";

enum err copy_check_balances(struct ctx *c, struct store_tx *from, struct store_tx *to, int64_t *compared)
{
    enum { COLUMNS = 6 };
    struct store_query *here, *there;
    bool row_here, row_there;
    *compared = 0;
    TRY(store_query(c, from, balances, &here));
    TRY(store_query(c, to, balances, &there));
    TRY(store_next(c, here, &row_here));
    TRY(store_next(c, there, &row_there));
    while (row_here && row_there) {
        for (int i = 0; i < COLUMNS; i++)
            if (store_int(here, i) != store_int(there, i))
                return fail(c, ERR_CORRUPT, "the balance of account %lld differs",
                            (long long)store_int(here, 0));
        ++*compared;
        TRY(store_next(c, here, &row_here));
        TRY(store_next(c, there, &row_there));
    }
    return row_here == row_there ? OK : fail(c, ERR_CORRUPT, "there are not as many balances");
}

enum err copy_check_events(struct ctx *c, struct store_tx *from, struct store_tx *to, int64_t *last)
{
    static const char newest[] = "SELECT max(seq) FROM event";
    int64_t there;
    TRY(count_rows(c, from, newest, last));
    TRY(count_rows(c, to, newest, &there));
    return *last == there ? OK
                          : fail(c, ERR_CORRUPT, "the log ends at event %lld, not %lld", (long long)there,
                                 (long long)*last);
}
