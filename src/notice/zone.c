#include "notice/zone.h"

#include "base/arena.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define DAY_S INT64_C(86400)

/* -- Reading: counts, then arrays of known sizes */

enum { HEADER_BYTES = 44 };

struct block {
    uint32_t utc_count, wall_count, leap_count, time_count, type_count, name_bytes;
};

static uint32_t number32(const char *at)
{
    const unsigned char *b = (const unsigned char *)at;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static int64_t number64(const char *at)
{
    return (int64_t)((uint64_t)number32(at) << 32 | number32(at + 4));
}

static bool read_header(struct text file, struct block *out)
{
    if (file.len < HEADER_BYTES || memcmp(file.at, "TZif", 4) != 0)
        return false;
    uint32_t counts[6];
    for (int i = 0; i < 6; i++)
        counts[i] = number32(file.at + 20 + 4 * i);
    *out = (struct block){counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]};
    for (int i = 0; i < 6; i++)
        if (counts[i] > ZONE_CHANGES_MAX)
            return false;
    return out->type_count > 0;
}

static size_t block_bytes(const struct block *b, size_t time_bytes)
{
    return b->time_count * (time_bytes + 1) + (size_t)b->type_count * 6 + b->name_bytes +
           b->leap_count * (time_bytes + 4) + b->wall_count + b->utc_count;
}

static bool is_offset(int32_t s)
{
    return s > -26 * 3600 && s < 26 * 3600;
}

/* `t` begins with the block's arrays. */
static bool read_block(struct ctx *c, struct text t, const struct block *b, struct zone *out)
{
    size_t n = b->time_count;
    const char *types = t.at + n * 8, *infos = types + n;
    out->count = n;
    out->at_s = ARENA_ARRAY(c->arena, int64_t, n + 1);
    out->offset_s = ARENA_ARRAY(c->arena, int32_t, n + 1);
    out->first_s = (int32_t)number32(infos);
    for (size_t i = 0; i < n; i++) {
        unsigned type = (unsigned char)types[i];
        if (type >= b->type_count)
            return false;
        out->at_s[i] = number64(t.at + i * 8);
        out->offset_s[i] = (int32_t)number32(infos + (size_t)type * 6);
        if (!is_offset(out->offset_s[i]) || (i > 0 && out->at_s[i] <= out->at_s[i - 1]))
            return false;
    }
    return is_offset(out->first_s);
}

/* -- The footer, a rule of POSIX: "CET-1CEST,M3.5.0,M10.5.0/3" */

struct scan {
    const char *at, *end;
};

static bool eat(struct scan *s, char ch)
{
    if (s->at == s->end || *s->at != ch)
        return false;
    s->at++;
    return true;
}

static bool eat_number(struct scan *s, int most, int *out)
{
    int value = 0, digits = 0;
    for (; s->at < s->end && ascii_digit(*s->at) && digits < 4; s->at++, digits++)
        value = value * 10 + (*s->at - '0');
    *out = value;
    return digits > 0 && value <= most;
}

static bool eat_name(struct scan *s)
{
    const char *from = s->at;
    if (eat(s, '<')) {
        while (s->at < s->end && *s->at != '>')
            s->at++;
        return eat(s, '>');
    }
    while (s->at < s->end && ascii_alpha(*s->at))
        s->at++;
    return s->at - from >= 3;
}

/* [+-]h[h][:mm[:ss]] */
static bool eat_time(struct scan *s, int32_t *out)
{
    int hours, minutes = 0, seconds = 0;
    bool minus = eat(s, '-');
    if (!minus)
        (void)eat(s, '+');
    if (!eat_number(s, 167, &hours) || (eat(s, ':') && !eat_number(s, 59, &minutes)) ||
        (eat(s, ':') && !eat_number(s, 59, &seconds)))
        return false;
    *out = (hours * 60 + minutes) * 60 + seconds;
    *out = minus ? -*out : *out;
    return true;
}

static bool eat_edge(struct scan *s, struct zone_edge *out)
{
    *out = (struct zone_edge){.form = 'D', .time_s = 2 * 3600};
    if (!eat(s, ','))
        return false;
    if (eat(s, 'M')) {
        out->form = 'M';
        if (!eat_number(s, 12, &out->month) || !eat(s, '.') || !eat_number(s, 5, &out->week) ||
            !eat(s, '.') || !eat_number(s, 6, &out->day) || out->month < 1 || out->week < 1)
            return false;
    } else {
        if (eat(s, 'J'))
            out->form = 'J';
        if (!eat_number(s, 365, &out->day) || (out->form == 'J' && out->day < 1))
            return false;
    }
    return !eat(s, '/') || eat_time(s, &out->time_s);
}

