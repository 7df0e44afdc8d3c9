"""A question comes by mail and is answered from the mail: by its person, once, as the mail said it, and only with what the policy wants. Scanners that follow links
change nothing. And mail that nobody wants any more is stopped with one click."""
import concurrent.futures
import email
import email.policy
import os
import re
import urllib.parse

import scenario
from approving import PASSWORD, App, _found, _invite
from client import Client
from guarding import _history, _held, _pay, _state
from notices import Peer, _configure, _owner, _restart, _sent

ASK = "version: 1\nrules:\n  - name: somebody looks at payments\n    verdict: ask\n    kind: payment\n    approvals: %d\n%s"
HOST = "https://money.example"
LINK = re.compile(re.escape(HOST) + r"/answer/[\w-]{43}(?![\w-])")


def _mails(mail):
    parsed = [email.message_from_bytes(one["data"].encode("latin-1"), policy=email.policy.default) for one in mail.tell("mails")]
    return [(dict(one.items()), one.get_body(("plain",)).get_content(), one.get_body(("html",)).get_content()) for one in parsed]


def _links(mail, to, what=""):
    """The two addresses of the newest mail to somebody that has some: yes and no, each as often in the text as in the HTML."""
    for headers, text, html in reversed(_mails(mail)):
        links = LINK.findall(text)
        if to in headers["To"] and what in text and links:
            assert links == LINK.findall(html) and len(links) == 2, (links, html)
            return [one[len(HOST):] for one in links]
    return []


def _browser(server):
    """Somebody without a cookie, whose browser keeps the referrer to itself and so says that it comes from nowhere."""
    class Browser(Client):
        def look(self, path, **more):
            return self.ask("GET", path, headers=more or None)

        def press(self, path, **fields):
            return self.ask("POST", path, urllib.parse.urlencode(fields).encode(),
                            {"Content-Type": "application/x-www-form-urlencoded", "Origin": "null", "Sec-Fetch-Site": "same-origin"})
    return Browser(server)


def _household(home, mail, approvals=1, more="", locale="en"):
    _configure(home, mail)
    server = home.serve()
    owner = _owner(server, locale)
    owner.post("/accounts", {"name": "Savings", "currency": "EUR", "opening": "5000.00", "opening_date": "2026-01-01"}, want=201)
    owner.call("PUT", "/policy", {"text": ASK % (approvals, more)})
    return server, owner


def _ask(home, owner, mail, payee="Landlord", to="ada@example.org"):
    """A program wants to pay: who decides is asked by mail."""
    asked = owner.key("read", "write").post("/payments", {"account": "Savings", "payee": payee, "amount": "123.45"}, want=202)["proposal"]
    assert asked["state"] == "waiting", asked
    home.until(lambda: _links(mail, to, payee))
    return asked, _links(mail, to, payee)


def _is(owner, asked):
    return owner.get("/approvals/" + asked["id"])["state"]


def a_payment_is_approved_from_the_mail(home):
    with Peer("smtp.py") as mail:
        server, owner = _household(home, mail)
        asked, (yes, no) = _ask(home, owner, mail)
        browser = _browser(server)
        page = browser.look(yes)
        assert page.status == 200 and page.type == "text/html" and "<script" not in page.text, page
        for said in ("123.45", "Landlord", "Savings", "somebody looks at payments", "Approve", "<form method=\"post\">", "<html lang=\"en\">"):
            assert said in page.text, said
        assert page.headers["Cache-Control"] == "no-store" and page.headers["Referrer-Policy"] == "no-referrer" and page.headers["X-Frame-Options"] == "DENY"
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "script" not in policy
        token = yes.rsplit("/", 1)[1]
        assert token not in page.text  # not even in the form
        done = browser.press(yes)
        assert done.status == 200 and "It is done." in done.text, done
        assert _is(owner, asked) == "done"
        # A double click, the other link, and looking again.
        for again in (browser.press(yes), browser.press(no), browser.look(yes)):
            assert again.status == 410 and "answered already" in again.text and "Landlord" not in again.text, again
        assert _is(owner, asked) == "done"
        events = [one for one in owner.get("/events?limit=200")["items"] if one["type"] == "proposal.done"]
        assert len(events) == 1
        assert server.stop() == 0
        home.is_sound()


