/* FLORIN_SECRET_NAME in the process's environment, which is not the place for the best kept ones: children inherit it and /proc shows it to
 * the same user. */
#include "secret/secret_driver.h"

#include <stdlib.h>

static struct secret_source environment = {0};

static enum err environment_open(struct ctx *c, const char *rest, const struct secret_options *options,
                                 struct secret_source **out)
{
    (void)options;
    if (rest != NULL)
        return fail(c, ERR_USAGE, "nothing follows \"environment\" where secrets are kept");
    *out = &environment;
    return OK;
}

static enum err environment_fetch(struct ctx *c, struct secret_source *source, struct text name,
                                  struct secret_answer *out)
{
    char variable[sizeof "FLORIN_SECRET_" + SECRET_NAME_MAX] = "FLORIN_SECRET_";
    char *at = variable + strlen(variable);
    (void)source;
    for (size_t i = 0; i < name.len; i++) {
        char ch = name.at[i];
        *at++ = (char)(ch >= 'a' && ch <= 'z' ? ch - 32 : ch == '.' || ch == '-' ? '_' : ch);
    }
    out->value = text_of(getenv(variable)); /* the process's own copy stays: it is the environment's */
    return out->value.at != NULL ? OK : fail(c, ERR_NOT_FOUND, "%s is not set in the environment", variable);
}

static void environment_close(struct secret_source *source)
{
    (void)source;
}

const struct secret_driver secret_driver_environment = {
    .name = "environment",
    .local = true,
    .open = environment_open,
    .fetch = environment_fetch,
    .close = environment_close,
};
