#include "bankfile/csv/mapping.h"

static const char *const role_names[CSV_ROLES] = {
    [CSV_DATE] = "date",
    [CSV_VALUE_DATE] = "value-date",
    [CSV_AMOUNT] = "amount",
    [CSV_DEBIT] = "debit",
    [CSV_CREDIT] = "credit",
    [CSV_DIRECTION] = "direction",
    [CSV_FEE] = "fee",
    [CSV_BALANCE] = "balance",
    [CSV_OPENING] = "opening",
    [CSV_CLOSING] = "closing",
    [CSV_CURRENCY] = "currency",
    [CSV_ACCOUNT] = "account",
    [CSV_ACCOUNT_NAME] = "account-name",
    [CSV_PAYEE] = "payee",
    [CSV_PAYER] = "payer",
    [CSV_MEMO] = "memo",
    [CSV_ID] = "id",
    [CSV_COUNTER] = "counter",
    [CSV_PAYER_ACCOUNT] = "payer-account",
    [CSV_CATEGORY] = "category",
    [CSV_TAGS] = "tags",
    [CSV_NUMBER] = "number",
    [CSV_CODE] = "code",
    [CSV_STATUS] = "status",
};

static const char *const order_names[CSV_ORDERS] = {[CSV_DMY] = "dmy", [CSV_MDY] = "mdy", [CSV_YMD] = "ymd"};
static const char *const sense_names[CSV_SENSES + 1] = {"plain", "flipped", "in", "out", "none"};
static const char *const use_names[CSV_USES] = {"decides", "multiplies", "ignored"};
static const char *const standing_names[CSV_STANDINGS] = {"after", "before", "owed"};

const char *csv_role_name(enum csv_role role)
{
    return role_names[role];
}

/* ---- writing ---- */

static void write_quoted(struct buf *out, struct text t)
{
    buf_char(out, '"');
    for (size_t i = 0; i < t.len; i++) {
        if (t.at[i] == '"')
            buf_char(out, '"');
        buf_char(out, t.at[i]);
    }
    buf_char(out, '"');
}

static bool name_is_unique(const struct csv_header *header, size_t column)
{
    struct text name = header->names[column];
    size_t same = 0;
    for (size_t i = 0; i < header->width; i++)
        same += text_equal(header->names[i], name);
    return name.len > 0 && same == 1;
}

static void write_columns(struct buf *out, const struct csv_columns *columns, const struct csv_header *header)
{
    for (uint8_t i = 0; i < columns->count; i++) {
        size_t column = columns->at[i];
        if (i > 0)
            buf_char(out, '+');
        if (column < header->width && name_is_unique(header, column))
            write_quoted(out, header->names[column]);
        else
            buf_printf(out, "#%zu", column + 1);
    }
}

static void write_senses(struct buf *out, const struct csv_mapping *m)
{
    const struct csv_senses *s = &m->senses;
    if (csv_maps(m, CSV_AMOUNT))
        buf_printf(out, " amount-sign=%s", sense_names[s->amount]);
    if (csv_maps(m, CSV_DEBIT))
        buf_printf(out, " debit-sign=%s", sense_names[s->debit]);
    if (csv_maps(m, CSV_CREDIT))
        buf_printf(out, " credit-sign=%s", sense_names[s->credit]);
    if (csv_maps(m, CSV_FEE))
        buf_printf(out, " fee-sign=%s", sense_names[s->fee]);
    if (csv_maps(m, CSV_DIRECTION))
        buf_printf(out, " direction-use=%s", use_names[s->direction]);
    if (csv_maps(m, CSV_BALANCE) && s->balance != CSV_AFTER)
        buf_printf(out, " balance-is=%s", standing_names[s->balance]);
    if (s->pending_booked || s->pending_bare)
        buf_printf(out, " pending=%s", s->pending_bare ? "bare" : "booked");
}

const char *csv_mapping_format(struct ctx *c, const struct csv_mapping *m, const struct csv_header *header)
{
    struct buf *out = buf_in_arena(c->arena);
    if (m->delimiter == '\t')
        buf_z(out, "delimiter=tab");
    else
        buf_printf(out, "delimiter=\"%c\"", m->delimiter);
    buf_printf(out, " quote=%s", m->quote == '"' ? "double" : m->quote == '\'' ? "single" : "none");
    if (m->header_line > 0)
        buf_printf(out, " header=%llu", (unsigned long long)m->header_line);
    else
        buf_z(out, " header=none");
    if (m->order != CSV_ORDER_NONE)
        buf_printf(out, " order=%s", order_names[m->order]);
    buf_printf(out, " mark=\"%c\"", m->mark);
    for (int role = 0; role < CSV_ROLES; role++) {
        if (!csv_maps(m, (enum csv_role)role))
            continue;
        buf_printf(out, " %s=", role_names[role]);
        write_columns(out, &m->columns[role], header);
    }
    write_senses(out, m);
    return out->at;
}

