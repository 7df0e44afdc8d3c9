"""Runs Florin and its peers on the same bank file in the same run, one after the other, and prints how they compare."""

import os
import shutil
import subprocess
import sys
import tempfile

from common import Failed, other_work, own_work, timed
from florin import Florin
from hledger import Hledger
from ledger import Ledger
from sqlite import Sqlite

REPORT_RUNS = 5
STEPS = ["import", "reimport", "spending", "balances"]


def install(packages):
    """Debian packages that are missing; as root or through sudo."""
    missing = [p for p in packages if subprocess.run(["dpkg", "-s", p], capture_output=True, check=False).returncode != 0]
    if missing:
        as_root = [] if os.geteuid() == 0 else ["sudo"]
        print("Installing: " + " ".join(missing), file=sys.stderr)
        subprocess.run(as_root + ["apt-get", "update", "-qq"], check=True)
        subprocess.run(as_root + ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
                       check=True, stdout=subprocess.DEVNULL)


def median(runs):
    """The run in the middle by wall time; None when one did not end in time."""
    if any(run is None for run in runs):
        return None
    return sorted(runs, key=lambda run: run["wall_s"])[len(runs) // 2]


def measure(peer, work, folder, runs, limit_s):
    """{step: cost, or None when it was given up}. Checks the answers before and after the file comes again."""
    firsts, agains = [], []
    for _ in range(runs):
        peer.prepare(work, folder)
        firsts.append(timed(limit_s=limit_s, **peer.import_command(False)))
        if firsts[-1] is None:
            return {step: None for step in STEPS}
        peer.check(work)
        reports = {"spending": [timed(limit_s=limit_s, **peer.spending_command()) for _ in range(REPORT_RUNS)],
                   "balances": [timed(limit_s=limit_s, **peer.balances_command()) for _ in range(REPORT_RUNS)]}
        agains.append(timed(limit_s=limit_s, **peer.import_command(True)))
        if agains[-1] is None:
            break
        peer.check(work)
    return {"import": median(firsts), "reimport": median(agains), "spending": median(reports["spending"]),
            "balances": median(reports["balances"])}


def cell(cost, base):
    if cost is None:
        return "given up"
    ratio = cost["wall_s"] / base["wall_s"] if base else 1.0
    return "%.2f s / %.2f / %d MiB (x%.*f)" % (cost["wall_s"], cost["cpu_s"], cost["peak_mib"], 0 if ratio >= 10 else 1, ratio)


def report_cell(cost, base):
    if cost is None:
        return "given up"
    ratio = cost["wall_s"] / base["wall_s"] if base else 1.0
    return "%.0f ms (x%.*f)" % (cost["wall_s"] * 1e3, 0 if ratio >= 10 else 1, ratio)


def table(rows, results):
    base = results[0]["steps"]
    lines = ["", "%d rows: wall s / CPU s / peak; in brackets, how many times Florin's wall time" % rows, "",
             "| program | import | the same file again | monthly spending | balances |", "| --- | --- | --- | --- | --- |"]
    for result in results:
        if "why" in result:
            lines.append("| %s | %s | | | |" % (result["name"], result["why"]))
            continue
        steps = result["steps"]
        lines.append("| %s | %s | %s | %s | %s |" % (
            "%s (%s)" % (result["name"], result["version"]),
            cell(steps["import"], base["import"]), cell(steps["reimport"], base["reimport"]),
            report_cell(steps["spending"], base["spending"]), report_cell(steps["balances"], base["balances"])))
    return "\n".join(lines)


def one_size(florin, rows, folder, names, runs, limit_s):
    generator = os.environ.get("FLORIN_PEERS")
    work_folder = os.path.join(folder, "work")
    work = other_work(generator, work_folder, rows) if generator else own_work(florin, work_folder, rows)
    peers = [Florin(florin, True), Florin(florin, False)]
    peers += [peer() for peer in (Sqlite, Hledger, Ledger) if not names or peer.__name__.lower() in names]
    results = []
    for peer in peers:
        print("  %d rows: %s" % (rows, peer.name), file=sys.stderr)
        try:
            steps = measure(peer, work, os.path.join(folder, "peer"), runs, limit_s)
            results.append({"name": peer.name, "version": peer.version(), "rows": rows, "steps": steps})
        except (Failed, OSError) as failure:
            results.append({"name": peer.name, "rows": rows, "why": str(failure)})
            if isinstance(peer, Florin):
                raise
    return results


def run(florin, sizes, names, runs, limit_s):
    """All results, and the Markdown that shows them."""
    packages = {"sqlite": "sqlite3", "hledger": "hledger", "ledger": "ledger"}
    install([packages[name] for name in names or packages])
    everything, text = [], []
    for rows in sizes:
        folder = tempfile.mkdtemp(prefix="florin-peers-")
        try:
            results = one_size(florin, rows, folder, names, runs, limit_s)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        everything += results
        text.append(table(rows, results))
    return everything, "\n".join(text)
