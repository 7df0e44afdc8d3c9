/* One server asks another, on the same data, to make room: a socket in the data folder, for its owner alone. The listening socket goes from
 * one to the other open, so connections wait in its queue meanwhile and none is refused. */
#ifndef APP_CONTROL_H
#define APP_CONTROL_H

#include "base/err.h"

#include <signal.h>

struct control;

/* Waits at FOLDER/florin.sock. */
enum err control_open(struct ctx *c, const char *folder, struct control **out) MUST_USE;
/* Returns when one of the signals came, or another server of the same user asked to take over. */
void control_wait(struct control *control, const sigset_t *signals);
/* After the store is closed: gives the listening socket to whoever asked, or closes it. Ends `control`. NULL is allowed. */
void control_hand_over(struct control *control, int listen_fd);

/* Asks the server that runs on this data to make room, and waits until it has. *listen_fd is its listening socket, or -1 when none
 * runs. */
enum err control_take_over(struct ctx *c, const char *folder, int *listen_fd) MUST_USE;

#endif
