"""Somebody writes down what agents may do with money, and asks what would be decided before anything is."""
import hashlib
import json
import os
import re
import shlex
import subprocess

import scenario

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def _read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as f:
        return f.read()


def _policy(home, *words, exit=0):
    """The command without any configuration or store; gives both outputs."""
    done = subprocess.run([home.florin_path, "policy", *words], capture_output=True, text=True, cwd=home.folder, timeout=60)
    assert done.returncode == exit, "%s ended with %d:\n%s%s" % (words, done.returncode, done.stdout, done.stderr)
    return done.stdout + done.stderr


def _try(home, *words):
    return json.loads(_policy(home, "try", *words, "--json"))


def the_example_is_in_step_and_is_the_built_in_policy(home):
    example = _policy(home, "example")
    assert example == _read("docs/policy.example.yaml"), "florin policy example > docs/policy.example.yaml"
    path = home.file("example.yaml", example)
    assert _policy(home, "print", path) == _policy(home, "print")


def the_guide_decides_as_it_says(home):
    guide = _read("docs/guides/policy.md")
    blocks = re.findall(r"^```yaml\n(.*?)^```", guide, flags=re.S | re.M)
    assert len(blocks) == 1
    home.file("house.yaml", blocks[0])
    said = re.findall(r"^    florin policy try (house\.yaml .*?) +# (\w+): (.*)$", guide, flags=re.M)
    assert len(said) >= 16, said
    for words, verdict, rule in said:
        decided = _try(home, *shlex.split(words), "--at", "2026-11-20T14:30")
        assert (decided["verdict"], decided["rule"]) == (verdict, rule), (words, decided)
    night = _try(home, "house.yaml", "--amount", "40", "--payee", "Bakery", "--known-days", "60", "--at", "2026-11-20T23:30")
    assert night["verdict"] == "allow" and night["not_before"] is not None, night


def the_guide_knows_every_key_and_its_examples_are_right(home):
    rows = re.findall(r"^\| `([a-z-]+)` \| ([a-z, ]+) \| `(.*?)` \|", _read("docs/guides/policy.md"), flags=re.M)
    keys = set(re.findall(r'\{?"([a-z-]+)", TYPE_', _read("src/policy/keys.c")))
    keys |= set(sum(re.findall(r'MONEY\("([a-z-]+)", "([a-z-]+)"', _read("src/policy/keys.c")), ()))
    assert {key for key, _, _ in rows} == keys, {key for key, _, _ in rows} ^ keys
    for key, uses, example in rows:
        for use in ("allow", "ask", "deny", "wait"):
            rule = {"name": "x", "verdict": use, "kind": "payment", "wait": "1 h"}
            if use == "wait":
                del rule["verdict"]
            else:
                del rule["wait"]
            if key in ("name", "verdict") and use != "ask":
                continue
            rule[key] = example
            home.file("one.yaml", "version: 1\nrules:\n  - " + "\n    ".join("%s: %s" % pair for pair in rule.items()) + "\n")
            right = uses == "all" or use in uses.split(", ")
            said = _policy(home, "check", "one.yaml", exit=0 if right else 3)
            assert right or key + " " in said, said


def a_wrong_file_is_refused_with_its_place(home):
    for text, words in (("version: 1\nrules:\n  - name: a\n    verdict: ask\n    amuont-above: 5 EUR\n",
                         "bad.yaml: line 5, column 5: amuont-above is no key of a rule; did you mean amount-above?"),
                        ("version: 1\nrules:\n  - {name: a, verdict: deny, amount-above: 5}\n", 'line 3, column 44: amount-above: "5" has no currency'),
                        ("version: 1\nrules: &a []\n", "anchor"), ("", "version: 1"), ("a: [\n", "YAML")):
        path = home.file("bad.yaml", text)
        assert words in _policy(home, "check", "bad.yaml", exit=3), words
        told = json.loads(_policy(home, "check", path, "--json", exit=3).splitlines()[0])
        assert told["ok"] is False and words in told["problem"].replace(home.folder + "/", ""), told
        assert _policy(home, "try", "bad.yaml", "--amount", "1", "--payee", "x", exit=3)
    assert "No such file" in _policy(home, "check", "none.yaml", exit=1)
    home.file("bad.yaml", "#" * (300 << 10))
    assert "at most 262144 are allowed" in _policy(home, "check", "bad.yaml", exit=3)


def a_rule_for_an_agent_that_is_not_there_is_told(home):
    home.file("p.yaml", "version: 1\nrules:\n  - {name: a, verdict: deny, agent: [analytics, person, paymnet]}\n")
    assert "There is no agent paymnet" in _policy(home, "check", "p.yaml")
    assert json.loads(_policy(home, "check", "p.yaml", "--json"))["unknown_agents"] == ["paymnet"]


def the_digest_is_the_canonical_text_s(home):
    path = home.file("p.yaml", "rules: [{verdict: ask, name: b, payee: Bob}]\nversion: 1\n")
    canonical = _policy(home, "print", path)
    told = json.loads(_policy(home, "check", path, "--json"))
    assert told["digest"] == hashlib.sha256(canonical.encode()).hexdigest(), told
    again = home.file("again.yaml", canonical)
    assert _policy(home, "print", again) == canonical
    assert json.loads(_policy(home, "check", again, "--json"))["digest"] == told["digest"]


def people_see_the_decision_and_every_rule(home):
    said = _policy(home, "try", "--amount", "1250", "--payee", "ACME\x1b[31m GmbH", "--balance", "500", "--at", "2026-11-20T23:30")
    for words in ("1,250.00 EUR to ACME", "with a one-time code", "Not before 2026-11-21 23:30.", "The question stands for 48 h 0 min.",
                  "new payees", "large payments", "1,250.00 EUR is more than 1,000.00 EUR", "quiet hours", "between 22:00 and 07:00"):
        assert words in said, (words, said)
    assert "\x1b" not in said
    assert "a lot in one day" not in said and "confirmed recurring payments" not in said, said


def nothing_is_decided_about_nonsense(home):
    assert _try(home, "--kind", "gift", "--amount", "5")["rule"] == "(facts)"
    assert _try(home, "--amount", "-5", "--payee", "x")["verdict"] == "deny"
    assert _try(home, "--amount", "5")["verdict"] == "deny"
    assert _try(home, "--payee", "x")["verdict"] == "deny"
    for wrong in (["--amount", "much"], ["--amount", "1.005"], ["--currency", "EURO"], ["--at", "noon"], ["--count", "-1"], ["--known-days", "x"]):
        _policy(home, "try", *wrong, exit=2)
    for words in (["check"], [], ["tri"], ["example", "x"], ["try", "a", "b"]):
        _policy(home, *words, exit=2)


if __name__ == "__main__":
    scenario.run(globals())
