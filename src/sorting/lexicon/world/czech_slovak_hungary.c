/* Table file: only words. Czechia, Slovakia, Hungary. */

#include "sorting/categories.h"
#include "sorting/lexicon.h"

const struct lexicon_list lexicon_world_czech_slovak_hungary[] = {
    {"Expenses:Groceries", LEXICON_BRAND,
     "albert|albert hypermarket|albert supermarket|billa cz|kaufland cz|lidl cz|penny cz|penny market cz|"
     "tesco cz|tesco expres|globus cz|makro cz|žabka cz|zabka cz|coop tuty|coop tip|coop tempo|"
     "coop diskont|coop terno|jednota coop|=bala|můj obchod|muj obchod|brněnka|brnenka|=flop|flop top|"
     "qanto|čepos|cepos|čerstvě utrženo|cerstve utrzeno|rohlik|rohlík|rohlik cz|košík|kosik|kosik cz|=jip|"
     "jip potraviny|pramen|ratio potraviny|sklizeno|bezobalu|náš grunt|nas grunt|řeznictví kosteleček|"
     "reznictvi kostelecek|kostelecké uzeniny|kostelecke uzeniny|řeznictví a uzenářství krásno|"
     "reznictvi a uzenarstvi krasno|krásno|krasno|steinhauser|le co|naše maso|nase maso|penam|odkolek|"
     "pekařství kabát|pekarstvi kabat|pekařství moravec|pekarstvi moravec|paul praha|bageterie|"
     "antonínovo pekařství|antoninovo pekarstvi|kolonáda|kolonada|rozvozcz|dm cz|trafika relay|=geco|"
     "geco tabák|geco tabak|valmont|traficon|billa sk|lidl sk|kaufland sk|tesco sk|=yeme|fresh plus|"
     "fresh slovakia|coop jednota supermarket|milk agro|cba slovakia|cba sk|labaš|labas|labaš fresh|"
     "labas fresh|delia|delia potraviny|potraviny kaufland|=klas|metro sk|malina|koruna pekáreň|"
     "koruna pekaren|penam slovakia|pekáreň drahovce|pekaren drahovce|tauris|mecom|spar magyarország|"
     "spar magyarorszag|interspar magyarország|interspar magyarorszag|cba príma|cba élelmiszer|"
     "cba elelmiszer|coop abc|coop szuper|coop mini|reál élelmiszer|real elelmiszer|real pont|"
     "penny market hungary|penny hu|lidl hu|aldi hu|auchan hu|tesco hu|g roby|=roby|príma|=prima|"
     "manna abc|jednotka|prímabolt|primabolt|match hu|profi hu|metro hu|kifli|kifli hu|pick szeged|zimbo|"
     "lipóti pékség|lipoti pekseg|lipóti|lipoti|jókenyér|jokenyer|pékműhely|pekmuhely|arán bakery|"
     "aran bakery|ibis pékség|ibis pekseg|princess pékség|princess pekseg|fornetti|szamos|culinaris|"
     "ghiotto"},
    {"Expenses:Restaurants", LEXICON_BRAND,
     "ambiente|lokál|lokal dlouhaaa|potrefená husa|pivovary staropramen restaurace|švejk restaurant|"
     "svejk restaurant|pizza coloseum|coloseum|pizza go home|dáme jídlo|dame jidlo|foodora cz|"
     "bolt food cz|ugova čerstvá šťáva|ugova cerstva stava|ugo salaterie|makakiko|makakiko running sushi|"
     "running sushi|pho vietnam|burgrarna|burger inn|dish fine burger|burgerster|havana restaurant|"
     "forky s|forkys|loving hut praha|české bistro|ceske bistro|kfc cz|mcdonalds čr|mcdonalds cr|"
     "pizza hut praha|burger king cz|subway cz|grosseto|bricks|mamacoffee bistro|slovak pub|"
     "bratislavský meštiansky pivovar|bratislavsky mestiansky pivovar|mestiansky pivovar|pizza mizza|"
     "mizza|regal burger|bistro st germain|divný janko|divny janko|pán králiček|pan kralicek|u kubistu|"
     "medusa group|flagship bratislava|wolt sk|bistro sk|panda čína|panda cina|don papa|"
     "kolkovna bratislava|gastro kovács|gastro kovacs|frici papa|trófea grill|trofea grill|"
     "vapiano budapest|wasabi budapest|pizza me|pizzame|pizza forte|pizzaforte|don pepe|don pepe pizzéria|"
     "don pepe pizzeria|bambi eszpresszó|bambi eszpresszo|pink burger|zing burger|bamba marha|"
     "bors gasztrobár|bors gasztrobar|retro lángos|retro langos|leves|padthai wokbar|pad thai wok bar|"
     "simons burger|hummus bar|falafel faloda|netpincér|netpincer|foodpanda hu|foodora hu|teletál|teletal|"
     "city food|nordsee hu|húsimádó|husimado|leroy café|leroy cafe|trattoria toscana|rákóczi étterem|"
     "rakoczi etterem|fruccola|okay italia|istanbul kebab|star kebab|szeráj|szeraj"},
    {"Expenses:Coffee", LEXICON_BRAND,
     "cross cafe|crosscafe|costa cz|coffeeshop company cz|starbucks cz|mamacoffee|coffee lab cz|"
     "ebel coffee|tchibo cz|ovocný světozor|ovocny svetozor|myšák|mysak|angelato|crème de la crème|"
     "creme de la creme|puro gelato|amorino praha|café savoy|cafe savoy|cafe louvre|erhartova cukrárna|"
     "erhartova cukrarna|cukrárna u dortíčka|cukrarna u dorticka|bubbleology praha|mcafe|orgacafe|"
     "costa sk|coffee sheep|štúr café|stur cafe|mondieu|luculus|kormuth|=koun|arthur zmrzlina|kaffe mayer|"
     "café frei|cafe frei|california coffee company|starbucks hu|costa hu|cserpes tejivó|cserpes tejivo|"
     "gerbeaud|ruszwurm|daubner|daubner cukrászda|daubner cukraszda|szamos cukrászda|szamos cukraszda|"
     "auguszt|frőhlich|frohlich|zazzi|levendula fagylaltozó|levendula fagylaltozo|fragola|"
     "my little melbourne|tamp pull|espresso embassy|bubble tea hungary|molnár s kürtőskalács|"
     "molnar s kurtoskalacs|new york café|new york cafe"},
    {"Expenses:Fuel", LEXICON_BRAND,
     "benzina orlen|orlen benzina|mol cz|omv cz|shell cz|eurooil|cepro|globus čerpací stanice|"
     "globus cerpaci stanice|makro čerpací stanice|makro cerpaci stanice|ka contract|eni cz|pap oil|"
     "tesco čerpací stanice|tesco cerpaci stanice|km prona|armex oil|unicorn čs|unicorn cs|f1 oil|"
     "sigma oil|čez elektromobilita|cez elektromobilita|pre point|premobilita|slovnaft sk|omv sk|shell sk|"
     "jurki|orlen sk|benzinol sk|gas sk|tanker|zse drive|greenway sk|ejoin|mol hu|mol töltőállomás|"
     "mol toltoallomas|shell hu|omv hu|orlen hu|avia hu|lukoil hu|auchan benzinkút|auchan benzinkut|"
     "mobil petrol|oil benzinkút|oil benzinkut|envi benzinkút|envi benzinkut|klub petrol|hunoil|"
     "mol plugee|mobiliti|e on drive"},
    {"Expenses:Fees", LEXICON_BRAND,
     "=kb|moneta money bank|ge money|=fio|mbank cz|raiffeisenbank cz|unicredit bank cz|equa bank|"
     "banka creditas|creditas|max banka|j t banka|trinity bank|trinity|oberbank cz|sberbank cz|"
     "partners banka|era poštovní spořitelna|era postovni sporitelna|poštovní spořitelna|"
     "postovni sporitelna|modrá pyramida|modra pyramida|buřinka|burinka|"
     "stavební spořitelna české spořitelny|stavebni sporitelna ceske sporitelny|"
     "raiffeisen stavební spořitelna|raiffeisen stavebni sporitelna|česká národní banka|"
     "ceska narodni banka|zonky|home credit cz|exchange sme|dolar směnárna|dolar smenarna|"
     "slovenska sporitelna|=slsp|vúb banka|čsob sk|csob sk|365 bank|365 banka|poštová banka|postova banka|"
     "prima banka|unicredit sk|mbank sk|fio sk|privatbanka|prvá stavebná sporiteľňa|"
     "prva stavebna sporitelna|=pss|wüstenrot sk|wustenrot sk|raiffeisen sk|otp banka slovensko|"
     "otp bank hu|erste bank hu|mbh bank|budapest bank|takarékbank|takarekbank|raiffeisen bank hu|"
     "unicredit hu|cib bank|magnet bank|gránit bank|granit bank|=fhb|oberbank hu|sberbank hu|fundamenta|"
     "fundamenta lakáskassza|fundamenta lakaskassza|magyar államkincstár|magyar allamkincstar|simplepay|"
     "simple pay|barion|otp simple|provident hu|cofidis hu|correct change"},
    {"Expenses:Insurance", LEXICON_BRAND,
     "generali česká pojišťovna|generali ceska pojistovna|kooperativa pojišťovna|kooperativa pojistovna|"
     "čpp|česká podnikatelská pojišťovna|ceska podnikatelska pojistovna|allianz pojišťovna|"
     "allianz pojistovna|čsob pojišťovna|csob pojistovna|uniqa pojišťovna|uniqa pojistovna|"
     "pojišťovna direct|pojistovna direct|direct pojišťovna|direct pojistovna|slavia pojišťovna|"
     "slavia pojistovna|=hvp|pillow|pillow pojišťovna|pillow pojistovna|nn životní pojišťovna|"
     "nn zivotni pojistovna|pojišťovna vzp|pojistovna vzp|=vzp|všeobecná zdravotní pojišťovna|"
     "vseobecna zdravotni pojistovna|=ozp|=zpmv|oborová zdravotní pojišťovna|oborova zdravotni pojistovna|"
     "vojenská zdravotní pojišťovna|vojenska zdravotni pojistovna|=rbp|kb pojišťovna|kb pojistovna|"
     "komerční pojišťovna|komercni pojistovna|maxima pojišťovna|maxima pojistovna|ergo pojišťovna|"
     "ergo pojistovna|srovnávač cz|srovnavac cz|klik cz|union poisťovňa|union poistovna|=union|"
     "allianz slovenská poisťovňa|allianz slovenska poistovna|allianz sp|kooperativa sk|"
     "komunálna poisťovňa|komunalna poistovna|generali sk|wüstenrot poisťovňa|wustenrot poistovna|dôvera|"
     "dovera|všeobecná zdravotná poisťovňa|vseobecna zdravotna poistovna|=vszp|sociálna poisťovňa|"
     "socialna poistovna|uniqa sk|nn sk|genertel sk|generali biztosító|generali biztosito|"
     "allianz hungária|allianz hungaria|groupama biztosító|groupama biztosito|uniqa biztosító|"
     "uniqa biztosito|aegon hu|alfa biztosító|alfa biztosito|k h biztosító|k h biztosito|union biztosító|"
     "union biztosito|köbe|=kobe|kobe biztosito|genertel hu|mkb biztosító|mkb biztosito|cig pannónia|"
     "cig pannonia|signal iduna hu|magyar posta biztosító|magyar posta biztosito|nn biztosító|"
     "nn biztosito|metlife hu|gránit biztosító|granit biztosito|wáberer biztosító|waberer biztosito|"
     "wáberer hungária|waberer hungaria|netrisk|nav egészségbiztosítás|nav egeszsegbiztositas|"
     "patika egészségpénztár|patika egeszsegpenztar|otp egészségpénztár|otp egeszsegpenztar"},
    {"Expenses:Health:Pharmacy", LEXICON_BRAND,
     "dr max cz|lékárna dr max|lekarna dr max|benu lékárna|benu lekarna|pilulka|pilulka cz|magistra|"
     "alphega|lékárna agel|lekarna agel|ipc lékárny|ipc lekarny|apatyka|moje lékárna|moje lekarna|"
     "česká lékárna holding|ceska lekarna holding|teta drogerie lékárna|teta drogerie lekarna|"
     "lékárna u anděla|lekarna u andela|lékárna cz|lekarna cz|benu lekáreň|benu lekaren|dr max lekáreň|"
     "dr max lekaren|pilulka sk|schneider lekáreň|schneider lekaren|plus lekáreň|plus lekaren|"
     "partner lekáreň|partner lekaren|sunpharma|vaša lekáreň|vasa lekaren|moja lekáreň|moja lekaren|"
     "benu gyógyszertár|benu gyogyszertar|benu patika|alma gyógyszertár|alma gyogyszertar|szimpatika|"
     "pingvin patika|pingvinpatika|gyöngy patika|gyongy patika|gyöngy patikák|gyongy patikak|kígyó patika|"
     "kigyo patika|kulcs patika|patika plus|arcanum gyógyszertár|arcanum gyogyszertar|alphega hu|"
     "egészségplaza|egeszsegplaza|=sipo"},
    {"Expenses:Health", LEXICON_BRAND,
     "eyerim cz|alensa|fokus optik|optika čivice|optika civice|oční optika zubrno|ocni optika zubrno|"
     "oční klinika gemini|ocni klinika gemini|gemini oční klinika|gemini ocni klinika|lexum|neovize|"
     "canadian medical|=euc|euc klinika|medicentrum|synlab cz|spadia|=agel|citylab|unilabs cz|dentalys|"
     "schill dental|american dental associates|european dental center|pro medicus|klinika esthé|"
     "klinika esthe|asklepion|motol|fn motol|=ikem|grandoptical sk|fokus optik sk|optika anda|ryba optik|"
     "dr optik|procare|medirex|synlab sk|unilabs sk|alpha medical|novamed|falck sk|svet zdravia|"
     "penta hospitals|ofotért|ofotert|optic world|fotex optika|=ipon|cooptik|látomás optika|"
     "latomas optika|dr hinek optika|vision express hu|duna medical center|medicover hu|affidea hu|"
     "synlab hu|medlab budapest|budai egészségközpont|budai egeszsegkozpont|dr rose|swiss clinic|"
     "főnix med|fonix med|doktor24|istenhegyi|femicare|kreativ dental|vital center|"
     "istenhegyi géndiagnosztika|istenhegyi gendiagnosztika|unilabs hu"},
    {"Expenses:Health:Fitness", LEXICON_BRAND,
     "form factory|my fitness factory|john reed praha|world class praha|holmes place cz|"
     "balance club brumlovka|contours cz|expreska|fitko praha|fitinn cz|big one fitness|fit up|sokol|"
     "=jumping|aquapalace|aqualand moravia|hangár brno|hangar brno|golem club|pohoda fitness|"
     "golem bratislava|world class bratislava|lemon gym sk|aupark fitness|life1|life1 fitness|"
     "cutler fitness|fitness 5|gilda max|gildamax|oxygen wellness|oxygen naphegy|arnold gym|"
     "scitec fitness|body building|bestbody|move fitness|pannon fitness|all you can move|=aycm"},
    {"Expenses:Shopping", LEXICON_BRAND,
     "alza cz|mall cz|=czc|aukro|bazoš|bazos|sbazar|vinted cz|=zoot|heureka|action cz|pepco cz|kik cz|"
     "tedi cz|flying tiger cz|tescoma|a3 sport|hervis cz|intersport cz|decathlon cz|alpine pro|=hudy|"
     "hudysport|hudy sport|rock point|rockpoint|4camping|sport bittner|snowboard zezula|bikero|=author|"
     "klenoty aurum|klenoty aurum cz|primossa|apart cz|goldpoint|sofia klenotnictví|sofia klenotnictvi|"
     "alo diamonds|halada|brilas|dušák|dusak|hodinky 365|hodinky365|helveti|audiopartner|kytary cz|kytary|"
     "muzikant cz|vltava labe|nový smíchov|novy smichov|palladium praha|centrum chodov|westfield chodov|"
     "oc letňany|oc letnany|avion shopping park|olympia brno|vaňkovka|vankovka|bílá labuť|bila labut|"
     "kotva|fashion arena|freeport|aupark|eurovea|avion bratislava|polus|=nivy|bory mall|martinus|hej sk|"
     "mall sk|alza sk|sportisimo sk|exisport|exi sport|insportline|najlacnejší šport|najlacnejsi sport|"
     "sheron|dracik|dráčik|ebuddy|árkád|arkad|westend|arena mall|arena plaza|allee|etele plaza|"
     "premier outlet|emag hu|árukereső|arukereso|jófogás|jofogas|vatera|hervis hu|decathlon hu|"
     "intersport hu|sportsdirect hu|mountex|geotrek|tobacco nemzeti dohánybolt|tobacco nemzeti dohanybolt|"
     "pepco hu|kik hu|tedi hu|euro family|butlers hu|tchibo hu|bijou brigitte hu|juwelier gold|"
     "ékszer eldorádó|ekszer eldorado|ékszershop|ekszershop|pandora hu|müller hu|muller hu"},
    {"Expenses:Shopping:Clothing", LEXICON_BRAND,
     "blažek|blazek|bandi|bandi vamos|pietro filipi|c a cz|new yorker cz|takko cz|orsay cz|reserved cz|"
     "deichmann cz|ccc cz|baťa|bata cz|humanic cz|lasocki cz|=gate|moodo|alpine fashion|camaieu cz|"
     "=timeout|answear cz|zoot cz|bonprix cz|about you cz|astratex|triola|dětský svět oblečení|"
     "detsky svet obleceni|marks spencer cz|lindex cz|=envy|ozeta|makyta|bepon|tally weijl sk|c a sk|"
     "new yorker sk|deichmann sk|ccc sk|office shoes hu|deichmann hu|ccc hu|c a hu|new yorker hu|takko hu|"
     "griff|griff gentlemen s|heavy tools|dorko|mayo chix|mayochix|devergo|retro jeans|budmil|zara hu|"
     "h m hu|reserved hu|fehérnemű triumph|fehernemu triumph|háda|=hada|háda használtruha|"
     "hada hasznaltruha|cream használtruha|cream hasznaltruha|humana vintage|tisza cipő|tisza cipo|"
     "salamander hu"},
    {"Expenses:Shopping:Electronics", LEXICON_BRAND,
     "alza elektro|planeo elektro|expert cz|okay elektro|euronics cz|istyle|istores|qstore|iwant|mp cz|"
     "mironet|softcom|tsbohemia|ts bohemia|fotolab|fotolab cz|fotoškoda|fotoskoda|centrum fotoškoda|"
     "centrum fotoskoda|megapixel|megapixel cz|smarty cz|mobil pohotovost|gigacomputer|suntech|"
     "andrea shop|nay elektrodom|datart sk|planeo sk|okay sk|=agem|alzashop|istores sk|ipon hu|"
     "media markt hu|euronics hu|extreme digital|edigital|emag electronics|aqua webáruház|aqua webaruhaz|"
     "istyle hu|bestbyte|notebook hu|árkád elektronika|arkad elektronika|220volt|220 volt hu|fotocentrum|"
     "tripont|fotoplus|soos kreatív|soos kreativ|mi home hu"},
    {"Expenses:Shopping:Books", LEXICON_BRAND,
     "kosmas|palác knih luxor|palac knih luxor|dobrovský|dobrovsky|knihy dobrovský|knihy dobrovsky|"
     "knihcentrum|neoluxor|megaknihy|levné knihy|levne knihy|kanzelsberger|academia knihkupectví|"
     "academia knihkupectvi|kosmas cz|martinus cz|dobré knihy|dobre knihy|tchibo knihy|mcpen|"
     "papírnictví pavlík|papirnictvi pavlik|smart office|activa|panta rhei|pantarhei|artforum|gorila|"
     "gorila sk|ševt|=sevt|libri|líra|=lira|libri könyvesbolt|libri konyvesbolt|alexandra könyvesház|"
     "alexandra konyveshaz|líra könyv|lira konyv|bookline|géniusz|geniusz|anima|anima könyv|anima konyv|"
     "book24|=moly|írók boltja|irok boltja|pirex|pirex papír|pirex papir|ápisz|apisz|office depot hu|"
     "europapier hu"},
    {"Expenses:Home", LEXICON_BRAND,
     "bauhaus cz|hornbach cz|obi cz|uni hobby|stavebniny dek|=dek|dek stavebniny|pro doma|prodoma|izomat|"
     "=siko|siko koupelny|ptáček|ptacek|koupelny ptáček|koupelny ptacek|gienger|=elko|kasvo|kaiser kraft|"
     "asko nábytek|sconto nábytek|sconto nabytek|xxxlutz cz|mobelix|mömax cz|momax cz|jena nábytek|"
     "jena nabytek|kika cz|jysk cz|ikea cz|jitona|=hon|oresi|oresi kuchyně|oresi kuchyne|gorenje kuchyně|"
     "gorenje kuchyne|hanák|hanak|hanák nábytek|hanak nabytek|drevona|tescoma cz|=orion|"
     "orion domácí potřeby|orion domaci potreby|domácí potřeby banquet|domaci potreby banquet|"
     "potten pannen|breno|koberce breno|kobercetrend|bytový textil|bytovy textil|scanquilt|baumax sk|"
     "merkury market sk|hornbach sk|obi sk|siko sk|asko sk|mobelix sk|decodom|ikea sk|nábytok galan|"
     "nabytok galan|stavmat|woodcote|mountfield sk|praktiker hu|obi hu|bauhaus hu|ikea hu|jysk hu|kika hu|"
     "xxxlutz hu|möbelix hu|mobelix hu|diego|diego otthon|rs bútor|rs butor|rs bútoráruház|rs butoraruhaz|"
     "ada bútor|ada butor|valter bútor|valter butor|kanizsa trend|mömax hu|momax hu|újház|ujhaz|mofém|"
     "mofem|tiszta lakás|tiszta lakas|oázis kertészet|oazis kerteszet|fressnapf hu|hering konyha|butorline"},
    {"Expenses:Children", LEXICON_BRAND,
     "pompo|bambule|sparkys|sparkys hračky|sparkys hracky|dracik cz|maxíkovy hračky|maxikovy hracky|4kids|"
     "=wiky|alltoys|mothercare cz|mamas and papas cz|feedo cz|brumla|brendon|brendon babaáruház|"
     "brendon babaaruhaz|bambino hu|játéknet|jateknet|regio|regio játék|regio jatek|regiojatek|"
     "játéksziget|jateksziget|okosjáték|okosjatek|müller játék|muller jatek|jungle kids"},
    {"Expenses:Pets", LEXICON_BRAND,
     "super zoo|pet center|petcenter|zverokruh|spokojený pes|spokojeny pes|krmiva hulín|krmiva hulin|"
     "zoohit|krmivo pro|plaček|placek|petcenter sk|super zoo sk|zooplus hu|fressnapf magyarország|"
     "fressnapf magyarorszag|alpha zoo|alphazoo|petissimo|petissimo pet|zoomark"},
    {"Expenses:Personal care", LEXICON_BRAND,
     "rossmann cz|top drogerie|=fann|fann parfumerie|sephora cz|douglas cz|notino cz|marionnaud cz|"
     "manufaktura cz|dermacol|=ryor|yves rocher cz|loccitane cz|klier cz|petra měchurová|petra mechurova|"
     "bomton|toni guy praha|thai fit|thai sun|101 drogerie|101 drogérie|teta sk|dm sk|fann sk|"
     "marionnaud sk|rossmann hu|dm hu|müller hu drogéria|muller hu drogeria|douglas hu|marionnaud hu|"
     "azúr drogéria|azur drogeria|iwiss|ecofamily|eco family|zsidró|zsidro|hajas|klier hu|"
     "griff barbershop|széchenyi fürdő|szechenyi furdo|gellért fürdő|gellert furdo|rudas|lukács fürdő|"
     "lukacs furdo"},
    {"Expenses:Travel:Lodging", LEXICON_BRAND,
     "ensana|=orea|orea hotel|clarion praha|cpi hotels|mamaison|ea hotel|vienna house cz|grandhotel pupp|"
     "=pupp|lázně|lazne|botanique praha|mosaic house|oh yes hotel|hotel jalta|=tmr|tatry mountain resorts|"
     "grand hotel praha tatry|aquapark tatralandia|tatralandia|bešeňová|besenova|danubius|danubius hotels|"
     "hunguest|hunguest hotels|accent hotels|mellow mood|prestige hotels|hotel more|hévíz|heviz|"
     "szallas hu|szállás hu"},
    {"Expenses:Travel", LEXICON_BRAND,
     "čedok|cedok|exim tours|fischer|ck fischer|blue style|bluestyle|invia|invia cz|student agency|"
     "dovolená cz|dovolena cz|alexandria ck|firo tour|firotour|neckermann cz|eso travel|nev dama|letuška|"
     "letuska|pelikan|pelikán|pelikan cz|satur|hydrotour|tip travel|=bubo|bubo travel|koala tours|"
     "cestovka bubo|invia sk|rent plus|ibusz|neckermann hu|tui hu|kartago tours|tensi|otp travel|anubis|"
     "robinson tours|wizz tours|váci autóbérlés|vaci autoberles|fox autorent|szállás group|szallas group"},
    {"Expenses:Entertainment", LEXICON_BRAND,
     "cinestar cz|cinema city cz|aero kino|sazkabet|tipsport|fortuna cz|fortuna|synot tip|chance cz|"
     "allwyn|ticketportal|ticketstream|goout|colosseum ticket|zoo praha|národní divadlo|narodni divadlo|"
     "laserland|jump family|tarzania|dinopark|cinemax sk|cinemax|nike sk|niké|doxxbet|tipsport sk|"
     "ticketportal sk|bibiana|cinema city hu|cinema mom|uránia|szerencsejáték zrt|szerencsejatek zrt|"
     "tippmix|jegymester|jegy hu|interticket|=tixa|eventim hu|playit|jump jungle|fővárosi állatkert|"
     "fovarosi allatkert|elevenpark|minipolisz|csopa"},
    {"Expenses:Transport:Car", LEXICON_BRAND,
     "autokelly|auto kelly|apm automotive|autodoc cz|barum|barum centrum|bestdrive cz|euromaster cz|"
     "pneuboss|pneu cz|mikona|contisys|auto esa|autoesa|auto palace|louda auto|auto jarov|autojarov|"
     "stratos auto|carvago|cebia|autodíly janča|autodily janca|autolap|mafra auto|mountfield auto|"
     "autobazar eu|auto impex|porsche inter auto sk|=todos|tempus|bárdi autó|bardi auto|bárdi auto|"
     "unix autó|unix auto|autonet hu|marso|abroncs hu|gumi hu|gumimax|hasznaltautó|hasznaltauto|"
     "schiller autóház|schiller autohaz|schiller|porsche hungaria|duna autó|duna auto|wallis autó|"
     "wallis auto|emil frey hu|bosch car service hu|autóklub|autoklub|magyar autóklub|magyar autoklub"},
    {"Expenses:Transport:Public transport", LEXICON_BRAND,
     "české dráhy|ceske drahy|cd cz|regiojet|=dpp|pid lítačka|pid litacka|litacka|=dpmb|=idos|flixbus cz|"
     "arriva cz|=zssk|železničná spoločnosť slovensko|zeleznicna spolocnost slovensko|=dpb|idsbk|"
     "slovak lines|=bkk|budapestgo|=bkv|máv|=mav|máv start|mav start|volánbusz|volanbusz|gysev|mol bubi|"
     "mol limo|greengo|bolt hu|főtaxi|fotaxi|liftago|aaa taxi|car4way|anytime cz|rekola|hopin|hopin sk"},
    {"Expenses:Phone", LEXICON_BRAND,
     "o2 cz|t mobile cz|vodafone cz|kaktus|sazka mobil|mobil od čez|mobil od cez|oskarta|orange sk|"
     "telekom sk|=4ka|o2 sk|=swan|=juro|funfón|funfon|yettel hu|telekom hu|one hu|vodafone hu|digi hu|"
     "telenor hu|invitech|upc cz|upc sk|nordic telecom|starnet|cetin|=poda|netbox|antik telecom|antik|"
     "slovanet|digi mobil hu"},
    {"Expenses:Utilities:Electricity and gas", LEXICON_BRAND,
     "čez|čez prodej|cez prodej|=pre|pražská energetika|prazska energetika|e on cz|innogy cz|"
     "pražská plynárenská|prazska plynarenska|bohemia energy|=mnd|centropol|=epet|=zse|"
     "stredoslovenská energetika|stredoslovenska energetika|=vse|=spp|slovenský plynárenský priemysel|"
     "slovensky plynarensky priemysel|=mvm|mvm next|e on hu|elmű|=elmu|émász|emasz|főgáz|fogaz|"
     "nkm energia|opus titász|opus titasz|tigáz|tigaz|főtáv|fotav|budapesti távhő|budapesti tavho"},
    {"Expenses:Utilities:Water", LEXICON_BRAND,
     "pražské vodovody|prazske vodovody|=pvk|pražské vodovody a kanalizace|prazske vodovody a kanalizace|"
     "brněnské vodárny|brnenske vodarny|severočeské vodovody|severoceske vodovody|smvak|"
     "veolia česká republika|veolia ceska republika|=bvs|bratislavská vodárenská spoločnosť|"
     "bratislavska vodarenska spolocnost|stredoslovenská vodárenská|stredoslovenska vodarenska|"
     "fővárosi vízművek|fovarosi vizmuvek|fővárosi csatornázási|fovarosi csatornazasi"},
    {"Expenses:Services", LEXICON_BRAND,
     "balíkovna|balikovna|=ppl|ppl cz|dpd cz|gls cz|=wedo|liftago kurýr|liftago kuryr|alzabox|5 à sec cz|"
     "5 a sec cz|čistírna andrea|cistirna andrea|minit cz|packeta sk|magyar posta|foxpost|gls hungary|"
     "=mpl|sprinter futár|sprinter futar|express one|top clean|topclean|mister minit hu"},
};

const size_t lexicon_world_czech_slovak_hungary_count =
    sizeof lexicon_world_czech_slovak_hungary / sizeof lexicon_world_czech_slovak_hungary[0];
