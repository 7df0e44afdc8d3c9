"""Texts become vectors: by the program itself, by a service that the configuration names, and by one that refuses."""
import contextlib
import csv
import gzip
import json
import os
import subprocess
import sys

import scenario

KEY = "sk-Good.Key-123"
SERVERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "servers")
PAYEES = [("%s %s %d" % (kind, shop, i), label) for i in range(8) for kind, label, shops in (
    ("Bakery", "food", ("Braun", "Huber", "Sun")), ("Fuel station", "car", ("North", "Shell", "Ring"))) for shop in shops]


@contextlib.contextmanager
def _service():
    server = subprocess.Popen([sys.executable, os.path.join(SERVERS, "embeddings.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    port = int(server.stdout.readline().split()[0])

    def tell(command):
        server.stdin.write(command + "\n")
        server.stdin.flush()
        return json.loads(server.stdout.readline())
    try:
        yield "http://127.0.0.1:%d" % port, tell
    finally:
        server.stdin.close()
        server.wait(10)
        server.stdout.close()


@contextlib.contextmanager
def _set(**values):
    names = {"FLORIN_EMBEDDING_" + key.upper(): value for key, value in values.items()}
    os.environ.update(names)
    try:
        yield
    finally:
        for name in names:
            del os.environ[name]


def _file(home, name="payees.csv"):
    return home.file(name, "payee,account,kind\n" + "".join('"%s",x,%s\n' % row for row in PAYEES))


def the_program_itself_makes_vectors_of_length_one(home):
    said = home.answer("numerics", "embed", _file(home))
    assert said["model"].startswith("builtin:") and said["dims"] == 384 and len(said["vectors"]) == len(PAYEES)
    assert all(abs(sum(x * x for x in v) - 1) < 1e-5 for v in said["vectors"])
    lines = list(csv.reader(home.florin("numerics", "embed", _file(home), "--threads", "3").splitlines()))
    assert lines[0][:2] == ["v1", "v2"] and len(lines) == len(PAYEES) + 1
    assert [[round(float(x), 6) for x in line] for line in lines[1:]] == [[round(x, 6) for x in v] for v in said["vectors"]]


def the_benchmark_tells_how_well_neighbours_share_a_label(home):
    out = os.path.join(home.folder, "vectors.csv")
    said = home.answer("bench", "embed", _file(home), "--out", out)
    near = said["neighbours"]
    assert near["labels"] == 2 and near["asked"] == len(PAYEES) and said["embedding"]["texts_per_s"] > 0
    assert all(near["%s_of_%d" % (figure, k)] == 1 for figure in ("accuracy", "macro_f1") for k in (1, 5, 10)), near
    with open(out, encoding="ascii") as f:
        vectors = [[float(x) for x in line.split(",")] for line in f.read().split()[1:]]
    alike, unlike = [], []
    for i, a in enumerate(vectors):
        for k, b in enumerate(vectors[:i]):
            (alike if PAYEES[i][1] == PAYEES[k][1] else unlike).append(sum(x * y for x, y in zip(a, b)))
    assert abs(near["cosine_same_label"] - sum(alike) / len(alike)) < 1e-5
    assert abs(near["cosine_other_label"] - sum(unlike) / len(unlike)) < 1e-5
    packed = os.path.join(home.folder, "payees.csv.gz")
    with open(_file(home), "rb") as f, gzip.open(packed, "wb") as g:
        g.write(f.read())
    assert home.answer("bench", "embed", packed)["neighbours"] == near
    assert "neighbours" not in home.answer("bench", "embed", home.file("one.csv", "text\nrent\npower\n"))


def wrong_words_and_files_are_refused(home):
    home.florin("bench", "embed", home.file("none.csv", "text\n"), exit=3)
    home.florin("bench", "embed", home.file("ragged.csv", "text,label\na,b\nc\n"), exit=3)
    home.florin("bench", "embed", _file(home), "--batch", "0", exit=2)
    home.florin("bench", "embed", _file(home), "--model", os.path.join(home.folder, "nothing"), exit=1)
    assert "config.json" in home.said


def a_service_is_chosen_by_the_configuration(home):
    with _service() as (url, tell):
        for driver, path in (("openai", "/v1"), ("gemini", "/v1beta")):
            tell("well")
            with _set(driver=driver, url=url + path, key=KEY, dims="64"):
                said = home.answer("numerics", "embed", _file(home))
                assert said["dims"] == 64 and said["model"].startswith(driver + ":127.0.0.1:") and len(said["vectors"]) == len(PAYEES)
                for (text, _), v in zip(PAYEES, said["vectors"]):
                    length = (2 * (len(text) + 1) ** 2 + 1) ** 0.5
                    assert abs(v[0] - (len(text) + 1) / length) < 1e-5 and abs(v[2] - 1 / length) < 1e-5
                assert KEY not in home.florin("config")
            with _set(driver=driver, url=url + path, key="sk-stolen-" + KEY):
                home.florin("numerics", "embed", _file(home), exit=3)
                assert "does not take the key" in home.said and KEY not in home.said
            tell("busy 9 429 60")
            with _set(driver=driver, url=url + path, key=KEY):
                home.florin("numerics", "embed", _file(home), exit=4)
                assert "cannot answer now (HTTP 429" in home.said and KEY not in home.said


def the_configuration_says_what_is_wrong(home):
    for values, words in (({"driver": "magic"}, "embedding.driver"), ({"url": "ftp://x"}, "embedding.url"), ({"dims": "7"}, "embedding.dims"),
                          ({"model": "two words"}, "embedding.model"), ({"driver": "minilm"}, "embedding.folder"),
                          ({"driver": "openai", "url": "http://embeddings.example/v1", "key": KEY}, "without TLS")):
        with _set(**values):
            home.florin("numerics", "embed", _file(home), exit=2)
            assert words in home.said and KEY not in home.said, home.said


if __name__ == "__main__":
    scenario.run(globals())
