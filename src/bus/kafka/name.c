#include "bus/kafka/name.h"

#include <stdio.h>

static bool is_legal(char ch)
{
    return ascii_alpha(ch) || ascii_digit(ch) || ch == '.' || ch == '_' || ch == '-';
}

bool kafka_prefix_fits(const char *prefix)
{
    size_t len = strlen(prefix);
    for (size_t i = 0; i < len; i++)
        if (!is_legal(prefix[i]))
            return false;
    return len > 0 && len <= KAFKA_PREFIX_MAX && prefix[0] != '.';
}

/* What all topics of events begin with. */
static struct text stem(const char *prefix, char *out, size_t size)
{
    bool usual = strcmp(prefix, "florin") == 0;
    return (struct text){out,
                         (size_t)snprintf(out, size, "%s%sfinance.", usual ? "" : prefix, usual ? "" : ".")};
}

static const char *cut(struct buf *b)
{
    if (b->len > KAFKA_NAME_MAX)
        b->at[KAFKA_NAME_MAX] = 0;
    return b->at;
}

const char *kafka_topic_of_type(struct arena *arena, const char *prefix, struct text type)
{
    char room[KAFKA_PREFIX_MAX + 16];
    struct buf *b = buf_in_arena(arena);
    buf_text(b, stem(prefix, room, sizeof room));
    for (size_t i = 0; i < type.len; i++)
        buf_char(b, is_legal(type.at[i]) ? type.at[i] : '-');
    return cut(b);
}

bool kafka_type_of_topic(const char *prefix, const char *topic, struct text *type)
{
    char room[KAFKA_PREFIX_MAX + 16];
    struct text head = stem(prefix, room, sizeof room), all = text_of(topic);
    *type = text_from(all, head.len);
    return text_starts(all, head) && type->len > 0;
}

const char *kafka_topic_of_pattern(struct arena *arena, const char *prefix, const char *pattern)
{
    const char *name = kafka_topic_of_type(arena, prefix, text_of(pattern));
    size_t len = strlen(pattern);
    if (len == 0 || pattern[len - 1] != '*')
        return name;
    struct buf *b = buf_in_arena(arena);
    buf_char(b, '^');
    for (const char *p = name; p[1] != 0; p++) { /* without its end, which stood for the '*' */
        if (*p == '.')
            buf_char(b, '\\');
        buf_char(b, *p);
    }
    buf_z(b, ".*");
    return b->at;
}

const char *kafka_name(struct arena *arena, const char *prefix, struct text name)
{
    struct buf *b = buf_in_arena(arena);
    buf_printf(b, "%s.", prefix);
    for (size_t i = 0; i < name.len; i++)
        buf_char(b, name.at[i] == '/' ? '.' : is_legal(name.at[i]) ? name.at[i] : '-');
    return cut(b);
}

const char *kafka_topic_of_address(struct arena *arena, const char *prefix, struct text address, int band)
{
    const char *name =
        kafka_name(arena, prefix, text_of(arena_printf(arena, "ask/%.*s", TEXT_ARGS(address))));
    return arena_printf(arena, "%.*s.%d", KAFKA_NAME_MAX - 2, name, band);
}

int kafka_band(int priority)
{
    return priority <= 2 ? 0 : priority <= 6 ? 1 : 2;
}
