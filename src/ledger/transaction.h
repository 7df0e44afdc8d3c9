/* One transaction: what a bank said about an own account, and the transfers that book it. Pure.
 *
 * A transfer moves an amount from the credited to the debited account, so every line is double entry by
 * construction. Lines are never changed. A correction appends: a VOID line takes back the line it names; a
 * POSTED line that names a pending one settles it, for at most its amount. A line is live until another names
 * it. */
#ifndef LEDGER_TRANSACTION_H
#define LEDGER_TRANSACTION_H

#include "base/date.h"
#include "ledger/account.h"

enum txn_state {
    TXN_PENDING = 1, /* announced or in doubt: held, not in the booked balance */
    TXN_POSTED = 2,
    TXN_VOID = 3, /* it did not happen: undone, or merged with another */
};

/* Who decided the category; a later decision of a higher rank stands against an earlier one of a lower. */
enum sorted_by {
    SORTED_NONE = 0,
    SORTED_CLASSIFIER = 1,
    SORTED_FILE = 2,
    SORTED_PAIRING = 3,
    SORTED_RULE = 4,
    SORTED_USER = 5,
};

enum txn_flags {
    TXN_PAYEE_EDITED = 1,  /* the user named the payee: no import or rule changes it */
    TXN_RECONCILED = 2,    /* locked: checked off against a statement */
    TXN_MAYBE_KNOWN = 4,   /* perhaps a duplicate: a suggestion waits for the user */
    TXN_OPENING = 8,       /* an opening balance, not an entry of the bank */
    TXN_BANK_PENDING = 16, /* the bank said pending */
    TXN_TAGS_EDITED = 32,
    TXN_NOTES_EDITED = 64,
    TXN_HELD = 128, /* the security agent holds it: pending until a person says whether it was theirs */
};

enum line_phase {
    LINE_PENDING = 1,
    LINE_POSTED = 2,
    LINE_VOID = 3,
};

enum { LINE_NONE = -1 };

struct transfer_line {
    int64_t debit, credit; /* accounts: the amount arrives at debit and leaves credit */
    int64_t amount;        /* minor units, > 0 */
    currency currency;
    date date;
    enum line_phase phase;
    int32_t reverses; /* index of the line it settles or takes back, or LINE_NONE */
};

/* One part of how a transaction is sorted; parts have the sign of the whole. */
struct txn_part {
    int64_t category; /* account */
    int64_t amount;   /* minor units, signed as seen from the own account, not 0 */
};

/* The lines of one transaction, growing in an arena. */
struct txn_lines {
    struct transfer_line *at;
    int32_t count, size;
};

void txn_lines_add(struct arena *arena, struct txn_lines *lines, struct transfer_line line);
/* Is line i still in force? */
bool txn_line_is_live(const struct txn_lines *lines, int32_t i);

/* Books parts between an own account and categories in one phase, PENDING or POSTED. Refused: no parts, a
 * zero part, a category equal to the own account, amounts whose sum overflows or is not `amount`. A zero
 * `amount` has no lines. */
enum err txn_book(struct ctx *c, struct txn_lines *lines, int64_t own, int64_t amount, currency cur, date day,
                  enum line_phase phase, const struct txn_part *parts, size_t part_count) MUST_USE;
/* Pending -> posted, for the whole amount. Refused when nothing is pending: it resolves once. */
enum err txn_post(struct ctx *c, struct txn_lines *lines) MUST_USE;
/* Takes every live line back. Refused when none is live. */
enum err txn_void(struct ctx *c, struct txn_lines *lines) MUST_USE;
/* Other categories for the same money: takes live lines back and books the new parts in the same phase. */
enum err txn_resort(struct ctx *c, struct txn_lines *lines, int64_t own, const struct txn_part *parts,
                    size_t part_count) MUST_USE;
/* Takes a correction back: what is in force goes, if anything is, and `parts` of the same money are booked in `phase`.
 * So a void transaction is in force again, and a posted one is held again. Without lines (a zero amount) there is
 * nothing to do. */
enum err txn_rebook(struct ctx *c, struct txn_lines *lines, int64_t own, int64_t amount,
                    enum line_phase phase, const struct txn_part *parts, size_t part_count) MUST_USE;
/* The lines as they stood when there were `count` of them: nothing is ever taken from their end. */
static inline struct txn_lines txn_lines_when(const struct txn_lines *lines, int32_t count)
{
    return (struct txn_lines){lines->at, count < lines->count ? count : lines->count, 0};
}
/* The state that the lines add up to; `lines` may be empty (a zero amount): then `otherwise`. */
enum txn_state txn_state_of(const struct txn_lines *lines, enum txn_state otherwise);
/* The parts in force, into the arena. */
size_t txn_parts(struct arena *arena, const struct txn_lines *lines, int64_t own, struct txn_part **out);
/* The same parts in the same order. */
bool txn_parts_equal(const struct txn_part *a, size_t a_count, const struct txn_part *b, size_t b_count);

#endif
