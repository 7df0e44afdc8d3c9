#include "bankfile/csv/table.h"

/* The cell without a quote or colon at its ends. */
static struct text bare(struct text t)
{
    t = text_trim(t);
    while (t.len > 0 && (t.at[0] == ':' || t.at[0] == '"'))
        t = text_trim(text_from(t, 1));
    while (t.len > 0 && (t.at[t.len - 1] == ':' || t.at[t.len - 1] == '"'))
        t = text_trim((struct text){t.at, t.len - 1});
    return t;
}

/* "12,34 EUR" is an amount of EUR. */
static bool amount_in(struct text t, char currency[4])
{
    struct csv_number n;
    currency[0] = '\0';
    if (!csv_number_look(t, &n) || csv_number_vote(&n) == CSV_VOTE_BAD)
        return false;
    struct decimal value;
    memcpy(currency, n.currency, 4);
    return csv_number_value(&n, '.', &value) || csv_number_value(&n, ',', &value);
}

bool csv_facts_amount(struct text t, char mark, struct decimal *out)
{
    return csv_amount_parse(t, mark, out, NULL) || csv_amount_parse(t, mark == '.' ? ',' : '.', out, NULL);
}

static void set_text(struct ctx *c, struct text *slot, struct text value)
{
    if (slot->len == 0 && value.len > 0 && value.len <= LIMIT_ACCOUNT_TEXT)
        *slot = text_copy(c->arena, value);
}

/* A text without digits is the account's name; among more than two cells it is a heading. */
static void set_account(struct ctx *c, struct csv_facts *facts, struct text value, bool among_others)
{
    /* "DE12… / Girokonto", as some write number and name in one cell. */
    ptrdiff_t slash = text_find(value, TEXT(" / "));
    if (slash > 0) {
        set_text(c, &facts->account_name, text_trim(text_from(value, (size_t)slash + 3)));
        value = text_trim((struct text){value.at, (size_t)slash});
    }
    if (csv_looks_like_iban(value) && !csv_looks_like_iban(facts->account))
        facts->account.len = 0; /* an IBAN says more than a number */
    bool digits = false;
    for (size_t i = 0; i < value.len; i++)
        digits |= ascii_digit(value.at[i]);
    if (digits)
        set_text(c, &facts->account, value);
    else if (!among_others)
        set_text(c, &facts->account_name, value);
}

/* Is the key one that means the end of the period, not just the state of today? */
static bool names_the_end(struct text key)
{
    static const struct text parts[] = {TEXT("clos"),  TEXT("end"), TEXT("neu"),     TEXT("nouveau"),
                                        TEXT("final"), TEXT("fin"), TEXT("carried"), TEXT("konc"),
                                        TEXT("исход"), TEXT("zaro")};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (text_find(key, parts[i]) >= 0)
            return true;
    return false;
}

/* "12.34 as of 31/01/2024" without what stands behind the amount. */
static struct text without_day(struct text value)
{
    static const char *const words[] = {" as of ", " as at ", " at ", " on ", " per ", " vom ",
                                        " am ",    " au ",    " al ", " op ", " pr ",  NULL};
    for (size_t i = 0; words[i] != NULL; i++) {
        ptrdiff_t at = text_find_nocase(value, text_of(words[i]));
        if (at > 0)
            return text_trim((struct text){value.at, (size_t)at});
    }
    return value;
}

static bool set_balance(struct ctx *c, struct csv_facts *facts, enum csv_fact fact, struct text key,
                        struct text value, uint64_t line)
{
    char currency[4];
    value = without_day(value);
    if (!amount_in(value, currency))
        return false;
    if (facts->currency[0] == '\0')
        memcpy(facts->currency, currency, 4);
    bool opening = fact == CSV_FACT_OPENING, named = names_the_end(key);
    struct text *slot = opening ? &facts->opening : &facts->closing;
    /* "Closing balance" says more than "balance". */
    if (!opening && named && !facts->closing_named)
        *slot = (struct text){NULL, 0};
    if (slot->len > 0) {
        if (!opening && !named && !facts->closing_named) {
            facts->balance = text_copy(c->arena, value);
            facts->balance_line = line;
        }
        return true;
    }
    set_text(c, slot, value);
    if (opening) {
        facts->opening_line = line;
    } else {
        facts->closing_line = line;
        facts->closing_named = named;
    }
    return true;
}

/* One key with one value; true when the value was what the key promises. */
static bool take_pair(struct ctx *c, struct csv_facts *facts, struct text key_text, struct text value,
                      bool among_others, uint64_t line)
{
    char key_bytes[CSV_KEY_MAX], code[4];
    struct text key = csv_normalise(key_text, key_bytes);
    value = bare(value);
    if (value.len == 0)
        return false;
    enum csv_fact fact = csv_word_fact(key);
    switch (fact) {
    case CSV_FACT_ACCOUNT:
        set_account(c, facts, value, among_others);
        return true;
    case CSV_FACT_NAME:
        set_text(c, &facts->account_name, value);
        return true;
    case CSV_FACT_BANK:
        set_text(c, &facts->bank, value);
        return true;
    case CSV_FACT_CURRENCY:
        if (facts->currency[0] == '\0' && csv_word_currency(value, code))
            memcpy(facts->currency, code, 4);
        return true;
    case CSV_FACT_OPENING:
    case CSV_FACT_CLOSING:
        return set_balance(c, facts, fact, key, value, line);
    case CSV_FACT_SUM:
    case CSV_FACT_NONE:
        break;
    }
    return false;
}

/* "Account number: 123", all in one cell. */
static void take_colon(struct ctx *c, struct csv_facts *facts, struct text cell, uint64_t line)
{
    const char *colon = cell.len == 0 ? NULL : memchr(cell.at, ':', cell.len);
    if (colon == NULL)
        return;
    size_t len = (size_t)(colon - cell.at);
    take_pair(c, facts, (struct text){cell.at, len}, text_from(cell, len + 1), false, line);
}

void csv_facts_take(struct ctx *c, const struct csv_row *row, struct csv_facts *facts)
{
    bool among_others = csv_row_filled(row) > 2;
    for (size_t i = 0; i < row->count; i++) {
        struct text cell = row->cells[i];
        char code[4];
        if (cell.len == 0)
            continue;
        take_colon(c, facts, cell, row->line);
        if (csv_word_currency(bare(cell), code) && facts->currency[0] == '\0')
            memcpy(facts->currency, code, 4);
        if (csv_looks_like_iban(cell))
            set_account(c, facts, cell, true);
        /* A key and the first cells that may be its value. */
        for (size_t k = i + 1; k < row->count; k++)
            if (row->cells[k].len > 0 &&
                take_pair(c, facts, bare(cell), row->cells[k], among_others, row->line))
                break;
    }
}
