/* florin rules: the household's own sorting rules. */
#include "sorting/rules.h"

#include "app/app.h"
#include "finance/transactions.h"
#include "store/entity/household.h"
#include "store/entity/sorting.h"

static const struct command_option options[] = {
    {"position", 0, "N", "with add and move: the place in the order, from 1"},
    {"replace", 0, NULL, "with load: remove all rules first"},
    {0},
};

static enum err list(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct rule_row *rows;
    size_t count;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(rule_list(c, tx, HOUSEHOLD_FIRST, &rows, &count));
    json_object(&j);
    json_key(&j, "rows");
    json_array(&j);
    for (size_t i = 0; i < count; i++) {
        if (!inv->json) {
            printf("%5lld  %.*s\n", (long long)rows[i].seq, TEXT_ARGS(rows[i].text));
            continue;
        }
        json_object(&j);
        json_key_int(&j, "rule", rows[i].seq);
        json_key_text(&j, "text", rows[i].text);
        json_object_end(&j);
    }
    json_array_end(&j);
    json_object_end(&j);
    if (inv->json)
        app_print_json(out);
    else if (count == 0)
        puts("There are no rules. For example:\n  florin rules add 'payee contains \"netflix\" -> category "
             "\"Expenses:Subscriptions\"'");
    return OK;
}

/* Adds every rule of a text: all of them or none. */
static enum err add_all(struct ctx *c, const struct invocation *inv, struct text text, int64_t *added)
{
    struct store *store;
    struct store_tx *tx;
    struct rules *rules;
    int64_t seq, position;
    TRY(rules_parse(c, text, &rules));
    TRY(invocation_int(c, inv, "position", 1, 1000000, 0, &position));
    TRY(app_open(c, inv, &store));
    TRY(store_begin(c, store, &tx));
    if (invocation_has(inv, "replace"))
        TRY(rule_delete_all(c, tx, HOUSEHOLD_FIRST));
    for (size_t i = 0; i < rules_count(rules); i++) {
        struct buf *one = buf_in_arena(c->arena);
        rules_print_one(rules, i, one);
        TRY(rule_insert(c, tx, HOUSEHOLD_FIRST, text_trim(buf_view(one)), &seq));
        if (position > 0)
            TRY(rule_move(c, tx, HOUSEHOLD_FIRST, seq, position + (int64_t)i));
    }
    *added = (int64_t)rules_count(rules);
    return store_commit(c, tx);
}

static enum err change(struct ctx *c, const struct invocation *inv, bool removes)
{
    struct store *store;
    struct store_tx *tx;
    int64_t seq, position;
    if (inv->count != 2 || !text_to_int(text_of(inv->words[1]), &seq))
        return usage_error(c, inv, "which rule? `florin rules` shows their numbers");
    TRY(invocation_int(c, inv, "position", 1, 1000000, 0, &position));
    if (!removes && position == 0)
        return usage_error(c, inv, "move needs --position N");
    TRY(app_open(c, inv, &store));
    TRY(store_begin(c, store, &tx));
    TRY(removes ? rule_delete(c, tx, HOUSEHOLD_FIRST, seq)
                : rule_move(c, tx, HOUSEHOLD_FIRST, seq, position));
    return store_commit(c, tx);
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct text word = inv->count == 0 ? TEXT("list") : text_of(inv->words[0]), text;
    int64_t added = 0;
    if (text_is(word, "list") && inv->count <= 1)
        return list(c, inv);
    if (text_is(word, "remove"))
        return change(c, inv, true);
    if (text_is(word, "move"))
        return change(c, inv, false);
    if (inv->count != 2 || (!text_is(word, "add") && !text_is(word, "load")))
        return usage_error(c, inv, "list, add RULE, load FILE, remove NUMBER or move NUMBER");
    text = text_of(inv->words[1]);
    if (text_is(word, "load"))
        TRY(app_read_file(c, inv->words[1], &text));
    TRY(add_all(c, inv, text, &added));
    if (inv->json)
        printf("{\"added\":%lld}\n", (long long)added);
    else
        printf("%lld rules added. `florin categorize --all --dry-run` shows what they would change.\n",
               (long long)added);
    return OK;
}

const struct command command_rules = {
    .name = "rules",
    .summary = "Your sorting rules: list, add, load, remove, move",
    .usage = "[list | add RULE | load FILE | remove NUMBER | move NUMBER --position N]",
    .details =
        "One rule per line, first match wins for each kind of action:\n"
        "  payee contains \"netflix\" and amount < 0 -> category \"Expenses:Subscriptions\", tag \"fun\"\n"
        "  text matches \"\\brent\\b\" -> category \"Expenses:Housing:Rent\", stop\n"
        "  payee is \"Costco\" -> split \"Expenses:Groceries\" 60%, \"Expenses:Home\" rest\n"
        "  blue bottle<TAB>Expenses:Coffee\n"
        "Fields: payee text memo account currency amount abs-amount date day month weekday. Tests: contains "
        "is starts ends\n"
        "matches, = != < <= > >= between; and, or, not, ( ). Actions: category payee tag split not-transfer "
        "stop.",
    .options = options,
    .run = run,
};
