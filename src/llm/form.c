/* Forms of answers: told to a model, and held against what it says. */
#include "llm/llm.h"

/* -- Told */

static void write_field(const struct llm_field *f, struct json *j)
{
    static const char *const types[] = {"string", "string", "integer", "boolean"};
    json_key(j, f->name);
    json_object(j);
    json_key_z(j, "type", types[f->kind]);
    if (f->help != NULL)
        json_key_z(j, "description", f->help);
    if (f->kind == LLM_WORD) {
        json_key(j, "enum");
        json_array(j);
        for (const char *const *word = f->words; *word != NULL; word++)
            json_z(j, *word);
        json_array_end(j);
    }
    json_object_end(j);
}

void llm_form_schema(const struct llm_form *form, struct json *j)
{
    json_object(j);
    json_key_z(j, "type", "object");
    json_key(j, "properties");
    json_object(j);
    for (size_t i = 0; i < form->count; i++)
        write_field(&form->fields[i], j);
    json_object_end(j);
    json_key(j, "required");
    json_array(j);
    for (size_t i = 0; i < form->count; i++)
        json_z(j, form->fields[i].name);
    json_array_end(j);
    json_key_bool(j, "additionalProperties", false);
    json_object_end(j);
}

/* -- Plain text */

/* Marks that are not seen but change how text around them is read: bidirectional controls, zero-width ones, tags, private use. */
static bool is_hidden(uint32_t p)
{
    return (p >= 0x200b && p <= 0x200f) || (p >= 0x2028 && p <= 0x202e) || (p >= 0x2060 && p <= 0x206f) ||
           p == 0xfeff || p == 0x61c || p == 0xad || (p >= 0xfff0 && p <= 0xfffb) ||
           (p >= 0xe000 && p <= 0xf8ff) || p >= 0xe0000;
}

/* The character that begins at `at`, and its bytes; 0: it is none. */
static size_t point(struct text t, size_t at, uint32_t *out)
{
    unsigned char first = (unsigned char)t.at[at];
    size_t len = first < 0x80   ? 1
                 : first < 0xc2 ? 0
                 : first < 0xe0 ? 2
                 : first < 0xf0 ? 3
                 : first < 0xf5 ? 4
                                : 0;
    if (len == 0 || len > t.len - at || !text_is_utf8((struct text){t.at + at, len}))
        return 0;
    *out = len == 1 ? first : first & (0x7fU >> len);
    for (size_t i = 1; i < len; i++)
        *out = *out << 6 | ((unsigned char)t.at[at + i] & 0x3fU);
    return len;
}

struct text llm_plain(struct arena *arena, struct text t, size_t most)
{
    struct buf *out = buf_in_arena(arena);
    bool blank = false;
    for (size_t i = 0, len; i < t.len; i += len == 0 ? 1 : len) {
        uint32_t p = 0;
        len = point(t, i, &p);
        if (len == 0 || p <= ' ' || p == 0x7f || (p >= 0x80 && p <= 0xa0) || is_hidden(p)) {
            blank = true;
            continue;
        }
        if (out->len + (blank && out->len > 0) + len > most)
            break;
        if (blank && out->len > 0)
            buf_z(out, " ");
        blank = false;
        buf_add(out, t.at + i, len);
    }
    return buf_view(out);
}

/* -- Held against */

static enum err not_so(struct ctx *c, const struct llm_field *f, const char *what)
{
    return fail(c, ERR_IO, "llm: its answer's \"%s\" is no %s", f->name, what);
}

static enum err read_field(struct ctx *c, const struct llm_field *f, const struct json_value *v,
                           struct json *j)
{
    int64_t whole;
    struct text t = json_as_text(v);
    json_key(j, f->name);
    switch (f->kind) {
    case LLM_TEXT:
        if (json_kind(v) != JSON_TEXT)
            return not_so(c, f, "text");
        json_text(j, llm_plain(c->arena, t, f->bytes_most));
        return OK;
    case LLM_WORD:
        for (const char *const *word = f->words; *word != NULL; word++)
            if (json_kind(v) == JSON_TEXT && text_is(t, *word)) {
                json_z(j, *word);
                return OK;
            }
        return not_so(c, f, "word of those asked for");
    case LLM_WHOLE:
        if (!json_as_int(v, &whole) || whole < f->low || whole > f->high)
            return not_so(c, f, "whole number within its limits");
        json_int(j, whole);
        return OK;
    case LLM_BOOLEAN:
        if (json_kind(v) != JSON_BOOL)
            return not_so(c, f, "yes or no");
        json_bool(j, json_as_bool(v));
        return OK;
    }
    return not_so(c, f, "kind of field");
}

enum err llm_form_read(struct ctx *c, const struct llm_form *form, const struct json_value *given,
                       struct llm_answer *out)
{
    struct buf *text = buf_in_arena(c->arena);
    struct json j = json_into(text);
    if (given == NULL || json_kind(given) != JSON_OBJECT)
        return fail(c, ERR_IO, "llm: its answer is no object");
    if (json_count(given) != form->count)
        return fail(c, ERR_IO, "llm: its answer has %zu fields, not the %zu that were asked for",
                    json_count(given), form->count);
    json_object(&j);
    for (size_t i = 0; i < form->count; i++) {
        const struct json_value *v = json_member(given, form->fields[i].name);
        if (v == NULL)
            return fail(c, ERR_IO, "llm: its answer has no \"%s\"", form->fields[i].name);
        TRY(read_field(c, &form->fields[i], v, &j));
    }
    json_object_end(&j);
    if (text->len > LLM_ANSWER_BYTES)
        return fail(c, ERR_LIMIT, "llm: its answer has more than %d KiB", LLM_ANSWER_BYTES >> 10);
    out->json = buf_view(text);
    return json_read(c, out->json, &out->value);
}
