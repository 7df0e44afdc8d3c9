/* What a driver of a language model provides. Only drivers, llm.c and the wiring include this. */
#ifndef LLM_LLM_DRIVER_H
#define LLM_LLM_DRIVER_H

#include "llm/llm.h"

#include <stdatomic.h>

struct llm {
    const struct llm_driver *driver;
    char name[LLM_NAME_MAX]; /* set by open */
    int64_t price_in, price_out;
    atomic_bool ends;
    /* The driver's own fields follow: it allocates a struct that begins with this one, zeroed. */
};

/* As the functions of llm.h with the same names. llm.c looks at questions before, and at answers afterwards. */
struct llm_driver {
    const char *name; /* the word in the configuration */
    bool is_there, is_remote;
    enum err (*open)(struct ctx *c, const struct llm_options *options, struct llm **out);
    void (*close)(struct llm *llm);
    /* *out: the answer's object as the model gave it. spent->requests, tokens_in and tokens_out also when it fails; 0 tokens: not known. */
    enum err (*ask)(struct ctx *c, struct llm *llm, const struct llm_question *question,
                    const struct json_value **out, struct llm_spent *spent);
};

extern const struct llm_driver llm_none, llm_openai, llm_anthropic, llm_replay;

#endif
