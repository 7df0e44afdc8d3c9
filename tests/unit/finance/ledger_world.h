/* A ledger in memory and the words that tests of imports and transactions speak: take a file, count rows, add
 * up. */
#ifndef TESTS_UNIT_FINANCE_LEDGER_WORLD_H
#define TESTS_UNIT_FINANCE_LEDGER_WORLD_H

#include "base/hash.h"
#include "finance/import/import.h"
#include "finance/transactions.h"
#include "servers/any_store.h"
#include "store/entity/account.h"
#include "store/entity/household.h"
#include "store/entity/import.h"
#include "store/entity/sorting.h"
#include "store/entity/total.h"
#include "store/migrate.h"
#include "support.h"

struct world {
    struct ctx c;
    struct store *store;
    struct import_options how;   /* for the next file; tests change it */
    struct import_result result; /* of the last one */
    int64_t import;              /* the last one's number */
};

static inline int world_open(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    w->c = test_ctx();
    w->how = (struct import_options){.household = HOUSEHOLD_FIRST, .currency = CURRENCY_EUR};
    assert_ok(&w->c, store_open(&w->c, any_store_driver(), any_store_place(":memory:"), true, &w->store));
    assert_ok(&w->c, migrate_up(&w->c, w->store));
    *state = w;
    return 0;
}

static inline int world_close(void **state)
{
    struct world *w = *state;
    test_ctx_end(&w->c);
    store_close(w->store);
    free(w);
    return 0;
}

#define WORLD_TEST(name) cmocka_unit_test_setup_teardown(name, world_open, world_close)

/* -- Asking the store: one number, up to three values for ?1, ?2, ?3 -- */

static inline int64_t world_ask(struct world *w, const char *sql, int64_t a, int64_t b)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    assert_ok(&c, store_begin_read(&c, w->store, &tx));
    assert_ok(&c, store_query(&c, tx, sql, &q));
    if (strstr(sql, "?1") != NULL)
        store_bind_int(q, 1, a);
    if (strstr(sql, "?2") != NULL)
        store_bind_int(q, 2, b);
    assert_ok(&c, store_next(&c, q, &row));
    int64_t value = row ? store_int(q, 0) : 0;
    store_reset(q);
    test_ctx_end(&c);
    return value;
}

static inline int64_t world_ask_text(struct world *w, const char *sql, const char *text)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    assert_ok(&c, store_begin_read(&c, w->store, &tx));
    assert_ok(&c, store_query(&c, tx, sql, &q));
    store_bind_text(q, 1, text_of(text));
    assert_ok(&c, store_next(&c, q, &row));
    int64_t value = row ? store_int(q, 0) : 0;
    store_reset(q);
    test_ctx_end(&c);
    return value;
}

/* Live entries of the bank, opening balances aside. */
static inline int64_t world_count(struct world *w)
{
    return world_ask(w, "SELECT count(*) FROM txn WHERE state <> 3 AND flags & 8 = 0", 0, 0);
}

static inline int64_t world_count_in(struct world *w, enum txn_state state)
{
    return world_ask(w, "SELECT count(*) FROM txn WHERE state = ?1 AND flags & 8 = 0", state, 0);
}

/* The booked balance of an account or category, in minor units. */
static inline int64_t world_balance(struct world *w, const char *account)
{
    return world_ask_text(w,
                          "SELECT coalesce(sum(m.debit - m.credit), 0) FROM month_total m "
                          "JOIN account a ON a.seq = m.account WHERE a.name = ?1",
                          account);
}

static inline int64_t world_account(struct world *w, const char *name)
{
    return world_ask_text(w, "SELECT seq FROM account WHERE name = ?1", name);
}

/* The one live transaction with this description; the newest when there are several. */
static inline int64_t world_txn(struct world *w, const char *text)
{
    return world_ask_text(w, "SELECT max(seq) FROM txn WHERE text = ?1 AND state <> 3", text);
}

static inline struct txn_row world_row(struct world *w, int64_t seq)
{
    struct store_tx *tx;
    struct txn_row row;
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, txn_by_seq(&w->c, tx, seq, &row));
    store_rollback(tx);
    return row;
}

/* What the list says of one transaction. */
static inline struct txn_view world_view(struct world *w, int64_t seq)
{
    struct store_tx *tx;
    struct txn_view *rows, found = {0};
    size_t count;
    struct txn_filter filter = {.from = DATE_NONE, .to = DATE_NONE, .limit = 1000};
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, transaction_list(&w->c, tx, HOUSEHOLD_FIRST, &filter, &rows, &count));
    for (size_t i = 0; i < count; i++)
        if (rows[i].row.seq == seq)
            found = rows[i];
    store_rollback(tx);
    assert_int_equal(seq, found.row.seq);
    return found;
}

