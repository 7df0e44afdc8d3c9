#!/usr/bin/env python3
"""A PostgreSQL with pgvector for tests: pgvector.py start|stop FOLDER VENV

As postgres.py, with the programs of PyPI's pgserver, which is installed into VENV when it is not there.
"""

import glob
import os
import subprocess
import sys
import venv

VERSION = "0.1.4"


def programs(folder):
    python = os.path.join(folder, "bin", "python")
    if not glob.glob(os.path.join(folder, "lib", "*", "site-packages", "pgserver", "pginstall", "bin", "postgres")):
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-input", "--no-deps", "pgserver==" + VERSION], check=True)
    return glob.glob(os.path.join(folder, "lib", "*", "site-packages", "pgserver", "pginstall", "bin"))[0]


def main():
    if len(sys.argv) != 4 or sys.argv[1] not in ("start", "stop"):
        sys.exit(__doc__)
    os.environ["FLORIN_POSTGRES_BIN"] = programs(os.path.abspath(sys.argv[3]))
    here = os.path.dirname(os.path.abspath(__file__))
    sys.exit(subprocess.run([sys.executable, os.path.join(here, "postgres.py"), sys.argv[1], sys.argv[2]], check=False).returncode)


if __name__ == "__main__":
    main()
