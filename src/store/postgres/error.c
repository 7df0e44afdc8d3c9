/* PostgreSQL's errors in our words. What it says beside the first line (the detail) repeats values, and is left out. */
#include "store/postgres/inner.h"

#include <stdio.h>

/* One line, without the line's end and what stands behind it. */
static struct text first_line(const char *said)
{
    struct text line = {said, said == NULL ? 0 : strcspn(said, "\n")};
    return line.len == 0 ? TEXT("no reason was given") : text_trim(line);
}

static bool in_class(const char *state, const char *class)
{
    return strncmp(state, class, strlen(class)) == 0;
}

enum err postgres_failure(struct ctx *c, const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    struct text said = first_line(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    if (state == NULL)
        return postgres_broke(c);
    if (in_class(state, "23"))
        return fail(c, ERR_CONFLICT, "the store refuses it: %.*s", TEXT_ARGS(said));
    if (in_class(state, "40") || in_class(state, "55P03") || in_class(state, "53300") ||
        in_class(state, "57P") || in_class(state, "08") || in_class(state, "25P03") ||
        in_class(state, "25006")) /* a standby that is about to take over */
        return fail(c, ERR_BUSY, "the store is busy: %.*s", TEXT_ARGS(said));
    if (in_class(state, "53100"))
        return fail(c, ERR_FULL, "the disk is full");
    if (in_class(state, "53200"))
        return fail(c, ERR_MEMORY, "no memory for the store");
    if (in_class(state, "54"))
        return fail(c, ERR_LIMIT, "a value is larger than the store takes: %.*s", TEXT_ARGS(said));
    if (in_class(state, "57014"))
        return fail(c, ERR_CANCELLED, "the query was stopped");
    if (in_class(state, "28") || in_class(state, "42501"))
        return fail(c, ERR_DENIED, "the store does not allow it: %.*s", TEXT_ARGS(said));
    if (in_class(state, "22021") || in_class(state, "22P05"))
        return fail(c, ERR_INPUT, "the store refuses it: a text is not UTF-8, or has a zero byte");
    if (in_class(state, "XX001") || in_class(state, "XX002"))
        return fail(c, ERR_CORRUPT, "the store is damaged: %.*s", TEXT_ARGS(said));
    /* A table or column that this version expects and the database has not, or a sum that overflows. */
    if (in_class(state, "42") || in_class(state, "22") || in_class(state, "0A") || in_class(state, "3F"))
        return fail(c, ERR_CORRUPT, "the store does not fit this program: %.*s", TEXT_ARGS(said));
    return fail(c, ERR_IO, "the store cannot be read or written: %.*s (%s)", TEXT_ARGS(said), state);
}

enum err postgres_broke(struct ctx *c)
{
    return fail(c, ERR_BUSY, "the connection to the store broke");
}

/* Once the store is open whoever asks is not to blame, and the password may be put right: they are told to come back. */
enum err postgres_unreachable(struct ctx *c, const struct postgres_store *store, PGconn *pg)
{
    struct text said = first_line(pg == NULL ? "no memory" : PQerrorMessage(pg));
    bool denied = text_find(said, TEXT("authentication failed")) >= 0 ||
                  text_find(said, TEXT("no password supplied")) >= 0 ||
                  text_find(said, TEXT("does not exist")) >= 0 ||
                  text_find(said, TEXT("permission denied")) >= 0;
    if (store->counts)
        return fail(c, ERR_BUSY, "the store cannot be reached: %s: %.*s", store->place, TEXT_ARGS(said));
    return fail(c, denied ? ERR_DENIED : ERR_BUSY, "%s: %.*s", store->place, TEXT_ARGS(said));
}
