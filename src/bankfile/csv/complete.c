#include "bankfile/csv/guess.h"

static bool column_named(const struct csv_guess *g, size_t column, const char *words)
{
    char key[CSV_KEY_MAX];
    return column < g->table->header.width &&
           csv_word_in(csv_normalise(g->table->header.names[column], key), words);
}

static uint64_t nonzero(const struct csv_guess *g, enum csv_role role)
{
    const struct csv_column *col = &g->profile->columns[g->m->columns[role].at[0]];
    return col->negatives + col->positives;
}

/* With gross, fee and net in one table the account moves by the net. */
static void prefer_net(struct csv_guess *g)
{
    for (size_t i = 0; i < g->profile->width && csv_maps(g->m, CSV_FEE); i++) {
        if (g->score[CSV_AMOUNT][i] == 0 ||
            !column_named(g, i, "net|netto|neto|net amount|nettobetrag|importo netto|valor liquido"))
            continue;
        csv_guess_drop(g, CSV_AMOUNT);
        csv_guess_drop(g, CSV_FEE);
        csv_guess_assign(g, CSV_AMOUNT, i);
    }
}

/* A closing balance that differs from row to row is a running balance. */
static void settle_closing(struct csv_guess *g)
{
    struct csv_mapping *m = g->m;
    if (csv_maps(m, CSV_BALANCE) || !csv_maps(m, CSV_CLOSING) ||
        csv_distinct(&g->profile->columns[m->columns[CSV_CLOSING].at[0]]) < 2)
        return;
    m->columns[CSV_BALANCE] = m->columns[CSV_CLOSING];
    m->columns[CSV_CLOSING].count = m->columns[CSV_OPENING].count = 0;
}

/* One amount column or a pair of debit and credit, never both. */
static void settle_amounts(struct csv_guess *g)
{
    struct csv_mapping *m = g->m;
    if (!csv_maps(m, CSV_AMOUNT))
        return;
    bool pair = csv_maps(m, CSV_DEBIT) && csv_maps(m, CSV_CREDIT) && g->profile->rows > 0 &&
                nonzero(g, CSV_DEBIT) > 0 && nonzero(g, CSV_CREDIT) > 0 &&
                nonzero(g, CSV_DEBIT) + nonzero(g, CSV_CREDIT) <= g->profile->rows;
    bool amount_signed = g->profile->columns[m->columns[CSV_AMOUNT].at[0]].negatives > 0;
    if (pair && !amount_signed) {
        csv_guess_drop(g, CSV_AMOUNT);
    } else {
        csv_guess_drop(g, CSV_DEBIT);
        csv_guess_drop(g, CSV_CREDIT);
    }
}

/* An amount by contents: decimals, both signs, a currency beside it. */
static int amount_looks(const struct csv_guess *g, size_t i)
{
    const struct csv_column *col = &g->profile->columns[i];
    if (g->taken[i] || !csv_guess_holds_money(col) || col->numbers * 5 < col->filled * 3 ||
        g->score[CSV_NOTHING][i] > 0 || g->score[CSV_SECURITY][i] > 50)
        return 0;
    bool after = i + 1 < g->profile->width && csv_guess_allows(g, i + 1, CSV_CURRENCY);
    bool before = i > 0 && csv_guess_allows(g, i - 1, CSV_CURRENCY);
    uint64_t decimals = col->votes[CSV_VOTE_DOT] + col->votes[CSV_VOTE_COMMA];
    int signs = col->negatives == 0 ? 0 : col->positives == 0 ? 1 : 3;
    return 1 + 4 * (decimals * 2 >= col->numbers) + signs + 2 * (after || before) +
           (col->decorated > col->negatives);
}

/* Decimals in a third of the cells or more, in a column that nothing else is known of: amounts among which many
 * are broken. */
