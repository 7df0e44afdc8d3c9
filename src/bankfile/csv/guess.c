#include "bankfile/csv/table.h"

struct guess {
    const struct csv_table *table;
    const struct csv_profile *profile;
    struct csv_mapping *m;
    bool taken[LIMIT_COLUMNS];
    uint8_t score[CSV_WORD_ROLES][LIMIT_COLUMNS]; /* by name and contents; 0: not this role */
};

/* ---- do the contents allow a role? ---- */

static bool holds_dates(const struct csv_column *col)
{
    return col->filled > 0 && col->dates * 2 >= col->filled;
}

static bool holds_money(const struct csv_column *col)
{
    return col->filled > 0 && col->numbers * 2 >= col->filled && col->dates * 2 < col->filled &&
           col->long_digits * 2 <= col->numbers;
}

static bool holds_ids(const struct csv_column *col)
{
    uint32_t distinct = csv_distinct(col);
    return col->sampled > 0 && (distinct >= 100 || distinct * 10 >= col->sampled * 6);
}

/* One account's number in most rows, or a few of them. */
static bool holds_accounts(const struct csv_column *col)
{
    return col->sampled > 0 && (col->sampled <= 3 || csv_distinct(col) * 3 <= col->sampled * 2) &&
           col->votes[CSV_VOTE_DOT] + col->votes[CSV_VOTE_COMMA] < col->filled;
}

static bool contents_allow(const struct csv_column *col, enum csv_role role)
{
    switch (role) {
    case CSV_DATE:
    case CSV_VALUE_DATE:
        return holds_dates(col);
    case CSV_AMOUNT:
    case CSV_FEE:
    case CSV_BALANCE:
    case CSV_OPENING:
    case CSV_CLOSING:
        return holds_money(col);
    case CSV_DEBIT:
    case CSV_CREDIT:
        return col->filled == 0 || holds_money(col);
    case CSV_CURRENCY:
        return col->sampled > 0 && col->currencies * 2 >= col->sampled;
    case CSV_DIRECTION:
        return col->sampled > 0 && (col->debits + col->credits) * 10 >= col->sampled * 9;
    case CSV_STATUS:
        return col->sampled > 0 && col->statuses * 2 >= col->sampled;
    case CSV_ACCOUNT:
        return holds_accounts(col);
    case CSV_ID:
        return holds_ids(col);
    case CSV_PAYEE:
    case CSV_PAYER:
        return col->wordy > 0;
    default:
        return col->sampled > 0;
    }
}

static void score_columns(struct guess *g)
{
    char key[CSV_KEY_MAX];
    for (size_t i = 0; i < g->table->header.width && i < g->profile->width; i++) {
        struct text name = csv_normalise(g->table->header.names[i], key);
        int nothing = csv_word_score(name, CSV_NOTHING);
        for (int role = 0; role < CSV_WORD_ROLES; role++) {
            int score = csv_word_score(name, (enum csv_role)role);
            bool strict = role <= CSV_CURRENCY || role == CSV_ID || role == CSV_ACCOUNT;
            if ((strict && nothing > score) ||
                (g->profile->rows > 0 && role < CSV_ROLES &&
                 !contents_allow(&g->profile->columns[i], (enum csv_role)role)))
                score = 0;
            g->score[role][i] = (uint8_t)score;
        }
    }
}

/* ---- columns by name ---- */

static void assign(struct guess *g, enum csv_role role, size_t column)
{
    g->m->columns[role] = (struct csv_columns){1, {(uint16_t)column}};
    g->taken[column] = true;
}

static void drop(struct guess *g, enum csv_role role)
{
    if (csv_maps(g->m, role))
        g->taken[g->m->columns[role].at[0]] = false;
    g->m->columns[role].count = 0;
}

