#!/usr/bin/env python3
"""A Kafka broker for tests: kafka.py start|stop|halt|go|kill FOLDER [MOCK]

start  makes a broker of its own in FOLDER and waits until it answers. FOLDER/url is where it is, FOLDER/secure the same with TLS and a
       password, FOLDER/kind what it is. It ends by itself with the program that called this
stop   ends it and removes FOLDER
halt   ends it as an operator does; it keeps what it holds
go     begins again at the same place
kill   kills it with signal 9

The broker is Apache Kafka (one node, KRaft), fetched by Maven. Where Java or Maven is missing, or Maven cannot fetch it, MOCK is run instead:
librdkafka's mock cluster (kafka_mock.c), which can neither halt nor go, knows no TLS, and makes topics by itself. FOLDER/kind and the
output say which of the two it is. FLORIN_TEST_KAFKA_MOCK=1 takes the mock even so.
"""

import base64
import fcntl
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
import uuid
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
VERSION = "3.9.1"
PASSWORD = "tests' own: 100%/?@"  # every character that a URL minds
READY_S, END_S = 90, 30

SETTINGS = """
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://127.0.0.1:{plain},SECURE://127.0.0.1:{secure},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{plain},SECURE://127.0.0.1:{secure}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SECURE:SASL_SSL,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
log.dirs={folder}/data
listener.name.secure.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
listener.name.secure.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_florin="{password}";
listener.name.secure.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.secure.ssl.keystore.type=PEM
listener.name.secure.ssl.keystore.location={folder}/server.pem
auto.create.topics.enable=false
offsets.topic.num.partitions=4
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
num.network.threads=2
num.io.threads=4
num.recovery.threads.per.data.dir=2
log.cleaner.enable=false
log.index.size.max.bytes=65536
"""


# -- Where it comes from

def cached(name):
    cache = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "florin-tests")
    os.makedirs(cache, exist_ok=True)
    return os.path.join(cache, name)


