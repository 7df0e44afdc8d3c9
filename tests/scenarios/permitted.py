"""Who may do what: every route of the document by every kind of caller, and one household against everything of another.

The routes, what they need and what they take come from /openapi.json, so a new resource is covered when it is there; a scenario that fails
with "teach" in its words meets something in the document that it has no value for.
"""
import copy
import json
import os
import re
import socket
import time
import uuid

import scenario
from client import API, Client, Document, Socket

PASSWORD = "violet harbour trombone 58"
RANK = {"viewer": 1, "member": 2, "owner": 3}
NEEDS = {"self": (1, None), "read": (1, "read"), "write": (2, "write"), "own": (3, "admin"), "approve": (2, "approve")}

# Requests that change something or hand something out and yet need no more than a role in the household (self) or reading.
LIGHT = {
    "signUp", "logIn", "createToken", "refreshToken", "lookAtInvitation",  # who is nobody yet
    "logOut", "logOutEverywhere", "changePassword", "changeMe", "enterHousehold", "acceptInvitation", "endSession", "createKey", "revokeKey",
    "removeMember", "changeNotificationPreferences", "testTemplate",  # one's own
    "createTicket", "previewRules", "categorize",  # they only read
    "beginStepUp", "confirmStepUp", "endStepUp", "sendSecurityCode", "setSecurityQuestions",  # one's own proof
}
# They end what the scenario stands on; people.py goes through them.
PEOPLE = {"signUp", "logIn", "createToken", "refreshToken", "logOut", "logOutEverywhere", "changePassword"}
# Nothing gets there unless an agent fails again and again; there is none that does on purpose.
NEVER = {"/api/v1/agents/runs/{id}", "/api/v1/dead-letters/{consumer}/{event}", "/api/v1/dead-letters/{consumer}/{event}/replay"}
# Names that are the same for everybody, by the path of their list.
EVERYBODYS = {"/api/v1/templates": "fraud_alert"}
# What changes by itself, or by being looked at.
RESTLESS = {"listSessions", "listAgents", "getHealth", "getSetup", "streamEvents"}


