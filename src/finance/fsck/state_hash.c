/* The hash of what the ledger says. Each transaction is written in one canonical form and hashed; the hashes
 * of one day of an account, whose order means nothing, are sorted; everything is chained in the order of
 * accounts' names and days. */
#include "base/hash.h"
#include "finance/fsck.h"
#include "finance/walk.h"

#include <stdio.h>
#include <stdlib.h>

struct chain {
    struct hash128 state;
    struct account_index accounts;
    struct buf form;     /* of one transaction */
    struct hash128 *day; /* hashes of the current day */
    size_t day_count, day_size;
    date current;
    int64_t transactions;
};

static void put_number(struct buf *out, int64_t value)
{
    /* Little-endian on every machine. */
    for (int i = 0; i < 8; i++)
        buf_char(out, (char)((uint64_t)value >> (8 * i)));
}

/* Length first: no two different rows have the same form. */
static void put_text(struct buf *out, struct text t)
{
    put_number(out, (int64_t)t.len);
    buf_text(out, t);
}

static void chain_link(struct chain *chain, struct hash128 next)
{
    const uint64_t words[] = {chain->state.high, chain->state.low, next.high, next.low};
    buf_clear(&chain->form);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        put_number(&chain->form, (int64_t)words[i]);
    chain->state = hash_bytes_128(chain->form.at, chain->form.len);
}

static int by_value(const void *a, const void *b)
{
    const struct hash128 *left = a, *right = b;
    if (left->high != right->high)
        return left->high < right->high ? -1 : 1;
    return left->low < right->low ? -1 : left->low > right->low;
}

static void end_day(struct chain *chain)
{
    if (chain->day_count == 0)
        return;
    qsort(chain->day, chain->day_count, sizeof *chain->day, by_value);
    for (size_t i = 0; i < chain->day_count; i++)
        chain_link(chain, chain->day[i]);
    chain->day_count = 0;
}

struct named_part {
    struct text category;
    int64_t amount;
};

static int part_order(const void *a, const void *b)
{
    const struct named_part *left = a, *right = b;
    int names = text_compare(left->category, right->category);
    return names != 0 ? names : left->amount < right->amount ? -1 : left->amount > right->amount;
}

static void put_parts(struct ctx *c, struct chain *chain, const struct walk_txn *txn)
{
    struct txn_part *parts;
    size_t count = txn_parts(c->arena, &txn->lines, txn->row.account, &parts);
    struct named_part *named = ARENA_ARRAY(c->arena, struct named_part, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct account_row *category = account_index_find(&chain->accounts, parts[i].category);
        named[i] = (struct named_part){category == NULL ? TEXT("?") : category->name, parts[i].amount};
    }
    qsort(named, count, sizeof *named, part_order);
    put_number(&chain->form, (int64_t)count);
    for (size_t i = 0; i < count; i++) {
        put_text(&chain->form, named[i].category);
        put_number(&chain->form, named[i].amount);
    }
}

static void keep_hash(struct chain *chain, struct hash128 h)
{
    if (chain->day_count == chain->day_size) {
        chain->day_size = chain->day_size == 0 ? 256 : chain->day_size * 2;
        chain->day = realloc(chain->day, chain->day_size * sizeof *chain->day);
        if (chain->day == NULL)
            die("out of memory");
    }
    chain->day[chain->day_count++] = h;
}

static enum err each(struct ctx *c, void *self, const struct walk_txn *txn)
{
    struct chain *chain = self;
    if (txn->row.date != chain->current)
        end_day(chain);
    chain->current = txn->row.date;
    buf_clear(&chain->form);
    put_number(&chain->form, txn->row.date);
    put_number(&chain->form, txn->row.amount);
    put_number(&chain->form, txn->row.state);
    put_text(&chain->form, txn->row.text);
    put_text(&chain->form, txn->row.bank_id);
    put_parts(c, chain, txn);
    keep_hash(chain, hash_bytes_128(chain->form.at, chain->form.len));
    chain->transactions++;
    return OK;
}

static int by_name(const void *a, const void *b)
{
    const struct account_row *left = *(const struct account_row *const *)a,
                             *right = *(const struct account_row *const *)b;
    return text_compare(left->name, right->name);
}

static void release(void *thing)
{
    struct chain *chain = thing;
    buf_free(&chain->form);
    free(chain->day);
}

static void link_account(struct chain *chain, const struct account_row *row)
{
    buf_clear(&chain->form);
    put_text(&chain->form, row->name);
    put_number(&chain->form, row->kind);
    put_number(&chain->form, row->currency);
    chain_link(chain, hash_bytes_128(chain->form.at, chain->form.len));
}

enum err fsck_state_hash(struct ctx *c, struct store_tx *tx, int64_t household, struct fsck_hash *out)
{
    struct chain *chain = ARENA_NEW(c->arena, struct chain);
    arena_defer(c->arena, release, chain);
    chain->current = DATE_NONE;
    *out = (struct fsck_hash){.accounts = 0};
    TRY(account_index_load(c, tx, household, &chain->accounts));
    const struct account_row **own =
        ARENA_ARRAY(c->arena, const struct account_row *, chain->accounts.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < chain->accounts.count; i++)
        if (account_is_own(chain->accounts.rows[i].kind))
            own[count++] = &chain->accounts.rows[i];
    qsort(own, count, sizeof *own, by_name);
    for (size_t i = 0; i < count; i++) {
        struct walk walk = {
            .household = household, .account = own[i]->seq, .from = DATE_NONE, .to = DATE_NONE};
        link_account(chain, own[i]);
        TRY(walk_transactions(c, tx, &walk, each, chain));
        end_day(chain);
    }
    out->accounts = (int64_t)count;
    out->transactions = chain->transactions;
    snprintf(out->text, sizeof out->text, "%016llx%016llx", (unsigned long long)chain->state.high,
             (unsigned long long)chain->state.low);
    return OK;
}
