#include "app/app.h"

#include "app/control/borrower.h"
#include "bankfile/source.h"
#include "store/entity/household.h"
#include "store/migrate.h"
#include "store/store_driver.h"

#include <errno.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SMALL_FILE_BYTES = 8 << 20 };

#define LOAN_WAIT_US INT64_C(60000000)

static void close_store(void *thing)
{
    store_close(thing);
}

/* -- Where it is */

bool app_store_is_shared(const struct invocation *inv)
{
    struct text where = text_of(inv->configuration->store);
    return text_starts(where, TEXT("postgres://")) || text_starts(where, TEXT("postgresql://"));
}

const char *app_store_folder(const struct invocation *inv)
{
    struct text where = text_of(inv->configuration->store);
    return text_starts(where, TEXT("sqlite:")) ? inv->configuration->store + strlen("sqlite:") : inv->data;
}

/* SQLite makes its folder; beside another store it holds the server's secret and uploads alone. */
static enum err make_folder(struct ctx *c, const char *folder)
{
    char *path = arena_copy(c->arena, folder, strlen(folder));
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0700);
        *slash = '/';
    }
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        return fail(c, ERR_INPUT, "the data folder %s cannot be made: %s", folder, strerror(errno));
    return OK;
}

static enum err open_with(struct ctx *c, const struct invocation *inv, bool write, struct store **out)
{
    if (app_store_is_shared(inv)) {
        TRY(make_folder(c, inv->data));
        TRY(store_postgres_open_with(c, inv->configuration->store, write,
                                     (unsigned)inv->configuration->store_pool, out));
    } else {
        TRY(store_open(c, &store_sqlite, app_store_folder(inv), write, out));
    }
    arena_defer(c->arena, close_store, *out);
    return OK;
}

/* From here on the command sees the rows of the household that it is for, and no others. */
static void act_for_household(struct ctx *c, const struct invocation *inv)
{
    c->household = inv->command->all_households ? 0 : HOUSEHOLD_FIRST;
}

static enum err bring_up_to_date(struct ctx *c, struct store *store)
{
    c->household = 0;
    TRY(migrate_up(c, store));
    return household_give_ids(c, store);
}

/* -- Beside a server */

/* The server's own queries are for its schema, so that is not changed under it. */
static enum err is_same_schema(struct ctx *c, struct store *store)
{
    struct store_tx *tx;
    int version;
    TRY(store_begin_read(c, store, &tx));
    TRY(migrate_version(c, tx, &version));
    store_rollback(tx);
    return version == migrate_newest() ? OK
                                       : fail(c, ERR_CONFLICT,
                                              "the server that runs on this data is another version of "
                                              "Florin (schema %d, this program has %d): "
                                              "replace it (florin serve --replace) or stop it first",
                                              version, migrate_newest());
}

static enum err open_borrowed(struct ctx *c, const struct invocation *inv, int lock, struct store **out)
{
    TRY(store_sqlite_open_with(c, app_store_folder(inv), lock, true, out));
    arena_defer(c->arena, close_store, *out);
    c->now_us = time_now_us(); /* the work begins after the wait */
    TRY(is_same_schema(c, *out));
    act_for_household(c, inv);
    return OK;
}

/* After a server went away, the next may be about to come. */
static bool may_try_again(enum loan loan, bool *went, int64_t until_us)
{
    *went = *went || loan == LOAN_AGAIN;
    if (!*went || time_steady_us() >= until_us)
        return false;
    nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    return true;
}

enum err app_open(struct ctx *c, const struct invocation *inv, struct store **out)
{
    int64_t until_us = time_steady_us() + LOAN_WAIT_US, wait_us = LOAN_WAIT_US;
    enum loan loan;
    bool went = false;
    do {
        int lock;
        enum err e = open_with(c, inv, true, out);
        if (e == OK) {
            TRY(bring_up_to_date(c, *out));
            act_for_household(c, inv);
            return OK;
        }
        if (e != ERR_BUSY || app_store_is_shared(inv))
            return e;
        loan = loan_ask(c, inv->data, wait_us, &lock);
        if (loan == LOAN_GIVEN)
            return open_borrowed(c, inv, lock, out);
        wait_us = until_us - time_steady_us();
    } while (may_try_again(loan, &went, until_us));
    return ERR_BUSY; /* in the words of the one who was refused the lock */
}

