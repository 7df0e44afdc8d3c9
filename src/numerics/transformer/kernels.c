#include "numerics/transformer/kernels.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { ROWS = 4 /* queries that are worked on at once */, LANES_MOST = 16 };

#define LANES   4
#define NAME(x) x##_plain
#define LABEL   "plain"
#define TARGET
#include "numerics/transformer/kernels_body.h"
#undef LANES
#undef NAME
#undef LABEL
#undef TARGET

#if defined(__x86_64__)
#define LANES   8
#define NAME(x) x##_avx2
#define LABEL   "avx2"
#define TARGET  __attribute__((target("avx2,fma")))
#include "numerics/transformer/kernels_body.h"
#undef LANES
#undef NAME
#undef LABEL
#undef TARGET

#define LANES   16
#define NAME(x) x##_avx512
#define LABEL   "avx512"
#define TARGET  __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma")))
#include "numerics/transformer/kernels_body.h"
#undef LANES
#undef NAME
#undef LABEL
#undef TARGET
#endif

const struct kernels *kernels_at(size_t i)
{
#if defined(__x86_64__)
    bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                  __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
    if (i == 1)
        return avx2 ? &kernels_avx2 : NULL;
    if (i == 2)
        return avx512 ? &kernels_avx512 : NULL;
#endif
    return i == 0 ? &kernels_plain : NULL;
}

const struct kernels *kernels_best(void)
{
    size_t i = 0;
    while (kernels_at(i + 1) != NULL)
        i++;
    return kernels_at(i);
}

size_t kernels_scratch(size_t count, size_t dims)
{
    size_t padded = (count + LANES_MOST - 1) / LANES_MOST * LANES_MOST;
    return (dims + ROWS) * padded;
}
