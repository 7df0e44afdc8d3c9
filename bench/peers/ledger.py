"""ledger: `convert` of one CSV file an account with payee rules; known rows are told by a checksum, each compared with all."""

import csv
import os

from common import cents, compare, fresh, output


class Ledger:
    name = "ledger"
    packages = ["ledger"]

    def version(self):
        return " ".join(output(["ledger", "--version"]).split(",")[0].split()[:2])

    def prepare(self, work, folder):
        self.folder = fresh(folder)
        self.journal = os.path.join(folder, "main.ledger")
        with open(self.journal, "w", encoding="utf-8") as f:
            for pattern, category in work.rules:
                f.write("account %s\n    payee %s\n\n" % (category, pattern))
            f.write("account Expenses:Uncategorised\n    payee .\n\n")
        files = {}
        for account, number, day, amount, text in work.entries():
            if account not in files:
                files[account] = open(os.path.join(folder, account + ".csv"), "w", encoding="utf-8", newline="")
                files[account].write("date,amount,payee,code\n")
            csv.writer(files[account], lineterminator="\n").writerow([day, amount, text, number])
        for f in files.values():
            f.close()
        self.accounts = sorted(files)

    def import_command(self, again):
        steps = ["set -e"]
        for account in self.accounts:
            steps.append("ledger -f main.ledger convert %s.csv --input-date-format %%Y-%%m-%%d --account Assets:%s --rich-data --invert "
                         "> new; cat new >> main.ledger" % (account, account))
        return {"words": ["sh", "-c", "; ".join(steps)], "cwd": self.folder}

    def spending_command(self):
        return {"words": ["ledger", "-f", self.journal, "register", "^Expenses", "--monthly"]}

    def balances_command(self):
        return {"words": ["ledger", "-f", self.journal, "balance", "^Assets", "--flat", "--no-total"]}

    def check(self, work):
        lines = output(self.balances_command()["words"] + ["-F", "%(account)|%(quantity(scrub(display_total)))\n"]).splitlines()
        pairs = [line.split("|") for line in lines if line]
        compare("balances", {name.split(":")[1]: cents(sum_) for name, sum_ in pairs}, work.balances)
        form = '%(format_date(date, "%Y-%m")) %(account)|%(quantity(scrub(display_amount)))\n'
        cells = {}
        for line in output(self.spending_command()["words"] + ["-F", form]).splitlines():
            key, _, sum_ = line.rpartition("|")
            cells[key] = cells.get(key, 0) + cents(sum_)
        compare("spending", {key: value for key, value in cells.items() if value}, work.spending())
