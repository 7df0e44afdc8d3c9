/* Texts with keywords: SEPA marks in German purposes, Dutch slashes (ING, Rabobank, ABN AMRO:
 * "/EREF/…//NAME/…/REMI/…"), ABN AMRO's "IBAN: … NAAM: …" and Polish "OD: …; TYT.: …" (mBank), Swiss
 * "AUFTRAGGEBER: …". A value reaches to the next keyword. */
#include "bankfile/mt940/details.h"
#include "bankfile/mt940/values.h"

enum part {
    PURPOSE,
    PAYEE,
    ACCOUNT,
    LABEL,
    TAIL,         /* a reference: kept behind the purpose under its name */
    COUNTERPARTY, /* account/BIC/name/city */
    NOTHING,      /* groups others and says nothing itself */
};

struct keyword {
    const char *mark;
    enum part part;
};

/* Longer marks stand before their beginnings. */
static const struct keyword sepa[] = {
    {"SVWZ+", PURPOSE}, {"SVWZ: ", PURPOSE}, {"EREF+", TAIL},     {"EREF: ", TAIL}, {"KREF+", TAIL},
    {"KREF: ", TAIL},   {"MREF+", TAIL},     {"MREF: ", TAIL},    {"CRED+", TAIL},  {"CRED: ", TAIL},
    {"DEBT+", TAIL},    {"COAM+", TAIL},     {"OAMT+", TAIL},     {"RREF+", TAIL},  {"PURP+", TAIL},
    {"ABWA+", TAIL},    {"ABWA: ", TAIL},    {"ABWE+", TAIL},     {"ABWE: ", TAIL}, {"BIC+", TAIL},
    {"BIC: ", TAIL},    {"IBAN+", ACCOUNT},  {"IBAN: ", ACCOUNT}, {NULL, TAIL},
};

static const struct keyword slashes[] = {
    {"/REMI/USTD//", PURPOSE},
    {"/REMI/STRD/CUR/", PURPOSE},
    {"/REMI/STRD/", PURPOSE},
    {"/REMI/", PURPOSE},
    {"/NAME/", PAYEE},
    {"/IBAN/", ACCOUNT},
    {"/CNTP/", COUNTERPARTY},
    {"/TRTP/", LABEL},
    {"/ORDP/", NOTHING},
    {"/BENM/", NOTHING},
    {"/TRCD/", NOTHING},
    {"/BIC/", NOTHING},
    {"/EREF/", TAIL},
    {"/PREF/", TAIL},
    {"/KREF/", TAIL},
    {"/IREF/", TAIL},
    {"/CREF/", TAIL},
    {"/MARF/", TAIL},
    {"/CSID/", TAIL},
    {"/RTRN/", TAIL},
    {"/PURP/", TAIL},
    {"/ADDR/", TAIL},
    {"/ISDT/", TAIL},
    {"/UDTR/", TAIL},
    {"/UCRD/", TAIL},
    {"/ULTD/", TAIL},
    {"/ULTC/", TAIL},
    {"/ULTB/", TAIL},
    {"/OCMT/", TAIL},
    {"/CHGS/", TAIL},
    {"/EXCH/", TAIL},
    {"/SVCL/", TAIL},
    {"/IACC/", TAIL},
    {"/ID/", TAIL},
    {NULL, TAIL},
};

static const struct keyword dutch_words[] = {
    {"IBAN:", ACCOUNT},        {"BIC:", NOTHING},     {"NAAM:", PAYEE},     {"OMSCHRIJVING:", PURPOSE},
    {"KENMERK:", TAIL},        {"MACHTIGING:", TAIL}, {"INCASSANT:", TAIL}, {"VOOR:", TAIL},
    {"BETALINGSKENM.:", TAIL}, {NULL, TAIL},
};

static const struct keyword polish[] = {
    {"Z RACH.:", ACCOUNT}, {"NA RACH.:", ACCOUNT}, {"DO RACH.:", ACCOUNT}, {"OD:", PAYEE}, {"DLA:", PAYEE},
    {"TYT.:", PURPOSE},    {"ID IPH:", TAIL},      {"TNR:", TAIL},         {NULL, TAIL},
};

/* PostFinance, in the three languages of its customers. */
static const struct keyword swiss[] = {
    {"AUFTRAGGEBER:", PAYEE},   {"DONNEUR D'ORDRE:", PAYEE},  {"ORDINANTE:", PAYEE},
    {"MITTEILUNGEN:", PURPOSE}, {"COMMUNICATIONS:", PURPOSE}, {"COMUNICAZIONI:", PURPOSE},
    {"REFERENZEN:", TAIL},      {"REFERENCES:", TAIL},        {NULL, TAIL},
};

/* The keyword that stands at `at`, or NULL. One that begins with a letter must not be the end of another
 * word. */
