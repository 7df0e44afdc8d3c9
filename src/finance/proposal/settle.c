/* What becomes of proposals by themselves: approved ones whose time has come, and ones that nobody answered; how they are shown. */
#include "finance/proposal/parts.h"

enum { BATCH = 64 };

const char *const proposal_state_words[] = {"waiting", "approved", "done",      "denied",
                                            "expired", "failed",   "withdrawn", NULL};

static enum err settle_some(struct ctx *c, struct store *store, struct judge *judge, bool *more,
                            int64_t *next_us)
{
    struct store_tx *tx;
    struct proposal_row *rows;
    size_t count;
    TRY(store_begin_read(c, store, &tx));
    TRY(proposal_due(c, tx, c->now_us, 1, &rows, &count));
    TRY(proposal_next_due(c, tx, next_us));
    store_rollback(tx);
    *more = count > 0;
    if (count == 0)
        return OK;
    TRY(store_begin(c, store, &tx));
    TRY(proposal_due(c, tx, c->now_us, BATCH, &rows, &count)); /* another process may have been quicker */
    for (size_t i = 0; i < count; i++)
        TRY(rows[i].state == PROPOSAL_WAITING
                ? drop(c, tx, &rows[i], PROPOSAL_EXPIRED, TEXT("nobody answered in time"))
                : carry_on(c, tx, judge, &rows[i]));
    return store_commit(c, tx);
}

enum err proposals_settle(struct ctx *c, struct store *store, struct judge *judge, int64_t *next_us)
{
    for (;;) {
        bool more;
        struct arena_mark mark = arena_mark(c->arena);
        TRY(settle_some(c, store, judge, &more, next_us));
        arena_rewind(c->arena, mark);
        if (!more)
            return OK;
    }
}

/* -- Showing */

static void write_time(struct json *j, const char *key, int64_t us)
{
    json_key(j, key);
    us == 0 ? json_null(j) : json_time(j, us);
}

static void write_decision(struct json *j, const struct proposal_row *row)
{
    json_key(j, "decision");
    json_object(j);
    json_key_z(j, "verdict", policy_verdict_name((enum policy_verdict)row->verdict));
    json_key_text(j, "rule", row->rule);
    json_key_text(j, "why", row->why);
    json_key_int(j, "approvals_needed", row->approvals_needed);
    json_key_int(j, "approvals", row->approvals);
    json_key_bool(j, "step_up", row->step_up);
    write_time(j, "not_before", row->not_before_us);
    json_object_end(j);
}

void proposal_write(struct json *j, const struct proposal_row *row)
{
    char digest[DIGEST_TEXT_MAX], amount[MONEY_TEXT_MAX];
    json_object(j);
    json_key(j, "id");
    json_id(j, row->id);
    json_key_z(j, "state", proposal_state_words[row->state - PROPOSAL_WAITING]);
    json_key_text(j, "kind", row->kind);
    json_key_text(j, "summary", row->summary);
    json_key_text(j, "reason", row->reason);
    json_key(j, "agent");
    row->agent.len == 0 ? json_null(j) : json_text(j, row->agent);
    json_key(j, "run");
    id_is_zero(row->run) ? json_null(j) : json_id(j, row->run);
    json_key(j, "amount");
    row->amount == 0 ? json_null(j) : json_z(j, money_format(row->amount, row->currency, amount));
    json_key(j, "currency");
    row->amount == 0 ? json_null(j) : json_z(j, currency_code(row->currency));
    json_key(j, "action");
    json_raw(j, row->action);
    json_key_z(j, "digest", digest_format(&row->digest, digest));
    write_decision(j, row);
    write_time(j, "expires", row->expires_us);
    write_time(j, "created", row->created_us);
    write_time(j, "changed", row->changed_us);
    json_key(j, "receipt");
    json_raw(j, row->receipt.len == 0 ? TEXT("null") : row->receipt);
    json_object_end(j);
}
