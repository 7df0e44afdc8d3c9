"""hledger: `import` of a CSV file with rules into a journal. What it knows already it tells by the date alone."""

import csv
import os
import re

from common import cents, compare, fresh, output


class Hledger:
    name = "hledger"
    packages = ["hledger"]

    def version(self):
        return output(["hledger", "--version"]).split(",")[0].strip()

    def prepare(self, work, folder):
        fresh(folder)
        self.journal, self.rules = os.path.join(folder, "main.journal"), os.path.join(folder, "bank.rules")
        self.rows = os.path.join(folder, "bank.csv")
        with open(self.journal, "w", encoding="utf-8"):
            pass
        with open(self.rows, "w", encoding="utf-8", newline="") as f:
            csv.writer(f, lineterminator="\n").writerows(work.entries())
        with open(self.rules, "w", encoding="utf-8") as f:
            f.write("fields bank, code, date, amount, description\ndate-format %Y-%m-%d\ncurrency EUR \nstatus *\n"
                    "account1 Assets:%bank\naccount2 Expenses:Uncategorised\n")
            for pattern, category in reversed(work.rules):  # here the last match wins
                f.write("\nif %%description %s\n account2 %s\n" % (re.escape(pattern).replace("\\ ", " ").replace("\\-", "-"), category))

    def import_command(self, again):
        return {"words": ["hledger", "-f", self.journal, "import", "--rules-file", self.rules, self.rows]}

    def spending_command(self):
        return {"words": ["hledger", "-f", self.journal, "balance", "^Expenses", "--monthly"]}

    def balances_command(self):
        return {"words": ["hledger", "-f", self.journal, "balance", "^Assets"]}

    def check(self, work):
        table = list(csv.reader(output(self.balances_command()["words"] + ["--no-total", "-O", "csv"]).splitlines()))
        compare("balances", {row[0].split(":")[1]: cents(row[1]) for row in table[1:]}, work.balances)
        table = list(csv.reader(output(self.spending_command()["words"] + ["--no-total", "-O", "csv"]).splitlines()))
        cells = {"%s %s" % (month[:7], row[0]): cents(sum_) for row in table[1:] for month, sum_ in zip(table[0][1:], row[1:])}
        compare("spending", {key: value for key, value in cells.items() if value}, work.spending())
