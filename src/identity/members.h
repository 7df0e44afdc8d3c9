/* Who belongs to a household. For owners with the admin scope; anybody may leave. A change takes effect on the very next request of the
 * person that it is about. */
#ifndef IDENTITY_MEMBERS_H
#define IDENTITY_MEMBERS_H

#include "identity/identity.h"
#include "store/entity/people/member.h"

enum { MEMBERS_MAX = 100 };

enum err member_list(struct ctx *c, struct store *store, const struct caller *caller, struct member_row **out,
                     size_t *count) MUST_USE;
/* WRITE. ERR_NOT_FOUND: no member has this id; ERR_CONFLICT: the household would be without an owner. */
enum err member_change_role(struct ctx *c, struct identity *identity, struct store *store,
                            const struct caller *caller, struct id person, enum role role) MUST_USE;
/* WRITE. Ends the person's sessions, tokens and keys in this household too. Likewise; the caller's own id means leaving. */
enum err member_remove(struct ctx *c, struct identity *identity, struct store *store,
                       const struct caller *caller, struct id person) MUST_USE;

#endif
