/* Comma-separated values of any shape. The steps stand in bankfile/csv/table.h; mappings are explained in
 * bankfile/csv/README.md. */
#include "bankfile/csv/table.h"
#include "bankfile/encoding.h"

/* ---- is it CSV? ---- */

enum { DETECT_LINES = 64 };

/* UTF-16 seen as its ASCII bytes; other bytes pass as they are. */
static struct text narrow(struct text head, char *out, size_t size)
{
    size_t start = 0, step = 1;
    if (head.len >= 2 && ((unsigned char)head.at[0] == 0xFF || (unsigned char)head.at[0] == 0xFE))
        start = (unsigned char)head.at[0] == 0xFF ? 2 : 3, step = 2;
    else if (head.len >= 4 && head.at[1] == '\0' && head.at[3] == '\0' && head.at[0] != '\0')
        step = 2;
    else if (head.len >= 4 && head.at[0] == '\0' && head.at[2] == '\0' && head.at[1] != '\0')
        start = 1, step = 2;
    if (start == 0 && step == 1)
        return text_starts(head, TEXT("\xEF\xBB\xBF")) ? text_from(head, 3) : head;
    size_t len = 0;
    for (size_t i = start; i < head.len && len < size; i += step)
        out[len++] = head.at[i] == '\0' ? '?' : head.at[i];
    return (struct text){out, len};
}

static bool is_binary(struct text head)
{
    for (size_t i = 0; i < head.len; i++) {
        unsigned char ch = (unsigned char)head.at[i];
        if (ch < 0x20 && ch != '\t' && ch != '\n' && ch != '\r' && ch != '\f' && ch != 0x1A && ch != 0x1B)
            return true;
    }
    return false;
}

/* Delimiters outside quotes in each of the first lines; returns how many lines were counted. */
static size_t count_delimiters(struct text head, char delimiter, size_t counts[DETECT_LINES])
{
    size_t lines = 0, count = 0;
    bool quoted = false, any = false;
    for (size_t i = 0; i < head.len && lines < DETECT_LINES; i++) {
        char ch = head.at[i];
        if ((ch == '\n' || ch == '\r') && !quoted) {
            if (any)
                counts[lines++] = count;
            count = 0;
            any = false;
            continue;
        }
        any = true;
        if (ch == '"')
            quoted = !quoted;
        count += ch == delimiter && !quoted;
    }
    if (any && lines < DETECT_LINES)
        counts[lines++] = count;
    return lines;
}

/* How many lines share the most common number of delimiters, and that number. */
static size_t common(const size_t counts[DETECT_LINES], size_t lines, size_t *number)
{
    size_t best = 0;
    *number = 0;
    for (size_t i = 0; i < lines; i++) {
        size_t same = 0;
        for (size_t k = 0; k < lines && counts[i] > 0; k++)
            same += counts[k] == counts[i];
        if (same > best) {
            best = same;
            *number = counts[i];
        }
    }
    return best;
}

