/* What other programs and banks call categories, by the default category they mean. Names are keys: folded,
 * without punctuation. "Food:Groceries" is looked up as a whole, then by its last level, then by its first.
 */
#include "base/hash.h"
#include "base/limits.h"
#include "sorting/categories.h"
#include "sorting/payee.h"

#include <threads.h>

struct foreign {
    const char *category;
    const char *names; /* '|' between them */
};

static const struct foreign foreigns[] = {
    {"Expenses:Groceries",
     "groceries|grocery|supermarket|supermarkets|food groceries|food at home|food household|household "
     "groceries|"
     "lebensmittel|supermarkt|lebensmittel haushalt|einkauf|einkäufe|essen|haushalt "
     "lebensmittel|lebenshaltung|"
     "alimentation|courses|supermarché|supermarche|alimentation supermarché|épicerie|epicerie|"
     "supermercado|supermercados|alimentación|alimentacion|comida|comestibles|spesa|alimentari|supermercato|"
     "boodschappen|supermarkten|żywność|zywnosc|jedzenie|zakupy spożywcze|artykuły "
     "spożywcze|alimentação|alimentacao|"
     "mercado|compras de supermercado|livsmedel|dagligvarer|potraviny|food"},
    {"Expenses:Restaurants",
     "restaurants|restaurant|dining|dining out|eating out|food dining|food and dining|food drink|food and "
     "drink|fast food|"
     "takeaway|takeaways|take out|lunch|dinner|restaurants dining|food restaurants|restaurants bars|"
     "gastronomie|essen gehen|auswärts essen|restaurant café|restaurants cafés|essen "
     "trinken|imbiss|lieferdienst|"
     "restauration|resto|restos|restaurants cafes|fast foods|restaurantes|restaurante|comer fuera|bares y "
     "restaurantes|"
     "ristoranti|ristorante|bar e ristoranti|uit eten|horeca|restauracje|jedzenie na mieście|restaurantes e "
     "bares"},
    {"Expenses:Coffee", "coffee|coffee shops|coffee "
                        "shop|cafe|café|cafes|cafés|kaffee|caffè|cafeteria|cafetería|kawiarnia|koffie"},
    {"Expenses:Alcohol and bars",
     "alcohol|alcohol bars|bars|bar|pub|pubs|nightlife|wine|beer|alkohol|bares|bares e clubes|vin|sorties"},
    {"Expenses:Transport", "transport|transportation|auto transport|auto and transport|transportation "
                           "auto|travel local|mobilität|verkehr|"
                           "auto verkehr|verkehrsmittel|auto "
                           "mobilität|transports|transporte|transportes|trasporti|vervoer|transport samochód|"
                           "getting around|commute|commuting"},
    {"Expenses:Transport:Public transport", "public transport|public transportation|public "
                                            "transit|transit|bus|train|trains|subway|metro|bus fare|rail|"
                                            "öffentliche verkehrsmittel|öpnv|bahn|fahrkarten|nahverkehr|bahn "
                                            "bus|transports en commun|transport en commun|"
                                            "transporte público|transporte publico|trasporti pubblici|mezzi "
                                            "pubblici|openbaar vervoer|komunikacja miejska|"
                                            "bilety"},
    {"Expenses:Transport:Taxi",
     "taxi|taxis|ride share|rideshare|ride sharing|uber|cab|rental car taxi|taxi vtc|táxi"},
    {"Expenses:Transport:Parking and tolls",
     "parking|tolls|parking tolls|toll|parken|maut|parkgebühren|péage|peages|péages|parking "
     "péages|aparcamiento|peajes|"
     "parcheggio|parcheggi|pedaggi|parkeren|parkowanie|estacionamento|pedágio|fines"},
    {"Expenses:Transport:Car",
     "car|auto|automobile|vehicle|car maintenance|auto maintenance|service parts|car repair|auto repair|auto "
     "service|"
     "automotive|motor vehicle|car payment|auto payment|registration|auto "
     "kfz|kfz|pkw|fahrzeug|werkstatt|voiture|"
     "entretien voiture|véhicule|coche|vehículo|vehiculo|automóvel|carro|macchina|samochód|samochod|auto "
     "onderhoud"},
    {"Expenses:Fuel",
     "fuel|gas|gasoline|gas fuel|gas and fuel|gas station|gas stations|petrol|auto fuel|auto gas|car "
     "fuel|car gas|"
     "tanken|tankstelle|benzin|kraftstoff|sprit|carburant|essence|carburants|gasolina|combustible|carburante|"
     "combustível|combustivel|benzina|brandstof|benzine|tanken benzine|paliwo|diesel"},
    {"Expenses:Housing", "housing|home mortgage|house|wohnen|wohnung|wohnen "
                         "haushalt|haus|logement|habitation|maison|vivienda|casa|hogar|"
                         "alloggio|abitazione|wonen|woning|huisvesting|mieszkanie|dom|moradia|habitação|"
                         "household|hoa|hoa dues|condo fees"},
    {"Expenses:Housing:Rent", "rent|rent paid|mortgage rent|mortgage and rent|mortgage or rent|rent "
                              "mortgage|housing rent|miete|warmmiete|kaltmiete|"
                              "miete nebenkosten|loyer|loyers|loyer "
                              "charges|alquiler|affitto|huur|czynsz|aluguel|renda|arrendamento|hyra|nájem"},
    {"Expenses:Housing:Mortgage",
     "mortgage|mortgage payment|mortgage payments|mortgage interest|mortgage "
     "int|hypothek|baufinanzierung|hypotheek|"
     "crédit immobilier|credit immobilier|prêt immobilier|pret immobilier|hipoteca|mutuo|kredyt hipoteczny|"
     "crédito habitação|hauskredit"},
    {"Expenses:Housing:Repairs",
     "home repair|home repairs|home maintenance|house repairs|repairs|maintenance|instandhaltung|renovierung|"
     "travaux|entretien|reparaciones|reparaturen|manutenzione|onderhoud|remont|home services"},
    {"Expenses:Utilities",
     "utilities|utility|bills utilities|bills and utilities|bills|household bills|nebenkosten|nebenkosten "
     "energie|"
     "factures|charges|suministros|recibos|servicios|facturas|bollette|utenze|nutsvoorzieningen|rachunki|"
     "opłaty|media|contas|serviços públicos|energie wasser|household utilities"},
    {"Expenses:Utilities:Electricity and gas",
     "electricity|electric|energy|gas electric|gas electricity|gas and electric|electricity "
     "gas|power|heating|natural gas|"
     "strom|strom gas|energie|heizung|gas strom|électricité|electricite|électricité "
     "gaz|énergie|chauffage|gaz|luz|"
     "electricidad|luz y gas|elettricità|luce|luce e gas|elektriciteit|gas en licht|gas water "
     "licht|prąd|prad|ogrzewanie|"
     "eletricidade|energia"},
    {"Expenses:Utilities:Water", "water|water sewer|sewer|wasser|eau|agua|água|acqua|woda"},
    {"Expenses:Utilities:Waste",
     "waste|garbage|trash|garbage recycling|müll|abfall|ordures|basura|rifiuti|afval|śmieci|lixo"},
    {"Expenses:Phone",
     "phone|mobile phone|cell phone|cellular|mobile|telephone|telecom|telecommunications|phone "
     "internet|internet phone|"
     "telefon|handy|mobilfunk|handy telefon|telekommunikation|telefon internet|internet "
     "telefon|kommunikation|"
     "téléphone|telephone internet|téléphonie|mobile "
     "internet|télécom|teléfono|telefono|móvil|movil|telefonía|"
     "cellulare|telefonia|telefoon|mobiel|telefoon internet|telefone|celular|telemóvel"},
    {"Expenses:Phone:Internet", "internet|broadband|internet cable|cable|cable internet|cable tv|online "
                                "services|internet tv|tv internet|dsl|"
                                "internet fernsehen|télévision|box internet"},
    {"Expenses:Insurance",
     "insurance|insurances|auto insurance|car insurance|home insurance|life insurance|health "
     "insurance|renters insurance|"
     "versicherung|versicherungen|kfz "
     "versicherung|krankenversicherung|assurance|assurances|mutuelle|assurance auto|"
     "assurance "
     "habitation|seguro|seguros|assicurazione|assicurazioni|verzekering|verzekeringen|zorgverzekering|"
     "ubezpieczenie|ubezpieczenia|försäkring"},
    {"Expenses:Health",
     "health|healthcare|health care|medical|health fitness|health and fitness|health wellness|medical "
     "expenses|medical dental|"
     "doctor|dentist|dental|eyecare|vision|medicine|hospital|gesundheit|arzt|ärzte|arzt apotheke|zahnarzt|"
     "gesundheit wellness|santé|sante|médecin|medecin|frais "
     "médicaux|dentiste|salud|médico|medico|sanidad|salute|"
     "spese mediche|gezondheid|zorg|zdrowie|lekarz|saúde|saude|hälsa"},
    {"Expenses:Health:Pharmacy", "pharmacy|drugstore|drugs|apotheke|medikamente|pharmacie|farmacia|farmácia|"
                                 "apotheek|apteka|medication|prescriptions"},
    {"Expenses:Health:Fitness", "gym|fitness|sports|sport|sports fitness|sporting goods|sport "
                                "fitness|fitnessstudio|sport freizeit|gimnasio|deporte|"
                                "deportes|palestra|sporten|siłownia|academia|ginásio|hobbies sports"},
    {"Expenses:Shopping", "shopping|general merchandise|merchandise|online "
                          "shopping|amazon|retail|store|general|purchases|department stores|"
                          "shopping online|einkaufen|onlineshopping|online shopping "
                          "versand|konsum|achats|achats shopping|compras|compras online|"
                          "acquisti|winkelen|zakupy|zakupy online|divers achats|stuff"},
    {"Expenses:Shopping:Clothing",
     "clothing|clothes|clothing shoes|apparel|shoes|clothing "
     "accessories|fashion|kleidung|bekleidung|kleidung schuhe|schuhe|"
     "mode|vêtements|vetements|habillement|ropa|ropa y calzado|ropa y "
     "complementos|abbigliamento|vestiti|kleding|"
     "kleding schoenen|odzież|ubrania|odzież i obuwie|vestuário|roupa|roupas|kläder"},
    {"Expenses:Shopping:Electronics",
     "electronics|electronics software|electronics and software|computer|computers|computer "
     "software|software|hardware software|"
     "technology|tech|gadgets|elektronik|technik|computer elektronik|high "
     "tech|électronique|informatique|multimédia|"
     "electrónica|electronica|tecnología|informática|elettronica|elektronica|elektronika|eletrônicos|"
     "tecnologia"},
    {"Expenses:Shopping:Books", "books|books magazines|newspapers magazines|magazines|bücher|bücher "
                                "zeitschriften|zeitschriften|livres|presse|"
                                "livres presse|libros|libri|boeken|książki|livros|books supplies"},
    {"Expenses:Home", "home|home improvement|home garden|home and garden|furniture|furnishings|home "
                      "furnishings|home supplies|household supplies|"
                      "household goods|garden|lawn garden|lawn and "
                      "garden|haushalt|haushaltswaren|möbel|einrichtung|garten|heimwerken|"
                      "haus garten|baumarkt|ameublement|meubles|bricolage|jardin|maison jardin|équipement "
                      "maison|muebles|hogar y jardín|"
                      "casa e giardino|arredamento|huishouden|meubels|tuin|inrichting|dom i "
                      "ogród|wyposażenie domu|casa e jardim|móveis"},
    {"Expenses:Subscriptions",
     "subscriptions|subscription|streaming|memberships|membership|dues subscriptions|dues and "
     "subscriptions|television|tv|"
     "movies dvds|abonnement|abonnements|abos|abo|mitgliedschaften|vereine|beiträge|streaming "
     "tv|suscripciones|"
     "suscripción|abbonamenti|abbonamento|abonnementen|abonament|abonamenty|subskrypcje|assinaturas|"
     "assinatura|rundfunk|gez"},
    {"Expenses:Travel",
     "travel|vacation|vacations|holiday|holidays|trips|trip|travel vacation|travel expenses|rental car|car "
     "rental|reisen|reise|"
     "urlaub|reisen urlaub|freizeit reisen|voyages|voyage|vacances|voyages "
     "vacances|viajes|viaje|vacaciones|viaggi|"
     "vacanze|viaggi e vacanze|reizen|vakantie|podróże|podróż|wakacje|viagens|viagem|férias"},
    {"Expenses:Travel:Flights", "air travel|airfare|airline|airlines|flights|flight|flug|flüge|avion|billets "
                                "avion|vuelos|voli|vluchten|loty|passagens"},
    {"Expenses:Travel:Lodging", "hotel|hotels|lodging|accommodation|hotel "
                                "unterkunft|unterkunft|hôtel|hôtels|hébergement|alojamiento|hoteles|noclegi|"
                                "hotele|hospedagem|airbnb"},
    {"Expenses:Entertainment",
     "entertainment|recreation|leisure|fun|fun money|hobbies|hobby|movies|music|games|arts|amusement|movies "
     "music|"
     "movie theater|movies tv|concerts|events|party|spending money|freizeit|unterhaltung|freizeit "
     "hobby|freizeit hobbys|"
     "kultur|kino|spiele|loisirs|sorties loisirs|loisirs sorties|divertissement|culture|cinéma|ocio|"
     "entretenimiento|ocio y entretenimiento|svago|tempo libero|intrattenimento|ontspanning|vrije "
     "tijd|uitgaan|rozrywka|"
     "hobby i rozrywka|lazer|entretenimento|nöje"},
    {"Expenses:Education",
     "education|tuition|school|college|student|school supplies|student loan|courses "
     "training|training|bildung|ausbildung|"
     "schule|studium|weiterbildung|éducation|formation|scolarité|études|etudes|educación|educacion|estudios|"
     "formación|istruzione|formazione|onderwijs|opleiding|studie|edukacja|szkoła|nauka|educação|educacao|"
     "utbildning"},
    {"Expenses:Children",
     "kids|children|child care|childcare|kid|baby|babysitter|babysitter daycare|daycare|kids "
     "activities|toys|child support|"
     "family|kinder|kinder familie|familie|kinderbetreuung|kita|kind|enfants|enfant|garde "
     "enfants|niños|hijos|bambini|"
     "figli|kinderen|kinderopvang|dzieci|dziecko|crianças|filhos"},
    {"Expenses:Pets", "pets|pet|pet care|pet food|pet food "
                      "supplies|veterinary|vet|haustiere|haustier|tiere|tierarzt|hund|katze|animaux|"
                      "animaux de compagnie|vétérinaire|mascotas|animali|animali "
                      "domestici|huisdieren|huisdier|zwierzęta|animais|"
                      "animais de estimação"},
    {"Expenses:Gifts",
     "gifts|gift|gifts given|gifts donations|gifts and donations|presents|geschenke|geschenk|geschenke "
     "spenden|cadeaux|"
     "cadeau|cadeaux dons|regalos|regalo|regali|geschenken|cadeaus|prezenty|prezent|presentes"},
    {"Expenses:Gifts:Donations", "donations|donation|charity|charitable|charitable "
                                 "donations|giving|spenden|spende|dons|don|donaciones|donazioni|"
                                 "donaties|goede doelen|darowizny|doações|church|tithe"},
    {"Expenses:Personal care",
     "personal care|personal|hair|haircut|beauty|cosmetics|spa "
     "massage|laundry|grooming|hygiene|körperpflege|friseur|kosmetik|"
     "drogerie|schönheit|pflege|drogerie kosmetik|soins|beauté|coiffeur|bien être|beauté soins|"
     "cuidado personal|belleza|peluquería|cura personale|cura della "
     "persona|bellezza|parrucchiere|persoonlijke verzorging|"
     "verzorging|kapper|uroda|kosmetyki|higiena|cuidados pessoais|beleza|higiene"},
    {"Expenses:Services", "services|professional services|legal|lawyer|legal fees|accounting|financial "
                          "advisor|postage|shipping|post|"
                          "dienstleistungen|porto|dienste|frais postaux|services divers|business "
                          "services|office supplies|printing|usługi"},
    {"Expenses:Fees", "fees|fees charges|fees and charges|bank fee|bank fees|bank charges|bank "
                      "charge|service fee|service fees|"
                      "service charge|service charges|service charges fees|late fee|finance charge|finance "
                      "charges|atm fee|atm fees|commission|"
                      "commissions|trade commissions|gebühren|bankgebühren|kontoführung|kontogebühren|frais "
                      "bancaires|frais|banque|"
                      "frais bancaires et financiers|comisiones|comisiones bancarias|gastos "
                      "bancarios|commissioni|spese bancarie|bankkosten|"
                      "kosten|opłaty bankowe|prowizje|taxas bancárias|tarifas|financial|overdraft"},
    {"Expenses:Interest", "interest paid|interest expense|interest exp|loan "
                          "interest|zinsaufwand|sollzinsen|intérêts payés|interessi passivi|"
                          "rente|odsetki|intereses|juros|interest charge"},
    {"Expenses:Taxes",
     "taxes|tax|federal tax|state tax|local tax|income tax|property tax|sales tax|tax federal|tax "
     "state|council tax|vat|"
     "steuern|steuer|einkommensteuer|finanzamt|impôts|impots|taxes foncières|impôts "
     "taxes|impuestos|tributos|tasse|"
     "imposte|tasse e imposte|belasting|belastingen|podatki|podatek|impostos|imposto|skatt"},
    {"Expenses:Cash", "cash|cash atm|atm|cash withdrawal|cash withdrawals|atm withdrawal|cash and atm|cash "
                      "checks|withdrawal|bargeld|"
                      "barabhebung|geldautomat|bargeldauszahlung|abhebung|barauszahlung|retrait|retraits|"
                      "retrait dab|retraits despèces|espèces|"
                      "efectivo|cajero|cajeros|retirada de "
                      "efectivo|contanti|prelievi|prelievo|bancomat|geldopname|contant|gotówka|bankomat|"
                      "wypłata gotówki|saque|dinheiro|levantamentos|kontant"},
    {"Expenses:Debt", "loan|loans|loan payment|loan payments|debt|debt payments|debt repayment|student "
                      "loans|personal loan|kredit|kredite|"
                      "darlehen|kreditrate|raten|crédit|credits|crédit conso|remboursement "
                      "emprunt|préstamo|prestamo|préstamos|prestito|prestiti|"
                      "lening|leningen|kredyt|kredyty|pożyczka|empréstimo|empréstimos"},
    {"Expenses:Savings and investments",
     "savings|saving|investments|investment|investing|retirement|401k|savings investments|sparen|sparen "
     "anlegen|"
     "geldanlage|investition|altersvorsorge|vorsorge|épargne|placements|ahorro|ahorros|inversión|inversiones|"
     "risparmio|"
     "risparmi|investimenti|sparen beleggen|beleggen|oszczędności|inwestycje|poupança|investimentos"},
    {"Income:Salary", "salary|paycheck|paychecks|wages|wages salary|payroll|net salary|pay|job|wage|salary "
                      "spouse|income salary|gross pay|"
                      "gehalt|lohn|gehalt lohn|lohn gehalt|lohn und "
                      "gehalt|arbeitseinkommen|einkommen|salaire|salaires|paie|revenus|salario|"
                      "nómina|nomina|sueldo|stipendio|salaris|loon|inkomen|wynagrodzenie|pensja|wypłata|"
                      "salário|ordenado|vencimento|lön|"
                      "bonus|employment"},
    {"Income:Business", "business income|business|self employment|freelance|consulting|sales|side "
                        "income|invoices|selbständigkeit|honorar|"
                        "umsatz|freelance income|honoraires|autónomo|freiberuflich"},
    {"Income:Interest", "interest|interest income|interest earned|interest inc|div income interest|int "
                        "inc|zinsen|zinserträge|guthabenzinsen|"
                        "intérêts|interets|intereses recibidos|interessi|interessi attivi|rente "
                        "ontvangen|odsetki bankowe|rendimentos"},
    {"Income:Dividends", "dividends|dividend|dividend income|div income|investment income|capital "
                         "gains|dividenden|dividende|kapitalerträge|"
                         "dividendes|dividendos|dividendi|dywidenda|dywidendy|dividends and capital gains"},
    {"Income:Rent", "rental income|rent received|mieteinnahmen|revenus fonciers|revenus locatifs|ingresos "
                    "por alquiler|affitti attivi"},
    {"Income:Refunds", "refund|refunds|reimbursement|reimbursements|returned "
                       "purchase|returns|rebate|rebates|cashback|cash back|"
                       "refunds adjustments|expense "
                       "reimbursement|erstattung|erstattungen|rückerstattung|rückzahlung|gutschrift|"
                       "remboursement|remboursements|remboursements "
                       "frais|devolución|devoluciones|reembolso|reembolsos|rimborso|rimborsi|"
                       "terugbetaling|terugbetalingen|zwrot|zwroty|estorno|devoluções"},
    {"Income:Gifts", "gift received|gifts received|gift income|geschenke erhalten|geldgeschenk|cadeaux "
                     "reçus|inheritance|erbschaft"},
    {"Income:Benefits",
     "benefits|social security|unemployment|child benefit|government benefits|welfare|family "
     "allowance|kindergeld|elterngeld|"
     "arbeitslosengeld|sozialleistungen|wohngeld|allocations|caf|aides|allocations "
     "familiales|prestaciones|subsidio|"
     "subsidios|ayudas|sussidi|toeslagen|uitkering|kinderbijslag|zasiłek|świadczenia|800|benefícios|abono"},
    {"Income:Pension",
     "pension|pensions|retirement income|pension "
     "income|rentenzahlung|retraite|pensión|pensione|pensioen|emerytura|aposentadoria|reforma"},
    {"Income:Taxes", "tax refund|tax refunds|steuererstattung|steuerrückzahlung|remboursement "
                     "impôts|rimborso tasse|zwrot podatku|belastingteruggave"},
    {"Income:Other", "income|other income|misc income|miscellaneous income|other inc|one time "
                     "income|lottery|einnahmen|sonstige einnahmen|"
                     "sonstiges einkommen|autres revenus|ingresos|otros ingresos|altre "
                     "entrate|entrate|overige inkomsten|inkomsten|przychody|"
                     "wpływy|inne przychody|outras receitas|receitas|rendimento|available this "
                     "month|available next month|inflow|"
                     "ready to assign|to be budgeted|inflow ready to assign|revenus divers|deposit"},
    {CATEGORY_TRANSFERS,
     "transfer|transfers|account transfer|internal transfer|credit card payment|credit card "
     "payments|transfer for cash spending|"
     "balance adjustment|payment transfer|between accounts|umbuchung|umbuchungen|übertrag|interne "
     "umbuchung|kontoübertrag|"
     "umbuchung sparen|transfert|virement interne|virements "
     "internes|transferts|traspaso|traspasos|transferencia|"
     "transferencias|transferencia interna|giroconto|trasferimento|trasferimenti|overboeking|interne "
     "overboeking|"
     "eigen rekening|przelew wewnętrzny|przelew własny|przelewy własne|transferência|transferências|"
     "transferência interna|kreditkartenabrechnung"},
    {CATEGORY_OPENING,
     "opening balance|opening balances|starting balance|starting balances|anfangssaldo|eröffnungssaldo|solde "
     "initial|saldo inicial|saldo iniziale|beginsaldo|saldo początkowe"},
    {"",
     "uncategorized|uncategorised|unknown|none|no category|miscellaneous|misc|other|others|other "
     "expenses|misc expenses|"
     "everything else|expenses|expense|ausgaben|dépenses|depenses|gastos|spese|uitgaven|wydatki|despesas|to "
     "be categorized|to classify|check|unassigned|sonstiges|sonstige ausgaben|"
     "nicht kategorisiert|unkategorisiert|ohne kategorie|keine "
     "kategorie|verschiedenes|diverses|andere|divers|autre|autres|"
     "à catégoriser|a catégoriser|non catégorisé|autres dépenses|sans catégorie|otros|otros "
     "gastos|varios|sin categoría|"
     "sin categoria|sin clasificar|altro|altre spese|varie|non categorizzato|overig|overige|overige "
     "uitgaven|diversen|"
     "geen categorie|inne|pozostałe|różne|bez kategorii|nieskategoryzowane|outros|outras "
     "despesas|diversos|sem categoria"},
};

