/* Table file: only words.
 *
 * Names of Belgium, Luxembourg, the Netherlands. */

#include "sorting/categories.h"
#include "sorting/lexicon.h"

const struct lexicon_list lexicon_benelux[] = {
    {"Expenses:Groceries", LEXICON_BRAND,
     "albert heijn xl|=ah xl|agrimarkt|=attent|attent superstore|boni supermarkt|coop compact|"
     "coop supermarkten|coopcompact|dagwinkel|de notenbar|=deen|deen supermarkten|=dirk|"
     "ekoplaza foodmarqt|=emté|=emte|gall gourmet|=golff|hoogvliet supermarkten|jumbo city|"
     "jumbo foodmarkt|la place express|landmarkt|=mcd|mcd supermarkten|odin beleving|plus retail|"
     "poiesz supermarkten|=sligro|=hanos|=makro nl|spar city|=stach|troefmarkt|vomar voordeelmarkt|"
     "=crisp|gorillas nl|picnic nl|amazing oriental|wah nam hong|tanger markt|=tanger|bakker bart|"
     "bakker van maanen|bakkerij bart|bakkerij raymakers|bakker wiltink|t stoepje|multivlaai|"
     "vlaamsch broodhuys|hartogs volkoren|simon lévelt|simon levelt|keurslager|keurslagerij|"
     "slagerij van der zee|kaashuis tromp|kaashandel remijn|alexanderhoeve|=jamin|australian homemade|"
     "de tuinen|holland barrett nl|jacob hooy|=primera|bruna post|ava colruyt|colruyt laagste prijzen|"
     "okay compact|okay direct|spar colruyt|=cru|ad delhaize|proxy delhaize|shop go delhaize|=shop go|"
     "delitraiteur|carrefour hyper|carrefour market be|champion be|gb express|=cora be|=match be|"
     "=smatch|intermarché be|intermarche be|=lidl be|=aldi be|louis delhaize|prima supermarkt|=alvo|"
     "alvo supermarkt|spar lambrechts|lambrechts|albert heijn belgië|albert heijn belgie|jumbo belgië|"
     "jumbo belgie|carpe diem|=night day|press shop|=renmans|slagerij renmans|dierendonck|buurtslagers|"
     "=bonap|aveve broodhuis|le pain quotidien be|boulangerie louise be|léonidas pralines|"
     "leonidas pralines|=neuhaus|godiva be|=galler|corné port royal|corne port royal|jules destrooper|"
     "pierre marcolini|=färm|färm coop|farm coop|sequoia bio|=bioshop|the barn bio|=cactus|"
     "cactus shoppi|cactus hypermarché|cactus hypermarche|pall center|=naturata|monoprix luxembourg|"
     "fischer boulangerie|boulangerie fischer|oberweis luxembourg|delhaize luxembourg|=alima"},
    {"Expenses:Restaurants", LEXICON_BRAND,
     "bakkerij café|bakkerij cafe|burger bar|burgerbar|burgermeester|backwerk nl|broodje ben|broodzaak|"
     "de broodzaak|boulangerie t stoepje|brownies downies|corendon bistro|=de beren|restaurant de beren|"
     "de pizzabakkers|dominos nl|dunkin nl|=eazie|five guys nl|fisher jones|fg food labs|=gauchos|"
     "happy italy|happytosti|hema bistro|=julias|julias italian|=kfc nl|la cubanita|=loetje|"
     "café loetje|cafe loetje|lunchgarden|lunch garden|mannekenpis|vlaams friteshuis|manneken pis|"
     "=mcdrive|=moeke|=nyp|otacos nl|pizza beppe|pannenkoekenhuis|popocatepetl|=pluk|poké perfect|"
     "poke perfect|ron gastrobar|salsa shop|=sla|sla salad|shabushabu|spare rib express|subway nl|=sumo|"
     "sumo sushi|sushi point|sushipoint|sushi time|spaghetteria|the avocado show|thuis bezorgd|=toko|"
     "van der valk restaurant|=verhage|verhage fastfood|vlaamse frites|wagamama nl|wok to go|"
     "wokrestaurant|=zus zo|=bavet|balls glory|be burger|=beburger|brasserie de lhorloge|=bicky|"
     "burger king be|=quick be|chez léon|chez leon|=chi chis|=colmar|restaurant colmar|=crockin|"
     "=deliway|dominos be|ellis gourmet burger|frietchalet|=fritkot|=guapa|hawaiian poké bowl|"
     "hawaiian poke bowl|=huggys|huggys bar|=makisu|mcdonalds belgië|mcdonalds belgie|=meetme|"
     "otacos be|=olearys|=otomat|panos café|panos cafe|pitaya be|pizza hut be|pizza talia|"
     "poule poulette|=pulp|sushi shop be|=tossd|=würst|=wurst|=wasbar|manhattns|manhattns burgers|"
     "=cocottes|snooze luxembourg|brasserie schuman"},
    {"Expenses:Coffee", LEXICON_BRAND,
     "backers baristas|barista cafe|coffee lovers|coffeelovers|coffee star|doppio espresso|"
     "douwe egberts café|kaldi koffie|=lebkov|lebkov sons|=moyee|starbucks nl|koffie leute|"
     "t koffieboontje|koffie kàn|koffie kan|or coffee|or coffee roasters|aksum coffee|café liégeois|"
     "cafe liegeois|barista coffee be|coffeelabs|jacqmotte|=cirio|rombouts coffee|java coffee house"},
    {"Expenses:Alcohol and bars", LEXICON_BRAND,
     "=mitra|mitra slijterij|dirck iii|=dirk iii|=dirckiii|slijterijen|uw topslijter|topslijter|"
     "wijnkring|les généreux|les genereux|henri bloem|=prik tik|drinks market be|drankenhandel|"
     "drink market|prik en tik|mitra wijn|delirium village|brouwerij t ij|heineken experience|"
     "wijnvoordeel|wijnbeurs"},
    {"Expenses:Fuel", LEXICON_BRAND,
     "=amigo|amigo tankstation|argos tank|=avia nl|avia marees|=bp nl|bp express|=de haan|"
     "de haan tankstation|=dcb|=elan nl|esso express nl|=eg|=eg nl|fieten olie|firezone tank|=gulf nl|"
     "=haan|=hamers|=kuster|kuster olie|makro tank|=nxt|=ok olie|ok tankstation|=peut|=pin2go|=proost|"
     "=q8 easy|=salland|salland olie|shell express|=shell nl|supertank|tamoil nl|=tankplus|=tanqyou|"
     "texaco nl|totalenergies nl|van kessel|vissers energy|yellow tank|lukoil be|=maes|=esso be|"
     "=gabriëls|=bruno|bruno tank|=total be|=q8 be|=avia be|texaco be|comfort energy|=van raak|"
     "mattheeuws|=g v|go for gas|aral luxembourg|=goedert|allego nl|=blue corner|bluecorner|"
     "eneco emobility|=equans|=evbox|=ev box|fastned nl|greenflux|luminus charge|mistergreen|"
     "mister green|park n charge|=pitpoint|shell newmotion|=stroohm|vandebron laad|"
     "vattenfall incharge nl|=sparki"},
    {"Expenses:Fees", LEXICON_BRAND,
     "abn amro bank|aegon bank|=knab|=asn bank|=asn|de volksbank|garantibank|ing bank nl|ing belgië|"
     "ing belgie|insingergilissen|lloyds bank nl|leaseplan bank|=moneyou|=nibc|=nn bank|openbank nl|"
     "=rabo|regiobank|=sns|triodos nl|van lanschot|van lanschot kempen|=ics|international card services|"
     "=gwk|gwk travelex|argenta bank|axa bank belgië|axa bank belgie|=axa bank|belfius bank|bpost bank|"
     "bpost banque|bank van de post|=cbc|cbc banque|=crelan|=centea|=cph|cph banque|deutsche bank be|"
     "europabank|=fintro|hello bank be|=keytrade|keytrade bank|=kbc bank|nagelmackers|=newb|record bank|"
     "santander consumer be|triodos be|=vdk bank|=vanbreda|bank j van breda|=batopin|bancontact|"
     "=payconiq|bgl bnp paribas|=bil|banque internationale à luxembourg|"
     "banque internationale a luxembourg|banque et caisse dépargne|banque et caisse depargne|"
     "spuerkeess|=bcee|banque raiffeisen luxembourg|post finance luxembourg|=tikkie|=ideal"},
    {"Expenses:Insurance", LEXICON_BRAND,
     "anderzorg|anwb verzekeringen|asr verzekeringen|achmea zorg|allianz nl|=allsecur|=czdirect|"
     "de friesland|dsw zorgverzekeraar|=dela|de goudse|=eno|hollandzorg|=inshared|=intwente|=iza|=izz|"
     "=just|klaverblad|=lancyr|=monuta|=nn|=onvz|onvz zorg|promovendum|=pnozorg|salland zorg|"
     "stad holland|=tvm|umc zorgverzekering|united consumers|unigarant|=vvaa|woonverzekering|=yarden|"
     "=zekur|zevenwouden|zorg en zekerheid|=ziezo|allianz benelux|argenta verzekeringen|=athora|"
     "axa belgium|baloise belgium|belfius insurance|belfius direct|corona direct|=cm|"
     "christelijke mutualiteit|mutualité chrétienne|mutualite chretienne|bond moyson|solidaris|"
     "de voorzorg|dkv belgium|=dvv|dvv verzekeringen|les ap assurances|federale verzekering|"
     "fédérale assurance|federale assurance|=fidea|=foyer|foyer assurances|hospitalia|"
     "kbc verzekeringen|liberale mutualiteit|luxair assurance|la luxembourgeoise|=lalux|=mensura|=mloz|"
     "neutraal ziekenfonds|=oz|onafhankelijk ziekenfonds|partenamut|=helan|=partena|p v verzekeringen|"
     "=vivium|=touring|=vias|=vab|vab verzekeringen|=yuzzu|zurich be|vlaamse zorgkas|cns luxembourg"},
    {"Expenses:Shopping", LEXICON_BRAND,
     "as adventure|=bever|boekenvoordeel|=boltze|decathlon nl|daka sport|=dekker|dille kamille|"
     "douglas nl|=euroland|flying tiger nl|halfords nl|intertoys plus|intersport nl|hudsons bay nl|"
     "=kijkshop|kringloop|kringloopwinkel|leger des heils reshare|=lidl nl|marskramer|mediamarkt bazar|"
     "miniso nl|normal nl|=op op|op op voordeelshop|=perry|=pipoos|=rataplan|read shop|=solow|=so low|"
     "søstrene grene nl|sostrene grene nl|=sting|sport 2000 nl|primark nl|tk maxx nl|=topshelf|"
     "van cranenbroek|=welkoop|=bolcom|marktplaats|fietsenwinkel|fietsenwinkelnl|=mantel|mantel fietsen|"
     "=batavus|swapfiets nl|bike totaal|profile fietsspecialist|profile de fietsspecialist|"
     "fietsvoordeelshop|=ubershop|vrijbuiter|kampeerwereld|=obelink|=ava|ava papierwaren|dreamland|"
     "=fun be|galeria inno|=inno|hubo bazar|kringwinkel|de kringwinkel|les petits riens|spullenhulp|"
     "oxfam wereldwinkel|oxfam magasins du monde|sports direct be|=trafic|trafic be|maxi bazar be|"
     "extra bazar|club papeterie|brantano sport|fietsen de geus|o2 bikers|=fiets|gamma be bazar|"
     "euro shop be|la boutique du vélo|la boutique du velo"},
    {"Expenses:Shopping:Clothing", LEXICON_BRAND,
     "america today|=angelo|berden mode|bonita nl|=c a nl|=chasin|claudia sträter|claudia strater|"
     "=coolcat|cotton club|dungelmann|durlinger|esprit nl|=expresso|expresso fashion|=ecco nl|=fabfab|"
     "fred de la bretonière|fred de la bretoniere|geddes gillmore|gerry weber nl|=h m nl|"
     "hunkemöller nl|hunkemoller nl|jack jones nl|=jd nl|jeans centre|just brands|pme legend|"
     "kaldenberg|=livera|lincherie|=loavies|=lucardi|=m s mode|=ms mode|men at work|=mcgregor|miss etam|"
     "=monki nl|my jewellery|=nelson|=nikkie|=ofm|=open32|=oger|=pauw|=promiss|=protest|river woods|"
     "schuurman schoenen|schuurman|score jeans|=setpoint|=shoesme|=sps|sissy boy|sting companies|=steps|"
     "steps fashion|suitsupply|superdry nl|=terstal|the society shop|tumble n dry|van dal mannenmode|"
     "=van lier|van tilburg|van uffelen|=vingino|witteveen|witteveen mode|=wolky|=ziengs|"
     "siebel juweliers|=siebel|=kish|brandfield|schaap en citroen|schaap citroen|=gassan|diamond point|"
     "diamondpoint|buddhatobuddha|=ti sento|=zinzi|=amici|=avance|=bel bo|caroline biss|=cks|"
     "cassis paprika|=paprika|damart be|=delvaux|=e5|essentiel antwerp|essentiel|filou friends|"
     "fred ginger|=giovane|=gigue|=jbc mode|=juttu|kids store|=l l|lola liza|=lolaliza|maxxi shoes|"
     "mer du nord|=noukies|olivier strelli|paul rose|=pronti|rent a closet|river island be|"
     "san marina be|schoenen torfs|shoe discount|=sturfs|terre bleue|twice as nice|van den assem|"
     "vanden borre mode|vögele be|vogele be|=wolff|=xandres|zeb for stars|zeeman be"},
    {"Expenses:Shopping:Electronics", LEXICON_BRAND,
     "=amac|apple store nl|art craft|=azerty|alternate be|belsimpel|coolblue be|de schouw witgoed|"
     "dixons nl|=ep|electro world nl|electroworld|expert nl|=foka|game mania|=icentre|kamera express|"
     "cameraland|konijnenberg|=leapp|=lab9|media markt nl|=megekko|mediamarkt be|=mobielnl|=mycom nl|"
     "=nedgame|paradigit|phone house nl|scheer foppen|=switch|=wimood|=4launch|cd rom land|art photo|"
     "=eldi|=exellent|exellent electro|expert be|new vanden borre|vanden borre kitchen|=selexion|"
     "switch apple|electro depot be|=cool blue|=fnac be|hifi international|hifi luxembourg|"
     "auchan electro|saturn luxembourg|=kontakt"},
    {"Expenses:Shopping:Books", LEXICON_BRAND,
     "athenaeum|boekhandel dekker|de slegte|=donner|dominicanen|boekhandel dominicanen|ecoscript|"
     "=paagman|=polare|primera boek|scheltema|=selexyz|the read shop|van piere|=broese|van der velde|"
     "boekenwereld|de groene waterman|fnac boeken|filigranes|librairie filigranes|club librairie|"
     "librairie molière|librairie moliere|standaard boekhandel|tropismes|pêle mêle|pele mele|"
     "de reyghere|slumberland bd|=ernster|librairie ernster"},
    {"Expenses:Home", LEXICON_BRAND,
     "action wonen|=auping|babypark wonen|=baderie|basic label|beddenreus|=beterbed|=bouwmaat|"
     "boer staphorst|bol keukens|bruynzeel keukens|bruynzeel|carpetright nl|carpet right nl|coppelmans|"
     "de bommel meubelen|de troubadour|dmg meubelen|eijerkamp|=fonq|gamma bouwmarkt|=gamma nl|groenrijk|"
     "groenrijk tuincentrum|=goossens|goossens wonen|=grando|grando keukens|handyman nl|hornbach nl|"
     "=hubo nl|=ikea nl|=inhouse|=jysk nl|keukenconcurrent|keuken kampioen|keuken concurrent|"
     "keukenvision|=kluswijs|=kvik nl|life garden|=loods 5|lampenlicht|=macho|mandemakers|"
     "mandemakers keukens|meubelplein|=montel|montel meubelen|multimate|pontmeyer|pronto wonen|"
     "piet klerkx|prominent|profijt meubel|=ranzijn|rofra home|rivièra maison|riviera maison|=roobol|"
     "sanders meubelstad|seats and sofas|sanitairwinkel|=sani4all|sani dump|superkeukens|"
     "superkeukens nl|technische unie|tegelgroep|trendhopper|=topform|totaalbed|tuincentrum overvecht|"
     "tuincentrum de oude tol|=tuinland|van den heuvel|=vtwonen|welkoop tuin|woonboulevard poortvliet|"
     "woonexpress|xenos wonen|zwaansverwenbeurs|zwartwit keukens|=zitmaxx|zinc wonen|=horta|bricoplanit|"
     "brico planit|brico city|big mat be|=bouwpunt|=cras|=casa be|=dovy|dovy keukens|=èggo|=eggo|"
     "eggo keukens|=facq|famiflora|=floralux|gamma belgië|gamma belgie|=gamma be|=heylen|heytens be|"
     "hubo belgië|hubo belgie|=ixina be|=jysk be|=kvik be|leen bakker be|maxi matras|mr bricolage be|"
     "=maniet|maniet luxus|=mano|meubelen verhaegen|=ohgreen|=overstock home|=overstock garden|"
     "pottelberg|=sleepy|sleepworld|schrauwen|schmidt be|=toptex|trendy home|van marcke|"
     "vanden borre keuken|walter van gastel|=weba|=x2o|x2o badkamers|=xlg|roche bobois be|=batiself|"
     "hela home|cactus hobbi|roller luxembourg|kichechef|=alvisse|conforama luxembourg"},
    {"Expenses:Health:Pharmacy", LEXICON_BRAND,
     "alphega apotheek|apotheek alphega|benu apotheek|boots apotheek|=boots nl|=da|da drogisterij|=dio|"
     "dio drogist|drogisterijnet|g w gezondheidswinkel|kring apotheek|=mediq|mediq apotheek|multipharma|"
     "medi market|lloyds pharma|lloydspharma|newpharma be|farmaline|parapharm|=pleinnl|pharmabelgium|"
     "service apotheek|san apotheek|thio pharma|apotheek servais|=viata|=epc|goed apotheek|=goed|"
     "pharma belgium|apotheek vna"},
    {"Expenses:Health", LEXICON_BRAND,
     "=ace tate|beter horen|=brilmij|=centrop|cz oogzorg|daarom optiek|=eyelove|eyelove brillen|"
     "eye wish opticiens|grandvision nl|oogwereld|=rinck|specsavers nl|schoonenberg|"
     "schoonenberg hoorsupport|van boxtel hoorwinkels|van boxtel|zorgoptics|smiledental|dental clinics|"
     "fresh mondzorg|tandartsenpraktijk|=mondzorg|amsterdam umc|erasmus mc|radboudumc|=lumc|umc utrecht|"
     "=olvg|infomedics|=famed|=star shl|=saltro|atalmedial|unilabs nl|=medlon|=certe|=sanquin|"
     "afflelou be|alain afflelou be|grand optical be|hans anders be|=lapperre|amplifon be|pearle be|"
     "veranneman|=aurilis|optic center be|optiek lammerant|=krys be|uz leuven|=uz gent|az sint jan|=zna|"
     "chu liège|chu liege|cliniques saint luc|=chirec|synlab be|=aml lab|cerba healthcare|ketterthill|"
     "laboratoires réunis|laboratoires reunis|=bionext|rode kruis bloed"},
    {"Expenses:Health:Fitness", LEXICON_BRAND,
     "anytime fitness nl|basic fit nl|=biggym|=big gym|bodybusiness|clubsportive|david lloyd nl|=fit20|"
     "fitness365|=fitland|healthclub45|healthcity nl|high studios|optisport|=rocycle|saints stars|"
     "sportfondsen|train more|vondelgym|=gymlife|aspria be|jims fitness|health city be|oxygen fitness|"
     "passage fitness|stadium be|basic fit be|fitness wezenberg|=ck sport|factory 4|gym pass be"},
    {"Expenses:Personal care", LEXICON_BRAND,
     "boots beauty nl|brainwash|brainwash kappers|cosmo hairstyling|douglas be|=kinki|kinki kappers|"
     "hizi hair|planet parfum|di drogisterij|april beauty|parfumerie mooi|mooi parfumerie|rob peetoom|"
     "skins cosmetics|=skins|team kappers|=tophair|top hair nl|treatwell nl|ami kappers|"
     "medi market parfum|pronti hair|jean louis david be|olivier dachkin|=dachkin|jules john|ultra sun|"
     "=sundays|sundays zonnestudio|zonnestudio|=kreatos|=zizo|anne sophie beauty|beauty plaza"},
    {"Expenses:Transport:Car", LEXICON_BRAND,
     "=anwb|anwb winkel|=a point|autobandenmarkt|=autodrop|autohopper|autoservice totaal|autotaalglas|"
     "=bovag|bosch car service nl|=brezan|broekhuis|carglass nl|carwash loogman|=loogman|euromaster nl|"
     "halfords autoservice|kwikfit nl|kwik fit nl|james autoservice|=louwman|motorhuis|=muntstad|=pon|"
     "profile tyrecenter|profile car tyreservice|quick fit|=renova|=rdw|=stern|stern auto|van mossel|"
     "vakgarage|=wensink|=winparts|=wassink|anwb wegenwacht|=cbr|=auto 5|=auto5|carglass be|=dieteren|"
     "dieteren automotive|bandencentrale|=q team|vanden borre auto|touring depannage|vab pechverhelping|"
     "=sbat|autokeuring|autoveiligheid|=aibv|=km|washington carwash|=imo be|=lab box|losch luxembourg|"
     "acl luxembourg|=snca"},
    {"Expenses:Transport:Parking and tolls", LEXICON_BRAND,
     "=4411|=apcoa nl|beparking|easypark nl|indigo be|interparking|interparking belgië|"
     "interparking belgie|=parkbee|=park line|parkmobile nl|parkeerservice|parkingbrussels|q park nl|"
     "q park be|=streeteo|westerscheldetunnel|parkeren amsterdam|=cition|kiltunnel|viapass be|"
     "liefkenshoektunnel|parkindigo be"},
    {"Expenses:Transport:Public transport", LEXICON_BRAND,
     "arriva nl|=blauwnet|=breng|gvb amsterdam|htm den haag|keolis nl|=ns|=qbuzz|=rrreis|=syntus|"
     "hermes ov|=u ov|tls bv ov chipkaart|=delijn|mivb stib|stib mivb|nmbs sncb|=tec be|=letec|=cfl|"
     "cfl luxembourg|=rgtr|=luxtram|=flibco|brussels city shuttle|eurolines|brussels airport express|"
     "=waterbus|=teso|=doeksen|wagenborg passagiersdiensten"},
    {"Expenses:Transport:Taxi", LEXICON_BRAND,
     "amber mobility|=amber|=bolt nl|cambio belgië|cambio belgie|=check|check scooters|=felyx|"
     "go sharing|go sharing nl|greenwheels|=mywheels|=snappcar|=ov fiets|=poppy|poppy mobility|"
     "blue bike|=villo|velo antwerpen|billy bike|donkey republic nl|sixt share nl|=tca taxi|taxi verts|"
     "taxis verts|=veloh|cozywheels|=dégage|=degage|=partago|=baqme"},
    {"Expenses:Entertainment", LEXICON_BRAND,
     "attractiepark slagharen|avonturenpark hellendoorn|=artis|bobbejaanland|burgers zoo|"
     "cinéma gaumont|cinema gaumont|de efteling|dierenpark amersfoort|=duinrell|holland casino|"
     "jacks casino|fair play casino|fair play|kinepolis nl|madurodam|nederlandse loterij|=toto nl|"
     "nationale postcode loterij|nationale postcode|bankgiro loterij|vriendenloterij|pathé theaters|"
     "pathe theaters|pathé tuschinski|pathe tuschinski|=vue nl|vue cinemas nl|euroscoop|plopsaland|"
     "=plopsa|pairi daiza|planckendael|zoo antwerpen|=walibi|walibi belgium|walibi holland|toverland|"
     "attractiepark toverland|sportpaleis|=ugc be|ugc brussel|siniscoop|cinescope|nationale loterij|"
     "loterie nationale|ladbrokes be|napoleon games|unibet be|=utopolis|kinepolis luxembourg|"
     "loterie luxembourg|museumkaart|rijksmuseum|van gogh museum|=nemo|naturalis|=paylogic|"
     "ticketmaster nl|ticketswap|teleticketservice|afas live|ziggo dome|monkey town|=ballorig|"
     "jump xl nl|bounce valley|street jump"},
    {"Expenses:Travel:Lodging", LEXICON_BRAND,
     "=amrâth|=amrath|amrâth hotels|amrath hotels|bastion hotel|bastion hotels|bilderberg|"
     "campanile nl|center parcs nl|droomparken|europarcs|=fletcher|fletcher hotel|fletcher hotels|"
     "hampshire hotel|hampshire|hotel van der valk|van der valk|valk exclusief|=ibis nl|inntel hotels|"
     "landal greenparks|natuurhuisje|nh hoteles nl|postillion|postillion hotel|rcn vakantieparken|"
     "roompot vakanties|=stayokay|=sunparks|thon hotel be|topparken|=westcord|westcord hotels|=zoover|"
     "=micazu|leonardo nl|=corbie|corsendonk|hotel ibis be|martins hotels|martins hotel|=floreal|"
     "vayamundo|les auberges de jeunesse|parc hotel luxembourg"},
    {"Expenses:Travel", LEXICON_BRAND,
     "anwb reizen|bbi travel|bolderman|=bookit|de jong intra|=djoser|eliza was here|fox verre reizen|"
     "=fox|=kras|neckermann be|=oad|prijsvrij|=sawadee|stedentrips|=tui nl|=tui be|tui reisbureau|"
     "transavia holidays|vakantiediscounter|vakantieveilingen|vliegticketsnl|vliegtickets|=wtc|=bo rent|"
     "=diks|diks autoverhuur|=dockx|dockx rental|=hertz be|kav autoverhuur|=kuperus|mistergreen rent|"
     "=sixt nl|connections|club med be|thomas cook be|=jetair|joker reizen|=sunjets|=7plus|luxair tours|"
     "luxairtours|sales lentz|emile weber|voyages emile weber"},
    {"Expenses:Travel:Flights", LEXICON_BRAND,
     "=luxair|klm cityhopper|=tui fly|tui fly belgium|corendon airlines"},
    {"Expenses:Utilities:Electricity and gas", LEXICON_BRAND,
     "budget thuis|coolblue energie|delta energie|=delta|=eon nl|energiedirect|energiedirectnl|"
     "=engie nl|=enexis|frank energie|gewoon energie|=hvc|innova energie|=liander|mega energie nl|=nuon|"
     "=oxxio|om nieuwe energie|powerpeers|pure energie|=stedin|tibber nl|united consumers energie|"
     "vattenfall nl|vrijopnaam|zonneplan|bolt energie|=cociter|dats 24 energie|=ebem|=ecopower|=elegant|"
     "=eneco be|engie electrabel|electrabel|=lampiris|totalenergies be|=mega be|octa energie|=ores|"
     "=resa|=sibelga|=trevion|wase wind|=creos|=enovos|sudenergie|sudstroum|=eida|leo luxembourg"},
    {"Expenses:Utilities:Water", LEXICON_BRAND,
     "=dunea|=oasen|=wml|waterbedrijf groningen|=wmd|de watergroep|=farys|=pidpa|=vivaqua|=swde|=cile|"
     "water link|=iwva|agso knokke|=inbw"},
    {"Expenses:Phone", LEXICON_BRAND,
     "50 mobiel|belsimpel telecom|budget mobiel|budget thuis mobiel|kpn winkel|lebara nl|lycamobile nl|"
     "odido shop|=simyo nl|t mobile nl|t mobile thuis|=tele2 nl|vodafone nl|vodafoneziggo|"
     "carrefour mobile|digi belgium|=edpnet|=hey|hey telecom|jim mobile|=neibo|orange belgium|orange be|"
     "proximus shop|telenet shop|=tadaam|=zuny|post luxembourg|post telecom|tango luxembourg|"
     "orange luxembourg|luxonline|=eltrona"},
    {"Expenses:Phone:Internet", LEXICON_BRAND,
     "freedom internet|=glasnet|kabelnoord|=onlinenl|=plinq|=skv|=solcon|=telfort|zeelandnet|edpnet be|"
     "visual online|luxembourg online|=canal nl"},
    {"Expenses:Services", LEXICON_BRAND,
     "=post nl|=dhl nl|dhl servicepoint|dhl parcel nl|=dpd nl|=gls nl|=homerr|=trunkrs|=budbee|"
     "shurgard nl|=city box|city self storage|=allsafe|allsafe mini opslag|=1box|salland storage|"
     "=palthe|stomerij palthe|sandy wasserette|mister minit be|mister minit nl|=regus nl|=spaces|"
     "spaces nl|=tribes|seats2meet|=kariboo|mondial relay be|=postpunt|=5àsec be|=5asec be|wasbar be|"
     "=wash net|shurgard be|wonderbox storage|lockers be|=de kluis|silversquare|meetdistrict|"
     "multiburo be|securitas be|verisure be|dela uitvaart|monuta uitvaart|randstad nl|tempo team|"
     "start people nl|=timing|=packup"},
    {"Expenses:Housing:Rent", LEXICON_BRAND,
     "=aedes|alliantie|de alliantie|eigen haard|=funda|heimstaden nl|holland2stay|=kamernet|"
     "makelaarsland|=mvgm|=pararius|=portaal|=rochdale|stadgenoot|=vestia|=vivantes|=woonstad|=woonbron|"
     "=woonin|=xior|=ymere|era makelaars|re max nl|=de key|=duwo|=ssh|century 21 benelux|=dewaele|"
     "heylen vastgoed|hillewaere|=immoweb|immoscoop|=immovlan|latour petit|turner dewaele|"
     "wonen vlaanderen|=athomelu"},
    {"Expenses:Children", LEXICON_BRAND,
     "=babypark|bart smit|=lobbes|marianne baby|prénatal nl|prenatal nl|smallsteps|kinderopvang partou|"
     "partou nl|kidsfoundation|kinderopvang humanitas|=top1toys|top 1 toys|=toychamp|=wijs|zeeman baby|"
     "dreambaby|=baby kid|orchestra be|supra bazar|maxi toys be|babydump be|filibabba|kind en gezin|"
     "aubert be"},
    {"Expenses:Pets", LEXICON_BRAND,
     "boerenbond|=brekz|=discus|dierendokters|dierspecialist|faunaland|=jumper|jumper de diersuper|"
     "pets place boerenbond|petsonline|medpets nl|ranzijn dier|welkoop dier|zooplus nl|maxi zoo be|"
     "tom co be|=ani zoo|=anizoo|poils et plumes be|evidensia nl|anicura nl|sterkliniek"},
    {"Expenses:Gifts", LEXICON_BRAND,
     "bloomon nl|=bloomin|euroflorist|euroflorist nl|fleurop nl|fleurop interflora|=greetz|hallmark nl|"
     "regiobloemist|topbloemen|topbloemennl|=bongo|=vivabox|expo bloemen|=surprose|vvv cadeaubon|"
     "bol cadeaukaart"},
    {"Expenses:Gifts:Donations", LEXICON_BRAND,
     "cliniclowns|dierenbescherming|hartstichting|=kwf|kwf kankerbestrijding|leger des heils|"
     "nierstichting|natuurmonumenten|oranje fonds|plan nederland|stichting vluchteling|war child|"
     "wereld natuur fonds|kom op tegen kanker|=natagora|natuurpunt|rode kruis vlaanderen|"
     "croix rouge de belgique|=télévie|=televie|damiaanactie|broederlijk delen|=111111|"
     "artsen zonder grenzen|caritas luxembourg"},
    {"Expenses:Education", LEXICON_BRAND,
     "=duo|duo groningen|=loi|=nha|=nti|hogeschool van amsterdam|universiteit van amsterdam|=tu delft|"
     "universiteit utrecht|universiteit leiden|volksuniversiteit|ku leuven|=ugent|=vub|=ulb|uclouvain|"
     "=uliège|=uliege|=syntra|=cvo|anwb rijopleiding|=van dijk|studystore|osinga boeken|"
     "mediahuis onderwijs"},
};

const size_t lexicon_benelux_count = sizeof lexicon_benelux / sizeof lexicon_benelux[0];
