/* The words that mean something in a bank's descriptions, as lists by role, hashed once. Table file: longer
 * than code files may be where a list needs it. Phrases are folded, without punctuation around their words.
 */
#include "sorting/payee_inner.h"

#include <threads.h>

struct word_list {
    uint32_t roles;
    const char *phrases; /* '|' between them */
};

static const struct word_list lists[] = {
    /* English */
    {ROLE_HEAD,
     "pos|pos purchase|pos debit|pos merchandise|pos withdrawal|pos refund|pos pin purchase|pos sale|"
     "purchase|purchase authorized on|purchase with pin|purchase return authorized on|purchase at|"
     "recurring payment authorized on|recurring payment|recurring card purchase|debit|debit purchase|"
     "debit card|debit card purchase|debit card payment|debit card debit|dbt purchase|dbt crd|"
     "credit card|credit card purchase|credit card payment to|check card|checkcard|check card purchase|"
     "checkcard purchase|card payment|card payment to|card purchase|card transaction|card debit|"
     "visa|visa purchase|visa debit|visa debit purchase|visa direct|visa dda pur|visa credit|visa card|"
     "mastercard|maestro|maestro purchase|v pay|vpay|amex|"
     "contactless|contactless payment|contactless purchase|tap and pay|apple pay|google pay|samsung pay|"
     "direct debit|direct debit to|direct debit payment to|direct debit payment|direct deposit|direct dep|"
     "dir dep|dd|d d|standing order|standing order to|faster payment|faster payments|"
     "faster payment to|faster payment from|faster payments receipt|bank transfer to|bank transfer from|"
     "bank giro credit|bgc|bacs|chaps|bill payment|bill payment to|bill pay|billpay|online payment to|"
     "online bill payment to|payment to|payment from|paid to|mobile payment to|transfer to|transfer from|"
     "web payment to|ach|ach debit|ach credit|ach withdrawal|ach deposit|ach payment|ach pmt|electronic "
     "debit|"
     "electronic withdrawal|electronic deposit|electronic payment|preauthorized debit|preauthorized credit|"
     "pre-authorized payment|preauth debit|withdrawal|withdrawal ach|withdrawal debit card|withdrawal at|"
     "deposit ach|interac purchase|interac retail purchase|interac e-transfer to|e-transfer to|idp purchase|"
     "eftpos|eftpos purchase|eftpos debit|eft|point of sale|point of sale withdrawal|point of sale debit|"
     "external withdrawal|external deposit|internet payment|online purchase|international purchase|"
     "foreign purchase|misc payment|miscellaneous payments|zelle payment to|zelle payment from|zelle to|"
     "zelle from|venmo payment to|sumup|zettle|izettle|stripe|payment thank you to|pending|pre auth|preauth"},
    /* German */
    {ROLE_HEAD,
     "kartenzahlung|kartenzahlung girocard|kartenzahlung mit|kartenzahlung "
     "debit|kartenumsatz|kartenverfügung|"
     "debitkartenzahlung|kreditkartenzahlung|girocard|girocard zahlung|ec|ec-karte|ec karte|eckarte|"
     "ec kartenzahlung|ec-kartenzahlung|ec zahlung|elv|elv-lastschrift|lastschrift|sepa-lastschrift|"
     "sepa lastschrift|sepa-basislastschrift|sepa basislastschrift|basislastschrift|basis-lastschrift|"
     "firmenlastschrift|sepa-firmenlastschrift|folgelastschrift|erstlastschrift|einmallastschrift|"
     "sepa-lastschrifteinzug|lastschrifteinzug|lastschrift einzug|lastschrift aus kartenzahlung|"
     "sepa-elv-lastschrift|einzugsermächtigung|abbuchung|überweisung|sepa-überweisung|sepa überweisung|"
     "ueberweisung|sepa-ueberweisung|online-überweisung|online "
     "überweisung|online-ueberweisung|onlineüberweisung|"
     "echtzeitüberweisung|echtzeit-überweisung|echtzeit-gutschrift|einzelüberweisung|terminüberweisung|"
     "überweisungsgutschrift|gutschrift|gutschr|gutschrift überweisung|gutschrift von|sepa-gutschrift|"
     "sepa-überweisung von|sepa-überweisung an|überweisung an|überweisung von|dauerauftrag|sepa-dauerauftrag|"
     "dauerauftragsbelastung|dauerauftrag an|zahlung|zahlung an|zahlungseingang|eingang|einkauf|einkauf bei|"
     "auftraggeber|empfänger|zahlungsempfänger|twint|kauf|kauf dienstleistung|kauf/dienstleistung|"
     "bezug|belastung|pos-zahlung|pos bezahlung|bezahlung karte|mobile payment"},
    /* French */
    {ROLE_HEAD,
     "paiement|paiement cb|paiement par carte|paiement carte|paiement psc|paiement internet|paiement sans "
     "contact|"
     "facture carte|facture cb|facture|achat|achat cb|achat carte|achat par carte|carte bancaire|cb|"
     "cb sans contact|prlv|prlv sepa|prlv europeen|prlv europeen emetteur|prelevement|prélèvement|"
     "prelevement sepa|prélèvement sepa|prelevement europeen|vir|vir sepa|vir inst|vir de|vir recu|vir sepa "
     "recu|"
     "vir sepa de|vir instantane|vir instantané|vir permanent|vir faveur|vir europeen sepa|virement|"
     "virement de|virement sepa|virement sepa recu|virement recu de|virement reçu de|virement instantané|"
     "virement instantane|virement emis|virement permanent|virement en votre faveur|virement vers|"
     "avoir carte|avoir cb|remboursement cb|retour cb|echeance|échéance|cotisation carte|sans contact"},
    /* Spanish and Portuguese */
    {ROLE_HEAD,
     "compra|compra en|compra em|compra tarj|compra tarjeta|compra con tarjeta|compra internet|compra "
     "internet en|"
     "compra online|compra electronica|compra visa|compra visa electron|compra maestro|compra com cartao|"
     "compra com cartão|compra com cart|compra cartao|compra cartão|compra cartao deb|compra deb|"
     "compra contactless|compras|pago|pago en|pago con tarjeta|pago con tarjeta en|pago tarjeta|pago movil "
     "en|"
     "pago móvil en|tarjeta|tarj|cargo|cargo por|recibo|recibo de|recibo domiciliado|adeudo|adeudo de|"
     "adeudo recibo|adeudo directo|domiciliacion|domiciliación|transferencia|transferencia a|transferencia "
     "de|"
     "transferencia a favor de|transferencia recibida|transferencia recibida de|transferencia emitida a|"
     "transferencia inmediata|transferencia inmediata a favor de|transferencia internacional|transf|transf a|"
     "trf|trf p|trf de|trf mb way|mb way|bizum|bizum de|bizum a|bizum a favor de|bizum enviado|"
     "abono|abono de|ingreso|ingreso de|devolucion compra|devolución compra|"
     "pagamento de titulo|pagamento de título|pgto|pgto titulo|pagto|pagto titulo|pix|pix enviado|pix "
     "recebido|"
     "pix transf|débito direto|debito direto|debito directo|dd sepa|cobrança|pag serv|pagamento serviços"},
    /* Italian */
    {ROLE_HEAD,
     "pagamento|pagamento pos|pagamento carta|pagamento con carta|pagamento bancomat|pagamento contactless|"
     "pagamento tramite pos|pagamento internet|pagamento su pos|pagamento su circuito|acquisto|acquisto pos|"
     "acquisto carta|acquisto presso|operazione carta|carta di credito|carta di debito|pagobancomat|bancomat|"
     "addebito|addebito diretto|addebito sdd|addebito diretto sepa|addebito sepa|add sepa dd|sdd|rid|"
     "bonifico|bonifico a favore di|bonifico da|bonifico disposto da|bonifico sepa|bonifico istantaneo|"
     "bonifico a vostro favore|bonifico disposto a favore di|giroconto|disposizione di|accredito|"
     "accredito da|addebito per|utenze"},
    /* Dutch and Belgian */
    {ROLE_HEAD,
     "bea|bea betaalpas|bea apple pay|bea google pay|gea|gea betaalpas|betaalpas|betaalautomaat|"
     "betaling|betaling met bankkaart|betaling met debetkaart|betaling bancontact|bancontact|kaartbetaling|"
     "ecom|ecom apple pay|ideal betaling|ideal betaling aan|sepa overboeking|sepa incasso|"
     "sepa incasso algemeen doorlopend|sepa ideal|incasso|europese incasso|automatische incasso|"
     "overschrijving|overschrijving naar|overschrijving van|overboeking|online bankieren|doorlopende incasso|"
     "periodieke overb|naam|pinbetaling|contactloze betaling|aankoop|aankoop bancontact|"
     "europese domiciliëring|domiciliëring|instantoverschrijving|storting|"
     "trtp sepa overboeking|trtp ideal|trtp sepa incasso"},
    /* Polish, Czech, Nordic */
    {ROLE_HEAD,
     "płatność kartą|platnosc karta|płatność|platnosc|płatność web|płatność blik|zakup|zakup karta|zakup "
     "kartą|"
     "zakup przy użyciu karty|zakup przy uzyciu karty|zakup blik|transakcja|transakcja kartą|transakcja "
     "karta|"
     "operacja kartą|przelew|przelew do|przelew od|przelew wychodzący|przelew wychodzacy|przelew "
     "przychodzący|"
     "przelew przychodzacy|przelew krajowy|przelew zewnętrzny|polecenie zapłaty|zlecenie stałe|blik|"
     "platba kartou|platba|nákup|trvalý příkaz|inkaso|varekøb|varekjøp|kortköp|kortkøb|dankort|"
     "kortbetalning|autogiro|överföring|swish|vipps|mobilepay|visa varekjøp|korttiosto"},
    /* The whole of a payment that goes to nobody in particular stays a name: these are not heads. */
    {ROLE_TAIL,
     "thank you|danke|sagt danke|sagt danke schön|dankt|bedankt|merci|gracias|vis|purchase|recurring|"
     "card purchase|pos purchase|debit card|contactless|apple pay|google pay|bcc|clp|intl|int'l|web|ppd|ccd|"
     "pos|kartenzahlung|girocard|ec|elv|debitk|pymts|pymt|pmts|pmt|autopay|auto pay|bill "
     "payment|billpay|epay|"
     "edi pymnts|des|in-app|no pin|nfc|eur|usd|gbp|chf|pln|sek|nok|dkk|czk|aud|cad|brl|cb|tarj|tarjeta|karta|"
     "bancontact|ref|nr|tel|term|mktplc|s/mkts"},
    {ROLE_CUT,
     "folgenr|folge-nr|verfalld|verfallsdatum|pas|pasnr|kaartnr|kaartnummer|kartennr|karten-nr|kartennummer|"
     "card ending|card ending in|card no|card number|card xx|ending in|endziffer|mandat|mandatsref|mandate|"
     "mandatsreferenz|mandaat|kenmerk|machtiging|incassant|eref|kref|mref|svwz|cred|iban|bic|"
     "end-to-end|end-to-end-ref|kundenreferenz|gläubiger-id|glaeubiger-id|verwendungszweck|kundendaten|"
     "omschrijving|valutadatum|value date|transaktionsdatum|transaction date|trans date|txn date|"
     "date|valuta|volgnr|transactie|terminal id|authorization|auth code|approval|ref no|reference|"
     "referenz|referencia|référence|transaction id|trace|rrn|arn|effective date|eff date|exchange rate|"
     "wechselkurs|foreign fee|conversion|tasa de cambio|numer karty|nr karty|data transakcji|"
     "ggf|ech|emetteur|id emetteur|mdt|co entry descr|sec|ind id|ind name|orig id|orig co name|trn|cd"},
    {ROLE_LABEL,
     "store|str|no|nr|num|number|n|nº|n°|filiale|fil|filiaal|unit|loc|location|term|terminal|tid|mid|ref|id|"
     "inv|"
     "invoice|order|txn|trx|auth|kd|kdnr|kd-nr|kundennr|card|karte|kartennr|carte|tarj|tarjeta|tarjeta "
     "nº|carta|"
     "kaart|karta|cartao|cartão|ec|cb|conf|confirmation|trace|seq|pos|til|till|site|branch|shop no|phone|tel|"
     "fax|check|cheque|chq|ticket|tkt|rf|rg|rgnr|re-nr|rechnung|rechnungsnr|beleg|acct|account|konto|kto|"
     "member|policy|vertrag|vnr|mkt"},
    {ROLE_PROCESSOR,
     "sq|sqc|sqr|gosq.com|tst|toast|paypal|pp|pypl|sumup|iz|izettle|zettle|zettle_|klarna|stripe|sp|cko|"
     "checkout|py|eb|fs|fsp|dri|ls|lsp|lspd|in|clv|clover|clkbank|wpy|wp|wl|worldpay|nyx|nya|nayax|vti|ctlp|"
     "cantaloupe|par|bt|braintree|sumupeu|adyen|mollie|payu|przelewy24|p24|paypro|paddle|paddle.net|"
     "2checkout|2co.com|2co|2checkout.com|gumroad|wix|shopify|squarespace|eventbrite|ztl|ct|cks|ssp|ec|sy|"
     "dd|ord|ic|zip|afterpay|laybuy|clearpay|affirm|sezzle|qpay|mp|mercpago|mercadopago|pagseguro|pag|pg|ifd|"
     "bill.com|ppl|googlepay|gpay|apl|rsi|sps|ach|pos|pmt|intuit|act|pay|evt|xsolla|mcc|dnh|fsi|"
     "sumup_|sum up|payone|computop|nexi|redsys|viva|vivawallet|myfatoora|dojo|lul|tm|bb|hlu|wf|"
     "square|cpi|aplpay|spo|snack|ppro|lightspeed|teya"},
    /* Larger cities and capitals, English, local and card-network spellings */
    {ROLE_CITY,
     "new york|new york city|newyork|brooklyn|queens|bronx|manhattan|los angeles|chicago|houston|phoenix|"
     "philadelphia|san antonio|san diego|dallas|san jose|austin|jacksonville|fort worth|ft worth|columbus|"
     "charlotte|indianapolis|san francisco|san francis|san francisc|seattle|denver|oklahoma city|nashville|"
     "el paso|boston|portland|las "
     "vegas|detroit|memphis|louisville|baltimore|milwaukee|albuquerque|tucson|fresno|"
     "sacramento|mesa|kansas city|atlanta|omaha|colorado springs|raleigh|long beach|virginia "
     "beach|miami|oakland|"
     "minneapolis|tulsa|bakersfield|wichita|arlington|tampa|aurora|new orleans|cleveland|anaheim|honolulu|"
     "henderson|stockton|lexington|corpus christi|riverside|santa ana|orlando|irvine|cincinnati|newark|"
     "saint paul|st paul|pittsburgh|greensboro|lincoln|plano|anchorage|durham|jersey city|chandler|chula "
     "vista|"
     "buffalo|north las vegas|gilbert|madison|reno|toledo|fort wayne|lubbock|st petersburg|laredo|irving|"
     "chesapeake|glendale|winston salem|scottsdale|garland|boise|norfolk|spokane|fremont|richmond|"
     "baton rouge|tacoma|san bernardino|hialeah|des moines|modesto|fontana|moreno "
     "valley|birmingham|rochester|"
     "fayetteville|oxnard|little rock|salt lake city|huntington beach|amarillo|yonkers|grand rapids|"
     "grand prairie|overland park|tallahassee|huntsville|sioux "
     "falls|knoxville|worcester|brownsville|providence|"
     "newport news|santa clarita|fort lauderdale|ft lauderdale|chattanooga|tempe|oceanside|garden grove|"
     "cape coral|rancho cucamonga|santa rosa|vancouver|sioux city|ontario|eugene|pembroke pines|elk "
     "grove|salem|"
     "peoria|hayward|sunnyvale|alexandria|lakewood|kansas|hollywood|pasadena|santa clara|mountain view|palo "
     "alto|"
     "menlo park|cupertino|redwood city|san mateo|berkeley|bellevue|redmond|kirkland|boulder|fort collins|"
     "cambridge|somerville|hoboken|stamford|hartford|new haven|syracuse|albany|ann arbor|dayton|akron|"
     "charleston|savannah|santa monica|beverly hills|burbank|evanston|naperville|schaumburg|los gatos|"
     "san mateo|santa cruz|santa barbara|san luis obispo|walnut creek|emeryville|carrollton|frisco|mckinney|"
     "toronto|montreal|montréal|calgary|ottawa|edmonton|winnipeg|mississauga|quebec|halifax|hamilton|"
     "victoria"},
    {ROLE_CITY,
     "berlin|hamburg|münchen|muenchen|munchen|munich|köln|koeln|koln|cologne|frankfurt|frankfurt am main|"
     "frankfurt/"
     "main|stuttgart|düsseldorf|duesseldorf|dusseldorf|dortmund|essen|leipzig|bremen|dresden|hannover|"
     "nürnberg|nuernberg|nurnberg|nuremberg|duisburg|bochum|wuppertal|bielefeld|bonn|münster|muenster|"
     "karlsruhe|mannheim|augsburg|wiesbaden|mönchengladbach|moenchengladbach|gelsenkirchen|braunschweig|"
     "chemnitz|"
     "kiel|aachen|halle|magdeburg|freiburg|krefeld|lübeck|luebeck|oberhausen|erfurt|mainz|rostock|"
     "kassel|hagen|saarbrücken|saarbruecken|potsdam|ludwigshafen|oldenburg|leverkusen|osnabrück|osnabrueck|"
     "solingen|heidelberg|darmstadt|regensburg|ingolstadt|würzburg|wuerzburg|wolfsburg|ulm|göttingen|"
     "goettingen|heilbronn|pforzheim|reutlingen|koblenz|jena|trier|erlangen|wien|vienna|graz|linz|salzburg|"
     "innsbruck|klagenfurt|zürich|zuerich|zurich|genf|genève|geneve|geneva|basel|bern|lausanne|winterthur|"
     "luzern|st "
     "gallen|lugano|paris|marseille|lyon|toulouse|nice|nantes|strasbourg|montpellier|bordeaux|lille|"
     "rennes|reims|le havre|saint etienne|toulon|grenoble|dijon|angers|nimes|nîmes|villeurbanne|clermont "
     "ferrand|"
     "aix en "
     "provence|brest|tours|amiens|limoges|annecy|perpignan|boulogne|metz|besancon|besançon|orleans|orléans|"
     "rouen|mulhouse|caen|nancy|saint denis|argenteuil|montreuil|roubaix|tourcoing|avignon|versailles|"
     "luxembourg|bruxelles|brussel|brussels|antwerpen|antwerp|anvers|gent|ghent|gand|charleroi|liege|liège|"
     "brugge|namur|leuven|mons|amsterdam|rotterdam|den haag|'s-gravenhage|s-gravenhage|the hague|utrecht|"
     "eindhoven|tilburg|groningen|almere|breda|nijmegen|enschede|haarlem|arnhem|zaandam|amersfoort|apeldoorn|"
     "'s-hertogenbosch|den "
     "bosch|hoofddorp|maastricht|leiden|dordrecht|zoetermeer|zwolle|delft|deventer|schiphol"},
    {ROLE_CITY,
     "london|manchester|leeds|glasgow|sheffield|bradford|edinburgh|liverpool|bristol|cardiff|belfast|"
     "leicester|"
     "wakefield|coventry|nottingham|newcastle|newcastle upon tyne|sunderland|brighton|hull|plymouth|"
     "stoke on "
     "trent|wolverhampton|derby|southampton|swansea|aberdeen|portsmouth|york|peterborough|dundee|oxford|"
     "reading|milton keynes|northampton|luton|croydon|exeter|norwich|swindon|bournemouth|warrington|solihull|"
     "slough|watford|dublin|cork|galway|limerick|madrid|barcelona|valencia|sevilla|seville|zaragoza|malaga|"
     "málaga|murcia|palma|palma de mallorca|las palmas|bilbao|alicante|cordoba|córdoba|valladolid|vigo|gijon|"
     "gijón|granada|vitoria|elche|oviedo|badalona|cartagena|terrassa|sabadell|mostoles|móstoles|pamplona|"
     "almeria|"
     "almería|san sebastian|donostia|burgos|santander|tarragona|girona|marbella|alcobendas|getafe|leganes|"
     "lisboa|lisbon|lisbonne|porto|braga|coimbra|funchal|setubal|setúbal|faro|aveiro|cascais|amadora|"
     "roma|rome|milano|milan|napoli|naples|torino|turin|palermo|genova|genoa|bologna|firenze|florence|bari|"
     "catania|venezia|venice|verona|messina|padova|padua|trieste|brescia|parma|prato|modena|reggio emilia|"
     "perugia|livorno|ravenna|cagliari|rimini|salerno|ferrara|bergamo|trento|vicenza|bolzano|monza|"
     "warszawa|warsaw|kraków|krakow|cracow|łódź|lodz|wrocław|wroclaw|poznań|poznan|gdańsk|gdansk|szczecin|"
     "bydgoszcz|lublin|białystok|bialystok|katowice|gdynia|częstochowa|czestochowa|radom|sosnowiec|toruń|"
     "torun|"
     "kielce|rzeszów|rzeszow|gliwice|zabrze|olsztyn|opole|sopot|praha|prague|brno|ostrava|plzen|plzeň|"
     "bratislava|"
     "kosice|budapest|debrecen|wenen|ljubljana|maribor|zagreb|split|bucuresti|bucharest|cluj-napoca|sofia|"
     "athens|athina|thessaloniki|stockholm|göteborg|goteborg|gothenburg|malmö|malmo|uppsala|københavn|"
     "kobenhavn|"
     "copenhagen|aarhus|odense|oslo|bergen|trondheim|stavanger|helsinki|espoo|tampere|tallinn|riga|vilnius|"
     "sydney|melbourne|brisbane|perth|adelaide|canberra|auckland|wellington|singapore|hong kong|tokyo|dubai|"
     "istanbul|moscow|são paulo|sao paulo|rio de janeiro|brasilia|curitiba|belo horizonte|mexico "
     "city|nicosia"},
    {ROLE_REGION,
     "az|ak|ar|ca|ct|fl|ga|ia|il|ks|ky|md|mi|mn|mo|ms|mt|nc|nd|ne|nh|nj|nm|nv|ny|oh|ri|sc|sd|tn|tx|ut|va|"
     "vt|wa|wi|wv|wy|dc|pr|qc|bc|nsw|vic|qld"},
    {ROLE_REGION | ROLE_AMBIGUOUS, "al|co|de|hi|id|in|la|ma|me|ok|or|pa|on|ab|mb|sk|ns|nb|act|tas"},
    {ROLE_COUNTRY,
     "us|usa|gb|gbr|uk|deu|fr|fra|nl|nld|esp|ita|pol|prt|irl|bel|lux|lu|ch|che|aut|cz|cze|dk|dnk|se|swe|"
     "hu|hun|sk|svk|hr|hrv|ro|rou|bg|bgr|gr|grc|fi|nor|ie|pt|es|pl|mx|mex|br|bra|jp|jpn|au|aus|nz|nzl|sg|sgp|"
     "hk|hkg|cn|chn|ee|est|lt|ltu|lv|lva|si|svn|mt|mlt|cy|cyp|is|isl|tr|tur|ae|are|za|zaf|ua|ukr|deutschland|"
     "germany|france|frankreich|nederland|netherlands|united kingdom|great "
     "britain|españa|espana|italia|polska|"
     "österreich|oesterreich|schweiz|suisse|belgium|belgique|belgië|ireland|united states|canada"},
    {ROLE_COUNTRY | ROLE_AMBIGUOUS, "de|it|at|no|is|be|can|fin|ee|si|col|per|arg"},
    {ROLE_TRADE,
     "coffee|cafe|café|market|store|stores|shop|shops|bank|inc|llc|ltd|corp|company|pizza|grill|bar|pub|"
     "tavern|"
     "restaurant|kitchen|diner|bakery|deli|foods|food|auto|gas|oil|fuel|hotel|inn|motel|suites|pharmacy|"
     "drugs|"
     "health|dental|clinic|hospital|gym|fitness|salon|spa|cleaners|laundry|garage|parking|park|school|"
     "university|college|library|museum|theatre|theater|cinema|cinemas|books|music|games|toys|pets|pet|"
     "hardware|garden|home|house|center|centre|express|services|service|group|insurance|mutual|energy|"
     "electric|water|power|gas|wireless|mobile|cable|internet|supply|depot|outlet|mart|supermarket|grocery|"
     "brewing|brewery|wine|liquor|liquors|sushi|thai|taco|tacos|burger|burgers|bbq|chicken|noodle|ramen|"
     "donuts|bagels|sandwiches|salads|juice|tea|boutique|fashion|shoes|jewelers|studio|gallery|tours|travel|"
     "airlines|airways|lines|rentals|rental|taxi|cab|transit|station|plaza|mall|club|church|foundation|"
     "international|online|digital|media|entertainment|solutions|systems|technologies|software|labs"},
    {ROLE_ABBREVIATION,
     "rewe|ikea|dm|h&m|c&a|atm|llc|llp|usa|uk|eu|adac|aok|ing|obi|omv|eni|edeka|aldi|hema|tui|ibm|at&t|"
     "ups|usps|irs|nhs|ee|o2|tv|ag|kg|sa|sas|sarl|sl|slu|bv|nv|ab|as|oy|oü|vr|sepa|iban|nyc|la|api|"
     "atm|bmw|vw|hdi|huk|axa|dkv|enbw|eon|rwe|evn|ewe|gez|edf|sncf|ratp|fnac|gls|dpd|hbo|nbc|cbs|abc|"
     "aws|ibm|hp|lg|jcpenney|bbva|ubs|hsbc|rbs|tsb|ntt|dkb|apo|abn|amro|asos|amc|aarp|aaa|usaa|geico|nyt|"
     "bbc|itv|espn|mta|bart|vta|dmv|ymca|ywca|ufc|nba|nfl|mlb|kfc|ihop|ubi|rtl|zdf|ard|mvv|bvg|hvv|kvb|"
     "vbb|rmv|db|öbb|oebb|sbb|ns|gvb|tfl|lner|gwr|rer|emt|renfe|atac|atm|ztm|pkp|pko|bp|iii|ii|iv|ok|aok|"
     "kik|tk|ergo|hse|qvc|asus|rossmann gmbh|ioffice|ups|fedex|tedi|nkd|bvb|fc|sv|tsv|ev|vhs|plc|spa"},
    {ROLE_SMALL,
     "of|and|the|for|at|de|du|des|del|der|und|et|von|van|di|da|do|dos|della|dell|y|im|am|zum|zur"},
    {ROLE_TITLE,
     "ltd|st|mr|mrs|dr|ms|mt|ft|str|jr|sr|blvd|hwy|pkwy|rd|sq|ctr|mkt|mktp|dept|pymt|pmt|wm|nr|pl|sch|srl|"
     "pty|"
     "lvl|twp|frst|schmdt|krk|vlk|brdr|try|fly|sky|dry|my|by|why|spy|gym|cry|fry|sly|shy|lynn|ryd|ty"},
    {ROLE_DOMAIN, "com|net|org|de|co.uk|ac.uk|gov.uk|org.uk|fr|nl|es|it|pl|be|at|ch|eu|io|co|shop|app|com.au|"
                  "ca|us|pt|ie|uk|me|tv|info|store|"
                  "online|se|dk|cz|com.br|gov|edu"},
    {ROLE_MONTH,
     "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|"
     "september|october|november|december|mai|okt|dez|märz|janv|févr|mars|avr|juin|juil|août|déc|ene|abr|ago|"
     "dic"},
};

