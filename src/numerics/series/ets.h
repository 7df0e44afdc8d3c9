/* Exponential smoothing as state-space models: error, trend and season (Hyndman, Koehler, Snyder, Grose, IJF 18, 2002; Hyndman, Koehler,
 * Ord, Snyder, Forecasting with Exponential Smoothing, 2008).
 *     q = l + phi b; expected = q, q + s or q s; l <- q + alpha e', b <- phi b + beta e', s <- s + gamma e''
 * where e' is the error, over s when the season multiplies, and e'' is the error, over q then. The errors' likelihood is that of
 * equal variance (additive) or of a variance that grows with what was expected (multiplicative). Parameters and first level
 * and trend have the greatest likelihood; first seasons come from classical decomposition. */
#ifndef NUMERICS_SERIES_ETS_H
#define NUMERICS_SERIES_ETS_H

#include "numerics/series/season.h"

enum ets_kind { ETS_NONE, ETS_ADDITIVE, ETS_DAMPED, ETS_MULTIPLICATIVE };

struct ets_model {
    enum ets_kind error;  /* ETS_ADDITIVE or ETS_MULTIPLICATIVE */
    enum ets_kind trend;  /* ETS_NONE, ETS_ADDITIVE or ETS_DAMPED */
    enum ets_kind season; /* ETS_NONE, ETS_ADDITIVE or ETS_MULTIPLICATIVE */
};

struct ets {
    struct ets_model model;
    size_t n, m;               /* m is 1 without a season */
    double alpha, beta, gamma; /* beta and gamma as in the equations above */
    double phi;                /* 0 without a trend */
    double first_level, first_trend;
    double level, trend;
    double *first_seasons; /* [m] of x[0..m-1]; NULL without */
    double *seasons;       /* [m] of the next m values */
    double likelihood;     /* -2 log L, without constants */
    double aicc;
    double deviation; /* of the errors; relative ones for ETS_MULTIPLICATIVE */
};

/* One model. ERR_INPUT when x is too short for it (fewer values than parameters + 2), or not above 0 where it multiplies. */
enum err ets_fit(struct ctx *c, const double *x, size_t n, size_t m, struct ets_model model,
                 struct ets *out) MUST_USE;
/* The model with the least AICc among those with the three trends and both errors; with a season (of the error's kind) when
 * `seasonal`. Of series too short for any: ERR_INPUT. */
enum err ets_choose(struct ctx *c, const double *x, size_t n, size_t m, bool seasonal,
                    struct ets *out) MUST_USE;

/* forecasts[k] is for k + 1 steps ahead. */
void ets_forecast(const struct ets *e, size_t h, double *forecasts);
/* Standard deviations of the errors k + 1 steps ahead: exact for additive models, and their relative form for the others. */
void ets_deviations(const struct ets *e, const double *forecasts, size_t h, double *deviations);
/* "MAdM", as the field writes it; `out` has room for 8. */
const char *ets_name(struct ets_model model, char out[8]);

#endif
