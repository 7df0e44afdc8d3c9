"""A household lives with its ledger: sorting, budgets, agents, exports."""
import json
import shutil
import subprocess

import scenario
from statements import GIRO


def a_correction_teaches_and_stands_against_later_imports(home):
    home.take(home.file("giro.csv", "Date,Payee,Amount\n2026-01-02,ZWITSCHER 12 BONN,-9.00\n"))
    number = home.transactions()[0]["transaction"]
    home.florin("categorize", str(number), "Expenses:Pets")
    home.take(home.file("giro-2.csv", "Date,Payee,Amount\n2026-01-02,ZWITSCHER 12 BONN,-9.00\n2026-02-02,ZWITSCHER 12 BONN,-8.00\n"))
    assert {row["category"] for row in home.transactions()} == {"Expenses:Pets"}


def rules_show_first_what_they_would_change(home):
    home.take(home.file("giro.csv", "Date,Payee,Amount\n2026-01-02,ZWITSCHER 12 BONN,-9.00\n"))
    home.florin("rules", "add", 'payee contains "zwitscher" -> category "Expenses:Pets:Birds", tag "beak"')
    dry = home.answer("categorize", "--all", "--dry-run")
    assert dry["changed"] == 1 and dry["rows"][0]["to"] == "Expenses:Pets:Birds", dry
    assert home.transactions()[0]["category"] != "Expenses:Pets:Birds"
    home.florin("categorize", "--all")
    assert (home.transactions()[0]["category"], home.transactions()[0]["tags"]) == ("Expenses:Pets:Birds", "beak")
    home.is_sound()


def a_broken_rule_is_refused_with_its_place(home):
    home.florin("rules", "add", "payee contains netflix -> category", exit=3)
    assert "1" in home.said and "column" in home.said, home.said


def a_split_adds_up_or_is_refused(home):
    home.take(home.file("giro.csv", GIRO))
    number = str([row for row in home.transactions() if row["amount"] == "-23.40"][0]["transaction"])
    home.florin("edit", number, "--split", "Expenses:Groceries 20.00, Expenses:Home 3.00", exit=3)
    home.florin("edit", number, "--split", "Expenses:Groceries 20.00, Expenses:Home 3.40")
    assert home.spending()[("2026-01", "Expenses:Home")] == "3.40"
    home.is_sound()


def what_is_reconciled_is_locked(home):
    home.take(home.file("giro.csv", GIRO))
    number = str(home.transactions()[0]["transaction"])
    home.florin("edit", number, "--reconciled")
    home.florin("edit", number, "--payee", "Somebody", exit=3)
    home.florin("undo", exit=3)
    home.florin("edit", number, "--unlock")
    home.florin("edit", number, "--payee", "Somebody")
    assert home.transactions()[0]["payee"] == "Somebody"


def a_budget_warns_at_80_percent_and_alarms_at_100(home):
    home.take(home.file("giro.csv", "Date,Payee,Amount\n2026-01-02,LIDL,-85.00\n"))
    home.florin("budget", "set", "Expenses:Groceries", "100", "--currency", "EUR")
    told = [row["title"] for row in home.answer("notifications")["rows"]]
    assert any("85 %" in title for title in told), told
    home.take(home.file("giro-2.csv", "Date,Payee,Amount\n2026-01-09,LIDL,-30.00\n"))
    told = [row for row in home.answer("notifications")["rows"] if row["severity"] == "alert"]
    assert any("over budget" in row["title"] for row in told), told
    types = [event["type"] for event in home.answer("events", "--limit", "100")]
    assert "budget.warning" in types and "budget.exceeded" in types and "user.alert.sent" in types, types


def every_transaction_is_a_cloudevent(home):
    home.take(home.file("giro.csv", GIRO))
    log = home.answer("events", "--limit", "100")
    assert {"import.committed", "transaction.created"} <= {event["type"] for event in log}
    for event in log:
        assert event["specversion"] == "1.0" and event["id"] and event["source"] and event["time"].endswith("Z"), event
    assert len({event["id"] for event in log}) == len(log)


def entering_the_same_id_twice_books_once(home):
    home.florin("accounts", "add", "Cash", "--kind", "asset", "--currency", "EUR")
    one = "018f0000-0000-7000-8000-00000000abcd"
    home.florin("add", "Cash", "-5.00", "--id", one, "-p", "Market", "-d", "2026-01-02")
    assert home.answer("add", "Cash", "-5.00", "--id", one, "-p", "Market", "-d", "2026-01-02")["again"] is True
    home.florin("add", "Cash", "-6.00", "--id", one, "-p", "Market", "-d", "2026-01-02", exit=3)
    assert "amount" in home.said
    assert home.balances() == {"Cash": "-5.00"}


def the_journal_has_the_same_balances_in_hledger(home):
    if shutil.which("hledger") is None:
        raise AssertionError("hledger is not installed: script/setup test installs it")
    home.take(home.file("giro.csv", GIRO))
    journal = home.file("out.journal", home.florin("export", "--format", "journal"))
    said = subprocess.run(["hledger", "-f", journal, "bal", "Assets", "-O", "json"], capture_output=True, text=True, check=True)
    assert "2969" in json.dumps(json.loads(said.stdout)), said.stdout


if __name__ == "__main__":
    scenario.run(globals())
