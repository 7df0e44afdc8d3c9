#include "app/terminal.h"

#include <assert.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* -- Where the output leads -- */

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value != NULL && value[0] != '\0';
}

static bool locale_is_utf8(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        if (!is_set(variables[i]))
            continue; /* the first that is set decides */
        struct text value = text_of(getenv(variables[i]));
        return text_find_nocase(value, TEXT("UTF-8")) >= 0 || text_find_nocase(value, TEXT("UTF8")) >= 0;
    }
    return false;
}

static int columns_of(int fd, bool is_terminal)
{
    enum { COLUMNS_MIN = 40, COLUMNS_MAX = 1000 };
    struct winsize size;
    int64_t columns = 0;
    if (!is_set("COLUMNS") || !text_to_int(text_of(getenv("COLUMNS")), &columns))
        columns = is_terminal && ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
    if (columns <= 0)
        return is_terminal ? 80 : 0;
    return columns < COLUMNS_MIN ? COLUMNS_MIN : columns > COLUMNS_MAX ? COLUMNS_MAX : (int)columns;
}

struct terminal terminal_of(FILE *out)
{
    int fd = fileno(out);
    bool is_terminal = fd >= 0 && isatty(fd);
    const char *kind = getenv("TERM");
    bool dumb = kind != NULL && strcmp(kind, "dumb") == 0;
    return (struct terminal){.colour = is_terminal && !is_set("NO_COLOR") && !dumb,
                             .unicode = locale_is_utf8(),
                             .columns = columns_of(fd, is_terminal)};
}

/* -- Characters -- */

/* Decodes one character; its length in bytes, or 0 when these bytes are not UTF-8. */
static size_t decode(struct text t, uint32_t *out)
{
    unsigned char first = (unsigned char)t.at[0];
    size_t len = first < 0x80 ? 1 : first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3 : 4;
    if (first < 0x80) {
        *out = first;
        return 1;
    }
    if (len > t.len || !text_is_utf8((struct text){t.at, len}))
        return 0;
    *out = first & (0xFFU >> (len + 1));
    for (size_t i = 1; i < len; i++)
        *out = *out << 6 | ((unsigned char)t.at[i] & 0x3F);
    return len;
}

struct char_range {
    uint32_t first, last;
};

static bool is_in(const struct char_range *ranges, size_t count, uint32_t ch)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ranges[middle].last < ch)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && ranges[low].first <= ch;
}

/* Our own widths, after Unicode's categories Mn and Me and its East Asian widths W and F: wcwidth() would
 * depend on a locale that a program in a container seldom has. */
static int columns_of_char(uint32_t ch)
{
    static const struct char_range zero[] = {
        {0x0300, 0x036F},   {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F},
        {0x0670, 0x0670},   {0x06D6, 0x06DC}, {0x06DF, 0x06E4}, {0x0900, 0x0902}, {0x093C, 0x093C},
        {0x0941, 0x0948},   {0x094D, 0x094D}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},
        {0x1AB0, 0x1AFF},   {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0x2060, 0x2064},
        {0x302A, 0x302D},   {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
        {0xE0100, 0xE01EF},
    };
    static const struct char_range wide[] = {
        {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
        {0x2648, 0x2653},   {0x26A1, 0x26A1},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},   {0x26D4, 0x26D4},
        {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},   {0x26FA, 0x26FA},   {0x26FD, 0x26FD},
        {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},   {0x274C, 0x274C},   {0x2753, 0x2755},
        {0x2757, 0x2757},   {0x2795, 0x2797},   {0x2B50, 0x2B50},   {0x2E80, 0x303E},   {0x3041, 0x33FF},
        {0x3400, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97C},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF},
        {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C},
        {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4},
        {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E},
        {0x1F550, 0x1F567}, {0x1F595, 0x1F596}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC},
        {0x1F6D0, 0x1F6D2}, {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7EB}, {0x1F90C, 0x1F9FF},
        {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
    };
    if (is_in(zero, sizeof zero / sizeof *zero, ch))
        return 0;
    return is_in(wide, sizeof wide / sizeof *wide, ch) ? 2 : 1;
}

int terminal_width(struct text t)
{
    int width = 0;
    while (t.len > 0) {
        uint32_t ch;
        size_t len = decode(t, &ch);
        width += len == 0 ? 1 : columns_of_char(ch);
        t = text_from(t, len == 0 ? 1 : len);
    }
    return width;
}

/* Controls of C0 and C1, and what turns the direction of writing. */
static bool is_harmful(uint32_t ch)
{
    return ch < 0x20 || (ch >= 0x7F && ch < 0xA0) || (ch >= 0x202A && ch <= 0x202E) ||
           (ch >= 0x2066 && ch <= 0x2069) || ch == 0x200E || ch == 0x200F || ch == 0x061C || ch == 0x2028 ||
           ch == 0x2029;
}

