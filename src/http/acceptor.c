/* The thread that takes new connections and hands them to libmicrohttpd. It could take them itself, but its MHD_quiesce_daemon ends the
 * program when a thread of its pool lets go of the listening socket at the same moment (0.9.75), so the socket is never given to it. */
#include "http/inner.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct acceptor {
    struct http_server *server;
    int listen_fd, stop_fd;
    pthread_t thread;
};

/* No descriptors are left, or no memory: some are given back soon. */
static void rest(void)
{
    enum { REST_NS = 10000000 };
    nanosleep(&(struct timespec){0, REST_NS}, NULL);
}

/* It is counted as arriving until its thread has seen it. */
static void hand_over(struct http_server *server, int fd, const struct sockaddr_storage *peer, socklen_t len)
{
    atomic_fetch_add(&server->arriving, 1);
    if (MHD_add_connection(server->daemon, fd, (const struct sockaddr *)peer, len) != MHD_YES)
        atomic_fetch_sub(&server->arriving, 1); /* there is no room: it is closed */
}

static void accept_some(const struct acceptor *a)
{
    enum { AT_ONCE = 256 }; /* then it is asked again whether to stop */
    for (int i = 0; i < AT_ONCE; i++) {
        struct sockaddr_storage peer;
        socklen_t len = sizeof peer;
        int fd = accept4(a->listen_fd, (struct sockaddr *)&peer, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0)
            hand_over(a->server, fd, &peer, len);
        else if (errno == EAGAIN || errno == EWOULDBLOCK)
            return;
        else if (errno != EINTR && errno != ECONNABORTED) {
            rest();
            return;
        }
    }
}

static void *run(void *self)
{
    const struct acceptor *a = self;
    struct pollfd on[2] = {{.fd = a->listen_fd, .events = POLLIN}, {.fd = a->stop_fd, .events = POLLIN}};
    while (on[1].revents == 0)
        if (poll(on, 2, -1) > 0 && on[0].revents != 0 && on[1].revents == 0)
            accept_some(a);
    return NULL;
}

enum err acceptor_start(struct ctx *c, struct http_server *server)
{
    struct acceptor *a = malloc(sizeof *a);
    if (a == NULL)
        return fail(c, ERR_MEMORY, "no memory for a server");
    *a = (struct acceptor){
        .server = server, .listen_fd = server->listen_fd, .stop_fd = eventfd(0, EFD_CLOEXEC)};
    fcntl(a->listen_fd, F_SETFL, fcntl(a->listen_fd, F_GETFL) | O_NONBLOCK);
    if (a->stop_fd >= 0 && pthread_create(&a->thread, NULL, run, a) == 0) {
        server->acceptor = a;
        return OK;
    }
    if (a->stop_fd >= 0)
        close(a->stop_fd);
    free(a);
    return fail(c, ERR_IO, "the server could not be started");
}

void acceptor_stop(struct acceptor *a)
{
    if (a == NULL)
        return;
    eventfd_write(a->stop_fd, 1);
    pthread_join(a->thread, NULL);
    close(a->stop_fd);
    free(a);
}
