"""People and what they hold: signing up, invitations, roles, sessions, tokens, keys; and whoever tries to get in without."""
import base64
import calendar
import hashlib
import hmac
import json
import os
import re
import threading
import time
import uuid

import scenario
from client import Client, Socket

PASSWORD = "violet harbour trombone 58"
OTHER_PASSWORD = "granite lemon fjord walrus 41"
OWNER = "owner@example.org"


def _found(home, *options):
    """A server, and the page of the person who signed up first."""
    server = home.serve(*options)
    page = Client(server)
    page.post("/auth/signup", {"email": OWNER, "password": PASSWORD, "name": "Olga", "household_name": "Elm Street 4"}, want=201)
    return server, page


def _invite(owner, email, role):
    """The page of a person who took the invitation."""
    token = owner.post("/invitations", {"email": email, "role": role}, want=201)["token"]
    page = Client(owner.server)
    page.post("/auth/signup", {"email": email, "password": PASSWORD, "invitation": token}, want=201)
    return page


def _blob(home, value):
    return ("'\\x%s'" if home.database is not None else "x'%s'") % value.hex()


def _at_once(work, count):
    results, threads = [None] * count, []
    for i in range(count):
        def run(i=i):
            results[i] = work(i)
        threads.append(threading.Thread(target=run))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# -- Coming in


def the_first_to_sign_up_owns_the_household_and_nobody_else_gets_in_unasked(home):
    server = home.serve()
    page = Client(server)
    assert page.get("/setup")["needs_owner"] is True
    weak = page.ask("POST", "/api/v1/auth/signup", {"email": OWNER, "password": "password password"})
    assert weak.status == 400 and weak.json["field"] == "password", weak
    bad = page.ask("POST", "/api/v1/auth/signup", {"email": OWNER, "password": PASSWORD, "household_name": "a\u0007b"})
    assert bad.status == 400 and bad.json["field"] == "household_name", bad
    me = page.post("/auth/signup", {"email": "Owner@Example.ORG", "password": PASSWORD, "household_name": "Elm Street 4"}, want=201)["user"]
    assert me["role"] == "owner" and me["email"] == OWNER and me["household"]["name"] == "Elm Street 4", me
    assert page.get("/setup")["needs_owner"] is False
    assert page.get("/me") == me
    stranger = Client(server)
    stranger.post("/auth/signup", {"email": "eve@example.org", "password": PASSWORD}, want=403)
    stranger.post("/auth/signup", {"email": "eve@example.org", "password": PASSWORD, "invitation": "fli_" + "A" * 43}, want=404)
    assert server.stop() == 0


def only_one_of_many_who_sign_up_first_at_once_becomes_the_owner(home):
    server = home.serve()
    Client(server).get("/setup")  # the document is read once

    def sign_up(i):
        return Client(server).ask("POST", "/api/v1/auth/signup", {"email": "p%d@example.org" % i, "password": PASSWORD}).status

    statuses = _at_once(sign_up, 6)
    assert sorted(statuses) == [201] + [403] * 5, statuses
    assert server.stop() == 0


def an_invitation_is_for_one_person_one_use_and_seven_days(home):
    server, owner = _found(home)
    made = owner.post("/invitations", {"email": "mia@example.org", "role": "viewer"}, want=201)
    assert [i["id"] for i in owner.get("/invitations")["items"]] == [made["id"]]
    assert "token" not in owner.get("/invitations")["items"][0]
    guest = Client(server)
    look = guest.post("/invitations/look", {"invitation": made["token"]})
    assert look["email"] == "mia@example.org" and look["household"] == "Elm Street 4" and look["role"] == "viewer"
    wrong = guest.ask("POST", "/api/v1/auth/signup", {"email": "eve@example.org", "password": PASSWORD, "invitation": made["token"]})
    assert wrong.status == 403, wrong
    me = guest.post("/auth/signup", {"email": "mia@example.org", "password": PASSWORD, "invitation": made["token"]}, want=201)["user"]
    assert me["role"] == "viewer" and me["household"]["name"] == "Elm Street 4"
    guest.post("/invitations/look", {"invitation": made["token"]}, want=404)
    Client(server).post("/auth/signup", {"email": "mia@example.org", "password": PASSWORD, "invitation": made["token"]}, want=404)
    revoked = owner.post("/invitations", {"email": "tom@example.org", "role": "member"}, want=201)
    owner.delete("/invitations/" + revoked["id"])
    old = owner.post("/invitations", {"email": "old@example.org", "role": "owner"}, want=201)
    assert server.stop() == 0
    home.change("UPDATE invitation SET expires_us = created_us WHERE email = 'old@example.org'")
    server = home.serve()
    for email, token in (("tom@example.org", revoked["token"]), ("old@example.org", old["token"])):
        stranger = Client(server)
        stranger.post("/invitations/look", {"invitation": token}, want=404)
        stranger.post("/auth/signup", {"email": email, "password": PASSWORD, "invitation": token}, want=404)
    assert server.stop() == 0


