/* The way in which this installation pays, as the configuration says; and the chore that does what is due. */
#ifndef APP_CHORES_PAYING_H
#define APP_CHORES_PAYING_H

#include "app/configuration.h"
#include "events/relay.h"
#include "finance/payment/pay.h"

struct paying;

/* `wakes`: the relay whose consumers should see soon what was paid; NULL: nobody waits. Closed by paying_close. */
enum err paying_open(struct ctx *c, const struct configuration *configuration, struct store *store,
                     struct relay *wakes, struct paying **out) MUST_USE;
/* From any thread: the order under way is the last. NULL is allowed. */
void paying_end(struct paying *paying);
/* NULL is allowed. No chore of it runs. */
void paying_close(struct paying *paying);
/* To be run by one thread: a housekeeper's, because banks may take long; or a command's. */
struct relay_chore paying_chore(struct paying *paying);

#endif