static bool may_be_amounts(const struct csv_guess *g, size_t i)
{
    const struct csv_column *col = &g->profile->columns[i];
    uint64_t decimals = col->votes[CSV_VOTE_DOT] + col->votes[CSV_VOTE_COMMA];
    return !g->taken[i] && g->score[CSV_NOTHING][i] == 0 && g->score[CSV_SECURITY][i] == 0 && decimals > 0 &&
           decimals * 3 >= col->filled && col->dates * 2 < col->filled;
}

static size_t next_amount(const struct csv_guess *g, size_t besides)
{
    size_t best = g->profile->width;
    int best_looks = 4;
    for (size_t i = 0; i < g->profile->width; i++) {
        int looks = i == besides ? 0 : amount_looks(g, i);
        if (looks > best_looks) {
            best_looks = looks;
            best = i;
        }
    }
    return best;
}

static void find_amounts(struct csv_guess *g)
{
    size_t width = g->profile->width;
    if (csv_maps(g->m, CSV_AMOUNT) || csv_maps(g->m, CSV_DEBIT) || csv_maps(g->m, CSV_CREDIT))
        return;
    size_t first = next_amount(g, width);
    /* Broken ones among few, or whole numbers only: still amounts, when nothing else is a number. */
    for (size_t i = 0; i < width && first == width; i++)
        if (may_be_amounts(g, i))
            first = i;
    for (size_t i = 0; i < width && first == width; i++)
        if (amount_looks(g, i) > 0)
            first = i;
    if (first == width)
        return;
    size_t second = next_amount(g, first);
    const struct csv_column *a = &g->profile->columns[first];
    if (second < width) {
        const struct csv_column *b = &g->profile->columns[second];
        bool pair = a->positives + b->positives <= g->profile->rows && b->positives > 0 && a->positives > 0 &&
                    a->negatives + b->negatives == 0 && a->positives + b->positives + 1 >= g->profile->rows;
        if (pair) {
            csv_guess_assign(g, CSV_DEBIT, first < second ? first : second);
            csv_guess_assign(g, CSV_CREDIT, first < second ? second : first);
            return;
        }
    }
    csv_guess_assign(g, CSV_AMOUNT, first);
}

static void find_dates(struct csv_guess *g)
{
    for (size_t i = 0; i < g->profile->width; i++) {
        const struct csv_column *col = &g->profile->columns[i];
        bool headless = g->table->dialect.header_line == 0;
        if (g->taken[i] || col->filled == 0 || col->dates * 5 < col->filled * 3 ||
            g->score[CSV_NOTHING][i] > 0)
            continue;
        if (!csv_maps(g->m, CSV_DATE))
            csv_guess_assign(g, CSV_DATE, i);
        else if (headless && !csv_maps(g->m, CSV_VALUE_DATE))
            csv_guess_assign(g, CSV_VALUE_DATE, i);
    }
    if (!csv_maps(g->m, CSV_DATE) && csv_maps(g->m, CSV_VALUE_DATE)) {
        g->m->columns[CSV_DATE] = g->m->columns[CSV_VALUE_DATE];
        g->m->columns[CSV_VALUE_DATE].count = 0;
    }
}

/* A column whose name is surely a role, though nothing in it can be read: its rows are broken, and will be
 * refused by name. */
static void trust_names(struct csv_guess *g)
{
    static const enum csv_role roles[] = {CSV_DATE, CSV_AMOUNT};
    char key[CSV_KEY_MAX];
    for (size_t k = 0; k < 2; k++) {
        bool found = csv_maps(g->m, roles[k]) ||
                     (roles[k] == CSV_AMOUNT && (csv_maps(g->m, CSV_DEBIT) || csv_maps(g->m, CSV_CREDIT)));
        for (size_t i = 0; i < g->table->header.width && !found && i < g->profile->width; i++) {
            struct text name = csv_normalise(g->table->header.names[i], key);
            found = !g->taken[i] && g->profile->columns[i].filled > 0 && csv_word_score(name, roles[k]) >= 80;
            if (found)
                csv_guess_assign(g, roles[k], i);
        }
    }
}

