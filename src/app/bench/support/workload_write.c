/* The workload as bank files. Rows are made twice or more rather than kept: memory does not depend on their
 * number. */
#include "app/bench/support/workload.h"

#include <errno.h>
#include <stdio.h>

struct writer {
    FILE *out;
    int64_t rows;
    int account; /* under way */
    /* The statement under way. */
    int64_t number, opening, balance;
    int64_t debit_sum, credit_sum;
    int debit_count, credit_count;
    date first_day, last_day;
    int64_t records; /* lines of Norma 43 so far */
    int64_t months[WORKLOAD_ACCOUNTS]
                  [WORKLOAD_MONTHS]; /* sums, for balances that stand before their entries */
};

/* How a format writes. What it has no use for is NULL. */
struct format {
    const char *name;
    void (*head)(struct writer *w);
    void (*begin)(struct writer *w); /* a statement */
    void (*row)(struct writer *w, const struct workload_row *row);
    void (*end)(struct writer *w);
    void (*tail)(struct writer *w);
    bool monthly; /* a statement for each month; else one for all */
    bool mixed;   /* one list of all accounts */
};

enum { AMOUNT_MAX = 24 };

static int month_of(date day)
{
    return date_month(day) - date_month(workload_first_day());
}

/* "-12.50", or with another mark. */
static const char *amount(int64_t cents, char mark, char out[AMOUNT_MAX])
{
    uint64_t size = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;
    snprintf(out, AMOUNT_MAX, "%s%llu%c%02llu", cents < 0 ? "-" : "", (unsigned long long)(size / 100), mark,
             (unsigned long long)(size % 100));
    return out;
}

/* Digits of a date: 20260131 in eight, 260131 in six. */
static int digits_of(date day, int digits)
{
    struct civil civil = date_to_civil(day);
    int year = digits == 6 ? civil.year % 100 : civil.year;
    return (year * 100 + civil.month) * 100 + civil.day;
}

static void csv_head(struct writer *w)
{
    fputs("Account,Transaction ID,Date,Amount,Currency,Description\n", w->out);
}

static void csv_row(struct writer *w, const struct workload_row *row)
{
    char day[DATE_TEXT_MAX], sum[AMOUNT_MAX];
    fprintf(w->out, "%s,%s,%s,%s,EUR,%s\n", workload_account(row->account), row->id,
            date_format(row->date, day), amount(row->cents, '.', sum), row->text);
}

static void ofx_head(struct writer *w)
{
    fputs("OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:"
          "1252\nCOMPRESSION:NONE\n"
          "OLDFILEUID:NONE\nNEWFILEUID:NONE\n\n<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</"
          "STATUS>"
          "<DTSERVER>20260101<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>\n<BANKMSGSRSV1>\n",
          w->out);
}

static void ofx_begin(struct writer *w)
{
    fprintf(w->out,
            "<STMTTRNRS><TRNUID>%lld<STATUS><CODE>0<SEVERITY>INFO</"
            "STATUS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>37050198"
            "<ACCTID>%s<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>%d<DTEND>%d\n",
            (long long)w->number, workload_account(w->account), digits_of(w->first_day, 8),
            digits_of(w->last_day, 8));
}

static void ofx_row(struct writer *w, const struct workload_row *row)
{
    char sum[AMOUNT_MAX];
    fprintf(w->out, "<STMTTRN><TRNTYPE>%s<DTPOSTED>%d<TRNAMT>%s<FITID>%s<NAME>%.32s<MEMO>%s</STMTTRN>\n",
            row->cents < 0 ? "DEBIT" : "CREDIT", digits_of(row->date, 8), amount(row->cents, '.', sum),
            row->id, row->text, row->text);
}

static void ofx_end(struct writer *w)
{
    char sum[AMOUNT_MAX];
    fprintf(w->out, "</BANKTRANLIST><LEDGERBAL><BALAMT>%s<DTASOF>%d</LEDGERBAL></STMTRS></STMTTRNRS>\n",
            amount(w->balance, '.', sum), digits_of(w->last_day, 8));
}

static void ofx_tail(struct writer *w)
{
    fputs("</BANKMSGSRSV1></OFX>\n", w->out);
}

static void qif_begin(struct writer *w)
{
    fprintf(w->out, "!Account\nN%s\nTBank\n^\n!Type:Bank\n", workload_account(w->account));
}

static void qif_row(struct writer *w, const struct workload_row *row)
{
    struct civil civil = date_to_civil(row->date);
    char sum[AMOUNT_MAX];
    fprintf(w->out, "D%02d/%02d/%04d\nT%s\nP%s\n^\n", civil.month, civil.day, civil.year,
            amount(row->cents, '.', sum), row->text);
}

static void camt_head(struct writer *w)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document "
          "xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">"
          "<BkToCstmrStmt><GrpHdr><MsgId>BENCH</MsgId><CreDtTm>2026-01-01T00:00:00</CreDtTm></GrpHdr>\n",
          w->out);
}

