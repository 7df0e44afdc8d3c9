/* Loading for the tests of this room: an environment, a file in a folder of its own, flags; and what is said about them. */
#ifndef TESTS_CONFIG_LOADING_H
#define TESTS_CONFIG_LOADING_H

#include "config/inner.h"
#include "support.h"

#include <sys/stat.h>
#include <unistd.h>

struct loading {
    struct ctx c;
    char folder[64];
    const char *environment[16];
    int variables;
    struct config_sources sources;
    struct config *config;
};

static inline void loading_begin(struct loading *l)
{
    memset(l, 0, sizeof *l);
    l->c = test_ctx();
    snprintf(l->folder, sizeof l->folder, "/tmp/florin-config-XXXXXX");
    assert_non_null(mkdtemp(l->folder));
    l->environment[l->variables++] = arena_printf(l->c.arena, "HOME=%s/home", l->folder);
    l->sources.environment = l->environment;
    l->sources.system_file = arena_printf(l->c.arena, "%s/etc.yaml", l->folder);
}

static inline const char *loading_path(struct loading *l, const char *name)
{
    return arena_printf(l->c.arena, "%s/%s", l->folder, name);
}

static inline const char *loading_file(struct loading *l, const char *name, const char *bytes, size_t len)
{
    const char *path = loading_path(l, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(len, fwrite(bytes, 1, len, f));
    assert_int_equal(0, fclose(f));
    return path;
}

static inline void loading_yaml(struct loading *l, const char *text)
{
    l->sources.file = loading_file(l, "florin.yaml", text, strlen(text));
}

static inline void loading_variable(struct loading *l, const char *variable)
{
    l->environment[l->variables++] = variable;
    assert_true(l->variables < 16);
}

static inline enum err loading_load(struct loading *l)
{
    return config_load(&l->c, &l->sources, &l->config);
}

/* All problems, a line each; the folder's name is cut out. */
static inline const char *loading_problems(struct loading *l)
{
    size_t count;
    struct buf *out = buf_in_arena(l->c.arena);
    buf_z(out, "");
    for (const struct config_problem *p = config_problems(l->config, &count); p != NULL; p = p->next) {
        struct text rest = text_of(p->text);
        for (ptrdiff_t at; (at = text_find(rest, text_of(l->folder))) >= 0;) {
            buf_text(out, (struct text){rest.at, (size_t)at});
            rest = text_from(rest, (size_t)at + strlen(l->folder) + 1);
        }
        buf_text(out, rest);
        buf_char(out, '\n');
    }
    return out->at;
}

static inline void loading_end(struct loading *l)
{
    static const char *const names[] = {"florin.yaml", "etc.yaml", "other.yaml", "data/florin.yaml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(loading_path(l, names[i]));
    rmdir(loading_path(l, "data"));
    assert_int_equal(0, rmdir(l->folder));
    test_ctx_end(&l->c);
}

#endif
