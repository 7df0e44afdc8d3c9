/* A saving goal, as its own routes and the overview show it. */
#ifndef API_SHAPES_GOAL_H
#define API_SHAPES_GOAL_H

#include "api/call.h"
#include "finance/goals.h"

extern const struct api_shape shape_goal;

/* Writes one value. */
void goal_write(struct json *j, const struct goal_status *goal);

#endif
