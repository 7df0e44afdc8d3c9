/* One call of the API, as a handler sees it: validated, with the caller known and allowed. */
#ifndef API_CALL_H
#define API_CALL_H

#include "api/route.h"
#include "base/json.h"
#include "identity/caller.h"
#include "ledger/currency.h"
#include "store/store.h"

struct api;

enum { API_PATH_PARAMETERS = 4, API_PAGE_DEFAULT = 50, API_CURSOR_NUMBERS = 6 };

struct api_site; /* api/router.h */

struct api_call {
    struct http_exchange *x;
    struct ctx *c; /* &x->c */
    struct api *api;
    const struct api_route *route; /* NULL: a site's work */
    const struct api_site *site;
    struct store *store; /* to begin transactions on: the group's in the WRITES lane */
    struct caller caller;
    int64_t household;        /* caller.household */
    int64_t authenticated_us; /* when the caller was looked up: what was revoked since may not be known yet */
    const struct json_value *body;         /* NULL: none */
    struct text path[API_PATH_PARAMETERS]; /* in the order of the template */
    struct json reply;                     /* into x->reply.body */
    void *query;                           /* api/validate.c */
    enum err (*go_on)(struct api_call *call), (*next)(struct api_call *call); /* api/work.c */
    struct text ticket; /* that a site's caller came by and that is still to be spent; empty: none */
    void *kept;         /* the handler's own, from one lane to the next */
};

/* -- What came in. Fields of the query by name; validated, so these cannot fail. Not given: at == NULL, DATE_NONE, `otherwise`. */
struct text api_query(const struct api_call *call, const char *name);
date api_query_date(const struct api_call *call, const char *name);
int32_t api_query_month(const struct api_call *call, const char *name, int32_t otherwise);
int64_t api_query_int(const struct api_call *call, const char *name, int64_t otherwise);
bool api_query_bool(const struct api_call *call, const char *name, bool otherwise);
/* Is the word among those given of an API_WORDS parameter? */
bool api_query_has(const struct api_call *call, const char *name, const char *word);
/* API_PAGED: how many, and the cursor that an earlier reply gave (empty: from the start). */
int api_limit(const struct api_call *call);
struct text api_cursor(const struct api_call *call);
/* A cursor is the 1..API_CURSOR_NUMBERS numbers by which its list goes on (a date, a seq), opaque to callers. Reading checks that it is
 * one of this very route: ERR_INPUT "cursor: …" otherwise; *given is false, and numbers untouched, at the start. */
struct text api_cursor_make(const struct api_call *call, const int64_t *numbers, int count);
enum err api_cursor_read(const struct api_call *call, int64_t *numbers, int count, bool *given) MUST_USE;

/* Fields of the body (or of an object in it). Not given or null: an empty text, DATE_NONE, `otherwise`. */
bool api_given(const struct json_value *object, const char *name);       /* is there, be it null */
struct text api_text(const struct json_value *object, const char *name); /* trimmed */
date api_date(const struct json_value *object, const char *name);
int32_t api_month(const struct json_value *object, const char *name, int32_t otherwise);
int64_t api_time(const struct json_value *object, const char *name); /* UTC microseconds; not given: 0 */
bool api_bool(const struct json_value *object, const char *name, bool otherwise);
int64_t api_int(const struct json_value *object, const char *name, int64_t otherwise);
/* An amount in minor units of a currency: ERR_INPUT when it has more places than the currency, or does not fit. */
enum err api_amount(struct ctx *c, const struct json_value *object, const char *name, currency cur,
                    int64_t *out) MUST_USE;
enum err api_amount_text(struct ctx *c, struct text amount, const char *name, currency cur,
                         int64_t *out) MUST_USE;

/* A path parameter as an id. What is no UUID is not found. */
enum err api_path_id(struct api_call *call, int at, struct id *out) MUST_USE;

/* -- What goes out: handlers write one JSON value into call->reply. */
/* Opens and closes {"items": [ … ], "next": …}; `next` is a cursor (empty: null). Without API_PAGED, "next" is left out. */
void api_items(struct api_call *call);
void api_items_end(struct api_call *call, struct text next);
void api_key_amount(struct json *j, const char *key, int64_t minor, currency cur); /* "-12.50" */
void api_key_id(struct json *j, const char *key, struct id id);
void api_key_time(struct json *j, const char *key, int64_t us); /* 0: null */
void api_key_date(struct json *j, const char *key, date d);
void api_key_month(struct json *j, const char *key, int32_t month);
void api_key_text_or_null(struct json *j, const char *key, struct text t);
/* 201 with Location: path/ID. */
void api_created(struct api_call *call, const char *path, struct id id);

/* -- After a write: what waits for it is woken when the group is on disk (agents, live pages). */
void api_changed(struct api_call *call);

#endif
