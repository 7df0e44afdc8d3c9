/* Applies rules: one scan finds all literals, the rules they wake are looked at in order. */
#include "base/limits.h"
#include "sorting/rules_inner.h"

enum {
    TEXT_BYTES = LIMIT_MEMO_TEXT, /* of one text of a transaction; more is not looked at */
    CANDIDATES_SORTED_MAX = 32,
    PATTERN_STEPS_MAX = 20000, /* a harmless pattern needs a few hundred */
    PATTERN_HEAP_KIB = 1024,
    JIT_STACK_MIN = 16 << 10,
    JIT_STACK_MAX = 256 << 10,
};

struct hit {
    uint32_t epoch;
    uint32_t fields; /* a bit for each field the literal was found in */
};

struct rules_scratch {
    /* Of the present transaction: as it came, and folded; text is raw, a blank, memo. */
    struct text plain[FIELD_CURRENCY + 1];
    struct text folded[FIELD_CURRENCY + 1];
    struct decimal numbers[FIELD_COUNT];
    bool has_date;
    size_t memo_start;
    /* What was found belongs to the present transaction when its epoch is the present one. */
    uint32_t epoch;
    struct hit *hits;      /* by literal */
    uint32_t *rule_epochs; /* by rule */
    uint32_t *candidates;
    uint32_t candidate_count;
    enum field scanning;
    const struct rules *rules;
    bool is_costly; /* the pattern looked at last was given up */
    pcre2_match_data *match;
    pcre2_match_context *limits;
    pcre2_jit_stack *stack;
    char payee[TEXT_BYTES], account[TEXT_BYTES];
    char text_plain[2 * TEXT_BYTES + 1], text_folded[2 * TEXT_BYTES + 1];
};

static void release_scratch(void *thing)
{
    struct rules_scratch *s = thing;
    pcre2_match_data_free(s->match);
    pcre2_match_context_free(s->limits);
    pcre2_jit_stack_free(s->stack);
}

struct rules_scratch *rules_scratch_new(struct arena *arena, const struct rules *rules)
{
    struct rules_scratch *s = ARENA_NEW(arena, struct rules_scratch);
    s->rules = rules;
    s->hits = ARENA_ARRAY(arena, struct hit, rules->literal_count + 1);
    s->rule_epochs = ARENA_ARRAY(arena, uint32_t, rules->count + 1);
    s->candidates = ARENA_ARRAY(arena, uint32_t, rules->count + 1);
    s->match = pcre2_match_data_create(1, NULL);
    s->limits = pcre2_match_context_create(NULL);
    s->stack = pcre2_jit_stack_create(JIT_STACK_MIN, JIT_STACK_MAX, NULL);
    if (s->match == NULL || s->limits == NULL || s->stack == NULL)
        die("out of memory for patterns");
    arena_defer(arena, release_scratch, s);
    pcre2_set_match_limit(s->limits, PATTERN_STEPS_MAX);
    pcre2_set_depth_limit(s->limits, PATTERN_STEPS_MAX);
    pcre2_set_heap_limit(s->limits, PATTERN_HEAP_KIB);
    pcre2_jit_stack_assign(s->limits, NULL, s->stack);
    return s;
}

static struct text fold_to(char *room, struct text t)
{
    if (t.len > 0)
        memcpy(room, t.at, t.len);
    text_fold_in_place(room, t.len);
    return (struct text){room, t.len};
}

static struct text at_most(struct text t, size_t len)
{
    return t.len > len ? (struct text){t.at, len} : t;
}

static void next_epoch(struct rules_scratch *s)
{
    if (++s->epoch != 0)
        return;
    memset(s->hits, 0, sizeof *s->hits * s->rules->literal_count);
    memset(s->rule_epochs, 0, sizeof *s->rule_epochs * s->rules->count);
    s->epoch = 1;
}

