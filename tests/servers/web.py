#!/usr/bin/env python3
"""A web server that answers rightly at some paths and wrongly at the others, for the HTTP client's tests. Besides its port: a unix socket, and TLS with a good
certificate, one for another name, one signed by nobody, one that has ended, and one that knows TLS 1.1 alone.

It prints "PORT CAFILE" of the plain port; the command `ports` gives the others, `seen` what was asked, `connections` how many were opened.
"""
import socket
import socketserver
import ssl
import threading
import time
import warnings

import common

lock = threading.Lock()
seen = {"connections": 0, "requests": []}


class Web(common.Quiet):
    def setup(self):
        with lock:
            seen["connections"] += 1
        super().setup()

    def address_string(self):
        return "here"

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def note(self, body):
        with lock:
            seen["requests"].append({"method": self.command, "path": self.path, "body": body.decode("latin-1"),
                                     "headers": {k.lower(): v for k, v in self.headers.items()}})

    def answer(self):
        body = self.read_body()
        self.note(body)
        word, _, rest = self.path.strip("/").partition("/")
        getattr(self, "at_" + word.partition("?")[0], self.at_nothing)(rest, body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = answer

    def raw(self, data):
        self.wfile.write(data)
        self.wfile.flush()
        self.close_connection = True

    def at_nothing(self, rest, body):
        self.send_json(404, {"error": "nothing here"})

    def at_hello(self, rest, body):
        self.send_bytes(200, b"hello", [("X-First", "one"), ("x-first", "two"), ("X-Empty", ""), ("X-Spaces", "  a b ")])

    def at_echo(self, rest, body):
        self.send_bytes(200, body)

    def at_status(self, rest, body):
        self.send_bytes(int(rest), b"")

    def at_bytes(self, rest, body):  # with a length
        self.send_bytes(200, b"x" * int(rest))

    def at_chunks(self, rest, body):  # without one
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        left = int(rest)
        while left > 0:
            part = min(left, 1000)
            self.wfile.write(b"%x\r\n%s\r\n" % (part, b"y" * part))
            left -= part
        self.wfile.write(b"0\r\n\r\n")

    def at_endless(self, rest, body):
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        while True:
            self.wfile.write(b"z" * 65536)

    def at_headers(self, rest, body):  # COUNT of SIZE bytes
        count, size = rest.split("/")
        self.send_bytes(200, b"", [("X-%d" % i, "h" * int(size)) for i in range(int(count))])

    def at_never(self, rest, body):
        time.sleep(30)

    def at_drip(self, rest, body):  # a byte now and then, for ever
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while True:
            self.wfile.write(b".")
            time.sleep(0.02)

    def at_short(self, rest, body):
        self.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")

    def at_silence(self, rest, body):
        self.close_connection = True

    def at_garbage(self, rest, body):
        self.raw(b"\x16\x03\x01 this is no HTTP\r\n\r\n")

    def at_old(self, rest, body):
        self.raw(b"HTTP/1.1 two hundred\r\n\r\n")

    def at_early(self, rest, body):  # interim replies come first
        self.raw(b"HTTP/1.1 103 Early Hints\r\nX-First: early\r\n\r\nHTTP/1.1 200 OK\r\nX-Second: late\r\nContent-Length: 2\r\n\r\nok")

    def at_packed(self, rest, body):
        self.send_bytes(200, b"\x1f\x8b not unpacked", [("Content-Encoding", "gzip")])

    def at_hangup(self, rest, body):  # promises to keep the connection, and does not
        self.send_bytes(200, b"bye")
        self.close_connection = True

    def at_to(self, rest, body):  # /to/STATUS/LOCATION
        status, _, location = rest.partition("/")
        self.send_bytes(int(status), b"over there", [("Location", location)])

    def at_hops(self, rest, body):
        left = int(rest)
        self.send_bytes(302, b"", [("Location", "/hops/%d" % (left - 1) if left > 1 else "/hello")])


class UnixServer(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True

    def get_request(self):
        request, _ = super().get_request()
        return request, ("unix", 0)

    def handle_error(self, request, client_address):
        pass


def ended(authority):
    context = authority.context("ended")
    key, cert, request = (authority.path("ended" + end) for end in (".key", ".pem", ".csr"))
    authority.openssl("x509", "-req", "-in", request, "-CA", authority.ca, "-CAkey", authority.path("ca.key"), "-CAcreateserial",
                      "-days", "-1", "-extfile", authority.path("ended.ext"), "-out", cert)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


def outdated(authority):
    warnings.simplefilter("ignore", DeprecationWarning)
    context = authority.context("outdated")
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context


def main():
    authority = common.Authority()
    plain = common.listen(Web)
    other = common.listen(Web)  # the same machine, another origin
    path = authority.path("web.socket")
    unix = UnixServer(path, Web)
    threading.Thread(target=unix.serve_forever, daemon=True).start()
    tls = {"good": authority.context("good"), "other_name": authority.context("other", "DNS:other.example"),
           "unknown": authority.context("unknown", own=True), "ended": ended(authority), "outdated": outdated(authority)}
    ports = {name: common.listen(Web, context).server_port for name, context in tls.items()}
    silent = socket.create_server(("127.0.0.1", 0), backlog=1)  # accepts, and says nothing
    ports.update(other=other.server_port, silent=silent.getsockname()[1], unix=path)

    def command(word, *rest):
        with lock:
            if word == "ports":
                return ports
            if word == "connections":
                return seen["connections"]
            if word == "seen":
                return seen["requests"][-1] if seen["requests"] else {}
            if word == "forget":
                seen["requests"].clear()
                seen["connections"] = 0
                return "ok"
        raise ValueError(word)

    common.obey(plain.server_port, authority.ca, command, authority.remove)


main()
