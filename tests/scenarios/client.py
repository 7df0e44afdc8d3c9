"""Who calls the server's API: a person's page, a program with a token or key, or nobody. Every reply is held against /openapi.json.

client = Client(server); client.log_in(email, password); client.post("/accounts", {"name": "Cash"}, want=201)
"""
import base64
import glob
import hashlib
import http.client
import json
import os
import re
import socket
import struct
import sys

API = "/api/v1"
# Validators live in the folder that tests/contract/install.py fills; without them replies are compared with the document but for their shapes.
CONTRACT = os.path.join(os.path.dirname(os.path.abspath(sys.argv[1])), "contract") if len(sys.argv) > 1 else "contract"
sys.path += glob.glob(os.path.join(CONTRACT, "lib", "python3*", "site-packages"))
try:
    import jsonschema_rs
except ImportError:
    jsonschema_rs = None


class Reply:
    def __init__(self, status, headers, data):
        self.status, self.headers, self.data = status, headers, data
        self.text = data.decode("utf-8", "replace")
        self.type = headers.get("Content-Type", "").split(";")[0]
        self.json = json.loads(data) if self.type.endswith("json") and data else None

    def __repr__(self):
        return "%d %s" % (self.status, self.text[:400])


class Route:
    """An operation of the document: who may call it, what it takes."""

    NEEDS = {"read": "read", "write": "write", "admin": "own", "approve": "approve"}

    def __init__(self, document, method, path, operation):
        self.method, self.path, self.operation = method.upper(), path, operation
        self.id = operation["operationId"]
        scopes = [scope for way in operation["security"] for names in way.values() for scope in names]
        self.need = "public" if not operation["security"] else self.NEEDS[scopes[0]] if scopes else "self"
        parameters = [document.resolve(p) for p in operation["parameters"]]
        self.places = [p["name"] for p in parameters if p["in"] == "path"]
        self.query = {p["name"]: p for p in parameters if p["in"] == "query"}
        content = operation.get("requestBody", {}).get("content", {})
        self.body = document.resolve(content["application/json"]["schema"]) if "application/json" in content else None
        self.takes_file = "application/octet-stream" in content
        self.success = min(int(s) for s in operation["responses"] if s[0] == "2")
        if self.success == 200 and "201" in operation["responses"]:
            self.success = 201  # 200: it was there already
        reply = document.resolve(operation["responses"][str(self.success)]).get("content", {})
        self.reply_type = next(iter(reply), None)
        self.streams = self.reply_type == "text/event-stream"
        self.pattern = re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)) + "$")

    def __repr__(self):
        return "%s %s" % (self.method, self.path)


class Document:
    def __init__(self, server):
        self.json = json.loads(server.get("/openapi.json")[1])
        self.routes = [Route(self, method, path, operation)
                       for path, item in self.json["paths"].items() for method, operation in item.items()]
        self.validators = {}

    def resolve(self, node):
        while "$ref" in node:
            at = self.json
            for step in node["$ref"].split("/")[1:]:
                at = at[step]
            node = at
        return node

    def route(self, method, path):
        path = path.split("?")[0]
        fits = [r for r in self.routes if r.method == method and r.pattern.match(path)]
        return min(fits, key=lambda r: len(r.places)) if fits else None

    def by_id(self, operation):
        return next(r for r in self.routes if r.id == operation)

    def _is_valid(self, where, schema, value):
        if jsonschema_rs is None:
            return
        if where not in self.validators:
            self.validators[where] = jsonschema_rs.Draft202012Validator(
                {**schema, "components": self.json["components"]}, validate_formats=True)
        wrong = ["%s: %s" % ("/".join(map(str, e.instance_path)), e.message) for e in self.validators[where].iter_errors(value)]
        assert not wrong, "%s is not what the document says:\n%s\n%s" % (where, "\n".join(wrong[:5]), json.dumps(value)[:600])

    def check(self, method, path, reply):
        """Is this what the document says of the route? Statuses below the routes (405, 421 …) are every path's."""
        route = self.route("GET" if method == "HEAD" else method, path)
        if route is None or reply.status in (405, 421, 431):
            return
        name = "%s -> %d" % (route, reply.status)
        assert str(reply.status) in route.operation["responses"], "%s is not in the document: %s" % (name, reply.text[:400])
        assert reply.status != 401 or "WWW-Authenticate" in reply.headers, name
        said = self.resolve(route.operation["responses"][str(reply.status)])
        for header, about in said.get("headers", {}).items():
            if header == "Retry-After":
                assert header in reply.headers, name
        content = said.get("content", {})
        if not content or method == "HEAD":
            assert not reply.data, "%s has a body: %s" % (name, reply.text[:200])
        elif not route.streams or reply.status != 200:
            types = [t.split(";")[0] for t in content]
            assert reply.type in types or types == ["*/*"], "%s is of type %s, not %s" % (name, reply.type, types)
            if reply.json is not None:
                self._is_valid(name, next(iter(content.values()))["schema"], reply.json)


