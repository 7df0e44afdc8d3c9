/* florin numerics similar FILE --to TEXT: the texts of a column that are spelt most like another, by the built-in embeddings. Each text is told
 * once, with the line where it stands first. */
#include "app/app.h"
#include "app/bench/support/payees/column.h"
#include "app/numeric.h"
#include "app/terminal.h"
#include "base/json.h"
#include "base/text_map.h"
#include "numerics/text/embed.h"
#include "numerics/vectors/vectors.h"

#include <stdio.h>

enum { TOP = 10, TOP_MAX = 1000 };

static const char *const options[] = {"to", "text", "top", NULL};

/* Keeps the first of equal texts. */
static void keep_once(struct text_column *column)
{
    struct text_map seen = {0};
    size_t kept = 0;
    for (size_t i = 0; i < column->count; i++) {
        if (text_map_get(&seen, column->at[i]) != NULL)
            continue;
        text_map_put(&seen, column->at[i], 1);
        column->at[kept] = column->at[i];
        column->lines[kept++] = column->lines[i];
    }
    text_map_free(&seen);
    column->count = kept;
}

static enum err find(struct ctx *c, const struct text_column *column, struct text to, size_t top,
                     struct vector_hit *hits, size_t *found)
{
    float query[EMBED_DIMS];
    void *rows;
    if (!embed_text(to, query))
        return fail(c, ERR_USAGE, "--to has no letter and no digit");
    TRY(arena_alloc_outside(c, column->count * sizeof query, &rows));
    float *at = rows;
    for (size_t i = 0; i < column->count; i++)
        embed_text(column->at[i], at + i * EMBED_DIMS);
    struct vector_set set = {.at = at, .count = column->count, .dims = EMBED_DIMS};
    return vectors_nearest(c, &set, query, NULL, top, 1, hits, found);
}

static enum err run(struct ctx *c, const struct invocation *inv)
{
    const char *to = invocation_value(inv, "to");
    struct text_column column;
    int64_t top;
    size_t found;
    if (to == NULL)
        return usage_error(c, inv, "numerics similar needs --to TEXT");
    TRY(invocation_int(c, inv, "top", 1, TOP_MAX, TOP, &top));
    TRY(text_column_read(c, inv->words[1], invocation_value(inv, "text"), &column));
    keep_once(&column);
    struct vector_hit *hits = ARENA_ARRAY(c->arena, struct vector_hit, top);
    TRY(find(c, &column, text_of(to), (size_t)top, hits, &found));
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    json_array(&j);
    for (size_t i = 0; i < found; i++) {
        const struct vector_hit *hit = &hits[i];
        if (!inv->json)
            printf("%6.3f  line %-7zu %s\n", (double)hit->score, column.lines[hit->row],
                   terminal_field(c->arena, column.at[hit->row], 0));
        json_object(&j);
        json_key_text(&j, "text", column.at[hit->row]);
        json_key_int(&j, "line", (int64_t)column.lines[hit->row]);
        json_key(&j, "likeness");
        json_double(&j, (double)hit->score);
        json_object_end(&j);
    }
    json_array_end(&j);
    if (inv->json)
        app_print_json(out);
    return OK;
}

const struct numeric numeric_similar = {
    .name = "similar",
    .summary = "the texts of a column that are spelt most like another",
    .usage = "FILE --to TEXT [--text COLUMN] [--top N]",
    .options = options,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
