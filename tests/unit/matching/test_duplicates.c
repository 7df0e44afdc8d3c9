/* Which entries of a file are known already: each sweep, twins, what is only asked; and random histories that hold the promises. */
#include "matching/duplicates.h"
#include "support.h"

/* Rows are written as a usual one with what differs behind. */
#pragma GCC diagnostic ignored "-Woverride-init"

enum { A = 11, B = 22 }; /* sources */

/* The last digit of a reference names the payee: known 13 and entry 3 were paid to the same. */
static bool same_payee(void *self, int64_t known_ref, int64_t entry_ref)
{
    ++*(int *)self;
    return known_ref % 10 == entry_ref % 10;
}

static int asked;

static void match(struct match_known *known, size_t known_count, struct match_entry *entries, size_t count)
{
    struct ctx c = test_ctx();
    struct match_payees payees = {&asked, same_payee};
    match_entries(c.arena, known, known_count, entries, count, &payees);
    test_ctx_end(&c);
}

/* One known row and one entry. */
static enum match_verdict one(struct match_known k, struct match_entry e)
{
    match(&k, 1, &e, 1);
    assert_int_equal(e.verdict != MATCH_NEW, k.claimed);
    if (e.verdict != MATCH_NEW)
        assert_int_equal(k.ref, e.known);
    return e.verdict;
}

#define KNOWN(...)                                                                                           \
    (struct match_known)                                                                                     \
    {                                                                                                        \
        .ref = 11, .amount = -500, .text = 7, .source = A, .date = 100, __VA_ARGS__                          \
    }
#define ENTRY(...)                                                                                           \
    (struct match_entry)                                                                                     \
    {                                                                                                        \
        .ref = 2, .amount = -500, .text = 8, .source = A, .date = 100, __VA_ARGS__                           \
    }

static void the_banks_own_id(void **state)
{
    (void)state;
    assert_int_equal(MATCH_KNOWN, one(KNOWN(.id = 5), ENTRY(.id = 5)));
    assert_int_equal(MATCH_NEW, one(KNOWN(.id = 5), ENTRY(.id = 6)));
    assert_int_equal(MATCH_NEW, one(KNOWN(.id = 5), ENTRY(.id = 5, .amount = -501)));
    /* The description may have changed, the source may be another. */
    assert_int_equal(MATCH_KNOWN, one(KNOWN(.id = 5), ENTRY(.id = 5, .text = 99, .source = B)));
    /* Another day: two sources date differently; within one it is asked; after a week it is another payment. */
    assert_int_equal(MATCH_KNOWN, one(KNOWN(.id = 5), ENTRY(.id = 5, .source = B, .date = 103)));
    assert_int_equal(MATCH_MAYBE, one(KNOWN(.id = 5), ENTRY(.id = 5, .source = B, .date = 105)));
    assert_int_equal(MATCH_MAYBE, one(KNOWN(.id = 5), ENTRY(.id = 5, .date = 101)));
    assert_int_equal(MATCH_NEW, one(KNOWN(.id = 5), ENTRY(.id = 5, .date = 108)));
    assert_int_equal(MATCH_NEW, one(KNOWN(.id = 5), ENTRY(.id = 5, .date = 131)));
}

static void same_amount_day_and_words(void **state)
{
    (void)state;
    assert_int_equal(MATCH_KNOWN, one(KNOWN(), ENTRY(.text = 7)));
    assert_int_equal(MATCH_NEW, one(KNOWN(), ENTRY(.text = 7, .amount = 500)));
    assert_int_equal(MATCH_NEW, one(KNOWN(), ENTRY(.text = 7, .date = 101)));
    assert_int_equal(MATCH_KNOWN, one(KNOWN(.id = 5), ENTRY(.text = 7)));
    assert_int_equal(MATCH_KNOWN, one(KNOWN(), ENTRY(.text = 7, .id = 5)));
    assert_int_equal(MATCH_NEW, one(KNOWN(.id = 5), ENTRY(.text = 7, .id = 6)));
    assert_int_equal(MATCH_KNOWN, one(KNOWN(.id = 5), ENTRY(.text = 7, .id = 6, .source = B)));
}

