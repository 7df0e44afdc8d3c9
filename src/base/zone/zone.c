#include "base/zone/zone.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { ZONES_KEPT = 256, FILE_BYTES_MOST = 64 << 10, NAME_BYTES = 64, TYPES_MOST = 256, DAY_S = 86400 };
#define SECOND_US INT64_C(1000000)

/* "M3.5.0/2": the week-th weekday (0: Sunday) of a month; week 5: the last. */
struct rule {
    int month, week, weekday;
    int32_t at_s; /* of the day, by the clock before the change */
};

struct zone {
    char name[NAME_BYTES + 1];
    bool known;
    int64_t *changes; /* seconds since 1970; count of them */
    int32_t *offsets; /* that hold from each on */
    size_t count;
    int32_t first_s; /* before the first */
    /* After the last. */
    bool has_rules, switches;
    int32_t standard_s, summer_s;
    struct rule to_summer, to_standard;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct zone *zones[ZONES_KEPT];

/* -- A file */

static uint32_t read_u32(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static int64_t read_i64(const uint8_t *at)
{
    return (int64_t)((uint64_t)read_u32(at) << 32 | read_u32(at + 4));
}

/* The counts of a block's header, and how long what follows is with times of `size` bytes. */
struct block {
    size_t isut, isstd, leaps, times, types, chars;
};

static bool read_block(const uint8_t *at, size_t len, size_t size, struct block *out, size_t *body)
{
    if (len < 44 || memcmp(at, "TZif", 4) != 0)
        return false;
    *out = (struct block){read_u32(at + 20), read_u32(at + 24), read_u32(at + 28),
                          read_u32(at + 32), read_u32(at + 36), read_u32(at + 40)};
    const size_t counts[] = {out->isut, out->isstd, out->leaps, out->times, out->types, out->chars};
    for (size_t i = 0; i < 6; i++)
        if (counts[i] > FILE_BYTES_MOST)
            return false;
    *body = out->times * (size + 1) + out->types * 6 + out->chars + out->leaps * (size + 4) + out->isstd +
            out->isut;
    return *body <= len - 44 && out->types > 0 && out->types <= TYPES_MOST;
}

static bool read_changes(struct zone *z, const uint8_t *at, const struct block *b)
{
    const uint8_t *indexes = at + b->times * 8, *types = indexes + b->times;
    z->first_s = (int32_t)read_u32(types);
    z->changes = calloc(b->times + 1, sizeof *z->changes);
    z->offsets = calloc(b->times + 1, sizeof *z->offsets);
    if (z->changes == NULL || z->offsets == NULL)
        die("out of memory");
    for (size_t i = 0; i < b->times; i++) {
        if (indexes[i] >= b->types || (i > 0 && read_i64(at + i * 8) <= z->changes[i - 1]))
            return false;
        z->changes[i] = read_i64(at + i * 8);
        z->offsets[i] = (int32_t)read_u32(types + (size_t)indexes[i] * 6);
        if (abs(z->offsets[i]) > 2 * DAY_S)
            return false;
    }
    z->count = b->times;
    return true;
}

/* -- The rule behind the table: "CET-1CEST,M3.5.0,M10.5.0/3" (POSIX) */

static bool skip_name(const char **at)
{
    const char *from = *at;
    if (**at == '<') {
        while (**at != '\0' && **at != '>')
            ++*at;
        return *(*at)++ == '>';
    }
    while ((**at >= 'A' && **at <= 'Z') || (**at >= 'a' && **at <= 'z'))
        ++*at;
    return *at - from >= 3;
}

static bool read_number(const char **at, int most, int *out)
{
    const char *from = *at;
    for (*out = 0; **at >= '0' && **at <= '9'; ++*at) {
        *out = *out * 10 + (**at - '0');
        if (*out > most)
            return false;
    }
    return *at > from;
}

/* [+-]h[:m[:s]] in seconds. */
static bool read_span(const char **at, int32_t *out)
{
    int parts[3] = {0, 0, 0}, sign = **at == '-' ? -1 : 1;
    if (**at == '-' || **at == '+')
        ++*at;
    for (int i = 0; i < 3; i++) {
        if (!read_number(at, i == 0 ? 167 : 59, &parts[i]))
            return false;
        if (**at != ':')
            break;
        ++*at;
    }
    *out = sign * (parts[0] * 3600 + parts[1] * 60 + parts[2]);
    return true;
}

static bool read_rule(const char **at, struct rule *out)
{
    *out = (struct rule){.at_s = 2 * 3600};
    if (*(*at)++ != ',' || *(*at)++ != 'M')
        return false;
    if (!read_number(at, 12, &out->month) || *(*at)++ != '.' || !read_number(at, 5, &out->week) ||
        *(*at)++ != '.' || !read_number(at, 6, &out->weekday))
        return false;
    if (**at == '/') {
        ++*at;
        if (!read_span(at, &out->at_s))
            return false;
    }
    return out->month >= 1 && out->week >= 1;
}

static bool read_rules(struct zone *z, const char *at)
{
    int32_t west;
    if (!skip_name(&at) || !read_span(&at, &west))
        return false;
    z->standard_s = -west;
    z->summer_s = z->standard_s + 3600;
    z->has_rules = true;
    if (*at == '\0')
        return true;
    if (!skip_name(&at))
        return false;
    if (*at != ',') {
        if (!read_span(&at, &west))
            return false;
        z->summer_s = -west;
    }
    z->switches = read_rule(&at, &z->to_summer) && read_rule(&at, &z->to_standard) && *at == '\0';
    return z->switches;
}

static bool parse(struct zone *z, const uint8_t *at, size_t len)
{
    struct block b;
    size_t body, skip;
    char rules[128] = "";
    if (!read_block(at, len, 4, &b, &body) || at[4] < '2')
        return false;
    skip = 44 + body;
    if (!read_block(at + skip, len - skip, 8, &b, &body) || !read_changes(z, at + skip + 44, &b))
        return false;
    const uint8_t *footer = at + skip + 44 + body, *end = at + len;
    size_t rest = (size_t)(end - footer);
    if (rest < 2 || footer[0] != '\n' || end[-1] != '\n' || rest - 2 >= sizeof rules)
        return rest == 0;
    memcpy(rules, footer + 1, rest - 2);
    z->has_rules = rest > 2 && read_rules(z, rules);
    return true;
}

/* Of the name of a zone nothing but letters, digits and "/_+-" may become a path. */
static bool is_zone_name(struct text name)
{
    if (name.len == 0 || name.len > NAME_BYTES || name.at[0] == '/')
        return false;
    for (size_t i = 0; i < name.len; i++) {
        char ch = name.at[i];
        bool fine = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') ||
                    ch == '_' || ch == '+' || ch == '-' || ch == '/';
        if (!fine)
            return false;
    }
    return true;
}

static struct zone *load(struct text name)
{
    char path[NAME_BYTES + 32];
    uint8_t *bytes = malloc(FILE_BYTES_MOST);
    struct zone *z = calloc(1, sizeof *z);
    if (z == NULL || bytes == NULL)
        die("out of memory");
    memcpy(z->name, name.at, name.len);
    snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", z->name);
    FILE *file = fopen(path, "rb");
    size_t len = file == NULL ? 0 : fread(bytes, 1, FILE_BYTES_MOST, file);
    if (file != NULL)
        fclose(file);
    z->known = len < FILE_BYTES_MOST && parse(z, bytes, len);
    free(bytes);
    return z;
}

/* -- Asking */

/* The second of a year at which a rule falls, by the clock of the wall. */
static int64_t rule_second(const struct rule *rule, int32_t year)
{
    date first = DATE_NONE;
    if (!date_from_civil(year, rule->month, 1, &first))
        return INT64_MAX;
    date last = month_last(date_month(first));
    int sunday_based = (date_weekday(first) + 1) % 7;
    date day = first + (rule->weekday - sunday_based + 7) % 7 + (rule->week - 1) * 7;
    while (day > last)
        day -= 7;
    return (int64_t)day * DAY_S + rule->at_s;
}

static int32_t offset_by_rules(const struct zone *z, int64_t second)
{
    if (!z->switches)
        return z->standard_s;
    int32_t year = date_to_civil(time_date((second + z->standard_s) * SECOND_US)).year;
    int64_t summer = rule_second(&z->to_summer, year) - z->standard_s;
    int64_t standard = rule_second(&z->to_standard, year) - z->summer_s;
    bool is_summer =
        summer < standard ? second >= summer && second < standard : second >= summer || second < standard;
    return is_summer ? z->summer_s : z->standard_s;
}

static int32_t offset_at(const struct zone *z, int64_t second)
{
    if (!z->known)
        return 0;
    if (z->count == 0 || second >= z->changes[z->count - 1])
        return z->has_rules    ? offset_by_rules(z, second)
               : z->count == 0 ? z->first_s
                               : z->offsets[z->count - 1];
    if (second < z->changes[0])
        return z->first_s;
    size_t low = 0, high = z->count - 1; /* changes[low] <= second < changes[high] */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (second >= z->changes[middle])
            low = middle;
        else
            high = middle;
    }
    return z->offsets[low];
}

/* NULL: UTC. Above ZONES_KEPT names further ones are UTC, too: there are not so many in use. */
static const struct zone *find(struct text name)
{
    const struct zone *found = NULL;
    if (!is_zone_name(name) || text_is(name, "UTC"))
        return NULL;
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < ZONES_KEPT; i++) {
        if (zones[i] == NULL)
            zones[i] = load(name);
        if (text_is(name, zones[i]->name)) {
            found = zones[i];
            break;
        }
    }
    pthread_mutex_unlock(&lock);
    return found;
}

