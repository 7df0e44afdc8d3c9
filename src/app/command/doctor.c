/* florin doctor: is everything here as it should be, and what to do where it is not. Changes nothing. */
#include "app/app.h"
#include "app/disk.h"
#include "app/terminal.h"
#include "store/entity/event.h"
#include "store/entity/household.h"
#include "store/entity/import.h"
#include "store/entity/served/instance.h"
#include "store/migrate.h"

#include <sys/stat.h>
#include <unistd.h>

static const struct command_option options[] = {
    {"deep", 0, NULL, "also read every page of a large store"},
    {0},
};

enum health { HEALTH_OK, HEALTH_WARN, HEALTH_FAIL };

struct examination {
    const struct invocation *inv;
    const char *folder; /* the store's where that is SQLite, else the data folder */
    struct terminal terminal;
    struct buf *out;
    struct json json;
    enum health worst;
};

static const char *size_text(struct ctx *c, int64_t bytes)
{
    static const char *const units[] = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    double size = (double)bytes;
    size_t unit = 0;
    for (; size >= 1024 && unit + 1 < sizeof units / sizeof *units; unit++)
        size /= 1024;
    return arena_printf(c->arena, unit == 0 ? "%.0f %s" : "%.1f %s", size, units[unit]);
}

static void tell(struct examination *x, enum health health, const char *name, const char *what,
                 const char *hint)
{
    static const char *const words[] = {"ok", "warn", "fail"};
    static const enum terminal_style styles[] = {STYLE_GREEN, STYLE_YELLOW, STYLE_RED};
    x->worst = health > x->worst ? health : x->worst;
    if (health == HEALTH_OK)
        hint = "";
    if (x->inv->json) {
        json_object(&x->json);
        json_key_z(&x->json, "check", name);
        json_key_z(&x->json, "status", words[health]);
        json_key_z(&x->json, "what", what);
        json_key_z(&x->json, "hint", hint);
        json_object_end(&x->json);
        return;
    }
    terminal_put(x->out, &x->terminal, styles[health], text_of(words[health]));
    buf_printf(x->out, "%*s%-14s %s\n", (int)(6 - strlen(words[health])), "", name, what);
    if (hint[0] != '\0')
        buf_printf(x->out, "%20s -> %s\n", "", hint);
}

static bool examine_folder(struct ctx *c, struct examination *x, const char *name, const char *folder)
{
    struct stat facts;
    if (stat(folder, &facts) != 0 || !S_ISDIR(facts.st_mode)) {
        tell(x, HEALTH_WARN, name, arena_printf(c->arena, "there is no folder %s", folder),
             "the first import makes it; --data or FLORIN_DATA name another");
        return false;
    }
    unsigned mode = facts.st_mode & 07777;
    const char *what = arena_printf(c->arena, "%s, mode %04o", folder, mode);
    if (access(folder, R_OK | W_OK | X_OK) != 0)
        tell(x, HEALTH_FAIL, name, what, "you may not read and write there: run as its owner");
    else if (facts.st_uid != geteuid())
        tell(x, HEALTH_WARN, name, what, "it belongs to somebody else");
    else
        tell(x, mode & 077 ? HEALTH_WARN : HEALTH_OK, name, what,
             arena_printf(c->arena, "others may look into it: chmod 700 %s", folder));
    return true;
}

static void examine_space(struct ctx *c, struct examination *x)
{
    enum { WARN_MIB = 1024, FAIL_MIB = 64 };
    struct disk_space space;
    if (disk_space_of(c, x->folder, &space) != OK) {
        tell(x, HEALTH_FAIL, "space", c->why, "");
        return;
    }
    int64_t mib = space.free_bytes >> 20;
    tell(x,
         mib < FAIL_MIB   ? HEALTH_FAIL
         : mib < WARN_MIB ? HEALTH_WARN
                          : HEALTH_OK,
         "space",
         arena_printf(c->arena, "%s of %s are free", size_text(c, space.free_bytes),
                      size_text(c, space.all_bytes)),
         "make room: an import needs about three times the size of its file");
    if (space.is_network)
        tell(
            x, HEALTH_WARN, "file system", "it is shared over a network",
            "locks and syncs may not hold there: keep the data on a local disk, copy backups to the network");
}

