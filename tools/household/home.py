"""The joint account: what happens once, transfers between own accounts, interest and overdraft."""

from datetime import date, timedelta

from household import days, shops
from household.model import DEBIT, FEE, IN, INTEREST, OUT, RETURN, money, party
from household.rng import Rng


def school_and_health(book):
    """Single transfers and debits of an ordinary family."""
    rng = Rng("school and health")
    for day, cents, who, memo, kind, category in [
        ("2024-11-20", -3500, "Förderverein Clemensschule", "Klassenkasse 3b Mathilde Brandt", OUT, "Expenses:Children:School"),
        ("2025-02-11", -28640, "Zahnarztpraxis Dr. Ahlers", "Rechnung 25-0193 Claire Brandt", OUT, "Expenses:Health"),
        ("2025-03-04", 17180, "Rheinkasse Zusatzversicherung", "Erstattung Rechnung 25-0193 Zahnersatz", IN, "Income:Refunds"),
        ("2025-05-06", -24500, "Clemensschule Bonn", "Klassenfahrt Eifel 3b Mathilde Brandt", OUT, "Expenses:Children:School"),
        ("2025-06-18", -31900, "Fahrradhaus Kurbel", "Rechnung 10482 Kinderrad 24 Zoll", OUT, "Expenses:Children:Activities"),
        ("2025-08-21", 128455, "Finanzamt Bonn", "EINKOMMENSTEUER 2024 ERSTATTUNG STNR 205/5118/2290", IN, "Income:Taxes"),
        ("2025-09-09", -11240, "Schreibwaren Tintenfass", "Schulmaterial Rechnung 3319", OUT, "Expenses:Children:School"),
        ("2025-11-19", -48790, "Autohaus Sieglarer Str.", "Rechnung 70114 Inspektion und Winterreifen", OUT, "Expenses:Transport:Car"),
        ("2026-02-17", -19850, "Augenzentrum Beuel", "Rechnung 26/0871 Brille Emil", OUT, "Expenses:Health"),
        (
            "2026-04-21",
            -74600,
            "Elektro Funkenflug",
            "Rechnung 2604-118 Waschmaschine inkl. Lieferung",
            OUT,
            "Expenses:Shopping:Electronics",
        ),
        ("2026-05-12", -26000, "Clemensschule Bonn", "Klassenfahrt Nordsee 4b Mathilde Brandt", OUT, "Expenses:Children:School"),
        ("2026-07-09", 84719, "Finanzamt Bonn", "EINKOMMENSTEUER 2025 ERSTATTUNG STNR 205/5118/2290", IN, "Income:Taxes"),
        ("2026-09-10", -13480, "Schreibwaren Tintenfass", "Schulmaterial Rechnung 4127", OUT, "Expenses:Children:School"),
        ("2026-10-06", -35290, "Autohaus Sieglarer Str.", "Rechnung 72209 Inspektion", OUT, "Expenses:Transport:Car"),
    ]:
        other = party(who)
        book.joint.post(days.bank_day(date.fromisoformat(day)), cents, who, memo, kind, category, counter=other.iban, bic=other.bic)
    for year, month in days.all_months():
        if rng.chance(45):
            other = party("Nachhilfe Jule Winkler")
            book.joint.post(
                days.bank_day(date(year, month, 24)),
                -rng.pick((4000, 6000, 8000)),
                other.name,
                "Nachhilfe Mathe %02d/%d" % (month, year),
                OUT,
                "Expenses:Education",
                counter=other.iban,
                bic=other.bic,
            )
    book.tell("Tax refunds", "joint", "Finanzamt Bonn: 1,284.55 on 21 August 2025, 847.19 on 9 July 2026")
    book.tell("A bill partly paid back", "joint", "dentist 286.40 (11 February 2025), insurer returns 171.80 (4 March 2025)")
    book.tell("A large single purchase", "joint", "washing machine, Elektro Funkenflug 746.00 on 21 April 2026")


