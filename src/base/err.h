/* Errors: a code, a text for a person, and whether trying again may help. Returned at once, never hidden. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>
#include <stdint.h>

struct arena;

enum err {
    OK = 0,
    ERR_INPUT,     /* what came from outside is not as it must be: a file, an argument, a request */
    ERR_USAGE,     /* a command was called with the wrong words */
    ERR_NOT_FOUND, /* no such thing, or none that the caller may see */
    ERR_CONFLICT,  /* the state does not allow it: already done, locked, another body under the same id */
    ERR_DENIED,    /* a rule forbids it */
    ERR_LIMIT,     /* larger, longer or more than base/limits.h allows */
    ERR_MEMORY,    /* no memory for a size that came from outside */
    ERR_BUSY,      /* another process or unit of work holds it; try again */
    ERR_IO,        /* the disk, the network or a file failed */
    ERR_CORRUPT,   /* stored data contradicts itself */
    ERR_CANCELLED, /* the user said no, or asked to stop */
    ERR_FULL,      /* no room on the disk; once there is, the same works again */
    ERR_COUNT
};

/* One unit of work: a request, an event, a command, a tick. Never shared between threads. */
struct ctx {
    struct arena *arena; /* released whole by whoever began the work; resources defer their release on it */
    int64_t now_us;      /* UTC microseconds since 1970; read once per unit of work; tests set it */
    int64_t
        household; /* whose rows its transactions may touch, where the store has walls; 0: everybody's (agents, commands, logging in) */
    bool retriable; /* may the caller try again? */
    char why[320];  /* what to tell a person; UTF-8, one line, names what, where and why */
};

#define MUST_USE          __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))

/* Returns from the calling function when the call fails. */
#define TRY(call)                                                                                            \
    do {                                                                                                     \
        enum err try_err_ = (call);                                                                          \
        if (try_err_ != OK)                                                                                  \
            return try_err_;                                                                                 \
    } while (0)

/* Records why a unit of work failed and gives the code back: `return fail(c, ERR_INPUT, "line %d: …", n);`
 * Not retriable, except ERR_BUSY. */
enum err fail(struct ctx *c, enum err code, const char *format, ...) PRINTF_LIKE(3, 4);

/* Puts words before a reason that a callee left: `return fail_within(c, e, "file %s", name);` */
enum err fail_within(struct ctx *c, enum err code, const char *format, ...) PRINTF_LIKE(3, 4);

/* What an errno of a file stands for: no room (ERR_FULL), no descriptor left (ERR_BUSY), else ERR_IO. */
enum err err_of_errno(int why);

/* The code's stable name, for logs and JSON: "input", "not_found". Never NULL. */
const char *err_name(enum err code);

/* For bugs and for the end of memory: prints and ends the process with SIGABRT. */
_Noreturn void die(const char *format, ...) PRINTF_LIKE(1, 2);

#endif
