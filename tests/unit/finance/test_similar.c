/* What resembles what, on whatever store; and how vectors follow what is booked, renamed and undone. */
#include "embedding/embedding_driver.h"
#include "finance/edit/edits.h"
#include "finance/naming/payees.h"
#include "finance/similar/similar.h"
#include "finance/similar/words.h"
#include "ledger_world.h"
#include "numerics/vectors/vectors.h"
#include "store/entity/payee.h"

static date day(const char *text)
{
    date d;
    assert_true(date_parse(text_of(text), &d));
    return d;
}

static int64_t book_as(struct world *w, const char *account, const char *on, const char *payee,
                       const char *memo)
{
    int64_t seq;
    bool again;
    struct txn_new fresh = {.account = text_of(account),
                            .date = day(on),
                            .amount = -500,
                            .payee = text_of(payee),
                            .memo = text_of(memo),
                            .category = TEXT("Expenses:Food")};
    assert_ok(&w->c, transaction_create(&w->c, w->store, HOUSEHOLD_FIRST, &fresh, &seq, &again));
    return seq;
}

static int64_t book(struct world *w, const char *on, const char *payee, const char *memo)
{
    return book_as(w, "giro", on, payee, memo);
}

static void open_accounts(struct world *w)
{
    static const char *const names[] = {"giro", "card"};
    for (int i = 0; i < 2; i++) {
        struct store_tx *tx;
        struct account_row row = {.household = HOUSEHOLD_FIRST,
                                  .kind = ACCOUNT_ASSET,
                                  .name = text_of(names[i]),
                                  .currency = CURRENCY_EUR};
        assert_ok(&w->c, store_begin(&w->c, w->store, &tx));
        assert_ok(&w->c, account_insert(&w->c, tx, &row));
        assert_ok(&w->c, store_commit(&w->c, tx));
    }
}

static struct embedding *model(struct world *w)
{
    struct embedding *e;
    assert_ok(&w->c, embedding_open(&w->c, &embedding_builtin, &(struct embedding_options){0}, &e));
    return e;
}

static struct similar_answer ask(struct world *w, struct embedding *e, struct similar_question question)
{
    struct similar_answer answer;
    question.household = HOUSEHOLD_FIRST;
    question.from = question.from == 0 ? DATE_NONE : question.from;
    question.to = question.to == 0 ? DATE_NONE : question.to;
    assert_ok(&w->c, similar_find(&w->c, w->store, e, &question, &answer));
    assert_true(answer.complete);
    return answer;
}

static int64_t first(struct world *w, struct embedding *e, const char *text)
{
    struct similar_answer answer = ask(w, e, (struct similar_question){.text = text_of(text), .limit = 1});
    return answer.count == 0 ? 0 : answer.rows[0].txn.row.seq;
}

static int64_t texts(struct world *w)
{
    return world_ask(w, "SELECT count(*) FROM embedding", 0, 0);
}

/* -- Words -- */

static void a_memo_is_its_words_without_numbers_and_what_the_payee_says(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    assert_text("monthly fee", similar_memo(c.arena, TEXT(" Monthly  FEE 2026-03 REF12345 "), TEXT("Gym")));
    assert_text("fee", similar_memo(c.arena, TEXT("GYM fee - * 7"), TEXT("City Gym")));
    assert_text("", similar_memo(c.arena, TEXT("4711 08.15"), TEXT("Gym")));
    struct buf *many = buf_in_arena(c.arena);
    for (int i = 0; i < 500; i++)
        buf_printf(many, "word%c%c ", 'a' + i % 26, 'a' + i / 26);
    assert_true(similar_memo(c.arena, buf_view(many), TEXT("x")).len <= SIMILAR_MEMO_BYTES);
    test_ctx_end(&c);
}

/* -- Answers -- */

static void the_newest_of_each_text_is_found_the_nearest_first(void **state)
{
    struct world *w = *state;
    struct embedding *e = model(w);
    open_accounts(w);
    int64_t old = book(w, "2026-01-05", "Corner Bakery", "");
    int64_t bread = book(w, "2026-02-05", "Corner Bakery", "4711");
    int64_t cake = book(w, "2026-01-20", "Corner Bakery", "wedding cake");
    int64_t other = book(w, "2026-01-07", "Bakery Miller", "");
    int64_t gas = book(w, "2026-01-08", "Municipal Gasworks", "");
    struct similar_answer answer = ask(w, e, (struct similar_question){.text = TEXT("corner bakery")});
    assert_int_equal(4, answer.count); /* the older one has the text of the newer */
    assert_int_equal(bread, answer.rows[0].txn.row.seq);
    assert_true(answer.rows[0].score > 0.999F);
    assert_int_equal(cake, answer.rows[1].txn.row.seq);
    assert_int_equal(other, answer.rows[2].txn.row.seq);
    assert_int_equal(gas, answer.rows[3].txn.row.seq);
    answer = ask(w, e, (struct similar_question){.txn = bread, .limit = 2});
    assert_int_equal(2, answer.count);
    assert_int_equal(old, answer.rows[0].txn.row.seq);
    assert_int_equal(cake, answer.rows[1].txn.row.seq);
    assert_int_equal(4, texts(w));
    embedding_close(e);
}

