"""What comes round: every bill, wage, subscription and benefit with a fixed amount, as one table."""

from dataclasses import dataclass
from datetime import date
from typing import Optional, Sequence, Tuple

from household import days
from household.model import CARD, DEBIT, FEE, IN, SALARY, STANDING, party

EVERY = tuple(range(1, 13))
QUARTERS = (3, 6, 9, 12)
MONATE = ("", "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember")


@dataclass
class Bill:
    account: str
    who: str
    memo: str  # {m} month, {mm} two digits, {y} year, {monat} its German name, {q} quarter
    kind: str
    category: str
    day: int  # 0: the last bank day of the month; -n: n bank days before the end
    amounts: Sequence[Tuple[str, int]]  # from "2024-11" on: cents; the last that has begun holds
    months: Sequence[int] = EVERY
    until: Optional[str] = None  # the last month
    country: str = "DE"


HOME = [
    Bill(
        "joint",
        "Hausverwaltung Siebenlinden",
        "Miete {mm}/{y} Clemensweg 14 Whg 7",
        STANDING,
        "Expenses:Housing:Rent",
        1,
        [("2024-11", -142000), ("2026-03", -148500)],
    ),
    Bill(
        "joint",
        "Rheinauenstrom GmbH",
        "Abschlag Strom {mm}/{y} Vertragskonto 220418873",
        DEBIT,
        "Expenses:Utilities:Electricity and gas",
        15,
        [("2024-11", -11800), ("2025-07", -13200), ("2026-07", -12600)],
    ),
    Bill(
        "joint",
        "Wasserwerk Ennert",
        "Wasser/Abwasser {q}. Quartal {y} Kd 5501932",
        DEBIT,
        "Expenses:Utilities:Water",
        17,
        [("2024-11", -8640), ("2026-02", -9180)],
        (2, 5, 8, 11),
    ),
    Bill(
        "joint",
        "Glasfaser Kottenforst GmbH",
        "Internet und Telefon {monat} {y} Kd-Nr 90233417",
        DEBIT,
        "Expenses:Phone:Internet",
        5,
        [("2024-11", -4495)],
    ),
    Bill(
        "joint",
        "Funkturm Mobil GmbH",
        "Mobilfunk Rechnung {mm}/{y} 2 Karten + Kinderkarte",
        DEBIT,
        "Expenses:Phone",
        9,
        [("2024-11", -5997)],
    ),
    Bill(
        "joint",
        "Rundfunk ARD, ZDF, DRadio",
        "Rundfunkbeitrag {mm}.{y} Beitragsnr 418 233 907",
        DEBIT,
        "Expenses:Utilities",
        15,
        [("2024-11", -5508)],
        (2, 5, 8, 11),
    ),
    Bill(
        "joint",
        "Stadtkasse Bonn",
        "OGS-Elternbeitrag {mm}/{y} Emil Brandt",
        DEBIT,
        "Expenses:Children:Childcare",
        3,
        [("2024-11", -16800), ("2025-08", -17600)],
    ),
    Bill(
        "joint",
        "Menü-Werk Schulverpflegung",
        "Mittagessen {monat} {y} 2 Kinder",
        DEBIT,
        "Expenses:Children:School",
        12,
        [("2024-11", -13200)],
        (1, 2, 3, 4, 5, 6, 9, 10, 11, 12),
    ),
    Bill(
        "joint",
        "Musikschule Poppelsdorf",
        "Violine Mathilde {mm}/{y}",
        DEBIT,
        "Expenses:Children:Activities",
        2,
        [("2024-11", -6200), ("2026-01", -6600)],
    ),
    Bill(
        "joint",
        "SV Endenich 07 e.V.",
        "Vereinsbeitrag Halbjahr Fussball Mathilde",
        DEBIT,
        "Expenses:Children:Activities",
        15,
        [("2024-11", -7200)],
        (1, 7),
    ),
    Bill(
        "joint",
        "Schwimmschule Seepferd",
        "Schwimmkurs Emil {mm}/{y}",
        DEBIT,
        "Expenses:Children:Activities",
        8,
        [("2024-11", -4900)],
        (2, 3, 4, 5, 9, 10, 11),
        "2026-05",
    ),
    Bill(
        "joint",
        "Mathilde Brandt",
        "Taschengeld {monat}",
        STANDING,
        "Expenses:Children:Pocket money",
        1,
        [("2024-11", -2000), ("2025-09", -2500)],
    ),
    Bill(
        "joint",
        "Tretwerk Fitness GmbH",
        "Mitgliedsbeitrag {mm}/{y} Nr 30718 C. Brandt",
        DEBIT,
        "Expenses:Health:Fitness",
        1,
        [("2024-11", -3990)],
        until="2025-09",
    ),
    Bill(
        "joint",
        "Verkehrsverbund Rheinschiene",
        "DTicket Abo {mm}/{y} C. Brandt",
        DEBIT,
        "Expenses:Transport:Public transport",
        2,
        [("2024-11", -4900), ("2025-01", -5800), ("2026-01", -6300)],
    ),
    Bill("joint", "Brunnenbauer weltweit e.V.", "Spende Danke", STANDING, "Expenses:Gifts:Donations", 10, [("2024-11", -1500)]),
    Bill(
        "joint",
        "Gipfelkreuz Versicherung AG",
        "Hausratversicherung {y} VS 81-4471902",
        DEBIT,
        "Expenses:Insurance",
        2,
        [("2024-11", -14280), ("2026-01", -14990)],
        (1,),
    ),
    Bill(
        "joint",
        "Gipfelkreuz Versicherung AG",
        "Kfz-Versicherung {y} BN-CJ 418",
        DEBIT,
        "Expenses:Insurance",
        2,
        [("2024-11", -61235), ("2026-01", -64810)],
        (1,),
    ),
    Bill(
        "joint",
        "Gipfelkreuz Versicherung AG",
        "Privathaftpflicht Familie {y} VS 81-4471917",
        DEBIT,
        "Expenses:Insurance",
        16,
        [("2024-11", -6840)],
        (3,),
    ),
    Bill("joint", "Bundeskasse", "Kfz-Steuer BN-CJ 418 {y}", DEBIT, "Expenses:Taxes", 7, [("2024-11", -12200)], (4,)),
    Bill(
        "joint",
        "Familienkasse",
        "Kindergeld {mm}/{y} KG 552FK118207",
        IN,
        "Income:Benefits",
        10,
        [("2024-11", 50000), ("2025-01", 51000), ("2026-01", 51800)],
    ),
    Bill(
        "joint",
        "Sprachwerk Rheinaue gGmbH",
        "Gehalt {mm}/{y} Pers.Nr 00219",
        SALARY,
        "Income:Salary",
        0,
        [("2024-11", 178420), ("2026-01", 183455)],
    ),
    Bill("joint", "Kottenforst Bank", "Kontoführung {q}. Quartal {y}", FEE, "Expenses:Fees", 0, [("2024-11", -1470)], QUARTERS),
]


