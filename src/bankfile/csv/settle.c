/* Which way the money went. Banks differ in the signs of debit columns, in what "debit" does to a signed
 * amount, in whether fees are taken off; a running balance settles all of that. Every reading is tried on the
 * beginning of the file at once. */
#include "bankfile/csv/table.h"

enum { READINGS_MAX = 96, TRIAL_ACCOUNTS = 8, TRIAL_ROWS = 20000 };

struct trial {
    size_t count, account_count;
    struct csv_senses readings[READINGS_MAX];
    struct trial_account {
        struct text key;
        struct csv_chain chains[READINGS_MAX];
    } * accounts;
    /* Signs of the cells, by the word beside them: [debit word][negative]. */
    uint64_t words[2][2];
    uint64_t debit_signs[2], credit_signs[2];
    uint64_t payments[2], purchases[2]; /* of a card: signs of thanks for a payment, and of everything else */
    bool has_pending, has_foreign_words, has_broken_rows;
};

static void add_reading(struct trial *t, struct csv_senses senses)
{
    if (t->count < READINGS_MAX)
        t->readings[t->count++] = senses;
}

/* Every way to read the money columns that a mapping has; what the text of a mapping fixes is not here. */
static void list_readings(struct trial *t, const struct csv_mapping *m)
{
    bool pair = csv_maps(m, CSV_DEBIT) || csv_maps(m, CSV_CREDIT);
    bool fee = csv_maps(m, CSV_FEE) && !pair;
    for (int pending = 0; pending < 2; pending++) {
        for (uint8_t f = 0; f < (fee ? 3 : 1); f++) {
            static const uint8_t fees[] = {CSV_SENSES, CSV_FLIPPED, CSV_PLAIN};
            struct csv_senses s = {.fee = fees[f], .pending_booked = pending == 1, .direction = CSV_IGNORED};
            for (uint8_t i = 0; i < (pair ? CSV_SENSES : 2); i++) {
                for (uint8_t k = 0; k < (pair                         ? CSV_SENSES
                                         : csv_maps(m, CSV_DIRECTION) ? CSV_USES
                                                                      : 1);
                     k++) {
                    s.amount = pair ? CSV_PLAIN : i;
                    s.debit = pair ? i : CSV_OUT;
                    s.credit = pair ? k : CSV_IN;
                    s.direction = csv_maps(m, CSV_DIRECTION) && !pair ? k : CSV_IGNORED;
                    add_reading(t, s);
                }
            }
        }
    }
}

static void count_signs(struct trial *t, const struct csv_record *record)
{
    const struct csv_money *money = &record->money;
    if (money->has_amount && money->amount.digits != 0 && money->direction != 0)
        t->words[money->direction < 0][money->amount.digits < 0]++;
    if (money->has_debit && money->debit.digits != 0)
        t->debit_signs[money->debit.digits < 0]++;
    if (money->has_credit && money->credit.digits != 0)
        t->credit_signs[money->credit.digits < 0]++;
    t->has_pending |= record->status == CSV_PENDING;
}

static bool says_any(struct text t, const struct text *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_find_nocase(t, words[i]) >= 0)
            return true;
    return false;
}

/* "PAYMENT - THANK YOU": what a card's bank calls money that came in. */
static void count_card(struct trial *t, const struct csv_table *table, const struct csv_mapping *m,
                       const struct csv_row *row, const struct csv_record *record)
{
    static const struct text thanks[] = {TEXT("thank you"),         TEXT("payment received"),
                                         TEXT("besten dank"),       TEXT("zahlung erhalten"),
                                         TEXT("hartelijk bedankt"), TEXT("pagamento ricevuto")};
    static const struct text of_cards[] = {TEXT("autopay"), TEXT("online payment"), TEXT("paiement re"),
                                           TEXT("pago recibido")};
    struct text what = csv_value(m, CSV_PAYEE, row);
    bool payment = says_any(what, thanks, sizeof thanks / sizeof *thanks) ||
                   (table->card && says_any(what, of_cards, sizeof of_cards / sizeof *of_cards));
    if (record->money.has_amount && record->money.amount.digits != 0)
        (payment ? t->payments : t->purchases)[record->money.amount.digits < 0]++;
}

static struct trial_account *find_account(struct ctx *c, struct trial *t, struct text account,
                                          struct text currency)
{
    char bytes[2 * LIMIT_ACCOUNT_TEXT];
    size_t len = account.len > LIMIT_ACCOUNT_TEXT ? LIMIT_ACCOUNT_TEXT : account.len,
           more = currency.len > 8 ? 8 : currency.len;
    if (len > 0)
        memcpy(bytes, account.at, len);
    if (more > 0)
        memcpy(bytes + len, currency.at, more);
    struct text key = {bytes, len + more};
    for (size_t i = 0; i < t->account_count; i++)
        if (text_equal(t->accounts[i].key, key))
            return &t->accounts[i];
    if (t->account_count == TRIAL_ACCOUNTS)
        return NULL;
    t->accounts[t->account_count].key = text_copy(c->arena, key);
    return &t->accounts[t->account_count++];
}

