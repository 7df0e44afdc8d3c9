#include "secret/azure.h"

#include "base/json_in.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { ASSERTION_MAX = 64 << 10, TOKEN_MAX = 64 << 10, HTTP_OK = 200 };

static const int64_t SECOND_US = 1000000;
static const int64_t EARLY_US = 300 * INT64_C(1000000); /* a token is renewed so long before its end */

static const char who[] = "Azure's login";

struct azure_login {
    char *authority, *metadata, *tenant, *client_id, *federated_file, *resource; /* NULL: not given */
    char *token;                                                                 /* NULL: none */
    size_t token_len;
    int64_t got_us, life_us;
};

/* -- What the environment says */

static char *keep(const char *text)
{
    if (text == NULL || text[0] == '\0')
        return NULL;
    char *copy = strdup(text);
    if (copy == NULL)
        die("out of memory");
    for (size_t len = strlen(copy); len > 0 && copy[len - 1] == '/'; len--)
        copy[len - 1] = '\0'; /* of hosts */
    return copy;
}

static char *keep_or(const char *variable, const char *otherwise)
{
    char *copy = keep(getenv(variable));
    return copy != NULL ? copy : keep(otherwise);
}

/* Read when it is sent: no copy of it is kept. */
static const char *client_secret(void)
{
    const char *secret = getenv("AZURE_CLIENT_SECRET");
    return secret == NULL || secret[0] == '\0' ? NULL : secret;
}

static bool is_managed(const struct azure_login *login)
{
    return login->tenant == NULL || login->client_id == NULL ||
           (client_secret() == NULL && login->federated_file == NULL);
}

enum err azure_login_open(struct ctx *c, const char *resource, struct azure_login **out)
{
    struct azure_login *login = calloc(1, sizeof *login);
    if (login == NULL)
        die("out of memory");
    login->authority = keep_or("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com");
    login->metadata = keep_or("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://169.254.169.254");
    login->tenant = keep(getenv("AZURE_TENANT_ID"));
    login->client_id = keep(getenv("AZURE_CLIENT_ID"));
    login->federated_file = keep(getenv("AZURE_FEDERATED_TOKEN_FILE"));
    login->resource = keep(resource);
    enum err e = web_check_url(c, "AZURE_AUTHORITY_HOST", login->authority);
    if (e == OK && login->tenant != NULL && web_word(text_of(login->tenant)).len == 0)
        e = fail(c, ERR_USAGE, "AZURE_TENANT_ID is no tenant's id or name");
    if (e == OK)
        *out = login;
    else
        azure_login_close(login);
    return e;
}

void azure_token_drop(struct azure_login *login)
{
    if (login->token != NULL)
        explicit_bzero(login->token, login->token_len);
    free(login->token);
    login->token = NULL;
    login->token_len = 0;
}

void azure_login_close(struct azure_login *login)
{
    if (login == NULL)
        return;
    azure_token_drop(login);
    free(login->authority);
    free(login->metadata);
    free(login->tenant);
    free(login->client_id);
    free(login->federated_file);
    free(login->resource);
    free(login);
}

/* -- Asking. c->arena is wiped memory: forms contain secrets. */

