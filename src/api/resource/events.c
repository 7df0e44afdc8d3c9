/* The event log, and events that a consumer gave up on. */
#include "api/api.h"
#include "events/cloudevent.h"
#include "events/listing.h"

enum { NUMBERS_LOOKED_AT = 50000 }; /* of the log, for one page: a rare type is looked for piece by piece */

/* -- How they are shown */

static const struct api_field cloudevent_fields[] = {
    {"specversion", API_TEXT, API_REQUIRED, "1.0"},
    {"id", API_TEXT, API_REQUIRED, "the same wherever the event is seen"},
    {"source", API_TEXT, API_REQUIRED, "whose it is"},
    {"type", API_TEXT, API_REQUIRED, "transaction.created …"},
    {"subject", API_TEXT, 0, "what it is about"},
    {"time", API_TIME, API_REQUIRED, "when it happened"},
    {"datacontenttype", API_TEXT, API_REQUIRED, "application/json"},
    {"correlationid", API_ID, API_REQUIRED, "shared by all that one cause led to"},
    {"causationid", API_ID, 0, "the event that led to this one"},
    {"data", API_ANY, API_REQUIRED, "an object, as its type says"},
    {0},
};
static const struct api_shape cloudevent_shape = {"CloudEvent", cloudevent_fields};

static const struct api_field event_fields[] = {
    {"id", API_TEXT, API_REQUIRED, "its number in the log, which only grows"},
    {"type", API_TEXT, API_REQUIRED, "transaction.created …"},
    {"subject", API_TEXT, API_REQUIRED, "what it is about; may be empty"},
    {"time", API_TIME, API_REQUIRED, "when it happened"},
    {"event", API_OBJECT, API_REQUIRED, "the CloudEvent; of a batch, its summary",
     .shape = &cloudevent_shape},
    {0},
};
static const struct api_shape event_shape = {"Event", event_fields};

static void write_event(struct api_call *call, const struct event_row *row)
{
    struct json *j = &call->reply;
    json_object(j);
    json_key_z(j, "id", arena_printf(call->c->arena, "%lld", (long long)row->seq));
    json_key_text(j, "type", row->type);
    json_key_text(j, "subject", row->subject);
    api_key_time(j, "time", row->time_us);
    json_key(j, "event");
    cloudevent_write(j, row);
    json_object_end(j);
}

/* -- Reading */

static const struct api_field list_query[] = {
    {"type", API_TEXT, 0, "this type alone; budget.* for all that begin so", .least = 1, .most = 64},
    {"after", API_INT, 0, "only those with a larger number", .most = INT64_C(1) << 53},
    {0},
};

/* Where the next page begins: behind the last event, or behind the numbers that were looked at without finding enough. */
static int64_t next_place(const struct event_span *span, const struct event_row *rows, size_t count,
                          size_t limit, int64_t after)
{
    if (count == limit)
        return rows[count - 1].seq;
    return span->least > after + 1 ? span->least : 0;
}

