"""Jonas's salary account: canteen, lunches, hobbies, journeys for the firm that the firm pays back."""

from datetime import date, datetime, timedelta

from household import days
from household.model import CARD, CASH, DEBIT, IN, OUT, party
from household.rng import Rng

HABITS = [  # per thousand days: payee, purpose, median, spread, category
    (90, "Kantine Auerhahn", "KANTINE AUFLADUNG TERMINAL 2", 2500, 1, "Expenses:Restaurants"),
    (75, "Baeckerei Kornblume", "BAECKEREI KORNBLUME//BONN BEUEL/DE", 540, 35, "Expenses:Groceries"),
    (40, "REWE To Go Hbf", "REWE TO GO BONN HBF//BONN/DE", 790, 45, "Expenses:Restaurants"),
    (24, "Kletterladen Basalt", "KLETTERLADEN BASALT//BONN/DE", 4300, 70, "Expenses:Shopping"),
    (20, "Brauhaus Zum Anker", "BRAUHAUS ZUM ANKER//BONN BEUEL/DE", 3250, 40, "Expenses:Restaurants"),
    (14, "Barbier Ali", "BARBIER ALI//BONN BEUEL/DE", 2800, 1, "Expenses:Personal care"),
    (12, "Elektronik Loetkolben", "ELEKTRONIK LOETKOLBEN//BONN/DE", 3600, 70, "Expenses:Shopping"),
    (11, "Fahrradhaus Kurbel", "FAHRRADHAUS KURBEL//BONN/DE", 4700, 75, "Expenses:Transport"),
    (9, "Buchladen Siebenschlaefer", "BUCHLADEN SIEBENSCHLAEFER//BONN/DE", 1900, 40, "Expenses:Shopping:Books"),
]
PAYPAL = [
    ("Klemmbausteinladen", 4900, "Expenses:Shopping"),
    ("Pixelschmiede Spiele", 2499, "Expenses:Entertainment"),
    ("Gebrauchtrad Boerse", 6500, "Expenses:Transport"),
    ("Hoerbuchlaube", 995, "Expenses:Subscriptions"),
]


def habits(book):
    rng = Rng("habits")
    for day in days.all_days():
        if days.place(day) != "home" or not days.are_shops_open(day):
            continue
        for often, payee, text, median, spread, category in HABITS:
            if rng.below(1000) < often * 3 // 2:
                when = datetime(day.year, day.month, day.day, rng.between(7, 19), rng.below(60))
                memo = "%s %s KFN 0 VJ 2811" % (text, when.strftime("%Y-%m-%dT%H:%M"))
                book.salary.post(
                    days.bank_day(day + timedelta(days=1)), -rng.cents(median, spread, 10), payee, memo, CARD, category, when=when
                )


def paypal(book):
    """The shop's name stands in the purpose alone: the payee is always the same."""
    rng = Rng("paypal")
    who = party("PayPal Europe S.a.r.l. et Cie S.C.A")
    for day in days.all_days():
        if rng.below(1000) < 42:
            shop, usual, category = rng.pick(PAYPAL)
            memo = "%d PP.4418.PP . %s, Ihr Einkauf bei %s" % (rng.between(1010000000000, 1049999999999), shop, shop)
            book.salary.post(
                days.add_bank_days(day, 2),
                -rng.cents(usual, 35),
                who.name,
                memo,
                DEBIT,
                category,
                counter=who.iban,
                bic=who.bic,
                mandate=who.mandate,
                creditor=who.creditor,
            )


def cash(book):
    rng = Rng("work cash")
    day = days.FIRST + timedelta(days=9)
    while day <= days.LAST:
        book.salary.post(
            days.bank_day(day),
            -rng.pick((3000, 5000, 5000, 8000)),
            "Drachenfels Direktbank",
            "GA NR00007714 BLZ99900002 0 %s UHR BONN BEUEL" % day.strftime("%d.%m/18.40"),
            CASH,
            "Expenses:Cash",
        )
        day += timedelta(days=rng.between(17, 34))


def business_trips(book):
    """Hotel and train paid first, paid back by the firm three weeks later to the cent."""
    rng = Rng("business trips")
    firm = party("Auerhahn Messtechnik GmbH")
    count = 0
    for start in ("2024-11-19", "2025-02-18", "2025-05-13", "2025-09-23", "2025-11-25", "2026-03-10", "2026-06-16", "2026-09-15"):
        day = date.fromisoformat(start)
        town = rng.pick(("Jena", "Graz", "Dresden", "Ulm"))
        hotel, train = rng.cents(21800, 18), rng.cents(11980, 15, 10)
        for offset, cents, payee, text in [
            (0, train, "DB Vertrieb GmbH", "FAHRSCHEIN BONN-%s" % town.upper()),
            (3, hotel, "Hotel Drei Linden %s" % town, "HOTEL DREI LINDEN//%s" % town.upper()),
        ]:
            book.salary.post(days.bank_day(day + timedelta(days=offset)), -cents, payee, text, CARD, "Expenses:Travel")
        book.salary.post(
            days.bank_day(day + timedelta(days=21)),
            hotel + train,
            firm.name,
            "Reisekosten %s %s PNR 01187" % (town, day.strftime("%d.%m.%Y")),
            IN,
            "Expenses:Travel",
            counter=firm.iban,
            bic=firm.bic,
        )
        count += 1
    book.tell(
        "Expenses paid back by the firm", "salary", "%d business trips: train and hotel out, the exact sum back 21 days later" % count
    )


def presents(book):
    rng = Rng("presents")
    for day, cents, name, text in [
        ("2025-01-14", 5000, "Henrik Brandt", "Alles Gute zum 40."),
        ("2025-03-18", 12000, "Henrik Brandt", "Ferienhaus Anteil"),
        ("2025-06-10", 4500, "Sabine Kolbe", "Abschied Teamleiterin"),
        ("2025-10-07", 15000, "Henrik Brandt", "Mama Geburtstag"),
        ("2026-01-13", 5000, "Henrik Brandt", "Alles Gute"),
        ("2026-05-05", 8000, "Tim Overath", "Zeltlager Emil"),
        ("2026-08-11", 6000, "Sabine Kolbe", "Konzertkarten"),
        ("2026-10-08", 15000, "Henrik Brandt", "Mama Geburtstag"),
    ]:
        other = party(name)
        book.salary.post(
            days.bank_day(date.fromisoformat(day)), -cents, name, text, OUT, "Expenses:Gifts", counter=other.iban, bic=other.bic
        )
    other = party("Marktplatz Kleinanzeigen Treuhand")
    for month in ("2025-04", "2025-11", "2026-06"):
        book.salary.post(
            days.bank_day(date.fromisoformat(month + "-22")),
            rng.cents(7400, 60, 100),
            other.name,
            "Auszahlung Verkauf Kinderwagen Roller Regal",
            IN,
            "Income:Other",
            counter=other.iban,
            bic=other.bic,
        )


def live(book):
    for part in (habits, paypal, cash, business_trips, presents):
        part(book)