static enum err read_assertion(struct ctx *c, const struct azure_login *login, struct text *out)
{
    char *at = arena_alloc(c->arena, ASSERTION_MAX);
    int fd = open(login->federated_file, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    ssize_t got =
        fd < 0 ? -1 : read(fd, at, ASSERTION_MAX); /* one read: the kubelet swaps such files whole */
    int why = errno;
    if (fd >= 0)
        close(fd);
    if (got < 0)
        return web_unclear(c, ERR_IO, "%s: AZURE_FEDERATED_TOKEN_FILE cannot be read: %s", who,
                           strerror(why));
    *out = text_trim((struct text){at, (size_t)got});
    if (out->len == 0 || got == ASSERTION_MAX)
        return web_unclear(c, ERR_INPUT, "%s: AZURE_FEDERATED_TOKEN_FILE holds no token", who);
    return OK;
}

static void add_field(struct ctx *c, const char **form, const char *name, struct text value)
{
    *form = arena_printf(c->arena, "%s%s%s=%s", *form, (*form)[0] == '\0' ? "" : "&", name,
                         client_escape(c->arena, value));
}

static enum err ask_authority(struct ctx *c, const struct azure_login *login, const struct web *web,
                              struct client_reply *reply)
{
    static const struct client_header type = {{"Content-Type", 12},
                                              {"application/x-www-form-urlencoded", 33}};
    const char *form = "";
    struct text assertion;
    add_field(c, &form, "grant_type", TEXT("client_credentials"));
    add_field(c, &form, "client_id", text_of(login->client_id));
    add_field(c, &form, "scope", text_of(arena_printf(c->arena, "%s/.default", login->resource)));
    if (client_secret() != NULL) {
        add_field(c, &form, "client_secret", text_of(client_secret()));
    } else {
        TRY(read_assertion(c, login, &assertion));
        add_field(c, &form, "client_assertion_type",
                  TEXT("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
        add_field(c, &form, "client_assertion", assertion);
    }
    return web_ask(c, web, who,
                   (struct client_request){.method = "POST",
                                           .url = arena_printf(c->arena, "%s/%s/oauth2/v2.0/token",
                                                               login->authority, login->tenant),
                                           .headers = &type,
                                           .header_count = 1,
                                           .body = text_of(form)},
                   reply);
}

/* https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token */
static enum err ask_metadata(struct ctx *c, const struct azure_login *login, const struct web *web,
                             struct client_reply *reply)
{
    static const struct client_header metadata = {{"Metadata", 8}, {"true", 4}};
    const char *query = "";
    add_field(c, &query, "api-version", TEXT("2018-02-01"));
    add_field(c, &query, "resource", text_of(login->resource));
    if (login->client_id != NULL)
        add_field(c, &query, "client_id", text_of(login->client_id));
    const char *url = arena_printf(c->arena, "%s/metadata/identity/oauth2/token?%s", login->metadata, query);
    return web_ask(c, web, "the machine's identity service",
                   (struct client_request){.url = url, .headers = &metadata, .header_count = 1}, reply);
}

/* -- Reading */

enum err azure_read_token(struct ctx *c, struct text body, struct text *token, int64_t *life_us)
{
    const struct json_value *reply;
    int64_t seconds;
    if (json_read(c, body, &reply) != OK)
        return web_unclear(c, ERR_IO, "%s answered with something that is not JSON", who);
    *token = json_as_text(json_member(reply, "access_token"));
    const struct json_value *life =
        json_member(reply, "expires_in"); /* a number; of the metadata service, a text */
    if (!json_as_int(life, &seconds) && !text_to_int(json_as_text(life), &seconds))
        seconds = 0;
    if (token->len == 0 || token->len > TOKEN_MAX || seconds <= 0)
        return web_unclear(c, ERR_IO, "%s answered without a token", who);
    for (size_t i = 0; i < token->len; i++) /* RFC 6750, 2.1: it goes into a header */
        if (token->at[i] <= ' ' || token->at[i] > '~')
            return web_unclear(c, ERR_IO, "%s answered with a token that is none", who);
    *life_us = (seconds > 86400 ? 86400 : seconds) * SECOND_US;
    return OK;
}

/* {"error":"invalid_client","error_codes":[7000215],…}; its description names people's things and stays out. */
static enum err refused(struct ctx *c, const struct client_reply *reply)
{
    const struct json_value *body;
    struct text word = TEXT("");
    int64_t number = 0;
    if (json_read(c, reply->body, &body) == OK) {
        word = web_word(json_as_text(json_member(body, "error")));
        if (!json_as_int(json_first(json_member(body, "error_codes")), &number))
            number = 0;
    }
    return web_unclear(c, ERR_DENIED, "%s refuses this program (HTTP %d%s%.*s%s)", who, reply->status,
                       word.len > 0 ? ", " : "", TEXT_ARGS(word),
                       number > 0 ? arena_printf(c->arena, ", AADSTS%lld", (long long)number) : "");
}

static void keep_token(struct azure_login *login, struct text token, int64_t now_us, int64_t life_us)
{
    azure_token_drop(login);
    login->token = malloc(token.len);
    if (login->token == NULL)
        die("out of memory");
    memcpy(login->token, token.at, token.len);
    login->token_len = token.len;
    login->got_us = now_us;
    login->life_us = life_us > 2 * EARLY_US ? life_us - EARLY_US : life_us / 2;
}

enum err azure_token(struct ctx *c, struct azure_login *login, const struct web *web,
                     struct secret_answer *answer, struct text *out)
{
    struct client_reply reply;
    int64_t life_us;
    bool good =
        login->token != NULL && c->now_us >= login->got_us && c->now_us - login->got_us < login->life_us;
    if (!good) {
        bool managed = is_managed(login);
        TRY(managed ? ask_metadata(c, login, web, &reply) : ask_authority(c, login, web, &reply));
        /* The metadata service says 404 while it is being replaced. */
        if (web_is_busy(&reply) || (managed && reply.status == 404))
            return web_busy(c, who, &reply, answer);
        if (reply.status != HTTP_OK)
            return refused(c, &reply);
        TRY(azure_read_token(c, reply.body, out, &life_us));
        keep_token(login, *out, c->now_us, life_us);
    }
    *out = text_copy(c->arena, (struct text){login->token, login->token_len});
    return OK;
}
