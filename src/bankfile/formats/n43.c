/* Norma 43 (Cuaderno 43 of the Spanish banking association, AEB): records of 80 columns. 11 opens an account,
 * 22 is an entry, 23 its texts (up to five), 24 its amount in another currency, 33 closes the account with
 * counts, sums and balance, 88 ends the file. */
#include "bankfile/encoding.h"
#include "bankfile/lines.h"
#include "base/limits.h"

enum { RECORD_WIDTH = 80, TEXT_WIDTH = 38 };

/* One direction's entries: how many, and their sum in minor units. */
struct total {
    int64_t count, sum;
};

struct reading {
    struct bankfile_reader *r;
    struct bankfile_statement statement;
    bool open, begun, ended; /* an account is open; the sink knows it; record 88 was seen */
    struct total debits, credits;
    int64_t zero_count; /* entries of 0.00: banks count them on either side */
    uint64_t record_count, equivalence_count;
    struct buf *account, *name;

    bool has_entry;
    struct bankfile_entry entry;
    int text_count;
    struct buf *payee, *memo, *tail, *number, *code;
};

/* A field: `len` characters from column `start` (0-based) on; less or nothing where the line is short.
 * Columns are characters, since texts have accents. */
static struct text field(struct text line, size_t start, size_t len)
{
    size_t at = 0, column = 0, from = line.len, to = line.len;
    for (; at < line.len; at++) {
        if (((unsigned char)line.at[at] & 0xC0) == 0x80)
            continue;
        if (column == start)
            from = at;
        if (column == start + len) {
            to = at;
            break;
        }
        column++;
    }
    return from >= to ? (struct text){line.at, 0} : (struct text){line.at + from, to - from};
}

static bool all_digits(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (!ascii_digit(t.at[i]))
            return false;
    return t.len > 0;
}

static enum err take_number(struct ctx *c, struct reading *m, struct text line, size_t start, size_t len,
                            const char *what, int64_t *out)
{
    struct text t = field(line, start, len);
    if (t.len != len || !all_digits(t) || !text_to_int(t, out))
        return bankfile_refuse(c, m->r, "%s in columns %zu-%zu is \"%.*s\", not %zu digits", what, start + 1,
                               start + len, TEXT_ARGS(t), len);
    return OK;
}

/* YYMMDD. */
static enum err take_date(struct ctx *c, struct reading *m, struct text line, size_t start, const char *what,
                          date *out)
{
    int64_t n;
    TRY(take_number(c, m, line, start, 6, what, &n));
    int32_t year = (int32_t)(n / 10000);
    if (!date_from_civil(year < 80 ? 2000 + year : 1900 + year, (int32_t)(n / 100 % 100), (int32_t)(n % 100),
                         out))
        return bankfile_refuse(c, m->r, "%s in columns %zu-%zu is \"%06d\", no day", what, start + 1,
                               start + 6, (int)n);
    return OK;
}

/* A sign (1 debit, 2 credit) and 14 digits with two implied decimals. A balance may have the sign 0: not
 * overdrawn. */
static enum err take_amount(struct ctx *c, struct reading *m, struct text line, size_t start,
                            const char *what, bool balance, struct decimal *out)
{
    struct text sign = field(line, start, 1);
    bool debit = text_is(sign, "1");
    if (!debit && !text_is(sign, "2") && !(balance && text_is(sign, "0")))
        return bankfile_refuse(c, m->r, "the sign of %s in column %zu is \"%.*s\", neither 1 nor 2", what,
                               start + 1, TEXT_ARGS(sign));
    int64_t n;
    TRY(take_number(c, m, line, start + 1, 14, what, &n));
    *out = (struct decimal){debit ? -n : n, 2};
    return OK;
}

/* ISO 4217 numbers that Spanish banks keep accounts in. */
static const char *currency_of(int64_t number)
{
    static const struct {
        int number;
        char code[4];
    } known[] = {
        {978, "EUR"}, {840, "USD"}, {826, "GBP"}, {756, "CHF"}, {392, "JPY"}, {124, "CAD"}, {36, "AUD"},
        {208, "DKK"}, {578, "NOK"}, {752, "SEK"}, {985, "PLN"}, {203, "CZK"}, {348, "HUF"}, {946, "RON"},
        {975, "BGN"}, {949, "TRY"}, {504, "MAD"}, {484, "MXN"}, {986, "BRL"}, {156, "CNY"}, {344, "HKD"},
        {702, "SGD"}, {710, "ZAR"}, {554, "NZD"}, {643, "RUB"}, {376, "ILS"}, {356, "INR"}, {784, "AED"},
        {152, "CLP"}, {170, "COP"}, {604, "PEN"}, {32, "ARS"},  {858, "UYU"}, {724, "ESP"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].number == number)
            return known[i].code;
    return NULL;
}

