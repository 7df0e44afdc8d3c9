/* Leases: what one process at a time does, where several share a store (reading the log for a consumer, filling the bus, chores of the
 * house). A process that dies loses its leases after LEASE_US; one that ends gives them back at once.
 *
 * A lease saves work; nothing is right because of it. Clocks differ, and a process may be held up while it believes in its lease: what must
 * happen once is decided in a transaction (events/relay.h). */
#ifndef EVENTS_LEASE_H
#define EVENTS_LEASE_H

#include "store/store.h"

struct leases;

#define LEASE_US INT64_C(10000000)

/* `holder` (copied) is unlike that of every other process. */
struct leases *leases_new(struct store *store, const char *holder);
/* Gives back what it holds, as far as the store allows. NULL is allowed. */
void leases_free(struct leases *leases);
const char *leases_holder(const struct leases *leases);

/* Is it ours? Asks the store when that is not known, or when half of its time is over. `name` outlives the leases. From any thread; never
 * within a transaction that writes. */
enum err leases_hold(struct ctx *c, struct leases *leases, const char *name, bool *ours) MUST_USE;
/* Does nobody hold it, not we either? Asks the store each time. */
enum err leases_is_free(struct ctx *c, struct leases *leases, const char *name, bool *is_free) MUST_USE;
/* Gives it back, so that somebody else has it at once. */
enum err leases_give_back(struct ctx *c, struct leases *leases, const char *name) MUST_USE;

#endif
