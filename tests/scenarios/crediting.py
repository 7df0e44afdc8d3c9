"""Credit cards: what is used of them, what to pay before the statement, scores, and a bank that is asked for a higher limit."""
import datetime

import scenario
from client import Client
from notices import Peer, _configure

PASSWORD = "violet harbour trombone 58"
TODAY = datetime.date.today()


def _ago(days):
    return (TODAY - datetime.timedelta(days)).isoformat()


def _statement(days_ahead):
    """The day of the month that comes in so many days, and that day."""
    day = TODAY + datetime.timedelta(days_ahead)
    return str(day.day), day.isoformat()


def _card(home, spent="450.00", giro="2000.00"):
    """A card with so much spent on it half a year ago, and money in another account."""
    home.florin("accounts", "add", "Giro", "--currency", "EUR", "--opening", giro, "--date", _ago(300))
    home.florin("accounts", "add", "Visa", "--kind", "liability", "--currency", "EUR", "--opening", "-" + spent, "--date", _ago(250))


def the_exact_sum_is_told_once(home):
    _card(home, "800.00")
    day, statement = _statement(7)
    home.florin("credit", "card", "set", "Visa", "--limit", "1000", exit=3)  # without its day it is no card
    said = home.answer("credit", "card", "set", "Visa", "--limit", "1000", "--statement-day", day, "--rate", "17.9")
    (card,) = said["cards"]
    assert (card["owed"], card["utilisation"], card["statement"], card["rate"]) == ("800.00", 80, statement, 17.9), card
    assert card["advice"]["pay"] == "500.00" and card["advice"]["can"] == "500.00" and card["advice"]["urgent"], card
    assert TODAY.isoformat() <= card["advice"]["by"] < statement and card["advice"]["points"] > 0
    assert said["totals"] == [{"currency": "EUR", "limit": "1000.00", "owed": "800.00", "utilisation": 80, "projected": "800.00",
                               "projected_utilisation": 80}], said
    home.florin("credit", "card", "set", "Visa", "--target", "25")
    home.florin("add", "Visa", "-10", "--payee", "Kiosk")
    assert "pay 561.12 by" in home.florin("credit")  # and a sixtieth of what was spent in sixty days, for seven days
    runs = home.answer("agent", "runs", "credit")
    assert len(runs) == 3 and all(run["agent"] == "credit" for run in runs), runs
    for run in runs:
        assert home.answer("agent", "replay", run["id"])["same"]
    assert _told(home) == ["credit_utilisation"]


def _sign_up(server):
    page = Client(server)
    page.post("/auth/signup", {"email": "olga@example.org", "password": PASSWORD, "household_name": "Elm Street 4"}, want=201)
    return page


def _told(home):
    """What the agent told, each topic once, as people hear it."""
    topics = {}
    for run in home.answer("agent", "runs", "credit"):
        for act in home.answer("agent", "show", run["id"])["run"]["decision"]["acts"]:
            if act["act"] == "tell":
                topics[act["topic"]] = act["kind"]
    return list(topics.values())


def scores_come_by_hand_and_from_files(home):
    _card(home)
    assert home.answer("credit", "score", "add", "655", "--source", "Bureau") == {"added": 1, "changed": 0, "same": 0}
    file = home.file("scores.csv", "date,score,source\n%s,640,Bureau\n%s,655,Bureau\n" % (_ago(190), TODAY))
    assert home.answer("credit", "score", "import", file) == {"added": 1, "changed": 0, "same": 1}
    said = home.answer("credit")
    assert (said["score"]["score"], said["score_change"]) == (655, 15), said
    home.florin("credit", "score", "import", home.file("bad.csv", "2026-01-01,640\n2026-01-02,many\n"), exit=3)
    assert "line 2" in home.said
    home.florin("credit", "score", "add", "1001", exit=3)
    assert home.answer("credit")["score"]["score"] == 655


def scores_come_from_a_bureau(home):
    _card(home)
    home.florin("credit", "score", "fetch", exit=2)
    assert "credit.bureau.url" in home.said
    with Peer("bureau.py") as bureau:
        _configure(home, more="credit.bureau.url: http://127.0.0.1:%s/v1\ncredit.bureau.key: bureau-key\n" % bureau.port)
        bureau.tell("key another")
        home.florin("credit", "score", "fetch", exit=3)
        assert "does not take the key" in home.said and "bureau-key" not in home.said
        bureau.tell("key bureau-key")
        for score in ("%s 640 Schufa" % _ago(190), "%s 655 Schufa" % _ago(3), "%s 655 Schufa" % _ago(3)):
            bureau.tell("score " + score)
        assert home.answer("credit", "score", "fetch") == {"added": 2, "changed": 0, "same": 1}
        assert home.answer("credit", "score", "fetch") == {"added": 0, "changed": 0, "same": 2}
        bureau.tell("busy 1 503")
        home.florin("credit", "score", "fetch", exit=4)
        bureau.tell("score %s 671 Schufa" % _ago(1))
        asked = bureau.tell("counts")["requests"]
        server = home.serve()  # by itself, once a day
        home.until(lambda: bureau.tell("counts")["requests"] > asked)
        assert server.stop() == 0
        assert home.answer("credit")["score"]["score"] == 671 and home.answer("credit")["score_change"] == 31


