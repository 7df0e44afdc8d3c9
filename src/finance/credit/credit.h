/* Credit cards of a household: what is used of them, what the next statement will say, scores, and asking banks for higher limits.
 *
 * A card is an own account with a limit and a day on which its balance is reported. What is owed on it is all that is booked and held. Days are the
 * household's (base/zone/zone.h). */
#ifndef FINANCE_CREDIT_CREDIT_H
#define FINANCE_CREDIT_CREDIT_H

#include "base/json.h"
#include "finance/credit/advice.h"
#include "store/entity/account.h"
#include "store/entity/agency/credit.h"

enum {
    CREDIT_CARDS_MOST = 40,
    CREDIT_TARGET = 3000,    /* basis points, when nobody says otherwise */
    CREDIT_SPEND_DAYS = 60,  /* everyday spending is the average of so many */
    CREDIT_SPEND_LEAST = 14, /* of a younger account, of its days, but at least so many */
    CREDIT_SCORE_MOST = 1000,
    CREDIT_SCORES_SHOWN = 1000,
    CREDIT_REQUESTS_SHOWN = 200,
    CREDIT_SOURCE_BYTES = 60,
    CREDIT_HISTORY_DAYS = 92, /* shown */
    CREDIT_HALF_YEAR = 182,
};
#define CREDIT_LIMIT_MOST INT64_C(1000000000000000) /* minor units */

/* -- Looking */

struct card_at {
    struct account_row account;
    struct card_row card;
    int64_t owed;      /* negative: the bank owes */
    int64_t daily;     /* everyday spending: what does not come by a schedule */
    int64_t scheduled; /* what does until the statement; negative: payments to the card */
    int64_t projected; /* owed + daily x days + scheduled */
    date statement;
    int32_t used, reported;      /* of owed, of projected */
    int64_t average;             /* owed at the ends of the last six months */
    const struct advice *advice; /* NULL: none is needed */
    struct limit_case request;
    struct limit_verdict verdict;
    struct limit_wish wish; /* the agent's newest proposal of a request */
};
struct card_total { /* of one currency */
    currency currency;
    int64_t owed, limit, projected;
    int64_t money; /* what may be spent in accounts that are no cards */
};
struct credit_look {
    date today;
    struct card_at *cards;
    size_t count;
    struct card_total *totals;
    size_t total_count;
    struct score_row *scores; /* newest first, CREDIT_SCORES_SHOWN at most */
    size_t score_count;
    bool has_change; /* the newest score against one of its source half a year before */
    int score_change;
    int64_t missed; /* payments in a year, as the analytics agent noticed */
    bool tight;     /* an account is overdrawn or about to run dry */
};
/* Into c->arena. */
enum err credit_look(struct ctx *c, struct store_tx *tx, int64_t household, struct credit_look *out) MUST_USE;
/* Keeps the day's row of each card; again on the same day replaces it. */
enum err credit_keep(struct ctx *c, struct store_tx *tx, int64_t household,
                     const struct credit_look *look) MUST_USE;
/* Today, by the household's clock. */
enum err credit_today(struct ctx *c, struct store_tx *tx, int64_t household, date *out) MUST_USE;
/* The agent's proposals for an account have keys that begin so. */
struct text credit_wish_key(struct arena *arena, struct id account);

/* -- Cards. Each in a transaction of its own, with an event. */

struct card_change { /* what is not set stays; of a new card the limit and the statement day must be */
    bool set_limit, set_statement_day, set_target, set_rate, set_opened;
    int64_t limit, statement_day, target, rate;
    date opened;
};
/* ERR_INPUT names the field; ERR_LIMIT above CREDIT_CARDS_MOST. */
enum err credit_card_set(struct ctx *c, struct store *store, int64_t household,
                         const struct account_row *account, const struct card_change *change) MUST_USE;
/* It is no card any more. ERR_NOT_FOUND. */
enum err credit_card_end(struct ctx *c, struct store *store, int64_t household, struct id account) MUST_USE;

/* -- Scores */

struct score_new {
    date day; /* DATE_NONE: today */
    int64_t score;
    struct text source;
};
struct score_counts {
    int64_t added, changed, same;
};
/* All or none. ERR_INPUT says which. */
enum err credit_scores_add(struct ctx *c, struct store *store, int64_t household,
                           const struct score_new *scores, size_t count, struct score_counts *out) MUST_USE;
/* Asks a bureau (bureau/bureau.h) for what is new and what it may have corrected since, and writes that down: the same answer twice changes nothing. Waits for it, outside of any
 * transaction. Errors are those of bureau_scores and credit_scores_add. */
struct bureau;
enum err credit_bureau_fetch(struct ctx *c, struct store *store, int64_t household, struct bureau *bureau,
                             struct score_counts *out, int64_t *wait_us) MUST_USE;
/* A file of lines "date,score" or "date,score,source", with ',', ';' or a tab between and perhaps a line of names above. ERR_INPUT names the line, ERR_LIMIT. */
enum { SCORE_FILE_LINES = 20000 };
enum err score_file_read(struct ctx *c, struct text all, struct score_new **out, size_t *count) MUST_USE;

/* -- Asking for a higher limit */

/* Notes that the bank is asked; the letter is in out->letter. ERR_CONFLICT: it is no card, the limit is not higher, or an earlier request has no answer
 * yet. In the caller's transaction. */
struct limit_ask {
    int64_t household;
    struct account_row account;
    struct id proposal;
    int64_t limit;
    struct text reason;
};
enum err credit_request(struct ctx *c, struct store_tx *tx, const struct limit_ask *ask,
                        struct limit_row *out) MUST_USE;
/* The letter to the bank, in the language of a locale (credit/letter.c has the words; others are written to in English). Into c->arena. */
struct text credit_letter(struct ctx *c, struct text locale, const struct limit_ask *ask, int64_t before,
                          date today);
/* What the bank said. Granted: `limit` (0: as asked) is the card's from now on. The same answer again changes nothing; another one is ERR_CONFLICT. */
enum err credit_answer(struct ctx *c, struct store *store, int64_t household, struct id request, bool granted,
                       int64_t limit, struct limit_row *out) MUST_USE;
/* An amount of it in minor units of the account's currency. */
enum err credit_request_account(struct ctx *c, struct store *store, int64_t household, struct id request,
                                struct account_row *out) MUST_USE;

/* -- As the API and the command line show it: objects. Amounts are decimal strings, shares per cent. */

extern const char *const limit_state_words[]; /* "asked", "granted", "refused", NULL: from LIMIT_ASKED on */
enum err credit_write(struct ctx *c, struct store_tx *tx, struct json *j,
                      const struct credit_look *look) MUST_USE;
enum err credit_write_card(struct ctx *c, struct store_tx *tx, struct json *j, const struct credit_look *look,
                           const struct card_at *at) MUST_USE;
void credit_write_score(struct json *j, const struct score_row *row);
void credit_write_request(struct json *j, const struct limit_row *row, const struct account_row *account);

#endif
