/* Requests over libcurl's easy interface: one handle for each client, which keeps connections, names and TLS sessions. */
#include "client/inner.h"

#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>

struct client {
    CURL *easy;
    struct client_options options;
    char *texts[3];              /* what the options point to */
    bool refused;                /* an address of this transfer was not public */
    char words[CURL_ERROR_SIZE]; /* libcurl's own, of the last transfer */
};

/* -- libcurl's memory: headers carry tokens and buffers what was received, so what it gives back is overwritten. */

static void wipe_free(void *at)
{
    if (at != NULL)
        explicit_bzero(at, malloc_usable_size(at));
    free(at);
}

static void *wipe_realloc(void *at, size_t size)
{
    size_t had = at == NULL ? 0 : malloc_usable_size(at);
    void *grown = malloc(size);
    if (grown == NULL)
        return NULL;
    if (had > 0)
        memcpy(grown, at, had < size ? had : size);
    wipe_free(at);
    return grown;
}

static void start_libcurl(void)
{
    if (curl_global_init_mem(CURL_GLOBAL_DEFAULT, malloc, wipe_free, wipe_realloc, strdup, calloc) !=
        CURLE_OK)
        die("libcurl cannot be started");
}

void client_start(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start_libcurl);
}

/* -- Opening */

static const char *keep(const char *text, char **place)
{
    if (text == NULL)
        return NULL;
    *place = strdup(text);
    if (*place == NULL)
        die("out of memory");
    return *place;
}

enum err client_open(struct ctx *c, const struct client_options *options, struct client **out)
{
    static const struct client_options plain = {0};
    options = options == NULL ? &plain : options;
    if (options->public_only && (options->unix_socket != NULL || options->proxy != NULL))
        return fail(c, ERR_USAGE,
                    "public addresses alone cannot be asked for through a unix socket or a proxy");
    if (options->redirects < 0)
        return fail(c, ERR_USAGE, "a number of redirects is not negative");
    client_start();
    struct client *client = calloc(1, sizeof *client);
    if (client == NULL || (client->easy = curl_easy_init()) == NULL)
        die("out of memory");
    client->options = *options;
    client->options.ca_file = keep(options->ca_file, &client->texts[0]);
    client->options.unix_socket = keep(options->unix_socket, &client->texts[1]);
    client->options.proxy = keep(options->proxy, &client->texts[2]);
    *out = client;
    return OK;
}

void client_close(struct client *client)
{
    if (client == NULL)
        return;
    curl_easy_cleanup(client->easy);
    for (int i = 0; i < 3; i++)
        free(client->texts[i]);
    free(client);
}

/* -- Asking */

