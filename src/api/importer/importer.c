/* The importer's thread: what waits is read or committed, in the order in which it came. */
#include "api/importer/importer.h"

#include "api/importer/files.h"
#include "api/importer/found.h"
#include "api/live/live.h"
#include "base/json.h"
#include "events/lease.h"
#include "events/relay.h"
#include "store/entity/import.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { IDLE_MS = 1000, TROUBLE_MS = 2000, TELL_US = 200000 };
#define CLEAN_EVERY_US (INT64_C(3600) * 1000000)
#define SWEPT_US       (INT64_C(3600) * 1000000) /* nothing takes so long to arrive */

struct importer {
    struct importer_options options;
    char *folder; /* of the uploads */
    pthread_t thread;
    atomic_bool stop;
    pthread_mutex_t lock; /* for what follows */
    pthread_cond_t moved;
    bool woken;
    struct id current; /* zero: none */
    struct importer_progress progress;
};

/* What the thread alone knows. */
struct working {
    struct importer *importer;
    int64_t tried; /* the upload that failed inside, and how often */
    int tries;
    int64_t cleaned_us; /* steady clock */
};

/* One upload under way. */
struct job {
    struct importer *importer;
    struct upload_row row;
    int64_t told_us; /* steady clock */
};

static struct ctx unit(void)
{
    return (struct ctx){.arena = arena_new(), .now_us = time_now_us()};
}

static void trouble(const struct importer *im, const char *why)
{
    if (im->options.trouble != NULL)
        im->options.trouble(im->options.self, why);
}

/* -- Progress -- */

static const char *state_name(enum upload_state state)
{
    static const char *const names[] = {"",          "reading", "ready",    "committing",
                                        "committed", "refused", "discarded"};
    return names[state];
}

static void tell(const struct job *job, const struct importer_progress *at)
{
    const struct importer *im = job->importer;
    struct buf text = {0};
    struct json j = json_into(&text);
    if (im->options.live == NULL)
        return;
    json_object(&j);
    json_key(&j, "import");
    json_id(&j, job->row.id);
    json_key_z(&j, "state", state_name(job->row.state));
    json_key_int(&j, "bytes", at->bytes);
    json_key_int(&j, "bytes_all", at->bytes_all < 0 ? job->row.bytes : at->bytes_all);
    json_key_int(&j, "entries", at->entries);
    json_object_end(&j);
    live_tell(im->options.live, job->row.household, 0, TEXT("import.progress"), buf_view(&text));
    buf_free(&text);
}

static void set_progress(struct importer *im, struct id id, struct importer_progress at)
{
    pthread_mutex_lock(&im->lock);
    im->current = id;
    im->progress = at;
    pthread_mutex_unlock(&im->lock);
}

static void on_progress(void *self, int64_t bytes, int64_t bytes_all, int64_t entries)
{
    struct job *job = self;
    struct importer_progress at = {bytes, bytes_all, entries};
    int64_t now = time_steady_us();
    set_progress(job->importer, job->row.id, at);
    if (now - job->told_us < TELL_US)
        return;
    job->told_us = now;
    tell(job, &at);
}

bool importer_progress(struct importer *im, struct id id, struct importer_progress *out)
{
    pthread_mutex_lock(&im->lock);
    bool current = !id_is_zero(im->current) && id_equal(im->current, id);
    if (current)
        *out = im->progress;
    pthread_mutex_unlock(&im->lock);
    return current;
}

/* -- One file -- */

static const char *z_or_null(struct arena *arena, struct text t)
{
    return t.len == 0 ? NULL : text_z(arena, t);
}

static enum err take_file(struct ctx *c, struct job *job, bool dry_run, struct import_result *result)
{
    const struct upload_row *row = &job->row;
    struct importer *im = job->importer;
    struct source *source;
    struct import_options how = {.household = row->household,
                                 .dry_run = dry_run,
                                 .currency = row->currency,
                                 .account = z_or_null(c->arena, row->account),
                                 .format = z_or_null(c->arena, row->format),
                                 .mapping = z_or_null(c->arena, row->mapping),
                                 .encoding = z_or_null(c->arena, row->encoding),
                                 .unreconciled = row->unreconciled,
                                 .id = row->id,
                                 .progress = on_progress,
                                 .progress_self = job,
                                 .stop = &im->stop};
    *result = (struct import_result){0};
    TRY(upload_open(c, im->folder, row, &source));
    return import_file(c, im->options.store, source, &how, result);
}

