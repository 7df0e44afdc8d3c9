"""What Schemathesis needs to know of Florin; it loads this file by SCHEMATHESIS_HOOKS."""
import itertools
import re
from urllib.parse import quote

import schemathesis

numbers = itertools.count()

# What is said when a request is not of the form that the table asks for. What no form can say (an amount that two parts must make up, a
# cursor that no list gave, a date that lies in the past) is refused in other words.
OF_FORM = re.compile(r"^[\w.\[\]]+: (expected (?!one rule)|at (least|most) \d|must be from |there is no such (field|parameter)|is given twice|a word is given twice|is not UTF-8)")


@schemathesis.hook
def before_call(context, case, kwargs):
    """A key stands for one request: each gets one of its own, or most would be answered with the refusal of a key that comes twice."""
    for name in list(case.headers or {}):
        value = case.headers[name]
        if name.lower() == "idempotency-key" and isinstance(value, str) and re.fullmatch(r"[ -~]*[!-~][ -~]*", value) and len(value) < 190:
            case.headers[name] = "%s-%d" % (value.strip(), next(numbers))


@schemathesis.hook
def filter_query(context, query):
    """Addresses longer than that are refused by the HTTP server, below the API."""
    return sum(len(quote(str(value))) for value in (query or {}).values()) < 8000


@schemathesis.check
def refusals_of_form_are_in_the_document(context, response, case):
    """Whatever the document allows passes the check of the table. (The built-in check knows no refusals but those of form.)"""
    positive = case.meta is not None and case.meta.generation.mode.is_positive
    if positive and response.status_code == 400 and OF_FORM.search(response.json().get("detail", "")):
        raise AssertionError("the document allows this, but the server says: " + response.json()["detail"])


@schemathesis.check
def problems_say_what_is_wrong(context, response, case):
    """RFC 9457, with a name that programs can rely on; nothing of the inside in it."""
    if response.status_code < 400 or case.method == "HEAD":
        return
    kind = response.headers.get("content-type", ["none"])[0]
    assert kind.startswith("application/problem+json"), "a refusal of type %s: %d %s" % (kind, response.status_code, response.text[:300])
    problem = response.json()
    assert problem["status"] == response.status_code and problem["detail"] and re.fullmatch(r"[a-z_]+", problem["code"]), problem
    assert not re.search(r"SELECT|SQLITE|sqlite|/src/|\.c:\d|0x[0-9a-f]{6}", problem["detail"]), problem
