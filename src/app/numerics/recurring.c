/* florin numerics recurring FILE: which payments of a list come again. The file has the columns date (YYYY-MM-DD) and amount, and perhaps
 * payee (or party, counterparty, name, description) and account. Amounts have at most four places. */
#include "numerics/recurring/recurring.h"

#include "app/app.h"
#include "app/bench/support/table.h"
#include "app/numeric.h"
#include "app/terminal.h"
#include "base/decimal.h"
#include "base/hash.h"
#include "base/json.h"

#include <stdio.h>

enum { PLACES = 4, NO_COLUMN = -1 };

static const char *const no_options[] = {NULL};

struct list {
    struct recurring_payment *payments;
    struct text *payees; /* of each payment; empty: the file has none */
    size_t count;
    bool parties_known;
};

struct columns {
    size_t date, amount;
    ptrdiff_t payee, account;
};

static ptrdiff_t find_column(const struct table_lines *header, const char *const *names)
{
    for (; *names != NULL; names++)
        for (size_t i = 0; i < header->count; i++)
            if (text_equal_nocase(text_trim(header->at[i]), text_of(*names)))
                return (ptrdiff_t)i;
    return NO_COLUMN;
}

static enum err find_columns(struct ctx *c, const struct table_lines *header, struct columns *out)
{
    static const char *const dates[] = {"date", NULL}, *const amounts[] = {"amount", NULL},
                             *const payees[] = {"payee", "party",       "counterparty",
                                                "name",  "description", NULL},
                             *const accounts[] = {"account", "account_id", NULL};
    ptrdiff_t day = find_column(header, dates), amount = find_column(header, amounts);
    if (day < 0 || amount < 0)
        return fail(c, ERR_INPUT, "%s has no column %s", header->file, day < 0 ? "date" : "amount");
    *out = (struct columns){(size_t)day, (size_t)amount, find_column(header, payees),
                            find_column(header, accounts)};
    return OK;
}

static struct text field(const struct table_lines *lines, ptrdiff_t column)
{
    return column < 0 || (size_t)column >= lines->count ? TEXT("") : text_trim(lines->at[column]);
}

static enum err read_line(struct ctx *c, const struct table_lines *lines, const struct columns *k,
                          struct recurring_payment *out, struct text *payee)
{
    struct text day = field(lines, (ptrdiff_t)k->date), amount = field(lines, (ptrdiff_t)k->amount);
    struct decimal value;
    if (!date_parse(day, &out->date))
        return fail(c, ERR_INPUT, "%s, line %zu, column date: \"%.*s\" is no date like 2026-11-21",
                    lines->file, lines->line, (int)(day.len < 40 ? day.len : 40), day.at);
    if (!decimal_parse(amount, '.', &value) || !decimal_rescale(value, PLACES, &value))
        return fail(c, ERR_INPUT, "%s, line %zu, column amount: \"%.*s\" is no amount like -12.50",
                    lines->file, lines->line, (int)(amount.len < 40 ? amount.len : 40), amount.at);
    *payee = field(lines, k->payee);
    out->amount = value.digits;
    out->party = (int64_t)(hash_mix(hash_text(field(lines, k->account)), hash_text(*payee)) >> 1);
    return OK;
}

static enum err read_list(struct ctx *c, const char *file, struct list *out)
{
    struct table_lines lines;
    struct columns k = {.payee = NO_COLUMN, .account = NO_COLUMN};
    struct buf *payments = buf_in_arena(c->arena), *payees = buf_in_arena(c->arena);
    TRY(table_lines_open(c, file, &lines));
    TRY(find_columns(c, &lines, &k));
    for (;;) {
        bool more;
        struct recurring_payment payment;
        struct text payee;
        TRY(table_lines_next(c, &lines, &more));
        if (!more)
            break;
        TRY(read_line(c, &lines, &k, &payment, &payee));
        buf_add(payments, (const char *)&payment, sizeof payment);
        buf_add(payees, (const char *)&payee, sizeof payee);
    }
    *out = (struct list){.payments = (struct recurring_payment *)(void *)payments->at,
                         .payees = (struct text *)(void *)payees->at,
                         .count = payments->len / sizeof *out->payments,
                         .parties_known = k.payee >= 0};
    return OK;
}

static const char *amount_words(struct arena *arena, int64_t amount)
{
    char text[DECIMAL_TEXT_MAX];
    struct decimal d = {amount, PLACES}, shorter;
    decimal_format(decimal_rescale(d, 2, &shorter) ? shorter : d, text);
    return arena_printf(arena, "%s", text);
}

static const char *day_words(struct arena *arena, date day)
{
    char text[DATE_TEXT_MAX];
    return arena_printf(arena, "%s", date_format(day, text));
}

static void print_json(struct ctx *c, struct json *j, const struct list *list, const struct recurring *g)
{
    char schedule[SCHEDULE_TEXT_MAX];
    json_object(j);
    json_key_text(j, "payee", list->payees[g->members[g->count - 1]]);
    json_key_z(j, "schedule", schedule_format(&g->schedule, schedule));
    json_key_int(j, "count", (int64_t)g->count);
    json_key_z(j, "first", day_words(c->arena, list->payments[g->members[0]].date));
    json_key_z(j, "last", day_words(c->arena, list->payments[g->members[g->count - 1]].date));
    json_key_z(j, "amounts", recurring_amount_name(g->model));
    json_key_z(j, "next", day_words(c->arena, g->next));
    json_key_z(j, "next_early", day_words(c->arena, g->next_early));
    json_key_z(j, "next_late", day_words(c->arena, g->next_late));
    json_key_z(j, "next_amount", amount_words(c->arena, g->next_amount));
    json_key_z(j, "next_amount_low", amount_words(c->arena, g->next_amount_low));
    json_key_z(j, "next_amount_high", amount_words(c->arena, g->next_amount_high));
    json_key_int(j, "gaps", (int64_t)g->gaps);
    json_key_int(j, "missed", (int64_t)g->missed);
    json_key_bool(j, "cancelled", g->cancelled);
    if (g->rose) {
        json_key_z(j, "rose_on", day_words(c->arena, g->rose_on));
        json_key_z(j, "rose_from", amount_words(c->arena, g->rose_from));
        json_key_z(j, "rose_to", amount_words(c->arena, g->rose_to));
    }
    json_key(j, "confidence");
    json_double(j, g->confidence);
    json_object_end(j);
}

static void print_line(struct ctx *c, const struct list *list, const struct recurring *g)
{
    char schedule[SCHEDULE_TEXT_MAX];
    struct text payee = list->payees[g->members[g->count - 1]];
    printf("%s %12s  %-8s  %s, %zu times", terminal_field(c->arena, payee, 30),
           amount_words(c->arena, g->next_amount), recurring_amount_name(g->model),
           schedule_format(&g->schedule, schedule), g->count);
    if (g->rose)
        printf("; from %s to %s since %s", amount_words(c->arena, g->rose_from),
               amount_words(c->arena, g->rose_to), day_words(c->arena, g->rose_on));
    if (g->cancelled)
        printf("; over since %s\n", day_words(c->arena, list->payments[g->members[g->count - 1]].date));
    else
        printf("; next %s (%.0f %%)%s\n", day_words(c->arena, g->next), g->confidence * 100,
               g->missed > 0 ? ", one is missing" : "");
}

static enum err run(struct ctx *c, const struct invocation *inv)
{
    struct list list;
    struct recurring *groups;
    size_t count;
    struct buf out = {0};
    struct json j = json_into(&out);
    TRY(read_list(c, inv->words[1], &list));
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
