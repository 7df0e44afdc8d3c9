/* Forecasts of one series, by name of method, with intervals. Pure; the same for the same numbers. */
#ifndef NUMERICS_SERIES_FORECAST_H
#define NUMERICS_SERIES_FORECAST_H

#include "base/text.h"
#include "numerics/series/season.h"

enum { FORECAST_VALUES_MAX = 100000, FORECAST_AHEAD_MAX = 1000 };

/* All but ETS and BEST take the season out first, when the test finds one (classical decomposition, multiplicative; additive
 * where a value is not above 0), and put it back. */
enum forecast_method {
    FORECAST_NAIVE2, /* the last value */
    FORECAST_SES,    /* level smoothing */
    FORECAST_HOLT,   /* with a trend */
    FORECAST_DAMPED, /* with one that dies away */
    FORECAST_THETA,
    FORECAST_COMB, /* mean of SES, HOLT and DAMPED */
    FORECAST_ETS,  /* the state-space model with the least AICc */
    FORECAST_BEST, /* see forecast.c: what to take when nothing is known */
    FORECAST_METHODS
};

/* Its five arrays stand behind each other in this order, in one piece. */
struct forecast {
    size_t h;
    double *mean;           /* [h]; [k] is k + 1 steps ahead */
    double *low80, *high80; /* [h]: with four chances in five between these */
    double *low95, *high95; /* [h]: nineteen in twenty */
};

/* "naive2", "best", …; never NULL. */
const char *forecast_name(enum forecast_method method);
bool forecast_from_name(struct text name, enum forecast_method *out);
/* How each tells a season when nothing is said: ETS and BEST by either test, the others as the competitions did, by levels. */
enum season_test forecast_default_test(enum forecast_method method);

/* x[n], m values a season (1: none), h steps ahead, into the arena. ERR_INPUT for a series without values, with one that is
 * not finite, or beyond the limits above. A series too short for a method gets the next simpler one. */
enum err forecast_series(struct ctx *c, enum forecast_method method, enum season_test test, const double *x,
                         size_t n, size_t m, size_t h, struct forecast *out) MUST_USE;

#endif
