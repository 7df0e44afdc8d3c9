/* florin credit: cards, what is used of them, scores, and banks that were asked for more. */
#include "finance/credit/credit.h"

#include "app/app.h"
#include "app/chores/scoring.h"
#include "app/react.h"
#include "app/terminal.h"
#include "store/entity/household.h"

static const struct command_option options[] = {
    {"limit", 'l', "AMOUNT", "card set: the credit limit; answer granted: the new one (default: as asked)"},
    {"statement-day", 0, "DAY", "card set: day of the month on which the balance is reported"},
    {"target", 0, "PERCENT", "card set: how much of the limit to use at most (default 30)"},
    {"rate", 0, "PERCENT", "card set: interest a year"},
    {"opened", 0, "DATE", "card set: since when there is the card (default: its first booking)"},
    {"date", 'd', "DATE", "score add: of which day (default today)"},
    {"source", 's', "NAME", "score add: whose score it is"},
    {0},
};

/* -- Showing -- */

static const char *share(struct ctx *c, int32_t used)
{
    return arena_printf(c->arena, "%lld.%lld %%", (long long)((used + 5) / 100),
                        (long long)((used + 5) / 10 % 10));
}

static void print_cards(struct ctx *c, const struct credit_look *look)
{
    struct terminal terminal = terminal_of(stdout);
    struct terminal_table *table = terminal_table_new(c->arena, &terminal);
    struct buf *out = buf_in_arena(c->arena);
    static const char *const right[] = {"Owed", "Limit", "Used", "Statement", "Then"};
    char money[40], day[DATE_TEXT_MAX];
    terminal_column(table, "Card", ALIGN_LEFT, true);
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        terminal_column(table, right[i], ALIGN_RIGHT, false);
    for (size_t i = 0; i < look->count; i++) {
        const struct card_at *at = &look->cards[i];
        currency cur = at->account.currency;
        bool over = at->used > at->card.target, will = at->reported > at->card.target;
        terminal_cell(table, STYLE_PLAIN, at->account.name);
        terminal_cell_z(table, STYLE_PLAIN, app_money(at->owed, cur, money));
        terminal_cell_z(table, STYLE_PLAIN, app_money(at->card.limit, cur, money));
        terminal_cell_z(table, over ? STYLE_RED : STYLE_GREEN, share(c, at->used));
        terminal_cell_z(table, STYLE_PLAIN, date_format(at->statement, day));
        terminal_cell_z(table, will ? STYLE_RED : STYLE_GREEN, share(c, at->reported));
    }
    terminal_table_write(table, out);
    app_print(out);
    for (size_t i = 0; i < look->total_count; i++)
        printf("All cards in %s: %s used, %s at their next statements\n",
               currency_code(look->totals[i].currency),
               share(c, credit_utilisation(look->totals[i].owed, look->totals[i].limit)),
               share(c, credit_utilisation(look->totals[i].projected, look->totals[i].limit)));
}

static void print_advice(struct ctx *c, const struct card_at *at)
{
    char pay[40], can[40], day[DATE_TEXT_MAX];
    const struct advice *a = at->advice;
    const char *name = terminal_field(c->arena, at->account.name, 0);
    if (a != NULL) {
        printf("%s: pay %s by %s", name, app_money(a->pay, at->account.currency, pay),
               date_format(a->by, day));
        if (a->can < a->pay)
            printf("; of what there is, %s of it belongs here", app_money(a->can, at->account.currency, can));
        printf(a->points > 0 ? "; about %d points\n" : "\n", a->points);
    }
    if (at->verdict.may)
        printf("%s: a limit of %s may be asked for\n", name,
               app_money(at->verdict.limit, at->account.currency, pay));
    for (unsigned i = 0; i < LIMIT_REASONS; i++)
        if ((at->verdict.reasons & 1U << i) != 0)
            printf("%s: no higher limit: %s\n", name, limit_reason_texts[i]);
}

static void print_status(struct ctx *c, const struct credit_look *look)
{
    char day[DATE_TEXT_MAX];
    bool estimated = false;
    if (look->count == 0)
        puts("No account is a card yet: florin credit card set NAME --limit AMOUNT --statement-day DAY");
    else
        print_cards(c, look);
    for (size_t i = 0; i < look->count; i++) {
        print_advice(c, &look->cards[i]);
        estimated = estimated || (look->cards[i].advice != NULL && look->cards[i].advice->points > 0);
    }
    if (look->score_count > 0)
        printf("Score: %lld on %s", (long long)look->scores[0].score, date_format(look->scores[0].day, day));
    if (look->score_count > 0)
        printf(look->has_change ? ", %+d in half a year\n" : "\n", look->score_change);
    if (estimated)
        printf("Points: %s\n", advice_assumed);
}

static enum err status(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct credit_look look;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(credit_look(c, tx, HOUSEHOLD_FIRST, &look));
    if (!inv->json) {
        print_status(c, &look);
        return OK;
    }
    TRY(credit_write(c, tx, &j, &look));
    app_print_json(out);
    return OK;
}