static bool named_csv(const char *name)
{
    struct text t = text_of(name);
    static const char *const ends[] = {".csv", ".tsv", ".txt", ".tab"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (t.len > 4 && text_equal_nocase(text_from(t, t.len - 4), text_of(ends[i])))
            return true;
    return false;
}

static int csv_detect(struct text head, const char *name)
{
    static const char delimiters[] = {';', ',', '\t', '|'};
    char narrowed[16 << 10];
    size_t counts[DETECT_LINES];
    struct text text = narrow(head, narrowed, sizeof narrowed);
    struct text start = text_trim(text);
    if (start.len == 0 || is_binary(text) || strchr("<{[:!", start.at[0]) != NULL)
        return 0;
    int best = 0;
    for (size_t i = 0; i < sizeof delimiters; i++) {
        size_t number, lines = count_delimiters(text, delimiters[i], counts);
        size_t same = common(counts, lines, &number);
        int score = 0;
        if (same >= 2)
            score = 22 + (int)(same < 10 ? same : 10) + (number >= 2 ? 8 : 0) + (same * 2 >= lines ? 5 : 0);
        else if (same == 1)
            score = number >= 2 ? 20 : 10;
        best = score > best ? score : best;
    }
    return best == 0 ? 0 : best + (named_csv(name) ? 10 : 0);
}

/* ---- reading ---- */

struct plan {
    struct csv_table table;
    struct csv_profile profile;
    struct csv_mapping mapping;
    struct csv_given given; /* by the mapping that is used */
    bool recalled;
};

/* The remembered mapping of this bank's files, unless it does not fit this one. */
static void try_recalled(struct ctx *c, struct bankfile_reader *r, struct plan *p)
{
    const struct bankfile_options *o = r->options;
    const char *text =
        o->recall_mapping == NULL ? NULL : o->recall_mapping(c, o->recall_self, r->report->fingerprint);
    if (text == NULL)
        return;
    struct csv_mapping recalled = p->mapping;
    struct csv_given given = {0};
    bool good = csv_mapping_parse(c, text, &p->table.header, &recalled, &given) == OK;
    /* Where the table stands in this file is known better than it is remembered. */
    recalled.delimiter = p->table.dialect.delimiter;
    recalled.quote = p->table.dialect.quote;
    recalled.header_line = p->table.dialect.header_line;
    c->why[0] = '\0';
    if (!good || (given.order && !csv_mapping_fits(&p->profile, &recalled))) {
        bankfile_note(r, 0,
                      "the mapping remembered for this bank does not fit this file: it is guessed anew");
        return;
    }
    p->mapping = recalled;
    p->given = given;
    p->recalled = true;
}

/* Given by the caller, or remembered, or guessed; settings that a text leaves out are guessed. */
static enum err choose_mapping(struct ctx *c, struct bankfile_reader *r, struct plan *p)
{
    csv_guess_columns(&p->table, &p->profile, &p->mapping);
    r->report->fingerprint = csv_fingerprint(c, &p->table, csv_profile_shape(c, &p->profile));
    if (r->options->mapping == NULL) {
        try_recalled(c, r, p);
        return OK;
    }
    enum err e = csv_mapping_parse(c, r->options->mapping, &p->table.header, &p->mapping, &p->given);
    if (e != OK) {
        r->line = 0;
        return bankfile_refuse(c, r, "%s", arena_printf(c->arena, "%s", c->why));
    }
    return OK;
}

/* Columns that only rows have are known by number. */
static void widen_header(struct ctx *c, struct csv_header *header, size_t width)
{
    if (header->width >= width)
        return;
    struct text *names = ARENA_ARRAY(c->arena, struct text, width + 1);
    memcpy(names, header->names, header->width * sizeof *names);
    *header = (struct csv_header){width, names};
}

static enum err csv_read(struct ctx *c, struct bankfile_reader *r)
{
    struct plan *p = ARENA_NEW(c->arena, struct plan);
    struct csv_mapping dialect = {.delimiter = ',', .quote = '"'};
    struct csv_given given = {0};
    struct source *utf8;
    TRY(encoding_open(c, r, NULL, &utf8));
    if (r->options->mapping != NULL && csv_mapping_dialect(c, r->options->mapping, &dialect, &given) != OK)
        return bankfile_refuse(c, r, "%s", arena_printf(c->arena, "%s", c->why));
    TRY(csv_table_open(c, r, utf8, &dialect, &given, &p->table));
    TRY(csv_profile_read(c, r, utf8, &p->table, &p->profile));
    widen_header(c, &p->table.header, p->profile.width);
    TRY(choose_mapping(c, r, p));
    TRY(csv_guess_check(c, r, &p->table, &p->mapping));
    csv_guess_order(c, r, &p->table, &p->profile, &p->mapping, p->given.order, p->given.mark);
    if (!p->given.senses)
        TRY(csv_settle(c, r, utf8, &p->table, &p->profile, &p->mapping, p->given.roles));
    r->report->mapping = csv_mapping_format(c, &p->mapping, &p->table.header);
    return csv_emit(c, r, utf8, &p->table, &p->profile, &p->mapping);
}

const struct bankfile_format bankfile_format_csv = {
    .name = "csv",
    .title = "CSV of any bank, with a mapping that is guessed, shown and remembered",
    .detect = csv_detect,
    .read = csv_read,
};
