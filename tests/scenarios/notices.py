"""Notices: mail through a real server with TLS and a login, signed webhooks, what people want and do not want, and what happens when all that is away."""
import json
import os
import subprocess
import sys
import time

import scenario
from client import Client

PASSWORD = "violet harbour trombone 58"
SERVERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "servers")
KILLS = int(os.environ.get("FLORIN_KILLS", "12"))


class Peer:
    """A server of tests/servers, which ends with its standard input."""

    def __init__(self, name):
        self.process = subprocess.Popen([sys.executable, os.path.join(SERVERS, name)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port, self.ca = self.process.stdout.readline().split()

    def tell(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        reply = json.loads(self.process.stdout.readline())
        assert not isinstance(reply, dict) or "problem" not in reply, reply
        return reply

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=10)


def _configure(home, mail=None, more=""):
    os.makedirs(home.data, mode=0o700, exist_ok=True)
    with open(os.path.join(home.data, "florin.yaml"), "w", encoding="utf-8") as f:
        f.write("page.url: https://money.example\n" + more)
        if mail is not None:
            f.write("smtp:\n  url: smtp://127.0.0.1:%s\n  user: florin\n  password: correct horse\n  from: Florin <florin@money.example>\n  ca: %s\n"
                    % (mail.port, mail.ca))


def _owner(server, locale="en", zone="UTC"):
    owner = Client(server)
    owner.post("/auth/signup", {"email": "ada@example.org", "password": PASSWORD, "name": "Ada", "locale": locale, "time_zone": zone}, want=201)
    owner.post("/accounts", {"name": "Giro", "currency": "EUR"}, want=201)
    return owner


def _restart(home, client):
    server = home.serve()
    again = Client(server, document=client.document)
    again.cookie = client.cookie
    return server, again


def _charge_twice(owner, payee):
    """What the agents speak of at once."""
    for _ in range(2):
        owner.post("/transactions", {"account": "Giro", "date": time.strftime("%Y-%m-%d", time.gmtime()), "amount": "-45.00", "payee": payee}, want=201)


def _everything_at_once(owner):
    return owner.patch("/notification-preferences", {"at_once": "info"})


def _sent(owner):
    return owner.get("/notifications?channel=sent")["items"]


def _count(mail):
    return mail.tell("count")


def a_mail_comes_in_ones_own_language_and_the_history_says_so(home):
    with Peer("smtp.py") as mail:
        _configure(home, mail)
        server = home.serve()
        owner = _owner(server, "de-DE", "Europe/Berlin")
        _everything_at_once(owner)
        made = owner.post("/templates/payment_executed/test", want=202)
        home.until(lambda: _count(mail) == 1)
        last = mail.tell("last")
        headers = dict(last["headers"])
        assert headers["Subject"] == "[Test] Bezahlt: 89,90\u00a0€ an City Energy", headers
        assert headers["Message-ID"] == "<%s@money.example>" % made["id"], headers
        assert headers["List-Unsubscribe"].startswith("<https://money.example/unsubscribe/") and headers["To"] == "Ada <ada@example.org>"
        assert "89,90\u00a0€ gingen am 21.\u00a0November 2026 an City Energy." in last["text"] and last["kind"] == "multipart/alternative"
        home.until(lambda: owner.get("/notifications/" + made["id"])["state"] == "delivered")
        whole = owner.get("/notifications/" + made["id"])
        assert whole["tries"] == 1 and whole["done"] and whole["to"] == "Ada" and whole["attempts"][0]["outcome"] == "taken", whole
        _charge_twice(owner, "Gym")
        home.until(lambda: any("Gym" in one["title"] + one["body"] for one in _sent(owner) if one["state"] == "delivered"))
        assert _count(mail) >= 2
        for event in owner.get("/notifications")["items"]:
            assert event["channel"] == "inapp" and not event["personal"]
        assert server.stop() == 0
        assert any(row["state"] == "delivered" and row["to"] == "Ada" for row in home.answer("notifications", "--sent")["rows"])


def every_template_can_be_looked_at_and_tried(home):
    with Peer("smtp.py") as mail:
        _configure(home, mail)
        server = home.serve()
        owner = _owner(server)
        kinds = [one["kind"] for one in owner.get("/templates")["items"]]
        assert {"payment_executed", "payment_upcoming", "approval_wanted", "insufficient_balance", "fraud_alert", "blocked", "code", "credit_advice",
                "budget_warning", "budget_exceeded", "month_summary", "digest", "insight"} <= set(kinds)
        for kind in kinds:
            english, german = (owner.get("/templates/%s?locale=%s" % (kind, locale)) for locale in ("en-US", "de-AT"))
            assert english["title"] and english["text"] and english["html"].startswith("<!doctype html>") and "{" not in english["title"]
            assert english["text"] != german["text"] and german["locale"] == "de-AT" and '<html lang="de">' in german["html"]
            owner.post("/templates/%s/test" % kind, want=202)
        owner.get("/templates/nonsense", want=404)
        owner.get("/templates/code?locale=x", want=400)
        home.until(lambda: _count(mail) == len(kinds))
        assert server.stop() == 0
        _configure(home)
        server, owner = _restart(home, owner)
        owner.post("/templates/test/test", want=409)
        assert owner.get("/notification-preferences")["sends_mail"] is False
        assert server.stop() == 0


def a_mail_server_that_is_down_gets_everything_later_and_once(home):
    with Peer("smtp.py") as mail:
        _configure(home, mail)
        server = home.serve()
        owner = _owner(server)
        _everything_at_once(owner)
        mail.tell("down")
        ids = [owner.post("/templates/%s/test" % kind, want=202)["id"] for kind in ("test", "fraud_alert", "blocked")]
        home.until(lambda: any(one["why"] for one in _sent(owner)))
        waiting = [one for one in _sent(owner) if one["why"]]
        assert all(one["state"] in ("queued", "sent") and "cannot be reached" in one["why"] and one["next_try"] for one in waiting), waiting
        assert server.stop() == 0
        home.change("UPDATE notification SET first_us = first_us - 3600000000, created_us = created_us - 3600000000")  # for an hour
        mail.tell("up")
        server, owner = _restart(home, owner)
        home.until(lambda: _count(mail) == 3)
        home.until(lambda: all(owner.get("/notifications/" + one)["state"] == "delivered" for one in ids))
        time.sleep(1.5)
        assert _count(mail) == 3 and len(set(mail.tell("ids"))) == 3
        assert server.stop() == 0


def who_does_not_exist_bounces_and_is_left_alone(home):
    with Peer("smtp.py") as mail:
        _configure(home, mail)
        server = home.serve()
        owner = _owner(server)
        mail.tell("answer RCPT 1 550 5.1.1 nobody of that name")
        made = owner.post("/templates/fraud_alert/test", want=202)
        home.until(lambda: owner.get("/notifications/" + made["id"])["state"] == "bounced")
        bounced = owner.get("/notifications/" + made["id"])
        assert "550 5.1.1 nobody of that name" in bounced["why"] and bounced["attempts"][0]["status"] == 550, bounced
        assert "nobody of that name" in owner.get("/notification-preferences")["bounced"]
        again = owner.post("/templates/fraud_alert/test", want=202)
        home.until(lambda: owner.get("/notifications/" + again["id"])["state"] == "bounced")
        assert _count(mail) == 0 and owner.get("/notifications/" + again["id"])["tries"] == 0
        assert owner.patch("/notification-preferences", {})["bounced"] is None  # saved again
        owner.post("/templates/fraud_alert/test", want=202)
        home.until(lambda: _count(mail) == 1)
        mail.tell("answer RCPT 1 450 4.2.0 greylisted")
        later = owner.post("/templates/blocked/test", want=202)
        home.until(lambda: owner.get("/notifications/" + later["id"])["tries"] == 1)
        waiting = owner.get("/notifications/" + later["id"])
        assert waiting["state"] == "queued" and "greylisted" in waiting["why"] and waiting["next_try"], waiting
        assert server.stop() == 0
        home.change("UPDATE notification SET next_try_us = 0")
        server, owner = _restart(home, owner)
        home.until(lambda: owner.get("/notifications/" + later["id"])["state"] == "delivered")
        assert [one["outcome"] for one in owner.get("/notifications/" + later["id"])["attempts"]] == ["later", "taken"]
        assert server.stop() == 0


def what_matters_less_is_gathered(home):
    with Peer("smtp.py") as mail:
        _configure(home, mail)
        server = home.serve()
        owner = _owner(server)
        chosen = owner.patch("/notification-preferences", {"at_once": "never", "digest_from": "info", "digest": "daily", "digest_at": "06:30"})
        assert (chosen["digest_at"], chosen["digest"], chosen["at_once"]) == ("06:30", "daily", "never")
        today = time.strftime("%Y-%m-%d", time.gmtime())
        for category in ("Food", "Fun", "Travel"):  # budgets that are nearly spent: a warning each
            owner.post("/transactions", {"account": "Giro", "date": today, "amount": "-85.00", "payee": category + " shop",
                                         "category": "Expenses:" + category}, want=201)
            owner.call("PUT", "/budgets", {"category": "Expenses:" + category, "amount": "100.00", "from": today[:7]})
        home.until(lambda: sum(one["kind"] == "budget_warning" for one in _sent(owner)) == 3)
        assert all(one["state"] == "queued" and one["next_try"][11:16] == "06:30" for one in _sent(owner)), _sent(owner)
        assert _count(mail) == 0 and server.stop() == 0
        home.change("UPDATE notification SET next_try_us = 0")
        server, owner = _restart(home, owner)
        home.until(lambda: _count(mail) == 1 and all(one["state"] == "delivered" for one in _sent(owner)))
        assert dict(mail.tell("last")["headers"])["Subject"] == "%d things to look at" % len(_sent(owner))
        owner.patch("/notification-preferences", {"quiet_from": "22:00"}, want=400)
        owner.patch("/notification-preferences", {"quiet_from": "25:00", "quiet_to": "07:00"}, want=400)
        owner.patch("/notification-preferences", {"kinds": [{"kind": "code", "how": "never"}]}, want=400)
        owner.patch("/notification-preferences", {"kinds": [{"kind": "nonsense", "how": "never"}]}, want=400)
        assert owner.patch("/notification-preferences", {"quiet_from": "22:00", "quiet_to": "07:00"})["quiet_to"] == "07:00"
        assert owner.patch("/notification-preferences", {"quiet_from": None, "quiet_to": None})["quiet_from"] is None
        assert server.stop() == 0


def everybody_sees_their_own_mail_and_nobody_elses(home):
    with Peer("smtp.py") as mail:
        _configure(home, mail)
        server = home.serve()
        owner = _owner(server)
        token = owner.post("/invitations", {"email": "cleo@example.org", "role": "viewer"}, want=201)["token"]
        viewer = Client(server)
        viewer.post("/auth/signup", {"email": "cleo@example.org", "password": PASSWORD, "name": "Cleo", "invitation": token}, want=201)
        made = owner.post("/templates/code/test", want=202)
        home.until(lambda: _count(mail) == 1)
        viewer.get("/notifications/" + made["id"], want=404)
        assert _sent(viewer) == [] and len(_sent(owner)) == 1
        assert "••••" in mail.tell("last")["text"]  # a sample has no code
        viewer.post("/templates/test/test", want=202)
        home.until(lambda: _count(mail) == 2)
        assert mail.tell("last")["to"] == ["cleo@example.org"] and len(_sent(owner)) == 1
        viewer.get("/webhooks", want=403)
        assert server.stop() == 0


def a_webhook_is_signed_tried_again_and_refused_inside(home):
    with Peer("webhooks.py") as hooks:
        _configure(home, more="webhooks.private: true\n")
        server = home.serve()
        owner = _owner(server)
        url = "http://127.0.0.1:%s/" % hooks.port
        hook = owner.post("/webhooks", {"name": "Home automation", "url": url + "hook"}, want=201)
        hooks.tell("secret " + hook["secret"])
        assert "secret" not in owner.get("/webhooks/" + hook["id"])
        _charge_twice(owner, "Gym")
        home.until(lambda: hooks.tell("count believed") >= 1)
        seen = hooks.tell("seen")
        assert seen["body"]["type"] == "notice.insight" and "Gym" in seen["body"]["data"]["title"] + seen["body"]["data"]["body"], seen
        assert (hooks.tell("resend none"), hooks.tell("resend body"), hooks.tell("resend id"), hooks.tell("resend time")) == ("known", "forged", "forged", "stale")
        # A new secret: both sign for a day, so that the other side can change in its own time.
        fresh = owner.post("/webhooks/%s/secret" % hook["id"])
        assert fresh["secret"] != hook["secret"]
        before = hooks.tell("count believed")
        for secret in (hook["secret"], fresh["secret"]):
            hooks.tell("secret " + secret)
            made = owner.post("/webhooks/%s/test" % hook["id"], want=202)
            home.until(lambda: owner.get("/notifications/" + made["id"])["state"] == "delivered")
        assert hooks.tell("count believed") == before + 2 and hooks.tell("seen")["signatures"] == 2
        # It does not answer well once: tried again under the same id.
        hooks.tell("fail 1")
        made = owner.post("/webhooks/%s/test" % hook["id"], want=202)
        home.until(lambda: owner.get("/notifications/" + made["id"])["tries"] == 1)
        assert owner.get("/notifications/" + made["id"])["why"] == "answered 503"
        home.until(lambda: owner.get("/notifications/" + made["id"])["state"] == "delivered")
        assert hooks.tell("seen")["id"] == made["id"]
        # It asks not to be called again.
        owner.patch("/webhooks/" + hook["id"], {"url": url + "status/410"})
        owner.post("/webhooks/%s/test" % hook["id"], want=202)
        home.until(lambda: owner.get("/webhooks/" + hook["id"])["state"] == "gone")
        owner.post("/webhooks/%s/test" % hook["id"], want=409)
        assert owner.patch("/webhooks/" + hook["id"], {"url": url + "redirect"})["state"] == "on"
        believed = hooks.tell("count believed")
        made = owner.post("/webhooks/%s/test" % hook["id"], want=202)
        home.until(lambda: owner.get("/notifications/" + made["id"])["tries"] == 1)
        assert "redirects are not followed" in owner.get("/notifications/" + made["id"])["why"] and hooks.tell("count believed") == believed
        assert server.stop() == 0
        # Without the key, nothing of this machine is called.
        _configure(home)
        server, owner = _restart(home, owner)
        owner.patch("/webhooks/" + hook["id"], {"url": url + "hook"})
        owner.delete("/webhooks/" + hook["id"])
        hook = owner.post("/webhooks", {"name": "inside", "url": url + "hook"}, want=201)
        made = owner.post("/webhooks/%s/test" % hook["id"], want=202)
        home.until(lambda: owner.get("/notifications/" + made["id"])["tries"] == 1)
        assert "not an address on the public internet" in owner.get("/notifications/" + made["id"])["why"]
        assert hooks.tell("count believed") == believed
        for bad in ({"url": "ftp://x.example/"}, {"url": "https://u:p@x.example/"}, {"kinds": ["nonsense"]}):
            owner.patch("/webhooks/" + hook["id"], bad, want=400)
        assert server.stop() == 0


def no_secret_lies_open_in_the_store(home):
    with Peer("smtp.py") as mail:
        _configure(home, mail)
        server = home.serve()
        owner = _owner(server)
        secret = owner.post("/webhooks", {"name": "x", "url": "https://x.example.invalid/", "off": True}, want=201)["secret"]
        assert server.stop() == 0
        if home.database is None:
            for name in os.listdir(home.data):
                path = os.path.join(home.data, name)
                if os.path.isfile(path) and name != "secret.key":
                    with open(path, "rb") as f:
                        assert secret[6:].encode() not in f.read(), name


def a_command_tries_the_mail_server_and_what_it_tells_waits_for_the_server(home):
    with Peer("smtp.py") as mail:
        _configure(home, mail)
        home.florin("user", "add", "ada@example.org", "--name", "Ada", "--password-stdin", given=PASSWORD + "\n")
        assert "has taken it" in home.florin("notifications", "test", "--email", "ada@example.org")
        assert _count(mail) == 1
        mail.tell("answer RCPT 1 550 5.1.1 nobody")
        home.florin("notifications", "test", "--email", "ada@example.org", exit=1)
        assert "550 5.1.1 nobody" in home.said
        home.florin("notifications", "test", exit=2)
        server = home.serve()
        _everything_at_once(Client(server).log_in("ada@example.org", PASSWORD))
        assert server.stop() == 0
        today = time.strftime("%Y-%m-%d", time.gmtime())
        home.take(home.file("bank.csv", "Date,Payee,Amount\n%s,Gym,-45.00\n%s,Gym,-45.00\n" % (today, today)))
        rows = home.answer("notifications", "--sent")["rows"]
        assert rows and all(row["state"] == "queued" and row["channel"] == "email" for row in rows), rows
        assert _count(mail) == 1
        server = home.serve()
        home.until(lambda: _count(mail) == 2)
        assert server.stop() == 0
        assert all(row["state"] == "delivered" for row in home.answer("notifications", "--sent")["rows"])
        with open(os.path.join(home.data, "florin.yaml"), encoding="utf-8") as f:
            text = f.read()
        with open(os.path.join(home.data, "florin.yaml"), "w", encoding="utf-8") as f:
            f.write(text.replace("correct horse", "battery staple"))
        home.florin("notifications", "test", "--email", "ada@example.org", exit=3)
        assert "refuses the login" in home.said and "battery" not in home.said


def killed_again_and_again_while_it_sends_none_is_lost(home):
    with Peer("smtp.py") as mail:
        _configure(home, mail)
        server = home.serve()
        owner = _owner(server)
        ids = []
        for round_ in range(KILLS):
            ids += [owner.post("/templates/test/test", want=202)["id"] for _ in range(3)]
            time.sleep(0.01 * (round_ * 37 % 100))
            server.process.kill()
            server.process.wait()
            server, owner = _restart(home, owner)
        home.until(lambda: all(one["state"] == "delivered" for one in owner.get("/notifications?channel=sent&limit=200")["items"]))
        arrived = [one.strip("<>").split("@")[0] for one in mail.tell("ids")]
        assert set(arrived) == set(ids), (len(set(arrived)), len(ids))
        doubled = len(arrived) - len(ids)
        assert doubled <= KILLS, doubled  # at most what was under way at a kill, and that under the same id
        assert server.stop() == 0


if __name__ == "__main__":
    scenario.run(dict(globals()))
