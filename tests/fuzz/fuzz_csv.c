/* A file that begins with '#' brings its mapping in that first line. */
#include "bankfile_target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_with_mapping(struct text mapping, struct text file)
{
    struct ctx c = {.arena = arena_new(), .now_us = 0};
    struct source *source = source_memory(c.arena, "fuzz", file);
    struct bankfile_options options = {.format = "csv", .mapping = text_z(c.arena, mapping)};
    struct bankfile_sink sink = {NULL, fuzz_begin, fuzz_entry, fuzz_end};
    struct bankfile_report report;
    enum err e = bankfile_read(&c, source, &options, &sink, &report);
    if (e != OK && report.what[0] == '\0')
        __builtin_trap();
    /* The mapping that was used reads this file alike. */
    if (e == OK) {
        uint64_t entries = report.entry_count;
        options.mapping = report.mapping;
        if (bankfile_read(&c, source, &options, &sink, &report) != OK || report.entry_count != entries)
            __builtin_trap();
    }
    arena_free(c.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *lf = size > 0 && data[0] == '#' ? memchr(data, '\n', size) : NULL;
    if (lf == NULL)
        return fuzz_bankfile("csv", data, size);
    size_t len = (size_t)(lf - data);
    read_with_mapping((struct text){(const char *)data + 1, len - 1},
                      (struct text){(const char *)lf + 1, size - len - 1});
    return 0;
}