static void join_text(struct rules_scratch *s, struct text raw, struct text memo)
{
    size_t len = raw.len;
    fold_to(s->text_folded, raw);
    if (raw.len > 0 && memo.len > 0)
        s->text_folded[len++] = ' ';
    s->memo_start = len;
    s->folded[FIELD_TEXT] = (struct text){s->text_folded, len + memo.len};
    s->folded[FIELD_MEMO] = fold_to(s->text_folded + len, memo);
    if (!s->rules->has_text_pattern)
        return;
    if (raw.len > 0)
        memcpy(s->text_plain, raw.at, raw.len);
    s->text_plain[raw.len] = ' ';
    if (memo.len > 0)
        memcpy(s->text_plain + len, memo.at, memo.len);
    s->plain[FIELD_TEXT] = (struct text){s->text_plain, len + memo.len};
}

static void take_subject(struct rules_scratch *s, const struct rule_subject *subject)
{
    struct text payee = at_most(subject->payee, TEXT_BYTES), account = at_most(subject->account, TEXT_BYTES);
    struct text memo = at_most(subject->memo, TEXT_BYTES);
    join_text(s, at_most(subject->raw, TEXT_BYTES), memo);
    s->folded[FIELD_PAYEE] = fold_to(s->payee, payee);
    s->folded[FIELD_ACCOUNT] = fold_to(s->account, account);
    s->folded[FIELD_CURRENCY] = subject->currency;
    s->plain[FIELD_PAYEE] = payee;
    s->plain[FIELD_MEMO] = memo;
    s->plain[FIELD_ACCOUNT] = account;
    struct decimal amount = subject->amount, positive = amount;
    if (amount.digits < 0 && !decimal_negate(amount, &positive))
        positive = (struct decimal){INT64_MAX, amount.scale};
    s->numbers[FIELD_AMOUNT] = amount;
    s->numbers[FIELD_ABS_AMOUNT] = positive;
    s->has_date = subject->date != DATE_NONE;
    if (!s->has_date)
        return;
    struct civil day = date_to_civil(subject->date);
    s->numbers[FIELD_DATE] = (struct decimal){subject->date, 0};
    s->numbers[FIELD_DAY] = (struct decimal){day.day, 0};
    s->numbers[FIELD_MONTH] = (struct decimal){day.month, 0};
    s->numbers[FIELD_WEEKDAY] = (struct decimal){date_weekday(subject->date), 0};
}

static void wake_rules(struct rules_scratch *s, uint32_t literal)
{
    const struct rules *rules = s->rules;
    for (uint32_t i = rules->wakes_from[literal]; i < rules->wakes_from[literal + 1]; i++) {
        uint32_t rule = rules->wakes[i];
        if (s->rule_epochs[rule] == s->epoch)
            continue;
        s->rule_epochs[rule] = s->epoch;
        s->candidates[s->candidate_count++] = rule;
    }
}

static void found(void *self, uint32_t literal, size_t end)
{
    struct rules_scratch *s = self;
    struct hit *hit = &s->hits[literal];
    if (hit->epoch != s->epoch) {
        *hit = (struct hit){s->epoch, 0};
        wake_rules(s, literal);
    }
    hit->fields |= 1U << s->scanning;
    if (s->scanning == FIELD_TEXT && end >= s->memo_start + s->rules->literal_lens[literal])
        hit->fields |= 1U << FIELD_MEMO;
}

static void scan(struct rules_scratch *s)
{
    static const enum field fields[] = {FIELD_PAYEE, FIELD_TEXT, FIELD_ACCOUNT};
    s->candidate_count = 0;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if ((s->rules->scanned & 1U << fields[i]) == 0)
            continue;
        s->scanning = fields[i];
        automaton_scan(s->rules->automaton, s->folded[fields[i]], found, s);
    }
}

/* Puts the woken rules in order. Many at once are rare: then it is cheaper to ask every rule whether it woke.
 */
