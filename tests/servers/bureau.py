#!/usr/bin/env python3
"""A credit bureau as docs/guides/credit.md describes it: GET /scores?since=DATE with a bearer key. Prints "PORT -".

commands: key KEY | score DATE SCORE [SOURCE] (again: another item, as bureaus send doubles) | scale N (0: none is told) | busy TIMES STATUS [RETRY_AFTER] |
    delay SECONDS | garble TEXT (this body in place of the scores; empty: none) | well (all as at the start) | counts ({"requests", "since"})
"""
import json
import threading
import time
import urllib.parse

import common

lock = threading.Lock()
fresh = {"key": "a bureau's key", "scale": 0, "busy": 0, "status": 503, "after": None, "delay": 0.0, "garble": "", "requests": 0, "since": None}
state = dict(fresh, items=[])


class Bureau(common.Quiet):
    def do_GET(self):
        time.sleep(state["delay"])
        address = urllib.parse.urlsplit(self.path)
        since = urllib.parse.parse_qs(address.query).get("since", [""])[0]
        with lock:
            state["requests"] += 1
            state["since"] = since
            if address.path != "/v1/scores" or not since:
                return self.send_json(404, {"error": "no such path"})
            if self.headers.get("Authorization") != "Bearer " + state["key"]:
                return self.send_json(401, {"error": "unknown key " + str(self.headers.get("Authorization"))})
            if state["busy"] > 0:
                state["busy"] -= 1
                return self.send_json(state["status"], {"error": "later"}, [("Retry-After", state["after"])] if state["after"] else [])
            if state["garble"]:
                return self.send_bytes(200, state["garble"].encode(), kind="application/json")
            more = {"scale": state["scale"]} if state["scale"] else {}
            return self.send_json(200, {"items": [{**item, **more} for item in state["items"] if item["date"] >= since]})


def command(name, *words):
    rest = " ".join(words).split()
    with lock:
        if name == "well":
            state.update(fresh, items=[])
        elif name == "key":
            state["key"] = " ".join(words)
        elif name == "score":
            state["items"].append({"date": rest[0], "score": int(rest[1]), **({"source": " ".join(rest[2:])} if len(rest) > 2 else {})})
        elif name == "scale":
            state["scale"] = int(rest[0])
        elif name == "busy":
            state.update(busy=int(rest[0]), status=int(rest[1]), after=rest[2] if len(rest) > 2 else None)
        elif name == "delay":
            state["delay"] = float(rest[0])
        elif name == "garble":
            state["garble"] = " ".join(words)
        elif name == "counts":
            return {"requests": state["requests"], "since": state["since"]}
        else:
            return {"problem": "no such command: " + name}
    return {}


if __name__ == "__main__":
    common.obey(common.listen(Bureau).server_address[1], "-", command)