static int64_t floor_seconds(int64_t us)
{
    return us / SECOND_US - (us % SECOND_US < 0);
}

struct local_time zone_local(struct text zone, int64_t us, bool *known)
{
    const struct zone *z = find(zone);
    int64_t second = floor_seconds(us);
    int32_t offset = z == NULL ? 0 : offset_at(z, second);
    int64_t local = second + offset;
    date day = time_date(local * SECOND_US);
    if (known != NULL)
        *known = z == NULL ? zone.len == 0 || text_is(zone, "UTC") : z->known;
    return (struct local_time){day, (int32_t)((local - (int64_t)day * DAY_S) / 60), offset};
}

int64_t zone_moment(struct text zone, date day, int32_t minute)
{
    int64_t wall = (int64_t)day * DAY_S + (int64_t)minute * 60;
    int64_t early = wall - zone_local(zone, (wall - DAY_S) * SECOND_US, NULL).offset_s;
    int64_t late = wall - zone_local(zone, (wall + DAY_S) * SECOND_US, NULL).offset_s;
    int64_t best = early < late ? early : late, other = early < late ? late : early;
    struct local_time shown = zone_local(zone, best * SECOND_US, NULL);
    if (shown.day == day && shown.minute == minute)
        return best * SECOND_US;
    shown = zone_local(zone, other * SECOND_US, NULL);
    if (shown.day == day && shown.minute == minute)
        return other * SECOND_US;
    return other * SECOND_US; /* in the gap: by the clock before the change, which shows what follows it */
}
