/* florin policy: is a policy's file right, and what would it decide. Nothing is done, nothing is read but the file. */
#include "policy/policy.h"

#include "agents/agent.h"
#include "app/app.h"
#include "app/terminal.h"

#include <time.h>

static const struct command_option options[] = {
    {"kind", 0, "KIND", "with try: payment (default), transfer, mandate, hold, release, void, block, …"},
    {"amount", 0, "AMOUNT", "with try: how much, such as 250 or 12.50"},
    {"currency", 0, "CODE", "with try: its currency (default EUR), that of all figures below"},
    {"payee", 0, "NAME", "with try: who gets it"},
    {"payee-account", 0, "NUMBER", "with try: the payee's account number"},
    {"account", 0, "NAME", "with try: the own account it comes from"},
    {"agent", 0, "NAME", "with try: the agent that wants it (default payment), or person"},
    {"confirmed", 0, NULL, "with try: a person confirmed this recurring payment"},
    {"known-days", 0, "N", "with try: since so many days the payee is known (default: new)"},
    {"blocked", 0, NULL, "with try: the payee is blocked"},
    {"today", 0, "AMOUNT", "with try: spent today before it (default 0)"},
    {"week", 0, "AMOUNT", "with try: spent in 7 days before it (default as today)"},
    {"month", 0, "AMOUNT", "with try: spent this month before it (default as in 7 days)"},
    {"payee-today", 0, "AMOUNT", "with try: the same, of this payee"},
    {"payee-week", 0, "AMOUNT", "with try: the same, of this payee"},
    {"payee-month", 0, "AMOUNT", "with try: the same, of this payee"},
    {"count", 0, "N", "with try: payments of today before it (default 0)"},
    {"payee-count", 0, "N", "with try: the same, to this payee"},
    {"mixed", 0, NULL, "with try: there were payments in other currencies as well"},
    {"balance", 0, "AMOUNT", "with try: what is left after it (default: not known)"},
    {"at", 0, "TIME", "with try: local time, such as 2026-11-21T23:30 (default now)"},
    {0},
};

/* FILE, or without one the policy of those who wrote none. */
static enum err read_policy(struct ctx *c, const struct invocation *inv, const struct policy **out)
{
    struct text text;
    struct policy *policy;
    if (inv->count > 2)
        return usage_error(c, inv, "\"%s\" is not understood here", inv->words[2]);
    if (inv->count < 2) {
        *out = policy_default(c);
        return OK;
    }
    TRY(app_read_file(c, inv->words[1], &text));
    enum err e = policy_parse(c, text, &policy);
    if (e != OK)
        return fail_within(c, e, "%s", inv->words[1]);
    *out = policy;
    return OK;
}

/* -- check */

