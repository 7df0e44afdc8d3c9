#include "finance/edit/change.h"

#include "base/hash.h"
#include "base/json.h"
#include "base/limits.h"
#include "bus/types.h"
#include "finance/import/parts.h"
#include "finance/limits.h"
#include "sorting/categories.h"
#include "store/entity/event.h"
#include "store/entity/payee.h"
#include "store/entity/sorting.h"
#include "store/entity/total.h"

/* -- Beginning and ending -- */

static void release(void *thing)
{
    struct changing *in = thing;
    totals_free(&in->totals);
    text_map_free(&in->categories);
}

enum err changing_begin(struct ctx *c, struct store *store, int64_t household, bool records,
                        struct changing **out)
{
    struct changing *in = ARENA_NEW(c->arena, struct changing);
    arena_defer(c->arena, release, in);
    in->household = household;
    in->records = records;
    *out = in;
    return store_begin(c, store, &in->tx);
}

enum err changing_join(struct ctx *c, struct store_tx *tx, int64_t household, struct changing **out)
{
    struct changing *in = ARENA_NEW(c->arena, struct changing);
    arena_defer(c->arena, release, in);
    in->household = household;
    in->tx = tx;
    *out = in;
    return OK;
}

enum err changing_end(struct ctx *c, struct changing *in)
{
    return total_add(c, in->tx, &in->totals);
}

enum err changing_commit(struct ctx *c, struct changing *in)
{
    TRY(changing_end(c, in));
    return store_commit(c, in->tx);
}

/* -- Loading -- */

static enum err remember(struct ctx *c, struct change *change)
{
    change->before = (struct edit_undo_txn){.txn = change->row.seq,
                                            .lines = change->lines.count,
                                            .state = change->row.state,
                                            .flags = change->row.flags,
                                            .sorted_by = change->row.sorted_by,
                                            .pair = change->row.pair,
                                            .tags = change->row.tags,
                                            .notes = change->row.notes};
    return payee_name(c, change->in->tx, change->row.payee, &change->before.payee);
}

/* The row is there: the rest, if the household may see it. */
static enum err complete(struct ctx *c, struct change *change)
{
    TRY(account_by_seq(c, change->in->tx, change->row.account, &change->account));
    if (change->account.household != change->in->household)
        return fail(c, ERR_NOT_FOUND, "there is no such transaction");
    TRY(txn_read_lines(c, change->in->tx, change->row.seq, &change->lines));
    change->lines_before = change->lines.count;
    return change->in->records ? remember(c, change) : OK;
}

enum err change_load(struct ctx *c, struct changing *in, int64_t txn, struct change *out)
{
    *out = (struct change){.in = in};
    TRY(txn_by_seq(c, in->tx, txn, &out->row));
    return complete(c, out);
}

enum err change_load_id(struct ctx *c, struct changing *in, struct id id, struct change *out)
{
    *out = (struct change){.in = in};
    TRY(txn_by_id(c, in->tx, id, &out->row));
    return complete(c, out);
}

/* -- What is kept to take it back -- */

static uint64_t hash_more(uint64_t h, struct text t)
{
    return hash_bytes(t.at, t.len, hash_mix(h, t.len));
}

int64_t change_hash(struct ctx *c, const struct change *change)
{
    const struct txn_row *row = &change->row;
    struct txn_part *parts;
    size_t count = txn_parts(c->arena, &change->lines, row->account, &parts);
    uint64_t h = hash_mix(count, (uint64_t)row->state);
    for (size_t i = 0; i < count; i++)
        h = hash_mix(hash_mix(h, (uint64_t)parts[i].category), (uint64_t)parts[i].amount);
    h = hash_mix(h, (uint64_t)row->flags);
    h = hash_mix(h, (uint64_t)row->sorted_by);
    h = hash_mix(h, (uint64_t)row->payee);
    h = hash_mix(h, (uint64_t)row->pair);
    h = hash_more(h, row->bank_id);
    h = hash_more(h, row->tags);
    return (int64_t)hash_more(h, row->notes);
}

static struct edit_undo_txn *find_record(struct change_record *record, int64_t txn)
{
    for (size_t i = 0; i < record->count; i++)
        if (record->at[i].txn == txn)
            return &record->at[i];
    return NULL;
}

