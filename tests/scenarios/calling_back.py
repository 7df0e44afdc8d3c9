"""Whoever asks an agent for something is called when it goes on: signed, again when the receiver was away, and with the delivery to be seen at the task."""
import base64
import datetime
import time

import scenario
from client import Client
from notices import Peer, _configure, _owner, _restart

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
POLICY = "version: 1\nrules:\n  - name: somebody looks\n    verdict: ask\n    kind: limit-request\n    approvals: 2\n"


def _household(home, hooks, private=True):
    _configure(home, more="webhooks.private: true\n" if private else "")
    server = home.serve()
    return server, _owner(server), "http://127.0.0.1:%s/" % hooks.port


def _put(client, url, kind="review", agent="analytics", secret=None, **more):
    callback = {"url": url, **({"secret": secret} if secret else {})}
    return client.post("/tasks", {"agent": agent, "kind": kind, "callback": callback, **more}, want=202)


def _calls(client, task):
    return client.get("/tasks/" + task["id"])["callback"]["calls"]


def a_task_that_is_done_says_so_signed(home):
    with Peer("webhooks.py") as hooks:
        server, owner, url = _household(home, hooks)
        plain = owner.post("/tasks", {"agent": "analytics", "kind": "review"}, want=202)
        assert plain["callback"] is None
        hooks.tell("secret " + SECRET)
        task = _put(owner, url + "hook", secret=SECRET)
        assert task["callback"]["url"] == url + "hook" and "secret" not in task["callback"] and task["callback"]["calls"] == []
        home.until(lambda: hooks.tell("count believed") == 1)
        seen = hooks.tell("seen")
        body = seen["body"]
        assert body["type"] == "task.done" and body["data"]["task"] == task["id"] and body["data"]["state"] == "done", seen
        assert set(body["data"]["result"]) == {"found", "new"} and body["data"]["agent"] == "analytics"
        assert (hooks.tell("resend none"), hooks.tell("resend body"), hooks.tell("resend id"), hooks.tell("resend time")) == ("known", "forged", "forged", "stale")
        home.until(lambda: _calls(owner, task)[0]["state"] == "delivered")
        assert [(one["type"], one["tries"], one["why"]) for one in _calls(owner, task)] == [("task.done", 1, None)]
        listed = next(one for one in owner.get("/tasks")["items"] if one["id"] == task["id"])
        assert listed["callback"]["calls"][0]["state"] == "delivered" and "secret" not in listed["callback"]
        # It is told at the task, and nowhere else.
        assert not [one for one in owner.get("/notifications?channel=sent")["items"] if one["kind"].startswith("task.")]
        assert SECRET not in str(owner.get("/events?limit=200"))
        assert server.stop() == 0


def a_secret_is_made_where_none_is_given_and_shown_once(home):
    with Peer("webhooks.py") as hooks:
        server, owner, url = _household(home, hooks)
        task = _put(owner, url + "hook", id="018f0000-0000-7000-8000-000000000001", due="2199-01-01T00:00:00Z")
        made = task["callback"]["secret"]
        assert made.startswith("whsec_") and "secret" not in owner.get("/tasks/" + task["id"])["callback"]
        again = _put(owner, url + "hook", id=task["id"], due="2199-01-01T00:00:00Z")
        assert again["id"] == task["id"] and "secret" not in again["callback"]
        for other in ({"callback": {"url": url + "other"}}, {}):  # another address, or none: another task
            owner.post("/tasks", {"agent": "analytics", "kind": "review", "id": task["id"], "due": "2199-01-01T00:00:00Z", **other}, want=409)
        owner.post("/tasks", {"agent": "analytics", "kind": "review", "callback": {"url": url}}, want=400, headers={"Idempotency-Key": "k1"})
        hooks.tell("secret " + made)
        owner.post("/tasks/%s/cancel" % task["id"])
        home.until(lambda: hooks.tell("count believed") == 1)
        assert hooks.tell("seen")["body"]["type"] == "task.cancelled"
        for bad in ({"url": "ftp://x.example/"}, {"url": "https://u:p@x.example/"}, {"url": url, "secret": "whsec_short"}, {"url": url, "secret": "nothing"}, {}):
            owner.post("/tasks", {"agent": "analytics", "kind": "review", "callback": bad}, want=400)
        assert server.stop() == 0