struct alias {
    const char *start; /* folded; the description begins with these words */
    const char *name;
    bool whole; /* and has no others */
};

/* Names that banks print in a form nobody recognises, and brands whose spelling no rule finds. */
static const struct alias aliases[] = {
    {"amzn mktp", "Amazon Marketplace", false},
    {"amzn mktplace", "Amazon Marketplace", false},
    {"amazon mktp", "Amazon Marketplace", false},
    {"amazon mktplace", "Amazon Marketplace", false},
    {"amazon mktpl", "Amazon Marketplace", false},
    {"amznmktplace", "Amazon Marketplace", false},
    {"amazon marketplace", "Amazon Marketplace", false},
    {"amazon prime video", "Prime Video", false},
    {"prime video", "Prime Video", false},
    {"amazon video", "Prime Video", false},
    {"amazon prime", "Amazon Prime", false},
    {"amzn prime", "Amazon Prime", false},
    {"amazon digital", "Amazon Digital", false},
    {"amzn digital", "Amazon Digital", false},
    {"kindle svcs", "Kindle", false},
    {"kindle unltd", "Kindle Unlimited", false},
    {"audible", "Audible", false},
    {"amazon web services", "Amazon Web Services", false},
    {"aws.amazon.co", "Amazon Web Services", false},
    {"amazon.com", "Amazon", false},
    {"amzn.com/bill", "Amazon", false},
    {"amzn", "Amazon", false},
    {"amazon eu", "Amazon", false},
    {"amazon payments", "Amazon", false},
    {"amazon retail", "Amazon", false},
    {"amazon uk retail", "Amazon", false},
    {"amazon", "Amazon", true},
    {"apple.com/bill", "Apple", false},
    {"apple.com", "Apple", false},
    {"itunes.com/bill", "Apple", false},
    {"itunes.com", "Apple", false},
    {"google youtubepremium", "YouTube Premium", false},
    {"youtubepremium", "YouTube Premium", false},
    {"google youtube", "YouTube", false},
    {"youtube", "YouTube", true},
    {"youtube premium", "YouTube Premium", false},
    {"google storage", "Google One", false},
    {"google one", "Google One", false},
    {"google play", "Google Play", false},
    {"google ads", "Google Ads", false},
    {"google gsuite", "Google Workspace", false},
    {"google workspace", "Google Workspace", false},
    {"gsuite", "Google Workspace", false},
    {"google cloud", "Google Cloud", false},
    {"msft", "Microsoft", false},
    {"microsoft 365", "Microsoft 365", false},
    {"facebk", "Facebook", false},
    {"fb.me/ads", "Facebook", false},
    {"uber eats", "Uber Eats", false},
    {"ubereats", "Uber Eats", false},
    {"uber trip", "Uber", false},
    {"uber pending", "Uber", false},
    {"uber bv", "Uber", false},
    {"uber one", "Uber One", false},
    {"lyft", "Lyft", false},
    {"netflix", "Netflix", false},
    {"spotify", "Spotify", false},
    {"disneyplus", "Disney+", false},
    {"disney plus", "Disney+", false},
    {"disney+", "Disney+", false},
    {"hulu", "Hulu", false},
    {"hbomax", "HBO Max", false},
    {"openai", "OpenAI", false},
    {"github", "GitHub", false},
    {"gitlab", "GitLab", true},
    {"linkedin", "LinkedIn", false},
    {"dropbox", "Dropbox", false},
    {"adobe", "Adobe", true},
    {"paypal", "PayPal", true},
    {"ebay", "eBay", true},
    {"ebay o", "eBay", false},
    {"ebay.com", "eBay", false},
    {"aliexpress", "AliExpress", false},
    {"airbnb", "Airbnb", false},
    {"booking.com", "Booking.com", false},
    {"hotel at booking.com", "Booking.com", false},
    {"hotels.com", "Hotels.com", false},
    {"bkg booking.com", "Booking.com", false},
    {"doordash", "DoorDash", true},
    {"dd doordash", "DoorDash", false},
    {"grubhub", "Grubhub", false},
    {"wholefds", "Whole Foods Market", false},
    {"whole foods", "Whole Foods Market", false},
    {"wal-mart", "Walmart", false},
    {"walmart", "Walmart", true},
    {"walmart.com", "Walmart", false},
    {"wm supercenter", "Walmart", false},
    {"wmt plus", "Walmart+", false},
    {"walmart+", "Walmart+", false},
    {"mcdonalds", "McDonald's", false},
    {"mcdonald's", "McDonald's", false},
    {"mc donalds", "McDonald's", false},
    {"mcdonald s", "McDonald's", false},
    {"cvs/pharmacy", "CVS Pharmacy", false},
    {"cvs pharmacy", "CVS Pharmacy", false},
    {"7-eleven", "7-Eleven", false},
    {"7 eleven", "7-Eleven", false},
    {"7eleven", "7-Eleven", false},
    {"forever 21", "Forever 21", false},
    {"motel 6", "Motel 6", false},
    {"super 8", "Super 8", false},
    {"pier 1", "Pier 1", false},
    {"studio 54", "Studio 54", true},
    {"five below", "Five Below", false},
    {"24 hour fitness", "24 Hour Fitness", false},
    {"trader joe s", "Trader Joe's", false},
    {"trader joe's", "Trader Joe's", false},
    {"tj maxx", "TJ Maxx", false},
    {"tjmaxx", "TJ Maxx", false},
    {"tk maxx", "TK Maxx", false},
    {"7-11", "7-Eleven", false},
    {"ikea", "IKEA", false},
    {"sainsburys", "Sainsbury's", false},
    {"sainsbury's", "Sainsbury's", false},
    {"tesco", "Tesco", true},
    {"tesco stores", "Tesco", false},
    {"marks&spencer", "Marks & Spencer", false},
    {"marks & spencer", "Marks & Spencer", false},
    {"m&s", "M&S", false},
    {"b&q", "B&Q", false},
    {"b & q", "B&Q", false},
    {"b q", "B&Q", false},
    {"toys r us", "Toys R Us", false},
    {"lul ticket machine", "TfL", false},
    {"tfl", "TfL", false},
    {"tfl.gov.uk", "TfL", false},
    {"tvlicensing", "TV Licensing", false},
    {"lidl", "Lidl", false},
    {"aldi sued", "ALDI Süd", false},
    {"aldi süd", "ALDI Süd", false},
    {"aldi nord", "ALDI Nord", false},
    {"dm drogerie", "dm-drogerie markt", false},
    {"dm-drogerie", "dm-drogerie markt", false},
    {"dm fil", "dm-drogerie markt", false},
    {"db vertrieb", "Deutsche Bahn", false},
    {"deutsche bahn", "Deutsche Bahn", false},
    {"kaufland", "Kaufland", false},
    {"mcfit", "McFit", false},
    {"h m hennes", "H&M", false},
    {"h&m", "H&M", false},
    {"e.leclerc", "E.Leclerc", false},
    {"ah to go", "AH to go", false},
    {"albert heijn", "Albert Heijn", false},
};

