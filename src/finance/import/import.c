#include "finance/import/import.h"

#include "base/hash.h"
#include "finance/import/parts.h"
#include "store/entity/sorting.h"

/* The household's own accounts as targets. */
static enum err load_targets(struct ctx *c, struct importing *im)
{
    struct account_row *rows;
    size_t count;
    TRY(account_list(c, im->tx, im->options->household, &rows, &count));
    for (size_t i = count; i > 0; i--) {
        const struct account_row *row = &rows[i - 1];
        struct store_query *q;
        bool more;
        if (!account_is_own(row->kind)) {
            text_map_put(&im->categories, row->name, row->seq);
            continue;
        }
        struct target *t = ARENA_NEW(c->arena, struct target);
        *t = (struct target){.next = im->targets,
                             .seq = row->seq,
                             .kind = row->kind,
                             .currency = row->currency,
                             .name = row->name,
                             .number = row->number,
                             .bank = row->bank,
                             .number_hash = row->number.len == 0 ? 0 : hash_text(row->number),
                             .first_date = DATE_NONE};
        TRY(store_query(c, im->tx,
                        "SELECT (SELECT date FROM txn WHERE account = ?1 ORDER BY date LIMIT 1), "
                        "(SELECT date FROM txn WHERE account = ?1 ORDER BY date DESC LIMIT 1), "
                        "(SELECT date FROM txn WHERE account = ?1 AND state <> 3 ORDER BY date LIMIT 1)",
                        &q));
        store_bind_int(q, 1, row->seq);
        TRY(store_next(c, q, &more));
        t->known_from = store_is_null(q, 0) ? DATE_NONE : (date)store_int(q, 0);
        t->known_to = store_is_null(q, 1) ? DATE_NONE : (date)store_int(q, 1);
        t->live_from = store_is_null(q, 2) ? DATE_NONE : (date)store_int(q, 2);
        store_reset(q);
        im->targets = t;
    }
    return OK;
}

enum { PAYEES_REMEMBERED = 4096 };

struct mapping_list {
    struct arena *arena;
    struct text_map index;
    struct text *texts;
    size_t count, size;
};

static void keep_mapping(void *self, struct text fingerprint, struct text mapping)
{
    struct mapping_list *list = self;
    if (list->count == list->size) {
        size_t size = list->size == 0 ? 16 : list->size * 2;
        struct text *texts = ARENA_ARRAY(list->arena, struct text, size);
        if (list->count > 0)
            memcpy(texts, list->texts, list->count * sizeof *texts);
        list->texts = texts;
        list->size = size;
    }
    text_map_put(&list->index, fingerprint, (int64_t)list->count);
    list->texts[list->count++] = text_copy(list->arena, mapping);
}

static void release_maps(void *thing)
{
    struct importing *im = thing;
    text_map_free(&im->categories);
    text_map_free(&im->payees);
    text_map_free(&im->sources);
    payee_cache_free(im->payee_cache);
    totals_free(&im->totals);
}

static void release_map(void *thing)
{
    text_map_free(thing);
}

static enum err begin(struct ctx *c, struct importing *im, struct source *source)
{
    TRY(household_get(c, im->tx, im->options->household, &im->household));
    TRY(load_targets(c, im));
    struct sorter_options sorting = {.household = im->options->household,
                                     .rules_file = im->options->rules_file,
                                     .only_rules = im->options->only_rules};
    TRY(sorter_load(c, im->tx, &sorting, &im->sorter));
    im->pool = pair_pool_new(c->arena);
    im->payee_cache = payee_cache_new(PAYEES_REMEMBERED);
    im->rules_scratch = rules_scratch_new(c->arena, sorter_rules(im->sorter));
    im->row = (struct import_row){.id = id_new(c->now_us),
                                  .household = im->options->household,
                                  .name = text_of(source->name),
                                  .format = TEXT("?"),
                                  .state = IMPORT_COMMITTED,
                                  .created_us = c->now_us};
    if (!id_is_zero(im->options->id))
        im->row.id = im->options->id;
    return put_import(c, im);
}

static void tell_progress(const struct importing *im, const struct source *source, const struct chunk *chunk)
{
    if (im->options->progress != NULL)
        im->options->progress(im->options->progress_self, chunk->bytes_read, source->size, im->result->read);
}

static enum err check_stop(struct ctx *c, const struct importing *im)
{
    if (im->options->stop != NULL && atomic_load(im->options->stop))
        return fail(c, ERR_CANCELLED, "the import was given up");
    return OK;
}

static enum err run_chunks(struct ctx *c, struct importing *im, struct source *source, struct feed *feed)
{
    struct open_statement *ended = NULL;
    for (bool last = false; !last;) {
        struct chunk *chunk;
        TRY(feed_next(c, feed, &chunk));
        TRY(check_stop(c, im));
        TRY(match_chunk(c, im, chunk));
        TRY(write_chunk(c, im, chunk));
        for (struct open_statement *s = chunk->ended, *next; s != NULL; s = next) {
            next = s->next_ended;
            s->next_ended = ended;
            ended = s;
        }
        last = chunk->last;
        tell_progress(im, source, chunk);
        feed_give_back(feed, chunk);
    }
    return finish_import(c, im, ended);
}

/* Everything between the beginning of the transaction and its end. */
static enum err take_file(struct ctx *c, struct importing *im, struct source *source)
{
    struct mapping_list *mappings = ARENA_NEW(c->arena, struct mapping_list);
    struct feed *feed;
    mappings->arena = c->arena;
    arena_defer(c->arena, release_map, &mappings->index);
    TRY(csv_mapping_each(c, im->tx, im->options->household, keep_mapping, mappings));
    TRY(begin(c, im, source));
    TRY(feed_start(c, source, im->options, im->sorter, im->targets, &im->household, &mappings->index,
                   mappings->texts, &im->result->report, &feed));
    enum err e = run_chunks(c, im, source, feed);
    feed_stop(feed);
    return e;
}

enum err import_file(struct ctx *c, struct store *store, struct source *source,
                     const struct import_options *options, struct import_result *result)
{
    int64_t started = time_steady_us();
    *result = (struct import_result){0};
    struct importing *im = ARENA_NEW(c->arena, struct importing);
    *im = (struct importing){.options = options, .result = result};
    arena_defer(c->arena, release_maps, im);
    if (options->dry_run)
        im->preview = preview_new(c->arena);
    TRY(options->dry_run ? store_begin_read(c, store, &im->tx) : store_begin_bulk(c, store, &im->tx));
    enum err e = take_file(c, im, source);
    if (e != OK || options->dry_run)
        store_rollback(im->tx);
    else
        e = store_commit(c, im->tx);
    TRY(e);
    if (!options->dry_run)
        result->import = im->row.seq;
    result->took_us = time_steady_us() - started;
    return OK;
}
