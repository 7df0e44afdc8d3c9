/* Bank files: sent, previewed, committed, undone. The work is done by api/importer; this says what became of it. */
#include "api/api.h"
#include "api/importer/importer.h"
#include "base/limits.h"
#include "finance/import/import.h"
#include "store/entity/import.h"

enum { FILE_NAME_MOST = 255 };

static const char *const state_words[] = {"reading", "ready",  "committing", "committed",
                                          "refused", "undone", "discarded",  NULL};
static const char *const verdict_words[] = {"new", "known", "settles", "suggested", NULL};

/* -- What an import looks like */

static const struct api_field progress_fields[] = {
    {"bytes", API_INT, API_REQUIRED, "read so far"},
    {"bytes_all", API_INT, API_REQUIRED, "of the file"},
    {"entries", API_INT, API_REQUIRED, "so far"},
    {0},
};
static const struct api_shape progress_shape = {"ImportProgress", progress_fields};

static const struct api_field note_fields[] = {
    {"line", API_INT, API_REQUIRED | API_NULLABLE, "of the file; null: the whole of it"},
    {"detail", API_TEXT, API_REQUIRED, "for a person"},
    {0},
};
static const struct api_shape note_shape = {"ImportNote", note_fields};

static const struct api_field account_fields[] = {
    {"name", API_TEXT, API_REQUIRED, "as it is, or would be, called"},
    {"currency", API_CURRENCY, API_REQUIRED, "of its money"},
    {"created", API_BOOL, API_REQUIRED, "it is new"},
    {"read", API_INT, API_REQUIRED, "entries of the file"},
    {"added", API_INT, API_REQUIRED, "of these, new"},
    {"duplicates", API_INT, API_REQUIRED, "of these, known"},
    {"settled", API_INT, API_REQUIRED, "of these, pending ones that are booked now"},
    {"suggested", API_INT, API_REQUIRED, "of these, held because they may be known"},
    {"closing", API_AMOUNT, API_REQUIRED | API_NULLABLE, "the bank's newest closing balance"},
    {"balance", API_AMOUNT, API_REQUIRED | API_NULLABLE, "what is booked on that day"},
    {"agrees", API_BOOL, API_REQUIRED | API_NULLABLE, "are the two the same?"},
    {0},
};
static const struct api_shape account_shape = {"ImportAccount", account_fields};

static const struct api_field sample_fields[] = {
    {"verdict", API_WORD, API_REQUIRED, "what would become of it", .words = verdict_words},
    {"account", API_TEXT, API_REQUIRED, "whose entry it is"},
    {"date", API_DATE, API_REQUIRED, "booked on"},
    {"payee", API_TEXT, API_REQUIRED, "cleaned; may be empty"},
    {"category", API_TEXT, API_REQUIRED, "as it would be sorted; (split) for several"},
    {"amount", API_AMOUNT, API_REQUIRED, "signed as seen from the account"},
    {"currency", API_CURRENCY, API_REQUIRED, "of the amount"},
    {0},
};
static const struct api_shape sample_shape = {"ImportSample", sample_fields};

static const struct api_field import_fields[] = {
    {"id", API_ID, API_REQUIRED, "the import's"},
    {"file", API_TEXT, API_REQUIRED, "its name"},
    {"format", API_TEXT, API_REQUIRED | API_NULLABLE, "as it was recognised"},
    {"state", API_WORD, API_REQUIRED, "ready: a preview waits for a decision", .words = state_words},
    {"progress", API_OBJECT, API_REQUIRED | API_NULLABLE, "while it is reading or committing",
     .shape = &progress_shape},
    {"read", API_INT, API_REQUIRED, "entries in all"},
    {"new", API_INT, API_REQUIRED, "of these, new"},
    {"known", API_INT, API_REQUIRED, "of these, known"},
    {"settled", API_INT, API_REQUIRED, "of these, pending ones that are booked now"},
    {"suggested", API_INT, API_REQUIRED, "of these, held because they may be known"},
    {"paired", API_INT, API_REQUIRED | API_NULLABLE,
     "transfers between own accounts that found their other side"},
    {"statements", API_INT, API_REQUIRED | API_NULLABLE, "in the file"},
    {"reconciled", API_INT, API_REQUIRED | API_NULLABLE,
     "statements whose opening balance and entries make the closing one"},
    {"notes", API_LIST, API_REQUIRED, "what a person should know: an assumed order of day and month",
     .item = API_OBJECT, .shape = &note_shape},
    {"accounts", API_LIST, API_REQUIRED,
     "that the file is about; empty for files that were not sent to the server", .item = API_OBJECT,
     .shape = &account_shape},
    {"samples", API_LIST, API_REQUIRED, "the first 20 entries of each verdict; empty in lists",
     .item = API_OBJECT, .shape = &sample_shape},
    {"problem", API_OBJECT, API_REQUIRED | API_NULLABLE, "why it was refused", .shape = &note_shape},
    {"created", API_TIME, API_REQUIRED, "when the file came"},
    {"committed", API_TIME, API_REQUIRED | API_NULLABLE, "when its entries were booked"},
    {0},
};
static const struct api_shape import_shape = {"Import", import_fields};

