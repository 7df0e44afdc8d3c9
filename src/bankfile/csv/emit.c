#include "bankfile/csv/accounts.h"

#include <stdio.h>

struct emit {
    struct ctx *c;
    struct arena *scratch; /* texts of one row */
    struct bankfile_reader *r;
    struct csv_table *table; /* a copy: footers add to its facts */
    const struct csv_profile *profile;
    const struct csv_mapping *m;
    struct csv_accounts *accounts;
    struct csv_recall recall;
    char currency[4];              /* of rows that name none */
    uint8_t always[LIMIT_COLUMNS]; /* columns filled in every good row so far */
    uint64_t good;
    size_t narrowest; /* the fewest cells of a good row */
    struct {          /* how the last good row begins */
        size_t len;
        char text[64];
    } begin;
    uint64_t others, others_line; /* rows that are no entries */
    uint64_t never, never_line;   /* entries that never took place */
    uint64_t unbooked, unbooked_line;
    /* A row that is a footer if no good row follows. */
    struct {
        uint64_t line;
        char why[200];
    } doubt;
};

static struct text column_name(const struct emit *e, size_t column)
{
    char *number = arena_printf(e->c->arena, "%zu", column + 1);
    bool named = column < e->table->header.width && e->table->header.names[column].len > 0;
    return named ? e->table->header.names[column] : text_of(number);
}

/* ---- good rows ---- */

static void find_currency(const struct emit *e, const struct csv_row *row, const struct csv_record *record,
                          char out[4])
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

static enum err find_account(struct emit *e, const struct csv_row *row, const struct csv_record *record,
                             struct csv_account **out)
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

static void take_stated_columns(const struct emit *e, const struct csv_row *row, struct csv_account *a)
{
    struct text opening = csv_value(e->m, CSV_OPENING, row), closing = csv_value(e->m, CSV_CLOSING, row);
    if (opening.len > 0 && a->opening.len == 0)
        a->opening = text_copy(e->c->arena, opening);
    if (closing.len > 0 && a->closing.len == 0)
        a->closing = text_copy(e->c->arena, closing);
}

static enum err emit_entry(struct emit *e, const struct csv_row *row, const struct csv_record *record,
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

static void note_filled(struct emit *e, const struct csv_row *row)
{
    if (e->good++ == 0)
        memset(e->always, 1, sizeof e->always);
    if (e->narrowest == 0 || row->count < e->narrowest)
        e->narrowest = row->count;
    e->begin.len = row->cells[0].len < sizeof e->begin.text ? row->cells[0].len : sizeof e->begin.text;
    if (e->begin.len > 0)
        memcpy(e->begin.text, row->cells[0].at, e->begin.len);
    for (size_t i = 0; i < e->table->header.width; i++)
        e->always[i] &= i < row->count && row->cells[i].len > 0;
}

static void skip(struct emit *e, uint64_t line)
{
    if (e->others++ == 0)
        e->others_line = line;
}

static enum err take_entry(struct emit *e, const struct csv_row *row, const struct csv_record *record)
{
    note_filled(e, row);
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
        skip(e, row->line);
        return OK;
    }
    struct arena_mark mark = arena_mark(e->scratch);
    TRY(emit_entry(e, row, record, a));
    arena_rewind(e->scratch, mark);
    return OK;
}

/* "Anfangssaldo 1.234,56" among the entries. */
static enum err take_stated(struct emit *e, const struct csv_row *row, const struct csv_record *record)
{
    struct csv_facts *facts = &e->table->facts;
    const struct csv_money *money = &record->money;
    bool opening = record->stated == CSV_FACT_OPENING;
    /* Only files that state balances state what came in and went out; else it is somebody's name. */
    if (record->stated == CSV_FACT_SUM && facts->opening.len == 0 && facts->closing.len == 0)
        return take_entry(e, row, record);
    skip(e, row->line);
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

/* ---- rows that are no entries ---- */

/* Does a cell look as if it was meant to be a date? */
static bool date_like(const struct emit *e, struct text t, bool alone)
{
    size_t digits = 0, letters = 0;
    struct csv_number n;
    /* "500.00" is an amount where dates have no points. */
    if (!e->profile->columns[e->m->columns[CSV_DATE].at[0]].dotted && csv_number_look(t, &n) &&
        (csv_number_vote(&n) == CSV_VOTE_DOT || csv_number_vote(&n) == CSV_VOTE_COMMA))
        return false;
    for (size_t i = 0; i < t.len; i++) {
        digits += ascii_digit(t.at[i]);
        letters += ascii_alpha(t.at[i]) || (unsigned char)t.at[i] >= 0x80;
    }
    if (t.len > 0 && ascii_digit(t.at[0]))
        return !alone || letters < 4;
    return letters <= 3 && digits >= 4;
}

static bool says_sum(const struct csv_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i].len > 0 && csv_word_footer(row->cells[i]))
            return true;
    return false;
}

