"""A household edits its ledger over the API: enters, sorts, splits, merges, undoes, renames; two households see nothing of each other."""
import uuid

import scenario
from client import Client

PASSWORD = "violet harbour trombone 58"


def _found(home, email="olga@example.org"):
    server = home.servers[-1] if home.servers else home.serve()
    page = Client(server)
    page.post("/auth/signup", {"email": email, "password": PASSWORD, "household_name": "Elm Street 4"}, want=201)
    page.post("/accounts", {"name": "Giro", "currency": "EUR", "opening": "1000.00", "opening_date": "2026-01-01"}, want=201)
    return page


def _enter(page, amount, payee, want=201, **more):
    return page.post("/transactions", {"account": "Giro", "date": "2026-02-03", "amount": amount, "payee": payee, **more}, want=want)


def _balance(page, account="Giro"):
    return next(a["balance"] for a in page.get("/accounts")["items"] if a["name"] == account)


def _parts(t):
    return [(p["category"], p["amount"]) for p in t["parts"]]


def _change(page, t, body, want=200):
    """The changed transaction and its token."""
    reply = page.ask("PATCH", "/api/v1/transactions/" + t["id"], body)
    assert reply.status == want, reply
    return reply.json, reply.headers.get("Florin-Undo")


def _is_sound(home):
    assert home.servers[-1].stop() == 0
    home.is_sound()


def a_transaction_is_entered_once_whatever_the_network_does(home):
    page = _found(home)
    mine = {"id": str(uuid.uuid4()), "tags": ["Week end", "food"], "notes": "cash", "memo": "two breads"}
    first = _enter(page, -12.5, "Corner bakery", category="Expenses:Groceries", **mine)
    again = _enter(page, "-12.50", "Corner bakery", 200, category="Expenses:Groceries", **mine)
    assert first == again and first["sorted_by"] == "user" and first["tags"] == ["Week end", "food"]
    refused = _enter(page, "-12.51", "Corner bakery", 409, category="Expenses:Groceries", **mine)
    assert "amount" in refused["detail"]
    by_id = page.get("/accounts")["items"][0]["id"]
    assert page.post("/transactions", {"account": by_id, "date": "2026-02-04", "amount": "3", "payee": "Refund"}, want=201)["account"]["name"] == "Giro"
    assert page.get("/transactions/" + first["id"]) == first
    assert _balance(page) == "990.50"
    held = _enter(page, -5, "Cinema", pending=True)
    assert held["state"] == "pending" and page.post("/transactions/%s/approve" % held["id"])["state"] == "posted"
    page.post("/transactions/%s/approve" % held["id"], want=409)
    for wrong, field in (({"amount": "1.005"}, "amount"), ({"account": "Nowhere"}, "account"), ({"tags": ["a,b"]}, "tags"),
                         ({"category": "Expenses:A", "parts": [{"category": "Expenses:B", "amount": -1}]}, "parts")):
        body = {"account": "Giro", "date": "2026-02-03", "amount": -1, "payee": "x", **wrong}
        reply = page.ask("POST", "/api/v1/transactions", body)
        assert reply.status in (400, 404) and reply.json["field"] == field, reply
    _is_sound(home)