/* Writes what became of it. When somebody discarded it meanwhile, or another process settled it, that stands. */
static enum err settle(struct ctx *c, struct job *job, enum upload_state to)
{
    struct importer *im = job->importer;
    enum upload_state from = job->row.state;
    struct store_tx *tx;
    bool moved, needs;
    job->row.state = to;
    TRY(store_begin(c, im->options.store, &tx));
    TRY(upload_move(c, tx, &job->row, from, &moved));
    TRY(upload_needs_file(c, tx, job->row.id, &needs));
    TRY(store_commit(c, tx));
    if (!needs)
        upload_remove(im->folder, job->row.id);
    if (moved)
        tell(job, &(struct importer_progress){job->row.bytes, job->row.bytes, job->row.entries});
    return OK;
}

/* Did the file fail, or what is around it? The latter may come right. */
static bool is_refusal(enum err e)
{
    return e != ERR_IO && e != ERR_BUSY && e != ERR_FULL;
}

static enum err refuse_or_fail(struct ctx *c, struct job *job, const struct import_result *result, enum err e)
{
    if (e == ERR_CANCELLED || !is_refusal(e))
        return e;
    found_refuse(c, result, &job->row);
    return settle(c, job, UPLOAD_REFUSED);
}

static enum err preview(struct ctx *c, struct job *job)
{
    struct import_result result;
    enum err e = take_file(c, job, true, &result);
    if (e != OK)
        return refuse_or_fail(c, job, &result, e);
    found_keep(c, &result, &job->row);
    return settle(c, job, UPLOAD_READY);
}

/* An import that was committed before a crash could be noted is there under the upload's id. */
static enum err is_imported(struct ctx *c, const struct job *job, bool *is)
{
    struct store_tx *tx;
    struct import_row row;
    TRY(store_begin_read(c, job->importer->options.store, &tx));
    enum err e = import_by_id(c, tx, job->row.household, job->row.id, &row);
    store_rollback(tx);
    *is = e == OK;
    return e == ERR_NOT_FOUND ? OK : e;
}

/* It failed: because another process, which lost its lease while it was at work, was quicker? What failed keeps its words. */
static bool is_imported_meanwhile(const struct ctx *c, const struct job *job)
{
    struct ctx own = *c;
    bool is;
    return is_imported(&own, job, &is) == OK && is;
}

static enum err commit(struct ctx *c, struct job *job)
{
    const struct importer_options *options = &job->importer->options;
    struct import_result result;
    bool imported;
    TRY(is_imported(c, job, &imported));
    if (!imported) {
        enum err e = take_file(c, job, false, &result);
        if (e != OK && !is_imported_meanwhile(c, job))
            return refuse_or_fail(c, job, &result, e);
        if (e == OK)
            found_keep(c, &result, &job->row);
    }
    if (options->relay != NULL)
        relay_wake(options->relay);
    if (options->live != NULL)
        live_wake(options->live);
    return settle(c, job, UPLOAD_COMMITTED);
}

/* -- The queue -- */

static enum err next_job(struct ctx *c, struct importer *im, struct upload_row *row, bool *found)
{
    struct store_tx *tx;
    TRY(store_begin_read(c, im->options.store, &tx));
    TRY(upload_waiting(c, tx, row, found));
    store_rollback(tx);
    return OK;
}

/* What fails inside is tried again, but not for ever: others wait behind it. */
static enum err after_trouble(struct ctx *c, struct working *w, struct job *job, enum err e)
{
    w->tries = w->tried == job->row.seq ? w->tries + 1 : 1;
    w->tried = job->row.seq;
    if (e == ERR_CANCELLED || w->tries < IMPORTER_TRIES)
        return e;
    struct import_result none = {0};
    found_refuse(c, &none, &job->row);
    return settle(c, job, UPLOAD_REFUSED);
}

static enum err work_one(struct ctx *c, struct working *w, bool *worked)
{
    struct importer *im = w->importer;
    struct job *job = ARENA_NEW(c->arena, struct job);
    job->importer = im;
    TRY(next_job(c, im, &job->row, worked));
    if (!*worked)
        return OK;
    c->household = job->row.household;
    set_progress(im, job->row.id, (struct importer_progress){0, job->row.bytes, 0});
    enum upload_state was = job->row.state;
    enum err e = was == UPLOAD_READING ? preview(c, job) : commit(c, job);
    if (e != OK) {
        job->row.state = was;
        e = after_trouble(c, w, job, e);
    }
    set_progress(im, (struct id){0}, (struct importer_progress){0});
    return e;
}

