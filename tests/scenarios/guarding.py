"""Was this you? A card that was stolen is locked and its payments denied; a false alarm is released and learnt from; silence; restarts in the middle."""
import concurrent.futures
import datetime
import re
import time

import scenario
from approving import PASSWORD, App, _found
from client import Client
from notices import Peer, _configure

CARD = [("ELEKTRO GIGANT ONLINE", "-2489.00"), ("GOLD AND WATCHES 24", "-2899.00"), ("GIFTCARD HUB", "-2300.00")]


def _today(before=0):
    return (datetime.datetime.now(datetime.timezone.utc).date() - datetime.timedelta(days=before)).isoformat()


def _history(page):
    """Half a year: rent, groceries, a cafe, now and then something else."""
    lines = ["date,payee,amount"]
    for before in range(180, 2, -1):
        if before % 30 == 0:
            lines.append("%s,Hausverwaltung Nord,-900.00" % _today(before))
        if before % 3 == 0:
            lines.append("%s,Supermarkt,-%d.%02d" % (_today(before), 20 + before % 57, before % 100))
        if before % 4 == 0:
            lines.append("%s,Cafe Central,-%d.50" % (_today(before), 3 + before % 4))
        if before % 17 == 0:
            lines.append("%s,Laden %d,-%d.90" % (_today(before), before, 30 + before % 41))
    for line in lines[1:]:
        day, payee, amount = line.split(",")
        page.post("/transactions", {"account": "Giro", "date": day, "amount": amount, "payee": payee}, want=201)


def _pay(page, payee, amount):
    return page.post("/transactions", {"account": "Giro", "date": _today(), "amount": amount, "payee": payee}, want=201)


def _held(page, state="open"):
    return page.get("/security/inbox?state=" + state)["items"]


def _waiting(page, kind):
    return [one for one in page.get("/approvals?state=waiting")["items"] if one["kind"] == kind]


def _state(page, transaction):
    return page.get("/transactions/" + transaction)["state"]


def _import(home, page, payments):
    """A statement with payments of today; gives the import's id."""
    rows = "Date,Payee,Amount\n" + "".join("%s,%s,%s\n" % (_today(), payee, amount) for payee, amount in payments)
    sent = page.call("POST", "/imports?name=giro.csv&account=Giro&currency=EUR", rows.encode(), want=202, headers={"Content-Type": "text/csv"})
    home.until(lambda: page.get("/imports/" + sent["id"])["state"] == "ready")
    page.post("/imports/%s/commit" % sent["id"], want=202)
    home.until(lambda: page.get("/imports/" + sent["id"])["state"] == "committed")
    return sent["id"]


def _seen(home, page):
    """Until the agent has looked at all that happened: what it reports by itself comes behind that."""
    before = next(a for a in page.get("/agents")["items"] if a["name"] == "security")["processed"]
    page.post("/transactions", {"account": "Giro", "date": _today(), "amount": "-3.50", "payee": "Cafe Central"}, want=201)
    home.until(lambda: next(a for a in page.get("/agents")["items"] if a["name"] == "security")["processed"] > before)
    home.until(lambda: all(a["behind"] == 0 for a in page.get("/agents")["items"]))


def _household(home):
    page = _found(home)
    _history(page)
    _seen(home, page)
    assert _held(page, "open") == []
    return page


def a_stolen_card_is_locked_and_denied(home):
    page = _household(home)
    paid = [_pay(page, *one) for one in CARD]
    home.until(lambda: len(_held(page)) == 3)
    held = {h["payee"]: h for h in _held(page)}
    last = next(h for h in held.values() if h["transaction"] == paid[-1]["id"])
    assert last["score"] >= last["threshold"] and last["agent"] == "security"
    assert any("within 15 minutes" in r["words"] for r in last["reasons"]), last
    assert len(last["similar"]) == 2, last
    assert [_state(page, p["id"]) for p in paid] == ["pending"] * 3
    shown = page.get("/transactions/" + last["transaction"])["held"]
    assert shown == {"verification": last["id"], "why": last["why"] or last["reasons"][0]["words"], "deadline": last["deadline"]}, shown
    assert sum(one["held"] is not None for one in page.get("/transactions?limit=200")["items"]) == 3
    home.until(lambda: sum(n["kind"] == "fraud_alert" for n in page.get("/notifications")["items"]) == 3)
    page.post("/transactions/%s/approve" % paid[0]["id"], want=409)
    page.post("/transactions/%s/void" % paid[0]["id"], want=409)
    for h in held.values():
        assert page.post("/security/inbox/%s/deny" % h["id"])["state"] == "denied"
    page.post("/security/inbox/%s/deny" % last["id"])  # a double click
    page.post("/security/inbox/%s/confirm" % last["id"], {"code": ""}, want=409)
    assert [_state(page, p["id"]) for p in paid] == ["void"] * 3
    assert all(page.get("/transactions/" + p["id"])["held"] is None for p in paid)
    assert len(page.get("/policy/blocked")["items"]) == 3
    again = _pay(page, CARD[0][0], "-9.00")
    home.until(lambda: [h["transaction"] for h in _held(page)] == [again["id"]])
    status = page.get("/security")
    assert status["denied"] == 3 and status["confirmed"] == 0 and status["false_alarm_rate"] == 0, status
    assert home.servers[-1].stop() == 0
    home.is_sound()


