#include "finance/goals.h"

#include "base/json.h"
#include "bus/types.h"
#include "store/entity/event.h"
#include "store/entity/total.h"

/* -- How a goal stands -- */

/* The product needs more than 64 bits. */
static int32_t percent_of(int64_t saved, int64_t target)
{
    if (saved <= 0)
        return 0;
    __int128 percent = (__int128)saved * 100 / target;
    return percent > GOAL_PERCENT_MAX ? GOAL_PERCENT_MAX : (int32_t)percent;
}

/* Rounded up: rounded down, the goal would be missed. */
static int64_t needed_a_month(int64_t missing, int32_t months)
{
    int64_t each = missing / months;
    return each + (missing % months > 0);
}

static enum err look(struct ctx *c, struct store_tx *tx, struct goal_status *s)
{
    const struct goal_row *row = &s->row;
    int64_t missing;
    s->saved = row->saved;
    if (row->account != 0) {
        struct account_sums sums;
        TRY(account_by_seq(c, tx, row->account, &s->account));
        TRY(total_sums(c, tx, row->account, &sums));
        s->saved = sums.debit - sums.credit;
    }
    s->percent = percent_of(s->saved, row->target);
    s->has_needed = row->due != DATE_NONE && s->saved < row->target;
    if (!s->has_needed)
        return OK;
    int32_t months = date_month(row->due) - date_month(time_date(c->now_us));
    if (__builtin_sub_overflow(row->target, s->saved, &missing))
        return fail(c, ERR_LIMIT, "what is missing for %.*s does not fit in 64 bits", TEXT_ARGS(row->name));
    s->needed = needed_a_month(missing, months < 1 ? 1 : months);
    return OK;
}

enum err goals_list(struct ctx *c, struct store_tx *tx, int64_t household, struct goal_status **out,
                    size_t *count)
{
    struct goal_row *rows;
    TRY(goal_list(c, tx, household, &rows, count));
    *out = ARENA_ARRAY(c->arena, struct goal_status, *count + 1);
    for (size_t i = 0; i < *count; i++) {
        (*out)[i].row = rows[i];
        TRY(look(c, tx, &(*out)[i]));
    }
    return OK;
}

enum err goals_find(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                    struct goal_status *out)
{
    *out = (struct goal_status){0};
    TRY(goal_by_id(c, tx, household, id, &out->row));
    return look(c, tx, out);
}

/* -- Changing one -- */

static enum err append(struct ctx *c, struct store_tx *tx, const struct goal_status *s, const char *type)
{
    char id[ID_TEXT_MAX], money[MONEY_TEXT_MAX];
    const struct goal_row *row = &s->row;
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    json_object(&j);
    json_key_z(&j, "goal", id_format(row->id, id));
    json_key_text(&j, "name", row->name);
    json_key_z(&j, "target", money_format(row->target, row->currency, money));
    json_key_z(&j, "saved", money_format(s->saved, row->currency, money));
    json_key_z(&j, "currency", currency_code(row->currency));
    json_key_int(&j, "percent", s->percent);
    json_object_end(&j);
    struct event_row event = {.household = row->household,
                              .type = text_of(type),
                              .subject = text_of(arena_printf(c->arena, "goal/%s", id)),
                              .data = buf_view(data)};
    return event_append(c, tx, &event);
}

static enum err check(struct ctx *c, struct store_tx *tx, const struct goal_row *row)
{
    struct account_row account;
    if (row->target <= 0)
        return fail(c, ERR_INPUT, "target: a goal is more than nothing");
    if (row->saved < 0)
        return fail(c, ERR_INPUT, "saved: cannot be below zero");
    if (row->account == 0)
        return OK;
    TRY(account_by_seq(c, tx, row->account, &account));
    if (account.household != row->household || !account_is_own(account.kind))
        return fail(c, ERR_NOT_FOUND, "account: there is no such account");
    if (account.currency != row->currency)
        return fail(c, ERR_INPUT, "account: it is kept in %s, the goal in %s",
                    currency_code(account.currency), currency_code(row->currency));
    return OK;
}

/* Writes what was changed, with its event, and notes when the target is reached or is not any more. */
static enum err settle(struct ctx *c, struct store_tx *tx, struct goal_status *s, const char *type)
{
    TRY(look(c, tx, s));
    bool reached = s->saved >= s->row.target, fresh = reached && s->row.achieved_us == 0;
    if (fresh)
        s->row.achieved_us = c->now_us;
    else if (!reached)
        s->row.achieved_us = 0;
    TRY(goal_update(c, tx, &s->row));
    TRY(append(c, tx, s, type));
    return fresh ? append(c, tx, s, EVENT_GOAL_ACHIEVED) : OK;
}

enum err goals_add(struct ctx *c, struct store *store, int64_t household, const struct goal_new *fresh,
                   struct id *id)
{
    struct store_tx *tx;
    struct goal_row *rows;
    size_t count;
    struct goal_status s = {.row = {.household = household,
                                    .name = fresh->name,
                                    .target = fresh->target,
                                    .currency = fresh->currency,
                                    .saved = fresh->saved,
                                    .account = fresh->account,
                                    .due = fresh->due}};
    TRY(store_begin(c, store, &tx));
    TRY(check(c, tx, &s.row));
    TRY(goal_list(c, tx, household, &rows, &count));
    if (count >= GOALS_MOST)
        return fail(c, ERR_LIMIT, "more than %d goals", GOALS_MOST);
    TRY(goal_insert(c, tx, &s.row));
    TRY(settle(c, tx, &s, EVENT_GOAL_CREATED));
    *id = s.row.id;
    return store_commit(c, tx);
}

static enum err apply(struct ctx *c, struct goal_row *row, const struct goal_change *change)
{
    if (change->set_name)
        row->name = change->name;
    if (change->set_target)
        row->target = change->target;
    if (change->set_account)
        row->account = change->account;
    if (change->set_due)
        row->due = change->due;
    if (change->set_saved && row->account != 0)
        return fail(c, ERR_CONFLICT, "saved: this goal follows an account's balance");
    if (change->set_saved)
        row->saved = change->saved;
    return OK;
}

enum err goals_change(struct ctx *c, struct store *store, int64_t household, struct id id,
                      const struct goal_change *change)
{
    struct store_tx *tx;
    struct goal_status s = {0};
    TRY(store_begin(c, store, &tx));
    TRY(goal_by_id(c, tx, household, id, &s.row));
    TRY(apply(c, &s.row, change));
    TRY(check(c, tx, &s.row));
    TRY(settle(c, tx, &s, EVENT_GOAL_PROGRESS));
    return store_commit(c, tx);
}

enum err goals_remove(struct ctx *c, struct store *store, int64_t household, struct id id)
{
    struct store_tx *tx;
    struct goal_status s;
    TRY(store_begin(c, store, &tx));
    TRY(goals_find(c, tx, household, id, &s));
    TRY(goal_delete(c, tx, s.row.seq));
    TRY(append(c, tx, &s, EVENT_GOAL_DELETED));
    return store_commit(c, tx);
}