static void camt_balance(struct writer *w, const char *kind, int64_t cents, date day)
{
    char sum[AMOUNT_MAX], text[DATE_TEXT_MAX];
    fprintf(
        w->out,
        "<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">%s</Amt><CdtDbtInd>%s</CdtDbtInd>"
        "<Dt><Dt>%s</Dt></Dt></Bal>\n",
        kind, amount(cents < 0 ? -cents : cents, '.', sum), cents < 0 ? "DBIT" : "CRDT",
        date_format(day, text));
}

static void camt_begin(struct writer *w)
{
    fprintf(w->out,
            "<Stmt><Id>S%lld</Id><CreDtTm>2026-01-01T00:00:00</CreDtTm><Acct><Id><Othr><Id>%s</Id></Othr></"
            "Id><Ccy>EUR</Ccy></Acct>\n",
            (long long)w->number, workload_account(w->account));
    camt_balance(w, "OPBD", w->opening, w->first_day);
    camt_balance(w, "CLBD", w->opening + w->months[w->account][month_of(w->first_day)], w->last_day);
}

static void camt_row(struct writer *w, const struct workload_row *row)
{
    char day[DATE_TEXT_MAX], sum[AMOUNT_MAX];
    date_format(row->date, day);
    fprintf(
        w->out,
        "<Ntry><Amt "
        "Ccy=\"EUR\">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>%s</Dt></BookgDt>"
        "<ValDt><Dt>%s</Dt></ValDt><AcctSvcrRef>%s</AcctSvcrRef><BkTxCd><Prtry><Cd>NMSC</Cd></Prtry></BkTxCd>"
        "<NtryDtls><TxDtls><RmtInf><Ustrd>%s</Ustrd></RmtInf></TxDtls>"
        "</NtryDtls></Ntry>\n",
        amount(row->cents < 0 ? -row->cents : row->cents, '.', sum), row->cents < 0 ? "DBIT" : "CRDT", day,
        day, row->id, row->text);
}

static void camt_end(struct writer *w)
{
    fputs("</Stmt>\n", w->out);
}

static void camt_tail(struct writer *w)
{
    fputs("</BkToCstmrStmt></Document>\n", w->out);
}

static void mt940_balance(struct writer *w, const char *tag, int64_t cents, date day)
{
    char sum[AMOUNT_MAX];
    fprintf(w->out, ":%s:%c%06dEUR%s\r\n", tag, cents < 0 ? 'D' : 'C', digits_of(day, 6),
            amount(cents < 0 ? -cents : cents, ',', sum));
}

static void mt940_begin(struct writer *w)
{
    fprintf(w->out, ":20:BENCH\r\n:25:37050198/%s\r\n:28C:%lld/1\r\n", workload_account(w->account),
            (long long)w->number);
    mt940_balance(w, "60F", w->opening, w->first_day);
}

static void mt940_row(struct writer *w, const struct workload_row *row)
{
    enum { LINE_TEXT = 65 };
    char sum[AMOUNT_MAX];
    fprintf(w->out, ":61:%06d%04d%c%sNMSCNONREF//%s\r\n:86:%.*s\r\n", digits_of(row->date, 6),
            digits_of(row->date, 8) % 10000, row->cents < 0 ? 'D' : 'C',
            amount(row->cents < 0 ? -row->cents : row->cents, ',', sum), row->id, LINE_TEXT, row->text);
    if (strlen(row->text) > LINE_TEXT)
        fprintf(w->out, "%s\r\n", row->text + LINE_TEXT);
}

static void mt940_end(struct writer *w)
{
    mt940_balance(w, "62F", w->balance, w->last_day);
    fputs("-\r\n", w->out);
}

static char n43_side(int64_t cents)
{
    return cents < 0 ? '1' : '2';
}

static long long n43_size(int64_t cents)
{
    return cents < 0 ? -cents : cents;
}

static void n43_begin(struct writer *w)
{
    fprintf(w->out, "1100490001%s%06d%06d%c%014lld9783%-29s\r\n", workload_account(w->account),
            digits_of(w->first_day, 6), digits_of(w->last_day, 6), n43_side(w->opening), n43_size(w->opening),
            "BENCH");
    w->records++;
}

static void n43_row(struct writer *w, const struct workload_row *row)
{
    int day = digits_of(row->date, 6);
    fprintf(w->out, "22    0001%06d%06d12012%c%014lld%010lld%012d%-16s\r\n", day, day, n43_side(row->cents),
            n43_size(row->cents), (long long)row->index, 0, "");
    fprintf(w->out, "2301%-38.38s%-38s\r\n", row->text, strlen(row->text) > 38 ? row->text + 38 : "");
    w->records += 2;
}

static void n43_end(struct writer *w)
{
    fprintf(w->out, "3300490001%s%05d%014lld%05d%014lld%c%014lld978    \r\n", workload_account(w->account),
            w->debit_count, (long long)w->debit_sum, w->credit_count, (long long)w->credit_sum,
            n43_side(w->balance), n43_size(w->balance));
    w->records++;
}

