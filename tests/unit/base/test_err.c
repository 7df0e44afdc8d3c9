/* What an errno says of a file, and reasons within reasons. */
#include "base/err.h"
#include "support.h"

#include <errno.h>

static void a_full_disk_is_told_from_a_broken_one(void **state)
{
    (void)state;
    assert_int_equal(err_of_errno(ENOSPC), ERR_FULL);
    assert_int_equal(err_of_errno(EDQUOT), ERR_FULL);
    assert_int_equal(err_of_errno(EFBIG), ERR_FULL);
    assert_int_equal(err_of_errno(EIO), ERR_IO);
}

static void without_descriptors_it_may_be_tried_again(void **state)
{
    struct ctx c = {.arena = NULL};
    (void)state;
    assert_int_equal((fail)(&c, err_of_errno(EMFILE), "no file"), ERR_BUSY);
    assert_true(c.retriable);
    assert_int_equal(err_of_errno(ENFILE), ERR_BUSY);
}

static void a_reason_keeps_what_its_callee_said(void **state)
{
    struct ctx c = {.arena = NULL};
    (void)state;
    enum err e = (fail)(&c, ERR_INPUT, "line %d", 3);
    assert_int_equal(fail_within(&c, e, "file %s", "a.csv"), ERR_INPUT);
    assert_string_equal(c.why, "file a.csv: line 3");
    assert_false(c.retriable);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_disk_is_told_from_a_broken_one),
        cmocka_unit_test(without_descriptors_it_may_be_tried_again),
        cmocka_unit_test(a_reason_keeps_what_its_callee_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
