#include "finance/edit/shown.h"

#include "finance/security/security.h"
#include "store/entity/edit/refs.h"
#include "store/entity/payee.h"

/* -- Accounts and categories: each is read once -- */

struct names {
    struct account_row *rows;
    size_t count, size;
};

static enum err name_of(struct ctx *c, struct store_tx *tx, struct names *names, int64_t seq,
                        const struct account_row **out)
{
    for (size_t i = 0; i < names->count; i++)
        if (names->rows[i].seq == seq) {
            *out = &names->rows[i];
            return OK;
        }
    if (names->count == names->size) {
        size_t size = names->size == 0 ? 8 : names->size * 2;
        struct account_row *rows = ARENA_ARRAY(c->arena, struct account_row, size);
        if (names->count > 0)
            memcpy(rows, names->rows, names->count * sizeof *rows);
        names->rows = rows;
        names->size = size;
    }
    TRY(account_by_seq(c, tx, seq, &names->rows[names->count]));
    *out = &names->rows[names->count++];
    return OK;
}

static enum err complete_names(struct ctx *c, struct store_tx *tx, struct names *names, struct txn_shown *t)
{
    const struct account_row *row;
    struct text *categories = ARENA_ARRAY(c->arena, struct text, t->part_count + 1);
    TRY(name_of(c, tx, names, t->row.account, &row));
    t->account_id = row->id;
    t->account = row->name;
    t->currency = row->currency;
    for (size_t i = 0; i < t->part_count; i++) {
        TRY(name_of(c, tx, names, t->parts[i].category, &row));
        categories[i] = row->name;
    }
    t->categories = categories;
    return OK;
}

/* -- Other sides, imports, questions -- */

/* The transactions of a page that name something, and what each of them names. */
struct wanted {
    size_t *at; /* index into the page */
    int64_t *seqs;
    struct id *ids;
    size_t count;
};

static struct wanted wanted_new(struct arena *arena, size_t size)
{
    return (struct wanted){ARENA_ARRAY(arena, size_t, size + 1), ARENA_ARRAY(arena, int64_t, size + 1),
                           ARENA_ARRAY(arena, struct id, size + 1), 0};
}

static void want(struct wanted *wanted, size_t at, int64_t seq)
{
    if (seq == 0)
        return;
    wanted->at[wanted->count] = at;
    wanted->seqs[wanted->count++] = seq;
}

static enum err complete_imports(struct ctx *c, struct store_tx *tx, struct txn_shown *rows, size_t count)
{
    struct wanted w = wanted_new(c->arena, count);
    for (size_t i = 0; i < count; i++)
        want(&w, i, rows[i].row.import);
    TRY(refs_of_imports(c, tx, w.seqs, w.count, w.ids));
    for (size_t i = 0; i < w.count; i++)
        rows[w.at[i]].import = w.ids[i];
    return OK;
}

static enum err complete_transfers(struct ctx *c, struct store_tx *tx, struct txn_shown *rows, size_t count)
{
    struct wanted w = wanted_new(c->arena, count);
    for (size_t i = 0; i < count; i++)
        want(&w, i, rows[i].row.pair);
    TRY(refs_of_txns(c, tx, w.seqs, w.count, w.ids));
    for (size_t i = 0; i < w.count; i++)
        rows[w.at[i]].transfer = w.ids[i];
    return OK;
}

static enum err complete_questions(struct ctx *c, struct store_tx *tx, struct txn_shown *rows, size_t count)
{
    struct wanted asked = wanted_new(c->arena, count), candidates = wanted_new(c->arena, count);
    for (size_t i = 0; i < count; i++)
        want(&asked, i, rows[i].row.flags & TXN_MAYBE_KNOWN ? rows[i].row.seq : 0);
    struct question_ref *questions = ARENA_ARRAY(c->arena, struct question_ref, asked.count + 1);
    TRY(refs_of_questions(c, tx, asked.seqs, asked.count, questions));
    for (size_t i = 0; i < asked.count; i++) {
        rows[asked.at[i]].reason = questions[i].reason;
        want(&candidates, asked.at[i], questions[i].candidate);
    }
    TRY(refs_of_txns(c, tx, candidates.seqs, candidates.count, candidates.ids));
    for (size_t i = 0; i < candidates.count; i++)
        rows[candidates.at[i]].candidate = candidates.ids[i];
    return OK;
}

