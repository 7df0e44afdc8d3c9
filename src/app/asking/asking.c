#include "app/asking/asking.h"

#include "base/decimal.h"
#include "llm/llm_driver.h"

static const struct llm_driver *const drivers[] = {&llm_none, &llm_openai, &llm_anthropic, &llm_replay, NULL};

static void close_llm(void *thing)
{
    llm_close(thing);
}

/* US dollars for a million tokens, in millionths. */
static enum err read_price(struct ctx *c, const char *name, const char *given, int64_t *out)
{
    enum { MILLIONTHS = 6, MOST = 1000000000 };
    struct decimal price, exact;
    if (!decimal_parse(text_of(given), '.', &price) || decimal_sign(price) < 0 ||
        !decimal_rescale(price, MILLIONTHS, &exact) || exact.digits > MOST)
        return fail(c, ERR_USAGE, "%s: US dollars for a million tokens, 0 to 1000, such as 0.15", name);
    *out = exact.digits;
    return OK;
}

enum err asking_open(struct ctx *c, const struct configuration *set, struct llm **out)
{
    const struct configuration_llm *l = &set->llm;
    const struct llm_driver *const *at = drivers;
    struct llm_options options = {.url = l->url,
                                  .model = l->model,
                                  .key = l->key,
                                  .file = l->file,
                                  .timeout_ms = (int)(l->timeout_us / 1000)};
    while (*at != NULL && strcmp((*at)->name, l->driver) != 0)
        at++;
    if (*at == NULL)
        return fail(c, ERR_USAGE, "llm.driver: this program has none that is called %s", l->driver);
    TRY(read_price(c, "llm.price_in", l->price_in, &options.price_in));
    TRY(read_price(c, "llm.price_out", l->price_out, &options.price_out));
    TRY(llm_open(c, *at, &options, out));
    arena_defer(c->arena, close_llm, *out);
    return OK;
}

enum err asking_model(struct ctx *c, const struct configuration *set, struct host_model *out)
{
    enum { MICRO_A_CENT = 10000 };
    const struct configuration_llm *l = &set->llm;
    *out = (struct host_model){.calls = l->calls, .tokens = l->tokens, .cost = l->cents * MICRO_A_CENT};
    return strcmp(l->driver, "none") == 0 ? OK : asking_open(c, set, &out->llm);
}