static void try_readings(struct trial *t, struct trial_account *account, const struct csv_row *row,
                         const struct csv_record *record)
{
    const struct decimal *balance = record->money.has_balance ? &record->money.balance : NULL;
    for (size_t i = 0; i < t->count; i++) {
        struct decimal amount = {0, 0};
        if (record->status == CSV_PENDING && !t->readings[i].pending_booked)
            continue;
        if (record->state == CSV_ENTRY && !csv_money_amount(&record->money, &t->readings[i], &amount))
            account->chains[i].failed = true;
        else
            csv_chain_add(&account->chains[i], row->line, record->day, amount, balance);
    }
}

static enum err run_trial(struct ctx *c, struct bankfile_reader *r, struct source *utf8,
                          const struct csv_table *table, const struct csv_mapping *m, struct trial *t)
{
    struct csv_recall *recall = ARENA_NEW(c->arena, struct csv_recall);
    struct csv_mapping reading = *m;
    reading.senses.direction = CSV_DECIDES; /* so that the words are looked at */
    bool broken = false;
    TRY(source_rewind(c, utf8));
    struct csv_rows *rows = csv_rows_open(c, r, utf8, m->delimiter, m->quote);
    for (uint64_t count = 0; count < TRIAL_ROWS; count++) {
        struct csv_row row;
        struct csv_record record;
        bool more;
        TRY(csv_rows_good(c, rows, &row, &more));
        if (!more)
            break;
        if (row.line < table->first_line || row.count < 2)
            continue;
        csv_record_read(&reading, &row, recall, &record);
        t->has_foreign_words |= record.state == CSV_BAD_DIRECTION;
        if ((record.state != CSV_ENTRY && record.state != CSV_BALANCE_ONLY) || record.status == CSV_VOID) {
            broken = record.state >= CSV_SHORT;
            continue;
        }
        t->has_broken_rows |= broken; /* no footer: an entry follows it */
        broken = false;
        count_signs(t, &record);
        count_card(t, table, m, &row, &record);
        struct trial_account *account =
            !csv_maps(m, CSV_BALANCE)
                ? NULL
                : find_account(c, t, csv_value(m, CSV_ACCOUNT, &row), csv_value(m, CSV_CURRENCY, &row));
        if (account != NULL)
            try_readings(t, account, &row, &record);
    }
    return OK;
}

/* How a debit/credit word goes with the sign of its amount, when no balance says so. Returns what to tell the
 * user, or NULL. */
static const char *settle_words(const struct trial *t, struct csv_senses *s)
{
    uint64_t debit_plus = t->words[1][0], debit_minus = t->words[1][1];
    uint64_t credit_plus = t->words[0][0], credit_minus = t->words[0][1];
    bool unsigned_amounts = debit_minus + credit_minus == 0, agree = debit_plus == 0 && credit_minus == 0;
    /* Words that say neither do no harm where amounts have signs of their own; where they have none, their
     * rows are broken. */
    s->direction = t->has_foreign_words && !unsigned_amounts ? CSV_IGNORED : CSV_DECIDES;
    if (s->direction == CSV_IGNORED || unsigned_amounts || agree)
        return NULL;
    if (debit_minus == 0 && credit_plus == 0)
        return "debits are positive and credits negative in this file: the words decide";
    if (debit_minus > debit_plus && credit_plus > credit_minus) {
        s->direction = CSV_IGNORED;
        return "some amounts contradict the words debit and credit: the signs of the amounts decide";
    }
    if (debit_plus >= debit_minus && credit_plus >= credit_minus) {
        s->direction = CSV_MULTIPLIES;
        return "some debits or credits are negative: they are taken as turned round";
    }
    return "some amounts contradict the words debit and credit: the words decide";
}

/* Debits go out, credits come in; a sign that most cells of the column do not have marks a reversal. Returns
 * what to tell the user, or NULL. */
