#include "numerics/money/root.h"

#include <float.h>
#include <math.h>

struct bracket {
    double a, fa; /* the other end */
    double b, fb; /* the better end */
    double c, fc; /* the end before */
    double step, step_before;
};

static void swap_ends(struct bracket *k)
{
    k->a = k->b, k->fa = k->fb;
    k->b = k->c, k->fb = k->fc;
    k->c = k->a, k->fc = k->fa;
}

/* A step by interpolation where it is trusted, else to the middle. */
static void choose_step(struct bracket *k, double middle, double tolerance)
{
    double p, q;
    if (fabs(k->step_before) < tolerance || fabs(k->fa) <= fabs(k->fb)) {
        k->step = k->step_before = middle;
        return;
    }
    double s = k->fb / k->fa;
    if (k->a == k->c) {
        p = 2 * middle * s;
        q = 1 - s;
    } else {
        double t = k->fa / k->fc, r = k->fb / k->fc;
        p = s * (2 * middle * t * (t - r) - (k->b - k->a) * (r - 1));
        q = (t - 1) * (r - 1) * (s - 1);
    }
    if (p > 0)
        q = -q;
    p = fabs(p);
    double most = 3 * middle * q - fabs(tolerance * q), half = fabs(k->step_before * q);
    if (2 * p < (most < half ? most : half)) {
        k->step_before = k->step;
        k->step = p / q;
    } else {
        k->step = k->step_before = middle;
    }
}

double root_brent(root_function *f, const void *arg, double a, double b)
{
    enum { STEPS_MAX = 300 };
    struct bracket k = {.a = a, .fa = f(arg, a), .b = b, .fb = f(arg, b)};
    k.c = k.b, k.fc = k.fb;
    for (int i = 0; i < STEPS_MAX; i++) {
        if ((k.fb > 0) == (k.fc > 0)) {
            k.c = k.a, k.fc = k.fa;
            k.step = k.step_before = k.b - k.a;
        }
        if (fabs(k.fc) < fabs(k.fb))
            swap_ends(&k);
        double tolerance = 2 * DBL_EPSILON * fabs(k.b) + 1e-300, middle = (k.c - k.b) / 2;
        if (fabs(middle) <= tolerance || k.fb == 0)
            break;
        choose_step(&k, middle, tolerance);
        k.a = k.b, k.fa = k.fb;
        k.b += fabs(k.step) > tolerance ? k.step : copysign(tolerance, middle);
        k.fb = f(arg, k.b);
    }
    return k.b;
}

/* Three looks next to each other on one side of zero, the newest last. */
struct looks {
    double x[3], y[3];
    int count;
};

static void look(struct looks *l, double x, double y)
{
    l->x[0] = l->x[1], l->y[0] = l->y[1];
    l->x[1] = l->x[2], l->y[1] = l->y[2];
    l->x[2] = x, l->y[2] = y;
    l->count += l->count < 3;
}

/* |f| is smaller in the middle than on both sides: goes down to where it is smallest, or until the sign changes. */
static bool dip_crosses(root_function *f, const void *arg, const struct looks *l, double *crossed)
{
    const double golden = 0.3819660112501051;
    double low = l->x[0], high = l->x[2], at = l->x[1], value = fabs(l->y[1]);
    bool positive = l->y[1] > 0;
    for (int i = 0; i < 80; i++) {
        bool right = fabs(high - at) > fabs(at - low);
        double next = right ? at + golden * (high - at) : at - golden * (at - low);
        double y = f(arg, next);
        if (y == 0 || (y > 0) != positive) {
            *crossed = next;
            return true;
        }
        if (fabs(y) < value) {
            *(right ? &low : &high) = at;
            at = next, value = fabs(y);
        } else {
            *(right ? &high : &low) = next;
        }
    }
    return false;
}

/* Did the newest look, or a dip before it, find a root? */
static bool found(root_function *f, const void *arg, const struct looks *l, double *out)
{
    double crossed;
    if (l->y[2] == 0) {
        *out = l->x[2];
        return true;
    }
    if (l->count >= 2 && (l->y[1] > 0) != (l->y[2] > 0)) {
        *out = root_brent(f, arg, l->x[1], l->x[2]);
        return true;
    }
    if (l->count < 3 || fabs(l->y[1]) >= fabs(l->y[0]) || fabs(l->y[1]) > fabs(l->y[2]) ||
        !dip_crosses(f, arg, l, &crossed))
        return false;
    *out = root_brent(f, arg, l->x[0], crossed);
    return true;
}

bool root_nearest_zero(root_function *f, const void *arg, const struct root_search *search, double *out)
{
    double at_zero = f(arg, 0), distance = 0;
    struct looks up = {.x = {0, 0, 0}, .y = {0, 0, at_zero}, .count = 1}, down = up;
    if (at_zero == 0) {
        *out = 0;
        return true;
    }
    for (int i = 1; distance < search->high || -distance > search->low; i++) {
        double roots[2];
        distance = search->near * sinh(i * search->step);
        double above = distance < search->high ? distance : search->high;
        double below = -distance > search->low ? -distance : search->low;
        look(&up, above, f(arg, above));
        look(&down, below, f(arg, below));
        bool is_above = found(f, arg, &up, &roots[0]), is_below = found(f, arg, &down, &roots[1]);
        if (is_above || is_below) {
            *out = is_above && (!is_below || roots[0] <= -roots[1]) ? roots[0] : roots[1];
            return true;
        }
    }
    return false;
}
