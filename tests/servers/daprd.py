#!/usr/bin/env python3
"""Dapr sidecars over one broker in memory: pub/sub, service invocation, state, metadata, health. What it answers and when follows the HTTP API's
reference (https://docs.dapr.io/reference/api/) and was compared with daprd 1.14.

Commands: sidecar APP PORT [APP_TOKEN] (a sidecar for the app at that port: gives its own), app PORT APP_PORT (where the app is now), reload PORT
(it asks the app for its subscriptions, as a sidecar does when it starts), gone PORT, stop, start, kill (all sidecars and what the broker held), count
TOPIC (what was published), taken (what apps answered with SUCCESS), publish TOPIC HEX (as another app), raw TOPIC HEX (past the publish API), set NAME
VALUE (see Rules)."""
import base64
import collections
import copy
import http.client
import json
import random
import sys
import threading
import time
import urllib.parse
import uuid

from common import Quiet, Server, obey

PUBSUB, STATE = "florin-pubsub", "florin-state"
CLOUDEVENT = "application/cloudevents+json"


class Rules:
    """How it behaves; `set` changes them."""
    token = ""        # DAPR_API_TOKEN
    retries = -1      # of a delivery, by the resiliency policy; -1: for ever, 0: no policy, so that a failure goes to the dead letters
    fail = 0          # so many publishes are answered with 500
    room = -1         # after so many publishes they are answered with 500; -1: never
    forbid = ""       # publishing to this topic is 403
    slow_ms = 0       # each publish takes as long
    bulk = 1          # 0: a sidecar older than 1.10
    twice = 0         # each delivery comes twice
    shuffle = 0       # what is delivered at once is out of order


class Group:
    """What an app has not yet acknowledged of a topic; its instances share it."""

    def __init__(self):
        self.waiting = collections.deque()


class Broker:
    def __init__(self):
        self.lock = threading.Condition()
        self.groups = {}                                # (topic, app) -> Group
        self.counts = collections.Counter()             # messages ever published to a topic
        self.state = {}                                 # key -> (value, etag)
        self.etag = 0
        self.sidecars = {}                              # port -> Sidecar
        self.running = True
        self.turn = self.taken = 0

    def publish(self, topic, data):
        with self.lock:
            self.counts[topic] += 1
            for (name, _), group in self.groups.items():
                if name == topic:
                    group.waiting.append([data, 0])
            self.lock.notify_all()

    def group(self, topic, app):
        with self.lock:
            return self.groups.setdefault((topic, app), Group())

    def instances(self, app):
        return [s for s in self.sidecars.values() if s.app == app]


broker = Broker()


# -- Deliveries

