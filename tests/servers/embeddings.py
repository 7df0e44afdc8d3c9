#!/usr/bin/env python3
"""Embeddings as OpenAI's API and Google's Gemini API give them, on one port: /v1/embeddings, and /v1beta/models/MODEL:embedContent and :batchEmbedContents.

After https://platform.openai.com/docs/api-reference/embeddings/create, …/docs/guides/error-codes, …/docs/guides/rate-limits,
https://ai.google.dev/api/embeddings, …/gemini-api/docs/troubleshooting, …/docs/rate-limits and google.rpc.{ErrorInfo,RetryInfo}.
Tokens are counted as one for four bytes, begun ones whole.

A vector begins with the text's bytes + 1, its characters + 1 and 1; it is 0 behind that, and not of length 1.

commands: well | key KEY | busy TIMES STATUS [RETRY_AFTER] | twist HOW | garble TEXT | hang 0|1 | counts
    HOW: shuffle twice short long nan huge zero fewer
"""
import json
import re
import sys
import threading

import common

lock = threading.Lock()
fresh = {"key": "sk-Good.Key-123", "busy": 0, "status": 503, "after": None, "twist": "", "garble": None, "hang": False, "requests": 0, "batches": [],
         "last": None, "inputs": []}
state = dict(fresh)
OPENAI = {"text-embedding-3-small": 1536, "text-embedding-3-large": 3072, "text-embedding-ada-002": 1536, "plain-384": 384}
GEMINI = {"gemini-embedding-001": 3072}


def vector(text, dims):
    v = [float(len(text.encode()) + 1), float(len(text) + 1), 1.0] + [0.0] * (dims - 3)
    how = state["twist"]
    if how == "short":
        v = v[:-1]
    elif how == "long":
        v.append(0.5)
    elif how == "zero":
        v = [0.0] * dims
    elif how == "huge":
        v[5] = 1e39
    elif how == "nan":
        v[5] = None
    return v