def adjustments(book):
    """The electricity bill of the year, and a debit after the gym was cancelled, which the bank returns."""
    power = party("Rheinauenstrom GmbH")
    for day, cents, kind, text in [
        (date(2025, 6, 24), -21437, DEBIT, "Jahresabrechnung Strom 06/2024-05/2025 Nachzahlung Vertragskonto 220418873"),
        (date(2026, 6, 23), 6312, IN, "Jahresabrechnung Strom 06/2025-05/2026 Guthaben Vertragskonto 220418873"),
    ]:
        sepa = {"mandate": power.mandate, "creditor": power.creditor} if kind == DEBIT else {}
        book.joint.post(
            day, cents, power.name, text, kind, "Expenses:Utilities:Electricity and gas", counter=power.iban, bic=power.bic, **sepa
        )
    book.tell(
        "Electricity with a yearly adjustment",
        "joint",
        "118.00 a month; 24 June 2025 another 214.37 to pay, then 132.00; 23 June 2026 63.12 back, then 126.00",
    )
    gym = party("Tretwerk Fitness GmbH")
    text = "Mitgliedsbeitrag 11/2025 Nr 30718 C. Brandt"
    sepa = {"counter": gym.iban, "bic": gym.bic, "mandate": gym.mandate, "creditor": gym.creditor}
    book.joint.post(date(2025, 11, 3), -3990, gym.name, text, DEBIT, "Expenses:Health:Fitness", **sepa)
    book.joint.post(
        date(2025, 11, 6), 3990, gym.name, "Rückgabe/Widerspruch vom 06.11.2025 " + text, RETURN, "Expenses:Health:Fitness", **sepa
    )
    book.tell("A debit after cancellation, returned", "joint", "Tretwerk Fitness 39.90 on 3 November 2025, back on 6 November 2025")


def gifts(book):
    """December 2025: twice the usual Christmas, with grandparents, godchildren and a new bed."""
    rng = Rng("gifts")
    total = 0
    for day, cents, payee, text, category in [
        (date(2025, 12, 2), 18990, "Spielzeugkiste Bonn", "SPIELZEUGKISTE//BONN/DE", "Expenses:Gifts"),
        (date(2025, 12, 5), 32900, "Geigenbau Resonanz", "GEIGENBAU RESONANZ//BONN/DE", "Expenses:Gifts"),
        (date(2025, 12, 6), 9480, "Buchladen Siebenschläfer", "BUCHLADEN SIEBENSCHLAEFER//BONN/DE", "Expenses:Gifts"),
        (date(2025, 12, 12), 24900, "Uhren Zeitgeist", "UHREN ZEITGEIST//BONN/DE", "Expenses:Gifts"),
        (date(2025, 12, 13), 15640, "Galeria", "GALERIA 0031//BONN/DE", "Expenses:Gifts"),
        (date(2025, 12, 16), 11250, "Weinhandlung Rebstock", "WEINHANDLUNG REBSTOCK//BONN/DE", "Expenses:Gifts"),
        (date(2025, 12, 19), 21700, "Sporthaus Gipfel", "SPORTHAUS GIPFEL//BONN/DE", "Expenses:Gifts"),
        (date(2025, 12, 20), 7990, "Spielzeugkiste Bonn", "SPIELZEUGKISTE//BONN/DE", "Expenses:Gifts"),
    ]:
        total += cents
        shops.pay(book, day, cents, payee, text, category, rng)
    for year in (2024, 2025):
        book.joint.post(
            date(year, 12, 4),
            -8500 - 4000 * (year - 2024),
            "Familie Morel",
            "Weihnachtskiste Lyon %d" % year,
            OUT,
            "Expenses:Gifts",
            counter=party("Familie Morel", "FR").iban,
            bic=party("Familie Morel", "FR").bic,
        )
    book.tell(
        "An unusual month: gifts in December 2025",
        "joint, card",
        "eight purchases, %s in all, on the joint account between 2 and 20 December, and a Christmas shop 60 %% larger" % money(total),
    )


