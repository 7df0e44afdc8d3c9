/* florin migrate: moves everything from one store into another, and proves that it arrived before it is kept. */
#include "store/migrate.h"

#include "app/app.h"
#include "app/terminal.h"
#include "finance/fsck.h"
#include "store/copy/copy.h"
#include "store/entity/household.h"
#include "store/entity/served/instance.h"

#include <unistd.h>

static const struct command_option options[] = {
    {"from", 0, "STORE", "the store that is moved: sqlite:FOLDER or postgres://USER@HOST/DATABASE"},
    {"to", 0, "STORE", "the empty store that it is moved into: the same"},
    {0},
};

/* A process tells of itself every five seconds. */
#define LATELY_US INT64_C(20000000)
/* What stands still for a minute is ended by PostgreSQL. */
#define TOUCH_US INT64_C(5000000)

/* One of the two stores. */
struct end {
    const char *option;   /* "from" */
    const char *shown;    /* without a password */
    struct invocation as; /* as if it were the configured one */
    struct configuration configuration;
    struct store *store;
};

struct moving {
    const struct invocation *inv;
    struct end from, to;
    struct store_tx *hold; /* the source's turn to write: nobody else can, while it lasts */
    struct store_tx *source, *target;
    int64_t touched_us;
    bool shows;
    int64_t passed, all; /* rows; each passes twice */
    struct copy_digests digests;
    int64_t rows, balances, last_event, households, transactions;
    char hash[FSCK_HASH_TEXT]; /* the first household's */
    struct buf *states;        /* JSON, all of them */
    struct json list;
};

/* -- Where from, where to */