static void the_same_payee_in_another_source(void **state)
{
    (void)state;
    assert_int_equal(MATCH_KNOWN, one(KNOWN(), ENTRY(.ref = 1, .source = B)));
    assert_int_equal(MATCH_MAYBE, one(KNOWN(), ENTRY(.ref = 1, .source = B, .date = 103)));
    assert_int_equal(MATCH_NEW, one(KNOWN(), ENTRY(.ref = 1, .source = B, .date = 104)));
    /* One source writes the same every time. */
    assert_int_equal(MATCH_NEW, one(KNOWN(), ENTRY(.ref = 1)));
    assert_int_equal(MATCH_NEW, one(KNOWN(), ENTRY(.ref = 1, .date = 101)));
    /* What was entered by hand may be a week away. */
    assert_int_equal(MATCH_KNOWN, one(KNOWN(.source = 0), ENTRY(.ref = 1)));
    assert_int_equal(MATCH_MAYBE, one(KNOWN(.source = 0), ENTRY(.ref = 1, .date = 107)));
    assert_int_equal(MATCH_NEW, one(KNOWN(.source = 0), ENTRY(.ref = 1, .date = 108)));
}

static void another_payee_is_only_asked(void **state)
{
    (void)state;
    assert_int_equal(MATCH_MAYBE, one(KNOWN(), ENTRY(.source = B)));
    assert_int_equal(MATCH_MAYBE, one(KNOWN(.source = 0), ENTRY(.date = 93)));
    assert_int_equal(MATCH_NEW, one(KNOWN(), ENTRY(.source = B, .date = 96)));
    assert_int_equal(MATCH_NEW, one(KNOWN(), ENTRY()));
}

static void pending_rows(void **state)
{
    (void)state;
    /* By id: whatever the day, and the amount may change, in its direction. */
    assert_int_equal(MATCH_SETTLES, one(KNOWN(.id = 5, .pending = true), ENTRY(.id = 5)));
    assert_int_equal(MATCH_SETTLES, one(KNOWN(.id = 5, .pending = true), ENTRY(.id = 5, .date = 140)));
    assert_int_equal(MATCH_SETTLES,
                     one(KNOWN(.id = 5, .pending = true), ENTRY(.id = 5, .amount = -620, .date = 112)));
    assert_int_equal(MATCH_NEW, one(KNOWN(.id = 5, .pending = true), ENTRY(.id = 5, .amount = 620)));
    assert_int_equal(MATCH_NEW,
                     one(KNOWN(.id = 5, .pending = true), ENTRY(.id = 5, .amount = -620, .date = 92)));
    /* Announced again: the same is known, another amount takes its place. */
    assert_int_equal(MATCH_KNOWN, one(KNOWN(.id = 5, .pending = true), ENTRY(.id = 5, .pending = true)));
    assert_int_equal(MATCH_SETTLES,
                     one(KNOWN(.id = 5, .pending = true), ENTRY(.id = 5, .pending = true, .amount = -1)));
    /* An old announcement after the booking. */
    assert_int_equal(MATCH_KNOWN, one(KNOWN(.id = 5), ENTRY(.id = 5, .pending = true)));
    assert_int_equal(MATCH_KNOWN, one(KNOWN(), ENTRY(.text = 7, .pending = true)));
    /* Without ids: by words, by payee within a week; otherwise it is asked. */
    assert_int_equal(MATCH_SETTLES, one(KNOWN(.pending = true), ENTRY(.text = 7)));
    assert_int_equal(MATCH_SETTLES, one(KNOWN(.pending = true), ENTRY(.ref = 1, .date = 107)));
    assert_int_equal(MATCH_NEW, one(KNOWN(.pending = true), ENTRY(.ref = 1, .date = 108)));
    assert_int_equal(MATCH_MAYBE, one(KNOWN(.pending = true), ENTRY(.date = 104)));
    assert_int_equal(MATCH_NEW, one(KNOWN(.pending = true), ENTRY(.ref = 1, .amount = -501)));
    /* Both carry ids of one source, and these differ: never by anything else. */
    assert_int_equal(MATCH_NEW, one(KNOWN(.pending = true, .id = 5), ENTRY(.ref = 1, .text = 7, .id = 6)));
}

