#include "finance/edit/sort_asked.h"

#include "store/entity/sorting.h"

/* The sorter numbers lines; a household's rules are rows, one after the other, of one line or several. */
struct rule_lines {
    struct rule_row *rows;
    size_t count;
    bool loaded;
};

static size_t lines_of(struct text text)
{
    size_t lines = 1;
    for (size_t i = 0; i < text.len; i++)
        lines += text.at[i] == '\n';
    return lines;
}

static struct id rule_at(const struct rule_lines *rules, size_t line)
{
    for (size_t i = 0; i < rules->count; i++) {
        size_t lines = lines_of(rules->rows[i].text);
        if (line <= lines)
            return rules->rows[i].id;
        line -= lines;
    }
    return (struct id){{0}};
}

static enum err name_rule(struct ctx *c, struct store_tx *tx, int64_t household, struct sorter *sorter,
                          struct rule_lines *rules, struct sort_answer *answer)
{
    if (answer->decision.rule < 0)
        return OK;
    if (!rules->loaded)
        TRY(rule_list(c, tx, household, &rules->rows, &rules->count));
    rules->loaded = true;
    answer->rule = rule_at(rules, rules_line(sorter_rules(sorter), (size_t)answer->decision.rule));
    return OK;
}

static void divide(struct ctx *c, const struct sorter_subject *subject, struct sort_answer *answer)
{
    const struct sorter_decision *d = &answer->decision;
    int64_t total, *amounts = ARENA_ARRAY(c->arena, int64_t, d->part_count + 1);
    if (d->part_count > 0 && subject->currency != CURRENCY_NONE &&
        money_from_decimal(subject->amount, subject->currency, &total) &&
        rule_parts_divide(d->parts, d->part_count, total, currency_places(subject->currency), amounts))
        answer->amounts = amounts;
}

enum err sort_asked(struct ctx *c, struct desk_place *place, struct store_tx *tx, int64_t household,
                    const struct sorter_subject *subjects, size_t count, struct sort_answer *out)
{
    struct sorter *sorter;
    struct rule_lines rules = {0};
    TRY(desk_sorter(c, place, &sorter));
    for (size_t i = 0; i < count; i++) {
        out[i] = (struct sort_answer){0};
        sorter_decide(sorter, c->arena, &subjects[i], &out[i].decision);
        divide(c, &subjects[i], &out[i]);
        TRY(name_rule(c, tx, household, sorter, &rules, &out[i]));
    }
    return OK;
}
