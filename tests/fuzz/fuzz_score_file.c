/* A file of scores: whatever comes in is read or refused with words, and what is read is within bounds. */
#include "finance/credit/credit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = {.arena = arena_new()};
    struct score_new *scores;
    size_t count;
    if (score_file_read(&c, (struct text){(const char *)data, size}, &scores, &count) != OK) {
        if (c.why[0] == '\0')
            __builtin_trap();
    } else {
        if (count == 0 || count > SCORE_FILE_LINES)
            __builtin_trap();
        for (size_t i = 0; i < count; i++)
            if (scores[i].score < 1 || scores[i].score > CREDIT_SCORE_MOST || scores[i].day == DATE_NONE ||
                scores[i].source.len > CREDIT_SOURCE_BYTES || !text_is_utf8(scores[i].source))
                __builtin_trap();
    }
    arena_free(c.arena);
    return 0;
}
