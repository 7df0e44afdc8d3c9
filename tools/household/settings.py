"""What the family itself has said: a few rules for sorting, and how much it means to spend."""

RULES = "".join(
    "%s\t%s\n" % rule
    for rule in [
        ("Hausverwaltung Siebenlinden", "Expenses:Housing:Rent"),
        ("Rheinauenstrom", "Expenses:Utilities:Electricity"),
        ("Wasserwerk Ennert", "Expenses:Utilities:Water"),
        ("Glasfaser Kottenforst", "Expenses:Utilities:Internet"),
        ("Funkturm Mobil", "Expenses:Utilities:Phone"),
        ("LUMORA*STREAMING", "Expenses:Subscriptions:Streaming"),
        ("KLANGFARBE MUSIC", "Expenses:Subscriptions:Music"),
        ("Kaffeekontor", "Expenses:Food:Coffee"),
        ("ROESTEREI SUEDSTAD", "Expenses:Food:Coffee"),
        ("Hofladen Messdorf", "Expenses:Food:Groceries"),
        ("TRATTORIA DA NUNZIA", "Expenses:Food:Restaurants"),
        ("GASTHAUS ZUM TREPPCHEN", "Expenses:Food:Restaurants"),
        ("Musikschule Poppelsdorf", "Expenses:Children:Activities"),
        ("OGS-Elternbeitrag", "Expenses:Children:Childcare"),
        ("Taschengeld", "Expenses:Children:Pocket money"),
        ("Familienkasse", "Income:Benefits"),
    ]
)

BUDGETS = "".join(
    "%s\t%s\t%s\n" % budget
    for budget in [
        ("Expenses:Food:Groceries", "800.00", "EUR"),
        ("Expenses:Food:Restaurants", "350.00", "EUR"),
        ("Expenses:Food:Coffee", "90.00", "EUR"),
        ("Expenses:Transport:Fuel", "190.00", "EUR"),
        ("Expenses:Children:School", "200.00", "EUR"),
        ("Expenses:Utilities:Electricity", "140.00", "EUR"),
        ("Expenses:Clothing", "180.00", "EUR"),
    ]
)
