#include "embedding/embedding_driver.h"

#include <math.h>

enum err embedding_open(struct ctx *c, const struct embedding_driver *driver,
                        const struct embedding_options *options, struct embedding **out)
{
    struct embedding *e;
    TRY(driver->open(c, options, &e));
    e->driver = driver;
    if (e->dims == 0 || e->dims > EMBEDDING_DIMS_MOST) {
        size_t dims = e->dims;
        driver->close(e);
        return fail(c, ERR_LIMIT, "embedding: the model's vectors have %zu numbers; at most %d are taken",
                    dims, EMBEDDING_DIMS_MOST);
    }
    *out = e;
    return OK;
}

void embedding_close(struct embedding *e)
{
    if (e != NULL)
        e->driver->close(e);
}

size_t embedding_dims(const struct embedding *e)
{
    return e->dims;
}

const char *embedding_name(const struct embedding *e)
{
    return e->name;
}

bool embedding_is_remote(const struct embedding *e)
{
    return e->driver->is_remote;
}

int64_t embedding_wait_us(const struct embedding *e)
{
    return atomic_load(&e->wait_us);
}

void embedding_usage(const struct embedding *e, struct embedding_usage *out)
{
    *out = (struct embedding_usage){.texts = atomic_load(&e->texts),
                                    .tokens = atomic_load(&e->tokens),
                                    .requests = atomic_load(&e->requests)};
}

/* -- Texts as drivers get them */

/* Bytes of the character that begins here; 0: it is none (RFC 3629), or NUL. */
static size_t character(const unsigned char *at, size_t left)
{
    size_t len = at[0] < 0x80   ? 1
                 : at[0] < 0xc2 ? 0
                 : at[0] < 0xe0 ? 2
                 : at[0] < 0xf0 ? 3
                 : at[0] < 0xf5 ? 4
                                : 0;
    if (len == 0 || len > left || !text_is_utf8((struct text){(const char *)at, len}))
        return 0;
    return len;
}

static struct text cut(struct text t)
{
    if (t.len <= EMBEDDING_TEXT_MAX)
        return t;
    t.len = EMBEDDING_TEXT_MAX;
    while (t.len > EMBEDDING_TEXT_MAX - 3 && ((unsigned char)t.at[t.len] & 0xc0) == 0x80)
        t.len--;
    return t;
}

static struct text clean(struct arena *arena, struct text t)
{
    t = cut(t);
    if (text_is_utf8(t))
        return t.at == NULL ? TEXT("") : t;
    struct buf *out = buf_in_arena(arena);
    for (size_t i = 0, len; i < t.len && out->len < EMBEDDING_TEXT_MAX - 3; i += len == 0 ? 1 : len) {
        len = character((const unsigned char *)t.at + i, t.len - i);
        if (len == 0)
            buf_z(out, "\xef\xbf\xbd");
        else
            buf_add(out, t.at + i, len);
    }
    return buf_view(out);
}

/* -- Vectors as drivers give them */

static enum err settle(struct ctx *c, const struct embedding *e, size_t count, float *out)
{
    for (size_t i = 0; i < count; i++) {
        float *v = out + i * e->dims;
        double sum = 0;
        for (size_t k = 0; k < e->dims; k++)
            sum += (double)v[k] * v[k];
        double length = sqrt(sum);
        if (!isfinite(length) || (length <= 0 && e->driver->is_remote))
            return fail(c, ERR_IO, "embedding: a vector of %s is not finite, or without a direction",
                        e->name);
        for (size_t k = 0; k < e->dims && length > 0 && fabs(length - 1) > 1e-6; k++)
            v[k] = (float)(v[k] / length);
    }
    return OK;
}

enum err embedding_make(struct ctx *c, struct embedding *e, const struct text *texts, size_t count,
                        float *out)
{
    void *room;
    if (count > EMBEDDING_TEXTS_MOST)
        return fail(c, ERR_LIMIT, "embedding: %zu texts at once; at most %d are taken", count,
                    EMBEDDING_TEXTS_MOST);
    if (count == 0)
        return OK;
    atomic_store(&e->wait_us, 0);
    TRY(arena_alloc_outside(c, count * sizeof(struct text), &room));
    struct text *cleaned = room;
    for (size_t i = 0; i < count; i++)
        cleaned[i] = clean(c->arena, texts[i]);
    TRY(e->driver->make(c, e, cleaned, count, out));
    TRY(settle(c, e, count, out));
    atomic_fetch_add(&e->texts, (long long)count);
    return OK;
}
