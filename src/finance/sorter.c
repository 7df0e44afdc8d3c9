#include "finance/sorter.h"

#include "base/limits.h"
#include "base/text_map.h"
#include "matching/pairs.h"
#include "sorting/categories.h"
#include "sorting/classifier.h"
#include "sorting/payee.h"
#include "store/entity/edit/category_alias.h"
#include "store/entity/sorting.h"

enum { PAYEES_REMEMBERED = 16384, GUESSES_REMEMBERED = 65536 };

/* What the classifier said about a payee without a memo: the same words get the same answer, so asking once
 * is enough. */
struct guess {
    struct text category;
    enum sorted_by sorted_by;
};

struct sorter {
    struct sorter_options options;
    struct rules *rules;
    struct rules_scratch *scratch;
    struct payee_cache *payees;
    struct classifier *classifier;
    struct text_map guess_index[2]; /* by direction: payee -> index into guesses */
    struct guess *guesses;
    size_t guess_count;
    struct category_move *moves; /* categories that people renamed: guesses follow */
    size_t move_count;
    struct arena *texts;   /* of remembered guesses that do */
    struct text_map hints; /* payee -> does it read like a transfer? */
};

static void release(void *thing)
{
    struct sorter *s = thing;
    payee_cache_free(s->payees);
    classifier_free(s->classifier);
    text_map_free(&s->guess_index[0]);
    text_map_free(&s->guess_index[1]);
    text_map_free(&s->hints);
    arena_free(s->texts);
}

static enum err load_rules(struct ctx *c, struct store_tx *tx, struct sorter *s)
{
    struct rule_row *rows;
    size_t count;
    struct buf *all = buf_in_arena(c->arena);
    buf_text(all, s->options.rules_file);
    if (all->len > 0 && all->at[all->len - 1] != '\n')
        buf_char(all, '\n');
    TRY(rule_list(c, tx, s->options.household, &rows, &count));
    for (size_t i = 0; i < count && !s->options.only_file; i++) {
        buf_text(all, rows[i].text);
        buf_char(all, '\n');
    }
    return rules_parse(c, buf_view(all), &s->rules);
}

/* A correction is stored by payee key and direction; a small amount stands for the direction. */
static void learn(void *self, struct text payee_key, bool outgoing, struct text category, int64_t times)
{
    struct sorter *s = self;
    struct classifier_features f = {.payee = payee_key, .amount = {outgoing ? -1 : 1, 0}};
    for (int64_t i = 0; i < times && i < 8; i++)
        classifier_learn(s->classifier, &f, category, CLASSIFIER_CORRECTION);
}

enum err sorter_load(struct ctx *c, struct store_tx *tx, const struct sorter_options *options,
                     struct sorter **out)
{
    struct sorter *s = ARENA_NEW(c->arena, struct sorter);
    s->options = *options;
    s->payees = payee_cache_new(PAYEES_REMEMBERED);
    s->classifier = options->only_rules ? NULL : classifier_new();
    s->guesses = ARENA_ARRAY(c->arena, struct guess, GUESSES_REMEMBERED);
    s->texts = arena_new();
    arena_defer(c->arena, release, s);
    TRY(load_rules(c, tx, s));
    s->scratch = rules_scratch_new(c->arena, s->rules);
    TRY(category_alias_list(c, tx, options->household, &s->moves, &s->move_count));
    if (s->classifier != NULL)
        TRY(label_each(c, tx, options->household, learn, s));
    *out = s;
    return OK;
}

static struct guess ask(struct sorter *s, struct arena *arena, const struct sorter_subject *subject,
                        struct text payee)
{
    struct classifier_features f = {
        .payee = payee, .memo = subject->memo, .bank_code = subject->code, .amount = subject->amount};
    bool outgoing = decimal_sign(subject->amount) < 0;
    struct classifier_prediction p = classifier_predict(s->classifier, &f);
    if (p.category >= 0 && p.basis == BASIS_PAYEE)
        return (struct guess){classifier_category(s->classifier, p.category), SORTED_CLASSIFIER};
    if (subject->file_category.len > 0)
        return (struct guess){category_from_foreign(arena, subject->file_category, outgoing), SORTED_FILE};
    if (p.category >= 0)
        return (struct guess){classifier_category(s->classifier, p.category), SORTED_CLASSIFIER};
    return (struct guess){category_unknown(outgoing), SORTED_NONE};
}