static void what_is_gone_is_found_by_its_like_alone(void **state)
{
    (void)state;
    assert_int_equal(MATCH_KNOWN, one(KNOWN(.gone = true), ENTRY(.text = 7)));
    assert_int_equal(MATCH_KNOWN, one(KNOWN(.gone = true, .id = 5), ENTRY(.id = 5)));
    assert_int_equal(MATCH_NEW, one(KNOWN(.gone = true, .id = 5), ENTRY(.id = 5, .date = 101)));
    assert_int_equal(MATCH_NEW, one(KNOWN(.gone = true), ENTRY(.ref = 1, .source = B)));
    assert_int_equal(MATCH_NEW, one(KNOWN(.gone = true, .source = 0), ENTRY(.ref = 1)));
    /* An announcement that was replaced says nothing about a booking. */
    assert_int_equal(MATCH_NEW, one(KNOWN(.gone = true, .pending = true), ENTRY(.text = 7)));
    assert_int_equal(MATCH_KNOWN,
                     one(KNOWN(.gone = true, .pending = true), ENTRY(.text = 7, .pending = true)));
    assert_int_equal(MATCH_NEW,
                     one(KNOWN(.gone = true, .pending = true, .id = 5), ENTRY(.id = 5, .date = 120)));
    /* What is there is meant before what is gone. */
    struct match_known known[] = {KNOWN(.ref = 1, .gone = true), KNOWN(.ref = 2),
                                  KNOWN(.ref = 3, .gone = true)};
    struct match_entry e = ENTRY(.text = 7);
    match(known, 3, &e, 1);
    assert_int_equal(2, e.known);
}

static void twins_are_claimed_one_by_one(void **state)
{
    (void)state;
    struct match_known known[] = {KNOWN(.ref = 1), KNOWN(.ref = 2)};
    struct match_entry entries[] = {ENTRY(.text = 7), ENTRY(.text = 7), ENTRY(.text = 7)};
    match(known, 2, entries, 3);
    assert_int_equal(MATCH_KNOWN, entries[0].verdict);
    assert_int_equal(MATCH_KNOWN, entries[1].verdict);
    assert_int_equal(MATCH_NEW, entries[2].verdict);
    assert_int_not_equal(entries[0].known, entries[1].known);
    /* Nothing known: all are new, however alike. */
    match(NULL, 0, entries, 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(MATCH_NEW, entries[i].verdict);
}

/* A surer sweep over all entries comes before a less sure one over any. */
static void sure_matches_come_first(void **state)
{
    (void)state;
    /* The first entry is like the row a little, the second is the row. */
    struct match_known row = KNOWN(.ref = 12, .source = 0);
    struct match_entry entries[] = {ENTRY(.ref = 5, .date = 101), ENTRY(.ref = 2, .date = 102),
                                    ENTRY(.ref = 9, .text = 7)};
    match(&row, 1, entries, 3);
    assert_int_equal(MATCH_NEW, entries[0].verdict);
    assert_int_equal(MATCH_NEW, entries[1].verdict);
    assert_int_equal(MATCH_KNOWN, entries[2].verdict);
    /* A weekly payment with one reference, read backwards. */
    struct match_known weeks[] = {KNOWN(.ref = 1, .id = 5, .date = 100),
                                  KNOWN(.ref = 2, .id = 5, .date = 107)};
    struct match_entry again[] = {ENTRY(.id = 5, .date = 114), ENTRY(.id = 5, .date = 107),
                                  ENTRY(.id = 5, .date = 100)};
    match(weeks, 2, again, 3);
    assert_int_equal(MATCH_NEW, again[0].verdict);
    assert_int_equal(MATCH_KNOWN, again[1].verdict);
    assert_int_equal(MATCH_KNOWN, again[2].verdict);
}

static void the_nearest_of_two_candidates(void **state)
{
    (void)state;
    struct match_known known[] = {KNOWN(.ref = 11, .source = 0, .date = 95),
                                  KNOWN(.ref = 21, .source = 0, .date = 102)};
    struct match_entry e = ENTRY(.ref = 1);
    match(known, 2, &e, 1);
    assert_int_equal(MATCH_MAYBE, e.verdict);
    assert_int_equal(21, e.known);
    assert_int_equal(2, e.days);
    struct match_entry both[] = {ENTRY(.ref = 1), ENTRY(.ref = 1)};
    known[0].claimed = known[1].claimed = false;
    match(known, 2, both, 2);
    assert_int_not_equal(both[0].known, both[1].known);
}

/* -- Random histories -- */

static uint64_t seed;

static uint32_t chance(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 32) % below;
}

