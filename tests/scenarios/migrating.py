"""A household moves from SQLite to PostgreSQL and back: everything arrives, or nothing; and what does not work is told."""
import contextlib
import json
import os
import pty
import re
import select
import signal
import sqlite3
import subprocess
import time

import scenario
from client import API, Client
from database import Database
from statements import GIRO, GIRO_LATER, ofx

OWNER, PASSWORD = "owner@example.org", "violet harbour trombone 58"
STAYS = {"migration", "lease", "ticket", "instance", "search_place", "search_slice", "search_piece", "search_stale",
         "embedding_model", "embedding", "embedding_use"}
ROWS = int(os.environ.get("FLORIN_KILL_ROWS", "20000"))


# -- A household with everything

def _work(home):
    """Commands that leave something in most tables."""
    key = home.florin("user", "add", OWNER, "--password-stdin", given=PASSWORD + "\n").strip().split("\n")[-1]
    home.take(home.file("giro.csv", GIRO))
    home.take(home.file("save.ofx", ofx("77", [("20260106", "500.00", "A1", "TRANSFER FROM GIRO"), ("20260120", "1.25", "A2", "INTEREST")], "501.25")))
    home.take(home.file("giro-2.csv", GIRO_LATER), more=("--account", "giro"))
    home.florin("undo")
    home.florin("accounts", "add", "Cash", "--currency", "EUR")
    home.florin("add", "Cash", "-p", "Bäckerei Größenwahn €", "-d", "2026-01-09", "--", "-12.50")
    assert home.take(home.file("cash.csv", "Date,Payee,Amount\n2026-01-11,SOMEBODY ELSE,-12.50\n"), more=("--account", "Cash"))["suggested"] == 1
    home.florin("rules", "add", 'payee contains "lidl" -> category "Expenses:Food"')
    home.florin("categorize", "--all")
    home.florin("budget", "set", "Expenses:Food", "10", "--currency", "EUR")
    ids = [str(row["transaction"]) for row in home.transactions("--account", "giro")]
    home.florin("edit", ids[0], "--split", "Expenses:Home 300.00, Expenses:Fun 200.00", "--notes", "half \U0001F600")
    home.florin("edit", ids[1], "--category", "Income:Salary", "--tags", "work,yearly")
    home.florin("edit", ids[2], "--void")
    home.florin("user", "add", "eva@example.org", "--role", "member")
    home.florin("user", "add", "max@example.org", "--household", "new")
    home.florin("user", "invite", "kim@example.org", "--role", "viewer")
    return key


def _serve_a_while(home, key):
    """What only a server leaves: insights, sessions, goals, uploads, replies, edits that can be taken back."""
    server = home.serve()
    program = Client(server, key)
    page = Client(server).log_in(OWNER, PASSWORD)
    program.post("/goals", {"name": "Bicycle", "target": "900.00", "currency": "EUR", "saved": "20.00"}, want=201)
    program.post("/transactions", {"account": "Cash", "amount": "-1.00", "date": "2026-01-10", "payee": "Kiosk"}, want=201,
                 headers={"Idempotency-Key": "once-and-no-more"})
    uploads = program.ask("POST", API + "/imports?name=later.csv", GIRO_LATER.encode(), {"Content-Type": "application/octet-stream"})
    assert uploads.status in (200, 201, 202), uploads
    first = program.get("/transactions")["items"][0]["id"]
    program.patch("/transactions/" + first, {"notes": "as it was"})
    Client(server).post("/auth/login", {"email": OWNER, "password": "wrong wrong wrong wrong"}, want=401)
    home.until(lambda: program.get("/insights")["items"] and program.get("/notifications")["items"])
    assert server.stop() == 0
    return page.cookie