enum { FOREIGN_SLOTS = 8192 };

static struct {
    uint64_t hash; /* of the key; 0 is empty. 64 bits over a few thousand names: taken for equality */
    const char *category;
} foreign_slots[FOREIGN_SLOTS];
static once_flag built = ONCE_FLAG_INIT;

static void foreign_add(struct text name, const char *category)
{
    uint64_t hash = hash_text(name) | 1;
    size_t at = hash >> 51;
    while (foreign_slots[at].hash != 0 && foreign_slots[at].hash != hash)
        at = (at + 1) % FOREIGN_SLOTS;
    /* The first list that has a name keeps it. */
    if (foreign_slots[at].hash == 0) {
        foreign_slots[at].hash = hash;
        foreign_slots[at].category = category;
    }
}

static void build(void)
{
    for (size_t i = 0; i < sizeof foreigns / sizeof foreigns[0]; i++) {
        struct text rest = text_of(foreigns[i].names);
        while (rest.len > 0) {
            ptrdiff_t bar = text_find(rest, TEXT("|"));
            size_t len = bar < 0 ? rest.len : (size_t)bar;
            foreign_add((struct text){rest.at, len}, foreigns[i].category);
            rest = text_from(rest, len + (bar >= 0));
        }
    }
}

/* The default category of a name, "" for names that mean "unknown", NULL when the name says nothing to us. */
static const char *foreign_find(struct arena *arena, struct text name)
{
    call_once(&built, build);
    struct text key = payee_key(arena, name);
    uint64_t hash = hash_text(key) | 1;
    for (size_t at = hash >> 51; foreign_slots[at].hash != 0; at = (at + 1) % FOREIGN_SLOTS)
        if (foreign_slots[at].hash == hash)
            return foreign_slots[at].category;
    return NULL;
}

