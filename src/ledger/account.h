/* Kinds of accounts and what their names say. An own account (Checking, Card) holds money in one currency; a category
 * ("Expenses:Groceries") is an account too: the other side of every entry. */
#ifndef LEDGER_ACCOUNT_H
#define LEDGER_ACCOUNT_H

#include "ledger/currency.h"

enum account_kind {
    ACCOUNT_ASSET = 1,
    ACCOUNT_LIABILITY = 2,
    ACCOUNT_INCOME = 3,
    ACCOUNT_EXPENSE = 4,
    ACCOUNT_EQUITY = 5,
};

/* Assets and liabilities: accounts that statements are about. */
static inline bool account_is_own(enum account_kind kind)
{
    return kind == ACCOUNT_ASSET || kind == ACCOUNT_LIABILITY;
}

/* "asset", "expense" …; "unknown" for anything else. */
const char *account_kind_name(enum account_kind kind);
/* The kind that a category's first level names: Expenses, Income, Equity (or Assets, Liabilities). False when it is none of these or
 * the path is malformed: empty levels, blanks at a level's end, control characters, longer than LIMIT_CATEGORY_TEXT. */
bool category_kind(struct text path, enum account_kind *out);
/* The journal's name of an account: categories as they are, own accounts under Assets: or Liabilities:, with what hledger would
 * misread (two blanks, ';') made single blanks. Into the arena. */
const char *account_journal_name(struct arena *arena, enum account_kind kind, struct text name);

#endif
