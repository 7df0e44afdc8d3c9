/* What the files of this room share. */
#ifndef NOTICE_INNER_H
#define NOTICE_INNER_H

#include "notice/answer.h"
#include "notice/notice.h"

/* Fields of a notice's data, in the order in which they are listed as facts. */
enum notice_field {
    FIELD_AMOUNT,
    FIELD_PAYEE,
    FIELD_DATE,
    FIELD_DUE,
    FIELD_ACCOUNT,
    FIELD_CATEGORY,
    FIELD_BALANCE,
    FIELD_MISSING,
    FIELD_SPENT,
    FIELD_BUDGET,
    FIELD_LEFT,
    FIELD_USUAL,
    FIELD_CARD,
    FIELD_LIMIT,
    FIELD_PERCENT,
    FIELD_REASON,
    FIELD_RECEIPT,
    FIELD_MONTH,
    FIELD_MINUTES,
    FIELD_COUNT,
    FIELD_CHANNEL,
    FIELD_WEEKDAY, /* 0 is Monday */
    FIELD_TITLE,
    FIELD_BODY,
    NOTICE_FIELDS
};
extern const char *const notice_field_names[NOTICE_FIELDS];

enum { NOTICE_TITLES = 3, NOTICE_LINES = 4 };

struct notice_sentences {
    const char *name;                  /* of the kind, in settings */
    const char *titles[NOTICE_TITLES]; /* the first whose fields are there */
    const char *lines[NOTICE_LINES];   /* those whose fields are there */
    const char *button;                /* on the link; NULL: the language's own */
    const char *yes, *no;              /* on links that answer; NULL: it is no question */
};

/* What an agent noticed (insight/), in a language that it is not written in. */
struct notice_insight {
    const char *name; /* of the insight's kind */
    struct notice_sentences sentences;
};

/* One language. */
struct notice_words {
    const char *language; /* "en" */
    struct notice_sentences kinds[NOTICE_KINDS];
    const char *labels[NOTICE_FIELDS]; /* NULL: no fact of its own */
    const char *months[12];
    const char *weekdays[7];
    const struct notice_insight
        *insights;                /* ended by an empty name; NULL: they are written in this language */
    const char *open;             /* the button that says no more than that there is something */
    const char *more;             /* "{count} more are waiting for you." */
    const char *footer;           /* "Florin sent this …" */
    const char *footer_household; /* with {household} */
    const char *settings;         /* the link's words */
    const char *links;            /* what there is to know of links that answer */
    const struct notice_answer_words *answers;
};
extern const struct notice_words notice_words_en, notice_words_de;
extern const struct notice_answer_words notice_answer_words_en, notice_answer_words_de;

/* What the page behind a link says; answer.c. */
struct notice_answer_words {
    struct {
        const char *title, *lead, *button;
    } asks[ANSWER_ASKS];
    const char *views[ANSWER_VIEWS]; /* NULL: the title says it */
    const char *states[ANSWER_STATES];
    const char *what, *number, *reference, *rule, *rule_why, *agent, *until; /* labels */
    const char *code, *code_hint, *question, *page, *kind;
};

/* Of a kind; of an insight, where the language has its own for it. */
const struct notice_sentences *notice_insight_sentences(const struct notice_words *words,
                                                        enum notice_kind kind, const struct json_value *data);

enum notice_date_order { DATE_DAY_MONTH, DATE_MONTH_DAY, DATE_DAY_DOT_MONTH };

struct notice_locale {
    const char *tag; /* "de", "de-CH": the longest that fits */
    const struct notice_words *words;
    char point;
    const char *group; /* between thousands */
    enum notice_date_order order;
    bool symbol_first;
};

/* -- write.c: blocks, the one source of text and HTML */
enum notice_block_kind {
    BLOCK_LINE, /* a paragraph */
    BLOCK_FACT, /* label and value */
    BLOCK_CODE,
    BLOCK_BUTTON, /* words and address */
    BLOCK_ITEM,   /* title and text */
};
struct notice_block {
    enum notice_block_kind kind;
    struct text words, value;
};
struct notice_blocks {
    struct notice_block *at;
    size_t count, size;
};
void notice_block_add(struct ctx *c, struct notice_blocks *blocks, enum notice_block_kind kind,
                      struct text words, struct text value);
/* render.c: the fields of `data` that are facts. */
void notice_facts(struct ctx *c, const struct notice_locale *locale, const struct json_value *data,
                  struct notice_blocks *blocks);
/* Text into HTML. */
void notice_escape(struct buf *out, struct text t);
/* "<p>", words, "</p>": what is around the words is this room's own. */
void notice_element(struct buf *out, const char *open, struct text words, const char *close);

/* Fills in text and html from title and blocks. `footer`: the last, small line. */
void notice_write(struct ctx *c, const struct notice_words *words, const struct notice_blocks *blocks,
                  struct text footer, struct notice_page *page);

#endif