def every_edit_is_taken_back_to_the_letter(home):
    page = _found(home)
    t = _enter(page, "-42.50", "Corner market", category="Expenses:Food")
    split = [{"category": "Expenses:Food", "amount": "-30"}, {"category": "Expenses:Home", "amount": -12.5}]
    for body in ({"category": "Expenses:Groceries"}, {"parts": split}, {"payee": "Market"}, {"tags": ["a", "b"], "notes": "x"},
                 {"reconciled": True}, {"payee": None}):
        changed, token = _change(page, t, body)
        assert changed != t
        assert page.post("/undo", {"undo": token}) == {"changed": 1}
        assert page.get("/transactions/" + t["id"]) == t, body
        page.post("/undo", {"undo": token}, want=404)
    now = page.post("/transactions/%s/split" % t["id"], {"parts": split})
    assert _parts(now) == [("Expenses:Food", "-30.00"), ("Expenses:Home", "-12.50")] and now["category"] is None
    merged, second = _change(page, t, {"category": "Expenses:Home"})
    assert _parts(merged) == [("Expenses:Home", "-42.50")]
    gone = page.ask("POST", "/api/v1/transactions/%s/void" % t["id"])
    assert gone.json["state"] == "void" and _balance(page) == "1000.00"
    page.post("/undo", {"undo": second}, want=409)
    page.post("/undo", {"undo": gone.headers["Florin-Undo"]})
    assert _balance(page) == "957.50"
    page.post("/undo", {"undo": second})
    assert _parts(page.get("/transactions/" + t["id"])) == _parts(now)
    page.post("/transactions/%s/split" % t["id"], {"parts": split[:1]}, want=400)
    locked, _ = _change(page, t, {"reconciled": True})
    assert locked["reconciled"] and _change(page, t, {"notes": "no"}, want=409)[0]["code"] == "conflict"
    page.post("/transactions/%s/void" % t["id"], want=409)
    _is_sound(home)


def many_are_edited_at_once_and_back(home):
    page = _found(home)
    ids = [_enter(page, "-%d" % (i + 1), "Kiosk", category="Expenses:Fun")["id"] for i in range(20)]
    page.patch("/transactions/" + ids[3], {"reconciled": True})
    before = [page.get("/transactions/" + i) for i in ids]
    done = page.post("/transactions/batch", {"ids": ids + [str(uuid.uuid4())], "category": "Expenses:Paper", "tags_add": ["press"], "payee": "The kiosk"})
    assert done["changed"] == 19 and len(done["refused"]) == 2 and "reconciled" in done["refused"][0]["why"]
    assert page.get("/tags")["items"] == [{"name": "press", "transactions": 19}]
    assert page.get("/transactions?tag=press&limit=7")["next"]
    assert page.post("/undo", {"undo": done["undo"]}) == {"changed": 19}
    assert [page.get("/transactions/" + i) for i in ids] == before
    done = page.post("/transactions/batch", {"ids": ids, "void": True})
    assert done["changed"] == 19 and _balance(page) == "996.00"
    page.post("/undo", {"undo": done["undo"]})
    assert _balance(page) == "790.00"
    page.post("/transactions/batch", {"ids": ids, "void": True, "payee": "x"}, want=400)
    page.post("/transactions/batch", {"ids": [], "void": True}, want=400)
    nothing = page.post("/transactions/batch", {"ids": [ids[3]], "void": True})
    assert nothing["changed"] == 0 and nothing["undo"] is None
    _is_sound(home)


def the_list_finds_what_is_asked_for_page_by_page(home):
    page = _found(home)
    for i in range(30):
        _enter(page, "%d.00" % (i - 20), "Shop %d" % (i % 3), date="2026-03-%02d" % (1 + i % 7), category="Expenses:Food" if i < 20 else "Income:Other")
    seen, cursor = [], ""
    while cursor is not None:
        got = page.get("/transactions?limit=7" + ("&cursor=" + cursor if cursor else ""))
        seen += got["items"]
        cursor = got["next"]
    assert len(seen) == 31 == len({t["id"] for t in seen})
    assert [t["date"] for t in seen] == sorted((t["date"] for t in seen), reverse=True)
    assert seen == list(reversed(page.get("/transactions?sort=oldest&limit=1000")["items"]))
    shop = next(p for p in page.get("/payees?q=SHOP%201")["items"])
    assert shop["transactions"] == 10 and shop["category"] == "Expenses:Food"
    for query, count in (("payee=" + shop["id"], 10), ("payee=Shop%201", 10), ("category=Expenses", 20), ("direction=in", 10), ("least=15&direction=out", 6),
                         ("most=0.5", 1), ("from=2026-03-07", 4), ("to=2026-01-31", 1), ("q=%22shop%202%22", 10), ("account=Giro&state=pending,void", 0),
                         ("unsorted=true", 0), ("review=true", 0), ("currency=USD", 0)):
        got = page.get("/transactions?limit=1000&" + query)["items"]
        assert len(got) == count, (query, len(got))
    for wrong, status in (("account=Nowhere", 404), ("payee=Nobody", 404), ("import=" + str(uuid.uuid4()), 404), ("cursor=xyz", 400), ("limit=1001", 400),
                          ("state=gone", 400)):
        page.get("/transactions?" + wrong, want=status)
    first = page.get("/payees?limit=2")
    assert [p["name"] for p in first["items"]] == ["Shop 0", "Shop 1"]
    assert [p["name"] for p in page.get("/payees?limit=2&cursor=" + first["next"])["items"]] == ["Shop 2"]
    _is_sound(home)


