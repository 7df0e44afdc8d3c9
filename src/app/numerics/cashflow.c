/* florin numerics cashflow FILE --balance N: what an account will hold, day by day, and when it may run dry. FILE is a list of its payments
 * (app/bench/support/payments.h). */
#include "app/app.h"
#include "app/bench/support/payments.h"
#include "app/numeric.h"
#include "app/terminal.h"
#include "base/json.h"
#include "numerics/outlook/outlook.h"

#include <stdio.h>
#include <stdlib.h>

enum { DAYS_USUAL = 90, WEEK = 7 };

static const char *const options[] = {"balance", "lowest", "days", "chance", "today", "seed", NULL};

struct asked {
    struct payment_list list;
    struct outlook_question question;
    double chance;
};

static enum err read_amount(struct ctx *c, const struct invocation *inv, const char *option, int64_t *out)
{
    const char *value = invocation_value(inv, option);
    struct decimal amount;
    *out = 0;
    if (value == NULL)
        return OK;
    if (!decimal_parse(text_of(value), '.', &amount) || !decimal_rescale(amount, PAYMENT_PLACES, &amount))
        return usage_error(c, inv, "--%s: \"%s\" is no amount like 1200.50", option, value);
    *out = amount.digits;
    return OK;
}

static enum err read_options(struct ctx *c, const struct invocation *inv, struct asked *out)
{
    const char *chance = invocation_value(inv, "chance");
    int64_t days, seed;
    char *end = NULL;
    if (!invocation_has(inv, "balance"))
        return usage_error(c, inv, "what does the account hold? --balance AMOUNT");
    TRY(read_amount(c, inv, "balance", &out->question.balance));
    TRY(read_amount(c, inv, "lowest", &out->question.lowest));
    TRY(invocation_int(c, inv, "days", 1, CASHFLOW_DAYS_MAX, DAYS_USUAL, &days));
    TRY(invocation_int(c, inv, "seed", 0, INT64_MAX, 1, &seed));
    TRY(app_date(c, inv, "today", &out->question.as_of));
    out->chance = chance == NULL ? 0.2 : strtod(chance, &end);
    if (chance != NULL && (end == chance || *end != '\0' || !(out->chance > 0 && out->chance <= 1)))
        return usage_error(c, inv, "--chance: \"%s\" is no chance between 0 and 1", chance);
    out->question.days = (size_t)days;
    out->question.seed = (uint64_t)seed;
    out->question.past_from = DATE_NONE;
    return OK;
}

static enum err read_all(struct ctx *c, const struct invocation *inv, struct asked *out)
{
    *out = (struct asked){0};
    TRY(read_options(c, inv, out));
    TRY(payment_list_read(c, inv->words[1], &out->list));
    if (out->list.count == 0)
        return fail(c, ERR_INPUT, "%s: no payments", inv->words[1]);
    date newest = out->list.payments[0].date;
    for (size_t i = 1; i < out->list.count; i++)
        newest = out->list.payments[i].date > newest ? out->list.payments[i].date : newest;
    if (out->question.as_of == DATE_NONE)
        out->question.as_of = newest;
    out->question.parties_known = out->list.parties_known;
    return OK;
}

/* -- JSON */

static void key_double(struct json *j, const char *key, double value)
{
    json_key(j, key);
    json_double(j, value);
}

static void key_amount(struct ctx *c, struct json *j, const char *key, int64_t amount)
{
    json_key_z(j, key, payment_estimate(c->arena, amount));
}

static void write_chance(struct json *j, const char *key, const struct outlook_day *day)
{
    json_key(j, key);
    if (day == NULL) {
        json_null(j);
        return;
    }
    json_object(j);
    json_key(j, "date");
    json_date(j, day->day);
    key_double(j, "chance", day->below_by_then);
    key_double(j, "standard_error", day->standard_error);
    json_object_end(j);
}

