/* Time value of money: one sum now, equal payments, one sum at the end. The sign says which way money goes (paid out is
 * negative), so what is asked for balances the rest to 0:
 *     fv + pv (1+r)^n + pmt (1 + r when) ((1+r)^n - 1) / r = 0        (r = 0: fv + pv + pmt n = 0)
 * as spreadsheets and numpy-financial define it. Rates are per period as fractions (0.05), above -1; n need not be whole.
 * Everything is written with log1p and expm1 and with the larger power divided out, so small rates and long terms keep
 * their digits. Pure statistics in double: exact money is in amortise.h.
 *
 * All answer ERR_INPUT with the reason when a number is not finite, a rate is not above -1, or no answer exists. */
#ifndef NUMERICS_MONEY_TVM_H
#define NUMERICS_MONEY_TVM_H

#include "base/err.h"

enum tvm_when {
    TVM_END = 0,
    TVM_BEGIN = 1
}; /* payments fall due at the end or at the beginning of each period */

struct annuity {
    double rate; /* per period, > -1 */
    double nper; /* periods */
    double pmt;  /* each period */
    double pv;   /* now */
    double fv;   /* at the end */
    enum tvm_when when;
};

/* Each reads all fields but the one it is named after. */
enum err tvm_pv(struct ctx *c, const struct annuity *a, double *out) MUST_USE;
enum err tvm_fv(struct ctx *c, const struct annuity *a, double *out) MUST_USE;
enum err tvm_pmt(struct ctx *c, const struct annuity *a, double *out) MUST_USE;
/* INFINITY when nothing is paid and nothing grows. */
enum err tvm_nper(struct ctx *c, const struct annuity *a, double *out) MUST_USE;
/* Of two rates that fit, the one nearer to 0. */
enum err tvm_rate(struct ctx *c, const struct annuity *a, double *out) MUST_USE;

/* The parts of payment number `per` (1..nper) that are interest and principal; pmt is worked out from the rest. */
enum err tvm_ipmt(struct ctx *c, const struct annuity *a, double per, double *out) MUST_USE;
enum err tvm_ppmt(struct ctx *c, const struct annuity *a, double per, double *out) MUST_USE;

#endif