def names_change_everywhere_at_once(home):
    page = _found(home)
    lidl = _enter(page, -10, "LIDL SAGT DANKE")
    assert lidl["category"] == "Expenses:Groceries" and lidl["sorted_by"] == "classifier"
    page.put = lambda path, body: page.call("PUT", path, body)
    page.put("/rules", {"text": 'payee is "Mill" -> category "Expenses:Groceries:Bread", tag "daily"\n'})
    assert page.post("/categorize", {"payee": "Mill", "amount": -3})["category"] == "Expenses:Groceries:Bread"
    groceries = next(c for c in page.get("/categories?used=true")["items"] if c["path"] == "Expenses:Groceries")
    assert page.patch("/categories/" + groceries["id"], {"path": "Expenses:Food"})["path"] == "Expenses:Food"
    assert page.get("/transactions/" + lidl["id"])["category"] == "Expenses:Food"
    asked = page.post("/categorize", {"items": [{"payee": "Mill", "amount": "-3"}, {"text": "LIDL SAGT DANKE", "amount": -3, "account": "Giro"}]})["items"]
    assert [(a["category"], a["decided_by"], a["tags"]) for a in asked] == [("Expenses:Food:Bread", "rule", ["daily"]), ("Expenses:Food", "classifier", [])]
    assert asked[0]["rule"] == page.get("/rules")["items"][0]["id"] and asked[1]["payee"] == "Lidl"
    assert _enter(page, -4, "LIDL SAGT DANKE")["category"] == "Expenses:Food"
    assert "Expenses:Groceries" not in [c["path"] for c in page.get("/categories")["items"]]
    for path, want in (("Income:Food", 400), ("Expenses:Food:Below", 400), ("Nothing", 400)):
        page.patch("/categories/" + groceries["id"], {"path": path}, want=want)
    page.post("/categories", {"path": "Expenses:Food"}, want=409)
    page.post("/categories", {"path": "Expenses:Bees"}, want=201)

    payee = page.get("/payees")["items"][0]
    assert page.patch("/payees/" + payee["id"], {"name": "The market"})["name"] == "The market"
    other = _enter(page, -4, "Kiosk", category="Expenses:Food")
    kiosk = next(p for p in page.get("/payees")["items"] if p["name"] == "Kiosk")
    one = page.patch("/payees/" + kiosk["id"], {"name": "The market"})
    assert one["id"] == payee["id"] and one["transactions"] == 3
    assert page.get("/transactions/" + other["id"])["payee"] == "The market"
    page.patch("/payees/" + kiosk["id"], {"name": "Kiosk"}, want=404)
    _is_sound(home)


def a_copy_is_merged_with_the_banks_entry(home):
    page = _found(home)
    by_hand, by_bank = _enter(page, "-4.50", "Coffee", category="Expenses:Coffee"), _enter(page, "-4.55", "COFFEE BAR 12")
    merged = page.ask("POST", "/api/v1/transactions/%s/merge" % by_hand["id"], {"with": by_bank["id"]})
    assert merged.json["state"] == "void" and _balance(page) == "995.45"
    page.post("/transactions/%s/merge" % by_hand["id"], {"with": by_bank["id"]}, want=409)
    page.post("/transactions/%s/merge" % by_bank["id"], {"with": by_bank["id"]}, want=400)
    page.post("/transactions/%s/merge" % by_bank["id"], {"with": str(uuid.uuid4())}, want=404)
    page.post("/transactions/%s/review" % by_bank["id"], {"same": True}, want=404)
    page.post("/undo", {"undo": merged.headers["Florin-Undo"]})
    assert _balance(page) == "990.95"
    _is_sound(home)


