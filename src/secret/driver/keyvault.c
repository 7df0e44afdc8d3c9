/* Azure Key Vault: GET {vault}/secrets/{name}?api-version=7.4
 * https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret/get-secret, errors: …/azure/key-vault/general/rest-error-codes */
#include "base/json_in.h"
#include "secret/azure.h"
#include "secret/replies.h"

#include <stdlib.h>

static const char who[] = "Key Vault";

struct keyvault {
    struct secret_source source;
    struct web web;
    struct azure_login *login;
    char *url; /* without a slash at its end */
};

static void keyvault_close(struct secret_source *source)
{
    struct keyvault *vault = (struct keyvault *)source;
    web_close(&vault->web);
    azure_login_close(vault->login);
    free(vault->url);
    free(vault);
}

/* Whom tokens are for: the cloud that the vault is in. */
static const char *resource_of(struct ctx *c, const char *url)
{
    static const char *const clouds[] = {"vault.azure.cn", "vault.usgovcloudapi.net",
                                         "vault.microsoftazure.de"};
    for (int i = 0; i < 3; i++) {
        const char *found = strstr(url, clouds[i]);
        if (found != NULL && found[-1] == '.' &&
            (found[strlen(clouds[i])] == '\0' || found[strlen(clouds[i])] == '/'))
            return arena_printf(c->arena, "https://%s", clouds[i]);
    }
    return "https://vault.azure.net";
}

static enum err keyvault_open(struct ctx *c, const char *rest, const struct secret_options *options,
                              struct secret_source **out)
{
    if (rest == NULL || rest[0] == '\0')
        return fail(c, ERR_USAGE,
                    "a vault is named behind the colon, as in keyvault:https://NAME.vault.azure.net");
    TRY(web_check_url(c, who, rest));
    struct keyvault *vault = calloc(1, sizeof *vault);
    if (vault == NULL || (vault->url = strdup(rest)) == NULL)
        die("out of memory");
    if (vault->url[strlen(vault->url) - 1] == '/')
        vault->url[strlen(vault->url) - 1] = '\0';
    enum err e = azure_login_open(c, resource_of(c, vault->url), &vault->login);
    if (e == OK)
        e = web_open(c, options, &vault->web);
    if (e == OK)
        *out = &vault->source;
    else
        keyvault_close(&vault->source);
    return e;
}

enum err keyvault_read_value(struct ctx *c, struct text body, struct text *out)
{
    const struct json_value *reply;
    if (json_read(c, body, &reply) != OK)
        return web_unclear(c, ERR_IO, "%s answered with something that is not JSON", who);
    const struct json_value *value = json_member(reply, "value");
    if (json_kind(reply) != JSON_OBJECT || json_kind(value) != JSON_TEXT)
        return web_unclear(c, ERR_IO, "%s answered without a value", who);
    *out = json_as_text(value);
    return OK;
}

/* The error's code and, if it says so, the reason within: "Forbidden", "SecretDisabled". */
static void read_error(struct ctx *c, struct text body, struct text *code, struct text *inner)
{
    const struct json_value *reply;
    *code = *inner = TEXT("");
    if (json_read(c, body, &reply) != OK)
        return;
    const struct json_value *error = json_member(reply, "error");
    *code = web_word(json_as_text(json_member(error, "code")));
    *inner = web_word(json_as_text(json_member(json_member(error, "innererror"), "code")));
}

static enum err refused(struct ctx *c, struct text name, const struct client_reply *reply)
{
    struct text code, inner;
    read_error(c, reply->body, &code, &inner);
    struct text word = inner.len > 0 ? inner : code;
    switch (reply->status) {
    case 404: /* of a vault, not of whatever else stands at the address */
        if (text_is(code, "SecretNotFound"))
            return fail(c, ERR_NOT_FOUND, "%s has no secret %.*s", who, TEXT_ARGS(name));
        return web_unclear(c, ERR_NOT_FOUND, "what answers for %s does not know secrets (HTTP 404)", who);
    case 403:
        if (code.len > 0)
            return fail(c, ERR_DENIED, "%s does not give the secret %.*s: %.*s", who, TEXT_ARGS(name),
                        TEXT_ARGS(word));
        return web_unclear(c, ERR_DENIED, "something before %s forbids to ask it (HTTP 403)", who);
    case 401:
        return web_unclear(c, ERR_DENIED, "%s does not accept a new token: is the vault of the same tenant?",
                           who);
    default:
        return web_unclear(c, ERR_IO, "%s cannot answer for the secret %.*s (HTTP %d%s%.*s)", who,
                           TEXT_ARGS(name), reply->status, word.len > 0 ? ", " : "", TEXT_ARGS(word));
    }
}

static enum err ask(struct ctx *c, struct keyvault *vault, struct text name, struct secret_answer *out,
                    struct client_reply *reply)
{
    struct text token;
    TRY(azure_token(c, vault->login, &vault->web, out, &token));
    struct text bearer = text_of(arena_printf(c->arena, "Bearer %.*s", TEXT_ARGS(token)));
    struct client_header headers[] = {{TEXT("Authorization"), bearer},
                                      {TEXT("Accept"), TEXT("application/json")}};
    const char *url = arena_printf(c->arena, "%s/secrets/%.*s?api-version=7.4", vault->url, TEXT_ARGS(name));
    return web_ask(c, &vault->web, who,
                   (struct client_request){.url = url, .headers = headers, .header_count = 2}, reply);
}

static enum err keyvault_fetch(struct ctx *c, struct secret_source *source, struct text name,
                               struct secret_answer *out)
{
    struct keyvault *vault = (struct keyvault *)source;
    struct client_reply reply;
    char *theirs = arena_copy(c->arena, name.at, name.len);
    for (char *at = theirs; *at != '\0'; at++) /* a vault's names have letters, digits and '-' */
        if (*at == '.' || *at == '_')
            *at = '-';
    struct text asked = {theirs, name.len};
    TRY(ask(c, vault, asked, out, &reply));
    if (reply.status == 401) { /* the token was revoked, or the vault moved: once more with another */
        azure_token_drop(vault->login);
        TRY(ask(c, vault, asked, out, &reply));
    }
    if (reply.status == 401)
        azure_token_drop(vault->login);
    if (web_is_busy(&reply))
        return web_busy(c, who, &reply, out);
    if (reply.status != 200)
        return refused(c, asked, &reply);
    return keyvault_read_value(c, reply.body, &out->value);
}

const struct secret_driver secret_driver_keyvault = {
    .name = "keyvault",
    .open = keyvault_open,
    .fetch = keyvault_fetch,
    .close = keyvault_close,
};