static void sort_candidates(struct rules_scratch *s)
{
    uint32_t count = s->candidate_count;
    if (count > CANDIDATES_SORTED_MAX) {
        s->candidate_count = 0;
        for (uint32_t rule = 0; rule < s->rules->count; rule++)
            if (s->rule_epochs[rule] == s->epoch)
                s->candidates[s->candidate_count++] = rule;
        return;
    }
    for (uint32_t i = 1; i < count; i++) {
        uint32_t rule = s->candidates[i], k = i;
        for (; k > 0 && s->candidates[k - 1] > rule; k--)
            s->candidates[k] = s->candidates[k - 1];
        s->candidates[k] = rule;
    }
}

static bool pattern_matches(struct rules_scratch *s, const struct test *t)
{
    struct text subject = s->plain[t->field];
    const char *at = subject.at == NULL ? "" : subject.at;
    int got = pcre2_match(t->pattern, (PCRE2_SPTR)at, subject.len, 0, 0, s->match, s->limits);
    s->is_costly |= got < 0 && got != PCRE2_ERROR_NOMATCH;
    return got >= 0;
}

static bool text_holds(struct rules_scratch *s, const struct test *t)
{
    struct text have = s->folded[t->field];
    switch ((enum text_op)t->op) {
    case OP_CONTAINS:
        return s->hits[t->literal].epoch == s->epoch && (s->hits[t->literal].fields & 1U << t->field) != 0;
    case OP_IS:
        return t->field == FIELD_CURRENCY ? text_equal_nocase(have, t->folded) : text_equal(have, t->folded);
    case OP_STARTS:
        return text_starts(have, t->folded);
    case OP_ENDS:
        return have.len >= t->folded.len && text_equal(text_from(have, have.len - t->folded.len), t->folded);
    case OP_MATCHES:
        return pattern_matches(s, t);
    case OP_COUNT:
        break;
    }
    return false;
}

static int decimal_compare(struct decimal a, struct decimal b)
{
    __int128 x = a.digits, y = b.digits;
    for (int32_t scale = a.scale; scale < b.scale; scale++)
        x *= 10;
    for (int32_t scale = b.scale; scale < a.scale; scale++)
        y *= 10;
    return x < y ? -1 : x > y;
}

static bool number_holds(const struct rules_scratch *s, const struct test *t)
{
    if (t->field >= FIELD_DATE && !s->has_date)
        return false;
    int order = decimal_compare(s->numbers[t->field], t->low);
    switch ((enum number_op)t->op) {
    case OP_EQUAL:
        return order == 0;
    case OP_NOT_EQUAL:
        return order != 0;
    case OP_LESS:
        return order < 0;
    case OP_LESS_EQUAL:
        return order <= 0;
    case OP_MORE:
        return order > 0;
    case OP_MORE_EQUAL:
        return order >= 0;
    case OP_BETWEEN:
        return order >= 0 && decimal_compare(s->numbers[t->field], t->high) <= 0;
    }
    return false;
}

static bool holds(struct rules_scratch *s, const struct test *t)
{
    bool all = t->kind == TEST_AND;
    switch (t->kind) {
    case TEST_ALWAYS:
        return true;
    case TEST_NOT:
        return !holds(s, t->first);
    case TEST_TEXT:
        return text_holds(s, t);
    case TEST_NUMBER:
        return number_holds(s, t);
    case TEST_AND:
    case TEST_OR:
        for (const struct test *child = t->first; child != NULL; child = child->next)
            if (holds(s, child) != all)
                return !all;
        return all;
    }
    return false;
}

static void add_tags(const struct rule *rule, int32_t index, struct rule_outcome *out)
{
    for (size_t i = 0; i < rule->tag_count; i++) {
        bool known = out->tag_count == OUTCOME_TAGS_MAX;
        for (size_t k = 0; k < out->tag_count && !known; k++)
            known = text_equal(out->tags[k], rule->tags[i]);
        if (known)
            continue;
        out->tags[out->tag_count] = rule->tags[i];
        out->tag_rules[out->tag_count++] = index;
    }
}