static void n43_tail(struct writer *w)
{
    fprintf(w->out, "88999999999999999999%06lld%-54s\r\n", (long long)w->records, "");
}

static const struct format formats[] = {
    {.name = "csv", .head = csv_head, .row = csv_row, .mixed = true},
    {.name = "ofx", .head = ofx_head, .begin = ofx_begin, .row = ofx_row, .end = ofx_end, .tail = ofx_tail},
    {.name = "qif", .begin = qif_begin, .row = qif_row},
    {.name = "camt053",
     .head = camt_head,
     .begin = camt_begin,
     .row = camt_row,
     .end = camt_end,
     .tail = camt_tail,
     .monthly = true},
    {.name = "mt940", .begin = mt940_begin, .row = mt940_row, .end = mt940_end, .monthly = true},
    {.name = "n43", .begin = n43_begin, .row = n43_row, .end = n43_end, .tail = n43_tail, .monthly = true},
};
const char *const workload_formats[] = {"csv", "ofx", "qif", "camt053", "mt940", "n43", NULL};

static const struct format *find_format(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

bool workload_has_format(const char *format)
{
    return find_format(format) != NULL;
}

static void count_row(struct writer *w, const struct workload_row *row)
{
    w->balance += row->cents;
    if (row->cents < 0) {
        w->debit_count++;
        w->debit_sum -= row->cents;
    } else {
        w->credit_count++;
        w->credit_sum += row->cents;
    }
}

static void sum_row(struct workload_sums *sums, const struct workload_row *row)
{
    sums->twins += row->twin;
    sums->ruled += row->rule != WORKLOAD_RULES;
    sums->balances[row->account] += row->cents;
    sums->cells[month_of(row->date)][row->rule] += row->cents;
}

static void call(void (*step)(struct writer *w), struct writer *w)
{
    if (step != NULL)
        step(w);
}

static void begin(const struct format *f, struct writer *w, date day)
{
    w->number++;
    w->opening = w->balance;
    w->first_day = f->monthly ? month_first(date_month(day)) : day;
    w->last_day = f->monthly ? month_last(date_month(day)) : workload_first_day() + 1825;
    w->debit_sum = w->credit_sum = 0;
    w->debit_count = w->credit_count = 0;
    call(f->begin, w);
}

/* All rows of one account, in as many statements as the format wants. */
static void write_account(const struct format *f, struct writer *w, struct workload_sums *sums)
{
    struct workload_row row;
    bool open = false;
    w->balance = 0;
    for (int64_t i = 0; i < w->rows; i++) {
        if (!f->mixed && workload_row_account(w->rows, i) != w->account)
            continue;
        workload_row(w->rows, i, &row);
        if (open && f->monthly && row.date > w->last_day) {
            call(f->end, w);
            open = false;
        }
        if (!open)
            begin(f, w, row.date);
        open = true;
        count_row(w, &row);
        sum_row(sums, &row);
        f->row(w, &row);
    }
    if (open)
        call(f->end, w);
}

static enum err close_file(struct ctx *c, FILE *out, const char *path, int64_t *bytes)
{
    bool good = fflush(out) == 0 && !ferror(out);
    *bytes = ftell(out);
    if (fclose(out) != 0 || !good)
        return fail(c, ERR_IO, "%s cannot be written", path);
    return OK;
}

static enum err open_file(struct ctx *c, const char *path, FILE **out)
{
    *out = fopen(path, "we");
    return *out == NULL ? fail(c, ERR_IO, "%s: %s", path, strerror(errno)) : OK;
}

static void sum_months(struct writer *w)
{
    struct workload_row row;
    for (int64_t i = 0; i < w->rows; i++) {
        workload_row(w->rows, i, &row);
        w->months[row.account][month_of(row.date)] += row.cents;
    }
}

enum err workload_write(struct ctx *c, int64_t rows, const char *format, const char *path,
                        struct workload_sums *sums)
{
    const struct format *f = find_format(format);
    struct writer w = {.rows = rows};
    TRY(open_file(c, path, &w.out));
    *sums = (struct workload_sums){.bytes = 0};
    if (f->monthly)
        sum_months(&w);
    call(f->head, &w);
    for (w.account = 0; w.account < (f->mixed ? 1 : WORKLOAD_ACCOUNTS); w.account++)
        write_account(f, &w, sums);
    call(f->tail, &w);
    return close_file(c, w.out, path, &sums->bytes);
}

enum err workload_write_rules(struct ctx *c, const char *path)
{
    FILE *out;
    int64_t bytes;
    TRY(open_file(c, path, &out));
    for (int i = 0; i < WORKLOAD_RULES; i++)
        fprintf(out, "%s\t%s\n", workload_pattern(i), workload_category(i));
    return close_file(c, out, path, &bytes);
}
