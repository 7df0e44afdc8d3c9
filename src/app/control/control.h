/* How a running server is reached by other programs of the same user on the same data: a socket in the data folder. Another server may ask it
 * to make room: the listening socket and the writers' lock go from one to the other open, so connections wait in the socket's queue and none is
 * refused, and nobody comes in between. A command may ask for the writer's turn (lender.h). */
#ifndef APP_CONTROL_CONTROL_H
#define APP_CONTROL_CONTROL_H

#include "app/control/lender.h"

#include <signal.h>

struct control;

/* Makes FOLDER/florin.sock: right after the store is open, so that who asks waits instead of finding nobody. */
enum err control_open(struct ctx *c, const char *folder, struct control **out) MUST_USE;
/* Answers, until one of the signals came, or another server asked to take over and no loan is under way. */
void control_wait(struct control *control, struct lender *lender, const sigset_t *signals);
/* Did control_wait end for another server? */
bool control_is_taken(const struct control *control);

/* What one server leaves to the next: the listening socket and the writers' lock. -1: none. */
struct control_estate {
    int listen_fd, lock;
};
/* After the store is closed: gives it to whoever asked, or closes it. Ends `control`. NULL is allowed. */
void control_hand_over(struct control *control, struct control_estate estate);

/* Asks the server that runs on this data to make room, and waits until it has. Nothing is left when none runs. */
enum err control_take_over(struct ctx *c, const char *folder, struct control_estate *out) MUST_USE;

#endif
