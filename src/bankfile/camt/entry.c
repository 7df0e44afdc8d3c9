/* Entries, and the payments that a bank booked as one of them. */
#include "bankfile/camt/reading.h"
#include "bankfile/mt940/values.h"
#include "base/limits.h"

#include <stdlib.h>

/* "PMNT/RCDT/ESCT", or the bank's own code. */
static void set_code(struct buf *to, const struct camt_record *payment, const struct camt_record *entry)
{
    const struct camt_record *r = payment;
    if (r == NULL || (r->texts[CAMT_DOMAIN].len == 0 && r->texts[CAMT_PROPRIETARY_CODE].len == 0))
        r = entry;
    buf_clear(to);
    if (r->texts[CAMT_DOMAIN].len == 0) {
        buf_text(to, r->texts[CAMT_PROPRIETARY_CODE]);
        return;
    }
    buf_text(to, r->texts[CAMT_DOMAIN]);
    for (int slot = CAMT_FAMILY; slot <= CAMT_SUBFAMILY; slot++) {
        if (r->texts[slot].len == 0)
            continue;
        buf_char(to, '/');
        buf_text(to, r->texts[slot]);
    }
}

struct party {
    struct text name, account, acts_for;
};

static struct party party_of(const struct camt_record *r, bool debtor)
{
    if (debtor)
        return (struct party){r->texts[CAMT_DEBTOR], r->texts[CAMT_DEBTOR_ACCOUNT],
                              r->texts[CAMT_ULTIMATE_DEBTOR]};
    return (struct party){r->texts[CAMT_CREDITOR], r->texts[CAMT_CREDITOR_ACCOUNT],
                          r->texts[CAMT_ULTIMATE_CREDITOR]};
}

static bool is_empty(const struct party *p)
{
    return p->name.len == 0 && p->account.len == 0 && p->acts_for.len == 0;
}

/* Who stands on the other side: the debtor of what comes in, the creditor of what goes out. When money comes
 * back, banks leave the parties of the first payment: then the one whose account is not this one. */
static struct party counterparty(const struct camt_reading *m, const struct camt_record *r, bool incoming)
{
    struct party across = party_of(r, incoming), own = party_of(r, !incoming);
    struct text account = m->out.account;
    bool wrong_side = is_empty(&across) || (across.account.len > 0 && text_equal(across.account, account));
    bool other_known = own.account.len > 0 && !text_equal(own.account, account);
    if (wrong_side && other_known)
        across = own;
    if (text_equal(across.account, account))
        across.account = (struct text){NULL, 0};
    return across;
}

static bool contains(const struct buf *hay, struct text needle)
{
    return needle.len == 0 || text_find(buf_view(hay), needle) >= 0;
}

/* Adds what is not there yet; beyond the limit of a memo nothing more. */
static void add_memo(struct camt_reading *m, struct text t)
{
    if (m->memo->len < LIMIT_MEMO_TEXT && !contains(m->memo, t))
        mt_details_add(m->memo, t);
}

/* Some banks write all of it into AddtlNtryInf, in the dialects of MT940's :86:. */
static struct text set_from_information(struct camt_reading *m)
{
    struct mt_details_in in = {.information = m->entry.texts[CAMT_ADDITIONAL]};
    mt_details_read(&m->details, &in);
    buf_text(m->payee, buf_view(m->details.payee));
    mt_details_add(m->memo, buf_view(m->details.memo));
    return buf_view(m->details.account);
}

/* Payee, memo and the other account of one payment, or of all payments together when `only` is NULL. */
static struct text set_texts(struct camt_reading *m, const struct camt_record *only, bool incoming)
{
    buf_clear(m->payee);
    buf_clear(m->memo);
    struct text account = {NULL, 0}, payee = {NULL, 0};
    bool same_party = true;
    const struct camt_record *first = only != NULL ? only : m->payments;
    for (const struct camt_record *p = first; p != NULL && (p == only || only == NULL); p = p->next) {
        struct party other = counterparty(m, p, incoming);
        struct text name = other.name.len > 0 ? other.name : other.acts_for;
        if (p == first) {
            payee = name;
            account = other.account;
        }
        same_party = same_party && text_equal(account, other.account) && text_equal(payee, name);
        add_memo(m, p->texts[CAMT_REMITTANCE]);
        if (!text_equal(name, other.acts_for))
            add_memo(m, other.acts_for);
        add_memo(m, p->texts[CAMT_ADDITIONAL]);
    }
    if (same_party)
        mt_details_add(m->payee, payee);
    else
        account = (struct text){NULL, 0};
    if (m->payee->len == 0 && m->memo->len == 0 && account.len == 0)
        return set_from_information(m);
    if (only == NULL || m->payment_count == 1 || m->memo->len == 0)
        add_memo(m, m->entry.texts[CAMT_ADDITIONAL]);
    return account;
}

/* The bank's id. `number` counts payments that share the entry's, from 1; 0: it is not shared. */
static void set_id(struct camt_reading *m, struct text id, size_t number)
{
    struct text entry_ref = m->entry.texts[CAMT_ENTRY_REF];
    if (mt_is_no_reference(id))
        id = m->entry.texts[CAMT_SERVICER_REF];
    if (mt_is_no_reference(id))
        id = mt_is_telling_reference(entry_ref) ? entry_ref : (struct text){NULL, 0};
    buf_clear(m->id);
    buf_text(m->id, id);
    if (number > 0 && id.len > 0)
        buf_printf(m->id, "/%zu", number);
}

