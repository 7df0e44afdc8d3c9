/* florin undo: takes an import back. */
#include "app/app.h"
#include "app/react.h"
#include "app/terminal.h"
#include "finance/import/import.h"
#include "store/entity/household.h"
#include "store/entity/import.h"

static const struct command_option options[] = {
    {"list", 'l', NULL, "list the imports instead"},
    {0},
};

static enum err list(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct import_row *rows;
    size_t count;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    char time[TIME_TEXT_MAX];
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(import_list(c, tx, HOUSEHOLD_FIRST, &rows, &count));
    json_object(&j);
    json_key(&j, "rows");
    json_array(&j);
    for (size_t i = 0; i < count; i++) {
        const struct import_row *r = &rows[i];
        bool undone = r->state == IMPORT_UNDONE;
        if (!inv->json) {
            printf("%5lld  %.19s  %-9s %7lld new %7lld known  %s%s\n", (long long)r->seq,
                   time_format(r->created_us, time), r->format.at, (long long)r->added,
                   (long long)r->duplicates, terminal_field(c->arena, r->name, 0),
                   undone ? "  (undone)" : "");
            continue;
        }
        json_object(&j);
        json_key_int(&j, "import", r->seq);
        json_key(&j, "time");
        json_time(&j, r->created_us);
        json_key_text(&j, "file", r->name);
        json_key_text(&j, "format", r->format);
        json_key_int(&j, "added", r->added);
        json_key_int(&j, "duplicates", r->duplicates);
        json_key_bool(&j, "undone", undone);
        json_object_end(&j);
    }
    json_array_end(&j);
    json_object_end(&j);
    if (inv->json)
        app_print_json(out);
    return OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct store *store;
    struct undo_result result;
    int64_t import;
    if (invocation_has(inv, "list"))
        return list(c, inv);
    if (inv->count > 1 || (inv->count == 1 && !text_to_int(text_of(inv->words[0]), &import)))
        return usage_error(c, inv, "which import? `florin undo --list` shows their numbers");
    TRY(app_open(c, inv, &store));
    if (inv->count == 0)
        TRY(import_newest(c, store, HOUSEHOLD_FIRST, &import));
    TRY(import_undo(c, store, HOUSEHOLD_FIRST, import, &result));
    TRY(react(c, inv, store, NULL));
    if (inv->json) {
        struct buf *out = buf_in_arena(c->arena);
        struct json j = json_into(out);
        json_object(&j);
        json_key_int(&j, "import", import);
        json_key_int(&j, "voided", result.voided);
        json_key_int(&j, "held_again", result.held_again);
        json_object_end(&j);
        app_print_json(out);
        return OK;
    }
    printf("Import %lld is undone: %lld transactions are void", (long long)import, (long long)result.voided);
    if (result.held_again > 0)
        printf(", %lld pending ones are held again", (long long)result.held_again);
    puts(".");
    return OK;
}

const struct command command_undo = {
    .name = "undo",
    .summary = "Take an import back",
    .usage = "[IMPORT]",
    .details = "Without a number, the newest import that is not undone. The transactions become void and "
               "stay in the log; the file\n"
               "can be imported again.",
    .options = options,
    .run = run,
};
