/* Values in memory, in a table by key. */
#include "base/hash.h"
#include "state/state_driver.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { SLOTS = 4096, VALUES_MOST = 1 << 20 };

struct value {
    struct value *next;
    uint64_t version;
    char *key, *at;
    size_t len;
};

struct embedded {
    struct state state;
    pthread_mutex_t lock;
    struct value *slots[SLOTS];
    uint64_t last_version;
    size_t count;
};

static enum err embedded_open(struct ctx *c, const struct state_options *options, struct state **out)
{
    struct embedded *e = calloc(1, sizeof *e);
    (void)c;
    (void)options;
    if (e == NULL || pthread_mutex_init(&e->lock, NULL) != 0)
        die("out of memory");
    *out = &e->state;
    return OK;
}

static void value_free(struct value *value)
{
    free(value->key);
    free(value->at);
    free(value);
}

static void embedded_close(struct state *state)
{
    struct embedded *e = (struct embedded *)state;
    for (int i = 0; i < SLOTS; i++)
        while (e->slots[i] != NULL) {
            struct value *value = e->slots[i];
            e->slots[i] = value->next;
            value_free(value);
        }
    pthread_mutex_destroy(&e->lock);
    free(e);
}

/* Where it stands, or would. */
static struct value **find(struct embedded *e, struct text key)
{
    struct value **link = &e->slots[hash_text(key) % SLOTS];
    while (*link != NULL && !text_is(key, (*link)->key))
        link = &(*link)->next;
    return link;
}

static enum err embedded_get(struct ctx *c, struct state *state, struct text key, bool *found,
                             struct state_value *out)
{
    struct embedded *e = (struct embedded *)state;
    pthread_mutex_lock(&e->lock);
    const struct value *value = *find(e, key);
    *found = value != NULL;
    if (value != NULL)
        *out = (struct state_value){.value = text_copy(c->arena, (struct text){value->at, value->len}),
                                    .tag = text_of(arena_printf(c->arena, "%" PRIu64, value->version))};
    pthread_mutex_unlock(&e->lock);
    return OK;
}

static bool may(struct embedded *e, const struct state_change *change)
{
    const struct value *value = *find(e, change->key);
    char tag[24];
    if (change->when == STATE_WHEN_NEW)
        return value == NULL;
    if (change->when == STATE_ANYWAY)
        return true;
    if (value == NULL)
        return false;
    snprintf(tag, sizeof tag, "%" PRIu64, value->version);
    return text_is(change->tag, tag);
}

static void make(struct embedded *e, const struct state_change *change)
{
    struct value **link = find(e, change->key), *value = *link;
    if (change->verb == STATE_REMOVE && value != NULL) {
        *link = value->next;
        value_free(value);
        e->count--;
    }
    if (change->verb == STATE_REMOVE)
        return;
    if (value == NULL) {
        *link = value = calloc(1, sizeof *value);
        if (value == NULL || (value->key = strndup(change->key.at, change->key.len)) == NULL)
            die("out of memory");
        e->count++;
    }
    char *at = malloc(change->value.len + 1);
    if (at == NULL)
        die("out of memory");
    if (change->value.len > 0)
        memcpy(at, change->value.at, change->value.len);
    free(value->at);
    value->at = at;
    value->len = change->value.len;
    value->version = ++e->last_version;
}

static enum err embedded_apply(struct ctx *c, struct state *state, const struct state_change *changes,
                               size_t count)
{
    struct embedded *e = (struct embedded *)state;
    pthread_mutex_lock(&e->lock);
    bool full = e->count + count > VALUES_MOST, fits = true;
    for (size_t i = 0; i < count && fits; i++)
        fits = may(e, &changes[i]);
    for (size_t i = 0; i < count && fits && !full; i++)
        make(e, &changes[i]);
    pthread_mutex_unlock(&e->lock);
    if (!fits)
        return fail(c, ERR_CONFLICT, "a value has changed since it was read");
    return full ? fail(c, ERR_LIMIT, "more than %d values", VALUES_MOST) : OK;
}

const struct state_driver state_embedded = {
    .name = "embedded",
    .open = embedded_open,
    .close = embedded_close,
    .get = embedded_get,
    .apply = embedded_apply,
};