class World:
    """A household with something of everything, made by the API alone. Its things are called after it, so that they are recognised
    wherever they turn up."""

    def __init__(self, name, owner):
        self.name, self.owner, self.number = name, owner, 0
        self.me = owner.get("/me")
        self.ids = {}  # by the path of their list
        self.others = {}  # by field

    def _fresh(self, what):
        self.number += 1
        return "%s %s %d" % (self.name, what, self.number)

    def furnish(self):
        post, name = self.owner.post, self.name
        giro, purse = (post("/accounts", {"name": name + " " + what, "currency": "EUR", "opening": "1000.00", "opening_date": "2026-01-01"},
                            want=201) for what in ("Giro", "Purse"))
        made = [post("/transactions", {"account": giro["id"], "date": "2026-02-0%d" % day, "amount": "-12.50", "payee": "%s Shop %d" % (name, day),
                                       "category": "Expenses:%s hobby" % name, "tags": [name + "-tag"], "notes": name + " notes", "pending": day == 3},
                     want=201) for day in range(1, 6)]
        post("/rules", {"text": 'payee contains "%s streaming" -> category "Expenses:%s media"' % (name, name)}, want=201)
        self.owner.call("PUT", "/budgets", {"category": "Expenses:%s hobby" % name, "amount": "10.00", "from": "2026-01"})
        post("/goals", {"name": name + " bicycle", "target": "800.00", "account": purse["id"]}, want=201)
        post("/invitations", {"email": "%s-guest@example.org" % name.lower(), "role": "viewer"}, want=201)
        post("/keys", {"name": name + " key", "scopes": ["read"]}, want=201)
        post("/tasks", {"agent": "analytics", "kind": "review", "due": "2199-01-01T00:00:00Z", "data": {"of": name}}, want=202)
        post("/webhooks", BODIES["createWebhook"](self), want=201)
        self.owner.call("PUT", "/credit/cards", {"account": purse["id"], "limit": "2000.00", "statement_day": 15})
        post("/credit/scores", {"score": 640, "date": "2026-02-01", "source": name + " bureau"})
        wish = post("/approvals", {"kind": "limit-request", "key": name + "limit", "action": {"account": purse["id"], "amount": "3000.00"}}, want=201)
        assert wish["state"] == "done", wish
        post("/security/report", {"transaction": made[4]["id"], "why": name + " knows nothing of it"})
        for kind in ("block", "unblock"):
            post("/approvals", {"kind": kind, "key": name + kind, "action": {"payee": name + " thief"}}, want=201)
        self.owner.call("PUT", "/policy", {"text": "version: 1\nrules:\n  - name: all\n    verdict: allow\n    kind: [payment, mandate]\n"}, want=200)
        post("/payments", {"account": purse["id"], "payee": name + " landlord", "amount": "12.00"}, want=202)
        post("/payments/mandates", {"account": purse["id"], "payee": name + " power", "amount": "9.00", "every": "1 month", "first": "2199-01-01"}, want=202)
        self.edit(made[1]["id"])
        for file, commit in (("first", True), ("second", False)):
            self._send(giro["name"], file, commit)
        self._wait_for_agents()
        self.gather()
        return self

    def edit(self, transaction):
        changed = self.owner.ask("PATCH", API + "/transactions/" + transaction, {"notes": self._fresh("edit")})
        assert changed.status == 200, changed
        self.others["undo"] = changed.headers["Florin-Undo"]

    def _send(self, account, file, commit):
        rows = "Date,Payee,Amount\n2026-03-01,%s %s bakery,-3.20\n2026-03-02,%s %s grocer,-41.00\n" % (self.name, file, self.name, file)
        path = "/imports?name=%s-%s.csv&account=%s&currency=EUR" % (self.name, file, account.replace(" ", "%20"))
        sent = self.owner.call("POST", path, rows.encode(), want=202, headers={"Content-Type": "text/csv"})
        self._let_files_be_read()
        if commit:
            self.owner.post("/imports/%s/commit" % sent["id"], want=202)
            self._let_files_be_read()

    def _let_files_be_read(self):
        for _ in range(400):
            if all(item["state"] not in ("reading", "committing") for item in self.owner.get("/imports")["items"]):
                return
            time.sleep(0.05)
        raise AssertionError("files are still being read")

    def _wait_for_agents(self):
        """A charge that came twice is what the analytics agent speaks of at once; the notification follows."""
        account = self.owner.get("/accounts")["items"][0]["id"]
        today = time.strftime("%Y-%m-%d", time.gmtime())
        for _ in range(2):
            self.owner.post("/transactions", {"account": account, "date": today, "amount": "-77.70", "payee": self.name + " gym",
                                              "category": "Expenses:%s hobby" % self.name}, want=201)
        for _ in range(200):
            if self.owner.get("/insights")["items"] and self.owner.get("/notifications")["items"]:
                return
            time.sleep(0.1)

    def gather(self):
        """The ids in each list of the document."""
        self._let_files_be_read()
        for route in self.owner.document.routes:
            if route.method != "GET" or route.places or route.need == "public" or route.reply_type != "application/json":
                continue
            reply = self.owner.ask("GET", route.path)
            items = reply.json.get("items") if reply.status == 200 else None
            if items and "id" in items[0]:
                self.ids[route.path] = [item["id"] for item in items if item["id"]]
        self.others.update(household=self.me["household"]["id"], account=self.ids[API + "/accounts"][0])
        self.marks = {i for ids in self.ids.values() for i in ids if len(i) == 36} | {self.name, self.others["undo"], self.others["household"]}

    # -- What the document asks for

    def path(self, route, instead=None):
        """With an id of this household in each place, or `instead` in the first."""
        out = route.path
        for place in route.places:
            value = instead if instead is not None else self.thing(route.path.split("/{" + place)[0])
            instead = None
            out = out.replace("{%s}" % place, value)
        return out

    def thing(self, listed):
        if listed in EVERYBODYS:
            return EVERYBODYS[listed]
        assert listed in self.ids, "teach World.furnish to make something that GET %s shows" % listed
        return self.ids[listed][0]

    def body(self, route):
        """One that would do. The document's example, with things of this household."""
        body = copy.deepcopy(route.operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("example"))
        for field in body or {}:
            if field in ("name", "payee"):
                body[field] = self._fresh(field)
            elif field in ("path", "category"):
                body[field] = "Expenses:" + self._fresh(field)
            elif field in REFERENCES:
                body[field] = REFERENCES[field](self)
        body = {**body, **BODIES[route.id](self)} if route.id in BODIES else body
        return body

    def state(self):
        """All that its owner sees, but for what changes by itself."""
        out = {}
        for route in self.owner.document.routes:
            if route.method != "GET" or route.places or route.need == "public" or route.id in RESTLESS:
                continue
            text = self.owner.ask("GET", route.path).text
            out[route.path] = re.sub(r'"used":("[^"]*"|null)', "", text)
        return out

    def settled_state(self):
        """When the agents have seen everything."""
        before = None
        for _ in range(60):
            now = self.state()
            if now == before:
                return now
            before = now
            time.sleep(0.3)
        raise AssertionError("the household does not come to rest")


