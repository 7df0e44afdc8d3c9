/* Passwords: argon2id (64 MiB, 3 passes) and what is refused. After NIST SP 800-63B-4, 3.1.1.2: long, no rules of composition, none that
 * attackers try first. */
#ifndef IDENTITY_PASSWORD_H
#define IDENTITY_PASSWORD_H

#include "base/text.h"

enum {
    PASSWORD_CHARACTERS_MIN = 15,       /* code points */
    PASSWORD_CHARACTERS_MIN_SECOND = 8, /* beside a second factor */
    PASSWORD_BYTES_MAX = 1024,
};

struct password_hash {
    char text[128]; /* "$argon2id$v=19$…", NUL-terminated */
};

/* ERR_INPUT ("password: …") when it is too short, too long, not UTF-8, or one of those that are guessed first: common words and passwords in any
 * case and spelling, repeats, sequences, walks over the keyboard, dates, and what `own` says (the e-mail, names, the household).
 * `characters_min` is one of the two above. */
enum err password_allow(struct ctx *c, struct text password, int characters_min, const struct text *own,
                        size_t own_count) MUST_USE;

/* SLOW: about a tenth of a second and 64 MiB; at most two of these run at once in a process, others wait. ERR_MEMORY when there is
 * none. */
enum err password_hash(struct ctx *c, struct text password, struct password_hash *out) MUST_USE;
/* SLOW likewise. An empty `hash` is nobody's: takes as long and is never right. */
enum err password_verify(struct ctx *c, struct text hash, struct text password, bool *right) MUST_USE;

#endif
