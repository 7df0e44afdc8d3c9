/* A policy as text, and a decision as JSON; the names of verdicts and kinds. */
#include "policy/inner.h"

void policy_print(const struct policy *policy, struct buf *out)
{
    buf_z(out, "version: 1\nexpires: ");
    value_print_duration(policy->expires_us, out);
    buf_z(out, policy->count == 0 ? "\nrules: []\n" : "\nrules:\n");
    for (size_t i = 0; i < policy->count; i++) {
        const struct rule *r = &policy->rules[i];
        for (enum rule_key key = 0; key < RULE_KEYS; key++) {
            if (!rule_has(r, key) && key != KEY_KIND)
                continue;
            buf_printf(out, "%s%s: ", key == KEY_NAME ? "  - " : "    ", rule_keys[key].name);
            value_print(&rule_keys[key], r, out);
            buf_char(out, '\n');
        }
    }
}

static const char *const verdict_names[] = {
    [POLICY_DENY] = "deny", [POLICY_ASK] = "ask", [POLICY_ALLOW] = "allow"};

const char *policy_verdict_name(enum policy_verdict verdict)
{
    return verdict <= POLICY_ALLOW ? verdict_names[verdict] : "deny";
}

bool policy_verdict_from(struct text name, enum policy_verdict *out)
{
    for (enum policy_verdict v = POLICY_DENY; v <= POLICY_ALLOW; v++)
        if (text_is(name, verdict_names[v])) {
            *out = v;
            return true;
        }
    return false;
}

static const char *const kind_names[POLICY_KINDS] = {
    [POLICY_UNKNOWN] = "unknown",   [POLICY_PAYMENT] = "payment",
    [POLICY_TRANSFER] = "transfer", [POLICY_MANDATE] = "mandate",
    [POLICY_HOLD] = "hold",         [POLICY_RELEASE] = "release",
    [POLICY_VOID] = "void",         [POLICY_BLOCK] = "block",
    [POLICY_UNBLOCK] = "unblock",   [POLICY_LIMIT_REQUEST] = "limit-request",
};

const char *policy_kind_name(enum policy_kind kind)
{
    return kind < POLICY_KINDS ? kind_names[kind] : kind_names[POLICY_UNKNOWN];
}

enum policy_kind policy_kind_from(struct text name)
{
    for (enum policy_kind kind = POLICY_UNKNOWN + 1; kind < POLICY_KINDS; kind++)
        if (text_is(name, kind_names[kind]))
            return kind;
    return POLICY_UNKNOWN;
}

bool policy_kind_moves_money(enum policy_kind kind)
{
    return kind == POLICY_PAYMENT || kind == POLICY_TRANSFER || kind == POLICY_MANDATE;
}

bool policy_kind_protects(enum policy_kind kind)
{
    return kind == POLICY_HOLD || kind == POLICY_BLOCK;
}

/* -- JSON */

static void write_moment(struct json *j, const char *key, int64_t us)
{
    json_key(j, key);
    if (us == 0)
        json_null(j);
    else
        json_time(j, us);
}

static void write_applied(struct json *j, const struct policy_applied *a)
{
    json_object(j);
    json_key_z(j, "rule", a->rule);
    json_key_z(j, "verdict", a->only_waits ? "wait" : policy_verdict_name(a->verdict));
    json_key_z(j, "why", a->why);
    json_key_bool(j, "uncertain", a->uncertain);
    json_key_int(j, "approvals", a->approvals);
    json_key_bool(j, "step_up", a->step_up);
    write_moment(j, "not_before", a->not_before_us);
    json_object_end(j);
}

void policy_decision_json(const struct policy_decision *d, struct json *j)
{
    json_object(j);
    json_key_z(j, "verdict", policy_verdict_name(d->verdict));
    json_key_z(j, "rule", d->rule);
    json_key_z(j, "why", d->why);
    json_key_int(j, "approvals", d->approvals);
    json_key_bool(j, "step_up", d->step_up);
    write_moment(j, "not_before", d->not_before_us);
    json_key_int(j, "expires_after_seconds", d->expires_after_us / 1000000);
    json_key_int(j, "applied_count", (int64_t)d->applied_count);
    json_key(j, "applied");
    json_array(j);
    for (size_t i = 0; i < d->listed; i++)
        write_applied(j, &d->applied[i]);
    json_array_end(j);
    json_object_end(j);
}
