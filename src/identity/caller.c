#include "identity/caller.h"

static const char *const role_names[] = {"none", "viewer", "member", "owner"};
static const char *const scope_names[] = {"read", "write", "admin", "approve"};

enum { ROLE_COUNT = 4, SCOPE_COUNT = 4 };

const char *role_name(enum role role)
{
    return (unsigned)role < ROLE_COUNT ? role_names[role] : role_names[ROLE_NONE];
}

enum role role_parse(struct text name)
{
    for (unsigned role = ROLE_VIEWER; role < ROLE_COUNT; role++)
        if (text_is(name, role_names[role]))
            return (enum role)role;
    return ROLE_NONE;
}

static unsigned scope_parse(struct text word)
{
    for (unsigned i = 0; i < SCOPE_COUNT; i++)
        if (text_is(word, scope_names[i]))
            return 1U << i;
    return 0;
}

unsigned scopes_parse(struct text words)
{
    unsigned scopes = 0;
    size_t start = 0;
    for (size_t i = 0; i <= words.len; i++) {
        if (i < words.len && words.at[i] != ',' && !ascii_space(words.at[i]))
            continue;
        unsigned one = scope_parse((struct text){words.at + start, i - start});
        if (i > start && one == 0)
            return 0;
        scopes |= one;
        start = i + 1;
    }
    return scopes;
}

char *scopes_format(unsigned scopes, char out[SCOPES_TEXT_MAX])
{
    size_t len = 0;
    for (unsigned i = 0; i < SCOPE_COUNT; i++) {
        if ((scopes & 1U << i) == 0)
            continue;
        if (len > 0)
            out[len++] = ',';
        size_t add = strlen(scope_names[i]);
        memcpy(out + len, scope_names[i], add);
        len += add;
    }
    out[len] = '\0';
    return out;
}

enum err caller_require(struct ctx *c, const struct caller *caller, enum role role, enum scope scope)
{
    if (caller->credential == CREDENTIAL_NONE || caller->role == ROLE_NONE)
        return fail(c, ERR_DENIED, "log in first");
    if (caller->role < role)
        return fail(c, ERR_DENIED, "this needs the role \"%s\" in the household; yours is \"%s\"",
                    role_name(role), role_name(caller->role));
    if ((caller->scopes & (unsigned)scope) == 0) {
        char name[SCOPES_TEXT_MAX];
        return fail(c, ERR_DENIED, "this needs the scope \"%s\", which this key does not have",
                    scopes_format(scope, name));
    }
    return OK;
}