/* ---- reading ---- */

struct scan {
    struct ctx *c;
    struct text rest;
    struct text key;
    const struct csv_header *header; /* NULL: columns are not looked up */
    struct csv_mapping *m;
    struct csv_given *given;
};

static enum err wrong(struct scan *s, const char *what, struct text word)
{
    return fail(s->c, ERR_INPUT, "the CSV mapping: %s \"%.*s\"", what, TEXT_ARGS(word));
}

/* A value: "quoted" with doubled quotes, or everything up to a blank or '+'. */
static enum err take_value(struct scan *s, struct text *out)
{
    if (s->rest.len == 0 || s->rest.at[0] != '"') {
        size_t len = 0;
        while (len < s->rest.len && !ascii_space(s->rest.at[len]) && s->rest.at[len] != '+')
            len++;
        *out = (struct text){s->rest.at, len};
        s->rest = text_from(s->rest, len);
        return len == 0 ? wrong(s, "no value behind", s->key) : OK;
    }
    char *copy = arena_alloc(s->c->arena, s->rest.len);
    size_t len = 0, i = 1;
    for (; i < s->rest.len; i++) {
        if (s->rest.at[i] == '"') {
            if (i + 1 == s->rest.len || s->rest.at[i + 1] != '"')
                break;
            i++;
        }
        copy[len++] = s->rest.at[i];
    }
    if (i == s->rest.len)
        return wrong(s, "no closing quote behind", s->key);
    *out = (struct text){copy, len};
    s->rest = text_from(s->rest, i + 1);
    return OK;
}

/* The column of a name, exactly or but for case, accents and punctuation; the width when there is none. */
static size_t find_name(const struct csv_header *header, struct text name)
{
    char wanted_key[CSV_KEY_MAX], key[CSV_KEY_MAX];
    for (size_t i = 0; i < header->width; i++)
        if (text_equal(header->names[i], name) && name.len > 0)
            return i;
    struct text wanted = csv_normalise(name, wanted_key);
    for (size_t i = 0; i < header->width && wanted.len > 0; i++)
        if (text_equal(csv_normalise(header->names[i], key), wanted))
            return i;
    return header->width;
}

static enum err take_column(struct scan *s, struct csv_columns *columns)
{
    bool quoted = s->rest.len > 0 && s->rest.at[0] == '"';
    struct text value;
    int64_t number;
    size_t column;
    TRY(take_value(s, &value));
    if (s->header == NULL)
        return OK;
    if (!quoted && value.at[0] == '#') {
        if (!text_to_int(text_from(value, 1), &number) || number < 1 || number > (int64_t)s->header->width)
            return wrong(s, "the file has no column", value);
        column = (size_t)number - 1;
    } else {
        column = find_name(s->header, value);
        if (column == s->header->width)
            return wrong(s, "the file has no column", value);
    }
    if (columns->count == CSV_JOIN_MAX)
        return wrong(s, "too many columns joined in", s->key);
    columns->at[columns->count++] = (uint16_t)column;
    return OK;
}

static enum err take_columns(struct scan *s, enum csv_role role)
{
    struct csv_columns columns = {0};
    for (;;) {
        TRY(take_column(s, &columns));
        if (s->rest.len == 0 || s->rest.at[0] != '+')
            break;
        s->rest = text_from(s->rest, 1);
    }
    if (s->header == NULL)
        return OK;
    if (!s->given->roles)
        memset(s->m->columns, 0, sizeof s->m->columns);
    s->given->roles = true;
    s->m->columns[role] = columns;
    return OK;
}

/* The place of a word in a list, or -1. */
static int index_of(struct text word, const char *const *list, int count)
{
    for (int i = 0; i < count; i++)
        if (list[i] != NULL && text_is(word, list[i]))
            return i;
    return -1;
}

static enum err set_sense(struct scan *s, struct text value, uint8_t *out)
{
    bool fee = out == &s->m->senses.fee;
    int sense = index_of(value, sense_names, fee ? CSV_SENSES + 1 : CSV_SENSES);
    if (sense < 0)
        return wrong(s, "no sign is called", value);
    *out = (uint8_t)sense;
    s->given->senses = true;
    return OK;
}

