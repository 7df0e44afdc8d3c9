#include "store/migrate.h"

static const char create_log[] =
    "CREATE TABLE IF NOT EXISTS migration ("
    "version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_us INTEGER NOT NULL)";

enum err migrate_version(struct ctx *c, struct store_tx *tx, int *version)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT max(version) FROM migration", &q));
    TRY(store_next(c, q, &row));
    *version = row ? (int)store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

int migrate_newest(void)
{
    int version = 0;
    for (const struct migration *m = store_migrations; m->version != 0; m++)
        version = m->version;
    return version;
}

static enum err apply(struct ctx *c, struct store *store, const struct migration *m)
{
    struct store_tx *tx;
    struct store_query *q;
    int version;
    TRY(store_begin_bulk(c, store, &tx));
    TRY(migrate_version(c, tx, &version)); /* another process may have come first */
    if (version >= m->version)
        return store_commit(c, tx);
    TRY(store_script(c, tx, m->sql));
    TRY(store_query(c, tx, "INSERT INTO migration (version, name, applied_us) VALUES (?1, ?2, ?3)", &q));
    store_bind_int(q, 1, m->version);
    store_bind_text(q, 2, text_of(m->name));
    store_bind_int(q, 3, c->now_us);
    TRY(store_run(c, q, NULL));
    if (m->version == migrate_newest())
        TRY(store_migrated(c, tx));
    return store_commit(c, tx);
}

enum err migrate_up(struct ctx *c, struct store *store)
{
    struct store_tx *tx;
    int version;
    TRY(store_begin(c, store, &tx));
    TRY(store_script(c, tx, create_log));
    TRY(migrate_version(c, tx, &version));
    if (version == migrate_newest()) /* what another version of this program may have left otherwise */
        TRY(store_migrated(c, tx));
    TRY(store_commit(c, tx));
    if (version > migrate_newest())
        return fail(c, ERR_CONFLICT,
                    "the data was written by a newer Florin (schema %d, this program knows %d)", version,
                    migrate_newest());
    for (const struct migration *m = store_migrations; m->version != 0; m++) {
        enum err e = m->version > version ? apply(c, store, m) : OK;
        if (e != OK)
            return fail_within(c, e, "schema change %04d_%s", m->version, m->name);
    }
    return OK;
}
