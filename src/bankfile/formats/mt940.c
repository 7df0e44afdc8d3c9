/* SWIFT MT940 (statement) and MT942 (interim report). A message is one statement, or one page of it with its
 * own balances (:60M:, :62M:). Format: SWIFT User Handbook, category 9; dialects: bankfile/mt940/README.md.
 */
#include "bankfile/encoding.h"
#include "bankfile/mt940/details.h"
#include "bankfile/mt940/fields.h"
#include "bankfile/mt940/values.h"
#include "base/limits.h"

struct reading {
    struct bankfile_reader *r;
    struct mt_fields fields;
    struct mt_details details;

    /* The message that is open. */
    struct bankfile_statement statement;
    bool open;  /* some field of it was seen */
    bool begun; /* the sink knows it */
    bool has_account;
    uint64_t line; /* of its first field */
    char closing_currency[4];
    struct mt_count debits, credits;       /* as :90D: and :90C: say */
    struct mt_count debits_in, credits_in; /* as the entries say */
    bool has_reversal;
    bool interim; /* an MT942: it says from which amount on it reports, or what its entries add up to */
    struct buf *account, *bank, *number;

    /* Its entry that is open: :86: and :NS: may follow. */
    bool has_entry;
    uint64_t entry_line;
    struct buf *entry, *information, *non_swift;
};

static int detect(struct text head, const char *name)
{
    (void)name;
    bool reference = false, statement = false, non_swift = false;
    for (size_t start = 0; start < head.len;) {
        struct text line = text_from(head, start);
        size_t len = 0;
        while (len < line.len && line.at[len] != '\n' && line.at[len] != '\r')
            len++;
        line.len = len;
        start += len + 1;
        if (mt_tag_length(line) == 0)
            continue;
        reference |= text_starts(line, TEXT(":20:"));
        non_swift |= text_starts(line, TEXT(":NS:"));
        statement |= text_starts(line, TEXT(":25")) || text_starts(line, TEXT(":60")) ||
                     text_starts(line, TEXT(":61:")) || text_starts(line, TEXT(":62"));
    }
    if (statement)
        return reference ? 98 : 80;
    return reference ? 60 : non_swift ? 40 : 0;
}

static struct text entry_id(const struct mt_entry *e, struct text account)
{
    if (!mt_is_no_reference(e->bank_ref))
        return e->bank_ref;
    bool own = mt_is_telling_reference(e->customer_ref) && !text_equal(e->customer_ref, account);
    return own ? e->customer_ref : (struct text){NULL, 0};
}

static enum err begin(struct ctx *c, struct reading *m)
{
    if (m->begun)
        return OK;
    struct bankfile_statement *s = &m->statement;
    s->account = buf_view(m->account);
    s->bank = buf_view(m->bank);
    s->number = buf_view(m->number);
    s->kind = BANKFILE_BANK;
    const char *currency = m->r->options->default_currency;
    if (s->currency[0] == '\0' && currency != NULL && strlen(currency) == 3)
        memcpy(s->currency, currency, 4);
    m->begun = true;
    return bankfile_begin(c, m->r, s);
}

static enum err count_entry(struct ctx *c, struct reading *m, const struct mt_entry *e)
{
    struct mt_count *count = e->amount.digits < 0 ? &m->debits_in : &m->credits_in;
    m->has_reversal |= e->reversal;
    count->count++;
    if (!decimal_add(count->sum, e->amount, &count->sum))
        return bankfile_refuse(c, m->r, "the amounts of this statement do not fit in 64 bits");
    return OK;
}

/* The first line of a value, short enough for a message. */
static struct text excerpt(struct text t)
{
    size_t len = 0;
    while (len < t.len && t.at[len] != '\n' && (len < 60 || ((unsigned char)t.at[len] & 0xC0) == 0x80))
        len++;
    return (struct text){t.at, len};
}