/* Every connection is opened here, after names were resolved. */
static curl_socket_t open_socket(void *user, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct client *client = user;
    (void)purpose;
    if (client->options.public_only && !client_address_is_public(&address->addr)) {
        client->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* RFC 9110, 5.6.2. */
static bool is_token(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (!ascii_alpha(t.at[i]) && !ascii_digit(t.at[i]) &&
            (t.at[i] == '\0' || strchr("!#$%&'*+-.^_`|~", t.at[i]) == NULL))
            return false;
    return t.len > 0;
}

static bool is_value(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (((unsigned char)t.at[i] < ' ' && t.at[i] != '\t') || t.at[i] == 0x7F)
            return false;
    return true;
}

struct lines {
    struct curl_slist *first;
};

static void release_lines(void *lines)
{
    curl_slist_free_all(((struct lines *)lines)->first);
}

static void add_line(struct lines *lines, const char *line)
{
    struct curl_slist *longer = curl_slist_append(lines->first, line);
    if (longer == NULL)
        die("out of memory");
    lines->first = longer;
}

static enum err write_headers(struct ctx *c, const struct client_request *request, bool ours,
                              struct lines *lines)
{
    bool typed = false;
    *lines = (struct lines){NULL};
    for (size_t i = 0; ours && i < request->header_count; i++) {
        const struct client_header *header = &request->headers[i];
        if (!is_token(header->name) || !is_value(header->value))
            return fail(c, ERR_INPUT, "a header of a request has characters that headers cannot have");
        typed |= text_equal_nocase(header->name, TEXT("content-type"));
        /* An empty value would take the header away, for libcurl; a semicolon makes it an empty one. */
        add_line(lines, header->value.len == 0 ? arena_printf(c->arena, "%.*s;", TEXT_ARGS(header->name))
                                               : arena_printf(c->arena, "%.*s: %.*s", TEXT_ARGS(header->name),
                                                              TEXT_ARGS(header->value)));
    }
    if (!typed)
        add_line(lines, "Content-Type:"); /* libcurl would guess a form */
    add_line(lines, "Expect:"); /* it costs a round trip, or a second with servers that do not know it */
    return OK;
}

static CURLcode set_rules(struct client *client)
{
    CURL *easy = client->easy;
    const struct client_options *o = &client->options;
    CURLcode bad = CURLE_OK;
    curl_easy_reset(easy); /* connections stay */
    bad |= curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    bad |= curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    bad |= curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    bad |= curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    bad |= curl_easy_setopt(easy, CURLOPT_USERAGENT, "florin/" FLORIN_VERSION);
    bad |= curl_easy_setopt(easy, CURLOPT_PROXY, o->proxy == NULL ? "" : o->proxy);
    bad |= curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    bad |= curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    bad |= curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    bad |= curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    bad |= curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, client);
    bad |= curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, client->words);
    if (o->unix_socket != NULL)
        bad |= curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH, o->unix_socket);
    if (o->ca_file != NULL) {
        bad |= curl_easy_setopt(easy, CURLOPT_CAINFO, o->ca_file);
        bad |= curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
    }
    return bad;
}

static CURLcode set_request(CURL *easy, const struct client_request *request, const char *method)
{
    CURLcode bad = CURLE_OK;
    bool sends = request->body.len > 0 || strcmp(method, "POST") == 0 || strcmp(method, "PUT") == 0;
    if (sends) {
        bad |= curl_easy_setopt(easy, CURLOPT_POST, 1L);
        bad |= curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body.len);
        bad |= curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->body.len == 0 ? "" : request->body.at);
    } else if (strcmp(method, "HEAD") == 0) {
        bad |= curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    }
    bad |= curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method);
    long connect_ms = request->connect_timeout_ms > 0 ? request->connect_timeout_ms : CLIENT_CONNECT_MS;
    long total_ms = request->timeout_ms > 0 ? request->timeout_ms : CLIENT_TOTAL_MS;
    bad |= curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connect_ms);
    bad |= curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, total_ms);
    return bad;
}

static CURLcode set_inbox(CURL *easy, struct client_inbox *inbox)
{
    CURLcode bad = CURLE_OK;
    bad |= curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)inbox->limit);
    bad |= curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, client_take_body);
    bad |= curl_easy_setopt(easy, CURLOPT_WRITEDATA, inbox);
    bad |= curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, client_take_header);
    bad |= curl_easy_setopt(easy, CURLOPT_HEADERDATA, inbox);
    return bad;
}

/* -- What went wrong. libcurl's longer words are repeated where they cannot contain what the caller sent. */

static enum err explain(struct ctx *c, const struct client *client, const char *origin,
                        const struct client_inbox *inbox, CURLcode code)
{
    if (inbox->starved)
        return ERR_MEMORY; /* the arena said why */
    if (inbox->headers_too_large)
        return fail(c, ERR_LIMIT, "%s answered with more than %d headers or %d KiB of them", origin,
                    CLIENT_HEADERS_MOST, CLIENT_HEADER_BYTES >> 10);
    if (inbox->too_large || code == CURLE_FILESIZE_EXCEEDED)
        return fail(c, ERR_LIMIT, "%s answered with more than %zu bytes", origin, inbox->limit);
    if (client->refused)
        return fail(c, ERR_DENIED, "%s is not an address on the public internet", origin);
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
        return fail(c, ERR_BUSY, "%s did not answer in time", origin);
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return fail(c, ERR_BUSY, "the name of %s is not known", origin);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
        return fail(c, ERR_DENIED, "%s is not trusted: %s", origin, client->words);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
        return fail(c, ERR_DENIED, "no TLS connection to %s: %s", origin, client->words);
    case CURLE_COULDNT_CONNECT:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
        return fail(c, ERR_BUSY, "%s cannot be reached: %s", origin, curl_easy_strerror(code));
    case CURLE_URL_MALFORMAT:
        return fail(c, ERR_INPUT, "%s is no address that can be asked", origin);
    case CURLE_ABORTED_BY_CALLBACK:
        return fail(c, ERR_BUSY, "%s was not waited for: this process ends", origin);
    case CURLE_OUT_OF_MEMORY:
        return fail(c, ERR_MEMORY, "no memory to ask %s", origin);
    default:
        return fail(c, ERR_IO, "%s did not answer as a web server does: %s", origin,
                    curl_easy_strerror(code));
    }
}