static enum err set_dialect(struct scan *s, struct text value, bool *known)
{
    struct csv_mapping *m = s->m;
    int64_t line;
    *known = true;
    if (text_is(s->key, "delimiter")) {
        char ch = text_is(value, "tab") || text_is(value, "\\t") ? '\t' : value.len == 1 ? value.at[0] : '\0';
        if (ch == '\0' || ascii_digit(ch) || ascii_alpha(ch) || ch == '"' || ch == '\n' || ch == '\r' ||
            (unsigned char)ch >= 0x80)
            return wrong(s, "no delimiter can be", value);
        m->delimiter = ch;
        s->given->delimiter = true;
    } else if (text_is(s->key, "quote")) {
        if (!text_is(value, "double") && !text_is(value, "single") && !text_is(value, "none"))
            return wrong(s, "no quote is called", value);
        m->quote = text_is(value, "double") ? '"' : text_is(value, "single") ? '\'' : '\0';
        s->given->quote = true;
    } else if (text_is(s->key, "header")) {
        if (!text_is(value, "none") && (!text_to_int(value, &line) || line < 1))
            return wrong(s, "no line of a header is", value);
        m->header_line = text_is(value, "none") ? 0 : (uint64_t)line;
        s->given->header = true;
    } else {
        *known = false;
    }
    return OK;
}

static enum err set_values(struct scan *s, struct text value, bool *known)
{
    struct csv_mapping *m = s->m;
    *known = true;
    if (text_is(s->key, "order")) {
        int order = index_of(value, order_names, CSV_ORDERS);
        if (order < 0)
            return wrong(s, "no order of dates is", value);
        m->order = (enum csv_order)order;
        s->given->order = true;
    } else if (text_is(s->key, "mark")) {
        if (!text_is(value, ",") && !text_is(value, "."))
            return wrong(s, "no decimal mark is", value);
        m->mark = value.at[0];
        s->given->mark = true;
    } else if (text_is(s->key, "pending")) {
        if (!text_is(value, "booked") && !text_is(value, "apart") && !text_is(value, "bare"))
            return wrong(s, "pending entries are \"booked\", \"apart\" or \"bare\", not", value);
        m->senses.pending_booked = text_is(value, "booked");
        m->senses.pending_bare = text_is(value, "bare");
        s->given->senses = true;
    } else if (text_is(s->key, "balance-is")) {
        int standing = index_of(value, standing_names, CSV_STANDINGS);
        if (standing < 0)
            return wrong(s, "a balance is \"after\", \"before\" or \"owed\", not", value);
        m->senses.balance = (uint8_t)standing;
        s->given->senses = true;
    } else if (text_is(s->key, "direction-use")) {
        int use = index_of(value, use_names, CSV_USES);
        if (use < 0)
            return wrong(s, "no use of a direction is", value);
        m->senses.direction = (uint8_t)use;
        s->given->senses = true;
    } else {
        *known = false;
    }
    return OK;
}

static enum err set_signs(struct scan *s, struct text value)
{
    struct csv_senses *senses = &s->m->senses;
    if (text_is(s->key, "amount-sign"))
        return set_sense(s, value, &senses->amount);
    if (text_is(s->key, "debit-sign"))
        return set_sense(s, value, &senses->debit);
    if (text_is(s->key, "credit-sign"))
        return set_sense(s, value, &senses->credit);
    if (text_is(s->key, "fee-sign"))
        return set_sense(s, value, &senses->fee);
    return wrong(s, "nothing is called", s->key);
}

static enum err take_setting(struct scan *s)
{
    size_t len = 0;
    while (len < s->rest.len && s->rest.at[len] != '=' && !ascii_space(s->rest.at[len]))
        len++;
    s->key = (struct text){s->rest.at, len};
    if (len == s->rest.len || s->rest.at[len] != '=')
        return wrong(s, "no = behind", s->key);
    s->rest = text_from(s->rest, len + 1);
    int role = index_of(s->key, role_names, CSV_ROLES);
    if (role >= 0)
        return take_columns(s, (enum csv_role)role);
    struct text value;
    bool known;
    TRY(take_value(s, &value));
    TRY(set_dialect(s, value, &known));
    if (!known)
        TRY(set_values(s, value, &known));
    return known ? OK : set_signs(s, value);
}

static enum err take_all(struct scan *s)
{
    for (;;) {
        while (s->rest.len > 0 && ascii_space(s->rest.at[0]))
            s->rest = text_from(s->rest, 1);
        if (s->rest.len == 0)
            return OK;
        TRY(take_setting(s));
    }
}

enum err csv_mapping_dialect(struct ctx *c, const char *text, struct csv_mapping *m, struct csv_given *given)
{
    struct scan s = {.c = c, .rest = text_of(text), .m = m, .given = given};
    return take_all(&s);
}

enum err csv_mapping_parse(struct ctx *c, const char *text, const struct csv_header *header,
                           struct csv_mapping *m, struct csv_given *given)
{
    struct scan s = {.c = c, .rest = text_of(text), .header = header, .m = m, .given = given};
    return take_all(&s);
}
