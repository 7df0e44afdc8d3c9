/* Does a transaction meet the conditions? The truth that every index is measured against. */
#include "finance/search/query.h"

/* What words are looked for in: the fields, folded, with a byte between them that no text contains. */
static struct text haystack(struct ctx *c, const struct walk_txn *txn)
{
    const struct text fields[] = {txn->payee, txn->row.text, txn->row.memo, txn->row.tags, txn->row.notes};
    enum { FIELDS = sizeof fields / sizeof *fields };
    size_t len = 0;
    for (size_t i = 0; i < FIELDS; i++)
        len += fields[i].len + 1;
    char *out = arena_alloc(c->arena, len), *at = out;
    for (size_t i = 0; i < FIELDS; i++) {
        if (fields[i].len > 0)
            memcpy(at, fields[i].at, fields[i].len);
        at += fields[i].len;
        *at++ = '\0';
    }
    text_fold_in_place(out, len);
    return (struct text){out, len};
}

static bool has_tag(struct ctx *c, const struct walk_txn *txn, struct text wanted)
{
    struct text rest = text_fold(c->arena, txn->row.tags), tag;
    while (tag_next(&rest, &tag))
        if (text_equal(tag, wanted))
            return true;
    return false;
}

/* The categories it is sorted into. */
struct sorted_into {
    struct txn_part *parts;
    size_t count;
};

static bool is_in(const struct sorted_into *into, const struct numbers *categories)
{
    for (size_t i = 0; i < into->count; i++)
        if (numbers_have(categories, into->parts[i].category))
            return true;
    return false;
}

static bool has_words(struct ctx *c, const struct search_query *q, const struct walk_txn *txn,
                      const struct sorted_into *into, int32_t places)
{
    struct text hay = q->word_count > 0 ? haystack(c, txn) : TEXT("");
    for (size_t i = 0; i < q->word_count; i++) {
        const struct search_word *word = &q->words[i];
        bool found = text_find(hay, word->needle) >= 0 || numbers_have(&word->named, txn->row.account) ||
                     (word->is_amount && amount_within(&word->amount, places, txn->row.amount)) ||
                     is_in(into, &word->named);
        if (!found)
            return false;
    }
    return true;
}

bool search_matches(struct ctx *c, const struct search_query *q, const struct walk_txn *txn)
{
    const struct txn_row *row = &txn->row;
    const struct txn_filter *f = q->filter;
    if (!(q->states & 1u << row->state) || row->date < q->from || row->date > q->to ||
        !numbers_have(&q->own, row->account))
        return false;
    if ((f->payee != 0 && f->payee != row->payee) || (f->import != 0 && f->import != row->import) ||
        (f->review && !(row->flags & TXN_MAYBE_KNOWN)))
        return false;
    int32_t places = currency_places(account_index_find(&q->accounts, row->account)->currency);
    if ((q->by_amount && !amount_within(&q->amount, places, row->amount)) ||
        (q->tag.len > 0 && !has_tag(c, txn, q->tag)))
        return false;
    struct sorted_into into;
    into.count = txn_parts(c->arena, &txn->lines, row->account, &into.parts);
    return (!q->by_category || is_in(&into, &q->categories)) && has_words(c, q, txn, &into, places);
}
