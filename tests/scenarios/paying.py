"""Paying: what was confirmed is paid once, on its day, whatever happens to the program, the bank or the clock meanwhile."""
import concurrent.futures
import datetime
import glob
import json
import os
import random
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree

import scenario
from client import Client

PASSWORD = "violet harbour trombone 58"
SERVERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "servers")
KILLS = int(os.environ.get("FLORIN_KILLS", "8"))
IBAN = "DE89370400440532013000"
ALLOW = "version: 1\nrules:\n  - name: fine\n    verdict: allow\n    kind: [payment, transfer, mandate]\n"
ASK = "version: 1\nrules:\n  - name: please\n    verdict: ask\n    kind: payment\n    approvals: 1\n"
LIMIT = ALLOW + "  - name: a day\n    verdict: deny\n    kind: payment\n    total-today-above: 100 EUR\n"


class Bank:
    """tests/servers/openbanking.py, which ends with its standard input."""

    def __init__(self):
        self.process = subprocess.Popen([sys.executable, os.path.join(SERVERS, "openbanking.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = self.process.stdout.readline().split()[0]

    def tell(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def paid(self):
        return [one for one in self.tell("payments") if one["status"] == "settled"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=10)


def _configure(home, more):
    os.makedirs(home.data, mode=0o700, exist_ok=True)
    with open(os.path.join(home.data, "florin.yaml"), "w", encoding="utf-8") as f:
        f.write(more)


def _by_bank(home, bank):
    _configure(home, "payment:\n  provider: openbanking\n  url: http://127.0.0.1:%s\n  key: sesame\n" % bank.port)
    bank.tell("secret sesame")


def _policy(home, text, version=1):
    home.change("INSERT INTO policy (household, version, text, created_us) VALUES (1, %d, '%s', 1)" % (version, text))


def _account(home, opening="2000"):
    home.florin("accounts", "add", "Checking", "--currency", "EUR", "--opening", opening, "--number", "DE02120300000000202051", "--date", "2026-01-01")


def _pay(home, amount="800", payee="Landlord", more=(), exit=0):
    return home.answer("payments", "add", "--account", "Checking", "--payee", payee, "--number", IBAN, "--amount", amount, *more, exit=exit)


def _today(days=0):
    return (datetime.datetime.now(datetime.timezone.utc).date() + datetime.timedelta(days=days)).isoformat()


def _let_the_day_come(home):
    """As if a night had passed: what is planned is due today."""
    day = (datetime.date.fromisoformat(_today()) - datetime.date(1970, 1, 1)).days
    home.change("UPDATE payment SET due = %d, next_us = 1 WHERE state = 1" % day)


def _payments(home):
    return {one["id"]: one for one in home.answer("payments")}


def _left(home):
    return home.balances()["Checking"]


def _owner(server):
    owner = Client(server)
    owner.post("/auth/signup", {"email": "ada@example.org", "password": PASSWORD, "name": "Ada"}, want=201)
    return owner


def _again(home, client):
    server = home.serve()
    again = Client(server, document=client.document)
    again.cookie = client.cookie
    return server, again


def what_is_paid_in_the_ledger_is_booked_at_once(home):
    _account(home)
    _policy(home, ALLOW)
    made = _pay(home, more=("--reference", "Rent", "--key", "rent-1"))
    assert made["proposal"]["state"] == "done" and made["payment"]["state"] == "paid", made
    assert _left(home) == "1200.00"
    same = _pay(home, more=("--reference", "Rent", "--key", "rent-1"))
    assert same["payment"]["id"] == made["payment"]["id"] and _left(home) == "1200.00"
    home.florin("payments", "cancel", made["payment"]["id"], exit=3)
    home.is_sound()


def rent_is_paid_once_across_restarts_and_kills(home):
    with Bank() as bank:
        _by_bank(home, bank)
        _account(home, "100000")
        _policy(home, ALLOW)
        server = home.serve()
        owner = _owner(server)
        wanted, chance = {}, random.Random(4)
        for kill in range(KILLS):
            bank.tell("script " + ",".join(chance.choice(["ok", "pending", "gone", "lost", "fail", "odd", "busy"]) for _ in range(6)))
            for i in range(3):
                made = owner.post("/payments", {"account": "Checking", "payee": "Landlord", "number": IBAN, "amount": "%d.%02d" % (10 + kill, i)}, want=202)
                wanted[made["payment"]["id"]] = made["payment"]["amount"]
            time.sleep(chance.random() * 0.8)
            server.process.send_signal(signal.SIGKILL if kill % 3 else signal.SIGTERM)
            server.process.wait(timeout=30)
            server, owner = _again(home, owner)
        bank.tell("script")
        server.stop()
        home.change("UPDATE payment SET next_us = 1 WHERE state IN (2, 3)")  # the waits between tries are over
        server, owner = _again(home, owner)
        home.until(lambda: all(one["state"] == "paid" for one in owner.get("/payments?limit=200")["items"]), 60)
        paid = bank.paid()
        assert {one["id"]: one["amount"] for one in paid} == wanted and len(paid) == len(wanted), (paid, wanted)
        assert server.stop() == 0
        spent = sum(round(float(amount) * 100) for amount in wanted.values())
        assert bank.tell("paid") == spent and _left(home) == "%.2f" % ((10000000 - spent) / 100)
        home.is_sound()


def a_provider_that_times_out_after_it_paid_is_asked(home):
    with Bank() as bank:
        _by_bank(home, bank)
        _account(home)
        _policy(home, ALLOW)
        bank.tell("script gone")
        made = _pay(home)
        assert _payments(home)[made["payment"]["id"]]["state"] == "held"
        home.florin("payments", "cancel", made["payment"]["id"], exit=3)
        home.change("UPDATE payment SET next_us = 1")
        home.florin("agent", "resume", "payment")  # any command that reacts pays, too
        assert _payments(home)[made["payment"]["id"]]["state"] == "paid"
        assert bank.tell("calls") == {"POST": 1, "GET": 1} and len(bank.paid()) == 1 and _left(home) == "1200.00"


def what_the_bank_refuses_is_taken_back_and_told(home):
    with Bank() as bank:
        _by_bank(home, bank)
        _account(home)
        _policy(home, ALLOW)
        bank.tell("script reject")
        made = _pay(home)
        failed = _payments(home)[made["payment"]["id"]]
        assert failed["state"] == "failed" and "account closed" in failed["why"], failed
        assert _left(home) == "2000.00"
        home.florin("agent", "resume", "payment")
        assert any("Landlord was not paid" in json.dumps(row) for row in home.answer("notifications")["rows"])
        home.is_sound()


def a_day_that_comes_while_nobody_runs_is_paid_once(home):
    _account(home)
    _policy(home, ALLOW)
    made = _pay(home, more=("--due", _today(3)))
    assert made["payment"]["state"] == "planned" and _left(home) == "2000.00"
    _let_the_day_come(home)
    server = home.serve()
    home.until(lambda: _payments(home)[made["payment"]["id"]]["state"] == "paid")
    assert server.stop() == 0
    for _ in range(2):
        server = home.serve()
        time.sleep(1.2)
        assert server.stop() == 0
    assert _left(home) == "1200.00"
    home.is_sound()


def what_is_planned_can_be_cancelled_or_paid_now(home):
    _account(home)
    _policy(home, ALLOW)
    one, two = (_pay(home, payee=name, more=("--due", _today(5)))["payment"]["id"] for name in ("Landlord", "Power"))
    assert home.answer("payments", "cancel", one)["state"] == "cancelled"
    now = home.answer("payments", "pay-now", two)
    assert now["proposal"]["state"] == "done", now
    assert _payments(home)[two]["state"] == "paid" and _payments(home)[one]["state"] == "cancelled"
    home.florin("payments", "pay-now", one, exit=3)
    assert _left(home) == "1200.00"


def without_enough_it_waits_and_is_told_and_is_paid_when_there_is(home):
    _account(home, "500")
    _policy(home, ALLOW)
    home.florin("accounts", "limit", "Checking", "0")
    made = _pay(home, more=("--due", _today(2)))
    assert made["payment"]["state"] == "planned"
    _let_the_day_come(home)
    home.florin("agent", "resume", "payment")
    waits = _payments(home)[made["payment"]["id"]]
    assert waits["state"] == "planned" and "lowest balance" in waits["why"], waits
    home.florin("add", "Checking", "-p", "Employer", "--", "1000")
    home.change("UPDATE payment SET next_us = 1 WHERE state = 1")
    home.florin("agent", "resume", "payment")
    assert _payments(home)[made["payment"]["id"]]["state"] == "paid" and _left(home) == "700.00"


def adding_without_words_says_what_it_needs(home):
    _account(home)
    for words in (("add",), ("add", "--account", "Checking", "--amount", "5"), ("mandates", "add", "--payee", "Power")):
        home.florin("payments", *words, exit=2)
        assert "--account NAME" in home.said and "action." not in home.said, home.said


def a_double_click_pays_once_and_a_changed_amount_never(home):
    _account(home)
    _policy(home, ASK)
    made = _pay(home)
    assert made["proposal"]["state"] == "done"  # whoever asks for it says yes to it
    home.florin("payments", "mandates")
    _policy(home, ASK.replace("approvals: 1", "approvals: 2"), 2)
    asked = _pay(home, amount="50")["proposal"]
    assert asked["state"] == "waiting" and _left(home) == "1200.00"
    home.change("UPDATE proposal SET action = replace(action, '50.00', '90.00') WHERE state = 1")
    home.change("UPDATE proposal SET approvals_needed = 1 WHERE state = 1")
    _policy(home, ALLOW, 3)
    home.florin("approvals", "approve", asked["id"], "--digest", asked["digest"])
    assert _left(home) == "1200.00"
    assert [one["state"] for one in home.answer("approvals", "--state", "all") if one["id"] == asked["id"]] == ["failed"]
    home.is_sound()


def sixty_four_clients_race_for_a_limit(home):
    _account(home)
    _policy(home, LIMIT)
    server = home.serve()
    owner = _owner(server)

    def want(i):
        client = Client(server, document=owner.document)
        client.cookie = owner.cookie
        return client.ask("POST", "/api/v1/payments", {"account": "Checking", "payee": "Shop %d" % i, "amount": "10"}).json["state"]

    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        states = list(pool.map(want, range(64)))
    assert states.count("done") == 10 and states.count("denied") == 54, states
    home.until(lambda: sum(one["state"] == "paid" for one in owner.get("/payments?limit=200")["items"]) == 10)
    assert server.stop() == 0
    assert _left(home) == "1900.00"
    home.is_sound()


def a_file_for_the_bank_is_written_once_and_the_statement_settles_it(home):
    folder = os.path.join(home.folder, "for-the-bank")
    _configure(home, "payment:\n  provider: pain001\n  folder: %s\n  name: Ada & Ben\n" % folder)
    _account(home)
    _policy(home, ALLOW)
    made = _pay(home, payee="Land & Lord <GmbH>", more=("--reference", "Rent \"May\""))
    sent = _payments(home)[made["payment"]["id"]]
    assert sent["state"] == "submitted", sent
    files = glob.glob(os.path.join(folder, "*.xml"))
    assert [os.path.basename(name) for name in files] == [made["payment"]["id"] + ".xml"]
    space = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
    tree = xml.etree.ElementTree.parse(files[0]).getroot()
    assert tree.find(".//p:Cdtr/p:Nm", space).text == "Land & Lord <GmbH>"
    assert tree.find(".//p:InstdAmt", space).text == "800.00" and tree.find(".//p:InstdAmt", space).get("Ccy") == "EUR"
    assert tree.find(".//p:EndToEndId", space).text == made["payment"]["id"].replace("-", "")
    os.unlink(files[0])  # the bank's program fetched it
    home.florin("agent", "resume", "payment")
    assert glob.glob(os.path.join(folder, "*.xml")) == []
    statement = home.file("Checking.csv", "Date,Payee,Amount\n%s,LAND & LORD <GMBH>,-800.00\n%s,Bakery,-3.20\n" % (_today(), _today()))
    home.take(statement, more=("--currency", "EUR", "--account", "Checking"))
    assert _payments(home)[made["payment"]["id"]]["state"] == "paid"
    assert _left(home) == "1196.80"
    home.is_sound()


if __name__ == "__main__":
    scenario.run(globals())
