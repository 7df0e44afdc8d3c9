/* What the schema and the values say to people: words, lists, the example, the guide's table. */
#include "config/inner.h"

#include <stdio.h>

enum { WIDTH = 110 };

static int64_t plain_duration(int64_t us, const char **unit)
{
    static const struct {
        int64_t us;
        const char *name;
    } units[] = {{86400000000, "d"}, {3600000000, "h"}, {60000000, "min"}, {1000000, "s"}, {1000, "ms"}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        *unit = units[i].name;
        if (us % units[i].us == 0 && us >= units[i].us)
            return us / units[i].us;
    }
    return us / 1000;
}

const char *config_allowed(struct ctx *c, enum config_key key)
{
    const struct config_row *row = &config_rows[key];
    const char *low, *high;
    int64_t least, most;
    switch (row->kind) {
    case CONFIG_URL:
    case CONFIG_CHOICE:
        return row->allowed;
    case CONFIG_LIST:
        return arena_printf(c->arena, "%s, separated by commas", row->allowed);
    case CONFIG_NUMBER:
        return arena_printf(c->arena, "a whole number from %lld to %lld (%s)", (long long)row->low,
                            (long long)row->high, row->unit);
    case CONFIG_DURATION:
        least = plain_duration(row->low, &low);
        most = plain_duration(row->high, &high);
        return arena_printf(c->arena, "a duration from %lld %s to %lld %s (ms, s, min, h, d)",
                            (long long)least, low, (long long)most, high);
    case CONFIG_BOOLEAN:
        return "true | false";
    case CONFIG_ADDRESS:
        return "ADDRESS:PORT, where ADDRESS is IPv4, IPv6 in [], localhost or *";
    case CONFIG_TEXT:
        return arena_printf(c->arena, "up to 64 letters, digits and . _ -%s%s",
                            row->allowed == NULL ? "" : " ", row->allowed == NULL ? "" : row->allowed);
    case CONFIG_PATH:
        return "a path";
    case CONFIG_LINE:
        return "one line of text";
    case CONFIG_SECRET:
        return "a secret: secret:NAME, or the secret itself";
    }
    return "";
}

const char *config_help(struct ctx *c, enum config_key key)
{
    const struct config_row *row = &config_rows[key];
    if (row->fallback[0] == '\0')
        return row->help;
    return arena_printf(c->arena, "%s (default %s)", row->help, row->fallback);
}

const char *config_shown(struct ctx *c, const struct config *config, enum config_key key)
{
    const struct config_value *v = &config->values[key];
    if (config_rows[key].kind == CONFIG_SECRET)
        return v->text[0] == '\0' ? "" : v->refers ? v->text : "(set)";
    return config_masked(c, text_of(v->text));
}

/* -- Values */

void config_write_json(struct ctx *c, const struct config *config, struct json *j)
{
    static const char *const sources[] = {"default", "file", "environment", "flag"};
    json_array(j);
    for (enum config_key key = 0; key < CONFIG_KEYS; key++) {
        const struct config_origin *origin = config_origin(config, key);
        json_object(j);
        json_key_z(j, "key", config_rows[key].name);
        json_key_z(j, "value", config_shown(c, config, key));
        json_key_z(j, "source", sources[origin->source]);
        if (origin->source == CONFIG_FROM_FILE) {
            json_key_z(j, "file", origin->name);
            json_key_int(j, "line", origin->line);
            json_key_int(j, "column", origin->column);
        }
        json_object_end(j);
    }
    json_array_end(j);
}

void config_write_lines(struct ctx *c, const struct config *config, struct buf *out)
{
    int wide = 5;
    for (enum config_key key = 0; key < CONFIG_KEYS; key++) {
        int len = (int)strlen(config_shown(c, config, key));
        wide = len > wide && len < 60 ? len : wide;
    }
    buf_printf(out, "%-16s %-*s %s\n", "KEY", wide, "VALUE", "FROM");
    for (enum config_key key = 0; key < CONFIG_KEYS; key++) {
        char where[CONFIG_ORIGIN_MAX];
        buf_printf(out, "%-16s %-*s %s\n", config_rows[key].name, wide, config_shown(c, config, key),
                   config_origin_text(config_origin(config, key), where));
    }
}

