/* Amounts as bank files write them: "-11,76", "+1.234.567,89", "1'234.50", "12.00-", ".5". Grouping marks,
 * both decimal marks, a sign on either side. Anything else, a currency sign included, is no amount: nothing
 * is guessed about money. */
#ifndef BANKFILE_AMOUNT_H
#define BANKFILE_AMOUNT_H

#include "base/decimal.h"

/* The decimal mark that `t` can only mean: ',' for "12,50" and "1.234.567", '.' for "1,234.5"; 0 when it has
 * no mark or can mean both
 * ("1,234"), and when it is no amount. */
char amount_mark(struct text t);

/* `mark` is the file's decimal mark, or 0 to decide by this amount alone; then one lone mark is the decimal
 * mark (OFX 2.2, 3.2.9.1: "1.234" is a little more than one). False when `t` is no amount or does not fit. */
bool amount_parse(struct text t, char mark, struct decimal *out);

#endif
