/* A policy's file: what stands at its top, its rules, and what goes with what. */
#include "policy/inner.h"

#define EXPIRES_US (48 * HOUR_US)

static enum err refuse_key(struct ctx *c, const struct node *node, const char *of, const char *const *words)
{
    const char *near = word_nearest(node->key, words);
    struct buf *all = buf_in_arena(c->arena);
    for (size_t i = 0; near == NULL && words[i] != NULL; i++)
        buf_printf(all, "%s%s", i == 0 ? "" : ", ", words[i]);
    if (near != NULL)
        return refuse_at(c, node->key_line, node->key_column, "%.*s is no key of %s; did you mean %s?",
                         TEXT_ARGS(text_glimpse(node->key)), of, near);
    return refuse_at(c, node->key_line, node->key_column, "%.*s is no key of %s; allowed: %.*s",
                     TEXT_ARGS(text_glimpse(node->key)), of, TEXT_ARGS(buf_view(all)));
}

/* -- One rule */

static enum err find_rule_key(struct ctx *c, const struct node *node, enum rule_key *out)
{
    const char *words[RULE_KEYS + 1] = {0};
    for (enum rule_key key = 0; key < RULE_KEYS; key++) {
        words[key] = rule_keys[key].name;
        if (text_is(node->key, rule_keys[key].name)) {
            *out = key;
            return OK;
        }
    }
    const char *near = word_nearest(node->key, words);
    if (near != NULL)
        return refuse_at(c, node->key_line, node->key_column, "%.*s is no key of a rule; did you mean %s?",
                         TEXT_ARGS(text_glimpse(node->key)), near);
    return refuse_at(c, node->key_line, node->key_column,
                     "%.*s is no key of a rule; allowed: name, verdict, conditions such as kind, payee, "
                     "amount-above or time, and approvals, step-up, wait, expires",
                     TEXT_ARGS(text_glimpse(node->key)));
}

static enum err check_use(struct ctx *c, const struct node *node, enum rule_key key, const struct rule *r)
{
    const struct key_row *row = &rule_keys[key];
    bool allows = r->verdict == RULE_ALLOWS;
    if (row->use == USE_ALLOW && !allows)
        return refuse_at(c, node->key_line, node->key_column,
                         "%s goes with verdict: allow only; a rule that makes it harder has %s", row->name,
                         rule_keys[key - 1].name);
    if (row->use == USE_NOT_ALLOW && allows)
        return refuse_at(c, node->key_line, node->key_column,
                         "%s does not go with verdict: allow (more would be easier than less); use %s",
                         row->name, rule_keys[key + 1].name);
    if (row->use == USE_WAIT && r->verdict != RULE_ASKS && r->verdict != RULE_WAITS)
        return refuse_at(c, node->key_line, node->key_column,
                         "%s goes with verdict: ask, or with none: a rule that only waits", row->name);
    if (row->use == USE_ASK && r->verdict != RULE_ASKS)
        return refuse_at(c, node->key_line, node->key_column, "%s goes with verdict: ask only", row->name);
    return OK;
}

static enum err check_wait(struct ctx *c, const struct node *node, const struct rule *r)
{
    if (!rule_has(r, KEY_WAIT) || r->wait_us != WAIT_UNTIL_OVER)
        return OK;
    if (!rule_has(r, KEY_PAYEE_KNOWN_LESS_THAN) && window_left(r, 0, 0) < 0)
        return refuse_at(c, node->line, node->column,
                         "rule \"%.*s\" waits until it is over, but has no time, days or "
                         "payee-known-less-than that ends",
                         TEXT_ARGS(r->name));
    return OK;
}

static enum err check_rule(struct ctx *c, const struct node *node, struct rule *r)
{
    if (!rule_has(r, KEY_NAME))
        return refuse_at(c, node->line, node->column, "a rule has no name");
    if (!rule_has(r, KEY_VERDICT) && !rule_has(r, KEY_WAIT))
        return refuse_at(c, node->line, node->column,
                         "rule \"%.*s\" has neither a verdict (allow, ask, deny) nor a wait",
                         TEXT_ARGS(r->name));
    if (r->verdict == RULE_ALLOWS && !rule_has(r, KEY_KIND))
        return refuse_at(c, node->line, node->column, "rule \"%.*s\" allows and must say which kind",
                         TEXT_ARGS(r->name));
    for (const struct node *n = node->first; n != NULL; n = n->next) {
        enum rule_key key;
        TRY(find_rule_key(c, n, &key));
        TRY(check_use(c, n, key, r));
    }
    return check_wait(c, node, r);
}

