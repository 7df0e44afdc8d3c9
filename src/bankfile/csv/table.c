#include "bankfile/csv/table.h"

#include "base/hash.h"

/* How much of the file is looked at to find the delimiter and the header. */
enum { PREVIEW_BYTES = 128 << 10, PREVIEW_ROWS = 400 };

struct preview {
    struct csv_row *rows; /* copied */
    size_t count;
    size_t width;  /* the most common width among rows of two cells or more */
    long score;    /* of the delimiter */
    size_t header; /* index of the header row, or `count` */
    size_t first;  /* index of the first row of data, or `count` */
    int header_hits;
};

static void copy_row(struct arena *arena, const struct csv_row *row, struct csv_row *copy)
{
    *copy = *row;
    copy->cells = ARENA_ARRAY(arena, struct text, row->count + 1);
    for (size_t i = 0; i < row->count; i++)
        copy->cells[i] = text_copy(arena, row->cells[i]);
}

bool csv_row_equal(const struct csv_row *a, const struct csv_row *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!text_equal(a->cells[i], b->cells[i]))
            return false;
    return true;
}

static bool is_date(struct text t)
{
    struct csv_date look;
    date day;
    return csv_date_look(t, &look) &&
           (csv_date_resolve(&look, CSV_DMY, &day) || csv_date_resolve(&look, CSV_MDY, &day) ||
            csv_date_resolve(&look, CSV_YMD, &day));
}

static bool is_number(struct text t)
{
    struct csv_number n;
    return csv_number_look(t, &n) && csv_number_vote(&n) != CSV_VOTE_BAD;
}

/* A record of the table has a date and a number apart from it. */
static bool is_data(const struct csv_row *row)
{
    bool has_date = false, has_number = false;
    for (size_t i = 0; i < row->count; i++) {
        if (row->cells[i].len == 0)
            continue;
        if (!has_date && is_date(row->cells[i]))
            has_date = true;
        else if (!has_number && is_number(row->cells[i]))
            has_number = true;
    }
    return has_date && has_number;
}

static bool has_values(const struct csv_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (is_date(row->cells[i]) || is_number(row->cells[i]))
            return true;
    return false;
}

/* How strongly a row's cells are names of roles; 0 when it cannot be a header. */
static int header_hits(const struct csv_row *row)
{
    int hits = 0, dates = 0, money = 0;
    char key[CSV_KEY_MAX];
    if (row->count < 2 || has_values(row))
        return 0;
    for (size_t i = 0; i < row->count; i++) {
        struct text name = csv_normalise(row->cells[i], key);
        bool is_day = csv_word_score(name, CSV_DATE) > 0 || csv_word_score(name, CSV_VALUE_DATE) > 0;
        bool is_money = csv_word_score(name, CSV_AMOUNT) > 0 || csv_word_score(name, CSV_DEBIT) > 0 ||
                        csv_word_score(name, CSV_CREDIT) > 0 || csv_word_score(name, CSV_BALANCE) > 0;
        dates += is_day;
        money += is_money;
        bool known = is_day || is_money;
        for (int role = 0; role < CSV_WORD_ROLES && !known; role++)
            known = csv_word_score(name, (enum csv_role)role) > 70;
        hits += known;
    }
    return hits >= 2 && (dates > 0 || money > 0) ? hits + 2 * (dates > 0) + 2 * (money > 0) : 0;
}

static size_t common_width(const struct preview *p, size_t *rows)
{
    size_t best = 0;
    *rows = 0;
    for (size_t i = 0; i < p->count; i++) {
        size_t same = 0;
        if (p->rows[i].count < 2 || p->rows[i].count == best)
            continue;
        for (size_t k = 0; k < p->count; k++)
            same += p->rows[k].count == p->rows[i].count;
        if (same > *rows) {
            *rows = same;
            best = p->rows[i].count;
        }
    }
    return best;
}

/* Names that no word list knows: a row of the table's width without dates and numbers, right before the first
 * data. */
static size_t unknown_header(const struct preview *p)
{
    size_t i = p->first;
    while (i > 0 && p->rows[i - 1].count == 0)
        i--;
    if (i == 0 || p->first == p->count)
        return p->count;
    const struct csv_row *row = &p->rows[i - 1];
    if (row->count < 2 || row->count + 1 < p->width || csv_row_filled(row) * 3 < row->count * 2)
        return p->count;
    for (size_t k = 0; k < row->count; k++)
        if (is_date(row->cells[k]) || is_number(row->cells[k]) || row->cells[k].len > 80)
            return p->count;
    return i - 1;
}

