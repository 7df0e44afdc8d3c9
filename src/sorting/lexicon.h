/* What everybody knows: brand names, and the everyday words of eight languages that tell a shop's trade. */
#ifndef SORTING_LEXICON_H
#define SORTING_LEXICON_H

#include "base/text.h"

/* How much a find says, as a log-odds: a brand, and a word that shops of one trade have in their names. */
#define LEXICON_BRAND 7.0F
#define LEXICON_WORD  5.5F

struct lexicon_find {
    int32_t category; /* in category_defaults */
    float strength;
};

enum { LEXICON_FINDS_MAX = 16 };

/* The phrases in a key (payee_key); where they overlap the longest: "uber eats" hides "uber". Returns how
 * many. */
size_t lexicon_search(struct text key, struct lexicon_find out[LEXICON_FINDS_MAX]);
/* The same in what stands beside a payee: names that count only as the whole payee ("x11") do not count here. */
size_t lexicon_search_memo(struct text key, struct lexicon_find out[LEXICON_FINDS_MAX]);

/* All phrases that are whole words, in the tables' order. `category` is in category_defaults. */
void lexicon_each_name(void (*each)(void *self, struct text name, int32_t category), void *self);

/* The category that a bank's own code for the kind of a transaction, folded, tells: "atm", "int",
 * "pmnt-cwdl"; -1 if none. */
int32_t lexicon_bank_code(struct text folded);

/* The tables: lexicon/words.c, lexicon/brands.c, lexicon/brands_more.c; lexicon/places by region. */
struct lexicon_list {
    const char *category; /* of the default tree */
    float strength;       /* LEXICON_BRAND or LEXICON_WORD */
    /* '|' between them. Phrases are keys: lower case without punctuation. '*' at an end lets letters follow
     * or precede there
     * ("*apotheke*" is in "stadtapotheken"); otherwise words are whole. '=' in front: only as the whole
     * key. In scripts that set no blanks (Japanese, Chinese, Korean) letters may follow four characters or
     * more, and precede five or more. Of two equal phrases the first counts. */
    const char *phrases;
};

extern const struct lexicon_list lexicon_lists[];
extern const size_t lexicon_list_count;
extern const struct lexicon_list lexicon_brands[], lexicon_brands_more[];
extern const size_t lexicon_brands_count, lexicon_brands_more_count;
extern const struct lexicon_list lexicon_usa_food[], lexicon_usa_money[], lexicon_usa_shops[],
    lexicon_usa_life[], lexicon_canada[], lexicon_latin_america[], lexicon_latin_more[], lexicon_brazil[],
    lexicon_britain[], lexicon_britain_shops[], lexicon_britain_life[], lexicon_france[],
    lexicon_france_more[], lexicon_benelux[], lexicon_german[], lexicon_german_shops[], lexicon_german_life[],
    lexicon_italy[], lexicon_iberia[], lexicon_nordic[], lexicon_africa[], lexicon_oceania[],
    lexicon_trade_words[];
extern const size_t lexicon_usa_food_count, lexicon_usa_money_count, lexicon_usa_shops_count,
    lexicon_usa_life_count, lexicon_canada_count, lexicon_latin_america_count, lexicon_latin_more_count,
    lexicon_brazil_count, lexicon_britain_count, lexicon_britain_shops_count, lexicon_britain_life_count,
    lexicon_france_count, lexicon_france_more_count, lexicon_benelux_count, lexicon_german_count,
    lexicon_german_shops_count, lexicon_german_life_count, lexicon_italy_count, lexicon_iberia_count,
    lexicon_nordic_count, lexicon_africa_count, lexicon_oceania_count, lexicon_trade_words_count;
/* lexicon/world/: Asia, eastern Europe. */
extern const struct lexicon_list lexicon_world_words[], lexicon_world_words_more[],
    lexicon_world_words_other[], lexicon_world_japan[], lexicon_world_japan_money[],
    lexicon_world_japan_shops[], lexicon_world_japan_services[], lexicon_world_russia[],
    lexicon_world_russia_more[], lexicon_world_china[], lexicon_world_china_more[], lexicon_world_taiwan[],
    lexicon_world_taiwan_more[], lexicon_world_korea[], lexicon_world_poland[],
    lexicon_world_ukraine_belarus[], lexicon_world_caucasus_central_asia[],
    lexicon_world_czech_slovak_hungary[], lexicon_world_balkans[], lexicon_world_greece_turkey[],
    lexicon_world_israel_arab_iran[], lexicon_world_south_asia_baltics[];
extern const size_t lexicon_world_words_count, lexicon_world_words_more_count,
    lexicon_world_words_other_count, lexicon_world_japan_count, lexicon_world_japan_money_count,
    lexicon_world_japan_shops_count, lexicon_world_japan_services_count, lexicon_world_russia_count,
    lexicon_world_russia_more_count, lexicon_world_china_count, lexicon_world_china_more_count,
    lexicon_world_taiwan_count, lexicon_world_taiwan_more_count, lexicon_world_korea_count,
    lexicon_world_poland_count, lexicon_world_ukraine_belarus_count,
    lexicon_world_caucasus_central_asia_count, lexicon_world_czech_slovak_hungary_count,
    lexicon_world_balkans_count, lexicon_world_greece_turkey_count, lexicon_world_israel_arab_iran_count,
    lexicon_world_south_asia_baltics_count;

#endif
