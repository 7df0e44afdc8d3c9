#include "app/bench/support/workload.h"

#include "base/hash.h"

#include <stdio.h>

enum {
    FIRST_DAY = 18628, /* 2021-01-01 */
    DAYS = 1826,       /* to 2025-12-31 */
    TWINS_PER_10000 = 30,
    REFUNDS_PER_1000 = 12,
};

/* What one payee takes, in cents; income is paid out, the rest comes in. */
static const struct rule {
    const char *pattern, *category;
    int64_t low, high;
} rules[WORKLOAD_RULES] = {
    {"nordlicht gehalt", "Income:Salary", 210000, 390000},
    {"zinsgutschrift", "Income:Interest", 15, 1900},
    {"umbuchung", "Equity:Transfers", 2500, 80000},
    {"hausverwaltung", "Expenses:Housing:Rent", 65000, 145000},
    {"stadtwerke", "Expenses:Housing:Electricity", 4500, 19000},
    {"fernwaerme", "Expenses:Housing:Heating", 5500, 21000},
    {"wasserverband", "Expenses:Housing:Water", 2100, 7600},
    {"glasfaser", "Expenses:Housing:Internet", 2999, 6999},
    {"telekom", "Expenses:Phone", 999, 5999},
    {"rewe", "Expenses:Groceries", 350, 13000},
    {"edeka", "Expenses:Groceries", 320, 14500},
    {"aldi", "Expenses:Groceries", 410, 8900},
    {"lidl", "Expenses:Groceries", 390, 8700},
    {"carrefour", "Expenses:Groceries", 450, 16000},
    {"mercadona", "Expenses:Groceries", 430, 12000},
    {"tesco", "Expenses:Groceries", 290, 11800},
    {"wochenmarkt", "Expenses:Groceries", 300, 4200},
    {"baeckerei", "Expenses:Eating out:Bakery", 120, 1800},
    {"espresso", "Expenses:Eating out:Coffee", 210, 1250},
    {"roastery", "Expenses:Eating out:Coffee", 260, 2100},
    {"pizzeria", "Expenses:Eating out", 950, 6400},
    {"ramen", "Expenses:Eating out", 1150, 5200},
    {"bistro", "Expenses:Eating out", 1300, 8800},
    {"lieferando", "Expenses:Eating out:Delivery", 1400, 6100},
    {"kebap", "Expenses:Eating out", 550, 2600},
    {"verkehrsbetriebe", "Expenses:Transport:Public", 180, 9900},
    {"bahnticket", "Expenses:Transport:Train", 790, 15900},
    {"taxi", "Expenses:Transport:Taxi", 700, 5600},
    {"carsharing", "Expenses:Transport:Car", 450, 8700},
    {"tankstelle", "Expenses:Transport:Fuel", 1900, 10400},
    {"parkhaus", "Expenses:Transport:Parking", 150, 2800},
    {"streamflix", "Expenses:Subscriptions", 799, 1999},
    {"musicbox", "Expenses:Subscriptions", 599, 1799},
    {"cloudspeicher", "Expenses:Subscriptions", 99, 1199},
    {"zeitungsabo", "Expenses:Subscriptions", 1990, 4990},
    {"versicherung", "Expenses:Insurance", 690, 12800},
    {"krankenkasse", "Expenses:Health", 1500, 29000},
    {"apotheke", "Expenses:Health", 320, 7800},
    {"zahnarzt", "Expenses:Health", 3900, 52000},
    {"fitness", "Expenses:Sport", 1990, 5990},
    {"schwimmbad", "Expenses:Sport", 350, 1900},
    {"buchladen", "Expenses:Books", 790, 6200},
    {"kino", "Expenses:Leisure", 890, 4900},
    {"baumarkt", "Expenses:Home", 450, 24500},
    {"moebelhaus", "Expenses:Home", 1900, 89000},
    {"drogerie", "Expenses:Household", 260, 5400},
    {"marktplatz", "Expenses:Shopping", 750, 19900},
    {"elektrofach", "Expenses:Shopping", 1290, 79900},
    {"airways", "Expenses:Travel", 4900, 68000},
    {"hostel", "Expenses:Travel", 2700, 31000},
};