def somebody_with_an_account_joins_a_second_household_and_goes_between_them(home):
    server, owner = _found(home)
    assert server.stop() == 0
    bea_key = home.florin("user", "add", "bea@example.org", "--household", "new", "--name", "Bea").strip().split("\n")[-1]
    server = home.serve()
    owner = Client(server).log_in(OWNER, PASSWORD)
    mia = _invite(owner, "mia@example.org", "viewer")
    bea = Client(server, bea_key)
    token = bea.post("/invitations", {"email": "mia@example.org", "role": "member"}, want=201)["token"]
    owner.post("/me/invitation", {"invitation": token}, want=403)  # for another e-mail
    me = mia.post("/me/invitation", {"invitation": token})
    assert me["role"] == "viewer" and {h["role"] for h in me["households"]} == {"viewer", "member"}, me
    mia.post("/me/invitation", {"invitation": token}, want=404)
    other = next(h["id"] for h in me["households"] if h["role"] == "member")
    mia.post("/accounts", {"name": "Cash", "currency": "EUR"}, want=403)
    assert mia.post("/me/household", {"household": other})["role"] == "member"
    mia.post("/accounts", {"name": "Cash", "currency": "EUR"}, want=201)
    assert owner.get("/accounts")["items"] == [] and len(bea.get("/accounts")["items"]) == 1
    owner.post("/me/household", {"household": other}, want=404)
    bea.post("/me/household", {"household": other}, want=403)  # a key stays where it was made
    assert server.stop() == 0


def a_changed_role_counts_from_the_very_next_request(home):
    server, owner = _found(home)
    mia = _invite(owner, "mia@example.org", "member")
    program = mia.key("read", "write", "admin")
    token = Client(server).take_token("mia@example.org", PASSWORD)
    person = mia.get("/me")["id"]
    for number, (role, entering, inviting) in enumerate((("viewer", 403, 403), ("owner", 201, 201), ("member", 201, 403), ("viewer", 403, 403))):
        assert owner.patch("/members/" + person, {"role": role})["role"] == role
        for who, caller in (("page", mia), ("program", program), ("token", token)):
            name = "%s of %s %d" % (who, role, number)
            caller.post("/accounts", {"name": name, "currency": "EUR"}, want=entering)
            caller.post("/invitations", {"email": "x%d@example.org" % number, "role": "viewer"}, want=inviting)
    owner.patch("/members/" + owner.get("/me")["id"], {"role": "member"}, want=409)  # nobody would be left who owns it
    owner.delete("/members/" + person)
    for caller in (mia, program, token):
        caller.get("/me", want=401)
    Client(server).post("/auth/login", {"email": "mia@example.org", "password": PASSWORD}, want=401)  # known, but belongs nowhere
    assert server.stop() == 0


def anybody_may_leave_a_household_but_its_last_owner(home):
    server, owner = _found(home)
    mia = _invite(owner, "mia@example.org", "viewer")
    own, other = mia.get("/me")["id"], owner.get("/me")["id"]
    mia.delete("/members/" + other, want=403)
    mia.delete("/members/" + own)
    mia.get("/me", want=401)
    owner.delete("/members/" + other, want=409)
    assert len(owner.get("/members")["items"]) == 1
    assert server.stop() == 0


# -- Whom the server does not know


def a_wrong_password_and_an_unknown_e_mail_get_the_same_answer(home):
    server, _ = _found(home)
    for path in ("/auth/login", "/auth/token"):
        known, unknown = (Client(server).ask("POST", "/api/v1" + path, {"email": email, "password": "not the right one at all"})
                          for email in (OWNER, "nobody@example.org"))
        assert known.status == unknown.status == 401
        assert known.text == unknown.text
        assert sorted(known.headers.keys()) == sorted(unknown.headers.keys())
    assert server.stop() == 0


def _work(server):
    """Processor time of the server so far, in ticks."""
    with open("/proc/%d/stat" % server.process.pid) as f:
        return sum(int(n) for n in f.read().rsplit(")", 1)[1].split()[11:13])


def an_unknown_e_mail_costs_as_much_as_a_wrong_password(home):
    server, _ = _found(home)
    spent = {}
    for email in (OWNER, "nobody@example.org"):
        before = _work(server)
        for _ in range(3):
            Client(server).post("/auth/login", {"email": email, "password": "wrong and wrong again"}, want=401)
        spent[email] = _work(server) - before
    low, high = sorted(spent.values())
    assert low * 3 > high, spent  # a password's hash in both, not in one alone
    assert server.stop() == 0


