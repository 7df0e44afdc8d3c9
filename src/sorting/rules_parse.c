/* From lines to rules. The grammar stands in rules.h. */
#include "base/limits.h"
#include "sorting/categories.h"
#include "sorting/rules_inner.h"

const char *const rule_field_names[FIELD_COUNT] = {"payee",    "text",   "memo",       "account",
                                                   "currency", "amount", "abs-amount", "date",
                                                   "day",      "month",  "weekday"};
const char *const rule_text_ops[OP_COUNT] = {"contains", "is", "starts", "ends", "matches"};
const char *const rule_number_ops[OP_BETWEEN + 1] = {"=", "!=", "<", "<=", ">", ">=", "between"};
const char *const rule_weekdays[7] = {"monday", "tuesday",  "wednesday", "thursday",
                                      "friday", "saturday", "sunday"};

struct parser {
    struct lexer x;
    size_t spent_bytes; /* by the patterns of the set */
    int depth;
};

static enum err parse_any(struct parser *p, struct test **out);

/* The index of the present word in a list, or -1. */
static int word_index(const struct lexer *x, const char *const *words, int count)
{
    for (int i = 0; i < count; i++)
        if (lexer_sees(x, words[i]))
            return i;
    return -1;
}

static enum err take_string(struct parser *p, const char *what, size_t max, struct text *out)
{
    if (p->x.now.kind != TOKEN_STRING)
        return lexer_expected(&p->x, what);
    if (p->x.now.text.len > max)
        return lexer_fail(&p->x, ERR_LIMIT, "this text is longer than %zu bytes", max);
    *out = p->x.now.text;
    return lexer_next(&p->x);
}

static enum err parse_text_test(struct parser *p, struct test *t)
{
    bool currency = t->field == FIELD_CURRENCY;
    t->kind = TEST_TEXT;
    t->op = word_index(&p->x, rule_text_ops, OP_COUNT);
    if (t->op < 0 || (currency && t->op != OP_IS))
        return lexer_expected(&p->x, currency ? "is" : "contains, is, starts, ends or matches");
    TRY(lexer_next(&p->x));
    if ((t->op == OP_STARTS || t->op == OP_ENDS) && lexer_sees(&p->x, "with"))
        TRY(lexer_next(&p->x));
    struct token at = p->x.now;
    TRY(take_string(p, "a text in double quotes", LIMIT_PATTERN_TEXT, &t->value));
    t->folded = text_fold(p->x.c->arena, t->value);
    if (t->value.len == 0 && t->op != OP_IS) {
        p->x.now = at;
        return lexer_fail(&p->x, ERR_INPUT,
                          "an empty text is in every text; to test for an empty one use: is \"\"");
    }
    if (t->op != OP_MATCHES)
        return OK;
    enum err e = rule_pattern_compile(p->x.c, t->value, &p->spent_bytes, &t->pattern);
    if (e == OK)
        return OK;
    p->x.now = at;
    const char *why = arena_printf(p->x.c->arena, "%s", p->x.c->why);
    return lexer_fail(&p->x, e, "%s", why);
}

/* A number as the field counts it: a decimal, a date, a weekday. */
static enum err parse_number(struct parser *p, enum field field, struct decimal *out)
{
    date day;
    if (field == FIELD_DATE) {
        if (p->x.now.kind != TOKEN_NUMBER || !date_parse(p->x.now.text, &day))
            return lexer_expected(&p->x, "a date as YYYY-MM-DD");
        *out = (struct decimal){day, 0};
        return lexer_next(&p->x);
    }
    if (p->x.now.kind != TOKEN_NUMBER || !decimal_parse(p->x.now.text, '.', out))
        return lexer_expected(&p->x, "a number as 12 or -12.50");
    int64_t most = field == FIELD_DAY ? 31 : 12;
    if ((field == FIELD_DAY || field == FIELD_MONTH) &&
        (out->scale != 0 || out->digits < 1 || out->digits > most))
        return lexer_expected(&p->x, field == FIELD_DAY ? "a day from 1 to 31" : "a month from 1 to 12");
    return lexer_next(&p->x);
}

static enum err parse_number_test(struct parser *p, struct test *t)
{
    t->kind = TEST_NUMBER;
    if (t->field == FIELD_WEEKDAY) {
        if (!lexer_sees(&p->x, "is"))
            return lexer_expected(&p->x, "is");
        TRY(lexer_next(&p->x));
        int day = word_index(&p->x, rule_weekdays, 7);
        if (day < 0)
            return lexer_expected(&p->x, "a weekday (monday … sunday)");
        t->low = (struct decimal){day, 0};
        return lexer_next(&p->x);
    }
    t->op = lexer_sees(&p->x, "is") ? OP_EQUAL : word_index(&p->x, rule_number_ops, OP_BETWEEN + 1);
    if (t->op < 0)
        return lexer_expected(&p->x, "=, !=, <, <=, >, >= or between");
    TRY(lexer_next(&p->x));
    TRY(parse_number(p, t->field, &t->low));
    if (t->op != OP_BETWEEN)
        return OK;
    if (!lexer_sees(&p->x, "and"))
        return lexer_expected(&p->x, "and");
    TRY(lexer_next(&p->x));
    return parse_number(p, t->field, &t->high);
}

