"""What resembles what: a household asks for payments like another, corrects names, changes its mind; two households see nothing of each other."""
import scenario
from client import Client

PASSWORD = "violet harbour trombone 58"


def _found(home):
    server = home.servers[-1] if home.servers else home.serve()
    page = Client(server)
    page.post("/auth/signup", {"email": "olga@example.org", "password": PASSWORD, "household_name": "Elm Street 4"}, want=201)
    for name in ("Giro", "Card"):
        page.post("/accounts", {"name": name, "currency": "EUR", "opening": "1000.00", "opening_date": "2026-01-01"}, want=201)
    return page


def _enter(page, payee, day="2026-02-03", memo="", account="Giro"):
    return page.post("/transactions", {"account": account, "date": day, "amount": "-5", "payee": payee, "memo": memo}, want=201)


def _like(page, query):
    reply = page.get("/transactions/similar?" + query)
    assert reply["complete"], reply
    return [x["transaction"]["payee"] for x in reply["items"]]


def a_payment_is_asked_for_others_like_it(home):
    page = _found(home)
    bakery = _enter(page, "Corner Bakery")
    _enter(page, "Bakery Miller", day="2026-03-01")
    _enter(page, "Municipal Gasworks", account="Card")
    assert _like(page, "q=corner+bakery") == ["Corner Bakery", "Bakery Miller", "Municipal Gasworks"]
    assert _like(page, "q=bakery&limit=1") in (["Corner Bakery"], ["Bakery Miller"])
    assert _like(page, "transaction=%s&limit=1" % bakery["id"]) == ["Bakery Miller"]
    assert _like(page, "q=bakery&from=2026-02-10") == ["Bakery Miller"]
    assert _like(page, "q=bakery&account=Card") == ["Municipal Gasworks"]
    again = _enter(page, "Corner Bakery", day="2026-02-20", memo="4711")
    assert _like(page, "transaction=%s&limit=1&diverse=50" % bakery["id"]) == ["Corner Bakery"]
    page.get("/transactions/similar", want=400)
    page.get("/transactions/similar?q=x&transaction=" + again["id"], want=400)
    page.get("/transactions/similar?transaction=0197a1b2-c3d4-7e5f-8a6b-0123456789ab", want=404)
    page.get("/transactions/similar?q=x&account=Nowhere", want=404)


def names_that_change_are_followed(home):
    page = _found(home)
    shop = _enter(page, "Blumen Quandt")
    _enter(page, "Gasworks")
    assert _like(page, "q=blumen&limit=1") == ["Blumen Quandt"]
    changed = page.ask("PATCH", "/api/v1/transactions/" + shop["id"], {"payee": "Quelle Versand"})
    assert _like(page, "q=quelle+versand&limit=1") == ["Quelle Versand"]
    page.post("/undo", {"undo": changed.headers["Florin-Undo"]})
    assert _like(page, "q=quelle+versand&limit=1") != ["Quelle Versand"]
    payee = page.get("/payees?q=blumen")["items"][0]["id"]
    page.call("PATCH", "/payees/" + payee, {"name": "Online Bookshop"})
    assert _like(page, "q=bookshop&limit=1") == ["Online Bookshop"]
    page.post("/transactions/%s/void" % shop["id"])
    assert _like(page, "q=bookshop") == ["Gasworks"]


def another_household_is_not_looked_at(home):
    page = _found(home)
    mine = _enter(page, "Corner Bakery")
    assert home.servers[-1].stop() == 0
    key = home.florin("user", "add", "eve@example.org", "--household", "new").strip().split("\n")[-1]
    home.servers.clear()
    other = Client(home.serve(), bearer=key)
    other.post("/accounts", {"name": "Giro", "currency": "EUR", "opening": "1000.00", "opening_date": "2026-01-01"}, want=201)
    _enter(other, "Gasworks")
    assert _like(other, "q=bakery") == ["Gasworks"]
    other.get("/transactions/similar?transaction=" + mine["id"], want=404)
    assert home.answer("similar", "gasworks")["rows"][0]["payee"] == "Corner Bakery"


def a_command_asks_beside_the_server_and_the_ledger_stays_sound(home):
    home.take(home.file("a.csv", "Date,Payee,Amount\n" + "".join("2026-01-%02d,Shop number %s,-%d.00\n" % (1 + i % 28, "abcdefgh"[i % 8], 1 + i) for i in range(40))))
    before = home.state()
    rows = home.answer("similar", "shop number c", "-n", "3")["rows"]
    assert rows[0]["payee"] == "Shop number c" and rows[0]["date"] == "2026-01-27", rows
    assert [r["score"] for r in rows] == sorted((r["score"] for r in rows), reverse=True)
    assert home.state() == before
    home.serve()
    assert home.answer("similar", "shop number c", "-n", "3")["rows"] == rows
    assert home.answer("similar", str(rows[0]["transaction"]), "-n", "1")["rows"][0]["payee"] == "Shop number c"
    home.florin("similar", "x", "--diverse", "2", exit=2)
    home.florin("similar", exit=2)


if __name__ == "__main__":
    scenario.run(dict(globals()))
