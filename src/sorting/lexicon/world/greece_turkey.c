/* Table file: only words. Greece, Cyprus, Türkiye. */

#include "sorting/categories.h"
#include "sorting/lexicon.h"

const struct lexicon_list lexicon_world_greece_turkey[] = {
    {"Expenses:Groceries", LEXICON_BRAND,
     "σκλαβενίτης|σκλαβενιτης|σκλαβενίτησ|σκλαβενιτησ|αβ βασιλόπουλος|αβ βασιλοπουλος|αβ βασιλόπουλοσ|"
     "αβ βασιλοπουλοσ|ab vasilopoulos|μασούτης|μασουτης|μασούτησ|μασουτησ|γαλαξίας|γαλαξιας|γαλαξίασ|"
     "γαλαξιασ|κρητικός|κρητικος|κρητικόσ|κρητικοσ|kritikos|θανόπουλος|θανοπουλος|θανόπουλοσ|θανοπουλοσ|"
     "thanopoulos|μπαζάρ|μπαζαρ|bazaar supermarket|μαρκάτο|μαρκατο|market in|ξυνός|ξυνος|ξυνόσ|ξυνοσ|"
     "xinos|συνκα|synka|χαλκιαδάκης|χαλκιαδακης|χαλκιαδάκησ|χαλκιαδακησ|halkiadakis|ελληνικά μάρκετ|"
     "ελληνικα μαρκετ|ellinika market|παπαγεωργίου|παπαγεωργιου|διαμαντής μασούτης|διαμαντης μασουτης|"
     "διαμαντήσ μασούτησ|διαμαντησ μασουτησ|βερόπουλος|βεροπουλος|βερόπουλοσ|βεροπουλοσ|απολλώνιο|"
     "απολλωνιο|βενέτης|βενετης|βενέτησ|βενετησ|venetis|απολλώνιον|απολλωνιον|γρηγόρης|γρηγορης|γρηγόρησ|"
     "γρηγορησ|θεοδωρίδης|θεοδωριδης|θεοδωρίδησ|θεοδωριδησ|αττικά αρτοποιεία|αττικα αρτοποιεια|χατζή|"
     "χατζη|terkenlis|τερκενλής|τερκενλης|τερκενλήσ|τερκενλησ|κωνσταντινίδης|κωνσταντινιδης|"
     "κωνσταντινίδησ|κωνσταντινιδησ|konstantinidis|αλφαμέγα|αλφαμεγα|papantoniou|παπαντωνίου|παπαντωνιου|"
     "metro cyprus|zorbas|ζορπάς|ζορπας|ζορπάσ|ζορπασ|5m migros|şok marketler|sok marketler|=file|"
     "hakmar express|onur market|happy center|kim market|mopaş|mopas|gürmar|gurmar|pehlivanoğlu|"
     "pehlivanoglu|seyhanlar|özdilek|ozdilek|tarım kredi|tarim kredi|tarim kredi market|"
     "tarım kredi kooperatif|tarim kredi kooperatif|bizim toptan|metro grosmarket|groseri|yunus market|"
     "çağrı market|cagri market|cagri|rammar|ekomini|altunbilekler|show hipermarket|çelikler|celikler|"
     "biçen|bicen|=kipa|makromarket|makro market|istegelsin|getirbüyük|getirbuyuk|banabi|komagene|"
     "güllüoğlu|gulluoglu|hafız mustafa|hafiz mustafa|koska|divan pastanesi|pelit|saray muhallebicisi|"
     "=uno|halk ekmek|=ihe|özsüt|ozsut|maraş|maras|bolulu hasan usta|pınar|pinar|banvit|namlı|namli"},
    {"Expenses:Restaurants", LEXICON_BRAND,
     "μικέλ|μικελ|πίτα παν|πιτα παν|pita pan|ο θανάσης|ο θανασης|ο θανάσησ|ο θανασησ|μπαϊρακτάρης|"
     "μπαιρακταρης|μπαϊρακτάρησ|μπαιρακταρησ|bairaktaris|simply burgers|lartigiano|pizza fan|efood|"
     "wolt greece|box gr|kfc cyprus|burger king türkiye|burger king turkiye|usta donerci|arbys türkiye|"
     "arbys turkiye|sbarro türkiye|sbarro turkiye|popeyes turkiye|subway türkiye|subway turkiye|"
     "mcdonalds türkiye|mcdonalds turkiye|dominos türkiye|dominos turkiye|dominos pizza türkiye|"
     "dominos pizza turkiye|little caesars türkiye|little caesars turkiye|terra pizza|pizza lazza|"
     "pizzabulls|pizza bulls|kofteci yusuf|köfteci ramiz|kofteci ramiz|sultanahmet köftecisi|"
     "sultanahmet koftecisi|ramiz|baydoner|bereket döner|bereket doner|hd iskender|iskender|"
     "kebapçı iskender|kebapci iskender|pidem|sampi|burger yiyelim|burgeryiyelim|virginia angus|"
     "maydonoz döner|maydonoz doner|maydonoz|öncü döner|oncu doner|cigkoftem|oses çiğ köfte|"
     "oses cig kofte|=oses|adıyaman çiğköfte|adiyaman cigkofte|midyeci ahmet|big chefs|bigchefs|"
     "happy moons|happymoons|=midpoint|the house cafe|kırıntı|kirinti|cookshop|num num|nusret|nusr et|"
     "günaydın|gunaydin|develi|beyti|tavuk dünyası|tavuk dunyasi|dürümle|durumle|kasap döner|kasap doner|"
     "simitçi dünyası|simitci dunyasi|waffle edition|yemeksepeti|trendyol yemek|getiryemek|tıkla gelsin|"
     "tikla gelsin"},
    {"Expenses:Coffee", LEXICON_BRAND,
     "γρηγόρης καφέ|γρηγορης καφε|γρηγόρησ καφέ|γρηγορησ καφε|δωδώνη|δωδωνη|dodoni|κρι κρι|flocafe|"
     "da capo|second cup cyprus|pieto|espresso lab|coffy|gloria jeans turkiye|starbucks türkiye|"
     "starbucks turkiye|caribou türkiye|caribou turkiye|kahve diyarı|kahve diyari|roberts coffee türkiye|"
     "roberts coffee turkiye|petra roasting|kronotrop|mackbear|arabica coffee house|viyana kahvesi|"
     "bigmammas|big mamma s|cafe nero türkiye|cafe nero turkiye|tchibo türkiye|tchibo turkiye|"
     "dondurmacı ali usta|dondurmaci ali usta|roma dondurma|cremeria milano"},
    {"Expenses:Fuel", LEXICON_BRAND,
     "εκο|bp ελλάς|bp ελλας|bp ελλάσ|bp ελλασ|shell ελλάς|shell ελλας|shell ελλάσ|shell ελλασ|ελιν|ρεβοΪλ|"
     "ρεβοΙλ|cyclon|kaoil|silk oil|petrogaz|petrolina|πετρολίνα|πετρολινα|staroil|opet akaryakıt|"
     "opet akaryakit|po petrol ofisi|shell turkiye|bp türkiye|bp turkiye|total türkiye|total turkiye|"
     "türkiye petrolleri|turkiye petrolleri|lukoil türkiye|lukoil turkiye|m oil|=moil|sunpet|kadoil|"
     "termopet|=soil|euroil|milangaz|aygaz|ipragaz|likitgaz|=zes|eşarj|esarj|sharz|trugo|voltrun|"
     "astor şarj|astor sarj"},
    {"Expenses:Fees", LEXICON_BRAND,
     "εθνική τράπεζα|εθνικη τραπεζα|ethniki trapeza|=nbg|τράπεζα πειραιώς|τραπεζα πειραιως|"
     "τράπεζα πειραιώσ|τραπεζα πειραιωσ|πειραιώς|πειραιως|πειραιώσ|πειραιωσ|αττικής τράπεζα|"
     "αττικης τραπεζα|αττικήσ τράπεζα|αττικησ τραπεζα|attica bank|παγκρήτια|παγκρητια|pancreta bank|"
     "viva wallet|τράπεζα κύπρου|τραπεζα κυπρου|ελληνική τράπεζα|ελληνικη τραπεζα|astrobank|"
     "συνεταιριστική τράπεζα|συνεταιριστικη τραπεζα|ziraat|ziraat bankasi|turkiye is bankasi|iş bankası|"
     "is bankasi|qnb türkiye|qnb turkiye|finansbank|ing türkiye|ing turkiye|hsbc türkiye|hsbc turkiye|"
     "şekerbank|sekerbank|odeabank|fibabanka|anadolubank|alternatif bank|alternatifbank|burgan bank|"
     "aktif bank|aktifbank|kuveyt türk|kuveyt turk|albaraka türk|albaraka turk|türkiye finans|"
     "turkiye finans|ziraat katılım|ziraat katilim|vakıf katılım|vakif katilim|emlak katılım|"
     "emlak katilim|enpara|papara|ininal|paycell|iyzico|tosla|hadi bank|ptt bank|=upt|nkolay"},
    {"Expenses:Insurance", LEXICON_BRAND,
     "εθνική ασφαλιστική|εθνικη ασφαλιστικη|ethniki asfalistiki|interamerican|ιντεραμέρικαν|ιντεραμερικαν|"
     "ευρώπη ασφαλιστική|ευρωπη ασφαλιστικη|ευρωπαϊκή πίστη|ευρωπαικη πιστη|europaiki pisti|"
     "generali hellas|anytime ασφάλεια|anytime ασφαλεια|hellas direct|ατλαντική Ένωση|ατλαντικη Ενωση|"
     "υδρόγειος|υδρογειος|υδρόγειοσ|υδρογειοσ|ydrogios|μινέττα|μινεττα|minetta|εφκα|=efka|cnp cyprialife|"
     "allianz türkiye|allianz turkiye|axa sigorta|aksigorta|türkiye sigorta|turkiye sigorta|"
     "mapfre sigorta|hdi sigorta|sompo sigorta|zurich sigorta|ray sigorta|groupama sigorta|neova|"
     "quick sigorta|doğa sigorta|doga sigorta|bereket sigorta|anadolu hayat|anadolu hayat emeklilik|"
     "garanti emeklilik|agesa|avivasa|allianz yaşam|allianz yasam|vakıf emeklilik|vakif emeklilik|"
     "katılım emeklilik|katilim emeklilik|nn hayat|metlife türkiye|metlife turkiye|ankara sigorta|"
     "corpus sigorta|türk nippon|turk nippon|unico sigorta|magdeburger|gulf sigorta|=sgk|bupa acıbadem|"
     "bupa acibadem"},
    {"Expenses:Health:Pharmacy", LEXICON_BRAND,
     "hondos pharmacy|pharmacy295|vita4you|galinos|φαρμακείο λάμπρου|φαρμακειο λαμπρου|watsons türkiye|"
     "watsons turkiye|rossmann türkiye|rossmann turkiye|eve kozmetik|eveshop|dermoeczanem"},
    {"Expenses:Health", LEXICON_BRAND,
     "μετροπόλιταν|μετροπολιταν|metropolitan hospital|υγεία νοσοκομείο|υγεια νοσοκομειο|hygeia|βιοϊατρική|"
     "βιοιατρικη|bioiatriki|ευρωκλινική|ευρωκλινικη|euroclinic|affidea ελλάς|affidea ελλας|affidea ελλάσ|"
     "affidea ελλασ|ιασώ|ιασω|=iaso|γρηγοριάδης οπτικά|γρηγοριαδης οπτικα|γρηγοριάδησ οπτικά|"
     "γρηγοριαδησ οπτικα|grand optical greece|Όπτικαλ|Οπτικαλ|opticland|κωτσόπουλος|κωτσοπουλος|"
     "κωτσόπουλοσ|κωτσοπουλοσ|acıbadem|acibadem|memorial|memorial hastanesi|medicana|medical park|"
     "liv hospital|florence nightingale|amerikan hastanesi|medipol|dünyagöz|dunyagoz|bayındır|bayindir|"
     "medicalpark|anadolu sağlık|anadolu saglik|koç üniversitesi hastanesi|koc universitesi hastanesi|"
     "dentgroup|hospitadent|dent group|atasun|atasun optik|opmar|opmar optik|=solaris|medline|"
     "gen laboratuvar|synlab türkiye|synlab turkiye"},
    {"Expenses:Health:Fitness", LEXICON_BRAND,
     "mars athletic|mac one|b fit|=bfit|hillside city club|sports international|golds gym türkiye|"
     "golds gym turkiye|holmes place ελλάς|holmes place ελλας|holmes place ελλάσ|holmes place ελλασ|"
     "yava fitness|alterlife|planet fitness greece|sportlife greece"},
    {"Expenses:Shopping", LEXICON_BRAND,
     "πλαίσιο|πλαισιο|τζάμπο|τζαμπο|skroutz|σκρουτζ|public online|e shop gr|bestprice|attica|αττικα|"
     "hondos center|χόντος|χοντος|χόντοσ|χοντοσ|notos|notos galleries|zakcret|zakcret sports|"
     "intersport ελλάς|intersport ελλας|intersport ελλάσ|intersport ελλασ|cosmos sport|cosmossport|"
     "sportistas|folli follie|λίνκς|λινκς|λίνκσ|λινκσ|oxette|loisir|ζόλοτας|ζολοτας|ζόλοτασ|ζολοτασ|"
     "kessaris|decathlon ελλάς|decathlon ελλας|decathlon ελλάσ|decathlon ελλασ|ermes cyprus|trendyol|"
     "hepsiburada|=n11|gittigidiyor|çiçeksepeti|ciceksepeti|amazon türkiye|amazon turkiye|sahibinden|"
     "dolap|letgo|morhipo|pttavm|boyner|=ykm|çarşı|carsi|beymen|migros toptan|decathlon türkiye|"
     "decathlon turkiye|intersport türkiye|intersport turkiye|sportive|sneaks up|barçın|barcin|superstep|"
     "korayspor|=spx|altınbaş|altinbas|atasay|zen pırlanta|zen pirlanta|ariş|=aris|storks|so chic|"
     "saat saat|konyalı saat|konyali saat|d r|miniso türkiye|miniso turkiye|flying tiger türkiye|"
     "flying tiger turkiye|kanyon|zorlu|cevahir|istinyepark|forum istanbul|mall of istanbul|ankamall|"
     "viaport|venezia mega outlet|zuhal müzik|zuhal muzik|zuhal"},
    {"Expenses:Shopping:Clothing", LEXICON_BRAND,
     "=lcw|loft türkiye|loft turkiye|kiğılı|kigili|damat|damat tween|altınyıldız|altinyildiz|"
     "altinyildiz classics|altınyıldız classics|sarar|ramsey|hatemoğlu|hatemoglu|=avva|=network|machka|"
     "vakkorama|yargıcı|yargici|=adl|=perspective|trendyolmilla|penti|suwen|=dagi|blackspade|tchibo moda|"
     "instreet|greyder|derimod|hotiç|hotic|=inci|inci deri|beta ayakkabı|beta ayakkabi|divarese|"
     "elle shoes|kemal tanca|deichmann türkiye|deichmann turkiye|skechers türkiye|skechers turkiye|"
     "jack jones türkiye|jack jones turkiye|=civil|panço|panco|b g store|tozlu giyim|armine|tekbir|"
     "modanisa|sefamerve|attrattivo|=bsb|toi moi|alouette|lapin house|migato|tsakiris mallas|"
     "τσακίρης μάλλας|τσακιρης μαλλας|τσακίρησ μάλλασ|τσακιρησ μαλλασ|haralas|voi noi|envie shoes|"
     "kalogirou|nak shoes|boxer ανδρική|boxer ανδρικη|celestino|lynne|lynne fashion|access fashion|"
     "regalinas"},
    {"Expenses:Shopping:Electronics", LEXICON_BRAND,
     "κωτσόβολος|κωτσοβολος|κωτσόβολοσ|κωτσοβολοσ|public gr|γερμανός|γερμανος|γερμανόσ|γερμανοσ|"
     "mediamarkt ελλάς|mediamarkt ελλας|mediamarkt ελλάσ|mediamarkt ελλασ|multirama|istorm|yougr|"
     "stephanis|στεφανής|στεφανης|στεφανήσ|στεφανησ|bionic electronics|vatan|mediamarkt türkiye|"
     "mediamarkt turkiye|bosch türkiye|bosch turkiye|siemens türkiye|siemens turkiye|profilo|altus|"
     "samsung türkiye|samsung turkiye|troy estore|=troy|=pupa|gürgençler|gurgencler|itopya|incehesap|"
     "evkur|mondi elektronik"},
    {"Expenses:Shopping:Books", LEXICON_BRAND,
     "ιανός|ιανος|ιανόσ|ιανοσ|ianos|πρωτοπορία|πρωτοπορια|politeia|πολιτεία|πολιτεια|ελευθερουδάκης|"
     "ελευθερουδακης|ελευθερουδάκησ|ελευθερουδακησ|eleftheroudakis|ευριπίδης|ευριπιδης|ευριπίδησ|"
     "ευριπιδησ|μαλλιάρης|μαλλιαρης|μαλλιάρησ|μαλλιαρησ|malliaris|public βιβλία|public βιβλια|kitapyurdu|"
     "idefix|remzi kitabevi|remzi|pandora kitabevi|homer kitabevi|inkılap|inkilap|dost kitabevi|nezih|"
     "nezih kırtasiye|nezih kirtasiye|bkmkitap|kitapsepeti|penguen kitabevi"},
    {"Expenses:Home", LEXICON_BRAND,
     "leroy merlin ελλάς|leroy merlin ελλας|leroy merlin ελλάσ|leroy merlin ελλασ|praktiker ελλάς|"
     "praktiker ελλας|praktiker ελλάσ|praktiker ελλασ|praktiker hellas|ikea ελλάδα|ikea ελλαδα|σάτο|σατο|"
     "=sato|entos|Έντος|Εντος|Έντοσ|Εντοσ|νεοσέτ|νεοσετ|neoset|δρομέας|δρομεας|δρομέασ|δρομεασ|dromeas|"
     "jysk ελλάς|jysk ελλας|jysk ελλάσ|jysk ελλασ|superhome center|superhome|media strom|mediastrom|"
     "coco mat|candia|γουλιδάκη|γουλιδακη|bauhaus türkiye|bauhaus turkiye|ikea türkiye|ikea turkiye|mondi|"
     "doğtaş|kelebek mobilya|çilek|cilek|yataş|yatas|enza home|vivense|lazzoni|tepe home|alfemo|"
     "kilim mobilya|merinos|weltew|konfor mobilya|evidea|karaca home|kütahya porselen|kutahya porselen|"
     "paşabahçe|pasabahce|korkmaz|linens|taç|yataş bedding|yatas bedding|işbir|isbir|vitra|eczacıbaşı|"
     "eczacibasi|marshall boya|filli boya|koçtaş fix|koctas fix"},
    {"Expenses:Personal care", LEXICON_BRAND,
     "hondos|sephora ελλάς|sephora ελλας|sephora ελλάσ|sephora ελλασ|galerie de beaute|γκαλερί ντε μποτέ|"
     "γκαλερι ντε μποτε|gratis kozmetik|sephora türkiye|sephora turkiye|eve mağazaları|eve magazalari|"
     "tekin acar|farmasi kozmetik|mos kuaför|mos kuafor|toni guy türkiye|toni guy turkiye|no 13|makas"},
    {"Expenses:Travel:Lodging", LEXICON_BRAND,
     "grecotel|mitsis|aldemar|electra hotels|titanic hotels|divan hotel|hilton türkiye|hilton turkiye|"
     "barut|barut hotels|kaya hotels|limak|crystal hotels|delphin|elite world|anemon|ramada türkiye|"
     "ramada turkiye|etstur|ets tur|jolly tur|jollytur|tatilsepeti|tatilbudur|setur|otelz|obilet|enuygun|"
     "turna"},
    {"Expenses:Phone", LEXICON_BRAND,
     "κοσμοτέ|κοσμοτε|vodafone ελλάς|vodafone ελλας|vodafone ελλάσ|vodafone ελλασ|wind hellas|nova greece|"
     "νόβα|νοβα|cytamobile|epic cyprus|primetel|οτε|forthnet|vodafone türkiye|vodafone turkiye|ttnet|"
     "superonline|turknet|türknet|bimcell|pttcell|kablonet|türksat|turksat|digiturk|d smart"},
    {"Expenses:Utilities:Electricity and gas", LEXICON_BRAND,
     "δεη|=dei|Ήρων|Ηρων|protergia|elpedison|φυσικό αέριο αττικής|φυσικο αεριο αττικης|"
     "φυσικό αέριο αττικήσ|φυσικο αεριο αττικησ|zenith gr|ζενίθ|ζενιθ|volton|=nrg|watt volt|αηκ|"
     "eac cyprus|enerjisa|başkent elektrik|baskent elektrik|ck enerji|ck boğaziçi|ck bogazici|"
     "boğaziçi elektrik|bogazici elektrik|bedaş|bedas|ayedaş|ayedas|toroslar|gdz elektrik|igdaş|igdas|"
     "başkentgaz|baskentgaz|izmirgaz|aydem|uedaş|uedas|meram elektrik|sepaş|sepas"},
    {"Expenses:Utilities:Water", LEXICON_BRAND, "ευδαπ|eydap|ευαθ|eyath|iski su|aski su|=izsu|buski|=asat"},
    {"Expenses:Transport:Car", LEXICON_BRAND,
     "autohellas|γκαζ|vianatyre|toyota ελλάς|toyota ελλας|toyota ελλάσ|toyota ελλασ|otokoç|otokoc|"
     "doğuş oto|dogus oto|borusan oto|arabam|lassa|lastikpark|euromaster türkiye|euromaster turkiye|"
     "bosch car service türkiye|bosch car service turkiye|tüvtürk|tuvturk|petlas|brisa|castrol türkiye|"
     "castrol turkiye"},
    {"Expenses:Transport:Taxi", LEXICON_BRAND,
     "freenow ελλάς|freenow ελλας|freenow ελλάσ|freenow ελλασ|bitaksi|bi taksi|itaksi|martı|binbin|=moov|"
     "tiktak|zipcar türkiye|zipcar turkiye|yolcu360|isbike"},
    {"Expenses:Transport:Public transport", LEXICON_BRAND,
     "=oasa|athena card|trainose|hellenic train|ktel attikis|istanbulkart|=iett|=tcdd|tcdd taşımacılık|"
     "tcdd tasimacilik|=ido|=budo|kamil koç|kamil koc|pamukkale turizm|metro turizm|varan|ulusoy|"
     "nilüfer turizm|nilufer turizm|ankarakart|izmirim kart"},
    {"Expenses:Services", LEXICON_BRAND,
     "ελτα|=elta|acs courier|geniki taxydromiki|speedex|box now ελλάς|box now ελλας|box now ελλάσ|"
     "box now ελλασ|cyprus post|akis express|yurtiçi kargo|yurtici kargo|aras kargo|mng kargo|sürat kargo|"
     "surat kargo|ptt kargo|hepsijet|trendyol express|kolay gelsin|dry center|dryclean express"},
};

const size_t lexicon_world_greece_turkey_count =
    sizeof lexicon_world_greece_turkey / sizeof lexicon_world_greece_turkey[0];
