/* florin notifications: what the agents told, how it was delivered, and a test of the mail server. */
#include "app/app.h"
#include "app/reaching/mail.h"
#include "app/terminal.h"
#include "base/id.h"
#include "events/feed.h"
#include "notice/notice.h"
#include "store/entity/household.h"
#include "store/entity/insight.h"

static const struct command_option options[] = {
    {"limit", 'n', "N", "at most so many, newest first (default 30)"},
    {"atom", 0, NULL, "print an Atom feed"},
    {"sent", 0, NULL, "what was sent by mail and to webhooks, and how that went"},
    {"email", 0, "ADDRESS", "with test: where to"},
    {"locale", 0, "LOCALE", "with test: in which language (default en)"},
    {0},
};

/* -- Lists */

static const char *state_name(const struct notification_row *row)
{
    static const char *const names[] = {"queued", "delivered", "failed", "read", "bounced"};
    return row->state == NOTIFICATION_QUEUED && row->begun > row->tries
               ? "sent"
               : names[row->state - NOTIFICATION_QUEUED];
}

static void json_row(struct json *j, const struct notification_shown *shown)
{
    const struct notification_row *row = &shown->row;
    json_object(j);
    json_key(j, "id");
    json_id(j, row->id);
    json_key(j, "time");
    json_time(j, row->created_us);
    json_key_text(j, "channel", row->channel);
    json_key_text(j, "kind", row->kind);
    json_key_z(j, "severity", severity_name(row->severity));
    json_key_text(j, "title", row->title);
    json_key_text(j, "body", row->body);
    json_key_z(j, "state", state_name(row));
    json_key_int(j, "tries", row->tries);
    json_key(j, "to");
    if (shown->to.len == 0)
        json_null(j);
    else
        json_text(j, shown->to);
    json_key(j, "why");
    if (row->why.len == 0)
        json_null(j);
    else
        json_text(j, row->why);
    json_object_end(j);
}

static void print_told(struct ctx *c, const struct notification_row *row)
{
    printf("%-8s %s\n         %s\n", severity_name(row->severity), terminal_field(c->arena, row->title, 0),
           terminal_field(c->arena, row->body, 0));
}

static void print_sent(struct ctx *c, const struct notification_shown *shown)
{
    const struct notification_row *row = &shown->row;
    char when[TIME_TEXT_MAX];
    printf("%.16s %-8s %-9s %-20s %s\n", time_format(row->created_us, when), text_z(c->arena, row->channel),
           state_name(row), terminal_field(c->arena, shown->to, 20), terminal_field(c->arena, row->title, 0));
    if (row->why.len > 0)
        printf("%17s%lld %s: %s\n", "", (long long)row->tries, row->tries == 1 ? "try" : "tries",
               terminal_field(c->arena, row->why, 0));
}

static enum err list(struct ctx *c, struct invocation *inv)
{
    const struct notification_reader all = {HOUSEHOLD_FIRST, NOTIFICATION_EVERYBODY, true};
    struct store *store;
    struct store_tx *tx;
    struct notification_shown *rows;
    size_t count;
    int64_t limit;
    bool sent = invocation_has(inv, "sent");
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(invocation_int(c, inv, "limit", 1, 1000, 30, &limit));
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    if (invocation_has(inv, "atom")) {
        TRY(notification_feed(c, tx, HOUSEHOLD_FIRST, limit, NULL, out));
        app_print(out);
        return OK;
    }
    TRY(notification_page(c, tx, &all, sent ? TEXT("") : TEXT(NOTIFICATION_INAPP), false, 0, limit, &rows,
                          &count));
    json_object(&j);
    json_key(&j, "rows");
    json_array(&j);
    for (size_t i = 0; i < count; i++)
        if (inv->json)
            json_row(&j, &rows[i]);
        else if (sent)
            print_sent(c, &rows[i]);
        else
            print_told(c, &rows[i].row);
    json_array_end(&j);
    json_object_end(&j);
    if (inv->json)
        app_print_json(out);
    else if (count == 0)
        puts(sent ? "Nothing was sent." : "Nothing to tell.");
    return OK;
}

/* -- A test */

static void close_channel(void *channel)
{
    channel_close(channel);
}

/* Straight to the mail server, without the store: what it answers is what is printed. */
static enum err send_test(struct ctx *c, struct invocation *inv)
{
    const char *to = invocation_value(inv, "email"), *locale = invocation_value(inv, "locale");
    struct channel *channel;
    struct channel_receipt receipt;
    struct notice_page page;
    const struct json_value *data;
    char id[ID_TEXT_MAX];
    if (to == NULL)
        return usage_error(c, inv, "where to? --email ADDRESS");
    TRY(mail_open(c, inv->configuration, &channel));
    if (channel == NULL)
        return fail(c, ERR_USAGE, "no mail server is configured: smtp.url (florin config)");
    arena_defer(c->arena, close_channel, channel);
    TRY(json_read(c, text_of(notice_kinds[NOTICE_TEST].sample), &data));
    struct notice_frame frame = {.locale = text_of(locale), .base = text_of(inv->configuration->page_url)};
    notice_render(c, NOTICE_TEST, data, &frame, &page);
    struct channel_message message = {.severity = SEVERITY_INFO,
                                      .title = page.title,
                                      .text = page.text,
                                      .html = page.html,
                                      .settings = page.settings,
                                      .id = text_of(id_format(id_new(c->now_us), id)),
                                      .to = text_of(to),
                                      .time_us = c->now_us};
    enum err e = channel_send(c, channel, &message, &receipt);
    if (e != OK)
        return e;
    if (inv->json)
        puts("{\"taken\":true}");
    else
        printf("The mail server has taken it. Look for \"%.*s\".\n", TEXT_ARGS(page.title));
    return OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    if (inv->count == 1 && strcmp(inv->words[0], "test") == 0)
        return send_test(c, inv);
    if (inv->count > 0)
        return usage_error(c, inv, "\"%s\" is not understood here", inv->words[0]);
    if (invocation_has(inv, "email") || invocation_has(inv, "locale"))
        return usage_error(c, inv, "--email and --locale go with test");
    return list(c, inv);
}

const struct command command_notifications = {
    .name = "notifications",
    .summary = "What the agents noticed, and how people were told",
    .usage = "[--sent] [--limit N] [--atom] | test --email ADDRESS",
    .details = "test sends a mail with the configured server (smtp.url) and says what that answers.",
    .options = options,
    .needs = CONFIG_FOR_COMMANDS | CONFIG_FOR_AGENTS,
    .run = run,
};