/* "01.01.2024 - 31.01.2024" in the place of a date: a sum over that time. */
static bool is_period(struct text t)
{
    struct csv_date look;
    ptrdiff_t dash = text_find(t, TEXT(" - "));
    return dash > 0 && csv_date_look(text_trim((struct text){t.at, (size_t)dash}), &look) &&
           csv_date_look(text_trim(text_from(t, (size_t)dash + 3)), &look);
}

/* The names of another table's columns, where this one goes on or ends. */
static bool is_other_header(const struct emit *e, const struct csv_row *row)
{
    char key[CSV_KEY_MAX];
    size_t known = 0;
    for (size_t i = 0; i < row->count; i++) {
        struct text name = csv_normalise(row->cells[i], key);
        bool names = false;
        for (int role = CSV_DATE; role <= CSV_MEMO && !names; role++)
            names = csv_word_names(name, (enum csv_role)role);
        known += names;
    }
    struct text day = csv_normalise(csv_value(e->m, CSV_DATE, row), key);
    return known >= 3 && csv_word_names(day, CSV_DATE);
}

/* A row around the entries may tell balances, by words or in columns of their own. */
static void take_around(struct emit *e, const struct csv_row *row)
{
    struct csv_facts *facts = &e->table->facts;
    struct text opening = csv_value(e->m, CSV_OPENING, row), closing = csv_value(e->m, CSV_CLOSING, row);
    if (opening.len > 0 && facts->opening.len == 0) {
        facts->opening = text_copy(e->c->arena, opening);
        facts->opening_line = row->line;
    }
    if (closing.len > 0 && facts->closing.len == 0) {
        facts->closing = text_copy(e->c->arena, closing);
        facts->closing_line = row->line;
        facts->closing_named = true;
    }
    csv_facts_take(e->c, row, facts);
    skip(e, row->line);
}

static bool any_money_cell(const struct emit *e, const struct csv_row *row)
{
    static const enum csv_role roles[] = {CSV_AMOUNT, CSV_DEBIT, CSV_CREDIT};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (csv_value(e->m, roles[i], row).len > 0)
            return true;
    return false;
}

/* Lacks something that every entry has. */
static bool has_other_shape(const struct emit *e, const struct csv_row *row)
{
    size_t day = e->m->columns[CSV_DATE].at[0];
    if (e->good == 0)
        return csv_row_filled(row) * 2 < e->table->header.width;
    for (size_t i = 0; i < e->table->header.width; i++)
        if (i != day && e->always[i] && csv_cell(row, i).len == 0)
            return true;
    return csv_row_filled(row) == 1;
}

static const char *reason(const struct emit *e, const struct csv_row *row, const struct csv_record *record)
{
    struct text cell = csv_cell(row, record->bad), name = column_name(e, record->bad);
    cell.len = cell.len > 60 ? 60 : cell.len;
    name.len = name.len > 60 ? 60 : name.len;
    struct arena *arena = e->c->arena;
    switch (record->state) {
    case CSV_BAD_DATE:
    case CSV_BAD_VALUE_DATE:
        if (cell.len == 0)
            return arena_printf(arena, "column %.*s: there is no date", TEXT_ARGS(name));
        return arena_printf(arena, "column %.*s: \"%.*s\" is no date", TEXT_ARGS(name), TEXT_ARGS(cell));
    case CSV_BAD_DIRECTION:
        return arena_printf(arena, "column %.*s: \"%.*s\" says neither debit nor credit", TEXT_ARGS(name),
                            TEXT_ARGS(cell));
    case CSV_SHORT:
        return arena_printf(arena, "the row ends before the column %.*s", TEXT_ARGS(name));
    case CSV_NO_MONEY:
    case CSV_BALANCE_ONLY:
        return arena_printf(arena, "column %.*s: there is no amount", TEXT_ARGS(name));
    default:
        return arena_printf(arena, "column %.*s: \"%.*s\" is no amount", TEXT_ARGS(name), TEXT_ARGS(cell));
    }
}

