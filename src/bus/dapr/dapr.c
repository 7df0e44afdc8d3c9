/* The bus through a Dapr sidecar: events by its pub/sub API and back through the routes of api/dapr.c, requests by service invocation. */
#include "base/date.h"
#include "bus/dapr/inner.h"

#include <stdio.h>
#include <stdlib.h>

static char *keep(const char *text)
{
    char *kept = text == NULL ? NULL : strdup(text);
    if (text != NULL && kept == NULL)
        die("out of memory");
    return kept;
}

static enum err dapr_open(struct ctx *c, const struct bus_options *options, struct bus **out)
{
    struct dapr_url url;
    pthread_condattr_t steady;
    const char *prefix = options->prefix == NULL ? "florin" : options->prefix;
    TRY(dapr_url_read(c, options->url == NULL ? "" : options->url, &url));
    if (!dapr_is_name(text_of(prefix)))
        return fail(c, ERR_USAGE, "a prefix of topics is made of letters, digits, '.', '_' and '-'");
    struct dapr *dapr = calloc(1, sizeof *dapr);
    if (dapr == NULL || pthread_mutex_init(&dapr->lock, NULL) != 0 || pthread_condattr_init(&steady) != 0)
        die("out of memory");
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    if (pthread_cond_init(&dapr->news, &steady) != 0)
        die("out of memory");
    pthread_condattr_destroy(&steady);
    dapr->url = url;
    dapr->prefix = keep(prefix);
    dapr->token = options->token == NULL || options->token[0] == '\0' ? NULL : keep(options->token);
    snprintf(dapr->health.why, sizeof dapr->health.why, "the sidecar has not been asked yet");
    *out = &dapr->bus;
    return OK;
}

/* Whoever brings events and requests has ended, or finds the door closed: dapr_inbound_end. */
static void dapr_close(struct bus *bus)
{
    struct dapr *dapr = dapr_of(bus);
    dapr_inbound_end(bus);
    clock_stop(dapr);
    ears_free(dapr);
    desks_free(dapr);
    sidecar_close(dapr);
    if (dapr->token != NULL)
        explicit_bzero(dapr->token, strlen(dapr->token));
    free(dapr->token);
    free(dapr->prefix);
    free(dapr->arrived);
    pthread_cond_destroy(&dapr->news);
    pthread_mutex_destroy(&dapr->lock);
    free(dapr);
}

void dapr_inbound_end(struct bus *bus)
{
    struct dapr *dapr = dapr_of(bus);
    struct parcel *parcels = NULL;
    struct errand *errands = NULL;
    pthread_mutex_lock(&dapr->lock);
    dapr->ending = true;
    parcels_expire(dapr, INT64_MAX, &parcels);
    errands_expire(dapr, INT64_MAX, &errands);
    pthread_mutex_unlock(&dapr->lock);
    parcels_answer(parcels);
    errands_answer(errands);
}

bool bus_is_dapr(const struct bus *bus)
{
    return bus->driver == &bus_dapr;
}

static void dapr_health(struct bus *bus, struct bus_health *out)
{
    struct dapr *dapr = dapr_of(bus);
    pthread_mutex_lock(&dapr->lock);
    *out = dapr->health;
    pthread_mutex_unlock(&dapr->lock);
}

static const char *const schemes[] = {"dapr", NULL};

const struct bus_driver bus_dapr = {
    .name = "dapr",
    .schemes = schemes,
    .carries = true,
    .open = dapr_open,
    .close = dapr_close,
    .publish = dapr_publish,
    .subscribe = dapr_subscribe,
    .fetch = dapr_fetch,
    .settle = dapr_settle,
    .ask = dapr_ask_out,
    .attend = dapr_attend,
    .take = dapr_take,
    .answer = dapr_answer_errand,
    .health = dapr_health,
    .depth = dapr_depth,
};
