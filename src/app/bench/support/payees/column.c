#include "app/bench/support/payees/column.h"

#include "app/bench/support/table.h"

static enum err choose(struct ctx *c, const struct table_lines *header, const char *name, size_t *out)
{
    static const char *const usual[] = {"description", "payee", "merchant", "name", "text", NULL};
    if (name != NULL)
        return table_column(c, header, name, out);
    for (const char *const *one = usual; *one != NULL; one++)
        for (*out = 0; *out < header->count; ++*out)
            if (text_equal_nocase(text_trim(header->at[*out]), text_of(*one)))
                return OK;
    *out = 0;
    return OK;
}

enum err text_column_read(struct ctx *c, const char *file, const char *name, struct text_column *out)
{
    struct table_lines lines;
    struct buf *texts = buf_in_arena(c->arena), *numbers = buf_in_arena(c->arena);
    size_t column;
    bool more = true;
    TRY(table_lines_open(c, file, &lines));
    TRY(choose(c, &lines, name, &column));
    for (;;) {
        TRY(table_lines_next(c, &lines, &more));
        if (!more)
            break;
        struct text t = column < lines.count ? text_trim(lines.at[column]) : TEXT("");
        if (t.len == 0)
            continue;
        buf_add(texts, (const char *)&t, sizeof t);
        buf_add(numbers, (const char *)&lines.line, sizeof lines.line);
    }
    *out = (struct text_column){.at = (struct text *)(void *)texts->at,
                                .lines = (size_t *)(void *)numbers->at,
                                .count = texts->len / sizeof *out->at};
    return out->count > 0 ? OK : fail(c, ERR_INPUT, "%s: nothing is in the column", file);
}