class Subscription(threading.Thread):
    """One topic of one sidecar: brings what waits to the app, and goes on when it was answered."""

    def __init__(self, sidecar, told):
        super().__init__(daemon=True)
        self.sidecar, self.told = sidecar, told
        self.topic, self.dead = told["topic"], told.get("deadLetterTopic", "")
        self.route = told.get("routes", {}).get("default") or told.get("route", "")
        bulk = told.get("bulkSubscribe") or {}
        self.most = bulk.get("maxMessagesCount", 100) if bulk.get("enabled") else 0
        self.await_ms = bulk.get("maxAwaitDurationMs", 1000)
        self.group = broker.group(self.topic, sidecar.app)
        self.busy = False
        self.over = False

    def run(self):
        while not self.over:
            with broker.lock:
                while not self.over and not (self.sidecar.alive() and self.group.waiting):
                    broker.lock.wait(0.5)
                if self.over:
                    return
                self.gather()
                batch = [self.group.waiting.popleft() for _ in range(min(len(self.group.waiting), self.most or 1))]
                self.busy = True
            self.keep_trying(batch)
            with broker.lock:
                self.busy = False
                broker.lock.notify_all()

    def gather(self):
        """A bulk is sent when it is full, or nothing more came for a moment."""
        until, count = time.monotonic() + 0.5, 0
        while self.most and count < len(self.group.waiting) < self.most and time.monotonic() < until:
            count = len(self.group.waiting)
            broker.lock.wait(self.await_ms / 1000)
            while broker.lock.wait(self.await_ms / 1000) and len(self.group.waiting) < self.most and time.monotonic() < until:
                pass

    def keep_trying(self, batch):
        """A retry policy works here, in the sidecar; what is left when the sidecar goes is its group's again."""
        while batch:
            if self.over or not self.sidecar.alive():
                with broker.lock:
                    self.group.waiting.extendleft(reversed(batch))
                    broker.lock.notify_all()
                return
            again = []
            for item, verdict in self.deliver(batch):
                item[1] += 1
                broker.taken += verdict == "SUCCESS"
                if verdict == "RETRY" and (Rules.retries < 0 or item[1] <= Rules.retries):
                    again.append(item)
                elif verdict in ("RETRY", "DROP") and self.dead:
                    broker.publish(self.dead, item[0])
            batch = again
            if batch:
                time.sleep(0.05)

    def deliver(self, batch):
        """Pairs of message and verdict."""
        known, pairs = [], []
        for item in batch:
            try:
                event = json.loads(item[0])
                if not isinstance(event, dict):
                    raise ValueError("no CloudEvent")
                known.append((item, event))
            except ValueError:  # the sidecar itself cannot read it
                pairs.append((item, "DROP"))
        if Rules.shuffle:
            random.shuffle(known)
        for _ in range(2 if Rules.twice else 1):
            verdicts = self.send_bulk(known) if self.most else [self.send_one(event) for _, event in known]
        return pairs + [(item, verdict) for (item, _), verdict in zip(known, verdicts if known else [])]

    def send_one(self, event):
        status, body = self.sidecar.call_app("POST", self.route, json.dumps(event).encode(), CLOUDEVENT)
        if status == 404:
            return "SUCCESS"  # logged as an error, and passed
        if status // 100 != 2:
            return "RETRY"
        try:
            verdict = json.loads(body).get("status", "")
        except ValueError:
            return "SUCCESS"  # whatever a 2xx says that is no status
        return verdict if verdict in ("SUCCESS", "DROP") else "RETRY" if verdict else "SUCCESS"

    def send_bulk(self, known):
        if not known:
            return []
        entries = [{"entryId": str(uuid.uuid4()), "event": event, "metadata": None, "contentType": CLOUDEVENT} for _, event in known]
        body = {"id": str(uuid.uuid4()), "type": "com.dapr.event.sent.bulk", "topic": self.topic, "pubsubname": PUBSUB,
                "metadata": {"pubsubName": PUBSUB}, "entries": entries}
        status, reply = self.sidecar.call_app("POST", self.route, json.dumps(body).encode(), "application/json")
        if status == 404:
            return ["SUCCESS"] * len(entries)
        try:
            said = {s["entryId"]: s.get("status") for s in json.loads(reply)["statuses"]} if status // 100 == 2 else {}
        except (ValueError, KeyError, TypeError):
            said = {}
        verdicts = [said.get(entry["entryId"]) for entry in entries]
        return [v if v in ("SUCCESS", "DROP") else "RETRY" for v in verdicts]


# -- The sidecar's own API