/* What is decided already stays as it is. */
static void act(const struct rule *rule, int32_t index, uint32_t *decided, struct rule_outcome *out)
{
    uint32_t fresh = rule->kinds & ~*decided;
    if ((fresh & KIND_CATEGORY) != 0) {
        out->category = rule->category;
        out->parts = rule->parts;
        out->part_count = rule->part_count;
        out->category_rule = index;
    }
    if ((fresh & KIND_PAYEE) != 0) {
        out->payee = rule->payee;
        out->payee_rule = index;
    }
    if ((fresh & KIND_NOT_TRANSFER) != 0) {
        out->not_transfer = true;
        out->not_transfer_rule = index;
    }
    add_tags(rule, index, out);
    if ((rule->kinds & KIND_STOP) != 0)
        out->stop_rule = index;
    *decided |= rule->kinds & (KIND_CATEGORY | KIND_PAYEE | KIND_NOT_TRANSFER);
}

static void outcome_begin(struct rule_outcome *out)
{
    out->category = out->payee = (struct text){NULL, 0};
    out->parts = NULL;
    out->part_count = out->tag_count = 0;
    out->not_transfer = false;
    out->category_rule = out->payee_rule = out->not_transfer_rule = out->stop_rule = out->costly_rule = -1;
}

void rules_apply(const struct rules *rules, struct rules_scratch *s, const struct rule_subject *subject,
                 struct rule_outcome *out)
{
    outcome_begin(out);
    next_epoch(s);
    take_subject(s, subject);
    scan(s);
    sort_candidates(s);
    uint32_t decided = 0, woken = 0, always = 0;
    while (out->stop_rule < 0) {
        uint32_t a = woken < s->candidate_count ? s->candidates[woken] : UINT32_MAX;
        uint32_t b = always < rules->unguarded_count ? rules->unguarded[always] : UINT32_MAX;
        uint32_t index = a < b ? a : b;
        if (index == UINT32_MAX)
            break;
        woken += index == a;
        always += index == b;
        const struct rule *rule = &rules->all[index];
        if ((rule->kinds & ~decided) == 0)
            continue;
        s->is_costly = false;
        if (holds(s, rule->test))
            act(rule, (int32_t)index, &decided, out);
        if (s->is_costly && out->costly_rule < 0)
            out->costly_rule = (int32_t)index;
    }
}

/* value percent of total, rounded half away from zero; all are positive. */
static uint64_t percent_of(uint64_t total, struct decimal value)
{
    unsigned __int128 whole = 100;
    for (int32_t i = 0; i < value.scale; i++)
        whole *= 10;
    /* At most 100%: value.digits <= whole, so nothing overflows beyond 2^64 x 10^14. */
    unsigned __int128 part = (unsigned __int128)total * (uint64_t)value.digits;
    return (uint64_t)((part + whole / 2) / whole);
}

static bool part_amount(const struct rule_part *part, uint64_t total, int32_t exponent, uint64_t *out)
{
    struct decimal amount;
    if (part->kind == RULE_PART_PERCENT) {
        *out = percent_of(total, part->value);
        return true;
    }
    if (!decimal_rescale(part->value, exponent, &amount))
        return false;
    *out = (uint64_t)amount.digits;
    return true;
}

bool rule_parts_divide(const struct rule_part *parts, size_t count, int64_t total, int32_t exponent,
                       int64_t *out)
{
    uint64_t whole = total < 0 ? 0 - (uint64_t)total : (uint64_t)total, left = whole;
    for (size_t i = 0; i < count; i++) {
        uint64_t amount = left;
        bool is_last = i + 1 == count && parts[i].kind != RULE_PART_AMOUNT;
        if (!is_last && !part_amount(&parts[i], whole, exponent, &amount))
            return false;
        if (amount > left && parts[i].kind == RULE_PART_AMOUNT)
            return false;
        /* Rounding up may leave less than the next percentage. */
        amount = amount > left ? left : amount;
        left -= amount;
        out[i] = total < 0 ? (int64_t)(0 - amount) : (int64_t)amount;
    }
    return left == 0;
}
