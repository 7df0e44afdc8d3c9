#include "finance/search/query.h"

#include "base/limits.h"
#include "sorting/categories.h"

#include <stdlib.h>

/* -- Sets of numbers -- */

static int ascending(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return left < right ? -1 : left > right;
}

bool numbers_have(const struct numbers *numbers, int64_t number)
{
    return numbers->count > 0 &&
           bsearch(&number, numbers->at, numbers->count, sizeof number, ascending) != NULL;
}

/* The accounts that a rule picks. */
typedef bool account_rule(const struct search_query *q, const struct account_row *account, const void *self);

static struct numbers pick(struct ctx *c, const struct search_query *q, account_rule *rule, const void *self)
{
    struct numbers out = {ARENA_ARRAY(c->arena, int64_t, q->accounts.count + 1), 0};
    for (size_t i = 0; i < q->accounts.count; i++)
        if (rule(q, q->accounts.by_seq[i], self))
            out.at[out.count++] = q->accounts.by_seq[i]->seq;
    return out;
}

/* -- Accounts and categories -- */

static bool is_asked_for(const struct search_query *q, const struct account_row *account, const void *self)
{
    const struct txn_filter *f = q->filter;
    bool wanted = f->account_count == 0;
    (void)self;
    for (size_t i = 0; i < f->account_count; i++)
        wanted = wanted || f->accounts[i] == account->seq;
    return wanted && account_is_own(account->kind) &&
           (f->currency == CURRENCY_NONE || f->currency == account->currency);
}

static enum err load_accounts(struct ctx *c, struct store_tx *tx, struct search_query *q)
{
    size_t own = 0;
    if (q->filter->account_count > TXN_FILTER_ACCOUNTS)
        return fail(c, ERR_LIMIT, "account: more than %d", TXN_FILTER_ACCOUNTS);
    TRY(account_index_load(c, tx, q->household, &q->accounts));
    q->own = pick(c, q, is_asked_for, NULL);
    for (size_t i = 0; i < q->accounts.count; i++)
        own += account_is_own(q->accounts.rows[i].kind);
    q->own_all = q->own.count == own;
    for (size_t i = 0; i < q->own.count; i++)
        q->places[currency_places(account_index_find(&q->accounts, q->own.at[i])->currency)] = true;
    return OK;
}

static bool is_category(const struct search_query *q, const struct account_row *account, const void *self)
{
    struct text path = account->name, wanted = q->filter->category;
    (void)self;
    if (q->filter->unsorted && !text_is(path, CATEGORY_EXPENSES_UNKNOWN) &&
        !text_is(path, CATEGORY_INCOME_UNKNOWN))
        return false;
    return wanted.len == 0 || text_equal_nocase(path, wanted) ||
           (text_starts_nocase(path, wanted) && path.at[wanted.len] == ':');
}

/* -- Words -- */

static bool is_named(const struct search_query *q, const struct account_row *account, const void *self)
{
    char name[LIMIT_ACCOUNT_TEXT + LIMIT_CATEGORY_TEXT];
    const struct search_word *word = self;
    size_t len = account->name.len < sizeof name ? account->name.len : sizeof name;
    (void)q;
    if (len > 0)
        memcpy(name, account->name.at, len);
    text_fold_in_place(name, len);
    return text_find((struct text){name, len}, word->needle) >= 0;
}

static enum err load_words(struct ctx *c, struct search_query *q)
{
    struct text rest = q->filter->search, needle;
    if (rest.len > TXN_SEARCH_BYTES)
        return fail(c, ERR_LIMIT, "search: longer than %d bytes", TXN_SEARCH_BYTES);
    if (!text_is_utf8(rest))
        return fail(c, ERR_INPUT, "search: not UTF-8");
    while (needle_next(&rest, &needle)) {
        if (q->word_count == TXN_SEARCH_WORDS)
            return fail(c, ERR_LIMIT, "search: more than %d words", TXN_SEARCH_WORDS);
        struct search_word *word = &q->words[q->word_count++];
        word->needle = text_fold(c->arena, needle);
        word->is_amount = amount_word(word->needle, &word->amount);
        word->named = pick(c, q, is_named, word);
    }
    return OK;
}

/* -- The rest -- */

static void load_amounts(struct search_query *q)
{
    const struct txn_filter *f = q->filter;
    q->by_amount = f->has_amount_min || f->has_amount_max || f->direction != TXN_BOTH_WAYS;
    q->amount = amount_range_all();
    q->amount.sign = f->direction == TXN_OUTGOING ? -1 : f->direction == TXN_INCOMING ? 1 : 0;
    if (f->has_amount_min)
        amount_range_cut(&q->amount, AMOUNT_FROM, f->amount_min);
    if (f->has_amount_max)
        amount_range_cut(&q->amount, AMOUNT_UP_TO, f->amount_max);
}

enum err search_query_load(struct ctx *c, struct store_tx *tx, int64_t household,
                           const struct txn_filter *filter, struct search_query *out)
{
    const unsigned live = 1u << TXN_PENDING | 1u << TXN_POSTED;
    *out = (struct search_query){.filter = filter, .household = household};
    out->states = filter->states == 0 ? live : filter->states;
    out->from = filter->from == DATE_NONE ? DATE_FIRST : filter->from;
    out->to = filter->to == DATE_NONE ? DATE_LAST : filter->to;
    if (filter->tag.len > LIMIT_MEMO_TEXT)
        return fail(c, ERR_LIMIT, "tag: longer than %d bytes", LIMIT_MEMO_TEXT);
    out->tag = text_fold(c->arena, text_trim(filter->tag));
    TRY(load_accounts(c, tx, out));
    out->by_category = filter->category.len > 0 || filter->unsorted;
    if (out->by_category)
        out->categories = pick(c, out, is_category, NULL);
    load_amounts(out);
    return load_words(c, out);
}

bool search_query_is_plain(const struct search_query *q)
{
    const struct txn_filter *f = q->filter;
    return q->word_count == 0 && !q->by_category && !q->by_amount && q->tag.len == 0 && f->payee == 0 &&
           f->states == 0 && !f->review && f->import == 0;
}