static void write_due(struct ctx *c, struct json *j, const struct asked *asked, const struct outlook *o)
{
    json_key(j, "due");
    json_array(j);
    for (size_t i = 0; i < o->due_count; i++) {
        const struct outlook_due *due = &o->due[i];
        json_object(j);
        json_key(j, "date");
        json_date(j, due->day);
        json_key_text(j, "payee", asked->list.payees[due->payment]);
        key_amount(c, j, "amount", due->amount);
        key_amount(c, j, "low", due->low);
        key_amount(c, j, "high", due->high);
        key_double(j, "chance", due->chance);
        json_object_end(j);
    }
    json_array_end(j);
}

static void print_json(struct ctx *c, const struct asked *asked, const struct outlook *o)
{
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    json_object(&j);
    json_key(&j, "today");
    json_date(&j, asked->question.as_of);
    key_amount(c, &j, "balance", asked->question.balance);
    json_key_int(&j, "recurring", (int64_t)o->group_count);
    json_key_int(&j, "rest_days", (int64_t)o->rest_days);
    key_amount(c, &j, "rest_week", o->rest_week);
    write_chance(&j, "dry", outlook_dry(o, asked->chance));
    write_chance(&j, "by_the_end", &o->days[o->day_count - 1]);
    write_due(c, &j, asked, o);
    json_key(&j, "days");
    json_array(&j);
    for (size_t i = 0; i < o->day_count; i++) {
        const struct outlook_day *day = &o->days[i];
        json_object(&j);
        json_key(&j, "date");
        json_date(&j, day->day);
        key_amount(c, &j, "mean", day->mean);
        key_amount(c, &j, "low", day->low);
        key_amount(c, &j, "median", day->median);
        key_amount(c, &j, "high", day->high);
        key_double(&j, "below", day->below);
        key_double(&j, "below_by_then", day->below_by_then);
        json_object_end(&j);
    }
    json_array_end(&j);
    json_object_end(&j);
    app_print_json(out);
}

/* -- For people */

static void print_people(struct ctx *c, const struct asked *asked, const struct outlook *o)
{
    const struct outlook_day *dry = outlook_dry(o, asked->chance), *last = &o->days[o->day_count - 1];
    if (dry == NULL)
        printf("It is unlikely to run dry within %zu days: %.1f %% (+-%.1f).\n", o->day_count,
               last->below_by_then * 100, last->standard_error * 200);
    else
        printf("It may run dry by %s: %.0f %% (+-%.1f); within %zu days: %.0f %%.\n",
               payment_day(c->arena, dry->day), dry->below_by_then * 100, dry->standard_error * 200,
               o->day_count, last->below_by_then * 100);
    printf("%zu payments come again; the rest, from %zu days, is %s a week.\n", o->group_count, o->rest_days,
           payment_estimate(c->arena, o->rest_week));
    puts("date,low,median,high,dry_by_then");
    for (size_t i = 0; i < o->day_count; i++)
        if (i % WEEK == WEEK - 1 || i + 1 == o->day_count)
            printf("%s,%s,%s,%s,%.3f\n", payment_day(c->arena, o->days[i].day),
                   payment_estimate(c->arena, o->days[i].low), payment_estimate(c->arena, o->days[i].median),
                   payment_estimate(c->arena, o->days[i].high), o->days[i].below_by_then);
}

static enum err run(struct ctx *c, const struct invocation *inv)
{
    struct asked asked;
    struct outlook outlook;
    TRY(read_all(c, inv, &asked));
    TRY(outlook_make(c, asked.list.payments, asked.list.count, &asked.question, &outlook));
    if (inv->json)
        print_json(c, &asked, &outlook);
    else
        print_people(c, &asked, &outlook);
    return OK;
}

const struct numeric numeric_cashflow = {
    .name = "cashflow",
    .summary = "what an account will hold, day by day, and when it may run dry",
    .usage = "FILE --balance AMOUNT [--lowest AMOUNT] [--days N] [--chance SHARE] [--today DATE] [--seed N]",
    .options = options,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
