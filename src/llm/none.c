/* No model: what a program without one does. */
#include "llm/llm_driver.h"

#include <stdio.h>
#include <stdlib.h>

static enum err none_open(struct ctx *c, const struct llm_options *options, struct llm **out)
{
    (void)c, (void)options;
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        die("out of memory");
    snprintf((*out)->name, sizeof(*out)->name, "none");
    return OK;
}

static void none_close(struct llm *llm)
{
    free(llm);
}

static enum err none_ask(struct ctx *c, struct llm *llm, const struct llm_question *question,
                         const struct json_value **out, struct llm_spent *spent)
{
    (void)llm, (void)question, (void)out, (void)spent;
    return fail(c, ERR_NOT_FOUND, "llm: there is no model (llm.driver)");
}

const struct llm_driver llm_none = {.name = "none", .open = none_open, .close = none_close, .ask = none_ask};
