/* CSV of transactions. A split is one row per part, so that sums over a column are right whichever way they
 * are grouped; `part` then says "1/3", and `id` is the same. */
#include "base/csv.h"

#include "finance/export/format.h"

static void begin(struct ctx *c, struct exporting *e)
{
    struct csv csv = csv_into(&e->text);
    (void)c;
    csv_header(&csv,
               (const char *const[]){"id", "date", "account", "amount", "currency", "payee", "category",
                                     "state", "text", "memo", "tags", "notes", "bank_id", "part", NULL});
}

static void write_part(struct exporting *e, const struct walk_txn *txn, struct text category, int64_t amount,
                       const char *part)
{
    char id[ID_TEXT_MAX], day[DATE_TEXT_MAX], money[MONEY_TEXT_MAX];
    const struct account_row *account = export_account(e, txn->row.account);
    struct csv csv = csv_into(&e->text);
    csv_z(&csv, id_format(txn->row.id, id));
    csv_z(&csv, date_format(txn->row.date, day));
    csv_text(&csv, account->name);
    csv_z(&csv, money_format(amount, account->currency, money));
    csv_z(&csv, currency_code(account->currency));
    csv_text(&csv, txn->payee);
    csv_text(&csv, category);
    csv_z(&csv, export_state(txn));
    csv_text(&csv, txn->row.text);
    csv_text(&csv, txn->row.memo);
    csv_text(&csv, txn->row.tags);
    csv_text(&csv, txn->row.notes);
    csv_text(&csv, txn->row.bank_id);
    csv_z(&csv, part);
    csv_end(&csv);
}

static void each(struct ctx *c, struct exporting *e, const struct walk_txn *txn)
{
    struct txn_part *parts;
    char part[48] = "";
    size_t count = txn_parts(c->arena, &txn->lines, txn->row.account, &parts);
    if (count == 0) /* a zero amount is booked nowhere */
        write_part(e, txn, TEXT(""), txn->row.amount, part);
    for (size_t i = 0; i < count; i++) {
        if (count > 1)
            snprintf(part, sizeof part, "%zu/%zu", i + 1, count);
        write_part(e, txn, export_account(e, parts[i].category)->name, parts[i].amount, part);
    }
}

static void end(struct exporting *e)
{
    (void)e;
}

const struct export_format export_format_csv = {"csv", begin, each, end};
