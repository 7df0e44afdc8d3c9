/* Words that passwords are made of, the most usual first. */
#ifndef IDENTITY_PASSWORD_WORDS_H
#define IDENTITY_PASSWORD_WORDS_H

#include "base/text.h"

/* Words between blanks, in lower case, that cost an attacker so many bits each. */
struct password_words {
    double bits;
    const char *words;
};

/* Ended by one without words. */
extern const struct password_words password_words[];

/* Rows of keyboards, both cases of each key beside each other: "1!2@…"; ended by NULL. */
extern const char *const keyboard_rows[];

#endif