/* Hands the open entry on, now that all its fields are known. */
static enum err finish_entry(struct ctx *c, struct reading *m)
{
    if (!m->has_entry)
        return OK;
    m->has_entry = false;
    struct mt_entry e;
    m->r->line = m->entry_line;
    struct text value = buf_view(m->entry);
    const char *wrong = mt_entry_parse(value, &e);
    if (wrong != NULL)
        return bankfile_refuse(c, m->r, "\":61:%.*s\" is no entry: %s", TEXT_ARGS(excerpt(value)), wrong);
    struct mt_details_in in = {buf_view(m->information), buf_view(m->non_swift), e.supplement,
                               e.customer_ref};
    mt_details_read(&m->details, &in);
    struct bankfile_entry out = {
        .line = m->entry_line,
        .date = e.entry_date,
        .value_date = e.value_date,
        .amount = e.amount,
        .payee = buf_view(m->details.payee),
        .memo = buf_view(m->details.memo),
        .counter_account = buf_view(m->details.account),
        .id = entry_id(&e, buf_view(m->details.account)),
        .code = e.code,
        .number = text_is(e.code, "NCHK") ? e.customer_ref : (struct text){NULL, 0},
        .pending = e.expected,
    };
    TRY(count_entry(c, m, &e));
    TRY(begin(c, m));
    return bankfile_entry(c, m->r, &m->statement, &out);
}

/* Do the entries agree with what :90D: or :90C: says of them? */
static bool count_agrees(const struct mt_count *said, const struct mt_count *in)
{
    struct decimal sum = in->sum;
    sum.digits = sum.digits < 0 ? -sum.digits : sum.digits;
    return !said->given || (said->count == in->count && decimal_equal(said->sum, sum));
}

static void check_counts(struct reading *m)
{
    /* Whether a reversal counts on its own side or on the other is the bank's choice. */
    if (m->has_reversal ||
        (count_agrees(&m->debits, &m->debits_in) && count_agrees(&m->credits, &m->credits_in)))
        return;
    m->statement.reconciles = RECONCILES_NO;
    bankfile_note(m->r, m->line, "the entries do not agree with the totals :90D: and :90C:");
}

static enum err finish_message(struct ctx *c, struct reading *m)
{
    TRY(finish_entry(c, m));
    if (!m->open)
        return OK;
    struct bankfile_statement *s = &m->statement;
    m->open = false;
    m->r->line = m->line;
    if (!m->begun && !s->has_opening && !s->has_closing && !m->interim)
        return bankfile_refuse(c, m->r, "the message is no statement: it has %s and no balance (:60F:)",
                               m->has_account ? "no entry (:61:)" : "no account (:25:)");
    TRY(begin(c, m));
    if (!m->has_account)
        bankfile_note(m->r, m->line, "the message names no account (:25:)");
    if (m->interim && !s->has_opening)
        m->r->report->format = "mt942";
    if (s->has_opening && !s->has_closing)
        bankfile_note(m->r, m->line, "the statement ends without a closing balance (:62F:)");
    if (s->has_opening && s->has_closing && strcmp(s->currency, m->closing_currency) != 0)
        s->reconciles = RECONCILES_NO;
    check_counts(m);
    return bankfile_end(c, m->r, s);
}

/* Begins a message; `with_account` keeps the account, and its currency, of the one before. */
static enum err open_message(struct ctx *c, struct reading *m, uint64_t line, bool with_account)
{
    TRY(finish_message(c, m));
    struct bankfile_statement fresh = {.opening_date = DATE_NONE, .closing_date = DATE_NONE};
    if (with_account)
        memcpy(fresh.currency, m->statement.currency, sizeof fresh.currency);
    m->statement = fresh;
    m->open = true;
    m->begun = m->has_reversal = m->interim = false;
    m->line = line;
    m->debits = m->credits = m->debits_in = m->credits_in = (struct mt_count){0};
    buf_clear(m->number);
    if (with_account)
        return OK;
    m->has_account = false;
    buf_clear(m->account);
    buf_clear(m->bank);
    return OK;
}

/* Fields of one message follow each other without its end in some files: a field that cannot belong to the
 * message begins the next. */
static enum err need_message(struct ctx *c, struct reading *m, uint64_t line)
{
    if (m->open && !m->statement.has_closing)
        return OK;
    return open_message(c, m, line, true);
}

static bool is_bic(struct text t)
{
    if (t.len != 8 && t.len != 11)
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (!(t.at[i] >= 'A' && t.at[i] <= 'Z') && !(i >= 6 && ascii_digit(t.at[i])))
            return false;
    return true;
}

/* "NL77INGB0574908765EUR", "NL34RABO0142623393 EUR", "UBRTHUHB/123456789/HUF", "51210600/9223382012EUR": the
 * account without its currency. */
