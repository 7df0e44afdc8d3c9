"""Florin's isolation forest beside scikit-learn's: the same file, one thread each, whole set grown from and scored.

usage: isolation.py FLORIN VENV FILE...     (scikit-learn is installed into VENV when it is not there)
"""

import json
import os
import subprocess
import sys
import venv

SEEDS = 5
PEER = """
import json, sys, time
import numpy as np
from sklearn import __version__
from sklearn.ensemble import IsolationForest
from sklearn.metrics import average_precision_score, roc_auc_score
table = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1)
rows, labels = np.ascontiguousarray(table[:, :-1], dtype=np.float32), table[:, -1]
runs = []
for seed in range(int(sys.argv[2])):
    started = time.perf_counter()
    forest = IsolationForest(n_estimators=100, max_samples=256, random_state=seed, n_jobs=1).fit(rows)
    grown = time.perf_counter()
    scores = -forest.score_samples(rows)
    scored = time.perf_counter()
    runs.append((grown - started, scored - grown, roc_auc_score(labels, scores), average_precision_score(labels, scores)))
fit, score = (sorted(column)[len(runs) // 2] for column in list(zip(*runs))[:2])
auroc, precision = (sum(column) / len(runs) for column in list(zip(*runs))[2:])
print(json.dumps({"version": __version__, "fit_s": fit, "score_s": score, "auroc": auroc, "average_precision": precision}))
"""


def peer_python(folder):
    python = os.path.join(folder, "bin", "python")
    if not os.path.exists(python):
        venv.create(folder, with_pip=True)
    if subprocess.run([python, "-c", "import sklearn"], capture_output=True, check=False).returncode != 0:
        subprocess.run([python, "-m", "pip", "install", "-q", "scikit-learn"], check=True)
    return python


def run(words):
    done = subprocess.run(words, capture_output=True, text=True, check=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
    return json.loads(done.stdout)


def main(florin, folder, files):
    python = peer_python(folder)
    print("| file | scikit-learn: fit + score | Florin, standard | times faster | Florin, best | AUROC / AP: scikit-learn | standard | best |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for path in files:
        ours = run([florin, "bench", "iforest", path, "--seeds", str(SEEDS), "--json"])
        peer = run([python, "-c", PEER, path, str(SEEDS)])
        standard, best, theirs = ours["standard"], ours["best"], peer["fit_s"] + peer["score_s"]
        print("| %s | %.1f ms | %.1f ms | %.1f | %.1f ms | %s |" % (
            os.path.basename(path), theirs * 1e3, standard["fit_and_score_s"] * 1e3, theirs / standard["fit_and_score_s"],
            best["fit_and_score_s"] * 1e3,
            " | ".join("%.4f / %.4f" % (one["auroc"], one["average_precision"]) for one in (peer, standard, best))))


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
