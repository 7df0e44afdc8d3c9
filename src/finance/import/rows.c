/* What the importing thread writes. A preview writes nothing: it makes numbers up, and remembers what would be booked on which day, so that
 * balances come out as the import's would. */
#include "finance/import/parts.h"
#include "store/entity/payee.h"

/* What would be booked to one account on one day. */
struct day_sum {
    int64_t account, amount;
    date date;
};

struct preview {
    struct arena *arena;   /* its own: the unit of work's is rewound after each entry */
    struct text_map index; /* account and day -> place in sums */
    struct day_sum *sums;
    size_t count, size;
    int64_t numbers; /* made up: beyond all that a store gives */
};

static void release(void *thing)
{
    struct preview *p = thing;
    text_map_free(&p->index);
    arena_free(p->arena);
}

struct preview *preview_new(struct arena *arena)
{
    struct preview *p = ARENA_NEW(arena, struct preview);
    p->arena = arena_new();
    p->numbers = INT64_C(1) << 60;
    arena_defer(arena, release, p);
    return p;
}

/* Wraps around where an import would fail: its balances are checked when they are kept. */
static int64_t add_wrapping(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a + (uint64_t)b);
}

static void preview_book(struct preview *p, int64_t account, date day, int64_t amount)
{
    int64_t key[2] = {account, day};
    struct text name = {(const char *)key, sizeof key};
    const int64_t *at = text_map_get(&p->index, name);
    if (at != NULL) {
        p->sums[*at].amount = add_wrapping(p->sums[*at].amount, amount);
        return;
    }
    if (p->count == p->size) {
        size_t size = p->size == 0 ? 256 : p->size * 2;
        struct day_sum *sums = ARENA_ARRAY(p->arena, struct day_sum, size);
        if (p->count > 0)
            memcpy(sums, p->sums, p->count * sizeof *sums);
        p->sums = sums;
        p->size = size;
    }
    text_map_put(&p->index, name, (int64_t)p->count);
    p->sums[p->count++] = (struct day_sum){account, amount, day};
}

int64_t preview_booked_before(const struct importing *im, int64_t account, date day)
{
    int64_t sum = 0;
    for (size_t i = 0; im->preview != NULL && i < im->preview->count; i++)
        if (im->preview->sums[i].account == account && im->preview->sums[i].date < day)
            sum = add_wrapping(sum, im->preview->sums[i].amount);
    return sum;
}

enum err put_numbers(struct ctx *c, struct importing *im, int64_t count, int64_t *first)
{
    if (im->preview == NULL)
        return counter_take(c, im->tx, "txn", count, first);
    *first = im->preview->numbers;
    im->preview->numbers += count;
    return OK;
}

enum err put_import(struct ctx *c, struct importing *im)
{
    if (im->preview != NULL) {
        im->row.seq = im->preview->numbers++;
        return OK;
    }
    TRY(counter_take(c, im->tx, "import", 1, &im->row.seq));
    return import_insert(c, im->tx, &im->row);
}

enum err put_account(struct ctx *c, struct importing *im, struct account_row *row)
{
    if (im->preview != NULL) {
        row->seq = im->preview->numbers++;
        return OK;
    }
    TRY(account_insert(c, im->tx, row));
    if (im->household.currency != CURRENCY_NONE)
        return OK;
    im->household.currency = row->currency;
    return household_set_currency(c, im->tx, im->options->household, row->currency);
}

enum err put_category(struct ctx *c, struct importing *im, struct text path, int64_t *seq)
{
    int64_t household = im->options->household;
    return im->preview == NULL ? category_seq(c, im->tx, household, &im->categories, path, seq)
                               : category_probe(c, im->tx, household, &im->categories, path, seq);
}

enum err put_payee(struct ctx *c, struct importing *im, struct text name, int64_t *seq)
{
    *seq = 0;
    if (name.len == 0 || im->preview != NULL)
        return OK;
    const int64_t *known = text_map_get(&im->payees, name);
    if (known != NULL) {
        *seq = *known;
        return OK;
    }
    TRY(payee_intern_from(c, im->tx, im->options->household, name, &im->payee_numbers, seq));
    text_map_put(&im->payees, name, *seq);
    return OK;
}

enum err put_txn(struct ctx *c, struct importing *im, const struct txn_row *row,
                 const struct txn_lines *lines)
{
    if (im->preview != NULL) {
        if (row->state == TXN_POSTED)
            preview_book(im->preview, row->account, row->date, row->amount);
        return OK;
    }
    TRY(txn_insert(c, im->tx, row));
    return txn_insert_lines(c, im->tx, row->seq, lines, 0, &im->totals);
}

enum err put_change(struct ctx *c, struct importing *im, const struct txn_row *row,
                    const struct txn_lines *lines, int32_t before, int64_t booked)
{
    if (im->preview != NULL) {
        preview_book(im->preview, row->account, row->date, booked);
        return OK;
    }
    TRY(txn_insert_lines(c, im->tx, row->seq, lines, before, &im->totals));
    return txn_update(c, im->tx, row);
}

enum err put_touch(struct ctx *c, struct importing *im, int64_t txn, enum touch_kind kind)
{
    return im->preview != NULL ? OK : import_touch(c, im->tx, im->row.seq, txn, kind);
}

enum err put_suggestion(struct ctx *c, struct importing *im, const struct suggestion_row *row)
{
    return im->preview != NULL ? OK : suggestion_insert(c, im->tx, row);
}

enum err put_answer(struct ctx *c, struct importing *im, int64_t txn, enum suggestion_state state)
{
    return im->preview != NULL ? OK : suggestion_resolve(c, im->tx, txn, state);
}
