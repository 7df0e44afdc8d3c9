"""The baseline of fastapi_app.py under the same load, in the same run."""

import os
import subprocess
import time
import urllib.request

import measure

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = "/usr/bin/python3"  # the one that Debian's packages belong to


class Baseline:
    """uvicorn with one worker, as its documentation starts it."""

    key = "none"

    def __init__(self, folder, port):
        environment = dict(os.environ, DATABASE=os.path.join(folder, "baseline.db"), PYTHONDONTWRITEBYTECODE="1")
        subprocess.run([PYTHON, "fastapi_app.py", "load", os.path.join(folder, "rows.csv"), os.path.join(folder, "rules.tsv")], cwd=HERE,
                       env=environment, check=True)
        self.url = "http://127.0.0.1:%d" % port
        self.process = subprocess.Popen([PYTHON, "-m", "uvicorn", "fastapi_app:app", "--port", str(port), "--log-level", "critical"], cwd=HERE,
                                        env=environment)
        for _ in range(200):
            try:
                urllib.request.urlopen(self.url + "/healthz").read()
                return
            except OSError:
                time.sleep(0.05)
        raise measure.Failed("the baseline did not start")

    def cpu_s(self):
        return measure.cpu_of(self.process.pid)

    def stop(self):
        self.process.terminate()
        self.process.wait(30)


def figures(folder, account, seconds):
    """The workload's rows.csv and rules.tsv lie in `folder`."""
    server = Baseline(folder, 18089)
    try:
        with open(os.path.join(folder, "baseline-paths"), "w", encoding="ascii") as f:
            f.writelines("/api/v1/transactions/%d\n" % (n * 7919 % 100000 + 1) for n in range(20000))
        return {
            "create, 32 connections": measure.wrk(server, "create.lua", [account], 32, seconds, patient=True),
            "create, 256 connections": measure.wrk(server, "create.lua", [account], 256, seconds, patient=True),
            "one transaction, 32 connections": measure.wrk(server, "get.lua", ["@" + os.path.join(folder, "baseline-paths")], 32, seconds, patient=True),
            "spending by month and category, 1 connection": measure.wrk(server, "get.lua", ["/api/v1/reports/spending"], 1, seconds, patient=True),
            "balances, 32 connections": measure.wrk(server, "get.lua", ["/api/v1/reports/balances"], 32, seconds, patient=True),
            "1,000 connections, health": measure.wrk(server, "get.lua", ["/healthz"], 1000, seconds, patient=True),
        }
    finally:
        server.stop()


def missing():
    """Debian's packages that it needs and that are not there."""
    done = subprocess.run([PYTHON, "-c", "import fastapi, uvicorn, uvloop, httptools"], capture_output=True, check=False)
    return [] if done.returncode == 0 else ["python3-fastapi", "python3-uvicorn", "python3-uvloop", "python3-httptools"]
