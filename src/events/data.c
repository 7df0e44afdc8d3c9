#include "events/data.h"

#include <cjson/cJSON.h>

enum err event_data_text(struct ctx *c, struct text data, const char *key, struct text *out)
{
    *out = (struct text){NULL, 0};
    cJSON *root = cJSON_ParseWithLength(data.at, data.len);
    if (!cJSON_IsObject(root)) {
        cJSON_Delete(root);
        return fail(c, ERR_INPUT, "an event's data is not a JSON object");
    }
    const char *value = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(root, key));
    if (value != NULL)
        *out = text_copy(c->arena, text_of(value));
    cJSON_Delete(root);
    return OK;
}

enum err event_data_id(struct ctx *c, struct text data, const char *key, struct id *out)
{
    struct text text;
    TRY(event_data_text(c, data, key, &text));
    if (!id_parse(text, out))
        return fail(c, ERR_INPUT, "an event's data names no \"%s\"", key);
    return OK;
}
