#include "bankfile/csv/words/words.h"

/* Base letters of U+00E0..U+00FF and of U+0100..U+017F. */
static const char latin1_base[] = "aaaaaaaceeeeiiiidnooooo ouuuuyty";
static const char latin_extended_base[] =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll"
    "nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
_Static_assert(sizeof latin1_base == 33 && sizeof latin_extended_base == 129, "one letter per code point");

/* One two-byte code point in normal form; 0 when it is no letter. Cyrillic stays, in lower case. */
static size_t fold_wide(unsigned point, char out[2])
{
    if (point >= 0xC0 && point <= 0xDE && point != 0xD7)
        point += 0x20;
    if (point == 0xDF || point == 0xE6 || point == 0x152 || point == 0x153) {
        memcpy(out, point == 0xDF ? "ss" : point == 0xE6 ? "ae" : "oe", 2);
        return 2;
    }
    if (point >= 0xE0 && point <= 0xFF)
        out[0] = latin1_base[point - 0xE0];
    else if (point >= 0x100 && point <= 0x17F)
        out[0] = latin_extended_base[point - 0x100];
    else if (point >= 0x218 && point <= 0x21B)
        out[0] = point < 0x21A ? 's' : 't';
    else
        out[0] = ' ';
    if (out[0] != ' ')
        return 1;
    if (point < 0x370 || point > 0x52F)
        return 0;
    if (point >= 0x410 && point <= 0x42F)
        point += 0x20;
    else if (point >= 0x391 && point <= 0x3A9)
        point += 0x20;
    else if (point >= 0x400 && point <= 0x40F)
        point += 0x50;
    if (point == 0x451)
        point = 0x435;
    out[0] = (char)(0xC0 | point >> 6);
    out[1] = (char)(0x80 | (point & 0x3F));
    return 2;
}

struct text csv_normalise(struct text t, char out[CSV_KEY_MAX])
{
    size_t len = 0;
    bool gap = false;
    for (size_t i = 0; i < t.len && len + 3 < CSV_KEY_MAX;) {
        unsigned char ch = (unsigned char)t.at[i++];
        char letter[2];
        size_t count = 0;
        /* "accountNum" is "account num". */
        bool hump = i >= 2 && ch >= 'A' && ch <= 'Z' && t.at[i - 2] >= 'a' && t.at[i - 2] <= 'z';
        gap |= hump && len > 0;
        if (ch < 0x80) {
            letter[0] = ascii_lower((char)ch);
            count = ascii_alpha((char)ch) || ascii_digit((char)ch);
        } else if (ch >= 0xC2 && ch <= 0xDF && i < t.len && ((unsigned char)t.at[i] & 0xC0) == 0x80) {
            count = fold_wide((unsigned)(ch & 0x1F) << 6 | ((unsigned char)t.at[i++] & 0x3F), letter);
        }
        if (count == 0) {
            gap = len > 0;
            continue;
        }
        if (gap)
            out[len++] = ' ';
        gap = false;
        memcpy(out + len, letter, count);
        len += count;
    }
    return (struct text){out, len};
}

/* The next word of a list separated by '|'; false at its end. */
static bool next_word(const char **list, struct text *word)
{
    if (**list == '\0')
        return false;
    size_t len = 0; /* strcspn prepares for any set of characters, which costs more than these few steps */
    while ((*list)[len] != '\0' && (*list)[len] != '|')
        len++;
    *word = (struct text){*list, len};
    *list += len + ((*list)[len] == '|');
    return true;
}

bool csv_word_in(struct text word, const char *list)
{
    for (struct text each; next_word(&list, &each);)
        if (text_equal(word, each))
            return true;
    return false;
}

