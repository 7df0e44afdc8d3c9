/* How dates and numbers are to be read, decided over the whole file. */
#include "bankfile/csv/table.h"

/* ---- the order of day, month and year ---- */

struct evidence {
    uint64_t dates, fixed, orders[CSV_ORDERS];
    struct csv_chronology day_first, month_first; /* of the date column alone */
    bool dotted;
};

static void collect(const struct csv_profile *profile, const struct csv_mapping *m, struct evidence *e)
{
    static const enum csv_role roles[] = {CSV_DATE, CSV_VALUE_DATE};
    *e = (struct evidence){0};
    for (size_t k = 0; k < 2; k++) {
        if (!csv_maps(m, roles[k]))
            continue;
        const struct csv_column *col = &profile->columns[m->columns[roles[k]].at[0]];
        e->dates += col->dates;
        e->fixed += col->fixed;
        for (int order = 0; order < CSV_ORDERS; order++)
            e->orders[order] += col->orders[order];
        e->dotted |= col->dotted;
    }
    const struct csv_column *col = &profile->columns[m->columns[CSV_DATE].at[0]];
    e->day_first = col->chronology[0];
    e->month_first = col->chronology[1];
}

/* Dates against the file's own direction. */
static uint64_t disorder(const struct csv_chronology *chronology)
{
    return chronology->up < chronology->down ? chronology->up : chronology->down;
}

/* Is the header's language one that writes days first, or the number format? */
static bool locale_says_day_first(const struct csv_table *table, const struct csv_mapping *m)
{
    if (m->mark == ',' || m->delimiter == ';')
        return true;
    static const char day_first_words[] =
        "fecha|data|dato|datum|libelle|montant|importe|betrag|bedrag|belopp|kwota|opis|дата|descripcion|"
        "concepto|descrizione|"
        "omschrijving|tekst|verwendungszweck|particulars|narrative|narration|paid in|paid out|money in|money "
        "out|withdrawal amt|"
        "deposit amt|popis|castka|osszeg|beskrivning|descricao|valor|saldo|solde|importo|causale|cheque "
        "number|cheque";
    char key[CSV_KEY_MAX];
    for (size_t i = 0; i < table->header.width; i++)
        if (csv_word_in(csv_normalise(table->header.names[i], key), day_first_words))
            return true;
    return false;
}

static enum csv_order ambiguous_order(struct ctx *c, struct bankfile_reader *r, const struct csv_table *table,
                                      const struct csv_mapping *m, const struct evidence *e)
{
    if (e->dotted)
        return CSV_DMY; /* nobody writes 05.13.2023 */
    uint64_t day_disorder = disorder(&e->day_first), month_disorder = disorder(&e->month_first);
    uint64_t steps = e->day_first.up + e->day_first.down;
    /* One reading is a file in order and the other is not. */
    if (steps >= 3 && (day_disorder == 0) != (month_disorder == 0))
        return day_disorder == 0 ? CSV_DMY : CSV_MDY;
    date soon = time_date(c->now_us) + 31;
    bool day_future = e->day_first.latest > soon, month_future = e->month_first.latest > soon;
    if (c->now_us > 0 && day_future != month_future)
        return day_future ? CSV_MDY : CSV_DMY;
    enum csv_order order;
    int32_t day_span = e->day_first.latest - e->day_first.earliest,
            month_span = e->month_first.latest - e->month_first.earliest;
    if (locale_says_day_first(table, m))
        order = CSV_DMY;
    else if (day_span * 2 < month_span || month_span * 2 < day_span)
        order = day_span < month_span ? CSV_DMY : CSV_MDY;
    else
        order = CSV_MDY;
    if (day_span > 0 || month_span > 0 || e->day_first.earliest != e->month_first.earliest)
        bankfile_note(r, 0, "every date can be read day first and month first: %s is assumed",
                      order == CSV_DMY ? "day first" : "month first");
    return order;
}

static enum csv_order find_order(struct ctx *c, struct bankfile_reader *r, const struct csv_table *table,
                                 const struct csv_profile *profile, const struct csv_mapping *m)
{
    struct evidence e;
    collect(profile, m, &e);
    if (e.dates == 0)
        return CSV_YMD;
    uint64_t d = e.orders[CSV_DMY], mo = e.orders[CSV_MDY], y = e.orders[CSV_YMD];
    if (e.fixed == e.dates)
        return CSV_YMD; /* years first and months by name: no order is needed, and this one is the strictest
                         */
    /* Two-digit years first are known only by what no other order can be; a few such days are broken. */
    if (y / 2 > d && y / 2 > mo)
        return CSV_YMD;
    if (d != mo)
        return d > mo ? CSV_DMY : CSV_MDY;
    return ambiguous_order(c, r, table, m, &e);
}