static const char *const first_words[] = {"Alte",   "Blaue",  "Kleine", "Grosse", "Lange", "Gruene", "Helle",
                                          "Stille", "Runde",  "Hohe",   "North",  "Upper", "Lower",  "Silver",
                                          "Amber",  "Copper", "Misty",  "Sunny",  "Royal", "Velvet"};
static const char *const second_words[] = {"Gasse",     "Werkstatt", "Galerie",   "Stube",   "Kammer",
                                           "Druckerei", "Floristik", "Reinigung", "Optik",   "Saddlery",
                                           "Looms",     "Cutlery",   "Orchard",   "Nursery", "Joinery",
                                           "Pottery",   "Archive",   "Foundry"};
static const char *const branches[] = {"Mitte", "West", "Filiale", "Bahnhof", "Center", "Am Ring"};
static const char *const before[] = {
    "", "", "", "", "POS ", "SumUp  *", "SQ *", "KARTE 0717 ", "LASTSCHRIFT ", "PP*", "VISA ", "KONTAKTLOS "};
static const char *const places[] = {"BONN DEU", "KOELN DE",  "LYON FR",  "MALAGA ES",
                                     "LEEDS GB", "AUSTIN TX", "GRAZ AT",  "TURIN IT",
                                     "BASEL CH", "GENT BE",   "PORTO PT", "402-555-0188 NE"};
static const char *const accounts[WORKLOAD_ACCOUNTS] = {"4711020301", "4711020302", "4711020303",
                                                        "4711020304", "4711020305", "4711020306"};
static const int account_percent[WORKLOAD_ACCOUNTS] = {42, 4, 30, 14, 6, 4};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A random number that belongs to a row, and to what it is for: rows can be made in any order. */
static uint64_t drawn(int64_t index, uint64_t what)
{
    return hash_mix(hash_mix(UINT64_C(0x6A09E667F3BCC909), (uint64_t)index + 1), what + 1);
}

static uint64_t drawn_below(int64_t index, uint64_t what, uint64_t limit)
{
    return drawn(index, what) % limit;
}

enum drawn_for {
    FOR_TWIN,
    FOR_PAYEE,
    FOR_MIX,
    FOR_ACCOUNT,
    FOR_AMOUNT,
    FOR_SIGN,
    FOR_BEFORE,
    FOR_CASE,
    FOR_NUMBER,
    FOR_PLACE,
    FOR_DAY
};

const char *workload_account(int account)
{
    return accounts[account];
}

const char *workload_pattern(int rule)
{
    return rules[rule].pattern;
}

const char *workload_category(int rule)
{
    return rule == WORKLOAD_RULES ? "Expenses:Uncategorised" : rules[rule].category;
}

date workload_first_day(void)
{
    return FIRST_DAY;
}

static date day_of(int64_t rows, int64_t index)
{
    return (date)(FIRST_DAY + (int64_t)((__int128)index * DAYS / rows));
}

/* Few payees are frequent and many are rare: the square of an even draw leans to the low numbers. A third
 * goes to payees that no rule knows. */
static int payee_of(int64_t index)
{
    uint64_t even = drawn_below(index, FOR_PAYEE, 1 << 20);
    uint64_t leaning = even * even >> 20;
    if (drawn_below(index, FOR_MIX, 100) < 36) {
        int unruled = WORKLOAD_PAYEES - 3 * WORKLOAD_RULES;
        return 3 * WORKLOAD_RULES + (int)(leaning * (uint64_t)unruled >> 20);
    }
    return (int)(leaning * (3 * WORKLOAD_RULES) >> 20);
}

/* Three of each rule: the name alone and two branches. */
static int rule_of(int payee)
{
    return payee < 3 * WORKLOAD_RULES ? payee % WORKLOAD_RULES : WORKLOAD_RULES;
}

