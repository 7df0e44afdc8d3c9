/* What people write about themselves, checked and normalised. Refusals begin with the field's name. */
#ifndef IDENTITY_INNER_NAMES_H
#define IDENTITY_INNER_NAMES_H

#include "base/text.h"

/* Trimmed and in lower case: one person, one spelling. ERR_INPUT unless it looks like local@domain, at most EMAIL_MAX bytes. Whether
 * mail arrives there is not known. */
enum err email_normalise(struct ctx *c, struct text email, struct text *out) MUST_USE;
/* Trimmed; one line of 1 to `bytes_max` bytes of UTF-8. `field` begins a refusal. */
enum err name_check(struct ctx *c, const char *field, struct text name, size_t bytes_max,
                    struct text *out) MUST_USE;
/* A language tag's form (BCP 47), empty: "en". */
enum err locale_check(struct ctx *c, struct text locale, struct text *out) MUST_USE;
/* The form of a name in the IANA time zone database, empty: "UTC". */
enum err zone_check(struct ctx *c, struct text zone, struct text *out) MUST_USE;
/* A client's label, made harmless and cut to SESSION_AGENT_MAX bytes. */
struct text agent_label(struct ctx *c, struct text agent);
/* The part before the @. */
struct text email_local(struct text email);

#endif