static enum err parse_one(struct parser *p, struct test **out)
{
    struct test *t = ARENA_NEW(p->x.c->arena, struct test);
    *out = t;
    if (p->depth >= RULE_DEPTH_MAX)
        return lexer_fail(&p->x, ERR_LIMIT, "more than %d levels of parentheses and nots", RULE_DEPTH_MAX);
    if (lexer_sees(&p->x, "always"))
        return lexer_next(&p->x); /* kind 0 is TEST_ALWAYS */
    if (lexer_sees(&p->x, "not")) {
        TRY(lexer_next(&p->x));
        t->kind = TEST_NOT;
        p->depth++;
        TRY(parse_one(p, &t->first));
        p->depth--;
        return OK;
    }
    if (lexer_sees(&p->x, "(")) {
        TRY(lexer_next(&p->x));
        p->depth++;
        TRY(parse_any(p, out));
        p->depth--;
        if (!lexer_sees(&p->x, ")"))
            return lexer_expected(&p->x, "and, or or )");
        return lexer_next(&p->x);
    }
    int field = word_index(&p->x, rule_field_names, FIELD_COUNT);
    if (field < 0)
        return lexer_expected(&p->x,
                              "a condition (payee, text, memo, account, currency, amount, abs-amount, date, "
                              "day, month, weekday, not, always or a parenthesis), or: pattern TAB category");
    t->field = (enum field)field;
    TRY(lexer_next(&p->x));
    return field_is_text(t->field) ? parse_text_test(p, t) : parse_number_test(p, t);
}

/* One level of `a and b and c` or `a or b or c`. A child of the same kind hands its children up, so that what
 * is printed parses to the same tree. */
static enum err parse_list(struct parser *p, const char *word, enum test_kind kind,
                           enum err (*parse_child)(struct parser *p, struct test **out), struct test **out)
{
    struct test *first;
    TRY(parse_child(p, &first));
    *out = first;
    if (!lexer_sees(&p->x, word))
        return OK;
    struct test *list = ARENA_NEW(p->x.c->arena, struct test);
    list->kind = kind;
    struct test **end = &list->first;
    for (struct test *child = first;;) {
        *end = child->kind == kind ? child->first : child;
        while (*end != NULL)
            end = &(*end)->next;
        if (!lexer_sees(&p->x, word))
            break;
        TRY(lexer_next(&p->x));
        TRY(parse_child(p, &child));
    }
    *out = list;
    return OK;
}

static enum err parse_all(struct parser *p, struct test **out)
{
    return parse_list(p, "and", TEST_AND, parse_one, out);
}

static enum err parse_any(struct parser *p, struct test **out)
{
    return parse_list(p, "or", TEST_OR, parse_all, out);
}

/* Without blanks around it, without control characters. */
static enum err take_name(struct parser *p, const char *what, size_t max, struct text *out)
{
    struct token at = p->x.now;
    TRY(take_string(p, what, max, out));
    bool bad = out->len == 0 || text_trim(*out).len != out->len;
    for (size_t i = 0; i < out->len; i++)
        bad |= (unsigned char)out->at[i] < ' ' || out->at[i] == 0x7F;
    if (!bad)
        return OK;
    p->x.now = at;
    return lexer_fail(&p->x, ERR_INPUT, "%s must not be empty or begin or end with a blank", what);
}

static enum err take_category(struct parser *p, struct text *out)
{
    struct token at = p->x.now;
    TRY(take_string(p, "a category in double quotes", LIMIT_CATEGORY_TEXT, out));
    if (category_is_valid(*out))
        return OK;
    p->x.now = at;
    return lexer_fail(&p->x, ERR_INPUT,
                      "expected a category: names between colons, without blanks around them");
}

static enum err parse_part(struct parser *p, struct rule_part *part)
{
    TRY(take_category(p, &part->category));
    part->kind = RULE_PART_REST;
    if (lexer_sees(&p->x, "rest"))
        return lexer_next(&p->x);
    if (p->x.now.kind != TOKEN_NUMBER || !decimal_parse(p->x.now.text, '.', &part->value) ||
        part->value.digits <= 0)
        return lexer_expected(&p->x, "rest, or a number above 0, as 60% or 12.50");
    TRY(lexer_next(&p->x));
    part->kind = RULE_PART_AMOUNT;
    if (!lexer_sees(&p->x, "%"))
        return OK;
    part->kind = RULE_PART_PERCENT;
    return lexer_next(&p->x);
}

