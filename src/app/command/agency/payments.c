/* florin payments: what is planned, on its way and paid; and what was confirmed to be paid again and again. */
#include "app/app.h"
#include "app/react.h"
#include "app/terminal.h"
#include "finance/payment/pay.h"
#include "store/entity/household.h"

static const struct command_option options[] = {
    {"state", 's', "STATE", "list: planned, held, submitted, paid, failed, cancelled or all (the default)"},
    {"limit", 'n', "N", "list: at most so many, newest first (default 50)"},
    {"account", 'a', "NAME", "add: the own account that the money leaves"},
    {"payee", 'p', "NAME", "add: who gets it"},
    {"to", 0, "NAME", "add: or the own account that it goes to"},
    {"number", 0, "IBAN", "add: the payee's"},
    {"amount", 0, "AMOUNT", "add: 12.50; of a mandate: the most that one payment may be"},
    {"due", 'd', "DATE", "add: the day (default today)"},
    {"reference", 'r', "TEXT", "add: what the payee reads"},
    {"category", 'c', "PATH", "add: what it is sorted into (default: as what was paid to them before)"},
    {"every", 'e', "TIME", "mandates add: \"1 month\", \"2 weeks\", \"1 year\""},
    {"first", 0, "DATE", "mandates add: its first day"},
    {"from", 0, "DATE", "calendar: from here (default today)"},
    {"until", 0, "DATE", "calendar: to here (default four weeks later)"},
    {"key", 0, "TEXT", "add: the same key is the same payment, however often it is given"},
    {"why", 0, "TEXT", "cancel, mandates end: what is written down"},
    {"all", 0, NULL, "mandates: ended ones, too"},
    {0},
};

/* Whoever may use this command may read and write the store itself. */
static const struct proposal_voice voice = {.way = {"terminal", 8}, .step_up = true};

static enum err open_read(struct ctx *c, const struct invocation *inv, struct store_tx **tx)
{
    struct store *store;
    TRY(app_open_read(c, inv, &store));
    return store_begin_read(c, store, tx);
}

static enum err read_id(struct ctx *c, const struct invocation *inv, int at, struct id *out)
{
    if (inv->count == at + 1 && id_parse(text_of(inv->words[at]), out))
        return OK;
    return usage_error(c, inv, "which one? `florin %s` shows their ids",
                       at == 1 ? "payments" : "payments mandates");
}

/* -- Showing */

static enum err print_payment(struct ctx *c, struct store_tx *tx, const struct payment_row *row)
{
    char id[ID_TEXT_MAX], due[DATE_TEXT_MAX], amount[40];
    struct account_row account;
    TRY(account_by_seq(c, tx, row->account, &account));
    printf("%s  %s  %-9s %12s %s  %s, from %s%s%s\n", id_format(row->id, id), date_format(row->due, due),
           payment_state_words[row->state - PAYMENT_PLANNED], app_money(row->amount, row->currency, amount),
           currency_code(row->currency), terminal_field(c->arena, row->payee, 0),
           terminal_field(c->arena, account.name, 0), row->why.len > 0 ? ": " : "",
           terminal_field(c->arena, row->why, 0));
    return OK;
}

static enum err read_state(struct ctx *c, const struct invocation *inv, int64_t *out)
{
    const char *word = invocation_value(inv, "state");
    *out = 0;
    if (word == NULL || strcmp(word, "all") == 0)
        return OK;
    for (int64_t i = 0; payment_state_words[i] != NULL; i++)
        if (strcmp(word, payment_state_words[i]) == 0)
            *out = PAYMENT_PLANNED + i;
    return *out != 0
               ? OK
               : usage_error(c, inv, "--state: planned, held, submitted, paid, failed, cancelled or all");
}

