/* Wiring: which drivers this program uses. The only place that names them. */
#ifndef APP_APP_H
#define APP_APP_H

#include "app/command.h"
#include "base/json.h"
#include "ledger/currency.h"
#include "store/store.h"

/* May several processes write to the configured store at once? Otherwise one does, and lends its turn. */
bool app_store_is_shared(const struct invocation *inv);
/* The folder that SQLite's files are in. */
const char *app_store_folder(const struct invocation *inv);

/* Opens the store of --data (or --store) for writing, and sets whose rows c acts on (command.h, all_households). It is made and brought to the newest schema when needed. Closed with c->arena. When a server runs on it, in the
 * server's place (store_is_borrowed): its writers wait until this is closed, so nothing that a person has to answer belongs in between. ERR_BUSY
 * when another command writes, or the server's turn does not come within a minute. */
enum err app_open(struct ctx *c, const struct invocation *inv, struct store **out) MUST_USE;
/* The same for a server: never in another's place. `lock`: the one that the server before this gave, else -1; the store's in any case. */
enum err app_open_server(struct ctx *c, const struct invocation *inv, int lock, struct store **out) MUST_USE;
/* Opens it for reading beside a writer. */
enum err app_open_read(struct ctx *c, const struct invocation *inv, struct store **out) MUST_USE;

/* Opens it for reading as it is: nothing is made or brought up to date. */
enum err app_open_as_is(struct ctx *c, const struct invocation *inv, struct store **out) MUST_USE;

/* A buffer for output in c->arena; app_print writes it to standard output. */
void app_print(const struct buf *out);
/* Ends a JSON document with a line end and prints it. */
void app_print_json(struct buf *out);

/* Reads a small file (rules, budgets) whole: ERR_LIMIT above 8 MiB. */
enum err app_read_file(struct ctx *c, const char *path, struct text *out) MUST_USE;
/* A day from the command line; DATE_NONE when the option was not given. */
enum err app_date(struct ctx *c, const struct invocation *inv, const char *option, date *out) MUST_USE;
/* A currency's code from the command line; CURRENCY_NONE when the option was not given. */
enum err app_currency(struct ctx *c, const struct invocation *inv, const char *option,
                      currency *out) MUST_USE;
/* Asks a question on the terminal; false as well when there is none. */
bool app_confirm(const char *question);

/* "1,234.56": for people. Returns `out`, which holds at least 40 bytes. */
char *app_money(int64_t minor, currency cur, char out[40]);
/* "1,234" */
char *app_count(int64_t count, char out[40]);

#endif