def _edges(data):
    """Values that no command makes, but a store may hold."""
    with contextlib.closing(sqlite3.connect(os.path.join(data, "florin.db"), isolation_level=None)) as db:
        db.execute("UPDATE account SET lowest = ? WHERE name = 'Cash'", (-2**63,))
        db.execute("UPDATE account SET lowest = ?, bank = '' WHERE name = 'giro'", (2**63 - 1,))
        db.execute("UPDATE txn SET notes = '' WHERE seq = 2")
        db.execute("UPDATE txn SET tags = ? WHERE seq = 3", ("\u0001\u007f\u00a0\ufeff\U0010ffff '\"\\ \\N \\. \t\r\n",))
        db.execute("UPDATE import_touch SET kind = kind")
        db.execute("INSERT INTO dead_letter VALUES ('agent/analytics', 1, 8, 'the disk was full', 1767225600000000, 1)")
        db.execute("UPDATE counter SET next = 1001 WHERE name = 'task'")
        db.execute("INSERT INTO task SELECT 1000, X'00112233445566778899aabbccddeeff', 1, 'nobody', 'rest', 5, 2, 0, NULL, NULL, 1, NULL, '{}', '', NULL, 0, 1, "
                   "X'00112233445566778899aabbccddeeff', 0, 0")
        db.execute("INSERT INTO inbox VALUES ('agent/analytics', 4611686018427387904)")
        db.execute("INSERT INTO login_failure VALUES (X'00ff0000', 3, 5)")
        db.execute("INSERT INTO csv_mapping SELECT seq, 'ünï', '{}', 1, 9 FROM household")
        db.execute("INSERT INTO category_alias SELECT household, 'Expenses:Old', seq FROM account WHERE name = 'Expenses:Food'")


def _fill(data):
    """A made-up row in every table that moves and has none."""
    made = {"INTEGER": 1, "TEXT": "{}", "BLOB": b"0123456789abcdef0123456789abcdef"}
    with contextlib.closing(sqlite3.connect(os.path.join(data, "florin.db"), isolation_level=None)) as db:
        for name, rows in _everything(data).items():
            if rows:
                continue
            columns = [(column, kind) for _, column, kind, *_ in db.execute("PRAGMA table_info(%s)" % name)]
            parents = {column: db.execute("SELECT min(%s) FROM %s" % (key or "seq", parent)).fetchone()[0]
                       for _, _, parent, column, key, *_ in db.execute("PRAGMA foreign_key_list(%s)" % name)}
            db.execute("INSERT INTO %s VALUES (%s)" % (name, ", ".join("?" * len(columns))),
                       [978 if column == "currency" else parents.get(column, made[kind]) for column, kind in columns])
        db.execute("UPDATE proposal SET state = 3")  # ended, like the payment: a server does nothing to it
        db.execute("UPDATE payment SET state = 6")
        db.execute("UPDATE mandate SET state = 2")
        db.execute("UPDATE policy SET text = 'version: 1\nrules: []\n'")


