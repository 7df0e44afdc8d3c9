/* Payments: planned, held, given, booked or taken back; each once. */
#include "finance/transactions.h"
#include "unit/events/world.h"
#include "unit/finance/payment_world.h"

static const struct proposal_voice anna = {.person = 1, .way = {"page", 4}};

#define RENT                                                                                                 \
    "{\"account\":\"Checking\",\"payee\":\"Landlord\",\"number\":\"" IBAN                                    \
    "\",\"amount\":\"800.00\",\"reference\":\"Rent\"}"

static struct proposal_row pay(struct payer *p, const char *key, const char *action)
{
    struct proposal_row row;
    assert_ok(&p->w->c, payer_propose(p, "payment", key, action, NULL, &row));
    return row;
}

static void is_held_then_paid(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    struct proposal_row row = pay(&p, "k", RENT);
    assert_int_equal(PROPOSAL_DONE, row.state);
    assert_int_equal(PAYMENT_HELD, payer_get(&p, row.id).state);
    assert_int_equal(80000, payer_balance(&p, p.checking, true));
    assert_int_equal(100000, payer_balance(&p, p.checking, false));
    assert_int_equal(80000, OUTLAY(p.w));
    assert_int_equal(0, p.bank.submits);
    payer_work(&p);
    assert_int_equal(PAYMENT_PAID, payer_get(&p, row.id).state);
    assert_int_equal(0, payer_balance(&p, p.checking, true));
    assert_int_equal(20000, payer_balance(&p, p.checking, false));
    assert_int_equal(80000, OUTLAY(p.w));
    payer_work(&p);
    assert_int_equal(1, p.bank.submits);
    assert_int_equal(1, world_number(p.w, "SELECT count(*) FROM event WHERE type = 'payment.held'"));
    assert_int_equal(1, world_number(p.w, "SELECT count(*) FROM event WHERE type = 'payment.paid'"));
    assert_int_equal(1, world_number(p.w, "SELECT count(*) FROM payee_standing WHERE known_us IS NOT NULL"));
    struct proposal_row same = pay(&p, "k", RENT); /* the same key is the same payment */
    assert_int_equal(row.seq, same.seq);
    assert_int_equal(1, world_number(p.w, "SELECT count(*) FROM payment"));
    payer_release(&p);
}

static void what_is_refused_is_taken_back(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    p.bank.next[0] = PAYMENT_REFUSED;
    p.bank.next_count = 1;
    struct proposal_row row = pay(&p, "k", RENT);
    payer_work(&p);
    struct payment_row payment = payer_get(&p, row.id);
    assert_int_equal(PAYMENT_FAILED, payment.state);
    assert_text("as scripted", payment.why);
    assert_int_equal(0, payer_balance(&p, p.checking, true));
    assert_int_equal(100000, payer_balance(&p, p.checking, false));
    assert_int_equal(0, OUTLAY(p.w));
    assert_int_equal(1, world_number(p.w, "SELECT count(*) FROM event WHERE type = 'payment.failed'"));
    payer_release(&p);
}

/* It timed out after it had paid: it is asked before it is given again. */
static void no_answer_is_asked_about(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    p.bank.next[0] = PAYMENT_UNKNOWN;
    p.bank.next_count = 1;
    p.bank.takes_all_the_same = true;
    struct proposal_row row = pay(&p, "k", RENT);
    int64_t next_us = payer_work(&p);
    assert_int_equal(PAYMENT_HELD, payer_get(&p, row.id).state);
    assert_true(next_us > p.w->c.now_us);
    payer_work(&p); /* too soon */
    assert_int_equal(0, p.bank.inquiries);
    p.w->c.now_us = next_us;
    payer_work(&p);
    assert_int_equal(PAYMENT_PAID, payer_get(&p, row.id).state);
    assert_int_equal(1, p.bank.submits);
    assert_int_equal(1, p.bank.inquiries);
    assert_int_equal(20000, payer_balance(&p, p.checking, false));
    payer_release(&p);
}

/* It had not arrived: it is given again, under the same id. */
static void what_is_absent_is_given_again(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    p.bank.next[0] = PAYMENT_UNKNOWN;
    p.bank.next_count = 1;
    struct proposal_row row = pay(&p, "k", RENT);
    p.w->c.now_us = payer_work(&p);
    payer_work(&p);
    assert_int_equal(PAYMENT_PAID, payer_get(&p, row.id).state);
    assert_int_equal(2, p.bank.submits);
    assert_int_equal(0, p.bank.doubles);
    payer_release(&p);
}

