/* What a Dapr sidecar calls: which topics are wanted, events, requests of other apps (bus/dapr_inbound.h). There when the bus is Dapr's, else
 * nothing is at these paths. The sidecar is known by its token; without one, only callers on this machine are let in. */
#ifndef API_DAPR_H
#define API_DAPR_H

#include "bus/dapr_inbound.h"
#include "http/exchange.h"

enum err dapr_admit(struct http_exchange *x, enum http_then *then);
enum err dapr_subscribe_site(struct http_exchange *x);
/* Reads in a worker, then holds the exchange until the consumers have settled. */
enum err dapr_events_site(struct http_exchange *x);
enum err dapr_ask_site(struct http_exchange *x);

#define DAPR_EVENTS_PATH "/dapr/events/"

#endif
