#include "embedding/blas.h"

#include <cblas.h>
#include <dlfcn.h>
#include <pthread.h>

/* A build of OpenBLAS for one thread hands out its memory without a lock: two products at once may then be given the same room, and both
 * are wrong. Such a build (Debian's libopenblas0-serial is one) makes one product at a time. */
static struct {
    pthread_once_t once;
    bool is_open, one_at_a_time;
    pthread_mutex_t lock;
    __typeof__(&cblas_sgemm) sgemm;
    __typeof__(&openblas_set_num_threads) set_threads;
    __typeof__(&openblas_get_corename) core;
} blas = {.once = PTHREAD_ONCE_INIT, .lock = PTHREAD_MUTEX_INITIALIZER};

static bool find(void *library, const char *name, void *function)
{
    void *at = dlsym(library, name);
    memcpy(function, &at, sizeof at); /* C has no other way from an object's to a function's pointer */
    return at != NULL;
}

static void load(void)
{
    void *library =
        dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL); /* never closed: threads keep its functions */
    __typeof__(&openblas_get_parallel) parallel;
    if (library == NULL)
        return;
    blas.one_at_a_time =
        !find(library, "openblas_get_parallel", &parallel) || parallel() == OPENBLAS_SEQUENTIAL;
    blas.is_open = find(library, "cblas_sgemm", &blas.sgemm) &&
                   find(library, "openblas_set_num_threads", &blas.set_threads) &&
                   find(library, "openblas_get_corename", &blas.core);
    if (blas.is_open)
        blas.set_threads(1); /* batches are shared among threads, not products */
}

static void product(size_t m, size_t n, size_t k, const float *a, const float *b, float *c)
{
    if (blas.one_at_a_time)
        pthread_mutex_lock(&blas.lock);
    blas.sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (blasint)m, (blasint)n, (blasint)k, 1, a,
               (blasint)k, b, (blasint)n, 0, c, (blasint)n);
    if (blas.one_at_a_time)
        pthread_mutex_unlock(&blas.lock);
}

enum err blas_open(struct ctx *c, encoder_product **out)
{
    pthread_once(&blas.once, load);
    if (!blas.is_open)
        return fail(c, ERR_NOT_FOUND,
                    "embedding: OpenBLAS (libopenblas.so.0) is not installed; Debian's package is "
                    "libopenblas0-pthread");
    *out = product;
    return OK;
}

const char *blas_core(void)
{
    return blas.is_open ? blas.core() : "";
}
