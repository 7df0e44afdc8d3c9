#include "api/table/schema.h"

#include "api/table/types.h"
#include "ledger/currency.h"

#include <stdio.h>

/* A shape as one of the sides sees it. */
struct entry {
    const struct api_shape *shape;
    enum schema_side side;
    const char *name;
    bool again; /* the same shape is among the earlier ones, defined elsewhere */
};

enum { ENTRIES_MAX = 400 };

struct schemas {
    struct arena *arena;
    struct entry entries[ENTRIES_MAX];
    size_t count;
};

/* -- Which shapes there are. */

static struct entry *find(const struct schemas *all, const struct api_shape *shape, enum schema_side side)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->entries[i].shape == shape && all->entries[i].side == side)
            return (struct entry *)&all->entries[i];
    return NULL;
}

static void collect(struct schemas *all, const struct api_shape *shape, enum schema_side side)
{
    if (shape == NULL || find(all, shape, side) != NULL)
        return;
    if (all->count == ENTRIES_MAX)
        die("more than %d shapes in the API's table", ENTRIES_MAX);
    all->entries[all->count++] = (struct entry){.shape = shape, .side = side};
    for (const struct api_field *f = shape->fields; f->name != NULL; f++)
        collect(all, f->shape, side);
}

static bool same_fields(const struct api_shape *a, const struct api_shape *b)
{
    const struct api_field *x = a->fields, *y = b->fields;
    for (; x->name != NULL && y->name != NULL; x++, y++) {
        bool shapes = (x->shape == NULL) == (y->shape == NULL) &&
                      (x->shape == NULL || strcmp(x->shape->name, y->shape->name) == 0);
        if (strcmp(x->name, y->name) != 0 || x->type != y->type || x->flags != y->flags ||
            x->item != y->item || x->words != y->words || x->least != y->least || x->most != y->most ||
            !shapes)
            return false;
    }
    return x->name == y->name; /* both at their end */
}

static bool is_in_replies(const struct schemas *all, const char *name)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->entries[i].side == SCHEMA_REPLY && strcmp(all->entries[i].shape->name, name) == 0)
            return true;
    return false;
}

/* Two files may define a shape each under one name: once when they say the same, numbered when they do not. */
static void name_entry(struct schemas *all, size_t at)
{
    struct entry *entry = &all->entries[at];
    bool input = entry->side == SCHEMA_REQUEST && is_in_replies(all, entry->shape->name);
    const char *base = arena_printf(all->arena, "%s%s", entry->shape->name, input ? "Input" : "");
    entry->name = base;
    for (size_t i = 0, number = 2; i < at; i++) {
        if (strcmp(all->entries[i].name, entry->name) != 0)
            continue;
        entry->again = same_fields(all->entries[i].shape, entry->shape);
        if (entry->again)
            return;
        entry->name = arena_printf(all->arena, "%s%zu", base, number++);
        i = SIZE_MAX; /* from the start: the new name may be taken, too */
    }
}

struct schemas *schemas_of(struct arena *arena, const struct api_resource *const *resources)
{
    struct schemas *all = ARENA_NEW(arena, struct schemas);
    all->arena = arena;
    for (; *resources != NULL; resources++) {
        for (const struct api_route *r = (*resources)->routes; r->method != NULL; r++) {
            collect(all, r->body, SCHEMA_REQUEST);
            collect(all, r->reply, SCHEMA_REPLY);
        }
    }
    for (size_t i = 0; i < all->count; i++)
        name_entry(all, i);
    return all;
}

const char *schema_name(const struct schemas *all, const struct api_shape *shape, enum schema_side side)
{
    return find(all, shape, side)->name;
}

/* -- Types. */

void schema_ref(struct json *j, const char *name)
{
    char path[120];
    snprintf(path, sizeof path, "#/components/schemas/%s", name);
    json_object(j);
    json_key_z(j, "$ref", path);
    json_object_end(j);
}

