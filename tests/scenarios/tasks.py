"""Tasks: an agent is asked for something, over the API and by commands; it is done once, whatever breaks meanwhile."""
import os
import random
import time
import uuid

import scenario
from client import Client, Socket

PASSWORD = "violet harbour trombone 58"
REVIEW = {"agent": "analytics", "kind": "review"}
KILLS = int(os.environ.get("FLORIN_KILLS", "12"))


def _owner(server, email="owner@example.org"):
    owner = Client(server)
    owner.post("/auth/signup", {"email": email, "password": PASSWORD}, want=201)
    return owner


def _restart(home, owner):
    """Another server on the same data; the owner's session goes on."""
    server = home.serve()
    again = Client(server, document=owner.document)
    again.cookie = owner.cookie
    return server, again


def _soon(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds))


def _task(client, task):
    return client.get("/tasks/" + task["id"])


def _until(home, client, task, state):
    home.until(lambda: _task(client, task)["state"] == state)
    return _task(client, task)


def _hear(socket, kind):
    """The next live event of that type."""
    while True:
        message = socket.message()
        assert message is not None, "the server closed"
        if message["type"] == kind:
            return message["event"]


def a_review_is_asked_for_and_its_end_is_heard_live(home):
    server = home.serve()
    owner = _owner(server)
    owner.post("/accounts", {"name": "Giro", "currency": "EUR"}, want=201)
    for _ in range(2):
        owner.post("/transactions", {"account": "Giro", "date": time.strftime("%Y-%m-%d", time.gmtime()), "amount": "-45.00", "payee": "Gym"}, want=201)
    home.until(lambda: owner.get("/insights")["items"])
    socket = Socket(owner, origin=owner.origin)
    assert socket.message()["type"] == "ready"
    reply = owner.ask("POST", "/api/v1/tasks", {**REVIEW, "priority": 1, "data": {"why": "a person asked", "digits": 1.50}})
    assert reply.status == 202 and reply.headers["Location"] == "/api/v1/tasks/" + reply.json["id"], reply
    queued = _hear(socket, "agent.task.queued")
    assert queued["data"] == {"task": reply.json["id"], "agent": "analytics", "kind": "review", "priority": 1}, queued
    completed = _hear(socket, "agent.task.completed")
    assert completed["data"]["task"] == reply.json["id"] and completed["data"]["result"]["new"] == 0, completed
    assert (completed["correlationid"], completed["causationid"]) == (queued["correlationid"], queued["id"])
    done = _task(owner, reply.json)
    assert done["state"] == "done" and done["result"]["found"] > 0 and done["data"] == {"why": "a person asked", "digits": 1.5}, done
    assert [task["id"] for task in owner.get("/tasks?state=done&agent=analytics")["items"]] == [done["id"]]
    assert owner.get("/tasks?state=dead")["items"] == [] and owner.get("/tasks?agent=nobody")["items"] == []
    metrics = server.get("/metrics")[1]
    for line in ('florin_tasks_total{queue="analytics",outcome="completed"} 1', 'florin_task_queue_depth{queue="analytics",state="waiting"} 0'):
        assert line in metrics.split("\n"), line
    socket.close()
    assert server.stop() == 0


def one_that_was_given_up_says_why_and_is_tried_again_when_somebody_asks(home):
    server = home.serve()
    owner = _owner(server)
    socket = Socket(owner, origin=owner.origin)
    assert socket.message()["type"] == "ready"
    task = owner.post("/tasks", {"agent": "analytics", "kind": "divine"}, want=202)
    failed = _hear(socket, "agent.task.failed")
    assert failed["data"]["task"] == task["id"] and "divine" in failed["data"]["why"], failed
    dead = _task(owner, task)
    assert dead["state"] == "dead" and dead["tries"] == 1 and dead["why"] == failed["data"]["why"], dead
    queue = owner.get("/tasks/queues")["items"][0]
    assert (queue["agent"], queue["health"], queue["dead"]) == ("analytics", "failing", 1), queue
    assert owner.post("/tasks/%s/retry" % task["id"])["state"] in ("waiting", "dead")
    _hear(socket, "agent.task.queued")
    assert _hear(socket, "agent.task.failed")["data"]["task"] == task["id"]
    owner.post("/tasks/%s/cancel" % task["id"], want=409)
    owner.post("/tasks/%s/retry" % uuid.uuid4(), want=404)
    socket.close()
    assert server.stop() == 0


