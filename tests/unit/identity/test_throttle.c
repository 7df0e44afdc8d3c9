#include "identity/inner/lockout.h"
#include "identity/throttle.h"
#include "support.h"

#include <pthread.h>
#include <stdatomic.h>

static const struct throttle_rate rate = {.per_second = 10, .burst = 5};

static void a_bucket_empties_and_refills(void **state)
{
    struct throttle *throttle = throttle_new(1024);
    int64_t now_us = 1000000000, wait_us;
    (void)state;
    for (int i = 0; i < 5; i++)
        assert_true(throttle_take(throttle, 42, rate, 1, now_us, &wait_us));
    assert_false(throttle_take(throttle, 42, rate, 1, now_us, &wait_us));
    assert_int_equal(100000, wait_us);
    assert_true(throttle_take(throttle, 43, rate, 5, now_us, &wait_us)); /* another key's is full */
    assert_false(throttle_take(throttle, 42, rate, 1, now_us + wait_us - 1, &wait_us));
    assert_true(throttle_take(throttle, 42, rate, 1, now_us + 100000, &wait_us));
    assert_false(throttle_take(throttle, 42, rate, 1, now_us + 100000, &wait_us));
    for (int i = 0; i < 5; i++) /* never more than the burst, however long it rests */
        assert_true(throttle_take(throttle, 42, rate, 1, now_us + 3600000000, &wait_us));
    assert_false(throttle_take(throttle, 42, rate, 1, now_us + 3600000000, &wait_us));
    throttle_free(throttle);
}

static void the_table_is_bounded_and_keeps_who_is_empty(void **state)
{
    struct throttle *throttle = throttle_new(4); /* one set */
    int64_t now_us = 1000000000, wait_us;
    (void)state;
    assert_true(throttle_take(throttle, 1, rate, 5, now_us, &wait_us));
    for (uint64_t key = 2; key < 1000; key++)
        throttle_take(throttle, key, rate, 1, now_us, &wait_us);
    assert_false(throttle_take(throttle, 1, rate, 1, now_us, &wait_us));
    throttle_free(throttle);
}

static void addresses_are_what_one_customer_gets(void **state)
{
    struct throttle *t = throttle_new(16);
    (void)state;
    assert_true(throttle_address(t, TEXT("192.0.2.1")) == throttle_address(t, TEXT("192.0.2.1")));
    assert_true(throttle_address(t, TEXT("192.0.2.1")) != throttle_address(t, TEXT("192.0.2.2")));
    assert_true(throttle_address(t, TEXT("192.0.2.1")) == throttle_address(t, TEXT("::ffff:192.0.2.1")));
    assert_true(throttle_address(t, TEXT("2001:db8::1")) ==
                throttle_address(t, TEXT("2001:DB8:0:0:1:2:3:4")));
    assert_true(throttle_address(t, TEXT("2001:db8::1")) != throttle_address(t, TEXT("2001:db8:0:1::1")));
    assert_true(throttle_address(t, TEXT("fe80::1%eth0")) == throttle_address(t, TEXT("fe80::1%eth1")));
    assert_true(throttle_address(t, TEXT("unix:a")) != throttle_address(t, TEXT("unix:b")));
    struct caller person = {.user = 7}, key = {.user = 7, .key = 7};
    assert_true(throttle_caller(t, &person) != throttle_caller(t, &key));
    throttle_free(t);
}

struct crowd {
    struct throttle *throttle;
    atomic_int taken;
};

static void *take_many(void *arg)
{
    struct crowd *crowd = arg;
    int64_t wait_us;
    for (int i = 0; i < 1000; i++)
        atomic_fetch_add(&crowd->taken, throttle_take(crowd->throttle, 9, (struct throttle_rate){1, 100}, 1,
                                                      1000000, &wait_us));
    return NULL;
}

static void threads_share_a_bucket(void **state)
{
    struct crowd crowd = {.throttle = throttle_new(64)};
    pthread_t threads[4];
    (void)state;
    for (int i = 0; i < 4; i++)
        assert_int_equal(0, pthread_create(&threads[i], NULL, take_many, &crowd));
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(100, crowd.taken);
    throttle_free(crowd.throttle);
}

/* -- Lock-outs -- */

static void the_wait_doubles_up_to_a_quarter_of_an_hour(void **state)
{
    struct lockout *lockout = lockout_new(2);
    int64_t now_us = 1000000000, wait_us;
    (void)state;
    assert_true(lockout_try(lockout, 5, 0, 0, now_us, &wait_us));
    assert_true(lockout_try(lockout, 5, 0, 0, now_us, &wait_us));
    for (int i = 0; i < 14; i++) {
        assert_false(lockout_try(lockout, 5, 0, 0, now_us, &wait_us));
        int64_t seconds = i < 10 ? INT64_C(1) << i : LOCKOUT_SECONDS_MAX;
        assert_int_equal(seconds * 1000000, wait_us);
        now_us += wait_us;
        assert_true(lockout_try(lockout, 5, 0, 0, now_us, &wait_us));
    }
    lockout_forgive(lockout, 5, true);
    assert_true(lockout_try(lockout, 5, 0, 0, now_us, &wait_us));
    lockout_free(lockout);
}

static void many_names_do_not_wash_one_away(void **state)
{
    struct lockout *lockout = lockout_new(2);
    int64_t now_us = 1000000000, wait_us;
    (void)state;
    for (int i = 0; i < 3; i++)
        lockout_try(lockout, 7, 0, 0, now_us, &wait_us);
    for (uint64_t key = 0; key < 100000; key++)
        lockout_try(lockout, key * 1024 + 7, 0, 0, now_us, &wait_us); /* the same set */
    assert_false(lockout_try(lockout, 7, 0, 0, now_us, &wait_us));
    lockout_free(lockout);
}

static void what_is_on_record_counts(void **state)
{
    struct lockout *lockout = lockout_new(2);
    int64_t now_us = 1000000000000, wait_us;
    (void)state;
    assert_false(lockout_try(lockout, 1, 4, now_us - 1000000, now_us, &wait_us));
    assert_int_equal(3000000, wait_us);
    assert_true(lockout_try(lockout, 2, 40, now_us - LOCKOUT_MEMORY_US - 1, now_us, &wait_us)); /* long ago */
    lockout_free(lockout);
}

/* One slip of the finger, then the clock is set right: that is no lock-out of a year. */
static void a_clock_set_back_locks_nobody_out(void **state)
{
    struct lockout *lockout = lockout_new(2);
    int64_t now_us = 1000000000000, year_us = INT64_C(366) * 86400 * 1000000, wait_us;
    (void)state;
    assert_true(lockout_try(lockout, 1, 0, 0, now_us + year_us, &wait_us));
    assert_true(lockout_try(lockout, 1, 0, 0, now_us, &wait_us));
    assert_false(
        lockout_try(lockout, 2, 4, now_us + year_us, now_us, &wait_us)); /* on record, in the future */
    assert_int_equal(4000000, wait_us);
    assert_true(lockout_try(lockout, 2, 4, now_us + year_us, now_us + wait_us, &wait_us));
    lockout_free(lockout);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bucket_empties_and_refills),
        cmocka_unit_test(the_table_is_bounded_and_keeps_who_is_empty),
        cmocka_unit_test(addresses_are_what_one_customer_gets),
        cmocka_unit_test(threads_share_a_bucket),
        cmocka_unit_test(the_wait_doubles_up_to_a_quarter_of_an_hour),
        cmocka_unit_test(many_names_do_not_wash_one_away),
        cmocka_unit_test(what_is_on_record_counts),
        cmocka_unit_test(a_clock_set_back_locks_nobody_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
