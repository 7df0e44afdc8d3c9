/* Private to the PostgreSQL driver. Its parts:
 *   postgres.c             the driver: open, close, begin, commit; what the port's functions map to
 *   postgres_connection.c  connecting, the queue of statements on their way (a pipeline), the pool of readers
 *   postgres_error.c       PostgreSQL's errors in our words
 *   postgres_dialect.c     the program's SQL as PostgreSQL wants it
 *   postgres_query.c       cached queries: bind, send, rows, columns
 *   postgres_references.c  what keeps the large tables' references
 *   postgres_gather.c      rows of a bulk unit, many in one statement
 *   postgres_group.c       turns on the writer's connection and group commit
 *   postgres_watch.c       what other processes commit: the count of changes, and who is woken */
#ifndef STORE_POSTGRES_H
#define STORE_POSTGRES_H

#include "store/postgres_dialect.h"
#include "store/store_driver.h"

#include <libpq-fe.h>
#include <pthread.h>
#include <stdatomic.h>

/* -- Connections -- */

enum postgres_pending_kind {
    PENDING_CONTROL, /* one of our own statements */
    PENDING_PREPARE,
    PENDING_RUN,  /* of a query, nobody waits for its result */
    PENDING_ROWS, /* of a query, its result is kept */
    PENDING_DESCRIBE,
    PENDING_SYNC
};

struct postgres_query;

/* Used by one thread at a time: who has the turn, or who took it from the pool. It is always in pipeline mode, but while a script or a copy
 * runs. What was sent and not answered yet stands in `pending`, in order. */
struct postgres_connection {
    PGconn *pg;
    struct postgres_pending {
        enum postgres_pending_kind kind;
        struct postgres_query *query;
    } * pending;
    size_t pending_count, pending_size;
    bool changed;  /* the transaction under way touched rows, or may have */
    bool answered; /* something of the transaction was waited for */
    bool broken;   /* the server, or the way to it, is gone: nothing can be asked here any more */
    bool prepared; /* our own statements are */
    struct postgres_query **slots; /* a hash table by the literal's address */
    size_t slot_count;             /* a power of two */
    size_t query_count;
    size_t name_count;     /* of the statements that were prepared */
    size_t stepping_count; /* queries that stand on a row */
    enum err failed;       /* a statement on its way failed like this, and `why` says how */
    struct ctx why;        /* without an arena */
    bool gathered;         /* rows wait in `gathers` */
    struct postgres_gather *gathers[POSTGRES_LARGE_COUNT];
    struct postgres_connection *next; /* in the pool */
};

struct postgres_store;

enum err postgres_connection_open(struct ctx *c, const struct postgres_store *store, bool patient,
                                  struct postgres_connection **out) MUST_USE;
void postgres_connection_close(struct postgres_connection *connection); /* NULL is allowed */
/* patient: waits some seconds for a server that begins. */
/* Is the other side gone? Looks at the socket, asks nothing. For a connection at rest. */
bool postgres_connection_is_stale(struct postgres_connection *connection);
/* Puts one of our own statements, without values, behind what is on its way. It goes when the next result is waited for. */
void postgres_queue(struct postgres_connection *connection, const char *sql);
/* The same for one that was prepared. */
void postgres_queue_prepared(struct postgres_connection *connection, const char *name);
void postgres_queue_note(struct postgres_connection *connection, enum postgres_pending_kind kind,
                         struct postgres_query *query);
/* Sends all that is queued and reads every answer. The first error among them is the result, and is forgotten with that. */
enum err postgres_wait(struct ctx *c, struct postgres_connection *connection) MUST_USE;
/* Sends what is queued and waits for nothing. */
void postgres_send(struct postgres_connection *connection);
/* Several statements, or one that a pipeline cannot have; it must be empty. */
enum err postgres_simple(struct ctx *c, struct postgres_connection *connection, const char *sql,
                         PGresult **out) MUST_USE;

/* Says in c->why what PostgreSQL said, without values. */
enum err postgres_failure(struct ctx *c, const PGresult *result);
/* The connection broke; nothing is kept of what it was doing. */
enum err postgres_broke(struct ctx *c);
/* What could not be connected to, by host and database, and why. Never a password. */
enum err postgres_unreachable(struct ctx *c, const struct postgres_store *store, PGconn *pg);

