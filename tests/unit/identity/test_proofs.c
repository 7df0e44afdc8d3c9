/* One-time codes by mail, and questions of one's own: how often they may be tried, how long they are good, and what the store knows of them. */
#include "identity/proofs/codes.h"
#include "identity/proofs/questions.h"
#include "unit/identity/world.h"

#define SECOND_US INT64_C(1000000)

struct people {
    struct world w;
    struct caller ada, ben;
};

static void open_people(struct people *p)
{
    world_open(&p->w);
    struct person_row ada = person_made(&p->w, "ada@example.org", ROLE_NONE);
    struct person_row ben = person_made(&p->w, "ben@example.org", ROLE_NONE);
    p->ada = logged_in(&p->w, &ada, CREDENTIAL_SESSION).caller;
    p->ben = logged_in(&p->w, &ben, CREDENTIAL_SESSION).caller;
}

static struct text made(struct world *w, const struct caller *caller)
{
    struct ctx c = step_begin(w);
    struct store_tx *tx;
    struct text code;
    assert_ok(&c, store_begin(&c, w->store, &tx));
    assert_ok(&c, mailed_code_make(&c, tx, caller->user, &code));
    assert_ok(&c, store_commit(&c, tx));
    code = keep(w, code);
    test_ctx_end(&c);
    return code;
}

static enum err proved(struct world *w, const struct caller *caller, struct text code)
{
    struct ctx c = step_begin(w);
    enum err e = mailed_code_prove(&c, w->store, caller, code);
    if (e != OK)
        assert_true(text_starts(text_of(c.why), TEXT("mailed_code: ")));
    test_ctx_end(&c);
    return e;
}

static enum err may_ask(struct world *w, const struct caller *caller)
{
    struct ctx c = step_begin(w);
    struct store_tx *tx;
    assert_ok(&c, store_begin_read(&c, w->store, &tx));
    enum err e = mailed_code_may_ask(&c, tx, caller->user);
    assert_true(c.retriable == (e != OK));
    test_ctx_end(&c);
    return e;
}

/* Eight digits that are not the code's, and others for each n. */
static struct text wrong(struct world *w, struct text code, int n)
{
    char *other = arena_copy(w->kept.arena, code.at, code.len);
    other[n] = other[n] == '9' ? '0' : (char)(other[n] + 1);
    return (struct text){other, code.len};
}

static void a_code_is_good_once(void **state)
{
    (void)state;
    struct people p;
    open_people(&p);
    struct text code = made(&p.w, &p.ada);
    assert_int_equal(8, code.len);
    for (size_t i = 0; i < code.len; i++)
        assert_true(ascii_digit(code.at[i]));
    struct text spaced =
        text_of(arena_printf(p.w.kept.arena, " %.4s-%.4s ", code.at, code.at + 4)); /* as people type it */
    assert_err(OK, proved(&p.w, &p.ada, spaced));
    assert_err(ERR_DENIED, proved(&p.w, &p.ada, code));
    assert_err(ERR_DENIED, proved(&p.w, &p.ada, TEXT("")));
    struct text next = made(&p.w, &p.ada);
    assert_err(ERR_DENIED, proved(&p.w, &p.ada, text_equal(next, code) ? TEXT("x") : code));
    assert_err(OK, proved(&p.w, &p.ada, next));
    world_close(&p.w);
}

static void a_code_has_five_tries(void **state)
{
    (void)state;
    struct people p;
    open_people(&p);
    struct text code = made(&p.w, &p.ada);
    for (int i = 0; i < CODE_TRIES - 1; i++)
        assert_err(ERR_DENIED, proved(&p.w, &p.ada, wrong(&p.w, code, i)));
    assert_err(OK, proved(&p.w, &p.ada, code));
    code = made(&p.w, &p.ada);
    for (int i = 0; i < CODE_TRIES; i++)
        assert_err(ERR_DENIED, proved(&p.w, &p.ada, wrong(&p.w, code, i)));
    assert_err(ERR_DENIED, proved(&p.w, &p.ada, code));
    world_close(&p.w);
}

static void a_code_ends_after_ten_minutes(void **state)
{
    (void)state;
    struct people p;
    open_people(&p);
    int64_t begin_us = p.w.now_us;
    struct text code = made(&p.w, &p.ada);
    p.w.now_us = begin_us + CODE_MINUTES * MINUTE_US;
    assert_err(ERR_DENIED, proved(&p.w, &p.ada, code));
    p.w.now_us--;
    assert_err(OK, proved(&p.w, &p.ada, code));
    world_close(&p.w);
}