/* The call fails; its unit of work ends, as that of a command would. */
#define assert_refused(w, code, call)                                                                        \
    do {                                                                                                     \
        struct arena_mark mark_ = arena_mark((w)->c.arena);                                                  \
        uint64_t before_ = world_digest(w);                                                                  \
        assert_err((code), (call));                                                                          \
        arena_rewind((w)->c.arena, mark_);                                                                   \
        if (before_ != world_digest(w))                                                                      \
            fail_msg("a refused call changed something: %s", #call);                                         \
    } while (0)

/* -- Taking files -- */

/* Two runs over one file say the same. */
static inline void assert_same_result(const struct import_result *a, const struct import_result *b)
{
    assert_int_equal(a->read, b->read);
    assert_int_equal(a->added, b->added);
    assert_int_equal(a->duplicates, b->duplicates);
    assert_int_equal(a->settled, b->settled);
    assert_int_equal(a->suggested, b->suggested);
    assert_int_equal(a->paired, b->paired);
    assert_int_equal(a->statements, b->statements);
    assert_int_equal(a->statements_reconciled, b->statements_reconciled);
    assert_int_equal(a->sample_count, b->sample_count);
    assert_int_equal(a->account_count, b->account_count);
    for (size_t i = 0; i < a->account_count; i++) {
        const struct import_account *left = &a->accounts[i], *right = &b->accounts[i];
        assert_true(text_equal(left->name, right->name));
        assert_int_equal(left->created, right->created);
        assert_int_equal(left->added, right->added);
        assert_int_equal(left->has_closing, right->has_closing);
        assert_int_equal(left->closing, right->closing);
        assert_int_equal(left->balance, right->balance);
    }
}

/* Before each file comes its preview, which says what the import then does, or why it is refused. */
static inline enum err world_try(struct world *w, const char *name, const char *text)
{
    struct source *source = source_memory(w->c.arena, name, text_of(text));
    struct import_options how = w->how;
    struct import_result preview;
    how.dry_run = true;
    enum err foreseen = import_file(&w->c, w->store, source, &how, &preview);
    source = source_memory(w->c.arena, name, text_of(text));
    enum err e = import_file(&w->c, w->store, source, &w->how, &w->result);
    if (e != ERR_LIMIT)
        assert_string_equal(err_name(e), err_name(foreseen));
    if (e == OK)
        assert_same_result(&preview, &w->result);
    if (e == OK && w->result.import != 0)
        w->import = w->result.import;
    return e;
}

static inline void world_take(struct world *w, const char *name, const char *text)
{
    assert_ok(&w->c, world_try(w, name, text));
}

/* The counts of the last file. */
#define assert_counts(w, new, known, booked, asked)                                                          \
    do {                                                                                                     \
        const struct import_result *r_ = &(w)->result;                                                       \
        if (r_->added != (new) || r_->duplicates != (known) || r_->settled != (booked) ||                    \
            r_->suggested != (asked))                                                                        \
            fail_msg("expected %d new, %d known, %d booked, %d asked; got %lld, %lld, %lld, %lld",           \
                     (int)(new), (int)(known), (int)(booked), (int)(asked), (long long)r_->added,            \
                     (long long)r_->duplicates, (long long)r_->settled, (long long)r_->suggested);           \
        assert_int_equal(r_->read, r_->added + r_->duplicates + r_->settled + r_->suggested);                \
    } while (0)

static inline struct undo_result world_undo(struct world *w, int64_t import)
{
    struct undo_result result;
    assert_ok(&w->c, import_undo(&w->c, w->store, HOUSEHOLD_FIRST, import, &result));
    return result;
}

static inline void world_rule(struct world *w, const char *rule)
{
    struct store_tx *tx;
    int64_t seq;
    assert_ok(&w->c, store_begin(&w->c, w->store, &tx));
    assert_ok(&w->c, rule_insert(&w->c, tx, HOUSEHOLD_FIRST, text_of(rule), &seq));
    assert_ok(&w->c, store_commit(&w->c, tx));
}

static inline void world_open_account(struct world *w, const char *name, currency cur, const char *number)
{
    struct store_tx *tx;
    struct account_row row = {.household = HOUSEHOLD_FIRST,
                              .kind = ACCOUNT_ASSET,
                              .currency = cur,
                              .name = text_of(name),
                              .number = text_of(number)};
    assert_ok(&w->c, store_begin(&w->c, w->store, &tx));
    assert_ok(&w->c, account_insert(&w->c, tx, &row));
    assert_ok(&w->c, store_commit(&w->c, tx));
}

static inline enum err world_edit(struct world *w, int64_t txn, struct txn_edit edit)
{
    return transaction_edit(&w->c, w->store, HOUSEHOLD_FIRST, txn, &edit);
}

/* -- Digests -- */

struct digest_part {
    const char *sql;
    int columns;
};

static inline uint64_t digest_of(struct world *w, const struct digest_part *parts)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    uint64_t hash = 1;
    assert_ok(&c, store_begin_read(&c, w->store, &tx));
    for (; parts->sql != NULL; parts++) {
        struct store_query *q;
        assert_ok(&c, store_query(&c, tx, parts->sql, &q));
        for (bool row = true; row;) {
            assert_ok(&c, store_next(&c, q, &row));
            for (int i = 0; row && i < parts->columns; i++) {
                struct text value = store_blob(q, i);
                hash = hash_bytes(value.at, value.len, hash_mix(hash, store_is_null(q, i) ? 1 : 2));
            }
        }
    }
    test_ctx_end(&c);
    return hash;
}

