/* Transactions are found by account and date, by id and by the bank's id. A store that keeps an index for
 * that reads these queries from the index alone, so a damaged one shows here: an entry that is lost,
 * invented, changed or out of its place. */
#include "base/hash.h"
#include "finance/fsck/parts.h"

static uint64_t date_hash(int64_t account, int64_t day, int64_t seq)
{
    return hash_mix(hash_mix((uint64_t)account, (uint64_t)day), (uint64_t)seq);
}

static uint64_t bank_id_hash(int64_t account, struct text bank_id, int64_t seq)
{
    return hash_bytes(bank_id.at, bank_id.len, hash_mix((uint64_t)account, (uint64_t)seq));
}

void fsck_add_lookups(struct lookup_sums *sums, const struct txn_row *txn)
{
    sums->by_date += date_hash(txn->account, txn->date, txn->seq);
    sums->by_id += hash_bytes(txn->id.bytes, sizeof txn->id.bytes, (uint64_t)txn->seq);
    if (txn->bank_id.at != NULL)
        sums->by_bank_id += bank_id_hash(txn->account, txn->bank_id, txn->seq);
}

static void compare(struct checking *k, const char *where, uint64_t expected, uint64_t found, bool ordered)
{
    k->result->looked_at[FSCK_LOOKUPS]++;
    if (expected != found)
        fsck_tell(k, FSCK_LOOKUPS, where, "what is found is not what there is: an index is damaged", "", "");
    else if (!ordered)
        fsck_tell(k, FSCK_LOOKUPS, where, "what is found is out of order: an index is damaged", "", "");
}

static enum err check_dates(struct ctx *c, struct checking *k)
{
    struct store_query *q;
    bool row, ordered = true;
    int64_t account = 0, day = 0;
    uint64_t sum = 0;
    TRY(store_query(c, k->tx, "SELECT account, date, seq FROM txn ORDER BY account, date, seq", &q));
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        ordered &= store_int(q, 0) > account || (store_int(q, 0) == account && store_int(q, 1) >= day);
        account = store_int(q, 0);
        day = store_int(q, 1);
        sum += date_hash(account, day, store_int(q, 2));
    }
    compare(k, "transactions by account and date", k->lookups.by_date, sum, ordered);
    return OK;
}

static enum err check_ids(struct ctx *c, struct checking *k)
{
    struct store_query *q;
    bool row, ordered = true;
    struct id before = {{0}};
    uint64_t sum = 0;
    TRY(store_query(c, k->tx, "SELECT id, seq FROM txn ORDER BY id", &q));
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        struct id id = store_get_id(q, 0);
        ordered &= memcmp(id.bytes, before.bytes, sizeof id.bytes) > 0; /* no id twice */
        before = id;
        sum += hash_bytes(id.bytes, sizeof id.bytes, (uint64_t)store_int(q, 1));
    }
    compare(k, "transactions by id", k->lookups.by_id, sum, ordered);
    return OK;
}

static enum err check_bank_ids(struct ctx *c, struct checking *k)
{
    struct store_query *q;
    bool row, ordered = true;
    int64_t account = 0;
    uint64_t sum = 0;
    TRY(store_query(
        c, k->tx,
        "SELECT account, bank_id, seq FROM txn WHERE bank_id IS NOT NULL ORDER BY account, bank_id, seq",
        &q));
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        ordered &= store_int(q, 0) >= account;
        account = store_int(q, 0);
        sum += bank_id_hash(account, store_text(q, 1), store_int(q, 2));
    }
    compare(k, "transactions by the bank's id", k->lookups.by_bank_id, sum, ordered);
    return OK;
}

enum err fsck_lookups(struct ctx *c, struct checking *k)
{
    TRY(check_dates(c, k));
    TRY(check_ids(c, k));
    return check_bank_ids(c, k);
}