static const char *settle_by_convention(const struct trial *t, const struct csv_mapping *m,
                                        struct csv_senses *s)
{
    *s = (struct csv_senses){.amount = CSV_PLAIN, .fee = CSV_SENSES, .direction = CSV_IGNORED};
    bool debit_mixed = t->debit_signs[0] > 0 && t->debit_signs[1] > 0;
    bool credit_mixed = t->credit_signs[0] > 0 && t->credit_signs[1] > 0;
    s->debit = !debit_mixed ? CSV_OUT : t->debit_signs[0] >= t->debit_signs[1] ? CSV_FLIPPED : CSV_PLAIN;
    s->credit = !credit_mixed ? CSV_IN : t->credit_signs[0] >= t->credit_signs[1] ? CSV_PLAIN : CSV_FLIPPED;
    if (csv_maps(m, CSV_DIRECTION))
        return settle_words(t, s);
    if (t->payments[1] == 0 || t->payments[0] > 0 || t->purchases[0] <= t->purchases[1])
        return NULL;
    s->amount = CSV_FLIPPED;
    return "a card's statement with negative payments: its positive amounts are purchases";
}

static void judge_reading(const struct trial *t, size_t reading, uint64_t *fits, uint64_t *links)
{
    *fits = *links = 0;
    for (size_t i = 0; i < t->account_count; i++) {
        const struct csv_chain *chain = &t->accounts[i].chains[reading];
        struct csv_chain_result result = csv_chain_judge(chain);
        *links += chain->links[0];
        *fits += result.verdict == CSV_CHAIN_FITS ? chain->links[0] : chain->fits[result.newest_first];
    }
}

/* How far a reading is from the usual one: smaller is more usual. */
static int strangeness(const struct csv_senses *a, const struct csv_senses *usual)
{
    return (a->amount != usual->amount) + (a->debit != usual->debit) + (a->credit != usual->credit) +
           (a->fee != usual->fee) + (a->direction != usual->direction) + a->pending_booked;
}

/* The reading that most balances follow; the more usual of equals. False when there is none. */
static bool best_reading(const struct trial *t, const struct csv_senses *usual, struct csv_senses *best,
                         uint64_t *best_fits, uint64_t *best_links)
{
    bool found = false;
    for (size_t i = 0; i < t->count; i++) {
        uint64_t fits, links;
        judge_reading(t, i, &fits, &links);
        bool better = !found || fits > *best_fits ||
                      (fits == *best_fits && strangeness(&t->readings[i], usual) < strangeness(best, usual));
        if (!better || links == 0)
            continue;
        found = true;
        *best = t->readings[i];
        *best_fits = fits;
        *best_links = links;
    }
    return found;
}

/* Would the two readings give other amounts? Reading more exactly than needed is not worth a note. */
static bool differs(const struct trial *t, const struct csv_senses *a, const struct csv_senses *b)
{
    bool debits = a->debit != b->debit &&
                  !(t->debit_signs[1] == 0 && (a->debit == CSV_OUT || a->debit == CSV_FLIPPED) &&
                    (b->debit == CSV_OUT || b->debit == CSV_FLIPPED));
    return a->amount != b->amount || debits || a->credit != b->credit || a->fee != b->fee ||
           a->direction != b->direction;
}

/* Lets the running balance choose. False when there is none, or it follows nothing. */
static bool settle_by_balance(struct bankfile_reader *r, const struct trial *t, struct csv_mapping *m,
                              const struct csv_senses *usual, bool may_drop)
{
    struct csv_senses best = *usual;
    uint64_t fits = 0, links = 0;
    bool found = csv_maps(m, CSV_BALANCE) && best_reading(t, usual, &best, &fits, &links);
    bool follows = found && fits * 2 >= links && fits > 0, proven = fits == links && links >= 2;
    if (m->balance_by_content && !proven) {
        m->columns[CSV_BALANCE].count = 0;
        return false;
    }
    if (!follows) {
        /* With broken rows nothing is proven; they are going to be refused by name. */
        if (found && may_drop && !t->has_broken_rows) {
            bankfile_note(r, 0, "the balances do not follow the amounts: that column is not used");
            m->columns[CSV_BALANCE].count = 0;
        }
        return false;
    }
    m->senses = best;
    if (differs(t, &best, usual))
        bankfile_note(r, 0, "the running balance shows how amounts count: signs are read as it says");
    if (best.pending_booked && t->has_pending)
        bankfile_note(r, 0, "the running balance moves with pending entries: they count as booked");
    return true;
}

enum err csv_settle(struct ctx *c, struct bankfile_reader *r, struct source *utf8,
                    const struct csv_table *table, struct csv_mapping *m, bool may_drop)
{
    struct trial *t = ARENA_NEW(c->arena, struct trial);
    t->accounts = ARENA_ARRAY(c->arena, struct trial_account, TRIAL_ACCOUNTS);
    list_readings(t, m);
    TRY(run_trial(c, r, utf8, table, m, t));
    struct csv_senses usual;
    const char *told = settle_by_convention(t, m, &usual);
    m->senses = usual;
    if (!settle_by_balance(r, t, m, &usual, may_drop) && told != NULL)
        bankfile_note(r, 0, "%s", told);
    return OK;
}
