/* A command of the program: one file in app/command/, found by its file name. `command/import.c` defines
 *     const struct command command_import = {…};
 * and nothing else is edited. */
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

#include "app/configuration.h"
#include "base/text.h"

#include <stdio.h>

struct invocation;

struct command_option {
    const char *name;  /* long name without dashes: "rules" */
    char letter;       /* short form, 0: none */
    const char *value; /* what stands behind it: "FILE"; NULL: a flag */
    const char *help;  /* one line */
};

enum { COMMAND_OPTIONS_MAX = 64 };

struct command {
    const char *name;    /* as typed; a '_' in the file's name is a '-' here */
    const char *summary; /* one line for the list of commands */
    const char *usage;   /* what follows the name: "[OPTIONS] FILE..." */
    const char *details; /* paragraphs for --help; may be NULL */
    const struct command_option *
        options; /* ended by a zeroed one; --json, --help, --config and the flags of keys that commands need are understood by all */
    /* Which keys of the configuration it needs, CONFIG_FOR_...; 0: those of commands. With others, their flags are its options as well. */
    unsigned needs;
    bool all_households; /* works for everybody's; the others act for the first household alone (app_open) */
    bool reads_itself;   /* the configuration is not read before run(): there is none in the invocation */
    enum err (*run)(struct ctx *c, struct invocation *inv);
};

/* All commands by name, NULL-terminated; generated from the folder. */
extern const struct command *const commands[];

/* What was typed, checked against the command's options. */
struct invocation {
    const struct command *command;
    const char *program; /* how this program was called */
    int count;           /* of words that are no options */
    const char **words;
    bool json;
    const char *data; /* where everything lives */
    const struct configuration *configuration;
    const char *config;             /* --config; NULL: not given */
    const char *flags[CONFIG_KEYS]; /* of keys of the configuration; NULL: not given */
    int exit_code;                  /* what to end with when run() gives OK; 0 unless the command sets it */
    const char *values[COMMAND_OPTIONS_MAX]; /* "" for flags that were given; NULL: not given */
};

/* Was the option given? */
bool invocation_has(const struct invocation *inv, const char *option);
/* Its value, or NULL. */
const char *invocation_value(const struct invocation *inv, const char *option);
/* A whole number from low to high, or `otherwise` when the option was not given. */
enum err invocation_int(struct ctx *c, const struct invocation *inv, const char *option, int64_t low,
                        int64_t high, int64_t otherwise, int64_t *out) MUST_USE;
/* ERR_USAGE with the command's usage line. */
enum err usage_error(struct ctx *c, const struct invocation *inv, const char *format, ...) PRINTF_LIKE(3, 4);

/* Runs the program: finds the command, checks options, runs it, prints what went wrong. Gives the exit code:
 * 0 done, 1 failed, 2 called with wrong words, 3 something was refused (a file, a rule, a request), 4 busy: try again,
 * 74 the disk failed to keep what was written. */
int command_main(int argc, char **argv);

#endif