enum { HISTORY = 60 };

/* A file full of twins, near twins and numbers that come again. */
static void random_file(struct match_entry *file, bool ids)
{
    for (int i = 0; i < HISTORY; i++)
        file[i] = (struct match_entry){.ref = i,
                                       .amount = -100 * (int64_t)(1 + chance(4)),
                                       .id = !ids             ? 0
                                             : chance(4) == 0 ? 1 + chance(3)
                                                              : 1000 + (uint64_t)i,
                                       .text = 1 + chance(3),
                                       .source = A,
                                       .date = 100 + (date)chance(20),
                                       .pending = chance(8) == 0};
}

static void take(struct match_known *known, const struct match_entry *file, size_t count)
{
    for (size_t i = 0; i < count; i++)
        known[i] = (struct match_known){.ref = (int64_t)i,
                                        .amount = file[i].amount,
                                        .id = file[i].id,
                                        .text = file[i].text,
                                        .source = file[i].source,
                                        .date = file[i].date,
                                        .pending = file[i].pending};
}

static void shuffle(struct match_entry *at, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t k = chance((uint32_t)i);
        struct match_entry swap = at[i - 1];
        at[i - 1] = at[k];
        at[k] = swap;
    }
}

static int by_day(const void *a, const void *b)
{
    return ((const struct match_entry *)a)->date - ((const struct match_entry *)b)->date;
}

static void tally(const struct match_entry *at, size_t count, int verdicts[4])
{
    memset(verdicts, 0, 4 * sizeof *verdicts);
    for (size_t i = 0; i < count; i++)
        verdicts[at[i].verdict]++;
}

/* A subset of a file, in any order, adds nothing to what the whole file left. */
static void any_part_of_a_file_adds_nothing(void **state)
{
    (void)state;
    for (uint64_t round = 1; round <= 4000; round++) {
        struct match_entry file[HISTORY], part[HISTORY];
        struct match_known known[HISTORY];
        size_t count = 0;
        int verdicts[4];
        seed = round * 7919;
        random_file(file, round % 2 == 0);
        take(known, file, HISTORY);
        for (int i = 0; i < HISTORY; i++)
            if (chance(3) > 0)
                part[count++] = file[i];
        shuffle(part, count);
        match(known, HISTORY, part, count);
        tally(part, count, verdicts);
        if (verdicts[MATCH_NEW] + verdicts[MATCH_MAYBE] != 0)
            fail_msg("round %llu: %d new, %d asked", (unsigned long long)round, verdicts[MATCH_NEW],
                     verdicts[MATCH_MAYBE]);
    }
}

