/* Table file: only words. Taiwan, Hong Kong, Macau: shops, cars, travel, leisure, services. */

#include "sorting/categories.h"
#include "sorting/lexicon.h"

const struct lexicon_list lexicon_world_taiwan_more[] = {
    {"Expenses:Shopping", LEXICON_BRAND,
     "momo購物|momo購物網|momo shop|momoshop|pchome|pchome 24h|pchome24h|網路家庭|蝦皮|蝦皮購物|"
     "shopee taiwan|露天拍賣|ruten|yahoo購物中心|東森購物|etmall|樂天市場 台灣|生活市集|博客來*|大創|"
     "大創百貨|daiso taiwan|小北百貨|小北|showba|金興發*|金興發生活百貨|勝立百貨|勝立生活百貨|寶家|"
     "五金百貨|光南大批發|光南|kn mart|38商場|喜餅百貨|九乘九*|=9x9|九乘九文具|新光三越|"
     "shin kong mitsukoshi|遠東百貨|遠百|far eastern department|=feds|太平洋sogo|遠東sogo|sogo taiwan|"
     "微風廣場|微風|breeze center|台北101|taipei 101|統一時代百貨|夢時代*|dream mall|京站|京站時尚廣場|"
     "q square|環球購物中心|global mall|大遠百*|漢神|漢神百貨|漢神巨蛋|hanshin department taiwan|"
     "大江購物中心|中友百貨|廣三sogo|台茂|台茂購物中心|統領百貨|比漾廣場|三井outlet|mitop|林口三井outlet|"
     "華泰名品城|gloria outlets|禮客時尚館|leeco|義大世界|e da world|宏匯廣場|裕隆城*|誠品生活|迪卡儂*|"
     "迪卡儂 台灣|decathlon taiwan|全國運動|全國運動館|all sports|摩曼頓*|世界先進運動|滔搏 台灣|歐都納*|"
     "atunas|荒野|wildland|登山友*|犀牛戶外|露遊趣*|捷安特 台灣|giant taiwan|美利達 台灣|merida taiwan|"
     "功學社*|=khs|阿瘦皮鞋|點睛品*|=emphasis|今生金飾|鎮金店*|just gold|金飾銀樓|石頭記*|蘇菲亞珠寶|"
     "亞果珠寶|寶島鐘錶|時間廊*|city chain|精光堂*|功學社音樂|yamaha 功學社|敦煌樂器|海國樂器|大禾音樂|"
     "菸酒公賣|台灣彩券行|ikea 台灣|連卡佛*|lane crawford|海港城*|harbour city|時代廣場|times square hk|"
     "sogo香港|sogo hk|崇光|崇光百貨|永安百貨|wing on|永安|先施|先施百貨|sincere|裕華國貨|yue hwa|"
     "中國國貨|一田百貨|一田|=yata|aeon百貨|citistore|日本城*|japan home|japan home centre|=jhc|實惠|"
     "pricerite|daiso 香港|无印良品 香港|muji hk|francfranc hk|log on|logon|=apm|圓方|elements hk|又一城*|"
     "festival walk|太古廣場|pacific place|ifc mall|國際金融中心|新城市廣場|new town plaza|朗豪坊*|"
     "langham place|奧海城*|olympian city|荷里活廣場|plaza hollywood|k11 musea|東薈城*|citygate outlets|"
     "屯門市廣場|置富|領展|link reit|海洋皇宮|周大福 香港|周生生 香港|六福 香港|謝瑞麟 香港|英皇珠寶|"
     "英皇鐘錶珠寶|emperor watch|東方表行|oriental watch|太子珠寶鐘錶|prince jewellery|景福|king fook|"
     "三寶珠寶|鐘錶城*|時計寶*|星辰表*|gigasports|馬拉松*|運動家*|運動站*|ogo sports|=catalog|"
     "運動品牌 gigasports|迪卡儂 香港|decathlon hk|保捷行*|rc outfitters|公司單車|flying ball bicycle|"
     "柏斯琴行|通利琴行|通利|tom lee music|tom lee|曾福琴行|華納文具|香港免稅|t galleria|dfs macau|"
     "新八佰伴|new yaohan|免稅店*|ever rich|昇恆昌*|采盟|新東陽免稅|carousell|旋轉拍賣|big big channel|"
     "big big shop|吉豐"},
    {"Expenses:Shopping:Clothing", LEXICON_BRAND,
     "=net|net服飾|lativ|lativ國民服飾|uniqlo taiwan|gu taiwan|佐丹奴 台灣|hang ten|hangten|=iroo|o de|"
     "sst c|獨身貴族|奇威|奇威名品|keywear|=moma|=icb|=0918|pazzo|ob嚴選|東京著衣|mayuki|mercci22|"
     "queen shop|天藍小舖|queenshop|pg美人網|air space|88節|遠東紡織|華歌爾*|華歌爾 台灣|黛安芬*|奧黛莉*|"
     "audrey|曼黛瑪璉|mode marie|蕾黛絲*|ladies 蕾黛絲|三花|三花棉業|sun flower|宜而爽*|=bvd|阿瘦|"
     "aso shoes|達芙妮 台灣|la new|lanew|老牛皮*|牛頭牌*|摩凡陀*|鞋全家福|全家福鞋|easy spirit taiwan|"
     "牛津鞋*|=enu|d af|ann s|grace gift|feversole|miss sofi|周子服飾|大島西服|紳裝|麗嬰房*|麗嬰房 台灣|"
     "奇哥|chickabiddy|les enphants taiwan|小叮噹童裝|新復興*|太平洋童裝|卡帛|i t|izzue|b ab|it hk|i t hk|"
     "佐丹奴 香港|giordano hk|堡獅龍*|bossini hk|=u2|g2000|g2000 香港|班尼路 香港|baleno hk|it apparels|"
     "initial fashion|moiselle|慕詩|crocodile|鱷魚恤*|百麗 香港|le saunda|利信達*|millie s|mirabell|"
     "美麗寶*|staccato hk|joy peace|jipi japa|dr kong|dr kong 健康鞋|catalog shoes|toughjeansmith|"
     "tough jeansmith|salad bags|bauhaus hk|chocoolate|chocoolate hk|=5cm|wanko|veeko|colourmix 時裝|"
     "embry form|安莉芳 香港|六國內衣|satami|她的|triumph hk|6ixty8ight|60ixty8ight|6ixty 8ight|"
     "bread n butter|b n b|uniqlo hk|gu hk|zara hk|hm hk|shanghai tang|上海灘*|blanc de chine|joyce|"
     "joyce boutique|=twist|twist 香港|milan station|米蘭站 香港|毛冷"},
    {"Expenses:Shopping:Electronics", LEXICON_BRAND,
     "燦坤3c|tsann kuen|=tk3c|elifemall|e life mall|順發3c|順發|sunfar|大同3c|大同|tatung|大同綜合訊電|"
     "法雅客*|良興電子|良興|eclife|光華商場|三創|三創生活園區|syntrend|原價屋*|coolpc|欣亞|欣亞數位|sinya|"
     "德誼|德誼數位|dataexpress|studio a|studioa|神腦|神腦國際|senao|聯強|聯強國際|synnex|震旦通訊|"
     "aurora telecom|全虹|全虹通信|arcoa|傑昇通信|傑昇|=jyes|米可手機館|米可|地標網通|小米 台灣|華碩|"
     "=asus|asus store|宏碁|=acer|微星|=msi|技嘉|聲寶|sampo|東元|歌林|kolin|禾聯|heran|禾聯碩*|奇美家電|"
     "chimei|大金空調|日立冷氣|國際牌*|集雅社*|上新聯晴|上新|tsann kuen 3c|彩虹相館|柯達快速沖印|柯尼卡*|"
     "富士快速沖印|蘇格蘭攝影|豐澤電器|fortress hk|百老滙*|百老匯電器|broadway electronics|"
     "broadway lifestyle|蘇寧香港|suning hk|衛訊|wilson communications|中原電器|chung yuen|泰林|tai lin|"
     "鎮科集團|友和|友和yoho|=yoho|腦場電腦|黃金電腦商場|golden computer|惠康電腦|centralfield|"
     "centralfield computer|高登電腦|terminal hk|dg lifestyle|dg lifestyle store|快圖美*|fotomax|天際攝影|"
     "permanent camera|百誠|wing shing photo|永成攝影|dc fever|sunrise photo|衞訊"},
    {"Expenses:Shopping:Books", LEXICON_BRAND,
     "誠品|誠品書店|eslite|eslite bookstore|金石堂*|金石堂書店|kingstone|墊腳石*|墊腳石圖書|=tcsb|"
     "books com tw|三民書局|sanmin|何嘉仁書店|何嘉仁*|諾貝爾圖書城|諾貝爾書城|nobel books|紀伊國屋 台灣|"
     "蔦屋書店 台灣|tsutaya taiwan|五南書店|五南文化廣場|天瓏書局|天瓏|tenlong|茉莉二手書店|茉莉|"
     "mollie books|讀冊|taaze|水準書局|政大書城|校園書房|敦煌書局|caves books|caves|文化廣場|聯經書房|"
     "小品雅集|tools文具|久大文具|東京文具|信誼|漫畫便利屋|白鹿洞*|十大書坊|商務印書館|commercial press|"
     "commercial press hk|三聯書店 香港|joint publishing|中華書局|chung hwa book|大眾書局 香港|popular hk|"
     "葉壹堂*|page one|page one hk|天地圖書|cosmos books|辰衝|swindon|swindon books|bookazine|田園書屋|"
     "序言書室|hong kong book centre|誠品 香港|eslite hk|城邦書店|辰衝書店|traveller bookshop|"
     "澳門文化廣場|星光書店|葡文書局"},
    {"Expenses:Home", LEXICON_BRAND,
     "ikea taiwan|ikea hk|宜家 香港|宜家家居 香港|宜得利*|nitori taiwan|特力屋 b q|b q特力屋|hola特力和樂|"
     "特力和樂|hola taiwan|特力家*|詩肯柚木|scanteak|詩肯居家|生活工場|working house|無印 台灣|振宇五金|"
     "振宇|寶雅寶家|poya home|寶家五金|小北五金|特力幸福家|歐德家具|歐德|order furniture|有情門*|"
     "伊莉莎白傢俱|優渥實木家具|優渥實木|日曜天地|日曜天地outlet|文聖傢俱|立新傢俱|德泰名床|德泰彈簧床|"
     "席夢思 台灣|老k彈簧床|老k名床|台灣大學家具|瑪黑家居|mr living|居家先生|=hoi|hoi好好生活|和成|"
     "和成欣業|=hcg|凱撒衛浴|caesar bathroom|電光牌*|櫻花|櫻花廚具|sakura taiwan|莊頭北*|林內 台灣|"
     "得利塗料|虹牌油漆|花市|綠園藝*|內湖花市|實惠家居|pricerite home|歐化|歐化傢俬|ulferts|"
     "ulferts of sweden|海馬|海馬牌*|sea horse mattress|hohome|雅芳婷*|a fontane|卡撒天嬌|casablanca|"
     "casablanca home|東方紅傢俬|蜆殼家品|francfranc 香港|=god|住好啲*|organic modernism|tree hk|"
     "indigo living|homeless|多來多木|stockroom|德國寶*|german pool|明珠傢俬|嘉寶傢俬|兄弟傢俬|樂聲|"
     "aberdeen hardware|家匠|螺絲批*|屋企人*|yata home"},
    {"Expenses:Children", LEXICON_BRAND,
     "玩具反斗城 台灣|toys r us taiwan|玩具反斗城 香港|toys r us hk|toysrus|卡多摩*|卡多摩嬰童館|麗兒采家|"
     "營養銀行|嬰兒用品|媽咪愛*|mamilove|奇哥童裝|gap kids taiwan|六甲村*|貝恩|=baan|信誼小太陽|"
     "何嘉仁幼兒園|吉的堡*|吉的堡幼兒園|kidcastle|長頸鹿美語|佳音|eugene baby|荷花親子|eugene group|"
     "bb group|皇室嬰兒|mothercare hk|jacadi hk|chickeeduck|奇哥兒*|epic playground|冒險小鎮|"
     "adventure zone|mini hero|貝貝王國|玩具「反」斗城|國際玩具|cu fun|遊戲地帶"},
    {"Expenses:Pets", LEXICON_BRAND,
     "寵物公園|pet park|petpark|東森寵物|東森寵物雲|魚中魚*|魚中魚寵物水族|pet fish|寵愛貓寶狗寶|毛孩市集|"
     "汪喵星球|dogcatstar|亞馬森*|瘋狂寵物|凱朵寵物|全國動物醫院|派特寵物|q pets|vet house|毛小孩*|"
     "西貢寵物|愛護動物協會|spca hk|petline|寵物天地|貓貓店*|謝斐道動物醫院|peace avenue|"
     "非牟利獸醫服務協會|=npv"},
    {"Expenses:Personal care", LEXICON_BRAND,
     "sa sa|bonjour hk|colourmix|卡莱美*|小三美日|=s3|小三美日平價美妝|美華泰*|寶雅美妝|poya beauty|雅聞|"
     "克蘭詩*|佐登妮絲|jourdeness|自然美*|natural beauty|詩丹雅蘭|sisley spa|登琪爾*|dengquier|媚登峯*|"
     "媚登峰*|=mdf|瘦身美容|曼都|曼都髮型|mentor hair|小林髮廊|小林|kobayashi hair|快樂麗康|happy hair|"
     "happyhair|非常|flux hair|vs hair|=vif|愛情髮型|=jit|家樂福剪髮|qb house taiwan|百元剪髮|100元剪髮|"
     "斑馬髮廊|zoom hairstyling|eros hair|aveda taiwan|森spa|北投溫泉|春天酒店|6星集|六星集*|"
     "6星集足體養身會館|千里行*|金樂足體|和風足湯|悅木|知足健康|草山溫泉|大地酒店|水都溫泉會館|必瘦站*|"
     "perfect medical|纖連|纖體|slim beauty hk|修身堂*|sau san tong|現代美容|modern beauty|水療|aster|"
     "feel hair|hair culture|il colpo|private i|headquarters hair|qb house hk|ez house|雷力髮廊|大班|"
     "gao foot|龍足|足之樂*|the face shop hk|innisfree hk|l occitane hk|lush hk"},
    {"Expenses:Travel:Lodging", LEXICON_BRAND,
     "福華大飯店|福華|howard plaza|晶華酒店|regent taipei|君悅酒店|老爺酒店|老爺會館|royal nikko taipei|"
     "國賓大飯店|國賓|ambassador hotel taipei|圓山大飯店|grand hotel taipei|喜來登 台灣|漢來大飯店|"
     "grand hi lai|煙波大飯店|煙波|lakeshore hotel|福容大飯店|福容|fullon|fullon hotel|福泰飯店|福泰|"
     "forte hotel|兄弟大飯店|富信大飯店|麗緻|亞都麗緻|landis|長榮桂冠酒店|長榮桂冠|evergreen laurel|"
     "涵碧樓*|the lalu|雲品|雲朗觀光|雲朗|ldc hotels|君品|翰品|兆品|捷絲旅*|just sleep|承億|承億文旅|"
     "承億酒店|planner hotel|和逸|和逸飯店|cozzi|城市商旅|city suites|柯達大飯店|柯達|k hotel|台灣康橋|"
     "康橋商旅|kindness hotel|丹迪旅店|dandy hotel|意舍|=amba|蜂巢旅店|洛碁|洛碁大飯店|green world hotel|"
     "天成飯店|cosmos hotel taipei|西門町*|輕旅|背包客棧|凱撒大飯店|caesar park|凱撒|墾丁凱撒|夏都|"
     "夏都沙灘酒店|chateau beach|日月潭*|溪頭|知本老爺|太魯閣晶英|晶英|silks place|沐蘭|薇閣|薇閣精品旅館|"
     "雲端汽車旅館|易遊網*|eztravel|kkday|klook|客路|雄獅|雄獅旅遊|lion travel|半島酒店|"
     "peninsula hong kong|文華東方|mandarin oriental|帝苑酒店|royal garden hotel|都會海逸|海逸|"
     "harbour plaza|harbour grand|港島海逸|朗廷|langham|帝盛|dorsett|帝盛酒店|富豪酒店|regal hotel|"
     "regal hotels|富薈|iclub|iclub hotel|悅來|panda hotel|悅品|悅品酒店|cosmo hotel|rosedale|珀麗酒店|"
     "粵海酒店|粵華|l hotel|如心|如心酒店|nina hotel|逸東|eaton hk|eaton|青年旅舍協會|yha hk|美麗華酒店|"
     "the mira|葡京|新葡京*|grand lisboa|lisboa|威尼斯人|venetian macao|銀河|銀河酒店|galaxy macau|永利|"
     "wynn macau|美高梅*|mgm macau|新濠天地|city of dreams macau|倫敦人*|巴黎人*"},
    {"Expenses:Travel", LEXICON_BRAND,
     "可樂旅遊|cola tour|colatour|東南旅遊|settour|鳳凰旅遊|phoenix tours|五福旅遊|五福|life tour|"
     "山富旅遊|richmond tours|康福旅遊|燦星旅遊|startravel|易飛網*|ezfly|百威旅遊|喜鴻假期|喜鴻|行健旅遊|"
     "旅天下*|和運租車|和運|hotai leasing|easyrent|格上租車|格上|car plus|carplus|中租租車|chailease auto|"
     "小馬租車|pony rent|avis taiwan|hertz taiwan|gogoout|irent|永安旅遊|wing on travel|康泰旅行社|康泰|"
     "hong thai|=egl|東瀛遊*|egl tours|縱橫遊*|wwpkg|新華旅遊|sunflower travel|關鍵旅遊|捷旅|jetour|"
     "星晨旅遊|morning star|美麗華旅遊|miramar travel|大航假期|professional travel|中國旅行社 香港|"
     "香港中旅|cts hk|國泰假期|cathay holidays|trip com hk|=zuji|hutchgo|機場快線|airport express|"
     "香港國際機場|桃園機場"},
    {"Expenses:Travel:Flights", LEXICON_BRAND,
     "中華航空|華航|china airlines|長榮航空|長榮|eva air|evaair|星宇|星宇航空|starlux|台灣虎航|虎航|"
     "tigerair taiwan|tigerair|立榮航空|立榮|uni air|華信航空|華信|mandarin airlines|國泰航空|國泰|"
     "cathay dragon|國泰港龍|港龍|香港航空|hong kong airlines|香港快運|hk express|hkexpress|大灣區航空|"
     "greater bay airlines|澳門航空|air macau"},
    {"Expenses:Entertainment", LEXICON_BRAND,
     "威秀|威秀影城|vieshow|vie show|vieshow cinemas|國賓影城|ambassador theatres|秀泰|秀泰影城|"
     "showtime cinemas|新光影城|skcinemas|美麗華影城|miramar cinemas|喜樂時代|centuryasia|=in89|in89豪華|"
     "in89豪華數位影城|樂聲影城|真善美*|光點台北|誠品電影院|百老匯 台灣|好樂迪*|好樂迪ktv|holiday ktv|"
     "錢櫃|錢櫃ktv|cashbox|cashbox partyworld|星聚點*|星據點*|star party|享溫馨*|享溫馨ktv|湯姆熊*|"
     "tom s world|湯姆熊歡樂世界|騎士堡*|kidsburgh|貝兒絲樂園|bearscove|大魯閣*|大魯閣棒壘球|taroko|"
     "台灣彩券|台彩|運彩|台灣運彩|威力彩*|劍湖山*|劍湖山世界|janfusun|六福村*|leofoo|麗寶樂園|lihpao|"
     "義大遊樂世界|九族文化村|小人國*|遠雄海洋公園|野柳海洋世界|屏東海生館|海生館*|xpark|故宮|"
     "國立故宮博物院|台北市立動物園|兩廳院*|kktix|拓元|tixcraft|拓元售票|年代售票|寬宏|寬宏售票|ibon售票|"
     "巴哈姆特|動畫瘋*|kkbox|mycard|遊戲橘子|beanfun|=gash|貝殼放大|hami video|catchplay|友善網咖|=mcl|"
     "mcl cinemas|mcl戲院|百老匯院線|broadway circuit|broadway cinemas hk|ua戲院|ua cinemas|嘉禾 香港|"
     "golden harvest hk|英皇戲院|emperor cinemas|英皇戲院 香港|高先電影院|golden scene|百老匯電影中心|"
     "cinema city hk|星影匯*|star cinema|k11 art house|premiere elements|red mr|redmr|加州紅*|"
     "california red|neway|neway ktv|neway卡啦ok|big echo hk|冒險樂園|jumpin gym|jumpin gym usa|歡樂天地|"
     "wonderful worlds of whimsy|香港迪士尼|香港迪士尼樂園|hong kong disneyland|海洋公園|ocean park|"
     "昂坪360|ngong ping 360|山頂纜車|peak tram|香港賽馬會|賽馬會*|=hkjc|jockey club|六合彩*|mark six|"
     "快達票*|hk ticketing|城市售票網|urbtix|cityline|viutv|now tv hk|mytv super|=tvb|澳門彩票"},
    {"Expenses:Education", LEXICON_BRAND,
     "何嘉仁美語|hess english|巨匠電腦|巨匠|pcschool|聯成電腦|聯成|lccnet|菁英國際|地球村美日語|地球村*|"
     "global village|空中英語教室|studio classroom|英代外語|tutorabc|hitutor|得勝者*|得勝者文教|翰林|"
     "翰林雲端學院|康軒|南一書局|格致|偉文|志光|公職王*|高點|大碩|大碩研究所|=tkb|tkb購課網|百官|三民輔考|"
     "儒林|建國補習班|文城數學|赫綵|上華|林晟數學|功文數學|功文|kumon taiwan|佳音英語|joy english|"
     "吉的堡美語|kid castle|長頸鹿*|科見美語|科見|kojen|康橋學校|kang chiao|薇閣學校|台灣大學|清華大學|"
     "現代教育|modern education hk|遵理|遵理學校|beacon college|英皇教育|kings glory|king s glory|精英匯*|"
     "大學之路|安國教育|匯知教育|mathconcept|數學思維|愛得利*|e smart learning|monkey tree|樂恩兒童|"
     "叮叮學堂|jumpstart|英國文化協會|wall street english hk|英孚 香港|hkuspace|hku space|職訓局*|=vtc|"
     "kumon hk|易學琴*|吳強音樂|李老闆駕駛學院|香港駕駛學院|hong kong school of motoring|=hksm|"
     "考試及評核局|香港大學|=hku|中文大學|=cuhk|科技大學|理工大學|polyu"},
    {"Expenses:Fuel", LEXICON_BRAND,
     "台灣中油|cpc taiwan|cpc corporation|台塑|formosa petrochemical|national petroleum taiwan|=npc|台亞|"
     "台亞石油|tai ya|北基|北基加油站|山隆|山隆通運|統一精工|速邁樂*|smile 速邁樂|久井|西歐加油站|西歐|"
     "台糖加油站|中塑|福懋|福懋加油站|gogoro|gogoro network|go station|起而行*|裕電|yes charging|evoasis|"
     "=evalue|華城電能|源點科技|蜆殼|蜆殼香港|shell hk|加德士*|caltex hk|埃索|esso hk|中石化 香港|"
     "sinopec hk|中國石油香港|中油 香港|feoso|豐溢|南光石油|nam kwong|cornerstone ev|中電充電|=hkev"},
    {"Expenses:Transport:Car", LEXICON_BRAND,
     "和泰汽車|和泰|hotai|toyota taiwan|國瑞汽車|裕隆|裕隆日產|yulon|中華汽車|=cmc|納智捷*|luxgen|三陽|"
     "三陽機車|=sym|光陽|光陽機車|kymco|山葉機車|yamaha taiwan|睿能|gogoro 門市|台鈴|suzuki taiwan|"
     "宏佳騰*|aeonmotor|匯豐汽車|fortune motors|順益汽車|桃苗汽車|國都汽車|北都汽車|中部汽車|南都汽車|"
     "高都汽車|蘭揚汽車|南陽實業|福特六和|馬自達 台灣|馭勝|賓士 中華|台灣賓士|汎德|太古汽車|台灣奧迪|永業|"
     "車麗屋*|carmall|車麗屋汽車百貨|黃帽 台灣|馳加 台灣|普利司通 台灣|瑪吉斯*|maxxis|正新輪胎|固滿德*|"
     "建大|統一車業|全國機車|全國汽車保修|快保|焦點汽車|sum汽車|sum 優質車商|hot大聯盟|行將企業|abc好車網|"
     "=8891|車美仕*|西湖輪胎|飛隼輪胎|kmc hk|皇冠汽車|crown motors|皇冠車行|仁孚|zung fu|仁孚行*|大昌行*|"
     "dch motors|大昌貿易行|合群汽車|合誠汽車|世紀汽車|bmw concessionaires|永利車行|英皇汽車|香港汽車會|"
     "=hkaa|中華機車|信昌摩托|米芝蓮 香港|車仔洗車|油王"},
    {"Expenses:Transport:Parking and tolls", LEXICON_BRAND,
     "嘟嘟房*|台灣聯通|台灣聯通停車|taiwan parking|城市車旅|俥亭|俥亭停車|times taiwan|台灣普客二四|"
     "正好停車|應安|應安停車|歐特儀*|阜爾|日月亭*|詮營|遠通電收|=fetc|=etag|國道高速公路|車麻吉*|usplash|"
     "停車大聲公|威信停車場|wilson parking hk|wilson parking|信和停車場|帝國停車場|領展停車場|hketoll|"
     "易通行*|快易通*|autotoll|隧道費*|海底隧道|西隧|領匯"},
    {"Expenses:Transport:Taxi", LEXICON_BRAND,
     "台灣大車隊|taiwan taxi|55688|大都會計程車|metro taxi taiwan|大愛計程車|皇冠大車隊|=yoxi|line taxi|"
     "line go|youbike|you bike|微笑單車|=wemo|wemo scooter|goshare|i rent|irent 共享|格上共享|和雲|"
     "和雲行動服務|moovo|hktaxi|hk taxi|飛的|fly taxi|hktaxi app|星群的士|call4van|高德 香港|locobike|"
     "uber hk|uber taiwan"},
    {"Expenses:Transport:Public transport", LEXICON_BRAND,
     "台灣高鐵|台灣高速鐵路|高鐵|=thsr|taiwan high speed rail|台鐵|臺灣鐵路|台灣鐵路|tra taiwan|台北捷運|"
     "臺北捷運|metro taipei|taipei metro|高雄捷運|=krtc|桃園捷運|台中捷運|悠遊卡*|easycard|easy card|"
     "一卡通 台灣|ipass|愛金卡*|icash|icash pay|國光客運|kuo kuang bus|統聯客運|統聯|=ubus|和欣客運|和欣|"
     "ho hsin bus|葛瑪蘭客運|首都客運|capital bus|大都會客運|三重客運|台北客運|港鐵|港鐵公司|=mtr|"
     "mtr corporation|輕鐵|九巴|九龍巴士|=kmb|城巴|citybus|新巴|新世界第一巴士|龍運巴士|嶼巴|新大嶼山巴士|"
     "電車|香港電車|叮叮|天星小輪|star ferry|新渡輪*|first ferry|港九小輪|=hkkf|噴射飛航|turbojet|"
     "金光飛航|cotai water jet|綠色專線小巴|小巴|澳門輕軌|新福利*|傳特|transmac|tcm bus"},
    {"Expenses:Phone", LEXICON_BRAND,
     "chunghwa telecom|=cht|遠傳|fetnet|far eastone|fareastone|taiwan mobile|myfone|t star|亞太電信|"
     "gt mobile|亞太電信gt|=1010|=csl|csl mobile|香港移動通訊|數碼通*|smartone|3香港|3 hong kong|=3hk|"
     "和記電訊|中國移動香港|=cmhk|china mobile hk|中國聯通香港|=1o1o|clubsim|club sim|birdie|電訊盈科|"
     "=hkt|=pccw|自由鳥*|鴨聊佳*|澳門電訊|=ctm"},
    {"Expenses:Phone:Internet", LEXICON_BRAND,
     "凱擘|凱擘大寬頻|=kbro|中嘉寬頻|中嘉|bb寬頻|台灣固網|so net taiwan|hinet|seednet|網上行*|netvigator|"
     "香港寬頻|=hkbn|有線寬頻|i cable|=hgc|環電|hgc寬頻"},
    {"Expenses:Utilities:Electricity and gas", LEXICON_BRAND,
     "台灣電力|台電|台灣電力公司|臺灣電力公司|taipower|大台北瓦斯|大台北區瓦斯|陽明山瓦斯|新海瓦斯|"
     "欣湖天然氣|欣欣天然氣|欣高石油氣|欣中天然氣|中電|中華電力|=clp|clp power|港燈|香港電燈|hk electric|"
     "hong kong electric|煤氣公司|中華煤氣|香港中華煤氣|towngas|hong kong china gas|澳電|cem macau"},
    {"Expenses:Utilities:Water", LEXICON_BRAND,
     "台灣自來水|台灣自來水公司|台北自來水|臺北自來水事業處|北水處*|水務署*|water supplies department|"
     "=wsd|澳門自來水|macao water"},
    {"Expenses:Housing:Rent", LEXICON_BRAND,
     "信義房屋|信義|sinyi|永慶房屋|永慶|yungching|住商不動產|住商|hb housing|21世紀不動產 台灣|台灣房屋|"
     "taiwan realty|東森房屋|東森|etwarm|中信房屋|太平洋房屋 台灣|大家房屋|有巢氏房屋|有巢氏*|u trust|"
     "全國不動產|群義房屋|群義|=591|591租屋|好房網*|崔媽媽*|中原地產 香港|中原|centaline|"
     "centaline property|美聯|美聯物業|midland|midland realty|利嘉閣*|ricacorp|ricacorp properties|"
     "香港置業|=hkp|世紀21 香港|28hse|28屋網|房委會*|房屋委員會|housing authority|房協|房屋協會|"
     "housing society hk|啟勝管理|康業|hong yip|康業服務|佳定物業|管理費*|大廈管理|差餉|啓勝"},
    {"Expenses:Services", LEXICON_BRAND,
     "中華郵政|chunghwa post|黑貓宅急便|黑貓|t cat|統一速達|新竹物流|新竹貨運|=hct|宅配通*|台灣宅配通|"
     "pelican taiwan|嘉里大榮|嘉里大榮物流|kerry tj|大榮貨運|順豐 台灣|i郵箱|蝦皮店到店|賣貨便*|交貨便*|"
     "好賣家*|便利箱*|lalamove|lalamove taiwan|gogox|pandago|潔衣家*|潔衣家自助洗衣|白鯨洗衣|上豪自助洗衣|"
     "速必潔*|象王 台灣|影印店*|全錄影印|震旦影印|嘉里搬家|崔媽媽搬家|香港郵政|hongkong post|"
     "hong kong post|順豐 香港|順豐站*|sf express hk|順便智能櫃|嘉里快遞|kerry express hk|郵局 香港|"
     "pickupp|=zeek|gogovan|金衣機*|正章|正章乾洗|jeeves|jeeves hk|衣之純*|goodwins of london|雪山洗衣|"
     "自助洗衣店 香港|sunshine laundry|自助儲存|迷你倉*|time storage|時昌迷你倉|storefriendly|儲存易*|"
     "一站式迷你倉|minibox|快圖美 影印|snap print|e print|e banner|健豪印刷|健豪"},
};

const size_t lexicon_world_taiwan_more_count =
    sizeof lexicon_world_taiwan_more / sizeof lexicon_world_taiwan_more[0];