static const struct keyword *keyword_at(const struct keyword *words, struct text t, size_t at)
{
    char ch = t.at[at];
    bool word_goes_on = at > 0 && ascii_alpha(ch) && (ascii_alpha(t.at[at - 1]) || ascii_digit(t.at[at - 1]));
    if (word_goes_on)
        return NULL;
    for (; words->mark != NULL; words++)
        if (ch == words->mark[0] && at + 1 < t.len && t.at[at + 1] == words->mark[1] &&
            text_starts(text_from(t, at), text_of(words->mark)))
            return words;
    return NULL;
}

/* The first keyword from `from` on; *at is its place. */
static const struct keyword *find_keyword(const struct keyword *words, struct text t, size_t from, size_t *at)
{
    for (*at = from; *at < t.len; (*at)++) {
        const struct keyword *found = keyword_at(words, t, *at);
        if (found != NULL)
            return found;
    }
    return NULL;
}

static struct text trim_slashes(struct text t)
{
    t = text_trim(t);
    while (t.len > 0 && t.at[0] == '/')
        t = text_from(t, 1);
    while (t.len > 0 && (t.at[t.len - 1] == '/' || t.at[t.len - 1] == ';'))
        t.len--;
    return text_trim(t);
}

/* A name in a column of fixed width has many blanks behind it; what follows is an address. */
static void add_payee(struct mt_details *d, struct text t)
{
    ptrdiff_t gap = text_find(t, TEXT("  "));
    struct text name = gap < 0 ? t : (struct text){t.at, (size_t)gap};
    if (d->payee->len > 0)
        name.len = 0; /* the first is the counterparty, later ones act for somebody */
    mt_details_add(d->payee, name);
    mt_details_add(d->tail, text_from(t, name.len));
}

/* Free text may follow an IBAN, where a person wrote the keyword. */
static void add_account(struct mt_details *d, struct text t)
{
    size_t word = 0;
    while (word < t.len && !ascii_space(t.at[word]))
        word++;
    bool iban = mt_is_iban((struct text){t.at, word});
    if (iban || t.len <= 34)
        mt_details_account(d, iban ? (struct text){t.at, word} : t);
    if (iban || t.len > 34)
        mt_details_add(d->tail, text_from(t, iban ? word : 0));
}

/* "NL32INGB0000012345/INGBNL2A/ING Bank N.V. inzake WeB/" */
static void add_counterparty(struct mt_details *d, struct text t)
{
    for (int part = 0; part < 3 && t.len > 0; part++) {
        ptrdiff_t slash = text_find(t, TEXT("/"));
        struct text piece = {t.at, slash < 0 ? t.len : (size_t)slash};
        t = text_from(t, slash < 0 ? t.len : (size_t)slash + 1);
        if (part == 0)
            mt_details_account(d, piece);
        if (part == 2)
            add_payee(d, text_trim(piece));
    }
    mt_details_add(d->tail, trim_slashes(t));
}

static void add_part(struct mt_details *d, const struct keyword *word, struct text value)
{
    struct text clean = trim_slashes(value);
    switch (word->part) {
    case PURPOSE:
        mt_details_add(d->memo, clean);
        break;
    case PAYEE:
        add_payee(d, clean);
        break;
    case ACCOUNT:
        add_account(d, clean);
        break;
    case LABEL:
        mt_details_add(d->label, clean);
        break;
    case TAIL: {
        struct text name = text_of(word->mark);
        if (name.at[0] == '/')
            name = (struct text){name.at + 1, name.len - 1};
        mt_details_add_named(d->tail, name, clean);
        break;
    }
    case COUNTERPARTY:
        add_counterparty(d, value);
        break;
    case NOTHING:
        break;
    }
}

/* Hands every value to its part; what stands before the first keyword goes to `head`. */
static void take_apart(struct mt_details *d, const struct keyword *words, struct text t, struct buf *head)
{
    size_t at;
    const struct keyword *word = find_keyword(words, t, 0, &at);
    mt_details_add(head, trim_slashes((struct text){t.at, at}));
    while (word != NULL) {
        size_t value = at + strlen(word->mark);
        /* "/BENM//NAME/": the slash that ends one keyword may begin the next. */
        const struct keyword *next = find_keyword(words, t, value, &at);
        add_part(d, word, (struct text){t.at + value, at - value});
        word = next;
    }
}

void mt_sepa_purpose(struct mt_details *d, struct text purpose)
{
    take_apart(d, sepa, purpose, d->memo);
}

bool mt_dialect_keywords(struct mt_details *d, struct text joined)
{
    if (joined.at[0] == '/' && keyword_at(slashes, joined, 0) != NULL) {
        take_apart(d, slashes, joined, d->label);
        return true;
    }
    if (text_find(joined, TEXT("TYT.:")) >= 0) {
        take_apart(d, polish, joined, d->label);
        return true;
    }
    if (text_find(joined, TEXT("IBAN:")) >= 0 &&
        (text_find(joined, TEXT("NAAM:")) >= 0 || text_find(joined, TEXT("OMSCHRIJVING:")) >= 0)) {
        take_apart(d, dutch_words, joined, d->label);
        return true;
    }
    if (text_starts(joined, TEXT("GIRO ")) && text_find(joined, TEXT(":")) >= 0) {
        take_apart(d, swiss, joined, d->label);
        return true;
    }
    return false;
}
