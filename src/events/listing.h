/* The event log and the dead letters, written out for people and programs. */
#ifndef EVENTS_LISTING_H
#define EVENTS_LISTING_H

#include "base/json.h"
#include "events/relay.h"

/* A JSON array of CloudEvents: a household's newest `limit` rows of the log, newest first, a batch as its
 * summary. */
enum err events_list_json(struct ctx *c, struct store_tx *tx, int64_t household, int64_t limit,
                          struct json *j) MUST_USE;
/* The same as lines: number, time, type, subject. */
enum err events_list_lines(struct ctx *c, struct store_tx *tx, int64_t household, int64_t limit,
                           struct buf *out) MUST_USE;
/* A JSON array of what one row of the log stands for; as cloudevent_write_each. */
enum err events_show_json(struct ctx *c, struct store_tx *tx, int64_t household, int64_t number,
                          int64_t limit, int64_t *cursor, struct json *j) MUST_USE;

/* Waiting dead letters, oldest first: [{"consumer", "event", "tries", "why", "time", "type", "id"}, …] */
enum err dead_letters_json(struct ctx *c, struct store_tx *tx, struct json *j) MUST_USE;
enum err dead_letters_lines(struct ctx *c, struct store_tx *tx, struct buf *out) MUST_USE;
/* A person decides that an event will not take effect at a consumer. */
enum err dead_letter_drop(struct ctx *c, struct store *store, struct text consumer, int64_t event) MUST_USE;

#endif
