#include "sorting/rules_inner.h"

static void print_string(struct text t, struct buf *out)
{
    buf_char(out, '"');
    for (size_t i = 0; i < t.len; i++) {
        if (t.at[i] == '"' || t.at[i] == '\\')
            buf_char(out, '\\');
        buf_char(out, t.at[i]);
    }
    buf_char(out, '"');
}

static void print_decimal(struct decimal d, struct buf *out)
{
    char text[DECIMAL_TEXT_MAX];
    buf_z(out, decimal_format(d, text));
}

static void print_number(enum field field, struct decimal d, struct buf *out)
{
    char text[DATE_TEXT_MAX];
    if (field == FIELD_DATE)
        buf_z(out, date_format((date)d.digits, text));
    else
        print_decimal(d, out);
}

static void print_leaf(const struct test *t, struct buf *out)
{
    buf_z(out, rule_field_names[t->field]);
    buf_char(out, ' ');
    if (t->kind == TEST_TEXT) {
        buf_z(out, rule_text_ops[t->op]);
        buf_char(out, ' ');
        print_string(t->value, out);
        return;
    }
    if (t->field == FIELD_WEEKDAY) {
        buf_printf(out, "is %s", rule_weekdays[t->low.digits]);
        return;
    }
    buf_z(out, rule_number_ops[t->op]);
    buf_char(out, ' ');
    print_number(t->field, t->low, out);
    if (t->op == OP_BETWEEN) {
        buf_z(out, " and ");
        print_number(t->field, t->high, out);
    }
}

/* `or` binds loosest, then `and`, then `not`: parentheses stand where a child binds looser than its parent.
 */
static void print_test(const struct test *t, enum test_kind parent, struct buf *out)
{
    bool list = t->kind == TEST_AND || t->kind == TEST_OR;
    bool parentheses = list && (parent == TEST_NOT || (parent == TEST_AND && t->kind == TEST_OR));
    if (parentheses)
        buf_char(out, '(');
    if (t->kind == TEST_ALWAYS)
        buf_z(out, "always");
    else if (t->kind == TEST_NOT) {
        buf_z(out, "not ");
        print_test(t->first, TEST_NOT, out);
    } else if (!list)
        print_leaf(t, out);
    for (const struct test *child = list ? t->first : NULL; child != NULL; child = child->next) {
        if (child != t->first)
            buf_z(out, t->kind == TEST_AND ? " and " : " or ");
        print_test(child, t->kind, out);
    }
    if (parentheses)
        buf_char(out, ')');
}

static void print_parts(const struct rule *rule, struct buf *out)
{
    for (size_t i = 0; i < rule->part_count; i++) {
        const struct rule_part *part = &rule->parts[i];
        buf_z(out, i == 0 ? "split " : ", ");
        print_string(part->category, out);
        buf_char(out, ' ');
        if (part->kind == RULE_PART_REST)
            buf_z(out, "rest");
        else
            print_decimal(part->value, out);
        if (part->kind == RULE_PART_PERCENT)
            buf_char(out, '%');
    }
}

static void print_comma(bool *more, struct buf *out)
{
    if (*more)
        buf_z(out, ", ");
    *more = true;
}

static void print_named(const char *name, struct text value, bool *more, struct buf *out)
{
    if (value.len == 0)
        return;
    print_comma(more, out);
    buf_z(out, name);
    buf_char(out, ' ');
    print_string(value, out);
}

static void print_actions(const struct rule *rule, struct buf *out)
{
    bool more = false;
    print_named("category", rule->category, &more, out);
    if (rule->part_count > 0) {
        print_comma(&more, out);
        print_parts(rule, out);
    }
    print_named("payee", rule->payee, &more, out);
    for (size_t i = 0; i < rule->tag_count; i++)
        print_named("tag", rule->tags[i], &more, out);
    static const struct {
        uint32_t kind;
        const char *name;
    } flags[] = {{KIND_NOT_TRANSFER, "not-transfer"}, {KIND_STOP, "stop"}};
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        if ((rule->kinds & flags[i].kind) == 0)
            continue;
        print_comma(&more, out);
        buf_z(out, flags[i].name);
    }
    if (rule->says_continue) {
        print_comma(&more, out);
        buf_z(out, "continue");
    }
}

void rules_print_one(const struct rules *rules, size_t index, struct buf *out)
{
    const struct rule *rule = &rules->all[index];
    if (rule->simple) {
        buf_text(out, rule->test->value);
        buf_char(out, '\t');
        buf_text(out, rule->category);
        return;
    }
    print_test(rule->test, TEST_OR, out);
    buf_z(out, " -> ");
    print_actions(rule, out);
}

void rules_print(const struct rules *rules, struct buf *out)
{
    for (size_t i = 0; i < rules->count; i++) {
        rules_print_one(rules, i, out);
        buf_char(out, '\n');
    }
}