class Client:
    def __init__(self, server, bearer=None, document=None):
        self.server, self.bearer, self.cookie = server, bearer, None
        self.document = document or getattr(server, "document", None)
        if self.document is None:
            server.document = self.document = Document(server)
        self.line = None

    @property
    def origin(self):
        return "http://127.0.0.1:%d" % self.server.port

    def _headers(self, body, more):
        out = {}
        if self.bearer:
            out["Authorization"] = "Bearer " + self.bearer
        if self.cookie:
            out["Cookie"] = self.cookie
            out["Origin"] = self.origin
        if body is not None:
            out["Content-Type"] = "application/json"
        out.update(more or {})
        return {name: value for name, value in out.items() if value is not None}

    def ask(self, method, path, body=None, headers=None, check=True):
        """`body`: JSON, or bytes as they are. A header that is None is left out."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        headers = self._headers(body, headers)
        while True:
            used = self.line is not None
            if not used:
                self.line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
            try:
                self.line.request(method, path, data, headers)
                got = self.line.getresponse()
                reply = Reply(got.status, got.headers, b"" if self._is_stream(got) else got.read())
                if got.will_close or self._is_stream(got):
                    self.close()
                break
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self.close()
                if not used:  # a connection that stood idle may be gone; a new one may not
                    raise
        if check:
            self.document.check(method, path, reply)
        self._keep_cookies(got.headers)
        return reply

    @staticmethod
    def _is_stream(got):
        return got.headers.get("Content-Type", "").startswith("text/event-stream")

    def _keep_cookies(self, headers):
        for line in headers.get_all("Set-Cookie", []):
            pair = line.split(";")[0]
            self.cookie = None if "Max-Age=0" in line else pair

    def close(self):
        if self.line is not None:
            self.line.close()
        self.line = None

    def call(self, method, path, body=None, want=200, **more):
        """Of the API; gives the reply's JSON when its status is the wanted one."""
        reply = self.ask(method, API + path, body, **more)
        assert reply.status == want, "%s %s is %d, not %d: %s" % (method, path, reply.status, want, reply.text[:600])
        return reply.json

    def get(self, path, want=200, **more):
        return self.call("GET", path, None, want, **more)

    def post(self, path, body=None, want=200, **more):
        return self.call("POST", path, body, want, **more)

    def patch(self, path, body, want=200, **more):
        return self.call("PATCH", path, body, want, **more)

    def delete(self, path, want=204, **more):
        return self.call("DELETE", path, None, want, **more)

    # -- Ways in

    def log_in(self, email, password):
        self.post("/auth/login", {"email": email, "password": password})
        return self

    def take_token(self, email, password):
        self.tokens = self.post("/auth/token", {"email": email, "password": password})
        self.bearer = self.tokens["access_token"]
        return self

    def key(self, *scopes, name="a program", **more):
        """A client with a new key of this caller, which stands in .made."""
        made = self.post("/keys", {"name": name, "scopes": list(scopes), **more}, want=201)
        out = Client(self.server, made["key"], self.document)
        out.made = made
        return out

    def twin(self):
        """The same caller on another connection."""
        out = Client(self.server, self.bearer, self.document)
        out.cookie = self.cookie
        return out


class Socket:
    """A WebSocket of the server, as far as tests need one. `status` is 101 when it is open."""

    def __init__(self, client, path="/ws", origin=None, credentials=True):
        port = client.server.port
        lines = ["GET %s HTTP/1.1" % path, "Host: 127.0.0.1:%d" % port, "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
                 "Sec-WebSocket-Key: " + base64.b64encode(os.urandom(16)).decode()]
        if credentials and client.cookie:
            lines.append("Cookie: " + client.cookie)
        if credentials and client.bearer:
            lines.append("Authorization: Bearer " + client.bearer)
        if origin is not None:
            lines.append("Origin: " + origin)
        self.line = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self.rest = b""
        while b"\r\n\r\n" not in self.rest:
            more = self.line.recv(4096)
            if not more:
                break
            self.rest += more
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        self.status = int(head.split(b" ")[1]) if head else 0

    def _take(self, count):
        while len(self.rest) < count:
            more = self.line.recv(65536)
            if not more:
                raise EOFError
            self.rest += more
        out, self.rest = self.rest[:count], self.rest[count:]
        return out

    def message(self):
        """The next message as JSON; None when the server closes."""
        while True:
            try:
                first, length = self._take(2)
                length &= 127
                if length > 125:
                    length = struct.unpack(">H" if length == 126 else ">Q", self._take(2 if length == 126 else 8))[0]
                data = self._take(length)
            except (EOFError, ConnectionResetError):
                return None
            if first & 15 == 8:
                return None
            if first & 15 == 1:
                return json.loads(data)

    def ends(self):
        """True when the server closes it within the time-out, whatever it says before."""
        try:
            while self.message() is not None:
                pass
            return True
        except socket.timeout:
            return False

    def close(self):
        self.line.close()


def hash_of(value):
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
