/* JSON of transactions: {"rows":[…]} with one object per line, so that it can be read whole or line by line.
 */
#include "base/json.h"

#include "finance/export/format.h"

static void begin(struct ctx *c, struct exporting *e)
{
    (void)c;
    buf_z(&e->text, "{\"rows\":[");
}

static void optional(struct json *j, const char *key, struct text t)
{
    if (t.len > 0)
        json_key_text(j, key, t);
}

static void each(struct ctx *c, struct exporting *e, const struct walk_txn *txn)
{
    char money[MONEY_TEXT_MAX];
    const struct account_row *account = export_account(e, txn->row.account);
    struct txn_part *parts;
    size_t count = txn_parts(c->arena, &txn->lines, txn->row.account, &parts);
    buf_z(&e->text, e->count == 0 ? "\n" : ",\n");
    struct json j = json_into(&e->text);
    json_object(&j);
    json_key(&j, "id");
    json_id(&j, txn->row.id);
    json_key(&j, "date");
    json_date(&j, txn->row.date);
    json_key_text(&j, "account", account->name);
    json_key_z(&j, "amount", money_format(txn->row.amount, account->currency, money));
    json_key_z(&j, "currency", currency_code(account->currency));
    json_key_z(&j, "state", export_state(txn));
    json_key_text(&j, "payee", txn->payee);
    json_key(&j, "parts");
    json_array(&j);
    for (size_t i = 0; i < count; i++) {
        json_object(&j);
        json_key_text(&j, "category", export_account(e, parts[i].category)->name);
        json_key_z(&j, "amount", money_format(parts[i].amount, account->currency, money));
        json_object_end(&j);
    }
    json_array_end(&j);
    json_key_text(&j, "text", txn->row.text);
    optional(&j, "memo", txn->row.memo);
    optional(&j, "tags", txn->row.tags);
    optional(&j, "notes", txn->row.notes);
    optional(&j, "bank_id", txn->row.bank_id);
    json_object_end(&j);
}

static void end(struct exporting *e)
{
    buf_z(&e->text, "\n]}\n");
}

const struct export_format export_format_json = {"json", begin, each, end};