static enum err read_rule(struct ctx *c, const struct node *node, struct rule *r)
{
    if (node->type != NODE_MAPPING)
        return refuse_at(c, node->line, node->column, "a rule is lines of \"key: value\" behind a -");
    *r = (struct rule){.verdict = RULE_WAITS,
                       .kinds = 1U << POLICY_PAYMENT | 1U << POLICY_TRANSFER | 1U << POLICY_MANDATE,
                       .days = ALL_DAYS,
                       .approvals = 1};
    for (const struct node *n = node->first; n != NULL; n = n->next) {
        enum rule_key key;
        TRY(find_rule_key(c, n, &key));
        TRY(value_read(c, n, &rule_keys[key], r));
        r->given |= UINT64_C(1) << key;
    }
    return check_rule(c, node, r);
}

static enum err read_rules(struct ctx *c, const struct node *node, struct policy *p)
{
    if (node->type != NODE_LIST)
        return refuse_at(c, node->line, node->column, "rules is no list: each rule begins with \"- name:\"");
    if (node->count > POLICY_RULES_MAX)
        return fail(c, ERR_LIMIT, "line %d, column %d: the policy has %zu rules, at most %d are allowed",
                    node->line, node->column, node->count, POLICY_RULES_MAX);
    p->rules = ARENA_ARRAY(c->arena, struct rule, node->count + 1);
    for (const struct node *n = node->first; n != NULL; n = n->next) {
        struct rule *r = &p->rules[p->count];
        TRY(read_rule(c, n, r));
        for (size_t i = 0; i < p->count; i++)
            if (text_equal_nocase(p->rules[i].name, r->name))
                return refuse_at(c, n->line, n->column, "a second rule has the name \"%.*s\"",
                                 TEXT_ARGS(r->name));
        p->count++;
    }
    return OK;
}

/* -- The file */

static enum err read_top(struct ctx *c, const struct node *node, struct policy *p, bool *versioned)
{
    static const char *const words[] = {"version", "expires", "rules", NULL};
    if (text_is(node->key, "rules"))
        return read_rules(c, node, p);
    if (text_is(node->key, "expires"))
        return value_read_duration(c, node, TYPE_EXPIRES, &p->expires_us);
    if (!text_is(node->key, "version"))
        return refuse_key(c, node, "a policy", words);
    if (node->type != NODE_SCALAR || !text_is(node->value, "1"))
        return refuse_at(c, node->line, node->column, "version: this program reads version 1");
    *versioned = true;
    return OK;
}

enum err policy_parse(struct ctx *c, struct text yaml, struct policy **out)
{
    struct node *root;
    struct policy *p = ARENA_NEW(c->arena, struct policy);
    bool versioned = false;
    p->expires_us = EXPIRES_US;
    if (yaml.len > POLICY_FILE_BYTES)
        return fail(c, ERR_LIMIT, "the policy has %zu bytes, at most %d are allowed", yaml.len,
                    POLICY_FILE_BYTES);
    TRY(policy_yaml_read(c, yaml, &root));
    if (root == NULL || root->type != NODE_MAPPING)
        return fail(c, ERR_INPUT, "a policy is lines of \"key: value\" that begin with \"version: 1\"");
    for (const struct node *n = root->first; n != NULL; n = n->next)
        TRY(read_top(c, n, p, &versioned));
    if (!versioned)
        return refuse_at(c, root->line, root->column, "the policy does not begin with \"version: 1\"");
    *out = p;
    return OK;
}

const struct policy *policy_default(struct ctx *c)
{
    struct policy *p = NULL;
    if (policy_parse(c, policy_example(), &p) != OK)
        die("the built-in policy is wrong: %s", c->why);
    return p;
}

size_t policy_rules_count(const struct policy *policy)
{
    return policy->count;
}

const char *policy_rule_name(const struct policy *policy, size_t i)
{
    return i < policy->count ? policy->rules[i].name.at : ""; /* values are copies, which a NUL ends */
}

bool policy_agent_at(const struct policy *policy, size_t i, struct text *out)
{
    for (size_t k = 0; k < policy->count; k++) {
        const struct names *agents = &policy->rules[k].agents;
        if (i < agents->count) {
            *out = agents->at[i].text;
            return true;
        }
        i -= agents->count;
    }
    return false;
}