/* -- Cards -- */

/* "30", "17.9": per cent as basis points. */
static enum err read_percent(struct ctx *c, const struct invocation *inv, const char *option, bool *set,
                             int64_t *out)
{
    struct decimal value;
    const char *word = invocation_value(inv, option);
    *set = word != NULL;
    if (word == NULL)
        return OK;
    /* Two places, as of a currency with two: the same exactness. */
    if (!decimal_parse(text_of(word), '.', &value) || !money_from_decimal(value, CURRENCY_EUR, out) ||
        *out < 0)
        return usage_error(c, inv, "--%s: per cent, with at most two places", option);
    return OK;
}

static enum err read_amount(struct ctx *c, const struct invocation *inv, currency cur, bool *set,
                            int64_t *out)
{
    struct decimal value;
    const char *word = invocation_value(inv, "limit");
    *set = word != NULL;
    if (word == NULL)
        return OK;
    if (!decimal_parse(text_of(word), '.', &value) || !money_from_decimal(value, cur, out) || *out <= 0)
        return usage_error(c, inv, "--limit: an amount in %s above 0", currency_code(cur));
    return OK;
}

static enum err find_account(struct ctx *c, struct store *store, const char *name, struct account_row *out)
{
    struct store_tx *tx;
    TRY(store_begin_read(c, store, &tx));
    TRY(account_by_name(c, tx, HOUSEHOLD_FIRST, text_of(name), out));
    store_rollback(tx);
    return account_is_own(out->kind) ? OK : fail(c, ERR_INPUT, "%s is a category", name);
}

static enum err after(struct ctx *c, const struct invocation *inv, struct store *store)
{
    return react(c, inv, store, inv->json ? NULL : stdout);
}

static enum err card_set(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct account_row account;
    struct card_change change = {.set_statement_day = invocation_has(inv, "statement-day"),
                                 .set_opened = invocation_has(inv, "opened")};
    if (inv->count != 3)
        return usage_error(c, inv, "which account?");
    TRY(invocation_int(c, inv, "statement-day", 1, 31, 0, &change.statement_day));
    TRY(app_date(c, inv, "opened", &change.opened));
    TRY(read_percent(c, inv, "target", &change.set_target, &change.target));
    TRY(read_percent(c, inv, "rate", &change.set_rate, &change.rate));
    TRY(app_open(c, inv, &store));
    TRY(find_account(c, store, inv->words[2], &account));
    TRY(read_amount(c, inv, account.currency, &change.set_limit, &change.limit));
    TRY(credit_card_set(c, store, HOUSEHOLD_FIRST, &account, &change));
    TRY(after(c, inv, store));
    return status(c, inv);
}

static enum err card_remove(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct account_row account;
    if (inv->count != 3)
        return usage_error(c, inv, "which account?");
    TRY(app_open(c, inv, &store));
    TRY(find_account(c, store, inv->words[2], &account));
    TRY(credit_card_end(c, store, HOUSEHOLD_FIRST, account.id));
    TRY(after(c, inv, store));
    return status(c, inv);
}

/* -- Scores -- */

static enum err print_counts(struct ctx *c, const struct invocation *inv, struct store *store,
                             const struct score_counts *counts)
{
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(after(c, inv, store));
    json_object(&j);
    json_key_int(&j, "added", counts->added);
    json_key_int(&j, "changed", counts->changed);
    json_key_int(&j, "same", counts->same);
    json_object_end(&j);
    if (inv->json)
        app_print_json(out);
    else
        printf("%lld added, %lld changed, %lld were there\n", (long long)counts->added,
               (long long)counts->changed, (long long)counts->same);
    return OK;
}

static enum err add_scores(struct ctx *c, const struct invocation *inv, const struct score_new *scores,
                           size_t count)
{
    struct store *store;
    struct score_counts counts;
    TRY(app_open(c, inv, &store));
    TRY(credit_scores_add(c, store, HOUSEHOLD_FIRST, scores, count, &counts));
    return print_counts(c, inv, store, &counts);
}

static void close_bureau(void *thing)
{
    bureau_close(thing);
}

static enum err score_fetch(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct bureau *bureau;
    struct score_counts counts;
    int64_t wait_us;
    TRY(scoring_open_bureau(c, inv->configuration, &bureau));
    if (bureau == NULL)
        return fail(c, ERR_USAGE, "no bureau is configured (credit.bureau.url)");
    arena_defer(c->arena, close_bureau, bureau);
    TRY(app_open(c, inv, &store));
    TRY(credit_bureau_fetch(c, store, HOUSEHOLD_FIRST, bureau, &counts, &wait_us));
    return print_counts(c, inv, store, &counts);
}

