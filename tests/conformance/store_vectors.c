/* Nearest vectors: whether the database finds them or the program does, they are the same, in the same order. */
#include "conformance/place.h"
#include "numerics/random.h"
#include "numerics/vectors/vectors.h"
#include "store/entity/household.h"
#include "store/entity/served/embedding.h"
#include "store/migrate.h"

enum { TEXTS = 400, DIMS = 20, ACCOUNTS = 3, OTHERS = 2 };

static int migrated(void **state)
{
    struct place *p = calloc(1, sizeof *p);
    p->c = test_ctx();
    p->location = suite->fresh();
    assert_ok(&p->c, store_open(&p->c, suite->driver, p->location, true, &p->store));
    assert_ok(&p->c, migrate_up(&p->c, p->store));
    *state = p;
    return 0;
}

static void run_sql(struct ctx *c, struct store_tx *tx, const char *sql, int64_t n, int64_t household)
{
    struct store_query *q;
    assert_ok(c, store_query(c, tx, sql, &q));
    store_bind_int(q, 1, n);
    store_bind_id(q, 2, id_of(n));
    store_bind_text(q, 3, text_of(arena_printf(c->arena, "name %lld", (long long)n)));
    store_bind_int(q, 4, household);
    assert_ok(c, store_run(c, q, NULL));
}

struct text_kept {
    float vector[DIMS];
    int64_t household, account;
    date first, last;
};

/* Whole quarters in each place and many texts alike, so that there are ties, too. */
static void make_text(struct text_kept *out, int n)
{
    struct random r = random_stream(7, (uint64_t)(n % (TEXTS / 2)));
    for (int i = 0; i < DIMS; i++)
        out->vector[i] = (float)random_below(&r, 8) * 0.25F - 1;
    vectors_normalise(out->vector, DIMS);
    out->household = n % 5 == 4 ? OTHERS : HOUSEHOLD_FIRST;
    out->account = out->household == OTHERS ? ACCOUNTS : 1 + n % (ACCOUNTS - 1);
    out->first = 1000 + n;
    out->last = 1000 + n + n % 50;
}

static void fill(struct place *p, struct text_kept *texts, int64_t *model)
{
    struct ctx *c = &p->c;
    struct store_tx *tx;
    struct embedding_model_row row = {.name = TEXT("model"), .dims = DIMS};
    assert_ok(c, store_begin(c, p->store, &tx));
    struct store_query *q;
    assert_ok(c, store_query(
                     c, tx,
                     "INSERT INTO household (seq, id, name, currency, created_us) VALUES (?1, ?2, ?3, ?4, 0)",
                     &q));
    store_bind_int(q, 1, OTHERS);
    store_bind_id(q, 2, id_of(OTHERS));
    store_bind_text(q, 3, TEXT("others"));
    store_bind_int(q, 4, 0);
    assert_ok(c, store_run(c, q, NULL));
    for (int64_t n = 1; n <= ACCOUNTS; n++)
        run_sql(c, tx,
                "INSERT INTO account (seq, id, name, household, kind, currency, created_us) VALUES (?1, ?2, "
                "?3, ?4, "
                "1, 978, 0)",
                n, n == ACCOUNTS ? OTHERS : HOUSEHOLD_FIRST);
    assert_ok(c, embedding_model_insert(c, tx, &row));
    *model = row.seq;
    for (int n = 0; n < TEXTS; n++) {
        make_text(&texts[n], n);
        assert_ok(c, store_query(c, tx, "INSERT INTO payee (seq, household, name) VALUES (?1, ?2, ?3)", &q));
        store_bind_int(q, 1, n + 1);
        store_bind_int(q, 2, texts[n].household);
        store_bind_text(q, 3, text_of(arena_printf(c->arena, "payee %d", n)));
        assert_ok(c, store_run(c, q, NULL));
        struct embedding_row text = {.model = *model,
                                     .household = texts[n].household,
                                     .payee = n + 1,
                                     .memo = TEXT(""),
                                     .vector = texts[n].vector,
                                     .dims = DIMS};
        assert_ok(c, embedding_insert(c, tx, &text));
        assert_ok(
            c, embedding_use_widen(c, tx,
                                   &(struct embedding_use_row){text.seq, texts[n].account, texts[n].household,
                                                               texts[n].first, texts[n].last}));
    }
    assert_ok(c, store_commit(c, tx));
}

