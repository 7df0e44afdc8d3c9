/* A tool of `florin numerics`: one file in app/numerics/, found by its file name. `numerics/iforest.c` defines
 *     const struct numeric numeric_iforest = {…};
 * and nothing else is edited, except that an option no other tool has is added to the list in command/numerics.c.
 *
 * A tool reads the files it is given (app/bench/support/table.h), calls src/numerics/ and prints: lines or CSV for people,
 * one JSON document with --json (app_print_json). */
#ifndef APP_NUMERIC_H
#define APP_NUMERIC_H

#include "app/command.h"

struct numeric {
    const char *name;
    const char *summary;        /* one line for the list of tools */
    const char *usage;          /* what follows the name: "FILE [--seed N]" */
    const char *const *options; /* which of the command's options it takes, ended by NULL */
    int words_min, words_max;   /* files and numbers that follow the name */
    /* inv->words[1..] are what follows the name. */
    enum err (*run)(struct ctx *c, const struct invocation *inv);
};

/* All tools by name, NULL-terminated; generated from the folder. */
extern const struct numeric *const numerics[];

#endif
