/* What tests of policies share: a policy from text, an ordinary payment on an ordinary day, and what is decided about it. */
#ifndef TESTS_POLICY_DECIDING_H
#define TESTS_POLICY_DECIDING_H

#include "policy/policy.h"
#include "support.h"

#define MINUTE_US INT64_C(60000000)
#define HOUR_US   (60 * MINUTE_US)
#define DAY_US    (24 * HOUR_US)
/* 2026-11-20, a Friday, at 14:30 in UTC, where the household lives. */
#define FRIDAY INT64_C(20777)
#define NOW_US (FRIDAY * DAY_US + 14 * HOUR_US + 30 * MINUTE_US)

struct deciding {
    struct ctx c;
    const struct policy *policy;
    struct policy_action action;
    struct policy_facts facts;
    struct policy_decision d;
};

static inline void deciding_at(struct deciding *t, int64_t local_us)
{
    t->facts.now_us = local_us;
    t->facts.day = (date)(local_us / DAY_US);
    t->facts.minute = (int32_t)(local_us / MINUTE_US % (24 * 60));
}

static inline void deciding_begin(struct deciding *t)
{
    *t = (struct deciding){.c = test_ctx()};
    t->action = (struct policy_action){.kind = POLICY_PAYMENT,
                                       .agent = TEXT("payment"),
                                       .amount = 10000,
                                       .currency = CURRENCY_EUR,
                                       .payee = TEXT("Stadtwerke"),
                                       .payee_account = TEXT("DE89370400440532013000"),
                                       .account = TEXT("Giro")};
    t->facts = (struct policy_facts){.all = {.known = true},
                                     .payee = {.known = true},
                                     .payee_known_us = NOW_US - 90 * DAY_US,
                                     .balance_known = true,
                                     .balance_after = 100000};
    deciding_at(t, NOW_US);
}

static inline void deciding_end(struct deciding *t)
{
    test_ctx_end(&t->c);
}

/* The rules of a policy, without "version" and "rules:". */
static inline const struct policy *deciding_rules(struct deciding *t, const char *rules)
{
    struct policy *policy = NULL;
    const char *text = arena_printf(t->c.arena, "version: 1\nrules:\n%s", rules);
    assert_ok(&t->c, policy_parse(&t->c, text_of(text), &policy));
    t->policy = policy;
    return policy;
}

static inline const char *deciding(struct deciding *t)
{
    memset(&t->d, 0xA5, sizeof t->d);
    policy_decide(t->policy, &t->action, &t->facts, &t->d);
    return policy_verdict_name(t->d.verdict);
}

#endif
