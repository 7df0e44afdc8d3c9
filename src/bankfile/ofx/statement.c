#include "bankfile/ofx/statement.h"

#include "bankfile/ofx/entry.h"

#include <stdio.h>

void ofx_statement_reset(struct ofx_statement *s, struct ofx_values *v, const struct ofx_word *word,
                         uint64_t line)
{
    values_clear(v, SLOT_STATEMENT_FIRST, SLOT_COUNT);
    *s = (struct ofx_statement){.line = line};
    s->shared.kind = word->kind;
    s->shared.opening_date = s->shared.closing_date = DATE_NONE;
}

static enum bankfile_kind kind_of(const struct ofx_values *v, enum bankfile_kind by_element)
{
    struct text type = values_text(v, SLOT_ACCOUNT_TYPE);
    if (by_element != BANKFILE_BANK)
        return by_element;
    if (text_equal_nocase(type, TEXT("CREDITLINE")))
        return BANKFILE_LOAN;
    return text_equal_nocase(type, TEXT("CREDITCARD")) ? BANKFILE_CARD : BANKFILE_BANK;
}

/* The currency of the statement; of its first entry, where banks leave CURDEF empty; or what the user says.
 */
static void set_currency(struct bankfile_reader *r, struct ofx_statement *s, const struct ofx_values *v,
                         const char *of_entry)
{
    struct text named = values_text(v, SLOT_CURRENCY_DEFAULT);
    if (ofx_currency(named, s->shared.currency))
        return;
    if (named.len > 0)
        bankfile_note(r, v->lines[SLOT_CURRENCY_DEFAULT], "CURDEF \"%.*s\" is no currency",
                      TEXT_ARGS(values_quoted(named)));
    if (of_entry[0] != '\0')
        snprintf(s->shared.currency, sizeof s->shared.currency, "%s", of_entry);
    else if (r->options->default_currency != NULL)
        ofx_currency(text_of(r->options->default_currency), s->shared.currency);
}

static enum err begin(struct ctx *c, struct bankfile_reader *r, struct ofx_statement *s,
                      const struct ofx_values *v, const char *of_entry)
{
    s->shared.account = values_text(v, SLOT_ACCOUNT);
    s->shared.bank = values_text(v, v->texts[SLOT_BANK].len > 0 ? SLOT_BANK : SLOT_ORGANISATION);
    s->shared.kind = kind_of(v, s->shared.kind);
    set_currency(r, s, v, of_entry);
    s->begun = true;
    if (s->shared.account.len == 0)
        bankfile_note(r, s->line, "the statement does not say which account it is of");
    uint64_t line = r->line;
    r->line = v->lines[SLOT_ACCOUNT] != 0 ? v->lines[SLOT_ACCOUNT] : s->line;
    TRY(bankfile_begin(c, r, &s->shared));
    r->line = line;
    return OK;
}

/* Does this entry only take an earlier one back? Says so. */
static bool is_deletion(struct bankfile_reader *r, const struct ofx_values *v, const struct bankfile_entry *e)
{
    struct text corrected = values_text(v, SLOT_CORRECTED_ID), action = values_text(v, SLOT_CORRECTION);
    if (corrected.len == 0 || text_equal(corrected, e->id))
        return false;
    bool deletion = text_equal_nocase(action, TEXT("DELETE"));
    bankfile_note(r, e->line, "the bank %s the entry \"%.*s\", which an earlier file may have brought",
                  deletion ? "deletes" : "replaces", TEXT_ARGS(values_quoted(corrected)));
    return deletion;
}

enum err ofx_statement_entry(struct ctx *c, struct bankfile_reader *r, struct ofx_statement *s,
                             struct ofx_values *v, const struct ofx_word *word, uint64_t line)
{
    if (word->opens == BOX_ACTION && !ofx_action_moves_cash(word, v)) {
        s->without_cash++;
        return OK;
    }
    struct bankfile_entry e;
    TRY(ofx_entry_fill(c, r, v, word, line, &e));
    if (!s->begun)
        TRY(begin(c, r, s, v, e.currency));
    return is_deletion(r, v, &e) ? OK : bankfile_entry(c, r, &s->shared, &e);
}

