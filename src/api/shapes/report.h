/* Rows of reports, as their own routes and the overview show them. */
#ifndef API_SHAPES_REPORT_H
#define API_SHAPES_REPORT_H

#include "api/call.h"
#include "finance/report.h"

extern const struct api_shape shape_spending, shape_cashflow, shape_balance, shape_networth, shape_budget;

/* Each writes one value. */
void spending_write(struct json *j, const struct report_spending *row);
void cashflow_write(struct json *j, const struct report_cashflow *row);
void balance_write(struct json *j, const struct report_balance *row);
void networth_write(struct json *j, const struct report_networth *row);
void budget_write(struct json *j, const struct report_budget *row);

#endif
