/* Sixty-four at once want what a limit allows a few of; and a statement that brings what was paid. */
#include "finance/import/import.h"
#include "unit/events/world.h"
#include "unit/finance/payment_world.h"

#include <pthread.h>

enum { CLIENTS = 64 };

#define LIMITED                                                                                              \
    ALLOWS "  - name: a day\n    verdict: deny\n    kind: payment\n    total-today-above: 100 EUR\n"

struct client {
    struct payer *payer;
    int number;
    pthread_t thread;
    enum proposal_state state;
    enum err error;
    char why[320];
};

static void *want(void *thing)
{
    struct client *me = thing;
    struct ctx c = {.arena = arena_new(), .now_us = me->payer->w->c.now_us};
    struct proposal_row row;
    for (int i = 0; i < 200; i++) {
        struct store_tx *tx;
        bool again;
        struct proposal_new fresh = {
            .kind = TEXT("payment"),
            .key = text_of(arena_printf(c.arena, "client/%d", me->number)),
            .action = TEXT("{\"account\":\"Checking\",\"payee\":\"Shop\",\"amount\":\"10\"}"),
            .reason = TEXT("race")};
        me->error = store_begin(&c, me->payer->w->store, &tx);
        if (me->error == OK)
            me->error = proposal_make(&c, tx, NULL, HOUSEHOLD_FIRST, &fresh, &row, &again);
        if (me->error == OK)
            me->error = store_commit(&c, tx);
        else
            store_rollback(tx);
        if (me->error == OK || !c.retriable)
            break;
    }
    me->state = row.state;
    memcpy(me->why, c.why, sizeof me->why);
    arena_free(c.arena);
    return NULL;
}

static void a_limit_holds_against_sixty_four(void **state)
{
    static struct client clients[CLIENTS];
    struct payer p;
    int done = 0, denied = 0;
    (void)state;
    payer_init(&p);
    payer_policy(&p, LIMITED);
    for (int i = 0; i < CLIENTS; i++) {
        clients[i] = (struct client){.payer = &p, .number = i};
        assert_int_equal(0, pthread_create(&clients[i].thread, NULL, want, &clients[i]));
    }
    for (int i = 0; i < CLIENTS; i++) {
        pthread_join(clients[i].thread, NULL);
        if (clients[i].error != OK)
            fail_msg("client %d: %s", i, clients[i].why);
        done += clients[i].state == PROPOSAL_DONE;
        denied += clients[i].state == PROPOSAL_DENIED;
    }
    assert_int_equal(10, done);
    assert_int_equal(CLIENTS - 10, denied);
    assert_int_equal(10000, OUTLAY(p.w));
    assert_int_equal(10000, payer_balance(&p, p.checking, true));
    payer_work(&p);
    assert_int_equal(10, p.bank.submits);
    assert_int_equal(90000, payer_balance(&p, p.checking, false));
    payer_release(&p);
}

/* -- Statements */

static struct import_result take(struct payer *p, const char *rows)
{
    static struct import_result result;
    struct source *file;
    struct import_options how = {
        .household = HOUSEHOLD_FIRST, .currency = CURRENCY_EUR, .account = "Checking"};
    struct text text = text_of(arena_printf(p->w->c.arena, "Date,Payee,Amount\n%s", rows));
    file = source_memory(p->w->c.arena, "statement.csv", text);
    assert_ok(&p->w->c, import_file(&p->w->c, p->w->store, file, &how, &result));
    return result;
}

static struct id pay_landlord(struct payer *p)
{
    struct proposal_row row;
    assert_ok(&p->w->c,
              payer_propose(
                  p, "payment", "k",
                  "{\"account\":\"Checking\",\"payee\":\"Landlord\",\"amount\":\"800\",\"category\":null}",
                  NULL, &row));
    assert_int_equal(PROPOSAL_DONE, row.state);
    return row.id;
}

