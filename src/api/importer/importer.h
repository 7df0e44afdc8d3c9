/* Uploaded bank files on their way into the ledger: kept, read for a preview, committed when a person says so, cleaned away.
 *
 * One thread takes them one after another. What it is at stands in the store (store/entity/served/upload.h), so that after a crash it goes on
 * where it was: a file that was being read is read again; one that was being committed is committed, unless its import, which has
 * the upload's id, is there already. */
#ifndef API_IMPORTER_IMPORTER_H
#define API_IMPORTER_IMPORTER_H

#include "store/entity/served/upload.h"

struct importer;
struct leases;
struct relay;
struct live;

enum {
    IMPORTER_WAITING_MOST = 100, /* files of one household that wait to be read or committed */
    IMPORTER_TRIES = 5,          /* of one file, while the disk or the store fails */
};
#define IMPORTER_KEPT_US (INT64_C(7) * 24 * 3600 * 1000000) /* previews that nobody decided about */

struct importer_options {
    struct store *store;
    const char *folder;    /* of the data; the files lie in FOLDER/uploads */
    struct relay *relay;   /* woken after an import; NULL: nobody */
    struct live *live;     /* told of progress; NULL: nobody */
    struct leases *leases; /* where processes share store and folder, one imports; NULL: this one */
    /* Told when the store or a file fails inside; it is tried again. May be NULL. */
    void (*trouble)(void *self, const char *why);
    void *self;
};

/* Removes files that belong to nothing, then starts the thread. */
enum err importer_open(struct ctx *c, const struct importer_options *options, struct importer **out) MUST_USE;
/* Gives up what is under way (it is taken up again next time) and ends. NULL is allowed. */
void importer_close(struct importer *importer);
/* From any thread, after a commit: there is something to do. Without it it is seen within a second. */
void importer_wake(struct importer *importer);

/* What was sent: in memory, or an open file that stays the caller's. */
struct importer_body {
    struct text bytes;
    int fd; /* -1: none */
    int64_t size;
};

/* Keeps a file and queues it to be read. `row` says whose it is, its name and how to read it; the rest is filled in. ERR_INPUT for an
 * empty file, ERR_BUSY when too many wait, ERR_FULL when the disk is full. */
enum err importer_add(struct ctx *c, struct importer *importer, const struct importer_body *body,
                      struct upload_row *row) MUST_USE;
/* Queues one that is ready to be committed; one that is being committed or was is left alone. ERR_CONFLICT in other states. */
enum err importer_commit(struct ctx *c, struct importer *importer, int64_t household, struct id id,
                         struct upload_row *out) MUST_USE;
/* Gives up one that is not committed, and its file. ERR_CONFLICT when it is being committed or was. */
enum err importer_discard(struct ctx *c, struct importer *importer, int64_t household, struct id id) MUST_USE;

/* How far the one under way is. */
struct importer_progress {
    int64_t bytes, bytes_all, entries; /* bytes_all: -1 unknown */
};
/* False when it is not this one's turn. From any thread. */
bool importer_progress(struct importer *importer, struct id id, struct importer_progress *out);

#endif
