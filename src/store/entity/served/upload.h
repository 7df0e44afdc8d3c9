/* Files that were sent to be imported, and what became of them. */
#ifndef STORE_ENTITY_SERVED_UPLOAD_H
#define STORE_ENTITY_SERVED_UPLOAD_H

#include "base/hash.h"
#include "ledger/currency.h"
#include "store/store.h"

enum upload_state {
    UPLOAD_READING = 1, /* waits for its preview, or it is being made */
    UPLOAD_READY = 2,   /* a person decides */
    UPLOAD_COMMITTING = 3,
    UPLOAD_COMMITTED = 4,
    UPLOAD_REFUSED = 5,
    UPLOAD_DISCARDED = 6,
};

struct upload_row {
    int64_t seq;
    struct id id; /* the import's too, once there is one */
    int64_t household, person;
    struct text name; /* the file's */
    int64_t bytes;
    struct hash128 hash;
    /* How to read it: struct import_options. Empty or CURRENCY_NONE: not said. */
    struct text account, format, encoding, mapping;
    currency currency;
    bool unreconciled;
    enum upload_state state;
    /* What the preview, or the import, found. */
    struct text read_as; /* the format; empty: not known yet */
    int64_t entries, added, duplicates, settled, suggested;
    struct text preview;  /* JSON of an object; empty: none yet */
    int64_t problem_line; /* 0: the whole file */
    struct text problem;  /* empty: none */
    int64_t created_us, changed_us;
};

/* Inserts and fills in seq and the times. */
enum err upload_insert(struct ctx *c, struct store_tx *tx, struct upload_row *row) MUST_USE;
/* Texts into c->arena. ERR_NOT_FOUND when the household has none with this id. */
enum err upload_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                      struct upload_row *out) MUST_USE;
/* The oldest one that waits to be read or committed, of all households. */
enum err upload_waiting(struct ctx *c, struct store_tx *tx, struct upload_row *out, bool *found) MUST_USE;
/* How many wait, of one household. */
enum err upload_waiting_count(struct ctx *c, struct store_tx *tx, int64_t household, int64_t *count) MUST_USE;
/* Moves it from one state to another and writes what was found; *moved is false when it is not in state `from` any more. */
enum err upload_move(struct ctx *c, struct store_tx *tx, const struct upload_row *row, enum upload_state from,
                     bool *moved) MUST_USE;
/* The oldest one that was left to itself since before a time and is neither waiting nor committed, of all households. */
enum err upload_stale(struct ctx *c, struct store_tx *tx, int64_t before_us, struct upload_row *out,
                      bool *found) MUST_USE;
enum err upload_delete(struct ctx *c, struct store_tx *tx, int64_t seq) MUST_USE;
/* Is there one with this id, in a state that needs its file? */
enum err upload_needs_file(struct ctx *c, struct store_tx *tx, struct id id, bool *needs) MUST_USE;

#endif
