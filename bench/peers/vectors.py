"""Florin's approximate index beside hnswlib: the same vectors, as many links, the same width, the same number of threads.

usage: vectors.py FLORIN VENV [ROWS]     (hnswlib and numpy are installed into VENV when they are not there; ROWS: 100000)

Both build on two threads and answer 1,000 questions on one; questions are counted by the second of processor time. Recall is the share of the ten nearest that were found.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv

DIMS, THREADS, WIDTHS = 384, 2, (16, 32, 64, 128, 256)
PEER = """
import json, sys, time
import hnswlib
import numpy as np
path, threads, widths = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])
rows = np.fromfile(path, dtype=np.float32).reshape(-1, 384)
queries = np.fromfile(path + ".queries", dtype=np.float32).reshape(-1, 384)
truth = np.concatenate([np.argsort(-(part @ rows.T), axis=1, kind="stable")[:, :10] for part in np.array_split(queries, 100)])
index = hnswlib.Index(space="ip", dim=384)
index.init_index(max_elements=len(rows), M=16, ef_construction=128, random_seed=1)
index.set_num_threads(threads)
started, used = time.perf_counter(), time.process_time()
index.add_items(rows)
found = {"build_s": time.perf_counter() - started, "build_cpu_s": time.process_time() - used}
index.set_num_threads(1)
for width in widths:
    index.set_ef(width)
    started = time.process_time()
    answers = [index.knn_query(query, k=10)[0][0] for query in queries]
    seconds = time.process_time() - started
    same = sum(len(np.intersect1d(a, t)) for a, t in zip(answers, truth))
    found["width_%d_recall_percent" % width] = 100 * same / truth.size
    found["width_%d_queries_per_s" % width] = len(queries) / seconds
print(json.dumps(found))
"""


def peer_python(folder):
    python = os.path.join(folder, "bin", "python")
    if not os.path.exists(python):
        venv.create(folder, with_pip=True)
    if subprocess.run([python, "-c", "import hnswlib, numpy"], capture_output=True, check=False).returncode != 0:
        subprocess.run([python, "-m", "pip", "install", "-q", "hnswlib", "numpy"], check=True)
    return python


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    florin, python, rows = sys.argv[1], peer_python(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "100000"
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "vectors.f32")
        ours = json.loads(
            subprocess.run(
                [florin, "bench", "vectors", "--approximate", "--rows", rows, "--threads", str(THREADS), "--out", path, "--json"],
                stdout=subprocess.PIPE,
                check=True,
            ).stdout
        )["approximate_search"]
        peer = json.loads(
            subprocess.run([python, "-c", PEER, path, str(THREADS), json.dumps(WIDTHS)], stdout=subprocess.PIPE, check=True).stdout
        )
    print("%-28s %12s %12s %8s" % (rows + " x 384", "florin", "hnswlib", "ratio"))
    for key in peer:
        ratio = peer[key] / ours[key] if key.startswith("build") else ours[key] / peer[key]
        print("%-28s %12.1f %12.1f %8.2f" % (key, ours[key], peer[key], ratio))


if __name__ == "__main__":
    main()
