/* What the entities of this folder read alike. */
#ifndef STORE_ENTITY_AGENCY_ROWS_H
#define STORE_ENTITY_AGENCY_ROWS_H

#include "base/proof/digest.h"
#include "store/store.h"

/* All zeros when the column holds none. */
static inline struct digest read_digest(struct store_query *q, int column)
{
    struct digest d = {{0}};
    struct text blob = store_blob(q, column);
    if (blob.len == DIGEST_BYTES)
        memcpy(d.bytes, blob.at, DIGEST_BYTES);
    return d;
}

#endif
