#include "bankfile/csv/table.h"

/* A cell that stands for nothing. */
static bool is_placeholder(struct text t)
{
    static const char *const words[] = {
        "-",    "--",           "n/a",          "N/A",        "na",         "null",       "NULL",
        "None", "\xE2\x80\x94", "\xE2\x80\x93", "00.00.0000", "0000-00-00", "00/00/0000", "00000000"};
    if (t.len == 0)
        return true;
    if (t.len > 10 ||
        (t.at[0] != '-' && t.at[0] != '0' && (t.at[0] | 32) != 'n' && (unsigned char)t.at[0] != 0xE2))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_is(t, words[i]))
            return true;
    return false;
}

/* The slot of a word, and whether it holds that word already. NULL for words too long to keep. */
static struct csv_recalled *recall_slot(struct csv_recalled slots[16], struct text t, bool *known)
{
    if (t.len == 0 || t.len > sizeof slots->text)
        return NULL;
    unsigned h = (unsigned)t.len * 7 + (unsigned char)t.at[0] * 5u + (unsigned char)t.at[t.len - 1] * 3u;
    struct csv_recalled *slot = &slots[(h ^ h >> 4) & 15];
    *known = slot->len == t.len && memcmp(slot->text, t.at, t.len) == 0;
    if (!*known) {
        slot->len = (uint8_t)t.len;
        memcpy(slot->text, t.at, t.len);
    }
    return slot;
}

static int direction_of(struct csv_recall *recall, struct text t)
{
    bool known = false;
    struct csv_recalled *slot = recall_slot(recall->directions, t, &known);
    if (slot == NULL)
        return csv_word_direction(t);
    if (!known)
        slot->value = (int8_t)csv_word_direction(t);
    return slot->value;
}

/* An unknown status is a booked one. */
static enum csv_status status_of(struct csv_recall *recall, struct text t)
{
    bool known = false;
    enum csv_status status = CSV_BOOKED;
    struct csv_recalled *slot = recall_slot(recall->statuses, t, &known);
    if (known)
        return (enum csv_status)slot->value;
    if (t.len > 0 && !csv_word_status(t, &status))
        status = CSV_BOOKED;
    if (slot != NULL)
        slot->value = (int8_t)status;
    return status;
}

/* ---- money ---- */

/* One number cell; an empty one is no number and no error. */
static bool read_cell(const struct csv_mapping *m, enum csv_role role, const struct csv_row *row,
                      struct decimal *out, bool *has, char currency[4], size_t *bad)
{
    *has = false;
    if (!csv_maps(m, role))
        return true;
    struct text cell = csv_value(m, role, row);
    if (is_placeholder(cell))
        return true;
    *bad = m->columns[role].at[0];
    *has = csv_amount_parse(cell, m->mark, out, currency);
    /* Some banks write balances by another hand than amounts; chains of balances prove them anyhow. */
    if (!*has && role == CSV_BALANCE)
        *has = csv_amount_parse(cell, m->mark == '.' ? ',' : '.', out, NULL);
    return *has;
}

static enum csv_state read_money(const struct csv_mapping *m, const struct csv_row *row,
                                 struct csv_recall *recall, struct csv_record *record)
{
    struct csv_money *money = &record->money;
    money->currency[0] = '\0';
    money->direction = 0;
    char *currency = money->currency;
    size_t *bad = &record->bad;
    if (!read_cell(m, CSV_AMOUNT, row, &money->amount, &money->has_amount, currency, bad) ||
        !read_cell(m, CSV_DEBIT, row, &money->debit, &money->has_debit, currency, bad) ||
        !read_cell(m, CSV_CREDIT, row, &money->credit, &money->has_credit, currency, bad) ||
        !read_cell(m, CSV_BALANCE, row, &money->balance, &money->has_balance, NULL, bad) ||
        !read_cell(m, CSV_FEE, row, &money->fee, &money->has_fee, NULL, bad))
        return CSV_BAD_MONEY;
    if (csv_maps(m, CSV_DIRECTION) && money->has_amount && m->senses.direction != CSV_IGNORED) {
        *bad = m->columns[CSV_DIRECTION].at[0];
        money->direction = direction_of(recall, csv_value(m, CSV_DIRECTION, row));
        if (money->direction == 0 && money->amount.digits != 0)
            return CSV_BAD_DIRECTION;
    }
    if (money->has_amount || money->has_debit || money->has_credit)
        return CSV_ENTRY;
    enum csv_role role = csv_maps(m, CSV_AMOUNT)  ? CSV_AMOUNT
                         : csv_maps(m, CSV_DEBIT) ? CSV_DEBIT
                                                  : CSV_CREDIT;
    size_t last = m->columns[role].at[0];
    *bad = last;
    if (csv_maps(m, CSV_CREDIT) && m->columns[CSV_CREDIT].at[0] > last)
        last = m->columns[CSV_CREDIT].at[0];
    if (last >= row->count) {
        *bad = last;
        return CSV_SHORT;
    }
    return money->has_balance ? CSV_BALANCE_ONLY : CSV_NO_MONEY;
}

static bool apply(struct decimal value, uint8_t sense, struct decimal *out)
{
    bool turn = sense == CSV_FLIPPED || (sense == CSV_IN && value.digits < 0) ||
                (sense == CSV_OUT && value.digits > 0);
    *out = value;
    return !turn || decimal_negate(value, out);
}