enum { SLOTS = 8192, ALIAS_SLOTS = 512 };

struct slot {
    uint64_t hash;
    const char *at;
    uint32_t len;
    uint32_t roles;
};

static struct slot slots[SLOTS];
static struct {
    uint64_t hash;
    const struct alias *alias;
} alias_slots[ALIAS_SLOTS];
static once_flag built = ONCE_FLAG_INIT;

uint64_t word_hash(struct text folded)
{
    uint64_t h = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < folded.len; i++)
        h = (h ^ (unsigned char)folded.at[i]) * UINT64_C(0x100000001B3);
    return h;
}

/* A phrase's hash is made from those of its words, so that it can be grown word by word. */
static uint64_t hash_join(uint64_t phrase, uint64_t word)
{
    return (phrase ^ (phrase >> 29)) * UINT64_C(0x9E3779B97F4A7C15) + word;
}

static size_t slot_of(uint64_t hash, size_t size)
{
    return (size_t)((hash ^ (hash >> 32)) * UINT64_C(0x9E3779B97F4A7C15) >> 40) & (size - 1);
}

static uint64_t phrase_hash(struct text phrase)
{
    uint64_t hash = 0;
    while (phrase.len > 0) {
        ptrdiff_t blank = text_find(phrase, TEXT(" "));
        size_t len = blank < 0 ? phrase.len : (size_t)blank;
        uint64_t word = word_hash((struct text){phrase.at, len});
        hash = hash == 0 ? word : hash_join(hash, word);
        phrase = text_from(phrase, len + (blank >= 0));
    }
    return hash;
}