/* Called by libcurl about once a second, and whenever something comes. */
static int looks_whether_it_ends(void *ends, curl_off_t a, curl_off_t b, curl_off_t d, curl_off_t e)
{
    (void)a, (void)b, (void)d, (void)e;
    return ends != NULL && atomic_load((const atomic_bool *)ends);
}

static enum err perform(struct ctx *c, struct client *client, const struct client_request *request,
                        const char *method, const struct client_url *url, bool ours, struct client_reply *out)
{
    CURL *easy = client->easy;
    struct lines *lines = ARENA_NEW(c->arena, struct lines);
    long status = 0;
    *out = (struct client_reply){.body = {"", 0}};
    struct client_inbox inbox = {
        .c = c, .reply = out, .limit = request->body_limit > 0 ? request->body_limit : CLIENT_BODY_DEFAULT};
    arena_defer(c->arena, release_lines, lines);
    TRY(write_headers(c, request, ours, lines));
    CURLcode bad = set_rules(client) | set_request(easy, request, method) | set_inbox(easy, &inbox);
    bad |= curl_easy_setopt(easy, CURLOPT_CURLU, url->parts);
    bad |= curl_easy_setopt(easy, CURLOPT_HTTPHEADER, lines->first);
    bad |= curl_easy_setopt(easy, CURLOPT_NOPROGRESS, request->ends == NULL ? 1L : 0L);
    bad |= curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, looks_whether_it_ends);
    bad |= curl_easy_setopt(easy, CURLOPT_XFERINFODATA, (void *)(uintptr_t)request->ends);
    if (bad != CURLE_OK)
        return fail(c, ERR_IO, "%s cannot be asked: libcurl refuses an option", url->origin);
    client->refused = false;
    client->words[0] = '\0';
    CURLcode code = curl_easy_perform(easy);
    if (code != CURLE_OK)
        return explain(c, client, url->origin, &inbox, code);
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    out->status = (int)status;
    return OK;
}

/* Where a redirect leads, NULL when the reply is none that can be followed. */
static const char *redirected(struct ctx *c, struct client *client, const char *method,
                              const struct client_reply *reply)
{
    char *next = NULL;
    bool reads = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    if (!reads || client->options.redirects == 0 || reply->status < 301 || reply->status > 308 ||
        curl_easy_getinfo(client->easy, CURLINFO_REDIRECT_URL, &next) != CURLE_OK || next == NULL)
        return NULL;
    return text_z(c->arena, text_of(next));
}

enum err client_send(struct ctx *c, struct client *client, const struct client_request *request,
                     struct client_reply *out)
{
    const char *method = request->method == NULL ? "GET" : request->method, *first = NULL;
    const char *address = request->url;
    if (!is_token(text_of(method)))
        return fail(c, ERR_INPUT, "a request's method is a word");
    for (int hop = 0;; hop++) {
        struct client_url url;
        bool was_tls = first != NULL && text_starts(text_of(first), TEXT("https:"));
        TRY(client_url_read(c, address, &url));
        if (was_tls && !url.tls)
            return fail(c, ERR_DENIED, "%s redirects to an address without TLS", first);
        first = first == NULL ? url.origin : first;
        TRY(perform(c, client, request, method, &url, strcmp(first, url.origin) == 0, out));
        address = redirected(c, client, method, out);
        if (address == NULL)
            return OK;
        if (hop == client->options.redirects)
            return fail(c, ERR_LIMIT, "%s redirects more than %d times", first, client->options.redirects);
    }
}
