"""The credit card: coffee, restaurants, shops on the net, journeys; and the things that a watchful agent should notice."""

from datetime import date, datetime, timedelta

from household import days
from household.model import CARD, DEBIT, FEE, IN, RETURN, TRANSFERS, money, party
from household.rng import Rng

COFFEE = [
    (40, ("SumUp  *Kaffeekontor Bonn", "BONN DEU", 380)),
    (22, ("ZETTLE_*ROESTEREI SUEDSTAD", "BONN DEU", 410)),
    (18, ("BACKWERK 4471 BONN HBF", "BONN DEU", 325)),
    (12, ("SumUp  *Eiscafe Cortina", "BONN DEU", 720)),
    (8, ("LE CROBAG KOELN HBF 0214", "KOELN DEU", 540)),
]
LUNCH = [
    ("SQ *SUPPENKUECHE BONN", "BONN DEU", 940),
    ("NORDSEE FIL 0188", "BONN DEU", 1190),
    ("SumUp  *Falafel Zeder", "BONN DEU", 850),
    ("DEAN UND DAVID 1172", "BONN DEU", 1290),
]
RESTAURANTS = [
    ("GASTHAUS ZUM TREPPCHEN", "BONN DEU", 7400),
    ("TRATTORIA DA NUNZIA", "BONN DEU", 6800),
    ("SumUp  *Sushi Hanami", "BONN DEU", 7900),
    ("RESTAURANT AKROPOLIS 12", "BONN DEU", 6900),
    ("L'OSTERIA BONN 118", "BONN DEU", 5900),
    ("BIERGARTEN SCHAENZCHEN", "BONN DEU", 4300),
    ("LFR*LIEFERHELD BESTELLUNG", "BERLIN DEU", 3800),
]
ONLINE = [
    (30, ("AMZN Mktp DE*{code}", "LUXEMBOURG LUX", 2650, "Expenses:Shopping")),
    (16, ("AMAZON.DE*{code}", "LUXEMBOURG LUX", 3100, "Expenses:Shopping")),
    (14, ("ZALANDO SE {digits}", "BERLIN DEU", 6900, "Expenses:Shopping:Clothing")),
    (9, ("PAYPAL *KLEINKRAM{digits}", "35314369001 LUX", 2300, "Expenses:Shopping")),
    (8, ("OTTO GMBH {digits}", "HAMBURG DEU", 5400, "Expenses:Shopping")),
    (7, ("DECATHLON ONLINE 0042", "PLOCHINGEN DEU", 4900, "Expenses:Shopping")),
    (6, ("PAYPAL *PIXELSCHMIEDE", "35314369001 LUX", 1999, "Expenses:Entertainment")),
    (5, ("THALIA.DE {digits}", "HAGEN DEU", 2400, "Expenses:Shopping:Books")),
]
OUTINGS = [
    (110, "PARKHAUS MARKT 07", "BONN DEU", 450, 45, "Expenses:Transport:Parking and tolls"),
    (55, "DB VERTRIEB GMBH", "FRANKFURT DEU", 3490, 70, "Expenses:Transport:Public transport"),
    (38, "CARSHARING STADTFLITZER", "BONN DEU", 1870, 55, "Expenses:Transport:Car"),
    (34, "KINOPOLIS 3 BAD GODESBERG", "BONN DEU", 3150, 30, "Expenses:Entertainment"),
    (25, "FRANKENBAD KASSE 2", "BONN DEU", 1450, 25, "Expenses:Health:Fitness"),
    (20, "TICKETWERK*KONZERTKASSE", "BREMEN DEU", 6400, 45, "Expenses:Entertainment"),
    (16, "ZOO KOELN TAGESKASSE", "KOELN DEU", 5600, 20, "Expenses:Entertainment"),
    (14, "STAEDT. BUEHNEN BONN", "BONN DEU", 4200, 35, "Expenses:Entertainment"),
]
# Units of a currency for one euro, x 10000: the first and last month of the two years; between them a straight line and some noise.
RATES = {"USD": (10680, 11740), "GBP": (8340, 8690), "PHP": (621000, 668000), "TRY": (371200, 489000), "AED": (39100, 43100)}

SETTLEMENT = party("Arvenna Card Services")


def rate(currency, day):
    first, last = RATES[currency]
    line = first + (last - first) * (day - days.FIRST).days // (days.LAST - days.FIRST).days
    noise = Rng("rate %s %s" % (currency, day)).between(-12, 12)
    return line + line * noise // 1000


