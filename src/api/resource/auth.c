/* Signing up, logging in and out, tokens, the password. Passwords are hashed in a lane of their own, then what follows is written. */
#include "api/shapes/me.h"
#include "api/work.h"
#include "identity/login.h"
#include "identity/people.h"

#include <stdio.h>

enum { PASSWORD_MOST = 1024 };

/* What the SLOW half of a form leaves for the half that writes; in the exchange's arena, behind call->kept. */
struct kept {
    enum credential kind;
    bool remember;
    union {
        struct signup_ready signup;
        struct login_checked login;
        struct password_ready password;
    } of;
};

static struct kept *keep(struct api_call *call)
{
    struct kept *kept = ARENA_NEW(call->c->arena, struct kept);
    call->kept = kept;
    return kept;
}

/* Too many failures: a plain refusal that says how long, and nothing else. */
static enum err refuse_for(struct api_call *call, int64_t wait_us)
{
    char seconds[24];
    snprintf(seconds, sizeof seconds, "%lld", (long long)(wait_us / 1000000 + 1));
    http_reply_header(call->x, "Retry-After", seconds);
    http_problem(call->x, 429, "too_many_requests",
                 "too many failed log-ins; wait as long as Retry-After says");
    return OK;
}

static enum err refuse_credentials(struct api_call *call)
{
    char why[sizeof call->c->why];
    memcpy(why, call->c->why, sizeof why);
    http_reply_header(call->x, "WWW-Authenticate", "Bearer realm=\"florin\"");
    http_problem(call->x, 401, "wrong_credentials", why);
    return OK;
}

/* Use cases name what they refuse in their own words; in this form it has another name. */
static enum err as_field(struct api_call *call, enum err e, const char *theirs, const char *ours)
{
    size_t len = strlen(theirs);
    char why[sizeof call->c->why];
    if (e == OK || strncmp(call->c->why, theirs, len) != 0 || call->c->why[len] != ':')
        return e;
    memcpy(why, call->c->why, sizeof why);
    return fail(call->c, e, "%s%s", ours, why + len);
}

static struct text agent_of(const struct api_call *call)
{
    return http_header(call->x, "User-Agent");
}

/* -- Replies */

static const struct api_field logged_in_fields[] = {
    {"user", API_OBJECT, API_REQUIRED, "who is logged in now", .shape = &shape_me},
    {0},
};
static const struct api_shape logged_in = {"LoggedIn", logged_in_fields};

static enum err reply_logged_in(struct api_call *call, const struct grant *grant, bool remember)
{
    api_set_cookie(call->x, grant->secret, remember ? SESSION_IDLE_US / 1000000 : 0);
    json_object(&call->reply);
    json_key(&call->reply, "user");
    TRY(me_write(call, &grant->caller));
    json_object_end(&call->reply);
    return OK;
}

static const char *const bearer_words[] = {"Bearer", NULL};
static const struct api_field tokens_fields[] = {
    {"access_token", API_TEXT, API_REQUIRED | API_SECRET, "a JWT for the Authorization header"},
    {"refresh_token", API_TEXT, API_REQUIRED | API_SECRET,
     "for one use at /auth/refresh, which gives another"},
    {"token_type", API_WORD, API_REQUIRED, "Bearer", .words = bearer_words},
    {"expires_in", API_INT, API_REQUIRED, "seconds that the access token is good for", .most = 86400},
    {0},
};
static const struct api_shape tokens = {"Tokens", tokens_fields};

static enum err reply_tokens(struct api_call *call, const struct grant *grant)
{
    struct json *j = &call->reply;
    json_object(j);
    json_key_text(j, "access_token", grant->access);
    json_key_text(j, "refresh_token", grant->secret);
    json_key_z(j, "token_type", "Bearer");
    json_key_int(j, "expires_in", ACCESS_TOKEN_US / 1000000);
    json_object_end(j);
    return OK;
}

/* -- Setting up */

static const struct api_field setup_fields[] = {
    {"needs_owner", API_BOOL, API_REQUIRED,
     "nobody has signed up yet: whoever does first owns the household"},
    {"version", API_TEXT, API_REQUIRED, "the program's"},
    {0},
};
static const struct api_shape setup_shape = {"Setup", setup_fields};

static enum err setup(struct api_call *call)
{
    bool open;
    TRY(signup_is_open(call->c, call->store, &open));
    json_object(&call->reply);
    json_key_bool(&call->reply, "needs_owner", open);
    json_key_z(&call->reply, "version", FLORIN_VERSION);
    json_object_end(&call->reply);
    return OK;
}