WORK = [
    Bill(
        "salary",
        "Auerhahn Messtechnik GmbH",
        "Lohn/Gehalt {mm}/{y} PNR 01187",
        SALARY,
        "Income:Salary",
        -2,
        [("2024-11", 368412), ("2025-07", 382940)],
    ),
    Bill(
        "salary",
        "Auerhahn Messtechnik GmbH",
        "Sonderzahlung {y} PNR 01187",
        SALARY,
        "Income:Salary",
        -2,
        [("2024-11", 210000), ("2025-11", 218500)],
        (11,),
    ),
    Bill(
        "salary",
        "Lotsenhaus Fondsbank",
        "Sparplan Weltindex {mm}/{y} Depot 7702118",
        DEBIT,
        "Expenses:Savings and investments",
        15,
        [("2024-11", -40000), ("2026-01", -50000)],
    ),
    Bill(
        "salary",
        "Ankerblick Pensionskasse",
        "Beitrag Altersvorsorge {mm}/{y}",
        DEBIT,
        "Expenses:Savings and investments",
        2,
        [("2024-11", -12000)],
    ),
    Bill("salary", "Funkturm Mobil GmbH", "Mobilfunk Rechnung {mm}/{y} J. Brandt", DEBIT, "Expenses:Phone", 9, [("2024-11", -2499)]),
    Bill(
        "salary",
        "Kletterhalle Basaltwand",
        "Monatskarte {mm}/{y} J. Brandt",
        DEBIT,
        "Expenses:Health:Fitness",
        4,
        [("2024-11", -5400), ("2025-10", -5700)],
    ),
    Bill(
        "salary",
        "Gipfelkreuz Versicherung AG",
        "Berufsunfähigkeit {mm}/{y} VS 44-1180021",
        DEBIT,
        "Expenses:Insurance",
        1,
        [("2024-11", -6873)],
    ),
    Bill(
        "salary",
        "Verkehrsverbund Rheinschiene",
        "DTicket Job {mm}/{y} J. Brandt",
        DEBIT,
        "Expenses:Transport:Public transport",
        2,
        [("2024-11", -3430), ("2025-01", -4060), ("2026-01", -4410)],
    ),
    Bill("salary", "Ingenieurkammer Rheinland", "Jahresbeitrag {y}", DEBIT, "Expenses:Services", 20, [("2024-11", -18600)], (2,)),
]


