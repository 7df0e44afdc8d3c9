/* The parts of the OpenAPI document that do not depend on routes. For openapi.c alone. */
#ifndef API_TABLE_OPENAPI_PARTS_H
#define API_TABLE_OPENAPI_PARTS_H

#include "api/table/schema.h"

/* info, servers, tags. */
void openapi_preamble(struct json *j, const struct api_resource *const *resources, const char *url);
/* The value of "components". */
void openapi_components(struct json *j, const struct schemas *schemas);

#endif
