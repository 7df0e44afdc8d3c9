/* Tickets for what cannot send headers of its own, where several processes share the store: one gives a ticket, another may be shown it. Single
 * use among all of them, half a minute. (Where one process serves, api/tickets.c keeps them in memory.) */
#ifndef IDENTITY_TICKET_TICKET_H
#define IDENTITY_TICKET_TICKET_H

#include "identity/caller.h"
#include "store/store.h"

enum { TICKET_SECONDS = 30 };

/* Keeps a hash of the ticket and what its holder may do; forgets those that are too old. */
enum err ticket_keep(struct ctx *c, struct store *store, const struct caller *caller,
                     struct text ticket) MUST_USE;
/* Whose it is; only reads, and it is good only once it was spent. *found is false when there is no such ticket, it was spent, or is too
 * old. *given_us: when its holder was last looked up. */
enum err ticket_look_up(struct ctx *c, struct store *store, struct text ticket, struct caller *out,
                        int64_t *given_us, bool *found) MUST_USE;
/* *ours is false when somebody else did. */
enum err ticket_spend(struct ctx *c, struct store *store, struct text ticket, bool *ours) MUST_USE;

#endif
