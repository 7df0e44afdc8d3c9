/* Digests that nobody can find a second text for: BLAKE2b with 256 bits (RFC 7693, by libsodium). What approvals, runs and receipts are about. */
#ifndef BASE_PROOF_DIGEST_H
#define BASE_PROOF_DIGEST_H

#include "base/text.h"

enum { DIGEST_BYTES = 32, DIGEST_TEXT_MAX = 2 * DIGEST_BYTES + 1 };

struct digest {
    uint8_t bytes[DIGEST_BYTES];
};

/* Over several texts, each with its length, so that no two rows of texts share one. */
struct digest digest_of(const struct text *texts, size_t count);
bool digest_equal(const struct digest *a, const struct digest *b);
/* 64 hexadecimal digits. Returns `out`. */
char *digest_format(const struct digest *d, char out[DIGEST_TEXT_MAX]);
bool digest_parse(struct text t, struct digest *out);

#endif
