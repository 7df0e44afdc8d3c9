/* What the policy is asked, and with which facts. */
#include "base/zone/zone.h"
#include "finance/proposal/parts.h"
#include "store/entity/agency/standing.h"
#include "store/entity/people/member.h"
#include "store/entity/total.h"

#include <stdlib.h>

enum { POLICIES_KEPT = 64, DAY_MINUTES = 1440 };

struct kept {
    int64_t household, version, used;
    struct arena *arena; /* NULL: free */
    struct policy *policy;
};

struct judge {
    struct kept kept[POLICIES_KEPT];
    int64_t used;
    struct arena *arena;
    const struct policy *usual;
};

struct judge *judge_new(void)
{
    struct judge *judge = calloc(1, sizeof *judge);
    if (judge == NULL)
        die("out of memory");
    judge->arena = arena_new();
    return judge;
}

void judge_free(struct judge *judge)
{
    if (judge == NULL)
        return;
    for (size_t i = 0; i < POLICIES_KEPT; i++)
        arena_free(judge->kept[i].arena);
    arena_free(judge->arena);
    free(judge);
}

/* The place of this household, or the one that was not used for longest. */
static struct kept *place_for(struct judge *judge, int64_t household)
{
    struct kept *oldest = &judge->kept[0];
    for (size_t i = 0; i < POLICIES_KEPT; i++) {
        if (judge->kept[i].arena != NULL && judge->kept[i].household == household)
            return &judge->kept[i];
        if (judge->kept[i].used < oldest->used)
            oldest = &judge->kept[i];
    }
    return oldest;
}

static const struct policy *usual_policy(struct ctx *c, struct judge *judge)
{
    if (judge == NULL)
        return policy_default(c);
    if (judge->usual == NULL) {
        struct ctx own = {.arena = judge->arena};
        judge->usual = policy_default(&own);
    }
    return judge->usual;
}

static enum err parse(struct ctx *c, struct text yaml, struct policy **out)
{
    enum err e = policy_parse(c, yaml, out);
    return e == OK ? OK : fail_within(c, e == ERR_INPUT ? ERR_CORRUPT : e, "the household's policy");
}

enum err judge_policy(struct ctx *c, struct store_tx *tx, struct judge *judge, int64_t household,
                      const struct policy **out)
{
    int64_t version;
    struct text yaml;
    struct policy *policy;
    TRY(household_policy_version(c, tx, household, &version));
    if (version == 0) {
        *out = usual_policy(c, judge);
        return OK;
    }
    struct kept *kept = judge == NULL ? NULL : place_for(judge, household);
    if (kept != NULL && kept->arena != NULL && kept->household == household && kept->version == version) {
        kept->used = ++judge->used;
        *out = kept->policy;
        return OK;
    }
    TRY(household_policy(c, tx, household, &version, &yaml));
    TRY(parse(c, yaml, &policy));
    *out = policy;
    if (kept == NULL)
        return OK;
    arena_free(kept->arena);
    *kept = (struct kept){household, version, ++judge->used, arena_new(), NULL};
    struct ctx own = {.arena = kept->arena};
    enum err e = parse(&own, yaml, &kept->policy);
    *out = kept->policy;
    return e;
}

enum err household_policy_set(struct ctx *c, struct store_tx *tx, int64_t household, int64_t person,
                              struct text yaml, int64_t *version)
{
    struct policy *policy;
    TRY(policy_parse(c, yaml, &policy));
    return household_policy_put(c, tx, household, person, yaml, version);
}

/* -- Facts */

static enum err sum_up(struct ctx *c, struct store_tx *tx, int64_t household,
                       const struct effect_action *action, struct text payee, date day,
                       struct policy_spent *out)
{
    struct outlay_sums today, week, month, others = {0};
    currency cur = action->policy.currency;
    date first = month_first(date_month(day));
    *out = (struct policy_spent){.known = true};
    TRY(outlay_sum(c, tx, household, cur, payee, day, day, &today));
    TRY(outlay_sum(c, tx, household, cur, payee, day - 6, day, &week));
    TRY(outlay_sum(c, tx, household, cur, payee, first, day, &month));
    TRY(outlay_others(c, tx, household, cur, payee, day, day, &others));
    out->mixed_today = others.count > 0;
    out->count_today = today.count + others.count;
    TRY(outlay_others(c, tx, household, cur, payee, day - 6, day, &others));
    out->mixed_week = others.count > 0;
    TRY(outlay_others(c, tx, household, cur, payee, first, day, &others));
    out->mixed_month = others.count > 0;
    out->today = today.amount;
    out->week = week.amount;
    out->month = month.amount;
    return OK;
}