static void write_type(struct json *j, const char *type, bool nullable)
{
    json_key(j, "type");
    if (nullable) {
        json_array(j);
        json_z(j, type);
        json_z(j, "null");
        json_array_end(j);
    } else {
        json_z(j, type);
    }
}

static void write_words(struct json *j, const char *const *words, bool nullable)
{
    json_key(j, "enum");
    json_array(j);
    for (; *words != NULL; words++)
        json_z(j, *words);
    if (nullable)
        json_null(j);
    json_array_end(j);
}

static void write_range(struct json *j, const char *least_key, const char *most_key, struct api_range range)
{
    if (range.least != 0 || strcmp(least_key, "minimum") == 0)
        json_key_int(j, least_key, range.least);
    if (range.most != INT64_MAX)
        json_key_int(j, most_key, range.most);
}

static void write_text(struct json *j, const struct api_field *f, enum schema_side side)
{
    struct api_range range = api_range_of(f);
    write_type(j, "string", f->flags & API_NULLABLE);
    if (f->flags & API_SECRET)
        json_key_z(j, "format", "password");
    if (side == SCHEMA_REPLY)
        return;
    write_range(j, "minLength", "maxLength", range);
    json_key_z(j, "pattern", range.least > 0 ? API_PATTERN_VISIBLE : API_PATTERN_ANY);
}

static void write_number(struct json *j, const struct api_field *f, enum schema_side side)
{
    bool whole = f->type == API_INT;
    write_type(j, whole ? "integer" : "number", f->flags & API_NULLABLE);
    if (whole && side == SCHEMA_REPLY)
        json_key_z(j, "format", "int64");
    if (side == SCHEMA_REQUEST && (whole || f->most != 0))
        write_range(j, "minimum", "maximum", api_range_of(f));
}

static void write_list(struct json *j, const struct schemas *all, const struct api_field *f,
                       enum schema_side side)
{
    struct api_field item = {.name = f->name, .type = f->item, .words = f->words, .shape = f->shape};
    if (f->type == API_WORDS)
        item.type = API_WORD;
    write_type(j, "array", f->flags & API_NULLABLE);
    json_key(j, "items");
    schema_field(j, all, &item, side);
    if (f->type == API_WORDS)
        json_key_bool(j, "uniqueItems", true);
    if (side == SCHEMA_REQUEST)
        write_range(j, "minItems", "maxItems", api_range_of(f));
}

static void write_inline(struct json *j, const struct schemas *all, const struct api_field *f,
                         enum schema_side side)
{
    switch (f->type) {
    case API_INT:
    case API_NUMBER:
        write_number(j, f, side);
        break;
    case API_BOOL:
        write_type(j, "boolean", f->flags & API_NULLABLE);
        break;
    case API_WORD:
        write_type(j, "string", f->flags & API_NULLABLE);
        write_words(j, f->words, f->flags & API_NULLABLE);
        break;
    case API_WORDS:
    case API_LIST:
        write_list(j, all, f, side);
        break;
    case API_ANY:
        break; /* the empty schema takes all */
    default:
        write_text(j, f, side);
    }
}

/* The component that describes a field's value; NULL: it is described where it stands. */
static const char *component(const struct schemas *all, const struct api_field *f, enum schema_side side)
{
    switch (f->type) {
    case API_ID:
        return "Id";
    case API_DATE:
        return "Date";
    case API_MONTH:
        return "Month";
    case API_TIME:
        return "Time";
    case API_AMOUNT:
        return side == SCHEMA_REQUEST ? "AmountInput" : "Amount";
    case API_CURRENCY:
        return "Currency";
    case API_EMAIL:
        return "Email";
    case API_OBJECT:
        return schema_name(all, f->shape, side);
    default:
        return NULL;
    }
}