static bool passes(const struct embedding_question *q, const struct text_kept *t)
{
    return t->household == q->household && (q->account_count == 0 || q->accounts[0] == t->account) &&
           (q->from == DATE_NONE || t->last >= q->from) && (q->to == DATE_NONE || t->first <= q->to);
}

/* Texts are numbered as their payees are. */
static void expect(struct place *p, const struct text_kept *texts, const struct embedding_question *q)
{
    struct store_tx *tx;
    struct embedding_hit *hits;
    size_t count, all = 0;
    for (int n = 0; n < TEXTS; n++)
        all += passes(q, &texts[n]);
    assert_ok(&p->c, store_begin_read(&p->c, p->store, &tx));
    assert_ok(&p->c, embedding_nearest(&p->c, tx, q, &hits, &count));
    assert_int_equal(q->k < all ? q->k : all, count);
    for (size_t i = 0; i < count; i++) {
        const struct text_kept *hit = &texts[hits[i].payee - 1];
        size_t before = 0;
        assert_true(passes(q, hit));
        assert_true(hits[i].score == vectors_dot(q->query, hit->vector, DIMS));
        for (int n = 0; n < TEXTS; n++) {
            float score = vectors_dot(q->query, texts[n].vector, DIMS);
            before += passes(q, &texts[n]) &&
                      (score > hits[i].score || (score == hits[i].score && n + 1 < hits[i].payee));
        }
        assert_int_equal(i, before);
    }
    store_rollback(tx);
}

static void finds_the_nearest_vectors(void **state)
{
    struct place *p = *state;
    struct text_kept *texts = calloc(TEXTS, sizeof *texts);
    static const int64_t accounts[] = {1};
    int64_t model;
    fill(p, texts, &model);
    for (int n = 0; n < 12; n++) {
        struct embedding_question q = {.household = n % 4 == 3 ? OTHERS : HOUSEHOLD_FIRST,
                                       .model = model,
                                       .query = texts[n * 31 % TEXTS].vector,
                                       .dims = DIMS,
                                       .from = n % 3 == 1 ? 1100 : DATE_NONE,
                                       .to = n % 3 != 0 ? 1250 : DATE_NONE,
                                       .accounts = accounts,
                                       .account_count = n % 2 == 1 && n % 4 != 3,
                                       .k = n % 2 == 0 ? 10 : 1000};
        expect(p, texts, &q);
    }
    free(texts);
}

static void forgets_vectors_with_their_rows(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    struct text_kept *texts = calloc(TEXTS, sizeof *texts);
    struct store_tx *tx;
    struct embedding_hit *hits;
    size_t count;
    int64_t model;
    bool left;
    fill(p, texts, &model);
    struct embedding_question q = {.household = HOUSEHOLD_FIRST,
                                   .model = model,
                                   .query = texts[0].vector,
                                   .dims = DIMS,
                                   .from = DATE_NONE,
                                   .to = DATE_NONE,
                                   .k = TEXTS};
    assert_ok(c, store_begin(c, p->store, &tx));
    assert_ok(c, embedding_drop_payee(c, tx, model, 1));
    assert_ok(c, store_commit(c, tx));
    assert_ok(c, store_begin_read(c, p->store, &tx));
    assert_ok(c, embedding_nearest(c, tx, &q, &hits, &count));
    assert_int_equal(TEXTS / 5 * 4 - 1, count);
    for (size_t i = 0; i < count; i++)
        assert_int_not_equal(1, hits[i].payee);
    store_rollback(tx);
    assert_ok(c, store_begin(c, p->store, &tx));
    assert_ok(c, embedding_drop_others(c, tx, 0, INT64_MAX, &left));
    assert_ok(c, store_commit(c, tx));
    assert_ok(c, store_begin_read(c, p->store, &tx));
    assert_ok(c, embedding_nearest(c, tx, &q, &hits, &count));
    assert_int_equal(0, count);
    store_rollback(tx);
    free(texts);
}

int store_vectors_run(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(finds_the_nearest_vectors, migrated, tear_down),
        cmocka_unit_test_setup_teardown(forgets_vectors_with_their_rows, migrated, tear_down),
    };
    return cmocka_run_group_tests_name("vectors", tests, NULL, NULL);
}
