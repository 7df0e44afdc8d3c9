/* The letter that asks a bank for a higher limit. Amounts and dates are written as in the language's country. */
#include "finance/credit/credit.h"
#include "notice/notice.h"

struct letter_words {
    const char *language;
    const char *to;               /* before the bank's name */
    const char *subject, *number; /* before the card's name, and its number */
    const char *dear, *please, *from, *into, *end, *answer, *regards;
};
static const struct letter_words words[] = {
    {"en", "To ", "Request for a higher credit limit: ", ", number ", "Dear Sir or Madam,",
     "please raise the credit limit of this card", " from ", " to ", ".", "I look forward to your answer.",
     "Kind regards"},
    {"de", "An ", "Bitte um einen höheren Kreditrahmen: ", ", Nummer ", "Sehr geehrte Damen und Herren,",
     "bitte erhöhen Sie den Kreditrahmen dieser Karte", " von ", " auf ", ".",
     "Über eine Antwort freue ich mich.", "Mit freundlichen Grüßen"},
};

static const struct letter_words *words_in(const char *language)
{
    for (size_t i = 1; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].language, language) == 0)
            return &words[i];
    return &words[0];
}

/* English stays as it was: 1500.00 EUR, 2026-11-21. */
static struct text money_in(struct ctx *c, const struct notice_locale *locale, bool plain, int64_t minor,
                            currency cur)
{
    char text[MONEY_TEXT_MAX];
    if (plain)
        return text_of(arena_printf(c->arena, "%s %s", money_format(minor, cur, text), currency_code(cur)));
    return notice_money(c, locale, money_to_decimal(minor, cur), text_of(currency_code(cur)));
}

struct text credit_letter(struct ctx *c, struct text locale, const struct limit_ask *ask, int64_t before,
                          date today)
{
    char day[DATE_TEXT_MAX];
    const struct account_row *account = &ask->account;
    const struct notice_locale *way = notice_locale(locale);
    const struct letter_words *w = words_in(notice_language(way));
    bool plain = w == &words[0];
    struct buf *out = buf_in_arena(c->arena);
    struct text now = money_in(c, way, plain, before, account->currency),
                then = money_in(c, way, plain, ask->limit, account->currency),
                on = plain ? text_of(date_format(today, day)) : notice_date(c, way, today);
    buf_printf(out, "%.*s\n\n", TEXT_ARGS(on));
    if (account->bank.len > 0)
        buf_printf(out, "%s%.*s\n\n", w->to, TEXT_ARGS(account->bank));
    buf_printf(out, "%s%.*s", w->subject, TEXT_ARGS(account->name));
    if (account->number.len > 0)
        buf_printf(out, "%s%.*s", w->number, TEXT_ARGS(account->number));
    buf_printf(out, "\n\n%s\n\n%s%s%.*s%s%.*s%s\n", w->dear, w->please, w->from, TEXT_ARGS(now), w->into,
               TEXT_ARGS(then), w->end);
    if (ask->reason.len > 0)
        buf_printf(out, "\n%.*s\n", TEXT_ARGS(ask->reason));
    buf_printf(out, "\n%s\n\n%s\n", w->answer, w->regards);
    return buf_view(out);
}
