#!/usr/bin/env python3
"""A PostgreSQL server for tests: postgres.py start|stop|restart|kill FOLDER

start    makes a cluster in FOLDER and prints the URL of its database "postgres", which stands in FOLDER/url from then on
stop     ends it and removes FOLDER
restart  ends it cleanly and begins again
kill     kills it with signal 9, every process of it, and begins again
"""

import glob
import os
import shutil
import signal
import subprocess
import sys
import time

# What tests kill is the server, never the machine: the kernel keeps what the server wrote, so nothing waits for the disk.
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '%s'
unix_socket_permissions = 0777
fsync = off
full_page_writes = off
synchronous_commit = on
max_connections = 200
shared_buffers = 256MB
max_wal_size = 4GB
checkpoint_timeout = 30min
log_min_messages = fatal
"""


def program(name):
    if "FLORIN_POSTGRES_BIN" in os.environ:  # another server than Debian's: pgvector.py
        return os.path.join(os.environ["FLORIN_POSTGRES_BIN"], name)
    places = sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)
    for place in places:
        if int(place.split("/")[4]) >= 15:
            return os.path.join(place, name)
    found = shutil.which(name)
    if found is None:
        sys.exit("PostgreSQL is not installed: script/setup test installs it")
    return found


def run(folder, *command):
    """As a user that the server accepts."""
    command = list(command)
    if os.getuid() == 0:
        command = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups", *command]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True, check=False, cwd="/")
    if done.returncode != 0:
        log = os.path.join(folder, "log")
        sys.exit("%s\n%s%s" % (" ".join(command), done.stdout, open(log).read() if os.path.exists(log) else ""))


def control(folder, *words):
    run(folder, program("pg_ctl"), "-D", os.path.join(folder, "data"), "-s", "-w", "-t", "60", *words)


def begin(folder):
    control(folder, "start", "-l", os.path.join(folder, "log"))


def pid_of(folder):
    try:
        with open(os.path.join(folder, "data", "postmaster.pid"), encoding="utf-8") as f:
            return int(f.readline())
    except (FileNotFoundError, ValueError):
        return None


def start(folder):
    stop(folder)
    os.makedirs(folder)
    data = os.path.join(folder, "data")
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    run(folder, program("initdb"), "-D", data, "-U", "florin", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions")
    with open(os.path.join(data, "postgresql.conf"), "a", encoding="utf-8") as f:
        f.write(SETTINGS % folder)
    begin(folder)
    # Databases of this one's are behind the walls between households, as they should be where Florin is used.
    run(folder, program("psql"), "-XAtq", "-h", folder, "-U", "florin", "-d", "postgres", "-c", "CREATE ROLE walled LOGIN")
    url = "postgresql://florin@/postgres?host=%s" % folder
    with open(os.path.join(folder, "url"), "w", encoding="utf-8") as f:
        f.write(url + "\n")
    print(url)


def is_alive(process):
    try:
        with open("/proc/%d/stat" % process, encoding="utf-8") as f:
            return f.read().rsplit(")", 1)[1].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def kill(folder):
    """The server's processes are one group of their own; none may be left, or the next start waits for it."""
    pid = pid_of(folder)
    if pid is None:
        return
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], stdout=subprocess.PIPE, text=True, check=False).stdout.split()
    for process in [pid, *map(int, children)]:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass
    while any(is_alive(process) for process in [pid, *map(int, children)]):
        time.sleep(0.01)
    # Where nobody reaps the dead, their numbers look alive.
    os.remove(os.path.join(folder, "data", "postmaster.pid"))
    for lock in glob.glob(os.path.join(folder, ".s.PGSQL.*.lock")):
        os.remove(lock)


def stop(folder):
    if pid_of(folder) is not None:
        try:
            control(folder, "stop", "-m", "immediate")
        except SystemExit:
            kill(folder)
    shutil.rmtree(folder, ignore_errors=True)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    what, folder = sys.argv[1], os.path.abspath(sys.argv[2])
    if what == "start":
        start(folder)
    elif what == "stop":
        stop(folder)
    elif what == "restart":
        control(folder, "restart", "-m", "fast", "-l", os.path.join(folder, "log"))
    elif what == "kill":
        kill(folder)
        begin(folder)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
