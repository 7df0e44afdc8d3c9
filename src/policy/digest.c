/* What a decision's record names the policy by. */
#include "policy/inner.h"

#include <sodium.h>

void policy_digest(const struct policy *policy, uint8_t out[POLICY_DIGEST_BYTES])
{
    struct buf text = {0};
    _Static_assert(POLICY_DIGEST_BYTES == crypto_hash_sha256_BYTES, "SHA-256");
    policy_print(policy, &text);
    crypto_hash_sha256(out, (const uint8_t *)text.at, text.len);
    buf_free(&text);
}
