"""Florin's MiniLM beside onnxruntime: the same model, the same texts, one thread each, tokens included; and whether the vectors agree.

usage: embed.py FLORIN FILE.csv...     (texts in the first column; onnxruntime is installed as for the tests when it is not there)

Time is the processor's, so that other work on the machine counts little; the peer's is the best of three sizes of a batch. OpenBLAS takes the kernels that it
thinks best, or those that OPENBLAS_CORETYPE names: both are tried where that is set.
"""
import csv
import gzip
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.join(HERE, "..", "..", "tests", "embedding")
PLACE = os.path.expanduser("~/.cache/florin-tests/embedding")
PEER = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
import numpy as np
from peer import MODEL, Peer
if sys.argv[2] == "where":
    print(json.dumps({"model": MODEL}))
    sys.exit()
texts, ours = json.load(open(sys.argv[2])), np.loadtxt(sys.argv[3], delimiter=",", skiprows=1, ndmin=2)
peer, best = Peer(), None
peer.embed(texts[:64])
for batch in (16, 32, 64):
    started = time.process_time()
    theirs = peer.embed(texts, batch)
    spent = time.process_time() - started
    best = spent if best is None else min(best, spent)
print(json.dumps({"texts_per_s": len(texts) / best, "cosine": float((ours * theirs).sum(1).min()), "apart": float(np.abs(ours - theirs).max())}))
"""


def read(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8", newline="") as f:
        rows = csv.reader(f)
        next(rows)
        return [row[0] for row in rows if row]


def florin_speed(florin, path, model, out, core):
    environment = {k: v for k, v in os.environ.items() if k != "OPENBLAS_CORETYPE"}
    if core:
        environment["OPENBLAS_CORETYPE"] = core
    done = subprocess.run([florin, "bench", "embed", path, "--model", model, "--out", out, "--json"], capture_output=True, check=True, env=environment)
    return json.loads(done.stdout)["embedding"]["texts_per_core_per_s"]


def main(florin, files):
    subprocess.run([sys.executable, os.path.join(TESTS, "install.py"), PLACE], check=True)
    python, set_to = os.path.join(PLACE, "bin", "python"), os.environ.get("OPENBLAS_CORETYPE")
    ask = lambda *words: json.loads(subprocess.run([python, "-c", PEER, TESTS, *words], capture_output=True, check=True).stdout)  # noqa: E731
    model = ask("where")["model"]
    print("| file | texts | onnxruntime | Florin | of its time | least cosine | largest difference |\n| --- | --- | --- | --- | --- | --- | --- |")
    for path in files:
        texts = read(path)
        with tempfile.TemporaryDirectory() as folder:
            given, out = os.path.join(folder, "texts.json"), os.path.join(folder, "vectors.csv")
            with open(given, "w", encoding="utf-8") as f:
                json.dump(texts, f)
            for core in [None] + ([set_to] if set_to else []):
                ours = florin_speed(florin, path, model, out, core)
                peer = ask(given, out)
                print("| %s | %d | %.0f texts/s | %.0f texts/s (%s) | %.2f | %.7f | %.1e |" % (
                    os.path.basename(path), len(texts), peer["texts_per_s"], ours, core or "OpenBLAS's choice", peer["texts_per_s"] / ours, peer["cosine"],
                    peer["apart"]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
