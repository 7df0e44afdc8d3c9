/* What a household pays for at a place, by the key and value that OpenStreetMap gives it: shop=supermarket is Expenses:Groceries. */
#ifndef APP_BENCH_SUPPORT_OSM_H
#define APP_BENCH_SUPPORT_OSM_H

#include "base/text.h"

/* A category of the default tree; an empty text for what nobody pays at. */
struct text osm_category(struct text key, struct text value);

/* The table: osm_table.c. */
struct osm_list {
    const char *category; /* of the default tree */
    const char *key;
    const char *values; /* '|' between them; "*": every value of the key that has no line of its own */
};

extern const struct osm_list osm_lists[];
extern const size_t osm_list_count;

#endif
