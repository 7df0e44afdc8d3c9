/* The rules file: what parses prints as something that parses to the same print, and can be applied to
 * anything. The bytes are the rules, and the transaction too. */
#include "base/limits.h"
#include "sorting/payee.h"
#include "sorting/rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct text print(struct ctx *c, const struct rules *rules)
{
    struct buf *b = buf_in_arena(c->arena);
    rules_print(rules, b);
    return buf_view(b);
}

static void check_outcome(const struct rules *rules, const struct rule_outcome *out)
{
    int64_t parts[RULE_PARTS_MAX];
    if (out->category_rule >= (int32_t)rules_count(rules) || out->tag_count > OUTCOME_TAGS_MAX)
        __builtin_trap();
    if (out->part_count == 0 || !rule_parts_divide(out->parts, out->part_count, -12345, 2, parts))
        return;
    int64_t sum = 0;
    for (size_t i = 0; i < out->part_count; i++)
        sum += parts[i];
    if (sum != -12345)
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = {.arena = arena_new()};
    struct text all = {(const char *)data, size};
    struct rules *rules, *again;
    struct text name = payee_clean(c.arena, all);
    if (!text_equal(name, payee_clean(c.arena, name)) || name.len > LIMIT_PAYEE_TEXT)
        __builtin_trap();
    if (rules_parse(&c, all, &rules) != OK) {
        if (c.why[0] == '\0')
            __builtin_trap();
    } else {
        struct text once = print(&c, rules);
        if (rules_parse(&c, once, &again) != OK || !text_equal(once, print(&c, again)))
            __builtin_trap();
        struct rules_scratch *scratch = rules_scratch_new(c.arena, rules);
        struct rule_subject subject = {name,        all,  text_from(all, size / 2), TEXT("Giro"), TEXT("EUR"),
                                       {-12345, 2}, 20000};
        struct rule_outcome out;
        rules_apply(rules, scratch, &subject, &out);
        check_outcome(rules, &out);
    }
    arena_free(c.arena);
    return 0;
}