struct text terminal_clean(struct arena *arena, struct text t)
{
    char *out = arena_alloc(arena, t.len + 1);
    size_t to = 0;
    while (t.len > 0) {
        uint32_t ch;
        size_t len = decode(t, &ch);
        if (len == 0 || is_harmful(ch)) {
            out[to++] = len == 1 && (ch == '\t' || ch == '\n' || ch == '\r') ? ' ' : '?';
            t = text_from(t, len == 0 ? 1 : len);
            continue;
        }
        memcpy(out + to, t.at, len);
        to += len;
        t = text_from(t, len);
    }
    return (struct text){out, to};
}

struct text terminal_cut(struct arena *arena, const struct terminal *t, struct text clean, int columns)
{
    struct text mark = t->unicode ? TEXT("…") : TEXT("~");
    int width = 0;
    if (terminal_width(clean) <= columns)
        return clean;
    for (struct text rest = clean; rest.len > 0;) {
        uint32_t ch;
        size_t len = decode(rest, &ch);
        int more = len == 0 ? 1 : columns_of_char(ch);
        if (width + more > columns - 1)
            return text_of(arena_printf(arena, "%.*s%s", (int)(clean.len - rest.len), clean.at, mark.at));
        width += more;
        rest = text_from(rest, len == 0 ? 1 : len);
    }
    return clean;
}

const char *terminal_field(struct arena *arena, struct text t, int columns)
{
    struct terminal terminal = {.unicode = locale_is_utf8()};
    struct text clean = terminal_clean(arena, t);
    if (columns == 0)
        return text_z(arena, clean);
    clean = terminal_cut(arena, &terminal, clean, columns);
    int blanks = columns - terminal_width(clean);
    return arena_printf(arena, "%.*s%*s", TEXT_ARGS(clean), blanks > 0 ? blanks : 0, "");
}

void terminal_put(struct buf *out, const struct terminal *t, enum terminal_style style, struct text clean)
{
    static const char *const codes[STYLE_COUNT] = {
        [STYLE_PLAIN] = "",       [STYLE_BOLD] = "\033[1m",   [STYLE_DIM] = "\033[2m",
        [STYLE_RED] = "\033[31m", [STYLE_GREEN] = "\033[32m", [STYLE_YELLOW] = "\033[33m",
    };
    bool styled = t->colour && style != STYLE_PLAIN && clean.len > 0;
    if (styled)
        buf_z(out, codes[style]);
    buf_text(out, clean);
    if (styled)
        buf_z(out, "\033[0m");
}

void terminal_heading(struct buf *out, const struct terminal *t, const char *text)
{
    terminal_put(out, t, STYLE_BOLD, text_of(text));
    buf_char(out, '\n');
}

/* -- Bars and sparklines -- */

struct text terminal_bar(struct arena *arena, const struct terminal *t, int64_t value, int64_t of,
                         int columns)
{
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    if (value <= 0 || of <= 0 || columns <= 0)
        return (struct text){NULL, 0};
    int parts = t->unicode ? 8 : 1;
    __int128 filled = (__int128)(value < of ? value : of) * columns * parts / of;
    int whole = (int)(filled / parts), rest = (int)(filled % parts);
    char *out = arena_alloc(arena, (size_t)(columns + 1) * 3 + 1);
    size_t to = 0;
    for (int i = 0; i < whole; i++, to += t->unicode ? 3 : 1)
        memcpy(out + to, t->unicode ? "█" : "#", t->unicode ? 3 : 1);
    /* What is there at all shows. */
    const char *end = t->unicode ? eighths[whole == 0 && rest == 0 ? 1 : rest] : whole == 0 ? "#" : "";
    memcpy(out + to, end, strlen(end));
    return (struct text){out, to + strlen(end)};
}

struct text terminal_spark(struct arena *arena, const struct terminal *t, const int64_t *values, size_t count,
                           bool from_zero)
{
    static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char *const plain[] = {"_", ".", "-", "~", "=", "+", "*", "#"};
    enum { LEVELS = 8 };
    int64_t low = from_zero ? 0 : INT64_MAX, high = from_zero ? 0 : INT64_MIN;
    for (size_t i = 0; i < count; i++) {
        low = values[i] < low ? values[i] : low;
        high = values[i] > high ? values[i] : high;
    }
    char *out = arena_alloc(arena, count * 3 + 1);
    size_t to = 0;
    for (size_t i = 0; i < count; i++) {
        __int128 span = (__int128)high - low;
        int level = span == 0 ? 0 : (int)(((__int128)values[i] - low) * (LEVELS - 1) / span);
        const char *mark = t->unicode ? blocks[level] : plain[level];
        memcpy(out + to, mark, strlen(mark));
        to += strlen(mark);
    }
    return (struct text){out, to};
}

/* -- Tables -- */

enum { COLUMNS_MOST = 16, GAP = 2, FLEXIBLE_MIN = 12 };

struct table_cell {
    struct text text;
    enum terminal_style style;
    int width;
};