static bool is_place(const char *location)
{
    static const char *const schemes[] = {"sqlite:", "postgres://", "postgresql://"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (text_starts(text_of(location), text_of(schemes[i])) && location[strlen(schemes[i])] != '\0')
            return true;
    return false;
}

/* Read as the configuration's key `store` is: secrets may be named, and a mistake is told without a password. */
static enum err end_read(struct ctx *c, const struct invocation *inv, const char *option, struct end *end)
{
    struct config *config;
    const char *location = invocation_value(inv, option);
    end->option = option;
    if (location == NULL)
        return usage_error(c, inv,
                           "--from and --to say what is moved where, each sqlite:FOLDER or "
                           "postgres://USER@HOST/DATABASE; the configured store is not changed");
    if (!is_place(location))
        return usage_error(c, inv, "--%s takes sqlite:FOLDER or postgres://USER@HOST/DATABASE", option);
    end->as = *inv;
    end->as.flags[CONFIG_STORE] = location;
    end->configuration = *inv->configuration;
    end->as.configuration = &end->configuration;
    if (configuration_read(c, &end->as, NULL, &config) != OK) {
        size_t count;
        const struct config_problem *problem = config_problems(config, &count);
        return fail(c, ERR_USAGE, "--%s: %s", option, problem == NULL ? "is wrong" : problem->text);
    }
    enum err e = configuration_resolve(c, config, CONFIG_FOR_COMMANDS);
    if (e != OK)
        return fail_within(c, e, "--%s", option);
    end->configuration.store = config_text(config, CONFIG_STORE);
    end->shown = config_shown(c, config, CONFIG_STORE);
    return OK;
}

static enum err within(struct ctx *c, enum err e, const struct end *end)
{
    return e == OK ? OK : fail_within(c, e, "--%s", end->option);
}

/* A server that goes on writes to a store that nobody reads any more, or that is filled beneath it. */
static enum err refuse_served(struct ctx *c, struct store_tx *tx, const struct end *end)
{
    struct instance_row *rows;
    size_t count;
    TRY(instance_list(c, tx, c->now_us - LATELY_US, &rows, &count));
    if (count == 0)
        return OK;
    return fail(c, ERR_BUSY, "--%s: %zu of its servers run (%.*s, seen %lld s ago): stop them first%s",
                end->option, count, TEXT_ARGS(rows[0].name),
                (long long)((c->now_us - rows[0].seen_us) / 1000000),
                "; one that was killed counts for 20 s more");
}

static enum err read_source(struct ctx *c, struct moving *m, struct store *store)
{
    struct store_tx *tx;
    struct text content;
    int version;
    TRY(store_begin_read(c, store, &tx));
    TRY(migrate_version(c, tx, &version));
    if (version > migrate_newest())
        return fail(c, ERR_CONFLICT, "it was written by a newer Florin (schema %d, this program knows %d)",
                    version, migrate_newest());
    if (version < migrate_newest())
        return fail(
            c, ERR_CONFLICT,
            "it was written by an older Florin (schema %d, this program has %d), and is not changed by "
            "this: make a backup, then let any command bring it up to date (florin fsck --store …)",
            version, migrate_newest());
    TRY(copy_find_content(c, tx, &content));
    if (content.len == 0)
        return fail(c, ERR_NOT_FOUND, "nothing is stored there");
    TRY(copy_count_rows(c, tx, &m->all));
    m->all *= 2;
    TRY(refuse_served(c, tx, &m->from));
    store_rollback(tx);
    return OK;
}

/* Before anything is opened for writing: a place where nothing is stays as it is. The arena closes what was opened for this. */
static enum err examine_source(struct ctx *c, struct moving *m)
{
    struct arena_mark mark = arena_mark(c->arena);
    struct store *store;
    enum err e = app_open_as_is(c, &m->from.as, &store);
    if (e == OK)
        e = read_source(c, m, store);
    arena_rewind(c->arena, mark);
    return within(c, e, &m->from);
}

static enum err refuse_content(struct ctx *c, struct store_tx *tx, const struct end *end)
{
    struct text content;
    TRY(copy_find_content(c, tx, &content));
    return content.len == 0 ? OK
                            : fail(c, ERR_CONFLICT, "--%s: it is not empty (rows: %.*s): use another one",
                                   end->option, TEXT_ARGS(content));
}

static enum err open_target(struct ctx *c, struct moving *m)
{
    struct store_tx *tx;
    TRY(within(c, app_open_server(c, &m->to.as, -1, &m->to.store), &m->to));
    TRY(store_begin_read(c, m->to.store, &tx));
    TRY(refuse_served(c, tx, &m->to));
    TRY(refuse_content(c, tx, &m->to));
    store_rollback(tx);
    return OK;
}

/* Nobody writes to the source from here on, and the snapshot comes after that: it is the source's last word. */
static enum err hold_source(struct ctx *c, struct moving *m)
{
    int version;
    TRY(app_open_server(c, &m->from.as, -1, &m->from.store));
    TRY(store_begin_bulk(c, m->from.store, &m->hold));
    TRY(migrate_version(c, m->hold, &version));
    TRY(store_begin_read(c, m->from.store, &m->source));
    TRY(migrate_version(c, m->source, &version));
    return version == migrate_newest() ? OK : fail(c, ERR_CONFLICT, "its schema was changed just now");
}

/* -- While it goes on */

static void show(const struct moving *m, const char *what)
{
    if (m->shows)
        fprintf(stderr, "\r\033[K  %3d %%  %s", (int)(m->all > 0 ? m->passed * 100 / m->all : 0), what);
}

static void hide(const struct moving *m)
{
    if (m->shows)
        fputs("\r\033[K", stderr);
}

/* Says to all three that they are not forgotten; the hold that is lost ends everything, because somebody else may have written. */
static enum err touch(struct ctx *c, struct moving *m)
{
    struct store_tx *all[] = {m->hold, m->source, m->target};
    int version;
    m->touched_us = time_steady_us();
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        TRY(migrate_version(c, all[i], &version));
    return OK;
}

static enum err passed(struct ctx *c, struct moving *m, const char *doing, const struct copy_table *table,
                       int64_t rows)
{
    char line[80];
    m->passed += rows;
    snprintf(line, sizeof line, "%s %s", doing, table->name);
    show(m, line);
    return time_steady_us() - m->touched_us > TOUCH_US ? touch(c, m) : OK;
}

static enum err copied(struct ctx *c, void *self, const struct copy_table *table, int64_t rows)
{
    return passed(c, self, "copying", table, rows);
}

static enum err read_back(struct ctx *c, void *self, const struct copy_table *table, int64_t rows)
{
    return passed(c, self, "reading back", table, rows);
}

/* -- Proof */

static enum err compare_household(struct ctx *c, struct moving *m, const struct household *household)
{
    struct fsck_hash here, there;
    TRY(fsck_state_hash(c, m->source, household->seq, &here));
    TRY(touch(c, m));
    TRY(fsck_state_hash(c, m->target, household->seq, &there));
    TRY(touch(c, m));
    if (strcmp(here.text, there.text) != 0)
        return fail(c, ERR_CORRUPT, "household %lld: the state is %s here and %s there",
                    (long long)household->seq, here.text, there.text);
    if (m->households++ == 0)
        memcpy(m->hash, here.text, sizeof m->hash);
    m->transactions += here.transactions;
    json_object(&m->list);
    json_key_int(&m->list, "household", household->seq);
    json_key_z(&m->list, "state", here.text);
    json_key_int(&m->list, "accounts", here.accounts);
    json_key_int(&m->list, "transactions", here.transactions);
    json_object_end(&m->list);
    return OK;
}

static enum err compare_households(struct ctx *c, struct moving *m)
{
    struct household *rows;
    size_t count;
    int64_t after = 0;
    m->states = buf_in_arena(c->arena);
    m->list = json_into(m->states);
    json_array(&m->list);
    do {
        struct arena_mark page = arena_mark(c->arena);
        TRY(household_list(c, m->source, after, &rows, &count));
        for (size_t i = 0; i < count; i++) {
            struct arena_mark mark = arena_mark(c->arena);
            TRY(compare_household(c, m, &rows[i]));
            arena_rewind(c->arena, mark);
            after = rows[i].seq;
        }
        arena_rewind(c->arena, page);
    } while (count > 0);
    json_array_end(&m->list);
    return OK;
}

static enum err prove(struct ctx *c, struct moving *m)
{
    const struct copy_listener listener = {read_back, m};
    TRY(copy_check_rows(c, m->target, &listener, &m->digests));
    show(m, "comparing balances and states");
    TRY(copy_check_events(c, m->source, m->target, &m->last_event));
    TRY(copy_check_balances(c, m->source, m->target, &m->balances));
    return compare_households(c, m);
}

/* All of it in one unit of work at the target, which is committed when everything was compared. */
static enum err move(struct ctx *c, struct moving *m)
{
    const struct copy_listener listener = {copied, m};
    TRY(within(c, hold_source(c, m), &m->from));
    TRY(store_begin_bulk(c, m->to.store, &m->target));
    TRY(refuse_content(c, m->target, &m->to));
    m->touched_us = time_steady_us();
    enum err e = copy_run(c, m->source, m->target, &listener, &m->digests);
    if (e == OK)
        e = prove(c, m);
    hide(m);
    if (e != OK)
        return fail_within(c, e, "nothing was moved");
    for (size_t i = 0; copy_tables[i].name != NULL; i++)
        m->rows += m->digests.of[i].rows;
    return store_commit(c, m->target);
}

/* -- What is told */

static void print_tables(struct ctx *c, const struct moving *m, const struct terminal *terminal,
                         struct buf *out)
{
    struct terminal_table *table = terminal_table_new(c->arena, terminal);
    char text[40];
    terminal_column(table, "Table", ALIGN_LEFT, false);
    terminal_column(table, "Rows", ALIGN_RIGHT, false);
    terminal_column(table, "Compared", ALIGN_RIGHT, false);
    for (size_t i = 0; copy_tables[i].name != NULL; i++) {
        if (m->digests.of[i].rows == 0)
            continue;
        terminal_cell_z(table, STYLE_PLAIN, copy_tables[i].name);
        terminal_cell_z(table, STYLE_PLAIN, app_count(m->digests.of[i].rows, text));
        terminal_cell_z(table, STYLE_GREEN, "equal");
    }
    terminal_rule(table);
    terminal_cell_z(table, STYLE_PLAIN, "balances");
    terminal_cell_z(table, STYLE_PLAIN, app_count(m->balances, text));
    terminal_cell_z(table, STYLE_GREEN, "equal");
    terminal_cell_z(table, STYLE_PLAIN, "households' states");
    terminal_cell_z(table, STYLE_PLAIN, app_count(m->households, text));
    terminal_cell_z(table, STYLE_GREEN, "equal");
    terminal_cell_z(table, STYLE_PLAIN, "last event");
    terminal_cell_z(table, STYLE_PLAIN, app_count(m->last_event, text));
    terminal_cell_z(table, STYLE_GREEN, "equal");
    terminal_table_write(table, out);
}

/* SQLite's folder is where a server keeps these as well, unless it was told otherwise. */
static const char *folder_of_files(const struct moving *m)
{
    const char *store = m->from.configuration.store;
    return text_starts(text_of(store), TEXT("sqlite:")) ? store + strlen("sqlite:") : m->inv->data;
}

static void print_told(struct ctx *c, const struct moving *m, int64_t took_us)
{
    struct terminal terminal = terminal_of(stdout);
    struct buf *out = buf_in_arena(c->arena);
    char text[40];
    print_tables(c, m, &terminal, out);
    terminal_put(out, &terminal, STYLE_GREEN, TEXT("Everything was moved and is equal."));
    buf_printf(out, " (%s rows, %.2f s)\n", app_count(m->rows, text), (double)took_us / 1e6);
    if (m->households == 1)
        buf_printf(out, "state %s\n", m->hash);
    buf_printf(
        out,
        "\nNot moved: secret.key and uploads/ of the data folder (%s). A server on the new store needs "
        "them in its data folder.\nThe old store is as it was, and nothing must write to it any more. "
        "Now set `store: %s`.\n",
        folder_of_files(m), m->to.shown);
    app_print(out);
}

static void print_json(struct ctx *c, const struct moving *m, int64_t took_us)
{
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    json_object(&j);
    json_key_z(&j, "from", m->from.shown);
    json_key_z(&j, "to", m->to.shown);
    json_key_bool(&j, "equal", true); /* or it had failed */
    json_key(&j, "tables");
    json_array(&j);
    for (size_t i = 0; copy_tables[i].name != NULL; i++) {
        json_object(&j);
        json_key_z(&j, "name", copy_tables[i].name);
        json_key_int(&j, "rows", m->digests.of[i].rows);
        json_object_end(&j);
    }
    json_array_end(&j);
    json_key_int(&j, "rows", m->rows);
    json_key_int(&j, "transactions", m->transactions);
    json_key_int(&j, "balances", m->balances);
    json_key_int(&j, "last_event", m->last_event);
    json_key(&j, "households");
    json_raw(&j, buf_view(m->states));
    json_key_int(&j, "took_ms", took_us / 1000);
    json_object_end(&j);
    app_print_json(out);
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct moving *m = ARENA_NEW(c->arena, struct moving);
    int64_t began_us = time_steady_us();
    if (inv->count > 0)
        return usage_error(c, inv, "\"%s\" is not understood here", inv->words[0]);
    *m = (struct moving){.inv = inv, .shows = isatty(STDERR_FILENO) == 1};
    TRY(end_read(c, inv, "from", &m->from));
    TRY(end_read(c, inv, "to", &m->to));
    if (strcmp(m->from.configuration.store, m->to.configuration.store) == 0)
        return usage_error(c, inv, "--from and --to are the same store");
    TRY(examine_source(c, m));
    TRY(open_target(c, m));
    TRY(move(c, m));
    if (inv->json)
        print_json(c, m, time_steady_us() - began_us);
    else
        print_told(c, m, time_steady_us() - began_us);
    return OK;
}

const struct command command_migrate = {
    .name = "migrate",
    .summary = "Move everything from one store into another",
    .usage = "--from STORE --to STORE",
    .details = "Every household with its people and keys, the ledger, the event log and what was told, "
               "between SQLite "
               "and PostgreSQL in\n"
               "any direction. The source is read and stays as it is; its servers must be stopped. The "
               "target must be "
               "empty. All rows,\n"
               "balances and states are compared before anything is kept: all arrives, or nothing. The "
               "search index is "
               "made again by the\n"
               "next server. secret.key and uploads/ stay in the data folder. The configuration is not "
               "changed. Passwords "
               "can be named\n"
               "as ${secret:NAME}.\n\n"
               "    florin migrate --from sqlite:/var/lib/florin --to "
               "'postgres://florin:${secret:db}@db.example/florin'",
    .options = options,
    .run = run,
};
