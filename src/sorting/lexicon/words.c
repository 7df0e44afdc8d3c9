/* Table file: only words. */

#include "sorting/categories.h"
#include "sorting/lexicon.h"

const struct lexicon_list lexicon_lists[] = {
    /* Groceries */
    {"Expenses:Groceries", LEXICON_BRAND,
     "rewe|edeka|aldi*|lidl|kaufland|netto|netto marken discount|penny|penny "
     "markt|norma|tegut|globus|famila|real markt|"
     "alnatura|denns|denn s|bio company|hit markt|marktkauf|nahkauf|combi markt|v markt|wasgau|konsum "
     "dresden|spar|"
     "interspar|eurospar|billa|hofer|mpreis|unimarkt|migros|coop|coop pronto|denner|volg|manor "
     "food|carrefour|carrefour market|"
     "leclerc|e leclerc|eleclerc|intermarche|intermarché|auchan|monoprix|franprix|casino shop|casino "
     "supermarche|super u|"
     "hyper u|u express|systeme u|cora|picard|biocoop|naturalia|grand frais|g20|lidl france|mercadona|dia|"
     "eroski|alcampo|hipercor|supercor|consum|bonpreu|caprabo|condis|ahorramas|bm "
     "supermercados|esselunga|conad|"
     "coop italia|eurospin|pam panorama|despar|carrefour express|unes|bennet|ipercoop|tigros|md discount|in "
     "s mercato|"
     "albert heijn|ah to go|jumbo|plus supermarkt|dirk vd broek|dirk van den "
     "broek|dekamarkt|hoogvliet|vomar|spar|picnic|"
     "colruyt|delhaize|okay|bioplanet|bio planet|biedronka|zabka|żabka|stokrotka|polomarket|dino "
     "polska|lewiatan|"
     "delikatesy centrum|freshmarket|pingo doce|continente|minipreco|minipreço|intermarche|tesco|tesco "
     "express|tesco stores|"
     "sainsburys|sainsbury|asda|asda superstore|morrisons|wm morrison|waitrose|iceland foods|ocado|co op "
     "food|the co op|"
     "coop food|m s simply food|marks spencer food|budgens|londis|costcutter|nisa "
     "local|spar|booths|farmfoods|supervalu|"
     "dunnes stores|centra|walmart|wal mart|target|costco|costco whse|costco "
     "wholesale|kroger|safeway|albertsons|publix|"
     "whole foods|whole foods market|wholefds|trader joes|trader joe|wegmans|h e b|heb|meijer|giant "
     "food|giant eagle|"
     "stop shop|shoprite|food lion|harris teeter|ralphs|vons|fred meyer|winco|winco foods|sprouts|sprouts "
     "farmers market|"
     "winn dixie|hy vee|aldi|grocery outlet|smart final|piggly wiggly|hannaford|market basket|acme "
     "markets|jewel osco|"
     "sams club|bjs wholesale|instacart|fresh direct|freshdirect|loblaws|no frills|sobeys|metro grocery|real "
     "canadian superstore|"
     "woolworths|coles|iga|pao de acucar|pão de açúcar|extra supermercado|assai|atacadao|hellofresh|hello "
     "fresh|gousto|"
     "blue apron|mindful chef|gorillas|flink se|getir|ica|willys|hemkop|rema "
     "1000|kiwi|meny|netto|fotex|bilka|"
     "irma|k market|s market|prisma|lidl|albert cz|billa|mega image|profi rom"},
    {"Expenses:Groceries", LEXICON_WORD,
     "*supermarkt*|*supermarket*|*supermercado*|*supermercat*|*supermarche*|*supermarché*|*supermercato*|*"
     "hypermarket*|"
     "*hypermarche*|hiper|grocer*|greengrocer*|lebensmittel*|*getränkemarkt*|*getraenkemarkt*|getränke|"
     "getraenke|*bioladen*|"
     "reformhaus|*hofladen*|wochenmarkt|*metzgerei*|*fleischerei*|*schlachterei*|*bäckerei*|*baeckerei*|*"
     "backerei*|bakker*|"
     "boulangerie*|boucherie*|charcuterie|poissonnerie|fromagerie|epicerie|épicerie|primeur|alimentation "
     "generale|"
     "alimentation|panaderia|panadería|carniceria|carnicería|fruteria|frutería|pescaderia|pescadería|"
     "charcuteria|"
     "ultramarinos|alimentacion|alimentación|panificio|macelleria|alimentari|ortofrutta|salumeria|pescheria|"
     "slagerij*|"
     "bakkerij*|groentewinkel|groenten|buurtsuper|piekarnia|sklep spozywczy|sklep "
     "spożywczy|spozywczy|delikatesy|warzywniak|"
     "mięsny|masarnia|padaria|talho|mercearia|hortifruti|mercado municipal|minimercado|minimarket|mini "
     "market|food market|"
     "foodmarket|fresh market|farmers market|butcher*|bakery|bakeries|deli|delicatessen|fishmonger*|organic "
     "food*|"
     "health foods|convenience store|corner shop|asia markt|asian market|halal"},
    /* Eating out */
    {"Expenses:Restaurants", LEXICON_BRAND,
     "mcdonald*|mc donald*|burger king|kfc|kentucky fried|subway|dominos|domino s pizza|pizza hut|papa "
     "johns|papa john|"
     "little caesars|taco bell|chipotle|wendys|five guys|shake shack|in n out|chick fil a|popeyes|panda "
     "express|panera|"
     "panera bread|jimmy johns|arbys|sonic drive in|dairy queen|jack in the box|whataburger|white "
     "castle|olive garden|"
     "applebees|chilis|outback|red lobster|texas roadhouse|cheesecake factory|ihop|dennys|waffle "
     "house|cracker barrel|"
     "buffalo wild wings|sweetgreen|cava|noodles company|qdoba|jersey mikes|nandos|wagamama|pret a "
     "manger|pret|greggs|itsu|"
     "leon restaurant|yo sushi|zizzi|pizza express|pizzaexpress|ask italian|prezzo|harvester|toby "
     "carvery|wetherspoon*|"
     "jd wetherspoon|beefeater|vapiano|nordsee|hans im glück|hans im glueck|block house|maredo|losteria|l "
     "osteria|dean david|"
     "backwerk|ditsch|le crobag|kamps|quick|flunch|buffalo grill|hippopotamus|courtepaille|paul "
     "boulangerie|brioche doree|"
     "100 montaditos|telepizza|foster s hollywood|vips|goiko|ginos|lizarran|rodilla|autogrill|old wild "
     "west|la piadineria|"
     "roadhouse|febo|la place|smullers|bagels beans|pizza dominium|sphinx|north fish|da grasso|telepizza|h3 "
     "hamburgology|"
     "lieferando|takeaway com|thuisbezorgd|just eat|justeat|deliveroo|uber "
     "eats|ubereats|doordash|grubhub|postmates|wolt|"
     "foodora|glovo|pyszne|ifood|rappi|seamless|menulog|bolt food|pizza hut delivery|tim hortons|wimpy|"
     "jollibee|max burgers|frankie benny*"},
    {"Expenses:Restaurants", LEXICON_WORD,
     "*restaurant*|*ristorante*|*restaurante*|*restauracja*|*restauracia*|*pizzeria*|*pizzaria*|*pizza*|*"
     "trattoria*|*osteria*|"
     "*taverna*|*gasthaus*|*gasthof*|*gaststätte*|*gaststaette*|*wirtshaus*|*brauhaus*|*imbiss*|*döner*|*"
     "doener*|"
     "*kebab*|*kebap*|*currywurst*|grillhaus|*kantine*|*mensa*|*bistro*|brasserie|creperie|crêperie|auberge|"
     "rotisserie|"
     "sandwicherie|traiteur|*snack*|friterie|frituur|*eetcafe*|eethuis|cafetaria|lunchroom|pannenkoek*|*"
     "sushi*|ramen|*noodle*|"
     "*burger*|*grill*|*bbq*|barbecue|steakhouse|steak "
     "house|*diner|taqueria|taco|tacos|burrito*|cantina|comedor|"
     "asador|meson|mesón|marisqueria|marisquería|tapas|churreria|hamburgueseria|churrascaria|lanchonete|"
     "tasca|marisqueira|"
     "paninoteca|rosticceria|tavola calda|piadineria|bar mleczny|pierogarnia|karczma|naleśniki|jadlodajnia|"
     "restauracje|catering|takeaway|take away|fish chips|fish "
     "bar|chippy|chicken|wings|curry|tandoori|*thai*|wok|pho|dim sum|"
     "dumpling*|teriyaki|hibachi|poke|salad*|sandwich*|*eatery*|canteen|dining|kitchen|food "
     "truck|foodtruck|*kitchen"},
    {"Expenses:Coffee", LEXICON_BRAND,
     "starbucks|costa coffee|costa|caffe nero|caffè nero|dunkin|dunkin donuts|peets|peet s coffee|blue "
     "bottle|philz|dutch bros|"
     "tchibo|einstein kaffee|balzac coffee|coffee fellows|mccafe|second cup|green caffe nero|costa "
     "coffee|black sheep coffee|"
     "gails|joe the juice|espresso house|waynes coffee|coffee island|nespresso|caribou coffee|krispy kreme"},
    {"Expenses:Coffee", LEXICON_WORD,
     "*coffee*|café|cafe|cafes|*cafeteria|*cafetería|*caffe|caffè|caffetteria|*kaffee*|*espresso*|koffie*|*"
     "kawiarnia*|"
     "konditorei|*konditorei*|salon de the|salon de "
     "thé|pasticceria|pasteleria|pastelería|pastelaria|gelateria|"
     "*eisdiele*|*eiscafe*|*eiscafé*|glacier|heladeria|heladería|ijssalon|lodziarnia|cukiernia|ice cream|tea "
     "room|tearoom|"
     "bubble tea|donut*|doughnut*|roastery|roasters|rösterei|roesterei"},
    {"Expenses:Alcohol and bars", LEXICON_WORD,
     "pub|pubs|bar|*brewery*|*brewing*|brewpub|taproom|tavern|saloon|cocktail*|*liquor*|wine|wines|winery|"
     "off licence|"
     "bottle shop|*weinhandlung*|vinothek|jacques weindepot|kneipe|biergarten|brauerei|lounge|cave a "
     "vin|nicolas vins|"
     "vinoteca|bodega|enoteca|birreria|slijterij|gall gall|sklep "
     "monopolowy|alkohole|monopolowy|cervejaria|systembolaget|"
     "vinmonopolet|total wine|bevmo|nightclub|irish pub|ale house|alehouse|distillery"},
    /* Getting around */
    {"Expenses:Fuel", LEXICON_BRAND,
     "shell|esso|aral|jet tankstelle|total energies|totalenergies|total access|bp|omv|eni "
     "station|agip|q8|tamoil|ip matic|"
     "avia|star tankstelle|hem tankstelle|repsol|cepsa|galp|prio|petronor|ballenoil|plenoil|orlen|bp "
     "europa|lotos|circle k|moya|"
     "exxon|exxonmobil|mobil|chevron|texaco|texaco|valero|sunoco|arco|76|conoco|phillips 66|marathon "
     "petro|speedway|"
     "wawa|sheetz|quiktrip|racetrac|caseys|loves travel|pilot travel|flying j|gulf "
     "oil|citgo|sinclair|murco|gulf|tango|tinq|"
     "tankpool24|oil tankstelle|westfalen tankstelle|raiffeisen tankstelle|preem|okq8|st1|neste|uno x|petro "
     "canada|ampol|"
     "kum go|kwik trip|buc ees|ionity|enbw mobility|chargepoint|electrify america|tesla "
     "supercharger|fastned|allego|evgo"},
    {"Expenses:Fuel", LEXICON_WORD,
     "*tankstelle*|tanken|*tankstation*|station service|carburant*|*petrol*|gasoline|*gas "
     "station*|fuel|fuels|fuel stop|"
     "gasolinera|gasolineras|estacion de servicio|estación de servicio|e s|combustible*|posto|auto "
     "posto|gasolina|abastecimento|"
     "combustiveis|distributore|benzin*|stazione di servizio|stacja paliw|paliwa|autohof|rasthof|service "
     "station|"
     "filling station|ladesäule|ladestation|stromtankstelle|ev charging|oil"},
    {"Expenses:Transport:Public transport", LEXICON_BRAND,
     "tfl|transport for london|oyster|trainline|the trainline|national rail|lner|gwr|avanti west "
     "coast|scotrail|"
     "virgin trains|southeastern|thameslink|northern rail|first bus|arriva|stagecoach|national "
     "express|megabus|flixbus|flixtrain|"
     "db vertrieb|deutsche bahn|bahn|bvg|mvg|mvv|hvv|kvb|vrr|rmv|vbb|swm|vgn|rnv|dvb|bsag|stadtwerke verkehr|"
     "sncf|sncf connect|ratp|navigo|ouigo|tcl lyon|tisseo|thalys|eurostar|renfe|alsa|emt madrid|metro de "
     "madrid|tmb|"
     "ouigo espana|avanza|trenitalia|italo|italotreno|trenord|atm milano|atac|gtt|ns groep|ns reizigers|ns "
     "international|"
     "gvb|ret|htm|connexxion|ov chipkaart|ovpay|9292|nmbs|sncb|stib|mivb|de lijn|tec|obb|öbb|oebb|wiener "
     "linien|sbb|sbb cff|"
     "vbz|zvv|postauto|pkp intercity|pkp|polregio|koleje*|ztm|mpk|mzk|jakdojade|skycash|cp comboios|comboios "
     "de portugal|"
     "carris|metro lisboa|metro do "
     "porto|stcp|mta|metrocard|omny|amtrak|bart|caltrain|mbta|wmata|septa|cta|metra|njt|"
     "nj transit|lirr|path tapp|greyhound|translink|ttc|presto|go transit|opal|myki|sl "
     "stockholm|hsl|ruter|dsb|rejsekort"},
    {"Expenses:Transport:Public transport", LEXICON_WORD,
     "*verkehrsbetriebe*|nahverkehr|*verkehrsverbund*|fahrkarte*|deutschlandticket|*railway*|railways|rail|"
     "train|trains|transit|"
     "metro|subway ticket|*bus "
     "service*|buses|coach|coaches|autobus*|tramway|tram|ferrocarril*|ferrovie|treno|trein|trains|"
     "openbaar vervoer|biletomat|komunikacja miejska|transportes urbanos|metropolitano|billet "
     "train|gare|bahnhof|"
     "ferry|ferries"},
    {"Expenses:Transport:Taxi", LEXICON_BRAND,
     "uber|lyft|bolt|freenow|free now|cabify|mytaxi|blablacar|heetch|didi|ola cabs|"
     "curb taxi|via transportation|gett|kapten|lime scooter|tier mobility|voi|bird rides|nextbike|share "
     "now|miles mobility|zipcar|"
     "getaround|citi bike|citibike|santander cycles|velib|bicing"},
    {"Expenses:Transport:Taxi", LEXICON_WORD,
     "taxi|taxis|*taxi|cab|cabs|minicab*|limousine|rideshare|ride sharing|carsharing|"
     "car sharing|taksowk*|taksówk*"},
    {"Expenses:Transport:Parking and tolls", LEXICON_BRAND,
     "easypark|paybyphone|ringgo|justpark|parkmobile|spothero|parkwhiz|ncp|apcoa|contipark|q "
     "park|indigo|saemes|effia|"
     "parknow|yellowbrick|parkmobile|park mobile|telepass|autostrade|ez pass|ezpass|e "
     "zpass|fastrak|sunpass|vinci autoroutes|aprr|"
     "sanef|bip go|liber t|via verde|asfinag|toll collect|dartford crossing|sem parar|skycash parking|clean "
     "air zone"},
    {"Expenses:Transport:Parking and tolls", LEXICON_WORD,
     "*parking*|*parkhaus*|parken|*parkgarage*|tiefgarage|parkplatz|parkschein*|parkeren|*parkeer*|car "
     "park|carpark|"
     "parkgebühr*|parkgebuehr*|peage|péage|autoroute*|peaje*|autopista*|pedaggio|autostrada|toll|tolls|"
     "turnpike|"
     "aparcamiento*|estacionamento|parquimetro|parcheggio|parking meter|maut|vignette|congestion charge"},
    {"Expenses:Transport:Car", LEXICON_BRAND,
     "adac|aa membership|rac|atu|a t u|euromaster|kwik fit|halfords|pitstop|vergölst|norauto|feu "
     "vert|midas|speedy|"
     "jiffy lube|autozone|oreilly auto|o reilly auto|advance auto|napa auto|pep boys|firestone|discount "
     "tire|les schwab|"
     "mister wash|mr "
     "wash|kwikfit|carglass|safelite|dekra|tuv|tüv|dvla|dmv|carmax|itv|speedline|goodyear|national tyres"},
    {"Expenses:Transport:Car", LEXICON_WORD,
     "*autowerkstatt*|*werkstatt*|kfz|*autohaus*|*autoservice*|auto "
     "service|*reifen*|*waschanlage*|autowäsche|autowaesche|"
     "car wash|carwash|auto repair|auto parts|autoparts|auto "
     "body|tire|tires|tyre|tyres|garage|*garage|motors|automotive|"
     "vehicle|mot test|oil change|car service|lavage auto|carrosserie|controle "
     "technique|taller*|neumaticos|neumáticos|"
     "lavado|lavaggio|autofficina|officina|gommista|carrozzeria|autobedrijf|autoonderhoud|banden|myjnia|"
     "warsztat|"
     "wulkanizacja|serwis samochodowy|oficina|pneus|lava jato|concessionnaire|concesionario"},
    /* Home */
    {"Expenses:Housing:Rent", LEXICON_WORD,
     "miete|*miete|kaltmiete|warmmiete|mietzahlung|*hausverwaltung*|*wohnungsbau*|*wohnungsgenossenschaft*|"
     "wohnbau|vonovia|"
     "deutsche wohnen|leg wohnen|gewobag|degewo|howoge|saga "
     "hamburg|gwg|wohnungsgesellschaft|vermieter|rent|rent payment|"
     "house rent|rental payment|apartments|apartment|property management|lettings|letting "
     "agent*|landlord|estate agents|"
     "foxtons|openrent|loyer|loyers|agence immobiliere|foncia|nexity|hlm|habitat|bailleur|alquiler*|renta "
     "mensual|"
     "inmobiliaria|affitto|affitti|canone "
     "locazione|locazione|huur|huur*|woningcorporatie|woonstichting|*verhuur|vesteda|czynsz|"
     "najem|wynajem|wspólnota mieszkaniowa|wspolnota mieszkaniowa|spoldzielnia mieszkaniowa|spółdzielnia "
     "mieszkaniowa|"
     "aluguel|renda|arrendamento|condominio|condomínio|hyra|nebenkosten|hausgeld|syndic|charges "
     "copropriete|copropriete|"
     "comunidad de propietarios|comunidad propietarios|amministrazione condominio|homeowners "
     "association|hoa|council housing"},
    {"Expenses:Housing:Mortgage", LEXICON_WORD,
     "mortgage*|mortg|hypothek*|baufinanzierung|*bausparkasse*|immobilienkredit|credit immobilier|crédit "
     "immobilier|"
     "pret immobilier|prêt immobilier|echeance pret|échéance prêt|hipoteca*|prestamo hipotecario|préstamo "
     "hipotecario|mutuo|"
     "rata mutuo|hypotheek*|kredyt hipoteczny|credito habitacao|crédito habitação|rocket mortgage|quicken "
     "loans|mr cooper|"
     "nationwide bs mortgage|freedom mortgage"},
    {"Expenses:Housing:Repairs", LEXICON_WORD,
     "*handwerker*|klempner|installateur|*sanitär*|*sanitaer*|elektriker|elektro*|*schreiner*|tischler*|"
     "dachdecker*|malermeister|"
     "*schlüsseldienst*|plumber*|plumbing|electrician*|roofing|hvac|locksmith|handyman|carpentry|glazing|"
     "plombier|"
     "electricien|électricien|serrurier|chauffagiste|menuiserie|fontanero|electricista|reformas|cerrajero|"
     "carpinteria|idraulico|"
     "elettricista|fabbro|loodgieter|elektricien|schilder|hydraulik|slusarz|encanador|canalizador"},
    {"Expenses:Utilities:Electricity and gas", LEXICON_BRAND,
     "eon|e on|vattenfall|enbw|rwe|lichtblick|yello|yello strom|eprimo|naturstrom|mainova|rheinenergie|n "
     "ergie|ewe|enercity|"
     "tibber|octopus energy|british gas|edf|edf energy|ovo energy|scottish "
     "power|scottishpower|sse|npower|bulb energy|"
     "shell energy|utilita|utility warehouse|eon next|engie|totalenergies electricite|direct "
     "energie|ekwateur|ilek|planete oui|"
     "iberdrola|endesa|naturgy|gas natural|holaluz|repsol luz|enel|enel energia|servizio elettrico|hera "
     "comm|a2a|"
     "eni plenitude|plenitude|edison energia|sorgenia|iren|acea|eneco|essent|vandebron|greenchoice|budget "
     "energie|luminus|"
     "fluvius|mega energie|pge|tauron|enea|energa|pgnig|innogy|edp|edp comercial|galp energia|goldenergy|"
     "con edison|coned|con ed|pg e|pge|pacific gas|socal edison|southern california edison|duke "
     "energy|dominion energy|"
     "national grid|eversource|comed|dte energy|xcel energy|fpl|florida power|georgia "
     "power|peco|pseg|socalgas|entergy|ameren|"
     "consumers energy|puget sound energy|austin energy|hydro quebec|bc hydro|agl|origin energy|fortum|wien "
     "energie|evn|verbund|"
     "ewz|bkw|cez|light sa|enel sp|cpfl|cemig"},
    {"Expenses:Utilities:Electricity and gas", LEXICON_WORD,
     "*strom|*stromabschlag*|*energie*|energy|energia|énergie|electric|electricity|electricite|électricité|"
     "electricidad|"
     "elettrica|power company|natural "
     "gas|gaswerke|fernwärme|fernwaerme|heizkosten|heizöl|heizoel|heating|luce e gas|gaz|"
     "luz|conta de luz|prad|prąd|elektriciteit|energetyka|light and power|power light|abschlag "
     "strom|abschlag gas"},
    {"Expenses:Utilities", LEXICON_WORD,
     "*stadtwerke*|utilities|utility|public works|technische werke|versorgungsbetriebe|"
     "suministros|utenze|nutsbedrijf|city utilities|municipal services"},
    {"Expenses:Utilities:Water", LEXICON_WORD,
     "thames water|severn trent|united utilities|anglian water|yorkshire water|southern water|wessex "
     "water|*wasserwerk*|"
     "wasserbetriebe|wasserverband|*abwasser*|veolia eau|saur|suez eau|lyonnaise des eaux|compagnie des "
     "eaux|canal de isabel|"
     "aigues de barcelona|aguas de|aguas|acquedotto|acqua|vitens|waternet|pwn|evides|brabant "
     "water|wodociagi|wodociągi|wodkan|mpwik|"
     "sabesp|epal|water|water utility|sewer|water district|water dept|water authority|conta agua|eaux "
     "de|waterbedrijf"},
    {"Expenses:Utilities:Waste", LEXICON_WORD,
     "waste management|republic services|*abfall*|müllabfuhr|muellabfuhr|*entsorgung*|"
     "stadtreinigung|awb|bsr|garbage|trash|refuse|recycling|tari|nettoyage|ordures menageres|wywoz "
     "smieci|smieci"},
    {"Expenses:Phone", LEXICON_BRAND,
     "vodafone|telekom|telekom deutschland|t mobile|tmobile|o2|telefonica|telefónica|congstar|1 1 "
     "telecom|1und1|1 1|drillisch|"
     "winsim|simyo|blau mobilfunk|aldi talk|klarmobil|freenet|mobilcom|otelo|lebara|lycamobile|ee|ee "
     "limited|ee pay|giffgaff|"
     "hutchison 3g|h3g|bt|bt group|british telecom|sky digital|sky mobile|tesco mobile|voxi|smarty|id "
     "mobile|talkmobile|"
     "orange|sosh|sfr|red sfr|bouygues telecom|bouygues|free mobile|free telecom|nrj mobile|la poste "
     "mobile|movistar|yoigo|"
     "pepephone|masmovil|másmóvil|jazztel|lowi|digi mobil|digi spain|tim|telecom italia|windtre|wind "
     "tre|iliad|"
     "ho mobile|fastweb mobile|postemobile|kpn|tele2|ben "
     "nl|hollandsnieuwe|simpel|youfone|proximus|telenet|base company|"
     "mobile vikings|scarlet|play mobile|p4|plus gsm|polkomtel|orange polska|nju mobile|heyah|meo|nos "
     "comunicacoes|nowo|vodafone pt|"
     "swisscom|sunrise|salt mobile|a1 telekom|magenta telekom|magenta|drei|hot telekom|verizon|verizon "
     "wireless|vzwrlss|"
     "at t|att|at t mobility|sprint|mint mobile|cricket wireless|boost mobile|metro by t mobile|metropcs|us "
     "cellular|"
     "google fi|visible|straight talk|tracfone|rogers|bell "
     "canada|telus|koodo|fido|telstra|optus|telia|telenor|elisa|dna oyj|"
     "vivo|claro|oi fixo|tim celular"},
    {"Expenses:Phone", LEXICON_WORD,
     "mobilfunk|handy|handyrechnung|telefon*|telefonrechnung|phone bill|cellular|wireless|mobile top up|"
     "topup|telephone|telecom*|telekommunikation|telefonia|telefonía|téléphone|recharge mobile|conta "
     "telefone|komorka|doladowanie"},
    {"Expenses:Phone:Internet", LEXICON_BRAND,
     "comcast|xfinity|spectrum|charter communications|cox communications|cox cable|optimum|frontier "
     "communications|centurylink|"
     "lumen|google fiber|starlink|virgin media|talktalk|plusnet|hyperoptic|community fibre|zen internet|sky "
     "broadband|"
     "unitymedia|kabel deutschland|pyur|pÿur|m net|netcologne|deutsche glasfaser|deutsche "
     "giganetz|freebox|numericable|ziggo|"
     "xs4all|delta fiber|odido|caiway|voo|fastweb|tiscali|linkem|eolo|upc|netia|vectra|inea|multimedia "
     "polska|upc polska"},
    {"Expenses:Phone:Internet", LEXICON_WORD,
     "internet|broadband|glasfaser|fibre|fiber|cable|kabel|dsl|internetanschluss|wifi|provider|"
     "internet service"},
    {"Expenses:Insurance", LEXICON_BRAND,
     "allianz|huk|huk coburg|huk24|axa|generali|ergo|cosmosdirekt|cosmos direkt|signal iduna|r v "
     "versicherung|debeka|vhv|gothaer|"
     "hdi|lvm|provinzial|devk|württembergische|wuerttembergische|nürnberger|nuernberger|barmenia|hallesche|"
     "dkv|techniker krankenkasse|"
     "aok|barmer|dak gesundheit|ikk|wgv|adam riese|getsafe|feather "
     "insurance|clark|maif|macif|maaf|matmut|gmf|groupama|mma|"
     "direct assurance|mgen|harmonie mutuelle|malakoff|ag2r|alan|luko|mapfre|mutua madrileña|mutua "
     "madrilena|linea directa|"
     "línea directa|sanitas|adeslas|catalana occidente|dkv "
     "seguros|ocaso|santalucia|unipol|unipolsai|genertel|zurich|"
     "cattolica|sara assicurazioni|prima assicurazioni|conte it|verti|achmea|centraal "
     "beheer|interpolis|nationale nederlanden|"
     "aegon|ohra|fbto|zilveren kruis|vgz|cz groep|menzis|unive|univé|asr|ditzo|ethias|baloise|pzu|warta|"
     "ergo hestia|link4|uniqa|compensa|fidelidade|tranquilidade|ageas|ok teleseguros|porto seguro|bradesco "
     "seguros|aviva|admiral|"
     "direct line|churchill|hastings direct|lv insurance|more than|esure|bupa|vitality|legal general|axa "
     "ppp|petplan|"
     "geico|state farm|progressive|allstate|liberty mutual|farmers "
     "ins|usaa|nationwide|travelers|metlife|prudential|"
     "aetna|cigna|humana|unitedhealthcare|kaiser permanente|blue cross|blue shield|bcbs|anthem|lemonade|root "
     "insurance|esurance|"
     "aflac|new york life|northwestern mutual|wiener städtische|helvetia|mobiliar|css "
     "versicherung|helsana|swica|concordia"},
    {"Expenses:Insurance", LEXICON_WORD,
     "*versicherung*|versich|*krankenkasse*|haftpflicht*|kfz vers|lebensvers*|insurance|insur|ins "
     "prem|assurance*|mutuelle*|"
     "seguro|seguros|aseguradora|poliza|póliza|assicurazion*|polizza|verzekering*|verzekeraar|zorgpremie|"
     "zorgverzek*|ubezpiecz*|"
     "skladka|składka|apolice|apólice|försäkring|forsikring|life ins|premium payment"},
    /* Health and body */
    {"Expenses:Health:Pharmacy", LEXICON_BRAND,
     "cvs|cvs pharmacy|walgreens|rite aid|duane reade|boots|superdrug|lloyds pharmacy|lloydspharmacy|well "
     "pharmacy|docmorris|"
     "shop apotheke|shop apotheek|medpex|etos|da drogist|super pharm|doz pl|gemini apteka|drogasil|droga "
     "raia|"
     "chemist warehouse|shoppers drug mart|apotek hjartat|benu|kronans apotek|dr max"},
    {"Expenses:Health:Pharmacy", LEXICON_WORD,
     "*apotheke*|*apotheek*|*pharmacy*|*pharmacie*|*farmacia*|*farmacias*|*farmácia*|*parafarmacia*|*apteka*|"
     "*apotek*|"
     "*apteek*|drugstore|chemist|chemists|drug store|lekarna|lékárna|drogaria"},
    {"Expenses:Health", LEXICON_WORD,
     "*arzt*|*ärzte*|*aerzte*|zahnarzt*|*praxis*|*klinik*|klinikum|krankenhaus|hautarzt|augenarzt|*"
     "physiotherap*|osteopath*|"
     "*optiker*|optik|fielmann|apollo optik|mister spex|brille24|specsavers|vision express|warby "
     "parker|lenscrafters|"
     "zahnmedizin|kieferorth*|radiologie|labor|sanitätshaus|doctor|doctors|dr "
     "med|medical|medicare|clinic*|hospital*|health|"
     "healthcare|dental|dentist*|orthodont*|optometr*|optician*|optical|eye "
     "care|eyecare|physician*|pediatric*|dermatolog*|"
     "urgent care|labcorp|quest "
     "diagnostics|therapy|therapist|counseling|chiropract*|physio|nhs|surgery|veterans health|"
     "docteur|medecin|médecin|cabinet "
     "medical|dentiste|laboratoire|hopital|hôpital|clinique|opticien|kinesitherap*|"
     "optic "
     "2000|krys|afflelou|medico|médico|clinica|clínica|dentista|odontolog*|hospital|hospitales|fisioterap*|"
     "optica|"
     "óptica|laboratorio|analisis clinicos|studio medico|studio "
     "dentistico|ottica|ospedale|poliambulatorio|asl|ticket sanitario|"
     "salmoiraghi|huisarts*|tandarts*|ziekenhuis|fysio*|opticien|hans "
     "anders|pearle|ggz|lekarz|stomatolog*|przychodnia|"
     "szpital|dentysta|okulista|luxmed|lux med|medicover|enel med|diagnostyka|przychodnie|vision "
     "express|hospitalar|"
     "consultorio|fleury|unimed|cuf"},
    {"Expenses:Health:Fitness", LEXICON_BRAND,
     "mcfit|fitx|fitness first|clever fit|john reed|urban sports club|gympass|wellhub|egym|kieser "
     "training|holmes place|"
     "planet fitness|24 hour fitness|la fitness|equinox|orangetheory|crossfit|anytime fitness|golds "
     "gym|lifetime fitness|"
     "ymca|peloton|soulcycle|classpass|puregym|pure gym|the gym group|david lloyd|nuffield health|virgin "
     "active|"
     "better gym|basic fit|basicfit|keepcool|l orange bleue|neoness|fitness park|altafit|dir fitness|vivagym|"
     "mcfit italia|fit for free|sportcity|calypso fitness|zdrofit|cityfit|multisport|smartfit|smart "
     "fit|fitness hut|solinca|"
     "strava|actic|sats|elixia"},
    {"Expenses:Health:Fitness", LEXICON_WORD,
     "*fitness*|gym|gyms|*gym|crossfit|yoga*|pilates|*sportstudio*|kletterhalle|boulder*|*schwimmbad*|"
     "hallenbad|freibad|"
     "gimnasio|palestra|sportschool|siłownia|silownia|academia|ginasio|ginásio|salle de "
     "sport|piscine|piscina|martial arts|karate|"
     "judo|tennis club|tennisclub|golf|golf club|sportverein|turnverein|swimming|leisure centre|climbing"},
    {"Expenses:Personal care", LEXICON_BRAND,
     "rossmann|dm drogerie|dm drogeriemarkt|dm|mueller drogerie|müller "
     "drogerie|budni|budnikowsky|bipa|sephora|douglas|ulta|"
     "ulta beauty|sally beauty|marionnaud|nocibe|yves rocher|kiko|lush|the body shop|bath body works|great "
     "clips|supercuts|"
     "sport clips|toni guy|klier|kruidvat|hebe|notino|flaconi|primor|druni|clarel|tigota|acqua sapone|mac "
     "cosmetics"},
    {"Expenses:Personal care", LEXICON_WORD,
     "*friseur*|*frisör*|*friseur|*coiffeur*|*coiffure*|barber*|*barbershop*|hair|hairdress*|haircut*|*salon*"
     "|beauty|*nagelstudio*|"
     "nails|nail "
     "bar|*kosmetik*|*kosmetyczn*|cosmetic*|drogerie*|parfümerie|parfumerie|perfumeria|perfumería|profumeria|"
     "peluqueria|peluquería|estetica|estética|belleza|parrucchier*|barbiere|estetista|kapper|kapsalon|"
     "schoonheids*|drogist|"
     "fryzjer*|salon fryzjerski|cabeleireiro|barbearia|institut de beaute|institut de beauté|massage|day "
     "spa|spa|tattoo|tanning|"
     "waxing|wellness|sonnenstudio"},
    /* Buying things */
    {"Expenses:Shopping", LEXICON_BRAND,
     "amazon*|amzn|amznmktplace|ebay|etsy|aliexpress|alibaba|temu|shein|wish "
     "com|otto|galeria|karstadt|kaufhof|tk maxx|tj maxx|"
     "marshalls|ross stores|ross dress for "
     "less|burlington|kohls|macys|jcpenney|nordstrom|bloomingdales|neiman marcus|dillards|"
     "big lots|dollar tree|dollar general|family dollar|five below|argos|john lewis|debenhams|poundland|b m "
     "bargains|b m retail|"
     "wilko|home bargains|the range|therange|tedi|action|woolworth|kodi|mäcgeiz|hema|blokker|bol "
     "com|bol|wehkamp|bijenkorf|"
     "coolblue bv|cdiscount|la redoute|galeries lafayette|printemps|bhv|la halle|gifi|noz|el corte ingles|el "
     "corte inglés|"
     "flying tiger|tiger stores|normal|allegro|pepco|kik|magazine luiza|mercado "
     "livre|mercadolivre|mercadolibre|americanas|"
     "worten "
     "online|rakuten|veepee|privalia|groupon|qvc|hse24|vinted|wallapop|kleinanzeigen|depop|poshmark|"
     "vestiaire|"
     "digitec|galaxus|office depot|officemax|viking direct|manor|globus warenhaus|elkjop|clas "
     "ohlson|emag|kmart|big w"},
    {"Expenses:Shopping", LEXICON_WORD,
     "*kaufhaus*|department store|shopping*|*einkaufszentrum*|outlet*|webshop|online "
     "shop|onlineshop|store|stores|boutique*|"
     "bazar|bazaar|grands magasins|grandes almacenes|centro comercial|centro commerciale|warenhuis|dom "
     "towarowy|galeria handlowa|"
     "geschäft|flohmarkt|*versandhandel*|marketplace|variety "
     "store|*schmuck*|juwelier*|jewel*|bijouterie|joyeria|joyería|"
     "gioielleria|jubiler|joalharia|watches|tabak*|tabac|tabacchi|estanco|kiosk|tobacconist|smoke "
     "shop|vape*|kiosque|"
     "ruch|pandora|swarovski|decathlon|intersport|sportscheck|dicks sporting|academy sports|rei|jd "
     "sports|sports direct|"
     "go sport|sport 2000|sporthaus|sporting "
     "goods|bikes|bicycle*|*fahrrad*|cycles|velo|bicicletas|fietsen*|rowery"},
    {"Expenses:Shopping:Clothing", LEXICON_BRAND,
     "h m|hm com|hennes mauritz|zara|primark|c a|uniqlo|mango|bershka|pull bear|stradivarius|massimo "
     "dutti|zalando|asos|about you|"
     "next retail|next directory|gap|old navy|banana republic|j crew|jcrew|american "
     "eagle|abercrombie|hollister|forever 21|"
     "urban outfitters|anthropologie|lululemon|nike|adidas|puma|levis|under armour|new balance|foot "
     "locker|footlocker|"
     "deichmann|snipes|s oliver|esprit|tom tailor|jack jones|vero moda|peek cloppenburg|p c|takko|ernstings "
     "family|new yorker|"
     "nkd|bonprix|kiabi|celio|jules|camaieu|promod|etam|zeeman|wibra|scapino|we "
     "fashion|cortefiel|springfield|desigual|"
     "sfera|ovs|calzedonia|intimissimi|tezenis|benetton|piazza "
     "italia|ccc|reserved|sinsay|cropp|mohito|lpp|4f|eobuwie|modivo|"
     "renner|riachuelo|marisa|matalan|new look|river "
     "island|topshop|boohoo|prettylittlething|peacocks|clarks|tu clothing|"
     "victorias secret|skechers|vans|converse|timberland|ugg|the north face|patagonia|columbia "
     "sportswear|cos stores|arket|weekday|"
     "gina tricot|lindex|kappahl"},
    {"Expenses:Shopping:Clothing", LEXICON_WORD,
     "*bekleidung*|*kleidung*|*mode|modehaus|*schuhe*|*schuhhaus*|*schuh*|clothing|clothes|apparel|fashion*|"
     "shoes|shoe|footwear|"
     "menswear|lingerie|textil*|vetements|vêtements|chaussures|pret a "
     "porter|ropa|moda|zapateria|zapatería|calzados|"
     "abbigliamento|calzature|kleding|schoenen|odziez|odzież|obuwie|roupas|vestuario|vestuário|sapataria|"
     "calcados|tailor|uniform*"},
    {"Expenses:Shopping:Electronics", LEXICON_BRAND,
     "mediamarkt|media markt|saturn|apple store|apple com|best buy|bestbuy|currys|pc world|micro "
     "center|newegg|b h photo|"
     "notebooksbilliger|alternate|cyberport|conrad|reichelt|mindfactory|caseking|expert|euronics|medimax|"
     "fnac|darty|boulanger|"
     "ldlc|materiel net|pccomponentes|unieuro|trony|coolblue|bcc elektro|mycom|alternate nl|rtv euro agd|x "
     "kom|xkom|morele|"
     "media expert|komputronik|worten|radio popular|kabum|samsung|dell|lenovo|hp store|microsoft "
     "store|logitech|gamestop|"
     "back market|refurbed|scan "
     "computers|overclockers|ebuyer|maplin|elgiganten|netonnet|komplett|verkkokauppa|alza|staples"},
    {"Expenses:Shopping:Electronics", LEXICON_WORD,
     "*elektronik*|electronic*|electronique|électronique|elettronica|electronica|electrónica|elektronica|"
     "computer*|computing|"
     "informatica|informática|informatique|informatyka|komputery|hi fi|handyshop|phone repair|mobile "
     "phones|software|hardware shop|"
     "camera*|foto|photo*|fotografie|technik"},
    {"Expenses:Shopping:Books", LEXICON_BRAND,
     "thalia|hugendubel|buecher de|bücher de|mayersche|weltbild|osiander|waterstones|whsmith|w h "
     "smith|barnes noble|"
     "barnesnoble|books a million|half price books|kindle|audible|bookshop org|abebooks|world of "
     "books|gibert|furet du nord|"
     "decitre|casa del libro|feltrinelli|mondadori|libraccio|ibs "
     "it|bruna|libris|ako|empik|bertrand|saraiva|the works"},
    {"Expenses:Shopping:Books", LEXICON_WORD,
     "*buchhandlung*|*buchladen*|bücher*|buecher*|books|book|bookstore|bookshop|booksellers|librairie|"
     "libreria|librería|"
     "boekhandel|ksiegarnia|księgarnia|livraria|papeterie|papeleria|papelería|schreibwaren|stationery|"
     "stationers|cartoleria|papelaria|"
     "zeitschrift*|comics|presse|newsagent*|news agents|buch"},
    {"Expenses:Home", LEXICON_BRAND,
     "ikea|bauhaus|obi|hornbach|toom|hagebau*|hellweg|globus baumarkt|home depot|the home "
     "depot|lowes|menards|ace hardware|"
     "true value|harbor freight|tractor supply|wayfair|bed bath beyond|crate barrel|pottery barn|west "
     "elm|williams sonoma|"
     "container store|homegoods|home goods|pier 1|ashley furniture|rooms to go|b "
     "q|homebase|wickes|screwfix|toolstation|travis perkins|"
     "dunelm|dfs|made com|leroy merlin|castorama|brico depot|bricomarche|mr "
     "bricolage|brico|conforama|maisons du monde|"
     "roche bobois|alinea|home24|xxxlutz|xxl lutz|moebel "
     "hoeffner|höffner|roller|poco|segmüller|mömax|moemax|jysk|"
     "depot|butlers|westwing|dehner|pflanzen koelle|gamma|karwei|praxis bouwmarkt|hornbach|intratuin|leen "
     "bakker|kwantum|"
     "xenos|casa shops|bricomart|bauhaus|bricocenter|mondo convenienza|poltronesofa|agata meble|black red "
     "white|jula|"
     "mrowka|psb mrowka|aki|conforama|tok stok|leroy|bunnings|nitori|vorwerk|miele|dyson|zara home|h m "
     "home|tchibo shop"},
    {"Expenses:Home", LEXICON_WORD,
     "*möbel*|*moebel*|*möbelhaus*|*baumarkt*|*gartencenter*|gartenmarkt|gärtnerei|gaertnerei|*küchen*|"
     "einrichtung*|matratzen*|"
     "teppich*|furniture|furnishings|home improvement|hardware|garden|garden centre|garden center|nursery "
     "garden|lawn|mattress*|"
     "kitchenware|housewares|*bricolage*|quincaillerie|meubles|jardinerie|muebles|ferreteria|ferretería|"
     "jardineria|hogar|mobili|"
     "arredamento|arredi|ferramenta|casalinghi|meubel*|bouwmarkt|tuincentrum|woonwinkel|meble|market "
     "budowlany|budowlan*|"
     "ogrodnicze|moveis|móveis|ferragens|jardim|appliance*|floor "
     "decor|paint*|lighting|lampen|haushaltswaren|tools"},
    {"Expenses:Subscriptions", LEXICON_BRAND,
     "netflix|spotify|disney|disney plus|disneyplus|hulu|hbo|hbo max|prime video|amazon prime|amzn "
     "prime|apple com bill|"
     "itunes|icloud|apple music|apple tv|apple|youtube|youtube premium|youtubepremium|paramount|paramount "
     "plus|peacock|sling tv|"
     "fubo|dazn|sky deutschland|sky ticket|wow tv|joyn|rtl plus|waipu|zattoo|deezer|tidal|soundcloud|audible|"
     "canal|canal plus|molotov|ocs|salto|filmin|movistar plus|now tv|sky italia|tim vision|mediaset "
     "infinity|videoland|viaplay|npo plus|"
     "ziggo sport|player pl|cda premium|globoplay|britbox|crunchyroll|mubi|curiosity|adobe|microsoft 365|"
     "microsoft|office 365|google one|google storage|google workspace|google play|dropbox|evernote|notion "
     "labs|openai|chatgpt|"
     "anthropic|claude ai|midjourney|github|gitlab|jetbrains|digitalocean|hetzner|ovh|ionos|strato|all "
     "inkl|godaddy|namecheap|"
     "cloudflare|squarespace|wordpress|wix com|zoom "
     "us|slack|canva|grammarly|duolingo|1password|lastpass|bitwarden|nordvpn|"
     "expressvpn|surfshark|protonmail|proton|linkedin|patreon|substack|twitch|onlyfans|medium com|new york "
     "times|nytimes|"
     "washington post|wsj|wall street journal|economist|financial times|the guardian|the "
     "athletic|spiegel|zeit verlag|faz|"
     "süddeutsche|sueddeutsche|handelsblatt|bild plus|le monde|mediapart|l equipe|liberation|le figaro|el "
     "pais|el mundo|"
     "corriere della sera|la repubblica|volkskrant|nrc media|telegraaf|wyborcza|rundfunk|rundfunk ard "
     "zdf|beitragsservice|"
     "rundfunkbeitrag|gez|serafe|tv licence|tv licensing|tvlicensing|tinder|bumble|parship|headspace|calm "
     "com|xbox game pass|"
     "xbox|playstation network|playstation|nintendo|ea play|kindle "
     "unlimited|scribd|blinkist|siriusxm|pandora radio|"
     "costco membership|ring com|nest aware|spotify ab|readly|storytel|bookbeat|bvg abo"},
    {"Expenses:Subscriptions", LEXICON_WORD,
     "subscription*|abonnement*|abo|membership*|mitgliedsbeitrag|vereinsbeitrag|beitrag|cotisation|"
     "suscripcion|suscripción|"
     "abbonamento|contributie|lidmaatschap|abonament*|assinatura*|streaming|dues|mensualidad|zeitung*|"
     "newspaper*|magazine*|hosting|"
     "domain*|cloud"},
    /* Leisure */
    {"Expenses:Travel:Flights", LEXICON_BRAND,
     "lufthansa|eurowings|ryanair|easyjet|wizz air|wizzair|condor|tuifly|british "
     "airways|jet2|klm|transavia|air france|"
     "vueling|iberia|volotea|ita airways|alitalia|tap air|tap portugal|lot polish|swiss air|swiss "
     "international|austrian airlines|"
     "sas airlines|scandinavian airlines|norwegian air|finnair|turkish airlines|pegasus air|emirates|qatar "
     "airways|etihad|"
     "delta air|delta air lines|united airlines|american airlines|southwest "
     "airlines|southwest|jetblue|alaska airlines|alaska air|"
     "spirit airlines|frontier airlines|hawaiian airlines|air canada|westjet|qantas|latam|gol linhas|azul "
     "linhas|aer lingus|"
     "singapore airlines|cathay pacific|ana air|japan airlines|air europa|brussels airlines"},
    {"Expenses:Travel:Flights", LEXICON_WORD,
     "*airlines*|airline|airways|flight|flights|flug|flüge|fluege|compagnie aerienne|aerolineas|"
     "aerolíneas|linhas aereas|linhas aéreas|*luchtvaart*|lotnicze|air lines"},
    {"Expenses:Travel:Lodging", LEXICON_BRAND,
     "airbnb|booking com|hotels com|marriott|hilton|hyatt|sheraton|westin|holiday inn|ihg|best "
     "western|ibis|novotel|mercure|"
     "accor|motel one|b b hotel|b b hotels|premier inn|travelodge|nh hotel|nh "
     "hoteles|melia|meliá|barcelo|barceló|iberostar|riu|"
     "hampton inn|fairfield inn|courtyard|residence inn|comfort inn|days inn|super 8|motel 6|la "
     "quinta|ramada|wyndham|"
     "radisson|four seasons|ritz carlton|hrs|trivago|agoda|vrbo|homeaway|hostelworld|jugendherberge|center "
     "parcs|"
     "landal|campanile|kyriad|gite de france|gites de france|scandic|leonardo hotel*|citizenm|moxy"},
    {"Expenses:Travel:Lodging", LEXICON_WORD,
     "*hotel*|hôtel|*hostel*|motel|inn|suites|resort*|lodge|lodging|pension|gästehaus|gaestehaus|*"
     "ferienwohnung*|*ferienhaus*|"
     "camping*|campingplatz|campground|bed breakfast|guest house|guesthouse|chambres d "
     "hotes|gite|gîte|hostal|albergue|parador|"
     "albergo|agriturismo|b b|vakantiehuis|*vakantiepark*|nocleg*|pensjonat|pousada"},
    {"Expenses:Travel", LEXICON_BRAND,
     "expedia|tui|fti touristik|dertour|check24 reisen|lastminute|opodo|edreams|kayak|kiwi "
     "com|priceline|orbitz|travelocity|"
     "skyscanner|getyourguide|viator|tripadvisor|sixt|europcar|hertz|avis|budget rent|enterprise "
     "rent|enterprise|alamo|"
     "national car|turo|buchbinder|goldcar|centauro|record go|thrifty|dollar rent|rentalcars|sunny cars|club "
     "med|fram|"
     "pierre vacances|viajes el corte ingles|halcon viajes|logitravel|corendon|sunweb|d reizen|itaka|rainbow "
     "tours|wakacje pl|"
     "decolar|cvc viagens|aida cruises|royal caribbean|carnival cruise|msc crociere|msc cruises|costa "
     "crociere|dfds|stena line|"
     "p o ferries|flixbus|jet2holidays|loveholidays|on the beach"},
    {"Expenses:Travel", LEXICON_WORD,
     "*reisebüro*|*reisebuero*|*reisen|reise|urlaub|touristik|travel|travels|tours|holiday*|vacation*|cruise*"
     "|agence de voyage*|"
     "voyages|viajes|agencia de viajes|agenzia viaggi|viaggi|reisbureau|reizen|biuro podrozy|biuro "
     "podróży|turystyka|turismo|viagens|"
     "car rental|rent a car|autovermietung|mietwagen|location voiture|alquiler de "
     "coches|autonoleggio|autoverhuur|"
     "airport|flughafen|aeroport|aeropuerto|aeroporto|lotnisko|visa application|passport|duty free|esta "
     "application"},
    {"Expenses:Entertainment", LEXICON_BRAND,
     "steam|steamgames|steam games|valve|epic games|gog com|blizzard|riot games|roblox|humble "
     "bundle|electronic arts|ubisoft|"
     "eventim|ticketmaster|ticketone|fnac spectacles|stubhub|seatgeek|eventbrite|live "
     "nation|axs|ticketcorner|see tickets|reservix|"
     "cinemaxx|cinestar|uci kinowelt|uci|kinopolis|amc theatres|amc|regal cinemas|regal|cinemark|odeon|vue "
     "cinema*|cineworld|"
     "everyman|pathe|pathé|ugc|gaumont|mk2|cinesa|yelmo|kinepolis|the space cinema|multikino|cinema "
     "city|helios|"
     "disneyland|walt disney world|universal studios|six flags|legoland|europa "
     "park|phantasialand|efteling|port aventura|"
     "alton towers|thorpe park|gardaland|madame tussauds|fandango|bowlero|dave "
     "buster*|topgolf|lotto|lotto24|tipp24|"
     "bet365|tipico|bwin|betfair|paddy power|william hill|ladbrokes|skybet|pmu|fdj|sisal|snai|toto "
     "lotto|staatsloterij|"
     "postcode loterij|lottoland|draftkings|fanduel|national lottery|camelot"},
    {"Expenses:Entertainment", LEXICON_WORD,
     "*kino*|cinema*|cinéma|cine|bioscoop|theater|theatre|théâtre|teatro|teatr|*museum*|musee|musée|museo|"
     "muzeum|museu|"
     "concert*|konzert*|concierto*|koncert*|festival*|oper|opera|opéra|zoo|tierpark|aquarium|*freizeitpark*|"
     "theme park|"
     "amusement|bowling|billard|billiard*|casino|spielbank|spielothek|lotterie|lottery|loteria|lotería|lotto|"
     "bookmaker*|betting|arcade|escape "
     "room|karaoke|disco|discoteca|discotheque|club|nightclub|event|events|tickets|ticket|"
     "entradas|biglietti|bilety|games|gaming|spiele|musik|music|musica|música|therme|sauna|escape "
     "game|paintball|galerie|"
     "gallery|exhibition|stadion|stadium|laser tag|trampoline"},
    {"Expenses:Education", LEXICON_WORD,
     "*universität*|*universitaet*|university|universite|université|universidad|universita|università|"
     "universiteit|uniwersytet|"
     "universidade|*hochschule*|college|*volkshochschule*|vhs|*schule|school|schools|ecole|école|lycee|lycée|"
     "colegio|escuela|scuola|"
     "liceo|*school|szkola|szkoła|escola|faculdade|colégio|academy|tuition|tutor*|nachhilfe|*fahrschule*|"
     "driving school|auto ecole|"
     "auto "
     "école|autoescuela|autoscuola|rijschool|*studierendenwerk*|studentenwerk|semesterbeitrag|kurs|seminar*|"
     "training|"
     "udemy|coursera|edx|masterclass|skillshare|babbel|rosetta stone|khan academy|pluralsight|brilliant "
     "org|chegg|"
     "student loans company|student loan|navient|nelnet|sallie mae|bafög rückzahlung|duo "
     "hoofdrekening|formation|institut|institute|"
     "education*|exam*|library|bibliothek|berlitz|goethe institut|british "
     "council|sprachschule|musikschule|scolaire"},
    {"Expenses:Children", LEXICON_BRAND,
     "toys r us|smyths|smyths toys|lego|the entertainer|mothercare|babymarkt|baby walz|mytoys|babyone|buy "
     "buy baby|carters|"
     "the childrens place|gymboree|jako o|vertbaudet|aubert|orchestra|jouéclub|joueclub|king jouet|la grande "
     "recre|imaginarium|"
     "toys center|chicco|prenatal|prénatal|intertoys|baby dump|smyk|kinder planet|kindercare|bright "
     "horizons|huggies|pampers"},
    {"Expenses:Children", LEXICON_WORD,
     "*kindergarten*|*kita|kita|kindertages*|tagesmutter|kinderbetreuung|*spielwaren*|spielzeug|toys|toy|"
     "childcare|child care|"
     "daycare|day "
     "care|nursery|babysit*|nanny|preschool|kids|children*|baby|kinder|creche|crèche|garderie|cantine|jouets|"
     "periscolaire|guarderia|guardería|jugueteria|juguetes|asilo "
     "nido|asilo|giocattoli|kinderopvang|speelgoed|przedszkole|zlobek|"
     "żłobek|zabawki|dzieci|brinquedos|infantil|infantário|berçário|child support|unterhalt|pension "
     "alimenticia"},
    {"Expenses:Pets", LEXICON_BRAND,
     "fressnapf|zooplus|petco|petsmart|chewy|pets at home|maxi zoo|maxizoo|das futterhaus|kölle zoo|"
     "bitiba|zooroyal|tiendanimal|kiwoko|arcaplanet|isola dei tesori|pets "
     "place|animalis|truffaut|zoolove|kakadu|petz|cobasi|"
     "banfield|vca animal|rover com|barkbox|vets4pets|medivet"},
    {"Expenses:Pets", LEXICON_WORD,
     "*tierarzt*|tierärzt*|tieraerzt*|*tierklinik*|tiernahrung|zoohandlung|tierbedarf|hundeschule|"
     "hundesalon|veterinar*|veterinär*|veterinaer*|vet|vets|animal hospital|animal clinic|pet|pets|pet "
     "food|pet store|kennel*|grooming|"
     "veterinaire|vétérinaire|animalerie|clinica veterinaria|clínica "
     "veterinaria|mascotas|veterinario|dierenarts*|dierenwinkel|"
     "dierenspeciaalzaak|weterynar*|zoologiczny|dog|dogs|cat|hund|katze"},
    {"Expenses:Gifts", LEXICON_BRAND,
     "interflora|fleurop|bloom wild|1 800 flowers|1800flowers|ftd|hallmark|moonpig|funky pigeon|"
     "card factory|clintons|edible arrangements|jochen schweizer|mydays|smartbox|wonderbox|blume "
     "2000|blume2000|aquarelle"},
    {"Expenses:Gifts", LEXICON_WORD,
     "*blumen*|florist*|floristik|flowers|flower shop|fleuriste|fleurs|floristeria|floristería|flores|"
     "fioraio|fiori|bloemist*|bloemen|kwiaciarnia|kwiaty|florista|floricultura|geschenk*|gift|gifts|cadeau*|"
     "regalo*|regali|"
     "presentes|prezent*|souvenir*|gutschein|gift card|giftcard|greeting cards"},
    {"Expenses:Gifts:Donations", LEXICON_WORD,
     "*spende*|donation*|charity|charities|unicef|greenpeace|wwf|red cross|rotes kreuz|croix rouge|cruz "
     "roja|croce rossa|"
     "rode kruis|oxfam|amnesty|médecins sans frontières|medecins sans frontieres|ärzte ohne grenzen|aerzte "
     "ohne grenzen|"
     "save the children|world vision|plan international|caritas|diakonie|brot für die welt|misereor|cancer "
     "research|"
     "british heart foundation|rspca|nspcc|salvation army|goodwill|habitat for humanity|st "
     "jude|wikimedia|wikipedia|mozilla foundation|"
     "eff "
     "org|gofundme|justgiving|betterplace|church|kirche|kirchen*|parish|pfarramt|diocese|eglise|iglesia|"
     "parrocchia|kerk|parafia|"
     "igreja|mosque|synagogue|tithe|dons|donacion|donación|donazione|donatie|darowizna|doacao|doação|"
     "fundacja|fundacion|"
     "fundación|fondazione|stichting|foundation|restos du coeur|secours populaire|wosp|tafel|actblue|winred"},
    /* Services, authorities, banks */
    {"Expenses:Services", LEXICON_WORD,
     "*rechtsanwalt*|*rechtsanwälte*|anwaltskanzlei|notar*|*steuerberat*|lohnsteuerhilfe|attorney*|law "
     "office*|solicitor*|lawyer*|"
     "legal|accountant*|accounting|cpa|turbotax|h r block|hrblock|notaire|avocat*|expert "
     "comptable|abogado*|notaria|notaría|"
     "gestoria|gestoría|avvocato|notaio|commercialista|caf "
     "patronato|advocaat|notaris|boekhouder|adwokat|notariusz|"
     "kancelaria|ksiegowosc|księgowość|advogado|cartorio|cartório|deutsche post|dhl|ups|fedex|usps|us post "
     "office|post office|royal mail|"
     "hermes|gls|dpd|evri|parcelforce|la poste|chronopost|mondial relay|correos|seur|mrw|poste "
     "italiane|bartolini|postnl|bpost|"
     "poczta*|inpost|ctt|correios|postage|paket*|shipping|courier|*wäscherei*|waescherei|*reinigung*|dry "
     "clean*|cleaners|laundr*|"
     "laundromat|pressing|lavanderia|lavandería|tintoreria|tintorería|wasserette|stomerij|pralnia|cleaning|"
     "schneiderei|"
     "alterations|umzug*|moving company|uhaul|u haul|public storage|extra space|self "
     "storage|shurgard|lagerraum|print*|copyshop|"
     "kopierladen|vistaprint|fedex office|funeral|bestattung*|key cutting|schuster|shoe repair|locksmith"},
    {"Expenses:Fees", LEXICON_WORD,
     "*kontoführung*|*kontofuehrung*|kontoentgelt|entgelt*|entgeltabschluss|*gebühr*|*gebuehr*|kontogebühr|"
     "rechnungsabschluss|"
     "fee|fees|bank fee|service charge*|monthly service|monthly maintenance|maintenance "
     "fee|overdraft|overdraft fee|nsf|atm fee|"
     "late fee|annual fee|foreign transaction|wire fee|finance charge|returned check|frais|frais "
     "bancaires|commission*|agios|"
     "cotisation carte|cotis|tenue de compte|comision|comisión|comisiones|gastos|mantenimiento "
     "cuenta|commissione|commissioni|"
     "spese|canone|canone mensile|imposta di bollo|bollo|kosten|bankkosten|provisie|pakketkosten|kosten "
     "betaalpakket|oplata|opłata|"
     "opłaty|prowizja|tarifa|taxa|anuidade|comissao|comissão|iof|manutencao conta|manutenção "
     "conta|avgift|gebyr|bank charges"},
    {"Expenses:Interest", LEXICON_WORD,
     "interest charge*|interest charged|purchase interest|loan interest|sollzinsen|überziehungszins*|"
     "dispozinsen|darlehenszinsen|interets debiteurs|intérêts débiteurs|intereses deudores|interessi "
     "passivi|interessi debitori|"
     "debetrente|debet rente|odsetki od kredytu|juros de mora|juros"},
    {"Expenses:Debt", LEXICON_WORD,
     "loan|loans|loan payment|loan repayment|lending|kredit*|*ratenkredit*|darlehen|tilgung|ratenzahlung|"
     "finanzierung|credit conso|crédit "
     "conso|cofidis|cetelem|sofinco|oney|younited|prestamo*|préstamo*|prestito|findomestic|"
     "agos|compass|lening|leningen|kredyt|rata kredytu|pozyczka|pożyczka|emprestimo|empréstimo|consumer "
     "finance|ferratum|lendingclub|"
     "sofi|affirm|santander consumer|auto loan|car finance|car loan|targobank "
     "kredit|raten|auxmoney|creditplus|easycredit"},
    {"Expenses:Taxes", LEXICON_WORD,
     "*finanzamt*|*steuer*|steuerkasse|zollamt|hauptzollamt|bundeskasse|stadtkasse|landeskasse|gemeindekasse|"
     "kfz steuer|grundsteuer|irs|"
     "us treasury|franchise tax|tax|taxes|tax payment|usataxpymt|dept of revenue|property tax|county "
     "tax|hmrc|council tax|"
     "impot*|impôt*|dgfip|direction generale des finances|taxe fonciere|taxe habitation|tresor public|trésor "
     "public|"
     "agencia tributaria|aeat|hacienda|impuesto*|ibi|agenzia entrate|agenzia delle "
     "entrate|f24|pagopa|imu|tasse|tributi|"
     "belastingdienst|belasting*|gemeente|gemeentebelasting*|waterschap|urzad skarbowy|urząd "
     "skarbowy|podatek*|podatk*|zus|"
     "autoridade tributaria|imposto*|iptu|ipva|receita federal|darf|financas|finanças|skatteverket|skatt*"},
    {"Expenses:Cash", LEXICON_WORD,
     "atm|*geldautomat*|bargeld*|barauszahlung|auszahlung|bargeldauszahlung|cash withdrawal|cash|withdrawal "
     "at|ga nr|"
     "cashpoint|cash machine|link atm|retrait|retrait dab|retrait gab|distributeur|dab|cajero*|retirada "
     "efectivo|"
     "reintegro|disposicion efectivo|prelievo|prelievo "
     "bancomat|prelevamento|sportello|geldopname|geldmaat|geldautomaat|gea|bankomat*|"
     "wyplata|wypłata|wypłata gotówki|euronet|planet "
     "cash|planetcash|saque|levantamento|multibanco|uttag|bancomat|kontanten|"
     "bankautomat|automat"},
    {"Expenses:Savings and investments", LEXICON_WORD,
     "trade republic|scalable capital|flatex|comdirect depot|consorsbank|degiro|etoro|interactive "
     "brokers|robinhood|vanguard|"
     "fidelity|charles schwab|schwab|e trade|etrade|td "
     "ameritrade|merrill|betterment|wealthfront|acorns|coinbase|kraken|binance|"
     "bitpanda|nutmeg|hargreaves lansdown|freetrade|trading 212|trading212|aj bell|moneybox|boursorama "
     "bourse|"
     "fortuneo bourse|indexa capital|myinvestor|directa sim|fineco trading|binckbank|brand new "
     "day|xtb|nuinvest|xp investimentos|"
     "wertpapier*|*sparplan*|depot|fondssparplan|riester*|altersvorsorge|bausparen|savings plan|401k|ira "
     "contribution|roth ira|"
     "investment*|brokerage|securities|assurance vie|plan epargne|épargne|epargne|plan de pensiones|fondo de "
     "inversion|pac fondi|"
     "beleggen|pensioensparen|lokata|ike|ikze|investimento*|tesouro direto|isa"},
    /* Money in */
    {"Income:Salary", LEXICON_WORD,
     "*gehalt*|*lohn*|lohn "
     "gehalt|bezuege|bezüge|besoldung|entgeltabrechnung|payroll|salary|salaries|wages|paycheck|direct "
     "dep|dir dep|"
     "adp|gusto|paychex|net "
     "pay|salaire*|paie|paye|traitement|remuneration|rémunération|nomina|nómina|nominas|sueldo|salario|"
     "stipendio|stipendi|emolumenti|salaris|loon|wynagrodzenie|pensja|wyplata "
     "wynagrodzenia|salário|ordenado|vencimento|folha pagamento|"
     "loen|lön|lønn|løn|bonus|13 gehalt|weihnachtsgeld|workday"},
    {"Income:Interest", LEXICON_WORD,
     "zinsen|habenzinsen|guthabenzinsen|zinsgutschrift|interest|interest paid|interest earned|interest "
     "payment|credit interest|"
     "annual percentage yield|interets|intérêts|intereses|intereses acreedores|interessi|interessi "
     "attivi|interessi creditori|rente ontvangen|"
     "creditrente|odsetki|kapitalizacja|rendimento|rendimentos|ranta|ränta"},
    {"Income:Dividends", LEXICON_WORD,
     "dividend*|dividende*|dividendos|dividendi|dywidend*|ausschüttung|ausschuettung|kupon|coupon payment|"
     "ertragsgutschrift|capital gain*|distribution reinvest"},
    {"Income:Refunds", LEXICON_WORD,
     "*erstattung*|rückerstattung|rueckerstattung|rückzahlung|rueckzahlung|*gutschrift "
     "retoure*|retoure|stornierung|storno|refund*|"
     "reimbursement*|rebate|cashback|cash back|return|returned|chargeback|merchandise return|credit "
     "voucher|remboursement*|"
     "avoir|devolucion*|devolución|reembolso*|rimborso*|storno|terugbetaling*|retour|teruggave|zwrot*|"
     "estorno*|devolucao|devolução"},
    {"Income:Benefits", LEXICON_WORD,
     "*kindergeld*|familienkasse|elterngeld|*arbeitslosengeld*|bundesagentur|agentur für "
     "arbeit|jobcenter|wohngeld|bafög|bafoeg|"
     "krankengeld|bürgergeld|caf|allocation*|allocations familiales|pole emploi|pôle emploi|france "
     "travail|cpam|ameli|apl|rsa|sepe|"
     "prestacion*|prestación|subsidio|imserso|inps|assegno unico|reddito di "
     "cittadinanza|naspi|toeslag*|kinderbijslag|"
     "sociale verzekeringsbank|svb|uwv|bijstand|uitkering|zasilek|zasiłek|500 plus|800 "
     "plus|świadczenie|swiadczenie|abono familia|"
     "seguranca social|segurança social|bolsa familia|inss|social security|ssa "
     "treas|ssi|unemployment|edd|child benefit|"
     "universal credit|dwp|job seekers|tax credit|stimulus|snap benefits|va benefits|forsakringskassan|nav "
     "utbetaling"},
    {"Income:Pension", LEXICON_WORD,
     "deutsche rentenversicherung|rentenversicherung|rente|rentenzahlung|versorgungswerk|betriebsrente|"
     "*pension*|pensionskasse|retirement|state "
     "pension|annuity|retraite|agirc|carsat|cnav|pensión|pensione|pensioen*|abp|aow|"
     "emerytura|renta|reforma|aposentadoria|cga"},
    {"Income:Rent", LEXICON_WORD, "mieteinnahme*|rental income|rent received|mieter"},
    {"Income:Gifts", LEXICON_WORD, "geschenk|geburtstag|birthday|gift from|erbschaft|inheritance"},
    /* Between own accounts */
    {CATEGORY_TRANSFERS, LEXICON_WORD,
     "umbuchung*|übertrag|uebertrag|eigenübertrag|eigenuebertrag|kontoübertrag|tagesgeld|sparkonto|"
     "kreditkartenabrechnung|"
     "kreditkarte abrechnung|ausgleich kreditkarte|transfer to savings|transfer from savings|to savings|from "
     "savings|savings transfer|"
     "online transfer|internal transfer|account transfer|own account|funds transfer|transfer|credit card "
     "payment|crd autopay|autopay payment|"
     "payment thank you|online payment thank you|epayment|virement interne|virement compte a compte|vers "
     "livret|"
     "livret a|vers epargne|traspaso|transferencia interna|entre cuentas|giroconto|trasferimento|eigen "
     "rekening|spaarrekening|"
     "naar spaarrekening|oranje spaarrekening|przelew wlasny|przelew własny|na konto "
     "oszczednosciowe|transferencia entre contas|"
     "poupanca|poupança|aufladung|top up|topup|revolut top up|paypal transfer|cash app|venmo "
     "cashout|kartenabrechnung"},
};

const size_t lexicon_list_count = sizeof lexicon_lists / sizeof lexicon_lists[0];