static void another_is_sent_after_a_rest(void **state)
{
    (void)state;
    struct people p;
    open_people(&p);
    int64_t begin_us = p.w.now_us;
    assert_err(OK, may_ask(&p.w, &p.ada));
    struct text first = made(&p.w, &p.ada);
    assert_err(ERR_LIMIT, may_ask(&p.w, &p.ada));
    assert_err(OK, may_ask(&p.w, &p.ben)); /* each for themselves */
    p.w.now_us = begin_us + CODE_REST_S * SECOND_US - 1;
    assert_err(ERR_LIMIT, may_ask(&p.w, &p.ada));
    p.w.now_us++;
    assert_err(OK, may_ask(&p.w, &p.ada));
    p.w.now_us = begin_us - DAY_US; /* the clock was set back: nobody waits for a day */
    assert_err(OK, may_ask(&p.w, &p.ada));
    p.w.now_us = begin_us + CODE_REST_S * SECOND_US;
    struct text second = made(&p.w, &p.ada);
    if (!text_equal(first, second))
        assert_err(ERR_DENIED, proved(&p.w, &p.ada, first)); /* the new one stands in its place */
    assert_err(OK, proved(&p.w, &p.ada, second));
    world_close(&p.w);
}

static void a_code_is_the_persons_it_was_sent_to(void **state)
{
    (void)state;
    struct people p;
    open_people(&p);
    struct text of_ada = made(&p.w, &p.ada), of_ben = made(&p.w, &p.ben);
    if (!text_equal(of_ada, of_ben))
        assert_err(ERR_DENIED, proved(&p.w, &p.ben, of_ada));
    assert_err(OK, proved(&p.w, &p.ada, of_ada)); /* and Ben's try took nothing of it away */
    assert_err(OK, proved(&p.w, &p.ben, of_ben));
    struct text again = made(&p.w, &p.ada);
    struct caller program = p.ada;
    program.credential = CREDENTIAL_KEY;
    assert_err(ERR_DENIED, proved(&p.w, &program, again));
    assert_err(OK, proved(&p.w, &p.ada, again));
    world_close(&p.w);
}

/* The same code twice is two digests, and none of them holds it. */
static void the_store_does_not_know_the_code(void **state)
{
    (void)state;
    struct people p;
    struct proof_row rows[2];
    open_people(&p);
    for (int i = 0; i < 2; i++) {
        struct text code = made(&p.w, &p.ada);
        struct store_tx *tx;
        struct ctx c = step_begin(&p.w);
        assert_ok(&c, store_begin_read(&c, p.w.store, &tx));
        assert_ok(&c, proof_get(&c, tx, p.ada.user, &rows[i]));
        rows[i].code = keep(&p.w, rows[i].code);
        rows[i].salt = keep(&p.w, rows[i].salt);
        test_ctx_end(&c);
        assert_int_equal(32, rows[i].code.len);
        assert_int_equal(16, rows[i].salt.len);
        assert_true(text_find(rows[i].code, code) < 0 && text_find(rows[i].salt, code) < 0);
    }
    assert_false(text_equal(rows[0].salt, rows[1].salt));
    assert_false(text_equal(rows[0].code, rows[1].code));
    world_close(&p.w);
}

/* -- Questions */

static const struct question_new boat = {{"The boat of your childhood?", 27}, {"  Old  Seagull ", 15}};

static struct question_row *hashed(struct world *w)
{
    struct ctx c = step_begin(w);
    struct question_row *rows, *kept = ARENA_NEW(w->kept.arena, struct question_row);
    assert_ok(&c, questions_hash(&c, &boat, 1, &rows));
    *kept = (struct question_row){rows[0].number, keep(w, rows[0].question), keep(w, rows[0].hash)};
    test_ctx_end(&c);
    return kept;
}

static enum err asked(struct world *w, const struct caller *caller, const struct question_row *row,
                      const char *answer, bool *right)
{
    struct ctx c = step_begin(w);
    struct store_tx *tx;
    enum err e = question_check(&c, w->store, caller->user, row, text_of(answer), right);
    if (e == OK) {
        assert_ok(&c, store_begin(&c, w->store, &tx));
        assert_ok(&c, question_settle(&c, tx, caller->user, *right));
        assert_ok(&c, store_commit(&c, tx));
    } else {
        assert_true(c.retriable);
    }
    test_ctx_end(&c);
    return e;
}

static void an_answer_is_hashed_and_its_writing_does_not_count(void **state)
{
    (void)state;
    struct people p;
    bool right;
    open_people(&p);
    const struct question_row *row = hashed(&p.w), *other = hashed(&p.w);
    assert_true(text_starts(row->hash, TEXT("$argon2id$")));
    assert_true(text_find_nocase(row->hash, TEXT("seagull")) < 0);
    assert_false(text_equal(row->hash, other->hash)); /* salted */
    assert_err(OK, asked(&p.w, &p.ada, row, "OLD seagull", &right));
    assert_true(right);
    assert_err(OK, asked(&p.w, &p.ada, row, "oldseagull", &right));
    assert_false(right);
    assert_err(OK, asked(&p.w, &p.ada, row, "", &right));
    assert_false(right);
    char *huge = arena_alloc(p.w.kept.arena, 1 << 20);
    memset(huge, 'a', (1 << 20) - 1);
    huge[(1 << 20) - 1] = '\0';
    assert_err(OK, asked(&p.w, &p.ada, row, huge, &right));
    assert_false(right);
    world_close(&p.w);
}

