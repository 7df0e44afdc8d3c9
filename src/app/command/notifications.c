/* florin notifications: what the agents told. */
#include "app/app.h"
#include "app/terminal.h"
#include "events/feed.h"
#include "store/entity/household.h"
#include "store/entity/insight.h"

static const struct command_option options[] = {
    {"limit", 'n', "N", "at most so many, newest first (default 30)"},
    {"atom", 0, NULL, "print an Atom feed"},
    {0},
};

static void json_row(struct json *j, const struct notification_row *row)
{
    json_object(j);
    json_key(j, "id");
    json_id(j, row->id);
    json_key(j, "time");
    json_time(j, row->created_us);
    json_key_z(j, "severity", severity_name(row->severity));
    json_key_text(j, "title", row->title);
    json_key_text(j, "body", row->body);
    json_object_end(j);
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct notification_row *rows;
    size_t count;
    int64_t limit;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    if (inv->count > 0)
        return usage_error(c, inv, "\"%s\" is not understood here", inv->words[0]);
    TRY(invocation_int(c, inv, "limit", 1, 1000, 30, &limit));
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    if (invocation_has(inv, "atom")) {
        TRY(notification_feed(c, tx, HOUSEHOLD_FIRST, limit, NULL, out));
        app_print(out);
        return OK;
    }
    TRY(notification_list(c, tx, HOUSEHOLD_FIRST, TEXT(NOTIFICATION_INAPP), 0, limit, &rows, &count));
    json_object(&j);
    json_key(&j, "rows");
    json_array(&j);
    for (size_t i = 0; i < count; i++)
        if (inv->json)
            json_row(&j, &rows[i]);
        else
            printf("%-8s %s\n         %s\n", severity_name(rows[i].severity),
                   terminal_field(c->arena, rows[i].title, 0), terminal_field(c->arena, rows[i].body, 0));
    json_array_end(&j);
    json_object_end(&j);
    if (inv->json)
        app_print_json(out);
    else if (count == 0)
        puts("Nothing to tell.");
    return OK;
}

const struct command command_notifications = {
    .name = "notifications",
    .summary = "What the agents noticed",
    .usage = "[--limit N] [--atom]",
    .options = options,
    .run = run,
};
