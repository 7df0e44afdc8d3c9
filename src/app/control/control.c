#include "app/control/control.h"

#include "app/control/wire.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#define TAKE_OVER_US INT64_C(60000000)

struct control {
    int folder; /* its descriptor */
    int fd;
    int taker; /* who asked to take over; -1: nobody */
};

static enum err listen_in(struct ctx *c, struct control *control)
{
    struct sockaddr_un address;
    wire_address(control->folder, &address);
    control->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    unlink(address.sun_path); /* of a server that did not end well: the store's lock says that none runs */
    mode_t old = umask(0177);
    bool bound = control->fd >= 0 && bind(control->fd, (struct sockaddr *)&address, sizeof address) == 0 &&
                 listen(control->fd, LENDER_QUEUE_MOST) == 0;
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

/* -- What is asked for */

static void refuse(int fd)
{
    (void)wire_answer(fd, WIRE_REFUSED, NULL, 0);
    close(fd);
}

/* Loans that wait stay where they are: should the taker lose patience, they go on. */
static void begin_to_make_room(struct control *control, struct lender *lender, int fd)
{
    control->taker = fd;
    lender_pause(lender, true);
}

static void taker_is_gone(struct control *control, struct lender *lender)
{
    close(control->taker);
    control->taker = -1;
    lender_pause(lender, false);
}

static void answer(struct control *control, struct lender *lender)
{
    int fd = accept4(control->fd, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0)
        return;
    enum wire_request request = wire_is_same_user(fd) ? wire_request(fd) : WIRE_REQUEST_NONE;
    if (request == WIRE_REQUEST_TURN)
        lender_add(lender, fd);
    else if (request == WIRE_REQUEST_TAKE_OVER && control->taker < 0)
        begin_to_make_room(control, lender, fd);
    else
        refuse(fd);
}

/* A taker says nothing more: what can be read is its end. */
void control_wait(struct control *control, struct lender *lender, const sigset_t *signals)
{
    enum { SIGNALS, REQUESTS, LOAN_ENDED, TAKER_GONE, COUNT };
    int signal_fd = signalfd(-1, signals, SFD_CLOEXEC);
    while (control->taker < 0 || !lender_rests(lender)) {
        struct pollfd waiting[COUNT] = {[SIGNALS] = {.fd = signal_fd, .events = POLLIN},
                                        [REQUESTS] = {.fd = control->fd, .events = POLLIN},
                                        [LOAN_ENDED] = {.fd = lender_bell(lender), .events = POLLIN},
                                        [TAKER_GONE] = {.fd = control->taker, .events = POLLIN}};
        if (control->taker < 0) /* nobody waits for it */
            waiting[LOAN_ENDED].fd = -1;
        if (poll(waiting, COUNT, -1) < 0 && errno != EINTR)
            break;
        if ((waiting[SIGNALS].revents & POLLIN) != 0)
            break;
        if ((waiting[REQUESTS].revents & POLLIN) != 0)
            answer(control, lender);
        if (waiting[TAKER_GONE].revents != 0)
            taker_is_gone(control, lender);
    }
    if (signal_fd >= 0)
        close(signal_fd);
}

bool control_is_taken(const struct control *control)
{
    return control->taker >= 0;
}

/* -- Taking over */

static void estate_close(struct control_estate estate)
{
    if (estate.listen_fd >= 0)
        close(estate.listen_fd);
    if (estate.lock >= 0)
        close(estate.lock);
}

void control_hand_over(struct control *control, struct control_estate estate)
{
    if (control != NULL) {
        const int files[] = {estate.listen_fd, estate.lock};
        struct sockaddr_un address;
        wire_address(control->folder, &address);
        unlink(address.sun_path); /* before the next one makes its own */
        if (control->taker >= 0 && estate.listen_fd >= 0)
            (void)wire_answer(control->taker, WIRE_HERE, files, sizeof files / sizeof *files);
        control_free(control);
    }
    estate_close(estate);
}

enum err control_take_over(struct ctx *c, const char *folder, struct control_estate *out)
{
    int files[WIRE_FILES_MAX] = {-1, -1}, fd = wire_connect(folder);
    *out = (struct control_estate){-1, -1};
    if (fd < 0)
        return OK; /* no data, or nobody who runs on it */
    if (wire_ask(fd, WIRE_TAKE_OVER))
        (void)wire_wait(fd, TAKE_OVER_US, files);
    close(fd);
    *out = (struct control_estate){.listen_fd = files[0], .lock = files[1]};
    return files[0] >= 0 ? OK : fail(c, ERR_BUSY, "the server that runs on this data does not make room");
}
