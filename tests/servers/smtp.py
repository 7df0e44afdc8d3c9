#!/usr/bin/env python3
"""A mail server (aiosmtpd) for tests: STARTTLS and a login, TLS from the start, or neither; it refuses what a test tells it to refuse.

It prints "PORT CAFILE" of the port with STARTTLS, where mail is taken after a login alone (florin / "correct horse"). Commands:
    ports           {"tls": smtps, "plain": no TLS and no login, "other": a certificate for another name, "unknown": one of nobody known}
    mails           what was taken: [{"from", "to", "data"}]
    last            the last one, read by Python's own parser: {"headers", "text", "html", "to", "from", "long": bytes of its longest line}
    count           how many
    ids             their Message-IDs
    forget          all of them
    answer STEP N TEXT    the next N times RCPT or DATA is answered with TEXT ("550 5.1.1 nobody")
    lose N          the next N mails are taken and the connection is dropped instead of saying so
    down, up        the port with STARTTLS is closed, and opened again
    logins          how many logins were tried
"""
import asyncio
import contextlib
import email
import email.policy
import logging
import os
import socket
import sys
import threading
import warnings

import common

try:
    from aiosmtpd.smtp import SMTP, AuthResult
except ImportError:  # Debian's package is for Debian's Python, which may not be the path's first
    if os.path.realpath(sys.executable) == os.path.realpath("/usr/bin/python3"):
        raise
    os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])

USER, PASSWORD = b"florin", b"correct horse"
lock = threading.Lock()
state = {"mails": [], "answers": {"RCPT": [], "DATA": []}, "lose": 0, "logins": 0}


def look(mail):
    raw = mail["data"].encode("latin-1")
    parsed = email.message_from_bytes(raw, policy=email.policy.default)
    assert not parsed.defects, parsed.defects
    parts = {part.get_content_type(): part.get_content().replace("\r\n", "\n") for part in parsed.walk() if not part.is_multipart()}
    return {"headers": [[name, str(value)] for name, value in parsed.items()], "text": parts["text/plain"][:1200],
            "html": parts.get("text/html", "")[-400:], "to": mail["to"], "from": mail["from"], "kind": parsed.get_content_type(),
            "long": max(len(line) for line in raw.split(b"\r\n")), "bare": raw.replace(b"\r\n", b"").count(b"\n")}


def authenticate(server, session, envelope, mechanism, data):
    state["logins"] += 1
    return AuthResult(success=(data.login, data.password) == (USER, PASSWORD), handled=False)


class Handler:
    def _next(self, step):
        with lock:
            return state["answers"][step].pop(0) if state["answers"][step] else None

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self._next("RCPT")
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server, session, envelope):
        answer = self._next("DATA")
        if answer is not None:
            return answer
        with lock:
            state["mails"].append({"from": envelope.mail_from, "to": envelope.rcpt_tos, "data": envelope.original_content.decode("latin-1")})
            lost = state["lose"] > 0
            state["lose"] -= lost
        if lost:
            server.transport.abort()
        return "250 2.0.0 taken"


class Listener:
    """One port; `up` again is the same port."""

    def __init__(self, loop, make, tls=None):
        self.loop, self.make, self.tls = loop, make, tls
        self.port = 0
        self.server = None
        self.open = set()
        self.up()

    def _protocol(self):
        protocol = self.make()
        self.open.add(protocol)
        return protocol

    def up(self):
        async def begin():
            self.server = await self.loop.create_server(self._protocol, "127.0.0.1", self.port, ssl=self.tls, reuse_address=True)
            self.port = self.server.sockets[0].getsockname()[1]
        asyncio.run_coroutine_threadsafe(begin(), self.loop).result(10)

    def down(self):
        async def end():
            self.server.close()
            for protocol in self.open:
                with contextlib.suppress(AttributeError):  # one that has ended by itself
                    protocol.transport.abort()
            self.open.clear()
        asyncio.run_coroutine_threadsafe(end(), self.loop).result(10)


def main():
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    warnings.simplefilter("ignore")
    authority = common.Authority()
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)  # clients hang up; that is what tests do
    threading.Thread(target=loop.run_forever, daemon=True).start()
    good = authority.context("good")

    def starttls(context, login=True):
        return lambda: SMTP(Handler(), hostname="mail.test", tls_context=context, require_starttls=True, auth_required=login,
                            authenticator=authenticate, loop=loop)

    def bare():
        return SMTP(Handler(), hostname="mail.test", loop=loop)

    def tls_from_start():
        return SMTP(Handler(), hostname="mail.test", auth_required=True, auth_require_tls=False, authenticator=authenticate, loop=loop)

    main_port = Listener(loop, starttls(good))
    listeners = {"tls": Listener(loop, tls_from_start, good), "plain": Listener(loop, bare),
                 "other": Listener(loop, starttls(authority.context("other", "DNS:other.example"))),
                 "unknown": Listener(loop, starttls(authority.context("unknown", own=True)))}
    silent = socket.create_server(("127.0.0.1", 0), backlog=1)

    def command(word, *rest):
        if word == "ports":
            return {**{name: listener.port for name, listener in listeners.items()}, "silent": silent.getsockname()[1]}
        if word == "down":
            main_port.down()
            return "ok"
        if word == "up":
            main_port.up()
            return "ok"
        with lock:
            if word == "mails":
                return state["mails"]
            if word == "last":
                return look(state["mails"][-1])
            if word == "ids":
                return [email.message_from_string(mail["data"])["Message-ID"] for mail in state["mails"]]
            if word == "count":
                return len(state["mails"])
            if word == "logins":
                return state["logins"]
            if word == "forget":
                state["mails"].clear()
                return "ok"
            if word == "lose":
                state["lose"] = int(rest[0])
                return "ok"
            if word == "answer":
                times, _, text = rest[1].partition(" ")
                state["answers"][rest[0]] = [text] * int(times)
                return "ok"
        raise ValueError(word)

    common.obey(main_port.port, authority.ca, command, authority.remove)


main()