static enum err list(struct ctx *c, const struct invocation *inv)
{
    struct store_tx *tx;
    struct payment_row *rows;
    struct payment_span span = {0};
    size_t count;
    int64_t limit;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(read_state(c, inv, &span.state));
    TRY(invocation_int(c, inv, "limit", 1, 1000, 50, &limit));
    TRY(open_read(c, inv, &tx));
    TRY(payment_page(c, tx, HOUSEHOLD_FIRST, &span, limit, &rows, &count));
    json_array(&j);
    for (size_t i = 0; i < count; i++)
        TRY(inv->json ? payment_write(c, tx, &rows[i], &j) : print_payment(c, tx, &rows[i]));
    json_array_end(&j);
    if (inv->json)
        app_print_json(out);
    else if (count == 0)
        puts("No payments.");
    return OK;
}

static enum err show(struct ctx *c, const struct invocation *inv)
{
    struct store_tx *tx;
    struct payment_row row;
    struct id id;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(read_id(c, inv, 1, &id));
    TRY(open_read(c, inv, &tx));
    TRY(payment_by_id(c, tx, HOUSEHOLD_FIRST, id, &row));
    TRY(payment_write(c, tx, &row, &j));
    app_print_json(out);
    return OK;
}

static enum err calendar(struct ctx *c, const struct invocation *inv)
{
    struct store_tx *tx;
    date from, until;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(app_date(c, inv, "from", &from));
    TRY(app_date(c, inv, "until", &until));
    TRY(open_read(c, inv, &tx));
    if (from == DATE_NONE)
        TRY(pay_today(c, tx, HOUSEHOLD_FIRST, &from));
    if (until == DATE_NONE)
        until = from + 28;
    TRY(payment_calendar(c, tx, HOUSEHOLD_FIRST, from, until, &j));
    app_print_json(out);
    return OK;
}

/* -- Adding: a proposal, which whoever types says yes to */

static void write_given(struct json *j, const struct invocation *inv, const char *const *names)
{
    for (; *names != NULL; names++)
        if (invocation_value(inv, *names) != NULL)
            json_key_z(j, *names, invocation_value(inv, *names));
}

static void print_proposal(struct ctx *c, const struct proposal_row *row)
{
    printf("%s: %s\n", terminal_field(c->arena, row->summary, 0),
           proposal_state_words[row->state - PROPOSAL_WAITING]);
    if (row->state != PROPOSAL_DONE)
        printf("    %s (%s)\n", terminal_field(c->arena, row->why, 0),
               terminal_field(c->arena, row->rule, 0));
}

static enum err print_result(struct ctx *c, struct invocation *inv, struct store *store,
                             const struct proposal_row *row)
{
    struct store_tx *tx;
    struct payment_row payment;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    bool refused = row->state == PROPOSAL_DENIED || row->state == PROPOSAL_FAILED;
    inv->exit_code = refused ? 3 : 0;
    TRY(store_begin_read(c, store, &tx));
    bool is_payment = payment_by_id(c, tx, HOUSEHOLD_FIRST, row->id, &payment) == OK;
    if (!inv->json) {
        print_proposal(c, row);
        return is_payment ? print_payment(c, tx, &payment) : OK;
    }
    json_object(&j);
    json_key(&j, "proposal");
    proposal_write(&j, row);
    json_key(&j, "payment");
    if (is_payment)
        TRY(payment_write(c, tx, &payment, &j));
    else
        json_null(&j);
    json_object_end(&j);
    app_print_json(out);
    return OK;
}

static enum err propose(struct ctx *c, struct invocation *inv, const char *kind, struct text action,
                        const char *key)
{
    struct store *store;
    struct store_tx *tx;
    struct proposal_row row;
    char id[ID_TEXT_MAX];
    bool again;
    const char *given = invocation_value(inv, "key");
    if (given != NULL)
        key = arena_printf(c->arena, "terminal/%s", given);
    else if (key == NULL)
        key = arena_printf(c->arena, "terminal/%s", id_format(id_new(c->now_us), id));
    struct proposal_new fresh = {.voice = &voice,
                                 .kind = text_of(kind),
                                 .key = text_of(key),
                                 .action = action,
                                 .reason = TEXT("asked for at the terminal")};
    TRY(app_open(c, inv, &store));
    TRY(store_begin(c, store, &tx));
    TRY(proposal_make(c, tx, NULL, HOUSEHOLD_FIRST, &fresh, &row, &again));
    TRY(store_commit(c, tx));
    TRY(react(c, inv, store, inv->json ? NULL : stdout));
    return print_result(c, inv, store, &row);
}