def between_own_accounts(book):
    """Wages to the household, the household to savings, savings back when something large comes."""
    rng = Rng("own transfers")
    for year, month in days.all_months():
        now = "%d-%02d" % (year, month)
        if (year, month) != (2026, 10):  # its money arrives in November, after the last day of the files
            share = 258000 if now < "2025-07" else 266000
            book.transfer(
                book.salary,
                book.joint,
                days.bank_day_before(days.month_end(year, month)),
                share,
                "Haushaltskasse %02d/%d" % (month % 12 + 1, year + month // 12),
                rng.pick((0, 1, 1, 2)),
                "standing",
            )
        book.transfer(
            book.joint,
            book.savings,
            date(year, month, 3),
            45000 if now < "2026-01" else 75000,
            "Sparen %02d/%d" % (month, year),
            0,
            "standing",
        )
    for day, cents, text in [
        ("2025-01-02", 70000, "Versicherungen 2025"),
        ("2025-07-14", 120000, "Urlaub Denia"),
        ("2025-12-09", 90000, "Weihnachten"),
        ("2026-01-02", 70000, "Versicherungen 2026"),
        ("2026-04-20", 75000, "Waschmaschine"),
        ("2026-07-13", 350000, "USA-Reise"),
        ("2026-08-05", 150000, "Kreditkarte Juli"),
    ]:
        book.transfer(book.savings, book.joint, date.fromisoformat(day), cents, "Umbuchung " + text, 0)
    for year, month in days.all_months():
        if month in (1, 4, 7, 10):
            book.transfer(
                book.joint, book.flat, date(year, month, 4), 58000, "Piso Denia %dT %d" % ((month + 2) // 3, year), rng.pick((1, 1, 2))
            )
    book.tell(
        "Transfers between own accounts, both sides in the files",
        "all",
        "salary to joint at each month's end (2,580.00, from July 2025 2,660.00; 0 to 2 bank days apart); joint to savings on the 3rd "
        "(450.00, from 2026 750.00; the same day); savings back to joint seven times; joint to the holiday flat each quarter "
        "(580.00; 1 or 2 days)",
    )


def interest(book):
    """Quarterly on savings, with the tax on it; and what an overdraft costs on the joint account."""
    book.savings.settle()
    for year, month in days.all_months():
        if month % 3:
            continue
        end = days.month_end(year, month)
        rate = 225 if (year, month) < (2025, 7) else 175  # hundredths of a percent a year
        earned = book.savings.balance_before(end) * rate // 40000
        booked = days.bank_day_before(end)
        book.savings.post(booked, earned, "Kottenforst Bank", "Zinsen %d. Quartal %d" % (month // 3, year), INTEREST, "Income:Interest")
        book.savings.post(
            booked,
            -(earned * 26375 // 100000),
            "Kottenforst Bank",
            "Kapitalertragsteuer und Soli %d. Quartal %d" % (month // 3, year),
            FEE,
            "Expenses:Taxes",
        )
    book.tell("Interest by the quarter, tax withheld", "savings", "on the quarter's last bank day, 2.25 % a year, 1.75 % from July 2025")


def overdraft(book):
    """Called when all else on the joint account is booked: 9.8 % on each day below zero."""
    book.joint.settle()
    charged = []
    for year, month in days.all_months():
        if month % 3:
            continue
        first = max(days.FIRST, date(year, month - 2, 1))
        end = days.month_end(year, month)
        owed = sum(min(0, book.joint.balance_before(day + timedelta(days=1))) for day in days.all_days(first, end))
        cents = -owed * 98 // 365000
        if cents > 0:
            book.joint.post(
                days.bank_day_before(end),
                -cents,
                "Kottenforst Bank",
                "Sollzinsen eingeräumte Kontoüberziehung %d. Quartal %d" % (month // 3, year),
                INTEREST,
                "Expenses:Interest",
            )
            charged.append("%s on %s" % (money(cents), days.bank_day_before(end).isoformat()))
    if charged:
        book.tell("Overdraft interest", "joint", "; ".join(charged))


def live(book):
    for part in (school_and_health, adjustments, gifts, between_own_accounts, interest):
        part(book)