def from_cloudevent(event, topic, trace):
    event.setdefault("time", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
    if "traceid" not in event:
        event["traceid"] = event["traceparent"] = trace
    event.setdefault("tracestate", "")
    event["topic"], event["pubsubname"] = topic, PUBSUB
    for name, value in (("source", "Dapr"), ("type", "com.dapr.event.sent"), ("specversion", "1.0")):
        if event.get(name) is None:
            event[name] = value
    return event


def envelope(app, body, kind, topic):
    """The CloudEvent that goes to the broker; ValueError when the body is none though it says so."""
    trace = "00-%s-%s-01" % (uuid.uuid4().hex, uuid.uuid4().hex[:16])
    if kind.split(";")[0] == CLOUDEVENT:
        event = json.loads(body)
        if not isinstance(event, dict):
            raise ValueError("no object")
        return json.dumps(from_cloudevent(event, topic, trace), sort_keys=True).encode()
    event = {"id": str(uuid.uuid4()), "source": app, "type": "com.dapr.event.sent", "specversion": "1.0",
             "datacontenttype": kind or "text/plain"}
    if kind == "application/octet-stream":
        event["data_base64"] = base64.b64encode(body).decode()
    else:
        event["data"] = json.loads(body) if kind.startswith("application/json") else body.decode("utf-8", "replace")
    return json.dumps(from_cloudevent(event, topic, trace), sort_keys=True).encode()


class Handler(Quiet):
    wbufsize = -1  # a reply is one packet, and waits for no acknowledgement of its first half
    disable_nagle_algorithm = True

    def problem(self, status, code, message):
        self.send_json(status, {"errorCode": code, "message": message})

    def do_any(self):
        body = self.read_body()
        url = urllib.parse.urlsplit(self.path)
        path = [urllib.parse.unquote(part) for part in url.path.strip("/").split("/")]
        if Rules.token and self.headers.get("dapr-api-token") != Rules.token and "healthz" not in path:
            return self.send_bytes(401, b"invalid api token")
        ways = {"publish": self.publish, "invoke": self.invoke, "state": self.state, "metadata": self.metadata, "healthz": self.healthz}
        if path[0] == "v1.0-alpha1" and path[1:3] == ["publish", "bulk"] and Rules.bulk:
            return self.publish_bulk(path[3:], body)
        if path[0] != "v1.0" or len(path) < 2 or path[1] not in ways:
            return self.send_bytes(404, b"404 page not found\n")
        return ways[path[1]](path[2:], body)

    do_GET = do_POST = do_PUT = do_DELETE = do_any

    def healthz(self, path, body):
        self.send_json(204, None)

    def metadata(self, path, body):
        self.send_json(200, {"id": self.server.sidecar.app, "runtimeVersion": "1.14.0", "subscriptions": [
            {"pubsubname": s.told["pubsubname"], "topic": s.topic, "deadLetterTopic": s.dead, "rules": [{"path": s.route}]}
            for s in self.server.sidecar.subscriptions]})

    # Publishing

    def refused(self, path):
        time.sleep(Rules.slow_ms / 1000)
        if path[:1] != [PUBSUB]:
            self.problem(404, "ERR_PUBSUB_NOT_FOUND", "pubsub %s is not found" % path[:1])
        elif len(path) < 2 or not path[1]:
            self.problem(404, "ERR_TOPIC_NAME_EMPTY", "topic is empty in pubsub %s" % PUBSUB)
        elif path[1] == Rules.forbid:
            self.problem(403, "ERR_PUBSUB_FORBIDDEN", "topic %s is not allowed for app id %s" % (path[1], self.server.sidecar.app))
        elif Rules.fail > 0 or Rules.room == 0:
            Rules.fail = max(0, Rules.fail - 1)
            self.problem(500, "ERR_PUBSUB_PUBLISH_MESSAGE", "error when publishing to topic %s in pubsub %s: no broker" % (path[1], PUBSUB))
        else:
            Rules.room -= Rules.room > 0
            return False
        return True

    def publish(self, path, body):
        if self.refused(path):
            return
        try:
            data = envelope(self.server.sidecar.app, body, self.headers.get("Content-Type", ""), path[1])
        except ValueError as problem:
            return self.problem(500, "ERR_PUBSUB_CLOUD_EVENTS_SER", str(problem))
        broker.publish(path[1], data)
        self.send_json(204, None)

    def publish_bulk(self, path, body):
        if self.refused(path):
            return
        try:
            entries = json.loads(body)
            ids = {entry["entryId"] for entry in entries if entry["entryId"]}
            if len(ids) != len(entries):
                raise ValueError("entryId is duplicated or not present for entry")
            events = [envelope(self.server.sidecar.app, json.dumps(entry["event"]).encode(), entry["contentType"], path[1])
                      for entry in entries]
        except (ValueError, KeyError, TypeError) as problem:
            return self.problem(400, "ERR_PUBSUB_EVENTS_SER", str(problem))
        random.shuffle(events)  # they are published side by side
        for event in events:
            broker.publish(path[1], event)
        self.send_json(204, None)

    # Invocation: of the app beside it when it is the same one, else of each instance in turn

    def invoke(self, path, body):
        own = self.server.sidecar
        others = [own] if path[0] == own.app else broker.instances(path[0])
        if not others or len(path) < 3 or path[1] != "method":
            return self.problem(500, "ERR_DIRECT_INVOKE", "failed to invoke, id: %s, err: failed to resolve address" % path[0])
        broker.turn += 1
        headers = {k: v for k, v in self.headers.items() if k.lower() not in ("host", "content-length", "connection", "dapr-api-token")}
        headers["X-Forwarded-For"] = headers["X-Forwarded-Host"] = "127.0.0.1"
        target = others[broker.turn % len(others)]
        status, reply = target.call_app(self.command, "/" + "/".join(path[2:]), body, headers.pop("Content-Type", ""), headers)
        if status == 0:
            return self.problem(500, "ERR_DIRECT_INVOKE", "failed to invoke, id: %s, err: connection refused" % path[0])
        self.send_bytes(status, reply)

    # State: https://docs.dapr.io/reference/api/state_api/

    def state(self, path, body):
        if path[:1] != [STATE]:
            return self.problem(400, "ERR_STATE_STORE_NOT_FOUND", "state store %s is not found" % path[:1])
        if self.command in ("POST", "PUT") and len(path) == 1:
            return self.state_save(body)
        if path[1:] == ["transaction"] and self.command in ("POST", "PUT"):
            return self.state_transaction(body)
        if len(path) != 2 or "||" in path[1]:
            return self.problem(400, "ERR_MALFORMED_REQUEST", "input key/keyPrefix '%s' can't contain '||'" % path[1:])
        key = self.server.sidecar.app + "||" + path[1]
        if self.command == "DELETE":
            etag = self.headers.get("If-Match")
            return self.state_change([("delete", key, None, etag, "")], "ERR_STATE_DELETE")
        with broker.lock:
            found = broker.state.get(key)
        if found is None:
            return self.send_json(204, None)
        self.send_json(200, found[0], [("ETag", found[1])])

    def wish(self, kind, request):
        if not request.get("key"):
            raise ValueError('"key" is a required field')
        if "||" in request["key"]:
            raise ValueError("input key/keyPrefix '%s' can't contain '||'" % request["key"])
        return (kind, self.server.sidecar.app + "||" + request["key"], request.get("value"), request.get("etag"),
                (request.get("options") or {}).get("concurrency", ""))

    def state_save(self, body):
        try:
            wishes = [self.wish("upsert", request) for request in json.loads(body)]
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            return self.problem(400, "ERR_MALFORMED_REQUEST", str(problem))
        self.state_change(wishes, "ERR_STATE_SAVE")

    def state_transaction(self, body):
        try:
            wishes = [self.wish(o["operation"], o["request"]) for o in json.loads(body)["operations"]]
            if any(kind not in ("upsert", "delete") for kind, *_ in wishes):
                return self.problem(400, "ERR_NOT_SUPPORTED_STATE_OPERATION", "no such operation")
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            return self.problem(400, "ERR_MALFORMED_REQUEST", str(problem))
        self.state_change(wishes, "ERR_STATE_TRANSACTION")

    def state_change(self, wishes, code):
        with broker.lock:
            state = copy.copy(broker.state)
            for kind, key, value, etag, concurrency in wishes:
                there = state.get(key)
                mismatch = (etag and (there is None or there[1] != etag)) or (not etag and concurrency == "first-write" and there is not None)
                if mismatch and code == "ERR_STATE_TRANSACTION":  # the sidecar does not say more
                    return self.problem(500, code, "error while executing state transaction: possible etag mismatch. error from state store")
                if mismatch:
                    return self.problem(409, code, "possible etag mismatch. error from state store")
                broker.etag += 1
                if kind == "upsert":
                    state[key] = (value, str(broker.etag))
                else:
                    state.pop(key, None)
            broker.state = state
        self.send_json(204, None)


class Listener(Server):
    """Knows its connections, so that it can be gone at once."""
    request_queue_size = 128

    def __init__(self, sidecar, port):
        self.sidecar, self.open = sidecar, set()
        super().__init__(("127.0.0.1", port), Handler)

    def process_request(self, request, address):
        self.open.add(request)
        super().process_request(request, address)

    def shutdown_request(self, request):
        self.open.discard(request)
        super().shutdown_request(request)

    def leave(self):
        self.shutdown()
        self.server_close()
        for request in list(self.open):
            try:
                request.shutdown(2)
            except OSError:
                pass


class Sidecar:
    def __init__(self, app, app_port, app_token):
        self.app, self.app_port, self.app_token = app, app_port, app_token
        self.subscriptions, self.listener, self.port = [], None, 0
        self.wants_reload = False
        self.kept = threading.local()
        self.connections = set()

    def alive(self):
        return self.listener is not None

    def listen(self):
        for attempt in range(100):
            try:
                self.listener = Listener(self, self.port)
                break
            except OSError:
                if attempt == 99:
                    raise
                time.sleep(0.05)
        self.port = self.listener.server_address[1]
        threading.Thread(target=self.listener.serve_forever, args=(0.02,), daemon=True).start()

    def leave(self):
        listener, self.listener = self.listener, None
        if listener is not None:
            listener.leave()

    def call_app(self, method, path, body=None, kind="", headers=None):
        """Status 0: nobody is there."""
        headers = dict(headers or {})
        if kind:
            headers["Content-Type"] = kind
        if self.app_token:
            headers["dapr-api-token"] = self.app_token
        for fresh in (False, True):  # a kept connection may be gone
            connection = None if fresh else getattr(self.kept, "connection", None)
            if connection is None and not fresh:
                continue
            connection = connection or http.client.HTTPConnection("127.0.0.1", self.app_port, timeout=60)
            try:
                connection.request(method, path, body, headers)
                reply = connection.getresponse()
                data = reply.read()
                self.kept.connection = connection
                self.connections.add(connection)
                return reply.status, data
            except (OSError, http.client.HTTPException, AttributeError):  # also: `forget` closed it meanwhile
                connection.close()
                self.connections.discard(connection)
                self.kept.connection = None
        return 0, b""

    def forget(self):
        """The app is going: its connections are not kept."""
        for connection in list(self.connections):
            connection.close()
        self.connections.clear()

    def reload(self):
        self.wants_reload = not self.alive()
        if self.wants_reload:
            return None
        status, body = self.call_app("GET", "/dapr/subscribe")
        told = json.loads(body) if status == 200 else []
        for subscription in self.subscriptions:
            subscription.over = True
        self.subscriptions = [Subscription(self, t) for t in told if t["pubsubname"] == PUBSUB]
        for subscription in self.subscriptions:
            subscription.start()
        return status


# -- Commands

def leave_all(settle):
    """As an operator stops it: what was answered just now is noted."""
    if settle:
        until = time.monotonic() + 1
        with broker.lock:
            while time.monotonic() < until and any(s.busy for c in broker.sidecars.values() for s in c.subscriptions):
                broker.lock.wait(0.05)
    broker.running = False
    for sidecar in broker.sidecars.values():
        sidecar.leave()


def command(name, *words):
    words = " ".join(words).split(" ")
    if name == "sidecar":
        sidecar = Sidecar(words[0], int(words[1]), words[2] if len(words) > 2 else "")
        sidecar.listen()
        if not broker.running:
            sidecar.leave()
        broker.sidecars[sidecar.port] = sidecar
        return {"port": sidecar.port}
    if name == "app":
        broker.sidecars[int(words[0])].app_port = int(words[1])
        return {}
    if name == "reload":
        return {"status": broker.sidecars[int(words[0])].reload()}
    if name == "gone":
        sidecar = broker.sidecars.pop(int(words[0]))
        for subscription in sidecar.subscriptions:
            subscription.over = True
        sidecar.leave()
        with broker.lock:
            broker.lock.notify_all()
        sidecar.forget()
        return {}
    if name in ("stop", "kill"):
        leave_all(name == "stop")
        if name == "kill":
            with broker.lock:
                for group in broker.groups.values():
                    group.waiting.clear()
        return {}
    if name == "start":
        broker.running = True
        for sidecar in list(broker.sidecars.values()):
            sidecar.listen()
            if sidecar.wants_reload:
                sidecar.reload()
        return {}
    if name == "count":
        return {"count": broker.counts[words[0]]}
    if name == "taken":
        return {"count": broker.taken}
    if name == "publish":  # what another app publishes: it is put into an envelope
        broker.publish(words[0], envelope("other", bytes.fromhex(words[1] if len(words) > 1 else ""), "text/plain", words[0]))
        return {}
    if name == "raw":
        broker.publish(words[0], bytes.fromhex(words[1] if len(words) > 1 else ""))
        return {}
    if name == "set":
        kind = type(getattr(Rules, words[0]))
        setattr(Rules, words[0], kind(words[1] if len(words) > 1 else kind()))
        return {}
    raise ValueError("no command " + name)


if __name__ == "__main__":
    sys.setswitchinterval(0.001)
    obey(0, "-", command)
