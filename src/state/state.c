#include "state/state_driver.h"

#include <stdlib.h>

static bool is_key(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (!ascii_alpha(t.at[i]) && !ascii_digit(t.at[i]) &&
            (t.at[i] == '\0' || strchr("._-:/", t.at[i]) == NULL))
            return false;
    return t.len > 0 && t.len <= STATE_KEY_MAX;
}

static enum err check_key(struct ctx *c, struct text key)
{
    if (is_key(key))
        return OK;
    return fail(c, ERR_INPUT, "a key is 1 to %d letters, digits and any of . _ - : /", STATE_KEY_MAX);
}

enum err state_open(struct ctx *c, const struct state_driver *driver, const struct state_options *options,
                    struct state **out)
{
    const char *prefix = options->prefix == NULL ? "" : options->prefix;
    if (prefix[0] != '\0')
        TRY(check_key(c, text_of(prefix)));
    TRY(driver->open(c, options, out));
    (*out)->driver = driver;
    (*out)->prefix = strdup(prefix);
    if ((*out)->prefix == NULL)
        die("out of memory");
    return OK;
}

void state_close(struct state *state)
{
    if (state == NULL)
        return;
    free(state->prefix);
    state->driver->close(state);
}

static struct text with_prefix(struct ctx *c, const struct state *state, struct text key)
{
    return text_of(arena_printf(c->arena, "%s%.*s", state->prefix, TEXT_ARGS(key)));
}

enum err state_get(struct ctx *c, struct state *state, struct text key, bool *found, struct state_value *out)
{
    TRY(check_key(c, key));
    *found = false;
    *out = (struct state_value){.value = {"", 0}, .tag = {"", 0}};
    return state->driver->get(c, state, with_prefix(c, state, key), found, out);
}

static enum err check_change(struct ctx *c, const struct state_change *change)
{
    TRY(check_key(c, change->key));
    if (change->verb == STATE_REMOVE && change->when == STATE_WHEN_NEW)
        return fail(c, ERR_INPUT, "what is not there cannot be removed");
    if (change->when == STATE_WHEN_TAG && (change->tag.len == 0 || change->tag.len > STATE_TAG_MAX))
        return fail(c, ERR_INPUT, "a tag is 1 to %d bytes", STATE_TAG_MAX);
    if (change->verb == STATE_PUT && change->value.len > STATE_VALUE_MAX)
        return fail(c, ERR_LIMIT, "a value is larger than %d bytes", STATE_VALUE_MAX);
    if (change->verb == STATE_PUT && !text_is_utf8(change->value))
        return fail(c, ERR_INPUT, "a value is UTF-8 text");
    return OK;
}

enum err state_apply(struct ctx *c, struct state *state, const struct state_change *changes, size_t count)
{
    if (count > STATE_CHANGES_MAX)
        return fail(c, ERR_LIMIT, "more than %d changes at once", STATE_CHANGES_MAX);
    struct state_change *all = ARENA_ARRAY(c->arena, struct state_change, count + 1);
    for (size_t i = 0; i < count; i++) {
        TRY(check_change(c, &changes[i]));
        for (size_t k = 0; k < i; k++)
            if (text_equal(changes[i].key, changes[k].key))
                return fail(c, ERR_INPUT, "one key is changed twice at once");
        all[i] = changes[i];
        all[i].key = with_prefix(c, state, changes[i].key);
    }
    return count == 0 ? OK : state->driver->apply(c, state, all, count);
}
