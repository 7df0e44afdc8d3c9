/* florin security: payments that are held as suspicious, and saying whether they were yours. */
#include "finance/security/security.h"

#include "app/app.h"
#include "app/react.h"
#include "app/terminal.h"
#include "store/entity/household.h"
#include "store/entity/people/member.h"
#include "store/entity/people/proof.h"

static const struct command_option options[] = {
    {"limit", 'n', "N", "inbox: at most so many, newest first (default 50)"},
    {"all", 'a', NULL, "inbox: those that were answered, too"},
    {0},
};

/* Whoever may use this command may read and write the store itself: nothing more could be proved by a code. */
static const struct proposal_voice terminal_voice = {.way = {"terminal", 8}, .step_up = true};

static void print_status(const struct security_status *s)
{
    printf("%s scores from %.2f on; %lld hours to answer\n",
           s->setting.holds ? "Holds payments with" : "Only tells of payments with", s->threshold,
           (long long)s->setting.hours);
    printf("In %d days %lld payments: %lld denied, %lld false alarms, %lld not answered yet\n", SECURITY_DAYS,
           (long long)s->payments, (long long)s->counts.denied, (long long)s->counts.confirmed,
           (long long)s->counts.open);
    if (s->setting.asks)
        puts("Asks a language model about payments in doubt, where there is one");
    printf("False alarms: %.3f %% of payments; aimed at: %.3f %% at most\n", 100 * s->false_alarms,
           (double)s->setting.target / 1e4);
}

static enum err status(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct security_status s;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(security_status(c, tx, HOUSEHOLD_FIRST, &s));
    if (!inv->json) {
        print_status(&s);
        return OK;
    }
    security_status_write(&j, &s);
    app_print_json(out);
    return OK;
}

static enum err print_one(struct ctx *c, const struct verification_row *row)
{
    char id[ID_TEXT_MAX], amount[MONEY_TEXT_MAX], day[DATE_TEXT_MAX], time[TIME_TEXT_MAX];
    const struct json_value *evidence;
    printf("%s  %-9s %s  %s %s  %s\n", id_format(row->id, id),
           verification_state_words[row->state - VERIFICATION_OPEN], date_format(row->date, day),
           money_format(row->amount, row->currency, amount), currency_code(row->currency),
           terminal_field(c->arena, row->payee, 0));
    TRY(json_read(c, row->evidence, &evidence));
    for (const struct json_value *why = json_first(json_member(evidence, "reasons")); why != NULL;
         why = json_next(why))
        printf("    - %s\n", terminal_field(c->arena, json_as_text(json_member(why, "words")), 0));
    if (row->score > 0)
        printf("    score %.2f of %.2f", (double)row->score / 1000, (double)row->threshold / 1000);
    if (row->state == VERIFICATION_OPEN)
        printf("%sanswer until %s", row->score > 0 ? "; " : "    ", time_format(row->deadline_us, time));
    putchar('\n');
    return OK;
}

static enum err inbox(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct verification_row *rows;
    int64_t limit;
    size_t count;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(invocation_int(c, inv, "limit", 1, 1000, 50, &limit));
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(verification_page(c, tx, HOUSEHOLD_FIRST, invocation_has(inv, "all") ? 0 : VERIFICATION_OPEN, 0,
                          limit, &rows, &count));
    json_array(&j);
    for (size_t i = 0; i < count; i++)
        TRY(inv->json ? verification_write(c, tx, &j, &rows[i]) : print_one(c, &rows[i]));
    json_array_end(&j);
    if (inv->json)
        app_print_json(out);
    else if (count == 0)
        puts("Nothing is held.");
    return OK;
}

static enum err answer(struct ctx *c, const struct invocation *inv, bool yes)
{
    struct store *store;
    struct store_tx *tx;
    struct security_answered said;
    struct id id;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    if (inv->count != 2 || !id_parse(text_of(inv->words[1]), &id))
        return usage_error(c, inv, "which one? `florin security inbox` shows their ids");
    TRY(app_open(c, inv, &store));
    TRY(store_begin(c, store, &tx));
    TRY((yes ? security_confirm : security_deny)(c, tx, NULL, HOUSEHOLD_FIRST, id, &terminal_voice, &said));
    TRY(store_commit(c, tx));
    TRY(react(c, inv, store, inv->json ? NULL : stdout));
    TRY(store_begin_read(c, store, &tx));
    TRY(verification_by_id(c, tx, HOUSEHOLD_FIRST, id, &said.row));
    if (!inv->json)
        return print_one(c, &said.row);
    TRY(verification_write(c, tx, &j, &said.row));
    app_print_json(out);
    return OK;
}

/* What a stranger may know of payments in doubt goes to a language model then: only who wants that. */
static enum err ask_model(struct ctx *c, const struct invocation *inv, bool asks)
{
    struct store *store;
    struct store_tx *tx;
    struct security_setting setting;
    TRY(app_open(c, inv, &store));
    TRY(store_begin(c, store, &tx));
    TRY(security_setting_get(c, tx, HOUSEHOLD_FIRST, &setting));
    TRY(security_set(c, tx, HOUSEHOLD_FIRST, 0, 0, setting.holds, &asks));
    TRY(store_commit(c, tx));
    return status(c, inv);
}

/* Who has set some, never what they ask. */
static enum err questions(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct member_row *members;
    struct question_row *rows;
    size_t count, question_count;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(member_rows(c, tx, HOUSEHOLD_FIRST, &members, &count));
    json_array(&j);
    for (size_t i = 0; i < count; i++) {
        TRY(question_rows(c, tx, members[i].person, &rows, &question_count));
        json_object(&j);
        json_key_text(&j, "person", members[i].email);
        json_key_int(&j, "questions", (int64_t)question_count);
        json_object_end(&j);
        if (!inv->json)
            printf("%s: %zu\n", terminal_field(c->arena, members[i].email, 0), question_count);
    }
    json_array_end(&j);
    if (inv->json)
        app_print_json(out);
    return OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct text word = inv->count == 0 ? TEXT("status") : text_of(inv->words[0]);
    if (text_is(word, "status") && inv->count <= 1)
        return status(c, inv);
    if (text_is(word, "inbox") && inv->count == 1)
        return inbox(c, inv);
    if (text_is(word, "questions") && inv->count == 1)
        return questions(c, inv);
    if (text_is(word, "confirm") || text_is(word, "deny"))
        return answer(c, inv, text_is(word, "confirm"));
    if (text_is(word, "model") && inv->count == 2 &&
        (strcmp(inv->words[1], "on") == 0 || strcmp(inv->words[1], "off") == 0))
        return ask_model(c, inv, strcmp(inv->words[1], "on") == 0);
    return usage_error(c, inv, "status, inbox, confirm ID, deny ID, questions, or model on|off");
}

const struct command command_security = {
    .name = "security",
    .summary = "Payments that look as if they were none of yours",
    .usage = "[status | inbox | confirm ID | deny ID | questions | model on|off]",
    .details =
        "A suspicious payment is held until somebody answers. confirm: it was yours, and goes on. "
        "deny: it was not; it is "
        "void, and its payee blocked.\n"
        "status tells how often that was a false alarm. questions: who has set questions of their own "
        "(in the page). model on: a language model is asked about payments in doubt, where the server has "
        "one; what leaves is in docs/guides/language-models.md.",
    .options = options,
    .run = run,
};
