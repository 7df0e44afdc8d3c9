/* All that `florin serve` runs, opened in order and closed in the other: store, agents, API, server. */
#ifndef APP_SERVING_H
#define APP_SERVING_H

#include "app/app.h"

#include <signal.h>

struct serving;

struct serving_options {
    const char *listen;                    /* NULL: 127.0.0.1:8787 */
    const char *hosts, *proxies, *origins; /* as in struct api and struct http_options; NULL: none */
    int64_t rate;                          /* requests a second of one caller */
    bool replace;                          /* take over from the server that runs on the same data */
};

/* Serves when this returns. */
enum err serving_open(struct ctx *c, const struct invocation *inv, const struct serving_options *how,
                      struct serving **out) MUST_USE;
const char *serving_url(const struct serving *serving);
/* Until one of the signals came, or another server asked to take over. */
void serving_wait(struct serving *serving, const sigset_t *signals);
/* Drains and closes; hands the listening socket and the data to who takes over. */
void serving_close(struct serving *serving);

#endif
