/* How many years lie between two dates, by the conventions of bonds and loans (ISDA 2006 definitions, section 4.16; SIA). Pure. */
#ifndef NUMERICS_MONEY_DAYCOUNT_H
#define NUMERICS_MONEY_DAYCOUNT_H

#include "base/date.h"

enum daycount {
    DAYCOUNT_ACT_365F,     /* days / 365; what spreadsheets' XIRR takes */
    DAYCOUNT_ACT_360,      /* days / 360 */
    DAYCOUNT_ACT_364,      /* days / 364 */
    DAYCOUNT_ACT_365_25,   /* days / 365.25 */
    DAYCOUNT_ACT_ACT_ISDA, /* days in leap years / 366 + the others / 365 */
    DAYCOUNT_NL_365,       /* days without 29 February / 365 */
    DAYCOUNT_NL_360,       /* the same / 360 */
    DAYCOUNT_30_360_ISDA,  /* bond basis: the 31st is the 30th, the later one only behind the 30th */
    DAYCOUNT_30_360_SIA,   /* the same, and the end of February is the 30th */
    DAYCOUNT_30E_360,      /* Eurobond: every 31st is the 30th */
    DAYCOUNT_30E_PLUS_360, /* the later 31st is the first of the month behind it */
    DAYCOUNT_30E_360_ISDA, /* every end of a month is the 30th */
    DAYCOUNT_COUNT
};

/* "act/365F", "30/360 SIA", …; case and blanks count. False when there is no such convention. */
bool daycount_from_name(struct text name, enum daycount *out);
/* Never NULL. */
const char *daycount_name(enum daycount convention);
/* Years from `from` to `to`; negative when `to` is the earlier. */
double daycount_years(enum daycount convention, date from, date to);

#endif
