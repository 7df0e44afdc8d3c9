/* What one running program keeps in memory about people: the signing secret, who was recognised lately, who failed to log in lately.
 * One per store and process; every use case of this room that needs it takes it beside the store.
 *
 * Two kinds of use cases. SLOW ones hash passwords (a tenth of a second, 64 MiB): never on a connection's thread, never in a
 * transaction. WRITE ones do one store transaction of their own. A form that needs both is split: xxx_prepare or xxx_check (SLOW), then
 * xxx_finish (WRITE).
 *
 * A WRITE use case may be refused and still have written something that must stay (a failed log-in is counted, a replayed token ends
 * its family): it has committed by then, so its error must not undo the group that it is in. */
#ifndef IDENTITY_IDENTITY_H
#define IDENTITY_IDENTITY_H

#include "identity/caller.h"
#include "store/store.h"

struct identity;

/* `folder` holds secret.key (made when it is missing, see secret.h), or is ":memory:". Lives until identity_close, which must come after
 * the arenas of all units that used it are gone. */
enum err identity_open(struct ctx *c, const char *folder, struct identity **out) MUST_USE;
/* Wipes the secret. NULL is allowed. */
void identity_close(struct identity *identity);

/* Who calls? `bearer` is what follows "Bearer " in the Authorization header (an access token or an API key), `cookie` the value of the
 * session's cookie; a bearer alone decides when there is one. ERR_DENIED with the same words for everything that is not valid (unknown,
 * altered, expired, revoked, no longer a member): answer 401.
 *
 * Costs about a microsecond when the same credential came before; else one read of the store. Any thread. What is remembered ends with
 * every change of people: while a unit that takes something away is under way (until its arena goes, which is after its commit, or
 * its group's), everybody is looked up in the store, and afterwards nothing that was remembered before counts. */
enum err caller_find(struct ctx *c, struct identity *identity, struct store *store, struct text cookie,
                     struct text bearer, struct caller *out) MUST_USE;

/* Until c->arena goes somebody may take something away from somebody: nobody is recognised from memory meanwhile, and what was remembered before
 * does not count afterwards. Called before the store_begin of a unit that does, or before the store is lent to a process that may. */
void identity_changes(struct ctx *c, struct identity *identity);

/* Is the person still a member of the household, and the session (0: none was used) still there? For what goes on after its request was let
 * in, when another process may have changed that. */
enum err caller_stays(struct ctx *c, struct store_tx *tx, const struct caller *caller, bool *stays) MUST_USE;

/* WRITE. Notes that the session or key was used: what slides its expiry and what lists show. Only when caller->use_due; once a minute. */
enum err caller_note_use(struct ctx *c, struct store *store, const struct caller *caller) MUST_USE;

/* WRITE. Deletes sessions, keys and invitations that have expired. For a tick, once an hour. */
enum err identity_purge(struct ctx *c, struct store *store) MUST_USE;

#endif
