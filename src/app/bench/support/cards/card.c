#include "app/bench/support/cards/card.h"

#include "app/bench/support/measure.h"
#include "app/bench/support/table.h"
#include "base/decimal.h"

#include <math.h>
#include <stdlib.h>

enum { ID, TIME, CUSTOMER, TERMINAL, AMOUNT, FRAUD, KIND, COLUMNS, WEEK = 7 };

static const char *const names[COLUMNS] = {"TRANSACTION_ID", "TX_DATETIME", "CUSTOMER_ID",      "TERMINAL_ID",
                                           "TX_AMOUNT",      "TX_FRAUD",    "TX_FRAUD_SCENARIO"};

static enum err refuse(struct ctx *c, const struct table_lines *lines, size_t column, const char *what)
{
    struct text shown = text_glimpse(lines->at[column]);
    return fail(c, ERR_INPUT, "%s, line %zu, column %zu: \"%.*s\" is no %s", lines->file, lines->line,
                column + 1, TEXT_ARGS(shown), what);
}

/* Two digits, below `below`. */
static bool two_digits(const char *at, int below, int *out)
{
    *out = (at[0] - '0') * 10 + at[1] - '0';
    return ascii_digit(at[0]) && ascii_digit(at[1]) && *out < below;
}

/* "2018-06-01 00:01:11" */
static bool moment(struct text t, date *day, int64_t *time_s)
{
    int hour, minute, second;
    if (t.len != 19 || !date_parse((struct text){t.at, 10}, day) || t.at[10] != ' ' || t.at[13] != ':' ||
        t.at[16] != ':' || !two_digits(t.at + 11, 24, &hour) || !two_digits(t.at + 14, 60, &minute) ||
        !two_digits(t.at + 17, 60, &second))
        return false;
    *time_s = (((int64_t)*day * 24 + hour) * 60 + minute) * 60 + second;
    return true;
}

static enum err take(struct ctx *c, const struct table_lines *lines, const size_t *columns,
                     struct fraud_features *f, struct card_table *t)
{
    size_t i = t->count;
    int64_t customer, terminal, fraud, kind = 0;
    struct fraud_transaction row;
    struct fraud_handle handle;
    struct decimal amount;
    TRY(table_int(c, lines, columns[ID], &t->ids[i]));
    TRY(table_int(c, lines, columns[CUSTOMER], &customer));
    TRY(table_int(c, lines, columns[TERMINAL], &terminal));
    TRY(table_int(c, lines, columns[FRAUD], &fraud));
    if (columns[KIND] != SIZE_MAX)
        TRY(table_int(c, lines, columns[KIND], &kind));
    if (columns[TIME] >= lines->count || columns[AMOUNT] >= lines->count)
        return fail(c, ERR_INPUT, "%s, line %zu has %zu columns", lines->file, lines->line, lines->count);
    if (customer < 0 || customer > UINT32_MAX)
        return refuse(c, lines, columns[CUSTOMER], "number of a customer");
    if (terminal < 0 || terminal > UINT32_MAX)
        return refuse(c, lines, columns[TERMINAL], "number of a terminal");
    if (kind < 0 || kind >= CARD_KINDS)
        return refuse(c, lines, columns[KIND], "scenario (0 to 3)");
    if (fraud != 0 && fraud != 1)
        return refuse(c, lines, columns[FRAUD], "label (0 or 1)");
    if (!moment(lines->at[columns[TIME]], &t->days[i], &row.time_s))
        return refuse(c, lines, columns[TIME], "time (YYYY-MM-DD HH:MM:SS)");
    if (!decimal_parse(lines->at[columns[AMOUNT]], '.', &amount) || !decimal_rescale(amount, 2, &amount))
        return refuse(c, lines, columns[AMOUNT], "amount of two decimals");
    row.customer = (uint64_t)customer;
    row.terminal = (uint64_t)terminal;
    row.amount_minor = amount.digits;
    enum err e = fraud_features_add(c, f, &row, t->features + i * FRAUD_FEATURES, &handle);
    if (e != OK)
        return fail_within(c, e, "%s, line %zu", lines->file, lines->line);
    if (fraud != 0)
        fraud_features_answer(f, handle, true);
    t->kinds[i] = (uint8_t)kind;
    t->times_s[i] = row.time_s;
    t->minor[i] = row.amount_minor;
    t->terminals[i] = (uint32_t)terminal;
    t->cards[i] = (uint32_t)customer;
    t->frauds[i] = (uint8_t)fraud;
    t->count++;
    return OK;
}

static enum err make_room(struct ctx *c, const struct table_lines *lines, struct card_table *t)
{
    size_t most = 1;
    void *ids, *days, *times, *cards, *terminals, *minor, *frauds, *kinds, *features;
    for (const char *at = lines->next; (at = memchr(at, '\n', (size_t)(lines->end - at))) != NULL; at++)
        most++;
    TRY(arena_alloc_outside(c, most * sizeof *t->ids, &ids));
    TRY(arena_alloc_outside(c, most * sizeof *t->days, &days));
    TRY(arena_alloc_outside(c, most * sizeof *t->times_s, &times));
    TRY(arena_alloc_outside(c, most * sizeof *t->cards, &cards));
    TRY(arena_alloc_outside(c, most * sizeof *t->terminals, &terminals));
    TRY(arena_alloc_outside(c, most * sizeof *t->minor, &minor));
    TRY(arena_alloc_outside(c, most, &frauds));
    TRY(arena_alloc_outside(c, most, &kinds));
    TRY(arena_alloc_outside(c, most * FRAUD_FEATURES * sizeof *t->features, &features));
    *t = (struct card_table){.ids = ids,
                             .days = days,
                             .times_s = times,
                             .cards = cards,
                             .terminals = terminals,
                             .minor = minor,
                             .frauds = frauds,
                             .kinds = kinds,
                             .features = features};
    return OK;
}

