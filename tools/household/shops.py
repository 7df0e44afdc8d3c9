"""The days: groceries, the shops of the street, fuel and cash, all from the joint account by debit card."""

from datetime import date, datetime, timedelta

from household import days
from household.model import CARD, CASH
from household.rng import Rng

GROCERS = [
    (34, ("REWE Markt GmbH", "REWE SAGT DANKE. 45022138//BONN/DE")),
    (20, ("EDEKA Mohr", "EDEKA MOHR//BONN-POPPELSD/DE")),
    (18, ("LIDL DIENSTLEISTUNG GMBH", "LIDL SAGT DANKE//BONN/DE")),
    (16, ("ALDI SUED", "ALDI SUED//BONN ENDENICH/DE")),
    (7, ("ALNATURA", "ALNATURA FIL 0118//BONN/DE")),
    (5, ("Hofladen Messdorfer Feld", "HOFLADEN MESSDORF//BONN/DE")),
]
# Per weekday, Monday first: how often in a hundred weeks, and the usual basket in cents.
GROCERY_WEEK = [(48, 2350), (36, 1980), (52, 2420), (42, 2210), (78, 5900), (84, 7400), (0, 0)]
FUEL = ["ARAL AG//BONN REUTERSTR/DE", "SHELL 1187//BONN VERTEILER/DE", "JET TANKSTELLE//BONN/DE", "STAR TST 4412//SWISTTAL/DE"]


def pay(book, day, cents, payee, text, category, rng, hours=(8, 19)):
    """By debit card: the bank books it one or two bank days later and tells when and where in the purpose."""
    when = datetime(day.year, day.month, day.day, rng.between(*hours), rng.below(60))
    memo = "%s %s KFN 1 VJ 2712 Kartenzahlung" % (text, when.strftime("%Y-%m-%dT%H:%M"))
    booked = days.add_bank_days(day + timedelta(days=1), 1 if rng.chance(15) else 0)
    book.joint.post(booked, -cents, payee, memo, CARD, category, when=when)


def groceries(book):
    rng = Rng("groceries")
    for day in days.all_days():
        often, basket = GROCERY_WEEK[day.weekday()]
        if days.place(day) != "home" or not days.are_shops_open(day) or not rng.chance(often):
            continue
        if date(2025, 12, 15) <= day <= date(2025, 12, 22):
            basket = basket * 8 // 5  # the Christmas shop
        payee, text = rng.weighted(GROCERS)
        pay(book, day, rng.cents(basket, 42), payee, text, "Expenses:Groceries", rng)


def small_shops(book):
    """Bakery, chemist's, pharmacy and the rest of a street. (per thousand days, payee, text, median, spread, category)"""
    rng = Rng("small shops")
    street = [
        (270, "Backhaus Gilgen", "BAECKEREI GILGEN//BONN/DE", 680, 45, "Expenses:Groceries"),
        (105, "dm-drogerie markt", "DM FIL.0417 H:0417//BONN/DE", 2140, 60, "Expenses:Personal care"),
        (25, "Rossmann", "ROSSMANN 2231//BONN/DE", 1480, 55, "Expenses:Personal care"),
        (48, "Apotheke am Clemensplatz", "APO AM CLEMENSPLATZ//BONN/DE", 1390, 65, "Expenses:Health:Pharmacy"),
        (22, "Deichmann SE", "DEICHMANN 118//BONN/DE", 4490, 35, "Expenses:Shopping:Clothing"),
        (26, "C&A Mode GmbH", "C+A BONN//BONN/DE", 5200, 55, "Expenses:Shopping:Clothing"),
        (20, "OBI Bau- und Heimwerkermarkt", "OBI MARKT 054//BONN/DE", 3150, 80, "Expenses:Home"),
        (13, "IKEA Deutschland", "IKEA 331//KOELN GODORF/DE", 8900, 70, "Expenses:Home"),
        (16, "Buchladen Siebenschläfer", "BUCHLADEN SIEBENSCHLAEFER//BONN/DE", 2100, 45, "Expenses:Shopping:Books"),
        (18, "Spielzeugkiste Bonn", "SPIELZEUGKISTE//BONN/DE", 2450, 50, "Expenses:Children"),
        (15, "Salon Haargenau", "SALON HAARGENAU//BONN/DE", 4800, 30, "Expenses:Personal care"),
        (30, "Metzgerei Rheindorf", "METZGEREI RHEINDORF//BONN/DE", 1850, 40, "Expenses:Groceries"),
        (12, "Blumen Akelei", "BLUMEN AKELEI//BONN/DE", 1650, 35, "Expenses:Gifts"),
    ]
    for day in days.all_days():
        if days.place(day) == "home" and days.are_shops_open(day):
            for often, payee, text, median, spread, category in street:
                if rng.below(1000) < often:
                    pay(book, day, rng.cents(median, spread, 5 if median < 1000 else 1), payee, text, category, rng)


def fuel(book):
    """Every twelfth day or so: litres times the price on the board."""
    rng = Rng("fuel")
    day = days.FIRST + timedelta(days=4)
    while day <= days.LAST:
        if days.place(day) == "home":
            price = 1659 + rng.between(0, 190) - (60 if day.year == 2026 else 0)  # a tenth of a cent per litre
            litres = rng.between(2800, 4400)  # hundredths
            text = rng.pick(FUEL)
            pay(book, day, (litres * price + 500) // 1000, text.split("//")[0], text, "Expenses:Fuel", rng, (7, 21))
        day += timedelta(days=rng.between(9, 16))


def cash(book):
    rng = Rng("cash")
    day = days.FIRST + timedelta(days=7)
    while day <= days.LAST:
        if days.place(day) == "home":
            cents = rng.weighted([(2, 5000), (4, 10000), (3, 15000), (2, 20000)])
            when = datetime(day.year, day.month, day.day, rng.between(8, 20), rng.below(60))
            memo = "%s/BONN CLEMENSWEG KOTTENFORST BANK EC 4711 GA NR00418%03d" % (when.strftime("%d.%m/%H.%MUHR"), rng.between(1, 3))
            book.joint.post(days.bank_day(day), -cents, "Kottenforst Bank", memo, CASH, "Expenses:Cash", when=when)
        day += timedelta(days=rng.between(8, 18))


def live(book):
    for part in (groceries, small_shops, fuel, cash):
        part(book)