def buy(book, when, cents, payee, town, category, lag=None, foreign=None):
    """A purchase, posted one or two bank days later. `cents` are euro, or those of `foreign`, a currency."""
    if lag is None:
        lag = 1 + when.minute % 2
    booked = days.add_bank_days(when.date() + timedelta(days=1), lag - 1)
    if not foreign:
        return book.card.post(booked, -cents, payee, town, CARD, category, when=when)
    quoted = rate(foreign, when.date())
    euro = (cents * 10000 + quoted // 2) // quoted
    entry = book.card.post(booked, -euro, payee, town, CARD, category, when=when, foreign=(foreign, cents, quoted))
    book.card.post(
        booked, -max(1, euro * 175 // 10000), "AUSLANDSEINSATZENTGELT 1,75%", payee, FEE, "Expenses:Fees", when=when + timedelta(seconds=1)
    )
    return entry


def moment(rng, day, first, last):
    return datetime(day.year, day.month, day.day, rng.between(first, last), rng.below(60), rng.below(60))


def coffee_and_lunch(book):
    rng = Rng("coffee and lunch")
    for day in days.all_days():
        if days.place(day) != "home":
            continue
        working = day.weekday() < 5
        if rng.chance(62 if working else 40):
            payee, town, usual = rng.weighted(COFFEE)
            buy(book, moment(rng, day, 7, 11 if working else 16), rng.cents(usual, 22, 10), payee, town, "Expenses:Coffee")
        if working and rng.chance(24):
            payee, town, usual = rng.pick(LUNCH)
            buy(book, moment(rng, day, 11, 13), rng.cents(usual, 20, 10), payee, town, "Expenses:Restaurants")
    twin = datetime(2026, 4, 18, 10, 5, 12)
    for minutes in (0, 95):
        buy(book, twin + timedelta(minutes=minutes), 380, "SumUp  *Kaffeekontor Bonn", "BONN DEU", "Expenses:Coffee", lag=1)
    book.tell(
        "A true twin, to be kept",
        "card",
        "two coffees of 3.80 at Kaffeekontor on 18 April 2026, 10:05 and 11:40: different FITIDs, both are right",
    )


def restaurants(book):
    """Friday and weekend evenings; in September 2026 Claire's parents stay for three weeks and nobody cooks."""
    rng = Rng("restaurants")
    feast = range(date(2026, 9, 4).toordinal(), date(2026, 9, 26).toordinal())
    sums = {}
    for day in days.all_days():
        if days.place(day) != "home":
            continue
        often = 62 if day.toordinal() in feast else (5, 5, 7, 9, 27, 31, 22)[day.weekday()]
        if rng.chance(often):
            payee, town, usual = rng.pick(RESTAURANTS)
            cents = rng.cents(usual * (14 if day.toordinal() in feast else 10) // 10, 28, 10)
            buy(book, moment(rng, day, 18, 21), cents, payee, town, "Expenses:Restaurants")
            sums.setdefault((day.year, day.month), []).append(cents)
    usual = sorted(sum(v) for v in sums.values())[len(sums) // 2]
    september = sums[2026, 9]
    book.tell(
        "A month with restaurants far above the usual",
        "card",
        "September 2026: %d visits, %s EUR; the middle month has %s" % (len(september), money(sum(september)), money(usual)),
    )


def online(book):
    """Parcels, and the part of them that goes back."""
    rng = Rng("online")
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
    returns = []
    for day in days.all_days():
        often = 17 + (16 if day.month == 12 and day.day < 21 else 0) + (14 if (day.year, day.month) == (2025, 12) else 0)
        if days.place(day) == "usa" or not rng.chance(often):
            continue
        name, town, usual, category = rng.weighted(ONLINE)
        payee = name.format(code="".join(rng.pick(letters) for _ in range(9)), digits=rng.between(10000000, 99999999))
        when = moment(rng, day, 7, 22)
        cents = rng.cents(usual, 62)
        buy(book, when, cents, payee, town, category)
        if rng.chance(24 if "ZALANDO" in payee else 6):
            back = cents if rng.chance(55) else cents * rng.between(30, 70) // 100
            booked = days.add_bank_days(day, rng.between(6, 14))
            if book.card.post(booked, back, payee, "GUTSCHRIFT " + town, RETURN, category):
                returns.append(back)
    book.tell(
        "Refunds from shops",
        "card",
        "%d returns, %s EUR in all, whole or in part, 6 to 14 bank days after the purchase" % (len(returns), money(sum(returns))),
    )


def outings(book):
    rng = Rng("outings")
    for day in days.all_days():
        if days.place(day) == "home":
            for often, payee, town, usual, spread, category in OUTINGS:
                if rng.below(1000) < often:
                    buy(book, moment(rng, day, 9, 20), rng.cents(usual, spread, 10), payee, town, category)
    for year, month in days.all_months():  # a subscription in dollars: the same amount, yet never the same
        buy(
            book,
            datetime(year, month, 11, 6, 30, 4),
            2000,
            "LEXIGLOT PRO LEXIGLOT.COM",
            "PORTLAND ORUS",
            "Expenses:Subscriptions",
            lag=1,
            foreign="USD",
        )
    book.tell(
        "A subscription in a foreign currency", "card", "LEXIGLOT PRO, USD 20.00 on the 11th: another euro amount each month, and a fee"
    )


JOURNEYS = [  # booked long before, in euro
    ("2025-01-19 20:41", 41860, "SUEDFLUG*RES 4471", "PALMA ESP", "Expenses:Travel"),
    ("2025-08-27 21:02", 31240, "KANALZUG*DQ4LMN", "BRUXELLES BEL", "Expenses:Travel"),
    ("2026-02-08 19:22", 34420, "KANALZUG*TT81KE", "BRUXELLES BEL", "Expenses:Travel"),
    ("2026-01-25 20:15", 214800, "ATLANTIKFLUG*BOSTON 4 PAX", "FRANKFURT DEU", "Expenses:Travel"),
    ("2026-04-12 21:37", 68940, "STAYHARBOR.COM BOSTON", "AMSTERDAM NLD", "Expenses:Travel"),
]
AMERICA = [
    (30, ("TST* CLAM SHACK PIER 4", "BOSTON MAUS", 7800, "Expenses:Restaurants")),
    (22, ("SQ *HARBOR BEAN COFFEE", "BOSTON MAUS", 1450, "Expenses:Coffee")),
    (16, ("WHOLEFDS BPS 10218", "BOSTON MAUS", 6400, "Expenses:Groceries")),
    (10, ("MBTA CHARLIE 1118", "BOSTON MAUS", 2250, "Expenses:Transport:Public transport")),
    (9, ("CVS/PHARMACY #01187", "CAMBRIDGE MAUS", 1820, "Expenses:Health:Pharmacy")),
    (7, ("NEW ENGLAND AQUARIUM GIFT", "BOSTON MAUS", 4600, "Expenses:Entertainment")),
    (6, ("EXXONMOBIL 99041187", "PLYMOUTH MAUS", 5200, "Expenses:Fuel")),
]


def journeys(book):
    rng = Rng("journeys")
    for when, cents, payee, town, category in JOURNEYS:
        buy(book, datetime.strptime(when, "%Y-%m-%d %H:%M"), cents, payee, town, category)
    for day in days.days_at("usa"):
        for _ in range(rng.between(2, 4)):
            payee, town, usual, category = rng.weighted(AMERICA)
            buy(book, moment(rng, day, 9, 20), rng.cents(usual, 35), payee, town, category, foreign="USD")
    buy(book, datetime(2026, 7, 24, 9, 12), 61840, "RENT-A-SLOOP AUTO #12", "BOSTON MAUS", "Expenses:Travel", foreign="USD")
    buy(book, datetime(2026, 8, 1, 10, 2), 148260, "THE LANTERN INN CAPE COD", "PROVINCETOWN MAUS", "Expenses:Travel", foreign="USD")
    for day in days.days_at("denia"):
        if rng.chance(70):
            payee, usual, category = rng.pick(
                [
                    ("RTE. MESON DEL PUERTO", 7200, "Expenses:Restaurants"),
                    ("HELADERIA LA JIJONENCA", 1280, "Expenses:Coffee"),
                    ("REPSOL E.S. 33118", 6100, "Expenses:Fuel"),
                ]
            )
            buy(book, moment(rng, day, 11, 22), rng.cents(usual, 35), payee, "DENIA ESP", category)
    for day in days.days_at("england"):
        if rng.chance(55):
            payee, usual, category = rng.pick(
                [
                    ("THE CURRY LANTERN E1", 8200, "Expenses:Restaurants"),
                    ("TFL TRAVEL CH", 860, "Expenses:Transport:Public transport"),
                    ("PRET A MANGER 0418", 1340, "Expenses:Restaurants"),
                ]
            )
            buy(book, moment(rng, day, 9, 21), rng.cents(usual, 35), payee, "LONDON GBR", category, foreign="GBP")
    book.tell(
        "An unusual month: the journey of July 2026",
        "card, joint, savings",
        "Boston and Cape Cod, 20 July to 2 August: %d charges in dollars, each with a fee of 1.75 %%; 3,500.00 from savings before and "
        "1,500.00 after. (July 2025 was in Denia: the holiday-flat account and the card)"
        % sum(1 for e in book.card.entries if e.foreign and e.foreign[0] == "USD" and days.place(e.when.date()) == "usa"),
    )


def suspicious(book):
    """What somebody should be told about."""
    first = datetime(2026, 8, 21, 14, 31, 8)
    for seconds in (0, 64):
        buy(book, first + timedelta(seconds=seconds), 24900, "MOEBELHAUS HOLZWURM", "TROISDORF DEU", "Expenses:Home", lag=1)
    book.tell("A duplicate charge", "card", "MOEBELHAUS HOLZWURM 249.00 twice on 21 August 2026, 14:31:08 and 14:32:12; never paid back")
    burst = [
        (datetime(2026, 10, 10, 3, 12, 41), 2499900, "PHP", "ELEKTRO PALASYO 24H", "MANILA PHL"),
        (datetime(2026, 10, 10, 3, 19, 5), 1890000, "TRY", "GIFTCARD BAZAAR ONLINE", "ISTANBUL TUR"),
        (datetime(2026, 10, 10, 3, 31, 27), 149900, "AED", "GOLDSOUK*TOPUP 0077", "DUBAI ARE"),
    ]
    posted = [
        buy(book, when, cents, payee, town, "Expenses:Uncategorised", lag=1, foreign=currency)
        for when, cents, currency, payee, town in burst
    ]
    back = -posted[0].amount * 6 // 10
    book.card.post(
        date(2026, 10, 23), back, "ELEKTRO PALASYO 24H", "TEILGUTSCHRIFT REKLAMATION 2610-44718", RETURN, "Expenses:Uncategorised"
    )
    book.tell(
        "A burst as from a stolen card, then a partial refund",
        "card",
        "10 October 2026, 03:12 to 03:31, posted on the 12th: %s; %s EUR of the first come back on 23 October"
        % ("; ".join("%s %s (%s %s)" % (e.payee, money(-e.amount), e.foreign[0], money(e.foreign[1])) for e in posted), money(back)),
    )


def settlements(book):
    """What is posted by the 25th is drawn from the joint account on the 5th; the card sees it up to two bank days later."""
    rng = Rng("settlements")
    cut = days.FIRST - timedelta(days=1)
    owed = -book.card.opening
    for year, month in days.all_months():
        last, cut = cut, date(year, month, 25)
        paid_on = date(year + month // 12, month % 12 + 1, 5)
        if (year, month) == (2024, 11):  # October's, from before the files begin
            pay_card(book, date(2024, 11, 5), owed, 10, 2024, rng.pick((0, 1, 2)))
        owed = -sum(e.amount for e in book.card.entries if last < e.date <= cut and e.kind != IN)
        if paid_on <= days.LAST:
            pay_card(book, paid_on, owed, month, year, rng.pick((0, 1, 2)))
    book.tell(
        "The card is settled from the joint account",
        "joint, card",
        "all that was posted by the 25th, drawn on the 5th or the " "next bank day, on the card 0 to 2 bank days later",
    )


def pay_card(book, day, cents, month, year, lag):
    assert cents > 0
    out, into = days.bank_day(day), days.add_bank_days(day, lag)
    drawn = book.joint.post(
        out,
        -cents,
        "Arvenna Card Services",
        "Kreditkartenabrechnung %02d/%d Karte XXXX 4711" % (month, year),
        DEBIT,
        TRANSFERS,
        counter=SETTLEMENT.iban,
        bic=SETTLEMENT.bic,
        mandate=SETTLEMENT.mandate,
        creditor=SETTLEMENT.creditor,
    )
    book.pair(drawn, book.card.post(into, cents, "LASTSCHRIFTEINZUG VIELEN DANK", "ABRECHNUNG %02d/%d" % (month, year), IN, TRANSFERS))


def live(book):
    for part in (coffee_and_lunch, restaurants, online, outings, journeys, suspicious, settlements):
        part(book)