/* Everything there is, to the byte: two equal digests mean that nothing was written between. */
static inline uint64_t world_digest(struct world *w)
{
    static const struct digest_part parts[] = {
        {"SELECT * FROM counter ORDER BY name", 2},
        {"SELECT * FROM household ORDER BY seq", 5},
        {"SELECT * FROM account ORDER BY seq", 11},
        {"SELECT * FROM payee ORDER BY seq", 3},
        {"SELECT * FROM import ORDER BY seq", 14},
        {"SELECT * FROM statement ORDER BY import, line", 10},
        {"SELECT * FROM txn ORDER BY seq", 17},
        {"SELECT * FROM transfer ORDER BY txn, line", 9},
        {"SELECT * FROM month_total ORDER BY account, currency, month", 8},
        {"SELECT * FROM import_touch ORDER BY import, txn", 3},
        {"SELECT * FROM suggestion ORDER BY txn", 4},
        {"SELECT * FROM rule ORDER BY seq", 6},
        {"SELECT * FROM label ORDER BY payee_key, outgoing, category", 6},
        {"SELECT * FROM csv_mapping ORDER BY fingerprint", 5},
        {"SELECT seq, type, subject, txn_first, txn_last, data FROM event ORDER BY seq", 6},
        {0},
    };
    return digest_of(w, parts);
}

/* What the ledger says, without ids and times: equal for two runs that did the same. */
static inline uint64_t world_state(struct world *w)
{
    static const struct digest_part parts[] = {
        {"SELECT seq, kind, name, currency, number, lowest FROM account ORDER BY seq", 6},
        {"SELECT seq, name FROM payee ORDER BY seq", 2},
        {"SELECT seq, state, entries, added, duplicates, suggested, txn_first, txn_last FROM import ORDER BY "
         "seq",
         8},
        {"SELECT seq, account, date, amount, state, flags, sorted_by, import, payee, pair, text, bank_id, "
         "memo, tags, "
         "notes FROM txn ORDER BY seq",
         15},
        {"SELECT * FROM transfer ORDER BY txn, line", 9},
        {"SELECT * FROM month_total ORDER BY account, currency, month", 8},
        {"SELECT * FROM suggestion ORDER BY txn", 4},
        {0},
    };
    return digest_of(w, parts);
}

/* -- What must hold always -- */