def tokens(texts):
    return sum((len(t.encode()) + 3) // 4 for t in texts)


class Handler(common.Quiet):
    def do_POST(self):
        body = json.loads(self.read_body())
        if state["hang"]:
            threading.Event().wait(30)
        with lock:
            state["requests"] += 1
            state["last"] = body
            google = re.fullmatch(r"/v1beta/models/([^:/]+):(embedContent|batchEmbedContents)", self.path)
            if state["garble"] is not None:
                return self.send_bytes(200, state["garble"].encode(), kind="application/json")
            if google:
                return self.gemini(body, google.group(1), google.group(2))
            if self.path == "/v1/embeddings":
                return self.openai(body)
            return self.send_json(404, {"error": {"message": "Invalid URL", "type": "invalid_request_error", "code": None}})

    def is_busy(self):
        if state["busy"] <= 0:
            return False
        state["busy"] -= 1
        return True

    # -- OpenAI

    def refuse(self, status, kind, code, message, headers=()):
        self.send_json(status, {"error": {"message": message, "type": kind, "param": None, "code": code}}, headers)

    def openai(self, body):
        given = (self.headers.get("Authorization") or "").partition(" ")
        if not given[2]:
            return self.refuse(401, "invalid_request_error", None, "You didn't provide an API key.")
        if given[0] != "Bearer" or given[2] != state["key"]:
            return self.refuse(401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided: %s." % given[2])
        if self.is_busy():
            return self.refuse(state["status"], "requests", "rate_limit_exceeded", "Rate limit reached for %s" % state["key"],
                               [("Retry-After", state["after"])] if state["after"] else [])
        texts, model = body.get("input"), body.get("model")
        if model not in OPENAI:
            return self.refuse(404, "invalid_request_error", "model_not_found", "The model `%s` does not exist" % model)
        if not isinstance(texts, list) or not 1 <= len(texts) <= 2048 or not all(isinstance(t, str) and t for t in texts):
            return self.refuse(400, "invalid_request_error", None, "'$.input' is invalid: %r" % texts[:3])
        if any(tokens([t]) > 8192 for t in texts) or tokens(texts) > 300000:
            return self.refuse(400, "invalid_request_error", "max_tokens_per_request", "Requested too many tokens, max 300000 per request")
        if "dimensions" in body and not model.startswith("text-embedding-3"):
            return self.refuse(400, "invalid_request_error", None, "This model does not support specifying dimensions.")
        dims = body.get("dimensions", OPENAI[model])
        if not 1 <= dims <= OPENAI[model] or body.get("encoding_format", "float") != "float":
            return self.refuse(400, "invalid_request_error", None, "Invalid dimensions")
        state["batches"].append(len(texts))
        state["inputs"] += texts
        data = [{"object": "embedding", "index": i, "embedding": vector(t, dims)} for i, t in enumerate(texts)]
        if state["twist"] == "shuffle":
            data.reverse()
        elif state["twist"] == "twice":
            data[-1]["index"] = 0
        elif state["twist"] == "fewer":
            data.pop()
        return self.send_json(200, {"object": "list", "data": data, "model": model,
                                    "usage": {"prompt_tokens": tokens(texts), "total_tokens": tokens(texts)}})

    # -- Gemini

    def refuse_google(self, status, word, message, details=()):
        self.send_json(status, {"error": {"code": status, "message": message, "status": word, "details": list(details)}})

    def gemini(self, body, model, method):
        given = self.headers.get("x-goog-api-key")
        if not given:
            return self.refuse_google(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers.")
        if given != state["key"]:
            return self.refuse_google(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key: %s" % given, [
                {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID", "domain": "googleapis.com"}])
        if self.is_busy():
            delay = [{"@type": "type.googleapis.com/google.rpc.Help", "links": []}]
            if state["after"]:
                delay.append({"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": state["after"] + "s"})
            return self.refuse_google(state["status"], "RESOURCE_EXHAUSTED", "You exceeded your current quota", delay)
        if model not in GEMINI:
            return self.refuse_google(404, "NOT_FOUND", "models/%s is not found for API version v1beta" % model)
        asked = body["requests"] if method == "batchEmbedContents" else [body]
        if len(asked) > 100:
            return self.refuse_google(400, "INVALID_ARGUMENT", "* BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch")
        vectors = []
        for one in asked:
            text = one["content"]["parts"][0]["text"]
            if one["model"] != "models/" + model or not text or not 1 <= one["outputDimensionality"] <= GEMINI[model] \
                    or one["taskType"] != "SEMANTIC_SIMILARITY":
                return self.refuse_google(400, "INVALID_ARGUMENT", "content is empty or a field is invalid: %s" % text)
            state["inputs"].append(text)
            vectors.append({"values": vector(text, one["outputDimensionality"])})
        state["batches"].append(len(asked))
        if state["twist"] == "fewer":
            vectors.pop()
        if method == "embedContent":
            return self.send_json(200, {"embedding": vectors[0]} if vectors else {})
        return self.send_json(200, {"embeddings": vectors})


def command(name, *words):
    with lock:
        if name == "well":
            state.update(fresh, batches=[], inputs=[])
        elif name == "key":
            state["key"] = words[0]
        elif name == "busy":
            rest = words[1].split()
            state.update(busy=int(words[0]), status=int(rest[0]), after=rest[1] if len(rest) > 1 else None)
        elif name in ("twist", "garble"):
            state[name] = " ".join(words)
        elif name == "hang":
            state["hang"] = words[0] == "1"
        elif name == "counts":
            return {"requests": state["requests"], "batches": state["batches"], "dims": (state["last"] or {}).get("dimensions")}
        else:
            return {"problem": "no such command: " + name}
    return {}


if __name__ == "__main__":
    server = common.listen(Handler)
    common.obey(server.server_address[1], "-", command)
