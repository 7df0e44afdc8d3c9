/* Recorded answers: lines of a file, each {"question": DIGEST, "answer": {…}, "tokens_in"?, "tokens_out"?}. DIGEST is llm_digest of a question, as runs of agents
 * show it, or "*": whatever nothing else answers. Needs no service, and gives the same each time. */
#include "llm/llm_driver.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_BYTES_MOST = 8 << 20 };

struct recorded {
    struct llm llm;
    struct arena *arena;
    struct text all;
};

static enum err check_line(struct ctx *c, struct text line, int number)
{
    struct ctx reading = {.arena = c->arena};
    const struct json_value *v;
    if (json_read(&reading, line, &v) != OK)
        return fail(c, ERR_INPUT, "llm.file: line %d: %s", number, reading.why);
    if (json_as_text(json_member(v, "question")).len == 0 || json_member(v, "answer") == NULL)
        return fail(c, ERR_INPUT, "llm.file: line %d has no question, or no answer", number);
    return OK;
}

/* The next line that is not empty; false at the end. */
static bool next_line(struct text *rest, struct text *line)
{
    while (rest->len > 0) {
        const char *end = memchr(rest->at, '\n', rest->len);
        size_t len = end == NULL ? rest->len : (size_t)(end - rest->at);
        *line = text_trim((struct text){rest->at, len});
        *rest = text_from(*rest, end == NULL ? len : len + 1);
        if (line->len > 0)
            return true;
    }
    return false;
}

static enum err read_file(struct ctx *c, const char *path, struct arena *arena, struct text *out)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(c, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, "llm.file: cannot read it: %s",
                    strerror(errno));
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > FILE_BYTES_MOST) {
        close(fd);
        return fail(c, ERR_INPUT, "llm.file: not a file of at most %d MiB", FILE_BYTES_MOST >> 20);
    }
    char *bytes = arena_alloc(arena, (size_t)st.st_size + 1);
    ssize_t got = read(fd, bytes, (size_t)st.st_size);
    close(fd);
    if (got != st.st_size)
        return fail(c, ERR_IO, "llm.file: cannot read all of it");
    *out = (struct text){bytes, (size_t)got};
    return OK;
}

static enum err read_all(struct ctx *c, const char *path, struct recorded *r)
{
    int number = 0;
    struct text line;
    TRY(read_file(c, path, r->arena, &r->all));
    for (struct text rest = r->all; next_line(&rest, &line);) {
        struct arena_mark mark = arena_mark(c->arena);
        TRY(check_line(c, line, ++number));
        arena_rewind(c->arena, mark);
    }
    return OK;
}

static void replay_close(struct llm *llm)
{
    struct recorded *r = (struct recorded *)llm;
    arena_free(r->arena);
    free(r);
}

static enum err replay_open(struct ctx *c, const struct llm_options *options, struct llm **out)
{
    if (options->file == NULL || options->file[0] == '\0')
        return fail(c, ERR_USAGE, "llm.file: replay needs a file of recorded answers");
    struct recorded *r = calloc(1, sizeof *r);
    if (r == NULL)
        die("out of memory");
    r->arena = arena_new();
    snprintf(r->llm.name, sizeof r->llm.name, "replay");
    enum err e = read_all(c, options->file, r);
    if (e != OK) {
        replay_close(&r->llm);
        return e;
    }
    *out = &r->llm;
    return OK;
}

static enum err replay_ask(struct ctx *c, struct llm *llm, const struct llm_question *question,
                           const struct json_value **out, struct llm_spent *spent)
{
    const struct recorded *r = (const struct recorded *)llm;
    const struct json_value *found = NULL, *v;
    char digest[LLM_DIGEST_MAX];
    struct text line;
    llm_digest(question, digest);
    for (struct text rest = r->all; next_line(&rest, &line);) {
        TRY(json_read(c, line, &v));
        struct text asked = json_as_text(json_member(v, "question"));
        if (text_is(asked, digest) || (found == NULL && text_is(asked, "*")))
            found = v;
        if (text_is(asked, digest))
            break;
    }
    if (found == NULL)
        return fail(c, ERR_NOT_FOUND, "llm: no answer to this was recorded (%s)", digest);
    spent->requests = 1;
    (void)json_as_int(json_member(found, "tokens_in"), &spent->tokens_in);
    (void)json_as_int(json_member(found, "tokens_out"), &spent->tokens_out);
    *out = json_member(found, "answer");
    return OK;
}

const struct llm_driver llm_replay = {
    .name = "replay", .is_there = true, .open = replay_open, .close = replay_close, .ask = replay_ask};
