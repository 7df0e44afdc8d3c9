"""The program over Redis, as an operator has it: the same work, whatever carries the events, and whatever becomes of what carries them."""
import contextlib
import os
import socket
import sqlite3
import subprocess
import time

import scenario
from client import Client
from database import Database

OWNER = "owner@example.org"
BUDGETS = 12


class Redis:
    """A Redis of its own on a free port, with a file of all that it did, as docs/guides/bus.md says."""

    def __init__(self, home):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.folder = os.path.join(home.folder, "redis-%d" % self.port)
        os.makedirs(self.folder)
        self.url = "redis://127.0.0.1:%d" % self.port
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", self.folder, "--appendonly", "yes", "--save", ""],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(500):
            with contextlib.suppress(OSError):
                if self.ask("PING") == b"+PONG":
                    return
            time.sleep(0.02)
        raise AssertionError("Redis did not start")

    def ask(self, *words):
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as s:
            s.sendall(b"".join([b"*%d\r\n" % len(words)] + [b"$%d\r\n%s\r\n" % (len(w), w.encode()) for w in words]))
            return s.makefile("rb").readline().strip()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.kill()


class Book:
    """A household that spends most of each of its budgets: each warns once, however often its events come."""

    def __init__(self, home, key=None):
        self.home, self.key = home, key or home.florin("user", "add", OWNER).strip().split("\n")[-1]
        self.warned = 0

    def client(self, server):
        return Client(server, self.key)

    def begin(self, client):
        client.post("/accounts", {"name": "Cash", "currency": "EUR"}, want=201)

    def spend(self, client, name, count=BUDGETS):
        for i in range(count):
            category = "Expenses:%s %d" % (name, i)
            client.call("PUT", "/budgets", {"category": category, "amount": "100.00", "from": "2026-03"})
            client.post("/transactions", {"account": "Cash", "date": "2026-03-01", "amount": "-95.00", "payee": "Corner shop",
                                          "category": category}, want=201)
        self.warned += count

    def number(self, sql):
        if self.home.database is not None:
            return self.home.database.number(sql)
        with contextlib.closing(sqlite3.connect(os.path.join(self.home.data, "florin.db"))) as db:
            return int(db.execute(sql).fetchone()[0])

    def _place(self):
        newest = self.number("SELECT coalesce(max(seq), 0) FROM event")
        return self.number("SELECT count(*) FROM consumer WHERE name LIKE 'agent/%%' AND event < %d" % newest)

    def settles(self):
        """Each event took effect, each once."""
        self.home.until(lambda: self.number("SELECT count(*) FROM event WHERE type = 'budget.warning'") >= self.warned, 60)
        self.home.until(lambda: self._place() == 0, 60)
        assert self.number("SELECT count(*) FROM event WHERE type = 'budget.warning'") == self.warned
        assert self.number("SELECT count(*) FROM insight WHERE kind LIKE 'budget%%'") == self.warned
        assert self.number("SELECT count(*) FROM dead_letter") == 0


def _is(client, **parts):
    health = client.get("/health")
    return all(health[name] == word for name, word in parts.items())


def all_work_goes_over_redis(home):
    with Redis(home) as redis:
        book = Book(home)
        server = home.serve("--bus", redis.url, "--cache", redis.url)
        client = book.client(server)
        book.begin(client)
        book.spend(client, "Fun")
        book.settles()
        assert _is(client, status="well", bus="well", cache="well")
        for _ in range(3):
            assert client.get("/reports/balances")["items"][0]["balance"] == "%d.00" % (-95 * BUDGETS)
        assert int(redis.ask("DBSIZE")[1:]) > 0
        assert server.stop() == 0
        home.is_sound()


def redis_may_go_at_any_time(home):
    """It is killed under load, forgets what it had, is away for a while, and comes again: nobody who writes notices, and nothing is done twice."""
    with Redis(home) as redis:
        book = Book(home)
        server = home.serve("--bus", redis.url, "--cache", redis.url)
        client = book.client(server)
        book.begin(client)
        book.spend(client, "Before")
        redis.kill()
        book.spend(client, "While it is away")
        home.until(lambda: _is(client, status="degraded", bus="failing", store="well"))
        book.spend(client, "Later")
        redis.start()
        book.settles()
        home.until(lambda: _is(client, bus="well"))
        redis.ask("FLUSHALL")
        book.spend(client, "After it lost all")
        book.settles()
        assert server.stop() == 0
        home.is_sound()


def a_server_starts_without_its_redis(home):
    with Redis(home) as redis:
        redis.kill()
        book = Book(home)
        server = home.serve("--bus", redis.url, "--cache", redis.url)
        client = book.client(server)
        book.begin(client)
        book.spend(client, "Alone")
        redis.start()
        book.settles()
        home.until(lambda: _is(client, status="well"))
        assert server.stop() == 0


def roles_talk_over_redis(home):
    home.database = Database()
    os.environ["FLORIN_STORE"] = home.database.url
    try:
        with Redis(home) as redis:
            book = Book(home)
            sharing = ("--bus", redis.url, "--cache", redis.url, "--rate", "1000000")
            servers = [home.serve("--role", role, *sharing) for role in ("api", "api", "agents", "gateway")]
            one, two = book.client(servers[0]), book.client(servers[1])
            book.begin(one)
            book.spend(one, "Here")
            book.spend(two, "There")
            book.settles()
            for i in range(40):  # what one wrote, the other does not hide behind a kept reply
                writer, reader = (one, two) if i % 2 else (two, one)
                writer.post("/transactions", {"account": "Cash", "date": "2026-03-02", "amount": "-1.00", "payee": "Kiosk"}, want=201)
                assert reader.get("/reports/balances")["items"][0]["balance"] == "%d.00" % (-95 * 2 * BUDGETS - i - 1)
            for server in servers:
                assert server.stop() == 0
            home.is_sound()
    finally:
        del os.environ["FLORIN_STORE"]


def goes_on_over(household, *buses):
    """One bus after another, by configuration; every other one is killed with work left, which the next one finishes."""
    book = Book(household)
    for turn, bus in enumerate(buses):
        server = household.serve("--bus", bus)
        client = book.client(server)
        if turn == 0:
            book.begin(client)
        book.spend(client, "Turn %d" % turn)
        if turn % 2 == 0:
            book.settles()
        else:
            server.process.kill()
            server.process.wait()
            continue
        assert server.stop() == 0
    book.settles()
    household.is_sound()


def a_bus_is_changed_by_configuration_alone(home):
    with Redis(home) as one, Redis(home) as two:
        goes_on_over(home, "embedded", one.url, "embedded", two.url, one.url)


if __name__ == "__main__":
    scenario.run(dict(globals()))
