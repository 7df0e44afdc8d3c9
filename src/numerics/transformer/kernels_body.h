/* The kernels for registers of LANES floats: kernels.c includes this once for each width, with TARGET and NAME. No guard, for that. */

typedef float NAME(lanes) __attribute__((vector_size(LANES * sizeof(float))));
typedef int32_t NAME(marks) __attribute__((vector_size(LANES * sizeof(float))));
#define V NAME(lanes)
#define M NAME(marks)

TARGET static inline V NAME(load)(const float *at)
{
    V v;
    memcpy(&v, at, sizeof v);
    return v;
}

TARGET static inline void NAME(store)(float *at, V v)
{
    memcpy(at, &v, sizeof v);
}

TARGET static inline float NAME(sum)(V v)
{
    float all[LANES], sum = 0;
    memcpy(all, &v, sizeof v);
    for (int width = LANES / 2; width > 0; width /= 2)
        for (int i = 0; i < width; i++)
            all[i] += all[i + width];
    sum = all[0];
    return sum;
}

TARGET static inline V NAME(choose)(M which, V yes, V no)
{
    return (V)(((M)yes & which) | ((M)no & ~which));
}

TARGET static inline V NAME(between)(V x, float low, float high)
{
    V l = low - (V){0}, h = high - (V){0};
    x = NAME(choose)(x < l, l, x);
    return NAME(choose)(x > h, h, x);
}

/* x times P(x^2) / Q(x^2), fitted for the least relative error within +-3.92, where it is 1 in single precision. */
TARGET static inline V NAME(erf)(V x)
{
    x = NAME(between)(x, -3.92F, 3.92F);
    V t = x * x, p = t * 0x1.132ec2p-19F + 0x1.2ab51ap-12F, q = t * 0x1.3f8bfcp-15F + 0x1.30b4a8p-10F;
    p = p * t + 0x1.ed77bcp-9F;
    q = q * t + 0x1.ea760ep-7F;
    p = p * t + 0x1.b01928p-5F;
    q = q * t + 0x1.d35c3ep-4F;
    p = p * t + 0x1.85ea48p-3F;
    q = q * t + 0x1.010e00p-1F;
    p = p * t + 0x1.20dd74p+0F;
    q = q * t + 1.0F;
    return x * p / q;
}

/* Of what is at most 0: 2^n e^r with |r| <= ln 2 / 2, e^r by its series, whose seventh term is below half a last bit. */
TARGET static inline V NAME(exp)(V x)
{
    x = NAME(between)(x, -87.0F, 0.0F);
    V n = x * 0x1.715476p+0F + 0x1.8p+23F; /* rounded to a whole number by the addition */
    M power = ((M)n - (M)(0x1.8p+23F - (V){0}) + 127) << 23;
    n -= 0x1.8p+23F;
    V r = x - n * 0x1.62e400p-1F - n * 0x1.7f7d1cp-20F, p = r * (1 / 720.0F) + 1 / 120.0F;
    p = p * r + 1 / 24.0F;
    p = p * r + 1 / 6.0F;
    p = p * r + 0.5F;
    p = p * r + 1.0F;
    p = p * r + 1.0F;
    return p * (V)power;
}

TARGET static void NAME(add_norm)(size_t dims, const float *a, const float *b, const float *bias,
                                  const float *scale, const float *shift, float epsilon, float *out)
{
    V sums[2] = {{0}}, squares[2] = {{0}};
    for (size_t i = 0; i < dims; i += LANES) {
        V s = NAME(load)(a + i) + NAME(load)(b + i);
        if (bias != NULL)
            s += NAME(load)(bias + i);
        NAME(store)(out + i, s);
        sums[i / LANES % 2] += s;
    }
    float mean = NAME(sum)(sums[0] + sums[1]) / (float)dims;
    for (size_t i = 0; i < dims; i += LANES) {
        V s = NAME(load)(out + i) - mean;
        squares[i / LANES % 2] += s * s;
    }
    float factor = 1 / sqrtf(NAME(sum)(squares[0] + squares[1]) / (float)dims + epsilon);
    for (size_t i = 0; i < dims; i += LANES)
        NAME(store)
    (out + i, (NAME(load)(out + i) - mean) * factor * NAME(load)(scale + i) + NAME(load)(shift + i));
}

