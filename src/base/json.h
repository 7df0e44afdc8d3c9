/* JSON out: a small streaming writer into a buffer. Commas, quotes and escapes are its business. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/date.h"
#include "base/decimal.h"
#include "base/id.h"

struct json {
    struct buf *out;
    bool more; /* a value stands before this one: a comma comes first */
};

static inline struct json json_into(struct buf *out)
{
    return (struct json){out, false};
}

void json_object(struct json *j);
void json_object_end(struct json *j);
void json_array(struct json *j);
void json_array_end(struct json *j);
void json_key(struct json *j, const char *key);

/* Values; bytes that are not UTF-8 come out as U+FFFD. */
void json_text(struct json *j, struct text t);
void json_z(struct json *j, const char *z); /* NULL is null */
void json_int(struct json *j, int64_t value);
void json_double(struct json *j, double value); /* not finite: null */
void json_bool(struct json *j, bool value);
void json_null(struct json *j);
void json_decimal(struct json *j, struct decimal d); /* as a string: money is never a JSON number */
void json_date(struct json *j, date d);              /* DATE_NONE: null */
void json_time(struct json *j, int64_t us);
void json_id(struct json *j, struct id id);
/* JSON that is already written. */
void json_raw(struct json *j, struct text t);

/* Key and value at once, for the frequent ones. */
void json_key_text(struct json *j, const char *key, struct text t);
void json_key_z(struct json *j, const char *key, const char *z);
void json_key_int(struct json *j, const char *key, int64_t value);
void json_key_bool(struct json *j, const char *key, bool value);

#endif