static void later_has_an_end(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    for (size_t i = 0; i < 32; i++) /* what it says when asked, and when given */
        p.bank.next[i] = i == 0 || i % 2 == 0 ? PAYMENT_LATER : PAYMENT_ABSENT;
    p.bank.next_count = 32;
    struct proposal_row row = pay(&p, "k", RENT);
    for (int i = 0; i < 20 && payer_get(&p, row.id).state == PAYMENT_HELD; i++)
        p.w->c.now_us = payer_work(&p);
    struct payment_row payment = payer_get(&p, row.id);
    assert_int_equal(PAYMENT_FAILED, payment.state);
    assert_int_equal(PAY_TRIES, payment.tries);
    assert_int_equal(PAY_TRIES, p.bank.submits);
    assert_int_equal(0, OUTLAY(p.w));
    payer_release(&p);
}

/* Nobody knows for days: never given again, never given up, people are told once, and can say so. */
static void what_stays_unclear_is_for_people(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    for (size_t i = 0; i < 32; i++)
        p.bank.next[i] = PAYMENT_UNKNOWN;
    p.bank.next_count = 32;
    struct proposal_row row = pay(&p, "k", RENT);
    for (int i = 0; i < 20; i++)
        p.w->c.now_us = payer_work(&p);
    assert_int_equal(PAYMENT_HELD, payer_get(&p, row.id).state);
    assert_int_equal(1, p.bank.submits);
    assert_int_equal(1, world_number(p.w, "SELECT count(*) FROM event WHERE type = 'payment.unclear'"));
    struct payment_row out;
    struct store_tx *tx = world_begin(p.w);
    assert_err(ERR_CONFLICT, pay_cancel(&p.w->c, tx, HOUSEHOLD_FIRST, row.id, TEXT("no"), &out));
    store_rollback(tx);
    tx = world_begin(p.w);
    assert_ok(&p.w->c, pay_resolve(&p.w->c, tx, HOUSEHOLD_FIRST, row.id, true, &out));
    world_commit(p.w, tx);
    assert_int_equal(PAYMENT_PAID, out.state);
    assert_int_equal(20000, payer_balance(&p, p.checking, false));
    payer_release(&p);
}

static void taken_is_asked_until_settled(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    p.bank.next[0] = p.bank.next[1] = PAYMENT_TAKEN;
    p.bank.next_count = 2;
    struct proposal_row row = pay(&p, "k", RENT);
    int64_t next_us = payer_work(&p);
    assert_int_equal(PAYMENT_SUBMITTED, payer_get(&p, row.id).state);
    p.w->c.now_us = next_us;
    next_us = payer_work(&p);
    assert_int_equal(PAYMENT_SUBMITTED, payer_get(&p, row.id).state);
    p.w->c.now_us = next_us;
    payer_work(&p);
    assert_int_equal(PAYMENT_PAID, payer_get(&p, row.id).state);
    assert_int_equal(1, p.bank.submits);
    assert_int_equal(1, world_number(p.w, "SELECT count(*) FROM event WHERE type = 'payment.submitted'"));
    payer_release(&p);
}

/* The process died after "it may go out" was written: the claim holds others off, then the provider is asked. */
static void after_a_crash_it_is_asked(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    struct proposal_row row = pay(&p, "k", RENT);
    p.bank.known[p.bank.known_count++] = row.id; /* it had arrived */
    world_script(p.w, "UPDATE payment SET tries = 1, claim_us = next_us");
    p.desk.began = true; /* another process's claim */
    payer_work(&p);
    assert_int_equal(0, p.bank.inquiries);
    p.w->c.now_us += PAY_CLAIM_US;
    payer_work(&p);
    assert_int_equal(PAYMENT_PAID, payer_get(&p, row.id).state);
    assert_int_equal(0, p.bank.submits);
    assert_int_equal(1, p.bank.inquiries);
    payer_release(&p);
}

static void alone_it_need_not_wait_for_its_dead_self(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    struct proposal_row row = pay(&p, "k", RENT);
    world_script(p.w, "UPDATE payment SET tries = 1, claim_us = next_us");
    payer_work(&p);
    if (!store_is_shared(p.w->store))
        assert_int_equal(PAYMENT_PAID, payer_get(&p, row.id).state);
    payer_release(&p);
}

