/* Who is recognised from memory, and that nothing taken away is. */
#include "identity/inner/cache.h"
#include "unit/identity/world.h"
#include "unit/store/places.h"

#include <pthread.h>
#include <stdatomic.h>

/* Threads need a store whose snapshots hold: one on the disk. */
struct shop {
    struct world world;
    char *place;
    struct person_row ada, bob;
    struct grant ada_grant, bob_grant;
};

static void shop_open(struct shop *s)
{
    struct world *w = &s->world;
    s->place = place_fresh();
    w->kept = test_ctx();
    w->now_us = w->kept.now_us;
    assert_ok(&w->kept, store_open(&w->kept, any_store_driver(), any_store_place(s->place), true, &w->store));
    assert_ok(&w->kept, migrate_up(&w->kept, w->store));
    assert_ok(&w->kept, identity_open(&w->kept, s->place, &w->identity));
    s->ada = person_made(w, "ada@example.org", ROLE_NONE);
    s->bob = person_made(w, "bob@example.org", ROLE_MEMBER);
    s->ada_grant = logged_in(w, &s->ada, CREDENTIAL_SESSION);
    s->bob_grant = logged_in(w, &s->bob, CREDENTIAL_TOKEN);
}

static void shop_close(struct shop *s)
{
    world_close(&s->world);
    place_drop(s->place);
}

static enum role role_of_bob(struct shop *s)
{
    struct caller caller;
    assert_err(OK, by_bearer(&s->world, s->bob_grant.access, &caller));
    return caller.role;
}

static void a_change_of_role_takes_effect_at_once(void **state)
{
    struct shop s;
    (void)state;
    shop_open(&s);
    for (int i = 0; i < 10; i++) {
        enum role role = i % 2 == 0 ? ROLE_VIEWER : ROLE_MEMBER;
        assert_int_equal(i % 2 == 0 ? ROLE_MEMBER : ROLE_VIEWER, role_of_bob(&s));
        struct ctx c = step_begin(&s.world);
        assert_ok(
            &c, member_change_role(&c, s.world.identity, s.world.store, &s.ada_grant.caller, s.bob.id, role));
        assert_int_equal(role, role_of_bob(&s)); /* committed, but the unit's arena is still there */
        test_ctx_end(&c);
        assert_int_equal(role, role_of_bob(&s));
    }
    shop_close(&s);
}

/* The unit is over, and its arena gone, before the group that it is in has committed. */
static void a_group_that_commits_late_leaves_nothing_behind(void **state)
{
    struct shop s;
    (void)state;
    shop_open(&s);
    for (int i = 0; i < 10; i++) {
        enum role before = i % 2 == 0 ? ROLE_MEMBER : ROLE_VIEWER;
        enum role after = i % 2 == 0 ? ROLE_VIEWER : ROLE_MEMBER;
        struct ctx c = step_begin(&s.world), unit = step_begin(&s.world);
        struct store_group *group;
        assert_ok(&c, store_group_begin(&c, s.world.store, &group));
        assert_ok(&unit, member_change_role(&unit, s.world.identity, store_group_store(group),
                                            &s.ada_grant.caller, s.bob.id, after));
        test_ctx_end(&unit);
        for (int k = 0; k < 3; k++)
            assert_int_equal(before, role_of_bob(&s));
        assert_ok(&c, store_group_commit(&c, group));
        for (int k = 0; k < 3; k++)
            assert_int_equal(after, role_of_bob(&s));
        test_ctx_end(&c);
    }
    shop_close(&s);
}

enum { READERS = 4, CHANGES = 60 };

struct race {
    struct shop *shop;
    atomic_int begun, done; /* changes of bob's role; even ones make him a member */
    atomic_bool over;
    atomic_int wrong, found;
};

static enum role role_after(int change)
{
    return change % 2 == 0 ? ROLE_MEMBER : ROLE_VIEWER;
}

/* What is found must have been so at some moment between before and after the search. */
static void *recognise(void *arg)
{
    struct race *race = arg;
    struct world *w = &race->shop->world;
    while (!atomic_load(&race->over)) {
        struct ctx c = step_begin(w);
        struct caller caller;
        int low = atomic_load(&race->done);
        enum err e = caller_find(&c, w->identity, w->store, TEXT(""), race->shop->bob_grant.access, &caller);
        int high = atomic_load(&race->begun);
        bool right = false;
        for (int i = low; i <= high && !right; i++)
            right = e == OK && caller.role == role_after(i);
        atomic_fetch_add(&race->wrong, !right);
        atomic_fetch_add(&race->found, 1);
        arena_free(c.arena);
    }
    return NULL;
}