/* Where a category has another name by now, that is what it is called. */
static struct guess ask_today(struct sorter *s, struct arena *arena, const struct sorter_subject *subject,
                              struct text payee)
{
    struct guess g = ask(s, arena, subject, payee);
    if (s->move_count > 0)
        g.category = category_moved_by(arena, s->moves, s->move_count, g.category);
    return g;
}

static struct guess guess(struct sorter *s, struct arena *arena, const struct sorter_subject *subject,
                          struct text payee)
{
    if (s->options.only_rules)
        return (struct guess){TEXT(CATEGORY_EXPENSES_UNKNOWN), SORTED_NONE};
    if (subject->memo.len > 0 || subject->file_category.len > 0 || subject->code.len > 0)
        return ask_today(s, arena, subject, payee);
    struct text_map *index = &s->guess_index[decimal_sign(subject->amount) < 0];
    const int64_t *known = text_map_get(index, payee);
    if (known != NULL)
        return s->guesses[*known];
    struct guess g = ask_today(s, arena, subject, payee);
    if (s->guess_count < GUESSES_REMEMBERED) {
        s->guesses[s->guess_count] = g;
        if (s->move_count > 0)
            s->guesses[s->guess_count].category = text_copy(s->texts, g.category);
        text_map_put(index, payee, (int64_t)s->guess_count++);
    }
    return g;
}

static bool hinted(struct sorter *s, const struct sorter_subject *subject, struct text payee)
{
    const int64_t *known = text_map_get(&s->hints, payee);
    bool hint;
    if (known != NULL) {
        hint = *known != 0;
    } else {
        hint = pair_words(payee) || pair_words(subject->text);
        if (s->hints.count < GUESSES_REMEMBERED)
            text_map_put(&s->hints, payee, hint);
    }
    return hint || (subject->memo.len > 0 && pair_words(subject->memo));
}

static struct text join_tags(struct arena *arena, const struct rule_outcome *o)
{
    if (o->tag_count == 0)
        return (struct text){NULL, 0};
    struct buf *all = buf_in_arena(arena);
    for (size_t i = 0; i < o->tag_count; i++) {
        if (i > 0)
            buf_char(all, ',');
        buf_text(all, o->tags[i]);
    }
    return buf_view(all);
}

void sorter_decide(struct sorter *s, struct arena *arena, const struct sorter_subject *subject,
                   struct sorter_decision *out)
{
    struct text raw = text_trim(subject->text).len > 0 ? subject->text : subject->memo;
    struct payee_names names = payee_cache_names(s->payees, arena, raw);
    struct rule_subject about = {.payee = names.name,
                                 .raw = subject->text,
                                 .memo = subject->memo,
                                 .account = subject->account,
                                 .currency = text_of(currency_code(subject->currency)),
                                 .amount = subject->amount,
                                 .date = subject->date};
    struct rule_outcome o;
    rules_apply(s->rules, s->scratch, &about, &o);
    *out = (struct sorter_decision){.payee = o.payee.len > 0 ? o.payee : names.name,
                                    .payee_by_rule = o.payee.len > 0,
                                    .parts = o.parts,
                                    .part_count = o.part_count,
                                    .tags = join_tags(arena, &o),
                                    .not_transfer = o.not_transfer,
                                    .rule = o.category_rule};
    if (o.category.len > 0 || o.part_count > 0) {
        out->category = o.category;
        out->sorted_by = SORTED_RULE;
    } else {
        struct guess g = guess(s, arena, subject, names.name);
        out->category = g.category;
        out->sorted_by = g.sorted_by;
    }
    out->hinted = !s->options.only_rules && !out->not_transfer &&
                  (text_is(out->category, CATEGORY_TRANSFERS) || hinted(s, subject, names.name));
}

struct text sorter_payee_key(struct sorter *s, struct arena *arena, struct text raw)
{
    return payee_cache_names(s->payees, arena, raw).key;
}

const struct rules *sorter_rules(const struct sorter *s)
{
    return s->rules;
}