static void name_payee(int payee, char *out, size_t size)
{
    int rule = rule_of(payee);
    if (rule == WORKLOAD_RULES) {
        size_t n = (size_t)(payee - 3 * WORKLOAD_RULES);
        snprintf(out, size, "%s %s", first_words[n % COUNT(first_words)],
                 second_words[n / COUNT(first_words) % COUNT(second_words)]);
    } else if (payee < WORKLOAD_RULES) {
        snprintf(out, size, "%s", rules[rule].pattern);
    } else {
        snprintf(out, size, "%s %s", rules[rule].pattern, branches[(size_t)payee % COUNT(branches)]);
    }
}

/* Banks print capitals mostly, sometimes what the shop typed. */
static void change_case(char *name, uint64_t how)
{
    for (char *at = name; *at != '\0'; at++) {
        bool first = at == name || at[-1] == ' ';
        bool upper = how < 7 || (how < 9 && first);
        if (upper && *at >= 'a' && *at <= 'z')
            *at = (char)(*at - 32);
    }
}

static void describe(int64_t index, date day, int payee, char out[WORKLOAD_TEXT_MAX])
{
    char name[48];
    name_payee(payee, name, sizeof name);
    change_case(name, drawn_below(index, FOR_CASE, 10));
    int len =
        snprintf(out, WORKLOAD_TEXT_MAX, "%s%s", before[drawn_below(index, FOR_BEFORE, COUNT(before))], name);
    uint64_t number = drawn(index, FOR_NUMBER);
    if (number % 100 < 35)
        len += snprintf(out + len, (size_t)(WORKLOAD_TEXT_MAX - len), " #%04d", (int)(number / 100 % 800));
    else if (number % 100 < 55)
        len += snprintf(out + len, (size_t)(WORKLOAD_TEXT_MAX - len), " %c%02d",
                        (char)('A' + number / 100 % 8), (int)(number / 1000 % 100));
    len += snprintf(out + len, (size_t)(WORKLOAD_TEXT_MAX - len), " %s",
                    places[drawn_below(index, FOR_PLACE, COUNT(places))]);
    if (drawn_below(index, FOR_DAY, 4) == 0) {
        struct civil civil = date_to_civil(day);
        snprintf(out + len, (size_t)(WORKLOAD_TEXT_MAX - len), " %02d.%02d.", civil.day, civil.month);
    }
}

static int account_of(int64_t index)
{
    int at = 0, percent = (int)drawn_below(index, FOR_ACCOUNT, 100);
    while (at + 1 < WORKLOAD_ACCOUNTS && percent >= account_percent[at])
        percent -= account_percent[at++];
    return at;
}

/* Cents, never 0. Small amounts are the frequent ones. */
static int64_t amount_of(int64_t index, int rule)
{
    int64_t low = rule == WORKLOAD_RULES ? 280 : rules[rule].low,
            high = rule == WORKLOAD_RULES ? 16000 : rules[rule].high;
    int64_t even = (int64_t)drawn_below(index, FOR_AMOUNT, 1 << 20);
    int64_t cents = low + ((high - low) * (even * even >> 20) >> 20);
    uint64_t sign = drawn_below(index, FOR_SIGN, 1000);
    bool income = text_starts(text_of(workload_category(rule)), TEXT("Income:"));
    bool transfer = text_starts(text_of(workload_category(rule)), TEXT("Equity:"));
    bool comes_in = income || (transfer ? sign < 500 : sign < REFUNDS_PER_1000);
    return comes_in ? cents : -cents;
}

/* A twin repeats the row before, which may be one itself. */
static int64_t model_of(int64_t rows, int64_t index)
{
    while (index > 0 && drawn_below(index, FOR_TWIN, 10000) < TWINS_PER_10000 &&
           day_of(rows, index - 1) == day_of(rows, index))
        index--;
    return index;
}

int workload_row_account(int64_t rows, int64_t index)
{
    return account_of(model_of(rows, index));
}

void workload_row(int64_t rows, int64_t index, struct workload_row *out)
{
    int64_t model = model_of(rows, index);
    int payee = payee_of(model);
    *out = (struct workload_row){.index = index,
                                 .account = account_of(model),
                                 .date = day_of(rows, index),
                                 .rule = rule_of(payee),
                                 .twin = model != index};
    out->cents = amount_of(model, out->rule);
    describe(model, out->date, payee, out->text);
    snprintf(out->id, sizeof out->id, "F%012lld", (long long)index);
}