def class_path():
    """Every jar of it, or None. Maven looks only when what it found before is gone."""
    if os.environ.get("FLORIN_TEST_KAFKA_MOCK") or shutil.which("java") is None or shutil.which("mvn") is None:
        return None
    found = cached("kafka-%s.classpath" % VERSION)
    with open(found + ".lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.exists(found) or not all(map(os.path.exists, open(found, encoding="utf-8").read().split(":"))):
            done = subprocess.run(["mvn", "-B", "-q", "-f", os.path.join(HERE, "kafka.pom.xml"), "dependency:build-classpath",
                                   "-Dmdep.outputFile=" + found + ".new"],
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True, check=False)
            if done.returncode != 0:
                print("Maven cannot fetch Kafka:\n" + done.stdout[-2000:])
                return None
            os.replace(found + ".new", found)
    return open(found, encoding="utf-8").read()


def classes():
    """The file of classes that this Java has read and checked already: with it a start takes half as long."""
    program = os.path.realpath(shutil.which("java"))
    return cached("kafka-%s-%d.classes" % (VERSION, zlib.crc32(("%s %d" % (program, os.stat(program).st_mtime_ns)).encode())))


def java(folder, main, *words, learn=None):
    """`learn`: notes the classes there, when it ends."""
    with open(os.path.join(folder, "classpath"), encoding="utf-8") as f:
        path = f.read()
    options = os.environ.get("FLORIN_TEST_KAFKA_JVM", "-Xmx256m -XX:TieredStopAtLevel=1").split()
    if learn is not None:
        options += ["-XX:ArchiveClassesAtExit=" + learn, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"]
    elif os.path.exists(classes()):
        options += ["-XX:SharedArchiveFile=" + classes()]
    return ["java", *options, "-XX:+UseSerialGC", "-Xshare:auto", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp", path, main, *words]


# -- Making one

def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def make_certificates(folder):
    def run(*words):
        subprocess.run(["openssl", *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    run("req", "-x509", *curve, "-days", "2", "-subj", "/CN=Test authority", "-keyout", "ca.key", "-out", "ca.pem")
    run("req", *curve, "-subj", "/CN=kafka", "-keyout", "server.key", "-out", "server.csr")
    with open(os.path.join(folder, "server.ext"), "w", encoding="ascii") as f:
        f.write("subjectAltName=IP:127.0.0.1,DNS:localhost\n")
    run("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "server.ext",
        "-out", "server.crt")
    with open(os.path.join(folder, "server.pem"), "w", encoding="ascii") as f:
        f.write(open(os.path.join(folder, "server.key"), encoding="ascii").read())
        f.write(open(os.path.join(folder, "server.crt"), encoding="ascii").read())


def escaped(text):
    return "".join(c if c.isalnum() else "%%%02X" % ord(c) for c in text)


def make_broker(folder, path):
    plain, secure, controller = free_ports(3)
    settings = os.path.join(folder, "server.properties")
    make_certificates(folder)
    write(folder, "classpath", path)
    write(folder, "server.properties", SETTINGS.format(folder=folder, plain=plain, secure=secure, controller=controller, password=PASSWORD))
    cluster = "florin" + base64.urlsafe_b64encode(uuid.uuid4().bytes).decode()[6:22]  # one that begins with "-" is taken for an option
    done = subprocess.run(java(folder, "kafka.tools.StorageTool", "format", "-t", cluster, "-c", settings, "--add-scram",
                               'SCRAM-SHA-512=[name=florin,password="%s"]' % PASSWORD),
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stdout)
    write(folder, "kind", "kafka %s" % VERSION)
    write(folder, "port", str(plain))
    write(folder, "url", "kafka://127.0.0.1:%d" % plain)
    write(folder, "secure", "kafka://florin:%s@127.0.0.1:%d?ca=%s/ca.pem" % (escaped(PASSWORD), secure, folder))


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
        f.write(text)


def read(folder, name):
    try:
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            return f.read()
    except FileNotFoundError:
        return None


# -- Running it

def is_alive(pid):
    try:
        return "State:\tZ" not in open("/proc/%d/status" % pid, encoding="utf-8").read()
    except (FileNotFoundError, ProcessLookupError):
        return False


def pid_of(folder):
    pid = int(read(folder, "pid") or 0)
    return pid if pid != 0 and is_alive(pid) else None


def watch(folder, parent, command):
    """Runs the broker; ends it when its folder or the program that wanted it is gone."""
    with open(os.path.join(folder, "log"), "a", encoding="utf-8") as log:
        broker = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd="/")
    write(folder, "pid", str(broker.pid))
    while broker.poll() is None:
        time.sleep(0.5)
        if broker.poll() is None and not (os.path.exists(folder) and is_alive(parent)):
            broker.kill()
            broker.wait()
            shutil.rmtree(folder, ignore_errors=True)


def answers(port):
    """Does it answer a request for its versions (ApiVersions 0)?"""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as s:
            s.sendall(struct.pack(">ihhih", 10, 18, 0, 7, -1))
            return struct.unpack(">ii", s.recv(8, socket.MSG_WAITALL))[1] == 7
    except (OSError, struct.error):
        return False


def launch(folder, parent, command):
    if os.path.exists(os.path.join(folder, "pid")):
        os.remove(os.path.join(folder, "pid"))
    if os.fork() == 0:  # the watcher, on its own
        os.setsid()
        null = os.open(os.devnull, os.O_RDWR)
        for fd in range(3):
            os.dup2(null, fd)
        watch(folder, parent, command)
        os._exit(0)


def learn_classes(folder, parent):
    """Once for each Java: runs the broker for a moment. One that cannot do this goes on without."""
    with open(classes() + ".lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.exists(classes()) and go(folder, parent, learn=classes() + ".new"):
            end(folder, signal.SIGTERM)
            if os.path.exists(classes() + ".new"):
                os.replace(classes() + ".new", classes())


def go(folder, parent, learn=None):
    """A broker that was killed may not have let its port go yet: a second try."""
    command = java(folder, "kafka.Kafka", os.path.join(folder, "server.properties"), learn=learn)
    for _ in range(3):
        launch(folder, parent, command)
        until = time.monotonic() + READY_S
        while read(folder, "pid") is None or (pid_of(folder) is not None and time.monotonic() < until):
            if answers(int(read(folder, "port"))):
                return True
            time.sleep(0.05)
        end(folder, signal.SIGKILL)
    return False


def end(folder, how):
    pid = pid_of(folder)
    if pid is None:
        return
    os.kill(pid, how)
    until = time.monotonic() + END_S
    while is_alive(pid):
        if time.monotonic() > until:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.01)


def start_mock(folder, parent, program):
    launch(folder, parent, [program, os.path.join(folder, "url")])
    until = time.monotonic() + 10
    while read(folder, "url") is None:
        if time.monotonic() > until:
            sys.exit("the mock cluster does not begin: %s" % read(folder, "log"))
        time.sleep(0.01)
    write(folder, "kind", "mock")


def start(folder, parent, mock):
    stop(folder)
    os.makedirs(folder)
    path = class_path()
    if path is None:
        if mock is None:
            sys.exit("Java or Maven is missing, and no mock cluster was named: script/setup test installs them")
        start_mock(folder, parent, mock)
        print("NOT A REAL BROKER: librdkafka's mock cluster, because Java or Maven is missing")
        return
    for _ in range(3):  # somebody may take a port before the broker does
        make_broker(folder, path)
        learn_classes(folder, parent)
        if go(folder, parent):
            print("Apache Kafka %s at %s" % (VERSION, read(folder, "url")))
            return
        shutil.rmtree(os.path.join(folder, "data"), ignore_errors=True)
    sys.exit("the broker does not begin:\n%s" % read(folder, "log"))


def stop(folder):
    end(folder, signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    what, folder = sys.argv[1], os.path.abspath(sys.argv[2])
    if what == "start":
        start(folder, os.getppid(), sys.argv[3] if len(sys.argv) == 4 else None)
    elif what == "stop":
        stop(folder)
    elif what == "halt":
        end(folder, signal.SIGTERM)
    elif what == "go":
        if not go(folder, os.getppid()):
            sys.exit("the broker does not begin again:\n%s" % read(folder, "log"))
    elif what == "kill":
        end(folder, signal.SIGKILL)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
