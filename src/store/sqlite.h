/* Private to the SQLite driver. Its parts:
 *   sqlite.c             the driver: open, close, begin, commit; what the port's functions map to
 *   sqlite_folder.c      where the data is: the folder, its files' modes, the writers' lock
 *   sqlite_connection.c  a connection with its settings; the pool of readers; SQLite's errors in our words
 *   sqlite_query.c       cached queries: bind, step, columns
 *   sqlite_group.c       units of work on the connection that writes
 *   sqlite_keeper.c      a thread that checkpoints the log beside the writers and gives memory back
 *   sqlite_vfs.c         the disk: a failed fsync ends the process */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include "store/commit_queue.h"
#include "store/store_driver.h"

#include <sqlite3.h>

/* -- Connections
 * ------------------------------------------------------------------------------------------------------------------
 */

enum sqlite_role { ROLE_WRITER, ROLE_READER, ROLE_KEEPER };

enum sqlite_control {
    CONTROL_BEGIN_WRITE,
    CONTROL_BEGIN_READ,
    CONTROL_COMMIT,
    CONTROL_ROLLBACK,
    CONTROL_SAVEPOINT,
    CONTROL_RELEASE,
    CONTROL_ROLLBACK_TO,
    CONTROL_COUNT
};

struct sqlite_query {
    struct store_query base;
    struct sqlite_connection *connection;
    sqlite3_stmt *handle;
    const char *sql;
    struct id *ids;   /* room for an id in every ?n */
    int bind_failure; /* an SQLite code to report at the next step */
    bool stepping;    /* stands on a row */
};

/* Used by one thread at a time: who has the turn, or who took it from the pool. */
struct sqlite_connection {
    sqlite3 *db;
    sqlite3_stmt *control[CONTROL_COUNT];
    struct sqlite_query **slots; /* a hash table by the literal's address */
    size_t slot_count;           /* a power of two */
    size_t query_count;
    size_t stepping_count;          /* queries that stand on a row */
    struct sqlite_connection *next; /* in the pool */
};

struct sqlite_store;

enum err sqlite_connection_open(struct ctx *c, const struct sqlite_store *store, enum sqlite_role role,
                                struct sqlite_connection **out) MUST_USE;
void sqlite_connection_close(struct sqlite_connection *connection); /* NULL is allowed */
/* Runs one of our own statements; gives an SQLite code. */
int sqlite_control(struct sqlite_connection *connection, enum sqlite_control what) MUST_USE;
/* Says in c->why what SQLite said, without values. */
enum err sqlite_failure(struct ctx *c, sqlite3 *db, int rc);
/* Resets every query of a unit of work (NULL: of all) that stands on a row, because the unit ends. */
void sqlite_queries_reset(struct sqlite_connection *connection, const struct store_tx *tx);
void sqlite_queries_free(struct sqlite_connection *connection);

/* -- Readers
 * ----------------------------------------------------------------------------------------------------------------------
 */

struct sqlite_readers {
    pthread_mutex_t lock;
    pthread_cond_t given_back;
    struct sqlite_connection *idle; /* the last one used first: its cache is warm */
    unsigned idle_count, open_count;
};

void sqlite_readers_init(struct sqlite_readers *readers);
void sqlite_readers_release(struct sqlite_readers *readers);
enum err sqlite_reader_take(struct ctx *c, struct sqlite_store *store,
                            struct sqlite_connection **out) MUST_USE;
void sqlite_reader_give(struct sqlite_store *store, struct sqlite_connection *connection);
/* Gives back the caches of readers that rest. */
void sqlite_readers_shrink(struct sqlite_readers *readers);

/* -- Units of work */

struct sqlite_tx {
    struct store_tx base;
    struct sqlite_connection *connection;
    enum err failed; /* a statement failed with this: only a rollback is left */
    /* The rest is for units that write. */
    struct commit_unit queued;
    struct sqlite_tx *outer; /* it is a unit of this group: its savepoint is within that transaction */
    bool nested;             /* in a savepoint, because units before it wait for the group's commit */
};

