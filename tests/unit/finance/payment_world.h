/* A household that pays: two accounts, a policy, a provider that does as it is told. */
#ifndef TESTS_UNIT_FINANCE_PAYMENT_WORLD_H
#define TESTS_UNIT_FINANCE_PAYMENT_WORLD_H

#include "finance/accounts.h"
#include "finance/fsck.h"
#include "finance/payment/pay.h"
#include "payment/payment_driver.h"
#include "store/entity/agency/standing.h"
#include "store/entity/total.h"
#include "unit/events/world.h"

#define DAY_US INT64_C(86400000000)
#define IBAN   "DE89370400440532013000"

/* Everything that was submitted once is known to it; what it says, and whether its answer is lost, is the script's. */
struct scripted {
    struct payment_provider base;
    enum payment_outcome next[32]; /* of each call, in turn; behind them: SETTLED, or what is known */
    size_t next_count, calls;
    bool takes_all_the_same; /* UNKNOWN: it had been taken */
    struct id known[256];
    size_t known_count, submits, inquiries, doubles;
    int64_t wait_us;
};

static inline bool scripted_knows(const struct scripted *s, struct id id)
{
    for (size_t i = 0; i < s->known_count; i++)
        if (id_equal(s->known[i], id))
            return true;
    return false;
}

static void scripted_submit(struct ctx *c, struct payment_provider *base, const struct payment_order *order,
                            struct payment_receipt *out)
{
    struct scripted *s = (struct scripted *)base;
    (void)c;
    out->outcome = s->calls < s->next_count ? s->next[s->calls] : PAYMENT_SETTLED;
    s->calls++;
    s->submits++;
    bool takes = out->outcome == PAYMENT_SETTLED || out->outcome == PAYMENT_TAKEN ||
                 (out->outcome == PAYMENT_UNKNOWN && s->takes_all_the_same);
    s->doubles += takes && scripted_knows(s, order->id);
    if (takes && s->known_count < 256)
        s->known[s->known_count++] = order->id;
    out->wait_us = s->wait_us;
    if (out->outcome != PAYMENT_SETTLED && out->outcome != PAYMENT_TAKEN)
        receipt_say(out, out->outcome, "as scripted");
}

static void scripted_inquire(struct ctx *c, struct payment_provider *base, const struct payment_order *order,
                             struct payment_receipt *out)
{
    struct scripted *s = (struct scripted *)base;
    (void)c;
    s->inquiries++;
    if (s->calls < s->next_count)
        out->outcome = s->next[s->calls++];
    else
        out->outcome = scripted_knows(s, order->id) ? PAYMENT_SETTLED : PAYMENT_ABSENT;
}

static const struct payment_driver scripted_driver = {
    .name = "scripted", .tells = true, .submit = scripted_submit, .inquire = scripted_inquire};

struct payer {
    struct world *w;
    struct scripted bank;
    struct pay_desk desk;
    int64_t checking, savings;
};

#define ALLOWS "version: 1\nrules:\n  - name: fine\n    verdict: allow\n    kind: [payment, transfer]\n"

static inline void payer_policy(struct payer *p, const char *yaml)
{
    int64_t version;
    struct store_tx *tx = world_begin(p->w);
    assert_ok(&p->w->c, household_policy_set(&p->w->c, tx, HOUSEHOLD_FIRST, 0, text_of(yaml), &version));
    world_commit(p->w, tx);
}

static inline int64_t payer_account(struct payer *p, const char *name, const char *number, int64_t opening)
{
    int64_t seq;
    struct account_new fresh = {.name = text_of(name),
                                .kind = ACCOUNT_ASSET,
                                .currency = CURRENCY_EUR,
                                .number = text_of(number),
                                .opening = opening,
                                .opening_date = time_date(p->w->c.now_us) - 30};
    assert_ok(&p->w->c, accounts_add(&p->w->c, p->w->store, HOUSEHOLD_FIRST, &fresh, &seq));
    struct store_tx *tx;
    struct account_row row;
    assert_ok(&p->w->c, store_begin_read(&p->w->c, p->w->store, &tx));
    assert_ok(&p->w->c, account_by_name(&p->w->c, tx, HOUSEHOLD_FIRST, text_of(name), &row));
    store_rollback(tx);
    return row.seq;
}

static inline void payer_init(struct payer *p)
{
    *p = (struct payer){.w = world_new(), .bank = {.base = {&scripted_driver}}};
    p->desk.provider = &p->bank.base;
    p->checking = payer_account(p, "Checking", "DE02120300000000202051", 100000);
    p->savings = payer_account(p, "Savings", "", 500000);
    payer_policy(p, ALLOWS);
}

static inline void payer_release(struct payer *p)
{
    struct fsck_result result;
    struct store_tx *tx;
    assert_ok(&p->w->c, store_begin_read(&p->w->c, p->w->store, &tx));
    assert_ok(&p->w->c, fsck_run(&p->w->c, tx, &(struct fsck_options){0}, &result));
    assert_int_equal(0, result.problems_all);
    store_rollback(tx);
    world_free(p->w);
}

static inline enum err payer_propose(struct payer *p, const char *kind, const char *key, const char *action,
                                     const struct proposal_voice *voice, struct proposal_row *out)
{
    bool again;
    struct store_tx *tx = world_begin(p->w);
    struct proposal_new fresh = {.voice = voice,
                                 .kind = text_of(kind),
                                 .key = text_of(key),
                                 .action = text_of(action),
                                 .reason = TEXT("test")};
    enum err e = proposal_make(&p->w->c, tx, NULL, HOUSEHOLD_FIRST, &fresh, out, &again);
    if (e == OK)
        world_commit(p->w, tx);
    else
        store_rollback(tx);
    return e;
}

static inline int64_t payer_work(struct payer *p)
{
    int64_t next_us;
    bool did;
    assert_ok(&p->w->c, pay_work(&p->w->c, p->w->store, NULL, &p->desk, &next_us, &did));
    return next_us;
}

static inline struct payment_row payer_get(struct payer *p, struct id id)
{
    struct store_tx *tx;
    struct payment_row row;
    assert_ok(&p->w->c, store_begin_read(&p->w->c, p->w->store, &tx));
    assert_ok(&p->w->c, payment_by_id(&p->w->c, tx, HOUSEHOLD_FIRST, id, &row));
    store_rollback(tx);
    return row;
}

static inline int64_t payer_balance(struct payer *p, int64_t account, bool held)
{
    struct store_tx *tx;
    struct account_sums sums;
    assert_ok(&p->w->c, store_begin_read(&p->w->c, p->w->store, &tx));
    assert_ok(&p->w->c, total_sums(&p->w->c, tx, account, &sums));
    store_rollback(tx);
    return held ? sums.pending_credit : sums.debit - sums.credit;
}

#define OUTLAY(w) world_number(w, "SELECT coalesce(sum(amount), 0) FROM outlay WHERE payee = ''")

#endif
