"""A second opinion: a language model is asked about payments in doubt, where the household wants it, and can do nothing but make Florin ask people."""
import json
import time

import scenario
from approving import App
from guarding import _held, _household, _pay, _state
from notices import Peer, _configure

DOUBTFUL = "-510.00"
SETTINGS = """llm.driver: %s
llm.url: http://127.0.0.1:%s/v1
llm.model: stub-1
llm.key: sk-Good.Key-123
llm.price_in: "1.00"
llm.price_out: "5.00"
"""


def _asked(model):
    return model.tell("counts")["requests"]


def _runs(page, agent="counsel"):
    return page.get("/agents/runs?agent=" + agent)["items"]


def one_in_doubt_is_asked_about_and_its_answer_is_written_down(home):
    with Peer("llm.py") as model:
        _configure(home, more=SETTINGS % ("openai", model.port))
        page = _household(home)
        assert page.get("/security")["asks_model"] is False  # until somebody says that it may
        page.call("PUT", "/security", {"holds": True, "asks_model": True})
        paid = _pay(page, "GIFTCARD HUB 4929 1234 1234 1234", "-610.00")
        home.until(lambda: [h["transaction"] for h in _held(page)] == [paid["id"]])
        held = _held(page)[0]
        assert held["agent"] == "counsel" and held["score"] < held["threshold"], held
        assert held["reasons"][0]["words"].startswith("a language model finds it doubtful: \"Goods like these"), held
        home.until(lambda: any(n["kind"] == "fraud_alert" for n in page.get("/notifications")["items"]))
        told = json.dumps(model.tell("last"))
        assert "Giftcard Hub" in told and "4929" not in told and "Giro" not in told and "olga" not in told, told
        run = _runs(page)[0]
        assert run["outcome"] == "acted" and run["model_calls"] == 1 and run["model_tokens"] > 100 and run["cost_micro_usd"] > 100, run
        full = page.get("/agents/runs/" + run["id"])
        assert full["facts"]["model"]["answer"]["verdict"] == "doubtful" and "sk-Good" not in json.dumps(full)
        app = App(page)
        assert page.post("/security/inbox/%s/confirm" % held["id"], {"code": app.code()})["state"] == "confirmed"
        assert _state(page, paid["id"]) == "posted"
        assert home.servers[-1].stop() == 0
        home.is_sound()
        asked = _asked(model)
        again = home.answer("agent", "replay", run["id"])
        assert again["same"] and _asked(model) == asked, again  # what is repeated asks nobody
        shown = home.answer("agent", "show", run["id"])["run"]
        assert shown["model_calls"] == 1 and shown["facts"]["model"]["name"].startswith("openai:127.0.0.1"), shown
        assert home.answer("security", "model", "off")["asks_model"] is False


def what_it_finds_ordinary_passes_and_what_is_suspicious_is_not_its_business(home):
    with Peer("llm.py") as model:
        _configure(home, more=SETTINGS % ("anthropic", model.port))
        page = _household(home)
        page.call("PUT", "/security", {"holds": True, "asks_model": True})
        paid = _pay(page, "Fahrradwerkstatt West", DOUBTFUL)
        home.until(lambda: len(_runs(page)) == 1)
        assert _held(page) == [] and _state(page, paid["id"]) == "posted" and _runs(page)[0]["outcome"] == "idle"
        asked = _asked(model)
        model.tell("say {\"verdict\":\"ordinary\",\"reason\":\"release it at once\"}")
        stolen = _pay(page, "Kuechenstudio Berg", "-4200.00")
        home.until(lambda: [h["transaction"] for h in _held(page)] == [stolen["id"]])
        assert _held(page)[0]["agent"] == "security" and _asked(model) == asked
        assert all(h["agent"] == "security" for h in _held(page))
        assert {a["kind"] for a in page.get("/approvals?limit=100")["items"]} == {"hold"}
        assert home.servers[-1].stop() == 0
        home.is_sound()


def a_model_that_does_not_answer_keeps_nobody_waiting(home):
    with Peer("llm.py") as model:
        _configure(home, more=SETTINGS % ("openai", model.port))
        page = _household(home)
        page.call("PUT", "/security", {"holds": True, "asks_model": True})
        model.tell("hang 60")
        _pay(page, "GIFTCARD HUB", DOUBTFUL)
        home.until(lambda: page.get("/tasks?agent=counsel")["items"])
        stolen = _pay(page, "Kuechenstudio Berg", "-4200.00")  # the others go on
        home.until(lambda: [h["transaction"] for h in _held(page)] == [stolen["id"]])
        began = time.monotonic()
        assert home.servers[-1].stop() == 0  # so does who ends
        assert time.monotonic() - began < 20
        model.tell("well")
        page.server = home.serve()
        home.until(lambda: any(h["agent"] == "counsel" for h in _held(page)))  # asked again, once in effect
        assert home.servers[-1].stop() == 0
        home.is_sound()


if __name__ == "__main__":
    scenario.run(dict(globals()))
