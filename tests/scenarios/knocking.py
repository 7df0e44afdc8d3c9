"""Who knocks at the server's door: malformed, oversized, slow and pipelined requests, foreign names, a server that is replaced under load."""
import http.client
import json
import os
import re
import socket
import subprocess
import threading
import time

import scenario


def _key(home, email="owner@example.org"):
    return home.florin("user", "add", email).strip().split("\n")[-1]


def _raw(server, data, wait=3.0):
    """What comes back for these bytes until the server closes or is silent."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=wait) as s:
        s.sendall(data)
        out = b""
        try:
            while True:
                more = s.recv(65536)
                if not more:
                    break
                out += more
        except socket.timeout:
            pass
        except ConnectionResetError:
            pass
        return out


def _statuses(reply):
    return [int(code) for code in re.findall(rb"HTTP/1\.1 (\d{3}) ", reply)]


def _post(server, key, path, body, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("POST", path, json.dumps(body), {"Authorization": "Bearer " + key, "Content-Type": "application/json", **(headers or {})})
    reply = connection.getresponse()
    text = reply.read().decode()
    connection.close()
    return reply.status, text, dict(reply.headers)


def malformed_requests_are_answered_and_harm_nobody(home):
    home.florin("accounts", "add", "Cash", "--currency", "EUR")
    server = home.serve()
    host = b"Host: 127.0.0.1\r\n"
    bad = [
        b"GARBAGE\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",  # no Host
        b"GET / HTTP/9.9\r\n" + host + b"\r\n",
        b"GET / HTTP/1.1\r\nHost 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + host + b"X: " + b"a" * 100000 + b"\r\n\r\n",
        b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\n" + host + b"\r\n",
        b"POST /api/v1/auth/login HTTP/1.1\r\n" + host + b"Content-Length: -5\r\n\r\n",
        b"POST /api/v1/auth/login HTTP/1.1\r\n" + host + b"Content-Length: abc\r\n\r\n",
        b"POST /api/v1/auth/login HTTP/1.1\r\n" + host + b"Transfer-Encoding: chunked\r\n\r\nZZZ\r\n",
        b"POST /api/v1/auth/login HTTP/1.1\r\n" + host + b"Content-Length: 99999999999999999999\r\n\r\n",
    ]
    for request in bad:
        reply = _raw(server, request)
        codes = _statuses(reply)
        assert not codes or 400 <= codes[0] < 600, (request[:60], reply[:200])
        assert server.get("/healthz")[0] == 200, request[:60]
    assert server.stop() == 0


def a_smuggled_request_is_not_a_second_one(home):
    server = home.serve()
    for headers in (b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
                    b"Content-Length: 4\r\nContent-Length: 60\r\n"):
        reply = _raw(server, b"POST /api/v1/auth/refresh HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" + headers +
                     b"\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert b"florin_uptime_seconds" not in reply or _statuses(reply)[0] >= 400, reply[:300]
    assert server.stop() == 0


def pipelined_requests_are_answered_in_order(home):
    server = home.serve()
    reply = _raw(server, b"".join(b"GET /%s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" % path for path in (b"healthz", b"readyz", b"api/v1/setup", b"api/v1/nope")))
    assert _statuses(reply) == [200, 200, 200, 404], reply
    assert reply.index(b"ok\n") < reply.index(b"ready\n") < reply.index(b"needs_owner")
    assert server.stop() == 0


def bodies_have_a_limit_whether_announced_or_not(home):
    key = _key(home).encode()
    server = home.serve()
    head = b"POST /api/v1/keys HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key + b"\r\nContent-Type: application/json\r\n"
    assert _statuses(_raw(server, head + b"Content-Length: 500000000\r\n\r\n"))[:1] == [413]
    chunk = b"40000\r\n" + b" " * 0x40000 + b"\r\n"
    codes = _statuses(_raw(server, head + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 5 + b"0\r\n\r\n"))
    assert codes[:1] in ([413], []), codes  # or the connection is cut: much more than allowed is not even read
    assert server.get("/healthz")[0] == 200
    assert server.stop() == 0


def hundreds_of_slow_clients_keep_nobody_out(home):
    server = home.serve()
    slow = []
    for _ in range(600):
        s = socket.create_connection(("127.0.0.1", server.port))
        s.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0")
        slow.append(s)
    for _ in range(20):
        began = time.monotonic()
        assert server.get("/healthz")[0] == 200
        assert time.monotonic() - began < 5
    for s in slow:
        s.close()
    assert server.stop() == 0


def foreign_names_pages_and_methods_are_refused(home):
    key = _key(home)
    server = home.serve()
    assert server.get("/api/v1/setup", headers={"Host": "evil.example"})[0] == 421
    assert server.get("/api/v1/setup", headers={"Host": "127.0.0.1:1"})[0] == 200
    assert server.get("/api/v1/setup", method="DELETE")[0] == 405
    assert server.get("/api/v1/setup", method="DELETE")[2]["Allow"] == "GET, HEAD"
    assert server.get("/api/v1/setup", method="OPTIONS")[0] == 204
    assert server.get("/api/v1/me")[0] == 401
    assert server.get("/api/v1/me", headers={"Authorization": "Bearer flk_wrong"})[0] == 401
    assert server.get("/api/v1/me", headers={"Authorization": "Bearer " + key})[0] == 200
    status, text, _ = _post(server, key, "/api/v1/auth/login", {"email": "a@b.example", "password": "x"}, {"Origin": "https://evil.example"})
    assert status == 403, text
    assert server.stop() == 0


def a_restart_under_load_fails_no_request(home):
    key = _key(home)
    server = home.serve()
    done, failures, stop = [0], [], threading.Event()

    def client():
        connection = None
        while not stop.is_set():
            try:
                if connection is None:
                    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
                connection.request("GET", "/api/v1/me", headers={"Authorization": "Bearer " + key})
                reply = connection.getresponse()
                reply.read()
                if reply.status != 200:
                    failures.append(reply.status)
                if reply.will_close:
                    connection.close()
                    connection = None
                done[0] += 1
            except Exception as why:
                failures.append(repr(why))
                connection = None

    clients = [threading.Thread(target=client) for _ in range(16)]
    for thread in clients:
        thread.start()
    for _ in range(3):
        time.sleep(0.5)
        before = server.process
        server.process = subprocess.Popen([home.florin_path, "serve", "--data", home.data, "--listen", "127.0.0.1:%d" % server.port, "--replace"],
                                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert before.wait(timeout=30) == 0
    time.sleep(0.5)
    stop.set()
    for thread in clients:
        thread.join()
    assert not failures, failures[:5]
    assert done[0] > 100
    assert server.stop() == 0


def a_supervisor_may_hand_over_the_socket(home):
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(16)
    port = listening.getsockname()[1]

    def place():
        os.dup2(listening.fileno(), 3)
        os.set_inheritable(3, True)
        os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
        os.execv(home.florin_path, [home.florin_path, "serve", "--data", home.data])

    child = os.fork()
    if child == 0:
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 1)
        place()
    listening.close()
    with socket.create_connection(("127.0.0.1", port), timeout=20) as s:
        s.sendall(b"GET /healthz HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
        assert b"200" in s.recv(4096)
    os.kill(child, 15)
    assert os.waitpid(child, 0)[1] == 0


if __name__ == "__main__":
    scenario.run(dict(globals()))
