/* What agents noticed, as its own routes and the overview show it. */
#ifndef API_SHAPES_INSIGHT_H
#define API_SHAPES_INSIGHT_H

#include "api/call.h"
#include "store/entity/insight.h"

extern const struct api_shape shape_insight;
extern const char *const severity_words[];

/* Writes one value. */
void insight_write(struct json *j, const struct insight_shown *insight);
/* An id, or null when it is zero. */
void api_key_id_or_null(struct json *j, const char *key, struct id id);

#endif