/* Previews that nobody decided about, and what was refused or discarded long ago. */
static enum err clean_one(struct ctx *c, struct importer *im, bool *more)
{
    struct store_tx *tx;
    struct upload_row row;
    TRY(store_begin(c, im->options.store, &tx));
    TRY(upload_stale(c, tx, c->now_us - IMPORTER_KEPT_US, &row, more));
    if (!*more)
        return OK;
    TRY(upload_delete(c, tx, row.seq));
    TRY(store_commit(c, tx));
    upload_remove(im->folder, row.id);
    return OK;
}

static enum err clean(struct working *w)
{
    enum err e = OK;
    if (w->cleaned_us != 0 && time_steady_us() - w->cleaned_us < CLEAN_EVERY_US)
        return OK;
    for (bool more = true; more && e == OK && !atomic_load(&w->importer->stop);) {
        struct ctx c = unit();
        e = clean_one(&c, w->importer, &more);
        if (e != OK)
            trouble(w->importer, c.why);
        arena_free(c.arena);
    }
    w->cleaned_us = time_steady_us();
    return e;
}

static enum err is_ours(struct importer *im, bool *ours)
{
    struct ctx c = unit();
    enum err e = OK;
    *ours = true;
    if (im->options.leases != NULL)
        e = leases_hold(&c, im->options.leases, "importer", ours);
    if (e != OK)
        trouble(im, c.why);
    arena_free(c.arena);
    return e;
}

/* Everything that waits. A file may take longer than a lease lasts: it is asked for before each. */
static enum err drain(struct working *w)
{
    bool ours;
    enum err e = is_ours(w->importer, &ours);
    for (bool worked = true; worked && ours && e == OK && !atomic_load(&w->importer->stop);) {
        struct ctx c = unit();
        e = work_one(&c, w, &worked);
        if (e != OK && e != ERR_CANCELLED)
            trouble(w->importer, c.why);
        arena_free(c.arena);
        if (e == OK && worked)
            e = is_ours(w->importer, &ours);
    }
    return e == OK && ours ? clean(w) : e;
}

static void wait_for_work(struct importer *im, int64_t ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += ms / 1000;
    pthread_mutex_lock(&im->lock);
    while (!im->woken && pthread_cond_timedwait(&im->moved, &im->lock, &until) != ETIMEDOUT)
        continue;
    im->woken = false;
    pthread_mutex_unlock(&im->lock);
}

static void *run(void *thing)
{
    struct working w = {.importer = thing};
    while (!atomic_load(&w.importer->stop)) {
        enum err e = drain(&w);
        if (!atomic_load(&w.importer->stop))
            wait_for_work(w.importer, e == OK ? IDLE_MS : TROUBLE_MS);
    }
    return NULL;
}

/* -- From other threads -- */

void importer_wake(struct importer *im)
{
    pthread_mutex_lock(&im->lock);
    im->woken = true;
    pthread_cond_signal(&im->moved);
    pthread_mutex_unlock(&im->lock);
}

/* A change that ends at once, also when it fails: nobody waits for the writer's turn until a reply is sent. */
static enum err finish(struct ctx *c, struct store_tx *tx, enum err e)
{
    if (e == OK)
        return store_commit(c, tx);
    store_rollback(tx);
    return e;
}

static enum err insert(struct ctx *c, struct store_tx *tx, struct upload_row *row)
{
    int64_t waiting;
    TRY(upload_waiting_count(c, tx, row->household, &waiting));
    if (waiting >= IMPORTER_WAITING_MOST)
        return fail(c, ERR_BUSY, "%d files wait to be read already", IMPORTER_WAITING_MOST);
    return upload_insert(c, tx, row);
}

enum err importer_add(struct ctx *c, struct importer *im, const struct importer_body *body,
                      struct upload_row *row)
{
    struct store_tx *tx;
    if (body->size == 0)
        return fail(c, ERR_INPUT, "the file is empty");
    row->id = id_new(c->now_us);
    row->bytes = body->size;
    row->state = UPLOAD_READING;
    TRY(upload_keep(c, im->folder, row->id, body, &row->hash));
    enum err e = store_begin(c, im->options.store, &tx);
    if (e == OK)
        e = finish(c, tx, insert(c, tx, row));
    if (e != OK)
        upload_remove(im->folder, row->id);
    else
        importer_wake(im);
    return e;
}

