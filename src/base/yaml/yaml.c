#include "base/yaml/yaml.h"

#include <libfyaml.h>
#include <string.h>

struct yaml {
    struct text file;
    struct fy_parser *parser;
    struct fy_diag *diag;
    int documents;
    bool checked; /* that the file is text */
};

static void release(void *thing)
{
    struct yaml *y = thing;
    if (y->parser != NULL)
        fy_parser_destroy(y->parser);
    if (y->diag != NULL)
        fy_diag_destroy(y->diag);
    y->parser = NULL;
    y->diag = NULL;
}

void yaml_close(struct yaml *yaml)
{
    release(yaml);
}

static void say_nothing(struct fy_diag *diag, void *user, const char *at, size_t len)
{
    (void)diag, (void)user, (void)at, (void)len;
}

struct yaml *yaml_open(struct ctx *c, struct text file)
{
    struct yaml *y = ARENA_NEW(c->arena, struct yaml);
    struct fy_diag_cfg quiet = {.output_fn = say_nothing, .level = FYET_ERROR, .module_mask = ~0U};
    *y = (struct yaml){.file = file, .diag = fy_diag_create(&quiet)};
    arena_defer(c->arena, release, y);
    if (y->diag == NULL)
        die("no memory for reading YAML");
    fy_diag_set_collect_errors(y->diag, true);
    struct fy_parse_cfg how = {.search_path = "",
                               .flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DISABLE_MMAP_OPT |
                                        FYPCF_JSON_NONE | FYPCF_DEFAULT_VERSION_1_2,
                               .diag = y->diag};
    y->parser = fy_parser_create(&how);
    if (y->parser == NULL || (file.len > 0 && fy_parser_set_string(y->parser, file.at, file.len) != 0))
        die("no memory for reading YAML");
    return y;
}

/* In which line the first byte is that is no text. */
static enum err check_bytes(struct ctx *c, struct text file, struct yaml_piece *out)
{
    int at_line = 1;
    for (struct text rest = file; !text_is_utf8(rest); at_line++) {
        const char *lf = memchr(rest.at, '\n', rest.len);
        struct text one = {rest.at, lf == NULL ? rest.len : (size_t)(lf - rest.at)};
        if (lf == NULL || !text_is_utf8(one)) {
            *out = (struct yaml_piece){.line = at_line, .column = 1};
            return fail(c, ERR_INPUT, "has a byte in this line that is no text in UTF-8");
        }
        rest = text_from(rest, one.len + 1);
    }
    return OK;
}

/* The library's words up to the first quote: behind it stand bytes of the file. */
static enum err refuse_syntax(struct ctx *c, const struct yaml *y, struct yaml_piece *out)
{
    void *at = NULL;
    const struct fy_diag_error *error = fy_diag_errors_iterate(y->diag, &at);
    if (error == NULL || error->msg == NULL)
        return fail(c, ERR_INPUT, "is no YAML");
    out->line = error->line > 0 ? error->line : 0;
    out->column = error->column > 0 ? error->column : 1;
    struct text words = text_of(error->msg);
    for (size_t i = 0; i < words.len; i++)
        if (words.at[i] == '\'' || words.at[i] == '"')
            words.len = i;
    return fail(c, ERR_INPUT, "is no good YAML: %.*s", TEXT_ARGS(text_trim(words)));
}

static enum err refuse_extras(struct ctx *c, const struct fy_token *anchor, const struct fy_token *tag)
{
    if (anchor != NULL)
        return fail(c, ERR_INPUT, "has an anchor (&): write the value where it belongs");
    if (tag != NULL)
        return fail(c, ERR_INPUT, "has a tag (!): write plain values");
    return OK;
}

/* Piece by piece: fy_token_get_text of libfyaml 0.7 leaks memory for quoted values of many pieces. */
static struct text text_of_token(struct ctx *c, struct fy_token *token)
{
    struct buf all = {0};
    struct fy_token_iter *iter = fy_token_iter_create(token);
    if (iter == NULL)
        die("no memory for reading YAML");
    for (const struct fy_iter_chunk *one = NULL; (one = fy_token_iter_chunk_next(iter, one, NULL)) != NULL;)
        buf_add(&all, one->str, one->len);
    fy_token_iter_destroy(iter);
    struct text t = all.len == 0 ? TEXT("") : text_copy(c->arena, buf_view(&all));
    buf_free(&all);
    return t;
}

static enum err take_scalar(struct ctx *c, const struct fy_event *event, struct yaml_piece *out)
{
    enum fy_scalar_style style = fy_token_scalar_style(event->scalar.value);
    if ((style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED) && out->column > 1)
        out->column--; /* the library's place is behind the quote */
    TRY(refuse_extras(c, event->scalar.anchor, event->scalar.tag));
    struct text t = text_of_token(c, event->scalar.value);
    if (!text_is_utf8(t)) /* written as an escape */
        return fail(c, ERR_INPUT, "has a NUL byte");
    out->text = t;
    out->null = style == FYSS_PLAIN && (t.len == 0 || text_is(t, "~") || text_is(t, "null"));
    return OK;
}

/* `is_piece` false: what the event says is of no interest. */
static enum err take_event(struct ctx *c, struct yaml *y, const struct fy_event *event,
                           struct yaml_piece *out, bool *is_piece)
{
    *is_piece = true;
    switch (event->type) {
    case FYET_ALIAS:
        out->column -= out->column > 1; /* behind the star */
        return fail(c, ERR_INPUT, "has an alias (*): write the value where it belongs");
    case FYET_MAPPING_START:
        out->kind = YAML_MAPPING;
        return refuse_extras(c, event->mapping_start.anchor, event->mapping_start.tag);
    case FYET_SEQUENCE_START:
        out->kind = YAML_LIST;
        return refuse_extras(c, event->sequence_start.anchor, event->sequence_start.tag);
    case FYET_MAPPING_END:
    case FYET_SEQUENCE_END:
        out->kind = YAML_CLOSE;
        return OK;
    case FYET_SCALAR:
        out->kind = YAML_VALUE;
        return take_scalar(c, event, out);
    case FYET_DOCUMENT_START:
        *is_piece = false;
        return ++y->documents == 1 ? OK : fail(c, ERR_INPUT, "has a second document (---)");
    default:
        *is_piece = false;
        return OK;
    }
}

enum err yaml_next(struct ctx *c, struct yaml *y, struct yaml_piece *out)
{
    *out = (struct yaml_piece){.kind = YAML_FILE_END, .text = TEXT("")};
    if (!y->checked)
        TRY(check_bytes(c, y->file, out));
    y->checked = true;
    for (bool is_piece = y->file.len == 0; !is_piece;) {
        struct fy_event *event = fy_parser_parse(y->parser);
        if (event == NULL)
            return fy_parser_get_stream_error(y->parser) ? refuse_syntax(c, y, out) : OK;
        const struct fy_mark *mark = fy_event_start_mark(event);
        if (mark != NULL) {
            out->line = mark->line + 1;
            out->column = mark->column + 1;
        }
        enum err e = take_event(c, y, event, out, &is_piece);
        fy_parser_event_free(y->parser, event);
        TRY(e);
    }
    return OK;
}