/* A transaction that is changed twice is kept as it stood first, with the hash of what was left last. */
static void keep(struct ctx *c, const struct change *change)
{
    struct change_record *record = &change->in->record;
    struct edit_undo_txn *kept = find_record(record, change->row.seq);
    if (kept == NULL) {
        if (record->count == record->size) {
            size_t size = record->size == 0 ? 4 : record->size * 2;
            struct edit_undo_txn *at = ARENA_ARRAY(c->arena, struct edit_undo_txn, size);
            if (record->count > 0)
                memcpy(at, record->at, record->count * sizeof *at);
            record->at = at;
            record->size = size;
        }
        kept = &record->at[record->count++];
        *kept = change->before;
    } else {
        kept->side = kept->side && change->before.side;
        kept->gave_bank_id = kept->gave_bank_id || change->before.gave_bank_id;
        kept->taught = kept->taught != 0 ? kept->taught : change->before.taught;
    }
    kept->after = change_hash(c, change);
}

/* -- Writing -- */

static enum err append_event(struct ctx *c, struct change *change, const char *type)
{
    char id[ID_TEXT_MAX];
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    json_object(&j);
    json_key_int(&j, "transaction", change->row.seq);
    json_key_text(&j, "account", change->account.name);
    json_object_end(&j);
    struct event_row event = {
        .household = change->in->household,
        .type = text_of(type),
        .subject = text_of(arena_printf(c->arena, "transaction/%s", id_format(change->row.id, id))),
        .correlation = change->in->correlation,
        .data = buf_view(data)};
    TRY(event_append(c, change->in->tx, &event));
    change->in->correlation = event.correlation;
    return OK;
}

enum err change_write(struct ctx *c, struct change *change, const char *event)
{
    struct changing *in = change->in;
    TRY(txn_insert_lines(c, in->tx, change->row.seq, &change->lines, change->lines_before, &in->totals));
    TRY(txn_update(c, in->tx, &change->row));
    if (in->records)
        keep(c, change);
    return event[0] == '\0' ? OK : append_event(c, change, event);
}

/* -- Money that hands move -- */

/* What a state counts for: money that is held counts as gone, money that is announced not as come. */
static int64_t counts_for(const struct txn_row *row, enum txn_state state)
{
    bool counts = state == TXN_POSTED || (state == TXN_PENDING && row->amount < 0);
    return counts ? row->amount : 0;
}

int64_t change_moves(const struct txn_row *row, enum txn_state from, enum txn_state to)
{
    return counts_for(row, to) - counts_for(row, from);
}

/* The account's sums hold what was written so far. */
static enum err write_totals(struct ctx *c, struct changing *in)
{
    TRY(total_add(c, in->tx, &in->totals));
    totals_free(&in->totals);
    in->totals = (struct totals){0};
    return OK;
}

enum err change_admits(struct ctx *c, const struct change *change, enum txn_state to)
{
    if (!change->account.has_lowest)
        return OK;
    TRY(write_totals(c, change->in));
    return account_admits(c, change->in->tx, &change->account,
                          change_moves(&change->row, change->row.state, to));
}

/* -- Steps -- */

static enum err check_live(struct ctx *c, const struct change *change)
{
    if (change->row.state == TXN_VOID)
        return fail(c, ERR_CONFLICT, "the transaction is void");
    return OK;
}

/* What is held ends by an answer alone (finance/security/). */
static enum err check_free(struct ctx *c, const struct change *change)
{
    if (change->row.flags & TXN_HELD)
        return fail(c, ERR_CONFLICT, "the transaction is held as suspicious: confirm or deny it first");
    return OK;
}

static enum err check_open(struct ctx *c, const struct change *change)
{
    TRY(check_live(c, change));
    if (change->row.flags & TXN_RECONCILED)
        return fail(c, ERR_CONFLICT, "the transaction is reconciled: unlock it first");
    return OK;
}

struct text change_label_key(struct ctx *c, const struct change *change)
{
    struct text raw = change->row.text.len > 0 ? change->row.text : change->row.memo;
    return payee_key(c->arena, payee_clean(c->arena, raw));
}

/* A correction is remembered for the payee as the bank writes it, so that it holds for the next statement
 * too. */
static enum err teach(struct ctx *c, struct change *change, int64_t category)
{
    struct text key = change_label_key(c, change);
    if (key.len == 0)
        return OK;
    change->before.taught = category;
    return label_add(c, change->in->tx, change->in->household, key, change->row.amount < 0, category);
}