def guessing_has_to_wait_whether_or_not_there_is_such_a_person(home):
    server, _ = _found(home)
    refusals = {}
    for email in (OWNER, "nobody@example.org"):
        stranger, statuses = Client(server), []
        for _ in range(30):
            reply = stranger.ask("POST", "/api/v1/auth/login", {"email": email, "password": "wrong and wrong again"})
            statuses.append(reply.status)
            if reply.status == 429:
                break
        assert reply.status == 429 and int(reply.headers["Retry-After"]) >= 1, statuses
        refusals[email] = (len(statuses), reply.text)
        right = stranger.ask("POST", "/api/v1/auth/login", {"email": email, "password": PASSWORD})
        assert right.status == 429 and right.text == reply.text, right  # not even the right one tells
    assert len(set(refusals.values())) == 1, refusals
    assert server.stop() == 0
    server = home.serve()
    reply = Client(server).ask("POST", "/api/v1/auth/login", {"email": OWNER, "password": "wrong and wrong again"})
    assert reply.status in (401, 429)
    assert server.stop() == 0


def strangers_who_hurry_are_told_to_wait(home):
    server, page = _found(home)
    replies = [Client(server).ask("POST", "/api/v1/auth/refresh", {"refresh_token": "flr_x"}) for _ in range(90)]
    slowed = [r for r in replies if r.status == 429]
    assert slowed and all(int(r.headers["Retry-After"]) >= 1 for r in slowed)
    assert {r.status for r in replies} == {401, 429}
    page.get("/me")  # whom the server knows is not kept out by strangers
    assert server.stop() == 0


def whom_the_server_knows_may_hurry_up_to_the_rate(home):
    server, page = _found(home, "--rate", "20")
    statuses = [page.ask("GET", "/api/v1/me").status for _ in range(60)]
    assert set(statuses) == {200, 429}, statuses
    time.sleep(1.1)
    page.get("/me")
    assert server.stop() == 0


# -- The page's cookie


def the_cookie_is_out_of_reach_of_scripts_and_other_sites(home):
    server, page = _found(home)
    reply = page.ask("POST", "/api/v1/auth/login", {"email": OWNER, "password": PASSWORD, "remember": True})
    name, *flags = [part.strip() for part in reply.headers["Set-Cookie"].split(";")]
    assert name.startswith("__Host-florin=fls_"), name
    assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= set(flags), flags
    assert not [f for f in flags if f.startswith("Domain")]
    assert [f for f in flags if f.startswith("Max-Age=")], flags
    forgotten = page.ask("POST", "/api/v1/auth/login", {"email": OWNER, "password": PASSWORD, "remember": False})
    assert "Max-Age" not in forgotten.headers["Set-Cookie"]
    for header, value in (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("Cache-Control", "no-store")):
        assert reply.headers[header] == value
    out = page.ask("POST", "/api/v1/auth/logout", {})
    assert out.status == 204 and "Max-Age=0" in out.headers["Set-Cookie"]
    assert server.stop() == 0


def pages_of_other_sites_change_nothing(home):
    server, page = _found(home)
    here = page.origin
    foreign = [
        {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": ""}, {"Origin": here + ".evil.example"}, {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://evil.example/" + here}, {"Origin": here + "@evil.example"}, {"Origin": here.replace("127.0.0.1", "localhost")},
        {"Origin": None}, {"Origin": None, "Sec-Fetch-Site": "cross-site"}, {"Origin": None, "Sec-Fetch-Site": "same-site"},
        {"Origin": None, "Referer": here + "/"}, {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
    ]
    body = {"name": "Taken", "currency": "EUR"}
    for headers in foreign:
        page.post("/accounts", body, want=403, headers=headers)
        page.ask("PATCH", "/api/v1/me", {"name": "Mallory"}, headers).status == 403
        assert page.ask("POST", "/api/v1/auth/logout", {}, headers).status == 403, headers
    forms = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "text/plain; charset=application/json",
             "application/jsonp", "application/json+x", "text/json", ""]
    for kind in forms:
        reply = page.ask("POST", "/api/v1/accounts", json.dumps(body).encode(), {"Content-Type": kind})
        assert reply.status == 415, (kind, reply)
    assert page.get("/accounts")["items"] == [] and page.get("/me")["name"] == "Olga"
    # A foreign page may not even log its visitor in as somebody else.
    stranger = Client(server)
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}):
        reply = stranger.ask("POST", "/api/v1/auth/login", {"email": OWNER, "password": PASSWORD}, headers)
        assert reply.status == 403 and "Set-Cookie" not in reply.headers, reply
    page.post("/accounts", body, want=201, headers={"Origin": None, "Sec-Fetch-Site": "same-origin"})
    assert server.stop() == 0


