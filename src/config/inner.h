/* What the files of this room share. */
#ifndef CONFIG_INNER_H
#define CONFIG_INNER_H

#include "config/config.h"

enum {
    CONFIG_FILE_BYTES = 1 << 20,
    CONFIG_FILE_DEPTH = 4,    /* mappings and lists within each other */
    CONFIG_FILE_VALUES = 500, /* scalars, keys counted */
    CONFIG_VALUE_BYTES = 4096,
    CONFIG_LIST_ITEMS = 64,
    CONFIG_PROBLEMS_MAX = 100,
};

struct config_value {
    struct config_origin origin;
    const char *text;     /* as it is used: trimmed, paths made whole; references not replaced */
    const char *resolved; /* with secrets in place; NULL: `text` does */
    int64_t number;
    bool refers; /* to a secret */
};

struct config {
    struct config_value values[CONFIG_KEYS];
    const char *file, *home;
    const char *file_folder; /* what relative paths in the file begin at */
    struct config_problem *problems, **end;
    size_t problem_count;
};

/* Adds a problem; the first CONFIG_PROBLEMS_MAX are kept. */
void config_complain(struct ctx *c, struct config *config, const char *key,
                     const struct config_origin *origin, const char *format, ...) PRINTF_LIKE(5, 6);

/* -- value.c */

/* Checks a value and makes it what is used: out->text, number and refers. ERR_INPUT with what is wrong in c->why, as it stands behind the
 * value: "has no port". `folder`: what relative paths begin at; NULL: they stay as they are. */
enum err config_value_read(struct ctx *c, const struct config_row *row, struct text given, const char *home,
                           const char *folder, struct config_value *out) MUST_USE;
/* -- form.c: URLs and what lists hold */

/* Checks a URL against the forms of `allowed`; ERR_INPUT as above. */
enum err config_form_check(struct ctx *c, struct text url, const char *allowed) MUST_USE;
/* The same for a value that secrets are part of, once they are in place. */
enum err config_value_check(struct ctx *c, const struct config_row *row, struct text filled,
                            int64_t *number) MUST_USE;
bool config_is_host(struct text item);
bool config_is_address(struct text item);
bool config_is_origin(struct text item);
/* The next alternative of `allowed`, trimmed; false behind the last. */
bool config_alternative(const char **at, struct text *out);
/* Of a URL's form: what stands before its first placeholder. */
struct text config_form_start(struct text form);

/* -- reference.c */

/* A name of a secret: [A-Za-z0-9_.-]{1,127}. */
bool config_is_secret_name(struct text name);
/* Does the value refer to a secret? false in *right: it tries to, wrongly. */
bool config_refers(struct text value, bool *right);
/* The value with every reference replaced by `get`'s answer (NULL: by "1", to check the rest). */
enum err config_replace(struct ctx *c, struct text value, bool encode, const struct config_resolver *resolver,
                        const char **out) MUST_USE;
/* The value for people: passwords in URLs become "(set)". */
const char *config_masked(struct ctx *c, struct text value);

/* -- yaml.c: the only file that knows the library */

/* A value of the file. `path` joins the names with dots; the items of a list are joined with commas. */
struct config_entry {
    struct text path, value;
    int line, column; /* of the value, from 1 */
    int key_line, key_column;
    struct config_entry *next;
};
/* ERR_INPUT with the reason in c->why and its place (0: none), for what is no such file. */
enum err config_yaml_read(struct ctx *c, struct text file, struct config_entry **out, int *line,
                          int *column) MUST_USE;

/* -- file.c */

/* Reads the file whole; takes its values that nothing overrides. */
void config_file_take(struct ctx *c, struct config *config, const char *path, bool must_exist);
void config_text_take(struct ctx *c, struct config *config, struct text file);

/* -- environment.c */

/* Values of variables; others that begin like ours are problems. */
void config_environment_take(struct ctx *c, struct config *config, const char *const *environment);
const char *config_variable(const char *const *environment, const char *name);

/* Takes a value unless a stronger source already gave one. */
void config_take(struct ctx *c, struct config *config, enum config_key key, struct text given,
                 const struct config_origin *origin);
/* The key of that name, also as it is in a file; CONFIG_KEYS: none. */
enum config_key config_find(struct text name);

#endif
