/* florin fsck: works everything out again and compares. */
#include "finance/fsck.h"

#include "app/app.h"
#include "app/terminal.h"
#include "store/entity/household.h"

#include <unistd.h>

static const struct command_option options[] = {
    {"hash", 0, NULL, "also print a hash of what the ledger says, whatever its numbers and ids are"},
    {0},
};

struct showing {
    struct arena *arena;
    bool json, progress;
    struct json list; /* of problems */
    struct buf out;
};

static void hide_progress(const struct showing *s)
{
    if (s->progress)
        fputs("\r\033[K", stderr);
}

/* Names of a damaged store may hold anything. */
static void print_problem(const struct showing *s, const struct fsck_problem *p)
{
    struct arena_mark mark = arena_mark(s->arena);
    const char *line = arena_printf(s->arena, "%s: %s: %s%s%s%s%s", fsck_check_name(p->check), p->where,
                                    p->what, p->expected[0] != '\0' ? "; expected " : "", p->expected,
                                    p->found[0] == '\0'      ? ""
                                    : p->expected[0] != '\0' ? ", found "
                                                             : ": ",
                                    p->found);
    struct text clean = terminal_clean(s->arena, text_of(line));
    hide_progress(s);
    printf("%.*s\n", TEXT_ARGS(clean));
    arena_rewind(s->arena, mark);
}

/* JSON is printed as it grows: a damaged store may have a million problems. */
static void show_problem(void *self, const struct fsck_problem *p)
{
    struct showing *s = self;
    if (!s->json) {
        print_problem(s, p);
        return;
    }
    struct json *j = &s->list;
    json_object(j);
    json_key_z(j, "check", fsck_check_name(p->check));
    json_key_z(j, "where", p->where);
    json_key_z(j, "what", p->what);
    json_key_z(j, "expected", p->expected);
    json_key_z(j, "found", p->found);
    json_object_end(j);
    app_print(&s->out);
    buf_clear(&s->out);
}

static void show_progress(void *self, int64_t done, int64_t all)
{
    const struct showing *s = self;
    char text[40];
    if (s->progress && done < all)
        fprintf(stderr, "\r  checking: %3d %%, transaction %s", (int)(done * 100 / (all > 0 ? all : 1)),
                app_count(done, text));
    else
        hide_progress(s);
}

static void print_summary(struct ctx *c, const struct fsck_result *result, int64_t took_us)
{
    struct terminal terminal = terminal_of(stdout);
    struct terminal_table *table = terminal_table_new(c->arena, &terminal);
    struct buf *out = buf_in_arena(c->arena);
    char text[40];
    terminal_column(table, "Checked", ALIGN_LEFT, false);
    terminal_column(table, "How many", ALIGN_RIGHT, false);
    terminal_column(table, "Problems", ALIGN_RIGHT, false);
    for (int i = 0; i < FSCK_CHECKS; i++) {
        terminal_cell_z(table, STYLE_PLAIN, fsck_check_name((enum fsck_check)i));
        terminal_cell_z(table, STYLE_PLAIN, app_count(result->looked_at[i], text));
        terminal_cell_z(table, result->problems[i] > 0 ? STYLE_RED : STYLE_GREEN,
                        result->problems[i] > 0 ? app_count(result->problems[i], text) : "none");
    }
    terminal_table_write(table, out);
    if (result->problems_all == 0)
        terminal_put(out, &terminal, STYLE_GREEN, TEXT("The ledger is sound."));
    else
        terminal_put(out, &terminal, STYLE_RED,
                     text_of(arena_printf(c->arena, "%s problems.", app_count(result->problems_all, text))));
    buf_printf(out, " (%.2f s)\n", (double)took_us / 1e6);
    app_print(out);
}

static void print_json_end(struct showing *s, const struct fsck_result *result, const struct fsck_hash *hash)
{
    struct json *j = &s->list;
    json_array_end(j);
    json_key(j, "checked");
    json_object(j);
    for (int i = 0; i < FSCK_CHECKS; i++)
        json_key_int(j, fsck_check_name((enum fsck_check)i), result->looked_at[i]);
    json_object_end(j);
    json_key_int(j, "count", result->problems_all);
    json_key_bool(j, "sound", result->problems_all == 0);
    if (hash != NULL)
        json_key_z(j, "hash", hash->text);
    json_object_end(j);
    app_print_json(&s->out);
}

static void release(void *thing)
{
    buf_free(&((struct showing *)thing)->out);
}

/* A store that cannot be read to its end is a problem too, and the last one. */
static enum err check(struct ctx *c, struct store_tx *tx, struct showing *s, struct fsck_result *result,
                      struct fsck_hash *hash)
{
    struct fsck_options how = {show_problem, s->progress ? show_progress : NULL, s};
    enum err e = fsck_run(c, tx, &how, result);
    if (e == OK && hash != NULL)
        e = fsck_state_hash(c, tx, HOUSEHOLD_FIRST, hash);
    if (e != ERR_CORRUPT && e != ERR_IO)
        return e;
    const struct fsck_problem unreadable = {FSCK_TRANSACTIONS, "the store", c->why, "", ""};
    result->problems[FSCK_TRANSACTIONS]++;
    result->problems_all++;
    show_problem(s, &unreadable);
    return OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct fsck_result result;
    struct fsck_hash hash = {.text = ""};
    bool wants_hash = invocation_has(inv, "hash");
    int64_t started = time_steady_us();
    struct showing *s = ARENA_NEW(c->arena, struct showing);
    if (inv->count > 0)
        return usage_error(c, inv, "\"%s\" is not understood here", inv->words[0]);
    *s = (struct showing){.arena = c->arena, .json = inv->json, .progress = isatty(STDERR_FILENO) == 1};
    s->list = json_into(&s->out);
    arena_defer(c->arena, release, s);
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    if (inv->json) {
        json_object(&s->list);
        json_key(&s->list, "problems");
        json_array(&s->list);
    }
    TRY(check(c, tx, s, &result, wants_hash ? &hash : NULL));
    if (inv->json)
        print_json_end(s, &result, wants_hash ? &hash : NULL);
    else
        print_summary(c, &result, time_steady_us() - started);
    if (!inv->json && wants_hash)
        printf("state %s\n", hash.text);
    inv->exit_code = result.problems_all == 0 ? 0 : 1;
    return OK;
}

const struct command command_fsck = {
    .name = "fsck",
    .summary = "Work every sum out again and compare",
    .usage = "[--hash]",
    .details = "Row checks, lines, states, monthly sums, debits and credits, pairs, suggestions, imports, "
               "statements, the event log. Ends with 0\n"
               "when the ledger is sound, with 1 when it is not. With --hash two stores can be compared: the "
               "same accounts and\n"
               "transactions give the same hash.",
    .options = options,
    .all_households = true,
    .run = run,
};
