"""A server under load that is killed, replaced, told to stop, and left without room: what it answered is kept, once."""
import http.client
import os
import random
import shutil
import signal
import socket
import subprocess
import threading
import time
import uuid

import scenario
from client import API, Client, Socket


def _begin(home, *options):
    key = home.florin("user", "add", "owner@example.org").strip().split("\n")[-1]
    client = Client(home.serve(*options), key)
    account = client.post("/accounts", {"name": "Cash", "currency": "EUR"}, want=201)["id"]
    return client, account


def _entry(account, number=1):
    return {"account": account, "date": "2026-01-%02d" % (number % 28 + 1), "amount": "-%d.00" % (number % 90 + 1), "payee": "Shop %d" % (number % 30)}


def _write(client, account, key, number=1, **more):
    return client.ask("POST", API + "/transactions", _entry(account, number), headers={"Idempotency-Key": key}, **more)


def _at_once(count, work):
    """What `work` gives, done by `count` threads that begin together."""
    out, line = [None] * count, threading.Barrier(count)

    def one(i):
        line.wait()
        out[i] = work(i)

    threads = [threading.Thread(target=one, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return out


def _all_ids(client):
    ids, cursor = set(), ""
    while cursor is not None:
        page = client.get("/transactions?limit=1000" + cursor)
        ids |= {item["id"] for item in page["items"]}
        cursor = "&cursor=" + page["next"] if page["next"] else None
    return ids


class Load:
    """Clients that write and read until stop(). `kept` is what was answered: key -> (number, reply); `asked` all that was sent."""

    def __init__(self, client, account, count=8, pause=0.0):
        self.client, self.account, self.pause = client, account, pause
        self.asked, self.kept, self.failures, self.over = {}, {}, [], threading.Event()
        self.threads = [threading.Thread(target=self._run, args=(n,), daemon=True) for n in range(count)]
        for thread in self.threads:
            thread.start()

    def _run(self, n):
        client, chance = self.client.twin(), random.Random(n)
        while not self.over.is_set():
            key, number = uuid.uuid4().hex, chance.randrange(1000)
            self.asked[key] = number
            try:
                reply = _write(client, self.account, key, number, check=False)
                if reply.status == 201:
                    self.kept[key] = number, reply.json
                else:
                    self.failures.append(repr(reply))
                read = client.ask("GET", API + "/transactions?limit=5", check=False)
                if read.status != 200:
                    self.failures.append(repr(read))
            except (OSError, http.client.HTTPException) as why:
                self.failures.append(repr(why))
                client.close()
            time.sleep(self.pause)

    def stop(self):
        self.over.set()
        for thread in self.threads:
            thread.join()


class Listeners:
    """WebSockets whose owners come back at once whenever they are sent away."""

    def __init__(self, client, count=8):
        self.client, self.over, self.opened = client, threading.Event(), 0
        self.threads = [threading.Thread(target=self._run, daemon=True) for _ in range(count)]
        for thread in self.threads:
            thread.start()

    def _run(self):
        line = None
        while not self.over.is_set():
            try:
                last, line = line, Socket(self.client)  # the next one before they let go of the last
                if last is not None:
                    last.close()
                line.line.settimeout(0.5)
                self.opened += line.status == 101
                while line.status == 101 and not self.over.is_set():
                    try:
                        if line.message() is None:
                            break
                    except socket.timeout:
                        pass
            except OSError:
                time.sleep(0.01)
        if line is not None:
            line.close()

    def stop(self):
        self.over.set()
        for thread in self.threads:
            thread.join()


def what_a_killed_server_answered_is_there_and_answered_again(home):
    client, account = _begin(home)
    kept = {}
    for _ in range(3):
        load = Load(client, account)
        time.sleep(random.uniform(0.3, 0.8))
        client.server.process.kill()
        client.server.process.wait()
        load.stop()
        assert load.kept, "nothing was written before the server was killed"
        kept.update(load.kept)
        client = Client(home.serve(), client.bearer)
        there = _all_ids(client)
        assert not [key for key, (_, reply) in kept.items() if reply["id"] not in there]
        for key, (number, reply) in random.sample(sorted(kept.items(), key=lambda item: item[0]), min(30, len(kept))):
            again = _write(client, account, key, number)
            assert again.status == 201 and again.json == reply and again.headers["Idempotency-Replayed"] == "true", again
        for key in load.asked.keys() - load.kept.keys():  # done or not when it was killed: asked again, it is done once
            kept[key] = load.asked[key], _write(client, account, key, load.asked[key]).json
        assert _all_ids(client) == {reply["id"] for _, reply in kept.values()}
    assert client.server.stop() == 0
    home.is_sound()


def a_server_is_replaced_under_load_and_nobody_notices(home):
    client, account = _begin(home)
    server, load, listeners = client.server, Load(client, account, pause=0.01), Listeners(client)
    for _ in range(3):
        time.sleep(0.4)
        before = server.process
        server.process = subprocess.Popen([home.florin_path, "serve", "--data", home.data, "--listen", "127.0.0.1:%d" % server.port, "--replace"],
                                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            assert before.wait(timeout=30) == 0
        finally:
            before.kill()
    time.sleep(0.5)
    load.stop()
    listeners.stop()
    assert not load.failures, load.failures[:5]
    assert listeners.opened >= 8 * 4, listeners.opened  # each of them with each of the servers
    assert _all_ids(client) == {reply["id"] for _, reply in load.kept.values()}
    assert server.stop() == 0
    home.is_sound()


def a_server_that_is_told_to_stop_stops_whoever_comes_back(home):
    client, account = _begin(home)
    load, listeners = Load(client, account), Listeners(client)
    time.sleep(0.6)
    began = time.monotonic()
    assert client.server.stop() == 0
    assert time.monotonic() - began < 15
    load.stop()
    listeners.stop()
    client = Client(home.serve(), client.bearer)
    there = _all_ids(client)
    assert load.kept and not [key for key, (_, reply) in load.kept.items() if reply["id"] not in there]
    assert client.server.stop() == 0
    home.is_sound()


def fifty_at_once_have_one_effect(home):
    client, account = _begin(home)

    def counts(work):
        replies = _at_once(50, lambda i: work(client.twin(), i))
        return {status: sum(reply.status == status for reply in replies) for status in {reply.status for reply in replies}}, replies

    seen, replies = counts(lambda twin, i: _write(twin, account, "the same"))
    assert seen == {201: 50} and len({reply.json["id"] for reply in replies}) == 1, seen
    seen, _ = counts(lambda twin, i: _write(twin, account, "another", i))
    assert seen == {201: 1, 422: 49}, seen
    path = API + "/transactions/" + replies[0].json["id"]
    tag = client.ask("GET", path).headers["ETag"]
    seen, _ = counts(lambda twin, i: twin.ask("PATCH", path, {"notes": "note %d" % i}, headers={"If-Match": tag}))
    assert seen == {200: 1, 412: 49}, seen
    undo = client.ask("PATCH", path, {"payee": "Somebody"}).headers["Florin-Undo"]
    seen, _ = counts(lambda twin, i: twin.ask("POST", API + "/undo", {"undo": undo}))
    assert seen == {200: 1, 404: 49}, seen
    assert len(_all_ids(client)) == 2
    assert client.server.stop() == 0
    home.is_sound()


def a_server_without_descriptors_recovers(home):
    client, account = _begin(home)
    subprocess.run(["prlimit", "--pid", str(client.server.process.pid), "--nofile=100:100"], check=True)
    held = []
    for _ in range(150):  # those that find no place wait in the queue
        held.append(socket.create_connection(("127.0.0.1", client.server.port), timeout=5))
    time.sleep(0.3)
    assert _write(client, account, "while it is full").status == 201, "who is in is served"
    large = b"Date,Payee,Amount\n" + b"2026-01-02,LIDL,-85.00\n" * 20000
    assert client.ask("POST", API + "/imports?name=large.csv&currency=EUR", large).status == 503
    for line in held:
        line.close()
    assert client.server.get("/healthz")[0] == 200
    assert _write(client.twin(), account, "afterwards").status == 201
    assert client.server.stop() == 0
    home.is_sound()


def a_full_disk_is_said_and_forgotten_when_there_is_room(home):
    """On a small disk of its own, which only the server sees; where none may be mounted there is nothing to be seen."""
    small = os.path.join(home.folder, "small")
    os.mkdir(small)
    alone = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
    if subprocess.run(alone + ["mount", "-t", "tmpfs", "tmpfs", small], capture_output=True).returncode != 0:
        print("        (no small disk can be mounted here)")
        return
    key = home.florin("user", "add", "owner@example.org").strip().split("\n")[-1]
    with open(os.path.join(home.folder, "florin"), "w") as wrapper:
        wrapper.write("#!/bin/sh\nshift 3\nmount -t tmpfs -o size=24m tmpfs '%s' && cp -a '%s' '%s/data' &&\nexec '%s' serve --data '%s/data' \"$@\"\n"
                      % (small, home.data, small, home.florin_path, small))
    os.chmod(wrapper.name, 0o755)
    program, home.florin_path = home.florin_path, os.path.join(home.folder, "alone")
    with open(home.florin_path, "w") as wrapper:
        wrapper.write("#!/bin/sh\nexec %s '%s/florin' \"$@\"\n" % (" ".join(alone), home.folder))
    os.chmod(home.florin_path, 0o755)
    client = Client(home.serve(), key)
    seen = "/proc/%d/root%s" % (client.server.process.pid, small)
    account = client.post("/accounts", {"name": "Cash", "currency": "EUR"}, want=201)["id"]
    kept = [_write(client, account, "before %d" % i).json["id"] for i in range(20)]
    with open(seen + "/filler", "wb", buffering=0) as filler:
        try:
            while filler.write(b"x" * 65536):
                pass
        except OSError:
            pass
    full = 0
    for i in range(3000):
        reply = _write(client, account, "full %d" % i, i)
        assert reply.status in (201, 507), reply
        kept += [reply.json["id"]] if reply.status == 201 else []
        full += reply.status == 507
        if full == 20:
            break
    assert full == 20
    assert _all_ids(client) == set(kept), "what was refused left nothing, what was answered is there"
    assert client.ask("GET", API + "/reports/overview").status == 200
    assert client.ask("GET", API + "/exports?format=csv").status == 507
    assert client.ask("POST", API + "/imports?name=a.csv", b"Date,Payee,Amount\n" + b"2026-01-02,LIDL,-85.00\n" * 20000).status == 507
    os.unlink(seen + "/filler")
    kept += [_write(client, account, "after %d" % i).json["id"] for i in range(20)]
    assert _all_ids(client) == set(kept)
    client.server.process.send_signal(signal.SIGSTOP)  # a copy of a server that is asleep is what a crash would leave
    shutil.rmtree(home.data)
    shutil.copytree(seen + "/data", home.data, ignore=shutil.ignore_patterns("florin.sock"))
    client.server.process.send_signal(signal.SIGCONT)
    assert client.server.stop() == 0
    home.florin_path = program
    home.is_sound()


if __name__ == "__main__":
    scenario.run(dict(globals()))
