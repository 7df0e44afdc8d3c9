/* florin export: transactions out, for spreadsheets, programs, hledger and ledger. */
#include "finance/export/export.h"

#include "app/app.h"
#include "store/entity/account.h"
#include "store/entity/household.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct command_option options[] = {
    {"format", 'f', "NAME", "csv, json or journal (default: from the file's name, else csv)"},
    {"out", 'o', "FILE", "write to this file instead of the terminal"},
    {"account", 'a', "NAME", "only this account"},
    {"from", 0, "DATE", "from this day on (YYYY-MM-DD)"},
    {"to", 0, "DATE", "up to this day"},
    {0},
};

static enum err choose_format(struct ctx *c, const struct invocation *inv, const char **format)
{
    static const char *const endings[][2] = {{".csv", "csv"},
                                             {".json", "json"},
                                             {".journal", "journal"},
                                             {".hledger", "journal"},
                                             {".ledger", "journal"}};
    const char *out = invocation_value(inv, "out");
    *format = invocation_value(inv, "format");
    for (size_t i = 0; *format == NULL && out != NULL && i < sizeof endings / sizeof *endings; i++) {
        size_t len = strlen(out), tail = strlen(endings[i][0]);
        if (len > tail && strcmp(out + len - tail, endings[i][0]) == 0)
            *format = endings[i][1];
    }
    if (*format == NULL)
        *format = inv->json ? "json" : "csv";
    return export_knows(*format)
               ? OK
               : usage_error(c, inv, "there is no format \"%s\": csv, json, journal", *format);
}

/* Where an export goes: a file appears under its name only when it is complete. */
struct target {
    FILE *file;
    const char *path;
    const char *part; /* NULL: written in place, because it is a device or a pipe */
};

static void target_release(void *thing)
{
    struct target *t = thing;
    if (t->file != NULL)
        fclose(t->file);
    if (t->part != NULL)
        unlink(t->part);
}

static enum err target_open(struct ctx *c, const char *path, struct target *t)
{
    struct stat facts;
    bool in_place = stat(path, &facts) == 0 && !S_ISREG(facts.st_mode);
    t->path = path;
    t->part = in_place ? NULL : arena_printf(c->arena, "%s.part", path);
    /* Bank data: for the owner alone. */
    int fd = open(in_place ? path : t->part,
                  O_WRONLY | O_CLOEXEC | (in_place ? 0 : O_CREAT | O_TRUNC | O_NOFOLLOW), 0600);
    if (fd < 0) {
        t->part = NULL;
        return fail(c, ERR_IO, "%s cannot be written: %s", path, strerror(errno));
    }
    t->file = fdopen(fd, "w");
    if (t->file == NULL)
        die("out of memory");
    arena_defer(c->arena, target_release, t);
    return OK;
}

static enum err target_finish(struct ctx *c, struct target *t)
{
    if (t->part == NULL)
        return OK;
    if (fsync(fileno(t->file)) != 0 || rename(t->part, t->path) != 0)
        return fail(c, ERR_IO, "%s cannot be written: %s", t->path, strerror(errno));
    t->part = NULL;
    return OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct export_options how = {.household = HOUSEHOLD_FIRST};
    struct target *target = ARENA_NEW(c->arena, struct target);
    const char *account = invocation_value(inv, "account"), *path = invocation_value(inv, "out");
    int64_t count;
    if (inv->count > 0)
        return usage_error(c, inv, "\"%s\" is not understood here", inv->words[0]);
    TRY(choose_format(c, inv, &how.format));
    TRY(app_date(c, inv, "from", &how.from));
    TRY(app_date(c, inv, "to", &how.to));
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    if (account != NULL) {
        struct account_row row;
        TRY(account_by_name(c, tx, HOUSEHOLD_FIRST, text_of(account), &row));
        if (!account_is_own(row.kind))
            return fail(c, ERR_INPUT, "\"%s\" is a category, not an account", account);
        how.account = row.seq;
    }
    if (path == NULL || strcmp(path, "-") == 0)
        return export_write(c, tx, &how, stdout, &count);
    TRY(target_open(c, path, target));
    TRY(export_write(c, tx, &how, target->file, &count));
    TRY(target_finish(c, target));
    char number[40];
    printf("%s transactions written to %s\n", app_count(count, number), path);
    return OK;
}

const struct command command_export = {
    .name = "export",
    .summary = "Write transactions as CSV, JSON or a journal for hledger and ledger",
    .usage = "[OPTIONS]",
    .details = "By date; what is void is left out. CSV has one row for each part of a split and is safe to "
               "open in a spreadsheet.\n"
               "In a journal, pending entries (!) are below Equity:Pending, so that its balances are the "
               "booked ones.",
    .options = options,
    .run = run,
};
