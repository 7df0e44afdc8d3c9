/* Events as CloudEvents 1.0 in structured JSON
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md): the required attributes id, source,
 * specversion, type; subject, time, datacontenttype; and the extensions correlationid and causationid. Ids
 * are the same on every rendering, so that receivers can tell a repetition. */
#ifndef EVENTS_CLOUDEVENT_H
#define EVENTS_CLOUDEVENT_H

#include "base/json.h"
#include "store/entity/event.h"

/* The row as one event; a batch as its summary, with "transactions" {"first", "last"} in the data. */
void cloudevent_write(struct json *j, const struct event_row *row);

/* Does the row stand for one event per transaction? */
bool cloudevent_is_batch(const struct event_row *row);
/* Writes the events that the row stands for, one JSON value each, into the array that `j` stands in: one, or,
 * for a batch, the next `limit` (at most LIMIT_PAGE) behind transaction *cursor (0: from the first). Their
 * ids are "<row's id>.<transaction's number>". *cursor becomes where to go on, or 0 when all are written. */
enum err cloudevent_write_each(struct ctx *c, struct store_tx *tx, struct json *j,
                               const struct event_row *row, int64_t limit, int64_t *cursor) MUST_USE;

#endif
