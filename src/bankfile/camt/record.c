#include "bankfile/camt/reading.h"
#include "base/limits.h"

static void free_arena(void *thing)
{
    arena_free(thing);
}

static struct arena *own_arena(struct arena *of)
{
    struct arena *a = arena_new();
    arena_defer(of, free_arena, a);
    return a;
}

struct camt_reading *camt_reading_new(struct ctx *c, struct bankfile_reader *r)
{
    struct camt_reading *m = ARENA_NEW(c->arena, struct camt_reading);
    m->r = r;
    m->statement_arena = own_arena(c->arena);
    m->entry_arena = own_arena(c->arena);
    m->details = mt_details_new(c->arena);
    m->payee = buf_in_arena(c->arena);
    m->memo = buf_in_arena(c->arena);
    m->code = buf_in_arena(c->arena);
    m->id = buf_in_arena(c->arena);
    return m;
}

/* Forgets all that was allocated: one place at the arena's start serves every record. */
static void empty(struct arena *a)
{
    arena_rewind(a, (struct arena_mark){0});
}

static struct camt_record fresh(uint64_t line)
{
    struct camt_record r = {.line = line};
    for (size_t i = 0; i < CAMT_DAYS; i++)
        r.days[i] = DATE_NONE;
    return r;
}

static void begin_statement(struct camt_reading *m, uint64_t line)
{
    empty(m->statement_arena);
    m->statement = fresh(line);
    m->out = (struct bankfile_statement){.opening_date = DATE_NONE, .closing_date = DATE_NONE};
    m->begun = m->mixed = false;
    m->opening = m->closing = m->interim_first = m->interim_last = (struct camt_balance_choice){0};
    m->interim_count = 0;
    m->any_currency[0] = '\0';
}

/* Payments beyond the limit are checked like all, in one record that is not in the list. */
static void begin_payment(struct camt_reading *m, uint64_t line)
{
    m->too_large |= ++m->payment_count > CAMT_PAYMENTS_MAX;
    if (m->too_large) {
        m->spill = fresh(line);
        m->payment = &m->spill;
        return;
    }
    struct camt_record *p = ARENA_NEW(m->entry_arena, struct camt_record);
    *p = fresh(line);
    if (m->payments == NULL)
        m->payments = p;
    else
        m->payment->next = p;
    m->payment = p;
}

void camt_record_begin(struct camt_reading *m, enum camt_scope scope, uint64_t line)
{
    switch (scope) {
    case CAMT_STATEMENT:
        begin_statement(m, line);
        break;
    case CAMT_BALANCE:
        empty(m->entry_arena); /* no entry is open */
        m->balance = fresh(line);
        break;
    case CAMT_ENTRY:
        empty(m->entry_arena);
        m->entry = fresh(line);
        m->payments = m->payment = NULL;
        m->payment_count = m->entry_bytes = 0;
        m->too_large = false;
        break;
    case CAMT_DETAILS:
        begin_payment(m, line);
        break;
    case CAMT_SAME:
        break;
    }
}

enum err camt_record_end(struct ctx *c, struct camt_reading *m, enum camt_scope scope)
{
    if (scope == CAMT_STATEMENT)
        return camt_statement_end(c, m);
    if (scope == CAMT_ENTRY)
        return camt_entry_end(c, m);
    if (scope == CAMT_BALANCE)
        camt_take_balance(m);
    return OK;
}

static struct camt_record *record_of(struct camt_reading *m, enum camt_scope scope)
{
    switch (scope) {
    case CAMT_BALANCE:
        return &m->balance;
    case CAMT_ENTRY:
        return &m->entry;
    case CAMT_DETAILS:
        return m->payment;
    default:
        return &m->statement;
    }
}

/* Keeps a text, behind what is there already if it is one of several. */
static void keep(struct camt_reading *m, enum camt_scope scope, struct text *to, struct text value,
                 bool joined)
{
    bool of_entry = scope == CAMT_ENTRY || scope == CAMT_DETAILS;
    struct arena *a = scope == CAMT_STATEMENT ? m->statement_arena : m->entry_arena;
    /* Joined texts become memos, which are cut at their limit anyway. */
    if (value.len == 0 || (of_entry && m->too_large) ||
        (to->len > 0 && (!joined || to->len >= LIMIT_MEMO_TEXT)))
        return;
    if (to->len == 0)
        *to = text_copy(a, value);
    else
        *to = text_of(arena_printf(a, "%.*s %.*s", TEXT_ARGS(*to), TEXT_ARGS(value)));
    if (of_entry)
        m->entry_bytes += to->len;
    m->too_large |= m->entry_bytes > CAMT_ENTRY_BYTES_MAX;
}