static void examine_sync(struct ctx *c, struct examination *x)
{
    enum { UNBELIEVABLE_US = 8, SLOW_US = 50000, STUCK_US = 1000000 };
    struct disk_latency latency;
    if (disk_sync_latency(c, x->folder, &latency) != OK) {
        tell(x, HEALTH_FAIL, "disk", c->why, "is it full, read-only or failing?");
        return;
    }
    const char *what = arena_printf(c->arena, "%d syncs of 4 KiB: half within %.2f ms, 99 %% within %.2f ms",
                                    DISK_SYNCS, (double)latency.p50_us / 1e3, (double)latency.p99_us / 1e3);
    if (latency.p50_us < UNBELIEVABLE_US)
        tell(x, HEALTH_WARN, "disk", what, "no disk is that quick: what is here is lost with the power");
    else if (latency.p99_us > STUCK_US)
        tell(x, HEALTH_FAIL, "disk", what, "every commit waits for it: look at the disk's health");
    else
        tell(x, latency.p99_us > SLOW_US ? HEALTH_WARN : HEALTH_OK, "disk", what,
             "every commit waits for a sync");
}

static int64_t file_size(struct ctx *c, const char *folder, const char *name)
{
    struct stat facts;
    return stat(arena_printf(c->arena, "%s/%s", folder, name), &facts) == 0 ? (int64_t)facts.st_size : -1;
}

static void examine_files(struct ctx *c, struct examination *x)
{
    enum { LOG_WARN_BYTES = 256 << 20 };
    int64_t store = file_size(c, x->folder, "florin.db"), log = file_size(c, x->folder, "florin.db-wal");
    tell(x, log > LOG_WARN_BYTES ? HEALTH_WARN : HEALTH_OK, "files",
         arena_printf(c->arena, "store %s, write-ahead log %s", size_text(c, store),
                      log < 0 ? "none" : size_text(c, log)),
         "a reader that never ends keeps the log from being copied: restart `florin serve`");
}

static enum err examine_schema(struct ctx *c, struct examination *x, struct store_tx *tx, bool *usable)
{
    int version, newest = migrate_newest();
    TRY(migrate_version(c, tx, &version));
    *usable = version == newest;
    tell(x,
         version > newest   ? HEALTH_FAIL
         : version < newest ? HEALTH_WARN
                            : HEALTH_OK,
         "schema", arena_printf(c->arena, "version %d, this program writes %d", version, newest),
         version > newest ? "a newer florin wrote it: update this one"
                          : "the next command that opens it brings it up to date");
    return OK;
}

/* What SQLite itself can say of its file; other stores have their own tools. */
static enum err examine_sqlite(struct ctx *c, struct examination *x, struct store *store, struct store_tx *tx)
{
    enum { QUICK_BYTES = 256 << 20 };
    struct store_query *q;
    bool row;
    if (strcmp(store_driver_name(store), "sqlite") != 0)
        return OK;
    TRY(store_query(c, tx, "SELECT sqlite_version()", &q));
    TRY(store_next(c, q, &row));
    tell(x, HEALTH_OK, "sqlite", row ? arena_printf(c->arena, "%.*s", TEXT_ARGS(store_text(q, 0))) : "?", "");
    store_reset(q);
    if (store_size_bytes(store) > QUICK_BYTES && !invocation_has(x->inv, "deep")) {
        tell(x, HEALTH_OK, "pages",
             "not read, because the store is large: --deep does, `florin fsck` checks what they hold", "");
        return OK;
    }
    TRY(store_query(c, tx, "PRAGMA integrity_check(1)", &q));
    TRY(store_next(c, q, &row));
    bool good = row && text_is(store_text(q, 0), "ok");
    tell(x, good ? HEALTH_OK : HEALTH_FAIL, "pages",
         good ? "every page and index is well-formed"
              : arena_printf(c->arena, "%.*s", TEXT_ARGS(store_text(q, 0))),
         "restore the newest backup; look at the disk's health");
    store_reset(q);
    return OK;
}

