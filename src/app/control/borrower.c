#include "app/control/borrower.h"

#include "app/control/wire.h"
#include "base/arena.h"

#include <errno.h>
#include <unistd.h>

enum { GOODBYE_US = 10000000 };

struct turn {
    int fd;
};

/* The server answers with its end when it has taken the turn back and knows what changed: who reads from it after this command sees that. */
static void give_back(void *thing)
{
    const struct turn *turn = thing;
    int files[WIRE_FILES_MAX];
    shutdown(turn->fd, SHUT_WR);
    (void)wire_wait(turn->fd, GOODBYE_US, files);
    close(turn->fd);
}

static void close_files(const int files[WIRE_FILES_MAX])
{
    for (int i = 0; i < WIRE_FILES_MAX; i++)
        if (files[i] >= 0)
            close(files[i]);
}

enum loan loan_ask(struct ctx *c, const char *folder, int64_t wait_us, int *lock)
{
    int fd = wire_connect(folder), files[WIRE_FILES_MAX] = {-1, -1};
    if (fd < 0)
        return LOAN_NONE;
    enum wire_answer answer = wire_ask(fd, WIRE_TURN) ? wire_wait(fd, wait_us, files) : WIRE_NONE;
    if (answer == WIRE_HERE && files[0] >= 0) {
        struct turn *turn = ARENA_NEW(c->arena, struct turn);
        turn->fd = fd;
        *lock = files[0];
        arena_defer(c->arena, give_back, turn);
        return LOAN_GIVEN;
    }
    close_files(files);
    close(fd);
    return answer == WIRE_NONE ? LOAN_AGAIN : LOAN_NONE;
}