/* Codes in nearly every row, in a column whose name is not known to be something else ("BND" is a fund, too).
 */
static bool looks_like_currency(const struct csv_guess *g, size_t i)
{
    const struct csv_column *col = &g->profile->columns[i];
    return !g->taken[i] && csv_guess_allows(g, i, CSV_CURRENCY) && col->currencies * 10 >= col->sampled * 9 &&
           g->score[CSV_NOTHING][i] == 0 && g->score[CSV_SECURITY][i] == 0;
}

/* The currency that stands nearest to the amount, to its right before its left. */
static void find_currency(struct csv_guess *g)
{
    const struct csv_mapping *m = g->m;
    enum csv_role money = csv_maps(m, CSV_AMOUNT)  ? CSV_AMOUNT
                          : csv_maps(m, CSV_DEBIT) ? CSV_DEBIT
                                                   : CSV_CREDIT;
    size_t amount = m->columns[money].at[0], width = g->profile->width;
    bool by_name = csv_maps(m, CSV_CURRENCY);
    for (size_t distance = 1; distance < width && csv_maps(m, money); distance++) {
        size_t places[2] = {amount + distance, amount >= distance ? amount - distance : width};
        for (int k = 0; k < 2; k++) {
            size_t i = places[k];
            bool same_name =
                by_name && i < width &&
                g->score[CSV_CURRENCY][i] >= g->score[CSV_CURRENCY][m->columns[CSV_CURRENCY].at[0]];
            bool by_content = !by_name && i < width && looks_like_currency(g, i);
            if (same_name || by_content) {
                csv_guess_assign(g, CSV_CURRENCY, i);
                return;
            }
        }
    }
}

static void find_direction(struct csv_guess *g)
{
    if (!csv_maps(g->m, CSV_AMOUNT) || csv_maps(g->m, CSV_DIRECTION) ||
        g->profile->columns[g->m->columns[CSV_AMOUNT].at[0]].negatives > 0)
        return;
    for (size_t i = 0; i < g->profile->width; i++) {
        const struct csv_column *col = &g->profile->columns[i];
        bool unnamed = i >= g->table->header.width || g->table->header.names[i].len == 0;
        bool both = col->debits > 0 && col->credits > 0;
        if (!g->taken[i] && (unnamed || both) && col->sampled == g->profile->rows &&
            csv_guess_allows(g, i, CSV_DIRECTION)) {
            csv_guess_assign(g, CSV_DIRECTION, i);
            return;
        }
    }
}

/* An "account number" that some rows lack is the other party's. */
static void find_counter(struct csv_guess *g)
{
    char key[CSV_KEY_MAX];
    for (size_t i = 0; i < g->table->header.width && i < g->profile->width && !csv_maps(g->m, CSV_COUNTER);
         i++) {
        struct text name = csv_normalise(g->table->header.names[i], key);
        if (!g->taken[i] && g->profile->columns[i].sampled > 0 && csv_word_score(name, CSV_ACCOUNT) > 90)
            csv_guess_assign(g, CSV_COUNTER, i);
    }
}

/* An account's number says more than its name; the cards of one account are not accounts. */
static void settle_account(struct csv_guess *g)
{
    static const char cards[] = "card number|card no|card|kartennummer|numer karty|номер карты|kortnummer";
    struct csv_mapping *m = g->m;
    if (!csv_maps(m, CSV_ACCOUNT) && csv_maps(m, CSV_ACCOUNT_NAME)) {
        m->columns[CSV_ACCOUNT] = m->columns[CSV_ACCOUNT_NAME];
        m->columns[CSV_ACCOUNT_NAME].count = 0;
    }
    if (!csv_maps(m, CSV_ACCOUNT))
        return;
    size_t held = m->columns[CSV_ACCOUNT].at[0];
    if (column_named(g, held, cards) && csv_distinct(&g->profile->columns[held]) > 1)
        csv_guess_drop(g, CSV_ACCOUNT);
    for (size_t i = 0; i < g->profile->width && csv_maps(m, CSV_ACCOUNT); i++) {
        const struct csv_column *col = &g->profile->columns[i];
        bool better = g->score[CSV_ACCOUNT][i] > 0 && col->sampled > 0 && col->ibans == col->sampled;
        if (g->taken[i] || !better || g->profile->columns[held].ibans > 0)
            continue;
        csv_guess_assign(g, CSV_ACCOUNT, i);
        if (!csv_maps(m, CSV_ACCOUNT_NAME))
            csv_guess_assign(g, CSV_ACCOUNT_NAME, held);
        return;
    }
}

