#include "app/command.h"

#include "app/terminal.h"
#include "base/date.h"

#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

static const struct command_option common_options[] = {
    {"data", 0, "DIR", "where everything lives (default: $FLORIN_DATA, else ~/.local/share/florin)"},
    {"json", 0, NULL, "print JSON for programs"},
    {"help", 'h', NULL, "show this help"},
    {0},
};

static const struct command *find_command(const char *name)
{
    for (const struct command *const *cmd = commands; *cmd != NULL; cmd++)
        if (strcmp((*cmd)->name, name) == 0)
            return *cmd;
    return NULL;
}

static int option_index(const struct command *cmd, const char *name)
{
    for (int i = 0; cmd->options != NULL && cmd->options[i].name != NULL; i++)
        if (strcmp(cmd->options[i].name, name) == 0)
            return i;
    return -1;
}

bool invocation_has(const struct invocation *inv, const char *option)
{
    return invocation_value(inv, option) != NULL;
}

const char *invocation_value(const struct invocation *inv, const char *option)
{
    int i = option_index(inv->command, option);
    return i < 0 ? NULL : inv->values[i];
}

enum err invocation_int(struct ctx *c, const struct invocation *inv, const char *option, int64_t low,
                        int64_t high, int64_t otherwise, int64_t *out)
{
    const char *value = invocation_value(inv, option);
    *out = otherwise;
    if (value == NULL)
        return OK;
    if (!text_to_int(text_of(value), out) || *out < low || *out > high)
        return usage_error(c, inv, "--%s takes a whole number from %lld to %lld, not \"%s\"", option,
                           (long long)low, (long long)high, value);
    return OK;
}

enum err usage_error(struct ctx *c, const struct invocation *inv, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(c->why, sizeof c->why, format, args);
    va_end(args);
    (void)inv;
    c->retriable = false;
    return ERR_USAGE;
}

/* A command's own option stands in for a common one of the same name. */
static void print_options(FILE *out, const struct command *cmd, const struct command_option *options)
{
    for (const struct command_option *o = options; o != NULL && o->name != NULL; o++) {
        char left[64];
        if (options == common_options && option_index(cmd, o->name) >= 0)
            continue;
        char letter[8] = "    ";
        if (o->letter != 0)
            snprintf(letter, sizeof letter, "-%c, ", o->letter);
        snprintf(left, sizeof left, "%s--%s%s%s", letter, o->name, o->value == NULL ? "" : " ",
                 o->value == NULL ? "" : o->value);
        fprintf(out, "  %-26s %s\n", left, o->help);
    }
}

static void print_help(FILE *out, const struct command *cmd)
{
    fprintf(out, "florin %s - %s\n\nUsage: florin %s %s\n\n", cmd->name, cmd->summary, cmd->name, cmd->usage);
    if (cmd->details != NULL)
        fprintf(out, "%s\n\n", cmd->details);
    fputs("Options:\n", out);
    print_options(out, cmd, cmd->options);
    print_options(out, cmd, common_options);
}

static void print_commands(FILE *out)
{
    fputs("Florin looks after a household's money: it reads bank files, keeps a double-entry ledger and says "
          "what\n"
          "deserves attention.\n\nUsage: florin COMMAND [OPTIONS] [...]\n\nCommands:\n",
          out);
    for (const struct command *const *cmd = commands; *cmd != NULL; cmd++)
        fprintf(out, "  %-14s %s\n", (*cmd)->name, (*cmd)->summary);
    fputs("\n`florin COMMAND --help` explains one. Exit codes: 0 done, 1 failed, 2 wrong words, 3 something "
          "was\n"
          "refused, 4 busy (try again), 74 the disk failed to keep what was written.\n",
          out);
}

static void command_manual(FILE *out)
{
    fputs(".TH FLORIN 1\n.SH NAME\nflorin \\- a household's money, looked after by agents\n.SH SYNOPSIS\n"
          ".B florin\n.I COMMAND\n[OPTIONS] [...]\n.SH COMMANDS\n",
          out);
    for (const struct command *const *cmd = commands; *cmd != NULL; cmd++) {
        fprintf(out, ".SS florin %s %s\n%s.\n", (*cmd)->name, (*cmd)->usage, (*cmd)->summary);
        if ((*cmd)->details != NULL)
            fprintf(out, ".PP\n.nf\n%s\n.fi\n", (*cmd)->details);
        for (const struct command_option *o = (*cmd)->options; o != NULL && o->name != NULL; o++)
            fprintf(out, ".TP\n.B \\-\\-%s%s%s\n%s\n", o->name, o->value == NULL ? "" : " ",
                    o->value == NULL ? "" : o->value, o->help);
    }
    fputs(".SH COMMON OPTIONS\n", out);
    for (const struct command_option *o = common_options; o->name != NULL; o++)
        fprintf(out, ".TP\n.B \\-\\-%s%s%s\n%s\n", o->name, o->value == NULL ? "" : " ",
                o->value == NULL ? "" : o->value, o->help);
    fputs(".SH EXIT STATUS\n0 done, 1 failed, 2 called with wrong words, 3 something was refused, 4 busy, 74 "
          "the disk\n"
          "failed to keep what was written.\n.SH ENVIRONMENT\n.TP\n.B FLORIN_DATA\nthe folder that "
          "\\-\\-data names\n",
          out);
}