ABROAD = [
    Bill(
        "french",
        "CREDIT DES TRABOULES",
        "PRLV ECHEANCE PRET ETUDES 0071845",
        DEBIT,
        "Banque:Prêt",
        5,
        [("2024-11", -14250)],
        until="2026-06",
        country="FR",
    ),
    Bill(
        "french",
        "MUTUELLE DES DEUX RIVES",
        "PRLV SEPA COTISATION {mm}/{y}",
        DEBIT,
        "Santé:Mutuelle",
        8,
        [("2024-11", -3120), ("2026-01", -3385)],
        country="FR",
    ),
    Bill(
        "french",
        "FORFAIT HIRONDELLE",
        "PRLV SEPA FACTURE MOBILE {mm}/{y}",
        DEBIT,
        "Abonnements:Téléphone",
        12,
        [("2024-11", -1299)],
        country="FR",
    ),
    Bill("french", "LA FEUILLE DU RHONE", "PRLV SEPA ABONNEMENT", DEBIT, "Abonnements:Presse", 18, [("2024-11", -990)], country="FR"),
    Bill("french", "CREDIT DES TRABOULES", "FRAIS TENUE DE COMPTE", FEE, "Banque:Frais", 0, [("2024-11", -235)], country="FR"),
    Bill("french", "Mme Odile Morel", "VIR PERMANENT MAMAN", STANDING, "Famille:Aide", 3, [("2024-11", -8000)], country="FR"),
    Bill("uk", "TERN MOBILE LTD", "", DEBIT, "Expenses:Phone", 6, [("2024-11", -800), ("2026-04", -950)], country="GB"),
    Bill("uk", "LOCK & LOFT STORAGE DEPTFORD", "", DEBIT, "Expenses:Housing", 1, [("2024-11", -3200), ("2026-02", -3650)], country="GB"),
    Bill("uk", "SOCIETY OF LITERARY TRANSLATION", "", DEBIT, "Expenses:Services", 14, [("2024-11", -14800)], (1,), country="GB"),
    Bill("uk", "RIVERS & RUINS TRUST", "", DEBIT, "Expenses:Gifts:Donations", 10, [("2024-11", -740)], country="GB"),
    Bill(
        "flat",
        "COM. PROP. EDIF. LES ROTES 12",
        "CUOTA COMUNIDAD {mm}/{y} PTA 9",
        DEBIT,
        "Expenses:Housing",
        5,
        [("2024-11", -6800), ("2026-01", -7250)],
        country="ES",
    ),
    Bill("flat", "FIBRA DIANIUM SL", "RECIBO INTERNET {mm}/{y}", DEBIT, "Expenses:Phone:Internet", 11, [("2024-11", -2490)], country="ES"),
    Bill(
        "flat",
        "SEGUROS FARO BLANCO",
        "SEGURO HOGAR POLIZA 77120-{y}",
        DEBIT,
        "Expenses:Insurance",
        20,
        [("2024-11", -14820), ("2026-01", -15940)],
        (3,),
        country="ES",
    ),
    Bill(
        "flat",
        "SUMA GESTION TRIBUTARIA",
        "IBI URBANA {y} RECIBO 0318842",
        DEBIT,
        "Expenses:Taxes",
        6,
        [("2024-11", -31244), ("2026-01", -32180)],
        (10,),
        country="ES",
    ),
    Bill(
        "flat", "CAJA DEL MONTGO", "COMISION MANTENIMIENTO {q}T {y}", FEE, "Expenses:Fees", 0, [("2024-11", -1200)], QUARTERS, country="ES"
    ),
]


