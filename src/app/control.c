#include "app/control.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { WAIT_SECONDS = 60 };

static const char request[] = "take over\n";

struct control {
    int folder; /* its descriptor: a socket's path must be short, a folder's need not be */
    int fd;
    int taker; /* who asked; -1: nobody */
};

static void address_in(int folder, struct sockaddr_un *out)
{
    *out = (struct sockaddr_un){.sun_family = AF_UNIX};
    snprintf(out->sun_path, sizeof out->sun_path, "/proc/self/fd/%d/florin.sock", folder);
}

static enum err listen_in(struct ctx *c, struct control *control)
{
    struct sockaddr_un address;
    address_in(control->folder, &address);
    control->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    unlink(address.sun_path); /* of a server that did not end well: the store's lock says that none runs */
    mode_t old = umask(0177);
    bool bound = control->fd >= 0 && bind(control->fd, (struct sockaddr *)&address, sizeof address) == 0 &&
                 listen(control->fd, 4) == 0;
    int error = errno;
    umask(old);
    return bound ? OK : fail(c, ERR_IO, "florin.sock cannot be made in the data folder: %s", strerror(error));
}

static void control_free(struct control *control)
{
    if (control->fd >= 0)
        close(control->fd);
    if (control->taker >= 0)
        close(control->taker);
    close(control->folder);
    free(control);
}

enum err control_open(struct ctx *c, const char *folder, struct control **out)
{
    struct control *control = calloc(1, sizeof *control);
    if (control == NULL)
        return fail(c, ERR_MEMORY, "no memory for a server");
    *control =
        (struct control){.folder = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC), .fd = -1, .taker = -1};
    if (control->folder < 0) {
        free(control);
        return fail(c, ERR_IO, "the folder %s cannot be opened: %s", folder, strerror(errno));
    }
    enum err e = listen_in(c, control);
    if (e == OK)
        *out = control;
    else
        control_free(control);
    return e;
}

/* The socket's file is for its owner alone; this also holds where a file system knows no modes. */
static bool is_same_user(int fd)
{
    struct ucred who;
    socklen_t len = sizeof who;
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &len) == 0 && who.uid == getuid();
}

static bool asks_to_take_over(int fd)
{
    char line[sizeof request] = "";
    struct timeval patience = {.tv_sec = 1};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ssize_t len = recv(fd, line, sizeof line - 1, MSG_WAITALL);
    return len == (ssize_t)sizeof request - 1 && memcmp(line, request, sizeof request - 1) == 0;
}

void control_wait(struct control *control, const sigset_t *signals)
{
    int signal_fd = signalfd(-1, signals, SFD_CLOEXEC);
    struct pollfd waiting[2] = {{.fd = signal_fd, .events = POLLIN}, {.fd = control->fd, .events = POLLIN}};
    while (control->taker < 0) {
        if (poll(waiting, 2, -1) < 0 && errno != EINTR)
            break;
        if ((waiting[0].revents & POLLIN) != 0)
            break;
        if ((waiting[1].revents & POLLIN) == 0)
            continue;
        int fd = accept4(control->fd, NULL, NULL, SOCK_CLOEXEC);
        if (fd >= 0 && is_same_user(fd) && asks_to_take_over(fd))
            control->taker = fd;
        else if (fd >= 0)
            close(fd);
    }
    if (signal_fd >= 0)
        close(signal_fd);
}

/* One byte with a descriptor beside it (SCM_RIGHTS). */
static void send_descriptor(int to, int fd)
{
    char byte = '\n';
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int))];
    } beside = {.space = {0}};
    struct iovec part = {&byte, 1};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &beside, .msg_controllen = sizeof beside};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(header), &fd, sizeof fd);
    sendmsg(to, &message, MSG_NOSIGNAL);
}

void control_hand_over(struct control *control, int listen_fd)
{
    if (control != NULL) {
        struct sockaddr_un address;
        address_in(control->folder, &address);
        unlink(address.sun_path); /* before the next one makes its own */
        if (control->taker >= 0 && listen_fd >= 0)
            send_descriptor(control->taker, listen_fd);
        control_free(control);
    }
    if (listen_fd >= 0)
        close(listen_fd);
}

static int receive_descriptor(int from)
{
    char byte;
    int fd = -1;
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int))];
    } beside;
    struct iovec part = {&byte, 1};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &beside, .msg_controllen = sizeof beside};
    if (recvmsg(from, &message, MSG_CMSG_CLOEXEC) != 1)
        return -1;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header != NULL && header->cmsg_type == SCM_RIGHTS)
        memcpy(&fd, CMSG_DATA(header), sizeof fd);
    return fd;
}

static enum err ask(struct ctx *c, int fd, int *listen_fd)
{
    struct timeval patience = {.tv_sec = WAIT_SECONDS};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (send(fd, request, sizeof request - 1, MSG_NOSIGNAL) == (ssize_t)sizeof request - 1)
        *listen_fd = receive_descriptor(fd);
    return *listen_fd >= 0 ? OK : fail(c, ERR_BUSY, "the server that runs on this data does not make room");
}

enum err control_take_over(struct ctx *c, const char *folder, int *listen_fd)
{
    struct sockaddr_un address;
    *listen_fd = -1;
    int at = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (at < 0)
        return OK; /* no data, so nobody runs on it */
    address_in(at, &address);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    enum err e = OK;
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        e = ask(c, fd, listen_fd);
    if (fd >= 0)
        close(fd);
    close(at);
    return e;
}