/* What the bank means by a common concept, where no text says more. */
static const char *concept_of(int64_t number)
{
    static const char *const names[] = {
        [1] = "Talones - Reintegros",
        [2] = "Abonarés - Entregas - Ingresos",
        [3] = "Domiciliados - Recibos - Letras",
        [4] = "Giros - Transferencias - Traspasos - Cheques",
        [5] = "Amortizaciones de préstamos, créditos, etc.",
        [6] = "Remesas de efectos",
        [7] = "Suscripciones - Dividendos pasivos - Canjes",
        [8] = "Dividendos - Cupones - Primas de juntas - Amortizaciones",
        [9] = "Operaciones de bolsa",
        [10] = "Cheques gasolina",
        [11] = "Cajero automático",
        [12] = "Tarjetas de crédito - Tarjetas de débito",
        [13] = "Operaciones extranjeras",
        [14] = "Devoluciones e impagados",
        [15] = "Nóminas - Seguros sociales",
        [16] = "Timbres - Corretaje - Póliza",
        [17] = "Intereses - Comisiones - Custodia - Gastos - Impuestos",
    };
    if (number == 98)
        return "Anulaciones - Correcciones de asiento";
    return number >= 1 && number <= 17 ? names[number] : "Varios";
}

/* A record that begins an account: bank, branch, account, two dates, sign, balance and currency are 50
 * digits. */
static bool is_header(struct text line)
{
    if (line.len < 50 || !text_starts(line, TEXT("11")) || !all_digits((struct text){line.at, 50}))
        return false;
    return line.at[22] <= '1' && line.at[28] <= '1' && line.at[32] <= '2'; /* months up to 12, a sign */
}

static int detect(struct text head, const char *name)
{
    (void)name;
    while (head.len > 0) {
        size_t len = 0;
        while (len < head.len && head.at[len] != '\n' && head.at[len] != '\r')
            len++;
        struct text line = {head.at, len};
        if (is_header(line))
            return 95;
        if (text_trim(line).len > 0 && !text_starts(line, TEXT("00")))
            return 0;
        head = text_from(head, len + 1);
    }
    return 0;
}

/* Adds words with single blanks. */
static void add_words(struct buf *to, struct text t)
{
    t = text_trim(t);
    for (size_t i = 0; i < t.len; i++) {
        bool blank = ascii_space(t.at[i]);
        if (blank && ascii_space(t.at[i + 1]))
            continue;
        if (i == 0 && to->len > 0)
            buf_char(to, ' ');
        buf_char(to, blank ? ' ' : t.at[i]);
    }
}

static enum err begin(struct ctx *c, struct reading *m)
{
    if (m->begun)
        return OK;
    m->begun = true;
    m->statement.account = buf_view(m->account);
    m->statement.account_name = buf_view(m->name);
    m->statement.bank = (struct text){m->account->at, 4};
    return bankfile_begin(c, m->r, &m->statement);
}

/* Hands the open entry on, now that its texts are known. */
static enum err finish_entry(struct ctx *c, struct reading *m)
{
    if (!m->has_entry)
        return OK;
    m->has_entry = false;
    add_words(m->memo, buf_view(m->tail));
    m->entry.payee = buf_view(m->payee);
    m->entry.memo = buf_view(m->memo);
    m->entry.number = buf_view(m->number);
    m->entry.code = buf_view(m->code);
    uint64_t line = m->r->line;
    m->r->line = m->entry.line;
    TRY(begin(c, m));
    TRY(bankfile_entry(c, m->r, &m->statement, &m->entry));
    m->r->line = line;
    return OK;
}

static enum err read_header(struct ctx *c, struct reading *m, struct text line)
{
    if (m->open)
        return bankfile_refuse(c, m->r, "an account begins before the one before it has ended (record 33)");
    int64_t ignored, currency;
    struct bankfile_statement *s = &m->statement;
    *s = (struct bankfile_statement){.has_opening = true};
    TRY(take_number(c, m, line, 2, 18, "the account", &ignored));
    TRY(take_date(c, m, line, 20, "the first date", &s->opening_date));
    TRY(take_date(c, m, line, 26, "the last date", &s->closing_date));
    TRY(take_amount(c, m, line, 32, "the opening balance", true, &s->opening));
    TRY(take_number(c, m, line, 47, 3, "the currency", &currency));
    const char *code = currency_of(currency);
    if (code == NULL)
        return bankfile_refuse(c, m->r, "the currency %03d in columns 48-50 is not known here",
                               (int)currency);
    memcpy(s->currency, code, 4);
    buf_clear(m->account);
    buf_text(m->account, field(line, 2, 18));
    buf_clear(m->name);
    add_words(m->name, field(line, 51, 26));
    m->open = true;
    m->begun = false;
    m->debits = m->credits = (struct total){0, 0};
    m->zero_count = 0;
    return OK;
}

