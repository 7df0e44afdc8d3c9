#include "client/service.h"

enum { WORD_MOST = 64 };

bool service_is_visible(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (t.at[i] <= ' ' || t.at[i] > '~')
            return false;
    return true;
}

static bool is_here(struct text origin)
{
    static const char *const starts[] = {"http://127.0.0.1", "http://localhost", "http://[::1]"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        struct text start = text_of(starts[i]), rest = text_from(origin, start.len);
        if (text_starts_nocase(origin, start) && (rest.len == 0 || rest.at[0] == ':'))
            return true;
    }
    return false;
}

bool service_takes_key(const char *origin)
{
    return text_starts(text_of(origin), TEXT("https:")) || is_here(text_of(origin));
}

bool service_is_busy(int status)
{
    return status == HTTP_TIMEOUT || status == HTTP_CONFLICT || status == HTTP_TOO_MANY ||
           status >= HTTP_SERVER_ERROR;
}

struct text service_word(const struct json_value *reply, const char *marks)
{
    const struct json_value *error = json_member(reply, "error");
    static const char *const names[] = {"code", "status", "type"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct text word = json_as_text(json_member(error, names[i]));
        bool fine = word.len > 0 && word.len <= WORD_MOST;
        for (size_t k = 0; k < word.len; k++)
            fine = fine && (ascii_alpha(word.at[k]) || (word.at[k] != '\0' && strchr(marks, word.at[k])));
        if (fine)
            return word;
    }
    return TEXT("");
}
