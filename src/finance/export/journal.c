/* A journal that hledger and ledger read alike: https://hledger.org/hledger.html#journal and the ledger
 * manual, chapter 4.
 *
 * What is pending is marked `!` and stands below Equity:Pending with both its sides, their first level aside:
 * it is held, not booked, so every balance of the journal is the booked one, also for who asks for "Assets".
 */
#include "finance/export/format.h"

/* Without places no format is given: hledger would want a decimal mark behind it, which ledger refuses. */
static void write_commodity(struct exporting *e, currency cur)
{
    char money[MONEY_TEXT_MAX];
    int64_t thousand = 1000;
    for (int32_t i = 0; i < currency_places(cur); i++)
        thousand *= 10;
    buf_printf(&e->text, "commodity %s\n", currency_code(cur));
    if (currency_places(cur) > 0)
        buf_printf(&e->text, "    format %s %s\n", money_format(thousand, cur, money), currency_code(cur));
}

static void begin(struct ctx *c, struct exporting *e)
{
    buf_z(&e->text,
          "; Written by florin. Pending entries (!) are below Equity:Pending: they are held, not booked.\n");
    for (size_t i = 0; i < e->accounts.count; i++) {
        currency cur = e->accounts.rows[i].currency;
        size_t first = 0;
        while (e->accounts.rows[first].currency != cur)
            first++;
        if (first == i && cur != CURRENCY_NONE)
            write_commodity(e, cur);
    }
    buf_z(&e->text, "\ntag text\ntag memo\ntag tags\ntag notes\n");
    buf_char(&e->text, '\n');
    for (size_t i = 0; i < e->accounts.count; i++) {
        const struct account_row *row = &e->accounts.rows[i];
        buf_printf(&e->text, "account %s\n", account_journal_name(c->arena, row->kind, row->name));
    }
}

/* Text within a line: without what ends a description or means something else to one of the two programs.
 * Runs of blanks become one. */
static void write_plain(struct buf *out, struct text t, const char *special)
{
    bool blank = false, any = false;
    for (size_t i = 0; i < t.len; i++) {
        char ch = t.at[i];
        if ((unsigned char)ch <= 0x20 || ch == 0x7F || strchr(special, ch) != NULL) {
            blank = any;
            continue;
        }
        if (blank)
            buf_char(out, ' ');
        buf_char(out, ch);
        blank = false;
        any = true;
    }
}

/* A mark or a bracket in front would be read as status, code or a virtual account. */
static struct text without_marks(struct text t)
{
    t = text_trim(t);
    while (t.len > 0 && strchr("*!([=", t.at[0]) != NULL)
        t = text_trim(text_from(t, 1));
    return t;
}

/* A tag whose value runs to the line's end. Brackets would be dates, two colons an expression. */
static void write_comment(struct exporting *e, const char *key, struct text t)
{
    if (t.len == 0)
        return;
    buf_printf(&e->text, "    ; %s: ", key);
    size_t start = e->text.len;
    write_plain(&e->text, t, "[];");
    for (size_t i = start + 1; i < e->text.len; i++)
        if (e->text.at[i] == ':' && e->text.at[i - 1] == ':')
            e->text.at[i] = ' ';
    buf_char(&e->text, '\n');
}

/* The name of one side: what is held has its own, without the first level. */
static const char *side_name(struct ctx *c, const struct exporting *e, const struct walk_txn *txn,
                             int64_t seq)
{
    const struct account_row *row = export_account(e, seq);
    const char *name = account_journal_name(c->arena, row->kind, row->name), *level = strchr(name, ':');
    if (txn->row.state != TXN_PENDING)
        return name;
    return arena_printf(c->arena, "Equity:Pending:%s", level == NULL ? name : level + 1);
}

/* Names of what is held are declared where they first appear: `hledger check --strict` wants every name
 * declared. */
static void declare(struct exporting *e, const char *name)
{
    if (text_map_get(&e->declared, text_of(name)) != NULL)
        return;
    text_map_put(&e->declared, text_of(name), 1);
    buf_printf(&e->text, "\naccount %s\n", name);
}

static void write_posting(struct ctx *c, struct exporting *e, const struct walk_txn *txn, int64_t seq,
                          int64_t amount)
{
    char money[MONEY_TEXT_MAX];
    currency cur = export_account(e, txn->row.account)->currency;
    buf_printf(&e->text, "    %s  %s %s\n", side_name(c, e, txn, seq), money_format(amount, cur, money),
               currency_code(cur));
}

static void write_head(struct exporting *e, const struct walk_txn *txn)
{
    char day[DATE_TEXT_MAX];
    buf_printf(&e->text, "\n%s %c", date_format(txn->row.date, day),
               txn->row.state == TXN_PENDING ? '!' : '*');
    if (txn->row.bank_id.len > 0) {
        buf_z(&e->text, " (");
        write_plain(&e->text, txn->row.bank_id, "();|");
        buf_char(&e->text, ')');
    }
    buf_char(&e->text, ' ');
    write_plain(&e->text, without_marks(txn->payee.len > 0 ? txn->payee : txn->row.text), ";|");
    buf_char(&e->text, '\n');
}

static void each(struct ctx *c, struct exporting *e, const struct walk_txn *txn)
{
    struct txn_part *parts;
    size_t count = txn_parts(c->arena, &txn->lines, txn->row.account, &parts);
    if (txn->row.state == TXN_PENDING) {
        declare(e, side_name(c, e, txn, txn->row.account));
        for (size_t i = 0; i < count; i++)
            declare(e, side_name(c, e, txn, parts[i].category));
    }
    write_head(e, txn);
    if (txn->payee.len > 0 && !text_equal(txn->payee, txn->row.text))
        write_comment(e, "text", txn->row.text);
    write_comment(e, "memo", txn->row.memo);
    write_comment(e, "tags", txn->row.tags);
    write_comment(e, "notes", txn->row.notes);
    write_posting(c, e, txn, txn->row.account, txn->row.amount);
    for (size_t i = 0; i < count; i++)
        write_posting(c, e, txn, parts[i].category, -parts[i].amount);
}

static void end(struct exporting *e)
{
    (void)e;
}

const struct export_format export_format_journal = {"journal", begin, each, end};
