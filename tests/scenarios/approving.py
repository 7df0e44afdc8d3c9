"""Somebody wants something to happen: the policy decides, people approve the exact action, with a one-time code where it matters, and it happens once."""
import base64
import concurrent.futures
import hashlib
import hmac
import struct
import time

import scenario
from client import Client

PASSWORD = "violet harbour trombone 58"
TWO_PEOPLE = """version: 1
rules:
  - name: two people
    verdict: ask
    kind: [unblock, release]
    approvals: 2
  - name: never
    verdict: deny
    kind: void
"""


def _found(home, email="olga@example.org"):
    page = Client(home.servers[-1] if home.servers else home.serve())
    page.post("/auth/signup", {"email": email, "password": PASSWORD, "household_name": "Elm Street 4"}, want=201)
    page.post("/accounts", {"name": "Giro", "currency": "EUR"}, want=201)
    return page


def _invite(owner, email, role):
    token = owner.post("/invitations", {"email": email, "role": role}, want=201)["token"]
    page = owner.twin()
    page.post("/auth/signup", {"email": email, "password": PASSWORD, "invitation": token}, want=201)
    return page


def _code(secret, at=None):
    """RFC 6238, by itself."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(at or time.time()) // 30), hashlib.sha1).digest()
    start = mac[-1] & 15
    return "%06d" % ((struct.unpack(">I", mac[start:start + 4])[0] & 0x7FFFFFFF) % 1000000)


class App:
    """An app for one-time codes: never the same code twice, as the server wants it."""

    def __init__(self, page):
        self.secret = page.post("/me/step-up/app", {"password": PASSWORD})["secret"]
        self.used = {_code(self.secret)}
        page.post("/me/step-up/confirm", {"code": next(iter(self.used))})

    def code(self):
        for ahead in (0, 30):  # a step early is fine
            if _code(self.secret, time.time() + ahead) not in self.used:
                break
        else:
            time.sleep(30 - time.time() % 30)
            ahead = 30
        code = _code(self.secret, time.time() + ahead)
        self.used.add(code)
        return code


def _want(page, kind, key, want=201, **action):
    return page.post("/approvals", {"kind": kind, "key": key, "action": action, "reason": "a scenario"}, want=want)


def _blocked(page):
    return [b["payee"] for b in page.get("/policy/blocked")["items"]]


def what_protects_is_done_and_undoing_it_takes_a_code(home):
    page = _found(home)
    done = _want(page, "block", "b1", payee="ACME Ltd", number="DE89 3704 0044 0532 0130 00")
    assert done["state"] == "done" and done["receipt"] == {"blocked": True} and len(_blocked(page)) == 2
    assert _want(page, "block", "b1", 200, payee="ACME Ltd", number="DE89 3704 0044 0532 0130 00")["id"] == done["id"]
    _want(page, "block", "b1", 409, payee="Another")
    waiting = _want(page, "unblock", "u1", payee="ACME Ltd", number="DE89 3704 0044 0532 0130 00")
    assert waiting["state"] == "waiting" and waiting["decision"]["step_up"] and waiting["decision"]["rule"] == "undoing a protection"
    path = "/approvals/%s/approve" % waiting["id"]
    home.until(lambda: any("approval is needed" in n["title"] for n in page.get("/notifications")["items"]))
    page.post(path, {"digest": waiting["digest"]}, want=403)
    page.post(path, {"digest": waiting["digest"], "code": "000000"}, want=403)
    app = App(page)
    page.post(path, {"digest": done["digest"], "code": app.code()}, want=409)
    code = app.code()
    approved = page.post(path, {"digest": waiting["digest"], "code": code})
    assert approved["state"] == "done" and _blocked(page) == []
    assert page.post(path, {"digest": waiting["digest"]})["state"] == "done"  # a double click
    second = _want(page, "unblock", "u2", payee="ACME Ltd")
    page.post("/approvals/%s/approve" % second["id"], {"digest": second["digest"], "code": code}, want=403)  # used before
    assert page.post("/approvals/%s/deny" % second["id"])["state"] == "denied"
    page.post("/approvals/%s/approve" % second["id"], {"digest": second["digest"], "code": app.code()}, want=409)


def codes_are_hard_to_guess(home):
    page = _found(home)
    page.post("/me/step-up/app", {"password": "not the password 1"}, want=403)
    page.post("/me/step-up/confirm", {"code": "123456"}, want=404)
    assert page.get("/me/step-up") == {"app": False, "since": None}
    secret = page.post("/me/step-up/app", {"password": PASSWORD})["secret"]
    assert page.get("/me/step-up")["app"] is False
    wrong = "%06d" % ((int(_code(secret)) + 1) % 1000000)
    for _ in range(5):
        page.post("/me/step-up/confirm", {"code": wrong}, want=403)
    page.post("/me/step-up/confirm", {"code": _code(secret)}, want=429)
    page.key("read", "write", "admin", "approve").post("/me/step-up/confirm", {"code": _code(secret)}, want=403)


def two_people_and_a_policy_of_the_households_own(home):
    olga = _found(home)
    ben = _invite(olga, "ben@example.org", "member")
    eve = _invite(olga, "eve@example.org", "viewer")
    assert olga.get("/policy")["version"] == 0
    bad = olga.call("PUT", "/policy", {"text": "version: 1\nrules:\n  - name: x\n    verdict: perhaps\n"}, want=400)
    assert "line 4" in bad["detail"] or "4:" in bad["detail"], bad
    ben.call("PUT", "/policy", {"text": TWO_PEOPLE}, want=403)
    assert olga.call("PUT", "/policy", {"text": TWO_PEOPLE})["version"] == 1
    wish = _want(ben, "unblock", "u", payee="ACME")
    assert wish["state"] == "waiting" and wish["decision"]["approvals"] == 1 and wish["decision"]["approvals_needed"] == 2
    eve.post("/approvals/%s/approve" % wish["id"], {"digest": wish["digest"]}, want=403)
    program = olga.key("read", "write")
    program.post("/approvals/%s/approve" % wish["id"], {"digest": wish["digest"]}, want=403)
    assert ben.post("/approvals/%s/approve" % wish["id"], {"digest": wish["digest"]})["state"] == "waiting"
    assert olga.post("/approvals/%s/approve" % wish["id"], {"digest": wish["digest"]})["state"] == "done"
    assert [p["id"] for p in olga.get("/approvals?state=done")["items"]] == [wish["id"]]


def many_who_approve_at_once_get_one_effect(home):
    page = _found(home)
    page.call("PUT", "/policy", {"text": "version: 1\nrules:\n  - name: ask\n    verdict: ask\n    kind: [block, unblock]\n    approvals: 2\n"})
    others = [_invite(page, "p%d@example.org" % i, "member") for i in range(6)]
    wish = _want(page, "block", "b", payee="ACME")

    def approve(client):
        reply = client.ask("POST", "/api/v1/approvals/%s/approve" % wish["id"], {"digest": wish["digest"]})
        assert reply.status in (200, 409), reply
        return reply.status

    with concurrent.futures.ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(approve, others))
    assert statuses.count(200) == 1, statuses
    events = [e["type"] for e in page.get("/events?limit=200")["items"]]
    assert events.count("proposal.done") == 1
    assert home.servers[-1].stop() == 0
    home.is_sound()


def at_the_terminal_too(home):
    page = _found(home)
    wish = _want(page, "unblock", "u", payee="ACME")
    assert home.servers[-1].stop() == 0
    listed = home.answer("approvals")
    assert [p["id"] for p in listed] == [wish["id"]] and listed[0]["digest"] == wish["digest"]
    home.florin("approvals", "approve", wish["id"], "--digest", "0" * 64, exit=3)
    assert home.answer("approvals", "approve", wish["id"], "--digest", wish["digest"])["state"] == "done"
    assert home.answer("approvals") == []
    home.florin("approvals", "deny", wish["id"], exit=3)
    assert "Nothing waits" in home.florin("approvals")


def agents_rest_and_go_on(home):
    page = _found(home)
    page.post("/agents/pause", {"agent": "nobody"}, want=400)
    assert page.post("/agents/pause", {"agent": "analytics", "why": "a look first"})["items"][0]["why"] == "a look first"
    assert [p["agent"] for p in page.get("/agents/pauses")["items"]] == ["analytics"]
    time.sleep(0.5)
    done = next(a for a in page.get("/agents")["items"] if a["name"] == "analytics")["processed"]
    for i in range(3):
        page.post("/transactions", {"account": "Giro", "date": "2026-02-03", "amount": -5 - i, "payee": "Bakery"}, want=201)
    time.sleep(0.5)
    assert next(a for a in page.get("/agents")["items"] if a["name"] == "analytics")["processed"] == done
    assert page.post("/agents/resume", {"agent": "analytics"})["items"] == []
    home.until(lambda: next(a for a in page.get("/agents")["items"] if a["name"] == "analytics")["processed"] >= done + 3)


if __name__ == "__main__":
    scenario.run(dict(globals()))
