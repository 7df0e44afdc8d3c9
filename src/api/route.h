/* The API as a table. A resource is one file in api/resource/ that defines `const struct api_resource api_resource_NAME`; the build
 * finds it. Its routes say what they take and what they give; from that requests are validated before a handler sees them, the OpenAPI
 * document is written, and the tests' matrix of routes and roles is made. Nothing is said twice. */
#ifndef API_ROUTE_H
#define API_ROUTE_H

#include "base/json_in.h"
#include "http/exchange.h"

enum api_type {
    API_TEXT = 1, /* least..most characters */
    API_INT,      /* least..most */
    API_NUMBER,   /* a double; statistics only, never money */
    API_BOOL,
    API_ID,       /* UUID */
    API_REF,      /* a UUID or a name */
    API_DATE,     /* YYYY-MM-DD */
    API_MONTH,    /* YYYY-MM */
    API_TIME,     /* RFC 3339, UTC */
    API_AMOUNT,   /* decimal text, "-12.50"; requests may also give a JSON number of at most 15 digits */
    API_CURRENCY, /* ISO 4217 code */
    API_EMAIL,
    API_WORD,   /* one of `words` */
    API_WORDS,  /* several of `words`: comma separated in a query */
    API_OBJECT, /* of `shape` */
    API_LIST,   /* of items of type `item` (and `shape`); least..most items */
    API_ANY,    /* any JSON: an event's data */
};

enum api_field_flags {
    API_REQUIRED = 1, /* in a request: must be given. In a reply: is always there */
    API_NULLABLE = 2,
    API_SECRET = 4, /* never logged, password format in the document */
};

struct api_shape;

struct api_field {
    const char *name;
    enum api_type type;
    unsigned flags;
    const char *about;        /* one line for the document */
    int64_t least, most;      /* most 0: the type's own limit */
    const char *const *words; /* API_WORD, API_WORDS; ended by NULL */
    const struct api_shape *shape;
    enum api_type item;
};

/* An object. Fields it does not list are refused in requests. */
struct api_shape {
    const char *name;               /* "Transaction": its name in the document */
    const struct api_field *fields; /* ended by a zeroed one */
};

enum api_need {
    API_PUBLIC = 1, /* anybody */
    API_SELF,       /* anybody who is signed in, in any role */
    API_READ,       /* viewer, scope read */
    API_WRITE,      /* member, scope write */
    API_APPROVE,    /* member, scope approve */
    API_OWN,        /* owner, scope admin */
};

/* Where its handler runs. */
enum api_lane {
    API_HERE,   /* short reads */
    API_WRITES, /* in the writer's group; call->store is the group's */
    API_READS,  /* a worker: reads of some milliseconds, seldom more (search) */
    API_SLOW,   /* a worker: what may take seconds (exports, previews) */
    API_HASHES, /* a worker: a tenth of a second and 64 MiB for a password */
};

enum api_route_flags {
    API_PAGED =
        1, /* takes cursor and limit; replies {"items": […], "next": "…" or null} with `reply` as the item */
    API_LISTED = 2,    /* replies {"items": […]} with `reply` as the item: bounded, not paged */
    API_UPLOAD = 4,    /* the body is a file, up to LIMIT_UPLOAD_BYTES, in request.body or body_fd */
    API_NOT_JSON = 8,  /* the reply's type is `reply_type` */
    API_NO_BODY = 16,  /* 204 */
    API_UNTRACED = 32, /* without Idempotency-Key: it only reads, or is one anyway (log-in, log-out) */
    API_UNDOABLE = 64, /* the reply's header Florin-Undo takes it back */
    API_KEPT =
        128, /* a GET that depends on the household's data, path and query alone: kept while nothing is written */
    API_DAILY = 256, /* with API_KEPT: and on the day, in whatever zone: kept for a quarter of an hour */
};

struct api_call;

struct api_route {
    const char *method, *path; /* "/api/v1/transactions/{id}" */
    const char *id;            /* "getTransaction": unique */
    const char *title;         /* one line */
    const char *about;         /* more, or NULL */
    enum api_need need;
    enum api_lane lane;
    unsigned flags;
    const struct api_field *query; /* ended by a zeroed one; NULL: none */
    const struct api_shape *body;  /* NULL: none */
    int status;                    /* of success; 0: 200 */
    const struct api_shape *reply;
    const char *reply_type; /* API_NOT_JSON */
    enum err (*handle)(struct api_call *call);
};

struct api_resource {
    const char *name; /* "Transactions": its heading */
    const char *about;
    const struct api_route *routes; /* ended by a zeroed one */
};

/* Made from api/resource/ in the order of file names, ended by NULL. */
extern const struct api_resource *const api_resources[];

#endif
