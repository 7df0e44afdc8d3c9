/* The reading thread: parses, cleans and sorts entries into chunks, and hands them over. */
#include "base/hash.h"
#include "finance/import/parts.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>

struct feed {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t moved;
    struct chunk chunks[CHUNKS];
    struct chunk *filled[CHUNKS], *empty[CHUNKS];
    int filled_count, empty_count;
    bool stop; /* the importing side has given up */
    bool over, joined;
    enum err result;
    struct ctx c; /* the thread's own unit of work */
    struct source *source;
    const struct import_options *options;
    struct sorter *sorter;
    struct target *targets;
    struct household household; /* the thread's own copy: its currency is set by the first account */
    const struct text_map *mappings;
    struct text *mapping_texts;
    struct bankfile_report *report;
    struct chunk *filling;
    int64_t statements;
};

static struct chunk *take(struct feed *f, struct chunk **list, int *count)
{
    struct chunk *first = list[0];
    --*count;
    memmove(list, list + 1, (size_t)*count * sizeof *list);
    pthread_cond_broadcast(&f->moved);
    return first;
}

static void put(struct feed *f, struct chunk **list, int *count, struct chunk *chunk)
{
    list[(*count)++] = chunk;
    pthread_cond_broadcast(&f->moved);
}

/* Gives the chunk in hand away and takes an empty one; ERR_CANCELLED when nobody wants more. */
static enum err hand_over(struct feed *f, bool last)
{
    f->filling->targets = f->targets;
    f->filling->last = last;
    f->filling->format = f->report->format;
    f->filling->bytes_read = f->source->read_so_far;
    pthread_mutex_lock(&f->lock);
    put(f, f->filled, &f->filled_count, f->filling);
    f->filling = NULL;
    while (!last && f->empty_count == 0 && !f->stop)
        pthread_cond_wait(&f->moved, &f->lock);
    bool stopped = f->stop;
    if (!last && !stopped)
        f->filling = take(f, f->empty, &f->empty_count);
    pthread_mutex_unlock(&f->lock);
    return stopped ? fail(&f->c, ERR_CANCELLED, "the import was given up") : OK;
}

static enum err on_begin(struct ctx *c, void *self, struct bankfile_statement *s)
{
    struct feed *f = self;
    struct open_statement *open = ARENA_NEW(c->arena, struct open_statement);
    *open = (struct open_statement){
        .number_in_file = ++f->statements, .first_date = DATE_NONE, .last_date = DATE_NONE};
    TRY(target_for(c, &f->targets, f->options, &f->household, f->source->name, s, &open->target));
    if (f->household.currency == CURRENCY_NONE)
        f->household.currency = open->target->currency;
    s->user = open;
    return OK;
}

/* Refuses the file at a line, 0 for the whole. */
static enum err refuse(struct ctx *c, struct feed *f, uint64_t line, const char *format, ...)
    PRINTF_LIKE(4, 5);
static enum err refuse(struct ctx *c, struct feed *f, uint64_t line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(f->report->what, sizeof f->report->what, format, args);
    va_end(args);
    f->report->line = line;
    if (line == 0)
        return fail(c, ERR_INPUT, "%s: %s", f->source->name, f->report->what);
    return fail(c, ERR_INPUT, "%s:%llu: %s", f->source->name, (unsigned long long)line, f->report->what);
}

static enum err to_minor(struct ctx *c, struct feed *f, uint64_t line, struct decimal d, currency cur,
                         const char *what, int64_t *out)
{
    char text[DECIMAL_TEXT_MAX];
    if (money_from_decimal(d, cur, out))
        return OK;
    return refuse(c, f, line, "the %s %s has more places than %s", what, decimal_format(d, text),
                  currency_code(cur));
}

static enum err check_currency(struct ctx *c, struct feed *f, const struct target *t,
                               const struct bankfile_entry *e)
{
    if (e->currency[0] == '\0' || strcmp(e->currency, currency_code(t->currency)) == 0)
        return OK;
    currency cur;
    if (currency_from_code(text_of(e->currency), &cur) && cur == t->currency)
        return OK;
    return refuse(c, f, e->line, "an entry in %s on an account in %s", e->currency,
                  currency_code(t->currency));
}

