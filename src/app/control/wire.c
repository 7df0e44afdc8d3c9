#include "app/control/wire.h"

#include "base/text.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

enum { LINE_BYTES = 16, CONNECT_SECONDS = 60 };

void wire_address(int folder, struct sockaddr_un *out)
{
    *out = (struct sockaddr_un){.sun_family = AF_UNIX};
    snprintf(out->sun_path, sizeof out->sun_path, "/proc/self/fd/%d/florin.sock", folder);
}

int wire_connect(const char *folder)
{
    struct sockaddr_un address;
    int at = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (at < 0)
        return -1;
    wire_address(at, &address);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct timeval patience = {.tv_sec = CONNECT_SECONDS}; /* while very many wait to be let in */
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        fd = -1;
    }
    close(at);
    return fd;
}

static bool peer(int fd, struct ucred *out)
{
    socklen_t len = sizeof *out;
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, out, &len) == 0;
}

bool wire_is_same_user(int fd)
{
    struct ucred who;
    return peer(fd, &who) && who.uid == getuid();
}

pid_t wire_peer(int fd)
{
    struct ucred who;
    return peer(fd, &who) ? who.pid : 0;
}

/* -- Requests */

bool wire_ask(int fd, const char *request)
{
    char line[LINE_BYTES];
    int len = snprintf(line, sizeof line, "%s\n", request);
    return send(fd, line, (size_t)len, MSG_NOSIGNAL) == len;
}

enum wire_request wire_request(int fd)
{
    char line[LINE_BYTES];
    size_t len = 0;
    struct timeval patience = {.tv_sec = 1};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    while (len < sizeof line && (len == 0 || line[len - 1] != '\n')) {
        ssize_t more = recv(fd, line + len, sizeof line - len, 0);
        if (more <= 0)
            return WIRE_REQUEST_NONE;
        len += (size_t)more;
    }
    struct text request = {line, len - 1};
    return text_is(request, WIRE_TAKE_OVER) ? WIRE_REQUEST_TAKE_OVER
           : text_is(request, WIRE_TURN)    ? WIRE_REQUEST_TURN
                                            : WIRE_REQUEST_NONE;
}

/* -- Answers */

union beside {
    struct cmsghdr header;
    char space[CMSG_SPACE(sizeof(int) * WIRE_FILES_MAX)];
};

bool wire_answer(int fd, enum wire_answer answer, const int *files, size_t count)
{
    char byte = (char)answer;
    int open_files[WIRE_FILES_MAX];
    size_t used = 0;
    for (size_t i = 0; i < count && used < WIRE_FILES_MAX; i++)
        if (files[i] >= 0)
            open_files[used++] = files[i];
    union beside beside = {.space = {0}};
    struct iovec part = {&byte, 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (used > 0) {
        message.msg_control = &beside;
        message.msg_controllen = CMSG_SPACE(sizeof(int) * used);
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int) * used);
        memcpy(CMSG_DATA(header), open_files, sizeof(int) * used);
    }
    return sendmsg(fd, &message, MSG_NOSIGNAL) == 1;
}

enum wire_answer wire_wait(int fd, int64_t wait_us, int files[WIRE_FILES_MAX])
{
    char byte;
    union beside beside;
    struct iovec part = {&byte, 1};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &beside, .msg_controllen = sizeof beside};
    struct timeval patience = {.tv_sec = wait_us / 1000000, .tv_usec = wait_us % 1000000 + 1};
    for (int i = 0; i < WIRE_FILES_MAX; i++)
        files[i] = -1;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (recvmsg(fd, &message, MSG_CMSG_CLOEXEC) != 1)
        return WIRE_NONE;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
        memcpy(files, CMSG_DATA(header), header->cmsg_len - CMSG_LEN(0));
    return byte == WIRE_HERE ? WIRE_HERE : WIRE_REFUSED;
}
