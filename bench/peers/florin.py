"""Florin itself, timed as its peers are: rules alone, which is the peers' job, and with everything on."""

import json
import os

from common import cents, compare, fresh, output


class Florin:
    packages = []

    def __init__(self, program, only_rules):
        self.program, self.only_rules = program, only_rules
        self.name = "Florin, rules alone" if only_rules else "Florin, everything on"

    def version(self):
        return output([self.program, "--version"]).strip()

    def prepare(self, work, folder):
        self.data = os.path.join(fresh(folder), "data")
        self.words = [self.program, "import", "--data", self.data, "--yes", "--json", "--currency", "EUR", "--rules", work.rules_file,
                      work.csv_file] + (["--only-rules"] if self.only_rules else [])

    def import_command(self, again):
        return {"words": self.words}

    def spending_command(self):
        return {"words": [self.program, "report", "spending", "--json", "--data", self.data]}

    def balances_command(self):
        return {"words": [self.program, "report", "balances", "--json", "--data", self.data]}

    def check(self, work):
        balances = json.loads(output(self.balances_command()["words"]))["rows"]
        compare("balances", {row["account"]: cents(row["balance"]) for row in balances}, work.balances)
        if self.only_rules:
            rows = json.loads(output(self.spending_command()["words"]))["rows"]
            cells = {"%s %s" % (row["month"], row["category"]): cents(row["amount"]) for row in rows}
            compare("spending", {key: value for key, value in cells.items() if value}, work.spending())
