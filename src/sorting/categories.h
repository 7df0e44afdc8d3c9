/* Categories are paths: "Expenses:Housing:Rent". The tree below is what a new household starts with; users
 * add their own. Nothing is left without a category in silence: what nobody knows goes to one of the two
 * Uncategorised. */
#ifndef SORTING_CATEGORIES_H
#define SORTING_CATEGORIES_H

#include "base/text.h"

#define CATEGORY_EXPENSES_UNKNOWN "Expenses:Uncategorised"
#define CATEGORY_INCOME_UNKNOWN   "Income:Uncategorised"
#define CATEGORY_TRANSFERS        "Equity:Transfers"
#define CATEGORY_OPENING          "Equity:Opening balances"

/* The default tree in display order, parents before children. */
extern const char *const category_defaults[];
extern const size_t category_default_count;

/* Expenses:Uncategorised for money out, Income:Uncategorised for money in. */
struct text category_unknown(bool outgoing);
/* Non-empty levels between ':', none of which begins or ends with a blank; UTF-8 without control characters;
 * at most LIMIT_CATEGORY_TEXT bytes. */
bool category_is_valid(struct text path);
/* The default category with this path, ASCII case aside: its spelling; or an empty text. */
struct text category_default_find(struct text path);

/* Is it this category, or one below it? "Expenses:Food:Fruit" is under "Expenses:Food". */
bool category_is_under(struct text path, struct text top);
/* The path when `from` is called `to`: itself, unless it is under `from`. In `arena`. */
struct text category_moved(struct arena *arena, struct text path, struct text from, struct text to);

/* A category that was renamed. */
struct category_move {
    struct text from, to;
};
/* What a path is called after all of them, whatever their order: the longest that fits counts, again and again. */
struct text category_moved_by(struct arena *arena, const struct category_move *moves, size_t count,
                              struct text path);

/* Some names mean one thing for money out and another for money in: Expenses:Interest and Income:Interest,
 * rent, taxes, gifts. The one of a pair that fits; any other category is given back. */
const char *category_for_direction(const char *category, bool outgoing);

/* The category that another program's file calls `foreign` ("Gas & Fuel", "Food:Groceries", "Lebensmittel"):
 * the path of the default tree when the name is known, else "Expenses:<name>" or "Income:<name>". Paths that
 * already begin with Expenses, Income or Equity stay. A blank name is the unknown category. Valid always: bad
 * characters become blanks, too long ones are cut. Lives in `arena` or is a constant. */
struct text category_from_foreign(struct arena *arena, struct text foreign, bool outgoing);

/* The category of a card scheme's merchant category code (ISO 18245), or an empty text. */
struct text category_from_mcc(int32_t mcc);

#endif