def a_higher_limit_is_proposed_approved_and_refused_by_the_bank(home):
    _card(home)
    day, _ = _statement(20)
    file = home.file("scores.csv", "date,score\n%s,640\n%s,671\n" % (_ago(190), _ago(3)))
    home.florin("credit", "card", "set", "Visa", "--limit", "1500", "--statement-day", day)
    assert home.answer("approvals") == []
    home.florin("credit", "score", "import", file)
    (wish,) = home.answer("approvals")
    assert (wish["kind"], wish["agent"], wish["amount"]) == ("limit-request", "credit", "2250.00"), wish
    assert home.answer("credit", "requests") == []
    done = home.answer("approvals", "approve", wish["id"], "--digest", wish["digest"])
    assert done["state"] == "done" and "from 1500.00 EUR to 2250.00 EUR" in done["receipt"]["letter"], done
    (request,) = home.answer("credit", "requests")
    assert (request["state"], request["id"]) == ("asked", done["receipt"]["request"]), request
    assert "unanswered" in home.answer("credit")["cards"][0]["raise"]["reasons"]
    home.florin("credit", "answer", request["id"], "refused", "--limit", "5", exit=3)
    assert home.answer("credit", "answer", request["id"], "refused")["state"] == "refused"
    home.florin("credit", "answer", request["id"], "granted", exit=3)
    raised = home.answer("credit")["cards"][0]["raise"]
    assert raised["months_to_wait"] == 12 and "too_soon" in raised["reasons"], raised  # a refusal doubles the wait
    home.change("UPDATE credit_request SET asked_us = asked_us - 13 * 31 * 86400000000")
    home.change("UPDATE proposal SET created_us = created_us - 13 * 31 * 86400000000, key = key || '-then'")
    home.florin("credit", "score", "add", "672")
    (second,) = home.answer("approvals")
    home.answer("approvals", "approve", second["id"])
    newest = home.answer("credit", "requests")[0]
    assert home.answer("credit", "answer", newest["id"], "granted", "--limit", "2000")["limit_granted"] == "2000.00"
    assert home.answer("credit")["cards"][0]["limit"] == "2000.00"
    home.is_sound()


def the_api_says_the_same(home):
    server = home.serve()
    page = _sign_up(server)
    page.post("/accounts", {"name": "Giro", "currency": "EUR", "opening": "900.00", "opening_date": _ago(200)}, want=201)
    visa = page.post("/accounts", {"name": "Visa", "kind": "liability", "currency": "EUR", "opening": "-400.00", "opening_date": _ago(200)}, want=201)
    day, _ = _statement(5)
    assert page.get("/credit")["cards"] == []
    page.call("PUT", "/credit/cards", {"account": "Visa", "limit": "1000.00"}, want=400)
    page.call("PUT", "/credit/cards", {"account": "Nothing", "limit": "1000.00", "statement_day": 3}, want=404)
    card = page.call("PUT", "/credit/cards", {"account": visa["id"], "limit": "1000.00", "statement_day": int(day)})
    assert (card["id"], card["utilisation"], card["target"], card["advice"]["pay"]) == (visa["id"], 40, 30, "100.00"), card
    home.until(lambda: any(i["kind"] == "credit_utilisation" for i in page.get("/insights")["items"]))
    home.until(lambda: page.get("/credit/cards")["items"][0]["history"])
    (told,) = [i for i in page.get("/insights")["items"] if i["kind"] == "credit_utilisation"]
    assert told["title"].startswith("Pay 100.00 EUR to Visa by "), told
    held = page.post("/transactions", {"account": "Visa", "date": TODAY.isoformat(), "amount": "-60.00", "payee": "Hotel", "pending": True}, want=201)
    assert held and page.get("/credit")["cards"][0]["owed"] == "460.00"  # what is held is owed
    for date, score in ((_ago(200), 600), (_ago(2), 640)):
        page.post("/credit/scores", {"score": score, "date": date, "source": "Bureau"})
    page.post("/credit/scores", {"score": 640, "date": (TODAY + datetime.timedelta(3)).isoformat()}, want=400)
    assert [s["score"] for s in page.get("/credit/scores")["items"]] == [640, 600]
    wrong = page.post("/credit/scores/import", {"text": "date,score\n2024-01-01,600\nsoon,610\n"}, want=400)
    assert wrong["field"] == "text" and "line 3" in wrong["detail"], wrong
    assert len(page.get("/credit/scores")["items"]) == 2, "all or none"
    several = {"text": "2024-01-01;600;Bureau\n2024-02-01;610;Bureau\n"}
    assert page.post("/credit/scores/import", several) == {"added": 2, "changed": 0, "same": 0}
    assert page.post("/credit/scores/import", several) == {"added": 0, "changed": 0, "same": 2}
    home.until(lambda: page.get("/approvals?state=waiting")["items"])
    (wish,) = page.get("/approvals?state=waiting")["items"]
    page.post("/approvals/%s/approve" % wish["id"], {"digest": wish["digest"]})
    (request,) = page.get("/credit/requests")["items"]
    path = "/credit/requests/%s/answer" % request["id"]
    assert page.post(path, {"outcome": "granted"})["limit_granted"] == wish["amount"]
    assert page.post(path, {"outcome": "granted"})["state"] == "granted"  # a double click
    page.post(path, {"outcome": "refused"}, want=409)
    assert page.get("/credit")["cards"][0]["limit"] == wish["amount"]
    page.delete("/credit/cards/" + visa["id"])
    page.delete("/credit/cards/" + visa["id"], want=404)
    assert page.get("/credit")["cards"] == []
    assert server.stop() == 0
    home.is_sound()


if __name__ == "__main__":
    scenario.run(dict(globals()))