static const struct api_field signup_fields[] = {
    {"email", API_EMAIL, API_REQUIRED, "for logging in"},
    {"password", API_TEXT, API_REQUIRED | API_SECRET,
     "15 characters or more, not one of those that are guessed first", .least = 1, .most = PASSWORD_MOST},
    {"name", API_TEXT, 0, "for others in the household", .most = PERSON_NAME_MAX},
    {"household_name", API_TEXT, 0, "the first person names the first household", .most = HOUSEHOLD_NAME_MAX},
    {"invitation", API_TEXT, API_SECRET, "the token of an invitation; the first person needs none",
     .most = 200},
    {"locale", API_TEXT, 0, "BCP 47, \"de-DE\"", .most = 35},
    {"time_zone", API_TEXT, 0, "IANA, \"Europe/Berlin\"", .most = 64},
    {0},
};
static const struct api_shape signup_shape = {"SignUp", signup_fields};

static enum err signup_write(struct api_call *call)
{
    struct kept *kept = call->kept;
    struct grant grant;
    TRY(signup_finish(call->c, call->api->identity, call->store, &kept->of.signup, CREDENTIAL_SESSION,
                      agent_of(call), &grant));
    return reply_logged_in(call, &grant, true);
}

static enum err signup_hash(struct api_call *call)
{
    struct kept *kept = keep(call);
    struct signup form = {.email = api_text(call->body, "email"),
                          .password = json_as_text(json_member(call->body, "password")),
                          .name = api_text(call->body, "name"),
                          .locale = api_text(call->body, "locale"),
                          .zone = api_text(call->body, "time_zone"),
                          .household = api_text(call->body, "household_name"),
                          .invitation = api_text(call->body, "invitation")};
    TRY(as_field(call, signup_prepare(call->c, call->store, &form, &kept->of.signup), "household",
                 "household_name"));
    return api_go_on(call, API_WRITES, signup_write);
}

/* -- Logging in */

static const struct api_field login_fields[] = {
    {"email", API_EMAIL, API_REQUIRED, "of the account"},
    {"password", API_TEXT, API_REQUIRED | API_SECRET, "of the account", .most = PASSWORD_MOST},
    {"remember", API_BOOL, 0, "keep the session when the browser closes (default: yes)"},
    {0},
};
static const struct api_shape login_shape = {"LogIn", login_fields};

static const struct api_field token_fields[] = {
    {"email", API_EMAIL, API_REQUIRED, "of the account"},
    {"password", API_TEXT, API_REQUIRED | API_SECRET, "of the account", .most = PASSWORD_MOST},
    {0},
};
static const struct api_shape token_shape = {"TokenRequest", token_fields};

static enum err login_write(struct api_call *call)
{
    struct kept *kept = call->kept;
    struct grant grant;
    enum err e = login_finish(call->c, call->api->identity, call->store, &kept->of.login, kept->kind,
                              agent_of(call), (struct id){{0}}, &grant);
    if (e == ERR_DENIED)
        return refuse_credentials(call);
    TRY(e);
    return kept->kind == CREDENTIAL_SESSION ? reply_logged_in(call, &grant, kept->remember)
                                            : reply_tokens(call, &grant);
}

static enum err login_hash(struct api_call *call, enum credential kind)
{
    struct kept *kept = keep(call);
    int64_t wait_us = 0;
    struct login form = {.email = api_text(call->body, "email"),
                         .password = json_as_text(json_member(call->body, "password")),
                         .address = call->x->request.client};
    kept->kind = kind;
    kept->remember = api_bool(call->body, "remember", true);
    enum err e = login_check(call->c, call->api->identity, call->store, &form, &kept->of.login, &wait_us);
    if (e == ERR_LIMIT && wait_us > 0)
        return refuse_for(call, wait_us);
    TRY(e);
    return api_go_on(call, API_WRITES, login_write);
}

static enum err login_page(struct api_call *call)
{
    return login_hash(call, CREDENTIAL_SESSION);
}

static enum err login_program(struct api_call *call)
{
    return login_hash(call, CREDENTIAL_TOKEN);
}

static const struct api_field refresh_fields[] = {
    {"refresh_token", API_TEXT, API_REQUIRED | API_SECRET, "the newest one; an older one ends them all",
     .most = 200},
    {0},
};
static const struct api_shape refresh_shape = {"Refresh", refresh_fields};

static enum err refresh(struct api_call *call)
{
    struct grant grant;
    enum err e = token_refresh(call->c, call->api->identity, call->store,
                               api_text(call->body, "refresh_token"), &grant);
    if (e == ERR_DENIED)
        return refuse_credentials(call);
    TRY(e);
    return reply_tokens(call, &grant);
}

/* -- Logging out */

static enum err logout(struct api_call *call)
{
    TRY(session_end(call->c, call->api->identity, call->store, &call->caller));
    if (call->caller.session != 0)
        api_drop(call, (struct socket_audience){.session = call->caller.session});
    api_set_cookie(call->x, TEXT(""), 0);
    return OK;
}

static const struct api_field everywhere_fields[] = {
    {"keys", API_BOOL, 0, "the API keys too (default: no)"},
    {0},
};
static const struct api_shape everywhere = {"LogOutEverywhere", everywhere_fields};

