/* Tokens of Microsoft Entra ID for a program (no person): https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow and, on
 * Azure's own machines, the instance metadata service. What to use comes from the environment, by the names that all Azure tools read:
 *   AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET            a client's secret
 *   AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE     workload identity of Kubernetes
 *   else a managed identity, that of AZURE_CLIENT_ID if it is set
 *   AZURE_AUTHORITY_HOST, AZURE_POD_IDENTITY_AUTHORITY_HOST             other hosts than the public cloud's */
#ifndef SECRET_AZURE_H
#define SECRET_AZURE_H

#include "secret/web.h"

struct azure_login;

/* Reads the environment, asks for nothing. `resource` as in "https://vault.azure.net". */
enum err azure_login_open(struct ctx *c, const char *resource, struct azure_login **out) MUST_USE;
void azure_login_close(struct azure_login *login);

/* A token that is good for some more minutes, in c->arena; asks for one where there is none. Never a final refusal (c->retriable): a login that fails says
 * nothing of the secret. */
enum err azure_token(struct ctx *c, struct azure_login *login, const struct web *web,
                     struct secret_answer *answer, struct text *out) MUST_USE;
/* It was refused: the next azure_token asks for another one. */
void azure_token_drop(struct azure_login *login);

/* The token endpoint's reply, for its fuzz target. *life_us is how long the token is good. */
enum err azure_read_token(struct ctx *c, struct text body, struct text *token, int64_t *life_us) MUST_USE;

#endif