static void find_header(struct preview *p)
{
    p->header = p->first = p->count;
    p->header_hits = 0;
    for (size_t i = 0; i < p->count; i++) {
        int hits = header_hits(&p->rows[i]);
        if (hits > p->header_hits) {
            p->header_hits = hits;
            p->header = i;
        }
    }
    for (size_t i = p->header == p->count ? 0 : p->header + 1; i < p->count && p->first == p->count; i++)
        if (is_data(&p->rows[i]))
            p->first = i;
    /* A header that has less than two names in its favour must at least stand right above data. */
    if (p->header == p->count)
        p->header = unknown_header(p);
}

static void rate(struct preview *p)
{
    size_t same, data = 0;
    p->width = common_width(p, &same);
    find_header(p);
    for (size_t i = 0; i < p->count; i++)
        data += p->rows[i].count >= 2 && is_data(&p->rows[i]);
    p->score = (long)(4 * data + same) + 6L * p->header_hits + (long)(p->width > 20 ? 20 : p->width);
}

/* Splits the beginning of the file with one delimiter and quote. */
static enum err split(struct ctx *c, struct bankfile_reader *r, struct text head, bool cut, char delimiter,
                      char quote, struct preview *p)
{
    *p = (struct preview){.rows = ARENA_ARRAY(c->arena, struct csv_row, PREVIEW_ROWS)};
    struct source *source = source_memory(c->arena, r->source->name, head);
    struct csv_rows *rows = csv_rows_open(c, r, source, delimiter, quote);
    bool more = true;
    while (p->count < PREVIEW_ROWS) {
        struct csv_row row;
        TRY(csv_rows_next(c, rows, &row, &more));
        if (!more || row.problem != NULL)
            break;
        copy_row(c->arena, &row, &p->rows[p->count++]);
    }
    /* The last record may go on behind the beginning. */
    if (!more && cut && p->count > 0)
        p->count--;
    rate(p);
    return OK;
}

/* "sep=;", which Excel writes and reads. */
static char declared_delimiter(struct text head)
{
    if (head.len > 0 && head.at[0] == '"')
        head = text_from(head, 1);
    return head.len > 4 && text_starts_nocase(head, TEXT("sep=")) && strchr(",;\t|", head.at[4]) != NULL
               ? head.at[4]
               : '\0';
}

/* Does the file quote, and with what? Counts fields that begin with the sign and those that also end with it
 * in the same line. */
static char find_quote(struct text head, char delimiter)
{
    size_t opened = 0, closed = 0, single_opened = 0, single_closed = 0;
    for (size_t i = 0; i < head.len; i++) {
        bool starts = i == 0 || head.at[i - 1] == delimiter || head.at[i - 1] == '\n';
        bool stops = i + 1 == head.len || head.at[i + 1] == delimiter || head.at[i + 1] == '\n' ||
                     head.at[i + 1] == '\r';
        if (head.at[i] == '"') {
            opened += starts;
            closed += stops;
        } else if (head.at[i] == '\'') {
            single_opened += starts;
            single_closed += stops;
        }
    }
    if (single_opened > 2 && single_opened == single_closed && opened == 0)
        return '\'';
    return opened > 0 && closed == 0 && opened < 3 ? '\0' : '"';
}

static enum err choose_dialect(struct ctx *c, struct bankfile_reader *r, struct text head, bool cut,
                               struct csv_mapping *d, const struct csv_given *given, struct preview *best)
{
    static const char delimiters[] = {';', ',', '\t', '|'};
    char declared = given->delimiter ? d->delimiter : declared_delimiter(head);
    struct csv_mapping chosen = *d;
    *best = (struct preview){.score = -1};
    for (size_t i = 0; i < sizeof delimiters; i++) {
        char delimiter = declared != '\0' ? declared : delimiters[i];
        char quote = given->quote ? d->quote : find_quote(head, delimiter);
        struct preview p;
        TRY(split(c, r, head, cut, delimiter, quote, &p));
        if (p.score > best->score) {
            *best = p;
            chosen.delimiter = delimiter;
            chosen.quote = quote;
        }
        if (declared != '\0')
            break;
    }
    *d = chosen;
    return OK;
}

