/* What a step is about: new transactions by their numbers, and what the log says was changed. */
#include "base/json_in.h"
#include "bus/types.h"
#include "finance/similar/step.h"
#include "finance/similar/words.h"
#include "store/entity/event.h"
#include "store/entity/payee.h"
#include "store/entity/search.h"

#include <stdlib.h>

enum {
    TXNS = 50000, /* of a step */
    EVENTS = 1000,
    TEXTS = 4096,       /* of a step, made on this machine */
    TEXTS_REMOTE = 256, /* … or by a service: some requests */
};

static void release(void *thing)
{
    struct step *step = thing;
    text_map_free(&step->by_key);
}

/* -- Texts */

static struct step_text *text_of_txn(struct ctx *c, struct step *step, const struct embedding_txn *txn)
{
    struct text memo = similar_memo(c->arena, txn->memo, txn->name);
    struct buf *key = buf_in_arena(c->arena);
    buf_add(key, (const char *)&txn->payee, sizeof txn->payee);
    buf_text(key, memo);
    const int64_t *known = text_map_get(&step->by_key, buf_view(key));
    if (known != NULL)
        return &step->texts[*known];
    if (step->text_count == step->text_room) {
        size_t room = step->text_room == 0 ? 64 : 2 * step->text_room;
        struct step_text *more = ARENA_ARRAY(step->arena, struct step_text, room);
        if (step->text_count > 0)
            memcpy(more, step->texts, step->text_count * sizeof *more);
        step->texts = more;
        step->text_room = room;
    }
    text_map_put(&step->by_key, buf_view(key), (int64_t)step->text_count);
    struct step_text *text = &step->texts[step->text_count++];
    *text = (struct step_text){.payee = txn->payee,
                               .household = txn->household,
                               .name = text_copy(step->arena, txn->name),
                               .memo = text_copy(step->arena, memo)};
    return text;
}

static void use(struct step *step, struct step_text *text, const struct embedding_txn *txn)
{
    for (struct step_use *u = text->uses; u != NULL; u = u->next)
        if (u->account == txn->account) {
            u->first = txn->date < u->first ? txn->date : u->first;
            u->last = txn->date > u->last ? txn->date : u->last;
            return;
        }
    struct step_use *fresh = ARENA_NEW(step->arena, struct step_use);
    *fresh = (struct step_use){txn->account, txn->date, txn->date, text->uses};
    text->uses = fresh;
}

static enum err add(struct ctx *scratch, void *self, const struct embedding_txn *txn)
{
    struct step *step = self;
    struct arena_mark mark = arena_mark(scratch->arena);
    use(step, text_of_txn(scratch, step, txn), txn);
    arena_rewind(scratch->arena, mark);
    return OK;
}

/* The same until there are enough texts; the rest is for the next step. */
static enum err add_fresh(struct ctx *scratch, void *self, const struct embedding_txn *txn)
{
    struct step *step = self;
    if (step->full)
        return OK;
    TRY(add(scratch, step, txn));
    if (step->text_count >= step->text_most) {
        step->full = true;
        step->txn = txn->seq;
    }
    return OK;
}

/* -- The log */

/* Is it one whose name changed? */
static bool is_made_anew(const struct step *step, int64_t payee)
{
    for (size_t i = 0; i < step->payee_count; i++)
        if (step->payees[i] == payee)
            return true;
    return false;
}

/* The payee, or the one that it became: its texts went with it then. */
static enum err note_payee(struct ctx *scratch, struct store_tx *tx, struct step *step,
                           const struct event_row *event)
{
    const struct json_value *data;
    struct payee_row row;
    int64_t seq = 0;
    (void)text_to_int(text_from(event->subject, sizeof "payee/" - 1), &seq);
    enum err e = payee_by_seq(scratch, tx, seq, &row);
    if (e == ERR_NOT_FOUND) {
        TRY(json_read(scratch, event->data, &data));
        e = payee_find(scratch, tx, event->household, json_as_text(json_member(data, "to")), &seq);
    }
    TRY(e);
    if (seq != 0 && !is_made_anew(step, seq)) /* 0: that one has another name again, as a later event says */
        step->payees[step->payee_count++] = seq;
    return OK;
}

