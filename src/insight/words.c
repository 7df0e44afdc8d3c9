#include "insight/words.h"

enum { NAME_MAX = 32 }; /* characters of a name in a title */

/* The first `most` characters, with an ellipsis in place of what was cut. */
static struct text shorten(struct arena *arena, struct text t, size_t most)
{
    size_t characters = 0, keep = 0;
    for (size_t i = 0; i < t.len; i++) {
        if (((unsigned char)t.at[i] & 0xC0) == 0x80)
            continue;
        if (characters == most - 1)
            keep = i;
        characters++;
    }
    return characters <= most ? t : text_of(arena_printf(arena, "%.*s…", (int)keep, t.at));
}

static const char *money(struct arena *arena, int64_t minor, currency cur)
{
    char text[MONEY_TEXT_MAX];
    return arena_printf(arena, "%s %s", money_format(minor, cur, text), currency_code(cur));
}

static const char *day(struct arena *arena, date d)
{
    char text[DATE_TEXT_MAX];
    return arena_copy(arena, date_format(d, text), DATE_TEXT_MAX - 1);
}

static const char *month_name(struct arena *arena, int32_t month)
{
    static const char *const names[12] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};
    return arena_printf(arena, "%s %d", names[month % 12], month / 12);
}

/* "Food:Restaurants" of "Expenses:Food:Restaurants". */
static struct text below_root(struct text category)
{
    ptrdiff_t colon = text_find(category, TEXT(":"));
    return colon < 0 ? category : text_from(category, (size_t)colon + 1);
}

/* "15 %", "3.8 %" of 150 and 38. */
static const char *percent(struct arena *arena, int32_t permille)
{
    return permille >= 100 || permille % 10 == 0
               ? arena_printf(arena, "%d %%", (permille + 5) / 10)
               : arena_printf(arena, "%d.%d %%", permille / 10, permille % 10);
}

static struct finding_words duplicate_charge(struct arena *a, const struct finding *f,
                                             const struct finding_names *n)
{
    const char *each = money(a, f->amount, f->currency);
    const char *when = f->date == f->date_before
                           ? arena_printf(a, "on %s", day(a, f->date))
                           : arena_printf(a, "between %s and %s", day(a, f->date_before), day(a, f->date));
    const char *often = f->count == 2 ? "twice" : arena_printf(a, "%d times", f->count);
    return (struct finding_words){
        text_of(
            arena_printf(a, "%.*s: charged %s? %s", TEXT_ARGS(shorten(a, n->payee, NAME_MAX)), often, each)),
        text_of(arena_printf(
            a,
            "%.*s took %s %s from %.*s %s, and does not usually. If you bought once, ask for the "
            "rest back.",
            TEXT_ARGS(n->payee), each, often, TEXT_ARGS(n->account), when))};
}

static struct finding_words price_rise(struct arena *a, const struct finding *f,
                                       const struct finding_names *n)
{
    const char *every = f->period_months == 1 ? "a month" : f->period_months == 3 ? "a quarter" : "a year";
    int64_t yearly;
    const char *total = "";
    if (f->period_months < 12 &&
        !__builtin_mul_overflow(f->amount - f->usual, 12 / f->period_months, &yearly))
        total = arena_printf(a, ", or %s more a year", money(a, yearly, f->currency));
    return (struct finding_words){
        text_of(arena_printf(a, "%.*s rose from %s to %s", TEXT_ARGS(shorten(a, n->payee, NAME_MAX - 6)),
                             money(a, f->usual, f->currency), money(a, f->amount, f->currency))),
        text_of(arena_printf(a, "Since %s %.*s takes %s %s instead of %s: %s more%s.", day(a, f->date),
                             TEXT_ARGS(n->payee), money(a, f->amount, f->currency), every,
                             money(a, f->usual, f->currency), percent(a, f->permille), total))};
}

static struct finding_words unusual_month(struct arena *a, const struct finding *f,
                                          const struct finding_names *n)
{
    struct text category = below_root(n->category);
    const char *amount = money(a, f->amount, f->currency), *month = month_name(a, f->month);
    const char *body =
        f->usual > 0
            ? arena_printf(a, "In the %d months before, the middle one had %s: this is %s more.", f->count,
                           money(a, f->usual, f->currency), money(a, f->amount - f->usual, f->currency))
            : arena_printf(a, "Most of the %d months before had nothing here, and none came near this.",
                           f->count);
    return (struct finding_words){
        text_of(arena_printf(a, "%.*s: %s in %s is unusually much",
                             TEXT_ARGS(shorten(a, category, NAME_MAX - 6)), amount, month)),
        text_of(body)};
}

