/* Events from the sidecar, and the consumers that wait for them. Dapr knows one subscriber of a topic for each app, so an event is handed to all
 * consumers of this process that want it, and the sidecar is answered when the last of them has settled it. */
#include "base/date.h"
#include "base/json.h"
#include "bus/dapr/envelope.h"
#include "bus/dapr/inner.h"

#include <stdio.h>
#include <stdlib.h>

/* -- Lists of items */

static void items_add(struct item_list *list, struct item *item)
{
    item->next = NULL;
    *list->last = item;
    list->last = &item->next;
    list->count++;
}

static void items_unlink(struct item_list *list, struct item **link)
{
    struct item *item = *link;
    *link = item->next;
    if (list->last == &item->next)
        list->last = link;
    list->count--;
}

static void items_free(struct item_list *list)
{
    while (list->first != NULL) {
        struct item *item = list->first;
        list->first = item->next;
        free(item);
    }
}

void ears_free(struct dapr *dapr)
{
    while (dapr->ears != NULL) {
        struct ear *ear = dapr->ears;
        dapr->ears = ear->next;
        items_free(&ear->waiting);
        items_free(&ear->fetched);
        free(ear);
    }
}

/* -- Parcels. An entry that is not settled when its parcel is answered comes again. */

static const char *verdict_of(const struct entry *entry)
{
    return entry->open > 0 ? "RETRY" : entry->drop ? "DROP" : "SUCCESS";
}

static void write_verdicts(struct buf *out, const struct parcel *parcel)
{
    struct json j = json_into(out);
    json_object(&j);
    if (parcel->bulk) {
        json_key(&j, "statuses");
        json_array(&j);
    } else {
        json_key_z(&j, "status", verdict_of(&parcel->entries[0]));
    }
    for (size_t i = 0; parcel->bulk && i < parcel->count; i++) {
        json_object(&j);
        json_key_z(&j, "entryId", parcel->entries[i].id);
        json_key_z(&j, "status", verdict_of(&parcel->entries[i]));
        json_object_end(&j);
    }
    if (parcel->bulk)
        json_array_end(&j);
    json_object_end(&j);
}

static void parcel_free(struct parcel *parcel)
{
    for (size_t i = 0; i < parcel->count; i++)
        free(parcel->entries[i].id);
    free(parcel);
}

void parcels_answer(struct parcel *over)
{
    while (over != NULL) {
        struct parcel *parcel = over;
        struct buf body = {0};
        over = parcel->next;
        write_verdicts(&body, parcel);
        struct dapr_reply reply = {200, "application/json", buf_view(&body)};
        parcel->answer(parcel->self, &reply);
        buf_free(&body);
        parcel_free(parcel);
    }
}

static void parcel_take_out(struct dapr *dapr, struct parcel *parcel, struct parcel **over)
{
    struct parcel **link = &dapr->parcels;
    while (*link != parcel)
        link = &(*link)->next;
    *link = parcel->next;
    parcel->next = *over;
    *over = parcel;
}

/* Nobody waits for these any more. */
static void let_items_go(struct dapr *dapr, const struct parcel *parcel)
{
    for (struct ear *ear = dapr->ears; ear != NULL; ear = ear->next) {
        for (struct item **link = &ear->waiting.first; *link != NULL;) {
            struct item *item = *link;
            if (item->entry == NULL || item->entry->parcel != parcel) {
                link = &item->next;
                continue;
            }
            items_unlink(&ear->waiting, link);
            dapr->item_count--;
            free(item);
        }
        for (struct item *item = ear->fetched.first; item != NULL; item = item->next)
            if (item->entry != NULL && item->entry->parcel == parcel)
                item->entry = NULL;
    }
}

void parcels_expire(struct dapr *dapr, int64_t now_us, struct parcel **over)
{
    while (dapr->parcels != NULL && dapr->parcels->until_us <= now_us) {
        struct parcel *parcel = dapr->parcels;
        let_items_go(dapr, parcel);
        parcel_take_out(dapr, parcel, over);
    }
}

/* -- Coming in */

