/* What unit tests share: cmocka, a unit of work, temporary folders. */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include "base/arena.h"
#include "base/text.h"

/* cmocka.h needs the others before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
/* clang-format on */

/* A unit of work that begins at 2026-01-01T00:00:00Z. */
static inline struct ctx test_ctx(void)
{
    return (struct ctx){.arena = arena_new(), .now_us = INT64_C(1767225600000000)};
}

static inline void test_ctx_end(struct ctx *c)
{
    arena_free(c->arena);
}

#define assert_ok(c, call)                                                                                   \
    do {                                                                                                     \
        enum err got_ = (call);                                                                              \
        if (got_ != OK)                                                                                      \
            fail_msg("%s: %s: %s", #call, err_name(got_), (c)->why);                                         \
    } while (0)

#define assert_err(code, call) assert_string_equal(err_name(code), err_name(call))

#define assert_text(expected, t)                                                                             \
    do {                                                                                                     \
        struct text got_ = (t);                                                                              \
        if (!text_is(got_, (expected)))                                                                      \
            fail_msg("expected \"%s\", got \"%.*s\"", (expected), TEXT_ARGS(got_));                          \
    } while (0)

#endif
