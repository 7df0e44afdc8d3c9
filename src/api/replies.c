#include "api/replies.h"

#include "base/hash.h"

#include <pthread.h>
#include <stdlib.h>

struct kept {
    uint64_t hash;
    int64_t household, changes, used; /* used 0: free */
    struct buf asked, body;
};

struct replies {
    pthread_mutex_t lock;
    int64_t clock; /* grows with each use */
    struct kept all[REPLIES_MOST];
};

struct replies *replies_new(void)
{
    struct replies *replies = calloc(1, sizeof *replies);
    if (replies == NULL)
        die("no memory for replies");
    pthread_mutex_init(&replies->lock, NULL);
    return replies;
}

void replies_free(struct replies *replies)
{
    if (replies == NULL)
        return;
    for (int i = 0; i < REPLIES_MOST; i++) {
        buf_free(&replies->all[i].asked);
        buf_free(&replies->all[i].body);
    }
    pthread_mutex_destroy(&replies->lock);
    free(replies);
}

static uint64_t hash_of(const struct reply_key *key)
{
    return hash_mix(hash_text(key->asked), (uint64_t)key->household);
}

/* The place of what was asked, whatever the state it was read in; NULL: there is none. */
static struct kept *place_of(struct replies *replies, const struct reply_key *key)
{
    uint64_t hash = hash_of(key);
    for (int i = 0; i < REPLIES_MOST; i++) {
        struct kept *k = &replies->all[i];
        if (k->used != 0 && k->hash == hash && k->household == key->household &&
            text_equal(buf_view(&k->asked), key->asked))
            return k;
    }
    return NULL;
}

static struct kept *oldest(struct replies *replies)
{
    struct kept *found = &replies->all[0];
    for (int i = 1; i < REPLIES_MOST; i++)
        if (replies->all[i].used < found->used)
            found = &replies->all[i];
    return found;
}

bool replies_find(struct replies *replies, const struct reply_key *key, struct buf *out)
{
    pthread_mutex_lock(&replies->lock);
    struct kept *k = place_of(replies, key);
    bool found = k != NULL && k->changes == key->changes;
    if (found) {
        k->used = ++replies->clock;
        buf_text(out, buf_view(&k->body));
    }
    pthread_mutex_unlock(&replies->lock);
    return found;
}

void replies_keep(struct replies *replies, const struct reply_key *key, struct text body)
{
    if (body.len > REPLY_BYTES_MOST)
        return;
    pthread_mutex_lock(&replies->lock);
    struct kept *k = place_of(replies, key);
    if (k == NULL) {
        k = oldest(replies);
        k->hash = hash_of(key);
        k->household = key->household;
        buf_clear(&k->asked);
        buf_text(&k->asked, key->asked);
    }
    k->changes = key->changes;
    k->used = ++replies->clock;
    buf_clear(&k->body);
    buf_text(&k->body, body);
    pthread_mutex_unlock(&replies->lock);
}