TARGET static void NAME(gelu)(size_t dims, const float *bias, float *x)
{
    for (size_t i = 0; i < dims; i += LANES) {
        V v = NAME(load)(x + i) + NAME(load)(bias + i), half = v * 0.5F;
        NAME(store)(x + i, half + half * NAME(erf)(v * 0x1.6a09e6p-1F));
    }
}

/* Scores of ROWS queries with all keys: `turned` is the keys by columns. */
TARGET static inline void NAME(score)(size_t padded, size_t dims, const float *const *q, const float *bias,
                                      const float *turned, float *scores)
{
    for (size_t j = 0; j < padded; j += LANES) {
        V sums[ROWS] = {{0}};
        for (size_t d = 0; d < dims; d++) {
            V keys = NAME(load)(turned + d * padded + j);
            for (int r = 0; r < ROWS; r++)
                sums[r] += keys * (q[r][d] + bias[d]);
        }
        for (int r = 0; r < ROWS; r++)
            NAME(store)(scores + (size_t)r * padded + j, sums[r]);
    }
}

/* exp(s - max) in place; gives their sum. What stands behind `count` counts as nothing. */
TARGET static inline float NAME(soften)(size_t count, size_t padded, float *scores)
{
    for (size_t j = count; j < padded; j++)
        scores[j] = -1e30F;
    V most = NAME(load)(scores), sum = {0};
    for (size_t j = LANES; j < padded; j += LANES) {
        V s = NAME(load)(scores + j);
        most = NAME(choose)(s > most, s, most);
    }
    float top = most[0];
    for (int i = 1; i < LANES; i++)
        top = most[i] > top ? most[i] : top;
    for (size_t j = 0; j < padded; j += LANES) {
        V e = NAME(exp)(NAME(load)(scores + j) - top);
        NAME(store)(scores + j, e);
        sum += e;
    }
    return NAME(sum)(sum);
}

TARGET static inline void NAME(mix)(size_t count, size_t padded, size_t dims, const float *v, size_t stride,
                                    const float *scores, const float *sums, float *const *out)
{
    for (size_t d = 0; d < dims; d += 2 * LANES) {
        V mixed[ROWS][2] = {{{0}}};
        for (size_t j = 0; j < count; j++) {
            V low = NAME(load)(v + j * stride + d), high = NAME(load)(v + j * stride + d + LANES);
            for (size_t r = 0; r < ROWS; r++) {
                mixed[r][0] += low * scores[r * padded + j];
                mixed[r][1] += high * scores[r * padded + j];
            }
        }
        for (int r = 0; r < ROWS; r++) {
            NAME(store)(out[r] + d, mixed[r][0] / sums[r]);
            NAME(store)(out[r] + d + LANES, mixed[r][1] / sums[r]);
        }
    }
}

TARGET static void NAME(attend)(size_t count, size_t dims, const float *q, const float *bias, const float *k,
                                const float *v, size_t stride, float *scratch, float *out, size_t out_stride)
{
    size_t padded = (count + LANES - 1) / LANES * LANES;
    float *turned = scratch, *scores = scratch + dims * padded, sums[ROWS], *outs[ROWS];
    const float *rows[ROWS];
    memset(turned, 0, dims * padded * sizeof *turned);
    for (size_t j = 0; j < count; j++)
        for (size_t d = 0; d < dims; d++)
            turned[d * padded + j] = k[j * stride + d];
    for (size_t i = 0; i < count; i += ROWS) {
        for (size_t r = 0; r < ROWS; r++) { /* the last row stands for those that are not there */
            size_t row = i + r < count ? i + r : count - 1;
            rows[r] = q + row * stride;
            outs[r] = out + row * out_stride;
        }
        NAME(score)(padded, dims, rows, bias, turned, scores);
        for (size_t r = 0; r < ROWS; r++)
            sums[r] = NAME(soften)(count, padded, scores + r * padded);
        NAME(mix)(count, padded, dims, v, stride, scores, sums, outs);
    }
}

static const struct kernels NAME(kernels) = {LABEL, NAME(add_norm), NAME(gelu), NAME(attend)};

#undef V
#undef M