/* The other side of a transfer stands alone again. */
static enum err unpair(struct ctx *c, struct change *change)
{
    struct change other;
    if (change->row.pair == 0)
        return OK;
    TRY(change_load(c, change->in, change->row.pair, &other));
    other.row.pair = 0;
    other.before.side = true;
    change->row.pair = 0;
    return change_write(c, &other, "");
}

/* The parts that an edit asks for, with categories made where they are new. */
static enum err wanted_parts(struct ctx *c, struct change *change, const struct txn_edit *edit,
                             struct txn_part **out, size_t *out_count)
{
    size_t count = edit->part_count == 0 ? 1 : edit->part_count;
    if (count > LIMIT_SPLITS)
        return fail(c, ERR_LIMIT, "a split has at most %d parts", LIMIT_SPLITS);
    struct txn_part *parts = ARENA_ARRAY(c->arena, struct txn_part, count);
    for (size_t i = 0; i < count; i++) {
        struct text path = edit->part_count == 0 ? edit->category : edit->parts[i].category;
        parts[i].amount = edit->part_count == 0 ? change->row.amount : edit->parts[i].amount;
        TRY(category_seq(c, change->in->tx, change->in->household, &change->in->categories, path,
                         &parts[i].category));
    }
    *out = parts;
    *out_count = count;
    return OK;
}

static enum err set_category(struct ctx *c, struct change *change, const struct txn_edit *edit)
{
    struct txn_part *parts;
    size_t count;
    TRY(wanted_parts(c, change, edit, &parts, &count));
    if (change->lines.count > 0) /* a zero amount moves nothing */
        TRY(txn_resort(c, &change->lines, change->row.account, parts, count));
    change->row.sorted_by = SORTED_USER;
    if (change->lines.count == 0)
        return OK;
    if (count > 1 || !text_is(edit->category, CATEGORY_TRANSFERS))
        TRY(unpair(c, change));
    return count == 1 ? teach(c, change, parts[0].category) : OK;
}

static enum err check_text(struct ctx *c, const char *what, bool is_set, struct text t, size_t limit)
{
    if (!is_set)
        return OK;
    if (t.len > limit)
        return fail(c, ERR_LIMIT, "%s: longer than %zu bytes", what, limit);
    return text_is_utf8(t) ? OK : fail(c, ERR_INPUT, "%s: not UTF-8", what);
}

static enum err check_words(struct ctx *c, const struct txn_edit *edit)
{
    TRY(check_text(c, "payee", edit->set_payee, edit->payee, LIMIT_PAYEE_TEXT));
    TRY(check_text(c, "tags", edit->set_tags, edit->tags, LIMIT_MEMO_TEXT));
    return check_text(c, "notes", edit->set_notes, edit->notes, LIMIT_MEMO_TEXT);
}

static enum err set_words(struct ctx *c, struct change *change, const struct txn_edit *edit)
{
    if (edit->set_payee) {
        change->row.payee = 0;
        if (edit->payee.len > 0)
            TRY(payee_intern(c, change->in->tx, change->in->household, edit->payee, &change->row.payee));
        change->row.flags |= TXN_PAYEE_EDITED;
    }
    if (edit->set_tags) {
        change->row.tags = edit->tags;
        change->row.flags |= TXN_TAGS_EDITED;
    }
    if (edit->set_notes) {
        change->row.notes = edit->notes;
        change->row.flags |= TXN_NOTES_EDITED;
    }
    return OK;
}

enum err change_edit(struct ctx *c, struct change *change, const struct txn_edit *edit)
{
    bool unlocks = edit->set_reconciled && !edit->reconciled;
    TRY(unlocks ? check_live(c, change) : check_open(c, change));
    TRY(check_words(c, edit));
    if (edit->set_category)
        TRY(set_category(c, change, edit));
    TRY(set_words(c, change, edit));
    if (edit->set_reconciled)
        change->row.flags =
            edit->reconciled ? change->row.flags | TXN_RECONCILED : change->row.flags & ~TXN_RECONCILED;
    return OK;
}

enum err change_post(struct ctx *c, struct change *change)
{
    TRY(check_live(c, change));
    if (change->row.state != TXN_PENDING)
        return fail(c, ERR_CONFLICT, "the transaction is not pending");
    if (change->row.flags & TXN_MAYBE_KNOWN)
        return fail(c, ERR_CONFLICT, "the transaction waits for review");
    TRY(check_free(c, change));
    if (change->lines.count > 0)
        TRY(txn_post(c, &change->lines));
    change->row.state = TXN_POSTED;
    change->row.flags &= ~TXN_BANK_PENDING;
    return OK;
}