/* On its way: the statement settles it, on another day and in other words; the bank is not asked any more. */
static void a_statement_settles_what_was_submitted(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    p.bank.next[0] = PAYMENT_TAKEN;
    p.bank.next_count = 1;
    struct id id = pay_landlord(&p);
    payer_work(&p);
    assert_int_equal(PAYMENT_SUBMITTED, payer_get(&p, id).state);
    struct import_result r = take(&p, "2026-01-02,LANDLORD,-800.00\n2026-01-02,Bakery,-3.20\n");
    assert_int_equal(1, r.settled);
    assert_int_equal(1, r.added);
    payer_work(&p);
    assert_int_equal(PAYMENT_PAID, payer_get(&p, id).state);
    assert_int_equal(0, p.bank.inquiries);
    assert_int_equal(100000 - 80000 - 320, payer_balance(&p, p.checking, false));
    assert_int_equal(0, payer_balance(&p, p.checking, true));
    assert_int_equal(80000, OUTLAY(p.w));
    payer_release(&p);
}

/* Paid and booked already: the statement brings the same money, not more; its undo brings ours back. */
static void a_statement_knows_what_was_paid(void **state)
{
    static const char *const ways[] = {"2026-01-03,Landlord,-800.00\n", /* later */
                                       "2026-01-01,Landlord,-800.00\n", /* the very same */
                                       "2026-01-02,LANDLORD  Ref 12,-800.00\n"};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct payer p;
        struct undo_result undone;
        payer_init(&p);
        struct id id = pay_landlord(&p);
        payer_work(&p);
        assert_int_equal(PAYMENT_PAID, payer_get(&p, id).state);
        struct import_result r = take(&p, ways[i]);
        if (r.settled != 1)
            fail_msg("way %zu: %d settled, %d suggested, %d added", i, (int)r.settled, (int)r.suggested,
                     (int)r.added);
        assert_int_equal(20000, payer_balance(&p, p.checking, false));
        assert_int_equal(0, payer_balance(&p, p.checking, true));
        r = take(&p, ways[i]);
        assert_int_equal(1, r.duplicates);
        assert_ok(&p.w->c, import_undo(&p.w->c, p.w->store, HOUSEHOLD_FIRST, 1, &undone));
        assert_int_equal(20000, payer_balance(&p, p.checking, false));
        payer_work(&p);
        assert_int_equal(1, p.bank.submits);
        payer_release(&p);
    }
}

/* It was held, and the bank shows it before we sent it: somebody paid it by hand. */
static void what_a_statement_shows_is_not_sent(void **state)
{
    struct payer p;
    (void)state;
    payer_init(&p);
    struct id id = pay_landlord(&p);
    assert_int_equal(1, take(&p, "2026-01-01,Landlord,-800.00\n").settled);
    payer_work(&p);
    assert_int_equal(PAYMENT_PAID, payer_get(&p, id).state);
    assert_int_equal(0, p.bank.submits);
    payer_release(&p);
}

/* Between own accounts: both statements bring their side. */
static void both_sides_of_a_transfer_are_known(void **state)
{
    struct payer p;
    struct proposal_row row;
    (void)state;
    payer_init(&p);
    assert_ok(&p.w->c,
              payer_propose(&p, "transfer", "t",
                            "{\"account\":\"Checking\",\"to\":\"Savings\",\"amount\":\"250\"}", NULL, &row));
    payer_work(&p);
    assert_int_equal(PAYMENT_PAID, payer_get(&p, row.id).state);
    assert_int_equal(75000, payer_balance(&p, p.checking, false));
    assert_int_equal(525000, payer_balance(&p, p.savings, false));
    assert_int_equal(1, take(&p, "2026-01-02,Savings,-250.00\n").settled);
    assert_int_equal(75000, payer_balance(&p, p.checking, false));
    assert_int_equal(525000, payer_balance(&p, p.savings, false));
    assert_int_equal(0, OUTLAY(p.w));
    payer_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_limit_holds_against_sixty_four),
        cmocka_unit_test(a_statement_settles_what_was_submitted),
        cmocka_unit_test(a_statement_knows_what_was_paid),
        cmocka_unit_test(what_a_statement_shows_is_not_sent),
        cmocka_unit_test(both_sides_of_a_transfer_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
