/* florin config: what is set, where it comes from, and what is wrong with it. */
#include "app/app.h"

static const struct command_option options[] = {
    {"fetch", 0, NULL, "with check: also fetch the secrets that values name"},
    {0},
};

static void write_problems(const struct config *config, struct json *j)
{
    size_t count;
    json_array(j);
    for (const struct config_problem *p = config_problems(config, &count); p != NULL; p = p->next) {
        char where[CONFIG_ORIGIN_MAX];
        json_object(j);
        json_key_z(j, "key", p->key);
        json_key_z(j, "where", config_origin_text(&p->origin, where));
        json_key_z(j, "problem", p->text);
        json_object_end(j);
    }
    json_array_end(j);
}

static void print_check(struct ctx *c, const struct config *config, const char *key, const char *why)
{
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    size_t count;
    config_problems(config, &count);
    json_object(&j);
    json_key_bool(&j, "ok", count == 0 && why == NULL);
    json_key_z(&j, "file", config_file(config));
    json_key(&j, "problems");
    write_problems(config, &j);
    if (why != NULL)
        json_key_z(&j, key, why);
    json_object_end(&j);
    app_print_json(out);
}

static enum err check(struct ctx *c, struct invocation *inv)
{
    struct config *config;
    const char *file = inv->count > 1 ? inv->words[1] : NULL;
    if (inv->count > 2)
        return usage_error(c, inv, "\"%s\" is not understood here", inv->words[2]);
    enum err read = configuration_read(c, inv, file, &config), fits = OK, fetched = OK;
    if (read == OK)
        fits = configuration_check_role(c, config);
    if (read == OK && fits == OK && invocation_has(inv, "fetch"))
        fetched = configuration_resolve(c, config, CONFIG_FOR_ALL);
    if (inv->json)
        print_check(c, config, fits == OK ? "secrets" : "role", fits == OK && fetched == OK ? NULL : c->why);
    else
        configuration_complain(c, config);
    if (read == OK && fits == OK && fetched == OK && !inv->json)
        printf("The configuration is good (%s).\n",
               config_file(config) == NULL ? "no file is read" : config_file(config));
    inv->exit_code = read == OK ? 0 : 2;
    if (fits == OK && fetched != ERR_USAGE)
        return fetched;
    fprintf(stderr, "florin: %s\n", c->why);
    inv->exit_code = 2;
    return OK;
}

static enum err show(struct ctx *c, struct invocation *inv)
{
    struct config *config;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    if (configuration_read(c, inv, NULL, &config) != OK) {
        configuration_complain(c, config);
        inv->exit_code = 2;
    }
    if (inv->json) {
        config_write_json(c, config, &j);
        app_print_json(out);
    } else {
        config_write_lines(c, config, out);
        app_print(out);
    }
    return OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct text word = inv->count == 0 ? TEXT("show") : text_of(inv->words[0]);
    struct buf *out = buf_in_arena(c->arena);
    if (text_is(word, "check"))
        return check(c, inv);
    if (inv->count > 1)
        return usage_error(c, inv, "\"%s\" is not understood here", inv->words[1]);
    if (text_is(word, "show"))
        return show(c, inv);
    if (text_is(word, "example"))
        config_write_example(c, out);
    else if (text_is(word, "table"))
        config_write_table(c, out);
    else
        return usage_error(c, inv, "check [FILE], show, example or table");
    app_print(out);
    return OK;
}

const struct command command_config = {
    .name = "config",
    .summary = "What is set, where it comes from, and what is wrong with it",
    .usage = "[show | check [FILE] | example | table]",
    .details = "Every key has a default. The file changes it (--config FILE, else $FLORIN_CONFIG, else "
               "florin.yaml in the data\n"
               "folder, else /etc/florin/florin.yaml), an environment variable is stronger than the file, a "
               "flag stronger than both.\n"
               "`show` prints every value and its source, passwords as \"(set)\"; `check` tells all that is "
               "wrong, in all sources or in\n"
               "FILE; `example` prints a file with every key explained, `table` the same for the guide.",
    .options = options,
    .needs = CONFIG_FOR_SERVE,
    .reads_itself = true,
    .run = run,
};
