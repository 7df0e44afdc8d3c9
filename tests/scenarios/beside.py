"""Commands beside a running server: they work as if it were not there, it sees what they did, and neither is in the other's way for long."""
import contextlib
import http.client
import json
import os
import pty
import random
import signal
import sqlite3
import subprocess
import threading
import time

import scenario
from client import Client, Socket
from statements import GIRO, GIRO_LATER

PASSWORD = "violet harbour trombone 58"
OWNER = "owner@example.org"


def _key(home, email="robot@example.org", *options):
    return home.florin("user", "add", email, *options).strip().split("\n")[-1]


def _served(home, *options):
    """A server with an account, and a program that may do everything."""
    home.florin("accounts", "add", "Cash", "--currency", "EUR")
    key = _key(home)
    server = home.serve(*options)
    return server, Client(server, key)


def _start(home, *words):
    return subprocess.Popen([home.florin_path, words[0], "--data", home.data, *words[1:]], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _borrower(home):
    """An import that has the writer's turn until its standard input ends."""
    process = _start(home, "import", "--yes", "--quiet", "--account", "giro", "--currency", "EUR", "-")
    home.until(lambda: "pid %d:" % process.pid in home.writer())
    return process


def _ends(process, code=0, text=None):
    out, err = process.communicate(text, timeout=60)
    assert process.returncode == code, (process.returncode, out, err)
    return err


def _large_file(home, rows=20000):
    return home.file("large.csv", "account,id,date,amount,description\n" + "".join(
        "Giro,F%08d,2026-%02d-%02d,%d.%02d,SHOP %d BONN\n" % (i, i * 12 // rows + 1, i % 28 + 1, -(i % 90) - 1, i % 100, i % 300)
        for i in range(rows)))


def _post(server, key, body, path="/api/v1/transactions"):
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    line.request("POST", path, json.dumps(body), {"Authorization": "Bearer " + key, "Content-Type": "application/json"})
    status = line.getresponse().status
    line.close()
    return status


def _work(home):
    """What a household does with the command line in a week."""
    home.take(home.file("giro.csv", GIRO))
    home.florin("accounts", "add", "Cash", "--currency", "EUR")
    home.florin("add", "Cash", "-p", "Market", "-d", "2026-01-09", "--", "-12.50")
    home.take(home.file("giro-2.csv", GIRO_LATER), more=("--account", "giro"))
    home.florin("undo")
    home.florin("accounts", "rename", "giro", "Main")
    home.florin("rules", "add", 'payee contains "market" -> category "Expenses:Food"')
    home.florin("categorize", "--all")
    home.florin("budget", "set", "Expenses:Food", "10", "--currency", "EUR")
    home.florin("user", "add", "eva@example.org", "--role", "member")
    home.florin("user", "key", "eva@example.org")
    home.florin("user", "invite", "max@example.org", "--role", "viewer")
    home.florin("user", "remove", "eva@example.org")
    home.florin("add", "Nowhere", "--", "-1.00", exit=1)
    home.florin("import", exit=2)
    home.take(home.file("empty.csv", ""), exit=3)


def commands_do_beside_a_server_what_they_do_without(home):
    alone = scenario.Household(home.florin_path)
    _key(home)
    _key(alone)
    server = home.serve()
    _work(home)
    _work(alone)
    assert home.state() == alone.state()
    alone.remove()
    home.is_sound()
    # The server's agents react, the command's do not.
    home.until(lambda: any("Food" in row["title"] for row in home.answer("notifications")["rows"]))
    assert server.stop() == 0
    home.is_sound()


def the_server_knows_at_once_what_a_command_did(home):
    server, program = _served(home)
    live = Socket(program)
    assert live.message()["type"] == "ready"
    for i in range(20):
        home.florin("accounts", "rename", "Cash" if i == 0 else "Purse %d" % i, "Purse %d" % (i + 1))
        assert [a["name"] for a in program.get("/accounts")["items"]] == ["Purse %d" % (i + 1)]
    home.florin("add", "Purse 20", "-d", "2026-01-09", "--", "-7.00")
    assert program.get("/transactions")["items"][0]["amount"] == "-7.00"
    while live.message()["type"] != "transaction.created":
        pass
    # What the command changed is there for the lane of writes as well, which keeps accounts at hand.
    program.post("/transactions", {"account": "Purse 20", "amount": "-1.00", "date": "2026-01-10", "payee": "Kiosk"}, want=201)
    assert home.balances() == {"Purse 20": "-8.00"}
    assert server.stop() == 0


def who_is_removed_or_gets_another_password_is_out_at_once(home):
    home.florin("accounts", "add", "Cash", "--currency", "EUR")
    server = home.serve()
    page = Client(server)
    page.post("/auth/signup", {"email": OWNER, "password": PASSWORD, "name": "Olga"}, want=201)
    key = _key(home, "eva@example.org", "--role", "member")
    eva, bystander = Client(server, key), page.key("read")
    for client in (eva, page, bystander):
        client.get("/accounts")
    sockets = [Socket(client) for client in (eva, page, bystander)]
    assert all(s.status == 101 and s.message()["type"] == "ready" for s in sockets)
    ticket = eva.post("/live/tickets", want=201)["ticket"]
    home.florin("user", "remove", "eva@example.org")
    eva.get("/accounts", want=401)
    assert sockets[0].ends()
    assert Socket(eva, "/ws?ticket=" + ticket, credentials=False).status == 401
    page.get("/accounts")
    run = subprocess.run([home.florin_path, "user", "--data", home.data, "password", OWNER], input="granite lemon fjord walrus 41\n",
                         capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run
    page.get("/accounts", want=401)
    assert sockets[1].ends()
    Client(server).log_in(OWNER, "granite lemon fjord walrus 41").get("/accounts")
    bystander.get("/accounts")
    sockets[2].line.settimeout(0.5)
    assert not sockets[2].ends(), "whom nobody touched stays"
    assert server.stop() == 0


def nothing_is_lost_while_clients_and_commands_write(home):
    server, program = _served(home)
    done, stop, wrong = [0] * 16, threading.Event(), []

    def write(i):
        while not stop.is_set():
            status = _post(server, program.bearer, {"account": "Cash", "amount": "-1.00", "date": "2026-01-02", "payee": "W%d-%d" % (i, done[i])})
            if status != 201:
                wrong.append(status)
                return
            done[i] += 1

    threads = [threading.Thread(target=write, args=(i,)) for i in range(16)]
    for thread in threads:
        thread.start()
    path, added = _large_file(home), 0
    for round_ in range(6):
        assert home.take(path)["added"] == 20000
        home.florin("undo")
        for _ in range(5):
            home.florin("add", "Cash", "-d", "2026-01-03", "--", "-1.00")
            added += 1
        _key(home, "p%d@example.org" % round_, "--role", "viewer")
        home.florin("budget", "set", "Expenses:Food", str(100 + round_), "--currency", "EUR")
    both = [_start(home, "add", "Cash", "-d", "2026-01-03", "--", "-1.00") for _ in range(20)]
    for process in both:
        _ends(process, text="")
    stop.set()
    for thread in threads:
        thread.join()
    assert not wrong, wrong
    assert all(done), done
    total = sum(done) + added + len(both)
    assert home.balances()["Cash"] == "-%d.00" % total, (home.balances(), total)
    home.is_sound()
    assert server.stop() == 0
    home.is_sound()
    assert home.balances()["Cash"] == "-%d.00" % total
    print("        %d written over HTTP meanwhile" % sum(done))


def readers_go_on_and_writers_wait_while_the_turn_is_lent(home):
    server, program = _served(home)
    program.get("/accounts")
    process = _borrower(home)
    for _ in range(20):
        program.get("/accounts")
        assert server.get("/readyz")[0] == 200
    status = []
    writer = threading.Thread(target=lambda: status.append(_post(server, program.bearer, {"account": "Cash", "amount": "-1.00", "date": "2026-01-02", "payee": "Kiosk"})))
    writer.start()
    time.sleep(0.3)
    assert not status
    _ends(process, text=GIRO)
    writer.join(20)
    assert status == [201], status
    assert home.balances() == {"giro": "2969.00", "Cash": "-1.00"}
    assert "florin serve" in home.writer()
    assert server.stop() == 0


def borrowers_queue(home):
    server, _ = _served(home)
    first = _borrower(home)
    waiting = [_start(home, "add", "Cash", "-d", "2026-01-02", "--", "-1.00") for _ in range(10)]
    time.sleep(0.3)
    assert all(process.poll() is None for process in waiting)
    for process in waiting[::3]:  # who goes away in the queue harms nobody
        process.send_signal(signal.SIGKILL)
        process.communicate()
    _ends(first, text=GIRO)
    for i, process in enumerate(waiting):
        if i % 3 != 0:
            _ends(process, text="")
    assert home.balances()["Cash"] == "-6.00"
    home.is_sound()
    assert server.stop() == 0


def a_killed_borrower_leaves_all_or_nothing_and_the_server_goes_on(home):
    server, program = _served(home)
    path, chance, killed = _large_file(home), random.Random(3), 0
    written = 0
    for _ in range(10):
        process = _start(home, "import", "--yes", "--quiet", "--currency", "EUR", path)
        time.sleep(chance.uniform(0.01, 0.3))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
        assert _post(server, program.bearer, {"account": "Cash", "amount": "-1.00", "date": "2026-01-02", "payee": "Kiosk"}) == 201
        written += 1
        home.is_sound()
        there = home.balances().get("Giro") not in (None, "0.00")
        if there:  # a page of it
            assert len(home.transactions("--account", "Giro")) == 1000
            home.florin("undo")
    assert killed > 0, "no round was killed in time"
    assert home.balances()["Cash"] == "-%d.00" % written
    assert server.stop() == 0
    home.is_sound()


def a_borrower_outlives_a_killed_server(home):
    server, _ = _served(home)
    process = _borrower(home)
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    home.florin("add", "Cash", "--", "-1.00", exit=4)
    assert "pid %d" % process.pid in home.said, home.said
    assert subprocess.run([home.florin_path, "serve", "--data", home.data, "--listen", "127.0.0.1:%d" % server.port], capture_output=True,
                          timeout=60).returncode == 4
    _ends(process, text=GIRO)
    home.florin("add", "Cash", "-d", "2026-01-02", "--", "-1.00")
    assert home.balances() == {"giro": "2969.00", "Cash": "-1.00"}
    home.is_sound()
    assert home.serve().stop() == 0


def stopping_waits_for_the_borrower(home):
    server, _ = _served(home)
    process = _borrower(home)
    waiting = _start(home, "add", "Cash", "-d", "2026-01-02", "--", "-1.00")
    time.sleep(0.3)
    server.process.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    assert server.process.poll() is None
    _ends(process, text=GIRO)
    assert server.process.wait(timeout=30) == 0
    _ends(waiting, text="")  # the server is gone: it writes by itself
    assert home.balances() == {"giro": "2969.00", "Cash": "-1.00"}
    home.is_sound()


def another_server_takes_over_between_loans(home):
    server, program = _served(home)
    process = _borrower(home)
    waiting = [_start(home, "add", "Cash", "-d", "2026-01-02", "--", "-1.00") for _ in range(8)]
    time.sleep(0.3)
    old = server.process
    server.process = subprocess.Popen([home.florin_path, "serve", "--data", home.data, "--listen", "127.0.0.1:%d" % server.port, "--replace"],
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(0.5)
    assert old.poll() is None and server.process.poll() is None
    program.get("/accounts")
    _ends(process, text=GIRO)
    assert old.wait(timeout=30) == 0
    for one in waiting:  # the next server lends to them
        _ends(one, text="")
    program.get("/accounts")
    assert home.balances() == {"giro": "2969.00", "Cash": "-8.00"}
    assert server.stop() == 0
    home.is_sound()


def a_person_who_is_asked_keeps_nobody_waiting(home):
    server, program = _served(home)
    master, slave = pty.openpty()
    process = subprocess.Popen([home.florin_path, "import", "--data", home.data, "--currency", "EUR", home.file("giro.csv", GIRO)],
                               stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    said = b""
    while b"[y/N]" not in said:
        said += os.read(master, 4096)
    assert _post(server, program.bearer, {"account": "Cash", "amount": "-1.00", "date": "2026-01-02", "payee": "Kiosk"}) == 201
    home.florin("accounts", "rename", "Cash", "Purse")
    os.write(master, b"y\n")
    with contextlib.suppress(OSError):  # a terminal ends with an error
        while os.read(master, 4096):
            pass
    assert process.wait(timeout=30) == 0
    os.close(master)
    assert home.balances() == {"giro": "2969.00", "Purse": "-1.00"}
    assert server.stop() == 0


def the_schema_is_not_changed_under_a_server(home):
    server, program = _served(home)
    with contextlib.closing(sqlite3.connect(os.path.join(home.data, "florin.db"), isolation_level=None)) as db:
        newest = db.execute("SELECT max(version) FROM migration").fetchone()[0]
        db.execute("UPDATE migration SET version = 9999 WHERE version = ?", (newest,))
        home.florin("add", "Cash", "--", "-1.00", exit=3)
        assert "another version" in home.said, home.said
        db.execute("UPDATE migration SET version = ? WHERE version = 9999", (newest,))
    home.florin("add", "Cash", "-d", "2026-01-02", "--", "-1.00")
    assert program.get("/transactions")["items"][0]["amount"] == "-1.00"
    assert server.stop() == 0


def dead_letters_are_delivered_by_the_server(home):
    home.take(home.file("giro.csv", GIRO))
    server = home.serve()
    with contextlib.closing(sqlite3.connect(os.path.join(home.data, "florin.db"), isolation_level=None)) as db:
        for event in (1, 2):
            db.execute("INSERT INTO dead_letter VALUES ('agent/analytics', ?, 8, 'the disk was full', 0, 1)", (event,))
        home.florin("events", "replay", "agent/analytics", "77", exit=1)
        assert home.answer("events", "replay", "agent/analytics", "1") == {"replayed": 0, "failed": 0, "asked": 1}
        assert home.answer("events", "replay")["asked"] == 1
        home.until(lambda: db.execute("SELECT DISTINCT state FROM dead_letter").fetchall() == [(2,)])
    assert server.stop() == 0


def the_folder_may_have_a_long_name(home):
    home.data = os.path.join(home.folder, *["a-name-of-fifty-letters-that-goes-on-and-on-%05d" % i for i in range(8)])
    server, program = _served(home)
    home.take(home.file("giro.csv", GIRO))
    assert {a["name"] for a in program.get("/accounts")["items"]} >= {"Cash", "giro"}
    assert server.stop() == 0


if __name__ == "__main__":
    scenario.run(globals())