static bool has_needed(const struct invocation *inv, const char *one, const char *other)
{
    return invocation_value(inv, one) != NULL && invocation_value(inv, other) != NULL;
}

static enum err add(struct ctx *c, struct invocation *inv)
{
    static const char *const names[] = {"account", "payee",     "to",       "number", "amount",
                                        "due",     "reference", "category", NULL};
    struct buf *action = buf_in_arena(c->arena);
    struct json j = json_into(action);
    if (inv->count != 1 || !has_needed(inv, "account", "amount") ||
        (invocation_value(inv, "payee") == NULL) == (invocation_value(inv, "to") == NULL))
        return usage_error(c, inv,
                           "add --account NAME --payee NAME --amount AMOUNT [--number IBAN] [--due DATE]; or "
                           "add --account NAME --to ACCOUNT --amount AMOUNT");
    json_object(&j);
    write_given(&j, inv, names);
    json_object_end(&j);
    return propose(c, inv, invocation_value(inv, "to") != NULL ? "transfer" : "payment", buf_view(action),
                   NULL);
}

/* A planned one, today. */
static enum err pay_now(struct ctx *c, struct invocation *inv)
{
    struct store_tx *tx;
    struct payment_row row;
    struct id id;
    char text[ID_TEXT_MAX], day[DATE_TEXT_MAX];
    date today;
    TRY(read_id(c, inv, 1, &id));
    TRY(open_read(c, inv, &tx));
    TRY(payment_by_id(c, tx, HOUSEHOLD_FIRST, id, &row));
    TRY(pay_today(c, tx, HOUSEHOLD_FIRST, &today));
    store_rollback(tx);
    const char *action = arena_printf(c->arena, "{\"payment\":\"%s\",\"due\":\"%s\"}", id_format(id, text),
                                      date_format(today, day));
    return propose(c, inv, row.kind == PAYMENT_TO_OWN ? "transfer" : "payment", text_of(action),
                   arena_printf(c->arena, "pay-now/%s/%s", text, day));
}

/* -- Ending */

static enum err change(struct ctx *c, const struct invocation *inv, bool cancels, bool paid)
{
    struct store *store;
    struct store_tx *tx;
    struct payment_row row;
    struct id id;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    const char *why = invocation_value(inv, "why");
    TRY(read_id(c, inv, 1, &id));
    TRY(app_open(c, inv, &store));
    TRY(store_begin(c, store, &tx));
    TRY(cancels ? pay_cancel(c, tx, HOUSEHOLD_FIRST, id, text_of(why == NULL ? "a person cancelled it" : why),
                             &row)
                : pay_resolve(c, tx, HOUSEHOLD_FIRST, id, paid, &row));
    TRY(payment_write(c, tx, &row, &j));
    if (!inv->json)
        TRY(print_payment(c, tx, &row));
    TRY(store_commit(c, tx));
    if (inv->json)
        app_print_json(out);
    return react(c, inv, store, inv->json ? NULL : stdout);
}

/* -- Mandates */

static enum err print_mandate(struct ctx *c, struct store_tx *tx, const struct mandate_row *row)
{
    char id[ID_TEXT_MAX], amount[40], first[DATE_TEXT_MAX];
    struct account_row account;
    TRY(account_by_seq(c, tx, row->account, &account));
    printf("%s  %-6s up to %s %s every %s from %s to %s, since %s\n", id_format(row->id, id),
           row->state == MANDATE_ACTIVE ? "active" : "ended", app_money(row->most, row->currency, amount),
           currency_code(row->currency), schedule_text(c->arena, row->every, row->unit),
           terminal_field(c->arena, account.name, 0), terminal_field(c->arena, row->payee, 0),
           date_format(row->first, first));
    return OK;
}

