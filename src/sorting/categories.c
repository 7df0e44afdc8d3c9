#include "sorting/categories.h"

#include "base/limits.h"

const char *const category_defaults[] = {
    "Expenses:Groceries",
    "Expenses:Restaurants",
    "Expenses:Coffee",
    "Expenses:Alcohol and bars",
    "Expenses:Transport",
    "Expenses:Transport:Public transport",
    "Expenses:Transport:Taxi",
    "Expenses:Transport:Parking and tolls",
    "Expenses:Transport:Car",
    "Expenses:Fuel",
    "Expenses:Housing",
    "Expenses:Housing:Rent",
    "Expenses:Housing:Mortgage",
    "Expenses:Housing:Repairs",
    "Expenses:Utilities",
    "Expenses:Utilities:Electricity and gas",
    "Expenses:Utilities:Water",
    "Expenses:Utilities:Waste",
    "Expenses:Phone",
    "Expenses:Phone:Internet",
    "Expenses:Insurance",
    "Expenses:Health",
    "Expenses:Health:Pharmacy",
    "Expenses:Health:Fitness",
    "Expenses:Shopping",
    "Expenses:Shopping:Clothing",
    "Expenses:Shopping:Electronics",
    "Expenses:Shopping:Books",
    "Expenses:Home",
    "Expenses:Subscriptions",
    "Expenses:Travel",
    "Expenses:Travel:Flights",
    "Expenses:Travel:Lodging",
    "Expenses:Entertainment",
    "Expenses:Education",
    "Expenses:Children",
    "Expenses:Pets",
    "Expenses:Gifts",
    "Expenses:Gifts:Donations",
    "Expenses:Personal care",
    "Expenses:Services",
    "Expenses:Fees",
    "Expenses:Interest",
    "Expenses:Taxes",
    "Expenses:Cash",
    "Expenses:Debt",
    "Expenses:Savings and investments",
    CATEGORY_EXPENSES_UNKNOWN,
    "Income:Salary",
    "Income:Business",
    "Income:Interest",
    "Income:Dividends",
    "Income:Rent",
    "Income:Refunds",
    "Income:Gifts",
    "Income:Benefits",
    "Income:Pension",
    "Income:Taxes",
    "Income:Other",
    CATEGORY_INCOME_UNKNOWN,
    CATEGORY_TRANSFERS,
    CATEGORY_OPENING,
};

const size_t category_default_count = sizeof category_defaults / sizeof category_defaults[0];

struct text category_unknown(bool outgoing)
{
    return outgoing ? TEXT(CATEGORY_EXPENSES_UNKNOWN) : TEXT(CATEGORY_INCOME_UNKNOWN);
}

static bool is_control(char ch)
{
    return (unsigned char)ch < ' ' || ch == 0x7F;
}

bool category_is_valid(struct text path)
{
    if (path.len == 0 || path.len > LIMIT_CATEGORY_TEXT || !text_is_utf8(path))
        return false;
    size_t start = 0;
    for (size_t i = 0; i <= path.len; i++) {
        if (i < path.len && is_control(path.at[i]))
            return false;
        if (i < path.len && path.at[i] != ':')
            continue;
        struct text level = {path.at + start, i - start};
        if (level.len == 0 || text_trim(level).len != level.len)
            return false;
        start = i + 1;
    }
    return true;
}

bool category_is_under(struct text path, struct text top)
{
    return text_equal(path, top) || (text_starts(path, top) && path.at[top.len] == ':');
}

struct text category_moved(struct arena *arena, struct text path, struct text from, struct text to)
{
    if (!category_is_under(path, from))
        return path;
    struct text rest = text_from(path, from.len);
    return text_of(arena_printf(arena, "%.*s%.*s", TEXT_ARGS(to), TEXT_ARGS(rest)));
}

static const struct category_move *longest_fit(const struct category_move *moves, size_t count,
                                               struct text path)
{
    const struct category_move *longest = NULL;
    for (size_t i = 0; i < count; i++)
        if (category_is_under(path, moves[i].from) && !text_equal(moves[i].from, moves[i].to) &&
            (longest == NULL || moves[i].from.len > longest->from.len))
            longest = &moves[i];
    return longest;
}

struct text category_moved_by(struct arena *arena, const struct category_move *moves, size_t count,
                              struct text path)
{
    enum { HOPS = 16 }; /* renamed so often, or in a circle: then it stays where it came to */
    for (int hop = 0; hop < HOPS; hop++) {
        const struct category_move *move = longest_fit(moves, count, path);
        if (move == NULL)
            break;
        struct text moved = category_moved(arena, path, move->from, move->to);
        if (moved.len > LIMIT_CATEGORY_TEXT)
            break;
        path = moved;
    }
    return path;
}

struct text category_default_find(struct text path)
{
    for (size_t i = 0; i < category_default_count; i++)
        if (text_equal_nocase(path, text_of(category_defaults[i])))
            return text_of(category_defaults[i]);
    return (struct text){NULL, 0};
}

