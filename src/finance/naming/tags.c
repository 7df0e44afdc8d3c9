#include "finance/naming/tags.h"

#include "base/limits.h"
#include "base/text_map.h"
#include "store/entity/edit/edit_txn.h"

#include <stdlib.h>

/* -- Of one transaction -- */

bool tags_next(struct text *rest, struct text *tag)
{
    while (rest->len > 0) {
        const char *comma = memchr(rest->at, ',', rest->len);
        size_t len = comma == NULL ? rest->len : (size_t)(comma - rest->at);
        *tag = text_trim((struct text){rest->at, len});
        *rest = text_from(*rest, len + 1);
        if (tag->len > 0)
            return true;
    }
    return false;
}

static bool has(struct arena *arena, struct text tags, struct text wanted)
{
    struct text tag, folded = text_fold(arena, wanted);
    while (tags_next(&tags, &tag))
        if (text_equal(text_fold(arena, tag), folded))
            return true;
    return false;
}

static void add_tag(struct arena *arena, struct buf *all, struct text tag)
{
    if (has(arena, buf_view(all), tag))
        return;
    if (all->len > 0)
        buf_char(all, ',');
    buf_text(all, tag);
}

static enum err check_tag(struct ctx *c, struct text tag)
{
    if (tag.len == 0)
        return fail(c, ERR_INPUT, "tags: one is empty");
    if (tag.len > TAG_BYTES_MOST)
        return fail(c, ERR_LIMIT, "tags: one is longer than %d bytes", TAG_BYTES_MOST);
    if (!text_is_utf8(tag))
        return fail(c, ERR_INPUT, "tags: one is not UTF-8");
    for (size_t i = 0; i < tag.len; i++)
        if (tag.at[i] == ',' || (unsigned char)tag.at[i] < ' ' || tag.at[i] == 0x7F)
            return fail(c, ERR_INPUT, "tags: one has a comma or a control character");
    return OK;
}

enum err tags_join(struct ctx *c, const struct text *tags, size_t count, struct text *out)
{
    struct buf *all = buf_in_arena(c->arena);
    if (count > TAGS_MOST)
        return fail(c, ERR_LIMIT, "tags: more than %d", TAGS_MOST);
    for (size_t i = 0; i < count; i++) {
        struct text tag = text_trim(tags[i]);
        TRY(check_tag(c, tag));
        add_tag(c->arena, all, tag);
    }
    *out = buf_view(all);
    return OK;
}

struct text tags_change(struct arena *arena, struct text tags, struct text add, struct text remove)
{
    struct buf *all = buf_in_arena(arena);
    struct text tag;
    while (tags_next(&tags, &tag))
        if (!has(arena, remove, tag))
            add_tag(arena, all, tag);
    while (tags_next(&add, &tag))
        add_tag(arena, all, tag);
    return buf_view(all);
}

/* -- Of a household -- */

struct counting {
    struct arena *arena;
    struct text_map index; /* folded name -> index into rows */
    struct tag_row {
        struct tag_count shown;
        int64_t spelled; /* how often it is written so in one text of tags: the most frequent shows */
    } * rows;
    size_t count, size;
};

static void release(void *thing)
{
    struct counting *k = thing;
    text_map_free(&k->index);
}

static struct tag_row *row_of(struct counting *k, struct text tag)
{
    struct text folded = text_fold(k->arena, tag);
    const int64_t *known = text_map_get(&k->index, folded);
    if (known != NULL)
        return &k->rows[*known];
    if (k->count == k->size) {
        struct tag_row *rows = ARENA_ARRAY(k->arena, struct tag_row, k->size == 0 ? 64 : k->size * 2);
        if (k->count > 0)
            memcpy(rows, k->rows, k->count * sizeof *rows);
        k->rows = rows;
        k->size = k->size == 0 ? 64 : k->size * 2;
    }
    text_map_put(&k->index, folded, (int64_t)k->count);
    k->rows[k->count] = (struct tag_row){0};
    return &k->rows[k->count++];
}

static void count_tags(void *self, struct text tags, int64_t transactions)
{
    struct counting *k = self;
    struct text tag;
    while (tags_next(&tags, &tag)) {
        struct tag_row *row = row_of(k, tag);
        if (transactions > row->spelled) {
            row->spelled = transactions;
            row->shown.name = text_copy(k->arena, tag);
        }
        row->shown.transactions += transactions;
    }
}

static int by_use(const void *a, const void *b)
{
    int64_t left = ((const struct tag_row *)a)->shown.transactions;
    int64_t right = ((const struct tag_row *)b)->shown.transactions;
    return left > right ? -1 : left < right;
}

static int by_name(const void *a, const void *b)
{
    return text_compare(((const struct tag_count *)a)->name, ((const struct tag_count *)b)->name);
}

enum err tags_list(struct ctx *c, struct store_tx *tx, int64_t household, struct tag_count **out,
                   size_t *count)
{
    struct counting *k = ARENA_NEW(c->arena, struct counting);
    k->arena = c->arena;
    arena_defer(c->arena, release, k);
    TRY(txn_each_tags(c, tx, household, count_tags, k));
    if (k->count > 1)
        qsort(k->rows, k->count, sizeof *k->rows, by_use);
    *count = k->count < LIMIT_PAGE ? k->count : LIMIT_PAGE;
    *out = ARENA_ARRAY(c->arena, struct tag_count, *count + 1);
    for (size_t i = 0; i < *count; i++)
        (*out)[i] = k->rows[i].shown;
    if (*count > 1)
        qsort(*out, *count, sizeof **out, by_name);
    return OK;
}