def _transaction(world, at=0):
    return world.ids[API + "/transactions"][at]


def _beside(world):
    """Another transaction of the first one's account."""
    items = {t["id"]: t["account"]["id"] for t in world.owner.get("/transactions?limit=100")["items"]}
    first = _transaction(world)
    return next(i for i in world.ids[API + "/transactions"] if i != first and items.get(i) == items[first])


def _shop(world):
    """What was bought, posted and not asked about yet."""
    items = world.owner.get("/transactions?limit=100")["items"]
    return next(t["id"] for t in items if t["payee"] == world.name + " Shop 1")


# Fields of requests that name a thing of the household, and what they name.
REFERENCES = {
    "account": lambda w: w.others["account"],
    "with": lambda w: _beside(w),
    "transaction": lambda w: _shop(w),
    "ids": lambda w: [_transaction(w)],
    "undo": lambda w: w.others["undo"],
    "household": lambda w: w.others["household"],
    "import": lambda w: w.thing(API + "/imports"),
    "replaces": lambda w: w.thing(API + "/payments/mandates"),
}
# Names that a client makes up.
OWN_IDS = {"id"}

# Where the document's example does not fit a household's things.
BODIES = {
    "createTransaction": lambda w: {"date": "2026-02-07", "amount": "-5.00", "category": "Expenses:%s hobby" % w.name},
    "addGoal": lambda w: {"target": "100.00", "account": w.others["account"]},
    "changeGoal": lambda w: {"account": w.others["account"]},
    "setBudget": lambda w: {"amount": "25.00"},
    "createInvitation": lambda w: {"email": "%s@example.org" % uuid.uuid4().hex},
    "splitTransaction": lambda w: {"parts": [{"category": "Expenses:A", "amount": w.owner.get("/transactions/" + _transaction(w))["amount"]}]},
    "categorize": lambda w: {"account": w.others["account"], "amount": "-4.00"},
    "changeTransactions": lambda w: {"tags_add": [w.name + "-more"]},
    "createWebhook": lambda w: {"name": w.name + " hook", "url": "https://%s.example.invalid/hook" % w.name.lower(), "kinds": [], "off": True},
    "changeWebhook": lambda w: {"url": "https://%s.example.invalid/other" % w.name.lower(), "kinds": ["fraud_alert"], "off": True},
    "changeNotificationPreferences": lambda w: {"digest_at": "09:30", "quiet_from": "22:00", "quiet_to": "06:45",
                                                "kinds": [{"kind": "insight", "how": "never"}]},
    "addPayment": lambda w: {"account": w.others["account"], "payee": w.name + " landlord", "amount": "10.00"},
    "addMandate": lambda w: {"account": w.others["account"], "payee": w.name + " power", "amount": "10.00", "every": "1 month"},
    "changeMember": lambda w: {"role": "owner"},
    "propose": lambda w: {"kind": "block", "action": {"payee": w.name + " thief"}, "key": w._fresh("key")},
    "approveProposal": lambda w: {"digest": w.owner.get("/approvals")["items"][0]["digest"]},
    "setPolicy": lambda w: {"text": "version: 1\nrules: []\n"},
    "pauseAgent": lambda w: {"agent": "analytics", "why": w.name},
    "resumeAgent": lambda w: {"agent": "analytics"},
    "confirmStepUp": lambda w: {"code": "123456"},
    "endStepUp": lambda w: {"code": "123456"},
    "setSecurityQuestions": lambda w: {"password": PASSWORD, "questions": [{"question": "What?", "answer": w.name}]},
    "reportPayment": lambda w: {"transaction": _shop(w)},
    "beginStepUp": lambda w: {"password": PASSWORD},
    "setCreditCard": lambda w: {"account": w.others["account"], "limit": "1500.00", "statement_day": 20, "target": "30", "rate": "17.9", "opened": "2025-01-01"},
    "addCreditScore": lambda w: {"score": 655, "date": "2026-03-0%d" % (w.number % 9 + 1), "source": w.name + " bureau"},
    "importCreditScores": lambda w: {"text": "date,score,source\n2026-04-0%d,660,%s bureau\n" % (w.number % 9 + 1, w.name)},
    "answerCreditRequest": lambda w: {"outcome": "granted", "limit": "3000.00"},
    "putTask": lambda w: {"due": "2199-01-01T00:00:00Z"},
    "replaceRules": lambda w: {"text": 'payee contains "%s all" -> category "Expenses:%s media"' % (w.name, w.name)},
}


