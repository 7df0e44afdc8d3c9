/* What a payment provider's driver provides. Only drivers and payment.c include this. */
#ifndef PAYMENT_PAYMENT_DRIVER_H
#define PAYMENT_PAYMENT_DRIVER_H

#include "payment/payment.h"

struct payment_provider {
    const struct payment_driver *driver;
    /* The driver's own fields follow: it allocates a struct that begins with this one. */
};

struct payment_driver {
    const char *name;
    bool immediate, tells;
    /* The receipt comes zeroed. */
    void (*submit)(struct ctx *c, struct payment_provider *provider, const struct payment_order *order,
                   struct payment_receipt *out);
    void (*inquire)(struct ctx *c, struct payment_provider *provider, const struct payment_order *order,
                    struct payment_receipt *out);
    void (*close)(struct payment_provider *provider);
};

/* Fills in the outcome and why. */
void receipt_say(struct payment_receipt *out, enum payment_outcome outcome, const char *format, ...)
    PRINTF_LIKE(3, 4);

#endif
