/* What is held of partitions: a place never passes what is not done with. */
#include "base/hash.h"
#include "bus/kafka/held.h"
#include "support.h"

static uint64_t add(struct kafka_held *held, size_t partition, int64_t offset)
{
    struct kafka_entry *entry = calloc(1, sizeof *entry);
    entry->offset = offset;
    entry->body = (struct text){NULL, 10};
    return held_add(held, partition, entry);
}

static void a_place_moves_over_what_is_done(void **state)
{
    (void)state;
    struct kafka_held held = {0};
    size_t p = held_partition(&held, "topic", 0, 0);
    assert_int_equal(p, held_partition(&held, "topic", 0, 0));
    assert_int_not_equal(p, held_partition(&held, "topic", 1, 0));
    assert_int_not_equal(p, held_partition(&held, "other", 0, 1));
    uint64_t a = add(&held, p, 10), b = add(&held, p, 12), c = add(&held, p, 13); /* offsets may skip */
    assert_int_equal(3, held.entries[0]);
    assert_int_equal(30, held.bytes);
    assert_false(held_is_due(&held.at[p]));
    held_done(&held, b);
    assert_int_equal(-1, held.at[p].place);
    assert_null(held_find(&held, b));
    assert_non_null(held_find(&held, c));
    held_done(&held, a);
    assert_int_equal(13, held.at[p].place);
    assert_true(held_is_due(&held.at[p]));
    held.at[p].committed = 13;
    assert_false(held_is_due(&held.at[p]));
    held_done(&held, a); /* once more: nothing */
    held_done(&held, b);
    held_done(&held, c);
    assert_int_equal(14, held.at[p].place);
    assert_int_equal(0, held.entries[0]);
    assert_int_equal(0, held.bytes);
    held_free(&held);
}

static void what_is_forgotten_stays_so(void **state)
{
    (void)state;
    struct kafka_held held = {0};
    size_t p = held_partition(&held, "topic", 0, 0);
    uint64_t old = add(&held, p, 5);
    held_find(&held, old)->state = KAFKA_TAKEN;
    assert_true(held_is_taken(&held.at[p]));
    held_forget(&held, p);
    assert_false(held_is_taken(&held.at[p]));
    assert_null(held_find(&held, old));
    uint64_t again = add(&held, p, 5);
    assert_true(old != again);
    held_done(&held, old); /* settled too late: nothing */
    assert_int_equal(-1, held.at[p].place);
    held_done(&held, again);
    assert_int_equal(6, held.at[p].place);
    held_free(&held);
}

/* The topic was deleted and made again: offsets begin anew. */
static void a_partition_may_begin_anew(void **state)
{
    (void)state;
    struct kafka_held held = {0};
    size_t p = held_partition(&held, "topic", 0, 0);
    uint64_t before = add(&held, p, 100);
    uint64_t after = add(&held, p, 0);
    assert_null(held_find(&held, before));
    held_done(&held, after);
    assert_int_equal(1, held.at[p].place);
    held_free(&held);
}

/* Against the plainest bookkeeping there is, over a hundred thousand steps. */
static void places_are_right_in_any_order(void **state)
{
    (void)state;
    enum { PARTITIONS = 3, STEPS = 100000, WINDOW = 500 };
    struct kafka_held held = {0};
    static uint64_t tags[PARTITIONS][STEPS];
    static bool done[PARTITIONS][STEPS];
    int64_t next[PARTITIONS] = {0}, place[PARTITIONS] = {0};
    uint64_t seed = 1;
    for (int i = 0; i < PARTITIONS; i++)
        held_partition(&held, "topic", i, i);
    for (int step = 0; step < STEPS; step++) {
        seed = hash_mix(seed, 1);
        size_t p = seed % PARTITIONS;
        if (seed >> 32 & 1 && next[p] - place[p] < WINDOW) {
            tags[p][next[p]] = add(&held, p, next[p]);
            next[p]++;
        } else if (next[p] > place[p]) {
            int64_t which = place[p] + (int64_t)(seed >> 40) % (next[p] - place[p]);
            held_done(&held, tags[p][which]);
            done[p][which] = true;
            while (place[p] < next[p] && done[p][place[p]])
                place[p]++;
        }
        assert_int_equal(place[p], held.at[p].place < 0 ? 0 : held.at[p].place);
    }
    for (size_t p = 0; p < PARTITIONS; p++) {
        size_t left = 0;
        for (int64_t i = place[p]; i < next[p]; i++)
            left += !done[p][i];
        assert_int_equal(left, held.entries[p]);
    }
    held_free(&held);
}

static void queues_keep_their_order(void **state)
{
    (void)state;
    struct kafka_queue queue = {0};
    uint64_t in = 0, out = 0;
    for (int round = 0; round < 1000; round++) {
        for (int i = 0; i < round % 7; i++)
            kafka_queue_put(&queue, in++);
        for (int i = 0; i < round % 5 && queue.count > 0; i++)
            assert_int_equal(out++, kafka_queue_get(&queue));
    }
    assert_int_equal(in - out, queue.count);
    free(queue.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_moves_over_what_is_done), cmocka_unit_test(what_is_forgotten_stays_so),
        cmocka_unit_test(a_partition_may_begin_anew),      cmocka_unit_test(places_are_right_in_any_order),
        cmocka_unit_test(queues_keep_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
