/* What a finding says to a person. English; one function per kind, so that a second language is a second
 * table of them. */
#ifndef INSIGHT_WORDS_H
#define INSIGHT_WORDS_H

#include "base/json.h"
#include "insight/insight.h"

enum { INSIGHT_TITLE_MAX = 80 }; /* characters */

/* Names of what the finding is about; empty where it is about none. */
struct finding_names {
    struct text payee, account, category;
    struct text top[FINDING_TOP];
};

struct finding_words {
    struct text title; /* at most INSIGHT_TITLE_MAX characters */
    struct text body;  /* one or two sentences */
};

/* Texts into the arena. */
struct finding_words finding_words(struct arena *arena, const struct finding *f,
                                   const struct finding_names *names);
/* The numbers behind the words, as a JSON object: amounts as decimal strings beside "currency". */
void finding_numbers(struct json *j, const struct finding *f, const struct finding_names *names);

#endif
