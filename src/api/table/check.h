/* Values of requests against what the table says of them. Needs no exchange, so that it is tested without one. */
#ifndef API_CHECK_H
#define API_CHECK_H

#include "api/route.h"

/* A body. ERR_INPUT names the field by its path: "parts[2].amount: expected …". */
enum err api_check_object(struct ctx *c, const struct api_shape *shape,
                          const struct json_value *object) MUST_USE;
/* A parameter of a query. */
enum err api_check_parameter(struct ctx *c, const struct api_field *field, struct text value) MUST_USE;

#endif