/* A name in one line, as it is shown and compared. */
static struct text clean_name(struct arena *arena, struct text name)
{
    struct text copy = text_copy(arena, name);
    char *at = arena_copy(arena, name.at, name.len);
    size_t len = 0;
    for (size_t i = 0; i < copy.len; i++) {
        bool blank = ascii_space(copy.at[i]);
        if (!blank || (len > 0 && at[len - 1] != ' '))
            at[len++] = blank ? ' ' : copy.at[i];
    }
    return text_trim((struct text){at, len});
}

/* The last word of a name, out of its brackets. */
static struct text last_word(struct text name)
{
    while (name.len > 0 && memchr(" )]:", name.at[name.len - 1], 4) != NULL)
        name.len--;
    size_t start = name.len;
    while (start > 0 && memchr(" ([", name.at[start - 1], 3) == NULL)
        start--;
    return start == 0 ? (struct text){NULL, 0} : text_from(name, start);
}

/* "Betrag (EUR)": the code or sign at the end of a money column's name. */
static void find_header_currency(struct csv_table *table)
{
    char key[CSV_KEY_MAX], code[4];
    for (size_t i = 0; i < table->header.width && table->currency[0] == '\0'; i++) {
        struct text name = csv_normalise(table->header.names[i], key);
        bool money = csv_word_score(name, CSV_AMOUNT) > 0 || csv_word_score(name, CSV_DEBIT) > 0 ||
                     csv_word_score(name, CSV_CREDIT) > 0;
        bool foreign = csv_word_score(name, CSV_NOTHING) > 0;
        if (money && !foreign && csv_word_currency(last_word(table->header.names[i]), code))
            memcpy(table->currency, code, 4);
    }
}

static void take_header(struct ctx *c, struct csv_table *table, const struct csv_row *row, size_t width)
{
    table->header.width = row == NULL || row->count < width ? width : row->count;
    table->header.names = ARENA_ARRAY(c->arena, struct text, table->header.width + 1);
    if (row == NULL)
        return;
    for (size_t i = 0; i < row->count; i++)
        table->header.names[i] = clean_name(c->arena, row->cells[i]);
    table->header_row = *row;
    find_header_currency(table);
    char key[CSV_KEY_MAX];
    int securities = 0;
    static const char card_words[] =
        "card number|card no|card|card member|cardmember|cardholder|card holder|kartennummer|"
        "karteninhaber|kortnummer|numer karty|номер карты";
    for (size_t i = 0; i < row->count; i++) {
        struct text name = csv_normalise(table->header.names[i], key);
        securities += csv_word_score(name, CSV_SECURITY) > 90;
        table->card |= csv_word_in(name, card_words);
    }
    table->brokerage = securities >= 2;
}

/* The header at the line that a mapping names. */
static enum err forced_header(struct ctx *c, struct bankfile_reader *r, struct preview *p, uint64_t line)
{
    for (size_t i = 0; i < p->count; i++) {
        if (p->rows[i].line == line && p->rows[i].count > 1) {
            p->header = i;
            for (p->first = i + 1; p->first < p->count && p->rows[p->first].count == 0;)
                p->first++;
            return OK;
        }
    }
    r->line = line;
    return bankfile_refuse(c, r, "the CSV mapping: no header in line %llu", (unsigned long long)line);
}

/* The column of the first date of a row; its count when it has none. */
static size_t date_column(const struct csv_row *row)
{
    size_t i = 0;
    while (i < row->count && !is_date(row->cells[i]))
        i++;
    return i;
}

/* "28.13.2024", "2024-0": digits and a separator, as dates begin; account numbers have none so early. */
static bool begins_as_date(struct text t)
{
    size_t digits = 0;
    while (digits < t.len && ascii_digit(t.at[digits]))
        digits++;
    return is_date(t) ||
           (digits >= 1 && digits <= 4 && digits < t.len && strchr("./-", t.at[digits]) != NULL);
}

/* What a cell holds, coarsely. */
static char kind_of(struct text t)
{
    return t.len == 0 ? '-' : is_date(t) ? 'd' : is_number(t) ? 'n' : 't';
}