static struct parcel *parcel_new(const struct envelope *envelope, dapr_answer *answer, void *self)
{
    struct parcel *parcel = calloc(1, sizeof *parcel + envelope->count * sizeof *parcel->entries);
    if (parcel == NULL)
        die("out of memory");
    parcel->until_us = time_steady_us() + (int64_t)DAPR_HOLD_MS * 1000;
    parcel->bulk = envelope->bulk;
    parcel->count = envelope->count;
    parcel->answer = answer;
    parcel->self = self;
    for (size_t i = 0; i < parcel->count; i++) {
        struct entry *entry = &parcel->entries[i];
        *entry = (struct entry){.parcel = parcel};
        if (envelope->bulk &&
            (entry->id = strndup(envelope->events[i].entry.at, envelope->events[i].entry.len)) == NULL)
            die("out of memory");
    }
    return parcel;
}

static void hand_out(struct dapr *dapr, struct entry *entry, const struct envelope_event *event, int topic)
{
    bool named = topic < TOPIC_COUNT - 1;
    struct text type = named ? text_of(topic_name(topic)) : event->type;
    for (struct ear *ear = dapr->ears; ear != NULL && event->number > 0; ear = ear->next) {
        if (!bus_type_matches(ear->subscription.consumer->types, type))
            continue;
        struct item *item = malloc(sizeof *item);
        if (item == NULL)
            die("out of memory");
        *item = (struct item){.entry = entry, .number = event->number, .tag = ++dapr->last_tag};
        items_add(&ear->waiting, item);
        dapr->item_count++;
        dapr->health.received++;
        entry->open++;
    }
    entry->drop = event->number == 0;
    dapr->health.dead += entry->drop;
    entry->parcel->open += entry->open > 0;
}

static struct parcel **parcels_end(struct dapr *dapr)
{
    struct parcel **link = &dapr->parcels;
    while (*link != NULL)
        link = &(*link)->next;
    return link;
}

enum err dapr_event(struct ctx *c, struct bus *bus, struct text route, struct text body, dapr_answer *answer,
                    void *self)
{
    struct dapr *dapr = dapr_of(bus);
    struct envelope envelope;
    struct parcel *over = NULL;
    TRY(envelope_read(c, body, &envelope));
    pthread_mutex_lock(&dapr->lock);
    bool refuse = dapr->ending || dapr->item_count + envelope.count > ITEMS_MOST;
    if (!refuse) {
        struct parcel *parcel = parcel_new(&envelope, answer, self);
        *parcels_end(dapr) = parcel;
        for (size_t i = 0; i < envelope.count; i++)
            hand_out(dapr, &parcel->entries[i], &envelope.events[i], topic_of(route));
        if (parcel->open == 0)
            parcel_take_out(dapr, parcel, &over);
        dapr->subscribed = true;
    }
    pthread_mutex_unlock(&dapr->lock);
    if (refuse)
        return fail(c, ERR_BUSY, "no more events are taken at the moment");
    bus_wake(bus);
    parcels_answer(over);
    return OK;
}

/* -- What is wanted */

static void write_subscription(struct json *j, const struct dapr *dapr, int topic)
{
    struct buf name = {0}, dead = {0}, path = {0};
    topic_write(&name, dapr->prefix, topic);
    topic_write_dead(&dead, dapr->prefix);
    buf_printf(&path, "/dapr/events/%s", topic_name(topic));
    json_object(j);
    json_key_z(j, "pubsubname", dapr->url.pubsub);
    json_key_text(j, "topic", buf_view(&name));
    json_key(j, "routes");
    json_object(j);
    json_key_text(j, "default", buf_view(&path));
    json_object_end(j);
    json_key_text(j, "deadLetterTopic", buf_view(&dead));
    if (dapr->url.bulk > 0) {
        json_key(j, "bulkSubscribe");
        json_object(j);
        json_key_bool(j, "enabled", true);
        json_key_int(j, "maxMessagesCount", dapr->url.bulk);
        json_key_int(j, "maxAwaitDurationMs", 10);
        json_object_end(j);
    }
    json_object_end(j);
    buf_free(&name);
    buf_free(&dead);
    buf_free(&path);
}

void dapr_subscriptions(struct bus *bus, struct buf *out)
{
    struct dapr *dapr = dapr_of(bus);
    struct json j = json_into(out);
    json_array(&j);
    pthread_mutex_lock(&dapr->lock);
    for (int topic = 0; topic < TOPIC_COUNT && !dapr->ending; topic++) {
        bool wanted = false;
        for (struct ear *ear = dapr->ears; ear != NULL && !wanted; ear = ear->next)
            wanted = topic_is_wanted(ear->subscription.consumer->types, topic);
        if (wanted)
            write_subscription(&j, dapr, topic);
    }
    dapr->subscribed = true;
    pthread_mutex_unlock(&dapr->lock);
    json_array_end(&j);
}

