/* Which entries of a file are known already. Pure: arrays in, verdicts out.
 *
 * The rules, in the order of their sweeps over all entries; every known row is claimed at most once, so twins
 * survive:
 *   1. the bank's own id, amount and date are the same; the date of a pending row may change;
 *   2. same amount, date and description;
 *   3. same id: a pending row's amount may change too. Booked rows with the same amount within MATCH_DAYS are
 * the same entry where two sources date it differently; within one source that is only suggested: banks use
 * ids again (a mandate's reference, a number per day);
 *   4. same amount and payee within MATCH_DAYS, nearest first, where the dates of two sources may differ;
 *   5. same amount within MATCH_DAYS, whoever was paid.
 * Rows of one source that both carry ids are never matched by anything else. Sweep 4 settles a pending row,
 * or knows an entry of the same day from another source; whatever is less sure than that is only suggested,
 * never merged silently. */
#ifndef MATCHING_DUPLICATES_H
#define MATCHING_DUPLICATES_H

#include "base/date.h"

enum { MATCH_DAYS = 7, MATCH_DAYS_OTHER_SOURCE = 3 };

struct match_known {
    int64_t ref; /* the caller's */
    int64_t amount;
    uint64_t id;     /* hash of the bank's id; 0: none */
    uint64_t text;   /* hash of the description as it came */
    uint64_t source; /* hash of where it came from; 0: entered by hand */
    date date;
    bool pending; /* held: announced by the bank, not booked */
    bool gone;    /* void: found by sweeps 1 and 2 alone, so that what was answered once is not asked again */
    bool claimed;
};

enum match_verdict {
    MATCH_NEW,
    MATCH_KNOWN,   /* the same entry again: nothing to do */
    MATCH_SETTLES, /* the booked form of a pending row, or its newer form; the amount may differ */
    MATCH_MAYBE,   /* perhaps the same: ask */
};

struct match_entry {
    int64_t ref;
    int64_t amount;
    uint64_t id, text, source;
    date date;
    bool pending;
    enum match_verdict verdict; /* out */
    int64_t known;              /* out: ref of the claimed row */
    int32_t days;               /* out: between the two dates */
};

struct match_payees {
    void *self;
    /* Were these two paid to the same payee? Asked only when amount and date leave it open. */
    bool (*same)(void *self, int64_t known_ref, int64_t entry_ref);
};

/* Sorts `known` by amount and date, fills in the verdicts, marks claims. Both arrays are of one account. */
void match_entries(struct arena *arena, struct match_known *known, size_t known_count,
                   struct match_entry *entries, size_t entry_count, const struct match_payees *payees);

#endif
