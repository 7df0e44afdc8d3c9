/* Is it alive, is it ready, what does it count. */
#ifndef API_HEALTH_H
#define API_HEALTH_H

#include "http/exchange.h"

enum err api_livez(struct http_exchange *x);
enum err api_readyz(struct http_exchange *x);
enum err api_metrics(struct http_exchange *x);

#endif