static const char *digest_text(struct ctx *c, const struct policy *policy)
{
    uint8_t digest[POLICY_DIGEST_BYTES];
    struct buf *out = buf_in_arena(c->arena);
    policy_digest(policy, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        buf_printf(out, "%02x", digest[i]);
    return out->at;
}

static bool is_agent(struct text name)
{
    for (const struct agent *const *a = agents; *a != NULL; a++)
        if (text_is(name, (*a)->name))
            return true;
    return text_is(name, "person");
}

static void print_check(struct ctx *c, const struct policy *policy, const char *problem)
{
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    struct text agent;
    json_object(&j);
    json_key_bool(&j, "ok", policy != NULL);
    if (policy == NULL)
        json_key_z(&j, "problem", problem);
    if (policy != NULL) {
        json_key_int(&j, "rules", (int64_t)policy_rules_count(policy));
        json_key_z(&j, "digest", digest_text(c, policy));
        json_key(&j, "unknown_agents");
        json_array(&j);
        for (size_t i = 0; policy_agent_at(policy, i, &agent); i++)
            if (!is_agent(agent))
                json_text(&j, agent);
        json_array_end(&j);
    }
    json_object_end(&j);
    app_print_json(out);
}

static enum err check(struct ctx *c, struct invocation *inv)
{
    const struct policy *policy = NULL;
    struct text agent;
    if (inv->count != 2)
        return usage_error(c, inv, "which file? florin policy check FILE");
    enum err e = read_policy(c, inv, &policy);
    if (inv->json && (e == OK || e == ERR_INPUT || e == ERR_LIMIT))
        print_check(c, policy, c->why);
    TRY(e);
    if (inv->json)
        return OK;
    for (size_t i = 0; policy_agent_at(policy, i, &agent); i++)
        if (!is_agent(agent))
            printf("There is no agent %.*s: as long as there is none, the rules that name it never apply.\n",
                   TEXT_ARGS(agent));
    printf("The policy is good: %zu rules.\nSHA-256 %s\n", policy_rules_count(policy),
           digest_text(c, policy));
    return OK;
}

/* -- try */

static struct text optional(const struct invocation *inv, const char *option)
{
    const char *value = invocation_value(inv, option);
    return value == NULL ? (struct text){NULL, 0} : text_of(value);
}

static enum err take_amount(struct ctx *c, const struct invocation *inv, const char *option, currency cur,
                            int64_t otherwise, int64_t *out)
{
    struct decimal d;
    *out = otherwise;
    if (!invocation_has(inv, option))
        return OK;
    if (!decimal_parse(optional(inv, option), '.', &d) || !money_from_decimal(d, cur, out))
        return usage_error(c, inv, "--%s takes an amount in %s, not \"%s\"", option, currency_code(cur),
                           invocation_value(inv, option));
    return OK;
}

static enum err take_spent(struct ctx *c, const struct invocation *inv, const char *const names[4],
                           currency cur, struct policy_spent *out)
{
    bool mixed = invocation_has(inv, "mixed");
    *out =
        (struct policy_spent){.known = true, .mixed_today = mixed, .mixed_week = mixed, .mixed_month = mixed};
    TRY(take_amount(c, inv, names[0], cur, 0, &out->today));
    TRY(take_amount(c, inv, names[1], cur, out->today, &out->week));
    TRY(take_amount(c, inv, names[2], cur, out->week, &out->month));
    return invocation_int(c, inv, names[3], 0, 1000000000, 0, &out->count_today);
}

/* Seconds that local time is ahead of UTC. */
static int64_t zone_seconds(int64_t now_us)
{
    struct tm local;
    time_t now = (time_t)(now_us / 1000000);
    return localtime_r(&now, &local) == NULL ? 0 : (int64_t)local.tm_gmtoff;
}

static enum err take_time(struct ctx *c, const struct invocation *inv, struct policy_facts *facts,
                          int64_t *ahead_us)
{
    int64_t local_us;
    facts->now_us = c->now_us;
    *ahead_us = zone_seconds(c->now_us) / 60 * 60 * 1000000;
    if (invocation_has(inv, "at")) {
        struct text at = optional(inv, "at");
        if (at.len != 16 || !time_parse(text_of(arena_printf(c->arena, "%s:00Z", at.at)), &local_us))
            return usage_error(c, inv, "--at takes a local time such as 2026-11-21T23:30, not \"%s\"", at.at);
        facts->now_us = local_us - *ahead_us;
    }
    local_us = facts->now_us + *ahead_us;
    facts->day = time_date(local_us);
    facts->minute = (int32_t)(local_us / 60000000 % 1440);
    return OK;
}

static enum err take_action(struct ctx *c, const struct invocation *inv, struct policy_action *out)
{
    struct text kind = invocation_has(inv, "kind") ? optional(inv, "kind") : TEXT("payment");
    currency cur;
    *out = (struct policy_action){.kind = policy_kind_from(kind),
                                  .agent =
                                      invocation_has(inv, "agent") ? optional(inv, "agent") : TEXT("payment"),
                                  .payee = optional(inv, "payee"),
                                  .payee_account = optional(inv, "payee-account"),
                                  .account = optional(inv, "account"),
                                  .confirmed = invocation_has(inv, "confirmed")};
    TRY(app_currency(c, inv, "currency", &cur));
    out->currency = cur == CURRENCY_NONE ? CURRENCY_EUR : cur;
    return take_amount(c, inv, "amount", out->currency, 0, &out->amount);
}

static enum err take_facts(struct ctx *c, const struct invocation *inv, currency cur,
                           struct policy_facts *out, int64_t *ahead_us)
{
    static const char *const all[] = {"today", "week", "month", "count"};
    static const char *const payee[] = {"payee-today", "payee-week", "payee-month", "payee-count"};
    int64_t days;
    *out = (struct policy_facts){.payee_blocked = invocation_has(inv, "blocked"),
                                 .balance_known = invocation_has(inv, "balance")};
    TRY(take_time(c, inv, out, ahead_us));
    TRY(invocation_int(c, inv, "known-days", 0, 20000, -1, &days));
    if (days >= 0)
        out->payee_known_us = out->now_us - days * INT64_C(86400000000);
    TRY(take_spent(c, inv, all, cur, &out->all));
    TRY(take_spent(c, inv, payee, cur, &out->payee));
    return take_amount(c, inv, "balance", cur, 0, &out->balance_after);
}

static void print_applied(struct ctx *c, const struct policy_decision *d, struct buf *out)
{
    struct terminal terminal = terminal_of(stdout);
    struct terminal_table *table = terminal_table_new(c->arena, &terminal);
    if (d->listed == 0)
        return;
    buf_char(out, '\n');
    terminal_column(table, "Asks for", ALIGN_LEFT, false);
    terminal_column(table, "Rule", ALIGN_LEFT, false);
    terminal_column(table, "Because", ALIGN_LEFT, true);
    for (size_t i = 0; i < d->listed; i++) {
        const struct policy_applied *a = &d->applied[i];
        const char *what = a->only_waits ? "wait" : policy_verdict_name(a->verdict);
        terminal_cell_z(table, STYLE_PLAIN, arena_printf(c->arena, "%s%s", what, a->uncertain ? " (?)" : ""));
        terminal_cell(table, STYLE_PLAIN, terminal_clean(c->arena, text_of(a->rule)));
        terminal_cell(table, STYLE_PLAIN, terminal_clean(c->arena, text_of(a->why)));
    }
    terminal_table_write(table, out);
    if (d->applied_count > d->listed)
        buf_printf(out, "and %zu more rules\n", d->applied_count - d->listed);
}

static void print_decision(struct ctx *c, const struct policy_decision *d, int64_t ahead_us)
{
    static const enum terminal_style styles[] = {
        [POLICY_DENY] = STYLE_RED, [POLICY_ASK] = STYLE_YELLOW, [POLICY_ALLOW] = STYLE_GREEN};
    struct terminal terminal = terminal_of(stdout);
    struct buf *out = buf_in_arena(c->arena);
    char when[TIME_TEXT_MAX];
    terminal_put(out, &terminal, styles[d->verdict], text_of(policy_verdict_name(d->verdict)));
    buf_z(out, "\n");
    buf_text(out, terminal_clean(c->arena, text_of(d->why)));
    buf_char(out, '\n');
    if (d->verdict == POLICY_ASK)
        buf_printf(out, "Approvals: %d%s. The question stands for %lld h %lld min.\n", (int)d->approvals,
                   d->step_up ? ", with a one-time code" : "", (long long)(d->expires_after_us / 3600000000),
                   (long long)(d->expires_after_us / 60000000 % 60));
    if (d->not_before_us != 0) {
        time_format(d->not_before_us + ahead_us, when);
        buf_printf(out, "Not before %.10s %.5s.\n", when, when + 11);
    }
    print_applied(c, d, out);
    app_print(out);
}

static enum err try_it(struct ctx *c, struct invocation *inv)
{
    const struct policy *policy;
    struct policy_action action;
    struct policy_facts facts;
    struct policy_decision decision;
    int64_t ahead_us;
    TRY(read_policy(c, inv, &policy));
    TRY(take_action(c, inv, &action));
    TRY(take_facts(c, inv, action.currency, &facts, &ahead_us));
    policy_decide(policy, &action, &facts, &decision);
    if (inv->json) {
        struct buf *out = buf_in_arena(c->arena);
        struct json j = json_into(out);
        policy_decision_json(&decision, &j);
        app_print_json(out);
    } else {
        print_decision(c, &decision, ahead_us);
    }
    return OK;
}

/* -- */

static enum err print(struct ctx *c, struct invocation *inv)
{
    const struct policy *policy;
    struct buf *out = buf_in_arena(c->arena);
    TRY(read_policy(c, inv, &policy));
    policy_print(policy, out);
    app_print(out);
    return OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct text word = inv->count == 0 ? TEXT("") : text_of(inv->words[0]);
    struct buf *out = buf_in_arena(c->arena);
    if (text_is(word, "check"))
        return check(c, inv);
    if (text_is(word, "try"))
        return try_it(c, inv);
    if (text_is(word, "print"))
        return print(c, inv);
    if (!text_is(word, "example") || inv->count > 1)
        return usage_error(c, inv, "check FILE, try [FILE], print [FILE] or example");
    buf_text(out, policy_example());
    app_print(out);
    return OK;
}

const struct command command_policy = {
    .name = "policy",
    .summary = "What agents may do with money by themselves: check a policy, try what it decides",
    .usage = "check FILE | try [FILE] [OPTIONS] | print [FILE] | example",
    .details =
        "`check` tells whether the file is right: line, column, key, and what is allowed. `try` says what "
        "would be decided about\n"
        "an action, by which rule and why; without FILE by the built-in policy. `print` shows the policy in "
        "its canonical text,\n"
        "whose SHA-256 names it in records. `example` prints the built-in policy with its reasons.",
    .options = options,
    .reads_itself = true,
    .run = run,
};
