#include "events/listing.h"

#include "events/cloudevent.h"

enum err events_list_json(struct ctx *c, struct store_tx *tx, int64_t household, int64_t limit,
                          struct json *j)
{
    struct event_row *rows;
    size_t count;
    TRY(event_list(c, tx, household, limit, &rows, &count));
    json_array(j);
    for (size_t i = 0; i < count; i++)
        cloudevent_write(j, &rows[i]);
    json_array_end(j);
    return OK;
}

enum err events_list_lines(struct ctx *c, struct store_tx *tx, int64_t household, int64_t limit,
                           struct buf *out)
{
    struct event_row *rows;
    size_t count;
    char time[TIME_TEXT_MAX];
    TRY(event_list(c, tx, household, limit, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        const struct event_row *row = &rows[i];
        buf_printf(out, "%6lld  %.19sZ  %-22.*s %.*s", (long long)row->seq, time_format(row->time_us, time),
                   TEXT_ARGS(row->type), TEXT_ARGS(row->subject));
        if (cloudevent_is_batch(row))
            buf_printf(out, " (transactions %lld to %lld)", (long long)row->txn_first,
                       (long long)row->txn_last);
        buf_char(out, '\n');
    }
    return OK;
}

enum err events_show_json(struct ctx *c, struct store_tx *tx, int64_t household, int64_t number,
                          int64_t limit, int64_t *cursor, struct json *j)
{
    struct event_row row;
    TRY(event_by_seq(c, tx, number, &row));
    if (row.household != household)
        return fail(c, ERR_NOT_FOUND, "there is no event %lld", (long long)number);
    json_array(j);
    TRY(cloudevent_write_each(c, tx, j, &row, limit, cursor));
    json_array_end(j);
    return OK;
}

enum err dead_letters_json(struct ctx *c, struct store_tx *tx, struct json *j)
{
    struct dead_letter_row *letters;
    size_t count;
    TRY(dead_letter_list(c, tx, &letters, &count));
    json_array(j);
    for (size_t i = 0; i < count; i++) {
        struct event_row event;
        TRY(event_by_seq(c, tx, letters[i].event, &event));
        json_object(j);
        json_key_text(j, "consumer", letters[i].consumer);
        json_key_int(j, "event", letters[i].event);
        json_key_int(j, "tries", letters[i].tries);
        json_key_text(j, "why", letters[i].why);
        json_key(j, "time");
        json_time(j, letters[i].time_us);
        json_key_text(j, "type", event.type);
        json_key(j, "id");
        json_id(j, event.id);
        json_object_end(j);
    }
    json_array_end(j);
    return OK;
}

enum err dead_letters_lines(struct ctx *c, struct store_tx *tx, struct buf *out)
{
    struct dead_letter_row *letters;
    size_t count;
    char time[TIME_TEXT_MAX];
    TRY(dead_letter_list(c, tx, &letters, &count));
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%6lld  %.19sZ  %.*s after %lld %s: %.*s\n", (long long)letters[i].event,
                   time_format(letters[i].time_us, time), TEXT_ARGS(letters[i].consumer),
                   (long long)letters[i].tries, letters[i].tries == 1 ? "try" : "tries",
                   TEXT_ARGS(letters[i].why));
    return OK;
}

enum err dead_letter_drop(struct ctx *c, struct store *store, struct text consumer, int64_t event)
{
    struct store_tx *tx;
    TRY(store_begin(c, store, &tx));
    TRY(dead_letter_resolve(c, tx, consumer, event, DEAD_LETTER_DROPPED));
    return store_commit(c, tx);
}
