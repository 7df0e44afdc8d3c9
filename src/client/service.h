/* Services that are asked with a key (language models, embeddings, bureaus): where a key may go, and what their statuses and errors say. */
#ifndef CLIENT_SERVICE_H
#define CLIENT_SERVICE_H

#include "base/json_in.h"

/* RFC 9110, 15; RFC 6585, 4. */
enum {
    HTTP_OK = 200,
    HTTP_BAD = 400,
    HTTP_UNKNOWN = 401,
    HTTP_FORBIDDEN = 403,
    HTTP_TIMEOUT = 408,
    HTTP_CONFLICT = 409,
    HTTP_TOO_MANY = 429,
    HTTP_SERVER_ERROR = 500
};

/* Visible ASCII alone, as keys and models' names are; a header takes nothing else. */
bool service_is_visible(struct text t);
/* May a key go there? `origin` is client_origin's: over TLS, or to this machine, and nowhere else. */
bool service_takes_key(const char *origin);
/* Might the same request be answered later? */
bool service_is_busy(int status);
/* The service's own word for what is wrong (error.code, .status or .type), when it is one: letters and `marks`. Its sentences may quote keys and
 * texts, and stay out. Empty when there is none. */
struct text service_word(const struct json_value *reply, const char *marks);

#endif
