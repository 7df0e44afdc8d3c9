#include "bankfile/csv/emit.h"

/* ---- good rows ---- */

static void find_currency(const struct csv_emission *e, const struct csv_row *row,
                          const struct csv_record *record, char out[4])
{
    struct text cell = csv_value(e->m, CSV_CURRENCY, row);
    memcpy(out, e->currency, 4);
    if (cell.len == 3 && e->accounts->recent != NULL &&
        memcmp(cell.at, e->accounts->recent->statement.currency, 3) == 0) {
        memcpy(out, e->accounts->recent->statement.currency, 4);
    } else if (cell.len > 0) {
        if (!csv_word_currency(cell, out) && cell.len == 3 && ascii_alpha(cell.at[0]) &&
            ascii_alpha(cell.at[1]) && ascii_alpha(cell.at[2]))
            for (size_t i = 0; i < 3; i++)
                out[i] = (char)(cell.at[i] & ~32);
    } else if (record->money.currency[0] != '\0') {
        memcpy(out, record->money.currency, 4);
    }
}

static enum err find_account(struct csv_emission *e, const struct csv_row *row,
                             const struct csv_record *record, struct csv_account **out)
{
    char currency[4];
    find_currency(e, row, record, currency);
    struct text account = csv_value(e->m, CSV_ACCOUNT, row), name = csv_value(e->m, CSV_ACCOUNT_NAME, row);
    account = csv_without_apostrophes(account);
    if (account.len == 0)
        account = e->table->facts.account;
    if (name.len == 0)
        name = e->table->facts.account_name;
    return csv_accounts_find(e->c, e->r, e->accounts, account, currency, name, e->table, out);
}

static void note_days(struct csv_account *a, date day)
{
    if (a->first_day == DATE_NONE || day < a->first_day)
        a->first_day = day;
    if (a->last_day == 0 || day > a->last_day)
        a->last_day = day;
}

static void take_stated_columns(const struct csv_emission *e, const struct csv_row *row,
                                struct csv_account *a)
{
    struct text opening = csv_value(e->m, CSV_OPENING, row), closing = csv_value(e->m, CSV_CLOSING, row);
    if (opening.len > 0 && a->opening.len == 0)
        a->opening = text_copy(e->c->arena, opening);
    if (closing.len > 0 && a->closing.len == 0)
        a->closing = text_copy(e->c->arena, closing);
}

static enum err emit_entry(struct csv_emission *e, const struct csv_row *row, const struct csv_record *record,
                           struct csv_account *a)
{
    struct bankfile_entry entry = {.line = row->line, .date = record->day, .value_date = record->value_day};
    if (!csv_money_amount(&record->money, &e->m->senses, &entry.amount))
        return bankfile_refuse(e->c, e->r, "the amount does not fit in 64 bits");
    entry.pending = record->status == CSV_PENDING && !e->m->senses.pending_booked;
    entry.has_balance = record->money.has_balance;
    if (entry.has_balance && !csv_money_balance(&record->money, &e->m->senses, entry.amount, &entry.balance))
        return bankfile_refuse(e->c, e->r, "the balance does not fit in 64 bits");
    memcpy(entry.currency, a->statement.currency, 4);
    csv_texts_fill(e->scratch, e->m, row, &entry);
    if (!entry.pending) {
        if (csv_maps(e->m, CSV_BALANCE))
            csv_chain_add(&a->chain, row->line, record->day, entry.amount,
                          entry.has_balance ? &entry.balance : NULL);
        note_days(a, record->day);
    }
    return bankfile_entry(e->c, e->r, &a->statement, &entry);
}