enum err dapr_subscribe(struct ctx *c, struct bus *bus, const struct bus_consumer *consumer,
                        struct bus_subscription **out)
{
    struct dapr *dapr = dapr_of(bus);
    TRY(clock_start(c, dapr));
    pthread_mutex_lock(&dapr->lock);
    bool twice = false;
    for (const struct ear *ear = dapr->ears; ear != NULL; ear = ear->next)
        twice = twice || strcmp(ear->subscription.consumer->name, consumer->name) == 0;
    if (!twice) {
        struct ear *ear = calloc(1, sizeof *ear);
        if (ear == NULL)
            die("out of memory");
        ear->subscription = (struct bus_subscription){bus, consumer};
        ear->waiting.last = &ear->waiting.first;
        ear->fetched.last = &ear->fetched.first;
        ear->next = dapr->ears;
        dapr->ears = ear;
        *out = &ear->subscription;
    }
    pthread_mutex_unlock(&dapr->lock);
    return twice ? fail(c, ERR_CONFLICT, "two consumers are named \"%s\"", consumer->name) : OK;
}

/* -- Going out */

size_t dapr_fetch(struct bus_subscription *subscription, struct bus_delivery *out, size_t most)
{
    struct dapr *dapr = dapr_of(subscription->bus);
    struct ear *ear = (struct ear *)subscription;
    size_t count = 0;
    pthread_mutex_lock(&dapr->lock);
    for (; count < most && ear->waiting.first != NULL; count++) {
        struct item *item = ear->waiting.first;
        items_unlink(&ear->waiting, &ear->waiting.first);
        items_add(&ear->fetched, item);
        out[count] = (struct bus_delivery){.number = item->number, .tag = item->tag};
    }
    pthread_mutex_unlock(&dapr->lock);
    return count;
}

static void settle_entry(struct dapr *dapr, struct entry *entry, bool drop, struct parcel **over)
{
    struct parcel *parcel = entry->parcel;
    if (drop && !entry->drop) {
        entry->drop = true;
        dapr->health.dead++;
    }
    if (--entry->open == 0 && --parcel->open == 0)
        parcel_take_out(dapr, parcel, over);
}

static void settle_item(struct dapr *dapr, struct ear *ear, struct item **link, enum bus_verdict verdict,
                        struct parcel **over)
{
    struct item *item = *link;
    items_unlink(&ear->fetched, link);
    if (verdict == BUS_AGAIN &&
        item->entry != NULL) { /* here, not by way of the sidecar, which may have no patience */
        items_add(&ear->waiting, item);
        return;
    }
    if (verdict != BUS_AGAIN)
        dapr->health.settled++;
    if (item->entry != NULL)
        settle_entry(dapr, item->entry, verdict == BUS_DROP, over);
    dapr->item_count--;
    free(item);
}

void dapr_settle(struct bus_subscription *subscription, const struct bus_delivery *deliveries, size_t count,
                 enum bus_verdict verdict)
{
    struct dapr *dapr = dapr_of(subscription->bus);
    struct ear *ear = (struct ear *)subscription;
    struct parcel *over = NULL;
    pthread_mutex_lock(&dapr->lock);
    for (size_t i = 0; i < count; i++) {
        struct item **link = &ear->fetched.first;
        while (*link != NULL && (*link)->tag != deliveries[i].tag)
            link = &(*link)->next;
        if (*link != NULL)
            settle_item(dapr, ear, link, verdict, &over);
    }
    pthread_mutex_unlock(&dapr->lock);
    parcels_answer(over);
}

/* What waits here: Dapr has no way to ask what its component holds. */
enum err dapr_depth(struct ctx *c, struct bus_subscription *subscription, int64_t *out)
{
    struct dapr *dapr = dapr_of(subscription->bus);
    const struct ear *ear = (const struct ear *)subscription;
    pthread_mutex_lock(&dapr->lock);
    bool well = dapr->health.well;
    *out = (int64_t)(ear->waiting.count + ear->fetched.count);
    pthread_mutex_unlock(&dapr->lock);
    return well ? OK : fail(c, ERR_BUSY, "the sidecar is away");
}
