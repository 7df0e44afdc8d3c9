/* Rows that are no entries: what stands around and between them, and what is broken. */
#include "bankfile/csv/emit.h"

#include <stdio.h>

static struct text column_name(const struct csv_emission *e, size_t column)
{
    char *number = arena_printf(e->c->arena, "%zu", column + 1);
    bool named = column < e->table->header.width && e->table->header.names[column].len > 0;
    return named ? e->table->header.names[column] : text_of(number);
}

void csv_note_filled(struct csv_emission *e, const struct csv_row *row)
{
    e->summed = false;
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

void csv_skip(struct csv_emission *e, uint64_t line)
{
    if (e->others++ == 0)
        e->others_line = line;
}

/* Does a cell look as if it was meant to be a date? */
static bool date_like(const struct csv_emission *e, struct text t, bool alone)
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
static bool is_other_header(const struct csv_emission *e, const struct csv_row *row)
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
static void take_around(struct csv_emission *e, const struct csv_row *row)
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
    csv_skip(e, row->line);
}

static bool any_money_cell(const struct csv_emission *e, const struct csv_row *row)
{
    static const enum csv_role roles[] = {CSV_AMOUNT, CSV_DEBIT, CSV_CREDIT};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (csv_value(e->m, roles[i], row).len > 0)
            return true;
    return false;
}

/* Lacks something that every entry has. */
static bool has_other_shape(const struct csv_emission *e, const struct csv_row *row)
{
    size_t day = e->m->columns[CSV_DATE].at[0];
    if (e->good == 0)
        return csv_row_filled(row) * 2 < e->table->header.width;
    for (size_t i = 0; i < e->table->header.width; i++)
        if (i != day && e->always[i] && csv_cell(row, i).len == 0)
            return true;
    return csv_row_filled(row) == 1;
}

const char *csv_reason(const struct csv_emission *e, const struct csv_row *row,
                       const struct csv_record *record)
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

void csv_doubt(struct csv_emission *e, uint64_t line, const char *why)
{
    if (e->doubt.line > 0)
        return;
    e->doubt.line = line;
    snprintf(e->doubt.why, sizeof e->doubt.why, "%s", why);
}

/* Complete cells are filled as in all entries; a single piece begins as the last entry does, or is one word,
 * where a footer would have more to say. */
bool csv_is_cut_off(const struct csv_emission *e, const struct csv_row *row)
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

/* As full as entries are, and with an amount somewhere: an entry whose cells were shifted. */
static bool is_shifted(const struct csv_emission *e, const struct csv_row *row)
{
    size_t always = 0;
    bool amount = false;
    struct csv_number n;
    for (size_t i = 0; i < e->table->header.width && i < e->profile->width; i++)
        always += e->good > 0 ? e->always[i] : e->profile->columns[i].filled * 10 >= e->profile->rows * 9;
    for (size_t i = 0; i < row->count && !amount; i++)
        amount = csv_number_look(row->cells[i], &n) &&
                 (csv_number_vote(&n) == CSV_VOTE_DOT || csv_number_vote(&n) == CSV_VOTE_COMMA);
    return amount && !e->summed && always >= 2 && row->count + 1 >= e->narrowest &&
           csv_row_filled(row) * 4 >= always * 3;
}

/* Less than a row of the table: between entries it is what is left of one. */
static bool is_piece(const struct csv_emission *e, const struct csv_row *row)
{
    size_t width = e->table->header_row.count;
    return e->good > 0 ? row->count < e->narrowest : row->count * 2 <= width;
}

/* Does a cell hold what its column holds? *telling: a date, a number or what all rows say. */
static bool is_of_column(const struct csv_emission *e, struct text cell, size_t i, bool *telling)
{
    const struct csv_column *col = &e->profile->columns[i];
    struct csv_date look;
    struct csv_number n;
    if (cell.len == 0)
        return !e->always[i];
    if (col->dates * 2 >= col->filled)
        return *telling = csv_date_look(cell, &look);
    if (col->numbers * 2 >= col->filled)
        return *telling = csv_number_look(cell, &n);
    *telling |= csv_distinct(col) == 1 && col->sampled > 1;
    return !csv_date_look(cell, &look);
}

/* Cells of an entry up to some column, where the row ends: the rest is missing. */
static bool is_begin_of_entry(const struct csv_emission *e, const struct csv_row *row)
{
    enum { CELLS_MIN = 2 };
    bool telling = false, any = false;
    if (row->count >= e->narrowest || row->count > e->profile->width)
        return false;
    if (row->count < CELLS_MIN)
        return row->cells[0].len >= 3 &&
               text_starts((struct text){e->begin.text, e->begin.len}, row->cells[0]);
    for (size_t i = 0; i + 1 < row->count; i++) {
        if (!is_of_column(e, row->cells[i], i, &telling))
            return false;
        any |= telling;
    }
    return any;
}

enum err csv_take_other(struct csv_emission *e, const struct csv_row *row, const struct csv_record *record)
{
    struct text day = csv_value(e->m, CSV_DATE, row);
    size_t filled = csv_row_filled(row);
    if (filled == 0)
        return OK;
    if (csv_row_is_rule(row) ||
        (e->table->header_row.count > 0 && csv_row_equal(row, &e->table->header_row))) {
        csv_skip(e, row->line);
        return OK;
    }
    if (record->state == CSV_BAD_DATE && is_other_header(e, row))
        return bankfile_refuse(e->c, e->r,
                               "a second table with other columns begins here: it is a file of its own");
    if (record->state == CSV_NO_MONEY && e->table->brokerage) {
        csv_note_filled(e, row);
        csv_skip(e, row->line);
        return OK;
    }
    bool period = is_period(day);
    bool dateless = record->state == CSV_BAD_DATE && (period || !date_like(e, day, filled == 1));
    bool has_money = any_money_cell(e, row);
    bool is_sum = dateless && (period || says_sum(row));
    if (dateless && !is_sum && csv_is_cut_off(e, row))
        return bankfile_refuse(e->c, e->r, "the file ends within this row");
    if (dateless && !is_sum && is_begin_of_entry(e, row))
        return bankfile_refuse(e->c, e->r, "the row ends in its middle");
    /* "Pending transactions", alone in a row of full width, heads a part of the table. */
    bool is_heading =
        dateless && filled == 1 && day.len > 0 && row->count > 1 && row->count >= e->table->header_row.count;
    bool is_detail = dateless && day.len == 0 && !has_money && !is_piece(e, row);
    if (is_sum || is_heading || is_detail) {
        e->summed |= is_sum;
        take_around(e, row);
        return OK;
    }
    const char *why = csv_reason(e, row, record);
    if (!dateless || (day.len == 0 && has_money) || !has_other_shape(e, row) || is_shifted(e, row))
        return bankfile_refuse(e->c, e->r, "%s", why);
    csv_doubt(e, row->line, why);
    take_around(e, row);
    return OK;
}
