#include "finance/naming/payees.h"

#include "base/json.h"
#include "base/limits.h"
#include "bus/types.h"
#include "store/entity/event.h"

/* -- Looking -- */

enum err payees_find(struct ctx *c, struct store_tx *tx, int64_t household, struct text payee, int64_t *seq)
{
    struct payee_row row;
    if (text_to_int(payee, seq)) {
        enum err e = payee_by_seq(c, tx, *seq, &row);
        if (e != ERR_NOT_FOUND && (e != OK || row.household == household))
            return e;
    }
    TRY(payee_find(c, tx, household, payee, seq));
    return *seq != 0 ? OK : fail(c, ERR_NOT_FOUND, "payee: there is no such payee");
}

struct listing {
    struct arena *arena;
    struct text search; /* folded */
    struct payee_view *rows;
    size_t count, limit;
};

static bool keep(void *self, int64_t seq, struct text name)
{
    struct listing *l = self;
    struct arena_mark mark = arena_mark(l->arena);
    bool wanted = l->search.len == 0 || text_find(text_fold(l->arena, name), l->search) >= 0;
    arena_rewind(l->arena, mark);
    if (wanted)
        l->rows[l->count++] = (struct payee_view){.seq = seq, .name = text_copy(l->arena, name)};
    return l->count < l->limit;
}

/* What it is sorted into of late tells more than what it was years ago, and is quick however much there is. */
static enum err complete(struct ctx *c, struct store_tx *tx, struct payee_view *row)
{
    enum { NEWEST = 8 };
    TRY(payee_count(c, tx, row->seq, &row->transactions));
    return payee_category(c, tx, row->seq, NEWEST, &row->category);
}

static enum err name_behind(struct ctx *c, struct store_tx *tx, int64_t household, int64_t behind,
                            struct text *out)
{
    struct payee_row row;
    *out = (struct text){NULL, 0};
    if (behind == 0)
        return OK;
    enum err e = payee_by_seq(c, tx, behind, &row);
    if (e == ERR_NOT_FOUND || (e == OK && row.household != household))
        return fail(c, ERR_INPUT, "cursor: the payee it stood at is gone; begin anew");
    *out = row.name;
    return e;
}

enum err payees_list(struct ctx *c, struct store_tx *tx, int64_t household,
                     const struct payees_filter *filter, struct payee_view **out, size_t *count)
{
    size_t limit = filter->limit < 1 || filter->limit > LIMIT_PAGE ? LIMIT_PAGE : (size_t)filter->limit;
    struct listing l = {.arena = c->arena,
                        .search = text_fold(c->arena, filter->search),
                        .rows = ARENA_ARRAY(c->arena, struct payee_view, limit),
                        .limit = limit};
    struct text behind;
    TRY(name_behind(c, tx, household, filter->behind, &behind));
    TRY(payee_each(c, tx, household, behind, keep, &l));
    for (size_t i = 0; i < l.count; i++)
        TRY(complete(c, tx, &l.rows[i]));
    *out = l.rows;
    *count = l.count;
    return OK;
}

/* Of this household. */
static enum err find(struct ctx *c, struct store_tx *tx, int64_t household, int64_t seq,
                     struct payee_row *out)
{
    TRY(payee_by_seq(c, tx, seq, out));
    return out->household == household ? OK : fail(c, ERR_NOT_FOUND, "there is no such payee");
}

enum err payees_show(struct ctx *c, struct store_tx *tx, int64_t household, int64_t seq,
                     struct payee_view *out)
{
    struct payee_row row;
    TRY(find(c, tx, household, seq, &row));
    *out = (struct payee_view){.seq = row.seq, .name = row.name};
    return complete(c, tx, out);
}

/* -- Changing -- */

static enum err check_name(struct ctx *c, struct text name)
{
    if (name.len == 0 || name.len > LIMIT_PAYEE_TEXT || !text_is_utf8(name) ||
        text_trim(name).len != name.len)
        return fail(c, ERR_INPUT, "name: a payee's has 1 to %d bytes and no blank at its ends",
                    LIMIT_PAYEE_TEXT);
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.at[i] < ' ' || name.at[i] == 0x7F)
            return fail(c, ERR_INPUT, "name: a payee's has no control characters");
    return OK;
}

static enum err append_event(struct ctx *c, struct store_tx *tx, const struct payee_row *row, struct text to)
{
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    json_object(&j);
    json_key_text(&j, "from", row->name);
    json_key_text(&j, "to", to);
    json_object_end(&j);
    struct event_row event = {.household = row->household,
                              .type = TEXT(EVENT_PAYEE_RENAMED),
                              .subject = text_of(arena_printf(c->arena, "payee/%lld", (long long)row->seq)),
                              .data = buf_view(data)};
    return event_append(c, tx, &event);
}

enum err payees_rename(struct ctx *c, struct store *store, int64_t household, int64_t payee, struct text name,
                       int64_t *seq)
{
    struct store_tx *tx;
    struct payee_row row;
    TRY(check_name(c, name));
    TRY(store_begin(c, store, &tx));
    TRY(find(c, tx, household, payee, &row));
    *seq = payee;
    if (text_equal(row.name, name)) {
        store_rollback(tx);
        return OK;
    }
    TRY(payee_find(c, tx, household, name, seq));
    bool merges = *seq != 0;
    *seq = merges ? *seq : payee;
    TRY(payee_claim(c, tx, payee, *seq));
    TRY(merges ? payee_delete(c, tx, payee) : payee_rename(c, tx, payee, name));
    TRY(append_event(c, tx, &row, name));
    return store_commit(c, tx);
}
