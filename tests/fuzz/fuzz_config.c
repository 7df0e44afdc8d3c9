/* The configuration's file, and with the same bytes a value of every key: whatever comes in is taken or refused with words; what is taken is shown
 * without its password. */
#include "config/inner.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum err secret(struct ctx *c, void *self, struct text name, struct text *out)
{
    (void)c, (void)self, (void)name;
    *out = TEXT("s3cr3t/@:");
    return OK;
}

static void show(struct ctx *c, const struct config *config)
{
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    config_write_json(c, config, &j);
    config_write_lines(c, config, out);
    if (text_find(buf_view(out), TEXT("s3cr3t")) >= 0)
        __builtin_trap();
}

static void as_file(struct ctx *c, struct text bytes)
{
    const struct config_sources sources = {.file = ""};
    const struct config_resolver resolver = {.get = secret};
    struct config *config;
    size_t count;
    if (text_find(bytes, TEXT("s3cr3t")) >= 0 || config_load(c, &sources, &config) != OK)
        return;
    config->file = "florin.yaml";
    config->file_folder = "/etc/florin";
    config_text_take(c, config, bytes);
    for (const struct config_problem *p = config_problems(config, &count); p != NULL; p = p->next)
        if (p->text[0] == '\0' || p->origin.line < 0 || p->origin.column < 0)
            __builtin_trap();
    enum err e = config_resolve(c, config, CONFIG_FOR_ALL, &resolver);
    if (e != OK && (c->why[0] == '\0' || strstr(c->why, "s3cr3t") != NULL))
        __builtin_trap();
    show(c, config);
}

static void as_value(struct ctx *c, struct text bytes)
{
    for (enum config_key key = 0; key < CONFIG_KEYS; key++) {
        struct config_value value, again;
        const struct config_row *row = &config_rows[key];
        if (config_value_read(c, row, bytes, "/home/x", "/etc/florin", &value) != OK)
            continue;
        /* What is used is a value itself and stays what it is, unless a path has become too long. */
        if (strlen(value.text) > CONFIG_VALUE_BYTES)
            continue;
        if (config_value_read(c, row, text_of(value.text), "/home/x", "/etc/florin", &again) != OK ||
            strcmp(value.text, again.text) != 0 || value.number != again.number)
            __builtin_trap();
    }
    config_masked(c, bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = {.arena = arena_new()};
    struct text bytes = {(const char *)data, size};
    as_file(&c, bytes);
    if (size <= CONFIG_VALUE_BYTES)
        as_value(&c, bytes);
    arena_free(c.arena);
    return 0;
}
