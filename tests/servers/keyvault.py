#!/usr/bin/env python3
"""Azure Key Vault's "get secret", the token endpoint of Microsoft Entra ID and a machine's identity service, on one port.

After https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret, …/azure/key-vault/general/rest-error-codes, …/overview-throttling,
…/entra/identity-platform/v2-oauth2-client-creds-grant-flow, …/workload-identity-federation and …/how-to-use-vm-token.

usage: keyvault.py [--tls]
commands: set NAME JSON | delete NAME | disable NAME | forbid NAME | allow NAME | reset | revoke |
          busy STATUS [RETRY_AFTER] | well | hang 0|1 | garble TEXT |
          login ok|refused|busy|garbled | assertion TEXT | life SECONDS | counts
"""
import json
import re
import sys
import threading
import urllib.parse

import common

TENANT, CLIENT, SECRET = "11111111-aaaa-bbbb-cccc-222222222222", "33333333-aaaa-bbbb-cccc-444444444444", "S3cr~t/of+client=&%"
LARGEST = 25 * 1024
CHALLENGE = 'Bearer authorization="https://login.microsoftonline.com/%s", resource="https://vault.azure.net"' % TENANT

lock = threading.Lock()
state = {"secrets": {}, "disabled": set(), "forbidden": set(), "tokens": {}, "busy": None, "hang": False, "garble": None, "login": "ok",
         "assertion": "header.federated.signature", "life": 3599, "logins": 0, "gets": 0, "made": 0}


def new_token():
    state["made"] += 1
    token = "eyJ0eXAi.token-%d-kept-secret.sig" % state["made"]
    state["tokens"][token] = True
    return token


