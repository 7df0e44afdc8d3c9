/* Transactions out, as a file. */
#include "api/api.h"
#include "api/shapes/own_account.h"
#include "finance/export/export.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static const char *const format_words[] = {"csv", "json", "journal", NULL};

static const struct api_field export_query[] = {
    {"format", API_WORD, API_REQUIRED,
     "csv for spreadsheets, json for programs, journal for hledger and ledger", .words = format_words},
    {"account", API_REF, 0, "this own account alone, by id or name"},
    {"from", API_DATE, 0, "the first day"},
    {"to", API_DATE, 0, "the last day"},
    {0},
};

/* A file without a name, beside the store or in the system's folder for such: it is gone when the reply was sent, or the program ended. */
static int open_unnamed(const char *folder)
{
    int fd = folder == NULL ? -1 : open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        return fd;
    char path[] = "/tmp/florin-export-XXXXXX";
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

static enum err write_file(struct api_call *call, const struct export_options *how, struct text account,
                           FILE *out)
{
    struct ctx *c = call->c;
    struct export_options options = *how;
    struct account_row own = {0};
    struct store_tx *tx;
    int64_t count;
    TRY(store_begin_read(c, call->store, &tx));
    if (account.len > 0)
        TRY(own_account_find(c, tx, call->household, account, "account", &own));
    options.account = own.seq;
    TRY(export_write(c, tx, &options, out, &count));
    return store_commit(c, tx);
}

static const char *file_name(struct api_call *call, const char *format)
{
    char today[DATE_TEXT_MAX];
    return arena_printf(call->c->arena, "attachment; filename=\"florin-%s.%s\"",
                        date_format(time_date(call->c->now_us), today), format);
}

static const char *type_of(const char *format)
{
    return strcmp(format, "csv") == 0    ? "text/csv; charset=utf-8"
           : strcmp(format, "json") == 0 ? "application/json"
                                         : "text/plain; charset=utf-8";
}

static enum err give_file(struct api_call *call)
{
    const char *format = text_z(call->c->arena, api_query(call, "format"));
    struct export_options how = {.household = call->household,
                                 .format = format,
                                 .from = api_query_date(call, "from"),
                                 .to = api_query_date(call, "to")};
    int fd = open_unnamed(call->api->folder);
    FILE *out = fd < 0 ? NULL : fdopen(fcntl(fd, F_DUPFD_CLOEXEC, 0), "w");
    if (out == NULL) {
        int why = errno;
        if (fd >= 0)
            close(fd);
        return fail(call->c, err_of_errno(why), "no file for the export: %s", strerror(why));
    }
    enum err e = write_file(call, &how, api_query(call, "account"), out);
    fclose(out);
    if (e != OK || lseek(fd, 0, SEEK_SET) != 0) {
        close(fd);
        return e == OK ? fail(call->c, ERR_IO, "the export could not be read back") : e;
    }
    http_reply_header(call->x, "Content-Disposition", file_name(call, format));
    call->x->reply.type = type_of(format);
    call->x->reply.fd = fd;
    return OK;
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/exports",
     .id = "exportTransactions",
     .title = "All transactions as a file",
     .about = "By date; what is void is left out.",
     .need = API_READ,
     .lane = API_SLOW,
     .flags = API_NOT_JSON,
     .query = export_query,
     .reply_type = "application/octet-stream",
     .handle = give_file},
    {0},
};

const struct api_resource api_resource_exports = {
    .name = "Exports",
    .about = "Everything can be taken along.",
    .routes = routes,
};
