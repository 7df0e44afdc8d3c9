/* For this folder alone. */
#ifndef REDIS_INNER_H
#define REDIS_INNER_H

#include "redis/redis.h"

/* tls.c: TLS over a connected socket that never blocks. */
struct redis_tls;

enum redis_io { REDIS_IO_DONE, REDIS_IO_READ, REDIS_IO_WRITE, REDIS_IO_END };

/* Reasons go to `why`, of at least 160 bytes. */
struct redis_tls *redis_tls_new(const struct redis_place *place, int fd, char *why);
void redis_tls_free(struct redis_tls *tls); /* NULL is allowed */
/* DONE, or what to wait for, or END with the reason. */
enum redis_io redis_tls_greet(struct redis_tls *tls, char *why);
enum redis_io redis_tls_send(struct redis_tls *tls, const char *at, size_t len, size_t *sent);
enum redis_io redis_tls_receive(struct redis_tls *tls, char *at, size_t size, size_t *got);

/* values.c: replies out of bytes, by hiredis' reader. */
struct redis_replies;

struct redis_replies *redis_replies_new(void);
void redis_replies_free(struct redis_replies *replies); /* NULL is allowed */
/* False: the protocol, or a limit, is broken. */
bool redis_replies_feed(struct redis_replies *replies, const char *at, size_t len);
/* The next whole reply in `arena`, NULL when more bytes are needed; false as above. All parts of a reply go to the arena of the first call
 * that sees it. */
bool redis_replies_next(struct redis_replies *replies, struct arena *arena, const struct redis_value **out);

#endif
