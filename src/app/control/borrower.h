/* The other side: a command beside a running server asks it for the writer's turn. */
#ifndef APP_CONTROL_BORROWER_H
#define APP_CONTROL_BORROWER_H

#include "base/err.h"

enum loan {
    LOAN_NONE,  /* nobody lends here */
    LOAN_AGAIN, /* no answer: the server went away meanwhile, or the time is over */
    LOAN_GIVEN,
};

/* Asks the server that runs on the data in `folder`, and waits at most so long for its turn. When it is given, *lock is for
 * store_sqlite_open_with, and a hook on c->arena gives the turn back: open the store after this, so that it is closed before. */
enum loan loan_ask(struct ctx *c, const char *folder, int64_t wait_us, int *lock) MUST_USE;

#endif
