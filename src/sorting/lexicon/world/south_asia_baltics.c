/* Table file: only words. South and south-east Asia; the Baltic countries. */

#include "sorting/categories.h"
#include "sorting/lexicon.h"

const struct lexicon_list lexicon_world_south_asia_baltics[] = {
    {"Expenses:Groceries", LEXICON_BRAND,
     "big c thailand|บิ๊กซี*|โลตัส|แม็คโคร*|makro thailand|ท็อปส์*|=tops|วิลล่า มาร์เก็ท*|ซีพีเฟรช*|cj more|"
     "ซีเจ มอร์*|cj express|เซเว่น อีเลฟเว่น*|เซเว่นอีเลฟเว่น*|7 eleven thailand|ลอว์สัน 108*|ฟู้ดแลนด์*|"
     "coopmart|co op food vietnam|bách hóa xanh|lotte mart vietnam|mm mega market|mega market|go vietnam|"
     "aeon citimart|circle k vietnam|gs25 vietnam|ministop vietnam|bs mart|satrafoods|satra|emart vietnam|"
     "ntuc fairprice|giant singapore|prime supermarket|mustafa centre|u stars|hao mart|redmart|=cheers|"
     "=choices|bengawan solo|econsave|=nsk|lotus s malaysia|the store|pacific hypermarket|village grocer|"
     "bens independent grocer|aeon big malaysia|tf value mart|bataras|giant malaysia|kk mart|speedmart|"
     "mynews|emart malaysia|farley|servay|everrise|super indo|transmart|lotte grosir|hero supermarket|"
     "farmers market indonesia|yogya|griya|borma|lawson indonesia|familymart indonesia|holland bakery|"
     "breadtalk indonesia|majestyk|sm hypermarket|sm savemore|landers|s r|waltermart|gaisano|"
     "metro supermarket|shopwise|ministop philippines|uncle john s|alfamart philippines|dali everyday|"
     "osave|julies bakeshop|more retail|reliance smart bazaar|smart bazaar|ratnadeep|vijetha|"
     "heritage fresh|natures basket|big basket|blinkit|zepto|swiggy instamart|instamart|jiomart|"
     "mother dairy|safal|=amul|nandini|aavin|karachi bakery|ribbons balloons|monginis|imtiaz|"
     "imtiaz super market|metro pakistan|carrefour pakistan|chase up|naheed|al fatah|jalal sons|shwapno|"
     "agora|meena bazar|daily shopping bangladesh|keells|keells super|cargills|cargills food city|arpico|"
     "arpico supercentre|laugfs|glomark|softlogic glomark|bhat bhateni|bhatbhateni|big mart nepal|"
     "salesberry|maxima lt|norfos|šilas|silas|aibė|=aibe|čia market|cia market|=elvi|top latvija|=mego|"
     "=lats|citro|vesko|aibe latvija|coop eesti|konsum|maksimarket|prisma eesti|grossi toidukaubad|"
     "keila pagar|meie pood|r kiosk|narvesen latvija|stockmann tallinn|kalniņš|kalnins|lāči|=laci"},
    {"Expenses:Restaurants", LEXICON_BRAND,
     "mk สุกี้*|เอ็มเค*|บาร์บีคิวพลาซ่า*|โออิชิ*|oishi|ฟูจิ|fuji restaurant|ยาโยอิ*|เอสแอนด์พี*|s p|"
     "เดอะพิซซ่า คอมปะนี*|เชสเตอร์*|ฮอทพอท*|ชาบูชิ*|shabushi|zen restaurant|after you|highlands|golden gate|"
     "king bbq|kichi kichi|gogi house|lotteria vietnam|jollibee vietnam|pizza 4ps|"
     "the pizza company vietnam|phở 24|pho 24|phở thìn|pho thin|al frescos|shopeefood|grabfood|foodpanda|"
     "gofood|toast box|ya kun|ya kun kaya toast|old chang kee|crystal jade singapore|"
     "din tai fung singapore|paradise dynasty|putien|jumbo seafood|koufu|food republic|foodfare|"
     "saizeriya singapore|sushi tei|genki sushi singapore|4fingers|pepper lunch singapore|"
     "the chicken rice shop|nandos malaysia|sushi zanmai malaysia|kenny rogers malaysia|"
     "pelita nasi kandar|original kayu|richiamo|sederhana|rm padang sederhana|dcost|gokana|"
     "yoshinoya indonesia|marugame indonesia|ayam geprek bensu|mie gacoan|gacoan|wizzmie|=jco|"
     "bebek kaleyo|sambal lalap|=maxs|shakeys philippines|gerrys grill|kuya j|tapa king|andoks|"
     "pancake house|contis|zomato|swiggy|adyar ananda bhavan|=a2b|sagar ratna|mainland china|"
     "behrouz biryani|paradise biryani|jumboking|goli vada pav|theobroma|kaati zone|absolute barbecues|"
     "savoy seafood|student biryani|savour foods|cheezious|johnny jugnu|kababjees|=optp|howdy|"
     "kfc bangladesh|takeout bangladesh|sultans dine|kacchi bhai|foodpanda bangladesh|perera sons|p s|"
     "dinemore|burger king lietuva|čili pizza|cili pizza|čili pica|cili pica|can can pizza|jammi|"
     "charlie pizza|delano|katpėdėlė|katpedele|forto dvaras|=lido|lido latvija|čili pica latvija|"
     "cili pica latvija|peperoni|vairāk saules|vairak saules|ezītis miglā|ezitis migla|sushi panda|"
     "sushi plaza|peetri pizza|vapiano eesti|opera pizza|boost sushi"},
    {"Expenses:Coffee", LEXICON_BRAND,
     "คาเฟ่ อเมซอน*|อินทนิล*|พันธุ์ไทย*|punthai|ชาตรามือ*|chatramue|trung nguyên legend|trung nguyen legend|"
     "phúc long|katinat|cộng cà phê|cong ca phe|cong caphe|gong cha vietnam|koi the|=liho|tealive|"
     "gigi coffee|oldtown|bask bear|=fore|tomoro coffee|excelso|kopi tuku|=haus|esteh indonesia|momoyo|"
     "ai cha|bos coffee|pickup coffee|but first coffee|zus philippines|macao imperial tea|café coffee day|"
     "chai point|chai sutta bar|mba chai wala|third wave|tim hortons india|gloria jeans pakistan|"
     "chaayé khana|chaaye khana|gloria jeans bangladesh|north end coffee|barista sri lanka|himalayan java|"
     "caffeine|caffeine roasters|vero cafe|huracan|coffee inn|taste map|costa latvija|double coffee|"
     "narvesen coffee|reval cafe|caffeine eesti|gustav cafe"},
    {"Expenses:Fuel", LEXICON_BRAND,
     "ปตท|บางจาก*|พีที|pt thailand|ซัสโก้*|petrolimex|pv oil|pvoil|saigon petro|idemitsu q8|"
     "petron malaysia|bhpetrol|caltex malaysia|spc singapore|sinopec singapore|shell indonesia|bp akr|"
     "vivo indonesia|petron philippines|phoenix petroleum|seaoil|cleanfuel|unioil|flying v|=bpcl|"
     "hp petrol pump|=hpcl|nayara|jio bp|tata power ez charge|statiq|attock|hascol|go petroleum|padma oil|"
     "meghna petroleum|jamuna oil|ceypetco|lanka ioc|=lioc|nepal oil|sajha petrol|viada|=emsi|"
     "baltic petroleum|neste lietuva|circle k lietuva|orlen lietuva|kvistija|jozita|virši|virsi|virši a|"
     "virsi a|circle k latvija|neste latvija|viada latvija|gotika auto|astarte nafta|olerex|alexela|"
     "krooning|terminal oil|jetoil eesti|circle k eesti|neste eesti|enefit volt|eleport"},
    {"Expenses:Fees", LEXICON_BRAND,
     "ธนาคารกรุงเทพ*|กสิกรไทย*|ธนาคารกสิกรไทย*|kbank|ธนาคารไทยพาณิชย์*|ไทยพาณิชย์*|=scb|กรุงไทย*|"
     "ธนาคารกรุงไทย*|ธนาคารออมสิน*|กรุงศรี*|ธนาคารกรุงศรีอยุธยา*|ทีทีบี*|พร้อมเพย์*|promptpay|truemoney|mbbank|"
     "tpbank|=vib|hdbank|=shb|=ocb|eximbank vietnam|=msb|lienvietpostbank|lpbank|seabank|scb vietnam|"
     "nam a bank|bac a bank|momo vietnam|zalopay|vnpay|affin bank|alliance bank|bank rakyat malaysia|=bsn|"
     "agrobank malaysia|touch n go|tng ewallet|trust bank|=gxs|paynow|bank bca|bank bri|bank bni|"
     "bank danamon|bank permata|ocbc nisp|bank mega|panin bank|bank syariah indonesia|=bsi|bank jago|"
     "=jago|seabank indonesia|blu by bca|jenius|bank btpn|=bjb|bank jatim|bank jateng|=dana|linkaja|=rcbc|"
     "eastwest bank|psbank|china bank|gcash|=maya|paymaya|cebuana lhuillier|palawan pawnshop|"
     "palawan express|m lhuillier|villarica|kotak|south indian bank|karur vysya bank|city union bank|"
     "bandhan bank|au small finance bank|ujjivan|equitas|=idbi|idbi bank|rbl bank|bank of maharashtra|"
     "paytm|phonepe|google pay india|mobikwik|muthoot finance|manappuram|bajaj finserv|bank alfalah|"
     "faysal bank|mcb bank|united bank limited|askari bank|js bank|soneri bank|easypaisa|jazzcash|sadapay|"
     "nayapay|bkash|nagad|rocket dutch bangla|city bank bangladesh|prime bank|pubali bank|sonali bank|"
     "janata bank|commercial bank of ceylon|commercial bank ceylon|sampath bank|hatton national bank|=hnb|"
     "bank of ceylon|seylan bank|nabil bank|nic asia|global ime|himalayan bank|esewa|khalti|luminor|"
     "citadele|seb lietuva|swedbank lietuva|šiaulių bankas|siauliu bankas|artea|medicinos bankas|rietumu|"
     "rietumu banka|blueor|industra|bigbank|coop pank|=lhv|lhv pank|inbank|seb eesti|swedbank eesti|"
     "paysera|sme bank"},
    {"Expenses:Health:Pharmacy", LEXICON_BRAND,
     "boots thailand|fascino|ฟาสซิโน*|pharmacity|long châu|long chau|an khang|guardian malaysia|"
     "caring pharmacy|big pharmacy|alpro pharmacy|alpro|am pm pharmacy|guardian singapore|unity pharmacy|"
     "=k24|century healthcare|guardian indonesia|watsons philippines|=tgp|wellness forever|pharmeasy|"
     "tata 1mg|=1mg|dvago|servaid|clinix|fazal din|lazz pharma|healthguard|eurovaistinė|camelia vaistinė|"
     "camelia vaistine|gintarinė vaistinė|benu vaistinė|norfos vaistinė|norfos vaistine|a aptieka|"
     "benu aptieka|sudameapteek|benu apteek|euroapteek|azeta"},
    {"Expenses:Shopping", LEXICON_BRAND,
     "bukalapak|blibli|zalora|=tiki|tiki vn|sendo|meesho|snapdeal|daraz|central department store|"
     "เซ็นทรัล*|the mall group|สยามพารากอน*|siam paragon|โรบินสัน*|supersports|vincom|"
     "takashimaya singapore|tangs|metro singapore|matahari|ramayana|sogo indonesia|rustans|"
     "sm department store|decathlon india|lifestyle stores|malabar gold diamonds|senco gold|pc jeweller|"
     "caratlane|bluestone|=titan|fastrack|=odel|aarong|=pigu|varle|varlė|kesko senukai|220 lv|pigu lt|"
     "senukai|sportland|apranga|tallinna kaubamaja|akropolis|akropole|=ozas|ülemiste|ulemiste|"
     "ulemiste keskus"},
    {"Expenses:Home", LEXICON_BRAND,
     "โฮมโปร*|ไทวัสดุ*|ดูโฮม|dohome|โกลบอลเฮ้าส์*|boonthavorn|บุญถาวร*|อินเด็กซ์*|sb design square|"
     "nojima singapore|ikea malaysia|=ssf|informa|ace hardware indonesia|=azko|depo bangunan|wilcon|"
     "allhome|cw home depot|urban ladder|hometown|nilkamal|asian paints|moki veži|moki vezi|ermitažas|"
     "ermitazas|=depo|depo diy|k senukai|kurši|kursi|bauhof|decora|espak|k rauta eesti|jysk eesti|aatrium"},
    {"Expenses:Shopping:Electronics", LEXICON_BRAND,
     "power buy|พาวเวอร์บาย*|banana it|บานาน่า*|=jib|advice thailand|it city|thegioididong|"
     "thế giới di động|the gioi di dong|điện máy xanh|dien may xanh|fpt shop|cellphones|nguyễn kim|"
     "nguyen kim|senheng|all it|harvey norman malaysia|electronic city|hartono|erafone|abenson|=octagon|"
     "datablitz|poorvika|sangeetha|girias|viveks|=singer|singer sri lanka|abans|damro|walton|walton plaza|"
     "transcom digital|topo centras|topocentras|elektromarkt|avitela|euronics eesti|euronics latvija|"
     "rd electronics|1a lv|klick|klick eesti|photopoint|dateks"},
    {"Expenses:Phone", LEXICON_BRAND,
     "เอไอเอส*|ทรู|circles life|celcomdigi|digi malaysia|unifi|yes 4g|=im3|tri indonesia|=byu|indihome|"
     "smart communications|smart telecom|converge ict|sky cable|vi vodafone idea|act fibernet|hathway|"
     "=ptcl|stormfiber|nayatel|teletalk|dialog axiata|slt mobitel|hutch lanka|nepal telecom|worldlink|"
     "telia lietuva|bitė|=bite|bite lietuva|tele2 lietuva|=lmt|bite latvija|=tet|baltcom|telia eesti|"
     "elisa eesti"},
    {"Expenses:Insurance", LEXICON_BRAND,
     "เมืองไทยประกันชีวิต*|เมืองไทยประกันภัย*|วิริยะประกันภัย*|viriyah|กรุงเทพประกันภัย*|ไทยประกันชีวิต*|"
     "bảo việt|bao viet|=pvi|pjico|manulife vietnam|dai ichi vietnam|prudential vietnam|income insurance|"
     "singlife|tune protect|etiqa|takaful malaysia|bpjs kesehatan|=bpjs|asuransi astra|garda oto|"
     "sinarmas msig|philhealth|sss philippines|sun life philippines|insular life|lic of india|lic india|"
     "sbi life|icici prudential|tata aig|united india insurance|=acko|digit insurance|policybazaar|"
     "hdfc ergo|efu life|jubilee life|state life|adamjee insurance|ceylinco|ceylinco life|ai insurance|"
     "lietuvos draudimas|ergo lietuva|=bta|bta draudimas|gjensidige lietuva|if draudimas|compensa lietuva|"
     "balta|bta latvija|if kindlustus|ergo eesti|swedbank kindlustus"},
};

const size_t lexicon_world_south_asia_baltics_count =
    sizeof lexicon_world_south_asia_baltics / sizeof lexicon_world_south_asia_baltics[0];
