/* florin numerics: the agents' mathematics, on files of one's own. */
#include "app/app.h"
#include "app/numeric.h"

#include <stdio.h>

static const struct command_option options[] = {
    {"seed", 0, "N", "the same seed gives the same answer (default: 1)"},
    {"threads", 0, "N", "threads to use; the answer is the same at any number (default: 1)"},
    {"label", 0, NULL, "iforest: the last column is a label and is left out"},
    {"variant", 0, "NAME", "iforest: standard or best (default: best)"},
    {"trees", 0, "N", "iforest: trees of the forest"},
    {"samples", 0, "N", "iforest: rows that each tree is grown from"},
    {"top", 0, "N",
     "iforest: print this many rows, the highest scores first, with reasons; similar: this many texts"},
    {"pay", 0, "AMOUNT", "credit: divide this sum among the cards"},
    {"target", 0, "PERCENT", "credit: of the limit that may be used (default: 30)"},
    {"method", 0, "NAME", "forecast: naive2, ses, holt, damped, theta, comb, ets or best (default: best)"},
    {"season", 0, "N", "forecast: values in a season, 1 for none (default: 12)"},
    {"ahead", 0, "N", "forecast: how many steps (default: 12)"},
    {"day-count", 0, "NAME", "xirr: act/365F (default), act/360, \"30E/360\", …"},
    {"per-year", 0, "N", "loan: payments a year (default: 12)"},
    {"payment", 0, "AMOUNT", "loan: each payment (default: the smallest that suffices)"},
    {"extra", 0, "AMOUNT", "loan: paid on top of each payment"},
    {"years", 0, "N", "retire, tax-accounts: how long it is to last (default: 30)"},
    {"withdraw", 0, "PERCENT", "retire, tax-accounts: of the beginning, each year; after taxes (default: 4)"},
    {"to", 0, "WEIGHTS",
     "retire: the mix of the last year, along a line from WEIGHTS (a glide path); similar: the text that "
     "others are compared with"},
    {"text", 0, "COLUMN", "payees, similar: the column of the texts"},
    {"taxable", 0, "AMOUNT", "tax-accounts: what the taxable account holds"},
    {"deferred", 0, "AMOUNT", "tax-accounts: what the tax-deferred account holds"},
    {"free", 0, "AMOUNT", "tax-accounts: what the tax-free account holds"},
    {"basis", 0, "PERCENT", "tax-accounts: of the taxable account, what was paid for it (default: 100)"},
    {"dividend", 0, "PERCENT", "tax-accounts: of the taxable account a year (default: 2)"},
    {"dividend-tax", 0, "PERCENT", "tax-accounts: on dividends (default: 25)"},
    {"gain-tax", 0, "PERCENT", "tax-accounts: on gains at a sale (default: 25)"},
    {"income-tax", 0, "PERCENT", "tax-accounts: on what leaves the deferred account (default: 30)"},
    {"inflation", 0, "PERCENT", "tax-accounts: a year; it is taxed as a gain (default: 2)"},
    {"order", 0, "NAME",
     "tax-accounts: taxable-first, deferred-first, free-first or proportional (default: all four)"},
    {"block", 0, "YEARS", "retire: mean length of drawn pieces of history (default: 8)"},
    {"balance", 0, "AMOUNT",
     "cashflow: what the account holds on the evening of the newest payment (required)"},
    {"lowest", 0, "AMOUNT", "cashflow: what it must not fall below (default: 0)"},
    {"days", 0, "N", "cashflow: how far ahead (default: 90)"},
    {"chance", 0, "SHARE", "cashflow: from which chance on it counts as running dry (default: 0.2)"},
    {"today", 0, "DATE",
     "cashflow: the last day of which everything is known (default: the newest payment's)"},
    {"points", 0, "N", "frontier: how many mixes (default: 11)"},
    {"model", 0, "DIR", "embed: a folder with a model (default: what the configuration says)"},
    {0},
};

static const struct numeric *find(const char *name)
{
    for (const struct numeric *const *at = numerics; *at != NULL; at++)
        if (strcmp((*at)->name, name) == 0)
            return *at;
    return NULL;
}

static enum err list(const struct invocation *inv)
{
    struct buf out = {0};
    struct json j = json_into(&out);
    json_array(&j);
    for (const struct numeric *const *at = numerics; *at != NULL; at++) {
        if (!inv->json)
            printf("  %s %s\n      %s\n", (*at)->name, (*at)->usage, (*at)->summary);
        json_object(&j);
        json_key_z(&j, "name", (*at)->name);
        json_key_z(&j, "usage", (*at)->usage);
        json_key_z(&j, "summary", (*at)->summary);
        json_object_end(&j);
    }
    json_array_end(&j);
    if (inv->json)
        app_print_json(&out);
    buf_free(&out);
    return OK;
}

static bool takes(const struct numeric *numeric, const char *option)
{
    for (const char *const *own = numeric->options; own != NULL && *own != NULL; own++)
        if (strcmp(*own, option) == 0)
            return true;
    return false;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    if (inv->count == 0)
        return list(inv);
    const struct numeric *numeric = find(inv->words[0]);
    if (numeric == NULL)
        return usage_error(c, inv, "there is no tool \"%s\" (florin numerics lists them)", inv->words[0]);
    if (inv->count - 1 < numeric->words_min || inv->count - 1 > numeric->words_max)
        return usage_error(c, inv, "it is: florin numerics %s %s", numeric->name, numeric->usage);
    for (const struct command_option *o = options; o->name != NULL; o++)
        if (invocation_has(inv, o->name) && !takes(numeric, o->name))
            return usage_error(c, inv, "numerics %s takes no --%s", numeric->name, o->name);
    return numeric->run(c, inv);
}

const struct command command_numerics = {
    .name = "numerics",
    .summary = "Detectors, forecasts and simulation on files of numbers",
    .usage = "[TOOL] [OPTIONS] [FILE...]",
    .details = "Without a TOOL, lists them. Files are CSV with a header line, plain or gzipped. Nothing is "
               "read from "
               "the ledger and\n"
               "nothing is kept.",
    .options = options,
    .reads_itself = true,
    .run = run,
};
