/* The value of a rule's key: from the file, and back into canonical text. */
#include "policy/inner.h"

#include <stdio.h>

enum { COUNT_MAX = 1000000, DURATION_MAX_DAYS = 365 };

static const char *const day_names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday",    NULL};

static enum err refuse(struct ctx *c, const struct node *node, const struct node *item, enum key_type type,
                       const char *what)
{
    if (item->type != NODE_SCALAR)
        return refuse_at(c, item->line, item->column, "%.*s %s; allowed: %s",
                         TEXT_ARGS(text_glimpse(node->key)), what, key_allowed(type));
    return refuse_at(c, item->line, item->column, "%.*s: \"%.*s\" %s; allowed: %s",
                     TEXT_ARGS(text_glimpse(node->key)), TEXT_ARGS(text_glimpse(item->value)), what,
                     key_allowed(type));
}

static enum err need_scalar(struct ctx *c, const struct node *node, enum key_type type)
{
    if (node->type == NODE_SCALAR)
        return OK;
    return refuse(c, node, node, type, "holds a list or mapping where one value belongs");
}

/* The first item of a value that may be one or a list of them; *count of them. */
static enum err need_items(struct ctx *c, const struct node *node, enum key_type type, size_t most,
                           const struct node **first, size_t *count)
{
    *first = node->type == NODE_LIST ? node->first : node;
    *count = node->type == NODE_LIST ? node->count : 1;
    if (node->type == NODE_MAPPING)
        return refuse(c, node, node, type, "holds a mapping");
    if (*count == 0)
        return refuse(c, node, node, type, "is an empty list");
    if (*count > most)
        return refuse(c, node, node, type, "is too long a list");
    for (const struct node *n = *first; n != NULL && node->type == NODE_LIST; n = n->next)
        if (n->type != NODE_SCALAR)
            return refuse(c, node, n, type, "holds a list or mapping within its list");
    return OK;
}

static const struct node *after(const struct node *node, const struct node *item)
{
    return node->type == NODE_LIST ? item->next : NULL;
}

/* -- Words */

static enum err read_rule_name(struct ctx *c, const struct node *node, struct text *out)
{
    TRY(need_scalar(c, node, TYPE_RULE_NAME));
    *out = text_copy(c->arena, text_trim(node->value)); /* with a NUL behind it */
    if (out->len == 0 || out->len > POLICY_RULE_NAME_BYTES)
        return refuse(c, node, node, TYPE_RULE_NAME, "is empty or too long");
    if (out->at[0] == '(')
        return refuse(c, node, node, TYPE_RULE_NAME, "looks like a rule of the program's own");
    if (!name_is_plain(*out))
        return refuse(c, node, node, TYPE_RULE_NAME, "has a hidden or control character");
    return OK;
}

static enum err read_verdict(struct ctx *c, const struct node *node, enum rule_verdict *out)
{
    enum policy_verdict verdict;
    static const enum rule_verdict of[] = {
        [POLICY_DENY] = RULE_DENIES, [POLICY_ASK] = RULE_ASKS, [POLICY_ALLOW] = RULE_ALLOWS};
    TRY(need_scalar(c, node, TYPE_VERDICT));
    if (!policy_verdict_from(node->value, &verdict))
        return refuse(c, node, node, TYPE_VERDICT, "is no verdict");
    *out = of[verdict];
    return OK;
}

static enum err read_kinds(struct ctx *c, const struct node *node, uint32_t *out)
{
    const struct node *item;
    size_t count;
    TRY(need_items(c, node, TYPE_KINDS, POLICY_KINDS, &item, &count));
    *out = 0;
    for (; item != NULL; item = after(node, item)) {
        enum policy_kind kind = policy_kind_from(item->value);
        if (text_is(item->value, "any"))
            for (enum policy_kind k = POLICY_UNKNOWN + 1; k < POLICY_KINDS; k++)
                *out |= 1U << k;
        else if (kind == POLICY_UNKNOWN)
            return refuse(c, node, item, TYPE_KINDS, "is no kind of action");
        else
            *out |= 1U << kind;
    }
    return OK;
}