void schema_field(struct json *j, const struct schemas *all, const struct api_field *f, enum schema_side side)
{
    const char *name = component(all, f, side);
    char path[120];
    json_object(j);
    if (name == NULL) {
        write_inline(j, all, f, side);
    } else if (f->flags & API_NULLABLE) {
        json_key(j, "anyOf");
        json_array(j);
        schema_ref(j, name);
        json_object(j);
        json_key_z(j, "type", "null");
        json_object_end(j);
        json_array_end(j);
    } else {
        snprintf(path, sizeof path, "#/components/schemas/%s", name);
        json_key_z(j, "$ref", path);
    }
    if (f->about != NULL)
        json_key_z(j, "description", f->about);
    json_object_end(j);
}

/* -- Components. */

static void write_text_type(struct json *j, enum api_type type)
{
    const struct api_text_type *t = api_text_type(type);
    json_key_z(j, "type", "string");
    if (t->format != NULL)
        json_key_z(j, "format", t->format);
    json_key_int(j, "minLength", t->least);
    json_key_int(j, "maxLength", t->most);
    if (t->pattern != NULL)
        json_key_z(j, "pattern", t->pattern);
}

static void write_examples(struct json *j, const char *example)
{
    json_key(j, "examples");
    json_array(j);
    json_z(j, example);
    json_array_end(j);
}

void schema_parameter(struct json *j, const struct schemas *all, const struct api_field *f)
{
    if (f->type == API_AMOUNT) { /* no number: there are only texts in a query */
        json_object(j);
        write_text_type(j, API_AMOUNT);
        json_object_end(j);
        return;
    }
    struct api_field bare = *f;
    bare.about = NULL; /* stands beside the schema */
    if (bare.type == API_WORDS && bare.least == 0)
        bare.least = 1; /* an empty list is none */
    schema_field(j, all, &bare, SCHEMA_REQUEST);
}

static void write_currencies(struct json *j)
{
    enum { NUMBERS = 1000 }; /* of ISO 4217 */
    json_key(j, "enum");
    json_array(j);
    for (currency cur = 1; cur < NUMBERS; cur++)
        if (currency_is_known(cur))
            json_z(j, currency_code(cur));
    json_array_end(j);
}

static void write_simple(struct json *j, const char *name, enum api_type type, const char *about)
{
    json_key(j, name);
    json_object(j);
    write_text_type(j, type);
    if (type == API_CURRENCY)
        write_currencies(j);
    json_key_z(j, "description", about);
    write_examples(j, api_text_type(type)->example);
    json_object_end(j);
}

/* Keywords of texts do not touch numbers, nor the other way round. */
static void write_amount_input(struct json *j)
{
    static const int64_t end = API_AMOUNT_NUMBER_END / 10000; /* 10^API_AMOUNT_PLACES */
    json_key(j, "AmountInput");
    json_object(j);
    json_key(j, "type");
    json_array(j);
    json_z(j, "string");
    json_z(j, "number");
    json_array_end(j);
    json_key_int(j, "minLength", api_text_type(API_AMOUNT)->least);
    json_key_int(j, "maxLength", api_text_type(API_AMOUNT)->most);
    json_key_z(j, "pattern", api_text_type(API_AMOUNT)->pattern);
    json_key_int(j, "exclusiveMinimum", -end);
    json_key_int(j, "exclusiveMaximum", end);
    json_key(j, "multipleOf");
    json_raw(j, TEXT("0.0001"));
    json_key_z(j, "description",
               "An amount of money in units of its currency, with at most as many decimal places as the "
               "currency has. "
               "Best given as a text; a number is taken by its digits, never as a double.");
    write_examples(j, api_text_type(API_AMOUNT)->example);
    json_object_end(j);
}

static void write_amount(struct json *j)
{
    json_key(j, "Amount");
    json_object(j);
    json_key_z(j, "type", "string");
    json_key_z(j, "pattern", "^-?[0-9]+(\\.[0-9]+)?$");
    json_key_z(
        j, "description",
        "An exact amount of money in units of the currency beside it, with the currency's decimal places.");
    write_examples(j, api_text_type(API_AMOUNT)->example);
    json_object_end(j);
}

