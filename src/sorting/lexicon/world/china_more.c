/* Table file: only words. China: shops, cars, travel, leisure, services. */

#include "sorting/categories.h"
#include "sorting/lexicon.h"

const struct lexicon_list lexicon_world_china_more[] = {
    {"Expenses:Shopping", LEXICON_BRAND,
     "淘宝|天猫|tmall|天猫超市|京东|jingdong|京东商城|拼多多*|pinduoduo|唯品会*|vipshop|vip com|苏宁|"
     "suning|当当|dangdang|抖音商城|快手小店|小红书*|xiaohongshu|闲鱼|xianyu|转转|zhuanzhuan|得物|poizon|"
     "=dewu|考拉海购|网易严选|yanxuan|聚美优品|=1688|阿里巴巴|阿里巴巴1688|酷乐潮玩|=x11|=ktop|九木杂物社|"
     "m g life|三福|三福百货|sanfu|诺米家居|=nome|番茄口袋|泡泡玛特|pop mart|popmart|52toys|潮玩星球|"
     "无印良品|muji china|伶俐|优宿优品|万达|万达广场|wanda plaza|万达百货|银泰|银泰百货|intime|银泰城*|"
     "=in77|王府井百货|wangfujing|百盛|百盛百货|parkson china|大商|大商集团|大洋百货|grand ocean|"
     "新世界百货|new world department china|金鹰|金鹰国际|golden eagle|茂业百货|maoye|天虹商场|华联商厦|"
     "燕莎|燕莎友谊商城|yansha|=skp|北京skp|赛特购物中心|翠微百货|cuiwei|双安商场|城乡贸易中心|西单商场|"
     "百联|百联集团|bailian|第一八佰伴|八佰伴*|久光百货|jiuguang|太平洋百货|pacific department|来福士*|"
     "raffles city china|凯德|凯德mall|capitamall|龙湖天街|天街|印象城*|吾悦广场|wuyue plaza|万象城*|"
     "=mixc|万象汇*|大悦城*|joy city|太古里*|taikoo li|太古汇*|taikoo hui|=k11|恒隆广场|plaza 66|"
     "ifs国金中心|德基广场|=deji|环球港*|global harbor|正大广场|新天地*|合生汇*|hopson one|朝阳大悦城|"
     "芮欧百货|港汇|港汇恒隆广场|中友百货|友谊商店|友阿|友谊阿波罗|王府井奥莱|奥特莱斯|百联奥特莱斯|"
     "砂之船*|杉杉奥特莱斯|佛罗伦萨小镇|迪卡侬*|decathlon china|安踏|=anta|安踏体育|李宁|li ning|lining|"
     "特步|=xtep|361度|361 degrees|匹克|peak sport|鸿星尔克|=erke|乔丹体育|qiaodan|滔搏|滔搏运动|"
     "topsports|胜道体育|胜道|宝胜|劲浪体育|yysports|耐克|nike china|阿迪达斯|adidas china|彪马|斐乐|"
     "fila china|迪桑特*|始祖鸟*|凯乐石*|kailas|探路者*|toread|骆驼户外|camel outdoor|三夫户外|三夫|sanfo|"
     "捷安特*|giant bicycles|美利达*|merida|喜德盛*|=xds|凤凰自行车|永久自行车|forever bicycle|雅迪|yadea|"
     "雅迪电动车|爱玛|爱玛电动车|=aima|台铃|台铃电动车|tailg|绿源电动车|绿源|luyuan|新日电动车|小牛电动|"
     "=niu|九号公司|ninebot|小刀电动车|chow sang sang|六福珠宝|lukfook|luk fook|周大生*|chow tai seng|"
     "周六福*|zhouliufu|lao feng xiang|lao miao|中国黄金|china gold|china national gold|菜百|菜百首饰|"
     "caibai|潮宏基*|=chj|谢瑞麟*|tse sui luen|=tsl|明牌珠宝|mingr|金至尊*|3d gold|千禧之星|爱迪尔珠宝|"
     "通灵珠宝|tesiro|莱绅通灵|i do珠宝|恒信钻石|dr钻戒|darry ring|萃华金店|萃华|老铺黄金|laopu gold|"
     "梦金园*|金大福*|潮流珠宝|曼卡龙*|亨得利*|hengdeli|亨吉利*|harmony watch|天王表*|tian wang|罗西尼*|"
     "飞亚达*|fiyta|依波表*|盛时表行|盛时|中国烟草|烟草专卖|海南免税|=cdf|中免|中国中免|china duty free|"
     "日上免税行|日上|sunrise duty free|雷州乐器|柏斯音乐|parsons music|珠江钢琴|知音琴行|星海乐器|"
     "晨光文具|m g|晨光|得力|齐心|光明户外|钓鱼王*|化氏|文玩天下"},
    {"Expenses:Shopping:Clothing", LEXICON_BRAND,
     "海澜之家|=hla|heilan home|优衣库*|优衣库中国|uniqlo china|森马|semir|巴拉巴拉|balabala|美特斯邦威|"
     "metersbonwe|太平鸟*|peacebird|波司登*|bosideng|雅鹿|雪中飞*|鸭鸭|七匹狼*|septwolves|利郎|lilanz|"
     "九牧王*|joeone|劲霸男装|劲霸|k boxing|柒牌|seven brand|雅戈尔*|youngor|杉杉|罗蒙|romon|报喜鸟*|"
     "saint angelo|红豆|红豆男装|hongdou|红豆居家|真维斯*|jeanswest|以纯|yishion|班尼路*|baleno|佐丹奴*|"
     "giordano|堡狮龙*|bossini|热风|hotwind|=ur|urban revivo|拉夏贝尔|la chapelle|only 绫致|绫致|杰克琼斯|"
     "jack jones china|韩都衣舍|handu|茵曼|inman|江南布衣|=jnby|例外|=exception|哥弟|girdear|阿玛施*|"
     "amass|欧时力*|ochirly|ochirly欧时力|five plus|地素|dazzle|歌力思*|ellassay|玛丝菲尔|marisfrolg|朗姿|"
     "lancy|之禾|icicle|速写|croquis|蕉内|bananain|蕉下|beneunder|ubras|内外|neiwai|都市丽人|cosmo lady|"
     "爱慕|aimer|曼妮芬*|maniform|古今内衣|古今|gujin|安莉芳*|embry|南极人*|nanjiren|恒源祥*|"
     "hengyuanxiang|鄂尔多斯|erdos|鄂尔多斯羊绒|浪莎|langsha|猫人|俞兆林*|皮尔卡丹|达芙妮*|=daphne|百丽|"
     "=belle|他她|tata shoes|天美意*|teenmix|思加图*|staccato|森达|奥康|aokang|红蜻蜓*|red dragonfly|"
     "意尔康*|yearcon|康奈|kangnai|金猴|富贵鸟*|蜘蛛王*|spider king|骆驼|camel active|卓诗尼*|千百度*|"
     "cbanner|星期六*|st sat|哈森|harson|接吻猫*|kisscat|老人头*|回力|=warrior|飞跃|feiyue|人本|renben|"
     "内联升*|neiliansheng|足力健*|zulijian|双星|斯凯奇*|skechers china|小ck|charles keith|爱步|新秀丽*|"
     "皇冠箱包|外交官*|=diplomat|安娜苏*|依波路*|迪士尼童装|安奈儿*|annil|小猪班纳|pepco 小猪班纳|巴布豆*|"
     "英氏|yeehoo|丽婴房*|les enphants|=gxg|马克华菲|mark fairwhale|速绒|唐狮|tonlion|潮牌|bosie|白小t|"
     "暇步士*|歌莉娅*|gloria china|秋水伊人|红袖|hopeshow|影儿|naersi|娜尔思*|伊芙丽*|eifini|=播|"
     "broadcast 播|粉蓝衣橱|衣恋|eland|衣香丽影|罗莱|梦洁|富安娜*"},
    {"Expenses:Shopping:Electronics", LEXICON_BRAND,
     "苏宁电器|国美|=gome|五星电器|five star appliance|京东五星|顺电|sundan|大中电器|汇银|工贸家电|小米|"
     "xiaomi store|mi home|华为|华为授权体验店|华为体验店|荣耀|=honor|=oppo|oppo专卖店|vivo专卖店|魅族|"
     "meizu|真我|realme|一加|oneplus|苹果授权|apple中国|联想|lenovo china|联想专卖店|戴尔|惠普|海尔|haier|"
     "海尔专卖店|美的|midea|格力|=gree|格力专卖店|=tcl|创维|skyworth|海信|hisense|长虹|changhong|康佳|"
     "konka|老板电器|robam|方太|fotile|华帝|vatti|万和|vanward|万家乐*|九阳|joyoung|苏泊尔*|supor|科沃斯*|"
     "ecovacs|石头科技|roborock|追觅|dreame|大疆|=dji|迪信通*|dixintong|乐语|乐语通讯|话机世界|天音|"
     "爱施德*|酷动|coodoo|百脑汇*|buynow|赛博数码|颐高数码|中关村*|海龙电子城|华强北*|赛格电子|"
     "京东电脑数码|京东之家|天猫电器城|海马体*|海马体照相馆|=himo|天真蓝*|naive blue|盘子女人坊|铂爵旅拍|"
     "金夫人*|婚纱摄影|爱回收*|aihuishou|回收宝*|闪修侠*|极客修*|千机网*"},
    {"Expenses:Shopping:Books", LEXICON_BRAND,
     "xinhua bookstore|xinhua|西西弗*|西西弗书店|sisyphe|言几又*|yan ji you|方所|fang suo|钟书阁*|"
     "zhongshuge|诚品生活|eslite china|先锋书店|librairie avant garde|博库书城|博库|booku|北京图书大厦|"
     "上海书城|深圳书城|广州购书中心|单向空间|单向街书店|三联书店|三联韬奋书店|joint publishing china|"
     "王府井书店|大众书局|popular books|中信书店|citic books|樊登书店|物外书店|猫的天空之城|茑屋书店中国|"
     "联合书店|购书中心|当当书店|孔夫子旧书网|kongfz|多抓鱼*|duozhuayu|晋江文学城|起点中文网|喜马拉雅|"
     "ximalaya|得到|知乎|zhihu|西单图书大厦|凤凰书城|文轩书店|新华文轩|winshare|晨光文具店|文具店*|九木"},
    {"Expenses:Home", LEXICON_BRAND,
     "宜家|ikea china|红星美凯龙|red star macalline|macalline|居然之家|easyhome|easy home|月星家居|月星|"
     "欧亚达*|金马凯旋|第六空间|富森美*|百安居*|b q china|b and q china|东方家园|好美家*|家乐装饰|土巴兔*|"
     "齐家网*|东易日盛|业之峰*|金螳螂家|圣都装饰|贝壳|被窝家装|顾家家居|顾家|kuka home|=kuka|芝华士*|"
     "cheers sofa|敏华|慕思|慕思寝具|derucci|喜临门*|sleemon|雅兰|airland|穗宝|梦百合*|mlily|欧派|oppein|"
     "欧派家居|索菲亚*|suofeiya|尚品宅配|shangpin|好莱客*|志邦|志邦家居|=zbom|金牌厨柜|goldenhome|"
     "我乐家居|olo home|皮阿诺*|全友|全友家居|quanu|掌上明珠|双虎家私|双虎|曲美|曲美家居|qumei|联邦家私|"
     "landbond|左右沙发|斯可馨*|林氏木业|林氏家居|linsy|源氏木语|造作|zaozuo|罗莱家纺|luolai|fuanna|"
     "水星家纺|mercury home textile|mendale|博洋家纺|beyond home textile|多喜爱*|紫罗兰家纺|大自然床垫|"
     "圣象地板|圣象|大自然地板|nature flooring|德尔地板|马可波罗瓷砖|马可波罗|marco polo tiles|东鹏|"
     "东鹏瓷砖|dongpeng|诺贝尔瓷砖|nabel|蒙娜丽莎瓷砖|冠珠|简一|九牧|jomoo|箭牌|arrow home|arrow sanitary|"
     "恒洁|hegii|惠达|huida|科勒|kohler|toto卫浴|欧普照明|opple|雷士照明|=nvc|立邦|nippon paint|三棵树*|"
     "skshu|多乐士*|dulux|嘉宝莉*|公牛|bull electric|王力安防|盼盼|tata木门|tata door|梦天|美心|顶固|晾霸|"
     "好太太*|hotata|nitori china|hola特力和乐|hola home china|无印家居|网易严选线下|南康家具|花点时间|"
     "五金店*|建材市场"},
    {"Expenses:Children", LEXICON_BRAND,
     "孩子王*|kidswant|爱婴室*|aiyingshi|乐友|乐友孕婴童|leyou|爱婴岛*|贝贝熊*|babemax|丽家宝贝|爱婴金坊|"
     "妈妈好*|小飞象母婴|玩具反斗城|toys r us china|贝乐|奶酪博士|好孩子*|goodbaby|babycare|全棉时代|"
     "purcotton|蓝猫|红黄蓝*|rybaby|金宝贝*|gymboree play|美吉姆*|悦宝园*|运动宝贝|杨梅红*|小小运动馆|"
     "奈尔宝*|neobio|卡通尼*|卡通尼乐园|meland|meland club|莫莉幻想|molly fantasy china|奇乐儿*|乐高中国|"
     "布鲁可*|奥飞|启蒙积木"},
    {"Expenses:Pets", LEXICON_BRAND,
     "瑞鹏|瑞鹏宠物医院|ruipeng|新瑞鹏*|美联众合|芭比堂*|芭比堂动物医院|babytang|瑞派|瑞派宠物医院|"
     "瑞辰宠物医院|阿闻|阿闻医生|派特堡*|宠物家*|petstar|宠颐生*|安安宠医|宠爱国际|波奇网*|波奇宠物|boqii|"
     "e宠|极宠家*|petgugu|宠它|酷迪宠物|凯特喵*"},
    {"Expenses:Personal care", LEXICON_BRAND,
     "watsons china|丝芙兰*|sephora china|话梅|harmay|调色师*|the colorist|万宁中国|妍丽|afiona|娇兰佳人|"
     "gialen|唐三彩化妆品|千色店*|亿莎|美妆集合店|完美日记|perfect diary|花西子*|florasis|橘朵|judydoll|"
     "珀莱雅*|proya|自然堂*|chando|百雀羚*|pechoin|佰草集*|herborist|林清轩*|forest cabin|植物医生|"
     "dr plant|悦诗风吟|innisfree china|名创美妆|欧莱雅*|雅诗兰黛|兰蔻|资生堂专柜|美丽田园|beauty farm|"
     "克丽缇娜|chlitina|奈瑞儿*|naier|秀域|秀域养生|思妍丽*|siyanli|美容会所|审美造型|审美|东田造型|文峰|"
     "文峰美发|永琪|永琪美容美发|星客多*|starquick|快剪|优剪|=ucut|沙宣|托尼盖*|木北造型|木北|"
     "苏豪路易士嘉玛|中影人像|良子足道|华夏良子|liangzi|富侨|富侨足道|郑远元*|郑远元修脚|足浴店*|康骏会馆|"
     "汤泉|汤泉宫*|水裹汤泉|大江户温泉上海|极乐汤*|gokurakuyu china|悦容庄*|奇致"},
    {"Expenses:Travel:Lodging", LEXICON_BRAND,
     "如家|如家酒店|homeinn|home inn|home inns|汉庭|汉庭酒店|hanting|全季|全季酒店|ji hotel|桔子酒店|"
     "orange hotel|桔子水晶|crystal orange|锦江之星|jinjiang inn|锦江都城|7天|7天酒店|7天连锁酒店|"
     "7 days inn|7天优品|维也纳酒店|维也纳国际酒店|维也纳*|vienna hotel|麗枫|丽枫酒店|lavande|"
     "lavande hotel|喆啡|喆啡酒店|希岸|希岸酒店|=xana|iu酒店|派酒店*|pai hotel|格林豪泰|green tree inn|"
     "格林东方|贝壳酒店|速8|速8酒店|super 8 china|布丁|布丁酒店|pod inn|莫泰|莫泰168|motel 168|怡莱|"
     "怡莱酒店|elan hotel|海友|海友酒店|hi inn|星程|星程酒店|starway|漫心|城家|citigo|citadines china|"
     "美居中国|宜必思中国|诺富特中国|亚朵|亚朵酒店|atour|atour hotel|轻居|开元|开元名都|开元酒店|"
     "new century hotel|君亭酒店|君亭|首旅酒店|和颐酒店|和颐|yitel|逸扉|建国饭店|jianguo|金陵饭店|"
     "jinling hotel|香格里拉|shangri la|锦江饭店|锦江国际|jin jiang|华天大酒店|尚客优*|尚客优酒店|"
     "thank inn|骏怡|城市便捷|城市便捷酒店|city comfort inn|宜尚|宜尚酒店|echarm|柏曼|你好酒店|99旅馆|"
     "99优选|都市118|都市花园|99连锁旅店|易佰|易佰旅店|100 inn|欣燕都*|7斗酒店|途家|tujia|小猪民宿|"
     "xiaozhu|小猪短租|木鸟民宿|青芒果*|美团民宿|华住|华住会*|huazhu|h world|飞猪|fliggy|同程|同程旅行|"
     "tongcheng|ly com|去哪儿*|qunar|艺龙|elong|携程|ctrip|trip com|=trip"},
    {"Expenses:Travel", LEXICON_BRAND,
     "中青旅*|=cyts|国旅|中国国旅|=cits|中旅|中国旅行社|港中旅*|康辉旅游|caissa|凯撒旅游|众信旅游|utour|"
     "春秋旅游|春秋国旅|spring tour|广之旅*|=gzl|南湖国旅|途牛|tuniu|驴妈妈*|lvmama|马蜂窝*|mafengwo|"
     "神州租车|car inc|zuche|shenzhou zuche|一嗨租车|=ehi|=ehai|一嗨|悟空租车|凹凸租车|atzuche|首汽租车|"
     "联动云*|枫叶租车|租租车*|zuzuche|携程租车|至尊租车"},
    {"Expenses:Travel:Flights", LEXICON_BRAND,
     "中国国航|国航|air china|中国东方航空|东方航空|东航|china eastern|南方航空|中国南方航空|南航|"
     "china southern|海南航空|海航|hainan airlines|深圳航空|深航|shenzhen airlines|厦门航空|厦航|"
     "xiamen air|四川航空|川航|sichuan airlines|山东航空|山航|shandong airlines|春秋航空|spring airlines|"
     "吉祥航空|juneyao|juneyao air|首都航空|capital airlines|天津航空|tianjin airlines|西部航空|west air|"
     "祥鹏航空|lucky air|成都航空|chengdu airlines|奥凯航空|okay airways|华夏航空|长龙航空|loong air|"
     "九元航空|9 air|上海航空|shanghai airlines|昆明航空|重庆航空|青岛航空|河北航空|幸福航空|瑞丽航空|"
     "红土航空|航班管家|航旅纵横"},
    {"Expenses:Entertainment", LEXICON_BRAND,
     "万达影城|万达国际影城|wanda cinemas|cgv影城|=cgv|大地影院|dadi cinema|横店影视|横店电影城|"
     "hengdian cinema|金逸影城|jinyi cinema|中影国际影城|中影影城|cfg cinema|上海影城|博纳国际影城|"
     "bona cinema|耀莱成龙|耀莱|保利国际影城|poly cinema|百老汇影城|broadway cinema|卢米埃*|卢米埃影城|"
     "lumiere pavilions|幸福蓝海|幸福蓝海国际影城|完美世界影城|太平洋影城|sfc上影|英皇电影城|"
     "emperor cinema|嘉禾影城|橙天嘉禾|星美国际影城|星美|stellar cinema|恒大影城|新华国际影城|比高电影城|"
     "猫眼|maoyan|猫眼电影|淘票票*|taopiaopiao|大麦|damai|大麦网*|永乐票务|纯k|纯k ktv|pure k|麦颂|"
     "麦颂ktv|唱吧麦颂|星聚会*|星聚会ktv|宝乐迪*|宝乐迪ktv|台北纯k|温莎ktv|好乐迪*|钱柜|大歌星*|同一首歌|"
     "魅ktv|迪士尼度假区|上海迪士尼|shanghai disney|北京环球影城|universal beijing|欢乐谷*|happy valley|"
     "长隆|长隆度假区|chimelong|长隆野生动物世界|方特|方特欢乐世界|fanta wild|宋城|宋城千古情|"
     "海昌海洋公园|haichang|融创乐园|世界之窗|锦江乐园|故宫博物院|三国城*|大玩家*|大玩家超乐场|风云再起|"
     "汤姆熊*|tom s world china|星际传奇|神采飞扬|大白鲸*|乐园城*|反斗城乐园|福利彩票|中国福利彩票|"
     "体育彩票|中国体育彩票|网鱼网咖|=wywk|网鱼|杰拉网咖|爱奇艺*|iqiyi|优酷|youku|腾讯视频|tencent video|"
     "芒果tv|mango tv|哔哩哔哩|bilibili|b站|网易云音乐|netease music|qq音乐|腾讯游戏|tencent games|"
     "网易游戏|netease games|米哈游*|mihoyo|hoyoverse|虎牙|斗鱼|腾讯|tencent"},
    {"Expenses:Education", LEXICON_BRAND,
     "新东方*|new oriental|=xdf|学而思*|xueersi|好未来*|tal education|高途|gaotu|作业帮*|zuoyebang|"
     "猿辅导*|yuanfudao|学大教育|学大|xueda|精锐教育|onesmart|昂立教育|昂立|only education|英孚教育|英孚|"
     "ef education china|华尔街英语|新航道*|环球雅思|朗阁|瑞思英语|瑞思|rise education|励步英语|励步|"
     "vipkid|51talk|哒哒英语|流利说*|liulishuo|中公教育|中公|offcn|华图教育|华图|huatu|粉笔|粉笔公考|"
     "fenbi|达内|=tedu|传智播客|黑马程序员|北大青鸟|新东方烹饪|东方时尚驾校|东方时尚|海驾|杜仲公园|"
     "编程猫*|codemao|童程童美|小码王*|火花思维|spark math|豌豆思维|核桃编程|美术宝*|vip陪练|斑马ai课|"
     "斑马英语|卓越教育|卓越教育 广州|思考乐*|龙文教育|金石教育|京翰教育|巨人教育|佳音英语|山姆学堂|"
     "东方启明星|=usba|动因体育|万国体育|驾校一点通|网易有道|有道|youdao|中国大学mooc|学堂在线|东方爱婴"},
    {"Expenses:Transport:Car", LEXICON_BRAND,
     "途虎|途虎养车|=tuhu|tuhu car|天猫养车|京东养车|jd car|华胜|华胜豪车|驰加|驰加汽车|tyreplus china|"
     "车享家*|车享|小拇指*|小拇指汽修|固特异轮胎|米其林*|韩泰轮胎|博世车联|bosch car service china|"
     "中石化养车|快准车服|新康众*|精典汽车|车爵仕*|车佰汇*|集群车宝|瓜子二手车|guazi|优信二手车|=uxin|"
     "人人车*|大搜车*|弹个车*|车置宝*|汽车之家|autohome|易车|yiche|懂车帝*|比亚迪*|=byd|比亚迪汽车|"
     "吉利汽车|geely china|长安汽车|changan china|长城汽车|great wall motor|哈弗|奇瑞|奇瑞汽车|"
     "chery china|上汽大众|saic volkswagen|一汽大众|faw volkswagen|上汽通用|别克|buick|雪佛兰*|凯迪拉克|"
     "一汽丰田|广汽丰田|广汽本田|gac honda|东风本田|东风日产|广汽传祺|传祺|trumpchi|广汽埃安|=aion|蔚来|"
     "=nio|小鹏|小鹏汽车|xpeng|理想汽车|li auto|问界|=aito|零跑|leapmotor|哪吒汽车|neta auto|极氪|zeekr|"
     "荣威|roewe|名爵|五菱|五菱汽车|wuling|宝骏|红旗汽车|hongqi auto|江淮汽车|jac motors|特斯拉中国|奔驰|"
     "宝马|奥迪|中升集团|中升|zhongsheng|广汇汽车|永达汽车|永达|yongda|宝信汽车|和谐汽车|正通汽车|"
     "庞大集团|庞大|新丰泰*|利星行*|路虎捷豹|e代驾|edaijia"},
    {"Expenses:Transport:Parking and tolls", LEXICON_BRAND,
     "etc高速|=etcp|etcp停车|停简单*|捷停车*|科拓停车|无感支付停车|高速公路收费|粤通卡*|苏通卡*|鲁通卡*|"
     "速通卡*|首讯"},
    {"Expenses:Transport:Taxi", LEXICON_BRAND,
     "滴滴|滴滴出行|didi chuxing|滴滴打车|滴滴快车|花小猪*|花小猪打车|高德打车|=amap|高德|曹操出行|caocao|"
     "t3出行|t3 chuxing|首汽约车|shouqi|享道出行|如祺出行|神州专车|嘀嗒出行|嘀嗒|=dida|哈啰|哈啰出行|"
     "hellobike|hello bike|哈罗单车|美团单车|mobike|摩拜|摩拜单车|青桔|青桔单车|qingju|=ofo|ofo小黄车|"
     "优步中国|evcard|环球车享|gofun|gofun出行|大众出租|强生出租|大众汽车出租|锦江出租"},
    {"Expenses:Transport:Public transport", LEXICON_BRAND,
     "12306|中国铁路|china railway|铁路12306|北京地铁|beijing subway|上海地铁|shanghai metro|广州地铁|"
     "guangzhou metro|深圳地铁|shenzhen metro|成都地铁|武汉地铁|南京地铁|杭州地铁|重庆轨道|西安地铁|"
     "一卡通*|北京一卡通|亿通行*|metro大都会|羊城通*|yangchengtong|岭南通*|深圳通*|上海公共交通卡|公交卡*|"
     "市民卡*|磁浮|巴士集团|北京公交|长途汽车站|客运站*"},
    {"Expenses:Phone", LEXICON_BRAND,
     "中国广电|china broadnet|移动营业厅|联通营业厅|电信营业厅|中国铁塔|话费充值|天翼"},
    {"Expenses:Phone:Internet", LEXICON_BRAND,
     "长城宽带|great wall broadband|歌华有线|鹏博士*|东方有线|华数|华数tv|=wasu|广电网络|电信宽带"},
    {"Expenses:Utilities:Electricity and gas", LEXICON_BRAND,
     "国家电网|state grid|=sgcc|国网|南方电网|=csg|china southern power grid|网上国网|北京燃气|"
     "beijing gas|上海燃气|港华燃气|towngas china|新奥燃气|=enn|新奥|华润燃气|cr gas|中国燃气|china gas|"
     "深圳燃气|广州燃气|昆仑燃气|kunlun gas|成都燃气|重庆燃气|天伦燃气"},
    {"Expenses:Utilities:Water", LEXICON_BRAND,
     "北控水务|自来水公司|北京自来水|上海城投水务|深圳水务|首创水务|粤海水务|威立雅水务|广州自来水"},
    {"Expenses:Housing:Rent", LEXICON_BRAND,
     "链家|lianjia|贝壳找房|ke com|我爱我家|=5i5j|中原地产|centaline china|21世纪不动产|century 21 china|"
     "麦田房产|太平洋房屋|德佑|自如|ziroom|蛋壳公寓|相寓|泊寓|冠寓|魔方公寓|魔方|青客公寓|安居客*|anjuke|"
     "58同城|58 com|万科物业|万物云*|vanke|碧桂园*|碧桂园服务|country garden|绿城|绿城服务|greentown|"
     "保利物业|龙湖物业|融创|恒大|evergrande|中海物业|彩生活*|雅生活*|华润置地|招商积余|长城物业|金地物业|"
     "新城物业|世茂|仁恒"},
    {"Expenses:Services", LEXICON_BRAND,
     "顺丰|顺丰速运|sf express|=sf|中通|中通快递|=zto|圆通|圆通速递|=yto|申通|申通快递|sto express|韵达|"
     "韵达快递|yunda|百世快递|best express|极兔|极兔速递|j t express|jt express|京东物流|京东快递|"
     "jd logistics|德邦|德邦快递|deppon|邮政ems|=ems|中国邮政|china post|菜鸟|菜鸟驿站|菜鸟裹裹|cainiao|"
     "丰巢|hive box|丰巢快递柜|妈妈驿站|兔喜|兔喜生活|速递易*|货拉拉*|huolala|lalamove china|快狗打车|"
     "gogovan china|闪送|ishansong|达达|达达快送|dada nexus|跑腿|福奈特*|fornet|福奈特洗衣|洁希亚*|"
     "象王洗衣|ucc国际洗衣|伊尔萨*|e袋洗|edaixi|天天洗衣|朵拉洗衣|翰皇|翰皇擦鞋|擦鞋店*|图文快印|惠普文印|"
     "快印客*|柯尼卡快印|58到家|天鹅到家|阿姨来了|管家帮*|e家洁|好慷在家|政务服务中心|公证处*|便民服务"},
    {"Expenses:Gifts", LEXICON_BRAND,
     "花加|flowerplus|野兽派*|the beast shop|roseonly|诺誓|reflower|爱尚鲜花|鲜花店*|鲜花礼品网|中礼网*"},
    {"Expenses:Savings and investments", LEXICON_BRAND,
     "东方财富|eastmoney|同花顺*|华泰证券|huatai|中信证券|citic securities|国泰君安|海通证券|招商证券|"
     "广发证券|雪球|富途|=futu|futubull|老虎证券|tiger brokers|天天基金|蚂蚁财富"},
    {"Expenses:Debt", LEXICON_BRAND,
     "花呗|huabei|借呗|jiebei|蚂蚁消费金融|京东白条|京东金条|微粒贷*|马上消费金融|捷信|招联金融|"
     "中原消费金融|宜人贷*|360借条|度小满*|拍拍贷*|分期乐*|乐信"},
};

const size_t lexicon_world_china_more_count =
    sizeof lexicon_world_china_more / sizeof lexicon_world_china_more[0];
