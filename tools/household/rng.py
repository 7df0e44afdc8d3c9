"""Random numbers made of integers alone, so that every Python on every machine writes the same bytes."""

import zlib

MASK = (1 << 64) - 1
ONE = 1 << 20  # fixed point: 1.0


class Rng:
    """SplitMix64. Every topic has its own stream, named after it: a change to one story leaves the others as they were."""

    def __init__(self, topic):
        self.state = zlib.crc32(topic.encode("utf-8")) * 0x9E3779B97F4A7C15 & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & MASK
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB & MASK
        return z ^ (z >> 31)

    def below(self, limit):
        return self.next() * limit >> 64

    def between(self, low, high):
        """Both ends included."""
        return low + self.below(high - low + 1)

    def chance(self, percent):
        return self.below(100) < percent

    def pick(self, items):
        return items[self.below(len(items))]

    def weighted(self, pairs):
        """One thing of [(weight, thing), …]."""
        mark = self.below(sum(weight for weight, _ in pairs))
        for weight, thing in pairs:
            mark -= weight
            if mark < 0:
                return thing
        raise AssertionError("unreachable")

    def cents(self, median, spread, step=1):
        """A log-normal amount: half lie below `median`; `spread` is sigma in percent. Rounded to `step` cents."""
        z = sum(self.below(1001) for _ in range(12)) - 6000  # a thousandth of a standard deviation
        amount = median * exp_fixed(z * spread * ONE // 100000) // ONE
        return max(step, (amount + step // 2) // step * step)


def exp_fixed(x):
    """e^x for a fixed-point x: (1 + x/1024)^1024 by ten squarings."""
    f = ONE + x // 1024
    for _ in range(10):
        f = f * f // ONE
    return f