/* The best pair of a free role and a free column again and again; the leftmost of equals. */
static void assign_by_name(struct guess *g)
{
    for (;;) {
        int best = 0, best_role = 0;
        size_t best_column = 0;
        for (int role = 0; role < CSV_ROLES; role++) {
            if (csv_maps(g->m, (enum csv_role)role) || role == CSV_MEMO)
                continue;
            for (size_t i = 0; i < g->profile->width; i++) {
                /* A memo may have many columns: it takes a name that means it more than this role. */
                if (g->taken[i] || g->score[role][i] <= best || g->score[CSV_MEMO][i] > g->score[role][i])
                    continue;
                best = g->score[role][i];
                best_role = role;
                best_column = i;
            }
        }
        if (best == 0)
            return;
        assign(g, (enum csv_role)best_role, best_column);
    }
}

static void add_memos(struct guess *g)
{
    struct csv_columns *memo = &g->m->columns[CSV_MEMO];
    for (size_t i = 0; i < g->profile->width && memo->count < CSV_JOIN_MAX; i++) {
        if (g->taken[i] || g->score[CSV_MEMO][i] < 40)
            continue;
        memo->at[memo->count++] = (uint16_t)i;
        g->taken[i] = true;
    }
}

/* ---- columns that names leave open ---- */

static bool column_named(const struct guess *g, size_t column, const char *words)
{
    char key[CSV_KEY_MAX];
    return column < g->table->header.width &&
           csv_word_in(csv_normalise(g->table->header.names[column], key), words);
}

static uint64_t nonzero(const struct guess *g, enum csv_role role)
{
    const struct csv_column *col = &g->profile->columns[g->m->columns[role].at[0]];
    return col->negatives + col->positives;
}

/* With gross, fee and net in one table the account moves by the net. */
static void prefer_net(struct guess *g)
{
    for (size_t i = 0; i < g->profile->width && csv_maps(g->m, CSV_FEE); i++) {
        if (g->score[CSV_AMOUNT][i] == 0 ||
            !column_named(g, i, "net|netto|neto|net amount|nettobetrag|importo netto|valor liquido"))
            continue;
        drop(g, CSV_AMOUNT);
        drop(g, CSV_FEE);
        assign(g, CSV_AMOUNT, i);
    }
}

/* A closing balance that differs from row to row is a running balance. */
static void settle_closing(struct guess *g)
{
    struct csv_mapping *m = g->m;
    if (csv_maps(m, CSV_BALANCE) || !csv_maps(m, CSV_CLOSING) ||
        csv_distinct(&g->profile->columns[m->columns[CSV_CLOSING].at[0]]) < 2)
        return;
    m->columns[CSV_BALANCE] = m->columns[CSV_CLOSING];
    m->columns[CSV_CLOSING].count = m->columns[CSV_OPENING].count = 0;
}

/* One amount column or a pair of debit and credit, never both. */
static void settle_amounts(struct guess *g)
{
    struct csv_mapping *m = g->m;
    if (!csv_maps(m, CSV_AMOUNT))
        return;
    bool pair = csv_maps(m, CSV_DEBIT) && csv_maps(m, CSV_CREDIT) && g->profile->rows > 0 &&
                nonzero(g, CSV_DEBIT) > 0 && nonzero(g, CSV_CREDIT) > 0 &&
                nonzero(g, CSV_DEBIT) + nonzero(g, CSV_CREDIT) <= g->profile->rows;
    bool amount_signed = g->profile->columns[m->columns[CSV_AMOUNT].at[0]].negatives > 0;
    if (pair && !amount_signed) {
        drop(g, CSV_AMOUNT);
    } else {
        drop(g, CSV_DEBIT);
        drop(g, CSV_CREDIT);
    }
}