/* -- The example */

static void add_wrapped(struct buf *out, const char *words)
{
    struct text rest = text_of(words);
    while (rest.len > 0) {
        size_t len = rest.len;
        if (len > WIDTH) {
            len = WIDTH;
            while (len > 0 && rest.at[len] != ' ')
                len--;
            len = len == 0 ? WIDTH : len;
        }
        buf_printf(out, "# %.*s\n", (int)len, rest.at);
        rest = text_trim(text_from(rest, len));
    }
}

/* As YAML reads it again. */
static void add_value(struct buf *out, const char *value)
{
    bool plain = value[0] != '\0';
    if (strpbrk(value, "#*&!\"'{}[]") != NULL || strstr(value, ": ") != NULL)
        plain = false;
    buf_printf(out, "%s%s%s\n", plain ? "" : "\"", value, plain ? "" : "\"");
}

static const char *needed_by(struct ctx *c, unsigned needed)
{
    static const char *const names[] = {"commands", "api", "agents", "gateway"};
    struct buf *out = buf_in_arena(c->arena);
    if (needed == CONFIG_FOR_ALL)
        return "all";
    for (size_t i = 0; i < 4; i++)
        if ((needed >> i & 1) != 0)
            buf_printf(out, "%s%s", out->len == 0 ? "" : ", ", names[i]);
    return out->at == NULL ? "" : out->at;
}

void config_write_example(struct ctx *c, struct buf *out)
{
    buf_z(out,
          "# Florin's configuration: every key at its default. Made by `florin config example`.\n"
          "#\n"
          "# Florin reads --config FILE, else $FLORIN_CONFIG, else florin.yaml in the data folder, else\n"
          "# /etc/florin/florin.yaml. Environment variables are stronger than the file, flags stronger than "
          "both.\n"
          "# `florin config check FILE` tells what is wrong, `florin config show` what holds and why.\n"
          "# A value may name a secret: \"secret:NAME\", or ${secret:NAME} as a part of it.\n");
    for (enum config_key key = 0; key < CONFIG_KEYS; key++) {
        const struct config_row *row = &config_rows[key];
        buf_char(out, '\n');
        add_wrapped(
            out, arena_printf(c->arena, "%c%s.",
                              row->help[0] >= 'a' && row->help[0] <= 'z' ? row->help[0] - 32 : row->help[0],
                              row->help + 1));
        add_wrapped(out, arena_printf(c->arena, "Allowed: %s", config_allowed(c, key)));
        if (row->flag == NULL)
            buf_printf(out, "# Also: %s; for: %s\n", row->env, needed_by(c, row->needed_by));
        else
            buf_printf(out, "# Also: %s, --%s; for: %s\n", row->env, row->flag, needed_by(c, row->needed_by));
        buf_printf(out, "# Example: %s\n%s: ", row->example, row->name);
        add_value(out, row->fallback);
    }
}

/* -- The guide's table */

static void add_cell(struct buf *out, const char *words)
{
    for (; *words != '\0'; words++) {
        if (*words == '|')
            buf_char(out, '\\');
        buf_char(out, *words);
    }
}

void config_write_table(struct ctx *c, struct buf *out)
{
    buf_z(out, "| Key | Variable, flag | Allowed | Default | What it is | Needed by |\n"
               "|---|---|---|---|---|---|\n");
    for (enum config_key key = 0; key < CONFIG_KEYS; key++) {
        const struct config_row *row = &config_rows[key];
        buf_printf(out, "| `%s` | `%s`", row->name, row->env);
        if (row->flag != NULL)
            buf_printf(out, " `--%s`", row->flag);
        buf_z(out, " | ");
        add_cell(out, config_allowed(c, key));
        buf_z(out, row->fallback[0] == '\0' ? " | " : arena_printf(c->arena, " | `%s`", row->fallback));
        buf_z(out, " | ");
        add_cell(out, row->help);
        buf_printf(out, " | %s |\n", needed_by(c, row->needed_by));
    }
}