def _sign_up(server, owner, email, role):
    page = Client(server)
    token = owner.post("/invitations", {"email": email, "role": role}, want=201)["token"]
    page.post("/auth/signup", {"email": email, "password": PASSWORD, "invitation": token}, want=201)
    return page


def _two_households(home):
    """A server with the households Alpha and Omega; both are full."""
    for name, where in (("alpha", ()), ("omega", ("--household", "new"))):
        home.florin("user", "add", name + "@example.org", "--name", name.title(), "--password-stdin", *where, given=PASSWORD + "\n")
    server = home.serve()
    return server, [World(name, Client(server).log_in(name.lower() + "@example.org", PASSWORD)).furnish() for name in ("Alpha", "Omega")]


class Caller:
    def __init__(self, name, client, role, scopes=("read", "write", "admin", "approve")):
        self.name, self.client, self.role, self.scopes = name, client, role, scopes

    def expects(self, route):
        if route.need == "public":
            return 400
        role, scope = NEEDS[route.need]
        if self.role is None:
            return 401
        return 403 if RANK[self.role] < role or (scope is not None and scope not in self.scopes) else 400


def _callers(server, world):
    """Each way in, at each height; and those that were shut."""
    owner = world.owner
    member, viewer, leaver = (_sign_up(server, owner, who + "@example.org", role)
                              for who, role in (("member", "member"), ("viewer", "viewer"), ("leaver", "owner")))
    out = [Caller("nobody", Client(server), None), Caller("viewer", viewer, "viewer"), Caller("member", member, "member"), Caller("owner", owner, "owner"),
           Caller("a member's token", Client(server).take_token("member@example.org", PASSWORD), "member")]
    for scopes in (["read"], ["write"], ["admin"], ["approve"], ["read", "write"]):
        out.append(Caller("the owner's key for " + "+".join(scopes), owner.key(*scopes), "owner", scopes))
    out += [Caller("a viewer's key for all", viewer.key("read", "write", "admin", "approve"), "viewer"),
            Caller("a member's key for writing", member.key("write"), "member", ["write"])]
    revoked, orphan = owner.key("read", "write", "admin"), leaver.key("read", "write", "admin")
    token = Client(server).take_token("leaver@example.org", PASSWORD)
    gone = Client(server).log_in("member@example.org", PASSWORD)
    held = gone.cookie
    gone.post("/auth/logout", want=204)
    gone.cookie = held
    owner.delete("/keys/" + revoked.made["id"])
    owner.delete("/members/" + leaver.get("/me")["id"])
    invitation = owner.post("/invitations", {"email": "late@example.org", "role": "owner"}, want=201)["token"]
    for name, client in (("a revoked key", revoked), ("a key of who was taken out", orphan), ("a page of who was taken out", leaver),
                         ("a token of who was taken out", token), ("a page that logged out", gone), ("an invitation", Client(server, invitation)),
                         ("an invented key", Client(server, "flk_" + "A" * 43))):
        out.append(Caller(name, client, None))
    return out


