#include "finance/budgets.h"

#include "base/json.h"
#include "base/text_map.h"
#include "finance/import/parts.h"
#include "store/entity/event.h"
#include "store/entity/sorting.h"

enum {
    BUDGETS_MAX = 10000,
    MONTH_ALWAYS = 1970 * 12
}; /* before every statement that a bank still gives out */

struct setting {
    struct store_tx *tx;
    int64_t household;
    struct text_map categories;
    struct budget_row *known;
    size_t known_count;
};

static void setting_release(void *thing)
{
    text_map_free(&((struct setting *)thing)->categories);
}

static enum err begin(struct ctx *c, struct store *store, int64_t household, struct setting **out)
{
    struct setting *s = ARENA_NEW(c->arena, struct setting);
    arena_defer(c->arena, setting_release, s);
    s->household = household;
    TRY(store_begin(c, store, &s->tx));
    TRY(budget_list(c, s->tx, household, &s->known, &s->known_count));
    *out = s;
    return OK;
}

static enum err append_event(struct ctx *c, const struct setting *s, struct text category,
                             const struct budget_row *row, bool created)
{
    char month[DATE_TEXT_MAX], amount[MONEY_TEXT_MAX];
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    month_format(row->month_from, month);
    json_object(&j);
    json_key_text(&j, "category", category);
    json_key_z(&j, "currency", currency_code(row->currency));
    json_key_z(&j, "month", month);
    json_key_z(&j, "amount", money_format(row->amount, row->currency, amount));
    json_key_bool(&j, "rollover", row->rollover);
    json_object_end(&j);
    struct event_row event = {
        .household = s->household,
        .type = created ? TEXT("budget.created") : TEXT("budget.updated"),
        .subject = text_of(arena_printf(c->arena, "budget/%.*s/%s", TEXT_ARGS(category), month)),
        .data = buf_view(data)};
    return event_append(c, s->tx, &event);
}

static bool is_known(const struct setting *s, int64_t category, currency cur)
{
    for (size_t i = 0; i < s->known_count; i++)
        if (s->known[i].category == category && s->known[i].currency == cur)
            return true;
    return false;
}

static enum err set_one(struct ctx *c, struct setting *s, const struct budget_change *change)
{
    struct budget_row row = {.currency = change->currency,
                             .month_from = change->month_from,
                             .amount = change->amount,
                             .rollover = change->rollover};
    if (change->amount < 0)
        return fail(c, ERR_INPUT, "a budget for %.*s cannot be negative", TEXT_ARGS(change->category));
    TRY(category_seq(c, s->tx, s->household, &s->categories, change->category, &row.category));
    bool created = !is_known(s, row.category, row.currency);
    if (row.month_from == BUDGETS_FROM_DEFAULT)
        row.month_from = created && !row.rollover ? MONTH_ALWAYS : date_month(time_date(c->now_us));
    TRY(budget_put(c, s->tx, s->household, &row));
    return append_event(c, s, change->category, &row, created);
}

enum err budgets_set(struct ctx *c, struct store *store, int64_t household,
                     const struct budget_change *changes, size_t count)
{
    struct setting *s;
    TRY(begin(c, store, household, &s));
    for (size_t i = 0; i < count; i++)
        TRY(set_one(c, s, &changes[i]));
    return store_commit(c, s->tx);
}

/* A zero from this month on, and in the place of every later step. */
static enum err end_steps(struct ctx *c, struct setting *s, const struct account_row *category, currency cur,
                          int32_t month_from)
{
    struct budget_row row = {.category = category->seq, .currency = cur, .month_from = month_from};
    TRY(budget_put(c, s->tx, s->household, &row));
    for (size_t i = 0; i < s->known_count; i++) {
        struct budget_row later = s->known[i];
        if (later.category != row.category || later.currency != cur || later.month_from <= month_from)
            continue;
        later.amount = 0;
        TRY(budget_put(c, s->tx, s->household, &later));
    }
    return append_event(c, s, category->name, &row, false);
}

