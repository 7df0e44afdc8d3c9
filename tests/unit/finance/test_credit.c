/* Cards, scores and requests in a store: what is owed, projected, kept, refused. */
#include "finance/credit/credit.h"
#include "finance/proposal/proposal.h"
#include "unit/agents/household.h"

/* The clock stands at noon of 2026-10-31, a Saturday. */
static struct household_test *card_new(int64_t limit, int64_t statement_day)
{
    struct household_test *h = household_new();
    h->checking = open_account(h, "Visa", ACCOUNT_LIABILITY);
    int64_t shops = open_account(h, "Expenses:Shops", ACCOUNT_EXPENSE);
    for (int32_t i = 0; i < 60; i++) /* 10.00 a day at ever other shops, for sixty days */
        entry(h, arena_printf(h->w->c.arena, "Shop %c%c", 'A' + i / 8, 'a' + i % 8), shops,
              day_of(2026, 10, 31) - i, -1000);
    (void)history_commit(h);
    struct account_row account;
    struct store_tx *tx = world_begin(h->w);
    assert_ok(&h->w->c, account_by_name(&h->w->c, tx, HOUSEHOLD_FIRST, TEXT("Visa"), &account));
    store_rollback(tx);
    struct card_change change = {
        .set_limit = true, .set_statement_day = true, .limit = limit, .statement_day = statement_day};
    assert_ok(&h->w->c, credit_card_set(&h->w->c, h->w->store, HOUSEHOLD_FIRST, &account, &change));
    return h;
}

static struct credit_look look_at(struct household_test *h)
{
    struct credit_look look;
    struct store_tx *tx;
    assert_ok(&h->w->c, store_begin_read(&h->w->c, h->w->store, &tx));
    assert_ok(&h->w->c, credit_look(&h->w->c, tx, HOUSEHOLD_FIRST, &look));
    store_rollback(tx);
    return look;
}

static void what_is_owed_now_and_at_the_statement(void **state)
{
    (void)state;
    struct household_test *h = card_new(100000, 10);
    struct credit_look look = look_at(h);
    const struct card_at *at = look.cards;
    assert_int_equal(1, look.count);
    assert_int_equal(day_of(2026, 10, 31), look.today);
    assert_int_equal(60000, at->owed);
    assert_int_equal(6000, at->used);
    assert_int_equal(day_of(2026, 11, 10), at->statement);
    assert_int_equal(1000, at->daily);
    assert_int_equal(0, at->scheduled);
    assert_int_equal(70000, at->projected);
    assert_int_equal(40000, at->advice->pay);
    assert_int_equal(0, at->advice->can); /* there is no money anywhere */
    assert_int_equal(day_of(2026, 11, 6), at->advice->by);
    /* At the ends of the last six months: September alone was after the first booking. */
    assert_int_equal(29000, at->average);
    assert_int_equal(1, look.total_count);
    assert_int_equal(60000, look.totals[0].owed);
    household_free(h);
}

static void a_row_a_day_is_kept(void **state)
{
    (void)state;
    struct household_test *h = card_new(100000, 31);
    for (int i = 0; i < 3; i++) { /* twice today, once tomorrow */
        struct credit_look look = look_at(h);
        struct store_tx *tx = world_begin(h->w);
        assert_ok(&h->w->c, credit_keep(&h->w->c, tx, HOUSEHOLD_FIRST, &look));
        world_commit(h->w, tx);
        h->w->c.now_us += i == 1 ? INT64_C(86400000000) : 0;
    }
    assert_int_equal(2, world_number(h->w, "SELECT count(*) FROM credit_use"));
    assert_int_equal(60000, world_number(h->w, "SELECT min(projected) FROM credit_use"));
    assert_int_equal(day_of(2026, 11, 30), look_at(h).cards[0].statement);
    household_free(h);
}