/* Are most cells of two rows of one kind? Then one of them may be broken, but both are of the table. */
static bool rows_alike(const struct csv_row *a, const struct csv_row *b)
{
    size_t width = a->count > b->count ? a->count : b->count, same = 0;
    for (size_t i = 0; i < width; i++)
        same += kind_of(csv_cell(a, i)) == kind_of(csv_cell(b, i));
    return same * 3 >= width * 2;
}

/* Is the first row's date written with the year in front where all others' are not, or the other way round? */
static bool date_is_odd(const struct preview *p, size_t row, size_t column)
{
    struct csv_date look, other;
    size_t same = 0, odd = 0;
    if (!is_date(csv_cell(&p->rows[row], column)) || !csv_date_look(csv_cell(&p->rows[row], column), &look))
        return false;
    for (size_t i = row + 1; i < p->count && i < 50; i++) {
        if (!is_data(&p->rows[i]) || !csv_date_look(csv_cell(&p->rows[i], column), &other))
            continue;
        bool alike = (look.digits[0] == 4) == (other.digits[0] == 4);
        same += alike;
        odd += !alike;
    }
    return same == 0 && odd >= 2;
}

/* Without a header the first row of the table's width is its first, be it good or broken; but not one that
 * has its date elsewhere or in another form: that tells of the account. */
static size_t first_headless(const struct preview *p)
{
    size_t first = 0, usual = 0, most = 0;
    for (size_t i = 0; i < p->count && i < 50; i++) {
        size_t same = 0;
        for (size_t k = 0; k < p->count && k < 50; k++)
            same += is_data(&p->rows[k]) && date_column(&p->rows[k]) == date_column(&p->rows[i]);
        if (same > most && is_data(&p->rows[i])) {
            most = same;
            usual = date_column(&p->rows[i]);
        }
    }
    while (first < p->count) {
        const struct csv_row *row = &p->rows[first];
        struct text cell = csv_cell(row, usual);
        bool broken_date = cell.len > 0 && ascii_digit(cell.at[0]);
        bool narrow = first < p->first && row->count + 1 < p->width && !(most >= 2 && begins_as_date(cell));
        bool elsewhere = most >= 2 && is_data(row) && date_column(row) != usual && !broken_date &&
                         !(first + 1 < p->count && rows_alike(row, &p->rows[first + 1]));
        if (!narrow && !elsewhere && !date_is_odd(p, first, usual))
            break;
        first++;
    }
    return first;
}

enum err csv_table_open(struct ctx *c, struct bankfile_reader *r, struct source *utf8,
                        const struct csv_mapping *dialect, const struct csv_given *given,
                        struct csv_table *table)
{
    *table = (struct csv_table){.dialect = *dialect};
    char *bytes = arena_alloc(c->arena, PREVIEW_BYTES);
    struct text head = {bytes, 0};
    TRY(source_rewind(c, utf8));
    TRY(source_fill(c, utf8, bytes, PREVIEW_BYTES, &head.len));
    struct preview p;
    TRY(choose_dialect(c, r, head, head.len == PREVIEW_BYTES, &table->dialect, given, &p));
    if (given->header && dialect->header_line > 0)
        TRY(forced_header(c, r, &p, dialect->header_line));
    else if (given->header)
        p.header = p.count;
    const struct csv_row *header = p.header < p.count ? &p.rows[p.header] : NULL;
    take_header(c, table, header, p.width);
    table->dialect.header_line = header == NULL ? 0 : header->line;
    table->word_hits = p.header_hits;
    /* Without a header the first row of the table's width is its first, be it good or broken. */
    size_t first = header != NULL ? p.header + 1 : first_headless(&p);
    table->first_line = first < p.count ? p.rows[first].line : header == NULL ? 1 : header->line + 1;
    for (size_t i = 0; i < p.count && p.rows[i].line < table->first_line; i++)
        if (i != p.header)
            csv_facts_take(c, &p.rows[i], &table->facts);
    r->line = 0;
    return OK;
}

const char *csv_fingerprint(struct ctx *c, const struct csv_table *table, const char *shape)
{
    char key[CSV_KEY_MAX];
    uint64_t h = hash_mix(1, (unsigned char)table->dialect.delimiter);
    for (size_t i = 0; i < table->header_row.count; i++)
        h = hash_mix(h, hash_text(csv_normalise(table->header.names[i], key)));
    if (table->dialect.header_line == 0)
        h = hash_mix(h, hash_text(text_of(shape)));
    return arena_printf(c->arena, "%016llx", (unsigned long long)h);
}
