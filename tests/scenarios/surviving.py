"""Things go wrong: two writers, kills, a full disk, a server that is told to stop."""
import os
import random
import resource
import signal
import subprocess
import time

import scenario
from statements import GIRO, GIRO_LATER

ROWS = int(os.environ.get("FLORIN_KILL_ROWS", "20000"))
ROUNDS = int(os.environ.get("FLORIN_KILL_ROUNDS", "12"))


def _large_file(home):
    lines = ["account,id,date,amount,description\n"]
    for i in range(ROWS):
        lines.append("Giro,F%08d,2026-%02d-%02d,%d.%02d,SHOP %d BONN\n" % (i, i * 12 // ROWS + 1, i % 28 + 1, -(i % 90) - 1, i % 100, i % 300))
    return home.file("large.csv", "".join(lines))


def an_import_that_is_killed_is_there_whole_or_not_at_all(home):
    path = _large_file(home)
    whole = scenario.Household(home.florin_path)
    whole.take(path)
    expected = whole.state()
    whole.remove()
    chance = random.Random(7)
    began = time.monotonic()
    home.florin("report")
    killed = 0
    for _ in range(ROUNDS):
        process = subprocess.Popen([home.florin_path, "import", "--data", home.data, "--yes", "--currency", "EUR", path],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.02, 0.4))
        process.send_signal(signal.SIGKILL)
        process.wait()
        killed += process.returncode == -signal.SIGKILL
        home.is_sound()
        assert len(home.transactions()) in (0, 1000), "a page of rows, or nothing"
    assert killed > 0, "no round was killed in time"
    home.take(path)
    assert home.state() == expected
    print("        %d rounds, %d kills, %.1f s" % (ROUNDS, killed, time.monotonic() - began))


def a_second_writer_is_told_who_writes_and_readers_go_on(home):
    home.take(home.file("giro.csv", GIRO))
    first = subprocess.Popen([home.florin_path, "import", "--data", home.data, "--yes", "--quiet", "--account", "giro", "-"],
                             stdin=subprocess.PIPE, text=True)
    home.until(lambda: "pid %d:" % first.pid in home.writer())
    home.florin("import", "--yes", home.file("giro-2.csv", GIRO_LATER), exit=4)
    assert "pid %d" % first.pid in home.said, home.said
    assert home.balances() == {"giro": "2969.00"}
    first.communicate(GIRO, timeout=60)
    assert first.returncode == 0
    home.take(os.path.join(home.folder, "giro-2.csv"), more=("--account", "giro"))


def a_second_server_is_told_who_serves(home):
    home.take(home.file("giro.csv", GIRO))
    server = home.serve()
    run = subprocess.run([home.florin_path, "serve", "--data", home.data, "--listen", "127.0.0.1:%d" % server.port], capture_output=True,
                         text=True, timeout=60)
    assert run.returncode == 4 and "pid %d" % server.process.pid in run.stderr, run
    assert server.get("/readyz")[0] == 200
    assert server.stop() == 0


def the_server_answers_and_stops_cleanly(home):
    home.take(home.file("giro.csv", GIRO.replace("LIDL SAGT DANKE", "<script>alert(1)</script>")))
    home.florin("accounts", "rename", "giro", "<b>giro</b>")
    server = home.serve()
    status, page, headers = server.get("/")
    assert status == 200 and "<b>giro" not in page and "<script>" not in page
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert server.get("/healthz")[0] == 200
    assert "agent_tasks_processed_total" in server.get("/metrics")[1]
    assert server.get("/feed.atom")[0] == 401, "what the agents say is for the household alone"
    assert server.get("/nothing.png")[0] == 404
    assert server.get("/", method="POST")[0] == 405
    assert server.get("/", headers={"Host": "evil.example"})[0] == 421, "a foreign name must not lead here"
    assert server.get("/", headers={"Host": "localhost:1"})[0] == 200
    assert server.stop() == 0


def a_full_disk_is_a_clean_error(home):
    home.take(home.file("giro.csv", GIRO))
    before = home.state()
    path = _large_file(home)
    run = subprocess.run([home.florin_path, "import", "--data", home.data, "--yes", path], capture_output=True, text=True,
                         preexec_fn=lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
                                             resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))))
    assert run.returncode in (1, 3), (run.returncode, run.stderr)
    assert run.stderr.startswith("florin: "), run.stderr
    assert home.state() == before
    home.take(path)
    home.is_sound()


def wrong_words_are_explained(home):
    home.florin("import", exit=2)
    assert "Usage: florin import" in home.said
    home.florin("report", "nonsense", exit=2)
    home.florin("list", "--from", "yesterday", exit=2)
    home.florin("list", "--bogus", exit=2)


if __name__ == "__main__":
    scenario.run(globals())
