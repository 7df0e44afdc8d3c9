/* API keys. */
#ifndef STORE_ENTITY_PEOPLE_API_KEY_H
#define STORE_ENTITY_PEOPLE_API_KEY_H

#include "store/store.h"

struct api_key_row {
    int64_t seq;
    struct id id;
    int64_t person, household;
    struct text name;
    struct text email; /* the person's; in lists alone */
    unsigned scopes;   /* identity/caller.h */
    int64_t created_us;
    int64_t used_us;    /* 0: never */
    int64_t expires_us; /* 0: never */
};

struct api_key_caller {
    struct api_key_row row; /* without name and email */
    struct id person_id;
    int role; /* the person's, in the key's household */
};

/* Inserts and fills in seq, id and created_us. */
enum err api_key_insert(struct ctx *c, struct store_tx *tx, struct api_key_row *row,
                        const uint8_t hash[32]) MUST_USE;
/* *found is false when there is none, or the person is no member of its household any more. */
enum err api_key_by_hash(struct ctx *c, struct store_tx *tx, const uint8_t hash[32],
                         struct api_key_caller *out, bool *found) MUST_USE;
/* Notes a use unless one after `since_us` is known. */
enum err api_key_touch(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t since_us) MUST_USE;
/* A household's keys, newest first, at most LIMIT_PAGE; `person` 0: everybody's. */
enum err api_key_rows(struct ctx *c, struct store_tx *tx, int64_t household, int64_t person,
                      struct api_key_row **out, size_t *count) MUST_USE;
/* How many a person has, in all households. */
enum err api_key_count(struct ctx *c, struct store_tx *tx, int64_t person, int64_t *count) MUST_USE;
/* `person` 0: whosever it is. */
enum err api_key_delete(struct ctx *c, struct store_tx *tx, int64_t household, int64_t person, struct id id,
                        bool *found) MUST_USE;
enum err api_key_delete_all(struct ctx *c, struct store_tx *tx, int64_t person) MUST_USE;
enum err api_key_purge(struct ctx *c, struct store_tx *tx) MUST_USE;

#endif