static void conditions_hold(void **state)
{
    struct world *w = *state;
    struct embedding *e = model(w);
    open_accounts(w);
    int64_t early = book(w, "2026-01-05", "Corner Bakery", "");
    int64_t late = book(w, "2026-03-05", "Corner Bakery", "");
    int64_t card = book_as(w, "card", "2026-02-05", "Corner Bakery", "");
    struct similar_question q = {.text = TEXT("bakery")};
    assert_int_equal(late, ask(w, e, q).rows[0].txn.row.seq);
    q.to = day("2026-02-28");
    assert_int_equal(card, ask(w, e, q).rows[0].txn.row.seq);
    q.accounts[q.account_count++] = world_account(w, "giro");
    assert_int_equal(early, ask(w, e, q).rows[0].txn.row.seq);
    q.from = day("2026-01-06");
    assert_int_equal(0, ask(w, e, q).count);
    embedding_close(e);
}

static void what_is_diverse_is_less_alike(void **state)
{
    struct world *w = *state;
    struct embedding *e = model(w);
    static const char *const names[] = {"Bakery One", "Bakery Ones", "Bakery Once", "Bakery Onex",
                                        "Florist Two"};
    open_accounts(w);
    for (int i = 0; i < 5; i++)
        book(w, "2026-01-05", names[i], "");
    struct similar_question q = {.text = TEXT("bakery one"), .limit = 2};
    struct similar_answer near = ask(w, e, q);
    q.diverse = 0.9;
    struct similar_answer apart = ask(w, e, q);
    assert_int_equal(near.rows[0].txn.row.seq, apart.rows[0].txn.row.seq);
    assert_text("Florist Two", apart.rows[1].txn.payee);
    assert_false(text_is(near.rows[1].txn.payee, "Florist Two"));
    embedding_close(e);
}

/* Against the definition: every text's vector, sorted. The names are made so that many are nearly alike. */
static void the_order_is_that_of_the_exact_search(void **state)
{
    enum { NAMES = 300, ASKED = 40 };
    struct world *w = *state;
    struct embedding *e = model(w);
    static float at[NAMES][EMBEDDING_DIMS];
    float query[EMBEDDING_DIMS];
    struct text name[NAMES], asked = TEXT("market hall 17");
    open_accounts(w);
    for (int i = 0; i < NAMES; i++) {
        name[i] = text_of(arena_printf(w->c.arena, "%s hall %d",
                                       i % 3 == 0   ? "Market"
                                       : i % 3 == 1 ? "Sports"
                                                    : "Town",
                                       i * 7 % NAMES));
        book(w, "2026-01-05", text_z(w->c.arena, name[i]), "");
    }
    assert_ok(&w->c, embedding_make(&w->c, e, name, NAMES, &at[0][0]));
    assert_ok(&w->c, embedding_make(&w->c, e, &asked, 1, query));
    struct similar_answer answer = ask(w, e, (struct similar_question){.text = asked, .limit = ASKED});
    assert_int_equal(ASKED, answer.count);
    for (int i = 0; i < ASKED; i++) {
        int64_t payee = answer.rows[i].txn.row.payee;
        int before = 0;
        for (int k = 0; k < NAMES; k++) { /* payees have their numbers in the order of the names */
            float score = vectors_dot(query, at[k], EMBEDDING_DIMS);
            before +=
                score > answer.rows[i].score ||
                (score == answer.rows[i].score && world_ask_text(w, "SELECT seq FROM payee WHERE name = ?1",
                                                                 text_z(w->c.arena, name[k])) < payee);
        }
        assert_int_equal(i, before);
    }
    embedding_close(e);
}

static void wrong_questions_are_refused(void **state)
{
    struct world *w = *state;
    struct embedding *e = model(w);
    struct similar_answer answer;
    struct similar_question q = {
        .household = HOUSEHOLD_FIRST, .text = TEXT("  "), .from = DATE_NONE, .to = DATE_NONE};
    assert_err(ERR_INPUT, similar_find(&w->c, w->store, e, &q, &answer));
    q.text = TEXT("x");
    q.diverse = 1.5;
    assert_err(ERR_INPUT, similar_find(&w->c, w->store, e, &q, &answer));
    q.diverse = 0;
    q.limit = SIMILAR_LIMIT_MOST + 1;
    assert_err(ERR_LIMIT, similar_find(&w->c, w->store, e, &q, &answer));
    q.limit = 1;
    q.txn = 4711;
    assert_err(ERR_NOT_FOUND, similar_find(&w->c, w->store, e, &q, &answer));
    embedding_close(e);
}

/* -- Staying up to date -- */