/* The kept sums are what the lines add up to, and debits equal credits in each currency. */
static inline void assert_books_balance(struct world *w)
{
    /* A day's month, counted from the first of March of year 0 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
    static const char kept_but_not_summed[] =
        "SELECT count(*) FROM month_total m LEFT JOIN (SELECT account, currency, month, sum(debit) AS debit, "
        "sum(credit) AS credit, sum(pd) AS pd, sum(pc) AS pc, count(*) AS lines FROM ("
        "SELECT e.*, (yoe + era * 400) * 12 + (5 * (doe - (365 * yoe + yoe / 4 - yoe / 100)) + 2) / 153 + 2 "
        "AS month "
        "FROM (SELECT d.*, (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365 AS yoe FROM ("
        "SELECT l.*, (date + 719468) / 146097 AS era, (date + 719468) % 146097 AS doe FROM ("
        "SELECT t.debit AS account, t.currency AS currency, t.date AS date, "
        "CASE t.phase WHEN 2 THEN t.amount ELSE 0 END AS debit, 0 AS credit, "
        "CASE t.phase WHEN 1 THEN t.amount ELSE 0 END AS pd, 0 AS pc FROM transfer t WHERE t.phase <> 3 AND "
        "NOT EXISTS "
        "(SELECT 1 FROM transfer r WHERE r.txn = t.txn AND r.reverses = t.line) "
        "UNION ALL SELECT t.credit, t.currency, t.date, 0, "
        "CASE t.phase WHEN 2 THEN t.amount ELSE 0 END, 0, CASE t.phase WHEN 1 THEN t.amount ELSE 0 END "
        "FROM transfer t WHERE t.phase <> 3 AND NOT EXISTS "
        "(SELECT 1 FROM transfer r WHERE r.txn = t.txn AND r.reverses = t.line)) l) d) e) f "
        "GROUP BY account, currency, month) s ON s.account = m.account AND s.currency = m.currency AND "
        "s.month = m.month "
        "WHERE s.lines IS NULL OR s.debit <> m.debit OR s.credit <> m.credit OR s.pd <> m.pending_debit OR "
        "s.pc <> m.pending_credit OR s.lines <> m.lines";
    static const char lines_in_all[] =
        "SELECT 2 * (SELECT count(*) FROM transfer t WHERE t.phase <> 3 AND NOT EXISTS "
        "(SELECT 1 FROM transfer r WHERE r.txn = t.txn AND r.reverses = t.line)) - "
        "coalesce(sum(lines), 0) FROM month_total";
    static const char unequal[] = "SELECT count(*) FROM (SELECT currency FROM month_total GROUP BY currency "
                                  "HAVING sum(debit) <> sum(credit) "
                                  "OR sum(pending_debit) <> sum(pending_credit)) unequal";
    /* An own account's live lines of a transaction add up to its amount, in one phase that is its state. */
    static const char torn[] =
        "SELECT count(*) FROM txn x WHERE x.amount <> 0 AND (SELECT coalesce(sum(CASE WHEN t.debit = "
        "x.account THEN t.amount "
        "ELSE -t.amount END), 0) FROM transfer t WHERE t.txn = x.seq AND t.phase <> 3 AND NOT EXISTS "
        "(SELECT 1 FROM transfer r WHERE r.txn = t.txn AND r.reverses = t.line)) <> "
        "CASE x.state WHEN 3 THEN 0 ELSE x.amount END";
    static const char live_otherwise[] =
        "SELECT count(*) FROM transfer t JOIN txn x ON x.seq = t.txn WHERE t.phase <> 3 AND t.phase <> "
        "x.state "
        "AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.txn = t.txn AND r.reverses = t.line)";
    static const char reversed_twice[] =
        "SELECT count(*) FROM (SELECT txn FROM transfer WHERE reverses IS NOT NULL GROUP BY txn, reverses "
        "HAVING count(*) > 1) twice";
    static const char lonely_pairs[] = "SELECT count(*) FROM txn a WHERE a.pair IS NOT NULL AND NOT EXISTS "
                                       "(SELECT 1 FROM txn b WHERE b.seq = a.pair "
                                       "AND b.pair = a.seq AND b.account <> a.account AND b.state = 2 AND "
                                       "a.state = 2 AND a.amount = -b.amount)";
    static const char odd_questions[] =
        "SELECT count(*) FROM txn x LEFT JOIN suggestion s ON s.txn = x.seq AND s.state = 1 WHERE "
        "((x.flags & 4 <> 0) <> (s.txn IS NOT NULL)) OR (x.flags & 4 <> 0 AND x.state <> 1)";
    assert_int_equal(0, world_ask(w, kept_but_not_summed, 0, 0));
    assert_int_equal(0, world_ask(w, lines_in_all, 0, 0));
    assert_int_equal(0, world_ask(w, unequal, 0, 0));
    assert_int_equal(0, world_ask(w, torn, 0, 0));
    assert_int_equal(0, world_ask(w, live_otherwise, 0, 0));
    assert_int_equal(0, world_ask(w, reversed_twice, 0, 0));
    assert_int_equal(0, world_ask(w, lonely_pairs, 0, 0));
    assert_int_equal(0, world_ask(w, odd_questions, 0, 0));
}

#endif
