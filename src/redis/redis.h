/* Redis: where it is, and one connection to it. Whoever keeps things there (bus/, cache/) says commands and reads replies; this room knows
 * the wire (RESP 2: https://redis.io/docs/reference/protocol-spec/), TLS, time limits, and what is wrong in words for people.
 *
 * A connection belongs to one thread at a time, has no thread of its own, and is opened again by whoever uses it. */
#ifndef REDIS_REDIS_H
#define REDIS_REDIS_H

#include "base/text.h"

/* -- Where it is */

/* redis://[[user]:password@]host[:port][/database][?options], rediss:// for TLS, redis+unix://[[user]:password@]/path[?options].
 * Options (name=value, joined by '&'):
 *   db       the database, for redis+unix (0 to 9999)
 *   ca       a PEM file; its authorities alone are believed
 *   events   how many events the bus's stream keeps, about (1000 to 100000000)
 *   bytes    and how many bytes of memory they take, about (1048576 to 2^40)
 *   claim    after how many milliseconds events of a process that is silent go to another one (100 to 3600000)
 * User, password, path and options are percent-decoded. All texts live until redis_place_free, which overwrites them. */
struct redis_place {
    struct arena *arena;
    const char *host, *port; /* NULL for a socket */
    const char *socket;
    const char *user, *password; /* NULL: none */
    const char *ca_file;         /* NULL: the system's */
    const char *shown;           /* "redis://host:6379/0": what messages say; never more */
    bool tls;
    int64_t database;
    int64_t events, bytes, claim_ms; /* 0: not said */
};

/* ERR_USAGE in words that repeat nothing of the URL but an option's name. */
enum err redis_place_new(struct ctx *c, const char *url, struct redis_place **out) MUST_USE;
/* NULL is allowed. */
void redis_place_free(struct redis_place *place);

/* -- What it replies */

enum redis_kind { REDIS_NIL, REDIS_INTEGER, REDIS_TEXT, REDIS_STATUS, REDIS_ERROR, REDIS_ARRAY };

struct redis_value {
    enum redis_kind kind;
    int64_t number;
    struct text text; /* of TEXT, STATUS ("OK") and ERROR ("LOADING …") */
    const struct redis_value **items;
    size_t count;
};

/* The item, or a nil where there is none: replies are never trusted to have the shape they should. */
const struct redis_value *redis_item(const struct redis_value *v, size_t at);
/* The value behind a name in a flat list of names and values; a nil where there is none. */
const struct redis_value *redis_member(const struct redis_value *list, const char *name);
/* An integer, or a text that is one. */
bool redis_as_int(const struct redis_value *v, int64_t *out);
/* Does an error begin with this word? */
bool redis_is_error(const struct redis_value *v, const char *word);

/* Reads replies from bytes, as links do; for tests. False: they break the protocol or a limit. *out is the first whole reply, or NULL. */
bool redis_read_reply(struct ctx *c, struct text bytes, const struct redis_value **out);

/* -- A connection */

struct redis_link;

enum {
    REDIS_REPLIES_BYTES = 256 << 20, /* all replies of one exchange */
    REDIS_ITEMS_MOST = 1 << 16,      /* of one array */
};
#define REDIS_CONNECT_US INT64_C(2000000)
#define REDIS_TIMEOUT_US INT64_C(5000000)

/* Closed. `place` outlives it. When `stop_fd` (-1: none) becomes readable, what waits fails with ERR_CANCELLED. */
struct redis_link *redis_link_new(const struct redis_place *place, int stop_fd);
/* NULL is allowed. */
void redis_link_free(struct redis_link *link);
bool redis_link_is_open(const struct redis_link *link);
void redis_link_close(struct redis_link *link);
/* Connects, says who it is and chooses the database, within `timeout_us` (names are looked up by the system, in its own time). Nothing when
 * it is open. ERR_BUSY says why not. */
enum err redis_link_open(struct ctx *c, struct redis_link *link, int64_t timeout_us) MUST_USE;

/* One command of `words` words, which follow. It is sent by the next exchange. */
void redis_command(struct redis_link *link, size_t words);
void redis_word(struct redis_link *link, struct text word);
void redis_word_z(struct redis_link *link, const char *word);
void redis_word_int(struct redis_link *link, int64_t number);
/* Words of a literal command: redis_say(link, "XINFO", "GROUPS", key, NULL). */
void redis_say(struct redis_link *link, ...) __attribute__((sentinel));
/* How many commands wait to be sent, and their bytes. */
size_t redis_waiting(const struct redis_link *link);
size_t redis_waiting_bytes(const struct redis_link *link);

/* Sends what waits and reads one reply to each command, into c->arena; *replies in the commands' order. Error replies are values. ERR_BUSY:
 * the connection broke, or it took longer than `timeout_us`; it is closed, and what of it took effect is not known. */
enum err redis_exchange(struct ctx *c, struct redis_link *link, int64_t timeout_us,
                        const struct redis_value ***replies) MUST_USE;

/* An error reply as an error, ERR_BUSY and retriable, in words for people without what was said to Redis; OK for any other reply. */
enum err redis_refusal(struct ctx *c, const struct redis_link *link,
                       const struct redis_value *reply) MUST_USE;

/* How long to wait before the next try after `failures` in a row: 50 ms, doubled up to 5 s, by chance a quarter shorter or longer. */
int64_t redis_backoff_us(int failures);

#endif
