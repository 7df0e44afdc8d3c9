/* Shapes and types as JSON Schema (2020-12, which OpenAPI 3.1 uses). Schemas of requests say exactly what check.c takes; those of replies
 * say what a client may rely on, without the limits of what may be entered. */
#ifndef API_TABLE_SCHEMA_H
#define API_TABLE_SCHEMA_H

#include "api/route.h"
#include "base/json.h"

enum schema_side { SCHEMA_REQUEST, SCHEMA_REPLY };

struct schemas;

/* All shapes that the routes name. Lives in the arena. */
struct schemas *schemas_of(struct arena *arena, const struct api_resource *const *resources);
/* A shape's name among the components: its own, with "Input" behind it where replies have another of that name. */
const char *schema_name(const struct schemas *all, const struct api_shape *shape, enum schema_side side);
/* {"$ref": …} to a component. */
void schema_ref(struct json *j, const char *name);
/* A field's value, with what it is about. */
void schema_field(struct json *j, const struct schemas *all, const struct api_field *field,
                  enum schema_side side);
/* The same in a query, where all is text. */
void schema_parameter(struct json *j, const struct schemas *all, const struct api_field *field);
/* A shape as a member `name`. */
void schema_write(struct json *j, const struct schemas *all, const struct api_shape *shape,
                  enum schema_side side, const char *name);
/* The members of components.schemas. */
void schemas_write(struct json *j, const struct schemas *all);

/* A body that would be taken: what is required, or the first field when nothing is. */
void schema_example(struct json *j, const struct api_shape *shape);
/* May all of it be left out? */
bool schema_is_optional(const struct api_shape *shape);

#endif