/* Whole words of a name: "amount" in "gross amount", not in "amounts". */
static bool is_part(struct text name, struct text word)
{
    for (size_t from = 0; from + word.len <= name.len;) {
        ptrdiff_t at = text_find(text_from(name, from), word);
        if (at < 0)
            return false;
        size_t start = from + (size_t)at, stop = start + word.len;
        if ((start == 0 || name.at[start - 1] == ' ') && (stop == name.len || name.at[stop] == ' '))
            return true;
        from = start + 1;
    }
    return false;
}

/* What a word that is only a part of a name is worth. "Code" and "status" alone say too little there; what
 * makes a column somebody else's
 * ("original", "tax") says more than what makes it an amount. */
static int part_score(const struct csv_vocabulary *v, struct text word, struct text name)
{
    bool loose = v->role <= CSV_CREDIT || v->role == CSV_FEE || v->role == CSV_BALANCE ||
                 v->role == CSV_CURRENCY || v->role == CSV_ACCOUNT || v->role == CSV_PAYEE ||
                 v->role == CSV_MEMO || v->role == CSV_NOTHING;
    if (word.len < 3 || word.len >= name.len || (!loose && memchr(word.at, ' ', word.len) == NULL) ||
        !is_part(name, word))
        return 0;
    int score = v->rank * 10 - (v->role == CSV_NOTHING ? 20 : 45) + (int)(word.len * 8 / name.len);
    return score > 0 ? score : 0;
}

int csv_word_score(struct text normalised, enum csv_role role)
{
    int best = 0;
    if (normalised.len == 0)
        return 0;
    for (const struct csv_vocabulary *v = csv_vocabulary; v->words != NULL; v++) {
        if (v->role != role)
            continue;
        const char *list = v->words;
        for (struct text word; next_word(&list, &word);) {
            int score = text_equal(word, normalised) ? v->rank * 10 + 9 : part_score(v, word, normalised);
            best = score > best ? score : best;
        }
    }
    return best;
}

bool csv_word_names(struct text normalised, enum csv_role role)
{
    for (const struct csv_vocabulary *v = csv_vocabulary; v->words != NULL; v++)
        if (v->role == role && normalised.len > 0 && csv_word_in(normalised, v->words))
            return true;
    return false;
}

int csv_word_direction(struct text t)
{
    static const char debits[] =
        "debit|debet|d|dr|db|s|soll|af|out|outflow|outgoing|withdrawal|withdraw|cargo|cargos|debe|debito|"
        "dare|addebito|wn|obciazenie|"
        "расход|списание|дебет|дебит|uit|lastschrift|ausgang|belastung|depense|dbit|paid out|sortie|outgoing "
        "payment|debits|payment out|"
        "odchozi|vydaj|terheles|minus|uscita|saida|ut|expense|ausgabe|gasto|исходящий|exp|deebet|transfer "
        "out|"
        "odchozi uhrada|izejosais|t";
    static const char credits[] =
        "credit|kredit|c|cr|h|haben|bij|in|inflow|incoming|deposit|abono|abonos|haber|credito|avere|"
        "accredito|ma|uznanie|"
        "приход|зачисление|кредит|gutschrift|eingang|recette|crdt|paid in|entree|incoming "
        "payment|credits|payment in|"
        "prichozi|prijem|jovairas|plus|entrata|entrada|inn|income|einnahme|ingreso|пополнение|входящий|inc|k|"
        "kreedit|transfer in|prichozi uhrada|ienakosais|j";
    char key[CSV_KEY_MAX];
    if (t.len == 0 || t.len > 40)
        return 0;
    if (t.len == 1 && (t.at[0] == '-' || t.at[0] == '+'))
        return t.at[0] == '-' ? -1 : 1;
    struct text word = csv_normalise(t, key);
    if (csv_word_in(word, debits) || text_is(word, "dbit"))
        return -1;
    return csv_word_in(word, credits) ? 1 : 0;
}