static void wrong_answers_make_people_wait(void **state)
{
    (void)state;
    struct people p;
    bool right;
    open_people(&p);
    const struct question_row *row = hashed(&p.w);
    for (int i = 0; i < QUESTION_FREE_TRIES; i++)
        assert_err(OK, asked(&p.w, &p.ada, row, "the titanic", &right));
    assert_err(ERR_LIMIT, asked(&p.w, &p.ada, row, "old seagull", &right));
    assert_false(right);
    assert_err(OK, asked(&p.w, &p.ben, row, "old seagull", &right)); /* each for themselves */
    p.w.now_us += 30 * SECOND_US - 1;
    assert_err(ERR_LIMIT, asked(&p.w, &p.ada, row, "old seagull", &right));
    p.w.now_us++;
    assert_err(OK, asked(&p.w, &p.ada, row, "the titanic", &right)); /* one, and the wait doubles */
    p.w.now_us += 59 * SECOND_US;
    assert_err(ERR_LIMIT, asked(&p.w, &p.ada, row, "old seagull", &right));
    p.w.now_us += SECOND_US;
    assert_err(OK, asked(&p.w, &p.ada, row, "old seagull", &right));
    assert_true(right);
    assert_err(OK, asked(&p.w, &p.ada, row, "the titanic", &right)); /* right ones begin anew */
    assert_err(OK, asked(&p.w, &p.ada, row, "old seagull", &right));
    assert_true(right);
    world_close(&p.w);
}

/* However often somebody guessed, and wherever the clock is: a quarter of an hour at most. */
static void nobody_waits_for_ever(void **state)
{
    (void)state;
    struct people p;
    bool right;
    open_people(&p);
    const struct question_row *row = hashed(&p.w);
    struct ctx c = step_begin(&p.w);
    struct store_tx *tx;
    assert_ok(&c, store_begin(&c, p.w.store, &tx));
    struct proof_row many = {
        .person = p.ada.user, .failures = INT64_MAX / 2, .failed_us = p.w.now_us + 400 * DAY_US};
    assert_ok(&c, proof_put(&c, tx, &many));
    assert_ok(&c, store_commit(&c, tx));
    test_ctx_end(&c);
    p.w.now_us += 400 * DAY_US;
    assert_err(ERR_LIMIT, asked(&p.w, &p.ada, row, "old seagull", &right));
    p.w.now_us += 900 * SECOND_US;
    assert_err(OK, asked(&p.w, &p.ada, row, "old seagull", &right));
    assert_true(right);
    world_close(&p.w);
}

static void questions_that_give_themselves_away_are_refused(void **state)
{
    static const struct question_new odd[] = {{{"", 0}, {"old seagull", 11}},
                                              {{"Is it blue?", 11}, {"blue", 4}},
                                              {{"What?", 5}, {"abc", 3}},
                                              {{"What?", 5}, {"  a  ", 5}},
                                              {{"\xff\xfe?", 3}, {"old seagull", 11}}};
    (void)state;
    struct people p;
    struct question_row *rows;
    open_people(&p);
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        in_step(&p.w, ERR_INPUT, questions_hash(&c, &odd[i], 1, &rows));
    struct question_new many[QUESTIONS_MAX + 1];
    for (size_t i = 0; i <= QUESTIONS_MAX; i++)
        many[i] = boat;
    in_step(&p.w, ERR_LIMIT, questions_hash(&c, many, QUESTIONS_MAX + 1, &rows));
    world_close(&p.w);
}

/* Without the password nothing is set; with another person's neither. */
static void questions_are_set_with_ones_own_password(void **state)
{
    (void)state;
    struct people p;
    struct question_row row;
    bool found;
    open_people(&p);
    const struct question_row *mine = hashed(&p.w);
    struct login_checked none = {.right = false, .person = p.ada.user},
                         ben = {.right = true, .person = p.ben.user};
    in_step(&p.w, ERR_DENIED, questions_set(&c, p.w.identity, p.w.store, &p.ada, &none, mine, 1));
    in_step(&p.w, ERR_DENIED, questions_set(&c, p.w.identity, p.w.store, &p.ada, &ben, mine, 1));
    struct ctx c = step_begin(&p.w);
    struct store_tx *tx;
    assert_ok(&c, store_begin_read(&c, p.w.store, &tx));
    assert_ok(&c, question_for(&c, tx, p.ada.user, (struct id){{1}}, &row, &found));
    assert_false(found);
    test_ctx_end(&c);
    world_close(&p.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_good_once),
        cmocka_unit_test(a_code_has_five_tries),
        cmocka_unit_test(a_code_ends_after_ten_minutes),
        cmocka_unit_test(another_is_sent_after_a_rest),
        cmocka_unit_test(a_code_is_the_persons_it_was_sent_to),
        cmocka_unit_test(the_store_does_not_know_the_code),
        cmocka_unit_test(an_answer_is_hashed_and_its_writing_does_not_count),
        cmocka_unit_test(wrong_answers_make_people_wait),
        cmocka_unit_test(nobody_waits_for_ever),
        cmocka_unit_test(questions_that_give_themselves_away_are_refused),
        cmocka_unit_test(questions_are_set_with_ones_own_password),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
