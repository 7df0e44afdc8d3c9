/* A policy's file, and what it decides: whatever comes in is read or refused with words; what is read prints as something that reads and prints the same, and
 * decides the same. The bytes are the names and figures of the action, too. */
#include "policy/policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct text print(struct ctx *c, const struct policy *policy)
{
    struct buf *b = buf_in_arena(c->arena);
    policy_print(policy, b);
    return buf_view(b);
}

/* An action and facts of these bytes: some odd, some not. */
static void make(struct text bytes, struct policy_action *action, struct policy_facts *facts)
{
    int64_t figures[12] = {0};
    size_t take = bytes.len < sizeof figures ? bytes.len : sizeof figures;
    if (take > 0)
        memcpy(figures, bytes.at + bytes.len - take, take);
    struct text name = bytes.len > 40 ? (struct text){bytes.at + bytes.len - 40, 40} : bytes;
    *action = (struct policy_action){.kind = (enum policy_kind)((uint64_t)figures[0] % (POLICY_KINDS + 1)),
                                     .agent = TEXT("payment"),
                                     .amount = figures[1] % 1000000,
                                     .currency = figures[2] % 2 == 0 ? CURRENCY_EUR : 840,
                                     .payee = figures[2] % 3 == 0 ? TEXT("Bob") : name,
                                     .payee_account = text_from(name, 20),
                                     .account = TEXT("Giro"),
                                     .confirmed = figures[3] % 2 == 0};
    *facts = (struct policy_facts){.now_us = INT64_C(1795185000000000),
                                   .day = 20777,
                                   .minute = 14 * 60 + 30,
                                   .payee_known_us = figures[4] & 0xFFFFFFFFFFFF,
                                   .all = {.known = true, .today = figures[5], .week = 5, .month = 100000},
                                   .payee = {.known = figures[6] % 2 == 0, .count_today = figures[7] & 0xF},
                                   .balance_known = figures[8] % 2 == 0,
                                   .balance_after = figures[9]};
}

static void check(const struct policy *policy, const struct policy_action *action,
                  const struct policy_facts *facts, struct policy_decision *d)
{
    memset(d, 0x5A, sizeof *d);
    policy_decide(policy, action, facts, d);
    if (d->verdict > POLICY_ALLOW || d->listed > POLICY_APPLIED_MAX || !text_is_utf8(text_of(d->why)) ||
        d->why[0] == '\0')
        __builtin_trap();
    if ((d->verdict == POLICY_ASK) != (d->approvals >= 1) ||
        (d->verdict == POLICY_DENY && d->not_before_us != 0))
        __builtin_trap();
    if (action->amount < 0 && d->verdict != POLICY_DENY)
        __builtin_trap();
}

static void compare(struct ctx *c, const struct policy *policy, const struct policy *again, struct text bytes)
{
    struct policy_action action;
    struct policy_facts facts;
    struct policy_decision *a = ARENA_NEW(c->arena, struct policy_decision),
                           *b = ARENA_NEW(c->arena, struct policy_decision);
    make(bytes, &action, &facts);
    check(policy, &action, &facts, a);
    check(again, &action, &facts, b);
    if (memcmp(a->why, b->why, strlen(a->why)) != 0 || a->verdict != b->verdict ||
        a->approvals != b->approvals || a->not_before_us != b->not_before_us || a->step_up != b->step_up)
        __builtin_trap();
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    policy_decision_json(a, &j);
    /* More money is never easier. */
    if (action.amount > 0 && action.amount < INT64_MAX / 2) {
        action.amount += 100000;
        facts.balance_after =
            facts.balance_after < INT64_MIN + 100000 ? INT64_MIN : facts.balance_after - 100000;
        check(policy, &action, &facts, b);
        if (b->verdict > a->verdict)
            __builtin_trap();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = {.arena = arena_new()};
    struct text bytes = {(const char *)data, size};
    struct policy *policy, *again;
    uint8_t digest[POLICY_DIGEST_BYTES], other[POLICY_DIGEST_BYTES];
    if (policy_parse(&c, bytes, &policy) != OK) {
        if (c.why[0] == '\0')
            __builtin_trap();
    } else {
        struct text once = print(&c, policy);
        /* What is written out in full may be larger than a file may be. */
        if (once.len <= POLICY_FILE_BYTES) {
            if (policy_parse(&c, once, &again) != OK || !text_equal(once, print(&c, again)))
                __builtin_trap();
            policy_digest(policy, digest);
            policy_digest(again, other);
            if (memcmp(digest, other, sizeof digest) != 0)
                __builtin_trap();
            compare(&c, policy, again, bytes);
        }
    }
    arena_free(c.arena);
    return 0;
}
