"""Claire's account in France (by a finance program, with categories), her earnings in pounds, and the flat by the sea in Spain."""

from datetime import date, datetime, timedelta

from household import card, days
from household.model import CARD, CASH, CHEQUE, DEBIT, IN, OUT, Split, party
from household.rng import Rng

LYON = [
    (32, ("CARREFOUR CITY LYON 4", 3400, "Alimentation")),
    (24, ("BOULANGERIE DU GROS CAILLOU", 920, "Alimentation")),
    (16, ("BOUCHON LE VIEUX METIER", 6800, "Restaurants")),
    (12, ("TCL LYON METRO", 640, "Transports")),
    (9, ("LIBRAIRIE PASSAGES", 2700, "Loisirs:Livres")),
    (7, ("PHARMACIE CROIX-ROUSSE", 1850, "Santé:Pharmacie")),
]
LONDON = [
    (26, ("TESCO STORES 3184", 2150, "Expenses:Groceries")),
    (20, ("TFL TRAVEL CH", 780, "Expenses:Transport:Public transport")),
    (18, ("PRET A MANGER 0227", 960, "Expenses:Restaurants")),
    (14, ("THE PILGRIM'S REST", 4700, "Expenses:Restaurants")),
    (12, ("BOOTS 1183 LONDON", 1420, "Expenses:Personal care")),
    (10, ("WATERSTONES 0117", 2300, "Expenses:Shopping:Books")),
]
DENIA = [
    (40, ("MERCADONA DENIA", 5200, "Expenses:Groceries")),
    (18, ("PANADERIA SANT JOAN", 740, "Expenses:Groceries")),
    (16, ("BAR LA BARQUETA", 2600, "Expenses:Restaurants")),
    (12, ("FERRETERIA MONTGO", 2300, "Expenses:Home")),
    (14, ("FARMACIA MARINA ALTA", 1450, "Expenses:Health:Pharmacy")),
]


def visits(rng, places, where, often=(1, 3)):
    """(day, payee, cents, category) of the purchases on each day there."""
    for day in days.days_at(where):
        for _ in range(rng.between(*often)):
            payee, usual, category = rng.weighted(places)
            yield day, payee, rng.cents(usual, 40), category