static void corrections_are_followed(void **state)
{
    struct world *w = *state;
    struct embedding *e = model(w);
    int64_t stays;
    open_accounts(w);
    int64_t a = book(w, "2026-01-05", "AMZN Mktp", "books");
    int64_t b = book(w, "2026-01-06", "Amazon", "");
    assert_int_equal(a, first(w, e, "amzn mktp"));
    /* One payment's payee. */
    assert_ok(&w->c, transaction_edit(&w->c, w->store, HOUSEHOLD_FIRST, b,
                                      &(struct txn_edit){.set_payee = true, .payee = TEXT("Zalando Shoes")}));
    assert_int_equal(b, first(w, e, "zalando"));
    assert_int_equal(
        0, ask(w, e, (struct similar_question){.text = TEXT("amazon"), .limit = 1}).rows[0].score > 0.9F);
    /* A payee's name. */
    int64_t payee = world_ask_text(w, "SELECT seq FROM payee WHERE name = ?1", "AMZN Mktp");
    assert_ok(&w->c, payees_rename(&w->c, w->store, HOUSEHOLD_FIRST, payee, TEXT("Quelle Versand"), &stays));
    assert_int_equal(a, first(w, e, "quelle versand books"));
    assert_true(ask(w, e, (struct similar_question){.text = TEXT("amzn mktp")}).rows[0].score < 0.5F);
    /* Two payees become one: their texts go with the first, and come to the second. */
    assert_ok(&w->c, payees_rename(&w->c, w->store, HOUSEHOLD_FIRST, payee, TEXT("Zalando Shoes"), &stays));
    assert_int_equal(a, first(w, e, "zalando shoes zalando shoes books"));
    /* What did not happen resembles nothing. */
    assert_ok(&w->c, transaction_void(&w->c, w->store, HOUSEHOLD_FIRST, a));
    struct similar_answer answer = ask(w, e, (struct similar_question){.text = TEXT("books")});
    assert_int_equal(1, answer.count);
    assert_int_equal(b, answer.rows[0].txn.row.seq);
    embedding_close(e);
}

/* Another model that gives the same vectors. */
static struct embedding_driver renamed;

static enum err open_renamed(struct ctx *c, const struct embedding_options *options, struct embedding **out)
{
    TRY(embedding_builtin.open(c, options, out));
    snprintf((*out)->name, sizeof(*out)->name, "another-model");
    return OK;
}

static void another_model_has_rows_of_its_own_until_the_first_ones_are_dropped(void **state)
{
    struct world *w = *state;
    struct embedding *e = model(w), *other;
    struct similar_chore chore = {.store = w->store};
    int64_t next_us;
    renamed = embedding_builtin;
    renamed.open = open_renamed;
    assert_ok(&w->c, embedding_open(&w->c, &renamed, &(struct embedding_options){0}, &other));
    open_accounts(w);
    int64_t a = book(w, "2026-01-05", "Corner Bakery", "");
    book(w, "2026-01-05", "Gasworks", "");
    assert_int_equal(a, first(w, e, "bakery"));
    assert_int_equal(2, texts(w));
    assert_int_equal(a, first(w, other, "bakery"));
    assert_int_equal(4, texts(w));
    assert_int_equal(a, first(w, e, "bakery")); /* both are there */
    chore.embedding = other;
    for (int i = 0; i < 4; i++, w->c.now_us += 60000000)
        assert_ok(&w->c, similar_chore_run(&w->c, &chore, &next_us));
    assert_int_equal(2, texts(w));
    assert_int_equal(
        1, world_ask_text(w, "SELECT count(*) FROM embedding_model WHERE name = ?1", "another-model"));
    assert_int_equal(1, world_ask(w, "SELECT count(*) FROM embedding_model", 0, 0));
    embedding_close(e);
    embedding_close(other);
}

static void a_text_is_kept_once_however_many_have_it(void **state)
{
    struct world *w = *state;
    struct embedding *e = model(w);
    bool complete;
    open_accounts(w);
    for (int i = 0; i < 60; i++)
        book(w, arena_printf(w->c.arena, "2026-%02d-%02d", 1 + i % 12, 1 + i % 28),
             i % 2 == 0 ? "Baker" : "Butcher", arena_printf(w->c.arena, "receipt %d", i));
    assert_ok(&w->c, similar_catch_up(&w->c, w->store, e, 1, &complete));
    assert_ok(&w->c, similar_catch_up(&w->c, w->store, e, 10, &complete));
    assert_true(complete);
    assert_int_equal(2, texts(w));
    assert_int_equal(2, world_ask(w, "SELECT count(*) FROM embedding_use", 0, 0));
    assert_int_equal(day("2026-01-01"), world_ask(w, "SELECT min(date_first) FROM embedding_use", 0, 0));
    embedding_close(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_memo_is_its_words_without_numbers_and_what_the_payee_says),
        WORLD_TEST(the_newest_of_each_text_is_found_the_nearest_first),
        WORLD_TEST(conditions_hold),
        WORLD_TEST(what_is_diverse_is_less_alike),
        WORLD_TEST(the_order_is_that_of_the_exact_search),
        WORLD_TEST(wrong_questions_are_refused),
        WORLD_TEST(corrections_are_followed),
        WORLD_TEST(another_model_has_rows_of_its_own_until_the_first_ones_are_dropped),
        WORLD_TEST(a_text_is_kept_once_however_many_have_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
