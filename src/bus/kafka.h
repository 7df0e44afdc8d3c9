/* The bus over Apache Kafka 2.4 or later, and what speaks its protocol. docs/guides/kafka.md says what an operator sees: topics, groups,
 * headers, rights. */
#ifndef BUS_KAFKA_H
#define BUS_KAFKA_H

struct bus_driver;

extern const struct bus_driver bus_kafka;

#endif
