"""The calendar: the two years, the days on which banks book and shops open, and the weeks the family is away."""

from datetime import date, timedelta

FIRST = date(2024, 11, 1)
LAST = date(2026, 10, 31)

EASTER = {2024: date(2024, 3, 31), 2025: date(2025, 4, 20), 2026: date(2026, 4, 5)}

# From, to, where. Local spending stops; the story of the place tells what is spent there.
AWAY = [
    (date(2024, 12, 22), date(2024, 12, 29), "lyon"),
    (date(2025, 2, 28), date(2025, 3, 5), "england"),
    (date(2025, 4, 14), date(2025, 4, 22), "lyon"),
    (date(2025, 7, 18), date(2025, 8, 3), "denia"),
    (date(2025, 10, 13), date(2025, 10, 19), "england"),
    (date(2025, 12, 23), date(2025, 12, 30), "lyon"),
    (date(2026, 3, 30), date(2026, 4, 7), "england"),
    (date(2026, 5, 22), date(2026, 5, 26), "denia"),
    (date(2026, 7, 20), date(2026, 8, 2), "usa"),
    (date(2026, 10, 17), date(2026, 10, 25), "lyon"),
]


def all_days(first=FIRST, last=LAST):
    day = first
    while day <= last:
        yield day
        day += timedelta(days=1)


def all_months():
    """(year, month) from the first to the last."""
    for index in range(FIRST.year * 12 + FIRST.month - 1, LAST.year * 12 + LAST.month):
        yield index // 12, index % 12 + 1


def is_bank_day(day):
    """TARGET2, by which every euro bank books."""
    if day.weekday() >= 5 or (day.month, day.day) in ((1, 1), (5, 1), (12, 25), (12, 26)):
        return False
    return day - EASTER[day.year] not in (timedelta(days=-2), timedelta(days=1))


def are_shops_open(day):
    """North Rhine-Westphalia: Sundays and public holidays are quiet."""
    if day.weekday() == 6 or (day.month, day.day) in ((1, 1), (5, 1), (10, 3), (11, 1), (12, 25), (12, 26)):
        return False
    return (day - EASTER[day.year]).days not in (-2, 1, 39, 50, 60)


def bank_day(day):
    """The day itself, or the next on which banks book."""
    while not is_bank_day(day):
        day += timedelta(days=1)
    return day


def bank_day_before(day):
    """The day itself, or the last before it on which banks book."""
    while not is_bank_day(day):
        day -= timedelta(days=1)
    return day


def add_bank_days(day, count):
    day = bank_day(day)
    for _ in range(count):
        day = bank_day(day + timedelta(days=1))
    return day


def month_end(year, month):
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def place(day):
    """Where the family is: "home" or a place of AWAY."""
    for first, last, where in AWAY:
        if first <= day <= last:
            return where
    return "home"


def days_at(where):
    return [day for day in all_days() if place(day) == where]