static void count_entry(struct reading *m, int64_t minor)
{
    struct total *t = minor < 0 ? &m->debits : &m->credits;
    m->zero_count += minor == 0;
    t->count += minor != 0;
    /* 14 digits each and a bounded file: no sum of a real file comes near; what would not fit cannot agree.
     */
    if (__builtin_add_overflow(t->sum, minor < 0 ? -minor : minor, &t->sum))
        t->sum = INT64_MAX;
}

/* References and documents that are not all zeros. */
static struct text telling(struct text t)
{
    t = text_trim(t);
    for (size_t i = 0; i < t.len; i++)
        if (t.at[i] != '0')
            return t;
    return (struct text){t.at, 0};
}

static enum err read_entry(struct ctx *c, struct reading *m, struct text line)
{
    TRY(finish_entry(c, m));
    if (!m->open)
        return bankfile_refuse(c, m->r, "an entry (record 22) stands outside of an account");
    int64_t common;
    struct bankfile_entry *e = &m->entry;
    *e = (struct bankfile_entry){.line = m->r->line};
    TRY(take_date(c, m, line, 10, "the operation's date", &e->date));
    TRY(take_date(c, m, line, 16, "the value date", &e->value_date));
    TRY(take_number(c, m, line, 22, 2, "the common concept", &common));
    TRY(take_amount(c, m, line, 27, "the amount", false, &e->amount));
    count_entry(m, e->amount.digits);
    struct buf *all[] = {m->payee, m->memo, m->tail, m->number, m->code};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        buf_clear(all[i]);
    buf_printf(m->code, "%02d/%.*s", (int)common, TEXT_ARGS(field(line, 24, 3)));
    buf_text(m->number, telling(field(line, 42, 10)));
    add_words(m->tail, telling(field(line, 52, 12)));
    add_words(m->tail, telling(field(line, 64, 16)));
    buf_z(m->payee, concept_of(common));
    m->has_entry = true;
    m->text_count = 0;
    return OK;
}

/* The first record of texts names the operation, the others explain it. */
static enum err read_texts(struct ctx *c, struct reading *m, struct text line)
{
    if (!m->has_entry)
        return bankfile_refuse(c, m->r, "a text (record 23) stands behind no entry");
    struct text first = field(line, 4, TEXT_WIDTH), second = field(line, 4 + TEXT_WIDTH, TEXT_WIDTH);
    struct buf *to = m->memo;
    if (text_trim(first).len + text_trim(second).len == 0)
        return OK;
    if (m->text_count++ == 0) {
        to = m->payee;
        buf_clear(to);
    }
    if (to->len < LIMIT_FIELD_BYTES) {
        add_words(to, first);
        add_words(to, second);
    }
    return OK;
}

/* "USD 123.45", as information: the entry is booked in the account's currency. */
static enum err read_equivalence(struct ctx *c, struct reading *m, struct text line)
{
    if (!m->has_entry)
        return bankfile_refuse(c, m->r, "an equivalence (record 24) stands behind no entry");
    int64_t currency, amount;
    TRY(take_number(c, m, line, 4, 3, "the currency", &currency));
    TRY(take_number(c, m, line, 7, 14, "the amount", &amount));
    m->equivalence_count++;
    const char *code = currency_of(currency);
    if (code == NULL || strcmp(code, m->statement.currency) == 0 || m->tail->len > LIMIT_FIELD_BYTES)
        return OK;
    char shown[DECIMAL_TEXT_MAX];
    buf_printf(m->tail, "%s%s %s", m->tail->len > 0 ? " " : "", code,
               decimal_format((struct decimal){amount, 2}, shown));
    return OK;
}