static const char *rent_on(struct payer *p, int32_t days)
{
    char day[DATE_TEXT_MAX];
    return arena_printf(p->w->c.arena,
                        "{\"account\":\"Checking\",\"payee\":\"Landlord\",\"amount\":\"800\",\"due\":\"%s\"}",
                        date_format(time_date(p->w->c.now_us) + days, day));
}

static void a_planned_one_waits_for_its_day(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    struct proposal_row row = pay(&p, "k", rent_on(&p, 3));
    assert_int_equal(PROPOSAL_DONE, row.state);
    assert_int_equal(PAYMENT_PLANNED, payer_get(&p, row.id).state);
    int64_t next_us = payer_work(&p);
    assert_int_equal((p.w->c.now_us / DAY_US + 3) * DAY_US, next_us);
    assert_int_equal(0, OUTLAY(p.w));
    p.w->c.now_us = next_us - 1;
    payer_work(&p);
    assert_int_equal(PAYMENT_PLANNED, payer_get(&p, row.id).state);
    p.w->c.now_us = next_us;
    payer_work(&p);
    assert_int_equal(PAYMENT_PAID, payer_get(&p, row.id).state);
    assert_int_equal(80000, OUTLAY(p.w));
    payer_release(&p);
}

/* Forwards over its day, and back, and forwards again. */
static void a_clock_that_jumps_pays_once(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    struct proposal_row row = pay(&p, "k", rent_on(&p, 3));
    p.w->c.now_us += 9 * DAY_US;
    payer_work(&p);
    assert_int_equal(PAYMENT_PAID, payer_get(&p, row.id).state);
    p.w->c.now_us -= 9 * DAY_US;
    payer_work(&p);
    p.w->c.now_us += 20 * DAY_US;
    payer_work(&p);
    assert_int_equal(1, p.bank.submits);
    assert_int_equal(1, world_number(p.w, "SELECT count(*) FROM txn WHERE amount = -80000"));
    payer_release(&p);
}

/* The household's days are its owner's. */
static void days_are_the_households(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    world_script(
        p.w, "INSERT INTO person (seq, id, email, name, locale, zone, password_us, created_us) VALUES (1, "
             "X'00000000000070008000000000000009', 'a@b.example', 'Anna', 'en', 'Pacific/Auckland', 0, 1)");
    world_script(p.w, "INSERT INTO member (household, person, role, since_us) VALUES (1, 1, 3, 1)");
    struct proposal_row row = pay(&p, "k", rent_on(&p, 3));
    int64_t next_us = payer_work(&p);
    if (world_number(p.w, "SELECT count(*) FROM member") ==
        1) /* midnight there is 11:00 UTC of the day before */
        assert_int_equal((p.w->c.now_us / DAY_US + 2) * DAY_US + INT64_C(11) * 3600 * 1000000, next_us);
    p.w->c.now_us = next_us;
    payer_work(&p);
    assert_int_equal(PAYMENT_PAID, payer_get(&p, row.id).state);
    payer_release(&p);
}

#define DENIES "version: 1\nrules:\n  - name: never\n    verdict: deny\n    kind: payment\n"
#define ASKS   "version: 1\nrules:\n  - name: please\n    verdict: ask\n    kind: payment\n"

static void on_its_day_the_policy_is_asked_again(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    struct proposal_row row = pay(&p, "k", rent_on(&p, 1));
    payer_policy(&p, DENIES);
    p.w->c.now_us += DAY_US;
    payer_work(&p);
    assert_int_equal(PAYMENT_FAILED, payer_get(&p, row.id).state);
    assert_int_equal(0, p.bank.submits);
    payer_release(&p);
}

static struct proposal_row question(struct payer *p)
{
    struct proposal_row *rows;
    size_t count;
    struct store_tx *tx;
    assert_ok(&p->w->c, store_begin_read(&p->w->c, p->w->store, &tx));
    assert_ok(&p->w->c, proposal_page(&p->w->c, tx, HOUSEHOLD_FIRST, PROPOSAL_WAITING, 0, 10, &rows, &count));
    store_rollback(tx);
    assert_int_equal(1, count);
    return rows[0];
}

