#include "api/shapes/insight.h"

const char *const severity_words[] = {"info", "notice", "warning", "alert", NULL};

static const struct api_field insight_fields[] = {
    {"id", API_ID, API_REQUIRED, "the insight's"},
    {"agent", API_TEXT, API_REQUIRED, "who noticed it"},
    {"kind", API_TEXT, API_REQUIRED, "price_rise, duplicate_charge, unusual_month …"},
    {"severity", API_WORD, API_REQUIRED, "how much it matters", .words = severity_words},
    {"date", API_DATE, API_REQUIRED, "since when it is true"},
    {"title", API_TEXT, API_REQUIRED, "one line"},
    {"body", API_TEXT, API_REQUIRED, "with the numbers"},
    {"transaction", API_ID, API_REQUIRED | API_NULLABLE, "that it is about"},
    {"created", API_TIME, API_REQUIRED, "when it was noticed"},
    {0},
};
const struct api_shape shape_insight = {"Insight", insight_fields};

void api_key_id_or_null(struct json *j, const char *key, struct id id)
{
    if (id_is_zero(id))
        json_key_z(j, key, NULL);
    else
        api_key_id(j, key, id);
}

void insight_write(struct json *j, const struct insight_shown *insight)
{
    const struct insight_row *row = &insight->row;
    json_object(j);
    api_key_id(j, "id", row->id);
    json_key_text(j, "agent", row->agent);
    json_key_text(j, "kind", row->kind);
    json_key_z(j, "severity", severity_name(row->severity));
    api_key_date(j, "date", row->date);
    json_key_text(j, "title", row->title);
    json_key_text(j, "body", row->body);
    api_key_id_or_null(j, "transaction", insight->txn_id);
    api_key_time(j, "created", row->created_us);
    json_object_end(j);
}