static const char *state_word(enum upload_state state)
{
    static const char *const words[] = {"reading",   "reading", "ready",    "committing",
                                        "committed", "refused", "discarded"};
    return words[state];
}

static void write_progress(struct api_call *call, const struct upload_row *row)
{
    struct json *j = &call->reply;
    struct importer_progress at = {.bytes_all = row->bytes};
    json_key(j, "progress");
    if (row->state != UPLOAD_READING && row->state != UPLOAD_COMMITTING) {
        json_null(j);
        return;
    }
    importer_progress(call->api->importer, row->id, &at);
    json_object(j);
    json_key_int(j, "bytes", at.bytes);
    json_key_int(j, "bytes_all", at.bytes_all < 0 ? row->bytes : at.bytes_all);
    json_key_int(j, "entries", at.entries);
    json_object_end(j);
}

static void write_problem(struct json *j, const struct upload_row *row)
{
    json_key(j, "problem");
    if (row->problem.len == 0) {
        json_null(j);
        return;
    }
    json_object(j);
    json_key(j, "line");
    if (row->problem_line > 0)
        json_int(j, row->problem_line);
    else
        json_null(j);
    json_key_text(j, "detail", row->problem);
    json_object_end(j);
}

/* Of an import whose preview nobody keeps. */
static void write_no_preview(struct json *j)
{
    static const char *const counts[] = {"paired", "statements", "reconciled"};
    static const char *const lists[] = {"notes", "accounts", "samples"};
    for (size_t i = 0; i < 3; i++)
        json_key_z(j, counts[i], NULL);
    for (size_t i = 0; i < 3; i++) {
        json_key(j, lists[i]);
        json_array(j);
        json_array_end(j);
    }
}

/* The preview is kept as the members it has in a reply, the samples last. */
static void write_preview(struct json *j, struct text preview, bool samples)
{
    if (preview.len == 0) {
        write_no_preview(j);
        return;
    }
    ptrdiff_t at = text_find(preview, TEXT("\"samples\":["));
    if (samples || at < 0) {
        json_raw(j, preview);
        return;
    }
    json_raw(j, (struct text){preview.at, (size_t)at - 1});
    json_key(j, "samples");
    json_array(j);
    json_array_end(j);
}

static void write_counts(struct json *j, int64_t read, int64_t added, int64_t known, int64_t settled,
                         int64_t suggested)
{
    json_key_int(j, "read", read);
    json_key_int(j, "new", added);
    json_key_int(j, "known", known);
    json_key_int(j, "settled", settled);
    json_key_int(j, "suggested", suggested);
}

static void write_upload(struct api_call *call, const struct upload_row *row, const struct import_row *import,
                         bool samples)
{
    struct json *j = &call->reply;
    bool undone = import != NULL && import->state == IMPORT_UNDONE;
    json_object(j);
    api_key_id(j, "id", row->id);
    json_key_text(j, "file", row->name);
    api_key_text_or_null(j, "format", row->read_as);
    json_key_z(j, "state", undone ? "undone" : state_word(row->state));
    write_progress(call, row);
    write_counts(j, row->entries, row->added, row->duplicates, row->settled, row->suggested);
    write_preview(j, row->preview, samples);
    write_problem(j, row);
    api_key_time(j, "created", row->created_us);
    api_key_time(j, "committed", import == NULL ? 0 : import->created_us);
    json_object_end(j);
}

/* One that came another way: by the command line. */
static void write_import(struct api_call *call, const struct import_row *row)
{
    struct json *j = &call->reply;
    json_object(j);
    api_key_id(j, "id", row->id);
    json_key_text(j, "file", row->name);
    json_key_text(j, "format", row->format);
    json_key_z(j, "state", row->state == IMPORT_UNDONE ? "undone" : "committed");
    json_key_z(j, "progress", NULL);
    write_counts(j, row->entries, row->added, row->duplicates, 0, row->suggested);
    write_no_preview(j);
    json_key_z(j, "problem", NULL);
    api_key_time(j, "created", row->created_us);
    api_key_time(j, "committed", row->created_us);
    json_object_end(j);
}

