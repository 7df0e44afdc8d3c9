/* Which way the money went. Banks differ in the signs of debit columns, in what "debit" does to a signed
 * amount, in whether fees are taken off; a running balance settles all of that. Every reading is tried on the
 * beginning of the file at once. */
#include "bankfile/csv/table.h"

enum { READINGS_MAX = 96, TRIAL_ACCOUNTS = 8, TRIAL_ROWS = 20000, BALANCES_MAX = 6 };

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
    uint64_t paid_in[2];                /* thanks in the column of debits, of credits */
    bool has_pending, has_foreign_words, has_broken_rows, has_fees;
};

static void add_reading(struct trial *t, struct csv_senses senses)
{
    if (t->count < READINGS_MAX)
        t->readings[t->count++] = senses;
}

/* Every way to read the money columns that a mapping has, given what pending rows, fees and the balance are. */
static void list_signs(struct trial *t, const struct csv_mapping *m, struct csv_senses s)
{
    bool pair = csv_maps(m, CSV_DEBIT) || csv_maps(m, CSV_CREDIT);
    uint8_t uses = csv_maps(m, CSV_DIRECTION) ? CSV_USES : 1;
    for (uint8_t i = 0; i < (pair ? CSV_SENSES : 2); i++) {
        for (uint8_t k = 0; k < (pair ? CSV_SENSES : uses); k++) {
            s.amount = pair ? CSV_PLAIN : i;
            s.debit = pair ? i : CSV_OUT;
            s.credit = pair ? k : CSV_IN;
            s.direction = csv_maps(m, CSV_DIRECTION) && !pair ? k : CSV_IGNORED;
            add_reading(t, s);
        }
    }
}

/* What the text of a mapping fixes is not here. A balance from before each entry has no name of its own: it is
 * looked for among `unnamed` columns alone. */
static void list_readings(struct trial *t, const struct csv_mapping *m, bool unnamed)
{
    static const uint8_t fees[] = {CSV_SENSES, CSV_FLIPPED, CSV_PLAIN};
    bool fee = csv_maps(m, CSV_FEE) && !csv_maps(m, CSV_DEBIT) && !csv_maps(m, CSV_CREDIT);
    t->count = 0;
    for (uint8_t balance = CSV_AFTER; balance <= (unnamed ? CSV_BEFORE : CSV_AFTER); balance++)
        for (int pending = 0; pending < 2; pending++)
            for (uint8_t f = 0; f < (fee ? 3 : 1); f++)
                list_signs(
                    t, m,
                    (struct csv_senses){.fee = fees[f], .pending_booked = pending == 1, .balance = balance});
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
    t->has_fees |= money->has_fee && money->fee.digits != 0;
}

static bool says_any(struct text t, const char *const *words)
{
    for (; *words != NULL; words++)
        if (text_find_nocase(t, text_of(*words)) >= 0)
            return true;
    return false;
}

/* "PAYMENT - THANK YOU": what a card's bank calls money that came in. */
static bool thanks_for_payment(const struct csv_table *table, const struct csv_mapping *m,
                               const struct csv_row *row)
{
    static const char *const thanks[] = {"thank you",          "payment received",
                                         "besten dank",        "zahlung erhalten",
                                         "zahlung - danke",    "hartelijk bedankt",
                                         "pagamento ricevuto", "-merci",
                                         "paiement merci",     "tack for betalning",
                                         "pagamento recebido", "gracias por su pago",
                                         "vielen dank f",      NULL};
    static const char *const of_cards[] = {"autopay", "online payment", "paiement re", "pago recibido", NULL};
    static const enum csv_role roles[] = {CSV_PAYEE, CSV_MEMO};
    for (size_t k = 0; k < 2; k++) {
        for (uint8_t i = 0; i < m->columns[roles[k]].count; i++) {
            struct text what = csv_cell(row, m->columns[roles[k]].at[i]);
            if (says_any(what, thanks) || (table->card && says_any(what, of_cards)))
                return true;
        }
    }
    return false;
}

static void count_card(struct trial *t, const struct csv_table *table, const struct csv_mapping *m,
                       const struct csv_row *row, const struct csv_record *record)
{
    const struct csv_money *money = &record->money;
    bool payment = thanks_for_payment(table, m, row);
    if (money->has_amount && money->amount.digits != 0)
        (payment ? t->payments : t->purchases)[money->amount.digits < 0]++;
    t->paid_in[0] += payment && money->has_debit && money->debit.digits != 0;
    t->paid_in[1] += payment && money->has_credit && money->credit.digits != 0;
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
    const struct csv_money *money = &record->money;
    for (size_t i = 0; i < t->count; i++) {
        struct decimal amount = {0, 0}, balance;
        if (record->status == CSV_PENDING && !t->readings[i].pending_booked)
            continue;
        bool good = record->state != CSV_ENTRY || csv_money_amount(money, &t->readings[i], &amount);
        if (!good || (money->has_balance && !csv_money_balance(money, &t->readings[i], amount, &balance)))
            account->chains[i].failed = true;
        else
            csv_chain_add(&account->chains[i], row->line, record->day, amount,
                          money->has_balance ? &balance : NULL);
    }
}

