"""Several processes on one PostgreSQL: roles, what each sees of the others, and what becomes of their work when one is killed."""
import os
import random
import signal
import threading
import time
import uuid

import scenario
from client import Client, Socket
from database import Database

OWNER, PASSWORD = "owner@example.org", "violet harbour trombone 58"
KILLS = int(os.environ.get("FLORIN_KILLS", "12"))


class _Shared:
    """A household on a database of its own, and its processes."""

    def __init__(self, home, *roles):
        self.home, self.database = home, Database()
        os.environ["FLORIN_STORE"] = self.database.url
        self.key = home.florin("user", "add", OWNER).strip().split("\n")[-1]
        self.servers = [home.serve("--role", role, "--rate", "1000000") for role in roles]

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        for server in self.home.servers:
            if server.process.poll() is None:
                server.process.kill()
                server.process.wait()
        del os.environ["FLORIN_STORE"]
        self.database.drop()

    def client(self, at):
        return Client(self.servers[at], self.key)

    def settled(self):
        """Every event took effect at every consumer that this program has."""
        newest = self.database.number("SELECT coalesce(max(seq), 0) FROM event")
        return self.database.number("SELECT count(*) FROM consumer WHERE name LIKE 'agent/%%' AND event < %d" % newest) == 0


def _entry(account="Cash", amount="-5.00", **more):
    return {"account": account, "date": "2026-03-01", "amount": amount, "payee": "Corner shop", **more}


def each_role_does_its_part_and_tells_of_all(home):
    with _Shared(home, "api", "agents", "gateway") as shared:
        api = shared.client(0)
        api.post("/accounts", {"name": "Cash", "currency": "EUR"}, want=201)
        for at in (1, 2):  # no API there, and nothing of the page
            assert shared.servers[at].get("/healthz")[0] == 200
            assert shared.servers[at].get("/metrics")[0] == 200
            assert shared.servers[at].get("/api/v1/health")[0] == 404
            assert shared.servers[at].get("/")[0] == 404
        home.until(lambda: {agent["name"] for agent in api.get("/agents")["items"]} >= {"analytics", "notification"})
        assert sorted(shared.database.ask("SELECT role FROM instance").split()) == ["agents", "api", "gateway"]
        api.post("/transactions", _entry(), want=201)
        home.until(lambda: all(agent["processed"] > 0 for agent in api.get("/agents")["items"] if agent["name"] == "analytics"))
        for server in shared.servers:
            assert server.stop() == 0
        assert shared.database.number("SELECT count(*) FROM lease") == 0
        assert shared.database.number("SELECT count(*) FROM instance") == 0


def what_one_process_wrote_the_other_shows_at_once(home):
    with _Shared(home, "api", "all") as shared:
        one, two = shared.client(0), shared.client(1)
        one.post("/accounts", {"name": "Cash", "currency": "EUR"}, want=201)
        for i in range(1, 151):
            writer, reader = (one, two) if i % 2 else (two, one)
            writer.post("/transactions", _entry(amount="-1.00"), want=201)
            assert reader.get("/reports/balances")["items"][0]["balance"] == "-%d.00" % i, i


def an_open_page_hears_of_what_another_process_wrote(home):
    with _Shared(home, "api", "api", "agents") as shared:
        one, two = shared.client(0), shared.client(1)
        one.post("/accounts", {"name": "Cash", "currency": "EUR"}, want=201)
        one.call("PUT", "/budgets", {"category": "Expenses:Fun", "amount": "100.00", "from": "2026-03"})
        socket = Socket(two)
        assert socket.status == 101 and socket.message()["type"] == "ready"
        one.post("/transactions", _entry(amount="-95.00", category="Expenses:Fun"), want=201)
        heard = set()
        until = time.monotonic() + 20
        while not {"transaction.created", "budget.warning"} <= heard:
            assert time.monotonic() < until, heard
            heard.add(socket.message()["type"])  # the agents' process noticed it, this one tells it
        socket.close()


