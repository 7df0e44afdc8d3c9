#include "bankfile/csv/accounts.h"

#include "base/hash.h"

enum { SLOTS = sizeof((struct csv_accounts *)0)->slots / sizeof(struct csv_account *) };
_Static_assert(LIMIT_FILE_ACCOUNTS * 2 <= SLOTS, "the table is never half full");

/* "DE12 3456 …" and "DE123456…" are one account. */
static struct text tidy_account(struct ctx *c, struct text account)
{
    if (!csv_looks_like_iban(account) || memchr(account.at, ' ', account.len) == NULL)
        return account;
    char *copy = arena_alloc(c->arena, account.len);
    size_t len = 0;
    for (size_t i = 0; i < account.len; i++)
        if (account.at[i] != ' ')
            copy[len++] = account.at[i];
    return (struct text){copy, len};
}

static bool says(struct text t, const char *const *words)
{
    for (; *words != NULL; words++)
        if (text_find_nocase(t, text_of(*words)) >= 0)
            return true;
    return false;
}

static enum bankfile_kind kind_of(const struct csv_table *table, struct text account, struct text name)
{
    static const char *const cards[] = {"credit card",  "creditcard",  "kreditkart", "mastercard",  "visa",
                                        "karta kredyt", "carte de cr", "tarjeta",    "carta di cr", NULL};
    static const char *const invested[] = {"brokerage",  "invest",     "depot", "401k",
                                           "retirement", "securities", "ira ",  NULL};
    static const char *const loans[] = {"loan", "mortgage", "darlehen", "hypothek", "kredyt hip", NULL};
    static const char *const cash[] = {"cash", "bargeld", "efectivo", "contant", NULL};
    for (int i = 0; i < 2; i++) {
        struct text t = i == 0 ? account : name;
        if (says(t, cards))
            return BANKFILE_CARD;
        if (says(t, invested))
            return BANKFILE_INVESTMENT;
        if (says(t, loans))
            return BANKFILE_LOAN;
        if (t.len < 12 && says(t, cash))
            return BANKFILE_CASH;
    }
    if (table->card)
        return BANKFILE_CARD;
    return table->brokerage ? BANKFILE_INVESTMENT : BANKFILE_BANK;
}

static enum err open_account(struct ctx *c, struct bankfile_reader *r, struct csv_accounts *accounts,
                             struct csv_account *fresh, const struct csv_table *table)
{
    if (accounts->count == LIMIT_FILE_ACCOUNTS)
        return bankfile_refuse(c, r, "more than %d accounts in one file: is this column an account?",
                               LIMIT_FILE_ACCOUNTS);
    accounts->count++;
    if (accounts->first == NULL)
        accounts->first = fresh;
    else
        accounts->newest->next = fresh;
    accounts->newest = fresh;
    struct bankfile_statement *s = &fresh->statement;
    s->bank = table->facts.bank;
    s->kind = kind_of(table, s->account, s->account_name);
    s->opening_date = s->closing_date = DATE_NONE;
    return bankfile_begin(c, r, s);
}

enum err csv_accounts_find(struct ctx *c, struct bankfile_reader *r, struct csv_accounts *accounts,
                           struct text account, const char currency[4], struct text name,
                           const struct csv_table *table, struct csv_account **out)
{
    struct csv_account *recent = accounts->recent;
    if (recent != NULL && memcmp(recent->statement.currency, currency, 3) == 0 &&
        text_equal(recent->statement.account, account)) {
        *out = recent;
        return OK;
    }
    struct text tidy = tidy_account(c, account);
    uint64_t hash = hash_mix(hash_text(tidy), hash_bytes(currency, strlen(currency), 0));
    size_t slot = hash % SLOTS;
    for (; accounts->slots[slot] != NULL; slot = (slot + 1) % SLOTS) {
        struct csv_account *found = accounts->slots[slot];
        if (found->hash == hash && text_equal(found->statement.account, tidy) &&
            strcmp(found->statement.currency, currency) == 0) {
            *out = accounts->recent = found;
            return OK;
        }
    }
    struct csv_account *fresh = ARENA_NEW(c->arena, struct csv_account);
    fresh->hash = hash;
    fresh->statement.account = text_copy(c->arena, tidy);
    fresh->statement.account_name = text_copy(c->arena, name);
    memcpy(fresh->statement.currency, currency, 4);
    fresh->first_day = DATE_NONE;
    TRY(open_account(c, r, accounts, fresh, table));
    *out = accounts->recent = accounts->slots[slot] = fresh;
    return OK;
}

