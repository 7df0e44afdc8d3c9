/* What a secret store's driver provides. Only drivers and secret.c include this. One driver is one file in driver/, found by its name. */
#ifndef SECRET_SECRET_DRIVER_H
#define SECRET_SECRET_DRIVER_H

#include "secret/secret.h"

struct secret_source {
    const struct secret_driver *driver;
    /* The driver's own fields follow: it allocates a struct that begins with this one. */
};

struct secret_answer {
    struct text value; /* in c->arena */
    int64_t wait_us;   /* with ERR_BUSY: how long the place wants to be left alone; 0: it did not say */
};

struct secret_driver {
    const char *name; /* what `where` begins with */
    bool local;       /* on this machine and quick: read each time */
    /* `rest` is what follows the name and its colon, NULL when there is no colon. */
    enum err (*open)(struct ctx *c, const char *rest, const struct secret_options *options,
                     struct secret_source **out);
    /* c->arena is wiped memory that goes when this is done. A local driver is called by several threads at once, any other by one
     * at a time. ERR_NOT_FOUND and ERR_DENIED are the place's own words and end a known
     * value's use, unless c->retriable says that it could not be asked; every other failure leaves it in use. ERR_BUSY: nobody need be asked for another
     * secret either. Empty, too large and NUL are the caller's to refuse. */
    enum err (*fetch)(struct ctx *c, struct secret_source *source, struct text name,
                      struct secret_answer *out);
    void (*close)(struct secret_source *source);
};

/* Made from driver/ by cmake/tables.cmake; NULL ends it. */
extern const struct secret_driver *const secret_drivers[];

#endif
