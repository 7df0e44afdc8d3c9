/* What the records of an investment account do to its cash. */
#ifndef BANKFILE_QIF_CASH_H
#define BANKFILE_QIF_CASH_H

#include "base/text.h"

enum qif_cash {
    QIF_CASH_NONE, /* securities only, or paid from and into another account at once (the actions that end
                      with X) */
    QIF_CASH_IN,
    QIF_CASH_OUT,
    QIF_CASH_SIGNED, /* the amount has its sign */
};

/* False when nobody knows the action. */
bool qif_cash(struct text action, enum qif_cash *out);

#endif