static bool is_separator(char ch)
{
    return ch == ':' || ch == '>' || ch == '\\' || ch == '|';
}

/* The last level of a path, or the first. */
static struct text level_of(struct text path, bool last)
{
    size_t start = 0, end = path.len;
    for (size_t i = path.len; i-- > 0;) {
        if (!is_separator(path.at[i]))
            continue;
        if (last) {
            start = i + 1;
            break;
        }
        end = i;
    }
    return text_trim((struct text){path.at + start, end - start});
}

/* Makes any text a valid path: levels trimmed, empty ones left out, control characters blanks. Bytes that are
 * not UTF-8 become '?'. Cut at a character. */
static struct text path_make(struct arena *arena, const char *root, struct text name)
{
    struct buf *b = buf_in_arena(arena);
    buf_z(b, root);
    char *clean = arena_copy(arena, name.at, name.len);
    bool valid = text_is_utf8(name);
    for (size_t i = 0; i < name.len; i++) {
        if ((unsigned char)clean[i] < ' ' || clean[i] == 0x7F)
            clean[i] = ' ';
        else if (is_separator(clean[i]))
            clean[i] = ':';
        else if ((unsigned char)clean[i] >= 0x80 && !valid)
            clean[i] = '?';
    }
    struct text rest = {clean, name.len};
    while (rest.len > 0) {
        ptrdiff_t colon = text_find(rest, TEXT(":"));
        size_t len = colon < 0 ? rest.len : (size_t)colon;
        struct text level = text_trim((struct text){rest.at, len});
        if (level.len > 0 && b->len > 0)
            buf_char(b, ':');
        buf_text(b, level);
        rest = text_from(rest, len + (colon >= 0));
    }
    size_t len = b->len;
    if (len > LIMIT_CATEGORY_TEXT) {
        len = LIMIT_CATEGORY_TEXT;
        while (((unsigned char)b->at[len] & 0xC0) == 0x80)
            len--;
        while (b->at[len - 1] == ':' || text_trim((struct text){b->at, len}).len < len)
            len--;
    }
    return (struct text){b->at, len};
}

