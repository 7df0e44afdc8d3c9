/* Versioned schema changes: store/migrations/NNNN_name.sql, each in one transaction, in the order of their numbers. A file that has
 * landed is never edited: a new one is added. */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "store/store.h"

struct migration {
    int version;
    const char *name;
    const char *sql;
};

/* Made from the folder, in order, ended by version 0. */
extern const struct migration store_migrations[];

/* Brings a store to the newest schema. ERR_CONFLICT when the store was written by a newer program. */
enum err migrate_up(struct ctx *c, struct store *store) MUST_USE;
/* The newest version this program knows. */
int migrate_newest(void);
/* The schema's version: 0 for an empty store. */
enum err migrate_version(struct ctx *c, struct store_tx *tx, int *version) MUST_USE;

#endif
