/* The bus on Redis (6.2 or later): a stream of events with a consumer group for each name, lists for requests and answers.
 * README.md says what is kept where. */
#ifndef BUS_REDIS_REDIS_H
#define BUS_REDIS_REDIS_H

#include "bus/bus_driver.h"

extern const struct bus_driver bus_redis;

#endif
