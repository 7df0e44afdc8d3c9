/* Values from where they are: default, file, environment, flags, each stronger than the one before. Whatever is wrong anywhere is a problem,
 * also where a stronger value hides it. */
#include "config/inner.h"

#include <stdarg.h>
#include <stdio.h>

const char *config_origin_text(const struct config_origin *origin, char out[CONFIG_ORIGIN_MAX])
{
    if (origin->source == CONFIG_FROM_DEFAULT)
        snprintf(out, CONFIG_ORIGIN_MAX, "default");
    else if (origin->source == CONFIG_FROM_FLAG)
        snprintf(out, CONFIG_ORIGIN_MAX, "--%s", origin->name);
    else if (origin->source == CONFIG_FROM_FILE && origin->line > 0)
        snprintf(out, CONFIG_ORIGIN_MAX, "%s:%d:%d", origin->name, origin->line, origin->column);
    else
        snprintf(out, CONFIG_ORIGIN_MAX, "%s", origin->name);
    return out;
}

void config_complain(struct ctx *c, struct config *config, const char *key,
                     const struct config_origin *origin, const char *format, ...)
{
    struct buf *text = buf_in_arena(c->arena);
    char words[2048], where[CONFIG_ORIGIN_MAX];
    if (config->problem_count++ >= CONFIG_PROBLEMS_MAX)
        return;
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    config_origin_text(origin, where);
    if (key[0] == '\0' || strcmp(key, where) == 0)
        buf_printf(text, "%s%s", where, words);
    else
        buf_printf(text, "%s (%s)%s", key, where, words);
    struct config_problem *p = ARENA_NEW(c->arena, struct config_problem);
    *p = (struct config_problem){.key = key, .origin = *origin, .text = text->at};
    *config->end = p;
    config->end = &p->next;
}

enum config_key config_find(struct text name)
{
    for (enum config_key key = 0; key < CONFIG_KEYS; key++)
        if (text_is(name, config_rows[key].name))
            return key;
    return CONFIG_KEYS;
}

enum config_key config_flag(struct text flag)
{
    for (enum config_key key = 0; key < CONFIG_KEYS; key++)
        if (config_rows[key].flag != NULL && text_is(flag, config_rows[key].flag))
            return key;
    return CONFIG_KEYS;
}

/* -- One value */

/* What was probably meant, of the words or schemes that are allowed. */
static const char *meant(struct ctx *c, const struct config_row *row, struct text given)
{
    enum { WORDS = 16 };
    const char *words[WORDS + 1] = {NULL};
    struct text form;
    int count = 0;
    if (row->kind != CONFIG_URL && row->kind != CONFIG_CHOICE)
        return NULL;
    for (const char *at = row->allowed; count < WORDS && config_alternative(&at, &form);)
        words[count++] = text_z(c->arena, config_form_start(form));
    ptrdiff_t colon = text_find(given, TEXT(":"));
    if (colon >= 0) {
        bool slashes = text_starts(text_from(given, (size_t)colon), TEXT("://"));
        given.len = (size_t)colon + (slashes ? 3 : 1);
    }
    return config_nearest(given, words);
}

/* "is no whole number; allowed: …", "is none of …" */
static const char *refusal(struct ctx *c, enum config_key key)
{
    bool none = strcmp(c->why, "is none of") == 0;
    return arena_printf(c->arena, "%s%s %s", c->why, none ? "" : "; allowed:", config_allowed(c, key));
}

static void refuse_value(struct ctx *c, struct config *config, enum config_key key, struct text given,
                         const struct config_origin *origin)
{
    const struct config_row *row = &config_rows[key];
    const char *why = refusal(c, key), *near = NULL;
    bool hidden = row->kind == CONFIG_SECRET || strstr(why, "names a secret") != NULL;
    if (text_starts(text_of(why), TEXT("is none of")))
        near = meant(c, row, text_trim(given));
    if (given.len == 0 || hidden)
        config_complain(c, config, row->name, origin, " %s", why);
    else
        config_complain(c, config, row->name, origin, ": \"%.*s\" %s%s%s%s",
                        TEXT_ARGS(text_glimpse(text_of(config_masked(c, given)))), why,
                        near == NULL ? "" : "; did you mean ", near == NULL ? "" : near,
                        near == NULL ? "" : "?");
}

void config_take(struct ctx *c, struct config *config, enum config_key key, struct text given,
                 const struct config_origin *origin)
{
    struct config_value value = {.origin = *origin};
    const char *folder = origin->source == CONFIG_FROM_FILE ? config->file_folder : NULL;
    if (config_value_read(c, &config_rows[key], given, config->home, folder, &value) != OK)
        refuse_value(c, config, key, given, origin);
    else if (origin->source >= config->values[key].origin.source)
        config->values[key] = value;
}

/* -- All of them */

