#include "finance/edit/edits.h"

#include "bus/types.h"
#include "finance/edit/change.h"
#include "finance/naming/tags.h"

/* -- What is asked -- */

static bool sets_something(const struct txn_edit *edit)
{
    return edit->set_category || edit->set_payee || edit->set_tags || edit->set_notes || edit->set_reconciled;
}

static enum err check(struct ctx *c, const struct edits *edits, size_t count)
{
    bool edit = sets_something(&edits->edit) || edits->tags_add.len > 0 || edits->tags_remove.len > 0;
    if (count == 0 || count > EDITS_MOST)
        return fail(c, count == 0 ? ERR_INPUT : ERR_LIMIT, "ids: 1 to %d transactions at once", EDITS_MOST);
    if (edit + edits->approve + edits->make_void == 0)
        return fail(c, ERR_INPUT, "nothing is asked to be changed");
    if (edit + edits->approve + edits->make_void > 1)
        return fail(c, ERR_INPUT, "%s: stands alone, without other changes",
                    edits->approve ? "approve" : "void");
    return OK;
}

static enum err edit_one_of_many(struct ctx *c, struct change *change, const struct edits *edits)
{
    struct txn_edit edit = edits->edit;
    if (edits->tags_add.len > 0 || edits->tags_remove.len > 0) {
        struct text has = edit.set_tags ? edit.tags : change->row.tags;
        edit.set_tags = true;
        edit.tags = tags_change(c->arena, has, edits->tags_add, edits->tags_remove);
    }
    return change_edit(c, change, &edit);
}

static enum err step(struct ctx *c, struct change *change, const struct edits *edits)
{
    return edits->approve     ? change_post(c, change)
           : edits->make_void ? change_void(c, change)
                              : edit_one_of_many(c, change, edits);
}

static enum err apply(struct ctx *c, struct changing *in, struct id id, const struct edits *edits,
                      bool *refused)
{
    struct change change;
    enum err e = change_load_id(c, in, id, &change);
    if (e == OK)
        e = step(c, &change, edits);
    *refused = e == ERR_INPUT || e == ERR_NOT_FOUND || e == ERR_CONFLICT || e == ERR_DENIED || e == ERR_LIMIT;
    TRY(e);
    return change_write(c, &change, edits->make_void ? EVENT_TRANSACTION_DELETED : EVENT_TRANSACTION_UPDATED);
}

/* -- Keeping it for an undo -- */

static enum err keep_record(struct ctx *c, struct changing *in, struct editor who, struct id *token)
{
    const int64_t hour_us = INT64_C(60000000) * EDITS_UNDO_MINUTES;
    struct edit_undo_row row = {id_new(c->now_us), who.household, who.person, c->now_us};
    TRY(edit_undo_prune(c, in->tx, c->now_us - hour_us));
    TRY(edit_undo_insert(c, in->tx, &row));
    for (size_t i = 0; i < in->record.count; i++)
        TRY(edit_undo_insert_txn(c, in->tx, row.id, &in->record.at[i]));
    *token = row.id;
    return OK;
}

/* -- One -- */

static enum err begin_one(struct ctx *c, struct store *store, struct editor who, struct id id,
                          struct change *change)
{
    struct changing *in;
    TRY(changing_begin(c, store, who.household, true, &in));
    return change_load_id(c, in, id, change);
}

static enum err end_one(struct ctx *c, struct change *change, struct editor who, const char *event,
                        struct id *undo)
{
    TRY(change_write(c, change, event));
    TRY(keep_record(c, change->in, who, undo));
    return changing_commit(c, change->in);
}

enum err edit_one(struct ctx *c, struct store *store, struct editor who, struct id id,
                  const struct edits *edits, struct id *undo)
{
    struct change change;
    TRY(check(c, edits, 1));
    TRY(begin_one(c, store, who, id, &change));
    TRY(step(c, &change, edits));
    return end_one(c, &change, who, edits->make_void ? EVENT_TRANSACTION_DELETED : EVENT_TRANSACTION_UPDATED,
                   undo);
}

enum err edit_merge(struct ctx *c, struct store *store, struct editor who, struct id id, struct id with,
                    struct id *undo)
{
    struct change change, known;
    TRY(begin_one(c, store, who, id, &change));
    enum err e = change_load_id(c, change.in, with, &known);
    if (e == ERR_NOT_FOUND)
        return fail(c, e, "with: there is no such transaction");
    TRY(e);
    TRY(change_merge(c, &change, &known));
    return end_one(c, &change, who, EVENT_TRANSACTION_DELETED, undo);
}

enum err edit_review(struct ctx *c, struct store *store, struct editor who, struct id id, bool same,
                     struct id *undo)
{
    struct change change;
    TRY(begin_one(c, store, who, id, &change));
    TRY(change_review(c, &change, same));
    return end_one(c, &change, who, same ? EVENT_TRANSACTION_DELETED : EVENT_TRANSACTION_UPDATED, undo);
}

/* -- Many -- */

static bool came_before(const struct id *ids, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (id_equal(ids[i], ids[at]))
            return true;
    return false;
}

static enum err apply_all(struct ctx *c, struct changing *in, const struct id *ids, size_t count,
                          const struct edits *edits, struct edits_result *result)
{
    for (size_t i = 0; i < count; i++) {
        bool refused;
        if (came_before(ids, i))
            continue;
        enum err e = apply(c, in, ids[i], edits, &refused);
        if (e != OK && !refused)
            return e;
        result->changed += e == OK;
        if (e != OK)
            result->refused[result->refused_count++] =
                (struct edit_refusal){ids[i], text_copy(c->arena, text_of(c->why))};
    }
    return OK;
}

enum err edits_apply(struct ctx *c, struct store *store, struct editor who, const struct id *ids,
                     size_t count, const struct edits *edits, struct edits_result *result)
{
    struct changing *in;
    *result = (struct edits_result){0};
    TRY(check(c, edits, count));
    result->refused = ARENA_ARRAY(c->arena, struct edit_refusal, count);
    TRY(changing_begin(c, store, who.household, true, &in));
    TRY(apply_all(c, in, ids, count, edits, result));
    if (result->changed == 0) {
        store_rollback(in->tx); /* categories that were made for nothing */
        return OK;
    }
    TRY(keep_record(c, in, who, &result->undo));
    return changing_commit(c, in);
}