static bool is_agent_name(struct text t)
{
    if (t.len == 0 || t.len > POLICY_RULE_NAME_BYTES)
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (!(t.at[i] >= 'a' && t.at[i] <= 'z') && !ascii_digit(t.at[i]) && t.at[i] != '-' && t.at[i] != '_')
            return false;
    return true;
}

static struct text shape_of(struct ctx *c, struct text name, int which)
{
    char shape[SHAPE_BYTES];
    size_t len = name_shape(name, which, shape);
    return text_copy(c->arena, (struct text){shape, len});
}

static enum err read_names(struct ctx *c, const struct node *node, enum key_type type, struct names *out)
{
    const struct node *item;
    TRY(need_items(c, node, type, POLICY_LIST_MAX, &item, &out->count));
    out->at = ARENA_ARRAY(c->arena, struct name, out->count);
    for (size_t i = 0; item != NULL; item = after(node, item), i++) {
        struct text name = text_trim(item->value);
        if (type == TYPE_AGENTS && !is_agent_name(name))
            return refuse(c, node, item, type, "is no agent's name");
        if (name.len == 0 || name.len > POLICY_NAME_BYTES)
            return refuse(c, node, item, type, "is empty or too long");
        if (!name_is_plain(name))
            return refuse(c, node, item, type, "has a hidden or control character");
        out->at[i] = (struct name){name, {shape_of(c, name, 0), shape_of(c, name, 1)}};
    }
    return OK;
}

static enum err read_yes_no(struct ctx *c, const struct node *node, bool *out)
{
    TRY(need_scalar(c, node, TYPE_YES_NO));
    *out = text_is(node->value, "yes") || text_is(node->value, "true");
    if (!*out && !text_is(node->value, "no") && !text_is(node->value, "false"))
        return refuse(c, node, node, TYPE_YES_NO, "is neither");
    return OK;
}

static enum err read_days(struct ctx *c, const struct node *node, uint32_t *out)
{
    const struct node *item;
    size_t count;
    TRY(need_items(c, node, TYPE_DAYS, 7, &item, &count));
    *out = 0;
    for (; item != NULL; item = after(node, item)) {
        uint32_t bit = 0;
        for (size_t d = 0; day_names[d] != NULL; d++)
            if (text_is(item->value, day_names[d]))
                bit = 1U << d;
        if (bit == 0)
            return refuse(c, node, item, TYPE_DAYS, "is no day of the week");
        *out |= bit;
    }
    return OK;
}

/* -- Figures */

static enum err read_amount(struct ctx *c, const struct node *node, const struct node *item,
                            enum key_type type, struct limit *out)
{
    struct text t = text_trim(item->value), digits = t;
    struct decimal d;
    while (digits.len > 0 && ascii_alpha(digits.at[digits.len - 1]))
        digits.len--;
    struct text code = text_from(t, digits.len);
    if (!decimal_parse(text_trim(digits), '.', &d))
        return refuse(c, node, item, type, "is no amount");
    if (code.len == 0 && d.digits != 0)
        return refuse(c, node, item, type, "has no currency");
    if (code.len == 0) {
        *out = (struct limit){CURRENCY_NONE, 0};
        return OK;
    }
    if (!currency_from_code(code, &out->currency))
        return refuse(c, node, item, type, "has a currency that is not known");
    if (!money_from_decimal(d, out->currency, &out->minor))
        return refuse(c, node, item, type, "has more places than its currency, or is too large");
    if (out->minor < 0 && type == TYPE_LIMITS)
        return refuse(c, node, item, type, "is below zero");
    return OK;
}

static enum err read_limits(struct ctx *c, const struct node *node, enum key_type type, struct limits **out)
{
    const struct node *item;
    size_t count;
    struct limits *all = ARENA_NEW(c->arena, struct limits);
    TRY(need_items(c, node, type, POLICY_CURRENCIES_MAX, &item, &count));
    for (; item != NULL; item = after(node, item)) {
        struct limit one;
        size_t at = all->count;
        TRY(read_amount(c, node, item, type, &one));
        while (at > 0 && all->at[at - 1].currency > one.currency)
            at--;
        if (at > 0 && all->at[at - 1].currency == one.currency)
            return refuse(c, node, item, type, "is a second limit in its currency");
        if (count > 1 && one.currency == CURRENCY_NONE)
            return refuse(c, node, item, type, "has no currency");
        memmove(all->at + at + 1, all->at + at, (all->count - at) * sizeof *all->at);
        all->at[at] = one;
        all->count++;
    }
    *out = all;
    return OK;
}

