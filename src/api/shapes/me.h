/* Who is logged in, as several replies show it. */
#ifndef API_SHAPES_ME_H
#define API_SHAPES_ME_H

#include "api/call.h"

extern const struct api_shape shape_me;

extern const char *const role_words[];  /* "viewer", "member", "owner" */
extern const char *const scope_words[]; /* "read", "write", "admin", "approve" */

/* Writes one value. */
enum err me_write(struct api_call *call, const struct caller *caller) MUST_USE;

#endif