/* -- Readers -- */

struct postgres_readers {
    pthread_mutex_t lock;
    pthread_cond_t given_back;
    struct postgres_connection *idle; /* the last one used first */
    unsigned idle_count, open_count;
};

void postgres_readers_init(struct postgres_readers *readers);
void postgres_readers_release(struct postgres_readers *readers);
/* Its transaction, one snapshot, has begun. */
enum err postgres_reader_take(struct ctx *c, struct postgres_store *store,
                              struct postgres_connection **out) MUST_USE;
void postgres_reader_give(struct postgres_store *store, struct postgres_connection *connection);

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
    bool stepping;     /* stands on a row */
    bool walks;        /* gives very many rows: read in portions, in a transaction that reads */
    int64_t changed;   /* by its last run that was waited for */
    Oid *described;    /* where to write what its values are */
    bool looked, sees; /* sees: it speaks of a large table */
};

/* Resets every query of a unit of work (NULL: of all) that stands on a row, because the unit ends. */
void postgres_queries_reset(struct postgres_connection *connection, const struct store_tx *tx);
void postgres_queries_free(struct postgres_connection *connection);
/* The answer to a statement of this query that was on its way. Takes the result. */
void postgres_query_answer(struct postgres_query *query, enum postgres_pending_kind kind, PGresult *result);

/* -- Rows that wait, in a bulk unit (postgres_gather.c) -- */

enum {
    POSTGRES_BOOL = 16,
    POSTGRES_BYTEA = 17,
    POSTGRES_INT8 = 20,
    POSTGRES_INT2 = 21,
    POSTGRES_INT4 = 23,
    POSTGRES_TEXT = 25
};

/* NULL: this query's rows go one by one. */
struct postgres_gather *postgres_gather_of(struct postgres_connection *connection,
                                           struct postgres_query *query);
enum err postgres_gather_add(struct ctx *c, struct postgres_query *query,
                             struct postgres_gather *gather) MUST_USE;
/* Sends what this query could see. */
enum err postgres_gather_before(struct ctx *c, struct postgres_query *query) MUST_USE;
enum err postgres_gather_flush(struct ctx *c, struct postgres_connection *connection) MUST_USE;
void postgres_gather_drop(struct postgres_connection *connection);
void postgres_gather_free(struct postgres_connection *connection);

/* -- Units of work and groups -- */

struct postgres_tx {
    struct store_tx base;
    struct postgres_connection *connection;
    enum err failed; /* a statement failed with this: only a rollback is left */
    /* The rest is for units that write. */
    bool bulk;
    bool gathered;             /* a group of one thread: commits without waiting for more */
    unsigned inner_count;      /* its units that committed */
    struct postgres_tx *outer; /* it is a unit of this group: its savepoint is within that transaction */
    bool nested;               /* in a savepoint */
    atomic_uint turn;          /* what the queue tells it; a futex */
    struct postgres_tx *next;  /* in the queue for the turn, then among the group's units */
    struct ctx *commit_ctx;    /* of the thread that waits in store_commit */
    enum err outcome;
};

struct postgres_group {
    pthread_mutex_t lock;  /* over the turn, its queue and the counts; the rest belongs to who has the turn */
    bool turn_taken, open; /* open: a transaction is */
    struct postgres_tx *queue, **queue_end; /* for the turn, first come first served */
    struct store_counts counts;
    struct postgres_tx *units; /* done, waiting for the commit that they share */
    unsigned unit_count;
    int64_t since_us;       /* when the first of them was done */
    atomic_uint generation; /* of the group; grows when its units may read their outcome; a futex */
    enum err lost;          /* the whole transaction ended, with these words */
    struct ctx lost_ctx;
};

void postgres_group_init(struct postgres_group *group);
void postgres_group_release(struct postgres_group *group);
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

/* -- What other processes commit (postgres_watch.c) -- */

struct postgres_watch {
    pthread_mutex_t lock; /* over asker and unknown */
    struct postgres_connection *asker;
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
    struct postgres_group group;
    struct postgres_watch watch;
    bool counts; /* the table of changes is there */
};

/* The functions of the driver that postgres_query.c holds. */
enum err postgres_query_prepare(struct ctx *c, struct store_tx *tx, const char *sql,
                                struct store_query **out);
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