enum err app_open_server(struct ctx *c, const struct invocation *inv, int lock, struct store **out)
{
    if (lock < 0) {
        TRY(open_with(c, inv, true, out));
    } else {
        TRY(store_sqlite_open_with(c, app_store_folder(inv), lock, false, out));
        arena_defer(c->arena, close_store, *out);
    }
    return bring_up_to_date(c, *out);
}

static bool is_fresh(struct ctx *c, const struct invocation *inv)
{
    return !app_store_is_shared(inv) &&
           access(arena_printf(c->arena, "%s/florin.db", app_store_folder(inv)), F_OK) != 0;
}

/* A folder that nobody wrote to, or that an older program wrote, is brought up to date first. */
enum err app_open_read(struct ctx *c, const struct invocation *inv, struct store **out)
{
    struct store_tx *tx;
    int version = 0;
    if (is_fresh(c, inv))
        return app_open(c, inv, out);
    enum err e = open_with(c, inv, false, out);
    if (e == ERR_NOT_FOUND && app_store_is_shared(inv))
        return app_open(c, inv, out);
    TRY(e);
    TRY(store_begin_read(c, *out, &tx));
    e = migrate_version(c, tx, &version);
    store_rollback(tx);
    if (e != OK || version != migrate_newest())
        return app_open(c, inv, out);
    act_for_household(c, inv);
    return OK;
}

enum err app_open_as_is(struct ctx *c, const struct invocation *inv, struct store **out)
{
    return open_with(c, inv, false, out);
}

void app_print(const struct buf *out)
{
    if (out->len > 0)
        fwrite(out->at, 1, out->len, stdout);
}

void app_print_json(struct buf *out)
{
    buf_char(out, '\n');
    app_print(out);
}

enum err app_read_file(struct ctx *c, const char *path, struct text *out)
{
    struct source *source;
    size_t got;
    TRY(source_open(c, path, &source));
    if (source->size > SMALL_FILE_BYTES)
        return fail(c, ERR_LIMIT, "%s is larger than %d MiB", path, SMALL_FILE_BYTES >> 20);
    void *bytes;
    TRY(arena_alloc_outside(c, (size_t)source->size + 1, &bytes));
    TRY(source_fill(c, source, bytes, (size_t)source->size, &got));
    *out = (struct text){bytes, got};
    return OK;
}

enum err app_date(struct ctx *c, const struct invocation *inv, const char *option, date *out)
{
    const char *value = invocation_value(inv, option);
    *out = DATE_NONE;
    if (value != NULL && !date_parse(text_of(value), out))
        return usage_error(c, inv, "--%s takes a day such as 2026-01-31, not \"%s\"", option, value);
    return OK;
}

enum err app_currency(struct ctx *c, const struct invocation *inv, const char *option, currency *out)
{
    const char *code = invocation_value(inv, option);
    *out = CURRENCY_NONE;
    if (code != NULL && !currency_from_code(text_of(code), out))
        return usage_error(c, inv, "--%s: \"%s\" is no currency (EUR, USD, GBP …)", option, code);
    return OK;
}

bool app_confirm(const char *question)
{
    char answer[16];
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return false;
    printf("%s [y/N] ", question);
    fflush(stdout);
    return fgets(answer, sizeof answer, stdin) != NULL && (answer[0] == 'y' || answer[0] == 'Y');
}

/* Puts a comma before each group of three digits of the whole part. */
static char *group(const char *plain, char out[40])
{
    const char *point = strchr(plain, '.');
    size_t whole = point == NULL ? strlen(plain) : (size_t)(point - plain);
    size_t sign = plain[0] == '-', to = 0;
    for (size_t i = 0; i < whole; i++) {
        if (i > sign && (whole - i) % 3 == 0)
            out[to++] = ',';
        out[to++] = plain[i];
    }
    memcpy(out + to, plain + whole, strlen(plain + whole) + 1);
    return out;
}

char *app_money(int64_t minor, currency cur, char out[40])
{
    char plain[MONEY_TEXT_MAX];
    return group(money_format(minor, cur, plain), out);
}

char *app_count(int64_t count, char out[40])
{
    char plain[24];
    snprintf(plain, sizeof plain, "%lld", (long long)count);
    return group(plain, out);
}
