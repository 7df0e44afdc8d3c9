/* SMTP over libcurl's easy interface. Of what is said on the connection only the steps and the server's answers are noted. */
#include "client/mail.h"

#include "client/inner.h"

#include <stdio.h>
#include <stdlib.h>

struct mailer {
    CURL *easy;
    char *url, *origin, *user, *password, *ca_file;
    struct mailer_options options; /* its texts are those above */
    char words[CURL_ERROR_SIZE];
};

struct sending {
    struct mail_answer *answer;
    struct text left; /* of the message */
    bool over;        /* goodbyes are no answer */
};

/* -- Opening */

static char *keep(const char *text)
{
    char *kept = strdup(text == NULL ? "" : text);
    if (kept == NULL)
        die("out of memory");
    return kept;
}

static void wipe(char *text)
{
    if (text != NULL)
        explicit_bzero(text, strlen(text));
    free(text);
}

/* "smtp://host:587", whatever of it was left out. */
static enum err read_url(struct ctx *c, const char *url, char **out, bool *tls)
{
    char *scheme = NULL, *host = NULL, *port = NULL;
    CURLU *parts = curl_url();
    if (parts == NULL)
        die("out of memory");
    bool good = url != NULL &&
                curl_url_set(parts, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK &&
                curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
                curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK && host[0] != '\0';
    *tls = good && strcmp(scheme, "smtps") == 0;
    good = good && (*tls || strcmp(scheme, "smtp") == 0);
    if (good && curl_url_get(parts, CURLUPART_PORT, &port, 0) != CURLUE_OK)
        port = NULL;
    if (good)
        *out = keep(arena_printf(c->arena, "%s://%s:%s", scheme, host,
                                 port != NULL ? port
                                 : *tls       ? "465"
                                              : "587"));
    curl_free(scheme);
    curl_free(host);
    curl_free(port);
    curl_url_cleanup(parts);
    return good ? OK : fail(c, ERR_INPUT, "a mail server's address is smtp://HOST:PORT or smtps://HOST:PORT");
}

enum err mailer_open(struct ctx *c, const struct mailer_options *options, struct mailer **out)
{
    char *url = NULL;
    bool tls, logs_in = options->user != NULL && options->user[0] != '\0';
    client_start();
    TRY(read_url(c, options->url, &url, &tls));
    if (options->plain && (tls || logs_in)) {
        free(url);
        return fail(c, ERR_USAGE, "mail without TLS is sent without a login and to smtp:// alone");
    }
    struct mailer *mailer = calloc(1, sizeof *mailer);
    if (mailer == NULL || (mailer->easy = curl_easy_init()) == NULL)
        die("out of memory");
    mailer->options = *options;
    mailer->options.url = mailer->url = url;
    mailer->options.user = mailer->user = keep(options->user);
    mailer->options.password = mailer->password = keep(options->password);
    mailer->options.ca_file = mailer->ca_file = keep(options->ca_file);
    *out = mailer;
    return OK;
}

void mailer_close(struct mailer *mailer)
{
    if (mailer == NULL)
        return;
    curl_easy_cleanup(mailer->easy);
    free(mailer->url);
    wipe(mailer->user);
    wipe(mailer->password);
    free(mailer->ca_file);
    free(mailer);
}

bool mail_address_is_good(struct text address)
{
    size_t ats = 0, at = 0;
    for (size_t i = 0; i < address.len; i++) {
        char ch = address.at[i];
        if (ch <= ' ' || (unsigned char)ch >= 0x7F || strchr("<>()[]\\,;:\"", ch) != NULL)
            return false;
        if (ch == '@') {
            ats++;
            at = i;
        }
    }
    return ats == 1 && at > 0 && at + 1 < address.len && address.len <= MAIL_ADDRESS_BYTES;
}

/* -- What is said */

static enum mail_step step_of(struct text line, enum mail_step now)
{
    static const struct {
        const char *begins;
        enum mail_step step;
    } words[] = {{"EHLO ", MAIL_GREETING}, {"HELO ", MAIL_GREETING},    {"STARTTLS\r", MAIL_GREETING},
                 {"AUTH ", MAIL_LOGIN},    {"MAIL FROM:", MAIL_SENDER}, {"RCPT TO:", MAIL_RECIPIENT},
                 {"DATA\r", MAIL_CONTENT}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_starts(line, text_of(words[i].begins)))
            return words[i].step;
    return now;
}

/* "550 5.1.1 no such person" or "250-SIZE": the number and what follows it. */
static void note_answer(struct mail_answer *answer, struct text line)
{
    size_t len = 0;
    if (line.len < 3 || !ascii_digit(line.at[0]) || !ascii_digit(line.at[1]) || !ascii_digit(line.at[2]))
        return;
    answer->code = (line.at[0] - '0') * 100 + (line.at[1] - '0') * 10 + (line.at[2] - '0');
    for (size_t i = 4; i < line.len && len + 1 < sizeof answer->words; i++)
        if (line.at[i] != '\r' && line.at[i] != '\n')
            answer->words[len++] = line.at[i] < ' ' || line.at[i] == 0x7F ? '?' : line.at[i];
    answer->words[len] = '\0';
}

static int hear(CURL *easy, curl_infotype kind, char *at, size_t len, void *user)
{
    struct sending *s = user;
    struct mail_answer *answer = s->answer;
    struct text line = {at, len};
    (void)easy;
    s->over = s->over || (kind == CURLINFO_HEADER_OUT && text_starts(line, TEXT("QUIT\r")));
    if (s->over)
        return 0;
    if (kind == CURLINFO_HEADER_IN)
        note_answer(answer, line);
    else if (kind == CURLINFO_HEADER_OUT) {
        answer->step = step_of(line, answer->step);
        answer->code = 0;
        answer->words[0] = '\0';
    }
    return 0;
}

static size_t give(char *to, size_t size, size_t count, void *user)
{
    struct sending *s = user;
    size_t room = size * count, len = s->left.len < room ? s->left.len : room;
    memcpy(to, s->left.at, len);
    s->left = text_from(s->left, len);
    s->answer->code = 0; /* 354 was not about what is said now */
    return len;
}

/* -- Sending */

static CURLcode set_up(struct mailer *m, struct sending *s, const char *from, struct curl_slist *to)
{
    CURL *easy = m->easy;
    const struct mailer_options *o = &m->options;
    CURLcode bad = CURLE_OK;
    curl_easy_reset(easy); /* the connection stays */
    bad |= curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    bad |= curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    bad |= curl_easy_setopt(easy, CURLOPT_URL, o->url);
    bad |= curl_easy_setopt(easy, CURLOPT_PROXY, "");
    bad |= curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    bad |= curl_easy_setopt(easy, CURLOPT_USE_SSL, (long)(o->plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    bad |= curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    bad |= curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (o->ca_file[0] != '\0') {
        bad |= curl_easy_setopt(easy, CURLOPT_CAINFO, o->ca_file);
        bad |= curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
    }
    if (o->user[0] != '\0') {
        bad |= curl_easy_setopt(easy, CURLOPT_USERNAME, o->user);
        bad |= curl_easy_setopt(easy, CURLOPT_PASSWORD, o->password);
    }
    bad |= curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                            (long)(o->connect_timeout_ms > 0 ? o->connect_timeout_ms : MAIL_CONNECT_MS));
    bad |=
        curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)(o->timeout_ms > 0 ? o->timeout_ms : MAIL_TOTAL_MS));
    bad |= curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, 20L);
    bad |= curl_easy_setopt(easy, CURLOPT_MAIL_FROM, from);
    bad |= curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, to);
    bad |= curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    bad |= curl_easy_setopt(easy, CURLOPT_READFUNCTION, give);
    bad |= curl_easy_setopt(easy, CURLOPT_READDATA, s);
    bad |= curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, hear);
    bad |= curl_easy_setopt(easy, CURLOPT_DEBUGDATA, s);
    bad |= curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L); /* to `hear`, nowhere else */
    bad |= curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, m->words);
    return bad;
}

