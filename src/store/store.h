/* The store's port, as everything above it sees it. A unit of work begins a transaction, runs queries in it and commits;
 * what is not committed is rolled back when its arena goes, so early return is always safe.
 *
 * SQL is written once, in the subset that SQLite and PostgreSQL share, with ?1, ?2 … for values, always as a string
 * literal: text from outside is bound, never joined in. A transaction never spans a wait. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/id.h"

struct store;
struct store_tx;
struct store_query;
struct store_driver;

/* Opens `location` with a driver: a folder for SQLite, a URL for others; ":memory:" needs no service and no disk.
 * `write` = false opens for reading beside a writer. A second writer on the same data is refused with ERR_BUSY naming who holds it.
 * Schema migrations are run by migrate_up(), not here. */
enum err store_open(struct ctx *c, const struct store_driver *driver, const char *location, bool write,
                    struct store **out) MUST_USE;
/* Waits for nothing: all transactions must have ended. Checkpoints. NULL is allowed. */
void store_close(struct store *store);

/* Where the store has walls between households (PostgreSQL: store/postgres/walls.c), a transaction sees and writes rows of c->household
 * alone, as its ctx says when it begins: others' rows are not there, and writing one is refused. 0: everybody's. Elsewhere (SQLite) that
 * is not looked at: queries name the household themselves, and the walls are for the one that forgets. */

/* From here on the transaction acts for another household than its ctx said: an event's effect is in the transaction of the place that moves
 * with it, and sees its own household's rows. Not while a query of it stands on a row. */
enum err store_act_for(struct ctx *c, struct store_tx *tx, int64_t household) MUST_USE;

/* Begins a transaction that writes. Waits for its turn; writers that wait together are committed together (group commit), each
 * remaining all-or-none. Rollback is deferred on c->arena. */
enum err store_begin(struct ctx *c, struct store *store, struct store_tx **out) MUST_USE;
/* The same for a large unit of work (an import, a migration): it shares its group with nobody, so that no small unit waits for its end to
 * be acknowledged, and it need not remember how to undo itself within a group. */
enum err store_begin_bulk(struct ctx *c, struct store *store, struct store_tx **out) MUST_USE;
/* The same for what is no news to anybody: signs of life, leases that are prolonged. Where processes share the store it is neither counted
 * (store_change_count) nor told (store_on_commit_elsewhere), unless it is committed together with news. */
enum err store_begin_aside(struct ctx *c, struct store *store, struct store_tx **out) MUST_USE;
/* Begins a transaction that reads one snapshot; does not wait for writers. Ended by the arena, or by store_commit. */
enum err store_begin_read(struct ctx *c, struct store *store, struct store_tx **out) MUST_USE;
/* Returns OK only when everything is on disk (fsync done). Any error: nothing was kept. The transaction is over in both cases. */
enum err store_commit(struct ctx *c, struct store_tx *tx) MUST_USE;
/* Ends it without keeping anything, before the arena would. */
void store_rollback(struct store_tx *tx);

/* -- Many units of work of one thread
 *
 * A group is for a thread that has many small units at hand, one after another, and lets them reach the disk together: 256 requests cost
 * one fsync, and the writer's turn is waited for once, first come first served like any other unit's.
 *
 * Use cases take store_group_store() as their store. What they begin on it for writing (in bulk or not) is a unit of the group: all-or-none
 * by itself, whatever becomes of the others. Its store_commit says OK while nothing is on disk yet: tell nobody before store_group_commit
 * did. What they begin for reading sees what the group's units have written so far. Their arenas may go before the group ends.
 *
 * One unit writes at a time. One that was left without an end, before its arena went, is rolled back when the next one begins, and can do
 * nothing more. An error that ends the whole transaction (a full disk, a failed read) ends the group: its other units and
 * its commit fail with the same words. */
struct store_group;

/* Waits for the writer's turn. The rollback is deferred on c->arena, where the group lives. Not within another group. */
enum err store_group_begin(struct ctx *c, struct store *store, struct store_group **out) MUST_USE;
/* The store to hand to use cases, on this thread, until the group ends. It is never closed. */
struct store *store_group_store(struct store_group *group);
/* Returns OK only when all units that committed are on disk. Any error: none of them was kept. Over in both cases. No unit of the group
 * may be under way, except ones that read or were abandoned: those end. */
enum err store_group_commit(struct ctx *c, struct store_group *group) MUST_USE;
/* Ends it without keeping anything, before the arena would. */
void store_group_rollback(struct store_group *group);

/* An error of any call below ends what the unit can do: its other calls and its commit fail too, on every driver. Where a conflict is an
 * expected answer, write INSERT … ON CONFLICT DO NOTHING and look at *changed.
 *
 * An error may also be told by a later call of the unit, at the latest by its commit: a driver may send what store_query prepared when it is
 * first run, and a store_run whose *changed nobody asks for without waiting for the answer. Who turns an error into words of its own (a name
 * that is taken) asks for *changed. */

/* Prepares a query or takes it from the connection's cache. `sql` is a string literal (it is cached by address). At most one use of
 * the same literal at a time in one transaction. Values are unbound. */
enum err store_query(struct ctx *c, struct store_tx *tx, const char *sql, struct store_query **out) MUST_USE;
/* The same for one that may give more rows than belong in memory (an account's transactions): where the driver would hold them all, and this
 * transaction only reads, they come in portions. To begin costs a little more. */
enum err store_query_walk(struct ctx *c, struct store_tx *tx, const char *sql,
                          struct store_query **out) MUST_USE;
