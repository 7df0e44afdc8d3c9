#include "app/command.h"

#include "app/terminal.h"
#include "base/date.h"

#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

static const struct command_option common_options[] = {
    {"config", 0, "FILE",
     "the configuration's file (default: $FLORIN_CONFIG, DIR/florin.yaml, /etc/florin/florin.yaml)"},
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

/* Is the key's flag an option of this command? Its own option of the same name stands in for it. */
static bool takes_key(const struct command *cmd, enum config_key key)
{
    const struct config_row *row = &config_rows[key];
    return row->flag != NULL && (row->needed_by & (CONFIG_FOR_COMMANDS | cmd->needs)) != 0 &&
           option_index(cmd, row->flag) < 0;
}

static void print_option(FILE *out, char letter, const char *name, const char *value, const char *help)
{
    char left[64], dash[8] = "    ";
    if (letter != 0)
        snprintf(dash, sizeof dash, "-%c, ", letter);
    snprintf(left, sizeof left, "%s--%s%s%s", dash, name, value == NULL ? "" : " ",
             value == NULL ? "" : value);
    fprintf(out, "  %-32s %s\n", left, help);
}

static void print_options(FILE *out, const struct command_option *options)
{
    for (const struct command_option *o = options; o != NULL && o->name != NULL; o++)
        print_option(out, o->letter, o->name, o->value, o->help);
}

/* `special`: the keys that this command needs beyond those that all understand. */
static void print_keys(FILE *out, const struct command *cmd, bool special)
{
    struct ctx c = {.arena = arena_new()};
    for (enum config_key key = 0; key < CONFIG_KEYS; key++)
        if (takes_key(cmd, key) && special == ((config_rows[key].needed_by & CONFIG_FOR_COMMANDS) == 0))
            print_option(out, 0, config_rows[key].flag, config_rows[key].value, config_help(&c, key));
    arena_free(c.arena);
}

static void print_help(FILE *out, const struct command *cmd)
{
    fprintf(out, "florin %s - %s\n\nUsage: florin %s %s\n\n", cmd->name, cmd->summary, cmd->name, cmd->usage);
    if (cmd->details != NULL)
        fprintf(out, "%s\n\n", cmd->details);
    fputs("Options:\n", out);
    print_keys(out, cmd, true);
    print_options(out, cmd->options);
    fputs("\nWith every command (also in the configuration's file, see `florin config`):\n", out);
    print_keys(out, cmd, false);
    print_options(out, common_options);
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

static void manual_option(FILE *out, const char *name, const char *value, const char *help)
{
    fprintf(out, ".TP\n.B \\-\\-%s%s%s\n%s\n", name, value == NULL ? "" : " ", value == NULL ? "" : value,
            help);
}

static void manual_end(FILE *out)
{
    struct ctx c = {.arena = arena_new()};
    fputs(".SH COMMON OPTIONS\n", out);
    for (const struct command_option *o = common_options; o->name != NULL; o++)
        manual_option(out, o->name, o->value, o->help);
    fputs(".SH CONFIGURATION\nEach is a key of the configuration's file, an environment variable and an "
          "option.\n",
          out);
    for (enum config_key key = 0; key < CONFIG_KEYS; key++)
        fprintf(out, ".TP\n.B %s, %s%s%s\n%s.\n", config_rows[key].name, config_rows[key].env,
                config_rows[key].flag == NULL ? "" : ", \\-\\-",
                config_rows[key].flag == NULL ? "" : config_rows[key].flag, config_help(&c, key));
    fputs(".TP\n.B FLORIN_CONFIG, \\-\\-config\nthe file itself.\n.SH EXIT STATUS\n0 done, 1 failed, 2 "
          "called with wrong "
          "words or a wrong configuration, 3 something was refused, 4 busy, 74 the disk\nfailed to keep what "
          "was written.\n",
          out);
    arena_free(c.arena);
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
            manual_option(out, o->name, o->value, o->help);
    }
    manual_end(out);
}

/* What an option's word names: one of the command's own, a key of the configuration, or a common one. */
struct found {
    const struct command_option *option;
    int own;             /* -1: not the command's own */
    enum config_key key; /* CONFIG_KEYS: none */
    const char *name, *value;
};

static bool is_named(const struct command_option *o, struct text word)
{
    return text_is(text_from(word, 2), o->name) ||
           (word.len == 2 && o->letter != 0 && word.at[1] == o->letter);
}

static bool find_option(const struct command *cmd, struct text word, struct found *out)
{
    const struct command_option *lists[] = {cmd->options, common_options};
    for (int l = 0; l < 2; l++) {
        for (int i = 0; lists[l] != NULL && lists[l][i].name != NULL; i++) {
            const struct command_option *o = &lists[l][i];
            if (is_named(o, word)) {
                *out = (struct found){o, l == 0 ? i : -1, CONFIG_KEYS, o->name, o->value};
                return true;
            }
        }
    }
    enum config_key key = config_flag(text_from(word, 2));
    if (key == CONFIG_KEYS || !takes_key(cmd, key))
        return false;
    *out = (struct found){NULL, -1, key, config_rows[key].flag, config_rows[key].value};
    return true;
}

static enum err refuse_option(struct ctx *c, const struct invocation *inv, struct text word)
{
    enum { NAMES = COMMAND_OPTIONS_MAX + CONFIG_KEYS + 8 };
    const char *names[NAMES + 1] = {NULL};
    const struct command_option *lists[] = {inv->command->options, common_options};
    int count = 0;
    for (int l = 0; l < 2; l++)
        for (int i = 0; lists[l] != NULL && lists[l][i].name != NULL && count < NAMES; i++)
            names[count++] = lists[l][i].name;
    for (enum config_key key = 0; key < CONFIG_KEYS && count < NAMES; key++)
        if (takes_key(inv->command, key))
            names[count++] = config_rows[key].flag;
    const char *near = text_starts(word, TEXT("--")) ? config_nearest(text_from(word, 2), names) : NULL;
    return usage_error(c, inv, "there is no option %.*s%s%s%s", TEXT_ARGS(word),
                       near == NULL ? "" : "; did you mean --", near == NULL ? "" : near,
                       near == NULL ? "" : "?");
}

static enum err take_option(struct ctx *c, struct invocation *inv, int argc, char **argv, int *at, bool *help)
{
    struct found found;
    const char *whole = argv[*at], *value = "";
    const char *equals = strncmp(whole, "--", 2) == 0 ? strchr(whole, '=') : NULL;
    struct text word = {whole, equals != NULL ? (size_t)(equals - whole) : strlen(whole)};
    if (!text_starts(word, TEXT("--")) && word.len > 2)
        return refuse_option(c, inv, word);
    if (!find_option(inv->command, word, &found))
        return refuse_option(c, inv, word);
    if (found.value != NULL) {
        if (equals == NULL && *at + 1 >= argc)
            return usage_error(c, inv, "--%s needs %s", found.name, found.value);
        value = equals != NULL ? equals + 1 : argv[++*at];
    } else if (equals != NULL) {
        return usage_error(c, inv, "--%s takes no value", found.name);
    }
    if (found.own >= 0)
        inv->values[found.own] = value;
    else if (found.key != CONFIG_KEYS)
        inv->flags[found.key] = value;
    else if (strcmp(found.name, "config") == 0)
        inv->config = value;
    else if (strcmp(found.name, "json") == 0)
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

/* *told: what is wrong has been printed, and it is not the command's own words. */
static enum err prepare_and_run(struct ctx *c, struct invocation *inv, bool *told)
{
    if (!inv->command->reads_itself) {
        enum err e = configuration_load(c, inv);
        *told = e != OK;
        TRY(e);
    }
    return inv->command->run(c, inv);
}

static int run(const struct command *cmd, const char *program, int argc, char **argv)
{
    struct ctx c = {.arena = arena_new()};
    struct invocation inv = {.command = cmd, .program = program};
    bool help = false, told = false;
    c.now_us = time_now_us();
    enum err e = parse(&c, &inv, argc, argv, &help);
    if (e == OK && help)
        print_help(stdout, cmd);
    else if (e == OK)
        e = prepare_and_run(&c, &inv, &told);
    if (e == OK && (fflush(stdout) != 0 || ferror(stdout)))
        e = fail(&c, ERR_IO, "the output could not be written");
    if (e != OK && e != ERR_CANCELLED && !told)
        fprintf(stderr, "florin: %s\n", terminal_field(c.arena, text_of(c.why), 0));
    if (e == ERR_USAGE && !told)
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
