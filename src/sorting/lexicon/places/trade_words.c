/* Table file: only words.
 *
 * Words of a trade in the languages of these regions, beside those of words.c. */

#include "sorting/categories.h"
#include "sorting/lexicon.h"

const struct lexicon_list lexicon_trade_words[] = {
    {"Expenses:Fees", LEXICON_WORD,
     "federal credit union|building society|*sparebank*|*sparekasse*|*kantonalbank*|state bank|"
     "cooperativa de ahorro"},
    {"Expenses:Groceries", LEXICON_WORD,
     "bageri*|konditori*|leipomo|abarrotes|tortilleria|tortillería|polleria|pollería|verduleria|"
     "verdulería|açougue|acougue|buurtwinkel|dagligvare*"},
    {"Expenses:Housing:Repairs", LEXICON_WORD,
     "rörmokare|rormokare|rørlegger*|rorlegger*|putkimies|lattonero|gasfiter"},
    {"Expenses:Health", LEXICON_WORD,
     "tannlege*|tandläkare*|tandlakare*|tandlæge*|tandlaege*|hammaslääkäri*|hammaslaakari*|"
     "vårdcentral*|vardcentral*|ótica|otica|óticas|oticas"},
    {"Expenses:Personal care", LEXICON_WORD, "frisør*|kampaamo|parturi*|barberia|barbería"},
    {"Expenses:Transport:Car", LEXICON_WORD,
     "llantera|llantas|autopeças|autopecas|borracharia|refaccionaria*|bilverkstad*|bilverksted*|"
     "panelbeater*|smash repairs|lubricentro"},
    {"Expenses:Fuel", LEXICON_WORD, "bensin*|gasolineria|gasolinería|posto de gasolina"},
    {"Expenses:Alcohol and bars", LEXICON_WORD, "licoreria|licorería|bottle store"},
    {"Expenses:Education", LEXICON_WORD, "autoescola|trafikskola|kjøreskole|kjoreskole|køreskole|koreskole"},
    {"Expenses:Children", LEXICON_WORD,
     "barnehage*|förskola*|forskola*|børnehave*|bornehave*|päiväkoti*|paivakoti*|jardin infantil|"
     "jardín infantil"},
    {"Expenses:Pets", LEXICON_WORD, "dyrlege*|dyrlæge*|dyrlaege*|djurklinik*|eläinlääkäri*|elainlaakari*"},
};

const size_t lexicon_trade_words_count = sizeof lexicon_trade_words / sizeof lexicon_trade_words[0];