/* Without a header: the same long number in every row. */
static void find_account_number(struct csv_guess *g)
{
    enum { DIGITS_MIN = 7 };
    for (size_t i = 0; i < g->profile->width && !csv_maps(g->m, CSV_ACCOUNT); i++) {
        const struct csv_column *col = &g->profile->columns[i];
        bool digits = col->lettered == 0 && col->votes[CSV_VOTE_NONE] == col->numbers &&
                      col->negatives == 0 && col->dates == 0;
        if (!g->taken[i] && digits && col->sampled > 1 && col->sampled == g->profile->rows &&
            csv_distinct(col) == 1 && col->bytes >= DIGITS_MIN * (uint64_t)col->sampled)
            csv_guess_assign(g, CSV_ACCOUNT, i);
    }
}

static void find_account(struct csv_guess *g)
{
    struct csv_mapping *m = g->m;
    bool own_known = g->table->facts.account.len > 0;
    if (own_known && csv_maps(m, CSV_ACCOUNT) &&
        csv_distinct(&g->profile->columns[m->columns[CSV_ACCOUNT].at[0]]) > 1 &&
        column_named(g, m->columns[CSV_ACCOUNT].at[0],
                     "iban|account|account number|konto|kontonummer|kontonummer iban|iban kontonummer")) {
        if (!csv_maps(m, CSV_COUNTER))
            m->columns[CSV_COUNTER] = m->columns[CSV_ACCOUNT];
        m->columns[CSV_ACCOUNT].count = 0;
    }
    settle_account(g);
    find_counter(g);
    for (size_t i = 0; i < g->profile->width; i++) {
        const struct csv_column *col = &g->profile->columns[i];
        if (g->taken[i] || col->sampled == 0 || col->ibans < col->sampled)
            continue;
        bool own = !own_known && csv_distinct(col) == 1 && col->sampled == g->profile->rows;
        if (own && !csv_maps(m, CSV_ACCOUNT))
            csv_guess_assign(g, CSV_ACCOUNT, i);
        else if (!own && !csv_maps(m, CSV_COUNTER))
            csv_guess_assign(g, CSV_COUNTER, i);
    }
    if (g->table->dialect.header_line == 0 && !own_known)
        find_account_number(g);
}

/* Words that differ from row to row. */
static bool holds_texts(const struct csv_guess *g, size_t i)
{
    const struct csv_column *col = &g->profile->columns[i];
    bool constant = csv_distinct(col) == 1 && col->sampled > 1;
    return !g->taken[i] && col->sampled > 0 && col->wordy * 2 >= col->sampled && !constant &&
           col->ibans * 2 < col->sampled && col->dates * 2 < col->filled && col->numbers * 2 < col->filled;
}

/* When no name told who and what: the name that stands beside the other account, or the longest texts. */
static void find_texts(struct csv_guess *g)
{
    struct csv_mapping *m = g->m;
    size_t longest = g->profile->width;
    uint64_t most = 0;
    for (size_t i = 0; i < g->profile->width; i++) {
        const struct csv_column *col = &g->profile->columns[i];
        bool beside = csv_maps(m, CSV_COUNTER) &&
                      (m->columns[CSV_COUNTER].at[0] + 1u == i || m->columns[CSV_COUNTER].at[0] == i + 1);
        uint64_t weight = beside ? UINT64_MAX : col->bytes;
        if (!holds_texts(g, i) || weight <= most)
            continue;
        most = weight;
        longest = i;
    }
    if (longest < g->profile->width)
        csv_guess_assign(g, CSV_PAYEE, longest);
    else if (csv_maps(m, CSV_CATEGORY))
        m->columns[CSV_PAYEE] = m->columns[CSV_CATEGORY];
}

