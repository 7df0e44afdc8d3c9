/* TLS to Redis, over OpenSSL: 1.2 or later, the certificate checked against the host's name or address. */
#include "redis/inner.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

struct redis_tls {
    SSL_CTX *context;
    SSL *ssl;
};

static void say_why(const struct redis_tls *tls, const char *what, char *why)
{
    char reason[96] = "";
    long verified = tls->ssl == NULL ? X509_V_OK : SSL_get_verify_result(tls->ssl);
    unsigned long error = ERR_peek_error();
    if (verified != X509_V_OK)
        snprintf(reason, sizeof reason, ": %s", X509_verify_cert_error_string(verified));
    else if (error != 0 && ERR_reason_error_string(error) != NULL)
        snprintf(reason, sizeof reason, ": %s", ERR_reason_error_string(error));
    snprintf(why, 160, "%s%s", what, reason);
    ERR_clear_error();
}

static bool trust(SSL_CTX *context, const char *ca_file)
{
    return ca_file == NULL ? SSL_CTX_set_default_verify_paths(context) == 1
                           : SSL_CTX_load_verify_locations(context, ca_file, NULL) == 1;
}

static bool expect_host(SSL *ssl, const char *host)
{
    X509_VERIFY_PARAM *wanted = SSL_get0_param(ssl);
    if (X509_VERIFY_PARAM_set1_ip_asc(wanted, host) == 1)
        return true;
    return SSL_set_tlsext_host_name(ssl, host) == 1 && SSL_set1_host(ssl, host) == 1;
}

/* OpenSSL writes without MSG_NOSIGNAL: the threads that use it do not end with a connection. */
static void ignore_broken_pipes(void)
{
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, NULL);
}

struct redis_tls *redis_tls_new(const struct redis_place *place, int fd, char *why)
{
    struct redis_tls *tls = calloc(1, sizeof *tls);
    if (tls == NULL || (tls->context = SSL_CTX_new(TLS_client_method())) == NULL)
        die("out of memory");
    ignore_broken_pipes();
    SSL_CTX_set_min_proto_version(tls->context, TLS1_2_VERSION);
    SSL_CTX_set_verify(tls->context, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_mode(tls->context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    ERR_clear_error();
    if (!trust(tls->context, place->ca_file)) {
        say_why(tls, "its certificate's authorities cannot be read", why);
    } else if ((tls->ssl = SSL_new(tls->context)) == NULL || !expect_host(tls->ssl, place->host) ||
               SSL_set_fd(tls->ssl, fd) != 1) {
        say_why(tls, "TLS cannot begin", why);
    } else {
        ERR_clear_error();
        return tls;
    }
    redis_tls_free(tls);
    return NULL;
}

void redis_tls_free(struct redis_tls *tls)
{
    if (tls == NULL)
        return;
    SSL_free(tls->ssl);
    SSL_CTX_free(tls->context);
    free(tls);
}

static enum redis_io outcome(struct redis_tls *tls, int result)
{
    switch (SSL_get_error(tls->ssl, result)) {
    case SSL_ERROR_NONE:
        return REDIS_IO_DONE;
    case SSL_ERROR_WANT_READ:
        return REDIS_IO_READ;
    case SSL_ERROR_WANT_WRITE:
        return REDIS_IO_WRITE;
    default:
        return REDIS_IO_END;
    }
}

enum redis_io redis_tls_greet(struct redis_tls *tls, char *why)
{
    ERR_clear_error();
    enum redis_io io = outcome(tls, SSL_connect(tls->ssl));
    if (io == REDIS_IO_END)
        say_why(tls, "no TLS could be agreed on", why);
    return io;
}

enum redis_io redis_tls_send(struct redis_tls *tls, const char *at, size_t len, size_t *sent)
{
    ERR_clear_error();
    return outcome(tls, SSL_write_ex(tls->ssl, at, len, sent));
}

enum redis_io redis_tls_receive(struct redis_tls *tls, char *at, size_t size, size_t *got)
{
    ERR_clear_error();
    return outcome(tls, SSL_read_ex(tls->ssl, at, size, got));
}