def france(book):
    rng = Rng("france")
    account = book.french
    for day, payee, cents, category in visits(rng, LYON, "lyon"):
        account.post(days.bank_day(day + timedelta(days=1)), -cents, payee, "CARTE %s" % day.strftime("%d/%m"), CARD, category)
    press = party("EDITIONS DU GRIFFON", "FR")
    for year, month in days.all_months():
        if month in (2, 5, 8, 11):
            account.post(
                days.bank_day(date(year, month, 15)),
                rng.cents(112000, 20),
                press.name,
                "VIR DROITS TRADUCTION %dT%d" % (month // 3 + 1, year),
                IN,
                "Revenus:Droits d'auteur",
                counter=press.iban,
                bic=press.bic,
            )
        if rng.chance(55):
            account.post(
                days.bank_day(date(year, month, rng.between(6, 26))),
                -rng.cents(2400, 45),
                rng.pick(("FNAC.COM", "LIBRAIRIE DIALOGUES", "LA REDOUTE")),
                "CARTE INTERNET",
                CARD,
                rng.pick(("Loisirs:Livres", "Enfants", "Vêtements")),
            )
        if month in (1, 4, 9):
            book.transfer(
                book.french, book.joint, date(year, month, 20), 18000, "Virement menage %02d/%d" % (month, year), rng.pick((1, 2))
            )
    for number, (day, cents, payee, memo) in enumerate(
        [
            ("2025-01-27", 6500, "Dr Perrachon", "Consultation Maman"),
            ("2025-10-02", 4200, "Asso. Les Canuts", "Adhésion"),
            ("2026-02-09", 11800, "Plomberie Bellecour", "Robinet chez Maman"),
        ],
        8817205,
    ):
        account.post(days.bank_day(date.fromisoformat(day)), -cents, payee, memo, CHEQUE, "Famille:Aide", number=str(number))
    account.post(
        date(2025, 12, 29),
        -14835,
        "CARREFOUR HYPER ECULLY",
        "CARTE 27/12 courses de fête",
        CARD,
        "",
        splits=[
            Split("Alimentation", "repas de famille", -8612),
            Split("Cadeaux", "jouets Mathilde et Emil", -4725),
            Split("Maison", "ampoules", -1498),
        ],
    )
    book.tell(
        "One purchase, three purposes",
        "french",
        "CARREFOUR HYPER ECULLY 148.35 on 29 December 2025: 86.12 food, 47.25 presents, 14.98 household (QIF split)",
    )
    book.tell("Cheques", "french", "three, with numbers, among debits: 65.00, 42.00, 118.00")


def england(book):
    rng = Rng("england")
    account = book.uk
    for day, payee, cents, category in visits(rng, LONDON, "england"):
        account.post(
            days.bank_day(day + timedelta(days=1)), -cents, "%s ON %s" % (payee, day.strftime("%d %b").upper()), "", CARD, category
        )
    clients = [("HARROW & FINCH PUBLISHING LTD", 41000), ("TIDEWATER MEDIA LTD", 26000), ("J P WETHERBY T/A LINGUA", 14000)]
    invoice = 311
    for year, month in days.all_months():
        for name, usual in clients:
            if rng.chance(62):
                invoice += 1
                account.post(
                    days.bank_day(date(year, month, rng.between(2, 27))),
                    rng.cents(usual, 30, 50),
                    "%s INV %d" % (name, invoice),
                    "",
                    IN,
                    "Income:Business",
                )
        for payee, often, usual, category in (
            ("EARWORM BOOKS LONDON", 80, 799, "Expenses:Subscriptions"),
            ("QUARTERLY OF WORDS SUBS", 100, 1199, "Expenses:Subscriptions"),
            ("PAYPAL *OXFAMSHOP", 40, 2300, "Expenses:Gifts"),
            ("AMAZON.CO.UK*{}".format(rng.between(1000, 9999)), 60, 1890, "Expenses:Shopping"),
            ("MISS A MOREAU BIRTHDAY", 15, 4000, "Expenses:Gifts"),
        ):
            if rng.chance(often):
                fixed = "SUBS" in payee or "BOOKS" in payee
                account.post(
                    days.bank_day(date(year, month, 19 if fixed else rng.between(4, 26))),
                    -(usual if fixed else rng.cents(usual, 40)),
                    payee,
                    "",
                    DEBIT if fixed else CARD,
                    category,
                )
        if month in (1, 3, 5, 7, 9, 11):
            day = days.bank_day(date(year, month, 22))
            pounds = 70000
            pay_home(book, day, pounds, card.rate("GBP", day))
    for day in days.days_at("england")[::4]:
        account.post(days.bank_day(day), -rng.pick((2000, 4000, 5000)), "CASH NOTEMACHINE LIVERPOOL ST", "", CASH, "Expenses:Cash")
    account.post(date(2026, 4, 14), 6499, "WATERSTONES 0117 REFUND", "", IN, "Expenses:Shopping:Books")
    account.post(date(2026, 4, 2), -6499, "WATERSTONES 0117", "", CARD, "Expenses:Shopping:Books")
    book.tell(
        "Own transfers between currencies",
        "uk, joint",
        "700.00 GBP every other month through Passage FX; euro arrive one or two bank days later at that day's rate less 0.6 %",
    )


def pay_home(book, day, pence, rate):
    euro = pence * 10000 * 994 // (rate * 1000)
    book.transfer(
        book.uk,
        book.joint,
        day,
        pence,
        "PASSAGE FX GBP %d.%02d RATE %d.%04d" % (pence // 100, pence % 100, rate // 10000, rate % 10000),
        1 + day.day % 2,
        received=euro,
        payee="PASSAGE FX LTD BRANDT JOINT",
    )


def spain(book):
    rng = Rng("spain")
    account = book.flat
    for day, payee, cents, category in visits(rng, DENIA, "denia"):
        when = datetime(day.year, day.month, day.day, rng.between(9, 21), rng.below(60))
        account.post(
            days.bank_day(day + timedelta(days=1)),
            -cents,
            payee,
            "COMPRA TARJ. 4417XXXXXXXX0118 %s DENIA" % day.strftime("%d/%m/%y"),
            CARD,
            category,
            when=when,
        )
    light, water = party("LUZ LEVANTE COMERCIALIZADORA", "ES"), party("AGUAS DE LA MARINA ALTA", "ES")
    for year, month in days.all_months():
        summer = 2600 if month in (7, 8, 9) else 0
        account.post(
            days.bank_day(date(year, month, 24)),
            -(rng.cents(2350, 18) + summer),
            light.name,
            "RECIBO LUZ CUPS 118 %02d/%d" % (month, year),
            DEBIT,
            "Expenses:Utilities:Electricity and gas",
            counter=light.iban,
            bic=light.bic,
        )
        if month % 2:
            account.post(
                days.bank_day(date(year, month, 16)),
                -(rng.cents(2100, 15) + summer // 3),
                water.name,
                "RECIBO AGUA BIM %d/%d" % (month // 2 + 1, year),
                DEBIT,
                "Expenses:Utilities:Water",
                counter=water.iban,
                bic=water.bic,
            )
    for day, cents, name, text, category in [
        ("2025-04-24", 62000, "FAMILIE OVERATH", "MIETE OSTERWOCHE DENIA", "Income:Rent"),
        ("2025-07-15", -9500, "LIMPIEZAS AMPARO", "LIMPIEZA JULIO", "Expenses:Services"),
        ("2025-08-08", -9500, "LIMPIEZAS AMPARO", "LIMPIEZA AGOSTO", "Expenses:Services"),
        ("2025-09-02", 84000, "HENRIK BRANDT", "ALQUILER AGOSTO DENIA", "Income:Rent"),
        ("2025-11-18", -36300, "PERSIANAS COSTA BLANCA", "FRA 25/1187 PERSIANA SALON", "Expenses:Housing:Repairs"),
        ("2026-05-20", -9500, "LIMPIEZAS AMPARO", "LIMPIEZA MAYO", "Expenses:Services"),
        ("2026-08-25", 91000, "FAMILIE OVERATH", "MIETE AUGUST DENIA", "Income:Rent"),
        ("2026-08-31", -9500, "LIMPIEZAS AMPARO", "LIMPIEZA AGOSTO", "Expenses:Services"),
    ]:
        other = party(name, "DE" if "MIETE" in text or "BRANDT" in name else "ES")
        account.post(
            days.bank_day(date.fromisoformat(day)), cents, name, text, IN if cents > 0 else OUT, category, counter=other.iban, bic=other.bic
        )
    for day in days.days_at("denia")[::5]:
        account.post(days.bank_day(day), -rng.pick((5000, 10000)), "CAJERO 9999 0001 DENIA", "REINTEGRO CAJERO", CASH, "Expenses:Cash")


def live(book):
    for part in (france, england, spain):
        part(book)