/* Counts must agree, but for entries of 0.00; sums that do not are reported like balances. */
static enum err check_total(struct ctx *c, struct reading *m, struct text line, size_t start,
                            const char *what, const struct total *in)
{
    int64_t count, sum;
    TRY(take_number(c, m, line, start, 5, "the number of entries", &count));
    TRY(take_number(c, m, line, start + 5, 14, "the sum of entries", &sum));
    if (count < in->count || count > in->count + m->zero_count)
        return bankfile_refuse(c, m->r, "record 33 counts %lld %s, the file has %lld", (long long)count, what,
                               (long long)in->count);
    if (sum != in->sum) {
        m->statement.reconciles = RECONCILES_NO;
        bankfile_note(m->r, m->r->line, "the sum of the %s is not the one of record 33", what);
    }
    return OK;
}

static enum err read_footer(struct ctx *c, struct reading *m, struct text line)
{
    TRY(finish_entry(c, m));
    if (!m->open)
        return bankfile_refuse(c, m->r, "an account ends (record 33) that has not begun");
    if (!text_equal(field(line, 2, 18), buf_view(m->account)))
        return bankfile_refuse(c, m->r, "record 33 ends the account %.*s, but %.*s is open",
                               TEXT_ARGS(field(line, 2, 18)), TEXT_ARGS(buf_view(m->account)));
    TRY(check_total(c, m, line, 20, "debits", &m->debits));
    TRY(check_total(c, m, line, 39, "credits", &m->credits));
    TRY(take_amount(c, m, line, 58, "the closing balance", true, &m->statement.closing));
    m->statement.has_closing = true;
    TRY(begin(c, m));
    m->open = false;
    return bankfile_end(c, m->r, &m->statement);
}

/* 88 counts all records but itself. Some banks leave the optional records 24 out, some count the 88. */
static enum err read_end(struct ctx *c, struct reading *m, struct text line)
{
    TRY(finish_entry(c, m));
    if (m->open)
        return bankfile_refuse(c, m->r, "the file ends (record 88) within an account: record 33 is missing");
    int64_t count;
    TRY(take_number(c, m, line, 20, 6, "the number of records", &count));
    uint64_t before = m->record_count - 1;
    if ((uint64_t)count != before && (uint64_t)count != before + 1 &&
        (uint64_t)count != before - m->equivalence_count)
        return bankfile_refuse(c, m->r, "record 88 counts %lld records, the file has %llu", (long long)count,
                               (unsigned long long)before);
    m->ended = true;
    return OK;
}

static enum err read_record(struct ctx *c, struct reading *m, struct text line)
{
    m->record_count++;
    if (m->ended)
        return bankfile_refuse(c, m->r, "a record stands behind the end of the file (record 88)");
    if (field(line, RECORD_WIDTH, line.len).len > 0 && text_trim(field(line, RECORD_WIDTH, line.len)).len > 0)
        return bankfile_refuse(c, m->r, "the record is longer than %d columns", RECORD_WIDTH);
    struct text type = field(line, 0, 2);
    if (text_is(type, "22"))
        return read_entry(c, m, line);
    if (text_is(type, "23"))
        return read_texts(c, m, line);
    if (text_is(type, "24"))
        return read_equivalence(c, m, line);
    if (text_is(type, "11"))
        return read_header(c, m, line);
    if (text_is(type, "33"))
        return read_footer(c, m, line);
    if (text_is(type, "88"))
        return read_end(c, m, line);
    if (text_is(type, "00") && m->record_count == 1) /* who sends the file */
        return OK;
    return bankfile_refuse(c, m->r, "there is no record \"%.*s\"", TEXT_ARGS(type));
}

static enum err read(struct ctx *c, struct bankfile_reader *r)
{
    struct source *utf8;
    /* Few accents in a Spanish file: what statistics make of them is no better than what Spanish banks use.
     */
    TRY(encoding_open(c, r, "WINDOWS-1252", &utf8));
    struct lines *lines = lines_open(c, r, utf8);
    struct reading *m = ARENA_NEW(c->arena, struct reading);
    m->r = r;
    struct buf **bufs[] = {&m->account, &m->name, &m->payee, &m->memo, &m->tail, &m->number, &m->code};
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        *bufs[i] = buf_in_arena(c->arena);
    for (;;) {
        struct text line;
        bool more;
        TRY(lines_next(c, lines, &line, &more));
        if (!more)
            break;
        if (text_trim(line).len > 0 && !text_is(line, "\x1A")) /* the end of text files of old */
            TRY(read_record(c, m, line));
    }
    if (m->ended)
        return OK;
    return bankfile_refuse(c, r, "the file is cut off: %s is missing",
                           m->open ? "the account's end (record 33)" : "the end of the file (record 88)");
}

const struct bankfile_format bankfile_format_n43 = {
    .name = "n43",
    .title = "Norma 43 (AEB, Spain)",
    .detect = detect,
    .read = read,
};