def other_sites_are_let_in_by_name_and_without_the_cookie(home):
    server, page = _found(home, "--cors", "https://budget.example, https://chart.example")
    program = page.key("read", "write")
    for origin, allowed in (("https://budget.example", True), ("https://chart.example", True), ("https://evil.example", False),
                            ("https://budget.example.evil.example", False), ("http://budget.example", False), ("null", False), ("*", False)):
        asked = program.ask("OPTIONS", "/api/v1/accounts", None, {"Origin": origin, "Access-Control-Request-Method": "POST"}, check=False)
        got = program.ask("GET", "/api/v1/accounts", None, {"Origin": origin})
        for reply in (asked, got):
            assert reply.headers.get("Access-Control-Allow-Origin") == (origin if allowed else None), (origin, reply.headers)
            assert "Access-Control-Allow-Credentials" not in reply.headers
        assert got.status == 200 and asked.status == 204
        if allowed:
            assert "POST" in asked.headers["Access-Control-Allow-Methods"] and "Origin" in got.headers["Vary"]
        page.post("/accounts", {"name": "Cash", "currency": "EUR"}, want=403, headers={"Origin": origin})
    assert server.stop() == 0


def a_web_socket_opens_for_our_own_page_alone_and_a_ticket_once(home):
    server, page = _found(home)
    for origin, status in ((page.origin, 101), ("https://evil.example", 403), ("null", 403), (page.origin + ".evil.example", 403)):
        opened = Socket(page, origin=origin)
        assert opened.status == status, (origin, opened.status)
        opened.close()
    assert Socket(page, origin=page.origin, credentials=False).status == 401
    program = page.key("read")
    ticket = program.post("/live/tickets", want=201)["ticket"]
    assert [Socket(page, "/ws?ticket=" + ticket, credentials=False).status for _ in range(2)] == [101, 401]
    tickets = [program.post("/live/tickets", want=201)["ticket"] for _ in range(4)]
    statuses = _at_once(lambda i: Socket(page, "/ws?ticket=" + tickets[i % 4], credentials=False).status, 16)
    assert statuses.count(101) == 4, statuses
    assert Socket(page, "/ws?ticket=" + "0" * 32, credentials=False).status == 401
    reply = Client(server).ask("GET", "/api/v1/me?ticket=" + program.post("/live/tickets", want=201)["ticket"])
    assert reply.status == 401  # tickets and keys in an address are for live connections and the feed
    assert Client(server).ask("GET", "/api/v1/me?key=" + program.bearer).status == 401
    assert server.stop() == 0


# -- Sessions


def logging_out_everywhere_ends_pages_programs_and_open_sockets_at_once(home):
    server, page = _found(home)
    other = Client(server).log_in(OWNER, PASSWORD)
    token = Client(server).take_token(OWNER, PASSWORD)
    program = page.key("read")
    sockets = [Socket(page, origin=page.origin), Socket(other, origin=page.origin), Socket(token)]
    assert [s.status for s in sockets] == [101] * 3
    held = page.cookie, other.cookie
    page.post("/auth/logout-everywhere", {}, want=204)
    page.cookie, other.cookie = held
    for caller in (page, other, token):
        caller.get("/me", want=401)
    Client(server).post("/auth/refresh", {"refresh_token": token.tokens["refresh_token"]}, want=401)
    assert all(s.ends() for s in sockets)
    program.get("/me")  # keys stay unless asked for
    page.cookie = None
    page.log_in(OWNER, PASSWORD).post("/auth/logout-everywhere", {"keys": True}, want=204)
    program.get("/me", want=401)
    assert server.stop() == 0


def a_session_can_be_looked_at_and_ended_from_another_one(home):
    server, page = _found(home)
    phone = Client(server)
    phone.post("/auth/login", {"email": OWNER, "password": PASSWORD}, headers={"User-Agent": "Phone/1"})
    listening = Socket(phone, origin=phone.origin)
    token = Client(server).take_token(OWNER, PASSWORD)
    rows = page.get("/sessions")["items"]
    assert len(rows) == 3 and sum(r["current"] for r in rows) == 1
    assert sorted(r["kind"] for r in rows) == ["page", "page", "token"]
    lost = next(r for r in rows if "Phone" in r["agent"])
    mia = _invite(page, "mia@example.org", "owner")
    mia.delete("/sessions/" + lost["id"], want=404)  # not even another owner
    phone.get("/me")
    page.delete("/sessions/" + lost["id"])
    phone.get("/me", want=401)
    assert listening.ends()
    page.delete("/sessions/" + lost["id"], want=404)
    token.post("/auth/logout", {}, want=204)
    token.get("/me", want=401)
    Client(server).post("/auth/refresh", {"refresh_token": token.tokens["refresh_token"]}, want=401)
    assert [r["current"] for r in page.get("/sessions")["items"]] == [True]
    assert server.stop() == 0


