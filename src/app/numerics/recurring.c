/* florin numerics recurring FILE: which payments of a list come again (app/bench/support/payments.h says what the file looks like). */
#include "numerics/recurring/recurring.h"

#include "app/app.h"
#include "app/bench/support/payments.h"
#include "app/numeric.h"
#include "app/terminal.h"
#include "base/json.h"

#include <stdio.h>

static const char *const no_options[] = {NULL};

static void print_json(struct ctx *c, struct json *j, const struct payment_list *list,
                       const struct recurring *g)
{
    char schedule[SCHEDULE_TEXT_MAX];
    json_object(j);
    json_key_text(j, "payee", list->payees[g->members[g->count - 1]]);
    json_key_z(j, "schedule", schedule_format(&g->schedule, schedule));
    json_key_int(j, "count", (int64_t)g->count);
    json_key_z(j, "first", payment_day(c->arena, list->payments[g->members[0]].date));
    json_key_z(j, "last", payment_day(c->arena, list->payments[g->members[g->count - 1]].date));
    json_key_z(j, "amounts", recurring_amount_name(g->model));
    json_key_z(j, "next", payment_day(c->arena, g->next));
    json_key_z(j, "next_early", payment_day(c->arena, g->next_early));
    json_key_z(j, "next_late", payment_day(c->arena, g->next_late));
    json_key_z(j, "next_amount", payment_amount(c->arena, g->next_amount));
    json_key_z(j, "next_amount_low", payment_amount(c->arena, g->next_amount_low));
    json_key_z(j, "next_amount_high", payment_amount(c->arena, g->next_amount_high));
    json_key_int(j, "gaps", (int64_t)g->gaps);
    json_key_int(j, "missed", (int64_t)g->missed);
    json_key_bool(j, "cancelled", g->cancelled);
    if (g->rose) {
        json_key_z(j, "rose_on", payment_day(c->arena, g->rose_on));
        json_key_z(j, "rose_from", payment_amount(c->arena, g->rose_from));
        json_key_z(j, "rose_to", payment_amount(c->arena, g->rose_to));
    }
    json_key(j, "confidence");
    json_double(j, g->confidence);
    json_object_end(j);
}

static void print_line(struct ctx *c, const struct payment_list *list, const struct recurring *g)
{
    char schedule[SCHEDULE_TEXT_MAX];
    struct text payee = list->payees[g->members[g->count - 1]];
    printf("%s %12s  %-8s  %s, %zu times", terminal_field(c->arena, payee, 30),
           payment_amount(c->arena, g->next_amount), recurring_amount_name(g->model),
           schedule_format(&g->schedule, schedule), g->count);
    if (g->rose)
        printf("; from %s to %s since %s", payment_amount(c->arena, g->rose_from),
               payment_amount(c->arena, g->rose_to), payment_day(c->arena, g->rose_on));
    if (g->cancelled)
        printf("; over since %s\n", payment_day(c->arena, list->payments[g->members[g->count - 1]].date));
    else
        printf("; next %s (%.0f %%)%s\n", payment_day(c->arena, g->next), g->confidence * 100,
               g->missed > 0 ? ", one is missing" : "");
}

static enum err run(struct ctx *c, const struct invocation *inv)
{
    struct payment_list list;
    struct recurring *groups;
    size_t count;
    struct buf out = {0};
    struct json j = json_into(&out);
    TRY(payment_list_read(c, inv->words[1], &list));
    struct recurring_options how = {.today = DATE_NONE, .parties_known = list.parties_known};
    TRY(recurring_find(c, list.payments, list.count, &how, &groups, &count));
    json_array(&j);
    for (size_t i = 0; i < count; i++)
        if (inv->json)
            print_json(c, &j, &list, &groups[i]);
        else
            print_line(c, &list, &groups[i]);
    json_array_end(&j);
    if (inv->json)
        app_print_json(&out);
    else if (count == 0)
        printf("No payment of %s comes again.\n", inv->words[1]);
    buf_free(&out);
    return OK;
}

const struct numeric numeric_recurring = {
    .name = "recurring",
    .summary = "payments that come again: their schedule, amount, next day, rises, and what has ended",
    .usage = "FILE",
    .options = no_options,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