static enum err queue_commit(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                             struct upload_row *out)
{
    bool moved;
    TRY(upload_by_id(c, tx, household, id, out));
    if (out->state == UPLOAD_COMMITTING || out->state == UPLOAD_COMMITTED)
        return OK;
    if (out->state != UPLOAD_READY)
        return fail(c, ERR_CONFLICT, "the file is %s: only what is ready can be committed",
                    out->state == UPLOAD_READING ? "still being read" : state_name(out->state));
    out->state = UPLOAD_COMMITTING;
    return upload_move(c, tx, out, UPLOAD_READY, &moved);
}

enum err importer_commit(struct ctx *c, struct importer *im, int64_t household, struct id id,
                         struct upload_row *out)
{
    struct store_tx *tx;
    TRY(store_begin(c, im->options.store, &tx));
    TRY(finish(c, tx, queue_commit(c, tx, household, id, out)));
    importer_wake(im);
    return OK;
}

static enum err discard(struct ctx *c, struct store_tx *tx, int64_t household, struct id id)
{
    struct upload_row row;
    bool moved;
    TRY(upload_by_id(c, tx, household, id, &row));
    enum upload_state from = row.state;
    if (from == UPLOAD_DISCARDED)
        return OK;
    if (from == UPLOAD_COMMITTING || from == UPLOAD_COMMITTED)
        return fail(c, ERR_CONFLICT, "the file is %s: undo the import instead",
                    from == UPLOAD_COMMITTED ? "imported" : "being imported");
    row.state = UPLOAD_DISCARDED;
    return upload_move(c, tx, &row, from, &moved);
}

enum err importer_discard(struct ctx *c, struct importer *im, int64_t household, struct id id)
{
    struct store_tx *tx;
    TRY(store_begin(c, im->options.store, &tx));
    TRY(finish(c, tx, discard(c, tx, household, id)));
    upload_remove(im->folder, id);
    return OK;
}

/* -- Opening and closing -- */

/* Another process may be receiving it: its row comes when all of it is on disk. */
static bool may_be_coming(const struct ctx *c, const struct importer *im, struct id id)
{
    int64_t made_ms = 0;
    for (int i = 0; i < 6; i++)
        made_ms = made_ms << 8 | id.bytes[i];
    int64_t age_us = c->now_us - made_ms * 1000;
    return im->options.leases != NULL && age_us < SWEPT_US && age_us > -SWEPT_US;
}

static enum err sweep_one(struct ctx *c, void *self, struct id id)
{
    struct importer *im = self;
    struct store_tx *tx;
    bool needs;
    if (may_be_coming(c, im, id))
        return OK;
    TRY(store_begin_read(c, im->options.store, &tx));
    TRY(upload_needs_file(c, tx, id, &needs));
    store_rollback(tx);
    if (!needs)
        upload_remove(im->folder, id);
    return OK;
}

static void forget(struct importer *im)
{
    pthread_cond_destroy(&im->moved);
    pthread_mutex_destroy(&im->lock);
    free(im->folder);
    free(im);
}

static enum err prepare(struct ctx *c, struct importer *im)
{
    const char *folder;
    TRY(uploads_folder(c, im->options.folder, &folder));
    im->folder = strdup(folder);
    if (im->folder == NULL)
        die("out of memory for a path");
    TRY(uploads_each(c, folder, sweep_one, im));
    if (pthread_create(&im->thread, NULL, run, im) != 0)
        return fail(c, ERR_IO, "no thread could be started");
    return OK;
}

enum err importer_open(struct ctx *c, const struct importer_options *options, struct importer **out)
{
    pthread_condattr_t steady;
    struct importer *im = calloc(1, sizeof *im);
    if (im == NULL)
        die("out of memory for the importer");
    im->options = *options;
    pthread_mutex_init(&im->lock, NULL);
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&im->moved, &steady);
    pthread_condattr_destroy(&steady);
    enum err e = prepare(c, im);
    if (e != OK)
        forget(im);
    else
        *out = im;
    return e;
}

void importer_close(struct importer *im)
{
    if (im == NULL)
        return;
    atomic_store(&im->stop, true);
    importer_wake(im);
    pthread_join(im->thread, NULL);
    forget(im);
}
