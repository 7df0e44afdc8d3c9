/* Private to the PostgreSQL driver: connections, and what is on its way on them. */
#ifndef STORE_POSTGRES_CONNECTION_H
#define STORE_POSTGRES_CONNECTION_H

#include "store/postgres/dialect.h"
#include "store/store_driver.h"

#include <libpq-fe.h>
#include <pthread.h>

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
struct postgres_store;

enum { HOUSEHOLD_UNKNOWN = -1 };

/* Used by one thread at a time: who has the turn, or who took it from the pool. It is always in pipeline mode, but while a script or a copy
 * runs. What was sent and not answered yet stands in `pending`, in order. */
struct postgres_connection {
    PGconn *pg;
    struct postgres_pending {
        enum postgres_pending_kind kind;
        struct postgres_query *query;
    } * pending;
    size_t pending_count, pending_size;
    bool changed;      /* the transaction under way touched rows, or may have */
    bool answered;     /* something of the transaction was waited for */
    bool broken;       /* the server, or the way to it, is gone: nothing can be asked here any more */
    bool prepared;     /* our own statements are */
    int64_t household; /* whose rows the server shows (walls.c), once it has done what is on its way */
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

enum err postgres_connection_open(struct ctx *c, struct postgres_store *store, bool patient,
                                  struct postgres_connection **out) MUST_USE;
void postgres_connection_close(struct postgres_connection *connection); /* NULL is allowed */

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
    unsigned most; /* at once; they stay open */
};

void postgres_readers_init(struct postgres_readers *readers, unsigned most);
void postgres_readers_release(struct postgres_readers *readers);
/* Its transaction, one snapshot, has begun. */
enum err postgres_reader_take(struct ctx *c, struct postgres_store *store,
                              struct postgres_connection **out) MUST_USE;
void postgres_reader_give(struct postgres_store *store, struct postgres_connection *connection);

/* -- Rows that wait, in a bulk unit (gather.c) -- */

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

#endif