/* As much of a value as a message shows. */
static struct text shown(struct text t)
{
    size_t len = 0;
    while (len < t.len && (len < 40 || ((unsigned char)t.at[len] & 0xC0) == 0x80))
        len++;
    return (struct text){t.at, len};
}

/* ISO 20022 amounts: up to 18 digits, a point, never negative. */
static enum err store_amount(struct ctx *c, struct camt_reading *m, struct camt_sum *to, const char *name,
                             struct text value, struct text currency)
{
    bool known = currency.len == 3;
    for (size_t i = 0; i < currency.len; i++)
        known = known && currency.at[i] >= 'A' && currency.at[i] <= 'Z';
    if (!known)
        return bankfile_refuse(c, m->r, "<%s> has no currency (Ccy), or none of three letters", name);
    struct decimal d;
    if (!decimal_parse(value, '.', &d))
        return bankfile_refuse(c, m->r, "the amount \"%.*s\" is no number", TEXT_ARGS(shown(value)));
    if (d.digits < 0)
        return bankfile_refuse(c, m->r, "the amount \"%.*s\" is negative: the sign stands in <CdtDbtInd>",
                               TEXT_ARGS(shown(value)));
    if (to->given)
        return OK;
    to->given = true;
    to->value = d;
    memcpy(to->currency, currency.at, 3);
    return OK;
}

/* "2024-03-01", "2024-03-01+01:00", "2024-03-01T10:15:00.000+01:00": the day as the bank wrote it. */
static enum err store_day(struct ctx *c, struct camt_reading *m, date *to, struct text value)
{
    date d;
    bool rest = value.len > 10 && strchr("TZ+-", value.at[10]) != NULL && value.at[10] != '\0';
    if ((value.len != 10 && !rest) || !date_parse((struct text){value.at, 10}, &d))
        return bankfile_refuse(c, m->r, "\"%.*s\" is no date", TEXT_ARGS(shown(value)));
    if (*to == DATE_NONE)
        *to = d;
    return OK;
}

static enum err store_status(struct ctx *c, struct camt_reading *m, struct camt_record *to, const char *name,
                             struct text value)
{
    if (to->status != CAMT_STATUS_NONE && value.len == 0)
        return OK; /* <Sts> around <Cd> */
    if (text_is(value, "BOOK"))
        to->status = CAMT_STATUS_BOOKED;
    else if (text_is(value, "PDNG") || text_is(value, "INFO") || text_is(value, "FUTR") ||
             strcmp(name, "Prtry") == 0)
        to->status = CAMT_STATUS_PENDING; /* not booked, whatever a bank calls it */
    else
        return bankfile_refuse(c, m->r, "the status \"%.*s\" is none of BOOK, PDNG, INFO, FUTR",
                               TEXT_ARGS(shown(value)));
    return OK;
}

enum err camt_store(struct ctx *c, struct camt_reading *m, enum camt_scope scope,
                    const struct camt_element *e, struct text value, struct text currency)
{
    struct camt_record *to = record_of(m, scope);
    switch (e->kind) {
    case CAMT_TEXT:
    case CAMT_JOIN:
        keep(m, scope, &to->texts[e->slot], value, e->kind == CAMT_JOIN);
        return OK;
    case CAMT_AMOUNT:
        return store_amount(c, m, &to->amounts[e->slot], e->name, value, currency);
    case CAMT_DATE:
        return store_day(c, m, &to->days[e->slot], value);
    case CAMT_SIGN:
        to->sign = text_is(value, "CRDT") ? 1 : text_is(value, "DBIT") ? -1 : 0;
        if (to->sign == 0)
            return bankfile_refuse(c, m->r, "<CdtDbtInd> is \"%.*s\", neither CRDT nor DBIT",
                                   TEXT_ARGS(shown(value)));
        return OK;
    case CAMT_STATUS:
        return store_status(c, m, to, e->name, value);
    case CAMT_GROUP:
    case CAMT_SKIP:
        break;
    }
    return OK;
}