def every_route_is_open_to_whom_the_document_says_and_to_nobody_else(home):
    server, (alpha, _) = _two_households(home)
    callers = _callers(server, alpha)
    alpha.gather()
    before = alpha.settled_state()
    asked = 0
    for route in alpha.owner.document.routes:
        for caller in callers if route.need != "public" else callers[:1]:
            expected = caller.expects(route)
            path = route.path if route.path in NEVER else alpha.path(route)
            # A parameter that no route knows is looked at when the caller has passed: nothing is done for anybody.
            reply = caller.client.twin().ask(route.method, path + "?no_such_parameter=1", alpha.body(route))
            assert reply.status == expected, "%s by %s is %d, not %d: %s" % (route, caller.name, reply.status, expected, reply.text)
            if expected == 400:
                assert reply.json["field"] == "no_such_parameter", (route, caller.name, reply)
            else:  # and the very request that would do, from somebody else
                reply = caller.client.twin().ask(route.method, path, alpha.body(route))
                assert reply.status == expected, "%s by %s, complete, is %d, not %d: %s" % (route, caller.name, reply.status, expected, reply.text)
            asked += 1
    assert asked > 10 * len(callers)
    for site in ("/feed.atom",):
        for caller in callers:
            status = caller.client.ask("GET", site).status
            expected = 401 if caller.role is None else 200 if "read" in caller.scopes else 403
            assert status == expected, (site, caller.name, status)
    for caller in callers:
        status = Socket(caller.client, origin=caller.client.origin).status
        assert status == (401 if caller.role is None else 101 if "read" in caller.scopes else 403), (caller.name, status)
    after = alpha.settled_state()
    assert after == before, [path for path in before if before[path] != after[path]]
    assert server.stop() == 0


def an_expired_invitation_opens_nothing(home):
    server = home.serve()
    owner = Client(server)
    owner.post("/auth/signup", {"email": "alpha@example.org", "password": PASSWORD}, want=201)
    token = owner.post("/invitations", {"email": "late@example.org", "role": "owner"}, want=201)["token"]
    assert server.stop() == 0
    home.change("UPDATE invitation SET expires_us = created_us")
    server = home.serve()
    Client(server).post("/auth/signup", {"email": "late@example.org", "password": PASSWORD, "invitation": token}, want=404)
    Client(server).get("/me", want=401, headers={"Authorization": "Bearer " + token})
    assert server.stop() == 0


def every_change_asks_for_more_than_reading(home):
    server = home.serve()
    for route in Document(server).routes:
        light = route.need in ("public", "self", "read")
        assert route.method == "GET" or light == (route.id in LIGHT), "%s needs %s" % (route, route.need)
    assert server.stop() == 0


