/* Imports: what they counted against what is there, and their statements. */
#include "finance/fsck/parts.h"

#include <stdlib.h>

static int by_seq(const void *a, const void *b)
{
    const struct import_tally *left = a, *right = b;
    return left->seq < right->seq ? -1 : left->seq > right->seq;
}

struct import_tally *fsck_import(const struct checking *k, int64_t seq)
{
    const struct import_tally key = {.seq = seq};
    return k->import_count == 0 ? NULL : bsearch(&key, k->imports, k->import_count, sizeof key, by_seq);
}

static enum err count_imports(struct ctx *c, struct checking *k, size_t *count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, k->tx, "SELECT count(*) FROM import", &q));
    TRY(store_next(c, q, &row));
    *count = row ? (size_t)store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err fsck_load_imports(struct ctx *c, struct checking *k)
{
    struct store_query *q;
    bool row;
    size_t size;
    TRY(count_imports(c, k, &size));
    k->imports = ARENA_ARRAY(c->arena, struct import_tally, size + 1);
    TRY(store_query(
        c, k->tx,
        "SELECT i.seq, i.added, i.duplicates, i.suggested, i.entries, i.txn_first, i.txn_last, i.state, "
        "i.household, "
        "(SELECT count(*) FROM import_touch x WHERE x.import = i.seq AND x.kind = 2), "
        "(SELECT sum(s.entries) FROM statement s WHERE s.import = i.seq) FROM import i ORDER BY i.seq",
        &q));
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row || k->import_count == size) {
            store_reset(q);
            return OK;
        }
        k->imports[k->import_count++] = (struct import_tally){.seq = store_int(q, 0),
                                                              .added = store_int(q, 1),
                                                              .duplicates = store_int(q, 2),
                                                              .suggested = store_int(q, 3),
                                                              .entries = store_int(q, 4),
                                                              .txn_first = store_int(q, 5),
                                                              .txn_last = store_int(q, 6),
                                                              .undone = store_int(q, 7) == IMPORT_UNDONE,
                                                              .household = store_int(q, 8),
                                                              .replaced = store_int(q, 9),
                                                              .statements = store_int(q, 10)};
    }
}

static void check_import(struct ctx *c, struct checking *k, const struct import_tally *t)
{
    const char *where = arena_printf(c->arena, "import %lld", (long long)t->seq);
    if (t->added + t->duplicates + t->suggested != t->entries)
        fsck_tell_numbers(c, k, FSCK_IMPORTS, where, "new, known and doubtful entries are not all it read",
                          t->entries, t->added + t->duplicates + t->suggested);
    if (t->txns - t->openings != t->added + t->suggested + t->replaced)
        fsck_tell_numbers(c, k, FSCK_IMPORTS, where, "its transactions are not as many as it added",
                          t->added + t->suggested + t->replaced, t->txns - t->openings);
    if (t->outside > 0)
        fsck_tell_numbers(c, k, FSCK_IMPORTS, where, "transactions lie outside its range of numbers", 0,
                          t->outside);
    if (t->undone && t->alive > 0)
        fsck_tell_numbers(c, k, FSCK_IMPORTS, where, "it is undone, but transactions are in force", 0,
                          t->alive);
    if (t->statements != t->entries)
        fsck_tell_numbers(c, k, FSCK_STATEMENTS, where, "its statements hold another number of entries",
                          t->entries, t->statements);
}

static enum err check_statements(struct ctx *c, struct checking *k)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, k->tx, "SELECT import, line, account FROM statement ORDER BY import, line", &q));
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        const struct import_tally *import = fsck_import(k, store_int(q, 0));
        const struct account_row *account = fsck_account(k, store_int(q, 2));
        k->result->looked_at[FSCK_STATEMENTS]++;
        if (import != NULL && account != NULL && account_is_own(account->kind) &&
            account->household == import->household)
            continue;
        fsck_tell(k, FSCK_STATEMENTS,
                  arena_printf(c->arena, "import %lld, statement %lld", (long long)store_int(q, 0),
                               (long long)store_int(q, 1)),
                  import == NULL ? "its import does not exist"
                                 : "it is about no own account of the household",
                  "", arena_printf(c->arena, "%lld", (long long)store_int(q, 2)));
    }
}

enum err fsck_imports(struct ctx *c, struct checking *k)
{
    for (size_t i = 0; i < k->import_count; i++)
        check_import(c, k, &k->imports[i]);
    k->result->looked_at[FSCK_IMPORTS] = (int64_t)k->import_count;
    return check_statements(c, k);
}