# On the card, under the names that card processors give them.
SUBSCRIPTIONS = [
    Bill(
        "card", "LUMORA*STREAMING LUMORA.TV", "Abo Standard", CARD, "Expenses:Subscriptions", 14, [("2024-11", -1299), ("2026-03", -1499)]
    ),
    Bill("card", "KLANGFARBE MUSIC AB STOCKHOLM", "Family Plan", CARD, "Expenses:Subscriptions", 21, [("2024-11", -1799)]),
    Bill("card", "WOLKENKAMMER CLOUD 200GB", "monatlich", CARD, "Expenses:Subscriptions", 3, [("2024-11", -299)]),
    Bill("card", "RHEINBLATT DIGITAL", "E-Paper", CARD, "Expenses:Subscriptions", 6, [("2024-11", -2190)]),
    Bill("card", "PADDLE.NET* VOKABELHELD", "Schueler-Abo Mathilde", CARD, "Expenses:Education", 18, [("2024-11", -699)], until="2025-12"),
    Bill("card", "CARSHARING STADTFLITZER", "Grundgebuehr", CARD, "Expenses:Transport:Car", 2, [("2024-11", -900)]),
    Bill("card", "ARVENNA JAHRESENTGELT", "Gold Karte", FEE, "Expenses:Fees", 3, [("2024-11", -3900)], (2,)),
]


def amount_in(bill, year, month):
    """What the bill is worth in a month; None when it does not fall due."""
    now = "%d-%02d" % (year, month)
    if month not in bill.months or (bill.until and now > bill.until):
        return None
    return [cents for start, cents in bill.amounts if start <= now][-1]


def due_day(bill, year, month):
    """Debits and standing orders move to the next bank day, wages to the one before."""
    end = days.month_end(year, month)
    if bill.day > 0:
        return days.bank_day(date(year, month, bill.day))
    day = days.bank_day_before(end)
    for _ in range(-bill.day):
        day = days.bank_day_before(day.fromordinal(day.toordinal() - 1))
    return day


def post_all(book):
    for bill in HOME + WORK + ABROAD + SUBSCRIPTIONS:
        who = party(bill.who, bill.country)
        for year, month in days.all_months():
            cents = amount_in(bill, year, month)
            if cents is None:
                continue
            memo = bill.memo.format(m=month, mm="%02d" % month, y=year, monat=MONATE[month], q=(month + 2) // 3)
            details = {} if bill.kind in (CARD, FEE) else {"counter": who.iban, "bic": who.bic}
            if bill.kind == DEBIT:
                details.update(mandate=who.mandate, creditor=who.creditor)
            book.accounts[bill.account].post(due_day(bill, year, month), cents, who.name, memo, bill.kind, bill.category, **details)
    tell(book)


def tell(book):
    book.tell(
        "Rent on the 1st, or the next bank day", "joint", "1,420.00 EUR to Hausverwaltung Siebenlinden; **1,485.00 from 2 March 2026**"
    )
    book.tell("A streaming subscription gets dearer", "card", "LUMORA*STREAMING on the 14th: 12.99; **14.99 from March 2026**")
    book.tell("A gym membership ends", "joint", "Tretwerk Fitness GmbH, 39.90 on the 1st: last debit 1 September 2025 (but see below)")
    book.tell("A children's app ends", "card", "PADDLE.NET* VOKABELHELD, 6.99 on the 18th: last in December 2025")
    book.tell("A loan is paid off", "french", "ECHEANCE PRET ETUDES, 142.50 on the 5th: last in June 2026")
    book.tell(
        "Wages with a raise",
        "salary, joint",
        "Jonas 3,684.12, from July 2025 3,829.40, two bank days before the month's last; a bonus each November "
        "(2,100.00, 2,185.00). Claire 1,784.20, from January 2026 1,834.55, on the last bank day",
    )
    book.tell("Child benefit", "joint", "500.00, then 510.00 (2025), then 518.00 (2026) around the 10th")
    book.tell(
        "Bills by the quarter, half-year and year",
        "joint",
        "water (February, May, August, November), broadcasting fee, football club (January, July), insurances (January: "
        "household and car on one day; March: liability), car tax (April)",
    )
