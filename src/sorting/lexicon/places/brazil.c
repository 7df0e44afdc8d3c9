/* Table file: only words.
 *
 * Names of Brazil. */

#include "sorting/categories.h"
#include "sorting/lexicon.h"

const struct lexicon_list lexicon_brazil[] = {
    {"Expenses:Groceries", LEXICON_BRAND,
     "assaí atacadista|assai atacadista|atacadão carrefour|atacadao carrefour|tenda atacado|=roldão|"
     "=roldao|roldão atacadista|roldao atacadista|=spani|spani atacadista|giga atacado|max atacadista|"
     "maxxi atacado|fort atacadista vestcasa|mix mateus|mateus supermercados|grupo mateus|=nagumo|"
     "sonda supermercados|supermercados mundial|supermarket rj|prezunic cencosud|"
     "supermercados guanabara|=zona sul|supermercado zona sul|princesa supermercados|rede economia|"
     "superprix|inter supermercados|supermercados bramil|=bramil|multi market|costazul supermercados|"
     "=extrabom|extrabom supermercados|=carone|=perim|ok superatacado|bh supermercados|"
     "epa supermercados|mart minas|mart plus|villefort|apoiado mineiro|=bretas|supermercados bretas|"
     "bahamas supermercados|super nosso|supermercados super nosso|verdemar supermercado|"
     "carrefour bairro|coop supermercado|mambo supermercado|st marché|oba hortifruti farm|"
     "pão de açúcar minuto|pao de acucar minuto|minuto pão de açúcar|minuto pao de acucar|"
     "mini extra|extra mercado|extra hiper|carrefour hiper|savegnago supermercados|=tauste|"
     "confiança supermercados|confianca supermercados|amigão supermercados|amigao supermercados|"
     "proença supermercados|proenca supermercados|jaú serve|jau serve|=lavapés|=lavapes|paulistão|"
     "paulistao|=enxuto|=covabra|são vicente supermercados|sao vicente supermercados|"
     "pague menos supermercados|=higas|=shibata|=semar|semar supermercados|=alabarce|=cobal|"
     "violeta supermercado|lopes supermercados|andorinha hiper|barbosa supermercados|x supermercados|"
     "bergamini|=joanin|=ricoy|negreiros|bem barato|condor hipermercado|super muffato max|=festval|"
     "supermercado festval|angeloni supermercados|=giassi|giassi supermercados|bistek supermercados|"
     "cooper supermercados|=komprão|=komprao|komprão koch|komprao koch|koch supermercados|"
     "supermercados koch|=archer|=althoff|imperatriz supermercados|hippo supermercados|zaffari bourbon|"
     "bourbon hipermercado|nacional supermercados|big bompreço|big bompreco|big supermercado|=rissul|"
     "supermercado rissul|=asun|guanabara pelotas|stok center|comercial zaffari|=unisuper|=dalpiaz|"
     "=peruzzo|rede vivo|super cestto|=comper|supermercados comper|pires supermercados|"
     "abv supermercados|bem mais tatico|=tatico|super adega|=big box|supermercado big box|"
     "dona de casa supermercado|caíque supermercado|caique supermercado|bom preço|bom preco|"
     "bompreço bahia|bompreco bahia|g barbosa|gbarbosa cencosud|perini delicatessen|hiperideal|"
     "hiper ideal|=redemix|atakarejo|atakadão atakarejo|atakadao atakarejo|cesta do povo|=arco mix|"
     "extrabom recife|rede pitombeira|nordestão|nordestao|supermercado nordestão|"
     "supermercado nordestao|supermercado queiroz|são luiz mercadinhos|sao luiz mercadinhos|"
     "mercadinhos são luiz|mercadinhos sao luiz|pinheiro supermercado|cometa supermercados|super lagoa|"
     "supermercado líder|supermercado lider|líder belém|lider belem|=formosa|=y yamada|"
     "db supermercados|nova era supermercados|baratão da carne|baratao da carne|select shell|"
     "jet oil conveniência|jet oil conveniencia|hirota food express|hortifruti natural da terra|"
     "natural da terra|=quitanda|swift carnes|swift mercado|bio mundo|mundo verde|cacau show|kopenhagen|"
     "brasil cacau|chocolates garoto|casa do pão de queijo|sodiê doces|sodie doces|bauducco loja|"
     "casa bauducco|=ofner|padaria bella paulista|galeria dos pães|galeria dos paes|"
     "zé delivery mercado|ze delivery mercado|=daki|shoppercombr"},
    {"Expenses:Restaurants", LEXICON_BRAND,
     "=ragazzo|madero steak house|jeronimo burger|=jerônimo|=jeronimo|abbraccio|coco bambu restaurante|"
     "spoleto culinária|spoleto culinaria|koni store|=koni|=gendai|mini kalzone|=patroni|patroni pizza|"
     "vivenda do camarão|divino fogão|montana grill express|bonaparte|baked potato|burger lab|"
     "cabana burger|los pollos hermanos|=z deli|=bullguer|=patties|zé do hambúrguer|ze do hamburguer|"
     "the fifties|lanchonete da cidade|américa restaurante|america restaurante|"
     "fogo de chão churrascaria|fogo de chao churrascaria|barbacoa churrascaria|pobre juan|=rubaiyat|"
     "=nb steak|galeto mamma mia|galeteria|casa do frango|frango assado|rede graal|=graal|"
     "rede frango assado|lago azul|rancho da pamonha|fazenda da comadre|chiquinho sorvetes|chiquinho|"
     "oggi sorvetes|sorveteria jundiá|sorveteria jundia|jundiá sorvetes|jundia sorvetes|"
     "bacio di latte|ice cream roll|cuor di crema|=kibon|yogoberry|=yoggi|açaí concept|acai concept|"
     "oakberry açaí bowls|oakberry acai bowls|the best açaí|the best acai|=the best|"
     "açaí do mário|acai do mario|rei do mate lanches|rei do açaí|rei do acai|empada brasil|"
     "casa da empada|nutty bavarian|nutty bavarian castanhas|croasonho|mr cheney|mr cheney cookies|"
     "american cookies|mister potato|batata inglesa|griletto grelhados|=boali|=sodiê|=sodie|"
     "loucos por coxinha|=mr mix|mr mix milk shakes|milky moo|temakeria makis place|makis place|"
     "temaki fry|=nakka|sushi leblon|=jin jin|tasty salad shop|=seletti|salad creations|"
     "viena restaurante|viena express|=ráscal|=rascal|ráscal restaurante|rascal restaurante|"
     "bráz pizzaria|braz pizzaria|=bráz|=braz|1900 pizzeria|pizza prime|pizza cesar|dídio pizza|"
     "didio pizza|babbo giovanni|=parmê|=parme|parmeggio|sirene fish|balada mix|delírio tropical|"
     "delirio tropical|=joe leos|=belmonte|boteco belmonte|quiosque chopp brahma|quiosque brahma|"
     "mania de churrasco|mania de churrasco prime|tio armênio|tio armenio|=almanara|arabia restaurante|"
     "=halim|buxixo burger|severo garage|xis do marcos|garota de ipanema|=sí señor|=si senor|"
     "guacamole|poke me up|lets poke"},
    {"Expenses:Coffee", LEXICON_BRAND,
     "frans café|café do ponto expresso|cafe do ponto expresso|casa do pão de queijo café|"
     "casa do pao de queijo cafe|cafeteria suplicy|suplicy cafés especiais|suplicy cafes especiais|"
     "suplicy cafés|suplicy cafes|santo grão|santo grao|octavio café|octavio cafe|coffee town|"
     "café cultura|cafe cultura|cheirin bão|cheirin bao|cheirinbão|cheirinbao|grão espresso|"
     "grao espresso|black coffee|black koffee|mais1 café|mais1 cafe|mais 1 café|mais 1 cafe|go coffee|"
     "the coffee|café donuts|cafe donuts|kopenhagen café|kopenhagen cafe|sterna café|sterna cafe|"
     "três corações cafeteria|tres coracoes cafeteria|=cafezal|lucca cafés|lucca cafes|"
     "armazém do café|armazem do cafe|curto café|curto cafe|=tchai|delta expresso"},
    {"Expenses:Fuel", LEXICON_BRAND,
     "petrobras distribuidora|posto petrobras|postos ipiranga|posto ipiranga|posto shell|posto ale|=ale|"
     "posto sim|sim rede de postos|=rede sim|=rodoil|raizen shell|boa vista petróleo|"
     "boa vista petroleo|posto equador|equador petróleo|equador petroleo|=atem|posto atem|=dislub|"
     "=setta|setta combustíveis|setta combustiveis|zema petróleo|zema petroleo|=zema|=taurus|=charrua|"
     "potencial petróleo|potencial petroleo|=idaza|=ciapetro|=ruff|=larco|larco petróleo|"
     "larco petroleo|royal fic|sp combustíveis|sp combustiveis|=petrox|=petronac|postos graal|"
     "rede duque|posto duque|=buffon|posto buffon|=ultragaz|=liquigás|=liquigas|supergasbras|"
     "nacional gás|nacional gas|=copagaz|copa energia|tupinambá energia|tupinamba energia|=zletric|"
     "edp smart|eletroposto|shell box|abastece aí|abastece ai|sem parar abastece"},
    {"Expenses:Fees", LEXICON_BRAND,
     "banco itaú|banco itau|itaú unibanco|itau unibanco|itaú personnalité|itau personnalite|"
     "bradesco prime|bradesco exclusive|banco bradesco|bb banco do brasil|caixa econômica|"
     "caixa economica|caixa lotérica|caixa loterica|casa lotérica|casa loterica|=lotérica|=loterica|"
     "banco safra|banco bmg|=bmg|banco pan|banco votorantim|=banco bv|banco daycoval|=daycoval|"
     "banco original|=c6 bank|=c6|banco neon|next banco|will bank|=pagbank|pagseguro|=picpay|"
     "stone pagamentos|=ton|infinitepay|=cielo|=getnet|rede itaú|rede itau|sumup brasil|"
     "banco mercantil do brasil|mercantil do brasil|banco do nordeste|banco da amazônia|"
     "banco da amazonia|banrisul agência|banrisul agencia|=banestes|=banpará|=banpara|=brb|"
     "banco de brasília|banco de brasilia|brb banco de brasília|brb banco de brasilia|=banese|=bandes|"
     "=badesul|=bdmg|sicoob credicom|sicoob central|sicredi união|sicredi uniao|=unicred|=cresol|"
     "=ailos|=viacredi|=uniprime|=credisis|crediserv|banco agibank|=agibank|banco bonsucesso|"
     "banco sofisa|banco rendimento|banco alfa|banco abc brasil|banco btg pactual|btg pactual|"
     "banco modal|=xp|rico investimentos|clear corretora|banco24horas|banco 24 horas|saque e pague|"
     "confidence câmbio|confidence cambio|cotação câmbio|cotacao cambio|b t câmbio|b t cambio|"
     "=crefisa|=losango|midway financeira|realize cfi|=credz|banco csf|bradescard|credicard|=trigg|"
     "=digio|superdigital|mercado crédito|mercado credito"},
    {"Expenses:Health:Pharmacy", LEXICON_BRAND,
     "droga raia drogasil|raiadrogasil|drogaria são joão|drogaria sao joao|são joão farmácias|"
     "sao joao farmacias|farmácias são joão|farmacias sao joao|panvel farmácias|panvel farmacias|"
     "farmácias pague menos|farmacias pague menos|extrafarma drogaria|drogarias pacheco|"
     "drogaria são paulo dpsp|drogaria sao paulo dpsp|farmácia nissei|farmacia nissei|"
     "farmácias nissei|farmacias nissei|drogaria venancio|=venancio|drogarias venancio|drogasmil|"
     "drogaria rosário|drogaria rosario|=onofre|drogaria onofre|ultrafarma saúde|ultrafarma saude|"
     "drogaria iguatemi|poupafarma|drogaria catarinense|preço popular|preco popular|"
     "farmácia preço popular|farmacia preco popular|=farmais|farma conde|farmaconde|drogal farmácia|"
     "drogal farmacia|drogaria minas brasil|drogaria araújo|drogaria moderna|drogaria popular|"
     "drogão super|drogao super|=drogão|=drogao|drogaria globo|farmácia globo|farmacia globo|"
     "globo farmácias|globo farmacias|redepharma|farmácia do trabalhador|farmacia do trabalhador|"
     "farmácia permanente|farmacia permanente|farmácia santana|farmacia santana|drogaria são bento|"
     "drogaria sao bento|são bento farmácia|sao bento farmacia|big ben farmácia|big ben farmacia|"
     "drogaria big ben|drogaria santo remédio|drogaria santo remedio|santo remédio|santo remedio|"
     "flexfarma|pró pharmacos|pro pharmacos|=agafarma|rede agafarma|farmácias associadas|"
     "farmacias associadas|tchê farmácias|tche farmacias|maxxi econômica|maxxi economica|"
     "farmácia vale verde|farmacia vale verde|vale verde farmácias|vale verde farmacias|maxpopular|"
     "max popular|ultra popular|drogaria ultra popular|farmácia indiana|farmacia indiana|"
     "drogaria indiana|drogafuji|a nossa drogaria|drogaria tamoio|=tamoio|drogaria cristal|farmelhor|"
     "entrefarma|multidrogas|hiperfarma|trabalhador farmácias|trabalhador farmacias|"
     "farmácia homeopática|farmacia homeopatica|=bifarma|campeã drogaria|campea drogaria|"
     "farmácia campeã|farmacia campea"},
    {"Expenses:Shopping", LEXICON_BRAND,
     "americanas express|lojas americanas express|=magalu|casas bahia loja|ponto frio|pontofrio|=ponto|"
     "havan loja|lojas pernambucanas|le biscuit|lojas le biscuit|lojas quero quero|lojas colombo|"
     "=colombo|lojas cem|lojas koerich|=koerich|lojas becker|=gazin|novo mundo|armazém paraíba|"
     "armazem paraiba|lojas insinuante|ricardo eletro|eletrozema|lojas taqi|=taqi|=benoit|lojas benoit|"
     "grazziotin|lojas deltasul|lojas berlanda|=berlanda|lojas leader|casa video|casa e video|"
     "casa vídeo|=kalunga|=uatt|=puket|=polishop|centauro esportes|netshoes loja|=artwalk|world tennis|"
     "bayard esportes|paquetá esportes|paqueta esportes|=gaston|track field|authentic feet|"
     "kings sneakers|magic feet|cia dos livros|loja do mecânico|loja do mecanico|=caçula|=cacula|"
     "caçula de pneus|cacula de pneus|armarinhos fernando|lojas marisa|lojas torra|torra torra|"
     "lojas avenida|lojas mel|lojão do brás|lojao do bras|tabacaria|=enjoei|submarino|=shoptime|"
     "=extracom|=dafiti|=kanui|=elo7|chilli beans|chillibeans|=rommanel|=morana|morana acessórios|"
     "morana acessorios|=balonè|=balone|life by vivara|monte carlo joias|=hstern|=h stern"},
    {"Expenses:Shopping:Clothing", LEXICON_BRAND,
     "=aramis|aramis menswear|=anacapri|alexandre birman|=fiever|=animale|=farm|=farm rio|cris barros|"
     "maria filó|maria filo|=abrand|=foxton|=reserva|reserva mini|=osklen|=richards|=salinas|=cantão|"
     "=cantao|=dress to|le lis blanc|=le lis|=dudalina|john john|=bobô|=bobo|individual|=damyller|"
     "=dzarm|hering kids|hering store|=puc|=malwee|malwee kids|=lupo|loungerie|=hope|hope lingerie|"
     "scala lingerie|=valisere|=colcci|forum loja|=ellus|=triton|=iódice|=iodice|=tng|taco jeans|"
     "=siberian|=crawford|brooksfield|vr menswear|camisaria colombo|=garbo|vila romana|renner youcom|"
     "=youcom|=ashua|c a modas|riachuelo moda|carmen steffens|=usaflex|=datelli|democrata|ferracini|"
     "=mr cat|=dumond|capodarte|luiza barcelos|santa lolla|bibi calçados|bibi calcados|=bibi|=ortopé|"
     "=ortope|=pampili|tip toey joey|=melissa|clube melissa|galeria melissa|=ipanema|=kidstok|=tricae|"
     "=milon|green by missako|lilica ripilica|lilica tigor|alphabeto|bicho comeu|=paquetá|=paqueta|"
     "paquetá calçados|paqueta calcados|=studio z|di santinni|gabriela calçados|gabriela calcados|"
     "=pittol|pittol calçados|pittol calcados|passarela calçados|passarela calcados|humanitarian|"
     "world calçados|world calcados|=eskala|=besni|=caedu|lojas caedu|pernambucanas moda|polo wear|"
     "polo play|=zinzane|lez a lez|morena rosa|=enfim|=shoulder|=mob|=gregory|=cori|luigi bertolli|"
     "=emme|=marisol|=brandili|=kyly"},
    {"Expenses:Shopping:Electronics", LEXICON_BRAND,
     "fast shop eletro|kabum loja|=pichau|=terabyte|terabyteshop|=iplace|=itown|mystore apple|"
     "samsung loja|claro loja|balão da informática|balao da informatica|=ibyte|miranda computação|"
     "miranda computacao|=nagem|cirilo cabos|=shopinfo|=waz|=schumann|eletrolar|multiloja|=tele rio|"
     "=girafa|mi store brasil|motorola store"},
    {"Expenses:Shopping:Books", LEXICON_BRAND,
     "livraria cultura|livraria saraiva|livraria da vila|livraria leitura|=leitura|livrarias curitiba|"
     "livraria da travessa|=travessa|livraria martins fontes|livraria catarinense|livraria nobel|=nobel|"
     "livraria loyola|livraria da folha|=disal|estante virtual|livraria drummond|blooks livraria|"
     "argumento|ldm livraria|livraria escariz|imperatriz livraria|jaqueira livraria|cameron livraria|"
     "santos livraria|casa de livros|comix book shop|papelaria universitária|papelaria universitaria|"
     "panini point"},
    {"Expenses:Home", LEXICON_BRAND,
     "c c casa e construção|c c casa e construcao|telhanorte conceito|=tumelero|=dicico|=cassol|"
     "cassol centerlar|=balaroti|=obramax|=joli|ferreira costa|carajás home center|carajas home center|"
     "=carajás|=carajas|=redemac|quero quero construção|quero quero construcao|construjá|construja|"
     "=santil|tintas mc|tintas suvinil|=suvinil|coral tintas|casas da água|casas da agua|"
     "casa do construtor|=etna|camicado houseware|=mobly|madeiramadeira|madeira madeira|=oppa|etna home|"
     "casa riachuelo|preçolandia|precolandia|=spicy|utilplast|=m dragon|=zelo|=artex|=mmartan|"
     "trousseau|buddemeyer|=karsten|=ortobom|castor colchões|castor colchoes|colchões castor|"
     "colchoes castor|copel colchões|copel colchoes|=maxflex|flex colchões|flex colchoes|sleep house|"
     "todeschini|dell anno|=italínea|=italinea|=bontempo|=florense|sca móveis|sca moveis|"
     "new móveis planejados|new moveis planejados|=marabraz|lojas marabraz|magazine torra casa|"
     "casas pedro|móveis gazin|moveis gazin|móveis simonetti|moveis simonetti|lojas simonetti|"
     "eletromóveis martinello|eletromoveis martinello|dismobras|=city lar|cobasi jardim|casa china|"
     "=doural|multicoisas"},
    {"Expenses:Phone", LEXICON_BRAND,
     "vivo loja|=oi fibra|=oi loja|nextel brasil|=algar|algar telecom|sercomtel|=brisanet|"
     "desktop internet|desktop fibra|vero internet|=unifique|=ligga|copel telecom|=sumicity|giga fibra|"
     "=alloha|mob telecom|claro net|net claro|sky brasil|surf telecom|correios celular|=veek|=fluke"},
    {"Expenses:Insurance", LEXICON_BRAND,
     "porto seguro auto|=porto|azul seguros|itaú seguros|itau seguros|tokio marine seguradora|"
     "allianz seguros|mapfre seguros|sompo seguros|sulamérica saúde|sulamerica saude|bradesco saúde|"
     "bradesco saude|=amil|notredame intermédica|notredame intermedica|=gndi|=hapvida|prevent senior|"
     "golden cross|care plus|unimed seguros|caixa seguradora|=icatu|icatu seguros|=youse|=suhai|"
     "suhai seguradora|bradesco dental|odontoprev|prudential do brasil|=mongeral|mag seguros|=capemisa|"
     "brasilprev|pier seguradora|=justos|minuto seguros"},
    {"Expenses:Health", LEXICON_BRAND,
     "fleury medicina|a medicina diagnóstica|a medicina diagnostica|=delboni|delboni auriemo|lavoisier|"
     "lavoisier laboratório|lavoisier laboratorio|hermes pardini|laboratório hermes pardini|"
     "laboratorio hermes pardini|laboratório sabin|laboratorio sabin|sabin medicina|=dasa|"
     "cdb diagnósticos|cdb diagnosticos|sérgio franco|sergio franco|laboratório sérgio franco|"
     "laboratorio sergio franco|bronstein|alta diagnósticos|alta diagnosticos|labi exames|"
     "laboratório são marcos|laboratorio sao marcos|frischmann aisengart|=weinmann|=cedilab|=cerpe|"
     "hospital albert einstein|=einstein|sírio libanês|sirio libanes|=rede dor|hospital são luiz|"
     "hospital sao luiz|dr consulta|drconsulta|amorsaúde|amorsaude|amor saúde|amor saude|"
     "cartão de todos|cartao de todos|sorridents|odontocompany|odonto company|=oral sin|oral unic|"
     "orthopride|orthodontic|ortodontic center|ótica diniz|otica diniz|óticas carol|oticas carol|"
     "ótica carol|otica carol|=fototica|=fotótica|óticas do povo|oticas do povo|"
     "ótica ponto de visão|otica ponto de visao|óticas brasil|oticas brasil|mercadão dos óculos|"
     "mercadao dos oculos|chilli beans ótica|chilli beans otica|lupa lupa|=zerezes|livo eyewear|"
     "óticas precisão|oticas precisao|grandvision by fototica|telex soluções auditivas|"
     "telex solucoes auditivas|=drogavet|hapclínica|hapclinica"},
    {"Expenses:Health:Fitness", LEXICON_BRAND,
     "smart fit academia|bodytech academia|companhia athletica|cia athletica|=selfit|selfit academias|"
     "=bluefit|=blue fit|panobianco|panobianco academia|=skyfit|=sky fit|=just fit|=justfit|"
     "pratique fitness|runner academia|fórmula academia|formula academia|greenlife academias|"
     "red fitness|alpha fitness|acqua fitness|=velocity|velocity academia|totalpass|total pass|"
     "=contours|=tecfit|academia gaviões|academia gavioes|gaviões 24h|gavioes 24h|=allp fit|"
     "evoque academia|=evoque|ultra academia|engenharia do corpo|gracie humaitá|gracie humaita|"
     "pure pilates|=sesc|=sesi"},
    {"Expenses:Entertainment", LEXICON_BRAND,
     "=kinoplex|uci cinemas|uci orient|=cineflix|gnc cinemas|cine araújo|cine araujo|cinesystem|"
     "=moviecom|centerplex|=playarte|espaço itaú de cinema|espaco itau de cinema|=cine a|"
     "arcoíris cinemas|arcoiris cinemas|=arcoplex|beto carrero world|hopi hari|beach park|=hot park|"
     "ingressocom|ingresso rápido|ingresso rapido|=sympla|ticket360|parque da mônica|parque da monica|"
     "playland br|=hot zone|neo geo family|magic games|loterias caixa|=betano"},
    {"Expenses:Travel:Lodging", LEXICON_BRAND,
     "atlantica hotels|=blue tree|blue tree towers|blue tree premium|bourbon hotéis|bourbon hoteis|"
     "bristol hotel|deville hotéis|deville hoteis|golden tulip|=go inn|hotéis slaviero|"
     "hoteis slaviero|intercity hotel|intercity hotels|=laghetto|hotel laghetto|linx hotel|nacional inn|"
     "=nobile|nobile hotéis|nobile hoteis|=othon|othon palace|=pestana|plaza hotéis|plaza hoteis|"
     "quality hotel|rede andrade|rio quente resorts|tulip inn|tri hotel|transamérica hotel|"
     "transamerica hotel|vila galé|vila gale|vert hotel|wish resort|windsor hotéis|windsor hoteis|"
     "=mabu"},
    {"Expenses:Travel", LEXICON_BRAND,
     "=cvc|123 milhas|123milhas|maxmilhas|max milhas|=hurb|hotel urbano|submarino viagens|azul viagens|"
     "latam travel|=flytour|=agaxtur|abreu turismo|visual turismo|trend viagens|localiza hertz|=movida|"
     "movida aluguel|=unidas|unidas rent a car|foco aluguel de carros|=foco|lm mobilidade|=kovi|"
     "clube de turismo"},
    {"Expenses:Travel:Flights", LEXICON_BRAND,
     "gol linhas aéreas|gol linhas aereas|=gol|=azul|azul linhas aéreas|azul linhas aereas|=tam|"
     "=voepass|passaredo|map linhas aéreas|map linhas aereas|=smiles|=livelo|=tudoazul"},
    {"Expenses:Transport:Public transport", LEXICON_BRAND,
     "bilhete único|bilhete unico|=sptrans|=metrô sp|=metro sp|metrô rio|metro rio|=metrôrio|"
     "=metrorio|=cptm|viaquatro|viamobilidade|=supervia|=riocard|=brt rio|ccr barcas|vlt carioca|=cbtu|"
     "=trensurb|=bhtrans|=bhbus|=urbs|teu porto alegre|=clickbus|=buser|viação cometa|viacao cometa|"
     "viação 1001|viacao 1001|auto viação 1001|auto viacao 1001|itapemirim|viação itapemirim|"
     "viacao itapemirim|viação garcia|viacao garcia|expresso brasileiro|pássaro marrom|"
     "passaro marrom|=util|=gontijo|viação águia branca|viacao aguia branca|águia branca|"
     "aguia branca|=eucatur|catarinense|auto viação catarinense|auto viacao catarinense|"
     "expresso guanabara|progresso|=penha|=kaissara|=pluma|=reunidas|=wemobi|top autopass"},
    {"Expenses:Transport:Taxi", LEXICON_BRAND,
     "=99|=99app|=99pop|=99 táxi|=99 taxi|=99táxis|=99taxis|uber do brasil|bike itaú|bike itau|"
     "yellow bikes|grow mobility|=turbi|=zazcar|ladydriver"},
    {"Expenses:Transport:Parking and tolls", LEXICON_BRAND,
     "conectcar|=veloe|move mais|=estapar|zul digital|=zul|indigo estacionamento|=parebem|multipark|"
     "zona azul|=autoban|ccr autoban|ccr novadutra|nova dutra|ccr rodoanel|ccr viaoeste|=viaoeste|"
     "=ecovias|ecorodovias|ecopistas|=arteris|autopista régis bittencourt|autopista regis bittencourt|"
     "autopista fluminense|rodovias das colinas|=renovias|triângulo do sol|triangulo do sol|via lagos|"
     "=concer|linha amarela|=lamsa|ponte rio niterói|ponte rio niteroi|=ecoponte|rota das bandeiras|"
     "concessionária tamoios|concessionaria tamoios|=taggy"},
    {"Expenses:Utilities:Electricity and gas", LEXICON_BRAND,
     "enel são paulo|enel sao paulo|enel distribuição|enel distribuicao|eletropaulo|aes eletropaulo|"
     "cpfl paulista|cpfl piratininga|edp são paulo|edp sao paulo|edp espírito santo|"
     "edp espirito santo|neoenergia|neoenergia elektro|=coelba|=celpe|=cosern|=light|light serviços|"
     "light servicos|=enel rio|enel ceará|enel ceara|=coelce|cemig distribuição|cemig distribuicao|"
     "=copel|=celesc|=rge|=rge sul|=ceee|ceee equatorial|equatorial|equatorial energia|equatorial pará|"
     "equatorial para|=celpa|=cemar|=celg|=energisa|energisa mt|amazonas energia|=ceb|=comgás|=comgas|"
     "naturgy rio|=ceg rio|=gasmig|=sulgás|=sulgas|=bahiagás|=bahiagas|=compagas|=scgás|=scgas"},
    {"Expenses:Utilities:Water", LEXICON_BRAND,
     "sabesp sp|=cedae|águas do rio|aguas do rio|=iguá|=igua|=copasa|=sanepar|=casan|=corsan|=embasa|"
     "=compesa|=caesb|=saneago|=cagece|=cagepa|=caern|=cesan|=deso|=cosanpa|brk ambiental|=aegea|=dmae|"
     "=sanasa|=saae|=semae"},
    {"Expenses:Transport:Car", LEXICON_BRAND,
     "dpaschoal|dpaschoal auto center|=dellavia|della via|pneustore|caçula pneus|cacula pneus|"
     "porto seguro auto center|bosch car service|=pneuac|gbg pneus|hiper freios|=jet oil|"
     "super troca de óleo|super troca de oleo|autoglass|webmotors|localiza seminovos|movida seminovos|"
     "seminovos unidas|=detran|=detransp|acqua zero|acquazero|=dry wash|=drywash|honda motos|"
     "yamaha motos"},
    {"Expenses:Personal care", LEXICON_BRAND,
     "o boticário loja|o boticario loja|=eudora|natura loja|loccitane au brésil|the beauty box|"
     "=mahogany|=granado|=phebo|contém 1g|contem 1g|=ikesaki|lojas rede cosméticos|"
     "lojas rede cosmeticos|perfumaria sumirê|perfumaria sumire|=sumirê|=sumire|=soneda|"
     "soneda perfumaria|época cosméticos|epoca cosmeticos|beleza na web|jacques janine|soho hair|"
     "werner coiffeur|beauty hair|walters coiffeur|espaço laser|espaco laser|espaçolaser|espacolaser|"
     "=giolaser|=vialaser|depyl action|pello menos|dpil brasil|=dpil|=não pelo|=nao pelo|nao mais pelo|"
     "sóbrancelhas|sobrancelhas|sobrancelhas design|esmalteria nacional|=spé|=spe|barbearia corleone|"
     "seu elias barbearia|jequiti cosméticos|jequiti cosmeticos|royal face|=onodera|emagrecentro"},
    {"Expenses:Services", LEXICON_BRAND,
     "correios agência|correios agencia|agência dos correios|agencia dos correios|=jadlog|"
     "total express|=loggi|azul cargo|braspress|lavanderia 60 minutos|omo lavanderia|lavateria|"
     "quality lavanderia|guardeaqui|guarde aqui|goodstorage|=metrofit|metrofit self storage|"
     "cartório fácil|cartorio facil|poupatempo|=chaveiro|sapataria do futuro|foto kodak|getninjas"},
    {"Expenses:Education", LEXICON_BRAND,
     "=wizard|wizard by pearson|=ccaa|=cna|cna idiomas|cultura inglesa|=fisk|=yázigi|=yazigi|"
     "skill idiomas|knn idiomas|=uptime|minds idiomas|=influx|influx english|=wise up|alumni idiomas|"
     "red balloon|microlins|sos educação|sos educacao|prepara cursos|=supera|"
     "supera ginástica para o cérebro|supera ginastica para o cerebro|=senai|=senac|anhanguera|"
     "=unopar|pitágoras|pitagoras|=estácio|=estacio|universidade estácio|universidade estacio|=unip|"
     "=uninove|anhembi morumbi|=fmu|cruzeiro do sul|=uninter|unicesumar|uniasselvi|descomplica|"
     "puc minas|mackenzie|=fgv|=insper|=objetivo|colégio objetivo|colegio objetivo|anglo vestibulares|"
     "=poliedro|maple bear|=hotmart|=alura"},
    {"Expenses:Children", LEXICON_BRAND,
     "=ri happy|=rihappy|=pbkids|=pb kids|=alô bebê|=alo bebe|bb básico|bb basico|"
     "armarinhos brinquedos|superlegal brinquedos|=playmove|=toymania|bumerang brinquedos|babycombr|"
     "brooklin baby|bebê store|bebe store|tip top baby|maternidade santa joana"},
    {"Expenses:Pets", LEXICON_BRAND,
     "petz pet center|cobasi pet|=petlove|=pet camp|=petcamp|=poli pet|=american pet|bicho mania|"
     "=agropet|=doghero|=dog hero|=pet anjo|marina pet|terra zoo|=terrazoo|casa do produtor|"
     "agro amazônia pet|agro amazonia pet"},
    {"Expenses:Alcohol and bars", LEXICON_BRAND,
     "zé delivery|ze delivery|seu boteco|bar brahma|outer space|mestre cervejeiro|mestre cervejeirocom|"
     "winecombr|=evino|grand cru|adega grand cru|mistral vinhos|world wine|decanter vinhos|"
     "vinhos jolimont|imigrantes bebidas|casa da bebida|rei dos whiskys|água doce cachaçaria|"
     "agua doce cachacaria|nação verde|nacao verde|=porks|chopp time|=mr beer|mr beer cervejas"},
    {"Expenses:Housing:Rent", LEXICON_BRAND,
     "quintoandar|quinto andar|loft imóveis|loft imoveis|lopes imobiliária|lopes imobiliaria|=lello|"
     "lello condomínios|lello condominios|auxiliadora predial|crédito real|credito real|=apsa|"
     "apsa condomínios|apsa condominios|viva real|zap imóveis|zap imoveis|=housi|credihome|=mrv|"
     "mrv engenharia|=cyrela|remax brasil"},
    {"Expenses:Gifts:Donations", LEXICON_BRAND,
     "=aacd|=graacc|doutores da alegria|hospital de amor|legião da boa vontade|legiao da boa vontade|"
     "=lbv|criança esperança|crianca esperanca|=teleton|=apae|médicos sem fronteiras|"
     "medicos sem fronteiras|pastoral da criança|pastoral da crianca|canção nova|cancao nova|"
     "tv aparecida"},
};

const size_t lexicon_brazil_count = sizeof lexicon_brazil / sizeof lexicon_brazil[0];