static struct text without_currency(struct text t)
{
    if (t.len < 7 || mt_is_iban(t))
        return t;
    const char *end = t.at + t.len - 3;
    for (int i = 0; i < 3; i++)
        if (end[i] < 'A' || end[i] > 'Z')
            return t;
    struct text rest = {t.at, t.len - 3};
    if (end[-1] == ' ' || end[-1] == '/') {
        rest = text_trim((struct text){t.at, rest.len - 1});
        return rest.len > 0 && (ascii_digit(rest.at[rest.len - 1]) || mt_is_iban(rest)) ? rest : t;
    }
    bool number = true;
    for (size_t i = 0; i < rest.len; i++)
        number = number && (ascii_digit(rest.at[i]) || rest.at[i] == '/');
    return number || mt_is_iban(rest) ? rest : t;
}

/* "50880050/0194774600888" stays whole, since the number alone is not unique; a BIC before the slash is the
 * bank's. */
static void set_account(struct reading *m, struct text value)
{
    ptrdiff_t line_end = text_find(value, TEXT("\n"));
    struct text account =
        without_currency(text_trim(line_end < 0 ? value : (struct text){value.at, (size_t)line_end}));
    struct text behind =
        line_end < 0 ? (struct text){NULL, 0} : text_trim(text_from(value, (size_t)line_end + 1));
    struct text bank = is_bic(behind) ? behind : (struct text){NULL, 0}; /* :25P: has it on a second line */
    ptrdiff_t slash = text_find(account, TEXT("/"));
    if (slash > 0) {
        bank = (struct text){account.at, (size_t)slash};
        if (is_bic(bank))
            account = text_from(account, (size_t)slash + 1);
    }
    if (account.len >= 2 && account.at[0] == '"' && account.at[account.len - 1] == '"')
        account = (struct text){account.at + 1, account.len - 2};
    m->has_account = true;
    buf_clear(m->account);
    buf_clear(m->bank);
    mt_details_add(m->account, account);
    mt_details_add(m->bank, bank);
}

static enum err read_account(struct ctx *c, struct reading *m, const struct mt_field *f)
{
    if (m->has_entry && !m->statement.has_closing) {
        bankfile_note(m->r, f->line, "a second account (:25:) within a message: kept as text of its entry");
        mt_details_add(m->information, f->value);
        return OK;
    }
    if (!m->open || m->statement.has_closing || m->begun)
        TRY(open_message(c, m, f->line, false));
    set_account(m, f->value);
    return OK;
}

static enum err read_balance(struct ctx *c, struct reading *m, const struct mt_field *f, bool closing)
{
    struct mt_balance b;
    const char *wrong = mt_balance_parse(f->value, &b);
    m->r->line = f->line;
    if (wrong != NULL)
        return bankfile_refuse(c, m->r, "\":%s:%.*s\" is no balance: %s", f->tag,
                               TEXT_ARGS(excerpt(f->value)), wrong);
    if (!closing) {
        TRY(need_message(c, m, f->line));
        struct bankfile_statement *s = &m->statement;
        s->has_opening = true;
        s->opening = b.amount;
        s->opening_date = b.date;
        memcpy(s->currency, b.currency, sizeof s->currency);
        return OK;
    }
    TRY(finish_entry(c, m));
    if (!m->open)
        TRY(open_message(c, m, f->line, true));
    struct bankfile_statement *s = &m->statement;
    if (s->has_closing && !decimal_equal(s->closing, b.amount))
        s->reconciles = RECONCILES_NO;
    s->has_closing = true;
    s->closing = b.amount;
    s->closing_date = b.date;
    memcpy(m->closing_currency, b.currency, sizeof m->closing_currency);
    if (!s->has_opening && !m->begun)
        memcpy(s->currency, b.currency, sizeof s->currency);
    return OK;
}

static enum err read_entry(struct ctx *c, struct reading *m, const struct mt_field *f)
{
    TRY(finish_entry(c, m));
    if (!m->open || m->statement.has_closing) {
        m->r->line = f->line;
        if (!m->has_account)
            return bankfile_refuse(c, m->r, "an entry (:61:) stands before any account (:25:)");
        bankfile_note(m->r, f->line, "an entry outside of a message: taken for the account before it");
        TRY(open_message(c, m, f->line, true));
    }
    m->has_entry = true;
    m->entry_line = f->line;
    buf_clear(m->entry);
    buf_clear(m->information);
    buf_clear(m->non_swift);
    buf_text(m->entry, f->value);
    return OK;
}

