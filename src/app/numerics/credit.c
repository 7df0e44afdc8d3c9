/* florin numerics credit FILE: how much of each card's limit is used, what brings it below a target before the statement, and how a payment
 * is best divided. The file has the columns limit and owed, and perhaps name and statement_day (of the month; else the last). */
#include "numerics/credit/credit.h"

#include "app/app.h"
#include "app/bench/support/table.h"
#include "app/numeric.h"
#include "app/terminal.h"
#include "base/decimal.h"
#include "base/json.h"

#include <stdio.h>

enum { PLACES = 2, TARGET_PERCENT = 30, CARDS_MOST = 1000, MONTHS_LAST = 31 };

static const char *const options[] = {"pay", "target", NULL};

struct wallet {
    struct credit_card cards[CARDS_MOST];
    struct text names[CARDS_MOST];
    size_t count;
    int64_t pay, divided[CARDS_MOST], owed, limit;
    int32_t target; /* basis points */
};

static enum err read_money(struct ctx *c, const struct table_lines *lines, size_t column, const char *what,
                           int64_t *out)
{
    struct text t = column < lines->count ? text_trim(lines->at[column]) : TEXT("");
    struct decimal value;
    if (!decimal_parse(t, '.', &value) || !decimal_rescale(value, PLACES, &value))
        return fail(c, ERR_INPUT, "%s, line %zu, column %s: \"%.*s\" is no amount like 1500.00", lines->file,
                    lines->line, what, (int)(t.len < 40 ? t.len : 40), t.at);
    *out = value.digits;
    return OK;
}

static enum err read_cards(struct ctx *c, const char *file, struct wallet *w)
{
    struct table_lines lines;
    size_t limit, owed, name = SIZE_MAX, statement = SIZE_MAX;
    TRY(table_lines_open(c, file, &lines));
    TRY(table_column(c, &lines, "limit", &limit));
    TRY(table_column(c, &lines, "owed", &owed));
    for (size_t i = 0; i < lines.count; i++) {
        name = text_is(lines.at[i], "name") ? i : name;
        statement = text_is(lines.at[i], "statement_day") ? i : statement;
    }
    for (;;) {
        struct credit_card card = {.statement_day = MONTHS_LAST};
        int64_t day = MONTHS_LAST;
        bool more;
        TRY(table_lines_next(c, &lines, &more));
        if (!more)
            return OK;
        TRY(read_money(c, &lines, limit, "limit", &card.limit));
        TRY(read_money(c, &lines, owed, "owed", &card.owed));
        if (statement != SIZE_MAX)
            TRY(table_int(c, &lines, statement, &day));
        if (card.limit < 0 || day < 1 || day > MONTHS_LAST)
            return fail(c, ERR_INPUT, "%s, line %zu: a limit is not negative, a statement_day is 1 to 31",
                        file, lines.line);
        if (w->count == CARDS_MOST)
            return fail(c, ERR_LIMIT, "%s has more than %d cards", file, CARDS_MOST);
        card.statement_day = (int)day;
        w->names[w->count] =
            name < lines.count ? lines.at[name] : text_of(arena_printf(c->arena, "card %zu", w->count + 1));
        w->cards[w->count++] = card;
    }
}

static enum err read_options(struct ctx *c, const struct invocation *inv, struct wallet *w)
{
    int64_t percent;
    const char *pay = invocation_value(inv, "pay");
    struct decimal value;
    TRY(invocation_int(c, inv, "target", 0, 100, TARGET_PERCENT, &percent));
    w->target = (int32_t)percent * (CREDIT_ALL / 100);
    if (pay == NULL)
        return OK;
    if (!decimal_parse(text_of(pay), '.', &value) || !decimal_rescale(value, PLACES, &value) ||
        value.digits < 0)
        return usage_error(c, inv, "--pay: \"%s\" is no amount like 500.00", pay);
    w->pay = value.digits;
    return OK;
}

static const char *money(struct arena *arena, int64_t amount)
{
    char text[DECIMAL_TEXT_MAX];
    return arena_printf(arena, "%s", decimal_format((struct decimal){amount, PLACES}, text));
}

/* "-" where there is no limit. */
static const char *percent(struct arena *arena, int32_t share)
{
    return share == INT32_MAX ? "-" : arena_printf(arena, "%.2f", share / 100.0);
}

static void print_json(struct ctx *c, const struct wallet *w)
{
    struct buf out = {0};
    struct json j = json_into(&out);
    json_object(&j);
    json_key(&j, "cards");
    json_array(&j);
    for (size_t i = 0; i < w->count; i++) {
        const struct credit_card *card = &w->cards[i];
        json_object(&j);
        json_key_text(&j, "name", w->names[i]);
        json_key_int(&j, "utilisation_bp", credit_utilisation(card->owed, card->limit));
        json_key_z(&j, "to_target", money(c->arena, credit_to_reach(card, w->target)));
        json_key_z(&j, "pay", money(c->arena, w->divided[i]));
        json_key_int(&j, "utilisation_after_bp", credit_utilisation(card->owed - w->divided[i], card->limit));
        json_object_end(&j);
    }
    json_array_end(&j);
    json_key_z(&j, "owed", money(c->arena, w->owed));
    json_key_z(&j, "limit", money(c->arena, w->limit));
    json_key_int(&j, "utilisation_bp", credit_utilisation(w->owed, w->limit));
    json_object_end(&j);
    app_print_json(&out);
    buf_free(&out);
}

static void print_lines(struct ctx *c, const struct wallet *w)
{
    char day[DATE_TEXT_MAX];
    printf("%-20s %12s %12s %8s %12s  %s%s\n", "", "limit", "owed", "used %", "to target", "statement",
           w->pay > 0 ? "    pay  ->  used %" : "");
    for (size_t i = 0; i < w->count; i++) {
        const struct credit_card *card = &w->cards[i];
        printf("%s %12s %12s %8s %12s  %s", terminal_field(c->arena, w->names[i], 20),
               money(c->arena, card->limit), money(c->arena, card->owed),
               percent(c->arena, credit_utilisation(card->owed, card->limit)),
               money(c->arena, credit_to_reach(card, w->target)),
               date_format(credit_statement(card, time_date(c->now_us)), day));
        if (w->pay > 0)
            printf(" %12s %8s", money(c->arena, w->divided[i]),
                   percent(c->arena, credit_utilisation(card->owed - w->divided[i], card->limit)));
        printf("\n");
    }
    printf("%-20s %12s %12s %8s\n", "all", money(c->arena, w->limit), money(c->arena, w->owed),
           percent(c->arena, credit_utilisation(w->owed, w->limit)));
}

static enum err run(struct ctx *c, const struct invocation *inv)
{
    struct wallet *w = ARENA_NEW(c->arena, struct wallet);
    TRY(read_options(c, inv, w));
    TRY(read_cards(c, inv->words[1], w));
    TRY(credit_total(c, w->cards, w->count, &w->owed, &w->limit));
    credit_divide(w->cards, w->count, w->pay, w->divided);
    if (inv->json)
        print_json(c, w);
    else
        print_lines(c, w);
    return OK;
}

const struct numeric numeric_credit = {
    .name = "credit",
    .summary = "cards: how much of the limits is used, what to pay before the statement, and on which card",
    .usage = "FILE [--pay AMOUNT] [--target PERCENT]",
    .options = options,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
