"""Runs one Python command on the PostgreSQL that the tests use: `python -m tests.on_postgresql manage.py migrate`."""

import os
import subprocess
import sys

from tests.plugins import postgresql


def main(arguments: list[str]) -> int:
    """The exit status of `python <arguments>` with `DATABASE_URL` set."""
    with postgresql.database_url() as url:
        return subprocess.run([sys.executable, *arguments], env=os.environ | {"DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
