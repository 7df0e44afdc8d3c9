/* Statements and their balances. */
#include "bankfile/camt/reading.h"

/* A statement may carry balances of several days and pages: the first opening and the last closing count. */
static void choose(struct camt_balance_choice *to, const struct camt_balance_choice *b, bool first)
{
    bool better = to->rank == 0 || b->rank > to->rank ||
                  (b->rank == to->rank && (first ? b->day < to->day : b->day >= to->day));
    if (better)
        *to = *b;
}

void camt_take_balance(struct camt_reading *m)
{
    const struct camt_record *r = &m->balance;
    struct text type = r->texts[CAMT_BALANCE_TYPE];
    const struct camt_sum *sum = &r->amounts[CAMT_AMOUNT_OWN];
    struct camt_balance_choice b = {.rank = 1, .value = sum->value, .day = r->days[CAMT_BALANCE_DAY]};
    b.value.digits *= r->sign;
    memcpy(b.currency, sum->currency, sizeof b.currency);
    if (m->any_currency[0] == '\0')
        memcpy(m->any_currency, b.currency, sizeof b.currency);
    if (text_is(type, "OPBD")) {
        b.rank = 2;
        choose(&m->opening, &b, true);
    } else if (text_is(type, "PRCD")) { /* the closing balance of the statement before */
        choose(&m->opening, &b, true);
    } else if (text_is(type, "CLBD")) {
        choose(&m->closing, &b, false);
    } else if (text_is(type, "ITBD")) {
        if (m->interim_count++ == 0)
            m->interim_first = b;
        m->interim_last = b;
    }
}

/* Pages of a statement begin and end with interim balances (ITBD): which one it is, the others tell. */
static void settle_balances(struct camt_reading *m)
{
    int left = m->interim_count;
    if (m->opening.rank == 0 && (left >= 2 || (left == 1 && m->closing.rank > 0))) {
        m->opening = m->interim_first;
        left--;
    }
    bool interim_close = m->closing.rank == 0 && left >= 1;
    if (interim_close)
        m->closing = m->interim_last;
    struct bankfile_statement *s = &m->out;
    s->has_opening = m->opening.rank > 0;
    s->opening = m->opening.value;
    s->opening_date = s->has_opening ? m->opening.day : DATE_NONE;
    s->has_closing = m->closing.rank > 0;
    s->closing = m->closing.value;
    s->closing_date = s->has_closing ? m->closing.day : DATE_NONE;
    if (!s->has_opening || !s->has_closing)
        return;
    struct decimal end;
    bool agrees = decimal_add(s->opening, s->sum, &end) && decimal_equal(end, s->closing);
    /* A report during the day may hold only what is new since the last one, beside the day's opening balance.
     */
    if (m->intraday && interim_close && !agrees)
        s->has_opening = false;
    else if (m->mixed || strcmp(m->opening.currency, m->closing.currency) != 0)
        s->reconciles = RECONCILES_NO;
}

/* The account's own currency, or that of its booked balances, or of its first entry. */
static void settle_currency(struct camt_reading *m)
{
    struct text named = m->statement.texts[CAMT_ACCOUNT_CURRENCY];
    const char *entry = m->entry.amounts[CAMT_AMOUNT_OWN].currency;
    const char *in_order[] = {
        m->opening.currency, m->closing.currency, m->interim_first.currency, entry, m->any_currency, ""};
    if (named.len == 3) {
        memcpy(m->out.currency, named.at, 3);
        return;
    }
    size_t i = 0;
    while (i + 1 < sizeof in_order / sizeof *in_order && in_order[i][0] == '\0')
        i++;
    memcpy(m->out.currency, in_order[i], strlen(in_order[i]));
}

static struct text first_of(struct text a, struct text b)
{
    return a.len > 0 ? a : b;
}

enum err camt_statement_begin(struct ctx *c, struct camt_reading *m)
{
    if (m->begun)
        return OK;
    m->begun = true;
    const struct text *t = m->statement.texts;
    struct bankfile_statement *s = &m->out;
    if (t[CAMT_ACCOUNT].len == 0)
        return bankfile_refuse(c, m->r, "the statement names no account (<Acct><Id>)");
    s->account = t[CAMT_ACCOUNT];
    s->account_name = first_of(t[CAMT_ACCOUNT_NAME], t[CAMT_OWNER]);
    s->bank = first_of(t[CAMT_BANK], t[CAMT_BANK_NAME]);
    s->kind = text_is(t[CAMT_ACCOUNT_TYPE], "LOAN")   ? BANKFILE_LOAN
              : text_is(t[CAMT_ACCOUNT_TYPE], "CARD") ? BANKFILE_CARD
                                                      : BANKFILE_BANK;
    s->number = first_of(first_of(t[CAMT_SEQUENCE], t[CAMT_LEGAL_SEQUENCE]), t[CAMT_STATEMENT_ID]);
    settle_currency(m);
    return bankfile_begin(c, m->r, s);
}

enum err camt_statement_end(struct ctx *c, struct camt_reading *m)
{
    if (!m->begun)
        m->entry = (struct camt_record){0}; /* of the statement before: its currency is not ours */
    TRY(camt_statement_begin(c, m));
    settle_balances(m);
    if (m->mixed)
        bankfile_note(m->r, m->statement.line,
                      "entries of several currencies in one statement: they cannot be summed");
    return bankfile_end(c, m->r, &m->out);
}

date camt_statement_day(const struct camt_reading *m)
{
    date days[] = {m->closing.rank > 0 ? m->closing.day : DATE_NONE, m->statement.days[CAMT_UNTIL],
                   m->statement.days[CAMT_CREATED]};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (days[i] != DATE_NONE)
            return days[i];
    return DATE_NONE;
}