static enum err set(struct household_test *h, struct card_change change)
{
    struct credit_look look = look_at(h);
    struct ctx unit = {.arena = arena_new(), .now_us = h->w->c.now_us};
    enum err e = credit_card_set(&unit, h->w->store, HOUSEHOLD_FIRST, &look.cards[0].account, &change);
    arena_free(unit.arena);
    return e;
}

static void what_is_no_card_is_refused(void **state)
{
    (void)state;
    struct household_test *h = card_new(100000, 10);
    assert_err(ERR_INPUT, set(h, (struct card_change){.set_limit = true, .limit = 0}));
    assert_err(ERR_INPUT, set(h, (struct card_change){.set_limit = true, .limit = CREDIT_LIMIT_MOST + 1}));
    assert_err(ERR_INPUT, set(h, (struct card_change){.set_statement_day = true, .statement_day = 32}));
    assert_err(ERR_INPUT, set(h, (struct card_change){.set_target = true, .target = 0}));
    assert_err(ERR_INPUT, set(h, (struct card_change){.set_target = true, .target = 10001}));
    assert_err(ERR_INPUT, set(h, (struct card_change){.set_opened = true, .opened = day_of(2026, 11, 1)}));
    assert_ok(&h->w->c, set(h, (struct card_change){.set_target = true, .target = 6500}));
    struct credit_look look = look_at(h);
    assert_int_equal(100000, look.cards[0].card.limit);
    assert_int_equal(5000, look.cards[0].advice->pay);
    assert_ok(&h->w->c, credit_card_end(&h->w->c, h->w->store, HOUSEHOLD_FIRST, look.cards[0].account.id));
    struct ctx unit = {.arena = arena_new(), .now_us = h->w->c.now_us};
    assert_err(ERR_NOT_FOUND, credit_card_end(&unit, h->w->store, HOUSEHOLD_FIRST, look.cards[0].account.id));
    arena_free(unit.arena);
    struct account_row account = look.cards[0].account;
    struct card_change half = {.set_limit = true, .limit = 5};
    unit = (struct ctx){.arena = arena_new(), .now_us = h->w->c.now_us};
    assert_err(ERR_INPUT, credit_card_set(&unit, h->w->store, HOUSEHOLD_FIRST, &account, &half));
    arena_free(unit.arena);
    assert_int_equal(0, look_at(h).count);
    household_free(h);
}

static struct score_counts add(struct household_test *h, const char *file)
{
    struct score_new *scores;
    struct score_counts counts;
    size_t count;
    assert_ok(&h->w->c, score_file_read(&h->w->c, text_of(file), &scores, &count));
    assert_ok(&h->w->c, credit_scores_add(&h->w->c, h->w->store, HOUSEHOLD_FIRST, scores, count, &counts));
    return counts;
}

static void scores_come_from_files_and_are_compared_within_a_source(void **state)
{
    (void)state;
    struct household_test *h = card_new(100000, 10);
    struct score_counts counts = add(h, "Date;Score;Source\r\n2026-04-20;640;\"A\"\n2026-10-20;655;A\n");
    assert_int_equal(2, counts.added);
    counts = add(h, "2026-04-20,640,A\n2026-10-20,660,A\n2026-05-01\t700\tB\n");
    assert_true(counts.added == 1 && counts.changed == 1 && counts.same == 1);
    struct credit_look look = look_at(h);
    assert_true(look.has_change);
    assert_int_equal(20, look.score_change);
    (void)add(
        h,
        "2026-10-25,710,B"); /* newer, of B, which is half a year older by a week too little, and near enough */
    assert_int_equal(10, look_at(h).score_change);
    (void)add(h, "2026-10-30,500,C");
    assert_false(look_at(h).has_change);
    household_free(h);
}

