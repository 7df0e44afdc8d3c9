/* Scores from a bureau: what is new there is written down here. */
#include "bureau/bureau.h"

#include "finance/credit/credit.h"

enum { BACK_DAYS = 62, FIRST_DAYS = 730 };

/* From when on: what a bureau corrects lies in the last two months. */
static enum err since_when(struct ctx *c, struct store *store, int64_t household, date *out)
{
    struct store_tx *tx;
    struct score_row *rows;
    size_t count;
    date today;
    TRY(store_begin_read(c, store, &tx));
    TRY(credit_today(c, tx, household, &today));
    TRY(score_list(c, tx, household, 1, &rows, &count));
    store_rollback(tx);
    *out = count == 0 ? today - FIRST_DAYS : (rows[0].day < today ? rows[0].day : today) - BACK_DAYS;
    return OK;
}

enum err credit_bureau_fetch(struct ctx *c, struct store *store, int64_t household, struct bureau *bureau,
                             struct score_counts *out, int64_t *wait_us)
{
    struct bureau_score *found;
    size_t count;
    date since;
    *out = (struct score_counts){0};
    *wait_us = 0;
    TRY(since_when(c, store, household, &since));
    TRY(bureau_scores(c, bureau, since, &found, &count, wait_us)); /* no transaction is open */
    if (count == 0)
        return OK;
    struct score_new *scores = ARENA_ARRAY(c->arena, struct score_new, count);
    for (size_t i = 0; i < count; i++)
        scores[i] = (struct score_new){found[i].day, found[i].score, found[i].source};
    return credit_scores_add(c, store, household, scores, count, out);
}