static enum err read_number(struct ctx *c, const struct node *node, enum key_type type, int64_t low,
                            int64_t high, int64_t *out)
{
    TRY(need_scalar(c, node, type));
    if (!text_to_int(node->value, out))
        return refuse(c, node, node, type, "is no whole number");
    if (*out < low || *out > high)
        return refuse(c, node, node, type, "is out of range");
    return OK;
}

enum err value_read_duration(struct ctx *c, const struct node *node, enum key_type type, int64_t *out)
{
    TRY(need_scalar(c, node, type));
    struct text t = text_trim(node->value), digits = t;
    int64_t number, unit_us = 0;
    while (digits.len > 0 && ascii_alpha(digits.at[digits.len - 1]))
        digits.len--;
    struct text unit = text_from(t, digits.len);
    if (text_is(unit, "min"))
        unit_us = MINUTE_US;
    else if (text_is(unit, "h"))
        unit_us = HOUR_US;
    else if (text_is(unit, "d"))
        unit_us = DAY_US;
    if (unit_us == 0 || !text_to_int(text_trim(digits), &number))
        return refuse(c, node, node, type, "is no duration");
    if (number < 1 || number > DURATION_MAX_DAYS * DAY_US / unit_us)
        return refuse(c, node, node, type, "is too short or too long");
    *out = number * unit_us;
    return OK;
}

static bool read_minute(struct text t, int32_t most, int32_t *out)
{
    if (t.len != 5 || t.at[2] != ':')
        return false;
    for (size_t i = 0; i < 5; i++)
        if (i != 2 && !ascii_digit(t.at[i]))
            return false;
    int32_t hours = (t.at[0] - '0') * 10 + t.at[1] - '0', minutes = (t.at[3] - '0') * 10 + t.at[4] - '0';
    *out = hours * 60 + minutes;
    return minutes < 60 && *out <= most;
}

static enum err read_time(struct ctx *c, const struct node *node, struct window *out)
{
    TRY(need_scalar(c, node, TYPE_TIME));
    struct text t = text_trim(node->value);
    if (t.len != 11 || t.at[5] != '-' ||
        !read_minute((struct text){t.at, 5}, MINUTES_OF_DAY - 1, &out->from) ||
        !read_minute(text_from(t, 6), MINUTES_OF_DAY, &out->to))
        return refuse(c, node, node, TYPE_TIME, "is no time from and to");
    if (out->from == out->to)
        return refuse(c, node, node, TYPE_TIME, "begins when it ends");
    return OK;
}

enum err value_read(struct ctx *c, const struct node *node, const struct key_row *key, struct rule *r)
{
    void *field = (char *)r + key->offset;
    switch (key->type) {
    case TYPE_RULE_NAME:
        return read_rule_name(c, node, field);
    case TYPE_VERDICT:
        return read_verdict(c, node, field);
    case TYPE_KINDS:
        return read_kinds(c, node, field);
    case TYPE_AGENTS:
    case TYPE_NAMES:
        return read_names(c, node, key->type, field);
    case TYPE_YES_NO:
        return read_yes_no(c, node, field);
    case TYPE_LIMITS:
    case TYPE_BALANCES:
        return read_limits(c, node, key->type, field);
    case TYPE_COUNT:
        return read_number(c, node, key->type, 0, COUNT_MAX, field);
    case TYPE_APPROVALS:
        return read_number(c, node, key->type, 1, POLICY_APPROVALS_MAX, field);
    case TYPE_DAYS:
        return read_days(c, node, field);
    case TYPE_TIME:
        return read_time(c, node, field);
    case TYPE_WAIT:
        if (node->type == NODE_SCALAR && text_is(text_trim(node->value), "until over")) {
            *(int64_t *)field = WAIT_UNTIL_OVER;
            return OK;
        }
        return value_read_duration(c, node, key->type, field);
    case TYPE_AGE:
    case TYPE_EXPIRES:
        return value_read_duration(c, node, key->type, field);
    }
    return fail(c, ERR_INPUT, "a key of no type");
}