/* For commit_queue.h; its `store` is a struct sqlite_store. */
extern const struct commit_driver sqlite_commits;
enum err sqlite_unit_begin(struct ctx *c, struct sqlite_store *store, struct sqlite_tx *unit) MUST_USE;
enum err sqlite_unit_commit(struct ctx *c, struct sqlite_store *store, struct sqlite_tx *unit) MUST_USE;
void sqlite_unit_rollback(struct sqlite_store *store, struct sqlite_tx *unit);
/* The same three for a unit within a group of one thread. */
enum err sqlite_inner_begin(struct ctx *c, struct sqlite_store *store, struct sqlite_tx *unit) MUST_USE;
enum err sqlite_inner_commit(struct ctx *c, struct sqlite_store *store, struct sqlite_tx *unit) MUST_USE;
void sqlite_inner_rollback(struct sqlite_store *store, struct sqlite_tx *unit);
/* A statement of this unit failed. Notices when that ended the whole transaction. */
void sqlite_unit_failed(struct ctx *c, struct sqlite_tx *unit, enum err code);
/* -- The keeper
 * -------------------------------------------------------------------------------------------------------------------
 */

struct sqlite_keeper {
    pthread_t thread;
    bool running;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    bool stop, checkpoint_due;
    bool warned;      /* that the log grows; once is enough */
    atomic_bool used; /* since the keeper last looked */
    struct sqlite_connection *connection;
};

enum err sqlite_keeper_start(struct ctx *c, struct sqlite_store *store) MUST_USE;
void sqlite_keeper_stop(struct sqlite_keeper *keeper); /* also when it never started */
/* The store is in use: rest later. */
void sqlite_keeper_note_use(struct sqlite_keeper *keeper);
/* A commit left this many pages in the log. */
void sqlite_keeper_note_log(struct sqlite_keeper *keeper, int pages);

/* -- The folder */

/* Makes the folder and the file when they are missing and `write` allows it; *folder is its real path, *file
 * the database's, in the arena. *lock_fd is the writers' lock: taken when it is -1 before, else one that was handed over and must be
 * this folder's. The caller's to close, whatever becomes of this. A reader leaves it alone. */
enum err sqlite_folder_open(struct ctx *c, const char *location, bool write, const char **folder,
                            const char **file, int *lock_fd) MUST_USE;
/* Writes into the lock's file who holds it, for the words of a refusal. */
void sqlite_folder_sign(int lock_fd);

/* -- The store
 * --------------------------------------------------------------------------------------------------------------------
 */

struct sqlite_store {
    struct store base;
    char *name; /* the file's path, or the name of a database in memory */
    bool in_memory;
    int lock_fd;                      /* -1 without */
    struct sqlite_connection *writer; /* NULL in a store opened for reading */
    struct sqlite_readers readers;
    struct commit_queue commits;
    int64_t change_count; /* SQLite's, of rows, at the last commit */
    struct sqlite_keeper keeper;
};

/* The functions of the driver that sqlite_query.c holds. */
enum err sqlite_query_prepare(struct ctx *c, struct store_tx *tx, const char *sql, struct store_query **out);
void sqlite_query_bind_int(struct store_query *q, int at, int64_t value);
void sqlite_query_bind_text(struct store_query *q, int at, struct text value);
void sqlite_query_bind_blob(struct store_query *q, int at, const void *value, size_t len);
void sqlite_query_bind_id(struct store_query *q, int at, struct id value);
void sqlite_query_bind_null(struct store_query *q, int at);
enum err sqlite_query_next(struct ctx *c, struct store_query *q, bool *row);
enum err sqlite_query_run(struct ctx *c, struct store_query *q, int64_t *changed);
void sqlite_query_reset(struct store_query *q);
int64_t sqlite_query_int(struct store_query *q, int column);
struct text sqlite_query_text(struct store_query *q, int column);
struct text sqlite_query_blob(struct store_query *q, int column);
bool sqlite_query_is_null(struct store_query *q, int column);

#endif
