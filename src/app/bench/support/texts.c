#include "app/bench/support/texts.h"

#include "app/bench/support/table.h"
#include "base/text_map.h"

#include <stdlib.h>

enum { CALL = 16384 /* texts of one call: their memory is given back before the next */, FIRST_ROOM = 1024 };

/* Rows as they come: their number is not known before. */
struct growing {
    struct text *texts;
    uint32_t *labels;
    size_t count, room;
    struct text_map known;
    struct buf *names; /* pointers, one behind the other */
};

static void free_growing(void *thing)
{
    struct growing *g = thing;
    free(g->texts);
    free(g->labels);
    text_map_free(&g->known);
}

static uint32_t label_of(struct ctx *c, struct growing *g, struct text label)
{
    int64_t *known = text_map_get(&g->known, label);
    if (known != NULL)
        return (uint32_t)*known;
    uint32_t number = (uint32_t)g->known.count;
    const char *name = text_z(c->arena, label);
    text_map_put(&g->known, label, number);
    buf_add(g->names, (const char *)&name, sizeof name);
    return number;
}

static enum err add(struct ctx *c, struct growing *g, const struct table_lines *lines, size_t columns)
{
    if (lines->count != columns)
        return fail(c, ERR_INPUT, "%s, line %zu: %zu fields, not %zu", lines->file, lines->line, lines->count,
                    columns);
    if (g->count == TEXTS_MOST)
        return fail(c, ERR_LIMIT, "%s has more than %d rows", lines->file, TEXTS_MOST);
    if (g->count == g->room) {
        g->room = g->room == 0 ? FIRST_ROOM : g->room * 2;
        g->texts = realloc(g->texts, g->room * sizeof *g->texts);
        g->labels = realloc(g->labels, g->room * sizeof *g->labels);
        if (g->texts == NULL || g->labels == NULL)
            die("out of memory");
    }
    g->texts[g->count] = lines->at[0];
    g->labels[g->count] = columns > 1 ? label_of(c, g, lines->at[columns - 1]) : 0;
    g->count++;
    return OK;
}

enum err texts_read(struct ctx *c, const char *file, struct text_table *out)
{
    struct table_lines lines;
    bool more = true;
    struct growing *g = ARENA_NEW(c->arena, struct growing);
    g->names = buf_in_arena(c->arena);
    arena_defer(c->arena, free_growing, g);
    TRY(table_lines_open(c, file, &lines));
    size_t columns = lines.count;
    for (;;) {
        TRY(table_lines_next(c, &lines, &more));
        if (!more)
            break;
        TRY(add(c, g, &lines, columns));
    }
    if (g->count == 0)
        return fail(c, ERR_INPUT, "%s has no row", file);
    *out = (struct text_table){.count = g->count,
                               .label_count = g->known.count,
                               .texts = g->texts,
                               .labels = columns > 1 ? g->labels : NULL,
                               .names = (const char **)(void *)g->names->at};
    return OK;
}

enum err texts_embed(struct ctx *c, struct embedding *e, const struct text_table *t, float **out)
{
    void *room;
    size_t dims = embedding_dims(e);
    TRY(arena_alloc_outside(c, t->count * dims * sizeof(float), &room));
    *out = room;
    for (size_t first = 0; first < t->count; first += CALL) {
        struct arena_mark mark = arena_mark(c->arena);
        size_t count = t->count - first < CALL ? t->count - first : CALL;
        TRY(embedding_make(c, e, t->texts + first, count, *out + first * dims));
        arena_rewind(c->arena, mark);
    }
    return OK;
}

void texts_write_csv(const float *at, size_t count, size_t dims, struct buf *out)
{
    for (size_t i = 0; i < dims; i++)
        buf_printf(out, "%sv%zu", i == 0 ? "" : ",", i + 1);
    buf_z(out, "\r\n");
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < dims; k++)
            buf_printf(out, "%s%.9g", k == 0 ? "" : ",", (double)at[i * dims + k]);
        buf_z(out, "\r\n");
    }
}

void texts_write_json(const float *at, size_t count, size_t dims, struct json *j)
{
    json_array(j);
    for (size_t i = 0; i < count; i++) {
        json_array(j);
        for (size_t k = 0; k < dims; k++)
            json_double(j, (double)at[i * dims + k]);
        json_array_end(j);
    }
    json_array_end(j);
}