def who_only_looks_changes_nothing(home):
    with Peer("smtp.py") as mail:
        server, owner = _household(home, mail)
        asked, links = _ask(home, owner, mail)
        browser = _browser(server)
        for link in links * 3:  # a mail scanner follows all of them, again and again
            assert browser.look(link).status == 200 and browser.ask("HEAD", link).status == 200
        assert browser.ask("PUT", links[0], b"").status == 405
        assert _is(owner, asked) == "waiting" and owner.get("/approvals/" + asked["id"])["decision"]["approvals"] == 0
        assert "It was refused" in browser.press(links[1]).text
        assert _is(owner, asked) == "denied"
        for nonsense in ("/answer/", "/answer/x", links[0][:-1], links[0] + "x", "/answer/" + "A" * 43, "/unsubscribe/" + "A" * 43):
            assert browser.look(nonsense).status == 404 and browser.press(nonsense).status == 404, nonsense
        assert server.stop() == 0


def many_clicks_at_once_are_one_answer(home):
    with Peer("smtp.py") as mail:
        server, owner = _household(home, mail)
        asked, (yes, no) = _ask(home, owner, mail)
        with concurrent.futures.ThreadPoolExecutor(12) as pool:
            statuses = list(pool.map(lambda i: _browser(server).press(no if i % 2 else yes).status, range(12)))
        assert statuses.count(200) == 1 and statuses.count(410) == 11, statuses
        assert _is(owner, asked) in ("done", "denied")
        assert server.stop() == 0
        home.is_sound()


def what_was_answered_elsewhere_or_changed_or_is_late_is_worth_nothing(home):
    with Peer("smtp.py") as mail:
        server, owner = _household(home, mail)
        elsewhere, first = _ask(home, owner, mail, "Elsewhere")
        changed, second = _ask(home, owner, mail, "Changed")
        late, third = _ask(home, owner, mail, "Late")
        owner.post("/approvals/%s/approve" % elsewhere["id"], {"digest": elsewhere["digest"]})
        browser = _browser(server)
        assert browser.look(first[1]).status == 410 and browser.press(first[1]).status == 410
        assert _is(owner, elsewhere) == "done"
        assert server.stop() == 0
        home.change("UPDATE proposal SET digest = policy WHERE id = (SELECT id FROM proposal WHERE summary LIKE '%Changed%')")
        home.change("UPDATE answer_link SET until_us = 1000 WHERE subject = (SELECT id FROM proposal WHERE summary LIKE '%Late%')")
        server, owner = _restart(home, owner)
        browser = _browser(server)
        for link in second:
            assert browser.look(link).status == 409 and browser.press(link).status == 409 and "not what the mail said" in browser.look(link).text
        for link in third:  # hidden by now, if the clearing was quicker
            assert browser.look(link).status in (404, 410) and browser.press(link).status in (404, 410)
        assert _is(owner, changed) == "waiting" and _is(owner, late) == "waiting"
        assert server.stop() == 0


def two_people_and_each_has_links_of_their_own(home):
    with Peer("smtp.py") as mail:
        server, owner = _household(home, mail, approvals=2)
        ben = _invite(owner, "ben@example.org", "member")
        _invite(owner, "eve@example.org", "viewer")
        asked, adas = _ask(home, owner, mail)
        home.until(lambda: _links(mail, "ben@example.org"))
        bens = _links(mail, "ben@example.org")
        assert not set(adas) & set(bens) and not any("eve@example.org" in headers["To"] for headers, _, _ in _mails(mail))
        browser = _browser(server)
        first = browser.press(adas[0])
        assert first.status == 200 and "Somebody else has to answer" in first.text
        assert browser.press(adas[0]).status == 410 and _is(owner, asked) == "waiting"  # one's own link twice is not two people
        # Who is a member no more answers no more.
        me = ben.get("/me")["id"]
        owner.patch("/members/" + me, {"role": "viewer"})
        assert browser.look(bens[0]).status == 404 and browser.press(bens[0]).status == 404
        owner.patch("/members/" + me, {"role": "member"})
        assert "It is done." in browser.press(bens[0]).text and _is(owner, asked) == "done"
        assert server.stop() == 0


