"""What lies ahead: a bank's file goes in, and out come the payments that come again, what the account will hold, and when it may run dry."""
import datetime
import random

import scenario
from client import Client

PASSWORD = "violet harbour trombone 58"
TODAY = datetime.date.today()
KNOWN = TODAY - datetime.timedelta(3)  # the file's last day


def _month(day, months):
    at = day.year * 12 + day.month - 1 + months
    return datetime.date(at // 12, at % 12 + 1, 1)


def _statement(salary=2600, months=26, seed=7):
    """A salary and a rent, a subscription that became dearer, a power bill, a gym that was given up, and everyday spending."""
    dice, rows = random.Random(seed), []
    for k in range(-months, 1):
        month = _month(TODAY, k)
        rows += [(month.replace(day=25), salary, "Employer GmbH"), (month.replace(day=2), -1100, "Landlord Elm Street"),
                 (month.replace(day=12), -9.99 if k < -6 else -12.99, "Streamly"),
                 (month.replace(day=20), -round(dice.uniform(60, 90), 2), "City Power")]
        if k < -5:
            rows.append((month.replace(day=5), -29.9, "Gym Iron Yard"))
    day = _month(TODAY, -months)
    while day <= KNOWN:
        if day == KNOWN or dice.random() < 0.6:
            rows.append((day, -round(2 + dice.expovariate(1 / 60), 2), dice.choice(["Market Hall", "Bakery Braun", "Cafe Nord", "Bookshop"])))
        day += datetime.timedelta(1)
    return sorted((row for row in rows if row[0] <= KNOWN), key=lambda row: row[0])


def _as_bank(rows):
    return "Date,Amount,Payee\n" + "".join("%s,%.2f,%s\n" % row for row in rows)


def _holds(rows, wanted):
    """One more row, long ago, after which the account holds so much at the end."""
    return [(rows[0][0] - datetime.timedelta(1), wanted - sum(row[1] for row in rows), "Transfer of old account")] + rows


def _household(home, wanted, **kinds):
    home.take(home.file("bank.csv", _as_bank(_holds(_statement(**kinds), wanted))))
    return home.answer("accounts")["rows"][0]["account"]


def _by_payee(rows):
    found = {}
    for row in rows:
        found.setdefault(row["payee"], []).append(row)
    return found


def what_comes_again_is_listed(home):
    _household(home, 900)
    rows = _by_payee(home.answer("recurring")["rows"])
    (rent,), (salary,), (stream,), (gym,), (power,) = (rows[name] for name in (
        "Landlord Elm Street", "Employer GmbH", "Streamly", "Gym Iron Yard", "City Power"))
    assert (rent["amount"], rent["schedule"], rent["state"], rent["amounts"]) == ("-1100.00", "every month on the 2nd", "running", "fixed"), rent
    assert rent["next"] > KNOWN.isoformat() and rent["next"].endswith("-02") and rent["confidence"] > 0.9
    assert salary["amount"] == "2600.00" and salary["next"].endswith("-25")
    assert (stream["amount"], stream["rose_from"], stream["rose_to"]) == ("-12.99", "-9.99", "-12.99")
    assert gym["state"] == "ended" and gym["next"] is None and gym["missed"] >= 2
    assert -90 <= float(power["amount_low"]) < float(power["amount"]) < float(power["amount_high"]) <= -50
    assert "Bakery Braun" not in rows or rows["Bakery Braun"][0]["confidence"] < 1
    said = home.florin("recurring")
    assert "Landlord Elm Street" in said and "every month on the 2nd" in said and "ended" in said
    home.florin("recurring", "--account", "nobody", exit=1)


def an_account_that_runs_dry_is_told_of_and_a_full_one_is_not(home):
    account = _household(home, 400, salary=1700)
    poor = home.answer("forecast", "--account", account, "--days", "120")
    assert poor["balance"] == "400.00" and poor["as_of"] == KNOWN.isoformat() and poor["dry"]["chance"] >= 0.2, poor["dry"]
    assert poor["by_the_end"]["chance"] > 0.9 and len(poor["days"]) == 123
    for day in poor["days"]:
        assert float(day["low"]) <= float(day["median"]) <= float(day["high"])
    chances = [day["dry_by_then"] for day in poor["days"]]
    assert chances == sorted(chances) and 0 <= chances[0] and chances[-1] <= 1
    first = next(day for day in poor["days"] if day["dry_by_then"] >= 0.2)
    assert first["date"] == poor["dry"]["date"]
    sooner = home.answer("forecast", "--account", account, "--days", "120", "--chance", "0.05")
    assert sooner["dry"]["date"] <= poor["dry"]["date"]
    assert poor == home.answer("forecast", "--account", account, "--days", "120"), "the same twice"
    rents = [due for due in poor["due"] if due["payee"] == "Landlord Elm Street"]
    assert 3 <= len(rents) <= 5 and all(due["amount"] == "-1100.00" and due["chance"] > 0.9 for due in rents)
    assert not any(due["payee"] == "Gym Iron Yard" for due in poor["due"])
    assert -500 < float(poor["rest_week"]) < -100
    assert "May run dry by" in home.florin("forecast", "--account", account)
    home.florin("add", account, "9000", "--payee", "Sold the car", "--category", "Income:Other", "--date", KNOWN.isoformat())
    rich = home.answer("forecast", "--account", account, "--days", "60")
    assert rich["balance"] == "9400.00" and rich["dry"] is None and rich["by_the_end"]["chance"] < 0.01
    assert "Unlikely to run dry" in home.florin("forecast")
    home.florin("accounts", "limit", account, "9000")
    assert home.answer("forecast", "--account", account)["lowest"] == "9000.00"
    assert home.answer("forecast", "--account", account)["dry"] is not None, "the lowest balance is what counts"
    home.florin("forecast", "--days", "2", exit=2)
    home.florin("forecast", "--chance", "none", exit=2)


def what_is_announced_is_expected(home):
    account = _household(home, 5000)
    later = (TODAY + datetime.timedelta(10)).isoformat()
    home.florin("add", account, "-4800", "--payee", "Roofer", "--category", "Expenses:Housing", "--date", later)
    said = home.answer("forecast", "--account", account, "--days", "30")
    (roof,) = [due for due in said["due"] if due["payee"] == "Roofer"]
    assert (roof["date"], roof["amount"], roof["announced"], roof["chance"]) == (later, "-4800.00", True, 1)
    assert said["balance"] == "5000.00"
    before, after = (next(d for d in said["days"] if d["date"] == (TODAY + datetime.timedelta(n)).isoformat()) for n in (9, 10))
    assert 4000 < float(before["median"]) - float(after["median"]) < 6000


def the_api_says_the_same(home):
    account = _household(home, 400, salary=1700)
    home.florin("user", "add", "owner@example.org", "--role", "owner", "--password-stdin", given=PASSWORD + "\n")
    server = home.serve()
    page = Client(server)
    page.log_in("owner@example.org", PASSWORD)
    shown = page.get("/recurring")["items"]
    told = home.answer("recurring", "--all")["rows"]
    assert [(r["payee"], r["amount"], r["next"], r["state"]) for r in shown] == [(r["payee"], r["amount"], r["next"], r["state"]) for r in told]
    (rent,) = [r for r in shown if r["payee"] == "Landlord Elm Street"]
    assert (rent["every"], rent["step"], rent["day"], rent["nth"], rent["rise"]) == ("month_day", 1, 2, 0, None)
    (stream,) = [r for r in shown if r["payee"] == "Streamly"]
    assert stream["rise"]["to"] == "-12.99"
    cash = page.get("/forecast/cash-flow?account=%s&days=60" % rent["account"]["id"])
    line = home.answer("forecast", "--account", account, "--days", "60")
    assert cash["dry"] == line["dry"] and cash["days"] == line["days"] and cash["account"]["name"] == account
    assert page.get("/forecast/cash-flow?days=60")["days"] == line["days"], "one account is all of them"
    assert page.get("/forecast/cash-flow?days=60&chance=100")["dry"] is None or cash["by_the_end"]["chance"] == 1
    page.get("/forecast/cash-flow?days=3", want=400)
    page.get("/forecast/cash-flow?account=nobody", want=404)
    page.get("/forecast/cash-flow?today=2199-12-31", want=400)
    page.post("/transactions", {"account": account, "date": KNOWN.isoformat(), "amount": "9000.00", "payee": "Sold the car"}, want=201)
    assert page.get("/forecast/cash-flow?days=60")["balance"] == "9400.00", "what is kept is kept until something is written"
    assert server.stop() == 0


def an_empty_household_has_nothing_ahead(home):
    assert home.answer("recurring")["rows"] == []
    home.florin("accounts", "add", "Cash", "--currency", "EUR")
    said = home.answer("forecast", "--account", "Cash")
    assert said["rest_days"] == 0 and said["due"] == [] and said["days"][-1]["median"] == "0.00" and said["dry"] is None
    assert "too short" in home.florin("forecast", "--account", "Cash")


def a_file_alone_is_forecast_too(home):
    rows = _statement(salary=1700)
    file = home.file("payments.csv", _as_bank(rows))
    said = home.answer("numerics", "cashflow", file, "--balance", "400", "--days", "60")
    assert said["today"] == KNOWN.isoformat() and len(said["days"]) == 60 and said["dry"]["chance"] >= 0.2
    assert said == home.answer("numerics", "cashflow", file, "--balance", "400", "--days", "60", "--seed", "1")
    full = home.answer("numerics", "cashflow", file, "--balance", "40000", "--days", "60")
    assert full["dry"] is None and full["by_the_end"]["chance"] == 0
    assert {due["payee"] for due in said["due"]} >= {"Employer GmbH", "Landlord Elm Street", "Streamly", "City Power"}
    shift = home.answer("numerics", "cashflow", file, "--balance", "39600", "--lowest", "39200", "--days", "60")
    assert shift["by_the_end"]["chance"] == said["by_the_end"]["chance"], "only what lies above the lowest balance counts"
    home.florin("numerics", "cashflow", file, exit=2)
    home.florin("numerics", "cashflow", file, "--balance", "1", "--chance", "7", exit=2)


if __name__ == "__main__":
    scenario.run(globals())
