"""Many at once, killed at work, without room: what was said to be kept is kept, the rest is as if it had never begun."""
import json
import os
import random
import shutil
import signal
import subprocess
import time

import scenario
from statements import GIRO, GIRO_LATER, ofx

ROWS = int(os.environ.get("FLORIN_KILL_ROWS", "20000"))
ROUNDS = int(os.environ.get("FLORIN_KILL_ROUNDS", "8"))


def _large_file(home, name="large.csv"):
    return home.file(name, "account,id,date,amount,description\n" + "".join(
        "Giro,F%08d,2026-%02d-%02d,%d.%02d,SHOP %d BONN\n" % (i, i * 12 // ROWS + 1, i % 28 + 1, -(i % 90) - 1, i % 100, i % 300)
        for i in range(ROWS)))


def _start(home, *words):
    return subprocess.Popen([home.florin_path, words[0], "--data", home.data, *words[1:]], stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


def _insist(home, *words):
    """Tries until nobody else writes; gives the number of tries."""
    for tries in range(1, 400):
        run = _start(home, *words)
        run.communicate()
        if run.returncode != 4:
            assert run.returncode == 0, run.returncode
            return tries
        time.sleep(0.02)
    raise AssertionError("busy for ever: " + " ".join(words))


def the_answers_have_the_shape_that_programs_read(home):
    path = home.file("giro.csv", GIRO)
    read = home.answer("read", path)
    assert {"file", "format", "statements", "notes"} <= read.keys(), read.keys()
    assert {"account", "currency", "opening", "closing", "reconciles", "entries"} <= read["statements"][0].keys()
    assert {"date", "amount", "payee", "memo", "id", "pending", "line"} <= read["statements"][0]["entries"][0].keys()
    assert [e["line"] for e in read["statements"][0]["entries"]] == [2, 3, 4, 5, 6]
    said = home.take(path)
    assert {"read", "added", "duplicates", "settled", "suggested", "paired", "refused", "seconds", "files"} <= said.keys()
    assert {"file", "format", "import", "read", "added", "duplicates", "accounts"} <= said["files"][0].keys()
    assert {"account", "currency", "created", "read", "added", "bank_balance", "balance"} <= said["files"][0]["accounts"][0].keys()
    refused = home.take(home.file("empty.csv", ""), exit=3)
    assert {"line", "what"} <= refused["files"][0]["error"].keys(), refused
    assert isinstance(home.answer("fsck"), dict)


def what_is_no_file_is_refused_and_the_others_are_taken(home):
    path = home.file("giro.csv", GIRO)
    said = home.take(os.path.join(home.folder, "missing.csv"), path, home.file("text.csv", "Dear customer,\nplease pay.\n"), exit=3)
    assert (said["added"], said["refused"]) == (5, 2), said
    run = subprocess.run([home.florin_path, "import", "--data", home.data, "--yes", "--json", "--account", "giro", "-"],
                         input=GIRO_LATER, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0 and json.loads(run.stdout)["added"] == 1, run


def one_id_entered_by_many_at_once_is_booked_once(home):
    home.florin("accounts", "add", "Cash", "--currency", "EUR")
    words = ("add", "Cash", "-5.00", "--id", "018f0000-0000-7000-8000-00000000abcd", "-p", "Market", "-d", "2026-01-02")
    waiting = [_start(home, *words) for _ in range(20)]
    codes = []
    for process in waiting:
        process.communicate()
        codes.append(process.returncode)
    assert set(codes) <= {0, 4} and 0 in codes, codes
    _insist(home, *words)
    assert home.balances() == {"Cash": "-5.00"}
    assert len(home.transactions()) == 1
    home.is_sound()


def many_writers_take_their_turns(home):
    home.florin("accounts", "add", "Cash", "--currency", "EUR")
    names = ["--id=018f0000-0000-7000-8000-%012d" % i for i in range(12)]
    waiting = [(name, _start(home, "add", "Cash", "-1.00", name, "-d", "2026-01-02")) for name in names]
    for name, process in waiting:
        process.communicate()
        assert process.returncode in (0, 4), process.returncode
        if process.returncode == 4:
            _insist(home, "add", "Cash", "-1.00", name, "-d", "2026-01-02")
    assert home.balances() == {"Cash": "-12.00"}
    home.is_sound()


def reports_beside_a_large_import_see_all_of_it_or_nothing(home):
    path = _large_file(home)
    home.take(home.file("giro.csv", GIRO))
    writing = _start(home, "import", "--yes", "--quiet", "--currency", "EUR", path)
    seen = set()
    while writing.poll() is None:
        seen.add(home.balances().get("Giro"))
    writing.communicate()
    assert writing.returncode == 0
    whole = home.balances()["Giro"]
    assert seen <= {None, whole}, seen
    home.is_sound()


def a_killed_undo_is_whole_or_not_at_all(home):
    path, chance, killed = _large_file(home), random.Random(11), 0
    home.take(path)
    full, empty = home.state(), None
    for _ in range(ROUNDS):
        process = _start(home, "undo")
        time.sleep(chance.uniform(0.005, 0.25))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
        home.is_sound()
        if home.state() != full:
            empty = empty or home.state()
            assert home.state() == empty
            assert home.take(path)["added"] == ROWS
        assert home.state() == full
    assert killed > 0, "no round was killed in time"


def sorting_again_is_whole_or_not_at_all(home):
    path, chance = _large_file(home), random.Random(12)
    home.take(path)
    for round_ in range(ROUNDS):
        before = home.state()
        rules = home.file("rules.tsv", "shop\tExpenses:Round%d\n" % round_)
        process = _start(home, "categorize", "--all", "--rules", rules)
        time.sleep(chance.uniform(0.005, 0.25))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        home.is_sound()
        categories = {row["category"] for row in home.answer("report", "spending")["rows"]}
        assert home.state() == before or categories == {"Expenses:Round%d" % round_}, categories


def a_killed_server_leaves_nothing_locked(home):
    home.take(home.file("giro.csv", GIRO))
    before = home.state()
    for _ in range(3):
        server = home.serve()
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        assert home.state() == before
        home.is_sound()
    home.take(home.file("giro-2.csv", GIRO_LATER))


def a_small_disk_that_fills_up(home):
    place = os.path.join(home.folder, "disk")
    os.mkdir(place)
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", place],
                                           capture_output=True).returncode != 0:
        print("        skipped: nothing can be mounted here")
        return
    try:
        home.data = os.path.join(place, "data")
        home.take(home.file("giro.csv", GIRO))
        before, balances = home.state(), home.balances()
        for _ in range(3):
            run = _start(home, "import", "--yes", "--currency", "EUR", _large_file(home))
            out, err = run.communicate()
            assert run.returncode not in (0, -signal.SIGSEGV, -signal.SIGABRT), (run.returncode, out, err)
            assert "florin:" in err and ("full" in err or "disk" in err), err
            assert home.state() == before and home.balances() == balances
            home.is_sound()
        # With a little room it goes on where it was.
        assert home.take(home.file("giro-2.csv", GIRO_LATER), more=("--account", "giro"))["added"] == 1
        home.is_sound()
    finally:
        subprocess.run(["umount", place], check=True)


def data_of_another_household_is_not_touched(home):
    other = scenario.Household(home.florin_path)
    home.take(home.file("giro.csv", GIRO))
    other.take(other.file("1.ofx", ofx("777", [("20260110", "-50.00", "A1", "SHOP")], "450.00")))
    shutil.rmtree(other.data)
    assert home.balances() == {"giro": "2969.00"}
    assert other.answer("report", "balances")["rows"] == []
    other.remove()


if __name__ == "__main__":
    scenario.run(globals())