def whoever_may_do_something_by_the_document_can(home):
    """The least that a route needs is enough: handlers ask for nothing behind the table's back."""
    server, (alpha, _) = _two_households(home)
    owner = alpha.owner
    member, viewer = (_sign_up(server, owner, role + "@example.org", role) for role in ("member", "viewer"))
    least = {"public": Client(server), "self": viewer, "read": viewer.key("read"), "write": member.key("write"), "own": owner.key("admin"), "approve": member.key("approve")}
    alpha.gather()
    order = {"GET": 0, "POST": 1, "PUT": 2, "PATCH": 3, "DELETE": 4}
    done = 0
    for route in sorted(owner.document.routes, key=lambda r: order[r.method]):
        if route.path in NEVER or route.id in PEOPLE:
            continue
        query = "".join("%s%s=%s" % ("&" if i else "?", n, QUERIES[n]) for i, n in enumerate(n for n, p in route.query.items() if p.get("required"))) + NEEDED.get(route.id, "")
        body = b"Date,Payee,Amount\n2026-04-01,Alpha kiosk,-1.00\n" if route.takes_file else alpha.body(route)
        reply = least[route.need].ask(route.method, alpha.path(route) + query, body)
        refused = route.id in UNFIT and reply.status in (404, 409) or route.id in ("removeMember", "endStepUp", "confirmStepUp", "confirmHeldPayment") and reply.status == 403
        assert reply.status < 300 or refused, "%s: %s" % (route, reply)
        done += reply.status < 300
        alpha.gather()
    assert done > 40, done
    assert server.stop() == 0


# What the things of the scenario are not in the state for, or belongs to the owner.
UNFIT = {"lookAtInvitation", "acceptInvitation", "approveTransaction", "reviewTransaction", "undoEdit", "discardImport", "revokeKey", "endSession", "retryTask",
         "testTemplate", "testWebhook", "denyProposal", "confirmStepUp", "settlePayment", "cancelPayment"}
# Parameters that a route cannot do without.
NEEDED = {"similarTransactions": "?q=hobby"}  # one of two
QUERIES = {"name": "more.csv", "category": "Expenses:Alpha%20hobby", "by": "month", "format": "csv"}


def _unlike(reply, *values):
    """A refusal without what was asked for, to compare it with that of another."""
    text = reply.text
    for value in values:
        text = re.sub(r"(?<![0-9a-zA-Z])%s(?![0-9a-zA-Z])" % re.escape(value), "…", text)
    return reply.status, text


def nothing_of_another_household_is_found_by_its_id(home):
    server, (alpha, omega) = _two_households(home)
    stranger, before = omega.owner, alpha.settled_state()
    looked = 0
    for route in stranger.document.routes:
        if not route.places or route.path in NEVER:
            continue
        listed = route.path.split("/{")[0]
        if listed in EVERYBODYS:
            continue
        for theirs in alpha.ids[listed][:3]:
            unknown = str(uuid.uuid4()) if len(theirs) == 36 else "999999999"
            body = omega.body(route)
            got = stranger.ask(route.method, omega.path(route, theirs), body)
            nobodys = stranger.ask(route.method, omega.path(route, unknown), body)
            assert got.status == 404, "%s of another household's: %s" % (route, got)
            assert _unlike(got, theirs) == _unlike(nobodys, unknown), "%s tells what is another's from what is nobody's: %s %s" % (route, got, nobodys)
            looked += 1
    assert looked > 30, looked
    after = alpha.settled_state()
    assert after == before, [path for path in before if before[path] != after[path]]
    alpha.owner.get("/me")
    assert server.stop() == 0


def _with(body, field, value):
    return {**(body or {}), field: value}