def a_code_where_the_policy_wants_one(home):
    with Peer("smtp.py") as mail:
        server, owner = _household(home, mail, more="    step-up: yes\n")
        asked, (yes, no) = _ask(home, owner, mail)
        browser = _browser(server)
        page = browser.look(yes)
        assert page.status == 403 and "log in to Florin" in page.text and "<form" not in page.text  # no app: nothing that could be typed here
        assert browser.press(yes, code="123456").status == 403
        app = App(owner)
        page = browser.look(yes)
        assert page.status == 200 and "autocomplete=\"one-time-code\"" in page.text
        assert browser.press(yes).status == 403 and browser.press(yes, code="000000").status == 403
        owner.post("/security/code")  # a code by mail is no second proof beside a link by mail
        codes = lambda: [code for _, text, _ in _mails(mail) for code in re.findall(r"^    (\d{8})\b", text, re.M)]
        home.until(codes)
        assert browser.press(yes, code=codes()[-1]).status == 403 and browser.press(yes, mailed_code=codes()[-1]).status == 403
        assert _is(owner, asked) == "waiting"
        assert "It is done." in browser.press(yes, code=app.code()).text and _is(owner, asked) == "done"
        again, (yes, no) = _ask(home, owner, mail, "Somebody else")
        for _ in range(5):
            browser.press(yes, code="000000")
        assert browser.press(yes, code=app.code()).status == 429
        assert "It was refused" in browser.press(no).text and _is(owner, again) == "denied"  # no takes no code
        assert server.stop() == 0


def a_held_payment_is_denied_from_the_mail(home):
    with Peer("smtp.py") as mail:
        _configure(home, mail)
        page = _found(home)
        page.patch("/me", {"locale": "de-DE"})
        _history(page)
        paid = _pay(page, "Kuechenstudio Berg", "-4200.00")
        home.until(lambda: _links(mail, "olga@example.org"))
        mine, not_mine = _links(mail, "olga@example.org")
        browser = _browser(home.servers[-1])
        shown = browser.look(not_mine)
        assert shown.status == 200 and "<html lang=\"de\">" in shown.text
        for said in ("4.200,00", "Kuechenstudio Berg", "Giro", "Ich war es nicht"):
            assert said in shown.text, said
        assert browser.look(mine).status == 403 and _state(page, paid["id"]) == "pending"
        done = browser.press(not_mine)
        assert done.status == 200 and "findet nicht statt" in done.text, done
        assert _state(page, paid["id"]) == "void" and [one["payee"] for one in page.get("/policy/blocked")["items"]] == ["Kuechenstudio Berg"]
        assert browser.press(not_mine).status == 410 and browser.press(mine).status == 410
        # What is held became another payment since the mail: neither link says anything of that one.
        other = _pay(page, "Gold and Watches 24", "-4900.00")
        home.until(lambda: _links(mail, "olga@example.org", "Gold"))
        links = _links(mail, "olga@example.org", "Gold")
        page.patch("/transactions/" + other["id"], {"payee": "Another shop"})
        assert [(browser.look(link).status, browser.press(link).status) for link in links] == [(409, 409)] * 2
        assert _state(page, other["id"]) == "pending" and len(_held(page)) == 1
        assert home.servers[-1].stop() == 0
        home.is_sound()


def a_held_payment_is_released_with_a_code_and_the_own_question(home):
    with Peer("smtp.py") as mail:
        _configure(home, mail)
        page = _found(home)
        _history(page)
        app = App(page)
        question = {"question": "The boat of your childhood?", "answer": "old seagull"}
        page.call("PUT", "/me/security-questions", {"password": PASSWORD, "questions": [question]})
        paid = _pay(page, "Kuechenstudio Berg", "-4200.00")
        home.until(lambda: _links(mail, "olga@example.org"))
        mine, not_mine = _links(mail, "olga@example.org")
        browser = _browser(home.servers[-1])
        shown = browser.look(mine)
        assert shown.status == 200 and question["question"] in shown.text and "name=\"code\"" in shown.text
        assert browser.press(mine, code=app.code()).status == 403
        assert browser.press(mine, code=app.code(), answer="the titanic").status == 403
        assert browser.press(mine, answer="old seagull").status == 403 and len(_held(page)) == 1
        done = browser.press(mine, code=app.code(), answer="Old Seagull")
        assert done.status == 200 and "no longer held" in done.text, done
        assert _state(page, paid["id"]) == "posted" and browser.press(not_mine).status == 410
        # Another one, answered on the page; its links are worth nothing then.
        again = _pay(page, "Gold and Watches 24", "-4900.00")
        home.until(lambda: _links(mail, "olga@example.org", "Gold"))
        links = _links(mail, "olga@example.org", "Gold")
        assert page.post("/security/inbox/%s/deny" % _held(page)[0]["id"])["state"] == "denied"
        assert [browser.press(link).status for link in links] == [410, 410] and _state(page, again["id"]) == "void"
        assert home.servers[-1].stop() == 0
        home.is_sound()