static void bad_files_say_where(void **state)
{
    (void)state;
    static const struct {
        const char *file, *why;
    } bad[] = {{"", "no score"},
               {"date,score\n", "no score"},
               {"2026-01-01", "line 1"},
               {"2026-01-01,640\n2026-02-30,650", "line 2"},
               {"2026-01-01,0", "line 1"},
               {"2026-01-01,1001", "line 1"},
               {"2026-01-01,99999999999999999999", "line 1"},
               {"2026-01-01,-5", "line 1"},
               {"2026-01-01,640,a,b", "line 1"},
               {"2026-01-01,640,\xff", "line 1"}};
    struct ctx c = test_ctx();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct score_new *scores;
        size_t count;
        assert_err(ERR_INPUT, score_file_read(&c, text_of(bad[i].file), &scores, &count));
        assert_non_null(strstr(c.why, bad[i].why));
    }
    test_ctx_end(&c);
}

/* -- Requests -- */

static enum err ask(struct household_test *h, const char *key, int64_t amount, struct proposal_row *out)
{
    static const struct proposal_voice anna = {.person = 1, .way = {"page", 4}};
    bool again;
    struct store_tx *tx = world_begin(h->w);
    struct proposal_new fresh = {
        .voice = &anna,
        .kind = TEXT("limit-request"),
        .key = text_of(key),
        .action = text_of(arena_printf(h->w->c.arena,
                                       "{\"account\":\"Visa\",\"amount\":\"%lld.00\",\"why\":\"It fits.\"}",
                                       (long long)amount))};
    enum err e = proposal_make(&h->w->c, tx, NULL, HOUSEHOLD_FIRST, &fresh, out, &again);
    if (e == OK)
        world_commit(h->w, tx);
    else
        store_rollback(tx);
    return e;
}

static struct limit_row newest(struct household_test *h)
{
    struct limit_row *rows;
    size_t count;
    struct store_tx *tx;
    assert_ok(&h->w->c, store_begin_read(&h->w->c, h->w->store, &tx));
    assert_ok(&h->w->c, limit_list(&h->w->c, tx, HOUSEHOLD_FIRST, 0, 10, &rows, &count));
    store_rollback(tx);
    assert_true(count > 0);
    return rows[0];
}

static enum err answer(struct household_test *h, struct id id, bool granted, int64_t limit)
{
    struct limit_row row;
    struct ctx unit = {.arena = arena_new(), .now_us = h->w->c.now_us};
    enum err e = credit_answer(&unit, h->w->store, HOUSEHOLD_FIRST, id, granted, limit, &row);
    arena_free(unit.arena);
    return e;
}

static void a_bank_is_asked_once_and_its_answer_counts(void **state)
{
    (void)state;
    struct household_test *h = card_new(100000, 10);
    struct proposal_row row;
    assert_ok(&h->w->c, ask(h, "k1", 1000, &row)); /* no more than there is */
    assert_int_equal(PROPOSAL_FAILED, row.state);
    assert_ok(&h->w->c, ask(h, "k2", 1500, &row));
    assert_int_equal(PROPOSAL_DONE, row.state);
    assert_true(text_find(row.receipt, TEXT("from 1000.00 EUR to 1500.00 EUR")) > 0);
    assert_true(text_find(row.receipt, TEXT("It fits.")) > 0);
    assert_ok(&h->w->c, ask(h, "k3", 1600, &row)); /* the first is not answered */
    assert_int_equal(PROPOSAL_FAILED, row.state);
    assert_true((look_at(h).cards[0].verdict.reasons & LIMIT_OPEN) != 0);
    struct limit_row request = newest(h);
    assert_int_equal(LIMIT_ASKED, request.state);
    assert_err(ERR_INPUT, answer(h, request.id, false, 5));
    assert_ok(&h->w->c, answer(h, request.id, true, 130000));
    assert_ok(&h->w->c, answer(h, request.id, true, 130000)); /* a double click */
    assert_err(ERR_CONFLICT, answer(h, request.id, true, 140000));
    assert_err(ERR_CONFLICT, answer(h, request.id, false, 0));
    assert_err(ERR_NOT_FOUND, answer(h, row.id, true, 0));
    assert_int_equal(130000, look_at(h).cards[0].card.limit);
    assert_int_equal(1,
                     world_number(h->w, "SELECT count(*) FROM event WHERE type = 'credit.request.answered'"));
    assert_ok(&h->w->c, ask(h, "k4", 2000, &row));
    assert_ok(&h->w->c, answer(h, newest(h).id, false, 0));
    struct credit_look look = look_at(h);
    assert_int_equal(130000, look.cards[0].card.limit);
    assert_int_equal(1, look.cards[0].request.refused);
    assert_int_equal(0, look.cards[0].request.history.months_since_asked);
    assert_int_equal(12, look.cards[0].verdict.months_to_wait);
    household_free(h);
}

