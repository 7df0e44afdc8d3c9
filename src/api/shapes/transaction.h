/* Transactions as replies show them, and what several routes take to make or change them. */
#ifndef API_SHAPES_TRANSACTION_H
#define API_SHAPES_TRANSACTION_H

#include "api/call.h"
#include "finance/edit/shown.h"

extern const struct api_shape shape_transaction;
/* A category and its part of the amount. */
extern const struct api_shape shape_part;

extern const char *const sorted_by_words[]; /* enum sorted_by, in its order */

void transaction_write(struct json *j, const struct txn_shown *t);
/* "tags": ["…"] */
void transaction_write_tags(struct json *j, struct text tags);
/* Reads it back and writes it as the reply. */
enum err transaction_reply(struct api_call *call, struct id id) MUST_USE;

/* "parts": [{"category", "amount"}] of an object, in a currency; count 0 when they are not given. */
enum err transaction_parts_read(struct ctx *c, const struct json_value *object, currency cur,
                                const struct txn_edit_part **out, size_t *count) MUST_USE;
/* "tags": ["…"] of an object, as one text. */
enum err transaction_tags_read(struct ctx *c, const struct json_value *object, const char *name,
                               struct text *out) MUST_USE;

#endif