def the_same_id_is_the_same_task(home):
    server = home.serve()
    owner = _owner(server)
    wanted = {**REVIEW, "id": str(uuid.uuid4()), "due": _soon(3600), "data": {"a": [1, {"b": None}]}}
    first = owner.post("/tasks", wanted, want=202)
    assert owner.post("/tasks", wanted, want=202) == first
    for field, other in (("priority", 9), ("due", _soon(7200)), ("deadline", _soon(7300)), ("kind", "divine"), ("data", {"a": []})):
        refused = owner.post("/tasks", {**wanted, field: other}, want=409)
        assert field in refused["detail"] and refused["field"] == "id", refused
    for field, value in (("agent", "nobody"), ("kind", " "), ("kind", "x" * 65), ("deadline", _soon(-60)), ("deadline", "1970-01-01T00:00:00Z"), ("priority", 10)):
        refused = owner.post("/tasks", {**REVIEW, field: value}, want=400)
        assert refused["field"] == field, refused
    owner.post("/tasks", {**REVIEW, "data": {"a": "x" * 70000}}, want=413)
    assert len(owner.get("/tasks")["items"]) == 1
    assert owner.post("/tasks/%s/cancel" % first["id"])["state"] == "cancelled"
    assert owner.post("/tasks", wanted, want=202)["state"] == "cancelled"  # it is that one
    assert server.stop() == 0


def a_queue_takes_so_many_and_no_more(home):
    server = home.serve("--rate", "1000000")
    owner = _owner(server)
    due = _soon(3600)
    for _ in range(1000):
        last = owner.post("/tasks", {**REVIEW, "due": due}, want=202, check=False)
    full = owner.ask("POST", "/api/v1/tasks", REVIEW)
    assert full.status == 429 and "Retry-After" in full.headers, full
    owner.post("/tasks/%s/cancel" % last["id"])
    task = owner.post("/tasks", REVIEW, want=202)
    _until(home, owner, task, "done")
    assert owner.get("/tasks/queues")["items"][0]["delayed"] == 999
    assert server.stop() == 0


def what_was_accepted_is_done_after_a_restart(home):
    server = home.serve()
    owner = _owner(server)
    soon = [owner.post("/tasks", {**REVIEW, "due": _soon(2)}, want=202) for _ in range(3)]
    later = owner.post("/tasks", {**REVIEW, "due": _soon(3600)}, want=202)
    server.process.kill()  # with the last reply
    server.process.wait()
    server, owner = _restart(home, owner)
    for task in soon:
        _until(home, owner, task, "done")
    assert _task(owner, later)["state"] == "waiting"
    assert server.stop() == 0


def killed_again_and_again_it_does_each_task_once(home):
    server = home.serve()
    owner = _owner(server)
    chance, tasks = random.Random(5), []
    for _ in range(KILLS):
        tasks += [owner.post("/tasks", {**REVIEW, "priority": chance.randrange(10)}, want=202) for _ in range(5)]
        time.sleep(chance.uniform(0, 0.05))
        server.process.kill()
        server.process.wait()
        server, owner = _restart(home, owner)
    if home.database:  # what a killed one was at is another's when its lease is over; a test need not wait for that
        home.database.ask("UPDATE task SET leased_us = 1 WHERE state = 1 AND holder NOT LIKE '%%-%d-%%'" % server.process.pid)
    for task in tasks:
        _until(home, owner, task, "done")
    ended, cursor = [], ""
    while cursor is not None:
        page = owner.get("/events?type=agent.task.completed&limit=100" + cursor)
        ended += [item["event"]["data"]["task"] for item in page["items"]]
        cursor = page["next"] and "&cursor=" + page["next"]
    assert sorted(ended) == sorted(task["id"] for task in tasks)
    assert server.stop() == 0
    home.is_sound()


def commands_ask_beside_a_server_and_without_one(home):
    done = home.answer("tasks", "put", "analytics", "review")  # the agents work before the command ends
    assert done["state"] == "done" and done["result"] == {"found": 0, "new": 0}, done
    assert home.answer("tasks", "put", "analytics", "divine")["state"] == "dead"
    home.florin("tasks", "put", "nobody", "review", exit=3)
    home.florin("tasks", "put", "analytics", exit=2)
    later = home.answer("tasks", "put", "analytics", "review", "--due", _soon(3600), "--priority", "2", "--with", '{"a":1}', "--id", str(uuid.uuid4()))
    assert (later["state"], later["priority"], later["data"]) == ("waiting", 2, {"a": 1}), later
    assert [task["state"] for task in home.answer("tasks")] == ["waiting", "dead", "done"]
    server = home.serve()
    dead = home.answer("tasks", "list", "--state", "dead")[0]
    home.answer("tasks", "retry", dead["id"])
    beside = home.answer("tasks", "put", "analytics", "review")
    home.until(lambda: home.answer("tasks", "show", beside["id"])["state"] == "done")
    assert home.answer("tasks", "cancel", later["id"])["state"] == "cancelled"
    home.florin("tasks", "retry", later["id"], exit=3)
    home.florin("tasks", "show", str(uuid.uuid4()), exit=1)
    assert server.stop() == 0


if __name__ == "__main__":
    scenario.run(dict(globals()))
