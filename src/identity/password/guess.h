/* How many guesses an attacker needs who tries the likely first. The password is taken apart into what people make passwords of: known words in
 * any case and spelling, repeats, sequences, walks over the keyboard, dates; the cheapest way to put it together counts. After
 * D. Wheeler, "zxcvbn: Low-Budget Password Strength Estimation", USENIX Security 2016. */
#ifndef IDENTITY_PASSWORD_GUESS_H
#define IDENTITY_PASSWORD_GUESS_H

#include "base/text.h"

/* Only so many bytes are looked at: what follows could only add. */
enum { GUESS_BYTES_MAX = 128 };

/* log2 of the guesses. `own`: words that are known to belong to the person, in lower case. */
double guess_bits(struct text password, const struct text *own, size_t own_count);

#endif