static enum err take_entry(struct csv_emission *e, const struct csv_row *row, const struct csv_record *record)
{
    csv_note_filled(e, row);
    if (record->status == CSV_VOID) {
        if (e->never++ == 0)
            e->never_line = row->line;
        return OK;
    }
    struct csv_account *a;
    TRY(find_account(e, row, record, &a));
    if (csv_maps(e->m, CSV_OPENING) || csv_maps(e->m, CSV_CLOSING))
        take_stated_columns(e, row, a);
    if (record->state == CSV_BALANCE_ONLY) {
        struct decimal none = {0, 0}, balance;
        if (!csv_money_balance(&record->money, &e->m->senses, none, &balance))
            return bankfile_refuse(e->c, e->r, "the balance does not fit in 64 bits");
        csv_chain_add(&a->chain, row->line, record->day, none, &balance);
        csv_skip(e, row->line);
        return OK;
    }
    struct arena_mark mark = arena_mark(e->scratch);
    TRY(emit_entry(e, row, record, a));
    arena_rewind(e->scratch, mark);
    return OK;
}

/* "Anfangssaldo 1.234,56" among the entries. */
static enum err take_stated(struct csv_emission *e, const struct csv_row *row,
                            const struct csv_record *record)
{
    struct csv_facts *facts = &e->table->facts;
    const struct csv_money *money = &record->money;
    bool opening = record->stated == CSV_FACT_OPENING;
    /* Only files that state balances state what came in and went out; else it is somebody's name. */
    if (record->stated == CSV_FACT_SUM && facts->opening.len == 0 && facts->closing.len == 0)
        return take_entry(e, row, record);
    csv_skip(e, row->line);
    if (record->stated == CSV_FACT_SUM ||
        (!money->has_balance && !money->has_amount && !money->has_debit && !money->has_credit))
        return OK;
    struct decimal value, none = {0, 0};
    bool good = money->has_balance ? csv_money_balance(money, &e->m->senses, none, &value)
                                   : csv_money_amount(money, &e->m->senses, &value);
    value = good ? value : none;
    char text[DECIMAL_TEXT_MAX];
    decimal_format(value, text);
    for (char *at = text; *at != '\0'; at++)
        if (*at == '.')
            *at = e->m->mark;
    struct text copy = text_copy(e->c->arena, text_of(text));
    if (opening) {
        facts->opening = copy;
        facts->opening_line = row->line;
    } else {
        facts->closing = copy;
        facts->closing_line = row->line;
        facts->closing_named = true;
    }
    return OK;
}

/* Has the row words, and none of balances? Then it is about something that happened. */
static bool tells_of_entry(const struct csv_emission *e, const struct csv_row *row)
{
    static const enum csv_role roles[] = {CSV_PAYEE, CSV_MEMO};
    bool any = false;
    for (size_t k = 0; k < 2; k++) {
        for (uint8_t i = 0; i < e->m->columns[roles[k]].count; i++) {
            struct text cell = csv_cell(row, e->m->columns[roles[k]].at[i]);
            if (csv_word_of_balance(cell))
                return false;
            any |= cell.len > 0;
        }
    }
    return any;
}

/* A day with a balance and no amount says where the account stands, at the table's begin or end; between
 * entries, or with words of its own, it is one that lost its amount. */
static enum err take_balance(struct csv_emission *e, const struct csv_row *row,
                             const struct csv_record *record)
{
    bool stated = record->stated != CSV_FACT_NONE || e->table->brokerage;
    if (!stated && tells_of_entry(e, row))
        return bankfile_refuse(e->c, e->r, "%s", csv_reason(e, row, record));
    bool sure = stated || e->good == 0;
    if (!sure && csv_is_cut_off(e, row))
        return bankfile_refuse(e->c, e->r, "the file ends within this row");
    if (!sure)
        csv_doubt(e, row->line, csv_reason(e, row, record));
    return take_entry(e, row, record);
}