static enum err logout_everywhere(struct api_call *call)
{
    TRY(session_end_all(call->c, call->api->identity, call->store, &call->caller, false,
                        api_bool(call->body, "keys", false)));
    api_drop(call, (struct socket_audience){.user = call->caller.user});
    api_set_cookie(call->x, TEXT(""), 0);
    return OK;
}

/* -- The password */

static const struct api_field password_fields[] = {
    {"current", API_TEXT, API_REQUIRED | API_SECRET, "the one of now", .most = PASSWORD_MOST},
    {"new", API_TEXT, API_REQUIRED | API_SECRET,
     "15 characters or more, not one of those that are guessed first", .least = 1, .most = PASSWORD_MOST},
    {0},
};
static const struct api_shape password_shape = {"PasswordChange", password_fields};

static enum err password_write(struct api_call *call)
{
    struct kept *kept = call->kept;
    enum err e =
        password_change_finish(call->c, call->api->identity, call->store, &call->caller, &kept->of.password);
    TRY(as_field(call, e, "password", "current"));
    api_drop(call, (struct socket_audience){.user = call->caller.user}); /* this one comes back */
    return OK;
}

static enum err password_hash_new(struct api_call *call)
{
    struct kept *kept = keep(call);
    enum err e = password_change_prepare(call->c, call->api->identity, call->store, &call->caller,
                                         json_as_text(json_member(call->body, "current")),
                                         json_as_text(json_member(call->body, "new")),
                                         call->x->request.client, &kept->of.password);
    if (e == ERR_LIMIT && call->c->retriable)
        return refuse_for(call, INT64_C(60) * 1000000);
    TRY(as_field(call, e, "password", "new"));
    return api_go_on(call, API_WRITES, password_write);
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/setup",
     .id = "getSetup",
     .title = "Does anybody own this yet?",
     .need = API_PUBLIC,
     .reply = &setup_shape,
     .handle = setup},
    {.method = "POST",
     .path = "/api/v1/auth/signup",
     .id = "signUp",
     .title = "Sign up and log in",
     .about = "The first person ever owns the first household; after that an invitation is needed. Sets the "
              "session's cookie.",
     .need = API_PUBLIC,
     .lane = API_HASHES,
     .flags = API_UNTRACED,
     .body = &signup_shape,
     .status = 201,
     .reply = &logged_in,
     .handle = signup_hash},
    {.method = "POST",
     .path = "/api/v1/auth/login",
     .id = "logIn",
     .title = "Log in a page",
     .about = "Sets the session's cookie. Whether an e-mail has an account is not told by the answer, nor by "
              "its time.",
     .need = API_PUBLIC,
     .lane = API_HASHES,
     .flags = API_UNTRACED,
     .body = &login_shape,
     .reply = &logged_in,
     .handle = login_page},
    {.method = "POST",
     .path = "/api/v1/auth/token",
     .id = "createToken",
     .title = "Log in a program",
     .about = "An access token for a quarter of an hour, and a refresh token that changes with every use.",
     .need = API_PUBLIC,
     .lane = API_HASHES,
     .flags = API_UNTRACED,
     .body = &token_shape,
     .reply = &tokens,
     .handle = login_program},
    {.method = "POST",
     .path = "/api/v1/auth/refresh",
     .id = "refreshToken",
     .title = "New tokens for a refresh token",
     .about =
         "A refresh token that was used before ends its whole family: one of the two who hold it is a thief.",
     .need = API_PUBLIC,
     .lane = API_WRITES,
     .flags = API_UNTRACED,
     .body = &refresh_shape,
     .reply = &tokens,
     .handle = refresh},
    {.method = "POST",
     .path = "/api/v1/auth/logout",
     .id = "logOut",
     .title = "End this session, or family of tokens",
     .need = API_SELF,
     .lane = API_WRITES,
     .flags = API_UNTRACED | API_NO_BODY,
     .handle = logout},
    {.method = "POST",
     .path = "/api/v1/auth/logout-everywhere",
     .id = "logOutEverywhere",
     .title = "End all sessions and tokens of this person",
     .need = API_SELF,
     .lane = API_WRITES,
     .flags = API_UNTRACED | API_NO_BODY,
     .body = &everywhere,
     .handle = logout_everywhere},
    {.method = "POST",
     .path = "/api/v1/auth/password",
     .id = "changePassword",
     .title = "Change the password",
     .about = "Ends every other session of the person.",
     .need = API_SELF,
     .lane = API_HASHES,
     .flags = API_UNTRACED | API_NO_BODY,
     .body = &password_shape,
     .handle = password_hash_new},
    {0},
};

const struct api_resource api_resource_auth = {
    "Logging in",
    "Pages hold a session's cookie; programs an API key, or an access token with a refresh token.", routes};