def who_wants_no_links_gets_none(home):
    with Peer("smtp.py") as mail:
        server, owner = _household(home, mail)
        assert owner.get("/notification-preferences")["answer_links"] is True
        asked, (yes, no) = _ask(home, owner, mail)
        assert owner.patch("/notification-preferences", {"answer_links": False})["answer_links"] is False
        browser = _browser(server)
        assert browser.look(yes).status == 410 and browser.press(yes).status == 410 and _is(owner, asked) == "waiting"
        before = len(_mails(mail))
        owner.key("read", "write").post("/payments", {"account": "Savings", "payee": "Another", "amount": "10"}, want=202)
        home.until(lambda: len(_mails(mail)) > before)
        assert not LINK.search(_mails(mail)[-1][1]) and HOST + "/approvals" in _mails(mail)[-1][1]
        assert owner.patch("/notification-preferences", {"digest": "daily"})["answer_links"] is False
        assert server.stop() == 0


def a_mail_that_is_sent_again_has_links_that_work_and_the_store_has_none(home):
    with Peer("smtp.py") as mail:
        server, owner = _household(home, mail)
        mail.tell("answer RCPT 1 450 4.2.0 greylisted")
        owner.key("read", "write").post("/payments", {"account": "Savings", "payee": "Landlord", "amount": "10"}, want=202)
        home.until(lambda: any(one["tries"] == 1 for one in _sent(owner)))
        assert server.stop() == 0
        home.change("UPDATE notification SET next_try_us = 0")
        server, owner = _restart(home, owner)
        home.until(lambda: _links(mail, "ada@example.org"))
        yes, no = _links(mail, "ada@example.org")
        everything = str(owner.get("/notifications?channel=sent")) + str(owner.get("/notifications")) + str(owner.get("/events?limit=200"))
        assert yes.rsplit("/", 1)[1] not in everything and "/answer/" not in everything
        assert "It is done." in _browser(server).press(yes).text
        assert server.stop() == 0
        if home.database is None:
            for name in os.listdir(home.data):
                if os.path.isfile(os.path.join(home.data, name)):
                    with open(os.path.join(home.data, name), "rb") as f:
                        held = f.read()
                    assert not any(link.rsplit("/", 1)[1].encode() in held for link in (yes, no)), name


def guessing_is_slowed_down(home):
    with Peer("smtp.py") as mail:
        server, owner = _household(home, mail)
        browser = _browser(server)
        statuses = {browser.look("/answer/" + "A" * 43).status for _ in range(90)}
        assert statuses == {404, 429}, statuses
        assert server.stop() == 0


def mail_of_a_kind_is_stopped_with_one_click(home):
    with Peer("smtp.py") as mail:
        _configure(home, mail)
        server = home.serve()
        owner = _owner(server)
        for kind in ("payment_executed", "fraud_alert", "approval_wanted", "blocked", "code", "test"):
            before = len(_mails(mail))
            owner.post("/templates/%s/test" % kind, want=202)
            home.until(lambda: len(_mails(mail)) == before + 1)
            headers = _mails(mail)[-1][0]
            once = headers.get("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
            assert once == (kind == "payment_executed"), (kind, headers)
            if once:
                stop = headers["List-Unsubscribe"].strip("<>")
                assert stop.startswith(HOST + "/unsubscribe/")
                stop = stop[len(HOST):]
        browser = _browser(server)
        choice = lambda: {one["kind"]: one["how"] for one in owner.get("/notification-preferences")["kinds"]}["payment_executed"]
        page = browser.look(stop)
        assert page.status == 200 and "Payments that were made" in page.text and "Less mail?" in page.text and choice() == "by_severity"
        assert browser.press(stop).status == 200 and choice() == "by_severity"  # without what the standard wants
        form = ("--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n").encode()
        sent = browser.ask("POST", stop, form, {"Content-Type": "multipart/form-data; boundary=x"})
        assert sent.status == 200 and choice() == "never"
        assert browser.press(stop, **{"List-Unsubscribe": "One-Click"}).status == 200  # again is the same
        owner.patch("/notification-preferences", {"kinds": [{"kind": "payment_executed", "how": "at_once"}]})
        assert choice() == "at_once"
        assert "noted" in browser.press(stop, **{"List-Unsubscribe": "One-Click"}).text and choice() == "never"
        assert browser.press("/answer/" + stop.rsplit("/", 1)[1]).status == 404  # it answers nothing
        assert server.stop() == 0


if __name__ == "__main__":
    scenario.run(dict(globals()))