def a_ticket_of_one_opens_one_socket_at_any(home):
    with _Shared(home, "api", "api") as shared:
        one, two = shared.client(0), shared.client(1)

        def knock(at, ticket):
            return Socket(shared.client(at), "/ws?ticket=" + ticket, credentials=False).status

        for _ in range(3):
            ticket = one.post("/live/tickets", want=201)["ticket"]
            assert [knock(1, ticket), knock(1, ticket), knock(0, ticket)] == [101, 401, 401]
        assert knock(1, "0" * 32) == 401
        for _ in range(5):  # all at once, at both
            ticket, statuses = two.post("/live/tickets", want=201)["ticket"], []
            threads = [threading.Thread(target=lambda at=i % 2: statuses.append(knock(at, ticket))) for i in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert sorted(statuses) == [101] + 7 * [401], statuses
        ticket = one.post("/live/tickets", want=201)["ticket"]
        assert shared.database.number("SELECT count(*) FROM ticket") == 1  # what is spent is gone; of this one there is a hash
        assert shared.database.number("SELECT count(*) FROM ticket WHERE position('%s' in encode(hash, 'escape')) > 0" % ticket) == 0
        shared.database.ask("UPDATE ticket SET given_us = given_us - 31000000")
        assert knock(1, ticket) == 401
        ticket = one.post("/live/tickets", want=201)["ticket"]
        assert shared.database.number("SELECT count(*) FROM ticket") == 1
        shared.servers[0].process.kill()  # who gave it need not live
        assert knock(1, ticket) == 101


def a_session_that_ended_at_one_ends_at_the_other(home):
    with _Shared(home, "api", "api") as shared:
        made = Client(shared.servers[0], shared.key)
        invitation = made.post("/invitations", {"email": "mia@example.org", "role": "member"}, want=201)["token"]
        mia = Client(shared.servers[0])
        mia.post("/auth/signup", {"email": "mia@example.org", "name": "Mia", "password": PASSWORD, "invitation": invitation}, want=201)
        elsewhere = Client(shared.servers[1])
        elsewhere.cookie = mia.cookie
        for _ in range(20):
            assert elsewhere.get("/me")["email"] == "mia@example.org"
        mia.post("/auth/logout", {}, want=204)
        elsewhere.get("/me", want=401)


def a_file_that_came_to_one_is_committed_by_the_other(home):
    with _Shared(home, "api", "api", "agents") as shared:
        one, two = shared.client(0), shared.client(1)
        rows = "".join("2026-01-%02d,-%d.00,Shop %d\n" % (i % 28 + 1, i + 1, i) for i in range(500))
        upload = one.ask("POST", "/api/v1/imports?name=bank.csv&account=Bank&currency=EUR", ("Date,Amount,Payee\n" + rows).encode(),
                         {"Content-Type": "application/octet-stream"}).json
        home.until(lambda: two.get("/imports/" + upload["id"])["state"] == "ready")
        two.post("/imports/%s/commit" % upload["id"], {}, want=202)
        home.until(lambda: one.get("/imports/" + upload["id"])["state"] == "committed")
        assert sum(account["transactions"] for account in one.get("/accounts")["items"]) == 500


def an_import_whose_process_is_killed_is_committed_once(home):
    """At any moment after the order to commit; another takes it over when its lease is over."""
    rows = 20000
    with _Shared(home, "api", "api") as shared:
        chance = random.Random(11)
        for turn in range(max(2, KILLS // 6)):
            one, two = shared.client(0), shared.client(1)
            lines = "".join("2026-01-%02d,-%d.%02d,Shop %d in town %d\n" % (i % 28 + 1, i // 100 + 1, i % 100, i % 300, turn) for i in range(rows))
            upload = one.ask("POST", "/api/v1/imports?name=bank%d.csv&account=Bank%d&currency=EUR" % (turn, turn),
                             ("Date,Amount,Payee\n" + lines).encode(), {"Content-Type": "application/octet-stream"}).json
            home.until(lambda: two.get("/imports/" + upload["id"])["state"] == "ready", 60)
            one.post("/imports/%s/commit" % upload["id"], {}, want=202)
            time.sleep(chance.uniform(0, 1.2))
            holder = shared.database.ask("SELECT holder FROM lease WHERE name = 'importer'").split("-")
            at = next((i for i, s in enumerate(shared.servers) if len(holder) > 1 and str(s.process.pid) == holder[-2]), 0)
            shared.servers[at].process.kill()
            shared.servers[at].process.wait()
            shared.servers[at] = home.serve("--role", "api", "--rate", "1000000")
            left = shared.client(1 - at)
            home.until(lambda: left.get("/imports/" + upload["id"])["state"] == "committed", 90)
            assert shared.database.number("SELECT count(*) FROM txn") == rows * (turn + 1)
            assert shared.database.number("SELECT count(*) FROM event WHERE type = 'import.committed'") == turn + 1
        home.is_sound()


class _Load:
    """Writes on several threads to whichever process answers; notes what was acknowledged."""

    def __init__(self, shared, threads):
        self.shared, self.going, self.acknowledged, self.lock = shared, True, [], threading.Lock()
        self.threads = [threading.Thread(target=self._run, args=(i,)) for i in range(threads)]
        for thread in self.threads:
            thread.start()

    def _run(self, seed):
        chance = random.Random(seed)
        while self.going:
            entry = _entry(id=str(uuid.uuid4()))
            while self.going:
                server = chance.choice(self.shared.apis())
                try:
                    client = Client(server, self.shared.key, self.shared.document)
                    reply = client.ask("POST", "/api/v1/transactions", entry, check=False)
                    client.close()
                except OSError:
                    continue
                if reply.status in (200, 201):
                    with self.lock:
                        self.acknowledged.append(entry["id"])
                    break
                assert reply.status in (500, 503), reply

    def end(self):
        self.going = False
        for thread in self.threads:
            thread.join()
        return self.acknowledged


def killed_processes_lose_nothing_and_double_nothing(home):
    roles = ["api", "api", "agents", "agents"]
    with _Shared(home, *roles) as shared:
        shared.apis = lambda: [s for s, role in zip(shared.servers, roles) if role == "api"]
        first = shared.client(0)
        first.post("/accounts", {"name": "Cash", "currency": "EUR"}, want=201)
        shared.document = first.document
        load = _Load(shared, 4)
        chance = random.Random(7)
        for _ in range(KILLS):
            time.sleep(chance.uniform(0.1, 0.6))
            at = chance.randrange(len(roles))
            shared.servers[at].process.send_signal(signal.SIGKILL)
            shared.servers[at].process.wait()
            shared.servers[at] = home.serve("--role", roles[at], "--rate", "1000000")
        acknowledged = load.end()
        assert len(acknowledged) > KILLS, len(acknowledged)
        home.until(shared.settled, 60)
        known = set(shared.database.ask("SELECT encode(id, 'hex') FROM txn").split())
        assert {i.replace("-", "") for i in acknowledged} <= known
        kept = shared.database.number("SELECT count(*) FROM txn")
        assert len(acknowledged) <= kept <= len(acknowledged) + 4, (kept, len(acknowledged))
        assert shared.database.number("SELECT count(*) FROM event WHERE type = 'transaction.created'") == kept
        assert shared.database.number("SELECT count(*) FROM dead_letter") == 0
        home.is_sound()


def the_work_of_a_killed_process_is_taken_over(home):
    with _Shared(home, "api", "agents", "agents") as shared:
        api = shared.client(0)
        api.post("/accounts", {"name": "Cash", "currency": "EUR"}, want=201)
        home.until(lambda: shared.database.number("SELECT count(*) FROM lease WHERE name = 'agent/analytics'") == 1)
        holder = shared.database.ask("SELECT holder FROM lease WHERE name = 'agent/analytics'")
        pid = int(holder.split("-")[-2])
        victim = next(s for s in shared.servers if s.process.pid == pid)
        victim.process.kill()
        victim.process.wait()
        api.post("/transactions", _entry(), want=201)
        home.until(lambda: shared.database.ask("SELECT holder FROM lease WHERE name = 'agent/analytics'") != holder, 40)
        home.until(shared.settled, 40)


def tasks_are_done_once_by_whichever_process_comes_first(home):
    with _Shared(home, "api", "agents", "agents") as shared:
        api = shared.client(0)
        tasks = [api.post("/tasks", {"agent": "analytics", "kind": "review"}, want=202)["id"] for _ in range(40)]
        victim = shared.servers[1]
        victim.process.kill()
        victim.process.wait()
        shared.servers[1] = home.serve("--role", "agents")
        # What the killed one was at is somebody else's when its lease is over; a test need not wait for that.
        shared.database.ask("UPDATE task SET leased_us = 1 WHERE state = 1 AND holder LIKE '%%-%d-%%'" % victim.process.pid)
        home.until(lambda: shared.database.number("SELECT count(*) FROM task WHERE state = 2") == len(tasks), 60)
        assert shared.database.number("SELECT count(*) FROM event WHERE type = 'agent.task.completed'") == len(tasks)
        assert {queue["health"] for queue in api.get("/tasks/queues")["items"]} == {"well"}


def the_database_keeps_households_apart_as_well(home):
    with _Shared(home, "api") as shared:
        other = Client(shared.servers[0], home.florin("user", "add", "mia@example.org").strip().split("\n")[-1])
        shared.client(0).post("/accounts", {"name": "Cash", "currency": "EUR"}, want=201)
        other.post("/accounts", {"name": "Vault", "currency": "EUR"}, want=201)
        asked = "SELECT string_agg(name, ' ' ORDER BY name) FROM account WHERE name IN ('Cash', 'Vault')"
        number = shared.database.ask("SELECT household FROM account WHERE name = 'Vault'")
        assert shared.database.ask(asked, "") == "", "who never said who it is"
        assert shared.database.ask(asked, "1") == "Cash"
        assert shared.database.ask(asked, number) == "Vault"
        assert shared.database.ask(asked) == "Cash Vault"
        assert "by row-level security" in home.florin("doctor")
        os.environ["FLORIN_STORE"] = shared.database.url.replace("//walled@", "//florin@")
        assert "does not hold for a superuser" in home.florin("doctor")


if __name__ == "__main__":
    scenario.run(dict(globals()))
