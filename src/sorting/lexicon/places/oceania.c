/* Table file: only words.
 *
 * Names of Australia, New Zealand, the Pacific. */

#include "sorting/categories.h"
#include "sorting/lexicon.h"

const struct lexicon_list lexicon_oceania[] = {
    {"Expenses:Groceries", LEXICON_BRAND,
     "coles express|coles local|coles supermarkets|drakes supermarkets|farmer jacks|friendly grocer|"
     "harris farm|iga x press|=supa iga|leos fine food|=nqr|=nextra|=nightowl|night owl convenience|"
     "panetta mercato|=romeos|ritchies iga|=spudshed|the spud shed|=supabarn|tony marks|=tong li|"
     "woolworths metro|woolworths supermarkets|x convenience|bakers delight|=brumbys|brumbys bakery|"
     "=banjos|ferguson plarre|=pie face|=haighs|haighs chocolates|koko black|darrell lea|=t2|=t2 tea|"
     "=farro|farro fresh|moore wilsons|=nosh|night n day|on the spot|=bin inn|the mad butcher|"
     "mad butcher|whittakers|harris meats|couplands|couplands bakery|my food bag|lite n easy|"
     "hellofresh au|=youfoodz"},
    {"Expenses:Restaurants", LEXICON_BRAND,
     "chargrill charlies|crust pizza|crust gourmet pizza bar|eagle boys|el jannah|fasta pasta|"
     "gelatissimo|gelato messina|gong grilld|grilld burgers|guzman y gomez mexican|=gyg|hogs breath|"
     "hogs breath cafe|henny penny|kingsleys chicken|la porchetta|lone star rib house|lord of the fries|"
     "=mad mex|montezumas au|olivers real food|pancake parlour|the pancake parlour|"
     "pancakes on the rocks|pizza capers|papparich au|ribs burgers|ribs and burgers|=rashays|"
     "river quarter|san churro|sumosalad|salsas fresh mex|=salsas|subway au|sushi train|taco bill|"
     "the coffee club restaurant|vapiano au|wokinabox|wok in a box|=rolld|zeus street greek|zambrero au|"
     "bettys burgers|=8bit|burger urge|new zealand natural|royal copenhagen|wendys milk bar|"
     "burger wisconsin|=cobb co|=hell|lone star nz|mexicali fresh|=sals|sals authentic new york pizza|"
     "sals pizza|st pierres|st pierres sushi|tank juice|valentines nz|wok express"},
    {"Expenses:Coffee", LEXICON_BRAND,
     "coffee club|=degani|=dôme|=dome|dome café|donut king au|gloria jeans au|jamaica blue cafe|"
     "muzz buzz|piccolo me|pure cafe|zarraffas coffee|campos coffee|=merlo|merlo coffee|=single o|"
     "tobys estate|vittoria coffee|=mojo|robert harris cafe|the coffee guy|=allpress|allpress espresso"},
    {"Expenses:Alcohol and bars", LEXICON_BRAND,
     "=bws|beer wine spirits|bottlemart|=bottle o|the bottle o|cellarbrations|celebrations liquor|"
     "dan murphys|=duncans|first choice liquor|first choice liquor market|harry brown|iga liquor|"
     "iga plus liquor|liquorland|liquor legends|liquor barons|little bottler|local liquor|"
     "porters liquor|sipn save|sip n save|star liquor|super cellars|thirsty camel|vintage cellars|"
     "=vinomofo|black bull liquor|big barrel|glengarry|henrys beer wine|liquor king|super liquor|"
     "thirsty liquor|liquor centre"},
    {"Expenses:Fuel", LEXICON_BRAND,
     "ampol foodary|ampol woolworths|=apco|astron au|bp truckstop|budget petrol|=burk|caltex woolworths|"
     "coles express shell|cosmo fuel|costco fuel|=eg ampol|=enhance|freedom fuels|independent fuel|"
     "lowes petroleum|matilda fuel|metro fuel|mobil 7 eleven|=mogas au|nrma charging|=otr|"
     "pacific petroleum|pearl energy|perrys fuel|prime petroleum|puma energy au|reddy express|"
     "shell reddy express|speedway au|transwest|=u go|=united|=vibe|vibe petroleum|viva energy|"
     "westside petroleum|x convenience fuel|better choice|allied petroleum|challenge|=gas|"
     "gasoline alley|kiwi fuels|=mckeown|=npd|nelson petroleum|rd petroleum|waitomo fuel|chargenet|"
     "=jolt|=evie|=exploren|wel networks"},
    {"Expenses:Fees", LEXICON_BRAND,
     "=amp bank|=anz bank|adelaide bank|auswide bank|bank first au|bank of melbourne|=boq|=banksa|"
     "=bankvic|bank of sydney|=bendigo|beyond bank|=cua|great southern bank au|community first|"
     "=commbank|commonwealth bank of australia|defence bank|delphi bank|firefighters mutual bank|"
     "gateway bank|greater bank|heritage bank au|health professionals bank|hume bank|=imb|=imb bank|"
     "=mystate|mystate bank|=me bank|move bank|=ngm|newcastle permanent|=p n bank|police bank|"
     "peoples choice|peoples choice credit union|qudos bank|queensland country bank|=qbank|racq bank|"
     "regional australia bank|rabobank au|=rams|=stgeorge|st george|teachers mutual bank|unity bank au|"
     "=up bank|=86 400|afterpay au|cash converters au|bank of new zealand|heartland bank|=sbs bank|=bsp|"
     "bank south pacific|hfc bank fiji|kina bank|anz pacific"},
    {"Expenses:Shopping", LEXICON_BRAND,
     "cheap as chips|chemist discount|crazy clarks|=daiso au|=dimmeys|discount party supplies|"
     "drummond golf|harris scarfe|=lincraft|lifeline shop|lovisa au|=lush au|=red dot|reject shop|"
     "=salvos|salvos stores|savers au|=shiels|=sheike|supercheap|target au|the base warehouse|=toys au|"
     "=vinnies|boating camping fishing|paddy pallin|catchcomau|=kogan|ballantynes|=briscoes|"
     "smith caugheys|=savemart|stirling sports|=torpedo7|warehouse stationery|whitcoulls|=trade me|"
     "=trademe|mighty ape|look sharp|geoffs emporium"},
    {"Expenses:Home", LEXICON_BRAND,
     "=amart|bay leather republic|barbeques galore|beaumont tiles|=bedshed|beds n dreams|carpet court|"
     "choices flooring|clark rubber|=dahlsens|=domayne|early settler|focus on furniture|=godfreys|"
     "harvey norman au|home timber hardware|mitre 10 au|nick scali|oz design|oz design furniture|"
     "petbarn garden|=plush|pillow talk|provincial home living|=reece|reece plumbing|snooze au|=stratco|"
     "=super a mart|super amart|total tools|sydney tools|temple webster|tradelink|thrifty link|"
     "inspirations paint|=dulux au|=taubmans|guthrie bowron|hammer hardware|=itm|mitre 10 mega|=resene|"
     "resene colorshop|smiths city|target furniture|=bedpost|beds r us|=bedsrus|kings plant barn|"
     "=oderings"},
    {"Expenses:Transport:Car", LEXICON_BRAND,
     "=abs auto|=autobarn|=auto one|=autopro|beaurepaires|=bob jane|bob jane t marts|bridgestone select|"
     "=burson|burson auto parts|goodyear autocare|jax tyres|jax tyres auto|kmart tyre auto|lube mobile|"
     "mycar tyre auto|=midas au|obrien autoglass|=pedders|=repco|=raa|=rac wa|supercheap auto|tyreright|"
     "tyrepower|ultra tune|=vicroads|service nsw|transport nsw rego|=vtnz|=vinz|tonys tyre service|"
     "waka kotahi|=nzta"},
    {"Expenses:Health:Pharmacy", LEXICON_BRAND,
     "capital chemist|chemist outlet|chemist king|=chempro|=chemmart|direct chemist outlet|"
     "good price pharmacy|guardian au|=malouf|my chemist|national pharmacies|optimal pharmacy|"
     "pharmacist advice|pharmasave au|pharmacy 777|pharmacy 4 less|pharmacy4less|star discount chemist|"
     "terrywhite|terry white|countdown pharmacy|zoom pharmacy"},
};

const size_t lexicon_oceania_count = sizeof lexicon_oceania / sizeof lexicon_oceania[0];
