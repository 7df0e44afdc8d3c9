/* Table file: only words. Poland. */

#include "sorting/categories.h"
#include "sorting/lexicon.h"

const struct lexicon_list lexicon_world_poland[] = {
    {"Expenses:Groceries", LEXICON_BRAND,
     "żabka polska|zabka polska|=dino|polo market|carrefour polska|carrefour express polska|auchan polska|"
     "kaufland polska|netto polska|aldi polska|intermarche polska|eleclerc polska|spar polska|"
     "eurospar polska|groszek|abc sklep|delikatesy premium|chata polska|arhelan|gram market|=mila|=frac|"
     "frac delikatesy|twój market|twoj market|api market|społem|spolem|pss społem|pss spolem|społem wss|"
     "spolem wss|gs samopomoc chłopska|gs samopomoc chlopska|euro sklep|eurocash|nasz sklep|livio|"
     "rabat detal|delikatesy sezam|piotr i paweł|piotr i pawel|alma market|=bomi|fresh market polska|"
     "małpka express|malpka express|kefirek|kółko rolnicze|kolko rolnicze|1 minute|circle k polska sklep|"
     "mokpol|marcpol|sam 73|selgros cash carry|makro polska|makro cash carry|dealz polska|duży ben|"
     "duzy ben|al capone|alkohole świata|alkohole swiata|alkohole 24h|putka|piekarnia putka|lubaszka|"
     "galeria wypieków|galeria wypiekow|grzybki|grzybki piekarnia|gorąco polecam nowakowski|"
     "goraco polecam nowakowski|goraco polecam|oskroba|piekarnia oskroba|sokołów|sokolow|sokołow|"
     "sklep firmowy sokołów|sklep firmowy sokolow|krakowski kredens|olewnik|zakłady mięsne|zaklady miesne|"
     "wierzejki|dobrowolscy|mięsny łuków|miesny lukow|stół polski|stol polski|łukosz|lukosz|bac pol|"
     "pod telegrafem|awiteks|piekarnia awiteks|szwajcarka|handlowiec|cukiernia sowa|sowa cukiernia|"
     "a blikle|blikle|wedel|e wedel|organic farma zdrowia|eko natura|frisco|frisco pl|barbora|lisek|"
     "lisek app|=jush|bolt market|everli"},
    {"Expenses:Restaurants", LEXICON_BRAND,
     "max premium burgers polska|bobby burger|mcdonalds polska|kfc polska|burger king polska|dominium|"
     "dagrasso|biesiadowo|pizza hut express|pizzeria 105|105 pizza|stopiątka|stopiatka|gusto dominium|"
     "fiero pizza|chłopskie jadło|chlopskie jadlo|=wook|piwiarnia warki|meta seta galareta|meta seta|"
     "pijalnia wódki i piwa|pijalnia wodki i piwa|zapiecek|mandu|bar mleczny bambino|amrit kebab|amrit|"
     "berlin döner kebap|berlin doner kebap|kebab king|efes kebab|salad story|thai wok|"
     "thai express polska|sushi kushi|kushi|77 sushi|koku sushi|sushi corner|hana sushi|sioux|"
     "salads and more|olimp bar|olimp express|bierhalle|browar de brasil|manekin|naleśnikarnia manekin|"
     "nalesnikarnia manekin|pierogarnia stary toruń|pierogarnia stary torun|stary torun|u fukiera|"
     "tandoor house|whiskey in the jar|jeff s|jeffs|hard rock cafe warszawa|aioli|banjaluka|el pomidore|"
     "el greco|gringo bar|krowarzywa|pizzatopia|pyszne pl|glovo polska|uber eats polska|wolt polska|"
     "maczfit|kuchnia vikinga|nice to fit you|pomelo catering|dietly|be diet catering|po prostu|"
     "lodziarnia u lodziarzy|grycan|grycan lody|lodziarnia ambrozja|lody bonano|bonano|good lood|lukullus|"
     "cukiernia lukullus|limoni lody|zielona budka"},
    {"Expenses:Coffee", LEXICON_BRAND,
     "costa coffee polska|etno cafe|etno café|so coffee|starbucks polska|gorąca czekolada|"
     "goraca czekolada|pożegnanie z afryką|pozegnanie z afryka|karmello|karmello chocolatier|"
     "wedel pijalnia czekolady|e wedel pijalnia czekolady|coffeedesk|=stor|cafe vincent|vincent|batida|"
     "columbus coffee|inmedio cafe|inmedio|trafficar coffee|lajkonik|lajkonik piekarnia|sweet home cafe|"
     "chimney cake bakery|mount blanc czekoladziarnia|mount blanc|crazy bubble|bubbleology polska|bobatea"},
    {"Expenses:Fuel", LEXICON_BRAND,
     "stacja orlen|bliska|stacja lotos|lotos optima|bp polska|shell polska|circle k polska|stacja moya|"
     "lukoil polska|avia polska|pieprzyk|huzar|citronex|oktan|intermarche stacja|auchan stacja paliw|"
     "carrefour stacja paliw|tesco stacja paliw|watis|anwim|slovnaft polska|mol polska|total polska|"
     "greenway polska|elocity|orlen charge|powerdot polska|=noxo|go eauto|ekoen|tauron emobility|gaspol|"
     "bałtykgaz|baltykgaz|barter gaz|novatek polska"},
    {"Expenses:Fees", LEXICON_BRAND,
     "=pko|inteligo|pekao|pekao sa|bz wbk|ing bank śląski|bnp paribas polska|bgż|millennium|alior|"
     "credit agricole polska|citi handlowy|bank handlowy|getin bank|getin noble|idea bank|velobank|"
     "velo bank|nest bank|bank pocztowy|bank ochrony środowiska|bank ochrony srodowiska|boś bank|bos bank|"
     "plus bank|toyota bank polska|=sgb|sgb bank|spółdzielcza grupa bankowa|spoldzielcza grupa bankowa|"
     "bank polskiej spółdzielczości|bank polskiej spoldzielczosci|=bps|bank bps|skok stefczyka|"
     "kasa stefczyka|stefczyk|skok piast|deutsche bank polska|eurobank polska|raiffeisen polbank|"
     "t mobile usługi bankowe|t mobile uslugi bankowe|bank nowy|bank spółdzielczy w|bank spoldzielczy w|"
     "krakowski bank spółdzielczy|krakowski bank spoldzielczy|podkarpacki bank spółdzielczy|"
     "podkarpacki bank spoldzielczy|esbank|wielkopolski bank spółdzielczy|wielkopolski bank spoldzielczy|"
     "=blik|przelewy24|=payu|=tpay|dotpay|paysafecard polska|cinkciarz|cinkciarz pl|walutomat|"
     "internetowy kantor|conotoxia|moje rachunki|via moje rachunki|euronet polska|western union polska"},
    {"Expenses:Debt", LEXICON_BRAND,
     "provident|provident polska|vivus|wonga polska|wonga|bocian pożyczki|bocian pozyczki|lendon|smartney|"
     "ferratum polska|=kuki|filarum|netcredit|=aasa|supergrosz|optima pożyczki|optima pozyczki|loando|"
     "loombard|lombard kantor|żagiel|zagiel|zagiel raty"},
    {"Expenses:Insurance", LEXICON_BRAND,
     "pzu życie|pzu zycie|hestia|=mtu|you can drive|allianz polska|aviva polska|generali polska|"
     "uniqa polska|axa ubezpieczenia|wiener ubezpieczenia|gothaer polska|proama|liberty ubezpieczenia|"
     "benefia|=tuw|tuw tuw|tuz ubezpieczenia|tuz tuw|pocztowe ubezpieczenia|concordia polska|"
     "signal iduna polska|nationale nederlanden polska|metlife polska|prudential polska|aegon polska|"
     "europa ubezpieczenia|tu europa|pko ubezpieczenia|cardif polska|saltus|open life|vienna life|unilink|"
     "superpolisa|mubi ubezpieczenia|rankomat|cuk ubezpieczenia|=cuk|beesafe|trasti|balcia"},
    {"Expenses:Health:Pharmacy", LEXICON_BRAND,
     "doz apteka|dbam o zdrowie|=ziko|apteka ziko|dr max polska|apteka dr max|super pharm polska|cefarm|"
     "cefarm białystok|cefarm bialystok|cefarm warszawa|apteka centralna|apteki słoneczna|"
     "apteki sloneczna|apteka słoneczna|apteka sloneczna|slonik apteka|apteka słonik|apteka slonik|słonik|"
     "slonik|apteka melissa|aptekamelissa|apteka cosmedica|cosmedica|apteka curate|wapteka|i apteka|"
     "apteka olmed|olmed|apteka nova|nowa farmacja|medest|apteka blisko ciebie|apteka rodzinna|dr zdrowie|"
     "apteki dr zdrowie|apteka pod lwem|apteka pod orłem|apteka pod orlem|euro apteka|euro apteki|"
     "apteka mediq|bliska apteka|allecco|apteka allecco|apteka grodzka|apteka przyjazna|"
     "apteka niezapominajka|apteka wracam do zdrowia|apteka tania|ceneo apteka|mediq apteka|"
     "vita apteka polska|prima apteka|apteka arnika|superapteka|lawenda apteka"},
    {"Expenses:Health", LEXICON_BRAND,
     "enelmed|polmed|centrum damiana|damian medical|scanmed|centrum medyczne cmp|=cmp|diagnostyka sa|"
     "synevo polska|alfa lek|bruss|laboratorium bruss|luxmed diagnostyka|medica stomatologia|dentim|"
     "lux dentica|stomatologia medicover|vision express polska|kodano|kodano optyk|eyerim|binokle|"
     "szkla com|okularnia|muscat|muscat okulary|trendy opticians|fielmann polska|optyk rozmus|optometria|"
     "twoje soczewki|brilliant optyk|belutti|sonova|geers polska|amplifon polska|audiofon|marke med|"
     "rehasport|znany lekarz|znanylekarz|halodoctor|carolina medical|american heart of poland|"
     "szpital uniwersytecki|szpital wojewódzki|szpital wojewodzki|szpital miejski|szpital powiatowy|=nfz"},
    {"Expenses:Health:Fitness", LEXICON_BRAND,
     "calypso|city fit|just gym|justgym|mcfit polska|xtreme fitness|xtreme fitness gyms|fitness platinium|"
     "platinium|my fitness place|s4 fitness|saturn fitness|smart gym|benefit systems|fabryka formy|"
     "fit fabric|fitfabric|jatomi|jatomi fitness|holmes place polska|pure jatomi|wellfitness|bushido|"
     "medicover sport|ok system|interval fitness|energy fitness club|mrs sporty polska|fit curves polska|"
     "aquapark|aqua park|termy|makak|makak bouldering|forteca ścianka|forteca scianka|avatar wspinanie|"
     "cybermachina|murall|=crux"},
    {"Expenses:Shopping", LEXICON_BRAND,
     "allegro pl|allegro lokalnie|=olx|olx polska|vinted polska|action polska|tedi polska|kik polska|"
     "tiger polska|flying tiger polska|halfprice|tk maxx polska|jysk polska|tchibo polska|"
     "decathlon polska|intersport polska|go sport polska|martes|sport direct polska|sportano|"
     "sklep biegacza|decathlon pl|4f sklep|50 style|50style|sizeer|run color|worldbox|jd sports polska|"
     "pm cena|skalnik|8a pl|8academy|polar sport|sport shop|r gol|r gol com|weszlo|rowerowy com|kross|"
     "kross rowery|giant polska|centrum rowerowe|centrumrowerowe|yes biżuteria|yes bizuteria|verona|"
     "verona jubiler|jubitom|briju|schubert|świat zegarków|swiat zegarkow|zegarownia|time trend|timetrend|"
     "lilou|mokobelle|pandora polska|swarovski polska|chilli zet|ania kruk|orska|hebe polska|"
     "galeria krakowska|złote tarasy|zlote tarasy|arkadia|galeria mokotów|galeria mokotow|manufaktura|"
     "stary browar|silesia city center|galeria bałtycka|galeria baltycka|riviera|blue city|"
     "westfield arkadia|factory outlet|factory polska|designer outlet|ptak outlet|fashion house outlet|"
     "cpn galeria|muzyczny pl|thomann polska|riff sklep muzyczny|guitar center polska|eska rock|salonik|"
     "kolporter|saloniki prasowe|ruch kiosk|e smoking world|e smoke|vape shop polska|decha|świat wódek|"
     "swiat wodek|mohito polska|świat prezentów|swiat prezentow|nice wnętrze|nice wnetrze|home you|=duka|"
     "carry home|modne duże|modne duze|=terg|ceneo"},
    {"Expenses:Shopping:Clothing", LEXICON_BRAND,
     "house brand|medicine wear|wear medicine|tatuum|diverse system|=carry|troll|orsay polska|"
     "new yorker polska|c a polska|hm polska|zara polska|deichmann polska|wojas|gino rossi|kazar|ryłko|"
     "rylko|venezia|badura|lasocki|wittchen|bytom|wólczanka|lambert|lancerto|recman|pako lorenza|"
     "giacomo conti|próchnik|prochnik|=pawo|pierre cardin polska|monnari|quiosque|solar|simple creative|"
     "simple cp|bialcon|vito vergelis|taranko|hexeline|olsen polska|semilac odzież|semilac odziez|"
     "greenpoint|femestage|answear|born2be|zalando polska|bonprix polska|intimissimi polska|esotiq|"
     "esotiq henderson|atlantic|gatta|gabriella|marilyn|triumph polska|corin|ava bielizna|changemi|"
     "5 10 15|51015|coccodrillo|=endo|wójcik|wojcik|mayoral polska|reporter young|mosquito|"
     "bielenda odzież|bielenda odziez|lidl moda|textil market|textilmarket|e kids|lee wrangler|"
     "cross jeans|mustang polska|levis polska|guess polska|tommy hilfiger polska|calvin klein polska|"
     "jack jones polska|vero moda polska|vans polska|nike polska|adidas polska|sneaker studio|chmielna 20|"
     "=distance|local heroes|prosto|mass denim|pull and bear polska|muscat moda|risk made in warsaw"},
    {"Expenses:Shopping:Electronics", LEXICON_BRAND,
     "euro rtv agd|euro com pl|media markt polska|morele net|al to|sferis|avans|max elektro|"
     "mixelectronics|neo24|electro pl|ole ole|oleole|saturn polska|ispot|i spot|cortland|=imad|lantre|"
     "mi store polska|samsung brandstore|sony centre polska|fotojoker|foto joker|cyfrowe pl|fotoforma|"
     "foto plus|e oko|fotopoker|empik foto|cewe polska|gsm serwis|teletorium|t mobile salon|lcd serwis|"
     "vobis|action computer|sklep agd|quadra net|agito|digital24|tophifi|top hi fi|audio color|"
     "kontakt chemik|botland|nettigo|=tme|conrad polska|reset serwis"},
    {"Expenses:Shopping:Books", LEXICON_BRAND,
     "empik com|świat książki|swiat ksiazki|matras|książnica|ksiaznica|dom książki|dom ksiazki|tak czytam|"
     "bonito|bonito pl|tania książka|tania ksiazka|taniaksiazka|gandalf|merlin pl|legimi|woblink|publio|"
     "ebookpoint|audioteka|storytel polska|dedalus|massolit|korekty|tak czytam outlet|atlant stationery|"
     "tezeusz|skupszop|biuro plus|paper concept|pepperoni papier|office depot polska|lyreco polska|"
     "księgarnia znak|ksiegarnia znak|gildia|arena comics"},
    {"Expenses:Home", LEXICON_BRAND,
     "castorama polska|leroy merlin polska|obi polska|bricomarche polska|brico marche|psb profi|majster|"
     "jula polska|praktiker polska|=nomi|merkury market|bricoman polska|agata|salony agata|bodzio|"
     "meble bodzio|=abra|abra meble|ikea polska|meble vox|=kler|forte|meblik|komfort łazienki|"
     "komfort lazienki|drewhurt|gala meble|helvetia meble|wajnert|szynaka|swarzędz|swarzedz|mebel plast|"
     "=paged|signal meble|halmar|nowy styl|bogart|domoteka|homla|homeyou|duka polska|westwing polska|"
     "dekoria|eurofirany|garnek|villeroy polska|tefal polska|łazienki blu|lazienki blu|blu salon łazienek|"
     "blu salon lazienek|max fliz|cersanit|opoczno|tubądzin|tubadzin|paradyż|paradyz|grohe polska|onninen|"
     "tim sa|elektroskandia|kaczmarek electric|el plus|alfa elektro|grodno|hurtownia grodno|lampy pl|"
     "britop|śnieżka|sniezka|dulux polska|tikkurila polska|fixit|toolmex|narzędzia pl|narzedzia pl|tajima|"
     "hilti polska|würth polska|wurth polska|florensis|=pnos|plantpol|leroy ogród|leroy ogrod|sleepmed|"
     "hilding|janpol|materace koło|materace kolo|senpo|selene materace|porta drzwi|dre drzwi|pol skone|"
     "gerda|krispol|wiśniowski|wisniowski|oknoplast|drutex|fakro"},
    {"Expenses:Children", LEXICON_BRAND,
     "toys polska|mama i ja|akpol baby|akpol|bobo wózki|bobo wozki|baby planet|bobowózki|bobowozki|tublu|"
     "scandinavian baby|świat dziecka|swiat dziecka|mall pl zabawki|planeta klocków|planeta klockow|"
     "lego store polska|hulakula|hula kula|fikołki|fikolki|bajkowy zakątek|bajkowy zakatek|centrum zabaw|"
     "kinder planeta|=nubi|feedo|akademia nauki"},
    {"Expenses:Pets", LEXICON_BRAND,
     "zooplus polska|maxi zoo polska|=fera|fera pl|apetete|zoo centrum|zoo karina|karina|aquael zoo|"
     "aquael|zookarina|leopardus|piesotto|krakvet|telekarma|animal island|zwierzakowo|zoonatura|psiogo|"
     "vetpol"},
    {"Expenses:Personal care", LEXICON_BRAND,
     "rossmann polska|drogerie natura|dm polska|sephora polska|douglas polska|notino polska|jawa drogerie|"
     "=jasmin|drogerie jasmin|kontigo|kosmyk|drogerie koliber|drogeria koliber|laboo|drogerie laboo|"
     "sekret urody|blue drogerie|drogeria vica|cosibella|ezebra|iperfumy|ziaja|ziaja dla ciebie|"
     "ziajadlaciebie|organique|mydlarnia u franciszka|mydlarnia cztery szpaki|yves rocher polska|"
     "l occitane polska|bath body works polska|the body shop polska|lush polska|semilac|neonail|neo nail|"
     "indigo nails|victoria vynn|jean louis david polska|rene furterer|laurent|franck provost polska|"
     "berendowicz kublin|trendy hair fashion|gentleman barber|barber shop|depilacja pl|depilconcept|"
     "no mo re|solarium|yasumi|yasumi instytut|dr irena eris|instytut dr irena eris|norel|thai bali spa|"
     "manufaktura kosmetyczna|booksy|moment pl"},
    {"Expenses:Travel:Lodging", LEXICON_BRAND,
     "accor polska|arche|arche hotel|gołębiewski|golebiewski|hotel gołębiewski|hotel golebiewski|"
     "hotel orbis|novotel polska|ibis polska|mercure polska|qubus|qubus hotel|diament hotel|"
     "hotele diament|focus hotel|focus hotels|=puro|puro hotel|best western polska|campanile polska|"
     "hampton polska|sound garden|metropol hotel|polonia palace|bristol warszawa|sofitel victoria|"
     "radisson blu polska|hotel mikołajki|hotel mikolajki|zdrojowa|zdrojowa hotels|geovita|=fwp|"
     "funduszu wczasów|funduszu wczasow|interferie|nat hotel|satoria group|gromada|hotel gromada|"
     "start hotel|a o hostel polska|noclegi pl|nocowanie|nocowanie pl|triverna|travelist|slowhop|"
     "e turysta|apartamenty sun snow|sun snow|sun and snow|p o life|visitopolis|renters|renters pl|"
     "termy bukowina|terma bukowina|chochołowskie termy|chocholowskie termy"},
    {"Expenses:Travel", LEXICON_BRAND,
     "tui polska|coral travel polska|neckermann polska|wezyr|sun fun|exim tours polska|grecos|"
     "grecos holiday|nekera|oasis tours|ecco holiday|best reisen|almatur|travelplanet|fly pl|=esky|"
     "esky pl|lastminute polska|enovatis|traveligo|logos travel|ctpoland|traffic car|panek|panek rent|"
     "express rent a car|express car rental|kaizen rent|rentis|carfree|99rent|odkryj auto|car net|"
     "global rent a car|avis polska|hertz polska|sixt polska|lotnisko chopina|balice|wizzair polska|=lot"},
    {"Expenses:Entertainment", LEXICON_BRAND,
     "kino helios|cinema 3d|imax polska|kinoteka|kino muza|kino praha|filmweb|=player|tvn24 go|polsat box|"
     "canal plus polska|canal polska|=cda|cda pl|legimi audiobook|totalizator sportowy|=sts|"
     "fortuna polska|superbet polska|lvbet|forbet|totolotek|etoto|betfan|noblebet|energylandia|"
     "energylandia zator|legendia|rabkoland|bałtów|baltow|mandoria|suntago|park of poland|zoo wrocław|"
     "zoo wroclaw|afrykarium|kopernik|centrum nauki kopernik|muzeum powstania warszawskiego|muzeum polin|"
     "wawel|kopalnia soli wieliczka|teatr wielki|filharmonia|eventim polska|ebilet|ticketmaster polska|"
     "biletyna|biletyna pl|kupbilecik|=going|going app|tauron arena|escape room polska|let me out|go jump|"
     "gojump|jump city|hangar 646|jumpworld|flyspot|kręgle|kregle|kręgielnia mk bowling|"
     "kregielnia mk bowling|laser house|gry online|cd projekt|=gog"},
    {"Expenses:Education", LEXICON_BRAND,
     "speak up polska|=lincoln|ef polska|archibald|empik school|early stage|early stage szkoła|"
     "early stage szkola|helen doron|helen doron polska|british school|profi lingua|edulab|preply polska|"
     "tutore|novakid|giganci programowania|coders lab|kodilla|sda academy|infoshare academy|=wsb|"
     "wsb merito|uniwersytet swps|=swps|akademia leona koźmińskiego|akademia leona kozminskiego|=sgh|=agh|"
     "politechnika warszawska|uniwersytet warszawski|uniwersytet jagielloński|uniwersytet jagiellonski|"
     "e korepetycje|superprof polska|żak|szkoła żak|szkola zak|=cosinus|tebvoc|teb edukacja|=osk|"
     "auto szkoła|auto szkola|prawo jazdy|yamaha szkoła muzyczna|yamaha szkola muzyczna|"
     "akademia bilardowa|kumon polska|matplaneta|mathriders"},
    {"Expenses:Transport:Car", LEXICON_BRAND,
     "norauto polska|feu vert polska|inter cars|q service|q service castrol|motointegrator|auto partner|"
     "moto profil|gordon auto|iparts|iparts pl|ucando|autodoc polska|premio opony|oponeo|oponeo pl|"
     "opony com|euromaster polska|vianor polska|mobilny wulkanizator|autoland|bosch car service polska|"
     "profiauto|profi auto|ad auto dystrybucja|perfect service|eurowarsztat|aaa auto polska|aaa auto|"
     "otomoto|autocentrum aaa|autoplaza|carsmile|superauto|superauto24|carvertical|autopark|grupa pgd|"
     "=pgd|cichy zasada|autoplus|toyota chodzeń|toyota chodzen|chodzeń|chodzen|bemo motors|auto fus|"
     "auto fus group|dynamic motors|inchcape polska|grupa krotoski|krotoski|porsche polska|skoda polska|"
     "lellek|ganinex|iglotech|myjnia bezdotykowa|myjnia ehrle|mobil wash|carglass polska|nordglass|"
     "saint gobain autover|motul|iparts warsztat|4ride|intermotors|liberty motors|larsson|=pzm|pzmot|"
     "itd polska"},
    {"Expenses:Transport:Parking and tolls", LEXICON_BRAND,
     "mobiparking|city parking group|=anpr|apcoa polska|euro park|europark polska|interparking polska|"
     "moje auto|autopay|autopay autostrady|viatoll|etoll|amber go|autostrada a2|autostrada a4|stalexport|"
     "stalexport autostrada małopolska|stalexport autostrada malopolska|autostrada wielkopolska|gtc amber|"
     "=zdm|zarząd dróg miejskich|zarzad drog miejskich|pango polska|upark|spp warszawa"},
    {"Expenses:Transport:Taxi", LEXICON_BRAND,
     "bolt polska|uber polska|freenow polska|itaxi|i taxi|eko taxi|mpt taxi|wawa taxi|sawa taxi|ele taxi|"
     "ele sky|optitaxi|opti taxi|barbakan|barbakan taxi|megataxi|mega taxi|ryba taxi|traficar|"
     "express car sharing|4mobility|innogy go|vozilla|easyshare|blinkee|blinkee city|veturilo|"
     "nextbike polska|wavelo|=mevo|lime polska|tier polska|hop city|quick hulajnoga|yourway"},
    {"Expenses:Transport:Public transport", LEXICON_BRAND,
     "ztm warszawa|koleje mazowieckie|szybka kolej miejska|skm trójmiasto|skm trojmiasto|=skm|"
     "skm warszawa|=wkd|warszawska kolej dojazdowa|koleje śląskie|koleje slaskie|koleje dolnośląskie|"
     "koleje dolnoslaskie|koleje wielkopolskie|koleje małopolskie|koleje malopolskie|=lka|"
     "łódzka kolej aglomeracyjna|lodzka kolej aglomeracyjna|arriva polska|arriva rp|leo express|"
     "regiojet polska|flixbus polska|sindbad|sindbad bus|polski bus|polskibus|=pks|neobus|mpk kraków|"
     "mpk krakow|mpk wrocław|mpk wroclaw|mpk łódź|mpk lodz|ztm poznań|ztm poznan|ztm gdańsk|ztm gdansk|"
     "ztm katowice|=gzm|śkup|=skup|=peka|mobillet|zbiletem|zbiletem pl|bilkom|koleo|epodroznik|"
     "e podróżnik|e podroznik"},
    {"Expenses:Phone", LEXICON_BRAND,
     "p4 play|njumobile|virgin mobile polska|lajt mobile|premium mobile|lycamobile polska|"
     "mobile vikings polska|a2mobile|fakt mobile|biedronka mobile|klucz mobile|otvarta|vectra mobile|=folx"},
    {"Expenses:Phone:Internet", LEXICON_BRAND,
     "=toya|promax|chopin telewizja kablowa|asta net|sat film|fiberhost|=jmdi|leon internet|nexera|aero2|"
     "polsat box internet|tk chopin|eltronik|=koba|moico|=evio|syrion|wifi polska|home pl|nazwa pl|"
     "ovh polska|cyber folks|cyberfolks|zenbox"},
    {"Expenses:Utilities:Electricity and gas", LEXICON_BRAND,
     "pge obrót|pge obrot|tauron sprzedaż|tauron sprzedaz|energa obrót|energa obrot|innogy polska|"
     "e on polska|stoen|pgnig obrót detaliczny|pgnig obrot detaliczny|polska spółka gazownictwa|"
     "polska spolka gazownictwa|=psg|orlen gaz|veolia polska|veolia energia|fortum polska|ec będzin|"
     "ec bedzin|=mpec|mpec kraków|mpec krakow|=pec|=lpec|=opec|geotermia|hermes energia|green energy|"
     "axpo polska|po prostu energia|fenice|=duon|ewe polska"},
    {"Expenses:Utilities:Water", LEXICON_BRAND,
     "aquanet|mpwik warszawa|mpwik wrocław|mpwik wroclaw|wodociągi krakowskie|wodociagi krakowskie|"
     "wodociągi miasta krakowa|wodociagi miasta krakowa|saur neptun|=giwk|=zwik|zwik łódź|zwik lodz|"
     "aqua bielsko|katowickie wodociągi|katowickie wodociagi|wodociągi białostockie|"
     "wodociagi bialostockie|=zuk|zakład usług komunalnych|zaklad uslug komunalnych|pgkim|=zgk|"
     "zakład gospodarki komunalnej|zaklad gospodarki komunalnej"},
    {"Expenses:Utilities:Waste", LEXICON_BRAND,
     "=mpo|mpo warszawa|remondis polska|suez polska|fcc polska|alba polska|lekaro|byś|=zys"},
    {"Expenses:Housing:Rent", LEXICON_BRAND,
     "otodom|morizon|gratka|metrohouse|freedom nieruchomości|freedom nieruchomosci|re max polska|"
     "north nieruchomości|north nieruchomosci|wspolnota|wspólnota|=tbs|"
     "towarzystwo budownictwa społecznego|towarzystwo budownictwa spolecznego|=zgm|=zgn|resi4rent|"
     "heimstaden polska|student depot|robyg|dom development|murapol|=atal|develia|echo investment"},
    {"Expenses:Services", LEXICON_BRAND,
     "poczta polska|inpost paczkomaty|paczkomat inpost|dpd polska|dhl polska|dhl parcel polska|gls polska|"
     "ups polska|fedex polska|pocztex|orlen paczka|ruch paczka|furgonetka|furgonetka pl|allekurier|"
     "apaczka|epaka|meest polska|nova post polska|pralnia sylwia|pralnia betty clean|clean express|"
     "speed queen polska|wash point|mr minute|mister minit polska|ekspres krawiecki|copy general|"
     "xero copy|chroma drukarnia|drukomat|printu|less mess|lessmess storage|stokado|trans rent|"
     "przeprowadzki pl|helping polska|pozamiatane|fixly|oferteo|empikfoto|interia|wirtualna polska|"
     "urząd miasta|urzad miasta|urząd gminy|urzad gminy|urząd miejski|urzad miejski|starostwo powiatowe|"
     "gofin|ifirma|wfirma|infakt|nazwa"},
    {"Expenses:Gifts", LEXICON_BRAND,
     "poczta kwiatowa|kwiaciarnia internetowa|telekwiaciarnia|euroflorist polska|kwiatowa przesyłka|"
     "kwiatowa przesylka|flora point|kwiaty pl|bukieciarnia|wyjątkowy prezent|wyjatkowy prezent|"
     "prezentmarzeń|prezentmarzen|katalog marzeń|katalog marzen|katalogmarzen|super prezenty"},
    {"Expenses:Gifts:Donations", LEXICON_BRAND,
     "wośp|wielka orkiestra świątecznej pomocy|wielka orkiestra swiatecznej pomocy|caritas polska|"
     "polska akcja humanitarna|=pah|=pck|polski czerwony krzyż|polski czerwony krzyz|szlachetna paczka|"
     "siepomaga|siepomaga pl|zrzutka|zrzutka pl|fundacja tvn|fundacja polsat|rak n roll|patronite|"
     "schronisko dla zwierząt|schronisko dla zwierzat"},
};

const size_t lexicon_world_poland_count = sizeof lexicon_world_poland / sizeof lexicon_world_poland[0];
