/* Links in mails. Of a link the store keeps a hash. The rules are in identity/links/. */
#ifndef STORE_ENTITY_PEOPLE_LINK_H
#define STORE_ENTITY_PEOPLE_LINK_H

#include "base/proof/digest.h"
#include "store/store.h"

enum { LINK_HASH_BYTES = 32 };
enum link_about { LINK_PROPOSAL = 1, LINK_HELD = 2 };

struct answer_link_row {
    int64_t household, person;
    enum link_about about;
    struct id subject;
    struct digest digest; /* of what the mail said would happen */
    bool yes;
    int64_t until_us;
    int64_t used_us; /* 0: not yet */
    int64_t created_us;
};

enum err answer_link_insert(struct ctx *c, struct store_tx *tx, const struct answer_link_row *row,
                            const uint8_t hash[LINK_HASH_BYTES]) MUST_USE;
enum err answer_link_by_hash(struct ctx *c, struct store_tx *tx, const uint8_t hash[LINK_HASH_BYTES],
                             struct answer_link_row *out, bool *found) MUST_USE;
/* All links of this person about this: used now, where they were not. *changed: how many were not. */
enum err answer_link_use(struct ctx *c, struct store_tx *tx, int64_t person, struct id subject,
                         int64_t *changed) MUST_USE;

struct unsubscribe_link_row {
    int64_t person;
    struct text kind;
    int64_t until_us;
};
enum err unsubscribe_link_insert(struct ctx *c, struct store_tx *tx, const struct unsubscribe_link_row *row,
                                 const uint8_t hash[LINK_HASH_BYTES]) MUST_USE;
enum err unsubscribe_link_by_hash(struct ctx *c, struct store_tx *tx, const uint8_t hash[LINK_HASH_BYTES],
                                  struct unsubscribe_link_row *out, bool *found) MUST_USE;

/* Of either kind; nothing when there is none. */
enum err link_delete(struct ctx *c, struct store_tx *tx, const uint8_t hash[LINK_HASH_BYTES]) MUST_USE;
/* Forgets those of either kind that ended before. */
enum err links_purge(struct ctx *c, struct store_tx *tx, int64_t before_us) MUST_USE;

#endif
