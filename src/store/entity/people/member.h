/* Who belongs to which household, with which role (identity/caller.h). */
#ifndef STORE_ENTITY_PEOPLE_MEMBER_H
#define STORE_ENTITY_PEOPLE_MEMBER_H

#include "store/store.h"

/* A household's member. */
struct member_row {
    int64_t person;
    struct id person_id;
    struct text email, name;
    int role;
    int64_t since_us;
};

/* A person's household. */
struct membership_row {
    int64_t household;
    struct id household_id;
    struct text household_name;
    int role;
    int64_t since_us;
};

/* *fresh is false, and nothing is done, when the person is a member already. */
enum err member_insert(struct ctx *c, struct store_tx *tx, int64_t household, int64_t person, int role,
                       bool *fresh) MUST_USE;
/* *role is 0 for who is no member. */
enum err member_role(struct ctx *c, struct store_tx *tx, int64_t household, int64_t person,
                     int *role) MUST_USE;
enum err member_set_role(struct ctx *c, struct store_tx *tx, int64_t household, int64_t person,
                         int role) MUST_USE;
/* With sessions and keys in this household. */
enum err member_delete(struct ctx *c, struct store_tx *tx, int64_t household, int64_t person) MUST_USE;
/* How many members have this role; 0: any. */
enum err member_count(struct ctx *c, struct store_tx *tx, int64_t household, int role,
                      int64_t *count) MUST_USE;
/* By e-mail, at most LIMIT_PAGE. */
enum err member_rows(struct ctx *c, struct store_tx *tx, int64_t household, struct member_row **out,
                     size_t *count) MUST_USE;
/* A person's households, the one joined first before the others, at most LIMIT_PAGE. */
enum err membership_rows(struct ctx *c, struct store_tx *tx, int64_t person, struct membership_row **out,
                         size_t *count) MUST_USE;
/* The time zone of the owner who joined first: the household's days are theirs. Empty (UTC) when it has nobody. */
enum err household_zone(struct ctx *c, struct store_tx *tx, int64_t household, struct text *zone) MUST_USE;
/* Their locale, likewise: what is written for the household and for nobody of it is in their language. */
enum err household_locale(struct ctx *c, struct store_tx *tx, int64_t household,
                          struct text *locale) MUST_USE;

#endif