/* Offsets are west of Greenwich there. */
static bool read_rule(struct text t, struct zone *out)
{
    struct scan s = {t.at, t.at + t.len};
    int32_t west;
    if (t.len == 0)
        return true;
    if (!eat_name(&s) || !eat_time(&s, &west) || !is_offset(west))
        return false;
    out->standard_s = -west;
    out->ruled = true;
    if (s.at == s.end)
        return true;
    if (!eat_name(&s))
        return false;
    out->saving_s = out->standard_s + 3600;
    if (s.at < s.end && *s.at != ',') {
        if (!eat_time(&s, &west) || !is_offset(west))
            return false;
        out->saving_s = -west;
    }
    out->saves = true;
    return eat_edge(&s, &out->begin) && eat_edge(&s, &out->end) && s.at == s.end;
}

enum err zone_read(struct ctx *c, struct text file, struct zone *out)
{
    struct block b;
    *out = (struct zone){0};
    if (file.len > ZONE_FILE_BYTES || !read_header(file, &b) || file.at[4] < '2')
        return fail(c, ERR_INPUT, "this is no time zone file");
    size_t first = HEADER_BYTES + block_bytes(&b, 4); /* the block with 32 bits, for old readers */
    if (first > file.len)
        return fail(c, ERR_INPUT, "a time zone file ends early");
    file = text_from(file, first);
    if (!read_header(file, &b) || HEADER_BYTES + block_bytes(&b, 8) > file.len)
        return fail(c, ERR_INPUT, "a time zone file ends early");
    if (!read_block(c, text_from(file, HEADER_BYTES), &b, out))
        return fail(c, ERR_INPUT, "a time zone file contradicts itself");
    struct text rule = text_from(file, HEADER_BYTES + block_bytes(&b, 8));
    bool framed = rule.len >= 2 && rule.at[0] == '\n' && rule.at[rule.len - 1] == '\n';
    if (!framed || !read_rule((struct text){rule.at + 1, rule.len - 2}, out))
        return fail(c, ERR_INPUT, "a time zone file has no rule that is understood");
    return OK;
}

void zone_load(struct ctx *c, struct text name, struct zone *out)
{
    static const char *const folders[] = {"/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/etc/zoneinfo"};
    *out = (struct zone){0};
    if (name.len == 0 || name.len > 64 || name.at[0] == '/' || text_find(name, TEXT("..")) >= 0)
        return;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        int fd = open(arena_printf(c->arena, "%s/%.*s", folders[i], TEXT_ARGS(name)), O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            continue;
        char *bytes = arena_alloc(c->arena, ZONE_FILE_BYTES + 1);
        ssize_t got = read(fd, bytes, ZONE_FILE_BYTES + 1);
        close(fd);
        struct ctx quiet = {.arena = c->arena};
        if (got > 0 && zone_read(&quiet, (struct text){bytes, (size_t)got}, out) == OK)
            return;
        *out = (struct zone){0};
    }
}

/* -- Asking */

static int64_t day_of_edge(const struct zone_edge *edge, int32_t year)
{
    date first, day;
    bool known = date_from_civil(year, 1, 1, &first);
    if (!known)
        return 0;
    bool leap = date_from_civil(year, 2, 29, &day);
    if (edge->form == 'J')
        return first + edge->day - 1 + (leap && edge->day >= 60);
    if (edge->form == 'D')
        return first + edge->day;
    int32_t month = year * 12 + edge->month - 1;
    day = month_first(month);
    int weekday = (date_weekday(day) + 1) % 7; /* 0 = Sunday */
    day += (edge->day - weekday + 7) % 7 + 7 * (edge->week - 1);
    while (day > month_last(month))
        day -= 7;
    return day;
}

static int32_t ruled_offset_s(const struct zone *zone, int64_t utc_s)
{
    if (!zone->saves)
        return zone->standard_s;
    int64_t day = (utc_s + zone->standard_s) / DAY_S;
    if (day < DATE_FIRST || day > DATE_LAST)
        return zone->standard_s;
    int32_t year = date_to_civil((date)day).year;
    int64_t begin = day_of_edge(&zone->begin, year) * DAY_S + zone->begin.time_s - zone->standard_s;
    int64_t end = day_of_edge(&zone->end, year) * DAY_S + zone->end.time_s - zone->saving_s;
    bool saving = begin < end ? utc_s >= begin && utc_s < end : utc_s >= begin || utc_s < end;
    return saving ? zone->saving_s : zone->standard_s;
}

int32_t zone_offset_s(const struct zone *zone, int64_t utc_s)
{
    if (zone->count == 0 || utc_s < zone->at_s[0])
        return zone->count == 0 && zone->ruled ? ruled_offset_s(zone, utc_s) : zone->first_s;
    if (utc_s >= zone->at_s[zone->count - 1])
        return zone->ruled ? ruled_offset_s(zone, utc_s) : zone->offset_s[zone->count - 1];
    size_t low = 0, high = zone->count - 1;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (zone->at_s[middle] <= utc_s)
            low = middle;
        else
            high = middle;
    }
    return zone->offset_s[low];
}

int64_t zone_utc_s(const struct zone *zone, int64_t local_s)
{
    int64_t guess = local_s - zone_offset_s(zone, local_s);
    return local_s - zone_offset_s(zone, guess);
}
