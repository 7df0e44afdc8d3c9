"""The sqlite3 shell with a schema and an import written by hand: what a single file costs without a program around it."""

import csv
import os
import subprocess

from common import HERE, compare, fresh, output

SPENDING = ("SELECT substr(p.day, 1, 7), a.name, sum(p.cents) FROM posting p JOIN account a ON a.id = p.account "
            "WHERE a.name LIKE 'Expenses:%' GROUP BY 1, 2 ORDER BY 1, 2")
BALANCES = ("SELECT a.name, sum(p.cents) FROM posting p JOIN account a ON a.id = p.account "
            "WHERE a.name NOT LIKE '%:%' GROUP BY 1 ORDER BY 1")


class Sqlite:
    name = "sqlite3 shell, SQL by hand"
    packages = ["sqlite3"]

    def version(self):
        return "sqlite3 " + output(["sqlite3", "--version"]).split()[0]

    def prepare(self, work, folder):
        self.folder = fresh(folder)
        self.file = os.path.join(folder, "ledger.db")
        # Its .import takes columns by place.
        with open(os.path.join(folder, "rows.csv"), "w", encoding="utf-8", newline="") as f:
            out = csv.writer(f, lineterminator="\n")
            out.writerow(["account", "bank_id", "day", "amount", "description"])
            out.writerows(work.entries())
        with open(os.path.join(HERE, "sqlite_schema.sql"), encoding="utf-8") as f:
            script = f.read()
        quoted = [(pattern.replace("'", "''"), category.replace("'", "''")) for pattern, category in work.rules]
        for category in sorted({category for _, category in quoted} | {"Expenses:Uncategorised"}):
            script += "INSERT INTO account (name) VALUES ('%s');\n" % category
        for pattern, category in quoted:
            script += "INSERT INTO rule (pattern, category) SELECT '%s', id FROM account WHERE name = '%s';\n" % (pattern, category)
        subprocess.run(["sqlite3", self.file], input=script, text=True, check=True, stdout=subprocess.DEVNULL)

    def import_command(self, again):
        return {"words": ["sqlite3", self.file], "stdin": os.path.join(HERE, "sqlite_import.sql"), "cwd": self.folder}

    def spending_command(self):
        return {"words": ["sqlite3", self.file, SPENDING]}

    def balances_command(self):
        return {"words": ["sqlite3", self.file, BALANCES]}

    def check(self, work):
        rows = [line.split("|") for line in output(["sqlite3", self.file, BALANCES]).splitlines()]
        compare("balances", {name: int(sum_) for name, sum_ in rows}, work.balances)
        rows = [line.split("|") for line in output(["sqlite3", self.file, SPENDING]).splitlines()]
        compare("spending", {"%s %s" % (month, name): int(sum_) for month, name, sum_ in rows if int(sum_)}, work.spending())
