/* florin numerics payees FILE: what a bank's texts are called after cleaning, and the key under which spellings are one payee. Texts are in the
 * column description, payee, merchant, name or text, or in --text. */
#include "app/app.h"
#include "app/bench/support/payees/column.h"
#include "app/numeric.h"
#include "app/terminal.h"
#include "base/csv.h"
#include "base/json.h"
#include "sorting/payee.h"

#include <stdio.h>

static const char *const options[] = {"text", NULL};

static enum err run(struct ctx *c, const struct invocation *inv)
{
    static const char *const names[] = {"text", "payee", "key", NULL};
    struct text_column column;
    struct buf *csv_out = buf_in_arena(c->arena), *json_out = buf_in_arena(c->arena);
    struct csv csv = csv_into(csv_out);
    struct json j = json_into(json_out);
    TRY(text_column_read(c, inv->words[1], invocation_value(inv, "text"), &column));
    csv_header(&csv, names);
    json_array(&j);
    for (size_t i = 0; i < column.count; i++) {
        struct text payee = payee_clean(c->arena, column.at[i]), key = payee_key(c->arena, payee);
        json_object(&j);
        json_key_text(&j, "text", column.at[i]);
        json_key_text(&j, "payee", payee);
        json_key_text(&j, "key", key);
        json_object_end(&j);
        csv_text(&csv, terminal_clean(c->arena, column.at[i]));
        csv_text(&csv, terminal_clean(c->arena, payee));
        csv_text(&csv, key);
        csv_end(&csv);
    }
    json_array_end(&j);
    if (inv->json)
        app_print_json(json_out);
    else
        fwrite(csv_out->at, 1, csv_out->len, stdout);
    return OK;
}

const struct numeric numeric_payees = {
    .name = "payees",
    .summary = "who was paid: a bank's texts cleaned, and the key that spellings of one payee share",
    .usage = "FILE [--text COLUMN]",
    .options = options,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