/* Few are held at any time. */
static enum err complete_held(struct ctx *c, struct store_tx *tx, int64_t household, struct txn_shown *rows,
                              size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct verification_row held;
        bool found;
        if ((rows[i].row.flags & TXN_HELD) == 0)
            continue;
        TRY(verification_by_txn(c, tx, household, rows[i].row.seq, &held, &found));
        if (!found || held.state != VERIFICATION_OPEN)
            continue;
        rows[i].held = held.id;
        rows[i].held_until_us = held.deadline_us;
        TRY(security_why(c, &held, &rows[i].held_why));
    }
    return OK;
}

static enum err complete(struct ctx *c, struct store_tx *tx, int64_t household, struct txn_shown *rows,
                         size_t count)
{
    struct names names = {0};
    for (size_t i = 0; i < count; i++)
        TRY(complete_names(c, tx, &names, &rows[i]));
    TRY(complete_imports(c, tx, rows, count));
    TRY(complete_transfers(c, tx, rows, count));
    TRY(complete_questions(c, tx, rows, count));
    return complete_held(c, tx, household, rows, count);
}

/* -- One, many, and what was just entered -- */

static enum err show(struct ctx *c, struct store_tx *tx, int64_t household, struct txn_shown *out)
{
    struct txn_lines lines;
    struct account_row account;
    struct txn_part *parts;
    TRY(account_by_seq(c, tx, out->row.account, &account));
    if (account.household != household)
        return fail(c, ERR_NOT_FOUND, "there is no such transaction");
    TRY(payee_name(c, tx, out->row.payee, &out->payee));
    TRY(txn_read_lines(c, tx, out->row.seq, &lines));
    out->part_count = txn_parts(c->arena, &lines, out->row.account, &parts);
    out->parts = parts;
    return complete(c, tx, household, out, 1);
}

enum err transaction_show(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                          struct txn_shown *out)
{
    *out = (struct txn_shown){0};
    TRY(txn_by_id(c, tx, id, &out->row));
    return show(c, tx, household, out);
}

enum err transaction_show_seq(struct ctx *c, struct store_tx *tx, int64_t household, int64_t seq,
                              struct txn_shown *out)
{
    *out = (struct txn_shown){0};
    TRY(txn_by_seq(c, tx, seq, &out->row));
    return show(c, tx, household, out);
}

enum err transactions_show(struct ctx *c, struct store_tx *tx, int64_t household,
                           const struct txn_filter *filter, struct txn_shown **out, size_t *count)
{
    struct txn_view *views;
    TRY(transaction_list(c, tx, household, filter, &views, count));
    *out = ARENA_ARRAY(c->arena, struct txn_shown, *count + 1);
    for (size_t i = 0; i < *count; i++)
        (*out)[i] = (struct txn_shown){.row = views[i].row,
                                       .payee = views[i].payee,
                                       .parts = views[i].parts,
                                       .part_count = views[i].part_count};
    return complete(c, tx, household, *out, *count);
}

void transaction_show_entered(const struct txn_entered *entered, struct txn_shown *out)
{
    bool moves = entered->row.amount != 0; /* else there are no lines, and so no parts */
    *out = (struct txn_shown){.row = entered->row,
                              .account_id = entered->account.id,
                              .account = entered->account.name,
                              .currency = entered->account.currency,
                              .payee = entered->payee,
                              .parts = entered->parts,
                              .categories = entered->categories,
                              .part_count = moves ? entered->part_count : 0};
}
