/* One record of a QIF account as an entry. */
#ifndef BANKFILE_QIF_ENTRY_H
#define BANKFILE_QIF_ENTRY_H

#include "bankfile/qif/dates.h"
#include "bankfile/qif/marks.h"
#include "bankfile/qif/records.h"

/* What is kept between records, so that memory is used again. */
struct qif_drafts {
    struct bankfile_reader *reader;
    const struct qif_dates *dates;
    const struct qif_marks *marks;
    struct bankfile_split *splits;
    struct buf *memo, *tags;
};

struct qif_drafts *qif_drafts_new(struct arena *arena, struct bankfile_reader *r,
                                  const struct qif_dates *dates, const struct qif_marks *marks);
/* Fills *out; its texts live until the next record is read. *moves_cash is false for a record of securities
 * alone, which is no entry. Refuses a record without date or amount, and one with two. */
enum err qif_entry_fill(struct ctx *c, struct qif_drafts *d, const struct qif_records *q,
                        struct bankfile_entry *out, bool *moves_cash) MUST_USE;
/* "Food:Groceries/Holiday" is a category with a class; "[Savings]/Holiday" an account with one. */
void qif_category_cut(struct text t, struct text *category, struct text *account, struct text *class);

#endif
