"""Florin's forecasts beside statsforecast's: the same file of series, one process each.

usage: forecast.py FLORIN VENV SERIES.csv [SERIES_MOST]     (statsforecast is installed into VENV when it is not there)

SERIES.csv has the columns series, period, h, frequency, train, test (numbers with blanks between them): what `florin bench forecast` reads. With
SERIES_MOST only so many of each period are taken, for both.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import venv

METHODS = (("theta", "Theta"), ("ets", "AutoETS"), ("best", None))
PEER = """
import csv, json, sys, time
import numpy as np
from statsforecast import __version__
from statsforecast.models import AutoETS, Theta
csv.field_size_limit(1 << 30)
with open(sys.argv[1], newline="") as f:
    rows = list(csv.DictReader(f))
series = [(r["period"], int(r["h"]), max(1, int(r["frequency"])), np.array(r["train"].split(), dtype=float), np.array(r["test"].split(), dtype=float))
          for r in rows]
out = {"version": __version__}
for name, model in (("Theta", Theta), ("AutoETS", AutoETS)):
    for _, h, m, train, _ in series[:2]:
        model(season_length=m).forecast(y=train, h=h)  # compiled before the clock runs
    for period in {s[0] for s in series}:
        first = next(s for s in series if s[0] == period)
        model(season_length=first[2]).forecast(y=first[3], h=first[1])
    scores, started = {}, time.perf_counter()
    forecasts = [np.asarray(model(season_length=m).forecast(y=train, h=h)["mean"]) for _, h, m, train, _ in series]
    taken = time.perf_counter() - started
    for (period, h, m, train, test), f in zip(series, forecasts):
        smape = float(np.mean(200 * np.abs(test[:h] - f) / (np.abs(test[:h]) + np.abs(f))))
        scale = np.mean(np.abs(train[m:] - train[:-m])) if len(train) > m else np.nan
        mase = float(np.mean(np.abs(test[:h] - f)) / scale) if scale > 0 else np.nan
        for key in (period, "ALL"):
            scores.setdefault(key, []).append((smape, mase))
    out[name] = {"time_s": taken, **{key: {"smape": float(np.mean([s for s, _ in all])), "mase": float(np.nanmean([m for _, m in all]))}
                                     for key, all in scores.items()}}
print(json.dumps(out))
"""


def peer_python(folder, package):
    python = os.path.join(folder, "bin", "python")
    if not os.path.exists(python):
        venv.create(folder, with_pip=True)
    if subprocess.run([python, "-c", "import " + package], capture_output=True, check=False).returncode != 0:
        subprocess.run([python, "-m", "pip", "install", "-q", package], check=True)
    return python


def run(words):
    one = {"OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(words, capture_output=True, text=True, check=True, env={**os.environ, **one})
    return json.loads(done.stdout)


def some_of(path, most, folder):
    """A file with the first `most` series of each period."""
    csv.field_size_limit(1 << 30)
    out, taken = os.path.join(folder, "series.csv"), {}
    with open(path, encoding="utf-8", newline="") as f, open(out, "w", encoding="utf-8", newline="") as g:
        reader = csv.DictReader(f)
        writer = csv.DictWriter(g, reader.fieldnames)
        writer.writeheader()
        for row in reader:
            taken[row["period"]] = taken.get(row["period"], 0) + 1
            if taken[row["period"]] <= most:
                writer.writerow(row)
    return out


def main(florin, folder, path, most=None):
    with tempfile.TemporaryDirectory() as scratch:
        path = path if most is None else some_of(path, int(most), scratch)
        peer = run([peer_python(folder, "statsforecast"), "-c", PEER, path])
        print("statsforecast %s, one thread each; sMAPE / MASE\n" % peer["version"])
        print("| method | period | statsforecast | Florin | ratio of sMAPE | time: statsforecast | Florin | times faster |")
        print("| --- | --- | --- | --- | ---: | ---: | ---: | ---: |")
        for method, name in METHODS:
            ours = run([florin, "bench", "forecast", path, "--method", method, "--threads", "1", "--json"])
            theirs = peer[name or "Theta"]
            mine_s = ours[method + "_time"]["time_s"]
            for period in [key for key in theirs if key != "time_s"]:
                a, b = theirs[period], ours["%s_%s" % (method, period)]
                print("| %s | %s | %s %.3f / %.3f | %.3f / %.3f | %.3f | %s |" % (
                    method, period, name or "Theta", a["smape"], a["mase"], b["smape"], b["mase"], b["smape"] / a["smape"],
                    "%.2f s | %.3f s | %.0f" % (theirs["time_s"], mine_s, theirs["time_s"] / mine_s) if period == "ALL" else "| |"))


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    main(*sys.argv[1:])