def a_new_password_ends_every_other_session(home):
    server, page = _found(home)
    other = Client(server).log_in(OWNER, PASSWORD)
    token = Client(server).take_token(OWNER, PASSWORD)
    program = page.key("read", "write", "admin")
    change = {"current": PASSWORD, "new": OTHER_PASSWORD}
    program.post("/auth/password", change, want=403)  # a key could lock its owner out
    wrong = page.ask("POST", "/api/v1/auth/password", {**change, "current": "something else entirely"})
    assert wrong.status == 403 and wrong.json["field"] == "current", wrong
    weak = page.ask("POST", "/api/v1/auth/password", {**change, "new": "owner@example.org"})
    assert weak.status == 400 and weak.json["field"] == "new", weak
    page.post("/auth/password", change, want=204)
    page.get("/me")
    other.get("/me", want=401)
    token.get("/me", want=401)
    Client(server).post("/auth/login", {"email": OWNER, "password": PASSWORD}, want=401)
    Client(server).log_in(OWNER, OTHER_PASSWORD).get("/me")
    assert server.stop() == 0


def a_session_ends_when_it_is_old_or_was_not_used_for_long(home):
    server, page = _found(home)
    pages = [page] + [Client(server).log_in(OWNER, PASSWORD) for _ in range(2)]
    rows = {p: next(r["id"] for r in p.get("/sessions")["items"] if r["current"]) for p in pages}
    assert server.stop() == 0
    day = 86400 * 1000000
    for p, created, seen in ((pages[1], 31, 31), (pages[2], 91, 0)):
        home.change("UPDATE session SET created_us = created_us - %d, seen_us = seen_us - %d WHERE id = %s" % (
            created * day, seen * day, _blob(home, uuid.UUID(rows[p]).bytes)))
    server = home.serve()
    for p, status in zip(pages, (200, 401, 401)):
        p.server = server
        p.close()
        p.get("/me", want=status)
    assert server.stop() == 0


# -- Tokens


def _part(value):
    return base64.urlsafe_b64encode(value if isinstance(value, bytes) else json.dumps(value, separators=(",", ":")).encode()).rstrip(b"=").decode()


def _signed(header, claims, key, digest=hashlib.sha256):
    text = _part(header) + "." + _part(claims)
    return text + "." + _part(hmac.new(key, text.encode(), digest).digest())


