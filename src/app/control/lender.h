/* Lends the writer's turn of a server's store to other programs of the same user, one after another, first come first served: a thread that
 * waits for the turn, hands the lock over, and waits until the borrower has finished or is no more. */
#ifndef APP_CONTROL_LENDER_H
#define APP_CONTROL_LENDER_H

#include "store/store.h"

struct lender;

enum { LENDER_QUEUE_MOST = 64 };

struct lender_options {
    struct store *store;
    /* Before another process may write, with an arena that lasts until the turn is back. May be NULL. */
    void (*lends)(struct ctx *c, void *self);
    /* The turn is back; the borrower is told after this. May be NULL. */
    void (*returned)(struct ctx *c, void *self);
    /* Told of a loan that lasts long. May be NULL. */
    void (*trouble)(void *self, const char *why);
    void *self;
};

enum err lender_open(struct ctx *c, const struct lender_options *options, struct lender **out) MUST_USE;
/* Waits for the borrower; who waits for a loan is let go. NULL is allowed. */
void lender_close(struct lender *lender);

/* The rest: for the thread of control.c. */

/* Queues who asked; `fd` is the lender's from now on. */
void lender_add(struct lender *lender, int fd);
/* Begins no other loan until it may again; those who wait stay. */
void lender_pause(struct lender *lender, bool pause);
/* No loan is under way. */
bool lender_rests(struct lender *lender);
/* Readable when a loan has ended since lender_rests was asked. */
int lender_bell(const struct lender *lender);

#endif