class Handler(common.Quiet):
    def do_POST(self):
        form = dict(urllib.parse.parse_qsl(self.read_body().decode(), strict_parsing=True))
        with lock:
            self.token_by_credentials(form)

    def refuse_login(self, error, number, text):
        self.send_json(401 if error == "invalid_client" else 400,
                       {"error": error, "error_description": "AADSTS%d: %s Trace ID: 0000 Timestamp: 2026-01-01" % (number, text),
                        "error_codes": [number], "timestamp": "2026-01-01 00:00:00Z"})

    def token_by_credentials(self, form):
        state["logins"] += 1
        if state["login"] == "busy":
            return self.send_json(503, {"error": "temporarily_unavailable"}, [("Retry-After", "7")])
        if state["login"] == "garbled":
            return self.send_bytes(200, b'{"access_token": ')
        if self.path != "/%s/oauth2/v2.0/token" % TENANT:
            return self.refuse_login("invalid_request", 90002, "Tenant not found.")
        if self.headers.get("Content-Type") != "application/x-www-form-urlencoded" or form.get("grant_type") != "client_credentials":
            return self.refuse_login("invalid_request", 900144, "The request body must contain 'grant_type'.")
        if form.get("scope") != "https://vault.azure.net/.default":
            return self.refuse_login("invalid_scope", 1002012, "The provided value for scope is not valid.")
        if form.get("client_id") != CLIENT:
            return self.refuse_login("unauthorized_client", 700016, "Application was not found.")
        by_secret = form.get("client_secret") == SECRET
        by_file = (form.get("client_assertion_type") == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
                   and form.get("client_assertion") == state["assertion"])
        if state["login"] == "refused" or not (by_secret or by_file):
            return self.refuse_login("invalid_client", 7000215, "Invalid client secret provided: %s" % form.get("client_secret"))
        return self.send_json(200, {"token_type": "Bearer", "expires_in": state["life"], "ext_expires_in": state["life"],
                                    "access_token": new_token()})

    def token_of_machine(self, query):
        state["logins"] += 1
        if state["login"] == "busy":
            return self.send_json(429, {"error": "too_many_requests"}, [("Retry-After", "7")])
        if self.headers.get("Metadata") != "true":
            return self.send_json(400, {"error": "bad_request_102", "error_description": "Required metadata header not specified"})
        if query.get("api-version") != "2018-02-01" or query.get("resource") != "https://vault.azure.net":
            return self.send_json(400, {"error": "invalid_resource", "error_description": "AADSTS50001"})
        if query.get("client_id") not in (None, CLIENT):
            return self.send_json(400, {"error": "invalid_request", "error_description": "Identity not found"})
        return self.send_json(200, {"access_token": new_token(), "client_id": CLIENT, "expires_in": str(state["life"]),
                                    "expires_on": "1767229199", "ext_expires_in": str(state["life"]), "not_before": "1767225599",
                                    "resource": "https://vault.azure.net", "token_type": "Bearer"})

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path.startswith("/secrets/") and state["hang"]:
            threading.Event().wait(30)
        with lock:
            if url.path == "/metadata/identity/oauth2/token":
                return self.token_of_machine(query)
            return self.secret(url.path, query)

    def refuse(self, status, code, message, inner=None, headers=()):
        error = {"code": code, "message": message}
        if inner:
            error["innererror"] = {"code": inner}
        self.send_json(status, {"error": error}, headers)

    def secret(self, path, query):
        state["gets"] += 1
        if state["busy"]:
            status, after = state["busy"]
            return self.refuse(status, "Throttled", "Request was not processed because too many requests were received.",
                               headers=[("Retry-After", after)] if after else [])
        scheme, _, token = (self.headers.get("Authorization") or "").partition(" ")
        if scheme != "Bearer" or not state["tokens"].get(token):
            return self.refuse(401, "Unauthorized", "[TokenExpired] Error validating token: %s" % token,
                               headers=[("WWW-Authenticate", CHALLENGE)])
        if state["garble"] is not None:
            return self.send_bytes(200, state["garble"].encode())
        found = re.fullmatch(r"/secrets/([0-9A-Za-z-]{1,127})", path)
        if query.get("api-version") != "7.4" or not found:
            return self.refuse(400, "BadParameter", "The request URI contains an invalid name: %s" % path)
        name = found.group(1)
        if name in state["forbidden"]:
            return self.refuse(403, "Forbidden", "Caller is not authorized to perform action on resource.", "ForbiddenByRbac")
        if name not in state["secrets"]:
            return self.refuse(404, "SecretNotFound", "A secret with (name/id) %s was not found in this key vault." % name)
        if name in state["disabled"]:
            return self.refuse(403, "Forbidden", "Operation get is not allowed on a disabled secret.", "SecretDisabled")
        return self.send_json(200, {"value": state["secrets"][name], "id": "https://vault/secrets/%s/0123456789abcdef" % name,
                                    "attributes": {"enabled": True, "created": 1767225600, "updated": 1767225600,
                                                   "recoveryLevel": "Recoverable+Purgeable"}})


def command(word, name="", rest=""):
    with lock:
        if word == "set":
            value = json.loads(rest)
            if len(value.encode()) > LARGEST:
                raise ValueError("a vault keeps at most 25 KiB")
            state["secrets"][name] = value
        elif word == "delete":
            state["secrets"].pop(name, None)
        elif word == "disable":
            state["disabled"].add(name)
        elif word == "forbid":
            state["forbidden"].add(name)
        elif word == "allow":
            state["forbidden"].discard(name)
            state["disabled"].discard(name)
        elif word == "revoke":
            state["tokens"].clear()
        elif word == "busy":
            state["busy"] = (int(name), rest)
        elif word == "well":
            state.update(busy=None, hang=False, garble=None, login="ok", life=3599)
        elif word == "reset":
            for place in ("secrets", "disabled", "forbidden"):
                state[place].clear()
        elif word == "hang":
            state["hang"] = name == "1"
        elif word == "garble":
            state["garble"] = (name + " " + rest).strip()
        elif word in ("login", "assertion"):
            state[word] = name
        elif word == "life":
            state["life"] = int(name)
        elif word == "counts":
            return {"logins": state["logins"], "gets": state["gets"]}
        else:
            raise ValueError(word)
    return "ok"


def main():
    if "--tls" in sys.argv:
        authority = common.Authority()
        server = common.listen(Handler, authority.context("vault"))
        common.obey(server.server_port, authority.ca, command, authority.remove)
    server = common.listen(Handler)
    common.obey(server.server_port, "-", command)


main()