bool csv_word_status(struct text t, enum csv_status *out)
{
    static const char pending[] =
        "pending|vorgemerkt|umsatz vorgemerkt|vorgemerkter umsatz|en attente|pendiente|in attesa|in "
        "behandeling|gereserveerd|reserverad|"
        "reservert|reserveret|oczekujaca|oczekujacy|oczekujace|blokada|nierozliczona|в обработке|в "
        "ожидании|hold|authorized|authorised|authorization|"
        "authorisation|processing|in progress|in process|scheduled|pending "
        "transaction|geplant|offen|pendente|non comptabilise|zpracovava se|"
        "blokace|fuggoben|zarolt|odottaa|katevaraus|ventende|holdings|not booked|pdng|ожидание|pending "
        "settlement|previsto|a venir|non contabilizzato|venter|afventer|varattu|vantar|reserverad belopp|"
        "on hold|nicht gebucht|noch nicht gebucht|ausstehend|angefragt|not "
        "posted|unposted|unsettled|rezerwacja|"
        "nezauctovano|ceka na zauctovani|broneeritud|rezervets|rezervuota";
    static const char booked[] =
        "completed|complete|booked|gebucht|umsatz "
        "gebucht|posted|cleared|uncleared|reconciled|settled|success|successful|paid|"
        "comptabilise|effectue|termine|contabilizado|completado|contabilizzato|eseguito|geboekt|verwerkt|"
        "zaksiegowana|zrealizowana|"
        "rozliczona|wykonana|исполнен|исполнена|выполнен|проведен|ok|bokfort|bogfort|utfort|done|executed|"
        "booked transaction|"
        "accepte|acceptee|geaccepteerd|execute|executee|voltooid|berechnet|abgerechnet|billed|updated|"
        "ejecutado|ejecutada|realizado|realizada|contabilizada|liquidado|eseguita|completato|afsluttet|"
        "udfort|"
        "genomford|suoritettu|rozliczono|zrealizowano|provedeno|executat|gerceklesti|"
        "zauctovano|konyvelt|teljesult|kirjattu|concluido|efetuado|partially "
        "refunded|refunded|reversed|returned|active|finished|book|cleared "
        "reconciled|abgeschlossen|released|sent|received|held";
    static const char never[] =
        "declined|failed|reverted|cancelled|canceled|denied|voided|void|expired|"
        "rejected|removed|abgelehnt|fehlgeschlagen|"
        "refuse|refusee|annule|annulee|rechazado|cancelado|rifiutato|annullato|"
        "geweigerd|geannuleerd|odrzucona|anulowana|"
        "отклонен|отклонено|отменен|отменено|отказ|zamitnuto|zruseno|elutasitva|"
        "hylatty|failure|unsuccessful|failed transaction|memo|refusee par la banque|storniert|abgebrochen|"
        "rechazada|anulado|anulada|cancelada|avvist|avvisad|afvist|neprovedeno|odrzucono|"
        "zamitnuta|basarisiz|payment declined|card declined|returned unpaid|verfallen";
    char key[CSV_KEY_MAX];
    if (t.len == 0 || t.len > 60)
        return false;
    struct text word = csv_normalise(t, key);
    if (csv_word_in(word, pending))
        *out = CSV_PENDING;
    else if (csv_word_in(word, booked))
        *out = CSV_BOOKED;
    else if (csv_word_in(word, never))
        *out = CSV_VOID;
    else
        return false;
    return true;
}

/* Keys of preambles and footers. Whole keys; those of balances are also known as the beginning of one
 * ("Kontostand vom 01.02.2023"). */
