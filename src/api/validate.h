/* A request against its route, before a handler sees it. */
#ifndef API_VALIDATE_H
#define API_VALIDATE_H

#include "api/call.h"

/* Reads the query once into call->query. ERR_INPUT "name: what is wrong" for names that the route does not take, names given twice,
 * values that are not as the table says, and required ones that are missing. */
enum err api_validate_query(struct api_call *call) MUST_USE;

/* Reads the body into call->body (NULL: none was given, and none is required). ERR_INPUT as above; ERR_LIMIT when it is larger than
 * LIMIT_BODY_BYTES or than the limits of JSON. A body of another type than application/json makes the reply 415 itself: then
 * the result is ERR_INPUT and reply.status is set already. Bodies of API_UPLOAD are the handler's. */
enum err api_validate_body(struct api_call *call) MUST_USE;

/* What `call->query` is: values in the order of the fields; at == NULL: not given. */
struct api_parameters {
    const struct api_field *fields; /* of the route that was called; NULL: none */
    struct text limit, cursor;      /* API_PAGED */
    struct text values[];
};

/* Parameters that every API_PAGED route takes. */
extern const struct api_field api_paging_limit, api_paging_cursor;

#endif
