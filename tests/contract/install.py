"""Installs what holds the server against its document. Does nothing when that is there already.
usage: python3 tests/contract/install.py build-gcc/contract
"""
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
    if os.path.exists(stamp) and open(stamp).read() == mark:
        return
    venv.create(folder, clear=True, with_pip=True)
    subprocess.run([os.path.join(folder, "bin", "python"), "-m", "pip", "install", "--quiet", "--no-input", "--no-deps", "-r", wanted], check=True)
    with open(stamp, "w") as f:
        f.write(mark)


if __name__ == "__main__":
    install(os.path.abspath(sys.argv[1]))