static void add_phrase(struct text phrase, uint32_t roles)
{
    ptrdiff_t blank = text_find(phrase, TEXT(" "));
    if (blank > 0 && (roles & ROLE_OPENS) == 0)
        add_phrase((struct text){phrase.at, (size_t)blank}, ROLE_OPENS);
    uint64_t hash = phrase_hash(phrase);
    size_t at = slot_of(hash, SLOTS);
    while (slots[at].at != NULL && !text_equal((struct text){slots[at].at, slots[at].len}, phrase))
        at = (at + 1) & (SLOTS - 1);
    slots[at] = (struct slot){hash, phrase.at, (uint32_t)phrase.len, slots[at].roles | roles};
}

static void build(void)
{
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        struct text rest = text_of(lists[i].phrases);
        while (rest.len > 0) {
            ptrdiff_t bar = text_find(rest, TEXT("|"));
            size_t len = bar < 0 ? rest.len : (size_t)bar;
            add_phrase((struct text){rest.at, len}, lists[i].roles);
            rest = text_from(rest, len + (bar >= 0));
        }
    }
    for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++) {
        struct text start = text_of(aliases[i].start);
        ptrdiff_t blank = text_find(start, TEXT(" "));
        add_phrase(blank < 0 ? start : (struct text){start.at, (size_t)blank}, ROLE_ALIAS);
        uint64_t hash = phrase_hash(start);
        size_t at = slot_of(hash, ALIAS_SLOTS);
        while (alias_slots[at].alias != NULL)
            at = (at + 1) & (ALIAS_SLOTS - 1);
        alias_slots[at].hash = hash;
        alias_slots[at].alias = &aliases[i];
    }
}