def nothing_of_another_household_can_be_named_in_a_request(home):
    server, (alpha, omega) = _two_households(home)
    stranger, before = omega.owner, alpha.settled_state()
    names = [item["name"] for item in alpha.owner.get("/accounts")["items"]]
    proven = set()
    for route in stranger.document.routes:
        fields = list((route.body or {}).get("properties", {}))
        for field in fields:
            schema = route.body["properties"][field]
            is_id = "/Id" in json.dumps(schema)
            assert not is_id or field in REFERENCES or field in OWN_IDS, "teach REFERENCES what %s of %s is" % (field, route)
        for field in set(fields) & set(REFERENCES):
            theirs = [REFERENCES[field](alpha)] + (names if field == "account" else [])
            for value in theirs:
                reply = stranger.ask(route.method, omega.path(route), _with(omega.body(route), field, value))
                if field == "ids":
                    assert reply.status in (400, 404) or (reply.json["changed"] == 0 and len(reply.json["refused"]) == 1), (route, reply)
                else:
                    assert reply.status in (400, 404, 409), "%s with another household's %s: %s" % (route, field, reply)
                    unknown = str(uuid.uuid4())
                    nobodys = stranger.ask(route.method, omega.path(route), _with(omega.body(route), field, unknown))
                    assert _unlike(reply, value) == _unlike(nobodys, unknown), "%s tells: %s %s" % (route, reply, nobodys)
            if field == "undo":
                omega.edit(_transaction(omega, 2))
            own = stranger.ask(route.method, omega.path(route), _with(omega.body(route), field, REFERENCES[field](omega)))
            assert own.status < 300, "the same with our own %s: %s %s" % (field, route, own)
            proven.add(route.id)
        for name in set(route.query) & set(REFERENCES):
            for value in [REFERENCES[name](alpha)] + (names if name == "account" else []):
                reply = stranger.ask(route.method, omega.path(route) + "?%s=%s" % (name, value.replace(" ", "%20")), b"a,b\n1,2\n" if route.takes_file else None)
                assert reply.status in (400, 404, 200, 202), (route, reply)
                left = reply.text.replace(value, "")
                assert not [mark for mark in alpha.marks if mark in left], "%s by another household's %s: %s" % (route, name, reply)
    assert len(proven) >= 6, proven
    after = alpha.settled_state()
    assert after == before, [path for path in before if before[path] != after[path]]
    alpha.owner.post("/undo", {"undo": alpha.others["undo"]})  # is still good for whom it was given to
    assert server.stop() == 0
    home.is_sound()


def no_reply_speaks_of_another_household(home):
    server, (alpha, omega) = _two_households(home)
    for world, other in ((alpha, omega), (omega, alpha)):
        asked = 0
        for route in world.owner.document.routes:
            if route.method != "GET" or route.path in NEVER or route.streams:
                continue
            reply = world.owner.ask("GET", world.path(route))
            if reply.status == 400:  # a parameter is needed
                continue
            assert reply.status == 200, (route, reply)
            found = [mark for mark in other.marks if mark in reply.text]
            assert not found, "%s of %s speaks of %s" % (route, world.name, found)
            asked += 1
            if "cursor" in route.query and not route.places:
                at = other.owner.get(route.path[len(API):] + "?limit=1")["next"]
                if at:
                    reply = world.owner.ask("GET", route.path + "?cursor=" + at)
                    assert reply.status in (200, 400) and not [mark for mark in other.marks if mark in reply.text], (route, reply)
        assert asked > 25, asked
        feed = world.owner.ask("GET", "/feed.atom").text
        assert world.name in feed and not [mark for mark in other.marks if mark in feed]
    assert server.stop() == 0


def live_events_stay_in_their_household(home):
    server, (alpha, omega) = _two_households(home)
    alpha.settled_state(), omega.settled_state()
    sockets = {world.name: Socket(world.owner, origin=world.owner.origin) for world in (alpha, omega)}
    old = Socket(omega.owner, "/ws?after=0", origin=omega.owner.origin)
    for line in sockets.values():  # from "ready" on everything comes; what happens before is not missed
        assert line.message()["type"] == "ready"
    for world in (alpha, omega):
        world.owner.post("/transactions", world.body(world.owner.document.by_id("createTransaction")), want=201)
    for world, other in ((alpha, omega), (omega, alpha)):
        heard = _hear(sockets[world.name])
        assert any("transaction.created" in m.get("type", "") for m in heard), heard
        for message in heard:
            text = json.dumps(message)
            assert not [mark for mark in other.marks if mark in text], (world.name, message)
    for message in _hear(old):
        assert not [mark for mark in alpha.marks if mark in json.dumps(message)], message
    assert server.stop() == 0


def _hear(line, until="transaction.created"):
    """Everything up to a message of that type, which must come, and a second more."""
    out = []
    try:
        while True:
            line.line.settimeout(1.0 if any(until in m.get("type", "") for m in out) else 20.0)
            message = line.message()
            if message is None:
                return out
            out.append(message)
    except socket.timeout:
        return out


if __name__ == "__main__":
    scenario.run(dict(globals()))