/* Do the parts make the whole: exactly 100%, or less and a rest? */
static enum err check_parts(const struct parser *p, const struct rule *rule)
{
    struct decimal sum = {0, 0}, missing;
    bool all_percent = true;
    size_t rests = 0;
    for (size_t i = 0; i < rule->part_count; i++) {
        const struct rule_part *part = &rule->parts[i];
        rests += part->kind == RULE_PART_REST;
        all_percent &= part->kind == RULE_PART_PERCENT;
        if (part->kind == RULE_PART_PERCENT && !decimal_add(sum, part->value, &sum))
            return lexer_fail(&p->x, ERR_INPUT, "the percentages of the split are too large");
    }
    if (!decimal_add(sum, (struct decimal){-100, 0}, &missing) || decimal_sign(missing) > 0)
        return lexer_fail(&p->x, ERR_INPUT, "the parts of the split make more than 100%%");
    bool rest_is_last = rests == 1 && rule->parts[rule->part_count - 1].kind == RULE_PART_REST;
    if (rests > 0 ? rest_is_last : all_percent && decimal_sign(missing) == 0)
        return OK;
    return lexer_fail(&p->x, ERR_INPUT, "the parts of a split make 100%%, or the last one is: \"…\" rest");
}

static enum err parse_split(struct parser *p, struct rule *rule)
{
    rule->parts = ARENA_ARRAY(p->x.c->arena, struct rule_part, RULE_PARTS_MAX);
    for (;;) {
        if (rule->part_count == RULE_PARTS_MAX)
            return lexer_fail(&p->x, ERR_LIMIT, "a split has at most %d parts", RULE_PARTS_MAX);
        TRY(parse_part(p, &rule->parts[rule->part_count++]));
        /* A text behind the comma is a further part, a word the next action. */
        struct lexer ahead = p->x;
        if (!lexer_sees(&p->x, ","))
            return check_parts(p, rule);
        TRY(lexer_next(&p->x));
        if (p->x.now.kind != TOKEN_STRING) {
            p->x = ahead;
            return check_parts(p, rule);
        }
    }
}

static enum err parse_tag(struct parser *p, struct rule *rule)
{
    if (rule->tags == NULL)
        rule->tags = ARENA_ARRAY(p->x.c->arena, struct text, RULE_TAGS_MAX);
    if (rule->tag_count == RULE_TAGS_MAX)
        return lexer_fail(&p->x, ERR_LIMIT, "a rule sets at most %d tags", RULE_TAGS_MAX);
    return take_name(p, "a tag in double quotes", RULE_TAG_TEXT_MAX, &rule->tags[rule->tag_count++]);
}

static enum err parse_action(struct parser *p, struct rule *rule)
{
    static const char *const names[] = {"category",     "split", "payee",   "tag",
                                        "not-transfer", "stop",  "continue"};
    static const uint32_t kinds[] = {KIND_CATEGORY,     KIND_CATEGORY, KIND_PAYEE, KIND_TAGS,
                                     KIND_NOT_TRANSFER, KIND_STOP,     0};
    int action = word_index(&p->x, names, 7);
    if (action < 0)
        return lexer_expected(&p->x,
                              "an action (category, payee, tag, split, not-transfer, stop or continue)");
    if (kinds[action] != KIND_TAGS && (rule->kinds & kinds[action]) != 0)
        return lexer_fail(&p->x, ERR_INPUT, "the rule says twice what %s is to be",
                          kinds[action] == KIND_CATEGORY ? "the category or split" : names[action]);
    rule->kinds |= kinds[action];
    TRY(lexer_next(&p->x));
    switch (action) {
    case 0:
        return take_category(p, &rule->category);
    case 1:
        return parse_split(p, rule);
    case 2:
        return take_name(p, "a payee in double quotes", LIMIT_PAYEE_TEXT, &rule->payee);
    case 3:
        return parse_tag(p, rule);
    case 6:
        rule->says_continue = true;
        return OK;
    default:
        return OK;
    }
}

static enum err parse_rule(struct parser *p, struct rule *rule)
{
    TRY(parse_any(p, &rule->test));
    if (!lexer_sees(&p->x, "->"))
        return lexer_expected(&p->x, "and, or or ->");
    do {
        TRY(lexer_next(&p->x));
        TRY(parse_action(p, rule));
    } while (lexer_sees(&p->x, ","));
    if (p->x.now.kind != TOKEN_END)
        return lexer_expected(&p->x, "a comma or the end of the line");
    if (rule->says_continue && (rule->kinds & KIND_STOP) != 0)
        return lexer_fail(&p->x, ERR_INPUT, "a rule cannot both stop and continue");
    return OK;
}

