/* florin events: the event log and its dead letters. */
#include "app/app.h"
#include "app/react.h"
#include "events/listing.h"
#include "store/entity/household.h"

static const struct command_option options[] = {
    {"limit", 'n', "N", "at most so many, newest first (default 50)"},
    {0},
};

static enum err list(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    int64_t limit;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(invocation_int(c, inv, "limit", 1, 1000, 50, &limit));
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(inv->json ? events_list_json(c, tx, HOUSEHOLD_FIRST, limit, &j)
                  : events_list_lines(c, tx, HOUSEHOLD_FIRST, limit, out));
    if (inv->json)
        app_print_json(out);
    else
        app_print(out);
    return OK;
}

static enum err show(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    int64_t number, limit, cursor = 0;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    if (inv->count != 2 || !text_to_int(text_of(inv->words[1]), &number))
        return usage_error(c, inv, "which event? `florin events` shows their numbers");
    TRY(invocation_int(c, inv, "limit", 1, 1000, 50, &limit));
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(events_show_json(c, tx, HOUSEHOLD_FIRST, number, limit, &cursor, &j));
    app_print_json(out);
    return OK;
}

static enum err dead(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(inv->json ? dead_letters_json(c, tx, &j) : dead_letters_lines(c, tx, out));
    if (inv->json)
        app_print_json(out);
    else if (out->len == 0)
        puts("No dead letters.");
    else
        app_print(out);
    return OK;
}

/* Beside a running server its relay delivers, when it writes again. */
static enum err ask_for_replay(struct ctx *c, struct store *store, struct text consumer, int64_t event,
                               int64_t *asked)
{
    struct store_tx *tx;
    struct dead_letter_row one = {.consumer = consumer, .event = event}, *letters = &one;
    size_t count = 1;
    TRY(store_begin(c, store, &tx));
    if (consumer.len == 0)
        TRY(dead_letter_list(c, tx, &letters, &count));
    for (size_t i = 0; i < count; i++)
        TRY(dead_letter_resolve(c, tx, letters[i].consumer, letters[i].event, DEAD_LETTER_ASKED));
    *asked = (int64_t)count;
    return store_commit(c, tx);
}

static enum err replay(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct team *team;
    int64_t event = 0, replayed = 1, failed = 0, asked = 0;
    bool all = inv->count == 1;
    if (!all && (inv->count != 3 || !text_to_int(text_of(inv->words[2]), &event)))
        return usage_error(c, inv, "replay takes nothing, or a consumer and an event's number");
    TRY(app_open(c, inv, &store));
    if (store_is_borrowed(store)) {
        TRY(ask_for_replay(c, store, all ? TEXT("") : text_of(inv->words[1]), event, &asked));
        printf(inv->json ? "{\"replayed\":0,\"failed\":0,\"asked\":%lld}\n"
                         : "The server that runs on this data tries %lld again now.\n",
               (long long)asked);
        return OK;
    }
    struct team_outlets outlets = react_outlets(inv);
    TRY(team_open(c, store, (struct relay_options){0}, true, &outlets, &team));
    if (all)
        TRY(relay_replay_all(c, team->relay, &replayed, &failed));
    else
        TRY(relay_replay(c, team->relay, text_of(inv->words[1]), event));
    printf(inv->json ? "{\"replayed\":%lld,\"failed\":%lld}\n" : "%lld replayed, %lld failed again.\n",
           (long long)replayed, (long long)failed);
    return OK;
}

static enum err drop(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    int64_t event;
    if (inv->count != 3 || !text_to_int(text_of(inv->words[2]), &event))
        return usage_error(c, inv, "drop takes a consumer and an event's number");
    TRY(app_open(c, inv, &store));
    TRY(dead_letter_drop(c, store, text_of(inv->words[1]), event));
    puts(inv->json ? "{\"dropped\":1}" : "Dropped.");
    return OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct text word = inv->count == 0 ? TEXT("list") : text_of(inv->words[0]);
    if (text_is(word, "list") && inv->count <= 1)
        return list(c, inv);
    if (text_is(word, "show"))
        return show(c, inv);
    if (text_is(word, "dead") && inv->count == 1)
        return dead(c, inv);
    if (text_is(word, "replay"))
        return replay(c, inv);
    if (text_is(word, "drop"))
        return drop(c, inv);
    return usage_error(c, inv, "list, show EVENT, dead, replay [CONSUMER EVENT] or drop CONSUMER EVENT");
}

const struct command command_events = {
    .name = "events",
    .summary = "The event log as CloudEvents, and dead letters",
    .usage = "[list | show EVENT | dead | replay [CONSUMER EVENT] | drop CONSUMER EVENT]",
    .details = "Every change appends an event in its own transaction. What an agent cannot take after eight "
               "tries becomes a dead\n"
               "letter: look at it with `dead`, try it again with `replay`, give it up with `drop`.",
    .options = options,
    .all_households = true,
    .run = run,
};