/* Ranges of ISO 18245 codes, by rising code; airlines, car rentals and hotels have a code for each chain. */
static const struct {
    uint16_t from, to;
    const char *category;
} mccs[] = {
    {742, 742, "Expenses:Pets"},
    {3000, 3350, "Expenses:Travel:Flights"},
    {3351, 3500, "Expenses:Travel"},
    {3501, 3999, "Expenses:Travel:Lodging"},
    {4111, 4112, "Expenses:Transport:Public transport"},
    {4119, 4119, "Expenses:Health"},
    {4121, 4121, "Expenses:Transport:Taxi"},
    {4131, 4131, "Expenses:Transport:Public transport"},
    {4411, 4411, "Expenses:Travel"},
    {4511, 4511, "Expenses:Travel:Flights"},
    {4582, 4582, "Expenses:Travel"},
    {4722, 4723, "Expenses:Travel"},
    {4784, 4784, "Expenses:Transport:Parking and tolls"},
    {4812, 4821, "Expenses:Phone"},
    {4899, 4899, "Expenses:Subscriptions"},
    {4900, 4900, "Expenses:Utilities"},
    {5193, 5193, "Expenses:Home"},
    {5200, 5261, "Expenses:Home"},
    {5300, 5300, "Expenses:Groceries"},
    {5309, 5399, "Expenses:Shopping"},
    {5411, 5499, "Expenses:Groceries"},
    {5511, 5533, "Expenses:Transport:Car"},
    {5541, 5542, "Expenses:Fuel"},
    {5552, 5552, "Expenses:Fuel"},
    {5561, 5599, "Expenses:Transport:Car"},
    {5611, 5699, "Expenses:Shopping:Clothing"},
    {5712, 5722, "Expenses:Home"},
    {5732, 5734, "Expenses:Shopping:Electronics"},
    {5735, 5735, "Expenses:Entertainment"},
    {5811, 5812, "Expenses:Restaurants"},
    {5813, 5813, "Expenses:Alcohol and bars"},
    {5814, 5814, "Expenses:Restaurants"},
    {5815, 5818, "Expenses:Subscriptions"},
    {5912, 5912, "Expenses:Health:Pharmacy"},
    {5921, 5921, "Expenses:Alcohol and bars"},
    {5940, 5941, "Expenses:Shopping"},
    {5942, 5942, "Expenses:Shopping:Books"},
    {5943, 5944, "Expenses:Shopping"},
    {5945, 5945, "Expenses:Children"},
    {5946, 5946, "Expenses:Shopping:Electronics"},
    {5947, 5947, "Expenses:Gifts"},
    {5948, 5970, "Expenses:Shopping"},
    {5975, 5976, "Expenses:Health"},
    {5977, 5977, "Expenses:Personal care"},
    {5983, 5983, "Expenses:Utilities"},
    {5992, 5992, "Expenses:Gifts"},
    {5994, 5994, "Expenses:Shopping:Books"},
    {5995, 5995, "Expenses:Pets"},
    {6010, 6011, "Expenses:Cash"},
    {6012, 6012, CATEGORY_TRANSFERS},
    {6211, 6211, "Expenses:Savings and investments"},
    {6300, 6399, "Expenses:Insurance"},
    {6513, 6513, "Expenses:Housing:Rent"},
    {7011, 7011, "Expenses:Travel:Lodging"},
    {7032, 7033, "Expenses:Travel:Lodging"},
    {7210, 7221, "Expenses:Services"},
    {7230, 7230, "Expenses:Personal care"},
    {7297, 7298, "Expenses:Personal care"},
    {7321, 7321, "Expenses:Services"},
    {7512, 7519, "Expenses:Travel"},
    {7523, 7524, "Expenses:Transport:Parking and tolls"},
    {7531, 7549, "Expenses:Transport:Car"},
    {7622, 7699, "Expenses:Home"},
    {7829, 7841, "Expenses:Entertainment"},
    {7911, 7996, "Expenses:Entertainment"},
    {7997, 7997, "Expenses:Health:Fitness"},
    {7998, 7999, "Expenses:Entertainment"},
    {8011, 8099, "Expenses:Health"},
    {8111, 8111, "Expenses:Services"},
    {8211, 8299, "Expenses:Education"},
    {8351, 8351, "Expenses:Children"},
    {8398, 8398, "Expenses:Gifts:Donations"},
    {8641, 8699, "Expenses:Subscriptions"},
    {9222, 9223, "Expenses:Fees"},
    {9311, 9311, "Expenses:Taxes"},
    {9402, 9402, "Expenses:Services"},
};

struct text category_from_mcc(int32_t mcc)
{
    for (size_t i = 0; i < sizeof mccs / sizeof mccs[0]; i++)
        if (mcc >= mccs[i].from && mcc <= mccs[i].to)
            return text_of(mccs[i].category);
    return (struct text){NULL, 0};
}
