/* What banks call their columns, in the languages of Europe and beyond. Data: one line per role, rank and
 * language family. Words are in the form csv_normalise gives: lower case, without accents, one blank for
 * anything else. A word counts most when it is the whole header, less when it is a part of one ("amount" in
 * "gross amount"). */
#include "bankfile/csv/words/words.h"

/* clang-format off */
const struct csv_vocabulary csv_vocabulary[] = {
    /* Dates of booking. Ranks settle which of several dates is the entry's. */
    {CSV_DATE, 9,
     "booking date|booked date|book date|posting date|post date|posted date|date posted|posted on|"
     "date booked|completed date|completed date utc|date completed|completed on|booked|bookingdate|"
     "buchungstag|buchungsdatum|buchung|buchungszeitpunkt|gebucht am|date de comptabilisation|"
     "date comptable|date de l operation|date operation|dateop|date op|fecha operacion|fecha de operacion|"
     "f operacion|fecha contable|fecha de contabilizacion|f contable|data operazione|data contabile|"
     "data di contabilizzazione|data registrazione|data movimento|data do movimento|data mov|"
     "data lancamento|data de lancamento|data operacao|data da operacao|boekingsdatum|boekdatum|"
     "datum boeking|data ksiegowania|data zlecenia operacji|data waluty i operacji|дата операции|"
     "дата проводки|дата обработки|дата платежа|дата списания|datum zauctovani|datum uctovani|"
     "datum uskutecneni|zauctovano|konyveles datuma|konyveles napja|konyvelesi datum|bokforingsdag|"
     "bokforingsdatum|bokforingsdato|bokfort dato|bokfort|bogforingsdato|bogfort|bogforingsdag|"
     "kirjauspaiva|kirjauspv|data tranzactiei|data inregistrarii|islem tarihi|datum knjizenja|"
     "datum transakce|datum transakcije|run date|reskontradatum|finished on|data contabilizzazione|"
     "data rozliczenia|date booking|uitvoeringsdatum|date d execution|kuupaev|datums|data lanc|"
     "txn posted date|posting dt|datum splatnosti|data zaksiegowania|bookingdatetime|tran posting date|"
     "date de comptabilite|fecha mov|date comptabilisation|kirjauspaivamaara|bokfdag|dato bokfort|"
     "afsluttet dato|settled date"},
    {CSV_DATE, 8,
     "date|datum|fecha|data|дата|dato|dag|paiva|paivays|pvm|tarih|datum obchodu|kelt|dt|day|datetime|"
     "date time|transaction date|trans date|tran date|txn date|transactiondate|transdate|trade date|"
     "activity date|umsatzdatum|transaktionsdatum|transaktiedatum|date de transaction|date transaction|"
     "date d operation|fecha transaccion|fecha de la operacion|data transazione|data transacao|"
     "transaktionsdag|transaksjonsdato|datum valuty a zauctovani|order date|started date|operation date|"
     "payment date|effective date|process date|processed date|date processed|date time utc|timestamp|"
     "time stamp|belegdatum|kaufdatum|date d achat|fecha de compra|datum operace|tranzakcio datuma|"
     "datum provedeni|data operacji|data transakcji|trx date|trn date|datum transactie|transactiedatum|"
     "time created|sale date|date of transaction|data e ora|data ora|purchase date"},
    {CSV_DATE, 7,
     "settlement date"},
    {CSV_DATE, 6,
     "date created|created|created on|created utc|creation date|created at|updated at|creation time"},
    {CSV_VALUE_DATE, 9,
     "value date|valuedate|valuta|valutadatum|valuta datum|wertstellung|wertstellungstag|"
     "wertstellungsdatum|wert|valutatag|date de valeur|date valeur|valeur|fecha valor|f valor|"
     "fecha de valor|data valuta|data di valuta|valuta data|data valor|data de valor|rentedatum|valutadato|"
     "valutadag|rentedato|data waluty|дата валютирования|datum valuty|ertek nap|erteknap|arvopaiva|"
     "datum valute|interest date|valor|valuation date|value dt|value dat|valeur le|date de la valeur|"
     "date de la valeur utc|data val|wertstellung valuta|erteknap datuma|rentdatum|valutaci datum|"
     "fecha valuta|arvo paiva|vaardedatum"},
    {CSV_VALUE_DATE, 3,
     "transaction date|purchase date|trade date|trans date|started date|transaktionsdatum|kaufdatum|"
     "datum transactie|inkopsdatum|kjopsdato|data zlecenia|data valuty|settlement date|дата платежа|"
     "datum provedeni|datum transakce|date op|дата списания|data operacji|data transakcji"},

    /* Money. */
    {CSV_AMOUNT, 9,
     "amount|txn amount|amt|transactionamount|value|amount in account currency|booked amount|betrag|umsatz|"
     "buchungsbetrag|betrag in kontowahrung|umsatz in eur|montant|montant de l operation|"
     "montant de la transaction|importe|importe de la operacion|cantidad|monto|importo|importe eur|"
     "importo operazione|ammontare|valor da transacao|valor|montante|importancia|valor movimento|bedrag|"
     "transactiebedrag|belopp|transaktionsbelopp|belob|belop|summa|maara|kwota|kwota w walucie rachunku|"
     "сумма|сумма в валюте счета|сумма платежа|castka|castka v mene uctu|objem|suma|osszeg|"
     "tranzakcio osszege|iznos|tutar|islem tutari|valoare|net|net amount|netto|nettobetrag|neto|"
     "importo netto|valor liquido|net total|zauctovana castka|amount in eur|betrag in eur|"
     "kwota rozliczenia|montant eur|montant operation|montant en eur|montant total ttc|summa eur|suma eur|"
     "sum eur|importe en eur|valor r|valor em reais|tutar tl|osszeg huf|belob dkk|belopp i sek|"
     "kwota transakcji waluta rachunku|castka v mene uctu czk|сумма платежа в валюте счета|suma platby|"
     "ciastka|amount home currency"},
    {CSV_AMOUNT, 6,
     "gross|gross amount|brutto|bruttobetrag|bruto|brut|lordo|valor bruto|avant commission|до комиссии"},
    {CSV_AMOUNT, 5,
     "item total|total|total amount|order total|payment|sum|charge amount|billing amount|billed amount|"
     "gesamtbetrag|betrag gesamt|source amount after fees|subtotal amount|cash amount|kurswert|belopp sek|"
     "total inclusive of fees and or spread|billing amount gbp"},
    {CSV_AMOUNT, 8,
     "kwota operacji|сумма операции|transaction amount|kwota transakcji"},
    {CSV_DEBIT, 9,
     "debit|debits|debit amount|amount debit|debit amt|withdrawal|withdrawals|withdrawal amount|"
     "withdrawal amt|withdraws|paid out|money out|outflow|payments out|out|amount out|spent|debited|"
     "net debit|net debit nc|debit eur|soll|lastschrift|belastung|belastungen|ausgabe|ausgaben|auszahlung|"
     "belastung in chf|lastschriften|ausgang|soll betrag|debit montant|depense|depenses|sortie|retrait|"
     "montant debit|cargo|cargos|debe|gasto|gastos|retiro|retiros|importe debito|adeudo|dare|addebito|"
     "addebiti|uscite|uscita|debito|debitos|saida|saidas|valor debito|af|uit|uitgaven|uitgave|debet|ut|"
     "ut fra konto|ut av konto|uttag|utgift|utgifter|utbetaling|haevet|ut belop|obciazenia|obciazenie|"
     "wydatki|wyplywy|rozchod|kwota obciazenia|wn|расход|расходы|списание|списано|дебет|сумма списания|"
     "vydaje|vydaj|na vrub|odchozi|terheles|kiadas|borc|isplata|rashod|plati|amount debited|"
     "debit amount inr|withdrawal amount inr|money out gbp|paid out gbp|expense amount|expense|expenses|"
     "debet montant|withdraw|debits eur|debits gbp|amount withdrawn|ausgaben eur|debit euros|"
     "debit montant eur|addebiti euro|uscite eur|abgang|odchozi platba|debit r|debito r|payment out|"
     "uit eur|debit inr|paid out eur|geld uit|belopp ut|cargos eur|zaduzenje|duguje|isplate|breme|debiteren"},
    {CSV_CREDIT, 9,
     "credit|credits|credit amount|amount credit|credit amt|deposit|deposits|deposit amount|deposit amt|"
     "paid in|money in|inflow|payments in|in|amount in|received|credited|net credit|net credit nc|"
     "credit eur|haben|gutschrift|gutschriften|einnahme|einnahmen|einzahlung|gutschrift in chf|eingang|"
     "haben betrag|credit montant|recette|recettes|entree|montant credit|depot|abono|abonos|haber|ingreso|"
     "ingresos|deposito|depositos|importe credito|avere|accredito|accrediti|entrate|entrata|credito|"
     "creditos|entrada|entradas|valor credito|bij|inkomsten|inn|inn pa konto|insattning|inkomst|inkomster|"
     "innbetaling|indsat|inn belop|kredit|uznania|uznanie|wplywy|przychod|kwota uznania|ma|приход|доход|"
     "доходы|зачисление|поступление|зачислено|кредит|сумма зачисления|prijmy|prijem|ve prospech|prichozi|"
     "jovairas|bevetel|alacak|uplata|prihod|incasari|amount credited|credit amount inr|deposit amount inr|"
     "money in gbp|paid in gbp|income amount|income|incomes|credits eur|credits gbp|amount deposited|"
     "einnahmen eur|credit euros|credit montant eur|accrediti euro|entrate eur|zugang|prichozi platba|"
     "credit r|credito r|payment in|in eur|credit inr|paid in eur|geld in|belopp in|abonos eur|potrazuje|"
     "odobrenje|uplate|dobro|crediteren"},
    {CSV_FEE, 9,
     "fee|fees|commission|transaction fee|gebuhr|gebuhren|provision|frais|commissions|comision|comisiones|"
     "commissione|commissioni|taxa|taxas|kosten|avgift|gebyr|prowizja|oplata|комиссия|poplatek|poplatky|"
     "dij|komision|entgelt|fees and charges|poplatek v mene uctu|taxa de servico|tarifa|spese|costi|"
     "transaction fees|fee amount eur|total fee"},
    {CSV_BALANCE, 9,
     "balance|running balance|running bal|account balance|current balance|balance after|balance amount|"
     "available balance|ledger balance|closing balance amt|balance after transaction|new balance|bal|"
     "account balance after|saldo|saldo nach buchung|kontostand|saldo nach umsatz|kontosaldo|neuer saldo|"
     "saldo in eur|solde|solde apres operation|solde courant|nouveau solde|saldo disponible|"
     "saldo posterior|saldo contabile|saldo progressivo|saldo contabilistico|saldo apos movimento|"
     "saldo na boeking|saldo na mutatie|saldo na trn|nieuw saldo|saldo po operacji|saldo po transakcji|"
     "saldo ksiegowe|остаток|баланс|остаток на счете|исходящий остаток|zustatek|zustatek po|"
     "konecny zustatek|stav|egyenleg|konyvelt egyenleg|bokfort saldo|bokford saldo|disponibel saldo|bakiye|"
     "stanje|sold|saldo sek|accountbalance|disponible|guthaben|balance inr|saldo po|zustatek na uctu|"
     "zostatok|saldo contable|saldo dostepne po operacji|saldo rachunku|account balance eur|balance gbp|"
     "balance eur|balance usd|saldo r|solde eur|saldo eur|saldo chf|saldo in chf|saldo na transactie|"
     "sold contabil|soldul|сумма остатка|доступный остаток|saldo efter|saldo i alt|aktuell saldo|"
     "saldo konto|solde en eur|stanje racuna|novo stanje|ending bal|closing bal|running total|"
     "total balance|running balance amount|konyvelesi egyenleg|saldo posted"},
    {CSV_OPENING, 9,
     "opening balance|initial balance|start balance|beginning balance|starting balance|beginsaldo|"
     "anfangssaldo|startsaldo|saldo inicial|saldo iniziale|solde initial|balance before|saldo przed|"
     "begin balance|saldo poczatkowe|saldo voor boeking|pocatecni zustatek"},
    {CSV_CLOSING, 9,
     "closing balance|final balance|end balance|ending balance|eindsaldo|endsaldo|saldo final|saldo finale|"
     "solde final|saldo koncowe"},
    {CSV_DIRECTION, 9,
     "debit credit|credit debit|dr cr|cr dr|d c|c d|cd|dc|debit or credit|credit or debit|"
     "credit debit indicator|debit credit indicator|credit debit code|soll haben|soll haben kennzeichen|"
     "s h|sh|af bij|bij af|cargo abono|debe haber|dare avere|debito credito|credito debito|sens|"
     "crediteur debiteur|in out|debet credit|debet kredit|debit kredit|wn ma|тип операции|приход расход|"
     "indicator|richtung|direction|smer uhrady|typ transakcji|inflow outflow|umsatzrichtung|cred deb|"
     "deb cred|cdtdbtind|sign|vorzeichen|credit debet|creditdebet|income expense|income or expense|"
     "deebet kreedit|debitas kreditas|debets kredits|debit credit d c|cr or dr|transaction direction|"
     "soll haben kz|umsatz soll haben|d k|k d|flow|money flow|debet kreditt|haben soll|dr cr indicator|"
     "debit credit flag|credit debit flag|kennzeichen soll haben|af of bij|plus minus|"
     "tipo de operacion cargo abono|debito ou credito"},
    {CSV_DIRECTION, 7,
     "type|transaction type|trans type|trntype|typ|details|umsatztyp|buchungsart|mutatiesoort|tipo|"
     "expense income|einnahme ausgabe|transaction|movement type|mouvement|operation type|transactiontype|"
     "typ pohybu|typ platby|tip"},
    {CSV_CURRENCY, 9,
     "currency|ccy|curr|currency code|transaction currency|account currency|net currency|"
     "amount currency code|cur|wahrung|waehrung|wkz|kontowahrung|wahrungscode|whg|devise|monnaie|divisa|"
     "moneda|valuta|moeda|muntsoort|munt|waluta|waluta rachunku|валюта|валюта счета|mena|mena uctu|deviza|"
     "penznem|devizanem|valutta|valuutta|para birimi|moneta|valuta konta|code devise|codice divisa|devies|"
     "valuta rekening|devise du compte|devise compte|moeda conta|valuuta|valyuta|валюта платежа|"
     "osszeg devizaneme|mena castky|account ccy|valutaslag|posted currency|settlement currency|whrg|"
     "valutakod|muntcode|valutacode|devizanem kodja"},
    {CSV_CURRENCY, 8,
     "валюта операции|waluta operacji|waluta transakcji|valuta transactie|devise operation"},

    /* Whose account, and whose not. */
    {CSV_ACCOUNT, 9,
     "account|account number|account no|accountno|acct|acct no|acct number|account id|iban|own iban|"
     "own account|account iban|from account|your account|product account|account nr|account num|"
     "auftragskonto|konto|kontonummer|konto nr|kontonr|iban auftragskonto|eigenes konto|iban kontonummer|"
     "compte|numero de compte|no de compte|n compte|compte num|cuenta|numero de cuenta|numero cuenta|conto|"
     "numero conto|conta|numero da conta|rekening|rekeningnummer|iban bban|eigen rekening|"
     "iban rekeningnummer|numer rachunku|rachunek|счет|номер счета|лицевой счет|cislo uctu|ucet|szamlaszam|"
     "tilinumero|hesap|hesap no|cont|card number|card no|card|kartennummer|numer karty|номер карты|"
     "accountnum|szamla szam|szamlaszam sajat|own account number|bank account|numero compte|num compte|"
     "kliendi konto|client account|customer account|customer account no|customer account number|"
     "eigene iban|iban konto|auftraggeberkonto|iban auftraggeberkonto|posted account|numero di conto|"
     "numero de conta|numer rachunku bankowego|nr konta|konto wlasne|moj racun|broj racuna|racun|accountid|"
     "konyvelesi szamla|szamlaszamom|sajat szamla|bsb account number|kontoidentifikation|accountnumber|"
     "acct id"},
    {CSV_ACCOUNT, 8,
     "account name|wallet|accountname|account type|kontoname|nom du compte|kontonavn|kontonamn|"
     "merchant account|product|portfolio|depot|bezeichnung auftragskonto|conto o carta|konto name"},
    {CSV_ACCOUNT_NAME, 9,
     "account name|kontoname|account holder|account owner|kontoinhaber|kontobezeichnung|account title|"
     "short name|тип счета|nazwa rachunku|account description|nom du compte|nazev uctu|szamla nev|"
     "account label|accountlabel|bezeichnung auftragskonto|rubrieknaam|own account name|"
     "konyvelesi szamla elnevezese"},
    {CSV_COUNTER, 9,
     "counterparty account|counterparty account number|counterparty iban|counter account|contra account|"
     "beneficiary account|beneficiary iban|payee account|partner iban|recipient iban|account number payee|"
     "to account|to iban|bank account|partner account|counterparty bban|other account|gegenkonto|"
     "iban des auftraggebers|kontonummer iban|iban zahlungsbeteiligter|iban zahlungspartner|empfanger iban|"
     "empfanger iban kto nr|konto nummer des zahlungsempfangers|iban empfanger|iban gegenkonto|"
     "partnerkonto|kontonummer des partners|iban zahlungsempfanger|iban beneficiaire|compte beneficiaire|"
     "compte de la contrepartie|compte contrepartie|cuenta destino|cuenta beneficiario|iban beneficiario|"
     "conto controparte|iban controparte|tegenrekening|tegenrekening iban bban|tegenpartij rekening|"
     "rekening tegenpartij|iban tegenpartij|tegenrekeningnummer|motkonto|modkonto|"
     "numer rachunku kontrahenta|rachunek kontrahenta|nr konta kontrahenta|numer konta|rachunek odbiorcy|"
     "nr rachunku odbiorcy|счет контрагента|счет получателя|protiucet|cislo protiuctu|ellenszamla|"
     "ellenoldali szamlaszam|partner szamlaszama|payee account number|kontonummer des zahlungsbeteiligten|"
     "recipient account|other party account number|contra rekening|recipient account number|iban konto nr|"
     "iban bic|partner account number|rachunek nadawcy odbiorcy|numer rachunku odbiorcy|rachunek przeciwny|"
     "protiucet kod banky|cislo protiuctu kod banky|cislo uctu protistrany|cislo uctu prijemce|"
     "saajan tilinumero|til konto|iban kontonummer gegenseite|konto gegenseite|iban de la contrepartie|"
     "compte de contrepartie|rekening tegenpartij iban|rekeningnummer tegenpartij|"
     "numero compte contrepartie|konto kontrahenta|numer konta kontrahenta|nr rachunku|"
     "sender receiver account|beneficiary account number|payee iban|creditor iban|creditor account|iban ct|"
     "partner szamla|ellenszamlaszam|account number of counterparty|payer payee account|"
     "kontonummer begunstigter|racun primaoca|iban oder kontonummer|empfanger auftraggeber iban|"
     "gegenkonto iban|iban kontrahent|conto beneficiario|iban destinatario|other party bank account number|"
     "op bank account number"},
    {CSV_COUNTER, 8,
     "counterparty|contrepartie|tegenpartij|controparte|gegenpartei|kontrahent|partner"},
    {CSV_PAYER_ACCOUNT, 9,
     "auftraggeber iban|auftraggeber iban kto nr|iban auftraggeber|payer account|payer iban|sender iban|"
     "iban ordonnateur|cuenta origen|rachunek nadawcy|счет плательщика|debtor iban|debtor account|"
     "numer rachunku nadawcy|fra konto|iban zleceniodawcy|cislo uctu platce|creditor debtor iban"},

    /* Who and what. */
    {CSV_PAYEE, 9,
     "payee|payee name|counterparty name|merchant|merchant name|beneficiary|beneficiary name|recipient|"
     "recipient name|partner name|partner|target name|vendor|other party|name of counterparty|"
     "counter party name|to|paid to|auftraggeber empfanger|beguenstigter zahlungspflichtiger|"
     "begunstigter zahlungspflichtiger|begunstigter|auftraggeber begunstigter|auftraggeber beguenstigter|"
     "empfanger auftraggeber|empfanger|zahlungsempfanger|zahlungsempfanger in|empfangername|"
     "name zahlungsbeteiligter|zahlungsbeteiligter|zahlungspartner|partnername|"
     "auftraggeber zahlungsempfanger|empfanger zahlungspflichtiger|name des zahlungsbeteiligten|handler|"
     "handlername|gegenpartei|beneficiaire|contrepartie|nom de la contrepartie|tiers|nom contrepartie|"
     "commercant|beneficiario|ordenante|comercio|beneficiario ordenante|establecimiento|controparte|"
     "beneficiario ordinante|esercente|estabelecimento|destinatario|tegenpartij|naam tegenpartij|"
     "naam omschrijving|begunstigde|naam|naam begunstigde|mottagare|modtager|mottaker|saaja|saaja maksaja|"
     "saajan nimi|modpart|odbiorca|kontrahent|nazwa kontrahenta|nadawca odbiorca|dane kontrahenta|"
     "nazwa odbiorcy|odbiorca zleceniodawca|контрагент|получатель|наименование контрагента|"
     "наименование получателя|торговая точка|nazev protiuctu|protistrana|nazev protistrany|"
     "jmeno protistrany|nazov protistrany|prijemce|nazev obchodnika|partner neve|ellenoldali nev|"
     "kedvezmenyezett|karsi taraf|counter party|naam wederpartij|recipient payer|empfaenger|empfaenger 1|"
     "empfaenger zahlungspflichtiger|empfaenger auftraggeber|auftraggeber empfaenger|zahlungsempfaenger|"
     "sender empfanger|sender receiver name|beneficiary payer|payer payee|payee payer|saaja maksja|"
     "tegenrekeninghouder|naam rekeninghouder tegenpartij|name of sender receiver|"
     "name of sender receiver counterparty|nazwa odbiorcy nadawcy|nazev uctu protistrany|jmeno prijemce|"
     "naam van de tegenpartij|naam tegenrekening|empfanger name|payee merchant|merchant description|store|"
     "shop|partner elnevezese|ellenoldal neve|kereskedo|primalac|naziv primaoca|primatelj|prejemnik|"
     "nazwa i adres kontrahenta|business name|text mottagare|to from|from to|sender or receiver|"
     "empfanger auftraggeber name|begunstigter auftraggeber|beguenstigter auftraggeber|"
     "zahlungsempfanger auftraggeber|counterparty details|merchant payee|name of other party|op name|"
     "other party name|counterparty"},
    {CSV_PAYEE, 8,
     "name|nom|nombre|nome|nazwa|имя|nimi|nev|title|seller|titulaire|client|navn|namn|nimetus|vardas"},
    {CSV_PAYER, 9,
     "auftraggebername|auftraggeber|payer|payer name|zahlungspflichtiger|zahlungspflichtige r|sender|"
     "sender name|donneur d ordre|ordonnateur|source name|ordinante|nadawca|zleceniodawca|плательщик|"
     "отправитель|maksaja|betaler|opdrachtgever|debtor|debtor name|from|avsandare|remitter|originator|"
     "nazwa nadawcy|jmeno platce|avsandare namn|zahlungspflichtige|zahlungspflichtiger r|"
     "nom du donneur d ordre"},
    {CSV_MEMO, 9,
     "description|transaction description|memo|transaction details|particulars|narrative|narration|"
     "remittance information|payment reference|payment details|remarks|transaction remarks|text|"
     "verwendungszweck|buchungstext|vorgang verwendungszweck|buchungsinformation|buchungsdetails|"
     "umsatztext|beschreibung|zahlungsgrund|avisierungstext|buchungs details|details der buchung|libelle|"
     "libelle simplifie|libelle operation|libelle de l operation|motif|communication|communications|"
     "informations complementaires|nature de l operation|concepto|descripcion|observaciones|detalle|"
     "movimiento|mas datos|concepto ampliado|descrizione|causale|descrizione operazione|descricao|"
     "historico|descritivo|omschrijving|mededelingen|mededeling|omschrijving 1|beskrivning|beskrivelse|"
     "tekst|forklaring|meddelande|melding|viesti|selite|specifikation|transaktion|opis|tytul|"
     "tytul operacji|opis operacji|opis transakcji|tytul przelewu|szczegoly|описание|назначение платежа|"
     "описание операции|назначение|комментарий|popis|zprava pro prijemce|poznamka|popis transakce|zprava|"
     "ucel platby|leiras|kozlemeny|megjegyzes|aciklama|detalii|opis placanja|description 1|description1|"
     "beschreibung1|beschreibung 1|line description|full description|label|detail de l ecriture|selgitus|"
     "details of payment|paskirtis|mokejimo paskirtis|maksajuma merkis|detail operation|buchungs detail|"
     "dettagli|detalhes|detalji|opis transakcije|svrha|svrha doznake|namen|rubrik|viesti vastaanottajalle|"
     "zahlungszweck|zahlungsreferenz|aviseringstekst|text 1|transactieomschrijving|historico descricao|"
     "bankreferenz text|information|tapahtuma|transactie|uzivatelska identifikace|popis prikazce|"
     "systemovy popis|komentar|kozlemeny szoveg|popis operace|popis pro prijemce|verwendungszweck zeile 1|"
     "designation|operation|operazione|operacion|payment description|booking details|booking text|"
     "bookingtext|buchungs text|transaction type description"},
    {CSV_MEMO, 7,
     "original description|reference|referenz|note|notes|subject|comment|comments|notizen|bemerkung|"
     "remarque|remarques|note esercente|libelle complementaire|omschrijving 2|omschrijving 3|"
     "zusatzinformationen|additional information|extended details|statement descriptor|budget|"
     "zprava pro me|transaction reference text|action|additional info|type|transaction type|art|umsatzart|"
     "buchungsart|tipo|type d operation|typ operacji|typ transakcji|rodzaj operacji|тип|mutatiesoort|"
     "umsatztyp|typ|movement|betreff|label 2|details 2|description 2|additional details|detail|vorgang|"
     "beschreibung2|beschreibung 2|beschreibung3|description2|umsatzdetails|bewegungstyp|"
     "descrizione completa|label|ref no cheque no|chq ref number|chq ref no|reference text|ref no chq no|"
     "type verrichting|type de transaction|popis pro platce|detail operace|oznaceni operace|typ uhrady|"
     "rodzaj transakcji|laji|selitys 2|source description|sub description|transaction information|free text"},
    {CSV_MEMO, 8,
     "details|rubrik|purpose"},
    {CSV_ID, 9,
     "transaction id|transactionid|txn id|id|transaction number|transaction no|fitid|transaction ref|"
     "unique id|reference number|ref no|transaction reference|bank reference|entry reference|"
     "operation number|operation id|payment id|order id|trace number|transaktionsnummer|transaktions id|"
     "buchungsreferenz|bankreferenz|umsatz id|transaktionsreferenz|id de transaction|numero d operation|"
     "reference de l operation|id de transaccion|numero de operacion|id transazione|id da transacao|"
     "transactiereferentie|volgnr|volgnummer|id transakcji|numer transakcji|numer referencyjny|"
     "референс проводки|референс|номер операции|id operace|id transakce|id pohybu|cislo transakce|"
     "tranzakcio azonosito|arkivkod|arkistointitunnus|chq ref no|ref|psp reference|balance transaction id|"
     "external id|id transakcie|id operacije|transaktions nr|transaktionsnr|transaction identifier|"
     "identificador|id de operacion|referencenumber|reference no|transaction key|transaktionscode|"
     "numero de transaction|numero de transaccion|codigo de transaccion|numero de referencia|"
     "transferwise id|wise id|zkb referenz|identifikace transakce|arhiveerimistunnus|archiving code|"
     "archive code|identifiant de transaction|operation id utc|referencenummer|unique transaction id|"
     "unique identifier|transaktsiooni id|operaation tunnus|booking reference|referencia|"
     "verifikationsnummer|balance transaction|entry id|posting id|account servicer reference|nr transakcji|"
     "id pokynu platby|transactie id|transactienummer|dokumentnummer|transactionnumber|bank transaction id|"
     "codice transazione|id operazione|numero operazione|docto|num documento|dekont no|fis no|"
     "txn reference|tran id|txnid"},
    {CSV_NUMBER, 9,
     "cheque number|check number|check no|cheque no|check|cheque|chq no|check or slip|scheck nr|"
     "schecknummer|numero de cheque|cheque num|num cheque|serial number|check num|num|check slip no|"
     "chequeno|cheque no ref no"},
    {CSV_CATEGORY, 9,
     "category|kategorie|categorie|categoria|kategoria|kategori|категория|transaction category|"
     "budget category|luokka|kategorija|spending category|kategorie name|koltesi kategoria|"
     "spending category name|pfmcategory name|pfm category name|kategorie transakce|kategoria transakcji|"
     "hovedkategori|kategoria nazwa"},
    {CSV_CATEGORY, 7,
     "category group category|subcategory|sub category|unterkategorie|sous categorie|subcategoria"},
    {CSV_TAGS, 9,
     "tags|tag|labels|schlagworte|etiquettes|etiquetas|label tags"},
    {CSV_CODE, 9,
     "transaction code|code|bank transaction code|type code|gvc|geschaftsvorfall|swift transaction code|"
     "textschlussel|mcc|code operation|codice|codigo|transactiecode|kod transakcji"},
    {CSV_STATUS, 9,
     "status|state|transaction status|cleared|info|buchungsstatus|umsatzstatus|statut|etat|estado|stato|"
     "situacao|stan|статус|stav transakce|allapot|tila|durum|contabilizzazione|statut de l operation|"
     "transaktionsstatus|payment status|state type|statetype|buchungs status|stav|tilanne|statuss|busena"},

    /* Columns with numbers, dates and names that are not the entry's own. */
    {CSV_NOTHING, 9,
     "original amount|original currency|foreign amount|foreign currency|fx rate|exchange rate|rate|"
     "local amount|local currency|instructed amount|transaction amount local currency|amount currency|"
     "amount in currency|amount in original currency|fx amount|converted amount|source amount|"
     "target amount|cashback|tax|sales tax|vat|shipping|insurance|shipping and handling amount|"
     "insurance amount|fee amount|fees comm|exchange to amount|amount foreign currency|gst|"
     "list price per unit|purchase price per unit|item subtotal|item subtotal tax|quantity|qty|shares|"
     "units|originalbetrag|originalwahrung|ursprungsbetrag|lastschrift ursprungsbetrag|fremdwahrung|"
     "fremdwahrungsbetrag|wechselkurs|kurs|auslagenersatz rucklastschrift|auslagenersatz ruecklastschrift|"
     "betrag in fremdwahrung|betrag fremdwahrung|steuer|auftraggeber bic blz|empfanger bic blz|"
     "release date|shipment date|closing date|montant devise|taux de change|montant en devise|"
     "devise d origine|montant d origine|taux|tva|importe original|divisa original|tipo de cambio|tasa|"
     "importe de envio y manipulacion|impuesto de ventas|importo in valuta|cambio|oorspronkelijk bedrag|"
     "wisselkoers|valutakurs|vekslingskurs|originalbelopp|originalvaluta|kwota w walucie|kurs waluty|"
     "waluta oryginalna|kwota oryginalna|kurz|puvodni castka|puvodni mena|orig amount|orig ccy|"
     "billing currency|time|time zone|timezone|hora|zona horaria|heure|uhrzeit|czas|ora|tijd|"
     "statement date|saldo dostepne|blocked|bonus|сумма в валюте операции|сумма платежа в валюте|"
     "округление|сумма операции с округлением|сумма в валюте карты|кэшбэк|бонусы|net debit markup|"
     "commission nc|markup nc|scheme fees nc|interchange nc|available|credit limit|points|initial date|"
     "final date|date from|date to|from date|to date|valid from|valid to|type foreign currency|"
     "original currency amount|member name|cardholder name|card member|cardmember|card holder full name|"
     "card holder|cardholder|karteninhaber|customer name|account holder|user name|uploaded by|"
     "related transaction id|zugehoriger transaktionscode|reference txn id|parent transaction id|"
     "balance impact|auswirkung auf guthaben|available on utc|quantity transacted|price at transaction|"
     "round up|round up aud|subtotal|kwota blokady zwolnienie blokady|blocked amount|local time|"
     "transaction time|datum zeit|in main currency|betrag detail|einzelbetrag|valuta data waluty|"
     "fremde gebuhren|split amount|ref currency amount|cashback amount|devisenkurs|originalni castka|"
     "originalni mena|puvodni castka uhrady|puvodni mena uhrady|puvodni castka a mena|oorspr bedrag|"
     "oorspr munt|koers|montant total ttc local|devise local|subtotal transaction currency|montant francs|"
     "foreigncurrencyamount|conversioncharge|customer facing amount|customer facing currency|"
     "foreign currency amount|prix|autres frais|amount num|value num|tip amount|amount tip|amount tax|"
     "amount fee"},
    {CSV_NOTHING, 8,
     "original|foreign|exchange|rate|tax|shipping|insurance|subtotal|ursprungsbetrag|fremdwahrung|"
     "wechselkurs|gross debit|gross credit|per unit|limit|email|e mail|phone|address|glaeubiger|mandat|bic|"
     "swift|blz|balance impact|courriel|correo|invoice"},
    {CSV_SECURITY, 9,
     "quantity|qty|shares|units|symbol|ticker|isin|cusip|security|price|share price|unit price|stuck|"
     "stucke|wkn|kurs|anzahl|cantidad titulos|quantite|cours|fees comm|instrument|share balance"},
    {0, 0, NULL},
};
/* clang-format on */