struct table_column {
    const char *header;
    enum terminal_align align;
    bool flexible;
    int width;
};

struct table_row {
    struct table_row *next;
    struct table_cell *cells; /* NULL: a rule */
};

struct terminal_table {
    struct arena *arena;
    const struct terminal *terminal;
    struct table_column columns[COLUMNS_MOST];
    int column_count;
    bool has_header;
    struct table_row *first, **last;
    struct table_row *filling;
    int filled;
};

struct terminal_table *terminal_table_new(struct arena *arena, const struct terminal *t)
{
    struct terminal_table *table = ARENA_NEW(arena, struct terminal_table);
    table->arena = arena;
    table->terminal = t;
    table->last = &table->first;
    return table;
}

void terminal_column(struct terminal_table *table, const char *header, enum terminal_align align,
                     bool flexible)
{
    assert(table->column_count < COLUMNS_MOST && table->first == NULL);
    table->has_header |= header[0] != '\0';
    table->columns[table->column_count++] =
        (struct table_column){header, align, flexible, terminal_width(text_of(header))};
}

static struct table_row *add_row(struct terminal_table *table, bool is_rule)
{
    struct table_row *row = ARENA_NEW(table->arena, struct table_row);
    if (!is_rule)
        row->cells = ARENA_ARRAY(table->arena, struct table_cell, table->column_count);
    *table->last = row;
    table->last = &row->next;
    return row;
}

void terminal_cell(struct terminal_table *table, enum terminal_style style, struct text t)
{
    if (table->filling == NULL)
        table->filling = add_row(table, false);
    struct text clean = terminal_clean(table->arena, t);
    struct table_column *column = &table->columns[table->filled];
    int width = terminal_width(clean);
    table->filling->cells[table->filled] = (struct table_cell){clean, style, width};
    column->width = width > column->width ? width : column->width;
    if (++table->filled == table->column_count) {
        table->filling = NULL;
        table->filled = 0;
    }
}

void terminal_cell_z(struct terminal_table *table, enum terminal_style style, const char *z)
{
    terminal_cell(table, style, text_of(z));
}

void terminal_rule(struct terminal_table *table)
{
    assert(table->filling == NULL);
    add_row(table, true);
}

static int table_width(const struct table_column *columns, int count)
{
    int width = GAP * (count - 1);
    for (int i = 0; i < count; i++)
        width += columns[i].width;
    return width;
}

/* Takes from the widest flexible column until the table fits, or nothing more can be taken. */
static void fit(const struct terminal_table *table, struct table_column *columns)
{
    int over = table->terminal->columns == 0
                   ? 0
                   : table_width(columns, table->column_count) - table->terminal->columns;
    for (; over > 0; over--) {
        struct table_column *widest = NULL;
        for (int i = 0; i < table->column_count; i++)
            if (columns[i].flexible && columns[i].width > FLEXIBLE_MIN &&
                (widest == NULL || columns[i].width > widest->width))
                widest = &columns[i];
        if (widest == NULL)
            return;
        widest->width--;
    }
}

static void write_cells(const struct terminal_table *table, const struct table_column *columns,
                        const struct table_cell *cells, struct buf *out)
{
    int owed = 0; /* blanks that are written only when something follows: no line ends in blanks */
    for (int i = 0; i < table->column_count; i++) {
        struct text t = terminal_cut(table->arena, table->terminal, cells[i].text, columns[i].width);
        int blanks = columns[i].width - terminal_width(t);
        if (columns[i].align == ALIGN_RIGHT)
            owed += blanks;
        if (t.len > 0) {
            buf_printf(out, "%*s", owed, "");
            owed = 0;
            terminal_put(out, table->terminal, cells[i].style, t);
        }
        owed += GAP + (columns[i].align == ALIGN_LEFT ? blanks : 0);
    }
    buf_char(out, '\n');
}

static void write_rule(const struct terminal_table *table, int width, struct buf *out)
{
    struct buf line = {0};
    for (int i = 0; i < width; i++)
        buf_z(&line, table->terminal->unicode ? "─" : "-");
    terminal_put(out, table->terminal, STYLE_DIM, buf_view(&line));
    buf_char(out, '\n');
    buf_free(&line);
}

void terminal_table_write(const struct terminal_table *table, struct buf *out)
{
    struct table_column columns[COLUMNS_MOST];
    struct table_cell headers[COLUMNS_MOST];
    memcpy(columns, table->columns, sizeof columns);
    fit(table, columns);
    for (int i = 0; i < table->column_count; i++)
        headers[i] = (struct table_cell){text_of(columns[i].header), STYLE_DIM, 0};
    if (table->has_header)
        write_cells(table, columns, headers, out);
    for (const struct table_row *row = table->first; row != NULL; row = row->next) {
        if (row->cells == NULL)
            write_rule(table, table_width(columns, table->column_count), out);
        else
            write_cells(table, columns, row->cells, out);
    }
}
