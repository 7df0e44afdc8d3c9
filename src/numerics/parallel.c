#include "numerics/parallel.h"

#include <pthread.h>
#include <stdatomic.h>

struct shared {
    atomic_size_t next;
    size_t pieces;
    void (*work)(void *arg, size_t piece, unsigned worker);
    void *arg;
};

struct worker {
    struct shared *shared;
    unsigned number;
    pthread_t thread;
};

static void *take_pieces(void *thing)
{
    struct worker *worker = thing;
    struct shared *shared = worker->shared;
    for (;;) {
        size_t piece = atomic_fetch_add_explicit(&shared->next, 1, memory_order_relaxed);
        if (piece >= shared->pieces)
            return NULL;
        shared->work(shared->arg, piece, worker->number);
    }
}

void parallel_for(unsigned threads, size_t pieces, void (*work)(void *arg, size_t piece, unsigned worker),
                  void *arg)
{
    struct shared shared = {.pieces = pieces, .work = work, .arg = arg};
    struct worker workers[PARALLEL_THREADS_MAX];
    size_t wanted = threads > PARALLEL_THREADS_MAX ? PARALLEL_THREADS_MAX : threads, count = 1;
    if (wanted > pieces)
        wanted = pieces;
    workers[0] = (struct worker){.shared = &shared};
    for (; count < wanted; count++) {
        workers[count] = (struct worker){.shared = &shared, .number = (unsigned)count};
        if (pthread_create(&workers[count].thread, NULL, take_pieces, &workers[count]) != 0)
            break;
    }
    take_pieces(&workers[0]);
    for (size_t i = 1; i < count; i++)
        pthread_join(workers[i].thread, NULL);
}