static void when_it_asks_people_answer(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    struct proposal_row row = pay(&p, "k", rent_on(&p, 1)), out;
    payer_policy(&p, ASKS);
    p.w->c.now_us += DAY_US;
    payer_work(&p);
    assert_int_equal(PAYMENT_PLANNED, payer_get(&p, row.id).state);
    p.w->c.now_us += PAY_WAIT_US;
    payer_work(&p);
    assert_int_equal(1, world_number(p.w, "SELECT count(*) FROM event WHERE type = 'payment.waiting'"));
    struct proposal_row asked = question(&p);
    struct store_tx *tx = world_begin(p.w);
    assert_ok(&p.w->c,
              proposal_approve(&p.w->c, tx, NULL, HOUSEHOLD_FIRST, asked.id, &asked.digest, &anna, &out));
    world_commit(p.w, tx);
    assert_int_equal(PROPOSAL_DONE, out.state);
    tx = world_begin(p.w); /* a double click */
    assert_ok(&p.w->c,
              proposal_approve(&p.w->c, tx, NULL, HOUSEHOLD_FIRST, asked.id, &asked.digest, &anna, &out));
    world_commit(p.w, tx);
    assert_int_equal(1, world_number(p.w, "SELECT count(*) FROM txn WHERE amount = -80000"));
    payer_work(&p);
    assert_int_equal(PAYMENT_PAID, payer_get(&p, row.id).state);
    assert_int_equal(1, p.bank.submits);
    payer_release(&p);
}

static void a_no_cancels_it(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    struct proposal_row row = pay(&p, "k", rent_on(&p, 1)), out;
    payer_policy(&p, ASKS);
    p.w->c.now_us += DAY_US;
    payer_work(&p);
    struct proposal_row asked = question(&p);
    struct store_tx *tx = world_begin(p.w);
    assert_ok(&p.w->c, proposal_deny(&p.w->c, tx, HOUSEHOLD_FIRST, asked.id, &anna, &out));
    world_commit(p.w, tx);
    assert_int_equal(PAYMENT_CANCELLED, payer_get(&p, row.id).state);
    payer_work(&p);
    assert_int_equal(0, p.bank.submits);
    payer_release(&p);
}

/* The account has a lowest balance: it waits for money, an hour at a time, and is paid when there is some. */
static void it_waits_for_money(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    world_script(p.w, "UPDATE account SET lowest = 50000 WHERE name = 'Checking'");
    struct proposal_row now, row = pay(&p, "k", rent_on(&p, 1));
    assert_ok(&p.w->c, payer_propose(&p, "payment", "now", RENT, NULL, &now));
    assert_int_equal(PROPOSAL_FAILED, now.state); /* what is wanted now is refused now */
    assert_int_equal(1, world_number(p.w, "SELECT count(*) FROM payment"));
    p.w->c.now_us += DAY_US;
    assert_int_equal(p.w->c.now_us + PAY_WAIT_US, payer_work(&p));
    assert_int_equal(PAYMENT_PLANNED, payer_get(&p, row.id).state);
    assert_true(text_find(payer_get(&p, row.id).why, TEXT("lowest")) > 0);
    struct proposal_row move;
    assert_ok(&p.w->c,
              payer_propose(&p, "transfer", "t",
                            "{\"account\":\"Savings\",\"to\":\"Checking\",\"amount\":\"400\"}", NULL, &move));
    assert_int_equal(PROPOSAL_DONE, move.state);
    payer_work(&p);
    assert_int_equal(PAYMENT_PAID, payer_get(&p, move.id).state);
    assert_int_equal(80000, 80000 + OUTLAY(p.w)); /* between own accounts nothing is spent */
    assert_int_equal(140000, payer_balance(&p, p.checking, false));
    p.w->c.now_us += PAY_WAIT_US;
    payer_work(&p);
    assert_int_equal(PAYMENT_PAID, payer_get(&p, row.id).state);
    assert_int_equal(60000, payer_balance(&p, p.checking, false));
    payer_release(&p);
}

