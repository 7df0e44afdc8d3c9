"""A million thirty-year paths of a portfolio: Florin beside numpy, one thread each, the same plan and the same distribution; by processor time.

usage: montecarlo.py FLORIN VENV     (numpy is installed into VENV when it is not there)
"""

import sys

from forecast import peer_python, run

PEER = """
import json, sys, time
import numpy as np
PATHS, YEARS, RUNS = 1_000_000, 30, 3
means, deviations = np.array([0.06, 0.02]), np.array([0.18, 0.07])
factor = np.linalg.cholesky(np.outer(deviations, deviations) * np.array([[1, 0.1], [0.1, 1]])).T
past = np.exp(means + deviations * np.sqrt(2) * np.sin(np.outer(np.arange(100), [1.3, 2.0])))

def keep(held, growth):
    np.multiply(held, growth, out=held)
    held -= 0.04
    np.maximum(held, 0, out=held)

def lognormal(rng):
    held = np.ones(PATHS)
    for year in range(YEARS):
        keep(held, np.exp(rng.standard_normal((PATHS, 2)) @ factor + means) @ np.array([0.5, 0.5]))
    return held

def bootstrap(rng):
    held, table, at = np.ones(PATHS), past @ np.array([0.5, 0.5]), rng.integers(0, 100, PATHS)
    for year in range(YEARS):
        keep(held, table[at])
        jumps = rng.random(PATHS) < 1 / 8
        at = np.where(jumps, rng.integers(0, 100, PATHS), (at + 1) % 100)
    return held

out = {"version": np.__version__}
for method in (lognormal, bootstrap):
    best = float("inf")
    for seed in range(RUNS):
        rng = np.random.default_rng(seed)
        started = time.process_time()
        held = method(rng)
        best = min(best, time.process_time() - started)
    out[method.__name__] = {"paths_per_s": PATHS / best, "success_percent": 100 * float((held > 0).mean())}
print(json.dumps(out))
"""


def main(florin, folder):
    peer = run([peer_python(folder, "numpy"), "-c", PEER])
    ours = run([florin, "bench", "montecarlo", "--json"])
    print("| paths of 30 years a second of one thread | numpy %s | Florin | times faster | success: numpy | Florin |" % peer["version"])
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for method in ("lognormal", "bootstrap"):
        theirs, one = peer[method], ours[method + "_one_thread"]
        mine_per_s = one["paths"] / one["cpu_s"]
        print("| %s | %.2f million/s | %.2f million/s | %.1f | %.2f %% | %.2f %% |" % (
            method, theirs["paths_per_s"] / 1e6, mine_per_s / 1e6, mine_per_s / theirs["paths_per_s"],
            theirs["success_percent"], one["success_percent"]))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
