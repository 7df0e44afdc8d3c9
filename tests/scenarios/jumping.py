"""Jumping: the program's clock leaps over a due day, back, and across the changes of summer time; what is due is paid once, and not later than it must be.

libfaketime stands between the program and the clock: a file says how far the clock is off, and what is written there holds at once.
"""
import datetime
import glob
import os
import time
import zoneinfo

import scenario
from client import Client
from paying import ALLOW, IBAN, PASSWORD, Bank, _again, _by_bank, _left, _payments, _policy

LIBRARY = "/usr/lib/*/faketime/libfaketimeMT.so.1"
LOOKS = 1.5  # seconds in which the program looks at what is due more than once


class Clock:
    """What the household's programs take for the time. Its own clock goes on from where it was put."""

    def __init__(self, home, now):
        found = glob.glob(LIBRARY)
        assert found, "libfaketime is missing: script/setup test"
        self.path = os.path.join(home.folder, "clock")
        self.put(now)
        settings = {"LD_PRELOAD": found[0], "FAKETIME_TIMESTAMP_FILE": self.path, "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                    "NO_FAKE_STAT": "1"}
        wrapper = home.file("florin", "#!/bin/sh\n%s exec %s \"$@\"\n" % (" ".join("%s=%s" % one for one in settings.items()), home.florin_path))
        os.chmod(wrapper, 0o700)
        home.florin_path = wrapper

    def put(self, now):
        """`now` with its zone. The file is replaced whole: nobody reads half of it."""
        self.off = now.timestamp() - time.time()
        with open(self.path + ".new", "w", encoding="ascii") as f:
            f.write("%+.3f\n" % self.off)
        os.replace(self.path + ".new", self.path)

    def now(self):
        return datetime.datetime.fromtimestamp(time.time() + self.off, datetime.timezone.utc)

    def leap(self, **by):
        self.put(self.now() + datetime.timedelta(**by))


def _at(text, zone="UTC"):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=zoneinfo.ZoneInfo(zone))


def _household(home, now, zone="UTC"):
    """A household with 2,000 EUR, whose server runs; its days are those of `zone`."""
    clock = Clock(home, _at(now, zone))
    home.florin("accounts", "add", "Checking", "--currency", "EUR", "--opening", "2000", "--number", "DE02120300000000202051", "--date", "2027-01-01")
    _policy(home, ALLOW)
    server = home.serve()
    owner = Client(server)
    owner.post("/auth/signup", {"email": "ada@example.org", "password": PASSWORD, "name": "Ada"}, want=201)
    owner.patch("/me", {"time_zone": zone}, want=200)
    return clock, server, owner


def _plan(owner, due, amount="800", payee="Landlord"):
    made = owner.post("/payments", {"account": "Checking", "payee": payee, "number": IBAN, "amount": amount, "due": due}, want=202)
    assert made["payment"] and made["payment"]["state"] == "planned", made
    return made["payment"]["id"]


def _state(home, payment):
    return _payments(home)[payment]["state"]


def _is_paid(home, payment):
    home.until(lambda: _state(home, payment) == "paid", 60)


def _still_waits(home, payment):
    time.sleep(LOOKS)
    assert _state(home, payment) == "planned", _payments(home)[payment]


def _ends_well(home, server, left):
    time.sleep(LOOKS)  # whoever paid twice has done so by now
    assert server.stop() == 0
    assert _left(home) == left, _left(home)
    home.is_sound()


def the_clock_leaps_over_the_day_while_the_program_runs(home):
    with Bank() as bank:
        _by_bank(home, bank)
        clock, server, owner = _household(home, "2027-03-01T10:00:00")
        rent = _plan(owner, "2027-03-04")
        _still_waits(home, rent)
        clock.leap(days=6)
        _is_paid(home, rent)
        clock.leap(days=9)
        time.sleep(LOOKS)
        assert [one["id"] for one in bank.paid()] == [rent] and bank.tell("calls")["POST"] == 1
        _ends_well(home, server, "1200.00")


def the_clock_is_set_back_and_comes_again_to_the_day(home):
    clock, server, owner = _household(home, "2027-03-01T10:00:00")
    rent, power = _plan(owner, "2027-03-03"), _plan(owner, "2027-03-05", "50", "Power")
    clock.leap(days=2)
    _is_paid(home, rent)
    clock.put(_at("2027-02-20T09:00:00"))
    _still_waits(home, power)
    water = _plan(owner, "2027-02-22", "30", "Water")
    assert server.stop() == 0
    server, owner = _again(home, owner)
    _still_waits(home, water)
    clock.put(_at("2027-02-22T00:00:10"))
    _is_paid(home, water)
    clock.put(_at("2027-03-03T12:00:00"))
    _still_waits(home, power)
    clock.put(_at("2027-03-05T12:00:00"))
    _is_paid(home, power)
    _ends_well(home, server, "1120.00")


def the_day_comes_while_the_program_is_stopped(home):
    with Bank() as bank:
        _by_bank(home, bank)
        clock, server, owner = _household(home, "2027-03-01T10:00:00")
        rent = _plan(owner, "2027-03-04")
        assert server.stop() == 0
        clock.leap(days=5)
        for _ in range(3):
            server, owner = _again(home, owner)
            _is_paid(home, rent)
            time.sleep(LOOKS)
            assert server.stop() == 0
        clock.leap(days=-5)  # and it was never the day
        server, owner = _again(home, owner)
        assert [one["id"] for one in bank.paid()] == [rent] and bank.tell("calls")["POST"] == 1
        _ends_well(home, server, "1200.00")


def summer_time_begins_and_the_day_is_the_household_s(home):
    clock, server, owner = _household(home, "2027-03-27T12:00:00", "Europe/Berlin")
    rent = _plan(owner, "2027-03-29")
    clock.put(_at("2027-03-28T21:50:00"))  # 23:50 of the day that had 23 hours
    _still_waits(home, rent)
    clock.put(_at("2027-03-28T22:00:05"))  # by winter's clock it were 23:00
    _is_paid(home, rent)
    _ends_well(home, server, "1200.00")


def summer_time_ends_and_the_day_has_twenty_five_hours(home):
    clock, server, owner = _household(home, "2027-10-30T12:00:00", "Europe/Berlin")
    rent = _plan(owner, "2027-11-01")
    clock.put(_at("2027-10-31T00:30:00"))  # 02:30, for the first time
    _still_waits(home, rent)
    clock.put(_at("2027-10-31T01:30:00"))  # 02:30, once more
    _still_waits(home, rent)
    clock.put(_at("2027-10-31T22:30:00"))  # by summer's clock it were the next day
    _still_waits(home, rent)
    clock.put(_at("2027-10-31T23:00:05"))
    _is_paid(home, rent)
    _ends_well(home, server, "1200.00")


def a_day_that_has_no_midnight_comes_all_the_same(home):
    clock, server, owner = _household(home, "2027-09-03T12:00:00", "America/Santiago")
    rent = _plan(owner, "2027-09-05")  # clocks go from 23:59 to 01:00
    clock.put(_at("2027-09-05T03:55:00"))
    _still_waits(home, rent)
    clock.put(_at("2027-09-05T04:00:05"))
    _is_paid(home, rent)
    _ends_well(home, server, "1200.00")


if __name__ == "__main__":
    scenario.run(globals())
