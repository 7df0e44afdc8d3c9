#include "api/shapes/own_account.h"

static const struct api_field ref_fields[] = {
    {"id", API_ID, API_REQUIRED, "the account's"},
    {"name", API_TEXT, API_REQUIRED, "as people call it"},
    {0},
};
const struct api_shape shape_account_ref = {"AccountRef", ref_fields};

enum err own_account_find(struct ctx *c, struct store_tx *tx, int64_t household, struct text ref,
                          const char *field, struct account_row *out)
{
    struct id id;
    enum err e = id_parse(ref, &id) ? account_by_id(c, tx, household, id, out)
                                    : account_by_name(c, tx, household, ref, out);
    if (e == ERR_NOT_FOUND || (e == OK && !account_is_own(out->kind)))
        return fail(c, ERR_NOT_FOUND, "%s: there is no such account", field);
    return e;
}

void own_account_key(struct json *j, const char *key, const struct account_row *account)
{
    json_key(j, key);
    if (account == NULL) {
        json_null(j);
        return;
    }
    json_object(j);
    api_key_id(j, "id", account->id);
    json_key_text(j, "name", account->name);
    json_object_end(j);
}
