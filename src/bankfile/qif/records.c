#include "bankfile/qif/records.h"

#include "base/limits.h"

enum { FIELDS_MAX = 5 * LIMIT_SPLITS };

struct qif_records *qif_open(struct ctx *c, struct bankfile_reader *r, struct source *utf8)
{
    struct qif_records *q = ARENA_NEW(c->arena, struct qif_records);
    *q = (struct qif_records){.reader = r, .lines = lines_open(c, r, utf8), .bytes = buf_in_arena(c->arena)};
    q->fields = ARENA_ARRAY(c->arena, struct qif_field, FIELDS_MAX);
    return q;
}

/* Equal but for case, blanks and underscores: "Oth A", "OthA", "oth_a". */
static bool is_type(struct text name, const char *known)
{
    size_t k = 0;
    for (size_t i = 0; i < name.len; i++) {
        if (name.at[i] == ' ' || name.at[i] == '_')
            continue;
        if (ascii_lower(name.at[i]) != known[k])
            return false;
        k++;
    }
    return known[k] == '\0';
}

bool qif_type(struct text name, enum qif_section *section, enum bankfile_kind *kind)
{
    static const struct {
        const char *name;
        enum qif_section section;
        enum bankfile_kind kind;
    } types[] = {
        {"bank", QIF_TRANSACTIONS, BANKFILE_BANK},
        {"cash", QIF_TRANSACTIONS, BANKFILE_CASH},
        {"ccard", QIF_TRANSACTIONS, BANKFILE_CARD},
        {"creditcard", QIF_TRANSACTIONS, BANKFILE_CARD},
        {"otha", QIF_TRANSACTIONS, BANKFILE_BANK},
        {"oths", QIF_TRANSACTIONS, BANKFILE_BANK}, /* what German Quicken writes for Oth A */
        {"othl", QIF_TRANSACTIONS, BANKFILE_LOAN},
        {"invoice", QIF_TRANSACTIONS, BANKFILE_BANK},
        {"bill", QIF_TRANSACTIONS, BANKFILE_LOAN},
        {"tax", QIF_TRANSACTIONS, BANKFILE_LOAN},
        {"invst", QIF_INVESTMENTS, BANKFILE_INVESTMENT},
        {"port", QIF_INVESTMENTS, BANKFILE_INVESTMENT},
        {"mutual", QIF_INVESTMENTS, BANKFILE_INVESTMENT},
        {"401(k)", QIF_INVESTMENTS, BANKFILE_INVESTMENT},
        {"401(k)/403(b)", QIF_INVESTMENTS, BANKFILE_INVESTMENT},
        {"cat", QIF_LIST, BANKFILE_BANK},
        {"class", QIF_LIST, BANKFILE_BANK},
        {"tag", QIF_LIST, BANKFILE_BANK},
        {"memorized", QIF_LIST, BANKFILE_BANK},
        {"security", QIF_LIST, BANKFILE_BANK},
        {"prices", QIF_LIST, BANKFILE_BANK},
        {"budget", QIF_LIST, BANKFILE_BANK},
        {"payee", QIF_LIST, BANKFILE_BANK},
        {"payees", QIF_LIST, BANKFILE_BANK},
        {"template", QIF_LIST, BANKFILE_BANK},
        {"currency", QIF_LIST, BANKFILE_BANK},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (is_type(name, types[i].name)) {
            *section = types[i].section;
            *kind = types[i].kind;
            return true;
        }
    }
    return false;
}

/* A line with '!'. *begins tells whether it begins a section: options do not. */
static enum err take_header(struct ctx *c, struct qif_records *q, struct text line, bool *begins)
{
    struct text name = text_trim(text_from(line, 1));
    *begins = true;
    q->section_line = q->reader->line;
    if (text_equal_nocase(name, TEXT("Account"))) {
        q->section = QIF_ACCOUNT;
        return OK;
    }
    if (text_starts_nocase(name, TEXT("Option:")) || text_starts_nocase(name, TEXT("Clear:"))) {
        *begins = false;
        return OK;
    }
    const char *colon = name.len == 0 ? NULL : memchr(name.at, ':', name.len);
    struct text key = {name.at, colon == NULL ? 0 : (size_t)(colon - name.at)};
    bool is_key =
        text_equal_nocase(text_trim(key), TEXT("Type")) || text_equal_nocase(text_trim(key), TEXT("Typ"));
    if (!is_key || !qif_type(text_trim(text_from(name, key.len + 1)), &q->section, &q->kind))
        return bankfile_refuse(c, q->reader, "\"%.*s\" is no section of a QIF file that is known here",
                               line.len < 60 ? (int)line.len : 60, line.at);
    return OK;
}

static enum err add_field(struct ctx *c, struct qif_records *q, struct text line)
{
    if (q->count == FIELDS_MAX || q->bytes->len + line.len > LIMIT_RECORD_BYTES) {
        if (q->section == QIF_PREAMBLE) { /* no transaction is that large */
            q->count = q->bytes->len = 0;
            return OK;
        }
        q->reader->line = q->fields[0].line;
        return bankfile_refuse(c, q->reader, "a record has more than %d lines or %d bytes", FIELDS_MAX,
                               LIMIT_RECORD_BYTES);
    }
    struct text value = text_trim(text_from(line, 1));
    q->fields[q->count++] = (struct qif_field){line.at[0], q->bytes->len, value.len, q->reader->line};
    buf_text(q->bytes, value);
    buf_char(q->bytes, '\0'); /* values of no length have a place, too */
    return OK;
}

/* Does the line just read have no end? Whatever broke the file off may have broken off the line, too. */
static bool is_torn(const struct lines *l)
{
    return l->at_eof && l->end > 0 && l->bytes[l->end - 1] != '\n' && l->bytes[l->end - 1] != '\r';
}

enum err qif_next(struct ctx *c, struct qif_records *q, enum qif_event *event)
{
    q->count = q->bytes->len = 0;
    q->closed = false;
    for (;;) {
        struct text line;
        bool more;
        TRY(lines_next(c, q->lines, &line, &more));
        struct text trimmed = text_trim(line);
        if (more)
            q->torn = is_torn(q->lines);
        if (!more || (trimmed.len > 0 && trimmed.at[0] == '!' && q->count > 0)) {
            if (more)
                lines_unread(q->lines, line);
            *event = q->count > 0 ? QIF_RECORD : QIF_ENDS;
            return OK;
        }
        if (trimmed.len == 0)
            continue;
        if (trimmed.at[0] == '!') {
            bool begins;
            TRY(take_header(c, q, trimmed, &begins));
            *event = QIF_BEGINS;
            if (begins)
                return OK;
        } else if (q->section == QIF_LIST) {
            continue;
        } else if (text_is(trimmed, "^")) {
            q->closed = true;
            *event = QIF_RECORD;
            if (q->count > 0)
                return OK;
        } else {
            TRY(add_field(c, q, trimmed));
        }
    }
}

const struct qif_field *qif_find(const struct qif_records *q, char code)
{
    for (size_t i = 0; i < q->count; i++)
        if (q->fields[i].code == code)
            return &q->fields[i];
    return NULL;
}