void schema_write(struct json *j, const struct schemas *all, const struct api_shape *shape,
                  enum schema_side side, const char *name)
{
    bool any = false;
    json_key(j, name);
    json_object(j);
    json_key_z(j, "type", "object");
    json_key(j, "properties");
    json_object(j);
    for (const struct api_field *f = shape->fields; f->name != NULL; f++) {
        any = any || (f->flags & API_REQUIRED) != 0;
        json_key(j, f->name);
        schema_field(j, all, f, side);
    }
    json_object_end(j);
    if (any) {
        json_key(j, "required");
        json_array(j);
        for (const struct api_field *f = shape->fields; f->name != NULL; f++)
            if (f->flags & API_REQUIRED)
                json_z(j, f->name);
        json_array_end(j);
    }
    json_key_bool(j, "additionalProperties", false);
    json_object_end(j);
}

void schemas_write(struct json *j, const struct schemas *all)
{
    write_simple(j, "Id", API_ID, "A UUID. Clients may make ids themselves, best of version 7.");
    write_simple(j, "Date", API_DATE, "A day of the years 1900 to 2199.");
    write_simple(j, "Month", API_MONTH, "A month of the years 1900 to 2199.");
    write_simple(j, "Time", API_TIME, "A moment in UTC.");
    write_simple(j, "Currency", API_CURRENCY, "A currency's code of ISO 4217.");
    write_simple(j, "Email", API_EMAIL, "An e-mail address.");
    write_amount(j);
    write_amount_input(j);
    for (size_t i = 0; i < all->count; i++)
        if (!all->entries[i].again)
            schema_write(j, all, all->entries[i].shape, all->entries[i].side, all->entries[i].name);
}

/* -- Examples. */

bool schema_is_optional(const struct api_shape *shape)
{
    for (const struct api_field *f = shape->fields; f->name != NULL; f++)
        if (f->flags & API_REQUIRED)
            return false;
    return true;
}

static const char *example_text(const struct api_field *f)
{
    static const char *const known[][2] = {
        {"payee", "Caf\xC3\xA9 Central"},
        {"category", "Expenses:Groceries"},
        {"path", "Expenses:Food"},
        {"name", "Household"},
        {"agent", "analytics"},
        {"kind", "review"},
        {"text", "payee contains \"netflix\" -> category \"Expenses:Subscriptions\""},
        {"password", "brisk otter maple 41 lantern"},
        {"current", "brisk otter maple 41 lantern"},
        {"new", "seven quiet ferries leave at 6:40"},
        {"tags", "holiday"},
        {"tags_add", "holiday"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(f->name, known[i][0]) == 0)
            return known[i][1];
    return f->name;
}

static void example_value(struct json *j, const struct api_field *f)
{
    struct api_field item = {.name = f->name, .type = f->item, .words = f->words, .shape = f->shape};
    const struct api_text_type *text = api_text_type(f->type);
    struct api_range range = api_range_of(f);
    switch (f->type) {
    case API_INT:
    case API_NUMBER:
        json_int(j, range.least > 1 ? range.least : 1);
        break;
    case API_BOOL:
        json_bool(j, true);
        break;
    case API_WORD:
        json_z(j, f->words[0]);
        break;
    case API_WORDS:
        item.type = API_WORD; /* fall through to a list of one */
        __attribute__((fallthrough));
    case API_LIST:
        json_array(j);
        for (int64_t i = 0; i < (range.least > 1 ? range.least : 1); i++)
            example_value(j, &item);
        json_array_end(j);
        break;
    case API_OBJECT:
        schema_example(j, f->shape);
        break;
    case API_ANY:
        json_null(j);
        break;
    default:
        json_z(j, f->type == API_TEXT ? example_text(f) : text->example);
    }
}

void schema_example(struct json *j, const struct api_shape *shape)
{
    bool optional = schema_is_optional(shape);
    json_object(j);
    for (const struct api_field *f = shape->fields; f->name != NULL; f++) {
        if (!(f->flags & API_REQUIRED) && !(optional && f == shape->fields))
            continue;
        json_key(j, f->name);
        example_value(j, f);
    }
    json_object_end(j);
}