static void what_is_no_request_is_refused(void **state)
{
    (void)state;
    struct household_test *h = card_new(100000, 10);
    static const char *const bad[] = {"{\"account\":\"Visa\"}",
                                      "{\"account\":\"Visa\",\"amount\":\"0\"}",
                                      "{\"account\":\"Visa\",\"amount\":\"15.001\"}",
                                      "{\"account\":\"Visa\",\"amount\":\"1500\",\"currency\":\"USD\"}",
                                      "{\"account\":\"Visa\",\"amount\":\"1500\",\"limit\":\"1\"}",
                                      "{\"account\":\"Visa\",\"amount\":\"99999999999999.00\"}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct proposal_row row;
        bool again;
        struct store_tx *tx = world_begin(h->w);
        struct proposal_new fresh = {.agent = TEXT("credit"),
                                     .kind = TEXT("limit-request"),
                                     .key = TEXT("k"),
                                     .action = text_of(bad[i])};
        assert_err(ERR_INPUT, proposal_make(&h->w->c, tx, NULL, HOUSEHOLD_FIRST, &fresh, &row, &again));
        store_rollback(tx);
    }
    household_free(h);
}

/* To the bank in the household's language, with amounts and days as they are written there. */
static void the_letter_speaks_the_households_language(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct limit_ask ask = {
        .account = {.name = TEXT("Visa"), .bank = TEXT("Sparkasse"), .number = TEXT("4711")},
        .limit = 225000,
        .reason = TEXT("Umzug")};
    ask.account.currency = CURRENCY_EUR;
    struct text letter = credit_letter(&c, TEXT("de-DE"), &ask, 150000, day_of(2026, 11, 21));
    assert_text(
        "21.\xC2\xA0November 2026\n\nAn Sparkasse\n\nBitte um einen höheren Kreditrahmen: Visa, Nummer "
        "4711\n\n"
        "Sehr geehrte Damen und Herren,\n\nbitte erhöhen Sie den Kreditrahmen dieser Karte von "
        "1.500,00\xC2\xA0€ auf 2.250,00\xC2\xA0€.\n\nUmzug\n\nÜber eine Antwort freue ich mich.\n\nMit "
        "freundlichen Grüßen\n",
        letter);
    letter = credit_letter(&c, TEXT("fr"), &ask, 150000, day_of(2026, 11, 21)); /* no words of it: English */
    assert_true(text_find(letter, TEXT("from 1500.00 EUR to 2250.00 EUR.")) > 0);
    assert_true(text_starts(letter, TEXT("2026-11-21\n\nTo Sparkasse\n\n")));
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_owed_now_and_at_the_statement),
        cmocka_unit_test(a_row_a_day_is_kept),
        cmocka_unit_test(what_is_no_card_is_refused),
        cmocka_unit_test(scores_come_from_files_and_are_compared_within_a_source),
        cmocka_unit_test(bad_files_say_where),
        cmocka_unit_test(a_bank_is_asked_once_and_its_answer_counts),
        cmocka_unit_test(what_is_no_request_is_refused),
        cmocka_unit_test(the_letter_speaks_the_households_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
