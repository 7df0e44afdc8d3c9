/* Sentences for people, cut at whole characters where they grow too long. */
#include "policy/inner.h"

#include <stdarg.h>
#include <stdio.h>

static void add(struct words *w, const char *at, size_t len)
{
    size_t room = w->size - w->len - 1;
    if (len > room) {
        len = room;
        while (len > 0 && ((unsigned char)at[len] & 0xC0) == 0x80)
            len--;
    }
    memcpy(w->at + w->len, at, len);
    w->len += len;
    w->at[w->len] = '\0';
}

void words_add(struct words *w, const char *format, ...)
{
    char one[POLICY_WHY_BYTES * 2];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(one, sizeof one, format, args);
    va_end(args);
    if (len > 0)
        add(w, one, (size_t)len < sizeof one ? (size_t)len : sizeof one - 1);
}

void words_name(struct words *w, struct text name)
{
    struct text left = text_trim(name);
    size_t shown = 0;
    while (left.len > 0 && shown < 64) {
        size_t bytes = 1;
        while (bytes < left.len && ((unsigned char)left.at[bytes] & 0xC0) == 0x80)
            bytes++;
        struct text one = {left.at, bytes};
        if (!text_is_utf8(one))
            add(w, "?", 1);
        else if (name_is_plain(one))
            add(w, one.at, one.len);
        shown += bytes;
        left = text_from(left, bytes);
    }
    if (left.len > 0)
        words_add(w, "...");
}

void words_money(struct words *w, int64_t minor, currency cur)
{
    char plain[MONEY_TEXT_MAX], grouped[MONEY_TEXT_MAX * 2];
    size_t out = 0;
    if (cur == CURRENCY_NONE) {
        words_add(w, "%lld", (long long)minor);
        return;
    }
    money_format(minor, cur, plain);
    size_t whole = strcspn(plain, ".");
    for (size_t i = 0; i < whole; i++) {
        grouped[out++] = plain[i];
        if (plain[i] != '-' && (whole - i) % 3 == 1 && whole - i > 1)
            grouped[out++] = ',';
    }
    grouped[out] = '\0';
    words_add(w, "%s%s %s", grouped, plain + whole, currency_code(cur));
}

void words_duration(struct words *w, int64_t us)
{
    if (us >= 3 * DAY_US)
        words_add(w, "%lld days", (long long)(us / DAY_US));
    else if (us >= HOUR_US)
        words_add(w, "%lld h", (long long)(us / HOUR_US));
    else
        words_add(w, "%lld min", (long long)(us / MINUTE_US));
}
