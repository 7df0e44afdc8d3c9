#include "finance/security/learnt.h"

#include "base/limits.h"
#include "finance/security/security.h"
#include "finance/security/watch.h"

/* What a person held by hand has no score: it counts for the trees, and not for the threshold. */
static enum err read_answers(struct ctx *c, struct store_tx *tx, int64_t household, struct learnt *out)
{
    struct verification_row *rows;
    size_t count;
    TRY(verification_page(c, tx, household, 0, 0, LIMIT_PAGE, &rows, &count));
    out->answers = ARENA_ARRAY(c->arena, struct suspicion_answer, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct json_value *evidence, *v;
        struct suspicion_answer *a = &out->answers[out->count];
        bool answered = rows[i].state == VERIFICATION_CONFIRMED || rows[i].state == VERIFICATION_DENIED;
        if (!answered || rows[i].score == 0)
            continue;
        TRY(json_read(c, rows[i].evidence, &evidence));
        size_t known = 0;
        for (v = json_first(json_member(evidence, "features")); v != NULL && known < SUSPICION_FEATURES;
             v = json_next(v))
            known += json_as_double(v, &a->features[known]);
        a->score = (double)rows[i].score / 1000;
        a->fraud = rows[i].state == VERIFICATION_DENIED;
        out->count += known == SUSPICION_FEATURES;
    }
    return OK;
}

enum err learnt_read(struct ctx *c, struct store_tx *tx, int64_t household,
                     const struct security_setting *setting, struct learnt *out)
{
    struct account_row *accounts;
    size_t count;
    int64_t more;
    date from = time_date(c->now_us) - SECURITY_DAYS;
    *out = (struct learnt){0};
    TRY(read_answers(c, tx, household, out));
    TRY(account_list(c, tx, household, &accounts, &count));
    for (size_t i = 0; i < count; i++) {
        if (!account_is_own(accounts[i].kind))
            continue;
        TRY(spending_count(c, tx, accounts[i].seq, from, &more));
        out->payments += more;
    }
    out->threshold = threshold_adapt(out->answers, out->count, out->payments, (double)setting->target / 1e6);
    return OK;
}

enum err watch_threshold(struct ctx *c, struct store_tx *tx, int64_t household,
                         const struct security_setting *setting, double *threshold, int64_t *payments)
{
    struct learnt learnt;
    TRY(learnt_read(c, tx, household, setting, &learnt));
    *threshold = learnt.threshold;
    *payments = learnt.payments;
    return OK;
}
