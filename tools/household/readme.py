"""examples/README.md: what lies in the folder and what is hidden in it, with the true dates and amounts."""

from household import settings
from household.model import money

FILES = [  # name, account, format
    (
        "joint-2024-11-to-2025-08.csv",
        "joint",
        "CSV of a German bank: semicolons, Windows-1252, preamble, decimal comma, balances, newest first",
    ),
    ("joint-2025-08-to-2026-08.csv", "joint", "the same; its first two weeks overlap with the file before"),
    ("joint-2026-09-to-2026-10.zip", "joint", "ZIP of two camt.052.001.08 reports, one per month; two entries are pending"),
    ("salary-2024-11-to-2025-10.sta", "salary", "MT940, twelve messages, German structured `:86:`"),
    ("salary-2025-11-to-2026-10.sta", "salary", "the same"),
    ("savings-2024-11-to-2025-10.xml", "savings", "camt.053.001.08, a statement per quarter"),
    ("savings-2025-11-to-2026-10.xml", "savings", "the same"),
    ("card-2024-11-to-2025-10.ofx", "card", "OFX 1.0.2 (SGML) of a credit card"),
    ("card-2025-11-to-2026-10.ofx", "card", "the same"),
    (
        "lyon-2024-11-to-2026-10.qif",
        "french",
        "QIF, day/month/year, decimal comma, Windows-1252, categories, a split, cheques; EUR, which QIF does not say",
    ),
    (
        "london-2024-11-to-2026-10.csv",
        "uk",
        "CSV of a British bank: debit and credit columns, day/month/year, UTF-8 with a byte order mark, GBP",
    ),
    ("denia-2024-11-to-2026-10.n43", "flat", "Norma 43, Latin-1, a block per quarter"),
    ("2026-09-savings-damaged.xml", "", "**must be refused**: an entry is missing"),
    ("2026-08-joint-damaged.csv", "", "**must be refused**: an amount is no number"),
    ("rules.txt", "", "the family's sorting rules: `pattern<TAB>category`, pattern contained in payee or purpose, in any case of letters"),
    ("budgets.txt", "", "the family's monthly budgets: `category<TAB>amount<TAB>currency`"),
]

HEAD = """# Examples

`household/` is two years of a family's bank files (November 2024 to October 2026), made up from the first cent to the last by
`tools/make_household.py`: nobody is real, and neither are the banks or the account numbers, whose check digits are nevertheless
right. Large shops and public bodies appear as they do on anybody's statements; landlord, employers, utilities, insurers,
subscriptions, restaurants and everybody who does wrong are invented.

Claire (translator, from Lyon, once in London) and Jonas (engineer) live in Bonn with Mathilde (10) and Emil (6).

`tools/make_household.py --check` proves that these files, this one included, are what the generator makes; without `--check` it
writes them anew. Do not edit them by hand.

## The files
| file | bytes | format |
| --- | ---: | --- |
"""


def budgets(book):
    """How the budgets stand in the last months, if everything is sorted as the generator means it."""
    months = [(2026, month) for month in (7, 8, 9, 10)]
    lines = [
        "\n## The budgets\nSpent by month of booking, when everything is sorted as it was meant; **bold** beyond the budget, *slanted* "
    ]
    lines.append(
        "from 80 % on.\n\n| category | budget | July 2026 | August | September | October |\n| --- | ---: | ---: | ---: | ---: | ---: |\n"
    )
    for category, limit, currency in settings.BUDGETS:
        cells = []
        for year, month in months:
            cents = settings.spent(book, category, currency, year, month)
            mark = "**" if cents > limit else "*" if cents * 100 >= limit * 80 else ""
            cells.append(mark + money(cents) + mark)
        lines.append("| %s | %s | %s |\n" % (category, money(limit), " | ".join(cells)))
    return "".join(lines)


def text(book, made):
    assert {"household/" + name for name, _, _ in FILES} == set(made), set(made)
    lines = [HEAD]
    for name, _, form in FILES:
        lines.append("| `%s` | %s | %s |\n" % (name, "{:,}".format(len(made["household/" + name])), form))
    lines.append("\n## The accounts\n| account | bank | number | opening | entries | closing |\n| --- | --- | --- | ---: | ---: | ---: |\n")
    for a in book.accounts.values():
        booked = [e for e in a.entries if not e.pending]
        lines.append(
            "| %s: %s | %s | %s | %s %s | %s | %s |\n"
            % (
                a.key,
                a.name,
                a.bank,
                a.iban or "529900XXXXXX4711",
                a.currency,
                money(a.opening),
                "{:,}".format(len(booked)),
                money(a.opening + sum(e.amount for e in booked)),
            )
        )
    lines.append(
        "\n%s entries are booked in all.\n\n## What is hidden in here\n"
        % "{:,}".format(sum(not e.pending for a in book.accounts.values() for e in a.entries))
    )
    lines.append("Amounts are in euro where nothing else is said; dates are those of booking, on the card those of purchase.\n\n")
    lines.append("| what | where | when and how much |\n| --- | --- | --- |\n")
    for story in book.stories:
        lines.append("| %s | %s | %s |\n" % (story.what, story.where, story.detail.replace("|", "/")))
    lines.append(budgets(book))
    return "".join(lines)