static enum err explain(struct ctx *c, const struct mailer *m, CURLcode code, const struct mail_answer *a)
{
    if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE)
        return fail(c, ERR_DENIED, "%s is not trusted: %s", m->url, m->words);
    if (code == CURLE_USE_SSL_FAILED || code == CURLE_SSL_CONNECT_ERROR)
        return fail(c, ERR_DENIED, "%s offers no TLS that can be agreed on", m->url);
    if (a->code >= 500 && a->step == MAIL_LOGIN)
        return fail(c, ERR_DENIED, "%s refuses the login: %d %s", m->url, a->code, a->words);
    if (code == CURLE_LOGIN_DENIED && a->code < 400)
        return fail(c, ERR_DENIED, "%s offers no way to log in", m->url);
    if (a->code >= 500)
        return fail(c, ERR_IO, "the mail server said %d %s", a->code, a->words);
    if (a->code >= 400)
        return fail(c, ERR_BUSY, "the mail server said %d %s", a->code, a->words);
    if (code == CURLE_OPERATION_TIMEDOUT)
        return fail(c, ERR_BUSY, "%s did not answer in time", m->url);
    if (code == CURLE_COULDNT_RESOLVE_HOST)
        return fail(c, ERR_BUSY, "the name of %s is not known", m->url);
    return fail(c, ERR_BUSY, "%s cannot be reached: %s", m->url, curl_easy_strerror(code));
}

/* A kept connection that the server has closed meanwhile says nothing of the message. */
static bool was_stale(CURL *easy, CURLcode code, const struct mail_answer *a)
{
    long opened = 1;
    curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &opened);
    return code != CURLE_OK && opened == 0 && a->step < MAIL_CONTENT && (a->code == 0 || a->code == 421);
}

enum err mailer_send(struct ctx *c, struct mailer *m, struct text from, struct text to, struct text message,
                     struct mail_answer *answer)
{
    *answer = (struct mail_answer){.step = MAIL_CONNECTING};
    if (!mail_address_is_good(from) || !mail_address_is_good(to))
        return fail(c, ERR_INPUT, "mail cannot be sent to such an address");
    struct curl_slist *recipients = curl_slist_append(NULL, arena_printf(c->arena, "<%.*s>", TEXT_ARGS(to)));
    if (recipients == NULL)
        die("out of memory");
    CURLcode code = CURLE_OK;
    for (int fresh = 0; fresh < 2; fresh++) {
        struct sending s = {.answer = answer, .left = message};
        *answer = (struct mail_answer){.step = MAIL_CONNECTING};
        m->words[0] = '\0';
        code = set_up(m, &s, arena_printf(c->arena, "<%.*s>", TEXT_ARGS(from)), recipients);
        code |= curl_easy_setopt(m->easy, CURLOPT_FRESH_CONNECT, (long)fresh);
        if (code == CURLE_OK)
            code = curl_easy_perform(m->easy);
        if (!was_stale(m->easy, code, answer))
            break;
    }
    curl_easy_setopt(m->easy, CURLOPT_MAIL_RCPT, NULL);
    curl_easy_setopt(m->easy, CURLOPT_DEBUGDATA, NULL);
    curl_easy_setopt(m->easy, CURLOPT_VERBOSE, 0L); /* saying goodbye later is heard by nobody */
    curl_slist_free_all(recipients);
    if (code != CURLE_OK)
        return explain(c, m, code, answer);
    answer->step = MAIL_DONE;
    return OK;
}