def _claims(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def _signing_key(home):
    """As the server derives it from its secret (crypto_kdf of libsodium): what a thief of the secret could sign with."""
    with open(os.path.join(home.data, "secret.key"), "rb") as f:
        secret = f.read()
    return hashlib.blake2b(b"", key=secret, salt=(1).to_bytes(16, "little"), person=b"florinid".ljust(16, b"\0"), digest_size=32).digest()


def forged_and_altered_tokens_are_refused(home):
    server, page = _found(home)
    token = Client(server).take_token(OWNER, PASSWORD)
    mia = _invite(page, "mia@example.org", "viewer")
    good, claims = token.bearer, _claims(token.bearer)
    head, body, mac = good.split(".")
    header = {"alg": "HS256", "typ": "at+jwt"}
    key = b"0" * 32
    forged = [
        _part({"alg": "none", "typ": "at+jwt"}) + "." + body + ".", _part({"alg": "None", "typ": "at+jwt"}) + "." + body + ".", head + "." + body + ".", head + "." + body,
        _part({"alg": "none", "typ": "at+jwt"}) + "." + body + "." + mac, _part({"alg": "RS256", "typ": "at+jwt"}) + "." + body + "." + mac,
        _part({"alg": "ES256", "typ": "at+jwt"}) + "." + body + "." + mac,
        _signed(header, claims, key), _signed(header, claims, b""), _signed({**header, "alg": "HS512"}, claims, key, hashlib.sha512),
        _signed({**header, "jwk": {"kty": "oct", "k": _part(key)}}, claims, key), _signed({**header, "kid": "../../dev/null"}, claims, b""),
        head + "." + _part({**claims, "sub": mia.get("/me")["id"]}) + "." + mac, head + "." + _part({**claims, "exp": claims["exp"] + 10 ** 6}) + "." + mac,
        good + "=", good + "A", good[:-1], " " + good + " x", good.replace(".", ".."), "." + good, good + "." + mac, ".".join((head, body, mac[::-1])),
        "a" * 100000, "..", "", "flk_" + good, good.upper(),
    ]
    for text in forged:
        reply = Client(server, text).ask("GET", "/api/v1/me")
        assert reply.status in (401, 431), (text[:80], reply)
    token.get("/me")
    assert server.stop() == 0


def tokens_for_others_of_other_kinds_or_past_their_time_are_refused(home):
    server, page = _found(home)
    token = Client(server).take_token(OWNER, PASSWORD)
    claims = _claims(token.bearer)
    header = {"alg": "HS256", "typ": "at+jwt"}
    key = _signing_key(home)
    assert _signed(header, claims, key) == token.bearer, "the test does not know how tokens are signed"
    now = calendar.timegm(time.gmtime())
    Client(server, _signed(header, {**claims, "exp": now + 60}, key)).get("/me")
    for head, changes in ((header, {"exp": now - 1}), (header, {"exp": "9999999999"}), (header, {"exp": None}), (header, {"aud": "another"}),
                          (header, {"aud": None}), (header, {"iss": "another"}), (header, {"sub": str(uuid.uuid4())}), (header, {"sid": str(uuid.uuid4())}),
                          (header, {"exp": -1}), (header, {"exp": 10 ** 18}), (header, {"sid": None}), ({**header, "typ": "JWT"}, {}), ({"alg": "HS256"}, {}),
                          ({**header, "typ": "rt+jwt"}, {}), ({**header, "alg": "HS512"}, {}), ({**header, "crit": ["exp"]}, {})):
        text = _signed(head, {k: v for k, v in {**claims, **changes}.items() if v is not None}, key)
        reply = Client(server, text).ask("GET", "/api/v1/me")
        assert reply.status == 401, (head, changes, reply)
    assert server.stop() == 0


def a_refresh_token_that_comes_twice_ends_all_of_its_family(home):
    server, page = _found(home)
    thief, owner, other = (Client(server).take_token(OWNER, PASSWORD) for _ in range(3))
    first = owner.tokens["refresh_token"]
    second = owner.post("/auth/refresh", {"refresh_token": first}, headers={"Authorization": None})
    assert second["refresh_token"] != first
    newest = Client(server, second["access_token"])
    newest.get("/me")
    Client(server).post("/auth/refresh", {"refresh_token": first}, want=401)
    newest.get("/me", want=401)
    owner.get("/me", want=401)
    Client(server).post("/auth/refresh", {"refresh_token": second["refresh_token"]}, want=401)
    other.get("/me")  # another family is none of this
    thief.get("/me")
    statuses = _at_once(lambda i: Client(server).ask("POST", "/api/v1/auth/refresh", {"refresh_token": other.tokens["refresh_token"]}).status, 8)
    assert statuses.count(200) == 1 and statuses.count(401) == 7, statuses
    other.get("/me", want=401)
    page.get("/me")
    assert server.stop() == 0


def one_kind_of_credential_is_not_another(home):
    server, page = _found(home)
    token = Client(server).take_token(OWNER, PASSWORD)
    program = page.key("read")
    invitation = page.post("/invitations", {"email": "mia@example.org", "role": "owner"}, want=201)["token"]
    session = page.cookie.split("=")[1]
    refresh = token.tokens["refresh_token"]
    for bearer in (session, refresh, invitation, program.made["id"], PASSWORD):
        Client(server, bearer).get("/me", want=401)
    for value in (token.bearer, refresh, program.bearer, invitation):
        stranger = Client(server)
        stranger.cookie = "__Host-florin=" + value
        stranger.get("/me", want=401)
    for value in (session, program.bearer, invitation):
        Client(server).post("/auth/refresh", {"refresh_token": value}, want=401)
    for value in (session, program.bearer, refresh):
        Client(server).post("/invitations/look", {"invitation": value}, want=404)
    assert server.stop() == 0


# -- Keys


def a_key_is_shown_once_and_does_no_more_than_its_scopes(home):
    server, page = _found(home)
    reader = page.key("read", name="reader")
    assert reader.bearer.startswith("flk_")
    listed = page.get("/keys")
    assert reader.bearer not in json.dumps(listed) and "key" not in listed["items"][0]
    again = page.ask("POST", "/api/v1/keys", {"name": "x", "scopes": ["read"]}, {"Idempotency-Key": "same"})
    assert again.status == 201
    assert page.ask("POST", "/api/v1/keys", {"name": "x", "scopes": ["read"]}, {"Idempotency-Key": "same"}).json.get("key") != again.json["key"]
    for wanted in (["read"], ["write"], ["admin"], ["read", "write", "admin"]):
        reader.post("/keys", {"name": "more", "scopes": wanted}, want=403)
    for scopes in ([], ["root"], ["read", "root"], "read", None):
        page.post("/keys", {"name": "bad", "scopes": scopes}, want=400)
    page.post("/keys", {"name": "bad", "scopes": ["read"], "expires": "2020-01-01T00:00:00Z"}, want=400)
    for change in ({"name": "Reader"}, {"locale": "de-DE"}):
        reader.patch("/me", change, want=403)
    reader.delete("/keys/" + reader.made["id"], want=403)
    mia = _invite(page, "mia@example.org", "viewer")
    limited = mia.key("read", "write", "admin")
    limited.get("/accounts")
    limited.post("/accounts", {"name": "Cash", "currency": "EUR"}, want=403)  # the person's role goes first
    mia.delete("/keys/" + reader.made["id"], want=404)
    page.delete("/keys/" + limited.made["id"])  # owners end those of others, too
    limited.get("/me", want=401)
    assert server.stop() == 0


def an_expired_key_is_no_key(home):
    server, page = _found(home)
    until = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 2))
    program = page.key("read", expires=until)
    program.get("/me")
    time.sleep(2.2)
    program.get("/me", want=401)
    assert server.stop() == 0