/* Void, and nobody waits for an answer about it any more. */
static enum err take_back(struct ctx *c, struct change *change, enum suggestion_state answer)
{
    if (change->lines.count > 0)
        TRY(txn_void(c, &change->lines));
    change->row.state = TXN_VOID;
    if (change->row.flags & TXN_MAYBE_KNOWN)
        TRY(suggestion_resolve(c, change->in->tx, change->row.seq, answer));
    change->row.flags &= ~TXN_MAYBE_KNOWN;
    return unpair(c, change);
}

enum err change_void(struct ctx *c, struct change *change)
{
    TRY(check_live(c, change));
    TRY(check_free(c, change));
    TRY(change_admits(c, change, TXN_VOID));
    TRY(check_open(c, change));
    return take_back(c, change, SUGGESTION_SAME);
}

enum err change_hold(struct ctx *c, struct change *change)
{
    struct txn_part *parts;
    TRY(check_open(c, change));
    TRY(check_free(c, change));
    if (change->row.flags & TXN_MAYBE_KNOWN)
        return fail(c, ERR_CONFLICT, "the transaction waits for review");
    size_t count = txn_parts(c->arena, &change->lines, change->row.account, &parts);
    if (change->row.state == TXN_POSTED)
        TRY(txn_rebook(c, &change->lines, change->row.account, change->row.amount, LINE_PENDING, parts,
                       count));
    change->row.state = TXN_PENDING;
    change->row.flags |= TXN_HELD;
    return OK;
}

enum err change_release(struct ctx *c, struct change *change, bool post)
{
    TRY(check_live(c, change));
    change->row.flags &= ~TXN_HELD;
    return post && change->row.state == TXN_PENDING ? change_post(c, change) : OK;
}

/* The known row takes the bank's id, so that the same file finds it at once next time. */
static enum err give_bank_id(struct ctx *c, struct change *known, struct text bank_id)
{
    if (known->row.bank_id.len > 0 || bank_id.len == 0)
        return OK;
    known->row.bank_id = bank_id;
    known->before.side = true;
    known->before.gave_bank_id = true;
    return change_write(c, known, "");
}

enum err change_merge(struct ctx *c, struct change *change, struct change *known)
{
    struct suggestion_row asked = {0};
    TRY(check_open(c, change));
    TRY(check_free(c, change));
    if (known->row.seq == change->row.seq)
        return fail(c, ERR_INPUT, "with: a transaction cannot be merged with itself");
    if (known->row.account != change->row.account)
        return fail(c, ERR_CONFLICT, "with: that transaction is of another account");
    if (known->row.state == TXN_VOID)
        return fail(c, ERR_CONFLICT, "the transaction that it would be the same as is void");
    if ((known->row.amount < 0) != (change->row.amount < 0))
        return fail(c, ERR_CONFLICT, "with: that transaction moves money the other way");
    if (change->row.flags & TXN_MAYBE_KNOWN)
        TRY(suggestion_by_txn(c, change->in->tx, change->row.seq, &asked));
    TRY(change_admits(c, change, TXN_VOID));
    TRY(give_bank_id(c, known, change->row.bank_id));
    return take_back(c, change, asked.candidate == known->row.seq ? SUGGESTION_SAME : SUGGESTION_DIFFERENT);
}

enum err change_review(struct ctx *c, struct change *change, bool same)
{
    struct suggestion_row asked;
    struct change known;
    TRY(check_live(c, change));
    TRY(suggestion_by_txn(c, change->in->tx, change->row.seq, &asked));
    if (asked.state != SUGGESTION_OPEN)
        return fail(c, ERR_CONFLICT, "nothing waits for an answer here");
    if (same) {
        TRY(change_load(c, change->in, asked.candidate, &known));
        return change_merge(c, change, &known);
    }
    TRY(suggestion_resolve(c, change->in->tx, change->row.seq, SUGGESTION_DIFFERENT));
    change->row.flags &= ~TXN_MAYBE_KNOWN;
    if (change->row.flags & TXN_BANK_PENDING)
        return OK;
    if (change->lines.count > 0)
        TRY(txn_post(c, &change->lines));
    change->row.state = TXN_POSTED;
    return OK;
}