def a_false_alarm_is_released_and_learnt_from(home):
    page = _household(home)
    kitchen = _pay(page, "Kuechenstudio Berg", "-4200.00")
    home.until(lambda: len(_held(page)) == 1)
    path = "/security/inbox/%s" % _held(page)[0]["id"]
    page.post(path + "/confirm", {}, want=403)
    app = App(page)
    page.post(path + "/confirm", {"code": "000000"}, want=403)
    assert _state(page, kitchen["id"]) == "pending"
    assert page.post(path + "/confirm", {"code": app.code()})["state"] == "confirmed"
    assert _state(page, kitchen["id"]) == "posted"
    assert page.post(path + "/confirm", {})["state"] == "confirmed"  # a double click
    second = _pay(page, "Kuechenstudio Berg", "-4400.00")
    _seen(home, page)
    assert _held(page) == [] and _state(page, second["id"]) == "posted"
    status = page.get("/security")
    assert status["confirmed"] == 1 and 0 < status["false_alarm_rate"] < 0.02, status
    assert home.servers[-1].stop() == 0
    home.is_sound()
    assert home.answer("security", "status")["confirmed"] == 1


def a_code_by_mail_and_a_question_of_ones_own(home):
    with Peer("smtp.py") as mail:
        _configure(home, mail)
        page = _found(home)
        _history(page)
        questions = [{"question": "The boat of your childhood?", "answer": "  Old  Seagull "}]
        page.call("PUT", "/me/security-questions", {"password": "not the password 1", "questions": questions}, want=403)
        page.call("PUT", "/me/security-questions", {"password": PASSWORD, "questions": [{"question": "Is it blue?", "answer": "blue"}]}, want=400)
        assert len(page.call("PUT", "/me/security-questions", {"password": PASSWORD, "questions": questions})["items"]) == 1
        _pay(page, "Kuechenstudio Berg", "-4200.00")
        home.until(lambda: len(_held(page)) == 1)
        path = "/security/inbox/%s" % _held(page)[0]["id"]
        assert page.get(path + "/question")["question"] == questions[0]["question"]
        home.until(lambda: mail.tell("count") == 1)  # the alert
        assert page.post("/security/code")["minutes"] == 10
        codes = lambda: re.findall(r"\b\d{8}\b", mail.tell("last")["text"])
        home.until(codes)
        page.post("/security/code", want=429)
        code = codes()[-1]
        page.post(path + "/confirm", {"mailed_code": code}, want=403)  # the question, too
        page.post(path + "/confirm", {"mailed_code": code, "answer": "the titanic"}, want=403)
        page.post(path + "/confirm", {"mailed_code": "00000000", "answer": "old seagull"}, want=403)
        assert page.post(path + "/confirm", {"mailed_code": code, "answer": "OLD seagull"})["state"] == "confirmed"
        assert code not in str(page.get("/notifications?channel=sent")) + str(page.get("/events?limit=200"))


def two_who_answer_at_once_get_one_answer(home):
    page = _household(home)
    _pay(page, "Kuechenstudio Berg", "-4200.00")
    home.until(lambda: len(_held(page)) == 1)
    app, path = App(page), "/security/inbox/%s" % _held(page)[0]["id"]
    code = app.code()

    def say(yes):
        client = page.twin()
        client.cookie = page.cookie
        body = {"code": code} if yes else None
        return client.ask("POST", "/api/v1%s/%s" % (path, "confirm" if yes else "deny"), body).status

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(say, [False, True] * 4))
    assert 200 in statuses and set(statuses) <= {200, 403, 409}, statuses
    final = page.get(path)["state"]
    events = [e["type"] for e in page.get("/events?limit=300")["items"]]
    assert events.count("security.payment.released") + events.count("security.payment.denied") == 1
    assert final in ("confirmed", "denied")
    assert home.servers[-1].stop() == 0
    home.is_sound()


