#include "bankfile/csv/table.h"
#include "base/hash.h"

static void add_distinct(struct csv_column *column, struct text cell)
{
    uint64_t h = hash_text(cell);
    column->distinct_bits[h >> 6 & 7] |= UINT64_C(1) << (h & 63);
}

uint32_t csv_distinct(const struct csv_column *column)
{
    uint32_t bits = 0;
    for (int i = 0; i < 8; i++)
        bits += (uint32_t)__builtin_popcountll(column->distinct_bits[i]);
    return bits;
}

/* The most letters in a row, ASCII or not; no more than three are counted. */
static int letter_run(struct text cell)
{
    int run = 0, most = 0;
    for (size_t i = 0; i < cell.len && most < 3; i++) {
        run = ascii_alpha(cell.at[i]) || (unsigned char)cell.at[i] >= 0xC3 ? run + 1 : 0;
        most = run > most ? run : most;
    }
    return most;
}

static void follow(struct csv_chronology *chronology, date day)
{
    if (chronology->up + chronology->down == 0 && chronology->last == 0) {
        chronology->earliest = chronology->latest = day;
    } else {
        chronology->up += day > chronology->last;
        chronology->down += day < chronology->last;
        chronology->earliest = day < chronology->earliest ? day : chronology->earliest;
        chronology->latest = day > chronology->latest ? day : chronology->latest;
    }
    chronology->last = day;
}

static bool add_date(struct csv_column *column, struct text cell)
{
    struct csv_date look;
    if (!csv_date_look(cell, &look))
        return false;
    column->dates++;
    date day[CSV_ORDERS] = {0};
    bool good[CSV_ORDERS] = {false};
    for (int order = CSV_DMY; order < CSV_ORDERS; order++) {
        good[order] = csv_date_resolve(&look, (enum csv_order)order, &day[order]);
        column->orders[order] += good[order];
    }
    if (good[CSV_DMY] && good[CSV_MDY]) {
        follow(&column->chronology[0], day[CSV_DMY]);
        follow(&column->chronology[1], day[CSV_MDY]);
    }
    column->fixed += look.named >= 0 || look.digits[0] == 4;
    column->dotted |= look.separator == '.';
    return good[CSV_DMY] || good[CSV_MDY] || good[CSV_YMD];
}

/* "2023-04-17" says nothing that csv_date_look has to find out. */
static bool add_iso_date(struct csv_column *column, struct text cell)
{
    date day;
    if (!date_parse(cell, &day))
        return false;
    column->dates++;
    column->fixed++;
    for (int order = CSV_DMY; order < CSV_ORDERS; order++)
        column->orders[order]++;
    return true;
}

/* -12.34 with one mark and not three digits behind it: what nearly all amounts look like. */
static bool add_plain_number(struct csv_column *column, struct text cell)
{
    size_t start = cell.len > 0 && cell.at[0] == '-', mark = 0;
    bool nonzero = false;
    if (cell.len < start + 4 || cell.len > 16)
        return false;
    for (size_t i = start; i < cell.len; i++) {
        if (ascii_digit(cell.at[i])) {
            nonzero |= cell.at[i] != '0';
            continue;
        }
        if (mark > 0 || i == start || (cell.at[i] != '.' && cell.at[i] != ','))
            return false;
        mark = i;
    }
    if (mark == 0 || cell.len - mark != 3)
        return false;
    column->numbers++;
    column->votes[cell.at[mark] == '.' ? CSV_VOTE_DOT : CSV_VOTE_COMMA]++;
    column->negatives += nonzero && start == 1;
    column->positives += nonzero && start == 0;
    return true;
}

static void add_number(struct csv_column *column, struct text cell, bool sampling)
{
    struct csv_number n;
    if (!csv_number_look(cell, &n))
        return;
    enum csv_vote vote = csv_number_vote(&n);
    struct decimal value;
    if (vote == CSV_VOTE_BAD || (!csv_number_value(&n, '.', &value) && !csv_number_value(&n, ',', &value)))
        return;
    column->numbers++;
    column->votes[vote]++;
    column->negatives += value.digits < 0;
    column->positives += value.digits > 0;
    if (!sampling)
        return;
    column->decorated += n.decorated || n.is_signed;
    column->long_digits += vote == CSV_VOTE_NONE && (n.len > 9 || (n.core[0] == '0' && n.len > 2));
    if (column->money[0] == '\0')
        memcpy(column->money, n.currency, 4);
}

