#include "bankfile/csv/guess.h"

/* ---- do the contents allow a role? ---- */

/* Footers have other things in the first columns: of few rows they are many. */
static bool holds_dates(const struct csv_column *col)
{
    return col->dates > 0 && col->dates * 4 >= col->filled;
}

bool csv_guess_holds_money(const struct csv_column *col)
{
    return col->filled > 0 && col->numbers * 2 >= col->filled && col->dates * 2 < col->filled &&
           col->long_digits * 2 <= col->numbers;
}

static bool holds_ids(const struct csv_column *col)
{
    uint32_t distinct = csv_distinct(col);
    return col->sampled > 0 && (distinct >= 100 || distinct * 10 >= col->sampled * 6);
}

/* How many rows of the sample have a date somewhere: details and footers have none. */
static uint64_t dated_rows(const struct csv_guess *g)
{
    uint64_t most = 0, rows = g->profile->rows < CSV_SAMPLE_ROWS ? g->profile->rows : CSV_SAMPLE_ROWS;
    for (size_t i = 0; i < g->profile->width; i++)
        most = g->profile->columns[i].dates > most ? g->profile->columns[i].dates : most;
    return most < rows && most > 0 ? most : rows;
}

/* Filled in nearly every row that may be an entry, and with no amounts. */
static bool may_hold_accounts(const struct csv_guess *g, const struct csv_column *col)
{
    return col->sampled > 0 && (uint64_t)col->sampled * 20 >= dated_rows(g) * 17 &&
           col->votes[CSV_VOTE_DOT] + col->votes[CSV_VOTE_COMMA] < col->filled;
}

/* The number of one account or of a few, in every row; what stands in some rows only, or differs in all of
 * them, is of other people. */
static bool holds_accounts(const struct csv_guess *g, const struct csv_column *col)
{
    return may_hold_accounts(g, col) && (col->sampled == 1 || csv_distinct(col) * 3 <= col->sampled * 2);
}

static bool holds_ibans(const struct csv_column *col)
{
    return col->ibans > 0 && col->ibans * 2 >= col->sampled;
}

bool csv_guess_allows(const struct csv_guess *g, size_t column, enum csv_role role)
{
    const struct csv_column *col = &g->profile->columns[column];
    switch (role) {
    case CSV_DATE:
    case CSV_VALUE_DATE:
        return holds_dates(col);
    case CSV_AMOUNT:
    case CSV_FEE:
    case CSV_BALANCE:
    case CSV_OPENING:
    case CSV_CLOSING:
        return csv_guess_holds_money(col);
    case CSV_DEBIT:
    case CSV_CREDIT:
        return col->filled == 0 || csv_guess_holds_money(col);
    case CSV_CURRENCY:
        return col->sampled > 0 && col->currencies * 2 >= col->sampled;
    case CSV_DIRECTION:
        return col->sampled > 0 && (col->debits + col->credits) * 10 >= col->sampled * 9;
    case CSV_STATUS:
        return col->statuses > 0;
    case CSV_ACCOUNT:
        return holds_accounts(g, col);
    case CSV_ID:
        return holds_ids(col);
    case CSV_NUMBER:
        return col->sampled > 0 && col->wordy * 2 < col->sampled;
    case CSV_PAYEE:
    case CSV_PAYER:
        return col->lettered > 0 && col->dates * 2 < col->filled && col->numbers * 2 < col->filled &&
               !holds_ibans(col);
    default:
        return col->sampled > 0;
    }
}

/* The contents allow it, or the name leaves no doubt whose account it is. */
static bool allows(const struct csv_guess *g, size_t column, enum csv_role role, struct text name)
{
    static const char own[] = "account|account name|own iban|own account|your account|auftragskonto|"
                              "iban auftragskonto|eigenes konto|eigen rekening|account id|accountnum|wallet";
    if (g->profile->rows == 0 || role >= CSV_ROLES || csv_guess_allows(g, column, role))
        return true;
    return role == CSV_ACCOUNT && csv_word_in(name, own) &&
           may_hold_accounts(g, &g->profile->columns[column]);
}

static void score_columns(struct csv_guess *g)
{
    char key[CSV_KEY_MAX];
    for (size_t i = 0; i < g->table->header.width && i < g->profile->width; i++) {
        struct text name = csv_normalise(g->table->header.names[i], key);
        int nothing = csv_word_score(name, CSV_NOTHING);
        bool nothing_named = csv_word_names(name, CSV_NOTHING);
        for (int role = 0; role < CSV_WORD_ROLES; role++) {
            int score = csv_word_score(name, (enum csv_role)role);
            bool strict = role <= CSV_ACCOUNT || role == CSV_PAYEE || role == CSV_PAYER || role == CSV_ID;
            bool outdone = nothing > score && (nothing_named || !csv_word_names(name, (enum csv_role)role));
            if ((strict && outdone) || !allows(g, i, (enum csv_role)role, name))
                score = 0;
            g->score[role][i] = (uint8_t)score;
        }
    }
}

/* ---- columns by name ---- */

void csv_guess_assign(struct csv_guess *g, enum csv_role role, size_t column)
{
    g->m->columns[role] = (struct csv_columns){1, {(uint16_t)column}};
    g->taken[column] = true;
}

void csv_guess_drop(struct csv_guess *g, enum csv_role role)
{
    if (csv_maps(g->m, role))
        g->taken[g->m->columns[role].at[0]] = false;
    g->m->columns[role].count = 0;
}

/* The best pair of a free role and a free column again and again; the leftmost of equals. */
static void assign_by_name(struct csv_guess *g)
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
        csv_guess_assign(g, (enum csv_role)best_role, best_column);
    }
}

static void add_memos(struct csv_guess *g)
{
    struct csv_columns *memo = &g->m->columns[CSV_MEMO];
    for (size_t i = 0; i < g->profile->width && memo->count < CSV_JOIN_MAX; i++) {
        if (g->taken[i] || g->score[CSV_MEMO][i] < 40)
            continue;
        memo->at[memo->count++] = (uint16_t)i;
        g->taken[i] = true;
    }
}

/* A second column of states: whether the balance moved is said beside what became of the payment. */
static void add_states(struct csv_guess *g)
{
    static const char impacts[] =
        "balance impact|auswirkung auf guthaben|impact sur le solde|impacto en el saldo|"
        "impatto sul saldo|saldo impact|invloed op saldo";
    char key[CSV_KEY_MAX];
    struct csv_columns *states = &g->m->columns[CSV_STATUS];
    for (size_t i = 0; i < g->table->header.width && i < g->profile->width; i++) {
        bool known = csv_word_in(csv_normalise(g->table->header.names[i], key), impacts);
        if (!known || g->taken[i] || states->count == CSV_JOIN_MAX || !csv_guess_allows(g, i, CSV_STATUS))
            continue;
        states->at[states->count++] = (uint16_t)i;
        g->taken[i] = true;
    }
}

void csv_guess_columns(const struct csv_table *table, const struct csv_profile *profile,
                       struct csv_mapping *m)
{
    struct csv_guess g = {.table = table, .profile = profile, .m = m};
    *m = table->dialect;
    m->mark = '.';
    m->senses = (struct csv_senses){.fee = CSV_SENSES, .debit = CSV_OUT, .credit = CSV_IN};
    score_columns(&g);
    assign_by_name(&g);
    csv_guess_complete(&g);
    add_memos(&g);
    add_states(&g);
    csv_guess_parties(&g);
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
