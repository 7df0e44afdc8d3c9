/* Tickets for what cannot send headers of its own (a browser's WebSocket of a program's page): single use, half a minute. In memory; where
 * several processes share the store there, because another one may be shown what this one gave (identity/ticket/ticket.h). */
#ifndef API_TICKETS_H
#define API_TICKETS_H

#include "identity/ticket/ticket.h"

struct tickets;

enum { TICKET_TEXT_MAX = 36 };

struct tickets *tickets_new(void);
void tickets_free(struct tickets *tickets); /* NULL is allowed */
/* From any thread. The oldest one makes room. */
enum err ticket_give(struct ctx *c, struct tickets *tickets, struct store *store, const struct caller *caller,
                     char out[TICKET_TEXT_MAX]) MUST_USE;
/* *found is false when there is no such ticket, it was used, or is too old. *given_us: when its holder was last looked up. *unspent: the store
 * keeps it, and it is still to be spent (ticket_spend) by who may write. */
enum err ticket_take(struct ctx *c, struct tickets *tickets, struct store *store, struct text ticket,
                     struct caller *out, int64_t *given_us, bool *found, bool *unspent) MUST_USE;

#endif
