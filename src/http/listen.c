/* The listening socket: made from "ADDRESS:PORT", or handed over ready. */
#include "http/inner.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 4096 };

struct place {
    struct sockaddr_storage address;
    socklen_t len;
    bool any; /* "*": every address, of both families */
};

static bool read_host(const char *host, uint16_t port, struct place *out)
{
    struct sockaddr_in *four = (struct sockaddr_in *)&out->address;
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)&out->address;
    size_t len = strlen(host);
    char inside[64];
    out->any = strcmp(host, "*") == 0;
    if (out->any || (host[0] == '[' && len > 2 && host[len - 1] == ']')) {
        memcpy(inside, host + 1, out->any ? 0 : len - 2);
        inside[out->any ? 0 : len - 2] = '\0';
        *six = (struct sockaddr_in6){
            .sin6_family = AF_INET6, .sin6_port = htons(port), .sin6_addr = in6addr_any};
        out->len = sizeof *six;
        return out->any || inet_pton(AF_INET6, inside, &six->sin6_addr) == 1;
    }
    *four = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(port)};
    out->len = sizeof *four;
    return inet_pton(AF_INET, strcmp(host, "localhost") == 0 ? "127.0.0.1" : host, &four->sin_addr) == 1;
}

static enum err read_place(struct ctx *c, const char *where, struct place *out)
{
    const char *colon = strrchr(where, ':');
    char host[64];
    int64_t port;
    if (colon == NULL || (size_t)(colon - where) >= sizeof host || !text_to_int(text_of(colon + 1), &port) ||
        port < 0 || port > 65535)
        return fail(c, ERR_USAGE, "\"%s\" is not ADDRESS:PORT, for example 127.0.0.1:8787", where);
    memcpy(host, where, (size_t)(colon - where));
    host[colon - where] = '\0';
    if (!read_host(host, (uint16_t)port, out))
        return fail(c, ERR_USAGE,
                    "\"%s\" is no address: give an IPv4 address, an IPv6 one in [], localhost or *", host);
    return OK;
}

static int try_open(const struct place *place)
{
    int yes = 1, no = 0;
    int fd = socket(place->address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (place->any)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
    if (bind(fd, (const struct sockaddr *)&place->address, place->len) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    int error = errno;
    close(fd);
    errno = error;
    return -1;
}

enum err listen_open(struct ctx *c, const char *where, int *fd)
{
    struct place place = {.len = 0};
    TRY(read_place(c, where, &place));
    *fd = try_open(&place);
    if (*fd < 0 && place.any) { /* a machine without IPv6 */
        uint16_t port = ntohs(((struct sockaddr_in6 *)&place.address)->sin6_port);
        read_host("0.0.0.0", port, &place);
        *fd = try_open(&place);
    }
    if (*fd < 0)
        return fail(c, ERR_IO, "cannot listen on %s: %s", where,
                    errno == EADDRINUSE ? "something else listens there" : strerror(errno));
    return OK;
}

void listen_url(int fd, char *out, size_t size)
{
    struct sockaddr_storage address = {0};
    socklen_t len = sizeof address;
    char text[INET6_ADDRSTRLEN] = "?";
    getsockname(fd, (struct sockaddr *)&address, &len);
    if (address.ss_family == AF_INET6) {
        const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)&address;
        bool any = memcmp(&six->sin6_addr, &in6addr_any, sizeof in6addr_any) == 0;
        inet_ntop(AF_INET6, &six->sin6_addr, text, sizeof text);
        if (any)
            snprintf(out, size, "http://127.0.0.1:%u", ntohs(six->sin6_port));
        else
            snprintf(out, size, "http://[%s]:%u", text, ntohs(six->sin6_port));
        return;
    }
    const struct sockaddr_in *four = (const struct sockaddr_in *)&address;
    bool any = four->sin_addr.s_addr == htonl(INADDR_ANY);
    inet_ntop(AF_INET, &four->sin_addr, text, sizeof text);
    snprintf(out, size, "http://%s:%u", any ? "127.0.0.1" : text, ntohs(four->sin_port));
}