/* Of two columns of names, one of which is the owner's, the other party's has more different ones. */
static void prefer_varied_payee(struct csv_guess *g)
{
    for (size_t i = 0; i < g->profile->width && csv_maps(g->m, CSV_PAYEE); i++) {
        size_t held = g->m->columns[CSV_PAYEE].at[0];
        const struct csv_column *col = &g->profile->columns[i], *now = &g->profile->columns[held];
        if (!g->taken[i] && g->score[CSV_PAYEE][i] >= 90 && csv_distinct(now) == 1 && csv_distinct(col) > 1 &&
            now->sampled > 1) {
            csv_guess_drop(g, CSV_PAYEE);
            csv_guess_assign(g, CSV_PAYEE, i);
        }
    }
}

/* Texts under no name or an unknown one are not lost: they go on behind the memo. */
static void add_unknown_texts(struct csv_guess *g)
{
    struct csv_columns *memo = &g->m->columns[CSV_MEMO];
    char key[CSV_KEY_MAX];
    for (size_t i = 0; i < g->profile->width && memo->count < CSV_JOIN_MAX; i++) {
        bool known = false;
        struct text name = {NULL, 0};
        if (i < g->table->header.width)
            name = csv_normalise(g->table->header.names[i], key);
        for (int role = 0; role < CSV_WORD_ROLES && !known; role++)
            known = csv_word_score(name, (enum csv_role)role) > 0;
        if (known || !holds_texts(g, i))
            continue;
        memo->at[memo->count++] = (uint16_t)i;
        g->taken[i] = true;
    }
}

static void find_parties(struct csv_guess *g)
{
    struct csv_mapping *m = g->m;
    struct csv_columns *memo = &m->columns[CSV_MEMO];
    prefer_varied_payee(g);
    if (!csv_maps(m, CSV_PAYEE) && csv_maps(m, CSV_PAYER)) {
        m->columns[CSV_PAYEE] = m->columns[CSV_PAYER];
        m->columns[CSV_PAYER].count = 0;
    }
    /* The other account may be a name: "Shell", in ledgers that export themselves. */
    const struct csv_column *other = &g->profile->columns[m->columns[CSV_COUNTER].at[0]];
    if (!csv_maps(m, CSV_PAYEE) && csv_maps(m, CSV_COUNTER) && other->wordy * 2 > other->sampled &&
        other->ibans * 2 < other->sampled) {
        m->columns[CSV_PAYEE] = m->columns[CSV_COUNTER];
        m->columns[CSV_COUNTER].count = 0;
    }
    if (csv_maps(m, CSV_PAYEE))
        return;
    if (memo->count == 0) {
        find_texts(g);
        return;
    }
    /* The best description stands for the party. */
    uint8_t best = 0;
    for (uint8_t i = 1; i < memo->count; i++)
        if (g->score[CSV_MEMO][memo->at[i]] > g->score[CSV_MEMO][memo->at[best]])
            best = i;
    m->columns[CSV_PAYEE] = (struct csv_columns){1, {memo->at[best]}};
    for (uint8_t i = best; i + 1 < memo->count; i++)
        memo->at[i] = memo->at[i + 1];
    memo->count--;
}

void csv_guess_parties(struct csv_guess *g)
{
    find_parties(g);
    add_unknown_texts(g);
}

void csv_guess_complete(struct csv_guess *g)
{
    prefer_net(g);
    settle_closing(g);
    find_dates(g);
    settle_amounts(g);
    find_amounts(g);
    trust_names(g);
    find_currency(g);
    find_direction(g);
    find_account(g);
}