static enum err write_one(struct api_call *call, struct store_tx *tx, struct id id, bool samples)
{
    struct upload_row upload;
    struct import_row import;
    enum err known = upload_by_id(call->c, tx, call->household, id, &upload);
    if (known != OK && known != ERR_NOT_FOUND)
        return known;
    enum err e = import_by_id(call->c, tx, call->household, id, &import);
    if (e != OK && (e != ERR_NOT_FOUND || known != OK))
        return e;
    if (known == OK)
        write_upload(call, &upload, e == OK ? &import : NULL, samples);
    else
        write_import(call, &import);
    return OK;
}

static enum err reply_with(struct api_call *call, struct id id)
{
    struct store_tx *tx;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(write_one(call, tx, id, true));
    return store_commit(call->c, tx);
}

/* -- Reading */

static enum err list(struct api_call *call)
{
    struct store_tx *tx;
    struct import_place behind = {0}, *places;
    int64_t at[3];
    size_t count, limit = (size_t)api_limit(call);
    bool given;
    TRY(api_cursor_read(call, at, 3, &given));
    if (given) {
        behind.created_us = at[0];
        memcpy(behind.id.bytes, &at[1], 16);
    }
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(import_page(call->c, tx, call->household, behind, (int64_t)limit, &places, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        TRY(write_one(call, tx, places[i].id, false));
    struct text next = {NULL, 0};
    if (count == limit) {
        at[0] = places[count - 1].created_us;
        memcpy(&at[1], places[count - 1].id.bytes, 16);
        next = api_cursor_make(call, at, 3);
    }
    api_items_end(call, next);
    return store_commit(call->c, tx);
}

static enum err get(struct api_call *call)
{
    struct id id;
    TRY(api_path_id(call, 0, &id));
    return reply_with(call, id);
}

/* -- Sending a file */

static const struct api_field upload_query[] = {
    {"name", API_TEXT, API_REQUIRED, "the file's; names the account when the file does not", .least = 1,
     .most = FILE_NAME_MOST},
    {"account", API_TEXT, 0, "for statements that name no account", .least = 1, .most = LIMIT_ACCOUNT_TEXT},
    {"currency", API_CURRENCY, 0, "for files that name none"},
    {"format", API_TEXT, 0, "instead of recognising it: csv, ofx, qif, camt, mt940, n43, zip, gzip",
     .least = 1, .most = 32},
    {"encoding", API_TEXT, 0, "instead of recognising it: WINDOWS-1252", .least = 1, .most = 64},
    {"mapping", API_TEXT, 0, "how to read a CSV file; remembered for this bank's next one", .least = 1,
     .most = LIMIT_MEMO_TEXT},
    {"unreconciled", API_BOOL, 0, "take statements whose balances disagree as well"},
    {0},
};

/* Without folders, on one line. */
static struct text file_name(struct arena *arena, struct text sent)
{
    for (size_t i = sent.len; i > 0; i--) {
        if (sent.at[i - 1] == '/' || sent.at[i - 1] == '\\') {
            sent = text_from(sent, i);
            break;
        }
    }
    char *clean = arena_copy(arena, sent.at, sent.len);
    for (size_t i = 0; i < sent.len; i++)
        if ((unsigned char)clean[i] < 0x20 || clean[i] == 0x7F)
            clean[i] = ' ';
    struct text name = text_trim((struct text){clean, sent.len});
    return name.len > 0 ? name : TEXT("file");
}

static enum err check_format(struct ctx *c, struct text format)
{
    if (format.len == 0)
        return OK;
    for (const char *const *name = bankfile_format_names(); *name != NULL; name++)
        if (text_is(format, *name))
            return OK;
    return fail(c, ERR_INPUT, "format: \"%.*s\" is none that this program reads", TEXT_ARGS(format));
}

static enum err upload(struct api_call *call)
{
    const struct http_request *request = &call->x->request;
    struct importer_body body = {.bytes = request->body, .fd = request->body_fd, .size = request->body_bytes};
    struct upload_row row = {.household = call->household,
                             .person = call->caller.user,
                             .name = file_name(call->c->arena, api_query(call, "name")),
                             .account = api_query(call, "account"),
                             .format = api_query(call, "format"),
                             .encoding = api_query(call, "encoding"),
                             .mapping = api_query(call, "mapping"),
                             .unreconciled = api_query_bool(call, "unreconciled", false)};
    if (call->api->importer == NULL)
        return fail(call->c, ERR_CONFLICT, "this store has no folder to keep files in");
    if (api_query(call, "currency").len > 0 &&
        !currency_from_code(api_query(call, "currency"), &row.currency))
        return fail(call->c, ERR_INPUT, "currency: there is no such currency");
    TRY(check_format(call->c, row.format));
    TRY(importer_add(call->c, call->api->importer, &body, &row));
    api_created(call, "/api/v1/imports", row.id);
    call->x->reply.status = 202;
    return reply_with(call, row.id);
}

/* -- Deciding about it */

static enum err commit(struct api_call *call)
{
    struct id id;
    struct upload_row row;
    TRY(api_path_id(call, 0, &id));
    if (call->api->importer == NULL)
        return fail(call->c, ERR_NOT_FOUND, "there is no such import");
    TRY(importer_commit(call->c, call->api->importer, call->household, id, &row));
    return reply_with(call, id);
}

static enum err discard(struct api_call *call)
{
    struct id id;
    TRY(api_path_id(call, 0, &id));
    if (call->api->importer == NULL)
        return fail(call->c, ERR_NOT_FOUND, "there is no such import");
    return importer_discard(call->c, call->api->importer, call->household, id);
}

static enum err find_seq(struct api_call *call, struct id id, int64_t *seq)
{
    struct store_tx *tx;
    struct import_row row;
    struct upload_row upload;
    TRY(store_begin_read(call->c, call->store, &tx));
    enum err e = import_by_id(call->c, tx, call->household, id, &row);
    if (e == ERR_NOT_FOUND && upload_by_id(call->c, tx, call->household, id, &upload) == OK)
        return fail(call->c, ERR_CONFLICT, "it is %s: there is nothing to undo", state_word(upload.state));
    TRY(e);
    *seq = row.seq;
    return store_commit(call->c, tx);
}

/* Large ones take seconds, in which the writer belongs to them. Their transaction ends with a unit of its own, however this comes out,
 * and not only when the reply was sent. */
static enum err undo(struct api_call *call)
{
    struct id id;
    int64_t seq;
    struct undo_result result;
    TRY(api_path_id(call, 0, &id));
    TRY(find_seq(call, id, &seq));
    struct ctx own = {.arena = arena_new(), .now_us = call->c->now_us, .household = call->c->household};
    enum err e = import_undo(&own, call->store, call->household, seq, &result);
    memcpy(call->c->why, own.why, sizeof call->c->why);
    call->c->retriable = own.retriable;
    arena_free(own.arena);
    TRY(e);
    api_changed(call);
    return reply_with(call, id);
}

static const struct api_route routes[] = {
    {.method = "POST",
     .path = "/api/v1/imports",
     .id = "sendFile",
     .title = "Send a bank file",
     .about =
         "The body is the file itself, of any type. It is read for a preview, which changes nothing: follow "
         "it with "
         "getImport or by the live message import.progress, then commit or discard it. Previews that nobody "
         "decides about are discarded after seven days. The same file again is harmless: all of it is known.",
     .need = API_WRITE,
     .lane = API_SLOW,
     .flags = API_UPLOAD | API_UNTRACED,
     .query = upload_query,
     .status = 202,
     .reply = &import_shape,
     .handle = upload},
    {.method = "GET",
     .path = "/api/v1/imports",
     .id = "listImports",
     .title = "Imports and previews, newest first",
     .need = API_READ,
     .flags = API_PAGED,
     .reply = &import_shape,
     .handle = list},
    {.method = "GET",
     .path = "/api/v1/imports/{id}",
     .id = "getImport",
     .title = "One import or preview",
     .need = API_READ,
     .reply = &import_shape,
     .handle = get},
    {.method = "POST",
     .path = "/api/v1/imports/{id}/commit",
     .id = "commitImport",
     .title = "Take a previewed file into the ledger",
     .about = "All of it or nothing. Done again, it answers the same.",
     .need = API_WRITE,
     .lane = API_SLOW,
     .flags = API_UNTRACED,
     .status = 202,
     .reply = &import_shape,
     .handle = commit},
    {.method = "POST",
     .path = "/api/v1/imports/{id}/undo",
     .id = "undoImport",
     .title = "Take an import back",
     .about = "Its transactions become void; pending ones that it settled are held again. Refused when one "
              "of them is "
              "reconciled.",
     .need = API_WRITE,
     .lane = API_SLOW,
     .flags = API_UNTRACED,
     .reply = &import_shape,
     .handle = undo},
    {.method = "DELETE",
     .path = "/api/v1/imports/{id}",
     .id = "discardImport",
     .title = "Give up a preview",
     .need = API_WRITE,
     .lane = API_SLOW,
     .flags = API_NO_BODY | API_UNTRACED,
     .handle = discard},
    {0},
};

const struct api_resource api_resource_imports = {
    .name = "Imports",
    .about = "Bank files: CSV, OFX/QFX, QIF, CAMT.052-054, MT940/942, Norma 43, also in zip or gzip. A file "
             "is previewed, then "
             "committed whole; it can be undone.",
    .routes = routes,
};
