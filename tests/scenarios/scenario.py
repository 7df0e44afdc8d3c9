"""What scenarios share: a household in a temporary folder and the real program.

A scenario is a file of functions whose names are sentences; run() runs each in a household of its own.
usage: python3 tests/scenarios/NAME.py build/florin [WORDS]      only those whose names contain the words
"""
import contextlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.error
import urllib.request

from database import Database


class Household:
    def __init__(self, florin):
        self.florin_path = florin
        self.folder = tempfile.mkdtemp(prefix="florin-scenario-")
        self.data = os.path.join(self.folder, "data")
        self.servers = []
        self.database = None
        if os.environ.get("FLORIN_TEST_STORE") == "postgres":
            self.database = Database()
            os.environ["FLORIN_STORE"] = self.database.url

    def file(self, name, text, encoding="utf-8"):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding=encoding, newline="") as f:
            f.write(text)
        return path

    def florin(self, *words, exit=0, given=""):
        """Runs a command on this household's data, with `given` as standard input; gives its standard output."""
        run = subprocess.run([self.florin_path, words[0], "--data", self.data, *words[1:]], capture_output=True, text=True, input=given, timeout=300)
        assert run.returncode == exit, "florin %s ended with %d, not %d:\n%s%s" % (
            " ".join(words), run.returncode, exit, run.stdout, run.stderr)
        self.said = run.stderr
        return run.stdout

    def answer(self, *words, exit=0):
        return json.loads(self.florin(*words, "--json", exit=exit))

    def take(self, *files, exit=0, more=("--currency", "EUR")):
        return self.answer("import", "--yes", *more, *files, exit=exit)

    def balances(self):
        return {row["account"]: row["balance"] for row in self.answer("report", "balances")["rows"]}

    def spending(self):
        return {(row["month"], row["category"]): row["amount"] for row in self.answer("report", "spending")["rows"]}

    def transactions(self, *filters):
        return self.answer("list", "--limit", "1000", *filters)["rows"]

    def is_sound(self):
        self.florin("fsck")

    def state(self):
        """A hash of accounts and live transactions: equal states have equal hashes, however they came about."""
        return self.florin("fsck", "--hash").split("state ")[1].strip()

    def change(self, sql):
        """In the store itself, while no server runs: to let time pass."""
        if self.database is not None:
            self.database.ask(sql)
            return
        with contextlib.closing(sqlite3.connect(os.path.join(self.data, "florin.db"), isolation_level=None)) as db:
            db.execute(sql)

    def writer(self):
        """Who writes, as the lock's file says: "pid 123: florin import"."""
        with open(os.path.join(self.data, "florin.lock"), encoding="utf-8") as f:
            return f.read()

    def until(self, holds, seconds=20):
        for _ in range(seconds * 50):
            if holds():
                return
            time.sleep(0.02)
        raise AssertionError("not within %d s" % seconds)

    def serve(self, *options):
        self.servers.append(Server(self, *options))
        return self.servers[-1]

    def remove(self):
        for server in self.servers:  # of a scenario that failed midway
            if server.process.poll() is None:
                server.process.kill()
                server.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.database is not None:
            self.database.drop()


class Server:
    """`florin serve` on a free port, until stop()."""

    def __init__(self, household, *options):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.process = subprocess.Popen(
            [household.florin_path, "serve", "--data", household.data, "--listen", "127.0.0.1:%d" % self.port, *options],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            if self.process.poll() is not None:
                raise AssertionError("serve ended with %d" % self.process.returncode)
            try:
                if self.get("/readyz")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise AssertionError("serve was not ready within 10 s")

    def get(self, path, method="GET", headers=None):
        request = urllib.request.Request("http://127.0.0.1:%d%s" % (self.port, path), method=method, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=10) as reply:
                return reply.status, reply.read().decode(), dict(reply.headers)
        except urllib.error.HTTPError as e:
            return e.code, e.read().decode(), dict(e.headers)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)


def run(names):
    """Runs every function of the scenario that begins with a lower-case letter and takes a household."""
    florin = os.path.abspath(sys.argv[1])
    passed = failed = 0
    for name, function in list(names.items()):
        if not hasattr(function, "__code__") or getattr(function, "__module__", None) != "__main__" or name.startswith("_"):
            continue
        if function.__code__.co_varnames[:1] != ("home",):
            continue
        if " ".join(sys.argv[2:]) not in name.replace("_", " "):
            continue
        home = Household(florin)
        try:
            function(home)
            passed += 1
            print("ok      %s" % name.replace("_", " "))
        except Exception:
            failed += 1
            print("FAILED  %s\n%s" % (name.replace("_", " "), traceback.format_exc()))
        finally:
            home.remove()
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed or not passed else 0)
