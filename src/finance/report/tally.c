#include "finance/report/tally.h"

#include "store/entity/account.h"

#include <pthread.h>
#include <stdlib.h>

struct tally_cell {
    int64_t account, count;
};

struct tally {
    pthread_mutex_t lock;
    int64_t counted;          /* transactions up to this number are */
    struct tally_cell *cells; /* by account */
    size_t count, size;
};

struct tally *tally_new(void)
{
    struct tally *tally = calloc(1, sizeof *tally);
    if (tally == NULL)
        die("out of memory");
    pthread_mutex_init(&tally->lock, NULL);
    return tally;
}

void tally_free(struct tally *tally)
{
    if (tally == NULL)
        return;
    pthread_mutex_destroy(&tally->lock);
    free(tally->cells);
    free(tally);
}

/* Where an account's cell is, or would be. */
static size_t place_of(const struct tally *tally, int64_t account)
{
    size_t low = 0, high = tally->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tally->cells[middle].account < account)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add(struct tally *tally, int64_t account, int64_t count)
{
    size_t at = place_of(tally, account);
    if (at == tally->count || tally->cells[at].account != account) {
        if (tally->count == tally->size) {
            tally->size = tally->size == 0 ? 16 : tally->size * 2;
            tally->cells = realloc(tally->cells, tally->size * sizeof *tally->cells);
            if (tally->cells == NULL)
                die("out of memory");
        }
        memmove(&tally->cells[at + 1], &tally->cells[at], (tally->count - at) * sizeof *tally->cells);
        tally->cells[at] = (struct tally_cell){account, 0};
        tally->count++;
    }
    tally->cells[at].count += count;
}

static enum err count_new(struct ctx *c, struct store_tx *tx, struct tally *tally)
{
    struct account_share *shares;
    size_t count;
    int64_t newest;
    TRY(accounts_count_new(c, tx, tally->counted, &newest, &shares, &count));
    for (size_t i = 0; i < count; i++)
        add(tally, shares[i].account, shares[i].transactions);
    /* An older snapshot than the last one's has nothing new. */
    tally->counted = newest > tally->counted ? newest : tally->counted;
    return OK;
}

enum err tally_update(struct ctx *c, struct store_tx *tx, struct tally *tally)
{
    pthread_mutex_lock(&tally->lock);
    enum err e = count_new(c, tx, tally);
    pthread_mutex_unlock(&tally->lock);
    return e;
}

int64_t tally_of(struct tally *tally, int64_t account)
{
    pthread_mutex_lock(&tally->lock);
    size_t at = place_of(tally, account);
    int64_t count = at < tally->count && tally->cells[at].account == account ? tally->cells[at].count : 0;
    pthread_mutex_unlock(&tally->lock);
    return count;
}
