/* Tickets for what cannot send headers of its own (a browser's WebSocket of a program's page): single use, half a minute, in memory. */
#ifndef API_TICKETS_H
#define API_TICKETS_H

#include "identity/caller.h"

struct tickets;

enum { TICKET_SECONDS = 30, TICKET_TEXT_MAX = 36 };

struct tickets *tickets_new(void);
void tickets_free(struct tickets *tickets); /* NULL is allowed */
/* From any thread. The oldest one makes room. */
void ticket_give(struct tickets *tickets, const struct caller *caller, int64_t now_us,
                 char out[TICKET_TEXT_MAX]);
/* False when there is no such ticket, it was used, or is too old. *given_us: when its holder was last looked up. */
bool ticket_take(struct tickets *tickets, struct text ticket, int64_t now_us, struct caller *out,
                 int64_t *given_us);

#endif
