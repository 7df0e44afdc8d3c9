"""The program beside a Dapr sidecar: its events go out to the broker and come back to its agents, whatever the sidecar does.

The sidecar is tests/servers/daprd.py, which does what it is told; in the last scenario it is the real daprd, which tests/servers/daprd.cmake builds
where Go is: FLORIN_TEST_DAPRD is its path."""
import json
import os
import socket
import subprocess
import sys
import urllib.request

import scenario
from client import Client

SERVERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "servers")
APP_TOKEN = "the-sidecar-it-is"
COMPONENTS = """apiVersion: dapr.io/v1alpha1
kind: Component
metadata: {name: florin-pubsub}
spec: {type: pubsub.in-memory, version: v1}
---
apiVersion: dapr.io/v1alpha1
kind: Component
metadata: {name: florin-state}
spec: {type: state.in-memory, version: v1}
"""


class _Sidecar:
    """One that obeys commands."""

    def __init__(self):
        self.process = subprocess.Popen([sys.executable, os.path.join(SERVERS, "daprd.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True)
        self.process.stdout.readline()
        self.port = self.tell("sidecar florin 0 " + APP_TOKEN)["port"]

    def tell(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        reply = json.loads(self.process.stdout.readline())
        assert "problem" not in reply, (command, reply)
        return reply

    def taken(self):
        """Deliveries that the app has answered with SUCCESS."""
        return self.tell("taken")["count"]

    def count(self, topic):
        return self.tell("count " + topic)["count"]

    def meet(self, server):
        self.tell("app %d %d" % (self.port, server.port))
        self.tell("reload %d" % self.port)

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.process.stdin.close()
        self.process.wait(timeout=10)


class _Daprd:
    """The real one."""

    def __init__(self, path, home):
        self.home, self.path, self.process = home, path, None
        self.folder = os.path.join(home.folder, "components")
        os.makedirs(self.folder)
        with open(os.path.join(self.folder, "florin.yaml"), "w", encoding="utf-8") as f:
            f.write(COMPONENTS)
        self.ports = [_free_port() for _ in range(4)]
        self.port = self.ports[0]

    def meet(self, server):
        self.process = subprocess.Popen(
            [self.path, "--app-id", "florin", "--app-port", str(server.port), "--dapr-http-port", str(self.ports[0]), "--dapr-grpc-port",
             str(self.ports[1]), "--dapr-internal-grpc-port", str(self.ports[2]), "--metrics-port", str(self.ports[3]), "--resources-path", self.folder, "--log-level", "error"],
            env=dict(os.environ, APP_API_TOKEN=APP_TOKEN), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.home.until(self._knows_the_app)

    def _knows_the_app(self):
        try:
            with urllib.request.urlopen("http://127.0.0.1:%d/v1.0/metadata" % self.port, timeout=5) as reply:
                return len(json.load(reply).get("subscriptions", [])) > 0
        except OSError:
            return False

    def taken(self):
        """As its metrics have it: an event that the app took is counted with this status."""
        with urllib.request.urlopen("http://127.0.0.1:%d/" % self.ports[3], timeout=5) as reply:
            lines = reply.read().decode().split("\n")
        return sum(int(float(line.split()[-1])) for line in lines
                   if line.startswith(("dapr_component_pubsub_ingress_count{", "dapr_component_pubsub_ingress_bulk_event_count{"))
                   and 'process_status="success"' in line.lower())

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        if self.process is not None:
            self.process.kill()
            self.process.wait()


def _free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class _Beside:
    """A server beside a sidecar, with somebody who may do everything and an account."""

    def __init__(self, home, sidecar, query=""):
        self.home, self.sidecar = home, sidecar
        os.environ["APP_API_TOKEN"] = APP_TOKEN
        key = home.florin("user", "add", "robot@example.org").strip().split("\n")[-1]
        self.server = home.serve("--bus", "dapr://127.0.0.1:%d%s" % (sidecar.port, query), "--rate", "1000000")
        del os.environ["APP_API_TOKEN"]
        sidecar.meet(self.server)
        self.client = Client(self.server, key)
        self.client.post("/accounts", {"name": "Cash", "currency": "EUR"}, want=201)

    def spend(self, count, amount="-1.00"):
        for _ in range(count):
            self.client.post("/transactions", {"account": "Cash", "date": "2026-03-01", "amount": amount, "payee": "Corner shop"}, want=201)


def _alerts(client, word):
    return [n for n in client.get("/notifications")["items"] if word in n["title"]]


def _overspend(beside):
    beside.client.post("/transactions", {"account": "Cash", "date": "2026-03-01", "amount": "-50.00", "payee": "Market",
                                         "category": "Expenses:Food"}, want=201)


def _budget(beside):
    beside.home.florin("budget", "set", "Expenses:Food", "10", "--currency", "EUR", "--from", "2026-03")


def _carries(home, sidecar, query=""):
    beside = _Beside(home, sidecar, query)
    _budget(beside)
    _overspend(beside)
    home.until(lambda: _alerts(beside.client, "Food"))
    before = sidecar.taken()
    beside.spend(50)
    home.until(lambda: sidecar.taken() >= before + 50)
    assert len(_alerts(beside.client, "Food")) == 1
    assert beside.server.stop() == 0
    home.is_sound()


def events_go_out_and_come_back_to_the_agents(home):
    with _Sidecar() as sidecar:
        _carries(home, sidecar)
        assert sidecar.count("finance.transaction.created") == 51
        assert sidecar.count("florin.dead") == 0


def what_is_doubled_and_out_of_order_takes_effect_once(home):
    with _Sidecar() as sidecar:
        sidecar.tell("set twice 1")
        sidecar.tell("set shuffle 1")
        _carries(home, sidecar, "?bulk=64")


def writes_go_on_while_the_sidecar_is_away_and_all_goes_out_after(home):
    with _Sidecar() as sidecar:
        beside = _Beside(home, sidecar)
        _budget(beside)
        beside.spend(5)
        home.until(lambda: sidecar.count("finance.transaction.created") >= 5)
        sidecar.tell("stop")
        beside.spend(20)
        _overspend(beside)
        home.until(lambda: _alerts(beside.client, "Food"))  # the agents read the log meanwhile
        assert sidecar.count("finance.transaction.created") < 26
        sidecar.tell("start")
        home.until(lambda: sidecar.count("finance.transaction.created") >= 26)
        assert len(_alerts(beside.client, "Food")) == 1
        assert beside.server.stop() == 0
        home.is_sound()


def a_component_that_refuses_loses_nothing(home):
    with _Sidecar() as sidecar:
        sidecar.tell("set fail 5")
        sidecar.tell("set bulk 0")
        beside = _Beside(home, sidecar)
        beside.spend(20)
        home.until(lambda: sidecar.count("finance.transaction.created") >= 20, seconds=40)
        assert beside.server.stop() == 0


def only_the_sidecar_is_let_in(home):
    with _Sidecar() as sidecar:
        beside = _Beside(home, sidecar)
        right = {"dapr-api-token": APP_TOKEN}
        status, body, _ = beside.server.get("/dapr/subscribe", headers=right)
        assert status == 200 and any(s["topic"] == "finance.transaction.created" for s in json.loads(body)), body
        for wrong in ({}, {"dapr-api-token": ""}, {"dapr-api-token": "the-sidecar-it-is-not"}, {"dapr-api-token": right["dapr-api-token"][:-1]}):
            assert beside.server.get("/dapr/subscribe", headers=wrong)[0] == 401
            assert beside.server.get("/dapr/events/transaction.created", "POST", headers=wrong)[0] == 401
            assert beside.server.get("/dapr/ask", "POST", headers=wrong)[0] == 401
        assert beside.server.stop() == 0
    server = home.serve()  # its bus is not Dapr
    assert server.get("/dapr/subscribe")[0] == 404
    assert server.stop() == 0


def without_a_token_only_this_machine_is_let_in(home):
    with _Sidecar() as sidecar:
        server = home.serve("--bus", "dapr://127.0.0.1:%d" % sidecar.port)
        assert server.get("/dapr/subscribe")[0] == 200
        for forwarded in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):  # by a proxy on this machine, for somebody else
            assert server.get("/dapr/subscribe", headers={forwarded: "127.0.0.1"})[0] == 401, forwarded
        assert server.get("/dapr/ask", "POST", headers={"Origin": "http://pages.example"})[0] == 403
        assert server.get("/dapr/ask", "POST")[0] == 400
        assert server.get("/dapr/subscribe", "POST")[0] == 405
        assert server.stop() == 0


def strangers_messages_go_to_the_dead_and_the_rest_flows(home):
    with _Sidecar() as sidecar:
        beside = _Beside(home, sidecar)
        for data in (b"hello", b"{}", b"\0", b"\xff"):
            sidecar.tell("publish finance.transaction.created " + data.hex())
        sidecar.tell("raw finance.transaction.created " + b"no event at all".hex())
        beside.spend(3)
        home.until(lambda: sidecar.count("florin.dead") >= 5)
        _budget(beside)
        _overspend(beside)
        home.until(lambda: _alerts(beside.client, "Food"))
        assert sidecar.count("florin.dead") == 5
        assert beside.server.stop() == 0


def beside_the_real_daprd(home):
    path = os.environ.get("FLORIN_TEST_DAPRD")
    if not path:
        print("        there is no real daprd here: FLORIN_TEST_DAPRD is not set")
        return
    with _Daprd(path, home) as sidecar:
        _carries(home, sidecar)


def beside_the_real_daprd_in_bulks(home):
    path = os.environ.get("FLORIN_TEST_DAPRD")
    if not path:
        print("        there is no real daprd here: FLORIN_TEST_DAPRD is not set")
        return
    with _Daprd(path, home) as sidecar:
        _carries(home, sidecar, "?bulk=64")


if __name__ == "__main__":
    scenario.run(globals())
