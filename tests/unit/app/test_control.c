/* A server's socket in the data folder: loans of the writer's turn, one after another, and a server that takes over. */
#include "app/control/borrower.h"
#include "app/control/control.h"
#include "app/control/wire.h"
#include "base/date.h"
#include "store/store_driver.h"
#include "unit/store/places.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>

#define SECOND_US INT64_C(1000000)

/* A server that does nothing but answer at its socket. */
struct server {
    char *folder;
    struct store *store;
    struct lender *lender;
    struct control *control;
    sigset_t signals;
    pthread_t thread;
    atomic_int lent, returned;
    atomic_bool waits; /* in control_wait */
};

static void lends(struct ctx *c, void *self)
{
    (void)c;
    atomic_fetch_add(&((struct server *)self)->lent, 1);
}

static void returned(struct ctx *c, void *self)
{
    struct server *server = self;
    (void)c;
    assert_false(store_is_lent(server->store));
    usleep(20000); /* the borrower waits for this */
    atomic_fetch_add(&server->returned, 1);
}

static void *wait_there(void *self)
{
    struct server *server = self;
    control_wait(server->control, server->lender, &server->signals);
    atomic_store(&server->waits, false);
    return NULL;
}

static void script(struct store *store, const char *sql)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    assert_ok(&c, store_begin(&c, store, &tx));
    assert_ok(&c, store_script(&c, tx, sql));
    assert_ok(&c, store_commit(&c, tx));
    test_ctx_end(&c);
}

static struct server *server_start(void)
{
    struct ctx c = test_ctx();
    struct server *server = calloc(1, sizeof *server);
    struct lender_options how = {.lends = lends, .returned = returned, .self = server};
    server->folder = place_fresh();
    assert_ok(&c, store_open(&c, &store_sqlite, server->folder, true, &server->store));
    script(server->store, "CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (0)");
    how.store = server->store;
    assert_ok(&c, lender_open(&c, &how, &server->lender));
    assert_ok(&c, control_open(&c, server->folder, &server->control));
    sigemptyset(&server->signals);
    sigaddset(&server->signals, SIGUSR1);
    atomic_store(&server->waits, true);
    assert_int_equal(0, pthread_create(&server->thread, NULL, wait_there, server));
    test_ctx_end(&c);
    return server;
}

/* When it waits no more. */
static void server_end(struct server *server)
{
    lender_close(server->lender);
    store_close(server->store);
    control_hand_over(server->control, (struct control_estate){-1, -1});
    place_drop(server->folder);
    free(server);
}

/* What was heard is still pending. */
static void forget_signal(const struct server *server)
{
    assert_int_equal(SIGUSR1, sigtimedwait(&server->signals, NULL, &(struct timespec){.tv_sec = 5}));
}

static void server_stop(struct server *server)
{
    kill(getpid(), SIGUSR1);
    pthread_join(server->thread, NULL);
    forget_signal(server);
    server_end(server);
}

static struct store *borrow(struct ctx *c, const struct server *server)
{
    struct store *store = NULL;
    int lock;
    *c = test_ctx();
    assert_int_equal(LOAN_GIVEN, loan_ask(c, server->folder, 10 * SECOND_US, &lock));
    assert_ok(c, store_sqlite_open_with(c, server->folder, lock, true, &store));
    return store;
}

static void give_back(struct ctx *c, struct store *store)
{
    store_close(store);
    test_ctx_end(c);
}

static int64_t value(struct store *store)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    assert_ok(&c, store_begin_read(&c, store, &tx));
    assert_ok(&c, store_query(&c, tx, "SELECT n FROM t", &q));
    assert_ok(&c, store_next(&c, q, &row));
    int64_t n = store_int(q, 0);
    test_ctx_end(&c);
    return n;
}