/* Binds ?at (from 1). Texts and blobs are not copied: they live until the next store_query of this literal. */
void store_bind_int(struct store_query *q, int at, int64_t value);
void store_bind_text(struct store_query *q, int at, struct text value); /* at == NULL binds NULL */
void store_bind_blob(struct store_query *q, int at, const void *value, size_t len);
void store_bind_id(struct store_query *q, int at, struct id value);
void store_bind_null(struct store_query *q, int at);
/* NULL for an empty text, or for the number 0 where it means "none". */
static inline void store_bind_optional(struct store_query *q, int at, struct text value)
{
    store_bind_text(q, at, value.len == 0 ? (struct text){NULL, 0} : value);
}
static inline void store_bind_ref(struct store_query *q, int at, int64_t seq)
{
    if (seq == 0)
        store_bind_null(q, at);
    else
        store_bind_int(q, at, seq);
}
/* Steps: *row tells whether a row is there. After the last one the query is reset and can be bound again. A unique or foreign key that is
 * violated is ERR_CONFLICT. */
enum err store_next(struct ctx *c, struct store_query *q, bool *row) MUST_USE;
/* Runs a query that gives no rows; *changed (may be NULL) is how many rows it touched. Bindings stay for the next run. */
enum err store_run(struct ctx *c, struct store_query *q, int64_t *changed) MUST_USE;
/* Stops before the last row. */
void store_reset(struct store_query *q);

/* Columns of the current row, from 0. Texts and blobs live until the next step. NULL gives 0, an empty text (at == NULL), a zero id. */
int64_t store_int(struct store_query *q, int column);
struct text store_text(struct store_query *q, int column);
struct text store_blob(struct store_query *q, int column);
struct id store_get_id(struct store_query *q, int column);
bool store_is_null(struct store_query *q, int column);

/* -- Vectors
 *
 * A database that can find the nearest vectors itself (PostgreSQL with the extension pgvector) is told of each one beside its row. For
 * entity/served/embedding.c alone, which finds the same where it cannot. */
struct store_vector {
    int64_t key; /* embedding.seq */
    int64_t household, model;
    const float *at;
    size_t dims;
};
/* After its row was inserted. It goes with its row. */
enum err store_vector_put(struct ctx *c, struct store_tx *tx, const struct store_vector *vector) MUST_USE;

struct store_nearest {
    int64_t household, model;
    const float *query;
    size_t dims;
    int64_t day_from,
        day_to; /* a row of embedding_use overlaps them, on one of the accounts (count 0: any) */
    const int64_t *accounts;
    size_t account_count, limit;
};
struct store_near {
    int64_t key;
    float score; /* the inner product as the database sums it */
};
/* The `limit` texts with the highest inner products, best first, into c->arena. *able is false when the database cannot, or does not hold all
 * vectors of this household and model: then nothing was looked at. */
enum err store_vectors_nearest(struct ctx *c, struct store_tx *tx, const struct store_nearest *question,
                               struct store_near **out, size_t *count, bool *able) MUST_USE;

/* -- Lending the writer's turn
 *
 * Where one process at a time may write, the one that does can let another write in its place: it waits for the turn, keeps it, and hands over
 * the lock that says who writes. The other opens the data with that lock (store_driver.h says how), commits what it likes and closes.
 * Here reads go on meanwhile and writers wait. Of what the other left undone nothing is kept, also when it was killed. */

/* Waits for the turn like a bulk unit. The loan lasts until c->arena goes, which must not be before the other process has closed. *lock is a
 * descriptor that stays the store's: pass a copy on. Loans that come together queue. ERR_DENIED: this store cannot be lent (it is in
 * memory, or only reads). */
enum err store_lend(struct ctx *c, struct store *store, int *lock) MUST_USE;
/* Does another process write now? From any thread; costs one atomic load. */
bool store_is_lent(struct store *store);
/* May other processes write to it at the same time? */
bool store_is_shared(const struct store *store);
/* Was this store opened in the place of a process that goes on when it is closed? */
bool store_is_borrowed(struct store *store);

/* Runs several statements of a migration, ';' between them. For store/migrate.c alone. */
enum err store_script(struct ctx *c, struct store_tx *tx, const char *script) MUST_USE;
/* The tables are as this program's newest migration leaves them, once tx has committed. For store/migrate.c alone. */
enum err store_migrated(struct ctx *c, struct store_tx *tx) MUST_USE;
/* Facts for `florin doctor` and metrics: size on disk in bytes, the driver's name and version. */
int64_t store_size_bytes(struct store *store);
const char *store_driver_name(const struct store *store);

/* Commits and units of work so far: their ratio shows the groups. */
struct store_counts {
    uint64_t commits, units, rollbacks;
};
struct store_counts store_counts(struct store *store);
/* Another number after each commit that changed something, once the change can be read: what was computed from a snapshot that was begun when
 * the number was the same still holds. For caches. SQLite counts the commits through this `struct store`, which costs two atomic loads; while
 * it is lent no two calls give the same, because nobody here knows what the other process commits. PostgreSQL counts the commits of all
 * processes and is asked each time: one round trip (some 40 us on one machine), one thread at a time; while it is away, no two
 * calls give the same. */
int64_t store_change_count(struct store *store);
/* Calls woken(self) from a thread of the driver's soon after another process committed something, and when it may have: after the connection
 * broke. Several commits may be told by one call. woken must be quick and must not use the store. Only the last one that was given is called;
 * NULL ends it, as store_close does; when this returns the one before runs no more. Never called where one process writes at a time (SQLite). */
void store_on_commit_elsewhere(struct store *store, void (*woken)(void *self), void *self);

#endif
