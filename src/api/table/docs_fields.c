#include "api/table/docs_parts.h"
#include "api/table/schema.h"
#include "api/table/types.h"
#include "api/validate.h"
#include "http/server.h"

#include <stdio.h>

enum { DEPTH_MAX = 4 }; /* shapes within shapes that are shown */

static const char *type_name(enum api_type type)
{
    static const char *const names[] = {
        [API_TEXT] = "text",
        [API_INT] = "whole number",
        [API_NUMBER] = "number",
        [API_BOOL] = "true or false",
        [API_ID] = "id",
        [API_REF] = "id or name",
        [API_DATE] = "day",
        [API_MONTH] = "month",
        [API_TIME] = "time",
        [API_AMOUNT] = "amount",
        [API_CURRENCY] = "currency",
        [API_EMAIL] = "e-mail address",
        [API_WORD] = "one of",
        [API_WORDS] = "some of",
        [API_OBJECT] = "object",
        [API_LIST] = "list",
        [API_ANY] = "anything",
    };
    return names[type];
}

static const char *plural(enum api_type type)
{
    static const char *const names[] = {
        [API_TEXT] = "texts",
        [API_INT] = "whole numbers",
        [API_NUMBER] = "numbers",
        [API_BOOL] = "true or false",
        [API_ID] = "ids",
        [API_REF] = "ids or names",
        [API_DATE] = "days",
        [API_MONTH] = "months",
        [API_TIME] = "times",
        [API_AMOUNT] = "amounts",
        [API_CURRENCY] = "currencies",
        [API_EMAIL] = "e-mail addresses",
        [API_WORD] = "words",
        [API_WORDS] = "words",
        [API_OBJECT] = "objects",
        [API_LIST] = "lists",
        [API_ANY] = "anything",
    };
    return names[type];
}

static void words(struct buf *out, const char *const *all)
{
    for (const char *const *word = all; word != NULL && *word != NULL; word++)
        buf_printf(out, "%s<code>%s</code>", word == all ? " " : ", ", *word);
}

/* Only limits that a field has of its own: those of its type are said once, in the introduction. */
static void limits(struct buf *out, const struct api_field *f)
{
    struct api_range range = api_range_of(f);
    const char *unit = f->type == API_TEXT || f->type == API_REF ? " characters"
                       : f->type == API_LIST                     ? " items"
                                                                 : "";
    if (f->most != 0 && range.least > 0)
        buf_printf(out, ", %lld to %lld%s", (long long)range.least, (long long)range.most, unit);
    else if (f->most != 0)
        buf_printf(out, ", at most %lld%s", (long long)range.most, unit);
    else if (range.least == 1 && f->type == API_TEXT)
        buf_z(out, ", not empty");
}

static void type(struct buf *out, const struct api_field *f, enum docs_side side)
{
    buf_z(out, type_name(f->type));
    if (f->type == API_LIST)
        buf_printf(out, " of %s", plural(f->item));
    words(out, f->words);
    if (f->type == API_WORDS && side == DOCS_QUERY)
        buf_z(out, ", with commas between");
    if (side != DOCS_REPLY)
        limits(out, f);
    if (f->flags & API_NULLABLE)
        buf_z(out, ", or null");
}

static void row(struct buf *out, const char *prefix, const struct api_field *f, enum docs_side side)
{
    bool needed = side != DOCS_REPLY && f->flags & API_REQUIRED,
         may_miss = side == DOCS_REPLY && !(f->flags & API_REQUIRED);
    buf_printf(out, "<tr><th scope=\"row\"><code>%s%s</code>%s</th><td>", prefix, f->name,
               needed ? " <em>required</em>" : "");
    type(out, f, side);
    buf_z(out, "</td><td>");
    if (f->about != NULL)
        docs_text(out, f->about);
    if (may_miss)
        buf_z(out, f->about == NULL ? "May be left out." : " May be left out.");
    buf_z(out, "</td></tr>\n");
}

void docs_fields_begin(struct buf *out, const char *heading)
{
    buf_printf(
        out,
        "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">%s</th><th scope=\"col\">Type</th>"
        "<th scope=\"col\">About</th></tr></thead>\n<tbody>\n",
        heading);
}

void docs_fields_end(struct buf *out)
{
    buf_z(out, "</tbody></table></div>\n");
}

void docs_field(struct buf *out, const struct api_field *field, enum docs_side side)
{
    row(out, "", field, side);
}

static void shape_within(struct buf *out, const struct api_shape *shape, const char *prefix, int depth,
                         enum docs_side side)
{
    char inner[120];
    for (const struct api_field *f = shape->fields; f->name != NULL; f++) {
        row(out, prefix, f, side);
        if (f->shape == NULL || f->shape == shape || depth == DEPTH_MAX)
            continue;
        snprintf(inner, sizeof inner, "%s%s%s.", prefix, f->name, f->type == API_LIST ? "[]" : "");
        shape_within(out, f->shape, inner, depth + 1, side);
    }
}

void docs_shape(struct buf *out, const struct api_shape *shape, enum docs_side side)
{
    if (shape->fields->name == NULL)
        buf_z(out, "<tr><td colspan=\"3\">An empty object, or nothing.</td></tr>\n");
    shape_within(out, shape, "", 1, side);
}

void docs_paging(struct buf *out)
{
    docs_field(out, &api_paging_limit, DOCS_QUERY);
    docs_field(out, &api_paging_cursor, DOCS_QUERY);
}

/* -- An example. */

/* "{id}" becomes the shell's "$id". */
static void example_path(struct buf *out, const struct api_route *r)
{
    const char *mark = "?";
    for (const char *at = r->path; *at != '\0'; at++)
        if (*at != '}')
            buf_char(out, *at == '{' ? '$' : *at);
    for (const struct api_field *f = r->query; f != NULL && f->name != NULL; f++) {
        if (!(f->flags & API_REQUIRED))
            continue;
        const struct api_text_type *text = api_text_type(f->type);
        const char *example = f->words != NULL ? f->words[0] : text != NULL ? text->example : "1";
        buf_printf(out, "%s%s=%s", mark, f->name, example);
        mark = "&amp;";
    }
}

void docs_example(struct buf *out, const struct api_route *r)
{
    struct buf json = {0};
    struct json j = json_into(&json);
    buf_z(out, "<pre><code>curl ");
    if (strcmp(r->method, "GET") != 0)
        buf_printf(out, "-X %s ", r->method);
    buf_z(out, "\"$FLORIN");
    example_path(out, r);
    buf_z(out, "\"");
    if (r->need != API_PUBLIC)
        buf_z(out, " \\\n  -H \"Authorization: Bearer $FLORIN_KEY\"");
    if (r->flags & API_UPLOAD)
        buf_z(out, " \\\n  --data-binary @statement.csv");
    if (r->body != NULL) {
        schema_example(&j, r->body);
        buf_z(out, " \\\n  -H \"Content-Type: application/json\" \\\n  -d '");
        html_text(out, buf_view(&json));
        buf_z(out, "'");
    }
    buf_z(out, "</code></pre>\n");
    buf_free(&json);
}
