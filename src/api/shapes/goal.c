#include "api/shapes/goal.h"

#include "api/shapes/own_account.h"

static const struct api_field goal_fields[] = {
    {"id", API_ID, API_REQUIRED, "the goal's"},
    {"name", API_TEXT, API_REQUIRED, "what it is for"},
    {"target", API_AMOUNT, API_REQUIRED, "to be saved"},
    {"currency", API_CURRENCY, API_REQUIRED, "of the amounts"},
    {"saved", API_AMOUNT, API_REQUIRED, "so far: as somebody said, or the account's booked balance"},
    {"account", API_OBJECT, API_REQUIRED | API_NULLABLE, "whose balance counts", .shape = &shape_account_ref},
    {"due", API_DATE, API_REQUIRED | API_NULLABLE, "when it is needed"},
    {"percent", API_INT, API_REQUIRED, "saved of the target, rounded down"},
    {"monthly_needed", API_AMOUNT, API_REQUIRED | API_NULLABLE,
     "a month, rounded up, to be there in time: what is missing by the months until the due one"},
    {"achieved", API_TIME, API_REQUIRED | API_NULLABLE, "when it was reached"},
    {"created", API_TIME, API_REQUIRED, "when it was set"},
    {0},
};
const struct api_shape shape_goal = {"Goal", goal_fields};

void goal_write(struct json *j, const struct goal_status *goal)
{
    const struct goal_row *row = &goal->row;
    json_object(j);
    api_key_id(j, "id", row->id);
    json_key_text(j, "name", row->name);
    api_key_amount(j, "target", row->target, row->currency);
    json_key_z(j, "currency", currency_code(row->currency));
    api_key_amount(j, "saved", goal->saved, row->currency);
    own_account_key(j, "account", row->account == 0 ? NULL : &goal->account);
    api_key_date(j, "due", row->due);
    json_key_int(j, "percent", goal->percent);
    if (goal->has_needed)
        api_key_amount(j, "monthly_needed", goal->needed, row->currency);
    else
        json_key_z(j, "monthly_needed", NULL);
    api_key_time(j, "achieved", row->achieved_us);
    api_key_time(j, "created", row->created_us);
    json_object_end(j);
}
