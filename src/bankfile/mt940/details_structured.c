/* German subfields: "166?00GUTSCHRIFT?20EREF+…?30BIC?31IBAN?32NAME". DFÜ-Abkommen, Anlage 3, chapter 8
 * (Deutsche Kreditwirtschaft); Austrian and Polish banks use the same with '<', '~' or '^' for the question
 * mark. And :NS:, where German and Hungarian banks write the same parts on lines of their own (MultiCash,
 * non-SWIFT). */
#include "bankfile/mt940/details.h"
#include "bankfile/mt940/values.h"

enum { SUBFIELD_WIDTH = 27 };

struct subfield {
    int code;
    struct text value;
};

/* The separator of a text such as "166?00…" or "?20…"; '\0' when it is no such text. */
static char find_separator(struct text t)
{
    size_t i = 0;
    while (i < 3 && i < t.len && ascii_digit(t.at[i]))
        i++;
    if ((i != 0 && i != 3) || t.len < i + 3 || strchr("?<>~^@|!*", t.at[i]) == NULL || t.at[i] == '\0')
        return '\0';
    return ascii_digit(t.at[i + 1]) && ascii_digit(t.at[i + 2]) ? t.at[i] : '\0';
}

/* The next subfield of what is left; false at the end. What stands before the first is skipped: the code of
 * the kind of entry. */
static bool next_subfield(struct text *rest, char separator, struct subfield *out)
{
    size_t i = 0;
    while (i + 2 < rest->len &&
           !(rest->at[i] == separator && ascii_digit(rest->at[i + 1]) && ascii_digit(rest->at[i + 2])))
        i++;
    if (i + 2 >= rest->len)
        return false;
    out->code = (rest->at[i + 1] - '0') * 10 + (rest->at[i + 2] - '0');
    struct text value = text_from(*rest, i + 3);
    size_t len = 0;
    while (len < value.len && !(value.at[len] == separator && len + 2 < value.len &&
                                ascii_digit(value.at[len + 1]) && ascii_digit(value.at[len + 2])))
        len++;
    out->value = (struct text){value.at, len};
    *rest = text_from(value, len);
    return true;
}

static bool sepa_mark_at(struct text t)
{
    size_t i = 0;
    while (i < t.len && i < 4 && t.at[i] >= 'A' && t.at[i] <= 'Z')
        i++;
    return i >= 3 && i < t.len && (t.at[i] == '+' || t.at[i] == ':');
}

static bool lower_or_digit(char ch)
{
    return (ch >= 'a' && ch <= 'z') || ascii_digit(ch);
}

/* "…:19.03.2010" and "Anzahl": a capital and small letters begin a word. */
static bool word_begins(const struct buf *before, struct text piece)
{
    return piece.len >= 2 && piece.at[0] >= 'A' && piece.at[0] <= 'Z' && piece.at[1] >= 'a' &&
           piece.at[1] <= 'z' && lower_or_digit(before->at[before->len - 1]);
}

/* A subfield of full width goes on in the next one without a blank, unless a new part or word begins there.
 */
static void add_piece(struct buf *to, size_t *width, struct text piece)
{
    if (to->len > 0 && (*width != SUBFIELD_WIDTH || sepa_mark_at(piece) || word_begins(to, piece)))
        buf_char(to, ' ');
    buf_text(to, piece);
    *width = 0;
    for (size_t i = 0; i < piece.len; i++)
        *width += ((unsigned char)piece.at[i] & 0xC0) != 0x80;
}

/* ?30 bank, ?31 account, ?38 IBAN. */
static void set_account(struct mt_details *d, struct text bank, struct text account, struct text iban)
{
    if (iban.len > 0 || mt_is_iban(account)) {
        mt_details_account(d, iban.len > 0 ? iban : account);
        return;
    }
    if (account.len == 0)
        return;
    bool number = bank.len > 0;
    for (size_t i = 0; i < bank.len; i++)
        number = number && ascii_digit(bank.at[i]);
    if (number) {
        buf_text(d->account, bank);
        buf_char(d->account, '/');
    }
    buf_text(d->account, account);
}

bool mt_dialect_subfields(struct mt_details *d, struct text joined)
{
    char separator = find_separator(joined);
    if (separator == '\0')
        return false;
    struct text bank = {0}, account = {0}, iban = {0};
    size_t purpose_width = 0, payee_width = 0, tail_width = 0;
    buf_clear(d->purpose);
    struct subfield s;
    while (next_subfield(&joined, separator, &s)) {
        struct text value = text_trim(s.value);
        if (s.code == 0)
            mt_details_add(d->label, value);
        else if ((s.code >= 20 && s.code <= 29) || (s.code >= 60 && s.code <= 69))
            add_piece(d->purpose, &purpose_width, s.value);
        else if (s.code == 10 && separator == '>') /* Triodos; elsewhere it is the number of the batch */
            account = value;
        else if (s.code == 30)
            bank = value;
        else if (s.code == 31)
            account = value;
        else if (s.code == 38)
            iban = value;
        else if (s.code == 32 || s.code == 33)
            add_piece(d->payee, &payee_width, s.value);
        else if (s.code != 10 && s.code != 34) /* the batch, and the key's extension */
            add_piece(d->tail, &tail_width, s.value);
    }
    set_account(d, bank, account, iban);
    /* The name was put together from pieces with their blanks; now they become single. */
    buf_clear(d->joined);
    mt_details_add(d->joined, buf_view(d->payee));
    buf_clear(d->payee);
    buf_text(d->payee, buf_view(d->joined));
    mt_sepa_purpose(d, buf_view(d->purpose));
    return true;
}

void mt_dialect_non_swift(struct mt_details *d, struct text lines)
{
    if (text_trim(lines).len == 0)
        return;
    buf_clear(d->purpose);
    size_t width = 0;
    while (lines.len > 0) {
        ptrdiff_t end = text_find(lines, TEXT("\n"));
        struct text line = {lines.at, end < 0 ? lines.len : (size_t)end};
        lines = text_from(lines, end < 0 ? lines.len : (size_t)end + 1);
        bool coded = line.len >= 2 && ascii_digit(line.at[0]) && ascii_digit(line.at[1]);
        int code = coded ? (line.at[0] - '0') * 10 + (line.at[1] - '0') : 0;
        struct text value = coded ? text_from(line, 2) : line;
        if (code >= 15 && code <= 16)
            mt_details_add(d->payee, value);
        else if (code == 17)
            mt_details_add(d->label, value);
        else if (code <= 14)
            add_piece(d->purpose, &width, value);
        else if (code != 18 &&
                 code != 19) /* the number of the batch and the hour are the bank's own business */
            mt_details_add(d->tail, value);
    }
    mt_sepa_purpose(d, buf_view(d->purpose));
}
