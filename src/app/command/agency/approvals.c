/* florin approvals: what agents want to happen, and saying yes or no to it. */
#include "app/app.h"
#include "app/react.h"
#include "app/terminal.h"
#include "finance/proposal/proposal.h"
#include "store/entity/household.h"

static const struct command_option options[] = {
    {"limit", 'n', "N", "list: at most so many, newest first (default 50)"},
    {"state", 's', "STATE",
     "list: waiting (the default), approved, done, denied, expired, failed, withdrawn or all"},
    {"digest", 0, "HEX", "approve: of the action that you mean; refused when it is another"},
    {0},
};

static void print_one(struct ctx *c, const struct proposal_row *row)
{
    char id[ID_TEXT_MAX], time[TIME_TEXT_MAX];
    printf("%s  %-9s %s\n    wanted by %s: %s\n    %s (%s)\n", id_format(row->id, id),
           proposal_state_words[row->state - PROPOSAL_WAITING], terminal_field(c->arena, row->summary, 0),
           row->agent.len == 0 ? "a person" : terminal_field(c->arena, row->agent, 0),
           terminal_field(c->arena, row->reason, 0), terminal_field(c->arena, row->why, 0),
           terminal_field(c->arena, row->rule, 0));
    if (row->state == PROPOSAL_WAITING)
        printf("    %lld of %lld approvals%s%s\n", (long long)row->approvals,
               (long long)row->approvals_needed, row->expires_us == 0 ? "" : ", until ",
               row->expires_us == 0 ? "" : time_format(row->expires_us, time));
}

static enum err read_state(struct ctx *c, const struct invocation *inv, int64_t *state)
{
    const char *word = invocation_value(inv, "state");
    *state = PROPOSAL_WAITING;
    if (word == NULL)
        return OK;
    *state = 0;
    if (strcmp(word, "all") == 0)
        return OK;
    for (int64_t i = 0; proposal_state_words[i] != NULL; i++)
        if (strcmp(word, proposal_state_words[i]) == 0)
            *state = PROPOSAL_WAITING + i;
    return *state != 0
               ? OK
               : usage_error(c, inv,
                             "--state: waiting, approved, done, denied, expired, failed, withdrawn or all");
}

static enum err list(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct proposal_row *rows;
    int64_t limit, state;
    size_t count;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(invocation_int(c, inv, "limit", 1, 1000, 50, &limit));
    TRY(read_state(c, inv, &state));
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(proposal_page(c, tx, HOUSEHOLD_FIRST, state, 0, limit, &rows, &count));
    json_array(&j);
    for (size_t i = 0; i < count; i++) {
        TRY(proposal_in_words(c, tx, &rows[i]));
        if (inv->json)
            proposal_write(&j, &rows[i]);
        else
            print_one(c, &rows[i]);
    }
    json_array_end(&j);
    if (inv->json)
        app_print_json(out);
    else if (count == 0)
        puts(state == PROPOSAL_WAITING ? "Nothing waits for you." : "None.");
    return OK;
}

static enum err read_id(struct ctx *c, const struct invocation *inv, struct id *out)
{
    if (inv->count == 2 && id_parse(text_of(inv->words[1]), out))
        return OK;
    return usage_error(c, inv, "which one? `florin approvals` shows their ids");
}

/* Whoever may use this command may read and write the store itself: nothing more could be proved by a code. */
static const struct proposal_voice terminal_voice = {.way = {"terminal", 8}, .step_up = true};

/* What was shown: the digest that was given, or the one that is printed here before anything happens. */
static enum err read_digest(struct ctx *c, const struct invocation *inv, struct store *store, struct id id,
                            struct digest *out)
{
    struct store_tx *tx;
    struct proposal_row row;
    const char *word = invocation_value(inv, "digest");
    if (word != NULL)
        return digest_parse(text_of(word), out) ? OK : usage_error(c, inv, "--digest: 64 hexadecimal digits");
    TRY(store_begin_read(c, store, &tx));
    TRY(proposal_by_id(c, tx, HOUSEHOLD_FIRST, id, &row));
    store_rollback(tx);
    *out = row.digest;
    return OK;
}

static enum err answer(struct ctx *c, const struct invocation *inv, bool yes)
{
    struct store *store;
    struct store_tx *tx;
    struct proposal_row row;
    struct digest digest;
    struct id id;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(read_id(c, inv, &id));
    TRY(app_open(c, inv, &store));
    TRY(read_digest(c, inv, store, id, &digest));
    TRY(store_begin(c, store, &tx));
    TRY(yes ? proposal_approve(c, tx, NULL, HOUSEHOLD_FIRST, id, &digest, &terminal_voice, &row)
            : proposal_deny(c, tx, HOUSEHOLD_FIRST, id, &terminal_voice, &row));
    TRY(store_commit(c, tx));
    TRY(react(c, inv, store, inv->json ? NULL : stdout));
    TRY(store_begin_read(c, store, &tx));
    TRY(proposal_by_id(c, tx, HOUSEHOLD_FIRST, id, &row));
    if (inv->json) {
        proposal_write(&j, &row);
        app_print_json(out);
    } else {
        print_one(c, &row);
    }
    return OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct text word = inv->count == 0 ? TEXT("list") : text_of(inv->words[0]);
    if (text_is(word, "list") && inv->count <= 1)
        return list(c, inv);
    if (text_is(word, "approve"))
        return answer(c, inv, true);
    if (text_is(word, "deny"))
        return answer(c, inv, false);
    return usage_error(c, inv, "list, approve ID or deny ID");
}

const struct command command_approvals = {
    .name = "approvals",
    .summary = "What waits for your yes or no",
    .usage = "[list | approve ID | deny ID]",
    .details = "An agent proposes, the household's policy decides, and where it says \"ask\", people do. An "
               "approval is of the exact "
               "action, by its digest: what\n"
               "changed since it was shown is refused. It takes effect once, however often it is approved.",
    .options = options,
    .run = run,
};
