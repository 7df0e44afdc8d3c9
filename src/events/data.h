/* Fields of an event's data, for those who react to it. */
#ifndef EVENTS_DATA_H
#define EVENTS_DATA_H

#include "base/id.h"

/* The string under `key` of a JSON object, into the arena; empty when it is not there or not a string.
 * ERR_INPUT when `data` is no JSON object. */
enum err event_data_text(struct ctx *c, struct text data, const char *key, struct text *out) MUST_USE;
/* The UUID under `key`. ERR_INPUT also when it is missing or none. */
enum err event_data_id(struct ctx *c, struct text data, const char *key, struct id *out) MUST_USE;

#endif