static void set_value(struct store *store, int64_t n)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store_query *q;
    assert_ok(&c, store_begin(&c, store, &tx));
    assert_ok(&c, store_query(&c, tx, "UPDATE t SET n = ?1", &q));
    store_bind_int(q, 1, n);
    assert_ok(&c, store_run(&c, q, NULL));
    assert_ok(&c, store_commit(&c, tx));
    test_ctx_end(&c);
}

static void who_has_given_the_turn_back_knows_that_the_server_knows(void **state)
{
    (void)state;
    struct server *server = server_start();
    for (int round = 1; round <= 3; round++) {
        struct ctx c;
        struct store *store = borrow(&c, server);
        assert_true(store_is_lent(server->store));
        assert_int_equal(round, atomic_load(&server->lent));
        script(store, "UPDATE t SET n = n + 1");
        give_back(&c, store);
        assert_int_equal(round, atomic_load(&server->returned));
        assert_int_equal(round, value(server->store));
    }
    server_stop(server);
}

static void *borrow_often(void *arg)
{
    struct server *server = arg;
    for (int i = 0; i < 5; i++) {
        struct ctx c;
        struct store *store = borrow(&c, server);
        int64_t before = value(store);
        usleep(1000);
        set_value(store, before + 1); /* what was read before still stands */
        give_back(&c, store);
    }
    return NULL;
}

static void many_borrowers_and_the_server_itself_take_turns(void **state)
{
    (void)state;
    enum { THREADS = 6, OWN = 50 };
    struct server *server = server_start();
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(0, pthread_create(&threads[i], NULL, borrow_often, server));
    for (int i = 0; i < OWN; i++)
        script(server->store, "UPDATE t SET n = n + 1");
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(5 * THREADS + OWN, value(server->store));
    server_stop(server);
}

static void who_waits_too_long_goes_and_gets_nothing(void **state)
{
    (void)state;
    struct server *server = server_start();
    struct ctx first, c = test_ctx();
    struct store *store = borrow(&first, server);
    int lock = -1;
    assert_int_equal(LOAN_AGAIN, loan_ask(&c, server->folder, 50000, &lock));
    assert_int_equal(-1, lock);
    give_back(&first, store);
    store = borrow(&first, server); /* the turn was not given to who is gone */
    script(store, "UPDATE t SET n = n + 1");
    give_back(&first, store);
    test_ctx_end(&c);
    assert_int_equal(2, atomic_load(&server->lent));
    server_stop(server);
}

static void where_no_server_runs_nobody_lends(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    char *folder = place_fresh();
    struct store *store;
    int lock;
    assert_int_equal(LOAN_NONE, loan_ask(&c, folder, SECOND_US, &lock));
    assert_ok(&c, store_open(&c, &store_sqlite, folder, true, &store));
    assert_int_equal(LOAN_NONE, loan_ask(&c, folder, SECOND_US, &lock));
    store_close(store);
    place_drop(folder);
    test_ctx_end(&c);
}

static void what_is_no_request_is_refused(void **state)
{
    (void)state;
    struct server *server = server_start();
    const char *const wrong[] = {"turns\n", "\n", "a line that is longer than any request\n"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        int files[WIRE_FILES_MAX], fd = wire_connect(server->folder);
        assert_true(fd >= 0);
        assert_true(send(fd, wrong[i], strlen(wrong[i]), MSG_NOSIGNAL) > 0);
        assert_int_not_equal(WIRE_HERE, wire_wait(fd, 5 * SECOND_US, files));
        assert_int_equal(-1, files[0]);
        close(fd);
    }
    struct ctx c;
    give_back(&c, borrow(&c, server));
    server_stop(server);
}

static void a_signal_is_heard_while_the_turn_is_lent(void **state)
{
    (void)state;
    struct server *server = server_start();
    struct ctx c;
    struct store *store = borrow(&c, server);
    kill(getpid(), SIGUSR1);
    pthread_join(server->thread, NULL); /* the loan goes on */
    forget_signal(server);
    script(store, "UPDATE t SET n = 7");
    give_back(&c, store);
    assert_int_equal(7, value(server->store));
    server_end(server);
}

