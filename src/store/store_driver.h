/* What a store driver provides. Only drivers, store.c and group.c include this. One suite, tests/conformance/store_suite.c, holds every driver to the
 * words of store.h. */
#ifndef STORE_STORE_DRIVER_H
#define STORE_STORE_DRIVER_H

#include "store/store.h"

#include <stdatomic.h>

struct store {
    const struct store_driver *driver;
    struct store_group *group; /* NULL but in the store that a group gives to its units (store.c) */
    _Atomic int64_t changes;   /* the driver adds one after each commit that changed something */
    atomic_bool lent;          /* another process has the turn */
    bool borrowed;             /* the driver's: opened with a lock that was lent */
    /* The driver's own fields follow: it allocates a struct that begins with this one. */
};

struct store_tx {
    struct store *store;
    bool writes;
    bool over; /* committed or rolled back */
    /* In a group (group.c): whose unit it is, and its other units under way. NULL: nobody's. */
    struct store_group *group;
    struct store_tx *next, **link;
};

struct store_query {
    struct store_tx *tx;
};

/* STORE_WRITE_ASIDE: what is no news. STORE_WRITE_GROUP may join units of others that wait for their commit, and commits without waiting for more: it has gathered enough. */
enum store_mode { STORE_READ, STORE_WRITE, STORE_WRITE_BULK, STORE_WRITE_ASIDE, STORE_WRITE_GROUP };

/* All functions as the ones of store.h with the same names. */
struct store_driver {
    const char *name; /* "sqlite" */
    bool shared;      /* several processes may write */
    enum err (*open)(struct ctx *c, const char *location, bool write, struct store **out);
    void (*close)(struct store *store);
    /* The transaction lives in c->arena; store.c fills in its `store` and `writes` and defers the rollback. */
    enum err (*begin)(struct ctx *c, struct store *store, enum store_mode mode, struct store_tx **out);
    enum err (*commit)(struct ctx *c, struct store_tx *tx);
    void (*rollback)(struct store_tx *tx);
    /* Begins a unit of a group within `outer`, which writes: a savepoint when `writes`. It lives in c->arena; commit and rollback end it
     * and leave `outer` open. An error that ends `outer` as a whole makes its commit, and every nest, fail with the same words. */
    enum err (*nest)(struct ctx *c, struct store_tx *outer, bool writes, struct store_tx **out);
    enum err (*query)(struct ctx *c, struct store_tx *tx, const char *sql, struct store_query **out);
    /* It may give very many rows. NULL: the driver holds one at a time anyway. */
    void (*walk)(struct store_query *q);
    void (*bind_int)(struct store_query *q, int at, int64_t value);
    void (*bind_text)(struct store_query *q, int at, struct text value);
    void (*bind_blob)(struct store_query *q, int at, const void *value, size_t len);
    void (*bind_id)(struct store_query *q, int at,
                    struct id value); /* copies: the id is gone when this returns */
    void (*bind_null)(struct store_query *q, int at);
    enum err (*next)(struct ctx *c, struct store_query *q, bool *row);
    enum err (*run)(struct ctx *c, struct store_query *q, int64_t *changed);
    void (*reset)(struct store_query *q);
    int64_t (*get_int)(struct store_query *q, int column);
    struct text (*get_text)(struct store_query *q, int column);
    struct text (*get_blob)(struct store_query *q, int column);
    bool (*is_null)(struct store_query *q, int column);
    enum err (*script)(struct ctx *c, struct store_tx *tx, const char *script);
    /* NULL: there are no walls. */
    enum err (*act_for)(struct ctx *c, struct store_tx *tx, int64_t household);
    /* After schema changes, and at each start: what the driver keeps of its own beside the tables. NULL: nothing. */
    enum err (*migrated)(struct ctx *c, struct store_tx *tx);
    /* NULL: this driver's database finds no vectors. */
    enum err (*vector_put)(struct ctx *c, struct store_tx *tx, const struct store_vector *vector);
    enum err (*vectors_nearest)(struct ctx *c, struct store_tx *tx, const struct store_nearest *question,
                                struct store_near **out, size_t *count, bool *able);
    /* Takes the turn with nothing open and nobody waiting for a commit, until lend_end. */
    enum err (*lend)(struct ctx *c, struct store *store, int *lock);
    void (*lend_end)(struct store *store);
    /* NULL where one process writes at a time: store.c counts `changes` then, and nobody commits elsewhere. */
    int64_t (*change_count)(struct store *store);
    void (*on_commit_elsewhere)(struct store *store, void (*woken)(void *self), void *self);
    int64_t (*size_bytes)(struct store *store);
    struct store_counts (*counts)(struct store *store);
};

extern const struct store_driver store_sqlite;
extern const struct store_driver store_postgres;

/* Opens a folder for writing with a lock that the process which holds it handed over: lent, by its store_lend (store_is_borrowed is true
 * then), or given for good, because it ends. `lock` belongs to the store from now on, also when this fails. ERR_CONFLICT when it is another
 * folder's lock. */
enum err store_sqlite_open_with(struct ctx *c, const char *folder, int lock, bool lent,
                                struct store **out) MUST_USE;

/* The same as store_open, but that it reads on at most so many connections at once; they stay open. */
enum err store_postgres_open_with(struct ctx *c, const char *location, bool write, unsigned readers,
                                  struct store **out) MUST_USE;

/* -- Between store.c and group.c */

/* The store that a driver made: of a group's, the one behind it. */
struct store *store_behind(struct store *store);
enum err store_begin_mode(struct ctx *c, struct store *store, enum store_mode mode,
                          struct store_tx **out) MUST_USE;
/* A unit of the group. */
enum err store_group_nest(struct ctx *c, struct store_group *group, enum store_mode mode,
                          struct store_tx **out) MUST_USE;
/* It ends: the group forgets it. */
void store_group_forget(struct store_tx *tx);

#endif
