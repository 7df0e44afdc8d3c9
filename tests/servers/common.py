"""What the servers share: a port, commands on standard input, an end with it, certificates for TLS."""
import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Quiet(BaseHTTPRequestHandler):
    """Keeps connections, writes no log."""
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def send_json(self, status, body, headers=()):
        self.send_bytes(status, b"" if body is None else json.dumps(body).encode(), headers, "application/json; charset=utf-8")

    def send_bytes(self, status, data, headers=(), kind="text/plain"):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def read_body(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # clients hang up; that is what tests do


class Authority:
    """A certificate authority of one test, in a folder that goes with it."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="florin-ca-")
        self.ca = self.path("ca.pem")
        self.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                     "/CN=Test authority", "-keyout", self.path("ca.key"), "-out", self.ca)

    def path(self, name):
        return os.path.join(self.folder, name)

    def openssl(self, *args):
        subprocess.run(["openssl", *args], check=True, capture_output=True)

    def context(self, name, names="IP:127.0.0.1,DNS:localhost", days="2", own=False):
        """A server's TLS context; its certificate is for `names`, signed by this authority or, `own`, by nobody known."""
        key, request, cert, extra = (self.path(name + end) for end in (".key", ".csr", ".pem", ".ext"))
        with open(extra, "w", encoding="ascii") as f:
            f.write("subjectAltName=%s\n" % names)
        self.openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=" + name, "-keyout",
                     key, "-out", request)
        signer = ["-signkey", key] if own else ["-CA", self.ca, "-CAkey", self.path("ca.key"), "-CAcreateserial"]
        self.openssl("x509", "-req", "-in", request, *signer, "-days", days, "-extfile", extra, "-out", cert)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        return context

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def listen(handler, context=None):
    server = Server(("127.0.0.1", 0), handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def obey(port, ca, command, remove=lambda: None):
    """Says that it is ready, obeys a command a line, ends with the input."""
    print("%d %s" % (port, ca), flush=True)
    for line in sys.stdin:
        words = line.rstrip("\n").split(" ", 2)
        try:
            reply = command(words[0], *words[1:])
        except Exception as problem:  # a test must see it, not wait
            reply = {"problem": repr(problem)}
        print(json.dumps(reply), flush=True)
    remove()
    os._exit(0)  # whatever threads still do