static void take_defaults(struct ctx *c, struct config *config)
{
    for (enum config_key key = 0; key < CONFIG_KEYS; key++)
        config_take(c, config, key, text_of(config_rows[key].fallback),
                    &(struct config_origin){CONFIG_FROM_DEFAULT, NULL, 0, 0});
}

static void take_flags(struct ctx *c, struct config *config, const char *const flags[CONFIG_KEYS])
{
    for (enum config_key key = 0; key < CONFIG_KEYS; key++)
        if (flags[key] != NULL)
            config_take(c, config, key, text_of(flags[key]),
                        &(struct config_origin){CONFIG_FROM_FLAG, config_rows[key].flag, 0, 0});
}

/* The data folder that flags and environment name, where the file may be. It is not checked here: that comes with all others. */
static const char *folder_before_file(struct ctx *c, const struct config *config,
                                      const struct config_sources *sources)
{
    struct config_value value;
    const char *given = sources->flags[CONFIG_DATA];
    if (given == NULL)
        given = config_variable(sources->environment, config_rows[CONFIG_DATA].env);
    if (given != NULL &&
        config_value_read(c, &config_rows[CONFIG_DATA], text_of(given), config->home, NULL, &value) == OK)
        return value.text;
    return config->values[CONFIG_DATA].text;
}

static void take_file(struct ctx *c, struct config *config, const struct config_sources *sources)
{
    const char *system = sources->system_file == NULL ? "/etc/florin/florin.yaml" : sources->system_file;
    const char *named = sources->file;
    if (named == NULL)
        named = config_variable(sources->environment, "FLORIN_CONFIG");
    if (named != NULL && named[0] == '\0')
        return;
    if (named != NULL) {
        config_file_take(c, config, named, true);
        return;
    }
    config_file_take(c, config,
                     arena_printf(c->arena, "%s/florin.yaml", folder_before_file(c, config, sources)), false);
    if (config->file == NULL)
        config_file_take(c, config, system, false);
}

static enum err tell(struct ctx *c, const struct config *config)
{
    if (config->problem_count == 0)
        return OK;
    if (config->problem_count == 1)
        return fail(c, ERR_USAGE, "%s", config->problems->text);
    return fail(c, ERR_USAGE, "%zu problems in the configuration, the first: %s", config->problem_count,
                config->problems->text);
}

enum err config_load(struct ctx *c, const struct config_sources *sources, struct config **out)
{
    struct config *config = ARENA_NEW(c->arena, struct config);
    const char *home = config_variable(sources->environment, "HOME");
    config->home = home == NULL ? "." : text_z(c->arena, text_of(home));
    config->end = &config->problems;
    *out = config;
    take_defaults(c, config);
    take_file(c, config, sources);
    config_environment_take(c, config, sources->environment);
    take_flags(c, config, sources->flags);
    return tell(c, config);
}

/* -- Asking */

const struct config_problem *config_problems(const struct config *config, size_t *count)
{
    *count = config->problem_count;
    return config->problems;
}

const char *config_file(const struct config *config)
{
    return config->file;
}

const char *config_text(const struct config *config, enum config_key key)
{
    const struct config_value *v = &config->values[key];
    if (v->resolved != NULL)
        return v->resolved;
    return v->refers ? "" : v->text;
}

int64_t config_int(const struct config *config, enum config_key key)
{
    return config->values[key].number;
}

const struct config_origin *config_origin(const struct config *config, enum config_key key)
{
    return &config->values[key].origin;
}

/* -- Secrets */

bool config_has_secrets(const struct config *config, unsigned needed_by)
{
    for (enum config_key key = 0; key < CONFIG_KEYS; key++)
        if (config->values[key].refers && (config_rows[key].needed_by & needed_by) != 0)
            return true;
    return false;
}

static enum err resolve(struct ctx *c, struct config *config, enum config_key key,
                        const struct config_resolver *resolver)
{
    const struct config_row *row = &config_rows[key];
    struct config_value *v = &config->values[key];
    const char *whole;
    char where[CONFIG_ORIGIN_MAX];
    config_origin_text(&v->origin, where);
    enum err e = config_replace(c, text_of(v->text), row->kind == CONFIG_URL, resolver, &whole);
    if (e != OK)
        return fail_within(c, e, "%s (%s)", row->name, where);
    if (config_value_check(c, row, text_of(whole), &v->number) != OK) {
        const char *why = refusal(c, key);
        return fail(c, ERR_USAGE, "%s (%s): what the secret makes of it %s", row->name, where, why);
    }
    v->resolved = whole;
    return OK;
}

enum err config_resolve(struct ctx *c, struct config *config, unsigned needed_by,
                        const struct config_resolver *resolver)
{
    for (enum config_key key = 0; key < CONFIG_KEYS; key++)
        if (config->values[key].refers && (config_rows[key].needed_by & needed_by) != 0)
            TRY(resolve(c, config, key, resolver));
    return OK;
}
