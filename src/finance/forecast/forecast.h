/* What lies ahead of a household: which payments come again, and what its accounts will hold. Read from the newest transactions of each
 * own account, as many as FORECAST_FLOWS allows: the same cost for ten thousand transactions and for a million.
 *
 * An account is known up to its newest booking; one that is quiet for more than FORECAST_QUIET days up to the household's newest one, and
 * a household that is quiet, up to today. There the forecast begins, and nothing that is due later was missed. Days are the ledger's own: those on which banks booked. */
#ifndef FINANCE_FORECAST_H
#define FINANCE_FORECAST_H

#include "numerics/outlook/outlook.h"
#include "store/entity/account.h"

enum {
    FORECAST_PAST = 37 * 31, /* days of history: three yearly payments */
    FORECAST_FLOWS = 40000,  /* transactions of all accounts together: ten a day for ten years */
    FORECAST_QUIET = 45,
    FORECAST_ENDED = 400, /* what ended longer ago is not told of */
    FORECAST_DAYS_MIN = 7,
    FORECAST_DAYS_MAX = 365,
    FORECAST_DAYS = 90,
};
#define FORECAST_CHANCE 0.2 /* from which on an account is said to run dry */

/* One payment that comes again. */
struct forecast_recurring {
    const struct account_row *account;
    struct text payee; /* or the own account that the transfer goes to or comes from; empty: unknown */
    struct recurring group;
    enum recurring_state state;
    int64_t payee_seq; /* 0: none */
    int64_t txn;       /* the newest one */
    date last;
    int64_t last_amount;
};

/* The day it is for whoever asks: `given`, or where that is DATE_NONE the household's own (household_zone). */
enum err forecast_today(struct ctx *c, struct store_tx *tx, int64_t household, date given,
                        date *out) MUST_USE;

/* Of one own account, or of all that are open (0); what goes on first, by its next day, then what has ended, the newest first. Into
 * c->arena. `today` (as forecast_today) limits what is read: bookings behind it are announced. */
enum err forecast_recurring(struct ctx *c, struct store_tx *tx, int64_t household, int64_t account,
                            date today, struct forecast_recurring **out, size_t *count) MUST_USE;

struct forecast_question {
    int64_t account;   /* an own account; 0: all open assets of `currency` together */
    currency currency; /* of account 0 */
    date today;        /* as forecast_today */
    size_t days;       /* FORECAST_DAYS_MIN..FORECAST_DAYS_MAX behind today */
};

struct forecast_due {
    struct text payee; /* empty: unknown */
    const struct account_row *account;
    date day;
    int64_t amount, low, high;
    double chance;
    bool announced; /* booked already, for a day to come */
};

struct forecast_cash {
    const struct account_row *account; /* NULL: all of a currency */
    currency currency;
    date as_of;      /* the first day ahead is the next */
    int64_t balance; /* booked, on the evening of as_of */
    bool can_dry;    /* a card or a loan without a lowest balance cannot */
    int64_t lowest;
    struct outlook outlook; /* its days reach to today + question.days */
    struct forecast_due *due;
    size_t due_count;
};

/* ERR_INPUT for days out of their bounds, ERR_NOT_FOUND for an account that is no own one of the household. Into c->arena. */
enum err forecast_cash(struct ctx *c, struct store_tx *tx, int64_t household,
                       const struct forecast_question *question, struct forecast_cash *out) MUST_USE;
/* The first day by which it is likely to have run dry; NULL: none, or it cannot. */
const struct outlook_day *forecast_dry(const struct forecast_cash *cash, double chance);

/* Adds a finding for each open asset that is likely to run dry within FORECAST_NOTICE_DAYS, once a month each. Cheap where it matters: of an
 * account that holds more than two months took from it nothing else is read. */
struct findings; /* insight/insight.h */
enum { FORECAST_NOTICE_DAYS = 30 };
enum err forecast_notice(struct ctx *c, struct store_tx *tx, int64_t household, date today,
                         struct findings *out) MUST_USE;

#endif