/* Which processes work on a store that several share. */
static enum err examine_processes(struct ctx *c, struct examination *x, struct store_tx *tx)
{
    const int64_t lately_us = 20000000;
    struct instance_row *rows;
    size_t count;
    TRY(instance_list(c, tx, c->now_us - lately_us, &rows, &count));
    struct buf *names = buf_in_arena(c->arena);
    bool agents = count == 0;
    for (size_t i = 0; i < count; i++) {
        buf_printf(names, "%s%.*s (%.*s)", i == 0 ? "" : ", ", TEXT_ARGS(rows[i].name),
                   TEXT_ARGS(rows[i].role));
        agents = agents || text_is(rows[i].role, "all") || text_is(rows[i].role, "agents");
    }
    tell(x, agents ? HEALTH_OK : HEALTH_WARN, "processes",
         count == 0 ? "none serves at the moment"
                    : arena_copy(c->arena, buf_view(names).at, buf_view(names).len),
         "nobody runs the agents: start one with --role agents");
    return OK;
}

/* A role that no row-level security is for sees every household, whatever a request may see. */
static enum err examine_walls(struct ctx *c, struct examination *x, struct store_tx *tx)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx,
                    "SELECT CASE WHEN rolsuper OR rolbypassrls THEN 0 ELSE 1 END, (SELECT count(*) FROM "
                    "pg_policies WHERE policyname = 'household') FROM pg_roles WHERE rolname = current_user",
                    &q));
    TRY(store_next(c, q, &row));
    bool bound = row && store_int(q, 0) != 0, stand = row && store_int(q, 1) > 0;
    store_reset(q);
    tell(x, bound && stand ? HEALTH_OK : HEALTH_WARN, "walls",
         !stand  ? "there are none between households"
         : bound ? "between households, by row-level security"
                 : "row-level security does not hold for a superuser or a role with BYPASSRLS",
         !stand ? "start the server once: it makes them"
                : "connect as a role without SUPERUSER and BYPASSRLS that owns the database");
    return OK;
}

/* The server answers, and how quickly. */
static enum err examine_shared(struct ctx *c, struct examination *x, struct store *store, struct store_tx *tx,
                               bool usable)
{
    enum { ASKED = 50 };
    struct store_query *q;
    bool row = true;
    if (!store_is_shared(store))
        return OK;
    int64_t start_us = time_steady_us();
    for (int i = 0; i < ASKED; i++) {
        TRY(store_query(c, tx, "SELECT count(*) FROM counter", &q));
        TRY(store_next(c, q, &row));
        store_reset(q);
    }
    tell(x, HEALTH_OK, store_driver_name(store),
         arena_printf(c->arena, "%s, answers within %.2f ms", size_text(c, store_size_bytes(store)),
                      (double)(time_steady_us() - start_us) / 1e3 / ASKED),
         "");
    if (usable)
        TRY(examine_walls(c, x, tx));
    return usable ? examine_processes(c, x, tx) : OK;
}

static enum err examine_clock(struct ctx *c, struct examination *x, struct store_tx *tx)
{
    const int64_t first = INT64_C(1735689600000000) /* 2025 */, last = INT64_C(4102444800000000) /* 2100 */;
    const int64_t minute = 60000000;
    char now[TIME_TEXT_MAX];
    struct store_query *q;
    bool row;
    int64_t newest = 0;
    if (tx != NULL) {
        TRY(store_query(c, tx, "SELECT max(time_us) FROM event", &q));
        TRY(store_next(c, q, &row));
        newest = row ? store_int(q, 0) : 0;
        store_reset(q);
    }
    bool sane = c->now_us > first && c->now_us<last, behind = newest> c->now_us + minute;
    tell(x,
         !sane    ? HEALTH_FAIL
         : behind ? HEALTH_WARN
                  : HEALTH_OK,
         "clock", time_format(c->now_us, now),
         !sane ? "set the clock"
               : "the newest event lies in the future: the clock was ahead, or is behind now");
    return OK;
}

static enum err examine_imports(struct ctx *c, struct examination *x, struct store_tx *tx)
{
    const int64_t day = INT64_C(86400000000);
    struct import_row *rows;
    size_t count, newest = 0;
    char time[TIME_TEXT_MAX];
    TRY(import_list(c, tx, HOUSEHOLD_FIRST, &rows, &count));
    while (newest < count && rows[newest].state == IMPORT_UNDONE)
        newest++;
    if (newest == count) {
        tell(x, HEALTH_OK, "last import", "none yet: florin import FILE", "");
        return OK;
    }
    struct text name = terminal_clean(c->arena, rows[newest].name);
    int64_t days = (c->now_us - rows[newest].created_us) / day;
    tell(x, days > 60 ? HEALTH_WARN : HEALTH_OK, "last import",
         arena_printf(c->arena, "%.10s, %lld entries of %.*s", time_format(rows[newest].created_us, time),
                      (long long)rows[newest].entries, TEXT_ARGS(name)),
         "fetch new statements from the bank");
    return OK;
}

