/* QIF's dates. Nobody wrote down their order: "02/03/04" is what the program's country says. So the whole
 * file is surveyed first: a day above 12 decides; else the order in which the entries stand, and how long a
 * time they span. */
#ifndef BANKFILE_QIF_DATES_H
#define BANKFILE_QIF_DATES_H

#include "bankfile/format.h"

enum qif_order { QIF_MDY, QIF_DMY, QIF_YMD, QIF_ORDER_COUNT };

struct qif_dates {
    enum qif_order order;
    uint64_t proof_lines[QIF_ORDER_COUNT]; /* the first date that allows this order only; 0: none */
    uint64_t ambiguous_line;               /* the first that allows two orders with different days */
    bool apostrophe, dotted;
    struct {
        date last, first, latest;
        uint64_t rises, falls;
    } sequences[2]; /* of the ambiguous dates, read as QIF_MDY and as QIF_DMY */
};

void qif_dates_init(struct qif_dates *d);
/* Takes a date's form into account. What is no date is left to qif_date_read. */
void qif_dates_survey(struct qif_dates *d, struct text t, uint64_t line);
/* Another account begins: its first entry may well be earlier. */
void qif_dates_interrupt(struct qif_dates *d);
/* Settles the order, with a note when it is an assumption. Refuses a file whose dates contradict each other.
 */
enum err qif_dates_decide(struct ctx *c, struct bankfile_reader *r, struct qif_dates *d) MUST_USE;

/* Reads "12/31/99", "12/31'2000", " 1/ 1' 5", "31.12.2000", "2000-12-31", "20001231". Years of two digits are
 * 1970 to 2069. */
bool qif_date_read(const struct qif_dates *d, struct text t, date *out);

#endif