static enum err mandates_list(struct ctx *c, const struct invocation *inv)
{
    struct store_tx *tx;
    struct mandate_row *rows;
    size_t count;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(open_read(c, inv, &tx));
    TRY(mandate_list(c, tx, HOUSEHOLD_FIRST, invocation_has(inv, "all"), &rows, &count));
    json_array(&j);
    for (size_t i = 0; i < count; i++)
        TRY(inv->json ? mandate_write(c, tx, &rows[i], &j) : print_mandate(c, tx, &rows[i]));
    json_array_end(&j);
    if (inv->json)
        app_print_json(out);
    else if (count == 0)
        puts("No mandates.");
    return OK;
}

static enum err mandates_add(struct ctx *c, struct invocation *inv)
{
    static const char *const names[] = {"account", "payee",     "number",   "amount", "every",
                                        "first",   "reference", "category", NULL};
    struct buf *action = buf_in_arena(c->arena);
    struct json j = json_into(action);
    if (!has_needed(inv, "account", "amount") || !has_needed(inv, "payee", "every") ||
        invocation_value(inv, "first") == NULL)
        return usage_error(
            c, inv, "mandates add --account NAME --payee NAME --amount AMOUNT --every TIME --first DATE");
    json_object(&j);
    write_given(&j, inv, names);
    json_object_end(&j);
    return propose(c, inv, "mandate", buf_view(action), NULL);
}

static enum err mandates_end(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct mandate_row row;
    struct id id;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    const char *why = invocation_value(inv, "why");
    TRY(read_id(c, inv, 2, &id));
    TRY(app_open(c, inv, &store));
    TRY(store_begin(c, store, &tx));
    TRY(mandate_end(c, tx, HOUSEHOLD_FIRST, id, text_of(why == NULL ? "a person ended it" : why), &row));
    TRY(mandate_write(c, tx, &row, &j));
    if (!inv->json)
        TRY(print_mandate(c, tx, &row));
    TRY(store_commit(c, tx));
    if (inv->json)
        app_print_json(out);
    return react(c, inv, store, inv->json ? NULL : stdout);
}

static enum err mandates(struct ctx *c, struct invocation *inv)
{
    struct text word = inv->count == 1 ? TEXT("list") : text_of(inv->words[1]);
    if (text_is(word, "list"))
        return mandates_list(c, inv);
    if (text_is(word, "add") && inv->count == 2)
        return mandates_add(c, inv);
    if (text_is(word, "end"))
        return mandates_end(c, inv);
    return usage_error(c, inv, "mandates list, mandates add or mandates end ID");
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct text word = inv->count == 0 ? TEXT("list") : text_of(inv->words[0]);
    if (text_is(word, "list") && inv->count <= 1)
        return list(c, inv);
    if (text_is(word, "show"))
        return show(c, inv);
    if (text_is(word, "add"))
        return add(c, inv);
    if (text_is(word, "pay-now"))
        return pay_now(c, inv);
    if (text_is(word, "cancel"))
        return change(c, inv, true, false);
    if (text_is(word, "paid") || text_is(word, "not-paid"))
        return change(c, inv, false, text_is(word, "paid"));
    if (text_is(word, "calendar") && inv->count == 1)
        return calendar(c, inv);
    if (text_is(word, "mandates"))
        return mandates(c, inv);
    return usage_error(c, inv, "list, show, add, pay-now, cancel, paid, not-paid, calendar or mandates");
}

const struct command command_payments = {
    .name = "payments",
    .summary = "What is planned, on its way and paid",
    .usage = "[list | show ID | add | pay-now ID | cancel ID | paid ID | not-paid ID | calendar | mandates "
             "[list | add | end ID]]",
    .details =
        "A payment is wanted, the household's policy decides, and where it says \"ask\" people do "
        "(florin approvals). On its day the\n"
        "amount is held in the ledger and leaves by the configured way (payment.provider). What is on "
        "its way cannot be cancelled; where\n"
        "nobody but you knows what became of it, `paid` and `not-paid` say so. A mandate is a recurring "
        "payment that you confirm once.",
    .options = options,
    .run = run,
};