/* A line with a TAB is pattern TAB category, unless it reads like a rule whose words happen to be parted by
 * TABs. */
static bool reads_like_rule(struct ctx *c, struct text line)
{
    /* A look ahead that may fail: its reason is nobody's. */
    struct ctx ahead = {.arena = c->arena};
    struct lexer x;
    if (text_find(line, TEXT("->")) < 0 || lexer_begin(&x, &ahead, line, 0) != OK)
        return false;
    if (lexer_sees(&x, "(") || lexer_sees(&x, "not") || lexer_sees(&x, "always"))
        return true;
    if (word_index(&x, rule_field_names, FIELD_COUNT) < 0 || lexer_next(&x) != OK)
        return false;
    return word_index(&x, rule_text_ops, OP_COUNT) >= 0 ||
           word_index(&x, rule_number_ops, OP_BETWEEN + 1) >= 0;
}

static enum err parse_simple(struct ctx *c, struct text line, size_t tab, struct rule *rule)
{
    struct text pattern = {line.at, tab}, category = text_trim(text_from(line, tab + 1));
    if (text_trim(pattern).len == 0)
        return fail(c, ERR_INPUT, "line %zu, column 1: expected a pattern in front of the TAB", rule->line);
    if (pattern.len > LIMIT_PATTERN_TEXT)
        return fail(c, ERR_LIMIT, "line %zu, column 1: the pattern is longer than %d bytes", rule->line,
                    LIMIT_PATTERN_TEXT);
    if (!category_is_valid(category))
        return fail(c, ERR_INPUT,
                    "line %zu, column %zu: expected a category: names between colons, at most %d bytes",
                    rule->line, tab + 2, LIMIT_CATEGORY_TEXT);
    struct test *t = ARENA_NEW(c->arena, struct test);
    *t = (struct test){.kind = TEST_TEXT,
                       .field = FIELD_TEXT,
                       .op = OP_CONTAINS,
                       .value = pattern,
                       .folded = text_fold(c->arena, pattern)};
    rule->test = t;
    rule->simple = true;
    rule->kinds = KIND_CATEGORY;
    rule->category = category;
    return OK;
}

/* The next line without its end; false behind the last one. */
static bool next_line(struct text *rest, struct text *line)
{
    if (rest->len == 0)
        return false;
    const char *newline = memchr(rest->at, '\n', rest->len);
    size_t len = newline == NULL ? rest->len : (size_t)(newline - rest->at);
    *line = (struct text){rest->at, len};
    *rest = text_from(*rest, len + (newline != NULL));
    if (line->len > 0 && line->at[line->len - 1] == '\r')
        line->len--;
    /* Byte order marks, also of files that were put together. */
    while (text_starts(*line, TEXT("\xEF\xBB\xBF")))
        *line = text_from(*line, 3);
    return true;
}

static bool says_nothing(struct text line)
{
    line = text_trim(line);
    return line.len == 0 || line.at[0] == '#';
}

static enum err parse_line(struct parser *p, struct ctx *c, struct text line, struct rule *rule)
{
    if (!text_is_utf8(line))
        return fail(c, ERR_INPUT, "line %zu is not UTF-8 text", rule->line);
    ptrdiff_t tab = text_find(line, TEXT("\t"));
    if (tab >= 0 && !reads_like_rule(c, line))
        return parse_simple(c, line, (size_t)tab, rule);
    p->depth = 0;
    TRY(lexer_begin(&p->x, c, line, rule->line));
    return parse_rule(p, rule);
}

enum err rules_parse(struct ctx *c, struct text all, struct rules **out)
{
    if (all.len > LIMIT_RULES_BYTES)
        return fail(c, ERR_LIMIT, "rules of %zu bytes: at most %d are read", all.len, LIMIT_RULES_BYTES);
    all = text_copy(c->arena, all);
    struct text rest = all, line;
    size_t count = 0;
    while (next_line(&rest, &line))
        count += !says_nothing(line);
    if (count > LIMIT_RULES)
        return fail(c, ERR_LIMIT, "%zu rules: at most %d are allowed", count, LIMIT_RULES);
    struct rules *rules = ARENA_NEW(c->arena, struct rules);
    rules->all = ARENA_ARRAY(c->arena, struct rule, count + 1);
    struct parser p = {0};
    rest = all;
    for (size_t number = 1; next_line(&rest, &line); number++) {
        if (says_nothing(line))
            continue;
        struct rule *rule = &rules->all[rules->count++];
        rule->line = number;
        TRY(parse_line(&p, c, line, rule));
    }
    TRY(rules_index(c, rules));
    *out = rules;
    return OK;
}

size_t rules_count(const struct rules *rules)
{
    return rules->count;
}

size_t rules_line(const struct rules *rules, size_t index)
{
    return rules->all[index].line;
}