static void cancelling(void **state)
{
    struct payer p;
    struct payment_row out;
    (void)state;
    payer_init(&p);
    struct proposal_row planned = pay(&p, "a", rent_on(&p, 5)), held = pay(&p, "b", RENT);
    const struct id ids[] = {planned.id, held.id, held.id};
    for (size_t i = 0; i < 3; i++) {
        struct store_tx *tx = world_begin(p.w);
        assert_ok(&p.w->c, pay_cancel(&p.w->c, tx, HOUSEHOLD_FIRST, ids[i], TEXT("no"), &out));
        world_commit(p.w, tx);
        assert_int_equal(PAYMENT_CANCELLED, out.state);
    }
    assert_int_equal(0, OUTLAY(p.w));
    assert_int_equal(100000, payer_balance(&p, p.checking, false));
    payer_work(&p);
    p.w->c.now_us += 9 * DAY_US;
    payer_work(&p);
    assert_int_equal(0, p.bank.submits);
    struct proposal_row gone = pay(&p, "c", RENT);
    payer_work(&p);
    struct store_tx *tx = world_begin(p.w);
    assert_err(ERR_CONFLICT, pay_cancel(&p.w->c, tx, HOUSEHOLD_FIRST, gone.id, TEXT("no"), &out));
    store_rollback(tx);
    payer_release(&p);
}

/* In the list of transactions somebody made the held one void. */
static void a_void_transaction_is_not_paid(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    struct proposal_row row = pay(&p, "k", RENT);
    assert_ok(&p.w->c, transaction_void(&p.w->c, p.w->store, HOUSEHOLD_FIRST, payer_get(&p, row.id).txn));
    payer_work(&p);
    assert_int_equal(PAYMENT_CANCELLED, payer_get(&p, row.id).state);
    assert_int_equal(0, p.bank.submits);
    assert_int_equal(0, OUTLAY(p.w));
    /* Booked by hand: then it was paid otherwise, and is not paid by us as well. */
    row = pay(&p, "k2", RENT);
    assert_ok(&p.w->c, transaction_post(&p.w->c, p.w->store, HOUSEHOLD_FIRST, payer_get(&p, row.id).txn));
    payer_work(&p);
    assert_int_equal(PAYMENT_PAID, payer_get(&p, row.id).state);
    assert_int_equal(0, p.bank.submits);
    payer_release(&p);
}