def accounts_are_kept_by_hand(home):
    page = _found(home)
    giro = page.get("/accounts")["items"][0]
    assert (giro["kind"], giro["balance"], giro["transactions"], giro["newest"]) == ("asset", "1000.00", 1, "2026-01-01")
    card = page.post("/accounts", {"name": "Card", "kind": "liability", "number": "de89 3704 0044 0532 0130 00"}, want=201)
    assert card["currency"] == "EUR" and card["number"] == "DE89370400440532013000"
    page.post("/accounts", {"name": "Card"}, want=409)
    page.patch("/accounts/" + giro["id"], {"name": "Main", "lowest": "900"})
    page.post("/transactions", {"account": "Main", "date": "2026-02-01", "amount": "-100.01", "payee": "x"}, want=403)
    page.post("/transactions", {"account": "Main", "date": "2026-02-01", "amount": "-60", "payee": "x", "pending": True}, want=201)
    now = page.get("/accounts/" + giro["id"])
    assert (now["balance"], now["pending"], now["available"], now["held"], now["lowest"]) == ("1000.00", "-60.00", "940.00", 1, "900.00")
    page.patch("/accounts/" + giro["id"], {"lowest": None, "closed": True})
    page.post("/transactions", {"account": "Main", "date": "2026-02-01", "amount": "-1", "payee": "x"}, want=409)
    months = page.get("/accounts/%s/balances?from=2025-12&to=2026-01" % giro["id"])["items"]
    assert months == [{"month": "2025-12", "balance": "0.00"}, {"month": "2026-01", "balance": "1000.00"}]
    page.get("/accounts/%s/balances?from=1900-01&to=2100-01" % giro["id"], want=400)
    _is_sound(home)


def another_household_sees_and_changes_nothing(home):
    page = _found(home)
    mine = _enter(page, -5, "Corner market", category="Expenses:Food")
    _, token = _change(page, mine, {"notes": "mine"})
    ids = {"account": page.get("/accounts")["items"][0]["id"], "category": page.get("/categories?used=true")["items"][0]["id"],
           "payee": page.get("/payees")["items"][0]["id"]}
    assert home.servers[-1].stop() == 0
    key = home.florin("user", "add", "eve@example.org", "--household", "new").strip().split("\n")[-1]
    home.servers.clear()
    other = Client(home.serve(), key)
    for method, path, body in (("GET", "/transactions/" + mine["id"], None), ("PATCH", "/transactions/" + mine["id"], {"notes": "x"}),
                               ("POST", "/transactions/%s/void" % mine["id"], {}), ("POST", "/undo", {"undo": token}),
                               ("GET", "/accounts/" + ids["account"], None), ("PATCH", "/accounts/" + ids["account"], {"name": "x"}),
                               ("PATCH", "/categories/" + ids["category"], {"path": "Expenses:X"}), ("PATCH", "/payees/" + ids["payee"], {"name": "x"}),
                               ("GET", "/transactions?account=" + ids["account"], None), ("GET", "/transactions?payee=" + ids["payee"], None),
                               ("POST", "/transactions", {"account": ids["account"], "date": "2026-02-03", "amount": 1, "payee": "x"})):
        other.call(method, path, body, want=404)
    batch = other.post("/transactions/batch", {"ids": [mine["id"]], "void": True})
    assert batch["changed"] == 0 and batch["refused"][0]["id"] == mine["id"]
    for path in ("/transactions", "/accounts", "/payees", "/tags", "/categories?used=true"):
        assert other.get(path)["items"] == []
    _is_sound(home)


if __name__ == "__main__":
    scenario.run(dict(globals()))
