/* Quicken Interchange Format: bank, cash, card, asset and liability accounts, and the cash of investment
 * accounts. It is read twice: first for what it does not say, the order of its dates and its decimal mark.
 * The file gives no balances and no currency. How the pieces work together: bankfile/qif/README.md. */
#include "bankfile/encoding.h"
#include "bankfile/qif/entry.h"

struct qif {
    struct bankfile_reader *reader;
    struct qif_records *records;
    struct qif_dates dates;
    struct qif_marks marks;
    struct qif_drafts *drafts;
    uint64_t sections;            /* with transactions, in the whole file */
    uint64_t list_line;           /* the first list's header */
    struct buf *account, *title;  /* the account that !Account chose last */
    struct buf *number, *caption; /* those of the statement, which outlive the choice of another account */
    struct bankfile_statement statement;
    uint64_t statement_line;
    bool begun;            /* the sink knows the statement */
    bool expected;         /* a section has begun, its statement will with its first record */
    uint64_t without_cash; /* records of securities alone, in this statement */
};

static bool is_header(struct text line)
{
    static const char *const starts[] = {"!Type:", "!Typ:", "!Account", "!Option:", "!Clear:", "!Type :"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (text_starts_nocase(line, text_of(starts[i])))
            return true;
    return false;
}

/* The next line without NULs (UTF-16), cut to what matters here. */
static struct text take_line(struct text *head, char line[16])
{
    size_t i = 0, len = 0;
    while (i < head->len && head->at[i] != '\n' && head->at[i] != '\r') {
        if (head->at[i] != '\0' && len < 16)
            line[len++] = head->at[i];
        i++;
    }
    *head = text_from(*head, i + 1);
    return text_trim((struct text){line, len});
}

static int qif_detect(struct text head, const char *name)
{
    bool first = true, begins = false, ends = false, has_date = false, has_amount = false;
    if (text_starts(head, TEXT("\xEF\xBB\xBF")))
        head = text_from(head, 3);
    size_t name_len = strlen(name);
    bool named = name_len > 4 && text_equal_nocase(text_of(name + name_len - 4), TEXT(".qif"));
    while (head.len > 0) {
        char bytes[16];
        struct text line = take_line(&head, bytes);
        if (line.len == 0)
            continue;
        if (is_header(line))
            return first ? 95 : named ? 85 : 60;
        if (first)
            begins = memchr("DTPNMCU", line.at[0], 7) != NULL;
        first = false;
        ends |= text_is(line, "^");
        has_date |= line.at[0] == 'D' && line.len > 1 && (ascii_digit(line.at[1]) || line.at[1] == ' ');
        has_amount |= line.at[0] == 'T' && line.len > 1 && memchr("+-0123456789", line.at[1], 12) != NULL;
    }
    /* Records without any header: read so far as to say what is missing. */
    return begins && ends && has_date && has_amount ? (named ? 50 : 20) : 0;
}

static bool has_entries(enum qif_section section)
{
    return section == QIF_TRANSACTIONS || section == QIF_INVESTMENTS;
}

static void survey_record(struct qif *f)
{
    const struct qif_records *q = f->records;
    bool in_split = false;
    for (size_t i = 0; i < q->count; i++) {
        const struct qif_field *field = &q->fields[i];
        in_split |= field->code == 'S';
        if (field->code == 'D' && !in_split)
            qif_dates_survey(&f->dates, qif_value(q, field), field->line);
        if (field->code == 'T' || field->code == 'U' || field->code == '$')
            qif_marks_survey(&f->marks, qif_value(q, field), field->line);
    }
}

/* The first reading: what the whole file tells about its dates and amounts. */
static enum err survey(struct ctx *c, struct qif *f, struct source *utf8)
{
    qif_dates_init(&f->dates);
    f->records = qif_open(c, f->reader, utf8);
    for (;;) {
        enum qif_event event;
        TRY(qif_next(c, f->records, &event));
        enum qif_section section = f->records->section;
        if (event == QIF_ENDS)
            break;
        if (event == QIF_RECORD && has_entries(section))
            survey_record(f);
        if (event == QIF_BEGINS && has_entries(section)) {
            f->sections++;
            qif_dates_interrupt(&f->dates);
        }
        if (event == QIF_BEGINS && section == QIF_LIST && f->list_line == 0)
            f->list_line = f->records->section_line;
    }
    qif_marks_decide(f->reader, &f->marks);
    return qif_dates_decide(c, f->reader, &f->dates);
}

static enum err begin_statement(struct ctx *c, struct qif *f)
{
    struct bankfile_statement *s = &f->statement;
    s->account = buf_view(f->number);
    s->account_name = buf_view(f->caption);
    f->expected = false;
    f->begun = true;
    f->without_cash = 0;
    return bankfile_begin(c, f->reader, s);
}

static enum err end_statement(struct ctx *c, struct qif *f)
{
    if (f->expected) {
        f->reader->line = f->statement_line;
        TRY(begin_statement(c, f));
    }
    if (!f->begun)
        return OK;
    f->begun = false;
    f->reader->line = f->statement_line;
    if (f->without_cash > 0)
        bankfile_note(f->reader, f->statement_line,
                      "%llu investment record%s did not change this account's cash: no entr%s",
                      (unsigned long long)f->without_cash, f->without_cash == 1 ? "" : "s",
                      f->without_cash == 1 ? "y" : "ies");
    return bankfile_end(c, f->reader, &f->statement);
}

/* A statement of the chosen account is expected; it begins with its first record, which may name the account.
 */
static void expect_statement(struct qif *f, enum bankfile_kind kind, uint64_t line)
{
    f->number->len = f->caption->len = 0;
    buf_text(f->number, buf_view(f->account));
    buf_text(f->caption, buf_view(f->title));
    f->statement =
        (struct bankfile_statement){.kind = kind, .opening_date = DATE_NONE, .closing_date = DATE_NONE};
    const char *currency = f->reader->options->default_currency;
    for (size_t i = 0; currency != NULL && i < 3 && currency[i] != '\0'; i++)
        f->statement.currency[i] = currency[i];
    f->statement_line = line;
    f->expected = true;
}

static enum err take_section(struct ctx *c, struct qif *f)
{
    const struct qif_records *q = f->records;
    if (!has_entries(q->section))
        return OK;
    bool open = f->begun || f->expected;
    if (open && f->statement.kind == q->kind &&
        (f->account->len == 0 || text_equal(buf_view(f->account), buf_view(f->number))))
        return OK;
    TRY(end_statement(c, f));
    expect_statement(f, q->kind, q->section_line);
    return OK;
}

/* Does this record stand where no transaction can? */
static enum err refuse_stray_transaction(struct ctx *c, struct qif *f)
{
    const struct qif_records *q = f->records;
    const struct qif_field *day = qif_find(q, 'D'), *amount = qif_find(q, 'T');
    date when;
    struct decimal number;
    if (day == NULL || amount == NULL || !qif_amount_read(&f->marks, qif_value(q, amount), &number))
        return OK;
    struct qif_dates either = f->dates;
    for (int order = 0; order < QIF_ORDER_COUNT; order++) {
        either.order = (enum qif_order)order;
        if (qif_date_read(&either, qif_value(q, day), &when)) {
            f->reader->line = day->line < amount->line ? day->line : amount->line;
            return bankfile_refuse(c, f->reader, "a transaction stands before any \"!Type\" line");
        }
    }
    return OK;
}

/* A record of !Account: the account that what follows is of. In a file without transactions each is an empty
 * statement. */
static enum err take_account(struct ctx *c, struct qif *f)
{
    const struct qif_records *q = f->records;
    const struct qif_field *name = qif_find(q, 'N'), *type = qif_find(q, 'T'), *title = qif_find(q, 'D');
    if (name == NULL)
        return refuse_stray_transaction(c, f);
    bool same = text_equal(qif_value(q, name), buf_view(f->account));
    f->account->len = f->title->len = 0;
    buf_text(f->account, qif_value(q, name));
    if (title != NULL)
        buf_text(f->title, qif_value(q, title));
    enum qif_section section;
    enum bankfile_kind kind = BANKFILE_BANK;
    if (type != NULL && qif_value(q, type).len > 0 && !qif_type(qif_value(q, type), &section, &kind))
        bankfile_note(f->reader, type->line, "the account type \"%.60s\" is not known",
                      qif_value(q, type).at);
    if (f->sections > 0 || same)
        return OK;
    expect_statement(f, kind, name->line);
    return end_statement(c, f);
}

/* Quicken's first record of an account names it: "Opening Balance", in the category [the account itself]. */
static void name_account(struct qif *f, struct bankfile_entry *e)
{
    bool opening = text_equal_nocase(e->payee, TEXT("Opening Balance"));
    if (f->expected && opening && f->number->len == 0)
        buf_text(f->number, e->counter_account);
    if (text_equal(e->counter_account, buf_view(f->number)))
        e->counter_account = (struct text){"", 0};
}

static enum err take_transaction(struct ctx *c, struct qif *f)
{
    struct bankfile_entry e;
    bool moves_cash;
    TRY(qif_entry_fill(c, f->drafts, f->records, &e, &moves_cash));
    if (!f->records->closed)
        bankfile_note(f->reader, e.line, "the record has no '^' at its end; it was read, being whole");
    if (moves_cash)
        name_account(f, &e);
    if (f->expected)
        TRY(begin_statement(c, f));
    if (moves_cash)
        return bankfile_entry(c, f->reader, &f->statement, &e);
    f->without_cash++;
    return OK;
}

static enum err finish(struct ctx *c, struct qif *f)
{
    TRY(end_statement(c, f));
    if (f->reader->report->statement_count > 0)
        return OK;
    f->reader->line = f->list_line;
    return bankfile_refuse(c, f->reader, "the file holds lists but no account and no transactions");
}

/* A record of an account or a transaction: a preamble's lines are nobody's. */
static enum err take_record(struct ctx *c, struct qif *f)
{
    const struct qif_records *q = f->records;
    if (q->section == QIF_PREAMBLE)
        return refuse_stray_transaction(c, f);
    if (!q->closed && q->torn) {
        f->reader->line = q->fields[0].line;
        return bankfile_refuse(c, f->reader, "the file ends inside the record that begins here");
    }
    return q->section == QIF_ACCOUNT ? take_account(c, f) : take_transaction(c, f);
}

static enum err read_records(struct ctx *c, struct qif *f)
{
    for (;;) {
        enum qif_event event;
        TRY(qif_next(c, f->records, &event));
        if (event == QIF_ENDS)
            return finish(c, f);
        TRY(event == QIF_BEGINS ? take_section(c, f) : take_record(c, f));
    }
}

static enum err qif_read(struct ctx *c, struct bankfile_reader *r)
{
    struct source *utf8;
    TRY(encoding_open(c, r, NULL, &utf8));
    struct qif *f = ARENA_NEW(c->arena, struct qif);
    f->reader = r;
    f->account = buf_in_arena(c->arena);
    f->title = buf_in_arena(c->arena);
    f->number = buf_in_arena(c->arena);
    f->caption = buf_in_arena(c->arena);
    TRY(survey(c, f, utf8));
    TRY(source_rewind(c, utf8));
    f->records = qif_open(c, r, utf8);
    f->drafts = qif_drafts_new(c->arena, r, &f->dates, &f->marks);
    return read_records(c, f);
}

const struct bankfile_format bankfile_format_qif = {
    .name = "qif",
    .title = "Quicken Interchange Format (QIF)",
    .detect = qif_detect,
    .read = qif_read,
};