/* " (800.00 EUR a month and 20.00 EUR carried over)" */
static const char *budget_parts(struct arena *a, const struct finding *f)
{
    if (f->budget.carried == 0)
        return "";
    return arena_printf(a, " (%s a month, %s %s the months before)", money(a, f->budget.amount, f->currency),
                        money(a, f->budget.carried < 0 ? -f->budget.carried : f->budget.carried, f->currency),
                        f->budget.carried < 0 ? "overspent in" : "left from");
}

static struct finding_words budget_warning(struct arena *a, const struct finding *f,
                                           const struct finding_names *n)
{
    return (struct finding_words){
        text_of(arena_printf(a, "%.*s: %d %% of %s's budget is spent",
                             TEXT_ARGS(shorten(a, below_root(n->category), NAME_MAX)), f->budget.percent,
                             month_name(a, f->month))),
        text_of(arena_printf(a, "%s of %s%s are spent, %s are left.", money(a, f->budget.spent, f->currency),
                             money(a, f->budget.limit, f->currency), budget_parts(a, f),
                             money(a, f->budget.left, f->currency)))};
}

static struct finding_words budget_exceeded(struct arena *a, const struct finding *f,
                                            const struct finding_names *n)
{
    struct text category = shorten(a, below_root(n->category), NAME_MAX - 4);
    const char *month = month_name(a, f->month);
    const char *title = f->budget.left == 0
                            ? arena_printf(a, "%.*s: %s's budget is used up", TEXT_ARGS(category), month)
                            : arena_printf(a, "%.*s: %s is %s over budget", TEXT_ARGS(category), month,
                                           money(a, -f->budget.left, f->currency));
    return (struct finding_words){
        text_of(title),
        text_of(arena_printf(a, "%s are spent of %s%s.", money(a, f->budget.spent, f->currency),
                             money(a, f->budget.limit, f->currency), budget_parts(a, f)))};
}

static struct finding_words month_summary(struct arena *a, const struct finding *f,
                                          const struct finding_names *n)
{
    struct buf *body = buf_in_arena(a);
    buf_z(body, "Most went to ");
    for (size_t i = 0; i < FINDING_TOP && f->top[i].category != 0; i++)
        buf_printf(body, "%s%.*s (%s, usually %s)", i == 0 ? "" : ", ", TEXT_ARGS(below_root(n->top[i])),
                   money(a, f->top[i].amount, f->currency), money(a, f->top[i].usual, f->currency));
    buf_z(body, ".");
    return (struct finding_words){
        text_of(arena_printf(a, "%s: %s spent, usually %s", month_name(a, f->month),
                             money(a, f->amount, f->currency), money(a, f->usual, f->currency))),
        buf_view(body)};
}

static struct finding_words weekly_rhythm(struct arena *a, const struct finding *f,
                                          const struct finding_names *n)
{
    static const char *const days[7] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
    const char *name = days[f->weekday % 7];
    (void)n;
    return (struct finding_words){
        text_of(arena_printf(a, "%s is your day for spending", name)),
        text_of(arena_printf(a, "%s of %d payments in the three months to %s were booked on a %s: %s.",
                             percent(a, f->permille), f->count, month_name(a, f->month), name,
                             money(a, f->amount, f->currency)))};
}

static struct finding_words new_payee(struct arena *a, const struct finding *f, const struct finding_names *n)
{
    return (struct finding_words){
        text_of(arena_printf(a, "New: %.*s, %s", TEXT_ARGS(shorten(a, n->payee, NAME_MAX)),
                             money(a, f->amount, f->currency))),
        text_of(arena_printf(a, "First paid on %s from %.*s; %d payment%s so far.", day(a, f->date),
                             TEXT_ARGS(n->account), f->count, f->count == 1 ? "" : "s"))};
}

static struct finding_words runs_dry(struct arena *a, const struct finding *f, const struct finding_names *n)
{
    const char *below =
        f->usual == 0 ? "" : arena_printf(a, " It counts as dry below %s.", money(a, f->usual, f->currency));
    return (struct finding_words){
        text_of(arena_printf(a, "%.*s may run dry by %s", TEXT_ARGS(shorten(a, n->account, NAME_MAX)),
                             day(a, f->date_before))),
        text_of(
            arena_printf(a,
                         "By then the chance is %s: it holds %s, and what comes again and is usually spent "
                         "is more than comes in.%s",
                         percent(a, (f->permille + 5) / 10 * 10), money(a, f->amount, f->currency), below))};
}

