#!/usr/bin/env python3
"""A receiver of webhooks as its author would write it after standardwebhooks.com: it believes what is signed with its secret, of the last five
minutes, and not known yet. It prints "PORT -". Paths: /hook takes, /status/N answers N, /redirect leads to /hook, /slow/N says Retry-After: N.

Commands: `secret whsec_…` (the one it checks with), `seen` (what came: {"path", "id", "type", "verdict", "body"}), `count VERDICT`, `forget`, `fail N` (the
next N answers are 503), `resend CHANGES` (the last request again to itself, with a byte changed: "body", "id", "time", or "none": what it says to
that).
"""
import base64
import hashlib
import hmac
import json
import threading
import time
import urllib.error
import urllib.request

import common

lock = threading.Lock()
state = {"secret": None, "seen": [], "known": set(), "fail": 0, "last": None}


def verdict(headers, body):
    ident, stamp, signatures = (headers.get("webhook-" + name, "") for name in ("id", "timestamp", "signature"))
    if not ident or not stamp.isdigit() or abs(time.time() - int(stamp)) > 300:
        return "stale"
    key = base64.b64decode(state["secret"][len("whsec_"):], validate=True)
    wanted = base64.b64encode(hmac.new(key, b"%s.%s.%s" % (ident.encode(), stamp.encode(), body), hashlib.sha256).digest()).decode()
    given = [word[3:] for word in signatures.split(" ") if word.startswith("v1,")]
    if not any(hmac.compare_digest(wanted, one) for one in given):
        return "forged"
    if ident in state["known"]:
        return "known"
    state["known"].add(ident)
    return "believed"


class Receiver(common.Quiet):
    def do_POST(self):
        body = self.read_body()
        word, _, rest = self.path.strip("/").partition("/")
        if word == "redirect":
            return self.send_bytes(307, b"", [("Location", "/hook")])
        with lock:
            state["last"] = (self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            if word == "slow":
                return self.send_bytes(503, b"", [("Retry-After", rest)])
            if state["fail"] > 0:
                state["fail"] -= 1
                return self.send_bytes(503, b"")
            found = verdict(self.headers, body) if state["secret"] else "unchecked"
            state["seen"].append({"path": self.path, "id": self.headers.get("webhook-id"), "verdict": found,
                                  "signatures": len(self.headers.get("webhook-signature", "").split(" ")), "body": json.loads(body)})
        self.send_json(int(rest) if word == "status" else {"believed": 200, "known": 200, "unchecked": 200}.get(found, 401), {"verdict": found})


def resend(port, change):
    path, headers, body = state["last"]
    headers = {name: value for name, value in headers.items() if name.startswith(("webhook", "content-type"))}
    if change == "body":
        body = body[:-1] + b" }"
    if change == "id":
        headers["webhook-id"] += "x"
    if change == "time":
        headers["webhook-timestamp"] = str(int(headers["webhook-timestamp"]) - 3600)
    try:
        with urllib.request.urlopen(urllib.request.Request("http://127.0.0.1:%d%s" % (port, path), body, headers), timeout=10) as reply:
            return json.load(reply)["verdict"]
    except urllib.error.HTTPError as refused:
        return json.load(refused)["verdict"]


def main():
    server = common.listen(Receiver)

    def command(word, *rest):
        if word == "resend":
            return resend(server.server_port, rest[0])
        with lock:
            if word == "secret":
                state["secret"] = rest[0]
                return "ok"
            if word == "seen":
                return state["seen"][-1] if state["seen"] else {}
            if word == "all":
                return state["seen"]
            if word == "count":
                return sum(one["verdict"] == rest[0] for one in state["seen"])
            if word == "fail":
                state["fail"] = int(rest[0])
                return "ok"
            if word == "forget":
                state["seen"].clear()
                return "ok"
        raise ValueError(word)

    common.obey(server.server_port, "-", command)


main()