/* Remembers the first row that is no entry only if none follows. */
static void doubt(struct emit *e, uint64_t line, const char *why)
{
    if (e->doubt.line > 0)
        return;
    e->doubt.line = line;
    snprintf(e->doubt.why, sizeof e->doubt.why, "%s", why);
}

/* Is the file's last row the begin of an entry whose rest is missing? Complete cells are filled as in all
 * entries; a single piece begins as the last entry does, or is one word, where a footer would have more to
 * say. */
static bool is_cut_off(const struct emit *e, const struct csv_row *row)
{
    if (!row->unended || row->count >= e->narrowest)
        return false;
    for (size_t i = 0; i + 1 < row->count; i++)
        if (e->always[i] && row->cells[i].len == 0)
            return false;
    struct text piece = row->cells[0];
    if (text_starts((struct text){e->begin.text, e->begin.len}, piece))
        return true;
    for (size_t i = 0; i < piece.len && row->count == 1; i++)
        if (!ascii_digit(piece.at[i]) && !ascii_alpha(piece.at[i]) &&
            strchr("/.-_*#\"", piece.at[i]) == NULL && (unsigned char)piece.at[i] < 0x80)
            return false;
    return true;
}

/* A row without an entry's date or amount: skipped when it surely is none, kept in doubt when it may be the
 * first of a footer, and the reason to refuse the file otherwise. */
static enum err take_other(struct emit *e, const struct csv_row *row, const struct csv_record *record)
{
    struct text day = csv_value(e->m, CSV_DATE, row);
    size_t filled = csv_row_filled(row);
    if (filled == 0)
        return OK;
    if (csv_row_is_rule(row) ||
        (e->table->header_row.count > 0 && csv_row_equal(row, &e->table->header_row))) {
        skip(e, row->line);
        return OK;
    }
    if (record->state == CSV_BAD_DATE && is_other_header(e, row))
        return bankfile_refuse(e->c, e->r,
                               "a second table with other columns begins here: it is a file of its own");
    if (record->state == CSV_NO_MONEY && e->table->brokerage) {
        note_filled(e, row);
        skip(e, row->line);
        return OK;
    }
    bool period = is_period(day);
    bool dateless = record->state == CSV_BAD_DATE && (period || !date_like(e, day, filled == 1));
    bool has_money = any_money_cell(e, row);
    bool is_sum = dateless && (period || says_sum(row));
    if (dateless && !is_sum && is_cut_off(e, row))
        return bankfile_refuse(e->c, e->r, "the file ends within this row");
    /* "Pending transactions", alone in a row of full width, heads a part of the table. */
    bool is_heading =
        dateless && filled == 1 && day.len > 0 && row->count > 1 && row->count >= e->table->header_row.count;
    if (is_sum || is_heading || (dateless && day.len == 0 && !has_money)) {
        take_around(e, row);
        return OK;
    }
    const char *why = reason(e, row, record);
    if (!dateless || (day.len == 0 && has_money) || !has_other_shape(e, row))
        return bankfile_refuse(e->c, e->r, "%s", why);
    doubt(e, row->line, why);
    take_around(e, row);
    return OK;
}

/* A day with a balance and no amount says where the account stands, at the table's begin or end; between
 * entries it is one that lost its amount. */
static enum err take_balance(struct emit *e, const struct csv_row *row, const struct csv_record *record)
{
    bool sure = record->stated != CSV_FACT_NONE || e->good == 0 || e->table->brokerage;
    if (!sure && is_cut_off(e, row))
        return bankfile_refuse(e->c, e->r, "the file ends within this row");
    if (!sure)
        doubt(e, row->line, reason(e, row, record));
    return take_entry(e, row, record);
}

static enum err take_row(struct emit *e, const struct csv_row *row)
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
        return take_other(e, row, &record);
    }
}

/* ---- the whole ---- */

/* The currency of rows that name none: of the amount's header, the preamble, the cells, the caller. */
static void default_currency(struct emit *e)
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

static void tell_skipped(const struct emit *e)
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

static enum err finish(struct emit *e)
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
    struct emit *e = ARENA_NEW(c->arena, struct emit);
    struct csv_table *own = ARENA_NEW(c->arena, struct csv_table);
    *own = *table;
    *e = (struct emit){.c = c, .scratch = arena_new(), .r = r, .table = own, .profile = profile, .m = m};
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