# -- Requests


def fields_that_nobody_may_set_are_refused(home):
    server, page = _found(home)
    me = page.get("/me")
    mia = _invite(page, "mia@example.org", "member")
    for field, value in (("role", "owner"), ("id", me["id"]), ("email", "x@example.org"), ("household", me["household"]["id"]), ("created", me["created"]),
                         ("password", PASSWORD), ("households", []), ("__proto__", {}), ("constructor", {}), ("", 1)):
        reply = mia.ask("PATCH", "/api/v1/me", {"name": "Mia", field: value})
        assert reply.status == 400, (field, reply)
    assert mia.get("/me")["role"] == "member" and mia.get("/me")["name"] == "mia"
    for field in ("balance", "id", "created", "household", "owner"):
        reply = page.ask("POST", "/api/v1/accounts", {"name": "Cash", "currency": "EUR", field: "1"})
        assert reply.status == 400 and reply.json["field"] == field, reply
    assert Client(server).ask("POST", "/api/v1/auth/login", {"email": OWNER, "password": PASSWORD, "role": "owner"}).status == 400
    doubled = page.ask("POST", "/api/v1/accounts", b'{"name":"One","currency":"EUR","name":"Two"}')
    assert doubled.status == 400, doubled
    assert server.stop() == 0


def the_same_idempotency_key_is_one_effect_and_one_reply(home):
    server, page = _found(home)
    program = page.key("read", "write")
    body = {"name": "Cash", "currency": "EUR", "opening": "12.50"}
    first = program.ask("POST", "/api/v1/accounts", body, {"Idempotency-Key": "one"})
    assert first.status == 201 and "Idempotency-Replayed" not in first.headers
    again = program.ask("POST", "/api/v1/accounts", body, {"Idempotency-Key": "one"})
    assert again.status == 201 and again.text == first.text and again.headers["Location"] == first.headers["Location"]
    assert again.headers["Idempotency-Replayed"] == "true"
    for other, field in (({**body, "opening": "12.51"}, "opening"), ({**body, "number": "DE1"}, "number"), ({"name": "Cash", "currency": "EUR"}, "opening")):
        reply = program.ask("POST", "/api/v1/accounts", other, {"Idempotency-Key": "one"})
        assert reply.status == 422 and reply.json["field"] == field and reply.json["code"] == "idempotency_key_reused", reply
    elsewhere = program.ask("PATCH", "/api/v1/accounts/" + first.json["id"], {"name": "Cash"}, {"Idempotency-Key": "one"})
    assert elsewhere.status == 422, elsewhere
    assert len(program.get("/accounts")["items"]) == 1

    def many(i):
        client = program.twin()
        reply = client.ask("POST", "/api/v1/accounts", {"name": "Bank", "currency": "EUR"}, {"Idempotency-Key": "fifty"})
        return reply.status, reply.text

    assert len(set(_at_once(many, 50))) == 1
    assert len(program.get("/accounts")["items"]) == 2
    refused = [program.ask("POST", "/api/v1/accounts", {"name": "Cash", "currency": "EUR"}, {"Idempotency-Key": "two"}).status for _ in range(2)]
    assert refused == [409, 409]
    program.post("/accounts", {"name": "Purse", "currency": "EUR"}, want=201, headers={"Idempotency-Key": "two"})  # what was refused may be corrected
    for bad in ("", " ", "k" * 1000, "\u00ff"):
        reply = program.ask("POST", "/api/v1/accounts", {"name": "Bad", "currency": "EUR"}, {"Idempotency-Key": bad})
        assert reply.status == 400, (bad, reply)
    assert server.stop() == 0
    server = home.serve()
    program = Client(server, program.bearer)
    reply = program.ask("POST", "/api/v1/accounts", body, {"Idempotency-Key": "one"})
    assert reply.status == 201 and reply.text == first.text
    assert len(program.get("/accounts")["items"]) == 3
    mia = Client(server).log_in(OWNER, PASSWORD).key("write", "read")
    assert mia.ask("POST", "/api/v1/accounts", {**body, "name": "Mine"}, {"Idempotency-Key": "one"}).status in (201, 422)
    assert server.stop() == 0


