/* From a request's method and path to the route that answers it. */
#ifndef API_ROUTER_H
#define API_ROUTER_H

#include "api/call.h"

/* A place outside the API's table: health, metrics, the page, its files, documents, what a sidecar calls. Answers by itself. */
struct api_site {
    const char *path;   /* exactly; a final '*' stands for any rest */
    enum api_need need; /* API_PUBLIC, or API_READ */
    enum api_lane lane;
    bool
        by_query; /* the credential may come in the query: ?ticket= (api/tickets.h) or ?key= (an API key, for feed readers) */
    http_work *work;
    bool everywhere;    /* also in a process that serves no API */
    const char *method; /* NULL: GET (and HEAD) */
    /* Who may call, where that is no person's credential: looked at before a byte of the body is taken. NULL: `need` alone says. */
    enum err (*admit)(struct http_exchange *x, enum http_then *then);
    int64_t body_most; /* bytes; 0: as `need` has it */
    /* Its path ends in a token that allows what it does: looking is throttled, too; nothing that a browser sends by itself counts, so any page may lead here; and
     * the token is shown nowhere (api_shown_path). */
    bool by_token;
};
extern const struct api_site api_sites[]; /* ended by a zeroed one */

enum { API_METHODS_MAX = 64 };

struct api_found {
    const struct api_route *route; /* or */
    const struct api_site *site;
    struct text path[API_PATH_PARAMETERS]; /* of the route's template, in order */
    char methods[API_METHODS_MAX];         /* that this path knows, "GET, HEAD, POST"; empty: no such path */
};

/* A path for the log: without the token that it may end in. */
struct text api_shown_path(struct text path);

/* With neither a route nor a site, `methods` tells 405 from 404. */
void api_find(const char *method, struct text path, struct api_found *out);
/* The route that reads what another one at the same path changes; NULL: there is none. */
const struct api_route *api_reader_of(const struct api_route *route);

#endif