static bool apply_direction(const struct csv_money *money, const struct csv_senses *senses,
                            struct decimal *value)
{
    if (money->direction == 0 || senses->direction == CSV_IGNORED)
        return true;
    if (senses->direction == CSV_MULTIPLIES)
        return money->direction > 0 || decimal_negate(*value, value);
    bool out = senses->amount == CSV_FLIPPED ? money->direction > 0 : money->direction < 0;
    return apply(*value, out ? CSV_OUT : CSV_IN, value);
}

bool csv_money_amount(const struct csv_money *money, const struct csv_senses *senses, struct decimal *out)
{
    struct decimal value, sum = {0, 0};
    if (money->has_amount &&
        (!apply(money->amount, senses->amount, &sum) || !apply_direction(money, senses, &sum)))
        return false;
    if (money->has_debit && (!apply(money->debit, senses->debit, &value) || !decimal_add(sum, value, &sum)))
        return false;
    if (money->has_credit &&
        (!apply(money->credit, senses->credit, &value) || !decimal_add(sum, value, &sum)))
        return false;
    if (money->has_fee && senses->fee != CSV_SENSES &&
        (!apply(money->fee, senses->fee, &value) || !decimal_add(sum, value, &sum)))
        return false;
    *out = sum;
    return true;
}

bool csv_money_balance(const struct csv_money *money, const struct csv_senses *senses, struct decimal amount,
                       struct decimal *out)
{
    if (senses->balance == CSV_BEFORE)
        return decimal_add(money->balance, amount, out);
    *out = money->balance;
    return senses->balance != CSV_OWED || decimal_negate(money->balance, out);
}

/* ---- days ---- */

static enum csv_state read_dates(const struct csv_mapping *m, const struct csv_row *row,
                                 struct csv_recall *recall, struct csv_record *record)
{
    struct text cell = csv_value(m, CSV_DATE, row), value_cell = csv_value(m, CSV_VALUE_DATE, row);
    record->value_day = DATE_NONE;
    bool has_value = !is_placeholder(value_cell) && csv_date_parse(value_cell, m->order, &record->value_day);
    if (!csv_date_parse(cell, m->order, &record->day)) {
        record->bad = m->columns[CSV_DATE].at[0];
        /* What is not booked yet may have no day but the one it will count from. */
        bool announced = cell.len > 0 && status_of(recall, cell) == CSV_PENDING;
        if (announced && !has_value)
            return CSV_UNBOOKED;
        if (!has_value || (cell.len > 0 && !announced))
            return CSV_BAD_DATE;
        record->day = record->value_day;
        if (announced)
            record->status = CSV_PENDING;
        return CSV_ENTRY;
    }
    if (!has_value && !is_placeholder(value_cell)) {
        record->bad = m->columns[CSV_VALUE_DATE].at[0];
        return CSV_BAD_VALUE_DATE;
    }
    struct csv_date look;
    if (cell.len > 16 && !has_value && csv_date_look(cell, &look) && look.as_of.len > 0 &&
        !csv_date_parse(look.as_of, m->order, &record->value_day))
        record->value_day = DATE_NONE;
    return CSV_ENTRY;
}

/* "Anfangssaldo" in one of the columns that say what an entry is about, or anywhere when these are empty. */
static enum csv_fact find_stated(const struct csv_mapping *m, const struct csv_row *row)
{
    size_t length = 0;
    static const enum csv_role roles[] = {CSV_PAYEE, CSV_MEMO};
    for (size_t k = 0; k < 2; k++) {
        for (uint8_t i = 0; i < m->columns[roles[k]].count; i++) {
            struct text cell = csv_cell(row, m->columns[roles[k]].at[i]);
            enum csv_fact fact = csv_word_stated(cell);
            length += cell.len;
            if (fact != CSV_FACT_NONE)
                return fact;
        }
    }
    for (size_t i = 0; i < row->count && length == 0; i++) {
        enum csv_fact fact = csv_word_stated(row->cells[i]);
        if (fact != CSV_FACT_NONE)
            return fact;
    }
    return CSV_FACT_NONE;
}

/* Of several columns of states the worst counts: what never took place, then what is not booked. */
static enum csv_status worst_status(const struct csv_mapping *m, const struct csv_row *row,
                                    struct csv_recall *recall)
{
    enum csv_status worst = CSV_BOOKED;
    for (uint8_t i = 0; i < m->columns[CSV_STATUS].count; i++) {
        enum csv_status status = status_of(recall, csv_cell(row, m->columns[CSV_STATUS].at[i]));
        worst = status > worst ? status : worst;
    }
    return worst;
}

void csv_record_read(const struct csv_mapping *m, const struct csv_row *row, struct csv_recall *recall,
                     struct csv_record *record)
{
    record->status = worst_status(m, row, recall);
    record->stated = CSV_FACT_NONE;
    record->state = read_dates(m, row, recall, record);
    if (record->state != CSV_ENTRY)
        return;
    record->state = read_money(m, row, recall, record);
    record->stated = record->state <= CSV_NO_MONEY ? find_stated(m, row) : CSV_FACT_NONE;
    if (record->stated != CSV_FACT_NONE && record->state != CSV_BALANCE_ONLY)
        record->state = CSV_STATED;
    /* Neither booked on a day nor with an amount of the account: held back by a card, in another column. */
    if (record->state == CSV_NO_MONEY && csv_value(m, CSV_DATE, row).len == 0)
        record->state = CSV_UNBOOKED;
    if (record->state == CSV_ENTRY && m->senses.pending_bare && !record->money.has_balance)
        record->status = CSV_PENDING;
}