uint32_t word_roles(struct text folded, uint64_t hash)
{
    call_once(&built, build);
    for (size_t at = slot_of(hash, SLOTS); slots[at].at != NULL; at = (at + 1) & (SLOTS - 1))
        if (slots[at].hash == hash && text_equal((struct text){slots[at].at, slots[at].len}, folded))
            return slots[at].roles;
    return 0;
}

/* Do the words from `at` on spell the phrase? */
static bool spells(const struct line *l, int at, struct text phrase)
{
    for (; phrase.len > 0; at++) {
        if (at >= l->last)
            return false;
        struct text core = word_core(l, &l->words[at]);
        if (!text_starts(phrase, core) || (phrase.len > core.len && phrase.at[core.len] != ' '))
            return false;
        phrase = text_from(phrase, core.len + (phrase.len > core.len));
    }
    return true;
}

uint32_t phrase_roles(const struct line *l, int at, int count)
{
    if (count == 1)
        return l->words[at].roles;
    if ((l->words[at].roles & ROLE_OPENS) == 0)
        return 0;
    uint64_t hash = l->words[at].hash;
    for (int i = 1; i < count; i++)
        hash = hash_join(hash, l->words[at + i].hash);
    for (size_t s = slot_of(hash, SLOTS); slots[s].at != NULL; s = (s + 1) & (SLOTS - 1))
        if (slots[s].hash == hash && spells(l, at, (struct text){slots[s].at, slots[s].len}))
            return slots[s].roles;
    return 0;
}

struct text alias_find(const struct line *l)
{
    uint64_t hash = 0;
    const struct alias *found = NULL;
    if (l->first >= l->last || (l->words[l->first].roles & ROLE_ALIAS) == 0)
        return (struct text){NULL, 0};
    for (int i = l->first; i < l->last && i < l->first + PHRASE_WORDS_MAX; i++) {
        hash = i == l->first ? l->words[i].hash : hash_join(hash, l->words[i].hash);
        for (size_t s = slot_of(hash, ALIAS_SLOTS); alias_slots[s].alias != NULL;
             s = (s + 1) & (ALIAS_SLOTS - 1)) {
            const struct alias *a = alias_slots[s].alias;
            if (alias_slots[s].hash == hash && (!a->whole || i + 1 == l->last) &&
                spells(l, l->first, text_of(a->start)))
                found = a;
        }
    }
    return found == NULL ? (struct text){NULL, 0} : text_of(found->name);
}
