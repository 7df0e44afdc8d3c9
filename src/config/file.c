/* The configuration's file: read whole within limits, its values held against the schema. */
#include "config/inner.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* -- Reading */

static void close_file(void *thing)
{
    close(*(int *)thing);
}

/* ERR_NOT_FOUND: there is none. */
static enum err read_whole(struct ctx *c, const char *path, struct text *out)
{
    struct stat facts;
    size_t got = 0;
    int *fd = ARENA_NEW(c->arena, int);
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (*fd < 0)
        return fail(c, errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND : ERR_IO, "cannot be read: %s",
                    strerror(errno));
    arena_defer(c->arena, close_file, fd);
    if (fstat(*fd, &facts) != 0 || S_ISDIR(facts.st_mode))
        return fail(c, ERR_IO, "cannot be read: it is a folder");
    char *bytes = arena_alloc(c->arena, CONFIG_FILE_BYTES + 1);
    while (got <= CONFIG_FILE_BYTES) {
        ssize_t n = read(*fd, bytes + got, CONFIG_FILE_BYTES + 1 - got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(c, ERR_IO, "cannot be read: %s", strerror(errno));
        if (n == 0)
            break;
        got += (size_t)n;
    }
    if (got > CONFIG_FILE_BYTES)
        return fail(c, ERR_LIMIT, "is larger than %d MiB", CONFIG_FILE_BYTES >> 20);
    *out = (struct text){bytes, got};
    return OK;
}

/* -- Keys */

/* "bus.url" is "bus", where that is a URL with parts below it. */
static enum config_key find_key(struct text path)
{
    enum config_key key = config_find(path);
    if (key == CONFIG_KEYS && path.len > 4 && text_is(text_from(path, path.len - 4), ".url")) {
        key = config_find((struct text){path.at, path.len - 4});
        if (key != CONFIG_KEYS && config_rows[key].kind != CONFIG_URL)
            return CONFIG_KEYS;
    }
    return key;
}

static const char *meant(struct text path)
{
    const char *words[CONFIG_KEYS + 1] = {NULL};
    for (enum config_key key = 0; key < CONFIG_KEYS; key++)
        words[key] = config_rows[key].name;
    return config_nearest(path, words);
}

static void refuse_key(struct ctx *c, struct config *config, const struct config_entry *entry)
{
    const char *near = meant(entry->path);
    struct config_origin origin = {CONFIG_FROM_FILE, config->file, entry->key_line, entry->key_column};
    const char *key = text_z(c->arena, text_glimpse(entry->path));
    config_complain(c, config, key[0] == '\0' ? "\"\"" : key, &origin, " is no key%s%s%s",
                    near == NULL ? " (florin config example shows them all)" : "; did you mean ",
                    near == NULL ? "" : near, near == NULL ? "" : "?");
}

static void take_entry(struct ctx *c, struct config *config, const struct config_entry *entry,
                       int lines[CONFIG_KEYS])
{
    enum config_key key = find_key(entry->path);
    struct config_origin origin = {CONFIG_FROM_FILE, config->file, entry->line, entry->column};
    if (key == CONFIG_KEYS) {
        refuse_key(c, config, entry);
    } else if (lines[key] != 0) {
        config_complain(c, config, config_rows[key].name, &origin, " is given twice: line %d has it already",
                        lines[key]);
    } else {
        lines[key] = entry->key_line;
        if (entry->value.at != NULL) /* `store:` with nothing behind it is as if it were not there */
            config_take(c, config, key, entry->value, &origin);
    }
}

void config_text_take(struct ctx *c, struct config *config, struct text file)
{
    struct config_entry *entries;
    struct config_origin origin = {CONFIG_FROM_FILE, config->file, 0, 0};
    int lines[CONFIG_KEYS] = {0};
    if (config_yaml_read(c, file, &entries, &origin.line, &origin.column) != OK) {
        char why[sizeof c->why];
        memcpy(why, c->why, sizeof why);
        config_complain(c, config, "", &origin, " %s", why);
        return;
    }
    for (const struct config_entry *entry = entries; entry != NULL; entry = entry->next)
        take_entry(c, config, entry, lines);
}

static const char *folder_of(struct ctx *c, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return NULL; /* the working directory: paths stay as they are */
    return slash == path ? "" : arena_copy(c->arena, path, (size_t)(slash - path));
}

void config_file_take(struct ctx *c, struct config *config, const char *path, bool must_exist)
{
    struct text file;
    enum err e = read_whole(c, path, &file);
    if (e == ERR_NOT_FOUND && !must_exist)
        return;
    config->file = text_z(c->arena, text_of(path));
    config->file_folder = folder_of(c, path);
    if (e != OK) {
        char why[sizeof c->why];
        memcpy(why, c->why, sizeof why);
        config_complain(c, config, "", &(struct config_origin){CONFIG_FROM_FILE, config->file, 0, 0}, " %s",
                        why);
        return;
    }
    config_text_take(c, config, file);
}
