#!/usr/bin/env python3
"""Writes tests/unit/numerics/encoder_golden.h: what a small BERT of made-up weights gives, computed here in plain Python, in double precision, straight
from the papers' formulas. tests/encoder_model.h makes the same weights in C.

usage: make_encoder_golden.py > tests/unit/numerics/encoder_golden.h
"""
import math

VOCABULARY, POSITIONS, DIMS, INNER, LAYERS, HEADS, EPSILON = 48, 24, 64, 96, 2, 2, 1e-12
SEQUENCES = [[7], [2, 9, 11, 30, 3], [2] + [4 + (5 * i) % 44 for i in range(15)] + [3], [2] + [47 - 2 * i for i in range(22)] + [3]]
SHOWN = [0, 1, 2, 3, 31, 32, 62, 63]


def names():
    """In the order that numbers them."""
    yield "embeddings.word_embeddings.weight", (VOCABULARY, DIMS)
    yield "embeddings.position_embeddings.weight", (POSITIONS, DIMS)
    yield "embeddings.token_type_embeddings.weight", (2, DIMS)
    yield "embeddings.LayerNorm.weight", (DIMS,)
    yield "embeddings.LayerNorm.bias", (DIMS,)
    for layer in range(LAYERS):
        for part, shape in (("attention.self.query", (DIMS, DIMS)), ("attention.self.key", (DIMS, DIMS)), ("attention.self.value", (DIMS, DIMS)),
                            ("attention.output.dense", (DIMS, DIMS)), ("attention.output.LayerNorm", (DIMS,)),
                            ("intermediate.dense", (INNER, DIMS)), ("output.dense", (DIMS, INNER)), ("output.LayerNorm", (DIMS,))):
            yield "encoder.layer.%d.%s.weight" % (layer, part), shape
            yield "encoder.layer.%d.%s.bias" % (layer, part), shape[:1]


def number(tensor, i):
    x = (tensor * 1000003 + i) * 2654435761 % 2**32
    x ^= x >> 15
    x = x * 2246822519 % 2**32
    return x ^ x >> 13


def value(name, tensor, i):
    x = number(tensor, i)
    if name.endswith("LayerNorm.weight"):
        return 1 + (x % 65 - 32) / 128
    return (x % 257 - 128) / 512


def weights():
    out = {}
    for tensor, (name, shape) in enumerate(names()):
        flat = [value(name, tensor, i) for i in range(math.prod(shape))]
        out[name] = flat if len(shape) == 1 else [flat[r * shape[1]:(r + 1) * shape[1]] for r in range(shape[0])]
    return out


def dense(w, name, x):
    return [sum(a * b for a, b in zip(row, x)) + bias for row, bias in zip(w[name + ".weight"], w[name + ".bias"])]


def norm(w, name, x):
    mean = sum(x) / len(x)
    variance = sum((v - mean) ** 2 for v in x) / len(x)
    return [(v - mean) / math.sqrt(variance + EPSILON) * g + b for v, g, b in zip(x, w[name + ".weight"], w[name + ".bias"])]


def attention(w, base, rows):
    q, k, v = ([dense(w, base + "self." + part, x) for x in rows] for part in ("query", "key", "value"))
    size, mixed = DIMS // HEADS, [[] for _ in rows]
    for h in range(0, DIMS, size):
        for i, row in enumerate(q):
            scores = [sum(a * b for a, b in zip(row[h:h + size], other[h:h + size])) / math.sqrt(size) for other in k]
            most = max(scores)
            weight = [math.exp(s - most) for s in scores]
            mixed[i] += [sum(p * other[h + d] for p, other in zip(weight, v)) / sum(weight) for d in range(size)]
    return [dense(w, base + "output.dense", x) for x in mixed]


def add(a, b):
    return [x + y for x, y in zip(a, b)]


def run(w, ids):
    e = "embeddings."
    rows = [norm(w, e + "LayerNorm", add(add(w[e + "word_embeddings.weight"][t], w[e + "position_embeddings.weight"][i]),
                                         w[e + "token_type_embeddings.weight"][0])) for i, t in enumerate(ids)]
    for layer in range(LAYERS):
        base = "encoder.layer.%d." % layer
        rows = [norm(w, base + "attention.output.LayerNorm", add(x, y)) for x, y in zip(rows, attention(w, base + "attention.", rows))]
        wide = [[v / 2 * (1 + math.erf(v / math.sqrt(2))) for v in dense(w, base + "intermediate.dense", x)] for x in rows]
        rows = [norm(w, base + "output.LayerNorm", add(x, dense(w, base + "output.dense", y))) for x, y in zip(rows, wide)]
    mean = [sum(column) / len(rows) for column in zip(*rows)]
    return mean, rows[0]


def main():
    w = weights()
    print("/* Made by tests/tools/make_encoder_golden.py: vectors of the model in encoder_model.h, some numbers of each. */\n"
          "#ifndef TESTS_ENCODER_GOLDEN_H\n#define TESTS_ENCODER_GOLDEN_H\n\n#include <stddef.h>\n#include <stdint.h>\n\n/* clang-format off */")
    print("enum { GOLDEN_SEQUENCES = %d, GOLDEN_SHOWN = %d, GOLDEN_MOST = %d };" % (len(SEQUENCES), len(SHOWN), max(map(len, SEQUENCES))))
    print("static const size_t golden_places[GOLDEN_SHOWN] = {%s};" % ", ".join(map(str, SHOWN)))
    print("static const size_t golden_lengths[GOLDEN_SEQUENCES] = {%s};" % ", ".join(str(len(s)) for s in SEQUENCES))
    print("static const int32_t golden_ids[GOLDEN_SEQUENCES][GOLDEN_MOST] = {\n%s};" % "".join("    {%s},\n" % ", ".join(map(str, s)) for s in SEQUENCES))
    results = [run(w, s) for s in SEQUENCES]
    for name, which in (("mean", 0), ("first", 1)):
        print("static const double golden_%s[GOLDEN_SEQUENCES][GOLDEN_SHOWN] = {" % name)
        for result in results:
            print("    {%s}," % ", ".join("%.12g" % result[which][p] for p in SHOWN))
        print("};")
    print("/* clang-format on */\n\n#endif")


if __name__ == "__main__":
    main()