/* ---- the end ---- */

static void set_opening(struct bankfile_statement *s, struct decimal value)
{
    s->has_opening = true;
    s->opening = value;
}

static void set_closing(struct bankfile_statement *s, struct decimal value)
{
    s->has_closing = true;
    s->closing = value;
}

/* A balance stated outside the rows must be the one that the rows lead to; where they lead to none, it is
 * taken as it is. */
static void take_stated(struct bankfile_reader *r, struct bankfile_statement *s, bool opening,
                        struct decimal value, bool binding, uint64_t line)
{
    bool has = opening ? s->has_opening : s->has_closing;
    if (!has) {
        if (opening)
            set_opening(s, value);
        else
            set_closing(s, value);
        return;
    }
    if (!binding || decimal_equal(opening ? s->opening : s->closing, value))
        return;
    char stated[DECIMAL_TEXT_MAX], found[DECIMAL_TEXT_MAX];
    bankfile_note(r, line, "the file states %s balance %s, its rows lead to %s",
                  opening ? "an opening" : "a closing", decimal_format(value, stated),
                  decimal_format(opening ? s->opening : s->closing, found));
    s->reconciles = RECONCILES_NO;
}

static void take_chain(struct bankfile_reader *r, struct csv_account *a, bool *told)
{
    struct bankfile_statement *s = &a->statement;
    struct csv_chain_result result = csv_chain_judge(&a->chain);
    switch (result.verdict) {
    case CSV_CHAIN_NONE:
        return;
    case CSV_CHAIN_FOREIGN:
        if (!*told)
            bankfile_note(r, 0, "the balances do not follow the amounts: nothing is checked by them");
        *told = true;
        return;
    case CSV_CHAIN_BREAKS:
        bankfile_note(r, result.break_line, "the running balance breaks here: rows are missing or wrong");
        s->reconciles = RECONCILES_NO;
        break;
    case CSV_CHAIN_FITS:
        break;
    }
    set_opening(s, result.opening);
    set_closing(s, result.closing);
}

/* Two balances that are called just that, before the table and behind it: which is the opening, the sum says. */
static bool take_two_balances(struct bankfile_statement *s, const struct csv_facts *facts, char mark)
{
    struct decimal first, second, reached;
    if (s->has_opening || facts->opening.len > 0 || !csv_facts_amount(facts->closing, mark, &first) ||
        !csv_facts_amount(facts->balance, mark, &second))
        return false;
    bool rises = decimal_add(first, s->sum, &reached) && decimal_equal(reached, second);
    bool falls = decimal_add(second, s->sum, &reached) && decimal_equal(reached, first);
    if (!rises && !falls)
        return false;
    set_opening(s, rises ? first : second);
    set_closing(s, rises ? second : first);
    return true;
}

static void take_facts(struct bankfile_reader *r, struct csv_account *a, const struct csv_table *table,
                       const struct csv_mapping *m, bool alone)
{
    struct decimal value;
    if (csv_facts_amount(a->opening, m->mark, &value))
        take_stated(r, &a->statement, true, value, true, 0);
    if (csv_facts_amount(a->closing, m->mark, &value))
        take_stated(r, &a->statement, false, value, true, 0);
    const struct csv_facts *facts = &table->facts;
    if (!alone || take_two_balances(&a->statement, facts, m->mark))
        return;
    if (csv_facts_amount(facts->opening, m->mark, &value))
        take_stated(r, &a->statement, true, value, true, facts->opening_line);
    if (csv_facts_amount(facts->closing, m->mark, &value))
        take_stated(r, &a->statement, false, value, facts->closing_named, facts->closing_line);
}

enum err csv_accounts_end(struct ctx *c, struct bankfile_reader *r, struct csv_accounts *accounts,
                          const struct csv_table *table, const struct csv_mapping *m)
{
    bool told = false;
    for (struct csv_account *a = accounts->first; a != NULL; a = a->next) {
        take_chain(r, a, &told);
        take_facts(r, a, table, m, accounts->count == 1);
        struct bankfile_statement *s = &a->statement;
        s->opening_date = s->has_opening ? a->first_day : DATE_NONE;
        s->closing_date = s->has_closing ? a->last_day : DATE_NONE;
        if (a->first_day == DATE_NONE)
            s->closing_date = DATE_NONE;
        TRY(bankfile_end(c, r, s));
    }
    return OK;
}