/* Is the path one of our tree already, or of another double-entry program's? */
static bool has_root(struct text path)
{
    static const char *const roots[] = {"Expenses", "Income", "Equity"};
    struct text first = level_of(path, false);
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++)
        if (text_equal_nocase(first, text_of(roots[i])) && first.len < path.len &&
            text_find(path, TEXT(":")) >= 0)
            return true;
    return false;
}

/* Tries the whole name, then its last level ("Food:Groceries"), then that without a class
 * ("Bills:Phone/Office"). A last level that says nothing ("Car:Misc") leaves it to the first. */
static const char *foreign_search(struct arena *arena, struct text foreign)
{
    const char *found = foreign_find(arena, foreign);
    struct text last = level_of(foreign, true);
    if (found == NULL)
        found = foreign_find(arena, last);
    ptrdiff_t slash = text_find(last, TEXT("/"));
    if (found == NULL && slash > 0)
        found = foreign_find(arena, (struct text){last.at, (size_t)slash});
    if (found == NULL || found[0] != '\0')
        return found;
    const char *first = foreign_find(arena, level_of(foreign, false));
    return first == NULL ? found : first;
}

const char *category_for_direction(const char *category, bool outgoing)
{
    static const struct {
        const char *out, *in;
    } pairs[] = {
        {"Expenses:Interest", "Income:Interest"},    {"Expenses:Gifts", "Income:Gifts"},
        {"Expenses:Taxes", "Income:Taxes"},          {"Expenses:Housing:Rent", "Income:Rent"},
        {CATEGORY_EXPENSES_UNKNOWN, "Income:Other"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (outgoing && strcmp(category, pairs[i].in) == 0)
            return pairs[i].out;
        if (!outgoing && strcmp(category, pairs[i].out) == 0)
            return pairs[i].in;
    }
    return category;
}

struct text category_from_foreign(struct arena *arena, struct text foreign, bool outgoing)
{
    foreign = text_trim(foreign);
    struct text ours = category_default_find(foreign);
    if (ours.len > 0)
        return ours;
    /* QIF's way to name another account. */
    if (foreign.len > 2 && foreign.at[0] == '[' && foreign.at[foreign.len - 1] == ']')
        return TEXT(CATEGORY_TRANSFERS);
    if (has_root(foreign)) {
        struct text path = path_make(arena, "", foreign);
        struct text again = category_default_find(path);
        return again.len > 0 ? again : path;
    }
    const char *found = foreign_search(arena, foreign);
    if (found != NULL)
        return found[0] == '\0' ? category_unknown(outgoing)
                                : text_of(category_for_direction(found, outgoing));
    const char *root = outgoing ? "Expenses" : "Income";
    struct text path = path_make(arena, root, foreign);
    return text_is(path, root) ? category_unknown(outgoing) : path;
}
