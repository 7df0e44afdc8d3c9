#include "finance/rules.h"

#include "base/limits.h"
#include "bus/types.h"
#include "sorting/rules.h"
#include "store/entity/event.h"

/* One rule, as it was written. */
static enum err read_one(struct ctx *c, struct text text, struct text *out)
{
    struct rules *rules;
    enum err e = rules_parse(c, text, &rules);
    if (e != OK)
        return fail_within(c, e, "text");
    if (rules_count(rules) != 1)
        return fail(c, ERR_INPUT, "text: expected one rule, not %zu", rules_count(rules));
    struct buf *one = buf_in_arena(c->arena);
    rules_print_one(rules, 0, one);
    *out = text_trim(buf_view(one));
    return OK;
}

/* All rules together keep the limits of a set: otherwise nothing could be sorted any more. */
static enum err check_all(struct ctx *c, struct store_tx *tx, int64_t household, size_t *count)
{
    struct rule_row *rows;
    struct rules *rules;
    struct buf *all = buf_in_arena(c->arena);
    TRY(rule_list(c, tx, household, &rows, count));
    for (size_t i = 0; i < *count; i++) {
        buf_text(all, rows[i].text);
        buf_char(all, '\n');
    }
    return rules_parse(c, buf_view(all), &rules);
}

static enum err finish(struct ctx *c, struct store_tx *tx, int64_t household)
{
    size_t count;
    TRY(check_all(c, tx, household, &count));
    struct event_row event = {.household = household,
                              .type = TEXT(EVENT_RULES_UPDATED),
                              .subject = TEXT("rules"),
                              .data = text_of(arena_printf(c->arena, "{\"rules\":%zu}", count))};
    TRY(event_append(c, tx, &event));
    return store_commit(c, tx);
}

/* The stored position of the n-th rule besides `seq`: places are counted, positions may have gaps. */
static enum err move_to(struct ctx *c, struct store_tx *tx, int64_t household, int64_t seq, int64_t place)
{
    struct rule_row *rows;
    size_t count;
    int64_t position = 1, at = 0;
    TRY(rule_list(c, tx, household, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        if (rows[i].seq == seq)
            continue;
        position = rows[i].position;
        if (++at == place)
            return rule_move(c, tx, household, seq, position);
    }
    return rule_move(c, tx, household, seq, position + 1);
}

enum err rules_add(struct ctx *c, struct store *store, int64_t household, struct text text, int64_t position,
                   struct id *id)
{
    struct store_tx *tx;
    struct rule_row *rows;
    struct text one;
    size_t count;
    int64_t seq;
    TRY(read_one(c, text, &one));
    TRY(store_begin(c, store, &tx));
    TRY(rule_insert(c, tx, household, one, &seq));
    if (position > 0)
        TRY(move_to(c, tx, household, seq, position));
    TRY(rule_list(c, tx, household, &rows, &count));
    for (size_t i = 0; i < count; i++)
        if (rows[i].seq == seq)
            *id = rows[i].id;
    return finish(c, tx, household);
}

enum err rules_change(struct ctx *c, struct store *store, int64_t household, struct id id, struct text text,
                      int64_t position)
{
    struct store_tx *tx;
    struct rule_row row;
    struct text one = {NULL, 0};
    if (text.len > 0)
        TRY(read_one(c, text, &one));
    TRY(store_begin(c, store, &tx));
    TRY(rule_by_id(c, tx, household, id, &row));
    if (one.len > 0)
        TRY(rule_set_text(c, tx, household, row.seq, one));
    if (position > 0)
        TRY(move_to(c, tx, household, row.seq, position));
    return finish(c, tx, household);
}

enum err rules_remove(struct ctx *c, struct store *store, int64_t household, struct id id)
{
    struct store_tx *tx;
    struct rule_row row;
    TRY(store_begin(c, store, &tx));
    TRY(rule_by_id(c, tx, household, id, &row));
    TRY(rule_delete(c, tx, household, row.seq));
    return finish(c, tx, household);
}

enum err rules_replace(struct ctx *c, struct store *store, int64_t household, struct text file)
{
    struct store_tx *tx;
    struct rules *rules;
    int64_t seq;
    enum err e = rules_parse(c, file, &rules);
    if (e != OK)
        return fail_within(c, e, "text");
    TRY(store_begin(c, store, &tx));
    TRY(rule_delete_all(c, tx, household));
    for (size_t i = 0; i < rules_count(rules); i++) {
        struct buf *one = buf_in_arena(c->arena);
        rules_print_one(rules, i, one);
        TRY(rule_insert(c, tx, household, text_trim(buf_view(one)), &seq));
    }
    return finish(c, tx, household);
}
