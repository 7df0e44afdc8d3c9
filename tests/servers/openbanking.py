#!/usr/bin/env python3
"""A bank's payment interface as docs/guides/payments.md describes it: POST /payments with an Idempotency-Key, GET /payments/ID. The same key with the same
body is the same payment; with another body it is 409. Prints "PORT -".

What goes wrong is scripted: `script WORD,…` says what happens to the next calls, in turn: ok, pending (settled when it is asked about), settled, reject (422),
late (it pays, and answers after the client has given up), gone (it pays, and hangs up), lost (it hangs up without having paid), busy (429 with
Retry-After: 1), fail (503, without having paid), odd (200, and no JSON). Behind the script everything is ok: POST settles at once.

Commands: `script WORDS`, `payments` (all that were made: {"id", "key", "amount", "iban", "reference", "status", "times": how often it was given}), `calls` (how many
POST and GET there were), `paid` (sum in cents), `settle` (what is pending is settled), `forget`, `secret KEY` (Authorization must carry it).
By hand: `openbanking.py --port 8099` stays until it is interrupted and prints each payment.
"""
import json
import sys
import threading
import time

import common

lock = threading.Lock()
state = {"script": [], "payments": {}, "calls": {"POST": 0, "GET": 0}, "secret": None, "doubles": 0}
LATE_S = 30


def next_word():
    return state["script"].pop(0) if state["script"] else "ok"


def is_iban(iban):
    turned = iban[4:] + iban[:4]
    return iban.isalnum() and len(iban) > 14 and int("".join(str(int(ch, 36)) for ch in turned)) % 97 == 1


class Bank(common.Quiet):
    def hang_up(self):
        self.close_connection = True
        self.connection.close()

    def is_let_in(self):
        return state["secret"] is None or self.headers.get("Authorization") == "Bearer " + state["secret"]

    def pay(self, body, status):
        """Once for each key."""
        key = self.headers.get("Idempotency-Key", "")
        known = state["payments"].get(key)
        if known is not None:
            known["times"] += 1
            return known
        made = {"id": body["id"], "key": key, "amount": body["amount"], "currency": body["currency"], "iban": body["creditor"]["iban"],
                "name": body["creditor"]["name"], "reference": body["reference"], "body": body, "status": status, "times": 1}
        state["payments"][key] = made
        if "--port" in sys.argv:
            print(json.dumps({name: made[name] for name in ("name", "amount", "currency", "reference", "status")}), flush=True)
        return made

    def do_POST(self):
        body = json.loads(self.read_body())
        with lock:
            state["calls"]["POST"] += 1
            word = next_word()
            if not self.is_let_in():
                return self.send_json(401, {"reason": "who are you?"})
            if self.path != "/payments":
                return self.send_json(404, {"reason": "no such path"})
            if not self.headers.get("Idempotency-Key"):
                return self.send_json(400, {"reason": "no Idempotency-Key"})
            known = state["payments"].get(self.headers["Idempotency-Key"])
            if known is not None and known["body"] != body:
                return self.send_json(409, {"reason": "the key stands for another payment"})
            if not is_iban(body["creditor"]["iban"]):
                return self.send_json(422, {"reason": "no such account"})
            if word == "busy":
                return self.send_json(429, {}, [("Retry-After", "1")])
            if word == "fail":
                return self.send_json(503, {})
            if word == "reject":
                return self.send_json(422, {"reason": "account closed"})
            if word == "lost":
                return self.hang_up()
            made = self.pay(body, "pending" if word == "pending" else "settled")
            if word == "odd":
                return self.send_bytes(200, b"<html>fine</html>")
        if word == "late":
            time.sleep(LATE_S)
        if word in ("gone", "late"):
            return self.hang_up()
        if made["status"] == "pending":
            return self.send_json(202, {"id": made["id"], "status": "pending"})
        self.send_json(201, {"id": made["id"], "status": made["status"], "reference": "B-" + made["id"][:8]})

    def do_GET(self):
        with lock:
            state["calls"]["GET"] += 1
            word = next_word()
            if not self.is_let_in():
                return self.send_json(401, {})
            if word == "fail":
                return self.send_json(503, {})
            if word == "busy":
                return self.send_json(429, {}, [("Retry-After", "1")])
            if word == "odd":
                return self.send_bytes(200, b"[1,2")
            made = state["payments"].get(self.path.rpartition("/")[2])
            if made is None:
                return self.send_json(404, {})
            if word == "reject":
                made["status"] = "rejected"
            elif made["status"] == "pending" and word != "pending":
                made["status"] = "settled"
            self.send_json(200, {"id": made["id"], "status": made["status"], "reason": "account closed", "reference": "B-" + made["id"][:8]})


def command(word, *rest):
    with lock:
        if word == "script":
            state["script"] = [one for one in rest[0].split(",") if one] if rest else []
        elif word == "payments":
            return [{name: value for name, value in made.items() if name != "body"} for made in state["payments"].values()]
        elif word == "calls":
            return state["calls"]
        elif word == "paid":
            return sum(round(float(made["amount"]) * 100) for made in state["payments"].values() if made["status"] == "settled")
        elif word == "settle":
            for made in state["payments"].values():
                made["status"] = "settled" if made["status"] == "pending" else made["status"]
        elif word == "secret":
            state["secret"] = rest[0]
        elif word == "forget":
            state["payments"].clear()
            state["script"].clear()
            state["calls"].update(POST=0, GET=0)
        else:
            raise ValueError(word)
    return "ok"


if "--port" in sys.argv:
    server = common.Server(("127.0.0.1", int(sys.argv[sys.argv.index("--port") + 1])), Bank)
    if "--script" in sys.argv:
        state["script"] = sys.argv[sys.argv.index("--script") + 1].split(",")
    server.serve_forever()
else:
    common.obey(common.listen(Bank).server_port, "-", command)
