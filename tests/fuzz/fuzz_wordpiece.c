/* Vocabularies and texts: up to the first empty line the vocabulary, behind it the text. Tokens are the vocabulary's, between [CLS] and [SEP], however
 * little room there is. */
#include "numerics/transformer/wordpiece.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM = 256 };

static void encode(const struct wordpiece *w, struct text t, size_t room)
{
    int32_t ids[ROOM];
    size_t count = wordpiece_encode(w, t, ids, room);
    if (count < 2 || count > room || ids[0] != wordpiece_id(w, TEXT("[CLS]")) ||
        ids[count - 1] != wordpiece_id(w, TEXT("[SEP]")) || count > t.len + 2)
        __builtin_trap();
    for (size_t i = 0; i < count; i++)
        if (ids[i] < 0 || (size_t)ids[i] >= wordpiece_count(w))
            __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text all = {(const char *)data, size};
    ptrdiff_t end = size == 0 ? -1 : text_find(all, TEXT("\n\n"));
    struct text vocabulary = {all.at, end < 0 ? size : (size_t)end},
                t = end < 0 ? TEXT("") : text_from(all, (size_t)end + 2);
    for (int uncased = 0; uncased < 2; uncased++) {
        struct ctx c = {.arena = arena_new()};
        struct wordpiece *w;
        if (wordpiece_new(&c, vocabulary, uncased != 0, &w) == OK) {
            encode(w, t, ROOM);
            encode(w, t, 3);
        } else if (c.why[0] == '\0') {
            __builtin_trap();
        }
        arena_free(c.arena);
    }
    return 0;
}