static enum err score_add(struct ctx *c, const struct invocation *inv)
{
    const char *source = invocation_value(inv, "source");
    struct score_new score = {.source = source == NULL ? TEXT("") : text_trim(text_of(source))};
    struct decimal value;
    /* A currency without places: a whole number. */
    currency whole;
    if (inv->count != 3 || !currency_from_code(TEXT("JPY"), &whole) ||
        !decimal_parse(text_of(inv->words[2]), '.', &value) ||
        !money_from_decimal(value, whole, &score.score))
        return usage_error(c, inv, "score add N: a whole number");
    TRY(app_date(c, inv, "date", &score.day));
    return add_scores(c, inv, &score, 1);
}

static enum err score_import(struct ctx *c, const struct invocation *inv)
{
    struct text all;
    struct score_new *scores;
    size_t count;
    if (inv->count != 3)
        return usage_error(c, inv, "which file?");
    TRY(app_read_file(c, inv->words[2], &all));
    TRY(score_file_read(c, all, &scores, &count));
    return add_scores(c, inv, scores, count);
}

/* -- Requests -- */

static void print_request(struct ctx *c, const struct limit_row *row, const struct account_row *account)
{
    char id[ID_TEXT_MAX], time[TIME_TEXT_MAX], before[40], then[40];
    printf("%s  %-8s %.10s  %s: %s -> %s %s\n", id_format(row->id, id),
           limit_state_words[row->state - LIMIT_ASKED], time_format(row->asked_us, time),
           terminal_field(c->arena, account->name, 0), app_money(row->before, account->currency, before),
           app_money(row->granted != 0 ? row->granted : row->asked, account->currency, then),
           currency_code(account->currency));
}

static enum err requests(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct limit_row *rows;
    size_t count;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(limit_list(c, tx, HOUSEHOLD_FIRST, 0, CREDIT_REQUESTS_SHOWN, &rows, &count));
    json_array(&j);
    for (size_t i = 0; i < count; i++) {
        struct account_row account;
        TRY(account_by_seq(c, tx, rows[i].account, &account));
        if (inv->json)
            credit_write_request(&j, &rows[i], &account);
        else
            print_request(c, &rows[i], &account);
    }
    json_array_end(&j);
    if (inv->json)
        app_print_json(out);
    else if (count == 0)
        puts("No bank was asked for a higher limit.");
    return OK;
}

static enum err answer(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct account_row account;
    struct limit_row row;
    struct id id;
    int64_t limit = 0;
    bool set;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    bool granted = inv->count == 3 && strcmp(inv->words[2], "granted") == 0;
    if (inv->count != 3 || !id_parse(text_of(inv->words[1]), &id) ||
        (!granted && strcmp(inv->words[2], "refused") != 0))
        return usage_error(c, inv, "answer ID granted or refused; `florin credit requests` shows the ids");
    TRY(app_open(c, inv, &store));
    TRY(credit_request_account(c, store, HOUSEHOLD_FIRST, id, &account));
    TRY(read_amount(c, inv, account.currency, &set, &limit));
    TRY(credit_answer(c, store, HOUSEHOLD_FIRST, id, granted, limit, &row));
    TRY(after(c, inv, store));
    if (inv->json) {
        credit_write_request(&j, &row, &account);
        app_print_json(out);
    } else {
        print_request(c, &row, &account);
    }
    return OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct text word = inv->count == 0 ? TEXT("status") : text_of(inv->words[0]);
    struct text second = inv->count < 2 ? TEXT("") : text_of(inv->words[1]);
    if (text_is(word, "status") && inv->count <= 1)
        return status(c, inv);
    if (text_is(word, "card") && text_is(second, "set"))
        return card_set(c, inv);
    if (text_is(word, "card") && text_is(second, "remove"))
        return card_remove(c, inv);
    if (text_is(word, "score") && text_is(second, "add"))
        return score_add(c, inv);
    if (text_is(word, "score") && text_is(second, "fetch") && inv->count == 2)
        return score_fetch(c, inv);
    if (text_is(word, "score") && text_is(second, "import"))
        return score_import(c, inv);
    if (text_is(word, "requests") && inv->count == 1)
        return requests(c, inv);
    if (text_is(word, "answer"))
        return answer(c, inv);
    return usage_error(
        c, inv,
        "status, card set NAME, card remove NAME, score add N, score import FILE, score fetch, "
        "requests or answer ID granted|refused");
}

const struct command command_credit = {
    .name = "credit",
    .summary = "Credit cards: how much is used, what to pay before the statement, scores, higher limits",
    .usage = "[status | card set NAME | card remove NAME | score add N | score import FILE | score fetch | "
             "requests | "
             "answer ID granted|refused]",
    .details =
        "What is used of a limit is reported on the statement's day, and weighs on a score. The agent "
        "`credit` says what to pay before, and\n"
        "proposes to ask for a higher limit when that is wise (`florin approvals`); what the bank said "
        "is told with `answer`.",
    .options = options,
    .run = run,
};