static enum err note_event(struct ctx *scratch, struct store_tx *tx, struct step *step,
                           const struct event_row *event, bool *anew)
{
    struct id id;
    if (text_is(event->type, EVENT_PAYEE_RENAMED))
        return note_payee(scratch, tx, step, event);
    if (!text_is(event->type, EVENT_TRANSACTION_UPDATED))
        return OK;
    if (text_starts(event->subject, TEXT("transaction/")) && id_parse(text_from(event->subject, 12), &id))
        return embedding_txn_by_id(scratch, tx, id, add, step);
    *anew = true; /* a sorting of all: payees may be others, and the event does not say whose */
    return OK;
}

static enum err read_log(struct ctx *scratch, struct store_tx *tx, struct step *step, bool *anew)
{
    struct event_row *events;
    size_t count;
    TRY(event_read(scratch, tx, step->before.event, EVENTS, &events, &count));
    step->payees = ARENA_ARRAY(step->arena, int64_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        TRY(note_event(scratch, tx, step, &events[i], anew));
        step->event = events[i].seq;
    }
    for (size_t i = 0; i < step->payee_count; i++)
        TRY(embedding_txns_of_payee(scratch, tx, step->payees[i], add, step));
    return OK;
}

/* -- The step */

static enum err read_fresh(struct ctx *scratch, struct store_tx *tx, struct step *step)
{
    struct search_place place;
    int64_t first = step->before.txn + 1;
    TRY(search_place_get(scratch, tx, &place));
    step->txn = place.newest < first + TXNS ? place.newest : first + TXNS - 1;
    if (step->txn < first) {
        step->txn = step->before.txn;
        return OK;
    }
    return embedding_txns(scratch, tx, first, step->txn, add_fresh, step);
}

static enum err find_known(struct ctx *scratch, struct store_tx *tx, struct step *step)
{
    for (size_t i = 0; i < step->text_count; i++) {
        struct step_text *text = &step->texts[i];
        int64_t seq = 0;
        if (step->before.seq != 0 && !is_made_anew(step, text->payee))
            TRY(embedding_find(scratch, tx, step->before.seq, text->payee, text->memo, &seq));
        text->there = seq != 0;
    }
    return OK;
}

static enum err gather(struct ctx *scratch, struct store_tx *tx, struct step *step)
{
    bool found, anew = false;
    struct text name = text_of(embedding_name(step->embedding));
    TRY(embedding_model_find(scratch, tx, name, &step->before, &found));
    if (!found) {
        step->before =
            (struct embedding_model_row){.name = name, .dims = (int64_t)embedding_dims(step->embedding)};
        TRY(event_newest(scratch, tx, &step->before.event));
    }
    step->event = step->before.event;
    TRY(read_log(scratch, tx, step, &anew));
    if (anew)
        step->txn = 0;
    else
        TRY(read_fresh(scratch, tx, step));
    step->idle = found && step->event == step->before.event && step->txn == step->before.txn;
    return find_known(scratch, tx, step);
}

enum err step_gather(struct ctx *c, struct store *store, struct embedding *embedding, struct step *out)
{
    struct ctx scratch = {.arena = arena_new(), .now_us = c->now_us, .household = 0};
    struct store_tx *tx;
    *out = (struct step){.store = store, .embedding = embedding, .arena = c->arena};
    out->text_most = embedding_is_remote(embedding) ? TEXTS_REMOTE : TEXTS;
    arena_defer(c->arena, release, out);
    enum err e = store_begin_read(&scratch, store, &tx);
    if (e == OK)
        e = gather(&scratch, tx, out);
    if (e == OK) {
        out->before.name = text_of(embedding_name(embedding));
        store_rollback(tx);
    }
    memcpy(c->why, scratch.why, sizeof c->why);
    c->retriable = scratch.retriable;
    arena_free(scratch.arena);
    return e;
}
