"""What the family itself has said: a few rules for sorting, and how much it means to spend. Categories are those a new household
starts with (src/sorting/categories.c), and four of the family's own below Expenses:Children."""

RULES = [  # contained in the bank's text, in any case of letters
    ("Hausverwaltung Siebenlinden", "Expenses:Housing:Rent"),
    ("Rheinauenstrom", "Expenses:Utilities:Electricity and gas"),
    ("Wasserwerk Ennert", "Expenses:Utilities:Water"),
    ("Glasfaser Kottenforst", "Expenses:Phone:Internet"),
    ("Funkturm Mobil", "Expenses:Phone"),
    ("LUMORA*STREAMING", "Expenses:Subscriptions"),
    ("Kaffeekontor", "Expenses:Coffee"),
    ("ROESTEREI SUEDSTAD", "Expenses:Coffee"),
    ("Hofladen Messdorf", "Expenses:Groceries"),
    ("GASTHAUS ZUM TREPPCHEN", "Expenses:Restaurants"),
    ("Kantine Auerhahn", "Expenses:Restaurants"),
    ("Musikschule Poppelsdorf", "Expenses:Children:Activities"),
    ("SV Endenich", "Expenses:Children:Activities"),
    ("Schwimmschule Seepferd", "Expenses:Children:Activities"),
    ("OGS-Elternbeitrag", "Expenses:Children:Childcare"),
    ("Schulverpflegung", "Expenses:Children:School"),
    ("Clemensschule", "Expenses:Children:School"),
    ("Taschengeld", "Expenses:Children:Pocket money"),
    ("Lotsenhaus Fondsbank", "Expenses:Savings and investments"),
    ("Familienkasse", "Income:Benefits"),
]

BUDGETS = [  # a month
    ("Expenses:Groceries", 80000, "EUR"),
    ("Expenses:Restaurants", 45000, "EUR"),
    ("Expenses:Coffee", 9000, "EUR"),
    ("Expenses:Fuel", 19000, "EUR"),
    ("Expenses:Children:School", 15000, "EUR"),
    ("Expenses:Utilities:Electricity and gas", 18000, "EUR"),
    ("Expenses:Shopping:Clothing", 18000, "EUR"),
    ("Expenses:Transport:Public transport", 18000, "EUR"),
]


def rules_text():
    return "".join("%s\t%s\n" % rule for rule in RULES)


def budgets_text():
    return "".join("%s\t%d.%02d\t%s\n" % (category, cents // 100, cents % 100, currency) for category, cents, currency in BUDGETS)


def spent(book, category, currency, year, month):
    """As a budget counts it: everything booked in the month in its currency."""
    accounts = [a for a in book.accounts.values() if a.currency == currency]
    return -sum(
        e.amount
        for a in accounts
        for e in a.entries
        if e.category == category and not e.pending and (e.date.year, e.date.month) == (year, month)
    )