/* Which option a word names. Own options first, then the common ones; *index -1: a common one. */
static const struct command_option *match_option(const struct command *cmd, const char *word, size_t len,
                                                 int *index)
{
    const struct command_option *lists[] = {cmd->options, common_options};
    for (int l = 0; l < 2; l++) {
        for (int i = 0; lists[l] != NULL && lists[l][i].name != NULL; i++) {
            const struct command_option *o = &lists[l][i];
            bool is_long = len > 2 && word[1] == '-' && strlen(o->name) == len - 2 &&
                           memcmp(o->name, word + 2, len - 2) == 0;
            if (is_long || (len == 2 && o->letter != 0 && word[1] == o->letter)) {
                *index = l == 0 ? i : -1;
                return o;
            }
        }
    }
    return NULL;
}

static enum err take_option(struct ctx *c, struct invocation *inv, int argc, char **argv, int *at, bool *help)
{
    const char *word = argv[*at];
    const char *equals = strncmp(word, "--", 2) == 0 ? strchr(word, '=') : NULL;
    size_t len = equals != NULL ? (size_t)(equals - word) : strlen(word);
    int index;
    const struct command_option *o = match_option(inv->command, word, len, &index);
    if (o == NULL)
        return usage_error(c, inv, "there is no option %.*s", (int)len, word);
    const char *value = "";
    if (o->value != NULL) {
        if (equals == NULL && *at + 1 >= argc)
            return usage_error(c, inv, "--%s needs %s", o->name, o->value);
        value = equals != NULL ? equals + 1 : argv[++*at];
    } else if (equals != NULL) {
        return usage_error(c, inv, "--%s takes no value", o->name);
    }
    if (index >= 0)
        inv->values[index] = value;
    else if (strcmp(o->name, "data") == 0)
        inv->data = value;
    else if (strcmp(o->name, "json") == 0)
        inv->json = true;
    else
        *help = true;
    return OK;
}

static enum err parse(struct ctx *c, struct invocation *inv, int argc, char **argv, bool *help)
{
    bool only_words = false;
    inv->words = ARENA_ARRAY(c->arena, const char *, argc + 1);
    for (int i = 0; i < argc; i++) {
        if (!only_words && strcmp(argv[i], "--") == 0)
            only_words = true;
        else if (only_words || argv[i][0] != '-' || argv[i][1] == '\0' || ascii_digit(argv[i][1]))
            inv->words[inv->count++] = argv[i];
        else
            TRY(take_option(c, inv, argc, argv, &i, help));
    }
    return OK;
}

static const char *default_data(struct arena *arena)
{
    const char *data = getenv("FLORIN_DATA");
    if (data != NULL && data[0] != '\0')
        return data;
    const char *home = getenv("HOME");
    return arena_printf(arena, "%s/.local/share/florin", home == NULL ? "." : home);
}

static int exit_code(enum err e)
{
    switch (e) {
    case OK:
        return 0;
    case ERR_USAGE:
        return 2;
    case ERR_INPUT:
    case ERR_LIMIT:
    case ERR_CONFLICT:
    case ERR_DENIED:
        return 3;
    case ERR_BUSY:
        return 4;
    case ERR_FULL:
        return 74;
    default:
        return 1;
    }
}

static int run(const struct command *cmd, const char *program, int argc, char **argv)
{
    struct ctx c = {.arena = arena_new()};
    struct invocation inv = {.command = cmd, .program = program};
    bool help = false;
    c.now_us = time_now_us();
    inv.data = default_data(c.arena);
    enum err e = parse(&c, &inv, argc, argv, &help);
    if (e == OK && help)
        print_help(stdout, cmd);
    else if (e == OK)
        e = cmd->run(&c, &inv);
    if (e == OK && (fflush(stdout) != 0 || ferror(stdout)))
        e = fail(&c, ERR_IO, "the output could not be written");
    if (e != OK && e != ERR_CANCELLED)
        fprintf(stderr, "florin: %s\n", terminal_field(c.arena, text_of(c.why), 0));
    if (e == ERR_USAGE)
        fprintf(stderr, "Usage: florin %s %s\n(florin %s --help explains)\n", cmd->name, cmd->usage,
                cmd->name);
    int code = e == OK ? inv.exit_code : exit_code(e);
    arena_free(c.arena);
    return code;
}

int command_main(int argc, char **argv)
{
    const char *name = argc < 2 ? "--help" : argv[1];
    if (strcmp(name, "--version") == 0) {
        puts("florin " FLORIN_VERSION);
        return 0;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
        const struct command *about = argc > 2 ? find_command(argv[2]) : NULL;
        if (about != NULL)
            print_help(stdout, about);
        else
            print_commands(stdout);
        return argc < 2 ? 2 : 0;
    }
    if (strcmp(name, "--manual") == 0) {
        command_manual(stdout);
        return 0;
    }
    const struct command *cmd = find_command(name);
    if (cmd == NULL) {
        fprintf(stderr, "florin: there is no command \"%s\" (florin --help lists them)\n", name);
        return 2;
    }
    return run(cmd, argv[0], argc - 2, argv + 2);
}
