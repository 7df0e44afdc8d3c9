/* What the fuzz targets of all statement formats share: read the bytes as one given format, touch all that comes out. */
#ifndef FUZZ_BANKFILE_TARGET_H
#define FUZZ_BANKFILE_TARGET_H

#include "bankfile/format.h"

#include <stdint.h>

static uint64_t fuzz_sum;

static void fuzz_touch(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        fuzz_sum += (unsigned char)t.at[i];
}

static enum err fuzz_begin(struct ctx *c, void *self, struct bankfile_statement *s)
{
    (void)c;
    (void)self;
    fuzz_touch(s->account);
    fuzz_touch(s->account_name);
    return OK;
}

static enum err fuzz_entry(struct ctx *c, void *self, struct bankfile_statement *s,
                           const struct bankfile_entry *e)
{
    (void)c;
    (void)self;
    (void)s;
    fuzz_touch(e->payee);
    fuzz_touch(e->memo);
    fuzz_touch(e->id);
    fuzz_touch(e->category);
    for (size_t i = 0; i < e->split_count; i++)
        fuzz_touch(e->splits[i].category);
    return OK;
}

static enum err fuzz_end(struct ctx *c, void *self, struct bankfile_statement *s)
{
    (void)c;
    (void)self;
    fuzz_touch(s->number);
    return OK;
}

static int fuzz_bankfile(const char *format, const uint8_t *data, size_t size)
{
    struct ctx c = {.arena = arena_new(), .now_us = 0};
    struct source *source = source_memory(c.arena, "fuzz", (struct text){(const char *)data, size});
    struct bankfile_options options = {.format = format};
    struct bankfile_sink sink = {NULL, fuzz_begin, fuzz_entry, fuzz_end};
    struct bankfile_report report;
    enum err e = bankfile_read(&c, source, &options, &sink, &report);
    /* A refusal says why. */
    if (e != OK && report.what[0] == '\0')
        __builtin_trap();
    arena_free(c.arena);
    return 0;
}

#endif
