/* "dapr://HOST:PORT[/PUBSUB][?answers=APP&bulk=N]" taken apart. */
#ifndef BUS_DAPR_URL_H
#define BUS_DAPR_URL_H

#include "base/text.h"

enum { DAPR_NAME_MAX = 127, DAPR_BULK_MOST = 64 };

struct dapr_url {
    char origin[300];                /* "http://host:port" */
    char pubsub[DAPR_NAME_MAX + 1];  /* "florin-pubsub" unless named */
    char answers[DAPR_NAME_MAX + 1]; /* the app that answers requests; empty: this one */
    int bulk;                        /* events the sidecar may bring at once; 0: each by itself */
};

/* ERR_USAGE in words that say what is allowed. */
enum err dapr_url_read(struct ctx *c, const char *url, struct dapr_url *out) MUST_USE;
/* Letters, digits, '.', '_', '-': what names of components and apps are made of. */
bool dapr_is_name(struct text t);

#endif
