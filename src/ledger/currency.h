/* Currencies by their ISO 4217 number; amounts in minor units and the way between them and decimals. */
#ifndef LEDGER_CURRENCY_H
#define LEDGER_CURRENCY_H

#include "base/decimal.h"

typedef int16_t currency; /* the ISO 4217 number: EUR is 978. CURRENCY_NONE: not known */

enum { CURRENCY_NONE = 0, CURRENCY_EUR = 978, MONEY_TEXT_MAX = DECIMAL_TEXT_MAX };

/* By its code in any case ("eur"), withdrawn codes and the old RUR included. False when there is no such currency or none that amounts can be
 * kept in (XAU, XXX). */
bool currency_from_code(struct text code, currency *out);
/* "EUR"; "" for CURRENCY_NONE. */
const char *currency_code(currency cur);
/* Is it a currency that accounts can be kept in? */
bool currency_is_known(currency cur);
/* Places behind the point: 2 for EUR, 0 for JPY, 3 for KWD. */
int32_t currency_places(currency cur);

/* A decimal as minor units; false when it has more places than the currency, or does not fit: nothing is rounded. */
bool money_from_decimal(struct decimal d, currency cur, int64_t *minor) MUST_USE;
struct decimal money_to_decimal(int64_t minor, currency cur);
/* "-1234.50": with a point, as programs read it. Returns `out`. */
char *money_format(int64_t minor, currency cur, char out[MONEY_TEXT_MAX]);
/* minor units of `from` at `rate` units of `to` for one of `from`, rounded half to even. False on overflow. */
bool money_convert(int64_t minor, currency from, struct decimal rate, currency to, int64_t *out) MUST_USE;

#endif