/* The file's own splits become parts of the decision, as exact amounts. */
static void use_file_splits(struct arena *arena, const struct bankfile_entry *e, struct sorter_decision *d)
{
    if (e->split_count == 0 || d->sorted_by >= SORTED_RULE)
        return;
    struct rule_part *parts = ARENA_ARRAY(arena, struct rule_part, e->split_count);
    for (size_t i = 0; i < e->split_count; i++)
        parts[i] = (struct rule_part){.category = text_copy(arena, e->splits[i].category),
                                      .kind = RULE_PART_AMOUNT,
                                      .value = e->splits[i].amount};
    d->parts = parts;
    d->part_count = e->split_count;
    d->sorted_by = SORTED_FILE;
}

static enum err on_entry(struct ctx *c, void *self, struct bankfile_statement *s,
                         const struct bankfile_entry *e)
{
    struct feed *f = self;
    if (f->filling->count == CHUNK_ENTRIES)
        TRY(hand_over(f, false));
    struct open_statement *open = s->user;
    struct target *t = open->target;
    struct chunk *chunk = f->filling;
    struct chunk_entry *out = &chunk->entries[chunk->count];
    TRY(check_currency(c, f, t, e));
    *out = (struct chunk_entry){.statement = open, .date = e->date, .pending = e->pending};
    TRY(to_minor(c, f, e->line, e->amount, t->currency, "amount", &out->amount));
    out->text = text_copy(chunk->arena, e->payee);
    out->memo = text_copy(chunk->arena, e->memo);
    out->id = text_copy(chunk->arena, e->id);
    if (e->counter_account.len > 0)
        out->other_number = hash_text(account_number_clean(chunk->arena, e->counter_account));
    struct sorter_subject subject = {.text = out->text,
                                     .memo = out->memo,
                                     .account = t->name,
                                     .file_category = e->category,
                                     .code = e->code,
                                     .amount = e->amount,
                                     .currency = t->currency,
                                     .date = e->date};
    sorter_decide(f->sorter, chunk->arena, &subject, &out->decision);
    if (!f->options->only_rules)
        use_file_splits(chunk->arena, e, &out->decision);
    open->entries++;
    if (open->first_date == DATE_NONE || e->date < open->first_date)
        open->first_date = e->date;
    if (open->last_date == DATE_NONE || e->date > open->last_date)
        open->last_date = e->date;
    if (!e->pending && __builtin_add_overflow(open->posted, out->amount, &open->posted))
        return refuse(c, f, e->line, "the amounts do not fit in 64 bits");
    chunk->count++;
    return OK;
}

static enum err refuse_unbalanced(struct ctx *c, struct feed *f, const struct bankfile_statement *s)
{
    char opening[DECIMAL_TEXT_MAX], sum[DECIMAL_TEXT_MAX], closing[DECIMAL_TEXT_MAX];
    return refuse(c, f, 0,
                  "statement %lld%s%.*s does not reconcile: opening %s + entries %s is not closing %s",
                  (long long)f->statements, s->account.len > 0 ? " of account " : "", TEXT_ARGS(s->account),
                  decimal_format(s->opening, opening), decimal_format(s->sum, sum),
                  decimal_format(s->closing, closing));
}

static enum err on_end(struct ctx *c, void *self, struct bankfile_statement *s)
{
    struct feed *f = self;
    struct open_statement *open = s->user;
    currency cur = open->target->currency;
    if (s->reconciles == RECONCILES_NO && !f->options->unreconciled)
        return refuse_unbalanced(c, f, s);
    open->number = text_copy(c->arena, s->number);
    open->has_opening = s->has_opening;
    open->has_closing = s->has_closing;
    open->opening_date = s->opening_date;
    open->closing_date = s->closing_date;
    open->reconciles = s->reconciles;
    if (s->has_opening)
        TRY(to_minor(c, f, 0, s->opening, cur, "opening balance", &open->opening));
    if (s->has_closing)
        TRY(to_minor(c, f, 0, s->closing, cur, "closing balance", &open->closing));
    open->next_ended = f->filling->ended;
    f->filling->ended = open;
    return OK;
}

