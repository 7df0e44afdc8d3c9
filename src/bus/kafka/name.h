/* What things are called at the broker. Kafka's names have letters, digits, '.', '_' and '-', 249 at most; what else there is in ours
 * becomes '-'. Several types may so share a topic, which costs their consumers a look. */
#ifndef BUS_KAFKA_NAME_H
#define BUS_KAFKA_NAME_H

#include "base/text.h"

enum { KAFKA_NAME_MAX = 249, KAFKA_PREFIX_MAX = 64, KAFKA_BANDS = 3 };

/* Can it stand before all names? */
bool kafka_prefix_fits(const char *prefix);

/* "finance.transaction.created", or "<prefix>.finance.…" where the prefix is not "florin". */
const char *kafka_topic_of_type(struct arena *arena, const char *prefix, struct text type);
/* The way back; false for a topic that is none of events. */
bool kafka_type_of_topic(const char *prefix, const char *topic, struct text *type);
/* What to subscribe to for a pattern: a topic's name, or a regular expression for one with a '*' ("^finance\.budget\..*"). */
const char *kafka_topic_of_pattern(struct arena *arena, const char *prefix, const char *pattern);

/* "<prefix>.<name with . for />": a group, and the stem of the topics of a desk. */
const char *kafka_name(struct arena *arena, const char *prefix, struct text name);
/* "<prefix>.ask.<address>.<band>": requests of the priorities 0-2, 3-6, 7-9. */
const char *kafka_topic_of_address(struct arena *arena, const char *prefix, struct text address, int band);
int kafka_band(int priority);

#endif