static enum err list(struct api_call *call)
{
    struct store_tx *tx;
    struct event_row *rows;
    struct event_span span = {.type = api_query(call, "type")};
    struct text next = {NULL, 0};
    int64_t after = api_query_int(call, "after", 0), newest;
    size_t count, limit = (size_t)api_limit(call);
    bool given;
    TRY(api_cursor_read(call, &span.before, 1, &given));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(event_newest(call->c, tx, &newest));
    span.before = given && span.before > 0 && span.before <= newest ? span.before : newest + 1;
    span.least = span.before - NUMBERS_LOOKED_AT > after + 1 ? span.before - NUMBERS_LOOKED_AT : after + 1;
    TRY(event_page(call->c, tx, call->household, &span, (int64_t)limit, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        write_event(call, &rows[i]);
    int64_t place = next_place(&span, rows, count, limit, after);
    if (place > 0)
        next = api_cursor_make(call, &place, 1);
    api_items_end(call, next);
    return store_commit(call->c, tx);
}

/* The number in a path; what is none is not found. */
static enum err path_number(struct api_call *call, int at, int64_t *out)
{
    if (!text_to_int(call->path[at], out) || *out < 1)
        return fail(call->c, ERR_NOT_FOUND, "there is no such event");
    return OK;
}

static enum err find(struct api_call *call, struct store_tx *tx, int64_t number, struct event_row *row)
{
    enum err e = event_by_seq(call->c, tx, number, row);
    if (e == ERR_NOT_FOUND || (e == OK && row->household != call->household))
        return fail(call->c, ERR_NOT_FOUND, "there is no such event");
    return e;
}

static enum err get(struct api_call *call)
{
    struct store_tx *tx;
    struct event_row row;
    struct text next = {NULL, 0};
    int64_t number, place = 0;
    bool given;
    TRY(path_number(call, 0, &number));
    TRY(api_cursor_read(call, &place, 1, &given));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(find(call, tx, number, &row));
    api_items(call);
    TRY(cloudevent_write_each(call->c, tx, &call->reply, &row, api_limit(call), &place));
    if (place != 0)
        next = api_cursor_make(call, &place, 1);
    api_items_end(call, next);
    return store_commit(call->c, tx);
}

/* -- Dead letters */

static const char *const letter_words[] = {"waiting", "asked", NULL};

static const struct api_field letter_fields[] = {
    {"consumer", API_TEXT, API_REQUIRED, "who gave up"},
    {"event", API_TEXT, API_REQUIRED, "the event's number in the log"},
    {"type", API_TEXT, API_REQUIRED, "the event's"},
    {"tries", API_INT, API_REQUIRED, "so far"},
    {"why", API_TEXT, API_REQUIRED, "the last one failed"},
    {"time", API_TIME, API_REQUIRED, "of the last try"},
    {"state", API_WORD, API_REQUIRED, "asked: it is tried once more, soon", .words = letter_words},
    {0},
};
static const struct api_shape letter_shape = {"DeadLetter", letter_fields};

static enum err write_letter(struct api_call *call, struct store_tx *tx, const struct dead_letter_row *letter)
{
    struct json *j = &call->reply;
    struct event_row event;
    TRY(event_by_seq(call->c, tx, letter->event, &event));
    json_object(j);
    json_key_text(j, "consumer", letter->consumer);
    json_key_z(j, "event", arena_printf(call->c->arena, "%lld", (long long)letter->event));
    json_key_text(j, "type", event.type);
    json_key_int(j, "tries", letter->tries);
    json_key_text(j, "why", letter->why);
    api_key_time(j, "time", letter->time_us);
    json_key_z(j, "state", letter->state == DEAD_LETTER_ASKED ? "asked" : "waiting");
    json_object_end(j);
    return OK;
}

static enum err list_letters(struct api_call *call)
{
    struct store_tx *tx;
    struct dead_letter_row *letters;
    size_t count;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(dead_letter_list_of(call->c, tx, call->household, &letters, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        TRY(write_letter(call, tx, &letters[i]));
    api_items_end(call, (struct text){NULL, 0});
    return store_commit(call->c, tx);
}

static enum err replay(struct api_call *call)
{
    struct store_tx *tx;
    struct dead_letter_row letter;
    int64_t number;
    TRY(path_number(call, 1, &number));
    TRY(dead_letter_ask(call->c, call->store, call->household, call->path[0], number));
    api_changed(call);
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(dead_letter_get(call->c, tx, call->path[0], number, &letter));
    TRY(write_letter(call, tx, &letter));
    return store_commit(call->c, tx);
}

static enum err drop(struct api_call *call)
{
    struct store_tx *tx;
    struct event_row row;
    int64_t number;
    TRY(path_number(call, 1, &number));
    TRY(store_begin(call->c, call->store, &tx));
    TRY(find(call, tx, number, &row));
    TRY(dead_letter_resolve(call->c, tx, call->path[0], number, DEAD_LETTER_DROPPED));
    return store_commit(call->c, tx);
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/events",
     .id = "listEvents",
     .title = "The event log, newest first",
     .about = "A page may hold fewer than asked for, or none, while `next` goes on: a rare type is looked "
              "for piece by piece.",
     .need = API_READ,
     .flags = API_PAGED,
     .query = list_query,
     .reply = &event_shape,
     .handle = list},
    {.method = "GET",
     .path = "/api/v1/events/{number}",
     .id = "getEvent",
     .title = "What one row of the log stands for",
     .about = "One CloudEvent, or, of an import's batch, one for each transaction.",
     .need = API_READ,
     .flags = API_PAGED,
     .reply = &cloudevent_shape,
     .handle = get},
    {.method = "GET",
     .path = "/api/v1/dead-letters",
     .id = "listDeadLetters",
     .title = "Events that a consumer gave up on, oldest first",
     .need = API_OWN,
     .flags = API_LISTED,
     .reply = &letter_shape,
     .handle = list_letters},
    {.method = "POST",
     .path = "/api/v1/dead-letters/{consumer}/{event}/replay",
     .id = "replayDeadLetter",
     .title = "Try it once more",
     .about = "It takes effect once, however often it is asked for; when it fails again it goes on waiting.",
     .need = API_OWN,
     .lane = API_WRITES,
     .status = 202,
     .reply = &letter_shape,
     .handle = replay},
    {.method = "DELETE",
     .path = "/api/v1/dead-letters/{consumer}/{event}",
     .id = "dropDeadLetter",
     .title = "Let it go",
     .need = API_OWN,
     .lane = API_WRITES,
     .flags = API_NO_BODY,
     .handle = drop},
    {0},
};

const struct api_resource api_resource_events = {
    .name = "Events",
    .about = "Everything that happens is an event: written with its cause, delivered at least once, "
             "effective once.",
    .routes = routes,
};