static const struct {
    enum csv_fact fact;
    const char *words;
} fact_words[] = {
    {CSV_FACT_ACCOUNT, "iban|account|account number|account no|account nr|account id|acct "
                       "no|konto|kontonummer|kontonr|konto nr|"
                       "compte|numero de compte|compte n|n compte|n de compte|cuenta|numero de cuenta|cuenta "
                       "iban|conto|numero conto|conta|numero da conta|"
                       "rekening|rekeningnummer|numer rachunku|rachunek|nr rachunku|счет|номер счета|cislo "
                       "uctu|ucet|szamlaszam|"
                       "numero compte|numero du compte|num compte|client account|kliendi "
                       "konto|tilinumero|tili|kontonummer iban|iban kontonummer|card "
                       "number|kreditkarte|kartennummer|girokonto|tagesgeldkonto|"
                       "iban nummer|account iban|hesap no|conto corrente|rapporto|bezeichnung konto|"
                       "tagesgeld|verrechnungskonto|kontokorrent|privatkonto|sparkonto|cuenta corriente"},
    {CSV_FACT_NAME, "account name|kontoname|kontobezeichnung|account type|kontoart|account title|account "
                    "description|account owner|account holder|"
                    "kontoinhaber|titulaire|titular|intestatario|kunde|customer name|nazwa rachunku|nazev "
                    "uctu|wlasciciel|type de compte|tipo de cuenta|name"},
    {CSV_FACT_BANK, "bank|bank name|bic|swift|bankleitzahl|blz|sort code|bank "
                    "code|institution|banque|banco|банк|bank bic|swift code|bic swift"},
    {CSV_FACT_CURRENCY, "currency|wahrung|waehrung|devise|divisa|moneda|valuta|waluta|валюта|mena|moeda|"
                        "currency code|account currency|kontowahrung|penznem"},
    {CSV_FACT_OPENING,
     "opening balance|solde en debut de periode|pocatecni stav|pocatecni stav uctu|saldo poczatkowe na|"
     "algsaldo|sakuma atlikums|likutis pradziai|openingbalance|stav na zacatku|izvodni saldo|"
     "pocetno stanje|begin saldo|balance as on start date|beginnende saldo|saldo al inizio|saldo do dia "
     "anterior|"
     "devreden bakiye|saldo precedente|saldo de apertura|"
     "balance at start of period|beginning balance|starting balance|start "
     "balance|initial balance|balance brought forward|"
     "brought forward|previous balance|opening ledger balance|balance at the "
     "start|anfangssaldo|anfangsbestand|alter kontostand|startsaldo|"
     "saldo anfang|kontostand alt|vortrag|saldovortrag|solde initial|ancien solde|solde "
     "precedent|solde debut|solde au debut|saldo inicial|saldo anterior|"
     "saldo iniziale|beginsaldo|vorig saldo|saldo poczatkowe|входящий остаток|остаток на "
     "начало|pocatecni zustatek|nyito egyenleg|"
     "ingaende saldo|inngaende saldo|alkusaldo|balance forward|balance b "
     "f|nyitoegyenleg|balance on start date"},
    {CSV_FACT_CLOSING,
     "closing balance|solde en fin de periode|koncovy stav|koncovy stav uctu|loppsaldo|beigu atlikums|"
     "likutis pabaigai|closingbalance|laatste saldo|dernier solde|konecny stav|konacno stanje|zavrsno stanje|"
     "saldo al termine|bakiye|saldo de cierre|s a l d o|saldo do dia|solde de fin de periode|"
     "balance at end of period|ending balance|end balance|final balance|current "
     "balance|account balance|new balance|balance|"
     "ledger balance|closing ledger balance|balance carried forward|carried forward|balance at the "
     "end|endsaldo|schlusssaldo|neuer kontostand|kontostand|saldo|saldo ende|"
     "letzter kontostand|kontostand neu|aktueller kontostand|solde|solde final|nouveau solde|solde "
     "actuel|solde comptable|solde "
     "fin|solde au|solde a la fin|saldo final|saldo actual|saldo atual|saldo finale|saldo contabile|"
     "eindsaldo|nieuw saldo|huidig saldo|saldo koncowe|исходящий остаток|остаток на конец|konecny "
     "zustatek|zaro egyenleg|zaroegyenleg|"
     "utgaende saldo|utgaaende saldo|loppusaldo|balance c f|saldo disponivel|saldo na koniec okresu|balance "
     "on end date"},
};