enum err budgets_remove(struct ctx *c, struct store *store, int64_t household, struct text category,
                        currency cur, int32_t month_from)
{
    struct setting *s;
    struct account_row account;
    currency done = CURRENCY_NONE; /* rows are ordered by category, then currency */
    TRY(begin(c, store, household, &s));
    TRY(account_by_name(c, s->tx, household, category, &account));
    if (month_from == BUDGETS_FROM_DEFAULT)
        month_from = date_month(time_date(c->now_us));
    for (size_t i = 0; i < s->known_count; i++) {
        const struct budget_row *row = &s->known[i];
        if (row->category != account.seq || row->currency == done ||
            (cur != CURRENCY_NONE && row->currency != cur))
            continue;
        done = row->currency;
        TRY(end_steps(c, s, &account, done, month_from));
    }
    if (done == CURRENCY_NONE)
        return fail(c, ERR_NOT_FOUND, "there is no budget for %.*s", TEXT_ARGS(category));
    return store_commit(c, s->tx);
}

/* -- The file -- */

/* The field up to the next tab, without blanks at its ends; *line moves behind the tab. */
static struct text next_field(struct text *line)
{
    size_t len = 0;
    while (len < line->len && line->at[len] != '\t')
        len++;
    struct text field = text_trim((struct text){line->at, len});
    *line = text_from(*line, len + 1);
    return field;
}

static enum err read_line(struct ctx *c, struct text line, size_t number, currency otherwise,
                          struct budget_change *out)
{
    struct decimal amount;
    enum account_kind kind;
    struct text category = next_field(&line), value = next_field(&line), code = next_field(&line);
    *out = (struct budget_change){
        .category = category, .currency = otherwise, .month_from = BUDGETS_FROM_DEFAULT};
    if (!category_kind(category, &kind) || account_is_own(kind))
        return fail(c, ERR_INPUT, "line %zu: \"%.*s\" is no category", number, TEXT_ARGS(category));
    if (code.len > 0 && !currency_from_code(code, &out->currency))
        return fail(c, ERR_INPUT, "line %zu: \"%.*s\" is no currency", number, TEXT_ARGS(code));
    if (out->currency == CURRENCY_NONE)
        return fail(c, ERR_INPUT, "line %zu: which currency? (category, tab, amount, tab, currency)", number);
    if (!decimal_parse(value, '.', &amount) || !money_from_decimal(amount, out->currency, &out->amount) ||
        out->amount < 0)
        return fail(c, ERR_INPUT, "line %zu: \"%.*s\" is no amount of %s", number, TEXT_ARGS(value),
                    currency_code(out->currency));
    if (text_trim(line).len > 0)
        return fail(c, ERR_INPUT, "line %zu: something stands behind the currency", number);
    return OK;
}

static size_t count_lines(struct text file)
{
    size_t lines = 1;
    for (size_t i = 0; i < file.len; i++)
        lines += file.at[i] == '\n';
    return lines;
}

enum err budgets_read(struct ctx *c, struct text file, currency otherwise, struct budget_change **out,
                      size_t *count)
{
    size_t lines = count_lines(file), number = 0;
    if (lines > BUDGETS_MAX)
        return fail(c, ERR_LIMIT, "more than %d lines of budgets", BUDGETS_MAX);
    if (text_starts(file, TEXT("\xEF\xBB\xBF")))
        file = text_from(file, 3);
    *out = ARENA_ARRAY(c->arena, struct budget_change, lines);
    *count = 0;
    while (file.len > 0) {
        ptrdiff_t end = text_find(file, TEXT("\n"));
        struct text line = text_trim((struct text){file.at, end < 0 ? file.len : (size_t)end});
        file = text_from(file, end < 0 ? file.len : (size_t)end + 1);
        number++;
        if (line.len > 0 && line.at[0] != '#')
            TRY(read_line(c, line, number, otherwise, &(*out)[(*count)++]));
    }
    return OK;
}