static struct finding_words missed_payment(struct arena *a, const struct finding *f,
                                           const struct finding_names *n)
{
    bool in = f->amount > 0;
    const char *amount = money(a, in ? f->amount : -f->amount, f->currency);
    return (struct finding_words){
        text_of(arena_printf(a, "%.*s: %s did not %s", TEXT_ARGS(shorten(a, n->payee, NAME_MAX - 6)), amount,
                             in ? "come" : "go out")),
        text_of(arena_printf(a, "It was due on %s on %.*s, and was there each time before, %d times.",
                             day(a, f->date_before), TEXT_ARGS(n->account), f->count))};
}

struct finding_words finding_words(struct arena *arena, const struct finding *f,
                                   const struct finding_names *names)
{
    typedef struct finding_words say(struct arena * a, const struct finding *f,
                                     const struct finding_names *n);
    static say *const kinds[INSIGHT_KIND_COUNT] = {
        [INSIGHT_DUPLICATE_CHARGE] = duplicate_charge,
        [INSIGHT_PRICE_RISE] = price_rise,
        [INSIGHT_UNUSUAL_MONTH] = unusual_month,
        [INSIGHT_BUDGET_WARNING] = budget_warning,
        [INSIGHT_BUDGET_EXCEEDED] = budget_exceeded,
        [INSIGHT_MONTH_SUMMARY] = month_summary,
        [INSIGHT_WEEKLY_RHYTHM] = weekly_rhythm,
        [INSIGHT_NEW_PAYEE] = new_payee,
        [INSIGHT_RUNS_DRY] = runs_dry,
        [INSIGHT_MISSED_PAYMENT] = missed_payment,
    };
    struct finding_words words = kinds[f->kind](arena, f, names);
    words.title = shorten(arena, words.title, INSIGHT_TITLE_MAX);
    return words;
}

static void number(struct json *j, const char *key, int64_t minor, currency cur)
{
    json_key(j, key);
    json_decimal(j, money_to_decimal(minor, cur));
}

static void budget_numbers(struct json *j, const struct finding *f)
{
    number(j, "amount", f->budget.amount, f->currency);
    number(j, "carried", f->budget.carried, f->currency);
    number(j, "limit", f->budget.limit, f->currency);
    number(j, "spent", f->budget.spent, f->currency);
    number(j, "left", f->budget.left, f->currency);
    json_key_int(j, "percent", f->budget.percent);
}

static void top_numbers(struct json *j, const struct finding *f, const struct finding_names *names)
{
    json_key(j, "top");
    json_array(j);
    for (size_t i = 0; i < FINDING_TOP && f->top[i].category != 0; i++) {
        json_object(j);
        json_key_text(j, "category", names->top[i]);
        number(j, "amount", f->top[i].amount, f->currency);
        number(j, "usual", f->top[i].usual, f->currency);
        json_object_end(j);
    }
    json_array_end(j);
}

void finding_numbers(struct json *j, const struct finding *f, const struct finding_names *names)
{
    bool is_budget = f->kind == INSIGHT_BUDGET_WARNING || f->kind == INSIGHT_BUDGET_EXCEEDED;
    char text[DATE_TEXT_MAX];
    json_object(j);
    json_key_z(j, "currency", currency_code(f->currency));
    if (names->payee.len > 0)
        json_key_text(j, "payee", names->payee);
    if (names->account.len > 0)
        json_key_text(j, "account", names->account);
    if (names->category.len > 0)
        json_key_text(j, "category", names->category);
    if (f->month != 0)
        json_key_z(j, "month", month_format(f->month, text));
    if (is_budget)
        budget_numbers(j, f);
    else
        number(j, "amount", f->amount, f->currency);
    if (f->kind == INSIGHT_PRICE_RISE || f->kind == INSIGHT_UNUSUAL_MONTH || f->kind == INSIGHT_MONTH_SUMMARY)
        number(j, "usual", f->usual, f->currency);
    if (f->kind == INSIGHT_RUNS_DRY)
        number(j, "lowest", f->usual, f->currency);
    if (f->kind == INSIGHT_RUNS_DRY || f->kind == INSIGHT_MISSED_PAYMENT)
        json_key_z(j, "day", date_format(f->date_before, text));
    if (f->count != 0)
        json_key_int(j, "count", f->count);
    if (f->permille != 0)
        json_key_int(j, "permille", f->permille);
    if (f->period_months != 0)
        json_key_int(j, "period_months", f->period_months);
    if (f->kind == INSIGHT_WEEKLY_RHYTHM)
        json_key_int(j, "weekday", f->weekday);
    if (f->top[0].category != 0)
        top_numbers(j, f, names);
    json_object_end(j);
}
