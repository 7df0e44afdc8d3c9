/* Where scores come from: a bureau that is asked over HTTP, as docs/guides/credit.md says:
 *
 *     GET URL/scores?since=2026-01-31   Authorization: Bearer KEY
 *     200 {"items": [{"date": "2026-02-28", "score": 671, "scale": 850, "source": "Schufa"}, …]}
 *
 * `scale` is the highest score there is (none: at most BUREAU_SCALE), `source` whose score it is (none: the bureau's host). What is answered is somebody's word: its size, its days and its
 * numbers are looked at, and what is wrong in one item makes all of it none. Nothing here knows the store. One thread at a time. */
#ifndef BUREAU_BUREAU_H
#define BUREAU_BUREAU_H

#include "base/date.h"
#include "base/text.h"

struct bureau;

enum {
    BUREAU_SCALE = 1000, /* scores of a longer scale are brought to this one */
    BUREAU_SCALE_MOST = 1000000,
    BUREAU_ITEMS_MOST = 5000,
    BUREAU_SOURCE_BYTES = 60,
    BUREAU_REPLY_BYTES = 1 << 20,
};

struct bureau_options {  /* copied */
    const char *url;     /* "/scores" stands behind it */
    const char *key;     /* never in a message; NULL or empty: none is sent */
    const char *ca_file; /* NULL or empty: the system's authorities */
    int timeout_ms;      /* 0: the usual */
};

struct bureau_score {
    date day;
    int64_t score;      /* 1..BUREAU_SCALE */
    struct text source; /* 1..BUREAU_SOURCE_BYTES */
};

/* ERR_USAGE: the address is none, or a key would go without TLS to another machine. */
enum err bureau_open(struct ctx *c, const struct bureau_options *options, struct bureau **out) MUST_USE;
/* NULL is allowed. */
void bureau_close(struct bureau *bureau);
/* Scores of `since` and later, in the bureau's order, into c->arena. Waits.
 *   ERR_BUSY    it answers not, or not now: *wait_us is how long it asks to wait; c->retriable
 *   ERR_DENIED  it does not take the key
 *   ERR_IO      what it answers is not what is written above
 *   ERR_LIMIT   too much of it */
enum err bureau_scores(struct ctx *c, struct bureau *bureau, date since, struct bureau_score **out,
                       size_t *count, int64_t *wait_us) MUST_USE;
/* Reads an answer. `host`: the source where none is named. */
enum err bureau_read(struct ctx *c, struct text reply, struct text host, date since,
                     struct bureau_score **out, size_t *count) MUST_USE;

#endif
