/* kafka://[user:password@]host[:port][,host[:port]…][?security=…&mechanism=…&ca=…&session=…&patience=…] */
#ifndef BUS_KAFKA_URL_H
#define BUS_KAFKA_URL_H

#include "base/text.h"

struct kafka_url {
    const char *servers;         /* "host:port,host:port" */
    const char *user, *password; /* NULL: nobody asks */
    const char *security;        /* "plaintext", "ssl", "sasl_plaintext" or "sasl_ssl" */
    const char *mechanism;       /* "PLAIN", "SCRAM-SHA-256" or "SCRAM-SHA-512"; with a user */
    const char *ca;              /* a PEM file; NULL: the system's */
    int64_t session_s;           /* after so long without a word from it, a consumer is taken for dead */
    int64_t patience_s;          /* so long a message may wait for the broker to take it */
};

enum { KAFKA_SERVERS_MAX = 16 };

/* Texts go into c->arena. With a user and nothing said of security, the password goes over TLS. ERR_USAGE, in words that do not repeat
 * the password: whatever stands before the last '@' is never shown. */
enum err kafka_url_read(struct ctx *c, const char *url, struct kafka_url *out) MUST_USE;

#endif
