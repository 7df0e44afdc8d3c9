/* Table file: only words. South Korea. */

#include "sorting/categories.h"
#include "sorting/lexicon.h"

const struct lexicon_list lexicon_world_korea[] = {
    {"Expenses:Groceries", LEXICON_BRAND,
     "이마트 에브리데이|이마트에브리데이|emart everyday|노브랜드|no brand|트레이더스|이마트트레이더스|"
     "traders wholesale|ssg푸드마켓|롯데슈퍼|lotte super|롯데프레시|홈플러스익스프레스|"
     "홈플러스 익스프레스|homeplus express|gs더프레시|gs the fresh|gs수퍼마켓|gs슈퍼마켓|코스트코|"
     "costco korea|농협하나로마트|hanaro mart|nonghyup hanaro|하나로클럽|킴스클럽|kims club|메가마트|"
     "mega mart|서원유통|탑마트*|top mart|탑마켓*|세이브존마트|이랜드리테일|식자재마트|세계로마트|"
     "장보고식자재마트|마트킹*|초록마을|choroc|오아시스|오아시스마켓|oasis market|한살림*|hansalim|"
     "자연드림|아이쿱*|icoop|두레생협|올가홀푸드|=orga|마켓컬리|컬리|kurly|market kurly|쿠팡로켓프레시|"
     "쿠팡이츠마트|b마트|비마트*|정육각*|=gs25|지에스25|씨유|=cu|cu편의점|7 eleven korea|세븐 일레븐|"
     "emart24|emart 24|미니스톱|ministop korea|바이더웨이|스토리웨이|storyway|씨스페이스|cspace|365플러스|"
     "아이스크림할인점|아이스크림 할인점|응응스크르|픽미픽미|더달달*|파리바게트|=tlj|성심당*|sungsimdang|"
     "이성당*|삼송빵집|삼진어묵|신라명과|shilla bakery|크라운베이커리|던킨도너츠|크리스피크림|"
     "krispy kreme korea|앤티앤스|브레댄코|빵장수단팥빵|나폴레옹과자점|안스베이커리|김영모과자점|"
     "리치몬드과자점|태극당*|안스|코른베르그|빚은|떡보의하루|떡담|한과|정관장*|cheong kwan jang|홍삼|"
     "cj더마켓|동원몰*|풀무원*|pulmuone|=hy|한국야쿠르트|yakult korea|서울우유|매일유업|본도시락|홍루이젠|"
     "반찬단지|오레시피|진이찬방|국사랑*|국민정육점|고기나눔"},
    {"Expenses:Restaurants", LEXICON_BRAND,
     "lotteria korea|burger king korea|mcdonalds korea|moms touch|mom s touch|노브랜드버거|"
     "no brand burger|kfc 코리아|쉐이크쉑|shake shack korea|파이브가이즈|five guys korea|프랭크버거|"
     "frank burger|버거스캐빈|서브웨이|subway korea|에그드랍|eggdrop|egg drop|이삭토스트|isaac toast|"
     "석봉토스트|비비큐*|bb q|교촌|kyochon|bhc치킨|굽네치킨|굽네|goobne|네네치킨|nene chicken|"
     "처갓집양념치킨|처갓집*|페리카나|페리카나치킨|pelicana|멕시카나|멕시카나치킨|mexicana chicken|"
     "60계치킨|60계|푸라닭*|푸라닭치킨|puradak|지코바*|지코바치킨|자담치킨|노랑통닭|norang tongdak|"
     "호식이두마리치킨|호식이*|또래오래|또봉이통닭|투존치킨|바른치킨|가마로강정|부어치킨|멕시칸치킨|"
     "오븐에빠진닭|오빠닭*|치킨플러스|치킨마루|땅땅치킨|누구나홀딱반한닭|누나홀닥|본스치킨|본촌치킨|"
     "bonchon korea|티바두마리치킨|스모프치킨|dominos korea|pizza hut korea|mr pizza|파파존스|"
     "papa johns korea|피자알볼로|pizza alvolo|반올림피자|반올림피자샵|피자스쿨|pizza school|피자마루|"
     "pizzamaru|59쌀피자|오구쌀피자|고피자*|gopizza|피자나라치킨공주|청년피자|잭슨피자|빽보이피자|"
     "파파스피자|bonjuk|본죽비빔밥|본죽 비빔밥|죽이야기|gimbap cheonguk|김밥나라|김가네*|김가네김밥|"
     "gimgane|바르다김선생|barda kim|고봉민김밥|고봉민김밥인|얌샘김밥|종로김밥|죠스떡볶이|jaws food|"
     "국대떡볶이|신전떡볶이|sinjeon|엽기떡볶이|동대문엽기떡볶이|yupdduk|yeopgi tteokbokki|배떡|청년다방|"
     "두끼|두끼떡볶이|dookki|신불떡볶이|아딸|응급실떡볶이|한솥|한솥도시락|hansot|놀부부대찌개|놀부|nolboo|"
     "놀부보쌈|원할머니보쌈|원할머니|wonhalmoni|장충동왕족발보쌈|족발야시장|가장맛있는족발|가족|"
     "새마을식당|saemaeul|한신포차|hanshin pocha|홍콩반점|홍콩반점0410|hong kong banjum|역전우동|"
     "역전우동0410|본가|백종원의본가|빽다방빵연구소|돌배기집|백스비어|롤링파스타|rolling pasta|인생설렁탕|"
     "고투웍*|제순식당|연돈볼카츠|연돈|명륜진사갈비|myungryun|엉터리생고기|육쌈냉면|마포갈매기|하남돼지집|"
     "hanam pig|이차돌*|lee cha dol|새마을금고식당|고반식당|금돼지식당|맛찬들왕소금구이|맛찬들*|구이가*|"
     "팔색삼겹살|등촌샤브칼국수|샤브향*|채선당*|chaesundang|샤브올데이|shabu all day|모던샤브하우스|"
     "편백집*|아웃백*|아웃백스테이크하우스|outback korea|빕스|vips korea|애슐리*|애슐리퀸즈|ashley queens|"
     "매드포갈릭|mad for garlic|tgi프라이데이스|서가앤쿡|seoga and cook|온더보더|라그릴리아|메드포갈릭|"
     "계절밥상|자연별곡|올반|풀잎채*|쿠우쿠우|kookoo|스시로*|sushiro korea|갓덴스시|gatten sushi|은행골*|"
     "스시메이진|미소야*|misoya|유가네닭갈비|yoogane|춘천닭갈비|홍춘천닭갈비|용우동*|생생우동|마루가메|"
     "역전할머니맥주|역전할맥|신선설농탕|한촌설렁탕|이남장*|하동관*|육수당*|큰맘할매순대국|할매순대국|"
     "담소소사골순대|담소순대|병천순대|무봉리토종순대국|콩나물국밥|전주현대옥|현대옥*|봉추찜닭|안동찜닭|"
     "두찜|일미리금계찜닭|명동교자|myeongdong kyoja|명동칼국수|홍두깨칼국수|밀겨울*|봉피양*|벽제갈비|"
     "송추가마골|강강술래|경복궁*|삼원가든|투다리*|tudari|짚신매운갈비찜|오봉도시락|샐러디*|salady|"
     "슬로우캘리|slow cali|포케올데이|poke all day|크리스피프레시|미스사이공|miss saigon|포메인*|pho main|"
     "포베이*|호아빈*|에머이*|=emoi|생어거스틴|타이거슈가밥|탕화쿵푸|탕화쿵푸마라탕|tanghuo kungfu|"
     "소림마라|라홍방마라탕|춘리마라탕|라화쿵부|하이디라오|haidilao korea|딘타이펑|차이나팩토리|니뽕내뽕|"
     "공화춘*|아비꼬*|abiko curry|코코이찌방야|토끼정*|고고식당|돈까스클럽|돈가스클럽|홍익돈까스|왕돈까스|"
     "백소정*|배달의민족|배민|baemin|woowa|우아한형제들|요기요*|yogiyo|쿠팡이츠|coupang eats|땡겨요*|"
     "배달통*"},
    {"Expenses:Coffee", LEXICON_BRAND,
     "starbucks korea|이디야*|ediya|ediya coffee|투썸|twosome|a twosome place|메가엠지씨커피|mega coffee|"
     "mega mgc coffee|컴포즈*|compose coffee|paiks coffee|paik s coffee|할리스커피|hollys|hollys coffee|"
     "angelinus|angel in us|커피빈*|coffee bean korea|pascucci korea|탐앤탐스|tom n toms|카페베네|"
     "caffe bene|더벤티*|the venti|매머드커피|매머드익스프레스|mammoth coffee|mammoth|바나프레소|"
     "banapresso|하삼동커피|감성커피|커피에반하다|만랩커피|커피베이|coffee bay|드롭탑*|droptop|폴바셋*|"
     "paul bassett|블루보틀|blue bottle korea|커피스미스|coffee smith|더리터*|the liter|텐퍼센트커피|"
     "텐퍼센트스페셜티커피|tenpercent coffee|요거프레소|yogerpresso|셀렉토커피|selecto|카페봄봄|봄봄|"
     "bombom coffee|달콤커피|dalkomm|카페드롭탑|나우커피|커피온리|커피나무|토프레소|topresso|카페게이트|"
     "더카페*|the cafe eland|아마스빈|amasvin|gongcha|gong cha korea|쥬씨|juicy|설빙|sulbing|베스킨라빈스|"
     "baskin robbins korea|=br31|하겐다즈|나뚜루*|natuur|dunkin korea|노티드*|노티드도넛|knotted|"
     "카페노티드|랜디스도넛|randys donuts|크림라떼|와플대학|waffle university|요아정*|"
     "요거트아이스크림의정석|백미당*|1964백미당|오설록*|osulloc|팔공티*|흑화당*|타이거슈가|스무디킹|"
     "smoothie king korea|디저트39|dessert39|빌리엔젤|billy angel|테라로사|terarosa|앤트러사이트|"
     "anthracite|프릳츠*|fritz coffee|커피리브레|coffee libre|카페마마스|cafe mamas|토즈|작심스터디카페"},
    {"Expenses:Alcohol and bars", LEXICON_BRAND,
     "역전할머니맥주1982|생활맥주|크래프트한스|봉구비어|bonggu beer|용구비어|오춘자비어|청담동말자싸롱|"
     "치어스*|가르텐비어|와바|wabar|펀비어킹|브롱스*|bronx beer|데일리비어|와인앤모어|wine and more|"
     "와인나라|와인25플러스|보틀벙커|bottle bunker|데일리샷|달빛보쌈|인생맥주|투다리꼬치|간이역*|=짠|"
     "금별맥주|술고래*|별이빛나는밤|가제트술집"},
    {"Expenses:Fees", LEXICON_BRAND,
     "kb국민은행|kb kookmin bank|kookmin bank|kb bank|shinhan bank|shinhan|woori bank|woori|keb하나은행|"
     "hana bank|nh농협은행|nh bank|nonghyup bank|ibk기업은행|industrial bank of korea|=ibk|산업은행|=kdb|"
     "kdb산업은행|sc제일은행|제일은행|sc first bank|씨티은행|한국씨티은행|citibank korea|수협은행|"
     "suhyup bank|대구은행|dgb대구은행|im뱅크|daegu bank|부산은행|bnk부산은행|busan bank|경남은행|"
     "bnk경남은행|kyongnam bank|광주은행|kwangju bank|전북은행|jb전북은행|jeonbuk bank|제주은행|jeju bank|"
     "카카오뱅크|kakaobank|kakao bank|케이뱅크|k bank|토스뱅크|toss bank|토스|=toss|viva republica|"
     "카카오페이|kakaopay|kakao pay|네이버페이|naver pay|naverpay|페이코*|payco|삼성페이|mg새마을금고|"
     "mg saemaul|산림조합|지역농협|sbi저축은행|ok저축은행|웰컴저축은행|페퍼저축은행|한국투자저축은행|"
     "우체국예금|한국은행|삼성카드|samsung card|현대카드|hyundai card|롯데카드|lotte card|비씨카드|"
     "bc card|kb국민카드|신한카드|shinhan card|하나카드|우리카드|농협카드|한국전자금융|나이스atm|한네트*|"
     "효성atm|=kfx|교보문고환전"},
    {"Expenses:Debt", LEXICON_BRAND,
     "현대캐피탈|hyundai capital|롯데캐피탈|kb캐피탈|하나캐피탈|우리금융캐피탈|러시앤캐시|rush cash|"
     "산와머니|리드코프|미즈사랑|웰컴론*|한국장학재단|주택금융공사"},
    {"Expenses:Insurance", LEXICON_BRAND,
     "samsung life|samsung fire|hanwha life|한화손해보험|한화손보|hanwha general|kyobo life|"
     "hyundai marine|db손해보험|db손보|db insurance|동부화재|kb손해보험|kb손보|kb insurance|메리츠화재|"
     "meritz fire|meritz|흥국생명|흥국화재|heungkuk|동양생명|tongyang life|미래에셋생명|신한라이프|"
     "shinhan life|농협생명|nh농협생명|농협손해보험|라이나생명|lina life|메트라이프|메트라이프생명|"
     "푸르덴셜생명|kb라이프|abl생명|aia생명|하나생명|우리생명|롯데손해보험|롯데손보|캐롯손해보험|캐롯|"
     "carrot insurance|axa손해보험|악사손해보험|axa다이렉트|하나손해보험|mg손해보험|에이스손해보험|"
     "국민건강보험공단|국민건강보험|=nhis|국민연금공단|국민연금|nps korea|근로복지공단|우체국보험|"
     "처브라이프"},
    {"Expenses:Health:Pharmacy", LEXICON_BRAND,
     "온누리약국|온누리*|onnuri pharmacy|메디팜*|메디팜약국|옵티마약국|위드팜약국|참약사약국|건강한약국|"
     "종로약국|우리약국|현대약국|중앙약국|행복한약국|행복약국|서울약국|사랑약국|삼성약국|정약국*|365약국|"
     "소망약국|푸른약국|제일약국|대학약국|메디칼약국|세란약국|가온약국|늘픔약국|새봄약국"},
    {"Expenses:Health", LEXICON_BRAND,
     "다비치안경|다비치*|davich|davich optical|룩옵티컬|look optical|으뜸50안경|으뜸플러스안경|1001안경|"
     "1001안경콘택트|안경매니져|안경매니저|글라스스토리|glass story|오렌즈*|o lens|olens|렌즈미*|lensme|"
     "앤365|렌즈타운|젠틀몬스터|gentle monster|카린|carin|블루엘리펀트|blue elephant|칸안경*|씨채널안경|"
     "안경나라|알로안경|삼성서울병원|samsung medical center|서울아산병원|asan medical center|서울대병원|"
     "서울대학교병원|세브란스|세브란스병원|severance|서울성모병원|성모병원|고려대병원|한양대병원|"
     "강남세브란스|차병원*|cha hospital|자생한방병원|자생한의원|jaseng|함소아한의원|함소아*|유디치과|"
     "ud dental|석플란트치과|오스템*|연세치과|서울치과|미소치과|예치과*|365mc|삼육서울병원|함춘내과|"
     "밝은눈안과|강남밝은안과|연세의원|튼튼병원|바노바기|banobagi|톡스앤필|toxnfill|뮤즈클리닉|"
     "muse clinic|유앤아이의원|쁨클리닉|ppeum|밴스의원|vands|닥터에버스|녹십자의료재단|gc labs|씨젠|"
     "seegene|한국건강관리협회|=kmi|한국의학연구소|하나로의료재단"},
    {"Expenses:Health:Fitness", LEXICON_BRAND,
     "스포애니|spoany|에이블짐|ablegym|바디채널|body channel|커브스*|curves korea|피트니스비엠|고투|"
     "goto fitness|짐박스*|gym box|gymboxx|새마을휘트니스|크로스핏|f45 코리아|웰니스*|프라임휘트니스|"
     "스카이짐|골드짐*|라이프짐|펄스휘트니스|골프존*|golfzon|골프존파크|golfzon park|카카오vx|"
     "프렌즈스크린|friends screen|sg골프|qed골프|골프존마켓연습장|더클라임|the climb|클라이밍파크|피커스*|"
     "peakers|서울숲클라이밍|볼더프렌즈|국민체육센터|체육센터|올림픽수영장|필라테스앤|모던필라테스|"
     "아메리칸요가|자이요가|해동검도|용인대태권도|경희대태권도|모두의캠퍼스"},
    {"Expenses:Shopping", LEXICON_BRAND,
     "쿠팡|coupang|지마켓*|gmarket|옥션|auction korea|11번가|=11st|=ssg|ssg닷컴|ssg com|롯데온*|lotte on|"
     "위메프*|wemakeprice|wemap|티몬|=tmon|ticket monster|네이버쇼핑|스마트스토어|네이버*|naver|"
     "카카오톡선물하기|카카오*|kakao|인터파크|당근마켓|당근|karrot|danggeun|번개장터|bunjang|중고나라|"
     "오늘의집|=ohou|알리익스프레스 코리아|테무|신세계*|shinsegae|lotte department|롯데|"
     "hyundai department|더현대*|더현대서울|the hyundai|갤러리아백화점|갤러리아|galleria|ak플라자|"
     "ak plaza|애경백화점|nc백화점|nc department|뉴코아아울렛|뉴코아*|newcore|2001아울렛|모다아울렛|"
     "moda outlet|롯데아울렛|lotte outlet|롯데몰*|lotte mall|신세계사이먼|프리미엄아울렛|스타필드|"
     "starfield|타임스퀘어|아이파크몰|ipark mall|코엑스몰|=coex|가든파이브|마리오아울렛|mario outlet|"
     "세이브존|savezone|대백프라자|대구백화점|동아백화점|롯데면세점|lotte duty free|신라면세점|"
     "shilla duty free|신세계면세점|현대백화점면세점|아성다이소|daiso korea|미니소 코리아|버터|"
     "butter shop|모던하우스|텐바이텐|10x10|아트박스|artbox|핫트랙스|hottracks|교보핫트랙스|무인양품|"
     "무지 코리아|카카오프렌즈|kakao friends|라인프렌즈|line friends|팝마트 코리아|데카트론|"
     "데카트론 코리아|decathlon korea|abc마트 스포츠|골프존마켓|golfzon market|골프마켓|골프버디|"
     "코오롱스포츠|kolon sport|노스페이스|=k2|k2 코리아|블랙야크|black yak|blackyak|네파|=nepa|아이더*|"
     "eider|디스커버리|디스커버리익스페디션|discovery expedition|내셔널지오그래픽|내셔널지오그래픽어패럴|"
     "밀레|millet|컬럼비아|라푸마*|콜핑|kolping|삼천리자전거|samchuly|알톤스포츠|alton|바이클로|biclo|"
     "낚시프라자|로이드*|lloyd gold|제이에스티나|j estina|jestina|골든듀*|golden dew|스톤헨지|stonehenge|"
     "미니골드|minigold|줄리엣*|os주얼리|=ost|클루|clue jewelry|디디에두보|didier dubot|한국금거래소|"
     "korea gold exchange|종로귀금속|낙원상가|스쿨뮤직|school music|프리버드|cj온스타일|cj onstyle|"
     "cj오쇼핑|gs샵|gs shop|현대홈쇼핑|hyundai hmall|롯데홈쇼핑|ns홈쇼핑|홈앤쇼핑|공영쇼핑|k쇼핑|=kgc|"
     "=ktng|액상전자담배"},
    {"Expenses:Shopping:Clothing", LEXICON_BRAND,
     "무신사*|musinsa|무신사스탠다드|musinsa standard|=29cm|지그재그|=zigzag|에이블리|=ably|브랜디*|"
     "brandi|w컨셉|w concept|유니클로|유니클로 코리아|스파오*|=spao|탑텐|topten|topten10|에잇세컨즈|"
     "8seconds|8 seconds|미쏘|mixxo|후아유*|whoau|who a u|지오다노 코리아|폴햄|polham|엠폴햄*|지오지아|"
     "ziozia|앤드지*|=andz|올젠|olzen|빈폴|bean pole|beanpole|헤지스*|hazzys|갤럭시*|로가디스|rogatis|"
     "닥스|파크랜드|인디안*|웰메이드|wellmade|크로커다일레이디|크로커다일|올리비아로렌|olivia lauren|"
     "올리비아하슬러|여성크로커다일|베스띠벨리|bestibelli|=씨|si 여성|비키|vikki|잇미샤*|it michaa|"
     "시슬리*|스튜디오톰보이|톰보이*|studio tomboy|보브|=vov|지컷|g cut|써스데이아일랜드|thursday island|"
     "플라스틱아일랜드|plastic island|로엠|=roem|클라비스|clovis|=숲|=soup|시스템*|타임|time homme|마인|"
     "mine 한섬|한섬|handsome|=랩|lap korea|난닝구*|난닝구닷컴|널디|nerdy|마르디메크르디|mardi mercredi|"
     "마뗑킴*|matin kim|아더에러|ader error|커버낫*|covernat|디스이즈네버댓|thisisneverthat|이미스*|=emis|"
     "mlb 코리아|본챔스*|레노마*|트라이*|try 속옷|비비안*|vivien|비너스*|venus korea|쌍방울*|"
     "ssangbangwool|좋은사람들|보디가드|bodyguard|예스|섹시쿠키|에블린*|eblin|abc마트|abc mart korea|"
     "슈마커*|shoemarker|레스모아|lesmore|폴더|folder shoes|s마켓|온더스팟|금강제화|kumkang|금강|랜드로바|"
     "landrover|에스콰이아|esquire shoes|엘칸토*|elcanto|소다|soda shoes|텐디|미소페*|misope|탠디|바바라*|"
     "사뿐|sappun|페이퍼플레인|뉴발란스 코리아|아동복 알로앤루|모이몰른|moimoln|알로앤루|allo lugh|"
     "블루독*|bluedog|컬리수*|curlysue|탑텐키즈|뱅뱅|bangbang|리바이스|잠뱅이*|크린토피아 수선"},
    {"Expenses:Shopping:Electronics", LEXICON_BRAND,
     "lotte himart|himart|전자랜드파워센터|etland|electro land|삼성스토어|삼성디지털플라자|삼성전자|"
     "samsung store|samsung electronics|lg베스트샵|lg전자베스트샵|lg전자|lg best shop|lg전자서비스센터|"
     "삼성전자서비스|일렉트로마트|electro mart|애플 코리아|프리스비|frisbee|윌리스*|willys korea|컴퓨존*|"
     "compuzone|다나와*|danawa|용산전자상가|아이코다|조이젠*|코웨이*|coway|쿠쿠|쿠첸|cuchen|위니아*|winia|"
     "sk매직|sk magic|청호나이스|chungho|세스코*|cesco|바디프랜드|bodyfriend|다이슨 코리아|샤오미 코리아|"
     "인생네컷|life4cuts|포토이즘|photoism|포토그레이|photogray|하루필름|harufilm|포토시그니처|"
     "photosignature|시현하다|sihyunhada|모노맨션|monomansion|돈룩업*|스냅스*|snaps|찍스|시공사진관"},
    {"Expenses:Shopping:Books", LEXICON_BRAND,
     "교보문고|kyobo|kyobo book|교보|영풍문고|youngpoong|영풍|ypbooks|반디앤루니스|bandi lunis|알라딘*|"
     "알라딘중고서점|aladin|예스24|yes24|리디|리디북스|=ridi|ridibooks|밀리의서재|millie|아크앤북|"
     "arc n book|북스리브로|서울문고|계룡문고|대동서적|동네서점|한양문고|노원문고|북바이북|알파문구|알파|"
     "alpha stationery|모닝글로리|morning glory|오피스디포 코리아|오피스넥스|드림디포|dream depot|링코|"
     "문구점 무인|색종이*"},
    {"Expenses:Home", LEXICON_BRAND,
     "이케아 코리아|ikea korea|이케아*|한샘|hanssem|한샘디자인파크|현대리바트|리바트*|livart|에이스침대|"
     "ace bed|시몬스*|시몬스침대|simmons korea|템퍼|일룸|iloom|퍼시스*|fursys|데스커*|desker|시디즈*|"
     "sidiz|까사미아|casamia|신세계까사|자코모*|jakomo|삼익가구|보니애가구|에싸|에몬스*|에몬스가구|emons|"
     "장인가구|동서가구|레이디가구|인아트*|지누스*|modern house|자주|=jaju|자라홈*|버터플라이|"
     "홈플러스 인테리어|lx하우시스|lx z in|kcc글라스|홈씨씨*|homecc|대림바스|대림바스플랜|"
     "아메리칸스탠다드 코리아|이누스*|동화자연마루|구정마루|공구마트|크레텍*|안전공업사|철물점*|홈데이*|"
     "페인트인포|노루페인트|noroo|삼화페인트|samhwa|kcc페인트|벤자민무어|꽃시장*|그린화원|이브자리|"
     "evezary|알레르망|allerman|세사|=sesa|박홍근홈패션|님프만*|코렐|락앤락*|lock lock|locknlock|키친아트|"
     "해피콜*|happycall|테팔 코리아|한일카페트|인테리어필름"},
    {"Expenses:Children", LEXICON_BRAND,
     "토이저러스|토이저러스 코리아|toys r us korea|토이플러스|toy plus|레고스토어|레고 코리아|영실업*|"
     "손오공*|베페|베이비플러스|맘스맘*|아가방*|아가방앤컴퍼니|agabang|보령메디앙스|제로투세븐|"
     "zero to seven|블랑101|키자니아|kidzania korea|챔피언*|챔피언1250|뽀로로파크|pororo park|"
     "타요키즈카페|바운스*|바운스트램폴린|bounce trampoline|리틀램키즈카페|릴리펏*|lilliput|플레이타임|"
     "상하농원|점핑파크|짐보리*|gymboree korea|트니트니|아이챌린지"},
    {"Expenses:Pets", LEXICON_BRAND,
     "폴리파크|polypark|펫마트*|pet mart korea|몰리스펫샵|몰리스*|mollys pet|하울팟*|펫클럽*|펫프렌즈|"
     "pet friends|강아지대통령|고양이대통령|어바웃펫|about pet|이리온*|irion|도그마루|미유펫*|펫스토리|"
     "수의과*|24시동물병원|웰케어동물병원|해마루동물병원|로얄동물메디컬|펫닥"},
    {"Expenses:Personal care", LEXICON_BRAND,
     "cj올리브영|oliveyoung|랄라블라|lalavla|롭스|lohbs|시코르*|chicor|세포라 코리아|aritaum|아모레퍼시픽|"
     "amorepacific|아모레*|innisfree korea|네이처컬렉션|nature collection|missha korea|에뛰드*|etude|"
     "스킨푸드|skinfood|토니모리|tonymoly|네이처리퍼블릭|홀리카홀리카|holika holika|더샘|the saem|"
     "잇츠스킨|its skin|설화수*|sulwhasoo|헤라|오휘|=후|=3ce|스타일난다|stylenanda|클리오*|=clio|아비브*|"
     "탬버린즈|tamburins|논픽션*|nonfiction|러쉬 코리아|준오헤어|juno hair|박승철헤어스튜디오|박승철헤어|"
     "park seung chul|리안헤어|리안|riahn|이철헤어커커|이철헤어|이가자헤어비스|이가자*|leekaja|블루클럽|"
     "blue club|아이디헤어|박준뷰티랩|park jun|차홍|차홍아르더|chahong|제니하우스|jenny house|살롱하츠|"
     "salonhas|마끼에*|컷컷|나이스가이|더샵|프랑크프로보|미랑컬*|더풋샵*|the foot shop|타이웰*|스웨디시|"
     "약손명가|yaksonmyungga|톰스파*|라페스타 사우나|드래곤힐스파|dragon hill spa|스파랜드|spa land|"
     "씨메르*|cimer|아쿠아필드|aquafield"},
    {"Expenses:Travel:Lodging", LEXICON_BRAND,
     "롯데호텔|lotte hotel|lotte city hotel|=l7|l7 호텔|신라호텔|shilla hotel|신라스테이|shilla stay|"
     "조선호텔|웨스틴조선|josun hotel|포포인츠 조선|그랜드하얏트 서울|워커힐*|walkerhill|파르나스|parnas|"
     "나인트리|nine tree|글래드호텔|글래드*|glad hotel|메이필드호텔|라마다 코리아|베스트웨스턴 코리아|"
     "이비스 코리아|노보텔 앰배서더|앰배서더|ambassador seoul|롤링힐스|해비치*|haevichi|한화리조트|"
     "hanwha resort|대명리조트|소노호텔|소노벨*|소노캄*|=sono|sono hotel|쏠비치*|sol beach|비발디파크|"
     "vivaldi park|하이원*|하이원리조트|high1|용평리조트|yongpyong|휘닉스파크|phoenix park korea|휘닉스*|"
     "금호리조트|켄싱턴*|켄싱턴리조트|kensington resort|리솜|리솜리조트|resom|아난티*|ananti|"
     "파라다이스호텔|파라다이스시티|paradise city|이랜드파크|일성리조트|토요코인 코리아|호텔야자|야놀자*|"
     "yanolja|여기어때|yeogi eottae|goodchoice|에어비앤비 코리아|데일리호텔|브라운도트|brown dot|"
     "하운드호텔|hound hotel|여수 베네치아|스카이베이|메종글래드|오션스위츠|신화월드|shinhwa world"},
    {"Expenses:Travel", LEXICON_BRAND,
     "하나투어|hana tour|hanatour|모두투어|mode tour|modetour|노랑풍선|yellow balloon|참좋은여행|"
     "verygoodtour|롯데관광|lotte tour|한진관광|hanjin travel|온라인투어|교원투어|여행이지|레드캡투어|"
     "redcap tour|세중여행|인터파크투어|마이리얼트립|myrealtrip|트리플*|triple app|클룩 코리아|와그|=waug|"
     "롯데렌터카|lotte rent a car|sk렌터카|sk rent a car|aj렌터카|빌리카*|그린카여행|제주렌트카|"
     "제주렌터카|무지개렌트카|자동차렌트|현대렌터카|카모아*|carmore|인천공항|인천국제공항|김포공항|"
     "한국공항공사"},
    {"Expenses:Travel:Flights", LEXICON_BRAND,
     "대한항공|korean air|koreanair|아시아나항공|아시아나|asiana|asiana airlines|제주항공|jeju air|"
     "진에어*|jin air|티웨이항공|티웨이*|=tway|t way air|에어부산|air busan|에어서울|air seoul|이스타항공|"
     "eastar jet|에어프레미아|air premia|에어로케이|aero k|플라이강원|하이에어"},
    {"Expenses:Entertainment", LEXICON_BRAND,
     "cj cgv|씨지브이|롯데시네마|lotte cinema|메가박스|megabox|씨네큐*|cineq|프리머스시네마|대한극장|"
     "kofic|인터파크티켓|interpark ticket|예스24티켓|멜론티켓|melon ticket|멜론|=melon|지니뮤직|"
     "genie music|벅스|bugs music|플로|웨이브*|wavve|티빙|tving|왓챠|watcha|쿠팡플레이|coupang play|넥슨|"
     "nexon|엔씨소프트|ncsoft|넷마블*|netmarble|크래프톤|스마일게이트|카카오게임즈|롯데월드|lotte world|"
     "에버랜드|everland|캐리비안베이|caribbean bay|서울랜드|seoul land|레고랜드 코리아|legoland korea|"
     "경주월드|이월드*|e world daegu|오션월드|ocean world|원마운트|한국민속촌|남이섬*|nami island|63빌딩|"
     "남산타워|n서울타워|아쿠아플라넷|aqua planet|코엑스아쿠아리움|롯데월드타워|국립중앙박물관|예술의전당|"
     "seoul arts center|세종문화회관|동행복권|dhlottery|스포츠토토|sports toto|betman|한국마사회|경마공원|"
     "강원랜드|kangwon land|세븐럭*|seven luck|수노래방|su noraebang|코인노래연습장|락휴|락휴코인노래|"
     "벌툰|놀숲|nolsup|제로피씨|아이센스리그pc방|아이센스리그|이스포츠pc방|키움히어로즈|짱오락실|"
     "보드게임카페|홈즈앤루팡|레드버튼|red button|브이알존|스크린야구|스트라이크존|리얼야구존|"
     "레전드히어로즈"},
    {"Expenses:Education", LEXICON_BRAND,
     "메가스터디|megastudy|대성학원|대성마이맥|mimac|이투스*|etoos|종로학원|jongno|청솔학원|시대인재|"
     "대치동*|눈높이*|눈높이러닝센터|대교|daekyo|구몬|구몬학습|kumon korea|교원|빨간펜*|재능교육|재능|"
     "=jei|웅진씽크빅|웅진|woongjin|씽크빅*|밀크t|천재교육|아이스크림홈런|엘리하이|청담어학원|청담|"
     "chungdahm|정상어학원|정상제이엘에스|=jls|아발론교육|avalon english|폴리어학원|poly school|=ybm|"
     "ybm어학원|파고다*|파고다어학원|pagoda|해커스*|해커스어학원|=hackers|시원스쿨|siwonschool|야나두*|"
     "yanadoo|민병철유폰|튼튼영어|윤선생*|윤선생영어|yoons english|뮤엠영어|=muem|이보영의토킹클럽|"
     "리드101|와이즈만|wiseman|cms영재교육|소마사고력수학|소마|시매쓰*|=cmath|생각하는황소|황소수학|"
     "수학의아침|한솔교육|한솔플라톤|기탄|공단기*|gongdangi|에듀윌*|eduwill|박문각*|=pmg|휴넷|"
     "패스트캠퍼스|fastcampus|인프런*|inflearn|클래스101|class101|탈잉|코드잇*|스파르타코딩|"
     "방송통신대학교|서울대학교|연세대학교|고려대학교|한국운전면허학원|삼성교통|피아노어드벤처|아트앤하트|"
     "art and heart|점프셈교실|리드인*|주산암산|독서실 작심|에듀플렉스|eduplex"},
    {"Expenses:Fuel", LEXICON_BRAND,
     "sk energy|sk주유소|에스케이에너지|gs caltex|지에스칼텍스|에쓰오일|에쓰 오일|hd현대오일뱅크|"
     "hyundai oilbank|오일뱅크|알뜰주유소|ex oil|ex알뜰|농협주유소|nh오일|nh알뜰주유소|=e1|e1충전소|"
     "sk가스|sk gas|행복충전|오피넷*|환경부충전소|차지비*|chargev|에버온*|everon|파워큐브|클린일렉스|"
     "대영채비|채비|chaevi|sk시그넷|이지차저|easy charger|플러그링크|pluglink|스타코프|한전 전기차|"
     "모두의충전|볼트업*|도이치충전"},
    {"Expenses:Transport:Car", LEXICON_BRAND,
     "현대자동차|hyundai motor|현대차*|기아|기아자동차|kia korea|제네시스|genesis korea|쉐보레*|한국gm|"
     "gm korea|르노코리아|르노삼성|renault korea|kg모빌리티|쌍용자동차|ssangyong|블루핸즈|bluehands|"
     "오토큐*|auto q|autoq|바로서비스|스피드메이트|speedmate|애니카랜드|anycar land|오토오아시스|"
     "auto oasis|공임나라|마스터자동차|카포스*|carpos|보쉬카서비스 코리아|불스원*|불스원프라자|bullsone|"
     "타이어프로|tire pro|티스테이션|t station|tstation|한국타이어|hankook tire|금호타이어|kumho tire|"
     "넥센타이어|nexen tire|타이어뱅크|tire bank|타이어모어|타이어테크|타이어나라|더타이어|이야이야앤|"
     "엔카|encar|sk엔카|케이카*|k car|=kcar|헤이딜러|heydealer|kb차차차|오토플러스|리본카*|현대글로비스|"
     "오토벨*|한성자동차|hansung motor|더클래스효성|kcc오토|도이치모터스|deutsch motors|코오롱모터스|"
     "바바리안모터스|혼다 코리아|대림오토바이|디앤에이모터스|kr모터스|바이크마트|워시홀릭|손세차*|"
     "워시프렌즈|셀프세차장|디테일링"},
    {"Expenses:Transport:Parking and tolls", LEXICON_BRAND,
     "모두의주차장|모두주차|카카오t주차|아이파킹|iparking|하이파킹|hiparking|파킹클라우드|parking cloud|"
     "나이스파크|nicepark|나이스파킹|gs파크24|투루파킹|turu parking|마이발렛|서울시설공단|공영주차장|"
     "한국도로공사|korea expressway|hi pass|신공항하이웨이|민자고속도로|도시공사주차장"},
    {"Expenses:Transport:Taxi", LEXICON_BRAND,
     "카카오t|kakao t|카카오택시|kakao taxi|카카오모빌리티|kakao mobility|우티|ut taxi|타다|=tada|"
     "티맵모빌리티|=tmap|반반택시|아이엠택시|i m taxi|진모빌리티|마카롱택시|쏘카|그린카*|greencar|"
     "롯데 g car|피플카*|따릉이*|seoul bike|타슈|누비자*|어울링*|카카오바이크|일레클*|elecle|스윙|swing|"
     "킥고잉*|kickgoing|씽씽|지쿠|지쿠터*|=gcoo|빔모빌리티|=beam|라임 코리아|개인택시|법인택시"},
    {"Expenses:Transport:Public transport", LEXICON_BRAND,
     "티머니*|t money|tmoney|캐시비*|cashbee|이비카드|레일플러스|코레일*|한국철도공사|=srt|sr 고속철도|"
     "에스알*|서울교통공사|seoul metro|서울메트로|부산교통공사|대구교통공사|인천교통공사|공항철도|=arex|"
     "신분당선|코버스*|kobus|버스타고|bustago|고속버스통합예매|동양고속|중앙고속|금호고속|kumho express|"
     "천일고속|기후동행카드|서울시버스"},
    {"Expenses:Phone", LEXICON_BRAND,
     "=skt|sk telecom|에스케이텔레콤|케이티*|kt플라자|=lgu|엘지유플러스|lg uplus|알뜰폰*|kt엠모바일|"
     "kt m mobile|sk세븐모바일|sk 7mobile|유모바일|u mobile korea|헬로모바일|hello mobile|리브모바일|"
     "liiv m|토스모바일|이야기모바일|티플러스|프리티*|freet|아이즈모바일|t월드|t world|올레|olleh"},
    {"Expenses:Phone:Internet", LEXICON_BRAND,
     "sk브로드밴드|sk broadband|kt인터넷|lg헬로비전|lg hellovision|cj헬로|딜라이브|dlive|=hcn|현대hcn|"
     "카페24|가비아*|gabia"},
    {"Expenses:Utilities:Electricity and gas", LEXICON_BRAND,
     "한국전력|한국전력공사|kepco korea|서울도시가스|seoul city gas|예스코*|yesco|코원에너지서비스|"
     "코원에너지|삼천리*|삼천리도시가스|samchully|인천도시가스|대성에너지|부산도시가스|경동도시가스|"
     "해양에너지|충청에너지|한국지역난방공사|서울에너지공사|귀뚜라미에너지|미래엔서해에너지|jb주식회사"},
    {"Expenses:Utilities:Water", LEXICON_BRAND,
     "서울아리수본부|아리수*|arisu|상수도사업본부|한국수자원공사|k water|수자원공사"},
    {"Expenses:Housing:Rent", LEXICON_BRAND,
     "직방|zigbang|dabang|네이버부동산|호갱노노|한국토지주택공사|=lh|lh공사|sh공사|서울주택도시공사|"
     "관리비*|아파트관리비|아파트아이|aptner|셀립|맹그로브|mangrove|로컬스티치|패스트파이브|fastfive"},
    {"Expenses:Services", LEXICON_BRAND,
     "우체국택배|korea post|cj대한통운|대한통운|cj logistics|롯데택배|롯데글로벌로지스|lotte logistics|"
     "한진택배|한진|hanjin|로젠택배|로젠|logen|경동택배|kdexp|대신택배|일양로지스|gs25편의점택배|"
     "gs25반값택배|cu편의점택배|카카오퀵|부릉|vroong|바로고*|barogo|생각대로|크린토피아|cleantopia|"
     "월드크리닝|world cleaning|코인워시365|워시엔조이|wash enjoy|런드리고|laundrygo|크린업24|세탁특공대|"
     "washswat|런드리24|킨코스코리아|kinkos korea|한국도장|구두수선|다락|알파박스|마타주*|yes2404|"
     "예스이사|이사몰*|짐카|숨고|soomgo|당근알바|프리드라이프|보람상조|정부24|법률구조공단|삼쩜삼*|=3o3|"
     "세무통*"},
    {"Expenses:Gifts", LEXICON_BRAND,
     "꾸까|kukka|플라워119|99플라워|꽃파는총각|하이플라워|모던플라워|블룸앤보울"},
    {"Expenses:Savings and investments", LEXICON_BRAND,
     "키움증권|kiwoom|미래에셋증권|mirae asset|한국투자증권|nh투자증권|삼성증권|토스증권|업비트*|upbit|"
     "빗썸|bithumb|코인원*"},
};

const size_t lexicon_world_korea_count = sizeof lexicon_world_korea / sizeof lexicon_world_korea[0];
