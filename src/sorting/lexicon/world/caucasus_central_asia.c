/* Table file: only words. Georgia, Armenia, Azerbaijan, Kazakhstan, Uzbekistan, Kyrgyzstan, Mongolia. */

#include "sorting/categories.h"
#include "sorting/lexicon.h"

const struct lexicon_list lexicon_world_caucasus_central_asia[] = {
    {"Expenses:Groceries", LEXICON_BRAND,
     "კარფური|carrefour georgia|ნიკორა|nikora|აგროჰაბი|agrohub|გუდვილი|goodwill georgia|ორი ნაბიჯი|"
     "ori nabiji|2 nabiji|ორინაბიჯი|სპარი|spar georgia|მაგნიტი|magniti georgia|ლიბრე|libre|ფრესკო|"
     "fresco georgia|ჯიბე|=jibe|იოლი|ioli market|დეილი|daily group|ევროპროდუქტი|europroduct|ზღაპარი|"
     "zgapari|ვეკო|სმარტი|smart supermarket georgia|თოკო|პური გულიანი|გულიანი პური|puri guliani|"
     "ივერიის პური|საბაკო|ენტრე|entree|entrée|დუნკინ|ხორცის სახლი|ნატახტარი|ალკოჰუსი|wine gallery|"
     "Երևան սիթի|yerevan city|Երևան Սիթի|=sas|սաս|sas supermarket|sas food court|Նոր Զովք|nor zovq|"
     "Քառեֆուր|carrefour armenia|Ծիրան|tsiran|Տաշիր սուպերմարկետ|evrika|Ավետիսյան|kfc armenia|"
     "bravo supermarket|bravo hypermarket|=araz|araz supermarket|araz market|=oba|oba market|bazarstore|"
     "bazar store|spar azerbaijan|rahat|rahat market|tamstore|tam store|fresco azerbaijan|al market|"
     "neptun|neptun supermarket|grandmart|favorit market|bolmart|magnum|magnum cash carry|=магнум|=small|"
     "small supermarket|=смолл|=рамстор|ramstore|ramstor|=галмарт|galmart|интерфуд|interfood|=анвар|anvar|"
     "а маркет|amarket|=арзан|arzan|=скиф|=skif|дина супермаркет|метро казахстан|=тойmart|toimart|"
     "той март|столичный|южный супермаркет|дастархан|dastarkhan|=фиркан|светофор казахстан|=ayan|"
     "аян маркет|kishmish|цесна хлеб|=бахус|=арбуз|arbuz|arbuz kz|airba fresh|аирба фреш|korzinka|"
     "korzinka uz|makro uzbekistan|=макро|havas|=хавас|carrefour uzbekistan|baraka market|барака маркет|"
     "baraka|galmart tashkent|asiauz|=olma|=олма|uzum market|узум маркет|=uzum|=би1|safia|=сафия|"
     "глобус бишкек|globus kg|globus bishkek|фрунзе супермаркет|=фрунзе|frunze|народный бишкек|narodnyi|"
     "narodny kg|спар киргизия|азия ритейл|супер мега|яйца куйручук|куликовский|kulikovskiy|"
     "куликовский торт|=номин|nomin|nomin supermarket|номин супермаркет|=имарт|emart mongolia|и март|"
     "cu mongolia|gs25 mongolia|sky hypermarket|=скай|минии дэлгүүр|minii delguur|миний дэлгүүр|=оргил|"
     "orgil|carrefour mongolia|max mart|макс март|=мэргэн|=товч|талх чихэр|talkh chikher|=апу|=apu|жүр Үр|"
     "jur ur|yonsei bakery|=ёншир|=еншир|khaan burger"},
    {"Expenses:Restaurants", LEXICON_BRAND,
     "სამიკიტნო|samikitno|მაჭახელა|machakhela|თაღლაურა|taglaura|პასანაური|pasanauri|კლიკი|მაკდონალდსი|"
     "მაკდონალდსი საქართველო|ვენდისი|wendys georgia|დუნკინ დონატსი|რონის პიცა|ronny s pizza|ronnys pizza|"
     "ლუკა პოლარე|luca polare|თბილისო|ბარბარესთან|barbarestan|შავი ლომი|სახაჭაპურე|salobie bia|"
     "სალობიე ბია|კაფე ლეილა|ხინკლის სახლი|velorestaurant|ფესტი|ვოლტი|wolt georgia|გლოვო|glovo georgia|"
     "Տաշիր պիցցա|tashir pizza armenia|Լահմաջո|Գայանե|Կարաս|karas|karas fast food|Քարաս|Պանդոկ Երևան|"
     "pandok yerevan|Լավաշ ռեստորան|lavash restaurant|Շերեփ|sherep|Թումանյան շաուրմա|tumanyan shawarma|"
     "Ջինո|buy am|menu am|yandex eats armenia|fryday|çudo peçka|cudo pecka|chudo pechka|borani|"
     "mado azerbaijan|papa johns azerbaijan|shaurma no1|shaurma n1|dönər|nergiz restoran|kfc azerbaijan|"
     "mcdonalds azerbaijan|wolt azerbaijan|bolt food azerbaijan|im hungry|ай эм хангри|im hungry kz|"
     "=бахандi|bahandi|=баханди|salam bro|салам бро|доннер на абая|doner na abaya|донер на абая|"
     "тандыр нан|kfc казахстан|додо казахстан|додо пицца казахстан|burger king казахстан|"
     "hardees казахстан|=чечил|чечил паб|checchil|chechil pub|=каганат|kaganat|=алаша|=навват|navat|"
     "=нават|=барашка|лагманхана|=рата|rata кафе|=дарижан|=гакку|=саксаул|del papa|дель папа|"
     "ali baba казахстан|паул казахстан|chocofood|=чокофуд|=evos|=эвос|oqtepa lavash|=окtepa|октепа лаваш|"
     "max way|макс вей|maxway|feed up|фид ап|les ailes|лез эль|bellissimo pizza|белиссимо пицца|"
     "chopar pizza|чопар пицца|chopar|yaponamama|япона мама|yapona mama|rayhon|=райхон|беш козон|"
     "besh qozon|центр плова|street 77|стрит 77|express24|wolt uzbekistan|cyclone|=фаиза|faiza|"
     "чайхана джалал абад|империя пиццы бишкек|пица миа бишкек|=ordo|begemot pizza|додо бишкек|"
     "modern nomads|модерн номадс|khaan buuz|хаан бууз|=жигүүр|цагаан бууз|pizza hut mongolia|"
     "kfc mongolia|burger king mongolia|bbq chicken mongolia|broadway pizza mongolia|loving hut|tusgal"},
    {"Expenses:Coffee", LEXICON_BRAND,
     "კოფესტა|coffesta|დუნკინი|ენტრე კაფე|კოფი ლაბი|coffee lab georgia|სტარბაქსი|ლუკა პოლარე ნაყინი|"
     "ვანილა|gloria jeans azerbaijan|paul azerbaijan|=mado|coffee moffie|coffeemania baku|"
     "coffeeshop company armenia|Սուրճ|jazzve|ջազզվե|achajour|աչաջուր|green bean|afrolab|coffeedelia|"
     "кофеделия|кофе boom|coffee boom|кофе бум|мамма миа казахстан|marrone rosso|марроне россо|nedelka|"
     "неделька|starbucks казахстан|=чашечка|zebra coffee казахстан|=bon|бон кофе|black bear coffee|"
     "breadly|sierra coffee|сьерра кофе|адриано кофе|adriano|=бублик|giraffe coffee|жираф кофе|чайка кофе|"
     "tom n toms mongolia|caffe bene mongolia|tous les jours mongolia|cu кофе|rosewood kitchen"},
    {"Expenses:Fuel", LEXICON_BRAND,
     "გალფი|gulf georgia|სოკარი|socar georgia|ვისოლი|wissol|ვისოლ|რომპეტროლი|rompetrol georgia|ლუკოილი|"
     "lukoil georgia|კონექტი|connect georgia|პორტალი|portal petroleum|თეგეტა|city petrol|սիթի պետրոլ|"
     "=flash|ֆլեշ|=cps|max oil|մաքս օիլ|azpetrol|socar petroleum|socar azerbaijan|lukoil azerbaijan|"
     "istiqlal|qazaq oil|казак ойл|қазақ ойл|qazaqoil|казмунайгаз|kazmunaygas|=kmg|=кмг|sinooil|=синойл|"
     "helios kz|royal petrol|роял петрол|газпромнефть казахстан|petroretail|петроретейл|compass азс|"
     "uzneft|ung petro|унг петро|узнефтегаз|mustang азс|метан заправка|газпром киргизия|"
     "газпром нефть азия|бишкек петролеум|bishkek petroleum|=бнк|партнер нефть|red petroleum|петровис|"
     "petrovis|магнай трейд|magnai trade|=шунхлай|shunkhlai|сод монгол|sod mongol|эн ай си|nic mongolia|"
     "=ноёмаан|=ноемаан|тэс петролеум|tes petroleum|даян дэлгэр|голден гейт"},
    {"Expenses:Fees", LEXICON_BRAND,
     "საქართველოს ბანკი|bank of georgia|=bog|თიბისი|თიბისი ბანკი|tbc bank|tbc bank georgia|ლიბერთი|"
     "ლიბერთი ბანკი|liberty bank georgia|კრედო|კრედო ბანკი|credo bank|ბაზისბანკი|basis bank|"
     "პროკრედიტ ბანკი|procredit georgia|ტერაბანკი|terabank|ქართუ ბანკი|cartu bank|ვითიბი ბანკი|"
     "ხალიკ ბანკი|halyk georgia|ფინკა ბანკი|სილქ ბანკი|silk bank|აიდიბი|isbank georgia|პაშა ბანკი|"
     "pasha bank|pasha bank georgia|space bank|სფეის|რიკო კრედიტი|rico credit|რიკო|კრისტალი|crystal mfo|"
     "tbc pay|თიბისი ფეი|აღმოჩენა|Ամերիաբանկ|ameriabank|ameria|Արդշինբանկ|ardshinbank|ardshin|Ակբա բանկ|"
     "=acba|acba bank|ԱԿԲԱ|Ինեկոբանկ|inecobank|ineco|Ինեկո|Էվոկաբանկ|evocabank|evoca|Կոնվերս Բանկ|"
     "converse bank|Կոնվերս|Յունիբանկ|unibank|Յունիբանկ armenia|ԱրարատԲանկ|araratbank|Արարատբանկ|"
     "ԱյԴի բանկ|idbank|id bank|idram|Իդրամ|Հայէկոնոմբանկ|armeconombank|ՀԷԲ|Ֆասթ բանկ|fast bank|"
     "fast credit|Արմսվիսբանկ|armswissbank|Ամիօ բանկ|amio bank|Արցախբանկ|artsakhbank|ՎՏԲ Հայաստան|telcell|"
     "թելսել|easypay armenia|kapital bank|kapitalbank|birbank|=abb|abb bank|beynəlxalq bank|"
     "beynelxalq bank|azərbaycan beynəlxalq bankı|azerbaycan beynelxalq banki|"
     "international bank of azerbaijan|unibank azerbaijan|leobank|leo bank|accessbank|"
     "access bank azerbaijan|bank respublika|xalq bank|xalqbank|rabitəbank|rabitebank|rabitabank|"
     "bank of baku|yelo bank|expressbank azerbaijan|turanbank|premium bank|azer turk bank|azər türk bank|"
     "muganbank|afb bank|ziraat bank azerbaijan|yapı kredi azerbaijan|yapi kredi azerbaijan|millionaryol|"
     "=million|e manat|emanat|=m10|=каспи|каспи банк|kaspi|kaspi gold|kaspi kz|халык банк|"
     "народный банк казахстана|halyk|=халык|fortebank|форте банк|банк центркредит|bank centercredit|=бцк|"
     "jusan bank|жусан банк|jusan|jýsan|jysan|евразийский банк|eurasian bank|eurasian|отбасы банк|"
     "otbasy bank|жилстройсбербанк|береке банк|bereke bank|bereke|bank rbk|банк рбк|=нурбанк|nurbank|"
     "home credit казахстан|фридом банк|freedom bank|freedom finance|алтын банк|altyn bank|"
     "шинхан казахстан|казпочта|казпошта|kazpost|qazpost|kassa24|касса 24|civi24|=humo|=хумо|uzcard|"
     "=узкард|ипотека банк|ipoteka bank|капиталбанк|kapitalbank uz|hamkorbank|хамкорбанк|агробанк|"
     "agrobank|народный банк узбекистан|xalq banki|халк банки|узпромстройбанк|=sqb|uzpsb|узнацбанк|=nbu|"
     "асака банк|asaka|asakabank|ипак йули|ipak yuli|ipak yuli bank|алока банк|aloqabank|алокабанк|"
     "туронбанк|turonbank|микрокредитбанк|mikrokreditbank|давр банк|davr bank|davrbank|анор банк|anorbank|"
     "tbc uzbekistan|тибиси узбекистан|инфинбанк|infinbank|трастбанк|trastbank|ориент финанс|=ofb|"
     "orient finans|=пэйми|payme uz|=click|=клик|click uz|paynet|=пэйнет|apelsin|=апельсин|uzum bank|"
     "узум банк|=алиф|=alif|=мбанк|коммерческий банк кыргызстан|банк кыргызстан|оптима банк|optima bank|"
     "айыл банк|aiyl bank|рск банк|rsk bank|элдик банк|eldik bank|демир банк|demir bank|бакай банк|"
     "bakai bank|компаньон банк|companion bank|kompanion|=кикб|дос кредобанк|о деньги|=элсом|balancekg|"
     "хаан банк|khan bank|khaan bank|голомт банк|golomt|golomt bank|худалдаа хөгжлийн банк|=tdb|tdb bank|"
     "trade and development bank|төрийн банк|state bank mongolia|torriin bank|хас банк|xac bank|xacbank|"
     "капитрон банк|capitron bank|богд банк|bogd bank|м банк|m bank mongolia|ариг банк|arig bank|"
     "чингис хаан банк|Үндэсний хөрөнгө оруулалтын банк|лэнд мн|lendmn|socialpay|сошиалпэй|=qpay|=кьюпэй|"
     "storepay|=сторпэй|pocket zero|=монпэй|monpay|hipay"},
    {"Expenses:Insurance", LEXICON_BRAND,
     "გიპიაი|gpi holding|ჯიპიაი|ალდაგი|aldagi|იმედი ელი|imedi l|=imedi|tbc დაზღვევა|თიბისი დაზღვევა|"
     "tbc insurance|ირაო|=irao|არდი|=ardi|არდი დაზღვევა|უნისონი|პსპ დაზღვევა|psp insurance|ევროინს ჯორჯია|"
     "euroins georgia|ალფა დაზღვევა|პრაიმი|Ինգո Արմենիա|ingo armenia|Նաիրի Ինշուրանս|nairi insurance|"
     "Ռոսգոստրախ Արմենիա|rosgosstrakh armenia|Լիգա Ինշուրանս|liga insurance|Սիլ Ինշուրանս|sil insurance|"
     "Ռեսո|reso armenia|paşa sığorta|pasa sigorta|pasha insurance|pasha sigorta|paşa həyat|pasa heyat|"
     "ata sığorta|ata sigorta|ata holding|meqa sığorta|meqa sigorta|mega insurance|azərsığorta|"
     "azersigorta|xalq sığorta|xalq sigorta|qala sığorta|qala sigorta|ateşgah|atesgah|ateshgah|atəşgah|"
     "a group sığorta|a group sigorta|halyk страхование|халык страхование|halyk insurance|"
     "евразия страховая|eurasia insurance|ск евразия|номад иншуранс|nomad insurance|nomad|"
     "казахмыс страхование|виктория страхование|номад life|nomad life|freedom life|фридом лайф|"
     "коммеск омир|kommesk|лондон алматы|=центрас|centras|=сентрас|jusan garant|интертич|intertech|saqbol|"
     "gross insurance|гросс иншуранс|узбекинвест|uzbekinvest|узагросугурта|uzagrosugurta|apex insurance|"
     "апекс иншуранс|alfa invest|kapital sugurta|капитал сугурта|ingo uzbekistan|=кафолат|kafolat|"
     "монгол даатгал|mongol daatgal|бодь даатгал|bodi daatgal|миг даатгал|mig daatgal|номин даатгал|"
     "nomin daatgal|тэнгэр даатгал|tenger insurance|практикал даатгал|мандал даатгал|mandal|ард даатгал|"
     "ard insurance|хаан даатгал"},
    {"Expenses:Health:Pharmacy", LEXICON_BRAND,
     "ფარმადეპო|pharmadepot|pharma depo|ავერსი|aversi|პსპ|=psp|psp pharma|ჯიპისი|=gpc|იმპექსი|impex|"
     "ფარმაგო|pharmago|მედკაპიტალი|Ալֆա ֆարմ|alfa pharm|alfa pharm armenia|Նատալի ֆարմ|natali pharm|"
     "natali|Վագա ֆարմ|vaga pharm|Գեդեոն Ռիխտեր|Դեղատուն 36 6|Առողջ ապրիր|zeytun aptek|zeytun|buta aptek|"
     "avis aptek|azərbaycan aptek|azerbaycan aptek|azerimed|aloe aptek|my aptek|radez|европharma|"
     "еврофарма|europharma|биосфера аптека|biosfera apteka|=садыхан|sadykhan|аптека плюс казахстан|"
     "аптека плюс|=зерде|гиппократ аптека|рауза ade|=рауза|центральная аптека казахстан|таблеткa|"
     "гармония здоровья|аманат аптека|амити аптека|oxy med|=оксимед|oxymed|dori darmon|дори дармон|"
     "grand pharm|гранд фарм|999 аптека|арзон аптека|arzon apteka|=неман|neman|неман аптека|фармамир|"
     "farmamir|=бимед|bimed|=монос|monos|монос эмийн сан|=онош|азифарма|asia pharma mongolia|ард фарм"},
    {"Expenses:Shopping", LEXICON_BRAND,
     "თბილისი მოლი|tbilisi mall|ისთ ფოინთი|east point|გალერია თბილისი|galleria tbilisi|სითი მოლი|"
     "city mall|city mall saburtalo|მეგალაინი|megaline|ლილო მოლი|lilo mall|ექსტრა|extra ge|ვენდუ|"
     "veli store|mymarket ge|მაიმარკეტი|Դալմա Գարդեն Մոլ|dalma garden mall|Մեգա մոլ|mega mall armenia|"
     "Ռոսիա մոլ|wildberries armenia|list am|28 mall|gənclik mall|genclik mall|ganjlik mall|park bulvar|"
     "deniz mall|dəniz mall|port baku mall|amburan mall|umico|tap az|trendyol azerbaijan|kaspi магазин|"
     "мега алматы|mega almaty|mega silk way|dostyk plaza|достык плаза|хан шатыр|khan shatyr|=керуен|"
     "asia park|азия парк|esentai mall|эсентай молл|спортмастер казахстан|wildberries казахстан|"
     "ozon казахстан|халык маркет|jmart|flipkz|flip kz|=flip|olx казахстан|kolesakz|krisha|limpopo|"
     "=лимпопо|meloman|=меломан|marwin|=марвин|самарканд дарваза|samarqand darvoza|compass mall|"
     "компасс молл|tashkent city mall|next mall|riviera mall|asaxiy|=асаксий|zood mall|olx uzbekistan|"
     "sello|бишкек парк|bishkek park|азия молл|asia mall|=дордой|dordoi|вефа центр|vefa center|"
     "шангри ла молл|shangri la mall ulaanbaatar|их дэлгүүр|state department store|улсын их дэлгүүр|"
     "хүннү молл|hunnu mall|=говь|gobi cashmere|=гоёо|=гоео|goyo cashmere|=эвсэг|evseg|=gobi|shoppymn|"
     "=шоппи"},
    {"Expenses:Shopping:Clothing", LEXICON_BRAND,
     "ლისი|ვაიკიკი|waikiki georgia|თერანოვა|ოუნლი|=icr|materia|მატერია|matériel|materiel|Ալեքս Տեքստիլ|"
     "alex textile|Երևան Գլոբուս|zgest|զգեստ|kotono|bershka azerbaijan|sinteks|italdizain|"
     "lc waikiki казахстан|koton казахстан|defacto казахстан|qazaq republic|казак репаблик|mimioriki|"
     "мимиорики|=mixer|=sulu|ай си|gloria jeans казахстан|alina fashion|selfie uzbekistan|terra pro|"
     "терра про|lc waikiki uzbekistan|eskiz|7 saber|7saber"},
    {"Expenses:Shopping:Electronics", LEXICON_BRAND,
     "ზუმერი|zoommer|ალტა|=alta|ალტა ოქეი|ელიტ ელექტრონიქსი|elit electronics|ee ge|elite electronics|"
     "მეტრო მარტი|metromart|ბითიუ|beko georgia|ტექნობუმი|technoboom|itworks|აითივორქსი|მეგატექნიკა|"
     "megatechnica|pcshop|iplus|აიპლუსი|აისფეისი|Զիգզագ|zig zag|Զիգ Զագ|Վլվ|ՎԼՎ|Երևան Մոբայլ|"
     "yerevan mobile|Վեգա|vega am|Էլդորադո Արմենիա|eldorado armenia|Մոբայլ Սենթր|mobile center armenia|"
     "redstore|kontakt home|irshad|irşad|irsad|irşad electronics|irsad electronics|baku electronics|"
     "bakı elektroniks|baki elektroniks|music gallery|soliton|maxi az|optimal elektronika|world telecom|"
     "w t|almastore|alma store|alinino|technodom|=сулпак|sulpak|=мечта|mechta|=мечтаkz|мечта маркет|"
     "белый ветер казахстан|белый ветер shop kz|shop kz|=алсер|alser|алсер компьютерс|эврика kz|=эврика|"
     "ipoint|=айпоинт|ispace казахстан|астанa electronics|mediapark|медиапарк|ideauz|идея уз|texnomart|"
     "техномарт|artel|=артель|goodzone|=гудзон|elmakon|=элмакон|ishonch|=ишонч|allgood|malika|"
     "планета электроники бишкек|технодом бишкек|ак сай|aksai kg|светофор бишкек техника|азия стор|"
     "asiastore|asia store|сонунбулаг|номин электроникс|технозон|technozone mongolia|монгол компьютер|"
     "сансар электроникс|pc mall|пи си молл|pc mall mongolia|next electronics|некст электроникс|"
     "next mongolia"},
    {"Expenses:Shopping:Books", LEXICON_BRAND,
     "ბიბლუსი|biblus|biblusi|ბიბლუსი გალერეა|სანტა ესპერანსა|santa esperanza|პროსპეროს ბუქსი|"
     "prospero s books|საბა|Բուկինիստ|bookinist|Նոյյան Տապան|Զանգակ|zangak|Զանգակ գրատուն|epigraph|"
     "əli və nino|eli ve nino|ali and nino|ali nino|libraff|çıraq kitab|ciraq kitab|меломан книги|"
     "flip книги|mazmundama|asaxiy books|bookuz|sharq ziyokori|шарк зиёкори|шарк зиекори|раритет бишкек|"
     "raritet|одиссей книги|интерном|internom|аз хур|az khur|nomio"},
    {"Expenses:Home", LEXICON_BRAND,
     "გორგია|gorgia|დომინო|domino georgia|მოდუსი|modus georgia|ნოვა|nova georgia|ბრიკორამა|თეგეტა ბილდინგ|"
     "იუსკი|jysk georgia|ემბაუდ|embawood|embawood georgia|ბიუტიფულ ჰოუმ|ჰოუმ მარტი|home mart georgia|"
     "ორბიტა|Դոմուս|domus armenia|Բյուտեքս|Կենցաղ|Շեն քոնսեփթ|shen concept|Շեն|Մեբելլենդ|"
     "embawood azerbaijan|saloglu|saloğlu|istikbal azerbaijan|madeyra|yataş azerbaijan|yatas azerbaijan|"
     "retto home|tikinti gallery|bauhaus baku|леруа мерлен казахстан|leroy merlin kz|строймарт|stroymart|"
     "12 месяцев|12 mesyatsev|мир строй|=зета|zeta kz|мебель зета|зета мебель|ikea казахстан|"
     "hoff казахстан|jysk казахстан|home market казахстан|ecolux|buildmart|megastroy uzbekistan|"
     "barakat market|стройбат бишкек|стройдом kg|=лина|lina kg|лина мебель|барилга мн|гермес барилга|"
     "номин хоум|nomin home|бест интериор|ikea mongolia|modern home"},
    {"Expenses:Phone", LEXICON_BRAND,
     "მაგთი|magti|magticom|მაგთიკომი|სილქნეტი|silknet|ჯეოსელი|geocell|სელფი|cellfie|ბილაინი საქართველო|"
     "beeline georgia|ახალი ქსელები|Վիվասել|viva mts|viva armenia|vivacell|Ֆիբերա|Թիմ|"
     "team telecom armenia|team telecom|Բիլայն Հայաստան|beeline armenia|=ucom|յուքոմ|Յուքոմ|azercell|"
     "bakcell|nar mobile|=nar|azerfon|naxtel|=кселл|kcell activ|=актив|activ kz|билайн казахстан|"
     "beeline kz|теле2 казахстан|tele2 kz|=алтел|altel|altel kz|казахтелеком|kazakhtelecom|=изи|izi kz|"
     "ucell|=юсел|билайн узбекистан|beeline uz|=ums|=мобиуз|mobiuz|узмобайл|uzmobile|perfectum|перфектум|"
     "о кыргызстан|нур телеком|o kg|nurtelecom|megacom|=мегаком|билайн кыргызстан|beeline kg|=мобиком|"
     "mobicom|=юнител|unitel|unitel mongolia|=скайтел|skytel|ж мобайл|g mobile mongolia|жи мобайл|=ондо|"
     "=ondo"},
    {"Expenses:Phone:Internet", LEXICON_BRAND,
     "silknet internet|magtisat|სქაითელი|skytel georgia|=ovio|rostelecom armenia|baktelecom|aztelekom|"
     "katv1|delta telecom|azertelecom|citynet|ailenet|алма тв|alma tv|узонлайн|uzonline|=сарком|sarkor|"
     "sarkor telecom|=tps|turon telecom|comnet|=комнет|sharq telekom|шарк телеком|=акнет|aknet|"
     "мегалайн бишкек|saima telecom|сайма телеком|saima|кыргызтелеком|kyrgyztelecom|=юнивишн|univision|"
     "сансар кабель|sansar|скаймедиа|skymedia"},
    {"Expenses:Utilities:Electricity and gas", LEXICON_BRAND,
     "თელასი|telasi|ენერგოპრო|energo pro|energo pro georgia|თბილისის ენერჯი|tbilisi energy|"
     "სოკარ ჯორჯია გაზი|socar georgia gas|ეპ ჯორჯია|ep georgia|Հայաստանի էլեկտրական ցանցեր|"
     "electric networks of armenia|ena armenia|Գազպրոմ Արմենիա|gazprom armenia|azərişıq|azerisiq|"
     "azerishiq|azəriqaz|azeriqaz|azerigaz|azərenerji|azerenerji|azeristiliktechizat|=алсеко|alseco|"
     "алматыэнергосбыт|almatyenergosbyt|астанаэнергосбыт|казтрансгаз|kaztransgas|qazaqgaz|худудгаз|"
     "hududgaz|hududgaztaminot|региональные электрические сети|hududiy elektr|бишкектеплоэнерго|"
     "северэлектро|severelectro|газпром кыргызстан|=убцтс|ubedn|улаанбаатар дулааны сүлжээ"},
    {"Expenses:Utilities:Water", LEXICON_BRAND,
     "ჯორჯიან უოთერი|=gwp|georgian water and power|gwp georgia|Վեոլիա Ջուր|veolia jur|veolia djur|azərsu|"
     "azersu|алматы су|almaty su|астана су арнасы|astana su arnasy|=сувсоз|suvsoz|бишкекводоканал|"
     "bishkekvodokanal|=усуг|=usug"},
    {"Expenses:Transport:Taxi", LEXICON_BRAND,
     "ბოლტი|bolt georgia|მაქსიმი|maxim georgia|იანდექს ტაქსი|yandex georgia|Գեթ|gg taxi|=gg|ջիջի|"
     "bolt azerbaijan|uber azerbaijan|uklon azerbaijan|189 taksi|яндекс казахстан|indriver казахстан|"
     "anytime казахстан|yandex go uzbekistan|mytaxi uzbekistan|майтакси|mytaxi uz|намба такси|namba taxi|"
     "=намба|ubcab|=юбикэб|tapatrip"},
    {"Expenses:Entertainment", LEXICON_BRAND,
     "კავეა|cavea|კავეა სინემა|კინოთეატრი რუსთაველი|amirani|tkt ge|ბილეთები|biletebi ge|აჯარაბეთი|"
     "adjarabet|ადჯარაბეტ|europebet|ევროპაბეთი|ლიდერბეთი|liderbet|crystalbet|კრისტალბეთი|"
     "Մոսկվա կինոթատրոն|Կինոպարկ|kinopark armenia|kinopark|Սինեմա Սթար|tomsarkgh|vivaro|վիվառո|vivarobet|"
     "toto gaming|cinemaplus|cinema plus|cinema plus azerbaijan|park cinema|nizami kino|iticket az|"
     "iticket|misli az|etopaz|azərlotereya|azerlotereya|chaplin cinemas|=чаплин|кинопарк казахстан|"
     "kinopark kz|lumiera|арман кинотеатр|бекмамбетов cinema|kinokz|kino kz|ticketon|=тикетон|sxodim|"
     "парк фэмили|happylon|хэппилон|fame city|olimpbet|олимпбет|1xbet казахстан|сәтті жұлдыз|"
     "satti zhuldyz|magic cinema|next кинотеатр|premier hall|iticket uz|cinematica|синематика|"
     "бродвей бишкек|космопарк|cosmopark|=Өргөө|urgoo cinema|urgoo|=тэнгис|tengis cinema|tengis|"
     "проминенс кино|prime cinema mongolia|ticketmn"},
    {"Expenses:Travel:Lodging", LEXICON_BRAND,
     "რუმსი|rooms hotel|rooms hotels|stamba|ქოფროუ|iota hotel|biltmore tbilisi|ბილტმორი|ლოპოტა|lopota|"
     "ამბასადორი|ambassadori|ბორჯომი ლიკანი|crowne plaza borjomi|Թուֆենկյան|tufenkian|tufenkian hotels|"
     "Արմենիա Մարիոթ|Անի պլազա|ani plaza|opera suite|best western armenia|qafqaz hotel|qafqaz hotels|"
     "fairmont baku|jw marriott absheron|park inn baku|intourist baku|boulevard hotel baku|"
     "rixos казахстан|=риксос|rixos|казахстан гостиница|достык отель|kazzhol|=казжол|renion|=ренион|"
     "hyatt tashkent|узбекистан отель|hotel uzbekistan|wyndham tashkent|ak keme|ак кеме|=дамас|"
     "damas hotel bishkek|баянгол зочид буудал|bayangol hotel|улаанбаатар зочид буудал|ulaanbaatar hotel|"
     "blue sky|=тэрэлж|terelj hotel|chinggis khaan hotel|best western mongolia"},
    {"Expenses:Travel:Flights", LEXICON_BRAND,
     "ჯორჯიან ეარვეისი|georgian airways|მაიუეი|myway airlines|=azal|azerbaijan airlines|"
     "azərbaycan hava yolları|azerbaycan hava yollari|buta airways|эйр астана|air astana|flyarystan|"
     "флай арыстан|=scat|=скат|scat airlines|qazaq air|казак эйр|uzbekistan airways|"
     "узбекистон хаво йуллари|qanot sharq|канот шарк|silk avia|centrum air|авиа траффик|avia traffic|"
     "tezjet|=тезжет|=миат|=miat|miat mongolian|хүннү эйр|hunnu air|аэро монголиа|aero mongolia|"
     "flyone armenia|ֆլայուան|shirak avia"},
    {"Expenses:Personal care", LEXICON_BRAND,
     "ფარმადეპო კოსმეტიკა|იფემჯი|ici paris georgia|vogue georgia|დიადემა|sephora georgia|"
     "ici paris armenia|ideal perfumes|ideal azerbaijan|ideal kosmetika|sabina parfum|sabina|opera parfüm|"
     "opera parfum|french beauty|французский дом|french house kz|beautymania|бьютимания|мон амие|mon amie|"
     "golden apple казахстан|эйвон казахстан|gold apple uzbekistan|lamiya|makeup uz|goo brand|goodprice"},
    {"Expenses:Services", LEXICON_BRAND,
     "საქართველოს ფოსტა|georgian post|=onex|ონექსი|usa2georgia|kiwi post|trackings|=inex|ინექსი|Հայփոստ|"
     "haypost|onex armenia|=globbing|գլոբբինգ|azərpoçt|azerpoct|azerpost|starex|kargomat|camex|limak az|"
     "asan xidmət|asan xidmet|казпочта отделение|exline|=экслайн|cdek казахстан|avis логистика|"
     "рика экспресс|=цон|=egov|=егов|узбекистон почтаси|uzbekiston pochtasi|uzpost|bts express|"
     "бтс экспресс|fargo|=фарго|кыргыз почтасы|kyrgyz pochtasy|монгол шуудан|mongol post|инлайн экспресс|"
     "ilchuurga"},
    {"Expenses:Transport:Car", LEXICON_BRAND,
     "თეგეტა მოტორსი|tegeta motors|tegeta|აუტოპაპა|autopapa|ტოიოტა ცენტრი|იბერია ავტო|iberia autohouse|"
     "caucasus auto import|მაიაუტო|myauto|myauto ge|აუტოიმპორტი|Տոյոտա Երևան|toyota yerevan|auto am|"
     "Ավտո ԱՄ|azermash|turbo az|azerbaijan toyota|autostar azerbaijan|астана моторс|astana motors|"
     "колёса казахстан|колеса казахстан|kolesa kz|bipek auto|бипек авто|bipek|бипэк авто|=аллюр|allur|"
     "allur auto|mycar|=майкар|mycar kz|тойота центр алматы|virazh|вираж авто|авторынок|автоматтер|"
     "uzauto motors|=узавто|uzauto|avtoelon|автоэлон|byd uzbekistan|adm jizzakh|roodell|тойота бишкек|"
     "mmc mongolia|таван богд|tavan bogd|мөнххада|munkhada|тойота монгол"},
};

const size_t lexicon_world_caucasus_central_asia_count =
    sizeof lexicon_world_caucasus_central_asia / sizeof lexicon_world_caucasus_central_asia[0];
