/* A finding with its names as JSON and back: what an agent knew when it decided to tell of it, kept with its run. */
#ifndef INSIGHT_RECORD_H
#define INSIGHT_RECORD_H

#include "base/json_in.h"
#include "insight/words.h"

/* {"kind", "topic", "severity", "date", "currency", …, "payee"?, "account"?, "category"?, "top"?: [{"category", "amount", "usual"}], "budget"?: {…}}. Amounts are
 * minor units, months counted from year 0, what is 0 is left out. Of accounts, payees and categories there are the names alone. */
void finding_write(struct json *j, const struct finding *f, const struct finding_names *names);
/* *ok is false when it is none. The names live as long as the value; accounts and categories have the numbers 0 and 1: about none, about one. */
void finding_read(const struct json_value *v, struct finding *f, struct finding_names *names, bool *ok);

#endif
