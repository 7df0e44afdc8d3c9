/* QIF's decimal marks: the program's country decides, the file does not say. Surveyed over the whole file
 * like the dates. */
#ifndef BANKFILE_QIF_MARKS_H
#define BANKFILE_QIF_MARKS_H

#include "bankfile/format.h"

struct qif_marks {
    bool point, comma; /* proven by some amount */
    uint64_t three_point_line,
        three_comma_line; /* the first "1.234" and the first "1,234": thousands or decimals? */
    char mark;            /* decided: '.' or ','; 0 when each amount must tell by itself */
};

void qif_marks_survey(struct qif_marks *m, struct text t, uint64_t line);
/* Settles the mark, with a note when it is an assumption. */
void qif_marks_decide(struct bankfile_reader *r, struct qif_marks *m);
/* False when `t` is no amount, or can be two in a file that uses both marks. */
bool qif_amount_read(const struct qif_marks *m, struct text t, struct decimal *out);

#endif
