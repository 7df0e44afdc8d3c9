/* Two versions of the program on one store: the newer one's consumer asks for a type of events more. */
#include "events/lease.h"
#include "unit/events/world.h"

static const char *const known_to_old[] = {"test.a", NULL};
static const char *const known_to_new[] = {"test.a", "test.b", NULL};
static const char *const known_to_other[] = {"test.c", NULL};

/* One process. */
struct process {
    struct relay *relay;
    struct leases *leases;
    char done[64]; /* numbers of the events that took effect */
    char said[256];
    struct process *meanwhile; /* runs while an event is prepared */
};

static enum err prepare(struct ctx *c, void *self, struct store_tx *snapshot, const struct relay_event *event,
                        void **prepared)
{
    struct process *p = self, *other = p->meanwhile;
    (void)snapshot, (void)event;
    *prepared = NULL;
    p->meanwhile = NULL;
    return other == NULL ? OK : relay_run(c, other->relay, RELAY_DRAINED);
}

static enum err handle(struct ctx *c, void *self, struct store_tx *tx, const struct relay_event *event)
{
    (void)c, (void)self, (void)tx, (void)event;
    return OK;
}

static void settled(void *self, const struct relay_event *event, enum relay_outcome outcome, int64_t took_us,
                    const char *why)
{
    struct process *p = self;
    size_t len = strlen(p->done);
    (void)took_us, (void)why;
    assert_int_equal(RELAY_DONE, outcome);
    snprintf(p->done + len, sizeof p->done - len, "%lld ", (long long)event->place);
}

static void trouble(void *self, const char *why)
{
    struct process *p = self;
    snprintf(p->said, sizeof p->said, "%s", why);
}

static void begin(struct world *w, struct process *p, const char *const *types, const char *name)
{
    *p = (struct process){.leases = name == NULL ? NULL : leases_new(w->store, name)};
    struct relay_options options = {
        .bus = w->bus, .leases = p->leases, .trouble = trouble, .self = p, .patience_us = 200000};
    struct relay_consumer consumer = {
        .bus = {"agent/test", types}, .self = p, .prepare = prepare, .handle = handle, .settled = settled};
    assert_ok(&w->c, relay_open(&w->c, w->store, &options, &p->relay));
    assert_ok(&w->c, relay_add(&w->c, p->relay, &consumer));
}

static void end(struct process *p)
{
    relay_close(p->relay);
    leases_free(p->leases);
}

static void run(struct world *w, struct process *p)
{
    assert_ok(&w->c, relay_run(&w->c, p->relay, RELAY_DRAINED));
}

/* Until it has noticed that nobody else is there: waits for as long as that takes. */
static void run_until(struct world *w, struct process *p, const char *done)
{
    for (int i = 0; i < 1000 && strcmp(p->done, done) != 0; i++) {
        run(w, p);
        usleep(10000);
    }
    assert_string_equal(done, p->done);
}

static int64_t place(struct world *w)
{
    return world_number(w, "SELECT event FROM consumer WHERE name = 'agent/test'");
}

static bool place_is_for(struct world *w, const char *types)
{
    struct store_tx *tx;
    struct consumer_row row;
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, consumer_get(&w->c, tx, "agent/test", &row));
    store_rollback(tx);
    return text_is(row.types, types);
}

static void the_older_one_leaves_it_to_the_newer_one_and_takes_over_when_that_is_gone(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct process old, new;
    begin(w, &old, known_to_old, "old");
    world_append(w, "test.a", "{}");
    world_append(w, "test.b", "{}");
    run(w, &old);
    assert_string_equal("1 ", old.done);
    assert_int_equal(2, place(w));
    assert_true(place_is_for(w, "test.a"));
    assert_string_equal("", old.said);

    begin(w, &new, known_to_new, "new");
    run(w, &new); /* the old one has the lease still */
    assert_true(place_is_for(w, "test.a test.b"));
    assert_non_null(strstr(new.said, "asks for test.b from now on"));
    assert_non_null(strstr(new.said, "up to event 2 they were passed"));
    world_append(w, "test.b", "{}");
    world_append(w, "test.a", "{}");
    run(w, &old);
    assert_string_equal("1 ", old.done);
    assert_int_equal(2, place(w));
    run_until(w, &new, "3 4 "); /* its own lease is free now; it asks again within some seconds */
    assert_int_equal(4, place(w));
    for (int i = 0; i < 3; i++) {
        usleep(100000);
        run(w, &old); /* longer than its patience, while the other one lives */
    }
    assert_string_equal("", old.said);

    world_append(w, "test.b", "{}");
    world_append(w, "test.a", "{}");
    end(&new); /* the release is taken back */
    run_until(w, &old, "1 6 ");
    assert_non_null(strstr(old.said, "takes over from another version"));
    assert_true(place_is_for(w, "test.a"));

    begin(w, &new, known_to_new, "newer"); /* and tried again */
    run(w, &new);
    assert_non_null(strstr(new.said, "up to event 6 they were passed"));
    world_append(w, "test.b", "{}");
    run(w, &old);
    run_until(w, &new, "7 ");
    end(&new);
    end(&old);
    world_free(w);
}

static void a_turn_that_was_read_before_the_newer_one_came_is_nobodys(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct process old, new;
    begin(w, &old, known_to_old, "old");
    begin(w, &new, known_to_new, "new");
    world_append(w, "test.b", "{}");
    world_append(w, "test.a", "{}");
    old.meanwhile = &new;
    run(w, &old);
    assert_string_equal("", old.done);
    assert_int_equal(0, place(w));
    run_until(w, &new, "1 2 ");
    end(&new);
    end(&old);
    world_free(w);
}

static void alone_on_its_store_it_takes_over_at_once(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct process old, new;
    begin(w, &new, known_to_new, NULL);
    world_append(w, "test.b", "{}");
    run(w, &new);
    end(&new);
    begin(w, &old, known_to_old, NULL);
    world_append(w, "test.b", "{}");
    world_append(w, "test.a", "{}");
    run(w, &old);
    assert_string_equal("3 ", old.done);
    assert_non_null(strstr(old.said, "takes over"));
    assert_true(place_is_for(w, "test.a"));
    end(&old);
    world_free(w);
}

/* One release exchanges a type for another. Each writes its own once, at its first look. */
static void two_that_know_different_types_do_not_write_over_each_other(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct process old, other;
    begin(w, &old, known_to_old, "old");
    run(w, &old);
    begin(w, &other, known_to_other, "other");
    run(w, &other);
    assert_true(place_is_for(w, "test.c"));
    for (int i = 0; i < 3; i++) {
        run(w, &old);
        run(w, &other);
        assert_true(place_is_for(w, "test.c"));
    }
    world_append(w, "test.a", "{}");
    world_append(w, "test.c", "{}");
    run_until(w, &other, "2 ");
    assert_string_equal("", old.done);
    end(&other);
    end(&old);
    world_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_older_one_leaves_it_to_the_newer_one_and_takes_over_when_that_is_gone),
        cmocka_unit_test(a_turn_that_was_read_before_the_newer_one_came_is_nobodys),
        cmocka_unit_test(alone_on_its_store_it_takes_over_at_once),
        cmocka_unit_test(two_that_know_different_types_do_not_write_over_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
