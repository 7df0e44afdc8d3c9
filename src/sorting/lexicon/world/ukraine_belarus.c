/* Table file: only words. Ukraine and Belarus. */

#include "sorting/categories.h"
#include "sorting/lexicon.h"

const struct lexicon_list lexicon_world_ukraine_belarus[] = {
    {"Expenses:Groceries", LEXICON_BRAND,
     "атб маркет|atb market|=новус|varus|=варус|ашан україна|auchan ukraine|метро україна|еко маркет|"
     "eko market|=велмарт|велика кишеня|velyka kyshenya|=фуршет|furshet|таврія в|tavria v|=копійка|"
     "рукавичка|rukavychka|близенько|blyzenko|=сім23|наш край|nash kray|наш край експрес|spar україна|"
     "=коло|=kolo|=делві|delvi|коло маркет|=посад|=клас|=рост|файно маркет|fayno market|форамаркет|"
     "маркетопт|marketopt|=сімі|=simi|=арсен|arsen|=вопак|vopak|колібріс|барвінок|економ плюс|=лоток|"
     "lotok|thrash траш|=траш|thrash|свій маркет|чумацький шлях|le silpo|goodwine|=гудвайн|наша ряба|"
     "мясомаркет|ятранчик|яструбченко|ковбаси ятрань|формула смаку|хлібодар|кулиничі|kulynychi|"
     "хлібні традиції|домашні продукти|львівські круасани|lviv croissants|галя балувана|galya baluvana|"
     "=сото|roshen|=рошен|=світоч|=ласунка|zakazua|zakaz ua|мегамаркет київ|всі свої продукти|біла лавка|"
     "овочевий|=дігма|avrora|=санта|санта маркет|santa market|еврооптик|евроопт market|хит дискаунтер|"
     "=грошик|groshyk|sosedi|=виталюр|vitalur|рублёвский беларусь|рублевский беларусь|gippo|prostore|"
     "=простор|корона гипермаркет|korona|=алми|=almi|dobronom|=дионис|=мартин|копеечка|kopeechka|"
     "остров чистоты продукты|белмаркет|belmarket|родны кут|е доставка|edostavka|=заходи|"
     "светофор беларусь|green гипермаркет|=грин|фирменный магазин спартак|коммунарка|красный пищевик|"
     "санта бремор|=бонжур|хлебзавод|савушкин продукт|=слодыч|брестское пиво"},
    {"Expenses:Restaurants", LEXICON_BRAND,
     "пузата хата|puzata hata|=мушля|mushlya|lviv handmade chocolate|реберня під арсеналом|=реберня|=fest|"
     "fest республіка|kumpel|=кумпель|=криївка|=мафія|mafia ресторан|суші мастер|суші wok україна|суші я|"
     "sushiya|eurasia євразія|pesto cafe|песто кафе|iq pizza|піца челентано|celentano|челентано|"
     "картопляна хата|vino e cucina|il molino|домініос україна|dominos ukraine|мама манана|"
     "хачапурі та вино|хінкальня|чорноморка|chornomorka|білий налив|bilyi nalyv|=любчик|банка київ|"
     "=канапа|остання барикада|=мусафір|musafir|таки так|ла пʼєц|la pizza espresso|бургер фарм|"
     "burger farm|фарш burgers|mr grill|star burger|стар бургер|salateira|салатейра|пивна дума|"
     "авіатор піца|файна пиццерия|fayna pizza|дон піца|вареничная катюша|=катюша|здоровеньки були|"
     "мак фокси|mcfoxy|макфокси|крилатий|glovo україна|bolt food україна|=лидо|lido minsk|васильки|"
     "vasilki|темпо пицца|пицца темпо|пицца лисица|pizza lisitsa|додо беларусь|=макby|mak by|makby|"
     "kfc беларусь|бургер кинг беларусь|галерея вкуса|хинкальня минск|планета суши минск|суши весла|"
     "манга суши|кухмистр|раковский бровар|камяница|поедем поедим|папараць кветка|печки лавочки минск|"
     "=карчма|zerno|menuby|золотой гребешок"},
    {"Expenses:Coffee", LEXICON_BRAND,
     "aroma kava|арома кава|аромакава|львівська копальня кави|lviv coffee manufacture|світ кави|"
     "кредо кава|=франсуа|frans ua|волконський київ|львівські круасани кава|=чашка|my coffee|"
     "one love coffee|blur coffee|coffee life|кофе лайф|double decker|кофейня зерно|зерно кофейня|=зерно|"
     "cofix беларусь|кофе саунд|coffee berry|шоколадница минск|news cafe|гурман кофейня|паскуччи минск|"
     "=пломбир"},
    {"Expenses:Fuel", LEXICON_BRAND,
     "=вог|=упг|брсм нафта|brsm nafta|=brsm|ukrnafta|=anp|=анп|авантаж 7|avantage 7|amic україна|=амік|"
     "shell україна|socar україна|=сокар|=klo|=клo|=кло|паралель|=parallel|маркет азс|=zog|=зог|mango азс|"
     "marshal азс|glusco|=глуско|рур груп|автотранс азс|chipo|=чіпо|vst азс|motto|=мотто|кворум нафта|"
     "=катрал|укр петроль|белоруснефть|belorusneft|а 100|a 100 азс|а 100 азс|лукойл беларусь|"
     "газпромнефть беларусь|татнефть беларусь|танеко беларусь|united company|malanka|=маланка|=форка|"
     "yasno e mobility|autoenterprise|автоентерпрайз|=toka|ionity україна|ev зарядка"},
    {"Expenses:Fees", LEXICON_BRAND,
     "приват24|privat24|oschadbank|укрексімбанк|ukreximbank|укргазбанк|ukrgasbank|монобанк|=mono|"
     "універсал банк|universal bank|=пумб|=pumb|=fuib|райффайзен україна|raiffeisen ukraine|сенс банк|"
     "sense bank|альфа банк україна|отп банк україна|укрсиббанк|ukrsibbank|креді агріколь|"
     "credit agricole ukraine|креді агріколь банк|кредобанк|kredobank|а банк|a bank ukraine|таскомбанк|"
     "tascombank|ідея банк|idea bank ukraine|південний банк|pivdenny bank|банк південний|акордбанк|"
     "accordbank|мегабанк|глобус банк|globus bank|банк восток|bank vostok|кредит дніпро|"
     "банк кредит дніпро|credit dnipro|прокредит банк|procredit|izibank|=ізібанк|спортбанк|sportbank|"
     "мтб банк|mtb bank|банк львів|bank lviv|полтава банк|індустріалбанк|конкорд банк|рвс банк|радабанк|"
     "комінбанк|easypay|=ізіпей|easypay ukraine|=ibox|=айбокс|city24|novapay|=новапей|liqpay|=ліккпей|"
     "portmone|портмоне|belarusbank|belagroprombank|белинвестбанк|belinvestbank|приорбанк|priorbank|"
     "белгазпромбанк|belgazprombank|бпс сбербанк|сбер банк беларусь|sber bank belarus|=белвэб|банк белвэб|"
     "belveb|банк дабрабыт|dabrabyt|дабрабыт|альфа банк беларусь|=мтбанк|mtbank|паритетбанк|paritetbank|"
     "технобанк|tehnobank|белорусский народный банк|bnb bank|=бнб|втб беларусь|решение банк|ррб банк|"
     "rrb bank|статусбанк|statusbank|цептер банк|zepter bank|бсб банк|bsb bank|=ерип|=erip|=оплати|oplati|"
     "халва рассрочка"},
    {"Expenses:Insurance", LEXICON_BRAND,
     "тас страхова|сг тас|tas insurance|уніка україна|uniqa ukraine|=уніка|=arx|=арікс|arx insurance|"
     "інго україна|ingo ukraine|=інго|провідна|provdna|страхова провідна|=оранта|oranta|наск оранта|"
     "пзу україна|pzu ukraine|універсальна страхова|universalna|арсенал страхування|arsenal insurance|"
     "альфа страхування україна|=vuso|=вусо|=княжа|kniazha|перша страхова|країна страхова|"
     "etalon страхування|колоннейд|colonnade ukraine|метлайф україна|граве україна|grawe ukraine|"
     "просто страхування|моторне страхове бюро|=мтсбу|hotlinefinance|белгосстрах|belgosstrakh|"
     "белнефтестрах|промтрансинвест|купала страхование|таск страхование|task insurance|стравита|stravita|"
     "=имклива|imkliva|засо кентавр|белэксимгарант|приорлайф|би энд би иншуренс"},
    {"Expenses:Health:Pharmacy", LEXICON_BRAND,
     "podorozhnyk|apteka dobroho dnia|=anc|аптека анц|аптека низьких цін|бажаємо здоровя|"
     "bazhayemo zdorovya|аптека 9 1 1|аптека 911|apteka 911|=дс|аптека ds|=знахар|znahar|3і аптека|"
     "мед сервіс|med service|копійка аптека|оптова ціна|аптека оптових цін|віталюкс|vitalux|фармація|"
     "рецептика|receptika|=конекс|konex|благодія|blagodia|=космо|kosmo|ліки україни|liki24|=лікі24|"
     "tabletkiua|таблетки юа|tabletki ua|здорова родина|=біонік|економ аптека|=апол|пані аптека|=арніка|"
     "медфармком|шара аптека|наша аптека|червона рута|сімейна аптека|белфармация|belfarmacia|"
     "планета здоровья беларусь|=искамед|iskamed|добрыя лекі|dobrya leki|фармация минск|аптека групп|"
     "adel аптека|адель аптека|остров здоровья|моя аптека беларусь|зеленая аптека|tabletkaby|"
     "аптекарь беларусь|вариант аптека|=фармин|благодар|лодэ аптека|=lode"},
    {"Expenses:Health", LEXICON_BRAND,
     "=сінево|synevo ukraine|=діла|=dila|діла лабораторія|csd lab|=ескулаб|esculab|=медлаб|смартлаб|"
     "smartlab|=нікмед|добробут|dobrobut|борис клініка|boris clinic|=оберіг|oberig|into sana|інто сана|"
     "intosana|оксфорд медікал|oxford medical|=медіком|medicom ukraine|медікавер україна|isida|=ісіда|"
     "=адоніс|мати та дитина|luxoptica|оптика окуляр|доктор оптик|вікно у світ|оптика lux|vizus|=візус|"
     "зір оптика|новий зір|ексімер україна|люмі дент|порцелян|дентал арт|=лодэ|мерси клиника|=нордин|"
     "nordin|=кравира|kravira|инвитро беларусь|синэво беларусь|synevo belarus|гемотест беларусь|"
     "оптика беларусь цейс|белмедоптика|оптика хит|оптика на немиге|арт оптика|клиника в уручье|"
     "доктор профи|экомедсервис|ekomedservis|конфиденс|вита дент|=дентко"},
    {"Expenses:Health:Fitness", LEXICON_BRAND,
     "sport life україна|спортлайф|apollo next|аполло некст|5 елемент|пятий елемент|спортленд|"
     "sportland клуб|малібу фітнес|malibu fit|fit curves україна|фіткервс|гуллівер фітнес|тетріс хол|"
     "atletico|атлетико|смарт фіт україна|наутілус|nautilus club|адреналин фитнес|адреналин минск|"
     "баттерфляй фитнес|софит фитнес|мультиспорт беларусь|allsports|олспортс|чижовка арена|минск арена|"
     "аквапарк лебяжий|фристайл"},
    {"Expenses:Shopping", LEXICON_BRAND,
     "rozetka ua|=промюа|prom ua|=prom|olx україна|=касту|kasta|=каста|=шафа|shafa|epicentrk|=маудау|"
     "maudau|аврора мультимаркет|avrora multimarket|копійочка мультимаркет|червоний маркет|посмішка|"
     "гранд маркет|цум київ|гулівер трц|океан плаза|ocean plaza|лавіна молл|lavina mall|блокбастер молл|"
     "blockbuster mall|ретровіль|retroville|мегамарт україна|спортмайстер|athletics|атлетікс|мегаспорт|"
     "megasport|інтерспорт україна|декатлон україна|decathlon ukraine|терраинкогнита|terraincognita|"
     "gorgany|=горгани|х zone|=веліка|велосипедюа|ібіс зброя|ibis ua|=ібіс|=стволок|золотий вік|"
     "zolotyi vik|золота країна|укрзолото|ukrzoloto|діадема україна|столична ювелірна фабрика|"
     "срібна країна|королівська діамантів|zarina ювелірний|зарина ювелірний|=секунда|secunda|"
     "дека годинники|deka ua|джульєтта|мюзік вей|jam музика|музторг україна|wildberries беларусь|21vek|"
     "=21век|21vek by|онлайнер|onliner|=куфар|kufar|dealby|гум минск|цум минск|немига тд|=галилео|"
     "dana mall|дана молл|замок трц|экспобел|expobel|фикс прайс беларусь|=мила|остров чистоты|три цены|"
     "спортмастер беларусь|триал спорт беларусь|мегатоп спорт|аист велосипеды|белювелирторг|"
     "belyuvelirtorg|7 карат|царское золото|белоруссия универмаг|табакерка беларусь|табачный капитан|"
     "белсоюзпечать|belsoyuzpechat"},
    {"Expenses:Shopping:Clothing", LEXICON_BRAND,
     "arber|=арбер|=воронін|voronin|gregory arber|мд фешн|md fashion|інтертоп|intertop|=ессе|ecco україна|"
     "welfare|=велфаре|монарх взуття|плато взуття|антоніо біаджі|antonio biaggi|антошка одяг|=байєр|"
     "reserved україна|глорія джинс україна|gloria jeans ukraine|=колінз|colins україна|ostin україна|"
     "zolla україна|goldi|=голді|arjen|=арєн|musthave|=мастхев|gepur|=гепюр|=season|красиво взуття|"
     "=міратон|miraton|braska|=браска|estro|=естро|kachorovska|качоровська|keddo|leboutique|=лебутік|"
     "bon bon білизна|=жаклін|конте україна|conte україна|милавіца україна|=znwr|дикий захід секонд|"
     "=хумана|економ клас секонд|мегахенд україна|=мегатоп|megatop|=марко|marko|буслик одежда|"
     "kari беларусь|конте беларусь|=элема|elema|світанак|svitanak|купалинка|kupalinka|8 марта трикотаж|"
     "марк формель|mark formelle|марк формэль|коминтерн костюмы|знамя индустриализации|lefort|"
     "lamoda беларусь|sinsay беларусь|=отико|сан марко обувь|модный молл минск|econom city|эконом сити"},
    {"Expenses:Shopping:Electronics", LEXICON_BRAND,
     "foxtrot ukraine|foxtrot|=комфі|comfy ua|ельдорадо|eldorado ukraine|eldorado ua|=алло|=allo|allo ua|"
     "=citrus|citrus ua|=мойо|=brain|=брейн|brain ua|телемарт|telemart|telemart ua|=артлайн|artline|=fua|"
     "=ktc|=ктс|jabko|=ябко|ispace|ай спейс|=іспейс|стор 1|=стайлус|stylus ua|=stylus|vodafone retail|"
     "компютерний всесвіт|=фотомаг|=профото|фото бокс|fotolavka|електросила беларусь|электросила|"
     "electrosila|5 элемент|5element|пятый элемент|5 element|ами мебель|на связи|nasvyazi|istore беларусь|"
     "xistore|=ксистор|ультра бай|ноутбук бай|корона техно|техно плюс|горизонт техника|=атлант|фотолюкс"},
    {"Expenses:Shopping:Books", LEXICON_BRAND,
     "книгарня є|knyharnia ye|=якабу|yakaboo|книголенд|knigoland|сенс книгарня|sens книгарня|=читайка|"
     "=буква|bookva|емпік україна|старий лев|staryi lev|видавництво старого лева|клуб сімейного дозвілля|"
     "=ksd|bookclub|наш формат|=ранок|=всл|канцелярські товари поляна|=офісмен|канцлер україна|белкнига|"
     "belkniga|=ozby|oz by|оз бай|академкнига|книжная лавка минск|эврика минск|=букля|=офистон|officeton|"
     "канцпартнер|школьник минск|хобби маркет"},
    {"Expenses:Home", LEXICON_BRAND,
     "епіцентр к|epicentr k|нова лінія|nova liniya|леруа мерлен україна|leroy merlin ukraine|=олді|=oldi|"
     "=агромат|agromat|=будмен|ентузіаст|jysk україна|меблі нова|brw україна|=гербор|gerbor|мебель сервіс|"
     "меблі сервіс|blest|=блест|=софино|sofipro|столиця меблів|меблі дніпро|=пехотін|матролюкс|matroluxe|"
     "come for|каменфор|comefor|мк меблі|садовий центр|агро маркет|agro market|=бадваси|дніпро м|dnipro m|"
     "storgom|=стогом|=27ua|27 ua|cosca|=віконт|світлодар|=ома|ома беларусь|=материк|materik|мир дома|"
     "леруа мерлен беларусь|leroy merlin belarus|пинскдрев минск|pinskdrev|black red white беларусь|"
     "ami mebel|молодечномебель|амикс мебель|домовой беларусь|domovoy|=новосёл|=новосел|novosel|"
     "прораб минск|минскстройдом|сделай сам|садовый мир"},
    {"Expenses:Children", LEXICON_BRAND,
     "=антошка|antoshka|антошка магазин|будинок іграшок|budynok ihrashok|чудо острів|chudo ostriv|"
     "mothercare україна|=буслик|buslik|=буслік|детский мир беларусь|=лисичка|=детвора|dino park|=папашон|"
     "papashon|fly kids|дитяча планета|=маугли|кидсвиль|дримленд|dreamland minsk"},
    {"Expenses:Pets", LEXICON_BRAND,
     "masterzoo|мастерзоо|e zoo|=ізоо|=зоолайн|zoobonus|зообонус|pethouse|пет хаус|=гарфілд|=garfield|"
     "гарфилд беларусь|=зоошанс|зверополис|четыре лапы минск|зообазар|zoobazar|зоомаркет минск|динго вет|"
     "альден вет|ветмедик|=медвет"},
    {"Expenses:Personal care", LEXICON_BRAND,
     "=ева|eva ukraine|prostor|простор магазин|brocard|=брокард|watsons україна|=ватсонс|makeup|=мейкап|"
     "makeup ua|космо косметика|=єва|золоте яблуко|notino україна|ароматека|літ етуаль|фаберлік україна|"
     "подорожник косметика|frisor|=фрізер|чоп чоп україна|backstage|бекстейдж|oldboy україна|"
     "kseniia ksenia|=gbar|=джибар|g bar|pied de poule|мила беларусь|мила магазин|mila by|"
     "остров чистоты и вкуса|ostrov chistoty|=кравт|kravt|золотое яблоко беларусь|=белита|belita|"
     "белита витекс|=модум|лэтуаль беларусь|люкс визаж|кристи минск|фреш салон|=сарко"},
    {"Expenses:Travel:Lodging", LEXICON_BRAND,
     "premier hotels|премєр готель|reikartz|рейкартц|ribas|=рібас|ribas hotels|буковель|bukovel|"
     "radisson україна|президент готель|козацький|дніпро готель|готель україна|леополіс|=леотель|hotels24|"
     "hotels24 ua|едем резорт|карпати готель|dobovo|=добово|dobaua|doba ua|минск гостиница|"
     "беларусь гостиница|юбилейная гостиница|виктория минск|президент отель минск|планета гостиница|"
     "спутник минск|орбита минск|звезда минск|турист гостиница|кронон парк|нарочь санаторий|приозёрный|"
     "приозерный|=ислочь"},
    {"Expenses:Travel", LEXICON_BRAND,
     "join up|джоін ап|=тпг|anex tour україна|coral travel україна|tui україна|поїхали з нами|"
     "poehali s nami|=феєрія|feeria|альф турагентство|=aлф|alf тур|тікетсюа|tickets ua|proizd|=інфобус|"
     "infobus|блаблакар україна|get transfer|narscars|naniko|нарскарс|центркурорт|centrkurort|трэвелхаус|"
     "топ тур минск|аэротрэвел|=ростинг|rosting|внешинтурист|тез тур беларусь"},
    {"Expenses:Entertainment", LEXICON_BRAND,
     "планета кіно|planeta kino|планета кино|мультиплекс|multiplex ukraine|баттерфляй кінотеатр|"
     "butterfly cinema|оскар кінотеатр|сінема сіті україна|лінія кіно|кінопанорама|=жовтень|kinopalace|"
     "кінопалац|concertua|concert ua|karabas|=карабас|kontramarka|internet bilet|=мегого|megogo|свит тв|"
     "sweet tv|sweettv|київстар тб|volia tv|паріматч|parimatch ukraine|=фавбет|favbet|favorit sport|"
     "космолот|cosmolot|=унл|українська національна лотерея|лото забава|=мсл|дитяче містечко кідландія|"
     "блокбастер парк|sky park|скай парк|fly park|дрім таун|silver screen|сильвер скрин|mooon|"
     "мун кинотеатр|кинотеатр москва|беларусьфильм|аврора минск кино|bycard|=байкард|тикетпро|kvitki|"
     "=квитки|ticketpro беларусь|белпочта лотереи|суперлото|пятёрочка лото|пятерочка лото|ваше лото|"
     "=белбет|belbet|марафонбет|marathonbet|парк горького минск|космо боулинг|титан боулинг"},
    {"Expenses:Transport:Car", LEXICON_BRAND,
     "avtopro|=автопро|avto pro|existua|exist ua|=укравто|ukravto|автохаус|autodoc україна|=віннер|"
     "winner auto|=ніко|niko автоцентр|богдан авто|bogdan|=віді|=vidi|вiдi автострада|атлант м|atlant m|"
     "атлант м беларусь|inter cars україна|інтер карс|омега автопоставка|rezinacc|infoshina|інфошина|"
     "розетка шини|=otoz|vianor україна|=шинекс|шиномонтажка 24|autoria|=авторіа|auto ria|avtoria|"
     "geely беларусь|=белджи|belgee|автопромсервис|белавтодор|армтек беларусь|автостронг|шате м|shate m|"
     "шате м плюс|=avby|av by|bosch service минск|шинный центр минск|колесо минск|=белшина|belshina|"
     "=бэлшина"},
    {"Expenses:Transport:Taxi", LEXICON_BRAND,
     "=уклон|uklon|bolt україна|=онтаксі|ontaxi|uber україна|оптимальне таксі|838 таксі|getmancar|"
     "гетьманкар|nextbike україна|такси 7788|пятница такси|яндекс go беларусь|максим беларусь|"
     "hello каршеринг|hello carsharing|whoosh беларусь|kolobike|колобайк|anytime минск"},
    {"Expenses:Transport:Public transport", LEXICON_BRAND,
     "ukrzaliznytsia|київський метрополітен|kyiv metro|київпастранс|kyivpastrans|kyiv digital|"
     "київ цифровий|автолюкс|autolux|=гюнсел|gunsel|=гюнсель|busfor|=бусфор|белорусская железная дорога|"
     "belarusian railways|минсктранс|minsktrans|минский метрополитен|minsk metro|атлас беларусь|atlasbus|"
     "ecolines|эколайнс|атлас автобусы"},
    {"Expenses:Phone", LEXICON_BRAND,
     "водафон україна|vodafone ukraine|лайфселл|=тримоб|trimob|укртелеком|ukrtelecom|a1 беларусь|"
     "а1 беларусь|мтс беларусь|mts belarus|life беларусь|лайф беларусь|белтелеком|beltelecom|byfly|"
     "=байфлай|=белсел"},
    {"Expenses:Phone:Internet", LEXICON_BRAND,
     "=воля|volia|=тріолан|triolan|=ланет|lanet|датагруп|datagroup|=фрегат|fregat|=тенет|tenet|космонова|"
     "=соломія|космос тв|cosmos tv|атлант телеком|atlant telecom|деловая сеть|айчына плюс"},
    {"Expenses:Utilities:Electricity and gas", LEXICON_BRAND,
     "=дтек|=dtek|yasno|=ясно|київські енергетичні послуги|нафтогаз|naftogaz|нафтогаз україни|газмережі|"
     "gazmerezhi|=київгаз|kyivgaz|київтеплоенерго|kyivteploenergo|харківобленерго|львівобленерго|"
     "одесаобленерго|дніпрогаз|львівгаз|харківенергозбут|белэнерго|минскэнерго|minskenergo|=мингаз|mingas|"
     "белтопгаз|минсккоммунтеплосеть|брестэнерго|гродноэнерго|витебскэнерго|гомельэнерго|могилевэнерго"},
    {"Expenses:Utilities:Water", LEXICON_BRAND,
     "київводоканал|kyivvodokanal|інфоксводоканал|харківводоканал|львівводоканал|минскводоканал|"
     "minskvodokanal"},
    {"Expenses:Housing:Rent", LEXICON_BRAND,
     "=лун|lun ua|dimria|дім ріа|dim ria|агенція благовіст|благовіст|blagovist|парк лейн|київкомунсервіс|"
     "=гіоц|твоя столица|t s by|realtby|realt by|минская недвижимость|=жэу|=жэс|"
     "жилищно коммунальное хозяйство"},
    {"Expenses:Services", LEXICON_BRAND,
     "нова пошта|nova poshta|nova post|новая почта|укрпошта|ukrposhta|meest україна|міст експрес|meest|"
     "делівері|delivery auto|делівері ua|justin|=джастін|rozetka delivery|сат доставка|sat доставка|"
     "ін тайм|каштан хімчистка|kashtan|юнісервіс|un momento|унміссімо|unmomento|прачкаком|копі центр|"
     "белпочта|belpochta|белпошта|европочта|evropochta|автолайт экспресс|autolight express|"
     "автолайтэкспресс|dpd беларусь|сдэк беларусь|химчистка мара|мара химчистка|химчистка сорбет|"
     "чистюля минск|дом быта минск"},
    {"Expenses:Gifts", LEXICON_BRAND,
     "flowersua|flowers ua|=камелія|kvitna kraina|квіткова країна|cvetyby|цветочный дворик|флора минск"},
};

const size_t lexicon_world_ukraine_belarus_count =
    sizeof lexicon_world_ukraine_belarus / sizeof lexicon_world_ukraine_belarus[0];