def _everything(data):
    """All rows of all tables that move, as they are."""
    with contextlib.closing(sqlite3.connect("file:%s?mode=ro" % os.path.join(data, "florin.db"), uri=True)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")]
        return {name: sorted((tuple((type(v).__name__, v) for v in row) for row in db.execute("SELECT * FROM " + name)), key=repr)
                for name in tables if name not in STAYS}


@contextlib.contextmanager
def _database():
    database = Database()
    try:
        yield database
    finally:
        database.drop()


def _large(home):
    """A household whose tables have several pages."""
    home.take(home.file("large.csv", "account,id,date,amount,description\n" + "".join(
        "Giro,F%08d,2026-%02d-%02d,%d.%02d,SHOP %d BONN\n" % (i, i * 12 // ROWS + 1, i % 28 + 1, -(i % 90) - 1, i % 100, i % 300)
        for i in range(ROWS))))


def _sqlite(folder):
    return "sqlite:" + folder


def _move(home, source, target, exit=0):
    return home.florin("migrate", "--from", source, "--to", target, exit=exit)


def _pages(home, store, key, cookie):
    """What the API says of it all to a program and to a page that was open before."""
    server = home.serve("--store", store)
    program, page = Client(server, key), Client(server)
    page.cookie = cookie
    said = {}
    for route in program.document.routes:
        if route.method == "GET" and not route.places and not route.streams and route.path.startswith(API):
            if not re.search(r"/(health|agents|live|keys|sessions|system)\b", route.path):
                reply = program.ask("GET", route.path)
                if reply.status == 200 and reply.json is not None:
                    said[route.path] = reply.json
    said["page"] = page.get("/accounts")
    said["reply"] = program.post("/transactions", {"account": "Cash", "amount": "-1.00", "date": "2026-01-10", "payee": "Kiosk"}, want=201,
                                 headers={"Idempotency-Key": "once-and-no-more"})
    assert len(said) > 10 and said[API + "/transactions"]["items"] and said[API + "/goals"]["items"], sorted(said)
    home.until(lambda: [t["payee"] for t in program.get("/transactions?q=kiosk")["items"]] == ["Kiosk"])
    assert server.stop() == 0
    return said


def a_household_moves_there_and_back_again(home):
    key = _work(home)
    cookie = _serve_a_while(home, key)
    _edges(home.data)
    _fill(home.data)
    before = _everything(home.data)
    filled = {name for name, rows in before.items() if rows}
    assert set(before) == filled, set(before) - filled
    back, again = os.path.join(home.folder, "back"), os.path.join(home.folder, "again")
    with _database() as one, _database() as two:
        told = json.loads(home.florin("migrate", "--json", "--from", _sqlite(home.data), "--to", one.url))
        assert told["equal"] and {t["name"]: t["rows"] for t in told["tables"]} == {name: len(rows) for name, rows in before.items()}
        assert [h["household"] for h in told["households"]] == [1, 2] and told["households"][0]["state"] == home.state()
        assert told["last_event"] == len(before["event"]) and told["transactions"] == len(home.transactions())
        said = _move(home, one.url, two.url)
        assert "Everything was moved and is equal." in said and "secret.key" in said and home.data in said, said
        _move(home, two.url, _sqlite(back))
        _move(home, _sqlite(back), _sqlite(again))
        assert _everything(home.data) == before, "the source is as it was"
        for other in (back, again):
            after = _everything(other)
            for name, rows in before.items():
                assert after[name] == rows, name
            assert home.florin("fsck", "--hash", "--store", _sqlite(other)) .split("state ")[1].strip() == home.state()
        home.florin("fsck", "--store", one.url)
        here, there = _pages(home, _sqlite(home.data), key, cookie), _pages(home, one.url, key, cookie)
        assert here.keys() == there.keys()
        for path, reply in here.items():
            assert reply == there[path], "%s\n%s\n%s" % (path, reply, there[path])


def what_is_written_next_is_the_same_everywhere(home):
    _work(home)
    states, numbers, folder = [], [], os.path.join(home.folder, "copy")
    with _database() as database:
        _move(home, _sqlite(home.data), database.url)
        _move(home, database.url, _sqlite(folder))
        path = home.file("next.csv", GIRO_LATER + "2026-02-01,NEW SHOP,-5.00,2902.80\n")
        for store in (_sqlite(home.data), database.url, _sqlite(folder)):
            at = ("--store", store)
            home.florin("import", *at, "--yes", "--account", "giro", "--currency", "EUR", path)
            home.florin("add", *at, "Cash", "-p", "Next", "-d", "2026-02-02", "--", "-3.00")
            home.florin("accounts", "add", *at, "Purse", "--currency", "EUR")
            home.florin("budget", "set", *at, "Expenses:Fun", "20", "--currency", "EUR")
            home.florin("rules", "add", *at, 'payee contains "next" -> category "Expenses:Next"')
            home.florin("user", "add", *at, "new@example.org", "--role", "viewer")
            states.append(home.florin("fsck", *at, "--hash").split("state ")[1])
            numbers.append(home.florin("events", *at, "--json", "-n", "1000"))
        assert states[0] == states[1] == states[2]
        counts = [len(n.split("\n")) for n in numbers]
        assert counts[0] == counts[1] == counts[2] > 0


# -- What is refused

def a_full_target_is_refused_and_stays(home):
    home.take(home.file("giro.csv", GIRO))
    other = os.path.join(home.folder, "other")
    home.florin("accounts", "add", "--store", _sqlite(other), "Cash", "--currency", "EUR")
    before = _everything(other)
    _move(home, _sqlite(home.data), _sqlite(other), exit=3)
    assert "is not empty" in home.said and "account 1" in home.said, home.said
    assert _everything(other) == before
    with _database() as database:
        _move(home, _sqlite(home.data), database.url)
        _move(home, _sqlite(home.data), database.url, exit=3)
        assert "txn 6" in home.said, home.said
        _move(home, database.url, database.url + "&application_name=me", exit=3)  # the same one in other words: no waiting for oneself
        assert "is not empty" in home.said, home.said
    _move(home, _sqlite(home.data), _sqlite(home.data), exit=2)
    _move(home, _sqlite(home.data), _sqlite(home.folder + "/./data"), exit=3)


def an_opened_but_empty_target_is_taken(home):
    key = _work(home)
    with _database() as database:
        server = home.serve("--store", database.url)
        assert server.stop() == 0
        assert database.number("SELECT count(*) FROM household") == 1
        _move(home, _sqlite(home.data), database.url)
        assert home.florin("fsck", "--hash", "--store", database.url).split("state ")[1].strip() == home.state()
        server = home.serve("--store", database.url)
        assert Client(server, key).get("/accounts")["items"]
        assert server.stop() == 0


def wrong_words_are_explained(home):
    home.take(home.file("giro.csv", GIRO))
    here, secret = _sqlite(home.data), "s3cret-word"
    for words, exit, said in (([], 2, "--from and --to"), (["--from", here], 2, "--from and --to"), (["--from", here, "--to", "mysql://x/y"], 2, "--to takes"),
                              (["--from", here, "--to", "sqlite:"], 2, "--to takes"), (["--from", here, "--to", "/tmp/x"], 2, "--to takes"),
                              (["--from", here, "--to", here + "2", "more"], 2, "not understood"),
                              (["--from", here, "--to", "postgres://u:%s@h" % secret], 2, "--to: "),
                              (["--from", here, "--to", "postgres://u:%s@127.0.0.1:1/d" % secret], 4, "Connection refused"),
                              (["--from", here, "--to", "postgres://u:${secret:none}@127.0.0.1:1/d"], 1, "FLORIN_SECRET_NONE"),
                              (["--from", "sqlite:%s/none" % home.folder, "--to", here + "2"], 1, "--from: "),
                              (["--from", "sqlite:%s" % home.folder, "--to", here + "2"], 1, "no Florin data")):
        home.florin("migrate", *words, exit=exit)
        assert said in home.said and secret not in home.said, (words, home.said)
    assert not os.path.exists(home.data + "2"), "nothing is made before the source was looked at"
    with _database() as database:
        _move(home, database.url, here + "2", exit=1)
        assert "no household" in home.said, home.said
        assert database.number("SELECT count(*) FROM pg_class WHERE relname = 'account'") == 0
        _move(home, here, database.url.replace("/scenario_", "/none_"), exit=3)
        assert "does not exist" in home.said, home.said
    home.florin("fsck", "--store", _sqlite(home.folder + "/empty"))
    _move(home, _sqlite(home.folder + "/empty"), here + "2", exit=1)
    assert "nothing is stored" in home.said, home.said


def a_store_with_a_server_on_it_is_refused(home):
    home.take(home.file("giro.csv", GIRO))
    server = home.serve()
    with _database() as database, _database() as other:
        _move(home, _sqlite(home.data), database.url, exit=4)
        assert "florin serve" in home.said, home.said
        assert server.stop() == 0
        _move(home, _sqlite(home.data), database.url)
        server = home.serve("--store", database.url)
        home.until(lambda: database.number("SELECT count(*) FROM instance") == 1)
        _move(home, database.url, other.url, exit=4)
        assert "--from: " in home.said and "stop" in home.said, home.said
        assert server.stop() == 0
        server = home.serve("--store", other.url)
        home.until(lambda: other.number("SELECT count(*) FROM instance") == 1)
        _move(home, database.url, other.url, exit=4)
        assert "--to: " in home.said, home.said
        assert server.stop() == 0
        _move(home, database.url, other.url)


def another_schema_is_refused_and_not_changed(home):
    home.take(home.file("giro.csv", GIRO))

    def version():
        with contextlib.closing(sqlite3.connect(os.path.join(home.data, "florin.db"))) as db:
            return db.execute("SELECT max(version) FROM migration").fetchone()[0]

    newest = version()
    with _database() as database:
        home.change("UPDATE migration SET version = 9999 WHERE version = %d" % newest)
        _move(home, _sqlite(home.data), database.url, exit=3)
        assert "newer" in home.said and version() == 9999, home.said
        home.change("DELETE FROM migration WHERE version = 9999")
        _move(home, _sqlite(home.data), database.url, exit=3)
        assert "older" in home.said and "florin fsck" in home.said and version() < newest, home.said


def what_the_target_cannot_hold_moves_nothing(home):
    home.take(home.file("giro.csv", GIRO))
    change = {"UPDATE txn SET notes = 'a' || char(0) || 'b' WHERE seq = 2": "zero byte",
              "UPDATE txn SET notes = CAST(X'fffe' AS TEXT) WHERE seq = 2": "not UTF-8",
              "UPDATE txn SET notes = NULL, amount = amount + 1 WHERE seq = 2": "transaction 2",
              "UPDATE txn SET amount = amount - 1, payee = 999 WHERE seq = 2": "the store refuses it"}
    with _database() as database:
        for sql, words in change.items():
            home.change(sql)
            for _ in range(2):  # the target is as empty as before
                run = subprocess.run([home.florin_path, "migrate", "--from", _sqlite(home.data), "--to", database.url], capture_output=True, text=True, timeout=60)
                assert run.returncode in (1, 3) and "nothing was moved" in run.stderr and words in run.stderr, run
                assert database.number("SELECT count(*) FROM txn") + database.number("SELECT count(*) FROM account") == 0
        home.change("UPDATE txn SET payee = 1 WHERE seq = 2")
        _move(home, _sqlite(home.data), database.url)


# -- Kills

class _Watched:
    """A move whose progress can be seen."""

    def __init__(self, home, source, target):
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen([home.florin_path, "migrate", "--data", home.data, "--from", source, "--to", target],
                                        stdin=slave, stdout=slave, stderr=slave)
        os.close(slave)
        self.said = ""

    def _read(self):
        if not select.select([self.master], [], [], 60)[0]:
            raise AssertionError("it says nothing: " + self.said[-200:])
        try:
            more = os.read(self.master, 65536)
        except OSError:  # its end of the terminal is closed
            more = b""
        self.said += more.decode("utf-8", "replace")
        return bool(more)

    def until(self, words):
        while words not in self.said:
            assert self._read(), self.said

    def end(self):
        while self._read():
            pass
        os.close(self.master)
        return self.process.wait(timeout=60)

    def signal(self, number):
        self.process.send_signal(number)


def a_killed_move_leaves_an_empty_target_and_the_source(home):
    _large(home)
    before, killed = _everything(home.data), 0
    with _database() as database:
        for target in (database.url, _sqlite(home.data + "-2")):
            for words in ("copying household", "copying payee", "copying txn", "copying transfer", "copying event", "reading back txn",
                          "reading back transfer", "comparing"):
                watched = _Watched(home, _sqlite(home.data), target)
                watched.until(words)
                watched.signal(signal.SIGKILL)
                killed += watched.end() == -signal.SIGKILL
                assert home.florin("list", "--json", "--store", target) == home.florin("list", "--json", "--store", _sqlite(home.folder + "/none")), words
            _move(home, _sqlite(home.data), target)
            assert home.florin("fsck", "--hash", "--store", target).split("state ")[1].strip() == home.state()
        back = home.data + "-3"
        for words in ("copying txn", "reading back transfer"):
            watched = _Watched(home, database.url, _sqlite(back))
            watched.until(words)
            watched.signal(signal.SIGKILL)
            killed += watched.end() == -signal.SIGKILL
        home.florin("fsck", "--store", database.url)
        _move(home, database.url, _sqlite(back))
        assert killed == 18, killed
        assert _everything(home.data) == before == _everything(back)


def who_writes_to_the_source_meanwhile_waits(home):
    _large(home)
    with _database() as database, _database() as other:
        _move(home, _sqlite(home.data), database.url)
        watched = _Watched(home, database.url, other.url)
        watched.until("copying txn")
        watched.signal(signal.SIGSTOP)
        writer = subprocess.Popen([home.florin_path, "add", "--data", home.data, "--store", database.url, "Giro", "-d", "2026-12-30", "--", "-1.00"],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(1)
        assert writer.poll() is None
        watched.signal(signal.SIGCONT)
        assert watched.end() == 0, watched.said
        assert writer.wait(timeout=60) == 0
        assert home.florin("fsck", "--hash", "--store", other.url).split("state ")[1].strip() == home.state()
        assert home.florin("fsck", "--hash", "--store", database.url).split("state ")[1].strip() != home.state()


def a_lost_connection_moves_nothing(home):
    _large(home)
    with _database() as database, _database() as other:
        _move(home, _sqlite(home.data), database.url)
        for where in (database, other):
            watched = _Watched(home, database.url, other.url)
            watched.until("copying txn")
            watched.signal(signal.SIGSTOP)
            where.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
            watched.signal(signal.SIGCONT)
            assert watched.end() in (1, 4) and "nothing was moved" in watched.said, watched.said
            assert other.number("SELECT count(*) FROM account") == 0
        # The source's turn alone is lost: somebody may have written, so it is not the source's last word any more.
        watched = _Watched(home, database.url, other.url)
        watched.until("copying txn")
        watched.signal(signal.SIGSTOP)
        holder = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        assert database.ask(holder) == "t"
        watched.signal(signal.SIGCONT)
        assert watched.end() in (1, 4) and "nothing was moved" in watched.said, watched.said
        assert other.number("SELECT count(*) FROM account") == 0
        _move(home, database.url, other.url)


if __name__ == "__main__":
    scenario.run(globals())