/* An amount by contents: decimals, both signs, a currency beside it. */
static int amount_looks(const struct guess *g, size_t i)
{
    const struct csv_column *col = &g->profile->columns[i];
    if (g->taken[i] || !holds_money(col) || col->numbers * 5 < col->filled * 4 ||
        g->score[CSV_NOTHING][i] > 0 || g->score[CSV_SECURITY][i] > 50)
        return 0;
    bool after = i + 1 < g->profile->width && contents_allow(&g->profile->columns[i + 1], CSV_CURRENCY);
    bool before = i > 0 && contents_allow(&g->profile->columns[i - 1], CSV_CURRENCY);
    uint64_t decimals = col->votes[CSV_VOTE_DOT] + col->votes[CSV_VOTE_COMMA];
    int signs = col->negatives == 0 ? 0 : col->positives == 0 ? 1 : 3;
    return 1 + 4 * (decimals * 2 >= col->numbers) + signs + 2 * (after || before) +
           (col->decorated > col->negatives);
}

static size_t next_amount(const struct guess *g, size_t besides)
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

static void find_amounts(struct guess *g)
{
    size_t width = g->profile->width;
    if (csv_maps(g->m, CSV_AMOUNT) || csv_maps(g->m, CSV_DEBIT) || csv_maps(g->m, CSV_CREDIT))
        return;
    size_t first = next_amount(g, width);
    if (first == width) {
        /* Whole numbers only: still amounts, when nothing else is a number. */
        for (size_t i = 0; i < width && first == width; i++)
            if (amount_looks(g, i) > 0)
                first = i;
    }
    if (first == width)
        return;
    size_t second = next_amount(g, first);
    const struct csv_column *a = &g->profile->columns[first];
    if (second < width) {
        const struct csv_column *b = &g->profile->columns[second];
        bool pair =
            a->filled + b->filled == g->profile->rows && b->filled > 0 && a->negatives + b->negatives == 0;
        if (pair) {
            assign(g, CSV_DEBIT, first < second ? first : second);
            assign(g, CSV_CREDIT, first < second ? second : first);
            second = next_amount(g, width);
        } else {
            assign(g, CSV_AMOUNT, first);
        }
    } else {
        assign(g, CSV_AMOUNT, first);
    }
    if (second < width && !csv_maps(g->m, CSV_BALANCE) &&
        g->profile->columns[second].filled == g->profile->rows) {
        assign(g, CSV_BALANCE, second);
        g->m->balance_by_content = true;
    }
}

static void find_dates(struct guess *g)
{
    for (size_t i = 0; i < g->profile->width; i++) {
        const struct csv_column *col = &g->profile->columns[i];
        bool headless = g->table->dialect.header_line == 0;
        if (g->taken[i] || col->filled == 0 || col->dates * 5 < col->filled * 4 ||
            g->score[CSV_NOTHING][i] > 0)
            continue;
        if (!csv_maps(g->m, CSV_DATE))
            assign(g, CSV_DATE, i);
        else if (headless && !csv_maps(g->m, CSV_VALUE_DATE))
            assign(g, CSV_VALUE_DATE, i);
    }
    if (!csv_maps(g->m, CSV_DATE) && csv_maps(g->m, CSV_VALUE_DATE)) {
        g->m->columns[CSV_DATE] = g->m->columns[CSV_VALUE_DATE];
        g->m->columns[CSV_VALUE_DATE].count = 0;
    }
}

/* A column whose name is surely a role, though nothing in it can be read: its rows are broken, and will be
 * refused by name. */
static void trust_names(struct guess *g)
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
                assign(g, roles[k], i);
        }
    }
}

/* The currency that stands nearest to the amount, to its right before its left. */
static void find_currency(struct guess *g)
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
            bool by_content = !by_name && i < width && !g->taken[i] &&
                              g->profile->columns[i].currencies * 10 >= g->profile->columns[i].sampled * 9 &&
                              contents_allow(&g->profile->columns[i], CSV_CURRENCY) &&
                              g->score[CSV_NOTHING][i] == 0;
            if (same_name || by_content) {
                assign(g, CSV_CURRENCY, i);
                return;
            }
        }
    }
}

