"""Thousands of entries in every form a bank may give them: whatever the way in, the sums are right to the last unit."""
import json
import os
import random
import subprocess
import sys
from decimal import Decimal

import scenario

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import make_ledger  # noqa: E402

COUNT = int(os.environ.get("FLORIN_LEDGER_COUNT", "4000"))
PLACES = {currency: places for _, currency, places, _ in make_ledger.ACCOUNTS}
CURRENCIES = {name: currency for name, currency, _, _ in make_ledger.ACCOUNTS}


def _make(home, seed=1):
    folder = os.path.join(home.folder, "files")
    subprocess.run([sys.executable, make_ledger.__file__, str(COUNT), folder, str(seed)], check=True)
    with open(os.path.join(folder, "expected.json"), encoding="utf-8") as f:
        return folder, json.load(f)


def _take(home, folder, *files, currency="EUR"):
    return home.take(*(os.path.join(folder, f) for f in files),
                     more=("--currency", currency, "--only-rules", "--rules", os.path.join(folder, "rules.tsv")))


def _own_file(name, ending):
    """QIF cannot say what "1.234" means, so dinars, which have three places, come as CSV."""
    return name + (".csv" if PLACES[CURRENCIES[name]] == 3 else ending)


def _take_each_account(home, folder, ending):
    return [_take(home, folder, _own_file(name, ending), currency=currency) for name, currency in CURRENCIES.items()]


def _minor(amount, currency):
    value = Decimal(amount) * 10 ** PLACES[currency]
    assert value == int(value), (amount, currency)
    return int(value)


def _adds_up(home, expected):
    balances = {row["account"]: _minor(row["balance"], row["currency"]) for row in home.answer("report", "balances")["rows"]}
    assert balances == expected["balances"], (balances, expected["balances"])
    cells = {name: minor for name, minor in expected["cells"].items() if " Expenses:" in name}
    spent = {"%(month)s %(category)s %(currency)s" % row: _minor(row["amount"], row["currency"])
             for row in home.answer("report", "spending")["rows"]}
    assert spent == cells, [(name, spent.get(name), cells.get(name)) for name in spent.keys() | cells.keys()
                            if spent.get(name) != cells.get(name)][:5]
    flows = {}
    for name, minor in expected["cells"].items():
        month, category, currency = name[:7], name[8:-4], name[-3:]
        flow = flows.setdefault((month, currency), [0, 0])
        if category.startswith("Income:"):
            flow[0] -= minor
        elif category.startswith("Expenses:"):
            flow[1] += minor
    for row in home.answer("report", "cashflow")["rows"]:
        income, spending = flows.pop((row["month"], row["currency"]), [0, 0])
        got = [_minor(row[key], row["currency"]) for key in ("income", "spending", "net")]
        assert got == [income, spending, income - spending], (row, income, spending)
    assert not any(any(flow) for flow in flows.values()), flows
    home.is_sound()


def one_csv_file_with_six_accounts_in_three_currencies(home):
    folder, expected = _make(home)
    assert _take(home, folder, "all.csv")["added"] == COUNT
    _adds_up(home, expected)
    assert _take(home, folder, "all.csv")["added"] == 0


def ofx_with_a_statement_for_each_account(home):
    folder, expected = _make(home, seed=2)
    said = _take(home, folder, "all.ofx")
    assert said["added"] == COUNT
    for account in said["files"][0]["accounts"]:
        assert account["balance"] == account["bank_balance"], account
    _adds_up(home, expected)
    assert _take(home, folder, "all.ofx")["added"] == 0


def a_csv_file_for_each_account_with_commas_and_german_dates(home):
    folder, expected = _make(home, seed=3)
    assert sum(said["added"] for said in _take_each_account(home, folder, ".csv")) == COUNT
    _adds_up(home, expected)
    assert sum(said["added"] for said in _take_each_account(home, folder, ".csv")) == 0


def qif_without_ids(home):
    folder, expected = _make(home, seed=4)
    assert expected["twins"] > 0
    assert sum(said["added"] for said in _take_each_account(home, folder, ".qif")) == COUNT
    _adds_up(home, expected)
    assert sum(said["added"] for said in _take_each_account(home, folder, ".qif")) == 0


def one_form_after_another_adds_nothing(home):
    folder, expected = _make(home, seed=5)
    _take(home, folder, "all.csv")
    before = home.state()
    for said in [_take(home, folder, "all.ofx"), *_take_each_account(home, folder, ".qif"),
                 *_take_each_account(home, folder, ".csv")]:
        assert (said["added"], said["suggested"], said["settled"]) == (0, 0, 0), said
    assert home.state() == before
    _adds_up(home, expected)


def overlapping_pieces_in_any_order_make_the_whole(home):
    folder, expected = _make(home, seed=6)
    with open(os.path.join(folder, "all.csv"), encoding="utf-8") as f:
        head, *lines = f.readlines()
    chance, size = random.Random(6), COUNT // 12
    starts = list(range(0, COUNT, size // 2))
    chance.shuffle(starts)
    for start in starts:
        home.file("files/piece.csv", "".join([head] + lines[start:start + size]))
        _take(home, folder, "piece.csv")
    _adds_up(home, expected)
    assert _take(home, folder, "all.csv")["added"] == 0


def the_order_of_a_day_does_not_count(home):
    folder, expected = _make(home, seed=7)
    _take_each_account(home, folder, ".qif")
    chance = random.Random(7)
    for name, currency in CURRENCIES.items():
        if _own_file(name, ".qif").endswith(".csv"):
            continue
        with open(os.path.join(folder, name + ".qif"), encoding="utf-8") as f:
            head, rest = f.read().split("\n", 1)
        entries = [entry + "^\n" for entry in rest.split("^\n")[:-1]]
        entries = sorted(chance.sample(entries, len(entries)), key=lambda entry: entry[:11])
        home.file("files/%s.qif" % name, head + "\n" + "".join(entries))
        said = _take(home, folder, name + ".qif", currency=currency)
        assert (said["added"], said["suggested"]) == (0, 0), said
    _adds_up(home, expected)


def taken_back_and_taken_again(home):
    folder, expected = _make(home, seed=8)
    _take_each_account(home, folder, ".csv")
    before = home.state()
    for _ in CURRENCIES:
        home.florin("undo")
    assert {row["balance"].strip("0.") for row in home.answer("report", "balances")["rows"]} == {""}
    assert home.answer("report", "spending")["rows"] == []
    home.is_sound()
    _take_each_account(home, folder, ".csv")
    assert home.state() == before
    _adds_up(home, expected)


def sorting_and_pairing_move_no_money(home):
    folder, expected = _make(home, seed=9)
    home.take(os.path.join(folder, "all.csv"))
    balances = {row["account"]: _minor(row["balance"], row["currency"]) for row in home.answer("report", "balances")["rows"]}
    assert balances == expected["balances"]
    home.florin("rules", "load", os.path.join(folder, "rules.tsv"))
    home.florin("categorize", "--all")
    balances = {row["account"]: _minor(row["balance"], row["currency"]) for row in home.answer("report", "balances")["rows"]}
    assert balances == expected["balances"]
    home.is_sound()


if __name__ == "__main__":
    scenario.run(globals())
