/* Private to the PostgreSQL driver. Its parts:
 *   driver.c       open, close, begin, commit; what the port's functions map to
 *   connection.c   connecting, the queue of statements on their way (a pipeline), the pool of readers
 *   error.c        PostgreSQL's errors in our words
 *   dialect.c      the program's SQL as PostgreSQL wants it
 *   references.c   what keeps the large tables' references
 *   query.c        cached queries: bind, send, rows, columns
 *   gather.c       rows of a bulk unit, many in one statement
 *   group.c        units of work on the connection that writes
 *   walls.c        whose rows a unit sees, and what the server needs to know for it
 *   bookings.c     whose the rows are that do not say it
 *   vectors.c      the nearest vectors, where the extension pgvector is there
 *   watch.c        what other processes commit: the count of changes, and who is woken */
#ifndef STORE_POSTGRES_INNER_H
#define STORE_POSTGRES_INNER_H

#include "store/commit_queue.h"
#include "store/postgres/connection.h"

#include <stdatomic.h>

/* -- Queries -- */

enum postgres_kind { KIND_NULL, KIND_INT, KIND_TEXT, KIND_BLOB };

struct postgres_value {
    enum postgres_kind kind;
    uint64_t number; /* in the order of the wire */
    struct id id;
    const char *at;
    size_t len;
};

struct postgres_query {
    struct store_query base;
    struct postgres_connection *connection;
    const char *sql;
    struct postgres_dialect dialect;
    char name[24]; /* of the prepared statement; "" while it is none */
    Oid *types;    /* of ?1 at [0]; what it was prepared with; 0: the server found out */
    struct postgres_value *values;
    PGresult *result;
    int row, row_count;
    bool stepping; /* stands on a row */
    bool far;      /* gives very many rows, as who asks says */
    bool walks;    /* is read in portions, by `fetch` */
    char fetch[48];
    int64_t changed;   /* by its last run that was waited for */
    Oid *described;    /* where to write what its values are */
    bool looked, sees; /* sees: it speaks of a large table */
};

/* Resets every query of a unit of work (NULL: of all) that stands on a row, because the unit ends. */
void postgres_queries_reset(struct postgres_connection *connection, const struct store_tx *tx);
void postgres_queries_free(struct postgres_connection *connection);
/* The answer to a statement of this query that was on its way. Takes the result. */
void postgres_query_answer(struct postgres_query *query, enum postgres_pending_kind kind, PGresult *result);

/* -- Units of work -- */

struct postgres_tx {
    struct store_tx base;
    struct postgres_connection *connection;
    enum err failed;   /* a statement failed with this: only a rollback is left */
    int64_t household; /* whose rows it may see; 0: everybody's */
    /* The rest is for units that write. */
    struct commit_unit queued;
    bool aside;                /* what it commits is no news */
    struct postgres_tx *outer; /* it is a unit of this group: its savepoint is within that transaction */
    bool nested;               /* in a savepoint */
    bool alone;                /* shares its commit with nobody */
};

/* For commit_queue.h; its `store` is a struct postgres_store. */
extern const struct commit_driver postgres_commits;
enum err postgres_unit_begin(struct ctx *c, struct postgres_store *store, struct postgres_tx *unit) MUST_USE;
enum err postgres_unit_commit(struct ctx *c, struct postgres_store *store, struct postgres_tx *unit) MUST_USE;
void postgres_unit_rollback(struct postgres_store *store, struct postgres_tx *unit);
/* The same three for a unit within a group of one thread. */
enum err postgres_inner_begin(struct ctx *c, struct postgres_store *store, struct postgres_tx *unit) MUST_USE;
enum err postgres_inner_commit(struct ctx *c, struct postgres_store *store,
                               struct postgres_tx *unit) MUST_USE;
void postgres_inner_rollback(struct postgres_store *store, struct postgres_tx *unit);
/* A statement of this unit failed. Notices when that ended the whole transaction. Gives the code back. */
enum err postgres_unit_failed(struct ctx *c, struct postgres_tx *unit, enum err code);