enum csv_fact csv_word_fact(struct text normalised)
{
    enum csv_fact begins = CSV_FACT_NONE;
    size_t begins_len = 0;
    for (size_t i = 0; i < sizeof fact_words / sizeof *fact_words; i++) {
        const char *list = fact_words[i].words;
        bool is_balance = fact_words[i].fact == CSV_FACT_OPENING || fact_words[i].fact == CSV_FACT_CLOSING;
        for (struct text word; next_word(&list, &word);) {
            if (text_equal(word, normalised))
                return fact_words[i].fact;
            /* The longest beginning wins: "balance at start of period" begins with "balance" too. */
            if (is_balance && word.len > begins_len && word.len < normalised.len &&
                text_starts(normalised, word) && normalised.at[word.len] == ' ') {
                begins = fact_words[i].fact;
                begins_len = word.len;
            }
        }
    }
    return begins;
}

enum csv_fact csv_word_stated(struct text t)
{
    static const struct text marks[] = {
        TEXT("balance"),   TEXT("saldo"),    TEXT("solde"),     TEXT("kontostand"), TEXT("opening"),
        TEXT("closing"),   TEXT("ending"),   TEXT("beginning"), TEXT("brought"),    TEXT("carried"),
        TEXT("s a l d o"), TEXT("atlikums"), TEXT("likutis"),   TEXT("sakuma"),     TEXT("beigu"),
        TEXT("egyenleg"),  TEXT("bakiye"),   TEXT("zustatek")};
    static const char sums[] = "turnover|kaive|apyvarta|apgrozijums|turnover debit|turnover credit";
    static const char behind[] = "as of|as at|at|on|vom|per|am|zum|au|al|a|le|na dzien|op|pr";
    bool marked = false;
    char key[CSV_KEY_MAX];
    if (t.len >= 5 && t.len <= 20 && csv_word_in(csv_normalise(t, key), sums))
        return CSV_FACT_SUM;
    if (t.len < 8 || t.len > 60)
        return CSV_FACT_NONE;
    for (size_t i = 0; i < sizeof marks / sizeof *marks && !marked; i++)
        marked = text_starts_nocase(t, marks[i]) ||
                 (t.len > marks[i].len && text_equal_nocase(text_from(t, t.len - marks[i].len), marks[i]));
    if (!marked)
        return CSV_FACT_NONE;
    struct text name = csv_normalise(t, key);
    for (size_t i = 0; i < sizeof fact_words / sizeof *fact_words; i++) {
        if (fact_words[i].fact != CSV_FACT_OPENING && fact_words[i].fact != CSV_FACT_CLOSING)
            continue;
        const char *list = fact_words[i].words;
        for (struct text word; next_word(&list, &word);) {
            /* One word alone ("Balance", "Saldo") may be anybody's name. */
            if (word.len < 8 || !text_starts(name, word) ||
                csv_word_in(word, "kontostand|balance on start date"))
                continue;
            if (word.len == name.len)
                return fact_words[i].fact;
            if (name.at[word.len] != ' ')
                continue;
            const char *ends = behind;
            for (struct text each; next_word(&ends, &each);)
                if (text_starts(text_from(name, word.len + 1), each))
                    return fact_words[i].fact;
        }
    }
    return CSV_FACT_NONE;
}

bool csv_word_of_balance(struct text t)
{
    static const char words[] =
        "balance|bal|saldo|saldovortrag|anfangssaldo|endsaldo|solde|sold|bakiye|devir|stav|zustatek|zostatok|"
        "egyenleg|kontostand|vortrag|ubertrag|report|forward|brought|carried|остаток|anterior|algsaldo|"
        "loppsaldo|loppusaldo|alkusaldo|beginsaldo|eindsaldo|likutis|atlikums|stanje|utgangssaldo|"
        "startsaldo|slutsaldo|primo|ultimo|b f|c f|bf|cf|opening|"
        "closing|залишок|салдо|стање";
    char key[CSV_KEY_MAX];
    struct text name = csv_normalise(t, key);
    const char *list = words;
    for (struct text word; next_word(&list, &word);)
        if (is_part(name, word))
            return true;
    return false;
}

