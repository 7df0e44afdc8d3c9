#include "bankfile/qif/entry.h"

#include "bankfile/qif/cash.h"
#include "base/limits.h"

/* The fields of a record, found and counted. */
struct draft {
    const struct qif_field *date, *amount, *larger_amount, *transferred; /* D T U $ */
    const struct qif_field *payee, *memo, *number, *category, *security; /* P M N L Y */
    size_t split_count;
    bool split_has_amount;
};

struct qif_drafts *qif_drafts_new(struct arena *arena, struct bankfile_reader *r,
                                  const struct qif_dates *dates, const struct qif_marks *marks)
{
    struct qif_drafts *d = ARENA_NEW(arena, struct qif_drafts);
    *d = (struct qif_drafts){.reader = r, .dates = dates, .marks = marks};
    d->splits = ARENA_ARRAY(arena, struct bankfile_split, LIMIT_SPLITS);
    d->memo = buf_in_arena(arena);
    d->tags = buf_in_arena(arena);
    return d;
}

static struct text before(struct text t, char mark, struct text *rest)
{
    const char *at = t.len == 0 ? NULL : memchr(t.at, mark, t.len);
    *rest = at == NULL ? (struct text){t.at + t.len, 0} : text_trim(text_from(t, (size_t)(at - t.at) + 1));
    return at == NULL ? t : text_trim((struct text){t.at, (size_t)(at - t.at)});
}

void qif_category_cut(struct text t, struct text *category, struct text *account, struct text *class)
{
    struct text rest;
    *category = *account = *class = (struct text){t.at, 0};
    t = text_trim(t);
    if (text_equal_nocase(t, TEXT("--Split--")))
        return;
    /* "_DivInc|[Checking]": investments name a category and an account. */
    ptrdiff_t bar = text_find(t, TEXT("|["));
    if (bar > 0)
        *category = text_trim((struct text){t.at, (size_t)bar});
    struct text bracket = bar >= 0 ? text_from(t, (size_t)bar + 1) : t;
    if (bracket.len > 1 && bracket.at[0] == '[' && memchr(bracket.at, ']', bracket.len) != NULL) {
        *account = before(text_from(bracket, 1), ']', &rest);
        if (rest.len > 0 && rest.at[0] == '/')
            *class = text_trim(text_from(rest, 1));
        return;
    }
    *category = before(t, '/', class);
}

static void add_tag(struct buf *tags, struct text tag)
{
    struct text rest = buf_view(tags);
    if (tag.len == 0)
        return;
    while (rest.len > 0)
        if (text_equal(before(rest, ',', &rest), tag))
            return;
    if (tags->len > 0)
        buf_char(tags, ',');
    buf_text(tags, tag);
}

static void add_memo(struct buf *memo, struct text part)
{
    if (part.len == 0)
        return;
    if (memo->len > 0)
        buf_z(memo, ", ");
    buf_text(memo, part);
}

static enum err read_amount(struct ctx *c, struct qif_drafts *d, const struct qif_records *q,
                            const struct qif_field *f, struct decimal *out)
{
    struct text t = qif_value(q, f);
    d->reader->line = f->line;
    if (qif_amount_read(d->marks, t, out))
        return OK;
    if (t.len == 0)
        return bankfile_refuse(c, d->reader, "the amount (%c) is empty", f->code);
    return bankfile_refuse(c, d->reader, "%c \"%.*s\" is no amount", f->code, t.len < 60 ? (int)t.len : 60,
                           t.at);
}

static enum err finish_split(struct ctx *c, struct qif_drafts *d, const struct draft *draft, uint64_t line)
{
    if (draft->split_count == 0 || draft->split_has_amount)
        return OK;
    d->reader->line = line;
    return bankfile_refuse(c, d->reader, "the split before this line has no amount ($)");
}

/* S, E and $ of a split transaction. A second '$' without an S before it is a part without category. */
static enum err take_split(struct ctx *c, struct qif_drafts *d, const struct qif_records *q,
                           const struct qif_field *f, struct draft *draft)
{
    bool begins = f->code == 'S' || (f->code == '$' && draft->split_count > 0 && draft->split_has_amount);
    if (begins) {
        TRY(finish_split(c, d, draft, f->line));
        if (draft->split_count == LIMIT_SPLITS)
            return bankfile_refuse(c, d->reader, "more than %d splits in one entry", LIMIT_SPLITS);
        d->splits[draft->split_count++] = (struct bankfile_split){0};
        draft->split_has_amount = false;
    }
    if (draft->split_count == 0)
        return OK;
    struct bankfile_split *split = &d->splits[draft->split_count - 1];
    if (f->code == 'E')
        split->memo = qif_value(q, f);
    if (f->code == '$') {
        TRY(read_amount(c, d, q, f, &split->amount));
        draft->split_has_amount = true;
    }
    if (f->code != 'S')
        return OK;
    struct text account, class;
    qif_category_cut(qif_value(q, f), &split->category, &account, &class);
    if (account.len > 0) /* "[Savings]", brackets and all: a split has no other place for it */
        split->category = (struct text){account.at - 1, account.len + 2};
    add_tag(d->tags, class);
    return OK;
}

