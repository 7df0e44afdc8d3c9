"""A household takes its bank files in."""
import os

import scenario
from statements import GIRO, GIRO_BROKEN, GIRO_LATER, mt940, ofx


def the_first_file_opens_an_account_at_the_banks_balance(home):
    said = home.take(home.file("giro.csv", GIRO))
    assert (said["read"], said["added"], said["refused"]) == (5, 5, 0), said
    assert home.balances() == {"giro": "2969.00"}
    home.is_sound()


def the_same_file_again_adds_nothing_and_twins_survive(home):
    path = home.file("giro.csv", GIRO)
    home.take(path)
    again = home.take(path)
    assert (again["added"], again["duplicates"]) == (0, 5), again
    assert len(home.transactions("--search", "kaffeekontor")) == 2
    assert home.balances() == {"giro": "2969.00"}


def an_overlapping_file_adds_what_is_new(home):
    home.take(home.file("giro-1.csv", GIRO))
    said = home.take(home.file("giro-2.csv", GIRO_LATER))
    assert (said["added"], said["duplicates"]) == (1, 2), said
    assert home.balances() == {"giro": "2907.80"}
    home.is_sound()


def a_broken_file_is_refused_with_its_line_and_loses_nothing(home):
    home.take(home.file("giro.csv", GIRO))
    before = home.state()
    said = home.take(home.file("giro-b.csv", GIRO_BROKEN), exit=3)
    assert said["refused"] == 1 and said["files"][0]["error"]["line"] == 3, said
    assert "-3.8x" in said["files"][0]["error"]["what"]
    assert home.state() == before


def a_statement_that_does_not_reconcile_is_refused_unless_it_is_asked_for(home):
    path = home.file("a.sta", mt940("DE00123", "100,00", [("260105", "D", "10,00", "REF1", "rent")], "95,00"))
    read = home.answer("read", path)
    assert read["statements"][0]["reconciles"] is False
    assert home.take(path, exit=3)["refused"] == 1
    assert home.transactions() == []
    assert home.take(path, more=("--unreconciled",))["added"] == 1


def one_good_file_beside_a_broken_one_is_taken(home):
    said = home.take(home.file("giro.csv", GIRO), home.file("x.csv", GIRO_BROKEN), exit=3)
    assert (said["added"], said["refused"]) == (5, 1), said


def undo_takes_an_import_back_and_the_file_can_come_again(home):
    path = home.file("giro.csv", GIRO)
    home.take(path)
    before = home.state()
    assert home.answer("undo")["voided"] == 5
    assert home.balances() == {"giro": "0.00"}
    home.florin("undo", exit=1)
    assert home.take(path)["added"] == 5
    assert home.state() == before
    home.is_sound()


def a_dry_run_changes_no_byte(home):
    home.take(home.file("giro-1.csv", GIRO))
    before = home.state()
    home.florin("import", "--dry-run", home.file("giro-2.csv", GIRO_LATER))
    assert home.state() == before


def an_entry_from_another_kind_of_file_waits_for_review(home):
    home.take(home.file("1.ofx", ofx("777", [("20260110", "-50.00", "A1", "GARDEN CENTRE BONN")], "450.00")))
    csv = "Account,Date,Payee,Amount\n777,2026-01-12,Garden Centre Bonn,-50.00\n777,2026-01-20,Bakery Mueller,-4.20\n"
    said = home.take(home.file("2.csv", csv))
    assert (said["added"], said["suggested"]) == (1, 1), said
    assert home.balances()["777"] == "445.80", "what waits counts in no booked balance"
    waiting = home.answer("review")["rows"]
    assert len(waiting) == 1
    home.florin("review", str(waiting[0]["transaction"]), "--same")
    assert home.answer("review")["rows"] == []
    assert home.take(os.path.join(home.folder, "2.csv"))["added"] == 0
    home.is_sound()


def what_is_different_after_all_is_booked(home):
    home.take(home.file("1.ofx", ofx("777", [("20260110", "-50.00", "A1", "GARDEN CENTRE BONN")], "450.00")))
    home.take(home.file("2.csv", "Account,Date,Payee,Amount\n777,2026-01-12,Garden Centre Bonn,-50.00\n"))
    waiting = home.answer("review")["rows"][0]["transaction"]
    home.florin("review", str(waiting), "--different")
    assert home.balances()["777"] == "400.00"
    home.is_sound()


def transfers_between_own_accounts_are_paired_in_either_order(home):
    savings = "Date,Payee,Amount,Balance\n2026-01-07,TRANSFER FROM GIRO,500.00,500.00\n"
    for order in (("giro.csv", GIRO), ("savings.csv", savings)), (("savings.csv", savings), ("giro.csv", GIRO)):
        other = scenario.Household(home.florin_path)
        said = [other.take(other.file(*pair)) for pair in order]
        assert sum(s["paired"] for s in said) == 1, said
        assert all(row["category"] == "Equity:Transfers" for row in other.transactions() if row["transfer"])
        assert ("2026-01", "Expenses:Uncategorised") not in other.spending() or "500" not in str(other.spending())
        other.is_sound()
        other.remove()


def a_file_cannot_name_its_account_like_a_category(home):
    home.take(home.file("a.csv", "Account,Date,Payee,Amount\nExpenses:Groceries,2026-01-12,Bakery,-5.00\n"))
    assert home.balances() == {"Account Expenses:Groceries": "-5.00"}
    home.is_sound()


def reading_shows_everything_and_stores_nothing(home):
    read = home.answer("read", home.file("giro.csv", GIRO))
    statement = read["statements"][0]
    assert (statement["opening"], statement["closing"], statement["reconciles"]) == ("1000.00", "2969.00", True), statement
    assert statement["entries"][0]["amount"] == "-23.40" and statement["entries"][0]["date"] == "2026-01-02"
    assert not os.path.exists(home.data)
    assert home.answer("read", home.file("b.csv", GIRO_BROKEN), exit=3)["error"]["line"] == 3


if __name__ == "__main__":
    scenario.run(globals())
