"""What the server answers in a second: wrk beside it on the same machine, over a ledger of a million transactions.

Every figure is checked before it counts: errors of any kind fail the run, and created transactions are counted in the ledger afterwards.
"""

import http.client
import json
import os
import random
import resource
import shutil
import socket
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


class Failed(Exception):
    """Something was answered wrongly, or not at all."""


def cpu_of(pid):
    """Seconds that a process has used, in all its threads."""
    with open("/proc/%d/stat" % pid, encoding="ascii") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Server:
    """`florin serve` on data of its own, with a key."""

    def __init__(self, florin, data):
        self.florin, self.data = florin, data
        email = "bench-%d@example.org" % os.getpid()
        said = subprocess.run([florin, "user", "add", email, "--data", data], capture_output=True, text=True, check=False)
        if said.returncode != 0:
            raise Failed("user add: " + said.stderr)
        self.key = said.stdout.strip().split("\n")[-1]
        self.process = subprocess.Popen([florin, "serve", "--data", data, "--listen", "127.0.0.1:0", "--rate", "1000000"],
                                        stdout=subprocess.PIPE, text=True)
        self.url = ""
        while "listens on" not in self.url:
            self.url = self.process.stdout.readline()
            if not self.url:
                raise Failed("the server did not start")
        self.url = self.url.split()[-1]
        self.port = int(self.url.rsplit(":", 1)[1])

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path, headers={"Authorization": "Bearer " + self.key})
        reply = connection.getresponse()
        body = reply.read()
        if reply.status != 200:
            raise Failed("GET %s: %d %s" % (path, reply.status, body[:200]))
        connection.close()
        return body

    def json(self, path):
        return json.loads(self.get(path))

    def resident_mib(self):
        with open("/proc/%d/statm" % self.process.pid, encoding="ascii") as f:
            return int(f.read().split()[1]) * resource.getpagesize() / 1048576

    def cpu_s(self):
        return cpu_of(self.process.pid)

    def stop(self):
        self.process.terminate()
        if self.process.wait(30) != 0:
            raise Failed("the server ended with %d" % self.process.returncode)


def wrk(server, script, words, connections, seconds, patient=False):
    """`patient`: errors and refusals are told, not fatal."""
    before = server.cpu_s()
    done = subprocess.run(["wrk", "-t1", "-c%d" % connections, "-d%ds" % seconds, "--timeout", "10s", "-s", os.path.join(HERE, script),
                           server.url, "--", server.key, *words], capture_output=True, text=True, check=False)
    figures = [line for line in done.stdout.split("\n") if line.startswith("FIGURES")]
    if not figures:
        raise Failed("wrk: " + done.stdout + done.stderr)
    requests, duration_us, p50_us, p99_us, errors, refused = map(int, figures[0].split()[1:])
    if (errors or refused) and not patient:
        raise Failed("%s with %d connections: %d errors, %d refusals of %d" % (script, connections, errors, refused, requests))
    return {"requests": requests, "per_s": requests * 1e6 / duration_us, "p50_ms": p50_us / 1000, "p99_ms": p99_us / 1000,
            "errors": errors + refused, "server_cpu_s": server.cpu_s() - before}


def count_transactions(server):
    return sum(account["transactions"] for account in server.json("/api/v1/accounts")["items"])


def creating(server, account, connections, seconds):
    before = count_transactions(server)
    figures = wrk(server, "create.lua", [account], connections, seconds)
    added = count_transactions(server) - before
    # Requests that were under way when wrk stopped are in the ledger too, at most one for each connection.
    if not figures["requests"] <= added <= figures["requests"] + connections:
        raise Failed("%d were answered, %d are in the ledger" % (figures["requests"], added))
    return figures


def reading(server, path, connections, seconds):
    return wrk(server, "get.lua", [path], connections, seconds)


def one_by_one(server, folder, connections, seconds):
    """Single transactions from all over the ledger."""
    ids, cursor = [], ""
    for _ in range(20):
        page = server.json("/api/v1/transactions?limit=1000" + ("&cursor=" + cursor if cursor else ""))
        ids += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    random.Random(1).shuffle(ids)
    file = os.path.join(folder, "paths")
    with open(file, "w", encoding="ascii") as f:
        f.writelines("/api/v1/transactions/%s\n" % number for number in ids)
    return wrk(server, "get.lua", ["@" + file], connections, seconds)


