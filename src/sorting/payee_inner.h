/* Inside payee cleaning: a description as a row of words, and the table of words that mean something. */
#ifndef SORTING_PAYEE_INNER_H
#define SORTING_PAYEE_INNER_H

#include "base/text.h"

enum { PAYEE_WORDS_MAX = 64, PHRASE_WORDS_MAX = 5 };

/* What a phrase of the table is good for. */
enum word_role {
    ROLE_HEAD = 1 << 0,      /* the kind of payment at the start: "card payment to", "prlv sepa" */
    ROLE_TAIL = 1 << 1,      /* noise at the end: "thank you", "vis" */
    ROLE_CUT = 1 << 2,       /* from here on it is about the payment, not the payee: "folgenr" */
    ROLE_LABEL = 1 << 3,     /* announces a number: "store 123", "ref 99", "card 4417" */
    ROLE_PROCESSOR = 1 << 4, /* stands before '*' and is not the payee: "sq *", "sumup *" */
    ROLE_CITY = 1 << 5,
    ROLE_REGION = 1 << 6,        /* state or province code */
    ROLE_COUNTRY = 1 << 7,       /* country code or name */
    ROLE_AMBIGUOUS = 1 << 8,     /* a code that is an everyday word as well: "in", "me", "no" */
    ROLE_TRADE = 1 << 9,         /* a word of business names, so it is no city: "coffee", "market" */
    ROLE_ABBREVIATION = 1 << 10, /* stays in capitals */
    ROLE_SMALL = 1 << 11,        /* lower case inside a name: "of", "de" */
    ROLE_TITLE = 1 << 12,        /* "Ltd", "St": not an abbreviation though it has no vowel */
    ROLE_DOMAIN = 1 << 13,       /* the end of a web address */
    ROLE_MONTH = 1 << 14,
    ROLE_OPENS = 1 << 15, /* the first word of a longer phrase */
    ROLE_ALIAS = 1 << 16, /* the first word of an alias */
};

struct word {
    uint32_t start, len;           /* in the line */
    uint32_t core_start, core_len; /* without the punctuation around it */
    uint64_t hash;                 /* of the folded core */
    uint32_t roles;                /* of this word alone */
    uint16_t digits, letters, uppers, lowers;
    uint16_t gap;   /* blanks that stood before it */
    bool star;      /* a '*' stood before it */
    bool caseless;  /* Chinese, Japanese, Thai …: scripts of three bytes and more */
    bool separated; /* a number with marks between its digits: a date, a time, a phone number, an amount */
};

/* A description with single blanks, as it came and folded; the same offsets serve both. */
struct line {
    const char *plain;
    const char *folded;
    size_t len;
    struct word words[PAYEE_WORDS_MAX];
    int first, last; /* the words that are left: [first, last) */
    bool shouting;   /* all in capitals */
    bool is_card;    /* something of a card payment was taken off: what looks like a place is one */
};

static inline struct text word_core(const struct line *l, const struct word *w)
{
    return (struct text){l->folded + w->core_start, w->core_len};
}

/* The roles of the phrase of `count` words that begins at words[at]; 0 when the table does not have it. */
uint32_t phrase_roles(const struct line *l, int at, int count);
uint32_t word_roles(struct text folded, uint64_t hash);
/* The fixed display name of a description that begins with a well-known cryptic one ("amzn mktp" -> "Amazon
 * Marketplace"), or an empty text. */
struct text alias_find(const struct line *l);
/* FNV-1a of one folded word. */
uint64_t word_hash(struct text folded);

/* Counts and looks up a word of the line, again when its bounds have changed. */
void word_measure(const struct line *l, struct word *w);

/* Takes off what does not belong to the name, until nothing more can go. At least one word with a letter
 * stays if there was one. */
void payee_strip(struct line *l);

#endif
