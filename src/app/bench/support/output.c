/* What a benchmark prints: lines for people as they come, or JSON for programs. */
#include "app/benchmark.h"

#include <stdio.h>

struct unit {
    const char *suffix; /* of a key */
    const char *shown;
};

/* The longer ones first: "_per_s" ends in "_s". */
static const struct unit units[] = {
    {"_per_s", "/s"}, {"_s", "s"},           {"_ms", "ms"}, {"_us", "µs"},       {"_ns", "ns"},
    {"_mib", "MiB"},  {"_mb_per_s", "MB/s"}, {"_mb", "MB"}, {"_bytes", "bytes"}, {"_percent", "%"},
};

static const char *unit_of(struct text *key)
{
    const struct unit *best = NULL;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct text suffix = text_of(units[i].suffix);
        bool ends =
            key->len > suffix.len && memcmp(key->at + key->len - suffix.len, suffix.at, suffix.len) == 0;
        if (ends && (best == NULL || suffix.len > strlen(best->suffix)))
            best = &units[i];
    }
    if (best == NULL)
        return "";
    key->len -= strlen(best->suffix);
    return best->shown;
}

static void print_label(struct text key)
{
    enum { LABEL_WIDTH = 26 };
    int width = LABEL_WIDTH - (int)key.len;
    fputs("    ", stdout);
    for (size_t i = 0; i < key.len; i++)
        putchar(key.at[i] == '_' ? ' ' : key.at[i]);
    printf("%*s ", width > 0 ? width : 0, "");
}

/* Four digits or so, whatever the size. */
static void print_value(double value)
{
    double size = value < 0 ? -value : value;
    printf("%12.*f", size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4, value);
}

void bench_section(struct bench *b, const char *name)
{
    if (!b->inv->json) {
        printf("  %s\n", name);
        fflush(stdout);
        return;
    }
    if (b->section != NULL)
        json_object_end(&b->json);
    b->section = name;
    json_key(&b->json, name);
    json_object(&b->json);
}

void bench_number(struct bench *b, const char *key, double value)
{
    if (b->inv->json) {
        json_key(&b->json, key);
        json_double(&b->json, value);
        return;
    }
    struct text label = text_of(key);
    const char *unit = unit_of(&label);
    print_label(label);
    print_value(value);
    printf(" %s\n", unit);
    fflush(stdout);
}

void bench_count(struct bench *b, const char *key, int64_t value)
{
    if (b->inv->json) {
        json_key_int(&b->json, key, value);
        return;
    }
    struct text label = text_of(key);
    const char *unit = unit_of(&label);
    print_label(label);
    printf("%12lld %s\n", (long long)value, unit);
}

void bench_words(struct bench *b, const char *key, const char *value)
{
    if (b->inv->json) {
        json_key_z(&b->json, key, value);
        return;
    }
    print_label(text_of(key));
    printf("%s\n", value);
}

void bench_goal(struct bench *b, const char *key, double value, double below)
{
    bool met = value < below;
    if (!b->inv->json) {
        struct text label = text_of(key);
        const char *unit = unit_of(&label);
        print_label(label);
        print_value(value);
        printf(" %s (goal: below %g: %s)\n", unit, below, met ? "ok" : "missed");
        fflush(stdout);
        return;
    }
    bench_number(b, key, value);
    char name[160];
    snprintf(name, sizeof name, "%s.%s", b->section == NULL ? "" : b->section, key);
    json_object(&b->goals_json);
    json_key_z(&b->goals_json, "what", name);
    json_key(&b->goals_json, "value");
    json_double(&b->goals_json, value);
    json_key(&b->goals_json, "below");
    json_double(&b->goals_json, below);
    json_key_bool(&b->goals_json, "met", met);
    json_object_end(&b->goals_json);
}