/* Reads the beginning of the file in every way. `unnamed`: no header says what the balance is. */
static enum err run_trial(struct ctx *c, struct bankfile_reader *r, struct source *utf8,
                          const struct csv_table *table, const struct csv_mapping *m, struct trial *t,
                          bool unnamed)
{
    struct csv_recall *recall = ARENA_NEW(c->arena, struct csv_recall);
    struct trial_account *accounts = t->accounts;
    memset(accounts, 0, TRIAL_ACCOUNTS * sizeof *accounts);
    *t = (struct trial){.accounts = accounts};
    list_readings(t, m, unnamed);
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
           (a->fee != usual->fee) + (a->direction != usual->direction) + a->pending_booked +
           2 * (a->balance != CSV_AFTER);
}

/* A reading and how many of the balances follow it. */
struct verdict {
    bool found;
    struct csv_senses senses;
    size_t reading;
    uint64_t fits, links;
};

/* The reading that most balances follow; the more usual of equals. */
static struct verdict best_reading(const struct trial *t, const struct csv_senses *usual)
{
    struct verdict best = {.senses = *usual};
    for (size_t i = 0; i < t->count; i++) {
        uint64_t fits, links;
        judge_reading(t, i, &fits, &links);
        bool better =
            !best.found || fits > best.fits ||
            (fits == best.fits && strangeness(&t->readings[i], usual) < strangeness(&best.senses, usual));
        if (better && links > 0)
            best = (struct verdict){true, t->readings[i], i, fits, links};
    }
    return best;
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

/* Does money come in under this sense? `signs` counts the cells of the column, positive and negative. */
static bool comes_in(uint8_t sense, const uint64_t signs[2])
{
    bool negative = signs[1] > signs[0];
    return sense == CSV_IN || (sense == CSV_PLAIN && !negative) || (sense == CSV_FLIPPED && negative);
}

/* Does the file say that all amounts of this reading are the wrong way round? Then its balance is what is owed:
 * with every sign turned, the balances follow just as well. A debit that raises the balance may be a card's, or
 * stand in the books of a company: only what cards have decides. */
static bool is_owed(const struct trial *t, const struct csv_table *table, const struct csv_mapping *m,
                    const struct csv_senses *s)
{
    if (csv_maps(m, CSV_DEBIT) && csv_maps(m, CSV_CREDIT)) {
        bool turned = comes_in(s->debit, t->debit_signs) && !comes_in(s->credit, t->credit_signs);
        bool thanked_in_credit = t->paid_in[1] > 0 && t->paid_in[0] == 0;
        return turned && (table->card || thanked_in_credit);
    }
    if (csv_maps(m, CSV_DIRECTION) && s->direction == CSV_DECIDES)
        return s->amount == CSV_FLIPPED;
    if (!csv_maps(m, CSV_AMOUNT) || s->direction != CSV_IGNORED)
        return false;
    bool out[2] = {t->payments[1] > 0 && t->payments[0] == 0 && t->purchases[0] > t->purchases[1],
                   t->payments[0] > 0 && t->payments[1] == 0 && t->purchases[1] > t->purchases[0]};
    return s->amount == CSV_PLAIN ? out[0] : out[1];
}

static uint8_t turned(uint8_t sense)
{
    static const uint8_t opposite[CSV_SENSES + 1] = {[CSV_PLAIN] = CSV_FLIPPED,
                                                     [CSV_FLIPPED] = CSV_PLAIN,
                                                     [CSV_IN] = CSV_OUT,
                                                     [CSV_OUT] = CSV_IN,
                                                     [CSV_SENSES] = CSV_SENSES};
    return opposite[sense];
}

static struct csv_senses owed(struct csv_senses s)
{
    s.amount = turned(s.amount);
    s.debit = turned(s.debit);
    s.credit = turned(s.credit);
    s.fee = turned(s.fee);
    s.balance = CSV_OWED;
    return s;
}

/* Are rows without a balance the newest ones, where every other row has one? The bank has not booked them. */
static bool newest_are_bare(const struct trial *t, size_t reading)
{
    const struct csv_chain *chain = &t->accounts[0].chains[reading];
    uint64_t bare = chain->bare[0] + chain->bare[1];
    if (t->account_count != 1 || bare == 0 || chain->balances < 3 || chain->balances + bare != chain->rows ||
        chain->rows >= TRIAL_ROWS)
        return false;
    return chain->bare[csv_chain_judge(chain).newest_first ? 1 : 0] == 0;
}

static void take_reading(struct bankfile_reader *r, const struct trial *t, const struct csv_table *table,
                         struct csv_mapping *m, const struct csv_senses *usual, const struct verdict *best)
{
    m->senses = best->senses;
    if (is_owed(t, table, m, &best->senses)) {
        m->senses = owed(best->senses);
        bankfile_note(r, 0, "the running balance is what is owed: it falls with what comes in");
    }
    if (differs(t, &m->senses, usual))
        bankfile_note(r, 0, "the running balance shows how amounts count: signs are read as it says");
    if (m->senses.pending_booked && t->has_pending)
        bankfile_note(r, 0, "the running balance moves with pending entries: they count as booked");
    if (!t->has_pending && best->fits == best->links && newest_are_bare(t, best->reading)) {
        m->senses.pending_bare = true;
        bankfile_note(r, 0, "the newest rows have no running balance yet: they are taken as pending");
    }
}

/* Lets the running balance choose. False when there is none, or it follows nothing. */
static bool settle_by_balance(struct bankfile_reader *r, const struct trial *t, const struct csv_table *table,
                              struct csv_mapping *m, const struct csv_senses *usual, bool may_drop)
{
    if (!csv_maps(m, CSV_BALANCE))
        return false;
    struct verdict best = best_reading(t, usual);
    if (best.found && best.fits * 2 >= best.links && best.fits > 0) {
        take_reading(r, t, table, m, usual, &best);
        return true;
    }
    /* With broken rows nothing is proven; they are going to be refused by name. */
    if (best.found && may_drop && !t->has_broken_rows) {
        bankfile_note(r, 0, "the balances do not follow the amounts: that column is not used");
        m->columns[CSV_BALANCE].count = 0;
    }
    return false;
}

/* A column of numbers in every row that means nothing else. */
static bool may_be_balance(const struct csv_table *table, const struct csv_profile *profile,
                           const struct csv_mapping *m, size_t column)
{
    const struct csv_column *col = &profile->columns[column];
    char key[CSV_KEY_MAX];
    for (int role = 0; role < CSV_ROLES; role++)
        for (uint8_t i = 0; i < m->columns[role].count; i++)
            if (m->columns[role].at[i] == column)
                return false;
    if (column < table->header.width) {
        struct text name = csv_normalise(table->header.names[column], key);
        if (csv_word_score(name, CSV_NOTHING) > 0 || csv_word_score(name, CSV_SECURITY) > 0)
            return false;
    }
    return col->numbers > 2 && col->numbers == col->filled && col->dates * 2 < col->filled &&
           col->long_digits * 2 <= col->numbers && csv_distinct(col) > 1;
}

/* No name says which column is the running balance: the one is that every amount leads from and to. */
static enum err find_balance(struct ctx *c, struct bankfile_reader *r, struct source *utf8,
                             const struct csv_table *table, const struct csv_profile *profile,
                             struct csv_mapping *m, struct trial *t, const struct csv_senses *usual)
{
    struct csv_mapping candidate = *m, best = *m;
    int least = INT32_MAX;
    for (size_t i = 0, tried = 0; i < profile->width && tried < BALANCES_MAX; i++) {
        if (!may_be_balance(table, profile, m, i))
            continue;
        candidate.columns[CSV_BALANCE] = (struct csv_columns){1, {(uint16_t)i}};
        TRY(run_trial(c, r, utf8, table, &candidate, t, true));
        struct verdict v = best_reading(t, usual);
        bool proven = v.found && v.fits == v.links && v.links >= 2;
        if (proven && strangeness(&v.senses, usual) < least) {
            least = strangeness(&v.senses, usual);
            best = candidate;
        }
        tried++;
    }
    if (least == INT32_MAX)
        return OK;
    *m = best;
    TRY(run_trial(c, r, utf8, table, m, t, true));
    struct verdict v = best_reading(t, usual);
    take_reading(r, t, table, m, usual, &v);
    return OK;
}

enum err csv_settle(struct ctx *c, struct bankfile_reader *r, struct source *utf8,
                    const struct csv_table *table, const struct csv_profile *profile, struct csv_mapping *m,
                    bool given)
{
    struct trial *t = ARENA_NEW(c->arena, struct trial);
    t->accounts = ARENA_ARRAY(c->arena, struct trial_account, TRIAL_ACCOUNTS);
    TRY(run_trial(c, r, utf8, table, m, t, false));
    struct csv_senses usual;
    const char *told = settle_by_convention(t, m, &usual);
    m->senses = usual;
    bool settled = settle_by_balance(r, t, table, m, &usual, !given);
    if (!csv_maps(m, CSV_BALANCE) && !given) {
        TRY(find_balance(c, r, utf8, table, profile, m, t, &usual));
        settled = csv_maps(m, CSV_BALANCE);
    }
    if (!settled && told != NULL)
        bankfile_note(r, 0, "%s", told);
    if (!settled && t->has_fees && m->senses.fee == CSV_SENSES)
        bankfile_note(r, 0, "fees are not counted: nothing shows whether the amounts include them");
    return OK;
}