def a_change_can_be_tied_to_what_was_read(home):
    server, page = _found(home)
    made = page.post("/accounts", {"name": "Cash", "currency": "EUR"}, want=201)
    path = "/api/v1/accounts/" + made["id"]
    seen = page.ask("GET", path)
    tag = seen.headers["ETag"]
    known = page.ask("GET", path, headers={"If-None-Match": tag})
    assert known.status == 304 and not known.data and known.headers["ETag"] == tag
    assert page.ask("GET", path, headers={"If-None-Match": '"other"'}).status == 200
    assert page.ask("PATCH", path, {"name": "Purse"}, {"If-Match": '"other"'}).status == 412
    assert page.ask("GET", path).json["name"] == "Cash"
    assert page.ask("PATCH", path, {"name": "Purse"}, {"If-Match": tag}).status == 200
    assert page.ask("PATCH", path, {"name": "Wallet"}, {"If-Match": tag}).status == 412
    assert page.ask("GET", path, headers={"If-None-Match": tag}).json["name"] == "Purse"
    fresh = page.ask("GET", path).headers["ETag"]
    statuses = _at_once(lambda i: page.twin().ask("PATCH", path, {"name": "Name %d" % i}, {"If-Match": fresh}).status, 12)
    assert sorted(statuses) == [200] + [412] * 11, statuses
    assert server.stop() == 0


def head_is_get_without_its_body(home):
    server, page = _found(home)
    page.post("/accounts", {"name": "Cash", "currency": "EUR"}, want=201)
    for path in ("/api/v1/accounts", "/api/v1/me", "/api/v1/setup", "/api/v1/nothing", "/healthz", "/openapi.json"):
        got, head = page.ask("GET", path), page.ask("HEAD", path)
        assert (head.status, head.data) == (got.status, b""), path
        for header in ("Content-Type", "Content-Length", "ETag"):
            assert head.headers.get(header) == got.headers.get(header), (path, header)
    assert server.stop() == 0


# -- What a thief of the file finds


def no_secret_stands_in_the_files_in_clear(home):
    server, page = _found(home)
    token = Client(server).take_token(OWNER, PASSWORD)
    refreshed = token.post("/auth/refresh", {"refresh_token": token.tokens["refresh_token"]}, headers={"Authorization": None})
    program = page.key("read", "write", "admin")
    invitation = page.ask("POST", "/api/v1/invitations", {"email": "mia@example.org", "role": "owner"}, {"Idempotency-Key": "invitation"}).json["token"]
    keyed = page.ask("POST", "/api/v1/keys", {"name": "keyed", "scopes": ["read"]}, {"Idempotency-Key": "key"}).json["key"]
    page.ask("POST", "/api/v1/auth/password", {"current": PASSWORD, "new": OTHER_PASSWORD}, {"Idempotency-Key": "password"})
    ticket = program.ask("POST", "/api/v1/live/tickets", {}, {"Idempotency-Key": "ticket"}).json["ticket"]
    secrets = {"password": PASSWORD, "new password": OTHER_PASSWORD, "cookie": page.cookie.split("=")[1], "access token": token.bearer,
               "refresh token": token.tokens["refresh_token"], "refreshed": refreshed["refresh_token"], "key": program.bearer, "keyed": keyed,
               "invitation": invitation, "ticket": ticket}
    for stage in ("while it runs", "after it stopped"):
        for folder, _, names in os.walk(home.data):
            for name in [n for n in names if not n.endswith(".sock")]:
                with open(os.path.join(folder, name), "rb") as f:
                    content = f.read()
                for what, secret in secrets.items():
                    bare = re.sub("^fl[a-z]_", "", secret)  # a token's own "_" is no prefix's end
                    for spelling in (secret, bare, base64.b64encode(secret.encode()).decode().rstrip("="), secret.encode().hex()):
                        assert spelling.encode() not in content, "the %s stands in %s %s" % (what, name, stage)
        if stage == "while it runs":
            assert server.stop() == 0
    assert os.stat(os.path.join(home.data, "secret.key")).st_mode & 0o077 == 0


if __name__ == "__main__":
    scenario.run(dict(globals()))