static void what_is_no_order(void **state)
{
    struct payer p;
    struct proposal_row row;
    (void)state;
    payer_init(&p);
    static const char *const bad[] = {
        "{\"account\":\"Checking\",\"payee\":\"x\",\"amount\":\"0\"}",
        "{\"account\":\"Checking\",\"payee\":\"x\",\"amount\":\"-1\"}",
        "{\"account\":\"Checking\",\"payee\":\"x\",\"amount\":\"1.234\"}",
        "{\"account\":\"Checking\",\"payee\":\"x\",\"amount\":\"1\",\"currency\":\"USD\"}",
        "{\"account\":\"Checking\",\"payee\":\"x\",\"amount\":\"1\",\"number\":\"DE88370400440532013000\"}",
        "{\"account\":\"Checking\",\"payee\":\"x\",\"amount\":\"1\",\"due\":\"2030-01-01\"}",
        "{\"account\":\"Checking\",\"payee\":\"x\",\"amount\":\"1\",\"confirmed\":true}",
        "{\"account\":\"Checking\",\"payee\":\"\",\"amount\":\"1\"}",
        "{\"account\":\"Checking\",\"payee\":\"x\",\"amount\":\"1\",\"mandate\":\"x\"}",
        "{\"payment\":\"x\"}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_err(ERR_INPUT, payer_propose(&p, "payment", "k", bad[i], NULL, &row));
    assert_err(ERR_NOT_FOUND,
               payer_propose(&p, "payment", "k", "{\"account\":\"Nowhere\",\"payee\":\"x\",\"amount\":\"1\"}",
                             NULL, &row));
    assert_err(ERR_NOT_FOUND,
               payer_propose(&p, "payment", "k",
                             "{\"account\":\"Checking\",\"payee\":\"x\",\"amount\":\"1\",\"mandate\":"
                             "\"018f0000-0000-7000-8000-000000000000\",\"occurrence\":\"2026-01-01\"}",
                             NULL, &row));
    assert_err(ERR_INPUT,
               payer_propose(&p, "transfer", "k",
                             "{\"account\":\"Checking\",\"to\":\"Checking\",\"amount\":\"1\"}", NULL, &row));
    assert_int_equal(0, world_number(p.w, "SELECT count(*) FROM payment"));
    payer_release(&p);
}

/* The stored action was changed behind the approval: it fails. And a planned payment is paid as it was planned, or not at all. */
static void a_changed_amount_is_not_paid(void **state)
{
    struct payer p;
    struct proposal_row row, out;
    char id[ID_TEXT_MAX];
    (void)state;
    payer_init(&p);
    payer_policy(&p, ASKS);
    assert_ok(&p.w->c, payer_propose(&p, "payment", "k", RENT, NULL, &row));
    assert_int_equal(PROPOSAL_WAITING, row.state);
    world_script(p.w, "UPDATE proposal SET action = replace(action, '800.00', '900.00')");
    struct store_tx *tx = world_begin(p.w);
    assert_ok(&p.w->c,
              proposal_approve(&p.w->c, tx, NULL, HOUSEHOLD_FIRST, row.id, &row.digest, &anna, &out));
    world_commit(p.w, tx);
    assert_int_equal(PROPOSAL_FAILED, out.state);
    payer_policy(&p, ALLOWS);
    row = pay(&p, "p", rent_on(&p, 4));
    const char *other =
        arena_printf(p.w->c.arena, "{\"payment\":\"%s\",\"amount\":\"1.00\"}", id_format(row.id, id));
    assert_err(ERR_CONFLICT, payer_propose(&p, "payment", "o", other, NULL, &out));
    const char *sooner = arena_printf(p.w->c.arena, "{\"payment\":\"%s\",\"due\":\"2026-01-01\"}", id);
    assert_ok(&p.w->c, payer_propose(&p, "payment", "s", sooner, &anna, &out));
    assert_int_equal(PROPOSAL_DONE, out.state);
    assert_int_equal(PAYMENT_HELD, payer_get(&p, row.id).state);
    assert_err(ERR_CONFLICT, payer_propose(&p, "payment", "s2", sooner, &anna, &out));
    assert_int_equal(1, world_number(p.w, "SELECT count(*) FROM payment"));
    payer_release(&p);
}

static const char *const monthly = "{\"account\":\"Checking\",\"payee\":\"Landlord\",\"number\":\"" IBAN
                                   "\",\"amount\":\"800\",\"every\":\"1 month\",\"first\":\"2026-01-05\"}";
#define ONLY_CONFIRMED                                                                                       \
    "version: 1\nrules:\n  - name: confirmed\n    verdict: allow\n    kind: payment\n    confirmed: yes\n"

static enum err pay_of(struct payer *p, struct id mandate, const char *amount, const char *day,
                       struct proposal_row *out)
{
    char id[ID_TEXT_MAX];
    const char *action =
        arena_printf(p->w->c.arena,
                     "{\"account\":\"Checking\",\"payee\":\"Landlord\",\"number\":\"" IBAN
                     "\",\"amount\":\"%s\",\"due\":\"%s\",\"mandate\":\"%s\",\"occurrence\":\"%s\"}",
                     amount, day, id_format(mandate, id), day);
    return payer_propose(p, "payment", arena_printf(p->w->c.arena, "m/%s/%s", day, amount), action, NULL,
                         out);
}

static void what_was_confirmed_is_paid_without_asking(void **state)
{
    struct payer p;
    struct proposal_row mandate, row;
    struct mandate_row ended;
    (void)state;
    payer_init(&p);
    payer_policy(&p, ONLY_CONFIRMED);
    assert_ok(&p.w->c, payer_propose(&p, "mandate", "m", monthly, &anna, &mandate));
    assert_int_equal(PROPOSAL_DONE, mandate.state);
    assert_ok(&p.w->c, pay_of(&p, mandate.id, "800", "2026-01-05", &row));
    assert_int_equal(PROPOSAL_DONE, row.state);
    assert_ok(&p.w->c, pay_of(&p, mandate.id, "799", "2026-01-05", &row)); /* the same occurrence once more */
    assert_int_equal(PROPOSAL_FAILED, row.state);
    assert_int_equal(1, world_number(p.w, "SELECT count(*) FROM payment"));
    assert_ok(&p.w->c,
              pay_of(&p, mandate.id, "801", "2026-02-05", &row)); /* more than that: people are asked */
    assert_int_equal(PROPOSAL_WAITING, row.state);
    struct store_tx *tx = world_begin(p.w);
    assert_ok(&p.w->c, mandate_end(&p.w->c, tx, HOUSEHOLD_FIRST, mandate.id, TEXT("moved out"), &ended));
    world_commit(p.w, tx);
    assert_int_equal(1, world_number(p.w, "SELECT count(*) FROM payment WHERE state = 6"));
    assert_ok(&p.w->c, pay_of(&p, mandate.id, "800", "2026-03-05", &row));
    assert_int_equal(PROPOSAL_WAITING, row.state);
    payer_release(&p);
}

/* A policy that allows mandates by themselves is no person who confirms. */
static void a_mandate_that_nobody_confirmed_confirms_nothing(void **state)
{
    struct payer p;
    struct proposal_row mandate, row;
    (void)state;
    payer_init(&p);
    payer_policy(&p, ONLY_CONFIRMED "  - name: all\n    verdict: allow\n    kind: mandate\n");
    assert_ok(&p.w->c, payer_propose(&p, "mandate", "m", monthly, NULL, &mandate));
    assert_int_equal(PROPOSAL_DONE, mandate.state);
    assert_ok(&p.w->c, pay_of(&p, mandate.id, "800", "2026-01-05", &row));
    assert_int_equal(PROPOSAL_WAITING, row.state);
    payer_release(&p);
}

static void schedules(void **state)
{
    int64_t every;
    enum mandate_unit unit;
    date last;
    (void)state;
    assert_true(date_from_civil(2026, 1, 31, &last));
    char day[DATE_TEXT_MAX];
    assert_string_equal("2026-02-28", date_format(schedule_day(last, 1, MANDATE_MONTHS, 1), day));
    assert_string_equal("2026-03-31", date_format(schedule_day(last, 1, MANDATE_MONTHS, 2), day));
    assert_string_equal("2026-02-28", date_format(schedule_next(last, 1, MANDATE_MONTHS, last + 1), day));
    assert_string_equal("2026-02-14", date_format(schedule_next(last, 14, MANDATE_DAYS, last + 1), day));
    assert_int_equal(last, schedule_next(last, 14, MANDATE_DAYS, last - 400));
    assert_int_equal(DATE_NONE, schedule_next(last, 1200, MANDATE_MONTHS, DATE_LAST));
    assert_true(schedule_parse(TEXT("2 weeks"), &every, &unit) && every == 14 && unit == MANDATE_DAYS);
    assert_true(schedule_parse(TEXT("1 year"), &every, &unit) && every == 12 && unit == MANDATE_MONTHS);
    static const char *const bad[] = {"",         "month",       "0 months",  "-1 days",
                                      "1  month", "1 fortnight", "99999 days"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(schedule_parse(text_of(bad[i]), &every, &unit));
    struct ctx c = test_ctx();
    assert_string_equal("2 weeks", schedule_text(c.arena, 14, MANDATE_DAYS));
    assert_string_equal("1 year", schedule_text(c.arena, 12, MANDATE_MONTHS));
    assert_string_equal("10 days", schedule_text(c.arena, 10, MANDATE_DAYS));
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_held_then_paid),
        cmocka_unit_test(what_is_refused_is_taken_back),
        cmocka_unit_test(no_answer_is_asked_about),
        cmocka_unit_test(what_is_absent_is_given_again),
        cmocka_unit_test(later_has_an_end),
        cmocka_unit_test(what_stays_unclear_is_for_people),
        cmocka_unit_test(taken_is_asked_until_settled),
        cmocka_unit_test(after_a_crash_it_is_asked),
        cmocka_unit_test(alone_it_need_not_wait_for_its_dead_self),
        cmocka_unit_test(a_planned_one_waits_for_its_day),
        cmocka_unit_test(a_clock_that_jumps_pays_once),
        cmocka_unit_test(days_are_the_households),
        cmocka_unit_test(on_its_day_the_policy_is_asked_again),
        cmocka_unit_test(when_it_asks_people_answer),
        cmocka_unit_test(a_no_cancels_it),
        cmocka_unit_test(it_waits_for_money),
        cmocka_unit_test(cancelling),
        cmocka_unit_test(a_void_transaction_is_not_paid),
        cmocka_unit_test(what_is_no_order),
        cmocka_unit_test(a_changed_amount_is_not_paid),
        cmocka_unit_test(what_was_confirmed_is_paid_without_asking),
        cmocka_unit_test(a_mandate_that_nobody_confirmed_confirms_nothing),
        cmocka_unit_test(schedules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
