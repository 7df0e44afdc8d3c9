#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum err fail(struct ctx *c, enum err code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(c->why, sizeof c->why, format, args);
    va_end(args);
    c->retriable = code == ERR_BUSY;
    return code;
}

enum err fail_within(struct ctx *c, enum err code, const char *format, ...)
{
    char inner[sizeof c->why];
    memcpy(inner, c->why, sizeof inner);
    va_list args;
    va_start(args, format);
    int used = vsnprintf(c->why, sizeof c->why, format, args);
    va_end(args);
    if (used >= 0 && (size_t)used < sizeof c->why)
        snprintf(c->why + used, sizeof c->why - (size_t)used, ": %s", inner);
    return code;
}

enum err err_of_errno(int why)
{
    if (why == ENOSPC || why == EDQUOT || why == EFBIG)
        return ERR_FULL;
    return why == EMFILE || why == ENFILE ? ERR_BUSY : ERR_IO;
}

const char *err_name(enum err code)
{
    static const char *const names[ERR_COUNT] = {
        [OK] = "ok",
        [ERR_INPUT] = "input",
        [ERR_USAGE] = "usage",
        [ERR_NOT_FOUND] = "not_found",
        [ERR_CONFLICT] = "conflict",
        [ERR_DENIED] = "denied",
        [ERR_LIMIT] = "limit",
        [ERR_MEMORY] = "memory",
        [ERR_BUSY] = "busy",
        [ERR_IO] = "io",
        [ERR_CORRUPT] = "corrupt",
        [ERR_CANCELLED] = "cancelled",
        [ERR_FULL] = "full",
    };
    return (unsigned)code < ERR_COUNT ? names[code] : "unknown";
}

_Noreturn void die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("florin: fatal: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    abort();
}