/* ---- the decimal mark ---- */

static char find_mark(struct bankfile_reader *r, const struct csv_profile *profile,
                      const struct csv_mapping *m)
{
    static const enum csv_role roles[] = {CSV_AMOUNT,  CSV_DEBIT,   CSV_CREDIT,
                                          CSV_BALANCE, CSV_OPENING, CSV_CLOSING};
    enum { OF_AMOUNTS = 3 };
    uint64_t votes[CSV_VOTE_BAD + 1] = {0};
    for (size_t k = 0; k < sizeof roles / sizeof *roles; k++) {
        /* Balances may be written by another hand: they are asked when amounts do not tell. */
        if (!csv_maps(m, roles[k]) || (k >= OF_AMOUNTS && votes[CSV_VOTE_DOT] != votes[CSV_VOTE_COMMA]))
            continue;
        const struct csv_column *col = &profile->columns[m->columns[roles[k]].at[0]];
        for (int v = 0; v <= CSV_VOTE_BAD; v++)
            votes[v] += col->votes[v];
    }
    if (votes[CSV_VOTE_DOT] != votes[CSV_VOTE_COMMA])
        return votes[CSV_VOTE_DOT] > votes[CSV_VOTE_COMMA] ? '.' : ',';
    uint64_t one_dot = votes[CSV_VOTE_ONE_DOT], one_comma = votes[CSV_VOTE_ONE_COMMA];
    if (one_dot == one_comma)
        return m->delimiter == ';' ? ',' : '.';
    bool dot = one_dot > one_comma;
    bankfile_note(r, 0, "every number with a %s has three digits behind it: thousands are assumed",
                  dot ? "point" : "comma");
    return dot ? ',' : '.';
}

void csv_guess_order(struct ctx *c, struct bankfile_reader *r, const struct csv_table *table,
                     const struct csv_profile *profile, struct csv_mapping *m, bool order_given,
                     bool mark_given)
{
    if (!mark_given)
        m->mark = find_mark(r, profile, m);
    if (!order_given)
        m->order = find_order(c, r, table, profile, m);
}

/* ---- what a file is like ---- */

bool csv_mapping_fits(const struct csv_profile *profile, const struct csv_mapping *m)
{
    if (!csv_maps(m, CSV_DATE))
        return false;
    const struct csv_column *day = &profile->columns[m->columns[CSV_DATE].at[0]];
    uint64_t best = 0;
    for (int order = CSV_DMY; order < CSV_ORDERS; order++)
        best = day->orders[order] > best ? day->orders[order] : best;
    if (profile->rows > 0 && (best == 0 || day->orders[m->order] < best))
        return false;
    static const enum csv_role roles[] = {CSV_AMOUNT, CSV_DEBIT, CSV_CREDIT};
    bool any = false;
    for (size_t k = 0; k < sizeof roles / sizeof *roles; k++) {
        if (!csv_maps(m, roles[k]))
            continue;
        const struct csv_column *col = &profile->columns[m->columns[roles[k]].at[0]];
        uint64_t against = col->votes[m->mark == '.' ? CSV_VOTE_COMMA : CSV_VOTE_DOT];
        if (col->numbers * 2 < col->filled || against * 2 > col->numbers)
            return false;
        any = true;
    }
    return any;
}

const char *csv_profile_shape(struct ctx *c, const struct csv_profile *profile)
{
    char *shape = arena_alloc(c->arena, profile->width + 1);
    for (size_t i = 0; i < profile->width; i++) {
        const struct csv_column *col = &profile->columns[i];
        if (col->filled == 0)
            shape[i] = '-';
        else if (col->dates * 5 >= col->filled * 4)
            shape[i] = 'd';
        else if (col->currencies * 10 >= col->sampled * 9)
            shape[i] = 'c';
        else if (col->ibans * 10 >= col->sampled * 9)
            shape[i] = 'i';
        else
            shape[i] =
                col->numbers * 5 >= col->filled * 4 && col->long_digits * 2 <= col->numbers ? 'n' : 't';
    }
    return shape;
}
