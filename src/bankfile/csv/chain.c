#include "bankfile/csv/values.h"
#include "base/hash.h"

/* A balance, whatever its scale: 1.5 and 1.50 hash alike. */
static uint64_t hash_decimal(struct decimal d)
{
    while (d.scale > 0 && d.digits % 10 == 0) {
        d.digits /= 10;
        d.scale--;
    }
    return hash_mix(hash_mix(0, (uint64_t)d.digits), (uint64_t)d.scale + 1);
}

static bool subtract(struct decimal a, struct decimal b, struct decimal *out)
{
    return decimal_negate(b, &b) && decimal_add(a, b, out);
}

static void add_link(struct csv_chain *chain, int direction, uint64_t line, struct decimal expected,
                     struct decimal found)
{
    chain->links[direction]++;
    if (decimal_equal(expected, found))
        chain->fits[direction]++;
    else if (chain->break_line[direction] == 0)
        chain->break_line[direction] = line;
}

/* One row with a balance. Oldest first: this balance is the last one, the amounts since then, and this
 * amount. Newest first: the last one is this one, the amounts since, and the amount of the last row. */
static void add_balance(struct csv_chain *chain, uint64_t line, struct decimal amount, struct decimal balance)
{
    struct decimal expected, before;
    if (chain->balances == 0) {
        chain->first = balance;
        chain->first_amount = amount;
    } else {
        if (!decimal_add(chain->last, chain->behind, &expected) || !decimal_add(expected, amount, &expected))
            chain->failed = true;
        else
            add_link(chain, 0, line, expected, balance);
        if (!decimal_add(balance, chain->behind, &expected) ||
            !decimal_add(expected, chain->last_amount, &expected))
            chain->failed = true;
        else
            add_link(chain, 1, line, expected, chain->last);
    }
    if (subtract(balance, amount, &before))
        chain->difference += hash_decimal(balance) - hash_decimal(before);
    else
        chain->failed = true;
    chain->balances++;
    chain->last = balance;
    chain->last_amount = amount;
    chain->behind = (struct decimal){0, 0};
}

void csv_chain_add(struct csv_chain *chain, uint64_t line, date day, struct decimal amount,
                   const struct decimal *balance)
{
    if (!chain->begun)
        chain->first_date = chain->last_date = day;
    chain->begun = true;
    chain->rows++;
    chain->up += day > chain->last_date;
    chain->down += day < chain->last_date;
    chain->last_date = day;
    if (balance != NULL) {
        chain->bare[1] = 0;
        add_balance(chain, line, amount, *balance);
        return;
    }
    chain->bare[chain->balances > 0]++;
    struct decimal *sum = chain->balances == 0 ? &chain->before : &chain->behind;
    if (!decimal_add(*sum, amount, sum))
        chain->failed = true;
}

/* The balances at both ends when the rows stand in this order. */
static bool ends(const struct csv_chain *chain, bool newest_first, struct decimal *opening,
                 struct decimal *closing)
{
    if (!newest_first)
        return subtract(chain->first, chain->first_amount, opening) &&
               subtract(*opening, chain->before, opening) && decimal_add(chain->last, chain->behind, closing);
    return subtract(chain->last, chain->last_amount, opening) && subtract(*opening, chain->behind, opening) &&
           decimal_add(chain->first, chain->before, closing);
}

/* Dates that only rise or only fall say which way the file runs. */
static bool dates_decide(const struct csv_chain *chain)
{
    return (chain->up == 0) != (chain->down == 0);
}

/* Newest first? Dates say so; else the direction that more balances follow. A
 * balance from before each amount, oldest first, looks like one from behind it, newest first and turned
 * round: dates tell them apart. */
static bool runs_backwards(const struct csv_chain *chain)
{
    if (dates_decide(chain))
        return chain->up == 0;
    return chain->fits[1] > chain->fits[0] ||
           (chain->fits[1] == chain->fits[0] && chain->last_date < chain->first_date);
}

struct csv_chain_result csv_chain_judge(const struct csv_chain *chain)
{
    struct csv_chain_result result = {.verdict = CSV_CHAIN_NONE};
    if (chain->balances == 0)
        return result;
    result.verdict = CSV_CHAIN_FOREIGN;
    if (chain->failed)
        return result;
    bool newest_first = runs_backwards(chain);
    if (!ends(chain, newest_first, &result.opening, &result.closing))
        return result;
    result.newest_first = newest_first;
    uint64_t links = chain->links[0], fits = chain->fits[newest_first];
    if (fits == links) {
        result.verdict = CSV_CHAIN_FITS;
        return result;
    }
    /* Rows of one day may stand in another order than the bank booked them: then every balance before a row
     * is the balance behind another, but for the two ends. */
    bool gapless = chain->before.digits == 0 && chain->behind.digits == 0;
    for (int turned = 0; turned < 2 && gapless; turned++) {
        struct decimal opening, closing;
        if (dates_decide(chain) && turned != newest_first)
            continue;
        if (ends(chain, turned, &opening, &closing) &&
            chain->difference == hash_decimal(closing) - hash_decimal(opening)) {
            result = (struct csv_chain_result){CSV_CHAIN_FITS, turned, true, 0, opening, closing};
            return result;
        }
    }
    result.break_line = chain->break_line[newest_first];
    if (fits * 2 >= links)
        result.verdict = CSV_CHAIN_BREAKS;
    return result;
}