def a_restart_in_the_middle_forgets_nothing(home):
    page = _household(home)
    first = _pay(page, *CARD[0])
    home.until(lambda: len(_held(page)) == 1)
    assert home.servers[-1].stop() == 0
    again = Client(home.serve(), document=page.document)
    again.cookie = page.cookie
    _pay(again, *CARD[1])
    home.until(lambda: len(_held(again)) == 2)
    assert any("2nd payment" in r["words"] for r in _held(again)[0]["reasons"]), _held(again)[0]
    assert again.post("/security/inbox/%s/deny" % _held(again)[1]["id"])["transaction"] == first["id"]
    assert home.servers[-1].stop() == 0
    left = home.answer("security", "inbox")
    assert len(left) == 1
    assert home.answer("security", "deny", left[0]["id"])["state"] == "denied"
    assert "Nothing is held" in home.florin("security", "inbox")
    for run in home.answer("agent", "runs"):
        assert home.answer("agent", "replay", run["id"])["same"], run
    home.is_sound()


def what_nobody_noticed_can_be_reported(home):
    page = _household(home)
    small = _pay(page, "Abo Falle", "-9.99")
    _seen(home, page)
    assert _held(page) == []
    held = page.post("/security/report", {"transaction": small["id"], "why": "never ordered"})
    assert held["agent"] is None and held["score"] == 0 and _state(page, small["id"]) == "pending"
    assert page.post("/security/inbox/%s/deny" % held["id"])["state"] == "denied"
    page.call("PUT", "/security", {"holds": False, "hours": 48, "target": 0.005})
    _pay(page, "Kuechenstudio Berg", "-4200.00")
    home.until(lambda: any("Was this you" in n["title"] for n in page.get("/notifications")["items"]))
    assert _held(page) == []


def an_import_that_is_taken_back_takes_its_questions_along(home):
    page = _household(home)
    page.call("PUT", "/policy", {"text": "version: 1\nrules:\n  - name: two people\n    verdict: ask\n    kind: release\n    approvals: 2\n"
                                         "  - name: held\n    verdict: allow\n    kind: hold\n"})
    brought = _import(home, page, CARD)
    home.until(lambda: len(_held(page)) > 0)
    home.until(lambda: all(a["behind"] == 0 for a in page.get("/agents")["items"]))
    held = _held(page)
    path = "/security/inbox/%s" % held[0]["id"]
    page.post(path + "/confirm", {})
    wish = _waiting(page, "release")[0]
    assert brought == page.get("/transactions/" + held[0]["transaction"])["import"]
    page.post("/imports/%s/undo" % brought)
    assert _held(page) == [] and {h["id"] for h in _held(page, "gone")} == {h["id"] for h in held}
    assert [_state(page, h["transaction"]) for h in held] == ["void"] * len(held)
    for way in ("confirm", "deny"):
        said = page.post(path + "/" + way, {}, want=409)
        assert "gone" in said["detail"], said
    page.post("/approvals/%s/approve" % wish["id"], {"digest": wish["digest"]}, want=409)
    assert _waiting(page, "release") == []
    status = page.get("/security")
    assert status["confirmed"] == status["denied"] == status["open"] == 0, status
    events = [e["type"] for e in page.get("/events?limit=200")["items"]]
    assert events.count("security.payment.gone") == len(held), events
    assert home.servers[-1].stop() == 0
    home.is_sound()


def what_was_only_to_be_held_is_not_asked_for_any_more(home):
    page = _household(home)
    page.call("PUT", "/policy", {"text": "version: 1\nrules:\n  - name: ask\n    verdict: ask\n    kind: hold\n    approvals: 1\n"})
    brought = _import(home, page, CARD)
    home.until(lambda: len(_waiting(page, "hold")) > 0)
    home.until(lambda: all(a["behind"] == 0 for a in page.get("/agents")["items"]))
    wish = _waiting(page, "hold")[0]
    assert _held(page) == []
    page.post("/imports/%s/undo" % brought)
    assert _waiting(page, "hold") == []
    page.post("/approvals/%s/approve" % wish["id"], {"digest": wish["digest"]}, want=409)
    assert page.get("/approvals/" + wish["id"])["state"] == "withdrawn"
    assert home.servers[-1].stop() == 0
    home.is_sound()


if __name__ == "__main__":
    scenario.run(dict(globals()))
