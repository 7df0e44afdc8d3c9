/* What vaults and logins answer, and where secrets are said to be kept. */
#include "secret/azure.h"
#include "secret/replies.h"
#include "secret/secret.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reasons are the program's own words: nothing of a reply gets into them. */
static void check_reason(const struct ctx *c)
{
    if (c->why[0] == '\0' || strchr(c->why, '\n') != NULL || !text_is_utf8(text_of(c->why)))
        __builtin_trap();
}

static void check_replies(struct ctx *c, struct text input)
{
    struct text value;
    int64_t life_us;
    if (keyvault_read_value(c, input, &value) != OK)
        check_reason(c);
    for (int only = 0; only < 2; only++)
        if (dapr_read_value(c, input, TEXT("smtp"), only == 1, &value) != OK)
            check_reason(c);
    if (azure_read_token(c, input, &value, &life_us) != OK)
        check_reason(c);
    else if (life_us <= 0 || value.len == 0 || memchr(value.at, '\n', value.len) != NULL)
        __builtin_trap();
}

static void check_where(struct ctx *c, struct text input)
{
    struct secrets *secrets;
    if (secret_open(c, text_z(c->arena, input), &secrets) == OK)
        secret_close(secrets);
    else
        check_reason(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = {.arena = arena_new_wiped(), .now_us = 1};
    struct text input = {(const char *)data, size};
    check_replies(&c, input);
    check_where(&c, input);
    arena_free(c.arena);
    return 0;
}
