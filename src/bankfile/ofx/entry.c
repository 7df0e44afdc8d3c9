#include "bankfile/ofx/entry.h"

#include "bankfile/amount.h"

bool ofx_action_moves_cash(const struct ofx_word *action, const struct ofx_values *v)
{
    return action->moves_cash || values_text(v, SLOT_FRACTION_CASH).len > 0;
}

enum err ofx_amount_read(struct ctx *c, struct bankfile_reader *r, const struct ofx_values *v,
                         enum ofx_slot slot, const char *element, struct decimal *out)
{
    struct text t = values_text(v, slot);
    r->line = v->lines[slot];
    if (t.len == 0)
        return bankfile_refuse(c, r, "%s is empty", element);
    if (!amount_parse(t, '\0', out))
        return bankfile_refuse(c, r, "%s \"%.*s\" is no amount", element, TEXT_ARGS(values_quoted(t)));
    return OK;
}

static enum err fill_amount(struct ctx *c, struct bankfile_reader *r, const struct ofx_values *v,
                            const struct ofx_word *word, struct bankfile_entry *out)
{
    bool action = word->opens == BOX_ACTION;
    enum ofx_slot slot = action && !word->moves_cash ? SLOT_FRACTION_CASH : SLOT_AMOUNT;
    const char *element = !action ? "TRNAMT" : slot == SLOT_AMOUNT ? "TOTAL" : "FRACCASH";
    if (v->lines[slot] == 0)
        return bankfile_refuse(c, r, "%s has no %s", word->name, element);
    return ofx_amount_read(c, r, v, slot, element, &out->amount);
}

static enum err fill_dates(struct ctx *c, struct bankfile_reader *r, const struct ofx_values *v,
                           const struct ofx_word *word, struct bankfile_entry *out)
{
    const char *element = word->opens == BOX_ACTION ? "DTTRADE" : "DTPOSTED";
    if (v->lines[SLOT_DATE] == 0)
        return bankfile_refuse(c, r, "%s has no %s", word->name, element);
    struct text t = values_text(v, SLOT_DATE);
    if (!ofx_date(t, &out->date)) {
        r->line = v->lines[SLOT_DATE];
        if (t.len == 0)
            return bankfile_refuse(c, r, "%s is empty", element);
        return bankfile_refuse(c, r, "%s \"%.*s\" is no date", element, TEXT_ARGS(values_quoted(t)));
    }
    /* Nobody's balance depends on it, and some banks fill it with zeros. */
    if (!ofx_date(values_text(v, SLOT_VALUE_DATE), &out->value_date))
        out->value_date = DATE_NONE;
    return OK;
}

/* "CUSIP 459200101": its name stands in a list behind all statements. */
static void fill_security(struct ofx_values *v, struct bankfile_entry *out)
{
    struct buf *name = &v->texts[SLOT_NAME];
    buf_clear(name);
    buf_text(name, values_text(v, SLOT_SECURITY_TYPE));
    if (name->len > 0 && values_text(v, SLOT_SECURITY).len > 0)
        buf_char(name, ' ');
    buf_text(name, values_text(v, SLOT_SECURITY));
    out->payee = buf_view(name);
}

/* NAME is cut at 32 characters; EXTDNAME, where a bank sends it, is mostly the whole of it. */
static void fill_payee(struct ofx_values *v, struct bankfile_entry *out)
{
    struct text name = values_text(v, SLOT_NAME), longer = values_text(v, SLOT_LONG_NAME);
    if (name.len == 0)
        name = values_text(v, SLOT_PAYEE);
    out->payee = name;
    if (longer.len == 0)
        return;
    if (text_starts_nocase(longer, name)) {
        out->payee = longer;
        return;
    }
    struct buf *joined = &v->texts[SLOT_LONG_NAME];
    if (out->memo.len > 0)
        buf_char(joined, ' ');
    buf_text(joined, out->memo);
    out->memo = buf_view(joined);
}

/* INCOME is of a kind: dividends, interest, capital gains. */
static void fill_code(struct ofx_values *v, const struct ofx_word *word, struct bankfile_entry *out)
{
    out->code = values_text(v, SLOT_TYPE);
    if (word->opens == BOX_ENTRY)
        return;
    struct buf *code = &v->texts[SLOT_LONG_NAME];
    buf_clear(code);
    buf_z(code, word->name);
    if (out->code.len > 0)
        buf_char(code, '/');
    buf_text(code, out->code);
    out->code = buf_view(code);
}

enum err ofx_entry_fill(struct ctx *c, struct bankfile_reader *r, struct ofx_values *v,
                        const struct ofx_word *word, uint64_t line, struct bankfile_entry *out)
{
    r->line = line;
    *out = (struct bankfile_entry){.line = line, .pending = word->is_pending};
    TRY(fill_amount(c, r, v, word, out));
    r->line = line;
    TRY(fill_dates(c, r, v, word, out));
    r->line = line;
    struct text currency = values_text(v, SLOT_CURRENCY);
    if (currency.len > 0 && !ofx_currency(currency, out->currency))
        return bankfile_refuse(c, r, "the currency \"%.*s\" of this %s is none",
                               TEXT_ARGS(values_quoted(currency)), word->name);
    out->id = values_text(v, SLOT_ID);
    out->memo = values_text(v, SLOT_MEMO);
    out->counter_account = values_text(v, SLOT_OTHER_ACCOUNT);
    out->number = values_text(v, v->texts[SLOT_CHECK_NUMBER].len > 0 ? SLOT_CHECK_NUMBER : SLOT_REFERENCE);
    if (word->opens == BOX_ACTION)
        fill_security(v, out);
    else
        fill_payee(v, out);
    fill_code(v, word, out);
    if (text_equal_nocase(out->code, TEXT("HOLD")))
        out->pending = true;
    return OK;
}