static void many_threads_never_see_what_is_over(void **state)
{
    struct shop s;
    struct race race = {.shop = &s};
    pthread_t threads[READERS];
    (void)state;
    shop_open(&s);
    for (int i = 0; i < READERS; i++)
        assert_int_equal(0, pthread_create(&threads[i], NULL, recognise, &race));
    for (int i = 1; i <= CHANGES; i++) {
        struct ctx c = step_begin(&s.world);
        atomic_store(&race.begun, i);
        assert_ok(&c, member_change_role(&c, s.world.identity, s.world.store, &s.ada_grant.caller, s.bob.id,
                                         role_after(i)));
        atomic_store(&race.done, i);
        test_ctx_end(&c);
    }
    atomic_store(&race.over, true);
    for (int i = 0; i < READERS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(0, race.wrong);
    assert_true(race.found > 0);
    shop_close(&s);
}

static void one_of_many_credentials_is_taken_for_another_never(void **state)
{
    enum { KEYS = 90 };
    struct shop s;
    struct text keys[KEYS];
    struct api_key_row rows[KEYS];
    struct caller caller;
    (void)state;
    shop_open(&s);
    for (int i = 0; i < KEYS; i++)
        keys[i] = key_made(&s.world, &s.ada_grant.caller, SCOPE_READ, 0, &rows[i]);
    for (int turn = 0; turn < 20; turn++) {
        for (int i = 0; i < KEYS; i++) {
            assert_err(OK, by_bearer(&s.world, keys[i], &caller));
            assert_int_equal(rows[i].seq, caller.key);
        }
    }
    shop_close(&s);
}

/* -- The table by itself -- */

static void what_was_read_late_by_a_slow_thread_is_dropped(void **state)
{
    struct caller_cache *cache = cache_new();
    const uint8_t hash[CREDENTIAL_HASH_BYTES] = {1};
    struct cache_value old = {.caller = {.role = ROLE_OWNER}, .until_us = INT64_MAX, .seen_us = INT64_MAX};
    struct cache_value new = {.caller = {.role = ROLE_VIEWER}, .until_us = INT64_MAX, .seen_us = INT64_MAX};
    struct caller got;
    (void)state;
    cache_put(cache, hash, (struct cache_stamp){5, 10}, &old); /* before the group's commit */
    assert_true(cache_get(cache, hash, (struct cache_stamp){5, 10}, 0, 0, &got));
    assert_false(cache_get(cache, hash, (struct cache_stamp){5, 11}, 0, 0, &got));
    cache_put(cache, hash, (struct cache_stamp){5, 11}, &new);
    cache_put(cache, hash, (struct cache_stamp){5, 10}, &old); /* a slow thread */
    assert_true(cache_get(cache, hash, (struct cache_stamp){5, 12}, 0, 0, &got));
    assert_int_equal(ROLE_VIEWER, got.role);
    assert_false(cache_get(cache, hash, (struct cache_stamp){6, 12}, 0, 0, &got));
    cache_put(cache, hash, (struct cache_stamp){6, 12}, &old);
    cache_put(cache, hash, (struct cache_stamp){5, 99}, &new);
    assert_true(cache_get(cache, hash, (struct cache_stamp){6, 12}, 0, 0, &got));
    assert_int_equal(ROLE_OWNER, got.role);
    cache_free(cache);
}

static void it_is_bounded_and_forgets_what_expires(void **state)
{
    struct caller_cache *cache = cache_new();
    struct cache_stamp stamp = {1, 1};
    struct caller got;
    (void)state;
    for (int i = 0; i < 20000; i++) {
        uint8_t hash[CREDENTIAL_HASH_BYTES] = {0};
        memcpy(hash, &i, sizeof i);
        struct cache_value value = {.caller = {.user = i}, .until_us = 100, .seen_us = 50};
        cache_put(cache, hash, stamp, &value);
        assert_true(cache_get(cache, hash, stamp, 99, 0, &got));
        assert_int_equal(i, got.user);
        assert_false(cache_get(cache, hash, stamp, 100, 0, &got));
    }
    cache_free(cache);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_of_role_takes_effect_at_once),
        cmocka_unit_test(a_group_that_commits_late_leaves_nothing_behind),
        cmocka_unit_test(many_threads_never_see_what_is_over),
        cmocka_unit_test(one_of_many_credentials_is_taken_for_another_never),
        cmocka_unit_test(what_was_read_late_by_a_slow_thread_is_dropped),
        cmocka_unit_test(it_is_bounded_and_forgets_what_expires),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