def a_receiver_that_was_away_hears_of_it_later_and_once(home):
    with Peer("webhooks.py") as hooks:
        server, owner, url = _household(home, hooks)
        hooks.tell("secret " + SECRET)
        hooks.tell("fail 1")
        task = _put(owner, url + "hook", secret=SECRET)
        home.until(lambda: [one["tries"] for one in _calls(owner, task)] == [1])
        waiting = _calls(owner, task)[0]
        assert waiting["state"] == "queued" and waiting["why"] == "answered 503" and waiting["next_try"], waiting
        assert server.stop() == 0
        home.change("UPDATE notification SET next_try_us = 0 WHERE state = 1")
        server, owner = _restart(home, owner)
        home.until(lambda: _calls(owner, task)[0]["state"] == "delivered")
        assert _calls(owner, task)[0]["tries"] == 2 and hooks.tell("count believed") == 1
        time.sleep(0.5)
        assert hooks.tell("count believed") == 1
        # Who checks with another secret believes nothing of it.
        hooks.tell("secret whsec_" + base64.b64encode(b"another secret of thirty-two byt").decode())
        _put(owner, url + "hook", secret=SECRET)
        home.until(lambda: hooks.tell("count forged") >= 1)
        assert hooks.tell("count believed") == 1
        # 410: never again for this one.
        gone = _put(owner, url + "status/410", secret=SECRET)
        home.until(lambda: [one["state"] for one in _calls(owner, gone)] == ["failed"])
        assert server.stop() == 0


def a_task_that_fails_says_why(home):
    with Peer("webhooks.py") as hooks:
        server, owner, url = _household(home, hooks)
        hooks.tell("secret " + SECRET)
        task = _put(owner, url + "hook", kind="nonsense", secret=SECRET)
        home.until(lambda: hooks.tell("count believed") == 1)
        body = hooks.tell("seen")["body"]
        assert body["type"] == "task.failed" and body["data"]["state"] == "dead" and "does not know" in body["data"]["why"], body
        owner.post("/tasks/%s/retry" % task["id"])  # in vain again: told again
        home.until(lambda: hooks.tell("count believed") == 2)
        assert [one["type"] for one in _calls(owner, task)] == ["task.failed", "task.failed"]
        assert server.stop() == 0


def a_run_that_has_to_ask_people_says_so(home):
    with Peer("webhooks.py") as hooks:
        server, owner, url = _household(home, hooks)
        hooks.tell("secret " + SECRET)
        owner.post("/agents/pause", {"agent": "payment", "why": "until the task is there"})
        time.sleep(0.5)
        today = datetime.datetime.now(datetime.timezone.utc).date()
        for before in range(8, 0, -1):  # rent, each month
            day = today - datetime.timedelta(days=30 * before)
            owner.post("/transactions", {"account": "Giro", "date": day.isoformat(), "amount": "-900.00", "payee": "Hausverwaltung Nord"}, want=201)
        task = _put(owner, url + "hook", agent="payment", priority=0, secret=SECRET)
        owner.post("/agents/resume", {"agent": "payment"})
        home.until(lambda: {one["type"] for one in _calls(owner, task) if one["state"] == "delivered"} >= {"task.done", "task.needs_answer"}, seconds=40)
        asked = owner.get("/approvals?state=waiting")["items"]
        assert [one["kind"] for one in asked] == ["mandate"], asked
        told = {one["body"]["type"]: one["body"]["data"] for one in hooks.tell("all") if one["verdict"] == "believed"}
        assert told["task.needs_answer"]["proposal"] == asked[0]["id"] and "Hausverwaltung Nord" in told["task.needs_answer"]["summary"], told
        assert server.stop() == 0


def nothing_inside_is_called_and_others_see_nothing(home):
    with Peer("webhooks.py") as hooks:
        server, owner, url = _household(home, hooks, private=False)
        task = _put(owner, url + "hook", secret=SECRET)
        home.until(lambda: [one["tries"] for one in _calls(owner, task)] == [1])
        assert "not an address on the public internet" in _calls(owner, task)[0]["why"] and hooks.tell("count believed") == 0
        reader = owner.key("read")
        assert "secret" not in reader.get("/tasks/" + task["id"])["callback"]
        reader.post("/tasks", {"agent": "analytics", "kind": "review", "callback": {"url": url}}, want=403)
        assert server.stop() == 0


if __name__ == "__main__":
    scenario.run(dict(globals()))
