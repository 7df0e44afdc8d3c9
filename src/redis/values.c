/* Replies, read by hiredis' reader straight into an arena. */
#include "redis/inner.h"

#include <hiredis/hiredis.h>
#include <stdlib.h>

struct redis_replies {
    redisReader *reader;
    struct arena *arena; /* of the reply under way */
};

static const struct redis_value nil = {.kind = REDIS_NIL};

/* -- Made by the reader */

static struct redis_value *make(const redisReadTask *task, enum redis_kind kind)
{
    struct redis_replies *replies = task->privdata;
    struct redis_value *v = ARENA_NEW(replies->arena, struct redis_value);
    v->kind = kind;
    if (task->parent != NULL) {
        struct redis_value *parent = task->parent->obj;
        parent->items[task->idx] = v;
    }
    return v;
}

static void *make_text(const redisReadTask *task, char *at, size_t len)
{
    struct redis_replies *replies = task->privdata;
    struct redis_value *v = make(task, task->type == REDIS_REPLY_ERROR    ? REDIS_ERROR
                                       : task->type == REDIS_REPLY_STATUS ? REDIS_STATUS
                                                                          : REDIS_TEXT);
    v->text = text_copy(replies->arena, (struct text){at, len});
    return v;
}

#if HIREDIS_MAJOR >= 1
typedef size_t item_count;
#else
typedef int item_count;
#endif

/* NULL ends the reply: hiredis takes it for want of memory. */
static void *make_array(const redisReadTask *task, item_count count)
{
    struct redis_replies *replies = task->privdata;
    if ((int64_t)count < 0 || (int64_t)count > REDIS_ITEMS_MOST)
        return NULL;
    struct redis_value *v = make(task, REDIS_ARRAY);
    v->count = (size_t)count;
    v->items = ARENA_ARRAY(replies->arena, const struct redis_value *, v->count + 1);
    for (size_t i = 0; i < v->count; i++)
        v->items[i] = &nil;
    return v;
}

static void *make_integer(const redisReadTask *task, long long number)
{
    struct redis_value *v = make(task, REDIS_INTEGER);
    v->number = number;
    return v;
}

static void *make_nil(const redisReadTask *task)
{
    return make(task, REDIS_NIL);
}

static redisReplyObjectFunctions makers = {.createString = make_text,
                                           .createArray = make_array,
                                           .createInteger = make_integer,
                                           .createNil = make_nil,
                                           .freeObject = NULL};

struct redis_replies *redis_replies_new(void)
{
    struct redis_replies *replies = calloc(1, sizeof *replies);
    if (replies == NULL || (replies->reader = redisReaderCreateWithFunctions(&makers)) == NULL)
        die("out of memory");
    replies->reader->privdata = replies;
    return replies;
}

void redis_replies_free(struct redis_replies *replies)
{
    if (replies == NULL)
        return;
    redisReaderFree(replies->reader);
    free(replies);
}

bool redis_replies_feed(struct redis_replies *replies, const char *at, size_t len)
{
    return redisReaderFeed(replies->reader, at, len) == REDIS_OK;
}

bool redis_replies_next(struct redis_replies *replies, struct arena *arena, const struct redis_value **out)
{
    void *reply = NULL;
    replies->arena = arena;
    *out = NULL;
    if (redisReaderGetReply(replies->reader, &reply) != REDIS_OK)
        return false;
    *out = reply;
    return true;
}

/* -- Looked at */

const struct redis_value *redis_item(const struct redis_value *v, size_t at)
{
    return v != NULL && v->kind == REDIS_ARRAY && at < v->count ? v->items[at] : &nil;
}

const struct redis_value *redis_member(const struct redis_value *list, const char *name)
{
    for (size_t i = 0; list->kind == REDIS_ARRAY && i + 1 < list->count; i += 2)
        if (text_is(list->items[i]->text, name))
            return list->items[i + 1];
    return &nil;
}

bool redis_as_int(const struct redis_value *v, int64_t *out)
{
    if (v->kind == REDIS_TEXT)
        return text_to_int(v->text, out);
    *out = v->number;
    return v->kind == REDIS_INTEGER;
}

bool redis_is_error(const struct redis_value *v, const char *word)
{
    return v->kind == REDIS_ERROR && text_starts(v->text, text_of(word));
}

bool redis_read_reply(struct ctx *c, struct text bytes, const struct redis_value **out)
{
    struct redis_replies *replies = redis_replies_new();
    bool right =
        redis_replies_feed(replies, bytes.at, bytes.len) && redis_replies_next(replies, c->arena, out);
    redis_replies_free(replies);
    return right;
}