static void find_direction(struct guess *g)
{
    if (!csv_maps(g->m, CSV_AMOUNT) || csv_maps(g->m, CSV_DIRECTION) ||
        g->profile->columns[g->m->columns[CSV_AMOUNT].at[0]].negatives > 0)
        return;
    for (size_t i = 0; i < g->profile->width; i++) {
        const struct csv_column *col = &g->profile->columns[i];
        bool unnamed = i >= g->table->header.width || g->table->header.names[i].len == 0;
        if (!g->taken[i] && unnamed && col->sampled == g->profile->rows &&
            contents_allow(col, CSV_DIRECTION)) {
            assign(g, CSV_DIRECTION, i);
            return;
        }
    }
}

static void find_account(struct guess *g)
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
    if (!csv_maps(m, CSV_ACCOUNT) && csv_maps(m, CSV_ACCOUNT_NAME)) {
        m->columns[CSV_ACCOUNT] = m->columns[CSV_ACCOUNT_NAME];
        m->columns[CSV_ACCOUNT_NAME].count = 0;
    }
    for (size_t i = 0; i < g->profile->width; i++) {
        const struct csv_column *col = &g->profile->columns[i];
        if (g->taken[i] || col->sampled == 0 || col->ibans < col->sampled)
            continue;
        bool own = !own_known && csv_distinct(col) == 1 && col->sampled == g->profile->rows;
        if (own && !csv_maps(m, CSV_ACCOUNT))
            assign(g, CSV_ACCOUNT, i);
        else if (!own && !csv_maps(m, CSV_COUNTER))
            assign(g, CSV_COUNTER, i);
    }
}

/* The longest texts, when no name told who and what. */
static void find_texts(struct guess *g)
{
    struct csv_mapping *m = g->m;
    size_t longest = g->profile->width;
    uint64_t most = 0;
    for (size_t i = 0; i < g->profile->width; i++) {
        const struct csv_column *col = &g->profile->columns[i];
        if (g->taken[i] || col->wordy * 2 < col->sampled || col->sampled == 0 || col->bytes <= most)
            continue;
        most = col->bytes;
        longest = i;
    }
    if (longest < g->profile->width)
        assign(g, CSV_PAYEE, longest);
    else if (csv_maps(m, CSV_CATEGORY))
        m->columns[CSV_PAYEE] = m->columns[CSV_CATEGORY];
}

static void find_parties(struct guess *g)
{
    struct csv_mapping *m = g->m;
    struct csv_columns *memo = &m->columns[CSV_MEMO];
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

void csv_guess_columns(const struct csv_table *table, const struct csv_profile *profile,
                       struct csv_mapping *m)
{
    struct guess g = {.table = table, .profile = profile, .m = m};
    *m = table->dialect;
    m->mark = '.';
    m->senses = (struct csv_senses){.fee = CSV_SENSES, .debit = CSV_OUT, .credit = CSV_IN};
    score_columns(&g);
    assign_by_name(&g);
    prefer_net(&g);
    settle_closing(&g);
    find_dates(&g);
    settle_amounts(&g);
    find_amounts(&g);
    trust_names(&g);
    find_currency(&g);
    find_direction(&g);
    find_account(&g);
    add_memos(&g);
    find_parties(&g);
}

enum err csv_guess_check(struct ctx *c, struct bankfile_reader *r, const struct csv_table *table,
                         const struct csv_mapping *m)
{
    bool money = csv_maps(m, CSV_AMOUNT) || csv_maps(m, CSV_DEBIT) || csv_maps(m, CSV_CREDIT);
    if (csv_maps(m, CSV_DATE) && money)
        return OK;
    r->line = table->dialect.header_line > 0 ? table->dialect.header_line : table->first_line;
    const char *role = csv_maps(m, CSV_DATE) ? "amounts" : "dates";
    struct buf *names = buf_in_arena(c->arena);
    for (size_t i = 0; i < table->header.width && names->len < 160; i++)
        if (table->header.names[i].len > 0)
            buf_printf(names, "%s%.*s", names->len > 0 ? ", " : "", TEXT_ARGS(table->header.names[i]));
    if (names->len == 0)
        return bankfile_refuse(c, r, "no column of %s was found: not a statement", role);
    return bankfile_refuse(c, r, "no column of %s was found among %s: not a statement", role, names->at);
}