/* -- Taking over */

struct taker {
    const char *folder;
    struct control_estate estate;
    atomic_bool done;
};

static void *take_over(void *arg)
{
    struct taker *taker = arg;
    struct ctx c = test_ctx();
    assert_ok(&c, control_take_over(&c, taker->folder, &taker->estate));
    atomic_store(&taker->done, true);
    test_ctx_end(&c);
    return NULL;
}

/* As a server does when it ends for another one. */
static struct control_estate estate_of(struct server *server, int listen_fd)
{
    struct ctx c = test_ctx();
    struct control_estate estate = {.listen_fd = listen_fd};
    int lock;
    assert_ok(&c, store_lend(&c, server->store, &lock));
    estate.lock = fcntl(lock, F_DUPFD_CLOEXEC, 0);
    test_ctx_end(&c);
    return estate;
}

static void taking_over_waits_for_the_loan_and_lets_nobody_in_between(void **state)
{
    (void)state;
    struct server *server = server_start();
    struct taker taker = {.folder = server->folder};
    struct ctx c, other = test_ctx();
    struct store *store = borrow(&c, server), *next = NULL;
    pthread_t thread;
    assert_int_equal(0, pthread_create(&thread, NULL, take_over, &taker));
    usleep(100000);
    assert_true(atomic_load(&server->waits) && !atomic_load(&taker.done));
    give_back(&c, store);
    pthread_join(server->thread, NULL);
    assert_true(control_is_taken(server->control));
    lender_close(server->lender);
    struct control_estate estate = estate_of(server, open("/dev/null", O_RDONLY | O_CLOEXEC));
    store_close(server->store);
    control_hand_over(server->control, estate);
    pthread_join(thread, NULL);
    assert_true(taker.estate.listen_fd >= 0 && taker.estate.lock >= 0);
    assert_err(ERR_BUSY, store_open(&other, &store_sqlite, server->folder, true, &next));
    assert_ok(&other, store_sqlite_open_with(&other, server->folder, taker.estate.lock, false, &next));
    assert_false(store_is_borrowed(next));
    store_close(next);
    close(taker.estate.listen_fd);
    test_ctx_end(&other);
    place_drop(server->folder);
    free(server);
}

static void a_server_goes_on_when_the_taker_loses_patience(void **state)
{
    (void)state;
    struct server *server = server_start();
    struct ctx c;
    struct store *store = borrow(&c, server);
    int fd = wire_connect(server->folder);
    assert_true(fd >= 0 && wire_ask(fd, WIRE_TAKE_OVER));
    usleep(50000);
    int second = wire_connect(server->folder), files[WIRE_FILES_MAX];
    assert_true(second >= 0 && wire_ask(second, WIRE_TAKE_OVER));
    assert_int_equal(WIRE_REFUSED, wire_wait(second, 5 * SECOND_US, files)); /* one at a time */
    close(second);
    close(fd);
    usleep(50000);
    give_back(&c, store);
    store = borrow(&c, server);
    assert_true(atomic_load(&server->waits));
    give_back(&c, store);
    server_stop(server);
}

int main(void)
{
    sigset_t signals; /* before there is any thread, as in florin serve */
    sigemptyset(&signals);
    sigaddset(&signals, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_has_given_the_turn_back_knows_that_the_server_knows),
        cmocka_unit_test(many_borrowers_and_the_server_itself_take_turns),
        cmocka_unit_test(who_waits_too_long_goes_and_gets_nothing),
        cmocka_unit_test(where_no_server_runs_nobody_lends),
        cmocka_unit_test(what_is_no_request_is_refused),
        cmocka_unit_test(a_signal_is_heard_while_the_turn_is_lent),
        cmocka_unit_test(taking_over_waits_for_the_loan_and_lets_nobody_in_between),
        cmocka_unit_test(a_server_goes_on_when_the_taker_loses_patience),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
