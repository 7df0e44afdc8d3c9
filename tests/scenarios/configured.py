"""Somebody sets Florin up: by file, environment and flags, with mistakes, and with secrets that nobody may see."""
import copy
import json
import os
import socket
import subprocess

import scenario

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SECRET = "hunter2-Zx9"


def _run(home, *words, exit=0, **variables):
    """The program with these environment variables and no other of ours; gives what it printed, on both ways. A secret is never in it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FLORIN_")}
    environment.update({"HOME": home.folder}, **variables)
    done = subprocess.run([home.florin_path, *words], capture_output=True, text=True, env=environment, cwd=home.folder, timeout=60)
    said = done.stdout + done.stderr
    assert done.returncode == exit, "florin %s ended with %d, not %d:\n%s" % (" ".join(words), done.returncode, exit, said)
    assert SECRET not in said, said
    return said


def _shown(home, *words, **variables):
    rows = json.loads(_run(home, "config", "show", "--json", *words, **variables))
    return {row["key"]: (row["value"], row["source"]) for row in rows}


def every_mistake_is_named_at_once_and_nothing_starts(home):
    home.file("florin.yaml", "stor: x\nrate: 0\nbus: redi://:%s@h\nrole: [api, agents]\n" % SECRET)
    said = _run(home, "serve", "--config", "florin.yaml", "--listen", "nowhere", "--data", home.data, exit=2,
                FLORIN_BUSS="redis://:%s@h" % SECRET, FLORIN_CACHE_TTL="a while")
    lines = said.splitlines()
    expected = [
        "florin: stor (florin.yaml:1:1) is no key; did you mean store?",
        'florin: rate (florin.yaml:2:7): "0" is too small; allowed: a whole number from 1 to 1000000 (requests/s)',
        'florin: bus (florin.yaml:3:6): "redi://:(set)@h" is none of embedded | redis://HOST | rediss://HOST | redis+unix://[USER@]/SOCKET | kafka://HOST,... | '
        "dapr://HOST:PORT[/PUBSUB]; did you mean redis://?",
        'florin: role (florin.yaml:4:7): "api,agents" is none of all | api | agents | gateway',
        "florin: FLORIN_BUSS is no environment variable of Florin; did you mean FLORIN_BUS?",
        'florin: cache.ttl (FLORIN_CACHE_TTL): "a while" is no duration; allowed: a duration from 1 s to 1 d (ms, s, min, h, d)',
        'florin: listen (--listen): "nowhere" has no port; allowed: ADDRESS:PORT, where ADDRESS is IPv4, IPv6 in [], localhost or *',
    ]
    assert sorted(lines) == sorted(expected), said
    assert not os.path.exists(home.data)


def every_command_refuses_a_wrong_configuration(home):
    for words in (["list"], ["report", "balances"], ["fsck"], ["import", "x.csv"], ["user", "list"], ["events"]):
        assert "did you mean FLORIN_STORE?" in _run(home, *words, exit=2, FLORIN_STOR="x")
    assert not os.path.exists(os.path.join(home.folder, ".local"))
    _run(home, "--help", FLORIN_STOR="x")
    _run(home, "list", "--help", FLORIN_STOR="x")


def a_wrong_option_names_the_one_that_was_meant(home):
    assert "there is no option --stroe; did you mean --store?" in _run(home, "list", "--stroe", "x", exit=2)
    assert "there is no option --lisen; did you mean --listen?" in _run(home, "serve", "--lisen", "x", exit=2)
    assert "there is no option --rate" in _run(home, "list", "--rate", "5", exit=2), "only serve has a rate"


def flags_win_over_the_environment_and_that_over_the_file(home):
    path = home.file("a.yaml", "bus:\n  group: of-file\nrate: 1\nlisten: 127.0.0.1:1\n")
    variables = {"FLORIN_CONFIG": path, "FLORIN_RATE": "2", "FLORIN_LISTEN": "127.0.0.1:2"}
    shown = _shown(home, "--listen", "127.0.0.1:3", **variables)
    assert shown["bus.group"] == ("of-file", "file")
    assert shown["rate"] == ("2", "environment")
    assert shown["listen"] == ("127.0.0.1:3", "flag")
    assert shown["role"] == ("all", "default")
    assert "%s:2:10" % path in _run(home, "config", "show", **variables)
    assert _shown(home, "--config", "", **variables)["bus.group"] == ("florin", "default")


def the_file_in_the_data_folder_is_found(home):
    home.florin("list")
    with open(os.path.join(home.data, "florin.yaml"), "w", encoding="utf-8") as f:
        f.write("rate: 7\n")
    assert _shown(home, "--data", home.data)["rate"] == ("7", "file")
    assert _shown(home, FLORIN_DATA=home.data)["rate"] == ("7", "file")
    assert _shown(home)["rate"] == ("50000", "default")


def secrets_are_fetched_where_they_are_named_and_never_shown(home):
    url = "postgres://florin:${secret:db-password}@127.0.0.1:1/florin"
    _run(home, "config", "check", "--fetch", "--store", url, FLORIN_SECRET_DB_PASSWORD=SECRET)
    assert "FLORIN_SECRET_DB_PASSWORD" in _run(home, "config", "check", "--fetch", "--store", url, exit=1)
    assert "store (--store)" in _run(home, "list", "--store", url, exit=1), "named by key and place"
    _run(home, "list", "--store", url, FLORIN_SECRET_DB_PASSWORD=SECRET, exit=4)  # nobody listens there
    _run(home, "list", "--store", url.replace("${secret:db-password}", SECRET), exit=4)
    assert _shown(home, "--store", url)["store"][0] == url
    assert _shown(home, "--store", url.replace("${secret:db-password}", SECRET))["store"][0] == url.replace("${secret:db-password}", "(set)")
    assert _shown(home, FLORIN_DAPR_TOKEN=SECRET)["dapr.token"] == ("(set)", "environment")
    _run(home, "config", "check", "--fetch", "--bus", "secret:bus", exit=2, FLORIN_SECRET_BUS=SECRET)
    folder = os.path.join(home.folder, "secrets")
    os.mkdir(folder, 0o700)
    with open(os.open(os.path.join(folder, "db-password"), os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as f:
        f.write(SECRET + "\n")
    path = home.file("s.yaml", 'secrets: file:secrets\nstore: "%s"\n' % url)
    _run(home, "config", "check", "--fetch", path)


def wrong_files_of_every_kind_show_no_secret(home):
    for text, words in (("dapr.token: \"%s\n" % SECRET, "without closing quote"), ("dapr.token: !%s!x y\n" % SECRET, "undefined tag prefix"),
                        ("dapr.token: &%s x\n" % SECRET, "anchor"), ("dapr.token: *%s\n" % SECRET, "alias"),
                        ("- %s\n" % SECRET, "is a list"), ("store: host=h password=%s\n" % SECRET, "is none of"),
                        ("store: postgres://u:%s@h\n" % SECRET, "names no database"), ("storage: postgres://u:%s@h/d\n" % SECRET, "is no key"),
                        ("dapr.token: secret:%s !\n" % SECRET, "names a secret wrongly"), ("dapr.token: [%s\n" % SECRET, "YAML")):
        path = home.file("x.yaml", text)
        for words_of_command in (["config", "check", path], ["config", "show", "--config", path], ["list", "--config", path]):
            said = _run(home, *words_of_command, exit=2)
            assert words in said, said
    home.file("x.yaml", "#" * (1 << 20) + "\n")
    assert "is larger than 1 MiB" in _run(home, "config", "check", "x.yaml", exit=2)
    with open(os.path.join(home.folder, "x.yaml"), "wb") as f:
        f.write(b"rate: 5\n\x00\n")
    assert "x.yaml:2:1" in _run(home, "config", "check", "x.yaml", exit=2)
    assert "No such file" in _run(home, "config", "check", "none.yaml", exit=2)
    assert json.loads(_run(home, "config", "check", "none.yaml", "--json", exit=2))["ok"] is False


def the_example_is_in_step_and_means_the_defaults(home):
    example = _run(home, "config", "example")
    with open(os.path.join(ROOT, "docs/florin.example.yaml"), encoding="utf-8") as f:
        assert f.read() == example, "florin config example > docs/florin.example.yaml"
    with open(os.path.join(ROOT, "docs/guides/configuration.md"), encoding="utf-8") as f:
        assert _run(home, "config", "table") in f.read(), "the guide's table is `florin config table`"
    path = home.file("example.yaml", example)
    of_file, defaults = _shown(home, "--config", path), _shown(home)
    assert {key: value for key, (value, _) in of_file.items()} == {key: value for key, (value, _) in defaults.items()}
    assert {source for _, source in of_file.values()} == {"file"}


def every_key_of_serve_is_in_its_help(home):
    serve, other = _run(home, "serve", "--help"), _run(home, "list", "--help")
    for flag in ("--listen", "--host", "--proxy", "--cors", "--rate", "--role", "--store", "--bus", "--cache", "--secrets", "--config", "--data"):
        assert flag + " " in serve, flag
    assert "--store " in other and "--listen " not in other


def a_server_takes_its_keys_from_the_file(home):
    home.florin("list")
    with open(os.path.join(home.data, "florin.yaml"), "w", encoding="utf-8") as f:
        f.write("hosts: [money.example]\n")
    server = home.serve()
    try:
        assert server.get("/healthz", headers={"Host": "money.example"})[0] == 200
        assert server.get("/healthz", headers={"Host": "other.example"})[0] == 421
    finally:
        assert server.stop() == 0


def metrics_can_have_an_address_of_their_own(home):
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    front = home.serve("--metrics-listen", "127.0.0.1:%d" % port)
    aside = copy.copy(front)
    aside.port = port
    try:
        assert front.get("/metrics")[0] == 404 and front.get("/readyz")[0] == 200
        status, figures, _ = aside.get("/metrics", headers={"Host": "any.example"})
        assert status == 200 and 'florin_http_responses_total{class="4xx"} 1\n' in figures, figures
        assert aside.get("/readyz")[0] == 200 and aside.get("/healthz")[0] == 200
        assert aside.get("/")[0] == 404 and aside.get("/api/v1/accounts")[0] == 404 and aside.get("/metrics", method="POST")[0] == 404
        said = _run(home, "serve", "--data", home.data + "2", "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:%d" % port, exit=1)
        assert "metrics.listen: " in said and "something else listens there" in said, said
        first = front.process
        front.process = subprocess.Popen(
            [home.florin_path, "serve", "--data", home.data, "--listen", "127.0.0.1:%d" % front.port, "--replace",
             "--metrics-listen", "127.0.0.1:%d" % port], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert first.wait(timeout=30) == 0
        home.until(lambda: _answers(aside))
        assert front.get("/readyz")[0] == 200 and front.stop() == 0
    finally:
        front.process.kill()
        front.process.wait()


def _answers(server):
    try:
        return server.get("/readyz")[0] == 200
    except OSError:
        return False


def kubernetes_links_to_services_are_no_mistake(home):
    _run(home, "list", "--data", home.data, FLORIN_SERVICE_HOST="10.0.0.1", FLORIN_SERVICE_PORT_HTTP="80", FLORIN_PORT="tcp://10.0.0.1:80",
         FLORIN_PORT_80_TCP_ADDR="10.0.0.1")


def a_part_of_the_server_needs_a_store_that_processes_share(home):
    expected = 'florin: role (%s): "agents" needs a store that processes share (store: postgres://…); with SQLite one process does all\n'
    assert _run(home, "serve", "--role", "agents", "--data", home.data, exit=2) == expected % "--role"
    assert _run(home, "config", "check", exit=2, FLORIN_ROLE="agents") == expected % "FLORIN_ROLE"
    assert json.loads(_run(home, "config", "check", "--json", "--role", "agents", exit=2).splitlines()[0])["ok"] is False
    _run(home, "list", "--data", home.data, FLORIN_ROLE="agents")
    shared = "postgres://florin:${secret:db}@127.0.0.1:1/florin"
    _run(home, "config", "check", "--role", "agents", "--store", shared)
    _run(home, "serve", "--role", "agents", "--data", home.data, "--store", shared, exit=4, FLORIN_SECRET_DB=SECRET)  # nobody listens there


if __name__ == "__main__":
    scenario.run(globals())