static enum err examine_waiting(struct ctx *c, struct examination *x, struct store_tx *tx)
{
    struct suggestion_row *suggestions;
    struct dead_letter_row *letters;
    size_t suggested, dead;
    TRY(suggestion_list(c, tx, HOUSEHOLD_FIRST, &suggestions, &suggested));
    TRY(dead_letter_list(c, tx, &letters, &dead));
    tell(x, suggested > 0 ? HEALTH_WARN : HEALTH_OK, "duplicates",
         arena_printf(c->arena, "%zu possible ones wait for an answer", suggested), "florin review");
    tell(x, dead > 0 ? HEALTH_WARN : HEALTH_OK, "dead letters",
         arena_printf(c->arena, "%zu events were given up", dead),
         "florin events dead shows why, florin events replay tries again");
    return OK;
}

static enum err examine_store(struct ctx *c, struct examination *x)
{
    struct store *store;
    struct store_tx *tx;
    bool usable;
    TRY(app_open_as_is(c, x->inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(examine_schema(c, x, tx, &usable));
    TRY(examine_sqlite(c, x, store, tx));
    TRY(examine_shared(c, x, store, tx, usable));
    TRY(examine_clock(c, x, usable ? tx : NULL));
    if (!usable)
        return OK;
    TRY(examine_imports(c, x, tx));
    return examine_waiting(c, x, tx);
}

static void examine(struct ctx *c, struct examination *x)
{
    tell(x, HEALTH_OK, "program", "florin " FLORIN_VERSION, "");
    bool shared = app_store_is_shared(x->inv);
    x->folder = shared ? x->inv->data : app_store_folder(x->inv);
    bool there = examine_folder(c, x, "folder", x->folder);
    if (strcmp(x->folder, x->inv->data) != 0)
        (void)examine_folder(c, x, "data folder", x->inv->data);
    if (!there && !shared)
        return;
    if (there)
        examine_space(c, x);
    if (!shared)
        examine_sync(c, x);
    if (!shared && file_size(c, x->folder, "florin.db") < 0) {
        tell(x, HEALTH_OK, "store", "nothing is stored yet", "");
        return;
    }
    if (!shared)
        examine_files(c, x);
    enum err e = examine_store(c, x);
    if (e == ERR_NOT_FOUND && shared)
        tell(x, HEALTH_OK, "store", "nothing is stored yet", "");
    else if (e != OK)
        tell(x, HEALTH_FAIL, "store", c->why,
             shared ? "does the database run, and are address, user and password right? `florin config show` "
                      "tells"
                    : "florin fsck says more; else restore the newest backup");
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct buf *out = buf_in_arena(c->arena);
    struct examination x = {.inv = inv, .terminal = terminal_of(stdout), .out = out, .json = json_into(out)};
    if (inv->count > 0)
        return usage_error(c, inv, "\"%s\" is not understood here", inv->words[0]);
    if (inv->json) {
        json_object(&x.json);
        json_key(&x.json, "rows");
        json_array(&x.json);
    }
    examine(c, &x);
    if (inv->json) {
        json_array_end(&x.json);
        json_key_bool(&x.json, "healthy", x.worst != HEALTH_FAIL);
        json_object_end(&x.json);
        app_print_json(out);
    } else {
        app_print(out);
    }
    inv->exit_code = x.worst == HEALTH_FAIL ? 1 : 0;
    return OK;
}

const struct command command_doctor = {
    .name = "doctor",
    .summary = "Look whether everything here is as it should be",
    .usage = "[--deep]",
    .details = "The data folder, its disk and how quickly it syncs, the store, the clock, and what waits for "
               "you. Changes nothing. Ends\n"
               "with 1 when something must be mended.",
    .options = options,
    .run = run,
};