static enum err take_row(struct csv_emission *e, const struct csv_row *row)
{
    struct csv_record record;
    csv_record_read(e->m, row, &e->recall, &record);
    switch (record.state) {
    case CSV_ENTRY:
        if (e->doubt.line == 0)
            return take_entry(e, row, &record);
        e->r->line = e->doubt.line;
        return bankfile_refuse(e->c, e->r, "%s", e->doubt.why);
    case CSV_BALANCE_ONLY:
        return take_balance(e, row, &record);
    case CSV_STATED:
        return take_stated(e, row, &record);
    case CSV_UNBOOKED:
        if (e->unbooked++ == 0)
            e->unbooked_line = row->line;
        return OK;
    default:
        return csv_take_other(e, row, &record);
    }
}

/* ---- the whole ---- */

/* The currency of rows that name none: of the amount's header, the preamble, the cells, the caller. */
static void default_currency(struct csv_emission *e)
{
    const char *found = e->table->currency;
    static const enum csv_role roles[] = {CSV_CURRENCY, CSV_AMOUNT, CSV_DEBIT, CSV_CREDIT};
    if (found[0] == '\0')
        found = e->table->facts.currency;
    for (size_t k = 0; k < sizeof roles / sizeof *roles && found[0] == '\0'; k++) {
        if (!csv_maps(e->m, roles[k]))
            continue;
        const struct csv_column *col = &e->profile->columns[e->m->columns[roles[k]].at[0]];
        found = k == 0 ? col->currency : col->money;
    }
    char given[4];
    if (found[0] == '\0' && e->r->options->default_currency != NULL &&
        csv_word_currency(text_of(e->r->options->default_currency), given))
        found = given;
    memcpy(e->currency, found, 4);
}

static void tell_skipped(const struct csv_emission *e)
{
    if (e->others > 0)
        bankfile_note(e->r, e->others_line, "%llu %s skipped: no %s", (unsigned long long)e->others,
                      e->others == 1 ? "row was" : "rows were", e->others == 1 ? "entry" : "entries");
    if (e->never > 0)
        bankfile_note(e->r, e->never_line, "%llu %s declined, cancelled or failed: left out",
                      (unsigned long long)e->never, e->never == 1 ? "entry was" : "entries were");
    if (e->unbooked > 0)
        bankfile_note(e->r, e->unbooked_line, "%llu %s announced without a day or an amount: left out",
                      (unsigned long long)e->unbooked, e->unbooked == 1 ? "entry is" : "entries are");
}

static enum err finish(struct csv_emission *e)
{
    struct csv_account *a;
    e->r->line = 0;
    if (e->accounts->count == 0) {
        /* A header without rows is an account without movements; without a header it is nothing. */
        if (e->table->dialect.header_line == 0)
            return bankfile_refuse(e->c, e->r, "the file holds no entry");
        const struct csv_facts *f = &e->table->facts;
        TRY(csv_accounts_find(e->c, e->r, e->accounts, f->account, e->currency, f->account_name, e->table,
                              &a));
    }
    tell_skipped(e);
    return csv_accounts_end(e->c, e->r, e->accounts, e->table, e->m);
}

static void free_scratch(void *thing)
{
    arena_free(thing);
}

enum err csv_emit(struct ctx *c, struct bankfile_reader *r, struct source *utf8,
                  const struct csv_table *table, const struct csv_profile *profile,
                  const struct csv_mapping *m)
{
    struct csv_emission *e = ARENA_NEW(c->arena, struct csv_emission);
    struct csv_table *own = ARENA_NEW(c->arena, struct csv_table);
    *own = *table;
    *e = (struct csv_emission){
        .c = c, .scratch = arena_new(), .r = r, .table = own, .profile = profile, .m = m};
    arena_defer(c->arena, free_scratch, e->scratch);
    e->accounts = ARENA_NEW(c->arena, struct csv_accounts);
    default_currency(e);
    TRY(source_rewind(c, utf8));
    struct csv_rows *rows = csv_rows_open(c, r, utf8, m->delimiter, m->quote);
    for (;;) {
        struct csv_row row;
        bool more;
        TRY(csv_rows_good(c, rows, &row, &more));
        if (!more)
            break;
        if (row.line >= table->first_line && row.count > 0)
            TRY(take_row(e, &row));
    }
    return finish(e);
}
