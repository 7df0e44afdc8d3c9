"""Databases of the PostgreSQL server that ctest's fixture runs (FLORIN_TEST_POSTGRES is its URL), one for each household."""
import os
import subprocess


class Database:
    """A database of its own on the tests' server, for as long as the scenario lasts. Its owner is no superuser, who would see through the
    walls between households."""

    made = 0

    def __init__(self):
        Database.made += 1
        self.admin = os.environ["FLORIN_TEST_POSTGRES"]
        self.name = "scenario_%d_%d" % (os.getpid(), Database.made)
        self.url = self.admin.replace("//florin@/postgres?", "//walled@/%s?" % self.name)
        self._ask(self.admin, "CREATE DATABASE %s OWNER walled TEMPLATE template0" % self.name)

    @staticmethod
    def _ask(url, sql, household="0"):
        said = dict(os.environ, PGOPTIONS="-c florin.household=" + household if household else "")
        done = subprocess.run(["psql", "-XAtq", "-d", url, "-c", sql], capture_output=True, text=True, check=False, env=said)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def ask(self, sql, household="0"):
        """As a household; "0": as the program, which sees all; "": without saying who it is, which sees nothing behind the walls."""
        return self._ask(self.url, sql, household)

    def number(self, sql):
        return int(self.ask(sql))

    def drop(self):
        self._ask(self.admin, "DROP DATABASE %s WITH (FORCE)" % self.name)