/* -- Walls between households (walls.c) -- */

/* Before a statement of a unit: the server is told whose rows the unit may see, unless it knows. */
void postgres_see(struct postgres_query *query);
void postgres_see_as(struct postgres_connection *connection, int64_t household);
/* The household that the connection acts for, or NULL, in SQL. */
#define POSTGRES_ACTS_FOR "nullif(current_setting('florin.household', true), '')::bigint"

/* bookings.c: makes the columns that say whose bookings are, where they are missing. */
enum err postgres_bookings_make(struct ctx *c, struct postgres_connection *connection) MUST_USE;
/* Writes when a row of the table belongs to rows of others that are there; false: it belongs to none. */
bool postgres_belongs(struct buf *to, const char *table);
/* Makes the driver's own tables and what walls are missing. The program's tables are there. */
enum err postgres_migrated(struct ctx *c, struct store_tx *tx) MUST_USE;

/* -- Nearest vectors (vectors.c) -- */

/* The table of vectors, where the database has the extension or lets us create it. */
enum err postgres_vectors_migrated(struct ctx *c, struct store_tx *tx) MUST_USE;
enum err postgres_vector_put(struct ctx *c, struct store_tx *tx, const struct store_vector *vector) MUST_USE;
enum err postgres_vectors_nearest(struct ctx *c, struct store_tx *tx, const struct store_nearest *question,
                                  struct store_near **out, size_t *count, bool *able) MUST_USE;

/* -- What other processes commit (watch.c) -- */

struct postgres_watch {
    pthread_mutex_t lock; /* over asker and unknown */
    struct postgres_connection *asker;
    uint64_t server;       /* which one the asker is connected to, as a hash */
    int64_t unknown;       /* the last number that was given without asking */
    atomic_int writer_pid; /* of our own writer's server process */
    int stop;              /* tells the thread to end; -1: there is none */
    pthread_t thread;
    void (*woken)(void *self);
    void *self;
};

void postgres_watch_init(struct postgres_watch *watch);
void postgres_watch_stop(struct postgres_watch *watch);
void postgres_watch_release(struct postgres_watch *watch);
int64_t postgres_change_count(struct store *store);
void postgres_on_commit_elsewhere(struct store *store, void (*woken)(void *self), void *self);

/* -- The store -- */

struct postgres_store {
    struct store base;
    char *url;
    char *place; /* "database x on y", for errors */
    bool write;
    struct postgres_connection *writer; /* NULL until it is needed, and after it broke */
    struct postgres_readers readers;
    struct commit_queue commits;
    bool open; /* a transaction is, of who has the turn; `news`: a unit of it is not aside */
    bool news;
    struct postgres_watch watch;
    bool counts;          /* the table of changes is there */
    atomic_bool vectors;  /* that of vectors was */
    atomic_llong away_us; /* steady: when somebody had waited for the server in vain; 0: it answered since */
};

/* The functions of the driver that postgres_query.c holds. */
enum err postgres_query_prepare(struct ctx *c, struct store_tx *tx, const char *sql,
                                struct store_query **out);
void postgres_query_walk(struct store_query *q);
void postgres_query_bind_int(struct store_query *q, int at, int64_t value);
void postgres_query_bind_text(struct store_query *q, int at, struct text value);
void postgres_query_bind_blob(struct store_query *q, int at, const void *value, size_t len);
void postgres_query_bind_id(struct store_query *q, int at, struct id value);
void postgres_query_bind_null(struct store_query *q, int at);
enum err postgres_query_next(struct ctx *c, struct store_query *q, bool *row);
enum err postgres_query_run(struct ctx *c, struct store_query *q, int64_t *changed);
void postgres_query_reset(struct store_query *q);
int64_t postgres_query_int(struct store_query *q, int column);
struct text postgres_query_text(struct store_query *q, int column);
struct text postgres_query_blob(struct store_query *q, int column);
bool postgres_query_is_null(struct store_query *q, int column);

#endif
