/* Whatever a bureau answers: scores within their limits, or none. */
#include "bureau/bureau.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = {.arena = arena_new(), .now_us = 1};
    struct bureau_score *scores;
    size_t count;
    date since = 20000;
    if (bureau_read(&c, (struct text){(const char *)data, size}, TEXT("host"), since, &scores, &count) ==
        OK) {
        must(count <= BUREAU_ITEMS_MOST);
        for (size_t i = 0; i < count; i++) {
            must(scores[i].day >= since && scores[i].score >= 1 && scores[i].score <= BUREAU_SCALE);
            must(scores[i].source.len > 0 && scores[i].source.len <= BUREAU_SOURCE_BYTES &&
                 text_is_utf8(scores[i].source));
        }
    }
    arena_free(c.arena);
    return 0;
}