/* Booked, without what is held to leave; for an account with a lowest balance, what is left above it. */
static enum err find_balance(struct ctx *c, struct store_tx *tx, const struct effect_action *action,
                             struct policy_facts *out)
{
    struct account_sums sums;
    const struct account_row *account = &action->account;
    if (!action->takes || account->seq == 0)
        return OK;
    if (action->later) {
        out->balance_known = true;
        out->balance_after = INT64_MAX;
        return OK;
    }
    bool asset = account->kind == ACCOUNT_ASSET;
    TRY(total_sums(c, tx, account->seq, &sums));
    int64_t left;
    if (__builtin_sub_overflow(sums.debit, sums.credit, &left) ||
        __builtin_sub_overflow(left, sums.pending_credit, &left) ||
        __builtin_sub_overflow(left, action->policy.amount, &left) ||
        (account->has_lowest && __builtin_sub_overflow(left, account->lowest, &left)))
        return OK;
    out->balance_known =
        asset || account->has_lowest; /* a card without a limit: nobody knows how far it goes */
    out->balance_after = left;
    return OK;
}

/* What was written before the clock was set back is of now: what has to wait for its age waits from now on. */
static int64_t not_after(int64_t us, int64_t now_us)
{
    return us < now_us ? us : now_us;
}

static enum err find_standing(struct ctx *c, struct store_tx *tx, int64_t household,
                              const struct effect_action *action, struct policy_facts *out)
{
    struct payee_standing one, name;
    struct text by_name = proposal_payee_key(c->arena, action->policy.payee, TEXT(""));
    if (action->payee_key.len == 0)
        return OK;
    TRY(standing_get(c, tx, household, action->payee_key, &one));
    out->payee_known_us = not_after(one.known_us, c->now_us);
    out->payee_blocked = one.blocked_us != 0;
    if (by_name.len > 0 && !text_equal(by_name, action->payee_key)) {
        TRY(standing_get(c, tx, household, by_name, &name));
        out->payee_blocked = out->payee_blocked || name.blocked_us != 0;
    }
    return OK;
}

static enum err find_facts(struct ctx *c, struct store_tx *tx, int64_t household,
                           const struct effect_action *action, struct policy_facts *out)
{
    struct text zone;
    TRY(household_zone(c, tx, household, &zone));
    struct local_time local = zone_local(zone, c->now_us, NULL);
    *out = (struct policy_facts){.now_us = c->now_us, .day = local.day, .minute = local.minute};
    TRY(find_standing(c, tx, household, action, out));
    if (action->policy.amount > 0) {
        TRY(sum_up(c, tx, household, action, TEXT(""), local.day, &out->all));
        if (action->payee_key.len > 0)
            TRY(sum_up(c, tx, household, action, action->payee_key, local.day, &out->payee));
    }
    return find_balance(c, tx, action, out);
}

enum err proposal_ask(struct ctx *c, struct store_tx *tx, struct judge *judge, int64_t household,
                      const struct effect_action *action, const struct proposal_check *check,
                      struct policy_decision *out, bool *may)
{
    const struct policy *policy;
    struct policy_facts facts;
    struct policy_action asked = action->policy;
    asked.kind = check->kind;
    asked.agent = check->agent.len == 0 ? TEXT("person") : check->agent;
    TRY(judge_policy(c, tx, judge, household, &policy));
    TRY(find_facts(c, tx, household, action, &facts));
    facts.proposed_us = not_after(check->proposed_us, c->now_us);
    policy_decide(policy, &asked, &facts, out);
    int64_t said = out->step_up ? check->approvals_step_up : check->approvals;
    *may = out->not_before_us <= c->now_us &&
           (out->verdict == POLICY_ALLOW || (out->verdict == POLICY_ASK && said >= out->approvals));
    return OK;
}
