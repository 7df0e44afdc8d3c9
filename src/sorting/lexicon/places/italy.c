/* Table file: only words.
 *
 * Names of Italy. */

#include "sorting/categories.h"
#include "sorting/lexicon.h"

const struct lexicon_list lexicon_italy[] = {
    {"Expenses:Groceries", LEXICON_BRAND,
     "alì supermercati|alimentari despar|=a o|a o supermercati|basko supermercati|=borello|"
     "borello supermercati|carrefour market it|conad city|conad superstore|spazio conad|"
     "margherita conad|tuday conad|sapori dintorni|coop alleanza|=incoop|=cadoro|cadoro supermercati|"
     "dem supermercati|maxistore decò|maxistore deco|despar express|=dimar|=mercatò|=mercato|"
     "doro centry|elite supermercati|=laesse|=etè|=ete|eté supermercati|ete supermercati|eurospar it|"
     "interspar it|famila superstore|iper la grande i|=ipersoap|=iperal|ipertosano|iper tosano|=lando|"
     "martinelli|=md|=megamark|mercato market|=migross|natura sì|natura si|=naturasì|=ecor|=oasi|"
     "oasi tigre|=pam|pam local|=panorama|=pewex|poli supermercati|=poli|=prix|=realco|=sisa|"
     "simply punto|=sole 365|superconveniente|superemme|=superal|supercoop|tigotà market|tigota market|"
     "=tigre|=tuodì|=tuodi|u2 supermercato|viaggiator goloso|il viaggiator goloso|=visotto|=cortilia|"
     "supermercato24|il fornaio|=venchi|=majani|=caffarel|=perugina|=gobino|cioccolatitaliani|"
     "antico forno"},
    {"Expenses:Restaurants", LEXICON_BRAND,
     "america graffiti|antico vinaio|allantico vinaio|autogrill ciao|bun burgers|=bomaki|basara sushi|"
     "=calavera|calavera restaurant|chef express|domus pinsa|doppio malto|eataly ristorante|"
     "fratelli la bufala|=giappo|il mannarino|johnny bruschetta|la yogurteria|löwengrube|lowengrube|"
     "=mignon|=miscusi|=mychef|panino giusto|panini durini|pie pizzeria|=pizzium|=pokéria|=pokeria|"
     "poke bowl napoli|=princi|roadhouse restaurant|rossosapore|rosso sapore|=sorbillo|gino sorbillo|"
     "=spizzico|temakinho|the meatball family|trapizzino|wiener haus|wienerhaus|=12oz|=zushi|=grom|"
     "venchi gelato|la romana|gelateria la romana|gelatiamo|=rivareno|=giolitti|sirena express|=sarni|"
     "=ristop|fini grill|old wild west it|pizzikotto|=shis|=cigierre"},
    {"Expenses:Coffee", LEXICON_BRAND,
     "arnold coffee|bar atlantic|caffè vergnano|caffe vergnano|caffè vergnano 1882|"
     "caffe vergnano 1882|caffè napoli|caffe napoli|capuccino|=illy|espressamente illy|"
     "lavazza flagship|linos coffee|=mokà|=moka|mondadori café|mondadori cafe|motta caffè bar|"
     "motta caffe bar|santeustachio il caffè|santeustachio il caffe|starbucks reserve milano|"
     "thats vapore|12oz coffee|=pascucci|caffè pascucci|mokarabia|tazza doro|segafredo espresso"},
    {"Expenses:Fuel", LEXICON_BRAND,
     "=agip eni|ip gruppo api|costantin|conad self|conadself|carburanti conad|=coil|=energyca|=eni live|"
     "=enilive|enerpetroli|=europam|=ewa|=giap|iper station|keropetrol|kuwait petroleum|=ludoil|"
     "loro flli|=sia fuel|sarni oil|san marco petroli|total erg|=totalerg|=toil|vega carburanti|"
     "=becharge|plenitude on the road|=enel x|=duferco|duferco energia|=ewiva|free to x|=neogy|=powy|"
     "a2a e mobility|a2a e moving|=evway|nextcharge"},
    {"Expenses:Fees", LEXICON_BRAND,
     "allianz bank|banca akros|banca carige|=carige|banca cambiano|banca del fucino|banca del piemonte|"
     "banca di asti|cassa di risparmio di asti|banca di cherasco|banca di imola|banca di piacenza|"
     "banca di sassari|banco di sardegna|banco di napoli|banco desio|banco posta|bancoposta|banca etica|"
     "banca etruria|banca generali|banca ifis|banca marche|banca nazionale del lavoro|=bnl|"
     "bnl bnp paribas|banca passadore|banca patavina|banca popolare dellalto adige|volksbank alto adige|"
     "banca popolare di bari|banca popolare di milano|=bpm|banca popolare di puglia e basilicata|"
     "banca popolare di sondrio|banca popolare pugliese|banca progetto|banca prealpi|banca valsabbina|"
     "banca widiba|=widiba|=bcc roma|bcc milano|bcc credito cooperativo|banca di credito cooperativo|"
     "credito cooperativo|=bper|buddybank|cassa centrale|cassa di risparmio|"
     "cassa di risparmio di bolzano|sparkasse bolzano|cassa rurale|cassa raiffeisen|cassa di ravenna|"
     "la cassa di ravenna|=chebanca|cariparma|credito emiliano|=creval|credito valtellinese|emil banca|"
     "=fideuram|fineco bank|finecobank|=hype|=illimity|=isybank|mediolanum|monte paschi|=mps|"
     "monte dei paschi|=nexi|poste pay|=postepay|=satispay|selfybank|=tinaba|ubi banca|unicredit banca|"
     "veneto banca|=mooney|sisal pay|=sisalpay|lottomatica lis|=lis pay|=puntolis"},
    {"Expenses:Insurance", LEXICON_BRAND,
     "axa assicurazioni|bene assicurazioni|=bnl vita|=cnp vita|=conteit|=coface|genialloyd|"
     "groupama assicurazioni|hdi assicurazioni|ina assitalia|intesa sanpaolo assicura|=linear|"
     "linear assicurazioni|net insurance|poste vita|poste assicura|=primait|=quixa|rbm salute|"
     "reale mutua assicurazioni|toro assicurazioni|tua assicurazioni|unisalute|vera assicurazioni|"
     "=vittoria|=zuritel|zurich connect"},
    {"Expenses:Shopping:Clothing", LEXICON_BRAND,
     "alberto guardiani|antony morato|=aw lab|=awlab|=bernardi|=boggi|boggi milano|camicissima|"
     "camomilla italia|=carpisa|=cannella|=celyn b|=conbipel|coccinelle borse|cisalfa fashion|=deha|"
     "diffusione tessile|=dondup|elena mirò|=etro|fiorella rubino|fracomina|=gaudì|=gaudi|"
     "globo calzature|goldenpoint|=golden point|=guru|harmont blaine|=iana|imperial fashion|"
     "intimissimi uomo|=kocca|luisa spagnoli|=lovable|=marella|marina rinaldi|=max co|=melluso|"
     "miss sixty|=motivi|nero giardini|=oltre|=ovs kids|patrizia pepe|pittarosso|primadonna|"
     "primadonna collection|=primigi|rinascimento|scarpe scarpe|scarpamondo|sorelle ramonda|=subdued|"
     "tata italia|=twin set|=blukids|verde veronica|=zuiki|=blue spirit|bluespirit|franco gioielli|"
     "=kidult|morellato|=comete|sarni oro|=oro vivo|luca barra"},
    {"Expenses:Shopping", LEXICON_BRAND,
     "coin casa|=croff|df sport specialist|=sportler|game 7 athletics|game7athletics|=kasanova|=thun|"
     "=maurys|acqua sapone casa|=upim pop|mercatone uno|mercatopoli|mercatino|mercatino dellusato|"
     "=buffetti|gruppo buffetti|=legami|=subitoit|=eprice|=ibs|feltrinelli gifts|"
     "mondo convenienza outlet|svapostore|=smooke|=terpy|tabaccheria"},
    {"Expenses:Shopping:Electronics", LEXICON_BRAND,
     "=gaer|gamestopzing|mediaworld|media world|=monclick|=sinergy|=sme|unieuro city|=eldo|=r store|"
     "=rstore|c c apple|med store|=medstore|buydifferent|=bytecno|computer discount|=drako|galagames|"
     "ollo store|fotoforniture|ottica foto"},
    {"Expenses:Shopping:Books", LEXICON_BRAND,
     "la feltrinelli|lafeltrinelli|giunti al punto|=giunti|=hoepli|ibs libraccio|il libraccio|"
     "libreria coop|libreriecoop|mondadori bookstore|mondadori point|mondadori store|libreria san paolo|"
     "=paoline|=ubik|=rizzoli|libreria universitaria|mel bookstore|=star shop|panini comics"},
    {"Expenses:Home", LEXICON_BRAND,
     "arcaplanet casa|ares line|aran cucine|=berloni|=brico ok|brico center|bricobravo|calligaris|"
     "centro convenienza|centro mobili|chateau dax|chateaux dax|dondi salotti|=dorelan|dorelanbed|"
     "emmelunga|=eminflex|=febal|febal casa|=grancasa|=lube|cucine lube|creo kitchens|lube store|"
     "mercatone arreda|mondo brico|=obi it|ricci casa|risparmio casa|scavolini store|=self|=semeraro|"
     "=stosa|stosa cucine|veneta cucine|=viridea|=zanolli|bottega verde casa|la casa de las carcasas|"
     "perdormire|marcel materassi|materassi materassi|iperceramica|idrocentro|comoli ferrari|eurobrico|"
     "bricolife|punto brico|dottor group"},
    {"Expenses:Health:Pharmacy", LEXICON_BRAND,
     "farmacia comunale|farmacie comunali|boots apotheca|farmacie apoteca natura|apoteca natura|"
     "farmacia lloyds|lloydsfarmacia|lloyds farmacia comunale|lafarmacia|=farmaé|=farmae|=efarma|"
     "top farmacia|valore salute|parafarmacia conad|club salute"},
    {"Expenses:Health", LEXICON_BRAND,
     "angelini ottica|=avanzi|avanzi ottica|bluoptical|centro medico santagostino|santagostino|"
     "centro ottico|=cdi|cdi centro diagnostico|=caredent|clinica dentale caredent|dentalpro|dentadent|"
     "giovanni bona|clinica giovanni bona|grandvision by|=maico|maico sordità|maico sordita|nau ottica|"
     "optissimo|ottica avanzi|otticalissimo|policlinico gemelli|san raffaele|vision ottica|visionottica|"
     "=vistasì|=vistasi|ottica salmoiraghi|primo caredent|primo dentisti|lifebrain|bianalisi"},
    {"Expenses:Health:Fitness", LEXICON_BRAND,
     "20 hours club|=20hours|audace palestre|=dabliu|downtown palestre|fit active|fitactive|fit express|"
     "fitexpress|=fitandgo|fit and go|=fit2you|golden fitness|hard candy fitness|heaven fitness|"
     "kick off club|=klab|orange palestre|prime fitness|=prime24|roman sport city|=tonic|tonic fitness|"
     "ymcasport|palestre italiane"},
    {"Expenses:Utilities:Electricity and gas", LEXICON_BRAND,
     "a2a energia|acea energia|acsm agam|=agsm|=agsm aim|=alperia|bluenergy|dolomiti energia|=edison|"
     "eni gas e luce|=estra|=hera|=illumia|iren luce gas|=nen|nen energia|=pulsee|"
     "servizio elettrico nazionale|=italgas|2i rete gas"},
    {"Expenses:Phone", LEXICON_BRAND,
     "=coopvoce|=ho|=kena|negozio tim|=rabona|tim store|tiscali mobile|tre store|very mobile|"
     "windtre store|=1mobile|open fiber|=sky wifi|dimensione"},
    {"Expenses:Travel", LEXICON_BRAND,
     "=alpitour|auto europa|autovia noleggio|bluvacanze|=boscolo|cisalpina tours|=drivalia|eden viaggi|"
     "francorosso|gattinoni|grimaldi lines|=maggiore|maggiore rent|=moby|moby lines|noleggiare|"
     "=robintur|sicily by car|=tirrenia|=toremar|=caremar|liberty lines|=veratour|viaggi del mappamondo|"
     "welcome travel|geo travel network|=weroad|=winrent|=locauto|leasysrent"},
    {"Expenses:Entertainment", LEXICON_BRAND,
     "arcadia cinema|=cinecity|cinema anteo|cinelandia|=cineland|giometti cinema|leolandia|mirabilandia|"
     "movieland|movie planet|notorious cinemas|odissea 2001|the space|multiplex victor|zoomarine|"
     "=etnaland|=aquafan|oltremare|italia in miniatura|lottomatica|superenalotto|=goldbet|"
     "sisal matchpoint|better lottomatica|planetwin365|gratta e vinci"},
    {"Expenses:Travel:Lodging", LEXICON_BRAND,
     "=baglioni|bluserena|club esse|hotel duca daosta|gruppo una|una hotels|unahotels|una esperienze|"
     "starhotels|th resorts|voi hotels|voihotels|=valtur|=nicolaus|idea hotel|ih hotels|jsh hotels|"
     "blu hotels|human company|camping casavio|club del sole|ostello bello|generator italia|"
     "yellowsquare|plus hostel"},
    {"Expenses:Transport:Parking and tolls", LEXICON_BRAND,
     "telepass pay|unipolmove|unipolmove telepedaggio|=mooneygo|=mycicero|autostrade per litalia|"
     "autobrennero|autostrada del brennero|autovie venete|milano serravalle|pedemontana|saba italia|"
     "quick parking|parkeggio|=brebemi|=satap|tangenziale di napoli"},
    {"Expenses:Transport:Public transport", LEXICON_BRAND,
     "=amat|amt genova|=amtab|=anm|=arst|atac roma|=ataf|autolinee toscane|atv verona|avm venezia|=actv|"
     "actv venezia|=cotral|=eav|ferrovie dello stato|=fnm|gtt torino|italo treno|=itabus|itabus spa|"
     "leonardo express|marino autolinee|=marozzi|malpensa express|=sita sud|start romagna|=svt|=tep|"
     "=tper|terravision|trenitalia tper|trentino trasporti|venezia unica"},
    {"Expenses:Transport:Car", LEXICON_BRAND,
     "=aci|arval italia|autoingros|autoscout24 it|bosch car service it|=brumbrum|doctor glass|"
     "driver center it|gruppo intergea|autotorino|=lavajet|mida auto|pneus pirelli|=pirelli|punto pro|"
     "=rhiag|superservice|=a posto|=vetrocar|glassdrive|motorizzazione civile|agenzia pratiche auto|"
     "=pit lane"},
    {"Expenses:Personal care", LEXICON_BRAND,
     "beauty star|=caddys|=cad|cad beauty care|=clinians|compagnia della bellezza|coin beauty|=ethos|"
     "gabrielli profumerie|=gargiulo|idea bellezza|kiko make up|lerbolario|la gardenia beauty|"
     "limoni profumerie|=mallardo|=naïma|=naima|neve cosmetics|=no vello|nashi argan|=pinalli|"
     "sensation profumerie|=prodet|saponeria|contesta rock hair|wycon cosmetics|=espazium|=epilzero|"
     "=epilate|marrakech hammam|aldo coppola|=framesi"},
    {"Expenses:Services", LEXICON_BRAND,
     "=brt|brt corriere|ufficio postale|=sda|sda express|=nexive|casaforte|casaforte self storage|"
     "easybox self storage|lavasecco 1 ora|=wash dry|=bloomest|copernico|talent garden|"
     "sector alarm italia|=caf cisl|=caf acli|=caf cgil|patronato acli|patronato inca|fattura24|=aruba|"
     "aruba pec|registerit|studio professionale|calzolaio"},
    {"Expenses:Children", LEXICON_BRAND,
     "bimbostore|bimbo store|chicco store|città del sole|citta del sole|giocheria|giocheria toys|"
     "=iobimbo|=io bimbo|rocco giocattoli|toys garden|=salina|smyths it|lego certified store|"
     "original toys|il cantastorie"},
    {"Expenses:Pets", LEXICON_BRAND,
     "animali che passione|amici di casa coop|=ca zampa|=cazampa|croce azzurra vet|=dogcat|=fortesan|"
     "=iperfido|lisola dei tesori|lisola dei tesori pet|=italpet|joe zampetti|moby dick pet|"
     "pet store conad|petstore conad|robinson pet shop|viridea pet|zooplanet|zoo planet"},
};

const size_t lexicon_italy_count = sizeof lexicon_italy / sizeof lexicon_italy[0];
