"""The server keeps what /openapi.json promises: Schemathesis sends what the document allows and what it forbids to a household that is full.

FLORIN_EXAMPLES and FLORIN_SEED ask for more than there is time for in CI.
"""
import os
import re
import subprocess
import sys

import scenario
from client import CONTRACT, Client
from permitted import PASSWORD, World

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "contract"))
import install  # noqa: E402

# Schemathesis would wait for the end of a stream, and the other two end the very key that it comes with.
ELSEWHERE = ("streamEvents", "logOutEverywhere", "revokeKey")


def _program(home, name, *words, **environment):
    install.install(CONTRACT)
    run = subprocess.run([os.path.join(CONTRACT, "bin", name), *words], capture_output=True, text=True, cwd=home.folder,
                         env={**os.environ, "NO_PROXY": "127.0.0.1", **environment})
    return run.returncode, run.stdout + run.stderr


def _document(home, server):
    return home.file("openapi.json", server.get("/openapi.json")[1])


def the_document_is_what_open_api_allows(home):
    server = home.serve()
    status, said = _program(home, "openapi-spec-validator", _document(home, server))
    assert status == 0, said
    assert server.stop() == 0


def the_server_keeps_what_the_document_promises(home):
    server = home.serve()
    owner = Client(server)
    owner.post("/auth/signup", {"email": "alpha@example.org", "password": PASSWORD, "household_name": "Elm Street 4"}, want=201)
    World("Alpha", owner).furnish()
    key = owner.key("read", "write", "admin", "approve").bearer
    skipped = [word for operation in ELSEWHERE for word in ("--exclude-operation-id", operation)]
    status, said = _program(
        home, "schemathesis", "run", _document(home, server), "--url", "http://127.0.0.1:%d" % server.port, "--header", "Authorization: Bearer " + key,
        "--checks", "all", "--exclude-checks", "positive_data_acceptance",  # see rules.py
        "--phases", "examples,coverage,fuzzing,stateful", "--max-examples", os.environ.get("FLORIN_EXAMPLES", "8"), "--seed", os.environ.get("FLORIN_SEED", "1"),
        "--generation-database", "none", "--continue-on-failure", "--request-timeout", "30", "--suppress-health-check", "all", "--warnings", "off",
        "--no-color", "--output-sanitize", "false", *skipped, SCHEMATHESIS_HOOKS="rules", PYTHONPATH=os.path.dirname(os.path.abspath(install.__file__)))
    assert status == 0, re.sub(r"(%[0-9A-F]{2}|\\u[0-9a-f]{4}|0){40,}", "…", said)
    Client(server, key).get("/me")
    assert server.stop() == 0
    home.is_sound()


def the_first_and_the_last_month_are_answered_like_any_other(home):
    server = home.serve()
    owner = Client(server)
    owner.post("/auth/signup", {"email": "alpha@example.org", "password": PASSWORD}, want=201)
    account = owner.post("/accounts", {"name": "Cash", "currency": "EUR", "opening": "5.00"}, want=201)["id"]
    for month in ("1900-01", "1900-07", "2199-12"):
        for path in ("/accounts/%s/balances?to=%s" % (account, month), "/accounts/%s/balances?from=%s" % (account, month), "/reports/overview?month=" + month,
                     "/reports/networth?to=" + month, "/reports/cashflow?from=" + month, "/budgets?month=" + month):
            assert owner.ask("GET", "/api/v1" + path).status in (200, 400), path
    assert server.stop() == 0


if __name__ == "__main__":
    scenario.run(dict(globals()))
