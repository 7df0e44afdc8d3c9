/* Sessions of pages and families of tokens. */
#ifndef STORE_ENTITY_PEOPLE_SESSION_H
#define STORE_ENTITY_PEOPLE_SESSION_H

#include "store/store.h"

enum session_kind { SESSION_PAGE = 1, SESSION_TOKENS = 2 };

struct session_row {
    int64_t seq;
    struct id id;
    int64_t person, household;
    enum session_kind kind;
    struct text agent; /* what the client called itself */
    int64_t created_us, seen_us;
};

/* A session with who it stands for: the one read that recognises a caller. */
struct session_caller {
    struct session_row row; /* without agent */
    struct id person_id;
    int role; /* the person's, in the session's household */
};

/* Inserts and fills in seq and created_us = seen_us; the id is the caller's. `hash`: of the cookie, or of the refresh token that is valid next. */
enum err session_insert(struct ctx *c, struct store_tx *tx, struct session_row *row,
                        const uint8_t hash[32]) MUST_USE;
/* *found is false when there is none, or the person is no member of its household any more. */
enum err session_by_hash(struct ctx *c, struct store_tx *tx, const uint8_t hash[32],
                         struct session_caller *out, bool *found) MUST_USE;
enum err session_by_id(struct ctx *c, struct store_tx *tx, struct id id, struct session_caller *out,
                       bool *found) MUST_USE;
/* *found: there is such a session, and it is the person's. */
enum err session_is_of(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t person, bool *found) MUST_USE;
/* The family's valid refresh token becomes another one; *changed is false when it was not `before`. */
enum err session_rotate(struct ctx *c, struct store_tx *tx, int64_t seq, const uint8_t before[32],
                        const uint8_t after[32], bool *changed) MUST_USE;
/* Notes a use unless one after `since_us` is known. */
enum err session_touch(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t since_us) MUST_USE;
enum err session_move(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t household) MUST_USE;
/* A person's, latest use first, at most LIMIT_PAGE; those seen before `seen_since_us` or made before `made_since_us` are left out. */
enum err session_rows(struct ctx *c, struct store_tx *tx, int64_t person, int64_t seen_since_us,
                      int64_t made_since_us, struct session_row **out, size_t *count) MUST_USE;
enum err session_delete(struct ctx *c, struct store_tx *tx, int64_t person, struct id id,
                        bool *found) MUST_USE;
enum err session_delete_seq(struct ctx *c, struct store_tx *tx, int64_t seq) MUST_USE;
enum err session_count(struct ctx *c, struct store_tx *tx, int64_t person, int64_t *count) MUST_USE;
/* All of a person but `except` (0: none is kept). */
enum err session_delete_all(struct ctx *c, struct store_tx *tx, int64_t person, int64_t except) MUST_USE;
/* Keeps a person's `keep` latest used ones. */
enum err session_trim(struct ctx *c, struct store_tx *tx, int64_t person, int64_t keep) MUST_USE;
enum err session_purge(struct ctx *c, struct store_tx *tx, int64_t seen_since_us,
                       int64_t made_since_us) MUST_USE;

#endif
