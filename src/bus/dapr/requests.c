/* Requests from other apps, and the desks that answer them. The sidecar's own request waits, so an answer needs no way back. */
#include "base/date.h"
#include "bus/dapr/inner.h"

#include <stdlib.h>

/* However patient the asker is. */
#define HOLD_MOST_US INT64_C(3600000000)

static const char octets[] = "application/octet-stream";

void errands_answer(struct errand *over)
{
    while (over != NULL) {
        struct errand *errand = over;
        struct dapr_reply reply = {504, octets, TEXT("")};
        over = errand->next;
        errand->answer(errand->self, &reply);
        free(errand);
    }
}

static void errand_unlink(struct dapr *dapr, struct errand **link)
{
    *link = (*link)->next;
    dapr->errand_count--;
}

void errands_expire(struct dapr *dapr, int64_t now_us, struct errand **over)
{
    for (struct errand **link = &dapr->errands; *link != NULL;) {
        struct errand *errand = *link;
        if (errand->request.deadline_us > now_us) {
            link = &errand->next;
            continue;
        }
        errand_unlink(dapr, link);
        errand->next = *over;
        *over = errand;
    }
}

void desks_free(struct dapr *dapr)
{
    while (dapr->desks != NULL) {
        struct desk *desk = dapr->desks;
        dapr->desks = desk->next;
        free(desk);
    }
}

/* -- Coming in */

static enum err read_question(struct ctx *c, const struct dapr_question *q, struct bus_request *out)
{
    int64_t priority;
    *out = (struct bus_request){.address = q->address, .body = q->body};
    if (q->address.len == 0 || q->address.len > 256 || !id_parse(q->correlation, &out->correlation) ||
        !text_to_int(q->priority, &priority) || priority < 0 || priority >= BUS_PRIORITIES ||
        !text_to_int(q->deadline, &out->deadline_us))
        return fail(c, ERR_INPUT, "a request has an address, a correlation, a priority and a deadline");
    if (q->body.len > BUS_REQUEST_MAX)
        return fail(c, ERR_LIMIT, "a request is larger than %d bytes", BUS_REQUEST_MAX);
    out->priority = (int)priority;
    if (out->deadline_us > time_now_us() + HOLD_MOST_US)
        out->deadline_us = time_now_us() + HOLD_MOST_US;
    return OK;
}

static struct errand *errand_new(const struct bus_request *request, dapr_answer *answer, void *self)
{
    struct errand *errand = malloc(sizeof *errand + request->address.len + request->body.len + 1);
    if (errand == NULL)
        die("out of memory");
    *errand = (struct errand){.request = *request, .answer = answer, .self = self};
    memcpy(errand->texts, request->address.at, request->address.len);
    if (request->body.len > 0)
        memcpy(errand->texts + request->address.len, request->body.at, request->body.len);
    errand->request.address.at = errand->texts;
    errand->request.body.at = errand->texts + request->address.len;
    return errand;
}

static bool is_attended(const struct dapr *dapr, struct text address)
{
    for (const struct desk *desk = dapr->desks; desk != NULL; desk = desk->next)
        if (text_is(address, desk->desk.address))
            return true;
    return false;
}

static void errand_add(struct dapr *dapr, struct errand *errand)
{
    struct errand **link = &dapr->errands;
    while (*link != NULL)
        link = &(*link)->next;
    *link = errand;
    errand->request.tag = ++dapr->last_tag;
    dapr->errand_count++;
    pthread_cond_signal(&dapr->news);
}

enum err dapr_ask(struct ctx *c, struct bus *bus, const struct dapr_question *question, dapr_answer *answer,
                  void *self)
{
    struct dapr *dapr = dapr_of(bus);
    struct bus_request request;
    TRY(read_question(c, question, &request));
    pthread_mutex_lock(&dapr->lock);
    bool attended = is_attended(dapr, request.address);
    bool refuse = dapr->ending || dapr->errand_count == ERRANDS_MOST;
    if (attended && !refuse)
        errand_add(dapr, errand_new(&request, answer, self));
    pthread_mutex_unlock(&dapr->lock);
    if (!attended)
        return fail(c, ERR_NOT_FOUND, "nobody here answers to that address");
    if (refuse)
        return fail(c, ERR_BUSY, "no more requests are taken at the moment");
    bus_wake(bus);
    return OK;
}

/* -- At the desk */

enum err dapr_attend(struct ctx *c, struct bus *bus, const char *address, struct bus_desk **out)
{
    struct dapr *dapr = dapr_of(bus);
    TRY(clock_start(c, dapr));
    struct desk *desk = calloc(1, sizeof *desk);
    if (desk == NULL)
        die("out of memory");
    desk->desk = (struct bus_desk){bus, address};
    pthread_mutex_lock(&dapr->lock);
    desk->next = dapr->desks;
    dapr->desks = desk;
    pthread_mutex_unlock(&dapr->lock);
    *out = &desk->desk;
    return OK;
}

enum err dapr_take(struct ctx *c, struct bus_desk *desk, struct bus_request *out, bool *found)
{
    struct dapr *dapr = dapr_of(desk->bus);
    struct errand *best = NULL;
    int64_t now_us = time_now_us();
    pthread_mutex_lock(&dapr->lock);
    for (struct errand *e = dapr->errands; e != NULL; e = e->next)
        if (!e->taken && e->request.deadline_us > now_us && text_is(e->request.address, desk->address) &&
            (best == NULL || e->request.priority < best->request.priority))
            best = e;
    *found = best != NULL;
    if (best != NULL) {
        best->taken = true;
        *out = best->request;
        out->address = text_of(desk->address);
        out->body = text_copy(c->arena, best->request.body);
    }
    pthread_mutex_unlock(&dapr->lock);
    return OK;
}

/* An errand whose deadline passed is gone. */
enum err dapr_answer_errand(struct ctx *c, struct bus_desk *desk, const struct bus_request *request,
                            struct text body)
{
    struct dapr *dapr = dapr_of(desk->bus);
    struct errand *found = NULL;
    (void)c;
    pthread_mutex_lock(&dapr->lock);
    for (struct errand **link = &dapr->errands; *link != NULL && found == NULL;) {
        if ((*link)->taken && (*link)->request.tag == request->tag) {
            found = *link;
            errand_unlink(dapr, link);
        } else {
            link = &(*link)->next;
        }
    }
    pthread_mutex_unlock(&dapr->lock);
    if (found == NULL)
        return OK;
    struct dapr_reply reply = {200, octets, body};
    found->answer(found->self, &reply);
    free(found);
    return OK;
}