def burst(server, clients):
    """All at the same moment, each on a connection of its own."""
    sockets = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(clients)]
    request = ("GET /api/v1/reports/balances HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n" % server.key).encode()
    began = time.perf_counter()
    for s in sockets:
        s.sendall(request)
    times = []
    for s in sockets:
        if not s.recv(65536).startswith(b"HTTP/1.1 200"):
            raise Failed("one of %d was not answered" % clients)
        times.append((time.perf_counter() - began) * 1000)
    for s in sockets:
        s.close()
    times.sort()
    return {"clients": clients, "p50_ms": times[clients // 2], "p99_ms": times[clients * 99 // 100], "max_ms": times[-1]}


def idle(server, connections):
    before = server.resident_mib()
    sockets = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(connections)]
    for s in sockets:
        s.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    for s in sockets:
        s.recv(4096)
    time.sleep(1)
    figures = {"connections": connections, "resident_mib": server.resident_mib(), "before_mib": before}
    for s in sockets:
        s.close()
    return figures


def open_websocket(server):
    s = socket.create_connection(("127.0.0.1", server.port))
    s.sendall(("GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" % server.key).encode())
    if b" 101 " not in s.recv(4096):
        raise Failed("no WebSocket")
    return s


def live(server, account, clients):
    """From the request that creates a transaction to the last of the open pages that hears of it."""
    sockets = [open_websocket(server) for _ in range(clients)]
    time.sleep(1)
    for s in sockets:
        s.setblocking(False)
        try:
            while s.recv(65536):
                pass
        except BlockingIOError:
            s.setblocking(True)
    body = json.dumps({"account": account, "date": "2025-02-01", "amount": "-1.00", "payee": "LIVE"})
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    began = time.perf_counter()
    connection.request("POST", "/api/v1/transactions", body, {"Authorization": "Bearer " + server.key, "Content-Type": "application/json"})
    connection.getresponse().read()
    answered = (time.perf_counter() - began) * 1000
    for s in sockets:
        while b"transaction.created" not in s.recv(65536):
            pass
    heard = (time.perf_counter() - began) * 1000
    for s in sockets:
        s.close()
    return {"clients": clients, "answered_ms": answered, "last_heard_ms": heard}


def search(server, words, runs):
    times, found = [], 0
    for _ in range(runs):
        began = time.perf_counter()
        found = len(server.json("/api/v1/transactions?q=" + words)["items"])
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return {"found": found, "p50_ms": times[runs // 2], "max_ms": times[-1]}


def run(florin, rows, seconds, with_baseline):
    """{"florin": figures, "baseline": figures or None} over a ledger of `rows`."""
    folder = tempfile.mkdtemp(prefix="florin-bench-")
    try:
        data = os.path.join(folder, "data")
        subprocess.run([florin, "bench", "workload", "--rows", str(rows), "--out", folder], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([florin, "import", os.path.join(folder, "rows.csv"), "--data", data, "--yes", "--currency", "USD"], check=True,
                       stdout=subprocess.DEVNULL)
        server = Server(florin, data)
        try:
            account = server.json("/api/v1/accounts")["items"][0]["name"]
            ours = figures(server, folder, seconds)
        finally:
            server.stop()
        if not with_baseline:
            return {"florin": ours, "baseline": None}
        import baseline
        return {"florin": ours, "baseline": baseline.figures(folder, account, seconds)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def figures(server, folder, seconds):
    account = server.json("/api/v1/accounts")["items"][0]["name"]
    out = {"start": {"resident_mib": server.resident_mib()}}
    out["idle"] = idle(server, 5000)
    wait_for_index(server)
    out["one transaction, 32 connections"] = one_by_one(server, folder, 32, seconds)
    out["one transaction, 1 connection"] = one_by_one(server, folder, 1, seconds)
    out["spending by month and category, 1 connection"] = reading(server, "/api/v1/reports/spending?by=month,category", 1, seconds)
    out["spending by month and category, 32 connections"] = reading(server, "/api/v1/reports/spending?by=month,category", 32, seconds)
    out["balances, 32 connections"] = reading(server, "/api/v1/reports/balances", 32, seconds)
    out["newest 50 transactions, 32 connections"] = reading(server, "/api/v1/transactions", 32, seconds)
    for words in ("blue", "nothing-like-it", "coffee+oakland", "a", "12.50"):
        out["search " + words] = search(server, words, 20)
    out["1,000 clients at once"] = burst(server, 1000)
    out["1,000 connections, health"] = reading(server, "/healthz", 1000, seconds)
    out["live, 1,000 open pages"] = live(server, account, 1000)
    out["create, 32 connections"] = creating(server, account, 32, seconds)
    out["create, 256 connections"] = creating(server, account, 256, seconds)
    out["create, 1 connection"] = creating(server, account, 1, seconds)
    return out


def wait_for_index(server):
    """The search's index follows an import within seconds; searches are right meanwhile, but slower."""
    for _ in range(120):
        text = server.get("/metrics").decode()
        behind = [line for line in text.split("\n") if line.startswith("florin_search_behind ")]
        if not behind or float(behind[0].split()[1]) < 5000:
            return
        time.sleep(0.5)