bool csv_word_footer(struct text t)
{
    static const char sums[] =
        "total|totals|subtotal|sub total|grand total|transactions "
        "total|sum|summe|gesamt|gesamtsumme|zwischensumme|"
        "somme|sous "
        "total|totaux|suma|totale|totaal|podsumowanie|razem|итого|всего|celkem|osszesen|summa|yhteensa|"
        "sum total|page total|end of report|end of file|end of statement|soma|i alt|toplam|total debit|total "
        "credit|totales";
    char key[CSV_KEY_MAX];
    struct text word = csv_normalise(t, key);
    if (csv_word_in(word, sums))
        return true;
    if (word.len > 6 && text_is(text_from(word, word.len - 6), " total"))
        return true;
    const char *list = sums;
    for (struct text each; next_word(&list, &each);)
        if (each.len >= 4 && word.len > each.len && text_starts(word, each) && word.at[each.len] == ' ')
            return true;
    enum csv_fact fact = csv_word_fact(word);
    return fact == CSV_FACT_OPENING || fact == CSV_FACT_CLOSING;
}

/* ISO 4217, active codes with a minor unit that people hold, and the euro's predecessors still found in old
 * files. */
static const char currencies[] = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND "
                                 "BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP "
                                 "CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP "
                                 "GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD "
                                 "IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD "
                                 "LSL LTL LVL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR "
                                 "MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN "
                                 "PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP "
                                 "SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH "
                                 "UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER "
                                 "ZAR ZMW ZWL DEM FRF ITL ESP NLG BEF ATS BTC ETH XAU XAG ";

bool csv_word_currency(struct text t, char out[4])
{
    if (t.len == 3 && ascii_alpha(t.at[0])) {
        char code[5] = {(char)(t.at[0] & ~32), (char)(t.at[1] & ~32), (char)(t.at[2] & ~32), ' ', '\0'};
        if (memcmp(code, "RUR", 3) == 0)
            memcpy(code, "RUB", 3);
        for (const char *at = currencies; *at != '\0'; at += 4) {
            if (memcmp(at, code, 4) == 0) {
                memcpy(out, code, 3);
                out[3] = '\0';
                return true;
            }
        }
        return false;
    }
    static const struct {
        struct text name;
        const char code[4];
    } named[] = {
        {{"€", 3}, "EUR"},    {{"euro", 4}, "EUR"}, {{"euroa", 5}, "EUR"}, {{"R$", 2}, "BRL"},
        {{"₹", 3}, "INR"},    {{"TL", 2}, "TRY"},   {{"euros", 5}, "EUR"}, {{"£", 2}, "GBP"},
        {{"US$", 3}, "USD"},  {{"zł", 3}, "PLN"},   {{"Kč", 3}, "CZK"},    {{"₽", 3}, "RUB"},
        {{"руб.", 7}, "RUB"}, {{"руб", 6}, "RUB"},
    };
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (text_equal_nocase(t, named[i].name)) {
            memcpy(out, named[i].code, 4);
            return true;
        }
    }
    return false;
}

/* ISO 13616: two letters, two digits, 11 to 30 letters and digits, blanks allowed between groups. */
bool csv_looks_like_iban(struct text t)
{
    if (t.len < 15 || t.len > 42 || !ascii_alpha(t.at[0]) || !ascii_alpha(t.at[1]))
        return false;
    size_t count = 0;
    for (size_t i = 0; i < t.len; i++) {
        if (t.at[i] == ' ' && count >= 4)
            continue;
        bool digit = ascii_digit(t.at[i]);
        if ((!digit && !ascii_alpha(t.at[i])) || ((count == 2 || count == 3) && !digit) || t.at[i] >= 'a')
            return false;
        count++;
    }
    return count >= 15 && count <= 34;
}
