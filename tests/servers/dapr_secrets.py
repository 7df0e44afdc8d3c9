#!/usr/bin/env python3
"""The secrets API of a Dapr sidecar: https://docs.dapr.io/reference/api/secrets_api/ and the errors that daprd really gives (errorCode, message).

Stores: "values" keeps one value for each name, "keys" several. Both are kept in memory.
commands: set NAME JSON | delete NAME | keys SECRET JSON | forbid NAME | broken NAME | allow NAME | reset | busy STATUS [RETRY_AFTER] | well | hang 0|1 | garble TEXT | token TEXT |
          empty NAME (204, as the documentation has it) | counts
"""
import json
import threading
import urllib.parse

import common

lock = threading.Lock()
state = {"values": {}, "keys": {}, "forbidden": set(), "broken": set(), "empty": set(), "busy": None, "hang": False, "garble": None, "token": "", "gets": 0}


class Handler(common.Quiet):
    def refuse(self, status, code, message, headers=()):
        self.send_json(status, {"errorCode": code, "message": message}, headers)

    def do_GET(self):
        if state["hang"]:
            threading.Event().wait(30)
        with lock:
            self.secret()

    def secret(self):
        state["gets"] += 1
        if state["token"] and self.headers.get("dapr-api-token") != state["token"]:
            return self.send_bytes(401, b"invalid api token")
        if state["busy"]:
            status, after = state["busy"]
            return self.refuse(status, "ERR_BUSY", "later", [("Retry-After", after)] if after else [])
        if state["garble"] is not None:
            return self.send_bytes(200, state["garble"].encode())
        parts = [urllib.parse.unquote(p) for p in urllib.parse.urlsplit(self.path).path.split("/")]
        if len(parts) != 5 or parts[1:3] != ["v1.0", "secrets"]:
            return self.refuse(404, "ERR_NOT_FOUND", 'method "%s" is not found' % self.path)
        store, name = parts[3:]
        if store not in ("values", "keys"):
            return self.refuse(401, "ERR_SECRET_STORE_NOT_FOUND", "failed finding secret store with key %s" % store)
        if name in state["forbidden"]:
            return self.refuse(403, "ERR_PERMISSION_DENIED", 'access denied by policy to get "%s" from "%s"' % (name, store))
        if name in state["empty"]:
            return self.send_bytes(204, b"")
        if name in state["broken"]:
            return self.refuse(500, "ERR_SECRET_GET", "failed getting secret with key %s from secret store %s: connection refused" % (name, store))
        if name not in state[store]:  # each component has words of its own: a local file, HashiCorp Vault, Azure Key Vault
            words = {"vault-": "getSecret %s failed secret key or version not exist", "azure-": "RESPONSE 404: ERROR CODE: SecretNotFound %s"}
            said = words.get(name[:6], "secret %s not found") % name
            return self.refuse(500, "ERR_SECRET_GET", "failed getting secret with key %s from secret store %s: %s" % (name, store, said))
        value = state[store][name]
        return self.send_json(200, {name: value} if store == "values" else value)


def command(word, name="", rest=""):
    with lock:
        if word == "set":
            state["values"][name] = json.loads(rest)
        elif word == "keys":
            state["keys"][name] = json.loads(rest)
        elif word == "delete":
            state["values"].pop(name, None)
        elif word in ("forbid", "broken", "empty"):
            state[{"forbid": "forbidden"}.get(word, word)].add(name)
        elif word == "allow":
            for place in ("forbidden", "broken", "empty"):
                state[place].discard(name)
        elif word == "busy":
            state["busy"] = (int(name), rest)
        elif word == "well":
            state.update(busy=None, hang=False, garble=None, token="")
        elif word == "reset":
            for place in ("values", "keys", "forbidden", "broken", "empty"):
                state[place].clear()
        elif word == "hang":
            state["hang"] = name == "1"
        elif word == "garble":
            state["garble"] = (name + " " + rest).strip()
        elif word == "token":
            state["token"] = name
        elif word == "counts":
            return {"gets": state["gets"]}
        else:
            raise ValueError(word)
    return "ok"


server = common.listen(Handler)
common.obey(server.server_port, "-", command)
