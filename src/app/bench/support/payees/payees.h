/* Payees with the category they belong to, from files of three shapes, told by their header line; plain or gzipped.
 *
 * - display_name, match_names, countries, wikidata (and tree, key, value): brands of the name-suggestion-index. One group for each wikidata id; rows
 *   without one are grouped by name.
 * - merchant and account_desc (amount and mcc, when there are such columns): lines of purchase cards. One group for each merchant, cleaned.
 * - anything else: the text is in the first column, the label in the last. One group for each text, cleaned.
 *
 * The last column is the label where it is not one of its shape's own; rows without a label are passed over. */
#ifndef APP_BENCH_SUPPORT_PAYEES_H
#define APP_BENCH_SUPPORT_PAYEES_H

#include "base/decimal.h"
#include "base/text.h"

enum payees_shape { PAYEES_BRANDS, PAYEES_CARDS, PAYEES_PLAIN };

/* What a brand is labelled with, where key and value tell it. */
enum payees_labels {
    PAYEES_GROUPED, /* the first level of the category that osm_category() gives: "Expenses:Shopping" */
    PAYEES_LEAVES,  /* the category itself: "Expenses:Shopping:Clothing" */
    PAYEES_RAW      /* "shop/clothes" */
};

struct payee {
    struct text text;  /* as in the file */
    struct text payee; /* cleaned, of cards and plain files */
    struct text names, country;
    struct decimal amount;
    int32_t mcc, label;
    uint32_t group, fold;
    size_t line;
};

struct payees_settings {
    enum payees_labels labels;
    const char *text;   /* plain files: the column of the text; NULL: the first */
    const char *tree;   /* brands: only rows of this tree; NULL: all */
    size_t labels_most; /* only rows of so many labels, the commonest; 0: of all */
    size_t folds;
    uint64_t seed;
};

struct payees {
    const char *file;
    enum payees_shape shape;
    bool has_tree;
    struct payee *at;             /* in the file's order */
    size_t count, rows, labelled; /* that are used, that were read, that have a label */
    const char *label_column;
    struct text *labels; /* the commonest first */
    size_t label_count, groups;
};

/* Only shape and has_tree, from the header line. */
enum err payees_shape(struct ctx *c, const char *file, const struct payees_settings *settings,
                      struct payees *out) MUST_USE;
/* Lives in c->arena. Folds are dealt to groups by chance from the seed. ERR_INPUT for a file that cannot be read or has fewer than two
 * labels or fewer groups than folds. */
enum err payees_read(struct ctx *c, const char *file, const struct payees_settings *settings,
                     struct payees *out) MUST_USE;

#endif
