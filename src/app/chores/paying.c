#include "app/chores/paying.h"

#include <stdlib.h>

/* Nobody tells the chore of a payment that was just held: it looks. */
#define LOOK_US INT64_C(500000)

struct paying {
    struct store *store;
    struct relay *wakes;
    struct judge *judge;
    struct pay_desk desk;
};

static enum err open_provider(struct ctx *c, const struct configuration *conf, struct payment_provider **out)
{
    *out = NULL;
    if (strcmp(conf->payment.provider, "pain001") == 0) {
        struct payment_pain001_options how = {conf->payment.folder, conf->payment.name};
        return payment_pain001_new(c, &how, out);
    }
    if (strcmp(conf->payment.provider, "openbanking") == 0) {
        struct payment_openbanking_options how = {.url = conf->payment.url,
                                                  .key = conf->payment.key,
                                                  .ca_file =
                                                      conf->payment.ca[0] == '\0' ? NULL : conf->payment.ca};
        return payment_openbanking_new(c, &how, out);
    }
    *out = payment_ledger_new();
    return OK;
}

enum err paying_open(struct ctx *c, const struct configuration *configuration, struct store *store,
                     struct relay *wakes, struct paying **out)
{
    struct payment_provider *provider;
    *out = NULL;
    TRY(open_provider(c, configuration, &provider));
    struct paying *paying = calloc(1, sizeof *paying);
    if (paying == NULL)
        die("out of memory");
    *paying =
        (struct paying){.store = store, .wakes = wakes, .judge = judge_new(), .desk = {.provider = provider}};
    *out = paying;
    return OK;
}

void paying_end(struct paying *paying)
{
    if (paying != NULL)
        atomic_store(&paying->desk.ending, true);
}

void paying_close(struct paying *paying)
{
    if (paying == NULL)
        return;
    judge_free(paying->judge);
    payment_provider_close(paying->desk.provider);
    free(paying);
}

static enum err run(struct ctx *c, void *self, int64_t *next_us)
{
    struct paying *paying = self;
    bool did;
    enum err e = pay_work(c, paying->store, paying->judge, &paying->desk, next_us, &did);
    if (did && paying->wakes != NULL)
        relay_wake(paying->wakes);
    int64_t look_us = c->now_us + LOOK_US;
    if (paying->wakes != NULL)
        *next_us = look_us < *next_us ? look_us : *next_us;
    return e;
}

struct relay_chore paying_chore(struct paying *paying)
{
    return (struct relay_chore){.self = paying, .run = run, .lease = "chore/payments"};
}