static void add_sample(struct csv_column *column, struct text cell)
{
    char code[4];
    enum csv_status status;
    column->sampled++;
    column->bytes += cell.len;
    add_distinct(column, cell);
    int letters = letter_run(cell);
    column->lettered += letters > 0;
    column->wordy += letters == 3;
    if (csv_word_currency(cell, code)) {
        column->currencies++;
        if (column->currency[0] == '\0')
            memcpy(column->currency, code, 4);
    }
    column->ibans += csv_looks_like_iban(cell);
    if (cell.len > 40)
        return;
    int direction = csv_word_direction(cell);
    column->debits += direction < 0;
    column->credits += direction > 0;
    column->statuses += csv_word_status(cell, &status);
}

/* Columns that still may hold dates or numbers when the sample is over. The others are not looked at again.
 */
struct watch {
    size_t dates[LIMIT_COLUMNS], numbers[LIMIT_COLUMNS];
    size_t date_count, number_count;
};

static void choose_watched(const struct csv_profile *profile, size_t width, struct watch *watch)
{
    for (size_t i = 0; i < width; i++) {
        const struct csv_column *column = &profile->columns[i];
        bool dates = column->dates * 4 >= column->filled && (column->dates > 0 || column->filled == 0);
        bool numbers = column->numbers * 4 >= column->filled && (column->numbers > 0 || column->filled == 0);
        if (dates)
            watch->dates[watch->date_count++] = i;
        if (numbers && column->long_digits * 2 <= column->numbers)
            watch->numbers[watch->number_count++] = i;
    }
}

static void sample_row(struct csv_profile *profile, const struct csv_row *row)
{
    for (size_t i = 0; i < row->count && i < profile->width; i++) {
        struct csv_column *column = &profile->columns[i];
        struct text cell = row->cells[i];
        if (csv_without_apostrophes(cell).len == 0)
            continue;
        column->filled++;
        add_sample(column, cell);
        if (!add_date(column, cell))
            add_number(column, cell, true);
    }
}

static void watch_row(struct csv_profile *profile, const struct csv_row *row, const struct watch *watch)
{
    for (size_t i = 0; i < watch->date_count; i++) {
        struct text cell = csv_cell(row, watch->dates[i]);
        struct csv_column *column = &profile->columns[watch->dates[i]];
        column->filled += cell.len > 0;
        if (cell.len > 0 && !add_iso_date(column, cell))
            add_date(column, cell);
    }
    for (size_t i = 0; i < watch->number_count; i++) {
        struct text cell = csv_cell(row, watch->numbers[i]);
        struct csv_column *column = &profile->columns[watch->numbers[i]];
        column->filled += cell.len > 0;
        if (cell.len > 0 && !add_plain_number(column, cell))
            add_number(column, cell, false);
    }
}

enum err csv_profile_read(struct ctx *c, struct bankfile_reader *r, struct source *utf8,
                          const struct csv_table *table, struct csv_profile *profile)
{
    *profile = (struct csv_profile){.width = LIMIT_COLUMNS};
    profile->columns = ARENA_ARRAY(c->arena, struct csv_column, LIMIT_COLUMNS);
    struct watch *watch = ARENA_NEW(c->arena, struct watch);
    TRY(source_rewind(c, utf8));
    struct csv_rows *rows = csv_rows_open(c, r, utf8, table->dialect.delimiter, table->dialect.quote);
    size_t widest = table->header.width;
    for (;;) {
        struct csv_row row;
        bool more;
        TRY(csv_rows_good(c, rows, &row, &more));
        if (!more)
            break;
        if (row.line < table->first_line || row.count < 2 || csv_row_is_rule(&row))
            continue;
        profile->rows++;
        widest = row.count > widest ? row.count : widest;
        if (profile->rows <= CSV_SAMPLE_ROWS)
            sample_row(profile, &row);
        if (profile->rows == CSV_SAMPLE_ROWS)
            choose_watched(profile, widest, watch);
        else if (profile->rows > CSV_SAMPLE_ROWS)
            watch_row(profile, &row, watch);
    }
    profile->width = widest;
    return OK;
}