/* LEDGERBAL, or the cash that an investment statement gives with its balances. */
static enum err set_closing(struct ctx *c, struct bankfile_reader *r, struct ofx_statement *s,
                            const struct ofx_values *v)
{
    bool cash = v->lines[SLOT_CLOSING] == 0 && v->lines[SLOT_CASH] != 0;
    enum ofx_slot slot = cash ? SLOT_CASH : SLOT_CLOSING;
    if (v->lines[slot] == 0)
        return OK;
    if (values_text(v, slot).len == 0) {
        bankfile_note(r, v->lines[slot], "the closing balance is empty");
        return OK;
    }
    TRY(ofx_amount_read(c, r, v, slot, cash ? "AVAILCASH" : "BALAMT", &s->shared.closing));
    s->shared.has_closing = true;
    struct text as_of = values_text(v, cash ? SLOT_AS_OF : SLOT_CLOSING_DATE);
    if (!ofx_date(as_of, &s->shared.closing_date)) {
        s->shared.closing_date = DATE_NONE;
        if (as_of.len > 0)
            bankfile_note(r, v->lines[slot], "the closing balance has no date");
    }
    return OK;
}

enum err ofx_statement_finish(struct ctx *c, struct bankfile_reader *r, struct ofx_statement *s,
                              struct ofx_values *v)
{
    if (!s->begun)
        TRY(begin(c, r, s, v, ""));
    TRY(set_closing(c, r, s, v));
    r->line = s->line;
    if (s->without_cash > 0)
        bankfile_note(r, s->line, "%llu trade%s moved securities without cash and %s no entr%s",
                      (unsigned long long)s->without_cash, s->without_cash == 1 ? "" : "s",
                      s->without_cash == 1 ? "is" : "are", s->without_cash == 1 ? "y" : "ies");
    return bankfile_end(c, r, &s->shared);
}

/* What the specification says a number means, for servers that do not (OFX 2.3, 3.1.5 and 2.5.1.5). */
static const char *meaning_of(struct text code)
{
    static const struct {
        const char *code, *meaning;
    } codes[] = {
        {"2000", "general error"},
        {"2002", "general account error"},
        {"2003", "the account was not found"},
        {"2004", "the account is closed"},
        {"2005", "the account is not authorised"},
        {"15000", "the password must be changed"},
        {"15500", "user name or password is wrong"},
        {"15501", "the account is already in use"},
        {"15502", "the password is locked"},
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (text_is(code, codes[i].code))
            return codes[i].meaning;
    return "no reason given";
}

void ofx_status_finish(struct bankfile_reader *r, const struct ofx_values *v, uint64_t line,
                       struct ofx_server_error *first)
{
    struct text code = values_text(v, SLOT_STATUS_CODE), severity = values_text(v, SLOT_STATUS_SEVERITY);
    struct text message = values_text(v, SLOT_STATUS_MESSAGE);
    bool warning = text_equal_nocase(severity, TEXT("WARN"));
    bool unsaid = severity.len == 0 && code.len > 0 && !text_is(code, "0");
    if (!warning && !unsaid && !text_equal_nocase(severity, TEXT("ERROR")))
        return;
    if (message.len == 0)
        message = text_of(meaning_of(code));
    char what[sizeof first->what];
    snprintf(what, sizeof what, "the server answered with %s %.20s: %.*s", warning ? "warning" : "error",
             code.len == 0 ? "without a number" : code.at, message.len < 160 ? (int)message.len : 160,
             message.at);
    bankfile_note(r, line, "%.190s", what);
    if (!warning && first->line == 0) {
        first->line = line;
        snprintf(first->what, sizeof first->what, "%s", what);
    }
}