/* -- Canonical text */

void value_print_duration(int64_t us, struct buf *out)
{
    if (us % DAY_US == 0 && us > DAY_US)
        buf_printf(out, "%lld d", (long long)(us / DAY_US));
    else if (us % HOUR_US == 0)
        buf_printf(out, "%lld h", (long long)(us / HOUR_US));
    else
        buf_printf(out, "%lld min", (long long)(us / MINUTE_US));
}

static void print_quoted(struct text t, struct buf *out)
{
    buf_char(out, '"');
    for (size_t i = 0; i < t.len; i++) {
        if (t.at[i] == '"' || t.at[i] == '\\')
            buf_char(out, '\\');
        buf_char(out, t.at[i]);
    }
    buf_char(out, '"');
}

static void print_names(const struct names *names, struct buf *out)
{
    buf_char(out, '[');
    for (size_t i = 0; i < names->count; i++) {
        buf_z(out, i == 0 ? "" : ", ");
        print_quoted(names->at[i].text, out);
    }
    buf_char(out, ']');
}

static void print_limits(const struct limits *limits, struct buf *out)
{
    buf_char(out, '[');
    for (size_t i = 0; i < limits->count; i++) {
        char money[MONEY_TEXT_MAX];
        const struct limit *one = &limits->at[i];
        if (one->currency == CURRENCY_NONE)
            buf_char(out, '0');
        else
            buf_printf(out, "%s%s %s", i == 0 ? "" : ", ", money_format(one->minor, one->currency, money),
                       currency_code(one->currency));
    }
    buf_char(out, ']');
}

static void print_kinds(uint32_t kinds, struct buf *out)
{
    const char *before = "[";
    for (enum policy_kind k = POLICY_UNKNOWN + 1; k < POLICY_KINDS; k++)
        if ((kinds >> k & 1) != 0) {
            buf_printf(out, "%s%s", before, policy_kind_name(k));
            before = ", ";
        }
    buf_char(out, ']');
}

static void print_days(uint32_t days, struct buf *out)
{
    const char *before = "[";
    for (size_t d = 0; day_names[d] != NULL; d++)
        if ((days >> d & 1) != 0) {
            buf_printf(out, "%s%s", before, day_names[d]);
            before = ", ";
        }
    buf_char(out, ']');
}

static void print_time(const struct window *w, struct buf *out)
{
    buf_printf(out, "%02d:%02d-%02d:%02d", (int)w->from / 60, (int)w->from % 60, (int)w->to / 60,
               (int)w->to % 60);
}

void value_print(const struct key_row *key, const struct rule *r, struct buf *out)
{
    static const char *const verdicts[] = {"deny", "ask", "allow", ""};
    const void *field = (const char *)r + key->offset;
    switch (key->type) {
    case TYPE_RULE_NAME:
        print_quoted(r->name, out);
        break;
    case TYPE_VERDICT:
        buf_z(out, verdicts[r->verdict]);
        break;
    case TYPE_KINDS:
        print_kinds(r->kinds, out);
        break;
    case TYPE_AGENTS:
    case TYPE_NAMES:
        print_names(field, out);
        break;
    case TYPE_YES_NO:
        buf_z(out, *(const bool *)field ? "yes" : "no");
        break;
    case TYPE_LIMITS:
    case TYPE_BALANCES:
        print_limits(*(struct limits *const *)field, out);
        break;
    case TYPE_COUNT:
    case TYPE_APPROVALS:
        buf_printf(out, "%lld", (long long)*(const int64_t *)field);
        break;
    case TYPE_DAYS:
        print_days(r->days, out);
        break;
    case TYPE_TIME:
        print_time(&r->time, out);
        break;
    case TYPE_AGE:
    case TYPE_WAIT:
    case TYPE_EXPIRES:
        if (*(const int64_t *)field == WAIT_UNTIL_OVER)
            buf_z(out, "until over");
        else
            value_print_duration(*(const int64_t *)field, out);
        break;
    }
}