static enum err take_once(struct ctx *c, struct qif_drafts *d, const struct qif_field *f,
                          const struct qif_field **slot)
{
    d->reader->line = f->line;
    if (*slot != NULL)
        return bankfile_refuse(c, d->reader,
                               "a second %c in the record, the first is on line %llu: its '^' is missing",
                               f->code, (unsigned long long)(*slot)->line);
    *slot = f;
    return OK;
}

static void take_first(const struct qif_field *f, const struct qif_field **slot)
{
    if (*slot == NULL)
        *slot = f;
}

static enum err take_field(struct ctx *c, struct qif_drafts *d, const struct qif_records *q,
                           const struct qif_field *f, struct draft *draft)
{
    bool investment = q->section == QIF_INVESTMENTS;
    switch (f->code) {
    case 'D': /* a split may have its own */
        return draft->split_count > 0 ? OK : take_once(c, d, f, &draft->date);
    case 'T':
        return take_once(c, d, f, &draft->amount);
    case 'U':
        take_first(f, &draft->larger_amount);
        return OK;
    case '$':
        if (investment)
            take_first(f, &draft->transferred);
        return investment ? OK : take_split(c, d, q, f, draft);
    case 'S':
    case 'E':
        return investment ? OK : take_split(c, d, q, f, draft);
    case 'P':
        take_first(f, &draft->payee);
        return OK;
    case 'N':
        take_first(f, &draft->number);
        return OK;
    case 'L':
        take_first(f, &draft->category);
        return OK;
    case 'Y':
        take_first(f, &draft->security);
        return OK;
    case 'M':
    case 'A':
        add_memo(d->memo, qif_value(q, f));
        return OK;
    default: /* cleared, reimbursable, prices, quantities */
        return OK;
    }
}

static struct text value_of(const struct qif_records *q, const struct qif_field *f)
{
    return f == NULL ? (struct text){"", 0} : qif_value(q, f);
}

/* An investment's action decides the sign, and whether there is an entry at all. */
static enum err apply_action(struct ctx *c, struct qif_drafts *d, const struct qif_records *q,
                             const struct draft *draft, struct bankfile_entry *out, enum qif_cash *cash)
{
    *cash = QIF_CASH_SIGNED;
    if (q->section != QIF_INVESTMENTS)
        return OK;
    out->code = out->number;
    out->number = (struct text){"", 0};
    if (!qif_cash(out->code, cash)) {
        d->reader->line = draft->number->line;
        return bankfile_refuse(c, d->reader, "what the action \"%.*s\" does to the cash is not known",
                               out->code.len < 60 ? (int)out->code.len : 60, out->code.at);
    }
    struct text security = value_of(q, draft->security);
    if (out->payee.len == 0)
        out->payee = security;
    else if (!text_equal(out->payee, security))
        add_memo(d->memo, security);
    return OK;
}

static enum err fill_date_and_amount(struct ctx *c, struct qif_drafts *d, const struct qif_records *q,
                                     const struct draft *draft, struct bankfile_entry *out)
{
    d->reader->line = out->line;
    if (draft->date == NULL)
        return bankfile_refuse(c, d->reader, "the record has no date (D)");
    const struct qif_field *amount = draft->amount != NULL ? draft->amount : draft->larger_amount;
    if (amount == NULL)
        amount = draft->transferred;
    if (amount == NULL)
        return bankfile_refuse(c, d->reader, "the record has no amount (T)");
    struct text t = qif_value(q, draft->date);
    d->reader->line = draft->date->line;
    if (!qif_date_read(d->dates, t, &out->date))
        return bankfile_refuse(c, d->reader, "D \"%.*s\" is no date", t.len < 60 ? (int)t.len : 60, t.at);
    return read_amount(c, d, q, amount, &out->amount);
}

enum err qif_entry_fill(struct ctx *c, struct qif_drafts *d, const struct qif_records *q,
                        struct bankfile_entry *out, bool *moves_cash)
{
    struct draft draft = {0};
    d->memo->len = d->tags->len = 0;
    *out = (struct bankfile_entry){.line = q->fields[0].line, .value_date = DATE_NONE};
    for (size_t i = 0; i < q->count; i++)
        TRY(take_field(c, d, q, &q->fields[i], &draft));
    TRY(finish_split(c, d, &draft, q->fields[q->count - 1].line));
    out->payee = value_of(q, draft.payee);
    out->number = value_of(q, draft.number);
    enum qif_cash cash;
    TRY(apply_action(c, d, q, &draft, out, &cash));
    *moves_cash = cash != QIF_CASH_NONE;
    if (!*moves_cash)
        return OK;
    TRY(fill_date_and_amount(c, d, q, &draft, out));
    if (cash == QIF_CASH_OUT && decimal_sign(out->amount) > 0 && !decimal_negate(out->amount, &out->amount))
        return bankfile_refuse(c, d->reader, "the amount does not fit in 64 bits");
    struct text class;
    qif_category_cut(value_of(q, draft.category), &out->category, &out->counter_account, &class);
    add_tag(d->tags, class);
    out->tags = buf_view(d->tags);
    out->memo = buf_view(d->memo);
    out->splits = d->splits;
    out->split_count = draft.split_count;
    d->reader->line = out->line;
    return OK;
}