enum err card_read(struct ctx *c, const char *file, struct card_table *out)
{
    struct table_lines lines;
    size_t columns[COLUMNS];
    bool more;
    TRY(table_lines_open(c, file, &lines));
    for (size_t i = 0; i < KIND; i++)
        TRY(table_column(c, &lines, names[i], &columns[i]));
    if (table_column(c, &lines, names[KIND], &columns[KIND]) != OK)
        columns[KIND] = SIZE_MAX; /* a file without it has no kinds */
    TRY(make_room(c, &lines, out));
    struct fraud_features *f = fraud_features_new(c);
    double started = seconds_now();
    for (;;) {
        TRY(table_lines_next(c, &lines, &more));
        if (!more)
            break;
        TRY(take(c, &lines, columns, f, out));
    }
    out->features_s = seconds_now() - started;
    return out->count > 0 ? OK : fail(c, ERR_INPUT, "%s has a header and no rows", file);
}

static int by_id(const void *key, const void *member)
{
    const int64_t *x = key, *y = member;
    return (*x > *y) - (*x < *y);
}

enum err card_check(struct ctx *c, const struct card_table *cards, const char *file, size_t *compared,
                    double *worst)
{
    struct table_lines lines;
    size_t id, columns[FRAUD_FEATURES];
    bool more;
    TRY(table_lines_open(c, file, &lines));
    TRY(table_column(c, &lines, names[ID], &id));
    for (size_t k = 0; k < FRAUD_FEATURES; k++)
        TRY(table_column(c, &lines, fraud_feature_names[k], &columns[k]));
    *compared = 0;
    *worst = 0;
    for (;;) {
        int64_t wanted;
        double theirs;
        TRY(table_lines_next(c, &lines, &more));
        if (!more)
            return OK;
        TRY(table_int(c, &lines, id, &wanted));
        const int64_t *found = bsearch(&wanted, cards->ids, cards->count, sizeof wanted, by_id);
        if (found == NULL)
            return fail(c, ERR_INPUT, "%s, line %zu: there is no transaction %lld", file, lines.line,
                        (long long)wanted);
        for (size_t k = 0; k < FRAUD_FEATURES; k++) {
            TRY(table_number(c, &lines, columns[k], &theirs));
            double ours = cards->features[(size_t)(found - cards->ids) * FRAUD_FEATURES + k];
            *worst = fmax(*worst, fabs(ours - theirs) / fmax(1, fabs(theirs)));
        }
        ++*compared;
    }
}

/* The last day with a known fraud counts: a card is out when it is not before `train` and known on the test day. */
static bool is_known(date first_fraud, date train, date known_until)
{
    return first_fraud >= train && first_fraud <= known_until;
}

/* Each card's first fraud from the first training day on. */
static date *first_frauds(struct arena *arena, const struct card_table *t, date train)
{
    uint32_t most = 0;
    for (size_t i = 0; i < t->count; i++)
        most = t->cards[i] > most ? t->cards[i] : most;
    date *first = ARENA_ARRAY(arena, date, (size_t)most + 1);
    for (size_t i = 0; i <= most; i++)
        first[i] = DATE_LAST;
    for (size_t i = 0; i < t->count; i++)
        if (t->frauds[i] && t->days[i] >= train && t->days[i] < first[t->cards[i]])
            first[t->cards[i]] = t->days[i];
    return first;
}

enum err card_split(struct ctx *c, const struct card_table *t, date train, date test, struct card_split *out)
{
    void *train_rows, *test_rows;
    if (test < train + 2 * WEEK)
        return fail(c, ERR_USAGE, "--test is two weeks after --train at least: answers come a week late");
    TRY(arena_alloc_outside(c, t->count * sizeof(uint32_t), &train_rows));
    TRY(arena_alloc_outside(c, t->count * sizeof(uint32_t), &test_rows));
    *out = (struct card_split){.train = train_rows, .test = test_rows};
    const date *first = first_frauds(c->arena, t, train);
    for (size_t i = 0; i < t->count; i++) {
        date day = t->days[i];
        if (day >= train && day < train + WEEK) {
            out->train[out->train_count++] = (uint32_t)i;
            out->train_frauds += t->frauds[i];
        } else if (day >= test && day < test + WEEK && !is_known(first[t->cards[i]], train, day - WEEK - 1)) {
            out->test[out->test_count++] = (uint32_t)i;
            out->test_frauds += t->frauds[i];
        }
    }
    if (out->train_frauds == 0 || out->test_frauds == 0)
        return fail(c, ERR_INPUT, "no frauds in the week to learn from or in that to be judged by");
    return OK;
}
