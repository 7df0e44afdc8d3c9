/* Texts without marks, where the place tells the meaning: columns of ABN AMRO and of the Dutch small banks
 * (SNS, ASN, RegioBank), lines of Hungarian banks. */
#include "bankfile/mt940/details.h"
#include "bankfile/mt940/values.h"

/* SNS, ASN: ":61:…NOVBNL49RABO0166416932\ngerrits glas" and ":86:NL49RABO0166416932 gerrits glas\n…": account
 * and name are said twice. */
static bool account_and_name_first(struct mt_details *d, const struct mt_details_in *in, struct text joined)
{
    struct text ref = in->customer_ref, name = in->supplement;
    if (ref.len < 7 || name.len == 0 || !text_starts(joined, ref))
        return false;
    struct text rest = text_trim(text_from(joined, ref.len));
    if (!text_starts(rest, name))
        return false;
    mt_details_account(d, ref);
    mt_details_add(d->payee, name);
    mt_details_add(d->memo, text_from(rest, name.len));
    return true;
}

/* Digits, points and the like from `at` on: "14.01.14/13.10". */
static size_t skip_moment(struct text t, size_t at)
{
    while (at < t.len && (ascii_digit(t.at[at]) || t.at[at] == '.' || t.at[at] == '/' || t.at[at] == ':'))
        at++;
    return at;
}

/* ABN AMRO, cards: "BEA   NR:XX1234   29.05.14/13.45 APPIE AMSTERDAM,PAS123". */
static bool card(struct mt_details *d, struct text joined)
{
    if (!text_starts(joined, TEXT("BEA ")) && !text_starts(joined, TEXT("GEA ")))
        return false;
    ptrdiff_t slash = text_find(joined, TEXT("/"));
    ptrdiff_t end = text_find(joined, TEXT(",PAS"));
    if (slash < 0 || end < slash)
        return false;
    size_t name = skip_moment(joined, (size_t)slash);
    if (name > (size_t)end)
        return false;
    mt_details_add(d->payee, (struct text){joined.at + name, (size_t)end - name});
    mt_details_add(d->memo, joined);
    return true;
}

/* ABN AMRO before SEPA, in columns of 32: "GIRO   428428 KPN - DIGITENNE    BETALINGSKENM.  …" and
 * "52.89.39.882    MYCOM DEN HAAG  S-GRAVENHAGE,PAS999". */
static bool account_column(struct mt_details *d, struct text joined)
{
    size_t at = 0;
    bool giro = text_starts(joined, TEXT("GIRO "));
    if (giro)
        for (at = 5; at < joined.len && joined.at[at] == ' ';)
            at++;
    size_t number = at, points = 0;
    for (; at < joined.len && (ascii_digit(joined.at[at]) || joined.at[at] == '.'); at++)
        points += joined.at[at] == '.';
    bool dotted = points == 3 && at - number >= 11 && at - number <= 13;
    if (at == number || at >= joined.len || joined.at[at] != ' ' || (!giro && !dotted))
        return false;
    mt_details_account(d, (struct text){joined.at + number, at - number});
    struct text rest = text_trim(text_from(joined, at));
    ptrdiff_t gap = text_find(rest, TEXT("  "));
    size_t name = gap < 0 ? rest.len : (size_t)gap;
    mt_details_add(d->payee, (struct text){rest.at, name});
    mt_details_add(d->memo, text_from(rest, name));
    return true;
}

/* "Jumbo Wijchen B.V.    >WIJCHEN  27.12.2017": the shop stands before its town. */
static bool shop_and_town(struct mt_details *d, struct text joined)
{
    ptrdiff_t town = text_find(joined, TEXT(">"));
    if (town < 2 || town > 35)
        return false;
    mt_details_add(d->payee, (struct text){joined.at, (size_t)town});
    mt_details_add(d->memo, joined);
    return true;
}

bool mt_dialect_dutch(struct mt_details *d, const struct mt_details_in *in, struct text joined)
{
    return account_and_name_first(d, in, joined) || card(d, joined) || account_column(d, joined) ||
           shop_and_town(d, joined);
}

/* An IBAN, or a Hungarian account of 16 or 24 digits. */
static bool is_account_line(struct text t)
{
    if (mt_is_iban(t))
        return true;
    for (size_t i = 0; i < t.len; i++)
        if (!ascii_digit(t.at[i]))
            return false;
    return t.len == 16 || t.len == 24;
}

static size_t line_length(struct text t)
{
    ptrdiff_t end = text_find(t, TEXT("\n"));
    return end < 0 ? t.len : (size_t)end;
}

/* Raiffeisen and UniCredit in Hungary: one line is the account of the other party, the next its name. */
bool mt_dialect_lines(struct mt_details *d, struct text lines)
{
    size_t before = 0;
    while (before < lines.len) {
        struct text rest = text_from(lines, before);
        size_t len = line_length(rest);
        if (is_account_line(text_trim((struct text){rest.at, len})) && len < rest.len) {
            struct text name = text_from(rest, len + 1);
            name.len = line_length(name);
            if (text_trim(name).len == 0)
                return false;
            mt_details_account(d, (struct text){rest.at, len});
            mt_details_add(d->payee, name);
            mt_details_add(d->memo, mt_details_join(d, text_from(rest, len + 1 + name.len)));
            mt_details_add(d->tail, (struct text){lines.at, before});
            return true;
        }
        before += len + 1;
    }
    return false;
}
