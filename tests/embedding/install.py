"""Installs a model, the tokeniser that it was made with and onnxruntime, once for all builds: 90 MB of model and 300 MB of programs. Does nothing when
they are there already.
usage: python3 tests/embedding/install.py ~/.cache/florin-tests/embedding
"""
import fcntl
import hashlib
import os
import subprocess
import sys
import venv

HERE = os.path.dirname(os.path.abspath(__file__))


def install(folder):
    wanted = os.path.join(HERE, "requirements.txt")
    with open(wanted, "rb") as f:
        mark = hashlib.sha256(f.read() + sys.version.encode()).hexdigest()
    stamp = os.path.join(folder, "installed")
    os.makedirs(os.path.dirname(folder), exist_ok=True)
    with open(folder + ".lock", "w", encoding="ascii") as lock:  # two builds may be tested at once
        fcntl.flock(lock, fcntl.LOCK_EX)
        if os.path.exists(stamp) and open(stamp, encoding="ascii").read() == mark:
            return
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run([os.path.join(folder, "bin", "python"), "-m", "pip", "install", "--quiet", "--no-input", "--no-deps", "-r", wanted], check=True)
        with open(stamp, "w", encoding="ascii") as f:
            f.write(mark)


if __name__ == "__main__":
    install(os.path.abspath(os.path.expanduser(sys.argv[1])))