/* Text of the entry before it; behind the closing balance it is about the statement and no entry is open. */
static enum err read_text(struct ctx *c, struct reading *m, const struct mt_field *f, struct buf *to)
{
    if (!m->has_entry)
        return OK;
    if (to->len + f->value.len > LIMIT_FIELD_BYTES) {
        m->r->line = f->line;
        return bankfile_refuse(c, m->r, "the entry's text is longer than %d bytes", LIMIT_FIELD_BYTES);
    }
    if (to->len > 0)
        buf_char(to, '\n');
    buf_text(to, f->value);
    return OK;
}

static enum err read_count(struct ctx *c, struct reading *m, const struct mt_field *f, struct mt_count *to)
{
    TRY(finish_entry(c, m));
    m->interim = true;
    const char *wrong = mt_count_parse(f->value, to);
    m->r->line = f->line;
    if (wrong != NULL)
        return bankfile_refuse(c, m->r, "\":%s:%.*s\" is no total: %s", f->tag, TEXT_ARGS(excerpt(f->value)),
                               wrong);
    if (m->statement.currency[0] == '\0' && !m->begun)
        memcpy(m->statement.currency, to->currency, sizeof to->currency);
    return OK;
}

/* :34F: EUR[D|C]0, the smallest amount reported: only its currency matters. */
static void read_floor(struct reading *m, struct text value)
{
    m->interim = true;
    if (value.len < 3 || m->begun || m->statement.has_opening)
        return;
    for (size_t i = 0; i < 3; i++)
        if (value.at[i] < 'A' || value.at[i] > 'Z')
            return;
    memcpy(m->statement.currency, value.at, 3);
}

static enum err read_field(struct ctx *c, struct reading *m, const struct mt_field *f)
{
    const char *tag = f->tag;
    if (strcmp(tag, "20") == 0)
        return open_message(c, m, f->line, false);
    if (strcmp(tag, "25") == 0 || strcmp(tag, "25P") == 0)
        return read_account(c, m, f);
    if (strcmp(tag, "60F") == 0 || strcmp(tag, "60M") == 0)
        return read_balance(c, m, f, false);
    if (strcmp(tag, "62F") == 0 || strcmp(tag, "62M") == 0)
        return read_balance(c, m, f, true);
    if (strcmp(tag, "61") == 0)
        return read_entry(c, m, f);
    if (strcmp(tag, "86") == 0)
        return read_text(c, m, f, m->information);
    if (strcmp(tag, "NS") == 0)
        return read_text(c, m, f, m->non_swift);
    if (!m->open)
        return OK;
    if (tag[0] == '2' && tag[1] == '8')
        mt_details_add(m->number, m->number->len == 0 ? f->value : (struct text){NULL, 0});
    else if (strcmp(tag, "34F") == 0)
        read_floor(m, f->value);
    else if (strcmp(tag, "90D") == 0)
        return read_count(c, m, f, &m->debits);
    else if (strcmp(tag, "90C") == 0)
        return read_count(c, m, f, &m->credits);
    return OK;
}

static enum err read(struct ctx *c, struct bankfile_reader *r)
{
    struct source *utf8;
    TRY(encoding_open(c, r, NULL, &utf8));
    struct reading *m = ARENA_NEW(c->arena, struct reading);
    m->r = r;
    m->fields = mt_fields_over(c, lines_open(c, r, utf8));
    m->details = mt_details_new(c->arena);
    struct buf **bufs[] = {&m->account, &m->bank, &m->number, &m->entry, &m->information, &m->non_swift};
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        *bufs[i] = buf_in_arena(c->arena);
    bool any = false;
    for (;;) {
        struct mt_field field;
        enum mt_event event;
        TRY(mt_fields_next(c, &m->fields, &field, &event));
        if (event == MT_FIELD) {
            any |= strcmp(field.tag, "NS") != 0;
            TRY(read_field(c, m, &field));
            continue;
        }
        TRY(finish_message(c, m));
        if (event == MT_FILE_END)
            break;
    }
    r->line = any ? r->line : 1;
    if (r->report->statement_count == 0)
        return bankfile_refuse(c, r, "the file holds no statement: no account (:25:) and no balance (:60F:)");
    return OK;
}

const struct bankfile_format bankfile_format_mt940 = {
    .name = "mt940",
    .title = "SWIFT MT940 and MT942 statements (.sta, .940, .swi)",
    .detect = detect,
    .read = read,
};