/* Banks list the entries of a day in any order. */
static void the_order_within_a_day_does_not_count(void **state)
{
    (void)state;
    for (uint64_t round = 1; round <= 2000; round++) {
        struct match_entry before[HISTORY], file[HISTORY];
        struct match_known known[HISTORY];
        int one_way[4], other_way[4];
        seed = round * 104729;
        random_file(before, false);
        random_file(file, false);
        qsort(file, HISTORY, sizeof *file, by_day);
        for (int i = 0; i < HISTORY; i++)
            file[i].source = B;
        /* All payees alike: what is left to decide is days and claims. */
        for (int i = 0; i < HISTORY; i++)
            file[i].ref = i * 10;
        take(known, before, HISTORY);
        for (int i = 0; i < HISTORY; i++)
            known[i].ref = 1000 + i * 10;
        struct match_known copy[HISTORY];
        memcpy(copy, known, sizeof copy);
        match(known, HISTORY, file, HISTORY);
        tally(file, HISTORY, one_way);
        for (int from = 0, to; from < HISTORY; from = to) {
            for (to = from; to < HISTORY && file[to].date == file[from].date; to++)
                ;
            shuffle(file + from, (size_t)(to - from));
        }
        match(copy, HISTORY, file, HISTORY);
        tally(file, HISTORY, other_way);
        assert_int_equal(one_way[MATCH_NEW], other_way[MATCH_NEW]);
        assert_int_equal(one_way[MATCH_KNOWN] + one_way[MATCH_SETTLES] + one_way[MATCH_MAYBE],
                         other_way[MATCH_KNOWN] + other_way[MATCH_SETTLES] + other_way[MATCH_MAYBE]);
    }
}

/* Whatever comes: one claim for each known row, amounts agree unless an announcement changes, nothing sure without ground. */
static void every_verdict_has_its_ground(void **state)
{
    (void)state;
    for (uint64_t round = 1; round <= 4000; round++) {
        struct match_entry before[HISTORY], file[HISTORY];
        struct match_known known[HISTORY];
        int claims[HISTORY] = {0};
        seed = round * 15485863;
        random_file(before, round % 3 != 0);
        random_file(file, round % 5 != 0);
        take(known, before, HISTORY);
        for (int i = 0; i < HISTORY; i++)
            file[i].source = chance(2) == 0 ? A : B;
        match(known, HISTORY, file, HISTORY);
        for (int i = 0; i < HISTORY; i++) {
            const struct match_entry *e = &file[i];
            if (e->verdict == MATCH_NEW)
                continue;
            const struct match_entry *k = &before[e->known];
            int32_t days = k->date < e->date ? e->date - k->date : k->date - e->date;
            assert_int_equal(1, ++claims[e->known]);
            assert_int_equal(days, e->days);
            assert_true(k->amount == e->amount || (k->pending && k->id == e->id && e->id != 0));
            if (k->id != 0 && e->id != 0 && k->source == e->source)
                assert_int_equal(k->id, e->id);
            if (e->verdict == MATCH_SETTLES)
                assert_true(k->pending);
            if (e->verdict == MATCH_KNOWN && k->source == e->source && !k->pending)
                assert_int_equal(0, days);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_banks_own_id),
        cmocka_unit_test(same_amount_day_and_words),
        cmocka_unit_test(the_same_payee_in_another_source),
        cmocka_unit_test(another_payee_is_only_asked),
        cmocka_unit_test(pending_rows),
        cmocka_unit_test(what_is_gone_is_found_by_its_like_alone),
        cmocka_unit_test(twins_are_claimed_one_by_one),
        cmocka_unit_test(sure_matches_come_first),
        cmocka_unit_test(the_nearest_of_two_candidates),
        cmocka_unit_test(any_part_of_a_file_adds_nothing),
        cmocka_unit_test(the_order_within_a_day_does_not_count),
        cmocka_unit_test(every_verdict_has_its_ground),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