static date booking_day(struct camt_reading *m)
{
    const date *days = m->entry.days;
    if (days[CAMT_BOOKED] != DATE_NONE)
        return days[CAMT_BOOKED];
    if (days[CAMT_VALUE] != DATE_NONE)
        return days[CAMT_VALUE];
    date day = camt_statement_day(m);
    if (day != DATE_NONE && !m->dateless_noted) {
        bankfile_note(m->r, m->entry.line, "entries without <BookgDt> and <ValDt> take the statement's date");
        m->dateless_noted = true;
    }
    return day;
}

static enum err emit(struct ctx *c, struct camt_reading *m, const struct camt_record *payment,
                     struct decimal amount, size_t number)
{
    const struct camt_record *e = &m->entry;
    const struct camt_record *single = payment != NULL ? payment : m->payment_count == 1 ? m->payments : NULL;
    bool incoming = amount.digits == 0 ? e->sign > 0 : amount.digits > 0;
    struct text account = set_texts(m, single, incoming);
    set_code(m->code, single, e);
    set_id(m, single != NULL ? single->texts[CAMT_SERVICER_REF] : (struct text){NULL, 0}, number);
    struct bankfile_entry out = {
        .line = payment != NULL ? payment->line : e->line,
        .date = booking_day(m),
        .value_date = e->days[CAMT_VALUE],
        .amount = amount,
        .payee = buf_view(m->payee),
        .memo = buf_view(m->memo),
        .counter_account = account,
        .id = buf_view(m->id),
        .code = buf_view(m->code),
        .number = single != NULL ? single->texts[CAMT_CHEQUE] : (struct text){NULL, 0},
        .pending = e->status == CAMT_STATUS_PENDING,
    };
    const char *currency = e->amounts[CAMT_AMOUNT_OWN].currency;
    if (strcmp(currency, m->out.currency) != 0)
        memcpy(out.currency, currency, sizeof out.currency);
    m->r->line = out.line;
    return bankfile_entry(c, m->r, &m->out, &out);
}

/* What this payment moved on the account, if the file says it in the account's currency. */
static bool payment_amount(const struct camt_record *p, const struct camt_record *entry, struct decimal *out)
{
    for (int i = 0; i < CAMT_AMOUNTS; i++) {
        const struct camt_sum *sum = &p->amounts[i];
        if (!sum->given || strcmp(sum->currency, entry->amounts[CAMT_AMOUNT_OWN].currency) != 0)
            continue;
        *out = sum->value;
        out->digits *= p->sign != 0 ? p->sign : entry->sign;
        return true;
    }
    return false;
}

/* Payments are shown one by one when their amounts are known and are the entry's to the last digit. */
static bool can_split(const struct camt_reading *m, struct decimal total)
{
    if (m->payment_count < 2 || m->too_large)
        return false;
    struct decimal sum = {0, 0}, amount;
    for (const struct camt_record *p = m->payments; p != NULL; p = p->next)
        if (!payment_amount(p, &m->entry, &amount) || !decimal_add(sum, amount, &sum))
            return false;
    return decimal_equal(sum, total);
}

static int compare_refs(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

/* Has every payment of the batch a bank's id of its own? */
static bool ids_differ(struct camt_reading *m)
{
    struct text *refs = ARENA_ARRAY(m->entry_arena, struct text, m->payment_count);
    size_t n = 0;
    for (const struct camt_record *p = m->payments; p != NULL; p = p->next)
        refs[n++] = p->texts[CAMT_SERVICER_REF];
    qsort(refs, n, sizeof *refs, compare_refs);
    for (size_t i = 0; i < n; i++)
        if (mt_is_no_reference(refs[i]) || (i > 0 && text_equal(refs[i - 1], refs[i])))
            return false;
    return true;
}

enum err camt_entry_end(struct ctx *c, struct camt_reading *m)
{
    m->r->line = m->entry.line;
    TRY(camt_statement_begin(c, m));
    struct decimal total = m->entry.amounts[CAMT_AMOUNT_OWN].value;
    total.digits *= m->entry.sign;
    bool foreign = strcmp(m->entry.amounts[CAMT_AMOUNT_OWN].currency, m->out.currency) != 0;
    m->mixed |= foreign && m->entry.status == CAMT_STATUS_BOOKED;
    if (booking_day(m) == DATE_NONE)
        return bankfile_refuse(c, m->r, "the entry has no date, nor has its statement");
    if (m->too_large)
        bankfile_note(m->r, m->entry.line, "a batch of more than %d payments or %d MiB is kept as one entry",
                      CAMT_PAYMENTS_MAX, CAMT_ENTRY_BYTES_MAX >> 20);
    if (!can_split(m, total))
        return emit(c, m, NULL, total, 0);
    bool numbered = !ids_differ(m);
    size_t number = 0;
    for (const struct camt_record *p = m->payments; p != NULL; p = p->next) {
        struct decimal amount;
        number++;
        if (payment_amount(p, &m->entry, &amount))
            TRY(emit(c, m, p, amount, numbered ? number : 0));
    }
    return OK;
}