static const char *recall(struct ctx *c, void *self, const char *fingerprint)
{
    struct feed *f = self;
    const int64_t *at = text_map_get(f->mappings, text_of(fingerprint));
    return at == NULL ? NULL : text_z(c->arena, f->mapping_texts[*at]);
}

static void *run(void *thing)
{
    struct feed *f = thing;
    struct bankfile_sink sink = {f, on_begin, on_entry, on_end};
    struct bankfile_options options = {.format = f->options->format,
                                       .mapping = f->options->mapping,
                                       .encoding = f->options->encoding,
                                       .recall_mapping = recall,
                                       .recall_self = f};
    enum err e = bankfile_read(&f->c, f->source, &options, &sink, f->report);
    if (e == OK)
        e = hand_over(f, true);
    pthread_mutex_lock(&f->lock);
    f->result = e;
    f->over = true;
    pthread_cond_broadcast(&f->moved);
    pthread_mutex_unlock(&f->lock);
    return NULL;
}

void feed_stop(struct feed *f)
{
    if (f->joined)
        return;
    pthread_mutex_lock(&f->lock);
    f->stop = true;
    pthread_cond_broadcast(&f->moved);
    pthread_mutex_unlock(&f->lock);
    pthread_join(f->thread, NULL);
    f->joined = true;
}

static void release(void *thing)
{
    struct feed *f = thing;
    feed_stop(f);
    for (int i = 0; i < CHUNKS; i++)
        arena_free(f->chunks[i].arena);
    arena_free(f->c.arena);
    pthread_cond_destroy(&f->moved);
    pthread_mutex_destroy(&f->lock);
}

enum err feed_start(struct ctx *c, struct source *source, const struct import_options *options,
                    struct sorter *sorter, struct target *targets, const struct household *household,
                    const struct text_map *mappings, struct text *mapping_texts,
                    struct bankfile_report *report, struct feed **out)
{
    struct feed *f = ARENA_NEW(c->arena, struct feed);
    *f = (struct feed){.c = {.arena = arena_new(), .now_us = c->now_us},
                       .source = source,
                       .options = options,
                       .sorter = sorter,
                       .targets = targets,
                       .household = *household,
                       .mappings = mappings,
                       .mapping_texts = mapping_texts,
                       .report = report};
    pthread_mutex_init(&f->lock, NULL);
    pthread_cond_init(&f->moved, NULL);
    for (int i = 0; i < CHUNKS; i++) {
        f->chunks[i].arena = arena_new();
        f->chunks[i].entries = ARENA_ARRAY(f->c.arena, struct chunk_entry, CHUNK_ENTRIES);
        f->empty[f->empty_count++] = &f->chunks[i];
    }
    f->filling = f->empty[--f->empty_count];
    arena_defer(c->arena, release, f);
    f->joined = true; /* until there is a thread to join */
    if (pthread_create(&f->thread, NULL, run, f) != 0)
        return fail(c, ERR_IO, "no thread could be started");
    f->joined = false;
    *out = f;
    return OK;
}

enum err feed_next(struct ctx *c, struct feed *f, struct chunk **out)
{
    pthread_mutex_lock(&f->lock);
    while (f->filled_count == 0 && !f->over)
        pthread_cond_wait(&f->moved, &f->lock);
    enum err e = f->filled_count > 0 ? OK : f->result;
    if (e == OK)
        *out = take(f, f->filled, &f->filled_count);
    else
        memcpy(c->why, f->c.why, sizeof c->why);
    pthread_mutex_unlock(&f->lock);
    return e;
}

void feed_give_back(struct feed *f, struct chunk *chunk)
{
    arena_rewind(chunk->arena, (struct arena_mark){0});
    chunk->count = 0;
    chunk->ended = NULL;
    pthread_mutex_lock(&f->lock);
    put(f, f->empty, &f->empty_count, chunk);
    pthread_mutex_unlock(&f->lock);
}
