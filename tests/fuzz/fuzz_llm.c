/* What a model answers: whatever it is, only a form's fields come out of it, each of its kind and within its limit. */
#include "llm/llm.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WHY_MOST = 60 };

static void must(bool holds)
{
    if (!holds)
        __builtin_trap();
}

static void check_plain(struct text t, size_t most)
{
    must(t.len <= most && text_is_utf8(t));
    for (size_t i = 0; i < t.len; i++)
        must((unsigned char)t.at[i] >= ' ' && t.at[i] != 0x7f);
    must(text_find(t, TEXT("  ")) < 0 && text_find(t, TEXT("\xe2\x80\xae")) < 0);
    must(t.len == 0 || (t.at[0] != ' ' && t.at[t.len - 1] != ' '));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const words[] = {"ordinary", "doubtful", NULL};
    static const struct llm_form form = {
        .name = "verdict",
        .fields = {{.name = "verdict", .kind = LLM_WORD, .words = words},
                   {.name = "reason", .kind = LLM_TEXT, .bytes_most = WHY_MOST}},
        .count = 2};
    struct ctx c = {.arena = arena_new(), .now_us = 1};
    struct text input = {(const char *)data, size};
    const struct json_value *given;
    struct llm_answer answer;
    check_plain(llm_plain(c.arena, input, WHY_MOST), WHY_MOST);
    if (json_read(&c, input, &given) == OK && llm_form_read(&c, &form, given, &answer) == OK) {
        struct text verdict = json_as_text(json_member(answer.value, "verdict"));
        must(json_count(answer.value) == 2 && (text_is(verdict, words[0]) || text_is(verdict, words[1])));
        check_plain(json_as_text(json_member(answer.value, "reason")), WHY_MOST);
    }
    arena_free(c.arena);
    return 0;
}
